"""Contraires : le plus petit événement à venir, ou document à ajouter, qui changerait une décision.

Chacun est vérifié en refaisant la décision sur le dossier qui l'aurait reçu. Jamais une qualité, une date passée ni une
somme que l'on changerait : on ne propose pas de récrire les faits.

Ce qui arriverait à un groupe de créances ne change rien à la réponse d'un autre : quand chaque facture se nomme, les
événements d'une même sorte s'essaient donc ensemble, et les comptes ne se refont pas autant de fois que de groupes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum, auto
from functools import cached_property
from typing import Any

from pydantic import ValidationError

from lettres.affaire import Affaire, CompteDeCreance, est_un_plan
from lettres.affaire.suivante import suivante
from lettres.dossier import Envoi, Paiement, Suite
from lettres.droit.calendrier import UN_JOUR
from lettres.droit.compte import ZERO
from lettres.escalade.cible import Cible
from lettres.escalade.decision import Ajouts, Contraire, Decision, EvenementAVenir, LigneAAjouter, Statut
from lettres.escalade.offerte import ACCEPTEE
from lettres.escalade.ordre import repondre
from lettres.escalade.retenues import CONTESTEE, EN_PARTIE, RECU
from lettres.langue.ecriture import exact, jour
from lettres.socle.classes import NamedTuple

_LISTES: Mapping[str, Callable[[Mapping[str, Any]], Any]] = {
    "paiements": Paiement.model_validate,
    "suites": Suite.model_validate,
    "envois": Envoi.model_validate,
}
_SEMAINE = timedelta(days=7)
_D_UN_RENVOI = ("lettre", "date", "mode", "creances", "echelon", "politique")
"""Ce qu'une lettre envoyée de nouveau a de la première; ni sa réception, ni ses preuves, ni sa date limite."""

DecisionEtCibles = tuple[Decision, Sequence[Cible]]
"""Des créances de même réponse, et la décision qu'elles partagent."""


class _Sorte(Enum):
    """De quoi est fait un essai; ceux d'une même sorte se font ensemble, sauf une date, une preuve, un versement."""

    DATE = auto()
    VERSEMENT = auto()
    TOLERE = auto()
    PAIEMENT = auto()
    PROMESSE = auto()
    CONTESTATION = auto()
    PREUVE = auto()
    REPONSE = auto()


_PAIEMENTS = {_Sorte.TOLERE, _Sorte.PAIEMENT}


class _Essai(NamedTuple):
    """Ce que l'on imagine; un contraire, si la réponse en change."""

    sorte: _Sorte
    evenement: EvenementAVenir
    donnees: Ajouts
    phrase: str


def appliquer(affaire: Affaire, ajouts: Ajouts) -> Affaire:
    """L'affaire après cet événement : ses inscriptions ajoutées au dossier; et le jour venu, si c'en est un à venir."""
    if "au" in ajouts:
        return affaire.le(date.fromisoformat(str(ajouts["au"])))
    return suivante(affaire, {liste: [_LISTES[liste](entree) for entree in _entrees(v)] for liste, v in ajouts.items()})


def _entrees(valeur: str | LigneAAjouter | list[LigneAAjouter]) -> list[LigneAAjouter]:
    """Les inscriptions d'une liste, qu'il y en ait une ou plusieurs."""
    return [valeur] if isinstance(valeur, dict) else [entree for entree in valeur if isinstance(entree, dict)]


def contraires(affaire: Affaire, groupes: Sequence[DecisionEtCibles]) -> list[tuple[Contraire, ...]]:
    """De chaque groupe, ceux qui changent vraiment la réponse de ses créances, et ce qu'elle deviendrait."""
    essais = [list(_possibles(affaire, d, _comptes(cibles))) for d, cibles in groupes]
    imagines = _Imagines(affaire, essais)
    return [tuple(_qui_changent(groupe, siens, imagines)) for groupe, siens in zip(groupes, essais, strict=True)]


def _comptes(cibles: Sequence[Cible]) -> list[CompteDeCreance]:
    return [cible.compte for cible in cibles if cible.compte is not None]


def _qui_changent(groupe: DecisionEtCibles, essais: Sequence[_Essai], imagines: _Imagines) -> Iterator[Contraire]:
    (d, cibles), payee = groupe, False
    for essai in essais:
        if payee and essai.sorte in _PAIEMENTS:
            continue
        try:
            autre = imagines.apres(essai)
        except ValidationError:  # -- à la fin des temps qu'un dossier sait écrire, demain n'y tient plus --
            continue
        statuts = {repondre(cible.dans(autre)).statut for cible in cibles}
        if len(statuts) == 1 and (devient := statuts.pop()) is not d.statut:
            payee |= essai.sorte in _PAIEMENTS
            yield Contraire(essai.evenement, essai.donnees, essai.phrase, devient)


class _Imagines:
    """Les affaires que l'on imagine : une par sorte d'événement quand rien ne les mêle, sinon une par événement."""

    def __init__(self, affaire: Affaire, essais: Sequence[Sequence[_Essai]]) -> None:
        self._affaire = affaire
        self._seul = len(essais) == 1
        self._de: defaultdict[_Sorte, list[_Essai]] = defaultdict(list)
        for siens in essais:
            for essai in siens:
                self._de[essai.sorte].append(essai)
        self._ensemble: dict[_Sorte, Affaire] = {}

    def apres(self, essai: _Essai) -> Affaire:
        """L'affaire après cet événement, et peut-être après ceux de sa sorte qui arrivent aux autres groupes."""
        sorte = essai.sorte
        if self._seul or not self._se_fait_ensemble(sorte):
            return appliquer(self._affaire, essai.donnees)
        if sorte not in self._ensemble:
            self._ensemble[sorte] = appliquer(self._affaire, _reunis(sorte, self._de[sorte]))
        return self._ensemble[sorte]

    def _se_fait_ensemble(self, sorte: _Sorte) -> bool:
        match sorte:
            case _Sorte.DATE | _Sorte.PREUVE | _Sorte.VERSEMENT:
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


def _reunis(sorte: _Sorte, possibles: Sequence[_Essai]) -> Ajouts:
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
        yield _Essai(_Sorte.DATE, "date", {"au": d.des_le.isoformat()}, dit)
    if d.statut is not Statut.TERMINEE:
        yield from _versement(affaire, comptes)
    if d.statut is not Statut.TERMINEE and not _reglee_pour_moins(affaire, d):
        if d.tolerance > ZERO:
            yield from _paiement(affaire, comptes, _Sorte.TOLERE, d.tolerance)
        yield from _paiement(affaire, comptes, _Sorte.PAIEMENT, ZERO)
    if d.statut in {Statut.DUE, Statut.NON_DUE} and d.echelon is not None:
        yield from _paroles(affaire, d, comptes)
    yield from _preuves(affaire, d)


def _reglee_pour_moins(affaire: Affaire, d: Decision) -> bool:
    """Une transaction acceptée : payer tout le solde serait payer aussi ce à quoi l'on a renoncé."""
    offre = affaire.dossier.offre
    return offre is not None and not est_un_plan(offre) and any(r.code == ACCEPTEE for r in d.raisons)


def _versement(affaire: Affaire, comptes: Sequence[CompteDeCreance]) -> Iterator[_Essai]:
    """Ce qui manque des versements dont le jour est passé; tout ce qui reste dû est un autre paiement."""
    acceptee = affaire.offre_acceptee
    attendu = acceptee.attendu(affaire.inscriptions, affaire.au) if acceptee else None
    restes = [(compte, compte.reclame.solde) for compte in comptes if compte.reclame]
    if attendu is None or attendu.jour >= affaire.au or attendu.arriere >= sum(reste for _, reste in restes):
        return
    manque, parts = attendu.arriere, []
    for compte, reste in restes:
        parts.append((compte, min(manque, reste)))
        manque -= parts[-1][1]
    dit = f"Un paiement de {exact(attendu.arriere)} : le versement manqué du {jour(attendu.jour)}."
    yield _Essai(_Sorte.VERSEMENT, "paiement", {"paiements": _paye(affaire, parts)}, dit)


def _paiement(affaire: Affaire, comptes: Sequence[CompteDeCreance], sorte: _Sorte, laisse: Decimal) -> Iterator[_Essai]:
    """Le versement qui ramène chaque créance à ce qu'on laisse : ce que tolère la politique, ou rien."""
    parts: list[tuple[CompteDeCreance, Decimal]] = []
    for compte in comptes:
        if compte.reclame is None:
            return
        parts.append((compte, max(compte.reclame.solde - laisse, ZERO)))
    total = sum((part for _, part in parts), ZERO)
    if total > ZERO:
        yield _Essai(sorte, "paiement", {"paiements": _paye(affaire, parts)}, f"Un paiement de {exact(total)}.")


def _paye(affaire: Affaire, parts: Sequence[tuple[CompteDeCreance, Decimal]]) -> LigneAAjouter | list[LigneAAjouter]:
    """Un paiement par créance dont on paie une part."""
    entrees: list[LigneAAjouter] = []
    for compte, part in parts:
        entree: LigneAAjouter = {"date": affaire.au.isoformat(), "montant": f"{part:.2f}"}
        if part > ZERO:
            entrees.append(entree | ({"facture": compte.nom} if _se_nomme(affaire, compte) else {}))
    return entrees if len(entrees) > 1 else entrees[0]


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
        yield _Essai(_Sorte.PROMESSE, "suite", {"suites": promesse}, dit)
    contestation = {"suites": parole | {"resultat": "contestation"}}
    yield _Essai(_Sorte.CONTESTATION, "suite", contestation, "Une contestation.")


def _preuves(affaire: Affaire, d: Decision) -> Iterator[_Essai]:
    """La réception prouvée de la dernière lettre, par correction; celle qui revint, renvoyée; une réponse."""
    codes = {raison.code for raison in d.raisons}
    for raison in d.raisons:
        if raison.code == "reception_non_prouvee":
            rang = int(raison.chemin[1])
            entree = affaire.dossier.envois[rang].model_dump(mode="json", exclude_none=True, exclude_defaults=True)
            entree |= {"recu_le": affaire.au.isoformat(), "corrige": rang + 1, "motif": "Réception prouvée."}
            dit = "La preuve de la réception de cette lettre."
            yield _Essai(_Sorte.PREUVE, "piece", {"envois": entree}, dit)
        if raison.code == "lettre_revenue":
            revenue = affaire.dossier.envois[int(raison.chemin[1])].model_dump(mode="json", exclude_defaults=True)
            encore = {cle: revenue[cle] for cle in _D_UN_RENVOI if cle in revenue} | {"date": affaire.au.isoformat()}
            dit = f"La lettre du {jour(date.fromisoformat(revenue['date']))}, envoyée de nouveau autrement ou ailleurs."
            yield _Essai(_Sorte.PREUVE, "piece", {"envois": encore}, dit)
    contestee = not codes.isdisjoint({CONTESTEE, EN_PARTIE, RECU})
    if contestee or "facture_non_recue" in codes:
        le = _jour_d_une_reponse(affaire)
        donnees: Ajouts = {"envois": {"lettre": "reponse", "date": le.isoformat()}}
        dit = "Une réponse à la contestation, envoyée" if contestee else "La facture, renvoyée par une réponse"
        if RECU in codes:
            dit = "Votre réponse, envoyée"
        # -- du même jour que ce qui l'attend, elle se lirait comme partie avant --
        dit += "." if le == affaire.au else f" le {jour(le)} ou après."
        yield _Essai(_Sorte.REPONSE, "piece", donnees, dit)


def _jour_d_une_reponse(affaire: Affaire) -> date:
    """Le premier jour d'une réponse : le lendemain de ce qui attend la sienne, si c'est venu aujourd'hui même."""
    attendent = {"contestation", "facture_non_recue"}
    aujourd_hui = any(s.resultat in attendent and s.date == affaire.au for _, s in affaire.demarches.suites)
    return affaire.au + UN_JOUR if aujourd_hui else affaire.au
