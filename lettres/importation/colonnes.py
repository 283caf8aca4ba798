"""Colonnes : ce que l'usager dit d'un tableau que l'outil ne connaît pas, dans « colonnes.yaml ».

Une clé du dossier, et la colonne qui la porte. Le fichier peut aussi partir d'une source connue (« de: xero ») et n'en
préciser que ce que l'export ne dit pas : le format de ses dates, par exemple.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator, ConfigDict, Field

from lettres.dossier.types import Intitule
from lettres.importation.correspondance import Correspondance, FactureAEcarter, source_nommee, sources
from lettres.importation.notations_lues import Decimales, FormatDeDate
from lettres.langue.pliage import sans_accents
from lettres.lecture.annexes import lire_annexe
from lettres.socle.chemins import CheminDeFichier
from lettres.socle.donnees import Livree, donnees

NOM_DES_COLONNES = "colonnes.yaml"
"""Le fichier que l'on cherche à côté d'un tableau."""

_DATES: tuple[FormatDeDate, ...] = (
    *("AAAA-MM-JJ", "JJ/MM/AAAA", "MM/JJ/AAAA", "JJ/MM/AA", "MM/JJ/AA", "AA-MM-JJ", "mois en lettres"),
)


SourceDeTableau = Literal["freshbooks", "invoiceninja", "xero", "zoho", "csv"]
"""Les sources qui exportent un tableau; « csv » est tout autre tableau."""


def _colonne_de_texte(valeur: object) -> object:
    return {"colonne": valeur} if isinstance(valeur, str) else valeur


def _source_dite(valeur: object) -> object:
    return source_nommee(valeur) if isinstance(valeur, str) else valeur


class BlocDeColonnes(Livree):
    """Un bloc de ce fichier."""

    model_config = ConfigDict(hide_input_in_errors=True, str_strip_whitespace=True)


class ColonneNommee(BlocDeColonnes):
    """Une colonne, et le format de ses dates."""

    colonne: Intitule = Field(title="Colonne", description="Son nom, tel que le tableau l’écrit.", examples=["Date"])
    format: FormatDeDate | None = Field(
        None,
        title="Format",
        description="AAAA-MM-JJ, JJ/MM/AAAA, MM/JJ/AAAA, JJ/MM/AA, MM/JJ/AA, AA-MM-JJ ou mois en lettres.",
    )


UneColonne = Annotated[ColonneNommee, BeforeValidator(_colonne_de_texte, json_schema_input_type=str | ColonneNommee)]
"""Une colonne, par son seul nom ou par un bloc."""


class LignesEcartees(BlocDeColonnes):
    """Les factures à laisser de côté : celles dont cette colonne a une de ces valeurs."""

    colonne: Intitule = Field(title="Colonne", description="La colonne qui le dit.", examples=["Statut"])
    valeurs: tuple[Intitule, ...] = Field(title="Valeurs", description="Les valeurs qui écartent une facture.")


class Colonnes(BlocDeColonnes):
    """Un tableau de factures, colonne par colonne."""

    colonnes: Literal["1"] = Field("1", title="Version", description="Version de ce format : 1.")
    de: Annotated[SourceDeTableau | None, BeforeValidator(_source_dite)] = Field(
        None, title="De", description="La source d’où l’on part : xero, zoho…"
    )
    separateur: Literal[",", ";", "|", "tabulation"] | None = Field(
        None, title="Séparateur", description="Ce qui sépare les cellules : « , », « ; », « | » ou tabulation."
    )
    codage: Literal["utf-8", "utf-16", "cp1252"] | None = Field(
        None, title="Codage", description="utf-8, utf-16 ou cp1252 (Windows)."
    )
    decimales: Decimales | None = Field(
        None, title="Décimales", description="point (« 1,020.00 ») ou virgule (« 1 020,00 »)."
    )
    dates: FormatDeDate | None = Field(None, title="Dates", description="Le format de toutes les dates.")
    facture: UneColonne | None = Field(None, title="Facture", description="Le numéro de la facture.")
    date: UneColonne | None = Field(None, title="Date", description="La date de la facture.")
    echeance: UneColonne | None = Field(None, title="Échéance", description="Le jour où elle est due.")
    objet: UneColonne | None = Field(None, title="Objet", description="Ce qui a été fait ou livré.")
    montant: UneColonne | None = Field(None, title="Montant", description="Le total, taxes comprises.")
    avant_taxes: UneColonne | None = Field(None, title="Avant taxes", description="Le sous-total.")
    tps: UneColonne | None = Field(None, title="TPS", description="La TPS.")
    tvq: UneColonne | None = Field(None, title="TVQ", description="La TVQ.")
    paye: UneColonne | None = Field(None, title="Payé", description="Ce qui en est déjà payé.")
    solde: UneColonne | None = Field(None, title="Solde", description="Ce qui en reste dû : pour vérifier.")
    devise: UneColonne | None = Field(None, title="Devise", description="Sa devise.")
    bon_de_commande: UneColonne | None = Field(None, title="Bon de commande", description="Celui du client.")
    frais_de_retard: UneColonne | None = Field(None, title="Frais de retard", description="Déjà dans le total.")
    promesse: UneColonne | None = Field(None, title="Promesse", description="Le jour promis d’un paiement.")
    nom: UneColonne | None = Field(None, title="Nom", description="Le nom du client.")
    neq: UneColonne | None = Field(None, title="NEQ", description="Son numéro d’entreprise du Québec.")
    client: UneColonne | None = Field(None, title="Client", description="Son numéro, dans votre logiciel.")
    attention: UneColonne | None = Field(None, title="À l’attention de", description="La personne à joindre.")
    courriel: UneColonne | None = Field(None, title="Courriel", description="Son adresse de courriel.")
    telephone: UneColonne | None = Field(None, title="Téléphone", description="Son téléphone.")
    ligne: UneColonne | None = Field(None, title="Numéro et voie", description="La première ligne de l’adresse.")
    complement: UneColonne | None = Field(None, title="Complément", description="La deuxième ligne de l’adresse.")
    ville: UneColonne | None = Field(None, title="Ville", description="La ville.")
    province: UneColonne | None = Field(None, title="Province", description="La province.")
    code_postal: UneColonne | None = Field(None, title="Code postal", description="Le code postal.")
    pays: UneColonne | None = Field(None, title="Pays", description="Le pays.")
    ecarter: tuple[LignesEcartees, ...] = Field(
        (), title="Écarter", description="Les factures à laisser de côté : brouillons, annulées."
    )

    @property
    def separe(self) -> str | None:
        """Le signe qui sépare les cellules."""
        return "\t" if self.separateur == "tabulation" else self.separateur

    def nommees(self) -> dict[str, ColonneNommee]:
        """Les clés dont la colonne est dite."""
        return {nom: v for nom in type(self).model_fields if isinstance(v := getattr(self, nom), ColonneNommee)}


def lire_colonnes(chemin: CheminDeFichier) -> Colonnes:
    """Lit un « colonnes.yaml »; lève comme `lire_annexe`."""
    return lire_annexe(chemin, Colonnes, nom="colonnes", dans="dans les colonnes").contenu


def colonnes_a_cote(chemin: CheminDeFichier) -> Path | None:
    """Le « colonnes.yaml » du répertoire d'un tableau, s'il y en a un."""
    trouve = Path(os.fsdecode(chemin)).parent / NOM_DES_COLONNES
    return trouve if trouve.is_file() else None


def en_correspondance(colonnes: Colonnes) -> Correspondance:
    """La source que ces colonnes décrivent, ou précisent."""
    nommees = colonnes.nommees()
    base = next(
        (s for s in sources().values() if s.source == colonnes.de and s.forme == "csv" and s.clients is None), None
    )
    champs = {nom: (c.colonne,) for nom, c in nommees.items()}
    ecarts = tuple(
        FactureAEcarter(cle=f"ecart {rang}", valeurs=e.valeurs, parce_que=f"sa colonne « {e.colonne} » l’écarte")
        for rang, e in enumerate(colonnes.ecarter)
    )
    champs |= {f"ecart {rang}": (e.colonne,) for rang, e in enumerate(colonnes.ecarter)}
    precise: dict[str, object] = {"formats": {nom: (c.format,) for nom, c in nommees.items() if c.format}}
    if colonnes.dates:
        precise["dates"] = (colonnes.dates,)
    if colonnes.decimales:
        precise["decimales"] = colonnes.decimales
    if base is not None:
        return base.model_copy(
            update={**precise, "champs": {**base.champs, **champs}, "ecarts": (*base.ecarts, *ecarts)}
        )
    precise.setdefault("decimales", None)
    precise.setdefault("dates", _DATES)
    return Correspondance.model_validate(
        {"source": "csv", "titre": "tableau (CSV)", "forme": "csv", "champs": champs, "ecarts": ecarts, **precise}
    )


def deviner(colonnes: Sequence[str]) -> dict[str, str]:
    """La colonne que chaque clé pourrait avoir, d'après son nom, en français ou en anglais. Rien ne s'importe ainsi."""
    noms: Mapping[str, Sequence[str]] = donnees("importation/noms_de_colonnes")
    pliees = {" ".join(sans_accents(c).lower().replace("_", " ").split()): c for c in reversed(colonnes) if c}
    trouvees = {cle: next((pliees[n] for n in possibles if n in pliees), None) for cle, possibles in noms.items()}
    return {cle: colonne for cle, colonne in trouvees.items() if colonne is not None}


def combien_de_devinees(colonnes: Sequence[str]) -> int:
    """Combien de clés auraient leur colonne parmi celles-là : aucune, dans la ligne d'un titre ou d'une facture."""
    return len(deviner(colonnes))


def schema_des_colonnes() -> dict[str, object]:
    """Le JSON Schema d'un « colonnes.yaml », pour l'éditeur de texte."""
    brut = Colonnes.model_json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **brut, "title": "Colonnes lettres"}
