"""Promesses : les paiements promis ou annoncés, ce qu'il en est advenu, et ceux qui font encore attendre."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby

from lettres.affaire.echeances import delai_par_defaut
from lettres.affaire.suite.inscriptions import AvecRang
from lettres.affaire.suite.recus import Recus
from lettres.dossier import Dossier, Suite
from lettres.droit.calendrier import UN_JOUR
from lettres.droit.compte import ZERO
from lettres.droit.parametre import jours
from lettres.socle.classes import NamedTuple

PROMESSES = frozenset({"promesse", "paiement_annonce", "en_approbation"})
"""Les suites qui annoncent un paiement."""

_REMPLACENT = PROMESSES | {"refus", "contestation"}


class Promesse(NamedTuple):
    """Un paiement promis, et le jour où on l'attend, compris."""

    rang: int
    faite_le: date
    fin: date
    calculee: bool
    """Vrai quand le jour n'est pas au dossier : il se compte."""
    tient: bool
    """Ni payée, ni remplacée par une parole plus récente, ni venue après trop de promesses rompues."""
    payee: bool
    remplacee_le: date | None = None

    def rompue(self, au: date) -> bool:
        """Dit si, ce jour-là, le jour promis est passé sans le paiement, ni une autre parole venue à temps."""
        a_temps = self.remplacee_le is not None and self.remplacee_le <= self.fin
        return not self.payee and not a_temps and self.fin < au


class _Parole(NamedTuple):
    """Ce que le débiteur a dit un jour, de ces factures; `fin` est le jour promis, s'il promet."""

    jour: date
    rang: int
    suite: Suite
    visees: tuple[str, ...]
    fin: date | None

    @property
    def cles(self) -> tuple[str | None, ...]:
        return self.visees or (None,)


def promesses(
    dossier: Dossier,
    recus: Recus,
    suites: Sequence[AvecRang[Suite]],
    lettre: str,
    au: date,
    facture: str | None = None,
    parts: Container[int] = (),
) -> tuple[Promesse, ...]:
    """Les promesses d'un journal, dans l'ordre de leurs jours; celle qu'une autre remplace à temps n'est pas rompue.

    Celles d'un même jour, pour des jours différents, sont les versements d'un même plan : elles valent toutes, et ce
    qui est reçu paie la première d'abord. `facture` : celle que toutes ces suites visent; ce qu'elles disent des autres
    n'y compte alors pas. `parts` : les rangs des contestations d'une part, qui ne reprennent pas ce qui fut promis.
    """
    seule = () if facture is None else (facture,)
    paroles = sorted(
        (
            _Parole(s.date, rang, s, s.creances and (seule or s.creances), _fin(dossier, s, lettre))
            for rang, s in suites
            if s.resultat in _REMPLACENT and rang not in parts
        ),
        key=lambda parole: (parole.jour, parole.rang),
    )
    if not paroles:
        return ()
    remplacees = _remplacees(paroles) if len(paroles) > 1 else {}
    payees, precedent = _versements(paroles, remplacees, recus, ensemble=facture is not None)
    rompues, maximum = Counter[str | None](), jours("promesses.rompues", au)
    attendues: defaultdict[str | None, list[Promesse]] = defaultdict(list)
    trouvees = []
    for parole in paroles:
        for cle in parole.cles:
            # -- ce qui était promis un autre jour, et dont le jour est passé, est rompu dès lors --
            du_plan = attendues.get(cle)
            if du_plan and (parole.fin is None or du_plan[0].faite_le < parole.jour):
                rompues[cle] += sum(p.rompue(parole.jour) for p in attendues.pop(cle))
        if parole.fin is None:
            continue
        payee, le = parole.rang in payees, remplacees.get(parole.rang)
        # -- les versements d'avant, s'ils ne viennent pas, seront rompus quand celui-ci viendra --
        deja = max(rompues[cle] for cle in (None, *parole.visees)) + precedent.get(parole.rang, 0)
        tient = not payee and le is None and deja < maximum
        calculee = parole.suite.promis_le is None
        promesse = Promesse(parole.rang, parole.jour, parole.fin, calculee, tient, payee, le)
        for cle in parole.cles:
            attendues[cle].append(promesse)
        trouvees.append(promesse)
    return tuple(trouvees)


def _fin(dossier: Dossier, s: Suite, lettre: str) -> date | None:
    if s.resultat not in PROMESSES:
        return None
    return s.promis_le or s.date + timedelta(days=delai_par_defaut(dossier, lettre, s.date))


class _Prochaines:
    """Le jour de la prochaine parole qui vise une facture; celle qui n'en nomme aucune les vise toutes."""

    def __init__(self) -> None:
        self._de: dict[str | None, date] = {}
        self._toutes: date | None = None

    def noter(self, parole: _Parole) -> None:
        """On remonte le temps : la dernière notée est la prochaine."""
        self._de.update(dict.fromkeys(parole.cles, parole.jour))
        self._toutes = parole.jour

    def de(self, visees: tuple[str, ...]) -> date | None:
        """Celle qui vise l'une de ces factures; celle de toutes, si l'on n'en nomme aucune."""
        siennes = (self._de[cle] for cle in (None, *visees) if cle in self._de)
        return min(siennes, default=None) if visees else self._toutes


def _remplacees(paroles: Sequence[_Parole]) -> dict[int, date]:
    """Le jour où chaque promesse a été remplacée : par une parole d'un autre jour, un refus, ou pour le même jour."""
    ensuite, remplacees = _Prochaines(), {}
    for _, du_jour in groupby(reversed(paroles), key=lambda parole: parole.jour):
        dites = list(du_jour)
        autres, pour_le = _Prochaines(), defaultdict[date, _Prochaines](_Prochaines)
        for parole in dites:
            if parole.fin is None:
                autres.noter(parole)
                continue
            le = autres.de(parole.visees) or pour_le[parole.fin].de(parole.visees) or ensuite.de(parole.visees)
            if le is not None:
                remplacees[parole.rang] = le
            pour_le[parole.fin].noter(parole)
        for parole in dites:
            ensuite.noter(parole)
    return remplacees


def _versements(
    paroles: Sequence[_Parole], remplacees: Container[int], recus: Recus, *, ensemble: bool
) -> tuple[set[int], Mapping[int, int]]:
    """Les promesses payées; et combien de versements impayés précèdent chacune dans son plan, s'il y en a.

    `ensemble` : toutes ces paroles visent une même facture; sinon, un plan est de celles qu'il nomme.
    """
    payees, precedent = set[int](), dict[int, int]()
    plans: defaultdict[tuple[date, frozenset[str]], list[_Parole]] = defaultdict(list)
    for parole in paroles:
        if parole.fin is not None and parole.rang not in remplacees:
            plans[parole.jour, frozenset() if ensemble else frozenset(parole.visees)].append(parole)
        elif parole.fin is not None and _est_payee(parole, _compte_des(parole), ZERO, recus):
            payees.add(parole.rang)
    for plan in plans.values():
        d_avant, impayes = ZERO, 0
        des = min(map(_compte_des, plan))
        for parole in sorted(plan, key=lambda parole: (parole.fin or date.max, parole.rang)):
            precedent[parole.rang] = impayes
            if _est_payee(parole, des, d_avant, recus):
                payees.add(parole.rang)
            else:
                impayes += 1
            nomme = recus.nomme(parole.suite)
            # -- ce qui fut reçu avant n'est pas de ce que les versements suivants se partagent --
            if nomme is None or (nomme.date is not None and nomme.date >= des):
                d_avant += parole.suite.montant or ZERO
    return payees, precedent


def _compte_des(parole: _Parole) -> date:
    """Depuis quel jour ce qui est reçu paie cette promesse.

    Ce qui est reçu le jour même est su de qui promet le reste pour plus tard, et ne le paie pas; mais ce que l'on
    promet pour aujourd'hui, ou que l'on annonce sans dire de jour, peut arriver le jour même.
    """
    s = parole.suite
    en_route = s.resultat == "paiement_annonce" and s.promis_le is None
    return parole.jour if parole.fin == parole.jour or en_route else parole.jour + UN_JOUR


def _est_payee(parole: _Parole, des: date, d_avant: Decimal, recus: Recus) -> bool:
    """Dit si ce qui est reçu dès ce jour paie cette promesse, une fois payés les versements d'avant.

    Le paiement que l'inscription nomme la paie quel qu'en soit le jour, s'il vaut la somme promise, ou si l'on n'en
    promet aucune.
    """
    promis, nomme = parole.suite.montant, recus.nomme(parole.suite)
    if nomme is not None and nomme.montant is not None and nomme.montant >= (promis or ZERO):
        return True
    return promis is not None and recus.depuis(des, parole.suite.creances) >= d_avant + promis
