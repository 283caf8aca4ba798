"""Démesure : ce que le XML d'un document Word coûterait à lire, compté dans ses octets avant d'en bâtir aucun arbre.

Quelques kilooctets compressés font des millions d'éléments; cinquante mille attributs sur un seul se comparent deux à
deux. Un vrai document n'approche d'aucune de ces bornes : une lettre de cinquante pages a quelque deux mille
paragraphes, et Word ne donne jamais cent attributs à un élément.
"""

from __future__ import annotations

from collections.abc import Mapping

from lettres.rendu.sujet import Sujet
from lettres.socle.classes import NamedTuple
from lettres.socle.constats import en_chiffres
from lettres.socle.erreurs import ModeleInvalide
from lettres.socle.expression import Expression

ATTRIBUTS_MAX = 200
"""Attributs d'un élément, espaces de noms compris."""
_PARAGRAPHE = Expression(rb"<(?:[^\s<>/:]{1,40}:)?p(?=[\s/>])")
_ATTRIBUT = Expression(rb"=[ \t\r\n]*[\"']")


class Bornes(NamedTuple):
    """Ce qu'un document peut compter en tout : ses paragraphes, ses balises ou attributs, les octets de son texte."""

    paragraphes: int
    signes: int
    texte: int


MODELE = Bornes(paragraphes=20_000, signes=150_000, texte=4_000_000)
LETTRE = Bornes(paragraphes=30_000, signes=600_000, texte=1_000_000)
"""Une lettre finie répète des rangées que son modèle n'écrit qu'une fois; mais chacun de ses mots sera jugé."""


def borner(de: Sujet, xml: Mapping[str, bytes], bornes: Bornes) -> None:
    """Refuse (M102) un document dont les parties XML dépassent une borne; le compte est linéaire."""
    for signe in (b"<", b"="):
        if sum(octets.count(signe) for octets in xml.values()) > bornes.signes:
            combien = en_chiffres(bornes.signes)
            raise _refuser(de, f"Le texte du fichier compte plus de {combien} balises ou attributs.")
    if sum(len(_PARAGRAPHE.findall(octets)) for octets in xml.values()) > bornes.paragraphes:
        raise _refuser(de, f"Le fichier compte plus de {en_chiffres(bornes.paragraphes)} paragraphes.")
    texte = 0
    for partie, octets in xml.items():
        for balise in octets.split(b"<"):
            if _a_trop_d_attributs(balise):
                raise _refuser(de, f"Un élément de « {partie} » porte plus de {ATTRIBUTS_MAX} attributs.")
            texte += len(balise.rpartition(b">")[2].strip())
    if texte > bornes.texte:
        raise _refuser(de, f"Le texte du fichier dépasse {en_chiffres(bornes.texte)} octets.")


def _a_trop_d_attributs(balise: bytes) -> bool:
    """Vrai d'une balise; le texte qui la suit peut, lui, être plein de « = »."""
    return balise.count(b"=") > ATTRIBUTS_MAX and len(_ATTRIBUT.findall(balise)) > ATTRIBUTS_MAX


def _refuser(de: Sujet, message: str) -> ModeleInvalide:
    return de.refus("M102", message, f"Allégez le texte {de.du}.")
