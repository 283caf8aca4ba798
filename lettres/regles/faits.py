"""Faits : ce que plusieurs règles déduisent d'un dossier."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lettres.affaire import Affaire
from lettres.catalogue import capacites
from lettres.dossier import Categorie, Creance, Dossier
from lettres.socle.constats import Chemin
from lettres.socle.expression import Expression

# -- Comment les gens nomment les biens que vise la garantie de bon fonctionnement; le plus précis d'abord --
_NOMMES: tuple[tuple[Categorie, re.Pattern[str]], ...] = (
    ("lave_vaisselle", Expression(r"(?i)\blave[- ]vaisselles?\b")),
    ("cuisiniere", Expression(r"(?i)\bcuisinières?\b")),
    ("refrigerateur", Expression(r"(?i)\bréfrigérateurs?\b|\bfrigos?\b|\bfrigidaires?\b")),
    ("congelateur", Expression(r"(?i)\bcongélateurs?\b")),
    ("thermopompe", Expression(r"(?i)\bthermopompes?\b")),
    ("climatiseur", Expression(r"(?i)\bclimatiseurs?\b|\bair climatisé\b")),
    ("laveuse", Expression(r"(?i)\blaveuses?\b|\blave-linge\b|\bmachines? à laver\b")),
    ("secheuse", Expression(r"(?i)\bsécheuses?\b|\bsèche-linge\b")),
    ("televiseur", Expression(r"(?i)\btéléviseurs?\b|\btélévisions?\b|\btélés?\b")),
    ("ordinateur_portable", Expression(r"(?i)\bordinateurs? port(?:able|atif)s?\b")),
    ("ordinateur_de_bureau", Expression(r"(?i)\bordinateurs?\b")),
    ("tablette", Expression(r"(?i)\btablettes?\b")),
    ("telephone_cellulaire", Expression(r"(?i)\bcellulaires?\b|\btéléphones? intelligents?\b")),
    ("console_de_jeu", Expression(r"(?i)\bconsoles? de jeux?\b")),
    ("vehicule", Expression(r"(?i)\bvoitures?\b|\bautomobiles?\b|\bcamion(?:nette)?s?\b|\bmotos?\b")),
)
_SUITE = Expression(r",|;|\bet\b|\bainsi que\b|\+")
_COMPLEMENT = Expression(r"(?i)\b(?:pour|de|du|des|à|au|aux|avec|sans)\b|\bd[’']")
"""Ce qui vient après n'est pas le bien : un étui pour tablette n'en est pas une."""

_DE_PIECES = frozenset({"piece", "pieces", "preuve", "evaluation", "photos"})


def demeure(lettre: str) -> bool:
    """Dit si la lettre est une mise en demeure."""
    return capacites(lettre).met_en_demeure


def accueille_les_propos(lettre: str) -> bool:
    """Dit si la lettre répond à ce qui a été dit, point par point ou en public : elle ne vise alors aucun propos."""
    return capacites(lettre).replique or capacites(lettre).publique


def reclame_un_paiement(dossier: Dossier, lettre: str) -> bool:
    """Dit si la lettre réclame une somme due : un rappel ou une mise en demeure de recouvrement."""
    return dossier.nature == "recouvrement" and capacites(lettre).reclame


def regle_un_differend(lettre: str) -> bool:
    """Dit si la lettre offre de régler un différend, ou le règle : chacun y cède quelque chose."""
    return capacites(lettre).offre or capacites(lettre).quitte


def se_signe(lettre: str) -> bool:
    """Dit si les deux parties la signent : un plan de paiement, une transaction."""
    return capacites(lettre).se_signe


def engagements(dossier: Dossier) -> Iterator[tuple[Chemin, str]]:
    """Chaque texte libre par lequel les deux s'engagent, dans ce qu'ils signent, à sa place."""
    if dossier.contrat is not None and dossier.contrat.objet is not None:
        yield ("contrat", "objet"), dossier.contrat.objet
    yield from ((("creances", i, "objet"), c.objet) for i, c in enumerate(dossier.creances) if c.objet)
    concessions = dossier.offre.concessions if dossier.offre else ()
    yield from ((("offre", "concessions", i, "texte"), c.texte) for i, c in enumerate(concessions))
    for cle in ("objet", "etendue", "publications"):
        if dossier.quittance is not None and (dit := getattr(dossier.quittance, cle)) is not None:
            yield ("quittance", cle), dit


def reclamees(affaire: Affaire) -> Iterator[tuple[int, Creance]]:
    """Chaque créance que la lettre réclame, avec son rang au dossier."""
    dues = {id(compte.creance) for compte in affaire.comptes.dues}
    yield from ((i, c) for i, c in enumerate(affaire.dossier.creances) if id(c) in dues)


def racontes(affaire: Affaire, *cles: str) -> Iterator[tuple[Chemin, str]]:
    """Ce que l'expéditeur raconte de son achat, sous ces clés, puis ses faits."""
    achat = affaire.dossier.achat
    dits = ((("achat", cle), getattr(achat, cle)) for cle in cles) if achat is not None else ()
    yield from ((chemin, texte) for chemin, texte in dits if texte)
    yield from ((("faits", i, "texte"), fait.texte) for i, fait in enumerate(affaire.dossier.faits))


def pieces_citees(affaire: Affaire) -> tuple[tuple[Chemin, str], ...]:
    """Chaque renvoi à une pièce, où qu'il soit dans le dossier."""
    gardes: dict[str, tuple[tuple[Chemin, str], ...]] = affaire.__dict__
    if "_pieces_citees" not in gardes:
        gardes["_pieces_citees"] = tuple(
            [
                (chemin, texte)
                for chemin, texte in affaire.textes
                if (chemin[-1] in _DE_PIECES or (len(chemin) > 1 and chemin[-2] in _DE_PIECES))
                and chemin[0] != "pieces"
            ]
        )
    return gardes["_pieces_citees"]


def biens_nommes(objet: str) -> tuple[Categorie, ...]:
    """Les catégories que nomme un objet : aucune de « un canapé-lit », deux de « une laveuse et une sécheuse »."""
    nommes = [categorie for bout in _SUITE.split(objet) if (categorie := _bien_nomme(bout)) is not None]
    return tuple(dict.fromkeys(nommes))


def _bien_nomme(bout: str) -> Categorie | None:
    trouves = [(m.start(), rang) for rang, (_, mots) in enumerate(_NOMMES) if (m := mots.search(bout))]
    if not trouves:
        return None
    debut, rang = min(trouves)
    return None if _COMPLEMENT.search(bout[:debut]) else _NOMMES[rang][0]
