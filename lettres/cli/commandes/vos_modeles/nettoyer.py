"""Commande `modeles nettoyer` : une copie d'un modèle sans ce que Word y laisse."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lettres.cli.options.arguments import OptionJson, usage_fautif
from lettres.cli.terminal.affichage import dire, en_json, propre
from lettres.cli.terminal.codes_de_sortie import CodeDeSortie

if TYPE_CHECKING:
    from lettres.studio.copies.nettoyage import CopieNettoyee


def nettoyer(
    fichier: Annotated[str, typer.Argument(metavar="FICHIER.docx", help="Le modèle Word à nettoyer.")],
    sortie: Annotated[
        str | None,
        typer.Option(
            "--sortie", "-o", metavar="COPIE.docx", help="La copie à écrire.", show_default="à côté, « …_NETTOYE.docx »"
        ),
    ] = None,
    ecraser: Annotated[bool, typer.Option("--ecraser", help="Remplace la copie si elle existe.")] = False,
    en_json_: OptionJson = False,
) -> int:
    """Écrit une copie d’un modèle sans ce que Word y laisse : séances, signets, morceaux, données, auteur.

    Rien de ce que l’on voit ne change : la copie est relue, mot à mot et signe par signe. Le texte masqué, les
    commentaires et la protection restent. Une insertion ou une suppression en attente arrête tout.

    Exemple : lettres modeles nettoyer rappel.docx -o rappel-propre.docx
    """
    from lettres.sortie import destination, ecrire
    from lettres.studio.copies.nettoyage import nettoyer as copie_nettoyee

    voulu = sortie if sortie is not None else str(Path(fichier).with_name(f"{Path(fichier).stem}_NETTOYE.docx"))
    ou, nom = destination(voulu, f"{Path(fichier).stem}_NETTOYE.docx")
    if (ou / nom).resolve() == Path(fichier).resolve():
        message = "La copie porterait le nom du modèle, qui serait perdu."
        raise usage_fautif("U034", "--sortie", message, "Nommez un autre fichier, par exemple « modele-propre.docx ».")
    copie = copie_nettoyee(fichier)
    ecrite = str(ecrire(copie.octets, ou, nom, ecraser=ecraser))
    if en_json_:
        from lettres import interface

        dire(en_json(interface.nettoyage(fichier, ecrite, copie)))
    else:
        dire("\n".join(_en_texte(ecrite, copie)))
    return CodeDeSortie.FAIT


def _en_texte(ecrite: str, copie: CopieNettoyee) -> Iterator[str]:
    if copie.restes:
        yield "Retiré :"
        yield from (f"  - {reste.dit}" for reste in copie.restes)
        yield "Le texte et la mise en forme sont les mêmes."
    else:
        yield "Rien à retirer."
    yield f"Copie : {propre(ecrite)}"
