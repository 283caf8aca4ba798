"""Phrases récrites : ce que le dossier nomme ailleurs, et ce qui a la forme d'un numéro, y prend sa fiction.

Le reste ne change pas d'un signe; ce qui, au milieu d'une phrase, porte encore une majuscule ou un long nombre se dit,
pour que quelqu'un le relise.
"""

from __future__ import annotations

import re
import string
import unicodedata
from collections.abc import Callable, Sequence
from itertools import pairwise

from lettres.deguisement.lexique import lexique, plie
from lettres.langue.pliage import lettres_nues

_FORMES: tuple[tuple[str, str], ...] = (
    ("courriel", r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
    ("web", r"https?://[^\s»”\"]*[^\s»”\".,;:!?)]|(?<![\w@.-])(?:[\w-]+\.)+(?:ca|com|net|org|quebec|info|test)\b"),
    ("code_postal", r"(?<!\w)[A-Z]\d[A-Z][ \u00a0-]?\d[A-Z]\d(?!\w)"),
    ("tps", r"(?<!\w)\d{9}\s?RT\d{4}(?!\w)"),
    ("tvq", r"(?<!\w)\d{10}\s?TQ\d{4}(?!\w)"),
    ("telephone", r"(?<![\w-])(?:\+?1[ .-]?)?\(?\d{3}\)?[ .\u00a0-]?\d{3}[ .\u00a0-]\d{4}(?![\w-])"),
    ("numero", r"(?<![\w-])(?:\d{4}[ -]){3}\d{1,4}(?![\w-])|(?<![\w-])\d{3}[ -]\d{3}[ -]\d{3}(?![\w-]|[ ,]\d| ?\$)"),
    ("numero", r"(?<![\w-])\d{9,19}(?![\w-])"),
)
_ENTRE = r"[\s,.’'\u00a0-]"
_ACCENTUEES = {
    base: base + "".join(s for s in map(chr, range(0xC0, 0x180)) if unicodedata.normalize("NFD", s)[0] == base)
    for base in string.ascii_letters
}
"""Une lettre, et toutes celles qui ne s'en distinguent que par leur accent."""
_MOT = re.compile(r"[^\W\d_][\w’'-]*")
_CIVILITE = re.compile(r"(?:\b(?:M\.|Mme|Mlle|Me|Dre?|[Mm]onsieur|[Mm]adame|[Mm]aître))\s+$")
_AVANT_UN_DEBUT = tuple('.!?…:«“"(–—')
_LONG = re.compile(r"(?<![\w,.-])\d{5,}(?![\w,.-])")


class Phrases:
    """Récrit des phrases d'après ce que le dossier nomme."""

    def __init__(self, fiction: Callable[[str, str], str]) -> None:
        self._fiction = fiction
        self._sues: dict[str, str] = {}
        self._motifs: dict[str, str] = {}
        self._permis = {plie(mot) for mot in lexique().connus}
        self._compile: re.Pattern[str] | None = None

    def savoir(self, vraie: str, fictive: str, *, casse: bool = False) -> None:
        """Ce texte vrai se récrira ainsi; `casse` : seulement écrit avec ses majuscules."""
        self._permis |= set(plie(fictive).split())
        cle, morceaux = _cle(vraie), re.findall(r"[^\W_]+", vraie)
        if not cle or cle in self._sues or (plie(vraie) in self._permis and len(morceaux) == 1):
            return
        if vraie.strip().isdigit() and len(vraie.strip()) < 5:
            # -- un petit nombre n'est un numéro que si la phrase le dit --
            dite = "|".join(
                rf"(?<={mot}[ \u00a0])" for mot in ("facture", "factures", "numéro", "nº", "n°", "no", "par")
            )
            motif = rf"(?i:{dite}){cle}(?!\w)"
        elif len(cle) < 3:
            return
        else:
            motif = _motif(morceaux, casse=casse)
        self._sues[cle] = fictive
        self._motifs[cle] = motif
        self._compile = None

    def recrire(self, phrase: str) -> str:
        """La phrase, ses noms et ses numéros remplacés."""
        return self._motif().sub(self._remplacer, phrase)

    def a_relire(self, recrite: str) -> list[str]:
        """Ce qui, dans une phrase récrite, pourrait encore nommer quelqu'un."""
        vus = []
        for mot in _MOT.finditer(recrite):
            avant = recrite[: mot.start()]
            if not mot[0][0].isupper() or set(plie(mot[0]).split()) <= self._permis:
                continue
            if _CIVILITE.search(avant) or not _commence(avant):
                vus.append(mot[0])
        vus += [nombre[0] for nombre in _LONG.finditer(recrite) if nombre[0] not in self._permis]
        return list(dict.fromkeys(vus))

    def _motif(self) -> re.Pattern[str]:
        if self._compile is None:
            sus = sorted(self._motifs.items(), key=lambda paire: -len(paire[0]))
            formes = [f"(?P<f{rang}>{motif})" for rang, (_, motif) in enumerate(_FORMES)]
            connus = [rf"(?P<su>{'|'.join(motif for _, motif in sus)})"] if sus else []
            self._compile = re.compile("|".join([*formes, *connus]))
        return self._compile

    def _remplacer(self, trouve: re.Match[str]) -> str:
        if trouve.lastgroup == "su":
            fictive = self._sues[_cle(trouve[0])]
            return fictive.upper() if trouve[0].isupper() and len(trouve[0]) > 3 else fictive
        genre = _FORMES[int(str(trouve.lastgroup)[1:])][0]
        fictive = self._fiction(genre, trouve[0])
        self._permis |= set(plie(fictive).split())
        return fictive


def _cle(texte: str) -> str:
    """Ce à quoi deux écritures d'un nom ou d'un numéro se reconnaissent : « EB-4471 », « eb4471 »."""
    return plie(texte).replace(" ", "")


def _motif(morceaux: Sequence[str], *, casse: bool) -> str:
    """Ce texte, avec ou sans accents, jusque dans un identifiant : « JFBlanc_Granby », « zoe.marchand »."""
    vu = _sans_accent(morceaux[0])
    for avant, apres in pairwise(morceaux):
        # -- entre une lettre et un chiffre, rien ne sépare toujours --
        vu += f"{_ENTRE}{{{int(avant[-1].isdigit() == apres[0].isdigit())},3}}{_sans_accent(apres)}"
    if not all(m.isalpha() for m in morceaux):
        return rf"(?<!\w)(?i:{vu})(?!\w)"
    entier = rf"(?<![^\W\d_])(?i:{vu})(?![^\W\d_])"
    if casse:
        capitales = _sans_accent(morceaux[0].upper())
        colle = rf"(?<=\w[._])(?i:{vu})(?![^\W\d_])|(?<![^\W\d_])(?i:{vu})(?=[._]\w)"
        entier = rf"(?<![^\W\d_])(?:{vu}{f'|{capitales}' if len(morceaux) == 1 else ''})(?![^\W\d_])|{colle}"
    if len(morceaux) == 1 and len(morceaux[0]) > 3 and morceaux[0].istitle():
        entier += rf"|{vu}(?![a-zß-ÿ])"
    return entier


def _sans_accent(mot: str) -> str:
    """Le motif de ce mot, avec ou sans ses accents, ses ligatures défaites ou non."""
    signes = [f"[{_ACCENTUEES[s]}]" if s in _ACCENTUEES else re.escape(s) for s in lettres_nues(mot)]
    motif = "".join(signes)
    for deux, une in (("oe", "œ"), ("ae", "æ"), ("OE", "Œ"), ("Oe", "Œ")):
        classes = "".join(f"[{_ACCENTUEES[s]}]" for s in deux)
        motif = motif.replace(classes, f"(?:{classes}|{une})")
    return motif


def _commence(avant: str) -> bool:
    """Dit si ce qui suit commence une phrase, une ligne ou une citation."""
    nu = avant.rstrip()
    return not nu or nu.endswith(_AVANT_UN_DEBUT) or "\n" in avant[len(nu) :] or avant.endswith("- ")
