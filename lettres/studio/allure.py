"""Allure : la langue du texte et les polices qu'il demande, là où elles feraient une autre lettre que la sienne."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from lettres.rendu.xml import arbre_xml
from lettres.rendu.xml.arbre_xml import Element, R, w
from lettres.socle.constats import Constat, Gravite
from lettres.socle.places import DansWord
from lettres.studio.modele_lu import ModeleLu

_STYLES, _POLICES = "word/styles.xml", "word/fontTable.xml"
_COURANTES = frozenset(
    """
    aptos,aptos display,arial,arial black,arial narrow,arial unicode ms,avenir,avenir next,baskerville,
    baskerville old face,bell mt,big caslon,bodoni mt,book antiqua,bookman old style,bahnschrift,caladea,calibri,
    calibri light,californian fb,calisto mt,cambria,cambria math,candara,carlito,centaur,century,century gothic,
    century schoolbook,comic sans ms,consolas,constantia,copperplate,corbel,courier,courier new,dejavu sans,
    dejavu serif,didot,ebrima,eb garamond,franklin gothic book,franklin gothic medium,futura,gabriola,garamond,
    geneva,georgia,gill sans,gill sans mt,goudy old style,helvetica,helvetica neue,high tower text,hoefler text,
    impact,lato,leelawadee,liberation mono,liberation sans,liberation serif,linux libertine,lucida bright,
    lucida console,lucida grande,lucida sans,lucida sans unicode,merriweather,microsoft sans serif,montserrat,
    ms gothic,ms mincho,open sans,optima,palatino,palatino linotype,perpetua,roboto,rockwell,segoe ui,
    segoe ui symbol,sitka text,source sans pro,source serif pro,stix two text,sylfaen,symbol,tahoma,times,
    times new roman,trebuchet ms,tw cen mt,verdana,webdings,wingdings,wingdings 2,wingdings 3
    """.replace("\n", "").split(",")
)
_SIENNES = frozenset(nom.strip() for nom in _COURANTES)
"""Celles que Word, les systèmes ou LibreOffice apportent d'ordinaire."""


def examiner_l_allure(modele: ModeleLu) -> Iterator[Constat]:
    """Une langue qui n'est pas le français, et les polices que d'autres postes n'auront pas."""
    styles = _lire(modele, _STYLES)
    yield from _langue(modele, styles)
    yield from _polices(modele, styles)


def _lire(modele: ModeleLu, nom: str) -> Element | None:
    return arbre_xml.lire(modele.statiques[nom]) if nom in modele.statiques else None


def _langue(modele: ModeleLu, styles: Element | None) -> Iterator[Constat]:
    defaut = _langue_par_defaut(styles)
    langues: Counter[str] = Counter()
    for run in (r for partie in modele.parties for r in partie.racine.iter(R)):
        langue = run.find(f"{w('rPr')}/{w('lang')}")
        dite = defaut if langue is None else langue.get(w("val"), "") or defaut
        langues[dite] += sum(len(t.text or "") for t in run.iter(w("t")))
    principale = langues.most_common(1)[0][0] if langues else defaut
    if principale.lower().startswith("fr") or not sum(langues.values()):
        return
    quoi = f"est « {principale} », et non le français" if principale else "n’est pas dite"
    message = f"La langue du texte {quoi} : Word pourrait y souligner chaque mot."
    remede = "Dans Word, Ctrl+A, puis Révision, Langue, Définir la langue de vérification : Français (Canada)."
    yield Constat("M707", Gravite.CONSEIL, message, remede, dans=modele.parties[0].paragraphes[0].place.entier)


def _langue_par_defaut(styles: Element | None) -> str:
    """Celle du style Normal, sinon celle du document."""
    if styles is None:
        return ""
    normal = (s for s in styles.iter(w("style")) if s.get(w("default"), "0") in ("1", "true", "on"))
    porteurs = [s for s in normal if s.get(w("type")) == "paragraph"]
    defauts = styles.find(f"{w('docDefaults')}/{w('rPrDefault')}")
    for porteur in (*porteurs, *([] if defauts is None else [defauts])):
        for langue in porteur.iter(w("lang")):
            if langue.get(w("val")):
                return str(langue.get(w("val")))
    return ""


def _polices(modele: ModeleLu, styles: Element | None) -> Iterator[Constat]:
    jointes = _incorporees(_lire(modele, _POLICES))
    dites: set[str] = set()
    for lu in modele.paragraphes:
        for run in lu.element.iter(R):
            police = _police(run.find(w("rPr")))
            if police and police not in dites and _manquerait(police, jointes):
                dites.add(police)
                yield _constat(police, lu.place.entier)
    for police in _polices_des_styles(modele, styles):
        if police not in dites and _manquerait(police, jointes):
            dites.add(police)
            yield _constat(police, modele.parties[0].paragraphes[0].place.entier)


def _polices_des_styles(modele: ModeleLu, styles: Element | None) -> Iterator[str]:
    """Celles des styles que le texte emploie, et de ceux qu'il emploie sans les nommer."""
    if styles is None:
        return
    cites = {
        e.get(w("val"))
        for partie in modele.parties
        for e in partie.racine.iter(w("pStyle"), w("rStyle"), w("tblStyle"))
    }
    for porteur in styles:
        if porteur.tag == w("docDefaults") or porteur.get(w("default")) == "1" or porteur.get(w("styleId")) in cites:
            for proprietes in porteur.iter(w("rPr")):
                if police := _police(proprietes):
                    yield police


def _police(proprietes: Element | None) -> str:
    polices = None if proprietes is None else proprietes.find(w("rFonts"))
    return "" if polices is None else str(polices.get(w("ascii"), ""))


def _incorporees(table: Element | None) -> frozenset[str]:
    if table is None:
        return frozenset()
    return frozenset(p.get(w("name"), "") for p in table.iter(w("font")) if p.find(w("embedRegular")) is not None)


def _manquerait(police: str, jointes: frozenset[str]) -> bool:
    return police.casefold() not in _SIENNES and police not in jointes


def _constat(police: str, dans: DansWord) -> Constat:
    message = f"La police « {police} » n’est pas de celles que tous les postes ont : une autre la remplacerait."
    remede = "Choisissez une police courante (Times New Roman, Arial, Calibri…), ou gardez-la si vous envoyez un PDF."
    return Constat("M706", Gravite.CONSEIL, message, remede, dans=dans)
