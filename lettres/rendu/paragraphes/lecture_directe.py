"""Lecture directe : les paragraphes d'une partie que notre moteur vient d'écrire, lus dans son XML, sans arbre.

Notre moteur écrit toujours de la même façon (préfixe « w: », guillemets droits, une seule profondeur de tableau). Ce
qui sort de cette façon d'écrire ne se lit pas ainsi : la lecture ordinaire (`lecture`), qui fait un arbre, s'en charge.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import count

from lettres.rendu.paragraphes.lecture import SIGNES, Bloc, Lu

_AILLEURS = (
    *("<!", "\r", "&#", "='", 'xmlns="', "<w:txbxContent", "<w:moveFrom", "<w:del ", "<w:del>", "<mc:Fallback"),
    *("<w:p/>", "<w:tr/>", "<w:tc/>"),
)
"""Ce que la lecture directe ne sait pas lire."""
_PREFIXE = 'xmlns:w="'
_ESPACE = f'{_PREFIXE}http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_VIDE = re.compile(r"<w:(?:p|tr|tc) [^<>]*/>")
_RANGEE, _FIN_DE_RANGEE = re.compile(r"<w:tr[ >]"), "</w:tr>"
_SIGNES = {"": "", **{nom.rpartition("}")[2]: signe for nom, signe in SIGNES.items()}}
_MORCEAU = re.compile(rf"<w:t(?: [^<>]*)?>([^<]*)</w:t>|<w:({'|'.join(filter(None, _SIGNES))})(?: [^<>]*)?/>")
_STYLE = '<w:pStyle w:val="'
_ENTITES = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&"))


def lire_directement(xml: str) -> Iterator[Bloc] | None:
    """Les paragraphes et les rangées de la partie, dans l'ordre; None si elle ne se lit pas ainsi."""
    _, _, xml = xml.partition("?>")
    if any(signes in xml for signes in _AILLEURS) or xml.count(_PREFIXE) != xml.count(_ESPACE):
        return None
    if "<w:p " in xml and _VIDE.search(xml):
        return None
    rangees = list(_rangees(xml))
    if any("<w:tbl>" in xml[debut:fin] for debut, fin in rangees):
        return None
    return _blocs(xml, rangees)


def _rangees(xml: str) -> Iterator[tuple[int, int]]:
    """Où chaque rangée commence et finit."""
    fin = 0
    while debut := _RANGEE.search(xml, fin):
        fin = xml.find(_FIN_DE_RANGEE, debut.end())
        if fin < 0:
            return
        yield debut.start(), fin


def _blocs(xml: str, rangees: Sequence[tuple[int, int]]) -> Iterator[Bloc]:
    numeros, place = count(1), 0
    for debut, fin in rangees:
        yield from _paragraphes(xml[place:debut], numeros)
        yield [[*_paragraphes(cellule, numeros)] for cellule in xml[debut:fin].split("</w:tc>")[:-1]]
        place = fin
    yield from _paragraphes(xml[place:], numeros)


def _paragraphes(xml: str, numeros: Iterator[int]) -> Iterator[Lu]:
    for paragraphe in xml.split("</w:p>")[:-1]:
        proprietes, _, contenu = paragraphe.rpartition("</w:pPr>")
        _, _, style = proprietes.partition(_STYLE)
        texte = "".join([texte or _SIGNES[signe] for texte, signe in _MORCEAU.findall(contenu)])
        yield Lu(_en_clair(texte), next(numeros), _en_clair(style[: style.find('"')]))


def _en_clair(texte: str) -> str:
    if "&" in texte:
        for entite, signe in _ENTITES:
            texte = texte.replace(entite, signe)
    return texte
