"""Lecture des dates et des heures : « 2026-03-14 », « le samedi 14 mars 2026 », « 14 mars 2026 à 14 h 30 ».

Une date en chiffres ne se lit que l'année d'abord : « 02/03/2026 » est le 2 mars pour l'une et le 3 février pour
l'autre. Elle est refusée, et les dates qu'on a pu vouloir écrire sont dites. Un jour de semaine doit être le bon.
"""

from __future__ import annotations

import difflib
import re
from datetime import date, datetime, time

from lettres.dossier.refus import ESPACES, refus, vouliez_vous_dire
from lettres.dossier.saisie.lecture_de_mots import LONGUEUR_MAX, sans_accent
from lettres.langue.ecriture import JOURS, MOIS
from lettres.socle.classes import NamedTuple
from lettres.socle.expression import Expression

_ABREGES = ("janv jan", "fevr fev", "", "avr", "", "", "juill juil", "", "sept sep", "oct", "nov", "dec")
_MOIS = tuple(f"{sans_accent(mois)} {abreges}" for mois, abreges in zip(MOIS, _ABREGES, strict=True))
_MOIS_ANGLAIS = (
    *("january", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug"),
    *("september", "october", "november", "december"),
)
_RANG_DU_MOIS = {nom: rang for rang, noms in enumerate(_MOIS, start=1) for nom in noms.split()}
_RANG_VOULU = _RANG_DU_MOIS | {n: rang for rang, noms in enumerate(_MOIS_ANGLAIS, start=1) for n in noms.split()}

MOTIF_DATE = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
MOTIF_HEURE = rf"([0-9]{{1,2}})(?::([0-9]{{2}})|[{ESPACES}]?[hH](?:eures?)?(?:[{ESPACES}]?([0-9]{{2}}))?)"

_EN_ISO = Expression(MOTIF_DATE)
_ANNEE_D_ABORD = Expression(r"([0-9]{4})([-/. ])([0-9]{1,2})\2([0-9]{1,2})")
_ANNEE_EN_FIN = Expression(r"([0-9]{1,2})([-/. ])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})")
_COLLEE = Expression(r"((?:19|20|21)[0-9]{2})([0-9]{2})([0-9]{2})")
_EN_LETTRES = Expression(
    rf"(?:le )?(?:({'|'.join(f'{jour[:3]}(?:{jour[3:]})?' for jour in JOURS)})\.?,? (?:le )?)?"
    r"(?:([0-9]{1,2})( ?er)?|premier)[ -]?([a-z]+)\.?,?[ -]?([0-9]{4})\.?"
)
_PRESQUE = Expression(r"(?:le )?([0-9]{1,2})(?: ?[a-z]{1,2})? ([a-z]+)\.?,? ([0-9]{4}|[0-9]{2})")
_A_L_ANGLAISE = Expression(r"([a-z]+)\.? ([0-9]{1,2})(?:[a-z]{2})?,? ([0-9]{4})")
_SANS_ANNEE = Expression(r"(?:le )?[0-9]{1,2}(?: ?er)? ([a-z]+)")
_SANS_JOUR = Expression(r"([a-z]+) [0-9]{4}")
_HEURE_EN_FIN = Expression(rf"(?:T|, ?| )(?:[àa] )?(?={MOTIF_HEURE}$)", re.IGNORECASE)
_ISO_ET_HEURE = Expression(rf"({MOTIF_DATE})(?:T|, ?| )(?:[àa] )?([0-9].*)")

_ILLISIBLE = "Date illisible : écrivez l’année, le mois et le jour, « 2026-08-31 » ou « 31 août 2026 »."


class Moment(NamedTuple):
    """Un jour et, si on la connaît, l'heure."""

    jour: date
    heure: time | None = None


def lire_date(valeur: object) -> date:
    """Lit une date, entre 1900 et 2200 : une date Python, `2026-08-31`, `31 août 2026`, `le 1er septembre 2026`."""
    if isinstance(valeur, datetime):
        raise refus("date", "Il faut une date sans heure : écrivez « 2026-08-31 ».")
    if isinstance(valeur, date):
        return _a_portee(valeur)
    if not isinstance(valeur, str):
        raise refus("date", _ILLISIBLE)
    if _EN_ISO.fullmatch(valeur):
        return _jour(*map(int, valeur.split("-")))
    texte = " ".join(valeur.split())
    if len(texte) > LONGUEUR_MAX:
        raise refus("date", _ILLISIBLE)
    simple = sans_accent(texte)
    if en_chiffres := _ANNEE_D_ABORD.fullmatch(simple.removesuffix(".")):
        return _jour(int(en_chiffres[1]), int(en_chiffres[3]), int(en_chiffres[4]))
    ecrite = _EN_LETTRES.fullmatch(simple)
    if ecrite is None or ecrite[4] not in _RANG_DU_MOIS or (ecrite[3] and ecrite[2] != "1"):
        raise _date_mal_ecrite(texte, simple)
    jour = _jour(int(ecrite[5]), _RANG_DU_MOIS[ecrite[4]], int(ecrite[2] or 1))
    if ecrite[1] and ecrite[1][:3] != JOURS[jour.weekday()][:3]:
        raise refus("date", f"Le {jour.isoformat()} est un {JOURS[jour.weekday()]} : corrigez le jour ou la date.")
    return jour


def _jour(annee: int, mois: int, quantieme: int) -> date:
    try:
        jour = date(annee, mois, quantieme)
    except ValueError:
        raise refus("date_absente", "Ce jour n’existe pas au calendrier.") from None
    return _a_portee(jour)


def _a_portee(jour: date) -> date:
    if not 1900 <= jour.year <= 2200:
        raise refus("date_lointaine", "Date hors de portée : l’année doit être entre 1900 et 2200.")
    return jour


def _date_mal_ecrite(texte: str, simple: str) -> Exception:
    """Le refus, avec les dates que l'on a pu vouloir écrire, ou ce qui y manque."""
    if len(texte) > 10 and _HEURE_EN_FIN.search(texte):
        return refus("date", "Il faut une date sans heure : écrivez « 2026-08-31 ».")
    if simple.startswith(("vers ", "environ ")):
        return refus("date", "Une date approximative va dans « vers », sans le mot : « vers: 2026-08-31 ».")
    if (m := _SANS_ANNEE.fullmatch(simple)) and m[1] in _RANG_DU_MOIS:
        return refus("date", "Il manque l’année : écrivez « 2026-08-31 » ou « 31 août 2026 ».")
    if (m := _SANS_JOUR.fullmatch(simple)) and m[1] in _RANG_DU_MOIS:
        return refus("date", "Il manque le jour : écrivez « 2026-08-31 » ou « 31 août 2026 ».")
    essais = _essais(simple)
    voulues = [jour.isoformat() for jour in dict.fromkeys(filter(None, map(_si_possible, essais)))]
    if voulues:
        return refus("date", f"Date ambiguë ou mal écrite : {vouliez_vous_dire(*voulues)}")
    if essais:
        return refus("date_absente", "Ce jour n’existe pas au calendrier.")
    return refus("date", _ILLISIBLE)


def _essais(simple: str) -> list[tuple[int, int, int]]:
    """Les dates (année, mois, jour) que ce texte pourrait vouloir dire."""
    if m := _ANNEE_EN_FIN.fullmatch(re.sub(r" ?([/.-]) ?", r"\1", simple)):
        un, deux, annee = int(m[1]), int(m[3]), _siecle(m[4])
        return [(annee, deux, un), (annee, un, deux)]
    if m := _COLLEE.fullmatch(simple):
        return [(int(m[1]), int(m[2]), int(m[3]))]
    if (m := _PRESQUE.fullmatch(simple)) and (mois := _mois_voulu(m[2])):
        return [(_siecle(m[3]), mois, int(m[1]))]
    if (m := _A_L_ANGLAISE.fullmatch(simple)) and (mois := _mois_voulu(m[1])):
        return [(int(m[3]), mois, int(m[2]))]
    return []


def _siecle(annee: str) -> int:
    return int(annee) if len(annee) == 4 else 2000 + int(annee)


def _mois_voulu(mot: str) -> int | None:
    proches = difflib.get_close_matches(mot, _RANG_VOULU, n=1, cutoff=0.75)
    return _RANG_VOULU[proches[0]] if proches else None


def _si_possible(essai: tuple[int, int, int]) -> date | None:
    try:
        jour = date(*essai)
    except ValueError:
        return None
    return jour if 1900 <= jour.year <= 2200 else None


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


def lire_moment(valeur: object) -> Moment:
    """Lit une date, et l'heure si elle suit : `2026-10-12 14:30`, `12 octobre 2026 à 14 h 30` (heure du Québec)."""
    if isinstance(valeur, Moment):
        return valeur
    if isinstance(valeur, datetime):
        if valeur.tzinfo is not None:
            raise refus("heure", "Il faut l’heure du Québec, sans fuseau : écrivez « 2026-10-12 14:30 ».")
        return Moment(lire_date(valeur.date()), valeur.time().replace(second=0, microsecond=0))
    if not isinstance(valeur, str) or len(valeur.strip()) <= len("2026-10-12"):
        return Moment(lire_date(valeur))
    texte = " ".join(valeur.split())
    if iso := _ISO_ET_HEURE.fullmatch(texte):
        return Moment(lire_date(iso[1]), lire_heure(iso[2]))
    separe = _HEURE_EN_FIN.search(texte) if len(texte) <= LONGUEUR_MAX else None
    if separe is None:
        return Moment(lire_date(texte))
    return Moment(lire_date(texte[: separe.start()]), lire_heure(texte[separe.end() :]))
