"""Impression : l'état d'un seul rendu, ce qu'il imprime et ce qui lui manque.

Le texte d'une valeur n'est jamais analysé : il est échappé, puis posé. Une valeur absente laisse à sa place
un jeton, pour ne la réclamer que si elle devait vraiment rester dans la lettre.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from lettres.rendu.balises.champs_connus import ChampsConnus
from lettres.rendu.balises.valeurs import Contexte
from lettres.rendu.xml.echappement import a_echapper, normaliser
from lettres.socle.champ import a_completer
from lettres.socle.constats import Chemin, Constat, Gravite, chemin_generique, chemin_lisible
from lettres.socle.expression import Expression

# -- Deux « non-caractères » d'Unicode : aucun texte n'en contient, XML les porte --
DEBUT, FIN = "\ufdd0", "\ufdd1"
JETON = Expression(f"{DEBUT}([0-9]+){FIN}")

_GENRES: dict[type, str] = {
    bool: "un oui/non",
    type(None): "une valeur vide",
    float: "un nombre à virgule",
    Decimal: "un nombre décimal",
    date: "une date",
    datetime: "une date et une heure",
}
"""Ce qu'une condition peut lire, et qu'aucune balise n'imprime : le dossier l'écrit en français."""

TOURS_MAX = 200_000
POIDS_MAX = 5_000_000
CONSTATS_MAX = 100
LONGUE = 1_000
"""La longueur d'une valeur à partir de laquelle on compte ses signes."""


class Renoncer(Exception):
    """Le rendu rapide rencontre un imprévu : le rendu détaillé reprend tout, et dit ce qu'il en est."""


class RenduTropGros(ValueError):
    """Le rendu imprime plus de valeurs qu'une lettre n'en peut contenir."""


class ValeurBrute(ValueError):
    """Le modèle imprime un oui/non, une liste ou un groupe; porte un message pour l'usager."""


class Absente:
    """Une valeur que le contexte n'a pas : fausse quand on la teste, signalée quand on l'imprime.

    Elle sait où on l'attendait : dans le groupe ou la liste `parent`, sous un nom ou à un rang.
    """

    __slots__ = ("_nom", "_parent")

    def __init__(self, parent: object = None, nom: str | int | None = None) -> None:
        self._parent = parent
        self._nom = nom

    def __bool__(self) -> bool:
        return False

    def __len__(self) -> int:
        return 0

    def __contains__(self, _: object) -> bool:
        return False

    def _jamais(self, _: object) -> bool:
        return False

    __lt__ = __le__ = __gt__ = __ge__ = _jamais

    def __eq__(self, autre: object) -> bool:
        return isinstance(autre, Absente)

    def __hash__(self) -> int:
        return hash(type(self))

    def chemin(self, contexte: Contexte) -> Chemin:
        """Le chemin exact de la valeur attendue, indices compris."""
        pas: Chemin = () if self._nom is None else (self._nom,)
        if isinstance(self._parent, Absente):
            return self._parent.chemin(contexte) + pas
        return (contexte.chemin_de(self._parent) or ()) + pas


class Compteur:
    """L'état du rendu rapide : les tours de boucle, pour que des boucles imbriquées ne bloquent jamais la machine."""

    __slots__ = ("_poids", "_tours")

    def __init__(self) -> None:
        self._tours = self._poids = 0

    def parcourir(self, longueur: int) -> None:
        """Compte les tours d'une boucle."""
        self._tours += longueur
        if self._tours > TOURS_MAX:
            raise RenduTropGros

    def peser(self, longueur: int) -> None:
        """Compte les signes des longues valeurs, avant d'en remplir la mémoire."""
        self._poids += longueur
        if self._poids > POIDS_MAX:
            raise RenduTropGros

    def manquer_liste(self, absente: Absente) -> None:
        """Une liste manque : le rendu rapide ne sait pas dire laquelle."""
        raise Renoncer


class Impression(Compteur):
    """L'état d'un rendu suivi. Sans contexte copié, il retient ce qu'il imprime et renonce à ce qui manque."""

    __slots__ = ("_absentes", "_champs", "_contexte", "_ebauche", "_listes_absentes", "ligne", "plats", "textes")

    def __init__(self, champs: ChampsConnus, contexte: Contexte | None = None, *, ebauche: bool = False) -> None:
        super().__init__()
        self._champs = champs
        self._contexte = contexte
        self._ebauche = ebauche
        self._listes_absentes: list[Chemin] = []
        self._absentes: list[Chemin] = []
        self.ligne = 0
        """Celle de l'instruction en cours : le numéro de son paragraphe, plus un; 0, aucune."""
        self.textes: list[str] = []
        self.plats: list[str] = []

    def imprimer(self, valeur: object, *, plat: bool = False) -> str:
        """Note une valeur et rend son texte; `plat` : elle s'imprime dans un attribut."""
        if type(valeur) is str:
            texte = normaliser(valeur) if a_echapper(valeur) else valeur
        elif type(valeur) is int:
            texte = str(valeur)
        elif self._contexte is None:
            raise Renoncer
        elif isinstance(valeur, Absente):
            chemin = valeur.chemin(self._contexte)
            if not self._ebauche:
                self._absentes.append(chemin)
                return f"{DEBUT}{len(self._absentes) - 1}{FIN}"
            dite = self._champs.description(chemin_generique(chemin)) or chemin_lisible(chemin)
            texte = a_completer(dite)
        else:
            raise ValeurBrute(self._brute(valeur, self._contexte))
        if len(texte) > LONGUE:
            self.peser(len(texte))
        (self.plats if plat else self.textes).append(texte)
        return texte

    def manquer_liste(self, absente: Absente) -> None:
        """Note une liste absente que la liste des champs n'annonce pas."""
        if self._contexte is None:
            raise Renoncer
        self._listes_absentes.append(absente.chemin(self._contexte))

    @property
    def manque(self) -> bool:
        """Dit si une valeur ou une liste a manqué."""
        return bool(self._absentes or self._listes_absentes)

    def constats(self, restantes: set[int]) -> list[Constat]:
        """Un constat par valeur absente dont le jeton est resté dans la lettre."""
        imprimees = [chemin for rang, chemin in enumerate(self._absentes) if rang in restantes]
        manquantes = list(dict.fromkeys([*self._listes_absentes, *imprimees]))
        return [self._constat(chemin) for chemin in manquantes[:CONSTATS_MAX]]

    @staticmethod
    def _brute(valeur: object, contexte: Contexte) -> str:
        genre = _GENRES.get(type(valeur), "une liste ou un groupe")
        chemin = contexte.chemin_de(valeur)
        nom = f"« {chemin_lisible(chemin)} », " if chemin else ""
        return f"Le modèle imprime {nom}{genre} : seul un texte ou un entier s’imprime."

    def _constat(self, chemin: Chemin) -> Constat:
        description = self._champs.description(chemin_generique(chemin))
        precision = f" ({description})" if description else ""
        return Constat(
            "M601",
            Gravite.ERREUR,
            f"La lettre imprime « {chemin_lisible(chemin)} »{precision}, qui manque.",
            "Complétez cette valeur, ou retirez la balise du modèle.",
            chemin=chemin,
        )
