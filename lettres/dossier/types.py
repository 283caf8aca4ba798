"""Types des valeurs du dossier : la lecture de chacune, ses bornes, et sa forme dans le schéma."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import Field, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from lettres.dossier.refus import ESPACES, l_ordinaire_d_abord, lecture_de, refus
from lettres.dossier.saisie.caracteres import ORDINAIRES, a_cote, lisible, propre, replier, une_ligne
from lettres.dossier.saisie.caracteres import caracteres_refuses as caracteres_refuses
from lettres.dossier.saisie.lecture_de_dates import MOTIF_DATE, lire_heure, lire_moment
from lettres.dossier.saisie.lecture_de_dates import Moment as Moment
from lettres.dossier.saisie.lecture_de_dates import lire_date as lire_date
from lettres.dossier.saisie.lecture_de_numeros import (
    MOTIF_FIN_DE_CARTE,
    MOTIF_NEQ,
    MOTIF_PIECE_TAPEE,
    MOTIF_WEB,
    lire_adresse_web,
    lire_courriel,
    lire_fin_de_carte,
    lire_neq,
    lire_piece,
    lire_telephone,
)
from lettres.dossier.saisie.lecture_de_numeros import MOTIF_PIECE as MOTIF_PIECE
from lettres.dossier.saisie.lecture_de_numeros import lire_code_postal as lire_code_postal
from lettres.dossier.saisie.lecture_de_sommes import MONTANT_MAX, MOTIF_DEVISE, MOTIF_MONTANT, MOTIF_TAUX, lire_devise
from lettres.dossier.saisie.lecture_de_sommes import lire_montant as lire_montant
from lettres.dossier.saisie.lecture_de_sommes import lire_taux as lire_taux
from lettres.dossier.saisie.lecture_de_valeurs import (
    ENTIER_MAX,
    MOTIF_EMPLOYES,
    MOTIF_ENTIER,
    MOTIF_OUI_NON,
    MOTIF_PAGE,
    lire_employes,
    lire_jours,
    lire_oui_non,
    lire_page,
    lire_rang,
)

# -- Ce que le schéma dit de plus que le motif de lecture : des bornes --
_NON_NUL = "(?=.*[1-9])"
_LETTRES = rf"[A-Za-z\u00c0-\u017f\u0300-\u036f\u1d49\u02b3{ESPACES}.,-]"
_ANNEE = "(?:(?:19|20|21)[0-9]{2}|2200)"
_FORME_DATE = (
    rf"(?:{_ANNEE}[-/.{ESPACES}](?:0?[1-9]|1[0-2])[-/.{ESPACES}](?:0?[1-9]|[12][0-9]|3[01])"
    rf"|(?:{_LETTRES}{{0,20}}(?:0?[1-9]|[12][0-9]|3[01])|[pP]remier){_LETTRES}{{3,24}}{_ANNEE}\.?)"
)
_FORME_HEURE = rf"(?:[01]?[0-9]|2[0-3])(?::[0-5][0-9]|[{ESPACES}]?[hH](?:eures?)?(?:[{ESPACES}]?[0-5][0-9])?)"
_FORME_JOURS_DE_DELAI = (
    rf"(?:[A-Za-z-]{{1,15}}[{ESPACES}]?\()?0{{0,5}}(?:[1-9][0-9]?|[12][0-9]{{2}}|3[0-5][0-9]|36[0-5])\)?"
    rf"(?:[{ESPACES}]?[jJ][a-zA-Z.{ESPACES}]{{0,18}})?"
)


def _plus_grand_que_zero(montant: Decimal) -> Decimal:
    if montant <= 0:
        raise refus("montant_nul", "Ce montant doit être plus grand que zéro.")
    return montant


def _taux_plus_grand_que_zero(taux: Decimal) -> Decimal:
    if taux <= 0:
        raise refus("taux_nul", "Un taux doit être plus grand que zéro : sans intérêt convenu, effacez cette clé.")
    return taux


class _Lu:
    """Annote une valeur qui s'écrit de plusieurs façons : sa lecture, ce qu'on en exige, et sa forme dans le schéma.

    Dit en autant d'annotations de Pydantic, chaque champ de chaque modèle les monterait une à une, à chaque départ.
    """

    def __init__(
        self,
        lecture: Callable[[object], object],
        forme: JsonSchemaValue,
        exigence: Callable[[Any], object] | None = None,
        ordinaire: CoreSchema | None = None,
    ) -> None:
        self._lecture = lecture
        self._forme = forme
        self._exigence = exigence
        self._ordinaire = ordinaire

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        lu = handler(source)
        if self._exigence is not None:
            lu = core_schema.no_info_after_validator_function(self._exigence, lu)
        lu = core_schema.no_info_before_validator_function(self._lecture, lu)
        return lu if self._ordinaire is None else l_ordinaire_d_abord(self._ordinaire, lu)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {**self._forme}


class _Borne:
    """Annote un texte de `maximum` signes au plus, que ces lectures lisent tour à tour : de même, en une seule étape.

    `forme` est la sienne dans le schéma, s'il ne s'écrit pas comme n'importe quel texte; `ordinaire`, le motif de ceux
    que ces lectures rendent tels quels.
    """

    def __init__(
        self, maximum: int, *lectures: Callable[[str], str], forme: JsonSchemaValue | None = None, ordinaire: str = ""
    ) -> None:
        self._maximum = maximum
        self._lectures = lectures
        self._forme = forme
        self._ordinaire = ordinaire

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        borne = core_schema.str_schema(min_length=1, max_length=self._maximum)
        lu = core_schema.no_info_after_validator_function(self._lire, borne)
        ordinaire = core_schema.str_schema(max_length=self._maximum, pattern=self._ordinaire)
        return l_ordinaire_d_abord(ordinaire, lu) if self._ordinaire else lu

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {**self._forme} if self._forme is not None else handler(lecture_de(schema))

    def _lire(self, texte: str) -> str:
        for lecture in self._lectures:
            texte = lecture(texte)
        return texte


_LISIBLE = f"^[{ORDINAIRES}]*[0-9A-Za-zÀ-ÖØ-öø-ʯ][{ORDINAIRES}]*$"

Texte = Annotated[str, _Borne(5000, propre, ordinaire=f"^[\n{ORDINAIRES}]+$")]
"""Un texte de plusieurs lignes au besoin."""

Description = Annotated[str, _Borne(500, propre, replier, lisible, ordinaire=_LISIBLE)]
"""Ce qui décrit : écrit sur plusieurs lignes, il se replie sur une seule."""

LigneDeTexte = Annotated[str, _Borne(500, propre, une_ligne, ordinaire=f"^[{ORDINAIRES}]+$")]
"""Un texte d'une seule ligne."""

Intitule = Annotated[str, _Borne(500, propre, une_ligne, lisible, ordinaire=_LISIBLE)]
"""Ce qui nomme ou situe : nom, voie, ville, objet, numéro. On y lit au moins une lettre ou un chiffre."""

CheminDImage = Annotated[str, _Borne(500, propre, une_ligne, lisible, a_cote)]
"""Le fichier d'une image, dit d'où est le dossier."""

_NOMBRE_OU_TEXTE = ["string", "number"]

Montant = Annotated[
    Decimal,
    _Lu(
        lire_montant,
        {
            "type": _NOMBRE_OU_TEXTE,
            "pattern": _NON_NUL + MOTIF_MONTANT,
            "exclusiveMinimum": 0,
            "maximum": float(MONTANT_MAX),
            "examples": ["1 149,75 $"],
        },
        _plus_grand_que_zero,
    ),
]
"""Un montant en dollars canadiens, plus grand que zéro."""

MontantOuZero = Annotated[
    Decimal,
    _Lu(
        lire_montant,
        {
            "type": _NOMBRE_OU_TEXTE,
            "pattern": MOTIF_MONTANT,
            "minimum": 0,
            "maximum": float(MONTANT_MAX),
            "examples": ["57,49 $", "0"],
        },
    ),
]
"""Un montant en dollars canadiens; zéro est permis (taxes)."""

Taux = Annotated[
    Decimal,
    _Lu(
        lire_taux,
        {
            "type": _NOMBRE_OU_TEXTE,
            "pattern": _NON_NUL + MOTIF_TAUX,
            "exclusiveMinimum": 0,
            "exclusiveMaximum": 1000,
            "examples": ["12 %"],
        },
        _taux_plus_grand_que_zero,
    ),
]
"""Un taux en pour cent par année, plus grand que zéro."""

_A_PORTEE = core_schema.date_schema(ge=date(1900, 1, 1), le=date(2200, 12, 31))

Jour = Annotated[
    date,
    _Lu(
        lire_date,
        {"type": "string", "pattern": _FORME_DATE, "examples": ["2026-08-31"]},
        ordinaire=core_schema.chain_schema([core_schema.str_schema(strict=True, pattern=f"^{MOTIF_DATE}$"), _A_PORTEE]),
    ),
]
"""Une date exacte, `AAAA-MM-JJ`."""

Heure = Annotated[
    time,
    _Lu(lire_heure, {"type": "string", "pattern": _FORME_HEURE, "examples": ["17 h", "17 h 30"]}),
]
"""Une heure du jour."""

JourEtHeure = Annotated[
    Moment,
    _Lu(
        lire_moment,
        {
            "type": "string",
            "pattern": rf"{_FORME_DATE}(?:(?:[\sT]+|,\s*)(?:[àaA]\s)?{_FORME_HEURE})?",
            "examples": ["2026-10-12", "2026-10-12 14:30"],
        },
    ),
]
"""Une date, avec l'heure quand on la connaît."""

OuiNon = Annotated[
    bool,
    _Lu(
        lire_oui_non,
        {"type": ["string", "boolean"], "enum": ["oui", "non", True, False], "pattern": rf"(?:{MOTIF_OUI_NON})\.?"},
    ),
]
"""Oui ou non."""

Devise = Annotated[
    Literal["CAD"],
    _Lu(lire_devise, {"type": "string", "enum": ["CAD"], "pattern": MOTIF_DEVISE}),
]
"""Le dollar canadien, seul."""

_ENTIER_OU_TEXTE = ["string", "integer"]

Entier = Annotated[
    int,
    _Lu(lire_employes, {"type": _ENTIER_OU_TEXTE, "pattern": MOTIF_EMPLOYES, "minimum": 0, "maximum": ENTIER_MAX}),
]
"""Un entier de 0 à 999 999 : un nombre d'employés."""

NumeroDePage = Annotated[
    int,
    _Lu(lire_page, {"type": _ENTIER_OU_TEXTE, "pattern": _NON_NUL + MOTIF_PAGE, "minimum": 1, "maximum": ENTIER_MAX}),
    Field(ge=1),
]
"""Un numéro de page."""

UnRang = Annotated[
    int,
    _Lu(lire_rang, {"type": _ENTIER_OU_TEXTE, "pattern": _NON_NUL + MOTIF_ENTIER, "minimum": 1, "maximum": ENTIER_MAX}),
]
"""Le rang d'une inscription dans sa liste, compté de 1."""

JoursDeDelai = Annotated[
    int,
    _Lu(lire_jours, {"type": _ENTIER_OU_TEXTE, "pattern": _FORME_JOURS_DE_DELAI, "minimum": 1, "maximum": 365}),
    Field(ge=1, le=365),
]
"""Un nombre de jours, de 1 à 365."""

Courriel = Annotated[
    str,
    _Borne(500, propre, une_ligne, lire_courriel, forme={"type": "string", "examples": ["karine@exemple.test"]}),
]
Telephone = Annotated[
    str,
    _Borne(500, propre, une_ligne, lire_telephone, forme={"type": "string", "examples": ["450 555-0123"]}),
]
Neq = Annotated[
    str,
    _Borne(
        500,
        propre,
        une_ligne,
        lire_neq,
        forme={"type": _NOMBRE_OU_TEXTE, "pattern": MOTIF_NEQ, "examples": ["1100000000"]},
    ),
]
FinDeCarte = Annotated[
    str,
    _Borne(
        500,
        propre,
        une_ligne,
        lire_fin_de_carte,
        forme={
            "type": _ENTIER_OU_TEXTE,
            "pattern": MOTIF_FIN_DE_CARTE,
            "minimum": 1000,
            "maximum": 9999,
            "examples": ["4821"],
        },
    ),
]
IdPiece = Annotated[
    str,
    _Borne(
        500,
        propre,
        une_ligne,
        lire_piece,
        ordinaire=f"^{MOTIF_PIECE}$",
        forme={"type": "string", "pattern": MOTIF_PIECE_TAPEE, "examples": ["P-1"]},
    ),
]
AdresseWeb = Annotated[
    str,
    _Borne(
        500,
        propre,
        une_ligne,
        lire_adresse_web,
        forme={"type": "string", "pattern": MOTIF_WEB, "examples": ["https://exemple.test"]},
    ),
]
