"""Parties : la liste blanche de ce qu'une lettre Word contient; tout le reste du modèle est laissé derrière."""

from __future__ import annotations

from collections.abc import Mapping

from lettres.rendu.paquet import relations
from lettres.rendu.paquet.images import TYPES_D_IMAGE
from lettres.rendu.xml.arbre_xml import ESPACE_R, Element, w
from lettres.socle.classes import NamedTuple

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_OFFICE = "application/vnd.openxmlformats-officedocument."
BUREAU = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
POLICE = f"{BUREAU}font"
TYPE_DOCUMENT, TYPE_MODELE = f"{_WORD}document.main+xml", f"{_WORD}template.main+xml"


class Sorte(NamedTuple):
    """Une sorte de partie : ses types, la racine de son XML, le titre de celle qu'on remplit."""

    types: frozenset[str]
    racine: str = ""
    titre: str = ""
    implicite: bool = True
    """Word la lit dès qu'une relation y mène; sinon, il faut que le texte emploie cette relation."""


def _word(nom: str, racine: str, titre: str = "", *, implicite: bool = True) -> Sorte:
    return Sorte(frozenset({f"{_WORD}{nom}+xml"}), w(racine), titre, implicite)


CORPS = _word("document.main", "document", "corps")
SORTES = {
    f"{BUREAU}header": _word("header", "hdr", "en-tête", implicite=False),
    f"{BUREAU}footer": _word("footer", "ftr", "pied de page", implicite=False),
    f"{BUREAU}footnotes": _word("footnotes", "footnotes", "notes de bas de page"),
    f"{BUREAU}endnotes": _word("endnotes", "endnotes", "notes de fin"),
    f"{BUREAU}styles": _word("styles", "styles"),
    f"{BUREAU}numbering": _word("numbering", "numbering"),
    f"{BUREAU}settings": _word("settings", "settings"),
    f"{BUREAU}fontTable": _word("fontTable", "fonts"),
    f"{BUREAU}theme": Sorte(
        frozenset({f"{_OFFICE}theme+xml"}), "{http://schemas.openxmlformats.org/drawingml/2006/main}theme"
    ),
    f"{BUREAU}image": Sorte(TYPES_D_IMAGE, implicite=False),
    POLICE: Sorte(frozenset({f"{_OFFICE}obfuscatedFont"}), implicite=False),
}
"""Le type d'une relation → ce qu'elle a le droit d'atteindre."""
TITRES = {type_: sorte.titre for sorte in (CORPS, *SORTES.values()) if sorte.titre for type_ in sorte.types}
"""Le type d'une partie que l'on remplit → le titre sous lequel on en parle."""
_PAGES = {"first": " de la première page", "even": " des pages paires"}


def titrer(corps: str, arbres: Mapping[str, Element], types: Mapping[str, str]) -> dict[str, str]:
    """Le titre de chaque partie que l'on remplit, tel qu'une personne la cherche, et son nom dans le paquet."""
    menees = {r.id: r.partie(corps) for r in relations.lire(arbres.get(relations.relations_de(corps))) if r.interne}
    pages: dict[str, str] = {}
    for reference in arbres[corps].iter(w("headerReference"), w("footerReference")) if corps in arbres else ():
        menee = menees.get(reference.get(f"{{{ESPACE_R}}}id", ""), "")
        page = _PAGES.get(reference.get(w("type"), ""), "")
        # -- d'un en-tête qui sert à d'autres pages aussi, rien n'est dit --
        pages[menee] = page if pages.get(menee, page) == page else ""
    dits = {nom: TITRES[type_] for nom, type_ in types.items() if type_ in TITRES}
    return {nom: titre if nom == corps else f"{titre}{pages.get(nom, '')} ({nom})" for nom, titre in dits.items()}
