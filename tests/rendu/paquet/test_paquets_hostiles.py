"""Trente-sept paquets hostiles : chacun est refusé d'une phrase, vite, et sans que la mémoire n'enfle."""

from __future__ import annotations

import json
import os
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from compilateur import compiler
from efforts import appels
from paquets import DOC, ESPACES, PAQUET, REL, champ, docx, p, parties_de, zipper
from tables import d_un_trait

import lettres
from lettres.rendu.paquet.paquet import PARTIES_MAX
from lettres.rendu.sante.contenu import RENDUE_MAX
from lettres.socle.erreurs import ModeleInvalide

RACINE = Path(lettres.__file__).parent.parent
BON = docx(p("Bonjour {{ nom }}"))
DTD = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
RIRES = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;">]>'
CORPS = f"<w:document {ESPACES}><w:body>{p('x')}</w:body></w:document>"
ATTRIBUTS = " ".join(f"a{i}=''" for i in range(1_600))
DEFLATE, CHIFFRE = 8, 1


class Entree:
    """Une entrée de zip écrite octet par octet, pour mentir sur sa taille, son nom ou son chiffrement."""

    def __init__(self, nom: str, contenu: bytes, *, annonce: int | None = None, mode: int = 0, drapeaux: int = 0):
        self.nom, self.contenu, self.mode, self.drapeaux = nom.encode(), contenu, mode, drapeaux
        self.annonce = len(contenu) if annonce is None else annonce
        self.somme = zlib.crc32(contenu) if mode == 0 else 0

    def local(self) -> bytes:
        return b"PK\x03\x04" + self._commun() + struct.pack("<HH", len(self.nom), 0) + self.nom + self.contenu

    def central(self, place: int) -> bytes:
        fin = struct.pack("<HHHHHII", len(self.nom), 0, 0, 0, 0, 0, place)
        return b"PK\x01\x02" + struct.pack("<H", 20) + self._commun() + fin + self.nom

    def _commun(self) -> bytes:
        tailles = (self.somme, len(self.contenu), self.annonce)
        return struct.pack("<HHHHHIII", 20, self.drapeaux, self.mode, 0, 33, *tailles)


def zip_brut(*entrees: Entree) -> bytes:
    octets, repertoire = b"", b""
    for entree in entrees:
        repertoire += entree.central(len(octets))
        octets += entree.local()
    fin = struct.pack("<HHHHIIH", 0, 0, len(entrees), len(entrees), len(repertoire), len(octets), 0)
    return octets + repertoire + b"PK\x05\x06" + fin


def avec(*ajouts: Entree, sauf: str = "") -> bytes:
    """Le bon modèle, où des entrées s'ajoutent ou en remplacent une."""
    return zip_brut(*(Entree(nom, contenu) for nom, contenu in parties_de(BON).items() if nom != sauf), *ajouts)


def gonfle(bloc: bytes, fois: int, *, avant: bytes = b"", apres: bytes = b"") -> bytes:
    """Un flot « deflate » qui répète un bloc, sans le compresser plus d'une fois."""

    def comprimer(octets: bytes) -> bytes:
        compresseur = zlib.compressobj(9, zlib.DEFLATED, -15)
        return compresseur.compress(octets) + compresseur.flush(zlib.Z_FULL_FLUSH)

    return comprimer(avant) + comprimer(bloc) * fois + comprimer(apres) + b"\x03\x00"


def bombe(nom: str, *, annonce: int, sauf: str = "") -> bytes:
    return avec(Entree(nom, gonfle(bytes(1 << 20), 600), annonce=annonce, mode=DEFLATE), sauf=sauf)


def image_liee(octets: bytes) -> bytes:
    """Le même paquet, où le corps emploie la bombe comme une image."""
    return octets.replace(b"word/media/a.bin", b"word/media/a.png")


def corps_gonfle(bloc: str, fois: int) -> bytes:
    avant, apres = CORPS.split("<w:body>")[0].encode() + b"<w:body>", b"</w:body></w:document>"
    contenu = gonfle(bloc.encode(), fois, avant=avant, apres=apres)
    taille = len(avant) + len(bloc) * fois + len(apres)
    return avec(Entree("word/document.xml", contenu, annonce=taille, mode=DEFLATE), sauf="word/document.xml")


def externe(genre: str, cible: str) -> str:
    return f'<Relationship Id="rX" Type="{REL}/{genre}" Target="{cible}" TargetMode="External"/>'


def attache(cible: str) -> bytes:
    return docx(
        p("x"),
        parties={
            "word/settings.xml": f'<w:settings {ESPACES}><w:attachedTemplate r:id="rX"/></w:settings>',
            "word/_rels/settings.xml.rels": f'<Relationships xmlns="{PAQUET}/relationships">'
            f"{externe('attachedTemplate', cible)}</Relationships>",
        },
    )


def png(cote: int) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR" + struct.pack(">II", cote, cote) + bytes(48)


def un_bit_change(octets: bytes) -> bytes:
    """Un bit du contenu compressé du corps."""
    place = octets.index(b"word/document.xml") + len("word/document.xml") + 40
    return octets[:place] + bytes([octets[place] ^ 4]) + octets[place + 1 :]


def dossier(tmp: Path) -> Path:
    return tmp


def lien(tmp: Path) -> Path:
    (tmp / "bon.docx").write_bytes(BON)
    (tmp / "lien.docx").symlink_to(tmp / "bon.docx")
    return tmp / "lien.docx"


def peripherique(tmp: Path) -> Path:
    return Path("/dev/zero")


Hostile = bytes | Callable[[Path], Path]
HOSTILES: dict[str, tuple[Hostile, str]] = {
    "01 du texte": (b"Bonjour", "M101"),
    "02 vide": (b"", "M101"),
    "03 tronqué": (BON[: len(BON) // 2], "M101"),
    "04 un bit changé": (un_bit_change(BON), "M101"),
    "05 chiffré": (avec(Entree("word/x.xml", b"<a/>", drapeaux=CHIFFRE)), "M101"),
    "06 image liée de 600 Mo": (image_liee(bombe("word/media/a.bin", annonce=600 << 20)), "M102"),
    "07 partie orpheline de 600 Mo": (bombe("word/media/a.bin", annonce=600 << 20), "M102"),
    "08 XML de 60 Mo": (corps_gonfle(p("x" * 60_000), 1_000), "M102"),
    "09 trois millions de paragraphes": (corps_gonfle("<w:p/>" * 1_000, 3_000), "M102"),
    "10 201 parties": (
        zipper({**parties_de(BON), **{f"word/{i}.bin": "x" for i in range(PARTIES_MAX + 1 - len(parties_de(BON)))}}),
        "M102",
    ),
    "11 partie double": (avec(Entree("word/document.xml", CORPS.encode())), "M103"),
    "12 partie double, autre casse": (avec(Entree("word/DOCUMENT.xml", CORPS.encode())), "M103"),
    "13 remontée": (avec(Entree("../evil.xml", b"<a/>")), "M103"),
    "14 chemin absolu": (avec(Entree("/etc/evil.xml", b"<a/>")), "M103"),
    "15 barre inverse": (avec(Entree("word\\evil.xml", b"<a/>")), "M103"),
    "16 DTD dans le corps": (docx(parties={"word/document.xml": DTD + CORPS}), "M104"),
    "17 DTD dans un en-tête": (
        docx(p("x"), entetes={"default": p("t")}, parties={"word/header1.xml": f"{DTD}<w:hdr {ESPACES}/>"}),
        "M104",
    ),
    "18 DTD dans les notes": (
        docx(p("x"), notes=p("n"), parties={"word/footnotes.xml": f"{DTD}<w:footnotes {ESPACES}/>"}),
        "M104",
    ),
    "19 mille rires": (docx(parties={"word/document.xml": RIRES + CORPS}), "M104"),
    "20 UTF-16": (docx(parties={"word/document.xml": CORPS.encode("utf-16")}), "M104"),
    "21 macros cachées": (docx(p("x"), parties={"word/vbaProject.bin": b"x"}), "M105"),
    "22 .docm": (docx(p("x"), type_principal="application/vnd.ms-word.document.macroEnabled.main+xml"), "M105"),
    "23 modèle attaché du Web": (attache("http://exemple.test/x.dotm"), "M107"),
    "24 image du Web": (docx(p("x"), relations=externe("image", "http://exemple.test/x.png")), "M107"),
    "25 image d'un fichier": (docx(p("x"), relations=externe("image", "file:///etc/passwd")), "M107"),
    "26 objet lié": (docx(p("x"), relations=externe("oleObject", "file:///c:/x.xls")), "M106"),
    "27 objet inséré": (docx(p("x"), parties={"word/embeddings/oleObject1.bin": b"x"}), "M106"),
    "28 document importé": (docx('<w:altChunk r:id="rX"/>' + p("x")), "M106"),
    "29 sous-document": (docx('<w:subDoc r:id="rX"/>' + p("x")), "M106"),
    "30 DDEAUTO": (docx(champ('DDEAUTO c:\\\\windows\\\\cmd.exe "x"')), "M108"),
    "31 INCLUDETEXT": (docx(champ('INCLUDETEXT "/etc/passwd"')), "M108"),
    "32 INCLUDEPICTURE": (docx(champ('INCLUDEPICTURE "http://exemple.test/x.png"')), "M108"),
    "33 ActiveX": (docx(p("x"), parties={"word/activeX/activeX1.xml": "<a/>"}), "M106"),
    "34 PNG démesuré": (docx(p("x"), parties={"word/media/a.png": png(100_000)}), "M102"),
    "35 dossier": (dossier, "M101"),
    "36 lien symbolique": (lien, "M101"),
    "37 /dev/zero": (peripherique, "M101"),
}


def source(hostile: Hostile, tmp: Path) -> Path:
    if not isinstance(hostile, bytes):
        return hostile(tmp)
    (tmp / "hostile.docx").write_bytes(hostile)
    return tmp / "hostile.docx"


def test_il_y_a_trente_sept_paquets_hostiles():
    assert [nom[:2] for nom in HOSTILES] == [f"{n:02d}" for n in range(1, 38)]


@pytest.mark.skipif(sys.platform == "win32", reason="liens et périphériques d’Unix")
@pytest.mark.parametrize(("hostile", "code"), HOSTILES.values(), ids=HOSTILES.keys())
def test_le_paquet_hostile_est_refuse_d_une_phrase_avec_son_remede(hostile: Hostile, code: str, tmp_path: Path):
    chemin = source(hostile, tmp_path)
    with pytest.raises(ModeleInvalide) as refus:
        compiler(chemin)
    assert code in {c.code for c in refus.value.constats}
    for constat in refus.value.constats:
        assert constat.fichier == str(chemin)
        assert constat.message.endswith(".")
        assert constat.remede.endswith(".")


APPELS_DU_REFUS = 20_000
MEMOIRE_DU_REFUS = 20_000
"""En kilo-octets; le plus gros des paquets en annonce 600 000."""
MESURE = """
import json, sys
from pathlib import Path
from efforts import appels
from lettres.socle.erreurs import ModeleInvalide
from lettres.rendu import compiler

def memoire(nom):
    return next(int(l.split()[1]) for l in Path("/proc/self/status").read_text().splitlines() if l.startswith(nom))

def refuser(chemin):
    try:
        compiler(chemin)
    except ModeleInvalide:
        return
    raise AssertionError(f"accepté : {chemin}")

bon, *hostiles = json.load(sys.stdin)
compiler(bon)
avant = memoire("VmRSS")
faits = [appels(lambda: refuser(chemin)).total() for chemin in hostiles]
print(json.dumps({"appels": faits, "memoire": memoire("VmHWM") - avant}))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="la pointe de mémoire se lit dans /proc")
def test_chaque_refus_tient_en_peu_d_appels_et_peu_de_memoire(tmp_path: Path):
    (tmp_path / "bon.docx").write_bytes(BON)
    chemins = [str(tmp_path / "bon.docx")]
    for i, (hostile, _) in enumerate(HOSTILES.values()):
        (tmp_path / str(i)).mkdir()
        chemins.append(str(source(hostile, tmp_path / str(i))))
    fini = subprocess.run(
        [sys.executable, "-c", MESURE],
        input=json.dumps(chemins),
        capture_output=True,
        encoding="utf-8",
        check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join((str(RACINE), str(RACINE / "tests")))},
    )
    mesure = json.loads(fini.stdout)
    assert {n: a for n, a in zip(HOSTILES, mesure["appels"], strict=True) if a > APPELS_DU_REFUS} == {}
    assert mesure["memoire"] < MEMOIRE_DU_REFUS


# -- Ce qui épuiserait sans dépasser aucune taille annoncée --


@pytest.mark.parametrize(
    ("octets", "attendu"),
    [
        (avec(Entree("word/a.bin", b"x" * 40, mode=14)), "compressé autrement"),
        (avec(Entree("word/a.bin", b"x" * 40, mode=12)), "compressé autrement"),
        (zip_brut(*(Entree(f"word/{i}.bin", b"") for i in range(5_000))), "parties"),
        (docx("<w:p/>" * 160_000), "texte du fichier"),
        (docx(f"<w:p {ATTRIBUTS}/>" * 100), "texte du fichier"),
        (docx(p("x"), parties={"word/styles.xml": f"<w:styles {ESPACES}>{'<w:style/>' * 400_000}</w:styles>"}), "dém"),
    ],
    ids=[
        "LZMA",
        "bzip2",
        "répertoire de 5 000 entrées",
        "160 000 paragraphes vides",
        "160 000 attributs",
        "400 000 styles",
    ],
)
def test_ce_qui_couterait_trop_cher_a_lire_est_refuse(octets: bytes, attendu: str):
    with pytest.raises(ModeleInvalide, match=attendu):
        compiler(octets)


def test_un_repertoire_de_cent_mille_entrees_est_refuse_sans_etre_lu():
    repertoire = Entree("word/a.bin", b"").central(0) * 100_000
    fin = struct.pack("<HHHHIIH", 0, 0, 1, 1, len(repertoire), len(BON), 0)
    octets = BON + repertoire + b"PK\x05\x06" + fin

    def refuser() -> None:
        with pytest.raises(ModeleInvalide, match="parties"):
            compiler(octets)

    refuser()  # -- ce qui ne se prépare qu'une fois l'est hors de tout compte --
    assert appels(refuser).total() < 1_000


@pytest.mark.parametrize("annonce", [100, 1 << 20, 600 << 20])
def test_une_bombe_est_refusee_quelle_que_soit_la_taille_qu_elle_annonce(annonce: int):
    with pytest.raises(ModeleInvalide):
        compiler(bombe("word/media/a.bin", annonce=annonce))


def test_des_entrees_qui_se_chevauchent_sont_refusees():
    octets = avec(Entree("word/a.bin", b"a" * 4_000))
    place = octets.rindex(b"PK\x01\x02")
    menteur = octets[: place + 20] + struct.pack("<I", 1 << 20) + octets[place + 24 :]
    with pytest.raises(ModeleInvalide, match="incomplet ou abîmé"):
        compiler(menteur)


@pytest.mark.parametrize(
    ("octets", "permis"),
    [
        (b"\0" * (1 << 20), True),
        (b"\0" * ((1 << 20) + 1), False),
        (Random(7).randbytes(12_000) + b"\0" * (1 << 20), True),  # noqa: S311
    ],
    ids=["un mégaoctet de zéros", "un octet de plus", "compressé moins de cent fois"],
)
def test_au_dela_d_un_megaoctet_une_partie_ne_se_gonfle_pas_plus_de_cent_fois(octets: bytes, permis: bool):
    modele = docx(p("x"), parties={"word/media/a.bin": octets})
    if permis:
        assert compiler(modele)
    else:
        with pytest.raises(ModeleInvalide, match="démesurée"):
            compiler(modele)


@pytest.mark.parametrize("taille", [RENDUE_MAX, RENDUE_MAX + 1])
@pytest.mark.parametrize("partie", ["corps", "en-tête", "styles"])
def test_une_partie_a_remplir_tient_en_un_megaoctet_et_les_autres_en_cinq(partie: str, taille: int):
    vide = {"corps": docx(p("")), "en-tête": docx(p(""), entetes={"default": p("")}), "styles": docx(p(""), styles=" ")}
    nom = {"corps": "word/document.xml", "en-tête": "word/header1.xml", "styles": "word/styles.xml"}[partie]
    parties = parties_de(vide[partie])
    texte = Random(7).randbytes(RENDUE_MAX).hex().encode()  # noqa: S311
    fin = parties[nom].rindex(b"<" if partie == "styles" else b"</w:t>")
    parties[nom] = parties[nom][:fin] + texte[: taille - len(parties[nom])] + parties[nom][fin:]
    assert len(parties[nom]) == taille
    if partie == "styles" or taille == RENDUE_MAX:
        assert compiler(zipper(parties))
    else:
        with pytest.raises(ModeleInvalide, match="démesurée"):
            compiler(zipper(parties))


@pytest.mark.parametrize("cote", [20_000, 20_001])
@pytest.mark.parametrize("genre", ["png", "gif", "jpeg"])
def test_une_image_a_au_plus_vingt_mille_points_de_cote(cote: int, genre: str):
    images = {
        "png": png(cote),
        "gif": b"GIF89a" + struct.pack("<HH", 10, cote) + bytes(20),
        "jpeg": b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x11\x08" + struct.pack(">HH", 10, cote) + bytes(20),
    }
    modele = docx(p("x"), parties={f"word/media/a.{genre}": images[genre]})
    if cote == 20_000:
        assert compiler(modele)
    else:
        with pytest.raises(ModeleInvalide, match="L’image"):
            compiler(modele)


@d_un_trait
@pytest.mark.parametrize(
    ("cible", "permis"),
    [
        ("file:///C:\\Users\\exemple\\Modeles\\demeure.dotx", True),
        ("file:///C:/modeles/demeure.dotx", True),
        ("C:\\Users\\exemple\\demeure.dotx", True),
        ("file:///modeles/demeure.dotx", True),
        ("Normal.dotm", True),
        ("http://exemple.test/x.dotm", False),
        ("HTTPS://exemple.test/x.dotm", False),
        ("ftp://exemple.test/x.dotm", False),
        ("\\\\serveur\\partage\\x.dotm", False),
        ("file://serveur/partage/x.dotm", False),
        ("file:////serveur/partage/x.dotm", False),
        ("file:///\\\\serveur\\partage\\x.dotm", False),
        ("%5C%5Cserveur%5Cpartage%5Cx.dotm", False),
    ],
)
def test_un_modele_attache_distant_est_refuse_et_un_local_est_oublie(cible: str, permis: bool):
    if permis:
        assert compiler(attache(cible))
    else:
        with pytest.raises(ModeleInvalide, match="modèle attaché"):
            compiler(attache(cible))


@pytest.mark.parametrize("image", [b"\xff\xd8\xff", b"\xff\xd8\xff\xe0\x00\x00", b"\x89PNG\r\n\x1a\n", b"GIF89a"])
def test_une_image_tronquee_se_mesure_sans_faute(image: bytes):
    assert compiler(docx(p("x"), parties={"word/media/a.png": image}))


def test_le_dotx_n_est_pas_hostile():
    assert compiler(docx(p("x"), type_principal=f"{DOC}template.main+xml"))
