"""Échéances : le temps qu'une lettre donne, et quand elle devrait arriver (F1.02, F10.04, F10.05)."""

from __future__ import annotations

from datetime import date, timedelta

from lettres.affaire.consommation import a_distance
from lettres.affaire.demandes import rend_l_argent
from lettres.catalogue import capacites
from lettres.dossier import Dossier
from lettres.droit.calendrier import Calendrier, reporter
from lettres.droit.consommation import remboursement
from lettres.droit.delais import echeance_de_lettre, reception_prevue
from lettres.droit.parametre import jours


def delai(dossier: Dossier, lettre: str, au: date) -> int:
    """Le nombre de jours que la lettre donne : celui du dossier, sinon celui de sa sorte."""
    return dossier.delai_jours or delai_par_defaut(dossier, lettre, au)


def echeance(dossier: Dossier, lettre: str, au: date) -> date:
    """La date limite de la lettre : celle de la loi; celle d'une offre; celle du dossier; sinon le délai."""
    if (de_la_loi := _de_la_loi(dossier, lettre, au)) is not None:
        return de_la_loi
    if (terme := _de_l_offre(dossier, lettre, au)) is not None:
        return terme
    if dossier.echeance_demandee:
        return dossier.echeance_demandee
    return echeance_de_lettre(au, delai(dossier, lettre, au), dossier.mode_envoi)


def _de_l_offre(dossier: Dossier, lettre: str, au: date) -> date | None:
    """Le terme de l'offre; passé, si une transaction l'écrit encore, le premier versement qui reste à venir."""
    fait, offre = capacites(lettre), dossier.offre
    if offre is None or offre.expire_le is None or not (fait.offre or fait.quitte):
        return None
    if fait.offre or offre.expire_le >= au:
        return offre.expire_le
    return min((v.date for v in offre.versements if v.date is not None and v.date >= au), default=None)


def _de_la_loi(dossier: Dossier, lettre: str, au: date) -> date | None:
    """Le jour d'ici lequel rembourser un contrat résolu ce jour; pour l'émetteur, celui d'ici lequel répondre."""
    if capacites(lettre).a_l_emetteur:
        recue = reception_prevue(au, dossier.mode_envoi)
        return reporter(recue + timedelta(days=jours("delai.accuse_emetteur", au)), Calendrier.LPC)
    if not capacites(lettre).resout or dossier.achat is None:
        return None
    return remboursement(au, a_distance=a_distance(dossier.achat)).butoir


def ecrit_une_limite(dossier: Dossier, lettre: str) -> bool:
    """Dit si la lettre donne une date limite; celle que rien ne fait attendre n'a que celle du dossier.

    Qui menace est prié de répondre à un jour dit, et libre de ne pas le faire : rien n'attend ce jour-là.
    """
    fait = capacites(lettre)
    if fait.sans_destinataire or fait.publique:
        return False
    if fait.avant_publication or fait.resout or fait.a_l_emetteur:
        return True
    return not fait.libre or dossier.echeance_demandee is not None


def delai_par_defaut(dossier: Dossier, lettre: str, au: date) -> int:
    """Le délai d'une lettre qui n'en écrit pas."""
    return jours(_cle_du_delai(dossier, lettre), au)


def _cle_du_delai(dossier: Dossier, lettre: str) -> str:
    if dossier.nature == "reputation":
        return "delai.reputation"
    rembourse = bool(dossier.demandes) and rend_l_argent(dossier.demandes[0])
    if dossier.nature == "consommation" and capacites(lettre).met_en_demeure and rembourse:
        return "delai.remboursement"
    return "delai.defaut"
