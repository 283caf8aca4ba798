"""Dérogations : un dossier peut adoucir une règle d'un cran, par écrit; une erreur ne se tait jamais.

| Gravité de la règle | `gravite: conseil` | `gravite: tu` |
|---|---|---|
| alerte | le constat devient un conseil | refusé : une alerte reste visible |
| conseil | sans effet | le constat se tait |
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from lettres.affaire import Affaire
from lettres.dossier import Derogation, Dossier
from lettres.langue import mots
from lettres.regles.familles import DE_FOND
from lettres.regles.regle import ALERTE, CONSEIL, ERREUR, Faute, regle
from lettres.socle.classes import replace
from lettres.socle.code import Code
from lettres.socle.constats import Constat


@cache
def _codes() -> Mapping[str, Code]:
    """Ce qu'une dérogation peut nommer : les règles de fond et les familles de mots; d'une famille, le plus léger."""
    des_mots = (replace(f.declarer(), gravite=f.la_plus_legere) for f in mots.familles())
    return {code.code: code for code in (*(r.declarer() for r in DE_FOND), *des_mots)}


def deroger(dossier: Dossier, constats: Iterable[Constat]) -> Iterator[Constat]:
    """Les constats, adoucis d'un cran là où le dossier le demande et où c'est permis."""
    voulues = {d.code: d for d in dossier.derogations}
    for constat in constats:
        voulue = voulues.get(constat.code)
        if voulue is None or constat.gravite is ERREUR:
            yield constat
        elif constat.gravite is ALERTE:
            yield replace(constat, gravite=CONSEIL) if voulue.gravite == "conseil" else constat
        elif voulue.gravite == "conseil":
            yield constat


def _connues(dossier: Dossier) -> Iterator[tuple[int, Derogation, Code]]:
    """Chaque dérogation dont le code existe, avec ce qu'elle vise."""
    for i, d in enumerate(dossier.derogations):
        if d.code in _codes():
            yield i, d, _codes()[d.code]


@regle("G101", "taire-une-erreur", ERREUR)
def erreur_qui_se_tait(affaire: Affaire, trouves: Sequence[Constat]) -> Iterator[Faute]:
    """Une dérogation vise une règle de gravité « erreur ».

    Pourquoi : une erreur arrête la lettre; aucun motif écrit ne la fait taire.
    Fautif : « derogations: [{code: S101, motif: …, gravite: conseil}] »
    Conforme : la faute elle-même est corrigée, et la dérogation retirée.
    """
    for i, d, visee in _connues(affaire.dossier):
        if not visee.derogeable:
            yield Faute(
                ("derogations", i, "code"),
                f"La règle {d.code} est une erreur : elle ne se rétrograde pas.",
                "Corrigez la faute et retirez cette dérogation.",
            )


@regle("G102", "deroger-a-une-regle-inconnue", ALERTE, derogeable=False)
def derogation_inconnue(affaire: Affaire, trouves: Sequence[Constat]) -> Iterator[Faute]:
    """Une dérogation nomme un code que le registre n’a pas.

    Pourquoi : un code mal recopié donne l’illusion d’avoir réglé la question.
    Fautif : « derogations: [{code: S999, motif: …, gravite: conseil}] »
    Conforme : un code que donne « lettres regles ».
    """
    for i, d in enumerate(affaire.dossier.derogations):
        if d.code not in _codes():
            yield Faute(
                ("derogations", i, "code"),
                f"Aucune règle ne porte le code « {d.code} ».",
                "Prenez un code de « lettres regles », ou retirez cette dérogation.",
            )


@regle("G103", "deroger-sans-raison", CONSEIL, derogeable=False)
def derogation_inutile(affaire: Affaire, trouves: Sequence[Constat]) -> Iterator[Faute]:
    """Une dérogation ne change rien à cette lettre.

    Pourquoi : une dérogation oubliée tairait demain une faute nouvelle.
    Fautif : une dérogation à J101, quand aucun rappel récent n’est au journal.
    Conforme : la dérogation retirée; ou le constat qu’elle vise est bien là.
    """
    for i, d, visee in _connues(affaire.dossier):
        if not visee.derogeable or (visee.gravite is ALERTE and d.gravite == "tu"):
            continue
        attendue = ALERTE if d.gravite == "conseil" else CONSEIL
        if not any(c.code == d.code and c.gravite is attendue for c in trouves):
            yield Faute(
                ("derogations", i),
                f"La dérogation à {d.code} ne change rien à cette lettre.",
                "Retirez-la, ou vérifiez le code et la gravité voulus.",
            )


@regle("G104", "taire-une-alerte", ALERTE, derogeable=False)
def alerte_qui_se_tait(affaire: Affaire, trouves: Sequence[Constat]) -> Iterator[Faute]:
    """Une dérogation veut taire une alerte.

    Pourquoi : une alerte se rétrograde en conseil, mais reste sous les yeux de qui signe.
    Fautif : « derogations: [{code: T106, motif: …, gravite: tu}] »
    Conforme : « derogations: [{code: T106, motif: …, gravite: conseil}] »
    """
    for i, d, visee in _connues(affaire.dossier):
        if visee.gravite is ALERTE and d.gravite == "tu":
            yield Faute(
                ("derogations", i, "gravite"),
                f"La règle {d.code} est une alerte : elle se rétrograde en conseil, elle ne se tait pas.",
                "Écrivez « gravite: conseil ».",
            )
