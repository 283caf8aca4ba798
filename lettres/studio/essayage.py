"""Essayage : un modèle rempli de ses spécimens; ce qui arrêterait la onzième lettre se trouve ici, à sa balise."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from typing import Any

from jinja2 import nodes

from lettres.dossier import Nature
from lettres.rendu import ModeleCompile, Proprietes
from lettres.socle.champ import Champ
from lettres.socle.classes import dataclass, field, replace
from lettres.socle.constats import Constat, Gravite, chemin_generique
from lettres.socle.erreurs import ModeleInvalide
from lettres.socle.places import DansWord
from lettres.studio.deroulement import Fragment, Imprimee, chemin_de, sans_rang
from lettres.studio.logique import Exigee, Logique
from lettres.studio.specimens import Specimen, amputes, complements_lus, contexte_complet, poser, prendre, specimens

BRANCHES_MAX, ELEMENTS_MAX = 200, 200
MANQUANTE = "M601"
_DU_CONTEXTE = frozenset({MANQUANTE, "M602", "M603"})


@dataclass(slots=True)
class Essais:
    """Ce que les spécimens ont donné : les lettres qui se font, et les constats de celles qui ne se font pas."""

    lettres: list[tuple[Specimen, bytes]] = field(default_factory=list)
    constats: list[Constat] = field(default_factory=list)


def essayer(
    compile_: ModeleCompile,
    cible: tuple[Nature, str],
    arbres: Sequence[Sequence[Fragment]],
    logique: Logique,
    champs: Mapping[str, Champ],
    *,
    dossier: str = "",
) -> Essais:
    """Remplit le modèle de chaque spécimen, puis de dossiers privés d'un fait, puis entre dans chaque branche.

    `dossier` précède le nom d'un spécimen, où un constat le dit.
    """
    essais, refuses = Essais(), _Refus(_Impressions(arbres, logique), champs)
    fournis = {"complements": complements_lus(compile_.champs_lus)}
    for specimen in specimens(*cible):
        specimen = specimen._replace(contexte={**specimen.contexte, **fournis})
        octets, refus = remplir_malgre_tout(compile_, specimen.contexte)
        refuses.noter(refus, f"{dossier}{specimen.nom}")
        if octets is not None:
            essais.lettres.append((specimen, octets))
    if refuses.seulement_des_manques:
        for sans, contexte in amputes(*cible):
            refuses.noter(_constats(compile_, {**contexte, **fournis}), f"{dossier}sans {sans}")
        for branche in un_contexte_par_branche(arbres, logique):
            contexte = {**branche, "complements": {**fournis["complements"], **branche.get("complements", {})}}
            # -- ce contexte est fait de toutes pièces : ce qui y manque ne manquerait à aucun dossier --
            refuses.noter([c for c in _constats(compile_, contexte) if c.code not in _DU_CONTEXTE], "chaque branche")
    essais.constats = refuses.constats
    return essais


def remplir_malgre_tout(
    compile_: ModeleCompile, contexte: Mapping[str, Any], proprietes: Proprietes | None = None
) -> tuple[bytes | None, Sequence[Constat]]:
    """La lettre d'un contexte, et ce qui l'arrêterait; ce qui y manque est marqué : le reste se lit quand même."""
    try:
        return compile_.rendre(contexte, proprietes=proprietes), ()
    except ModeleInvalide as refus:
        if all(c.code == MANQUANTE for c in refus.constats):
            return compile_.rendre(contexte, ebauche=True, proprietes=proprietes), refus.constats
        return None, refus.constats


def _constats(compile_: ModeleCompile, contexte: Mapping[str, Any]) -> Sequence[Constat]:
    try:
        compile_.remplir(contexte)
    except ModeleInvalide as refus:
        return refus.constats
    return ()


class _Refus:
    """Les constats des lettres qui ne se font pas, chacun une fois, à la balise en cause."""

    def __init__(self, places: _Impressions, champs: Mapping[str, Champ]) -> None:
        self._places = places
        self._champs = champs
        self._trouves: dict[tuple[str, object, str], Constat] = {}

    @property
    def constats(self) -> list[Constat]:
        return list(self._trouves.values())

    @property
    def seulement_des_manques(self) -> bool:
        return all(c.code == MANQUANTE for c in self._trouves.values())

    def noter(self, constats: Sequence[Constat], specimen: str) -> None:
        for constat in constats:
            for place in self._places.de(constat):
                cle = (constat.code, place, "" if place else chemin_generique(constat.chemin))
                if cle not in self._trouves:
                    self._trouves[cle] = _dit(constat, place, specimen, self._champs)


def un_contexte_par_branche(arbres: Sequence[Sequence[Fragment]], logique: Logique) -> Iterator[dict[str, Any]]:
    """Un contexte par branche, où elle s'imprime."""
    complet = contexte_complet()
    deja: set[tuple[tuple[str, str], ...]] = set()
    for arbre in arbres:
        for morceau, exigees in logique.chemins(arbre):
            if isinstance(morceau, Imprimee) or len(deja) >= BRANCHES_MAX:
                continue
            monde = logique.temoin(exigees)
            cle = tuple(sorted((c, repr(v)) for c, v in (monde or {}).items()))
            if monde is None or cle in deja:
                continue
            deja.add(cle)
            contexte = deepcopy(complet)
            for chemin, valeur in monde.items():
                _poser(contexte, chemin, valeur)
            for chemin in sorted(monde, key=len, reverse=True):
                _allonger(contexte, chemin, monde[chemin])
            yield contexte


def _poser(contexte: dict[str, Any], chemin: str, valeur: object) -> None:
    nom = sans_rang(chemin)
    if _hors_du_dossier(chemin):
        return
    if valeur is None or isinstance(valeur, bool) or (isinstance(valeur, str) and len(valeur) > 1):
        poser(contexte, nom, valeur)


def _allonger(contexte: dict[str, Any], chemin: str, valeur: object) -> None:
    """Donne à cette liste sa longueur; celles qu'elle contient ont déjà la leur."""
    if isinstance(valeur, int) and not isinstance(valeur, bool) and not _hors_du_dossier(chemin):
        nom = sans_rang(chemin)
        premiers = prendre(contexte, nom)
        if isinstance(premiers, list) and premiers:
            poser(contexte, nom, [deepcopy(premiers[0]) for _ in range(min(valeur, ELEMENTS_MAX))])


def _hors_du_dossier(chemin: str) -> bool:
    return chemin.startswith(("?", "loop")) or sans_rang(chemin).endswith("[]")


class _Impressions:
    """Où une valeur qui manque s'imprime sans qu'on ait demandé si elle existe."""

    def __init__(self, arbres: Sequence[Sequence[Fragment]], logique: Logique) -> None:
        self._logique = logique
        self._imprimees: list[tuple[str, DansWord, tuple[Exigee, ...]]] = []
        self._comparaisons: dict[tuple[str, int | None], DansWord] = {}
        for arbre in arbres:
            for morceau, exigees in logique.chemins(arbre):
                if not isinstance(morceau, Imprimee):
                    place = morceau.balise.place
                    if re.search("[<>=]", morceau.balise.contenu):
                        self._comparaisons.setdefault((place.partie, place.paragraphe), place)
                    continue
                chemin = chemin_de(morceau.expression, morceau.portee)
                if chemin is not None:
                    self._imprimees.append((chemin, morceau.balise.place, exigees))

    def de(self, constat: Constat) -> list[DansWord | None]:
        """Les places d'un constat; celle qu'il a déjà, s'il en a une."""
        if isinstance(constat.dans, DansWord):
            return [self._comparaisons.get((constat.dans.partie, constat.dans.paragraphe), constat.dans)]
        if constat.code != MANQUANTE:
            return [None]
        absent = chemin_generique(constat.chemin)
        siennes: list[DansWord | None] = [
            place
            for chemin, place, exigees in self._imprimees
            # -- d'un groupe absent, toutes les balises qui en impriment un champ s'arrêtent --
            if f"{sans_rang(chemin)}.".startswith(f"{absent}.") and self._s_imprime_sans(chemin, absent, exigees)
        ]
        return siennes or [None]

    def _s_imprime_sans(self, chemin: str, absent: str, exigees: tuple[Exigee, ...]) -> bool:
        """Dit si la balise s'imprime quand ce champ, ou ce groupe, manque."""
        while sans_rang(chemin) != absent:
            chemin = chemin.rpartition(".")[0]
        return self._logique.possible((*exigees, Exigee(nodes.Name(chemin, "load"), vraie=False, portee={})))


def _dit(constat: Constat, place: DansWord | None, specimen: str, champs: Mapping[str, Champ]) -> Constat:
    if constat.code != MANQUANTE:
        return replace(constat, dans=place)
    chemin = chemin_generique(constat.chemin)
    champ = champs.get(chemin)
    quoi = f" ({champ.libelle})" if champ else ""
    message = f"« {chemin} »{quoi} peut manquer : une lettre s’arrêterait ici (spécimen : {specimen})."
    balise = place.passage if place else ""
    nom = balise.strip("{} \u00a0") or chemin
    remede = f"Écrivez {{% if {nom} %}}{balise}{{% endif %}}, ou mettez toute la phrase entre ces deux balises."
    return Constat(MANQUANTE, Gravite.ERREUR, message, remede, dans=place)
