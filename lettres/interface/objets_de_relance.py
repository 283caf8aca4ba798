"""Objets de relance : ce qu’il y a à faire, débiteur par débiteur, ou jour par jour. Comme ceux de `objets`."""

from __future__ import annotations

from typing import Annotated, Literal, TypedDict

from lettres.interface.notations import ChoixJson, JourJson, SommeJson, StatutJson, VersionJson
from lettres.interface.objets import ConstatDuLotJson, LettreDeLotJson, ResumeJson
from lettres.interface.objets_de_decision import DecisionJson, DernierJourJson, RaisonJson


class PasSuiviJson(TypedDict):
    """Ce qu’il y a à faire pour des créances d’un dossier, au même pas."""

    source: Annotated[str, "Le fichier du dossier, ou sa ligne de l’entrée."]
    reference: str
    statut: StatutJson
    echelon: Annotated[str | None, "Le pas qui vient; nul quand il n’en reste pas."]
    titre: Annotated[str | None, "Ce qu’on en lit à l’écran."]
    lettre: Annotated[str | None, "La lettre à écrire aujourd’hui; nulle si rien n’est dû, ou si c’est une action."]
    action: Annotated[str | None, "Ce qu’il y a à faire aujourd’hui sans lettre."]
    creances: list[str]
    somme: Annotated[SommeJson | None, "Ce qui reste à payer de ces créances; nul si cela ne se calcule pas."]
    raison: RaisonJson
    des_le: Annotated[JourJson | None, "Le premier jour où le pas est ouvert, ou la retenue levée."]
    avant_le: DernierJourJson
    ce_qui_manque: Annotated[list[RaisonJson], "Ce que la lettre exige, et que le dossier n’a pas encore."]


class ContradictionJson(TypedDict):
    """Ce que deux dossiers disent du même débiteur, et qui ne s’accorde pas."""

    code: Annotated[str, ChoixJson(("avocat", "insolvabilite", "qualite", "adresse"))]
    phrase: str
    references: list[str]


class DebiteurJson(TypedDict):
    """Un débiteur : le statut de son pas le plus urgent, et tous ses pas, du plus urgent au moins."""

    nom: str
    neq: str | None
    references: list[str]
    statut: StatutJson
    retenu: Annotated[bool, "Vrai quand un de ses dossiers défend d’écrire : aucune lettre n’est faite."]
    pas: list[PasSuiviJson]
    contradictions: list[ContradictionJson]


class RelanceJson(TypedDict):
    """La réponse de « relance » : chaque débiteur, du plus urgent au moins, et les lettres écrites, s’il y en a."""

    version: VersionJson
    au: Annotated[str | None, "Le jour dont on parle; en cas d’échec, ce que « --au » disait."]
    sortie: Annotated[str | None, "Le répertoire des lettres; nul quand rien ne s’écrit."]
    calendrier: Annotated[str | None, "L’agenda que « --calendrier » a écrit."]
    debiteurs: list[DebiteurJson]
    lettres: list[LettreDeLotJson]
    reuni: Annotated[str | None, "Le PDF que « --reunir » a écrit; nul s’il n’y en a pas."]
    recommandes: Annotated[str | None, "La liste que « --recommandes » a écrite; nulle s’il n’y en a pas."]
    resume: ResumeJson
    constats: list[ConstatDuLotJson]


class SurvenuJson(TypedDict):
    """Ce qui, ce jour-là, arrive ou est supposé arriver."""

    code: Annotated[str, ChoixJson(("suppose", "envoi", "appel", "prescription"))]
    phrase: str


class JourSimuleJson(TypedDict):
    """Un jour où la décision change, ou auquel quelque chose arrive; sa décision d’avant les lettres supposées."""

    jour: JourJson
    decisions: list[DecisionJson]
    survenus: list[SurvenuJson]


class SuppositionJson(TypedDict):
    """Ce que l’on a supposé, et son jour."""

    jour: JourJson
    phrase: str


class SimulationJson(TypedDict):
    """La réponse de « simuler » : le calendrier de l’échelle, si l’on supposait ce qui arrive. Rien n’en est arrivé."""

    version: VersionJson
    simulation: Literal[True]
    reference: str
    au: JourJson
    jusqu_a: JourJson
    suppositions: list[SuppositionJson]
    etapes: list[JourSimuleJson]
    complete: Annotated[bool, "Faux si le calendrier s’arrête avant son dernier jour, faute de fin."]
