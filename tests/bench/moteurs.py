"""Moteurs : docxtpl nu, le nôtre, et le remplacement à la main par python-docx, chacun prêt à écrire des lettres."""

from __future__ import annotations

import importlib.util
import io
import re
from collections.abc import Callable
from copy import deepcopy
from itertools import cycle, islice
from typing import Literal

import docx
from contextes import Contexte
from docxtpl import DocxTemplate
from jinja2 import Environment
from lxml import etree

from lettres.rendu import compiler

Compression = Literal["zlib", "isal"]
Moteur = Callable[[Contexte], bytes]
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def par_docxtpl(modele: bytes) -> Moteur:
    """docxtpl nu : un seul environnement Jinja, un document neuf par lettre, échappement permanent."""
    environnement = Environment(autoescape=True)

    def rendre(contexte: Contexte) -> bytes:
        document = DocxTemplate(io.BytesIO(modele))
        document.render(contexte, environnement, autoescape=True)
        tampon = io.BytesIO()
        document.save(tampon)
        return tampon.getvalue()

    return rendre


def compressions() -> list[Compression]:
    """« zlib » toujours; « isal » si ce supplément est installé."""
    return ["zlib", "isal"] if importlib.util.find_spec("isal") else ["zlib"]


def par_nous(modele: bytes, compression: Compression = "zlib") -> Moteur:
    """Notre moteur : compilé une fois, rempli à chaque lettre."""
    return compiler(modele, compression=compression).rendre


def a_la_main(modele: bytes) -> Moteur:
    """python-docx et une quarantaine de lignes, comme on l'écrit soi-même; la mise en forme des « runs » s'y perd."""

    def rendre(contexte: Contexte) -> bytes:
        document = docx.Document(io.BytesIO(modele))
        for corps in (document.element.body, *(section.header._element for section in document.sections)):
            _boucler(corps, contexte)
            for paragraphe in list(corps.iter(f"{_W}p")):
                _remplacer(paragraphe, contexte)
        tampon = io.BytesIO()
        document.save(tampon)
        return tampon.getvalue()

    return rendre


def _boucler(corps: etree._Element, contexte: Contexte) -> None:
    """Répète les rangées et les paragraphes entre `{#liste}` et `{/liste}`; retire ceux d'une condition fausse."""
    for rangee in list(corps.iter(f"{_W}tr")):
        if trouve := re.match(r"\{#(\w+)\}.*\{/\1\}$", _texte(rangee)):
            _oter_les_bornes(rangee, trouve[1])
            for element in contexte[trouve[1]]:  # type: ignore[union-attr]  # une liste de groupes
                copie = deepcopy(rangee)
                for paragraphe in copie.iter(f"{_W}p"):
                    _remplacer(paragraphe, {**contexte, **element})  # type: ignore[dict-item]
                rangee.addprevious(copie)
            rangee.getparent().remove(rangee)
    dedans: list[etree._Element] = []
    nom = ""
    for paragraphe in list(corps.iterchildren(f"{_W}p")):
        texte = _texte(paragraphe)
        if ouvre := re.fullmatch(r"\{#(\w+)\}", texte):
            nom, dedans = ouvre[1], []
        elif texte == f"{{/{nom}}}":
            valeurs = contexte[nom]
            for element in valeurs if isinstance(valeurs, list) else [{}] * bool(valeurs):
                for modele in dedans:
                    copie = deepcopy(modele)
                    _remplacer(copie, {**contexte, **element})  # type: ignore[dict-item]
                    paragraphe.addprevious(copie)
            for ancien in dedans:
                corps.remove(ancien)
            nom = ""
        elif nom:
            dedans.append(paragraphe)
            continue
        else:
            continue
        corps.remove(paragraphe)


def _oter_les_bornes(rangee: etree._Element, liste: str) -> None:
    for paragraphe in rangee.iter(f"{_W}p"):
        texte = _texte(paragraphe)
        nu = texte.replace(f"{{#{liste}}}", "").replace(f"{{/{liste}}}", "")
        if nu != texte:
            _ecrire(paragraphe, nu)


def _ecrire(paragraphe: etree._Element, texte: str) -> None:
    """Met tout le texte d'un paragraphe dans son premier « run »."""
    premier, *suivants = paragraphe.iter(f"{_W}t")
    premier.text = texte
    for suivant in suivants:
        suivant.getparent().getparent().remove(suivant.getparent())


def _texte(element: etree._Element) -> str:
    return "".join(t.text or "" for t in element.iter(f"{_W}t"))


def _remplacer(paragraphe: etree._Element, contexte: Contexte) -> None:
    """Remplace les conditions et les valeurs d'un paragraphe, sans égard à ses « runs »."""
    texte = _texte(paragraphe)
    if "{" in texte:
        texte = re.sub(r"\{#(\w+)\}(.*?)\{/\1\}", lambda m: m[2] if contexte[m[1]] else "", texte)
        _ecrire(paragraphe, re.sub(r"\{(\w+)\}", lambda m: str(contexte[m[1]]), texte))


def enchainer(moteur: Moteur, contextes: list[Contexte]) -> Callable[[int], None]:
    """Un tour de n lettres, client après client."""

    def tour(lettres: int) -> None:
        for contexte in islice(cycle(contextes), lettres):
            moteur(contexte)

    return tour
