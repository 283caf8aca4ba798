"""Champs connus : ce qu'un modèle a le droit de lire, et ce qu'il voulait sans doute dire."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches

from lettres.rendu.anomalies import Anomalie
from lettres.socle.champ import JUMEAUX, Champ, Genre
from lettres.socle.classes import NamedTuple
from lettres.socle.expression import Expression

_NOMS: Mapping[Genre, str] = {
    "texte": "un texte",
    "oui_non": "un oui/non",
    "groupe": "un groupe de champs",
    "liste": "une liste",
    "liste_de_textes": "une liste de textes",
    "nombre": "un nombre à comparer",
    "date": "un jour à comparer",
    "image": "une image",
    "groupe_ouvert": "un groupe de champs",
}
_REMEDES: Mapping[Genre, str] = {
    "texte": "Imprimez-le avec {{ … }}.",
    "oui_non": "Testez-le avec {% if … %}.",
    "groupe": "Nommez le champ voulu : groupe.champ.",
    "liste": "Parcourez-la avec {% for x in … %}.",
    "liste_de_textes": 'Parcourez-la avec {% for x in … %}, ou imprimez-la avec |join(", ").',
    "groupe_ouvert": "Nommez le champ voulu : groupe.champ.",
    "image": "Insérez dans le modèle une image, et faites de cette balise son texte de remplacement.",
}


RECHERCHES_MAX = 50
_SIGNES = {"eq": "==", "ne": "!=", "lt": "<", "lteq": "<=", "le": "<=", "gt": ">", "gteq": ">=", "ge": ">="}
_ORDRE = frozenset(_SIGNES) - {"eq", "ne"}
_JOUR = Expression(r"\d{4}-\d{2}-\d{2}")
_NOM_LIBRE = Expression(r"[a-z][a-z0-9_]*")
_EXEMPLES: Mapping[Genre, str] = {"nombre": "900.50", "date": '"2026-03-01"'}


class Operande(NamedTuple):
    """Un côté d'une comparaison : un champ, tel que la balise l'écrit, ou une valeur écrite dans le modèle."""

    ecrit: str
    chemin: str = ""
    valeur: object = None
    constante: bool = False


def _convient(valeur: object, genre: Genre) -> bool:
    """Dit si une valeur écrite dans le modèle se compare à un champ brut."""
    if genre == "nombre":
        return isinstance(valeur, int | float) and not isinstance(valeur, bool)
    try:
        return isinstance(valeur, str) and bool(_JOUR.fullmatch(valeur)) and date.fromisoformat(valeur) is not None
    except ValueError:
        return False


def _voulu(valeur: object, genre: Genre) -> str:
    """La valeur comparée, récrite comme un champ brut la veut, si on la devine; un exemple, sinon."""
    if _convient(valeur, genre):
        return f'"{valeur}"' if genre == "date" else str(valeur)
    serre = re.sub(r"[\s$]", "", str(valeur)).replace(",", ".")
    return serre if genre == "nombre" and re.fullmatch(r"\d+(\.\d+)?", serre) else _EXEMPLES[genre]


class ChampsConnus:
    """Le genre de chaque chemin. Sans liste de champs, tout chemin est accepté et rien n'est deviné."""

    def __init__(self, champs: Mapping[str, Champ] | None) -> None:
        self._libre = champs is None
        self._champs = champs or {}
        self._recherches = 0
        self.dans_une_note = False
        """Ce qu'on examine est dans une note, que les boucles du texte n'atteignent pas."""
        self._genres: dict[str, Genre] = {}
        self._descriptions = {chemin: champ.libelle.rstrip(" .") for chemin, champ in (champs or {}).items()}
        for chemin, champ in (champs or {}).items():
            self._genres[chemin] = champ.genre
            if champ.genre == "liste_de_textes":
                self._genres.setdefault(f"{chemin}[]", "texte")
        for chemin in list(self._genres):
            self._deduire_parents(chemin)

    def description(self, chemin: str) -> str:
        """Ce que le champ désigne, en mots; vide si on ne le sait pas."""
        return self._descriptions.get(chemin) or self._descriptions.get(chemin.removesuffix("[]"), "")

    @property
    def libre(self) -> bool:
        """Dit si aucune liste de champs n'est donnée."""
        return self._libre

    def est_un_texte(self, chemin: str) -> bool:
        """Dit si la liste des champs annonce un texte à ce chemin."""
        return self._genre(chemin) == "texte"

    def est_liste(self, chemin: str) -> bool:
        """Dit si la liste des champs annonce une liste à ce chemin."""
        return self._genres.get(chemin) in ("liste", "liste_de_textes")

    def verifier(self, chemin: str, genres: tuple[str, ...], usage: str, ecrit: str = "") -> Anomalie | None:
        """L'anomalie d'un chemin inconnu ou d'un genre qui ne convient pas; None si tout va bien.

        `ecrit` est ce que la balise écrit, si ce n'est pas le chemin même : « c.montant ».
        """
        if self._libre:
            return None
        genre = self._genre(chemin)
        if genre is None:
            variable, liste = chemin.partition(".")[0], self._liste_qui_a(chemin)
            if liste:
                remede = f"Placez-le entre {{% for {variable} in {liste} %}} et {{% endfor %}}."
                if self.dans_une_note:
                    remede = "Une note ne voit pas les boucles du texte : écrivez cette valeur dans le texte même."
                return Anomalie("M401", f"Le champ « {chemin} » n’existe que dans une boucle.", remede)
            proche = self._proche(chemin, genres)
            suggestion = f" Vouliez-vous dire « {proche} » ?" if proche else ""
            return Anomalie(
                "M401", f"Le champ « {chemin} » n’existe pas.{suggestion}", "Corrigez le nom du champ dans la balise."
            )
        if genres and genre not in genres:
            accord = f"elle ne peut pas être {usage}e" if genre.startswith("liste") else f"il ne peut pas être {usage}"
            if genre in JUMEAUX:
                remede = f"Écrivez {{{{ {ecrit.removesuffix(JUMEAUX[genre])} }}}}."
                if not ecrit:
                    remede = f"Nommez plutôt le champ qui s’imprime, sans « {JUMEAUX[genre]} »."
                return Anomalie("M402", f"« {ecrit or chemin} » est {_NOMS[genre]} : {accord}.", remede)
            return Anomalie("M402", f"« {chemin} » est {_NOMS[genre]} : {accord}.", _REMEDES[genre])
        return None

    def mal_compare(self, gauche: Operande, signe: str, droite: Operande) -> Anomalie | None:
        """L'anomalie de deux valeurs qui, comparées, donneraient faux sans le dire, ou arrêteraient la lettre."""
        for lui, autre in ((gauche, droite), (droite, gauche)):
            genre, sien = self._genre(lui.chemin), self._genre(autre.chemin)
            if genre is None:
                continue
            if genre == "oui_non" and isinstance(autre.valeur, str):
                message = f"« {lui.ecrit} » est un oui/non : il n’est jamais égal à un texte (« {autre.valeur} »)."
                return Anomalie("M404", message, f"Écrivez {{% if {lui.ecrit} %}}, ou {{% if not {lui.ecrit} %}}.")
            if genre in JUMEAUX:
                if autre.constante and not _convient(autre.valeur, genre):
                    return self._mal_oppose(lui, genre, autre)
                if sien and sien not in ("texte", genre):
                    message = f"« {lui.ecrit} » est {_NOMS[genre]}, et « {autre.ecrit} », {_NOMS[sien]}."
                    return Anomalie("M403", message, "Comparez deux sommes entre elles, ou deux jours.")
            if genre == "texte":
                un_nombre = autre.constante and _convient(autre.valeur, "nombre")
                if signe in _ORDRE or un_nombre or sien in JUMEAUX or self._chiffre_en_texte(lui, autre):
                    return self._texte_compare(gauche, signe, droite, lui)
        return None

    def _chiffre_en_texte(self, lui: Operande, autre: Operande) -> bool:
        """Dit si l'on égale une somme ou une date à ce qu'on en tape : ses espaces sont insécables, ce serait faux."""
        ecrite = autre.valeur if autre.constante else None
        mis_en_forme = any(f"{lui.chemin}{fin}" in self._genres for fin in JUMEAUX.values())
        return mis_en_forme and isinstance(ecrite, str) and re.search(r"\d", ecrite) is not None

    def _mal_oppose(self, lui: Operande, genre: Genre, autre: Operande) -> Anomalie:
        voulu = _voulu(autre.valeur, genre)
        if genre == "date":
            message = f"« {lui.ecrit} » ne se compare qu’à un jour écrit en chiffres, non à « {autre.valeur} »."
            return Anomalie("M403", message, f"Écrivez le jour en chiffres, entre guillemets : {voulu}.")
        message = f"« {lui.ecrit} » ne se compare qu’à un nombre, non à « {autre.valeur} »."
        return Anomalie("M403", message, f"Écrivez le nombre sans guillemets ni signe de dollar : {voulu}")

    def _texte_compare(self, gauche: Operande, signe: str, droite: Operande, lui: Operande) -> Anomalie:
        """Un texte mis en forme ne se range pas : sa comparaison se récrit avec son jumeau, s'il en a un."""
        message = f"« {lui.ecrit} » est un texte déjà mis en forme : le comparer ainsi donnerait faux sans le dire."
        brut = self._brut(lui, droite if lui is gauche else gauche)
        if not brut:
            return Anomalie("M403", message, "Testez plutôt un oui/non du dossier, ou si ce champ est rempli.")
        cotes = [_voulu(o.valeur, brut) if o.constante else self._jumeau(o, brut) for o in (gauche, droite)]
        if signe not in _SIGNES or not all(cotes):
            return Anomalie(
                "M403", message, f"Comparez « {self._jumeau(lui, brut)} » : {_EXEMPLES[brut]}, par exemple."
            )
        condition = f" {_SIGNES[signe]} ".join(cotes)
        return Anomalie("M403", message, f"Comparez « {self._jumeau(lui, brut)} » : {{% if {condition} %}}.")

    def _brut(self, champ: Operande, autre: Operande) -> Genre | None:
        """Le genre du jumeau d'un champ; quand rien ne le dit, celui que demande ce à quoi on le compare."""
        bruts = [brut for brut, fin in JUMEAUX.items() if self._genre(f"{champ.chemin}{fin}") == brut]
        if len(bruts) > 1 and autre.constante and _convient(autre.valeur, "date"):
            return "date"
        return bruts[0] if bruts else None

    def _jumeau(self, champ: Operande, brut: Genre) -> str:
        """Ce qu'il faut écrire pour lire le jumeau d'un champ; lui-même, s'il en est un; vide s'il n'en a pas."""
        if self._genre(champ.chemin) == brut:
            return champ.ecrit
        return f"{champ.ecrit}{JUMEAUX[brut]}" if self._genre(f"{champ.chemin}{JUMEAUX[brut]}") == brut else ""

    def _genre(self, chemin: str) -> Genre | None:
        """Le genre d'un champ; d'un groupe ouvert, tout nom en est un, et sa fin dit s'il se compare."""
        groupe, _, nom = chemin.rpartition(".")
        if self._genres.get(groupe) != "groupe_ouvert" or not _NOM_LIBRE.fullmatch(nom):
            return self._genres.get(chemin)
        return next((brut for brut, fin in JUMEAUX.items() if nom.endswith(fin)), "texte")

    def _deduire_parents(self, chemin: str) -> None:
        while chemin:
            if chemin.endswith("[]"):
                chemin = chemin.removesuffix("[]")
                self._genres.setdefault(chemin, "liste")
            elif "." in chemin:
                chemin = chemin.rpartition(".")[0]
                self._genres.setdefault(chemin, "groupe")
            else:
                return

    def _liste_qui_a(self, chemin: str) -> str:
        """La liste dont les éléments ont ce champ, quand sa variable n'est ni un champ ni la faute de frappe d'un."""
        variable, _, champ = chemin.partition(".")
        if not champ or variable in self._genres:
            return ""
        fin = f"[].{champ}"
        listes = [c.removesuffix(fin) for c in self._genres if c.endswith(fin) and "[]" not in c.removesuffix(fin)]
        racines = [c for c in self._genres if "." not in c and "[]" not in c]
        proches = get_close_matches(variable, racines, n=1, cutoff=0.7)
        if proches and proches[0] not in listes:
            return ""
        return min(listes, key=lambda liste: not liste.startswith(variable), default="")

    def _proche(self, chemin: str, genres: tuple[str, ...]) -> str:
        # -- Chercher le plus proche coûte : au-delà, l'usager a mieux à lire que des suggestions --
        self._recherches += 1
        if self._recherches > RECHERCHES_MAX:
            return ""
        groupe, _, nom = chemin.partition(".")
        ouverts = [c for c, genre in self._genres.items() if genre == "groupe_ouvert"]
        if nom and (proches := get_close_matches(groupe, ouverts, n=1, cutoff=0.8)):
            return f"{proches[0]}.{nom}"
        from lettres.rendu.champs_proches import le_plus_proche  # -- un modèle livré n'a aucun nom inconnu --

        return le_plus_proche(chemin, self._champs, genres) or ""
