"""Préférences : ce que dit `lettres.toml` : politiques, modèles et papier de l'usager. Nommé, ou à côté du dossier.

Jamais du répertoire courant ni d'un parent : deux personnes, ou deux jours, n'auraient pas la même réponse.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from lettres import escalade
from lettres.dossier.types import Intitule
from lettres.lecture.annexes import Annexe, lire_annexe
from lettres.lecture.codes_lus import CodeLu, faute
from lettres.socle import disque
from lettres.socle.chemins import CheminDeFichier, nom_montre
from lettres.socle.classes import dataclass, replace
from lettres.socle.constats import Constat
from lettres.socle.erreurs import DossierIllisible, DossierInvalide, ErreurLettres

if TYPE_CHECKING:
    from lettres.escalade import Politique, Politiques
    from lettres.production.maison import Maison

NOM = "lettres.toml"
"""Le fichier que l'on cherche à côté d'un dossier."""
_PAPIER_MAX = 10_000_001


def _en_liste(valeur: object) -> object:
    return (valeur,) if isinstance(valeur, str) else valeur


class FichierDePreferences(BaseModel):
    """Ce que `lettres.toml` peut dire; les chemins partent de son répertoire."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, hide_input_in_errors=True, str_strip_whitespace=True, defer_build=True
    )

    politique: Annotated[tuple[Intitule, ...], BeforeValidator(_en_liste)] = Field(
        (),
        title="Politique",
        description="Le fichier d’une politique, ou la liste de plusieurs.",
        examples=["politique.yaml"],
    )
    modeles: Intitule | None = Field(
        None, title="Modèles", description="Le répertoire de vos modèles Word.", examples=["mes-modeles"]
    )
    papier: Intitule | None = Field(
        None,
        title="Papier",
        description="Votre papier à en-tête, un document Word : il habille chaque lettre livrée.",
        examples=["cabinet.docx"],
    )


@dataclass(frozen=True, slots=True)
class Preferences:
    """Les politiques, les modèles et le papier de l'usager; rien, sans `lettres.toml`."""

    fichier: str | None = None
    politiques: Politiques | None = None
    """Avec celles qui sont livrées; None quand l'usager n'en a aucune."""
    modeles: str | None = None
    papier: str | None = None
    maison: Maison | None = None
    """Les modèles de l'usager, lus; d'ici, de la ligne de commande ou de son environnement."""
    fichiers: frozenset[str] = frozenset()
    """Le vrai chemin de ce fichier et de chaque politique : rangés parmi les dossiers, ils n'en sont pas."""

    @property
    def empreinte_du_papier(self) -> str | None:
        """Le SHA-256 du papier; None s'il n'y en a pas, ou s'il ne se lit pas : `generer` dira pourquoi."""
        if self.papier is None:
            return None
        try:
            return hashlib.sha256(disque.lire(Path(self.papier), _PAPIER_MAX)).hexdigest()
        except (OSError, ValueError):
            return None

    @property
    def siennes(self) -> tuple[Politique, ...]:
        """Les politiques de l'usager, dans l'ordre où il les nomme."""
        return self.politiques.siennes if self.politiques else ()

    def avec(self, maison: Maison) -> Preferences:
        """Les mêmes, avec ces modèles, dont les échelons des politiques peuvent nommer les lettres."""
        return replace(self, maison=maison, politiques=maison.avec(self.politiques))


AUCUNES = Preferences()


def a_cote(fichier: CheminDeFichier) -> Path | None:
    """Le `lettres.toml` du répertoire d'un dossier, s'il y en a un."""
    trouve = Path(os.fsdecode(fichier)).parent / NOM
    try:
        return trouve if os.path.lexists(trouve) else None
    except ValueError:  # -- un octet nul : ce dossier n'existe pas non plus --
        return None


def vrai_chemin(fichier: str) -> str:
    """Un seul chemin par fichier, d'où qu'on le nomme."""
    try:
        return str(Path(fichier).resolve())
    except (OSError, RuntimeError, ValueError):  # -- une boucle de liens, un octet nul : la lecture le dira --
        return fichier


def lire_preferences(chemin: CheminDeFichier) -> Preferences:
    """Ce que dit un `lettres.toml`, politiques lues.

    Lève `DossierIllisible` ou `DossierInvalide` avec toutes les fautes, les siennes et celles de chaque politique.
    """
    try:
        lu = lire_annexe(chemin, FichierDePreferences, nom="préférences", dans="dans les préférences")
    except DossierIllisible as refus:
        if any(c.code != CodeLu.VIDE for c in refus.constats):
            raise
        return Preferences(
            nom_montre(chemin), fichiers=frozenset({vrai_chemin(os.fsdecode(chemin))})
        )  # -- rien que des commentaires : rien n'y change --
    ou = Path(os.fsdecode(chemin)).parent
    lues: list[Annexe[Politique]] = []
    fautifs: list[ErreurLettres] = []
    for nom in lu.contenu.politique:
        try:
            lues.append(lire_politique(ou / nom))
        except ErreurLettres as faux:
            fautifs.append(faux)
    if fautifs:
        illisible = any(isinstance(r, DossierIllisible) for r in fautifs)
        raise (DossierIllisible if illisible else DossierInvalide)([c for r in fautifs for c in r.constats])
    if doubles := _doubles(lu, lues):
        raise DossierInvalide(doubles)
    siennes = tuple(annexe.contenu for annexe in lues)
    modeles = None if lu.contenu.modeles is None else str(ou / lu.contenu.modeles)
    papier = None if lu.contenu.papier is None else str(ou / lu.contenu.papier)
    fichiers = frozenset(
        vrai_chemin(str(f)) for f in (Path(os.fsdecode(chemin)), *(ou / n for n in lu.contenu.politique))
    )
    politiques = escalade.Politiques(siennes) if siennes else None
    return Preferences(nom_montre(chemin), politiques, modeles, papier, fichiers=fichiers)


def lire_politique(chemin: CheminDeFichier) -> Annexe[Politique]:
    """Une politique de l'usager, en YAML, en JSON ou en TOML; lève comme `lire_annexe`."""
    return lire_annexe(chemin, escalade.Politique, nom="politique", dans="dans la politique")


def _doubles(lu: Annexe[FichierDePreferences], lues: list[Annexe[Politique]]) -> list[Constat]:
    vus: dict[tuple[str, str], int] = {}
    constats = []
    for rang, annexe in enumerate(lues):
        p = annexe.contenu
        if (premiere := vus.setdefault((p.nature, p.code), rang)) != rang:
            premier = lues[premiere].origine.fichier
            dit = f"Deux politiques de nature « {p.nature} » portent le code « {p.code} » : {premier} l’a déjà."
            remede = "Donnez à chacune son code, ou n’en gardez qu’une."
            constats.append(lu.origine.placer(faute(CodeLu.INCOHERENCE, dit, remede, ("politique", rang))))
    return constats
