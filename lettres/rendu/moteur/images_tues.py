"""Images tues : celles que seule une condition emploie quittent la lettre qui ne les montre pas.

Une signature numérisée dans la lettre non signée, invisible mais entière, serait à qui saurait l'en extraire.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from lettres.rendu.moteur.gabarit import AppelDImage
from lettres.rendu.paquet import archive, relations
from lettres.rendu.paquet.archive import Tronc
from lettres.rendu.paquet.paquet import TYPES
from lettres.rendu.paquet.provenance import empreintes
from lettres.rendu.paquet.relations import source_des_relations


def conditionnelles(
    partitions: Mapping[str, list[Any]], statiques: Mapping[str, bytes], images: Iterable[str]
) -> tuple[AppelDImage, ...]:
    """Les appels des images qu'aucune partie ne montre à coup sûr."""
    voulues = set(images)
    if not voulues:
        return ()
    appels: list[AppelDImage] = []
    certaines: set[str] = set()
    for nom in [n for n in statiques if n.endswith(".rels")]:
        source = source_des_relations(nom)
        for relation in relations.lues(statiques[nom]):
            image = relation.partie(source) if relation.interne else ""
            if image not in voulues:
                continue
            partition = partitions.get(source)
            if partition is None or any(_appelle(m, relation.id) for m in partition if isinstance(m, str)):
                certaines.add(image)
            else:
                appels.append(AppelDImage(source, relation.id, image))
    return tuple(a for a in appels if a.image not in certaines)


def tues(appels: Iterable[AppelDImage], textes: Mapping[str, bytes]) -> frozenset[str]:
    """Les images qu'aucune partie de cette lettre n'appelle."""
    a_voir = list(appels)
    dites = {a.image for a in a_voir if _appelle(textes[a.partie].decode(), a.id)}
    return frozenset(a.image for a in a_voir if a.image not in dites)


@lru_cache(maxsize=64)
def elaguer(tronc: Tronc, images: frozenset[str]) -> tuple[Tronc, tuple[str, ...]]:
    """Le tronc sans ces images ni rien qui y mène, et les empreintes de ce qu'il garde."""
    parties = {nom: octets for nom, octets in archive.rouvrir(tronc).items() if nom not in images}
    for nom in [n for n in parties if n.endswith(".rels")]:
        source = source_des_relations(nom)
        lues = list(relations.lues(parties[nom]))
        gardees = [r for r in lues if not r.interne or r.partie(source) not in images]
        if not gardees:
            del parties[nom]
        elif len(gardees) < len(lues):
            parties[nom] = relations.ecrire(gardees)
    parties[TYPES] = relations.sans_types(parties[TYPES], images)
    (elague,) = archive.sceller(TYPES, parties)
    return elague, tuple(empreintes(parties.items()))


def _appelle(xml: str, id_: str) -> bool:
    return f'="{id_}"' in xml
