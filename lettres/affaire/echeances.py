"""Échéances : le temps qu'une lettre donne, et quand elle devrait arriver (F1.02, F10.04, F10.05)."""

from __future__ import annotations

from datetime import date

from lettres.affaire.demandes import rend_l_argent
from lettres.catalogue import capacites
from lettres.dossier import Dossier
from lettres.droit.delais import echeance_de_lettre
from lettres.droit.parametre import jours


def delai(dossier: Dossier, lettre: str, au: date) -> int:
    """Le nombre de jours que la lettre donne : celui du dossier, sinon celui de sa sorte."""
    return dossier.delai_jours or delai_par_defaut(dossier, lettre, au)


def echeance(dossier: Dossier, lettre: str, au: date) -> date:
    """La date limite de la lettre : le terme d'une offre; celle du dossier; sinon le délai, depuis la réception."""
    if (capacites(lettre).offre or capacites(lettre).quitte) and dossier.offre and dossier.offre.expire_le:
        return dossier.offre.expire_le
    if dossier.echeance_demandee:
        return dossier.echeance_demandee
    return echeance_de_lettre(au, delai(dossier, lettre, au), dossier.mode_envoi)


def ecrit_une_limite(dossier: Dossier, lettre: str) -> bool:
    """Dit si la lettre donne une date limite; celle que rien ne fait attendre n'a que celle du dossier.

    Qui menace est prié de répondre à un jour dit, et libre de ne pas le faire : rien n'attend ce jour-là.
    """
    fait = capacites(lettre)
    if fait.sans_destinataire or fait.publique:
        return False
    return not fait.libre or fait.avant_publication or dossier.echeance_demandee is not None


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
