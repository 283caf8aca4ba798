"""Contrôle : une partie rendue est relue strictement, et ses défauts comparés à ceux que le modèle avait déjà.

R1 à R7 sont ici des défauts de structure, R8 la recherche de chaque valeur imprimée. Un modèle prouvé s'en passe; la
suite d'essais les court pourtant sur toutes les lettres, et ils doivent y donner raison à la preuve.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from lxml import etree

from lettres.rendu.anomalies import Anomalie, Releve
from lettres.rendu.balises.impression import JETON, Impression
from lettres.rendu.moteur.retouches import COLONNES_MAX, DOCPR, REPLI, dernier_bloc
from lettres.rendu.paquet.parties import CORPS
from lettres.rendu.xml import arbre_xml
from lettres.rendu.xml.arbre_xml import (
    ESPACE_MC,
    ESPACE_R,
    ESPACE_W,
    ESPACE_W14,
    TBL,
    TC,
    TR,
    Element,
    P,
    XmlIllisible,
    w,
)
from lettres.socle.classes import NamedTuple
from lettres.socle.constats import abreger
from lettres.socle.erreurs import ErreurInterne
from lettres.socle.expression import Expression
from lettres.socle.places import DansWord

_COULEUR = Expression(r"auto|[0-9A-Fa-f]{6}")
_CORPS = DansWord(CORPS.titre)
_RETAPER = "Retapez la balise dans un paragraphe, et enregistrez le modèle dans Word."
_ENREGISTRER = "Enregistrez le modèle de nouveau dans Word : il redonnera un numéro à chaque paragraphe."
_SORTIR_LE_SIGNET = "Sortez le signet de la boucle, ou supprimez-le du modèle : « Insertion », « Signet »."
_BLANCS = re.compile("[\n\t\u2011]")

_SIGNET, _FIN_DE_SIGNET = w("bookmarkStart"), w("bookmarkEnd")
_COMMENTAIRE, _FIN_DE_COMMENTAIRE = w("commentRangeStart"), w("commentRangeEnd")
_CHAMP, _ID, _FUSION, _FOND = w("fldChar"), w("id"), w("gridSpan"), w("shd")
APPELS = (w("footnoteReference"), w("endnoteReference"))
_SURVEILLES = (
    *(TC, TBL, TR, _SIGNET, _FIN_DE_SIGNET, _COMMENTAIRE, _FIN_DE_COMMENTAIRE, _CHAMP, _ID, _FUSION, _FOND, DOCPR),
    *APPELS,
)
_ESPACES = {"w": ESPACE_W, "r": ESPACE_R, "w14": ESPACE_W14, "mc": ESPACE_MC}
_hors_run = etree.XPath(
    "boolean(/descendant::text()[not(parent::w:t)][parent::w:*][normalize-space()]"
    "[not(parent::w:instrText or parent::w:delText or parent::w:delInstrText)])",
    namespaces=_ESPACES,
)
_dans_un_texte = etree.XPath("boolean(/descendant::w:t/*)", namespaces=_ESPACES)
_para_ids = etree.XPath("/descendant::*/@w14:paraId[not(ancestor::mc:Fallback)]", namespaces=_ESPACES)
_relations = etree.XPath("/descendant::*/@r:*", namespaces=_ESPACES, smart_strings=False)
texte_entier = etree.XPath("string()", smart_strings=False)
"""Tout le texte d'une partie, sauts et tabulations mis à part."""

Surveilles = Mapping[str, list[Element]]


class Defaut(NamedTuple):
    """Un défaut de structure : une règle, une partie, une phrase, et comment retoucher le modèle."""

    code: str
    partie: str
    message: str
    remede: str


def relire(octets: bytes, titre: str, attendu: str) -> Element:
    """Relit une partie retouchée et vérifie que son texte n'a pas changé d'une lettre en s'écrivant."""
    try:
        racine = arbre_xml.lire(octets)
    except XmlIllisible as erreur:
        raise ErreurInterne(f"La partie rendue « {titre} » ne se relit pas.") from erreur
    if texte_entier(racine) != attendu:
        raise ErreurInterne(f"Le texte de la partie rendue « {titre} » n’est pas celui du modèle rempli.")
    return racine


def verifier_valeurs(racine: Element, impression: Impression, titre: str, attributs: etree.XPath | None) -> None:
    """R8 : chaque valeur imprimée se retrouve dans la partie, lettre pour lettre et dans l'ordre.

    Lève ErreurInterne : une valeur perdue est notre faute, jamais celle du modèle ni du dossier.
    """
    entier = str(texte_entier(racine))
    position = 0
    for morceau in (m for texte in impression.textes for m in _BLANCS.split(texte)):
        trouve = entier.find(morceau, position)
        if trouve < 0:
            raise ErreurInterne(f"La partie rendue « {titre} » a perdu une valeur imprimée.")
        position = trouve + len(morceau)
    if impression.plats and attributs is not None:
        lus = [str(valeur) for valeur in attributs(racine)]
        if not all(any(_BLANCS.sub(" ", plat) in lu for lu in lus) for plat in impression.plats):
            raise ErreurInterne(f"La partie rendue « {titre} » a perdu une valeur d’un attribut.")


def jetons_restants(racine: Element) -> set[int]:
    """Les rangs des valeurs absentes qui sont restées dans l'arbre."""
    textes = (str(texte_entier(racine)), *(str(v) for e in racine.iter() for v in e.attrib.values()))
    return {int(rang) for texte in textes for rang in JETON.findall(texte)}


def lecteur_d_attributs(noms: Iterable[str]) -> etree.XPath | None:
    """De quoi lire les attributs (nommés avec leur préfixe) où un modèle imprime; None s'il n'y en a pas."""
    chemin = "|".join(f"/descendant::*/@{nom}" for nom in sorted(noms))
    return etree.XPath(chemin, namespaces=_ESPACES, smart_strings=False) if chemin else None


def defauts(arbres: Mapping[str, Element]) -> frozenset[Defaut]:
    """Tous les défauts de structure d'un ensemble de parties, titre → arbre."""
    trouves: set[Defaut] = set()
    dessins: list[str | None] = []
    for titre, racine in arbres.items():
        surveilles: defaultdict[str, list[Element]] = defaultdict(list)
        for element in racine.iter(*_SURVEILLES):
            surveilles[element.tag].append(element)
        if surveilles:
            for regle in (_tableaux, _identifiants, _paires, _attributs_calcules):
                trouves.update(Defaut(code, titre, *dit) for code, *dit in regle(surveilles))
        if _hors_run(racine):
            trouves.add(Defaut("M903", titre, "Du texte se trouve hors de tout paragraphe.", _RETAPER))
        if _dans_un_texte(racine):
            trouves.add(Defaut("M903", titre, "Un texte contient autre chose que du texte.", _RETAPER))
        if _doubles(str(id_) for id_ in _para_ids(racine)):
            trouves.add(Defaut("M905", titre, "Deux paragraphes portent le même identifiant.", _ENREGISTRER))
        dessins += [e.get("id") for e in _hors_repli(surveilles[DOCPR])]
    if _doubles(dessins):
        trouves.add(Defaut("M905", "", "Deux dessins portent le même identifiant.", "Sortez le dessin de la boucle."))
    return frozenset(trouves)


def refuser_nouveaux(apres: frozenset[Defaut], avant: frozenset[Defaut], releve: Releve) -> None:
    """Refuse tout défaut que le modèle n'avait pas déjà : seule la différence accuse le rendu."""
    for defaut in sorted(apres - avant, key=lambda d: (d.partie, d.code, d.message)):
        place = DansWord(defaut.partie) if defaut.partie else None
        releve.noter(Anomalie(defaut.code, defaut.message, defaut.remede), place)


def controler_corps(rendu: Element, sections: int, releve: Releve, *, finit_par_section: bool) -> None:
    """R4 : le corps garde un paragraphe, sa dernière section et le nombre de sections du modèle."""
    corps = rendu.find(w("body"))
    if corps is None or next(corps.iter(P), None) is None:
        remede = "Gardez dans le corps un paragraphe, même vide, hors des boucles et des conditions."
        releve.noter(Anomalie("M904", "La lettre rendue est vide.", remede), _CORPS)
        return
    if finit_par_section and corps[-1].tag != w("sectPr"):
        remede = "Ajoutez un paragraphe vide à la toute fin du modèle, hors des boucles et des conditions."
        releve.noter(Anomalie("M904", "La lettre rendue a perdu sa mise en page.", remede), _CORPS)
    elif compter_sections(rendu) != sections:
        message = "La lettre rendue n’a pas autant de sections que le modèle."
        releve.noter(Anomalie("M904", message, "Sortez les sauts de section des boucles et des conditions."), _CORPS)


def compter_sections(racine: Element) -> int:
    """Le nombre de sections d'un corps."""
    return sum(1 for _ in racine.iter(w("sectPr")))


def relations_absentes(racine: Element, connues: frozenset[str]) -> Iterator[str]:
    """R7 : les identifiants de relation qu'une partie emploie et que son fichier `.rels` n'a pas."""
    return (str(valeur) for valeur in _relations(racine) if valeur and valeur not in connues)


def _tableaux(surveilles: Surveilles) -> Iterator[tuple[str, str, str]]:
    for cellule in surveilles[TC]:
        if dernier_bloc(cellule) != P:
            remede = "Ajoutez à la fin de la cellule un paragraphe, même vide, hors des boucles et des conditions."
            yield "M902", "Une cellule ne finit pas par un paragraphe.", remede
    for tableau in surveilles[TBL]:
        if next(tableau.iter(TR), None) is None:
            remede = "Gardez-y une rangée hors des boucles et des conditions, ou mettez-y le tableau entier."
            yield "M902", "Un tableau n’a pas de rangée.", remede
    for rangee in surveilles[TR]:
        if next(rangee.iter(TC), None) is None:
            remede = "Gardez-y une cellule hors des boucles et des conditions, ou mettez-y la rangée entière."
            yield "M902", "Une rangée n’a pas de cellule.", remede


def _identifiants(surveilles: Surveilles) -> Iterator[tuple[str, str, str]]:
    signets = list(_hors_repli(surveilles[_SIGNET]))
    if _doubles(e.get(w("id")) for e in signets):
        yield "M905", "Deux signets portent le même identifiant.", _SORTIR_LE_SIGNET
    if _doubles(e.get(w("name")) for e in signets):
        yield "M905", "Deux signets portent le même nom.", _SORTIR_LE_SIGNET
    if _doubles(e.get(w("val")) for e in _hors_repli(surveilles[_ID]) if e.getparent().tag == w("sdtPr")):
        remede = "Sortez le contrôle de contenu de la boucle, ou supprimez-le en gardant son texte."
        yield "M905", "Deux contrôles de contenu portent le même identifiant.", remede
    for nom in APPELS:
        if _doubles(e.get(w("id")) for e in _hors_repli(surveilles[nom])):
            remede = "Sortez l’appel de note de la boucle, ou écrivez dans le texte ce que dit la note."
            yield "M905", "Une note est appelée deux fois : un appel de note ne se répète pas.", remede


def _paires(surveilles: Surveilles) -> Iterator[tuple[str, str, str]]:
    for quoi, debut, fin in (
        ("signet", _SIGNET, _FIN_DE_SIGNET),
        ("commentaire", _COMMENTAIRE, _FIN_DE_COMMENTAIRE),
    ):
        ouverts, fermes = ([e.get(w("id"), "") for e in surveilles[nom]] for nom in (debut, fin))
        if sorted(ouverts) != sorted(fermes):
            seuls = ", ".join(sorted({n for n in {*ouverts, *fermes} if ouverts.count(n) != fermes.count(n)}))
            remede = f"Mettez le début et la fin du {quoi} dans le même bloc, ou supprimez ce {quoi} du modèle."
            yield "M906", f"Un {quoi} n’a plus son début ou sa fin (n° {abreger(seuls)}).", remede
    if not champs_entiers(surveilles[_CHAMP]):
        remede = "Mettez le champ Word entier dans le bloc, ou le champ entier hors du bloc."
        yield "M906", "Un champ Word n’a plus son début ou sa fin.", remede


def champs_entiers(bornes: Iterable[Element]) -> bool:
    """Dit si chaque champ Word dont voici les bornes, dans l'ordre, a son début puis sa fin."""
    profondeur = 0
    for borne in bornes:
        profondeur += {"begin": 1, "end": -1}.get(borne.get(w("fldCharType"), ""), 0)
        if profondeur < 0:
            return False
    return profondeur == 0


def _attributs_calcules(surveilles: Surveilles) -> Iterator[tuple[str, str, str]]:
    """Les deux attributs que `{% colspan %}` et `{% cellbg %}` remplissent avec une valeur."""
    for fusion in surveilles[_FUSION]:
        texte = fusion.get(w("val"), "")
        if not (texte.isascii() and texte.isdecimal() and len(texte) <= 2 and 0 < int(texte) <= COLONNES_MAX):
            message = f"Une cellule s’étend sur un nombre de colonnes impossible (« {abreger(texte)} »)."
            yield "M902", message, f"Donnez à « colspan » un nombre de 1 à {COLONNES_MAX}."
    for fond in surveilles[_FOND]:
        couleur = fond.get(w("fill"))
        if couleur is not None and not _COULEUR.fullmatch(couleur):
            remede = "Donnez à « cellbg » une couleur de six chiffres hexadécimaux (« D9E2F3 »), ou « auto »."
            yield "M902", f"La couleur d’une cellule n’est pas une couleur (« {abreger(couleur)} »).", remede


def _doubles(valeurs: Iterable[str | None]) -> bool:
    presentes = [v for v in valeurs if v]
    return len(set(presentes)) < len(presentes)


def _hors_repli(elements: Iterable[Element]) -> Iterator[Element]:
    """Les éléments, sauf ceux de la copie de repli qu'écrit Word pour ses vieilles versions."""
    return (e for e in elements if next(e.iterancestors(REPLI), None) is None)
