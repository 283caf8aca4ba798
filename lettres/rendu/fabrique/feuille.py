"""Feuille de styles : les styles, écrits comme Word les attend."""

from __future__ import annotations

from lettres.rendu.fabrique.styles import (
    ENCRE,
    FILET,
    LANGUE,
    MARGE_CELLULE,
    POLICE,
    STYLE_TABLEAU,
    STYLES,
    STYLES_CARACTERE,
    TAILLE,
    StyleCaractere,
    StyleParagraphe,
    twips,
)
from lettres.rendu.xml.arbre_xml import Element
from lettres.rendu.xml.arbre_xml import ecrire as ecrire_xml
from lettres.rendu.xml.elements import element, val

_LATENTS = 376
"""Le nombre des styles que Word connaît d'avance : tous masqués, pour que seuls les nôtres s'offrent."""


def styles() -> bytes:
    """`word/styles.xml` : les valeurs par défaut, puis chaque style."""
    return ecrire_xml(
        element(
            "w:styles",
            None,
            _defauts(),
            element(
                "w:latentStyles",
                {
                    "w:defLockedState": "0",
                    "w:defUIPriority": "99",
                    "w:defSemiHidden": "1",
                    "w:defUnhideWhenUsed": "1",
                    "w:defQFormat": "0",
                    "w:count": str(_LATENTS),
                },
            ),
            *(_style(rang, style) for rang, style in enumerate(STYLES)),
            _style_interne("character", "DefaultParagraphFont", "Default Paragraph Font"),
            _style_interne("numbering", "NoList", "No List"),
            _tableau_normal(),
            *(_style_caractere(style) for style in STYLES_CARACTERE),
            _style_tableau(),
        )
    )


def _defauts() -> Element:
    police = {f"w:{jeu}": POLICE for jeu in ("ascii", "hAnsi", "eastAsia", "cs")}
    caracteres = element(
        "w:rPr",
        None,
        element("w:rFonts", police),
        *_taille(TAILLE),
        element("w:lang", {"w:val": LANGUE, "w:eastAsia": LANGUE, "w:bidi": "ar-SA"}),
    )
    paragraphes = element(
        "w:pPr",
        None,
        element("w:widowControl"),
        element("w:spacing", {"w:after": "0", "w:line": "240", "w:lineRule": "auto"}),
    )
    return element(
        "w:docDefaults",
        None,
        element("w:rPrDefault", None, caracteres),
        element("w:pPrDefault", None, paragraphes),
    )


def _style(rang: int, style: StyleParagraphe) -> Element:
    attributs = {"w:type": "paragraph", "w:styleId": style.id}
    attributs |= {"w:customStyle": "1"} if style.base else {"w:default": "1"}
    return element(
        "w:style",
        attributs,
        val("w:name", style.nom),
        val("w:basedOn", style.base) if style.base else None,
        val("w:next", style.suivant) if style.suivant else None,
        val("w:uiPriority", rang),
        element("w:semiHidden") if not style.offert else None,
        element("w:qFormat") if style.offert else None,
        _paragraphe(style),
        _caracteres(style),
    )


def _paragraphe(style: StyleParagraphe) -> Element | None:
    """Les propriétés de paragraphe, dans l'ordre du schéma."""
    espaces: dict[str, str] = {}
    if style.avant is not None:
        espaces["w:before"] = str(round(style.avant * 20))
    if style.apres is not None:
        espaces["w:after"] = str(round(style.apres * 20))
    if style.interligne is not None:
        espaces |= {"w:line": str(round(style.interligne * 20)), "w:lineRule": "exact"}
    enfants = [
        element("w:keepNext") if style.lie else None,
        element("w:keepLines") if style.solidaire else None,
        element("w:numPr", None, val("w:numId", style.liste.numero)) if style.liste else None,
        _filets(style),
        element("w:shd", {"w:val": "clear", "w:color": "auto", "w:fill": style.fond}) if style.fond else None,
        _tabulations(style),
        element("w:spacing", espaces) if espaces else None,
        retraits(style),
        element("w:contextualSpacing") if style.serre else None,
        val("w:jc", style.alignement) if style.alignement else None,
        val("w:outlineLvl", style.niveau - 1) if style.niveau else None,
    ]
    return element("w:pPr", None, *enfants) if any(e is not None for e in enfants) else None


def _filets(style: StyleParagraphe) -> Element | None:
    if style.filet is None:
        return None
    trait = {
        "w:val": "single",
        "w:sz": str(style.filet.epaisseur),
        "w:space": str(style.filet.ecart),
        "w:color": style.filet.couleur,
    }
    return element("w:pBdr", None, *(element(f"w:{cote}", trait) for cote in style.filet.cotes))


def _tabulations(style: StyleParagraphe) -> Element | None:
    places = {"left": style.tabulation, "right": style.tabulation_droite}
    taquets = [
        element("w:tab", {"w:val": cote, "w:pos": str(twips(mm))}) for cote, mm in places.items() if mm is not None
    ]
    return element("w:tabs", None, *taquets) if taquets else None


def retraits(style: StyleParagraphe) -> Element | None:
    mesures = {"w:left": style.gauche, "w:right": style.droite, "w:hanging": style.suspendu}
    presents = {cle: str(twips(mm)) for cle, mm in mesures.items() if mm is not None}
    return element("w:ind", presents) if presents else None


def _caracteres(style: StyleParagraphe | StyleCaractere) -> Element | None:
    """Les propriétés de caractère, dans l'ordre du schéma."""
    enfants: list[Element] = []
    if style.gras:
        enfants += [element("w:b"), element("w:bCs")]
    if style.italique:
        enfants += [element("w:i"), element("w:iCs")]
    if isinstance(style, StyleParagraphe):
        enfants += [val("w:color", style.couleur)] if style.couleur else []
        enfants += _taille(style.taille) if style.taille else []
    return element("w:rPr", None, *enfants) if enfants else None


def _taille(points: float) -> list[Element]:
    return [val(nom, round(points * 2)) for nom in ("w:sz", "w:szCs")]


def _style_caractere(style: StyleCaractere) -> Element:
    return element(
        "w:style",
        {"w:type": "character", "w:customStyle": "1", "w:styleId": style.id},
        val("w:name", style.nom),
        val("w:basedOn", "DefaultParagraphFont"),
        val("w:uiPriority", len(STYLES)),
        element("w:qFormat"),
        _caracteres(style),
    )


def _style_interne(genre: str, identifiant: str, nom: str, *proprietes: Element) -> Element:
    """Un style que Word attend dans tout document, masqué."""
    return element(
        "w:style",
        {"w:type": genre, "w:default": "1", "w:styleId": identifiant},
        val("w:name", nom),
        val("w:uiPriority", 99),
        element("w:semiHidden"),
        element("w:unhideWhenUsed"),
        *proprietes,
    )


def _tableau_normal() -> Element:
    retrait = element("w:tblInd", {"w:w": "0", "w:type": "dxa"})
    return _style_interne("table", "TableNormal", "Normal Table", element("w:tblPr", None, retrait, _marges(0, 0)))


def _marges(hauteur: float, largeur: float) -> Element:
    marges = {"top": hauteur, "left": largeur, "bottom": hauteur, "right": largeur}
    return element(
        "w:tblCellMar",
        None,
        *(element(f"w:{cote}", {"w:w": str(twips(mm)), "w:type": "dxa"}) for cote, mm in marges.items()),
    )


def _style_tableau() -> Element:
    """Des filets horizontaux fins, d'une marge à l'autre quand le tableau a la largeur de la colonne."""

    def trait(cote: str, epaisseur: int, couleur: str) -> Element:
        return element(f"w:{cote}", {"w:val": "single", "w:sz": str(epaisseur), "w:space": "0", "w:color": couleur})

    filets = element("w:tblBorders", None, *(trait(cote, 4, FILET) for cote in ("top", "bottom", "insideH")))
    titre = element(
        "w:tblStylePr",
        {"w:type": "firstRow"},
        element("w:tcPr", None, element("w:tcBorders", None, trait("bottom", 8, ENCRE))),
    )
    return element(
        "w:style",
        {"w:type": "table", "w:customStyle": "1", "w:styleId": STYLE_TABLEAU},
        val("w:name", "Tableau de la lettre"),
        val("w:basedOn", "TableNormal"),
        val("w:uiPriority", len(STYLES)),
        element("w:qFormat"),
        element(
            "w:tblPr",
            None,
            filets,
            _marges(0.9, MARGE_CELLULE),
        ),
        titre,
    )
