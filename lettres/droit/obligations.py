"""Obligations du commerçant : une phrase simple, et l'article seulement quand la source est sûre."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from lettres.droit.parametre import Reference
from lettres.langue.ecriture import INSECABLE, TRAIT_INSECABLE
from lettres.socle.donnees import donnees


@cache
def _obligations() -> Mapping[str, tuple[str, Reference | None]]:
    contenu = donnees("droit/obligations")
    return {
        cle: (bloc["texte"], Reference.model_validate(bloc["reference"]) if bloc["reference"] else None)
        for cle, bloc in contenu.items()
    }


def obligation(cle: str, *, loi_deja_dite: bool = False) -> str:
    """La phrase d'une obligation, suivie de l'article de loi s'il est sûr : « … (Loi …, articles 37 et 38) »."""
    texte, reference = _obligations()[cle]
    if reference is None:
        return texte
    mot = "articles" if " et " in reference.article else "article"
    if loi_deja_dite:
        return f"{texte} ({mot}{INSECABLE}{reference.article} de la même loi)"
    recueil = reference.texte.replace("c. P-", f"c.{INSECABLE}P{TRAIT_INSECABLE}")
    return f"{texte} ({mot}{INSECABLE}{reference.article} de la {reference.loi}, {recueil})"
