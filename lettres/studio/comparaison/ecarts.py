"""Écarts : ce qu'un modèle a perdu, changé ou gagné, dans les mots de qui l'écrit, à la place où le retrouver."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from lettres.socle.champ import Champ
from lettres.socle.classes import NamedTuple
from lettres.socle.constats import abreger
from lettres.socle.places import DansWord
from lettres.studio.comparaison.apparences import Styles, changements
from lettres.studio.comparaison.clauses import ClauseDeModele, Conditions, montrer
from lettres.studio.comparaison.rapprochement import Rapprochement, mots_changes

GenreDEcart = Literal[
    "mention_perdue",
    "tableau_perdu",
    "clause_retiree",
    "mots_changes",
    "condition_changee",
    "clause_deplacee",
    "clause_ajoutee",
    "decoupage_change",
    "champ_perdu",
    "champ_nouveau",
    "style_change",
]
TITRES: Mapping[GenreDEcart, tuple[str, str]] = {
    "mention_perdue": ("Mention obligatoire perdue", "Mentions obligatoires perdues"),
    "tableau_perdu": ("Tableau des factures perdu", "Tableaux des factures perdus"),
    "clause_retiree": ("Clause retirée", "Clauses retirées"),
    "mots_changes": ("Clause récrite", "Clauses récrites"),
    "condition_changee": ("Condition changée", "Conditions changées"),
    "clause_deplacee": ("Clause déplacée", "Clauses déplacées"),
    "clause_ajoutee": ("Clause ajoutée", "Clauses ajoutées"),
    "decoupage_change": ("Paragraphe coupé ou réuni", "Paragraphes coupés ou réunis"),
    "champ_perdu": ("Champ qui ne s’imprime plus", "Champs qui ne s’impriment plus"),
    "champ_nouveau": ("Champ nouveau", "Champs nouveaux"),
    "style_change": ("Style changé", "Styles changés"),
}
"""Dans l'ordre où on les dit : ce qui coûterait le plus d'abord."""


class EcartDeModele(NamedTuple):
    """Un écart entre deux modèles. `place` est dans le second s'il y est encore, sinon dans le premier."""

    genre: GenreDEcart
    message: str
    place: DansWord | None = None
    avant: str = ""
    apres: str = ""
    code: str = ""
    """D'une mention, son code à la liste de contrôle."""
    remede: str = ""


def des_clauses(rapprochement: Rapprochement) -> Iterator[EcartDeModele]:
    """Les clauses retirées, récrites, déplacées, ajoutées."""
    for clause in rapprochement.retirees:
        yield EcartDeModele("clause_retiree", f"« {_cite(clause)} »", clause.place, avant=montrer(clause.texte))
    for avant, apres in rapprochement.paires:
        if avant.cle != apres.cle and avant.sans_conditions != apres.sans_conditions:
            dits = "; ".join(_dit(*mots) for mots in mots_changes(avant.texte, apres.texte))
            yield EcartDeModele("mots_changes", dits, apres.place, montrer(avant.texte), montrer(apres.texte))
    for rang in sorted(rapprochement.deplacees):
        avant, apres = rapprochement.paires[rang]
        quoi = f"« {_cite(apres)} » était ailleurs : {en_bref(avant.place)}."
        yield EcartDeModele("clause_deplacee", quoi, apres.place, montrer(avant.texte), montrer(apres.texte))
    for clause in rapprochement.ajoutees:
        suite = f", {_quand(clause.conditions)}" if clause.conditions else ""
        yield EcartDeModele("clause_ajoutee", f"« {_cite(clause)} »{suite}", clause.place, apres=montrer(clause.texte))

    for uns, autres in rapprochement.decoupees:
        quoi = f"« {_cite(max(uns, autres, key=lambda suite: -len(suite))[0])} »"
        suite = (
            f"{len(uns)} paragraphe{'s' if len(uns) > 1 else ''}, maintenant {len(autres)}; les mots sont les mêmes."
        )
        yield EcartDeModele("decoupage_change", f"{quoi} : {suite}", autres[0].place)


def des_conditions(rapprochement: Rapprochement) -> Iterator[EcartDeModele]:
    """Les clauses qui restent, et que d'autres conditions font s'imprimer; une même cause n'est dite qu'une fois."""
    groupes: dict[tuple[Conditions, Conditions], list[ClauseDeModele]] = {}
    for avant, apres in rapprochement.paires:
        if avant.conditions != apres.conditions:
            groupes.setdefault((avant.conditions, apres.conditions), []).append(apres)
        elif avant.cle != apres.cle and avant.sans_conditions == apres.sans_conditions:
            dits = "; ".join(_dit(*mots) for mots in mots_changes(avant.texte, apres.texte))
            yield EcartDeModele("condition_changee", dits, apres.place, montrer(avant.texte), montrer(apres.texte))
    for (quand, maintenant), clauses in groupes.items():
        autres = f", et {_autres(len(clauses) - 1)}" if len(clauses) > 1 else ""
        message = f"« {_cite(clauses[0])} »{autres} : s’imprimait {_quand(quand)}; maintenant, {_quand(maintenant)}."
        yield EcartDeModele("condition_changee", message, clauses[0].place, ", ".join(quand), ", ".join(maintenant))


def des_champs(
    avant: frozenset[str], apres: frozenset[str], places: Mapping[str, DansWord], connus: Mapping[str, Champ]
) -> Iterator[EcartDeModele]:
    """Les champs qui ne s'impriment plus, et ceux qui ne s'imprimaient pas."""
    for chemin in sorted(avant ^ apres):
        champ = connus.get(chemin)
        dit = f"{{{{ {chemin} }}}}{f' : {champ.libelle}' if champ else ''}"
        if chemin in avant:
            yield EcartDeModele("champ_perdu", dit, places.get(chemin), avant=chemin)
        else:
            yield EcartDeModele("champ_nouveau", dit, places.get(chemin), apres=chemin)


def des_styles(avant: Styles, apres: Styles, rapprochement: Rapprochement) -> Iterator[EcartDeModele]:
    """Les clauses qui ont changé de style, et les styles qui ont gardé leur nom sans garder leur apparence."""
    passes: dict[tuple[str, str], list[ClauseDeModele]] = {}
    restes: dict[str, tuple[str, str, DansWord]] = {}
    for a, b in rapprochement.paires:
        noms = (avant.nom(a.style), apres.nom(b.style))
        if noms[0] != noms[1]:
            passes.setdefault(noms, []).append(b)
        else:
            restes.setdefault(noms[0], (a.style, b.style, b.place))
    for (nom, devient), clauses in passes.items():
        suite = f", et {_autres(len(clauses) - 1)}" if len(clauses) > 1 else ""
        message = f"« {_cite(clauses[0])} »{suite} : de « {nom} » à « {devient} »."
        yield EcartDeModele("style_change", message, clauses[0].place, nom, devient)
    groupes: dict[tuple[str, ...], list[str]] = {}
    for nom, (un, autre, _) in restes.items():
        if dits := changements(avant.apparence(un), apres.apparence(autre)):
            groupes.setdefault(dits, []).append(nom)
    for dits, noms_ in groupes.items():
        cites = ", ".join(f"« {nom} »" for nom in noms_)
        yield EcartDeModele("style_change", f"{cites} : {'; '.join(dits)}.", restes[noms_[0]][2], cites, cites)


def _dit(avant: str, apres: str) -> str:
    """Un passage changé : ce qu'il était, ce qu'il est."""
    if not avant:
        return f"ajouté : « {abreger(montrer(apres))} »"
    if not apres:
        return f"retiré : « {abreger(montrer(avant))} »"
    return f"« {abreger(montrer(avant))} » est devenu « {abreger(montrer(apres))} »"


def _cite(clause: ClauseDeModele) -> str:
    return abreger(montrer(clause.texte))


def en_bref(place: DansWord) -> str:
    """Une place, sans ses mots, que le message cite."""
    return str(DansWord(place.partie, place.paragraphe, sous=place.sous, case=place.case))


def _quand(conditions: Iterable[str]) -> str:
    return " et ".join(conditions) or "toujours"


def _autres(nombre: int) -> str:
    return "une autre clause" if nombre == 1 else f"{nombre} autres clauses"
