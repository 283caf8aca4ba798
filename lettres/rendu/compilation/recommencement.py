"""Recommencement : une liste que chaque tour d'une boucle introduit y recommence; les autres se continuent.

Word ne connaît qu'un compte par liste, et docxtpl le laisse courir d'un tour à l'autre. On lit le modèle comme il se
voit dans Word :

| Ce que la boucle répète | Le numéro |
|---|---|
| un titre ou un texte, puis plusieurs éléments, ou autant qu'en donne une boucle intérieure | recommence |
| des éléments, et rien qu'eux, qu'ils soient un ou plusieurs, avec ce qui se lit entre eux | continue, comme docxtpl |
| un seul élément par tour, quoi qui l'accompagne; ses sous-éléments suivent le sien | continue, comme docxtpl |
| une liste commencée avant la boucle, ou poursuivie après elle | continue, comme docxtpl |
| une puce, un titre numéroté | rien à compter, ou le plan de la lettre : comme docxtpl |

Ici la source s'annote de marques; `moteur/listes_neuves.py` les lit dans chaque lettre et y numérote.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations, islice

from lxml import etree

from lettres.rendu.balises.reperes import ELEMENT_DE_LISTE, TOUR_DE_BOUCLE
from lettres.rendu.compilation.numerotation import ListesDuModele, NumeroLu
from lettres.rendu.moteur.retouches import REPLI
from lettres.rendu.xml.arbre_xml import TC, TR, Element, P, T, w
from lettres.socle.classes import NamedTuple, dataclass, field

_BLOC = re.compile(r"\{%\s*(?:(?P<portee>p|tr|tc)\s+)?(?P<mot>for|endfor|if|elif|else|endif)\b.*?%\}", re.DOTALL)
_EMPORTE = {"p": P, "tr": TR, "tc": TC}
_S_EN_VA = re.compile(r"\{%(p|tr|tc)\s")
EXCLUSIFS_MAX = 50
"""Au-delà, on ne cherche plus si des branches s'excluent : la liste en a plusieurs par tour."""
_VISIBLES = (w("drawing"), w("pict"), w("object"))


class _Ecrit(NamedTuple):
    """Un paragraphe qui se lira : dans quelles boucles, de la plus large à la plus étroite, dans quelles branches."""

    paragraphe: Element
    boucles: tuple[_BoucleEcrite, ...]
    branches: Mapping[_Test, int]
    numero: NumeroLu | None

    def exclut(self, autre: _Ecrit) -> bool:
        """Dit si un même tour ne peut écrire les deux : ils sont de deux branches d'un test."""
        return any(autre.branches.get(test, branche) != branche for test, branche in self.branches.items())


@dataclass(eq=False, slots=True)
class _Test:
    """Un test, et la branche où l'on en est."""

    branche: int = 0


@dataclass(eq=False, slots=True)
class _BoucleEcrite:
    """Une boucle, et où écrire ce qui se lira au début de chacun de ses tours."""

    element: Element
    queue: bool
    position: int
    dedans: list[_Ecrit] = field(default_factory=list)
    recommencees: list[int] = field(default_factory=list)


class Recommencement:
    """Les listes numérotées d'un modèle, et celles qu'une boucle fait recommencer, d'une partie à l'autre."""

    def __init__(self, statiques: Mapping[str, bytes]) -> None:
        self._listes = ListesDuModele(statiques)

    @property
    def listes(self) -> ListesDuModele:
        """Celles du modèle, avec ce que chaque liste recommencée demande."""
        return self._listes

    def marquer(self, racine: Element) -> None:
        """Marque, dans une partie, les éléments des listes à recommencer et les tours qui les recommencent."""
        if not _repete(racine):
            return
        boucles, lieux = self._lire(racine)
        a_marquer: dict[Element, tuple[NumeroLu, int]] = {}
        for boucle in boucles:
            for liste in dict.fromkeys(e.numero.liste for e in boucle.dedans if e.numero):
                if not _recommence(boucle, liste, lieux[liste]):
                    continue
                siens = [(e.paragraphe, e.numero) for e in boucle.dedans if e.numero and e.numero.liste == liste]
                rang = self._listes.recommencer(liste, {numero.niveau for _, numero in siens})
                boucle.recommencees.append(rang)
                a_marquer.update({paragraphe: (numero, rang) for paragraphe, numero in siens})
        for paragraphe, (numero, rang) in a_marquer.items():
            self._listes.numeroter(paragraphe, numero, ELEMENT_DE_LISTE.format(rang))
        for boucle in reversed([b for b in boucles if b.recommencees]):
            _ecrire_le_tour(boucle)

    def _lire(self, racine: Element) -> tuple[list[_BoucleEcrite], Mapping[str, set[tuple[_BoucleEcrite, ...]]]]:
        """Les boucles, ce que chacune répète, et de chaque liste, où sont ses éléments."""
        boucles: list[_BoucleEcrite] = []
        lieux: defaultdict[str, set[tuple[_BoucleEcrite, ...]]] = defaultdict(set)
        ouverts: list[_BoucleEcrite | _Test] = []
        perdus = _emportes(racine)
        for element, queue in _parcourir(racine):
            if not queue and element.tag == P and perdus.isdisjoint((element, *element.iterancestors())):
                numero = self._listes.de(element)
                enclos = tuple(b for b in ouverts if isinstance(b, _BoucleEcrite))
                if numero:
                    lieux[numero.liste].add(enclos)
                if enclos and (numero or _a_du_texte(element)):
                    branches = {b: b.branche for b in ouverts if isinstance(b, _Test)}
                    for boucle in enclos:
                        boucle.dedans.append(_Ecrit(element, enclos, branches, numero))
            texte = element.tail if queue else element.text
            for trouve in _BLOC.finditer(texte) if "{%" in (texte or "") else ():
                mot, dernier = trouve["mot"], ouverts[-1] if ouverts else None
                if mot == "for":
                    boucles.append(_ouvrir(element, trouve, queue=queue))
                    ouverts.append(boucles[-1])
                elif mot == "if":
                    ouverts.append(_Test())
                elif mot in ("endfor", "endif") and ouverts:
                    ouverts.pop()
                elif isinstance(dernier, _Test):
                    dernier.branche += 1
        return boucles, lieux


def _repete(racine: Element) -> bool:
    textes = (t for e in racine.iter() for t in (e.text, e.tail) if t and "{%" in t)
    return any(trouve["mot"] == "for" for t in textes for trouve in _BLOC.finditer(t))


def _parcourir(racine: Element) -> Iterator[tuple[Element, bool]]:
    """Chaque texte de la partie, dans l'ordre : celui que contient un élément, puis celui qui le suit."""
    for evenement, element in etree.iterwalk(racine, events=("start", "end")):
        if isinstance(element.tag, str):
            yield element, evenement == "end"


def _ouvrir(element: Element, trouve: re.Match[str], *, queue: bool) -> _BoucleEcrite:
    emporte = _EMPORTE.get(trouve["portee"] or "")
    if emporte is None:
        return _BoucleEcrite(element, queue, trouve.end())
    contenant = next((a for a in element.iterancestors(emporte)), None)
    return _BoucleEcrite(element if contenant is None else contenant, queue=True, position=0)


def _ecrire_le_tour(boucle: _BoucleEcrite) -> None:
    texte = (boucle.element.tail if boucle.queue else boucle.element.text) or ""
    marque = TOUR_DE_BOUCLE.format(",".join(map(str, boucle.recommencees)))
    ecrit = f"{texte[: boucle.position]}{marque}{texte[boucle.position :]}"
    if boucle.queue:
        boucle.element.tail = ecrit
    else:
        boucle.element.text = ecrit


def _emportes(racine: Element) -> set[Element]:
    """Ce qui ne se lira pas : ce qu'une balise emporte, et la copie de repli d'une zone de texte."""
    perdus = set(racine.iter(REPLI))
    for texte in racine.iter(T):
        for portee in _S_EN_VA.findall(texte.text) if "{%" in (texte.text or "") else ():
            perdus.update(a for a in islice(texte.iterancestors(_EMPORTE[portee]), 1))
    return perdus


def _a_du_texte(paragraphe: Element) -> bool:
    return bool("".join(t.text or "" for t in paragraphe.iter(T)).strip()) or any(
        True for _ in paragraphe.iter(*_VISIBLES)
    )


def _recommence(boucle: _BoucleEcrite, liste: str, lieux: set[tuple[_BoucleEcrite, ...]]) -> bool:
    """Dit si chaque tour d'une boucle commence cette liste à neuf : le tableau de l'en-tête de ce module."""
    dedans = boucle.dedans
    autour_d_elle = dedans[0].boucles[: dedans[0].boucles.index(boucle)]
    if any(autour_d_elle[:profondeur] in lieux for profondeur in range(len(autour_d_elle) + 1)):
        return False
    siens = [(rang, e, e.numero.niveau) for rang, e in enumerate(dedans) if e.numero and e.numero.liste == liste]
    plus_haut = min(niveau for _, _, niveau in siens)
    premiers = [e for _, e, niveau in siens if niveau == plus_haut]
    if all(e.boucles[-1] is boucle for e in premiers) and _un_seul_par_tour(premiers):
        return False
    # -- ce qu'une boucle intérieure répète autour des éléments est d'elle, non de celle-ci --
    interieures = {b for _, e, _ in siens for b in e.boucles[len(autour_d_elle) + 1 :]}
    autour = (*dedans[: siens[0][0]], *dedans[siens[-1][0] + 1 :])
    return any(interieures.isdisjoint(e.boucles) for e in autour)


def _un_seul_par_tour(elements: list[_Ecrit]) -> bool:
    beaucoup = len(elements) > EXCLUSIFS_MAX
    return not beaucoup and all(un.exclut(autre) for un, autre in combinations(elements, 2))
