"""Lecture : n'importe quelle lettre Word finie, en paragraphes qui savent où ils sont et s'ils citent quelqu'un.

La lettre peut venir de nous, avoir été retouchée dans Word (mots coupés en morceaux, styles perdus), ou avoir été
écrite par un autre, avec une autre mise en page.
"""

from __future__ import annotations

import io
import os
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from lettres.langue.pliage import COURT, GARDES, plier
from lettres.rendu import Trace, lire_provenance
from lettres.rendu.paquet import paquet
from lettres.rendu.paquet.ooxml import DOCUMENT, lire_paquet, lire_xml
from lettres.rendu.paragraphes.lecture import CORPS, EN_TETE, GENRES, PIED, Bloc, Lu, genre, lire_l_arbre
from lettres.rendu.paragraphes.lecture_directe import lire_directement
from lettres.rendu.sujet import Sujet
from lettres.socle.chemins import nom_montre
from lettres.socle.classes import NamedTuple
from lettres.socle.expression import Expression
from lettres.socle.places import DansWord

if TYPE_CHECKING:
    from lettres.conversion.passages_relus import PassageRelu

LettreDonnee = bytes | str | os.PathLike[str]

_SANS_ROUVRIR = 1_000_000
"""Octets de texte en deçà desquels une lettre n'est pas gigantesque, avec le peu qu'un modèle livré y joint."""
_STYLES_CITES = re.compile(r"citation|quote", re.IGNORECASE)
_TOUT_ENTRE_GUILLEMETS = re.compile(r'\s*(?:«.*»|".*"|“.*”)\s*[.;]?\s*', re.DOTALL)
_ANNONCE_UN_DIRE = Expression(r"\b(?:je|nous)\b[^.]{0,40}\b(?:avert|previen|annonc|menac|jur)")


class Paragraphe(NamedTuple):
    """Un paragraphe, ou une rangée de tableau (cellules séparées par « ¦ »)."""

    texte: str
    partie: str
    titre: str = ""
    """Le nom de la partie, tel qu'une place le dit : deux en-têtes ont la même `partie`."""
    numero: int | None = None
    """Son rang dans la partie; d'une rangée, celui de son premier paragraphe."""
    style: str = ""
    rangee: bool = False
    cite: bool = False
    plie: str = ""
    """Le texte où chercher, d'un seul tenant."""

    def place(self, debut: int | None = None, fin: int | None = None) -> DansWord:
        """Sa place dans la lettre, ou celle d'un passage de son texte; une rangée n'est située qu'en entier."""
        passage = (None, None) if self.rangee else (debut, fin)
        return DansWord(self.titre or self.partie, self.numero, *passage, texte=_debut(self.texte))


def _debut(texte: str) -> str:
    """Les premiers mots d'un paragraphe : ce qu'on y cherche dans Word."""
    mots = " ".join(texte.split())
    return mots if len(mots) <= 60 else f"{mots[:60].rsplit(' ', 1)[0]}…"


def lire(source: LettreDonnee, nom: str) -> tuple[Paragraphe, ...]:
    """Les paragraphes de la lettre, des en-têtes aux pieds; `ModeleInvalide` si le fichier ne se lit pas.

    Word est la forme ordinaire; un PDF ou une page Web se relisent aussi.
    """
    from lettres.conversion.formes_relues import relire  # -- une lettre que l'on vient d'écrire est en Word --

    if (forme := relire(source, nom)) is not None:
        return tuple(_citer([*map(_relu, range(1, len(forme.passages) + 1), forme.passages)]))
    octets = source if isinstance(source, bytes) else paquet.lire(source, une_lettre=True, nom=nom)[1]
    return lire_ce_document(octets, Sujet.lettre(nom))


def lire_sa_provenance(source: LettreDonnee) -> Trace:
    """Ce que la lettre dit d'elle-même; lève comme `lire`."""
    from lettres.conversion.formes_relues import relire

    forme = relire(source, nom_montre(source) if not isinstance(source, bytes) else "lettre")
    return lire_provenance(source) if forme is None else forme.trace


def _relu(rang: int, passage: PassageRelu) -> Paragraphe:
    partie = EN_TETE if passage.en_tete else PIED if passage.en_pied else CORPS
    texte = passage.texte.replace("\u2011", "-")
    return _paragraphe(texte, partie, partie, rang, style=passage.style, rangee=passage.rangee)


def lire_ce_document(octets: bytes, de: Sujet) -> tuple[Paragraphe, ...]:
    """Les paragraphes d'un document Word, lettre ou modèle; un refus en parle comme `de` le nomme."""
    return _paragraphes(lire_paquet(octets, de), de)


def lire_la_notre(octets: bytes, nom: str, parties: Mapping[str, bytes] | None = None) -> tuple[Paragraphe, ...]:
    """Les mêmes paragraphes, d'une lettre que l'on vient d'écrire : seules ses parties de texte sont lues.

    `parties`, si on les a encore, sont celles qu'on y a mises, avant le zip. Elle peut répéter plus de rangées que
    celle d'un autre; si elle est gigantesque, elle se refuse de même.
    """
    de = Sujet.lettre(nom)
    if parties is not None and sum(map(len, parties.values())) < _SANS_ROUVRIR:
        return _paragraphes(parties, de, la_notre=True)
    with zipfile.ZipFile(io.BytesIO(octets)) as archive:
        if sum(entree.file_size for entree in archive.infolist()) < paquet.SANS_RAPPORT:
            ouvertes = {cle: archive.read(cle) for cle in archive.namelist() if genre(cle)}
            return _paragraphes(ouvertes, de, la_notre=True)
    return _paragraphes(paquet.ouvrir_une_lettre(octets, nom).parties, de)


def _paragraphes(parties: Mapping[str, bytes], de: Sujet, *, la_notre: bool = False) -> tuple[Paragraphe, ...]:
    lues = sorted((GENRES.index(genre(cle)), cle) for cle in parties if genre(cle))
    return tuple(_citer([p for _, cle in lues for p in _de_la_partie(cle, parties[cle], de, la_notre=la_notre)]))


def _de_la_partie(cle: str, octets: bytes, de: Sujet, *, la_notre: bool) -> Iterator[Paragraphe]:
    blocs = lire_directement(octets) if la_notre else None
    nom = genre(cle)
    titre = nom if cle == DOCUMENT else f"{nom} ({cle})"
    return _des_blocs(lire_l_arbre(lire_xml(cle, octets, de)) if blocs is None else blocs, nom, titre)


def _des_blocs(blocs: Iterable[Bloc], partie: str, titre: str) -> Iterator[Paragraphe]:
    for bloc in blocs:
        if isinstance(bloc, Lu):
            # -- On cite, on cherche et on place un trait insécable comme un trait --
            yield _paragraphe(bloc.texte.replace("\u2011", "-"), partie, titre, bloc.numero, style=bloc.style)
        else:
            yield from _en_rangee([[*_des_blocs(cellule, partie, titre)] for cellule in bloc], partie, titre)


def _en_rangee(cellules: Sequence[Sequence[Paragraphe]], partie: str, titre: str) -> Iterator[Paragraphe]:
    """Une rangée de données fait une ligne; une rangée de mise en page rend les paragraphes de chaque cellule."""
    if any(map(_de_mise_en_page, cellules)):
        for cellule in cellules:
            yield from cellule
            yield Paragraphe("", partie)
    else:
        textes = [" ".join(p.texte for p in cellule).strip() for cellule in cellules]
        numero = next((p.numero for cellule in cellules for p in cellule), None)
        yield _paragraphe(" ¦ ".join(textes), partie, titre, numero, rangee=True)


def _paragraphe(
    texte: str, partie: str, titre: str, numero: int | None, *, style: str = "", rangee: bool = False
) -> Paragraphe:
    cite, plie = (_deja_plie if len(texte) <= COURT else _plier)(texte, style)
    return Paragraphe(texte, partie, titre, numero, style, rangee, cite, plie)


def _plier(texte: str, style: str) -> tuple[bool, str]:
    """Dit si un paragraphe cite, à son style ou à ses guillemets, et le plie d'un seul tenant."""
    cite = bool(texte.strip()) and (_style_cite(style) or bool(_TOUT_ENTRE_GUILLEMETS.fullmatch(texte)))
    return cite, plier(texte).replace("\n", " ")


_deja_plie = lru_cache(maxsize=GARDES)(_plier)


def _de_mise_en_page(cellule: Sequence[Paragraphe]) -> bool:
    return any("\n" in p.texte for p in cellule[:1]) or len([p for p in cellule if p.texte.strip()]) > 1


@lru_cache(maxsize=64)
def _style_cite(style: str) -> bool:
    return _STYLES_CITES.search(style) is not None


def _citer(paragraphes: Sequence[Paragraphe]) -> Iterator[Paragraphe]:
    """Les paragraphes; une menace annoncée puis mise entre guillemets n'y cite plus : c'est la parole de qui écrit."""
    avant = ""
    for p in paragraphes:
        yield p._replace(cite=False) if p.cite and _ANNONCE_UN_DIRE.search(avant) else p
        avant = avant if p.cite else p.plie
