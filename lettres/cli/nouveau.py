"""Commande `nouveau` : un dossier commenté, à remplir."""

from __future__ import annotations

import os
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lettres.cli.affichage import dire, propre, signaler
from lettres.cli.arguments import lire_nature, natures, usage_fautif
from lettres.cli.codes import Code

if TYPE_CHECKING:
    from lettres.dossier import Nature

FICHIER_SCHEMA = "lettres.schema.json"
NATURE_PAR_DEFAUT: Nature = "recouvrement"

_EN_CLAIR: dict[Nature, str] = {
    "recouvrement": "une facture impayée",
    "reputation": "des propos publiés qui vous nuisent",
    "consommation": "un commerçant qui ne livre pas, ne répare pas ou ne rembourse pas",
    "entente": "une entente à rappeler, à faire respecter ou à clore",
}


def nouveau(
    fichier: Annotated[
        str | None,
        typer.Argument(metavar="FICHIER", help="Le fichier .yaml à créer; sans lui, le dossier est imprimé."),
    ] = None,
    nature: Annotated[
        str | None,
        typer.Option(
            "--nature",
            metavar="NATURE",
            help="recouvrement, reputation, consommation ou entente.",
            show_default="la question est posée",
        ),
    ] = None,
) -> int:
    """Crée un dossier commenté, à remplir.

    Un fichier existant n’est jamais touché. Exemple : lettres nouveau dossier.yaml --nature recouvrement
    """
    from lettres.lecture import squelette
    from lettres.lecture.schema import schema_en_texte

    chemin = None if fichier is None else _en_yaml(fichier)
    choisie = _choisir() if nature is None else lire_nature(nature)
    texte = squelette(choisie, schema=FICHIER_SCHEMA)
    if chemin is None:
        dire(texte.rstrip("\n"))
        return Code.FAIT
    from lettres.sortie import retirable

    with ExitStack() as pile:  # -- le dossier, son schéma et la réponse, ou rien --
        pile.enter_context(retirable(texte.encode(), chemin.parent, chemin.name))
        if not os.path.lexists(chemin.parent / FICHIER_SCHEMA):
            pile.enter_context(retirable(schema_en_texte().encode(), chemin.parent, FICHIER_SCHEMA))
        suite = f"  lettres generer {_cite(propre(str(chemin)))}"
        dire("\n".join([f"Dossier créé : {propre(str(chemin))}", "Remplissez les valeurs vides, puis :", suite]))
    return Code.FAIT


def _cite(chemin: str) -> str:
    """Le chemin tel qu'on le tape : entre guillemets s'il contient une espace."""
    return f'"{chemin}"' if " " in chemin else chemin


def _en_yaml(fichier: str) -> Path:
    from lettres.sortie.noms import extension

    chemin = Path(fichier)
    if extension(chemin.name).lower() not in {".yaml", ".yml"}:
        raise usage_fautif(
            "U004",
            "FICHIER",
            "Un dossier à remplir s’écrit en YAML.",
            f"Donnez un nom en .yaml : {chemin.with_suffix('.yaml').name if chemin.name else 'dossier.yaml'}.",
        )
    return chemin


def _choisir() -> Nature:
    """Demande la nature à qui est devant un terminal; sinon prend la plus courante, et le dit."""
    if sys.stdin is None or not sys.stdin.isatty():
        signaler(f"Nature : {NATURE_PAR_DEFAUT} (choisissez-en une autre avec --nature).")
        return NATURE_PAR_DEFAUT
    permises = natures()
    signaler("De quoi s’agit-il ?")
    for numero, nature in enumerate(permises, start=1):
        signaler(f"  {numero}. {nature} – {_EN_CLAIR[nature]}")
    while True:
        signaler(f"Votre choix, de 1 à {len(permises)} (Entrée : 1) :")
        try:
            reponse = sys.stdin.readline()
        except OSError:  # -- le terminal s'est fermé --
            reponse = ""
        if reponse == "":
            raise KeyboardInterrupt  # -- fin de l'entrée (Ctrl-D) : la question n'a plus de réponse possible --
        choix = reponse.strip() or "1"
        for numero, nature in enumerate(permises, start=1):
            if choix in {str(numero), nature}:
                return nature
