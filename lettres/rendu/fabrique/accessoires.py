"""Accessoires : numérotation, réglages, polices et propriétés d'un document Word bâti de rien."""

from __future__ import annotations

from lettres.rendu.fabrique.feuille import retraits
from lettres.rendu.fabrique.styles import LANGUE, POLICE, STYLES, twips
from lettres.rendu.xml.arbre_xml import ecrire as ecrire_xml
from lettres.rendu.xml.elements import element, val


def numerotation() -> bytes:
    """`word/numbering.xml` : une liste par style de liste."""
    listes = [(style, style.liste) for style in STYLES if style.liste]
    abstraites = [
        element(
            "w:abstractNum",
            {"w:abstractNumId": str(liste.numero)},
            val("w:nsid", f"1E77E5{liste.numero:02X}"),
            val("w:multiLevelType", "singleLevel"),
            val("w:tmpl", f"1E77E6{liste.numero:02X}"),
            element(
                "w:lvl",
                {"w:ilvl": "0"},
                val("w:start", 1),
                val("w:numFmt", liste.genre),
                val("w:pStyle", style.id),
                val("w:lvlText", liste.gabarit),
                val("w:lvlJc", "left"),
                element("w:pPr", None, retraits(style)),
            ),
        )
        for style, liste in listes
    ]
    concretes = [
        element("w:num", {"w:numId": str(liste.numero)}, val("w:abstractNumId", liste.numero)) for _, liste in listes
    ]
    return ecrire_xml(element("w:numbering", None, *abstraites, *concretes))


def reglages() -> bytes:
    """`word/settings.xml` : langue, tabulation, compatibilité avec Word 2013 et suivants."""
    compatibilite = {
        "compatibilityMode": "15",
        "overrideTableStyleFontSizeAndJustification": "1",
        "enableOpenTypeFeatures": "1",
        "doNotFlipMirrorIndents": "1",
        "differentiateMultirowTableHeaders": "1",
    }
    return ecrire_xml(
        element(
            "w:settings",
            None,
            element("w:zoom", {"w:percent": "100"}),
            val("w:defaultTabStop", twips(12.5)),
            val("w:characterSpacingControl", "doNotCompress"),
            element(
                "w:compat",
                None,
                *(
                    element(
                        "w:compatSetting",
                        {"w:name": nom, "w:uri": "http://schemas.microsoft.com/office/word", "w:val": valeur},
                    )
                    for nom, valeur in compatibilite.items()
                ),
            ),
            val("w:themeFontLang", LANGUE),
            val("w:decimalSymbol", ","),
            val("w:listSeparator", ";"),
        )
    )


def polices() -> bytes:
    """`word/fontTable.xml` : la police unique."""
    return ecrire_xml(
        element(
            "w:fonts",
            None,
            element(
                "w:font",
                {"w:name": POLICE},
                val("w:panose1", "020F0502020204030204"),
                val("w:charset", "00"),
                val("w:family", "swiss"),
                val("w:pitch", "variable"),
            ),
        )
    )


def proprietes(titre: str = "") -> dict[str, bytes]:
    """Les propriétés du document : rien qui dépende du moment ni de la machine."""
    date = {"xsi:type": "dcterms:W3CDTF"}
    instant = "1980-01-01T00:00:00Z"
    coeur = element(
        "cp:coreProperties",
        None,
        element("dcterms:created", date, instant),
        element("dc:creator", None, "lettres"),
        element("dc:language", None, LANGUE),
        element("cp:lastModifiedBy", None, "lettres"),
        element("dcterms:modified", date, instant),
        element("dc:title", None, titre) if titre else None,
    )
    application = element("ep:Properties", None, element("ep:Application", None, "lettres"))
    return {"docProps/core.xml": ecrire_xml(coeur), "docProps/app.xml": ecrire_xml(application)}
