"""Contradictions : ce que deux dossiers disent du même débiteur, et qui ne s'accorde pas."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from lettres.escalade import Decision, Statut
from lettres.socle.classes import dataclass

AVOCAT, INSOLVABILITE, QUALITE, ADRESSE = "avocat", "insolvabilite", "qualite", "adresse"

retiennent = frozenset({AVOCAT, INSOLVABILITE})
"""Celles devant lesquelles rien ne s'écrit : une personne y voit d'abord."""

_DIT = {
    AVOCAT: "un avocat représente ce débiteur",
    INSOLVABILITE: "ce débiteur est dit insolvable",
}
_REMEDE = {
    AVOCAT: "Inscrivez l’avocat à chaque dossier, ou corrigez celui qui se trompe.",
    INSOLVABILITE: "Inscrivez l’insolvabilité à chaque dossier, ou corrigez celui qui se trompe.",
}


@dataclass(frozen=True, slots=True)
class DeLAffaire:
    """Ce qu'un dossier dit de son débiteur."""

    reference: str
    avocat: bool
    insolvable: bool
    ecrirait: bool
    """Une lettre y est due, ou viendra."""
    qualite: str | None
    adresse: str | None
    adresse_pliee: str


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Un désaccord entre les dossiers d'un débiteur : son nom stable, sa phrase, les dossiers en cause."""

    code: str
    phrase: str
    references: tuple[str, ...]


def ecrirait(decisions: Iterable[Decision]) -> bool:
    """Dit si l'une de ces décisions mène à une lettre."""
    finies = {Statut.TERMINEE, Statut.BLOQUEE}
    return any(d.statut not in finies and d.prochaine_lettre is not None for d in decisions)


def contradictions(affaires: Sequence[DeLAffaire]) -> Iterator[Contradiction]:
    """Les désaccords, les plus graves d'abord; aucun pour une seule affaire."""
    for code, notees in (
        (AVOCAT, [a for a in affaires if a.avocat]),
        (INSOLVABILITE, [a for a in affaires if a.insolvable]),
    ):
        autres = [a for a in affaires if a.ecrirait and a not in notees]
        if notees and autres:
            ecrit = "lui écrirait" if len(autres) == 1 else "lui écriraient"
            dit = f"{_noms(notees)} : {_DIT[code]}; {_noms(autres)} {ecrit}. {_REMEDE[code]}"
            yield Contradiction(code, dit, tuple(a.reference for a in (*notees, *autres)))
    for code, quoi, dites in (
        (QUALITE, "Deux qualités", [(a, a.qualite, a.qualite) for a in affaires]),
        (ADRESSE, "Deux adresses", [(a, a.adresse, a.adresse_pliee) for a in affaires]),
    ):
        premieres = {pliee: (a, lue) for a, lue, pliee in reversed(dites) if lue is not None and pliee is not None}
        if len(premieres) > 1:
            cote_a_cote = "; ".join(f"{a.reference} : {lue}" for a, lue in reversed(premieres.values()))
            quoi = quoi if len(premieres) == 2 else quoi.replace("Deux", "Plusieurs")
            dit = f"{quoi} pour ce débiteur – {cote_a_cote}. Gardez la bonne."
            yield Contradiction(code, dit, tuple(a.reference for a, _ in reversed(premieres.values())))


def _noms(affaires: Sequence[DeLAffaire]) -> str:
    return ", ".join(dict.fromkeys(a.reference for a in affaires))
