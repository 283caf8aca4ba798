"""Offerte : ce que l'expéditeur a offert, et qui tient encore, ou qui lie, répond avant tout compte de jours.

Acceptée, une offre se suit versement par versement. Un plan de paiement dont un versement n'est pas venu, la grâce
passée, ne retient plus rien : l'échelle reprend où elle en était. Une transaction manquée attend une personne : ce qui
reste dû n'est plus la créance.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from lettres.affaire import EtatDeLOffre, OffreAcceptee, est_un_plan, offre_qui_tient
from lettres.catalogue import capacites
from lettres.droit.calendrier import UN_JOUR
from lettres.droit.fondements import ccq
from lettres.escalade.cible import Cible
from lettres.escalade.decision import Pourquoi, Statut
from lettres.escalade.pas import Pas
from lettres.escalade.retenues import ReponseTrouvee
from lettres.langue.ecriture import exact, jour

ACCEPTEE = "offre_acceptee"
"""Le nom stable de la raison d'une offre qui lie."""
MANQUE = "versement_manque"
"""Celui d'un plan accepté dont un versement n'est pas venu."""


def offerte(cible: Cible, pas: Pas | None) -> ReponseTrouvee | None:
    """L'offre du dossier est acceptée, ou partie, sans réponse, et son terme n'est pas venu."""
    offre, affaire = cible.affaire.dossier.offre, cible.affaire
    tient = offre_qui_tient(offre, affaire.demarches, affaire.au) if offre is not None else None
    if offre is not None and offre.expire_le is not None and tient is EtatDeLOffre.OUVERTE:
        dit = f"Votre offre tient jusqu’au {jour(offre.expire_le)}, ce jour compris : on ne réclame pas autre chose."
        raison = Pourquoi("offre_ouverte", dit, str(ccq("6 et 7")), ("offre", "expire_le"))
        return ReponseTrouvee(Statut.SUSPENDUE, (raison,), offre.expire_le + UN_JOUR)
    if affaire.offre_acceptee is None or not affaire.offre_acceptee.vise(cible.noms):
        return None
    return _sans_avis(cible, pas) if any(versement_rompu(cible)) else _acceptee(cible, affaire.offre_acceptee)


def versement_rompu(cible: Cible) -> Iterator[Pourquoi]:
    """Le versement d'un plan accepté qui n'est pas venu, et dont la grâce est passée."""
    defaut = cible.affaire.defaut_du_plan
    manque = defaut.en_retard if defaut is not None and defaut.plan.vise(cible.noms) else None
    if defaut is not None and manque is not None and manque.dernier_jour(cible.suivie.grace) < cible.affaire.au:
        dit = f"Du versement prévu le {jour(manque.jour)}, {exact(manque.montant)} ne sont pas venus."
        yield Pourquoi(MANQUE, dit, str(ccq("1594")), (*defaut.plan.versements_a, manque.rang))


def _sans_avis(cible: Cible, pas: Pas | None) -> ReponseTrouvee | None:
    """L'entente signée veut un avis écrit avant que tout le solde ne soit exigible, et cet avis n'est pas passé."""
    affaire, defaut = cible.affaire, cible.affaire.defaut_du_plan
    relance = pas is None or capacites(pas.echelon.lettre or "").relance
    if relance or defaut is None or not defaut.attend_l_avis(affaire.au):
        return None
    manque, avis = defaut.manque, defaut.avis
    dit, place = (
        f"Du versement prévu le {jour(manque.jour)}, {exact(manque.montant)} ne sont pas venus; ",
        (*defaut.plan.versements_a, manque.rang),
    )
    if avis is None:
        dit += "l’entente signée veut d’abord un avis écrit, « lettres generer DOSSIER --lettre rappel »."
        return ReponseTrouvee(Statut.A_REVOIR, (Pourquoi("versement_sans_avis", dit, str(ccq("1594")), place),))
    dit += f"l’avis du {jour(avis.donne_le)} court jusqu’au {jour(avis.dernier_jour)}, ce jour compris."
    raison = Pourquoi("avis_du_versement", dit, str(ccq("1594")), place)
    return ReponseTrouvee(Statut.SUSPENDUE, (raison,), avis.dernier_jour + UN_JOUR)


def _acceptee(cible: Cible, acceptee: OffreAcceptee) -> ReponseTrouvee:
    """Elle lie : jusqu'au prochain versement, on attend; ensuite, une personne dit s'il est venu, et où l'on en est."""
    offre, au = acceptee.offre, cible.affaire.au
    attendu = acceptee.attendu(cible.affaire.inscriptions, au)
    depuis = f" le {jour(offre.acceptee_le)}" if offre.acceptee_le else ""
    sujet = "L’offre acceptée" if acceptee.signee_le is None else f"L’entente du {jour(acceptee.signee_le)}, acceptée"
    virgule = "," if acceptee.signee_le else ""
    dernier = attendu.dernier_jour(cible.suivie.grace if est_un_plan(offre) else 0) if attendu else None
    attend = dernier is not None and dernier >= au
    quoi = ""
    if attendu is not None and dernier is not None:
        quoi = f"; un versement de {exact(attendu.montant)} {_attendu(attendu.jour, dernier, au)}"
    dit = f"{sujet}{depuis}{virgule} lie chacun{quoi}{_venu_tard(cible)}"
    suite = "." if attend else " : dites à « clotures » si l’affaire est finie, ou à « suspensions » jusqu’où attendre."
    raison = Pourquoi(ACCEPTEE, dit + suite, str(ccq("2631")), acceptee.accepte_a)
    if dernier is not None and attend:
        return ReponseTrouvee(Statut.SUSPENDUE, (raison,), dernier + UN_JOUR)
    return ReponseTrouvee(Statut.A_REVOIR, (raison,))


def _attendu(prevu: date, dernier: date, au: date) -> str:
    """« est attendu le 15 »; son jour passé, « était », et tant que dure la grâce, jusqu'où il peut encore venir."""
    if prevu >= au:
        return f"est attendu le {jour(prevu)}"
    grace = f", et peut encore venir jusqu’au {jour(dernier)}" if dernier >= au else ""
    return f"était attendu le {jour(prevu)}{grace}"


def _venu_tard(cible: Cible) -> str:
    """Un versement n'est venu qu'après le dernier jour de son avis : qui l'a reçu a le choix, et on le lui dit."""
    defaut = cible.affaire.defaut_du_plan
    if defaut is None or defaut.avis is None or defaut.en_retard is not None:
        return ""
    return (
        f"; celui du {jour(defaut.manque.jour)} est venu après le {jour(defaut.avis.dernier_jour)}, dernier jour de "
        "l’avis : laisser le plan se poursuivre, ou tenir tout le solde pour exigible selon l’entente, est votre choix"
    )
