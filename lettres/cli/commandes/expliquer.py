"""Commande `expliquer` : la page d'un code, quelle que soit la partie de l'outil qui le donne."""

from __future__ import annotations

from typing import Annotated

import typer

from lettres import interface
from lettres.cli.options.arguments import OptionJson, usage_fautif
from lettres.cli.terminal.affichage import dire, en_json, largeur_du_terminal
from lettres.cli.terminal.codes_de_sortie import CodeDeSortie as CodeDeSortie
from lettres.cli.terminal.tableau import replier
from lettres.cli.terminal.traduction import suggestion
from lettres.codes import table
from lettres.socle.code import Code
from lettres.socle.constats import Gravite, abreger


def expliquer(
    code: Annotated[str, typer.Argument(metavar="CODE", help="Un code de constat : S101, V103, E101, L008, D-10…")],
    en_json_: OptionJson = False,
) -> int:
    """Explique un code : la faute, pourquoi elle compte, un cas fautif, un cas conforme et le fondement.

    Exemple : lettres expliquer S101
    """
    connu = _trouver(code)
    dire(en_json(interface.explication(connu)) if en_json_ else en_texte(connu, min(largeur_du_terminal(), 100)))
    return CodeDeSortie.FAIT


def en_texte(code: Code, largeur: int) -> str:
    """La page, repliée à la largeur du terminal."""
    paragraphes = [f"{code.code} {code.nom} [{code.gravite}]"]
    paragraphes += ["\n".join(replier(phrase, largeur)) for phrase in (_statut(code), code.page.faute)]
    paragraphes += [
        "\n".join(replier(f"{titre} : {texte}", largeur, suite="  ")) for titre, texte in code.page.rubriques().items()
    ]
    return "\n\n".join(paragraphes)


def _statut(code: Code) -> str:
    """« Alerte depuis la version 0.1 : elle se force, avec un motif écrit; une dérogation motivée l’adoucit. »"""
    if code.retire:
        return f"Code retiré à la version {code.retire} : plus rien ne le donne."
    suites = []
    if code.gravite is Gravite.ERREUR:
        suites.append("une ébauche la tolère" if code.tolere else "même une ébauche la refuse")
        suites.append("elle se force, avec un motif écrit" if code.forcable else "elle ne se force pas")
    suites.append("une dérogation motivée l’adoucit" if code.derogeable else "aucune dérogation ne l’adoucit")
    return f"{code.gravite.capitalize()} depuis la version {code.depuis} : {'; '.join(suites)}."


_CHIFFRES = str.maketrans("OIL", "011")


def _trouver(code: str) -> Code:
    voulu = code.strip().upper()
    connus = table()
    if voulu not in connus:
        # -- la lettre O pour le zéro, la lettre I ou L pour le un --
        retape = voulu[:1] + voulu[1:].translate(_CHIFFRES)
        message = f"Code inconnu : « {abreger(code)} ».{suggestion(retape, tuple(connus))}"
        raise usage_fautif("U018", "CODE", message, "« lettres regles » liste les règles.")
    return connus[voulu]
