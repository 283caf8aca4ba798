"""Conformité : ce que la liste de contrôle exige et qu'aucune branche n'imprime, et les mots qu'elle défend."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lettres.barriere import points, vocabulaire
from lettres.barriere.lecture import Paragraphe, lire_la_notre
from lettres.barriere.listes import TypeDeLettre, listes
from lettres.barriere.su import savoir
from lettres.barriere.types_de_lettre import reconnaitre
from lettres.barriere.zones import decouper
from lettres.langue import mots
from lettres.rendu.paragraphes.lecture import EN_TETE, PIED, genre
from lettres.socle.classes import replace
from lettres.socle.constats import Constat, Gravite
from lettres.studio.modele_lu import ModeleLu
from lettres.studio.specimens import Specimen

_BALISE = re.compile(r"\{\{[^{}]*\}\}|\{%[^{}]*%\}|\{#[^{}]*#\}")
_TENANT_LIEU = "Exemple"
_AVOCAT = re.compile(r"\b(?:M(?:e|es|ᵉ)\s+[A-ZÉÈ]|avocate?s?\b|LL\.\s?[BM]\.)")
_STYLE_CITE = re.compile(r"citation|quote", re.IGNORECASE)


def deviner(modele: ModeleLu) -> TypeDeLettre | None:
    """Le type que le texte du modèle annonce; None s'il n'en dit pas assez, ou s'il vaut pour plusieurs natures."""
    trouve = reconnaitre(decouper(_paragraphes(modele)), listes().types.values(), None)
    return trouve if trouve is not None and trouve.nature is not None else None


def defendus(modele: ModeleLu, type_: TypeDeLettre, nom: str) -> Iterator[Constat]:
    """Les mots qu'aucune lettre de ce type ne porte, à leur place dans le modèle."""
    lus = _paragraphes(modele)
    du_barreau = (
        {f.code for f in mots.familles() if f.fiche.condition == "sauf_barreau"} if _d_un_avocat(lus) else set()
    )
    consommateur = vocabulaire.a_un_consommateur(type_, None, None)
    trouves = [
        t for t in vocabulaire.trouver(lus, type_, None, consommateur=consommateur) if t[2].code not in du_barreau
    ]
    par_les_mots = {p.code for p in type_.points if p.mots}
    yield from vocabulaire.constats(trouves, nom)
    for constat in points.examiner(decouper(lus), type_, nom, trouves, conseils=False):
        if constat.dans is not None and constat.code not in par_les_mots:
            yield _aux_mots(constat, lus)


def _d_un_avocat(lus: Sequence[Paragraphe]) -> bool:
    """Dit si le papier est celui d'un avocat : son titre y est chez lui."""
    return any(_AVOCAT.search(p.texte) for p in lus if p.partie in (EN_TETE, PIED))


def omis(lettres: Sequence[tuple[Specimen, bytes]], type_: TypeDeLettre, nom: str) -> Iterator[Constat]:
    """Ce qui est obligatoire et ne se lit dans aucun spécimen."""
    manques: dict[str, Constat] | None = None
    for _, octets in lettres:
        siens = mentions_absentes(octets, type_, nom)
        manques = siens if manques is None else {code: c for code, c in manques.items() if code in siens}
    for constat in (manques or {}).values():
        suite = constat.message.partition("\u00a0: ")[2]
        message = f"Aucune branche du modèle n’imprime\u00a0: {suite}"
        yield replace(constat, gravite=Gravite.ALERTE, message=message)


def mentions_absentes(octets: bytes, type_: TypeDeLettre, nom: str) -> dict[str, Constat]:
    """Ce que la liste exige et que cette lettre-là n'imprime pas, par code."""
    exiges = {p.code for p in points.du_type(type_) if p.force == "O"}
    zones = decouper(lire_la_notre(octets, nom))
    return {c.code: c for c in points.examiner(zones, type_, nom, [], conseils=False) if c.code in exiges}


def _paragraphes(modele: ModeleLu) -> tuple[Paragraphe, ...]:
    """Les paragraphes du modèle, comme la barrière lit ceux d'une lettre, chaque balise remplacée à longueur égale."""
    return tuple(
        Paragraphe(
            texte := _BALISE.sub(_a_la_place, lu.texte),
            genre(partie.nom),
            partie.titre,
            lu.place.paragraphe,
            lu.style,
            cite=bool(_STYLE_CITE.search(lu.style)) or bool(re.fullmatch(r"\s*«.*»\s*[.;]?\s*", texte, re.DOTALL)),
            su=savoir(texte),
        )
        for partie in modele.parties
        for lu in partie.paragraphes
        if not lu.repli
    )


def _a_la_place(balise: re.Match[str]) -> str:
    longueur = len(balise[0])
    return (_TENANT_LIEU if balise[0].startswith("{{") else "").ljust(longueur)[:longueur]


def _aux_mots(constat: Constat, lus: Sequence[Paragraphe]) -> Constat:
    """Le constat d'un paragraphe entier, ramené aux mots que son message cite."""
    cite = re.match(r"« (.+?) »", constat.message)
    dans = constat.dans
    for lu in lus:
        if cite and dans is not None and lu.place() == dans:
            debut = lu.texte.find(cite[1])
            if debut >= 0:
                return replace(constat, dans=lu.place(debut, debut + len(cite[1])))
    return constat
