"""Structure Word autour des balises : rien ne doit se perdre quand `{%p`, `{%tr` ou `{%tc` emporte son contenant."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lettres.rendu.anomalies import Anomalie
from lettres.rendu.balises.balises import Balise, Noter
from lettres.rendu.paragraphes.bords import Empan, rangees_entieres
from lettres.rendu.paragraphes.reunion import entre
from lettres.rendu.paragraphes.voisinage import Voisinage
from lettres.rendu.xml.arbre_xml import BR, ESPACE_M, TBL, TC, TR, Element, P, T, nom_court, w
from lettres.socle.constats import abreger

# -- On garde les éléments eux-mêmes : l'identité d'un élément lxml ne vaut que tant qu'on le tient --
Lieu = tuple[str, Element | None, Element | None]

_CONTENANTS = {"p": P, "tr": TR, "tc": TC}
_NOMS = {"p": "le paragraphe", "tr": "la rangée", "tc": "la cellule"}
_TOUT = {"p": "tout le paragraphe", "tr": "toute la rangée", "tc": "toute la cellule"}
_OBJETS = {
    w("drawing"): "une image ou une forme",
    w("pict"): "une image ou une forme",
    w("object"): "un objet",
    w("footnoteReference"): "un appel de note",
    w("endnoteReference"): "un appel de note",
    w("fldChar"): "un champ Word",
    w("fldSimple"): "un champ Word",
    w("bookmarkStart"): "un signet",
    w("bookmarkEnd"): "un signet",
    w("hyperlink"): "un lien",
    w("sdt"): "un contrôle de contenu",
    w("sym"): "un symbole",
    w("noBreakHyphen"): "un trait d’union insécable",
    w("softHyphen"): "un trait d’union conditionnel",
    w("ptab"): "une tabulation de marge",
    w("pageBreakBefore"): "un saut de page",
    f"{{{ESPACE_M}}}oMath": "une équation",
}
_GENANTS = {
    w("tabs"): "des taquets de tabulation",
    w("tab"): "une tabulation",
    w("textAlignment"): "un alignement vertical du texte",
    w("textDirection"): "une direction du texte",
    w("topLinePunct"): "une ponctuation de tête",
    TBL: "un autre tableau",
}
"""Ce que docxtpl prendrait, dans la cellule d'un `{% vm %}`, pour le début de son texte."""

_SAUTS = {"page": "un saut de page", "column": "un saut de colonne"}
_REVISIONS = tuple(w(nom) for nom in ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge", "delText"))
"""Ce qui attend d'être accepté ou refusé; une révision de simple mise en forme, elle, a déjà été retirée."""
_FAIT = {"ins": "ajouté", "moveTo": "ajouté", "del": "supprimé", "delText": "supprimé", "moveFrom": "supprimé"}
_AVEC_PORTEE = re.compile(r"\{[{%#](?:tr|tc|p)\s")
_CELLULE = frozenset({"vm", "hm", "colspan", "cellbg"})


def controler_revisions(racine: Element, titre: str, noter: Noter) -> None:
    """Refuse les révisions en attente, une par paragraphe : le texte supprimé d'une autre lettre y survit."""
    voisinage = Voisinage(racine, titre)
    vus: set[Element | None] = set()
    for revision in racine.iter(*_REVISIONS):
        paragraphe = next(revision.iterancestors(P), None)
        if paragraphe in vus:
            continue
        vus.add(paragraphe)
        place, voisin = voisinage.situer(revision)
        texte = abreger("".join(t.text or "" for t in revision.iter(T, w("delText"))))
        quoi = f" : « {texte} », {_FAIT[nom_court(revision)]}" if texte.strip() and nom_court(revision) in _FAIT else ""
        remede = "Dans Word, onglet Révision : acceptez toutes les modifications, puis arrêtez le suivi."
        noter(Anomalie("M507", f"Une révision est en attente{quoi}{voisin}.", remede), place)


def contenant(balise: Balise) -> Element | None:
    """Ce que la balise emporte : son paragraphe, sa rangée, sa cellule; None si elle n'emporte rien."""
    cherche = _CONTENANTS.get(balise.portee)
    if cherche is None:
        return None
    element: Element | None = balise.paragraphe
    while element is not None and element.tag != cherche:
        element = element.getparent()
    return element


def lieu_de_bloc(balise: Balise) -> Lieu:
    """Où un bloc doit commencer et finir : même portée, même parent, même profondeur."""
    emporte = contenant(balise)
    if emporte is not None:
        return balise.portee, emporte.getparent(), None
    if not balise.runs:
        return "", balise.paragraphe, None
    parent = balise.runs[0].getparent().getparent()
    return "", balise.paragraphe.getparent(), None if parent is balise.paragraphe else parent


def va_d_un_bord_a_l_autre(ouvre: Balise, ferme: Balise) -> bool:
    """Dit si deux balises sans portée vont de la première cellule d'une rangée à la dernière : elles la répètent."""
    sans_portee = ouvre.portee == ferme.portee == "" and bool(ouvre.runs) and bool(ferme.runs)
    return sans_portee and bool(rangees_entieres(_passage(ouvre), _passage(ferme)))


def _passage(balise: Balise) -> Empan:
    return Empan(balise.paragraphe, balise.place.debut or 0, balise.place.fin or 0)


def controler_structure(balises: list[Balise], noter: Noter) -> None:
    """Vérifie chaque balise à sa place : seule dans ce qu'elle emporte, entière dans son contenant."""
    vus: set[Element] = set()
    for balise in balises:
        _controler_entiere(balise, noter)
        emporte = contenant(balise)
        if balise.portee in _CONTENANTS:
            # -- Un contenant n'est accusé qu'une fois, par sa première balise --
            if emporte is None or emporte not in vus:
                _controler_seule(balise, emporte, noter)
            if emporte is not None:
                vus.add(emporte)
        elif balise.mot in _CELLULE:
            _controler_cellule(balise, noter)


def _controler_entiere(balise: Balise, noter: Noter) -> None:
    parents = {t.getparent().getparent() for t in balise.runs}
    if len(parents) > 1:
        noter(
            Anomalie(
                "M506",
                "La balise est à cheval sur deux contenants (lien, contrôle de contenu…).",
                "Effacez-la et retapez-la d’un seul côté.",
            ),
            balise.place,
        )
        return
    if balise.runs[0] is not balise.runs[-1]:
        _signaler_objets(entre(balise.runs[0], balise.runs[-1]), balise, noter, "la balise")


def _controler_seule(balise: Balise, emporte: Element | None, noter: Noter) -> None:
    ou = _NOMS[balise.portee]
    if emporte is None:
        ailleurs = balise.genre if balise.genre == "{{" else f"{balise.genre}p"
        noter(
            Anomalie(
                "M504",
                f"« {balise.genre}{balise.portee} » n’est pas dans un tableau.",
                f"Placez cette balise dans une rangée, ou écrivez « {ailleurs} ».",
            ),
            balise.place,
        )
        return
    if balise.portee != "p" and emporte.find(f".//{TBL}") is not None:
        noter(
            Anomalie("M505", f"{ou.capitalize()} de cette balise contient un autre tableau.", "Déplacez la balise."),
            balise.place,
        )
    texte = "".join(t.text or "" for t in emporte.iter(T))
    if "".join(texte.replace(balise.texte, "", 1).split()):
        autres = len(_AVEC_PORTEE.findall(texte)) > 1
        remede = (
            f"Une balise « {balise.genre}{balise.portee} » par {ou.split()[-1]} : mettez l’autre à part."
            if autres
            else f"Laissez la balise seule, ou écrivez-la sans « {balise.portee} »."
        )
        noter(
            Anomalie("M501", f"Le texte voisin serait perdu : la balise emporte {_TOUT[balise.portee]}.", remede),
            balise.place,
        )
    if emporte.find(f".//{w('sectPr')}") is not None:
        noter(
            Anomalie(
                "M503",
                f"Un saut de section serait perdu avec {ou} de la balise.",
                "Déplacez le saut de section plus loin.",
            ),
            balise.place,
        )
    _signaler_objets([emporte], balise, noter, ou)


def _signaler_objets(dans: Iterable[Element], balise: Balise, noter: Noter, ou: str) -> None:
    perdus: set[str] = set()
    for element in (e for lieu in dans for e in lieu.iter()):
        if element.tag in _OBJETS:
            perdus.add(_OBJETS[element.tag])
        elif element.tag == BR and element.get(w("type")) in _SAUTS:
            perdus.add(_SAUTS[element.get(w("type"))])
    for objet in sorted(perdus):
        noter(
            Anomalie(
                "M502",
                f"{objet.capitalize()} serait {'perdue' if objet.startswith('une ') else 'perdu'} avec {ou}.",
                "Déplacez cet objet hors de la balise.",
            ),
            balise.place,
        )


def _controler_cellule(balise: Balise, noter: Noter) -> None:
    """`{% colspan %}`, `{% vm %}`… règlent leur cellule : sans cellule, elles ne veulent rien dire."""
    cellule: Element | None = balise.paragraphe
    while cellule is not None and cellule.tag != TC:
        cellule = cellule.getparent()
    if cellule is None:
        noter(
            Anomalie("M504", f"« {balise.mot} » n’est pas dans une cellule.", "Placez cette balise dans un tableau."),
            balise.place,
        )
        return
    if balise.mot in ("colspan", "cellbg") and cellule.find(f".//{TBL}") is not None:
        noter(
            Anomalie("M505", "La cellule de cette balise contient un autre tableau.", "Déplacez l’un des deux."),
            balise.place,
        )
    dans_le_texte = (e for enfant in cellule if enfant.tag != w("tcPr") for e in enfant.iter(*_GENANTS))
    if balise.mot == "vm" and (genants := sorted({_GENANTS[e.tag] for e in dans_le_texte})):
        noter(
            Anomalie(
                "M506",
                f"« {balise.mot} » ne se place pas dans une cellule qui a {' et '.join(genants)}.",
                "Retirez-les de cette cellule, ou fusionnez les cellules autrement.",
            ),
            balise.place,
        )
    # -- docxtpl cherche des propriétés de cellule qui ne soient pas vides --
    proprietes = cellule.find(w("tcPr"))
    if proprietes is None:
        proprietes = cellule.makeelement(w("tcPr"))
        cellule.insert(0, proprietes)
    if len(proprietes) == 0:
        largeur = proprietes.makeelement(w("tcW"))
        largeur.set(w("w"), "0")
        largeur.set(w("type"), "auto")
        proprietes.append(largeur)
