"""Spécimens : les dossiers fictifs où un modèle s'essaie, du plus court au plus long, à chacun et de chacun."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import deepcopy
from decimal import Decimal
from functools import cache
from itertools import pairwise
from typing import Any, cast

from lettres.affaire import Affaire
from lettres.amorce.necessaires import JOUR_DES_EXEMPLES, exemple, necessaires
from lettres.catalogue import catalogue, modele_de
from lettres.composition import champs_par_chemin, composer, manques
from lettres.composition.imprimable.jumeaux import poser_les_jumeaux
from lettres.dossier import Nature
from lettres.lecture import valider
from lettres.lecture.redaction import rempli
from lettres.production.avant_d_ecrire import verifier
from lettres.socle.champ import JUMEAUX
from lettres.socle.classes import NamedTuple
from lettres.socle.constats import a_une_erreur
from lettres.socle.erreurs import ErreurLettres

RANGEES = 50
_NUMEROTEES = {"creances": "facture", "pieces": "id"}
_PERSONNE = {"type": "personne", "nom": "Camille Exemple"}
_ENTREPRISE = {"type": "entreprise", "nom": "Atelier Exemple inc."}

Faits = dict[str, Any]


class Specimen(NamedTuple):
    """Un dossier d'essai : ce qu'il a de particulier, et ce qu'un modèle en imprime."""

    nom: str
    contexte: Mapping[str, Any]
    affaire: Affaire


@cache
def specimens(nature: Nature, lettre: str) -> tuple[Specimen, ...]:
    """Ceux d'une lettre; un dossier à qui il manque un fait exigé n'en est pas un."""
    return tuple(_composes(nature, lettre))


def _composes(nature: Nature, lettre: str) -> Iterator[Specimen]:
    modele = modele_de(lettre, nature)
    for nom, faits in _dossiers(nature, lettre):
        try:
            dossier = valider(faits)
            affaire = Affaire(dossier, JOUR_DES_EXEMPLES)
            if modele is not None and manques(dossier, modele, affaire.consommation):
                continue
            yield Specimen(nom, contexte_entier(affaire, lettre), affaire)
        except ErreurLettres:
            continue


def contexte_entier(affaire: Affaire, lettre: str) -> dict[str, Any]:
    """Ce que la lettre imprimerait, et de quoi comparer ses sommes et ses dates."""
    arbre = composer(affaire, lettre)
    contexte = arbre.contexte()
    poser_les_jumeaux(arbre, contexte, affaire.dossier)
    return contexte


@cache
def amputes(nature: Nature, lettre: str) -> tuple[tuple[str, Mapping[str, Any]], ...]:
    """Le plus long dossier, privé tour à tour de chaque fait dont la lettre se passe : ce que donne la onzième."""
    return tuple(_amputes(nature, lettre))


def _amputes(nature: Nature, lettre: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    toutes = frozenset(_branches(rempli(nature, lettre), ()))
    for branche in sorted(toutes - necessaires(nature, lettre) - {("nature",)}):
        restent = frozenset(b for b in toutes if b[: len(branche)] != branche)
        faits = cast("Faits", exemple(nature, lettre, restent))
        # -- un dossier que l'outil refuserait ne ferait pas de lettre --
        if not a_une_erreur(verifier(faits, lettre, au=JOUR_DES_EXEMPLES)):
            yield ".".join(branche), contexte_entier(Affaire(valider(faits), JOUR_DES_EXEMPLES), lettre)


def _branches(valeur: object, chemin: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Chaque bloc et chaque clé d'un dossier."""
    if chemin:
        yield chemin
    elements = valeur if isinstance(valeur, list) else [valeur]
    for element in elements:
        if isinstance(element, Mapping):
            for cle, dedans in element.items():
                yield from _branches(dedans, (*chemin, cle))


def _dossiers(nature: Nature, lettre: str) -> Iterator[tuple[str, Faits]]:
    long = cast("Faits", rempli(nature, lettre))
    yield "le plus court", cast("Faits", exemple(nature, lettre, necessaires(nature, lettre)))
    yield "le plus long", long
    for nom, varier in _VARIANTES.items():
        faits = deepcopy(long)
        varier(faits)
        yield nom, faits


def _a_une_personne(civilite: str) -> Callable[[Faits], None]:
    def varier(faits: Faits) -> None:
        faits["destinataire"] = {**faits.get("destinataire", {}), **_PERSONNE, "civilite": civilite}
        faits["destinataire"].pop("attention", None)

    return varier


def _a_une_entreprise(faits: Faits) -> None:
    faits["destinataire"] = {**faits.get("destinataire", {}), **_ENTREPRISE}
    faits["destinataire"].pop("civilite", None)


def _d_une_personne(faits: Faits) -> None:
    faits["expediteur"] = {**faits["expediteur"], **_PERSONNE}
    for cle in ("neq", "nom_commercial", "taxes", "tps", "tvq"):
        faits["expediteur"].pop(cle, None)


def _d_une_entreprise(faits: Faits) -> None:
    faits["expediteur"] = {**faits["expediteur"], **_ENTREPRISE, "taxes": "non_inscrit"}


def _cinquante_rangees(faits: Faits) -> None:
    """Cinquante éléments dans chaque liste de faits, où chacun garde un nom à lui."""
    for cle, valeur in faits.items():
        if cle not in _NUMEROTEES and isinstance(valeur, list) and valeur and isinstance(valeur[0], dict):
            faits[cle] = [deepcopy(valeur[0]) for _ in range(RANGEES)]
        elif cle == "creances" and isinstance(valeur, list):
            faits[cle] = [{**deepcopy(valeur[0]), "facture": f"F-{2000 + rang}"} for rang in range(RANGEES)]
    faits.pop("paiements", None)


def _sans_rangee(faits: Faits) -> None:
    for cle in [c for c, v in faits.items() if isinstance(v, list) and c not in ("creances", "publications", "pieces")]:
        del faits[cle]


_VARIANTES: Mapping[str, Callable[[Faits], None]] = {
    "à une femme": _a_une_personne("Mme"),
    "à un homme": _a_une_personne("M."),
    "à une personne dont on ignore le genre": _a_une_personne("neutre"),
    "à une entreprise": _a_une_entreprise,
    "d’une personne": _d_une_personne,
    "d’une entreprise": _d_une_entreprise,
    "cinquante rangées": _cinquante_rangees,
    "aucune rangée": _sans_rangee,
}


@cache
def valeurs(nature: Nature | None, lettre: str | None) -> Mapping[str, tuple[str, ...]]:
    """Ce que chaque champ donne dans les spécimens de la lettre; de toutes les lettres, si on l'ignore."""
    trouvees: dict[str, list[str]] = {}
    contextes = (s.contexte for s in specimens(nature, lettre)) if nature and lettre else _un_par_lettre()
    for contexte in contextes:
        for chemin, valeur in feuilles(contexte):
            if isinstance(valeur, str):
                trouvees.setdefault(chemin, []).append(valeur)
    return {chemin: tuple(dict.fromkeys(lues))[:12] for chemin, lues in trouvees.items()}


def _un_par_lettre() -> Iterator[Mapping[str, Any]]:
    for modele in catalogue():
        affaire = Affaire(valider(cast("Faits", rempli(modele.nature, modele.lettre))), JOUR_DES_EXEMPLES)
        yield contexte_entier(affaire, modele.lettre)


def feuilles(valeur: object, chemin: str = "") -> Iterator[tuple[str, object]]:
    """Chaque valeur d'un contexte, à son chemin : `creances[].montant`; d'une liste, ses trois premiers éléments."""
    if isinstance(valeur, Mapping):
        for cle, dedans in valeur.items():
            yield from feuilles(dedans, f"{chemin}.{cle}" if chemin else cle)
    elif isinstance(valeur, list | tuple):
        for dedans in valeur[:3]:
            yield from feuilles(dedans, f"{chemin}[]")
    else:
        yield chemin, valeur


def contexte_complet() -> dict[str, Any]:
    """Un contexte où chaque champ a une valeur : de quoi entrer dans n'importe quelle branche."""
    complet: dict[str, Any] = {}
    dites = valeurs(None, None)
    for chemin, champ in champs_par_chemin().items():
        texte = (dites.get(chemin) or ("Exemple",))[0]
        valeurs_possibles = {"texte": texte, "oui_non": True, "liste_de_textes": [texte], "date": texte}
        valeurs_possibles["nombre"] = Decimal("900.50")
        if champ.genre in valeurs_possibles:
            poser(complet, chemin, valeurs_possibles[champ.genre])
    return complet


def complements_lus(lus: Iterable[str]) -> dict[str, Any]:
    """Une valeur pour chaque complément que lit un modèle : le dossier, un jour, les fournira."""
    noms = (chemin.partition(".")[2] for chemin in lus if chemin.startswith("complements."))
    return {nom: _exemple_de_complement(nom) for nom in noms}


def _exemple_de_complement(nom: str) -> object:
    if nom.endswith(JUMEAUX["nombre"]):
        return Decimal("900.50")
    return "2026-12-01" if nom.endswith(JUMEAUX["date"]) else "Exemple"


def poser(contexte: dict[str, Any], chemin: str, valeur: object) -> None:
    """Pose une valeur à ce chemin; d'une liste, dans son premier élément, et None l'en retire."""
    pas = chemin.replace("[]", ".[]").split(".")
    ici: Any = contexte
    for un, suivant in pairwise(pas):
        vide: Any = [] if suivant == "[]" else {}
        if un == "[]":
            if not ici:
                ici.append(vide)
            ici = ici[0]
        else:
            ici = ici.setdefault(un, vide)
    if isinstance(ici, dict):
        if valeur is None:
            ici.pop(pas[-1], None)
        else:
            ici[pas[-1]] = valeur


def prendre(contexte: Mapping[str, Any], chemin: str) -> object:
    """La valeur à ce chemin; dans une liste, celle de son premier élément; None s'il n'y en a pas."""
    ici: Any = contexte
    for pas in chemin.replace("[]", ".[]").split("."):
        if pas == "[]":
            ici = ici[0] if isinstance(ici, list) and ici else None
        else:
            ici = ici.get(pas) if isinstance(ici, Mapping) else None
    return ici
