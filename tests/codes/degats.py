"""Dégâts : ce qu'un mauvais remplacement, une phrase coupée ou une langue mêlée laissent dans un texte qu'on lit."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from sources import noeuds

TROU = "\u25cc"
"""Ce qui tient, dans une phrase du code, la place d'une valeur."""

_CITE = re.compile(r"https?://\S+|«[^«»]*»|`[^`]*`|\{\{.*?\}\}|\{%.*?%\}")
_ENUMERATION = re.compile(rf"(?:\b[Cc]lés[^:«»]* : |\bparmi (?:: )?|\bPermis : |\({TROU}\) : )\w+(?:, \w+)*")
_PLACE = re.compile(r"[\w’ -]+, «[^«»]*»\u00a0: ")
_CONSONNE = re.compile(r"\b(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)[’'](?=[b-df-gj-np-tv-xz])", re.IGNORECASE)
_ANGLAIS = re.compile(
    r"\b(?:the|and|with|error|errors|missing|invalid|expected|found|failed|please|must|cannot|unknown|warning"
    r"|value|required|None|True|False|NaN|null|undefined)\b"
)
_TRONQUES = re.compile(r"\b[a-zà-ÿœ]{2,}(?:[bjqvw]|qu|[bcdfgptv][rl]|gn|mn|[nr]c[çc]?|ç)\b(?!’)")
_MOTS_ENTIERS = re.compile(
    r"(?i)\b(?:club|web|donc|porc|arc|blanc|banc|franc|parc|turc|cinq|coq|fév|janv|interv|ok|csv)\b"
)

PROSE: dict[str, re.Pattern[str]] = {
    "un identifiant": re.compile(r"\w+_\w+"),
    "une accolade": re.compile(r"[{}]"),
    "une apostrophe ou un guillemet droit": re.compile(r"['\"]"),
    "un mot anglais": _ANGLAIS,
    "une espace avant la virgule, le point ou le point-virgule": re.compile(r"\s[,.;](?![a-z0-9]{2,5}\b)"),
    "un deux-points sans espace avant": re.compile(r"[^\W\d]:(?:\s|$)"),
    "trois points au lieu de la suspension": re.compile(r"\.{2,}"),
    "une lettre perdue": re.compile(rf"(?<![\w’'.{TROU}-])[b-xz](?![\w’'.°-])"),
    "une élision suivie de rien": re.compile(r"\w’(?=[\s.,;:)]|$)"),
}
"""Ce qui ne se voit qu'en dehors des citations : elles montrent le dossier et les modèles tels qu'on les écrit."""

PARTOUT: dict[str, re.Pattern[str]] = {
    "une élision devant une consonne": _CONSONNE,
    "deux espaces": re.compile(r" {2,}"),
    "un mot doublé": re.compile(r"(?i)\b(?!(?:nous|vous)\b)([^\W\d]\w+)\s+\1\b"),
    "un guillemet collé": re.compile(r"«(?![ \u00a0])|(?<![ \u00a0])»"),
}


def degats(texte: str, *, phrase: bool = True) -> list[str]:
    """Ce qui est abîmé dans un texte; `phrase` : il doit commencer et finir comme une phrase."""
    prose = _ENUMERATION.sub(TROU, _CITE.sub(TROU, texte))
    trouves = [f"{quoi} : {t[0]!r}" for quoi, motif in PARTOUT.items() for t in motif.finditer(texte)]
    trouves += [f"{quoi} : {t[0]!r}" for quoi, motif in PROSE.items() for t in motif.finditer(prose)]
    trouves += [f"un mot tronqué : {t[0]!r}" for t in _TRONQUES.finditer(prose) if not _MOTS_ENTIERS.fullmatch(t[0])]
    if not _bien_ouverts(texte):
        trouves.append("des guillemets qui ne se ferment pas")
    commence = _PLACE.match(texte) or re.match(rf"[\dA-ZÀ-Ý«{TROU}]", texte)
    if phrase and not (commence and re.search(r"[.…?!](?: »)?$", texte)):
        trouves.append(f"une phrase sans majuscule ou sans point : {texte!r}")
    return trouves


def _bien_ouverts(texte: str) -> bool:
    ouverts = 0
    for signe in re.findall("[«»]", texte):
        ouverts += 1 if signe == "«" else -1
        if ouverts not in (0, 1):
            return False
    return ouverts == 0


# -- Les phrases qu'une source écrit --

_MOT_FRANCAIS = re.compile(
    r"(?i)(?:^|[\s’«(])(?:le|la|les|l|un|une|des|du|de|d|ne|n|est|sont|pas|que|qui|à|au|cette|ce|votre|vous|par|pour)\b"
)
_TECHNIQUE = re.compile(r"\(\?[:!=<P]|\\[bwdsS]|\[\^|^https?:|^[\w.-]+$|^[%{]")


def phrases_de_la_source(source: str) -> Iterator[tuple[int, str]]:
    """Chaque texte français d'une source, et sa ligne; une valeur y est un trou. Ni docstring, ni motif."""
    tous = noeuds(source)
    exclus = {id(n.value) for n in tous if isinstance(n, ast.Expr) and isinstance(n.value, ast.Constant)}
    for noeud in tous:
        if isinstance(noeud, ast.JoinedStr):
            exclus.update(id(v) for v in ast.walk(noeud) if v is not noeud)
        if isinstance(noeud, ast.Call) and _appele(noeud.func) in {"re.compile", "regle"}:
            exclus.update(id(a) for arg in noeud.args for a in ast.walk(arg))
    for noeud in tous:
        if id(noeud) in exclus:
            continue
        texte = _texte(noeud)
        if texte and " " in texte.strip() and _MOT_FRANCAIS.search(texte) and not _TECHNIQUE.search(texte):
            yield noeud.lineno, texte


def _appele(fonction: ast.expr) -> str:
    """Le nom de ce que l'on appelle, `module.fonction` compris."""
    if isinstance(fonction, ast.Attribute) and isinstance(fonction.value, ast.Name):
        return f"{fonction.value.id}.{fonction.attr}"
    return fonction.id if isinstance(fonction, ast.Name) else ""


def _texte(noeud: ast.AST) -> str:
    if isinstance(noeud, ast.Constant) and isinstance(noeud.value, str):
        return noeud.value
    if isinstance(noeud, ast.JoinedStr):
        return "".join(str(v.value) if isinstance(v, ast.Constant) else TROU for v in noeud.values)
    return ""
