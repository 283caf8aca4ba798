"""Prétention : ce que l'autre réclame à l'expéditeur, et jusqu'à quand il le peut en justice.

Une dette prescrite ne se reconnaît jamais; celle qui ne l'est pas encore repartirait de l'aveu (C.c.Q., art. 2898;
F2.05). Le délai se compte du jour où la somme serait devenue exigible : trois ans, un an pour la seule réputation
(F2.01, F2.03). Sans ce jour, on ne sait pas : une lettre ne dit alors ni l'un ni l'autre.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from lettres.dossier import LettreRecue, SommeReclamee
from lettres.droit.prescription import Matiere, Prescription, Urgence, prescription
from lettres.socle.classes import NamedTuple


class Pretention(NamedTuple):
    """La somme que l'autre réclame, au jour `au`."""

    reclamee: SommeReclamee
    prescription: Prescription | None
    """None quand rien ne dit depuis quand cette somme serait exigible."""
    au: date

    @property
    def montant(self) -> Decimal | None:
        """La somme réclamée; None si le dossier ne la dit pas."""
        return self.reclamee.montant

    @property
    def est_prescrite(self) -> bool | None:
        """Oui si le délai est passé, en règle générale; le dernier jour n'en est pas. None si l'on ne sait pas."""
        return None if self.prescription is None else self.prescription.urgence(self.au) is Urgence.ECHUE

    @property
    def est_exigible(self) -> bool | None:
        """Oui dès le jour où elle le serait; None si l'on ne sait pas."""
        depuis = self.reclamee.exigible_le
        return None if depuis is None else depuis <= self.au


def pretention(recu: LettreRecue | None, au: date) -> Pretention | None:
    """Ce que réclame ce qui a été reçu; None s'il ne réclame aucune somme."""
    reclamee = recu.reclame if recu else None
    if reclamee is None:
        return None
    matiere = Matiere.REPUTATION if reclamee.cause == "reputation" else Matiere.GENERALE
    depuis = reclamee.exigible_le
    return Pretention(reclamee, None if depuis is None else prescription(matiere, depuis), au)
