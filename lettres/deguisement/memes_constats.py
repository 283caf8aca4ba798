"""Mêmes constats : ce qu'un double ne fait pas comme l'original; rien, s'il a aussi la même décision."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from lettres.escalade import Decision
from lettres.lecture.fichier import Format, lire_texte
from lettres.production.avant_d_ecrire import verifier
from lettres.production.etat import dresser
from lettres.socle.constats import Chemin, Constat, chemin_lisible
from lettres.socle.erreurs import DossierIllisible, DossierInvalide

Visage = tuple[Counter[tuple[str, Chemin]], tuple[object, ...]]


def ce_qui_differe(
    original: bytes, format: Format, double: bytes, au: date, lettre: str | None = None
) -> Iterator[str]:
    """Chaque constat que l'un a et l'autre non, et la décision si elle change; `lettre` : sinon, la prochaine."""
    siens, sa_decision = _visage(original, format, au, lettre)
    autres, autre_decision = _visage(double, "yaml", au, lettre)
    for manque, dit in ((siens - autres, "n’a plus"), (autres - siens, "a de plus")):
        for code, chemin in manque:
            yield f"Le double {dit} {code}, à « {chemin_lisible(chemin) or 'dossier'} »."
    if sa_decision != autre_decision:
        yield "La décision n’est pas la même."


def _visage(octets: bytes, format: Format, au: date, lettre: str | None) -> Visage:
    """Ce que l'outil conclut d'un dossier, sans un mot de ce qu'il contient."""
    try:
        dossier = lire_texte(octets, fichier="", format=format)
    except (DossierInvalide, DossierIllisible) as refus:
        return _comptes(refus.constats), ()
    etat = dresser(dossier, au=au, relire=True)
    constats = [*etat.constats, *verifier(dossier, lettre, au=au)]
    noms = dossier.noms_des_creances
    return _comptes(constats), tuple(_decision(d, noms) for d in etat.decision.toutes)


def _comptes(constats: list[Constat] | tuple[Constat, ...]) -> Counter[tuple[str, Chemin]]:
    return Counter((c.code, c.chemin) for c in constats)


def _decision(d: Decision, noms: tuple[str, ...]) -> tuple[object, ...]:
    """Une décision, ses créances nommées par leur rang : leurs numéros, eux, ont changé."""
    rangs = tuple(noms.index(nom) if nom in noms else nom for nom in d.creances)
    raisons = tuple((r.code, r.chemin) for r in (*d.raisons, *d.ce_qui_manque))
    echelon = d.echelon.code if d.echelon else None
    return d.statut, echelon, d.lettre, d.action, d.prochaine_lettre, rangs, raisons, d.des_le, d.avant_le
