"""Lecture : n'importe quelle lettre Word finie, en paragraphes qui savent où ils sont et s'ils citent quelqu'un.

La lettre peut venir de nous, avoir été retouchée dans Word (mots coupés en morceaux, styles perdus), ou avoir été
écrite par un autre, avec une autre mise en page.
"""

from __future__ import annotations

import io
import os
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from lettres.barriere.lecture_directe import lire_directement
from lettres.langue.pliage import plier
from lettres.rendu.paquet import paquet
from lettres.rendu.paquet.ooxml import DOCUMENT, lire_paquet, lire_xml, nom_complet
from lettres.rendu.xml.arbre_xml import Element
from lettres.socle.erreurs import ModeleInvalide

Source = bytes | str | os.PathLike[str]

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
_EN_LETTRE = (
    ("pas un modèle Word", "pas une lettre Word"),
    ("Le modèle", "La lettre"),
    ("le modèle", "la lettre"),
    ("du modèle", "de la lettre"),
)


class Paragraphe(NamedTuple):
    """Un paragraphe, ou une rangée de tableau (cellules séparées par « ¦ »)."""

    texte: str
    partie: str
    style: str = ""
    rangee: bool = False
    cite: bool = False
    plie: str = ""
    """Le texte où chercher, d'un seul tenant."""

    @property
    def debut(self) -> str:
        """Les premiers mots, pour nommer le paragraphe dans un message."""
        mots = " ".join(self.texte.split())
        return mots if len(mots) <= 60 else f"{mots[:60].rsplit(' ', 1)[0]}…"


def lire(source: Source, nom: str) -> tuple[Paragraphe, ...]:
    """Les paragraphes de la lettre, des en-têtes aux pieds; `ModeleInvalide` si le fichier ne se lit pas."""
    with _en_parlant_de_la_lettre(nom):
        octets = source if isinstance(source, bytes) else paquet.lire(source)[1]
        return _paragraphes(lire_paquet(octets))


def lire_la_notre(octets: bytes, nom: str) -> tuple[Paragraphe, ...]:
    """Les mêmes paragraphes, d'une lettre que l'on vient d'écrire : seules ses parties de texte sont ouvertes.

    Elle peut répéter plus de rangées que celle d'un autre; si elle est gigantesque, elle se refuse de même.
    """
    with zipfile.ZipFile(io.BytesIO(octets)) as archive:
        if sum(entree.file_size for entree in archive.infolist()) < paquet.SANS_RAPPORT:
            return _paragraphes({cle: archive.read(cle) for cle in archive.namelist() if _rang(cle)}, la_notre=True)
    with _en_parlant_de_la_lettre(nom):
        return _paragraphes(paquet.ouvrir_une_lettre(octets).parties)


@contextmanager
def _en_parlant_de_la_lettre(nom: str) -> Iterator[None]:
    """Le lecteur de documents Word parle d'un modèle : ses refus sont ceux de la lettre."""
    try:
        yield
    except ModeleInvalide as refus:
        raise ModeleInvalide(
            [
                replace(c, fichier=nom, message=_en_lettre(c.message), remede=_en_lettre(c.remede))
                for c in refus.constats
            ]
        ) from refus


def _paragraphes(parties: Mapping[str, bytes], *, la_notre: bool = False) -> tuple[Paragraphe, ...]:
    lues = sorted((rang, cle) for cle in parties if (rang := _rang(cle)))
    return tuple(_citer([p for rang, cle in lues for p in _de_la_partie(cle, parties[cle], rang, la_notre=la_notre)]))


def _de_la_partie(cle: str, octets: bytes, rang: int, *, la_notre: bool) -> Iterator[Paragraphe]:
    partie = _PARTIES[rang - 1][1]
    lus = lire_directement(octets.decode()) if la_notre else None
    if lus is None:
        yield from _blocs(lire_xml(cle, octets), partie)
        return
    for lu in lus:
        if isinstance(lu, list):
            yield from _en_rangee(
                [[Paragraphe(texte, partie, style) for texte, style in cellule] for cellule in lu], partie
            )
        else:
            yield Paragraphe(lu[0], partie, lu[1])


def _rang(cle: str) -> int:
    """Le rang, à partir de 1, d'une partie de texte; 0 pour toute autre partie du paquet."""
    return next((rang for rang, (motif, _) in enumerate(_PARTIES, 1) if motif.fullmatch(cle)), 0)


def _en_lettre(phrase: str) -> str:
    for avant, apres in _EN_LETTRE:
        phrase = phrase.replace(avant, apres)
    return phrase


def _blocs(conteneur: Element, partie: str) -> Iterator[Paragraphe]:
    for enfant in conteneur:
        if enfant.tag == _P:
            yield Paragraphe("".join(_textes(enfant)), partie, _style(enfant))
            if next(enfant.iter(_ZONE), None) is not None:
                for zone in _zones_de_texte(enfant):
                    yield from _blocs(zone, partie)
        elif enfant.tag == _TR:
            yield from _rangee(enfant, partie)
        elif enfant.tag not in _ECARTES:
            yield from _blocs(enfant, partie)


def _rangee(rangee: Element, partie: str) -> Iterator[Paragraphe]:
    yield from _en_rangee([list(_blocs(cellule, partie)) for cellule in _cellules(rangee)], partie)


def _en_rangee(cellules: Sequence[list[Paragraphe]], partie: str) -> Iterator[Paragraphe]:
    """Une rangée de données fait une ligne; une rangée de mise en page rend les paragraphes de chaque cellule."""
    if any(len([p for p in cellule if p.texte.strip()]) > 1 or "\n" in cellule[0].texte for cellule in cellules):
        for cellule in cellules:
            yield from cellule
            yield Paragraphe("", partie)
    else:
        textes = [" ".join(p.texte for p in cellule).strip() for cellule in cellules]
        yield Paragraphe(" ¦ ".join(textes), partie, rangee=True)


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
        yield Paragraphe(p.texte, p.partie, p.style, p.rangee, de_l_autre, plie)
        avant = avant if cite else plie


__all__ = ["CORPS", "DOCUMENT", "EN_TETE", "NOTES", "PIED", "Paragraphe", "Source", "lire", "lire_la_notre"]
