"""Syntaxe YAML : chaque plainte courante de l'analyseur, dite en français, à l'endroit où l'on corrige."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

import yaml

from lettres.constats import Constat
from lettres.lecture.codes import Code
from lettres.lecture.source import Position, Source

_GUILLEMETS = 'Mettez toute la valeur entre guillemets : « objet: "Essai : suite" ».'
_UNE_ESPACE = "Écrivez « cle: valeur », avec une espace après « : »."
_ESPACE_ORDINAIRE = "Remplacez-la par une espace ordinaire, tapée au clavier."
_ECHAPPER = "Employez l’apostrophe au lieu du guillemet autour de la valeur, ou doublez la barre : « \\\\ »."

_INSECABLES = {"\u00a0": "U+00A0", "\u202f": "U+202F"}
_ESPACE_EN_CAUSE = r"mapping values are not allowed|expected (?:':'|'-' indicator|'?<document start>)|block collection"
_RETRAIT_INSECABLE = re.compile(r"[ ]*(?:- +)*(?=[\u00a0\u202f]\s*\w+:(?:\s|$))")
_CLE_COLLEE = re.compile(r"[ ]*(?:- +)*[^\W\d]\w*:(?=[\u00a0\u202f]|[^\s/])")


@dataclass(frozen=True, slots=True)
class _Motif:
    """Une plainte reconnue. `ou` dit si l'on corrige là où l'analyseur bute, ou là où la construction commence."""

    motif: str
    message: str
    remede: str
    ou: Literal["butee", "debut"] = "butee"


# -- L'ordre compte : le premier motif qui convient l'emporte. libyaml et PyYAML ne disent pas tout pareil --
_MOTIFS = (
    _Motif(
        r"quoted scalar.{0,80}?(end of stream|document (indicator|separator))",
        "Ce guillemet n’est pas fermé.",
        "Fermez-le à la fin de la valeur.",
        "debut",
    ),
    _Motif(
        r"unknown escape|hexdecimal|hexadecimal|invalid Unicode",
        "Après une barre oblique inverse, ce texte entre guillemets n’est pas compris.",
        _ECHAPPER,
    ),
    _Motif(
        r"flow sequence",
        "Ce crochet n’est pas fermé, ou il manque une virgule entre deux éléments.",
        "Fermez-le par « ] », ou écrivez un élément par ligne, après un tiret.",
        "debut",
    ),
    _Motif(
        r"flow mapping",
        "Cette accolade n’est pas fermée, ou il manque une virgule entre deux clés.",
        "Fermez-la par « } », ou écrivez une clé par ligne, en retrait.",
        "debut",
    ),
    _Motif(
        r"sequence entries are not allowed",
        "Un tiret de liste n’est pas permis après « : » sur la même ligne.",
        "Allez à la ligne et mettez le tiret en retrait.",
    ),
    _Motif(
        r"scanning an? (alias|anchor)",
        "Une valeur ne commence pas par « & » ni par « * ».",
        _GUILLEMETS,
        "debut",
    ),
    _Motif(
        r"undefined tag|\btag\b",
        "Une valeur ne commence pas par « ! ».",
        _GUILLEMETS,
        "debut",
    ),
    _Motif(
        r"block scalar",
        "Après « | » ou « > », le texte commence à la ligne suivante, en retrait.",
        "Allez à la ligne, ou mettez la valeur entre guillemets.",
        "debut",
    ),
    _Motif(
        r"directive",
        "Une ligne ne commence pas par « % ».",
        "Effacez cette ligne, ou mettez la valeur entre guillemets.",
        "debut",
    ),
    _Motif(
        r"could not find expected ':'",
        "Il manque « : » après la clé, ou le retrait de cette ligne est fautif.",
        _UNE_ESPACE,
        "debut",
    ),
    _Motif(
        r"expected '-' indicator|block collection",
        "Cette ligne n’a pas le tiret des autres éléments de la liste.",
        "Alignez les tirets, et les clés d’un élément entre elles.",
    ),
    _Motif(
        r"node content",
        "Il manque une valeur ici : un crochet, une accolade ou une virgule est de trop, ou n’est pas fermé.",
        _GUILLEMETS,
    ),
    _Motif(
        r"document start",
        "Rien ne peut suivre la fin du dossier.",
        "Effacez cette ligne, ou mettez-la dans le bloc qui précède.",
    ),
    _Motif(
        r"block mapping|block end",
        "Le retrait de cette ligne ne correspond à aucun bloc.",
        "Alignez les clés d’un même bloc à la même colonne.",
    ),
)


def expliquer(source: Source, exc: yaml.YAMLError) -> Constat:
    """Le constat d'une faute de syntaxe."""
    butee = getattr(exc, "problem_mark", None) or getattr(exc, "context_mark", None)
    if not isinstance(exc, yaml.MarkedYAMLError) or butee is None:
        return source.faute(Code.SYNTAXE, (1, 1), "Ce YAML ne se lit pas.", "Comparez-le à un dossier qui se lit.")
    debut = exc.context_mark or butee
    plainte = f"{exc.context or ''} {exc.problem or ''}"
    ici = (butee.line + 1, butee.column + 1)
    lignes = source.texte.split("\n")
    ligne = lignes[butee.line] if butee.line < len(lignes) else ""
    avant, suite = ligne[: butee.column], ligne[butee.column :]

    if "\t" in plainte or "tab character" in plainte or (suite.startswith("\t") and "start any token" in plainte):
        return source.faute(
            Code.SYNTAXE, ici, "Une tabulation ne sert pas de retrait.", "Remplacez-la par deux espaces."
        )
    if "start any token" in plainte:
        return source.faute(Code.SYNTAXE, ici, f"Une valeur ne commence pas par « {suite[:1]} ».", _GUILLEMETS)
    if re.search(_ESPACE_EN_CAUSE, plainte):
        # -- l'analyseur bute une ligne après la faute --
        precedentes = (i for i in range(min(butee.line, len(lignes)) - 1, -1, -1) if _porte_du_texte(lignes[i]))
        for numero in dict.fromkeys((debut.line, next(precedentes, debut.line), butee.line)):
            if constat := _espace_fautive(source, numero + 1, lignes[numero] if numero < len(lignes) else ""):
                return constat
    if "mapping values are not allowed" in plainte:
        return _deux_points(source, ici, avant)
    if "block mapping" in plainte and avant.rstrip().endswith(("'", '"')):
        return source.faute(
            Code.SYNTAXE,
            ici,
            "Du texte suit un guillemet fermant.",
            "Une apostrophe à l’intérieur se double (« 'l''été' »), ou prenez le guillemet : « \"l'été\" ».",
        )
    for motif in _MOTIFS:
        if re.search(motif.motif, plainte):
            repere = butee if motif.ou == "butee" else debut
            return source.faute(Code.SYNTAXE, (repere.line + 1, repere.column + 1), motif.message, motif.remede)
    return source.faute(
        Code.SYNTAXE, ici, "Le YAML ne se lit pas à partir d’ici.", "Vérifiez le retrait, les « : » et les guillemets."
    )


def _deux_points(source: Source, ici: tuple[int, int], avant: str) -> Constat:
    """« : » inattendu : dans une valeur sans guillemets, ou parce que la ligne d'avant n'était pas finie."""
    if re.search(r":\s", avant):
        return source.faute(Code.SYNTAXE, ici, "Un « : » dans une valeur demande des guillemets.", _GUILLEMETS)
    return source.faute(
        Code.SYNTAXE,
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
    return [source.faute(Code.SYNTAXE, cle, message, _ESPACE_ORDINAIRE)]


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
        return source.faute(Code.SYNTAXE, ici, message, _ESPACE_ORDINAIRE)
    return source.faute(Code.SYNTAXE, ici, "Il faut une espace après le deux-points.", _UNE_ESPACE)


def _porte_du_texte(ligne: str) -> bool:
    return bool(ligne.strip()) and not ligne.lstrip().startswith("#")
