"""Listes : les points de contrôle lus de `listes.yaml`, leurs motifs assemblés et compilés une seule fois."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from lettres.barriere.motif_de_liste import MotifDeListe, deplier
from lettres.catalogue import capacites
from lettres.langue.pliage import sans_accents
from lettres.socle.classes import NamedTuple
from lettres.socle.code import VERSION_D_ORIGINE, Code, Page
from lettres.socle.constats import Gravite
from lettres.socle.donnees import donnees
from lettres.socle.expression import Expression

_AILLEURS_QU_UN_MOT = Expression(r"[^a-z0-9]+")
_FORCES = {
    "O": (Gravite.ERREUR, "La lettre doit contenir ceci"),
    "C": (Gravite.CONSEIL, "La lettre devrait contenir ceci"),
    "X": (Gravite.ERREUR, "À ne pas écrire"),
}


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
    indices = _livrees()["mise_en_demeure"]
    types = {cle: _type(cle) for cle in _livrees()["types"]}
    return Listes(types, neuf_elements(), _signes(indices["signes"]), indices["seuil"], _motif("<date_limite>"))


@cache
def liste_de(lettre: str, nature: str) -> TypeDeLettre | None:
    """La liste d'une lettre de cette nature; les autres ne se montent pas."""
    types = _livrees()["types"].items()
    return next((_type(cle) for cle, t in types if t["lettre"] == lettre and nature in _natures(t["nature"])), None)


@cache
def neuf_elements() -> tuple[Point, ...]:
    """Ceux de toute mise en demeure."""
    return tuple(_point(p) for p in _livrees()["neuf_elements"])


@cache
def _livrees() -> Mapping[str, Any]:
    livrees: Mapping[str, Any] = donnees("barriere/listes")
    return livrees


@cache
def _type(cle: str) -> TypeDeLettre:
    t = _Type(**_livrees()["types"][cle])
    return TypeDeLettre(cle, t.nom, t.lettre, _natures(t.nature), _signes(t.signes), tuple(_point(p) for p in t.points))


def _natures(nature: str | Sequence[str]) -> tuple[str, ...]:
    return (nature,) if isinstance(nature, str) else tuple(nature)


def _motif(source: str) -> MotifDeListe:
    return MotifDeListe(source, _briques())


def _point(dit: Mapping[str, Any]) -> Point:
    p = _Point(**dit)
    exige = {quoi: {zone: _motif(m) for zone, m in zones.items()} for quoi, zones in p.exige.items()}
    sauf, sauf_paye = (_motif(m) if m else None for m in (p.sauf, p.sauf_paye))
    defend, sauf_cite = (tuple(map(_motif, sources)) for sources in (p.defend, p.sauf_cite))
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
        tuple(_livrees()["fiches"].get(p.code, ())),
        p.depuis,
    )


def _signes(indices: Iterable[_Indice]) -> tuple[Signe, ...]:
    return tuple(
        Signe(zone, _motif(str(m)), int(indice["poids"]))
        for indice in indices
        for zone, m in indice.items()
        if zone != "poids"
    )


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


class _Briques(dict[str, str]):
    """Ce que vaut chaque brique, briques de briques comprises : dépliée la première fois qu'un motif la nomme."""

    def __init__(self, ecrites: Mapping[str, str]) -> None:
        self._ecrites = ecrites

    def __missing__(self, nom: str) -> str:
        self[nom] = depliee = deplier(self._ecrites[nom], self)
        return depliee


@cache
def _briques() -> Mapping[str, str]:
    return _Briques(_livrees()["briques"])
