"""Application : les commandes du programme, et la seule porte par où sortent ses erreurs."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Annotated

import typer
from typer.main import get_command

from lettres import __version__, interface
from lettres.cli.sommaire import COMMANDES, Groupement, annoncer, charger
from lettres.cli.terminal.affichage import dire, en_json, est_muette, signaler
from lettres.cli.terminal.aide import Commande, Groupe
from lettres.cli.terminal.codes_de_sortie import CodeDeSortie
from lettres.cli.terminal.echecs import comprendre
from lettres.interface.notations import VERSION
from lettres.socle.erreurs import SortieRefusee

if TYPE_CHECKING:
    from typer._click.core import Command

_EPILOGUE = """
Codes de sortie : 0 fait; 1 erreurs dans le dossier, rien d’écrit; 2 usage ou dossier illisible; 3 modèle refusé;
4 sortie refusée; 70 faute de l’outil; 129 terminal fermé; 130 interruption; 143 arrêt demandé.
"""


def _montrer_version(demandee: bool) -> None:
    if demandee:
        dire(f"lettres {__version__}")
        raise typer.Exit


def _lettres(
    _version: Annotated[
        bool, typer.Option("--version", callback=_montrer_version, is_eager=True, help="Affiche la version.")
    ] = False,
) -> None:
    """D’un dossier validé à la bonne lettre québécoise, en Word : vérifiée, expliquée.

    Pour commencer : lettres nouveau dossier.yaml, remplir, puis lettres generer dossier.yaml
    """


def _typer(nom: str, epilogue: str | None = None) -> typer.Typer:
    return typer.Typer(
        name=nom,
        cls=Groupe,
        epilog=epilogue,
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )


@cache
def _application(voulue: str, *, seule: bool) -> Command:
    """Le programme, où seule la commande voulue est chargée; les autres n'y sont que par leur nom et leur résumé.

    `seule` : ou n'y sont pas, car rien ne peut les montrer.
    """
    programme = _typer("lettres", _EPILOGUE)
    programme.callback()(_lettres)
    for nom, commande in ((voulue, COMMANDES[voulue]),) if seule else COMMANDES.items():
        groupement = commande if isinstance(commande, Groupement) else None
        if nom != voulue:
            programme.command(nom, cls=Commande)(annoncer(groupement.resume if groupement else str(commande)))
        elif groupement:
            programme.add_typer(_groupe(nom, groupement))
        else:
            programme.command(nom, cls=Commande)(charger(nom))
    return get_command(programme)


def _groupe(nom: str, groupement: Groupement) -> typer.Typer:
    groupe = _typer(nom)
    groupe.callback()(annoncer(groupement.resume))
    for sous in groupement.commandes:
        groupe.command(sous, cls=Commande)(charger(nom, sous))
    return groupe


def executer(args: list[str]) -> int:
    """Exécute une ligne de commande et rend son code de sortie; avec `--json`, un échec est lui aussi un objet JSON."""
    # -- ce que la commande sait déjà de sa réponse : ses clés sont là, qu'elle réussisse ou échoue --
    reponse: dict[str, object] = {"version": VERSION}
    try:
        return _lancer(args, reponse)
    except typer.Exit as fin:
        return fin.exit_code
    except (Exception, KeyboardInterrupt) as faute:  # noqa: BLE001 -- dernier rempart : jamais de trace
        return repondre_a_l_echec(faute, args, reponse)


def repondre_a_l_echec(faute: BaseException, args: list[str], reponse: Mapping[str, object]) -> int:
    """Dit l'échec, à une personne ou à un logiciel, et rend le code de sortie."""
    echec = comprendre(faute, args)
    pour_un_logiciel = demande_du_json(args)
    if pour_un_logiciel and not est_muette(echec.constats):
        try:
            dire(en_json({**reponse, "constats": interface.constats(echec.constats)}))
        except SortieRefusee as refus:
            return repondre_a_l_echec(refus, args, reponse)
        if not echec.a_dire:
            return echec.code
    signaler(echec.texte)
    return echec.code


def demande_du_json(args: list[str]) -> bool:
    """Dit si la réponse est pour un logiciel; après « -- », il n'y a plus d'options."""
    return "--json" in (args[: args.index("--")] if "--" in args else args)


def _lancer(args: list[str], reponse: dict[str, object]) -> int:
    voulue = next((mot for mot in args if not mot.startswith("-")), "")
    if voulue not in COMMANDES:
        voulue = ""
    # -- nommée d'abord, aucune option du programme ne demande de page qui les énumère --
    principale = _application(voulue, seule=voulue != "" and args[0] == voulue)
    with principale.make_context("lettres", list(args), obj=reponse) as contexte:
        return int(principale.invoke(contexte) or CodeDeSortie.FAIT)
