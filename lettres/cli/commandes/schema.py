"""Commande `schema` : le JSON Schema d'un dossier, ou d'une réponse `--json`."""

from __future__ import annotations

from typing import Annotated

import typer

from lettres.cli.options.mesures import lire_mot
from lettres.cli.terminal.affichage import dire, en_json
from lettres.cli.terminal.codes_de_sortie import CodeDeSortie

DOSSIER = "dossier"


def schema(
    de: Annotated[
        str,
        typer.Option(
            "--de",
            metavar="QUOI",
            help="dossier, constats, etat, decision, lot, relance, simuler, generer, envoi, suite, paiement, "
            "suspendre, controler, interet, delai, prescription, taxes, droit, regles, expliquer, modeles ou champs.",
            show_default=DOSSIER,
        ),
    ] = DOSSIER,
) -> int:
    """Imprime un JSON Schema : celui d’un dossier, ou celui d’une réponse « --json ».

    Celui d’un dossier guide un éditeur de texte. Celui d’une réponse en dit toutes les clés : « constats » est la
    réponse de « verifier », et celle de toute commande qui échoue; les autres portent le nom de leur commande.

    Exemple : lettres schema --de etat
    """
    from lettres import interface
    from lettres.lecture import schema as schema_du_dossier

    voulu = lire_mot(de, (DOSSIER, *interface.FORMES), "--de")
    dire(en_json(schema_du_dossier() if voulu == DOSSIER else interface.schema(voulu)))
    return CodeDeSortie.FAIT
