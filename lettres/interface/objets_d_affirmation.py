"""Objets de « affirmations » : chaque phrase d'une lettre, et sur quoi elle repose."""

from __future__ import annotations

from typing import Annotated, Literal, TypedDict

from lettres.interface.notations import JourJson, VersionJson
from lettres.interface.objets import ConstatJson


class AppuiJson(TypedDict):
    """Ce sur quoi une phrase repose."""

    genre: Literal["fait", "calcul", "piece", "loi"]
    texte: Annotated[str, "Ce qui s’en lit dans la phrase; d’une pièce, son titre; d’un article, son sujet."]
    source: Annotated[str, "Des chemins du dossier, le numéro d’une pièce, ou un article."]
    certitude: Annotated[str | None, "Celle de l’article; nulle pour le reste."]


class AffirmationJson(TypedDict):
    """Une phrase de la lettre."""

    paragraphe: Annotated[int, "Son rang dans le corps, compté de 1."]
    phrase: str
    appuis: list[AppuiJson]
    sans_piece: Annotated[bool, "Elle dit un fait qu’aucune pièce n’appuie."]
    ajoutee: Annotated[bool, "Elle se lit dans le fichier, et le dossier ne la donne pas."]


class AffirmationsJson(TypedDict):
    """La réponse de « affirmations »; la lettre est nulle quand rien ne dit laquelle c’est."""

    version: VersionJson
    fichier: str
    dossier: str | None
    lettre: str | None
    au: JourJson | None
    affirmations: list[AffirmationJson]
    constats: list[ConstatJson]
