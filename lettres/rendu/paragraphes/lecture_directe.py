"""Lecture directe : les paragraphes d'une partie que notre moteur vient d'écrire, lus dans son XML, sans arbre.

Notre moteur écrit toujours de la même façon (préfixe « w: », guillemets droits, une seule profondeur de tableau). Ce
qui sort de cette façon d'écrire ne se lit pas ainsi : la lecture ordinaire (`lecture`), qui fait un arbre, s'en charge.
D'une lettre à l'autre, un modèle écrit presque tous les mêmes paragraphes : ce qu'on a lu de chacun se retient, sous
ses octets, qu'il n'y a donc pas à décoder.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from lettres.rendu.paragraphes.lecture import SIGNES

_AILLEURS = re.compile(r"<(?:!|w:(?:txbxContent|moveFrom|del[ >]|(?:p|tr|tc)(?: [^<>]*)?/>)|mc:Fallback)")
"""Ce que la lecture directe ne sait pas lire."""
_ESPACES, _SANS_PREFIXE, _PREFIXE = "xmlns", 'xmlns="', 'xmlns:w="'
_ESPACE = f'{_PREFIXE}http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_FIN_DE_PARAGRAPHE, _FIN_DES_PROPRIETES = b"</w:p>", b"</w:pPr>"
_RANGEE, _FIN_DE_CELLULE, _FIN_DE_RANGEE, _TABLEAU = "<w:tr", "</w:tc>", "</w:tr>", "<w:tbl>"
_BORNE = re.compile(rf"{_RANGEE}(?=[ >])|{_FIN_DE_CELLULE}|{_FIN_DE_RANGEE}|{_TABLEAU}")
_SIGNES = {"": "", **{nom.rpartition("}")[2]: signe for nom, signe in SIGNES.items()}}
_MORCEAU = re.compile(rf"<w:t(?: [^<>]*)?>([^<]*)</w:t>|<w:({'|'.join(filter(None, _SIGNES))})(?: [^<>]*)?/>")
_STYLE = '<w:pStyle w:val="'
_ENTITES = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&"))
_SANS_TETE: tuple[tuple[str, ...], str] = ((), "")
_COURTE, _RETENUES, _TETES = 4000, 4096, 512
"""Les tranches que l'on retient, et les débuts de tranche."""


LuDirectement = tuple[str, int, str]
"""Comme `Lu`, un tuple tout simple : de lettre en lettre, Python en fait et en défait bien plus vite."""
BlocDirect = LuDirectement | list[list[LuDirectement]]
"""Un paragraphe, ou une rangée de tableau, cellule par cellule."""

_Tranche = tuple[tuple[str, ...], str, str]
"""Ce qui va de la fin d'un paragraphe à celle du suivant : les rangées et les cellules qui s'y ouvrent ou s'y ferment
avant lui, son texte, son style."""


def lire_directement(xml: bytes) -> list[BlocDirect] | None:
    """Les paragraphes et les rangées de la partie, dans l'ordre; None si elle ne se lit pas ainsi."""
    _, _, xml = xml.partition(b"?>")
    blocs: list[BlocDirect] = []
    rangee: list[list[LuDirectement]] | None = None
    ou: list[Any] = blocs
    for numero, suite in enumerate(xml.split(_FIN_DE_PARAGRAPHE), start=1):
        tranche = (_deja_lue if len(suite) <= _COURTE else _lire)(suite)
        if tranche is None:
            return None
        bornes, texte, style = tranche
        for borne in bornes:
            if rangee is None:
                if borne == _RANGEE:
                    rangee, ou = [], []
            elif borne == _FIN_DE_CELLULE:
                rangee.append(ou)
                ou = []
            elif borne == _FIN_DE_RANGEE:
                blocs.append(rangee)
                rangee, ou = None, blocs
            else:
                return None  # -- un tableau dans une rangée --
        ou.append((texte, numero, style))
    # -- ce qui suit le dernier paragraphe n'en est pas un --
    del ou[-1]
    return None if rangee is not None else blocs


def _lire(octets: bytes) -> _Tranche | None:
    """Ce que porte une tranche; None si elle ne se lit pas ainsi.

    Ce qui précède son texte, le même d'un paragraphe de ce style à l'autre, se retient à part.
    """
    debut, fin, suite = octets.rpartition(_FIN_DES_PROPRIETES)
    tete = (_deja_ouvert if len(debut) <= _COURTE else _ouvrir)(debut) if fin else _SANS_TETE
    contenu = suite.decode()
    if tete is None or not _se_lit(contenu):
        return None
    bornes, style = tete
    texte = "".join([texte or _SIGNES[signe] for texte, signe in _MORCEAU.findall(contenu)])
    return (*bornes, *_BORNE.findall(contenu)), _en_clair(texte), style


_deja_lue = lru_cache(maxsize=_RETENUES)(_lire)


def _ouvrir(octets: bytes) -> tuple[tuple[str, ...], str] | None:
    """Les bornes et le style d'un paragraphe, lus dans ce qui va jusqu'à ses propriétés."""
    xml = octets.decode()
    _, _, style = xml.partition(_STYLE)
    return (tuple(_BORNE.findall(xml)), _en_clair(style[: style.find('"')])) if _se_lit(xml) else None


_deja_ouvert = lru_cache(maxsize=_TETES)(_ouvrir)


def _se_lit(xml: str) -> bool:
    # -- un signe seul se trouve bien plus vite qu'une suite de deux --
    if _AILLEURS.search(xml) or "\r" in xml or ("&" in xml and "&#" in xml) or ("'" in xml and "='" in xml):
        return False
    return _ESPACES not in xml or (_SANS_PREFIXE not in xml and xml.count(_PREFIXE) == xml.count(_ESPACE))


def _en_clair(texte: str) -> str:
    if "&" in texte:
        for entite, signe in _ENTITES:
            texte = texte.replace(entite, signe)
    return texte
