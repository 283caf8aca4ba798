"""Commande `modeles comparer` : ce qu'un modèle a perdu ou gagné d'un autre, ou de celui qui est livré."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Annotated

import typer

from lettres.cli.options.arguments import OptionJson, lire_lettre, lire_nature, usage_fautif
from lettres.cli.terminal.affichage import constats_en_texte, dire, en_json, propre
from lettres.cli.terminal.codes_de_sortie import CodeDeSortie

if TYPE_CHECKING:
    from lettres.dossier import Nature
    from lettres.studio.comparaison.comparaison import Comparaison
    from lettres.studio.comparaison.ecarts import EcartDeModele


def comparer(
    fichiers: Annotated[
        list[str],
        typer.Argument(
            metavar="[A.docx] B.docx",
            help="Le modèle d’avant et celui d’après; seul, il se compare à celui qui est livré.",
        ),
    ],
    lettre: Annotated[
        str | None,
        typer.Option(
            "--lettre", metavar="CODE", help="La lettre qu’ils écrivent.", show_default="reconnue à leur texte"
        ),
    ] = None,
    nature: Annotated[
        str | None,
        typer.Option(
            "--nature", metavar="NATURE", help="Celle de leurs dossiers.", show_default="reconnue à leur texte"
        ),
    ] = None,
    en_json_: OptionJson = False,
) -> int:
    """Compare deux modèles Word : ce que le second a perdu, changé ou gagné, pour qui en écrit un.

    Les clauses, leurs conditions, les champs, le tableau des factures, les styles, et les mentions que la liste de
    contrôle exige. Ni la mise en forme, ni les guillemets, ni les traits ou les espaces insécables n’y comptent.

    Code de sortie : 0 sans mention perdue, 1 s’il s’en perd une, 3 si un modèle est refusé.
    """
    from lettres.studio.comparaison.comparaison import comparer_deux_modeles

    code_lettre, de_nature = lire_lettre(lettre), None if nature is None else lire_nature(nature)
    if len(fichiers) > 2:
        message = "« modeles comparer » compare deux modèles, ou un seul à celui qui est livré."
        raise usage_fautif("U032", "FICHIER", message, "Nommez un modèle, ou deux.")
    avant = fichiers[0] if len(fichiers) == 2 else _le_livre(fichiers[0], code_lettre, de_nature)
    comparaison = comparer_deux_modeles(avant, fichiers[-1], lettre=code_lettre, nature=de_nature)
    if en_json_:
        from lettres import interface

        dire(en_json(interface.comparaison(comparaison)))
    else:
        dire("\n".join(_en_texte(comparaison)))
    if comparaison.refus:
        return CodeDeSortie.MODELE
    return CodeDeSortie.ERREURS if comparaison.perd_une_mention else CodeDeSortie.FAIT


def _le_livre(fichier: str, lettre: str | None, nature: Nature | None) -> str:
    """Le modèle livré qui écrit la même lettre."""
    from lettres.catalogue import dossier_des_modeles
    from lettres.studio.comparaison.comparaison import lettres_d_un_fichier

    cibles = lettres_d_un_fichier(fichier, lettre, nature)
    if len({c.fichier for c in cibles}) == 1:
        return str(dossier_des_modeles() / cibles[0].fichier)
    message = f"« {fichier} » ne dit pas de quel modèle livré il vient."
    remede = "Dites la lettre et la nature (--lettre, --nature), ou nommez les deux modèles à comparer."
    raise usage_fautif("U032", "--lettre", message, remede)


def _en_texte(comparaison: Comparaison) -> Iterator[str]:
    yield f"Avant : {propre(comparaison.avant)}"
    yield f"Après : {propre(comparaison.apres)}"
    if comparaison.refus:
        yield "\n" + constats_en_texte(comparaison.refus)
        yield "Un modèle est refusé : ni ses mentions ni ses champs n’ont été comparés. Corrigez-le d’abord."
    elif not comparaison.cibles:
        yield "Lettre non reconnue : dites-la (--lettre, --nature) pour comparer les mentions obligatoires."
    if not comparaison.ecarts:
        yield "Le second dit tout ce que dit le premier, aux mêmes conditions, et rien de plus."
        return
    for genre, ecarts in groupby(comparaison.ecarts, key=lambda e: e.genre):
        siens = [*ecarts]
        yield f"\n{_titre(genre, len(siens))}"
        for ecart in siens:
            yield from _lignes(ecart)
    comptes = Counter(e.genre for e in comparaison.ecarts)
    yield f"\n{', '.join(f'{n} {_titre(g, n).lower()}' for g, n in comptes.items())}."


def _titre(genre: str, nombre: int) -> str:
    from lettres.studio.comparaison.ecarts import TITRES

    return {str(g): titres for g, titres in TITRES.items()}[genre][nombre > 1]


def _lignes(ecart: EcartDeModele) -> Iterator[str]:
    from lettres.studio.comparaison.ecarts import en_bref

    code = f" [{ecart.code}]" if ecart.code else ""
    yield f"  - {propre(ecart.message)}{code}"
    if ecart.place is not None:
        yield f"    {propre(en_bref(ecart.place))}"
    if ecart.remede:
        yield f"    Remède : {propre(ecart.remede)}"
