"""Le consommateur : ses délais, la garantie de son bien, ce que devient un achat annulé, et la somme qu'il réclame."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from lettres.affaire.demandes import rend_l_argent
from lettres.affaire.suite.inscriptions import Inscriptions
from lettres.catalogue import capacites
from lettres.dossier import Achat, Demande, Dossier, Envoi, Prejudice
from lettres.droit import consommation as droit
from lettres.droit.consommation import Garantie
from lettres.droit.parametre import valeurs
from lettres.socle.classes import NamedTuple

if TYPE_CHECKING:
    from lettres.affaire.achats.depart_du_recours import DepartDuRecours
    from lettres.affaire.achats.droits_de_l_achat import DroitDAchat

RETROFACTURATION = "retrofacturation"
"""La clé du droit que l'on exerce auprès de l'émetteur de la carte."""

_A_DISTANCE = {"en_ligne", "par_telephone"}
_PAR_LES_DATES = {"sans_exemplaire", "sans_livraison", "a_discretion", "sans_livraison_a_domicile"}
"""Les droits de résoudre que le dossier montre par ses seules dates, sans rien reprocher de plus au commerçant."""

_EN_NATURE = {"reparer", "remplacer", "livrer"}


def a_distance(achat: Achat) -> bool:
    """Dit si le contrat a été conclu à distance, en ligne ou par téléphone."""
    return achat.mode in _A_DISTANCE


def a_domicile(achat: Achat) -> bool:
    """Dit si le contrat a été conclu à domicile, avec un commerçant itinérant."""
    return achat.mode == "porte_a_porte"


class Consommation(NamedTuple):
    """L'achat d'un consommateur, sous le droit d'un jour."""

    a_distance: bool
    a_domicile: bool
    resolu_le: date | None
    """Le jour de l'avis de résolution : celui du journal, sinon « annule_le »; None si le contrat tient."""
    annulation_fondee: bool | None
    """L'annulation a eu lieu quand la loi la permettait; None si l'on ne sait pas, ou si rien n'est annulé."""
    cas_invoque: str | None
    """Le cas que cet avis invoquait, tel que le journal le garde; None s'il ne le dit pas."""
    annulation_par_exception_seule: bool
    """Annulé à domicile après les dix jours : la loi ne le permet plus que dans des cas que le dossier ne dit pas."""
    rendu_le: date | None
    """Le jour où tout le prix est revenu; None s'il en manque."""
    recours: DepartDuRecours
    """D'où le recours se compte."""
    calendrier: tuple[DroitDAchat, ...]
    """Chaque droit de l'achat, le plus pressant d'abord."""
    vise: DroitDAchat | None
    """Le droit qu'exerce le cas de résolution du dossier, comme si rien n'était résolu; None s'il n'en dit pas."""
    a_exercer: DroitDAchat | None
    """Le droit qu'un avis exercerait ce jour : celui du cas nommé, ou un autre, si celui-là est fermé; None, aucun."""
    a_prouver: bool
    """L'avis est parti d'une façon que rien ne prouve, et son droit court encore : un second se prouverait."""
    garantie: Garantie | None
    """La garantie de bon fonctionnement, pour un bien d'une catégorie; None si le dossier n'en nomme pas."""
    garantie_en_vigueur: bool
    """L'achat est d'un jour où cette garantie existe."""
    garanti: bool
    """Le problème est apparu, ou se vit encore, pendant cette garantie."""
    interdit_a_domicile: bool
    """Un contrat à domicile qui pourrait être de ceux que la loi interdit (F14.05)."""

    @property
    def annule(self) -> bool:
        """Dit si l'achat est annulé : le contrat est résolu. Un avis hors de son temps n'a rien résolu."""
        return self.resolu_le is not None and self.annulation_fondee is not False

    def sans_effet(self, jour: date) -> bool:
        """Dit si l'avis parti ce jour n'a rien résolu : il venait hors de son temps, et un autre a pu le suivre."""
        return self.annulation_fondee is False or (self.resolu_le is not None and jour < self.resolu_le)

    @property
    def retrofacturation(self) -> DroitDAchat | None:
        """Le droit que l'on exerce auprès de l'émetteur de la carte; None si les faits l'écartent."""
        return self.droit(RETROFACTURATION)

    @property
    def remboursement_du(self) -> DroitDAchat | None:
        """Le remboursement que l'annulation met à la charge du commerçant : l'obligation en défaut est alors celle-là.

        None si rien n'est annulé, si aucune loi n'en dit le délai, ou si l'on doute que l'annulation soit fondée.
        """
        douteuse = self.annulation_fondee is False or self.annulation_par_exception_seule
        du = None if douteuse else self.droit("remboursement")
        return du if du is not None and du.limite is not None else None

    def droit(self, cle: str) -> DroitDAchat | None:
        """Un droit du calendrier, par sa clé; None si les faits l'écartent."""
        return next((d for d in self.calendrier if d.cle == cle), None)


def consommation(achat: Achat | None, lignes: Inscriptions, au: date) -> Consommation | None:
    """Ce que la loi donne au consommateur pour cet achat; None sans achat."""
    if achat is None:
        return None
    # -- peu de dossiers ont un achat --
    from lettres.affaire.achats.avis_de_resolution import resolu_par, sans_preuve, vise_par
    from lettres.affaire.achats.depart_du_recours import depart_du_recours
    from lettres.affaire.achats.droits_de_l_achat import MomentDAchat, calendrier, rendu_le
    from lettres.affaire.achats.nature_de_l_achat import interdit_a_domicile

    avis = _partis(lignes, "resout", au)
    resolu, fondee, invoque = resolu_par(achat, avis)
    garantie = _garantie(achat)
    recours = depart_du_recours(achat, resolu if fondee else None, au)
    rendu = rendu_le(achat, au)
    # -- un avis donné hors de son temps ne résout rien : rien ne s'en compte --
    compte = None if fondee is False else resolu
    moment = MomentDAchat(
        au, compte, min((e.date for e in _partis(lignes, "a_l_emetteur", au)), default=None), rendu, recours
    )
    droits, vise = calendrier(achat, moment), vise_par(achat, au)
    return Consommation(
        a_distance=a_distance(achat),
        a_domicile=a_domicile(achat),
        resolu_le=resolu,
        annulation_fondee=fondee,
        cas_invoque=invoque,
        annulation_par_exception_seule=fondee is None
        and a_domicile(achat)
        and resolu is not None
        and achat.contrat_recu_le is not None,
        rendu_le=rendu,
        recours=recours,
        calendrier=droits,
        vise=vise,
        a_exercer=_a_exercer(achat, vise, droits) if compte is None and rendu is None else None,
        a_prouver=vise is not None and vise.ouvert and rendu is None and sans_preuve(avis, resolu),
        garantie=garantie,
        garantie_en_vigueur=achat.date is not None and achat.date >= valeurs("garantie.cuisiniere")[0].debut,
        garanti=_garanti(achat, garantie, au),
        interdit_a_domicile=a_domicile(achat) and interdit_a_domicile(achat),
    )


def _partis(lignes: Inscriptions, capacite: str, au: date) -> list[Envoi]:
    """Les lettres parties qui font cela, la plus ancienne d'abord."""
    partis = (e for _, e in lignes.envois if getattr(capacites(e.lettre), capacite) and e.date <= au)
    return sorted(partis, key=lambda e: e.date)


def _a_exercer(achat: Achat, vise: DroitDAchat | None, droits: tuple[DroitDAchat, ...]) -> DroitDAchat | None:
    """Le droit qu'un avis exercerait : celui du cas nommé, s'il court; sinon, un autre que seules des dates ouvrent."""
    if achat.resolution is None or (vise and vise.inconnu):
        return None
    if vise and vise.ouvert:
        return vise
    return next((d for d in droits if d.ouvert and d.cle in _PAR_LES_DATES), None)


def _garantie(achat: Achat) -> Garantie | None:
    if achat.categorie is None or achat.date is None:
        return None
    return droit.garantie_legale(achat.categorie, achat.date, neuf=achat.neuf, livraison=achat.livre_le)


def _garanti(achat: Achat, garantie: Garantie | None, au: date) -> bool:
    """Vrai si la garantie visait le bien le jour du problème; sans ce jour, si elle court encore."""
    limite = garantie.limite if garantie else None
    if limite is None or achat.obligation not in {None, "garantie"}:
        return False
    return limite.depuis <= (achat.panne_le or au) <= limite.fin


def livraison_attendue(dossier: Dossier) -> date | None:
    """Le jour promis de ce dont on dit le retard, et qui n'est pas livré; None si l'on ne reproche aucun retard."""
    achat = dossier.achat
    if dossier.nature != "consommation" or achat is None or achat.obligation != "delai":
        return None
    return achat.livraison_prevue if achat.livre_le is None else None


def demande_la_garantie(dossier: Dossier) -> bool:
    """Dit si l'on demande d'abord de réparer un bien dont la panne est datée : il y a une lettre pour cela."""
    achat, demandes = dossier.achat, dossier.demandes
    if dossier.nature != "consommation" or achat is None or not demandes:
        return False
    from lettres.affaire.achats.nature_de_l_achat import est_un_service  # -- peu de dossiers ont un achat --

    if est_un_service(achat):
        return False
    return achat.obligation == "garantie" and achat.panne_le is not None and demandes[0].type == "reparer"


class Reclamation(NamedTuple):
    """Ce qu'un consommateur réclame en argent : la somme de chaque demande, et ses torts prouvés."""

    sommes: tuple[Decimal | None, ...]
    """Une par demande; None quand elle n'est pas d'argent, ou qu'une autre demande en dit la somme."""
    torts: Decimal | None

    @property
    def demandee(self) -> Decimal | None:
        """Le total des demandes, sans les torts; None si aucune n'est d'argent."""
        return _total(self.sommes)

    @property
    def total(self) -> Decimal | None:
        """Le chiffre qui libère; None si rien d'argent n'est réclamé."""
        return _total((*self.sommes, self.torts))

    @property
    def additionne(self) -> bool:
        """Le chiffre qui libère n'est pas celui de la demande principale, ou s'ajoute à elle."""
        return any(s is not None for s in (*self.sommes[1:], self.torts))


def _total(sommes: Iterable[Decimal | None]) -> Decimal | None:
    connues = [s for s in sommes if s is not None]
    return sum(connues, Decimal(0)) if connues else None


def a_rendre(dossier: Dossier) -> Decimal | None:
    """Ce qui reste à rembourser du prix payé; None si le prix manque, ou s'il n'en reste rien."""
    return (sommes_du_remboursement(dossier.achat, a_la_carte=False)[1] or None) if dossier.achat else None


def est_reglee(dossier: Dossier, droits: Consommation | None) -> bool:
    """Dit si tout le prix est revenu, et que l'on ne demandait rien d'autre : l'affaire a fini."""
    if dossier.nature != "consommation" or droits is None or droits.rendu_le is None:
        return False
    reste = any(not rend_l_argent(d) or d.calcul for d in dossier.demandes)
    return not reste and not any(map(est_prouve, dossier.prejudices))


def sommes_demandees(dossier: Dossier) -> tuple[Decimal | None, ...]:
    """La somme de chaque demande; sans montant, un remboursement porte sur ce qui reste à rendre du prix, une fois.

    Annuler et rembourser ne font qu'un : le remboursement dit la somme, à moins que chacun n'ait la sienne.
    """
    prix = a_rendre(dossier)
    rendues = {d.montant for d in dossier.demandes if d.type == "rembourser"}
    sommes: list[Decimal | None] = []
    for d in dossier.demandes:
        somme = d.montant
        if d.type == "rembourser" and somme is None and prix not in rendues:
            somme = prix
            rendues.add(prix)
        elif d.type == "annuler" and rendues:
            somme = None if somme in rendues or (somme == prix and None in rendues) else somme
        elif d.type == "annuler":
            somme = prix if somme is None else somme
            rendues.add(somme)
        sommes.append(somme)
    return tuple(sommes)


def en_nature(demande: Demande) -> bool:
    """Dit si l'on demande de réparer, de remplacer ou de livrer : un montant n'y est que la valeur du bien."""
    return demande.type in _EN_NATURE


def est_prouve(tort: Prejudice) -> bool:
    """Dit si une pièce chiffre ce tort : il se réclame; sinon, il se réserve."""
    return tort.montant is not None and bool(tort.pieces)


def verse(achat: Achat) -> Decimal | None:
    """Ce qui a été payé de l'achat : tout le prix, ou ce qui en a été versé."""
    return achat.prix if achat.verse is None else achat.verse


def sommes_du_remboursement(achat: Achat, *, a_la_carte: bool = True) -> tuple[Decimal | None, Decimal | None]:
    """La somme portée à la carte, ou tout ce qui a été payé, et ce qu'il en reste à rembourser."""
    debitee = (achat.debite if a_la_carte else None) or verse(achat)
    if debitee is None:
        return None, None
    if achat.rembourse is None:
        return debitee, Decimal(0) if achat.rembourse_le else debitee
    return debitee, max(debitee - achat.rembourse, Decimal(0))


def reclamation(dossier: Dossier) -> Reclamation:
    """La réclamation d'un dossier : ses demandes d'argent, et les torts qu'une pièce chiffre."""
    demandees = zip(dossier.demandes, sommes_demandees(dossier), strict=True)
    sommes = tuple(None if en_nature(d) else somme for d, somme in demandees)
    return Reclamation(sommes, _total(p.montant for p in dossier.prejudices if est_prouve(p)))


def demandee(dossier: Dossier, voulue: Reclamation, lettre: str) -> Decimal | None:
    """La somme qu'une lettre demande : ce qui reste à rembourser, d'un avis ou à l'émetteur; sinon, la réclamation."""
    fait, a = capacites(lettre), dossier.achat
    if a is None or not (fait.resout or fait.a_l_emetteur):
        return voulue.total
    return sommes_du_remboursement(a, a_la_carte=fait.a_l_emetteur)[1]
