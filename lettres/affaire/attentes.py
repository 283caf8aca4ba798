"""Attentes : ce qui, un jour donné, fait qu'on n'écrit pas la lettre suivante. Une seule fonction le dit.

Quatre raisons : le délai d'une lettre court encore, un paiement est promis, une contestation attend sa réponse, le
dossier est suspendu. Elles se forcent par un motif écrit; l'insolvabilité et l'avocat du débiteur ne se forcent pas,
et ne sont pas d'ici.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from lettres.affaire.demarches import Demarches
from lettres.affaire.echeances import delai_par_defaut
from lettres.constats import Chemin
from lettres.dossier import Dossier, Suite

LIBRES = frozenset({"opc", "reponse", "proposition", "fin_de_relation", "dossier_avocat"})
"""Les lettres que rien ne fait attendre : un appel, une réponse, une offre, une fin, un dossier."""


class Raison(StrEnum):
    """Pourquoi l'on attend."""

    DELAI = "délai en cours"
    PROMESSE = "paiement promis"
    CONTESTATION = "contestation sans réponse"
    SUSPENSION = "suspension"


@dataclass(frozen=True, slots=True)
class Attente:
    """Une raison d'attendre, le fait d'où elle vient, et son dernier jour s'il y en a un."""

    raison: Raison
    chemin: Chemin
    depuis: date
    jusqu_au: date | None
    calculee: bool = False
    """Vrai quand le dernier jour n'est pas au dossier : il se compte."""


def attentes(dossier: Dossier, demarches: Demarches, lettre: str, au: date) -> tuple[Attente, ...]:
    """Les raisons de ne pas écrire cette lettre au jour `au`, dans l'ordre des blocs du dossier."""
    if lettre in LIBRES:
        return ()
    return (
        *_delais(demarches, au),
        *_promesses(dossier, demarches, lettre, au),
        # -- un rappel répond à la contestation, dans sa variante contestée : elle ne le fait pas attendre --
        *(() if lettre == "rappel" else _contestations(demarches)),
        *_suspensions(demarches),
    )


def _delais(demarches: Demarches, au: date) -> Iterator[Attente]:
    for d in demarches.envois:
        if d.envoi.lettre not in LIBRES and d.court_encore(au):
            yield Attente(Raison.DELAI, ("envois", d.rang), d.envoi.date, d.fin, d.calculee)


def _promesses(dossier: Dossier, demarches: Demarches, lettre: str, au: date) -> Iterator[Attente]:
    for rang, s in demarches.suites:
        if s.resultat not in {"promesse", "paiement_annonce"} or _dementie(s, demarches):
            continue
        fin = s.promis_le or s.date + timedelta(days=delai_par_defaut(dossier, lettre, s.date))
        if fin >= au:
            yield Attente(Raison.PROMESSE, ("suites", rang), s.date, fin, calculee=s.promis_le is None)


def _dementie(promesse: Suite, demarches: Demarches) -> bool:
    """Vrai d'une promesse que remplace une suite plus récente : autre promesse, refus, contestation."""
    plus_recentes = {"promesse", "paiement_annonce", "refus", "contestation"}
    return any(s.date > promesse.date and s.resultat in plus_recentes for _, s in demarches.suites)


def _contestations(demarches: Demarches) -> Iterator[Attente]:
    for rang, s in demarches.contestations:
        yield Attente(Raison.CONTESTATION, ("suites", rang), s.date, None)


def _suspensions(demarches: Demarches) -> Iterator[Attente]:
    for rang, s in demarches.suspensions:
        yield Attente(Raison.SUSPENSION, ("suspensions", rang), s.du, s.au)
