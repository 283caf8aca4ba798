"""Commande `modeles apercu` : les spécimens d'un modèle dans un répertoire, et la page qui y mène."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lettres.cli.options.arguments import OptionJson, lire_lettre, lire_nature, usage_fautif
from lettres.cli.terminal.affichage import constats_en_texte, dire, en_json, pluriel, propre
from lettres.cli.terminal.codes_de_sortie import CodeDeSortie

if TYPE_CHECKING:
    from lettres.dossier import Nature
    from lettres.production.maison import Maison
    from lettres.studio.pages.planche import Pages
    from lettres.studio.vues import Apercu


_Source = tuple[str, str | None, "Nature | None"]
"""Un modèle à montrer, et la lettre qu'il écrit, si l'on sait déjà laquelle."""


def apercu(
    fichiers: Annotated[
        list[str] | None,
        typer.Argument(metavar="[FICHIER]", help="Les modèles à montrer.", show_default="ceux qui sont livrés"),
    ] = None,
    sortie: Annotated[
        str, typer.Option("--sortie", metavar="REP", help="Le répertoire où écrire les spécimens et leur page.")
    ] = "apercu",
    lettre: Annotated[
        str | None,
        typer.Option("--lettre", metavar="CODE", help="La lettre qu’ils écrivent.", show_default="reconnue au texte"),
    ] = None,
    nature: Annotated[
        str | None,
        typer.Option("--nature", metavar="NATURE", help="Celle des dossiers.", show_default="reconnue au texte"),
    ] = None,
    modeles: Annotated[
        str | None, typer.Option("--modeles", metavar="REP", help="Le répertoire des modèles à montrer.")
    ] = None,
    sans_pdf: Annotated[bool, typer.Option("--sans-pdf", help="N’écrit que les spécimens en Word.")] = False,
    ecraser: Annotated[
        bool, typer.Option("--ecraser", help="Remplace l’aperçu d’avant; jamais un fichier qui n’en est pas.")
    ] = False,
    en_json_: OptionJson = False,
) -> int:
    """Montre un modèle en entier : ses spécimens dans un répertoire, et une page qui y mène.

    Chaque spécimen est une lettre d’un dossier fictif : le plus court, le plus long, à une femme, à une entreprise,
    cinquante rangées, puis chaque branche que les autres ne montrent pas. Aucun ne s’envoie.

    Exemple : lettres modeles apercu --lettre rappel --nature recouvrement --sortie apercu
    """
    from lettres.studio.pages.planche import Pages, mettre_en_pages
    from lettres.studio.pages.planche import fichiers as de_la_planche
    from lettres.studio.vues import apercus_d_un_modele

    if fichiers and modeles:
        message = "Des fichiers et « --modeles » à la fois : on ne sait pas quoi montrer."
        raise usage_fautif("U016", "--modeles", message, "Gardez les uns ou l’autre.")
    maison = _maison(modeles)
    code_lettre = lire_lettre(lettre, maison.avec(None) if maison else None)
    de_nature = None if nature is None else lire_nature(nature)
    apercus: list[Apercu] = []
    for source, sienne, sa_nature in _sources(fichiers or [], maison, code_lettre, de_nature):
        siens = apercus_d_un_modele(source, lettre=sienne, nature=sa_nature)
        if not siens:
            message = f"« {source} » ne dit pas quelle lettre il écrit : il n’a pas de spécimen."
            raise usage_fautif("U033", "--lettre", message, "Dites la lettre et la nature (--lettre, --nature).")
        apercus += siens
    if len({a.vues[0].fichier for a in apercus if a.vues}) < len(apercus):
        message = "Deux modèles portent le même nom : les spécimens de l’un remplaceraient ceux de l’autre."
        raise usage_fautif("U016", "FICHIER", message, "Montrez-les l’un après l’autre, dans deux répertoires.")
    pages = Pages() if sans_pdf else mettre_en_pages(apercus)
    ecrits = _ecrire(de_la_planche(apercus, pages), sortie, ecraser=ecraser)
    if en_json_:
        from lettres import interface

        dire(en_json(interface.apercu(apercus, pages, str(ecrits[-1]))))
    else:
        dire("\n".join(_en_texte(apercus, pages, ecrits)))
    return CodeDeSortie.FAIT


def _maison(modeles: str | None) -> Maison | None:
    if modeles is None:
        return None
    from lettres.production.maison import lire_maison

    return lire_maison(modeles)


def _sources(
    fichiers: Sequence[str], maison: Maison | None, lettre: str | None, nature: Nature | None
) -> list[_Source]:
    """Les modèles nommés; ceux d'un répertoire; à défaut, ceux qui sont livrés pour cette lettre et cette nature."""
    if fichiers:
        return [(fichier, lettre, nature) for fichier in fichiers]
    if maison is not None:
        siennes = {m.fichier: m for m in maison.lettres}
        # -- d'une lettre que son catalogue déclare, on sait de laquelle elle tient --
        tous = [(str(chemin), siennes.get(nom)) for nom, chemin in sorted(maison.remplaces.items())]
        nommees = [(chemin, m) for chemin, m in tous if m is not None and m.code == lettre]
        return [(c, m.lettre, m.nature) if m else (c, lettre, nature) for c, m in nommees or tous]
    from lettres.catalogue import dossier_des_modeles
    from lettres.cli.options.modeles_livres import modeles_voulus

    # -- un même modèle écrit la même lettre dans plusieurs natures --
    voulus = dict.fromkeys(m.fichier for m in modeles_voulus(lettre, nature))
    return [(str(dossier_des_modeles() / fichier), lettre, nature) for fichier in voulus]


def _ecrire(fichiers: dict[str, bytes], sortie: str, *, ecraser: bool) -> list[Path]:
    """Tous les fichiers, ou aucun; un fichier qui n'est pas de l'aperçu d'avant n'est jamais remplacé."""
    from lettres.sortie import chemin_de_sortie
    from lettres.sortie.ensemble import ecrire_ensemble
    from lettres.studio.pages.planche import PAGE, remplacable

    ou = Path(chemin_de_sortie(sortie))
    return ecrire_ensemble(fichiers, ou, PAGE, remplacable if ecraser else None)


def _en_texte(apercus: Sequence[Apercu], pages: Pages, ecrits: Sequence[Path]) -> Iterator[str]:
    for un in apercus:
        yield f"{propre(un.modele)}, {un.cible.lettre} ({un.cible.nature}) : {pluriel(len(un.vues), 'spécimen')}."
        for vue in un.vues:
            if vue.octets is None:
                yield f"  « {propre(vue.nom)} » ne se fait pas."
        if un.jamais:
            yield f"  Passages qu’aucun ne montre : {len(un.jamais)}."
    if pages.constats:
        yield constats_en_texte(pages.constats)
    yield f"À ouvrir : {propre(str(ecrits[-1]))}"
