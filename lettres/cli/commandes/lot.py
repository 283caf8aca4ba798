"""Commande `lot` : beaucoup de lettres dans un répertoire de sortie, sans rien perdre; interrompue, elle se reprend."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from itertools import chain
from typing import TYPE_CHECKING, Annotated

import typer

import lettres
from lettres.cli.options.arguments import OptionAu, OptionJson, OptionLettre, lire_au, lire_lettre, usage_fautif
from lettres.cli.options.avec_le_lot import OptionForme, OptionRecommandes, OptionReunir, OptionSigner, avec_le_lot
from lettres.cli.options.configuration import (
    OptionConfig,
    OptionModeles,
    OptionPapier,
    avec_les_modeles,
    par_preferences,
)
from lettres.cli.options.dask import executeur_de_dask
from lettres.cli.options.modeles_gardes import dossier_de_cache
from lettres.cli.options.sources import ArgumentDossiers, compter, developper, lire_les_sources
from lettres.cli.terminal.arret import Arret
from lettres.cli.terminal.bilan_de_lot import Bilan, BilanEnJson
from lettres.cli.terminal.lot_en_marche import attendre, mener, repertoire
from lettres.socle.constats import abreger

if TYPE_CHECKING:
    from lettres.production.lots import ResultatDeLot

TRAVAILLEURS_MAX = 64


def lot(
    contexte: typer.Context,
    dossiers: ArgumentDossiers,
    sortie: Annotated[
        str, typer.Option("--sortie", metavar="RÉPERTOIRE", help="Où écrire les lettres et leur journal.")
    ],
    lettre: OptionLettre = None,
    au: OptionAu = None,
    modele: Annotated[
        str | None,
        typer.Option("--modele", metavar="F.docx", help="Votre modèle Word, pour toutes les lettres du lot."),
    ] = None,
    modeles: OptionModeles = None,
    papier: OptionPapier = None,
    forme: OptionForme = "docx",
    reunir: OptionReunir = None,
    recommandes: OptionRecommandes = None,
    signer: OptionSigner = False,
    travailleurs: Annotated[
        str | None,
        typer.Option("--travailleurs", metavar="N", help="Combien de processus se partagent le lot.", show_default="1"),
    ] = None,
    dask: Annotated[
        str | None,
        typer.Option("--dask", metavar="ADRESSE", help="Confie le lot aux travailleurs d’un Dask en marche."),
    ] = None,
    config: OptionConfig = None,
    en_json_: OptionJson = False,
) -> int:
    """Écrit une lettre par dossier, dans un répertoire, avec un journal; interrompue, la même commande finit le lot.

    Un dossier fautif n’arrête jamais les autres; aucune lettre n’en remplace une autre. Le PDF réuni et la liste des
    recommandés s’écrivent à la fin, et jamais par-dessus d’autres.

    Code de sortie : 0 si toutes les lettres sont là, 1 si un dossier est refusé, 3 si un modèle l’est, 4 si la sortie
    l’est, 130 ou 143 si le lot est interrompu.
    """
    bilan = BilanEnJson({"au": au, "sortie": sortie}) if en_json_ else Bilan()
    contexte.obj |= {"au": au, "sortie": sortie, "lettres": [], "resume": bilan.resume, "reuni": None}
    contexte.obj |= {"recommandes": None}

    def ouvrir(pile: ExitStack, arret: Arret) -> tuple[Iterable[ResultatDeLot], int | None]:
        jour = lire_au(au)
        bilan.dater(jour)
        nombre = _lire_nombre(travailleurs)
        a_cote = bilan.a_cote = avec_le_lot(forme, reunir, recommandes, signer=signer)
        lus = par_preferences(developper(dossiers), config)
        groupes = [(avec_les_modeles(siennes, modeles), groupe) for siennes, groupe in lus]
        nommee = lire_lettre(lettre, *(siennes.politiques for siennes, _ in groupes))
        executeur = None
        if dask is not None:
            executeur, presents = pile.enter_context(executeur_de_dask(dask))
            nombre = nombre or presents
        resultats = [
            pile.enter_context(
                lettres.Atelier(
                    siennes.maison,
                    cache=dossier_de_cache(),
                    politiques=siennes.politiques,
                    papier=siennes.papier if papier is None else papier,
                )
            ).generer_lot(
                attendre(lire_les_sources(groupe), arret),
                au=jour,
                lettre=nommee,
                modele=modele,
                sortie=repertoire(sortie, "--sortie"),
                travailleurs=nombre or 1,
                executeur=executeur,
                arreter=arret.demande,
                plis=recommandes is not None,
                signer=signer,
            )
            for siennes, groupe in groupes
        ]
        total = compter([fichier for _, groupe in groupes for fichier in groupe])
        return a_cote.mener(chain.from_iterable(resultats), arret.demande), total

    return mener("lot", bilan, sortie, ouvrir, en_json_=en_json_)


def _lire_nombre(texte: str | None) -> int | None:
    if texte is None:
        return None
    chiffres = texte.lstrip("0") if texte.isascii() and texte.isdigit() else ""
    if not 1 <= len(chiffres) <= len(str(TRAVAILLEURS_MAX)) or int(chiffres) > TRAVAILLEURS_MAX:
        message = f"« {abreger(texte)} » n’est pas un nombre de processus."
        raise usage_fautif("U009", "--travailleurs", message, f"Écrivez un nombre de 1 à {TRAVAILLEURS_MAX}.")
    return int(chiffres)
