"""Restes : ce qu'une lettre finie ne porte plus. Une balise, un blanc à compléter, « ÉBAUCHE », « None »."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from lettres.barriere.lecture import Paragraphe, lire
from lettres.barriere.su import DEUX_SIGNES
from lettres.dossier import Dossier
from lettres.dossier.parcours import textes
from lettres.socle.constats import Constat, Gravite
from lettres.socle.expression import Expression
from lettres.socle.places import DansWord

_RESTES = (
    ("B301", Expression(r"\{\{.*?(?:\}\}|$)|\{%.*?(?:%\}|$)|\{#[^{\n]*?#\}"), "une balise de modèle"),
    (
        "B302",
        Expression(r"\[à compléter[^\]]*\]?|\[(?:nom|date|montant|adresse|insérer)[^\]]{0,40}\]", re.I),
        "un blanc",
    ),
    ("B303", Expression(r"\bÉBAUCHE\b"), "une marque d’ébauche"),
    ("B304", Expression(r"\b(?:None|NaN|undefined|null)\b"), "une valeur absente"),
)
_D_UNE_EBAUCHE = ("B302", "B303")
_REMEDE = "Remplacez ces mots par le fait, ou effacez-les."


def examiner(
    paragraphes: Sequence[Paragraphe], nom: str, du_dossier: Callable[[], str] = lambda: ""
) -> Iterator[Constat]:
    """Un constat par reste; ce que le dossier (`du_dossier`, ses textes) écrit mot pour mot n'en est pas un."""
    suspects = [p for p in paragraphes if p.su.suspect]
    for p in suspects:
        for mots, place in _ecrits(p, DEUX_SIGNES, du_dossier):
            message = f"« {mots} » : le signe est écrit deux fois."
            yield Constat("B307", Gravite.ALERTE, message, "Effacez l’un des deux.", fichier=nom, dans=place)
    for p in suspects:
        for code, motif, quoi in _RESTES:
            for mots, place in _ecrits(p, motif, du_dossier):
                message = f"« {mots} » est {quoi} qui reste à remplacer."
                yield Constat(code, Gravite.ERREUR, message, _REMEDE, fichier=nom, dans=place)


def _ecrits(p: Paragraphe, motif: re.Pattern[str], du_dossier: Callable[[], str]) -> Iterator[tuple[str, DansWord]]:
    """Ce que ce motif trouve, et sa place; rien de ce que le dossier écrit mot pour mot."""
    for trouve in motif.finditer(p.texte):
        if trouve[0] not in du_dossier():
            yield trouve[0], p.place(*trouve.span())


def marque_d_ebauche(octets: bytes, nom: str, dossier: Dossier) -> Constat | None:
    """Le premier reste qu'une ébauche porte, sa mention ou un blanc marqué; None, d'une lettre finie."""
    trouves = examiner(lire(octets, nom), nom, lambda: du_dossier(dossier))
    return next((constat for constat in trouves if constat.code in _D_UNE_EBAUCHE), None)


def du_dossier(dossier: Dossier) -> str:
    """Tous les textes du dossier, l'un sous l'autre : ce que la lettre peut répéter tel quel."""
    return "\n".join(texte for _, texte in textes(dossier))
