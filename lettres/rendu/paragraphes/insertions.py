"""Insertions : les notes et les images d'une partie, dont la place se marque dans le texte même."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from lettres.rendu.paquet import relations
from lettres.rendu.paquet.ooxml import lire_xml
from lettres.rendu.paragraphes.lecture import Lu, lire_l_arbre
from lettres.rendu.xml.arbre_xml import ESPACE_R, ESPACE_WP, Element, T, w

_PLACE = re.compile("\ufffc([\ue000-\uf8ff])")
_PREMIERE, _IMAGES_MAX = 0xE000, 0x1000
"""Où une image se tient dans un texte, et son rang : un signe qu'aucune valeur ne porte."""

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_APPELS = {w("footnoteReference"): "word/footnotes.xml", w("endnoteReference"): "word/endnotes.xml"}
_EMU = 9_525
"""Les unités de Word dans un point d'écran."""
_SORTES = ((b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"), (b"GIF8", "image/gif"))


class ImageLue(NamedTuple):
    """Une image : ses octets, sa sorte (vide si une page Web ne la montre pas), ce qu'elle montre, ses dimensions."""

    octets: bytes
    sorte: str
    dit: str
    largeur: int
    hauteur: int


class Insertions:
    """Les images et les notes d'un document, à mesure qu'on en lit les parties."""

    def __init__(self, parties: Mapping[str, bytes]) -> None:
        self._parties = parties
        self.images: list[ImageLue] = []
        self.notes: list[str] = []
        """Le texte de chaque note, dans l'ordre de son appel : « [1] » est la première."""

    def marquer(self, partie: str, racine: Element) -> None:
        """Met un texte à la place de chaque image et de chaque appel de note de cette partie."""
        for appel in [*racine.iter(*_APPELS)]:
            texte = self._note(_APPELS[appel.tag], str(appel.get(w("id"), "")))
            if texte:
                self.notes.append(texte)
                _remplacer(appel, f"[{len(self.notes)}]")
        dessins = [d for d in racine.iter(w("drawing")) if d.find(f".//{w('txbxContent')}") is None]
        for dessin in dessins:
            image = self._image(partie, dessin)
            if image is not None and len(self.images) < _IMAGES_MAX:
                _remplacer(dessin, f"\ufffc{chr(_PREMIERE + len(self.images))}")
                self.images.append(image)

    def _note(self, partie: str, numero: str) -> str:
        if partie not in self._parties:
            return ""
        notes = lire_xml(partie, self._parties[partie])
        siennes = (note for note in notes if note.get(w("id")) == numero)
        lus = (bloc.texte.strip() for note in siennes for bloc in lire_l_arbre(note) if isinstance(bloc, Lu))
        return " ".join(filter(None, lus))

    def _image(self, partie: str, dessin: Element) -> ImageLue | None:
        point, etendue = dessin.find(f".//{_A}blip"), dessin.find(f".//{{{ESPACE_WP}}}extent")
        visee = "" if point is None else self._cibles(partie).get(str(point.get(f"{{{ESPACE_R}}}embed", "")), "")
        if visee not in self._parties:
            return None
        octets = self._parties[visee]
        dit = dessin.find(f".//{{{ESPACE_WP}}}docPr")
        return ImageLue(
            octets,
            next((sorte for debut, sorte in _SORTES if octets.startswith(debut)), ""),
            "" if dit is None else " ".join(str(dit.get("descr") or dit.get("title") or "").split()),
            *(0 if etendue is None else _points(etendue.get(cote)) for cote in ("cx", "cy")),
        )

    def _cibles(self, partie: str) -> dict[str, str]:
        repertoire, nom = posixpath.split(partie)
        fichier = f"{repertoire}/_rels/{nom}.rels"
        if fichier not in self._parties:
            return {}
        lues = relations.lire(lire_xml(fichier, self._parties[fichier]))
        return {relation.id: relation.partie(partie) for relation in lues if relation.interne}


def montrer(texte: str, images: Sequence[ImageLue]) -> Iterator[str | ImageLue]:
    """Un texte, morceau par morceau, et chaque image à sa place."""
    for rang, morceau in enumerate(_PLACE.split(texte)):
        if rang % 2 == 0:
            yield morceau
        elif (image := ord(morceau) - _PREMIERE) < len(images):
            yield images[image]


def _remplacer(element: Element, texte: str) -> None:
    mis = element.makeelement(T)
    mis.text, mis.tail = texte, element.tail
    parent = element.getparent()
    if parent is not None:
        parent.replace(element, mis)


def _points(mesure: object) -> int:
    lue = str(mesure or "")
    return int(lue) // _EMU if lue.isascii() and lue.isdigit() and len(lue) < 10 else 0
