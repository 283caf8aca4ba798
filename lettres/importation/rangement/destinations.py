"""Destinations : à quel dossier va chaque facture : celui qui l'a déjà, celui de son débiteur, ou un dossier neuf."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from lettres.importation.facture_lue import FactureLue
from lettres.importation.mise_en_dossier import DossierImporte
from lettres.importation.pieges import Piege, dit
from lettres.importation.rangement.deja_la import DossierEnPlace, Repertoire, pareils
from lettres.importation.regroupement import DebiteurLu, d_un_autre_neq
from lettres.langue.pliage import serrer
from lettres.socle.classes import dataclass, field
from lettres.socle.constats import Constat, Gravite, abreger


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
                if not (facture.soldee or self._rangee_plus_bas(facture, debiteur) or self._otee(facture)):
                    neuves.append(facture)
                continue
            meme = _le_meme(tenant, debiteur) or serrer(tenant.nom) == serrer(facture.partie["nom"].texte)
            suivie = meme or _date_et_montant(tenant, facture)
            if suivie:
                tenants.append(tenant)
                self._dire_les_autres(tenant, facture)
                self._confier(tenant, [facture], importe, reponses)
            if not meme and not facture.soldee:
                message = f"La facture {facture.numero} est déjà dans « {tenant.chemin.name} », d’un autre débiteur."
                remede = "Si c’est le même, renommé, rien n’est à faire" if suivie else "Rien n’y a été ajouté"
                remede = f"{remede}; si ce sont deux factures, faites le dossier de celle-ci à la main."
                self.constats.append(dit(Piege.CHEZ_UN_AUTRE, Gravite.ALERTE, message, remede, facture.lieu))
        ouvert = self._ouvert(debiteur, tenants)
        if ouvert is None:
            return [] if self._peut_etre_deja_la(debiteur, neuves) else neuves
        if neuves:
            self._confier(ouvert, neuves, importe, reponses)
        return []

    def _peut_etre_deja_la(self, debiteur: DebiteurLu, neuves: Iterable[FactureLue]) -> bool:
        """Dit les factures qu'un dossier illisible a peut-être : un second dossier les réclamerait deux fois."""
        trouvees = ((f, chemin) for f in neuves if (chemin := self.repertoire.peut_etre_dans(f.numero)))
        facture, chemin = next(trouvees, (None, None))
        if facture is None or chemin is None:
            return False
        nom = abreger(facture.partie["nom"].texte)
        message = (
            f"« {nom} » a peut-être déjà un dossier, « {chemin.name} », qui ne se lit pas et nomme {facture.numero}."
        )
        remede = "Corrigez ce dossier, puis importez de nouveau; d’ici là, aucun autre ne s’écrit pour ce débiteur."
        self.constats.append(dit(Piege.CHEZ_UN_AUTRE, Gravite.ERREUR, message, remede, facture.lieu))
        return True

    def _rangee_plus_bas(self, facture: FactureLue, debiteur: DebiteurLu) -> bool:
        """Dit celle dont on a rangé le dossier dans un sous-répertoire : un second la réclamerait deux fois."""
        for rangee in self.repertoire.plus_bas(facture.numero):
            if _le_meme(rangee, debiteur) or _date_et_montant(rangee, facture):
                ou = rangee.chemin.relative_to(self.repertoire.chemin)
                message = (
                    f"La facture {facture.numero} est déjà dans « {ou} », un sous-répertoire : rien n’en est refait."
                )
                remede = (
                    "Pour que l’import le complète, ramenez ce dossier à côté des autres; sinon, rien n’est à faire."
                )
                self.constats.append(dit(Piege.RANGE_AILLEURS, Gravite.ALERTE, message, remede, facture.lieu))
                return True
        return False

    def _otee(self, facture: FactureLue) -> bool:
        """Dit celle qu'une personne a ôtée du dossier où un import l'avait mise : elle n'y revient pas d'elle-même."""
        tenait = self.repertoire.importees.get(facture.numero)
        if tenait is None:
            return False
        nom = tenait.chemin.name
        message = f"La facture {facture.numero}, déjà importée dans « {nom} », n’y est plus : elle n’y revient pas."
        remede = "Pour la ramener, ôtez-la de la ligne « # Déjà importées » de ce dossier, puis importez de nouveau."
        self.constats.append(dit(Piege.OTEE, Gravite.CONSEIL, message, remede, facture.lieu))
        return True

    def _dire_les_autres(self, tenant: DossierEnPlace, facture: FactureLue) -> None:
        """Dit la facture que deux dossiers ont : un seul est complété."""
        if autres := self.repertoire.aussi_dans.get(facture.numero):
            noms = ", ".join(f"« {chemin.name} »" for chemin in autres)
            message = f"La facture {facture.numero} est dans « {tenant.chemin.name} », seul complété, et dans {noms}."
            remede = "Gardez-la dans un seul dossier : deux la réclameraient deux fois."
            self.constats.append(dit(Piege.EN_DOUBLE, Gravite.ALERTE, message, remede, facture.lieu))

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
        connues = self.repertoire.par_cle.keys() & debiteur.cles_larges
        par_cle = (d for cle in sorted(connues) for d in self.repertoire.par_cle[cle])
        siens = (d for d in par_cle if _le_meme(d, debiteur))
        return next((d for d in (*siens, *tenants) if not d.clos), None)


def _le_meme(en_place: DossierEnPlace, debiteur: DebiteurLu) -> bool:
    """Dit si ce dossier est celui de ce débiteur; deux NEQ différents ne sont jamais le même."""
    siennes, lues = en_place.cles, debiteur.cles_larges
    return bool(siennes & lues) and not d_un_autre_neq(siennes, lues)


def _date_et_montant(tenant: DossierEnPlace, facture: FactureLue) -> bool:
    """Dit si la facture que ce dossier a est bien celle-là, son débiteur eût-il été renommé."""
    ecrite = tenant.donnees["creances"][tenant.rang(facture.numero)]
    lus = [(cle, facture.creance.get(cle)) for cle in ("date", "montant")]
    return all(lu is not None and pareils(cle, ecrite.get(cle), lu.texte) for cle, lu in lus)
