"""Imprimable : un groupe de l'arbre, et ses feuilles documentées, avec le fait du dossier d'où chacune vient."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, ClassVar, NewType, NoReturn, Self, dataclass_transform

from lettres.socle.classes import NamedTuple

GroupeOuvert = NewType("GroupeOuvert", dict[str, str])
"""Un groupe dont le dossier, et non l'arbre, nomme les feuilles."""

_CHOIX = re.compile(r"\[[^][]+\]")


class Feuille(NamedTuple):
    """Ce qu'on sait d'une feuille, sans rien de sa valeur."""

    description: str
    source: str
    porte: tuple[str, ...]
    facultative: bool


def champ(description: str, source: str = "", *aussi: str) -> Any:
    """Une feuille facultative, sa description, le fait du dossier dont elle vient, et ceux qu'elle imprime aussi.

    « faits » vaut pour tous les faits et toutes leurs clés; « suites[resultat=contestation].note », pour certains.
    """
    return _feuille(description, source, aussi, facultative=True)


def sur(description: str, source: str = "", *aussi: str) -> Any:
    """Une feuille toujours présente."""
    return _feuille(description, source, aussi, facultative=False)


def _feuille(description: str, source: str, aussi: tuple[str, ...], *, facultative: bool) -> Feuille:
    porte = tuple(chemin for chemin in (source, *aussi) if chemin)
    return Feuille(description, _CHOIX.sub("[]", source), porte, facultative)


@dataclass_transform(kw_only_default=True, frozen_default=True)
class Imprimable:
    """Un groupe de l'arbre, gelé : ses feuilles se donnent par leur nom; il n'en a ni plus ni moins qu'il n'en déclare.

    L'outil seul en bâtit, de valeurs déjà lues : mypy en vérifie le genre, et rien n'est à valider à chaque lettre.
    """

    feuilles: ClassVar[Mapping[str, Feuille]] = MappingProxyType({})
    _absentes: ClassVar[dict[str, None]] = {}
    """Chaque feuille, dans l'ordre, tant que rien n'en est dit."""
    _exigees: ClassVar[frozenset[str]] = frozenset()

    def __init_subclass__(cls) -> None:
        siennes = {nom: valeur for nom, valeur in vars(cls).items() if isinstance(valeur, Feuille)}
        cls.feuilles = MappingProxyType({**cls.feuilles, **siennes})
        cls._absentes = dict.fromkeys(cls.feuilles)
        cls._exigees = frozenset(nom for nom, f in cls.feuilles.items() if not f.facultative)

    def __init__(self, **valeurs: Any) -> None:
        siennes = self.__dict__
        siennes.update(self._absentes)
        siennes.update(valeurs)
        # -- une feuille de trop y serait une clé de plus --
        if len(siennes) > len(self._absentes) or not self._exigees <= valeurs.keys():
            inconnues = [nom for nom in valeurs if nom not in self.feuilles]
            manquent = [nom for nom in self.feuilles if nom in self._exigees and nom not in valeurs]
            raise TypeError(f"{type(self).__name__} : en trop, {inconnues}; en moins, {manquent}.")

    @classmethod
    def avec_ces_groupes(cls, valeurs: Mapping[str, object]) -> Self:
        """Le groupe dont on ne dit que ces feuilles : il lui manque celles que personne ne lira."""
        partie = cls.__new__(cls)
        partie.__dict__.update(cls._absentes)
        partie.__dict__.update(valeurs)
        return partie

    def __setattr__(self, nom: str, valeur: object) -> NoReturn:
        raise AttributeError(f"{type(self).__name__} est gelé : « {nom} » ne change pas.")

    def __delattr__(self, nom: str) -> NoReturn:
        self.__setattr__(nom, None)

    def __eq__(self, autre: object) -> bool:
        return type(self) is type(autre) and self.__dict__ == autre.__dict__

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{nom}={valeur!r}' for nom, valeur in self.__dict__.items())})"

    def donnees(
        self, textes: list[str], a_recrire: Callable[[str], object] = len, ecrire: Callable[[str], str] = str
    ) -> dict[str, Any]:
        """Ses feuilles en textes, listes, groupes et oui/non; ce qui manque au dossier y manque.

        Chaque texte, tel quel, s'ajoute à `textes`; `ecrire` récrit celui dont `a_recrire` dit qu'il en a besoin.
        """
        dites: dict[str, Any] = {}
        a_dire: list[tuple[Iterable[tuple[Any, Any]], Any]] = [(self.__dict__.items(), dites)]
        for feuilles, groupe in a_dire:
            for nom, valeur in feuilles:
                genre = type(valeur)
                if valeur is None:
                    continue
                if genre is str:
                    textes.append(valeur)
                    groupe[nom] = ecrire(valeur) if a_recrire(valeur) else valeur
                elif genre is list:
                    groupe[nom] = [None] * len(valeur)
                    a_dire.append((enumerate(valeur), groupe[nom]))
                elif genre is dict or isinstance(valeur, Imprimable):
                    groupe[nom] = {}
                    a_dire.append(((valeur if genre is dict else valeur.__dict__).items(), groupe[nom]))
                else:
                    groupe[nom] = valeur
        return dites

    def textes(self) -> Sequence[str]:
        """Chaque texte de ses feuilles, ceux de ses groupes après les siens."""
        lus: list[str] = []
        self.donnees(lus)
        return lus
