"""Rédaction d'un squelette : chaque clé à remplir, l'obligatoire marquée, le reste en commentaire ou laissé vide.

Ce qui est obligatoire n'est pas écrit ici : c'est à qui connaît les lettres de le dire.
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from itertools import groupby
from typing import TypeAlias

from lettres.dossier import Nature
from lettres.lecture import squelettes
from lettres.lecture.arbre import Valeur
from lettres.lecture.formats.lecteur_yaml import lire_yaml
from lettres.lecture.source import ouvrir_texte
from lettres.socle.classes import dataclass
from lettres.socle.erreurs import DossierIllisible, DossierInvalide

_LIGNE = re.compile(r"(?P<retrait> *)(?:(?P<tu>#\??[ ])(?P<suite> *))?(?P<tiret>- )?(?P<cle>[a-z_]+):(?P<reste>.*)")
_RUBRIQUE = re.compile(r"# --- (.+) ---")
_NOTE = re.compile(r" *# (?P<note>.+)")
_CHOIX = re.compile(r"[a-z_]+(?=,| ou |$)|Mme(?=,)")
_LARGEUR = 27

Branche = tuple[str, ...]
"""Le chemin d'une clé, sans les rangs : `("creances", "montant")`."""

Reponses: TypeAlias = Mapping[tuple[Branche, int], str]
"""Ce qui est déjà répondu : la clé, le rang de l'élément quand elle est d'une liste, et le texte."""


@dataclass(frozen=True, slots=True)
class LigneEcrite:
    """Une ligne de squelette, sans sa note. Sans clé, c'est une rubrique, un blanc, ou un texte d'une liste."""

    texte: str
    cle: Branche = ()
    note: str = ""
    valeur: str = ""
    tue: int | None = None
    """La colonne de son « # » : en commentaire, sauf si la lettre l'exige."""

    a_part: bool = False
    """Son exemple ne va pas avec les autres : il n'entre pas dans le dossier d'exemple."""

    rubrique: str = ""
    """Le titre sous lequel elle est."""

    dans: str = ""
    """La clé de premier rang de la liste dont elle décrit l'élément; rien hors d'une liste."""

    @property
    def exemple(self) -> str:
        """La valeur d'exemple : ce qui suit le dernier deux-points de la note, ou la note, ou son premier choix."""
        fin = self.note.rpartition(" : ")[2]
        choix = _CHOIX.match(fin)
        return choix[0] if choix else fin

    @property
    def explication(self) -> str:
        """La note sans son exemple."""
        return self.note.rpartition(" : ")[0]

    @property
    def en_liste(self) -> bool:
        """Sa valeur est une liste de textes, sur la ligne : « [P-1] »."""
        return self.exemple.startswith("[")

    @property
    def colonne(self) -> int:
        """Le retrait de la ligne."""
        return len(self.texte) - len(self.texte.lstrip())


@cache
def lignes(nature: Nature, lettre: str) -> tuple[LigneEcrite, ...]:
    """Les lignes du squelette de cette nature et de cette lettre, toutes clés comprises."""
    pile: list[tuple[int, str]] = []
    lues: list[LigneEcrite] = []
    rubrique = dans = ""
    for texte in squelettes.corps(nature, lettre).split("\n"):
        trouve = _LIGNE.fullmatch(texte)
        if trouve is None:
            rubrique = titre[1] if (titre := _RUBRIQUE.fullmatch(texte)) else rubrique
            lues.append(LigneEcrite(texte))
            continue
        nue = f"{trouve['retrait']}{trouve['suite'] or ''}{trouve['tiret'] or ''}{trouve['cle']}:"
        retrait = len(nue) - len(trouve["cle"])
        while pile and pile[-1][0] >= retrait:
            pile.pop()
        pile.append((retrait, trouve["cle"]))
        note = _NOTE.fullmatch(trouve["reste"])
        tue = len(trouve["retrait"]) if trouve["tu"] else None
        valeur = "" if note else trouve["reste"].strip()
        cle = tuple(cle for _, cle in pile)
        if len(cle) == 1:
            dans = ""
        elif trouve["tiret"] and len(cle) == 2:
            dans = cle[0]
        a_part = trouve["tu"] == "#? "
        lues.append(LigneEcrite(nue, cle, note["note"] if note else "", valeur, tue, a_part, rubrique, dans))
    return tuple(lues)


@cache
def facultatives(nature: Nature, lettre: str) -> frozenset[Branche]:
    """Les clés qui ne servent pas à tous, et restent en commentaire si rien ne les exige."""
    return frozenset(li.cle for li in lignes(nature, lettre) if li.tue is not None)


@cache
def connues(nature: Nature, lettre: str) -> frozenset[Branche]:
    """Chaque clé et chaque bloc que le squelette de cette lettre explique."""
    return frozenset(li.cle[:rang] for li in lignes(nature, lettre) for rang in range(1, len(li.cle) + 1))


def rempli(nature: Nature, lettre: str) -> dict[str, Valeur]:
    """Les faits d'un dossier de cette nature, pour cette lettre, où chaque clé a son exemple."""
    return copy.deepcopy(_rempli(nature, lettre))


@cache
def _rempli(nature: Nature, lettre: str) -> dict[str, Valeur]:
    lues = [ligne for ligne in lignes(nature, lettre) if not ligne.a_part]
    blocs = _blocs(lues)
    ecrites = (f"{li.texte} {li.valeur or li.exemple}" if li.cle and li.cle not in blocs else li.texte for li in lues)
    return lire_yaml(ouvrir_texte("\n".join(ecrites).encode(), "squelette")).donnees


def lignes_ouvertes(
    nature: Nature, lettre: str, exigees: Collection[Branche], tues: Collection[Branche]
) -> list[LigneEcrite]:
    """Les lignes à remplir d'un squelette où ces clés sont exigées : celles qui n'y sont pas en commentaire."""
    lues = lignes(nature, lettre)
    blocs = _blocs(lues)
    colonnes = _colonnes(lues, exigees, tues)
    return [
        li for li, colonne in zip(lues, colonnes, strict=True) if colonne is None and li.note and li.cle not in blocs
    ]


def squelette(
    nature: Nature,
    lettre: str,
    schema: str,
    *,
    obligatoires: Collection[Branche],
    tues: Collection[Branche],
    tete: str,
    reponses: Reponses | None = None,
) -> str:
    """Un dossier de cette nature, pour cette lettre, à remplir. `schema` est le fichier que l'éditeur consulte.

    `obligatoires` nomme les clés que la lettre voulue exige : elles sont marquées, et les blocs qui les contiennent,
    ouverts; un bloc dont elle n'exige rien reste en commentaire, comme les clés `tues`. `tete` la nomme.
    Une clé qui a déjà une réponse la montre, sans sa note; l'élément d'une liste est récrit autant de fois qu'il a de
    réponses.
    """
    connues = reponses or {}
    lues = lignes(nature, lettre)
    ouvertes = {*obligatoires, *(cle for cle, _ in connues)}
    ecrites = [squelettes.TETE.format(schema=schema, lettre=tete)]
    nombres = {cle[0]: rang + 1 for cle, rang in sorted(connues, key=lambda reponse: reponse[1])}
    colonnes = _colonnes(lues, ouvertes, tues)
    for racine, groupe in groupby(zip(lues, colonnes, strict=True), key=lambda paire: paire[0].dans):
        paires = list(groupe)
        for rang in range(nombres.get(racine, 1)):
            for ligne, colonne in paires:
                exigee = ligne.cle in obligatoires
                ecrites.append(_ecrire(ligne, colonne, connues.get((ligne.cle, rang)), exigee=exigee))
    return "\n".join(ecrites)


def _colonnes(lues: Sequence[LigneEcrite], exigees: Collection[Branche], tues: Collection[Branche]) -> list[int | None]:
    """La colonne du « # » de chaque ligne; None pour celle qui n'est pas en commentaire."""
    ouverts = {cle[:rang] for cle in exigees for rang in range(1, len(cle) + 1)}
    blocs = _blocs(lues)
    fermes = {li.cle: li.colonne for li in lues if li.cle in blocs and li.cle not in ouverts}
    colonnes: list[int | None] = []
    courante: Branche = ()
    for ligne in lues:
        # -- un texte d'une liste n'a pas de clé : il est dans le dernier bloc ouvert --
        courante = ligne.cle or (courante if ligne.texte.startswith(" ") else ())
        ferme = next((fermes[courante[:n]] for n in range(1, len(courante) + 1) if courante[:n] in fermes), None)
        seule = ligne.colonne if ligne.cle in tues else ligne.tue
        colonnes.append(seule if ferme is None and ligne.cle not in ouverts else ferme)
    return colonnes


def _blocs(lues: Sequence[LigneEcrite]) -> set[Branche]:
    """Les clés qui ouvrent un bloc ou une liste."""
    return {li.cle[:n] for li in lues for n in range(1, len(li.cle))} | {
        li.cle for li in lues if li.cle and not (li.note or li.valeur)
    }


def _ecrire(ligne: LigneEcrite, colonne: int | None, reponse: str | None, *, exigee: bool) -> str:
    """La ligne, son « # » à cette colonne si elle en a un, et sa réponse ou sa note."""
    if reponse is not None:
        valeur = f"[{', '.join(elements(reponse))}]" if ligne.en_liste else en_yaml(reponse)
        return f"{ligne.texte} {valeur}"
    texte = ligne.texte if colonne is None else f"{ligne.texte[:colonne]}# {ligne.texte[colonne:]}"
    if ligne.note:
        return f"{texte:<{_LARGEUR}}# {'obligatoire — ' if exigee else ''}{ligne.note}"
    return f"{texte} {ligne.valeur}" if ligne.valeur else texte


def elements(texte: str) -> list[str]:
    """Les éléments d'une liste répondue sur une ligne : « P-1, P-2 », avec ou sans crochets."""
    return [element.strip() for element in texte.strip(" []").split(",") if element.strip()]


def en_yaml(texte: str) -> str:
    """Le texte tel qu'on l'écrit après « cle: » : sans guillemets quand il se relit pareil, entre guillemets sinon."""
    try:
        arbre = lire_yaml(ouvrir_texte(f"a: {texte}\n".encode(), ""))
        if texte.isprintable() and arbre.donnees == {"a": texte} and not arbre.constats:
            return texte
    except (DossierIllisible, DossierInvalide):
        pass
    return json.dumps(texte, ensure_ascii=False)
