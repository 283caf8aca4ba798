"""Résultat : ce qu'un dossier du lot est devenu, une lettre ou un refus, sous une seule forme."""

from __future__ import annotations

from dataclasses import dataclass, field
from os import PathLike
from pathlib import Path
from typing import Literal

from lettres import sortie
from lettres.socle.constats import Constat
from lettres.socle.erreurs import ErreurLettres

Sort = Literal["faite", "deja_faite", "refusee"]


@dataclass(frozen=True, slots=True)
class ResultatDeLot:
    """Une lettre du lot, ou le refus de son dossier.

    Une lettre a tout ce qu'a une `Lettre` : `octets nom lettre titre constats empreinte chemin`; `octets` est vide et
    `fichier` donné quand le lot s'écrit dans un répertoire de sortie. Un refus a `refus`, l'erreur que `generer` aurait
    levée, et ses `constats`. `source` est le fichier du dossier, sa ligne de l'entrée, ou son rang dans le lot.
    """

    source: str
    etat: Sort
    constats: tuple[Constat, ...] = ()
    reference: str | None = None
    lettre: str | None = None
    titre: str | None = None
    nom: str | None = None
    empreinte: str | None = None
    chemin: str | None = None
    fichier: Path | None = None
    octets: bytes = field(default=b"", repr=False)
    famille: type[ErreurLettres] | None = None

    @property
    def refus(self) -> ErreurLettres | None:
        """L'erreur de ce dossier; None si sa lettre est faite."""
        return None if self.famille is None else self.famille(self.constats)

    def ecrire(self, repertoire: str | PathLike[str], *, ecraser: bool = False) -> Path:
        """Écrit la lettre, comme `Lettre.ecrire`; lève le refus de son dossier s'il est refusé.

        Une lettre que le lot a déjà écrite dans sa sortie n'a plus ses octets : ValueError.
        """
        if (refus := self.refus) is not None:
            raise refus
        if self.nom is None or not self.octets:
            raise ValueError("Cette lettre est déjà écrite dans la sortie du lot; voyez « fichier ».")
        ou, nom = sortie.destination(repertoire, self.nom)
        return sortie.ecrire(self.octets, ou, nom, ecraser=ecraser)
