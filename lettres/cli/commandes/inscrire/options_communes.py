"""Options communes aux commandes qui inscrivent au journal."""

from __future__ import annotations

from typing import Annotated

import typer

ArgumentDossier = Annotated[
    str,
    typer.Argument(metavar="DOSSIER", help="Le dossier : un fichier YAML, JSON ou TOML; il y gagne une inscription."),
]
OptionDate = Annotated[
    str | None,
    typer.Option("--date", metavar="AAAA-MM-JJ", help="Le jour de l’événement.", show_default="aujourd’hui"),
]
OptionAuDuJour = Annotated[
    str | None,
    typer.Option(
        "--au", metavar="AAAA-MM-JJ", help="Le jour où l’on raisonne; il ne s’inscrit pas.", show_default="aujourd’hui"
    ),
]
OptionFactures = Annotated[
    list[str] | None,
    typer.Option(
        "--facture",
        "--creance",
        metavar="F",
        help="La facture visée; à répéter s’il y en a plusieurs.",
        show_default="toutes",
    ),
]
OptionCorrige = Annotated[
    int | None,
    typer.Option(
        "--corrige",
        metavar="N",
        help="Remplace l’inscription N de la même liste, dont le reste est repris; seule avec --motif, l’annule.",
    ),
]
OptionMotif = Annotated[str | None, typer.Option("--motif", metavar="PHRASE", help="Pourquoi; va avec --corrige.")]
OptionNote = Annotated[
    str | None, typer.Option("--note", metavar="PHRASE", help="Ce qui a été dit, raconté sans jugement.")
]
