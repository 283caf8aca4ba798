"""Débris : ce que Word, LibreOffice et Google laissent dans un texte et qui ne s'y voit pas, retiré et dit une fois."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lettres.rendu.sante.masques import oter
from lettres.rendu.sante.soins import Carnet
from lettres.rendu.xml.arbre_xml import ESPACE_R, Element, R, w

_SIGNET, _FIN_DE_SIGNET, _CHAMP = w("bookmarkStart"), w("bookmarkEnd"), w("fldChar")
_NOM, _ID, _GENRE = w("name"), w("id"), w("fldCharType")
_CURSEUR = "_GoBack"
_RENVOIS = (w("anchor"), w("docLocation"), w("instr"))
_MOTS = (re.compile(r"[^\s\"“”\\]+"), re.compile(r"\w+"))
"""Les noms qu'un code de champ peut citer : « _heading=h.abc » entre deux blancs, « taux » dans « =taux*2 »."""
_SVG = "{http://schemas.microsoft.com/office/drawing/2016/SVG/main}svgBlip"
_IMAGE = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_EMBED = f"{{{ESPACE_R}}}embed"
DE_FORME = tuple(
    w(nom)
    for nom in (
        *("rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblGridChange", "trPrChange", "tcPrChange"),
        *("tblPrExChange", "numberingChange"),
    )
)
"""Une révision qui ne change que la mise en forme : celle qu'on voit est la nouvelle, et elle reste."""
_SAISIE, _MACROS = re.compile(r"\s*FORMTEXT\b", re.IGNORECASE), (w("entryMacro"), w("exitMacro"))
_GOOGLE = re.compile(r"goog_rdk_\d+")


def retirer_debris(racine: Element, cites: frozenset[str], carnet: Carnet) -> None:
    """Retire d'une partie à remplir signets sans renvoi, images vectorielles doublées, révisions de forme…"""
    if any(nom != _CURSEUR for nom in retirer_signets(racine, cites)):
        message = "Les signets du modèle que rien n’emploie n’entrent pas dans la lettre."
        carnet.noter("M131", message, "Rien à faire; Word et LibreOffice les posent d’eux-mêmes.")
    if _retirer_svg(racine):
        message = "Une image vectorielle (SVG) laisse la place à l’image PNG ou JPEG qui la double."
        carnet.noter("M132", message, "Rien à faire; Word insère toujours les deux.")
    if retirer_revisions_de_forme(racine):
        message = "Des révisions de mise en forme étaient en attente : la lettre a la mise en forme que l’on voit."
        carnet.noter("M134", message, "Rien à faire; pour ne plus lire ce conseil, acceptez-les (Révision).")
    if _delivrer_saisies(racine) | bool(_retirer(racine.iter(*_MACROS))):
        message = "Un champ de formulaire ne passe pas à la lettre, qui n’en garde que le texte."
        carnet.noter("M136", message, "Rien à faire; pour ne plus lire ce conseil, tapez ce texte sans champ.")
    deballer_google(racine)


def renvois(racines: Iterable[Element]) -> frozenset[str]:
    """Les mots par lesquels un lien ou un champ, où que ce soit dans le modèle, pourrait nommer un signet."""
    textes = {texte.casefold() for racine in racines for texte in _citations(racine)}
    return frozenset(nom for texte in textes for mots in _MOTS for nom in mots.findall(texte))


def _citations(racine: Element) -> Iterator[str]:
    codes: list[str] = []
    for element in racine.iter(w("instrText"), _CHAMP, w("fldSimple"), w("hyperlink"), "{*}Relationship"):
        if element.tag == w("instrText"):
            codes.append(element.text or "")
        elif element.tag == _CHAMP:
            yield "".join(codes)
            codes.clear()
        yield from (element.get(attribut, "") for attribut in _RENVOIS)
        yield element.get("Target", "").rpartition("#")[2]
    yield "".join(codes)


def retirer_signets(racine: Element, cites: frozenset[str]) -> list[str]:
    """Retire les signets qu'aucun renvoi ne nomme; rend leurs noms, celui du curseur compris."""
    signets = [(e.get(_ID), e.get(_NOM, "")) for e in racine.iter(_SIGNET)]
    gardes = {id_ for id_, nom in signets if nom.casefold() in cites}
    perdus = {id_: nom for id_, nom in signets if id_ not in gardes}
    _retirer(e for e in racine.iter(_SIGNET, _FIN_DE_SIGNET) if e.get(_ID) in perdus)
    return [*perdus.values()]


def retirer_revisions_de_forme(racine: Element) -> int:
    """Retire les révisions qui ne changent que la mise en forme; dit combien il y en avait."""
    return _retirer(racine.iter(*DE_FORME))


def _retirer_svg(racine: Element) -> bool:
    """Retire l'image vectorielle que double, dans le même dessin, une image que tout Word affiche."""
    doubles = [e for e in racine.iter(_SVG) if any(a.tag == _IMAGE and a.get(_EMBED) for a in e.iterancestors())]
    for svg in doubles:
        extension = svg.getparent()
        liste = extension.getparent()
        oter(extension)
        if liste is not None and len(liste) == 0:
            oter(liste)
    return bool(doubles)


def _delivrer_saisies(racine: Element) -> bool:
    """Ne garde d'un champ de saisie que son texte : la réponse d'un formulaire est une phrase comme une autre."""
    ouverts: list[tuple[list[Element], list[str], list[bool]]] = []
    a_retirer: list[Element] = []
    for element in racine.iter(_CHAMP, w("instrText")):
        genre = element.get(_GENRE)
        if genre == "begin":
            ouverts.append(([element], [], [False]))
        elif ouverts:
            bornes, code, separe = ouverts[-1]
            if element.tag != _CHAMP:
                if not separe[0]:
                    bornes.append(element)
                    code.append(element.text or "")
                continue
            bornes.append(element)
            separe[0] = separe[0] or genre == "separate"
            if genre == "end":
                ouverts.pop()
                if _SAISIE.match("".join(code)) and separe[0]:
                    a_retirer += bornes
    for element in a_retirer:
        run = element.getparent()
        oter(element)
        if run is not None and run.tag == R and all(e.tag == w("rPr") for e in run):
            oter(run)
    return bool(a_retirer)


def deballer_google(racine: Element) -> int:
    """Retire les contrôles invisibles où Google range ses suggestions : ils coupent les balises n'importe où."""
    trouves = 0
    for controle in list(racine.iter(w("sdt"))):
        etiquette = controle.find(f"{w('sdtPr')}/{w('tag')}")
        if etiquette is None or not _GOOGLE.fullmatch(etiquette.get(w("val"), "")):
            continue
        parent = controle.getparent()
        rang = parent.index(controle)
        contenus = controle.findall(w("sdtContent"))
        parent[rang : rang + 1] = [e for contenu in contenus for e in contenu]
        trouves += 1
    return trouves


def _retirer(elements: Iterable[Element]) -> int:
    trouves = list(elements)
    for element in trouves:
        oter(element)
    return len(trouves)
