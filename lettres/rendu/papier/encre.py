"""Encre : ce qu'un papier à en-tête imprimerait en blanc sur le blanc de la page, et que personne ne lirait."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lettres.rendu.papier.hauteurs import FeuilleDeStyles, style_du_paragraphe
from lettres.rendu.xml.arbre_xml import ESPACE_WP, TBL, Element, P, R, T, w

_CLAIR = 0xF0
"""Au-dessus, chaque couleur se perd dans le blanc du papier."""
_BLANCS_DU_THEME = frozenset({"background1", "light1"})
_DERRIERE = (f"{{{ESPACE_WP}}}anchor", w("pict"))
_SANS_FOND = frozenset({"", "auto", "clear"})


def textes_en_blanc(partie: Element, feuille: FeuilleDeStyles) -> Iterator[str]:
    """Chaque texte blanc d'une partie; aucun, si une image ou une forme peut s'y trouver derrière."""
    if next(partie.iter(*_DERRIERE), None) is not None:
        return
    for run in partie.iter(R):
        texte = "".join(t.text or "" for t in run.iterchildren(T)).strip()
        if texte and _blanc(_couleur_du_run(run, feuille)) and not _a_un_fond(run, feuille):
            yield texte


def styles_en_blanc(feuille: FeuilleDeStyles, servent: Mapping[str, str]) -> list[str]:
    """Les noms des styles du papier qui écriraient la lettre en blanc; `servent` : pour chaque style de la lettre."""
    trouves: dict[str, None] = {}
    for id_ in servent.values():
        suite = list(feuille.suite(id_))
        if (
            suite
            and _blanc(_premiere_couleur(suite))
            and not any(_fonce(shd) for s in suite for shd in s.iter(w("shd")))
        ):
            nom = suite[0].find(w("name"))
            trouves[nom.get(w("val"), id_) if nom is not None else id_] = None
    return list(trouves)


def _couleur_du_run(run: Element, feuille: FeuilleDeStyles) -> Element | None:
    """Sa couleur : la sienne, celle de son style, puis celle du style de son paragraphe."""
    if (sienne := run.find(f"{w('rPr')}/{w('color')}")) is not None:
        return sienne
    nomme = run.find(f"{w('rPr')}/{w('rStyle')}")
    if nomme is not None and (du_signe := _premiere_couleur(feuille.suite(nomme.get(w("val"), "")))) is not None:
        return du_signe
    paragraphe = next(run.iterancestors(P), None)
    return _premiere_couleur(feuille.suite(None if paragraphe is None else style_du_paragraphe(paragraphe)))


def _premiere_couleur(styles: Iterator[Element] | list[Element]) -> Element | None:
    return next((couleur for style in styles for couleur in style.iter(w("color"))), None)


def _blanc(couleur: Element | None) -> bool:
    if couleur is None:
        return False
    valeur = couleur.get(w("val"), "auto")
    if len(valeur) != len("FFFFFF") or not set(valeur) <= set("0123456789abcdefABCDEF"):
        return couleur.get(w("themeColor"), "") in _BLANCS_DU_THEME
    return all(int(valeur[rang : rang + 2], 16) >= _CLAIR for rang in (0, 2, 4))


def _a_un_fond(run: Element, feuille: FeuilleDeStyles) -> bool:
    """Dit si autre chose que la page est derrière : une trame, une case, un tableau qui a son style, un surlignage."""
    if run.find(f"{w('rPr')}/{w('highlight')}") is not None:
        return True
    paragraphe = next(run.iterancestors(P), None)
    du_style = feuille.suite(None if paragraphe is None else style_du_paragraphe(paragraphe))
    siens = (f"{w('rPr')}/{w('shd')}", f"{w('pPr')}/{w('shd')}", f"{w('tcPr')}/{w('shd')}")
    trames = [shd for e in (run, *run.iterancestors()) for chemin in siens for shd in e.iterfind(chemin)]
    trames += [shd for style in du_style for shd in style.iter(w("shd"))]
    tableau = next(run.iterancestors(TBL), None)
    nomme = None if tableau is None else tableau.find(f"{w('tblPr')}/{w('tblStyle')}")
    return nomme is not None or any(_fonce(shd) for shd in trames)


def _fonce(shd: Element) -> bool:
    fond = shd.get(w("fill"), "auto")
    return shd.get(w("themeFill"), "") not in ("", *_BLANCS_DU_THEME) or (
        fond not in _SANS_FOND and fond.upper() != "FFFFFF"
    )
