"""Réclamées : de ce que l'on réclame, ce que visait une lettre déjà partie."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from lettres.affaire.comptes import CompteDeCreance, exigible
from lettres.dossier import Creance, Envoi


class Reclamees:
    """Les créances que l'on réclame; une lettre visait celles qu'elle nomme, sinon celles qui étaient exigibles."""

    def __init__(self, comptes: Sequence[CompteDeCreance]) -> None:
        self._creances = creances = tuple(compte.creance for compte in comptes)
        self._de: defaultdict[str, list[int]] = defaultdict(list)
        for rang, compte in enumerate(comptes):
            self._de[compte.nom].append(rang)
        self._derniere = max((exigible(creance) or date.min for creance in creances), default=date.min)

    def visees_par(self, envoi: Envoi) -> tuple[Creance, ...]:
        """Celles que visait cette lettre, dans l'ordre du dossier."""
        if envoi.creances:
            rangs = {rang for nom in envoi.creances for rang in self._de.get(nom, ())}
            return tuple(self._creances[rang] for rang in sorted(rangs))
        if self._derniere < envoi.date:
            return self._creances
        return tuple(c for c in self._creances if (exigible(c) or date.min) < envoi.date)
