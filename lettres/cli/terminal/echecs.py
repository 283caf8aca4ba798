"""Échecs : ce que devient une commande qui ne finit pas, ses constats et son code de sortie."""

from __future__ import annotations

from collections.abc import Sequence

import typer

from lettres.cli.sommaire import COMMANDES, Groupement
from lettres.cli.terminal.affichage import constats_en_texte, propre, resume
from lettres.cli.terminal.codes_de_sortie import CodeDeSortie, code_de
from lettres.cli.terminal.traduction import en_francais
from lettres.socle.classes import NamedTuple
from lettres.socle.constats import Constat, Gravite, dans_l_ordre_du_fichier
from lettres.socle.erreurs import ErreurLettres

INTERROMPU = "Interrompu."
AVEU = "Une faute de l’outil, et non de votre dossier, a arrêté la commande."


class Echec(NamedTuple):
    """Ce qu'on répond : des constats à un logiciel, un texte à une personne.

    `a_dire` : le texte va sur le flux des ennuis même quand un logiciel lit la réponse, car il ne parle pas du dossier.
    """

    constats: Sequence[Constat]
    code: CodeDeSortie
    texte: str
    a_dire: bool = False


def comprendre(faute: BaseException, args: Sequence[str]) -> Echec:
    """L'échec qu'est cette exception, quelle qu'elle soit."""
    if isinstance(faute, typer.TyperException):
        return _usage(faute, nom_de_la_commande(args))
    if isinstance(faute, ErreurLettres):
        constats = dans_l_ordre_du_fichier(faute.constats)
        compte = [resume(constats)] if len(constats) > 1 else []
        return Echec(constats, code_de(faute), "\n".join([constats_en_texte(constats), *compte]))
    if isinstance(faute, KeyboardInterrupt):
        constat = interruption(INTERROMPU, "Lancez la même commande de nouveau.")
        return Echec([constat], CodeDeSortie.INTERROMPU, INTERROMPU, a_dire=True)
    return _avouer(faute, nom_de_la_commande(args))


def interruption(message: str, remede: str = "") -> Constat:
    """Le constat d'une commande que l'usager a arrêtée."""
    return Constat("I302", Gravite.ERREUR, message, remede)


def nom_de_la_commande(args: Sequence[str]) -> str:
    """`lettres modeles lister` : la commande demandée, sans ses arguments; rien n'en est chargé."""
    mots, connues = ["lettres"], tuple(COMMANDES)
    for mot in args[:2]:
        if mot not in connues:
            break
        mots.append(mot)
        groupement = COMMANDES.get(mot)
        connues = groupement.commandes if isinstance(groupement, Groupement) else ()
    return " ".join(mots)


def _usage(faute: typer.TyperException, commande: str) -> Echec:
    essayez = f"Essayez : {commande} --help"
    phrase = en_francais(faute)
    constat = Constat("U019", Gravite.ERREUR, phrase, essayez, chemin=(commande,))
    if type(faute).__name__ == "NoArgsIsHelpError":
        return Echec([constat], CodeDeSortie.USAGE, faute.message)  # -- la page d'aide, déjà en français --
    return Echec([constat], CodeDeSortie.USAGE, f"lettres : {phrase}\n{essayez}")


def _avouer(faute: BaseException, commande: str) -> Echec:
    from lettres.cli.terminal.rapport import ecrire_rapport

    rapport = ecrire_rapport(faute, commande)
    if rapport is None:
        suite = "Aucun rapport n’a pu être gardé; signalez cette faute et la commande qui l’a causée."
    else:
        ou = propre(str(rapport))
        suite = f"Un rapport sans vos données vous attend, à relire avant de le transmettre : {ou}"
    constat = Constat("I301", Gravite.ERREUR, AVEU, suite, chemin=(commande,))
    return Echec([constat], CodeDeSortie.INTERNE, f"lettres : {AVEU[:1].lower()}{AVEU[1:]}\n{suite}", a_dire=True)
