"""Balayage TOML : la place de chaque clé et de chaque valeur, que `tomllib` ne donne pas.

Le balayage ne refuse rien : il relève la première faute qu'il voit, et s'arrête où il ne comprend plus. Si `tomllib`
refuse à son tour, c'est cette faute-là qui est dite, en français. Il passe le premier, pour borner la profondeur et le
nombre des valeurs avant que `tomllib` ne les lise.
"""

from __future__ import annotations

import re
import tomllib
from datetime import datetime

from lettres.lecture.arbre import ArbreLu
from lettres.lecture.codes_lus import CodeLu
from lettres.lecture.source import Source
from lettres.socle.constats import Chemin

_BLANCS = re.compile(r"(?:[ \t\n]|#[^\n]*)*")
_ESPACES = re.compile(r"[ \t]*")
_FIN_DE_LIGNE = re.compile(r"[ \t]*(?:#[^\n]*)?(?:\n|\Z)")
_TEXTE = re.compile(
    r'"""(?:\\[\s\S]|[^\\])*?"{3,5}'
    r"|'''[\s\S]*?'{3,5}"
    r'|(?!""")"(?:\\[^\n]|[^"\\\n])*"'
    r"|(?!''')'[^'\n]*'"
)
_MOT_DE_CLE = re.compile(r"[A-Za-z0-9_-]+|\"(?:\\[^\n]|[^\"\\\n])*\"|'[^'\n]*'")
_NUE = re.compile(r"\d{4}-\d{2}-\d{2} \d{2}:[^\s,\]}#]*|[^\s,\[\]{}#\"'=]+")
_INDEFINI = re.compile(r"[+-]?(?:nan|inf)")
_JOUR = r"\d{4}-\d{2}-\d{2}"
_MOMENT = r"\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?"
_DATE = re.compile(rf"{_JOUR}(?:[Tt ]{_MOMENT}(?:[Zz]|[+-]\d{{2}}:\d{{2}})?)?|{_MOMENT}")
_NOMBRE = re.compile(
    r"[+-]?(?:0|[1-9](?:_?\d)*)(?:\.\d(?:_?\d)*)?(?:[eE][+-]?\d(?:_?\d)*)?"
    r"|0x[\dA-Fa-f](?:_?[\dA-Fa-f])*|0o[0-7](?:_?[0-7])*|0b[01](?:_?[01])*"
)
_ECHAPPEMENT = re.compile(
    r"\\(?:(?P<bon>[btnfre\"\\]|u(?![dD][89a-fA-F])[\dA-Fa-f]{4}|U[\dA-Fa-f]{8}|x[\dA-Fa-f]{2}|\s*\n)|.|$)", re.DOTALL
)

GUILLEMET = "Ce guillemet n’est pas fermé."
CROCHET = "Ce crochet n’est pas fermé, ou il y manque une virgule."
ACCOLADE = "Cette accolade n’est pas fermée : un bloc en accolades tient sur une seule ligne."
VIRGULE = "Une virgule ne précède pas « } »."
EGAL = "Il manque « = » après la clé."
BARRE = "Après une barre oblique inverse, ce texte n’est pas compris : doublez-la, « \\\\ »."
DATE = "Cette date n’existe pas."
VALEUR = "Cette valeur n’est pas du TOML : un texte s’écrit entre guillemets."
LIGNE = "Cette ligne n’est pas du TOML : on y attend « cle = valeur » ou « [bloc] »."

NOMBRE_MAX = 1000


FauteDeToml = tuple[int, str]
"""L'indice où l'on corrige, et ce qui n'y va pas."""


class _Arret(Exception):
    """Le balayage ne comprend plus."""

    def __init__(self, indice: int, message: str) -> None:
        self.faute: FauteDeToml = (indice, message)


def balayer(arbre: ArbreLu) -> FauteDeToml | None:
    """Note dans l'arbre les positions et les clés doublées; rend la première faute vue, s'il y en a une."""
    balayage = _Balayage(arbre)
    try:
        balayage.document()
    except _Arret as arret:
        balayage.fautes.append(arret.faute)
    return balayage.fautes[0] if balayage.fautes else None


def finir(source: Source, debut: int) -> int:
    """La place qui suit la valeur qui commence ici, dans un document qui se lit."""
    return _Balayage(ArbreLu(source)).valeur(debut, None, 1)


class _Balayage:
    def __init__(self, arbre: ArbreLu) -> None:
        self.arbre = arbre
        self.texte = arbre.source.texte
        self.comptes: dict[Chemin, int] = {}
        """Nombre d'éléments de chaque liste de tables `[[…]]`."""
        self.ouvertes: set[Chemin] = set()
        """Tables nées d'un en-tête plus long ou d'une clé pointée : les nommer encore n'est pas une faute."""
        self.fautes: list[FauteDeToml] = []
        """Celles qui n'empêchent pas de lire plus loin."""

    def document(self) -> None:
        table: Chemin | None = ()
        self.arbre.placer((), self.arbre.source.position(self._sauter(_BLANCS, 0)), 1)
        i = self._sauter(_BLANCS, 0)
        while i < len(self.texte):
            if self.texte.startswith("[", i):
                table, i = self._entete(i)
            else:
                i = self._paire(i, table)
            fin = _FIN_DE_LIGNE.match(self.texte, i)
            if fin is None:
                raise _Arret(self._sauter(_ESPACES, i), VALEUR)
            i = self._sauter(_BLANCS, fin.end())

    def _sauter(self, motif: re.Pattern[str], i: int) -> int:
        trouve = motif.match(self.texte, i)
        return trouve.end() if trouve else i

    def _entete(self, debut: int) -> tuple[Chemin | None, int]:
        ouvrant, fermant = ("[[", "]]") if self.texte.startswith("[[", debut) else ("[", "]")
        mots, i = self._cle(debut + len(ouvrant))
        if not self.texte.startswith(fermant, i):
            raise _Arret(debut, CROCHET)
        parent = self._descendre((), mots[:-1])
        brute, place_du_mot = mots[-1]
        place = self.arbre.source.position(place_du_mot)
        chemin = (*parent, self.arbre.texte_de_cle(brute, place))
        fin = i + len(fermant)
        if ouvrant == "[[" and (chemin in self.comptes or chemin not in self.arbre.cles):
            nombre = self.comptes.get(chemin, 0)
            self.comptes[chemin] = nombre + 1
            if nombre == 0:
                self.arbre.cles[chemin] = place
                self._placer(chemin, place_du_mot)
            element = (*chemin, nombre)
            self._placer(element, place_du_mot)
            return element, fin
        if ouvrant == "[" and chemin in self.ouvertes:
            self.ouvertes.remove(chemin)
            self.arbre.cles[chemin] = place
            self._placer(chemin, place_du_mot)
            return chemin, fin
        table = self.arbre.cle(parent, brute, place)
        self._placer(table, place_du_mot)
        return table, fin

    def _descendre(self, chemin: Chemin, mots: list[tuple[str, int]]) -> Chemin:
        """Suit les mots d'une clé pointée; un mot nouveau ouvre une table, une liste de tables rend sa dernière."""
        for brute, indice in mots:
            place = self.arbre.source.position(indice)
            chemin = (*chemin, self.arbre.texte_de_cle(brute, place))
            if chemin not in self.arbre.cles:
                self.arbre.cles[chemin] = place
                self.ouvertes.add(chemin)
                self._placer(chemin, indice)
            if chemin in self.comptes:
                chemin = (*chemin, self.comptes[chemin] - 1)
        return chemin

    def _paire(self, debut: int, table: Chemin | None) -> int:
        mots, i = self._cle(debut)
        if not self.texte.startswith("=", i):
            raise _Arret(i, EGAL)
        brute, indice = mots[-1]
        parent = None if table is None else self._descendre(table, mots[:-1])
        chemin = self.arbre.cle(parent, brute, self.arbre.source.position(indice))
        return self.valeur(self._sauter(_ESPACES, i + 1), chemin, 2 if chemin is None else len(chemin) + 1)

    def _cle(self, i: int) -> tuple[list[tuple[str, int]], int]:
        mots: list[tuple[str, int]] = []
        while True:
            i = self._sauter(_ESPACES, i)
            mot = _MOT_DE_CLE.match(self.texte, i)
            if mot is None:
                raise _Arret(i, GUILLEMET if self.texte.startswith(("'", '"'), i) else LIGNE)
            mots.append((self._mot(mot[0], i), i))
            if len(mots) > 1:
                # -- une clé pointée sans fin s'arrête ici, avant que tomllib ne la déplie --
                self._borner(len(mots), i)
            i = self._sauter(_ESPACES, mot.end())
            if not self.texte.startswith(".", i):
                return mots, i
            i += 1

    def _mot(self, mot: str, i: int) -> str:
        if not mot.startswith('"'):
            return mot.strip("'")
        try:
            return next(iter(tomllib.loads(f"{mot} = 0")))
        except tomllib.TOMLDecodeError:
            raise _Arret(i, BARRE) from None

    def valeur(self, i: int, chemin: Chemin | None, profondeur: int) -> int:
        self.arbre.placer(chemin, self.arbre.source.position(i), profondeur)
        if self.texte.startswith("[", i):
            return self._liste(i, chemin, profondeur)
        if self.texte.startswith("{", i):
            return self._table_en_ligne(i, chemin)
        if self.texte.startswith(('"', "'"), i):
            texte = _TEXTE.match(self.texte, i)
            if texte is None:
                raise _Arret(i, GUILLEMET)
            self._echappements(texte)
            return texte.end()
        nue = _NUE.match(self.texte, i)
        if nue is None:
            raise _Arret(i, VALEUR)
        if len(nue[0]) > NOMBRE_MAX:
            self.arbre.arreter(
                CodeLu.SYNTAXE,
                self.arbre.source.position(i),
                "Ce nombre est trop long.",
                "Mettez-le entre guillemets.",
            )
        if _INDEFINI.fullmatch(nue[0]):
            self.arbre.pas_un_nombre(chemin, self.arbre.source.position(i))
        elif _DATE.fullmatch(nue[0]):
            if not _existe(nue[0]):
                self.fautes.append((i, DATE))
        elif nue[0] not in ("true", "false") and not _NOMBRE.fullmatch(nue[0]):
            self.fautes.append((i, VALEUR))
        return nue.end()

    def _echappements(self, texte: re.Match[str]) -> None:
        if texte[0].startswith('"'):
            mauvais = (e for e in _ECHAPPEMENT.finditer(texte[0]) if not e["bon"])
            self.fautes += [(texte.start() + e.start(), BARRE) for e in mauvais]

    def _liste(self, debut: int, chemin: Chemin | None, profondeur: int) -> int:
        nombre = 0
        i = self._sauter(_BLANCS, debut + 1)
        while not self.texte.startswith("]", i):
            element = None if chemin is None else (*chemin, nombre)
            i = self._sauter(_BLANCS, self.valeur(i, element, profondeur + 1))
            nombre += 1
            if self.texte.startswith(",", i):
                i = self._sauter(_BLANCS, i + 1)
            elif not self.texte.startswith("]", i):
                raise _Arret(debut if i == len(self.texte) else i, CROCHET)
        return i + 1

    def _table_en_ligne(self, debut: int, chemin: Chemin | None) -> int:
        i = self._sauter(_ESPACES, debut + 1)
        while not self.texte.startswith("}", i):
            i = self._sauter(_ESPACES, self._paire(i, chemin))
            if self.texte.startswith(",", i):
                virgule, i = i, self._sauter(_ESPACES, i + 1)
                if self.texte.startswith("}", i):
                    self.fautes.append((virgule, VIRGULE))
            elif not self.texte.startswith("}", i):
                raise _Arret(debut, ACCOLADE)
        return i + 1

    def _placer(self, chemin: Chemin | None, indice: int) -> None:
        self.arbre.placer(chemin, self.arbre.source.position(indice), 2 if chemin is None else len(chemin) + 1)

    def _borner(self, profondeur: int, indice: int) -> None:
        self.arbre.placer(None, self.arbre.source.position(indice), profondeur)


def _existe(date: str) -> bool:
    try:
        datetime.fromisoformat(f"2000-01-01 {date}" if date[2] == ":" else date)
    except ValueError:
        return False
    return True
