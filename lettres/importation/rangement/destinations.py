"""Destinations : à quel dossier va chaque facture : celui qui l'a déjà, celui de son débiteur, ou un dossier neuf."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from lettres.importation.facture_lue import FactureLue
from lettres.importation.mise_en_dossier import DossierImporte
from lettres.importation.pieges import Piege, dit
from lettres.importation.rangement.deja_la import DossierEnPlace, Repertoire
from lettres.importation.regroupement import DebiteurLu
from lettres.langue.pliage import serrer
from lettres.socle.constats import Constat, Gravite


@dataclass
class DossierACompleter:
    """Un dossier en place, et ce qui lui revient de l'export, de quelque débiteur que l'export le dise."""

    en_place: DossierEnPlace
    importe: DossierImporte | None
    reponses: Mapping[str, str]
    factures: list[FactureLue] = field(default_factory=list)


@dataclass
class Destinations:
    """Les dossiers à compléter, par leur chemin, et ce qu'il y a à dire de factures qui n'y vont pas."""

    repertoire: Repertoire
    travaux: dict[Path, DossierACompleter] = field(default_factory=dict)
    constats: list[Constat] = field(default_factory=list)

    def repartir(
        self, debiteur: DebiteurLu, importe: DossierImporte | None, reponses: Mapping[str, str]
    ) -> list[FactureLue]:
        """Envoie chaque facture à son dossier; rend celles qu'il faut mettre dans un dossier neuf."""
        neuves: list[FactureLue] = []
        tenants: list[DossierEnPlace] = []
        for facture in debiteur.factures:
            tenant = self.repertoire.par_facture.get(facture.numero)
            if tenant is None:
                neuves += [] if facture.soldee else [facture]
                continue
            meme = bool(tenant.cles & debiteur.cles) or serrer(tenant.nom) == serrer(facture.partie["nom"].texte)
            if meme or _date_et_montant(tenant, facture):
                tenants.append(tenant)
                self._confier(tenant, [facture], importe, reponses)
            if not meme and not facture.soldee:
                message = f"La facture {facture.numero} est déjà dans « {tenant.chemin.name} », d’un autre débiteur."
                remede = "Rien n’y a été ajouté; si ce sont deux factures, faites le dossier de celle-ci à la main."
                self.constats.append(dit(Piege.CHEZ_UN_AUTRE, Gravite.ALERTE, message, remede, facture.lieu))
        ouvert = self._ouvert(debiteur, tenants)
        if ouvert is None:
            return neuves
        if neuves:
            self._confier(ouvert, neuves, importe, reponses)
        return []

    def _confier(
        self,
        en_place: DossierEnPlace,
        factures: Iterable[FactureLue],
        importe: DossierImporte | None,
        reponses: Mapping[str, str],
    ) -> None:
        travail = self.travaux.setdefault(en_place.chemin, DossierACompleter(en_place, importe, reponses))
        travail.factures += factures

    def _ouvert(self, debiteur: DebiteurLu, tenants: Iterable[DossierEnPlace]) -> DossierEnPlace | None:
        """Le dossier ouvert de ce débiteur, où une facture neuve s'ajoute; jamais un dossier clos."""
        connues = self.repertoire.par_cle.keys() & debiteur.cles
        par_cle = (d for cle in sorted(connues) for d in self.repertoire.par_cle[cle])
        return next((d for d in (*par_cle, *tenants) if not d.clos), None)


def _date_et_montant(tenant: DossierEnPlace, facture: FactureLue) -> bool:
    """Dit si la facture que ce dossier a est bien celle-là, son débiteur eût-il été renommé."""
    ecrite = tenant.donnees["creances"][tenant.rang(facture.numero)]
    lus = [(cle, facture.creance.get(cle)) for cle in ("date", "montant")]
    return all(lu is not None and ecrite.get(cle) == lu.texte for cle, lu in lus)
