"""Retouches : ce que des boucles et des conditions laissent d'invalide pour Word, et qui se répare sans rien perdre."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import count

from lettres.rendu.arbre_xml import ESPACE_W14, ESPACE_WP, TBL, TC, TR, Element, P, nom_court, w

DOCPR = f"{{{ESPACE_WP}}}docPr"
PARA_ID = f"{{{ESPACE_W14}}}paraId"
_REPLI = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_RECIPIENTS = tuple(w(nom) for nom in ("hdr", "ftr", "footnote", "endnote", "txbxContent"))
_BLOCS = frozenset({P, TBL, w("sdt")})
_ORDRE_CELLULE = (
    *("cnfStyle", "tcW", "gridSpan", "hMerge", "vMerge", "tcBorders", "shd", "noWrap", "tcMar", "textDirection"),
    *("tcFitText", "vAlign", "hideMark"),
)
_SIGNET_MAX = 40
MENTION_EBAUCHE = "ÉBAUCHE – NE PAS ENVOYER"


def hors_repli(racine: Element, *noms: str) -> Iterator[Element]:
    """Les éléments de ces noms, sauf dans la copie de repli qu'écrit Word pour ses vieilles versions."""
    for element in racine.iter(*noms):
        if not any(ancetre.tag == _REPLI for ancetre in element.iterancestors()):
            yield element


def reparer_tableaux(racine: Element) -> None:
    """Retire les rangées sans cellule et les tableaux sans rangée; rend un paragraphe à ce qui doit finir par un."""
    for nom, contenu in ((TR, TC), (TBL, TR)):
        for element in reversed(list(racine.iter(nom))):
            if next(element.iter(contenu), None) is None:
                element.getparent().remove(element)
    for cellule in racine.iter(TC):
        blocs = [e for e in cellule if e.tag in _BLOCS]
        if not blocs or blocs[-1].tag == TBL:
            cellule.append(cellule.makeelement(P))
        proprietes = cellule.find(w("tcPr"))
        if proprietes is not None:
            _ranger_proprietes(proprietes)
    for recipient in racine.iter(*_RECIPIENTS):
        if not any(e.tag in _BLOCS for e in recipient):
            recipient.append(recipient.makeelement(P))


def _ranger_proprietes(proprietes: Element) -> None:
    """Remet les propriétés de cellule dans l'ordre du schéma; docxtpl les ajoute en tête."""
    rangs = [_ORDRE_CELLULE.index(nom_court(e)) if nom_court(e) in _ORDRE_CELLULE else 99 for e in proprietes]
    if rangs != sorted(rangs):
        proprietes[:] = [e for _, e in sorted(zip(rangs, proprietes, strict=True), key=lambda paire: paire[0])]


def ajuster_grilles(racine: Element) -> None:
    """Donne à chaque tableau autant de colonnes que sa plus longue rangée, à largeur totale égale."""
    for tableau in racine.iter(TBL):
        grille = tableau.find(w("tblGrid"))
        rangees = [r for r in tableau.iter(TR) if next(r.iterancestors(TBL)) is tableau]
        if grille is None or not rangees:
            continue
        voulues = max(_colonnes(rangee) for rangee in rangees)
        colonnes = grille.findall(w("gridCol"))
        if voulues in (0, len(colonnes)):
            continue
        total = sum(int(c.get(w("w"), "0")) for c in colonnes)
        for colonne in colonnes[voulues:]:
            grille.remove(colonne)
        for _ in range(voulues - len(colonnes)):
            grille.append(grille.makeelement(w("gridCol")))
        for colonne in grille.findall(w("gridCol")):
            colonne.set(w("w"), str(total // voulues))


def _colonnes(rangee: Element) -> int:
    return sum(_entier(c.find(f"{w('tcPr')}/{w('gridSpan')}"), 1) for c in rangee.iter(TC) if _est_de(c, rangee)) + sum(
        _entier(rangee.find(f"{w('trPr')}/{w(nom)}"), 0) for nom in ("gridBefore", "gridAfter")
    )


def _est_de(cellule: Element, rangee: Element) -> bool:
    return next(cellule.iterancestors(TR)) is rangee


def _entier(element: Element | None, defaut: int) -> int:
    texte = element.get(w("val"), "") if element is not None else ""
    return int(texte) if texte.isdecimal() else defaut


def renumeroter(racines: Iterable[Element]) -> None:
    """Rend uniques les identifiants qu'une boucle a recopiés : dessins, contrôles, paragraphes, signets."""
    arbres = list(racines)
    _rendre_uniques((e, "id") for a in arbres for e in hors_repli(a, DOCPR))
    _rendre_uniques((e, w("val")) for a in arbres for e in hors_repli(a, w("id")) if e.getparent().tag == w("sdtPr"))
    _renumeroter_paragraphes(arbres)
    noms = _NomsDeSignets()
    for arbre in arbres:
        _renumeroter_signets(arbre, noms)


def _rendre_uniques(attributs: Iterable[tuple[Element, str]]) -> None:
    paires = list(attributs)
    vus: set[str] = set()
    libres = _libres({e.get(a) for e, a in paires})
    for element, attribut in paires:
        if element.get(attribut) in vus:
            element.set(attribut, next(libres))
        vus.add(element.get(attribut))


def _libres(pris: set[str]) -> Iterator[str]:
    return (str(n) for n in count(1) if str(n) not in pris)


def _renumeroter_paragraphes(arbres: list[Element]) -> None:
    porteurs = [e for a in arbres for e in hors_repli(a, P, TR) if e.get(PARA_ID)]
    pris = {e.get(PARA_ID) for e in porteurs}
    libres = (f"{n:08X}" for n in count(1) if f"{n:08X}" not in pris)
    vus: set[str] = set()
    for element in porteurs:
        if element.get(PARA_ID) in vus:
            element.set(PARA_ID, next(libres))
        vus.add(element.get(PARA_ID))


def _renumeroter_signets(racine: Element, noms: _NomsDeSignets) -> None:
    bornes = list(hors_repli(racine, w("bookmarkStart"), w("bookmarkEnd")))
    libres = _libres({e.get(w("id")) for e in bornes})
    vus: set[str] = set()
    nouveaux: dict[str, str] = {}
    for borne in bornes:
        ancien = borne.get(w("id"), "")
        if borne.tag == w("bookmarkEnd"):
            borne.set(w("id"), nouveaux.get(ancien, ancien))
            continue
        if ancien in vus:
            nouveaux[ancien] = next(libres)
            borne.set(w("id"), nouveaux[ancien])
        vus.add(ancien)
        noms.renommer(borne)


class _NomsDeSignets:
    """Les noms de signets déjà pris dans la lettre."""

    def __init__(self) -> None:
        self._pris: set[str] = set()
        self._suivants: dict[str, Iterator[int]] = {}

    def renommer(self, signet: Element) -> None:
        """Donne au signet un nom libre, et le retient."""
        nom = signet.get(w("name"), "")
        if nom in self._pris:
            base = nom[: _SIGNET_MAX - 6]
            rangs = self._suivants.setdefault(base, count(2))
            nom = next(libre for rang in rangs if (libre := f"{base}_{rang}") not in self._pris)
            signet.set(w("name"), nom)
        self._pris.add(nom)


def retirer_notes_orphelines(corps: Element, notes: Mapping[str, Element]) -> None:
    """Retire les notes dont l'appel n'est plus dans le corps : leur texte ne doit pas rester dans la lettre."""
    for racine in notes.values():
        nom = nom_court(racine).removesuffix("s")
        appels = {e.get(w("id")) for e in corps.iter(w(f"{nom}Reference"))}
        for note in racine.findall(w(nom)):
            if note.get(w("type")) is None and note.get(w("id")) not in appels:
                racine.remove(note)


def marquer_ebauche(corps: Element, style: str | None) -> None:
    """Place en tête du corps la mention qui empêche d'envoyer une lettre à trous."""

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
