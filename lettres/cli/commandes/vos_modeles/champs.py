"""Commande `modeles champs` : ce qu'un modèle peut imprimer, avec un exemple de chaque valeur; en Word au besoin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from lettres.cli.options.arguments import OptionJson, lire_lettre, lire_nature
from lettres.cli.options.configuration import OptionModeles, avec_les_modeles
from lettres.cli.options.modeles_livres import modeles_voulus
from lettres.cli.terminal.affichage import dire, en_json, largeur_du_terminal, propre
from lettres.cli.terminal.codes_de_sortie import CodeDeSortie
from lettres.cli.terminal.tableau import tableau
from lettres.interface.notations import VERSION
from lettres.interface.objets_de_reference import ChampsJson

if TYPE_CHECKING:
    from lettres.catalogue import Modele
    from lettres.studio.trousse.champs_montres import ChampMontre

_EXEMPLE_MAX = 60


def champs(
    lettre: Annotated[
        str | None,
        typer.Option("--lettre", metavar="CODE", help="Ceux d’une lettre.", show_default="ceux de toutes"),
    ] = None,
    nature: Annotated[
        str | None,
        typer.Option("--nature", metavar="NATURE", help="Ceux d’une nature de dossier.", show_default="toutes"),
    ] = None,
    modeles: OptionModeles = None,
    docx: Annotated[
        str | None,
        typer.Option("--docx", metavar="F.docx", help="Écrit la liste en Word, à garder ouverte à côté du modèle."),
    ] = None,
    ecraser: Annotated[bool, typer.Option("--ecraser", help="Remplace le fichier s’il existe.")] = False,
    en_json_: OptionJson = False,
) -> int:
    """Liste les champs qu’un modèle Word peut imprimer ou tester.

    « [] » veut dire « chaque élément » : {{ c.montant }} dans {% for c in creances %} imprime creances[].montant.
    La source est le fait du dossier d’où vient le champ; un champ sans source est calculé. L’exemple est ce qui
    s’imprime : ce qui a déjà son « $ » ou sa civilité n’en demande pas un second.

    Exemple : lettres modeles champs --lettre rappel --nature recouvrement --docx champs.docx
    """
    from lettres.production.preferences import AUCUNES
    from lettres.studio.trousse.champs_montres import champs_montres

    preferences = avec_les_modeles(AUCUNES, modeles)
    siennes = preferences.maison.lettres if preferences.maison else ()
    code = lire_lettre(lettre, preferences.politiques)
    de_nature = None if nature is None else lire_nature(nature)
    voulus = modeles_voulus(code, de_nature, siennes)
    de = _titre(code, de_nature, voulus)
    montres = champs_montres(*_tenant_lieu(code, de_nature, voulus))
    fichier = None if docx is None else _en_word(montres, de, docx, ecraser=ecraser)
    if en_json_:
        reponse: ChampsJson = {
            "version": VERSION,
            "champs": [
                {
                    "chemin": m.champ.chemin,
                    "genre": m.champ.genre,
                    "description": m.champ.description,
                    "source": m.champ.source,
                    "balise": m.balise,
                    "forme": m.sorte,
                    "exemple": m.exemple.texte if m.exemple else None,
                }
                for m in montres
            ],
            "fichier": fichier,
        }
        dire(en_json(reponse))
    elif fichier is not None:
        dire(f"Champs écrits : {propre(fichier)}")
    else:
        rangees = [("CHEMIN", "GENRE", "DESCRIPTION (SOURCE)")]
        rangees += [(m.champ.chemin, m.champ.genre, _dit(m)) for m in montres]
        dire(tableau(rangees, largeur_du_terminal()))
    return CodeDeSortie.FAIT


def _tenant_lieu(lettre: str | None, nature: str | None, voulus: list[Modele]) -> tuple[str | None, str | None]:
    """La lettre livrée et la nature dont ce sont les champs : d'une lettre de la maison, celle dont elle tient lieu."""
    if lettre is None:
        return None, nature
    return voulus[0].lettre, voulus[0].nature if voulus[0].code and len(voulus) == 1 else nature


def _titre(lettre: str | None, nature: str | None, voulus: list[Modele]) -> str:
    """De quoi ce sont les champs; vide quand c'est de tout."""
    if lettre is None:
        return f"nature « {nature} »" if nature else ""
    return voulus[0].titre if len(voulus) == 1 else f"lettre « {lettre} »"


def _en_word(montres: list[ChampMontre], de: str, chemin: str, *, ecraser: bool) -> str:
    from lettres.sortie import destination, ecrire
    from lettres.studio.trousse.page_des_champs import page_des_champs

    ou, nom = destination(chemin, "champs.docx")
    return str(ecrire(page_des_champs(montres, de), ou, nom, ecraser=ecraser))


def _dit(m: ChampMontre) -> str:
    dit = f"{m.champ.description} ({m.champ.source})" if m.champ.source else m.champ.description
    if m.exemple is None or m.champ.genre == "oui_non":
        return dit
    exemple = m.exemple.texte
    return f"{dit} → {exemple if len(exemple) <= _EXEMPLE_MAX else exemple[:_EXEMPLE_MAX] + '…'}"
