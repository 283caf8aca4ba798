"""Commande `suite` : ce qui est revenu, inscrit au dossier."""

from __future__ import annotations

from typing import Annotated

import typer

from lettres.cli.commandes.inscrire.options_communes import (
    ArgumentDossier,
    OptionAuDuJour,
    OptionCorrige,
    OptionDate,
    OptionFactures,
    OptionMotif,
    OptionNote,
)
from lettres.cli.commandes.inscrire.porter import Saisie, jour_de, porter, rang_de
from lettres.cli.options.arguments import OptionJson

_NOMMENT = {"retour_courrier": ("envoi", "--envoi"), "cheque_sans_provision": ("paiement", "--paiement")}
"""Les résultats qui défont une inscription, et doivent la nommer."""


def suite(
    contexte: typer.Context,
    dossier: ArgumentDossier,
    resultat: Annotated[
        str | None,
        typer.Option(
            "--resultat", metavar="RÉSULTAT", help="sans_reponse, refus, contestation, promesse, retour_courrier…"
        ),
    ] = None,
    date: OptionDate = None,
    canal: Annotated[
        str | None,
        typer.Option("--canal", metavar="CANAL", help="telephone, courriel, texto, poste, en_personne ou autre."),
    ] = None,
    promis_le: Annotated[
        str | None,
        typer.Option("--promis-le", metavar="AAAA-MM-JJ", help="Le jour pour lequel un paiement est promis."),
    ] = None,
    montant: Annotated[
        str | None, typer.Option("--montant", metavar="SOMME", help="La somme promise, annoncée ou reconnue.")
    ] = None,
    montant_conteste: Annotated[
        str | None, typer.Option("--montant-conteste", metavar="SOMME", help="La somme qu’une contestation conteste.")
    ] = None,
    citation: Annotated[
        str | None, typer.Option("--citation", metavar="PHRASE", help="Les mots exacts de l’autre.")
    ] = None,
    note: OptionNote = None,
    envoi: Annotated[
        int | None, typer.Option("--envoi", metavar="N", help="Le rang, dans « envois », de la lettre dont il s’agit.")
    ] = None,
    paiement: Annotated[
        int | None,
        typer.Option("--paiement", metavar="N", help="Le rang, dans « paiements », de celui dont il s’agit."),
    ] = None,
    piece: Annotated[str | None, typer.Option("--piece", metavar="P-N", help="La pièce qui le prouve.")] = None,
    facture: OptionFactures = None,
    corrige: OptionCorrige = None,
    motif: OptionMotif = None,
    au: OptionAuDuJour = None,
    en_json_: OptionJson = False,
) -> int:
    """Inscrit au dossier ce qui est revenu : réponse, promesse, silence, courrier retourné.

    Un appel fait (« appel_fait ») s’inscrit aussi; il ne tient lieu d’aucune lettre.

    Exemple : lettres suite dossier.yaml --resultat promesse --promis-le 2026-12-05 --montant 60
    """
    valeurs: dict[str, object] = {
        "date": jour_de(date, "--date"),
        "canal": canal,
        "resultat": resultat,
        "promis_le": jour_de(promis_le, "--promis-le"),
        "montant": montant,
        "montant_conteste": montant_conteste,
        "citation": citation,
        "note": note,
        "envoi": rang_de(envoi, "--envoi"),
        "paiement": rang_de(paiement, "--paiement"),
        "piece": piece,
        "creances": facture,
        "corrige": rang_de(corrige, "--corrige"),
        "motif": motif,
    }
    exigees = {"resultat": "--resultat"}
    saisie = Saisie("suites", valeurs, exigees, ensuite=lambda connues: _a_nommer(str(connues["resultat"])))
    return porter(contexte.obj, dossier, saisie, au=au, en_json_=en_json_)


def _a_nommer(resultat: str) -> dict[str, str]:
    from lettres.dossier.saisie.lecture_de_mots import Mots

    return dict([_NOMMENT[lu]]) if (lu := Mots().lire(resultat, tuple(_NOMMENT))) in _NOMMENT else {}
