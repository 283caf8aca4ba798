"""Annotées : les copies où l'outil a mis ses commentaires, que l'on relit et que l'on n'envoie pas."""

from __future__ import annotations

import re

from lettres.barriere.lecture import LettreDonnee
from lettres.rendu.paquet import paquet
from lettres.rendu.paquet.ooxml import lire_paquet, lire_xml
from lettres.rendu.sujet import Sujet
from lettres.rendu.xml.arbre_xml import w
from lettres.socle.constats import Constat, Gravite

AUTEUR = "lettres"
"""L'auteur de nos commentaires : à lui seul, ils se reconnaissent."""
_COMMENTAIRES = re.compile(r"(?:^|/)comments\d*\.xml$")


def examiner(source: LettreDonnee, nom: str) -> list[Constat]:
    """Le constat d'une copie annotée; aucun, d'une lettre."""
    octets = source if isinstance(source, bytes) else paquet.lire(source, une_lettre=True, nom=nom)[1]
    parties = lire_paquet(octets, Sujet.lettre(nom))
    racines = (lire_xml(cle, contenu) for cle, contenu in parties.items() if _COMMENTAIRES.search(cle))
    if not any(c.get(w("author")) == AUTEUR for racine in racines for c in racine.iter(w("comment"))):
        return []
    message = "Ce fichier est une copie annotée : l’outil y a mis ses commentaires, qui partiraient avec elle."
    remede = "Envoyez la lettre elle-même; ou, dans Word, onglet Révision, supprimez tous les commentaires du document."
    return [Constat("B305", Gravite.ERREUR, message, remede, fichier=nom)]
