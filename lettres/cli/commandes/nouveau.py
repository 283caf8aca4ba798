"""Commande `nouveau` : un dossier commenté, à remplir."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

import lettres
from lettres.cli.options.arguments import aujourd_hui, lire_lettre, lire_nature, usage_fautif
from lettres.cli.options.configuration import OptionModeles, avec_les_modeles, preferences_de
from lettres.cli.options.expediteur_garde import OptionExpediteur, expediteur_voulu
from lettres.cli.options.sources import FICHIER_SCHEMA
from lettres.cli.terminal.affichage import constats_en_texte, dire, propre, signaler
from lettres.cli.terminal.codes_de_sortie import CodeDeSortie
from lettres.socle.chemins import cite
from lettres.socle.constats import Gravite
from lettres.socle.erreurs import ErreurLettres, SortieRefusee

if TYPE_CHECKING:
    from lettres.amorce import LettreVoulue
    from lettres.amorce.qui_ecrit import ExpediteurConnu
    from lettres.dossier import Nature
    from lettres.production.preferences import Preferences

_EN_CLAIR: dict[Nature, str] = {
    "recouvrement": "une facture impayée",
    "reputation": "des propos publiés qui vous nuisent",
    "consommation": "un commerçant qui ne livre pas, ne répare pas ou ne rembourse pas",
    "entente": "une entente à rappeler, à faire respecter ou à clore",
}


def nouveau(
    fichier: Annotated[
        str | None,
        typer.Argument(metavar="FICHIER", help="Le fichier .yaml à créer; sans lui, le dossier est imprimé."),
    ] = None,
    nature: Annotated[
        str | None,
        typer.Option(
            "--nature",
            metavar="NATURE",
            help="recouvrement, reputation, consommation ou entente.",
            show_default="la question est posée",
        ),
    ] = None,
    lettre: Annotated[
        str | None,
        typer.Option(
            "--lettre",
            metavar="CODE",
            help="La lettre voulue : ce qu’elle exige est marqué.",
            show_default="la première de l’escalade",
        ),
    ] = None,
    modeles: OptionModeles = None,
    vide: Annotated[bool, typer.Option("--vide", help="Écrit le dossier à remplir, sans poser de questions.")] = False,
    expediteur: OptionExpediteur = None,
) -> int:
    """Crée un dossier commenté, à remplir.

    Devant un terminal, les questions de la lettre sont posées une à une. Qui écrit est repris de « lettres moi », et
    c’est dit. Un fichier existant n’est jamais touché.

    Exemple : lettres nouveau dossier.yaml --lettre mise_en_demeure
    """
    chemin = None if fichier is None else _en_yaml(fichier)
    fichier_de_qui_ecrit = expediteur_voulu(expediteur)
    preferences = avec_les_modeles(preferences_de(str(chemin or "dossier.yaml"), None), modeles)
    voulue = _vouloir(nature, lettre, preferences)
    connu = _reprendre(fichier_de_qui_ecrit, voulue)
    squelette = connu.dans(voulue.squelette(FICHIER_SCHEMA, connu.reponses))
    if chemin is None:
        dire(squelette.rstrip("\n"))
        return CodeDeSortie.FAIT
    option = f" --lettre {voulue.code}" if lettre else ""
    option += f" --modeles {cite(propre(modeles))}" if modeles and voulue.code != voulue.lettre else ""
    suite = f"  lettres generer {cite(propre(str(chemin)))}{option}"
    if not vide and au_terminal():
        return _interroger(chemin, voulue, connu, preferences, suite)
    with _ecrits(chemin, squelette):
        dire("\n".join([f"Dossier créé : {propre(str(chemin))}", "Remplissez les valeurs vides, puis :", suite]))
    return CodeDeSortie.FAIT


def _reprendre(fichier: str | None, voulue: LettreVoulue) -> ExpediteurConnu:
    """Qui écrit, repris de ce fichier; on le dit. Lève comme `lire_l_expediteur`."""
    from lettres.amorce.qui_ecrit import ExpediteurConnu

    if fichier is None:
        return ExpediteurConnu({}, ())
    from lettres.lecture.annexes import lire_l_expediteur

    connu = ExpediteurConnu.de(lire_l_expediteur(fichier), voulue)
    signaler(f"Expéditeur repris de {propre(fichier)}")
    return connu


def _interroger(
    chemin: Path, voulue: LettreVoulue, connu: ExpediteurConnu, preferences: Preferences, suite: str
) -> int:
    """Pose les questions de la lettre, et écrit ce qui est répondu, même interrompu."""
    from lettres.amorce import Questionnaire
    from lettres.cli.terminal.arret import a_l_ecoute
    from lettres.cli.terminal.questionnaire import poser
    from lettres.sortie.refus import refus_systeme

    if os.path.lexists(chemin):  # -- mieux vaut le dire avant les questions qu'après --
        raise refus_systeme(FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST)), str(chemin))
    questionnaire = Questionnaire(voulue, connu.reponses, frozenset(cle for cle, _ in connu.reponses))
    with a_l_ecoute("SIGINT", "SIGTERM", "SIGHUP", presse=False) as arret:
        finies = poser(questionnaire, arret)
        texte = connu.dans(questionnaire.squelette(FICHIER_SCHEMA))
        try:
            with _ecrits(chemin, texte):
                pass  # -- le terminal peut avoir disparu : le dossier reste, qu'on puisse le dire ou non --
        except SortieRefusee:
            dire(texte)  # -- les réponses ne se perdent pas : elles sont là, à copier --
            raise
    if not finies:
        ou = propre(str(chemin))
        signaler(f"Interrompu : ce qui est répondu est écrit dans « {ou} », le reste est à remplir.")
        return arret.code or CodeDeSortie.INTERROMPU
    if arret.code is not None:
        return arret.code
    dire(f"Dossier créé : {propre(str(chemin))}")
    _signaler_ce_qui_cloche(chemin, voulue, preferences)
    dire(f"Relisez-le, puis :\n{suite}")
    return CodeDeSortie.FAIT


def _signaler_ce_qui_cloche(chemin: Path, voulue: LettreVoulue, preferences: Preferences) -> None:
    """Dit les erreurs et les alertes du dossier fini : ce qu'une réponse seule ne pouvait pas montrer."""
    try:
        lu, politiques = lettres.lire(chemin), preferences.politiques
        constats = lettres.verifier(lu, voulue.code, au=aujourd_hui(), politiques=politiques)
    except ErreurLettres as refus:
        constats = list(refus.constats)
    a_dire = [constat for constat in constats if constat.gravite is not Gravite.CONSEIL]
    if a_dire:
        signaler(constats_en_texte(a_dire))


@contextmanager
def _ecrits(chemin: Path, texte: str) -> Iterator[None]:
    """Écrit le dossier et son schéma, ou rien : si le bloc échoue, tous deux se retirent."""
    from lettres.lecture.schema import schema_en_texte
    from lettres.sortie import retirable

    with ExitStack() as pile:
        pile.enter_context(retirable(texte.encode(), chemin.parent, chemin.name))
        if not os.path.lexists(chemin.parent / FICHIER_SCHEMA):
            pile.enter_context(retirable(schema_en_texte().encode(), chemin.parent, FICHIER_SCHEMA))
        yield


def _vouloir(nature: str | None, lettre: str | None, preferences: Preferences) -> LettreVoulue:
    """La lettre voulue. La nature non dite se déduit de la lettre, quand une seule l'a; sinon, elle est demandée."""
    from lettres.amorce import LettreImpossible, natures_de, vouloir

    code = lire_lettre(lettre, preferences.politiques)
    siennes = preferences.maison.lettres if preferences.maison else ()
    permises = natures_de(code, siennes) if nature is None else (lire_nature(nature),)
    choisie = permises[0] if len(permises) == 1 else _choisir(permises)
    try:
        return vouloir(choisie, code, siennes)
    except LettreImpossible as impossible:
        from lettres.catalogue import lettres_de

        possibles = (*lettres_de(choisie), *(m.nom for m in siennes if m.nature == choisie))
        remede = f"Choisissez parmi : {', '.join(dict.fromkeys(possibles))}."
        raise usage_fautif("U002", "--lettre", str(impossible), remede) from None


def au_terminal() -> bool:
    """Dit si quelqu'un est devant le clavier."""
    return sys.stdin is not None and sys.stdin.isatty()


def _en_yaml(fichier: str) -> Path:
    from lettres.sortie.noms import extension

    chemin = Path(fichier)
    if extension(chemin.name).lower() not in {".yaml", ".yml"}:
        raise usage_fautif(
            "U004",
            "FICHIER",
            "Un dossier à remplir s’écrit en YAML.",
            f"Donnez un nom en .yaml : {chemin.with_suffix('.yaml').name if chemin.name else 'dossier.yaml'}.",
        )
    return chemin


def _choisir(permises: tuple[Nature, ...]) -> Nature:
    """Demande la nature à qui est devant un terminal; sinon prend la plus courante, et le dit."""
    if not au_terminal():
        signaler(f"Nature : {permises[0]} (choisissez-en une autre avec --nature).")
        return permises[0]
    from lettres.cli.terminal.questionnaire import attendre_une_ligne

    signaler("De quoi s’agit-il ?")
    for numero, nature in enumerate(permises, start=1):
        signaler(f"  {numero}. {nature} – {_EN_CLAIR[nature]}")
    while True:
        signaler(f"Votre choix, de 1 à {len(permises)} (Entrée : 1) :")
        try:
            attendre_une_ligne()
            reponse = sys.stdin.readline()
        except OSError:  # -- le terminal s'est fermé --
            reponse = ""
        if reponse == "":
            raise KeyboardInterrupt  # -- fin de l'entrée (Ctrl-D) : la question n'a plus de réponse possible --
        choix = reponse.strip() or "1"
        for numero, nature in enumerate(permises, start=1):
            if choix in {str(numero), nature}:
                return nature
