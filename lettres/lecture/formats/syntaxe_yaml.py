"""Syntaxe YAML : chaque faute, dite en français, à l'endroit où l'on corrige.

L'analyseur donne le genre de la faute, la place où il bute et celle où commence ce qu'il lisait; les signes qu'on y
trouve dans le dossier disent le reste. Son texte anglais, que chaque version écrit à sa façon, n'est jamais lu.
"""

from __future__ import annotations

import re

import yaml

from lettres.lecture.codes_lus import CodeLu
from lettres.lecture.source import Position, Source
from lettres.socle.constats import Constat
from lettres.socle.expression import Expression

_GUILLEMETS = 'Mettez toute la valeur entre guillemets : « objet: "Essai : suite" ».'
_UNE_ESPACE = "Écrivez « cle: valeur », avec une espace après « : »."
_ESPACE_ORDINAIRE = "Remplacez-la par une espace ordinaire, tapée au clavier."
_ECHAPPER = "Employez l’apostrophe au lieu du guillemet autour de la valeur, ou doublez la barre : « \\\\ »."

_INSECABLES = {"\u00a0": "U+00A0", "\u202f": "U+202F"}
_RETRAIT_INSECABLE = Expression(r"[ ]*(?:- +)*(?=[\u00a0\u202f]\s*\w+:(?:\s|$))")
_CLE_COLLEE = Expression(r"[ ]*(?:- +)*[^\W\d]\w*:(?=[\u00a0\u202f]|[^\s/])")
_DOUBLES = Expression(r'"(?:\\.|[^"\\])*+"', re.DOTALL)
_SIMPLES = Expression(r"'(?:[^']|'')*+'")

_Dit = tuple[str, str]
"""Un message et son remède."""

_DEBUTS: dict[str, _Dit] = {
    "*": ("Une valeur ne commence pas par « & » ni par « * ».", _GUILLEMETS),
    "&": ("Une valeur ne commence pas par « & » ni par « * ».", _GUILLEMETS),
    "!": ("Une valeur ne commence pas par « ! ».", _GUILLEMETS),
    "%": ("Une ligne ne commence pas par « % ».", "Effacez cette ligne, ou mettez la valeur entre guillemets."),
    **dict.fromkeys(
        "|>",
        (
            "Après « | » ou « > », le texte commence à la ligne suivante, en retrait.",
            "Allez à la ligne, ou mettez la valeur entre guillemets.",
        ),
    ),
}
"""Ce qui ne se lit pas jusqu'au bout, par le signe qui le commence."""

_OUVRANTS: dict[str, tuple[str, _Dit]] = {
    "[": (
        "]",
        (
            "Ce crochet n’est pas fermé, ou il manque une virgule entre deux éléments.",
            "Fermez-le par « ] », ou écrivez un élément par ligne, après un tiret.",
        ),
    ),
    "{": (
        "}",
        (
            "Cette accolade n’est pas fermée, ou il manque une virgule entre deux clés.",
            "Fermez-la par « } », ou écrivez une clé par ligne, en retrait.",
        ),
    ),
}


def butee(exc: yaml.YAMLError) -> Position | None:
    """La ligne et la colonne où l'analyseur a buté, s'il les donne."""
    repere = getattr(exc, "problem_mark", None) or getattr(exc, "context_mark", None)
    return None if repere is None else (repere.line + 1, repere.column + 1)


def expliquer(source: Source, exc: yaml.YAMLError) -> Constat:
    """Le constat d'une faute de syntaxe."""
    ici = butee(exc)
    if ici is None:
        return source.faute(CodeLu.SYNTAXE, (1, 1), "Ce YAML ne se lit pas.", "Comparez-le à un dossier qui se lit.")
    repere = getattr(exc, "context_mark", None)
    # -- sans rien commencer, ou au commencement même, c'est le signe où l'on bute qui est fautif --
    debut = (repere.line + 1, repere.column + 1) if repere else ici
    lecture = _Lecture(source, ici, debut, repere is not None)
    return lecture.mot_illisible() if isinstance(exc, yaml.scanner.ScannerError) else lecture.suite_impossible()


class _Lecture:
    """Ce que l'analyseur lisait, d'où à où."""

    def __init__(self, source: Source, ici: Position, debut: Position, commence: bool) -> None:
        self.source, self.ici, self.debut, self.commence = source, ici, debut, commence
        self.lignes = source.texte.split("\n")
        self.ligne = self._ligne(ici[0])
        self.avant, self.signe = self.ligne[: ici[1] - 1], self.ligne[ici[1] - 1 : ici[1]]
        self.premier = self._ligne(debut[0])[debut[1] - 1 : debut[1]]
        self.lu = source.texte[source.indice(debut) : source.indice(ici)]
        self.fini = not source.texte[source.indice(ici) :].strip()

    def mot_illisible(self) -> Constat:
        """Un mot, un texte ou un signe ne se lit pas."""
        if self.signe == "\t":
            return self._butee("Une tabulation ne sert pas de retrait.", "Remplacez-la par deux espaces.")
        if self.signe in ("@", "`", "%") and not self.lu:
            return self._butee(f"Une valeur ne commence pas par « {self.signe} ».", _GUILLEMETS)
        if self.premier in {'"', "'"} and not self._guillemet_ferme():
            return self._guillemet()
        if self.premier in _DEBUTS:
            return self._debut(*_DEBUTS[self.premier])
        if self.commence and (self.fini or self.ici[0] > self.debut[0]):
            return self._espace_fautive() or self._debut(
                "Il manque « : » après la clé, ou le retrait de cette ligne est fautif.", _UNE_ESPACE
            )
        if self.signe == ":":
            return self._espace_fautive() or _deux_points(self.source, self.ici, self.avant)
        if self.signe == "-":
            return self._butee(
                "Un tiret de liste n’est pas permis après « : » sur la même ligne.",
                "Allez à la ligne et mettez le tiret en retrait.",
            )
        return self._autre()

    def suite_impossible(self) -> Constat:
        """Chaque mot se lit, mais celui où l'on bute ne peut pas suivre les autres."""
        if not self.commence and self.signe != "%":
            return self._espace_fautive() or self._butee(
                "Rien ne peut suivre la fin du dossier.",
                "Effacez cette ligne, ou mettez-la dans le bloc qui précède.",
            )
        if self.premier in _DEBUTS:
            return self._debut(*_DEBUTS[self.premier])
        if not self.lu:
            return self._butee(
                "Il manque une valeur ici : un crochet, une accolade ou une virgule est de trop, ou n’est pas fermé.",
                _GUILLEMETS,
            )
        fermant, dit = _OUVRANTS.get(self.premier, ("", ("", "")))
        if fermant and self.lu.count(self.premier) > self.lu.count(fermant):
            return self._debut(*dit)
        if self.lu.startswith(("- ", "-\n")):
            return self._espace_fautive() or self._butee(
                "Cette ligne n’a pas le tiret des autres éléments de la liste.",
                "Alignez les tirets, et les clés d’un élément entre elles.",
            )
        if self.avant.rstrip().endswith(("'", '"')):
            return self._butee(
                "Du texte suit un guillemet fermant.",
                "Une apostrophe à l’intérieur se double (« 'l''été' »), ou prenez le guillemet : « \"l'été\" ».",
            )
        return self._butee(
            "Le retrait de cette ligne ne correspond à aucun bloc.",
            "Alignez les clés d’un même bloc à la même colonne.",
        )

    def _guillemet_ferme(self) -> bool:
        ferme = _DOUBLES.match(self.lu) if self.premier == '"' else _SIMPLES.match(self.lu)
        return ferme is not None

    def _guillemet(self) -> Constat:
        """Dans un texte entre guillemets : pas fermé si l'on bute à la fin du dossier, ou mal échappé."""
        if self.premier == "'" or self.fini or self.ligne.startswith(("---", "...")):
            return self._debut("Ce guillemet n’est pas fermé.", "Fermez-le à la fin de la valeur.")
        return self._butee("Après une barre oblique inverse, ce texte entre guillemets n’est pas compris.", _ECHAPPER)

    def _espace_fautive(self) -> Constat | None:
        """Une espace qui manque ou qui est insécable; l'analyseur bute d'ordinaire une ligne après la faute."""
        numeros = range(min(self.ici[0] - 1, len(self.lignes)), 0, -1)
        precedente = next((n for n in numeros if _porte_du_texte(self._ligne(n))), self.debut[0])
        for numero in dict.fromkeys((self.debut[0] if self.commence else self.ici[0], precedente, self.ici[0])):
            if constat := _espace_fautive(self.source, numero, self._ligne(numero)):
                return constat
        return None

    def _ligne(self, numero: int) -> str:
        return self.lignes[numero - 1] if numero <= len(self.lignes) else ""

    def _butee(self, message: str, remede: str) -> Constat:
        return self.source.faute(CodeLu.SYNTAXE, self.ici, message, remede)

    def _debut(self, message: str, remede: str) -> Constat:
        return self.source.faute(CodeLu.SYNTAXE, self.debut, message, remede)

    def _autre(self) -> Constat:
        return self._butee("Le YAML ne se lit pas à partir d’ici.", "Vérifiez le retrait, les « : » et les guillemets.")


def _deux_points(source: Source, ici: tuple[int, int], avant: str) -> Constat:
    """« : » inattendu : dans une valeur sans guillemets, ou parce que la ligne d'avant n'était pas finie."""
    if re.search(r":\s", avant):
        return source.faute(CodeLu.SYNTAXE, ici, "Un « : » dans une valeur demande des guillemets.", _GUILLEMETS)
    return source.faute(
        CodeLu.SYNTAXE,
        (ici[0], len(avant) - len(avant.lstrip(" ")) + 1),
        "Cette clé tombe à l’intérieur de la valeur qui précède.",
        "Alignez-la sur les clés du même bloc, et mettez une espace après « : » à la ligne d’avant.",
    )


def insecable_en_retrait(source: Source, cle: Position) -> list[Constat]:
    """Le constat d'une clé précédée d'une espace insécable : YAML n'y voit pas un retrait, mais du texte."""
    premier = source.signe(cle)
    if premier not in _INSECABLES:
        return []
    message = f"Une espace insécable ({_INSECABLES[premier]}) ne sert pas de retrait."
    return [source.faute(CodeLu.SYNTAXE, cle, message, _ESPACE_ORDINAIRE)]


def _espace_fautive(source: Source, ligne: int, texte: str) -> Constat | None:
    """Une espace qui manque, ou qui est insécable, autour de la clé de cette ligne."""
    if retrait := _RETRAIT_INSECABLE.match(texte):
        return insecable_en_retrait(source, (ligne, retrait.end() + 1))[0]
    collee = _CLE_COLLEE.match(texte)
    if collee is None:
        return None
    ici = (ligne, collee.end() + 1)
    suivant = texte[collee.end()]
    if suivant in _INSECABLES:
        message = f"L’espace qui suit ce deux-points est insécable ({_INSECABLES[suivant]})."
        return source.faute(CodeLu.SYNTAXE, ici, message, _ESPACE_ORDINAIRE)
    return source.faute(CodeLu.SYNTAXE, ici, "Il faut une espace après le deux-points.", _UNE_ESPACE)


def _porte_du_texte(ligne: str) -> bool:
    return bool(ligne.strip()) and not ligne.lstrip().startswith("#")
