"""Aperçu d’un export : ce que l'on en comprend avant de rien écrire : sa source, ses colonnes, trois factures.

D'un tableau inconnu, les colonnes sont devinées d'après leurs noms : l'aperçu seul s'en sert, et dit comment les dire.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice

from lettres.importation.colonnes import Colonnes, combien_de_devinees, deviner, en_correspondance
from lettres.importation.correspondance import Correspondance
from lettres.importation.lecteurs.cellules import FactureBrute
from lettres.importation.lecteurs.reconnaissance import ExportOuvert, forme_de, lire_export, ouvrir
from lettres.importation.pieges import Piege
from lettres.lecture.ajouts.plume import Plume
from lettres.socle.chemins import CheminDeFichier
from lettres.socle.classes import dataclass
from lettres.socle.erreurs import DossierIllisible

FACTURES_MONTREES = 3
UTILES = ("facture", "date", "echeance", "objet", "montant", "nom", "ligne", "ville", "code_postal", "courriel")
"""Ce sans quoi un dossier aurait un blanc."""


@dataclass(frozen=True)
class ApercuDExport:
    """Ce que l'on comprend d'un export."""

    fichier: str
    source: str | None
    """Son nom; None si le tableau est inconnu, et ses colonnes devinées."""
    titre: str
    selon: str | None
    champs: Mapping[str, tuple[str, ...]]
    factures: tuple[Mapping[str, str], ...]
    colonnes: tuple[str, ...] = ()

    @property
    def manquent(self) -> tuple[str, ...]:
        """Les clés utiles que l'export ne dit pas de ces factures; s'il n'en a aucune, celles qu'il ne dirait pas."""
        dites = self.factures or ((self.champs,) if self.champs else ())
        return tuple(cle for cle in UTILES if dites and not any(cle in facture for facture in dites))

    def a_ecrire(self) -> str:
        """Le « colonnes.yaml » qui décrirait ce tableau, à relire avant de s'en servir."""
        plume = Plume("utf-8")
        lignes = [f"{cle}: {plume.yaml(chemins[0])}" for cle, chemins in self.champs.items()]
        return "\n".join(["colonnes: 1", *lignes])


def apercevoir(chemin: CheminDeFichier, de: str | None = None) -> ApercuDExport:
    """L'aperçu d'un export; lève comme `importer`, sauf d'un tableau inconnu, dont il devine les colonnes."""
    try:
        export = ouvrir(chemin, de)
    except DossierIllisible as refus:
        devine = _deviner(chemin) if [c.code for c in refus.constats] == [Piege.SOURCE] else None
        if devine is None:
            raise
        return devine
    return _de_l_export(export, export.source.source)


def _de_l_export(export: ExportOuvert, source: str | None) -> ApercuDExport:
    brutes = islice(export.factures(), FACTURES_MONTREES)
    champs = {cle: chemins for cle, chemins in export.source.champs.items() if chemins}
    champs |= {cle: (chemin,) for cle, chemin in export.source.sommes.items()}
    factures = tuple(map(_montrer, brutes))
    return ApercuDExport(export.fichier, source, export.source.titre, export.selon, champs, factures, export.colonnes)


def _montrer(brute: FactureBrute) -> dict[str, str]:
    lues = {cle: valeurs[0].texte for cle, valeurs in brute.champs.items() if valeurs}
    return lues | {cle: f"{somme.total:.2f}" for cle, somme in brute.sommes.items()}


def _deviner(chemin: CheminDeFichier) -> ApercuDExport | None:
    """L'aperçu d'un tableau inconnu; None si ce n'est pas un tableau où l'on trouve un numéro de facture."""
    from lettres.importation.lecteurs.feuilles_csv import FeuilleCsv, factures_de

    octets, fichier = lire_export(chemin)
    if forme_de(octets) != "csv":
        return None
    feuille = FeuilleCsv(octets, fichier)
    devinees = deviner(feuille.chercher_l_entete(connues=combien_de_devinees))
    source: Correspondance = en_correspondance(Colonnes.model_validate(devinees))
    export = ExportOuvert(feuille.fichier, source, lambda: factures_de(feuille, source), feuille.colonnes)
    return _de_l_export(export, None)
