"""Insertions : les notes et les images d'une partie, dont la place se marque dans le texte même."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from lettres.rendu.paquet.ooxml import lire_xml
from lettres.rendu.paquet.relations import Relation
from lettres.rendu.paragraphes.lecture import Lu, lire_l_arbre
from lettres.rendu.xml.arbre_xml import ESPACE_R, ESPACE_WP, Element, T, w
from lettres.socle.classes import NamedTuple

_PLACE = re.compile("\ufffc([\ue000-\uf8ff])")
_PREMIERE, _IMAGES_MAX = 0xE000, 0x1000
"""Où une image se tient dans un texte, et son rang : un signe qu'aucune valeur ne porte."""

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_APPELS = {w("footnoteReference"): "word/footnotes.xml", w("endnoteReference"): "word/endnotes.xml"}
_OCTETS_MAX = 20_000_000
"""Ce que pèsent au plus les images que l'on montre; les autres ne sont que dites."""

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
        self._ecrites = {appel: self._notes(partie) for appel, partie in _APPELS.items()}
        self._place = _OCTETS_MAX

    def marquer(self, partie: str, racine: Element, liens: Iterable[Relation]) -> None:
        """Met un texte à la place de chaque image et de chaque appel de note de cette partie, dont voici les liens."""
        for appel in [*racine.iter(*_APPELS)]:
            if texte := self._ecrites[appel.tag].get(str(appel.get(w("id"), ""))):
                self.notes.append(texte)
                _remplacer(appel, f"[{len(self.notes)}]")
        dessins = [d for d in racine.iter(w("drawing")) if d.find(f".//{w('txbxContent')}") is None]
        cibles = {lien.id: lien.partie(partie) for lien in liens if lien.interne} if dessins else {}
        for dessin in dessins:
            image = self._image(cibles, dessin)
            if image is not None and len(self.images) < _IMAGES_MAX:
                _remplacer(dessin, f"\ufffc{chr(_PREMIERE + len(self.images))}")
                self.images.append(image)

    def _notes(self, partie: str) -> dict[str, str]:
        """Le texte de chaque note d'une partie, par son numéro."""
        notes = lire_xml(partie, self._parties[partie]) if partie in self._parties else ()
        lues = {}
        for note in notes:
            dites = (bloc.texte.strip() for bloc in lire_l_arbre(note) if isinstance(bloc, Lu))
            lues[str(note.get(w("id"), ""))] = " ".join(filter(None, dites))
        return lues

    def _image(self, cibles: Mapping[str, str], dessin: Element) -> ImageLue | None:
        point, etendue = dessin.find(f".//{_A}blip"), dessin.find(f".//{{{ESPACE_WP}}}extent")
        visee = "" if point is None else cibles.get(str(point.get(f"{{{ESPACE_R}}}embed", "")), "")
        if visee not in self._parties:
            return None
        octets = self._parties[visee]
        sorte = next((sorte for debut, sorte in _SORTES if octets.startswith(debut)), "")
        self._place -= len(octets) if sorte else 0
        dit = dessin.find(f".//{{{ESPACE_WP}}}docPr")
        return ImageLue(
            octets,
            sorte if self._place >= 0 else "",
            "" if dit is None else " ".join(str(dit.get("descr") or dit.get("title") or "").split()),
            *(0 if etendue is None else _points(etendue.get(cote)) for cote in ("cx", "cy")),
        )


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
