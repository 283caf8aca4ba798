"""Décision : où en est une créance, ou une affaire sans créance; pourquoi; et ce qui changerait la réponse."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import reduce
from itertools import takewhile
from typing import Literal

from lettres.escalade.politique import Echelon
from lettres.socle.classes import dataclass, field, replace
from lettres.socle.constats import Chemin

EvenementAVenir = Literal["paiement", "suite", "date", "piece"]
"""Ce qui peut arriver, ou s'ajouter."""


LigneAAjouter = dict[str, str | int | list[str] | dict[str, str | list[str]]]
Ajouts = Mapping[str, str | LigneAAjouter | list[LigneAAjouter]]
"""L'inscription à ajouter à chaque liste, ou plusieurs, telles que `ajouter` les prend; ou, sous « au », un jour."""


class Statut(StrEnum):
    """Ce qu'il y a à faire, du plus urgent au moins."""

    DUE = "due"
    """Le pas est ouvert."""
    A_REVOIR = "a_revoir"
    """Une personne doit trancher."""
    BLOQUEE = "bloquee"
    """Un autre doit agir d'abord, ou la lettre est défendue."""
    SUSPENDUE = "suspendue"
    """Rien à faire avant un jour connu, où cela se lève seul."""
    NON_DUE = "non_due"
    """Le pas n'est pas encore ouvert."""
    TERMINEE = "terminee"
    """Il n'y a plus rien à demander."""


ATTENDENT = frozenset({Statut.SUSPENDUE, Statut.NON_DUE})
"""Ce qui se lève seul, un jour connu."""

URGENCE = {statut: rang for rang, statut in enumerate(Statut)}
"""Le rang de chaque statut, du plus urgent au moins."""


@dataclass(frozen=True, slots=True)
class Pourquoi:
    """Une raison, ou un fait qui manque : son nom stable, sa phrase, le texte qui la fonde, d’où elle vient."""

    code: str
    phrase: str
    fondement: str | None = None
    chemin: Chemin = ()


@dataclass(frozen=True, slots=True)
class Contraire:
    """Un événement à venir, ou un document à ajouter, qui changerait la réponse.

    `donnees` s'applique tel quel. C'est ce que prend `lettres.ajouter` : à chaque liste du dossier, l'inscription, ou
    une liste d'inscriptions quand plusieurs factures se paient. Un événement « date » n'ajoute rien : ses données sont
    le jour où reposer la question, `{"au": "2026-12-01"}`. Une inscription datée du lendemain vaut dès ce jour.
    """

    evenement: EvenementAVenir
    donnees: Ajouts
    phrase: str
    statut: Statut
    """Ce que la décision serait alors."""


DOCUMENTS = {"petites_creances": "dossier_petites_creances", "avocat": "dossier_avocat"}
"""Le document qui aide à chaque action : il se prépare, et ne s'envoie pas."""


@dataclass(frozen=True, slots=True)
class Decision:
    """La réponse pour un groupe de créances au même pas; `creances` est vide quand l'affaire n'en a pas."""

    statut: Statut
    creances: tuple[str, ...]
    echelon: Echelon | None
    """Le pas qui vient, ouvert ou non; None quand il n'en reste pas."""
    raisons: tuple[Pourquoi, ...]
    prochaine_lettre: str | None = None
    """La lettre qui vient, même si rien n'est encore dû : celle du pas, ou celle qui répond à une contestation."""
    des_le: date | None = None
    """Le premier jour où le pas est ouvert et où rien ne le retient; None tant que rien ne le dit."""
    avant_le: date | None = None
    """Le dernier jour où ce pas sert : la prescription ou, s'il se ferme avant, un droit qu'il exerce, ou laisse."""
    prescription: date | None = None
    """Le jour de la prescription. Une lettre ne l'arrête pas."""
    ce_qui_manque: tuple[Pourquoi, ...] = ()
    tolerance: Decimal = Decimal(0)
    """Le solde que la politique laisse à ce pas."""
    politique: str | None = None
    """L'empreinte de la politique suivie; None si l'on n'en suit aucune."""
    modele: str | None = None
    """La lettre de la maison par laquelle le pas s'écrit; None si c'est la livrée, ou s'il faut d'abord répondre."""
    contraires: tuple[Contraire, ...] = ()
    toutes: tuple[Decision, ...] = field(default=(), repr=False)
    """Une décision par groupe, de la plus urgente à la moins; celle-ci est la première."""

    @property
    def lettre(self) -> str | None:
        """La lettre à écrire aujourd'hui; None si rien n'est dû, ou si c'est une action."""
        return self.echelon.lettre if self.echelon and self.statut is Statut.DUE else None

    @property
    def action(self) -> str | None:
        """Ce qu'il y a à faire aujourd'hui sans lettre : appeler, petites_creances, avocat, mediation."""
        return self.echelon.action if self.echelon and self.statut is Statut.DUE else None

    @property
    def document(self) -> str | None:
        """Le document à préparer pour l'action du jour; None si elle n'en a pas."""
        return DOCUMENTS.get(self.action or "")

    @property
    def revenir_le(self) -> date | None:
        """Le premier jour où il y aura quelque chose à faire; None s'il y en a aujourd'hui, ou si rien ne le dit."""
        if self.statut in {Statut.DUE, Statut.A_REVOIR}:
            return None
        return quand_revenir(self.toutes or (self,))

    @property
    def dites(self) -> tuple[Pourquoi, ...]:
        """Ses raisons, chaque phrase une fois : de plusieurs créances, elle est à la place qu'elles ont en commun."""
        memes: dict[str, list[Pourquoi]] = {}
        for raison in self.raisons:
            memes.setdefault(raison.phrase, []).append(raison)
        return tuple(replace(m[0], chemin=reduce(_en_commun, (r.chemin for r in m))) for m in memes.values())


def quand_revenir(decisions: Iterable[Decision]) -> date | None:
    """Le premier jour où il y aura quelque chose à faire de ce qui attend; None si rien ne le dit."""
    attendent = (d.des_le for d in decisions if d.statut in ATTENDENT)
    return min((jour for jour in attendent if jour is not None), default=None)


def _en_commun(a: Chemin, b: Chemin) -> Chemin:
    """Le bloc où ces deux chemins se rejoignent."""
    return tuple(cle for cle, _ in takewhile(lambda cles: cles[0] == cles[1], zip(a, b, strict=False)))
