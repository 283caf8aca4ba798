"""Phrases récrites : ce que le dossier nomme ailleurs, et ce qui a la forme d'un numéro, y prend sa fiction.

Le reste ne change pas d'un signe; ce qui, au milieu d'une phrase, porte encore une majuscule ou un long nombre se dit,
pour que quelqu'un le relise.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from lettres.deguisement.lexique import lexique, plie
from lettres.deguisement.reconnaissables import motif_de_la_voie, motif_du_nom

_RUE = (
    r"(?<![\w-])\d+[A-Za-z]?,?\s+(?:rue|avenue|av\.|boulevard|boul\.|chemin|ch\.|rang|route|place|montée|côte|impasse|croissant"
    r"|terrasse)\s+(?:(?:de la|de l[’']|de|du|des)\s*)?[A-ZÀ-ÝŒ][\w’'-]*(?:\s+[A-ZÀ-ÝŒ][\w’'-]*)*"
)
_FORMES: tuple[tuple[str, str], ...] = (
    ("courriel", r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
    ("web", r"https?://[^\s»”\"]*[^\s»”\".,;:!?)]"),
    (
        "web",
        r"(?<![\w@.-])(?:[\w-]+\.)+(?:(?:ca|com|net|org|quebec|info|test)\b|[a-z]{2,10}(?=/\w))(?:/[^\s»”\"]*[^\s»”\".,;:!?)])?",
    ),
    ("code_postal", r"(?<!\w)(?i:[A-Z]\d[A-Z][ \u00a0-]?\d[A-Z]\d)(?!\w)"),
    ("tps", r"(?<!\w)\d{9}\s?RT\d{4}(?!\w)"),
    ("tvq", r"(?<!\w)\d{10}\s?TQ\d{4}(?!\w)"),
    ("telephone", r"(?<![\w-])(?:\+?1[ .-]?)?\(?\d{3}\)?[ .\u00a0-]?\d{3}[ .\u00a0-]\d{4}(?![\w-])"),
    ("numero", r"(?<![\w-])(?:\d{4}[ -]){3}\d{1,4}(?![\w-])|(?<![\w-])\d{3}[ -]\d{3}[ -]\d{3}(?![\w-]|[ ,]\d| ?\$)"),
    ("numero", r"(?<![\w-])\d{9,19}(?![\w-])"),
    ("numero", r"(?<![\w-])(?=(?:-?\d){9,19}(?![\w-]))\d+(?:-\d+)+"),
    ("numero", r"(?<!\w)[A-Z]\d{4}-\d{6}-\d{2}(?!\w)|(?<!\w)[A-Z]{4}[ \u00a0]?\d{4}[ \u00a0]?\d{4}(?!\w)"),
    ("voie", _RUE),
    ("pseudo", r"(?<![\w.@])@\w[\w.]+\w"),
)
_DE_FICHIER = r"(?<![\w/.()-])[\w()-]+\.(?:pdf|docx?|xlsx?|odt|jpe?g|png|heic|eml|msg|txt|zip)\b"
"""Un fichier que le dossier ne nomme pas ailleurs : ce qui s'y lit d'une personne y est collé à autre chose."""

_DEVANT_UN_NUMERO = (
    *("facture", "factures", "commande", "contrat", "dossier", "soumission", "numéro", "nº", "n°", "no", "par"),
)
_MOT = re.compile(r"(?<!\w)(?:(?:[cdjlmnst]|qu)[’'](?=[^\W\d_]))?([^\W\d_][\w’'-]*)", re.IGNORECASE)
_CIVILITE = re.compile(r"(?:\b(?:M\.|Mme|Mlle|Me|Dre?|[Mm]onsieur|[Mm]adame|[Mm]aître))\s+$")
_AVANT_UN_DEBUT = tuple('.!?…:«“"(–—')
_LONG = re.compile(r"(?<![\w,.-])(?!\d{4}-\d\d-\d\d(?!\d))(?:\d{5,}|\d[\d-]{5,}\d)(?![\w-]|[,.]\d)")
"""Un long nombre, ou plusieurs que des traits d'union joignent, qui n'est ni une somme ni un jour."""


class Phrases:
    """Récrit des phrases d'après ce que le dossier nomme."""

    def __init__(self, fiction: Callable[[str, str], str]) -> None:
        self._fiction = fiction
        self._sues: dict[str, str] = {}
        self._motifs: dict[str, str] = {}
        self._voies: list[tuple[re.Pattern[str], str]] = []
        self._permis = {plie(mot) for mot in lexique().connus}
        self._compile: re.Pattern[str] | None = None

    def savoir(self, vraie: str, fictive: str, *, casse: bool = False) -> None:
        """Ce texte vrai se récrira ainsi; `casse` : seulement écrit avec ses majuscules."""
        self._permis |= set(plie(fictive).split())
        cle, morceaux = _cle(vraie), re.findall(r"[^\W_]+", vraie)
        nombre = vraie.strip().isdigit()
        if not cle or cle in self._sues or (plie(vraie) in self._permis and len(morceaux) == 1 and not nombre):
            return
        if nombre and len(vraie.strip()) < 5:
            # -- un petit nombre n'est un numéro que si la phrase le dit --
            dite = "|".join(rf"(?<={mot}[ \u00a0\u202f])" for mot in _DEVANT_UN_NUMERO)
            motif = rf"(?i:{dite}){cle}(?!\w)"
        elif len(cle) < 3:
            return
        else:
            motif = motif_du_nom(morceaux, casse=casse)
        self._sues[cle] = fictive
        self._motifs[cle] = motif
        self._compile = None

    def savoir_la_voie(self, vraie: str, fictive: str) -> None:
        """Cette rue se récrira ainsi, même abrégée, avec le numéro de la fiction si l'on en dit un."""
        motif = motif_de_la_voie(vraie)
        if motif is not None:
            self._voies.append((re.compile(motif), fictive))

    def recrire(self, phrase: str) -> str:
        """La phrase, ses noms et ses numéros remplacés."""
        for motif, fictive in self._voies:
            rue = fictive.partition(", ")[2]
            phrase = motif.sub(lambda trouve, rue=rue, fictive=fictive: fictive if trouve[1] else rue, phrase)  # type: ignore[misc]
        return self._motif().sub(self._remplacer, phrase)

    def a_relire(self, recrite: str) -> list[str]:
        """Ce qui, dans une phrase récrite, pourrait encore nommer quelqu'un."""
        vus = []
        for mot in _MOT.finditer(recrite):
            avant = recrite[: mot.start(1)]
            if not mot[1][0].isupper() or set(plie(mot[1]).split()) <= self._permis:
                continue
            if _CIVILITE.search(avant) or not _commence(avant):
                vus.append(mot[1])
        longs = (nombre[0] for nombre in _LONG.finditer(recrite))
        vus += [nombre for nombre in longs if not set(plie(nombre).split()) <= self._permis]
        return list(dict.fromkeys(vus))

    def _motif(self) -> re.Pattern[str]:
        if self._compile is None:
            sus = sorted(self._motifs.items(), key=lambda paire: -len(paire[0]))
            formes = [f"(?P<f{rang}>{motif})" for rang, (_, motif) in enumerate(_FORMES)]
            connus = [rf"(?P<su>{'|'.join(motif for _, motif in sus)})"] if sus else []
            self._compile = re.compile("|".join([*formes, *connus, f"(?P<fichier>{_DE_FICHIER})"]))
        return self._compile

    def _remplacer(self, trouve: re.Match[str]) -> str:
        connue = self._sues.get(_cle(trouve[0]))
        if connue is not None:
            return connue.upper() if trouve[0].isupper() and len(trouve[0]) > 3 else connue
        if trouve.lastgroup == "fichier":
            return self._fiction("fichier", trouve[0]).rpartition("/")[2]
        genre = _FORMES[int(str(trouve.lastgroup)[1:])][0]
        fictive = self._fiction(genre, trouve[0])
        self._permis |= set(plie(fictive).split())
        return fictive


def _cle(texte: str) -> str:
    """Ce à quoi deux écritures d'un nom ou d'un numéro se reconnaissent : « EB-4471 », « eb4471 »."""
    return plie(texte).replace(" ", "")


def _commence(avant: str) -> bool:
    """Dit si ce qui suit commence une phrase, une ligne ou une citation."""
    nu = avant.rstrip()
    return not nu or nu.endswith(_AVANT_UN_DEBUT) or "\n" in avant[len(nu) :] or avant.endswith("- ")
