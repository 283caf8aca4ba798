"""Composition de l'accès au tribunal : ce qui ouvre ou ferme les petites créances, et les tribunaux possibles.

Rien n'y dit les chances de succès. Les frais de greffe sont inconnus de l'outil, et se disent inconnus (F5.09).
"""

from __future__ import annotations

from collections.abc import Iterator

from lettres.affaire import Affaire, genre
from lettres.composition.achats import reclamation
from lettres.droit.parametre import jours, parametre
from lettres.langue import typographie as t

_RECOURS = {
    "recouvrement": "le paiement de la somme due",
    "consommation": "ceux du consommateur",
    "reputation": "la réparation du préjudice",
    "entente": "l’exécution de l’entente, ou la réparation de son défaut",
}
"""Ce qui s'envisage d'un dossier qui ne demande rien encore."""

_DEMANDES = {
    "retirer": "le retrait des propos",
    "retracter": "une rectification",
    "executer": "l’exécution de l’entente",
    "livrer": "l’exécution de l’entente",
    "reparer": "l’exécution de l’entente",
    "remplacer": "l’exécution de l’entente",
    "annuler": "la résolution ou la résiliation du contrat",
    "remettre": "la remise de ce qui est détenu",
    "payer": "le paiement de la somme demandée",
    "rembourser": "le remboursement de la somme demandée",
}
"""Ce que le dossier demande, tel qu'un juge l'ordonnerait; ni excuses ni réponse ne s'ordonnent."""


def acces(affaire: Affaire) -> list[str]:
    """Somme, demandeur, matière, district, médiation, frais."""
    return [_somme(affaire), *_demandeur(affaire), *_matiere(affaire), _district(affaire), *_mediation(affaire), _FRAIS]


_FRAIS = (
    f"Frais de greffe{t.INSECABLE}: inconnus de cet outil; voyez le tarif au greffe, selon la somme et qui réclame."
)


def _somme(affaire: Affaire) -> str:
    capital = affaire.capital_reclame
    if capital is None:
        return f"Somme{t.INSECABLE}: le dossier ne dit pas la somme réclamée."
    demandes = capital - (affaire.abandon or 0)
    plafond = parametre("petites_creances.plafond", affaire.au).valeur
    return (
        f"Somme{t.INSECABLE}: {t.montant(demandes)}, sans l’intérêt, qui ne compte pas; le dernier plafond connu est "
        f"de {t.montant(plafond)}, et il s’indexe{t.INSECABLE}: à confirmer au greffe."
    )


def _demandeur(affaire: Affaire) -> Iterator[str]:
    morale, employes = affaire.qualites.personne_morale, affaire.qualites.creancier.employes
    maximum = jours("petites_creances.employes_max", affaire.au)
    if morale is False:
        yield f"Qui réclame{t.INSECABLE}: une personne, en son nom."
    elif employes is not None:
        yield (
            f"Qui réclame{t.INSECABLE}: au plus {employes} employé{'s' if employes > 1 else ''} depuis douze mois; "
            f"une personne morale doit en compter au plus {maximum}."
        )
    elif affaire.tribunal.fiche != parametre("petites_creances.employes_max", affaire.au).fiche:
        # -- sinon, c'est ce nombre qui manque à la réponse, et elle le dit --
        yield (
            f"Qui réclame{t.INSECABLE}: nombre d’employés inconnu; une personne morale doit en compter au plus "
            f"{maximum} depuis douze mois."
        )
    if morale is not False:
        yield "À l’audience, une personne morale agit par un dirigeant ou par un employé à son seul service."


def _matiere(affaire: Affaire) -> Iterator[str]:
    tribunal = affaire.tribunal
    if tribunal.ouvert is True:
        yield (
            f"Matière{t.INSECABLE}: aucune des matières exclues connues (bail de logement, pension alimentaire, "
            "diffamation) ne ressort du dossier."
        )
    else:
        yield f"À vérifier{t.INSECABLE}: {tribunal.motif}"


def _district(affaire: Affaire) -> str:
    return f"District{t.INSECABLE}: {affaire.dossier.district or 'à préciser avant de remplir la demande'}."


def _mediation(affaire: Affaire) -> Iterator[str]:
    if affaire.tribunal.ouvert is not True:
        return
    seuil = t.montant(parametre("petites_creances.seuil_mediation", affaire.au).valeur)
    if affaire.tribunal.mediation_obligatoire:
        yield (
            f"Médiation{t.INSECABLE}: une demande contestée de {seuil} et moins passe par la médiation, qui est "
            "gratuite; à confirmer au greffe."
        )
    else:
        yield f"Médiation{t.INSECABLE}: volontaire au-delà de {seuil}, et gratuite; à confirmer au greffe."


def tribunaux(affaire: Affaire, mots: dict[str, str]) -> list[str]:
    """Les recours envisagés, les petites créances, et le tribunal de droit commun."""
    composee = reclamation.reclamation(affaire, "", mots)
    lignes = [f"Recours envisagé{t.INSECABLE}: {_recours(affaire)}."]
    if composee is not None and composee.regle:
        lignes.append(f"Règle possiblement visée{t.INSECABLE}: {composee.regle}.")
    if affaire.dossier.nature != "reputation":
        # -- elles n'entendent pas la diffamation : on ne les nomme alors pas même pour le dire (F5.05) --
        ouvert = {True: "possibles", False: "fermées", None: "à vérifier"}[affaire.tribunal.ouvert]
        lignes.append(f"Petites créances{t.INSECABLE}: {ouvert}. {affaire.tribunal.motif}")
    capital = affaire.capital_reclame or affaire.reclamation.torts
    if affaire.tribunal.ouvert is not True:
        lignes.append(
            affaire.litige.competence(capital).motif
            if capital is not None
            else f"Tribunal{t.INSECABLE}: selon la somme, qui reste à établir."
        )
    return lignes


def _recours(affaire: Affaire) -> str:
    """Ce que le dossier demande : la réduction du prix n'est pas ce que veut qui demande de réparer."""
    nature = affaire.dossier.nature
    if nature == "recouvrement":
        return _RECOURS[nature]
    if nature == "consommation":
        return reclamation.recours(affaire) or _RECOURS[nature]
    cesser = "la fin de la diffusion" if nature == "reputation" else "la fin de ce qui est reproché"
    dits = _DEMANDES | {"cesser": cesser}
    demandes = dict.fromkeys(dits[type_] for d in affaire.dossier.demandes if (type_ := genre(d)) in dits)
    if affaire.dossier.prejudices:
        demandes["la réparation du préjudice"] = None
    return t.enumerer(list(demandes)) or _RECOURS[nature]
