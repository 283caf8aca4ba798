"""Attentes : ce qui, un jour donné, fait qu'on n'écrit pas la lettre suivante. Une seule fonction le dit.

Quatre raisons : le délai d'une lettre court encore, un paiement est promis, une contestation attend sa réponse, le
dossier est suspendu. Les règles J104, J106, J107 et J111, la prochaine lettre et `etat` ne font que le rapporter. Elles
se forcent par un motif écrit; ce qui ne se force pas est un empêchement.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from lettres.affaire.demarches import LIBRES, Demarche, Demarches
from lettres.affaire.echeances import delai_par_defaut
from lettres.affaire.empechements import INSOLVABLE
from lettres.affaire.visees import derniere, dernieres
from lettres.constats import Chemin
from lettres.dossier import Dossier, Suite, Suspension
from lettres.droit.compte import ZERO

PROMESSES = frozenset({"promesse", "paiement_annonce"})
"""Les suites qui annoncent un paiement."""


Rangee = tuple[int, Suite]
"""Une suite, et son rang au dossier."""


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

    @property
    def rang(self) -> int:
        """Le rang du fait dans son bloc."""
        return int(self.chemin[1])

    @property
    def reprise(self) -> date | None:
        """Le premier jour où cette raison ne tient plus; None tant que rien ne le dit."""
        return None if self.jusqu_au is None else self.jusqu_au + timedelta(days=1)


def attentes(dossier: Dossier, en_cours: Demarches, lettre: str, au: date) -> tuple[Attente, ...]:
    """Les raisons de ne pas écrire cette lettre au jour `au`, dans l'ordre des blocs du dossier.

    `en_cours` : les démarches dont les factures sont encore dues; les autres ne retiennent plus rien.
    """
    if lettre in LIBRES:
        return ()
    return (
        *_delais(en_cours.envois, au),
        *_promesses(dossier, en_cours.suites, lettre, au),
        # -- un rappel répond à la contestation, dans sa variante contestée : elle ne le fait pas attendre --
        *(() if lettre == "rappel" else _contestations(en_cours.contestations)),
        *_suspensions(en_cours.suspensions),
    )


def _delais(envois: Iterable[Demarche], au: date) -> Iterator[Attente]:
    for d in envois:
        # -- un appel, une offre ou une réponse n'ont de délai que celui qu'elles écrivent --
        if d.court_encore(au) and not (d.calculee and d.envoi.lettre in LIBRES):
            yield Attente(Raison.DELAI, ("envois", d.rang), d.envoi.date, d.fin, d.calculee)


def _promesses(dossier: Dossier, suites: Sequence[Rangee], lettre: str, au: date) -> Iterator[Attente]:
    nouvelles = {*PROMESSES, "refus", "contestation"}
    connues = dernieres((s.creances, (s.date, r)) for r, s in suites if s.resultat in nouvelles)
    recus = _Recus(dossier, au)
    for rang, s in suites:
        # -- une autre promesse, un refus ou une contestation, plus récents, remplacent la promesse --
        if s.resultat not in PROMESSES or derniere(connues, s.creances) != (s.date, rang):
            continue
        if s.montant is not None and recus.depuis(s.date, s.creances) >= s.montant:
            continue
        fin = s.promis_le or s.date + timedelta(days=delai_par_defaut(dossier, lettre, s.date))
        if fin >= au:
            yield Attente(Raison.PROMESSE, ("suites", rang), s.date, fin, calculee=s.promis_le is None)


class _Recus:
    """Les paiements reçus au jour dit, cumulés dans l'ordre de leurs dates : ceux de chaque facture, et tous."""

    def __init__(self, dossier: Dossier, au: date) -> None:
        recus = [(p.date, p.montant, p.facture) for p in dossier.paiements if p.date is not None and p.date <= au]
        recus.sort(key=lambda recu: recu[0])
        self._tous: _Cumul = ([], [ZERO])
        self._de: dict[str | None, _Cumul] = {}
        for jour, montant, facture in recus:
            for jours, sommes in (self._tous, self._de.setdefault(facture, ([], [ZERO]))):
                jours.append(jour)
                sommes.append(sommes[-1] + (montant or ZERO))

    def depuis(self, jour: date, factures: Sequence[str]) -> Decimal:
        """Ce qui, reçu depuis ce jour, peut payer ces factures : tout, si aucune n'est nommée."""
        siens = (self._de[f] for f in {None, *factures} if f in self._de) if factures else (self._tous,)
        return sum((sommes[-1] - sommes[bisect_left(jours, jour)] for jours, sommes in siens), ZERO)


_Cumul = tuple[list[date], list[Decimal]]


def _contestations(contestations: Iterable[Rangee]) -> Iterator[Attente]:
    for rang, s in contestations:
        yield Attente(Raison.CONTESTATION, ("suites", rang), s.date, None)


def _suspensions(suspensions: Iterable[tuple[int, Suspension]]) -> Iterator[Attente]:
    for rang, s in suspensions:
        if s.motif != INSOLVABLE:
            yield Attente(Raison.SUSPENSION, ("suspensions", rang), s.du, s.au)
