"""Objets d'importation : ce que répond « importer » : chaque débiteur, son dossier, ce qui y manque; ou l'aperçu."""

from __future__ import annotations

from typing import Annotated, TypedDict

from lettres.interface.notations import ChoixJson, VersionJson
from lettres.interface.objets import ConstatJson


class DossierImporteJson(TypedDict):
    """Ce qu’un débiteur est devenu."""

    fichier: Annotated[str, "Son dossier, dans le répertoire."]
    etat: Annotated[str, ChoixJson(("cree", "complete", "inchange", "refuse"))]
    nom: Annotated[str, "Le débiteur; vide s’il ne doit plus rien."]
    factures: Annotated[list[str], "Celles que cette importation y a ajoutées."]
    manques: Annotated[list[ConstatJson], "Ce qui manque pour la première lettre; d’un dossier neuf, à sa cellule."]
    remarques: Annotated[list[ConstatJson], "Ce que l’export cachait de ces factures."]


class ApercuDExportJson(TypedDict):
    """Ce que l’on comprend d’un export, sans rien écrire."""

    fichier: str
    source: Annotated[str | None, "Nul d’un tableau inconnu, dont les colonnes sont devinées."]
    titre: str
    selon: Annotated[str | None, "Le « colonnes.yaml » qui le décrit."]
    colonnes: Annotated[list[str], "Les colonnes du tableau; vide d’un JSON ou d’un XML."]
    champs: Annotated[dict[str, list[str]], "Par clé du dossier, où elle se trouve dans l’export."]
    factures: Annotated[list[dict[str, str]], "Les trois premières, telles que l’export les écrit."]
    manquent: Annotated[list[str], "Les clés utiles que ces factures n’ont pas."]


class ImportationJson(TypedDict):
    """La réponse de « importer »."""

    version: VersionJson
    sortie: Annotated[str | None, "Le répertoire des dossiers; nul d’un aperçu."]
    expediteur: Annotated[str | None, "Le fichier d’où vient qui écrit : celui que l’on nomme, ou que « moi » garde."]
    apercus: Annotated[list[ApercuDExportJson], "Vide, sauf avec « --apercu »."]
    dossiers: list[DossierImporteJson]
    debiteurs: Annotated[str | None, "« debiteurs.yaml », si des questions viennent de s’y ajouter."]
    constats: Annotated[list[ConstatJson], "Ce qui est laissé de côté, et ce qui ne se lit pas."]
