"""Vues : un modèle rempli de ses spécimens, de quoi le voir en entier, chaque passage au moins une fois."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import PurePath
from typing import Any

from lettres.amorce.necessaires import JOUR_DES_EXEMPLES
from lettres.barriere.annotees import MARQUE_DE_SPECIMEN
from lettres.composition import champs_par_chemin
from lettres.composition.champs import champs_facultatifs
from lettres.dossier import Nature
from lettres.rendu import ModeleCompile, Proprietes
from lettres.rendu.paquet import paquet
from lettres.socle.chemins import CheminDeFichier
from lettres.socle.classes import NamedTuple, dataclass
from lettres.socle.constats import Constat
from lettres.socle.erreurs import ModeleInvalide
from lettres.sortie import nom_de_fichier
from lettres.studio.copies.annotation import sans_nos_commentaires
from lettres.studio.deroulement import derouler
from lettres.studio.essayage import remplir_malgre_tout, un_contexte_par_branche
from lettres.studio.logique import Logique
from lettres.studio.modele_lu import ModeleLu, lire_un_modele
from lettres.studio.passages import PassageConditionnel, PassagesConditionnels
from lettres.studio.specimens import amputes, specimens
from lettres.studio.verification import LettreVisee, compiler_ou_diagnostiquer, lettres_visees

_DE_TOUTES_PIECES = "de toutes pièces"


class Vue(NamedTuple):
    """Un spécimen rempli; sans octets, la lettre ne s'en fait pas, et `constats` dit pourquoi."""

    nom: str
    fichier: str
    octets: bytes | None
    neufs: tuple[PassageConditionnel, ...]
    """Les passages qu'aucune vue d'avant ne montrait."""
    deja: tuple[PassageConditionnel, ...]
    """Ceux qu'une autre montrait déjà."""
    constats: tuple[Constat, ...] = ()


@dataclass(frozen=True, slots=True)
class Apercu:
    """Les vues d'un modèle, pour une lettre qu'il écrit; `jamais` : les passages que rien ne fait s'imprimer."""

    modele: str
    cible: LettreVisee
    vues: tuple[Vue, ...]
    jamais: tuple[PassageConditionnel, ...]


def apercus_d_un_modele(
    source: bytes | CheminDeFichier, *, lettre: str | None = None, nature: Nature | None = None
) -> tuple[Apercu, ...]:
    """Un aperçu par lettre que le modèle écrit; aucun, si l'on ne sait pas laquelle.

    Lève ModeleInvalide s'il ne s'ouvre pas, ou s'il est refusé.
    """
    nom, octets = paquet.lire(source)
    octets = sans_nos_commentaires(octets, nom)
    compile_, diagnostic = compiler_ou_diagnostiquer(nom, octets)
    modele = lire_un_modele(nom, octets)
    if compile_ is None or modele is None:
        raise ModeleInvalide(diagnostic.anomalies)
    return tuple(_apercu(nom, compile_, modele, cible) for cible in lettres_visees(modele, nom, lettre, nature))


def _apercu(nom: str, compile_: ModeleCompile, modele: ModeleLu, cible: LettreVisee) -> Apercu:
    passages = PassagesConditionnels(modele, champs_par_chemin())
    vus: set[int] = set()
    vues: list[Vue] = []
    for quoi, contexte, au, toujours in _contextes(modele, cible):
        if not toujours and len(vus) == len(passages.tous):
            break
        siens = passages.imprimes(contexte)
        neufs = siens - vus
        if not neufs and not toujours:
            continue
        vus |= siens
        titre = f"{quoi}, {passages.tous[min(neufs)].dit}" if quoi == _DE_TOUTES_PIECES else quoi
        fichier = nom_de_fichier(*_du_modele(nom, cible), f"SPECIMEN-{len(vues) + 1:02}", titre, extension="docx")
        octets, constats = remplir_malgre_tout(compile_, contexte, proprietes(cible, titre, au))
        tous = passages.tous
        vues.append(
            Vue(
                titre,
                fichier,
                octets,
                tuple(tous[rang] for rang in sorted(neufs)),
                tuple(tous[rang] for rang in sorted(siens - neufs)),
                tuple(constats),
            )
        )
    return Apercu(
        PurePath(nom).name, cible, tuple(vues), tuple(p for rang, p in passages.tous.items() if rang not in vus)
    )


def _du_modele(nom: str, cible: LettreVisee) -> tuple[str, ...]:
    """Par quoi commence le nom d'un spécimen : le modèle, et la lettre qu'il écrit si son nom ne la dit pas."""
    tige, dite = PurePath(nom).stem, f"{cible.lettre}-{cible.nature}".replace("_", "-")
    return (tige,) if tige == dite else (tige, dite)


def _contextes(modele: ModeleLu, cible: LettreVisee) -> Iterator[tuple[str, Mapping[str, Any], date, bool]]:
    """Chaque dossier d'essai, son nom et son jour; le dernier élément dit s'il se montre, même sans rien de neuf.

    Les spécimens d'abord; puis, pour ce qu'ils ne montrent pas, un dossier privé d'un fait, ou fait de toutes pièces.
    """
    for specimen in specimens(cible.nature, cible.lettre):
        yield specimen.nom, specimen.contexte, specimen.affaire.au, True
    for sans, contexte in amputes(cible.nature, cible.lettre):
        yield f"sans {sans}", contexte, JOUR_DES_EXEMPLES, False
    arbres = [arbre for partie in modele.parties if (arbre := derouler(partie)) is not None]
    logique = Logique(champs_par_chemin(), champs_facultatifs())
    for contexte in un_contexte_par_branche(arbres, logique):
        yield _DE_TOUTES_PIECES, contexte, JOUR_DES_EXEMPLES, False


def proprietes(cible: LettreVisee, nom: str, au: date) -> Proprietes:
    """Ce que Word montre d'un spécimen dans ses informations : qu'il en est un, d'abord."""
    return Proprietes(
        titre=f"{MARQUE_DE_SPECIMEN} \u2013 {cible.lettre}, {cible.nature}\u00a0: {nom}",
        mots_cles=MARQUE_DE_SPECIMEN,
        date=au,
    )
