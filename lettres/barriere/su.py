"""Su : ce qui se sait d'un texte d'une lettre, où qu'il soit; de lettre en lettre, les mêmes reviennent."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache

from lettres.langue.mots.citations import cite as ouvre_des_guillemets
from lettres.langue.pliage import COURT, GARDES, plier
from lettres.langue.sommes_et_dates import DateLue, dates, montants, sommes_en_lettres
from lettres.socle.classes import NamedTuple
from lettres.socle.expression import Expression

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
OBJET = re.compile(r"(?:objet|obj\.|re|concerne|sujet) ?:")
APPEL = re.compile(
    r"(?:(?:chere?s? )?(?:madame|monsieur|mesdames|messieurs|maitre|docteure?|bonjour)\b[^.:;¦]{0,60},|"
    r"(?:madame|monsieur|mesdames|messieurs|madame, monsieur|bonjour|a qui de droit),?)"
)
PIECES = re.compile(r"(?:p\. ?j\.|pj\b|pieces? (?:jointes?|produites?|communiquees?)|annexes?\b|documents? joints?)")
_SALUTATION = Expression(
    r"(?:veuillez|je vous prie|nous vous prions)[^.]{0,60}(?:recevoir|agreer|accepter|croire)|salutations|"
    r"^(?:bien )?cordialement|^bien a vous|^sinceres|sentiments (?:les )?(?:distingues|meilleurs)"
)
_MOTS_DE_SALUTATION = (
    *("recevoir", "agreer", "accepter", "croire", "salutations", "cordialement", "bien a vous", "sinceres"),
    "sentiments",
)
"""Sans l'un de ces mots, rien ne salue."""
DEUX_SIGNES = Expression(r"\$[ \u00a0]*\$|%[ \u00a0]*%")
"""Un signe qui redit celui de la valeur : « 60,00 $ $ »."""
_RESTES = ("{", "[", "ÉBAUCHE", "None", "NaN", "undefined", "null")
"""Sans l'un de ces signes, il n'y a pas d'autre reste."""


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
    nu: str = ""
    """Le texte plié, sans blancs autour."""
    ouvre: bool = False
    """Un objet ou un appel."""
    joint: bool = False
    """« p. j. »."""
    salue: bool = False
    suspect: bool = False
    """Un reste de modèle peut s'y lire."""


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
    nu = plie.strip()
    ouvre, joint = bool(OBJET.match(nu) or APPEL.fullmatch(nu)), PIECES.match(nu) is not None
    return Su(texte, cite, plie, lignes, passages, dit, *valeurs, nu, ouvre, joint, _salue(nu), _est_suspect(texte))


def _salue(nu: str) -> bool:
    return bool([mot for mot in _MOTS_DE_SALUTATION if mot in nu]) and _SALUTATION.search(nu) is not None


def _est_suspect(texte: str) -> bool:
    if [signe for signe in _RESTES if signe in texte]:
        return True
    return ("$" in texte or "%" in texte) and DEUX_SIGNES.search(texte) is not None


_deja_su = lru_cache(maxsize=GARDES)(savoir)


def su_de(texte: str, style: str) -> Su:
    """La même chose, que l'on a déjà d'un texte court."""
    return (_deja_su if len(texte) <= COURT else savoir)(texte, style)


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
