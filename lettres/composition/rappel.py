"""Composition d'un rappel : le premier, le suivant, ou celui qui répond à une contestation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lettres.affaire import Affaire, Demarche, contestees_en_entier, faits_autour
from lettres.catalogue import capacites
from lettres.composition import envois, mots_de_l_autre, recit
from lettres.composition.argent import creances
from lettres.composition.imprimable.argent import (
    ContestationImprimable,
    PlanRompuImprimable,
    RappelImprimable,
    VersementManqueImprimable,
)
from lettres.dossier import Envoi, Suite
from lettres.langue import typographie as t

_CE_COMPTE = "ce compte"
_RANGS = ("Rappel", "Deuxième rappel", "Troisième rappel")

MODES = {
    "courriel": "par courriel",
    "poste": "par la poste",
    "recommande": "par courrier recommandé",
    "huissier": "par huissier",
    "main_propre": "en main propre",
}


def rappel(affaire: Affaire) -> RappelImprimable:
    """Compose la variante du rappel; un rappel qui répond cite l'autre, puis donne nos faits venus depuis."""
    rappels, demeures = (_de(affaire, lettre) for lettre in ("rappel", "mise_en_demeure"))
    # -- à la part qu'il met de côté, il ne répond pas --
    contestations = contestees_en_entier(affaire.en_cours, affaire.contestations)
    deja = bool(rappels or demeures)
    avant, depuis = faits_autour(affaire.dossier, contestations)
    rang = _RANGS[len(rappels)] if len(rappels) < len(_RANGS) else "Nouveau rappel"
    return RappelImprimable(
        titre=f"{rang} et réponse" if contestations else rang,
        premier=not deja and not affaire.en_cours.contestations and not _a_dit_non(affaire),
        ferme=deja and not contestations,
        conteste=bool(contestations),
        contestee=_contestee(affaire, [s for _, s in contestations]),
        precedents=t.enumerer([_precedent(affaire, d.envoi) for d in rappels]) or None,
        plusieurs=len(rappels) > 1,
        versement=_versement(affaire),
        rompu=_rompu(affaire),
        contestations=[ContestationImprimable(**contestation(s, _contestee(affaire, [s]))) for _, s in contestations],
        reponse=[recit.evenement(f).ligne for f in depuis],
        echanges=recit.echanges(affaire),
        avant=[recit.evenement(f).ligne for f in avant],
    )


def _versement(affaire: Affaire) -> VersementManqueImprimable | None:
    """Le versement du plan accepté qui n'est pas venu; None si le plan est suivi, ou s'il n'y en a pas."""
    defaut = affaire.defaut_du_plan
    if defaut is None or defaut.en_retard is None:
        return None
    # -- un avis dont le temps est passé ne se redonne pas : ce qui suit n'est plus qu'un délai de grâce --
    return VersementManqueImprimable(
        accepte_le=t.date_si_connue(defaut.plan.offre.acceptee_le),
        prevu_le=t.date_longue(defaut.en_retard.jour),
        manque=t.montant(defaut.en_retard.arriere),
        avis=f"du {t.date_longue(defaut.entente)}" if defaut.entente and defaut.attend_l_avis(affaire.au) else None,
    )


def _rompu(affaire: Affaire) -> PlanRompuImprimable | None:
    """Le plan accepté qui n'a pas été suivi; sans avis passé, rien n'y dit tout le solde exigible."""
    defaut = affaire.defaut_du_plan
    acceptee = defaut.plan.offre.acceptee_le if defaut else None
    if defaut is None or acceptee is None:
        return None
    passe = defaut.avis if defaut.exigible(affaire.au) else None
    return PlanRompuImprimable(
        accepte_le=t.date_longue(acceptee),
        prevu_le=t.date_longue(defaut.manque.jour),
        manque=t.montant(defaut.manque.montant),
        entente=t.date_si_connue(defaut.entente if passe else None),
        avis_le=t.date_si_connue(passe and passe.donne_le),
        avis_fini_le=t.date_si_connue(passe and passe.dernier_jour),
    )


def _a_dit_non(affaire: Affaire) -> bool:
    """Dit si l'autre a contesté ou refusé de payer, même si l'on y a répondu : ce n'est plus un simple oubli."""
    if affaire.dossier.nature != "recouvrement":
        return False  # -- ce que l'on demande à un commerçant peut rester un malentendu --
    repondu = (d.envoi for d in affaire.en_cours.envois if capacites(d.envoi.lettre).replique)
    return any(s.resultat in {"contestation", "refus"} for _, s in affaire.en_cours.suites) or any(
        envois.concerne(affaire, e) for e in repondu
    )


def _de(affaire: Affaire, lettre: str) -> list[Demarche]:
    """Les lettres parties de cette sorte, qui visaient l'une des sommes que l'on réclame."""
    return [d for d in affaire.demarches.de(lettre) if envois.concerne(affaire, d.envoi)]


def _precedent(affaire: Affaire, e: Envoi) -> str:
    details = [MODES[e.mode]] if e.mode else []
    details += [creances.noms(siennes)] if (siennes := envois.une_part_de(affaire, e)) else []
    details += [t.pieces([e.preuve])] if e.preuve else []
    return f"du {t.date_longue(e.date)}" + (f" ({', '.join(details)})" if details else "")


def contestation(s: Suite, quoi: str = _CE_COMPTE) -> dict[str, Any]:
    """Quand et comment l'autre a contesté, ses mots, et ce que l'on en a noté."""
    return {
        "quand": mots_de_l_autre.quand(s.date, s.canal, s.piece),
        "quoi": quoi,
        "citation": s.citation and t.sans_guillemets(s.citation),
        "de_vive_voix": mots_de_l_autre.de_vive_voix(s.canal),
        "note": s.note and t.phrase(s.note),
    }


def _contestee(affaire: Affaire, suites: Sequence[Suite]) -> str:
    """« ce compte » ou, quand ce n'est pas tout ce que l'on réclame, les factures que ces contestations nomment."""
    nommees = {nom for s in suites for nom in s.creances} if all(s.creances for s in suites) else set()
    siennes = [compte.creance for compte in affaire.comptes.dues if compte.nom in nommees]
    return creances.avec_article(siennes) if 0 < len(siennes) < len(affaire.comptes.dues) else _CE_COMPTE
