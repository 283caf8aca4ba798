"""Lecture : n'importe quelle lettre Word finie, en paragraphes qui savent où ils sont et s'ils citent quelqu'un.

La lettre peut venir de nous, avoir été retouchée dans Word (mots coupés en morceaux, styles perdus), ou avoir été
écrite par un autre, avec une autre mise en page.
"""

from __future__ import annotations

import io
import os
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import count
from typing import NamedTuple

from lettres.barriere.lecture_directe import Lu, RangeeLue, lire_directement
from lettres.langue.pliage import plier
from lettres.rendu.paquet import paquet
from lettres.rendu.paquet.ooxml import DOCUMENT, lire_paquet, lire_xml
from lettres.rendu.sujet import Sujet
from lettres.rendu.xml.arbre_xml import Element
from lettres.rendu.xml.elements import nom_complet
from lettres.socle.places import DansWord

LettreDonnee = bytes | str | os.PathLike[str]

EN_TETE, CORPS, PIED, NOTES = "en-tête", "corps", "pied", "notes"
_PARTIES = (
    (re.compile(r"word/header\d*\.xml"), EN_TETE),
    (re.compile(r"word/document\.xml"), CORPS),
    (re.compile(r"word/footer\d*\.xml"), PIED),
    (re.compile(r"word/(?:foot|end)notes\.xml"), NOTES),
)
_W = nom_complet("w:")
_P, _R, _T, _TC, _TR = (f"{_W}{nom}" for nom in ("p", "r", "t", "tc", "tr"))
_PROPRIETES, _STYLE, _VAL, _ZONE = (f"{_W}{nom}" for nom in ("pPr", "pStyle", "val", "txbxContent"))
_SIGNES = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_ECARTES = {nom_complet(n) for n in ("w:pPr", "w:rPr", "w:del", "w:moveFrom", "w:txbxContent", "mc:Fallback")}
_STYLES_CITES = re.compile(r"citation|quote", re.IGNORECASE)
_TOUT_ENTRE_GUILLEMETS = re.compile(r'\s*(?:«.*»|".*"|“.*”)\s*[.;]?\s*', re.DOTALL)
_ANNONCE_UN_DIRE = re.compile(r"\b(?:je|nous)\b[^.]{0,40}\b(?:avert|previen|annonc|menac|jur)")


class Paragraphe(NamedTuple):
    """Un paragraphe, ou une rangée de tableau (cellules séparées par « ¦ »)."""

    texte: str
    partie: str
    titre: str = ""
    """Le nom de la partie, tel qu'une place le dit : deux en-têtes ont la même `partie`."""
    numero: int | None = None
    """Son rang dans la partie; d'une rangée, celui de son premier paragraphe."""
    style: str = ""
    rangee: bool = False
    cite: bool = False
    plie: str = ""
    """Le texte où chercher, d'un seul tenant."""

    def place(self, debut: int | None = None, fin: int | None = None) -> DansWord:
        """Sa place dans la lettre, ou celle d'un passage de son texte; une rangée n'est située qu'en entier."""
        passage = (None, None) if self.rangee else (debut, fin)
        return DansWord(self.titre or self.partie, self.numero, *passage, texte=_debut(self.texte))


def _debut(texte: str) -> str:
    """Les premiers mots d'un paragraphe : ce qu'on y cherche dans Word."""
    mots = " ".join(texte.split())
    return mots if len(mots) <= 60 else f"{mots[:60].rsplit(' ', 1)[0]}…"


def lire(source: LettreDonnee, nom: str) -> tuple[Paragraphe, ...]:
    """Les paragraphes de la lettre, des en-têtes aux pieds; `ModeleInvalide` si le fichier ne se lit pas."""
    octets = source if isinstance(source, bytes) else paquet.lire(source, une_lettre=True, nom=nom)[1]
    return lire_ce_document(octets, Sujet.lettre(nom))


def lire_ce_document(octets: bytes, de: Sujet) -> tuple[Paragraphe, ...]:
    """Les paragraphes d'un document Word, lettre ou modèle; un refus en parle comme `de` le nomme."""
    return _paragraphes(lire_paquet(octets, de), de)


def lire_la_notre(octets: bytes, nom: str) -> tuple[Paragraphe, ...]:
    """Les mêmes paragraphes, d'une lettre que l'on vient d'écrire : seules ses parties de texte sont ouvertes.

    Elle peut répéter plus de rangées que celle d'un autre; si elle est gigantesque, elle se refuse de même.
    """
    de = Sujet.lettre(nom)
    with zipfile.ZipFile(io.BytesIO(octets)) as archive:
        if sum(entree.file_size for entree in archive.infolist()) < paquet.SANS_RAPPORT:
            parties = {cle: archive.read(cle) for cle in archive.namelist() if _rang(cle)}
            return _paragraphes(parties, de, la_notre=True)
    return _paragraphes(paquet.ouvrir_une_lettre(octets, nom).parties, de)


@dataclass(frozen=True, slots=True)
class _Partie:
    """Une partie de texte : son nom, et celui que ses places disent."""

    nom: str
    titre: str

    @classmethod
    def de(cls, cle: str, rang: int) -> _Partie:
        nom = _PARTIES[rang - 1][1]
        return cls(nom, nom if cle == DOCUMENT else f"{nom} ({cle})")


def _paragraphes(parties: Mapping[str, bytes], de: Sujet, *, la_notre: bool = False) -> tuple[Paragraphe, ...]:
    lues = sorted((rang, cle) for cle in parties if (rang := _rang(cle)))
    return tuple(
        _citer([p for rang, cle in lues for p in _de_la_partie(cle, parties[cle], rang, de, la_notre=la_notre)])
    )


def _de_la_partie(cle: str, octets: bytes, rang: int, de: Sujet, *, la_notre: bool) -> Iterator[Paragraphe]:
    partie = _Partie.de(cle, rang)
    lus = lire_directement(octets.decode()) if la_notre else None
    return _de_l_arbre(lire_xml(cle, octets, de), partie) if lus is None else _directs(lus, partie)


def _directs(lus: Iterable[Lu | RangeeLue], partie: _Partie) -> Iterator[Paragraphe]:
    """Les paragraphes lus sans arbre, comptés dans l'ordre du document."""
    numeros = count(1)

    def paragraphe(lu: Lu) -> Paragraphe:
        return Paragraphe(lu[0], partie.nom, partie.titre, next(numeros), lu[1])

    for lu in lus:
        if isinstance(lu, list):
            yield from _en_rangee([[*map(paragraphe, cellule)] for cellule in lu], partie)
        else:
            yield paragraphe(lu)


def _de_l_arbre(arbre: Element, partie: _Partie) -> Iterator[Paragraphe]:
    numeros = {p: numero for numero, p in enumerate(arbre.iter(_P), start=1)}
    return _blocs(arbre, partie, numeros)


def _rang(cle: str) -> int:
    """Le rang, à partir de 1, d'une partie de texte; 0 pour toute autre partie du paquet."""
    return next((rang for rang, (motif, _) in enumerate(_PARTIES, 1) if motif.fullmatch(cle)), 0)


def _blocs(conteneur: Element, partie: _Partie, numeros: Mapping[Element, int]) -> Iterator[Paragraphe]:
    for enfant in conteneur:
        if enfant.tag == _P:
            texte, numero = "".join(_textes(enfant)), numeros[enfant]
            yield Paragraphe(texte, partie.nom, partie.titre, numero, _style(enfant))
            if next(enfant.iter(_ZONE), None) is not None:
                for zone in _zones_de_texte(enfant):
                    yield from _blocs(zone, partie, numeros)
        elif enfant.tag == _TR:
            yield from _en_rangee([[*_blocs(c, partie, numeros)] for c in _cellules(enfant)], partie)
        elif enfant.tag not in _ECARTES:
            yield from _blocs(enfant, partie, numeros)


def _en_rangee(cellules: Sequence[Sequence[Paragraphe]], partie: _Partie) -> Iterator[Paragraphe]:
    """Une rangée de données fait une ligne; une rangée de mise en page rend les paragraphes de chaque cellule."""
    if any(len([p for p in cellule if p.texte.strip()]) > 1 or "\n" in cellule[0].texte for cellule in cellules):
        for cellule in cellules:
            yield from cellule
            yield Paragraphe("", partie.nom)
    else:
        textes = [" ".join(p.texte for p in cellule).strip() for cellule in cellules]
        numero = next((p.numero for cellule in cellules for p in cellule), None)
        yield Paragraphe(" ¦ ".join(textes), partie.nom, partie.titre, numero, rangee=True)


def _cellules(rangee: Element) -> Iterator[Element]:
    for enfant in rangee:
        if enfant.tag == _TC:
            yield enfant
        elif enfant.tag not in _ECARTES:
            yield from _cellules(enfant)


def _textes(element: Element) -> Iterator[str]:
    for enfant in element:
        nom = enfant.tag
        if nom == _T:
            yield enfant.text or ""
        elif nom in _SIGNES and element.tag == _R:
            yield _SIGNES[nom]
        elif nom not in _ECARTES:
            yield from _textes(enfant)


def _zones_de_texte(element: Element) -> Iterator[Element]:
    for enfant in element:
        if enfant.tag == _ZONE:
            yield enfant
        elif enfant.tag not in _ECARTES:
            yield from _zones_de_texte(enfant)


def _style(paragraphe: Element) -> str:
    for proprietes in paragraphe.iterchildren(_PROPRIETES):
        for style in proprietes.iterchildren(_STYLE):
            return str(style.get(_VAL, ""))
    return ""


@lru_cache(maxsize=64)
def _style_cite(style: str) -> bool:
    return _STYLES_CITES.search(style) is not None


def _citer(paragraphes: Sequence[Paragraphe]) -> Iterator[Paragraphe]:
    """Plie les paragraphes et marque ceux qui citent : leur style le dit, ou ils sont tout entiers entre guillemets.

    Une menace annoncée puis mise entre guillemets reste la parole de qui écrit.
    """
    avant = ""
    for p in paragraphes:
        cite = bool(p.texte.strip()) and (_style_cite(p.style) or bool(_TOUT_ENTRE_GUILLEMETS.fullmatch(p.texte)))
        plie = plier(p.texte).replace("\n", " ")
        de_l_autre = cite and not _ANNONCE_UN_DIRE.search(avant)
        yield Paragraphe(p.texte, p.partie, p.titre, p.numero, p.style, p.rangee, de_l_autre, plie)
        avant = avant if cite else plie


__all__ = [
    "CORPS",
    "DOCUMENT",
    "EN_TETE",
    "NOTES",
    "PIED",
    "LettreDonnee",
    "Paragraphe",
    "lire",
    "lire_ce_document",
    "lire_la_notre",
]
