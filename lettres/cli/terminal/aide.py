"""Aide : la page « --help » de chaque commande, mise en page par nous, en français."""

from __future__ import annotations

import inspect
from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

import typer
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

from lettres.cli.terminal.affichage import dire, largeur_du_terminal
from lettres.cli.terminal.tableau import replier, tableau

if TYPE_CHECKING:
    from typer._click.core import Command, Context, Parameter

LARGEUR_MAX = 100


class ArgumentsEnTrop(typer.TyperException):
    """Des mots que la commande n'attend pas."""

    def __init__(self, mots: Sequence[str]) -> None:
        super().__init__(" ".join(mots))
        self.mots = mots


class CommandeInconnue(typer.TyperException):
    """Un mot qui n'est le nom d'aucune commande du groupe."""

    def __init__(self, mot: str, permis: Sequence[str]) -> None:
        super().__init__(mot)
        self.mot, self.permis = mot, permis


class _EnFrancais:
    """Ce que groupes et commandes ont en commun : leur ligne d'usage, leur page et l'option qui la montre.

    Leurs fautes d'usage portent ce qu'il faut pour les dire : typer, pour certaines, n'a qu'une phrase en anglais.
    """

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        try:
            restes: list[str] = super().parse_args(ctx, args)  # type: ignore[misc]
        except typer.TyperException as faute:
            if getattr(faute, "ctx", None) is None:
                faute.ctx = ctx  # type: ignore[attr-defined]
            raise
        return restes

    def get_usage(self, ctx: Context) -> str:
        return f"Usage : {usage(cast('Command', self), ctx)}"

    def get_help(self, ctx: Context) -> str:
        return page(cast("Command", self), ctx)

    def get_help_option(self, ctx: Context) -> TyperOption | None:
        option = super().get_help_option(ctx)  # type: ignore[misc]
        if isinstance(option, TyperOption):
            option.help = "Affiche cette aide."
            option.callback = _montrer
            option.default = False  # -- sans défaut, typer importe pydantic pour convertir une absence de valeur --
            return option
        return None


class Commande(_EnFrancais, TyperCommand):
    """Une commande dont l'aide est en français."""

    allow_extra_args = True  # -- pour les refuser nous-mêmes --

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        restes = super().parse_args(ctx, args)
        if restes and not ctx.resilient_parsing:
            raise ArgumentsEnTrop(restes)
        return restes


class Groupe(_EnFrancais, TyperGroup):
    """Un groupe de commandes dont l'aide est en français."""

    def resolve_command(self, ctx: Context, args: list[str]) -> tuple[str | None, Command | None, list[str]]:
        if args[0] not in self.commands and not args[0].startswith("-") and not ctx.resilient_parsing:
            raise CommandeInconnue(args[0], tuple(self.commands))
        return super().resolve_command(ctx, args)


def _montrer(ctx: Context, _param: Parameter, demandee: bool) -> None:
    if demandee and not ctx.resilient_parsing:
        dire(ctx.get_help())
        raise typer.Exit


def usage(commande: Command, ctx: Context) -> str:
    """`lettres generer [OPTIONS] DOSSIER`."""
    morceaux = [ctx.command_path, "[OPTIONS]"]
    morceaux += [_nom_dans_l_usage(p) for p in commande.params if isinstance(p, TyperArgument)]
    if isinstance(commande, TyperGroup):
        morceaux.append("COMMANDE …")
    return " ".join(morceaux)


def page(commande: Command, ctx: Context) -> str:
    """La page d'aide entière."""
    largeur = min(largeur_du_terminal(), LARGEUR_MAX)
    parametres = commande.get_params(ctx)
    sections = [
        commande.get_usage(ctx),
        *("\n".join(replier(p, largeur)) for p in _paragraphes(commande.help)),
        _section("Arguments", [(nom(p), _description(p)) for p in parametres if isinstance(p, TyperArgument)], largeur),
        _section("Options", [(nom(p), _description(p)) for p in parametres if isinstance(p, TyperOption)], largeur),
        *("\n".join(replier(p, largeur)) for p in _paragraphes(commande.epilog)),
    ]
    if isinstance(commande, TyperGroup):
        lignes = [(mot, _paragraphes(sous.help)[0]) for mot, sous in commande.commands.items()]
        sections.insert(-1 if commande.epilog else len(sections), _section("Commandes", lignes, largeur))
    return "\n\n".join(section for section in sections if section)


def nom(parametre: Parameter) -> str:
    """`DOSSIER`, `--au AAAA-MM-JJ` ou `-h, --help`."""
    if isinstance(parametre, TyperArgument):
        return parametre.metavar or ""
    return " ".join(filter(None, (", ".join(sorted(parametre.opts, key=len)), parametre.metavar)))


def _nom_dans_l_usage(argument: TyperArgument) -> str:
    suite = "…" if argument.nargs != 1 else ""
    return f"{nom(argument)}{suite}" if argument.required else f"[{nom(argument)}{suite}]"


def _description(parametre: TyperArgument | TyperOption) -> str:
    morceaux = [parametre.help or ""]
    if parametre.required:
        morceaux.append("[obligatoire]")
    if isinstance(parametre.show_default, str):
        morceaux.append(f"[défaut : {parametre.show_default}]")
    return " ".join(morceaux)


def _section(titre: str, lignes: Sequence[tuple[str, str]], largeur: int) -> str:
    return f"{titre} :\n{tableau(lignes, largeur, retrait='  ')}" if lignes else ""


def _paragraphes(texte: str | None) -> list[str]:
    return [" ".join(p.split("\n")) for p in inspect.cleandoc(texte or "").split("\n\n") if p]
