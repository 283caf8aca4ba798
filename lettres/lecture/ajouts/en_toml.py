"""TOML : une inscription est une table de plus, à la fin du fichier."""

from __future__ import annotations

from lettres.lecture.ajouts.original import Insertion, Original
from lettres.lecture.ajouts.plume import Bloc, Plume


def inserer(original: Original, nom: str, bloc: Bloc) -> list[Insertion]:
    """L'insertion qui ajoute ce bloc à la liste `nom`; la relecture refuse une liste écrite entre crochets."""
    plume, texte = Plume(original.codage), original.texte
    paires = "".join(f"\n{cle} = {plume.toml(valeur)}" for cle, valeur in bloc.items())
    place = len(texte) - texte.endswith("\n")
    saut = "" if texte[:place].endswith("\n") or not texte.strip() else "\n"
    return [(place, f"\n{saut}[[{nom}]]{paires}")]
