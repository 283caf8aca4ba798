"""Raisons : pourquoi la structure d'un modèle entier ne garantit pas ses lettres; chaque partie a dit les siennes.

La note qu'une condition appelle s'en va avec son appel : on compare la partition du corps à celle des notes. Même suite
de tests, et l'appel conditionnel n'est plus une raison.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from lettres.rendu.compilation.preuve import APPEL_CONDITIONNEL
from lettres.rendu.moteur.gabarit import Gabarit

_APPEL = re.compile(r'<w:(foot|end)noteReference\s[^<>]*?w:id="([^"]*)"')
_NOTE = re.compile(r'<w:(foot|end)note\s[^<>]*?w:id="([^"]*)"')


def raisons_du_modele(gabarits: Iterable[Gabarit]) -> tuple[str, ...]:
    """Pourquoi la structure d'un modèle entier ne garantit pas ses lettres; les notes suivies n'en sont pas."""
    tous = list(gabarits)
    raisons = [raison for gabarit in tous for raison in gabarit.raisons]
    if any(raison.endswith(APPEL_CONDITIONNEL) for raison in raisons) and _suivies(tous):
        raisons = [raison for raison in raisons if not raison.endswith(APPEL_CONDITIONNEL)]
    return tuple(raisons)


def _suivies(gabarits: list[Gabarit]) -> bool:
    appels = [a for g in gabarits if not g.est_de_notes for a in _citees(g.apprete.partition, _APPEL, None)]
    notes = {cle: tests for g in gabarits if g.est_de_notes for cle, tests in _citees(g.apprete.partition, _NOTE, None)}
    cles = [cle for cle, _ in appels]
    return (
        len(set(cles)) == len(cles)
        and all(tests == "boucle" or notes.get(cle, "absente") == tests for cle, tests in appels)
        and not any(tests == "boucle" for _, tests in appels)
    )


def _citees(partition: list[Any], motif: re.Pattern[str], tests: Any) -> Iterator[tuple[tuple[str, str], Any]]:
    """Chaque appel, ou chaque note, et la suite des tests dont il dépend; « boucle » s'il peut se répéter."""
    for instruction in partition:
        match instruction:
            case str():
                for trouve in motif.finditer(instruction):
                    yield (trouve[1], trouve[2]), tests
            case ["si", _, cas, sinon]:
                refuses: Any = None
                for test, corps in cas:
                    yield from _citees(corps, motif, _et(tests, _et(refuses, test)))
                    refuses = _et(refuses, ["non", test])
                yield from _citees(sinon, motif, _et(tests, refuses))
            case ["boucle", _, _, _, _, corps, sinon]:
                yield from ((cle, "boucle") for cle, _ in _citees([*corps, *sinon], motif, tests))
            case ["garnir", _, corps]:
                yield from _citees(corps, motif, tests)


def _et(gauche: Any, droite: Any) -> Any:
    if gauche is None or droite is None:
        return droite if gauche is None else gauche
    return ["et", gauche, droite]
