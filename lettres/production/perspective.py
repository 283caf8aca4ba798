"""Perspective : ce qui attend un dossier : le pas qui vient, le délai qui court, et ce qui reste à payer."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from lettres import escalade
from lettres.affaire import Affaire, Demarche
from lettres.codes import table
from lettres.dossier import Dossier
from lettres.droit.compte import ZERO
from lettres.production.projet import situer
from lettres.regles import verifier_coherence
from lettres.socle.classes import dataclass
from lettres.socle.constats import Constat, Gravite


@dataclass(frozen=True, slots=True)
class Perspective:
    """Ce qui change quand on inscrit quelque chose."""

    decision: escalade.Decision
    delai: Demarche | None
    """La dernière lettre dont le délai court encore."""
    impaye: Decimal | None
    """Intérêt à part : ce qu'un paiement a donné à l'intérêt n'en est pas ôté, et n'est pas payé en trop."""
    trop_paye: Decimal


def mettre_en_perspective(dossier: Dossier, au: date, politiques: escalade.Politiques | None = None) -> Perspective:
    """Ce qui attend un dossier, vu du jour `au`, même si le journal va plus loin."""
    affaire = Affaire(dossier, au)
    # -- un appel, une réponse n'ont de délai que celui qu'ils écrivent --
    courent = [d for d in affaire.en_cours.envois if d.court_encore(au) and not d.sans_delai]
    return Perspective(
        escalade.situer(affaire, politique=politiques, relire=True),
        max(courent, key=lambda d: (d.envoi.date, d.rang), default=None),
        affaire.comptes.impaye,
        affaire.comptes.total.trop_paye if affaire.comptes.total else ZERO,
    )


def reserves(dossier: Dossier, au: date, liste: str, rang: int) -> list[Constat]:
    """Ce que les règles reprochent à l'inscription de ce rang : ce qu'elle a d'inexact, non ce qu'elle fait attendre.

    Les règles sont celles de la dernière lettre de la politique, qui regarde tout le journal.
    """
    lettre = [pas.lettre for pas in escalade.livree(dossier.nature).pas if pas.lettre is not None][-1]
    codes = table()
    vises = [
        c
        for c in verifier_coherence(Affaire(dossier, au), lettre)
        if c.chemin[:2] == (liste, rang - 1) and c.gravite is not Gravite.CONSEIL and not codes[c.code].forcable
    ]
    return situer(dossier, vises)
