"""L'avis de résolution : lequel a résolu le contrat, et dans quel cas.

Un avis se juge sur le cas qu'il invoquait, tel que le journal le garde; à défaut, sur celui que le dossier nomme. Sans
cela, changer de cas au dossier donnerait à un avis tardif un droit qu'il n'exerçait pas.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from lettres.affaire.achats.droits_de_l_achat import DroitDAchat, resolutions
from lettres.affaire.consommation import Consommation, a_distance, a_domicile
from lettres.dossier import Achat, Envoi
from lettres.dossier.faits import Resolution
from lettres.droit.droits_d_achat import cas_de, cas_dit, est_un_cas


def sans_preuve(avis: Sequence[Envoi], resolu: date | None) -> bool:
    """Dit si l'avis de ce jour, simplement posté, n'a ni preuve ni réception connue."""
    du_jour = [e for e in avis if e.date == resolu]
    return bool(du_jour) and all(e.mode == "poste" and not e.preuve and not e.recu_le for e in du_jour)


def resolu_par(achat: Achat, avis: Sequence[Envoi]) -> tuple[date | None, bool | None, str | None]:
    """Le jour de l'avis, s'il était fondé, et le cas qu'il invoquait : le premier qui a pu résoudre; à défaut, le
    premier parti.

    Le journal l'emporte sur « annule_le ».
    """
    partis = [(e.date, cas_invoque(e)) for e in avis] or ([(achat.annule_le, None)] if achat.annule_le else [])
    juges = [(le, _fondee(_dans_le_cas(achat, cas), le), cas) for le, cas in partis]
    return next((juge for juge in juges if juge[1] is not False), juges[0] if juges else (None, None, None))


def cas_invoque(avis: Envoi) -> str | None:
    """Le cas que cet avis affirmait au journal; None s'il ne le dit pas, ou n'en dit pas un de la loi."""
    cas = avis.cas_affirme
    return cas if cas is not None and est_un_cas(cas) else None


def _dans_le_cas(achat: Achat, cas: str | None) -> Achat:
    """Le même achat, sous le cas que l'avis invoquait."""
    return achat if cas is None else achat.model_copy(update={"resolution": Resolution.model_validate({"cas": cas})})


def vise_par(achat: Achat, le: date) -> DroitDAchat | None:
    """Le droit qu'exerce le cas de l'achat, ce jour; None s'il n'en dit pas."""
    if achat.resolution is None:
        return None
    cle = cas_dit(achat.resolution.cas).droit(a_distance=a_distance(achat))
    return next((d for d in resolutions(achat, le) if d.cle == cle), None)


def en_jeu(achat: Achat, droits: Consommation) -> Iterator[tuple[DroitDAchat, str, date]]:
    """Les droits de résoudre que le dossier montre, ouverts et qui se fermeront, le cas qui les exerce, et quel jour.

    Un bien livré n'est dit non conforme que si le dossier le reproche.
    """
    siens = {cle: cas_de(cle)[0] for cle in ("sans_exemplaire", "a_discretion")}
    if achat.obligation == "conformite":
        siens["non_conforme"] = cas_de("non_conforme")[0]
    if droits.vise is not None and achat.resolution is not None:
        siens[droits.vise.cle] = achat.resolution.cas
    for d in droits.calendrier:
        if d.cle in siens and d.ouvert and d.dernier is not None:
            yield d, siens[d.cle], d.dernier


def _fondee(achat: Achat, le: date) -> bool | None:
    """L'annulation à distance ou à domicile avait-elle un temps ouvert; ailleurs, aucune loi ne la règle.

    Le cas de l'achat en décide; sans lui, il suffit d'un droit qui ne demande rien de plus que des dates.
    """
    if not (a_distance(achat) or a_domicile(achat)):
        return None
    if (vise := vise_par(achat, le)) is not None:
        return None if vise.inconnu else vise.ouvert
    ouverts = {d.cle for d in resolutions(achat, le) if d.ouvert}
    if achat.resolution is not None:
        return False
    if a_domicile(achat):
        if "a_discretion" in ouverts and achat.contrat_recu_le:
            return True
        return None if "exception" in ouverts or achat.date is None else False
    sures = {"exemplaire", "sans_exemplaire", "sans_livraison"}
    if ouverts & (sures | ({"non_conforme"} if achat.obligation == "conformite" else set())):
        return True
    return None if achat.date is None or achat.contrat_recu is None or "releve" in ouverts else False
