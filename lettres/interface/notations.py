"""Notations : comment s’écrit une valeur d’une réponse `--json` : une date, une somme, un code, un mot d’une liste."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from lettres.socle.classes import NamedTuple

VERSION: Final = 1
"""Celle de l’interface entière : elle ne change que si une clé disparaît ou change de sens."""


class MotifJson(NamedTuple):
    """Comment un texte s’écrit : une expression régulière, du premier signe au dernier."""

    motif: str
    description: str


class ChoixJson(NamedTuple):
    """Les seuls mots permis, quand leur liste vit ailleurs sous un autre type (un essai tient l’une à l’autre)."""

    mots: tuple[str, ...]


VersionJson = Annotated[Literal[1], "La version de l’interface."]
JourJson = Annotated[str, MotifJson(r"\d{4}-\d{2}-\d{2}", "Une date : année, mois, jour.")]
SommeJson = Annotated[str, MotifJson(r"-?\d+\.\d{2}", "Une somme en dollars : deux décimales et un point.")]
NombreJson = Annotated[str, MotifJson(r"-?\d+(?:\.\d+)?", "Un nombre décimal, avec un point.")]
EmpreinteJson = Annotated[str, MotifJson(r"[0-9a-f]{64}", "Un SHA-256, en hexadécimal.")]
CodeDeConstatJson = Annotated[str, MotifJson(r"[A-Z]-?\d{2,3}", "Un code stable, que « lettres expliquer » explique.")]
UrgenceJson = Annotated[str, ChoixJson(("lointaine", "180 jours", "90 jours", "30 jours", "échue"))]
StatutJson = Annotated[str, ChoixJson(("due", "a_revoir", "bloquee", "suspendue", "non_due", "terminee"))]
LigneAAjouterJson = dict[str, str | int | list[str] | dict[str, str | list[str]]]
DonneesJson = dict[str, str | LigneAAjouterJson | list[LigneAAjouterJson]]
GarantieJson = Annotated[str, ChoixJson(("prouvé", "contrôlé"))]
