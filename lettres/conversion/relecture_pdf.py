"""Relecture d'un PDF : les paragraphes et les rangées de son arbre de structure, celui des lecteurs d'écran.

L'ordre et les styles sont ceux de la lettre Word, que LibreOffice y a gardés; un PDF sans cet arbre se lit ligne à
ligne.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import TYPE_CHECKING, Any

from lettres.conversion.contenu_pdf import ContenuDePage, FragmentDePage, joindre, lire_la_page
from lettres.conversion.passages_relus import PassageRelu

if TYPE_CHECKING:
    from pypdf import PdfReader

_PAGES_MAX, _PROFONDEUR_MAX, _ELEMENTS_MAX = 500, 40, 100_000
_RANGEE, _CELLULES = "/TR", ("/TD", "/TH")
_QUI_CONTIENNENT = frozenset(
    {"/Document", "/Part", "/Art", "/Sect", "/Div", "/BlockQuote", "/NonStruct"}
    | {"/Table", "/THead", "/TBody", "/TFoot", "/L", "/LI", "/LBody"}
)
"""Les éléments qui n'ont pas de texte à eux."""


def relire_le_pdf(octets: bytes) -> tuple[dict[str, str], list[PassageRelu]]:
    """Les propriétés du PDF et ses passages. Lève ValueError si le fichier ne se lit pas."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        lecteur = PdfReader(io.BytesIO(octets))
        dites = {str(nom).removeprefix("/"): str(valeur) for nom, valeur in (lecteur.metadata or {}).items()}
        return dites, [*_passages(lecteur)]
    except (PyPdfError, ArithmeticError, LookupError, TypeError, ValueError, AttributeError, RecursionError) as faute:
        raise ValueError("ce PDF est abîmé, ou n’en est pas un") from faute


def _passages(lecteur: PdfReader) -> Iterator[PassageRelu]:
    if len(lecteur.pages) > _PAGES_MAX:
        raise ValueError("trop de pages")
    arbre = lecteur.root_object.get("/StructTreeRoot")
    if arbre is None:
        for page in lecteur.pages:
            yield from (PassageRelu(ligne.strip()) for ligne in page.extract_text().splitlines() if ligne.strip())
        return
    lues = {_numero(page): lire_la_page(lecteur, page) for page in lecteur.pages}
    hauteurs = [float(page.mediabox.height) / 2 for page in lecteur.pages]
    hors = [(c, ligne) for c, page in zip(hauteurs, lues.values(), strict=True) for ligne in _en_lignes(page.hors)]
    hauts = dict.fromkeys(joindre(ligne) for milieu, ligne in hors if ligne[0].hauteur > milieu)
    bas = dict.fromkeys(joindre(ligne) for milieu, ligne in hors if ligne[0].hauteur <= milieu)
    yield from (PassageRelu(texte, en_tete=True) for texte in hauts)
    yield from _Arbre(lues, arbre.get_object()).passages()
    yield from (PassageRelu(texte, en_pied=True) for texte in bas)


def _en_lignes(fragments: list[FragmentDePage]) -> Iterator[list[FragmentDePage]]:
    for _, ligne in groupby(fragments, key=lambda f: round(f.hauteur)):
        yield [*ligne]


class _Arbre:
    """Le parcours d'un arbre de structure, borné : il peut être hostile."""

    def __init__(self, pages: Mapping[int, ContenuDePage], racine: Any) -> None:
        self._pages = pages
        self._racine = racine
        self._roles = racine.get("/RoleMap", {}).get_object()
        self._reste = _ELEMENTS_MAX

    def passages(self) -> Iterator[PassageRelu]:
        """Les paragraphes et les rangées, dans l'ordre."""
        yield from self._sous(self._racine, 0, 0)

    def _sous(self, element: Any, page: int, creux: int) -> Iterator[PassageRelu]:
        for enfant, la in self._enfants(element, page, creux):
            genre = str(enfant["/S"])
            role = str(self._roles.get(genre, genre))
            if role == _RANGEE:
                cellules = [c for c in self._enfants(enfant, la, creux + 1) if str(c[0]["/S"]) in _CELLULES]
                textes = (joindre(self._fragments(c, ou, creux + 2)) for c, ou in cellules)
                yield PassageRelu(" ¦ ".join(" ".join(t.split("\n")) for t in textes), rangee=True)
            elif role in _QUI_CONTIENNENT:
                yield from self._sous(enfant, la, creux + 1)
            elif texte := joindre(self._fragments(enfant, la, creux + 1)):
                yield PassageRelu(texte, genre.removeprefix("/"))

    def _fragments(self, element: Any, page: int, creux: int) -> Iterator[FragmentDePage]:
        """Ceux de l'élément et de ce qu'il contient, dans l'ordre."""
        if creux > _PROFONDEUR_MAX:
            raise ValueError("structure trop profonde")
        for objet in map(_ouvert, _liste(element.get("/K"))):
            self._compter()
            if isinstance(objet, int):
                yield from self._marque(page, objet)
            elif "/MCID" in objet:
                yield from self._marque(_page_de(objet, page), objet["/MCID"])
            elif "/S" in objet:
                yield from self._fragments(objet, _page_de(objet, page), creux + 1)

    def _marque(self, page: int, numero: int) -> list[FragmentDePage]:
        lue = self._pages.get(page)
        return [] if lue is None else lue.marques.get(int(numero), [])

    def _enfants(self, element: Any, page: int, creux: int) -> Iterator[tuple[Any, int]]:
        if creux > _PROFONDEUR_MAX:
            raise ValueError("structure trop profonde")
        for objet in map(_ouvert, _liste(element.get("/K"))):
            self._compter()
            if not isinstance(objet, int) and "/S" in objet:
                yield objet, _page_de(objet, page)

    def _compter(self) -> None:
        self._reste -= 1
        if self._reste < 0:
            raise ValueError("structure démesurée")


def _liste(enfants: Any) -> list[Any]:
    if enfants is None:
        return []
    seul = _ouvert(enfants)
    return list(seul) if isinstance(seul, list) else [seul]


def _ouvert(objet: Any) -> Any:
    return objet.get_object()


def _numero(page: Any) -> int:
    return int(page.indirect_reference.idnum)


def _page_de(element: Any, defaut: int) -> int:
    """Le numéro de l'objet de sa page; celle de ce qui le contient, s'il n'en dit rien."""
    return int(element.raw_get("/Pg").idnum) if "/Pg" in element else defaut
