"""Arbre du consommateur : son achat, ce qu'il demande, l'avis qui résout le contrat, la demande à l'émetteur."""

from lettres.composition.imprimable.base import Imprimable, champ, sur
from lettres.langue.ecriture import DateEcrite, SommeEcrite

_PRINCIPALE = tuple(f"demandes[0].{cle}" for cle in ("texte", "type", "montant", "calcul"))
"""La demande principale d'un consommateur est la première; les autres l'accompagnent."""
_SOMMES = ("demandes[].montant", "prejudices[].montant")
_TOUTES = tuple(f"demandes[].{cle}" for cle in ("texte", "type", "montant", "calcul"))


class AchatImprimable(Imprimable):
    """L'achat d'un consommateur."""

    date: DateEcrite | None = champ("Date de l’achat", "achat.date")
    lieu: str | None = champ("Lieu de l’achat", "achat.lieu")
    mode: str | None = champ("Mode : « en magasin », « en ligne »", "achat.mode")
    ou: str | None = champ(
        "Mode et lieu de l’achat : « en ligne (site meubles.exemple.test) »", "achat.mode", "achat.lieu"
    )
    numero: str | None = champ("Numéro du contrat, de la commande ou de la facture", "achat.numero")
    objet: str | None = champ("Le bien ou le service", "achat.objet")
    titre: str | None = champ("Le bien ou le service, sans article : « Canapé-lit »", "achat.objet")
    quoi: str | None = champ(
        "Ce qui a été acheté : « un canapé-lit (Exemple Confort) », « ce qui suit : Canapé-lit »",
        "achat.objet",
        "achat.modele",
    )
    modele: str | None = champ("Modèle", "achat.modele")
    acquis: str = sur(
        "Comment le bien est venu : « acheté », « loué à long terme »; d’un service, « commandé »",
        "achat.loue",
        "achat.service",
    )
    acte: str = sur("Ce qui a été conclu : « achat », « location »", "achat.loue")
    preuve: str = sur("Ce que la pièce prouve : « preuve d’achat », « preuve de la location »", "achat.loue")
    a_loyer: bool = sur("Oui si le bien est loué, et non acheté", "achat.loue")
    fourni: str = sur(
        "Ce qui est venu : « La livraison a été faite », « Le service a été rendu », « Le service a commencé »",
        "achat.service",
    )
    etat: str | None = champ("L’état du bien à l’achat : « neuf », « usagés »", "achat.neuf", "achat.objet")
    plusieurs: bool = sur("Oui si l’on a acheté plusieurs biens : « deux ordinateurs »")
    pour_un_service: bool = sur("Oui si l’on a acheté un service, et non un bien", "achat.service")
    panne_le: DateEcrite | None = champ("Le jour où le problème est apparu", "achat.panne_le")
    service: str | None = champ(
        "Le temps écoulé de la livraison au problème : « plus de deux ans après la livraison »",
        "achat.panne_le",
        "achat.livre_le",
    )
    usage: str | None = champ("L’usage fait du bien, en une phrase", "achat.usage")
    evaluation: str | None = champ("La pièce de l’évaluation écrite de la panne", "achat.evaluation")
    photos: str | None = champ("Les pièces qui montrent la panne", "achat.photos")
    prix: SommeEcrite | None = champ("Prix payé, taxes comprises", "achat.prix")
    verse: SommeEcrite | None = champ("Ce qui a été payé du prix, si ce n’est pas tout", "achat.verse")
    reglement: str | None = champ(
        "Ce qui a été payé, et comment : « Le prix de 899,00 $, taxes comprises, a été payé par chèque »",
        "achat.prix",
        "achat.verse",
        "achat.paiement",
        "achat.loue",
    )
    paiement: str | None = champ("Mode de paiement", "achat.paiement")
    paye: str | None = champ("Comment le prix a été payé : « par carte de crédit », « comptant »", "achat.paiement")
    par_carte_credit: bool = sur("Oui si payé par carte de crédit")
    double: str | None = champ(
        "Double du contrat : « reçu le … », « non reçu »",
        "achat.double_recu",
        "achat.double_recu_le",
        "achat.exemplaire_recu_le",
    )
    livraison_prevue: DateEcrite | None = champ("Date de livraison promise", "achat.livraison_prevue")
    annule_le: DateEcrite | None = champ("Date de l’avis d’annulation", "achat.annule_le")
    restitue_le: DateEcrite | None = champ("Jour où le bien a été rendu au commerçant", "achat.restitue_le")
    livre_le: DateEcrite | None = champ("Date de livraison réelle", "achat.livre_le")
    probleme: str | None = champ("Le problème, en une phrase", "achat.probleme")
    obligation: str | None = champ("L’obligation visée, en mots simples", "achat.obligation")
    reponse: str | None = champ("La réponse du commerçant", "achat.reponse")
    probleme_dit: str | None = champ("Le problème, tel qu’on le dit à un tiers", "achat.probleme")
    reponse_dite: str | None = champ("La réponse, telle qu’on la dit à un tiers", "achat.reponse")
    retour: str | None = champ("Modalités de retour du bien", "achat.retour")
    piece: str | None = champ("La pièce du contrat ou de la facture", "achat.piece")


class ReclamationImprimable(Imprimable):
    """Ce qu'un consommateur demande, sur quoi il se fonde, et ce qui suivra à défaut."""

    titre: str = sur("Le titre de la lettre : « Mise en demeure de rembourser »", "", "demandes[0].type")
    plusieurs: bool = sur("Oui s’il y a plusieurs demandes")
    lignes: list[str] = sur("Toutes les demandes, chacune avec sa somme : « de réparer le sofa; »", "", *_TOUTES)
    exige: str | None = champ(
        "La demande principale, et la somme : « de me rembourser la somme de 899,00 $ (…) »",
        *_PRINCIPALE,
    )
    dite: str | None = champ("Toutes les demandes, telles qu’on les dit à un tiers", *_TOUTES)
    somme: SommeEcrite | None = champ("Le chiffre qui libère : la demande et les torts prouvés", *_SOMMES)
    total: str | None = champ("Le même, en chiffres et en lettres", *_SOMMES)
    additionne: bool = sur("Oui si ce chiffre réunit plusieurs sommes, ou n’est pas celui de la demande principale")
    demandee: SommeEcrite | None = champ(
        "Le total des demandes, s’il y en a plusieurs, sans les torts", "demandes[].montant"
    )
    argent: bool = sur("Oui si la demande principale est une somme : réparer, remplacer ou livrer n’en est pas une")
    seulement_argent: bool = sur("Oui si tout ce qui est demandé est une somme")
    rembourse: bool = sur("Oui si tout ce qui est réclamé est un remboursement")
    torts: list[str] = sur("Les torts qu’une pièce chiffre : ils sont réclamés", "", "prejudices[]")
    torts_reserves: list[str] = sur("Les autres torts : ils sont réservés", "", "prejudices[]")
    interet_remis: bool = sur("Oui si l’on renonce à l’intérêt quand on paie à temps", "interet_remis_si_paye")
    taux_legal: str = sur("Le taux d’intérêt légal : « 5 % »")
    regle: str | None = champ(
        "L’obligation en défaut, en mots simples, et son article", "achat.obligation", "achat.resolution.cas"
    )
    terme: DateEcrite | None = champ("La fin du délai de remboursement d’un achat annulé", "achat.annule_le")
    terme_passe: bool = sur("Oui si ce délai a pris fin")
    garantie: str | None = champ(
        "La garantie légale de bon fonctionnement du bien", "achat.categorie", "achat.neuf", "achat.panne_le"
    )
    couvert: bool = sur("Oui si la garantie de bon fonctionnement couvre le problème, et que l’on demande de réparer")
    sans_retour: bool = sur("Oui si la demande porte sur ce qui reste à fournir : il n’y a rien à rendre")
    a_reparer: bool = sur("Oui si l’on demande de réparer")
    retour_paye: bool = sur("Oui si le commerçant paie la restitution : achat à distance annulé (LPC, 54.13)")
    par_un_tiers: str | None = champ("Ce qu’un tiers peut faire aux frais du commerçant : « réparer le bien »")
    au_juge: str | None = champ("Ce que l’on demandera au tribunal : « la résolution ou la résiliation du contrat »")
    au_fabricant: bool = sur("Oui si l’on écrit au fabricant, et non au commerçant")


_CAS = ("achat.resolution.cas", "achat.resolution.pourquoi", "achat.livre_le")
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
    payees: SommeEcrite | None = champ(
        "Toutes les sommes payées : le prix, ou ce qui en a été versé", "achat.verse", "achat.prix"
    )
    deja: SommeEcrite | None = champ("Ce qui a déjà été remboursé", "achat.rembourse", "achat.rembourse_le")
    reste: SommeEcrite | None = champ(
        "Ce qu’il en reste à rembourser", "achat.rembourse", "achat.rembourse_le", "achat.prix", "achat.verse"
    )
    report: str | None = champ("Pourquoi ce jour n’est pas le quinzième : « le dernier de ces jours… »")
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
    debite: SommeEcrite | None = champ("La somme portée à la carte", "achat.debite", "achat.prix", "achat.verse")
    a_rembourser: SommeEcrite | None = champ(
        "Ce qui reste à rembourser",
        "achat.prix",
        "achat.verse",
        "achat.debite",
        "achat.rembourse",
        "achat.rembourse_le",
    )
    en_partie: SommeEcrite | None = champ("Ce qui a déjà été remboursé", "achat.rembourse")
    motif: str | None = champ("Pourquoi le contrat a été résolu", "achat.resolution.cas", *_CAS)
    avis_le: DateEcrite | None = champ("Le jour de l’avis", "envois[].date")
    avis_mode: str | None = champ("Comment l’avis est parti", "envois[].mode")
    preuve: str | None = champ("La pièce de l’avis et de son envoi : « pièce P-4 »", "envois[].preuve")
    rembourser_le: DateEcrite | None = champ("Le dernier jour qu’avait le commerçant", "envois[].date")
    reporte: bool = sur("Oui si ce dernier jour a été reporté, n’étant pas ouvrable")
    limite: DateEcrite | None = champ("Le dernier jour pour demander la rétrofacturation", "envois[].date")
    pour_rembourser: str = sur("Le délai qu’avait le commerçant : « quinze jours »")
    pour_demander: str = sur("Le délai pour demander : « soixante jours »")
    accuse: str = sur("Le délai de l’émetteur pour accuser réception : « trente jours »")
    credit: str = sur("Le délai de l’émetteur pour créditer : « quatre-vingt-dix jours »")
