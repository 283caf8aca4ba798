"""Laissées : ce que chaque mise en demeure, le jour où elle est partie, laissait de côté d'une créance contestée.

Les comptes de ce jour-là ne dépendent que des mises en demeure d'avant : on les relit donc dans l'ordre, et jamais les
comptes d'aujourd'hui. De ce que le journal ne dit pas (une contestation du jour même, ou retirée depuis), la somme que
la lettre réclamait décide; à défaut, on tient qu'elle a réclamé le moins (F1.14), et que celle qui la suit réclame ce
qui fut retiré : c'est pour cela qu'on l'envoie.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import partial

from lettres.affaire.comptes import Comptes, exigible
from lettres.affaire.etablissement import Laissees, comptes, facturees
from lettres.affaire.suite.contestations import contestations
from lettres.affaire.suite.inscriptions import Inscriptions, comme_si_non_partie, inscriptions
from lettres.affaire.suite.lectures import lectures_d_alors
from lettres.catalogue import capacites
from lettres.dossier import Annulation, Dossier, Envoi, Suite
from lettres.droit.compte import ZERO

_RELUES_MAX = 6
"""Chacune fait refaire les comptes de son jour : au-delà, on tient qu'elles ont laissé ce que laissait la dernière."""


def laissees(dossier: Dossier, lignes: Inscriptions, au: date, visees: Collection[str] | None) -> Laissees:
    """Ce que chaque mise en demeure partie au jour `au` laissait de côté; rien de celles qui réclamaient tout."""
    contestees = [s.date for s in dossier.suites if isinstance(s, Suite) and s.montant_conteste is not None]
    if dossier.nature != "recouvrement" or not contestees:
        return {}
    premiere, trouvees, relues = min(contestees), dict[int, Mapping[int, Decimal]](), 0
    parties = [(e.date, rang, e) for rang, e in lignes.envois if capacites(e.lettre).met_en_demeure]
    parts: Mapping[int, Decimal] = {}
    for jour, rang, envoi in sorted(parties, key=lambda ligne: ligne[:2]):
        if not premiere <= jour <= au:
            continue
        if relues < _RELUES_MAX:
            parts, relues = _laissees_par(dossier, rang, envoi, visees, trouvees), relues + 1
        if parts:
            trouvees[rang] = parts
    return trouvees


def _laissees_par(
    dossier: Dossier, rang: int, envoi: Envoi, visees: Collection[str] | None, d_avant: Laissees
) -> Mapping[int, Decimal]:
    """De ce qu'elle a pu laisser de côté, ce qui donne la somme qu'elle réclamait; sans somme, le plus."""
    lectures = [(_reclamees(lus, envoi), parts) for lus, parts in _lectures(dossier, rang, envoi, visees, d_avant)]
    lectures.sort(key=lambda lecture: min(lecture[0]))
    if (montant := envoi.montant) is not None:
        lectures.sort(key=lambda lecture: min(abs(montant - somme) for somme in lecture[0]))
    return lectures[0][1]


def _lectures(
    dossier: Dossier, rang: int, envoi: Envoi, visees: Collection[str] | None, d_avant: Laissees
) -> Iterator[tuple[Comptes, Mapping[int, Decimal]]]:
    """Les comptes de ce jour-là, et ce que chaque lecture du journal mettait de côté."""
    suit = envoi.montant is None and any(_se_suivent(dossier.envois[avant], envoi) for avant in d_avant)
    for lu in lectures_d_alors(dossier, envoi.date, deja_retirees=suit):
        lignes = inscriptions(comme_si_non_partie(lu, rang), envoi.date)
        entiers = comptes(lu, lignes, envoi.date, facturees(lu, lignes, envoi.date, visees, d_avant))
        parts = contestations(lu, lignes, partial(getattr, entiers, "creances"), envoi.date).de_cote
        yield entiers.mettant_de_cote(parts), parts


def _se_suivent(premiere: Envoi | Annulation, seconde: Envoi) -> bool:
    """Les deux visent une même créance; celle qui n'en nomme aucune les vise toutes."""
    if isinstance(premiere, Annulation):
        return False
    visees, ensuite = {*premiere.creances}, {*seconde.creances}
    return not visees or not ensuite or not visees.isdisjoint(ensuite)


def _reclamees(lus: Comptes, envoi: Envoi) -> tuple[Decimal, ...]:
    """Ce que cette lettre réclamait selon cette lecture : le capital seul, ou avec l'intérêt à sa date limite."""
    echues = {c.nom for c in lus.creances if (exigible(c.creance) or date.min) < envoi.date}
    vises = lus.visant(frozenset(envoi.creances or echues))
    due = vises.a_payer(envoi.echeance or envoi.date)
    return (due.capital, due.total) if due else (ZERO,)
