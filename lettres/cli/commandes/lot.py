"""Commande `lot` : beaucoup de lettres dans un répertoire de sortie, sans rien perdre; interrompue, elle se reprend."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

import lettres
from lettres.cli.options.arguments import OptionAu, OptionJson, OptionLettre, lire_au, lire_lettre, usage_fautif
from lettres.cli.options.dask import executeur_de_dask
from lettres.cli.options.modeles_gardes import dossier_de_cache
from lettres.cli.options.sources import compter, developper, lire_les_sources
from lettres.cli.terminal.affichage import est_muette, signaler
from lettres.cli.terminal.arret import Arret, a_l_ecoute
from lettres.cli.terminal.bilan_de_lot import Bilan, BilanEnJson, progression
from lettres.cli.terminal.codes_de_sortie import CodeDeSortie, code_de
from lettres.cli.terminal.echecs import comprendre, interruption
from lettres.socle.constats import Constat, abreger
from lettres.socle.disque import est_un_repertoire
from lettres.socle.erreurs import ErreurLettres

if TYPE_CHECKING:
    from lettres.production.lots import Ligne

TRAVAILLEURS_MAX = 64
_INTERROMPU = "Lot interrompu; la lettre en main est finie."
_REPRISE = "La même commande reprend où il en est."
_GRAVITE = (CodeDeSortie.FAIT, CodeDeSortie.ERREURS, CodeDeSortie.MODELE, CodeDeSortie.SORTIE, CodeDeSortie.INTERNE)
"""De ce qui pèse le moins à ce qui pèse le plus, quand les lettres d'un lot ne finissent pas toutes pareil."""


def lot(
    contexte: typer.Context,
    dossiers: Annotated[
        list[str],
        typer.Argument(
            metavar="DOSSIER",
            help="Des fichiers YAML, JSON, TOML ou JSON Lines, des motifs, des répertoires; « - » lit l’entrée "
            "standard, un dossier JSON par ligne.",
        ),
    ],
    sortie: Annotated[
        str, typer.Option("--sortie", metavar="RÉPERTOIRE", help="Où écrire les lettres et leur journal.")
    ],
    lettre: OptionLettre = None,
    au: OptionAu = None,
    modele: Annotated[
        str | None,
        typer.Option("--modele", metavar="F.docx", help="Votre modèle Word, pour toutes les lettres du lot."),
    ] = None,
    modeles: Annotated[
        str | None,
        typer.Option(
            "--modeles",
            metavar="RÉPERTOIRE",
            help="Vos modèles Word, sous les noms que montre « lettres modeles lister ».",
            show_default="ceux qui sont livrés",
        ),
    ] = None,
    travailleurs: Annotated[
        str | None,
        typer.Option("--travailleurs", metavar="N", help="Combien de processus se partagent le lot.", show_default="1"),
    ] = None,
    dask: Annotated[
        str | None,
        typer.Option("--dask", metavar="ADRESSE", help="Confie le lot aux travailleurs d’un Dask en marche."),
    ] = None,
    en_json_: OptionJson = False,
) -> int:
    """Écrit une lettre par dossier, dans un répertoire, avec un journal; interrompue, la même commande finit le lot.

    Un dossier fautif n’arrête jamais les autres; aucune lettre n’en remplace une autre.

    Code de sortie : 0 si toutes les lettres sont là, 1 si un dossier est refusé, 3 si un modèle l’est, 4 si la sortie
    l’est, 130 ou 143 si le lot est interrompu.
    """
    gc.enable()  # -- un lot, lui, vit longtemps --
    bilan = BilanEnJson({"au": au, "sortie": sortie}) if en_json_ else Bilan()
    contexte.obj |= {"au": au, "sortie": sortie, "lettres": [], "resume": bilan.resume}
    constats: Sequence[Constat] = ()
    with a_l_ecoute("SIGINT", "SIGTERM") as arret:
        try:
            jour, nommee = lire_au(au), lire_lettre(lettre)
            bilan.dater(jour)
            nombre = _lire_nombre(travailleurs)
            fichiers = developper(dossiers)
            with ExitStack() as pile:
                executeur = None
                if dask is not None:
                    executeur, presents = pile.enter_context(executeur_de_dask(dask))
                    nombre = nombre or presents
                resultats = pile.enter_context(lettres.Atelier(modeles, cache=dossier_de_cache())).generer_lot(
                    _attendre(fichiers, arret),
                    au=jour,
                    lettre=nommee,
                    modele=modele,
                    sortie=_repertoire(sortie),
                    travailleurs=nombre or 1,
                    executeur=executeur,
                    arreter=arret.demande,
                )
                avancer = pile.enter_context(progression(compter(fichiers)))
                for resultat in resultats:
                    bilan.ajouter(resultat)
                    avancer()
            code = max(map(_code_du_refus, bilan.familles), key=_GRAVITE.index, default=CodeDeSortie.FAIT)
        except KeyboardInterrupt:
            code = CodeDeSortie.INTERROMPU
        except Exception as faute:
            if not bilan.commence or (isinstance(faute, ErreurLettres) and est_muette(faute.constats)):
                raise  # -- rien n'est commencé, ou plus rien ne se répond : c'est à l'application de le dire --
            echec = comprendre(faute, ["lot"])
            constats, code = echec.constats, echec.code
    if arret.code is not None and en_json_:
        constats = [*constats, interruption(_INTERROMPU, _REPRISE)]
    bilan.finir(constats, sortie)
    if arret.code is not None:
        signaler(f"{_INTERROMPU} {_REPRISE}")
    return arret.code or code


def _attendre(fichiers: list[str], arret: Arret) -> Iterator[Ligne | str]:
    """Les dossiers; pendant qu'on attend le prochain, rien n'est en main."""
    sources = lire_les_sources(fichiers)
    while True:
        arret.attente = True
        try:
            source = next(sources, None)
        finally:
            arret.attente = False
        if source is None:
            return
        yield source


def _code_du_refus(famille: type[ErreurLettres]) -> CodeDeSortie:
    """Un dossier illisible, dans un lot, est un dossier refusé."""
    code = code_de(famille([]))
    return CodeDeSortie.ERREURS if code is CodeDeSortie.USAGE else code


def _repertoire(sortie: str) -> str:
    from lettres.sortie.noms import extension

    if extension(Path(sortie).name).lower() == ".docx" and not est_un_repertoire(sortie):
        message = f"« {abreger(sortie)} » nomme une lettre; un lot s’écrit dans un répertoire."
        raise usage_fautif("U006", "--sortie", message, "Nommez un répertoire : --sortie lettres-a-envoyer")
    return sortie


def _lire_nombre(texte: str | None) -> int | None:
    if texte is None:
        return None
    chiffres = texte.lstrip("0") if texte.isascii() and texte.isdigit() else ""
    if not 1 <= len(chiffres) <= len(str(TRAVAILLEURS_MAX)) or int(chiffres) > TRAVAILLEURS_MAX:
        message = f"« {abreger(texte)} » n’est pas un nombre de processus."
        raise usage_fautif("U009", "--travailleurs", message, f"Écrivez un nombre de 1 à {TRAVAILLEURS_MAX}.")
    return int(chiffres)
