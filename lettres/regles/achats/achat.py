"""Règles de l'achat : ses délais d'annulation, sa garantie, et ce qui porte la demande."""

from __future__ import annotations

from collections.abc import Iterator

from lettres.affaire import (
    Affaire,
    en_nature,
    livraison_attendue,
    rend_l_argent,
    s_adresse_au_destinataire,
    verse,
)
from lettres.affaire.achats.nature_de_l_achat import est_un_service
from lettres.catalogue import capacites
from lettres.droit.calendrier import UN_JOUR
from lettres.droit.fondements import OFFICE, lpc
from lettres.langue.ecriture import jour
from lettres.regles.faits import biens_nommes
from lettres.regles.regle import ALERTE, CONSEIL, ERREUR, Faute, indetermine, quand, regle
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

# -- Ce qui suit la conclusion du contrat; la panne a sa règle (C161) --
_APRES_LE_CONTRAT = (
    *("exemplaire_recu_le", "double_recu_le", "releve_recu_le", "livraison_prevue", "livre_le"),
    *("restitue_le", "annule_le", "rembourse_le"),
)


@quand(nature="consommation", donne="achat")
@regle(
    "C157",
    "dater-une-suite-avant-le-contrat",
    ALERTE,
    fondement=lpc("54.8 et 59"),
    fiches=("F4.10", "F4.14", "F14.03"),
)
def suite_avant_le_contrat(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Ce qui suit un achat est daté d’avant lui; un bien serait rendu avant d’être livré.

    Pourquoi : la lettre imprime ces dates, et des délais en partent; une année mal écrite en ferme un à tort.
    Fautif : « date: 2026-11-02, exemplaire_recu_le: 2025-11-09 ».
    Conforme : « date: 2026-11-02, exemplaire_recu_le: 2026-11-02 ».
    """
    a = affaire.dossier.achat
    if a is None:
        return
    for cle in _APRES_LE_CONTRAT:
        avant = "livre_le" if cle == "restitue_le" and a.livre_le else "date"
        suite, debut = getattr(a, cle), getattr(a, avant)
        if suite is not None and debut is not None and suite < debut:
            yield Faute(
                ("achat", cle),
                f"Cette date ({jour(suite)}) précède celle de {'la livraison' if avant == 'livre_le' else 'l’achat'} "
                f"({jour(debut)}).",
                f"Vérifiez « {cle} » et « {avant} », l’année surtout; si les deux sont justes, n’y changez rien.",
            )


@quand(nature="consommation", lettre="met_en_demeure", donne="achat")
@regle("C105", "oublier-la-retrofacturation", ALERTE, fondement="delai.retrofacturation", fiches=("F4.12", "F4.13"))
def retrofacturation_ouverte(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """La rétrofacturation est encore possible, et son délai court.

    Pourquoi : l’émetteur de la carte peut rendre l’argent sans procès; la mise en demeure n’arrête pas ce délai.
    Fautif : un achat annulé, payé par carte de crédit, et une mise en demeure sans rien demander à l’émetteur.
    Conforme : la demande écrite est déjà faite à l’émetteur de la carte.
    """
    droits = affaire.consommation
    if not (droits and (d := droits.retrofacturation)):
        return
    if d.ouvert and d.d_ici and d.exerce_le is None:
        yield Faute(
            ("achat", "annule_le"),
            f"La rétrofacturation se demande à l’émetteur de la carte jusqu’au {jour(d.d_ici)}.",
            "Faites-la d’abord (« --lettre retrofacturation »); n’y écrivez le numéro de carte qu’à la main.",
        )


@quand(nature="consommation", lettre="met_en_demeure", donne="achat")
@regle("C106", "exiger-un-remboursement-trop-tot", ALERTE, fondement="delai.remboursement", fiches=("F4.11", "F14.03"))
def remboursement_trop_tot(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Le commerçant a encore le temps de rembourser l’achat annulé.

    Pourquoi : le délai de remboursement court de l’annulation.
    Fautif : un achat annulé le 20 novembre, et une mise en demeure de rembourser le 22.
    Conforme : une mise en demeure après la fin de ce délai.
    """
    droits = affaire.consommation
    rembourser = any(map(rend_l_argent, affaire.dossier.demandes))
    if not (rembourser and droits):
        return
    if (d := droits.droit("remboursement")) and d.ouvert and d.dernier:
        yield Faute(
            ("achat", "annule_le"),
            f"Le commerçant a jusqu’au {jour(d.dernier)} pour rembourser l’achat annulé.",
            "Attendez le lendemain pour le mettre en demeure.",
        )


@quand(nature="consommation", donne="achat")
@regle("C117", "fonder-la-demande-sur-autre-chose", ALERTE, fondement=lpc("272"), fiches=("F4.07", "F4.09", "F14.03"))
def fondement_sans_rapport(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """L’obligation invoquée ne porte pas la demande.

    Pourquoi : un juge accorde ce que l’obligation en défaut permet; demander autre chose affaiblit la lettre.
    Fautif : « obligation: delai » et « demandes: [{type: rembourser}] », sans « annule_le ».
    Conforme : « type: livrer »; ou « annule_le », qui donne le jour où l’achat a été annulé.
    """
    dossier, a, droits = affaire.dossier, affaire.dossier.achat, affaire.consommation
    if not (a and a.obligation and dossier.demandes) or (droits and droits.annule):
        return
    if capacites(lettre).resout:
        return  # -- un avis se fonde sur son cas --
    d = dossier.demandes[0]
    paye = verse(a)
    en_partie = d.montant is not None and paye is not None and d.montant < paye
    if d.type in _NE_PORTE_PAS.get(a.obligation, ()) and not (d.type == "rembourser" and en_partie):
        a_dire = a.obligation == "delai" and not (droits and droits.resolu_le)
        annuler = "; si l’achat est déjà annulé, donnez « annule_le »" if a_dire else ""
        yield Faute(
            ("achat", "obligation"),
            f"Le fondement ne porte pas la demande : « {a.obligation} » permet de demander de {_PORTE[a.obligation]}.",
            f"Accordez « obligation » et « demandes.type »{annuler}.",
        )


@quand(nature="consommation", donne="achat")
@regle("C119", "negliger-la-garantie-de-bon-fonctionnement", CONSEIL, fondement=lpc("38.1"), fiches=("F14.01",))
def garantie_negligee(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Un bien que la garantie légale de bon fonctionnement pourrait viser ne l’invoque pas.

    Pourquoi : pour certains biens neufs, elle donne une réparation sans frais pendant une durée fixe.
    Fautif : un réfrigérateur neuf acheté le 10 octobre 2026, sans « categorie » ni « neuf ».
    Conforme : « categorie: refrigerateur », « neuf: oui », « livre_le » et « demandes: [{type: reparer}] ».
    """
    droits, a, demandes = affaire.consommation, affaire.dossier.achat, affaire.dossier.demandes
    if not (a and droits and a.obligation in {None, "garantie"} and a.date):
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


@quand(nature="consommation", donne="demandes")
@regle("C120", "ecrire-au-fabricant-hors-de-sa-garantie", ALERTE, fondement=lpc("38.1"), fiches=("F14.01", "F4.07"))
def fabricant_hors_garantie(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """La lettre va au fabricant, mais la garantie de bon fonctionnement ne la porte pas.

    Pourquoi : la garantie de bon fonctionnement se demande au commerçant ou au fabricant, pour réparer sans frais.
    Fautif : « destinataire: {qualite: fabricant} » et « demandes: [{type: rembourser}] ».
    Conforme : la même lettre au commerçant; ou « type: reparer », pour un bien neuf que cette garantie couvre.
    """
    droits, demandes = affaire.consommation, affaire.dossier.demandes
    if not (affaire.dossier.destinataire.qualite == "fabricant" and demandes):
        return
    if not (droits and droits.garanti and demandes[0].type == "reparer"):
        yield Faute(
            ("destinataire", "qualite"),
            "Hors de la garantie de bon fonctionnement, ce que le fabricant vous doit n’est pas vérifié ici.",
            "Écrivez au commerçant; ou demandez de « reparer » un bien neuf, avec « categorie » et « neuf ».",
        )


@quand(nature="consommation", donne="achat")
@regle("C121", "ignorer-un-contrat-interdit-a-domicile", ALERTE, fondement=lpc(), fiches=("F14.05",))
def contrat_interdit(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Un contrat conclu à domicile pourrait être de ceux que la loi interdit.

    Pourquoi : depuis le 7 novembre 2024, le chauffage, la climatisation et l’isolation ne se vendent plus à domicile.
    Fautif : « mode: porte_a_porte, objet: une thermopompe, date: 2026-09-01 ».
    Conforme : le même achat « en_magasin »; ou un aspirateur.
    """
    droits = affaire.consommation
    if not capacites(lettre).s_appelle and droits and droits.interdit_a_domicile:
        annuler = "le consommateur peut annuler, même travaux faits."
        yield Faute(
            ("achat", "objet"),
            "Ce contrat conclu à domicile pourrait être de ceux qui sont interdits depuis le 7 novembre 2024.",
            # -- un avis exerce un droit court : il n'attend pas la réponse de l'Office --
            f"Envoyez l’avis sans attendre, et demandez-le aussi à l’Office (« --lettre opc ») : {annuler}"
            if capacites(lettre).resout
            else f"Demandez-le d’abord à l’Office (lettre « opc ») : {annuler}",
        )


@quand(nature="consommation", lettre="s_appelle")
@regle("C122", "lire-a-l-agent-des-mots-dits-au-commercant", ALERTE, fondement=OFFICE, fiches=("F4.20",))
def mots_au_commercant(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Une phrase que l’aide-mémoire lit à l’agent s’adresse au commerçant.

    Pourquoi : « vous avez refusé », lu à l’agent, le vise; l’aide-mémoire la cite alors, sans la récrire.
    Fautif : « faits: [{texte: vous avez refusé de réparer le sofa.}] », pour la lettre « opc ».
    Conforme : « texte: vous avez refusé de réparer le sofa., au_tiers: le commerçant a refusé de réparer le sofa. »
    """
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


@quand(nature="consommation", donne="demandes")
@regle("C123", "chiffrer-une-demande-en-nature", ALERTE, fondement=lpc("272"), fiches=("F7.07", "F4.09"))
def nature_chiffree(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Une demande de réparer, de remplacer ou de livrer porte un montant.

    Pourquoi : elle ne se paie pas; la lettre n’imprime que le prix payé, et un tort se chiffre à part.
    Fautif : « demandes: [{type: reparer, montant: 899,00 $}] »
    Conforme : « demandes: [{type: reparer}] »; un tort chiffré, avec sa pièce, sous « prejudices ».
    """
    for i, d in enumerate(affaire.dossier.demandes):
        if en_nature(d) and d.montant is not None:
            yield Faute(
                ("demandes", i, "montant"),
                "Réparer, remplacer ou livrer ne se demande pas en argent : ce montant ne s’imprime pas.",
                "Retirez « montant »; chiffrez un tort, avec sa pièce, sous « prejudices ».",
            )


@quand(nature="consommation", lettre="garantit", donne="achat")
@regle("C152", "garantir-un-service", ERREUR, fondement=lpc("37 et 38"), fiches=("F4.07", "F14.01"))
def service_garanti(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """La lettre de garantie invoque la garantie d’un bien, et l’on a acheté un service.

    Pourquoi : ces garanties sont celles d’un bien, que l’on répare; un service mal rendu se demande autrement.
    Fautif : « service: oui, objet: un forfait de cours de danse », et « lettre: garantie ».
    Conforme : le même dossier, et la lettre « rappel »; ou « service: non », pour un bien.
    """
    a = affaire.dossier.achat
    if a and est_un_service(a):
        yield Faute(
            ("achat", "service" if a.service else "objet"),
            "Cette lettre invoque la garantie d’un bien, et l’on a acheté un service.",
            "Prenez la lettre « rappel »; si c’est un bien, écrivez « service: non ».",
        )


@quand(nature="consommation", lettre=("relance", "met_en_demeure"), donne="achat")
@regle("C153", "reprocher-un-retard-avant-le-jour-promis", ERREUR, fiches=("F4.10",))
def avant_le_jour_promis(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """La lettre reproche un retard, et le jour promis de la livraison n’est pas passé.

    Pourquoi : le commerçant a tout ce jour pour livrer; avant, il ne manque à rien, et la lettre le dirait en défaut.
    Fautif : « obligation: delai, livraison_prevue: 2026-12-05 », et un rappel du 22 novembre, ou du 5 décembre.
    Conforme : le rappel du 6 décembre; ou l’avis de résolution, si la loi le permet déjà.
    """
    promise = livraison_attendue(affaire.dossier)
    if promise is not None and affaire.au <= promise:
        yield Faute(
            ("achat", "livraison_prevue"),
            f"La livraison est promise pour le {jour(promise)}, ce jour compris : le commerçant n’est pas en retard.",
            f"Attendez le {jour(promise + UN_JOUR)}; s’il refuse déjà de livrer, inscrivez sa réponse au journal, et "
            "demandez à l’Office (« --lettre opc ») ce que vous pouvez faire.",
        )
