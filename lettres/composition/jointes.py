"""Pièces jointes : celles que la lettre cite. Une pièce que ne cite que ce qui ne s'imprime pas reste au dossier.

Celles que ne citait qu'une somme entièrement payée partent avec elle; celle que rien ne cite reste jointe : une règle
le dit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from lettres.affaire import Affaire
from lettres.catalogue import Modele, capacites
from lettres.composition.argent import sommes
from lettres.composition.imprimable.lettre import NUMERO_DE_PIECE
from lettres.composition.portees import ChampsDuModele, portees
from lettres.dossier import Piece
from lettres.dossier.fait import Fait
from lettres.socle.classes import NamedTuple
from lettres.socle.constats import Chemin

_DU_JOURNAL = ("envois", "suites")
_SANS_RENVOI = {"expediteur", "destinataire", "pieces"}


class Retiree(NamedTuple):
    """Une pièce que la lettre ne joint pas : son rang, son numéro, et les faits tus qui la citent."""

    rang: int
    numero: str
    faits: tuple[Chemin, ...]


class Jointes(NamedTuple):
    """Les pièces que la lettre joint, et celles qu'elle ne joint pas."""

    gardees: tuple[Piece, ...]
    retirees: tuple[Retiree, ...]


def jointes(affaire: Affaire, modele: Modele, champs: ChampsDuModele | None = None) -> Jointes:
    """Trie les pièces du dossier selon les faits que la lettre imprime.

    `champs` sont ceux du modèle qui remplace le modèle livré.
    """
    dossier = affaire.dossier
    fait = capacites(modele.lettre)
    if not dossier.pieces or fait.s_appelle:
        return Jointes(dossier.pieces, ())
    dites = portees(modele, champs)
    dues = tuple(compte.creance for compte in affaire.comptes.dues)
    avoirs = tuple(sommes.avoirs(affaire))
    # -- un exposé raconte aussi ce qui est payé; celui de quelques créances, rien des autres --
    eteints: set[Chemin] = set()
    if not fait.expose or affaire.visees is not None:
        eteints |= {*_absents("creances", dossier.creances, dues), *_absents("avoirs", dossier.avoirs, avoirs)}
    if affaire.visees is not None:
        arrivees = {jalon.chemin[:2] for jalon in affaire.chronologie}
        eteints |= {(bloc, i) for bloc in _DU_JOURNAL for i, _ in enumerate(getattr(dossier, bloc))} - arrivees
    citees: set[str] = set()
    tues: dict[str, list[Chemin]] = {}
    tous = renvois(affaire.textes)
    for chemin, numero in tous:
        if chemin[:2] in eteints:
            continue
        if dites.imprime(dossier, chemin) and not est_tu(affaire, modele.lettre, chemin):
            citees.add(numero)
        else:
            tues.setdefault(numero, []).append(chemin)
    partout = {numero for _, numero in tous}
    return Jointes(
        tuple(p for p in dossier.pieces if p.id in citees or p.id not in partout),
        tuple(
            Retiree(rang, p.id, tuple(tues[p.id]))
            for rang, p in enumerate(dossier.pieces)
            if p.id in tues and p.id not in citees
        ),
    )


def _absents(bloc: str, inscrits: Sequence[Fait], gardes: Sequence[Fait]) -> Iterator[Chemin]:
    """Les éléments d'une liste du dossier que la lettre n'a plus : payés, ou d'une autre facture."""
    if gardes == inscrits:
        return iter(())  # -- d'ordinaire, tous : rien à hacher --
    connus = frozenset(gardes)
    return ((bloc, rang) for rang, inscrit in enumerate(inscrits) if inscrit not in connus)


def est_tu(affaire: Affaire, lettre: str, chemin: Chemin) -> bool:
    """Dit si la lettre tait ces pourparlers : un exposé, tous; une autre, l'offre partie et ce qui la nomme."""
    if capacites(lettre).expose or chemin[0] == "envois":
        return affaire.litige.offre(chemin)
    return chemin[:2] in affaire.litige.reponses_a_une_offre


def est_offert(affaire: Affaire, chemin: Chemin) -> bool:
    """Dit si ce fait est des pourparlers : un exposé le tait, et les pièces que lui seul cite."""
    return affaire.litige.offre(chemin)


def renvois(lus: Iterable[tuple[Chemin, str]]) -> list[tuple[Chemin, str]]:
    """Chaque numéro de pièce écrit au dossier, où qu'il soit, hors de la liste des pièces."""
    trouves: list[tuple[Chemin, str]] = []
    for chemin, texte in lus:
        if "P-" in texte and chemin[0] not in _SANS_RENVOI:
            trouves += [(chemin, numero) for numero in NUMERO_DE_PIECE.findall(texte)]
    return trouves
