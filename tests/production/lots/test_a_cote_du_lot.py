"""À côté du lot : les PDF par volées et réunis, une autre forme de chaque lettre, la liste à apporter au comptoir."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from lot_d_essai import AU, donnees, dossier
from pypdf import PdfReader
from relire_les_balises import relire
from tables import d_un_trait

import lettres
from lettres.affaire import Affaire
from lettres.conversion import bureautique
from lettres.production.lots import ACoteDuLot, DejaFaite, Faite, Refusee, ResultatDeLot
from lettres.production.lots.plis import PliListe, PliRecommande, en_csv, pli_de
from lettres.production.lots.travail import jamais
from lettres.socle.erreurs import SortieRefusee

libreoffice = pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice absent : aucun PDF n’est fait")
RECOMMANDE = {"mode_envoi": "recommande"}
DOSSIERS = [donnees(1), donnees(2, creances=[]), donnees(3, **RECOMMANDE), donnees(4)]


@pytest.fixture(scope="module")
def atelier():
    with lettres.Atelier() as ouvert:
        yield ouvert


@pytest.fixture
def appels(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Le nombre de documents de chaque appel à LibreOffice."""
    faits: list[int] = []
    vrai = bureautique._un_appel
    monkeypatch.setattr(bureautique, "_un_appel", lambda *a: (faits.append(len(a[1])), vrai(*a))[1])
    return faits


def mener(
    atelier: lettres.Atelier,
    sortie: Path,
    a_cote: ACoteDuLot,
    dossiers: list = DOSSIERS,
    arreter: Callable[[], bool] = jamais,
) -> list[ResultatDeLot]:
    lot = atelier.generer_lot(dossiers, au=AU, sortie=sortie, arreter=arreter, plis=a_cote.recommandes is not None)
    return list(a_cote.mener(lot, arreter))


def reuni(sortie: Path) -> ACoteDuLot:
    return ACoteDuLot("pdf", sortie / "LOT.pdf", sortie / "poste.csv")


def codes(resultats: list[ResultatDeLot]) -> list[str | None]:
    return [r.constats[0].code if isinstance(r, Refusee) else None for r in resultats]


# -- Les PDF, et celui qui les réunit --


@pytest.fixture(scope="module")
def fait(atelier: lettres.Atelier, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[ResultatDeLot]]:
    """Un lot de trois lettres, et d'un dossier fautif, en PDF réunis : un seul appel à LibreOffice."""
    sortie = tmp_path_factory.mktemp("lot")
    return sortie, mener(atelier, sortie, reuni(sortie))


@pytest.fixture
def sortie(fait, tmp_path: Path) -> Path:
    """Une copie de ce lot, à malmener."""
    shutil.copytree(fait[0], tmp_path / "lot")
    return tmp_path / "lot"


@pytest.mark.libreoffice
@libreoffice
def test_chaque_lettre_a_son_pdf_ses_pages_et_son_signet_et_le_dossier_fautif_n_arrete_rien(fait):
    repertoire, resultats = fait
    assert codes(resultats) == [None, "E101", None, None]
    assert [(r.premiere_page, r.pages) for r in resultats if isinstance(r, Faite)] == [(1, 1), (2, 1), (3, 1)]
    lu = PdfReader(repertoire / "LOT.pdf")
    # -- les balises de chaque lettre, à la suite : lue à voix haute, le lot se suit comme chaque lettre --
    assert [vue.titre for vue in relire(lu)] == [s.title for s in lu.outline]  # type: ignore[union-attr]
    assert [lu.get_destination_page_number(signet) for signet in lu.outline] == [0, 1, 2]  # type: ignore[arg-type]
    assert [signet.title for signet in lu.outline] == [f"2026-0000{n} – Rappel de paiement" for n in (1, 3, 4)]  # type: ignore[union-attr]
    for page, rang in zip(lu.pages, (1, 3, 4), strict=True):
        assert f"Client Numéro-{rang:05d}" in page.extract_text()
    assert lu.root_object["/Lang"] == "fr-CA"


@pytest.mark.libreoffice
@libreoffice
def test_refaite_la_meme_commande_ne_lance_rien_et_reconnait_ses_fichiers(atelier, sortie: Path, appels: list[int]):
    avant = {f.name: f.read_bytes() for f in sortie.iterdir()}
    resultats = mener(atelier, sortie, reuni(sortie))
    assert [type(r) for r in resultats] == [DejaFaite, Refusee, DejaFaite, DejaFaite]
    assert [r.premiere_page for r in resultats] == [1, None, 2, 3]
    assert appels == []
    assert {f.name: f.read_bytes() for f in sortie.iterdir()} == avant


@pytest.mark.long
@pytest.mark.libreoffice
@libreoffice
def test_un_pdf_qui_manque_se_refait_seul_et_le_lot_redonne_les_memes_octets(atelier, sortie: Path, appels: list[int]):
    avant = (sortie / "LOT.pdf").read_bytes()
    for nom in ("LOT.pdf", "2026-00003_rappel_2026-11-22.pdf"):
        (sortie / nom).unlink()
    mener(atelier, sortie, reuni(sortie))
    assert appels == [1]
    assert (sortie / "LOT.pdf").read_bytes() == avant


@pytest.mark.libreoffice
@libreoffice
@pytest.mark.parametrize(
    ("malmener", "code"),
    [
        (lambda pdf, _: pdf.write_bytes(b"%PDF-1.4 d'un autre"), "S321"),
        (lambda pdf, _: pdf.write_bytes(pdf.read_bytes()[:9] + pdf.read_bytes()[-700:]), "S322"),
        (lambda pdf, word: (word.write_bytes(b"plus une lettre"), pdf.unlink()), "M101"),
        (lambda pdf, word: word.write_bytes(word.read_bytes() + b"\0"), "S321"),
    ],
    ids=["un autre PDF", "un PDF rompu", "plus un document Word", "une lettre changée depuis son PDF"],
)
def test_une_lettre_dont_la_forme_ne_va_pas_est_seule_refusee(atelier, sortie: Path, malmener, code: str):
    pdf = sortie / "2026-00003_rappel_2026-11-22.pdf"
    (sortie / "LOT.pdf").unlink()
    malmener(pdf, pdf.with_suffix(".docx"))
    laisse = pdf.read_bytes() if pdf.exists() else None
    resultats = mener(atelier, sortie, ACoteDuLot("pdf", sortie / "LOT.pdf"))
    assert codes(resultats) == [None, "E101", code, None]
    assert [r.premiere_page for r in resultats] == [1, None, None, 2]
    assert (pdf.read_bytes() if pdf.exists() else None) == laisse


@pytest.mark.libreoffice
@libreoffice
def test_un_pdf_annote_depuis_est_garde_et_cela_se_dit(atelier, sortie: Path):
    pdf = sortie / "2026-00001_rappel_2026-11-22.pdf"
    annote = pdf.read_bytes().replace(b"/Creator (", b"/creator (")
    pdf.write_bytes(annote)
    premier, *_ = mener(atelier, sortie, ACoteDuLot("pdf"))
    assert [c.code for c in premier.constats if c.code.startswith("S0")] == ["S014"]
    assert pdf.read_bytes() == annote


@pytest.mark.parametrize("voulu", ["LOT.pdf", "poste.csv"])
@pytest.mark.libreoffice
@libreoffice
def test_un_fichier_deja_la_qui_differe_n_est_pas_touche(atelier, sortie: Path, voulu: str):
    (sortie / voulu).write_bytes(b"avec mes notes")
    with pytest.raises(SortieRefusee) as refus:
        mener(atelier, sortie, reuni(sortie))
    assert [c.code for c in refus.value.constats] == ["S321"]
    assert (sortie / voulu).read_bytes() == b"avec mes notes"


def test_interrompu_le_lot_n_a_pas_de_liste_ni_de_forme_de_plus_et_la_meme_commande_les_fait(atelier, tmp_path: Path):
    arrete: list[bool] = []
    a_cote = ACoteDuLot("html", recommandes=tmp_path / "poste.csv")
    lot = a_cote.mener(
        atelier.generer_lot(DOSSIERS, au=AU, sortie=tmp_path, arreter=lambda: bool(arrete), plis=True),
        lambda: bool(arrete),
    )
    assert isinstance(next(lot), Faite)
    arrete.append(True)
    assert list(lot) == [] and not a_cote.finie
    assert not (tmp_path / "poste.csv").exists() and len(list(tmp_path.glob("*.html"))) == 1
    mener(atelier, tmp_path, ACoteDuLot("html", recommandes=tmp_path / "poste.csv"))
    assert (tmp_path / "poste.csv").exists() and len(list(tmp_path.glob("*.html"))) == 3
    assert not list(tmp_path.glob(".tmp-*"))


@pytest.mark.parametrize("combien", [1, 2, 41])
def test_des_pdf_reunis_gardent_leurs_pages_et_donnent_les_memes_octets(combien: int, tmp_path: Path):
    from lettres.conversion import AReunir, reunis

    for rang in range(combien):
        with pikepdf.new() as pdf:
            for _ in range(rang % 3 + 1):
                pdf.add_blank_page(page_size=(612, 700 + rang))
            pdf.save(tmp_path / f"{rang}.pdf")
    voulus = [AReunir(tmp_path / f"{rang}.pdf", f"{rang} – é", rang % 3 + 1) for rang in range(combien)]
    with reunis(voulus, "Lot") as un, reunis(voulus, "Lot") as autre:
        assert un.read_bytes() == autre.read_bytes()
        lu = PdfReader(un)
        hauteurs = [700 + rang for rang in range(combien) for _ in range(rang % 3 + 1)]
        assert [int(page.mediabox.height) for page in lu.pages] == hauteurs
        assert [s.title for s in lu.outline] == [v.signet for v in voulus]  # type: ignore[union-attr]


# -- Les autres formes --


@pytest.mark.parametrize("forme", ["html", "txt"])
def test_chaque_lettre_est_aussi_sous_la_forme_voulue_la_meme_que_seule(atelier, tmp_path: Path, forme):
    for _ in range(2):
        resultats = mener(atelier, tmp_path, ACoteDuLot(forme))
        assert codes(resultats) == [None, "E101", None, None]
    seule = atelier.generer(dossier(1), au=AU)
    assert resultats[0].forme is not None and resultats[0].forme.read_bytes() == seule.sous(forme)


def test_sans_libreoffice_rien_n_est_commence(atelier, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(bureautique, "trouver", lambda: None)
    with pytest.raises(SortieRefusee) as refus:
        ACoteDuLot("pdf").exiger()
    assert refus.value.constats[0].code == "S022" and refus.value.constats[0].remede.startswith("Installez-le : ")


def test_sans_pikepdf_la_commande_qui_l_installe_est_dite(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setitem(__import__("sys").modules, "pikepdf", None)
    with pytest.raises(SortieRefusee) as refus:
        ACoteDuLot("docx", tmp_path / "LOT.pdf").exiger()
    assert refus.value.constats[0].remede == "Installez-le : pip install 'lettres[cahier]'"


# -- La liste des recommandés --


def lire_la_liste(octets: bytes) -> list[dict[str, str]]:
    assert octets.startswith(b"\xef\xbb\xbf") and octets.endswith(b"\r\n")
    return list(csv.DictReader(io.StringIO(octets.decode("utf-8-sig"), newline=""), delimiter=";"))


@pytest.mark.parametrize(
    ("mode", "moyen"),
    [
        ("recommande", "courrier recommandé"),
        ("huissier", "huissier"),
        ("poste", None),
        ("courriel", None),
        ("main_propre", None),
        (None, None),
    ],
)
def test_seul_ce_qui_part_en_recommande_ou_par_huissier_est_un_pli(mode: str | None, moyen: str | None):
    pli = pli_de(Affaire(dossier(1, **({"mode_envoi": mode} if mode else {})), AU), "rappel")
    assert (pli and pli.moyen) == moyen


def test_la_liste_dit_a_qui_ou_et_de_quelle_lettre(atelier, tmp_path: Path):
    mener(atelier, tmp_path, ACoteDuLot("docx", recommandes=tmp_path / "poste.csv"))
    (pli,) = lire_la_liste((tmp_path / "poste.csv").read_bytes())
    assert list(pli.values()) == [
        *("2026-00003", "Rappel de paiement", "courrier recommandé", "Client Numéro-00003 Exemple", ""),
        *("34, avenue du Lac", "", "Bromont", "Québec", "J2L 2B2", "", "2026-00003_rappel_2026-11-22.docx", "", ""),
    ]


@pytest.mark.parametrize(
    ("adresse", "province", "pays"),
    [
        ({"ligne": "1 rue Exemple", "ville": "Granby"}, "Québec", ""),
        ({"ligne": "1 rue Exemple", "ville": "Ottawa", "province": "Ontario"}, "Ontario", ""),
        ({"ligne": "1 rue Exemple", "ville": "Paris", "pays": "France", "code_postal": "75001"}, "", "France"),
    ],
)
def test_l_adresse_ne_dit_le_quebec_que_si_elle_y_est(adresse: dict[str, str], province: str, pays: str):
    parties = {"destinataire": {"nom": "Client Exemple", "qualite": "entreprise", "adresse": adresse}}
    pli = pli_de(Affaire(dossier(1, **RECOMMANDE, **parties), AU), "rappel")
    assert pli is not None and (pli.province, pli.pays) == (province, pays)


@d_un_trait
@pytest.mark.parametrize(
    ("ecrit", "lu"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("+1 450 555-0100", "'+1 450 555-0100"),
        ("-2", "'-2"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'=1"),
        ("\r\n=1", "'=1"),
        ("  =1", "'=1"),
        ("\u00a0=1", "'=1"),
        ("\uff1d1", "'\uff1d1"),
        ('Exemple; "inc."', 'Exemple; "inc."'),
        ("Ligne\nautre", "Ligne autre"),
        ("Société Exemple & Œuvres", "Société Exemple & Œuvres"),
        ("O’Brien Exemple", "O’Brien Exemple"),
        ("", ""),
    ],
)
def test_une_cellule_n_est_jamais_une_formule_et_tient_sur_une_ligne(ecrit: str, lu: str):
    octets = en_csv([PliListe("1", ecrit, PliRecommande("huissier", ecrit), "a.docx")])
    (pli,) = lire_la_liste(octets)
    assert (pli["lettre"], pli["destinataire"]) == (lu, lu)


def test_sans_pli_la_liste_n_a_que_ses_titres():
    assert lire_la_liste(en_csv([])) == []
