"""Demander : ce qui manque à une inscription, à qui est devant un terminal; à un autre, l'option qui l'aurait donné."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from lettres.cli.options.arguments import usage_fautif
from lettres.cli.terminal.affichage import propre, signaler
from lettres.socle.erreurs import ErreurInterne

if TYPE_CHECKING:
    from lettres.dossier import Dossier
    from lettres.lecture.formes import Cle


_MOTIF = '"La date était fausse."'
"""Pourquoi l'on corrige : le motif d'un fait, lui, dit autre chose."""

_AUTREMENT = {"--jusqu-a": "; si la fin n’est pas connue, « --revoir-le AAAA-MM-JJ »"}
"""Ce qui peut tenir lieu d'une option."""


def completer(ou: tuple[str, ...], options: Mapping[str, str], connues: dict[str, object], dossier: Dossier) -> None:
    """Donne une valeur à chaque clé exigée qui n'en a pas, dans ce bloc, ou cet élément de liste, du dossier.

    Lève UsageFautif s'il n'y a personne à qui la demander.
    """
    from lettres.cli.commandes.nouveau import au_terminal

    for cle, option in options.items():
        if connues.get(cle) is not None:
            continue
        if not au_terminal():
            exemple = _MOTIF if connues.get("corrige") and cle == "motif" else _exemple((*ou, cle))
            remede = f"Ajoutez, par exemple, « {option} {exemple} »{_AUTREMENT.get(option, '')}."
            raise usage_fautif("U021", option, f"Il manque « {option} ».", remede)
        connues[cle] = _demander((*ou, cle), dossier)


def _demander(cle: tuple[str, ...], dossier: Dossier) -> str:
    from lettres.amorce import fautes_de_la_reponse
    from lettres.cli.terminal.questionnaire import demander

    attendue = _attendue(cle)
    question = f"{attendue.titre} ({attendue.description.rstrip('.')})"
    while True:
        try:
            reponse = demander(question)
        except EOFError:
            raise KeyboardInterrupt from None  # -- plus personne ne répondra : rien n'est écrit --
        if not reponse:
            signaler(f"  « {cle[-1]} » est à remplir : rien ne s’inscrit sans cela.")
            continue
        fautes = fautes_de_la_reponse(cle, reponse, dossier.nature)
        if not fautes:
            return reponse
        for faute in fautes:
            signaler(f"  {propre(f'{faute.message} {faute.remede}'.strip())}")


def _exemple(cle: tuple[str, ...]) -> str:
    from lettres.lecture.exemples import exemple

    choix = _attendue(cle).forme.choix
    return choix[0] if choix else exemple(cle) or "…"


def _attendue(cle: tuple[str, ...]) -> Cle:
    """Ce que le dossier attend à cette clé; celles d'une liste sont celles de son élément."""
    from lettres.lecture.formes import RACINE, cles

    modele = RACINE.modele
    for pas in cle[:-1]:
        forme = cles(modele)[pas].forme if modele else RACINE
        modele = (forme.element or forme).modele
    if modele is None:
        raise ErreurInterne(f"« {'.'.join(cle)} » n’est pas une clé du dossier.")
    return cles(modele)[cle[-1]]
