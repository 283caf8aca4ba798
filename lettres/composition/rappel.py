"""Composition d'un rappel : le premier, le suivant, ou celui qui répond à une contestation."""

from __future__ import annotations

from datetime import date

from lettres.affaire import Affaire
from lettres.composition import recit
from lettres.composition.imprimable.argent import ContestationImprimable, RappelImprimable
from lettres.dossier import Envoi, Evenement, Suite
from lettres.langue import typographie as t

_RANGS = ("Rappel", "Deuxième rappel", "Troisième rappel")

MODES = {
    "courriel": "par courriel",
    "poste": "par la poste",
    "recommande": "par courrier recommandé",
    "huissier": "par huissier",
    "main_propre": "en main propre",
}

_CANAUX = {
    "telephone": "par téléphone",
    "courriel": "par courriel",
    "texto": "par texto",
    "poste": "par la poste",
    "en_personne": "en personne",
}

_DE_VIVE_VOIX = {"telephone", "en_personne"}


def rappel(affaire: Affaire) -> RappelImprimable:
    """Compose la variante du rappel; un rappel qui répond cite l'autre, puis donne nos faits venus depuis."""
    rappels = affaire.demarches.de("rappel")
    contestations = [s for _, s in affaire.en_cours.contestations]
    depuis = min((s.date for s in contestations), default=None)
    rang = _RANGS[len(rappels)] if len(rappels) < len(_RANGS) else "Nouveau rappel"
    faits = sorted((*affaire.dossier.accompli, *affaire.dossier.faits), key=_jour)
    return RappelImprimable(
        titre=f"{rang} et réponse" if contestations else rang,
        premier=not contestations and not rappels and not affaire.demarches.de("mise_en_demeure"),
        conteste=bool(contestations),
        precedents=t.enumerer([_precedent(d.envoi) for d in rappels]) or None,
        plusieurs=len(rappels) > 1,
        contestations=[_contestation(s) for s in contestations],
        reponse=[recit.evenement(f).ligne for f in faits if depuis and _jour(f) > depuis],
        avant=[recit.evenement(f).ligne for f in faits if depuis and _jour(f) <= depuis],
    )


def _jour(fait: Evenement) -> date:
    return fait.date or fait.vers or date.min


def _precedent(e: Envoi) -> str:
    details = [MODES[e.mode]] if e.mode else []
    details += [t.pieces([e.preuve])] if e.preuve else []
    return f"du {t.date_longue(e.date)}" + (f" ({', '.join(details)})" if details else "")


def _contestation(s: Suite) -> ContestationImprimable:
    canal = _CANAUX.get(s.canal or "")
    piece = f" ({t.pieces([s.piece])})" if s.piece else ""
    return ContestationImprimable(
        quand=f"Le {t.date_longue(s.date)}" + (f", {canal}" if canal else "") + piece,
        citation=s.citation and t.sans_guillemets(s.citation),
        de_vive_voix=s.canal in _DE_VIVE_VOIX,
        note=s.note and t.phrase(s.note),
    )
