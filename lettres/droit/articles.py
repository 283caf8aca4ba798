"""Articles : les articles de loi qu'un texte nomme, et ce que l'on sait de chacun."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from lettres.socle.classes import dataclass
from lettres.socle.donnees import donnees

_NUMERO = r"\d{1,5}(?:\.\d{1,3}){0,3}(?: [a-z]\))?"
_NUMEROS = rf"{_NUMERO}(?:(?:, | et | à ){_NUMERO}){{0,20}}"
_MEME = re.compile(r"même (code|loi|charte)")


@dataclass(frozen=True, slots=True)
class ArticleCite:
    """Un article nommé dans un texte. `certitude` et `fiche` sont vides quand on ne le connaît pas."""

    loi: str
    article: str
    sujet: str = ""
    fiche: str = ""
    certitude: str = ""

    def __str__(self) -> str:
        return f"{self.loi}, art. {self.article}" if self.loi else f"article {self.article}"


def articles_cites(texte: str) -> Iterator[ArticleCite]:
    """Chaque article que ce texte nomme, dans l'ordre; « du même code » est celui que le texte vient de nommer."""
    dernieres: dict[str, str] = {}
    for trouve in citation().finditer(texte.replace("\u00a0", " ")):
        loi = trouve["avant"] or trouve["apres"] or trouve["seule"] or ""
        if meme := _MEME.fullmatch(loi):
            loi = dernieres.get(meme[1], "")
        elif loi:
            dernieres[loi.split(" ")[0].lower()] = loi
        for numero in re.findall(_NUMERO, trouve["numeros"] or ""):
            yield connus().get((loi, numero), ArticleCite(loi, numero))


@cache
def citation() -> re.Pattern[str]:
    """« article 3 de la Loi… », « articles 35 et 36 du même code », « Loi…, art. 54.13 »; ou une loi seule."""
    lois = "|".join(sorted({re.escape(loi) for loi, _ in connus()}))
    autre = r"(?:Code|Loi|Charte)\b[^,;.()\n]{0,90}"
    return re.compile(
        rf"\b(?:(?P<avant>{lois}), )?(?:articles?|art\.)\s(?P<numeros>{_NUMEROS})"
        rf"(?:,? (?:du|de la|de l’) ?(?P<apres>même (?:code|loi|charte)|{lois}|{autre}))?"
        rf"|\b(?P<seule>{lois})\b"
    )


@cache
def connus() -> dict[tuple[str, str], ArticleCite]:
    """Les articles qu'une lettre peut nommer, par loi et numéro."""
    lus = donnees("droit/articles")
    return {
        (a["loi"], a["article"]): ArticleCite(a["loi"], a["article"], a["sujet"], a["fiche"], a["certitude"])
        for a in lus
    }
