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
from lettres.cli.options.arguments import OptionJson, usage_fautif


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
    confiee_a: Annotated[
        str | None,
        typer.Option(
            "--confiee-a",
            metavar="QUI",
            help="Qui prend la suite : « petites_creances », tribunal, avocat, mediation, huissier ou agence.",
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

    Exemple : lettres clore dossier.yaml --issue confiee --confiee-a petites_creances
    """
    if confiee_a is not None and issue is not None and not _dit_confiee(issue):
        remede = "Retirez « --confiee-a », ou donnez « --issue confiee »."
        raise usage_fautif("U016", "--confiee-a", "Seule une affaire confiée l’est à quelqu’un.", remede)
    valeurs: dict[str, object] = {
        "date": jour_de(date, "--date"),
        "issue": "confiee" if issue is None and confiee_a is not None and corrige is None else issue,
        "confiee_a": confiee_a,
        "creances": facture,
        "corrige": rang_de(corrige, "--corrige"),
        "motif": motif,
    }
    return porter(contexte.obj, dossier, Saisie("clotures", valeurs, {"issue": "--issue"}), au=au, en_json_=en_json_)


def _dit_confiee(issue: str) -> bool:
    from lettres.dossier.saisie.lecture_de_mots import Mots

    return Mots().lire(issue, ("confiee",)) == "confiee"
