"""Retouches : ce que des boucles et des conditions laissent d'invalide pour Word, et qui se répare sans rien perdre."""

from __future__ import annotations

from collections.abc import Iterator

from lettres.rendu.xml.arbre_xml import ESPACE_MC, ESPACE_WP, TBL, TC, TR, Element, P, w

DOCPR = f"{{{ESPACE_WP}}}docPr"
REPLI = f"{{{ESPACE_MC}}}Fallback"
CONTENU = w("sdtContent")
RECIPIENTS = tuple(w(nom) for nom in ("hdr", "ftr", "footnote", "endnote", "txbxContent"))
BLOCS = frozenset({P, TBL})
_LIEUX = (P, TBL, TR, TC, w("body"), *RECIPIENTS)
_GRILLE, _COLONNE, _FUSION, _VAL = w("tblGrid"), w("gridCol"), w("gridSpan"), w("val")
_CELLULE, _RANGEE, _HORS_GRILLE = w("tcPr"), w("trPr"), frozenset({w("gridBefore"), w("gridAfter")})
COLONNES_MAX, _CHIFFRES_MAX = 63, 6
ENVELOPPES = frozenset(w(nom) for nom in ("sdt", "sdtContent", "customXml", "smartTag"))
"""Ce qui entoure des blocs, des rangées ou des cellules sans en changer la nature."""
MENTION_EBAUCHE = "ÉBAUCHE – NE PAS ENVOYER"


def reparer(racine: Element) -> bool:
    """Retire rangées sans cellule, tableaux sans rangée, contrôles vidés; rend un paragraphe à ce qui doit en avoir un.

    Dit s'il a fallu y toucher.
    """
    touche = _reparer_controles(racine)
    for nom, contenu in ((TR, TC), (TBL, TR)):
        for element in reversed(list(racine.iter(nom))):
            if not _finit_par(element, contenu) and next(element.iter(contenu), None) is None:
                element.getparent().remove(element)
                touche = True
    touche |= _reparer_controles(racine)
    for cellule in racine.iter(TC):
        if not _finit_par(cellule, P) and dernier_bloc(cellule) != P:
            cellule.append(cellule.makeelement(P))
            touche = True
    for recipient in racine.iter(*RECIPIENTS):
        if dernier_bloc(recipient) is None:
            recipient.append(recipient.makeelement(P))
            touche = True
    return touche


def _reparer_controles(racine: Element) -> bool:
    """Rend un paragraphe à un contrôle de contenu vidé; retire celui qui n’entourait que rangées ou cellules."""
    touche = False
    for contenu in reversed(list(racine.iter(CONTENU))):
        lieu = lieu_du_controle(contenu)
        if len(contenu) or lieu == P:
            continue
        controle = contenu.getparent()
        if lieu in (TBL, TR):
            controle.getparent().remove(controle)
        else:
            contenu.append(contenu.makeelement(P))
        touche = True
    return touche


def lieu_du_controle(contenu: Element) -> str:
    """Ce qui contient un contrôle de contenu : un paragraphe, un tableau, une rangée, ou un texte fait de blocs."""
    return next((str(a.tag) for a in contenu.iterancestors(*_LIEUX)), "")


def dernier_bloc(element: Element) -> str | None:
    """Le dernier paragraphe ou tableau d'un contenant, même dans un contrôle de contenu; None s'il n'en a aucun."""
    for enfant in reversed(element):
        if enfant.tag in BLOCS:
            return str(enfant.tag)
        if enfant.tag in ENVELOPPES and (dernier := dernier_bloc(enfant)) is not None:
            return dernier
    return None


def _finit_par(element: Element, nom: str) -> bool:
    return len(element) > 0 and element[-1].tag == nom


def ajuster_grilles(racine: Element) -> bool:
    """Donne à chaque tableau autant de colonnes que sa plus longue rangée, à largeur totale et proportions égales.

    Une colonne de plus reçoit d'abord la largeur moyenne.
    """
    touche = False
    for tableau in racine.iter(TBL):
        grille = tableau.find(_GRILLE)
        voulues = max(map(_colonnes, _descendants(tableau, TR)), default=0)
        if grille is None or voulues in (0, len(grille)):
            continue
        colonnes = grille.findall(_COLONNE)
        largeurs = [_entier(c, 0, w("w")) for c in colonnes]
        total = sum(largeurs)
        gardees = largeurs[:voulues] + [total // len(colonnes) if colonnes else 0] * (voulues - len(colonnes))
        echelle = total / sum(gardees) if sum(gardees) else 0
        for colonne in colonnes[voulues:]:
            grille.remove(colonne)
        for _ in range(voulues - len(colonnes)):
            grille.append(grille.makeelement(_COLONNE))
        for colonne, largeur in zip(grille.findall(_COLONNE), gardees, strict=True):
            colonne.set(w("w"), str(int(largeur * echelle)))
        touche = True
    return touche


def _colonnes(rangee: Element) -> int:
    proprietes = rangee[0] if len(rangee) and rangee[0].tag == _RANGEE else ()
    return sum(map(_etendue, _descendants(rangee, TC))) + sum(
        _entier(e, 0) for e in proprietes if e.tag in _HORS_GRILLE
    )


def _etendue(cellule: Element) -> int:
    proprietes = cellule[0] if len(cellule) and cellule[0].tag == _CELLULE else ()
    return min(next((_entier(e, 1) for e in proprietes if e.tag == _FUSION), 1), COLONNES_MAX)


def _descendants(element: Element, nom: str) -> Iterator[Element]:
    """Les enfants de ce nom, même enveloppés dans un contrôle de contenu; jamais ceux d'un tableau imbriqué."""
    for enfant in element:
        if enfant.tag == nom:
            yield enfant
        elif enfant.tag in ENVELOPPES:
            yield from _descendants(enfant, nom)


def _entier(element: Element, defaut: int, attribut: str = _VAL) -> int:
    texte = element.get(attribut, "")
    return int(texte) if texte.isascii() and texte.isdecimal() and len(texte) <= _CHIFFRES_MAX else defaut


def marquer_ebauche(document: Element, style: str | None) -> None:
    """Place en tête du corps la mention qui empêche d'envoyer une lettre à trous."""
    corps = document.find(w("body"))

    def ajouter(parent: Element, nom: str, **attributs: str) -> Element:
        enfant = parent.makeelement(w(nom))
        for cle, valeur in attributs.items():
            enfant.set(w(cle), valeur)
        parent.append(enfant)
        return enfant

    paragraphe = corps.makeelement(P)
    proprietes = ajouter(paragraphe, "pPr")
    run = ajouter(paragraphe, "r")
    if style:
        ajouter(proprietes, "pStyle", val=style)
    else:
        ajouter(proprietes, "jc", val="center")
        mise_en_forme = ajouter(run, "rPr")
        ajouter(mise_en_forme, "b")
        ajouter(mise_en_forme, "color", val="C00000")
    ajouter(run, "t").text = MENTION_EBAUCHE
    corps.insert(0, paragraphe)
