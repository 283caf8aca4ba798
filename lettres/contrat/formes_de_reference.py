"""Formes de référence : les réponses `--json` qui ne tiennent à aucun dossier. Le droit, ses calculs, les codes.

Elles s’écrivent comme celles de `formes`.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypedDict

from lettres.contrat.formes import Choix, CodeDeConstat, Jour, Nombre, Somme, Urgence, Version
from lettres.socle.constats import Gravite


class Segment(TypedDict):
    """Une période où ni le capital ni le taux ne changent."""

    du: Jour
    au: Jour
    jours: int
    capital: Somme
    taux: Nombre
    interet: Somme


class Interet(TypedDict):
    """La réponse de « calculer interet »."""

    version: Version
    capital_initial: Somme
    interet: Somme
    capital_restant: Somme
    interet_restant: Somme
    solde: Somme
    par_jour: Somme
    segments: list[Segment]
    regle: str


class Delai(TypedDict):
    """La réponse de « calculer delai »; la durée est en jours ou en mois."""

    version: Version
    echeance: Jour
    reporte_de: Annotated[Jour | None, "Le jour non ouvrable où le délai tombait."]
    depuis: Jour
    jours: int | None
    mois: int | None
    calendrier: Annotated[str, Choix(("interpretation", "cpc", "lpc"))]
    regle: str
    fondement: str


class Prescription(TypedDict):
    """La réponse de « calculer prescription »."""

    version: Version
    date: Jour
    fondement: str
    depuis: Jour
    matiere: Annotated[str, Choix(("generale", "reputation", "journal"))]
    urgence: Urgence
    regle: str


class Taxes(TypedDict):
    """La réponse de « calculer taxes »."""

    version: Version
    avant_taxes: Somme
    tps: Somme
    tvq: Somme
    total: Somme
    regle: str
    fondement: str


class Reference(TypedDict):
    """Un texte de loi, et où il a été lu."""

    loi: str
    article: str
    texte: str
    titre: str
    url: Annotated[str | None, "Nulle quand la source n’en donne pas."]
    officielle: Annotated[bool, "Vrai si l’adresse est celle d’une autorité publique."]


class Parametre(TypedDict):
    """Un fait daté du droit : un nombre (`valeur`, `unite`) ou un énoncé."""

    cle: str
    titre: str
    valeur: Nombre | None
    unite: str | None
    enonce: str | None
    depuis: Jour | None
    entree_en_vigueur: Annotated[str, Choix(("connue", "inconnue", "sans objet"))]
    jusqu_au: Jour | None
    reference: Reference
    fiche: str
    certitude: Annotated[str, Choix(("sûr", "probable", "à vérifier", "de mémoire", "choix", "inconnu"))]
    verifie_le: Jour
    exact: bool
    note: str
    a_reverifier: bool


class Droit(TypedDict):
    """La réponse de « droit »."""

    version: Version
    au: Jour
    parametres: list[Parametre]


class Regle(TypedDict):
    """Une règle du registre."""

    code: CodeDeConstat
    nom: str
    gravite: Gravite
    depuis: str
    faute: str
    fondement: str
    fiches: list[str]


class Regles(TypedDict):
    """La réponse de « regles »."""

    version: Version
    regles: list[Regle]


class Explication(TypedDict):
    """La réponse de « expliquer » : la page d’un code."""

    version: Version
    code: CodeDeConstat
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


class Exigence(TypedDict):
    """Un fait qu’un modèle exige du dossier."""

    chemin: str
    libelle: str


class Modele(TypedDict):
    """Un modèle livré."""

    lettre: str
    nature: str
    fichier: str
    version: str
    titre: str
    fondements: list[str]
    exige: list[Exigence]


class Modeles(TypedDict):
    """La réponse de « modeles lister »."""

    version: Version
    modeles: list[Modele]


class Champ(TypedDict):
    """Un champ qu’un modèle peut imprimer ou tester."""

    chemin: str
    genre: Literal["texte", "oui_non", "groupe", "liste", "liste_de_textes"]
    description: str
    source: str


class Champs(TypedDict):
    """La réponse de « modeles champs »."""

    version: Version
    champs: list[Champ]
