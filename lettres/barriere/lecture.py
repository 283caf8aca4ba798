"""Lecture : n'importe quelle lettre Word finie, en paragraphes qui savent où ils sont et s'ils citent quelqu'un.

La lettre peut venir de nous, avoir été retouchée dans Word (mots coupés en morceaux, styles perdus), ou avoir été
écrite par un autre, avec une autre mise en page.
"""

from __future__ import annotations

import io
import os
import re
import zipfile
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from lettres.langue.mots.citations import cite as ouvre_des_guillemets
from lettres.langue.pliage import COURT, GARDES, plier
from lettres.langue.sommes_et_dates import DateLue, dates, montants, sommes_en_lettres
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
_FERMANT = {"«": "»", "“": "”", '"': '"'}
_OUVRANT = re.compile("|".join(_FERMANT))
_ATTRIBUE = Expression(
    r"(?=(vous (?:nous |m'|lui )?(?:avez|aviez) |"
    r"vous (?:(?:me|nous|y|l'|m') ?)?(?:dites|affirmez|soutenez|declarez|pretendez|repondez|ajoutez)\b|"
    r"votre (?:courriel|texto|message|lettre|publication|commentaire|reponse)|"
    r"\bselon\b|\bclause\b|\barticle\b|\bcontrat\b|\bintitul|sous le nom|\bpropos\b|passage|\boutil\b|reponse|"
    r"\becri|titre|\b(?:il|elle|on) (?:a |avait )?(?:dit|ecri|repond|affirm)))"
)
"""Chaque place, même dans un autre, où des mots disent de qui ou d'où vient ce qui suit."""
_PORTEE = 120
"""Le nombre de signes, avant un guillemet, où ces mots se cherchent."""
_ANNONCE_UN_DIRE = Expression(r"\b(?:je|nous)\b[^.]{0,40}\b(?:avert|previen|annonc|menac|jur)")


class Su(NamedTuple):
    """Ce qui se sait d'un texte, où qu'il soit : de lettre en lettre les mêmes reviennent, et cela se retient."""

    texte: str
    cite: bool = False
    """Dit s'il cite, à son style ou à ses guillemets."""
    plie: str = ""
    """Le texte où chercher, d'un seul tenant."""
    lignes: tuple[str, ...] = ("",)
    """Le même, ligne par ligne."""
    passages: tuple[tuple[int, int], ...] = ()
    """Ce qui, plié, y est entre guillemets."""
    dit: str = ""
    """Le texte plié, sans les mots de l'autre."""
    dates: tuple[DateLue, ...] = ()
    montants: tuple[tuple[Decimal, str], ...] = ()
    en_lettres: tuple[str, ...] = ()
    """Ses montants en toutes lettres."""


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
    blocs = lire_directement(octets) if la_notre else None
    titre = nom if cle == DOCUMENT else f"{nom} ({cle})"
    return nom, titre, _en_lignes(lire_l_arbre(lire_xml(cle, octets, de)) if blocs is None else blocs)


_Ligne = tuple[str, int | None, str, bool]
"""Le texte d'un paragraphe ou d'une rangée, son rang, son style, et s'il est d'une rangée."""


def _en_lignes(blocs: Iterable[Bloc]) -> list[_Ligne]:
    lignes: list[_Ligne] = []
    for bloc in blocs:
        if isinstance(bloc, Lu):
            lignes.append((*bloc, False))
        else:
            lignes += _en_rangee(bloc)
    return lignes


def _en_rangee(cellules: Sequence[list[Bloc]]) -> list[_Ligne]:
    """Une rangée de données fait une ligne; une rangée de mise en page rend les paragraphes de chaque cellule."""
    seuls = [cellule[0] for cellule in cellules if len(cellule) == 1]
    simples = [lu for lu in seuls if isinstance(lu, Lu) and "\n" not in lu.texte]
    if simples and len(simples) == len(cellules):
        return [(" ¦ ".join([lu.texte.strip() for lu in simples]), simples[0].numero, "", True)]
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
    avant = ""
    for partie, titre, lignes in parties:
        for texte, numero, style, rangee in lignes:
            p = (_deja_lu if len(texte) <= COURT else _paragraphe)(texte, partie, titre, numero, style, rangee)
            if not p.cite:
                avant = p.su.plie
            elif _ANNONCE_UN_DIRE.search(avant):
                p = p._replace(cite=False)
            paragraphes.append(p)
    return tuple(paragraphes)


def _paragraphe(texte: str, partie: str, titre: str, numero: int | None, style: str, rangee: bool) -> Paragraphe:
    su = (_deja_su if len(texte) <= COURT else savoir)(texte, style)
    return Paragraphe(su.texte, partie, titre, numero, style, rangee, su.cite, su)


_deja_lu = lru_cache(maxsize=GARDES)(_paragraphe)
"""D'une lettre à l'autre, un modèle écrit presque tous les mêmes textes, et au même rang."""


def se_lit_sur_une_ligne(plie: str, paragraphes: Sequence[Paragraphe]) -> bool:
    """Dit si ces mots se lisent dans la lettre; d'ordinaire, l'un des premiers paragraphes les porte."""
    for p in paragraphes:
        if plie in p.su.plie and plie in "\n".join(p.su.lignes):
            return True
    return plie in "\n".join([ligne for p in paragraphes for ligne in p.su.lignes])


def savoir(texte: str, style: str = "") -> Su:
    """Ce qui se sait d'un texte; on y cite, on y cherche et on y place un trait insécable comme un trait."""
    texte = texte.replace("\u2011", "-")
    plie = plier(texte)
    lignes = tuple(plie.split("\n"))
    plie = " ".join(lignes)
    cite = bool(texte.strip()) and (_style_cite(style) or bool(_TOUT_ENTRE_GUILLEMETS.fullmatch(texte)))
    passages = tuple(_entre_guillemets(plie)) if ouvre_des_guillemets(plie) else ()
    dit = _sans_les_mots_de_l_autre(plie, passages) if passages else plie
    valeurs = tuple(dates(plie)), tuple(montants(plie)), tuple(sommes_en_lettres(plie))
    return Su(texte, cite, plie, lignes, passages, dit, *valeurs)


_deja_su = lru_cache(maxsize=GARDES)(savoir)


@lru_cache(maxsize=64)
def _style_cite(style: str) -> bool:
    return _STYLES_CITES.search(style) is not None


def _sans_les_mots_de_l_autre(plie: str, passages: Sequence[tuple[int, int]]) -> str:
    """Le texte sans les mots de l'autre : « … » n'est ôté que si la phrase dit de qui ou d'où il vient."""
    attributions = [m.span(1) for m in _ATTRIBUE.finditer(plie)]
    morceaux: list[str] = []
    lu = 0
    for debut, fin in passages:
        origine = max(0, debut - _PORTEE)
        phrase = max(origine, plie.rfind(". ", origine, debut) + 1)
        proches = attributions[bisect_left(attributions, (phrase, 0)) : bisect_left(attributions, (debut, 0))]
        if any(terme <= debut for _, terme in proches):
            morceaux += [plie[lu:debut], "« »"]
            lu = fin
    return "".join([*morceaux, plie[lu:]])


def _entre_guillemets(texte: str) -> Iterator[tuple[int, int]]:
    """Chaque passage entre guillemets, de son ouvrant à son fermant; une citation peut en porter une autre."""
    sans_fermant: set[str] = set()
    place = 0
    while ouvrant := _OUVRANT.search(texte, place):
        signe, place = ouvrant[0], ouvrant.end()
        fin = -1 if signe in sans_fermant else _son_fermant(texte, signe, place)
        if fin < 0:
            # -- Ce fermant n'est plus dans le texte : on ne l'y cherche pas deux fois --
            sans_fermant.add(signe)
        else:
            place = fin + 1
            yield ouvrant.start(), place


def _son_fermant(texte: str, ouvrant: str, place: int) -> int:
    """La place du fermant, passé ceux des citations que celle-ci porte; le premier, si leurs paires ne se font pas."""
    fermant = _FERMANT[ouvrant]
    premier = fin = texte.find(fermant, place)
    dedans = 0 if ouvrant == fermant or fin < 0 else texte.count(ouvrant, place, fin)
    while dedans and (suivant := texte.find(fermant, fin + 1)) > 0:
        dedans += texte.count(ouvrant, fin, suivant) - 1
        fin = suivant
    return premier if dedans else fin
