"""Réglages réunis : ceux de la lettre, et ce qui, dans ceux du papier, change où et comment il s'imprime."""

from __future__ import annotations

from copy import deepcopy

from lettres.rendu.xml.arbre_xml import Element, w

_DU_PAPIER = frozenset({"mirrorMargins", "gutterAtTop", "defaultTabStop", "evenAndOddHeaders", "clrSchemeMapping"})
_ORDRE = tuple(
    w(nom)
    for nom in (
        *("zoom", "mirrorMargins", "gutterAtTop", "defaultTabStop", "evenAndOddHeaders", "characterSpacingControl"),
        *("compat", "themeFontLang", "clrSchemeMapping", "decimalSymbol", "listSeparator"),
    )
)
"""L'ordre que Word exige de ceux que la lettre peut avoir."""


def reunir_reglages(du_papier: Element | None, de_la_lettre: Element) -> Element:
    """Les réglages d'une lettre habillée."""
    racine = deepcopy(de_la_lettre)
    siens = [e for e in du_papier if e.tag in {w(nom) for nom in _DU_PAPIER}] if du_papier is not None else []
    for reglage in siens:
        for ancien in racine.findall(reglage.tag):
            racine.remove(ancien)
        racine.append(deepcopy(reglage))
    racine[:] = sorted(racine, key=lambda e: _ORDRE.index(e.tag) if e.tag in _ORDRE else -1)
    return racine
