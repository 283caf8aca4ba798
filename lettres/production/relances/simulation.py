"""Simulation : ce que l'échelle d'un dossier demanderait, d'un jour au dernier, si l'on supposait ce qui arrive.

Une lettre due part ce jour-là, par le mode du dossier, et arrive le jour prévu; un appel dû se fait. Personne ne
répond, sauf ce qu'on suppose. On va de date en date, non de jour en jour; rien n'est écrit ni inscrit.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

from lettres import escalade
from lettres.affaire import Affaire, exigible
from lettres.catalogue import capacites
from lettres.dossier import Dossier
from lettres.droit.calendrier import UN_JOUR
from lettres.droit.parametre import jours
from lettres.escalade import Decision, Politiques, Statut
from lettres.langue.ecriture import jour as dit
from lettres.socle.classes import dataclass

DATES_MAX = 2_000
"""Bien plus de dates qu'une échelle n'en a : au-delà, la simulation s'arrête et le dit."""

_ALERTES = ("prescription.alerte_1", "prescription.alerte_2", "prescription.alerte_3")
_PAR = {
    "courriel": "par courriel",
    "poste": "par la poste",
    "recommande": "par courrier recommandé",
    "huissier": "par huissier",
    "main_propre": "en main propre",
}


@dataclass(frozen=True, slots=True)
class Supposition:
    """Un événement que l'on suppose, et son jour; `ajouts` : les entrées qu'il mettrait à chaque liste du dossier."""

    phrase: str
    ajouts: Mapping[str, Sequence[Mapping[str, object]]]
    le: date


@dataclass(frozen=True, slots=True)
class Survenu:
    """Ce qui, ce jour-là, arrive ou est supposé arriver."""

    code: str
    """« suppose », « envoi », « appel » ou « prescription »."""
    phrase: str


@dataclass(frozen=True, slots=True)
class JourSimule:
    """Un jour où la décision change, ou auquel quelque chose arrive."""

    jour: date
    decisions: tuple[Decision, ...]
    survenus: tuple[Survenu, ...]


@dataclass(frozen=True, slots=True)
class Simulation:
    """Le calendrier, du premier jour au dernier."""

    dossier: Dossier
    au: date
    jusqu_a: date
    suppositions: tuple[Supposition, ...]
    etapes: tuple[JourSimule, ...]
    complete: bool
    """Faux si l'on s'est arrêté avant le dernier jour, faute de fin."""


def simuler(
    dossier: Dossier,
    *,
    au: date,
    jusqu_a: date,
    si: Sequence[Supposition] = (),
    politiques: Politiques | None = None,
) -> Simulation:
    """Le calendrier de l'échelle. Lève ValueError quand `au` précède la dernière inscription du journal."""
    a_venir = sorted(si, key=lambda s: s.le)
    affaire, connue, etapes = Affaire(dossier, au), None, []
    for _ in range(DATES_MAX):
        survenus = []
        while a_venir and a_venir[0].le <= affaire.au:
            supposee = a_venir.pop(0)
            affaire = _ajouter(affaire, supposee.ajouts)
            survenus.append(Survenu("suppose", f"Supposé : {supposee.phrase}"))
        decisions = escalade.classer(affaire, politique=politiques, relire=affaire.au > au)
        survenus += _prescrites(affaire)
        suite, partis = _agir(affaire, decisions)
        survenus += partis
        if survenus or _cle(decisions) != connue:
            etapes.append(JourSimule(affaire.au, tuple(decisions), tuple(survenus)))
        if partis:
            affaire, decisions = suite, escalade.classer(suite, politique=politiques, relire=True)
        connue = _cle(decisions)
        prochaine = min(_dates(affaire, decisions, a_venir), default=None)
        if prochaine is None or prochaine > jusqu_a:
            return Simulation(dossier, au, jusqu_a, tuple(si), tuple(etapes), complete=True)
        affaire = Affaire(affaire.dossier, prochaine)
    return Simulation(dossier, au, jusqu_a, tuple(si), tuple(etapes), complete=False)


def _ajouter(affaire: Affaire, ajouts: Mapping[str, Sequence[Mapping[str, object]]]) -> Affaire:
    donnees = {liste: [dict(entree) for entree in entrees] for liste, entrees in ajouts.items()}
    return escalade.appliquer(affaire, donnees)  # type: ignore[arg-type]


def _cle(decisions: Sequence[Decision]) -> object:
    """Ce qui fait qu'une décision en est une autre; ce qui fait seulement attendre n'en fait pas une nouvelle."""
    return [
        (d.statut, d.echelon and d.echelon.code, d.creances, () if d.statut is Statut.NON_DUE else _codes(d))
        for d in decisions
    ]


def _codes(d: Decision) -> tuple[str, ...]:
    return tuple(r.code for r in d.raisons)


def _agir(affaire: Affaire, decisions: Sequence[Decision]) -> tuple[Affaire, list[Survenu]]:
    """L'affaire une fois parties les lettres dues et faits les appels dus."""
    faits = []
    for d in decisions:
        nommees: dict[str, object] = {"creances": list(d.creances)} if d.creances else {}
        if d.lettre is not None and d.echelon is not None:
            entree = {"lettre": d.lettre, "date": affaire.au.isoformat(), "echelon": d.echelon.code, **nommees}
            dite = f"Supposé : « {d.echelon.titre} » part"
            if (reclamee := _reclamee(affaire, d)) is not None:
                entree["montant"] = f"{reclamee:.2f}"
            if not capacites(d.lettre).sans_destinataire:
                recue, mode = affaire.reception, affaire.dossier.mode_envoi
                entree |= {"recu_le": recue.isoformat()} | ({"mode": mode} if mode else {})
                dite += f" {_PAR[mode]}" if mode else ""
                dite += f", et la réception, le {dit(recue)}, est prouvée"
            affaire = _ajouter(affaire, {"envois": [entree]})
            faits.append(Survenu("envoi", f"{dite}."))
        elif d.action == "appeler":
            appel = {"date": affaire.au.isoformat(), "resultat": "appel_fait", **nommees}
            affaire = _ajouter(affaire, {"suites": [appel]})
            faits.append(Survenu("appel", "Supposé : l’appel est fait, sans réponse."))
    return affaire, faits


def _reclamee(affaire: Affaire, d: Decision) -> Decimal | None:
    """La somme que la lettre du jour réclame; None si elle n'en réclame pas."""
    if d.lettre is None or not capacites(d.lettre).reclame or affaire.dossier.nature != "recouvrement":
        return None
    somme = affaire.visant(d.creances).demandee(d.lettre)
    return somme if somme else None


def _prescrites(affaire: Affaire) -> Iterator[Survenu]:
    """Les droits dont c'est le dernier jour, ou le lendemain."""
    for quoi, fin in _fins(affaire):
        if fin == affaire.au:
            yield Survenu("prescription", f"Prescription{quoi} : dernier jour pour agir en justice.")
        if fin + UN_JOUR == affaire.au:
            yield Survenu("prescription", f"Prescription{quoi} : le délai pour agir en justice est passé.")


def _fins(affaire: Affaire) -> Iterator[tuple[str, date]]:
    siennes = zip(affaire.comptes.creances, affaire.prescriptions.creances, strict=True)
    dues = [(f" – {c.nom}", p.actuelle.fin) for c, p in siennes if p is not None and c.est_due]
    yield from dues
    if not dues and affaire.prescriptions.prochaine is not None:
        yield "", affaire.prescriptions.prochaine.fin


def _dates(affaire: Affaire, decisions: Sequence[Decision], a_venir: Sequence[Supposition]) -> Iterator[date]:
    """Les jours à venir où quelque chose peut changer."""
    return (jour for jour in _bornes(affaire, decisions, a_venir) if jour is not None and jour > affaire.au)


def _bornes(affaire: Affaire, decisions: Sequence[Decision], a_venir: Sequence[Supposition]) -> Iterator[date | None]:
    dossier, lignes = affaire.dossier, affaire.inscriptions
    yield from (s.le for s in a_venir)
    yield from (d.des_le for d in decisions)
    for droit in affaire.consommation.calendrier if affaire.consommation else ():
        yield from (droit.premier, droit.dernier + UN_JOUR if droit.dernier else None)
    for _, fin in _fins(affaire):
        yield from (fin, fin + UN_JOUR, *(fin - timedelta(days=jours(cle, affaire.au)) for cle in _ALERTES))
    for demarche in affaire.demarches.envois:
        yield from (demarche.fin + UN_JOUR, demarche.envoi.recu_le)
    for creance in dossier.creances:
        if (echue := exigible(creance)) is not None:
            yield from (echue, echue + UN_JOUR)
    for _, s in lignes.suspensions:
        yield from (s.du, s.au + UN_JOUR if s.au else None, s.revoir_le)
    yield from (promise.fin + UN_JOUR for promise in affaire.promesses("mise_en_demeure"))
    yield dossier.agit_deja.depuis if dossier.agit_deja else None
