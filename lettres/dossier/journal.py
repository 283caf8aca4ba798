"""Le journal : lettres envoyées, suites reçues, suspensions. On y ajoute, on n'y corrige rien."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from lettres.dossier.socle import Fait
from lettres.dossier.types import IdPiece, Intitule, Jour, Ligne, Montant, Texte

ModeEnvoi = Literal["courriel", "poste", "recommande", "huissier", "main_propre"]

CodeLettre = Literal[
    "rappel",
    "retrait",
    "mise_en_demeure",
    "opc",
    "proposition",
    "fin_de_relation",
    "dossier_avocat",
    "reponse",
]


class Envoi(Fait):
    """Une lettre déjà envoyée."""

    lettre: CodeLettre = Field(title="Lettre", description="rappel, retrait, mise_en_demeure, opc…")
    date: Jour = Field(title="Date", description="Date d’envoi.")
    mode: ModeEnvoi | None = Field(
        None, title="Mode", description="courriel, poste, recommande, huissier ou main_propre."
    )
    preuve: IdPiece | None = Field(None, title="Preuve", description="La pièce qui prouve l’envoi ou la remise.")
    suivi: Intitule | None = Field(None, title="Numéro de suivi", description="Numéro de suivi de l’envoi.")
    recu_le: Jour | None = Field(None, title="Reçu le", description="Date de réception prouvée.")
    montant: Montant | None = Field(None, title="Montant", description="Somme réclamée dans cette lettre.")
    echeance: Jour | None = Field(None, title="Échéance", description="Date limite donnée dans cette lettre.")
    empreinte: Ligne | None = Field(None, title="Empreinte", description="SHA-256 de la lettre envoyée.")


class Suite(Fait):
    """Ce qui est revenu : appel, réponse, promesse, contestation."""

    date: Jour = Field(title="Date", description="Date de la suite.")
    canal: Literal["telephone", "courriel", "texto", "poste", "en_personne", "autre"] | None = Field(
        None, title="Canal", description="telephone, courriel, texto, poste, en_personne ou autre."
    )
    resultat: Literal[
        "sans_reponse",
        "refus",
        "contestation",
        "reconnaissance",
        "promesse",
        "paiement_annonce",
        "facture_non_recue",
        "injoignable",
        "retour_courrier",
        "procureur_constitue",
        "insolvabilite",
    ] = Field(title="Résultat", description="sans_reponse, refus, contestation, promesse…")
    note: Texte | None = Field(None, title="Note", description="Ce qui a été dit, sans jugement.")
    piece: IdPiece | None = Field(None, title="Pièce", description="La pièce qui le prouve.")


class Suspension(Fait):
    """Un temps d'arrêt, avec son motif et sa fin."""

    motif: Literal["entente_de_paiement", "contestation", "insolvabilite", "mediation", "autre"] = Field(
        title="Motif", description="entente_de_paiement, contestation, insolvabilite, mediation ou autre."
    )
    du: Jour = Field(title="Du", description="Premier jour.")
    au: Jour | None = Field(None, title="Au", description="Dernier jour, ou jour où revoir la suspension.")
    note: Texte | None = Field(None, title="Note", description="Détail de la suspension.")
