"""Plume : une inscription en texte, et ce texte en YAML, en JSON ou en TOML, tel que le lecteur le relira."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from lettres.lecture.arbre import Valeur
from lettres.lecture.codage import lire_windows_1252

Bloc = dict[str, Valeur]
"""Une inscription : ses clés, dans l'ordre, et leurs valeurs en texte."""


class EntierEcrit(str):
    """Le texte d'un entier, à écrire nu dans les trois formats."""


class Libelle(str):
    """Un texte libre : un nombre, une date n'y sont que des mots, entre guillemets."""


_MOT = re.compile(r"[^\W\d_][\w-]*(?:[./][\w-]+)*", re.ASCII)
_NOMBRE = re.compile(r"(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,4})?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_EQUIVOQUES = frozenset({"y", "n", "yes", "no", "on", "off", "oui", "non", "true", "false", "null"})
"""Les mots nus qu'un autre lecteur de YAML prendrait pour un oui, un non ou un vide."""

_ECHAPPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}


def en_texte(inscription: Mapping[str, object]) -> Bloc:
    """L'inscription en texte, sans ses vides. Lève ValueError pour ce qui ne s'écrit pas sans se fausser."""
    textes = ((str(cle), valeur_en_texte(brute)) for cle, brute in inscription.items())
    return {cle: texte for cle, texte in textes if texte not in (None, "", [], {})}


def valeur_en_texte(brute: object) -> Valeur:
    if brute is None:
        return None
    if isinstance(brute, str):
        if brute.isascii() and "\r" not in brute:
            return brute.strip()
        return unicodedata.normalize("NFC", brute.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if isinstance(brute, bool):
        return "oui" if brute else "non"
    if isinstance(brute, int):
        return str(brute)
    if isinstance(brute, Decimal) and brute.is_finite():
        return f"{brute:f}"
    if isinstance(brute, date) and not isinstance(brute, datetime):
        return brute.isoformat()
    if isinstance(brute, Mapping):
        return en_texte(brute)
    if isinstance(brute, list | tuple):
        return [valeur_en_texte(element) for element in brute]
    remede = "donnez un texte, un Decimal, un int, une date, ou une liste ou un bloc de ceux-là"
    raise ValueError(f"Une valeur de type « {type(brute).__name__} » ne s’inscrit pas : {remede}.")


class Plume:
    """Écrit des valeurs dans un format; un signe que le codage du fichier n'a pas s'y écrit par son numéro."""

    def __init__(self, codage: str) -> None:
        self._codage = codage

    def yaml(self, valeur: Valeur) -> str:
        """En YAML, sur une ligne : nu si nul ne peut s'y tromper, sinon entre guillemets."""
        if isinstance(valeur, dict):
            return "{" + ", ".join(f"{cle}: {self.yaml(v)}" for cle, v in valeur.items()) + "}"
        if isinstance(valeur, list):
            return f"[{', '.join(map(self.yaml, valeur))}]"
        nu = valeur and (_est_un_mot(valeur) if isinstance(valeur, Libelle) else _est_nu(valeur))
        return valeur if valeur and nu else self.guillemets(valeur or "")

    def json(self, valeur: Valeur, entre: str = " ") -> str:
        """En JSON, sur une ligne; `entre` suit la virgule et les deux-points."""
        if isinstance(valeur, dict):
            return (
                "{" + f",{entre}".join(f"{self.json(c)}:{entre}{self.json(v, entre)}" for c, v in valeur.items()) + "}"
            )
        if isinstance(valeur, list):
            return f"[{f',{entre}'.join(self.json(v, entre) for v in valeur)}]"
        if isinstance(valeur, EntierEcrit):
            return valeur
        texte = valeur or ""
        return json.dumps(texte, ensure_ascii=not all(map(self._s_ecrit, texte)))

    def toml(self, valeur: Valeur) -> str:
        """En TOML, sur une ligne."""
        if isinstance(valeur, dict):
            return "{" + ", ".join(f"{cle} = {self.toml(v)}" for cle, v in valeur.items()) + "}"
        if isinstance(valeur, list):
            return f"[{', '.join(map(self.toml, valeur))}]"
        if isinstance(valeur, EntierEcrit):
            return valeur
        nue = valeur and not isinstance(valeur, Libelle) and _est_une_date(valeur)
        return valeur if valeur and nue else self.guillemets(valeur or "")

    def guillemets(self, texte: str) -> str:
        """Entre guillemets droits, que YAML et TOML lisent de même."""
        if self._codage == "utf-8" and texte.isprintable() and '"' not in texte and "\\" not in texte:
            return f'"{texte}"'
        return '"' + "".join(_ECHAPPES.get(signe) or self._signe(signe) for signe in texte) + '"'

    def _signe(self, signe: str) -> str:
        if (signe.isprintable() or unicodedata.category(signe) == "Zs") and self._s_ecrit(signe):
            return signe
        return f"\\u{ord(signe):04x}" if ord(signe) <= 0xFFFF else f"\\U{ord(signe):08x}"

    def _s_ecrit(self, signe: str) -> bool:
        try:
            octets = signe.encode(self._codage)
        except UnicodeEncodeError:
            return False
        # -- un fichier Windows-1252 ne se reconnaît qu'à ses signes, tous de ceux que l'on tape en français --
        return self._codage == "utf-8" or lire_windows_1252(octets) is not None


def _est_un_mot(texte: str) -> bool:
    return _MOT.fullmatch(texte) is not None and texte.lower() not in _EQUIVOQUES


def _est_nu(texte: str) -> bool:
    if not texte[0].isdigit():
        return _est_un_mot(texte)
    return _NOMBRE.fullmatch(texte) is not None or _est_une_date(texte)


def _est_une_date(texte: str) -> bool:
    if not _DATE.fullmatch(texte):
        return False
    try:
        date.fromisoformat(texte)
    except ValueError:
        return False
    return True
