"""Forum : la Division des petites créances est-elle ouverte à cette réclamation?

On compare le capital seul au plafond daté (F5.01, F5.07). Des matières en sont exclues, dont la diffamation, quel que
soit le montant (F5.05). Ce qui n'est pas certain est « indéterminé » : une lettre ne nomme un tribunal que si la
réponse est sûre.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from lettres.droit.ecriture import dollars
from lettres.droit.parametre import jours, parametre


class Exclusion(StrEnum):
    """Une matière que les petites créances n'entendent jamais (F5.05)."""

    DIFFAMATION = "diffamation"
    BAIL_DE_LOGEMENT = "bail de logement"
    PENSION_ALIMENTAIRE = "pension alimentaire"
    ACTION_COLLECTIVE = "action collective"
    CREANCE_ACHETEE = "créance achetée d’autrui"


@dataclass(frozen=True, slots=True)
class Forum:
    """La réponse : `ouvert` vaut None quand les faits ou la source ne permettent pas de le dire."""

    ouvert: bool | None
    motif: str
    mediation_obligatoire: bool
    fiche: str


def petites_creances(
    capital: Decimal,
    au: date,
    *,
    diffamation: bool = False,
    exclusion: Exclusion | None = None,
    personne_morale: bool | None = False,
    employes: int | None = None,
) -> Forum:
    """Dit si une réclamation de `capital` dollars peut aller aux petites créances au jour `au`.

    `personne_morale` vaut None quand on ne le sait pas; `employes` est le plus grand nombre depuis douze mois.
    Lève ParametreInconnu avant la première date connue.
    """
    exclue = Exclusion.DIFFAMATION if diffamation else exclusion
    if exclue is not None:
        motif = f"Matière exclue des petites créances, quel que soit le montant : {exclue}."
        return Forum(False, motif, False, "F5.05")
    plafond, possible = parametre("petites_creances.plafond", au), parametre("petites_creances.plafond_possible", au)
    if capital > possible.valeur:
        motif = f"Le capital dépasse le plafond de {dollars(possible.valeur)}; on peut le réduire pour s’y tenir."
        return Forum(False, motif, False, plafond.fiche)
    if capital > plafond.valeur:
        motif = (
            f"Entre {dollars(plafond.valeur)} et {dollars(possible.valeur)}, vérifiez le plafond au greffe ou à la "
            "Gazette officielle."
        )
        return Forum(None, motif, False, possible.fiche)
    if personne_morale is not False and (refus := _trop_d_employes(employes, au, certaine=personne_morale is True)):
        return refus
    seuil = parametre("petites_creances.seuil_mediation", au)
    obligatoire = capital <= seuil.valeur
    motif = f"Le capital ne dépasse pas le plafond de {dollars(plafond.valeur)}."
    if obligatoire:
        motif += f" Contestée, la demande passe par la médiation obligatoire ({dollars(seuil.valeur)} et moins)."
    return Forum(True, motif, obligatoire, plafond.fiche)


def _trop_d_employes(employes: int | None, au: date, *, certaine: bool) -> Forum | None:
    """Le refus, ou le doute, tiré du nombre d'employés d'une personne morale; None si rien ne s'y oppose (F5.03)."""
    maximum = jours("petites_creances.employes_max", au)
    regle = f"Une personne morale compte au plus {maximum} employés depuis douze mois"
    if employes is None:
        return Forum(None, f"{regle}; le dossier n’en dit pas le nombre (« employes »).", False, "F5.03")
    if employes <= maximum:
        return None
    if not certaine:
        return Forum(None, f"{regle}; le dossier ne dit pas si l’expéditeur en est une.", False, "F5.03")
    return Forum(False, f"L’entreprise compte plus de {maximum} employés.", False, "F5.03")
