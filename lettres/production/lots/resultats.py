"""Résultats : ce qu'un dossier du lot est devenu, une lettre faite, une lettre déjà faite, ou un refus.

Les mêmes vont d'un processus à l'autre et à l'appelant; `etat` est leur nom dans une réponse `--json`.
"""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar, Literal, NoReturn

from lettres import sortie
from lettres.production.lots.plis import PliRecommande
from lettres.socle.chemins import CheminDeFichier
from lettres.socle.classes import dataclass, field
from lettres.socle.constats import Constat
from lettres.socle.erreurs import ErreurLettres
from lettres.sortie.journal import Inscription


@dataclass(frozen=True, slots=True)
class _Lettre:
    """Ce qu'a toute lettre du lot : ce qu'a une `Lettre`, et d'où elle vient.

    `source` est le fichier du dossier, sa ligne de l'entrée, ou son rang dans le lot.
    """

    source: str
    reference: str
    lettre: str
    titre: str
    nom: str
    constats: tuple[Constat, ...]
    empreinte: str
    chemin: str | None = None
    fichier: Path | None = None
    octets: bytes = field(default=b"", repr=False)
    texte: str | None = field(default=None, repr=False)
    """Le texte à coller d'une lettre qui se publie; None pour les autres, et une fois écrit dans la sortie du lot."""
    forme: Path | None = None
    """La même lettre sous une autre forme, si le lot en fait une : voir `mettre_en_forme`."""
    pages: int | None = None
    """Le nombre de ses pages, si elle en a."""
    premiere_page: int | None = None
    """Où elle commence dans le PDF du lot, s'il y en a un."""
    pli: PliRecommande | None = None
    """Ce qu'il faut à qui la poste, si elle part en recommandé ou par huissier et que le lot le demande."""
    a_inscrire: Inscription | None = field(default=None, repr=False)
    """Ce qui doit encore entrer au journal de la sortie; None dès que le résultat est rendu."""

    refus: ClassVar[None] = None
    arrete: ClassVar[bool] = False

    def ecrire(self, repertoire: CheminDeFichier, *, ecraser: bool = False) -> Path:
        """Écrit la lettre, comme `Lettre.ecrire`.

        Une lettre que le lot a déjà écrite dans sa sortie n'a plus ses octets : ValueError.
        """
        if not self.octets:
            raise ValueError("Cette lettre est déjà écrite dans la sortie du lot; voyez « fichier ».")
        ou, nom = sortie.destination(repertoire, self.nom)
        return sortie.ecrire_avec_son_texte(self.octets, self.texte, ou, nom, ecraser=ecraser)


@dataclass(frozen=True, slots=True)
class Faite(_Lettre):
    """Une lettre que le lot vient de faire : en octets, ou, avec une sortie, dans son `fichier`."""

    etat: ClassVar[Literal["faite"]] = "faite"


@dataclass(frozen=True, slots=True)
class DejaFaite(_Lettre):
    """Une lettre qui était déjà dans la sortie, la même : le lot n'y a pas touché."""

    etat: ClassVar[Literal["deja_faite"]] = "deja_faite"


@dataclass(frozen=True, slots=True)
class Refusee:
    """Un dossier sans lettre : ce qu'on en savait, et `refus`, l'erreur que `generer` aurait levée."""

    source: str
    reference: str | None = None
    lettre: str | None = None
    titre: str | None = None
    nom: str | None = None
    refus: ErreurLettres = field(kw_only=True)
    arrete: bool = False
    """Le disque refuse : le lot ne peut pas continuer."""
    a_inscrire: Inscription | None = field(default=None, repr=False)
    """La lettre qui aurait été inscrite, si une autre n'en avait pas le nom."""

    etat: ClassVar[Literal["refusee"]] = "refusee"
    empreinte: ClassVar[None] = None
    chemin: ClassVar[None] = None
    fichier: ClassVar[None] = None
    forme: ClassVar[None] = None
    pages: ClassVar[None] = None
    premiere_page: ClassVar[None] = None
    octets: ClassVar[bytes] = b""

    @property
    def constats(self) -> tuple[Constat, ...]:
        """Ceux du refus."""
        return self.refus.constats

    def ecrire(self, repertoire: CheminDeFichier, *, ecraser: bool = False) -> NoReturn:
        """Lève le refus de ce dossier : il n'y a rien à écrire."""
        raise self.refus


ResultatDeLot = Faite | DejaFaite | Refusee
"""Un résultat du lot; `refus` est None pour une lettre, et seulement pour elle."""
