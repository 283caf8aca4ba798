"""Écarts : ce qu'un modèle a perdu, changé ou gagné, dans les mots de qui l'écrit, à la place où le retrouver."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal, NamedTuple

from lxml import etree

from lettres.rendu.xml import arbre_xml
from lettres.rendu.xml.arbre_xml import Element, w
from lettres.socle.champ import Champ
from lettres.socle.constats import abreger
from lettres.socle.places import DansWord
from lettres.studio.comparaison.clauses import ClauseDeModele, Conditions, montrer
from lettres.studio.comparaison.rapprochement import Rapprochement, mots_changes
from lettres.studio.modele_lu import ModeleLu

GenreDEcart = Literal[
    "mention_perdue",
    "tableau_perdu",
    "clause_retiree",
    "mots_changes",
    "condition_changee",
    "clause_deplacee",
    "clause_ajoutee",
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
    "champ_perdu": ("Champ qui ne s’imprime plus", "Champs qui ne s’impriment plus"),
    "champ_nouveau": ("Champ nouveau", "Champs nouveaux"),
    "style_change": ("Style changé", "Styles changés"),
}
"""Dans l'ordre où on les dit : ce qui coûterait le plus d'abord."""

_STYLES = "word/styles.xml"
_FORMES = tuple(map(w, ("pPr", "rPr", "tblPr")))
_SANS_EFFET = tuple(map(w, ("lang", "rsid", "noProof")))


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


def des_styles(avant: ModeleLu, apres: ModeleLu, rapprochement: Rapprochement) -> Iterator[EcartDeModele]:
    """Les clauses qui ont changé de style, et les styles qui ont gardé leur nom sans garder leur mise en forme."""
    uns, autres = _styles(avant), _styles(apres)
    groupes: dict[tuple[str, str], list[ClauseDeModele]] = {}
    employes: dict[str, DansWord] = {}
    for a, b in rapprochement.paires:
        noms = (_nom(uns, a.style), _nom(autres, b.style))
        if noms[0] != noms[1]:
            groupes.setdefault(noms, []).append(b)
        else:
            employes.setdefault(noms[0], b.place)
    for (nom, devient), clauses in groupes.items():
        suite = f", et {_autres(len(clauses) - 1)}" if len(clauses) > 1 else ""
        message = f"« {_cite(clauses[0])} »{suite} : de « {nom} » à « {devient} »."
        yield EcartDeModele("style_change", message, clauses[0].place, nom, devient)
    formes = [{_nom(styles, id_): _forme(e) for id_, e in styles.items()} for styles in (uns, autres)]
    for nom in sorted(employes):
        if nom in formes[0] and nom in formes[1] and formes[0][nom] != formes[1][nom]:
            message = f"Le style « {nom} » n’a plus la même mise en forme."
            yield EcartDeModele("style_change", message, employes[nom], nom, nom)


def _styles(modele: ModeleLu) -> dict[str, Element]:
    if _STYLES not in modele.statiques:
        return {}
    return {s.get(w("styleId"), ""): s for s in arbre_xml.lire(modele.statiques[_STYLES]).iter(w("style"))}


def _nom(styles: Mapping[str, Element], id_: str) -> str:
    """Le nom d'un style, tel que Word le montre; celui par défaut, si la clause n'en nomme aucun."""
    par_defaut = next(
        (s for s in styles.values() if s.get(w("default")) == "1" and s.get(w("type")) == "paragraph"), None
    )
    style = styles.get(id_) if id_ else par_defaut
    nom = None if style is None else style.find(w("name"))
    return str(nom.get(w("val"), "")) if nom is not None else id_ or "Normal"


def _forme(style: Element) -> str:
    """La mise en forme d'un style, sans ce qui ne se voit pas."""
    ecrits = []
    for forme in style.iterchildren(*_FORMES):
        copie = arbre_xml.relire(arbre_xml.ecrire(forme))
        for element in list(copie.iter(*_SANS_EFFET)):
            element.getparent().remove(element)
        if len(copie):
            enfants = sorted(etree.tostring(e, method="c14n", exclusive=True).decode() for e in copie)
            ecrits.append(f"{forme.tag}{''.join(enfants)}")
    return "".join(sorted(ecrits))


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
