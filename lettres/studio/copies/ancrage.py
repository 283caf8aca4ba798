"""Ancrage : entourer d'un commentaire des mots de Word, sans en changer ni le texte ni la mise en forme."""

from __future__ import annotations

from copy import deepcopy

from lettres.rendu.xml.arbre_xml import PRESERVER, Element, P, R, T, runs_du_paragraphe, w

_ZONE = w("txbxContent")
_FORME, _PROPRIETES = w("rPr"), w("pPr")


def hors_des_zones(paragraphe: Element) -> Element:
    """Le paragraphe qui porte la zone de texte où celui-ci se trouve : Word n'y ancre pas de commentaire."""
    while (zone := next(paragraphe.iterancestors(_ZONE), None)) is not None:
        paragraphe = next(zone.iterancestors(P))
    return paragraphe


def entourer(paragraphe: Element, numero: str, debut: int | None, fin: int | None) -> None:
    """Ancre le commentaire sur les signes de `debut` à `fin`, ou sur tout le paragraphe."""
    ouvre = paragraphe.makeelement(w("commentRangeStart"), {w("id"): numero})
    ferme = paragraphe.makeelement(w("commentRangeEnd"), {w("id"): numero})
    premier = None if debut is None else _couper(paragraphe, debut)
    dernier = None if fin is None else _couper(paragraphe, fin)
    if premier is None:
        proprietes = paragraphe.find(_PROPRIETES)
        paragraphe.insert(0 if proprietes is None else paragraphe.index(proprietes) + 1, ouvre)
    else:
        premier.addprevious(ouvre)
    if dernier is not None:
        dernier.addprevious(ferme)
    elif debut is not None and fin is not None and (fini := _dernier_run(paragraphe)) is not None:
        fini.addnext(ferme)
    else:
        paragraphe.append(ferme)
    ferme.addnext(_appel(ferme, numero))


def entourer_un_run(run: Element, numero: str) -> None:
    """Ancre le commentaire sur un « run » entier : l'appel d'une note."""
    ferme = run.makeelement(w("commentRangeEnd"), {w("id"): numero})
    run.addprevious(run.makeelement(w("commentRangeStart"), {w("id"): numero}))
    run.addnext(ferme)
    ferme.addnext(_appel(ferme, numero))


def _appel(pres_de: Element, numero: str) -> Element:
    appel = pres_de.makeelement(R)
    appel.append(appel.makeelement(w("commentReference"), {w("id"): numero}))
    return appel


def _dernier_run(paragraphe: Element) -> Element | None:
    runs = [t.getparent() for t in runs_du_paragraphe(paragraphe) if t.text]
    return runs[-1] if runs else None


def _couper(paragraphe: Element, position: int) -> Element | None:
    """Le « run » qui commence à ce signe, coupé d'un autre s'il le faut; None au bout du paragraphe."""
    for texte in list(runs_du_paragraphe(paragraphe)):
        longueur = len(texte.text or "")
        if position < longueur:
            return _couper_le_run(texte, position)
        position -= longueur
    return None


def _couper_le_run(texte: Element, position: int) -> Element:
    run = texte.getparent()
    if position == 0 and all(e.tag == _FORME for e in texte.itersiblings(preceding=True)):
        return run
    suite = run.makeelement(run.tag, dict(run.attrib))
    forme = run.find(_FORME)
    if forme is not None:
        suite.append(deepcopy(forme))
    suivants = list(texte.itersiblings())
    if position:
        reste = texte.makeelement(T)
        reste.text, texte.text = texte.text[position:], texte.text[:position]
        for morceau in (texte, reste):
            morceau.set(PRESERVER, "preserve")
        suite.append(reste)
    else:
        suite.append(texte)
    suite.extend(suivants)
    run.addnext(suite)
    return suite


def retirer(racine: Element, numeros: frozenset[str]) -> None:
    """Retire d'une partie les ancres de ces commentaires; le texte reste où il est."""
    for ancre in list(racine.iter(w("commentRangeStart"), w("commentRangeEnd"), w("commentReference"))):
        if ancre.get(w("id")) not in numeros:
            continue
        run = ancre.getparent()
        run.remove(ancre)
        if run.tag == R and all(e.tag == _FORME for e in run):
            run.getparent().remove(run)
