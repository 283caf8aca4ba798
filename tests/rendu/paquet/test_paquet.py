"""Paquets hostiles, abîmés ou chargés de restes : une phrase chacun, et rien de dangereux ne passe dans la lettre."""

from __future__ import annotations

import io
import os
import sys
import zipfile
from pathlib import Path
from random import Random

import pytest
from compilateur import compiler
from paquets import DOC, ESPACES, REL, champ, docx, lignes, p, partie, parties_de, zipper
from tables import d_un_trait

from lettres.codes import table
from lettres.rendu.paquet.archive import assembler, compresseur, sceller
from lettres.rendu.paquet.paquet import FICHIER_MAX, PARTIES_MAX, XML_MAX, ouvrir
from lettres.socle.erreurs import ModeleInvalide

BON = docx(p("Bonjour {{ nom }}"))
DOCUMENT = f"<w:document {ESPACES}><w:body>{p('x')}</w:body></w:document>"


def refus(source: bytes | str | Path) -> str:
    with pytest.raises(ModeleInvalide) as erreur:
        compiler(source)
    assert all(c.code in table() and c.remede for c in erreur.value.constats)
    return str(erreur.value)


def avec(**remplacees: bytes | str) -> bytes:
    noms_ = {
        "document": "word/document.xml",
        "entete": "word/header1.xml",
        "types": "[Content_Types].xml",
        "rels": "_rels/.rels",
    }
    return zipper({**parties_de(BON), **{noms_[cle]: contenu for cle, contenu in remplacees.items()}})


def externe(genre: str, cible: str) -> str:
    return f'<Relationship Id="rX" Type="{REL}/{genre}" Target="{cible}" TargetMode="External"/>'


def zip_repete(nom: str, double: str) -> bytes:
    octets = zipper({**parties_de(BON), "A" * len(double): "double"})
    return octets.replace(b"A" * len(double), double.encode())


ABIMES = {
    "un octet changé": (BON.replace(b"PK\x01\x02", b"PK\x01\x03", 1), "incomplet ou abîmé"),
    "ancien .doc ou mot de passe": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "mot de passe"),
    "zip ordinaire": (zipper({"a.txt": "x"}), "pas un document Word"),
    "trop gros": (b"PK" + b"\0" * FICHIER_MAX, "10 Mo"),
    "XML démesuré": (avec(document=b" " * (XML_MAX + 1)), "démesurée"),
    "octet nul": (zip_repete("x", "word/a\x00.xml"), "dangereux"),
    "UTF-16 annoncé": (avec(document='<?xml version="1.0" encoding="UTF-16"?>' + DOCUMENT), "UTF-8"),
    "autre encodage caché": (
        avec(document=f'<?xml version="1.0"{" " * 300}encoding="UTF-7"?>' + DOCUMENT),
        "UTF-8",
    ),
    "latin-1 annoncé": (avec(document='<?xml version="1.0" encoding="ISO-8859-1"?>' + DOCUMENT), "UTF-8"),
    "XML démesuré sous un autre nom": (
        docx(p("x"), parties={"word/e.bin": b" " * (XML_MAX + 1)}, types={"word/e.bin": f"{DOC}header+xml"}),
        "démesurée",
    ),
    "en-tête parmi les propriétés": (
        docx(p("x"), parties={"docProps/h.xml": f"<w:hdr {ESPACES}/>"}, types={"docProps/h.xml": f"{DOC}header+xml"}),
        "pas à sa place",
    ),
    "XML mal formé": (avec(document=DOCUMENT[:-5]), "mal formé"),
    "XML trop profond": (
        avec(document=DOCUMENT.replace("<w:p>", "<w:p>" + "<w:a>" * 300 + "</w:a>" * 300)),
        "mal formé",
    ),
    "lien javascript": (docx(p("x"), relations=externe("hyperlink", "javascript:alert(1)")), "Un lien du modèle"),
    "lien fichier": (docx(p("x"), relations=externe("hyperlink", "file:///c:/x.exe")), "Un lien du modèle"),
    "relation vers rien": (
        docx(p("x"), relations=f'<Relationship Id="rX" Type="{REL}/image" Target="NULL"/>'),
        "partie absente",
    ),
    "publipostage": (
        docx(p("x"), parties={"word/settings.xml": f"<w:settings {ESPACES}><w:mailMerge/></w:settings>"}),
        "publipostage",
    ),
    "Strict Open XML": (
        avec(
            rels=str(parties_de(BON)["_rels/.rels"], "utf-8").replace(REL, "http://purl.oclc.org/ooxml/relationships")
        ),
        "Strict",
    ),
    **{
        f"champ {code.split()[0]}": (docx(champ(code)), "champ")
        for code in (
            *("DDE x y",),
            *("LINK Excel.Sheet", "EMBED x", "DATABASE x", "MACROBUTTON x", "ASK x", "FILLIN x", "MERGEFIELD nom"),
            *(
                "USERNAME",
                "FILENAME \\p",
                "TEMPLATE",
                "LASTSAVEDBY",
                "DOCPROPERTY x",
                "DATE",
                "TIME",
                "AUTOTEXT x",
                "dde x",
            ),
            "PAGE {{ nom }}",
        )
    },
    "champ simple": (
        docx('<w:p><w:fldSimple w:instr=" DDEAUTO x y "><w:r><w:t>x</w:t></w:r></w:fldSimple></w:p>'),
        "champ",
    ),
}


@d_un_trait
@pytest.mark.parametrize(("octets", "attendu"), ABIMES.values(), ids=ABIMES.keys())
def test_le_paquet_est_refuse_en_une_phrase(octets: bytes, attendu: str):
    assert attendu in refus(octets)


@pytest.mark.parametrize("code", ["PAGE", "NUMPAGES \\* Arabic", "REF x", "= 1 + 1"])
def test_les_champs_de_mise_en_page_restent(code: str):
    assert lignes(compiler(docx(champ(code))).rendre({}))


def test_un_lien_vers_le_web_un_courriel_ou_un_telephone_reste():
    for cible in ("https://exemple.test", "http://exemple.test", "mailto:a@exemple.test", "tel:+15145550100"):
        assert compiler(docx(p("x"), relations=externe("hyperlink", cible))).rendre({})


def test_les_limites_du_paquet_laissent_passer_ce_qui_les_touche():
    parties = parties_de(BON)
    assert ouvrir(zipper({**parties, **{f"word/x{i}.bin": "x" for i in range(PARTIES_MAX - len(parties))}})).parties
    assert ouvrir(zipper({**parties, "word/x.xml": Random(7).randbytes(XML_MAX)})).parties  # noqa: S311


def test_un_zip_chiffre_est_refuse():
    octets = bytearray(BON)
    for signature, decalage in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        position = octets.find(signature)
        octets[position + decalage] |= 1
    assert "mot de passe" in refus(bytes(octets))


def test_un_modele_dotx_devient_un_document():
    rendu = compiler(docx(p("Bonjour {{ nom }}"), type_principal=f"{DOC}template.main+xml")).rendre({"nom": "Camille"})
    assert lignes(rendu) == ["Bonjour Camille"]
    assert "template.main" not in partie(rendu, "[Content_Types].xml")


def test_un_dossier_un_lien_un_absent_sont_refuses(tmp_path: Path):
    bon = tmp_path / "bon.docx"
    bon.write_bytes(BON)
    assert compiler(bon).nom == str(bon)
    assert compiler(str(bon)).empreinte == compiler(BON).empreinte
    assert "dossier" in refus(tmp_path)
    assert "n’existe pas" in refus(tmp_path / "absent.docx")


@pytest.mark.skipif(sys.platform == "win32", reason="liens et tubes d’Unix")
def test_un_lien_symbolique_un_tube_ou_un_peripherique_sont_refuses(tmp_path: Path):
    bon, lien, tube = tmp_path / "bon.docx", tmp_path / "lien.docx", tmp_path / "tube.docx"
    bon.write_bytes(BON)
    lien.symlink_to(bon)
    os.mkfifo(tube)
    for chemin in (lien, tube, Path("/dev/zero")):
        assert "pas un fichier ordinaire" in refus(chemin)


def test_un_chemin_impossible_est_refuse():
    assert "ne peut pas être ouvert" in refus("a\x00b.docx")


def test_le_chemin_donne_est_dans_le_constat(tmp_path: Path):
    fautif = tmp_path / "rappel.docx"
    fautif.write_bytes(b"x")
    for chemin in (fautif, str(fautif)):
        with pytest.raises(ModeleInvalide) as erreur:
            compiler(chemin)
        assert [c.fichier for c in erreur.value.constats] == [str(fautif)]


def test_le_zip_ecrit_commence_par_les_types_et_porte_une_date_fixe():
    parties = {"word/document.xml": b"<a/>", "[Content_Types].xml": b"<b/>", "_rels/.rels": b"<c/>"}
    octets = assembler(sceller("[Content_Types].xml", parties)[0], [], compresseur("zlib"))
    with zipfile.ZipFile(io.BytesIO(octets)) as archive:
        entrees = archive.infolist()
    assert [e.filename for e in entrees] == ["[Content_Types].xml", "_rels/.rels", "word/document.xml"]
    assert {e.date_time for e in entrees} == {(1980, 1, 1, 0, 0, 0)}
    assert {e.create_system for e in entrees} == {3}
