"""Le consommateur : ses délais, la garantie de son bien, ce que devient un achat annulé, et la somme qu'il réclame."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from lettres.dossier import Achat, Demande, Dossier, Prejudice
from lettres.droit import consommation as droit
from lettres.droit.consommation import Garantie, Limite
from lettres.droit.parametre import valeurs
from lettres.socle.expression import Expression

_A_DISTANCE = {"en_ligne", "par_telephone"}
_EN_NATURE = {"reparer", "remplacer", "livrer"}

# -- Ce qui ne se vend plus à domicile (F14.05) : la catégorie du bien, ou les mots de l'objet --
_INTERDITES_A_DOMICILE = {"climatiseur", "thermopompe"}
_INTERDITS_A_DOMICILE = Expression(
    r"(?i)\bthermopompe|\bclimatis|\bfournaise|\bchauffage|\bchaudière|\bisol(?:ation|er|ant)|\bdécontamin|\bgéotherm"
)


class Consommation(NamedTuple):
    """L'achat d'un consommateur, sous le droit d'un jour; une limite absente ne s'applique pas, ou ne se compte pas."""

    a_distance: bool
    a_domicile: bool
    annule: bool
    annulation_fondee: bool | None
    """L'annulation a eu lieu quand la loi la permettait; None si l'on ne sait pas, ou si rien n'est annulé."""
    annulation_par_exception_seule: bool
    """Annulé à domicile après les dix jours : la loi ne le permet plus que dans les cas que le dossier ne dit pas."""
    annulation: Limite | None
    """Le dernier jour pour annuler, selon le motif à distance, sans motif à domicile; None d'un achat annulé."""
    sans_exemplaire: bool
    """L'annulation à distance se compte de la conclusion, faute d'exemplaire remis à temps (LPC, 54.8)."""
    annulation_par_exception: Limite | None
    """À domicile, dans certains cas : un an (LPC, 59)."""
    sans_livraison: Limite | None
    """Le jour après lequel l'achat à distance, jamais livré, s'annule."""
    remboursement: Limite | None
    """Le dernier jour du commerçant pour rembourser l'achat annulé."""
    restitution: Limite | None
    """Le dernier jour pour rendre le bien d'un achat à distance annulé."""
    retrofacturation: Limite | None
    """Le dernier jour pour la demander à l'émetteur de la carte de crédit."""
    recours: Limite | None
    garantie: Garantie | None
    """La garantie de bon fonctionnement, pour un bien d'une catégorie; None si le dossier n'en nomme pas."""
    garantie_en_vigueur: bool
    """L'achat est d'un jour où cette garantie existe."""
    garanti: bool
    """Le problème est apparu, ou se vit encore, pendant cette garantie."""
    interdit_a_domicile: bool
    """Un contrat à domicile qui pourrait être de ceux que la loi interdit (F14.05)."""


def consommation(achat: Achat | None, au: date) -> Consommation | None:
    """Ce que la loi donne au consommateur pour cet achat; None sans achat."""
    if achat is None:
        return None
    a_distance, a_domicile = achat.mode in _A_DISTANCE, achat.mode == "porte_a_porte"
    annule = achat.annule_le
    sans_exemplaire = a_distance and _sans_exemplaire(achat, au)
    rembourse = droit.remboursement(annule, a_distance=a_distance) if annule and (a_distance or a_domicile) else None
    garantie = _garantie(achat)
    fondee = _fondee(achat, annule) if annule else None
    return Consommation(
        a_distance=a_distance,
        a_domicile=a_domicile,
        annule=annule is not None,
        annulation_fondee=fondee,
        annulation_par_exception_seule=fondee is None
        and a_domicile
        and annule is not None
        and bool(achat.double_recu_le),
        annulation=_annulation(achat, sans_exemplaire) if annule is None else None,
        sans_exemplaire=sans_exemplaire,
        annulation_par_exception=(
            droit.annulation_itinerant_exception(achat.date) if a_domicile and achat.date and annule is None else None
        ),
        sans_livraison=_sans_livraison(achat) if a_distance and annule is None else None,
        remboursement=rembourse,
        restitution=droit.restitution(annule, achat.livre_le) if annule and a_distance and achat.livre_le else None,
        retrofacturation=(
            droit.retrofacturation(annule) if annule and a_distance and achat.paiement == "carte_credit" else None
        ),
        recours=droit.recours_civil(achat.date) if achat.date else None,
        garantie=garantie,
        garantie_en_vigueur=achat.date is not None and achat.date >= _debut("garantie.cuisiniere"),
        garanti=_garanti(achat, garantie, au),
        interdit_a_domicile=a_domicile and _interdit_a_domicile(achat),
    )


def _sans_exemplaire(achat: Achat, au: date) -> bool:
    """L'exemplaire manque s'il n'est pas venu dans son délai; tant que ce délai court, on ne le sait pas encore."""
    if achat.date is None or achat.double_recu is None:
        return False
    fin = droit.copie_du_contrat(achat.date).fin
    if achat.double_recu:
        return achat.double_recu_le is not None and achat.double_recu_le > fin
    return au > fin


def _annulation(achat: Achat, sans_exemplaire: bool) -> Limite | None:
    if achat.mode == "porte_a_porte":
        return droit.annulation_itinerant(achat.double_recu_le) if achat.double_recu_le else None
    if achat.mode not in _A_DISTANCE:
        return None
    if sans_exemplaire and achat.date:
        return droit.annulation_sans_copie(achat.date)
    return droit.annulation_apres_copie(achat.double_recu_le) if achat.double_recu_le else None


def _fondee(achat: Achat, annule: date) -> bool | None:
    """L'annulation à distance ou à domicile avait-elle un temps ouvert; ailleurs, aucune loi ne la règle."""
    if achat.mode == "porte_a_porte":
        if achat.double_recu_le and annule <= droit.annulation_itinerant(achat.double_recu_le).fin:
            return True
        passe = achat.date is not None and annule > droit.annulation_itinerant_exception(achat.date).fin
        return False if passe else None
    if achat.mode not in _A_DISTANCE:
        return None
    fins = []
    if achat.double_recu_le:
        fins.append(droit.annulation_apres_copie(achat.double_recu_le).fin)
    if achat.date and _sans_exemplaire(achat, annule):
        fins.append(droit.annulation_sans_copie(achat.date).fin)
    if achat.livre_le and achat.obligation == "conformite":
        fins.append(droit.annulation_apres_livraison(achat.livre_le).fin)
    promise = achat.livraison_prevue or achat.date
    pas_livre = achat.livre_le is None or achat.livre_le > annule
    en_retard = promise is not None and pas_livre and annule > droit.annulation_sans_livraison(promise).fin
    if en_retard or any(annule <= fin for fin in fins):
        return True
    return None if achat.date is None or achat.double_recu is None else False


def _sans_livraison(achat: Achat) -> Limite | None:
    promise = achat.livraison_prevue or achat.date
    return droit.annulation_sans_livraison(promise) if promise and achat.livre_le is None else None


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


def demande_la_garantie(dossier: Dossier) -> bool:
    """Dit si l'on demande d'abord de réparer un bien dont la panne est datée : il y a une lettre pour cela."""
    achat, demandes = dossier.achat, dossier.demandes
    if dossier.nature != "consommation" or achat is None or not demandes:
        return False
    return achat.obligation == "garantie" and achat.panne_le is not None and demandes[0].type == "reparer"


def _debut(cle: str) -> date:
    return valeurs(cle)[0].debut


def _interdit_a_domicile(achat: Achat) -> bool:
    vise = achat.categorie in _INTERDITES_A_DOMICILE or _INTERDITS_A_DOMICILE.search(achat.objet or "")
    return bool(vise) and achat.date is not None and achat.date >= _debut("itinerant.contrats_interdits")


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


def sommes_demandees(dossier: Dossier) -> tuple[Decimal | None, ...]:
    """La somme de chaque demande; sans montant, un remboursement porte sur le prix payé, que l'on ne rend qu'une fois.

    Annuler et rembourser ne font qu'un : le remboursement dit la somme, à moins que chacun n'ait la sienne.
    """
    prix = dossier.achat.prix if dossier.achat else None
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


def reclamation(dossier: Dossier) -> Reclamation:
    """La réclamation d'un dossier : ses demandes d'argent, et les torts qu'une pièce chiffre."""
    demandees = zip(dossier.demandes, sommes_demandees(dossier), strict=True)
    sommes = tuple(None if en_nature(d) else somme for d, somme in demandees)
    return Reclamation(sommes, _total(p.montant for p in dossier.prejudices if est_prouve(p)))
