"""Types des valeurs du dossier : la lecture de chacune, ses bornes, et sa forme dans le schéma."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, time
from decimal import Decimal
from typing import Annotated

from email_validator import EmailNotValidError, validate_email
from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, WithJsonSchema

from lettres.dossier.caracteres import a_une_lettre_ou_un_chiffre
from lettres.dossier.caracteres import caracteres_refuses as caracteres_refuses
from lettres.dossier.lecture_de_valeurs import (
    ENTIER_MAX,
    ESPACES,
    MONTANT_MAX,
    MOTIF_ENTIER,
    MOTIF_MONTANT,
    MOTIF_TAUX,
    lire_entier,
    lire_heure,
    lire_moment,
    lire_oui_non,
    refus,
)
from lettres.dossier.lecture_de_valeurs import Moment as Moment
from lettres.dossier.lecture_de_valeurs import lire_date as lire_date
from lettres.dossier.lecture_de_valeurs import lire_montant as lire_montant
from lettres.dossier.lecture_de_valeurs import lire_taux as lire_taux

MOTIF_POSTAL = rf"[ABCEGHJ-NPRSTVXY][0-9][ABCEGHJ-NPRSTV-Z][{ESPACES}]?[0-9][ABCEGHJ-NPRSTV-Z][0-9]"
MOTIF_PIECE = r"P-[1-9][0-9]{0,2}"
MOTIF_WEB = r"https?://[^\s]+"

# -- Ce que le schéma dit de plus que le motif de lecture : des bornes --
_NON_NUL = "(?=.*[1-9])"
_FORME_DATE = r"(?:(?:19|20|21)[0-9]{2}|2200)-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"
_FORME_HEURE = rf"(?:[01]?[0-9]|2[0-3])(?::[0-5][0-9]|[{ESPACES}]?h(?:[{ESPACES}]?[0-5][0-9])?)"
_FORME_JOURS_DE_DELAI = "0{0,5}(?:[1-9][0-9]?|[12][0-9]{2}|3[0-5][0-9]|36[0-5])"
_FORME_NEQ = rf"(?:[{ESPACES}]*[0-9]){{10}}"


def _propre(texte: str) -> str:
    """Normalise en NFC et en fins de ligne simples; refuse ce qui ne s'imprime pas.

    Un logiciel hôte peut passer un `dict` sans fichier : le dossier se défend donc lui-même.
    """
    brut = texte.replace("\r\n", "\n").replace("\r", "\n")
    texte = unicodedata.normalize("NFC", brut)
    refuses = caracteres_refuses(brut) or caracteres_refuses(texte)
    if refuses:
        raise refus("caractere", f"Caractère qui ne s’imprime pas : {refuses[0][1]}. Effacez-le et retapez le texte.")
    return texte


def _lisible(texte: str) -> str:
    if not a_une_lettre_ou_un_chiffre(texte):
        raise refus("illisible", "Ce texte n’a ni lettre ni chiffre : rien ne s’y lirait. Écrivez-le, ou effacez-le.")
    return texte


def _une_ligne(texte: str) -> str:
    if "\n" in texte:
        raise refus("une_ligne", "Ce champ tient sur une seule ligne.")
    return texte


def _courriel(texte: str) -> str:
    try:
        # -- « .test » est réservé aux exemples; aucune vérification sur le réseau --
        return validate_email(texte, check_deliverability=False, test_environment=True).normalized
    except EmailNotValidError:
        raise refus("courriel", "Adresse de courriel illisible : écrivez « nom@domaine.ca ».") from None


def _telephone(texte: str) -> str:
    chiffres = re.sub(r"\D", "", texte.split("poste")[0])
    if not re.fullmatch(r"[0-9\s().+,–-]+(poste\s*[0-9]{1,6})?", texte) or len(chiffres.removeprefix("1")) != 10:
        raise refus("telephone", "Téléphone illisible : écrivez « 450 555-0123 » (dix chiffres).")
    return texte


def lire_code_postal(texte: str) -> str:
    """Lit un code postal du Canada, `J2G 1A1` ou `j2g1a1`."""
    texte = texte.upper()
    if not re.fullmatch(MOTIF_POSTAL, texte):
        raise refus("code_postal", "Code postal illisible : écrivez « J2G 1A1 »; hors du Canada, ajoutez « pays ».")
    return f"{texte[:3]} {texte[-3:]}"


def _neq(texte: str) -> str:
    chiffres = re.sub(rf"[{ESPACES}]", "", texte)
    if not re.fullmatch(r"\d{10}", chiffres, re.ASCII):
        raise refus("neq", "Le NEQ compte dix chiffres.")
    return chiffres


def _identifiant_de_piece(texte: str) -> str:
    if not re.fullmatch(MOTIF_PIECE, texte):
        raise refus("piece", "Une pièce se nomme « P-1 », « P-2 »…")
    return texte


def _adresse_web(texte: str) -> str:
    if not re.fullmatch(MOTIF_WEB, texte):
        raise refus("url", "Adresse Web illisible : copiez l’adresse entière, « https://… ».")
    return texte


def _plus_grand_que_zero(montant: Decimal) -> Decimal:
    if montant <= 0:
        raise refus("montant_nul", "Ce montant doit être plus grand que zéro.")
    return montant


def _taux_plus_grand_que_zero(taux: Decimal) -> Decimal:
    if taux <= 0:
        raise refus("taux_nul", "Un taux doit être plus grand que zéro : sans intérêt convenu, effacez cette clé.")
    return taux


Texte = Annotated[str, StringConstraints(min_length=1, max_length=5000), AfterValidator(_propre)]
"""Un texte de plusieurs lignes au besoin."""

Ligne = Annotated[
    str, StringConstraints(min_length=1, max_length=500), AfterValidator(_propre), AfterValidator(_une_ligne)
]
"""Un texte d'une seule ligne."""

Intitule = Annotated[Ligne, AfterValidator(_lisible)]
"""Ce qui nomme ou situe : nom, voie, ville, objet, numéro. On y lit au moins une lettre ou un chiffre."""

_NOMBRE_OU_TEXTE = ["string", "number"]

Montant = Annotated[
    Decimal,
    BeforeValidator(lire_montant),
    AfterValidator(_plus_grand_que_zero),
    WithJsonSchema(
        {
            "type": _NOMBRE_OU_TEXTE,
            "pattern": _NON_NUL + MOTIF_MONTANT,
            "exclusiveMinimum": 0,
            "maximum": float(MONTANT_MAX),
            "examples": ["1 149,75 $"],
        }
    ),
]
"""Un montant en dollars canadiens, plus grand que zéro."""

MontantOuZero = Annotated[
    Decimal,
    BeforeValidator(lire_montant),
    WithJsonSchema(
        {
            "type": _NOMBRE_OU_TEXTE,
            "pattern": MOTIF_MONTANT,
            "minimum": 0,
            "maximum": float(MONTANT_MAX),
            "examples": ["57,49 $", "0"],
        }
    ),
]
"""Un montant en dollars canadiens; zéro est permis (taxes)."""

Taux = Annotated[
    Decimal,
    BeforeValidator(lire_taux),
    AfterValidator(_taux_plus_grand_que_zero),
    WithJsonSchema(
        {
            "type": _NOMBRE_OU_TEXTE,
            "pattern": _NON_NUL + MOTIF_TAUX,
            "exclusiveMinimum": 0,
            "exclusiveMaximum": 1000,
            "examples": ["12 %"],
        }
    ),
]
"""Un taux en pour cent par année, plus grand que zéro."""

Jour = Annotated[
    date,
    BeforeValidator(lire_date),
    WithJsonSchema({"type": "string", "pattern": _FORME_DATE, "examples": ["2026-08-31"]}),
]
"""Une date exacte, `AAAA-MM-JJ`."""

Heure = Annotated[
    time,
    BeforeValidator(lire_heure),
    WithJsonSchema({"type": "string", "pattern": _FORME_HEURE, "examples": ["17 h", "17 h 30"]}),
]
"""Une heure du jour."""

JourEtHeure = Annotated[
    Moment,
    BeforeValidator(lire_moment),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": rf"{_FORME_DATE}(?:[\sT]+{_FORME_HEURE})?",
            "examples": ["2026-10-12", "2026-10-12 14:30"],
        }
    ),
]
"""Une date, avec l'heure quand on la connaît."""

OuiNon = Annotated[
    bool,
    BeforeValidator(lire_oui_non),
    WithJsonSchema({"type": ["string", "boolean"], "enum": ["oui", "non", True, False]}),
]
"""Oui ou non."""

Entier = Annotated[
    int,
    BeforeValidator(lire_entier),
    WithJsonSchema({"type": ["string", "integer"], "pattern": MOTIF_ENTIER, "minimum": 0, "maximum": ENTIER_MAX}),
]
"""Un entier de 0 à 999 999."""

Page = Annotated[
    int,
    BeforeValidator(lire_entier),
    Field(ge=1),
    WithJsonSchema(
        {"type": ["string", "integer"], "pattern": _NON_NUL + MOTIF_ENTIER, "minimum": 1, "maximum": ENTIER_MAX}
    ),
]
"""Un numéro de page."""

JoursDeDelai = Annotated[
    int,
    BeforeValidator(lire_entier),
    Field(ge=1, le=365),
    WithJsonSchema({"type": ["string", "integer"], "pattern": _FORME_JOURS_DE_DELAI, "minimum": 1, "maximum": 365}),
]
"""Un nombre de jours, de 1 à 365."""

Courriel = Annotated[
    Ligne, AfterValidator(_courriel), WithJsonSchema({"type": "string", "examples": ["karine@exemple.test"]})
]
Telephone = Annotated[
    Ligne, AfterValidator(_telephone), WithJsonSchema({"type": "string", "examples": ["450 555-0123"]})
]
Neq = Annotated[
    Ligne,
    AfterValidator(_neq),
    WithJsonSchema({"type": _NOMBRE_OU_TEXTE, "pattern": _FORME_NEQ, "examples": ["1100000000"]}),
]
IdPiece = Annotated[
    Ligne,
    AfterValidator(_identifiant_de_piece),
    WithJsonSchema({"type": "string", "pattern": MOTIF_PIECE, "examples": ["P-1"]}),
]
AdresseWeb = Annotated[
    Ligne,
    AfterValidator(_adresse_web),
    WithJsonSchema({"type": "string", "pattern": MOTIF_WEB, "examples": ["https://exemple.test"]}),
]
