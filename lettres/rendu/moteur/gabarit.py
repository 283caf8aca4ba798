"""Gabarit : une partie du modèle, compilée une fois, que plusieurs fils remplissent à la fois.

Les propriétés du document (titre, auteur, sujet…) où le modèle a des balises se remplissent de même, quand l'appelant
n'en donne pas; les autres sont l'affaire de l'ancien document, et rien n'en passe.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import unescape
from typing import TYPE_CHECKING, Any

from lxml.etree import XPath

from lettres.rendu.balises.impression import Compteur, Impression
from lettres.rendu.moteur import lecture_stricte
from lettres.rendu.moteur.execution import Execution
from lettres.rendu.paquet.proprietes import Proprietes
from lettres.socle.classes import NamedTuple, dataclass, field
from lettres.socle.places import DansWord

if TYPE_CHECKING:
    from lettres.rendu.paquet.image_donnee import ImageDonnee

PROPRIETES = "propriétés du document"
ENTETE = "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"


class Apprete(NamedTuple):
    """Une partie écrite en partition, et ce que celle-ci ne dit plus : des textes et des nombres, rien d'autre."""

    nom: str
    titre: str
    partition: list[Any]
    est_de_notes: bool
    """Des notes de bas de page ou de fin : celles dont l'appel a disparu du corps en sont retirées."""
    change_les_colonnes: bool
    places: Mapping[int, DansWord]
    """Les paragraphes qui portent des balises : numéro → place."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Gabarit:
    """Une partie prouvée et montée. Immuable : plusieurs fils d'exécution la remplissent en même temps."""

    apprete: Apprete
    """Ce dont elle est faite."""
    raisons: tuple[str, ...]
    """Pourquoi sa structure ne garantit pas la lettre; vide si elle est prouvée."""
    fixe: bool
    """Ne porte ni valeur ni bloc : la même dans toutes les lettres."""
    repete_des_identifiants: bool
    par_tableaux: bool
    """Tout y est prouvé hors des tableaux : on ne relit qu'eux."""
    dessins: frozenset[str]
    """Les numéros de ses dessins, que ceux d'une boucle ne doivent pas reprendre."""
    attributs: frozenset[str]
    """Les attributs, nommés avec leur préfixe, où il imprime des valeurs."""
    nom: str = field(init=False)
    titre: str = field(init=False)
    est_de_notes: bool = field(init=False)
    change_les_colonnes: bool = field(init=False)
    lire_attributs: XPath | None = field(init=False)
    _rapide: Execution = field(init=False)
    _suivi: Execution = field(init=False)

    def __post_init__(self) -> None:
        for nom in ("nom", "titre", "est_de_notes", "change_les_colonnes"):
            object.__setattr__(self, nom, getattr(self.apprete, nom))
        object.__setattr__(self, "lire_attributs", lecture_stricte.lecteur_d_attributs(self.attributs))
        object.__setattr__(self, "_rapide", Execution(self.apprete.partition, suivie=False))
        object.__setattr__(self, "_suivi", Execution(self.apprete.partition, suivie=True))

    @property
    def se_relit_en_entier(self) -> bool:
        """Dit si chaque lettre doit en relire tout le XML : des notes, ou ce que la preuve ne couvre pas."""
        return self.est_de_notes or (bool(self.raisons) and not self.par_tableaux)

    def remplir(self, valeurs: Mapping[str, object], etat: Compteur) -> str:
        """Le XML de la partie; une `Impression` en retient ce qu'elle imprime, un simple `Compteur` non."""
        return (self._suivi if isinstance(etat, Impression) else self._rapide).suivre(valeurs, etat, ENTETE)

    def ou(self, impression: Impression) -> DansWord:
        """La place, dans le modèle, de la balise où un rendu s'est arrêté; au moins le titre de la partie."""
        places = self.apprete.places
        avant = [numero for numero in places if numero < impression.ligne]
        return places[max(avant)] if avant else DansWord(self.titre)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class EntetesDuModele:
    """Les propriétés à remplir, montées. Immuable, comme un gabarit."""

    partitions: Mapping[str, list[Any]]
    """Nom d'une propriété → sa partition, où tout s'imprime comme dans un attribut : sur une ligne, échappé."""
    _montees: Mapping[str, tuple[Execution, Execution]] = field(init=False)

    def __post_init__(self) -> None:
        montees = {n: (Execution(p, suivie=False), Execution(p, suivie=True)) for n, p in self.partitions.items()}
        object.__setattr__(self, "_montees", montees)

    def remplir(self, valeurs: Mapping[str, object], etat: Compteur) -> Proprietes:
        """Les propriétés de cette lettre."""
        suivie = isinstance(etat, Impression)
        textes: dict[str, Any] = {
            n: unescape(montees[suivie].suivre(valeurs, etat)) for n, montees in self._montees.items()
        }
        return Proprietes()._replace(**textes)

    def ou(self, _: Impression) -> DansWord:
        """La place d'une balise où le rendu s'arrête."""
        return DansWord(PROPRIETES)


class AppelDImage(NamedTuple):
    """Ce qui, dans une partie à remplir, appelle une image : la relation d'un dessin qui dépend d'un bloc."""

    partie: str
    id: str
    image: str


class ListesRecommencees(NamedTuple):
    """Les listes qu'une boucle recommence : la partie qui les définit, coupée où s'ajoutent celles d'une lettre."""

    partie: str
    avant: str
    apres: str
    premier: int
    """Le premier numéro de liste libre."""
    definitions: tuple[str, ...]
    """Celle de chaque liste, par rang."""


class PlaceDImage(NamedTuple):
    """Une image qui tient la place d'une autre : sa partie, sa relation, le nom de l'autre, et les côtés du cadre."""

    partie: str
    relation: str
    nom: str
    largeur: int
    hauteur: int


class Structure(NamedTuple):
    """Ce que le modèle avait avant tout rendu, et que la lettre doit garder."""

    defauts: frozenset[lecture_stricte.Defaut]
    sections: int
    finit_par_section: bool
    relations: Mapping[str, frozenset[str]]
    dessins_fixes: frozenset[str]
    style_ebauche: str | None
    images: tuple[AppelDImage, ...] = ()
    """Ce qui appelle les images qu'une condition peut taire."""
    listes: ListesRecommencees | None = None
    """Les listes qu'une boucle recommence à chaque tour."""
    places: tuple[PlaceDImage, ...] = ()
    """Les images qui tiennent la place d'une autre."""


def achever(
    structure: Structure, textes: Iterable[tuple[Gabarit, str]], images: Mapping[str, ImageDonnee] | None
) -> tuple[Iterable[tuple[Gabarit, str]], list[tuple[str, bytes]]]:
    """Les mêmes textes, où listes et images ont ce qui leur revient, et la partie qui définit les listes neuves."""
    if structure.places:
        from lettres.rendu.moteur.images_posees import poser  # -- peu de modèles gardent une place à une image --

        textes = [(gabarit, poser(texte, structure.places, images or {})) for gabarit, texte in textes]
    if structure.listes is None:
        return textes, []
    from lettres.rendu.moteur.listes_neuves import ListesNeuves  # -- peu de modèles recommencent une liste --

    neuves = ListesNeuves(structure.listes)
    return [(gabarit, neuves.poser(texte)) for gabarit, texte in textes], [neuves.partie]
