"""Pièces fabriquées : de vrais fichiers de chaque sorte, bons ou hostiles, faits à la demande."""

from __future__ import annotations

import hashlib
import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf
from PIL import Image

TETE = """\
lettres: 1
reference: 2026-014
nature: recouvrement
expediteur: {nom: Studio Karine Exemple}
destinataire: {nom: Marie Exemple}
creances:
  - {facture: F-1023, date: 2026-08-01, echeance: 2026-08-31, objet: Reportage, montant: 60.00}
pieces:
"""


def pdf(pages: int = 1, retouche: Callable[[Pdf], object] = lambda _: None, **options: object) -> bytes:
    """Un PDF de quelques pages, chacune marquée « page N »."""
    with Pdf.new() as document:
        fonte = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        for rang in range(pages):
            page = document.add_blank_page(page_size=(612, 792))
            page.obj.Resources = Dictionary(Font=Dictionary(F=fonte))
            page.obj.Contents = document.make_stream(f"BT /F 20 Tf 100 500 Td (page {rang + 1}) Tj ET".encode())
        retouche(document)
        tampon = io.BytesIO()
        document.save(tampon, **options)  # type: ignore[arg-type]
        return tampon.getvalue()


def _actif(document: Pdf) -> None:
    document.Root.OpenAction = Dictionary(S=Name.JavaScript, JS="app.alert('x')")
    document.Root.AA = Dictionary(WC=Dictionary(S=Name.JavaScript, JS="app.alert('adieu')"))
    document.attachments["secret.txt"] = b"joint en secret"
    lancer = Dictionary(S=Name.Launch, F="calc.exe")
    note = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 99, 99]), A=lancer)
    document.pages[0].obj.Annots = Array([document.make_indirect(note)])
    document.pages[0].obj.AA = Dictionary(O=Dictionary(S=Name.JavaScript, JS="app.alert('page')"))


def _rempli(document: Pdf) -> None:
    page = document.pages[0].obj
    champ = document.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Tx,
            T="nom",
            V="REMPLI-42",
            Rect=Array([100, 300, 400, 330]),
            F=4,
            DA="/Helv 14 Tf 0 g",
            P=page,
        )
    )
    page.Annots = Array([champ])
    helv = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
    document.Root.AcroForm = Dictionary(
        Fields=Array([champ]),
        NeedAppearances=True,
        DA="/Helv 14 Tf 0 g",
        DR=Dictionary(Font=Dictionary(Helv=helv)),
    )


def _tourner(document: Pdf) -> None:
    for rang, page in enumerate(document.pages):
        page.obj.Rotate = 90 * rang


def _recadrer(document: Pdf) -> None:
    document.pages[0].obj.CropBox = Array([50, 300, 400, 700])


def _partager(document: Pdf) -> None:
    for page in document.pages:
        page.obj.Contents = document.pages[0].obj.Contents
    document.pages[1].obj.CropBox = Array([50, 300, 400, 700])


def _de_taille(largeur: float, hauteur: float) -> Callable[[Pdf], None]:
    def retailler(document: Pdf) -> None:
        document.pages[0].obj.MediaBox = Array([0, 0, largeur, hauteur])

    return retailler


def _laisser_ouvert(document: Pdf) -> None:
    document.pages[0].obj.Contents = document.make_stream(b"q q 0.1 0 0 0.1 300 300 cm 1 0 0 rg 0 0 9 9 re f Q Q Q Q q")


def _dessine(*flux: tuple[bytes, str]) -> Callable[[Pdf], None]:
    """Une page que dessinent ces octets, chacun sous le filtre qu'il dit avoir."""

    def dessiner(document: Pdf) -> None:
        faits = [document.make_stream(octets) for octets, _ in flux]
        for fait, (octets, filtre) in zip(faits, flux, strict=True):
            if filtre:
                fait.write(octets, filter=Name(filtre))
        page = document.pages[0].obj
        page.Contents = Array(faits) if len(faits) != 1 else faits[0]

    return dessiner


_TRAIT = b"0 0 m 99 99 l S "
DESSINS: Mapping[str, Sequence[tuple[bytes, str]]] = {
    "illisible": [(b"x" * 50, "/FlateDecode")],
    "en-partie": [(_TRAIT, ""), (b"x" * 50, "/FlateDecode")],
    "inconnu": [(_TRAIT, "/Inconnu")],
    "en-deux": [(_TRAIT, ""), (zlib.compress(_TRAIT), "/FlateDecode")],
    "vide": [(zlib.compress(b""), "/FlateDecode")],
    "absent": [],
    "en-lettres": [(_TRAIT.hex().encode() + b">", "/ASCIIHexDecode")],
    "demesure": [(zlib.compress(_TRAIT * 100_000), "/FlateDecode")],
}


def _en_miroir() -> bytes:
    tampon, exif = io.BytesIO(), Image.Exif()
    exif[0x0112] = 2
    Image.linear_gradient("L").resize((80, 60)).save(tampon, "JPEG", exif=exif)
    return tampon.getvalue()


def _sans_taille(document: Pdf) -> None:
    document.pages[0].obj.MediaBox = Array([0, 0, 0, 0])


def image(format_: str, mode: str = "RGB", taille: tuple[int, int] = (80, 60)) -> bytes:
    """Une petite image; ses pixels ne sont pas tous pareils."""
    tampon = io.BytesIO()
    degrade = Image.linear_gradient("L").resize(taille).convert(mode)
    degrade.save(tampon, format_)
    return tampon.getvalue()


def _enorme() -> bytes:
    """Un PNG qui dit avoir un milliard de pixels."""
    brut = bytearray(image("PNG"))
    brut[16:24] = struct.pack(">II", 40_000, 30_000)
    return bytes(brut)


def _archive(**contenus: bytes) -> bytes:
    tampon = io.BytesIO()
    with zipfile.ZipFile(tampon, "w") as archive:
        for nom, octets in contenus.items():
            archive.writestr(nom, octets)
    return tampon.getvalue()


MESSAGE = """\
From: Marie Exemple <marie@exemple.test>
To: karine@exemple.test
Date: Mon, 10 Aug 2026 10:00:00 -0400
Subject: =?utf-8?q?Re=C3=A7u?=
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: 8bit

<html><head><style>p {color: red}</style></head><body><p>Bonjour, bien reçu.</p><script>x()</script></body></html>
""".encode()

_CHIFFRE = pikepdf.Encryption(user="x", owner="y")
_SANS_COPIE = pikepdf.Encryption(user="", owner="y", allow=pikepdf.Permissions(extract=False))

FABRIQUES: Mapping[str, Callable[[], bytes]] = {
    "contrat.pdf": lambda: pdf(3),
    "tourne.pdf": lambda: pdf(4, _tourner),
    "recadre.pdf": lambda: pdf(1, _recadrer),
    "partages.pdf": lambda: pdf(3, _partager),
    "ticket.pdf": lambda: pdf(1, _de_taille(226, 560)),
    "plan.pdf": lambda: pdf(1, _de_taille(2592, 3456)),
    "ouvert.pdf": lambda: pdf(1, _laisser_ouvert),
    "miroir.jpg": _en_miroir,
    **{f"dessin-{nom}.pdf": partial(pdf, 1, _dessine(*flux)) for nom, flux in DESSINS.items()},
    "sans-taille.pdf": lambda: pdf(1, _sans_taille),
    "chiffre.pdf": lambda: pdf(1, encryption=_CHIFFRE),
    "protege.pdf": lambda: pdf(1, encryption=_SANS_COPIE),
    "actif.pdf": lambda: pdf(1, _actif),
    "rempli.pdf": lambda: pdf(1, _rempli),
    "sans-page.pdf": lambda: pdf(0),
    "coupe.pdf": lambda: pdf(3)[:500],
    "bruit.pdf": lambda: b"%PDF-1.7\n" + bytes(range(256)) * 8,
    "photo.jpg": lambda: image("JPEG"),
    "coupee.jpg": lambda: image("JPEG", taille=(800, 600))[:-400],
    "capture.png": lambda: image("PNG", "RGBA"),
    "coupee.png": lambda: image("PNG")[:-30],
    "enorme.png": _enorme,
    "scan.tiff": lambda: image("TIFF"),
    "photo-nommee.pdf": lambda: image("JPEG"),
    "contrat-nomme.jpg": lambda: pdf(2),
    "note.txt": lambda: "Notes d’été : œuvre".encode(),
    "message.eml": lambda: MESSAGE,
    "classeur.xlsx": lambda: _archive(**{"xl/workbook.xml": b"<x/>"}),
    "inconnu.bin": lambda: b"\0\1\2\3",
    "vide.pdf": lambda: b"",
}


def dossier(ou: Path, *noms: str, notees: bool = True, titre: str = "Pièce signée à l’été") -> Path:
    """Un dossier et ses pièces, dans ce répertoire; l'empreinte de chacune y est notée."""
    (ou / "pieces").mkdir(exist_ok=True)
    lignes = []
    for rang, nom in enumerate(noms, 1):
        octets = FABRIQUES[nom]()
        (ou / "pieces" / nom).write_bytes(octets)
        empreinte = f", empreinte: {hashlib.sha256(octets).hexdigest()}" if notees else ""
        dite = f"titre: {titre} {rang}, date: 2026-08-10, fichier: pieces/{nom}"
        lignes.append(f"  - {{id: P-{rang}, {dite}{empreinte}}}\n")
    fichier = ou / "dossier.yaml"
    fichier.write_text(TETE + "".join(lignes), encoding="utf-8")
    return fichier
