"""Places d'image : l'image d'un modèle dont le texte de remplacement est « {{ image.signature }} » cède la sienne.

L'image de l'auteur du modèle quitte toute lettre. À sa place, dans le même cadre, vient celle que le dossier donne; à
défaut, rien ne se voit, et la place reste.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import count

from lettres.rendu.anomalies import Releve
from lettres.rendu.balises.champs_connus import ChampsConnus
from lettres.rendu.balises.reperes import CADRE_D_IMAGE, MOTS_D_IMAGE
from lettres.rendu.moteur.gabarit import PlaceDImage
from lettres.rendu.moteur.images_posees import VIDE, VIDE_PNG
from lettres.rendu.moteur.retouches import DOCPR
from lettres.rendu.paquet import relations
from lettres.rendu.paquet.paquet import TYPES
from lettres.rendu.paquet.parties import BUREAU
from lettres.rendu.paquet.relations import Relation, relations_de, source_des_relations
from lettres.rendu.paragraphes.voisinage import Voisinage
from lettres.rendu.sante.contenu import Contenu
from lettres.rendu.xml.arbre_xml import ESPACE_R, ESPACE_WP, Element
from lettres.socle.classes import NamedTuple, replace

_BALISE = re.compile(r"\s*\{\{\s*image\.(\w+)\s*\}\}\s*", re.ASCII)
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_EMBED, _CADRE = f"{{{ESPACE_R}}}embed", f"{{{ESPACE_WP}}}extent"


class _Trouvee(NamedTuple):
    """Une image à remplacer, ce qui la décrit, et son cadre."""

    nom: str
    docpr: Element
    blip: Element
    largeur: int
    hauteur: int


def relever_les_places(
    modele: Contenu, champs: ChampsConnus, releve: Releve
) -> tuple[Contenu, tuple[PlaceDImage, ...]]:
    """Le modèle sans les images qui ne font que tenir une place, et ces places; note celles qu'il nomme à tort."""
    places: list[PlaceDImage] = []
    statiques = dict(modele.statiques)
    prises = {r.id for nom in statiques if nom.endswith(".rels") for r in relations.lues(statiques[nom])}
    libres = (id_ for rang in count() if (id_ := f"rIdPlace{rang}") not in prises)
    for partie, arbre in modele.arbres.items():
        siennes: list[PlaceDImage] = []
        voisinage = Voisinage(arbre, modele.titres[partie])
        for trouvee in list(_trouver(arbre)):
            anomalie = champs.verifier(f"image.{trouvee.nom}", ("image",), "placé")
            if anomalie:
                releve.noter(anomalie, voisinage.situer(trouvee.docpr)[0])
            relation = next(libres)
            siennes.append(PlaceDImage(partie, relation, trouvee.nom, trouvee.largeur, trouvee.hauteur))
            _ceder(trouvee, relation)
        if siennes:
            _relier(statiques, partie, arbre, siennes)
            places += siennes
    if not places:
        return modele, ()
    statiques[VIDE] = VIDE_PNG
    employees = set(_employees(statiques))
    perdues = {image for image in modele.images if image not in employees}
    statiques[TYPES] = relations.avec_types(relations.sans_types(statiques[TYPES], perdues), {VIDE: "image/png"})
    gardees = {nom: octets for nom, octets in statiques.items() if nom not in perdues}
    images = tuple(image for image in modele.images if image not in perdues)
    return replace(modele, statiques=gardees, images=images), tuple(places)


def _trouver(arbre: Element) -> Iterator[_Trouvee]:
    for docpr in arbre.iter(DOCPR):
        balise = _BALISE.fullmatch(docpr.get("descr", ""))
        dessin = docpr.getparent()
        blip, cadre = next(dessin.iter(f"{_A}blip"), None), dessin.find(_CADRE)
        if balise and blip is not None and blip.get(_EMBED) and cadre is not None:
            cotes = [int(c) if c.isdecimal() and len(c) < 10 else 0 for c in (cadre.get("cx", ""), cadre.get("cy", ""))]
            yield _Trouvee(balise[1], docpr, blip, *cotes)


def _ceder(trouvee: _Trouvee, relation: str) -> None:
    """Détache l'image de l'auteur, ses mots, son cadrage et ses effets."""
    for element in trouvee.docpr.getparent().iter():
        if _BALISE.fullmatch(element.get("descr", "")):
            element.set("descr", "")
    trouvee.blip.set(_EMBED, relation)
    for enfant in [*trouvee.blip, *trouvee.blip.getparent().findall(f"{_A}srcRect")]:
        enfant.getparent().remove(enfant)


def marquer_les_places(arbre: Element, places: Sequence[PlaceDImage]) -> None:
    """Marque où s'écriront le cadrage et les mots de chaque image, une fois la partie contrôlée."""
    rangs = {place.relation: rang for rang, place in enumerate(places)}
    for docpr in arbre.iter(DOCPR) if rangs else ():
        for blip in [b for b in docpr.getparent().iter(f"{_A}blip") if b.get(_EMBED) in rangs]:
            rang = rangs[blip.get(_EMBED)]
            docpr.set("descr", MOTS_D_IMAGE.format(rang))
            cadrage = blip.makeelement(f"{_A}srcRect")
            cadrage.set("l", CADRE_D_IMAGE.format(rang))
            blip.addnext(cadrage)


def _relier(statiques: dict[str, bytes], partie: str, arbre: Element, places: list[PlaceDImage]) -> None:
    """Les relations d'une partie : celles qu'elle emploie encore, et une par place, d'abord vide."""
    nom = relations_de(partie)
    employes = {v for e in arbre.iter() for n, v in e.attrib.items() if n.startswith(f"{{{ESPACE_R}}}")}
    gardees = [r for r in relations.lues(statiques[nom]) if r.type != f"{BUREAU}image" or r.id in employes]
    neuves = (Relation(place.relation, f"{BUREAU}image", f"/{VIDE}") for place in places)
    statiques[nom] = relations.ecrire([*gardees, *neuves])


def _employees(statiques: dict[str, bytes]) -> Iterator[str]:
    """Les parties qu'une relation atteint."""
    for nom in [n for n in statiques if n.endswith(".rels")]:
        yield from (r.partie(source_des_relations(nom)) for r in relations.lues(statiques[nom]) if r.interne)
