"""Valeurs imprimées d'un rendu : chacune devient un jeton dans le texte, puis une valeur dans l'arbre.

Le texte d'une valeur ne traverse donc jamais ni Jinja ni l'analyse du XML : rien en elle ne peut être exécuté.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from jinja2 import StrictUndefined
from markupsafe import Markup

from lettres.constats import Chemin, Constat, Gravite, chemin_lisible
from lettres.rendu.champs_connus import ChampsConnus
from lettres.rendu.valeurs import Contexte

# -- Deux « non-caractères » d'Unicode : aucun texte n'en contient, XML les porte --
DEBUT, FIN = "\ufdd0", "\ufdd1"
JETON = re.compile(f"{DEBUT}([0-9]+){FIN}")

VALEURS_MAX = 200_000
TOURS_MAX = 1_000_000
CARACTERES_MAX = 5_000_000


class RenduTropGros(ValueError):
    """Le rendu imprime plus de valeurs qu'une lettre n'en peut contenir."""


class ValeurBrute(ValueError):
    """Le modèle imprime un oui/non, une liste ou un groupe; porte un message pour l'usager."""


class Absente(StrictUndefined):
    """Une valeur que le contexte n'a pas : fausse quand on la teste, signalée quand on l'imprime."""

    __slots__ = ()

    def __bool__(self) -> bool:  # type: ignore[override]
        return False

    def __len__(self) -> int:  # type: ignore[override]
        return 0

    def __contains__(self, _: object) -> bool:  # type: ignore[override]
        return False

    def _jamais(self, _: object) -> bool:
        return False

    __lt__ = __le__ = __gt__ = __ge__ = _jamais  # type: ignore[assignment]

    def __eq__(self, autre: object) -> bool:  # type: ignore[override]
        return isinstance(autre, Absente)

    def __ne__(self, autre: object) -> bool:  # type: ignore[override]
        return not isinstance(autre, Absente)

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(type(self))

    def chemin(self, contexte: Contexte) -> Chemin:
        """Le chemin exact de la valeur attendue, indices compris."""
        nom = self._undefined_name
        pas: Chemin = (nom,) if isinstance(nom, str | int) else ()
        parent = self._undefined_obj
        if isinstance(parent, Absente):
            return parent.chemin(contexte) + pas
        return (contexte.chemin_de(parent) or ()) + pas


def chemin_generique(chemin: Chemin) -> str:
    """Le nom du champ d'un chemin : `("creances", 0, "montant")` devient `creances[].montant`."""
    return re.sub(r"\[\d+\]", "[]", chemin_lisible(chemin))


@dataclass(frozen=True, slots=True)
class Imprimee:
    """Une valeur imprimée : son texte, et son chemin quand elle manque."""

    texte: str
    absente: Chemin | None = None


class Impression:
    """L'état d'un seul rendu : ce qu'il imprime, ce qui lui manque. Vit et meurt avec lui."""

    def __init__(self, contexte: Contexte, champs: ChampsConnus, *, ebauche: bool) -> None:
        self.contexte = contexte
        self._champs = champs
        self._ebauche = ebauche
        self._caracteres = 0
        self._tours = 0
        self._listes_absentes: list[Chemin] = []
        self.valeurs: list[Imprimee] = []

    def imprimer(self, valeur: object) -> Markup:
        """Note une valeur et rend le jeton qui la remplace."""
        if isinstance(valeur, Absente):
            return self.manquer(valeur.chemin(self.contexte))
        if isinstance(valeur, bool) or not isinstance(valeur, str | int):
            genre = "un oui/non" if isinstance(valeur, bool) else "une liste ou un groupe"
            chemin = self.contexte.chemin_de(valeur)
            nom = f"« {chemin_lisible(chemin)} », " if chemin else ""
            raise ValeurBrute(f"Le modèle imprime {nom}{genre} : seul un texte ou un entier s’imprime.")
        return self._noter(Imprimee(normaliser(str(valeur))))

    def manquer(self, chemin: Chemin) -> Markup:
        """Note une valeur absente, à signaler si elle reste dans la lettre."""
        dite = self._champs.description(chemin_generique(chemin)) or chemin_lisible(chemin)
        return self._noter(Imprimee(f"[à compléter : {dite}]" if self._ebauche else "", chemin))

    def parcourir(self, longueur: int) -> None:
        """Compte les tours de boucle : des boucles imbriquées ne bloquent jamais la machine."""
        self._tours += longueur
        if self._tours > TOURS_MAX:
            raise RenduTropGros

    def manquer_liste(self, absente: Absente) -> None:
        """Note une liste absente, sauf si la liste des champs l'annonce : elle est alors vide."""
        chemin = absente.chemin(self.contexte)
        if not self._champs.est_liste(chemin_generique(chemin)):
            self._listes_absentes.append(chemin)

    def constats(self, restantes: set[int]) -> list[Constat]:
        """Un constat par valeur absente dont le jeton est resté dans la lettre."""
        imprimees = [v.absente for i, v in enumerate(self.valeurs) if i in restantes and v.absente is not None]
        return [self._constat(chemin) for chemin in dict.fromkeys([*self._listes_absentes, *imprimees])]

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

    def _noter(self, imprimee: Imprimee) -> Markup:
        self._caracteres += len(imprimee.texte)
        if len(self.valeurs) >= VALEURS_MAX or self._caracteres > CARACTERES_MAX:
            raise RenduTropGros
        self.valeurs.append(imprimee)
        return Markup(f"{DEBUT}{len(self.valeurs) - 1}{FIN}")  # noqa: S704 -- deux bornes et un nombre


def normaliser(texte: str) -> str:
    """Ramène les fins de ligne à une seule forme; rien d'autre ne change."""
    return texte.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
