"""Catalogue : quel modèle Word pour quelle lettre et quelle nature, et ce qu'il exige du dossier."""

from collections.abc import Callable
from functools import cache, cached_property, lru_cache
from operator import attrgetter
from pathlib import Path

from pydantic import Field

from lettres.dossier import CodeLettre, Dossier, Nature
from lettres.dossier.faits import TypeDeDemande
from lettres.socle.donnees import Livree, donnees


class Exigence(Livree):
    """Un fait exigé. `chemin` : `creances[].montant`; `a | b` : l'un ou l'autre suffit."""

    chemin: str
    libelle: str
    liste: str = ""
    sauf: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    """Ce qui en dispense un élément : une de ses clés, et les valeurs qui le font."""


class Modele(Livree):
    """Une entrée du catalogue."""

    fichier: str
    lettre: CodeLettre
    nature: Nature
    version: str
    titre: str
    liste: str
    fondements: tuple[str, ...]
    sans_commun: bool = False
    """Oui si elle n'exige rien de ce que les autres exigent toutes : elle n'a ni en-tête, ni référence."""
    demandes: tuple[TypeDeDemande, ...] = ()
    """Ce que ses phrases fixes demandent d'elles-mêmes : « payer », « retirer », « cesser »."""
    exige: tuple[Exigence, ...]
    code: str = ""
    """Le sien, quand c'est une lettre de la maison : `lettre` dit alors de laquelle elle tient lieu."""
    d_apres: str = ""
    """D'une lettre de la maison, le fichier du modèle livré de la lettre dont elle tient lieu."""
    mentions: tuple[str, ...] = ()
    """Ce qu'une lettre de la maison doit porter, mot pour mot."""

    @property
    def nom(self) -> str:
        """Ce qui la nomme à « --lettre » et dans un nom de fichier."""
        return self.code or self.lettre

    @cached_property
    def d_une_liste(self) -> tuple[Exigence, ...]:
        """Ce qu'elle exige des éléments d'une liste, ou dont quelque chose dispense."""
        return tuple(e for e in self.exige if e.sauf or "[]" in e.chemin)

    @cached_property
    def hors_des_listes(self) -> Callable[[Dossier], tuple[object, ...]]:
        """De quoi lire d'un dossier tout le reste, d'un coup; de ce dont l'un ou l'autre suffit, le premier nommé."""
        autres = [e.chemin.partition("|")[0].strip() for e in self.exige if e not in self.d_une_liste]
        return attrgetter("reference", "nature", *autres)

    @property
    def livre(self) -> str:
        """Le fichier du modèle livré : le sien, ou celui de la lettre dont elle tient lieu."""
        return self.d_apres or self.fichier


@cache
def dossier_des_modeles() -> Path:
    """Le dossier `modeles/` : dans le paquet installé, ou à la racine du dépôt."""
    installe = Path(__file__).parents[1] / "modeles"
    return installe if installe.is_dir() else Path(__file__).parents[2] / "modeles"


@cache
def catalogue() -> tuple[Modele, ...]:
    """Les modèles livrés, dans l'ordre des échelons de chaque nature."""
    contenu = donnees("modeles/catalogue")
    commun = [Exigence.model_validate(exigence) for exigence in contenu["commun"]]
    return tuple(
        Modele.model_validate({**entree, "exige": [*(() if entree.get("sans_commun") else commun), *entree["exige"]]})
        for entree in contenu["modeles"]
    )


def lettres_de(nature: str) -> tuple[str, ...]:
    """Les lettres d'une nature, de la plus courtoise à la plus ferme."""
    return tuple(m.lettre for m in catalogue() if m.nature == nature)


@lru_cache(maxsize=256)
def modele_de(lettre: str, nature: str) -> Modele | None:
    """Le modèle d'une lettre pour une nature; None s'il n'y en a pas."""
    return next((m for m in catalogue() if m.lettre == lettre and m.nature == nature), None)
