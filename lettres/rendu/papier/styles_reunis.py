"""Styles réunis : ceux du papier l'emportent; ceux de la lettre qui lui manquent s'y ajoutent, accordés aux siens."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy

from lettres.rendu.xml import elements
from lettres.rendu.xml.arbre_xml import Element, w
from lettres.socle.classes import NamedTuple

LANGUE = "fr-CA"
CITENT = tuple(w(nom) for nom in ("basedOn", "next", "link", "pStyle", "rStyle", "tblStyle"))
"""Ce qui nomme un style par son identifiant."""
_HOMONYMES = frozenset({"salutation"})
"""Les styles de Word dont le nom, ici, dit autre chose : sa « Salutation » ouvre la lettre, la nôtre la ferme."""
_ORDRE = [
    *("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr", "suppressLineNumbers"),
    *("pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap", "overflowPunct", "topLinePunct"),
    *("autoSpaceDE", "autoSpaceDN", "bidi", "adjustRightInd", "snapToGrid", "spacing", "ind"),
]
"""L'ordre que Word exige des propriétés d'un paragraphe, jusqu'au retrait."""


class StylesReunis(NamedTuple):
    """La feuille de styles d'une lettre habillée; `noms` : pour chaque style de la lettre, celui qui le sert."""

    racine: Element
    noms: Mapping[str, str]
    ajoutes: frozenset[str]
    """Les styles de la lettre que le papier n'avait pas, par leur identifiant d'origine."""


def reunir_styles(du_papier: Element | None, de_la_lettre: Element) -> StylesReunis:
    """Réunit les deux feuilles : un style est le même s'il est celui par défaut, ou a l'identifiant ou le nom."""
    if du_papier is None:
        siens = [style.get(w("styleId"), "") for style in de_la_lettre.iter(w("style"))]
        return StylesReunis(deepcopy(de_la_lettre), {id_: id_ for id_ in siens}, frozenset(siens))
    racine = deepcopy(du_papier)
    connus = _Connus(racine)
    noms: dict[str, str] = {}
    manquent: list[Element] = []
    for style in de_la_lettre.iter(w("style")):
        sien = connus.le_meme(style)
        if sien is None:
            manquent.append(deepcopy(style))
        noms[style.get(w("styleId"), "")] = connus.nommer(style) if sien is None else sien.get(w("styleId"), "")
    ajoutes = frozenset(style.get(w("styleId"), "") for style in manquent)
    base = _par_defaut(de_la_lettre)
    for style in manquent:
        if base is not None and base.get(w("styleId")) not in ajoutes:
            _accorder(style, base, connus.defauts.get("paragraph"))
        style.set(w("styleId"), noms[style.get(w("styleId"), "")])
        _renommer(style, connus)
        racine.append(style)
        renvoyer(style, noms)
    _alleger(racine)
    _parler_francais(racine, de_la_lettre, {noms[id_] for id_ in noms.keys() - ajoutes})
    return StylesReunis(racine, noms, ajoutes)


def renvoyer(arbre: Element, noms: Mapping[str, str]) -> None:
    """Fait nommer, par une partie de la lettre, les styles qui servent les siens."""
    for renvoi in arbre.iter(*CITENT):
        cite = renvoi.get(w("val"), "")
        renvoi.set(w("val"), noms.get(cite, cite))


class _Connus:
    """Les styles du papier, par ce qui les fait reconnaître."""

    def __init__(self, racine: Element) -> None:
        styles = list(racine.iter(w("style")))
        self.ids = {s.get(w("styleId"), ""): s for s in styles}
        self.par_nom = {(s.get(w("type"), "paragraph"), nom_du_style(s)): s for s in styles}
        self.noms = {nom for _, nom in self.par_nom}
        self.defauts = {s.get(w("type"), "paragraph"): s for s in styles if est_par_defaut(s)}

    def le_meme(self, style: Element) -> Element | None:
        """Le style du papier qui est celui-ci."""
        type_, nom = style.get(w("type"), "paragraph"), nom_du_style(style)
        if est_par_defaut(style) and type_ in self.defauts:
            return self.defauts[type_]
        sien = self.ids.get(style.get(w("styleId"), ""))
        if sien is not None and sien.get(w("type"), "paragraph") == type_:
            homonyme = nom_du_style(sien) in _HOMONYMES and nom_du_style(sien) != nom
            if not homonyme:
                return sien
        return self.par_nom.get((type_, nom))

    def nommer(self, style: Element) -> str:
        """Un identifiant que le papier n'a pas, et qu'il aura."""
        libre = voulu = str(style.get(w("styleId"), ""))
        rang = 1
        while libre in self.ids:
            rang += 1
            libre = f"{voulu}{rang}"
        self.ids[libre] = style
        return libre


def nom_du_style(style: Element) -> str:
    """Son nom, comme Word le compare : sans égard aux majuscules."""
    nom = style.find(w("name"))
    return str(nom.get(w("val"), "") if nom is not None else style.get(w("styleId"), "")).casefold()


def est_par_defaut(style: Element) -> bool:
    """Dit si le style est celui de tout ce qui n'en a pas."""
    return style.get(w("default"), "0") not in ("0", "false", "off")


def _par_defaut(racine: Element) -> Element | None:
    de_paragraphe = (s for s in racine.iter(w("style")) if s.get(w("type")) == "paragraph")
    return next(filter(est_par_defaut, de_paragraphe), None)


def _renommer(style: Element, connus: _Connus) -> None:
    """Word ne veut pas de deux styles du même nom, fussent-ils de deux sortes."""
    nom = style.find(w("name"))
    if nom is not None and nom_du_style(style) in connus.noms:
        nom.set(w("val"), f"{nom.get(w('val'))} (lettre)")


def _accorder(style: Element, notre_base: Element, leur_base: Element | None) -> None:
    """Rend à un style de la lettre ce qu'il tenait de sa base, quand le papier a la sienne.

    La police, la taille et l'interligne sont ceux du papier; le rythme des paragraphes reste celui de la lettre, et ni
    le retrait ni le sens d'écriture de leur base ne défont ses tableaux.
    """
    cite = style.find(w("basedOn"))
    if style.get(w("type")) != "paragraph" or cite is None or cite.get(w("val")) != notre_base.get(w("styleId")):
        return
    proprietes = style.find(w("pPr"))
    if proprietes is None:
        proprietes = elements.element("w:pPr")
        apres = style.find(w("rPr"))
        (style.append if apres is None else apres.addprevious)(proprietes)
    notre = notre_base.find(f"{w('pPr')}/{w('spacing')}")
    if notre is not None:
        espaces = _propriete(proprietes, "spacing")
        espaces.attrib.update({**notre.attrib, **espaces.attrib})
    if leur_base is None:
        return
    leur_retrait = leur_base.find(f"{w('pPr')}/{w('ind')}")
    if leur_retrait is not None:
        retrait = _propriete(proprietes, "ind")
        premiere = [] if w("hanging") in retrait.attrib else ["firstLine"]
        nuls = {w(nom): "0" for nom in ("left", "right", *premiere)}
        retrait.attrib.update({**nuls, **retrait.attrib})
    if leur_base.find(f"{w('pPr')}/{w('bidi')}") is not None:
        _propriete(proprietes, "bidi").set(w("val"), "0")


def _propriete(proprietes: Element, nom: str) -> Element:
    """La propriété de ce nom, mise à son rang si elle n'y est pas."""
    trouvee = proprietes.find(w(nom))
    if trouvee is None:
        trouvee = elements.element(f"w:{nom}")
        avant = {w(n) for n in _ORDRE[: _ORDRE.index(nom)]}
        rang = sum(1 for enfant in proprietes if enfant.tag in avant)
        proprietes.insert(rang, trouvee)
    return trouvee


def _alleger(racine: Element) -> None:
    """Retire les styles de tableau que rien ne prend pour base : Word en met cent, et chaque lettre les porterait."""
    bases = {e.get(w("val"), "") for e in racine.iter(w("basedOn"))}
    for style in list(racine.iter(w("style"))):
        sien = style.get(w("customStyle")) in ("1", "true", "on") or est_par_defaut(style)
        if style.get(w("type")) == "table" and not sien and style.get(w("styleId")) not in bases:
            racine.remove(style)


def _parler_francais(racine: Element, de_la_lettre: Element, servent: set[str]) -> None:
    """Le texte de la lettre est en français du Québec, quelle que soit la langue du papier."""
    if racine.find(w("docDefaults")) is None:
        racine[0:0] = map(deepcopy, de_la_lettre.iterchildren(w("docDefaults")))
    dedans = racine
    for nom in ("docDefaults", "rPrDefault", "rPr", "lang"):
        suivant = dedans.find(w(nom))
        if suivant is None:
            suivant = elements.element(f"w:{nom}")
            dedans.insert(len(dedans) if nom == "lang" else 0, suivant)
        dedans = suivant
    dedans.set(w("val"), LANGUE)
    par_id = {s.get(w("styleId"), ""): s for s in racine.iter(w("style"))}
    while servent:
        style = par_id.pop(servent.pop(), None)
        if style is None:
            continue
        for dite in style.iterchildren(w("rPr")):
            for langue in dite.iterchildren(w("lang")):
                langue.set(w("val"), LANGUE)
        servent |= {base.get(w("val"), "") for base in style.iterchildren(w("basedOn"))}
