"""Arbre de la fin d'un achat : l'avis qui le résout, puis ce que l'on demande à l'émetteur de la carte."""

from lettres.composition.imprimable.base import Imprimable, champ, sur
from lettres.langue.ecriture import DateEcrite, SommeEcrite

_CAS = ("achat.resolution.cas", "achat.resolution.pourquoi")
_EXEMPLAIRE = ("achat.double_recu", "achat.double_recu_le", "achat.exemplaire_recu_le")


class ResolutionImprimable(Imprimable):
    """Ce qui résout le contrat, et ce qui s'ensuit."""

    contrat: str = sur("Le contrat résolu : « un contrat à distance, numéro 88 »", "", "achat.numero", "achat.mode")
    fondement: str = sur("L’article, s’il est sûr : « l’article 54.8 a) de la Loi sur… »", "achat.resolution.cas")
    motif: str = sur("Le motif exact : « rien n’a été livré… »", "", *_CAS)
    exemplaire: str | None = champ("« L’exemplaire du contrat m’est parvenu le… »", "achat.double_recu", *_EXEMPLAIRE)
    dernier: DateEcrite | None = champ("Le dernier jour pour résoudre; absent si rien ne le borne", "achat.date")
    a_distance: bool = sur("Oui pour un contrat conclu à distance : le commerçant paie la restitution")
    regle: str = sur("L’obligation de rembourser, et son article")
    accessoires: list[str] = sur("Les contrats accessoires, à rembourser aussi", "achat.resolution.accessoires")
    pour_rendre: str = sur("Le délai pour rendre le bien : « quinze jours »")
    rendre_le: DateEcrite | None = champ("Le dernier jour pour rendre un bien livré", "achat.livre_le")


class RetrofacturationImprimable(Imprimable):
    """Les éléments d'une demande de rétrofacturation; le numéro de la carte s'écrit à la main."""

    emetteur: str = sur(
        "L’émetteur de la carte, à qui va la lettre",
        *(f"achat.carte.emetteur.{cle}" for cle in ("nom", "adresse", "courriel")),
    )
    titulaire: str = sur("Le nom sur la carte", "achat.carte.titulaire", "expediteur.nom")
    derniers: str | None = champ("Les quatre derniers chiffres", "achat.carte.quatre_derniers")
    commercant: str = sur(
        "Le commerçant, son adresse et son courriel",
        "destinataire.nom",
        "destinataire.adresse",
        "destinataire.courriel",
    )
    debite: SommeEcrite | None = champ("La somme portée à la carte", "achat.debite", "achat.prix")
    a_rembourser: SommeEcrite | None = champ(
        "Ce qui reste à rembourser", "achat.prix", "achat.debite", "achat.rembourse", "achat.rembourse_le"
    )
    en_partie: SommeEcrite | None = champ("Ce qui a déjà été remboursé", "achat.rembourse")
    motif: str | None = champ("Pourquoi le contrat a été résolu", "achat.resolution.cas", *_CAS)
    avis_le: DateEcrite | None = champ("Le jour de l’avis", "envois[].date")
    avis_mode: str | None = champ("Comment l’avis est parti", "envois[].mode")
    preuve: str | None = champ("La pièce de l’avis et de son envoi : « pièce P-4 »", "envois[].preuve")
    rembourser_le: DateEcrite | None = champ("Le dernier jour qu’avait le commerçant", "envois[].date")
    limite: DateEcrite | None = champ("Le dernier jour pour demander la rétrofacturation", "envois[].date")
    pour_rembourser: str = sur("Le délai qu’avait le commerçant : « quinze jours »")
    pour_demander: str = sur("Le délai pour demander : « soixante jours »")
    accuse: str = sur("Le délai de l’émetteur pour accuser réception : « trente jours »")
    credit: str = sur("Le délai de l’émetteur pour créditer : « quatre-vingt-dix jours »")
