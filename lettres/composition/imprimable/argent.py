"""Arbre des sommes : créances, ce qui s'en déduit, la somme à payer, l'intérêt, et le rang d'un rappel."""

from lettres.composition.imprimable.base import Imprimable, champ, sur
from lettres.langue.ecriture import DateEcrite, SommeEcrite


class CreanceImprimable(Imprimable):
    """Une facture ou une somme due."""

    facture: str | None = champ("Numéro de facture", "creances[].facture")
    repere: str = sur("De quoi la nommer dans un tableau : « F-1023 », sinon « Prêt », « Somme »", "creances[].facture")
    date: DateEcrite | None = champ("Date de la facture", "creances[].date")
    echeance: DateEcrite | None = champ("Échéance de la facture", "creances[].echeance")
    objet: str | None = champ("Ce qui a été fait ou livré", "creances[].objet")
    description: str | None = champ(
        "L’objet, le bon de commande et la pièce, sur une ligne",
        "creances[].objet",
        "creances[].bon_de_commande",
        "creances[].piece",
    )
    bon_de_commande: str | None = champ("Numéro du bon de commande", "creances[].bon_de_commande")
    montant: SommeEcrite | None = champ("Total de la facture", "creances[].montant")
    avant_taxes: SommeEcrite | None = champ("Sous-total avant taxes", "creances[].avant_taxes")
    tps: SommeEcrite | None = champ("TPS de la facture", "creances[].tps")
    tvq: SommeEcrite | None = champ("TVQ de la facture", "creances[].tvq")
    piece: str | None = champ("Pièce de la facture : « pièce P-2 »", "creances[].piece")


class PaiementImprimable(Imprimable):
    """Un paiement reçu."""

    date: DateEcrite | None = champ("Date du paiement", "paiements[].date")
    montant: SommeEcrite | None = champ("Montant du paiement", "paiements[].montant")
    facture: str | None = champ("Facture payée", "paiements[].facture")
    mode: str | None = champ("Mode de paiement", "paiements[].mode")
    designation: str | None = champ(
        "Désignation du paiement : « paiement reçu le 10 septembre 2026 (virement) »",
        "paiements[].date",
        "paiements[].mode",
        "paiements[].facture",
    )


_CONTESTEE = "suites[resultat=contestation]"
DITES = ("refus", "contestation", "reconnaissance", "promesse", "paiement_annonce", "cheque_sans_provision")
"""Ce qui est revenu, et qu'un rappel ne peut taire sans se contredire; un silence ou un appel ne s'y racontent pas."""
NOTEES = ("refus", "contestation")
"""Ce dont on dit aussi ce qu'on en a noté : ailleurs, une note parle de l'autre à la troisième personne."""
_DE_LA_PAROLE = (
    "date",
    "resultat",
    "canal",
    "citation",
    "piece",
    "montant",
    "montant_conteste",
    "promis_le",
    "paiement",
)


class ContestationImprimable(Imprimable):
    """Une contestation sans réponse : quand et comment, les mots de l'autre, ce que l'on en a noté."""

    quand: str = sur(
        "« Le 10 novembre 2026, par courriel (pièce P-5) »",
        f"{_CONTESTEE}.date",
        f"{_CONTESTEE}.canal",
        f"{_CONTESTEE}.piece",
    )
    quoi: str = sur(
        "Ce qu’il conteste : « ce compte » ou, de plusieurs, « la facture n° F-2 »",
        f"{_CONTESTEE}.creances",
        "creances[].facture",
    )
    citation: str | None = champ("Les mots de l’autre, à mettre entre guillemets", f"{_CONTESTEE}.citation")
    de_vive_voix: bool = sur("Oui si les mots ont été dits, et non écrits", f"{_CONTESTEE}.canal")
    note: str | None = champ("Ce que l’on en a noté, raconté", f"{_CONTESTEE}.note")


class PartContesteeImprimable(ContestationImprimable):
    """Une contestation sans réponse, d'une part d'une somme, que la lettre met de côté."""

    montant: SommeEcrite = sur("La part contestée", f"{_CONTESTEE}.montant_conteste")
    de: str = sur("De quelle somme : « de la facture n° F-1023 »", f"{_CONTESTEE}.creances", "creances[].facture")


class DeductionImprimable(Imprimable):
    """Ce qui s'ôte du total : note de crédit, total déjà payé, paiement, part contestée mise de côté."""

    designation: str = sur(
        "« note de crédit NC-12 du 15 septembre 2026 », « paiement reçu le 10 septembre 2026 »",
        "",
        *(f"paiements[].{cle}" for cle in ("date", "mode", "facture")),
        *(f"avoirs[].{cle}" for cle in ("numero", "date", "facture", "piece")),
        f"{_CONTESTEE}.date",
    )
    montant: SommeEcrite = sur(
        "Ce qui s’ôte du capital",
        "paiements[].montant",
        "avoirs[].montant",
        "creances[].deja_paye",
        f"{_CONTESTEE}.montant_conteste",
    )


class Sommes(Imprimable):
    """Les totaux des créances et des paiements, et la somme à payer."""

    designation: str | None = champ(
        "Désignation des factures : « facture n° F-1023, échue le 31 août 2026 »",
        "creances[].facture",
        "creances[].echeance",
    )
    les: str = sur("« la facture », « les factures », « la somme » ou « les sommes »")
    colonne: str = sur("Titre de la première colonne : « Facture », ou « Nature » sans numéro")
    causes: str | None = champ("D’où viennent les sommes : « La somme due vient d’un prêt. »", "creances[].cause")
    plusieurs: bool = sur("Oui s’il y a plusieurs factures")
    total: SommeEcrite | None = champ("Total des factures", "creances[].montant")
    deductions: list[DeductionImprimable] = sur("Ce qui s’ôte du total, dans l’ordre", "paiements")
    contestees: list[PartContesteeImprimable] = sur("Les parts contestées que la lettre met de côté", "suites")
    paye: SommeEcrite | None = champ("Total des paiements reçus (« 0,00 $ » s’il n’y en a pas)", "paiements[].montant")
    solde: SommeEcrite | None = champ("Solde du capital : total moins ce qui s’en ôte", "creances[].montant")
    solde_en_lettres: str | None = champ("Solde en chiffres, puis en lettres entre parenthèses", "creances[].montant")
    a_payer: SommeEcrite | None = champ(
        "La somme qui libère à la date limite, avec ou sans intérêt", "creances[].montant"
    )
    a_payer_en_lettres: str | None = champ("La somme à payer, en chiffres puis en lettres", "creances[].montant")
    a_paiements: bool = sur("Oui si un paiement a été reçu")
    avant_taxes: SommeEcrite | None = champ("Total avant taxes", "creances[].avant_taxes")
    tps: SommeEcrite | None = champ("Total de la TPS", "creances[].tps")
    tvq: SommeEcrite | None = champ("Total de la TVQ", "creances[].tvq")
    taxes_ventilees: bool = sur("Oui si chaque facture donne ses taxes")
    sans_taxes: bool = sur("Oui si le dossier dit que l’expéditeur n’est pas inscrit aux taxes", "expediteur.taxes")
    petites_creances: bool = sur("Oui s’il est sûr que la réclamation va aux petites créances")


class InteretImprimable(Imprimable):
    """L'intérêt : ce qui en est compté dans la somme à payer, ce qui en est remis, ce qui suivra."""

    taux: str = sur("Taux par année : « 5 % »", "contrat.interet.taux_annuel")
    conventionnel: bool = sur("Oui si un contrat prouvé prévoit le taux; non pour le taux légal")
    piece: str | None = champ("La pièce qui prouve le taux convenu", "contrat.interet.piece", "contrat.piece")
    depuis_echeance: bool = sur("Oui si le contrat fait courir l’intérêt dès l’échéance")
    depuis: str | None = champ(
        "D’où court l’intérêt : « l’échéance de la facture », « la réception de la présente »", "creances[].echeance"
    )
    court: bool = sur("Oui si une part du capital porte déjà intérêt")
    a_courir: bool = sur("Oui si une part du capital n’en portera que depuis la réception de la lettre")
    compris: SommeEcrite | None = champ("L’intérêt compris dans la somme à payer", "creances[].montant")
    estime_depuis: DateEcrite | None = champ(
        "Réception prévue, d’où une part est comptée d’avance", "interet_remis_si_paye"
    )
    remis: bool = sur("Oui si l’on renonce à l’intérêt quand on paie à temps", "interet_remis_si_paye")
    remise: SommeEcrite | None = champ("L’intérêt couru auquel on renonce", "interet_remis_si_paye")
    rythme: str | None = champ(
        "Ce qui s’ajoute ensuite : « 0,37 $ par jour », « 3,00 $ par année »", "creances[].montant"
    )
    par_jour: str | None = champ("Intérêt par jour sur le solde, arrondi vers le bas", "creances[].montant")
    etapes: list[str] = sur("Le calcul de l’intérêt jusqu’à la date limite, une ligne par étape")
    couru: SommeEcrite | None = champ("Intérêt couru, et dû, au jour de la lettre", "creances[].montant")
    calculs: list[str] = sur("Le calcul de l’intérêt jusqu’au jour de la lettre, une ligne par étape")


class VersementManqueImprimable(Imprimable):
    """Le versement d'un plan accepté qui n'est pas venu."""

    accepte_le: DateEcrite | None = champ("Le jour où le plan a été accepté", "offre.acceptee_le")
    prevu_le: DateEcrite = sur(
        "Le jour où ce versement était attendu",
        "offre.versements[].date",
        "envois[lettre=entente_paiement].versements[].date",
    )
    manque: SommeEcrite = sur(
        "Ce qui manque des versements dont le jour est passé",
        "offre.versements[].montant",
        "envois[lettre=entente_paiement].versements[].montant",
    )
    avis: str | None = champ(
        "L’entente qui prévoit un avis, si elle est partie : « du 25 septembre 2026 »",
        "envois[lettre=entente_paiement].date",
    )


class PlanRompuImprimable(Imprimable):
    """Le plan accepté qui n'a pas été suivi, et l'avis qui, passé, rend tout le solde exigible."""

    accepte_le: DateEcrite = sur("Le jour où le plan a été accepté", "offre.acceptee_le")
    prevu_le: DateEcrite = sur(
        "Le jour où le versement manqué était attendu",
        "offre.versements[].date",
        "envois[lettre=entente_paiement].versements[].date",
    )
    manque: SommeEcrite = sur(
        "Ce qui manquait de ce versement au dernier jour de l’avis; sinon, ce qui en manque",
        "offre.versements[].montant",
        "envois[lettre=entente_paiement].versements[].montant",
    )
    entente: DateEcrite | None = champ(
        "Le jour de l’entente qui prévoit l’avis, si cet avis est passé", "envois[lettre=entente_paiement].date"
    )
    avis_le: DateEcrite | None = champ("Le jour où cet avis a été donné", "envois[lettre=rappel].date")
    avis_fini_le: DateEcrite | None = champ("Son dernier jour", "envois[lettre=rappel].echeance")


class RappelImprimable(Imprimable):
    """La variante d'un rappel : premier, ferme après une autre lettre, ou réponse à une contestation."""

    titre: str = sur("« Rappel », « Deuxième rappel », « Réponse et rappel »")
    premier: bool = sur("Oui si aucune lettre n’a encore été envoyée, et que l’autre n’a rien contesté ni refusé")
    ferme: bool = sur("Oui si une lettre est déjà partie, et que celle-ci ne répond à aucune contestation")
    conteste: bool = sur("Oui si celle-ci répond à une contestation", f"{_CONTESTEE}.resultat")
    contestee: str = sur(
        "Ce que l’on conteste en tout : « ce compte » ou, de plusieurs, « la facture n° F-2 »",
        f"{_CONTESTEE}.creances",
        "creances[].facture",
    )
    precedents: str | None = champ(
        "Les rappels déjà faits : « du 14 septembre 2026 (par courriel) »",
        "envois[lettre=rappel].date",
        "envois[lettre=rappel].mode",
        "envois[lettre=rappel].preuve",
        "envois[lettre=rappel].creances",
    )
    plusieurs: bool = sur("Oui s’il y a eu plusieurs rappels")
    versement: VersementManqueImprimable | None = champ("Le versement d’un plan de paiement qui n’est pas venu")
    rompu: PlanRompuImprimable | None = champ("Le plan de paiement qui n’a pas été suivi")
    contestations: list[ContestationImprimable] = sur("Les contestations auxquelles on répond", "suites")
    reponse: list[str] = sur("Nos faits venus depuis la contestation, une ligne chacun", "faits", "accompli")
    avant: list[str] = sur("Nos faits venus avant elle, une ligne chacun", "faits", "accompli")
    echanges: list[str] = sur(
        "Ce qui s’est dit, et nos réponses : une ligne chacun",
        "",
        "envois[lettre=reponse]",
        *(f"suites[resultat={resultat}].{cle}" for resultat in DITES for cle in _DE_LA_PAROLE),
        *(f"suites[resultat={resultat}].note" for resultat in NOTEES),
    )
