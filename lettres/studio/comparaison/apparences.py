"""Apparences : ce qu'un style donne à voir, héritage compris, et ce qui en a changé; Word et LibreOffice l'écrivent à
leur façon, et ce qui ne se voit pas n'y compte pas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lettres.rendu.sante.masques import est_vrai
from lettres.rendu.xml import arbre_xml
from lettres.rendu.xml.arbre_xml import Element, w
from lettres.studio.modele_lu import ModeleLu

_STYLES = "word/styles.xml"
_INTERRUPTEURS = {"b": "gras", "i": "italique", "caps": "capitales", "smallCaps": "petites capitales"}
_ALIGNEMENTS = {"start": "left", "end": "right", "": "left"}
_DITS_D_ALIGNEMENT = {"left": "à gauche", "right": "à droite", "center": "centré", "both": "justifié"}
_MESURES: Mapping[str, Mapping[tuple[str, ...], str]] = {
    "ind": {
        ("left", "start"): "retrait à gauche",
        ("right", "end"): "retrait à droite",
        ("firstLine",): "retrait de première ligne",
        ("hanging",): "retrait négatif",
    },
    "spacing": {("before",): "espace avant", ("after",): "espace après", ("line",): "interligne"},
}
_NON, _RIEN = "non", "0"
_ORDINAIRES = {"alignement": "à gauche", "soulignement": _NON, "couleur": "automatique", "interligne": "240"}
Apparence = Mapping[str, str]


class Styles:
    """Les styles d'un modèle, par leur identifiant : leur nom, tel que Word le montre, et leur apparence."""

    def __init__(self, modele: ModeleLu) -> None:
        racine = arbre_xml.lire(modele.statiques[_STYLES]) if _STYLES in modele.statiques else None
        self._styles = {s.get(w("styleId"), ""): s for s in racine.iter(w("style"))} if racine is not None else {}
        defauts = None if racine is None else racine.find(w("docDefaults"))
        self._defauts = dict(_lues(defauts)) if defauts is not None else {}
        self._ordinaire = next(
            (id_ for id_, s in self._styles.items() if s.get(w("type")) == "paragraph" and s.get(w("default")) == "1"),
            "",
        )

    def nom(self, id_: str) -> str:
        """Le nom d'un style; celui par défaut, si la clause n'en nomme aucun."""
        style = self._styles.get(id_ or self._ordinaire)
        nom = None if style is None else style.find(w("name"))
        return str(nom.get(w("val"), "")) if nom is not None else id_ or "Normal"

    def apparence(self, id_: str) -> Apparence:
        """Ce qu'un texte de ce style donne à voir."""
        lignee = reversed([*self._lignee(id_ or self._ordinaire)])
        return self._defauts | {quoi: valeur for style in lignee for quoi, valeur in _lues(style)}

    def _lignee(self, id_: str) -> Iterator[Element]:
        vus: set[str] = set()
        while id_ in self._styles and id_ not in vus:
            vus.add(id_)
            yield self._styles[id_]
            base = self._styles[id_].find(w("basedOn"))
            id_ = "" if base is None else base.get(w("val"), "")


def changements(avant: Apparence, apres: Apparence) -> tuple[str, ...]:
    """Ce qui a changé de l'une à l'autre, chose par chose."""
    return tuple(
        f"{quoi} : {_dit(quoi, un)}, puis {_dit(quoi, autre)}"
        for quoi in dict.fromkeys((*avant, *apres))
        if (un := avant.get(quoi) or _ordinaire(quoi)) != (autre := apres.get(quoi) or _ordinaire(quoi))
    )


def _ordinaire(quoi: str) -> str:
    return _ORDINAIRES.get(quoi, _NON if quoi in _INTERRUPTEURS.values() else _RIEN if _est_une_mesure(quoi) else "")


def _est_une_mesure(quoi: str) -> bool:
    return quoi.startswith(("retrait", "espace", "interligne"))


def _dit(quoi: str, valeur: str) -> str:
    if quoi == "taille" and valeur.isdigit():
        return f"{int(valeur) / 2:g}".replace(".", ",")
    if _est_une_mesure(quoi) and valeur.lstrip("-").isdigit():
        return f"{int(valeur) / 20:g} pt".replace(".", ",")
    return valeur or "celle de Word"


def _lues(porteur: Element) -> Iterator[tuple[str, str]]:
    """Ce que disent les propriétés d'un style, ou celles du document."""
    for element in porteur.iter(*(w(n) for n in (*_INTERRUPTEURS, *_MESURES, "rFonts", "sz", "u", "color", "jc"))):
        nom, valeur = element.tag.rpartition("}")[2], str(element.get(w("val"), ""))
        if nom in _INTERRUPTEURS:
            yield _INTERRUPTEURS[nom], "oui" if est_vrai(element) else _NON
        elif nom in _MESURES:
            for attributs, quoi in _MESURES[nom].items():
                lues = [element.get(w(a)) for a in attributs if element.get(w(a)) is not None]
                if lues:
                    yield quoi, str(lues[0])
        elif nom == "rFonts" and (police := element.get(w("ascii")) or element.get(w("asciiTheme"))):
            yield "police", police
        elif nom == "sz":
            yield "taille", valeur
        elif nom == "u":
            yield "soulignement", _NON if valeur in ("none", "") else "oui"
        elif nom == "color":
            yield "couleur", "automatique" if valeur == "auto" else valeur.upper()
        elif nom == "jc":
            aligne = _ALIGNEMENTS.get(valeur, valeur)
            yield "alignement", _DITS_D_ALIGNEMENT.get(aligne, aligne)
