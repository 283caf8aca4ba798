"""Lecture : n'importe quelle lettre Word finie, en paragraphes qui savent où ils sont et s'ils citent quelqu'un.

La lettre peut venir de nous, avoir été retouchée dans Word (mots coupés en morceaux, styles perdus), ou avoir été
écrite par un autre, avec une autre mise en page.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from lettres.controle.pliage import plier
from lettres.erreurs import ModeleInvalide
from lettres.rendu import paquet
from lettres.rendu.arbre_xml import Element
from lettres.rendu.ooxml import DOCUMENT, lire_paquet, lire_xml, nom_complet

Source = bytes | str | os.PathLike[str]

EN_TETE, CORPS, PIED, NOTES = "en-tête", "corps", "pied", "notes"
_PARTIES = (
    (re.compile(r"word/header\d*\.xml"), EN_TETE),
    (re.compile(r"word/document\.xml"), CORPS),
    (re.compile(r"word/footer\d*\.xml"), PIED),
    (re.compile(r"word/(?:foot|end)notes\.xml"), NOTES),
)
_W = nom_complet("w:")
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


@dataclass(frozen=True, slots=True)
class Paragraphe:
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
    try:
        octets = source if isinstance(source, bytes) else paquet.ouvrir(source).octets
        parties = lire_paquet(octets)
        paragraphes = [
            replace(p, partie=partie)
            for motif, partie in _PARTIES
            for cle in sorted(parties)
            if motif.fullmatch(cle)
            for p in _blocs(lire_xml(cle, parties[cle]))
        ]
    except ModeleInvalide as refus:
        raise ModeleInvalide(
            [
                replace(c, fichier=nom, message=_en_lettre(c.message), remede=_en_lettre(c.remede))
                for c in refus.constats
            ]
        ) from refus
    return tuple(_citer(paragraphes))


def _en_lettre(phrase: str) -> str:
    """Le lecteur de documents Word parle de « modèle » : ici, c'est une lettre."""
    for avant, apres in _EN_LETTRE:
        phrase = phrase.replace(avant, apres)
    return phrase


def _blocs(conteneur: Element) -> Iterator[Paragraphe]:
    for enfant in conteneur:
        if enfant.tag == f"{_W}p":
            yield Paragraphe("".join(_textes(enfant)), "", _style(enfant))
            for zone in _zones_de_texte(enfant):
                yield from _blocs(zone)
        elif enfant.tag == f"{_W}tr":
            yield from _rangee(enfant)
        elif enfant.tag not in _ECARTES:
            yield from _blocs(enfant)


def _rangee(rangee: Element) -> Iterator[Paragraphe]:
    """Une rangée de données fait une ligne; une rangée de mise en page rend les paragraphes de chaque cellule."""
    cellules = [list(_blocs(cellule)) for cellule in _cellules(rangee)]
    if any(len([p for p in cellule if p.texte.strip()]) > 1 or "\n" in cellule[0].texte for cellule in cellules):
        for cellule in cellules:
            yield from cellule
            yield Paragraphe("", "")
    else:
        textes = [" ".join(p.texte for p in cellule).strip() for cellule in cellules]
        yield Paragraphe(" ¦ ".join(textes), "", rangee=True)


def _cellules(rangee: Element) -> Iterator[Element]:
    for enfant in rangee:
        if enfant.tag == f"{_W}tc":
            yield enfant
        elif enfant.tag not in _ECARTES:
            yield from _cellules(enfant)


def _textes(element: Element) -> Iterator[str]:
    for enfant in element:
        if enfant.tag == f"{_W}t":
            yield enfant.text or ""
        elif enfant.tag in _SIGNES and enfant.getparent().tag == f"{_W}r":
            yield _SIGNES[enfant.tag]
        elif enfant.tag not in _ECARTES:
            yield from _textes(enfant)


def _zones_de_texte(element: Element) -> Iterator[Element]:
    for enfant in element:
        if enfant.tag == f"{_W}txbxContent":
            yield enfant
        elif enfant.tag not in _ECARTES:
            yield from _zones_de_texte(enfant)


def _style(paragraphe: Element) -> str:
    style = paragraphe.find(f"{_W}pPr/{_W}pStyle")
    return "" if style is None else str(style.get(f"{_W}val", ""))


def _citer(paragraphes: Sequence[Paragraphe]) -> Iterator[Paragraphe]:
    """Marque les paragraphes qui citent : leur style le dit, ou ils sont tout entiers entre guillemets.

    Une menace annoncée puis mise entre guillemets reste la parole de qui écrit.
    """
    avant = ""
    for p in paragraphes:
        cite = bool(p.texte.strip()) and bool(
            _STYLES_CITES.search(p.style) or _TOUT_ENTRE_GUILLEMETS.fullmatch(p.texte)
        )
        plie = plier(p.texte).replace("\n", " ")
        yield replace(p, cite=cite and not _ANNONCE_UN_DIRE.search(avant), plie=plie)
        avant = avant if cite else plie


__all__ = ["CORPS", "DOCUMENT", "EN_TETE", "NOTES", "PIED", "Paragraphe", "Source", "lire"]
