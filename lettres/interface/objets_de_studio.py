"""Objets du studio : ce qu'une réponse `--json` dit d'un modèle vérifié sans dossier."""

from __future__ import annotations

from typing import Annotated, TypedDict

from lettres.interface.notations import CodeDeConstatJson, VersionJson
from lettres.interface.objets import ConstatJson
from lettres.studio.comparaison.ecarts import GenreDEcart
from lettres.studio.copies.nettoyage import GenreDeReste


class ConstatDeModeleJson(ConstatJson):
    """Un constat d’un modèle, avec sa place telle qu’une personne la cherche dans Word."""

    place: Annotated[str, "La partie, l’intertitre, la case ou le paragraphe, le passage; vide pour tout le fichier."]
    sous: Annotated[str, "L’intertitre qui précède; ou vide."]
    case: Annotated[list[int] | None, "Dans un tableau : son rang, celui de la rangée, celui de la cellule, depuis 1."]


class CibleJson(TypedDict):
    """Une lettre que le modèle écrit."""

    lettre: str
    nature: str


class TuJson(TypedDict):
    """Un constat que le modèle tait."""

    code: CodeDeConstatJson
    place: str
    message: str
    motif: str


class ModeleVerifieJson(TypedDict):
    """Un modèle, et ce qui y cloche."""

    fichier: str
    refuse: Annotated[bool, "Vrai si aucune lettre ne peut en sortir."]
    papier: Annotated[bool, "Vrai si c’est un papier à en-tête."]
    lettres: Annotated[list[CibleJson], "Celles qu’il écrit, dites ou reconnues; vide si on l’ignore."]
    specimens: Annotated[list[str], "Les dossiers fictifs où il a été essayé."]
    constats: list[ConstatDeModeleJson]
    tus: list[TuJson]
    copie: Annotated[str | None, "La copie annotée."]


class CopieJson(TypedDict):
    """La réponse de « modeles copier »."""

    version: VersionJson
    repertoire: str
    ecrits: list[str]
    gardes: Annotated[list[str], "Ceux qui étaient déjà là : ils n’ont pas été touchés."]


class VerificationJson(TypedDict):
    """La réponse de « modeles verifier »."""

    version: VersionJson
    modeles: list[ModeleVerifieJson]
    rapport: Annotated[str | None, "La page HTML du rapport."]


class EcartJson(TypedDict):
    """Un écart entre deux modèles."""

    genre: Annotated[GenreDEcart, "Ce qui s’est perdu, a changé ou s’est ajouté."]
    message: str
    place: Annotated[str, "Dans le second modèle s’il y est encore, sinon dans le premier; ou vide."]
    avant: Annotated[str, "Ce que dit le premier; ou vide."]
    apres: Annotated[str, "Ce que dit le second; ou vide."]
    code: Annotated[str, "D’une mention ou d’un tableau perdus, le code de « expliquer »; ou vide."]
    remede: str


class ComparaisonJson(TypedDict):
    """La réponse de « modeles comparer »."""

    version: VersionJson
    avant: str
    apres: str
    lettres: Annotated[list[CibleJson], "Celles qu’ils écrivent; vide si on l’ignore : aucune mention n’est comparée."]
    ecarts: list[EcartJson]
    constats: Annotated[list[ConstatJson], "Ce qui fait refuser l’un des deux : ses mentions n’ont pas été comparées."]


class SpecimenJson(TypedDict):
    """Un spécimen d’un modèle."""

    nom: str
    fichier: Annotated[str | None, "Le nom de la lettre en Word, si elle se fait."]
    pdf: Annotated[str | None, "Le nom de ses pages."]
    pages: int | None
    montre: Annotated[list[str], "Les passages sous condition qu’il est le premier à montrer."]
    constats: list[ConstatJson]


class ModeleMontreJson(TypedDict):
    """Un modèle, et ses spécimens pour une lettre qu’il écrit."""

    fichier: str
    lettre: str
    nature: str
    specimens: list[SpecimenJson]
    jamais: Annotated[list[str], "Les passages qu’aucun spécimen ne montre."]


class ApercuJson(TypedDict):
    """La réponse de « modeles apercu »."""

    version: VersionJson
    page: Annotated[str, "La page qui mène à tous les spécimens."]
    modeles: list[ModeleMontreJson]
    constats: Annotated[list[ConstatJson], "Ce qu’il faut savoir des pages, ou ce qui les a empêchées."]


class ResteJson(TypedDict):
    """Ce que Word avait laissé dans un modèle, et qui n’est plus dans sa copie."""

    genre: GenreDeReste
    nombre: int
    dit: Annotated[str, "La même chose, en mots."]


class NettoyageJson(TypedDict):
    """La réponse de « modeles nettoyer »."""

    version: VersionJson
    fichier: str
    copie: str
    restes: Annotated[list[ResteJson], "Ce qui a été retiré; vide si le modèle était déjà propre."]
