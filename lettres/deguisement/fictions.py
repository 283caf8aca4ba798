"""Fictions : de chaque valeur vraie, une fausse de même forme; la même, la même partout, et jamais celle d'une autre.

Les numéros sont pris où l'on n'en attribue pas (555-01xx, entreprises 0000…), leur clé de contrôle fausse à dessein; là
où une règle lit cette clé (TPS, carte, assurance sociale), elle reste juste si elle l'était : le constat resterait.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import count
from pathlib import PurePosixPath

from lettres.deguisement.lexique import plie
from lettres.langue.mots.numeros import cle_juste

_POSTE = re.compile(r"\W{0,6}(?:poste|ext|#|x)\D{0,3}\d.*", re.IGNORECASE | re.DOTALL)
"""Le poste que l'on demande, à la suite d'un numéro de téléphone."""

_LETTRES_POSTALES = "ABCEGHJKLMNPRSTVWXYZ"


class Fictions:
    """Les fictions d'un dossier, à mesure qu'on les demande; `vraies` : tout ce qu'aucune ne doit être."""

    def __init__(self, vraies: Iterable[str]) -> None:
        self._prises = {plie(vraie) for vraie in vraies}
        self._donnees: dict[tuple[str, str], str] = {}
        self._faire: dict[str, Callable[[str], Iterable[str]]] = {
            # -- un numéro que porte déjà le dossier, fût-ce celui d'une facture, n'est pas celui d'une porte fictive --
            "voie": lambda _: (f"{n}, rue de l’Exemple" for n in count(101) if str(n) not in self._prises),
            "code_postal": _code_postal,
            "courriel": lambda _: (f"personne{n}@exemple.test" for n in count(1)),
            "telephone": _telephone,
            "web": _web,
            "pseudo": lambda _: (f"@personne{n}" for n in count(1)),
            "neq": lambda vrai: (f"{vrai[:2]}{n:08}" for n in count(1)),
            "tps": _tps,
            "tvq": lambda _: (f"{n:010} TQ0001" for n in count(1)),
            "facture": lambda _: (f"F-{n}" for n in count(9001)),
            "reference": lambda _: (f"D-{n}" for n in count(9001)),
            "numero": silhouettes,
            "quatre_chiffres": lambda _: (f"{n:04}" for n in range(1, 10_000)),
            "empreinte": lambda _: (hashlib.sha256(f"exemple {n}".encode()).hexdigest() for n in count(1)),
            "fichier": _fichier,
        }

    def prise(self, candidats: Iterable[str]) -> str:
        """Le premier de ces candidats qui ne soit ni vrai ni déjà donné; il l'est désormais."""
        libre = next(c for c in candidats if plie(c) not in self._prises)
        self._prises.add(plie(libre))
        return libre

    def de(self, genre: str, vraie: str) -> str:
        """La fiction d'une valeur de ce genre."""
        cle = (genre, identite(genre, vraie))
        if cle not in self._donnees:
            # -- une valeur qui n'a pas la forme de son genre garde la sienne : elle reste fautive comme elle l'était --
            candidats = self._faire[genre](vraie) if _a_la_forme(genre, vraie) else silhouettes(vraie)
            self._donnees[cle] = self.prise(candidats)
        fictive = self._donnees[cle]
        if genre == "telephone" and _POSTE.search(vraie):
            return f"{fictive}, poste 100"
        # -- « f-1023 » n'est pas « F-1023 » : le journal ne les tient pas pour la même facture --
        return fictive.lower() if genre == "facture" and vraie.strip().islower() else fictive


def identite(genre: str, vraie: str) -> str:
    """Ce à quoi deux écritures d'une valeur se reconnaissent la même."""
    if genre in {"telephone", "neq", "tps", "tvq", "code_postal"}:
        ligne = _POSTE.split(vraie)[0] if genre == "telephone" else vraie
        serree = re.sub(r"[^0-9a-z]", "", ligne.casefold())
        return serree.removeprefix("1") if genre == "telephone" else serree
    return vraie.strip().casefold() if genre in {"courriel", "web", "fichier"} else plie(vraie)


_FORMES = {
    "code_postal": r"[A-Za-z]\d[A-Za-z][\s-]?\d[A-Za-z]\d",
    "courriel": r"[^@\s]+@[^@\s]+\.[^@\s]+",
    "quatre_chiffres": r"\d{4}",
    "neq": r"(?:[\s-]*\d){10}",
    "tps": r"\d{9}\s?RT\d{4}",
    "tvq": r"\d{10}\s?TQ\d{4}",
    "empreinte": r"[0-9a-fA-F]{64}",
}


def _a_la_forme(genre: str, vraie: str) -> bool:
    if genre == "telephone":
        return len(re.sub(r"\D", "", _POSTE.split(vraie)[0]).removeprefix("1")) == 10
    return re.fullmatch(_FORMES.get(genre, r".+"), vraie.strip(), re.DOTALL) is not None


def silhouettes(vraie: str) -> Iterator[str]:
    """Des numéros de la même allure : les lettres y sont des X, les chiffres un compte; la clé de Luhn, de même."""
    chiffres = sum(signe.isdigit() for signe in vraie)
    juste = chiffres >= 9 and cle_juste(re.sub(r"\D", "", vraie))
    debut = "4" if juste and chiffres >= 13 and vraie[0] in "23456" else ""
    for n in count(1):
        compte = iter(f"{debut}{n:0{max(1, chiffres - len(debut))}}"[-max(1, chiffres) :])
        ecrit = "".join(
            next(compte, "0") if s.isdigit() else ("X" if s.isupper() else "x") if s.isalpha() else s for s in vraie
        )
        if not chiffres:
            yield f"{ecrit}{'x' * n}"
        elif (chiffres >= 9 and cle_juste(re.sub(r"\D", "", ecrit))) == juste:
            yield ecrit


def _code_postal(vrai: str) -> Iterator[str]:
    """De la même province : la première lettre la dit, et décide d'une règle."""
    lettres = [c for c in _LETTRES_POSTALES if c not in "WZ"]
    return (f"{vrai.strip()[0].upper()}0{a} 0{b}{n}" for n in range(10) for a in lettres for b in lettres)


def _telephone(_: str) -> Iterator[str]:
    return (f"{region} 555-01{n:02}" for region in (514, 438, 819, 450, 418, 367) for n in range(100))


def _web(vraie: str) -> Iterator[str]:
    schema = re.match(r"https?://", vraie.strip(), re.IGNORECASE)
    return (f"{schema[0]}exemple.test/page-{n}" if schema else f"site{n}.exemple.test" for n in count(1))


def _tps(vraie: str) -> Iterator[str]:
    juste = cle_juste(vraie.strip()[:9])
    return (f"{n:09} RT0001" for n in count(10) if cle_juste(f"{n:09}") == juste)


def _fichier(vrai: str) -> Iterator[str]:
    """Un nom neuf au même endroit : ce qui mène hors du dossier y mène encore."""
    extension = PurePosixPath(vrai.strip()).suffix.lower()
    dehors = re.match(r"(?:[~/\\]|\.\.[/\\]|[A-Za-z]:)+", vrai.strip())
    return (f"{dehors[0] if dehors else ''}pieces/fichier-{n}{extension}" for n in count(1))
