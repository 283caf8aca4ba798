"""Pages sûres : d'un PDF reçu, ce qu'il montre; rien de ce qu'il ferait.

Les champs remplis et les notes deviennent des traits de la page, puis tout ce qui agit s'en va : scripts, actions,
liens, fichiers joints, formulaires. Le fichier de la pièce, lui, n'est jamais touché.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

LETTRE = (612.0, 792.0)
"""Une page de format lettre, en points."""

_GARDEES = frozenset(
    {"/Type", "/Parent", "/MediaBox", "/CropBox", "/TrimBox", "/BleedBox", "/ArtBox"}
    | {"/Resources", "/Contents", "/Rotate", "/UserUnit", "/Group"}
)
"""Ce qu'une page montre; ses autres clés la feraient agir, ou disent d'où elle vient."""

_QUI_AGISSENT = frozenset({"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/Rendition", "/URI"})


_FILTRES = frozenset(
    {"/FlateDecode", "/LZWDecode", "/ASCII85Decode", "/ASCIIHexDecode", "/RunLengthDecode", "/Crypt"}
    | {"/Fl", "/LZW", "/A85", "/AHx", "/RL"}
)
"""Les façons d'écrire ce qu'une page dessine."""

_A_LIRE = 4_096
_PERDUE = "le PDF est abîmé, et une de ses pages a perdu ce qu’elle montrait"


class SansPages(Exception):
    """Une pièce dont on ne peut faire de pages; l'exception dit pourquoi, au milieu d'une phrase."""


def copier_les_pages(source: Path, cible: Path) -> tuple[int, list[str]]:
    """Copie dans `cible` les pages de `source`; rend leur nombre et ce qui n'a pas été copié. Lève SansPages."""
    try:
        with Pdf.open(source, access_mode=pikepdf.AccessMode.stream, suppress_warnings=True) as pdf:
            return _copier(pdf, cible)
    except pikepdf.PasswordError:
        raise SansPages("il faut un mot de passe pour l’ouvrir") from None
    except SansPages:
        raise
    except Exception:  # noqa: BLE001 -- un PDF hostile tire à peu près n'importe quoi de la bibliothèque
        raise SansPages("le PDF est abîmé, et ses pages ne se lisent pas") from None


def _copier(pdf: Pdf, cible: Path) -> tuple[int, list[str]]:
    if len(pdf.pages) == 0:
        raise SansPages("le PDF n’a aucune page")
    dites = list(dict.fromkeys(_ce_qui_s_en_va(pdf)))
    if Name.AcroForm in pdf.Root:
        pdf.generate_appearance_streams()
    pdf.flatten_annotations("all")
    with Pdf.new() as neuf:
        for page in pdf.pages:
            videe = Name.Contents not in page.obj
            for cle in set(page.obj.keys()) - _GARDEES:
                del page.obj[cle]
            _exiger_une_taille(page.obj)
            # -- une page blanche passerait pour ce que la pièce montre --
            if not all(map(_se_decode, _contenus(page.obj))):
                raise SansPages(_PERDUE)
            page.contents_coalesce()
            neuf.pages.append(page)
            if videe and pdf.get_warnings():
                raise SansPages(_PERDUE)
        neuf.save(cible)
    if pdf.get_warnings():
        dites.append("le fichier est abîmé : seul ce qui s’y lit encore est copié")
    return len(pdf.pages), dites


def _contenus(page: Object) -> Iterator[Object]:
    """Les flux dont une page est dessinée."""
    dessin = page.get(Name.Contents)
    yield from dessin if isinstance(dessin, Array) else [dessin] if dessin is not None else ()


def _se_decode(flux: Object) -> bool:
    """Dit si un flux se lit, à son début du moins : le reste peut être démesuré."""
    if not isinstance(flux, Stream):
        return False
    filtres = flux.get(Name.Filter, Array())
    noms = [str(nom) for nom in (filtres if isinstance(filtres, Array) else [filtres])]
    if not set(noms) <= _FILTRES:
        return False
    if noms[:1] in (["/FlateDecode"], ["/Fl"]):
        try:
            zlib.decompressobj().decompress(flux.read_raw_bytes(), _A_LIRE)
        except zlib.error:
            return False
    return True


def _exiger_une_taille(page: Object) -> None:
    """Une page sans taille, ou d'une taille impossible, a celle d'une lettre."""
    with suppress(ValueError, TypeError, AttributeError, KeyError):
        x0, y0, x1, y1 = (float(cote) for cote in page.MediaBox)
        if 1 <= abs(x1 - x0) <= 1e6 and 1 <= abs(y1 - y0) <= 1e6:
            return
    page.MediaBox = Array([0, 0, *LETTRE])
    if Name.CropBox in page:
        del page.CropBox


def _ce_qui_s_en_va(pdf: Pdf) -> Iterator[str]:
    """Ce que le fichier ferait ou cacherait, et qui n'est pas de ses pages."""
    racine = pdf.Root
    if pdf.is_encrypted:
        yield "sa protection contre la modification n’est pas copiée"
    noms = racine.get(Name.Names, Dictionary())
    if len(pdf.attachments) or Name.AF in racine:
        yield "ses fichiers joints ne sont pas copiés"
    if Name.JavaScript in noms or (Name.OpenAction in racine and _agit(racine.OpenAction)) or Name.AA in racine:
        yield "ses scripts et ses actions ne sont pas copiés"
    if Name.OCProperties in racine:
        yield "il a des calques : tous sont montrés"
    formulaire = racine.get(Name.AcroForm)
    if formulaire is not None:
        if Name.XFA in formulaire:
            yield "c’est un formulaire XFA : regardez ce que ses pages montrent"
        if len(formulaire.get(Name.Fields, Array())):
            yield "son formulaire est figé tel qu’il est rempli"
        if any(champ.get(Name.FT) == "/Sig" for champ in formulaire.get(Name.Fields, Array())):
            yield "ses signatures numériques ne se vérifient que sur l’original"
    for page in pdf.pages:
        yield from _de_la_page(page.obj)


def _de_la_page(page: Object) -> Iterator[str]:
    if Name.AA in page:
        yield "ses scripts et ses actions ne sont pas copiés"
    for note in page.get(Name.Annots, Array()):
        if not isinstance(note, Dictionary):
            continue
        if note.get(Name.Subtype) == Name.FileAttachment:
            yield "ses fichiers joints ne sont pas copiés"
        elif Name.AA in note or (Name.A in note and _agit(note.A)):
            lien = note.get(Name.A, Dictionary()).get(Name.S) == Name.URI and Name.AA not in note
            yield "ses liens ne sont pas copiés" if lien else "ses scripts et ses actions ne sont pas copiés"


def _agit(action: Object) -> bool:
    return isinstance(action, Dictionary) and str(action.get(Name.S, "")) in _QUI_AGISSENT
