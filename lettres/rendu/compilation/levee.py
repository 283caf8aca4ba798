"""Levée : un bloc écrit au fil du texte est posé entre les éléments de Word qu'il répète ou retire en entier.

« {% if » et « {% endif » tapés dans deux « runs » coupent chacun le leur : la structure ne dit alors plus rien de la
lettre. Levés, ils se tiennent entre des « runs », entre des paragraphes s'ils en tiennent le bord, entre des rangées
s'ils vont de la première cellule à la dernière; chaque morceau garde sa mise en forme. Un bloc que rien ne permet de
lever reste où il est.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from copy import deepcopy
from itertools import pairwise

from lettres.rendu.paragraphes.bords import Empan, rangees_entieres
from lettres.rendu.xml.arbre_xml import PRESERVER, Element, P, R, T, runs_du_paragraphe, w
from lettres.socle.classes import dataclass, field

_BALISE = re.compile(
    r"\{#.*?(?:#\}|\Z)|\{\{.*?(?:\}\}|\Z)|\{%(?P<portee>(?:tr|tc|p|r)(?=\s))?+\s*+(?P<mot>\w++).*?(?:%\}|\Z)", re.DOTALL
)
_OUVRENT, _SUIVENT, _FERMENT = ("if", "for"), ("elif", "else"), ("endif", "endfor")
_FORME = w("rPr")


@dataclass(slots=True, eq=False)
class _Marque:
    """Une balise de bloc, dans le « w:t » qui la contient."""

    texte: Element
    debut: int
    fin: int
    levable: bool
    run: Element = field(init=False)
    """Celui qui ne porte qu'elle, une fois isolée."""
    placer: _Placer = field(init=False)


_Placer = Callable[[Element], None]
"""Met la balise d'un « run » à sa nouvelle place, d'où ce « run » s'en va."""


def lever(racine: Element) -> None:
    """Lève chaque bloc de la partie qui s'y prête."""
    blocs = list(_blocs(racine))
    if not blocs:
        return
    levee = _Levee(racine)
    # -- Du plus large au plus profond : une balise levée ne compte plus dans le bord de celles qui la suivent --
    marques = [marque for bloc in reversed(blocs) if levee.decider(bloc) for marque in bloc]
    ordre = {texte: rang for rang, texte in enumerate(racine.iter(T))}
    marques.sort(key=lambda m: (ordre[m.texte], m.debut))
    # -- De la dernière à la première : les places de celles qui restent à isoler ne bougent pas --
    for marque in reversed(marques):
        marque.run = _isoler(marque)
    # -- De la première à la dernière : deux balises posées au même endroit y restent dans l'ordre --
    for marque in marques:
        marque.placer(marque.run)
    for paragraphe in levee.vides:
        _remplacer(paragraphe, "")


def _blocs(racine: Element) -> Iterator[list[_Marque]]:
    """Les blocs dont les balises ne sont pas toutes dans un même texte; aucun si elles ne vont pas deux à deux."""
    ouverts: list[list[_Marque]] = []
    finis: list[list[_Marque]] = []
    for texte in racine.iter(T):
        for balise in _BALISE.finditer(texte.text) if "{%" in (texte.text or "") else ():
            mot, marque = balise["mot"], _Marque(texte, *balise.span(), balise["portee"] is None)
            if mot in _OUVRENT:
                ouverts.append([marque])
            elif mot == "set" and marque.levable:
                finis.append([marque])
            elif mot in (*_SUIVENT, *_FERMENT):
                if not ouverts:
                    return
                ouverts[-1].append(marque)
                if mot in _FERMENT:
                    finis.append(ouverts.pop())
    if not ouverts:
        yield from (b for b in finis if all(m.levable for m in b) and (len(b) == 1 or _est_coupe(b)))


def _est_coupe(bloc: list[_Marque]) -> bool:
    return any(marque.texte is not bloc[0].texte for marque in bloc)


class _Levee:
    """Ce qui est décidé : quels passages s'en vont, quels paragraphes ils laissent vides."""

    def __init__(self, racine: Element) -> None:
        self._ou: dict[Element, tuple[Element, int]] = {}
        for paragraphe in racine.iter(P):
            avant = 0
            for texte in runs_du_paragraphe(paragraphe):
                self._ou[texte] = paragraphe, avant
                avant += len(texte.text or "")
        self._effaces: defaultdict[Element, list[tuple[int, int]]] = defaultdict(list)
        self.vides: dict[Element, None] = {}

    def decider(self, bloc: list[_Marque]) -> bool:
        """Dit si un bloc se lève, et où ira chacune de ses balises."""
        passages = [self._passage(marque) for marque in bloc]
        if len(bloc) == 1 and not passages[0].est_seul:
            return False
        placers = (
            (len(bloc) > 1 and self._en_ligne(bloc, passages))
            or self._par_rangees(passages)
            or self._aux_bords(passages)
        )
        for marque, passage, placer in zip(bloc, passages, placers, strict=False):
            marque.placer = placer
            self._effaces[passage.paragraphe].append((passage.debut, passage.fin))
        return bool(placers)

    def _passage(self, marque: _Marque) -> Empan:
        paragraphe, avant = self._ou[marque.texte]
        effaces = tuple(self._effaces[paragraphe])
        return Empan(paragraphe, avant + marque.debut, avant + marque.fin, effaces)

    @staticmethod
    def _en_ligne(bloc: list[_Marque], passages: list[Empan]) -> list[_Placer]:
        """Dans un seul paragraphe, et un seul contenant : entre les « runs »."""
        contenants = {m.texte.getparent().getparent() for m in bloc}
        paragraphes = {p.paragraphe for p in passages}
        return [_entre_les_runs] * len(bloc) if len(contenants) == len(paragraphes) == 1 else []

    def _par_rangees(self, passages: list[Empan]) -> list[_Placer]:
        rangees = rangees_entieres(passages[0], passages[-1]) if len(passages) == 2 else []
        if not rangees:
            return []
        for passage in passages:
            cellule = passage.paragraphe.getparent()
            if passage.est_seul and len(cellule.findall(P)) > 1 and _suit_un_paragraphe(passage.paragraphe):
                self.vides[passage.paragraphe] = None
        return [_avant(rangees[0]), _apres(rangees[-1])]

    def _aux_bords(self, passages: list[Empan]) -> list[_Placer]:
        """D'un paragraphe à un autre, son frère : entre les paragraphes, si chaque balise tient un bord du sien."""
        paragraphes = [p.paragraphe for p in passages]
        parent = paragraphes[0].getparent()
        if any(p.getparent() is not parent for p in paragraphes) or _tient_une_section(paragraphes):
            return []
        rangs = [parent.index(p) for p in paragraphes]
        bords = [_bord(passage, rang) for passage, rang in zip(passages, rangs, strict=True)]
        if any(bord is None for bord in bords) or any(a >= b for a, b in pairwise(b for b in bords if b is not None)):
            return []
        for passage in passages:
            if passage.est_seul:
                self.vides[passage.paragraphe] = None
        return [
            _avant(p.paragraphe) if bord == rang else _apres(p.paragraphe)
            for p, bord, rang in zip(passages, bords, rangs, strict=True)
        ]


def _tient_une_section(paragraphes: list[Element]) -> bool:
    """Un saut de section n'entre pas dans un bloc."""
    for element in (paragraphes[0], *paragraphes[0].itersiblings()):
        if next(element.iter(w("sectPr")), None) is not None:
            return True
        if element is paragraphes[-1]:
            break
    return False


def _bord(passage: Empan, rang: int) -> int | None:
    """Le rang, parmi les blocs du contenant, du bord que tient une balise; None si elle n'en tient aucun."""
    if passage.au_debut:
        return rang
    return rang + 1 if passage.a_la_fin else None


def _suit_un_paragraphe(paragraphe: Element) -> bool:
    """Dit si une cellule finira encore par un paragraphe, celui-ci ôté."""
    autre = paragraphe.getprevious() if paragraphe.getnext() is None else paragraphe.getnext()
    return autre is not None and autre.tag == P


# -- Où va une balise : toujours un texte nu, entre deux éléments --


def _entre_les_runs(run: Element) -> None:
    _remplacer(run, _dite(run))


def _avant(element: Element) -> _Placer:
    def placer(run: Element) -> None:
        _remplacer(run, "")
        _ecrire_avant(element, _dite(run))

    return placer


def _apres(element: Element) -> _Placer:
    def placer(run: Element) -> None:
        _remplacer(run, "")
        element.tail = (element.tail or "") + _dite(run)

    return placer


def _dite(run: Element) -> str:
    return str(run.find(T).text)


def _remplacer(element: Element, texte: str) -> None:
    """Met un texte nu à la place d'un élément."""
    _ecrire_avant(element, texte + (element.tail or ""))
    element.getparent().remove(element)


def _ecrire_avant(element: Element, texte: str) -> None:
    avant, parent = element.getprevious(), element.getparent()
    if avant is not None:
        avant.tail = (avant.tail or "") + texte
    elif texte:
        parent.text = (parent.text or "") + texte


def _isoler(marque: _Marque) -> Element:
    """Coupe en trois le « run » d'une balise; rend celui du milieu, qui ne porte qu'elle."""
    texte, run = marque.texte, marque.texte.getparent()
    contenu, parent = texte.text, run.getparent()
    rang = parent.index(run)
    suite = _pareil(run, contenu[marque.fin :])
    suite.extend(list(texte.itersiblings()))
    seule = _pareil(run, contenu[marque.debut : marque.fin])
    suite.tail, run.tail = run.tail, None
    texte.text = contenu[: marque.debut]
    texte.set(PRESERVER, "preserve")
    parent.insert(rang + 1, seule)
    if _porte_quelque_chose(suite):
        parent.insert(rang + 2, suite)
    else:
        seule.tail = suite.tail
    if not texte.text:
        run.remove(texte)
        if not _porte_quelque_chose(run):
            parent.remove(run)
    return seule


def _pareil(run: Element, contenu: str) -> Element:
    """Un « run » de même mise en forme; sans texte, il n'a encore rien."""
    autre = run.makeelement(R)
    forme = run.find(_FORME)
    if forme is not None:
        autre.append(deepcopy(forme))
    if contenu:
        texte = autre.makeelement(T)
        texte.text = contenu
        texte.set(PRESERVER, "preserve")
        autre.append(texte)
    return autre


def _porte_quelque_chose(run: Element) -> bool:
    return any(enfant.tag != _FORME for enfant in run)
