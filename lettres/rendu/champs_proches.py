"""Champs proches : le champ qu'une balise voulait sans doute nommer, à l'orthographe ou au sens."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches
from functools import cache
from unicodedata import combining, normalize

from lettres.socle.champ import Champ

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
_D_UN_ELEMENT: dict[str, tuple[str, ...]] = {
    "montant": ("solde", *_VOULUS["solde"], "prix", "somme", "valeur"),
    "repere": ("numero", "no", "num", "facture", "reference", "ref"),
    "facture": ("numero", "no", "num"),
    "id": ("numero", "no", "num", "cote"),
    "titre": ("nom", "description", "document"),
    "texte": ("description", "contenu", "passage", "citation"),
    "description": ("desc", "objet", "service", "libelle", "item"),
    "echeance": _VOULUS["echeance"],
    "quand": ("date", "jour"),
    "url": ("lien", "adresse"),
}
"""Le même, d'un élément de liste : une facture n'a pas de solde, elle a un montant."""


def le_plus_proche(inconnu: str, champs: Mapping[str, Champ], genres: Collection[str]) -> str | None:
    """Le champ le plus proche, de l'un de ces genres : à une faute de frappe près, sinon par le sens.

    D'un élément de liste, seul compte le nom qu'il y a : ce qui précède est le même pour tous.
    """
    dans, _, nom = inconnu.rpartition("[].")
    permis = {
        fin: f
        for c, f in champs.items()
        for liste, _, fin in [c.rpartition("[].")]
        # -- le groupe où l'on cherche n'en est pas un champ --
        if liste == dans and (not genres or f.genre in genres) and not nom.startswith(f"{fin}.")
    }
    sens = {dit: champ for champ in reversed(_D_UN_ELEMENT) if champ in permis for dit in _D_UN_ELEMENT[champ]}
    proche = _parmi(nom, permis, sens if dans else _SENS)
    return proche and f"{dans}[].{proche}" if dans else proche


def _parmi(nom: str, permis: Mapping[str, Champ], sens: Mapping[str, str]) -> str | None:
    traduit = ".".join(sens.get(_nu(pas), pas) for pas in nom.split(".") if nom not in permis) or nom
    if traduit in permis:
        return traduit
    plies = {_nu(c): c for c in permis}
    if proches := get_close_matches(_nu(nom), plies, n=1, cutoff=0.85):
        return plies[proches[0]]
    mots = [sens.get(m, m) for m in _mots(nom)]
    notes = {c: _note(mots, c, f.description) for c, f in permis.items()}
    meilleur = max(notes, key=lambda c: (notes[c], -_rang(c), -len(c)), default=None)
    if meilleur is not None and notes[meilleur] >= _SEUIL:
        return meilleur
    proches = get_close_matches(_nu(nom), plies, n=1, cutoff=0.7)
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
    for mot in _MOTS.findall(_nu(texte).replace("_", " ")):
        if len(mot) > 1:
            yield mot


def _nu(texte: str) -> str:
    """Sans accents ni majuscules."""
    return "".join(signe for signe in normalize("NFD", texte) if not combining(signe)).casefold()
