"""Avec le lot : les options qui font écrire, à côté des lettres, une autre forme, un PDF qui les réunit, une liste."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lettres.cli.options.arguments import lire_forme, usage_fautif
from lettres.cli.terminal.affichage import pluriel, propre

if TYPE_CHECKING:
    from lettres.production.lots import ACoteDuLot

OptionForme = Annotated[
    str,
    typer.Option(
        "--format",
        metavar="FORMAT",
        help="Écrit aussi chaque lettre en pdf (par LibreOffice), en html ou en txt, à côté du document Word.",
        show_default="docx",
    ),
]
OptionReunir = Annotated[
    str | None,
    typer.Option("--reunir", metavar="LOT.pdf", help="Réunit les PDF en un seul, à imprimer, un signet par lettre."),
]
OptionRecommandes = Annotated[
    str | None,
    typer.Option(
        "--recommandes",
        metavar="F.csv",
        help="Écrit la liste de ce qui part en recommandé ou par huissier, à apporter au comptoir.",
    ),
]

OptionSigner = Annotated[
    bool,
    typer.Option("--signer", help="Place la signature de chaque dossier où votre modèle lui garde une place."),
]


def avec_le_lot(forme: str, reunir: str | None, recommandes: str | None, *, signer: bool = False) -> ACoteDuLot:
    """Ce que ces options demandent. Lève UsageFautif, ou SortieRefusee s'il manque de quoi le faire."""
    from lettres.production.lots import ACoteDuLot

    voulue = lire_forme(forme)
    if signer and voulue in ("html", "txt"):
        message = f"« --signer » ne va pas avec « --format {voulue} » : seule une lettre en Word ou en PDF se signe."
        raise usage_fautif("U016", "--signer", message, "Retirez l’un des deux.")
    if reunir is not None and voulue != "pdf":
        remede = "Ajoutez « --format pdf », ou retirez « --reunir »."
        raise usage_fautif("U016", "--reunir", "« --reunir » réunit des PDF.", remede)
    voulu = ACoteDuLot(voulue, _fichier(reunir, "--reunir", ".pdf"), _fichier(recommandes, "--recommandes", ".csv"))
    voulu.exiger()
    return voulu


def _fichier(chemin: str | None, option: str, extension: str) -> Path | None:
    from lettres.sortie import chemin_de_sortie

    if chemin is None:
        return None
    fichier = Path(chemin_de_sortie(chemin))
    if fichier.suffix.lower() != extension:
        remede = f"Donnez un nom qui finit par {extension}."
        raise usage_fautif("U016", option, f"Ce fichier s’écrit en « {extension} ».", remede)
    return fichier


def en_texte(fait: ACoteDuLot) -> Iterator[str]:
    """Ce qui a été écrit à côté des lettres, et où chacune est dans le PDF du lot."""
    from lettres.production.lots import etendue

    if fait.recommandes is not None and fait.finie:
        yield f"À poster en recommandé ou à confier à un huissier : {propre(str(fait.recommandes))} ({len(fait.plis)})."
    if fait.reunir is None or not fait.finie:
        return
    total = sum(reunie.pages for reunie in fait.reunies)
    yield f"Réunies : {propre(str(fait.reunir))} ({pluriel(len(fait.reunies), 'lettre')}, {pluriel(total, 'page')})."
    page = 1
    for reunie in fait.reunies:
        yield f"  {etendue(page, reunie.pages)} : {propre(reunie.fichier.name)}"
        page += reunie.pages
