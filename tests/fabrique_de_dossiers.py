"""Dossiers fictifs : le plus petit qui se valide, et un dossier complet où rien ne manque."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from lettres.dossier import Dossier

AU = date(2026, 11, 22)
"""Un dimanche : le jour des lettres de ces essais."""

Blocs = dict[str, Any]


def expediteur(**cles: object) -> Blocs:
    return {
        "nom": "Karine Exemple",
        "adresse": {"ligne": "12, rue des Érables", "ville": "Granby", "code_postal": "J2G 1A1"},
        "courriel": "karine@exemple.test",
        **cles,
    }


def destinataire(**cles: object) -> Blocs:
    return {
        "nom": "Marie Exemple",
        "civilite": "Mme",
        "adresse": {"ligne": "34, avenue du Lac", "ville": "Bromont", "code_postal": "J2L 2B2"},
        **cles,
    }


def facture(**cles: object) -> Blocs:
    return {
        "facture": "F-1023",
        "date": date(2026, 8, 1),
        "echeance": date(2026, 8, 31),
        "objet": "Reportage de mariage",
        "montant": Decimal("60.00"),
        **cles,
    }


def piece(rang: int, **cles: object) -> Blocs:
    return {"id": f"P-{rang}", "titre": f"Document {rang}", **cles}


def dossier(**blocs: object) -> Dossier:
    """Un dossier valide; chaque bloc donné remplace celui du plus petit dossier."""
    minimal = {
        "reference": "2026-014",
        "nature": "recouvrement",
        "expediteur": expediteur(),
        "destinataire": destinataire(),
    }
    return Dossier.model_validate(minimal | blocs)


COMPLET: Blocs = {
    "lieu": "Montréal",
    "expediteur": {
        "type": "entreprise",
        "nom": "Studio Exemple inc.",
        "nom_commercial": "Studio Exemple",
        "neq": "1100000000",
        "tps": "000000000 RT0001",
        "tvq": "0000000000 TQ0001",
        "adresse": {
            "ligne": "12, rue des Érables",
            "complement": "bureau 3",
            "ville": "Granby",
            "code_postal": "J2G 1A1",
            "pays": "Canada",
        },
        "courriel": "studio@exemple.test",
        "telephone": "450 555-0123",
        "site": "exemple.test",
        "signataire": {"civilite": "Mme", "nom": "Karine Exemple", "titre": "présidente"},
    },
    "destinataire": {
        "type": "entreprise",
        "nom": "Boutique Exemple ltée",
        "nom_commercial": "Boutique Exemple",
        "neq": "1100000001",
        "qualite": "commercant",
        "adresse": {
            "ligne": "34, avenue du Lac",
            "complement": "local 5",
            "ville": "Bromont",
            "code_postal": "J2L 2B2",
            "pays": "Canada",
        },
        "courriel": "boutique@exemple.test",
        "telephone": "450 555-0145",
        "site": "boutique.exemple.test",
        "attention": {"civilite": "M.", "nom": "Paul Exemple"},
    },
    "contrat": {
        "forme": "ecrit",
        "date": "2026-06-01",
        "objet": "Reportage photographique",
        "piece": "P-1",
        "clauses": [{"numero": "4.2", "page": 3, "texte": "Les frais sont en sus.", "piece": "P-1"}],
        "interet": {"taux_annuel": "12 %", "piece": "P-1", "demeure_automatique": "oui"},
    },
    "creances": [
        facture(
            cause="service", montant="1 149,75 $", avant_taxes="1 000,00 $", tps="50,00 $", tvq="99,75 $", piece="P-2"
        )
    ],
    "paiements": [{"date": "2026-09-10", "montant": "200,00 $", "facture": "F-1023", "mode": "virement"}],
    "faits": [{"date": "2026-08-15", "texte": "Le client a refusé de payer.", "pieces": ["P-3"]}],
    "accompli": [{"date": "2026-07-15", "texte": "Les photos ont été livrées.", "pieces": ["P-3"]}],
    "publications": [
        {
            "url": "https://exemple.test/avis/1",
            "support": "facebook",
            "auteur": "Marie E.",
            "date": "2026-10-12 14:30",
            "capture": "2026-10-13 9 h",
            "connaissance": "2026-10-13",
            "citation": "Le studio vole ses clients.",
            "situation": "sait_faux",
            "pourquoi": "Aucune somme n’a été prise sans facture.",
            "passage": "vole ses clients",
            "correction": "Je retire ce que j’ai écrit.",
            "sollicitee": "non",
            "signale_le": "2026-10-14",
            "piece": "P-4",
            "pieces": ["P-1"],
        }
    ],
    "achat": {
        "date": "2026-09-01",
        "lieu": "exemple.test",
        "mode": "en_ligne",
        "objet": "Appareil photo",
        "modele": "Modèle X",
        "prix": "899,00 $",
        "verse": "899,00 $",
        "paiement": "carte_credit",
        "double_recu": "oui",
        "double_recu_le": "2026-09-02",
        "livraison_prevue": "2026-09-10",
        "livre_le": "2026-09-12",
        "categorie": "autre",
        "neuf": "oui",
        "panne_le": "2026-09-13",
        "usage": "il sert en voyage.",
        "evaluation": "P-3",
        "photos": ["P-4"],
        "probleme": "L’appareil ne s’allume pas.",
        "obligation": "garantie",
        "retour": "Par la poste, à vos frais.",
        "annule_le": "2026-09-15",
        "restitue_le": "2026-09-16",
        "reponse": "Le commerçant refuse.",
        "piece": "P-5",
        "numero": "88-1204",
        "exemplaire_recu_le": "2026-09-02",
        "carte": {
            "emetteur": {
                "nom": "Banque Exemple",
                "adresse": {"ligne": "100, rue du Marché", "ville": "Montréal", "code_postal": "H2Y 1A1"},
                "courriel": "cartes@banque.exemple.test",
            },
            "titulaire": "Karine Exemple",
            "quatre_derniers": "4821",
        },
        "debite": "899,00 $",
        "rembourse": "100,00 $",
        "rembourse_le": "2026-10-15",
        "resolution": {
            "cas": "non_conforme",
            "pourquoi": "l’appareil livré n’est pas celui qui était décrit.",
            "accessoires": ["la garantie prolongée"],
        },
    },
    "demandes": [{"type": "rembourser", "texte": "me rembourser", "montant": "899,00 $", "calcul": "le prix payé"}],
    "solution": "Retirer quatre photos du forfait.",
    "consequence": "Le travail additionnel est suspendu.",
    "options": ["Payer en deux versements."],
    "delai_jours": 10,
    "heure_limite": "17 h",
    "mode_envoi": "recommande",
    "paiement_par": ["virement Interac à studio@exemple.test"],
    "prejudices": [{"texte": "Une commande annulée.", "montant": "500,00 $", "pieces": ["P-5"]}],
    "recu": {
        "type": "mise_en_demeure",
        "reference": "ME-77",
        "date": "2026-11-03",
        "mode": "recommande",
        "de": "Paul Exemple",
        "piece": "P-3",
        "position": "contester",
        "reclame": {"montant": "300,00 $", "exigible_le": "2026-08-20", "cause": "remboursement"},
        "points": [
            {
                "texte": "Le studio n’a rien livré.",
                "jugement": "inexact",
                "reponse": "Les photos ont été livrées le 15 juillet.",
                "pieces": ["P-3"],
            }
        ],
    },
    "menaces": [{"date": "2026-10-10", "canal": "texto", "citation": "Vous allez voir.", "piece": "P-4"}],
    "offre": {
        "concessions": [{"de": "nous", "texte": "renoncer à l’intérêt"}, {"de": "vous", "texte": "payer le capital"}],
        "versements": [{"date": "2026-12-15", "montant": "400,00 $"}, {"date": "2027-01-15", "montant": "549,75 $"}],
        "expire_le": "2026-12-10",
        "heure": "17 h",
        "accepter_par": "courriel",
    },
    "quittance": {
        "objet": "la facture F-1023",
        "etendue": "toute somme due pour ce reportage",
        "publications": "vous corrigez l’avis du 3 octobre.",
        "taxes_comprises": "oui",
    },
    "rupture": {
        "motifs": [
            {"type": "defaut_de_paiement", "date": "2026-09-01", "texte": "La facture est impayée.", "pieces": ["P-2"]}
        ],
        "effet_le": "2026-12-31",
        "avis_le": "2026-10-01",
        "prochaine_echeance": "2027-03-01",
        "travaux": [{"texte": "Les retouches", "etat": "en_cours", "montant": "80,00 $"}],
        "remises": [{"texte": "les fichiers d’origine", "date": "2026-12-31", "pieces": ["P-3"]}],
        "avances": [{"date": "2026-06-15", "montant": "100,00 $", "piece": "P-2"}],
        "propriete": "Les photos payées sont à vous.",
        "renseignements": "Vos coordonnées seront détruites le 31 janvier 2027.",
    },
    "faiblesses": [{"texte": "Une photo a été livrée en retard.", "pieces": ["P-3"]}],
    "temoins": [{"nom": "Anne Exemple", "lien": "présente à la livraison"}],
    "questions": ["Jusqu’à quand puis-je agir ?"],
    "district": "Bedford",
    "pieces": [piece(rang, date="2026-06-01") for rang in range(1, 7)],
    "envois": [{"lettre": "rappel", "date": "2026-09-15", "mode": "courriel", "preuve": "P-6"}],
    "suites": [{"date": "2026-09-20", "canal": "telephone", "resultat": "promesse"}],
}

PROPRES: dict[str, Blocs] = {
    "consommation": {
        "envois": [
            {"lettre": "avis_resolution", "date": "2026-09-15", "mode": "courriel", "preuve": "P-6"},
            *COMPLET["envois"],
        ]
    },
    "entente": {"demandes": [{"type": "executer", "texte": "livrer les vingt photos", "montant": "899,00 $"}]},
}
"""Ce qui change d'une nature à l'autre : une entente s'exécute, elle ne se rembourse pas; un achat se résout."""


def complet(nature: str = "recouvrement", **blocs: object) -> Dossier:
    """Un dossier où tout ce qu'une lettre peut exiger ou imprimer est donné."""
    return dossier(**COMPLET | PROPRES.get(nature, {}) | {"nature": nature} | blocs)
