"""Lecture : n'importe quelle lettre Word finie, en paragraphes qui savent où ils sont et s'ils citent quelqu'un.

La lettre peut venir de nous, avoir été retouchée dans Word (mots coupés en morceaux, styles perdus), ou avoir été
écrite par un autre, avec une autre mise en page.
"""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from lettres.barriere.su import Su, su_de
from lettres.langue.pliage import COURT, Retenus
from lettres.rendu import Trace, lire_provenance
from lettres.rendu.paquet import paquet
from lettres.rendu.paquet.ooxml import DOCUMENT, lire_paquet, lire_xml
from lettres.rendu.paragraphes.lecture import CORPS, EN_TETE, GENRES, PIED, Bloc, genre, lire_l_arbre
from lettres.rendu.paragraphes.lecture_directe import BlocDirect, LuDirectement, lire_directement
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
    su: Su = Su("")

    @property
    def plie(self) -> str:
        """Le texte où chercher, d'un seul tenant."""
        return self.su.plie

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
        return _en_paragraphes(map(_relu, range(1, len(forme.passages) + 1), forme.passages))
    octets = source if isinstance(source, bytes) else paquet.lire(source, une_lettre=True, nom=nom)[1]
    return lire_ce_document(octets, Sujet.lettre(nom))


def lire_sa_provenance(source: LettreDonnee) -> Trace:
    """Ce que la lettre dit d'elle-même; lève comme `lire`."""
    from lettres.conversion.formes_relues import relire

    forme = relire(source, nom_montre(source) if not isinstance(source, bytes) else "lettre")
    return lire_provenance(source) if forme is None else forme.trace


def _relu(rang: int, passage: PassageRelu) -> tuple[str, str, list[_Ligne]]:
    partie = EN_TETE if passage.en_tete else PIED if passage.en_pied else CORPS
    return partie, partie, [(passage.texte, rang, passage.style, passage.rangee)]


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
    genres = ((nom, cle) for cle in parties if (nom := genre(cle)))
    lues = sorted((GENRES.index(nom), nom, cle) for nom, cle in genres)
    return _en_paragraphes(_de_la_partie(nom, cle, parties[cle], de, la_notre=la_notre) for _, nom, cle in lues)


def _de_la_partie(nom: str, cle: str, octets: bytes, de: Sujet, *, la_notre: bool) -> tuple[str, str, list[_Ligne]]:
    blocs = (_deja_lue if len(octets) <= COURT else lire_directement)(octets) if la_notre else None
    titre = nom if cle == DOCUMENT else f"{nom} ({cle})"
    return nom, titre, _en_lignes(lire_l_arbre(lire_xml(cle, octets, de)) if blocs is None else blocs)


_deja_lue = lru_cache(maxsize=256)(lire_directement)
"""D'une lettre à l'autre, un en-tête, un pied sont les mêmes."""

_Ligne = tuple[str, int | None, str] | tuple[str, int | None, str, bool]
"""Le texte d'un paragraphe ou d'une rangée, son rang, son style, et s'il est d'une rangée."""


def _en_lignes(blocs: Iterable[Bloc | BlocDirect]) -> list[_Ligne]:
    lignes: list[_Ligne] = []
    for bloc in blocs:
        if isinstance(bloc, tuple):
            lignes.append(bloc)
        else:
            lignes += _en_rangee(bloc)
    return lignes


def _en_rangee(cellules: Sequence[list[Bloc]] | Sequence[list[LuDirectement]]) -> list[_Ligne]:
    """Une rangée de données fait une ligne; une rangée de mise en page rend les paragraphes de chaque cellule."""
    seuls = [cellule[0] for cellule in cellules if len(cellule) == 1]
    simples = [lu for lu in seuls if isinstance(lu, tuple) and "\n" not in lu[0]]
    if simples and len(simples) == len(cellules):
        return [(" ¦ ".join([texte.strip() for texte, *_ in simples]), simples[0][1], "", True)]
    dedans = [_en_lignes(cellule) for cellule in cellules]
    for cellule in dedans:
        if cellule and ("\n" in cellule[0][0] or len([texte for texte, *_ in cellule if texte.strip()]) > 1):
            return [ligne for cellule in dedans for ligne in (*cellule, ("", None, "", False))]
    textes = [" ".join([texte for texte, *_ in cellule]).strip() for cellule in dedans]
    numero = next((numero for cellule in dedans for _, numero, *_ in cellule), None)
    return [(" ¦ ".join(textes), numero, "", True)]


def _en_paragraphes(parties: Iterable[tuple[str, str, list[_Ligne]]]) -> tuple[Paragraphe, ...]:
    """Les paragraphes; une menace annoncée puis mise entre guillemets n'y cite plus : c'est la parole de qui écrit."""
    paragraphes: list[Paragraphe] = []
    avant: Paragraphe | None = None
    for partie, titre, lignes in parties:
        lus = _deja_lus(partie, titre)
        for ligne in lignes:
            p = lus[ligne]
            if not p.cite:
                avant = p
            elif avant is not None and _ANNONCE_UN_DIRE.search(avant.su.plie):
                p = p._replace(cite=False)
            paragraphes.append(p)
    return tuple(paragraphes)


@lru_cache(maxsize=8)
def _deja_lus(partie: str, titre: str) -> Retenus[_Ligne, Paragraphe]:
    """D'une lettre à l'autre, un modèle écrit presque tous les mêmes textes, et au même rang."""

    def lire(ligne: _Ligne) -> Paragraphe:
        texte, numero, style, *rangee = ligne
        su = su_de(texte, style)
        return Paragraphe(su.texte, partie, titre, numero, style, True in rangee, su.cite, su)

    return Retenus(lire, mesurer=lambda ligne: len(ligne[0]))


def se_lit_sur_une_ligne(plie: str, paragraphes: Sequence[Paragraphe]) -> bool:
    """Dit si ces mots se lisent dans la lettre; d'ordinaire, l'un des premiers paragraphes les porte."""
    for p in paragraphes:
        if plie in p.su.plie and plie in "\n".join(p.su.lignes):
            return True
    return plie in "\n".join([ligne for p in paragraphes for ligne in p.su.lignes])
