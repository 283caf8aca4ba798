"""Composition de l'appel à l'Office : les délais qui courent, le récit en dix lignes, et les questions de l'achat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lettres.affaire import Affaire
from lettres.composition import recit, tiers
from lettres.dossier import Evenement
from lettres.droit.parametre import enonce
from lettres.langue import typographie as t

if TYPE_CHECKING:
    from lettres.affaire.achats.droits_de_l_achat import DroitDAchat


def chronologie(affaire: Affaire) -> list[str]:
    """Faits et démarches, dits à un tiers, dans l'ordre de la chronologie de l'affaire."""
    lignes = (
        recit.evenement(jalon.element, tiers.COMMERCANT).ligne
        if isinstance(jalon.element, Evenement) and jalon.chemin[0] == "faits"
        else recit.du_journal(affaire, jalon, tiers.COMMERCANT)
        for jalon in affaire.chronologie
    )
    return [ligne for ligne in lignes if ligne]


def delais(affaire: Affaire, *, precis: bool = False) -> list[str]:
    """Les limites de l'achat : le plus pressant en tête, puis ce qui vient, et ce qui est fermé, depuis quand.

    Fondement : F4.10 à F4.14, F14.01 à F14.05; F2.01 et F2.10 (à confirmer).
    """
    droits = affaire.consommation
    if droits is None:
        return []
    from lettres.composition.achats import droits_dits  # -- peu de dossiers ont un achat --

    return [droits_dits.ligne(d, precis=precis) for d in droits.calendrier if _se_dit(d)]


def _se_dit(d: DroitDAchat) -> bool:
    """Ce qui n'a pas de jour se tait, sauf ce qu'un avis de résolution ouvrirait, et ce qu'un fait de plus daterait."""
    daterait = d.manque == "envois" and d.cle != "remboursement"
    return d.premier is not None or not d.a_venir or daterait


def questions(affaire: Affaire) -> list[str]:
    """Ce que cet achat fait demander à l'agent, en plus des questions de tous."""
    droits = affaire.consommation
    if droits is None:
        return []
    lignes = []
    if droits.interdit_a_domicile:
        interdits = enonce("itinerant.contrats_interdits", affaire.au)
        depuis = t.date_longue(interdits.debut)
        lignes.append(
            f"Ce contrat conclu à domicile est-il de ceux qui sont interdits depuis le {depuis}? La règle vise ceci"
            f"{t.INSECABLE}: {interdits.texte}."
        )
    a = affaire.dossier.achat
    if a and a.obligation == "garantie" and affaire.dossier.destinataire.qualite != "fabricant":
        # -- l'article qui le dirait n'est connu que de mémoire (F4.07) : il se demande aussi --
        lignes.append("Le fabricant répond-il lui aussi de ce bien envers moi, et selon quel article?")
    exception = droits.droit("exception")
    if exception and exception.ouvert:
        lignes.append("Ce contrat conclu à domicile peut-il encore être annulé, dans l’année de sa conclusion?")
    return lignes
