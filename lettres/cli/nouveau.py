"""Commande `nouveau` : un dossier commenté, à remplir."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lettres.cli.affichage import dire, propre, signaler
from lettres.cli.arguments import lire_lettre, lire_nature, usage_fautif
from lettres.cli.codes import Code

if TYPE_CHECKING:
    from lettres.amorce import LettreVoulue
    from lettres.dossier import Nature

FICHIER_SCHEMA = "lettres.schema.json"

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
    lettre: Annotated[
        str | None,
        typer.Option(
            "--lettre",
            metavar="CODE",
            help="La lettre voulue : ce qu’elle exige est marqué.",
            show_default="la première de l’escalade",
        ),
    ] = None,
) -> int:
    """Crée un dossier commenté, à remplir.

    Un fichier existant n’est jamais touché. Exemple : lettres nouveau dossier.yaml --lettre mise_en_demeure
    """
    chemin = None if fichier is None else _en_yaml(fichier)
    voulue = _vouloir(nature, lettre)
    texte = voulue.squelette(FICHIER_SCHEMA)
    if chemin is None:
        dire(texte.rstrip("\n"))
        return Code.FAIT
    option = f" --lettre {voulue.lettre}" if lettre else ""
    with ecrits(chemin, texte):
        suite = f"  lettres generer {_cite(propre(str(chemin)))}{option}"
        dire("\n".join([f"Dossier créé : {propre(str(chemin))}", "Remplissez les valeurs vides, puis :", suite]))
    return Code.FAIT


@contextmanager
def ecrits(chemin: Path, texte: str) -> Iterator[None]:
    """Écrit le dossier et son schéma, ou rien : si le bloc échoue, tous deux se retirent."""
    from lettres.lecture.schema import schema_en_texte
    from lettres.sortie import retirable

    with ExitStack() as pile:
        pile.enter_context(retirable(texte.encode(), chemin.parent, chemin.name))
        if not os.path.lexists(chemin.parent / FICHIER_SCHEMA):
            pile.enter_context(retirable(schema_en_texte().encode(), chemin.parent, FICHIER_SCHEMA))
        yield


def _vouloir(nature: str | None, lettre: str | None) -> LettreVoulue:
    """La lettre voulue. La nature non dite se déduit de la lettre, quand une seule l'a; sinon, elle est demandée."""
    from lettres.amorce import LettreImpossible, natures_de, vouloir

    code = lire_lettre(lettre)
    permises = natures_de(code) if nature is None else (lire_nature(nature),)
    if not permises:
        remede = "Choisissez parmi : rappel, retrait, mise_en_demeure, opc."
        raise usage_fautif("U002", "--lettre", f"Aucun modèle n’écrit encore la lettre « {code} ».", remede)
    choisie = permises[0] if len(permises) == 1 else _choisir(permises)
    try:
        return vouloir(choisie, code)
    except LettreImpossible as impossible:
        from lettres.composition import lettres_de

        remede = f"Choisissez parmi : {', '.join(lettres_de(choisie))}."
        raise usage_fautif("U002", "--lettre", str(impossible), remede) from None


def au_terminal() -> bool:
    """Dit si quelqu'un est devant le clavier."""
    return sys.stdin is not None and sys.stdin.isatty()


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


def _choisir(permises: tuple[Nature, ...]) -> Nature:
    """Demande la nature à qui est devant un terminal; sinon prend la plus courante, et le dit."""
    if not au_terminal():
        signaler(f"Nature : {permises[0]} (choisissez-en une autre avec --nature).")
        return permises[0]
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
