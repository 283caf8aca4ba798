"""Code : un nom stable pour une chose que l'outil dit, sa gravité, sa page, et ce qu'on a le droit d'en faire.

Un code publié ne change jamais de sens et n'est jamais réattribué. La table de tous les codes est `lettres.codes`.
"""

from __future__ import annotations

from lettres.socle.classes import NamedTuple, dataclass
from lettres.socle.constats import Gravite

VERSION_D_ORIGINE = "0.1"


class Page(NamedTuple):
    """La page d'un code : la faute en une phrase, puis ce qu'il y a à en dire. Une section vide ne se montre pas."""

    faute: str
    pourquoi: str = ""
    fautif: str = ""
    conforme: str = ""
    remede: str = ""
    fondement: str = ""

    def rubriques(self) -> dict[str, str]:
        """Les sections remplies, par leur titre, dans l'ordre où on les lit."""
        toutes = {
            "Pourquoi": self.pourquoi,
            "Fautif": self.fautif,
            "Conforme": self.conforme,
            "Remède": self.remede,
            "Fondement": self.fondement,
        }
        return {titre: texte for titre, texte in toutes.items() if texte}


@dataclass(frozen=True, slots=True)
class Code:
    """Un code publié. `nom` dit la faute et se lit après « permettre de ».

    `gravite` est la plus lourde que ses constats puissent avoir. Une ébauche montre en alerte un code `tolere`;
    « --forcer » n'adoucit qu'un code `forcable`; un dossier n'adoucit, par écrit, qu'un code `derogeable`.
    Un code `retire` (la version où il l'a été) garde sa page, et rien ne le donne plus.
    """

    code: str
    nom: str
    gravite: Gravite
    famille: str
    page: Page
    tolere: bool = False
    forcable: bool = False
    derogeable: bool = False
    depuis: str = VERSION_D_ORIGINE
    retire: str = ""
