"""Composition des sommes : factures, paiements, totaux, solde, intérêt. Un montant absent ne vaut jamais zéro."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

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
from lettres.dossier import Creance, Dossier, Paiement, est_une_personne_morale
from lettres.droit.compte import CENT, ZERO, Compte, Dette, Segment, etablir, interet_par_jour
from lettres.droit.forum import petites_creances
from lettres.droit.interet import taux_applicable
from lettres.droit.parametre import ParametreInconnu


def _somme(valeurs: Iterable[Decimal | None]) -> Decimal | None:
    """La somme, ou None s'il n'y a rien à sommer ou qu'une valeur manque."""
    total = Decimal(0)
    vide = True
    for valeur in valeurs:
        if valeur is None:
            return None
        total, vide = total + valeur, False
    return None if vide else total


def solde(dossier: Dossier) -> Decimal | None:
    """Le total des créances moins les paiements reçus; None si un montant manque."""
    total = _somme(c.montant for c in dossier.creances)
    paye = _somme(p.montant for p in dossier.paiements) if dossier.paiements else Decimal(0)
    return None if total is None or paye is None else total - paye


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


def sommes(dossier: Dossier, au: date) -> Sommes:
    """Compose les totaux."""
    creances, du = dossier.creances, solde(dossier)
    ventilees = bool(creances) and all(_ventilee(c) for c in creances)
    en_lettres = du is not None and du > 0
    return Sommes(
        designation=_designation(creances),
        plusieurs=len(creances) > 1,
        total=_dollars(_somme(c.montant for c in creances)),
        paye=_dollars(_somme(p.montant for p in dossier.paiements) if dossier.paiements else Decimal(0)),
        solde=_dollars(du),
        solde_en_lettres=f"{montant(du)} ({montant_en_lettres(du)})" if du is not None and en_lettres else None,
        a_paiements=bool(dossier.paiements),
        avant_taxes=_dollars(_somme(c.avant_taxes for c in creances)),
        tps=_dollars(_somme(c.tps for c in creances)),
        tvq=_dollars(_somme(c.tvq for c in creances)),
        taxes_ventilees=ventilees,
        petites_creances=_va_aux_petites_creances(dossier, du, au),
    )


def _va_aux_petites_creances(dossier: Dossier, du: Decimal | None, au: date) -> bool:
    """Une lettre ne nomme un tribunal que si la réponse est sûre; le doute et l'inconnu valent non (F5.01 à F5.03)."""
    if du is None or du <= 0:
        return False
    try:
        forum = petites_creances(
            du,
            au,
            personne_morale=est_une_personne_morale(dossier.expediteur),
            employes=dossier.expediteur.employes,
        )
    except ParametreInconnu:
        return False
    return forum.ouvert is True


def _par_jour(du: Decimal, pour_cent: Decimal) -> str:
    """« 0,16 $ »; « moins de 0,01 $ » plutôt que rien pour un petit solde."""
    somme = interet_par_jour(du, pour_cent)
    return montant(somme) if somme else f"moins de {montant(CENT)}"


def _compte(dossier: Dossier, pour_cent: Decimal, au: date) -> Compte | None:
    """L'intérêt couru depuis chaque échéance. Après un paiement partiel, l'imputation se lit dans `lettres etat`."""
    dettes = [
        Dette(c.facture, c.montant, c.echeance, c.echeance, pour_cent)
        for c in dossier.creances
        if c.facture and c.montant is not None and c.echeance is not None and c.echeance < au
    ]
    complet = bool(dettes) and len(dettes) == len(dossier.creances) and not dossier.paiements
    return etablir(dettes, [], au) if complet else None


def _calculs(compte: Compte) -> list[str]:
    """Chaque segment, tel qu'on le refait à la main."""
    return [
        f"facture {releve.dette.nom}, {_periode(segment)}{INSECABLE}: {segment.phrase}"
        for releve in compte.releves
        for segment in releve.segments
    ]


def _periode(segment: Segment) -> str:
    return f"du {date_longue(segment.du)} au {date_longue(segment.au)}"


def interet(dossier: Dossier, au: date) -> InteretImprimable:
    """Compose l'intérêt : taux convenu et prouvé, sinon taux légal; montant par jour sur le solde."""
    contrat = dossier.contrat
    convenu = contrat.interet if contrat else None
    preuve = contrat.preuve_de_l_interet if contrat else None
    applicable = taux_applicable(convenu.taux_annuel if convenu else None, preuve, au)
    du = solde(dossier)
    depuis_echeance = contrat is not None and contrat.met_en_demeure
    compte = _compte(dossier, applicable.taux, au) if depuis_echeance else None
    return InteretImprimable(
        taux=taux(applicable.taux),
        conventionnel=applicable.conventionnel,
        piece=pieces([preuve]) if applicable.conventionnel and preuve else None,
        depuis_echeance=depuis_echeance,
        couru=montant(sum((r.interet for r in compte.releves), ZERO)) if compte else None,
        calculs=_calculs(compte) if compte else [],
        par_jour=_par_jour(du, applicable.taux) if du is not None and du > 0 else None,
    )
