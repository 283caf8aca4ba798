"""Suivi : des dossiers, un à un, évalués; ce qu'il y a à faire de chacun, et sa lettre si elle est due.

Aucun n'en arrête un autre, et rien n'en reste en mémoire que ce que l'appelant garde.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from lettres import escalade
from lettres.affaire import Affaire
from lettres.escalade import Decision, Politiques, Pourquoi, Statut
from lettres.lecture.fichier import Format
from lettres.production.choix import projeter
from lettres.production.generation import Lettre, achever
from lettres.production.lots.constats_de_lot import faute_de_l_outil
from lettres.production.lots.entrees import Entree, SourceDeLot, entrees
from lettres.production.projet import admettre
from lettres.production.relances.debiteurs import AffaireSuivie, resumer
from lettres.production.reserve import Reserve
from lettres.socle.calcul import au_juste
from lettres.socle.classes import dataclass, replace
from lettres.socle.constats import Constat, Gravite
from lettres.socle.erreurs import DossierInvalide, ErreurLettres, FauteDeLOutil


@dataclass(frozen=True, slots=True)
class AffaireRefusee:
    """Un dossier qui ne s'évalue pas : ce qu'on en sait, et l'erreur."""

    source: str
    refus: ErreurLettres


@dataclass(frozen=True)
class Relance:
    """Un dossier évalué : `decision, lettre = relance`.

    `lettre` est None si la décision n'est pas une lettre à écrire aujourd'hui, ou si elle ne peut pas l'être : `refus`
    dit alors pourquoi. Un dossier qui ne se lit pas est à trancher; ses raisons sont ses constats.
    """

    decision: Decision
    lettre: Lettre | None
    source: str
    """Le fichier du dossier, sa ligne de l'entrée, ou son rang."""
    reference: str | None = None
    refus: ErreurLettres | None = None

    def __iter__(self) -> Iterator[Decision | Lettre | None]:
        return iter((self.decision, self.lettre))


def suivre(
    sources: Iterable[SourceDeLot], *, au: date, politiques: Politiques | None = None
) -> Iterator[tuple[SourceDeLot, AffaireSuivie | AffaireRefusee]]:
    """Chaque source, avec ce qu'il y a à en retenir, ou son refus; ce que la suite lève vient après les autres."""
    for source, entree in _une_a_une(sources):
        try:
            affaire = Affaire(entree.lire(), au)
            yield source, resumer(entree.nom, affaire, _decisions(affaire, politiques))
        except Exception as faute:  # noqa: BLE001 -- un dossier n'en arrête pas un autre
            yield source, AffaireRefusee(entree.nom, _refus(entree, faute))


def relancer(
    sources: Iterable[SourceDeLot],
    reserve: Reserve,
    *,
    au: date,
    politiques: Politiques | None = None,
    format: Format = "json",
) -> Iterator[Relance]:
    """Chaque dossier, sa décision, et sa lettre si elle est due; plusieurs, s'il y en a. Voir `Atelier.relancer`."""
    reserve.compiler_ceux_de_l_usager()
    for _, entree in _une_a_une(sources, format):
        yield from _relancer(entree, reserve, au, politiques)


@au_juste
def _relancer(entree: Entree, reserve: Reserve, au: date, politiques: Politiques | None) -> Iterator[Relance]:
    reference = None
    try:
        affaire = Affaire(entree.lire(), au)
        reference = affaire.dossier.reference
        _exiger_un_jour_qui_suit(affaire)
        decision = escalade.evaluer(affaire, politique=politiques)
    except Exception as faute:  # noqa: BLE001 -- un dossier n'en arrête pas un autre
        refus = _refus(entree, faute)
        yield Relance(_a_lire(refus), None, entree.nom, reference, refus)
        return
    if decision.lettre is None:
        yield Relance(decision, None, entree.nom, reference)
    for rang, due in enumerate(d for d in decision.toutes if d.lettre is not None):
        sienne = replace(due, toutes=decision.toutes)
        try:
            projet = entree.illustrer(projeter(affaire, None, politiques=politiques, rang=rang), {}, signer=False)
            lettre = achever(admettre(projet), reserve.prendre(projet.choix, de=projet.dossier.expediteur))
        except Exception as faute:  # noqa: BLE001 -- ni une lettre, une autre
            yield Relance(sienne, None, entree.nom, reference, _refus(entree, faute))
        else:
            yield Relance(sienne, lettre, entree.nom, reference)


def _a_lire(refus: ErreurLettres) -> Decision:
    """La décision d'un dossier qui ne s'évalue pas : une personne y voit."""
    raisons = tuple(Pourquoi(c.code, c.message, c.fondement or None, c.chemin) for c in refus.erreurs)
    return Decision(Statut.A_REVOIR, (), None, raisons)


def _decisions(affaire: Affaire, politiques: Politiques | None) -> list[Decision]:
    _exiger_un_jour_qui_suit(affaire)
    return escalade.classer(affaire, politique=politiques)


def _exiger_un_jour_qui_suit(affaire: Affaire) -> None:
    derniere = escalade.derniere_inscription(affaire)
    if derniere is not None and affaire.au < derniere:
        raise DossierInvalide([jour_d_avant(affaire.au, derniere)])


def jour_d_avant(au: date, derniere: date) -> Constat:
    """Le refus de raisonner un jour où l'on ne savait pas encore ce qui est inscrit."""
    dit, remede = escalade.journal_plus_loin(derniere, au), "Donnez un jour qui suit."
    return Constat("U023", Gravite.ERREUR, dit, remede, chemin=("--au",))


def _refus(entree: Entree, faute: Exception) -> ErreurLettres:
    """L'erreur de ce dossier, ses constats à leur place dans ce que l'usager a nommé."""
    if isinstance(faute, ErreurLettres):
        return type(faute)(entree.situer(faute.constats))
    return FauteDeLOutil(entree.situer([faute_de_l_outil(faute)]))


def _une_a_une(sources: Iterable[SourceDeLot], format_: Format = "json") -> Iterator[tuple[SourceDeLot, Entree]]:
    pannes: list[Exception] = []
    donnees: list[SourceDeLot] = []

    def noter() -> Iterator[SourceDeLot]:
        for source in sources:
            donnees.append(source)
            yield source

    for entree in entrees(noter(), pannes, format=format_):
        yield donnees.pop(), entree
    if pannes:
        raise pannes[0]
