"""Citations : les styles et les listes que le texte cite; une citation sans objet est retirée, comme Word le fait."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from lettres.rendu.sante.masques import oter
from lettres.rendu.sante.soins import Carnet
from lettres.rendu.xml.arbre_xml import Element, w
from lettres.socle.classes import dataclass
from lettres.socle.constats import abreger

_STYLES, _LISTES = w("styles"), w("numbering")
_CITE_UN_STYLE = tuple(w(n) for n in ("pStyle", "rStyle", "tblStyle"))
_CITE_ENTRE_STYLES = tuple(w(n) for n in ("basedOn", "next", "link", "styleLink", "numStyleLink"))
_EBAUCHE = frozenset({"ebauche", "ébauche"})
_REMEDE = "Rien à faire, Word fait de même; pour ne plus lire ce conseil, enregistrez le modèle dans Word."


@dataclass(frozen=True, slots=True)
class Emplois:
    """Ce que le texte emploie vraiment : ses styles, et ses listes par la sorte et le numéro qui les définissent."""

    styles: frozenset[str]
    listes: frozenset[tuple[str, str]]


def retirer_sans_objet(arbres: Mapping[str, Element], titres: Mapping[str, str], carnet: Carnet) -> None:
    """Retire de chaque partie les styles et les listes cités que le modèle ne définit pas."""
    styles, listes = _de_racine(arbres, _STYLES), _de_racine(arbres, _LISTES)
    connus = {s.get(w("styleId"), "") for s in styles.iter(w("style"))} if styles is not None else set()
    numeros = {"0", *_numeros(listes)}
    for nom, arbre in arbres.items():
        titre = titres.get(nom, nom)
        perdus = [e for e in arbre.iter(*_CITE_UN_STYLE, *_CITE_ENTRE_STYLES) if e.get(w("val"), "") not in connus]
        if perdus:
            cites = abreger(", ".join(sorted({e.get(w("val"), "") for e in perdus})))
            message = f"Des styles cités n’existent pas ({cites}); le texte prend le style par défaut."
            carnet.noter("M127", message, _REMEDE, partie=nom, titre=titre)
        orphelins = [e.getparent() for e in arbre.iter(w("numId")) if e.get(w("val"), "") not in numeros]
        if orphelins:
            message = "Une liste citée n’existe pas; ses paragraphes ne sont pas numérotés."
            carnet.noter("M127", message, _REMEDE, partie=nom, titre=titre)
        for element in (*perdus, *(e for e in orphelins if e.tag == w("numPr"))):
            oter(element)


def emplois(arbres: Mapping[str, Element], rendues: Iterable[str]) -> Emplois:
    """Les styles et les listes que le texte des parties à remplir emploie, directement ou par un autre style."""
    styles, listes = _de_racine(arbres, _STYLES), _de_racine(arbres, _LISTES)
    definis = {s.get(w("styleId"), ""): s for s in styles.iter(w("style"))} if styles is not None else {}
    textes = [arbres[nom] for nom in rendues]
    a_suivre = {id_ for id_, style in definis.items() if _est_implicite(style)}
    a_suivre |= {e.get(w("val"), "") for arbre in textes for e in arbre.iter(*_CITE_UN_STYLE)}
    if listes is not None:
        cites = (*_CITE_UN_STYLE, w("styleLink"), w("numStyleLink"))
        a_suivre |= {e.get(w("val"), "") for e in listes.iter(*cites) if e.getparent().tag != w("lvl")}
    employes: set[str] = set()
    while a_suivre:
        id_ = a_suivre.pop()
        if id_ in definis and id_ not in employes:
            employes.add(id_)
            a_suivre |= {e.get(w("val"), "") for e in definis[id_].findall(w("basedOn"))}
    porteurs = [*textes, *(definis[id_] for id_ in employes)]
    cites_ = {e.get(w("val"), "") for porteur in porteurs for e in porteur.iter(w("numId"))}
    definitions = _numeros(listes)
    abstraites = {definitions[n] for n in cites_ if n in definitions}
    return Emplois(
        frozenset(employes),
        frozenset({*(("num", n) for n in cites_), *(("abstractNum", n) for n in abstraites)}),
    )


def _de_racine(arbres: Mapping[str, Element], racine: str) -> Element | None:
    return next((arbre for arbre in arbres.values() if arbre.tag == racine), None)


def _numeros(listes: Element | None) -> dict[str, str]:
    """Chaque numéro de liste bien défini, et la définition qu'il suit."""
    return dict(_paires(listes)) if listes is not None else {}


def _paires(listes: Element) -> Iterator[tuple[str, str]]:
    definies = {a.get(w("abstractNumId"), "") for a in listes.iter(w("abstractNum"))}
    for numero in listes.iter(w("num")):
        suivie = numero.find(w("abstractNumId"))
        if suivie is not None and suivie.get(w("val"), "") in definies:
            yield numero.get(w("numId"), ""), suivie.get(w("val"), "")


def _est_implicite(style: Element) -> bool:
    """Un style s'emploie sans être cité quand il est celui par défaut, ou celui de la mention d'ébauche."""
    return style.get(w("default"), "0") not in ("0", "false", "off") or est_d_ebauche(style)


def est_d_ebauche(style: Element) -> bool:
    """Dit si le style est celui de la mention d'ébauche, à son nom ou à son identifiant."""
    nom = style.find(w("name"))
    nommes = {style.get(w("styleId"), "").lower(), nom.get(w("val"), "").lower() if nom is not None else ""}
    return bool(nommes & _EBAUCHE)
