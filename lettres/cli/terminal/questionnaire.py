"""Questionnaire : les questions d'une lettre, posées une à une à qui est devant un terminal."""

from __future__ import annotations

import os
import select
import signal
import sys
from typing import TYPE_CHECKING

from lettres.cli.terminal.affichage import propre, signaler

if TYPE_CHECKING:
    from lettres.amorce import Question, Questionnaire
    from lettres.cli.terminal.arret import Arret


def poser(questionnaire: Questionnaire, arret: Arret) -> bool:
    """Pose toutes les questions; rend faux si un signal ou la fin de l'entrée les a interrompues.

    Une réponse fautive est redemandée, avec ce qui n'y va pas. Rien n'interrompt plus ce qui suit.
    """
    signaler(f"{questionnaire.voulue.titre}. Ctrl-C s’arrête et garde ce qui est répondu.")
    try:
        arret.attente = True
        try:
            _tout_poser(questionnaire)
        finally:
            arret.attente = False
    except (KeyboardInterrupt, EOFError):
        signaler("")
        return False
    return True


def _tout_poser(questionnaire: Questionnaire) -> None:
    rubrique = ""
    for racine, lignes in questionnaire.parties():
        rang, encore = 0, True
        while encore:
            posees = False
            for ligne in lignes:
                if not questionnaire.se_pose(ligne):
                    continue
                posees = True
                question = questionnaire.question(ligne, rang)
                if question.rubrique != rubrique:
                    rubrique = question.rubrique
                    signaler(f"\n{rubrique}")
                _poser(questionnaire, question)
            encore = posees and questionnaire.est_une_liste(racine) and _un_autre(questionnaire.titre(racine))
            rang += 1


def _poser(questionnaire: Questionnaire, question: Question) -> None:
    """Pose une question jusqu'à ce que sa réponse soit bonne, ou passée."""
    note = "; ".join(filter(None, (f"exemple : {question.exemple}", question.entree)))
    while True:
        reponse = demander(f"{question.texte} ({note})") or question.defaut
        if not reponse:
            if not question.obligatoire:
                return
            signaler(f"  « {question.cle[-1]} » est à remplir : la lettre ne se fait pas sans cela.")
            continue
        fautes = questionnaire.repondre(question, reponse)
        if not fautes:
            return
        for faute in fautes:
            signaler(f"  {propre(f'{faute.message} {faute.remede}'.strip())}")


def _un_autre(titre: str) -> bool:
    from pydantic_core import PydanticCustomError

    from lettres.dossier.saisie.lecture_de_valeurs import lire_oui_non

    while True:
        reponse = demander(f"{titre} : un autre élément ? (oui ou non; Entrée : non)")
        try:
            return lire_oui_non(reponse or "non")
        except PydanticCustomError as faute:
            signaler(f"  {faute.message()}")


def demander(texte: str) -> str:
    """Une ligne tapée au clavier, sans les espaces du bord. Lève EOFError s'il n'en vient plus."""
    from rich.console import Console

    console = Console(stderr=True, highlight=False, soft_wrap=True)
    try:
        console.print(f"{texte} : ", markup=False, emoji=False, end="")
        attendre_une_ligne()
        return input().strip()
    except OSError:
        raise EOFError from None


def attendre_une_ligne() -> None:
    """Attend qu'une ligne soit tapée, ou qu'un signal vienne.

    Venu juste avant que la lecture ne bloque, un signal n'y serait entendu qu'à la touche suivante.
    """
    if sys.platform == "win32":
        return
    entendu, signale = os.pipe()
    os.set_blocking(signale, False)
    ancien = signal.set_wakeup_fd(signale)
    try:
        select.select([sys.stdin, entendu], [], [])
    finally:
        signal.set_wakeup_fd(ancien)
        os.close(signale)
        os.close(entendu)
