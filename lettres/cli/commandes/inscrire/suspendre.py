"""Commande `suspendre` : un temps d'arrêt, inscrit au dossier."""

from __future__ import annotations

from typing import Annotated, get_args

import typer

from lettres.cli.commandes.inscrire.options_communes import (
    ArgumentDossier,
    OptionAuDuJour,
    OptionCorrige,
    OptionDate,
    OptionFactures,
    OptionNote,
)
from lettres.cli.commandes.inscrire.porter import Saisie, jour_de, porter, rang_de
from lettres.cli.options.arguments import OptionJson


def suspendre(
    contexte: typer.Context,
    dossier: ArgumentDossier,
    motif: Annotated[
        str | None,
        typer.Option(
            "--motif",
            metavar="MOTIF",
            help="« entente_de_paiement », « contestation », « insolvabilite », « mediation » ou « autre »; avec "
            "--corrige seul, une phrase : pourquoi elle est annulée.",
        ),
    ] = None,
    jusqu_a: Annotated[str | None, typer.Option("--jusqu-a", metavar="AAAA-MM-JJ", help="Le dernier jour.")] = None,
    revoir_le: Annotated[
        str | None,
        typer.Option("--revoir-le", metavar="AAAA-MM-JJ", help="Le jour où y repenser; il ne met fin à rien."),
    ] = None,
    date: OptionDate = None,
    note: OptionNote = None,
    facture: OptionFactures = None,
    corrige: OptionCorrige = None,
    au: OptionAuDuJour = None,
    en_json_: OptionJson = False,
) -> int:
    """Inscrit au dossier un temps d’arrêt, avec sa fin ou le jour où y repenser.

    Exemple : lettres suspendre dossier.yaml --motif entente_de_paiement --jusqu-a 2026-12-31
    """
    from lettres.dossier.demarches import MotifDeSuspension

    valeurs: dict[str, object] = {
        "motif": motif,
        "du": jour_de(date, "--date"),
        "au": jour_de(jusqu_a, "--jusqu-a"),
        "revoir_le": jour_de(revoir_le, "--revoir-le"),
        "creances": facture,
        "note": note,
        "corrige": rang_de(corrige, "--corrige"),
    }

    def une_fin(connues: dict[str, object]) -> dict[str, str]:
        return {} if connues["revoir_le"] is not None else {"au": "--jusqu-a"}

    sortes = get_args(MotifDeSuspension)
    saisie = Saisie("suspensions", valeurs, {"motif": "--motif"}, jour="du", ensuite=une_fin, sortes=sortes)
    return porter(contexte.obj, dossier, saisie, au=au, en_json_=en_json_)
