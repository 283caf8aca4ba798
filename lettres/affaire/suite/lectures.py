"""Lectures : ce que disait le journal, un jour passé, de ce qui était contesté; il ne le dit pas toujours.

Une annulation n'a pas de date; et ce qui est venu le jour d'une lettre, le journal ne dit pas si c'est avant elle. Mais
il s'écrit dans l'ordre : ce que l'on savait est un début de ce qui est douteux. D'ordinaire, rien ne l'est.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import TypeGuard

from lettres.dossier import Annulation, Dossier, Suite

_DOUTES_MAX = 6
"""Au-delà, on ne lit que tout, rien, et ce qui laissait le plus de côté."""

_Suites = Sequence[Suite | Annulation]


def lectures_d_alors(dossier: Dossier, jour: date, *, deja_retirees: bool = False) -> list[Dossier]:
    """Le dossier, tel qu'on a pu le lire ce jour-là; les rangs n'en changent pas.

    `deja_retirees` : toute annulation en est d'avant.
    """
    suites = dossier.suites
    d_avant = max((rang for rang, s in enumerate(suites) if isinstance(s, Suite) and s.date < jour), default=-1)
    d_avant = len(suites) if deja_retirees else d_avant
    douteuses = [rang for rang, s in enumerate(suites) if _est_douteuse(suites, s, rang > d_avant, jour)]
    recrites = [rang for rang, s in enumerate(suites) if _recrit_ensuite(suites, s, jour)]
    if not (douteuses or recrites):
        return [dossier]
    # -- ce que l'on n'a récrit qu'ensuite valait encore --
    alors = [_sans_corriger(s) if rang in recrites else s for rang, s in enumerate(suites)]
    lues = dict.fromkeys(_lectures(alors, douteuses))
    return [dossier.model_copy(update={"suites": lue}) for lue in lues]


def _lectures(alors: _Suites, douteuses: Sequence[int]) -> Iterator[tuple[Suite | Annulation, ...]]:
    combien = range(len(douteuses) + 1) if len(douteuses) <= _DOUTES_MAX else (0, len(douteuses))
    for sues in combien:
        yield _sans(alors, douteuses[sues:])
    # -- celle qui laisse le plus de côté : tout ce qui est contesté, et rien de retiré --
    yield _sans(alors, [rang for rang in douteuses if isinstance(alors[rang], Annulation)])


def _recrit_ensuite(suites: _Suites, s: Suite | Annulation, jour: date) -> bool:
    return isinstance(s, Suite) and s.date > jour and _conteste(_corrigee(suites, s), jour)


def _est_douteuse(suites: _Suites, s: Suite | Annulation, rien_d_avant_ne_suit: bool, jour: date) -> bool:
    """Une contestation du jour même; ou une annulation, si rien d'écrit après elle n'est d'avant ce jour."""
    if isinstance(s, Suite):
        return s.date == jour and _conteste(s, jour)
    return rien_d_avant_ne_suit and _conteste(_corrigee(suites, s), jour)


def _corrigee(suites: _Suites, s: Suite | Annulation) -> Suite | Annulation | None:
    return None if s.corrige is None else suites[s.corrige - 1]


def _conteste(s: Suite | Annulation | None, jour: date) -> TypeGuard[Suite]:
    return isinstance(s, Suite) and s.resultat == "contestation" and s.date <= jour


def _sans_corriger(s: Suite | Annulation) -> Suite | Annulation:
    return s.model_copy(update={"corrige": None})


def _sans(suites: _Suites, rangs: Collection[int]) -> tuple[Suite | Annulation, ...]:
    """Les mêmes; à ces rangs, une annulation qui ne corrige que soi, et n'en annule aucune autre."""
    return tuple(
        Annulation(corrige=rang + 1, motif="Comme si elle n’y était pas.") if rang in rangs else s
        for rang, s in enumerate(suites)
    )
