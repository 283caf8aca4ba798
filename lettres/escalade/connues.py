"""Connues : les politiques entre lesquelles choisir : celles de l'usager, puis celles qui sont livrées."""

from __future__ import annotations

from collections.abc import Mapping

from lettres.catalogue import Modele, modele_de
from lettres.dossier import Nature
from lettres.dossier.saisie.lecture_de_mots import plier
from lettres.escalade.politique import AUCUNE, Echelon, Politique, livree
from lettres.socle.classes import dataclass


@dataclass(frozen=True, slots=True)
class Politiques:
    """Les politiques connues. La première de l'usager, pour une nature, y tient lieu de celle qui est livrée."""

    siennes: tuple[Politique, ...] = ()
    imposee: Politique | None = None
    """Suivie par toutes les créances qui se relancent, quoi qu'en dise le dossier."""
    maison: tuple[Modele, ...] = ()
    """Les lettres de l'usager, outre les livrées : un échelon peut nommer la sienne (`modele`)."""

    def lettre_de(self, code: str, nature: Nature) -> Modele | None:
        """La lettre de la maison qui porte ce code, dans cette nature."""
        return next((m for m in self.maison if m.code == code and m.nature == nature), None)

    def modele_de(self, echelon: Echelon, nature: Nature) -> Modele | None:
        """Ce qu'écrit un échelon : la lettre de la maison qu'il nomme, si on la connaît; sinon la lettre livrée."""
        sienne = self.lettre_de(echelon.modele, nature) if echelon.modele else None
        return sienne or modele_de(echelon.lettre or "", nature)

    def de(self, nature: Nature) -> Politique:
        """Celle d'un dossier qui n'en nomme aucune."""
        return self.imposee or next((p for p in self.siennes if p.nature == nature), livree(nature))

    def nommees(self, nature: Nature) -> Mapping[str, Politique]:
        """Celles que peut nommer un dossier de cette nature; à code égal, celle de l'usager."""
        siennes = {p.code: p for p in self.siennes if p.nature == nature}
        return {livree(nature).code: livree(nature)} | siennes

    def choisir(self, nature: Nature, code: str | None) -> Politique | None:
        """Celle que nomme ce code; None si l'on n'en connaît pas de ce nom."""
        if self.imposee is not None or code is None:
            return self.de(nature)
        return self.nommees(nature).get(_plie(code))


def ne_relance_pas(code: str | None) -> bool:
    """Dit si ce code est « aucune »."""
    return code is not None and _plie(code) == AUCUNE


def _plie(code: str) -> str:
    return plier(code).replace(" ", "_")
