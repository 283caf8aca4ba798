"""Attentes : ce qui, un jour donné, fait qu'on n'écrit pas la lettre suivante. Une seule fonction le dit.

Quatre raisons : le délai d'une lettre court encore, un paiement est promis, une contestation attend sa réponse, le
dossier est suspendu. Les règles J104, J106, J107 et J111, la prochaine lettre et `etat` ne font que le rapporter. Elles
se forcent par un motif écrit; l'insolvabilité et l'avocat du débiteur ne se forcent pas, et ne sont pas d'ici.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from lettres.affaire.demarches import Demarche, Demarches, memes_creances
from lettres.affaire.echeances import delai_par_defaut
from lettres.constats import Chemin
from lettres.dossier import Dossier, Suite, Suspension
from lettres.droit.compte import ZERO

LIBRES = frozenset({"opc", "reponse", "proposition", "fin_de_relation", "dossier_avocat"})
"""Les lettres que rien ne fait attendre : un appel, une réponse, une offre, une fin, un dossier."""


INSOLVABLE = "insolvabilite"
"""Le motif d'une suspension que rien ne force : une règle à part la dit."""

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


def attentes(
    dossier: Dossier,
    demarches: Demarches,
    contestations: Iterable[Rangee],
    lettre: str,
    au: date,
    *,
    vise_du: Callable[[Sequence[str]], bool],
) -> tuple[Attente, ...]:
    """Les raisons de ne pas écrire cette lettre au jour `au`, dans l'ordre des blocs du dossier.

    `vise_du` : les factures qu'une inscription nomme sont-elles encore dues ? Sinon, elle ne retient plus rien.
    """
    if lettre in LIBRES:
        return ()
    suites = tuple((rang, s) for rang, s in demarches.suites if vise_du(s.creances))
    return (
        *_delais((d for d in demarches.envois if vise_du(d.envoi.creances)), au),
        *_promesses(dossier, suites, lettre, au),
        # -- un rappel répond à la contestation, dans sa variante contestée : elle ne le fait pas attendre --
        *(() if lettre == "rappel" else _contestations(contestations)),
        *_suspensions((rang, s) for rang, s in demarches.suspensions if vise_du(s.creances)),
    )


def _delais(envois: Iterable[Demarche], au: date) -> Iterator[Attente]:
    for d in envois:
        # -- un appel, une offre ou une réponse n'ont de délai que celui qu'elles écrivent --
        if d.court_encore(au) and not (d.calculee and d.envoi.lettre in LIBRES):
            yield Attente(Raison.DELAI, ("envois", d.rang), d.envoi.date, d.fin, d.calculee)


def _promesses(dossier: Dossier, suites: Sequence[Rangee], lettre: str, au: date) -> Iterator[Attente]:
    # -- de la plus récente à la plus ancienne : la première qui précède la promesse arrête la recherche --
    nouvelles = [(s.date, r, s) for r, s in suites if s.resultat in {*PROMESSES, "refus", "contestation"}]
    nouvelles.sort(key=lambda n: n[:2], reverse=True)
    for rang, s in suites:
        if s.resultat not in PROMESSES or _dementie(rang, s, nouvelles) or _tenue(s, dossier, au):
            continue
        fin = s.promis_le or s.date + timedelta(days=delai_par_defaut(dossier, lettre, s.date))
        if fin >= au:
            yield Attente(Raison.PROMESSE, ("suites", rang), s.date, fin, calculee=s.promis_le is None)


def _dementie(rang: int, promesse: Suite, nouvelles: Sequence[tuple[date, int, Suite]]) -> bool:
    """Vrai d'une promesse que remplace une suite plus récente : autre promesse, refus, contestation.

    Le même jour, la plus récente est la dernière au journal.
    """
    for quand, r, s in nouvelles:
        if (quand, r) <= (promesse.date, rang):
            return False
        if memes_creances(s.creances, promesse.creances):
            return True
    return False


def _tenue(promesse: Suite, dossier: Dossier, au: date) -> bool:
    """Vrai d'une promesse dont la somme est écrite, et que des paiements venus depuis couvrent."""
    recus = (
        p.montant
        for p in dossier.paiements
        if p.montant is not None
        and p.date is not None
        and promesse.date <= p.date <= au
        and memes_creances((p.facture,) if p.facture else (), promesse.creances)
    )
    return promesse.montant is not None and sum(recus, ZERO) >= promesse.montant


def _contestations(contestations: Iterable[Rangee]) -> Iterator[Attente]:
    for rang, s in contestations:
        yield Attente(Raison.CONTESTATION, ("suites", rang), s.date, None)


def _suspensions(suspensions: Iterable[tuple[int, Suspension]]) -> Iterator[Attente]:
    for rang, s in suspensions:
        yield Attente(Raison.SUSPENSION, ("suspensions", rang), s.du, s.au)
