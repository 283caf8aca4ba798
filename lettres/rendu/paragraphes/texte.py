"""Texte d'un document Word, tel qu'on le lit : pour les contrôles et pour les fichiers de référence.

Un paragraphe fait une ligne; un saut de ligne y reste `\\n`, une tabulation `\\t`. Une rangée de tableau fait une
ligne, ses cellules séparées par ` ¦ `. Un champ (numéro de page) vaut son dernier texte. Le texte supprimé en révision
n'y est pas; une zone de texte suit le paragraphe qui la porte. Aucun caractère n'est changé.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from lettres.rendu.paquet.ooxml import DOCUMENT, cibles, lire_paquet, lire_xml
from lettres.rendu.xml.arbre_xml import Element
from lettres.rendu.xml.elements import nom_complet

SEPARATEUR = " ¦ "

_MOTIF_PARTIE = re.compile(r"word/(?:document|(?:header|footer)\d*|footnotes|endnotes)\.xml")
_NOTES = {"notes": "word/footnotes.xml", "notes de fin": "word/endnotes.xml"}
_TITRES = {
    "header": {"first": "premier en-tête", "default": "en-tête", "even": "en-tête pair"},
    "footer": {"first": "premier pied", "default": "pied", "even": "pied pair"},
}

_W = nom_complet("w:")
_BLANCS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
_TEXTES = {f"{_W}{nom}": texte for nom, texte in _BLANCS.items()}
_ECARTES = {nom_complet(n) for n in ("w:pPr", "w:rPr", "w:del", "w:moveFrom", "w:txbxContent", "mc:Fallback")}
_NOTES_DE_TRAIT = ("separator", "continuationSeparator", "continuationNotice")

Marquage = Callable[[Element], str]
"""Ce que Word imprime devant un paragraphe : sa puce ou son numéro."""


def texte_par_partie(octets: bytes) -> dict[str, str]:
    """Le texte de chaque partie qui en porte : corps, en-têtes, pieds, notes; `ModeleInvalide` si illisible."""
    parties = lire_paquet(octets)
    noms = sorted(nom for nom in parties if _MOTIF_PARTIE.fullmatch(nom))
    return {nom: "\n".join(_lignes(_racine(parties, nom), _sans_marque)) for nom in noms}


def texte_lisible(octets: bytes) -> str:
    """La lettre entière, de l'en-tête au pied, chaque partie sous son titre, les listes numérotées."""
    parties = lire_paquet(octets)
    notes = [(titre, nom) for titre, nom in _NOTES.items() if nom in parties]
    ordre = [*_bandeaux(parties, "header"), ("corps", DOCUMENT), *notes, *_bandeaux(parties, "footer")]
    marque = _Listes.lire(parties).marque
    textes = ((titre, "\n".join(_lignes(_racine(parties, nom), marque))) for titre, nom in ordre)
    return "\n".join(f"[{titre}]\n{texte}\n" for titre, texte in textes if texte.strip())


def _bandeaux(parties: Mapping[str, bytes], genre: str) -> Iterator[tuple[str, str]]:
    """Le titre et la partie de chaque en-tête ou pied qu'une section emploie, une fois chacun."""
    document, relations = _racine(parties, DOCUMENT), cibles(parties)
    references = [
        (reference.get(f"{_W}type"), relations.get(reference.get(nom_complet("r:id"), ""), ""))
        for reference in document.iter(f"{_W}{genre}Reference")
    ]
    for type_, titre in _TITRES[genre].items():
        for reference in dict.fromkeys(references):
            if reference[0] == type_ and reference[1] in parties:
                yield titre, reference[1]


def _racine(parties: Mapping[str, bytes], nom: str) -> Element:
    return lire_xml(nom, parties[nom])


def _sans_marque(paragraphe: Element) -> str:
    return ""


def _lignes(conteneur: Element, marque: Marquage) -> Iterator[str]:
    """Une ligne par paragraphe et par rangée, à travers tout ce qui les contient."""
    for enfant in conteneur:
        if enfant.tag == f"{_W}p":
            yield marque(enfant) + "".join(_textes(enfant))
            for zone in _zones(enfant):
                yield from _lignes(zone, marque)
        elif enfant.tag == f"{_W}tr":
            yield SEPARATEUR.join("\n".join(_lignes(cellule, marque)) for cellule in _cellules(enfant))
        elif enfant.tag not in _ECARTES and enfant.get(f"{_W}type") not in _NOTES_DE_TRAIT:
            yield from _lignes(enfant, marque)


def _cellules(rangee: Element) -> Iterator[Element]:
    for enfant in rangee:
        if enfant.tag == f"{_W}tc":
            yield enfant
        else:
            yield from _cellules(enfant)


def _textes(element: Element) -> Iterator[str]:
    for enfant in element:
        if enfant.tag == f"{_W}t":
            yield enfant.text or ""
        elif enfant.tag in _TEXTES and enfant.getparent().tag == f"{_W}r":
            yield _TEXTES[enfant.tag]
        elif enfant.tag not in _ECARTES:
            yield from _textes(enfant)


def _zones(element: Element) -> Iterator[Element]:
    """Les zones de texte d'un paragraphe, une fois chacune : la copie pour les vieux Word est écartée."""
    for enfant in element:
        if enfant.tag == f"{_W}txbxContent":
            yield enfant
        elif enfant.tag not in _ECARTES:
            yield from _zones(enfant)


@dataclass(slots=True)
class _Listes:
    """Les listes d'un document : ce que chaque style de liste imprime, et le compte des numéros."""

    par_style: dict[str, str]
    gabarits: dict[str, str]
    """Par numérotation : la puce, ou `%1` à la place du numéro."""
    comptes: Counter[str] = field(default_factory=Counter)

    @classmethod
    def lire(cls, parties: Mapping[str, bytes]) -> _Listes:
        """Lit les styles et les numérotations; un document sans liste n'en a pas."""
        par_style: dict[str, str] = {}
        gabarits: dict[str, str] = {}
        if "word/styles.xml" in parties and "word/numbering.xml" in parties:
            for style in _racine(parties, "word/styles.xml").iterfind(f"{_W}style"):
                if numero := _val(style, f"{_W}pPr/{_W}numPr/{_W}numId"):
                    par_style[style.get(f"{_W}styleId", "")] = numero
            racine = _racine(parties, "word/numbering.xml")
            niveaux = {
                abstraite.get(f"{_W}abstractNumId"): _val(abstraite, f"{_W}lvl[1]/{_W}lvlText")
                for abstraite in racine.iterfind(f"{_W}abstractNum")
            }
            for numerotation in racine.iterfind(f"{_W}num"):
                abstraite = _val(numerotation, f"{_W}abstractNumId")
                gabarits[numerotation.get(f"{_W}numId", "")] = niveaux.get(abstraite, "")
        return cls(par_style, gabarits)

    def marque(self, paragraphe: Element) -> str:
        """La puce ou le numéro du paragraphe, suivi d'une espace; rien hors d'une liste."""
        direct = _val(paragraphe, f"{_W}pPr/{_W}numPr/{_W}numId")
        numero = direct or self.par_style.get(_val(paragraphe, f"{_W}pPr/{_W}pStyle"), "")
        gabarit = self.gabarits.get(numero, "")
        if not gabarit:
            return ""
        self.comptes[numero] += 1
        return gabarit.replace("%1", str(self.comptes[numero])) + " "


def _val(element: Element, chemin: str) -> str:
    """L'attribut `w:val` d'un descendant; vide quand il n'y est pas."""
    trouve = element.find(chemin)
    return "" if trouve is None else str(trouve.get(f"{_W}val", ""))
