"""Types des valeurs du dossier : chacun lit le texte d'un fichier, ou la valeur Python d'un logiciel hôte.

Aucune valeur n'est devinée : un nombre à virgule flottante est refusé (il a déjà perdu des cents), une date
ambiguë aussi. Les montants sont en dollars canadiens, les taux en pour cent par année.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Annotated

from email_validator import EmailNotValidError, validate_email
from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

MONTANT_MAX = Decimal("999999999.99")

_ESPACES = " \u00a0\u202f"
_MOTIF_MONTANT = re.compile(
    rf"^(?P<entier>\d{{1,3}}(?:[{_ESPACES}]\d{{3}})+|\d{{1,9}})(?:[.,](?P<cents>\d{{1,2}}))?[{_ESPACES}]?\$?$",
    re.ASCII,
)
_MOTIF_TAUX = re.compile(rf"^\d{{1,3}}(?:[.,]\d{{1,4}})?(?:[{_ESPACES}]?%)?$", re.ASCII)
_MOTIF_DATE = re.compile(r"^\d{4}-\d{2}-\d{2}$", re.ASCII)
_MOTIF_HEURE = re.compile(rf"^(\d{{1,2}})(?::(\d{{2}})|[{_ESPACES}]?h(?:[{_ESPACES}]?(\d{{2}}))?)$", re.ASCII)
_MOTIF_POSTAL = re.compile(rf"^[ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z][{_ESPACES}]?\d[ABCEGHJ-NPRSTV-Z]\d$", re.ASCII)


def _refus(code: str, message: str) -> PydanticCustomError:
    return PydanticCustomError(code, message)


def _en_chiffres(nombre: Decimal) -> str:
    """Écrit un nombre sans exposant ni zéro superflu; tel quel s'il est démesuré, car il sera refusé."""
    if not nombre.is_finite() or abs(nombre.adjusted()) > 30:
        return str(nombre)
    texte = f"{nombre:f}"
    return texte.rstrip("0").rstrip(".") if "." in texte else texte


def lire_montant(valeur: object) -> Decimal:
    """Lit `60,00 $`, `1 149,75 $`, `60.00`, `60`, un entier ou un Decimal; rend des dollars à deux décimales.

    Refuse les nombres à virgule flottante, `1,234.56` (ambigu), `12.345`, `1e5`, les signes et NaN.
    """
    if isinstance(valeur, int | Decimal) and not isinstance(valeur, bool):
        texte = _en_chiffres(Decimal(valeur))
    elif isinstance(valeur, str):
        texte = valeur.strip()
    else:
        raise _refus("montant", "Ce n’est pas un montant : écrivez « 1 234,56 $ » (texte, entier ou Decimal).")
    if re.match(r"^[-\u2212+]", texte):
        raise _refus("montant_signe", "Un montant s’écrit sans signe : un crédit va dans « paiements ».")
    trouve = _MOTIF_MONTANT.match(texte)
    if trouve is None:
        raise _refus(
            "montant",
            "Montant illisible : écrivez « 1 234,56 $ », « 1234.56 » ou « 60 », deux décimales au plus.",
        )
    entier = re.sub(rf"[{_ESPACES}]", "", trouve["entier"])
    montant = Decimal(f"{entier}.{(trouve['cents'] or '').ljust(2, '0')}")
    if montant > MONTANT_MAX:
        raise _refus("montant_trop_grand", "Montant trop grand : au plus 999 999 999,99 $.")
    return montant


def _strictement_positif(montant: Decimal) -> Decimal:
    if montant <= 0:
        raise _refus("montant_nul", "Ce montant doit être plus grand que zéro.")
    return montant


def lire_taux(valeur: object) -> Decimal:
    """Lit un taux par année : `12 %`, `12,5 %`, `12`. Rend des pour cent. Un taux au mois n'est pas converti."""
    if isinstance(valeur, int | Decimal) and not isinstance(valeur, bool):
        valeur = _en_chiffres(Decimal(valeur))
    if not isinstance(valeur, str):
        raise _refus("taux", "Ce n’est pas un taux : écrivez « 12 % ».")
    texte = valeur.strip()
    if re.search(r"mois|mensuel", texte, re.IGNORECASE):
        raise _refus(
            "taux_mensuel",
            "Un taux par mois n’est jamais converti : mettez-le dans « taux_mensuel », "
            "et l’équivalent par année dans « taux_annuel » seulement si le contrat l’écrit.",
        )
    if not _MOTIF_TAUX.match(texte):
        raise _refus("taux", "Taux illisible : écrivez « 12 % » ou « 12,5 % », par année.")
    return Decimal(re.sub(rf"[{_ESPACES}%]", "", texte).replace(",", "."))


def lire_date(valeur: object) -> date:
    """Lit une date `AAAA-MM-JJ` ou une date Python, entre 1900 et 2200."""
    if isinstance(valeur, datetime):
        raise _refus("date", "Il faut une date sans heure : écrivez « 2026-08-31 ».")
    if isinstance(valeur, date):
        jour = valeur
    elif isinstance(valeur, str) and _MOTIF_DATE.match(valeur.strip()):
        try:
            jour = date.fromisoformat(valeur.strip())
        except ValueError:
            raise _refus("date_absente", "Ce jour n’existe pas au calendrier.") from None
    else:
        raise _refus("date", "Date illisible : écrivez l’année, le mois et le jour, « 2026-08-31 ».")
    if not 1900 <= jour.year <= 2200:
        raise _refus("date_lointaine", "Date hors de portée : l’année doit être entre 1900 et 2200.")
    return jour


def lire_heure(valeur: object) -> time:
    """Lit une heure du jour : `17 h`, `17 h 30`, `17:30`."""
    if isinstance(valeur, time):
        return valeur
    trouve = _MOTIF_HEURE.match(valeur.strip()) if isinstance(valeur, str) else None
    if trouve is None:
        raise _refus("heure", "Heure illisible : écrivez « 17 h », « 17 h 30 » ou « 17:30 ».")
    try:
        return time(int(trouve[1]), int(trouve[2] or trouve[3] or 0))
    except ValueError:
        raise _refus("heure", "Cette heure n’existe pas : écrivez « 17 h 30 ».") from None


@dataclass(frozen=True, slots=True)
class Moment:
    """Un jour et, si on la connaît, l'heure."""

    jour: date
    heure: time | None = None


def lire_moment(valeur: object) -> Moment:
    """Lit `2026-10-12` ou `2026-10-12 14:30` (l'heure est celle du Québec, telle qu'affichée)."""
    if isinstance(valeur, Moment):
        return valeur
    if isinstance(valeur, datetime):
        if valeur.tzinfo is not None:
            raise _refus("heure", "Il faut l’heure du Québec, sans fuseau : écrivez « 2026-10-12 14:30 ».")
        return Moment(lire_date(valeur.date()), valeur.time().replace(second=0, microsecond=0))
    if isinstance(valeur, str) and len(valeur.strip()) > len("2026-10-12"):
        jour, _, heure = valeur.strip().replace("T", " ", 1).partition(" ")
        return Moment(lire_date(jour), lire_heure(heure))
    return Moment(lire_date(valeur))


def lire_oui_non(valeur: object) -> bool:
    """Lit `oui`, `non`, `true`, `false` ou un booléen."""
    reponses = {"oui": True, "non": False, "true": True, "false": False}
    if isinstance(valeur, bool):
        return valeur
    if isinstance(valeur, str) and valeur.strip().lower() in reponses:
        return reponses[valeur.strip().lower()]
    raise _refus("oui_non", "Répondez « oui » ou « non ».")


def lire_entier(valeur: object) -> int:
    """Lit un entier positif ou nul, écrit en chiffres."""
    if isinstance(valeur, int) and not isinstance(valeur, bool) and valeur >= 0:
        return valeur
    if isinstance(valeur, str) and re.fullmatch(r"\d{1,6}", valeur.strip(), re.ASCII):
        return int(valeur.strip())
    raise _refus("entier", "Il faut un nombre entier, en chiffres.")


def _propre(texte: str) -> str:
    """Normalise en NFC et en fins de ligne simples; refuse ce qui ne s'imprime pas.

    Un logiciel hôte peut passer un `dict` sans fichier : le dossier se défend donc lui-même.
    """
    texte = unicodedata.normalize("NFC", texte.replace("\r\n", "\n").replace("\r", "\n"))
    refuses = caracteres_refuses(texte)
    if refuses:
        raise _refus("caractere", f"Caractère qui ne s’imprime pas : {refuses[0][1]}. Effacez-le et retapez le texte.")
    return texte


# -- Marques de sens, espaces de largeur nulle, séparateurs de ligne. Le liant U+200D est permis : il soude les emojis
_INVISIBLES = frozenset(
    {0x061C, 0x200B, 0x200C, 0x200E, 0x200F, 0x2028, 0x2029, 0xFEFF}
    | {*range(0x202A, 0x202F)}
    | {*range(0x2066, 0x206A)}
)


def _ne_s_imprime_pas(caractere: str) -> bool:
    point = ord(caractere)
    hors_caractere = point & 0xFFFE == 0xFFFE or 0xFDD0 <= point <= 0xFDEF
    return point in _INVISIBLES or hors_caractere or unicodedata.category(caractere) in {"Cc", "Cs", "Co"}


def caracteres_refuses(texte: str) -> list[tuple[int, str]]:
    """Rend la position et le code `U+XXXX` de chaque caractère qu'une lettre ne peut pas imprimer."""
    return [(i, f"U+{ord(c):04X}") for i, c in enumerate(texte) if c not in "\n\t" and _ne_s_imprime_pas(c)]


def _une_ligne(texte: str) -> str:
    if "\n" in texte:
        raise _refus("une_ligne", "Ce champ tient sur une seule ligne.")
    return texte


def _courriel(texte: str) -> str:
    try:
        # -- « .test » est réservé aux exemples; aucune vérification sur le réseau --
        return validate_email(texte, check_deliverability=False, test_environment=True).normalized
    except EmailNotValidError:
        raise _refus("courriel", "Adresse de courriel illisible : écrivez « nom@domaine.ca ».") from None


def _telephone(texte: str) -> str:
    chiffres = re.sub(r"\D", "", texte.split("poste")[0])
    if not re.fullmatch(r"[0-9\s().+,–-]+(poste\s*[0-9]{1,6})?", texte) or len(chiffres.removeprefix("1")) != 10:
        raise _refus("telephone", "Téléphone illisible : écrivez « 450 555-0123 » (dix chiffres).")
    return texte


def _code_postal(texte: str) -> str:
    texte = texte.upper()
    if not _MOTIF_POSTAL.match(texte):
        raise _refus("code_postal", "Code postal illisible : écrivez « J2G 1A1 ».")
    return f"{texte[:3]} {texte[-3:]}"


def _neq(texte: str) -> str:
    chiffres = re.sub(rf"[{_ESPACES}]", "", texte)
    if not re.fullmatch(r"\d{10}", chiffres, re.ASCII):
        raise _refus("neq", "Le NEQ compte dix chiffres.")
    return chiffres


def _identifiant_de_piece(texte: str) -> str:
    if not re.fullmatch(r"P-[1-9]\d{0,2}", texte, re.ASCII):
        raise _refus("piece", "Une pièce se nomme « P-1 », « P-2 »…")
    return texte


def _adresse_web(texte: str) -> str:
    if not re.match(r"^https?://[^\s]+$", texte):
        raise _refus("url", "Adresse Web illisible : copiez l’adresse entière, « https://… ».")
    return texte


Texte = Annotated[str, StringConstraints(min_length=1, max_length=5000), AfterValidator(_propre)]
"""Un texte de plusieurs lignes au besoin."""

Ligne = Annotated[
    str, StringConstraints(min_length=1, max_length=500), AfterValidator(_propre), AfterValidator(_une_ligne)
]
"""Un texte d'une seule ligne : nom, titre, numéro."""

Montant = Annotated[
    Decimal,
    BeforeValidator(lire_montant),
    AfterValidator(_strictement_positif),
    WithJsonSchema({"type": ["string", "number"], "examples": ["1 149,75 $"]}),
]
"""Un montant en dollars canadiens, plus grand que zéro."""

MontantOuZero = Annotated[
    Decimal,
    BeforeValidator(lire_montant),
    WithJsonSchema({"type": ["string", "number"], "examples": ["57,49 $", "0"]}),
]
"""Un montant en dollars canadiens; zéro est permis (taxes)."""

Taux = Annotated[
    Decimal,
    BeforeValidator(lire_taux),
    WithJsonSchema({"type": ["string", "number"], "examples": ["12 %"]}),
]
"""Un taux en pour cent par année."""

Jour = Annotated[
    date,
    BeforeValidator(lire_date),
    WithJsonSchema({"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$", "examples": ["2026-08-31"]}),
]
"""Une date exacte, `AAAA-MM-JJ`."""

Heure = Annotated[
    time,
    BeforeValidator(lire_heure),
    WithJsonSchema({"type": "string", "examples": ["17 h", "17 h 30"]}),
]
"""Une heure du jour."""

JourEtHeure = Annotated[
    Moment,
    BeforeValidator(lire_moment),
    WithJsonSchema({"type": "string", "examples": ["2026-10-12", "2026-10-12 14:30"]}),
]
"""Une date, avec l'heure quand on la connaît."""

OuiNon = Annotated[
    bool,
    BeforeValidator(lire_oui_non),
    WithJsonSchema({"type": ["string", "boolean"], "enum": ["oui", "non", True, False]}),
]
"""Oui ou non."""

Entier = Annotated[int, BeforeValidator(lire_entier), WithJsonSchema({"type": ["string", "integer"]})]
"""Un entier positif ou nul."""

Page = Annotated[Entier, Field(ge=1)]
"""Un numéro de page."""

JoursDeDelai = Annotated[Entier, Field(ge=1, le=365)]
"""Un nombre de jours, de 1 à 365."""

Courriel = Annotated[
    Ligne, AfterValidator(_courriel), WithJsonSchema({"type": "string", "examples": ["karine@exemple.test"]})
]
Telephone = Annotated[
    Ligne, AfterValidator(_telephone), WithJsonSchema({"type": "string", "examples": ["450 555-0123"]})
]
CodePostal = Annotated[Ligne, AfterValidator(_code_postal), WithJsonSchema({"type": "string", "examples": ["J2G 1A1"]})]
Neq = Annotated[Ligne, AfterValidator(_neq), WithJsonSchema({"type": "string", "examples": ["1100000000"]})]
IdPiece = Annotated[
    Ligne,
    AfterValidator(_identifiant_de_piece),
    WithJsonSchema({"type": "string", "pattern": r"^P-[1-9]\d{0,2}$", "examples": ["P-1"]}),
]
AdresseWeb = Annotated[
    Ligne,
    AfterValidator(_adresse_web),
    WithJsonSchema({"type": "string", "examples": ["https://exemple.test"]}),
]
