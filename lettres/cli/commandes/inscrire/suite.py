"""Commande `suite` : ce qui est revenu, inscrit au dossier."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

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
from lettres.cli.commandes.inscrire.sur_le_fichier import lire
from lettres.cli.options.arguments import OptionJson, lire_au, usage_fautif
from lettres.cli.terminal.affichage import dire, en_json
from lettres.cli.terminal.codes_de_sortie import CodeDeSortie
from lettres.socle.classes import replace

if TYPE_CHECKING:
    from lettres.dossier import Dossier

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
    courriel: Annotated[
        str | None,
        typer.Option(
            "--courriel",
            metavar="F.eml",
            help="Le message reçu : sa date s’inscrit, lui et ses pièces jointes se classent à côté du dossier.",
        ),
    ] = None,
    facture: OptionFactures = None,
    corrige: OptionCorrige = None,
    motif: OptionMotif = None,
    au: OptionAuDuJour = None,
    en_json_: OptionJson = False,
) -> int:
    """Inscrit au dossier ce qui est revenu : réponse, promesse, silence, courrier retourné.

    Un appel fait (« appel_fait ») s’inscrit aussi; il ne tient lieu d’aucune lettre. D’un courriel, rien n’est conclu :
    ce qu’il veut dire, c’est à vous de le dire (« --resultat »), et d’en citer les mots (« --citation »).

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
    if courriel is None:
        return porter(contexte.obj, dossier, saisie, au=au, en_json_=en_json_)
    if corrige is not None:
        message = "« --courriel » inscrit un message de plus; il ne va pas avec « --corrige »."
        raise usage_fautif("U021", "--courriel", message, "Inscrivez le message seul, ou corrigez sans lui.")
    return _d_un_courriel(contexte.obj, dossier, courriel, saisie, au=au, en_json_=en_json_)


def _d_un_courriel(
    reponse: dict[str, object], dossier: str, courriel: str, saisie: Saisie, *, au: str | None, en_json_: bool
) -> int:
    """Inscrit le message et le classe, lui et ses pièces; donné deux fois, il n'ajoute rien."""
    from lettres.cli.commandes.inscrire.classement.courriel_a_classer import CourrielAClasser
    from lettres.cli.commandes.nouveau import au_terminal

    recu = CourrielAClasser(courriel, dossier)
    au_dossier = lire(dossier).dossier
    if (numero := recu.deja_au(au_dossier)) is not None:
        return _deja_classe(reponse, dossier, au_dossier, numero, en_json_=en_json_)
    valeurs = dict(saisie.valeurs)
    valeurs["date"] = valeurs["date"] or recu.jour(lire_au(au))
    valeurs["canal"] = valeurs["canal"] or "courriel"
    # -- le jour d'un message n'est pas aujourd'hui : s'il ne le dit pas, il se demande --
    exigees = {"date": "--date", **saisie.exigees}
    if valeurs["resultat"] is None:
        if not au_terminal():
            remede = (
                "Lisez-le, puis dites ce qu’il veut dire, par exemple « --resultat contestation », refus ou promesse."
            )
            raise usage_fautif("U021", "--resultat", "Il manque « --resultat » : ce que dit le message.", remede)
        recu.montrer()
    complete = replace(
        saisie,
        valeurs=valeurs,
        exigees=exigees,
        remarques=recu.remarques,
        avec=recu.gestes,
        ensuite_dits=recu.de_plus,
        autour=recu.ecrits,
        classees=recu.classees,
    )
    return porter(reponse, dossier, complete, au=au, en_json_=en_json_)


def _deja_classe(reponse: dict[str, object], dossier: str, au_dossier: Dossier, numero: str, *, en_json_: bool) -> int:
    citent = (n for n, suite in enumerate(au_dossier.suites, 1) if getattr(suite, "piece", None) == numero)
    message = f"Ce courriel est déjà au dossier : {numero}. Rien n’a été ajouté."
    if en_json_:
        reponse |= {"fichier": dossier, "liste": "suites", "rang": None, "inscription": None, "lignes": []}
        reponse |= {"remarques": [message], "deja": next(citent, None), "avant": None, "apres": None, "constats": []}
        dire(en_json(reponse))
    else:
        dire(message)
    return CodeDeSortie.FAIT


def _a_nommer(resultat: str) -> dict[str, str]:
    from lettres.dossier.saisie.lecture_de_mots import Mots

    return dict([_NOMMENT[lu]]) if (lu := Mots().lire(resultat, tuple(_NOMMENT))) in _NOMMENT else {}
