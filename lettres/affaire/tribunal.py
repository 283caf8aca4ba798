"""Tribunal : la Division des petites créances est-elle ouverte à cette affaire.

Le plafond se compare au capital qui reste dû une fois les paiements imputés, jamais à l'intérêt (F3.11, F5.07). Une
matière exclue la ferme (F14.08); un objet qui la fait craindre, ou un débiteur hors du Québec, laisse la réponse en
suspens. Une réclamation que l'on réduit pour s'y tenir se compare réduite; celle d'une facture parmi d'autres, avec
toutes : diviser une créance la fait rejeter, et rien ne dit si elles en sont une (F5.06).
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import partial

from lettres.affaire import matieres
from lettres.affaire.comptes import Comptes
from lettres.affaire.consommation import a_rendre, reclamation, sommes_demandees
from lettres.affaire.qualites import Qualites
from lettres.dossier import Dossier
from lettres.droit.compte import ZERO
from lettres.droit.forum import Forum, petites_creances
from lettres.droit.parametre import ParametreInconnu
from lettres.langue.ecriture import dollars, exact


def tribunal(dossier: Dossier, comptes: Comptes, qualites: Qualites, au: date) -> Forum:
    """La réponse au jour `au`; « indéterminé » quand la somme, un fait ou la source manque."""
    diffamation = dossier.nature == "reputation"
    capital = comptes.capital_de_toutes if comptes.total else _capital_demande(dossier)
    reduite = dossier.reduction if dossier.reduction and capital and dossier.reduction < capital else None
    exclue = next(filter(None, (matieres.exclusion(compte.creance) for compte in comptes.dues)), None)
    certaine = diffamation or exclue is not None
    if not certaine and (doute := _doute(dossier, comptes, qualites, capital)):
        return doute
    ouvertes = partial(
        petites_creances,
        au=au,
        diffamation=diffamation,
        exclusion=exclue,
        personne_morale=qualites.personne_morale,
        employes=qualites.creancier.employes,
    )
    try:
        forum = ouvertes(reduite or capital or ZERO)
        siennes = comptes.total.capital_restant if comptes.total else None
        if forum.ouvert is False and siennes is not None and ouvertes(siennes).ouvert is not False:
            return _d_une_part(siennes, capital or ZERO)
    except ParametreInconnu as inconnu:
        return Forum(None, str(inconnu), False, "F5.01")
    return forum._replace(motif=f"Réclamation réduite à {dollars(reduite)}. {forum.motif}") if reduite else forum


def _d_une_part(siennes: Decimal, toutes: Decimal) -> Forum:
    """Seul le tout dépasse le plafond, et rien ne dit si ces factures sont une seule créance, ou plusieurs."""
    return Forum(
        None,
        f"Le capital réclamé ici, {exact(siennes)}, ne fermerait pas à lui seul les petites créances; celui de toutes "
        f"les factures du dossier, {exact(toutes)}, les ferme. Une créance ne se divise pas : si ces factures n’en "
        "sont qu’une, c’est le tout qui se compare; vérifiez au greffe.",
        False,
        "F5.06",
    )


def capital_reclame(dossier: Dossier, comptes: Comptes) -> Decimal | None:
    """Le capital qui reste dû de ce que l'on réclame; sans créance, la somme demandée. None si rien ne se calcule."""
    return comptes.total.capital_restant if comptes.total else _capital_demande(dossier)


def _doute(dossier: Dossier, comptes: Comptes, qualites: Qualites, capital: Decimal | None) -> Forum | None:
    """Ce qui empêche de répondre : une matière à craindre, un débiteur d'ailleurs, une somme inconnue."""
    soupcons = [matieres.soupcon(compte.creance) for compte in comptes.dues]
    if dossier.contrat is not None and dossier.contrat.objet is not None:
        soupcons.append(matieres.soupcon_des_mots(dossier.contrat.objet))
    if soupcon := next(filter(None, soupcons), None):
        return Forum(
            None, f"L’objet d’une somme ou du contrat laisse craindre une matière exclue : {soupcon}.", False, "F14.08"
        )
    if dossier.nature == "recouvrement" and qualites.hors_du_quebec:
        return Forum(None, "Le débiteur semble hors du Québec : le tribunal est à vérifier.", False, "F5.01")
    if capital is None:
        # -- une somme secondaire, s'il y en a une, se lit ailleurs : la taire ici contredirait le reste --
        d_abord = "La demande principale n’est pas une somme, et rien ne dit ce qu’elle vaut."
        inconnue = "Le dossier ne dit pas la somme réclamée."
        return Forum(
            None,
            d_abord if not dossier.creances and any(d.montant for d in dossier.demandes) else inconnue,
            False,
            "F5.01",
            manque="montant",
        )
    return None


def _capital_demande(dossier: Dossier) -> Decimal | None:
    """Sans créance : la somme de la demande principale, celles qui s'y ajoutent, et les torts d'un consommateur."""
    if dossier.creances:
        return None
    if not dossier.demandes:
        # -- qui résout le contrat demande tout ce qu'il a payé (F14.03) --
        resout = dossier.achat is not None and (dossier.achat.resolution is not None or dossier.achat.annule_le)
        return a_rendre(dossier) if dossier.nature == "consommation" and resout else None
    principale, *autres = sommes_demandees(dossier)
    torts = reclamation(dossier).torts if dossier.nature == "consommation" else None
    return None if principale is None else sum((s for s in (*autres, torts) if s is not None), principale)
