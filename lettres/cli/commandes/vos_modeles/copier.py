"""Commande `modeles copier` : de quoi commencer ses propres modèles, dans un répertoire à soi."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from lettres.cli.options.arguments import OptionJson, lire_lettre, lire_nature
from lettres.cli.options.modeles_livres import modeles_voulus
from lettres.cli.terminal.affichage import dire, en_json, propre
from lettres.cli.terminal.codes_de_sortie import CodeDeSortie
from lettres.interface.notations import VERSION

if TYPE_CHECKING:
    from lettres.interface.objets_de_studio import CopieJson
    from lettres.studio.trousse.copie_des_modeles import Copie


def copier(
    repertoire: Annotated[str, typer.Argument(metavar="RÉPERTOIRE", help="Où copier; il est créé s’il le faut.")],
    lettre: Annotated[
        str | None,
        typer.Option("--lettre", metavar="CODE", help="Les modèles d’une lettre.", show_default="de toutes"),
    ] = None,
    nature: Annotated[
        str | None,
        typer.Option("--nature", metavar="NATURE", help="Ceux d’une nature de dossier.", show_default="toutes"),
    ] = None,
    en_json_: OptionJson = False,
) -> int:
    """Copie les modèles livrés, un catalogue à remplir et le guide dans un répertoire à vous; n’y écrase rien.

    Ce qui est copié sert aussitôt, par « --modeles » : chaque fichier y remplace le modèle livré du même nom. Gardez-y
    seulement ceux que vous changez; les autres lettres continueront de recevoir nos corrections.

    Exemple : lettres modeles copier mes-modeles --lettre rappel --nature recouvrement
    """
    from lettres.studio.trousse.copie_des_modeles import copier as copier_dans

    voulus = modeles_voulus(lire_lettre(lettre), None if nature is None else lire_nature(nature))
    with copier_dans(repertoire, voulus) as copie:
        if en_json_:
            reponse: CopieJson = {
                "version": VERSION,
                "repertoire": copie.repertoire,
                "ecrits": list(copie.ecrits),
                "gardes": list(copie.gardes),
            }
            dire(en_json(reponse))
        else:
            dire(_en_texte(copie))
    return CodeDeSortie.FAIT


def _en_texte(copie: Copie) -> str:
    ou = propre(copie.repertoire)
    lignes = [f"Écrits dans {ou} : {', '.join(copie.ecrits)}"] if copie.ecrits else []
    lignes += [f"Gardés, déjà là : {', '.join(copie.gardes)}"] if copie.gardes else []
    return "\n".join([*lignes, f"Pour vous en servir : lettres generer DOSSIER --modeles {ou}"])
