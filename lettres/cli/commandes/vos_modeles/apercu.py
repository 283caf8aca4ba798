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
    from lettres.studio.planche import Pages
    from lettres.studio.vues import Apercu


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
    from lettres.studio.planche import Pages, mettre_en_pages
    from lettres.studio.planche import fichiers as de_la_planche
    from lettres.studio.vues import apercus_d_un_modele

    code_lettre, de_nature = lire_lettre(lettre), None if nature is None else lire_nature(nature)
    apercus: list[Apercu] = []
    for source in _sources(fichiers or [], modeles, code_lettre, de_nature):
        siens = apercus_d_un_modele(source, lettre=code_lettre, nature=de_nature)
        if not siens:
            message = f"« {source} » ne dit pas quelle lettre il écrit : il n’a pas de spécimen."
            raise usage_fautif("U033", "--lettre", message, "Dites la lettre et la nature (--lettre, --nature).")
        apercus += siens
    pages = Pages() if sans_pdf else mettre_en_pages(apercus)
    ecrits = _ecrire(de_la_planche(apercus, pages), sortie, ecraser=ecraser)
    if en_json_:
        from lettres import interface

        dire(en_json(interface.apercu(apercus, pages, str(ecrits[-1]))))
    else:
        dire("\n".join(_en_texte(apercus, pages, ecrits)))
    return CodeDeSortie.FAIT


def _sources(fichiers: Sequence[str], modeles: str | None, lettre: str | None, nature: Nature | None) -> list[str]:
    """Les modèles nommés; ceux d'un répertoire; à défaut, ceux qui sont livrés pour cette lettre et cette nature."""
    if fichiers and modeles:
        message = "Des fichiers et « --modeles » à la fois : on ne sait pas quoi montrer."
        raise usage_fautif("U016", "--modeles", message, "Gardez les uns ou l’autre.")
    if fichiers:
        return [*fichiers]
    from lettres.catalogue import catalogue, dossier_des_modeles

    if modeles is not None:
        from lettres.production.maison import lire_maison

        return sorted(str(chemin) for chemin in lire_maison(modeles).remplaces.values())
    choisis = [m for m in catalogue() if lettre in (None, m.lettre) and nature in (None, m.nature)]
    if not choisis:
        message = "Aucun modèle livré n’écrit cette lettre dans cette nature."
        raise usage_fautif("U033", "--lettre", message, "« lettres modeles lister » les nomme tous.")
    return [str(dossier_des_modeles() / m.fichier) for m in choisis]


def _ecrire(fichiers: dict[str, bytes], sortie: str, *, ecraser: bool) -> list[Path]:
    """Tous les fichiers, ou aucun; un fichier qui n'est pas de l'aperçu d'avant n'est jamais remplacé."""
    from lettres.sortie import chemin_de_sortie
    from lettres.sortie.ensemble import ecrire_ensemble
    from lettres.studio.planche import PAGE, remplacable

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
