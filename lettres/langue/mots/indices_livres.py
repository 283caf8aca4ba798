"""Indices livrés : les mots qui éveillent chaque motif du catalogue, lus d'avance et gardés avec lui.

Les lire dans les motifs prend plus de temps que toute une lettre; ils ne changent qu'avec le catalogue, ou avec la
façon de les lire. `python -m lettres.langue.mots` les récrit; un essai dit si on l'a oublié.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TypedDict

from lettres.langue.mots.indices import BORNE, Indices, Tournure, frequence, indices
from lettres.langue.mots.motifs import FicheMotif, SorteDeChamp, citations, familles
from lettres.langue.mots.normalisation import normaliser

FICHIER = Path(__file__).with_name("donnees") / "indices.json"
TETE = 3
"""Les premiers signes par lesquels un indice se trouve : trois, ou l'indice entier."""


class Livres(TypedDict):
    """Ce que dit le fichier; un jeu d'indices y est un numéro."""

    tetes: dict[str, dict[str, list[int]]]
    """Par premiers signes, chaque indice et les jeux où il figure."""
    motifs: list[tuple[str, int, bool, list[SorteDeChamp], list[list[int]]]]
    """Le code, le rang, s'il lit les lignes, ses champs, et les jeux de chacune de ses tournures."""
    rapportes: list[list[int]]
    """Les tournures sans lesquelles aucun propos n'est rapporté."""


@cache
def livres() -> Livres:
    """Ce qui est livré."""
    lus: Livres = json.loads(FICHIER.read_text(encoding="utf-8"))
    return lus


def en_texte() -> str:
    """Ce que le fichier doit contenir, à jour du catalogue : une tête ou un motif par ligne."""
    dit = _du_catalogue()
    tetes = [f"{_json(tete)}:{_json(siens)}" for tete, siens in sorted(dit["tetes"].items())]
    motifs = [_json(motif) for motif in dit["motifs"]]
    return (
        f'{{"tetes":{{\n{_en_lignes(tetes)}\n}},\n"motifs":[\n{_en_lignes(motifs)}\n],\n'
        f'"rapportes":{_json(dit["rapportes"])}}}\n'
    )


def _json(valeur: object) -> str:
    return json.dumps(valeur, ensure_ascii=False, separators=(",", ":"))


def _en_lignes(lignes: Iterable[str]) -> str:
    return ",\n".join(lignes)


def _du_catalogue() -> Livres:
    motifs: list[tuple[str, int, FicheMotif, list[SorteDeChamp], list[Tournure]]] = []
    for famille in familles():
        for rang, fiche in enumerate(famille.fiches):
            tournures = indices(famille.source(rang))
            siennes = [tuple(map(_reduit, tournure)) for tournure in tournures] if fiche.lignes else [*tournures]
            motifs.append((famille.code, rang, fiche, list(fiche.champs or famille.fiche.champs), siennes))
    rapportes = indices(citations().rapportes.pattern)
    tous = {jeu for *_, siennes in motifs for tournure in siennes for jeu in tournure}
    tous.update(jeu for tournure in rapportes for jeu in tournure)
    # -- les plus courants d'abord : ceux d'un texte tiennent alors en peu de bits --
    numeros = {jeu: numero for numero, jeu in enumerate(sorted(tous, key=frequence, reverse=True))}

    def noter(tournures: Iterable[Tournure]) -> list[list[int]]:
        return [[numeros[jeu] for jeu in tournure] for tournure in tournures]

    dits: Livres = {"tetes": {}, "motifs": [], "rapportes": noter(rapportes)}
    dits["motifs"] = [
        (code, rang, fiche.lignes, champs, noter(siennes)) for code, rang, fiche, champs, siennes in motifs
    ]
    par_indice: defaultdict[str, list[int]] = defaultdict(list)
    for jeu, numero in numeros.items():
        for indice in jeu:
            par_indice[indice].append(numero)
    for indice, jeux in sorted(par_indice.items()):
        dits["tetes"].setdefault(indice[:TETE], {})[indice] = jeux
    return dits


def _reduit(jeu: Indices) -> Indices:
    """Les indices d'un motif qui lit le texte d'origine, tels que le texte normalisé les montre, sans leurs bornes."""
    return frozenset(normaliser(mot.strip(BORNE)).texte for mot in jeu)
