"""Contraires : le plus petit événement à venir, ou document à ajouter, qui changerait une décision.

Chacun est vérifié en refaisant la décision sur le dossier qui l'aurait reçu. Jamais une qualité, une date passée ni une
somme que l'on changerait : on ne propose pas de récrire les faits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from pydantic import ValidationError

from lettres.affaire import Affaire, CompteDeCreance
from lettres.dossier import Dossier, Envoi, Paiement, Suite
from lettres.droit.compte import ZERO
from lettres.escalade.decision import Ajouts, Contraire, Decision, LigneAAjouter, Statut
from lettres.escalade.retenues import CONTESTEE
from lettres.langue.ecriture import exact, jour

_LISTES: Mapping[str, Callable[[Mapping[str, Any]], Any]] = {
    "paiements": Paiement.model_validate,
    "suites": Suite.model_validate,
    "envois": Envoi.model_validate,
}
_SEMAINE = timedelta(days=7)

Rejouer = Callable[[Affaire], Sequence[Statut]]


def appliquer(affaire: Affaire, contraire: Contraire) -> Affaire:
    """L'affaire après cet événement : ses entrées ajoutées au dossier, ou le jour venu."""
    dossier, au = affaire.dossier, affaire.au
    for cle, valeur in contraire.donnees.items():
        if cle == "au":
            au = date.fromisoformat(str(valeur))
        else:
            dossier = _ajouter(dossier, cle, valeur)
    return affaire.le(au) if dossier is affaire.dossier else Affaire(dossier, au)


def _ajouter(dossier: Dossier, liste: str, entrees: Any) -> Dossier:
    nouvelles = (_LISTES[liste](entree) for entree in entrees)
    return dossier.model_copy(update={liste: (*getattr(dossier, liste), *nouvelles)})


def contraires(affaire: Affaire, d: Decision, rangs: Sequence[int | None], rejouer: Rejouer) -> Iterator[Contraire]:
    """Ceux qui changent vraiment la réponse du groupe, ces créances-là, chacun avec ce qu'elle deviendrait."""
    payee = False
    comptes = [affaire.comptes.creances[rang] for rang in rangs if rang is not None]
    for possible in _possibles(affaire, d, comptes):
        if payee and possible.evenement == "paiement":
            continue
        try:
            autre = appliquer(affaire, possible)
        except ValidationError:  # -- à la fin des temps qu'un dossier sait écrire, demain n'y tient plus --
            continue
        statuts = {*rejouer(autre)}
        if len(statuts) == 1 and (devient := statuts.pop()) is not d.statut:
            payee |= possible.evenement == "paiement"
            yield replace(possible, statut=devient)


def _possibles(affaire: Affaire, d: Decision, comptes: Sequence[CompteDeCreance]) -> Iterator[Contraire]:
    """Du plus petit au plus grand, de chaque sorte."""
    if d.statut in {Statut.NON_DUE, Statut.SUSPENDUE} and d.des_le is not None and d.des_le > affaire.au:
        dit = f"Le {jour(d.des_le)} venu."
        yield Contraire("date", {"au": d.des_le.isoformat()}, dit, d.statut)
    if d.statut is not Statut.TERMINEE:
        yield from _paiement(affaire, d, comptes, d.tolerance)
        if d.tolerance > ZERO:
            yield from _paiement(affaire, d, comptes, ZERO)
    if d.statut in {Statut.DUE, Statut.NON_DUE} and d.echelon is not None:
        yield from _paroles(affaire, d, comptes)
    yield from _preuves(affaire, d)


def _paiement(
    affaire: Affaire, d: Decision, comptes: Sequence[CompteDeCreance], laisse: Decimal
) -> Iterator[Contraire]:
    """Le versement qui ramène chaque créance à ce qu'on laisse : ce que tolère la politique, ou rien."""
    entrees: list[LigneAAjouter] = []
    total = ZERO
    for compte in comptes:
        reste = compte.releve.solde - laisse if compte.releve else None
        if reste is None or (compte.creance.facture is None and len(affaire.comptes.creances) > 1):
            return
        if reste > ZERO:
            entree: LigneAAjouter = {"date": affaire.au.isoformat(), "montant": f"{reste:.2f}"}
            entrees.append(entree | ({"facture": compte.creance.facture} if compte.creance.facture else {}))
            total += reste
    if entrees:
        yield Contraire("paiement", {"paiements": entrees}, f"Un paiement de {exact(total)}.", d.statut)


def _paroles(affaire: Affaire, d: Decision, comptes: Sequence[CompteDeCreance]) -> Iterator[Contraire]:
    """Une promesse de payer, une contestation."""
    factures = [compte.creance.facture for compte in comptes]
    if None in factures and len(affaire.comptes.creances) > 1:
        return
    nommees = [facture for facture in factures if facture]
    parole: LigneAAjouter = {"date": affaire.au.isoformat(), **({"creances": nommees} if nommees else {})}
    if d.creances:
        pour = affaire.au + _SEMAINE
        promesse = parole | {"resultat": "promesse", "promis_le": pour.isoformat()}
        yield Contraire("suite", {"suites": [promesse]}, f"Une promesse de payer, pour le {jour(pour)}.", d.statut)
    yield Contraire("suite", {"suites": [parole | {"resultat": "contestation"}]}, "Une contestation.", d.statut)


def _preuves(affaire: Affaire, d: Decision) -> Iterator[Contraire]:
    """La réception prouvée de la dernière lettre, inscrite par correction; la réponse à une contestation."""
    codes = {raison.code for raison in d.raisons}
    for raison in d.raisons:
        if raison.code == "reception_non_prouvee":
            rang = int(raison.chemin[1])
            entree = affaire.dossier.envois[rang].model_dump(mode="json", exclude_none=True, exclude_defaults=True)
            entree |= {"recu_le": affaire.au.isoformat(), "corrige": rang + 1, "motif": "Réception prouvée."}
            yield Contraire("piece", {"envois": [entree]}, "La preuve de la réception de cette lettre.", d.statut)
    if codes & CONTESTEE or "facture_non_recue" in codes:
        demain = (affaire.au + timedelta(days=1)).isoformat()
        donnees: Ajouts = {"envois": [{"lettre": "reponse", "date": demain}], "au": demain}
        dit = (
            "Une réponse à la contestation, envoyée." if codes & CONTESTEE else "La facture, renvoyée par une réponse."
        )
        yield Contraire("piece", donnees, dit, d.statut)
