"""« --papier » et la clé « papier » de lettres.toml : qui l'emporte, ce qui s'en dit, ce qui s'en refuse."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import pytest
from conftest import DOSSIER
from papiers import papier
from paquets import p
from tries import tries

from lettres.rendu.paragraphes.texte import texte_lisible

AU = ("--au", "2026-11-22")
NOMMEE = "2026-014_rappel_2026-11-22.docx"
COMPLET = DOSSIER.replace("  signataire:", "  taxes: non_inscrit\n  signataire:").replace(
    "{facture", "{cause: service, facture"
)


@pytest.fixture
def ici(tmp_path: Path) -> Path:
    """Un dossier, deux papiers, et un `lettres.toml` qui nomme le premier."""
    (tmp_path / "d.yaml").write_text(COMPLET, encoding="utf-8")
    for nom in ("etude", "cabinet"):
        (tmp_path / f"{nom}.docx").write_bytes(papier(entetes={"default": p(f"{nom.capitalize()} Exemple")}))
    (tmp_path / "lettres.toml").write_text('papier = "etude.docx"\n', encoding="utf-8")
    return tmp_path


@tries(
    ("commande", "ou"),
    {"generer": ("generer", "--sortie"), "lot": ("lot", "--sortie"), "relance": ("relance", "--produire")},
    ["generer"],
)
def test_la_ligne_de_commande_passe_avant_lettres_toml_qui_passe_avant_rien(lancer, ici: Path, commande: str, ou: str):
    for rang, (args, dit) in enumerate(
        [((), "Etude Exemple"), (("--papier", "cabinet.docx"), "Cabinet Exemple"), (("--config", "vide.toml"), "")]
    ):
        (ici / "vide.toml").write_text("# rien\n", encoding="utf-8")
        assert lancer(commande, "d.yaml", ou, f"s{rang}", *AU, *args).code == 0
        texte = texte_lisible((ici / f"s{rang}" / NOMMEE).read_bytes())
        assert [nom for nom in ("Etude Exemple", "Cabinet Exemple") if nom in texte] == [dit] * bool(dit)


def test_etat_dit_le_papier_suivi_et_son_empreinte_et_la_lettre_la_garde(lancer, anglais, ici: Path):
    empreinte = hashlib.sha256((ici / "etude.docx").read_bytes()).hexdigest()
    resultat = lancer("etat", "d.yaml", *AU)
    assert f"papier etude.docx ({empreinte[:12]}…)" in resultat.sortie
    assert anglais(resultat.tout) == []
    reponse = json.loads(lancer("etat", "d.yaml", *AU, "--json").sortie)
    assert reponse["preferences"]["papier"] == {"fichier": "etude.docx", "empreinte": empreinte}
    assert lancer("generer", "d.yaml", *AU).code == 0
    controle = lancer("controler", NOMMEE, "--dossier", "d.yaml")
    assert (controle.code, "sur votre papier" in controle.tout) == (0, True)
    provenance = json.loads(lancer("controler", NOMMEE, "--json").sortie)["provenance"]
    assert (provenance["papier"], provenance["modele"]) == (empreinte, "rappel-recouvrement.docx")


def test_un_papier_absent_se_voit_a_l_etat_et_arrete_la_lettre_sans_rien_ecrire(lancer, ici: Path):
    (ici / "etude.docx").unlink()
    assert "papier etude.docx (illisible)" in lancer("etat", "d.yaml", *AU).sortie
    for commande in (("generer", "--sortie", "s"), ("lot", "--sortie", "s")):
        resultat = lancer(*commande, "d.yaml", *AU)
        assert resultat.code == 3
        assert "etude.docx" in resultat.tout and "M101" in resultat.tout
    assert not list(ici.rglob("*rappel*"))


@pytest.mark.parametrize(
    ("quoi", "octets", "code"),
    [
        ("un fichier qui n’est pas de Word", b"x", "M101"),
        (
            "trop étroit",
            papier(entetes={"default": p("x")}, mise_en_page='<w:pgMar w:left="6000" w:right="4000"/>'),
            "M802",
        ),
        ("une balise inconnue", papier(entetes={"default": p("{{ zut }}")}), "M401"),
    ],
)
def test_un_papier_refuse_donne_trois_et_n_ecrit_rien(lancer, anglais, ici: Path, quoi: str, octets: bytes, code: str):
    (ici / "cabinet.docx").write_bytes(octets)
    resultat = lancer("generer", "d.yaml", "--papier", "cabinet.docx", *AU)
    assert (resultat.code, f"cabinet.docx: {code}" in resultat.tout or code in resultat.tout) == (3, True), quoi
    assert "cabinet.docx" in resultat.tout
    assert anglais(resultat.tout) == []
    assert not list(ici.glob("*rappel*"))


def test_la_lettre_habillee_s_inscrit_a_l_envoi_et_s_affirme(lancer, ici: Path):
    assert lancer("generer", "d.yaml", *AU).code == 0
    affirme = json.loads(lancer("affirmations", NOMMEE, "--dossier", "d.yaml", "--json").sortie)
    assert [a for a in affirme["affirmations"] if a["ajoutee"]] == []
    envoi = ("envoi", "d.yaml", "--fichier", NOMMEE, "--mode", "courriel", "--date", "2026-11-22")
    assert lancer(*envoi, "--au", "2026-11-22").code == 0
    inscrit = (ici / "d.yaml").read_text(encoding="utf-8")
    # -- le texte répond de la lettre, comme ses octets sans papier : ce qu'elle fixe s'inscrit de soi-même --
    assert "montant: 60.00" in inscrit and "echeance: 2026-12-07" in inscrit and "echelon: rappel" in inscrit


@pytest.mark.parametrize("forme", ["html", "txt"])
def test_une_autre_forme_dit_aussi_le_papier(lancer, ici: Path, forme: str):
    assert lancer("generer", "d.yaml", "--format", forme, *AU).code == 0
    assert "Etude Exemple" in (ici / NOMMEE.replace("docx", forme)).read_text(encoding="utf-8")


@pytest.mark.long
@pytest.mark.libreoffice
@pytest.mark.skipif(
    not (shutil.which("soffice") and shutil.which("pdftotext")), reason="LibreOffice ou poppler absent : pas de PDF"
)
def test_le_pdf_aussi_est_sur_le_papier(lancer, ici: Path):
    resultat = lancer("generer", "d.yaml", "--format", "pdf", *AU)
    assert resultat.code == 0, resultat.tout
    import subprocess

    texte = subprocess.run(
        ["pdftotext", NOMMEE.replace("docx", "pdf"), "-"], check=True, capture_output=True, timeout=60, cwd=ici
    )
    assert "Etude Exemple" in texte.stdout.decode()
