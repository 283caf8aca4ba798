"""Modèle lu : les paragraphes d'un modèle, tels que le moteur les compte, avec les repères qu'une personne y prend."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lettres.rendu.anomalies import Releve
from lettres.rendu.compilation import etapes
from lettres.rendu.paquet import paquet
from lettres.rendu.sante import contenu
from lettres.rendu.xml import arbre_xml
from lettres.rendu.xml.arbre_xml import ESPACE_MC, TBL, TC, TR, Element, P, nom_court, texte_du_paragraphe, w
from lettres.socle.classes import NamedTuple, dataclass, replace
from lettres.socle.constats import abreger
from lettres.socle.erreurs import ModeleInvalide
from lettres.socle.places import DansWord

_STYLES = "word/styles.xml"
_REPLI = f"{{{ESPACE_MC}}}Fallback"
_INTERTITRE_MAX = 90
"""Signes : un paragraphe plus long est du texte, fût-il tout en gras."""


class ParagrapheDeModele(NamedTuple):
    """Un paragraphe d'une partie; `numero` est celui que le moteur lui donne."""

    element: Element
    texte: str
    place: DansWord
    style: str
    repli: bool
    """Il est de la copie d'une zone de texte, que Word garde pour ses vieilles versions : on ne la voit jamais."""


@dataclass(frozen=True, slots=True)
class PartieLue:
    """Une partie qui porte du texte : le corps, un en-tête, un pied, des notes."""

    nom: str
    titre: str
    racine: Element
    paragraphes: tuple[ParagrapheDeModele, ...]


@dataclass(frozen=True, slots=True)
class ModeleLu:
    """Un modèle ouvert et guéri comme le moteur le guérit; le corps est la première de ses parties."""

    parties: tuple[PartieLue, ...]
    statiques: Mapping[str, bytes]
    _par_place: Mapping[tuple[str, int | None], ParagrapheDeModele]

    @property
    def paragraphes(self) -> Iterator[ParagrapheDeModele]:
        """Tous ses paragraphes, partie après partie."""
        return (p for partie in self.parties for p in partie.paragraphes)

    def paragraphe(self, dans: DansWord) -> ParagrapheDeModele | None:
        """Le paragraphe que la place nomme."""
        return self._par_place.get((dans.partie, dans.paragraphe))

    def est_une_copie(self, dans: DansWord) -> bool:
        """Dit si la place est dans la copie d'une zone de texte."""
        lu = self.paragraphe(dans)
        return lu is not None and lu.repli

    def reperer(self, dans: DansWord) -> DansWord:
        """La même place, avec l'intertitre et la case du tableau."""
        lu = self.paragraphe(dans)
        if lu is None:
            return dans
        return replace(dans, texte=dans.texte or lu.place.texte, sous=lu.place.sous, case=lu.place.case)


def lire_un_modele(nom: str, octets: bytes) -> ModeleLu | None:
    """Le modèle, jusqu'où il se laisse lire; None si son paquet ne s'ouvre pas, ce que le moteur dit mieux."""
    try:
        lu = contenu.examiner(paquet.decompresser(nom, octets), Releve(nom))
    except ModeleInvalide:
        return None
    intertitres = _styles_d_intertitre(lu)
    parties = []
    for cle, racine in lu.arbres.items():
        etapes.suivre(etapes.AVANT_LA_LECTURE, racine)
        titre = lu.titres[cle]
        parties.append(PartieLue(cle, titre, racine, tuple(_paragraphes(racine, titre, intertitres))))
    par_place = {(p.place.partie, p.place.paragraphe): p for partie in parties for p in partie.paragraphes}
    return ModeleLu(tuple(parties), lu.statiques, par_place)


def _paragraphes(racine: Element, titre: str, intertitres: frozenset[str]) -> Iterator[ParagrapheDeModele]:
    cases = _cases(racine)
    sous = ""
    for numero, element in enumerate(racine.iter(P), start=1):
        texte = texte_du_paragraphe(element)
        cellule = next(element.iterancestors(TC), None)
        case = None if cellule is None else cases.get(cellule)
        place = DansWord(titre, numero, texte=abreger(texte), sous=sous, case=case)
        repli = next(element.iterancestors(_REPLI), None) is not None
        yield ParagrapheDeModele(element, texte, place, _style(element), repli)
        if case is None and _est_un_intertitre(element, texte, intertitres):
            sous = abreger(texte)


def _cases(racine: Element) -> dict[Element, tuple[int, int, int]]:
    """Chaque cellule, et sa case : le rang de son tableau, de sa rangée, le sien."""
    return {
        cellule: (tableau, rangee, colonne)
        for tableau, element in enumerate(racine.iter(TBL), start=1)
        for rangee, de_la_rangee in enumerate(_du_tableau(element, TR, TBL), start=1)
        for colonne, cellule in enumerate(_du_tableau(de_la_rangee, TC, TBL), start=1)
    }


def _du_tableau(element: Element, nom: str, sauf: str) -> Iterator[Element]:
    """Les rangées, ou les cellules, d'un tableau, à travers ce qui les enveloppe, sans entrer dans un autre."""
    for enfant in element:
        if enfant.tag == nom:
            yield enfant
        elif enfant.tag != sauf:
            yield from _du_tableau(enfant, nom, sauf)


def _est_un_intertitre(element: Element, texte: str, intertitres: frozenset[str]) -> bool:
    """Un style de titre, un niveau de plan, ou quelques mots tout en gras, sans balise ni point final."""
    if not texte.strip() or len(texte) > _INTERTITRE_MAX or "{" in texte:
        return False
    if _style(element) in intertitres:
        return True
    proprietes = element.find(w("pPr"))
    if proprietes is not None and proprietes.find(w("outlineLvl")) is not None:
        return True
    runs = [run for run in element.iter(w("r")) if any(t.text for t in run.iter(w("t")))]
    gras = all(run.find(f"{w('rPr')}/{w('b')}") is not None for run in runs)
    return gras and not texte.rstrip().endswith((".", ",", ";"))


def _style(element: Element) -> str:
    style = element.find(f"{w('pPr')}/{w('pStyle')}")
    return "" if style is None else str(style.get(w("val"), ""))


def _styles_d_intertitre(lu: contenu.Contenu) -> frozenset[str]:
    if _STYLES not in lu.statiques:
        return frozenset()
    trouves = set()
    for style in arbre_xml.lire(lu.statiques[_STYLES]).iter(w("style")):
        nom = style.find(w("name"))
        noms = f"{style.get(w('styleId'), '')} {'' if nom is None else nom.get(w('val'), '')}".lower()
        if any(mot in noms for mot in ("heading", "titre", "title")) or any(
            nom_court(e) == "outlineLvl" for e in style.iter()
        ):
            trouves.add(style.get(w("styleId"), ""))
    return frozenset(trouves)
