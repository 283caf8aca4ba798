"""Relecture d'un modèle Word, fabriqué ou retouché dans Word : ses sections, en blocs de la notation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lettres.rendu.fabrique.notation import (
    MOTIF_BALISE,
    SECTIONS,
    Alinea,
    Bloc,
    ChampDeWord,
    Morceau,
    Rangee,
    Section,
    Sections,
    Tableau,
)
from lettres.rendu.fabrique.styles import APRES_TABLEAU, GRAS, ITALIQUE, millimetres
from lettres.rendu.paquet.ooxml import DOCUMENT, cibles, lire_paquet, lire_xml, refuser
from lettres.rendu.paragraphes.lecture import SIGNES
from lettres.rendu.sujet import Sujet
from lettres.rendu.xml.arbre_xml import Element
from lettres.rendu.xml.elements import nom_complet
from lettres.socle.classes import dataclass

BANDEAUX: dict[Section, tuple[str, str]] = {
    "premier en-tête": ("header", "first"),
    "en-tête": ("header", "default"),
    "premier pied": ("footer", "first"),
    "pied": ("footer", "default"),
}
"""La section de chaque bandeau : son élément et son type dans Word."""

SANS_STYLE = "Normal"
"""Le style d'un paragraphe qui n'en nomme pas; seul et vide, un tel paragraphe est un bandeau vide."""

_MODELE = Sujet.modele("modèle")
_W = nom_complet("w:")
_TRANSPARENTS = {nom_complet(nom) for nom in ("w:sdt", "w:sdtContent", "w:ins", "w:customXml")}
_CHAMPS: dict[str, ChampDeWord] = {"PAGE": "PAGE", "NUMPAGES": "NUMPAGES"}


def relire(octets: bytes) -> Sections:
    """Les sections d'un document Word; `ModeleInvalide` si ce n'en est pas un.

    Ce que la notation ne dit pas (images, notes, couleurs posées à la main) n'y est pas. Le gras et l'italique posés
    à la main deviennent les styles du même nom; une balise que Word a coupée prend le style de son premier signe.
    """
    parties = lire_paquet(octets, _MODELE)
    corps = lire_xml(DOCUMENT, parties[DOCUMENT], _MODELE).find(nom_complet("w:body"))
    if corps is None:
        raise refuser("M101", "Le document Word n’a pas de corps.", _MODELE)
    relations = cibles(parties)
    sections: Sections = {}
    for section in SECTIONS:
        if section == "corps":
            sections[section] = tuple(_blocs(corps))
            continue
        genre, type_ = BANDEAUX[section]
        for reference in corps.iter(nom_complet(f"w:{genre}Reference")):
            cible = relations.get(reference.get(nom_complet("r:id"), ""), "")
            if reference.get(nom_complet("w:type")) == type_ and cible in parties:
                blocs = tuple(_blocs(lire_xml(cible, parties[cible], _MODELE)))
                sections[section] = () if blocs == (Alinea(SANS_STYLE),) else blocs
    return sections


def _chemin(*noms: str) -> str:
    return "/".join(nom_complet(nom) for nom in noms)


def _blocs(conteneur: Element) -> Iterator[Bloc]:
    """Les blocs d'un conteneur; l'espace que la fabrique met après un tableau est sauté."""
    apres_tableau = False
    for enfant in _enfants(conteneur, "w:p", "w:tbl"):
        if enfant.tag == f"{_W}tbl":
            yield _tableau(enfant)
        else:
            paragraphe = _paragraphe(enfant)
            if not (apres_tableau and paragraphe == Alinea(APRES_TABLEAU)):
                yield paragraphe
        apres_tableau = enfant.tag == f"{_W}tbl"


def _enfants(conteneur: Element, *noms: str) -> Iterator[Element]:
    """Les enfants de ces noms, à travers les contrôles de contenu et les ajouts en révision."""
    voulus = [nom_complet(nom) for nom in noms]
    for enfant in conteneur:
        if enfant.tag in voulus:
            yield enfant
        elif enfant.tag in _TRANSPARENTS:
            yield from _enfants(enfant, *noms)


def _tableau(tableau: Element) -> Tableau:
    largeurs = tuple(
        millimetres(_entier(colonne, "w:w")) for colonne in tableau.iterfind(_chemin("w:tblGrid", "w:gridCol"))
    )
    return Tableau(largeurs, tuple(_rangee(rangee, len(largeurs)) for rangee in _enfants(tableau, "w:tr")))


def _rangee(rangee: Element, colonnes: int) -> Rangee:
    cellules = list(_enfants(rangee, "w:tc"))
    fusions = [_fusion(cellule) for cellule in cellules]
    if sum(fusions) != colonnes or any(fusion > 1 for fusion in fusions[1:]):
        raise refuser(
            "M101", "Un tableau du document fusionne d’autres cellules que les premières d’une rangée.", _MODELE
        )
    entete = rangee.find(_chemin("w:trPr", "w:tblHeader")) is not None
    return Rangee(tuple(_cellule(cellule) for cellule in cellules), fusions[0], entete)


def _fusion(cellule: Element) -> int:
    fusion = cellule.find(_chemin("w:tcPr", "w:gridSpan"))
    return 1 if fusion is None else _entier(fusion, "w:val")


def _entier(element: Element, attribut: str) -> int:
    brut = element.get(nom_complet(attribut), "")
    if not re.fullmatch(r"[0-9]{1,6}", brut):
        raise refuser("M101", f"Un tableau du document porte une mesure que Word n’écrit pas : « {brut} ».", _MODELE)
    return int(brut)


def _cellule(cellule: Element) -> Alinea:
    """Une cellule est un seul paragraphe : plusieurs se joignent par des sauts de ligne."""
    blocs = list(_blocs(cellule))
    paragraphes = [bloc for bloc in blocs if isinstance(bloc, Alinea)]
    if not paragraphes or len(paragraphes) < len(blocs):
        raise refuser("M101", "Une cellule d’un tableau du document est vide, ou contient un autre tableau.", _MODELE)
    morceaux = list(paragraphes[0].morceaux)
    for suivant in paragraphes[1:]:
        morceaux += [Morceau("\n"), *suivant.morceaux]
    return Alinea(paragraphes[0].style, tuple(_fondre(morceaux)))


def _paragraphe(paragraphe: Element) -> Alinea:
    style = paragraphe.find(_chemin("w:pPr", "w:pStyle"))
    nom = SANS_STYLE if style is None else style.get(nom_complet("w:val"), SANS_STYLE)
    return Alinea(nom, tuple(_fondre(_morceaux(_runs(paragraphe)))))


@dataclass(frozen=True, slots=True)
class _Run:
    """Un « run » de Word et le champ simple qui le contient, s'il y en a un."""

    element: Element
    instruction: str = ""


def _runs(conteneur: Element, instruction: str = "") -> Iterator[_Run]:
    for enfant in conteneur:
        if enfant.tag == f"{_W}r":
            yield _Run(enfant, instruction)
        elif enfant.tag == f"{_W}fldSimple":
            yield from _runs(enfant, enfant.get(nom_complet("w:instr"), ""))
        elif enfant.tag not in (f"{_W}pPr", f"{_W}del", f"{_W}moveFrom"):
            yield from _runs(enfant, instruction)


def _morceaux(runs: Iterable[_Run]) -> Iterator[Morceau]:
    """Le texte et les champs des « runs »; Word réécrit un champ simple en champ composé, lu ici aussi."""
    instruction, phase = "", ""
    for run in runs:
        style = _style(run.element)
        if champ := _champ(run.instruction):
            yield Morceau(style=style, champ=champ)
            continue
        for enfant in run.element:
            if enfant.tag == f"{_W}fldChar":
                phase = enfant.get(nom_complet("w:fldCharType"), "")
                if phase == "begin":
                    instruction = ""
                elif phase == "end" and (champ := _champ(instruction)):
                    yield Morceau(style=style, champ=champ)
            elif enfant.tag == f"{_W}instrText":
                instruction += enfant.text or ""
            elif phase == "separate" and _champ(instruction):
                continue
            elif enfant.tag == f"{_W}t":
                yield Morceau(enfant.text or "", style)
            elif enfant.tag in SIGNES:
                yield Morceau(SIGNES[enfant.tag], style)


def _champ(instruction: str) -> ChampDeWord:
    return _CHAMPS.get((instruction.split() or [""])[0].upper(), "")


def _style(run: Element) -> str:
    nomme = run.find(_chemin("w:rPr", "w:rStyle"))
    if nomme is not None and nomme.get(nom_complet("w:val")) in (GRAS.id, ITALIQUE.id):
        return str(nomme.get(nom_complet("w:val")))
    for propriete, style in (("w:b", GRAS.id), ("w:i", ITALIQUE.id)):
        direct = run.find(_chemin("w:rPr", propriete))
        if direct is not None and direct.get(nom_complet("w:val"), "1") not in ("0", "false", "off"):
            return style
    return ""


def _fondre(morceaux: Iterable[Morceau]) -> Iterator[Morceau]:
    """Fond les morceaux voisins de même style; une balise coupée devient d'un seul tenant."""
    textes: list[Morceau] = []
    for morceau in morceaux:
        if morceau.champ:
            yield from _fondre_textes(textes)
            textes = []
            yield morceau
        else:
            textes.append(morceau)
    yield from _fondre_textes(textes)


def _fondre_textes(textes: list[Morceau]) -> Iterator[Morceau]:
    texte = "".join(m.texte for m in textes)
    styles = [m.style for m in textes for _ in m.texte]
    for balise in MOTIF_BALISE.finditer(texte):
        styles[balise.start() : balise.end()] = [styles[balise.start()]] * len(balise[0])
    debut = 0
    for fin in range(1, len(texte) + 1):
        if fin == len(texte) or styles[fin] != styles[debut]:
            yield Morceau(texte[debut:fin], styles[debut])
            debut = fin
