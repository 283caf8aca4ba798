"""Attentes : ce qui, un jour donné, fait qu'on n'écrit pas la lettre suivante. Une seule fonction le dit.

Quatre raisons : le délai d'une lettre court encore, un paiement est promis, une contestation attend sa réponse, le
dossier est suspendu. Les règles J104, J106, J107 et J111, la prochaine lettre et `etat` ne font que le rapporter. Elles
se forcent par un motif écrit; ce qui ne se force pas est un empêchement.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from enum import StrEnum

from lettres.affaire.suite.contestations import Contestations
from lettres.affaire.suite.demarches import Demarche, Demarches
from lettres.affaire.suite.empechements import INSOLVABLE
from lettres.affaire.suite.inscriptions import AvecRang
from lettres.affaire.suite.promesses import promesses
from lettres.affaire.suite.recus import Recus
from lettres.catalogue import capacites
from lettres.dossier import Dossier, Evenement, Suite, Suspension
from lettres.droit.calendrier import UN_JOUR
from lettres.langue.ecriture import jour
from lettres.socle.classes import NamedTuple
from lettres.socle.constats import Chemin

MOTIFS = {
    "entente_de_paiement": "entente de paiement",
    "contestation": "contestation",
    "mediation": "médiation",
    "autre": "autre motif",
}
"""Pourquoi une suspension, tel qu’on le lit."""


class Raison(StrEnum):
    """Pourquoi l'on attend."""

    DELAI = "délai en cours"
    PROMESSE = "paiement promis"
    CONTESTATION = "contestation sans réponse"
    SUSPENSION = "suspension"


class Attente(NamedTuple):
    """Une raison d'attendre, le fait d'où elle vient, et son dernier jour s'il y en a un."""

    raison: Raison
    chemin: Chemin
    depuis: date
    jusqu_au: date | None
    calculee: bool = False
    """Vrai quand le dernier jour n'est pas au dossier : il se compte."""

    @property
    def rang(self) -> int:
        """Le rang du fait dans son bloc."""
        return int(self.chemin[1])

    @property
    def reprise(self) -> date | None:
        """Le premier jour où cette raison ne tient plus; None tant que rien ne le dit."""
        return None if self.jusqu_au is None else self.jusqu_au + UN_JOUR


def attentes(
    dossier: Dossier, recus: Recus, en_cours: Demarches, contestations: Contestations, lettre: str, au: date
) -> tuple[Attente, ...]:
    """Les raisons de ne pas écrire cette lettre au jour `au`, dans l'ordre des blocs du dossier.

    `en_cours` : les démarches dont les factures sont encore dues; les autres ne retiennent plus rien.
    """
    if capacites(lettre).libre:
        return ()
    return (
        *_delais(en_cours.envois, au),
        *_promesses(dossier, recus, en_cours.suites, contestations, lettre, au),
        # -- un rappel répond à la contestation, dans sa variante contestée : elle ne le fait pas attendre --
        *(() if capacites(lettre).repond else _contestations(en_cours, contestations)),
        *_suspensions(en_cours.suspensions),
    )


def _delais(envois: Iterable[Demarche], au: date) -> Iterator[Attente]:
    for d in envois:
        if d.court_encore(au) and not d.sans_delai:
            yield Attente(Raison.DELAI, ("envois", d.rang), d.envoi.date, d.fin, d.calculee)


def _promesses(
    dossier: Dossier,
    recus: Recus,
    suites: Sequence[AvecRang[Suite]],
    contestations: Contestations,
    lettre: str,
    au: date,
) -> Iterator[Attente]:
    connues = promesses(dossier, recus, suites, lettre, au, parts=contestations.parts)
    tenues = (p for p in connues if p.tient and p.fin >= au)
    for p in sorted(tenues, key=lambda p: p.rang):
        yield Attente(Raison.PROMESSE, ("suites", p.rang), p.faite_le, p.fin, p.calculee)


def _contestations(en_cours: Demarches, toutes: Contestations) -> Iterator[Attente]:
    for rang, s in contestees_en_entier(en_cours, toutes):
        yield Attente(Raison.CONTESTATION, ("suites", rang), s.date, None)


def contestees_en_entier(en_cours: Demarches, toutes: Contestations) -> list[AvecRang[Suite]]:
    """Les contestations ouvertes, sauf celles d'une part mise de côté : d'elles, le reste se réclame sans attendre."""
    return [(rang, s) for rang, s in en_cours.contestations if toutes.retient(rang)]


def faits_autour(dossier: Dossier, contestees: Sequence[AvecRang[Suite]]) -> tuple[list[Evenement], list[Evenement]]:
    """Ce qui est arrivé avant la première de ces contestations, et ce qui y répond, venu depuis; rien, sans aucune."""
    faits = sorted((*dossier.accompli, *dossier.faits), key=_le)
    depuis = min((s.date for _, s in contestees), default=date.max)
    return [f for f in faits if contestees and _le(f) <= depuis], [f for f in faits if _le(f) > depuis]


def _le(fait: Evenement) -> date:
    return fait.date or fait.vers or date.min


def parts_contestees(en_cours: Demarches, toutes: Contestations) -> Iterator[Attente]:
    """Les parts contestées que l'on met de côté : elles attendent une réponse, et le reste se réclame."""
    for rang, s in en_cours.contestations:
        if not toutes.retient(rang):
            yield Attente(Raison.CONTESTATION, ("suites", rang), s.date, None)


def _suspensions(suspensions: Iterable[AvecRang[Suspension]]) -> Iterator[Attente]:
    for rang, s in suspensions:
        if s.motif != INSOLVABLE:
            yield Attente(Raison.SUSPENSION, ("suspensions", rang), s.du, s.au)


def suspension_dite(s: Suspension) -> str:
    """« Une suspension court du 1er octobre 2026 au 15 novembre 2026 (médiation). »"""
    court = f"du {jour(s.du)} au {jour(s.au)}" if s.au else f"depuis le {jour(s.du)}, sans fin écrite"
    revoir = f", à revoir le {jour(s.revoir_le)}" if s.revoir_le and not s.au else ""
    return f"Une suspension court {court}{revoir} ({MOTIFS.get(s.motif, s.motif)})."
