"""Application : les commandes du programme, et la seule porte par où sortent ses erreurs."""

from __future__ import annotations

from typing import Annotated

import typer
from typer.core import TyperGroup
from typer.main import get_command

from lettres import __version__
from lettres.cli.affichage import constats_en_texte, dire, propre, resume, signaler
from lettres.cli.aide import Commande, Groupe
from lettres.cli.codes import Code, code_de
from lettres.cli.commandes import COMMANDES, Groupement, annoncer, charger
from lettres.cli.traduction import en_francais
from lettres.erreurs import ErreurLettres

_EPILOGUE = """
Codes de sortie : 0 fait; 1 erreurs dans le dossier, rien d’écrit; 2 usage ou dossier illisible; 3 modèle refusé;
4 sortie refusée; 70 faute de l’outil; 130 interruption; 143 arrêt demandé.
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


def _application(args: list[str]) -> typer.Typer:
    """Le programme, où seule la commande demandée est chargée; les autres n'y sont que par leur nom et leur résumé."""
    voulue = next((mot for mot in args if not mot.startswith("-")), "")
    programme = _typer("lettres", _EPILOGUE)
    programme.callback()(_lettres)
    for nom, commande in COMMANDES.items():
        groupement = commande if isinstance(commande, Groupement) else None
        if nom != voulue:
            programme.command(nom, cls=Commande)(annoncer(groupement.resume if groupement else str(commande)))
        elif groupement:
            programme.add_typer(_groupe(nom, groupement))
        else:
            programme.command(nom, cls=Commande)(charger(nom))
    return programme


def _groupe(nom: str, groupement: Groupement) -> typer.Typer:
    groupe = _typer(nom)
    groupe.callback()(annoncer(groupement.resume))
    for sous in groupement.commandes:
        groupe.command(sous, cls=Commande)(charger(nom, sous))
    return groupe


def executer(args: list[str]) -> int:
    """Exécute une ligne de commande et rend son code de sortie."""
    try:
        return _lancer(args)
    except typer.Exit as fin:
        return fin.exit_code
    except typer.TyperException as faute:
        return _refuser_l_usage(faute, args)
    except ErreurLettres as refus:
        signaler(constats_en_texte(refus.constats))
        if len(refus.constats) > 1:
            signaler(resume(refus.constats))
        return code_de(refus)
    except KeyboardInterrupt:
        signaler("Interrompu.")
        return Code.INTERROMPU
    except Exception as faute:  # noqa: BLE001 -- dernier rempart : une faute de l'outil ne montre jamais de trace
        return _avouer(faute, args)


def _lancer(args: list[str]) -> int:
    principale = get_command(_application(args))
    with principale.make_context("lettres", list(args)) as contexte:
        return int(principale.invoke(contexte) or Code.FAIT)


def _refuser_l_usage(faute: typer.TyperException, args: list[str]) -> int:
    if type(faute).__name__ == "NoArgsIsHelpError":
        signaler(faute.message)  # -- la page d'aide, déjà en français --
    else:
        signaler(f"lettres : {en_francais(faute)}\nEssayez : {_commande(args)} --help")
    return Code.USAGE


def _avouer(faute: Exception, args: list[str]) -> int:
    from lettres.cli.rapport import ecrire_rapport

    rapport = ecrire_rapport(faute, _commande(args))
    signaler("lettres : une faute de l’outil, et non de votre dossier, a arrêté la commande.")
    if rapport is not None:
        signaler(f"Un rapport sans vos données vous attend, à relire avant de le transmettre : {propre(str(rapport))}")
    return Code.INTERNE


def _commande(args: list[str]) -> str:
    """`lettres modeles lister` : la commande demandée, sans ses arguments."""
    courante, mots = get_command(_application(args)), ["lettres"]
    for mot in args:
        if not isinstance(courante, TyperGroup) or mot not in courante.commands:
            break
        courante = courante.commands[mot]
        mots.append(mot)
    return " ".join(mots)
