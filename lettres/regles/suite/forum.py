"""Règles du forum : à quel tribunal la réclamation pourrait aller, et ce que le dossier n’en dit pas."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from lettres.affaire import Affaire, chemin_du_creancier
from lettres.dossier.verbes import ou_tapez, qui_ecrit
from lettres.droit.fondements import PETITES_CREANCES
from lettres.droit.parametre import jours, parametre
from lettres.langue.ecriture import dollars, exact
from lettres.regles.regle import ALERTE, CONSEIL, ERREUR, Faute, indetermine, quand, regle

_PLAFOND = "petites_creances.plafond"


def _a_comparer(affaire: Affaire) -> Decimal | None:
    """Ce qui se compare au plafond : le capital qui reste dû, ou ce à quoi on le réduit."""
    total = affaire.comptes.total
    return total.capital_restant - (affaire.abandon or 0) if total else None


@quand(nature="recouvrement", lettre="met_en_demeure")
@regle("O101", "reclamer-autour-du-plafond", ALERTE, fondement=_PLAFOND, fiches=("F5.01", "F5.02", "F5.07"))
def plafond_incertain(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Le capital se trouve entre l’ancien plafond des petites créances et celui qu’une indexation a pu fixer.

    Pourquoi : le plafond est indexé; à cette hauteur, le bon tribunal n’est pas certain.
    Fautif : 15 500,00 $ réclamés sans avoir vérifié.
    Conforme : 14 000,00 $; ou le plafond du jour est vérifié au greffe.
    """
    du, au = _a_comparer(affaire), affaire.au
    if affaire.qualites.hors_du_quebec or du is None:
        return
    plafond, possible = parametre(_PLAFOND, au).valeur, parametre("petites_creances.plafond_possible", au).valeur
    if plafond < du <= possible:
        yield Faute(
            ("creances",),
            f"Entre {dollars(plafond)} et {dollars(possible)}, le plafond des petites créances est à vérifier "
            f"({exact(du)} réclamés, sans compter l’intérêt).",
            "Vérifiez le plafond au greffe ou à la Gazette officielle.",
        )


@quand(nature="recouvrement", lettre="met_en_demeure")
@regle("O102", "reclamer-au-dela-des-petites-creances", CONSEIL, fondement=_PLAFOND, fiches=("F5.06", "F5.10"))
def au_dela_du_plafond(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Le capital dépasse le plafond des petites créances.

    Pourquoi : une créance ne se divise pas; on peut la réduire, ou aller devant un autre tribunal.
    Fautif : 40 000,00 $ réclamés en comptant sur les petites créances.
    Conforme : 9 000,00 $; ou un avocat est consulté.
    """
    du, au = _a_comparer(affaire), affaire.au
    if not affaire.qualites.hors_du_quebec and du is not None:
        possible = parametre("petites_creances.plafond_possible", au).valeur
        if du > possible:
            yield Faute(
                ("creances",),
                f"Le capital ({exact(du)}) dépasse le plafond des petites créances.",
                "Consultez un avocat; une créance peut être réduite, jamais divisée.",
            )


@quand(nature="recouvrement", lettre="met_en_demeure")
@regle("O103", "ignorer-le-nombre-de-ses-employes", CONSEIL, fondement=PETITES_CREANCES, fiches=("F5.03", "F5.04"))
def employes_inconnus(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Le dossier ne dit pas combien d’employés compte la société qui réclame.

    Pourquoi : au-delà du nombre fixé par la loi, une personne morale ne peut pas aller aux petites créances.
    Fautif : « nom: Studio Exemple inc. », sans « employes », pour une mise en demeure.
    Conforme : « employes: 4 ».
    """
    dossier = affaire.dossier
    if affaire.qualites.hors_du_quebec or affaire.qualites.personne_morale is not True:
        return
    maximum = jours("petites_creances.employes_max", affaire.au)
    nombre, creancier = affaire.qualites.creancier.employes, chemin_du_creancier(dossier)
    if nombre is None:
        message = f"une personne morale de plus de {maximum} employés n’a pas accès aux petites créances."
        taper = ou_tapez(qui_ecrit(dossier, "employes"))
        remede = f"Ajoutez « employes », le plus grand nombre en douze mois.{taper}"
        yield indetermine((*creancier, "nom"), message, remede)
    elif nombre > maximum:
        message = f"Une personne morale de plus de {maximum} employés n’a pas accès aux petites créances."
        remede = "Consultez un avocat : un recours irait devant un autre tribunal."
        yield Faute((*creancier, "employes"), message, remede)


@quand(donne="reduction")
@regle("O109", "reduire-sans-rien-reduire", ERREUR, fiches=("F5.06",))
def reduction_sans_effet(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """La réclamation serait « réduite » à autant, ou à plus, que ce qui est réclamé.

    Pourquoi : « reduction » est la somme à laquelle on se tient, non celle que l’on retranche.
    Fautif : « reduction: 60,00 $ », pour une facture de 60,00 $.
    Conforme : « reduction: 15 000,00 $ », pour 20 000,00 $ de factures.
    """
    reduite, capital = affaire.dossier.reduction, affaire.capital_reclame
    if reduite is not None and capital is not None and reduite >= capital:
        yield Faute(
            ("reduction",),
            f"La réclamation ({exact(capital)}) n’est pas réduite par cette somme ({exact(reduite)}).",
            "Écrivez la somme à laquelle vous vous tenez, ou retirez « reduction ».",
        )


@quand(donne="reduction")
@regle("O110", "abandonner-une-part-sans-raison", ALERTE, fondement=_PLAFOND, fiches=("F5.06", "F5.01"))
def reduction_inutile(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """La réclamation est réduite, alors qu’elle ne dépasse pas le plafond des petites créances.

    Pourquoi : ce que l’on retranche est abandonné; sous le plafond, rien n’y oblige.
    Fautif : « reduction: 50,00 $ », pour une facture de 60,00 $.
    Conforme : « reduction: 15 000,00 $ », pour 20 000,00 $ de factures.
    """
    abandon, capital = affaire.abandon, affaire.capital_reclame
    if abandon is not None and capital is not None and capital <= parametre(_PLAFOND, affaire.au).valeur:
        yield Faute(
            ("reduction",),
            f"Cette réduction abandonne {exact(abandon)}, alors que la réclamation ne dépasse pas le plafond.",
            "Retirez « reduction », à moins que cet abandon ne soit voulu.",
        )
