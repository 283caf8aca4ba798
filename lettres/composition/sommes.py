"""Composition des sommes : factures, paiements, totaux, solde, intérêt. Un montant absent ne vaut jamais zéro."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from lettres.affaire import Affaire, CompteDeCreance
from lettres.composition.arbre import CreanceImprimable, InteretImprimable, PaiementImprimable, Sommes
from lettres.composition.typographie import (
    INSECABLE,
    date_longue,
    date_si_connue,
    enumerer,
    montant,
    montant_en_lettres,
    numero,
    pieces,
    taux,
)
from lettres.dossier import Creance, Paiement
from lettres.droit.compte import CENT, Segment, interet_par_jour


def _somme(valeurs: Iterable[Decimal | None]) -> Decimal | None:
    """La somme, ou None s'il n'y a rien à sommer ou qu'une valeur manque."""
    total = Decimal(0)
    vide = True
    for valeur in valeurs:
        if valeur is None:
            return None
        total, vide = total + valeur, False
    return None if vide else total


def _dollars(somme: Decimal | None) -> str | None:
    return None if somme is None else montant(somme)


def creance(c: Creance) -> CreanceImprimable:
    """Compose une facture."""
    return CreanceImprimable(
        facture=c.facture,
        date=date_si_connue(c.date),
        echeance=date_si_connue(c.echeance),
        objet=c.objet,
        montant=_dollars(c.montant),
        avant_taxes=_dollars(c.avant_taxes),
        tps=_dollars(c.tps),
        tvq=_dollars(c.tvq),
        piece=pieces([c.piece]) if c.piece else None,
    )


def paiement(p: Paiement) -> PaiementImprimable:
    """Compose un paiement reçu."""
    details = ", ".join(m for m in (p.mode, f"facture {p.facture}" if p.facture else None) if m)
    designation = p.date and f"paiement reçu le {date_longue(p.date)}" + (f" ({details})" if details else "")
    return PaiementImprimable(
        date=date_si_connue(p.date),
        montant=_dollars(p.montant),
        facture=p.facture,
        mode=p.mode,
        designation=designation,
    )


def _designation(creances: tuple[Creance, ...]) -> str | None:
    factures = [c.facture for c in creances if c.facture]
    if not factures or len(factures) != len(creances):
        return None
    if len(factures) > 1:
        return f"factures {enumerer(factures)}, échues"
    echeance = creances[0].echeance
    nommee = numero("facture", factures[0])
    return f"{nommee}, échue le {date_longue(echeance)}" if echeance else nommee


def _ventilee(c: Creance) -> bool:
    return c.avant_taxes is not None and c.tps is not None and c.tvq is not None


def sommes(affaire: Affaire) -> Sommes:
    """Compose les totaux."""
    dossier, comptes = affaire.dossier, affaire.comptes
    creances, du = dossier.creances, comptes.impaye
    ventilees = bool(creances) and all(_ventilee(c) for c in creances)
    en_lettres = du is not None and du > 0
    return Sommes(
        designation=_designation(creances),
        plusieurs=len(creances) > 1,
        total=_dollars(comptes.facture),
        paye=_dollars(comptes.recu),
        solde=_dollars(du),
        solde_en_lettres=f"{montant(du)} ({montant_en_lettres(du)})" if du is not None and en_lettres else None,
        a_paiements=bool(dossier.paiements),
        avant_taxes=_dollars(_somme(c.avant_taxes for c in creances)),
        tps=_dollars(_somme(c.tps for c in creances)),
        tvq=_dollars(_somme(c.tvq for c in creances)),
        taxes_ventilees=ventilees,
        petites_creances=en_lettres and affaire.tribunal.ouvert is True,
    )


def _par_jour(du: Decimal, pour_cent: Decimal) -> str:
    """« 0,16 $ »; « moins de 0,01 $ » plutôt que rien pour un petit solde."""
    somme = interet_par_jour(du, pour_cent)
    return montant(somme) if somme else f"moins de {montant(CENT)}"


def _calculs(creances: Iterable[CompteDeCreance]) -> list[str]:
    """Chaque segment, tel qu'on le refait à la main."""
    return [
        f"facture {c.nom}, {_periode(segment)}{INSECABLE}: {segment.phrase}"
        for c in creances
        if c.releve is not None
        for segment in c.releve.segments
    ]


def _periode(segment: Segment) -> str:
    return f"du {date_longue(segment.du)} au {date_longue(segment.au)}"


def interet(affaire: Affaire) -> InteretImprimable:
    """Compose l'intérêt : taux convenu et prouvé, sinon taux légal; montant par jour sur le solde.

    L'intérêt couru depuis l'échéance ne se dit que sans paiement; après un paiement partiel, `lettres etat` l'explique.
    """
    contrat, comptes = affaire.dossier.contrat, affaire.comptes
    preuve = contrat.preuve_de_l_interet if contrat else None
    applicable, total = comptes.taux, comptes.total
    depuis_echeance = contrat is not None and contrat.met_en_demeure
    echues = all(c.creance.facture and c.depart.jour and c.depart.jour < affaire.au for c in comptes.creances)
    couru = total.interet if total and depuis_echeance and echues and not affaire.dossier.paiements else None
    return InteretImprimable(
        taux=taux(applicable.taux),
        conventionnel=applicable.conventionnel,
        piece=pieces([preuve]) if applicable.conventionnel and preuve else None,
        depuis_echeance=depuis_echeance,
        couru=_dollars(couru),
        calculs=_calculs(comptes.creances) if couru is not None else [],
        par_jour=_par_jour(comptes.impaye, applicable.taux) if comptes.impaye and comptes.impaye > 0 else None,
    )
