"""Contrôle : une lettre rendue est relue strictement, comptée et comparée à ce que le modèle a imprimé."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lettres.erreurs import ErreurInterne
from lettres.rendu import arbre_xml
from lettres.rendu.anomalies import Anomalie, Releve
from lettres.rendu.arbre_xml import ESPACE_R, ESPACE_W, TBL, TC, TR, Element, P, T, XmlIllisible, textes, w
from lettres.rendu.retouches import DOCPR, PARA_ID, hors_repli

_TEXTES = frozenset(w(nom) for nom in ("t", "instrText", "delText", "delInstrText"))
_COULEUR = re.compile(r"auto|[0-9A-Fa-f]{6}")
_RECOMMENCER = "Corrigez la structure du modèle autour de ses balises."


@dataclass(frozen=True, slots=True)
class Defaut:
    """Un défaut de structure : une règle, une partie, une phrase."""

    code: str
    partie: str
    message: str


def relire(octets: bytes, titre: str, attendu: str) -> Element:
    """Relit une partie écrite et vérifie que son texte est, lettre pour lettre, celui du modèle rempli."""
    try:
        racine = arbre_xml.lire(octets)
    except XmlIllisible as erreur:
        raise ErreurInterne(f"La partie rendue « {titre} » ne se relit pas.") from erreur
    if "".join(texte for texte, _ in textes(racine)) != attendu:
        raise ErreurInterne(f"Le texte de la partie rendue « {titre} » n’est pas celui du modèle rempli.")
    return racine


def defauts(arbres: Mapping[str, Element]) -> frozenset[Defaut]:
    """Tous les défauts de structure d'un ensemble de parties, titre → arbre."""
    trouves: set[Defaut] = set()
    for titre, racine in arbres.items():
        for regle in (_tableaux, _textes_hors_run, _identifiants, _paires, _attributs_calcules):
            trouves.update(Defaut(code, titre, message) for code, message in regle(racine))
    dessins = Counter(e.get("id") for racine in arbres.values() for e in hors_repli(racine, DOCPR))
    if any(n > 1 for n in dessins.values()):
        trouves.add(Defaut("M905", "", "Deux dessins portent le même identifiant."))
    return frozenset(trouves)


def refuser_nouveaux(apres: frozenset[Defaut], avant: frozenset[Defaut], releve: Releve) -> None:
    """Refuse tout défaut que le modèle n'avait pas déjà : seule la différence accuse le rendu."""
    for defaut in sorted(apres - avant, key=lambda d: (d.partie, d.code, d.message)):
        releve.noter(Anomalie(defaut.code, defaut.message, _RECOMMENCER), defaut.partie)


def controler_corps(rendu: Element, sections: int, releve: Releve, *, finit_par_section: bool) -> None:
    """R4 : le corps garde un paragraphe, sa dernière section et le nombre de sections du modèle."""
    corps = rendu.find(w("body"))
    if corps is None or next(corps.iter(P), None) is None:
        releve.noter(Anomalie("M904", "La lettre rendue est vide.", _RECOMMENCER), "corps")
        return
    if finit_par_section and corps[-1].tag != w("sectPr"):
        releve.noter(Anomalie("M904", "La lettre rendue a perdu sa mise en page.", _RECOMMENCER), "corps")
    elif compter_sections(rendu) != sections:
        message = "La lettre rendue n’a pas autant de sections que le modèle."
        releve.noter(Anomalie("M904", message, "Sortez les sauts de section des boucles et des conditions."), "corps")


def compter_sections(racine: Element) -> int:
    """Le nombre de sections d'un corps."""
    return sum(1 for _ in racine.iter(w("sectPr")))


def relations_absentes(racine: Element, connues: frozenset[str]) -> Iterator[str]:
    """R7 : les identifiants de relation qu'une partie emploie et que son fichier `.rels` n'a pas."""
    for element in racine.iter():
        for nom, valeur in element.attrib.items():
            if nom.startswith(f"{{{ESPACE_R}}}") and valeur and valeur not in connues:
                yield valeur


def _tableaux(racine: Element) -> Iterator[tuple[str, str]]:
    for cellule in racine.iter(TC):
        if not len(cellule) or cellule[-1].tag in (TBL, w("tcPr")):
            yield "M902", "Une cellule ne finit pas par un paragraphe."
    for tableau in racine.iter(TBL):
        if next(tableau.iter(TR), None) is None:
            yield "M902", "Un tableau n’a pas de rangée."
    for rangee in racine.iter(TR):
        if next(rangee.iter(TC), None) is None:
            yield "M902", "Une rangée n’a pas de cellule."


def _textes_hors_run(racine: Element) -> Iterator[tuple[str, str]]:
    prefixe = f"{{{ESPACE_W}}}"
    for element in racine.iter():
        est_de_word = element.tag.startswith(prefixe)
        if est_de_word and element.tag not in _TEXTES and (element.text or "").strip():
            yield "M903", "Du texte se trouve hors de tout paragraphe."
        parent = element.getparent()
        if parent is not None and parent.tag.startswith(prefixe) and (element.tail or "").strip():
            yield "M903", "Du texte se trouve hors de tout paragraphe."
        if element.tag == T and len(element):
            yield "M903", "Un texte contient autre chose que du texte."


def _identifiants(racine: Element) -> Iterator[tuple[str, str]]:
    def doubles(valeurs: Iterator[str | None]) -> bool:
        return any(n > 1 for v, n in Counter(valeurs).items() if v)

    if doubles(e.get(w("id")) for e in hors_repli(racine, w("bookmarkStart"))):
        yield "M905", "Deux signets portent le même identifiant."
    if doubles(e.get(w("name")) for e in hors_repli(racine, w("bookmarkStart"))):
        yield "M905", "Deux signets portent le même nom."
    if doubles(e.get(w("val")) for e in hors_repli(racine, w("id")) if e.getparent().tag == w("sdtPr")):
        yield "M905", "Deux contrôles de contenu portent le même identifiant."
    if doubles(e.get(PARA_ID) for e in hors_repli(racine, P, TR)):
        yield "M905", "Deux paragraphes portent le même identifiant."
    for nom in ("footnoteReference", "endnoteReference"):
        if doubles(e.get(w("id")) for e in hors_repli(racine, w(nom))):
            yield "M905", "Une note est appelée deux fois : un appel de note ne se répète pas dans une boucle."


def _paires(racine: Element) -> Iterator[tuple[str, str]]:
    for debut, fin in (("bookmarkStart", "bookmarkEnd"), ("commentRangeStart", "commentRangeEnd")):
        ouverts = Counter(e.get(w("id")) for e in racine.iter(w(debut)))
        fermes = Counter(e.get(w("id")) for e in racine.iter(w(fin)))
        if ouverts != fermes:
            yield "M906", "Un signet ou un commentaire n’a plus son début ou sa fin."
    profondeur = 0
    for champ in racine.iter(w("fldChar")):
        profondeur += {"begin": 1, "end": -1}.get(champ.get(w("fldCharType"), ""), 0)
        if profondeur < 0:
            break
    if profondeur != 0:
        yield "M906", "Un champ Word n’a plus son début ou sa fin."


def _attributs_calcules(racine: Element) -> Iterator[tuple[str, str]]:
    """Les deux attributs que `{% colspan %}` et `{% cellbg %}` remplissent avec une valeur."""
    for fusion in racine.iter(w("gridSpan")):
        texte = fusion.get(w("val"), "")
        if not (texte.isascii() and texte.isdecimal() and 0 < int(texte) < 64):
            yield "M902", "Une cellule s’étend sur un nombre de colonnes impossible."
    for fond in racine.iter(w("shd")):
        couleur = fond.get(w("fill"))
        if couleur is not None and not _COULEUR.fullmatch(couleur):
            yield "M902", "La couleur d’une cellule n’est pas une couleur."
