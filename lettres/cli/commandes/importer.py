"""Commande `importer` : de l'export d'un logiciel de facturation à un dossier par débiteur."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lettres import interface
from lettres.cli.options.arguments import OptionJson, usage_fautif
from lettres.cli.options.expediteur_garde import OptionExpediteur, expediteur_voulu
from lettres.cli.options.mesures import lire_mot
from lettres.cli.options.sources import trouver
from lettres.cli.terminal.affichage import constats_en_texte, dire, en_json, pluriel, propre, resume
from lettres.cli.terminal.codes_de_sortie import CodeDeSortie, code_des
from lettres.cli.terminal.lot_en_marche import repertoire
from lettres.interface.notations import VERSION
from lettres.socle.constats import ecourter

if TYPE_CHECKING:
    from lettres.importation.apercu_d_export import ApercuDExport
    from lettres.importation.rangement.ranger import DossierRange, Rangement

_EN_CLAIR = {"cree": "créé", "complete": "complété", "inchange": "inchangé", "refuse": "REFUSÉ"}


def importer(
    contexte: typer.Context,
    fichiers: Annotated[
        list[str],
        typer.Argument(
            metavar="FICHIER",
            help="Des exports, CSV, JSON, XML ou PDF Factur-X; un carnet de clients complète ses factures.",
        ),
    ],
    de: Annotated[
        str | None,
        typer.Option(
            "--de",
            metavar="NOM",
            help="invoiceninja, stripe, quickbooks, xero, freshbooks, zoho, ubl, cii ou csv; ou le fichier qui décrit "
            "les colonnes.",
            show_default="reconnue",
        ),
    ] = None,
    expediteur: OptionExpediteur = None,
    sortie: Annotated[
        str | None, typer.Option("--sortie", metavar="RÉPERTOIRE", help="Où écrire les dossiers.")
    ] = None,
    apercu: Annotated[
        bool, typer.Option("--apercu", help="Montre ce qui serait lu et ce qui manque; n’écrit rien.")
    ] = False,
    en_json_: OptionJson = False,
) -> int:
    """Fait, de l’export d’un logiciel de facturation, un dossier par débiteur; ce qui est écrit y reste.

    Un débiteur se reconnaît à son NEQ, sinon à son nom avec son code postal ou son courriel. Un dossier qui a des
    blancs est écrit quand même; « debiteurs.yaml », à côté, demande une fois ce qu’aucun export ne dit. Importer deux
    fois n’ajoute rien deux fois, et ne remplace rien. Qui écrit est repris de « lettres moi », et c’est dit.

    Code de sortie : 0 sans manque, 1 s’il y en a, 2 si l’export ne se lit pas.

    Exemple : lettres importer factures.csv --expediteur moi.yaml --sortie dossiers
    """
    contexte.obj |= {"sortie": sortie, "expediteur": None, "apercus": [], "dossiers": [], "debiteurs": None}
    noms = [trouve for nom in fichiers for trouve in trouver(nom) or [nom]]
    source = _source(de)
    if apercu:
        contexte.obj["sortie"] = None
        return _apercevoir(noms, source, en_json_=en_json_)
    if sortie is None:
        remede = "Nommez le répertoire des dossiers, « --sortie dossiers »; ou regardez d’abord, « --apercu »."
        raise usage_fautif("U019", "--sortie", "Il manque où écrire les dossiers.", remede)
    qui = contexte.obj["expediteur"] = expediteur_voulu(expediteur)
    return _importer(noms, source, qui, repertoire(sortie, "--sortie"), en_json_=en_json_)


def _source(de: str | None) -> str | None:
    from lettres.importation.correspondance import noms_des_sources, source_nommee
    from lettres.lecture.fichier import FORMAT_DE

    if de is None or Path(de).suffix.lower() in FORMAT_DE:
        return de
    return lire_mot(source_nommee(de), noms_des_sources(), "--de")


# -- Importer --


def _importer(noms: Sequence[str], de: str | None, expediteur: str | None, sortie: str, *, en_json_: bool) -> int:
    from lettres.importation import importer as lire_les_exports
    from lettres.importation.rangement.ranger import ranger
    from lettres.importation.rangement.reponses_des_debiteurs import etats_dus

    gc.enable()  # -- des milliers de dossiers, et rien qui en reste --
    importation = lire_les_exports(noms, de=de, expediteur=expediteur, etats_dus=etats_dus(Path(sortie)))
    rangement = ranger(importation, Path(sortie))
    constats = [c for d in rangement.dossiers for c in (*d.manques, *d.remarques)]
    if en_json_:
        dossiers = [interface.dossier_range(d) for d in rangement.dossiers]
        reponse: dict[str, object] = {"version": VERSION, "sortie": sortie, "expediteur": expediteur}
        reponse |= {"apercus": [], "dossiers": dossiers}
        reponse |= {"debiteurs": rangement.debiteurs, "constats": interface.constats(rangement.constats)}
        dire(en_json(reponse))
    else:
        for export in importation.exports:
            selon = f", selon « {propre(export.selon)} »" if export.selon else ""
            dire(f"Lu : {propre(export.fichier)} – {export.source.titre}{selon}")
        if expediteur is not None:
            dire(f"Expéditeur repris de {propre(expediteur)}")
        dire("\n".join(_en_texte(rangement, sortie)))
        dites = ecourter([*constats, *rangement.constats])
        if dites:
            dire(f"\n{constats_en_texte(dites)}\n{resume([*constats, *rangement.constats])}")
    return code_des([*constats, *rangement.constats])


def _en_texte(rangement: Rangement, sortie: str) -> Iterator[str]:
    comptes = Counter(_EN_CLAIR[d.etat] for d in rangement.dossiers)
    yield from (f"  {_ligne(d)}" for d in rangement.dossiers if d.etat != "inchange" or d.manques)
    detail = ", ".join(f"{nombre} {etat}{'s' if nombre >= 2 else ''}" for etat, nombre in comptes.items())
    yield f"{pluriel(len(rangement.dossiers), 'dossier')} dans {propre(sortie)}{f' : {detail}' if detail else ''}."
    if rangement.debiteurs:
        yield f"Répondez dans {propre(rangement.debiteurs)} à ce qu’aucun export ne dit, puis importez de nouveau."


def _ligne(d: DossierRange) -> str:
    quoi = [f"{_EN_CLAIR[d.etat]} : {propre(d.fichier)}", propre(d.nom), ", ".join(map(propre, d.factures))]
    manques = f"{pluriel(len(d.manques), 'manque')}" if d.manques else ""
    return " – ".join(filter(None, (*quoi, manques)))


# -- Apercevoir --


def _apercevoir(noms: Sequence[str], de: str | None, *, en_json_: bool) -> int:
    from lettres.importation.apercu_d_export import apercevoir

    apercus = [apercevoir(nom, de) for nom in noms]
    if en_json_:
        reponse: dict[str, object] = {"version": VERSION, "sortie": None, "expediteur": None}
        reponse |= {"apercus": [interface.apercu_d_export(a) for a in apercus]}
        reponse |= {"dossiers": [], "debiteurs": None, "constats": []}
        dire(en_json(reponse))
    else:
        dire("\n\n".join("\n".join(_apercu_en_texte(a)) for a in apercus))
    return CodeDeSortie.FAIT


def _apercu_en_texte(a: ApercuDExport) -> Iterator[str]:
    selon = f", selon « {propre(a.selon)} »" if a.selon else ""
    yield f"{propre(a.fichier)} – {a.titre}{selon}"
    if a.source is None:
        yield "Ce tableau est inconnu : ses colonnes sont devinées d’après leurs noms."
    for cle, chemins in a.champs.items():
        valeurs = " | ".join(propre(f[cle])[:30] for f in a.factures if cle in f)
        yield f"  {cle} : {propre(' ou '.join(chemins))[:60]}{f'  →  {valeurs}' if valeurs else ''}"
    if not a.factures:
        yield "Aucune facture ne s’y lit."
    if a.manquent:
        yield f"Ne s’y lit pas : {', '.join(a.manquent)}."
    if a.source is None:
        yield "À relire et à compléter, puis à enregistrer dans « colonnes.yaml », à côté de l’export :"
        yield "\n".join(f"  {ligne}" for ligne in a.a_ecrire().split("\n"))
    yield "Rien n’a été écrit."
