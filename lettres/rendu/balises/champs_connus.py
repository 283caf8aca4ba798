"""Champs connus : ce qu'un modèle a le droit de lire, et ce qu'il voulait sans doute dire."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches

from lettres.rendu.anomalies import Anomalie
from lettres.socle.champ import Champ, Genre

_NOMS = {
    "texte": "un texte",
    "oui_non": "un oui/non",
    "groupe": "un groupe de champs",
    "liste": "une liste",
    "liste_de_textes": "une liste de textes",
    "nombre": "un nombre à comparer",
    "date": "un jour à comparer",
}
_REMEDES = {
    "texte": "Imprimez-le avec {{ … }}.",
    "oui_non": "Testez-le avec {% if … %}.",
    "groupe": "Nommez le champ voulu : groupe.champ.",
    "liste": "Parcourez-la avec {% for x in … %}.",
    "liste_de_textes": 'Parcourez-la avec {% for x in … %}, ou imprimez-la avec |join(", ").',
    "nombre": "Imprimez le champ du même nom, sans « _nombre ».",
    "date": "Imprimez le champ du même nom, sans « _iso ».",
}


RECHERCHES_MAX = 50
_ORDRE = frozenset({"lt", "le", "gt", "ge", "lteq", "gteq"})
_JUMEAUX = ("_nombre", "_iso")
"""La fin du nom d'un champ brut, qui se compare et ne s'imprime pas, à côté de celui qui s'imprime."""
_JOUR = re.compile(r"\d{4}-\d{2}-\d{2}")


def _est_un_nombre(valeur: object) -> bool:
    return isinstance(valeur, int | float) and not isinstance(valeur, bool)


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
        return self._genres.get(chemin) == "texte"

    def est_liste(self, chemin: str) -> bool:
        """Dit si la liste des champs annonce une liste à ce chemin."""
        return self._genres.get(chemin) in ("liste", "liste_de_textes")

    def verifier(self, chemin: str, genres: tuple[str, ...], usage: str) -> Anomalie | None:
        """L'anomalie d'un chemin inconnu ou d'un genre qui ne convient pas; None si tout va bien."""
        if self._libre:
            return None
        genre = self._genres.get(chemin)
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
            return Anomalie("M402", f"« {chemin} » est {_NOMS[genre]} : {accord}.", _REMEDES[genre])
        return None

    def mal_compare(self, chemin: str, signe: str, valeur: object) -> Anomalie | None:
        """L'anomalie d'un champ comparé à une valeur (None si elle n'est pas écrite dans le modèle)."""
        genre = self._genres.get(chemin)
        if genre == "oui_non" and isinstance(valeur, str):
            message = f"« {chemin} » est un oui/non : il n’est jamais égal à un texte (« {valeur} »)."
            return Anomalie("M404", message, f"Écrivez {{% if {chemin} %}}, ou {{% if not {chemin} %}}.")
        if genre == "date" and isinstance(valeur, str) and not _JOUR.fullmatch(valeur):
            message = f"« {chemin} » ne se compare qu’à un jour écrit en chiffres, non à « {valeur} »."
            return Anomalie("M403", message, "Écrivez le jour en chiffres, entre guillemets : 2026-03-01.")
        if genre != "texte" or (signe not in _ORDRE and not _est_un_nombre(valeur)):
            return None
        jumeau = next((j for fin in _JUMEAUX if (j := f"{chemin}{fin}") in self._genres), "")
        message = f"« {chemin} » est un texte déjà mis en forme : le comparer ainsi donnerait faux sans le dire."
        if jumeau:
            exemple = f'{jumeau} > "2026-03-01"' if self._genres[jumeau] == "date" else f"{jumeau} > 900"
            return Anomalie("M403", message, f"Comparez « {jumeau} » : {{% if {exemple} %}}.")
        return Anomalie("M403", message, "Testez plutôt un oui/non du dossier, ou si ce champ est rempli.")

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
        from lettres.rendu.champs_proches import le_plus_proche  # -- un modèle livré n'a aucun nom inconnu --

        return le_plus_proche(chemin, self._champs, genres) or ""
