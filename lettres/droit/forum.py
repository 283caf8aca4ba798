"""Forum : à quel tribunal va cette réclamation, et où s'adresser quand elle ne va pas aux petites créances?

On compare le capital seul au plafond daté (F5.01, F5.07). Des matières en sont exclues, dont la diffamation, quel que
soit le montant; d'autres s'adressent ailleurs (F14.07, F14.08). Ce qui n'est pas certain est « indéterminé » : une
lettre ne nomme un tribunal que si la réponse est sûre.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum

from lettres.droit.parametre import Certitude, Enonce, ParametreInconnu, enonce, parametre
from lettres.langue.ecriture import dollars
from lettres.socle.classes import NamedTuple


class Exclusion(StrEnum):
    """Une matière que les petites créances n'entendent pas, ou qui s'adresse d'abord ailleurs (F14.08)."""

    DIFFAMATION = "diffamation"
    BAIL_DE_LOGEMENT = "bail de logement"
    PENSION_ALIMENTAIRE = "pension alimentaire"
    ACTION_COLLECTIVE = "action collective"
    CREANCE_ACHETEE = "créance achetée d’autrui"
    SALAIRE = "salaire"
    IMAGE_INTIME = "image intime"


class Forum(NamedTuple):
    """La réponse : `ouvert` vaut None quand les faits ou la source ne permettent pas de le dire.

    Une lettre ne nomme les petites créances que si `ouvert` est vrai et `certitude`, « sûr ».
    """

    ouvert: bool | None
    motif: str
    mediation_obligatoire: bool
    fiche: str
    certitude: Certitude = "à vérifier"
    manque: str | None = None
    """La clé qui, donnée, permettrait de répondre : « employes », « type », « montant »; None si rien n'y suffit."""


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
        return _exclue(exclue, au)
    plafond, possible = parametre("petites_creances.plafond", au), parametre("petites_creances.plafond_possible", au)
    if capital > possible.valeur:
        connu = f"le plafond de {dollars(plafond.valeur)}"
        if not plafond.est_sur:
            connu = f"le dernier plafond connu, {dollars(plafond.valeur)}, à vérifier au greffe"
        motif = f"Le capital dépasse {connu}; on peut le réduire pour s’y tenir."
        return Forum(False, motif, False, plafond.fiche, plafond.certitude)
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
        motif += f" Contestée, la demande passerait par la médiation ({dollars(seuil.valeur)} et moins, à confirmer)."
    # -- l'indexation ne fait que hausser : sous l'ancien plafond, la porte est ouverte quel que soit le nouveau --
    return Forum(True, motif, obligatoire, plafond.fiche, "sûr")


def orientation(exclusion: Exclusion, au: date) -> Enonce | None:
    """Où s'adresser pour une matière qui ne va pas aux petites créances; None si la source ne le dit pas ce jour-là."""
    return _si_connu("orientation", exclusion, au)


def _exclue(exclusion: Exclusion, au: date) -> Forum:
    """Le refus d'une matière exclue, et où s'adresser; indéterminé si la source ne dit que l'endroit."""
    refus, ailleurs = _si_connu("exclusion", exclusion, au), orientation(exclusion, au)
    adresse = f" Adressez-vous ici : {ailleurs.texte}." if ailleurs else ""
    if refus is None:
        motif = f"Matière qui ne s’adresse pas d’abord aux petites créances : {exclusion}."
        return Forum(None, motif + adresse, False, ailleurs.fiche if ailleurs else "F14.08")
    motif = f"Matière exclue des petites créances, quel que soit le montant : {exclusion}."
    return Forum(False, motif + adresse, False, refus.fiche, refus.certitude)


def _si_connu(famille: str, exclusion: Exclusion, au: date) -> Enonce | None:
    try:
        return enonce(f"{famille}.{exclusion.name.lower()}", au)
    except ParametreInconnu:
        return None


def _trop_d_employes(employes: int | None, au: date, *, certaine: bool) -> Forum | None:
    """Le refus, ou le doute, tiré du nombre d'employés d'une personne morale; None si rien ne s'y oppose (F5.03)."""
    maximum = parametre("petites_creances.employes_max", au)
    regle = f"Une personne morale compte au plus {int(maximum.valeur)} employés depuis douze mois"
    if employes is None:
        motif = f"{regle}; le dossier n’en dit pas le nombre (« employes »)."
        return Forum(None, motif, False, maximum.fiche, manque="employes")
    if employes <= maximum.valeur:
        return None
    if not certaine:
        motif = f"{regle}; le dossier ne dit pas si l’expéditeur en est une."
        return Forum(None, motif, False, maximum.fiche, manque="type")
    motif = f"L’entreprise compte plus de {int(maximum.valeur)} employés."
    return Forum(False, motif, False, maximum.fiche, maximum.certitude)


class Tribunal(StrEnum):
    """Un tribunal de droit commun."""

    COUR_DU_QUEBEC = "Cour du Québec"
    COUR_SUPERIEURE = "Cour supérieure"


class Competence(NamedTuple):
    """Les tribunaux compétents, au choix du demandeur s'il y en a deux; aucun si rien n'est sûr."""

    tribunaux: tuple[Tribunal, ...]
    motif: str
    fiche: str


def competence(capital: Decimal, au: date) -> Competence:
    """Le tribunal d'une réclamation civile de `capital` dollars, hors des matières qui s'adressent ailleurs (F14.13).

    Les petites créances sont une division de la Cour du Québec. Avant le premier seuil sûr, rien n'est dit.
    """
    try:
        exclusive, concurrente = (parametre(f"cour_du_quebec.{cle}", au) for cle in ("exclusive", "concurrente"))
    except ParametreInconnu as inconnu:
        return Competence((), str(inconnu), "F14.13")
    if not (exclusive.est_sur and concurrente.est_sur):
        return Competence((), "Les seuils de la Cour du Québec ne sont pas sûrs.", exclusive.fiche)
    if capital < exclusive.valeur:
        motif = f"Sous {dollars(exclusive.valeur)}, la Cour du Québec est seule compétente."
        return Competence((Tribunal.COUR_DU_QUEBEC,), motif, exclusive.fiche)
    if capital < concurrente.valeur:
        motif = f"De {dollars(exclusive.valeur)} à moins de {dollars(concurrente.valeur)}, le demandeur a le choix."
        return Competence((Tribunal.COUR_DU_QUEBEC, Tribunal.COUR_SUPERIEURE), motif, concurrente.fiche)
    motif = f"À {dollars(concurrente.valeur)} et plus, la Cour supérieure est compétente."
    return Competence((Tribunal.COUR_SUPERIEURE,), motif, concurrente.fiche)
