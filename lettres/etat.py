"""État d'un dossier : solde, intérêt, délais, prescription, forum et prochaine lettre, au jour dit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from lettres.composition import consommation
from lettres.constats import Constat
from lettres.dossier import Creance, Dossier, est_une_personne_morale
from lettres.droit.compte import ZERO, Compte, Dette, Releve, Versement, etablir
from lettres.droit.forum import Forum, petites_creances
from lettres.droit.interet import Avis, Depart, TauxApplicable, depart, examiner_taux, taux_applicable
from lettres.droit.parametre import ParametreInconnu
from lettres.droit.prescription import Matiere, Prescription, Urgence, prescription
from lettres.generation import jour, prochaine_lettre, verifier
from lettres.lecture import Donnees, valider

Base = Literal["contrat", "legal", "refuse"]
"""D'où vient le taux : du contrat prouvé, de la loi, ou d'un contrat dont le taux, criminel, ne se calcule pas."""


@dataclass(frozen=True, slots=True)
class EtatDeCreance:
    """Une créance au jour dit. `releve` vaut None quand un montant ou une date manque : rien n'est alors calculé."""

    facture: str | None
    capital: Decimal | None
    taux: TauxApplicable
    base: Base
    depart: Depart
    releve: Releve | None
    prescription: Prescription | None


@dataclass(frozen=True, slots=True)
class Totaux:
    """Les sommes des créances : le solde est le capital et l'intérêt, moins le payé; `trop_paye` n'a rien à payer."""

    capital: Decimal
    paye: Decimal
    interet: Decimal
    solde: Decimal
    trop_paye: Decimal


@dataclass(frozen=True, slots=True)
class Etat:
    """L'état d'un dossier au jour `au`."""

    reference: str
    au: date
    creances: tuple[EtatDeCreance, ...]
    total: Totaux | None
    prescriptions: tuple[Prescription, ...]
    delais: tuple[str, ...]
    forum: Forum
    prochaine_lettre: str | None
    constats: tuple[Constat, ...]

    @property
    def prescription(self) -> Prescription | None:
        """La plus proche; les autres la suivent."""
        return min(self.prescriptions, key=lambda p: p.fin, default=None)

    @property
    def urgence(self) -> Urgence | None:
        """L'urgence de la plus proche."""
        return self.prescription.urgence(self.au) if self.prescription else None


def bilan(dossier: Donnees, *, au: date) -> Etat:
    """Fait le bilan d'un dossier. Ne lève jamais pour un dossier valide : ce qui manque est absent, un constat le dit.

    Lève DossierInvalide pour un dict qui n'est pas un dossier, et ValueError pour un « au » qui n'est pas une date.
    """
    au, dossier = jour(au), valider(dossier)
    taux, base = _taux(dossier, au)
    departs = tuple(_depart(dossier, creance, au, base) for creance in dossier.creances)
    compte = _compte(dossier, taux.taux, departs, au)
    prochaine = prochaine_lettre(dossier)
    creances = tuple(
        EtatDeCreance(
            creance.facture,
            creance.montant,
            taux,
            base,
            departs[i],
            compte.releves[i] if compte else None,
            _prescription_de(creance),
        )
        for i, creance in enumerate(dossier.creances)
    )
    return Etat(
        reference=dossier.reference,
        au=au,
        creances=creances,
        total=_totaux(compte) if compte else None,
        prescriptions=_prescriptions(dossier, creances),
        delais=tuple(consommation.delais(dossier.achat, au)),
        forum=_forum(dossier, compte, au),
        prochaine_lettre=prochaine,
        constats=tuple(verifier(dossier, prochaine, au=au)) if prochaine else (),
    )


def _taux(dossier: Dossier, au: date) -> tuple[TauxApplicable, Base]:
    contrat = dossier.contrat
    convenu = contrat.interet if contrat else None
    preuve = contrat.preuve_de_l_interet if contrat else None
    taux = taux_applicable(
        convenu.taux_annuel if convenu else None, preuve, au, taux_mensuel=convenu.taux_mensuel if convenu else None
    )
    if not taux.conventionnel:
        return taux, "legal"
    return taux, "refuse" if examiner_taux(taux.taux, au).avis is Avis.CRIMINEL else "contrat"


def _depart(dossier: Dossier, creance: Creance, au: date, base: Base) -> Depart:
    if base == "refuse":
        return Depart(None, "Aucun intérêt n’est calculé à un taux au-delà du seuil criminel.", "F3.07")
    automatique = dossier.contrat is not None and dossier.contrat.met_en_demeure
    recues = [e.recu_le for e in dossier.envois if e.lettre == "mise_en_demeure" and e.recu_le and e.recu_le <= au]
    return depart(creance.echeance or creance.date, recues, demeure_automatique=automatique)


def _compte(dossier: Dossier, taux: Decimal, departs: tuple[Depart, ...], au: date) -> Compte | None:
    """Le compte; None s'il n'y a pas de créance, ou si un montant ou la date d'un paiement manque."""
    dettes, versements = [], []
    for rang, creance in enumerate(dossier.creances):
        if creance.montant is None:
            return None
        nom = creance.facture or f"créance {rang + 1}"
        dettes.append(Dette(nom, creance.montant, creance.echeance or creance.date, departs[rang].jour, taux))
    for paiement in dossier.paiements:
        if paiement.montant is None or paiement.date is None:
            return None
        versements.append(Versement(paiement.date, paiement.montant, paiement.facture))
    return etablir(dettes, versements, au) if dettes else None


def _totaux(compte: Compte) -> Totaux:
    return Totaux(
        capital=sum((r.dette.capital for r in compte.releves), ZERO),
        paye=sum((r.paye for r in compte.releves), ZERO),
        interet=sum((r.interet for r in compte.releves), ZERO),
        solde=compte.solde,
        trop_paye=compte.trop_paye,
    )


def _prescription_de(creance: Creance) -> Prescription | None:
    """Depuis l'échéance; à défaut, par prudence, depuis la date de la facture (F2.02)."""
    depuis = creance.echeance or creance.date
    return prescription(Matiere.GENERALE, depuis) if depuis else None


def _prescriptions(dossier: Dossier, creances: tuple[EtatDeCreance, ...]) -> tuple[Prescription, ...]:
    """Celles des créances encore dues, des propos et de l'achat, de la plus proche à la plus lointaine."""
    toutes = [c.prescription for c in creances if c.prescription and (c.releve is None or c.releve.solde > 0)]
    for propos in dossier.publications:
        if propos.connaissance is not None:
            journal = (propos.support or "").lower() == "journal"
            publie = propos.date.jour if propos.date else None
            matiere = Matiere.JOURNAL if journal else Matiere.REPUTATION
            toutes.append(prescription(matiere, propos.connaissance, publication=publie))
    if dossier.achat and dossier.achat.date:
        toutes.append(prescription(Matiere.GENERALE, dossier.achat.date))
    return tuple(sorted(toutes, key=lambda p: p.fin))


def _forum(dossier: Dossier, compte: Compte | None, au: date) -> Forum:
    """Les petites créances, sur le capital seul qui reste dû (F5.07)."""
    capital = sum((r.capital_restant for r in compte.releves), ZERO) if compte else _capital_demande(dossier)
    diffamation = dossier.nature == "reputation"
    if capital is None and not diffamation:
        return Forum(None, "Le dossier ne dit pas la somme réclamée.", False, "F5.01")
    try:
        return petites_creances(
            capital or ZERO,
            au,
            diffamation=diffamation,
            personne_morale=est_une_personne_morale(dossier.expediteur),
            employes=dossier.expediteur.employes,
        )
    except ParametreInconnu as inconnu:
        return Forum(None, str(inconnu), False, "F5.01")


def _capital_demande(dossier: Dossier) -> Decimal | None:
    """Sans créance : la somme de la demande principale, sinon le prix payé si c'est lui qu'on veut ravoir."""
    if dossier.creances or not dossier.demandes:
        return None
    principale = dossier.demandes[0]
    if principale.montant is None and principale.type in {"rembourser", "annuler"} and dossier.achat:
        return dossier.achat.prix
    return principale.montant
