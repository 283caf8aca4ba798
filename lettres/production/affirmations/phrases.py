"""Phrases : un paragraphe rendu, coupé là où une phrase du modèle finit, jamais au milieu d'un texte du dossier."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lettres.production.affirmations.marques import Passage

_FIN = re.compile(r"(?<=[.!?])[\s\u00a0]+(?=[«A-ZÀÂÇÉÈÊËÎÏÔÛÙÜŒ])")
_ABREGES = re.compile(r"(?:\b(?:M|Mme|Me|MM|art|inc|ltée|app|no|etc|c|p|j)|[A-Z])\.\Z")


def phrases(passages: Sequence[Passage]) -> Iterator[tuple[Passage, ...]]:
    """Les phrases d'un paragraphe, chacune avec ses passages."""
    courante: list[Passage] = []
    for passage in passages:
        morceaux = [passage] if passage.champ else [Passage(m, "") for m in _couper(passage.texte)]
        for morceau in morceaux:
            if courante and _commence(morceau, courante):
                yield tuple(courante)
                courante = []
            courante.append(morceau)
    if courante:
        yield tuple(courante)


def _couper(texte: str) -> Iterator[str]:
    debut = 0
    for fin in _FIN.finditer(texte):
        if not _ABREGES.search(texte[debut : fin.start()]):
            yield texte[debut : fin.end()]
            debut = fin.end()
    if debut < len(texte):
        yield texte[debut:]


def _commence(passage: Passage, avant: Sequence[Passage]) -> bool:
    """Dit si ce passage ouvre une phrase : celle d'avant est finie, et une majuscule, ou un champ, commence."""
    lu = "".join(p.texte for p in avant)
    finie = lu[-1:].isspace() and lu.rstrip()[-1:] in {".", "!", "?"} and not _ABREGES.search(lu.rstrip())
    return finie and bool(passage.texte) and (passage.texte[0] == "«" or passage.texte[0].isupper())
