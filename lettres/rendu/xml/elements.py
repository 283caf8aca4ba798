"""Éléments de Word, bâtis : préfixes développés, attributs et enfants dans l'ordre donné."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from lettres.rendu.xml.arbre_xml import ESPACES, Element

# Les préfixes écrits ensemble, comme Word le fait; tout autre vocabulaire est celui de sa partie, sans préfixe.
_FAMILLES = (("w", "r"), ("cp", "dc", "dcterms", "xsi"))


def nom_complet(nom: str) -> str:
    """Développe un préfixe : `w:p` devient `{http://…/main}p`."""
    prefixe, _, local = nom.rpartition(":")
    return f"{{{ESPACES[prefixe]}}}{local}" if prefixe else local


def element(nom: str, attributs: Mapping[str, str] | None = None, *enfants: Element | str | None) -> Element:
    """Bâtit un élément; les enfants `None` sont sautés, une chaîne devient son texte."""
    prefixe = nom.partition(":")[0]
    declares = next((famille for famille in _FAMILLES if prefixe in famille), None)
    espaces = {p: ESPACES[p] for p in declares} if declares else {None: ESPACES[prefixe]}
    fait = etree.Element(nom_complet(nom), nsmap=espaces)
    for cle, valeur in (attributs or {}).items():
        fait.set(nom_complet(cle), valeur)
    for enfant in enfants:
        if isinstance(enfant, str):
            fait.text = enfant
        elif enfant is not None:
            fait.append(enfant)
    return fait


def val(nom: str, valeur: str | int) -> Element:
    """L'élément le plus courant de Word : `<w:nom w:val="valeur"/>`."""
    return element(nom, {"w:val": str(valeur)})
