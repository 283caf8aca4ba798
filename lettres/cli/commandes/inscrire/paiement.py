"""Commande `paiement` : une somme reçue, inscrite au dossier."""

from __future__ import annotations

from typing import Annotated

import typer

from lettres.cli.commandes.inscrire.options_communes import (
    ArgumentDossier,
    OptionAuDuJour,
    OptionCorrige,
    OptionDate,
    OptionMotif,
)
from lettres.cli.commandes.inscrire.porter import Saisie, jour_de, porter, rang_de
from lettres.cli.options.arguments import OptionJson


def paiement(
    contexte: typer.Context,
    dossier: ArgumentDossier,
    montant: Annotated[str | None, typer.Option("--montant", metavar="SOMME", help="La somme reçue.")] = None,
    date: OptionDate = None,
    facture: Annotated[str | None, typer.Option("--facture", metavar="F", help="La facture payée.")] = None,
    mode: Annotated[str | None, typer.Option("--mode", metavar="MODE", help="virement, chèque, comptant…")] = None,
    corrige: OptionCorrige = None,
    motif: OptionMotif = None,
    au: OptionAuDuJour = None,
    en_json_: OptionJson = False,
) -> int:
    """Inscrit au dossier un paiement reçu.

    Exemple : lettres paiement dossier.yaml --montant "200,00 $" --date 2026-11-20
    """
    valeurs: dict[str, object] = {
        "date": jour_de(date, "--date"),
        "montant": montant,
        "facture": facture,
        "mode": mode,
        "corrige": rang_de(corrige, "--corrige"),
        "motif": motif,
    }
    return porter(
        contexte.obj, dossier, Saisie("paiements", valeurs, {"montant": "--montant"}), au=au, en_json_=en_json_
    )
