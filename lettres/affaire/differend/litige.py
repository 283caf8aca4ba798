"""Litige : ce qu'un recours ajoute à l'affaire. Les pourparlers, la demeure prouvée, son intérêt, le tribunal.

Des pourparlers sont une offre partie, et ce qui lui répond : la suite qui la nomme ou, sans rien nommer, celle qui
vient après elle sans qu'une autre lettre soit partie entre-temps. Dans le doute, c'en est : taire un refus nuit moins
que montrer une offre à un tribunal (F1.08, F1.09).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from operator import itemgetter

from lettres.affaire.suite.demarches import Demarches, nomme_une_offre
from lettres.affaire.suite.inscriptions import Inscriptions
from lettres.catalogue import capacites
from lettres.dossier import Dossier, Suite
from lettres.droit.compte import ZERO, ReleveDeDette, etablir
from lettres.droit.dette import Dette, Tranche
from lettres.droit.forum import Competence, competence
from lettres.droit.parametre import parametre
from lettres.socle.classes import NamedTuple
from lettres.socle.constats import Chemin

_OFFERTS: tuple[Chemin, ...] = (("offre",), ("solution",), ("options",))
"""Ce que le dossier offre, et qui n'est pas encore parti."""

_SANS_CREANCE = {"consommation", "entente"}


class Litige(NamedTuple):
    """Ce qu'un avocat ou un tribunal demande de plus, au jour `au`."""

    pourparlers: frozenset[Chemin]
    """Les chemins du dossier qui disent une offre, ou ce qui lui répond."""
    reponses_a_une_offre: frozenset[Chemin]
    """Les suites qui nomment l'offre à laquelle elles répondent : aucune lettre ne les raconte."""
    en_demeure_depuis: date | None
    """Le premier jour où une mise en demeure est prouvée reçue."""
    interet: ReleveDeDette | None
    """L'intérêt légal de ce qu'un consommateur ou une entente réclame; None tant qu'il ne court pas (F1.14, F3.02)."""
    au: date

    def offre(self, chemin: Chemin) -> bool:
        """Dit si ce fait est des pourparlers."""
        return not self.pourparlers.isdisjoint((chemin[:1], chemin[:2]))

    def competence(self, capital: Decimal) -> Competence:
        """Le tribunal de droit commun d'une telle somme, hors des petites créances."""
        return competence(capital, self.au)


def litige(dossier: Dossier, lignes: Inscriptions, faites: Demarches, demandee: Decimal | None, au: date) -> Litige:
    """Le litige d'un dossier au jour `au`; `demandee` est la somme réclamée hors d'une créance."""
    demeures = [d.envoi for d in faites.envois if capacites(d.envoi.lettre).met_en_demeure]
    toutes = [(e.recu_le, e.montant) for e in demeures if e.recu_le is not None and e.recu_le <= au]
    recues = sorted(toutes, key=lambda recue: recue[0])
    somme = demandee if dossier.nature in _SANS_CREANCE else None
    return Litige(
        _pourparlers(dossier, lignes, faites),
        _nommees(dossier, lignes, faites),
        recues[0][0] if recues else None,
        _releve(somme or ZERO, recues, au),
        au,
    )


def _releve(somme: Decimal, recues: Sequence[tuple[date, Decimal | None]], au: date) -> ReleveDeDette | None:
    """Ce que cette somme porte d'intérêt, au taux légal; une créance a ses propres comptes.

    Une lettre ne met en demeure que de payer ce qu'elle réclame : ce qui s'y est ajouté depuis court de la lettre reçue
    qui le réclame à son tour, et de rien d'autre. Celle dont le journal ne garde pas la somme réclamait tout.
    """
    tranches: list[Tranche] = []
    reclame = ZERO
    for jour, reclamee in recues:
        jusqu_a = somme if reclamee is None else min(somme, reclamee)
        if jusqu_a > reclame:
            tranches.append(Tranche(jusqu_a - reclame, jour))
            reclame = jusqu_a
    if not tranches:
        return None
    if reclame < somme:
        tranches.append(Tranche(somme - reclame, None))
    premiere = tranches[0].depuis
    dette = Dette("demande", somme, premiere, premiere, parametre("interet.taux_legal", au).valeur)
    return etablir((dette.en_tranches(tranches),), (), au).releves[0]


def _pourparlers(dossier: Dossier, lignes: Inscriptions, faites: Demarches) -> frozenset[Chemin]:
    toutes = [(d.rang, d.envoi) for d in faites.envois] + list(faites.revenus)
    parties = sorted((e.date, rang, e.lettre) for rang, e in toutes if not capacites(e.lettre).sans_destinataire)
    offres: set[Chemin] = {("envois", rang) for _, rang, lettre in parties if capacites(lettre).offre}
    suites: set[Chemin] = {
        ("suites", rang) for rang, s in faites.suites if _repond_a_une_offre(dossier, lignes, parties, rang, s)
    }
    return frozenset({*_OFFERTS, *offres, *suites})


def _nommees(dossier: Dossier, lignes: Inscriptions, faites: Demarches) -> frozenset[Chemin]:
    return frozenset(("suites", rang) for rang, _ in faites.suites if nomme_une_offre(dossier, lignes, rang))


def _repond_a_une_offre(
    dossier: Dossier, lignes: Inscriptions, parties: Sequence[tuple[date, int, str]], rang: int, suite: Suite
) -> bool:
    """Celle qu'elle nomme est une offre; à défaut, la dernière lettre partie jusqu'à son jour."""
    if rang in lignes.lettres_nommees:
        return nomme_une_offre(dossier, lignes, rang)
    avant = bisect_right(parties, suite.date, key=itemgetter(0))
    return avant > 0 and capacites(parties[avant - 1][2]).offre
