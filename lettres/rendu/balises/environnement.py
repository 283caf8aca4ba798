"""Environnement Jinja fermé : aucun attribut Python, aucune fonction, une courte liste de filtres et de tests.

Deux environnements exécutent le même code compilé. Le rapide n'imprime que des textes et des entiers, et renonce au
premier imprévu; le suivi retient tout ce qu'il imprime, et sait dire le chemin de ce qui manque.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import islice

from jinja2 import Template, Undefined, pass_context
from jinja2.runtime import Context, LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment

from lettres.rendu.balises.impression import LONGUE, Absente, Compteur, Impression, RenduTropGros, Renoncer, ValeurBrute
from lettres.rendu.xml.echappement import a_echapper, dans_un_attribut, dans_un_texte

CLE_IMPRESSION = "_impression"
"""Où le contexte porte l'état du rendu; un modèle ne peut lire aucun nom qui commence par « _ »."""

FILTRE_TEXTE, FILTRE_ATTRIBUT, FILTRE_PARCOURS = "_texte", "_attribut", "_parcourir"
"""Ceux que la transcription ajoute autour de chaque valeur imprimée et de chaque liste parcourue."""

ATTRIBUTS_DE_BOUCLE = frozenset({"index", "first", "last", "length"})
PARTIE_MAX = 40_000_000
"""Caractères d'une partie remplie : un tableau de dix mille rangées y tient largement."""

_PAQUET = 256


class Environnement(ImmutableSandboxedEnvironment):
    """Le bac à sable de Jinja, vidé de tout ce qu'un modèle qui ne fait que placer n'emploie pas.

    L'échappement n'y est pas une option qu'un modèle pourrait débrancher : c'est un filtre que la transcription pose
    elle-même autour de chaque valeur, selon l'endroit où elle s'imprime.
    """

    def __init__(self, sorties: Mapping[str, Callable[..., object]]) -> None:
        super().__init__(autoescape=False, undefined=Absente, keep_trailing_newline=True, cache_size=0)
        self.globals.clear()
        self.filters.clear()
        self.filters.update(FILTRES, **sorties)
        self.tests.clear()
        self.tests.update(TESTS)

    def getattr(self, obj: object, attribute: str) -> object:
        """Lit un champ d'un groupe; jamais un attribut Python, sauf les quatre de `loop`."""
        if type(obj) is dict and attribute in obj:
            return obj[attribute]
        if type(obj) is LoopContext and attribute in ATTRIBUTS_DE_BOUCLE:
            return getattr(obj, attribute)
        if isinstance(obj, str | int | list):
            raise ValeurBrute(f"Le modèle lit « {attribute} » dans une valeur qui n’est pas un groupe.")
        return self.undefined(obj=obj, name=attribute)

    def getitem(self, obj: object, argument: object) -> object:
        """Lit un champ d'un groupe par son nom, ou un élément d'une liste par son rang."""
        if type(obj) is list and type(argument) is int and -len(obj) <= argument < len(obj):
            return obj[argument]
        if isinstance(argument, str):
            return self.getattr(obj, argument)
        return self.undefined(obj=obj, name=argument)  # type: ignore[arg-type]  # un rang, lu par Absente.chemin


def executer(gabarit: Template, valeurs: Mapping[str, object], etat: Compteur, debut: str = "") -> str:
    """Remplit un gabarit, après `debut`; l'état du rendu ne vit que dans le contexte de cet appel."""
    flux = gabarit.root_render_func(gabarit.new_context({**valeurs, CLE_IMPRESSION: etat}))
    morceaux = [debut]
    taille = 0
    while paquet := list(islice(flux, _PAQUET)):
        morceaux.append("".join(paquet))
        taille += len(morceaux[-1])
        if taille > PARTIE_MAX:
            raise RenduTropGros
    return "".join(morceaux)


def _rapide(echapper: Callable[[str], str]) -> Callable[[Context, object], str]:
    """Imprime un texte ou un entier, échappé pour l'endroit où il est; renonce à tout le reste."""

    @pass_context
    def imprimer(contexte: Context, valeur: object) -> str:
        if type(valeur) is str:
            if len(valeur) > LONGUE:
                contexte.parent[CLE_IMPRESSION].peser(len(valeur))
            return echapper(valeur) if a_echapper(valeur) else valeur
        if type(valeur) is int:
            return str(valeur)
        raise Renoncer

    return imprimer


def _suivi(echapper: Callable[[str], str], *, plat: bool) -> Callable[[Context, object], str]:
    """Imprime de même, mais note ce qui l'est et ce qui manque; `plat` : dans un attribut."""

    @pass_context
    def imprimer(contexte: Context, valeur: object) -> str:
        texte = _impression(contexte).imprimer(valeur, plat=plat)
        return echapper(texte) if a_echapper(texte) else texte

    return imprimer


@pass_context
def _parcourir(contexte: Context, valeur: object, annoncee: bool) -> list[object]:
    """Une liste pour une boucle; `annoncee` : la liste des champs la connaît, absente elle est donc vide."""
    etat: Compteur = contexte.parent[CLE_IMPRESSION]
    if type(valeur) is list:
        etat.parcourir(len(valeur))
        return valeur
    if isinstance(valeur, Absente):
        if not annoncee:
            etat.manquer_liste(valeur)
        return []
    raise ValeurBrute("Une boucle parcourt une valeur qui n’est pas une liste.")


def _impression(contexte: Context) -> Impression:
    impression = contexte.parent[CLE_IMPRESSION]
    assert isinstance(impression, Impression)  # noqa: S101 -- posé par `executer`, hors de portée du modèle
    return impression


def _sur_texte(operation: Callable[[str], str]) -> Callable[[object], object]:
    def filtre(valeur: object) -> object:
        return valeur if isinstance(valeur, Absente) else operation(_texte(valeur))

    return filtre


def _texte(valeur: object) -> str:
    if isinstance(valeur, bool) or not isinstance(valeur, str | int):
        raise ValeurBrute("Un filtre de texte reçoit un oui/non, une liste ou un groupe.")
    return str(valeur)


def _joindre(valeur: object, separateur: str = "") -> object:
    if isinstance(valeur, Absente):
        return valeur
    if type(valeur) is not list:
        raise ValeurBrute("Le filtre « join » reçoit autre chose qu’une liste de textes.")
    return separateur.join(_texte(v) for v in valeur)


def _longueur(valeur: object) -> int:
    if isinstance(valeur, str | list | Absente):
        return len(valeur)
    raise ValeurBrute("Le filtre « length » reçoit autre chose qu’un texte ou une liste.")


def _element(rang: int) -> Callable[[object], object]:
    def filtre(valeur: object) -> object:
        if isinstance(valeur, Absente):
            return valeur
        if type(valeur) is not list:
            raise ValeurBrute("Les filtres « first » et « last » reçoivent une liste.")
        return valeur[rang] if valeur else Absente(obj=valeur, name=rang)  # type: ignore[arg-type]

    return filtre


def _defaut(valeur: object, remplacement: object = "") -> object:
    return remplacement if isinstance(valeur, Undefined) else valeur


def _impair(valeur: object) -> bool:
    return type(valeur) is int and valeur % 2 == 1


FILTRES: dict[str, Callable[..., object]] = {
    "upper": _sur_texte(str.upper),
    "lower": _sur_texte(str.lower),
    "capitalize": _sur_texte(str.capitalize),
    "trim": _sur_texte(str.strip),
    "first": _element(0),
    "last": _element(-1),
    "join": _joindre,
    "length": _longueur,
    "default": _defaut,
}

TESTS: dict[str, Callable[..., bool]] = {
    "defined": lambda v: not isinstance(v, Undefined),
    "none": lambda v: isinstance(v, Undefined),
    "eq": lambda a, b: a == b,
    "ne": lambda a, b: a != b,
    "lt": lambda a, b: a < b,
    "le": lambda a, b: a <= b,
    "gt": lambda a, b: a > b,
    "ge": lambda a, b: a >= b,
    "in": lambda a, b: a in b,
    "odd": _impair,
    "even": lambda v: type(v) is int and v % 2 == 0,
}

RAPIDE = Environnement(
    {FILTRE_TEXTE: _rapide(dans_un_texte), FILTRE_ATTRIBUT: _rapide(dans_un_attribut), FILTRE_PARCOURS: _parcourir}
)
SUIVI = Environnement(
    {
        FILTRE_TEXTE: _suivi(dans_un_texte, plat=False),
        FILTRE_ATTRIBUT: _suivi(dans_un_attribut, plat=True),
        FILTRE_PARCOURS: _parcourir,
    }
)
