"""Polices voulues : celles que prend le texte d'une lettre Word, d'après ses retouches, ses styles et son thème."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lettres.rendu.paquet.ooxml import lire_paquet, lire_xml
from lettres.rendu.paragraphes.lecture import genre
from lettres.rendu.paragraphes.puces import val
from lettres.rendu.xml.arbre_xml import Element, P, R, T, w

_STYLES, _THEME = "word/styles.xml", "word/theme/theme1.xml"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_SORTES = {"minor": "minorFont", "major": "majorFont"}


def polices_voulues(word: bytes) -> set[str]:
    """Le nom de chaque police où s'écrit un mot; celle d'un style que rien n'emploie n'en est pas."""
    parties = lire_paquet(word)
    polices = _Polices(parties)
    racines = (lire_xml(nom, parties[nom]) for nom in parties if genre(nom))
    return {voulue for racine in racines for p in racine.iter(P) for voulue in polices.du_paragraphe(p)}


class _Polices:
    """Les polices que nomment les styles et le thème d'un document."""

    def __init__(self, parties: Mapping[str, bytes]) -> None:
        styles = lire_xml(_STYLES, parties[_STYLES]) if _STYLES in parties else None
        trouves = () if styles is None else styles.iterfind(w("style"))
        self._styles = {str(style.get(w("styleId"), "")): style for style in trouves}
        self._ordinaire = next((nom for nom, style in self._styles.items() if _est_l_ordinaire(style)), "")
        theme = lire_xml(_THEME, parties[_THEME]) if _THEME in parties else None
        self._du_theme = {} if theme is None else {sorte: _latine(theme, nom) for sorte, nom in _SORTES.items()}
        self._defaut = "" if styles is None else self._nommee(styles.find(f"{w('docDefaults')}/{w('rPrDefault')}"))

    def du_paragraphe(self, paragraphe: Element) -> Iterator[str]:
        """Celle de chacun de ses mots."""
        style = val(paragraphe, f"{w('pPr')}/{w('pStyle')}") or self._ordinaire
        for run in paragraphe.iter(R):
            if any((t.text or "").strip() for t in run.iterchildren(T)):
                des_caracteres = self._du_style(val(run, f"{w('rPr')}/{w('rStyle')}"))
                voulue = self._nommee(run) or des_caracteres or self._du_style(style) or self._defaut
                yield from [voulue] if voulue else ()

    def _du_style(self, nom: str, vus: frozenset[str] = frozenset()) -> str:
        style = self._styles.get(nom)
        if style is None or nom in vus:
            return ""
        return self._nommee(style) or self._du_style(val(style, w("basedOn")), vus | {nom})

    def _nommee(self, porteur: Element | None) -> str:
        """La police que nomme cet élément lui-même; celle du thème l'emporte, comme dans Word."""
        polices = None if porteur is None else porteur.find(f"{w('rPr')}/{w('rFonts')}")
        if polices is None:
            return ""
        du_theme = str(polices.get(w("asciiTheme")) or polices.get(w("hAnsiTheme")) or "")
        nommee = str(polices.get(w("ascii")) or polices.get(w("hAnsi")) or "")
        return self._du_theme.get(du_theme[:5], "") or nommee


def _est_l_ordinaire(style: Element) -> bool:
    return style.get(w("type")) == "paragraph" and style.get(w("default")) in {"1", "true", "on"}


def _latine(theme: Element, sorte: str) -> str:
    police = theme.find(f".//{_A}{sorte}/{_A}latin")
    return "" if police is None else str(police.get("typeface", ""))
