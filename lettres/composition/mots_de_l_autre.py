"""Composition des mots de l'autre : quand et par où il les a dites ou écrites, et le verbe qui les annonce."""

from __future__ import annotations

from datetime import date

from lettres.langue import typographie as t

_CANAUX = {
    "telephone": "par téléphone",
    "courriel": "par courriel",
    "texto": "par texto",
    "poste": "par la poste",
    "en_personne": "en personne",
}

_VERBES = {
    **dict.fromkeys(("courriel", "texto", "poste"), "vous avez écrit"),
    **dict.fromkeys(("telephone", "en_personne"), "vous avez dit"),
}


def quand(jour: date, canal: str | None, piece: str | None) -> str:
    """« Le 10 novembre 2026, par courriel (pièce P-5) »."""
    par = _CANAUX.get(canal or "")
    return f"Le {t.date_longue(jour)}" + (f", {par}" if par else "") + (f" ({t.pieces([piece])})" if piece else "")


def de_vive_voix(canal: str | None) -> bool:
    """Dit si les mots ont été dits, et non écrits."""
    return _VERBES.get(canal or "") == "vous avez dit"


def verbe(canal: str | None) -> str:
    """« vous avez écrit », « vous avez dit »; sans canal qui le dise, « vous avez tenu ces propos »."""
    return _VERBES.get(canal or "", "vous avez tenu ces propos")
