"""Garniture : ce que des blocs peuvent vider, et qui ne doit jamais rester vide, le sait d'avance.

Une cellule finit par un paragraphe; un en-tête, une note, un contrôle de contenu en a au moins un; un tableau a une
rangée, ou n'est pas là. Là où une condition ou une boucle pourrait y manquer, la source le note de deux repères : le
rendu ajoute alors le paragraphe, ou retire le tableau, sans relire la lettre.
"""

from __future__ import annotations

import re

from lettres.rendu.balises.reperes import BORNES, CELLULE, CONTENANT, TABLEAU
from lettres.rendu.moteur.retouches import CONTENU, RECIPIENTS, lieu_du_controle
from lettres.rendu.xml.arbre_xml import TBL, TC, TR, Element, P, T, w

_INSTRUCTION = re.compile(r"\{%\s*(?:(?:p|tr)\s+)?(if|for|endif|endfor)\b")
_PORTEE = re.compile(r"\{%(p|tr)\s")
_PROPRIETES = frozenset(w(nom) for nom in ("tcPr", "tblPr", "tblGrid", "tblPrEx"))
_DES_BLOCS = (w("body"), TC, *RECIPIENTS)


def garnir(racine: Element) -> None:
    """Note d'un repère, avant et après, ce qu'un bloc pourrait laisser vide."""
    for tableau in racine.iter(TBL):
        if not _a_toujours(tableau, TR):
            _entourer(tableau, TABLEAU)
    for contenant in racine.iter(TC, CONTENU, *RECIPIENTS):
        if contenant.tag == CONTENU and lieu_du_controle(contenant) not in _DES_BLOCS:
            continue
        if contenant.tag == TC and _n_a_que_des_blocs(contenant) and not _finit_par_un_paragraphe(contenant):
            _tapisser(contenant, CELLULE)
        elif contenant.tag != TC and len(contenant) and not _a_toujours(contenant, P, TBL):
            _tapisser(contenant, CONTENANT)


def _a_toujours(contenant: Element, *noms: str) -> bool:
    """Dit si un enfant de ce nom reste quoi que décident les blocs; vrai aussi de ce qui n'a aucun bloc."""
    profondeur = _pas(contenant.text)
    blocs = profondeur > 0
    for enfant in contenant:
        pas = _pas_de_l_enfant(enfant)
        blocs = blocs or pas != 0
        if profondeur == 0 and pas == 0 and enfant.tag in noms and not _porte_une_instruction(enfant):
            return True
        suite = _pas(enfant.tail)
        blocs = blocs or suite != 0
        profondeur += pas + suite
    return not blocs


def _finit_par_un_paragraphe(cellule: Element) -> bool:
    """Dit si une cellule finit, hors de tout bloc, par un paragraphe; vrai aussi de celle qui n'a aucun bloc."""
    instructions = [cellule.text, *(e.tail for e in cellule)]
    if not any(map(_pas, instructions)) and not any(map(_pas_de_l_enfant, cellule)):
        return True
    dernier = cellule[-1]
    return dernier.tag == P and not _pas(dernier.tail) and not _porte_une_instruction(dernier)


def _n_a_que_des_blocs(cellule: Element) -> bool:
    """Une enveloppe, ou la fin d'un signet, cacherait ce par quoi la cellule finit."""
    return all(enfant.tag in (P, TBL) or enfant.tag in _PROPRIETES for enfant in cellule)


def _pas(texte: str | None) -> int:
    """De combien de blocs un texte nu ouvre plus qu'il ne ferme."""
    return sum(-1 if mot.startswith("end") else 1 for mot in _INSTRUCTION.findall(texte)) if texte else 0


def _pas_de_l_enfant(enfant: Element) -> int:
    """De même d'un paragraphe ou d'une rangée que sa balise emporte."""
    return _pas("".join(t.text or "" for t in enfant.iter(T))) if _porte_une_instruction(enfant) else 0


def _porte_une_instruction(enfant: Element) -> bool:
    portee = {P: "p", TR: "tr"}.get(enfant.tag)
    return portee is not None and any(portee in _PORTEE.findall(t.text or "") for t in enfant.iter(T))


def _entourer(element: Element, genre: str) -> None:
    debut, fin = BORNES[genre]
    avant, parent = element.getprevious(), element.getparent()
    if avant is not None:
        avant.tail = (avant.tail or "") + debut
    else:
        parent.text = (parent.text or "") + debut
    element.tail = fin + (element.tail or "")


def _tapisser(contenant: Element, genre: str) -> None:
    debut, fin = BORNES[genre]
    tete = contenant[0] if contenant[0].tag in _PROPRIETES else None
    if tete is not None:
        tete.tail = debut + (tete.tail or "")
    else:
        contenant.text = debut + (contenant.text or "")
    dernier = contenant[-1]
    dernier.tail = (dernier.tail or "") + fin
