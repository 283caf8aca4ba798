"""Paquets hostiles, abîmés ou chargés de restes : une phrase chacun, et rien de dangereux ne passe dans la lettre."""

from __future__ import annotations

import io
import os
import struct
import sys
import zipfile
from pathlib import Path

import pytest
from paquets import DOC, ESPACES, REL, docx, lignes, p, partie, zipper

from lettres.erreurs import ModeleInvalide
from lettres.rendu import compiler
from lettres.rendu.anomalies import CODES
from lettres.rendu.paquet import FICHIER_MAX, PARTIES_MAX, XML_MAX, ecrire, ouvrir

BON = docx(p("Bonjour {{ nom }}"))
DTD = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
RIRES = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
DOCUMENT = f"<w:document {ESPACES}><w:body>{p('x')}</w:body></w:document>"


def refus(source: bytes | str | Path) -> str:
    with pytest.raises(ModeleInvalide) as erreur:
        compiler(source)
    assert all(c.code in CODES and c.remede for c in erreur.value.constats)
    return str(erreur.value)


def parties_de(octets: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(octets)) as archive:
        return {nom: archive.read(nom) for nom in archive.namelist()}


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


def champ(code: str) -> str:
    return (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        + "".join(f"<w:r><w:instrText>{c}</w:instrText></w:r>" for c in (code[:3], code[3:]))
        + '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>x</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )


def zip_repete(nom: str, double: str) -> bytes:
    octets = zipper({**parties_de(BON), "A" * len(double): "double"})
    return octets.replace(b"A" * len(double), double.encode())


def png(cote: int) -> bytes:
    return (
        b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR" + struct.pack(">II", cote, 10) + b"\x08\x02\x00\x00\x00"
    )


ABIMES = {
    "texte": (b"Bonjour", "pas un document Word"),
    "vide": (b"", "vide"),
    "tronqué": (BON[: len(BON) // 2], "incomplet ou abîmé"),
    "un octet changé": (BON.replace(b"PK\x01\x02", b"PK\x01\x03", 1), "incomplet ou abîmé"),
    "ancien .doc ou mot de passe": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "mot de passe"),
    "zip ordinaire": (zipper({"a.txt": "x"}), "pas un document Word"),
    "trop gros": (b"PK" + b"\0" * FICHIER_MAX, "10 Mo"),
    "trop de parties": (zipper({**parties_de(BON), **{f"word/x{i}.bin": "x" for i in range(PARTIES_MAX)}}), "parties"),
    "XML démesuré": (avec(document=b" " * (XML_MAX + 1)), "démesurée"),
    "bombe liée": (zipper({**parties_de(BON), "word/media/a.png": b"\0" * 51_000_000}), "démesurée"),
    "image démesurée": (zipper({**parties_de(BON), "word/media/a.png": png(100_000)}), "démesurée"),
    "partie double": (zip_repete("word/document.xml", "word/document.xml"), "deux fois"),
    "partie double, autre casse": (zip_repete("word/document.xml", "word/DOCUMENT.xml"), "deux fois"),
    "remontée": (zipper({**parties_de(BON), "../evil.xml": "<a/>"}), "dangereux"),
    "chemin absolu": (zipper({**parties_de(BON), "/evil.xml": "<a/>"}), "dangereux"),
    "barre inverse": (zip_repete("x", "word\\evil.xml"), "dangereux"),
    "octet nul": (zip_repete("x", "word/a\x00.xml"), "dangereux"),
    "DTD dans le corps": (avec(document=DTD + DOCUMENT), "DOCTYPE"),
    "DTD dans un en-tête": (docx(p("x"), parties={"word/header9.xml": DTD + f"<w:hdr {ESPACES}/>"}), "DOCTYPE"),
    "DTD dans des notes": (docx(p("x"), parties={"word/footnotes.xml": DTD + f"<w:footnotes {ESPACES}/>"}), "DOCTYPE"),
    "mille rires": (avec(document=RIRES + DOCUMENT), "DOCTYPE"),
    "UTF-16": (avec(document=DOCUMENT.encode("utf-16")), "UTF-8"),
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
    "macros dans un .docm": (
        docx(p("x"), type_principal="application/vnd.ms-word.document.macroEnabled.main+xml"),
        "macros",
    ),
    "macros cachées": (docx(p("x"), parties={"word/vbaProject.bin": b"x"}), "macro"),
    "contrôle ActiveX": (docx(p("x"), parties={"word/activeX/activeX1.xml": "<a/>"}), "objet inséré"),
    "objet lié": (docx(p("x"), relations=externe("oleObject", "file:///c:/x.xls")), "objet inséré"),
    "objet inséré": (docx(p("x"), parties={"word/embeddings/oleObject1.bin": b"x"}), "objet inséré"),
    "document importé": (docx('<w:altChunk r:id="rX"/>' + p("x")), "document importé"),
    "sous-document": (docx('<w:subDoc r:id="rX"/>' + p("x")), "sous-document"),
    "modèle attaché": (
        docx(p("x"), relations=externe("attachedTemplate", "http://exemple.test/x.dotm")),
        "modèle attaché",
    ),
    "image du Web": (docx(p("x"), relations=externe("image", "http://exemple.test/x.png")), "image liée"),
    "image d'un fichier": (docx(p("x"), relations=externe("image", "file:///etc/passwd")), "image liée"),
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
    "commentaires": (docx(p("x"), parties={"word/comments.xml": f"<w:comments {ESPACES}/>"}), "commentaires"),
    "texte masqué": (docx("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r></w:p>"), "masqué"),
    "variables de document": (
        docx(
            p("x"),
            parties={"word/settings.xml": f"<w:settings {ESPACES}><w:docVars><w:docVar/></w:docVars></w:settings>"},
        ),
        "variables",
    ),
    **{
        f"champ {code.split()[0]}": (docx(champ(code)), "champ")
        for code in (
            *(
                'DDEAUTO c:\\\\windows\\\\cmd.exe "x"',
                "DDE x y",
                'INCLUDETEXT "/etc/passwd"',
                'INCLUDEPICTURE "http://x.test"',
            ),
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
    assert ouvrir(zipper({**parties, "word/x.xml": b" " * XML_MAX})).parties


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
    octets = ecrire({"word/document.xml": b"<a/>", "[Content_Types].xml": b"<b/>", "_rels/.rels": b"<c/>"})
    with zipfile.ZipFile(io.BytesIO(octets)) as archive:
        entrees = archive.infolist()
    assert [e.filename for e in entrees] == ["[Content_Types].xml", "_rels/.rels", "word/document.xml"]
    assert {e.date_time for e in entrees} == {(1980, 1, 1, 0, 0, 0)}
    assert {e.create_system for e in entrees} == {3}


@pytest.mark.parametrize("graine", range(40))
def test_un_paquet_mutile_est_refuse_ou_lu_jamais_autre_chose(graine: int):
    """Quarante mutilations fixes : toute erreur est un refus en français."""
    octets = bytearray(BON)
    for i in range(1 + graine % 5):
        octets[(graine * 7919 + i * 104729) % len(octets)] ^= 1 + (graine * 31 + i) % 255
    try:
        compiler(bytes(octets))
    except ModeleInvalide as erreur:
        assert erreur.constats
