"""Forum : la Division des petites créances est-elle ouverte à cette réclamation?

On compare le capital seul au plafond daté (F5.01, F5.07). La diffamation en est exclue quel que soit le montant (F5.05).
Ce qui n'est pas certain est « indéterminé » : une lettre ne nomme un tribunal que si la réponse est sûre.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from lettres.droit.parametre import jours, parametre


@dataclass(frozen=True, slots=True)
class Forum:
    """La réponse : `ouvert` vaut None quand les faits ou la source ne permettent pas de le dire."""

    ouvert: bool | None
    motif: str
    mediation_obligatoire: bool
    fiche: str


def petites_creances(
    capital: Decimal, au: date, *, diffamation: bool = False, personne_morale: bool = False, employes: int | None = None
) -> Forum:
    """Dit si une réclamation de `capital` dollars peut aller aux petites créances au jour `au`."""
    if diffamation:
        return Forum(False, "La diffamation est exclue des petites créances, quel que soit le montant.", False, "F5.05")
    plafond = parametre("petites_creances.plafond", au)
    incertain = parametre("petites_creances.plafond_possible", au)
    if capital > incertain.valeur:
        return Forum(False, f"Le capital dépasse le plafond de {plafond.valeur} $.", False, plafond.fiche)
    if capital > plafond.valeur:
        motif = f"Entre {plafond.valeur} $ et {incertain.valeur} $, vérifiez le plafond au greffe ou à la Gazette officielle."
        return Forum(None, motif, False, incertain.fiche)
    if personne_morale:
        maximum = jours("petites_creances.employes_max", au)
        if employes is None:
            motif = (
                f"Une personne morale compte au plus {maximum} employés depuis douze mois; le dossier n’en dit rien."
            )
            return Forum(None, motif, False, "F5.03")
        if employes > maximum:
            return Forum(False, f"L’entreprise compte plus de {maximum} employés.", False, "F5.03")
    seuil = parametre("petites_creances.seuil_mediation", au)
    obligatoire = capital <= seuil.valeur
    suite = f" Contestée, elle passe par la médiation obligatoire ({seuil.valeur} $ et moins)." if obligatoire else ""
    return Forum(
        True, f"Le capital ne dépasse pas le plafond de {plafond.valeur} $.{suite}", obligatoire, plafond.fiche
    )
