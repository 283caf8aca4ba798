"""Modèles livrés : ceux que `--lettre` et `--nature` désignent; ensemble, ils nomment une lettre qui existe."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lettres.cli.options.arguments import usage_fautif

if TYPE_CHECKING:
    from lettres.catalogue import Modele


def modeles_voulus(lettre: str | None, nature: str | None) -> list[Modele]:
    """Les modèles livrés de cette lettre, dans cette nature; de toutes, sans l'une ou l'autre."""
    from lettres.catalogue import catalogue

    if trouves := [m for m in catalogue() if lettre in {None, m.lettre} and nature in {None, m.nature}]:
        return trouves
    possibles = dict.fromkeys(m.lettre for m in catalogue() if m.nature == nature)
    message = f"Il n’y a pas de lettre « {lettre} » de nature « {nature} »."
    raise usage_fautif("U002", "--lettre", message, f"Choisissez parmi : {', '.join(possibles)}.")
