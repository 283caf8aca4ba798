"""Les lettres en pages : converties par LibreOffice, elles ont l'allure d'une lettre et gardent tous leurs mots."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from exemples_rendus import EXEMPLES, Exemple, rendu
from tries import tries

from lettres.catalogue import capacites
from lettres.rendu.fabrique.modeles import extraire
from lettres.rendu.paragraphes.texte import texte_par_partie

pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(
        not (shutil.which("soffice") and shutil.which("pdftotext")),
        reason="LibreOffice ou poppler absent : la mise en pages des lettres n’est pas vérifiée",
    ),
]

PIECES_NOMBREUSES = 5
"""Un dossier de cinq pièces raconte autant de moments, et les énumère : sa lettre peut tenir en trois pages."""

PREMIERS = {(e.lettre, e.nature): e.nom for e in reversed(EXEMPLES)}
"""De chaque lettre, pour chaque nature, l'exemple que l'on convertit tous les jours."""

par_exemple = tries(("exemple",), {e.nom: (e,) for e in EXEMPLES}, set(PREMIERS.values()))


@pytest.fixture(scope="module")
def pages(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """Le texte de chaque page de chaque lettre que ces essais regardent, converties en un seul appel."""
    dossier = tmp_path_factory.mktemp("pages")
    essais = [e for e in request.session.items if e.path == request.path and isinstance(e, pytest.Function)]
    essais = [e for e in essais if "pages" in e.fixturenames]
    voulus = {essai.callspec.params["exemple"].nom: essai.callspec.params["exemple"] for essai in essais}
    noms = {nom: re.sub(r"\W", "-", nom) for nom in voulus}
    for exemple in voulus.values():
        (dossier / f"{noms[exemple.nom]}.docx").write_bytes(rendu(exemple).lettre.octets)
    profil = f"-env:UserInstallation=file://{dossier}/profil"
    fichiers = sorted(str(f) for f in dossier.glob("*.docx"))
    subprocess.run(
        ["soffice", profil, "--headless", "--convert-to", "pdf", "--outdir", str(dossier), *fichiers],
        check=True,
        capture_output=True,
        timeout=600,
    )
    return {nom: _pages(dossier / f"{fichier}.pdf") for nom, fichier in noms.items()}


def _pages(pdf: Path) -> list[str]:
    texte = subprocess.run(["pdftotext", "-raw", str(pdf), "-"], check=True, capture_output=True, timeout=600)
    return texte.stdout.decode().split("\f")[:-1]


def _mots(texte: str) -> str:
    """Le texte sans espaces ni coupures : ce qui doit se retrouver d'un format à l'autre."""
    return re.sub(r"[\s\u00a0\u202f\u2011•–-]", "", texte)


@par_exemple
def test_une_lettre_tient_en_deux_pages_et_le_sommaire_d_appel_en_une(
    exemple: Exemple, pages: dict[str, list[str]]
) -> None:
    # -- un exposé, ou une lettre aux faits nombreux, est aussi long qu'eux; sa dernière page n'est jamais vide --
    expose = capacites(exemple.lettre).expose
    longue = expose or len(rendu(exemple).dossier.pieces) >= PIECES_NOMBREUSES
    assert 1 <= len(pages[exemple.nom]) <= (1 if exemple.lettre == "opc" else 3 if longue else 2)
    assert not expose or len(_mots(pages[exemple.nom][-1])) > 100


@par_exemple
def test_la_signature_n_est_jamais_seule_sur_une_page(exemple: Exemple, pages: dict[str, list[str]]) -> None:
    if capacites(exemple.lettre).sans_destinataire or capacites(exemple.lettre).publique:
        assert "Veuillez recevoir" not in pages[exemple.nom][0]
        return
    if capacites(exemple.lettre).etale or capacites(exemple.lettre).quitte:
        # -- ce que les deux signent : les deux signatures, et la dernière clause au-dessus d'elles --
        (signee,) = [page for page in pages[exemple.nom] if "Lieu et date" in page]
        assert "Avant de signer" in signee and signee.count("Lieu et date") == signee.count("Signature") == 2
        return
    derniere = next(page for page in reversed(pages[exemple.nom]) if "Veuillez recevoir" in page)
    signataire = rendu(exemple).dossier.expediteur.signataire
    nom = signataire.nom if signataire else rendu(exemple).dossier.expediteur.nom
    assert nom in derniere.split("Veuillez recevoir")[1]


@par_exemple
def test_chaque_paragraphe_de_la_lettre_se_retrouve_dans_le_pdf(exemple: Exemple, pages: dict[str, list[str]]) -> None:
    lu = _mots("".join(pages[exemple.nom]))
    corps = texte_par_partie(rendu(exemple).lettre.octets)["word/document.xml"]
    cellules = [morceau for ligne in corps.split("\n") for morceau in re.split(r"¦|\t", ligne)]
    premiers = [" ".join(cellule.split()[:4]) for cellule in cellules if cellule.strip()]
    assert [p for p in premiers if _mots(p) not in lu] == []


@par_exemple
def test_la_premiere_page_porte_l_en_tete_et_les_suivantes_leur_numero(
    exemple: Exemple, pages: dict[str, list[str]]
) -> None:
    lues = pages[exemple.nom]
    assert rendu(exemple).dossier.expediteur.nom in lues[0]
    assert not re.search(r"Page\s\d", lues[0]), "une lettre d’une page n’a pas de numéro"
    for rang, page in enumerate(lues[1:], 2):
        assert re.search(rf"Page\s{rang}\b", page)


@par_exemple
def test_aucun_intertitre_ne_reste_seul_au_bas_d_une_page(exemple: Exemple, pages: dict[str, list[str]]) -> None:
    titres = set(re.findall(r"^(?:Fiche)?Intertitre \| (.+)$", extraire(rendu(exemple).lettre.octets), re.MULTILINE))
    assert titres or exemple.lettre in {
        "rappel",
        "retrait",
        "reponse_publique",
        "cesser",
        "garantie",
        "retrofacturation",
        "avis_resolution",
    }
    for page in pages[exemple.nom][:-1]:
        lignes = [ligne for ligne in page.splitlines() if ligne.strip() and "référence" not in ligne]
        assert lignes[-1].strip() not in titres
