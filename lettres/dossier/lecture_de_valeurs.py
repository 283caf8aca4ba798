"""Lecture des valeurs : du texte d'un fichier, ou de la valeur Python d'un logiciel hôte, à la valeur exacte.

Aucune valeur n'est devinée : un nombre à virgule flottante est refusé (il a déjà perdu des cents), une date
ambiguë aussi. Les montants sont en dollars canadiens, les taux en pour cent par année.

Chaque motif sert aussi au schéma : ni groupe nommé, ni classe abrégée, ni ancre.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from pydantic_core import PydanticCustomError

MONTANT_MAX = Decimal("999999999.99")

ESPACES = " \u00a0\u202f"
"""L'espace ordinaire, l'insécable et l'insécable étroite."""

MOTIF_MONTANT = rf"([0-9]{{1,3}}(?:[{ESPACES}][0-9]{{3}})+|[0-9]{{1,9}})(?:[.,]([0-9]{{1,2}}))?[{ESPACES}]?\$?"
MOTIF_TAUX = rf"[0-9]{{1,3}}(?:[.,][0-9]{{1,4}})?(?:[{ESPACES}]?%)?"
MOTIF_DATE = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
MOTIF_HEURE = rf"([0-9]{{1,2}})(?::([0-9]{{2}})|[{ESPACES}]?h(?:[{ESPACES}]?([0-9]{{2}}))?)"
MOTIF_ENTIER = r"[0-9]{1,6}"
ENTIER_MAX = 999_999


def refus(code: str, message: str) -> PydanticCustomError:
    """Le refus d'une valeur : un type stable et sa phrase en français."""
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
        raise refus("montant", "Ce n’est pas un montant : écrivez « 1 234,56 $ » (texte, entier ou Decimal).")
    if re.match(r"^[-\u2212+]", texte):
        raise refus("montant_signe", "Un montant s’écrit sans signe : un crédit va dans « paiements ».")
    trouve = re.fullmatch(MOTIF_MONTANT, texte)
    if trouve is None:
        raise refus(
            "montant",
            "Montant illisible : écrivez « 1 234,56 $ », « 1234.56 » ou « 60 », deux décimales au plus.",
        )
    entier = re.sub(rf"[{ESPACES}]", "", trouve[1])
    montant = Decimal(f"{entier}.{(trouve[2] or '').ljust(2, '0')}")
    if montant > MONTANT_MAX:
        raise refus("montant_trop_grand", "Montant trop grand : au plus 999 999 999,99 $.")
    return montant


def lire_taux(valeur: object) -> Decimal:
    """Lit un taux par année : `12 %`, `12,5 %`, `12`. Rend des pour cent. Un taux au mois n'est pas converti."""
    if isinstance(valeur, int | Decimal) and not isinstance(valeur, bool):
        valeur = _en_chiffres(Decimal(valeur))
    if not isinstance(valeur, str):
        raise refus("taux", "Ce n’est pas un taux : écrivez « 12 % ».")
    texte = valeur.strip()
    if re.search(r"mois|mensuel", texte, re.IGNORECASE):
        raise refus(
            "taux_mensuel",
            "Un taux par mois n’est jamais converti : mettez-le dans « taux_mensuel », "
            "et l’équivalent par année dans « taux_annuel » seulement si le contrat l’écrit.",
        )
    if not re.fullmatch(MOTIF_TAUX, texte):
        raise refus("taux", "Taux illisible : écrivez « 12 % » ou « 12,5 % », par année.")
    return Decimal(re.sub(rf"[{ESPACES}%]", "", texte).replace(",", "."))


def lire_date(valeur: object) -> date:
    """Lit une date `AAAA-MM-JJ` ou une date Python, entre 1900 et 2200."""
    if isinstance(valeur, datetime):
        raise refus("date", "Il faut une date sans heure : écrivez « 2026-08-31 ».")
    if isinstance(valeur, date):
        jour = valeur
    elif isinstance(valeur, str) and re.fullmatch(MOTIF_DATE, valeur.strip()):
        try:
            jour = date.fromisoformat(valeur.strip())
        except ValueError:
            raise refus("date_absente", "Ce jour n’existe pas au calendrier.") from None
    else:
        raise refus("date", "Date illisible : écrivez l’année, le mois et le jour, « 2026-08-31 ».")
    if not 1900 <= jour.year <= 2200:
        raise refus("date_lointaine", "Date hors de portée : l’année doit être entre 1900 et 2200.")
    return jour


def lire_heure(valeur: object) -> time:
    """Lit une heure du jour : `17 h`, `17 h 30`, `17:30`."""
    if isinstance(valeur, time):
        return valeur
    trouve = re.fullmatch(MOTIF_HEURE, valeur.strip()) if isinstance(valeur, str) else None
    if trouve is None:
        raise refus("heure", "Heure illisible : écrivez « 17 h », « 17 h 30 » ou « 17:30 ».")
    try:
        return time(int(trouve[1]), int(trouve[2] or trouve[3] or 0))
    except ValueError:
        raise refus("heure", "Cette heure n’existe pas : écrivez « 17 h 30 ».") from None


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
            raise refus("heure", "Il faut l’heure du Québec, sans fuseau : écrivez « 2026-10-12 14:30 ».")
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
    raise refus("oui_non", "Répondez « oui » ou « non ».")


def lire_entier(valeur: object) -> int:
    """Lit un entier de 0 à 999 999, écrit en chiffres."""
    if isinstance(valeur, int) and not isinstance(valeur, bool) and valeur >= 0:
        if valeur > ENTIER_MAX:
            raise refus("entier", "Nombre trop grand : au plus 999 999.")
        return int(valeur)
    if isinstance(valeur, str) and re.fullmatch(MOTIF_ENTIER, valeur.strip()):
        return int(valeur.strip())
    raise refus("entier", "Il faut un nombre entier, en chiffres.")
