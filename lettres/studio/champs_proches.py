"""Champs proches : le champ qu'une balise voulait sans doute nommer, à l'orthographe ou au sens."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from difflib import get_close_matches
from functools import cache

from lettres.langue.pliage import sans_accents
from lettres.socle.champ import JUMEAUX, Champ
from lettres.socle.constats import Constat
from lettres.socle.places import DansWord

_NOM = re.compile(r"[^\W\d]\w*(?:\.\w+)*")
_CITE = re.compile(r"« ([^«»]+) »")
_ORDONNE = re.compile(r"[<>]|[=!]= ?\d")
_MOTS = re.compile(r"[a-z]+")
_VOULUS: Mapping[str, tuple[str, ...]] = {
    "destinataire": ("client", "cliente", "debiteur", "debitrice", "locataire", "adversaire", "acheteur", "defendeur"),
    "expediteur": ("cabinet", "avocat", "avocate", "bureau", "moi", "auteur", "demandeur", "creancier", "creanciere"),
    "signataire": ("signature", "signe"),
    "creances": ("facture", "factures", "creance", "compte", "comptes", "lignes", "items"),
    "sommes": ("somme", "montants"),
    "solde": ("balance", "du", "dette", "montant", "total"),
    "echeance": ("limite", "delai", "expiration"),
    "courriel": ("email", "mail", "courriels"),
    "telephone": ("tel", "cell", "cellulaire", "phone"),
    "appel": ("civilite", "salutations", "titre"),
    "reference": ("dossier", "numero", "no", "ref"),
    "taux": ("pourcentage", "pourcent"),
    "contrat": ("entente", "convention", "bail"),
    "date": ("jour", "aujourd", "today"),
    "adresse": ("rue", "adr"),
    "complete": ("entiere",),
    "nom": ("nomcomplet", "name", "prenom"),
}
"""Le mot d'un champ, et ce qu'on écrit souvent pour lui."""
_SENS = {dit: voulu for voulu, dits in _VOULUS.items() for dit in dits}


def proposer(constat: Constat, champs: Mapping[str, Champ], texte: str) -> Constat:
    """Le constat d'un nom inconnu, avec le champ le plus proche, tel qu'il s'écrit dans cette balise.

    `texte` est celui du paragraphe. Tout autre constat est rendu tel quel.
    """
    dans = constat.dans
    if constat.code not in ("M401", "M207") or not isinstance(dans, DansWord) or dans.debut is None:
        return constat
    balise = texte[dans.debut : dans.fin]
    ecrit = _ecrit(constat, balise)
    if constat.code == "M207":
        nom = re.sub(r"\s*\.\s*", ".", re.sub(r"\s+", "_", ecrit.strip()))
        return _remede(constat, balise, ecrit, nom, champs[nom]) if nom in champs else constat
    cite = _CITE.search(constat.message)
    if cite is None or "que dans une boucle" in constat.message:
        return constat
    proche = le_plus_proche(cite[1], champs, _genres(balise))
    if proche is None:
        return constat
    return _remede(constat, balise, ecrit, _comme_ecrit(ecrit, proche), champs[proche])


def _ecrit(constat: Constat, balise: str) -> str:
    """Ce que la balise écrit à la place du champ."""
    cite = _CITE.search(constat.message)
    if constat.code == "M207" or cite is None:
        return balise.strip("{}%# \u00a0")
    fin = cite[1].rpartition(".")[2].removesuffix("[]")
    noms: list[str] = _NOM.findall(balise)
    return next((n for n in noms if n == cite[1]), next((n for n in noms if n.rpartition(".")[2] == fin), cite[1]))


def _comme_ecrit(ecrit: str, proche: str) -> str:
    """Un champ d'un élément de liste s'écrit par la variable de sa boucle : « c.montant »."""
    if "[]." not in proche:
        return proche
    return f"{ecrit.partition('.')[0]}.{proche.rpartition('[].')[2]}"


def _remede(constat: Constat, balise: str, ecrit: str, nom: str, champ: Champ) -> Constat:
    corrigee = balise.replace(ecrit, nom, 1)
    message = re.sub(r" Vouliez-vous dire.*", "", constat.message)
    return replace(constat, message=message, remede=f"Écrivez {corrigee} : {champ.libelle.rstrip(' .')}.")


def _genres(balise: str) -> tuple[str, ...]:
    if balise.startswith("{{"):
        return ("texte",)
    if _ORDONNE.search(balise):
        return tuple(JUMEAUX)
    return ("liste", "liste_de_textes") if re.match(r"\{%\w*\s*for\b", balise) else ()


def le_plus_proche(inconnu: str, champs: Mapping[str, Champ], genres: tuple[str, ...]) -> str | None:
    """Le champ le plus proche, de l'un de ces genres : à une faute de frappe près, sinon par le sens."""
    dans = inconnu.rpartition("[].")[0]
    permis = {c: f for c, f in champs.items() if c.rpartition("[].")[0] == dans and (not genres or f.genre in genres)}
    traduit = ".".join(_SENS.get(sans_accents(pas).casefold(), pas) for pas in inconnu.split("."))
    if traduit in permis:
        return traduit
    plies = {sans_accents(c).casefold(): c for c in permis}
    if proches := get_close_matches(sans_accents(inconnu).casefold(), plies, n=1, cutoff=0.85):
        return plies[proches[0]]
    mots = [_SENS.get(m, m) for m in _mots(inconnu)]
    notes = {c: _note(mots, c, f.description) for c, f in permis.items()}
    meilleur = max(notes, key=lambda c: (notes[c], -_rang(c), -len(c)), default=None)
    if meilleur is not None and notes[meilleur] >= _SEUIL:
        return meilleur
    proches = get_close_matches(sans_accents(inconnu).casefold(), plies, n=1, cutoff=0.7)
    return plies[proches[0]] if proches else None


_SEUIL = 2.0
_D_ABORD = ("destinataire", "expediteur", "sommes", "lettre", "creances", "contrat")
"""De deux champs aussi proches, celui dont on parle le plus souvent."""


def _rang(chemin: str) -> int:
    bloc = chemin.partition(".")[0]
    return _D_ABORD.index(bloc) if bloc in _D_ABORD else len(_D_ABORD)


def _note(mots: list[str], chemin: str, description: str) -> float:
    siens, dits = _mots(chemin), _mots(description)
    note = sum(3.0 if m in siens else 1.0 if m in dits else -1.0 for m in mots)
    return note - 0.5 * len([m for m in siens if m not in mots])


@cache
def _mots(texte: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_des_mots(texte)))


def _des_mots(texte: str) -> Iterator[str]:
    for mot in _MOTS.findall(sans_accents(texte).casefold().replace("_", " ")):
        if len(mot) > 1:
            yield mot
