"""Affirmation : d'une phrase et de ses appuis à leur forme publique."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lettres.interface.objets_d_affirmation import AffirmationJson, AppuiJson

if TYPE_CHECKING:
    from lettres.production.affirmations import Affirmation, Appui


def affirmation(dite: Affirmation) -> AffirmationJson:
    """Une phrase de la lettre, et sur quoi elle repose."""
    return {
        "paragraphe": dite.paragraphe,
        "phrase": dite.phrase,
        "appuis": [_appui(a) for a in dite.appuis],
        "sans_piece": dite.sans_piece,
        "ajoutee": dite.ajoutee,
    }


def _appui(appui: Appui) -> AppuiJson:
    return {
        "genre": appui.genre,
        "texte": appui.texte,
        "source": appui.source,
        "certitude": appui.certitude or None,
    }
