"""Retoucher une lettre finie comme on le ferait dans Word : effacer, remplacer, ajouter un paragraphe."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

import docx
from docx.document import Document
from docx.text.paragraph import Paragraph


@dataclass(frozen=True)
class Geste:
    """Une retouche. Un motif se cherche dans le texte du paragraphe, espaces insécables rendues simples."""

    enleve: tuple[str, ...] = ()
    enleve_suite: tuple[str, ...] = ()
    """Efface le paragraphe et la suite de même style qui le suit."""
    remplace: tuple[tuple[str, str], ...] = ()
    ajoute: str | None = None
    enleve_style: str | None = None

    @classmethod
    def lire(cls, donnees: dict[str, object]) -> Geste:
        def liste(cle: str) -> tuple:
            valeur = donnees.get(cle, [])
            return (valeur,) if isinstance(valeur, str) else tuple(valeur)  # type: ignore[arg-type]

        ajoute = donnees.get("ajoute")
        remplace = tuple(donnees.get("remplace", {}).items())  # type: ignore[attr-defined]
        style = donnees.get("enleve_style")
        return cls(liste("enleve"), liste("enleve_suite"), remplace, ajoute, style)  # type: ignore[arg-type]


def texte_de(paragraphe: Paragraph) -> str:
    return paragraphe.text.replace("\u00a0", " ")


def _porte(motif: str, paragraphe: Paragraph) -> object:
    return re.search(motif, texte_de(paragraphe))


def retoucher(octets: bytes, geste: Geste) -> tuple[bytes, int]:
    """La lettre retouchée, et le nombre de paragraphes touchés."""
    document = docx.Document(io.BytesIO(octets))
    touches = 0
    for motif, par in geste.remplace:
        for p in [*_paragraphes(document), *_autres_cellules(document)]:
            neuf, n = re.subn(motif, par, texte_de(p))
            if n:
                p.text = neuf
                touches += 1
    retraits: list[tuple[Callable[[Paragraph], object], Callable[[Paragraph], None]]] = [
        *((partial(_porte, motif), _effacer_la_suite) for motif in geste.enleve_suite),
        *((partial(_porte, motif), _effacer) for motif in geste.enleve),
    ]
    if geste.enleve_style:
        retraits.append((lambda p: _style(p._p).startswith(str(geste.enleve_style)), _effacer))
    for est_vise, effacer in retraits:
        for p in list(_paragraphes(document)):
            if est_vise(p):
                touches += 1
                effacer(p)
    if geste.ajoute:
        corps = [p for p in document.paragraphs if p.text.strip()]
        avant = next((p for p in corps if "en conséquence" in p.text or "Veuillez recevoir" in p.text), corps[-1])
        avant.insert_paragraph_before(geste.ajoute)
        touches += 1
    sortie = io.BytesIO()
    document.save(sortie)
    return sortie.getvalue(), touches


def eclater(octets: bytes) -> bytes:
    """La même lettre, chaque mot dans son « run », sans style : ce que Word et les suivis de modifications laissent."""
    document = docx.Document(io.BytesIO(octets))
    for p in _paragraphes(document):
        if any(element.tag.endswith(("fldChar", "fldSimple", "}br", "}tab")) for element in p._p.iter()):
            continue
        mots = re.findall(r"\S+|\s+", p.text)
        p.text = ""
        for mot in mots:
            p.add_run(mot)
        p.style = document.styles["Normal"]
    sortie = io.BytesIO()
    document.save(sortie)
    return sortie.getvalue()


def _paragraphes(document: Document) -> Iterator[Paragraph]:
    """Ceux du corps et des en-têtes; une rangée de tableau est jugée par son premier paragraphe."""
    for section in document.sections:
        for bandeau in (section.first_page_header, section.header):
            yield from bandeau.paragraphs
    yield from document.paragraphs
    for tableau in document.tables:
        for rangee in tableau.rows:
            yield rangee.cells[0].paragraphs[0]


def _autres_cellules(document: Document) -> Iterator[Paragraph]:
    for tableau in document.tables:
        for rangee in tableau.rows:
            yield from (cellule.paragraphs[0] for cellule in rangee.cells[1:])


def _effacer(p: Paragraph) -> None:
    element = p._p
    rangee = next(element.iterancestors("{*}tr"), None)
    victime = element if rangee is None else rangee
    parent = victime.getparent()
    if parent is not None:
        parent.remove(victime)


def _effacer_la_suite(p: Paragraph) -> None:
    suivant = p._p.getnext()
    style = _style(suivant)
    while suivant is not None and style and _style(suivant) == style:
        prochain = suivant.getnext()
        suivant.getparent().remove(suivant)
        suivant = prochain
    _effacer(p)


def _style(element: object) -> str:
    trouve = element.find("./{*}pPr/{*}pStyle") if element is not None else None  # type: ignore[attr-defined]
    return "" if trouve is None else next(iter(trouve.attrib.values()))
