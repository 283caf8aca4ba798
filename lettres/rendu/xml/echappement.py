"""Échappement : le texte d'une valeur, tel qu'il s'écrit dans le XML de Word à l'endroit où elle s'imprime."""

from __future__ import annotations

import re

_REPRENDRE, _ARRETER = '<w:t xml:space="preserve">', "</w:t>"
_SAUT = f"{_ARRETER}<w:br/>{_REPRENDRE}"
_TABULATION = f"{_ARRETER}<w:tab/>{_REPRENDRE}"
_TRAIT = f"{_ARRETER}<w:noBreakHyphen/>{_REPRENDRE}"
a_echapper = re.compile('[&<>"\t\n\r\u2011\u2028\u2029]').search
"""Dit si un texte contient un signe qui ne s'écrit pas tel quel; presque aucune valeur n'en a."""

_a_normaliser = re.compile("[\r\u2028\u2029]").search


def normaliser(texte: str) -> str:
    """Ramène les fins de ligne à une seule forme; rien d'autre ne change."""
    return texte.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")


def dans_un_texte(valeur: str) -> str:
    """Dans un `w:t` : un saut de ligne devient `w:br`, une tabulation `w:tab`, dans le même « run ».

    Le trait d'union insécable devient celui de Word : la plupart des polices n'ont pas le signe.
    """
    coupe = _signes(valeur).replace("\n", _SAUT).replace("\t", _TABULATION).replace("\u2011", _TRAIT)
    return coupe.replace(_REPRENDRE + _ARRETER, "")


def dans_un_attribut(valeur: str) -> str:
    """Dans un attribut (texte de remplacement) : tout sur une ligne."""
    return _signes(valeur).replace("\n", " ").replace("\t", " ").replace('"', "&quot;")


def _signes(valeur: str) -> str:
    lignes = normaliser(valeur) if _a_normaliser(valeur) else valeur
    return lignes.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
