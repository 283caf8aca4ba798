"""Points : les neuf éléments et la liste de contrôle d'un type, cherchés dans une lettre découpée."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from lettres.barriere.lecture import Paragraphe
from lettres.barriere.listes import Point, TypeDeLettre, listes, neuf_elements
from lettres.barriere.motif_de_liste import MotifDeListe
from lettres.barriere.vocabulaire import MotTrouve
from lettres.barriere.zones import Zones
from lettres.langue.mots import en_mots_entiers
from lettres.langue.pliage import COURT, GARDES
from lettres.socle.classes import replace
from lettres.socle.constats import Constat, Gravite

_JUSTICE = "Justice Québec, Rédaction et envoi de la mise en demeure"


def du_type(type_: TypeDeLettre) -> tuple[Point, ...]:
    """Les points qu'une lettre de ce type doit remplir : ceux de sa liste et, pour une mise en demeure, les neuf."""
    return (*neuf_elements(), *type_.points) if type_.est_une_mise_en_demeure else type_.points


def examiner(
    zones: Zones,
    type_: TypeDeLettre,
    nom: str,
    defendus: Sequence[MotTrouve],
    *,
    conseils: bool = True,
    prescrite: bool = False,
) -> Iterator[Constat]:
    """Un constat par élément ou par point manquant, et un par point banni qui se lit.

    `defendus` sont les mots que le vocabulaire défend, avec leurs paragraphes : un point ne les cherche pas de nouveau.
    Sans `conseils`, ce qu'il serait seulement bon d'ajouter ne se cherche pas. Une dette `prescrite` ne se reconnaît
    pas, même de qui la paie.
    """
    if type_.est_une_mise_en_demeure:
        for element in neuf_elements():
            if absents := _absents(element, zones):
                liste = "élément d’une mise en demeure selon Justice Québec"
                yield _manque(element, absents, nom, liste, _JUSTICE)
        if conseils and not listes().date_limite_fixe.se_lit(zones["texte"]) and not _absents(_delai(), zones):
            yield Constat(
                "B110",
                Gravite.CONSEIL,
                "Le délai est donné en jours : chacun peut le compter autrement.",
                "Donnez aussi une date fixe : « au plus tard le lundi 7 décembre 2026 ».",
                fichier=nom,
            )
    suspects = _suspects(zones, type_)
    suspecte = replace(zones, dits=suspects) if suspects or defendus else None
    for point in type_.points:
        if point.force == "X":
            if suspecte is not None:
                yield from defendu(point, suspecte, type_, nom, defendus, prescrite=prescrite)
        elif (conseils or point.force == "O") and (absents := _absents(point, zones)):
            yield _manque(point, absents, nom, f"liste {type_.cle}, {type_.nom}", "")


def _delai() -> Point:
    return next(p for p in neuf_elements() if p.code == "B107")


def _absents(point: Point, zones: Zones) -> list[str]:
    """Ce que le point exige et qui ne se lit dans aucune de ses zones."""
    absents = []
    for quoi, motifs in point.exige.items():
        for zone, motif in motifs.items():
            if motif.se_lit(zones.textes[zone]):
                break
        else:
            absents.append(quoi)
    return absents


def _manque(point: Point, absents: Sequence[str], nom: str, liste: str, fondement: str) -> Constat:
    obligatoire = point.force == "O"
    debut = "Il manque à la lettre" if obligatoire else "Il serait bon d’ajouter"
    return Constat(
        point.code,
        Gravite.ERREUR if obligatoire else Gravite.CONSEIL,
        f"{debut}\u00a0: {'; '.join(absents)} ({liste}; {point.libelle}).",
        point.remede,
        point.fondement or fondement,
        fichier=nom,
    )


def _suspects(zones: Zones, type_: TypeDeLettre) -> tuple[tuple[Paragraphe, str], ...]:
    """Ce que la lettre dit et où se trouve au moins un motif que ses points bannissent : d'ordinaire, rien."""
    motifs = tuple([motif for point in type_.points for motif in point.defend])
    sans_reproche = _sans_reproche(motifs)
    neufs = [dit for dit in zones.dits if dit[1] not in sans_reproche]
    tous = "\n".join([plie for _, plie in neufs])
    possibles = [motif for motif in motifs if motif.peut_se_lire(tous)]
    trouves: list[tuple[Paragraphe, str]] = []
    for dit in neufs:
        if possibles and _trouver(possibles, dit[1]):
            trouves.append(dit)
        else:
            sans_reproche.retenir(dit[1])
    return tuple(trouves)


def defendu(
    point: Point,
    zones: Zones,
    type_: TypeDeLettre,
    nom: str,
    defendus: Sequence[MotTrouve],
    *,
    prescrite: bool,
) -> Iterator[Constat]:
    """Ce qu'un point bannit et qui se lit. Le premier paragraphe fautif suffit; de ses mots, les plus graves."""
    if point.sauf_paye and not prescrite and point.sauf_paye.search(zones["texte"]):
        return
    fautif = next(_motifs_defendus(point, zones), None) or _mots_defendus(point, defendus)
    if fautif is not None:
        paragraphe, mots, gravite = fautif
        yield Constat(
            point.code,
            gravite,
            f"« {mots} » n’a pas sa place dans cette lettre (liste {type_.cle}; {point.libelle}).",
            point.remede,
            point.fondement,
            fichier=nom,
            dans=paragraphe.place(),
        )


_Fautif = tuple[Paragraphe, str, Gravite]


def _mots_defendus(point: Point, defendus: Sequence[MotTrouve]) -> _Fautif | None:
    siens = [(p, t) for p, _, t in defendus if t.code in point.mots]
    graves = [s for s in siens if s[1].gravite is Gravite.ERREUR] or siens
    return (graves[0][0], " ".join(graves[0][1].extrait.split()), graves[0][1].gravite) if graves else None


def _motifs_defendus(point: Point, zones: Zones) -> Iterator[_Fautif]:
    if not zones.dits:
        return
    defend = point.defend
    if point.sauf_cite:
        cites = zones["citations"]
        defend = tuple(m for m, sauf in zip(defend, point.sauf_cite, strict=True) if not sauf.search(cites))
    for paragraphe, plie in zones.dits:
        trouve = _trouver(defend, plie)
        if trouve is None:
            continue
        if point.sauf and point.sauf.search(plie):
            continue
        # -- un nom, un titre ne disent rien; ils sont rares à en avoir l'air, et ne se cherchent qu'alors --
        if (nu := zones.sans_les_noms(plie)) != plie:
            trouve, plie = _trouver(defend, nu), nu
        if trouve is not None:
            # -- Un texte que le pliage n'a pas raccourci se montre tel qu'il est écrit --
            lu = paragraphe.texte if len(plie) == len(paragraphe.texte) else plie
            debut, fin = en_mots_entiers(lu, *trouve.span())
            yield paragraphe, lu[debut:fin].strip(), Gravite.ERREUR


class _SansReproche(set[str]):
    """Les textes courts où aucun de ces motifs ne se trouve : d'une lettre à l'autre, les mêmes reviennent."""

    def retenir(self, plie: str) -> None:
        if len(plie) <= COURT:
            if len(self) >= GARDES:
                self.clear()
            self.add(plie)


@lru_cache(maxsize=64)
def _sans_reproche(motifs: tuple[MotifDeListe, ...]) -> _SansReproche:
    return _SansReproche()


def _trouver(motifs: Sequence[MotifDeListe], plie: str) -> re.Match[str] | None:
    return next((m for motif in motifs if (m := motif.search(plie))), None)
