"""Masques : le texte masqué d'une partie en est retiré, sauf s'il tient à une balise ou à un champ encore visible."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lettres.rendu.balises.balises import porte_une_balise
from lettres.rendu.xml.arbre_xml import Element, P, R, runs_du_paragraphe, w

_BALISE = re.compile(r"\{[{%#].*?(?:[}%#]\}|$)", re.DOTALL)
_CODES = (w("instrText"), w("delInstrText"))
_MISE_EN_FORME = w("rPr")


def est_vrai(element: Element) -> bool:
    """Dit si un interrupteur de Word est allumé : présent, et sans valeur qui l'éteigne."""
    return element.get(w("val"), "true") not in ("0", "false", "off")


def retirer_masques(racine: Element) -> bool:
    """Retire chaque « run » masqué; dit si l'un d'eux portait quelque chose. Ce qui reste masqué sera refusé."""
    masques = [run for run in racine.iter(R) if _est_masque(run)]
    if not masques or _un_champ_est_a_cheval(racine, set(masques)):
        return False
    retenus = _tenus_par_une_balise(masques)
    trouve = False
    for run in masques:
        if run not in retenus:
            trouve = trouve or any(enfant.tag != _MISE_EN_FORME for enfant in run)
            oter(run)
    return trouve


def oter(element: Element) -> None:
    """Retire un élément, et rien du texte qui le suit."""
    parent, suite = element.getparent(), element.tail
    if parent is None:
        return
    avant = element.getprevious()
    if suite and avant is not None:
        avant.tail = (avant.tail or "") + suite
    elif suite:
        parent.text = (parent.text or "") + suite
    parent.remove(element)


def _est_masque(run: Element) -> bool:
    mise_en_forme = run.find(_MISE_EN_FORME)
    return mise_en_forme is not None and any(
        est_vrai(e) for nom in ("vanish", "specVanish") for e in mise_en_forme.findall(w(nom))
    )


def _tenus_par_une_balise(masques: Iterable[Element]) -> set[Element]:
    """Les « runs » masqués qui portent une accolade, ou qui sont au milieu d'une balise."""
    tenus = {run for run in masques if _porte_une_accolade(run)}
    candidats = set(masques) - tenus
    paragraphes = {p for run in candidats if (p := next(run.iterancestors(P), None)) is not None}
    for paragraphe in paragraphes:
        morceaux = [(t, t.text) for t in runs_du_paragraphe(paragraphe) if t.text]
        balises = [m.span() for m in _BALISE.finditer("".join(texte for _, texte in morceaux))]
        position = 0
        for t, texte in morceaux:
            debut, position = position, position + len(texte)
            if t.getparent() in candidats and any(d < position and debut < f for d, f in balises):
                tenus.add(t.getparent())
    return tenus


def _porte_une_accolade(run: Element) -> bool:
    return any("{" in texte or "}" in texte for texte in run.itertext()) or any(
        porte_une_balise(valeur) for element in run.iter() for valeur in element.attrib.values()
    )


def _un_champ_est_a_cheval(racine: Element, masques: set[Element]) -> bool:
    """Dit si un champ Word serait coupé : son début sans sa fin, ou un morceau de son code."""
    ouverts: list[tuple[bool, bool]] = []
    for element in racine.iter(w("fldChar"), *_CODES):
        cache = any(ancetre in masques for ancetre in element.iterancestors(R))
        genre = element.get(w("fldCharType")) if element.tag not in _CODES else "code"
        champ_cache, dans_le_code = ouverts[-1] if ouverts else (cache, False)
        if cache != champ_cache and (dans_le_code or genre != "begin"):
            return True
        if genre == "begin":
            ouverts.append((cache, True))
        elif genre == "separate" and ouverts:
            ouverts[-1] = (champ_cache, False)
        elif genre == "end" and ouverts:
            ouverts.pop()
    return any(cache for cache, _ in ouverts)
