"""Prescriptions : le jour au-delà duquel chaque droit du dossier ne s'exerce plus en justice.

Une créance compte depuis son échéance ou, par prudence, depuis la date de sa facture (F2.02). Une reconnaissance sûre
la fait repartir (C.c.Q., art. 2898; F2.05), et la suivante, depuis celle-là. Un propos compte depuis qu'on l'a connu,
moins longtemps contre un journal (F2.03, F2.04). Un achat compte du jour que dit son calendrier (F2.10, à confirmer).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from lettres.affaire.aveux import Aveu, Reparties, douteux
from lettres.affaire.comptes import CompteDeCreance, Comptes, exigible
from lettres.dossier import Dossier, Publication
from lettres.droit.prescription import Matiere, Prescription, Urgence, prescription
from lettres.socle.classes import NamedTuple


class PrescriptionDeCreance(NamedTuple):
    """La prescription d'une créance : celle de sa naissance, et celle qui vaut, une dette reconnue repartant."""

    initiale: Prescription
    actuelle: Prescription
    reconnue_le: date | None = None


class Prescriptions(NamedTuple):
    """Les prescriptions du dossier, rang par rang; None quand la date d'où elle compte manque."""

    creances: tuple[PrescriptionDeCreance | None, ...]
    publications: tuple[Prescription | None, ...]
    achat: Prescription | None
    utiles: tuple[Prescription, ...]
    """Celles des créances dues que l'on réclame, des propos et de l'achat, de la plus proche à la plus lointaine."""
    incertaines: tuple[Aveu, ...]
    """Les reconnaissances dont on doute, et qui auraient fait repartir le délai d'une créance encore due."""

    @property
    def prochaine(self) -> Prescription | None:
        """La plus proche; les autres la suivent."""
        return self.utiles[0] if self.utiles else None

    def urgence(self, au: date) -> Urgence | None:
        """Ce que commande la plus proche."""
        return self.prochaine.urgence(au) if self.prochaine else None


def prescriptions(
    dossier: Dossier,
    connus: Sequence[Aveu],
    creances: tuple[PrescriptionDeCreance | None, ...],
    comptes: Comptes,
    achat_depuis: date | None,
) -> Prescriptions:
    """Les prescriptions d'un dossier, les reconnaissances connues, celles de ses créances, et d'où court l'achat."""
    publications = tuple(_du_propos(propos) for propos in dossier.publications)
    achat = prescription(Matiere.GENERALE, achat_depuis) if achat_depuis else None
    tous = zip(comptes.creances, creances, strict=True)
    dues = [(compte.nom, p) for compte, p in tous if p and compte.est_due and comptes.vise(compte.nom)]
    utiles = [p for p in (*(p.actuelle for _, p in dues), *publications, achat) if p is not None]
    delais = [(nom, p.actuelle.depuis, p.actuelle.fin) for nom, p in dues]
    rangees = tuple(sorted(utiles, key=lambda p: p.fin))
    return Prescriptions(creances, publications, achat, rangees, tuple(douteux(connus, delais)))


def de_la_creance(compte: CompteDeCreance, reparties: Reparties) -> PrescriptionDeCreance | None:
    """La prescription d'une créance, d'une reconnaissance sûre à la suivante; None sans date d'où la compter."""
    depuis = exigible(compte.creance)
    if depuis is None:
        return None
    initiale = actuelle = prescription(Matiere.GENERALE, depuis)
    # -- une dette éteinte ne renaît pas d'un aveu : on ne compte que celui qui vient avant la fin, aveu après aveu --
    while (aveu := reparties.dernier(compte.nom, actuelle.fin)) is not None and aveu > actuelle.depuis:
        actuelle = prescription(Matiere.GENERALE, aveu)
    return PrescriptionDeCreance(initiale, actuelle, None if actuelle is initiale else actuelle.depuis)


def _du_propos(propos: Publication) -> Prescription | None:
    if propos.connaissance is None:
        return None
    journal = (propos.support or "").lower() == "journal"
    publie = propos.date.jour if propos.date else None
    return prescription(Matiere.JOURNAL if journal else Matiere.REPUTATION, propos.connaissance, publication=publie)
