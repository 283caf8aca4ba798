"""Placement : met chaque valeur imprimée à la place de son jeton, dans l'arbre, lettre pour lettre."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lettres.rendu.arbre_xml import PRESERVER, Element, T, textes, w
from lettres.rendu.manquants import DEBUT, JETON, Imprimee

_BLANCS = re.compile("([\n\t])")
_SIGNES = {"\n": "br", "\t": "tab"}


def jetons_restants(racine: Element) -> set[int]:
    """Les rangs des valeurs dont le jeton est dans l'arbre."""
    restants: set[int] = set()
    for element in racine.iter():
        for texte in (element.text, *element.attrib.values()):
            if texte and DEBUT in texte:
                restants.update(int(rang) for rang in JETON.findall(texte))
    return restants


def texte_attendu(racine: Element, valeurs: Sequence[Imprimee]) -> str:
    """Le texte que la partie doit avoir une fois remplie, calculé sans toucher à l'arbre."""
    return "".join(_remplacer(texte, valeurs, plat=plat) for texte, plat in textes(racine))


def placer(racine: Element, valeurs: Sequence[Imprimee]) -> None:
    """Remplace chaque jeton; un saut de ligne devient `w:br`, une tabulation `w:tab`, dans le même « run »."""
    for element in list(racine.iter()):
        for nom, texte in element.attrib.items():
            if DEBUT in texte:
                element.set(nom, _remplacer(texte, valeurs, plat=True))
        if element.tag == T and element.text and DEBUT in element.text:
            _remplir(element, valeurs)


def _remplacer(texte: str, valeurs: Sequence[Imprimee], *, plat: bool) -> str:
    """Met les valeurs à la place des jetons d'un texte; `plat` : sur une seule ligne, comme dans un attribut."""
    if DEBUT not in texte:
        return texte
    rempli = JETON.split(texte)
    for i in range(1, len(rempli), 2):
        valeur = valeurs[int(rempli[i])].texte
        rempli[i] = valeur.replace("\n", " ").replace("\t", " ") if plat else valeur
    return "".join(rempli)


def _remplir(texte: Element, valeurs: Sequence[Imprimee]) -> None:
    courant = texte
    ajouts: list[Element] = []
    lettres: list[str] = []
    for morceau, vient_d_une_valeur in _morceaux(texte.text, valeurs):
        # -- Un blanc écrit dans le modèle reste un blanc : seul celui d'une valeur est un saut --
        if not (vient_d_une_valeur and morceau in _SIGNES):
            lettres.append(morceau)
            continue
        _ecrire(courant, lettres)
        courant, lettres = texte.makeelement(T), []
        ajouts += [texte.makeelement(w(_SIGNES[morceau])), courant]
    _ecrire(courant, lettres)
    for ajout in reversed(ajouts):
        if ajout.tag != T or ajout.text:
            texte.addnext(ajout)


def _morceaux(texte: str, valeurs: Sequence[Imprimee]) -> Iterator[tuple[str, bool]]:
    for i, morceau in enumerate(JETON.split(texte)):
        if i % 2 == 0:
            yield morceau, False
        else:
            yield from ((m, True) for m in _BLANCS.split(valeurs[int(morceau)].texte))


def _ecrire(texte: Element, lettres: list[str]) -> None:
    texte.text = "".join(lettres)
    if texte.text != texte.text.strip() or "  " in texte.text:
        texte.set(PRESERVER, "preserve")
