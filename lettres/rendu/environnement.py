"""Environnement Jinja fermé : aucun attribut Python, aucune fonction, une courte liste de filtres et de tests."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from jinja2 import Template, Undefined, nodes, pass_context
from jinja2.runtime import Context, LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from lettres.rendu.manquants import Absente, Impression, RenduTropGros, ValeurBrute
from lettres.rendu.paquet import XML_MAX

CLE_IMPRESSION = "_impression"
"""Où le contexte porte l'état du rendu; un modèle ne peut lire aucun nom qui commence par « _ »."""

FILTRE_PARCOURS = "_parcourir"
ATTRIBUTS_DE_BOUCLE = frozenset({"index", "first", "last", "length"})


class Environnement(ImmutableSandboxedEnvironment):
    """Le bac à sable de Jinja, vidé de tout ce qu'un modèle qui ne fait que placer n'emploie pas."""

    def __init__(self) -> None:
        super().__init__(
            autoescape=True, undefined=Absente, finalize=_imprimer, keep_trailing_newline=True, cache_size=0
        )
        self.globals.clear()
        self.filters.clear()
        self.filters.update(FILTRES, **{FILTRE_PARCOURS: _parcourir})
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

    def compiler(self, arbre: nodes.Template) -> Template:
        """Compile un arbre déjà vérifié; chaque boucle passe par un filtre qui n'accepte que des listes."""
        for boucle in arbre.find_all(nodes.For):
            boucle.iter = nodes.Filter(
                boucle.iter, FILTRE_PARCOURS, [], [], None, None, lineno=boucle.lineno, environment=self
            )
        return self.from_string(arbre)


def executer(gabarit: Template, valeurs: Mapping[str, object], impression: Impression) -> str:
    """Remplit un gabarit; l'état du rendu ne vit que dans le contexte de cet appel."""
    contexte = gabarit.new_context({**valeurs, CLE_IMPRESSION: impression})
    morceaux: list[str] = []
    taille = 0
    for morceau in gabarit.root_render_func(contexte):
        taille += len(morceau)
        if taille > XML_MAX:
            raise RenduTropGros
        morceaux.append(morceau)
    return "".join(morceaux)


@pass_context
def _imprimer(contexte: Context, valeur: object) -> Markup:
    return _impression(contexte).imprimer(valeur)


@pass_context
def _parcourir(contexte: Context, valeur: object) -> list[object]:
    """Une liste pour une boucle. Une liste absente est vide si le schéma des champs la connaît, sinon elle manque."""
    if type(valeur) is list:
        _impression(contexte).parcourir(len(valeur))
        return valeur
    if isinstance(valeur, Absente):
        _impression(contexte).manquer_liste(valeur)
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
