"""Cahier voulu : l'option « --cahier » de « pieces », de ce qu'elle exige au fichier écrit et à ce qu'on en dit."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from lettres.cli.options.arguments import usage_fautif
from lettres.cli.options.modeles_gardes import dossier_de_cache
from lettres.cli.terminal.affichage import pluriel, propre
from lettres.socle.chemins import a_taper
from lettres.socle.constats import Constat, Gravite
from lettres.socle.erreurs import SortieRefusee

if TYPE_CHECKING:
    from lettres.cahier import Cahier
    from lettres.dossier import Dossier
    from lettres.interface.objets_d_ecriture import CahierJson
    from lettres.production.pieces import Pieces

_NOM = "cahier.pdf"
_EXTRA = ("pikepdf", "img2pdf")


def exiger_qu_il_se_fasse(*, ecrit_au_dossier: bool) -> None:
    """Lève UsageFautif si l'on écrit aussi au dossier, SortieRefusee s'il manque de quoi faire un cahier."""
    from importlib.util import find_spec

    if ecrit_au_dossier:
        message = "Le cahier se fait seul : rien ne s’ajoute ni ne se note au dossier du même coup."
        remede = "Notez ou ajoutez d’abord les pièces, puis recommencez avec « --cahier » seul."
        raise usage_fautif("U035", "--cahier", message, remede)
    if not all(map(find_spec, _EXTRA)):
        message = "Il manque de quoi réunir des pages en un cahier."
        raise SortieRefusee([Constat("S033", Gravite.ERREUR, message, "Installez-le : pip install 'lettres[cahier]'")])


def ecrire_le_cahier(
    dossier: Dossier, vues: Pieces, fichier: str, cahier: str, *, ecraser: bool
) -> tuple[Path, Cahier]:
    """Écrit le cahier d'un seul geste, et dit où. Lève SortieRefusee."""
    from lettres.cahier import relier
    from lettres.socle.disque import en_morceaux
    from lettres.sortie import destination, ecrire

    if not vues.regardees:
        ajouter = a_taper("pieces", propre(fichier), '--ajouter FICHIER --titre "…"')
        remede = f"Ajoutez-en : « {ajouter} »."
        raise SortieRefusee([Constat("S034", Gravite.ERREUR, "Ce dossier n’a aucune pièce à réunir.", remede)])
    gc.enable()  # -- des centaines de pièces, et rien qui en reste --
    relies: list[Cahier] = []

    def morceaux() -> Iterator[bytes]:
        # -- il ne se fait qu'une fois son nom libre --
        with relier(dossier, vues, Path(fichier).parent, cache=dossier_de_cache()) as (relie, fini):
            relies.append(relie)
            yield from en_morceaux(fini)

    repertoire, nom = destination(cahier, _NOM)
    final = ecrire(morceaux(), repertoire, nom, ecraser=ecraser)
    return final, relies[0]


def en_texte(final: Path, relie: Cahier) -> Iterator[str]:
    """Le cahier écrit, et la page de chaque pièce."""
    ecartees = sum(bool(p.raison) for p in relie.pieces)
    de_cote = f", {ecartees} laissée{'s' if ecartees >= 2 else ''} de côté" if ecartees else ""
    comptees = f"{pluriel(len(relie.pieces), 'pièce')}{de_cote}, {pluriel(relie.pages, 'page')}"
    yield f"Cahier écrit : {propre(str(final))} – {comptees}."


def en_objet(final: Path, relie: Cahier) -> CahierJson:
    """La forme publique du cahier écrit."""
    pieces = [
        {"id": p.id, "page": p.page, "pages": p.pages, "raison": p.raison or None, "dites": list(p.dites)}
        for p in relie.pieces
    ]
    return {"fichier": str(final), "pages": relie.pages, "pieces": pieces}  # type: ignore[typeddict-item]
