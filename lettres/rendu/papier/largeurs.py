"""Largeurs : les tableaux et les tabulations de la lettre, mis à la largeur d'une autre page."""

from __future__ import annotations

from lettres.rendu.xml.arbre_xml import TBL, TC, TR, Element, w


def ajuster_les_tableaux(arbre: Element, colonne: int, nouvelle: int) -> None:
    """Donne à chaque tableau, large comme l'ancienne colonne de texte ou moins, sa part de la nouvelle."""
    for tableau in arbre.iter(TBL):
        grille = [int(e.get(w("w"), "0")) for e in tableau.iter(w("gridCol"))]
        if not grille or colonne <= 0:
            continue
        largeurs = _repartir(grille, round(sum(grille) * nouvelle / colonne))
        for element, largeur in zip(tableau.iter(w("gridCol")), largeurs, strict=True):
            element.set(w("w"), str(largeur))
        total = tableau.find(f"{w('tblPr')}/{w('tblW')}")
        if total is not None and total.get(w("type")) == "dxa":
            total.set(w("w"), str(sum(largeurs)))
        for rangee in tableau.iterchildren(TR):
            _ajuster_la_rangee(rangee, largeurs)


def ajuster_les_tabulations(arbre: Element, colonne: int, nouvelle: int) -> None:
    """Garde à la marge de droite les tabulations qui y étaient."""
    for tabulation in arbre.iter(w("tab")):
        if tabulation.get(w("val")) == "right" and abs(int(tabulation.get(w("pos"), "0")) - colonne) <= 1:
            tabulation.set(w("pos"), str(nouvelle))


def _repartir(grille: list[int], voulue: int) -> list[int]:
    """La plus large colonne gagne ce que la page a de plus; ce qu'elle a de moins, les plus larges s'en privent."""
    manque = sum(grille) - voulue
    if manque <= 0:
        large = grille.index(max(grille))
        return [largeur - manque if rang == large else largeur for rang, largeur in enumerate(grille)]
    tries = sorted(grille)
    for rang, etroite in enumerate(tries):
        reste = len(tries) - rang
        plafond = (voulue - sum(tries[:rang])) // reste
        if plafond <= etroite:
            break
    largeurs = [min(largeur, plafond) for largeur in grille]
    largeurs[largeurs.index(max(largeurs))] += voulue - sum(largeurs)
    return largeurs


def _ajuster_la_rangee(rangee: Element, largeurs: list[int]) -> None:
    rang = 0
    for cellule in rangee.iterchildren(TC):
        etendue = cellule.find(f"{w('tcPr')}/{w('gridSpan')}")
        suivant = rang + (int(etendue.get(w("val"), "1")) if etendue is not None else 1)
        largeur = cellule.find(f"{w('tcPr')}/{w('tcW')}")
        if largeur is not None and largeur.get(w("type")) == "dxa":
            largeur.set(w("w"), str(sum(largeurs[rang:suivant])))
        rang = suivant
