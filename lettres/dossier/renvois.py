"""Les renvois du journal : chaque rang nomme une inscription de sa liste, les jours se suivent, une somme sert."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from pydantic import ValidationError
from pydantic_core import InitErrorDetails

from lettres.dossier.demarches import Suite, Suspension
from lettres.dossier.fait import Fait
from lettres.dossier.inscription import Annulation
from lettres.dossier.refus import refus
from lettres.socle.constats import Chemin

if TYPE_CHECKING:
    from lettres.dossier.dossier import Dossier

LISTES = ("paiements", "envois", "suites", "suspensions", "clotures")
"""Les listes du journal, dans l'ordre du dossier : une inscription s'y désigne par son rang."""

_NOMME = {"retour_courrier": "envoi", "cheque_sans_provision": "paiement"}
"""Les suites qui défont une inscription : elles doivent la nommer."""

_SANS_CONTESTATION = refus(
    "sans_contestation",
    "Une somme ne se conteste que par une contestation : d’une autre suite, rien ne serait mis de côté.",
    "Écrivez « resultat: contestation », ou ôtez « montant_conteste ».",
)


def verifier_les_renvois(dossier: Dossier) -> None:
    """Lève ValidationError, qui dit tous les renvois fautifs du journal, chacun à sa place."""
    fautes = [*_corrections(dossier), *_suites(dossier), *_suspensions(dossier.suspensions)]
    if fautes:
        raise ValidationError.from_exception_data("Dossier", fautes)


def _corrections(dossier: Dossier) -> Iterator[InitErrorDetails]:
    for nom in LISTES:
        liste: Sequence[Fait] = getattr(dossier, nom)
        corrigees: dict[int, int] = {}
        for rang, ligne in enumerate(liste, 1):
            corrige: int | None = getattr(ligne, "corrige", None)
            if corrige is None:
                continue
            ici: Chemin = (nom, rang - 1, "corrige")
            if corrige >= rang:
                yield _faute(ici, "rang", _hors_de(nom, corrige, rang - 1, "avant celle-ci"))
            elif isinstance(liste[corrige - 1], Annulation):
                message = "est une annulation : ce qui est annulé le reste. Inscrivez-le de nouveau."
                yield _faute(ici, "rang", f"L’inscription {corrige} {message}")
            elif corrige in corrigees:
                message = f"est déjà corrigée par la {corrigees[corrige]} : corrigez plutôt celle-ci."
                yield _faute(ici, "rang", f"L’inscription {corrige} {message}")
            elif getattr(ligne, "motif", None) is None:
                yield InitErrorDetails(type="missing", loc=(nom, rang - 1, "motif"), input=None)
            corrigees.setdefault(corrige, rang)


def _suites(dossier: Dossier) -> Iterator[InitErrorDetails]:
    corrigees = {s.corrige for s in dossier.suites}
    for rang, suite in enumerate(dossier.suites, 1):
        if isinstance(suite, Annulation) or rang in corrigees:
            continue
        if suite.promis_le is not None and suite.promis_le < suite.date:
            message = f"Ce jour ({suite.promis_le}) précède celui où l’on a promis ({suite.date})."
            yield _faute(("suites", rang - 1, "promis_le"), "ordre", message)
        if suite.montant_conteste is not None and suite.resultat != "contestation":
            yield InitErrorDetails(type=_SANS_CONTESTATION, loc=("suites", rang - 1, "montant_conteste"), input=None)
        for cle, nom, liste in (("envoi", "envois", dossier.envois), ("paiement", "paiements", dossier.paiements)):
            ici: Chemin = ("suites", rang - 1, cle)
            nomme: int | None = getattr(suite, cle)
            if nomme is None:
                if _NOMME.get(suite.resultat) == cle:
                    yield InitErrorDetails(type="missing", loc=ici, input=None)
            elif nomme > len(liste):
                yield _faute(ici, "rang", _hors_de(nom, nomme, len(liste)))
            elif (le := getattr(liste[nomme - 1], "date", None)) is not None and not _peut_suivre(suite, cle, le):
                quoi = "la lettre" if cle == "envoi" else "le paiement"
                yield _faute(ici, "ordre", f"Cette suite ({suite.date}) précède {quoi} qu’elle nomme ({le}).")


def _peut_suivre(suite: Suite, cle: str, le: date) -> bool:
    """Une promesse précède le paiement qu'elle annonce; le reste suit ce qu'il nomme."""
    return suite.date >= le or (cle == "paiement" and suite.resultat != "cheque_sans_provision")


def _suspensions(suspensions: Sequence[Suspension | Annulation]) -> Iterator[InitErrorDetails]:
    for rang, suspension in enumerate(suspensions):
        for cle in ("au", "revoir_le"):
            fin: date | None = getattr(suspension, cle, None)
            if isinstance(suspension, Suspension) and fin is not None and fin < suspension.du:
                message = f"Ce jour ({fin}) précède le premier jour de la suspension ({suspension.du})."
                yield _faute(("suspensions", rang, cle), "ordre", message)


def _hors_de(nom: str, rang: int, nombre: int, ou: str = "") -> str:
    compte = "aucune inscription" if nombre == 0 else f"{nombre} inscription{'s' if nombre > 1 else ''}"
    return f"« {nom} » n’a pas de {rang} : on y compte {compte}{f' {ou}' if ou else ''}."


def _faute(chemin: Chemin, sorte: str, message: str) -> InitErrorDetails:
    return InitErrorDetails(type=refus(sorte, message), loc=chemin, input=None)
