"""Arbre imprimable d'une réponse : ce qui a été reçu et ce qu'on en dit; ou, en public, presque rien (F8.13)."""

from lettres.composition.imprimable.base import Imprimable, champ, sur
from lettres.langue.ecriture import DateEcrite, SommeEcrite

_RECLAME = "recu.reclame"


class PointImprimable(Imprimable):
    """Une affirmation de l'autre, et la réponse."""

    numero: str = sur("Rang du point : « 1 »")
    citation: str = sur("Ce que l’autre affirme, à mettre entre guillemets", "recu.points[].texte")
    exact: bool = sur("Oui si l’on tient ce point pour exact", "recu.points[].jugement")
    inexact: bool = sur("Oui si, à notre connaissance, il ne l’est pas", "recu.points[].jugement")
    inconnu: bool = sur("Oui si l’on ne sait pas", "recu.points[].jugement")
    reponse: str | None = champ("Ce qu’on y répond, en une ou quelques phrases", "recu.points[].reponse")
    pieces: str | None = champ("Les pièces qui appuient la réponse : « pièces P-3 et P-4 »", "recu.points[].pieces")


class RecuImprimable(Imprimable):
    """Ce qui a été reçu, et la position prise."""

    objet: str = sur("Pour l’objet : « votre mise en demeure du 3 novembre 2026 »", "recu.type", "recu.date")
    quoi: str = sur(
        "Ce qui a été reçu : « votre plainte du 3 novembre 2026, reçue par courriel (pièce P-3) »",
        "recu.type",
        "recu.date",
        "recu.de",
        "recu.mode",
        "recu.piece",
    )
    reference: str | None = champ("La référence que porte ce qui a été reçu", "recu.reference")
    en_demeure: bool = sur("Oui si c’est une mise en demeure : la réponse réserve alors tout", "recu.type")
    de_vive_voix: bool = sur("Oui si cela a été dit, et non écrit", "recu.mode")
    points: list[PointImprimable] = sur("Ce que l’autre affirme, point par point", "recu.points")
    plusieurs: bool = sur("Oui s’il y a plusieurs points")
    inconnus: bool = sur("Oui si un point au moins reste à vérifier", "recu.points[].jugement")
    paye: bool = sur("Oui si l’on paiera ce qui est réclamé", "recu.position")
    conteste: bool = sur("Oui si l’on conteste", "recu.position")
    compense: bool = sur("Oui si l’on oppose ce que l’autre nous doit", "recu.position")
    propose: bool = sur("Oui si une proposition est faite, à part", "recu.position")
    reclame: bool = sur("Oui si l’autre réclame une somme", _RECLAME)
    montant: SommeEcrite | None = champ("La somme que l’autre réclame", f"{_RECLAME}.montant")
    reste_du: bool = sur("Oui si une facture du dossier reste à payer")
    le: DateEcrite | None = champ(
        "La date fixe du dossier : le jour où l’on paiera, sinon celui d’ici lequel on attend une réponse",
        "echeance_demandee",
    )


class EnPublicImprimable(Imprimable):
    """Ce qu'une réponse publique peut dire."""

    ou: str | None = champ("Où se lit l’avis : « sur Google »", "publications[].support")
    nom: str = sur("Le nom affiché de qui répond", "expediteur.nom", "expediteur.nom_commercial")
    courriel: str | None = champ("Où lui écrire en privé", "expediteur.courriel")
