"""Normalisation : un texte réduit à ses mots, aligné caractère par caractère sur le texte d'origine."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache

from lettres.langue.pliage import APOSTROPHES, GARDES, INVISIBLES, TRAITS, PageDeCodes, lettres_nues
from lettres.socle.expression import Expression

_APOSTROPHES = frozenset(f"'{APOSTROPHES}")
_TRAITS = frozenset(f"-{TRAITS}")
_SOSIES = {"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s"}
_CESURE = re.compile(r"-(?<=[^\W\d_]-)[ \t]*\n[ \t]*(?=[a-zà-ÿ])")
_ALINEA = re.compile(r"\n[^\S\n]*\n\s*")
ALINEA = "¶"
"""Ce qui sépare deux alinéas dans le texte normalisé."""
MUET = "¤"
"""Ce qui remplace, caractère par caractère, les mots d'autrui."""
PASSAGE = "\x04"
"""Ce qui sépare deux passages normalisés ensemble; aucun texte ne l'écrit de lui-même."""
_SUR_UNE_LIGNE = re.compile("[^\n]")
_MARQUE = re.compile(ALINEA)


class _Places:
    """La place, dans l'original, de chaque caractère normalisé; un alinéa ne se compte que si on la demande."""

    def __init__(self, original: str, texte: str) -> None:
        self._original = original
        sauts = [saut.span() for saut in _ALINEA.finditer(original)]
        marques = [m.end() + 1 for m in _MARQUE.finditer(texte)]
        if len(sauts) != len(marques):  # -- l'original écrit lui-même la marque --
            sauts, marques = [], []
        self._debuts = [0, *marques]
        """Où chaque alinéa commence dans le texte normalisé."""
        self._origines = [0, *[fin for _, fin in sauts]]
        """Où il commence dans l'original."""
        self._fins = [*[debut for debut, _ in sauts], len(original)]
        self._termes = [*marques, len(texte)]
        self._lues: dict[int, tuple[int, ...]] = {}

    def place(self, rang: int) -> int:
        """La place du caractère normalisé de ce rang."""
        alinea = bisect_right(self._debuts, rang) - 1
        return self._de_l_alinea(alinea)[rang - self._debuts[alinea]]

    def rang(self, place: int) -> int:
        """Le rang du premier caractère normalisé qui vient de cette place, ou d'une suivante."""
        alinea = bisect_right(self._origines, place) - 1
        return self._debuts[alinea] + bisect_left(self._de_l_alinea(alinea), place)

    def _de_l_alinea(self, alinea: int) -> tuple[int, ...]:
        if alinea not in self._lues:
            origine, fin = self._origines[alinea], self._fins[alinea]
            places = _signe_par_signe(self._original[origine:fin])[1]
            # -- ce qui l'en sépare du suivant, marque et espaces, vient du saut de ligne --
            reste = self._termes[alinea] - self._debuts[alinea] - len(places)
            self._lues[alinea] = (*[origine + place for place in places], *((fin,) * reste))
        return self._lues[alinea]


class Normalise:
    """Le texte normalisé et, pour chacun de ses caractères, sa place dans l'original.

    Les places ne servent qu'à montrer un passage ou à le taire : elles ne se comptent que là où on les demande.
    """

    __slots__ = ("_muets", "_places", "original", "texte")

    def __init__(
        self, original: str, texte: str, places: _Places | None = None, muets: Sequence[tuple[int, int]] = ()
    ) -> None:
        self.original = original
        self.texte = texte
        self._places = places
        self._muets = muets

    @property
    def _lieux(self) -> _Places:
        if self._places is None:
            self._places = _Places(self.original, self.texte)
        return self._places

    @property
    def places(self) -> tuple[int, ...]:
        """La place, dans l'original, de chaque caractère du texte normalisé."""
        return tuple(map(self._lieux.place, range(len(self.texte))))

    def etendue(self, debut: int, fin: int) -> tuple[int, int]:
        """Le passage de l'original qui répond au passage normalisé `[debut, fin[`, espaces des bouts exclues."""
        while debut < fin and self.texte[debut] == " ":
            debut += 1
        while fin > debut and self.texte[fin - 1] == " ":
            fin -= 1
        if debut == fin:
            place = self._lieux.place(debut) if debut < len(self.texte) else len(self.original)
            return place, place
        arrivee = self._lieux.place(fin - 1) + 1
        while arrivee < len(self.original) and unicodedata.combining(self.original[arrivee]):
            arrivee += 1
        return self._lieux.place(debut), arrivee

    def entre(self, debut: int, fin: int) -> str:
        """Ce que devient le passage `[debut, fin[` de l'original, espace de tête exclue."""
        return self.texte[self._lieux.rang(debut) : self._lieux.rang(fin)].lstrip(" ")

    def masquer(self, passages: list[tuple[int, int]]) -> Normalise:
        """Remplace par un signe muet les passages `[debut, fin[` de l'original qui ne sont pas de l'auteur."""
        if not passages:
            return self
        signes = list(self.texte)
        for passage in passages:
            debut, fin = map(self._lieux.rang, passage)
            signes[debut:fin] = MUET * (fin - debut)
        return Normalise(self.original, "".join(signes), self._lieux, (*self._muets, *passages))

    def lignes(self) -> str:
        """L'original, les passages masqués effacés à longueur égale : pour ce qui se juge à la ligne et à la casse."""
        if not self._muets:
            return self.original
        visible = list(self.original)
        for debut, fin in self._muets:
            visible[debut:fin] = _SUR_UNE_LIGNE.sub(MUET, self.original[debut:fin])
        return "".join(visible)


def normaliser(texte: str) -> Normalise:
    """Met en minuscules, ôte les accents, unit espaces, apostrophes et traits d'union, recolle les césures.

    Une apostrophe est suivie d'une espace : chaque mot normalisé est un mot suivi d'une espace.
    Un chiffre ou un signe pris entre deux lettres se lit comme la lettre qu'il imite : « arn4que ».
    """
    lu = _d_un_trait(texte)
    return Normalise(texte, _signe_par_signe(texte)[0] if lu is None else lu)


class Passages:
    """Ce que deviennent des passages d'un texte, le texte tout entier étant lu; il ne l'est que s'il le faut."""

    def __init__(self, texte: str) -> None:
        self.texte = texte
        self._entier: Normalise | None = None

    def __call__(self, debut: int, fin: int) -> str:
        """Ce que devient le passage `[debut, fin[`, espace de tête exclue."""
        lu = _lire_seul(self.texte[debut:fin])
        if lu is not None:
            return lu
        self._entier = self._entier or normaliser(self.texte)
        return self._entier.entre(debut, fin)


@lru_cache(maxsize=GARDES)
def _lire_seul(passage: str) -> str | None:
    """Ce que devient un passage, espace de tête exclue; None s'il ne se lit pas seul. Les mêmes reviennent."""
    return normaliser(passage).texte.lstrip(" ") if _BOUTS_ORDINAIRES.fullmatch(passage) else None


def _d_un_trait(texte: str) -> str | None:
    """Le texte normalisé, s'il n'a que des signes courants; None si l'un d'eux demande que l'on s'y arrête."""
    if any(place in texte for place in _PLACES_PRISES) or _CESURE.search(texte):
        return None
    commun = _SOSIE.sub(lambda sosie: _SOSIES[sosie[0]], texte)
    if "\n" in commun:
        commun = _ALINEA.sub(f"\n{_ICI_UN_ALINEA}\n", commun)
    commun = _TRAIT_D_UNION.sub(" ", commun)
    lu = _COMMUN(commun)
    if lu is None:
        return None
    lu = lu.replace("'", "' ")
    lu = (_ESPACES.sub(" ", lu) if "  " in lu else lu).lstrip(" ")
    for rare, signe in _RENDUS:
        lu = lu.replace(rare, signe)
    return lu


def _signe_par_signe(texte: str) -> tuple[str, tuple[int, ...]]:
    """Le texte normalisé, et la place de chaque caractère dans l'original."""
    ecartes = _positions(_CESURE, texte)
    alineas = {m.start() for m in _ALINEA.finditer(texte)}
    morceaux: list[str] = []
    places: list[int] = []
    place = 0
    while place < len(texte):
        if simple := _SIMPLES.match(texte, place):
            morceaux.append(simple[0].encode("latin-1").translate(_REDUITS).decode("latin-1"))
            places.extend(range(place, simple.end()))
            place = simple.end()
            continue
        for signe in "" if place in ecartes else _signes(texte, place, alinea=place in alineas):
            if signe != " " or (morceaux and morceaux[-1][-1] != " "):
                morceaux.append(signe)
                places.append(place)
        place += 1
    return "".join(morceaux), tuple(places)


def _signes(texte: str, place: int, *, alinea: bool) -> str:
    """Ce que devient un signe, d'après ses voisins; rien, s'il ne se voit pas."""
    signe = texte[place]
    if signe in INVISIBLES:
        return ""
    if alinea:
        return f" {ALINEA} "
    if signe.isspace():
        return " "
    if signe in _APOSTROPHES:
        return "' "
    if signe in _TRAITS and _entre_lettres(texte, place):
        return " "
    if signe in _SOSIES and _imite_une_lettre(texte, place):
        return _SOSIES[signe]
    return _reduire(signe)


def _positions(motif: re.Pattern[str], texte: str) -> set[int]:
    return {place for m in motif.finditer(texte) for place in range(m.start(), m.end())}


def _reduire(signe: str) -> str:
    return lettres_nues(signe).lower()


def _entre_lettres(texte: str, place: int) -> bool:
    return 0 < place < len(texte) - 1 and texte[place - 1].isalpha() and texte[place + 1].isalpha()


def _imite_une_lettre(texte: str, place: int) -> bool:
    """Vrai au milieu d'un mot, deux lettres d'un côté au moins : « v0leur », « FR4UDE », et non « J2G 1A1 »."""
    if not _entre_lettres(texte, place):
        return False
    gauche, droite = texte[max(0, place - 2) : place], texte[place + 1 : place + 3]
    return (len(gauche) == 2 and gauche.isalpha()) or (len(droite) == 2 and droite.isalpha())


def _est_ordinaire(signe: str) -> bool:
    """Vrai d'un signe qui en donne un seul, dans la même page de codes, quels que soient ses voisins."""
    reduit = _reduire(signe)
    particulier = signe in INVISIBLES or signe in _APOSTROPHES | _TRAITS | _SOSIES.keys()
    return len(reduit) == 1 and reduit < "\u0100" and not reduit.isspace() and not particulier


# -- L'ordinaire d'un texte, octet pour octet : des signes ordinaires, et une espace seule entre eux --
_ORDINAIRES = "".join(signe for signe in map(chr, range(0x21, 0x100)) if _est_ordinaire(signe))
_REDUITS = bytes.maketrans(
    f"{_ORDINAIRES}\u00a0".encode("latin-1"), f"{''.join(map(_reduire, _ORDINAIRES))} ".encode("latin-1")
)
_UN = f"[{re.escape(_ORDINAIRES)}]+|[{''.join(_SOSIES)}](?![^\\W\\d_])"
_SIMPLES = re.compile(rf"(?:{_UN})(?:[ \u00a0]?(?:{_UN}))*")

# -- Un texte courant se réduit d'un trait : un octet d'une page de codes en donne un; quelques signes la quittent --
_ICI_UN_ALINEA = "\x01"
_RENDUS = ((_ICI_UN_ALINEA, ALINEA), ("\x02", "–"), ("\x03", "\u2010"))
_PLACES_PRISES = "\x01\x02\x03"
"""Ce qu'un texte n'écrit pas de lui-même."""
_FREQUENTS = (("’", "'"), ("\u202f", " "), ("œ", "oe"), ("Œ", "oe"), ("…", "..."), ("–", "\x02"), ("\u2011", "\x03"))
_LETTRE = "[^\\W\\d_²³¹¼½¾]"
# -- Le signe d'abord, ses voisins ensuite : un motif qui commence par un regard en arrière s'essaie à chaque place --
_TRAIT_D_UNION = re.compile(rf"[{''.join(sorted(_TRAITS))}](?<={_LETTRE}.)(?={_LETTRE})")
_DEUX = f"{_LETTRE}{_LETTRE}"
_SOSIE = re.compile(rf"[{''.join(_SOSIES)}](?<={_LETTRE}.)(?={_LETTRE})(?:(?<={_DEUX}.)|(?={_DEUX}))")
_SEUL = rf"(?:[ \u00a0.,;:!?()«»]|{_LETTRE})"
_BOUTS_ORDINAIRES = Expression(rf"{_SEUL}{{2}}(?s:.*){_SEUL}{{2}}|{_SEUL}{{0,3}}")
"""Un passage qui se lit seul comme il se lit dans son texte : rien, à ses bouts, ne dépend de ses voisins."""
_ESPACES = re.compile(" {2,}")


def _pli(signe: str) -> str:
    """Ce que devient un signe d'un texte courant; rien, s'il n'est pas courant."""
    if signe in ("'", PASSAGE) or signe in _PLACES_PRISES:
        return signe
    if signe in "\n\t \xa0":
        return " "
    return _reduire(signe) if signe in _ORDINAIRES or signe in _SOSIES or signe == "-" else ""


_COMMUN = PageDeCodes(_pli, _FREQUENTS)
