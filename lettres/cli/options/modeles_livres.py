"""Modèles, livrés ou de la maison, que `--lettre` et `--nature` désignent; ensemble, ils en nomment un qui existe."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from lettres.cli.options.arguments import usage_fautif

if TYPE_CHECKING:
    from lettres.catalogue import Modele


def modeles_voulus(lettre: str | None, nature: str | None, maison: Sequence[Modele] = ()) -> list[Modele]:
    """Les modèles de cette lettre, dans cette nature; de toutes, sans l'une ou l'autre."""
    from lettres.catalogue import catalogue

    tous = (*catalogue(), *maison)
    if trouves := [m for m in tous if lettre in {None, m.nom} and nature in {None, m.nature}]:
        return trouves
    possibles = dict.fromkeys(m.nom for m in tous if m.nature == nature)
    message = f"Il n’y a pas de lettre « {lettre} » de nature « {nature} »."
    raise usage_fautif("U002", "--lettre", message, f"Choisissez parmi : {', '.join(possibles)}.")
