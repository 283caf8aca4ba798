"""Composition de l'offre de règlement : ce que chacun ferait, ce qui se paierait, son terme; son plan, sa quittance."""

from __future__ import annotations

from datetime import date

from lettres.affaire import Affaire, OffreAuJour, ententes_reconnues, plan, somme
from lettres.composition import parties
from lettres.composition.imprimable.differend import (
    OffreImprimable,
    PlanImprimable,
    QuittanceImprimable,
    VersementDuPlanImprimable,
)
from lettres.dossier import Offre, Quittance, VersementOffert
from lettres.droit.compte import ZERO
from lettres.langue import typographie as t
from lettres.langue.ecriture import pour_cent

_PAR_LA_POSTE = {"poste": "par la poste", "recommande": "par courrier recommandé", "main_propre": "en main propre"}

SIGNATURE = "ecrit_signe"
"""L'offre ne s'accepte que d'un écrit signé : dite acceptée autrement, elle n'est qu'un accord à écrire."""


def offre(affaire: Affaire) -> OffreImprimable | None:
    """Compose l'offre du dossier; None s'il n'en a pas."""
    au_jour = affaire.offre
    if au_jour is None:
        return None
    donnee, reclame = au_jour.offre, affaire.pretention
    a_venir = [v for _, v in au_jour.a_venir]
    return OffreImprimable(
        cede=t.liste(au_jour.cede),
        demande=t.liste(au_jour.demande),
        versements=t.liste([v for v in map(_versement, a_venir) if v]),
        total=t.dollars(somme([v.montant for v in a_venir])) if a_venir else None,
        plusieurs=len(a_venir) > 1,
        nombre=t.en_lettres(len(a_venir)),
        verse_le=t.date_si_connue(a_venir[0].date) if a_venir else None,
        convenu=t.dollars(au_jour.total),
        verse=t.montant(au_jour.verse) if au_jour.verse else None,
        nous_payons=au_jour.nous_payons,
        reclamee=t.dollars(reclame.montant) if reclame else None,
        expire_le=t.jour_et_date(donnee.expire_le) if donnee.expire_le else None,
        heure=t.heure(donnee.heure) if donnee.heure else None,
        accepter=_accepter(affaire, donnee),
        terme_passe=donnee.expire_le is not None and donnee.expire_le < affaire.au,
        sur_signature=donnee.accepter_par == SIGNATURE,
        acceptee_le=t.date_si_connue(donnee.acceptee_le),
        apres_avis=t.en_jours(affaire.delai("")),
        taux=pour_cent(donnee.taux_annuel) if donnee.taux_annuel else None,
        plan=_plan(affaire, au_jour),
    )


def _plan(affaire: Affaire, offre: OffreAuJour) -> PlanImprimable | None:
    """Le plan que ces versements font de ce qui est dû; None si une somme ou une date manque."""
    etale = plan(offre, affaire.comptes.a_payer(affaire.au), affaire.au)
    if etale is None:
        return None
    return PlanImprimable(
        reconnue=t.montant_en_chiffres_et_en_lettres(etale.reconnue.total) or "",
        interet_couru=t.montant(etale.reconnue.interet) if etale.reconnue.interet else None,
        versements=[
            VersementDuPlanImprimable(
                date=t.jour_et_date(v.jour),
                montant=t.montant(v.montant),
                interet=t.montant(v.interet),
                capital=t.montant(v.capital),
            )
            for v in etale.versements
        ],
        taux=pour_cent(offre.offre.taux_annuel) if offre.offre.taux_annuel else None,
        interet=t.montant(sum((v.interet for v in etale.versements), ZERO)),
        capital=t.montant(sum((v.capital for v in etale.versements), ZERO)),
        ajoute=t.montant(etale.interet),
        d_avant=t.date_si_connue(_plan_d_avant(affaire)),
    )


def _plan_d_avant(affaire: Affaire) -> date | None:
    """Le jour du dernier plan parti avant celui-ci et que l'autre a signé : une reconnaissance y répond."""
    partis = (signee.envoi.date for signee in ententes_reconnues(affaire.inscriptions))
    return max((jour for jour in partis if jour < affaire.au), default=None)


def quittance(donnee: Quittance | None) -> QuittanceImprimable | None:
    """Compose la quittance du dossier; None s'il n'en a pas."""
    if donnee is None:
        return None
    return QuittanceImprimable(
        objet=donnee.objet and donnee.objet.rstrip(". "),
        etendue=donnee.etendue and donnee.etendue.rstrip(". "),
        publications=donnee.publications and t.phrase(donnee.publications),
        taxes_comprises=donnee.taxes_comprises is True,
        taxes_en_sus=donnee.taxes_comprises is False,
    )


def _versement(v: VersementOffert) -> str | None:
    """« 500,00 $ au plus tard le 15 décembre 2026 »; None si la somme ou le jour manque."""
    if v.montant is None or v.date is None:
        return None
    return f"{t.montant(v.montant)} au plus tard le {t.date_longue(v.date)}"


def _accepter(affaire: Affaire, donnee: Offre) -> str | None:
    """Par où accepter, et à quelle adresse; un écrit à signer s'annonce par le moyen ordinaire."""
    expediteur = affaire.dossier.expediteur
    if donnee.accepter_par in _PAR_LA_POSTE and expediteur.adresse:
        return f"{_PAR_LA_POSTE[donnee.accepter_par]}, {parties.a_l_adresse(expediteur.adresse)}"
    if donnee.accepter_par == "courriel" and expediteur.courriel:
        return f"par courriel à {expediteur.courriel}"
    return parties.expediteur(expediteur, affaire.qualites).ecrire if donnee.accepter_par == SIGNATURE else None
