"""Demander : ce qui manque à une inscription, à qui est devant un terminal; à un autre, l'option qui l'aurait donné."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from lettres.cli.options.arguments import usage_fautif
from lettres.cli.terminal.affichage import propre, signaler

if TYPE_CHECKING:
    from lettres.dossier import Dossier


def completer(liste: str, options: Mapping[str, str], connues: dict[str, object], dossier: Dossier) -> None:
    """Donne une valeur à chaque clé exigée qui n'en a pas; lève UsageFautif s'il n'y a personne à qui la demander."""
    from lettres.cli.commandes.nouveau import au_terminal

    for cle, option in options.items():
        if connues.get(cle) is not None:
            continue
        if not au_terminal():
            remede = f"Ajoutez, par exemple, « {option} {_exemple(liste, cle)} »."
            raise usage_fautif("U021", option, f"Il manque « {option} ».", remede)
        connues[cle] = _demander(liste, cle, dossier)


def _demander(liste: str, cle: str, dossier: Dossier) -> str:
    from lettres.amorce import fautes_de_la_reponse
    from lettres.cli.terminal.questionnaire import demander
    from lettres.lecture.formes import RACINE, cles

    bloc = cles(RACINE.modele)[liste].forme.element if RACINE.modele else None
    attendue = cles(bloc.modele)[cle] if bloc and bloc.modele else None
    question = f"{attendue.titre} ({attendue.description.rstrip('.')})" if attendue else cle
    while True:
        try:
            reponse = demander(question)
        except EOFError:
            raise KeyboardInterrupt from None  # -- plus personne ne répondra : rien n'est écrit --
        if not reponse:
            signaler(f"  « {cle} » est à remplir : rien ne s’inscrit sans cela.")
            continue
        fautes = fautes_de_la_reponse(liste, cle, reponse, dossier.nature)
        if not fautes:
            return reponse
        for faute in fautes:
            signaler(f"  {propre(f'{faute.message} {faute.remede}'.strip())}")


def _exemple(liste: str, cle: str) -> str:
    from lettres.lecture.exemples import EXEMPLES
    from lettres.lecture.formes import RACINE, cles

    bloc = cles(RACINE.modele)[liste].forme.element if RACINE.modele else None
    choix = cles(bloc.modele)[cle].forme.choix if bloc and bloc.modele else ()
    return choix[0] if choix else EXEMPLES.get(cle, "…")
