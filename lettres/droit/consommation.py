"""Délais du consommateur : annuler, être remboursé, rétrofacturer (F4.10 à F4.14, F14.02 à F14.05).

Un délai dont le dernier jour est férié au sens de la Loi sur la protection du consommateur va jusqu'au premier jour qui
ne l'est pas (F4.19). L'annulation se donne ainsi; les autres, par prudence, avant ce report, et ne se ferment qu'après.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from lettres.droit.calendrier import UN_JOUR, Calendrier, reporter
from lettres.droit.parametre import parametre, valeurs
from lettres.droit.prescription import duree
from lettres.langue.ecriture import compte_de, jour
from lettres.socle.classes import NamedTuple

_LPC = "Loi sur la protection du consommateur"
_GARANTIE = "La garantie légale de bon fonctionnement"


class Limite(NamedTuple):
    """Le dernier jour d'un droit, ou d'un devoir du commerçant : sa durée, son départ, son article et sa fiche."""

    fin: date
    """Le jour d'ici lequel agir, par prudence : le dernier, parfois sans son report."""
    butoir: date
    """Le dernier jour, reporté s'il est férié (F4.19) : le lendemain, il est trop tard."""
    duree: int
    unite: str
    depuis: date
    article: str
    """L'article de la Loi sur la protection du consommateur; vide quand il n'est pas sûr."""
    fiche: str

    @property
    def lendemain(self) -> date:
        """Le premier jour où il est trop tard."""
        return self.butoir + UN_JOUR

    @property
    def reporte(self) -> bool:
        """Dit si le dernier jour, férié, a été reporté; d'une annulation, dont la date est celle du report, non."""
        return self.butoir != self.fin

    def court(self, au: date) -> bool:
        """Dit si le jour `au` est encore utile."""
        return au <= self.butoir

    def fermee_depuis(self, au: date) -> date | None:
        """Le premier jour où il était trop tard; None tant que le jour `au` est encore utile."""
        return None if self.court(au) else self.lendemain


def copie_du_contrat(conclu: date) -> Limite:
    """Le dernier jour donné au commerçant pour remettre l'exemplaire d'un contrat à distance."""
    return _limite("delai.copie_distance", conclu)


def annulation_apres_copie(recue: date) -> Limite:
    """Annuler un contrat à distance, selon le motif : sept jours après la réception de l'exemplaire (LPC, 54.8)."""
    return _limite("delai.annulation_distance", recue, reportee=True)


def annulation_sans_copie(conclu: date) -> Limite:
    """Annuler un contrat à distance dont l'exemplaire manque : trente jours depuis la conclusion (LPC, 54.8).

    Il manque s'il n'a pas été transmis dans le délai de `copie_du_contrat` : reçu plus tard, il manque encore.
    """
    return _limite("delai.annulation_sans_copie", conclu, reportee=True)


def annulation_apres_livraison(livre: date) -> Limite:
    """Annuler un contrat à distance dont le bien livré, ou les renseignements, ne sont pas conformes : sept jours."""
    return _limite("delai.annulation_livraison", livre, reportee=True)


def annulation_apres_releve(recu: date) -> Limite:
    """Annuler un contrat à distance après l'état de compte qui le porte : sept jours."""
    return _limite("delai.annulation_releve", recu, reportee=True)


def annulation_sans_livraison(promise: date) -> Limite:
    """Le jour après lequel un contrat à distance s'annule, si rien n'est livré; `promise`, à défaut la date d'achat."""
    return _limite("delai.livraison_distance", promise)


def remboursement(resolu: date, *, a_distance: bool = False) -> Limite:
    """Le dernier jour donné au commerçant pour rembourser; un contrat à distance a son propre article (LPC, 54.13)."""
    return _limite("delai.remboursement_distance" if a_distance else "delai.remboursement", resolu)


def restitution(resolu: date, livre: date | None = None) -> Limite:
    """Le dernier jour pour rendre le bien d'un contrat à distance : depuis la résolution, ou la livraison venue après.

    Les frais raisonnables de restitution sont au commerçant (LPC, 54.13).
    """
    return _limite("delai.restitution_distance", max(resolu, livre or resolu))


def retrofacturation(annule: date) -> Limite:
    """Demander la rétrofacturation : soixante jours après le défaut de rembourser un contrat à distance (LPC, 54.14).

    Elle s'ouvre le lendemain du dernier jour donné au commerçant pour rembourser (`remboursement(…).lendemain`). Ses
    soixante jours se comptent de ce dernier jour, reporté comme le reste (F4.19) : le commerçant n'est pas en défaut
    avant. Le jour d'ici lequel la demander, lui, se compte par prudence sans aucun report.
    """
    rembourser = remboursement(annule, a_distance=True)
    prudente = _limite("delai.retrofacturation", rembourser.fin)
    return _limite("delai.retrofacturation", rembourser.butoir)._replace(fin=prudente.fin)


def annulation_itinerant(double_recu: date) -> Limite:
    """Annuler sans motif un contrat itinérant : dix jours après la réception du double."""
    return _limite("delai.annulation_itinerant", double_recu, reportee=True)


def annulation_itinerant_exception(conclu: date) -> Limite:
    """Annuler un contrat itinérant dans les cas a) à e) de l'article 59 : un an, compté par prudence de la conclusion.

    Permis, cautionnement, contrat ou formulaire non conformes, rien livré en trente jours.
    """
    return _limite("delai.annulation_itinerant_exception", conclu)


def livraison_itinerant(promise: date) -> Limite:
    """Le jour après lequel un contrat itinérant dont rien n'est livré s'annule, dans l'année (LPC, 59)."""
    return _limite("delai.livraison_itinerant", promise)


def recours_civil(depuis: date) -> Limite:
    """Poursuivre : en règle générale trois ans depuis que le droit d'action est né (F2.02; F2.10, à confirmer)."""
    return _limite("prescription.generale", depuis)


class Garantie(NamedTuple):
    """La garantie légale de bon fonctionnement d'un bien : sa limite, ou None; `motif` dit pourquoi."""

    limite: Limite | None
    motif: str
    depuis_la_livraison: bool = False
    """Comptée de la livraison, comme la loi le dit; sinon de l'achat, par prudence."""
    bien: str = ""
    """La catégorie du bien, comme on la nomme : « réfrigérateur »; rien si la garantie ne la vise pas."""
    en_vigueur: date | None = None
    """Le premier jour d'achat que cette garantie vise."""


def garantie_legale(categorie: str, achat: date, *, neuf: bool | None, livraison: date | None = None) -> Garantie:
    """La garantie de bon fonctionnement d'un bien acheté, ou loué à long terme, le jour `achat` (LPC, 38.1).

    Elle ne vise que des biens neufs de certaines catégories (« refrigerateur »), achetés depuis son entrée en vigueur.
    Elle court de la livraison; de l'achat, par prudence, quand `livraison` n'est pas connue. `neuf` vaut None si on
    l'ignore. Elle s'ajoute aux articles 37 et 38, qui demeurent sans elle.
    """
    cle = f"garantie.{categorie}"
    connues = valeurs(cle)
    if categorie == "vehicule":
        return Garantie(None, f"{_GARANTIE} ne vise pas les véhicules, qui ont leur propre régime.")
    if not connues:
        return Garantie(None, f"{_GARANTIE} ne vise pas cette catégorie de biens.")
    if achat < (debut := connues[0].debut):
        return Garantie(
            None, f"{_GARANTIE} ne vise que les biens achetés, ou loués à long terme, depuis le {jour(debut)}."
        )
    if neuf is None:
        return Garantie(None, f"{_GARANTIE} ne vise que les biens neufs, et rien ne dit si celui-ci l’était.")
    if not neuf:
        return Garantie(None, f"{_GARANTIE} ne vise que les biens neufs.")
    limite = _limite(cle, livraison or achat, au=achat)
    depart = "la livraison" if livraison else "l’achat, la livraison n’étant pas connue"
    duree = compte_de(limite.duree, "an")
    motif = f"{_GARANTIE} dure {duree} depuis {depart} : jusqu’au {jour(limite.fin)}."
    bien = connues[0].titre.rpartition(" : ")[2]
    return Garantie(limite, motif, livraison is not None, bien, debut)


def garantie_possible(categorie: str, achat: date, *, neuf: bool | None, livraison: date | None) -> Limite | None:
    """La limite de la garantie de bon fonctionnement, si le bien a pu être neuf; None d'un bien qu'elle ne vise pas."""
    return garantie_legale(categorie, achat, neuf=neuf is not False, livraison=livraison).limite


@lru_cache(maxsize=4096)
def _limite(cle: str, depuis: date, *, reportee: bool = False, au: date | None = None) -> Limite:
    """Compte le délai `cle` depuis un jour, exclu; sa durée est celle du jour `au`, à défaut du départ."""
    regle = parametre(cle, au or depuis)
    fin = depuis + duree(regle)
    butoir = reporter(fin, Calendrier.LPC) if cle.startswith("delai.") else fin
    article = regle.reference.article if regle.reference.loi == _LPC else ""
    return Limite(butoir if reportee else fin, butoir, int(regle.valeur), regle.unite, depuis, article, regle.fiche)
