"""Commande `controler` : relit une lettre finie et dit ce qui y manque, s'y contredit ou n'y a pas sa place."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

import lettres
from lettres import interface
from lettres.cli.options.arguments import OptionJson, lire_au, usage_fautif
from lettres.cli.terminal.affichage import constats_en_texte, dire, en_json, propre, resume
from lettres.cli.terminal.codes_de_sortie import code_des
from lettres.socle.constats import abreger

if TYPE_CHECKING:
    from lettres.dossier import Dossier


def controler(
    contexte: typer.Context,
    lettre: Annotated[str, typer.Argument(metavar="LETTRE", help="La lettre finie : .docx, .pdf ou .html.")],
    type_: Annotated[
        str | None,
        typer.Option(
            "--type",
            metavar="T",
            help="Le type : A, B, C, D, E, F, F-rappel, G ou K.",
            show_default="reconnu au contenu",
        ),
    ] = None,
    dossier: Annotated[
        str | None, typer.Option("--dossier", metavar="D", help="Le dossier dont la lettre doit dire les faits.")
    ] = None,
    au: Annotated[
        str | None,
        typer.Option(
            "--au", metavar="AAAA-MM-JJ", help="La date de la lettre.", show_default="celle que la lettre porte"
        ),
    ] = None,
    en_json_: OptionJson = False,
) -> int:
    """Relit une lettre finie : provenance, éléments obligatoires, sommes et dates, mots défendus.

    La lettre peut venir de l’outil, avoir été retouchée ou avoir été écrite par un autre. Rien n’est modifié. En texte
    seul, une lettre ne garde pas d’où elle vient, et ne se relit pas. Un PDF demande « pip install 'lettres[pdf]' ».
    Code de sortie : 0 sans erreur, 1 s’il y a des erreurs, 2 usage ou dossier illisible, 3 lettre illisible.
    """
    reponse: dict[str, object] = contexte.obj
    reponse |= {"fichier": lettre, "type": type_, "dossier": dossier, "au": au}
    jour = lire_au(au) if au is not None else None
    _verifier_le_type(type_)
    affaire = lettres.lire(dossier) if dossier is not None else None
    provenance = _provenance(lettre, affaire)
    constats = _controler(lettre, type_, affaire, jour)
    if en_json_:
        dire(en_json(reponse | {"provenance": provenance, "constats": interface.constats(constats)}))
        return code_des(constats)
    dire(f"{propre(lettre)}: {_en_phrase(provenance)}")
    dire(f"{constats_en_texte(constats)}\n{resume(constats)}" if constats else f"{propre(lettre)}: rien à redire.")
    return code_des(constats)


def _controler(lettre: str, type_: str | None, dossier: Dossier | None, jour: date | None) -> list[lettres.Constat]:
    from lettres.barriere import controler as relire

    return relire(lettre, type=type_, dossier=dossier, au=jour)


def _provenance(lettre: str, dossier: Dossier | None) -> dict[str, str]:
    """Ce que la lettre dit d'elle-même; `dossier` : est-elle faite de ce dossier-ci, tel qu'il est ?"""
    from lettres.barriere.lecture import lire_sa_provenance
    from lettres.socle.donnees import empreinte

    trace = lire_sa_provenance(lettre)
    dite = {"etat": str(trace.etat)}
    if trace.provenance is not None:
        dite |= {nom: str(valeur) for nom, valeur in asdict(trace.provenance).items()}
        if dossier is not None:
            du_meme = trace.provenance.dossier == empreinte(dossier)
            dite["dossier_donne"] = "identique" if du_meme else "different"
    return dite


def _en_phrase(provenance: dict[str, str]) -> str:
    if provenance["etat"] == "etrangere":
        return "cette lettre ne vient pas de l’outil, ou n’en porte plus la marque."
    modele = f"modèle {provenance['modele']} {provenance['version_modele']}" if provenance["modele"] else "votre modèle"
    suite = "inchangée depuis" if provenance["etat"] == "inchangee" else "RETOUCHÉE depuis"
    dossier = {"identique": "; le dossier est le même", "different": "; le dossier a changé depuis"}
    forcee = f", forcée malgré {', '.join(provenance['forces'].split())}" if provenance["forces"] else ""
    sienne = ", selon votre politique" if provenance["politique"] else ""
    signee = ", signée par image" if provenance["signature"] else ""
    sienne += ", sur votre papier" if provenance["papier"] else ""
    phrase = f"faite par {provenance['outil']} au {provenance['au']} ({modele}){sienne}{forcee}{signee}, {suite}"
    return propre(phrase) + dossier.get(provenance.get("dossier_donne", ""), "") + "."


def _verifier_le_type(type_: str | None) -> None:
    from lettres.barriere.types_de_lettre import noms_des_types, types_nommes

    if type_ is not None and not types_nommes(type_):
        raise usage_fautif(
            "U010",
            "--type",
            f"Type de lettre inconnu : « {abreger(type_)} ».",
            f"Choisissez parmi : {noms_des_types()}.",
        )
