"""Annotées : ce que l'outil fait pour être lu, et non envoyé : une copie à ses commentaires, un spécimen de modèle."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lettres.barriere.lecture import LettreDonnee
from lettres.rendu.paquet import paquet
from lettres.rendu.paquet.ooxml import lire_paquet, lire_xml
from lettres.rendu.paquet.proprietes import CORE
from lettres.rendu.sujet import Sujet
from lettres.rendu.xml.arbre_xml import ESPACES, w
from lettres.socle.constats import Constat, Gravite

AUTEUR = "lettres"
"""L'auteur de nos commentaires : à lui seul, ils se reconnaissent."""
MARQUE_DE_SPECIMEN = "SPÉCIMEN"
"""Le mot clé d'un spécimen, dans ses propriétés : à lui seul, il se reconnaît."""
_COMMENTAIRES = re.compile(r"(?:^|/)comments\d*\.xml$")
_MOTS_CLES = f"{{{ESPACES['cp']}}}keywords"


def examiner(source: LettreDonnee, nom: str) -> list[Constat]:
    """Le constat de ce qui ne s'envoie pas, une copie annotée ou un spécimen; aucun, d'une lettre.

    Les deux sont des documents Word : sous une autre forme, rien ne les distingue plus.
    """
    from lettres.conversion.formes_relues import relire

    if relire(source, nom) is not None:
        return []
    octets = source if isinstance(source, bytes) else paquet.lire(source, une_lettre=True, nom=nom)[1]
    return list(_constats(lire_paquet(octets, Sujet.lettre(nom)), nom))


def _constats(parties: Mapping[str, bytes], nom: str) -> Iterator[Constat]:
    racines = (lire_xml(cle, contenu) for cle, contenu in parties.items() if _COMMENTAIRES.search(cle))
    if any(c.get(w("author")) == AUTEUR for racine in racines for c in racine.iter(w("comment"))):
        message = "Ce fichier est une copie annotée : l’outil y a mis ses commentaires, qui partiraient avec elle."
        remede = (
            "Envoyez la lettre elle-même; ou, dans Word, onglet Révision, supprimez tous les commentaires du document."
        )
        yield Constat("B305", Gravite.ERREUR, message, remede, fichier=nom)
    if CORE in parties and any(
        MARQUE_DE_SPECIMEN in (e.text or "").split() for e in lire_xml(CORE, parties[CORE]).iter(_MOTS_CLES)
    ):
        message = "Ce fichier est un spécimen : ses faits sont fictifs, et l’outil l’a fait pour montrer un modèle."
        remede = "Faites la lettre de votre dossier : lettres generer dossier.yaml"
        yield Constat("B306", Gravite.ERREUR, message, remede, fichier=nom)
