"""En-têtes : ceux, et les pieds, que la section d'un document fait voir, et ce qui s'y lit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from lettres.rendu.paquet import paquet, relations
from lettres.rendu.paquet.ooxml import DOCUMENT
from lettres.rendu.paquet.paquet import TYPES
from lettres.rendu.paquet.parties import BUREAU, SORTES
from lettres.rendu.paquet.relations import Relation, Types, relations_de
from lettres.rendu.xml import arbre_xml
from lettres.rendu.xml.arbre_xml import ESPACE_R, Element, P, XmlIllisible, texte_du_paragraphe, w
from lettres.socle.erreurs import ModeleInvalide

GENRES_D_ENTETE = ("header", "footer")
PLACES = ("first", "default", "even")
_REUNIES = ("styles", "numbering", "settings", "fontTable")
"""Ce qu'un modèle a toujours, tiré d'un livré, et que le papier complète."""
_NOMBRE = re.compile(r"\d+")
Entetes = Mapping[tuple[str, str], str]
"""Ce qui mène à une partie : « header » ou « footer », puis la sorte de page."""


def entetes_nommes(section: Element, liens: Iterable[Relation], de: str) -> dict[tuple[str, str], str]:
    """La partie que nomme, pour chaque sorte de page, la section du document `de`."""
    cibles = {r.id: r.partie(de) for r in liens}
    return {
        (genre, e.get(w("type"), "default")): cibles.get(e.get(f"{{{ESPACE_R}}}id", ""), "")
        for genre in GENRES_D_ENTETE
        for e in section.iterchildren(w(f"{genre}Reference"))
    }


def n_a_que_les_notres(modele: bytes, livre: bytes) -> bool:
    """Dit si l'en-tête et le pied d'un modèle de l'usager sont restés ceux du modèle livré : un papier les remplace.

    Non, dès qu'une ligne y est à lui, ou que sa mise en page n'est pas d'une seule section, à la première page à part.
    """
    sien, notre = _lignes(modele), _lignes(livre)
    return sien is not None and notre is not None and sien.keys() == notre.keys() and all(
        lignes <= notre[cle] for cle, lignes in sien.items()
    )  # fmt: skip


def _lignes(octets: bytes) -> dict[tuple[str, str], set[str]] | None:
    """Les lignes de chaque en-tête et de chaque pied; None d'un document qui ne s'habille pas."""
    try:
        parties = paquet.decompresser("modèle", octets).parties
        types = Types(arbre_xml.lire(parties[TYPES]))
        if not all(any(types.de(nom) in SORTES[f"{BUREAU}{s}"].types for nom in parties) for s in _REUNIES):
            return None
        sections = list(arbre_xml.lire(parties[DOCUMENT]).iter(w("sectPr")))
        liens = list(relations.lues(parties[relations_de(DOCUMENT)]))
        nommes = entetes_nommes(sections[-1], liens, DOCUMENT) if len(sections) == 1 else {}
        arbres = {cle: arbre_xml.lire(parties[nom]) for cle, nom in nommes.items() if cle[1] != "even"}
    except (KeyError, XmlIllisible, ModeleInvalide):
        return None
    lues = {
        # -- le numéro que Word a calculé pour une page n'est une ligne de personne --
        cle: {_NOMBRE.sub("", t) for p in arbre.iter(P) if (t := " ".join(texte_du_paragraphe(p).split()))}
        for cle, arbre in arbres.items()
    }
    return lues if ("header", "first") in lues else None
