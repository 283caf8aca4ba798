"""Teneur : ce qu'un document fini a d'ordonné, sans sa mise en page : titres, listes, tableaux, lignes jointes, notes.

Tout se lit du document même : un niveau de plan fait un titre, une numérotation une liste, un espacement nul deux
lignes qui se suivent. Un modèle d'ailleurs, avec ses propres styles, se lit donc comme les nôtres.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from lettres.rendu.paquet import relations
from lettres.rendu.paquet.ooxml import DOCUMENT, lire_paquet, lire_xml
from lettres.rendu.paragraphes.insertions import ImageLue, Insertions
from lettres.rendu.paragraphes.lecture import Bloc, Lu, lire_l_arbre, mots_de
from lettres.rendu.paragraphes.puces import Marque, Puces, val
from lettres.rendu.paragraphes.styles_lus import OUI, Presentation, StylesLus, se_suivent
from lettres.rendu.paragraphes.texte import bandeaux, racine_de
from lettres.rendu.xml.arbre_xml import ESPACE_R, TC, TR, Element, P, w
from lettres.socle.classes import NamedTuple, dataclass

_COLONNES_NOMMEES = 3
"""De tant de colonnes, une première rangée tout en gras en dit les noms, même si Word n'en sait rien."""

_PAGINE = re.compile(r"\bPAGE\b|\bNUMPAGES\b|\bSECTIONPAGES\b")
_RANG_DE_PAGE = re.compile(r"\W*+(?:p(?:age|\.)?\s*+)?\d++(?:\s*+(?:de|sur|of|/)\s*+\d++)?\W*+", re.IGNORECASE)
_R_ID = f"{{{ESPACE_R}}}id"
_DU_WEB = re.compile(r"(?:https?://|mailto:)[!-~]+", re.IGNORECASE)
"""Les seuls liens que l'on suit hors de Word."""
_MOT = re.compile(r"\w+|\ufffc.")
"""Un mot, ou une image."""


class Trait(NamedTuple):
    """Des mots d'un texte, de `debut` à `fin`, que le document distingue des autres."""

    debut: int
    fin: int
    gras: bool
    italique: bool
    lien: str
    """L'adresse qu'ils ouvrent, du Web ou de courriel; vide sans lien."""


class AlineaDeTeneur(NamedTuple):
    """Un paragraphe : sa puce ou son numéro, son texte, et comment il se lit."""

    marque: Marque
    texte: str
    niveau: int
    """Celui d'un titre au plan du document; HORS_PLAN pour tout autre paragraphe."""
    suit: bool
    """Il suit de près celui d'avant : une adresse, une signature."""
    traits: tuple[Trait, ...]


class RangeeLue(NamedTuple):
    """Une rangée de tableau : le texte de chaque cellule et les colonnes qu'elle tient; dit si c'est l'en-tête."""

    cellules: tuple[str, ...]
    colonnes: tuple[int, ...]
    entete: bool
    traits: tuple[tuple[Trait, ...], ...]
    a_remplir: bool = False
    """On écrit à la main sous chacune de ses cellules : une signature, un lieu, une date."""
    prolongent: tuple[bool, ...] = ()
    """Dit de chaque cellule si elle prolonge celle du dessus; vide si aucune ne le fait."""


Part: TypeAlias = AlineaDeTeneur | RangeeLue


@dataclass(frozen=True, slots=True)
class Teneur:
    """Un document, de haut en bas : l'en-tête de sa première page, son corps, ses notes, le pied de cette page.

    Un appel de note y est « [1] »; une image y tient la place que dit `insertions.montrer`. Le pied n'a ni numéro de
    page, ni rien que le document dise déjà.
    """

    en_tete: tuple[Part, ...]
    corps: tuple[Part, ...]
    notes: tuple[str, ...]
    pied: tuple[Part, ...]
    images: tuple[ImageLue, ...]


def teneur(octets: bytes) -> Teneur:
    """La teneur d'un document Word. Lève ModeleInvalide s'il n'est pas lisible."""
    parties = lire_paquet(octets)
    lecteur = _PartiesLues(parties)
    en_tete = lecteur.bandeau("header", "en-tête pair")
    corps = tuple(lecteur.morceaux(DOCUMENT))
    pied = lecteur.bandeau("footer", "pied pair")
    dits = _mots([*en_tete, *corps])
    inedits = tuple(alinea for alinea in pied if not _mots([alinea]) <= dits)
    insertions = lecteur.insertions
    return Teneur(en_tete, corps, tuple(insertions.notes), inedits, tuple(insertions.images))


class _PartiesLues:
    """La lecture des parties d'un document, dans l'ordre."""

    def __init__(self, parties: Mapping[str, bytes]) -> None:
        self._parties = parties
        self._styles, self._listes = StylesLus(parties), Puces.lire(parties)
        self.insertions = Insertions(parties)
        self._paragraphes: list[Element] = []
        self._liens: dict[str, str] = {}

    def bandeau(self, genre: str, pair: str) -> tuple[AlineaDeTeneur, ...]:
        """L'en-tête ou le pied de la première page; ses cellules s'y lisent l'une sous l'autre."""
        noms = [nom for titre, nom in bandeaux(self._parties, genre) if titre != pair]
        return tuple(self._deplies([*lire_l_arbre(self._ouvrir(noms[0]))])) if noms else ()

    def morceaux(self, partie: str) -> Iterator[Part]:
        """Les paragraphes et les rangées d'une partie."""
        racine = self._ouvrir(partie)
        rangees = iter([tr for tr in racine.iter(TR) if not any(a.tag == TC for a in tr.iterancestors())])
        avant: Presentation | None = None
        for bloc in lire_l_arbre(racine):
            if isinstance(bloc, Lu):
                alinea, avant = self._alinea(bloc, avant)
                yield from [alinea] if alinea is not None else ()
            else:
                yield self._rangee(bloc, next(rangees, None))
                avant = None

    def _ouvrir(self, partie: str) -> Element:
        racine = racine_de(self._parties, partie)
        fichier = relations.relations_de(partie)
        liens = [*relations.lire(lire_xml(fichier, self._parties[fichier]))] if fichier in self._parties else []
        self.insertions.marquer(partie, racine, liens)
        self._liens = {lien.id: lien.cible for lien in liens if lien.externe}
        self._paragraphes = [*racine.iter(P)]
        return racine

    def _alinea(self, lu: Lu, avant: Presentation | None) -> tuple[AlineaDeTeneur | None, Presentation | None]:
        """Le paragraphe, s'il dit quelque chose, et ce que le suivant a devant lui."""
        paragraphe = self._paragraphes[lu.numero - 1]
        marque, texte = self._listes.lue(paragraphe), lu.texte.strip()
        if not texte:
            return None, None
        sien = self._styles.du_paragraphe(paragraphe)
        traits = self._traits(paragraphe, lu.texte)
        return AlineaDeTeneur(marque, texte, sien.niveau, se_suivent(avant, sien), traits), sien

    def _traits(self, paragraphe: Element, attendu: str) -> tuple[Trait, ...]:
        """Ce qui s'y distingue, à sa place dans ce texte sans ses bords; rien si ce texte n'est plus le sien."""
        mots = [*mots_de(paragraphe)]
        if "".join(texte for _, texte in mots) != attendu:
            return ()
        debut, dernier = len(attendu.lstrip()) - len(attendu), len(attendu.strip())
        traits: list[Trait] = []
        for mot, texte in mots:
            fin = debut + len(texte)
            forme = (*self._styles.forme_du_mot(paragraphe, mot), self._lien(mot))
            a, b = max(debut, 0), min(fin, dernier)
            debut = fin
            # -- une espace n'a pas de forme à elle : elle prend celle d'avant --
            if traits and traits[-1].fin == a and (traits[-1][2:] == forme or (b > a and not texte.strip())):
                traits[-1] = traits[-1]._replace(fin=b)
            elif b > a and any(forme) and texte.strip():
                traits.append(Trait(a, b, *forme))
        return tuple(traits)

    def _lien(self, mot: Element) -> str:
        lien = next(mot.iterancestors(w("hyperlink"), P), None)
        cible = self._liens.get(str(lien.get(_R_ID, "")), "") if lien is not None else ""
        return cible if _DU_WEB.fullmatch(cible) else ""

    def _deplies(self, blocs: Sequence[Bloc]) -> Iterator[AlineaDeTeneur]:
        avant: Presentation | None = None
        for bloc in blocs:
            if not isinstance(bloc, Lu):
                for cellule in bloc:
                    yield from self._deplies(cellule)
                avant = None
                continue
            pagine = _est_pagine(self._paragraphes[bloc.numero - 1])
            alinea, avant = self._alinea(bloc._replace(texte=_sans_page(bloc.texte)) if pagine else bloc, avant)
            yield from [alinea] if alinea is not None else ()

    def _rangee(self, cellules: list[list[Bloc]], rangee: Element | None) -> RangeeLue:
        dits = [[*self._textes(cellule)] for cellule in cellules]
        textes = tuple("\n".join(texte for texte, _ in cellule) for cellule in dits)
        traits = tuple(tuple(_deplaces(cellule)) for cellule in dits)
        a_remplir = all(self._laisse_de_quoi_ecrire(cellule) for cellule in cellules)
        if rangee is None:
            return RangeeLue(textes, (1,) * len(textes), entete=False, traits=traits, a_remplir=a_remplir)
        siennes = [*rangee.iter(TC)]
        tenues = [val(cellule, f"{w('tcPr')}/{w('gridSpan')}") for cellule in siennes]
        larges = tuple(int(t) if t.isdigit() else 1 for t in tenues)
        colonnes = larges if len(larges) == len(textes) else (1,) * len(textes)
        titre = rangee.find(f"{w('trPr')}/{w('tblHeader')}")
        entete = titre is not None and str(titre.get(w("val"), "")) in OUI
        entete = entete or self._nomme_les_colonnes(rangee, textes)
        prolongent = tuple(map(_prolonge, siennes)) if len(siennes) == len(textes) else ()
        return RangeeLue(textes, colonnes, entete, traits, a_remplir, prolongent)

    def _nomme_les_colonnes(self, rangee: Element, textes: Sequence[str]) -> bool:
        premiere = next(rangee.itersiblings(TR, preceding=True), None) is None
        if not premiere or len(textes) < _COLONNES_NOMMEES or not all(textes):
            return False
        suivante = next(rangee.itersiblings(TR), None)
        return self._est_en_gras(rangee) and suivante is not None and not self._est_en_gras(suivante)

    def _est_en_gras(self, rangee: Element) -> bool:
        dits = [p for p in rangee.iter(P) if "".join(map(str, p.itertext())).strip()]
        return bool(dits) and all(self._styles.du_paragraphe(p).gras for p in dits)

    def _laisse_de_quoi_ecrire(self, cellule: Sequence[Bloc]) -> bool:
        dernier = cellule[-1] if cellule else None
        if not isinstance(dernier, Lu):
            return False
        return self._styles.du_paragraphe(self._paragraphes[dernier.numero - 1]).laisse_de_quoi_ecrire

    def _textes(self, blocs: Sequence[Bloc]) -> Iterator[tuple[str, tuple[Trait, ...]]]:
        """Le texte de chaque paragraphe d'une cellule, sa puce devant, et ce qui s'y distingue."""
        for bloc in blocs:
            if isinstance(bloc, Lu):
                paragraphe = self._paragraphes[bloc.numero - 1]
                marque = self._listes.marque(paragraphe)
                devant = len(marque) + len(bloc.texte) - len(bloc.texte.lstrip())
                yield marque + bloc.texte, tuple(_plus_loin(self._traits(paragraphe, bloc.texte), devant))
            else:
                yield from (dit for cellule in bloc for dit in self._textes(cellule))


def _prolonge(cellule: Element) -> bool:
    fusion = cellule.find(f"{w('tcPr')}/{w('vMerge')}")
    vide = not any(texte.strip() for _, texte in mots_de(cellule))
    return fusion is not None and fusion.get(w("val")) != "restart" and vide


def _deplaces(dits: Sequence[tuple[str, Sequence[Trait]]]) -> Iterator[Trait]:
    """Les traits de textes mis chacun sur sa ligne, à leur place dans l'ensemble."""
    rang = 0
    for texte, traits in dits:
        yield from _plus_loin(traits, rang)
        rang += len(texte) + 1


def _plus_loin(traits: Sequence[Trait], de_tant: int) -> Iterator[Trait]:
    return (trait._replace(debut=trait.debut + de_tant, fin=trait.fin + de_tant) for trait in traits)


def _est_pagine(paragraphe: Element) -> bool:
    codes = [str(champ.get(w("instr"), "")) for champ in paragraphe.iter(w("fldSimple"))]
    return (
        _PAGINE.search(" ".join([*codes, *("".join(e.itertext()) for e in paragraphe.iter(w("instrText")))]))
        is not None
    )


def _sans_page(texte: str) -> str:
    """Le texte, sans ce qui n'y est qu'un numéro de page."""
    return "\t".join(dit for dit in texte.split("\t") if not _RANG_DE_PAGE.fullmatch(dit))


def _mots(morceaux: Sequence[Part]) -> set[str]:
    textes = (" ".join(m.cellules) if isinstance(m, RangeeLue) else m.texte for m in morceaux)
    return set(_MOT.findall(" ".join(textes).casefold()))
