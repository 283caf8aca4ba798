"""Cible : ce sur quoi porte une décision, une créance ou l'affaire entière, et ce qui, au journal, la concerne."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cached_property

from lettres.affaire import (
    Affaire,
    Attente,
    CompteDeCreance,
    Demarche,
    Demarches,
    Promesse,
    exigible,
    livraison_attendue,
)
from lettres.droit.compte import ZERO
from lettres.droit.prescription import Prescription
from lettres.escalade.politique import Politique
from lettres.socle.calcul import par_lettre
from lettres.socle.classes import dataclass
from lettres.socle.constats import Chemin

ATTENDUE = "mise_en_demeure"
"""Ce qui retient une action est ce qui retiendrait une mise en demeure."""


@dataclass(frozen=True)
class Cible:
    """Une créance de l'affaire, ou l'affaire elle-même."""

    affaire: Affaire
    rang: int | None
    suivie: Politique
    relancee: bool
    """Faux quand le dossier, ou la créance, ne veut d'aucune relance."""
    connues: tuple[str, ...] = ()
    """Les codes connus, si celui que nomme le dossier, ou la créance, n'en est pas; sinon rien."""

    @property
    def politique(self) -> Politique | None:
        """La politique suivie; None quand on ne relance pas, ou qu'on ne la connaît pas."""
        return self.suivie if self.relancee and not self.connues else None

    @property
    def nommee(self) -> tuple[str | None, tuple[str | int, ...]]:
        """Le code de politique que nomme la créance ou, à défaut, le dossier; et d'où il vient."""
        sienne = self.affaire.dossier.creances[self.rang].politique if self.rang is not None else None
        if sienne is not None:
            return sienne, ("creances", self.rang or 0, "politique")
        return self.affaire.dossier.politique, ("politique",)

    @cached_property
    def compte(self) -> CompteDeCreance | None:
        """Le compte de la créance."""
        return None if self.rang is None else self.affaire.comptes.creances[self.rang]

    @property
    def noms(self) -> tuple[str, ...]:
        """Le nom de la créance; aucun pour l'affaire entière."""
        return () if self.compte is None else (self.compte.nom,)

    @property
    def nom(self) -> str | None:
        """Le nom sous lequel le journal la vise; None pour l'affaire entière."""
        return None if self.compte is None else self.compte.nom

    @property
    def facture(self) -> str | None:
        """Le numéro de la facture, s'il y en a un."""
        return None if self.compte is None else self.compte.creance.facture

    @cached_property
    def demarches(self) -> Demarches:
        """Les inscriptions qui la visent."""
        if self.compte is None:
            return self.affaire.demarches
        return self.affaire.demarches.concernant(self.compte)

    @property
    def chemin(self) -> Chemin:
        """La place de la créance au dossier; aucune pour l'affaire entière."""
        return () if self.rang is None else ("creances", self.rang)

    @property
    def chemin_de_l_echeance(self) -> Chemin:
        """La place de son échéance; aucune pour l'affaire entière."""
        return (*self.chemin, "echeance") if self.chemin else ()

    @property
    def solde(self) -> Decimal | None:
        """Ce qui reste à payer; None si cela ne se calcule pas, ou si rien ne se paie."""
        if self.compte is None:
            return ZERO if self.affaire.achat_regle else None
        return self.compte.releve.solde if self.compte.releve else None

    @property
    def reclame(self) -> Decimal | None:
        """Ce que les lettres en réclament : le solde, sans la part contestée que l'on met de côté."""
        releve = self.compte.reclame if self.compte else None
        return releve.solde if releve else None

    @property
    def de_cote(self) -> Decimal:
        """La part contestée que l'on met de côté; rien, d'une créance réclamée ou retenue en entier."""
        return self.compte.de_cote if self.compte else ZERO

    @property
    def reliquat(self) -> Decimal | None:
        """Le solde, sans l'intérêt que rapporte un reste de capital : ce que l'on a laissé ne grossit pas seul."""
        releve = self.compte.releve if self.compte else None
        return None if releve is None else releve.capital_restant or releve.solde

    @property
    def exigible_le(self) -> date | None:
        """Le jour d'où la créance se compte."""
        return None if self.compte is None else exigible(self.compte.creance)

    @property
    def livraison_promise(self) -> date | None:
        """Le jour promis de ce dont on dit le retard, et qui n'est pas livré."""
        return livraison_attendue(self.affaire.dossier)

    @cached_property
    def prescription(self) -> Prescription | None:
        """Celle de la créance; la plus proche, pour l'affaire entière."""
        if self.rang is None:
            return self.affaire.prescriptions.prochaine
        sienne = self.affaire.prescrites[self.rang]
        return sienne.actuelle if sienne else None

    @cached_property
    def derniere(self) -> Demarche | None:
        """La dernière lettre partie, quelle qu'elle soit."""
        return max(self.demarches.envois, key=lambda d: (d.envoi.date, d.rang), default=None)

    def dans(self, affaire: Affaire) -> Cible:
        """La même, dans son affaire un autre jour, ou après d'autres inscriptions."""
        return Cible(affaire, self.rang, self.suivie, self.relancee, self.connues)

    def le(self, jour: date) -> Cible:
        """La même, un autre jour."""
        return self.dans(self.affaire.le(jour))

    def attentes(self, lettre: str | None) -> tuple[Attente, ...]:
        """Ce qui fait attendre cette lettre, ou l'action qui en tient lieu."""
        return self.affaire.attentes(lettre or ATTENDUE, self.demarches)

    def promesses(self, lettre: str | None) -> tuple[Promesse, ...]:
        """Les promesses de payer, tenues ou non."""
        return self._promesses(lettre or ATTENDUE) if self.demarches.suites else ()

    @par_lettre
    def _promesses(self, lettre: str) -> tuple[Promesse, ...]:
        return self.affaire.promesses(lettre, self.demarches, self.nom)
