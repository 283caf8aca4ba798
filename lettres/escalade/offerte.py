"""Offerte : ce que l'expéditeur a offert, et qui tient encore, ou qui lie, répond avant tout compte de jours."""

from __future__ import annotations

from datetime import date

from lettres.affaire import EtatDeLOffre, offre_qui_tient
from lettres.dossier import Offre
from lettres.droit.calendrier import UN_JOUR
from lettres.droit.fondements import ccq
from lettres.escalade.cible import Cible
from lettres.escalade.decision import Pourquoi, Statut
from lettres.escalade.pas import Pas
from lettres.escalade.retenues import ReponseTrouvee
from lettres.langue.ecriture import jour


def offerte(cible: Cible, pas: Pas | None) -> ReponseTrouvee | None:
    """L'offre du dossier est acceptée, ou partie, sans réponse, et son terme n'est pas venu."""
    offre = cible.affaire.dossier.offre
    if offre is None:
        return None
    match offre_qui_tient(offre, cible.affaire.demarches, cible.affaire.au):
        case EtatDeLOffre.ACCEPTEE:
            return _acceptee(offre, cible.affaire.au)
        case EtatDeLOffre.OUVERTE if offre.expire_le is not None:
            dit = (
                f"Votre offre tient jusqu’au {jour(offre.expire_le)}, ce jour compris : on ne réclame pas autre chose."
            )
            raison = Pourquoi("offre_ouverte", dit, str(ccq("6 et 7")), ("offre", "expire_le"))
            return ReponseTrouvee(Statut.SUSPENDUE, (raison,), offre.expire_le + UN_JOUR)
    return None


def _acceptee(offre: Offre, au: date) -> ReponseTrouvee:
    """Elle lie : jusqu'au premier versement, on attend; ensuite, une personne dit s'il est venu, et où l'on en est."""
    premier = min((v.date for v in offre.versements if v.date is not None), default=None)
    depuis = f" le {jour(offre.acceptee_le)}" if offre.acceptee_le else ""
    attend = premier is not None and premier >= au
    temps = "est" if attend else "était"
    attendu = f"; le premier versement {temps} attendu le {jour(premier)}" if premier is not None else ""
    dit = f"L’offre acceptée{depuis} lie chacun{attendu}"
    suite = "." if attend else " : dites à « clotures » si l’affaire est finie, ou à « suspensions » jusqu’où attendre."
    raison = Pourquoi("offre_acceptee", dit + suite, str(ccq("2631")), ("offre", "acceptee_le"))
    if premier is not None and attend:
        return ReponseTrouvee(Statut.SUSPENDUE, (raison,), premier + UN_JOUR)
    return ReponseTrouvee(Statut.A_REVOIR, (raison,))
