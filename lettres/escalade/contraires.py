"""Contraires : le plus petit événement à venir, ou document à ajouter, qui changerait une décision.

Chacun est vérifié en refaisant la décision sur le dossier qui l'aurait reçu. Jamais une qualité, une date passée ni une
somme que l'on changerait : on ne propose pas de récrire les faits.

Ce qui arriverait à un groupe de créances ne change rien à la réponse d'un autre : quand chaque facture se nomme, les
événements d'une même sorte s'essaient donc ensemble, et les comptes ne se refont pas autant de fois que de groupes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum, auto
from functools import cached_property
from typing import Any

from pydantic import ValidationError

from lettres.affaire import Affaire, CompteDeCreance, est_un_plan
from lettres.dossier import Envoi, Paiement, Suite
from lettres.droit.calendrier import UN_JOUR
from lettres.droit.compte import ZERO
from lettres.escalade.decision import Ajouts, Contraire, Decision, LigneAAjouter, Statut
from lettres.escalade.offerte import ACCEPTEE
from lettres.escalade.retenues import CONTESTEE, EN_PARTIE, RECU
from lettres.langue.ecriture import exact, jour

_LISTES: Mapping[str, Callable[[Mapping[str, Any]], Any]] = {
    "paiements": Paiement.model_validate,
    "suites": Suite.model_validate,
    "envois": Envoi.model_validate,
}
_SEMAINE = timedelta(days=7)
_D_UN_RENVOI = ("lettre", "date", "mode", "creances", "echelon", "politique")
"""Ce qu'une lettre envoyée de nouveau a de la première; ni sa réception, ni ses preuves, ni sa date limite."""

Rangs = Sequence[int | None]
Rejouer = Callable[[Affaire, Rangs], Sequence[Statut]]
"""Le statut de chacune de ces créances, dans cette affaire-là."""


class _Sorte(Enum):
    """De quoi est fait un essai; ceux d'une même sorte se font ensemble, sauf une date et une preuve."""

    DATE = auto()
    TOLERE = auto()
    PAIEMENT = auto()
    PROMESSE = auto()
    CONTESTATION = auto()
    PREUVE = auto()
    REPONSE = auto()


_PAIEMENTS = {_Sorte.TOLERE, _Sorte.PAIEMENT}
_Essai = tuple[_Sorte, Contraire]


def appliquer(affaire: Affaire, ajouts: Ajouts) -> Affaire:
    """L'affaire après cet événement : ses inscriptions ajoutées au dossier; et le jour venu, si c'en est un à venir."""
    if "au" in ajouts:
        return affaire.le(date.fromisoformat(str(ajouts["au"])))
    dossier, au = affaire.dossier, affaire.au
    for liste, valeur in ajouts.items():
        nouvelles = [_LISTES[liste](entree) for entree in _entrees(valeur)]
        dossier = dossier.model_copy(update={liste: (*getattr(dossier, liste), *nouvelles)})
        au = max([au, *(ligne.date for ligne in nouvelles)])
    return Affaire(dossier, au)


def _entrees(valeur: str | LigneAAjouter | list[LigneAAjouter]) -> list[LigneAAjouter]:
    """Les inscriptions d'une liste, qu'il y en ait une ou plusieurs."""
    return [valeur] if isinstance(valeur, dict) else [entree for entree in valeur if isinstance(entree, dict)]


def contraires(
    affaire: Affaire, groupes: Sequence[tuple[Decision, Rangs]], rejouer: Rejouer
) -> list[tuple[Contraire, ...]]:
    """De chaque groupe, ceux qui changent vraiment la réponse de ses créances, et ce qu'elle deviendrait."""
    essais = [list(_possibles(affaire, d, _comptes(affaire, rangs))) for d, rangs in groupes]
    imagines = _Imagines(affaire, [essai for siens in essais for essai in siens])

    def de(d: Decision, rangs: Rangs, siens: Sequence[_Essai]) -> Iterator[Contraire]:
        return _qui_changent(d, siens, lambda essai: rejouer(imagines.apres(essai), rangs))

    return [tuple(de(d, rangs, siens)) for (d, rangs), siens in zip(groupes, essais, strict=True)]


def _comptes(affaire: Affaire, rangs: Rangs) -> list[CompteDeCreance]:
    return [affaire.comptes.creances[rang] for rang in rangs if rang is not None]


def _qui_changent(
    d: Decision, essais: Sequence[_Essai], rejouer: Callable[[_Essai], Sequence[Statut]]
) -> Iterator[Contraire]:
    payee = False
    for sorte, possible in essais:
        if payee and sorte in _PAIEMENTS:
            continue
        try:
            statuts = {*rejouer((sorte, possible))}
        except ValidationError:  # -- à la fin des temps qu'un dossier sait écrire, demain n'y tient plus --
            continue
        if len(statuts) == 1 and (devient := statuts.pop()) is not d.statut:
            payee |= sorte in _PAIEMENTS
            yield replace(possible, statut=devient)


class _Imagines:
    """Les affaires que l'on imagine : une par sorte d'événement quand rien ne les mêle, sinon une par événement."""

    def __init__(self, affaire: Affaire, essais: Sequence[_Essai]) -> None:
        self._affaire = affaire
        self._de: defaultdict[_Sorte, list[Contraire]] = defaultdict(list)
        for sorte, possible in essais:
            self._de[sorte].append(possible)
        self._ensemble: dict[_Sorte, Affaire] = {}

    def apres(self, essai: _Essai) -> Affaire:
        """L'affaire après cet événement, et peut-être après ceux de sa sorte qui arrivent aux autres groupes."""
        sorte, possible = essai
        if not self._se_fait_ensemble(sorte):
            return appliquer(self._affaire, possible.donnees)
        if sorte not in self._ensemble:
            self._ensemble[sorte] = appliquer(self._affaire, _reunis(sorte, self._de[sorte]))
        return self._ensemble[sorte]

    def _se_fait_ensemble(self, sorte: _Sorte) -> bool:
        match sorte:
            case _Sorte.DATE | _Sorte.PREUVE:
                return False
            case _Sorte.REPONSE:
                return True
            case _Sorte.TOLERE | _Sorte.PAIEMENT:
                return self._nommees and self._paiements_separes
        return self._nommees

    @cached_property
    def _nommees(self) -> bool:
        """Chaque créance a son nom : ce qui la nomme ne vise qu'elle."""
        noms = self._affaire.dossier.noms_des_creances
        return len({*noms}) == len(noms)

    @cached_property
    def _paiements_separes(self) -> bool:
        """Payer une créance n'ouvre pas à une autre un tribunal fermé : le plafond se compare à ce qui reste de toutes.

        Ce qui se verse à chacune n'excède pas ce qui en reste : aucun autre paiement n'y change de place.
        """
        return self._affaire.tribunal.ouvert is not False


def _reunis(sorte: _Sorte, possibles: Sequence[Contraire]) -> Ajouts:
    """Un seul événement, fait de tous; une réponse, qui ne nomme aucune facture, est la même pour tous."""
    if sorte is _Sorte.REPONSE:
        return possibles[0].donnees
    reunies: dict[str, list[LigneAAjouter]] = {}
    for possible in possibles:
        for liste, valeur in possible.donnees.items():
            reunies.setdefault(liste, []).extend(_entrees(valeur))
    return reunies


def _possibles(affaire: Affaire, d: Decision, comptes: Sequence[CompteDeCreance]) -> Iterator[_Essai]:
    """Du plus petit au plus grand, de chaque sorte."""
    if d.statut in {Statut.NON_DUE, Statut.SUSPENDUE} and d.des_le is not None and d.des_le > affaire.au:
        dit = f"Le {jour(d.des_le)} venu."
        yield _Sorte.DATE, Contraire("date", {"au": d.des_le.isoformat()}, dit, d.statut)
    if d.statut is not Statut.TERMINEE and not _reglee_pour_moins(affaire, d):
        if d.tolerance > ZERO:
            yield from ((_Sorte.TOLERE, c) for c in _paiement(affaire, d, comptes, d.tolerance))
        yield from ((_Sorte.PAIEMENT, c) for c in _paiement(affaire, d, comptes, ZERO))
    if d.statut in {Statut.DUE, Statut.NON_DUE} and d.echelon is not None:
        yield from _paroles(affaire, d, comptes)
    yield from _preuves(affaire, d)


def _reglee_pour_moins(affaire: Affaire, d: Decision) -> bool:
    """Une transaction acceptée : payer tout le solde serait payer aussi ce à quoi l'on a renoncé."""
    offre = affaire.dossier.offre
    return offre is not None and not est_un_plan(offre) and any(r.code == ACCEPTEE for r in d.raisons)


def _paiement(
    affaire: Affaire, d: Decision, comptes: Sequence[CompteDeCreance], laisse: Decimal
) -> Iterator[Contraire]:
    """Le versement qui ramène chaque créance à ce qu'on laisse : ce que tolère la politique, ou rien."""
    entrees: list[LigneAAjouter] = []
    total = ZERO
    for compte in comptes:
        reste = compte.reclame.solde - laisse if compte.reclame else None
        if reste is None:
            return
        if reste > ZERO:
            entree: LigneAAjouter = {"date": affaire.au.isoformat(), "montant": f"{reste:.2f}"}
            entrees.append(entree | ({"facture": compte.nom} if _se_nomme(affaire, compte) else {}))
            total += reste
    if entrees:
        ajouts: Ajouts = {"paiements": entrees if len(entrees) > 1 else entrees[0]}
        yield Contraire("paiement", ajouts, f"Un paiement de {exact(total)}.", d.statut)


def _se_nomme(affaire: Affaire, compte: CompteDeCreance) -> bool:
    """Seule au dossier et sans numéro, une créance n'a pas besoin de nom."""
    return compte.creance.facture is not None or len(affaire.comptes.creances) > 1


def _paroles(affaire: Affaire, d: Decision, comptes: Sequence[CompteDeCreance]) -> Iterator[_Essai]:
    """Une promesse de payer, une contestation."""
    nommees = [compte.nom for compte in comptes if _se_nomme(affaire, compte)]
    parole: LigneAAjouter = {"date": affaire.au.isoformat(), **({"creances": nommees} if nommees else {})}
    if d.creances:
        pour = affaire.au + _SEMAINE
        promesse = parole | {"resultat": "promesse", "promis_le": pour.isoformat()}
        dit = f"Une promesse de payer, pour le {jour(pour)}."
        yield _Sorte.PROMESSE, Contraire("suite", {"suites": promesse}, dit, d.statut)
    contestation = {"suites": parole | {"resultat": "contestation"}}
    yield _Sorte.CONTESTATION, Contraire("suite", contestation, "Une contestation.", d.statut)


def _preuves(affaire: Affaire, d: Decision) -> Iterator[_Essai]:
    """La réception prouvée de la dernière lettre, par correction; celle qui revint, renvoyée; une réponse."""
    codes = {raison.code for raison in d.raisons}
    for raison in d.raisons:
        if raison.code == "reception_non_prouvee":
            rang = int(raison.chemin[1])
            entree = affaire.dossier.envois[rang].model_dump(mode="json", exclude_none=True, exclude_defaults=True)
            entree |= {"recu_le": affaire.au.isoformat(), "corrige": rang + 1, "motif": "Réception prouvée."}
            dit = "La preuve de la réception de cette lettre."
            yield _Sorte.PREUVE, Contraire("piece", {"envois": entree}, dit, d.statut)
        if raison.code == "lettre_revenue":
            revenue = affaire.dossier.envois[int(raison.chemin[1])].model_dump(mode="json", exclude_defaults=True)
            encore = {cle: revenue[cle] for cle in _D_UN_RENVOI if cle in revenue} | {"date": affaire.au.isoformat()}
            dit = f"La lettre du {jour(date.fromisoformat(revenue['date']))}, envoyée de nouveau autrement ou ailleurs."
            yield _Sorte.PREUVE, Contraire("piece", {"envois": encore}, dit, d.statut)
    contestee = not codes.isdisjoint({CONTESTEE, EN_PARTIE, RECU})
    if contestee or "facture_non_recue" in codes:
        le = _jour_d_une_reponse(affaire)
        donnees: Ajouts = {"envois": {"lettre": "reponse", "date": le.isoformat()}}
        dit = "Une réponse à la contestation, envoyée" if contestee else "La facture, renvoyée par une réponse"
        if RECU in codes:
            dit = "Votre réponse, envoyée"
        # -- du même jour que ce qui l'attend, elle se lirait comme partie avant --
        dit += "." if le == affaire.au else f" le {jour(le)} ou après."
        yield _Sorte.REPONSE, Contraire("piece", donnees, dit, d.statut)


def _jour_d_une_reponse(affaire: Affaire) -> date:
    """Le premier jour d'une réponse : le lendemain de ce qui attend la sienne, si c'est venu aujourd'hui même."""
    attendent = {"contestation", "facture_non_recue"}
    aujourd_hui = any(s.resultat in attendent and s.date == affaire.au for _, s in affaire.demarches.suites)
    return affaire.au + UN_JOUR if aujourd_hui else affaire.au
