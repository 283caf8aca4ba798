"""Runs réunis : ce que Word a coupé sans que rien ne change d'un morceau à l'autre est remis d'un seul tenant."""

from __future__ import annotations

from lxml import etree

from lettres.rendu.xml.arbre_xml import PRESERVER, Element, R, T, w

_FORME = w("rPr")
_QUI_SE_REUNIT = frozenset({T, *map(w, ("tab", "br", "cr", "noBreakHyphen", "softHyphen", "sym"))})
"""Ce que peut porter un « run » que l'on joint à un autre : ni champ, ni image, ni appel de note."""


def retirer_les_vides(racine: Element) -> int:
    """Retire les « runs » qui ne portent rien; dit combien."""
    vides = [run for run in racine.iter(R) if all(e.tag == _FORME or _est_vide(e) for e in run)]
    for run in vides:
        run.getparent().remove(run)
    return len(vides)


def reunir_les_runs(racine: Element) -> int:
    """Joint chaque « run » au précédent qui a la même mise en forme; dit combien l'ont été."""
    reunis = 0
    for run in list(racine.iter(R)):
        avant = run.getprevious()
        if avant is None or avant.tag != R or not _se_joignent(avant, run):
            continue
        dernier = avant[-1] if len(avant) else None
        for element in [e for e in run if e.tag != _FORME]:
            if dernier is not None and dernier.tag == element.tag == T and _se_lisent_d_un_trait(dernier, element):
                _joindre(dernier, element)
            else:
                avant.append(element)
                dernier = element
        run.getparent().remove(run)
        reunis += 1
    return reunis


def forme(run: Element, sans: frozenset[str] = frozenset()) -> bytes:
    """La mise en forme d'un « run », toujours écrite de même; `sans` : les éléments qui n'y comptent pas."""
    proprietes = run.find(_FORME)
    if proprietes is None:
        return b""
    ecrites = [etree.tostring(e, method="c14n", exclusive=True) for e in proprietes if e.tag not in sans]
    return b"".join(ecrites)


def _est_vide(element: Element) -> bool:
    return element.tag == T and not element.text


def _se_joignent(avant: Element, run: Element) -> bool:
    simples = all(e.tag == _FORME or e.tag in _QUI_SE_REUNIT for r in (avant, run) for e in r)
    return simples and dict(avant.attrib) == dict(run.attrib) and forme(avant) == forme(run)


def _se_lisent_d_un_trait(avant: Element, apres: Element) -> bool:
    """Word ôte les blancs qui bordent un texte s'il n'est pas dit de les garder : alors, on n'y touche pas."""
    return all(t.get(PRESERVER) == "preserve" or (t.text or "") == (t.text or "").strip() for t in (avant, apres))


def _joindre(avant: Element, apres: Element) -> None:
    avant.text = (avant.text or "") + (apres.text or "")
    if avant.text != avant.text.strip():
        avant.set(PRESERVER, "preserve")
