"""Empêchements : ce qui fait qu'on n'écrit pas du tout à ce destinataire, et d'où on le sait.

Deux raisons : un avocat le représente, ou il est insolvable. Aucune ne se force, et aucune n'a de dernier jour : ce ne
sont pas des attentes. Les règles P102, J108 et J122, la prochaine lettre et `etat` ne font que les rapporter.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import Enum

from lettres.affaire.suite.demarches import Demarches
from lettres.catalogue import capacites
from lettres.dossier import Dossier
from lettres.socle.classes import NamedTuple
from lettres.socle.constats import Chemin

INSOLVABLE = "insolvabilite"
"""Le motif de la suspension, et le résultat de la suite, qui disent le débiteur insolvable."""


class Obstacle(Enum):
    """Pourquoi l'on n'écrit pas."""

    AVOCAT = "avocat"
    INSOLVABILITE = "insolvabilite"


class Empechement(NamedTuple):
    """Une raison de ne pas écrire, le fait d'où elle vient, et le jour où on l'a su, s'il est au dossier."""

    obstacle: Obstacle
    chemin: Chemin
    depuis: date | None = None


def empechements(dossier: Dossier, demarches: Demarches, lettre: str) -> tuple[Empechement, ...]:
    """Les raisons de ne pas écrire cette lettre au jour des démarches, l'avocat d'abord."""
    return (*_avocats(dossier, demarches, lettre), *_insolvabilites(dossier, demarches, lettre))


def _avocats(dossier: Dossier, demarches: Demarches, lettre: str) -> Iterator[Empechement]:
    # -- rien ne va au destinataire d'un appel, ni d'un dossier; un avis ne recouvre rien : il exerce, au contrat même,
    # -- un droit qui se ferme, et que l'avocat de l'autre ne fait pas attendre (F8.06 vise qui recouvre) --
    fait = capacites(lettre)
    if fait.sans_destinataire or fait.a_l_emetteur or fait.resout:
        return
    if dossier.destinataire.procureur is not None:
        yield Empechement(Obstacle.AVOCAT, ("destinataire", "procureur"))
    for rang, s in demarches.suites:
        if s.resultat == "procureur_constitue":
            yield Empechement(Obstacle.AVOCAT, ("suites", rang, "resultat"), s.date)


def _insolvabilites(dossier: Dossier, demarches: Demarches, lettre: str) -> Iterator[Empechement]:
    # -- un plan réclame encore, une transaction aussi, à leur façon; l'émetteur d'une carte n'est pas insolvable --
    fait = capacites(lettre)
    if fait.a_l_emetteur or (fait.libre and not fait.se_signe):
        return
    for rang, suspension in demarches.suspensions:
        if suspension.motif == INSOLVABLE:
            yield Empechement(Obstacle.INSOLVABILITE, ("suspensions", rang, "motif"), suspension.du)
    # -- une annonce n'arrête que le recouvrement, et qui transigerait; une suspension, décidée, arrête toute lettre --
    for rang, s in demarches.suites if dossier.nature == "recouvrement" or fait.quitte else ():
        if s.resultat == INSOLVABLE:
            yield Empechement(Obstacle.INSOLVABILITE, ("suites", rang, "resultat"), s.date)
