"""Listes : les points de contrôle lus de `listes.yaml`, leurs motifs assemblés et compilés une seule fois."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from lettres.catalogue import capacites
from lettres.langue.pliage import sans_accents
from lettres.socle.code import VERSION_D_ORIGINE, Code, Page
from lettres.socle.constats import Gravite
from lettres.socle.donnees import donnees

_BRIQUE = re.compile(r"<([a-z_é]+)>")
_AILLEURS_QU_UN_MOT = re.compile(r"[^a-z0-9]+")
_AMORCE, _AMORCES_GARDEES = 10, 6
"""Les premiers signes de ce qu'un motif a trouvé dans les lettres d'avant, et le nombre qu'on en retient."""
_AVANT_SES_INDICES = 8
"""Les lettres après lesquelles lire les indices d'un motif coûte moins que de le chercher."""
_FORCES = {
    "O": (Gravite.ERREUR, "La lettre doit contenir ceci"),
    "C": (Gravite.CONSEIL, "La lettre devrait contenir ceci"),
    "X": (Gravite.ERREUR, "À ne pas écrire"),
}


class MotifDeListe:
    """Une expression régulière, compilée quand on la cherche : une lettre n'a besoin que de celles de son type."""

    __slots__ = ("_amorces", "_briques", "_compile", "_ecrit", "_indices", "_regards")

    def __init__(self, ecrit: str, briques: Mapping[str, str]) -> None:
        self._ecrit = ecrit
        self._briques = briques
        self._compile: re.Pattern[str] | None = None
        self._amorces: tuple[str, ...] = ()
        self._regards = 0
        self._indices: tuple[tuple[tuple[str, ...], ...], ...] = ()

    @property
    def source(self) -> str:
        """L'expression, telle qu'elle se compile."""
        return sans_accents(_assembler(self._ecrit, self._briques))

    def search(self, texte: str) -> re.Match[str] | None:
        """Le premier passage trouvé."""
        return self._compiler().search(texte)

    def se_lit(self, texte: str) -> bool:
        """Dit s'il se trouve dans ce texte; il se cherche d'abord là où se lisent les mots qui l'ouvraient ailleurs."""
        motif = self._compiler()
        for amorce in self._amorces:
            place = texte.find(amorce)
            if place >= 0 and motif.match(texte, place):
                return True
        trouve = motif.search(texte)
        if trouve is not None and trouve[0]:
            self._amorces = (trouve[0][:_AMORCE], *self._amorces[: _AMORCES_GARDEES - 1])
        return trouve is not None

    def peut_se_lire(self, texte: str) -> bool:
        """Dit si les mots sans lesquels il ne trouve rien sont dans ce texte; oui, d'abord, sans les connaître.

        Ces indices se lisent dans le motif, ce qui ne vaut que pour celui que lettre après lettre on cherche.
        """
        if self._regards <= _AVANT_SES_INDICES:
            self._regards += 1
            if self._regards > _AVANT_SES_INDICES:
                self._indices = _indices_de(self.source)
        if not self._indices:
            return True
        for tournure in self._indices:
            for jeu in tournure:
                for mot in jeu:
                    if mot in texte:
                        break
                else:
                    break
            else:
                return True
        return False

    def _compiler(self) -> re.Pattern[str]:
        if self._compile is None:
            self._compile = re.compile(self.source, re.MULTILINE)
        return self._compile


def _indices_de(source: str) -> tuple[tuple[tuple[str, ...], ...], ...]:
    from lettres.langue.mots.indices import BORNE, indices  # -- une lettre seule n'en a pas l'usage --

    return tuple(tuple(tuple(mot.strip(BORNE) for mot in jeu) for jeu in tournure) for tournure in indices(source))


_Indice = Mapping[str, str | int]
"""Ce qui se lit, sous la zone où cela se lit, et son « poids »."""


class _Point(NamedTuple):
    """Un point tel que le fichier l'écrit; une clé inconnue lève."""

    code: str
    force: str
    libelle: str
    nom: str = ""
    exige: Mapping[str, Mapping[str, str]] = {}
    defend: Sequence[str] = ()
    mots: Sequence[str] = ()
    sauf: str | None = None
    sauf_cite: Sequence[str] = ()
    sauf_paye: str | None = None
    au_consommateur: bool = False
    remede: str = ""
    fondement: str = ""
    depuis: str = VERSION_D_ORIGINE


class _Type(NamedTuple):
    """Un type tel que le fichier l'écrit."""

    nom: str
    lettre: str
    nature: str | Sequence[str]
    signes: Sequence[_Indice]
    points: Sequence[Mapping[str, Any]]


class Point(NamedTuple):
    """Un point d'une liste. `exige` : chaque chose à lire, et le motif à chercher dans chaque zone.

    Un point banni se défend par ses motifs, ou par des familles de `mots`, dont il prend alors la gravité.
    """

    code: str
    nomme: str
    """Son nom, s'il en a un à lui."""
    force: str
    libelle: str
    exige: Mapping[str, Mapping[str, MotifDeListe]]
    defend: tuple[MotifDeListe, ...]
    mots: tuple[str, ...]
    sauf: MotifDeListe | None
    sauf_cite: tuple[MotifDeListe, ...]
    """Pour chaque motif de `defend`, ce qui l'excuse quand une citation le porte; vide, rien ne les excuse."""
    sauf_paye: MotifDeListe | None
    au_consommateur: bool
    """N'est banni que d'une lettre à un consommateur, ou à qui peut en être un."""
    remede: str
    fondement: str
    fiches: tuple[str, ...]
    """Les fiches de droit qui l'expliquent."""
    depuis: str

    def declarer(self) -> Code:
        """Le code du point, tel que la table le porte. Une ébauche tolère ce qui manque, jamais ce qui est banni."""
        nom = self.nomme or f"omettre-{_en_nom(self.libelle)}"
        gravite, debut = _FORCES[self.force]
        page = Page(f"{debut} : {self.libelle}.", remede=self.remede, fondement=self.fondement)
        return Code(self.code, nom, gravite, "listes", page, tolere=self.force == "O", depuis=self.depuis)


class Signe(NamedTuple):
    """Un indice du type d'une lettre : ce qui se lit, où, et ce que cela pèse."""

    zone: str
    motif: MotifDeListe
    poids: int


class TypeDeLettre(NamedTuple):
    """Un type de lettre : A, B, C, D, E, F, F-rappel, G, J, K, S, U. Un exposé vaut pour plusieurs natures."""

    cle: str
    nom: str
    lettre: str
    natures: tuple[str, ...]
    signes: tuple[Signe, ...]
    points: tuple[Point, ...]

    @property
    def nature(self) -> str | None:
        """Sa nature; None quand il en a plusieurs : le dossier la dit."""
        return self.natures[0] if len(self.natures) == 1 else None

    @property
    def est_une_mise_en_demeure(self) -> bool:
        """Dit si les neuf éléments s'y exigent."""
        return capacites(self.lettre).met_en_demeure


class Listes(NamedTuple):
    """Tout ce que la barrière vérifie."""

    types: Mapping[str, TypeDeLettre]
    neuf_elements: tuple[Point, ...]
    signes_de_mise_en_demeure: tuple[Signe, ...]
    seuil: int
    date_limite_fixe: MotifDeListe


@cache
def listes() -> Listes:
    """Les listes livrées avec l'outil."""
    fichier = donnees("barriere/listes")
    briques, fiches = fichier["briques"], fichier["fiches"]

    def motif(source: str) -> MotifDeListe:
        return MotifDeListe(source, briques)

    def point(dit: Mapping[str, Any]) -> Point:
        p = _Point(**dit)
        exige = {quoi: {zone: motif(m) for zone, m in zones.items()} for quoi, zones in p.exige.items()}
        sauf, sauf_paye = (motif(m) if m else None for m in (p.sauf, p.sauf_paye))
        defend, sauf_cite = (tuple(motif(m) for m in sources) for sources in (p.defend, p.sauf_cite))
        return Point(
            p.code,
            p.nom,
            p.force,
            p.libelle,
            exige,
            defend,
            tuple(p.mots),
            sauf,
            sauf_cite,
            sauf_paye,
            p.au_consommateur,
            p.remede,
            p.fondement,
            tuple(fiches.get(p.code, ())),
            p.depuis,
        )

    def signes(indices: Iterable[_Indice]) -> tuple[Signe, ...]:
        return tuple(
            Signe(zone, motif(str(m)), int(indice["poids"]))
            for indice in indices
            for zone, m in indice.items()
            if zone != "poids"
        )

    types = {
        cle: TypeDeLettre(
            cle,
            t.nom,
            t.lettre,
            (t.nature,) if isinstance(t.nature, str) else tuple(t.nature),
            signes(t.signes),
            tuple(point(p) for p in t.points),
        )
        for cle, dit in fichier["types"].items()
        for t in (_Type(**dit),)
    }
    indices = fichier["mise_en_demeure"]
    neuf = tuple(point(p) for p in fichier["neuf_elements"])
    return Listes(types, neuf, signes(indices["signes"]), indices["seuil"], motif("<date_limite>"))


def points() -> Iterator[Point]:
    """Chaque point une seule fois : deux listes peuvent avoir le même."""
    toutes = listes()
    uniques: dict[str, Point] = {}
    for point in (*toutes.neuf_elements, *(p for t in toutes.types.values() for p in t.points)):
        uniques.setdefault(point.code, point)
    yield from uniques.values()


def _en_nom(libelle: str) -> str:
    """« Objet : mise en demeure » donne `objet`; « Fondement de la demande » donne `fondement-de-la-demande`."""
    tete = re.split(r" ?[:;(]", libelle)[0]
    return _AILLEURS_QU_UN_MOT.sub("-", sans_accents(tete).lower()).strip("-")


def _assembler(motif: str, briques: Mapping[str, str]) -> str:
    """Remplace chaque `<brique>` par son motif, briques de briques comprises."""
    while _BRIQUE.search(motif):
        motif = _BRIQUE.sub(lambda b: briques[b[1]], motif)
    return motif
