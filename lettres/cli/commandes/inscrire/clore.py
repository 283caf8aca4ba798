"""Commande `clore` : comment l'affaire, ou certaines factures, a fini; ou qu'elle reprend."""

from __future__ import annotations

from typing import Annotated

import typer

from lettres.cli.commandes.inscrire.options_communes import (
    ArgumentDossier,
    OptionAuDuJour,
    OptionCorrige,
    OptionDate,
    OptionFactures,
)
from lettres.cli.commandes.inscrire.porter import Saisie, jour_de, porter, rang_de
from lettres.cli.options.arguments import OptionJson


def clore(
    contexte: typer.Context,
    dossier: ArgumentDossier,
    issue: Annotated[
        str | None,
        typer.Option(
            "--issue",
            metavar="ISSUE",
            help="« payee », « entente », « abandon », « irrecouvrable », « confiee » ou « echelle_epuisee »; "
            "« rouverte » la rouvre.",
        ),
    ] = None,
    date: OptionDate = None,
    facture: OptionFactures = None,
    motif: Annotated[
        str | None, typer.Option("--motif", metavar="PHRASE", help="Ce qui l’explique; ou pourquoi l’on corrige.")
    ] = None,
    corrige: OptionCorrige = None,
    au: OptionAuDuJour = None,
    en_json_: OptionJson = False,
) -> int:
    """Inscrit au dossier comment l’affaire, ou certaines factures, a fini; ou la rouvre.

    Exemple : lettres clore dossier.yaml --issue confiee --motif "Déposée à la Division des petites créances."
    """
    valeurs: dict[str, object] = {
        "date": jour_de(date, "--date"),
        "issue": issue,
        "creances": facture,
        "corrige": rang_de(corrige, "--corrige"),
        "motif": motif,
    }
    return porter(contexte.obj, dossier, Saisie("clotures", valeurs, {"issue": "--issue"}), au=au, en_json_=en_json_)
