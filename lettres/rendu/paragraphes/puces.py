"""Puces : ce que Word imprime devant le paragraphe d'une liste, à son niveau : « – », « b) », « II. »."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lettres.rendu.paquet.ooxml import lire_xml
from lettres.rendu.xml.arbre_xml import Element, w
from lettres.socle.classes import NamedTuple, dataclass, field

_STYLES, _LISTES = "word/styles.xml", "word/numbering.xml"
_SORTES = {"decimal": "1", "lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i", "upperRoman": "I"}
_ROMAINS = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_PUCE = "bullet"
_SIGNES = {"\uf0a7": "▪", "\uf0d8": "➢", "\uf0fc": "✓", "\uf0e0": "→", "\uf02d": "–", "o": "◦"}
"""Ce que montrent les signes des polices de symboles; une autre puce de ces polices est un point."""
_RANG = re.compile(r"%([1-9])")
_D_UN_SEUL_RANG = re.compile(r"%[1-9][.)]?")


class Marque(NamedTuple):
    """Ce qui précède un paragraphe de liste."""

    texte: str
    niveau: int = 0
    rang: int = 0
    """Son rang dans la liste; zéro pour une puce."""
    sorte: str = ""
    """L'écriture du rang, telle qu'une page Web la nomme; vide pour une puce, ou un numéro composé (« 2.1 »)."""
    liste: str = ""


HORS_LISTE = Marque("")


class _Niveau(NamedTuple):
    gabarit: str = ""
    """La puce, ou `%1` à la place du numéro."""
    ecriture: str = ""
    depart: int = 1


@dataclass(slots=True)
class Puces:
    """Les listes d'un document : ce que chacune imprime à chaque niveau, et le compte de ses numéros."""

    par_style: dict[str, tuple[str, int]]
    niveaux: dict[str, dict[int, _Niveau]]
    """Par numérotation."""
    comptes: dict[str, dict[int, int]] = field(default_factory=dict)

    @classmethod
    def lire(cls, parties: Mapping[str, bytes]) -> Puces:
        """Lit les styles et les numérotations; un document sans liste n'en a pas."""
        if _STYLES not in parties or _LISTES not in parties:
            return cls({}, {})
        styles = {str(s.get(w("styleId"), "")): s for s in lire_xml(_STYLES, parties[_STYLES]).iterfind(w("style"))}
        par_style = {nom: cite for nom in styles if (cite := _du_style(nom, styles)) is not None}
        racine = lire_xml(_LISTES, parties[_LISTES])
        abstraites = {str(a.get(w("abstractNumId"), "")): _niveaux(a) for a in racine.iterfind(w("abstractNum"))}
        numerotations = {}
        for numerotation in racine.iterfind(w("num")):
            siens = dict(abstraites.get(val(numerotation, w("abstractNumId")), {}))
            for change in numerotation.iterfind(w("lvlOverride")):
                siens |= _niveaux(change)
                rang, depart = _entier(change.get(w("ilvl"))), val(change, w("startOverride"))
                if depart:
                    siens[rang] = siens.get(rang, _Niveau())._replace(depart=_entier(depart))
            numerotations[str(numerotation.get(w("numId"), ""))] = siens
        return cls(par_style, numerotations)

    def marque(self, paragraphe: Element) -> str:
        """La puce ou le numéro du paragraphe, suivi d'une espace; rien hors d'une liste."""
        texte = self.lue(paragraphe).texte
        return f"{texte} " if texte else ""

    def lue(self, paragraphe: Element) -> Marque:
        """Ce qui précède ce paragraphe; les paragraphes d'un document se donnent dans l'ordre, une fois chacun."""
        liste, rang = self.par_style.get(val(paragraphe, f"{w('pPr')}/{w('pStyle')}"), ("", 0))
        directe = paragraphe.find(f"{w('pPr')}/{w('numPr')}")
        if directe is not None:
            liste, rang = val(directe, w("numId")) or liste, _entier(val(directe, w("ilvl")), rang)
        niveau = self.niveaux.get(liste, {}).get(rang, _Niveau())
        if not niveau.gabarit:
            return HORS_LISTE
        if niveau.ecriture == _PUCE:
            return Marque(_puce(niveau.gabarit), rang, liste=liste)
        comptes = self.comptes.setdefault(liste, {})
        comptes[rang] = comptes.get(rang, niveau.depart - 1) + 1
        for plus_bas in [creux for creux in comptes if creux > rang]:
            del comptes[plus_bas]
        sorte = _SORTES.get(niveau.ecriture, "") if _D_UN_SEUL_RANG.fullmatch(niveau.gabarit) else ""
        return Marque(self._numero(liste, niveau.gabarit), rang, comptes[rang], sorte, liste)

    def _numero(self, liste: str, gabarit: str) -> str:
        def du_niveau(trouve: re.Match[str]) -> str:
            rang = int(trouve[1]) - 1
            niveau = self.niveaux[liste].get(rang, _Niveau())
            return _ecrit(self.comptes[liste].get(rang, niveau.depart), niveau.ecriture)

        return _RANG.sub(du_niveau, gabarit)


def val(element: Element, chemin: str) -> str:
    """L'attribut `w:val` d'un descendant; vide quand il n'y est pas."""
    trouve = element.find(chemin)
    return "" if trouve is None else str(trouve.get(w("val"), ""))


def _du_style(nom: str, styles: Mapping[str, Element], vus: frozenset[str] = frozenset()) -> tuple[str, int] | None:
    """La liste et le niveau d'un style, fussent-ils hérités."""
    style = styles.get(nom)
    if style is None or nom in vus:
        return None
    liste = val(style, f"{w('pPr')}/{w('numPr')}/{w('numId')}")
    if liste:
        return liste, _entier(val(style, f"{w('pPr')}/{w('numPr')}/{w('ilvl')}"))
    return _du_style(val(style, w("basedOn")), styles, vus | {nom})


def _niveaux(porteur: Element) -> dict[int, _Niveau]:
    lus = {}
    for niveau in porteur.iterfind(w("lvl")):
        depart = _entier(val(niveau, w("start")), 1)
        lus[_entier(niveau.get(w("ilvl")))] = _Niveau(val(niveau, w("lvlText")), val(niveau, w("numFmt")), depart)
    return lus


def _entier(texte: object, sinon: int = 0) -> int:
    lu = str(texte or "")
    return int(lu) if lu.isascii() and lu.isdigit() and len(lu) < 6 else sinon


def _puce(gabarit: str) -> str:
    return _SIGNES.get(gabarit) or ("•" if "\ue000" <= gabarit <= "\uf8ff" else gabarit)


def _ecrit(nombre: int, ecriture: str) -> str:
    match ecriture:
        case "lowerLetter" | "upperLetter" if nombre > 0:
            lettre = chr(ord("a") + (nombre - 1) % 26) * ((nombre - 1) // 26 + 1)
            return lettre if ecriture == "lowerLetter" else lettre.upper()
        case "lowerRoman" | "upperRoman":
            return _romain(nombre) if ecriture == "lowerRoman" else _romain(nombre).upper()
        case "decimalZero":
            return f"{nombre:02}"
        case "none":
            return ""
    return str(nombre)


def _romain(nombre: int) -> str:
    ecrit = ""
    for valeur, signes in _ROMAINS:
        ecrit += signes * (nombre // valeur)
        nombre %= valeur
    return ecrit
