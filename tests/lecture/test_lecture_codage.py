"""Le codage : un fichier en Windows-1252 se lit, et on le dit en citant son premier mot accentué."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from tables import d_un_trait

import lettres
from lettres.dossier import Dossier
from lettres.lecture import lire_texte
from lettres.socle.constats import Gravite
from lettres.socle.erreurs import DossierIllisible, DossierInvalide

DOSSIER = "lettres: 1\nreference: 2026-014\nnature: entente\nexpediteur: {nom: Élise}\ndestinataire: {nom: Marie}\n"
EN_JSON = json.dumps(
    {"reference": "1", "nature": "entente", "expediteur": {"nom": "Élise"}, "destinataire": {"nom": "Marie"}},
    ensure_ascii=False,
    indent=1,
)
EN_TOML = 'reference = "1"\nnature = "entente"\nexpediteur = {nom = "Élise"}\ndestinataire = {nom = "Marie"}\n'


def lu(octets: bytes, format_="yaml") -> Dossier:
    return lire_texte(octets, fichier="d.yaml", format=format_)


def conseils(dossier: Dossier) -> list[tuple[str, int | None, int | None, str]]:
    constats = lettres.verifier(dossier, "rappel", au=date(2026, 11, 28))
    return [(c.code, c.ligne, c.colonne, c.message) for c in constats if c.code == "D127"]


def dit(mot: str) -> str:
    return f"Ce fichier est en Windows-1252 : il a été lu ainsi, et son premier mot accentué est « {mot} »."


@pytest.mark.parametrize("fin", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("codage", ["cp1252", "latin-1"])
def test_un_yaml_en_windows_1252_se_lit_et_son_premier_mot_accentue_est_cite_a_sa_place(codage: str, fin: str):
    dossier = lu(DOSSIER.replace("\n", fin).encode(codage))
    assert dossier.expediteur.nom == "Élise"
    assert conseils(dossier) == [("D127", 4, 19, dit("Élise"))]


@pytest.mark.parametrize(("format_", "texte", "place"), [("json", EN_JSON, (5, 11)), ("toml", EN_TOML, (3, 22))])
def test_il_en_va_de_meme_en_json_et_en_toml(format_, texte: str, place: tuple[int, int]):
    dossier = lu(texte.encode("cp1252"), format_)
    assert dossier.expediteur.nom == "Élise"
    assert conseils(dossier) == [("D127", *place, dit("Élise"))]


@d_un_trait
@pytest.mark.parametrize(
    ("nom", "mot"),
    [
        ("Noël", "Noël"),
        ("Jean-François", "Jean-François"),
        ("Cœur", "Cœur"),
        ("ÇA", "ÇA"),
        ("Lefèbvre", "Lefèbvre"),
        ("Zoë Bœuf", "Zoë"),
        ("Hélène", "Hélène"),
        ("L’Été", "L’Été"),
        ("Marie (Éva)", "Éva"),
        ("Muñoz", "Muñoz"),
    ],
)
def test_chaque_accent_du_francais_se_lit(nom: str, mot: str):
    dossier = lu(DOSSIER.replace("Élise", nom).encode("cp1252"))
    assert dossier.expediteur.nom == nom
    assert [m for *_, m in conseils(dossier)] == [dit(mot)]


def test_sans_mot_accentue_c_est_le_premier_signe_hors_de_l_ascii_qui_est_cite():
    dossier = lu(DOSSIER.replace("Élise", "Studio d’ici").encode("cp1252"))
    assert [m for *_, m in conseils(dossier)] == [dit("d’ici")]


def test_un_mot_d_un_commentaire_compte_aussi():
    assert conseils(lu(("# clé\n" + DOSSIER).encode("cp1252"))) == [("D127", 1, 3, dit("clé"))]


@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
def test_un_dossier_en_utf_8_n_appelle_aucun_conseil(bom: bytes):
    dossier = lu(bom + DOSSIER.encode())
    assert (dossier.expediteur.nom, conseils(dossier)) == ("Élise", [])


def test_les_fautes_d_un_dossier_en_windows_1252_se_disent_a_leur_place_avec_le_conseil():
    with pytest.raises(DossierInvalide) as refus:
        lu((DOSSIER + "mode_envoi: pigeon\n").encode("cp1252"))
    assert [(c.code, c.gravite, c.ligne) for c in refus.value.constats] == [
        ("D108", Gravite.ERREUR, 6),
        ("D127", Gravite.CONSEIL, 4),
    ]


def test_la_lettre_d_un_dossier_en_windows_1252_se_fait_et_le_conseil_la_suit(tmp_path: Path):
    exemple = next((Path(__file__).parents[2] / "exemples").glob("*/*.yaml"))
    fichier = tmp_path / "d.yaml"
    fichier.write_bytes(exemple.read_bytes().decode().encode("cp1252"))
    temoin, dossier = lettres.lire(exemple), lettres.lire(fichier)
    assert dossier.model_dump() == temoin.model_dump()
    lettre = lettres.prochaine_lettre(temoin)
    codes = [c.code for c in lettres.verifier(dossier, lettre, au=date(2026, 11, 28))]
    assert codes.count("D127") == 1


def refus_des_octets(octets: bytes) -> tuple[str, str, str]:
    with pytest.raises(DossierIllisible) as exc:
        lu(octets)
    (constat,) = exc.value.constats
    return constat.code, constat.message, constat.remede


@d_un_trait
@pytest.mark.parametrize("codage", ["cp850", "cp437", "mac-roman"])
@pytest.mark.parametrize("nom", ["Élise", "Hélène", "Lefèbvre", "Français"])
def test_ni_utf_8_ni_windows_1252_se_refuse_a_la_place_de_la_premiere_lettre(codage: str, nom: str):
    code, message, _ = refus_des_octets(DOSSIER.replace("Élise", nom).encode(codage))
    assert (code, message[:55]) == ("L006", "Ce fichier n’est pas en UTF-8, ni en Windows-1252 : un ")


@pytest.mark.parametrize(
    "octets",
    [
        DOSSIER.encode() + "# é\n".encode("cp1252"),
        "# é\n".encode("cp1252") + DOSSIER.encode(),
        b"\xef\xbb\xbf" + DOSSIER.encode("cp1252"),
        DOSSIER.replace("Élise", "À « côté »").encode() + "# à\n".encode("cp1252"),
    ],
    ids=["UTF-8 puis 1252", "1252 puis UTF-8", "marque UTF-8", "guillemets"],
)
def test_un_fichier_qui_mele_deux_codages_se_refuse(octets: bytes):
    assert refus_des_octets(octets)[0] == "L006"


@pytest.mark.parametrize("codage", ["utf-16-le", "utf-16-be", "utf-16", "utf-32", "utf-32-le", "utf-32-be"])
def test_l_utf_16_et_l_utf_32_sont_nommes_meme_sans_leur_marque(codage: str):
    assert refus_des_octets(DOSSIER.encode(codage))[:2] == (
        "L006",
        "Ce fichier est en UTF-16 ou en UTF-32, non en UTF-8.",
    )


@d_un_trait
@pytest.mark.parametrize(
    ("octets", "nom"),
    [
        (b"%PDF-1.7\n1 0 obj\n", "un PDF"),
        (b"PK\x03\x04\x14\x00", "un document Word ou Excel, ou une archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "un document Word ou Excel, ou une archive"),
        (b"{\\rtf1\\ansi Bonjour}", "un document RTF"),
        (b"\x89PNG\r\n\x1a\n\x00", "une image"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "une image"),
        (b"GIF89a\x01", "une image"),
        (b"\x1f\x8b\x08\x00", "un fichier compressé"),
    ],
)
def test_un_fichier_d_une_autre_sorte_est_nomme(octets: bytes, nom: str):
    code, message, remede = refus_des_octets(octets)
    assert (code, message) == ("L005", "Ce fichier n’est pas du texte.")
    assert f"C’est {nom}" in remede
