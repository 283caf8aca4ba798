"""Valeurs : le contexte d'un rendu ne contient que des textes, des nombres, des dates, des oui/non, listes et groupes.

Seuls un texte et un entier s'impriment; le reste se teste et se compare.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeAlias

from lettres.rendu.anomalies import Anomalie, Releve, refus
from lettres.rendu.xml.arbre_xml import HORS_XML, RESERVES
from lettres.socle.constats import Chemin, chemin_lisible

Valeur: TypeAlias = "str | int | bool | float | Decimal | date | list[Valeur] | dict[str, Valeur] | None"
_NUES = frozenset({bool, type(None), float, Decimal, date, datetime})
"""Les types qu'aucun code ne peut habiter, et qui ne se copient pas."""

_TEXTE = frozenset({str})

_PROFONDEUR_MAX = 20
_VALEURS_MAX = 500_000
_ENTIER_MAX = 10**18
_REMEDE_TYPE = "Donnez un texte, un nombre, une date, un oui/non, une liste ou un groupe de telles valeurs."


_DEFENDUS = bytes(n for n in range(32) if n not in (9, 10, 13))
_CARACTERES_MAX = 2_000_000
_TEXTE_MAX = 1_000_000
_TEXTES_ORDINAIRES = 5000
"""Avec tout ce qui les accompagne, bien moins que les valeurs permises."""
_ANOMALIES_MAX = 100


def copier_si_simple(donnees: object, siens: Sequence[str] | None = None) -> dict[str, object] | None:
    """La copie d'un contexte qui n'a que des valeurs imprimables; au moindre doute, None.

    C'est le contrôle de chaque lettre d'un modèle prouvé : des types exacts, aucun caractère que XML ne porte pas. La
    copie ne change plus, quoi que fasse un autre fil d'exécution. Qui vient de faire ce contexte, de valeurs qu'il sait
    imprimables, et que personne d'autre ne tient, en donne les textes : il n'y a qu'eux à contrôler, et rien à copier.
    """
    if type(donnees) is not dict:
        return None
    if siens is not None and len(siens) <= _TEXTES_ORDINAIRES:
        return donnees if _se_portent(siens) else None
    textes: list[str] = []
    copie: dict[str, Any] = dict(donnees)
    etage: list[Any] = [copie]
    nombre = len(copie)
    for _ in range(_PROFONDEUR_MAX):
        suivant: list[Any] = []
        for groupe in etage:
            if type(groupe) is dict and not {*map(type, groupe)} <= _TEXTE:
                return None
            for cle, valeur in groupe.items() if type(groupe) is dict else enumerate(groupe):
                genre = type(valeur)
                if genre is str:
                    textes.append(valeur)
                elif genre is dict or genre is list:
                    groupe[cle] = dedans = valeur.copy()
                    suivant.append(dedans)
                    nombre += len(dedans)
                    if nombre > _VALEURS_MAX:
                        return None
                elif genre not in _NUES and (genre is not int or abs(valeur) > _ENTIER_MAX):
                    return None
        if not suivant:
            return copie if _se_portent(textes) else None
        etage = suivant
    return None


def _se_portent(textes: Sequence[str]) -> bool:
    return _est_du_xml("".join(textes)) and max(map(len, textes), default=0) <= _TEXTE_MAX


def _est_du_xml(texte: str) -> bool:
    if len(texte) > _CARACTERES_MAX:
        return False
    try:
        octets = texte.encode()
    except UnicodeEncodeError:
        return False
    # -- U+FFFE et U+FFFF, puis les non-caractères U+FDD0 et suivants (et leurs voisins) : à regarder de près --
    douteux = b"\xef\xbf\xbe" in octets or b"\xef\xbf\xbf" in octets or b"\xef\xb7" in octets
    return not douteux and len(octets.translate(None, _DEFENDUS)) == len(octets)


class Contexte:
    """Copie contrôlée des valeurs d'un rendu.

    Chaque groupe et chaque liste y est un objet neuf : son identité donne son chemin, le modèle ne peut
    rien changer chez l'appelant, et un autre fil d'exécution ne peut rien changer ici.
    """

    def __init__(self, donnees: Mapping[str, Valeur], fichier: str) -> None:
        self._chemins: dict[int, Chemin] = {}
        self._releve = Releve(fichier)
        self._nombre = 0
        if not isinstance(donnees, Mapping):
            raise refus(fichier, "M602", "Le contexte n’est pas un groupe de valeurs.", _REMEDE_TYPE)
        copie = self._copier(dict(donnees), ())
        self._releve.refuser()
        self.valeurs: dict[str, Valeur] = copie if isinstance(copie, dict) else {}

    def chemin_de(self, objet: object) -> Chemin | None:
        """Le chemin d'un groupe ou d'une liste du contexte."""
        return self._chemins.get(id(objet))

    def _copier(self, valeur: object, chemin: Chemin) -> Valeur:
        self._nombre += 1
        if len(chemin) > _PROFONDEUR_MAX or self._nombre > _VALEURS_MAX:
            message = f"Les valeurs sont trop nombreuses ou trop imbriquées (« {chemin_lisible(chemin[:3])} »…)."
            raise refus(self._releve.fichier, "M602", message, "Ne donnez que ce que la lettre imprime.", chemin[:3])
        # -- `type(…) is` et non `isinstance` : une sous-classe peut cacher du code --
        if type(valeur) is str:
            self._verifier_texte(valeur, chemin)
            return valeur
        if type(valeur) in _NUES:
            return valeur  # type: ignore[return-value]  # l'un de ces types, et lui seul
        if type(valeur) is int:
            if abs(valeur) > _ENTIER_MAX:
                self._noter("M602", chemin, "est un entier démesuré.", "Donnez ce nombre en texte.")
                return 0
            return valeur
        if type(valeur) is list:
            liste: list[Valeur] = []
            self._chemins[id(liste)] = chemin
            liste.extend(self._copier(v, (*chemin, i)) for i, v in enumerate(valeur))
            return liste
        if type(valeur) is dict:
            groupe: dict[str, Valeur] = {}
            self._chemins[id(groupe)] = chemin
            for cle, v in valeur.items():
                if type(cle) is str:
                    groupe[cle] = self._copier(v, (*chemin, cle))
                else:
                    self._noter(
                        "M602", chemin, "a une clé qui n’est pas un texte.", "Nommez chaque champ par un texte."
                    )
            return groupe
        self._noter("M602", chemin, f"est de type « {type(valeur).__name__} », qu’un modèle ne peut pas imprimer.")
        return ""

    def _verifier_texte(self, texte: str, chemin: Chemin) -> None:
        if len(texte) > _TEXTE_MAX:
            self._noter("M602", chemin, "est un texte démesuré.", "Donnez un texte d’une lettre.")
            return
        fautif = HORS_XML.search(texte) or RESERVES.search(texte)
        if fautif:
            self._noter(
                "M603",
                chemin,
                f"contient le caractère interdit U+{ord(fautif.group()):04X}, qu’un document Word ne peut pas porter.",
                "Retirez ce caractère.",
            )

    def _noter(self, code: str, chemin: Chemin, suite: str, remede: str = _REMEDE_TYPE) -> None:
        if len(self._releve.constats) >= _ANOMALIES_MAX:
            self._releve.refuser()
        nom = chemin_lisible(chemin) or "le contexte"
        self._releve.noter(Anomalie(code, f"La valeur « {nom} » {suite}", remede), chemin=chemin)
