"""Déclarées : le catalogue d'un usager : ses propres lettres, ce que chacune exige, et ce qu'elle doit porter."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Annotated, Literal, Self, get_args

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from lettres.catalogue import Exigence, Modele, catalogue, lettres_de, modele_de
from lettres.dossier import CodeLettre, Dossier, Nature
from lettres.dossier.refus import Manquements, refus, tout_refuser, vouliez_vous_dire
from lettres.dossier.saisie.lecture_de_mots import Mots
from lettres.dossier.types import Intitule
from lettres.dossier.valeurs_nommees import nommer
from lettres.escalade.politique import NomDePas
from lettres.lecture.formes import RACINE, Cle, cles

_LETTRES_MAX = 100
_COMPLEMENTS = "complements"


def _suivre(chemin: str) -> Cle | None:
    """La clé du dossier que nomme `creances[].montant`. Lève un refus si le dossier n'a pas ce fait."""
    if _complement(chemin):
        return cles(Dossier)[_COMPLEMENTS]
    forme, cle = RACINE, None
    for pas in chemin.strip().split("."):
        nom = pas.removesuffix("[]")
        connues = cles(forme.modele) if forme.modele else {}
        cle = connues.get(nom)
        if cle is None:
            proches = get_close_matches(nom, connues, n=1)
            voulu = f" À la place de « {nom} », {vouliez_vous_dire(*proches)}" if proches else ""
            raise refus("incoherence", f"« {chemin} » n’est pas un fait du dossier.{voulu}", _OU_LES_FAITS)
        en_liste = pas.endswith("[]")
        if en_liste and cle.forme.element is None:
            raise refus("incoherence", f"« {nom} » n’est pas une liste.", f"Écrivez « {nom} », sans « [] ».")
        if not en_liste and cle.forme.element is not None and not chemin.strip().endswith(pas):
            raise refus("incoherence", f"« {nom} » est une liste.", f"Écrivez « {nom}[] » : chacun de ses éléments.")
        forme = cle.forme.element if en_liste and cle.forme.element else cle.forme
    return cle


def _complement(chemin: str) -> str | None:
    """Le nom d'une valeur que l'usager ajoute à ses dossiers, de `complements.police`; None pour tout autre fait."""
    groupe, _, nom = chemin.strip().partition(".")
    return nommer(nom) if groupe == _COMPLEMENTS and nom else None


_OU_LES_FAITS = "« lettres schema » nomme tous les faits du dossier."


def _connu(chemin: str) -> str:
    for possibilite in chemin.split("|"):
        _suivre(possibilite)
    return chemin


def _du_chemin(valeur: object) -> object:
    return {"chemin": valeur} if isinstance(valeur, str) else valeur


def _en_docx(fichier: str) -> str:
    if not fichier.lower().endswith(".docx") or "/" in fichier or "\\" in fichier or fichier[:1] in {"~", "."}:
        raise refus(
            "incoherence", "Un modèle est un fichier « .docx » de ce répertoire.", "Donnez son nom, sans chemin."
        )
    return fichier


class _Declare(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True, str_strip_whitespace=True)


class FaitExige(_Declare):
    """Un fait du dossier sans lequel la lettre ne se fait pas."""

    chemin: Annotated[Intitule, AfterValidator(_connu)] = Field(
        title="Chemin",
        description="Le fait, nommé comme au dossier; « a | b » : l’un ou l’autre suffit.",
        examples=["creances[].montant"],
    )
    libelle: Intitule | None = Field(
        None,
        title="Libellé",
        description="Ce qui suit « il manque »; le titre de la clé, par défaut.",
        examples=["le montant de la facture"],
    )

    def exigence(self) -> Exigence:
        """La même, telle que le catalogue livré la dit."""
        premier = self.chemin.split("|")[0]
        cle = _suivre(premier)
        nom = _complement(premier) or (cle.titre if cle else self.chemin)
        return Exigence(chemin=self.chemin, libelle=self.libelle or f"« {nom} »")


UnFaitExige = Annotated[FaitExige, BeforeValidator(_du_chemin, json_schema_input_type=str | FaitExige)]
"""Le chemin seul, ou le bloc entier."""


class LettreDeclaree(_Declare):
    """Une lettre de la maison : son modèle Word, ce qu’elle fait, ce qu’elle exige et ce qu’elle doit porter."""

    code: NomDePas = Field(title="Code", description="Ce qu’on donne à « --lettre ».", examples=["dernier_avis"])
    nature: Annotated[Nature, Mots()] = Field(title="Nature", description="La nature de ses dossiers.")
    comme: Annotated[CodeLettre, Mots()] = Field(
        title="Comme",
        description="La lettre livrée dont elle tient lieu, pour les règles, l’échelle et le journal.",
    )
    titre: Intitule = Field(title="Titre", description="Ce qu’on en lit à l’écran.", examples=["Dernier avis"])
    fichier: Annotated[Intitule, AfterValidator(_en_docx)] = Field(
        title="Fichier", description="Son modèle Word, dans ce répertoire.", examples=["dernier-avis.docx"]
    )
    exige: tuple[UnFaitExige, ...] = Field(
        (), title="Exige", description="Les faits du dossier sans lesquels elle ne se fait pas."
    )
    mentions: tuple[Intitule, ...] = Field(
        (), title="Mentions", description="Ce que la lettre finie doit porter, mot pour mot.", examples=["dernier avis"]
    )
    fondements: tuple[Intitule, ...] = Field(
        (), title="Fondements", description="Les articles sur lesquels elle s’appuie.", examples=["C.c.Q., art. 1594"]
    )

    @model_validator(mode="after")
    def _d_apres_une_lettre_livree(self) -> Self:
        manquements: Manquements = []
        possibles = lettres_de(self.nature)
        if self.comme not in possibles:
            dit = f"Il n’y a pas de lettre « {self.comme} » de nature « {self.nature} »."
            manquements.append((("comme",), dit, f"Choisissez parmi : {', '.join(dict.fromkeys(possibles))}."))
        if self.code in get_args(CodeLettre):
            dit = f"« {self.code} » est une lettre livrée : la vôtre porte un autre code."
            remede = "Changez « code »; pour remplacer la livrée, nommez votre fichier comme elle, sans rien déclarer."
            manquements.append((("code",), dit, remede))
        if self.fichier in {m.fichier for m in catalogue()}:
            dit = f"« {self.fichier} » est le nom d’un modèle livré : il le remplace déjà."
            manquements.append((("fichier",), dit, "Donnez un autre nom au modèle de cette lettre."))
        tout_refuser("LettreDeclaree", manquements)
        return self

    def modele(self) -> Modele:
        """L'entrée du catalogue qu'elle fait."""
        livre = modele_de(self.comme, self.nature)
        if livre is None:
            raise ValueError("« comme » n’a pas été validé.")
        return Modele(
            fichier=self.fichier,
            lettre=self.comme,
            nature=self.nature,
            version="",
            titre=self.titre,
            liste=livre.liste,
            fondements=self.fondements,
            demandes=livre.demandes,
            exige=tuple(fait.exigence() for fait in self.exige),
            code=self.code,
            d_apres=livre.fichier,
            mentions=self.mentions,
        )


class CatalogueDeMaison(_Declare):
    """Les lettres qu’un usager ajoute à celles qui sont livrées : `catalogue.yaml`, à côté de ses modèles."""

    catalogue: Annotated[Literal[1], BeforeValidator(lambda v: 1 if v == "1" else v)] = Field(
        title="Version", description="Version du format de catalogue : 1."
    )
    lettres: tuple[LettreDeclaree, ...] = Field(
        (), max_length=_LETTRES_MAX, title="Lettres", description="Vos lettres; aucune n’y est nécessaire."
    )

    @model_validator(mode="after")
    def _chacune_son_code(self) -> Self:
        manquements: Manquements = []
        vus: set[tuple[str, str]] = set()
        for rang, lettre in enumerate(self.lettres):
            if (lettre.code, lettre.nature) in vus:
                dit = f"Deux lettres de nature « {lettre.nature} » portent le code « {lettre.code} »."
                manquements.append((("lettres", rang, "code"), dit, "Donnez à chacune le sien."))
            vus.add((lettre.code, lettre.nature))
        tout_refuser("CatalogueDeMaison", manquements)
        return self


def schema_de_catalogue() -> dict[str, object]:
    """Le JSON Schema d'un catalogue de maison, pour l'éditeur de texte."""
    brut = CatalogueDeMaison.model_json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **brut, "title": "Catalogue lettres"}
