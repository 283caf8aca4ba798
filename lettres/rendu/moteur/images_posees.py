"""Images posées : celles qu'une lettre reçoit, chacune dans le cadre que le modèle lui garde.

Une image se cadre sans se déformer : entière, au milieu, aussi grande que le cadre le permet. Le cadre garde sa taille,
qu'une image y vienne ou non.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from lettres.rendu.balises.reperes import MARQUE_D_IMAGE
from lettres.rendu.moteur.gabarit import PlaceDImage
from lettres.rendu.paquet import archive, relations
from lettres.rendu.paquet.archive import Tronc
from lettres.rendu.paquet.image_donnee import ImageDonnee
from lettres.rendu.paquet.paquet import TYPES
from lettres.rendu.paquet.provenance import empreintes
from lettres.rendu.paquet.relations import relations_de

VIDE = "word/media/lettres-vide.png"
VIDE_PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAAC0lEQVR42mNgAAIAAAUAAen63NgAAAAASUVORK5CYII="
)
"""Un point qui ne se voit pas."""
_CENT_MILLE = 100_000
"""Le cadrage de Word se compte en millièmes de pour cent du côté de l'image."""
_MOTS = {"signature": "Signature", "logo": "Logo"}


def poser(xml: str, places: Sequence[PlaceDImage], images: Mapping[str, ImageDonnee]) -> str:
    """La partie, où chaque place a le cadrage et les mots de son image; ni l'un ni les autres si elle n'en a pas."""

    def remplacer(marque: re.Match[str]) -> str:
        place = places[int(marque["cadre"] or marque["mots"])]
        image = images.get(place.nom)
        if marque["mots"]:
            return "" if image is None else _MOTS.get(place.nom, place.nom)
        return "" if image is None else _cadrage(place, image)

    return MARQUE_D_IMAGE.sub(remplacer, xml)


def _cadrage(place: PlaceDImage, image: ImageDonnee) -> str:
    """De combien la vue déborde l'image, de part et d'autre, pour en avoir les proportions du cadre."""
    if not (place.largeur and place.hauteur):
        return ""
    rapport = (place.largeur * image.hauteur) / (place.hauteur * image.largeur)
    if rapport >= 1:
        deborde = round((rapport - 1) / 2 * _CENT_MILLE)
        return _deborder("lr", deborde)
    deborde = round((1 / rapport - 1) / 2 * _CENT_MILLE)
    return _deborder("tb", deborde)


def _deborder(cotes: str, deborde: int) -> str:
    return "".join(f' {cote}="-{deborde}"' for cote in cotes) if deborde else ""


def habiller(
    tronc: Tronc, places: tuple[PlaceDImage, ...], images: Mapping[str, ImageDonnee], parties: Mapping[str, bytes]
) -> tuple[Tronc, tuple[str, ...], frozenset[str]]:
    """Le tronc avec les images que montrent ces parties, les empreintes de ce qu'il contient, et les noms des images.

    Une signature que sa condition tait n'a rien à y faire.
    """
    montrees = {p.nom for p in places if p.nom in images and f'"{p.relation}"'.encode() in parties[p.partie]}
    posees = tuple((nom, images[nom]) for nom in sorted(montrees))
    return *_habiller(tronc, places, posees), frozenset(montrees)


@lru_cache(maxsize=8)
def _habiller(
    tronc: Tronc, places: tuple[PlaceDImage, ...], images: tuple[tuple[str, ImageDonnee], ...]
) -> tuple[Tronc, tuple[str, ...]]:
    """Le tronc avec ces images, et les empreintes de ce qu'il contient."""
    parties, cibles, types = archive.rouvrir(tronc), {}, {}
    for nom, image in images:
        cibles[nom] = f"word/media/lettres-{nom}.{image.extension}"
        parties[cibles[nom]], types[cibles[nom]] = image.octets, image.type
    for partie in {place.partie for place in places}:
        siennes = {p.relation: cibles[p.nom] for p in places if p.partie == partie and p.nom in cibles}
        lues = relations.lues(parties[relations_de(partie)])
        neuves = [r._replace(cible=f"/{siennes[r.id]}") if r.id in siennes else r for r in lues]
        parties[relations_de(partie)] = relations.ecrire(neuves)
    parties[TYPES] = relations.avec_types(parties[TYPES], types)
    if all(place.nom in cibles for place in places):
        del parties[VIDE]
        parties[TYPES] = relations.sans_types(parties[TYPES], {VIDE})
    (habille,) = archive.sceller(TYPES, parties)
    return habille, tuple(empreintes(parties.items()))
