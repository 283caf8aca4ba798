"""Compile comme `lettres.rendu.compiler`, mais toute lettre passe tous les contrôles : ils répondent à la preuve."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from os import PathLike

from lettres import rendu
from lettres.rendu import ModeleCompile
from lettres.rendu.paquet.archive import Compression
from lettres.socle.champ import Champ


def compiler(
    source: bytes | str | PathLike[str],
    champs: Mapping[str, Champ] | None = None,
    *,
    compression: Compression | None = None,
    cache: str | PathLike[str] | None = None,
) -> ModeleCompile:
    """Le modèle compilé, dont aucune lettre ne s'en remet à la seule preuve."""
    return rendu.compiler(source, champs, compression=compression, cache=cache, tout_controler=True)


def par_la_preuve(modele: ModeleCompile) -> ModeleCompile:
    """Le même modèle, tel qu'il sert en production : ce que la preuve couvre n'est pas relu."""
    return replace(modele, _tout_controler=False)
