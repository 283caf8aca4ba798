"""À côté du lot : une autre forme de chaque lettre, le PDF qui les réunit, la liste des plis; le lot d'abord."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from lettres import conversion
from lettres.production.generation import FormeDeLettre
from lettres.production.lots.mise_en_forme import mettre_en_forme
from lettres.production.lots.plis import PliListe, en_csv
from lettres.production.lots.resultats import DejaFaite, Faite, ResultatDeLot
from lettres.socle import disque
from lettres.socle.classes import dataclass, field, replace
from lettres.sortie.pareil import poser


@dataclass
class ACoteDuLot:
    """Ce qu'un lot écrit de plus que ses lettres. `reunir` et `recommandes` sont les fichiers voulus."""

    forme: FormeDeLettre = "docx"
    reunir: Path | None = None
    recommandes: Path | None = None
    reunies: list[conversion.AReunir] = field(default_factory=list)
    """Ce que le PDF du lot réunit, dans l'ordre."""
    plis: list[PliListe] = field(default_factory=list)
    finie: bool = False
    """Vrai quand ce qui était voulu est écrit."""

    @property
    def ecrits(self) -> dict[str, str | None]:
        """Le fichier de chacun des deux, une fois écrit."""
        voulus = {"reuni": self.reunir, "recommandes": self.recommandes}
        return {cle: str(fichier) if fichier and self.finie else None for cle, fichier in voulus.items()}

    def exiger(self) -> None:
        """Lève SortieRefusee s'il manque de quoi faire ou réunir des PDF : avant la première lettre, non après."""
        if self.forme == "pdf":
            conversion.exiger_de_quoi_faire_un_pdf()
        if self.reunir is not None:
            conversion.exiger_de_quoi_reunir()

    def mener(self, resultats: Iterable[ResultatDeLot], arreter: Callable[[], bool]) -> Iterator[ResultatDeLot]:
        """Les résultats, chacun sous sa forme; le PDF réuni et la liste paraissent après le dernier.

        Un lot interrompu n'en a pas encore : la même commande, refaite, les écrit. Lève SortieRefusee si l'un des deux
        ne s'écrit pas; les lettres, elles, sont là.
        """
        page = 1
        for resultat in mettre_en_forme(resultats, self.forme, arreter):
            if isinstance(resultat, Faite | DejaFaite):
                if self.reunir is not None and (pages := resultat.pages) is not None:
                    resultat = replace(resultat, premiere_page=page)
                    page += pages
                self._retenir(resultat)
            yield resultat
        if not arreter():
            self._ecrire()
            self.finie = True

    def _retenir(self, lettre: Faite | DejaFaite) -> None:
        ou = ""
        if lettre.premiere_page is not None and lettre.pages is not None and lettre.forme is not None:
            ou = etendue(lettre.premiere_page, lettre.pages)
            signet = f"{lettre.reference} – {lettre.titre}"
            self.reunies.append(conversion.AReunir(lettre.forme, signet, lettre.pages))
        if self.recommandes is not None and lettre.pli is not None:
            nom = (lettre.forme or lettre.fichier or Path(lettre.nom)).name
            self.plis.append(PliListe(lettre.reference, lettre.titre, lettre.pli, nom, ou))

    def _ecrire(self) -> None:
        if self.recommandes is not None:
            poser([en_csv(self.plis)], self.recommandes)
        if self.reunir is not None and self.reunies:
            with conversion.reunis(self.reunies, self.reunir.stem) as reuni:
                poser(disque.en_morceaux(reuni), self.reunir)


def etendue(premiere: int, combien: int) -> str:
    """« page 3 », « pages 3–5 » : des pages qui se suivent."""
    return f"page {premiere}" if combien == 1 else f"pages {premiere}–{premiere + combien - 1}"
