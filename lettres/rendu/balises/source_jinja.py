"""Source Jinja d'une partie : confie le XML à docxtpl sans le laisser toucher au français des textes."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

from lettres.rendu.balises.balises import ECHAPPEE
from lettres.rendu.xml.arbre_xml import ATTRIBUTS_DE_TEXTE, Element, P, T, runs_du_paragraphe

# -- Le temps de la préparation, ces signes sont masqués : docxtpl redresserait aussi les apostrophes des textes, et
#    verrait dans une accolade seule la moitié d'une balise, d'un paragraphe à l'autre --
_MASQUES_DES_SIGNES = {"&": "\ufdd2", "‘": "\ufdd3", "’": "\ufdd4", "“": "\ufdd5", "”": "\ufdd6"}
_MASQUES_DES_ACCOLADES = {"{": "\ufdd7", "}": "\ufdd8"}
_POURCENT, _POURCENT_MASQUE = "%", "\ufdd9"
_MASQUER_SIGNES = str.maketrans(_MASQUES_DES_SIGNES)
_MASQUER_ACCOLADES = str.maketrans(_MASQUES_DES_ACCOLADES)
_DEMASQUER = str.maketrans(
    {m: s for s, m in (_MASQUES_DES_SIGNES | _MASQUES_DES_ACCOLADES).items()} | {_POURCENT_MASQUE: _POURCENT}
)
_BALISE = re.compile(r"(\{\{|\{%)(.*?)(\}\}|%\})", re.DOTALL)
_UNE_BALISE = re.compile(r"(\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\})", re.DOTALL)
_ESPACE_DURE = re.compile("(\\{[{%#](?:tr|tc|p|r))[\u00a0\u202f]")
_PROPRIETES = re.compile(r"(<w:tcPr>)(.*?)(</w:tcPr>)", re.DOTALL)
_MORCEAU = re.compile(
    r"\{%\s*if .*?\{%\s*endif\s*%\}|<w:(?P<nom>\w+)(?:\s[^<>]*)?(?:/>|>.*?</w:(?P=nom)>)\s*", re.DOTALL
)
_NOM = re.compile(r"<w:(\w+)")
_ORDRE = (
    *("cnfStyle", "tcW", "gridSpan", "hMerge", "vMerge", "tcBorders", "shd", "noWrap", "tcMar", "textDirection"),
    *("tcFitText", "vAlign", "hideMark"),
)

# -- Ce qui ferme chaque guillemet, par ordre de préférence --
_FERMANTS: dict[str, tuple[str, ...]] = {'"': ('"',), "'": ("'",), "“": ("“”", '"'), "”": ("“”", '"')}
_FERMANTS |= {"‘": ("’", "‘", "'"), "’": ("’", "‘", "'"), "«": ("»", "«"), "»": ("«", "»"), "„": ("“”", "„", '"')}
_FERMANTS |= {"\u201f": ("”“", "\u201f"), "\u201a": ("‘’", "\u201a", "'"), "\u201b": ("’‘", "\u201b")}
_FERMANTS |= {
    "\u2039": ("\u203a", "\u2039"),
    "\u203a": ("\u2039", "\u203a"),
    "″": ("″", '"'),
    "\u2032": ("\u2032", "'"),
}
_A_LA_FRANCAISE = "«»\u2039\u203a"
"""Word y met une espace insécable de chaque côté : elle n'est pas du texte."""


def preparer(xml: str, patch: Callable[[str], str]) -> str:
    """Prépare une partie pour Jinja avec `patch` (celui de docxtpl), guillemets et « & » rendus justes."""
    masque = _ESPACE_DURE.sub(r"\1 ", xml).translate(_MASQUER_SIGNES)
    # -- « {%p if x == '50 %' %} » : docxtpl prendrait ce signe pour une fin de balise --
    prepare = patch(_BALISE.sub(lambda m: m[1] + m[2].replace(_POURCENT, _POURCENT_MASQUE) + m[3], masque))
    return _BALISE.sub(lambda m: m[1] + _dans_la_balise(m[2]) + m[3], prepare).translate(_DEMASQUER)


def ranger_cellules(xml: str) -> str:
    """Remet les propriétés de cellule dans l'ordre du schéma.

    docxtpl met en tête ce que `{% colspan %}`, `{% cellbg %}`, `{% vm %}` et `{% hm %}` règlent, parfois dans un bloc.
    """
    return _PROPRIETES.sub(lambda m: m[1] + _ranger(m[2]) + m[3], xml)


def _ranger(proprietes: str) -> str:
    morceaux = list(_MORCEAU.finditer(proprietes))
    if sum(len(m.group()) for m in morceaux) != len(proprietes):
        return proprietes
    return "".join(m.group() for m in sorted(morceaux, key=_rang))


def _rang(morceau: re.Match[str]) -> int:
    nom = _NOM.search(morceau.group())
    return _ORDRE.index(nom[1]) if nom and nom[1] in _ORDRE else len(_ORDRE)


def masquer_accolades(racine: Element) -> None:
    """Masque les accolades de la prose : docxtpl y verrait la moitié d'une balise, d'un élément à l'autre."""
    for element in racine.iter():
        if element.text and element.tag != T:
            element.text = element.text.translate(_MASQUER_ACCOLADES)
        if element.tail:
            element.tail = element.tail.translate(_MASQUER_ACCOLADES)
    for paragraphe in racine.iter(P):
        morceaux = [t for t in runs_du_paragraphe(paragraphe) if t.text]
        texte = "".join(t.text for t in morceaux)
        masque = "".join(
            prose_ou_balise if i % 2 else ECHAPPEE.sub(_echapper, prose_ou_balise).translate(_MASQUER_ACCOLADES)
            for i, prose_ou_balise in enumerate(_UNE_BALISE.split(texte))
        )
        position = 0
        for morceau in morceaux:
            suivante = position + len(morceau.text)
            morceau.text = masque[position:suivante]
            position = suivante


_ECHAPPEES = {"{": "\ufde2", "}": "\ufde3"}
"""Une accolade échappée : elle ne redevient ce qu'elle est qu'une fois la source lue."""
_RENDRE = str.maketrans({signe: accolade for accolade, signe in _ECHAPPEES.items()})


def _echapper(trouve: re.Match[str]) -> str:
    """« {_{ » devient deux accolades, et le signe qui les sépare se tait; la longueur reste la même."""
    signes = trouve.group().replace("_", "")
    return "".join(_ECHAPPEES.get(signe, signe) for signe in signes) + _RIEN


_RIEN = "\ufde4"


def rendre_les_accolades(texte: str) -> str:
    """Un texte de la source, où les accolades échappées s'impriment."""
    return texte.translate(_RENDRE).replace(_RIEN, "")


def alleger_les_balises(racine: Element) -> None:
    """Ôte les tirets qui rogneraient le texte voisin, et vide les notes du modèle, qui peuvent citer des balises."""
    for texte in racine.iter(T):
        if "{" in (texte.text or ""):
            texte.text = _UNE_BALISE.sub(lambda m: _allegee(m.group()), texte.text)
    for element in racine.iter("{*}docPr", "{*}cNvPr"):
        for nom in ATTRIBUTS_DE_TEXTE:
            if "{{" in element.get(nom, ""):
                element.set(nom, _UNE_BALISE.sub(lambda m: _allegee(m.group()), element.get(nom, "")))


def _allegee(balise: str) -> str:
    ouvre, contenu, ferme = balise[:2], balise[2:-2], balise[-2:]
    contenu = contenu[1:] if contenu[:1] in ("-", "+") else contenu
    contenu = contenu[:-1] if contenu[-1:] in ("-", "+") else contenu
    if ouvre == "{#":
        portee = re.match(r"(?:tr|tc|p)\s", contenu)
        return f"{{#{portee.group() if portee else ''}#}}"
    return f"{ouvre}{contenu}{ferme}"


def _dans_la_balise(contenu: str) -> str:
    return redresser(unescape(contenu.translate(_DEMASQUER)))


def redresser(contenu: str) -> str:
    """Redresse les guillemets qui délimitent un texte, et eux seuls : « l’été » garde son apostrophe.

    Une apostrophe suivie d'une lettre est du texte, jamais une fermeture.
    """
    sortie: list[str] = []
    i = 0
    while i < len(contenu):
        signe = contenu[i]
        if signe not in _FERMANTS:
            sortie.append(signe)
            i += 1
            continue
        fin = _fin_du_texte(contenu, i)
        if fin is None:
            sortie.append(contenu[i:])
            break
        texte = contenu[i + 1 : fin].strip() if signe in _A_LA_FRANCAISE else contenu[i + 1 : fin]
        if signe in "\"'" and contenu[fin] == signe:
            sortie.append(contenu[i : fin + 1])
        else:
            sortie.append('"' + texte.replace("\\", "\\\\").replace('"', '\\"') + '"')
        i = fin + 1
    return "".join(sortie)


def _fin_du_texte(contenu: str, debut: int) -> int | None:
    for fermants in _FERMANTS[contenu[debut]]:
        for i in range(debut + 1, len(contenu)):
            apostrophe = contenu[i] == "’" and contenu[i + 1 : i + 2].isalnum()
            if contenu[i] in fermants and contenu[i - 1] != "\\" and not apostrophe:
                return i
    return None
