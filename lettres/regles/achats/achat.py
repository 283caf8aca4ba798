"""Règles de l'achat : ses délais d'annulation, sa garantie, et ce qui porte la demande."""

from __future__ import annotations

from collections.abc import Iterator

from lettres.affaire import Affaire, en_nature, rend_l_argent, s_adresse_au_destinataire
from lettres.catalogue import capacites
from lettres.droit.fondements import OFFICE, lpc
from lettres.langue.ecriture import jour
from lettres.regles.faits import biens_nommes, demeure, des_consommateurs
from lettres.regles.regle import ALERTE, CONSEIL, ERREUR, Faute, indetermine, regle
from lettres.socle.constats import Chemin

# -- Ce qu'une obligation, tant que l'achat n'est pas annulé, ne donne pas --
_NE_PORTE_PAS = {
    "delai": {"reparer", "remplacer", "rembourser"},
    "garantie": {"livrer"},
    "representation": {"livrer"},
    "prix": {"reparer", "remplacer", "livrer"},
}
_PORTE = {
    "delai": "livrer, ou annuler et rembourser",
    "garantie": "réparer, remplacer ou rembourser",
    "representation": "remplacer, annuler ou rembourser",
    "prix": "rembourser ce qui a été payé en trop",
}


@regle("C105", "oublier-la-retrofacturation", ALERTE, fondement="delai.retrofacturation", fiches=("F4.12", "F4.13"))
def retrofacturation_ouverte(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """La rétrofacturation est encore possible, et son délai court.

    Pourquoi : l’émetteur de la carte peut rendre l’argent sans procès; la mise en demeure n’arrête pas ce délai.
    Fautif : un achat annulé, payé par carte de crédit, et une mise en demeure sans rien demander à l’émetteur.
    Conforme : la demande écrite est déjà faite à l’émetteur de la carte.
    """
    droits = affaire.consommation
    if not (des_consommateurs(affaire) and demeure(lettre) and droits and (d := droits.retrofacturation)):
        return
    if d.ouvert and d.d_ici and d.exerce_le is None:
        yield Faute(
            ("achat", "annule_le"),
            f"La rétrofacturation se demande à l’émetteur de la carte jusqu’au {jour(d.d_ici)}.",
            "Faites-la d’abord (« --lettre retrofacturation »); n’y écrivez le numéro de carte qu’à la main.",
        )


@regle("C106", "exiger-un-remboursement-trop-tot", ALERTE, fondement="delai.remboursement", fiches=("F4.11", "F14.03"))
def remboursement_trop_tot(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Le commerçant a encore le temps de rembourser l’achat annulé.

    Pourquoi : le délai de remboursement court de l’annulation.
    Fautif : un achat annulé le 20 novembre, et une mise en demeure de rembourser le 22.
    Conforme : une mise en demeure après la fin de ce délai.
    """
    droits = affaire.consommation
    rembourser = any(map(rend_l_argent, affaire.dossier.demandes))
    if not (des_consommateurs(affaire) and demeure(lettre) and rembourser and droits):
        return
    if (d := droits.droit("remboursement")) and d.ouvert and d.dernier:
        yield Faute(
            ("achat", "annule_le"),
            f"Le commerçant a jusqu’au {jour(d.dernier)} pour rembourser l’achat annulé.",
            "Attendez le lendemain pour le mettre en demeure.",
        )


@regle("C107", "negliger-d-annuler", CONSEIL, fondement="delai.livraison_distance", fiches=("F4.10", "F4.24"))
def annulation_possible(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Un achat à distance jamais livré pourrait être annulé.

    Pourquoi : l’avis d’annulation fait courir le délai de remboursement, puis celui de la rétrofacturation.
    Fautif : rien de livré trente et un jours après la date promise, et aucun « annule_le ».
    Conforme : l’avis d’annulation est envoyé; « annule_le » en donne le jour.
    """
    droits, a = affaire.consommation, affaire.dossier.achat
    if not (des_consommateurs(affaire) and droits and a and (d := droits.droit("sans_livraison"))):
        return
    attendu = a.livraison_prevue is not None or a.obligation == "delai"
    if attendu and d.ouvert and d.premier and not capacites(lettre).resout:
        yield Faute(
            ("achat",),
            f"Rien n’étant livré, l’achat à distance pourrait être annulé depuis le {jour(d.premier)}.",
            "La règle générale permet un avis écrit (« --lettre avis_resolution »); vérifiez que rien n’est livré.",
        )


@regle(
    "C108",
    "laisser-passer-l-annulation-sans-motif",
    ALERTE,
    fondement="delai.annulation_itinerant",
    fiches=("F4.14", "F4.19"),
)
def annulation_itinerante(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Un contrat conclu à la porte s’annule encore sans motif.

    Pourquoi : ce droit est court et ne demande aucune raison.
    Fautif : un double reçu le 17 novembre, une mise en demeure du 22, et aucun avis d’annulation.
    Conforme : l’avis d’annulation est envoyé; ou le délai est passé.
    """
    droits, a = affaire.consommation, affaire.dossier.achat
    if not (des_consommateurs(affaire) and a and droits and droits.a_domicile) or droits.annule:
        return
    if a.contrat_recu_le is None:
        if a.contrat_recu is not False:
            yield indetermine(
                ("achat",),
                "sans la date où le double a été reçu, le délai d’annulation sans motif ne se calcule pas.",
                "Ajoutez « double_recu » et « double_recu_le ».",
            )
    elif (d := droits.droit("a_discretion")) and d.ouvert and d.dernier and not capacites(lettre).resout:
        yield Faute(
            ("achat", "double_recu_le"),
            f"Ce contrat conclu à la porte s’annule sans motif jusqu’au {jour(d.dernier)}.",
            "Envoyez d’abord l’avis (« --lettre avis_resolution »), puis inscrivez-le au journal.",
        )


@regle("C117", "fonder-la-demande-sur-autre-chose", ALERTE, fondement=lpc("272"), fiches=("F4.07", "F4.09", "F14.03"))
def fondement_sans_rapport(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """L’obligation invoquée ne porte pas la demande.

    Pourquoi : un juge accorde ce que l’obligation en défaut permet; demander autre chose affaiblit la lettre.
    Fautif : « obligation: delai » et « demandes: [{type: rembourser}] », sans « annule_le ».
    Conforme : « type: livrer »; ou « annule_le », qui donne le jour où l’achat a été annulé.
    """
    dossier, a, droits = affaire.dossier, affaire.dossier.achat, affaire.consommation
    if not (des_consommateurs(affaire) and a and a.obligation and dossier.demandes) or (droits and droits.annule):
        return
    if capacites(lettre).resout:
        return  # -- un avis se fonde sur son cas --
    d = dossier.demandes[0]
    en_partie = d.montant is not None and a.prix is not None and d.montant < a.prix
    if d.type in _NE_PORTE_PAS.get(a.obligation, ()) and not (d.type == "rembourser" and en_partie):
        annuler = "; si l’achat est déjà annulé, donnez « annule_le »" if a.obligation == "delai" else ""
        yield Faute(
            ("achat", "obligation"),
            f"Le fondement ne porte pas la demande : « {a.obligation} » permet de demander de {_PORTE[a.obligation]}.",
            f"Accordez « obligation » et « demandes.type »{annuler}.",
        )


@regle("C118", "exiger-l-execution-d-un-achat-annule", ERREUR, fondement=lpc("54.13"), fiches=("F14.03",))
def execution_apres_annulation(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """La lettre demande d’exécuter un achat que l’on a annulé.

    Pourquoi : après l’annulation, il n’y a plus rien à livrer ni à réparer; le commerçant doit rembourser.
    Fautif : « annule_le: 2026-09-21 » et « demandes: [{type: livrer}] ».
    Conforme : « annule_le: 2026-09-21 » et « demandes: [{type: rembourser}] ».
    """
    droits, demandes, resout = affaire.consommation, affaire.dossier.demandes, capacites(lettre).resout
    if not (des_consommateurs(affaire) and droits and (droits.annule or resout)):
        return
    for i, d in enumerate(demandes):
        if not (en_nature(d) or d.type == "executer"):
            continue
        chemin: Chemin = ("demandes", i, "type")
        if droits.annule:
            quoi = "L’achat est annulé : on ne peut plus en demander l’exécution, mais le remboursement."
            yield Faute(
                chemin, quoi, f"Écrivez « type: rembourser », et un « texte » qui le dit; {_s_il_tient(affaire)}."
            )
        else:
            quoi = "L’avis met fin au contrat, et le dossier demande encore de l’exécuter : l’un ou l’autre."
            remede = "Écrivez « type: rembourser »; ou gardez le contrat, et demandez-le par « --lettre rappel »."
            yield Faute(chemin, quoi, remede)


def _s_il_tient(affaire: Affaire) -> str:
    """Ce qui dit l'achat annulé, à ôter s'il ne l'est pas : l'avis inscrit au journal, ou la clé du dossier."""
    achat, avis = affaire.dossier.achat, [d for d in affaire.demarches.envois if capacites(d.envoi.lettre).resout]
    if avis and not (achat and achat.annule_le):
        rang = avis[0].rang + 1
        return f"ou annulez l’envoi {rang}, celui de l’avis, s’il n’est pas parti (« --corrige {rang} »)"
    return "ou retirez « annule_le » s’il n’est pas annulé"


@regle("C119", "negliger-la-garantie-de-bon-fonctionnement", CONSEIL, fondement=lpc("38.1"), fiches=("F14.01",))
def garantie_negligee(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Un bien que la garantie légale de bon fonctionnement pourrait viser ne l’invoque pas.

    Pourquoi : pour certains biens neufs, elle donne une réparation sans frais pendant une durée fixe.
    Fautif : un réfrigérateur neuf acheté le 10 octobre 2026, sans « categorie » ni « neuf ».
    Conforme : « categorie: refrigerateur », « neuf: oui », « livre_le » et « demandes: [{type: reparer}] ».
    """
    droits, a, demandes = affaire.consommation, affaire.dossier.achat, affaire.dossier.demandes
    if not (des_consommateurs(affaire) and a and droits and a.obligation in {None, "garantie"} and a.date):
        return
    if a.categorie is None:
        if {*biens_nommes(a.objet or "")} - {"vehicule"} and a.neuf is not False and droits.garantie_en_vigueur:
            yield indetermine(
                ("achat",),
                "ce bien pourrait avoir la garantie légale de bon fonctionnement.",
                "Ajoutez « categorie » et « neuf » à l’achat.",
            )
    elif a.neuf is None and droits.garantie_en_vigueur:
        remede = "Ajoutez « neuf: oui » ou « neuf: non » à l’achat."
        yield indetermine(("achat",), "la garantie de bon fonctionnement ne vise qu’un bien neuf.", remede)
    elif droits.garanti and demandes and demandes[0].type != "reparer":
        yield Faute(
            ("demandes", 0, "type"),
            "La garantie de bon fonctionnement donne d’abord une réparation sans frais; la lettre ne l’invoque pas.",
            "Demandez de « reparer », ou gardez la demande, fondée alors sur les articles 37 et 38.",
        )
    elif droits.garanti and a.livre_le is None:
        remede = "Ajoutez « livre_le » : la lettre dira jusqu’à quand elle court."
        yield indetermine(("achat",), "la garantie de bon fonctionnement court de la livraison.", remede)


@regle("C120", "ecrire-au-fabricant-hors-de-sa-garantie", ALERTE, fondement=lpc("38.1"), fiches=("F14.01", "F4.07"))
def fabricant_hors_garantie(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """La lettre va au fabricant, mais la garantie de bon fonctionnement ne la porte pas.

    Pourquoi : la garantie de bon fonctionnement se demande au commerçant ou au fabricant, pour réparer sans frais.
    Fautif : « destinataire: {qualite: fabricant} » et « demandes: [{type: rembourser}] ».
    Conforme : la même lettre au commerçant; ou « type: reparer », pour un bien neuf que cette garantie couvre.
    """
    droits, demandes = affaire.consommation, affaire.dossier.demandes
    if not (des_consommateurs(affaire) and affaire.dossier.destinataire.qualite == "fabricant" and demandes):
        return
    if not (droits and droits.garanti and demandes[0].type == "reparer"):
        yield Faute(
            ("destinataire", "qualite"),
            "Hors de la garantie de bon fonctionnement, ce que le fabricant vous doit n’est pas vérifié ici.",
            "Écrivez au commerçant; ou demandez de « reparer » un bien neuf, avec « categorie » et « neuf ».",
        )


@regle("C121", "ignorer-un-contrat-interdit-a-domicile", ALERTE, fondement=lpc(), fiches=("F14.05",))
def contrat_interdit(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Un contrat conclu à domicile pourrait être de ceux que la loi interdit.

    Pourquoi : depuis le 7 novembre 2024, le chauffage, la climatisation et l’isolation ne se vendent plus à domicile.
    Fautif : « mode: porte_a_porte, objet: une thermopompe, date: 2026-09-01 ».
    Conforme : le même achat « en_magasin »; ou un aspirateur.
    """
    droits = affaire.consommation
    if des_consommateurs(affaire) and not capacites(lettre).s_appelle and droits and droits.interdit_a_domicile:
        yield Faute(
            ("achat", "objet"),
            "Ce contrat conclu à domicile pourrait être de ceux qui sont interdits depuis le 7 novembre 2024.",
            "Demandez-le d’abord à l’Office (lettre « opc ») : le consommateur peut annuler, même travaux faits.",
        )


@regle("C122", "lire-a-l-agent-des-mots-dits-au-commercant", ALERTE, fondement=OFFICE, fiches=("F4.20",))
def mots_au_commercant(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Une phrase que l’aide-mémoire lit à l’agent s’adresse au commerçant.

    Pourquoi : « vous avez refusé », lu à l’agent, le vise; l’aide-mémoire la cite alors, sans la récrire.
    Fautif : « faits: [{texte: vous avez refusé de réparer le sofa.}] », pour la lettre « opc ».
    Conforme : « texte: vous avez refusé de réparer le sofa., au_tiers: le commerçant a refusé de réparer le sofa. »
    """
    if not capacites(lettre).s_appelle or not des_consommateurs(affaire):
        return
    for chemin, texte, au_tiers in _dits_a_l_agent(affaire):
        if s_adresse_au_destinataire(texte):
            yield Faute(
                chemin,
                "Cette phrase s’adresse au commerçant : l’aide-mémoire la cite, sans la récrire.",
                "Ajoutez « au_tiers » : la même chose, dite à l’agent."
                if au_tiers
                else "Dites-le sans « vous », d’une façon que l’agent et le commerçant lisent : « refus de réparer ».",
            )


def _dits_a_l_agent(affaire: Affaire) -> Iterator[tuple[Chemin, str, bool]]:
    """Ce que l'aide-mémoire lit à l'agent, et si le dossier peut le dire autrement."""
    dossier, a = affaire.dossier, affaire.dossier.achat
    for i, fait in enumerate(dossier.faits):
        yield ("faits", i, "au_tiers" if fait.au_tiers else "texte"), fait.au_tiers or fait.texte, not fait.au_tiers
    for cle, dit in (("probleme", a.probleme), ("reponse", a.reponse)) if a else ():
        if dit:
            yield ("achat", cle), dit, False
    for rang, suite in affaire.demarches.suites:
        if suite.note and not suite.citation:
            yield ("suites", rang, "note"), suite.note, False
    for i, d in enumerate(dossier.demandes):
        if d.texte:
            yield ("demandes", i, "texte"), d.texte, False


@regle("C123", "chiffrer-une-demande-en-nature", ALERTE, fondement=lpc("272"), fiches=("F7.07", "F4.09"))
def nature_chiffree(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Une demande de réparer, de remplacer ou de livrer porte un montant.

    Pourquoi : elle ne se paie pas; la lettre n’imprime que le prix payé, et un tort se chiffre à part.
    Fautif : « demandes: [{type: reparer, montant: 899,00 $}] »
    Conforme : « demandes: [{type: reparer}] »; un tort chiffré, avec sa pièce, sous « prejudices ».
    """
    for i, d in enumerate(affaire.dossier.demandes if des_consommateurs(affaire) else ()):
        if en_nature(d) and d.montant is not None:
            yield Faute(
                ("demandes", i, "montant"),
                "Réparer, remplacer ou livrer ne se demande pas en argent : ce montant ne s’imprime pas.",
                "Retirez « montant »; chiffrez un tort, avec sa pièce, sous « prejudices ».",
            )


@regle(
    "C124", "invoquer-une-annulation-hors-de-son-temps", ALERTE, fondement=lpc(), fiches=("F4.10", "F4.14", "F14.02")
)
def annulation_hors_de_son_temps(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """L’achat a été annulé un jour où rien au dossier ne le permettait.

    Pourquoi : hors de ses délais, l’annulation n’oblige pas le commerçant à rembourser; la lettre ne le prétend pas.
    Fautif : un exemplaire reçu le 20 juillet, un bien livré le 17 août, « annule_le: 2026-09-21 ».
    Conforme : « annule_le: 2026-07-27 »; ou rien de livré trente jours après la date promise.
    """
    droits = affaire.consommation
    if not des_consommateurs(affaire) or droits is None:
        return
    du_jour = (i for i, e in affaire.inscriptions.envois if capacites(e.lettre).resout and e.date == droits.resolu_le)
    i = next(du_jour, None)  # -- l'avis inscrit au journal l'emporte sur « annule_le » --
    ou: Chemin = ("achat", "annule_le") if i is None else ("envois", i, "date")
    sinon = "retirez « annule_le »" if i is None else f"corrigez l’envoi {i + 1} (« --corrige {i + 1} »)"
    if droits.annulation_fondee is False:
        yield Faute(
            ou,
            "Rien au dossier ne montre que l’achat pouvait encore être annulé ce jour-là.",
            f"Vérifiez « double_recu_le », « livraison_prevue » et « livre_le »; sinon, {sinon}.",
        )
    elif droits.annulation_par_exception_seule:
        yield indetermine(
            ou,
            "passés les premiers jours, un achat à domicile ne s’annule que dans certains cas.",
            "Demandez à l’Office si votre cas en est un; la lettre ne l’affirme pas.",
        )
