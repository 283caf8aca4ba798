"""Commande `regles` : le registre des règles, en un tableau."""

from __future__ import annotations

from lettres.cli.options.arguments import OptionJson
from lettres.cli.terminal.affichage import dire, en_json, largeur_du_terminal
from lettres.cli.terminal.codes_de_sortie import CodeDeSortie
from lettres.cli.terminal.tableau import tableau
from lettres.interface.notations import VERSION
from lettres.interface.objets_de_reference import RegleJson, ReglesJson


def regles(en_json_: OptionJson = False) -> int:
    """Liste les règles : code, nom de la faute, gravité et fondement.

    « lettres expliquer CODE » montre la page d’une règle. Une alerte ou un conseil s’adoucit d’un cran au dossier, sous
    « derogations », avec un motif écrit; une erreur ne se tait pas.
    """
    from lettres.regles import REGLES

    if en_json_:
        liste: list[RegleJson] = [
            {
                "code": r.code,
                "nom": r.nom,
                "gravite": r.gravite,
                "depuis": r.depuis,
                "faute": r.page.faute,
                "fondement": str(r.reference() or ""),
                "fiches": list(r.fiches),
            }
            for r in REGLES
        ]
        reponse: ReglesJson = {"version": VERSION, "regles": liste}
        dire(en_json(reponse))
        return CodeDeSortie.FAIT
    rangees = [("CODE", "NOM", "GRAVITÉ", "FONDEMENT")]
    rangees += [(r.code, r.nom, r.gravite.value, str(r.reference() or "–")) for r in REGLES]
    dire(tableau(rangees, largeur_du_terminal()))
    return CodeDeSortie.FAIT
