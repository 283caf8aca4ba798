"""Objets de référence : les réponses `--json` qui ne tiennent à aucun dossier. Le droit, ses calculs, les codes.

Ils s’écrivent comme ceux de `objets`.
"""

from __future__ import annotations

from typing import Annotated, TypedDict

from lettres.interface.notations import (
    ChoixJson,
    CodeDeConstatJson,
    EmpreinteJson,
    JourJson,
    NombreJson,
    SommeJson,
    UrgenceJson,
    VersionJson,
)
from lettres.socle.champ import Genre
from lettres.socle.constats import Gravite


class SegmentJson(TypedDict):
    """Une période où ni le capital ni le taux ne changent."""

    du: JourJson
    au: JourJson
    jours: int
    capital: SommeJson
    taux: NombreJson
    interet: SommeJson


class InteretJson(TypedDict):
    """La réponse de « calculer interet »."""

    version: VersionJson
    capital_initial: SommeJson
    interet: SommeJson
    capital_restant: SommeJson
    interet_restant: SommeJson
    solde: SommeJson
    par_jour: SommeJson
    segments: list[SegmentJson]
    regle: str


class VersementPrevuJson(TypedDict):
    """Un versement d’un plan de paiement."""

    date: JourJson
    reporte_de: Annotated[JourJson | None, "Le jour prévu, s’il n’était pas ouvrable."]
    montant: SommeJson
    interet: SommeJson
    capital: SommeJson


class FaconDePayerJson(TypedDict):
    """Ce que coûte la somme, payée en ce nombre de versements."""

    nombre: int
    versement: SommeJson
    dernier: SommeJson
    le: Annotated[JourJson, "Le jour du dernier versement."]
    interet: SommeJson
    total: SommeJson


class PetitesCreancesJson(TypedDict):
    """L’autre façon : ce que le plafond permet; les frais de greffe ne sont pas connus, et ne sont jamais comptés."""

    motif: str
    frais: Annotated[None, "Toujours nuls : inconnus."]


class VersementsJson(TypedDict):
    """La réponse de « calculer versements »."""

    version: VersionJson
    au: JourJson
    somme: SommeJson
    interet_couru: Annotated[SommeJson, "L’intérêt déjà couru au jour du calcul, étalé avec la somme."]
    taux: NombreJson
    interet: SommeJson
    total: SommeJson
    versements: list[VersementPrevuJson]
    facons: list[FaconDePayerJson]
    petites_creances: PetitesCreancesJson | None
    regle: str


class DelaiJson(TypedDict):
    """La réponse de « calculer delai »; la durée est en jours ou en mois."""

    version: VersionJson
    echeance: JourJson
    reporte_de: Annotated[JourJson | None, "Le jour non ouvrable où le délai tombait."]
    depuis: JourJson
    jours: int | None
    mois: int | None
    calendrier: Annotated[str, ChoixJson(("interpretation", "cpc", "lpc"))]
    regle: str
    fondement: str


class PrescriptionJson(TypedDict):
    """La réponse de « calculer prescription »."""

    version: VersionJson
    date: JourJson
    fondement: str
    depuis: JourJson
    matiere: Annotated[str, ChoixJson(("generale", "reputation", "journal"))]
    urgence: UrgenceJson
    regle: str


class TaxesJson(TypedDict):
    """La réponse de « calculer taxes »."""

    version: VersionJson
    avant_taxes: SommeJson
    tps: SommeJson
    tvq: SommeJson
    total: SommeJson
    regle: str
    fondement: str


class ReferenceJson(TypedDict):
    """Un texte de loi, et où il a été lu."""

    loi: str
    article: str
    texte: str
    titre: str
    url: Annotated[str | None, "Nulle quand la source n’en donne pas."]
    officielle: Annotated[bool, "Vrai si l’adresse est celle d’une autorité publique."]


class ParametreJson(TypedDict):
    """Un fait daté du droit : un nombre (`valeur`, `unite`) ou un énoncé."""

    cle: str
    titre: str
    valeur: NombreJson | None
    unite: str | None
    enonce: str | None
    depuis: JourJson | None
    entree_en_vigueur: Annotated[str, ChoixJson(("connue", "inconnue", "sans objet"))]
    jusqu_au: JourJson | None
    reference: ReferenceJson
    fiche: str
    certitude: Annotated[str, ChoixJson(("sûr", "probable", "à vérifier", "de mémoire", "choix", "inconnu"))]
    verifie_le: JourJson
    exact: bool
    note: str
    a_reverifier: bool


class DroitJson(TypedDict):
    """La réponse de « droit »."""

    version: VersionJson
    au: JourJson
    parametres: list[ParametreJson]


class RegleJson(TypedDict):
    """Une règle du registre."""

    code: CodeDeConstatJson
    nom: str
    gravite: Gravite
    depuis: str
    faute: str
    fondement: str
    fiches: list[str]


class ReglesJson(TypedDict):
    """La réponse de « regles »."""

    version: VersionJson
    regles: list[RegleJson]


class ExplicationJson(TypedDict):
    """La réponse de « expliquer » : la page d’un code."""

    version: VersionJson
    code: CodeDeConstatJson
    nom: str
    gravite: Gravite
    famille: str
    tolere: bool
    forcable: bool
    derogeable: bool
    depuis: str
    retire: Annotated[str | None, "La version où plus rien ne le donne."]
    faute: str
    rubriques: Annotated[dict[str, str], "Les sections remplies, par leur titre."]


class ExigenceJson(TypedDict):
    """Un fait qu’un modèle exige du dossier."""

    chemin: str
    libelle: str


class ModeleJson(TypedDict):
    """Un modèle livré."""

    lettre: str
    nature: str
    fichier: str
    version: str
    titre: str
    fondements: list[str]
    exige: list[ExigenceJson]


class ModelesJson(TypedDict):
    """La réponse de « modeles lister »."""

    version: VersionJson
    modeles: list[ModeleJson]


class LettreDeMaisonJson(TypedDict):
    """Une lettre de l’usager, que son catalogue déclare."""

    code: str
    nature: str
    comme: Annotated[str, "La lettre livrée dont elle tient lieu."]
    titre: str
    fichier: str


class MaisonJson(TypedDict):
    """Les modèles de l’usager."""

    repertoire: str
    remplaces: Annotated[list[str], "Les modèles livrés que les siens remplacent."]
    lettres: list[LettreDeMaisonJson]


class ModeleDeLettreJson(TypedDict):
    """Le modèle qui a écrit une lettre."""

    fichier: Annotated[str | None, "Le nom d’un modèle livré, ou le fichier de l’usager."]
    livre: bool
    empreinte: Annotated[EmpreinteJson, "Celle que la provenance de la lettre garde."]


class ChampJson(TypedDict):
    """Un champ qu’un modèle peut imprimer ou tester."""

    chemin: str
    genre: Genre
    description: str
    source: Annotated[str, "Le fait du dossier d’où il vient; vide s’il est calculé."]
    balise: Annotated[str, "Comment il s’écrit dans un modèle."]
    forme: Annotated[str, "« mis en forme » ou « tel qu’au dossier », s’il s’imprime; sinon, ce qu’il fait."]
    exemple: Annotated[str | None, "Ce qu’il imprime dans un exemple livré; nul d’un groupe ou d’une liste de blocs."]


class ChampsJson(TypedDict):
    """La réponse de « modeles champs »."""

    version: VersionJson
    champs: list[ChampJson]
    fichier: Annotated[str | None, "La page Word que « --docx » a écrite."]
