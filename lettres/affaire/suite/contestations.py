"""Contestations : celles qui attendent une réponse et, quand elles ne visent qu'une part, ce que l'on met de côté.

Qui conteste une somme moindre que la créance doit le reste : les lettres réclament ce reste, sans l'intérêt de la part,
et ce qui est payé le paie d'abord. Aucun texte ne dit où va le paiement d'une dette que l'on conteste pour une part :
c'est la lecture la plus prudente pour le débiteur, qui paie ce qu'il reconnaît (C.c.Q., art. 1569; F3.11). Deux parts
s'ajoutent. Une somme que l'on ne sait pas placer sur une seule créance conteste en entier toutes celles qu'elle vise.

Une réponse lève une contestation. Un rappel y répond aussi, sauf à la part qu'il mettait de côté, et ne réclamait pas.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TypeVar

from lettres.affaire.comptes import CompteDeCreance
from lettres.affaire.suite.inscriptions import AvecRang, Inscriptions
from lettres.affaire.suite.visees import Rang, Visees, derniere, dernieres
from lettres.catalogue import capacites
from lettres.dossier import Dossier, Envoi, Suite
from lettres.droit.compte import ZERO, etablir_sans
from lettres.socle.classes import NamedTuple

_I = TypeVar("_I", Envoi, Suite)

ComptesEntiers = Callable[[], Sequence[CompteDeCreance]]
"""Les comptes des créances, entières."""


class Contestations(NamedTuple):
    """Les contestations au jour dit."""

    ouvertes: tuple[AvecRang[Suite], ...]
    """Celles auxquelles rien n'a encore répondu."""
    parts: Mapping[int, int]
    """La créance dont chacune ne conteste qu'une part, de rang en rang; répondue ou non."""
    de_cote: Mapping[int, Decimal]
    """Ce que l'on met de côté de chaque créance dont on réclame le reste, sous son rang."""

    def retient(self, rang: int) -> bool:
        """Dit si cette contestation ouverte retient la créance entière : on n'en met pas une part de côté."""
        return self.parts.get(rang) not in self.de_cote


def contestations(dossier: Dossier, lignes: Inscriptions, comptes: ComptesEntiers, au: date) -> Contestations:
    """Les contestations d'un dossier au jour `au`; `comptes` ne se demande que si l'une vise une part, ou se répond."""
    faites = [(rang, s) for rang, s in lignes.suites if s.resultat == "contestation" and s.date <= au]
    if not faites:
        return Contestations((), {}, {})
    lettres = [(rang, e) for rang, e in lignes.envois if e.date <= au and capacites(e.lettre).repond]
    parties = {rang: e.date for rang, e in (*lignes.envois, *lignes.revenus) if e.date <= au}
    visent = {suite: parties[rang] for suite, rang in lignes.lettres_nommees.items() if rang in parties}
    parts = _parts(dossier, faites, comptes)
    reponses = dernieres((e.creances, (e.date, rang)) for rang, e in lettres)
    entieres = [ligne for ligne in faites if ligne[0] not in parts]
    retiennent = [(r, reste) for r, s in entieres if (reste := _qui_attend(s, reponses, visent.get(r), comptes))]
    if not parts:
        return Contestations(tuple(retiennent), {}, {})
    ouvertes, de_cote = {rang for rang, _ in retiennent}, {}
    des_entieres, des_lettres, des_retenues = _rangees(entieres), _rangees(lettres), _rangees(retiennent)
    for rang, siennes in _par_creance(faites, parts).items():
        compte = comptes()[rang]
        # -- ce qui conteste sans rien nommer ne vise pas une créance qui n'était pas faite --
        noms, faite = (compte.nom,), compte.creance.date or date.min
        histoire: list[tuple[int, Envoi | Suite]] = [*siennes, *des_entieres.de(noms, faite)]
        histoire += des_lettres.de(noms, date.min)
        restent = _sans_reponse(compte, parts, sorted(histoire, key=lambda ligne: _moment(ligne, visent)))
        ouvertes |= restent.keys()
        part = sum(restent.values(), ZERO)
        if part and not des_retenues.de(noms, faite) and _epuisee_le(compte, part) is None:
            de_cote[rang] = part
    attendent = dict(retiennent)
    return Contestations(tuple((r, attendent.get(r, s)) for r, s in faites if r in ouvertes), parts, de_cote)


def _qui_attend(
    contestation: Suite, reponses: Mapping[str | None, Rang], vise: date | None, comptes: ComptesEntiers
) -> Suite | None:
    """La contestation, et de ce qu'elle vise, ce à quoi rien n'a répondu; None si tout a sa réponse.

    Une lettre qui nomme ses factures ne répond pas des autres.
    """
    if not _repondue(contestation.date, derniere(reponses, contestation.creances), vise):
        return contestation
    # -- une réponse qui ne nomme rien répond à tout; sinon, on regarde facture par facture --
    if {*reponses} <= {None} or _repondue(contestation.date, reponses.get(None), vise):
        return None
    visees = contestation.creances or tuple(
        c.nom for c in comptes() if (c.creance.date or contestation.date) <= contestation.date
    )
    reste = tuple(nom for nom in visees if not _repondue(contestation.date, reponses.get(nom), vise))
    return contestation.model_copy(update={"creances": reste}) if reste else None


def _repondue(contestee_le: date, reponse: Rang | None, vise: date | None) -> bool:
    """Une lettre partie après la contestation y répond; le même jour, si elle vise une lettre d'avant."""
    if reponse is None:
        return False
    le = reponse[0]
    return le > contestee_le or (le == contestee_le and vise is not None and vise < le)


def _rangees(lignes: Iterable[AvecRang[_I]]) -> Visees[AvecRang[_I]]:
    return Visees((rang, ligne.creances, ligne.date, (rang, ligne)) for rang, ligne in lignes)


# -- De quelle créance une part est contestée --


def _parts(dossier: Dossier, faites: Sequence[AvecRang[Suite]], entiers: ComptesEntiers) -> Mapping[int, int]:
    """Rien d'une contestation dont on ne sait pas la somme, ou laquelle de plusieurs créances elle vise."""
    if dossier.nature != "recouvrement" or all(s.montant_conteste is None for _, s in faites):
        return {}
    comptes = entiers()
    nommees: defaultdict[str, list[int]] = defaultdict(list)
    for rang, compte in enumerate(comptes):
        nommees[compte.nom].append(rang)
    par_date = sorted((compte.creance.date or date.min, rang) for rang, compte in enumerate(comptes))
    parts = {}
    for suite, s in faites:
        if s.creances:
            visees = [rang for nom in dict.fromkeys(s.creances) for rang in nommees.get(nom, ())]
        else:
            visees = [rang for _, rang in par_date[: min(bisect_right(par_date, (s.date, len(comptes))), 2)]]
        releve = comptes[visees[0]].releve if len(visees) == 1 else None
        if releve is not None and s.montant_conteste is not None and s.montant_conteste < releve.dette.capital:
            parts[suite] = visees[0]
    return parts


def _par_creance(faites: Sequence[AvecRang[Suite]], parts: Mapping[int, int]) -> Mapping[int, list[AvecRang[Suite]]]:
    siennes: defaultdict[int, list[AvecRang[Suite]]] = defaultdict(list)
    for rang, s in faites:
        if rang in parts:
            siennes[parts[rang]].append((rang, s))
    return siennes


# -- Ce qui lui est arrivé, dans l'ordre --


def _moment(ligne: tuple[int, Envoi | Suite], visent: Mapping[int, date]) -> tuple[date, int, int]:
    """Le même jour, une lettre précède la contestation, sauf si celle-ci vise une lettre d'avant ce jour."""
    rang, faite = ligne
    if isinstance(faite, Envoi):
        return faite.date, 1, rang
    return faite.date, 0 if visent.get(rang, faite.date) < faite.date else 2, rang


def _sans_reponse(
    compte: CompteDeCreance, parts: Mapping[int, int], histoire: Sequence[tuple[int, Envoi | Suite]]
) -> dict[int, Decimal]:
    """Les parts auxquelles rien n'a répondu, l'histoire finie : leur somme, sous le rang de leur contestation."""
    ouvertes: dict[int, Decimal] = {}
    epuisees: dict[Decimal, date | None] = {}
    somme, entiere = ZERO, False
    for rang, ligne in histoire:
        if isinstance(ligne, Suite):
            entiere |= rang not in parts
            if rang in parts and ligne.montant_conteste is not None:
                ouvertes[rang] = ligne.montant_conteste
                somme += ligne.montant_conteste
            continue
        repond = entiere or not capacites(ligne.lettre).relance
        if ouvertes and not repond:
            if somme not in epuisees:
                epuisees[somme] = _epuisee_le(compte, somme)
            epuisee = epuisees[somme]
            repond = epuisee is not None and epuisee <= ligne.date
        if repond:
            ouvertes, somme, entiere = {}, ZERO, False
    return ouvertes


def _epuisee_le(compte: CompteDeCreance, part: Decimal) -> date | None:
    """Le jour d'où, cette part mise de côté, il ne reste rien à réclamer; None tant qu'il en reste."""
    releve = compte.releve
    if releve is None or part >= releve.dette.capital:
        return date.min
    reste = releve.dette.capital - part
    if releve.paye < reste:
        return None
    jour = max(i.date for i in releve.imputations)
    for i in etablir_sans(releve, part, jour).releves[0].imputations:
        reste -= i.capital
        if reste <= ZERO:
            return i.date
    return None
