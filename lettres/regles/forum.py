"""Règles du forum : à quel tribunal la réclamation pourrait aller, et ce que le dossier n’en dit pas."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lettres.affaire import Affaire
from lettres.droit.ecriture import dollars, exact
from lettres.droit.parametre import jours, parametre
from lettres.regles.faits import demeure
from lettres.regles.fondements import PETITES_CREANCES
from lettres.regles.regle import ALERTE, CONSEIL, Faute, indetermine, regle

_BAIL = re.compile(r"(?i)\bloyers?\b|\bbail de logement|\bbail résidentiel|\blogement loué")
_COMMERCIAL = re.compile(r"(?i)\bcommercia|\bbureau|\blocal\b|\béquipement|\bvéhicule|\bappareil")
_PLAFOND = "petites_creances.plafond"


@regle("O101", "reclamer-autour-du-plafond", ALERTE, fondement=_PLAFOND, fiches=("F5.01", "F5.02", "F5.07"))
def plafond_incertain(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Le capital se trouve entre l’ancien plafond des petites créances et celui qu’une indexation a pu fixer.

    Pourquoi : le plafond est indexé; à cette hauteur, le bon tribunal n’est pas certain.
    Fautif : 15 500,00 $ réclamés sans avoir vérifié.
    Conforme : 14 000,00 $; ou le plafond du jour est vérifié au greffe.
    """
    dossier, au = affaire.dossier, affaire.au
    total = affaire.comptes.total
    du = total.capital_restant if total else None
    if not demeure(lettre) or dossier.nature != "recouvrement" or du is None:
        return
    plafond, possible = parametre(_PLAFOND, au).valeur, parametre("petites_creances.plafond_possible", au).valeur
    if plafond < du <= possible:
        yield Faute(
            ("creances",),
            f"Entre {dollars(plafond)} et {dollars(possible)}, le plafond des petites créances est à vérifier "
            f"({exact(du)} réclamés, sans compter l’intérêt).",
            "Vérifiez le plafond au greffe ou à la Gazette officielle.",
        )


@regle("O102", "reclamer-au-dela-des-petites-creances", CONSEIL, fondement=_PLAFOND, fiches=("F5.06", "F5.10"))
def au_dela_du_plafond(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Le capital dépasse le plafond des petites créances.

    Pourquoi : une créance ne se divise pas; on peut la réduire, ou aller devant un autre tribunal.
    Fautif : 40 000,00 $ réclamés en comptant sur les petites créances.
    Conforme : 9 000,00 $; ou un avocat est consulté.
    """
    dossier, au = affaire.dossier, affaire.au
    total = affaire.comptes.total
    du = total.capital_restant if total else None
    if demeure(lettre) and dossier.nature == "recouvrement" and du is not None:
        possible = parametre("petites_creances.plafond_possible", au).valeur
        if du > possible:
            yield Faute(
                ("creances",),
                f"Le capital ({exact(du)}) dépasse le plafond des petites créances.",
                "Consultez un avocat; une créance peut être réduite, jamais divisée.",
            )


@regle("O103", "ignorer-le-nombre-de-ses-employes", CONSEIL, fondement=PETITES_CREANCES, fiches=("F5.03", "F5.04"))
def employes_inconnus(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Le dossier ne dit pas combien d’employés compte la société qui réclame.

    Pourquoi : au-delà du nombre fixé par la loi, une personne morale ne peut pas aller aux petites créances.
    Fautif : « nom: Studio Exemple inc. », sans « employes », pour une mise en demeure.
    Conforme : « employes: 4 ».
    """
    dossier, au = affaire.dossier, affaire.au
    if not demeure(lettre) or dossier.nature != "recouvrement":
        return
    if affaire.qualites.personne_morale is not True:
        return
    maximum = jours("petites_creances.employes_max", au)
    nombre = affaire.qualites.creancier.employes
    if nombre is None:
        message = f"une personne morale de plus de {maximum} employés n’a pas accès aux petites créances."
        yield indetermine(("expediteur", "nom"), message, "Ajoutez « employes », le plus grand nombre en douze mois.")
    elif nombre > maximum:
        message = f"Une personne morale de plus de {maximum} employés n’a pas accès aux petites créances."
        yield Faute(("expediteur", "employes"), message, "Un recours irait devant un autre tribunal.")


@regle("O104", "reclamer-un-loyer-comme-une-facture", ALERTE, fondement=PETITES_CREANCES, fiches=("F5.05",))
def bail_de_logement(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """La somme semble venir d’un bail de logement.

    Pourquoi : le bail de logement est exclu des petites créances.
    Fautif : « objet: Loyer de juillet »
    Conforme : « objet: Location d’un appareil photo »
    """
    dossier = affaire.dossier
    if dossier.nature != "recouvrement":
        return
    for i, c in enumerate(dossier.creances):
        if c.objet and _BAIL.search(c.objet) and not _COMMERCIAL.search(c.objet):
            yield Faute(
                ("creances", i, "objet"),
                "Cette somme semble venir d’un bail de logement, exclu des petites créances.",
                "Renseignez-vous auprès du Tribunal administratif du logement.",
            )
