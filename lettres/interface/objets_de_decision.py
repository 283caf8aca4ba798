"""Objets de décision : ce qu’il y a à faire, pourquoi, et ce qui le changerait. Comme ceux de `objets`."""

from __future__ import annotations

from typing import Annotated, Literal, TypedDict

from lettres.interface.notations import ChoixJson, DonneesJson, EmpreinteJson, JourJson, StatutJson


class DroitDAchatJson(TypedDict):
    """Un droit de l’achat d’un consommateur, au jour demandé."""

    cle: Annotated[str, "Un nom stable : « sans_livraison », « retrofacturation »…"]
    titre: str
    etat: Annotated[str, ChoixJson(("ouvert", "a_venir", "ferme", "inconnu"))]
    premier_jour: JourJson | None
    dernier_jour: Annotated[JourJson | None, "Le dernier jour utile, reporté s’il est férié; nul si rien ne le borne."]
    d_ici: Annotated[JourJson | None, "Le jour d’ici lequel agir, par prudence : le dernier, avant son report."]
    ferme_depuis: JourJson | None
    exerce_le: Annotated[JourJson | None, "Le jour du remboursement, ou de la demande partie."]
    article: Annotated[str | None, "L’article de la Loi sur la protection du consommateur; nul s’il n’est pas sûr."]
    ouvre: str
    ferme: str
    manque: Annotated[str | None, "Le fait du dossier sans lequel on ne sait pas encore."]
    ligne: str


DernierJourJson = Annotated[
    JourJson | None,
    "Le dernier jour où ce pas sert : la prescription ou, s’il se ferme avant, le droit d’achat qu’il exerce.",
]


class RaisonJson(TypedDict):
    """Une raison de la décision, ou un fait qui manque."""

    code: Annotated[str, "Un nom stable : « echue », « promesse », « E101 »…"]
    phrase: str
    fondement: str | None
    chemin: Annotated[str, "L’inscription ou la valeur d’où elle vient; vide si elle ne vient d’aucune."]


class ContraireJson(TypedDict):
    """Un événement à venir, ou un document à ajouter, qui changerait la décision."""

    evenement: Literal["paiement", "suite", "date", "piece"]
    donnees: Annotated[
        DonneesJson,
        "À chaque liste du dossier, l’inscription à ajouter, ou plusieurs : « lettres.ajouter » les prend ainsi. "
        "Datée d’après le jour demandé, elle vaut dès le sien. D’un événement « date », rien ne s’ajoute : « au » est "
        "le jour où reposer la question.",
    ]
    phrase: str
    statut: Annotated[StatutJson, "Ce que la décision serait alors."]


class DecisionJson(TypedDict):
    """Ce qu’il y a à faire pour des créances au même pas; aucune quand l’affaire n’en a pas."""

    statut: StatutJson
    echelon: Annotated[str | None, "Le pas qui vient; nul quand il n’en reste pas."]
    lettre: Annotated[str | None, "La lettre à écrire aujourd’hui; nulle si rien n’est dû, ou si c’est une action."]
    action: Annotated[str | None, "Ce qu’il y a à faire aujourd’hui sans lettre."]
    prochaine_lettre: Annotated[str | None, "La lettre qui vient, même si rien n’est encore dû."]
    creances: list[str]
    raisons: list[RaisonJson]
    des_le: Annotated[JourJson | None, "Le premier jour où le pas est ouvert, ou la retenue levée."]
    avant_le: DernierJourJson
    ce_qui_manque: list[RaisonJson]
    contraires: list[ContraireJson]
    politique: Annotated[EmpreinteJson | None, "L’empreinte de la politique suivie; nulle si l’on n’en suit aucune."]
    modele: Annotated[str | None, "La lettre de l’usager par laquelle le pas s’écrit; nulle si c’est la livrée."]


class PolitiqueJson(TypedDict):
    """Une politique de l’usager."""

    code: str
    nature: str
    empreinte: EmpreinteJson


class PapierJson(TypedDict):
    """Un papier à en-tête."""

    fichier: str
    empreinte: Annotated[EmpreinteJson | None, "Nulle s’il ne se lit pas."]


class PreferencesJson(TypedDict):
    """Ce que « lettres.toml » change."""

    fichier: str
    politiques: Annotated[list[PolitiqueJson], "La première de chaque nature y tient lieu de celle qui est livrée."]
    modeles: Annotated[str | None, "Le répertoire de ses modèles."]
    papier: Annotated[PapierJson | None, "Son papier à en-tête."]
