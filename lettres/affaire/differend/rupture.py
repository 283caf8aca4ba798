"""Rupture : le temps que l'autre a pour s'organiser, et ce que les avances et le travail laissent à régler.

Le préavis se compte du jour où l'autre apprend la fin : la réception de la lettre qui la dit (F7.04). Une avance n'est
gagnée que par du travail fait; le reste se rend (F7.03, F14.14). Ce qui est facturé est aux créances, et n'entre pas
dans ce compte.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from lettres.affaire.comptes import Comptes, somme
from lettres.affaire.suite.inscriptions import Inscriptions
from lettres.catalogue import capacites
from lettres.dossier import Rupture
from lettres.droit.compte import ZERO
from lettres.droit.delais import reception_prevue
from lettres.socle.classes import NamedTuple


class RuptureAuJour(NamedTuple):
    """La fin de la relation, au jour dit. Un nombre de jours vaut None quand l'une de ses dates manque."""

    rupture: Rupture
    apprise_le: date
    """Le jour où l'autre apprend la fin : celui où la lettre qui la dit est reçue, ou devrait l'être."""
    avances: Decimal | None
    """La somme des avances; None si le montant de l'une manque."""
    gagne: Decimal | None
    """Ce que vaut le travail fait et pas encore facturé; None si l'on ne sait pas."""

    @property
    def preavis(self) -> int | None:
        """Les jours entre celui où l'autre l'apprend et celui où elle prend effet; négatif s'il l'apprend après."""
        return _jours(self.apprise_le, self.rupture.effet_le)

    @property
    def depuis_l_avis(self) -> int | None:
        """Les jours entre l'avertissement déjà donné et la fin."""
        return _jours(self.rupture.avis_le, self.rupture.effet_le)

    @property
    def avant_l_echeance(self) -> int | None:
        """Les jours entre la fin et la prochaine échéance de l'autre; négatif si l'échéance vient avant la fin."""
        return _jours(self.rupture.effet_le, self.rupture.prochaine_echeance)

    @property
    def a_rendre(self) -> Decimal | None:
        """La part des avances qui n'est pas gagnée; None si l'on ne sait pas."""
        return None if self.avances is None or self.gagne is None else max(self.avances - self.gagne, ZERO)

    @property
    def a_facturer(self) -> Decimal | None:
        """Le travail fait que les avances ne couvrent pas; None si l'on ne sait pas."""
        return None if self.avances is None or self.gagne is None else max(self.gagne - self.avances, ZERO)


def compte_final(fin: RuptureAuJour, comptes: Comptes) -> Decimal | None:
    """Ce que l'autre doit à la fin : factures, travail fait, moins les avances; négatif, ce qu'on lui rend.

    None si une somme manque.
    """
    factures = comptes.capital_de_toutes
    if factures is None or fin.gagne is None or fin.avances is None:
        return None
    return factures + fin.gagne - fin.avances


def interet_paye(comptes: Comptes) -> Decimal:
    """Ce que des paiements, imputés d'abord à l'intérêt, en ont acquitté sur les factures encore dues (F3.11).

    Le compte final n'ajoute aucun intérêt; celui-là n'en est pas moins compté, et se dit.
    """
    releves = [compte.reclame for compte in comptes.dues if compte.est_due and compte.reclame is not None]
    return sum((r.interet - r.interet_restant for r in releves), ZERO)


def rupture_au_jour(rupture: Rupture, lignes: Inscriptions, au: date, reception: date) -> RuptureAuJour:
    """La rupture au jour `au`; `reception` est le jour où une lettre partie ce jour-là devrait être reçue."""
    parties = [e for _, e in lignes.envois if capacites(e.lettre).met_fin and e.date <= au]
    apprise = min((e.recu_le or reception_prevue(e.date, e.mode) for e in parties), default=reception)
    fait = [t.montant for t in rupture.travaux if t.etat != "a_faire"]
    # -- des avances, et rien qui dise le travail : on ne sait pas ce qui en est gagné --
    gagne = None if rupture.avances and not rupture.travaux else somme(fait)
    return RuptureAuJour(rupture, apprise, somme([a.montant for a in rupture.avances]), gagne)


def _jours(debut: date | None, fin: date | None) -> int | None:
    return None if debut is None or fin is None else (fin - debut).days
