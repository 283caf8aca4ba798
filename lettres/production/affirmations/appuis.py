"""Appuis : sur quoi repose une phrase : un fait du dossier, un calcul, une pièce, un article de loi."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

from pydantic import BaseModel

from lettres.composition import champs_par_chemin
from lettres.composition.imprimable.lettre import NUMERO_DE_PIECE
from lettres.dossier import Dossier
from lettres.dossier.fait import est_une_liste
from lettres.droit.articles import articles_cites
from lettres.langue.pliage import plier
from lettres.production.affirmations.marques import Passage
from lettres.socle.classes import dataclass

GenreDAppui = Literal["fait", "calcul", "piece", "loi"]
_RANGS = re.compile(r"\[\d+\]")
_CALCULS = ("sommes", "interet", "reclamation", "delais_opc", "lettre.echeance")
"""Ce que l'outil calcule; le reste se recopie du dossier."""
_MOTS = {"voix", "pieces", "modes_de_paiement"}
"""Ce qui n'affirme rien : un pronom, la liste des pièces, comment payer."""
A_PROUVER = {"contrat", "creances", "paiements", "avoirs", "faits", "accompli", "publications", "achat"} | {
    *("prejudices", "envois", "suites", "recu", "menaces", "rupture", "faiblesses", "temoins")
}
"""Les blocs du dossier qui disent ce qui est arrivé ou ce qui est dû : un document les appuie."""


@dataclass(frozen=True, slots=True)
class Appui:
    """Un appui. `texte` est ce qui s'en lit; `source`, d'où il vient : un chemin du dossier, P-1, un article."""

    genre: GenreDAppui
    texte: str
    source: str
    certitude: str = ""


class Appuis:
    """Ce qui appuie les phrases d'un dossier."""

    def __init__(self, dossier: Dossier) -> None:
        self._dossier = dossier
        self._titres: Mapping[str, str] = {piece.id: piece.titre for piece in dossier.pieces}

    def de(self, phrase: Sequence[Passage], paragraphe: str) -> tuple[Appui, ...]:
        """Les appuis d'une phrase; `paragraphe` est le texte entier où elle se lit, pièces comprises."""
        texte = "".join(p.texte for p in phrase)
        valeurs = [appui for p in phrase if p.champ and (appui := _du_champ(p)) is not None]
        blocs = {bloc for appui in valeurs for bloc in _blocs_nommes(appui)}
        return tuple(dict.fromkeys([*valeurs, *self._pieces(blocs & A_PROUVER, texte, paragraphe), *_de_la_loi(texte)]))

    def _pieces(self, blocs: set[str], texte: str, paragraphe: str) -> Iterator[Appui]:
        """Les pièces que la phrase nomme; sinon celles du paragraphe, puis celles des faits mêmes qu'elle dit."""
        numeros = _numeros(texte)
        if not numeros and blocs:
            numeros = _numeros(paragraphe) or [*_renvois(self._dossier, blocs, plier(texte))]
        for numero in dict.fromkeys(numeros):
            yield Appui("piece", self._titres.get(numero, ""), numero)


def nommes(texte: str) -> tuple[Appui, ...]:
    """Les pièces et les articles qu'une phrase nomme, quand on n'en a pas le dossier."""
    pieces = (Appui("piece", "", numero) for numero in dict.fromkeys(_numeros(texte)))
    return (*pieces, *_de_la_loi(texte))


def _numeros(texte: str) -> list[str]:
    return NUMERO_DE_PIECE.findall(texte.replace("\u2011", "-"))


def sans_piece(appuis: Iterable[Appui]) -> bool:
    """Dit si la phrase affirme un fait qu'aucune pièce n'appuie; un calcul s'appuie sur ce dont il part."""
    lus = list(appuis)
    affirme = any(a.genre == "fait" and not A_PROUVER.isdisjoint(_blocs_nommes(a)) for a in lus)
    return affirme and not any(a.genre == "piece" for a in lus)


def _bloc_de(chemin: str) -> str:
    return re.split(r"[.\[]", chemin, maxsplit=1)[0]


def _blocs_nommes(appui: Appui) -> Iterator[str]:
    return map(_bloc_de, appui.source.split(", "))


def _du_champ(passage: Passage) -> Appui | None:
    nom = _RANGS.sub("[]", passage.champ)
    champ = champs_par_chemin().get(nom) or champs_par_chemin().get(nom.removesuffix("[]"))
    if champ is None or _bloc_de(nom) in _MOTS or not champ.porte:
        return None
    return Appui("calcul" if nom.startswith(_CALCULS) else "fait", passage.texte, ", ".join(champ.porte))


def _renvois(dossier: Dossier, blocs: set[str], phrase: str) -> Iterator[str]:
    """Les pièces des blocs que la phrase dit; d'une liste, celles des éléments dont un texte s'y lit."""
    for nom in sorted(blocs):
        bloc = getattr(dossier, nom, None)
        if isinstance(bloc, BaseModel):
            siens = [element for _, valeur in bloc if est_une_liste(valeur) for element in _blocs(valeur)]
            lus = [element for element in siens if _se_lit(element, phrase)]
            # -- une entente faite d'échanges n'a d'autres pièces que les leurs --
            yield from [*_siennes(bloc)] or [n for element in lus or siens for n in _siennes(element)]
        elif est_une_liste(bloc):
            yield from (n for element in _blocs(bloc) if _se_lit(element, phrase) for n in _siennes(element))


def _blocs(liste: Sequence[object]) -> Iterator[BaseModel]:
    return (element for element in liste if isinstance(element, BaseModel))


def _se_lit(element: BaseModel, phrase: str) -> bool:
    textes = (valeur for _, valeur in element if isinstance(valeur, str))
    return any(len(texte) > 2 and not NUMERO_DE_PIECE.fullmatch(texte) and plier(texte) in phrase for texte in textes)


def _siennes(element: BaseModel) -> Iterator[str]:
    for nom in ("piece", "preuve"):
        if isinstance(numero := getattr(element, nom, None), str) and NUMERO_DE_PIECE.fullmatch(numero):
            yield numero
    yield from getattr(element, "pieces", None) or ()


def _de_la_loi(texte: str) -> Iterator[Appui]:
    for article in articles_cites(texte):
        yield Appui("loi", article.sujet, str(article), article.certitude or "inconnue")
