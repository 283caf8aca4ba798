"""L'ouverture : ce qui n'est pas un dossier lisible se dit en une phrase, sans jamais lever autre chose."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tables import d_un_trait

from lettres.lecture import lire, lire_texte
from lettres.socle.erreurs import DossierIllisible

DOSSIER = "lettres: 1\nreference: 2026-014\nnature: entente\nexpediteur: {nom: Élise}\ndestinataire: {nom: Marie}\n"


def refus(chemin: str | Path) -> tuple[str, str, int | None, int | None]:
    with pytest.raises(DossierIllisible) as exc:
        lire(chemin)
    (constat,) = exc.value.constats
    assert constat.fichier == str(chemin)
    return constat.code, constat.message, constat.ligne, constat.colonne


def refus_des_octets(octets: bytes) -> tuple[str, str, int | None, int | None]:
    with pytest.raises(DossierIllisible) as exc:
        lire_texte(octets, fichier="d.yaml", format="yaml")
    (constat,) = exc.value.constats
    return constat.code, constat.message, constat.ligne, constat.colonne


@pytest.mark.parametrize("nom", ["d.yaml", "d.yml", "d.YAML"])
def test_un_dossier_se_lit_de_son_fichier_et_se_souvient_de_lui(tmp_path: Path, nom: str):
    (tmp_path / nom).write_text(DOSSIER, encoding="utf-8")
    for chemin in (tmp_path / nom, str(tmp_path / nom)):
        dossier = lire(chemin)
        assert dossier.origine is not None
        assert dossier.origine.fichier == str(tmp_path / nom)
        assert dossier.origine.lignes[3] == "expediteur: {nom: Élise}"


def test_un_fichier_absent_se_dit(tmp_path: Path):
    assert refus(tmp_path / "rien.yaml") == ("L001", "Ce fichier n’existe pas.", None, None)


def test_un_fichier_pris_pour_un_repertoire_se_dit(tmp_path: Path):
    (tmp_path / "d.yaml").write_text(DOSSIER, encoding="utf-8")
    assert refus(tmp_path / "d.yaml" / "e.yaml")[0] == "L001"


def test_un_repertoire_se_dit(tmp_path: Path):
    assert refus(tmp_path) == ("L002", "C’est un répertoire, non un fichier.", None, None)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="le système n'a pas de tube nommé")
def test_un_tube_nomme_est_refuse_sans_attendre(tmp_path: Path):
    os.mkfifo(tmp_path / "d.yaml")
    assert refus(tmp_path / "d.yaml") == ("L002", "Ce n’est pas un fichier ordinaire.", None, None)


@pytest.mark.parametrize("nom", ["d\0.yaml", "d" * 5000 + ".yaml"], ids=["octet nul", "démesuré"])
def test_un_nom_impossible_se_dit(nom: str):
    assert refus(nom) == ("L003", "Ce fichier ne s’ouvre pas.", None, None)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="l'administrateur lit tout")
def test_un_fichier_interdit_se_dit(tmp_path: Path):
    (tmp_path / "d.yaml").write_text(DOSSIER, encoding="utf-8")
    (tmp_path / "d.yaml").chmod(0)
    assert refus(tmp_path / "d.yaml") == ("L003", "Vous n’avez pas le droit de lire ce fichier.", None, None)


@pytest.mark.parametrize("nom", ["d.docx", "d", "d.yaml.bak"])
def test_un_format_inconnu_se_dit(tmp_path: Path, nom: str):
    (tmp_path / nom).write_text(DOSSIER, encoding="utf-8")
    assert refus(tmp_path / nom) == ("L007", "Ce format n’est pas reconnu à l’extension du fichier.", None, None)


def test_un_megaoctet_se_lit_et_un_octet_de_plus_non(tmp_path: Path):
    juste = DOSSIER.encode() + b"#" * (1_000_000 - len(DOSSIER.encode()))
    (tmp_path / "juste.yaml").write_bytes(juste)
    (tmp_path / "trop.yaml").write_bytes(juste + b"#")
    (tmp_path / "deux.yaml").write_bytes(juste * 2)
    assert lire(tmp_path / "juste.yaml").nature == "entente"
    assert refus(tmp_path / "trop.yaml") == ("L004", "Ce fichier dépasse 1 Mo.", None, None)
    assert refus(tmp_path / "deux.yaml")[0] == "L004"


@pytest.mark.parametrize("encodage", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-be"])
def test_un_autre_unicode_est_refuse(encodage: str):
    assert refus_des_octets(DOSSIER.encode(encodage))[0] in {"L005", "L006"}


def test_l_utf_16_est_nomme():
    message = "Ce fichier est en UTF-16 ou en UTF-32, non en UTF-8."
    assert refus_des_octets(DOSSIER.encode("utf-16")) == ("L006", message, None, None)


@d_un_trait
@pytest.mark.parametrize("encodage", ["cp850", "mac-roman"])
@pytest.mark.parametrize(("fin", "bom"), [("\n", b""), ("\r\n", b""), ("\r", b""), ("\n", b"\xef\xbb\xbf")])
def test_un_accent_d_un_autre_encodage_est_montre_a_sa_place(encodage: str, fin: str, bom: bytes):
    code, message, ligne, colonne = refus_des_octets(bom + DOSSIER.replace("\n", fin).encode(encodage))
    assert (code, ligne, colonne) == ("L006", 4, 19)
    assert message.startswith("Ce fichier n’est pas en UTF-8")


@pytest.mark.parametrize("octets", [b"\x00", DOSSIER.encode() + b"\x00", b"PK\x03\x04\x00\x00", b"\x7fELF\x00"])
def test_un_fichier_binaire_est_refuse(octets: bytes):
    assert refus_des_octets(octets) == ("L005", "Ce fichier n’est pas du texte.", None, None)
