"""Réponses de sommes et de jours : une créance et ses comptes, un achat et ses droits, sous leur forme publique."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from lettres.interface import objets, objets_de_decision

if TYPE_CHECKING:
    from lettres.affaire import Affaire
    from lettres.droit.compte import ReleveDeTranche
    from lettres.droit.interet import Depart


def creance(a: Affaire, rang: int) -> objets.CreanceJson:
    """Les comptes de la créance de ce rang."""
    from lettres.affaire import somme

    c, taux = a.comptes.creances[rang], a.comptes.taux
    r, prescrite = c.releve, a.prescriptions.creances[rang]
    return {
        "facture": c.creance.facture,
        "nom": c.nom,
        "capital": somme_ecrite(c.creance.montant),
        "capital_restant": somme_ecrite(r.capital_restant if r else None),
        "avoirs": somme_ecrite(somme([avoir.montant for avoir in c.avoirs])),
        "paye": somme_ecrite(r.paye if r else None),
        "interet": somme_ecrite(r.interet if r else None),
        "interet_paye": somme_ecrite(r.interet - r.interet_restant if r else None),
        "solde": somme_ecrite(r.solde if r else None),
        "de_cote": exacte(c.de_cote),
        "reclame": somme_ecrite(c.reclame.solde if c.reclame else None),
        "taux": f"{taux.taux.normalize():f}",
        "base": a.comptes.base,
        "depuis": c.depart.jour.isoformat() if c.depart.jour else None,
        "par_jour": somme_ecrite(r.par_jour if r else None),
        "tranches": [_tranche(depart, t) for depart, t in zip(c.departs, r.tranches if r else (), strict=False)],
        "prescription": prescrite.actuelle.fin.isoformat() if prescrite else None,
    }


def _tranche(depart: Depart, t: ReleveDeTranche) -> objets.TrancheJson:
    return {
        "capital": exacte(t.tranche.capital),
        "capital_restant": exacte(t.capital_restant),
        "interet": exacte(t.interet),
        "depuis": depart.jour.isoformat() if depart.jour else None,
        "motif": depart.motif,
    }


def somme_ecrite(somme: Decimal | None) -> str | None:
    """La somme, comme le JSON l'écrit; rien si elle manque."""
    return None if somme is None else exacte(somme)


def exacte(somme: Decimal) -> str:
    """La somme au cent, un point avant les cents."""
    return f"{somme:.2f}"


def droits(a: Affaire) -> list[objets_de_decision.DroitDAchatJson]:
    """Chaque droit de l'achat, le plus pressant d'abord; aucun sans achat."""
    from lettres.composition.achats import droits_dits
    from lettres.droit.droits_d_achat import droit_dit

    return [
        {
            "cle": d.cle,
            "titre": droit_dit(d.cle).titre,
            "etat": d.etat.value,
            "premier_jour": _jour(d.premier),
            "dernier_jour": _jour(d.dernier),
            "d_ici": _jour(d.d_ici),
            "ferme_depuis": _jour(d.ferme_depuis),
            "exerce_le": _jour(d.exerce_le),
            "article": (d.limite and d.limite.article) or None,
            "ouvre": droits_dits.ouvre(d),
            "ferme": droit_dit(d.cle).ferme,
            "manque": d.manque or None,
            "ligne": droits_dits.ligne(d),
        }
        for d in (a.consommation.calendrier if a.consommation else ())
    ]


def _jour(jour: date | None) -> str | None:
    return jour.isoformat() if jour else None
