"""Numérotation : ce qu'un modèle définit de ses listes, et la définition de celles qu'une lettre recommence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from functools import cached_property

from lxml import etree

from lettres.rendu.balises.reperes import NUMERO_DE_LISTE
from lettres.rendu.moteur.gabarit import ListesRecommencees
from lettres.rendu.xml import arbre_xml
from lettres.rendu.xml.arbre_xml import Element, w
from lettres.socle.classes import NamedTuple

_ID, _VAL = w("numId"), w("val")
_NON_COMPTES = frozenset({"bullet", "none"})
_AVANT_NUMPR = tuple(w(n) for n in ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl"))
_RETRAIT = w("ind")
_APRES_IND = tuple(
    w(n)
    for n in (
        *("contextualSpacing", "mirrorIndents", "suppressOverlap", "jc", "textDirection", "textAlignment"),
        *("textboxTightWrap", "outlineLvl", "divId", "cnfStyle", "rPr", "sectPr", "pPrChange"),
    )
)
_COUPURE = "\ufdef"


class NumeroLu(NamedTuple):
    """Le numéro d'un paragraphe : sa liste, son niveau et le retrait que lui donne le style qui la porte."""

    liste: str
    niveau: int
    retrait: Element | None = None


class ListesDuModele:
    """Les listes et les styles d'un modèle; ce qui ne sert à aucune boucle ne se lit pas."""

    def __init__(self, statiques: Mapping[str, bytes]) -> None:
        self._statiques = statiques
        self._rangs: dict[str, int] = {}
        self._niveaux: dict[str, set[int]] = {}
        self._par_style: dict[str, NumeroLu] = {}
        self._formes: dict[tuple[str, int], str] = {}

    @cached_property
    def _partie(self) -> tuple[str, Element] | None:
        return self._trouver("numbering")

    @cached_property
    def _styles(self) -> dict[str, Element]:
        trouve = self._trouver("styles")
        return {} if trouve is None else {s.get(w("styleId"), ""): s for s in trouve[1].iter(w("style"))}

    @cached_property
    def _style_par_defaut(self) -> str:
        implicites = (i for i, s in self._styles.items() if s.get(w("type")) == "paragraph" and s.get(w("default")))
        return next(implicites, "")

    @cached_property
    def _listes(self) -> dict[str, Element]:
        racine = self._partie[1] if self._partie else None
        return {} if racine is None else {n.get(_ID, ""): n for n in racine.iter(w("num"))}

    def _trouver(self, racine: str) -> tuple[str, Element] | None:
        for nom, octets in self._statiques.items():
            if nom.endswith(".xml") and f":{racine}".encode() in octets[:4000]:
                arbre = arbre_xml.lire(octets)
                if arbre.tag == w(racine):
                    return nom, arbre
        return None

    # -- Ce qu'un paragraphe a de numéro --

    def de(self, paragraphe: Element) -> NumeroLu | None:
        """Le numéro d'un paragraphe; None pour une puce, un titre du plan, ou un paragraphe sans numéro."""
        proprietes = paragraphe.find(w("pPr"))
        style = _val(proprietes, "pStyle") or self._style_par_defaut
        if style not in self._par_style:
            self._par_style[style] = self._numero_du_style(list(self._chaine(style)))
        du_style = self._par_style[style]
        direct = proprietes.find(w("numPr")) if proprietes is not None else None
        liste = _val(direct, "numId") or du_style.liste
        if du_style.niveau < 0 or liste not in self._listes:
            return None
        ecrit = _val(direct, "ilvl")
        niveau = int(ecrit) if ecrit.isdecimal() and len(ecrit) == 1 else du_style.niveau
        if self._forme(liste, niveau) in _NON_COMPTES:
            return None
        return NumeroLu(liste, niveau, du_style.retrait if direct is None else None)

    def _numero_du_style(self, chaine: list[Element]) -> NumeroLu:
        """Ce que des styles donnent à leur paragraphe : une liste, ou aucune; niveau négatif : un titre du plan."""
        if any((_val(s.find(w("pPr")), "outlineLvl") or "9") != "9" for s in chaine):
            return NumeroLu("", -1)
        porteur = next((s for s in chaine if s.find(f"{w('pPr')}/{w('numPr')}/{_ID}") is not None), None)
        if porteur is None:
            return NumeroLu("", 0)
        numpr = porteur.find(f"{w('pPr')}/{w('numPr')}")
        liste, ecrit = _val(numpr, "numId"), _val(numpr, "ilvl")
        if liste not in self._listes:
            return NumeroLu("", 0)
        niveau = int(ecrit) if ecrit.isdecimal() and len(ecrit) == 1 else self._niveau_du_style(liste, chaine)
        return NumeroLu(liste, niveau, self._retrait(chaine, porteur))

    def _chaine(self, style: str) -> Iterator[Element]:
        """Un style, celui dont il part, et ainsi de suite."""
        vus: set[str] = set()
        while style in self._styles and style not in vus:
            vus.add(style)
            yield self._styles[style]
            style = _val(self._styles[style], "basedOn")

    def _retrait(self, chaine: list[Element], porteur: Element | None) -> Element | None:
        """Le retrait qui l'emporte sur celui de la liste tant qu'un style, et non le paragraphe, la porte."""
        for style in chaine:
            trouve = style.find(f"{w('pPr')}/{_RETRAIT}")
            if trouve is not None:
                return trouve
            if style is porteur:
                break
        return None

    def _niveau_du_style(self, liste: str, chaine: list[Element]) -> int:
        ids = {s.get(w("styleId")) for s in chaine}
        lies = (lvl for lvl in self._definition(liste).iter(w("lvl")) if _val(lvl, "pStyle") in ids)
        return next((int(lvl.get(w("ilvl"), "0")) for lvl in lies), 0)

    def _definition(self, liste: str) -> Element:
        """L'`abstractNum` d'une liste; celle qui donne son nom à un style de liste, si elle en emprunte un."""
        racine = self._partie[1]  # type: ignore[index]  # une liste connue est d'une partie
        abstraites = {a.get(w("abstractNumId"), ""): a for a in racine.iter(w("abstractNum"))}
        sienne = abstraites.get(_val(self._listes[liste], "abstractNumId"), racine)
        empruntee = _val(sienne, "numStyleLink")
        return next((a for a in abstraites.values() if empruntee and _val(a, "styleLink") == empruntee), sienne)

    def _lvl(self, liste: str, niveau: int) -> Element | None:
        reglages = (o for o in self._listes[liste].iter(w("lvlOverride")) if o.get(w("ilvl")) == str(niveau))
        propres = (o.find(w("lvl")) for o in reglages)
        communs = (lvl for lvl in self._definition(liste).findall(w("lvl")) if lvl.get(w("ilvl")) == str(niveau))
        return next((lvl for lvl in (*propres, *communs) if lvl is not None), None)

    def _forme(self, liste: str, niveau: int) -> str:
        if (forme := self._formes.get((liste, niveau))) is None:
            lvl = self._lvl(liste, niveau)
            forme = "none" if lvl is None else next((_val_de(e) for e in lvl.iter(w("numFmt"))), "decimal")
            self._formes[liste, niveau] = forme
        return forme

    # -- Ce qui recommence --

    def recommencer(self, liste: str, niveaux: set[int]) -> int:
        """Retient une liste à recommencer, et ses niveaux; rend son rang."""
        self._niveaux.setdefault(liste, set()).update(niveaux)
        return self._rangs.setdefault(liste, len(self._rangs))

    def numeroter(self, paragraphe: Element, numero: NumeroLu, marque: str) -> None:
        """Écrit au paragraphe même une marque à la place du numéro de sa liste."""
        proprietes = paragraphe.find(w("pPr"))
        if proprietes is None:
            proprietes = paragraphe.makeelement(w("pPr"))
            paragraphe.insert(0, proprietes)
        numpr = proprietes.find(w("numPr"))
        if numpr is None:
            numpr = proprietes.makeelement(w("numPr"))
            proprietes.insert(sum(e.tag in _AVANT_NUMPR for e in proprietes), numpr)
            if numero.retrait is not None and proprietes.find(_RETRAIT) is None:
                apres = sum(e.tag in _APRES_IND for e in proprietes)
                proprietes.insert(len(proprietes) - apres, deepcopy(numero.retrait))
        for enfant in list(numpr):
            if enfant.tag in (w("ilvl"), _ID):
                numpr.remove(enfant)
        for rang, (nom, valeur) in enumerate((("ilvl", str(numero.niveau)), ("numId", marque))):
            ajout = numpr.makeelement(w(nom))
            ajout.set(_VAL, valeur)
            numpr.insert(rang, ajout)

    def recommencees(self) -> ListesRecommencees | None:
        """De quoi définir, dans chaque lettre, les listes que ses tours recommencent; None s'il n'y en a aucune."""
        if not self._rangs or self._partie is None:
            return None
        nom, racine = self._partie
        derniere = list(racine.iter(w("num")))[-1]
        derniere.tail = _COUPURE + (derniere.tail or "")
        avant, _, apres = arbre_xml.ecrire(racine).decode().partition(_COUPURE)
        premier = 1 + max(int(n) for n in self._listes if n.isdecimal())
        return ListesRecommencees(nom, avant, apres, premier, tuple(self._definir(liste) for liste in self._rangs))

    def _definir(self, liste: str) -> str:
        """La définition d'une liste qui recommence, son numéro mis à part."""
        num = deepcopy(self._listes[liste])
        num.tail = None
        num.attrib.clear()
        num.set(_ID, NUMERO_DE_LISTE)
        for niveau in sorted(self._niveaux[liste]):
            reglage = next((o for o in num.iter(w("lvlOverride")) if o.get(w("ilvl")) == str(niveau)), None)
            if reglage is None:
                reglage = num.makeelement(w("lvlOverride"))
                reglage.set(w("ilvl"), str(niveau))
                num.append(reglage)
            if reglage.find(w("startOverride")) is None:
                lvl = self._lvl(liste, niveau)
                debut = reglage.makeelement(w("startOverride"))
                debut.set(_VAL, (_val(lvl, "start") if lvl is not None else "") or "1")
                reglage.insert(0, debut)
        etree.cleanup_namespaces(num)
        return str(etree.tostring(num, encoding="unicode"))


def _val(element: Element | None, nom: str) -> str:
    trouve = element.find(w(nom)) if element is not None else None
    return "" if trouve is None else _val_de(trouve)


def _val_de(element: Element) -> str:
    return str(element.get(_VAL, ""))
