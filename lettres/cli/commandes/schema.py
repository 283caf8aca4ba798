"""Commande `schema` : le JSON Schema d'un dossier, ou d'une réponse `--json`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

import typer

from lettres.cli.options.mesures import lire_mot
from lettres.cli.terminal.affichage import dire, en_json
from lettres.cli.terminal.codes_de_sortie import CodeDeSortie

DOSSIER, POLITIQUE, CATALOGUE, COLONNES = "dossier", "politique", "catalogue", "colonnes"
_FICHIERS = (DOSSIER, POLITIQUE, CATALOGUE, COLONNES)


def schema(
    de: Annotated[
        str,
        typer.Option(
            "--de",
            metavar="QUOI",
            help="dossier, politique, catalogue, colonnes, constats, etat, decision, lot, relance, simuler, generer, "
            "envoi, suite, paiement, suspendre, clore, preciser, pieces, moi, importer, deguiser, purger, controler, "
            "affirmations, interet, versements, delai, prescription, taxes, droit, regles, expliquer, modeles, champs, "
            "copier, verification, comparaison, apercu, nettoyage ou probleme.",
            show_default=DOSSIER,
        ),
    ] = DOSSIER,
) -> int:
    """Imprime un JSON Schema : celui d’un fichier que vous écrivez, ou d’une réponse « --json ».

    Les quatre premiers guident un éditeur de texte. Celui d’une réponse en dit toutes les clés : « constats » est la
    réponse de « verifier », et celle de toute commande qui échoue; les autres portent le nom de leur commande, sauf
    « probleme », ce qu’un service Web répond d’une erreur (RFC 9457).

    Exemple : lettres schema --de etat
    """
    from lettres import interface

    voulu = lire_mot(de, (*_FICHIERS, *interface.FORMES), "--de")
    dire(en_json(_a_ecrire(voulu) if voulu in _FICHIERS else interface.schema(voulu)))
    return CodeDeSortie.FAIT


def _a_ecrire(voulu: str) -> Mapping[str, object]:
    """Le schéma d'un fichier de l'usager."""
    from lettres.escalade import schema_de_politique
    from lettres.importation.colonnes import schema_des_colonnes
    from lettres.lecture import schema as schema_du_dossier
    from lettres.production.maison.declarees import schema_de_catalogue

    schemas = {
        DOSSIER: schema_du_dossier,
        POLITIQUE: schema_de_politique,
        CATALOGUE: schema_de_catalogue,
        COLONNES: schema_des_colonnes,
    }
    return schemas[voulu]()
