"""Commande `affirmations` : chaque phrase d'une lettre, et sur quoi elle repose."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

import lettres
from lettres import interface
from lettres.cli.options.arguments import OptionJson, OptionLettre, lire_au, lire_lettre
from lettres.cli.options.configuration import OptionConfig, preferences_de
from lettres.cli.options.modeles_gardes import dossier_de_cache
from lettres.cli.terminal.affichage import dire, en_json, propre
from lettres.cli.terminal.codes_de_sortie import CodeDeSortie
from lettres.interface.notations import VERSION
from lettres.interface.objets_d_affirmation import AffirmationsJson

if TYPE_CHECKING:
    from lettres.production.affirmations import Affirmation, Appui
    from lettres.rendu import Provenance

_GENRES = {"fait": "fait", "calcul": "calcul", "piece": "pièce", "loi": "article"}


def affirmations(
    contexte: typer.Context,
    source: Annotated[
        str, typer.Argument(metavar="LETTRE.docx|DOSSIER", help="Une lettre finie, ou le dossier qui la donne.")
    ],
    lettre: OptionLettre = None,
    dossier: Annotated[
        str | None, typer.Option("--dossier", metavar="D", help="Le dossier d’où vient la lettre finie.")
    ] = None,
    au: Annotated[
        str | None,
        typer.Option(
            "--au",
            metavar="AAAA-MM-JJ",
            help="La date de la lettre.",
            show_default="celle de la lettre, ou aujourd’hui",
        ),
    ] = None,
    config: OptionConfig = None,
    en_json_: OptionJson = False,
) -> int:
    """Dit sur quoi repose chaque phrase d’une lettre : faits, calculs, pièces, articles.

    Une phrase qui dit un fait sans qu’aucune pièce l’appuie est marquée « sans pièce ». D’un fichier Word, les phrases
    que le dossier ne donne pas sont marquées « ajoutée ». N’écrit rien.

    Exemple : lettres affirmations dossier.yaml --lettre mise_en_demeure
    """
    reponse: dict[str, object] = contexte.obj
    reponse |= {"fichier": source, "dossier": dossier, "lettre": lettre, "au": au, "affirmations": []}
    if Path(source).suffix.lower() == ".docx":
        code, jour, dites = _d_un_fichier(source, dossier, lire_lettre(lettre), lire_au(au) if au else None)
    else:
        code, jour, dites = _d_un_dossier(source, lire_lettre(lettre), lire_au(au), config)
    if en_json_:
        complete: AffirmationsJson = {
            "version": VERSION,
            "fichier": source,
            "dossier": dossier,
            "lettre": code,
            "au": jour.isoformat() if jour else None,
            "affirmations": [interface.affirmation(a) for a in dites],
            "constats": [],
        }
        dire(en_json(complete))
        return CodeDeSortie.FAIT
    dire("\n".join([*_lignes(dites), _resume(dites)]))
    return CodeDeSortie.FAIT


def _d_un_dossier(
    source: str, lettre: str | None, jour: date, config: str | None
) -> tuple[str, date, Sequence[Affirmation]]:
    from lettres.production.affirmations import de_l_affaire
    from lettres.production.choix import projeter

    politiques = preferences_de(source, config).politiques
    affaire = lettres.bilan(lettres.lire(source), au=jour)
    projet = projeter(affaire, lettre, ebauche=True, politiques=politiques)
    return projet.choix.lettre, jour, de_l_affaire(projet.affaire, projet.choix, cache=dossier_de_cache())


def _d_un_fichier(
    source: str, dossier: str | None, lettre: str | None, jour: date | None
) -> tuple[str | None, date | None, Sequence[Affirmation]]:
    """Les phrases du fichier; la lettre et son jour sont ceux que sa provenance dit, si on ne les donne pas."""
    from lettres.production.affirmations import affirmations_d_un_fichier, de_l_affaire
    from lettres.production.choix import projeter
    from lettres.rendu import lire_provenance

    trace = lire_provenance(source).provenance
    lettre, jour = lettre or _lettre_de(trace), jour or (trace.au if trace else None)
    attendues: Sequence[Affirmation] = ()
    if dossier is not None:
        affaire = lettres.bilan(lettres.lire(dossier), au=jour or lire_au(None))
        projet = projeter(affaire, lettre, ebauche=True)
        attendues = de_l_affaire(projet.affaire, projet.choix, cache=dossier_de_cache())
    return lettre, jour, affirmations_d_un_fichier(source, source, attendues, jour)


def _lettre_de(trace: Provenance | None) -> str | None:
    from lettres.catalogue import catalogue

    return next((m.lettre for m in catalogue() if trace and m.fichier == trace.modele), None)


def _lignes(dites: Sequence[Affirmation]) -> Iterator[str]:
    """Les phrases qui affirment quelque chose; une phrase du modèle qui n'a ni fait ni article se tait."""
    for dite in dites:
        if dite.appuis or dite.sans_piece or dite.ajoutee:
            marques = ", ".join(["sans pièce"] * dite.sans_piece + ["ajoutée"] * dite.ajoutee)
            yield f"{'!' if marques else ' '} {propre(dite.phrase)}"
            yield from (f"      {ligne}" for ligne in dict.fromkeys(map(_appui, dite.appuis)))
            if marques:
                yield f"      → {marques}"


def _appui(appui: Appui) -> str:
    certitude = f" ({appui.certitude})" if appui.certitude else ""
    dit = f" : {propre(appui.texte)}" if appui.genre in {"piece", "loi"} and appui.texte else ""
    return f"{_GENRES[appui.genre]:<8}{propre(appui.source)}{dit}{certitude}"


def _resume(dites: Sequence[Affirmation]) -> str:
    def combien(genre: str) -> int:
        return sum(any(a.genre == genre for a in dite.appuis) for dite in dites)

    nues, ajoutees = sum(d.sans_piece for d in dites), sum(d.ajoutee for d in dites)
    resume = f"{len(dites)} phrases : {combien('piece')} citent une pièce, {combien('calcul')} un calcul, "
    resume += f"{combien('loi')} un article; {nues} sans pièce"
    return f"{resume}, {ajoutees} ajoutées." if ajoutees else f"{resume}."
