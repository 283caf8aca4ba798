"""Le calendrier d'un achat : chaque droit, son premier et son dernier jour, et où il en est.

Les lettres, les règles, l'aide-mémoire et l'état le demandent tous ici. Un droit dont un fait manque est inconnu, et
nomme ce fait; un droit que les faits écartent n'y est pas. Résoudre, c'est annuler : le mot de la loi (LPC, 54.8).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from enum import StrEnum

from lettres.affaire.achats.depart_du_recours import DepartDuRecours
from lettres.affaire.achats.nature_de_l_achat import a_un_bien
from lettres.affaire.consommation import RETROFACTURATION, a_distance, a_domicile, sommes_du_remboursement
from lettres.dossier import Achat
from lettres.droit import consommation as droit
from lettres.droit.calendrier import UN_JOUR
from lettres.droit.consommation import Limite
from lettres.socle.classes import NamedTuple


class EtatDuDroit(StrEnum):
    """Où en est un droit, un jour dit."""

    OUVERT = "ouvert"
    A_VENIR = "a_venir"
    FERME = "ferme"
    INCONNU = "inconnu"


GARANTIE = "garantie"
"""La clé de la garantie de bon fonctionnement."""

_LONGS = {GARANTIE, "recours"}

_RANGS = (EtatDuDroit.OUVERT, EtatDuDroit.A_VENIR, EtatDuDroit.INCONNU, EtatDuDroit.FERME)


class DroitDAchat(NamedTuple):
    """Un droit de l'achat, au jour dit. Ses mots, ce qui l'ouvre et le ferme, sont à `droit/droits_d_achat.yaml`."""

    cle: str
    etat: EtatDuDroit
    premier: date | None = None
    dernier: date | None = None
    """Le dernier jour utile, reporté s'il est férié; None quand rien ne le borne encore."""
    limite: Limite | None = None
    """Le délai d'où vient le dernier jour, ou le premier : sa durée, son article."""
    ferme_depuis: date | None = None
    """Le premier jour où il était trop tard; None tant qu'il est utile, ou à venir."""
    manque: str = ""
    """Le fait sans lequel on ne sait pas."""
    exerce_le: date | None = None
    """Le jour où il a été exercé : le remboursement est venu, la demande est partie."""
    d_ou: str = ""
    """D'où un recours se compte : « l’achat », « le problème »; rien d'un droit qui se compte toujours du même fait."""

    @property
    def ouvert(self) -> bool:
        """Dit si le droit peut s'exercer au jour dit."""
        return self.etat is EtatDuDroit.OUVERT

    @property
    def a_venir(self) -> bool:
        """Dit si le droit ne s'ouvre que plus tard."""
        return self.etat is EtatDuDroit.A_VENIR

    @property
    def inconnu(self) -> bool:
        """Dit s'il manque un fait pour savoir où il en est."""
        return self.etat is EtatDuDroit.INCONNU

    @property
    def d_ici(self) -> date | None:
        """Le jour d'ici lequel agir, par prudence : le dernier, avant son report."""
        reporte = self.limite is not None and self.limite.butoir == self.dernier
        return self.limite.fin if reporte and self.limite else self.dernier


class MomentDAchat(NamedTuple):
    """Ce que l'on sait de l'achat au jour dit, en plus de ses faits."""

    au: date
    resolu_le: date | None = None
    demandee_le: date | None = None
    """Le jour où la rétrofacturation a été demandée."""
    rendu_le: date | None = None
    """Le jour où tout le prix est revenu."""
    recours: DepartDuRecours | None = None


def calendrier(achat: Achat, moment: MomentDAchat) -> tuple[DroitDAchat, ...]:
    """Les droits de cet achat : le plus pressant d'abord, puis ceux à venir, les inconnus, et ceux qui sont fermés.

    Un contrat résolu ne se résout plus, ni un bien rendu ne se répare : restent le remboursement, la restitution et la
    rétrofacturation. Tout le prix revenu, il n'y a plus rien à résoudre.
    """
    trouves = [*_apres(achat, moment), *_recours(moment)]
    if moment.resolu_le is None:
        trouves += [*([] if moment.rendu_le else resolutions(achat, moment.au)), *_garantie(achat, moment.au)]
    return tuple(sorted(trouves, key=_pressant))


def _pressant(d: DroitDAchat) -> tuple[int, bool, date]:
    """Le plus pressant d'abord; un droit de plusieurs années, ou que rien ne borne encore, vient ensuite."""
    borne = d.premier if d.etat is EtatDuDroit.A_VENIR else d.dernier
    return _RANGS.index(d.etat), d.cle in _LONGS, borne or date.max


def resolutions(achat: Achat, au: date) -> tuple[DroitDAchat, ...]:
    """Les façons de résoudre ce contrat, au jour `au`, comme s'il ne l'était pas encore."""
    if a_distance(achat):
        siennes: tuple[Callable[[Achat, date], DroitDAchat | None], ...] = (
            _exemplaire,
            _sans_exemplaire,
            _sans_livraison,
            _non_conforme,
            _releve,
        )
    else:
        siennes = (_a_discretion, _exception, _sans_livraison_a_domicile) if a_domicile(achat) else ()
    return tuple(d for faire in siennes if (d := faire(achat, au)))


def _entre(cle: str, premier: date, limite: Limite, au: date) -> DroitDAchat:
    """Un droit qui s'ouvre un jour et se ferme à la fin d'un délai."""
    etat = EtatDuDroit.A_VENIR if au < premier else EtatDuDroit.OUVERT if limite.court(au) else EtatDuDroit.FERME
    return DroitDAchat(cle, etat, premier, limite.butoir, limite, limite.fermee_depuis(au))


def _inconnu(cle: str, manque: str) -> DroitDAchat:
    return DroitDAchat(cle, EtatDuDroit.INCONNU, manque=f"achat.{manque}")


# -- Résoudre un contrat à distance (F4.10, F14.02) --


def _exemplaire(achat: Achat, au: date) -> DroitDAchat | None:
    """Cas a) à d), depuis l'exemplaire; venu trop tard, il ne compte plus : le délai est celui de la conclusion."""
    if achat.contrat_recu is False:
        return None
    if (recu := achat.contrat_recu_le) is None:
        return _inconnu("exemplaire", "exemplaire_recu_le")
    if achat.date and recu > droit.copie_du_contrat(achat.date).butoir:
        return None
    return _entre("exemplaire", recu, droit.annulation_apres_copie(recu), au)


def _sans_exemplaire(achat: Achat, au: date) -> DroitDAchat | None:
    if achat.date is None:
        return None if achat.contrat_recu_le else _inconnu("sans_exemplaire", "date")
    copie = droit.copie_du_contrat(achat.date)
    if achat.contrat_recu_le is None and achat.contrat_recu is not False:
        return _inconnu("sans_exemplaire", "exemplaire_recu_le")
    if achat.contrat_recu_le and achat.contrat_recu_le <= copie.butoir:
        return None
    return _entre("sans_exemplaire", copie.lendemain, droit.annulation_sans_copie(achat.date), au)


def _sans_livraison(achat: Achat, au: date) -> DroitDAchat | None:
    """Depuis le lendemain du délai, et tant que rien n'est livré."""
    if (promise := achat.livraison_prevue or achat.date) is None:
        return None if achat.livre_le else _inconnu("sans_livraison", "livraison_prevue")
    limite = droit.annulation_sans_livraison(promise)
    return _jusqu_a_la_livraison("sans_livraison", limite, achat.livre_le, au)


def _jusqu_a_la_livraison(cle: str, limite: Limite, livre: date | None, au: date) -> DroitDAchat | None:
    if livre is not None and livre <= limite.lendemain:
        return None
    if livre is not None and au >= livre:
        return DroitDAchat(cle, EtatDuDroit.FERME, limite.lendemain, livre - UN_JOUR, limite, livre)
    etat = EtatDuDroit.OUVERT if au >= limite.lendemain else EtatDuDroit.A_VENIR
    return DroitDAchat(cle, etat, limite.lendemain, livre and livre - UN_JOUR, limite)


def _non_conforme(achat: Achat, au: date) -> DroitDAchat:
    if achat.livre_le is None:
        return DroitDAchat("non_conforme", EtatDuDroit.A_VENIR, manque="achat.livre_le")
    return _entre("non_conforme", achat.livre_le, droit.annulation_apres_livraison(achat.livre_le), au)


def _releve(achat: Achat, au: date) -> DroitDAchat | None:
    if achat.releve_recu_le is None:
        a_credit = achat.paiement == "carte_credit"
        return DroitDAchat("releve", EtatDuDroit.A_VENIR, manque="achat.releve_recu_le") if a_credit else None
    return _entre("releve", achat.releve_recu_le, droit.annulation_apres_releve(achat.releve_recu_le), au)


# -- Résoudre un contrat conclu à domicile (F4.14, F14.05) --


def _a_discretion(achat: Achat, au: date) -> DroitDAchat:
    """Dix jours depuis le double; tant qu'il n'est pas venu, ils ne courent pas."""
    if recu := achat.contrat_recu_le:
        return _entre("a_discretion", recu, droit.annulation_itinerant(recu), au)
    if achat.contrat_recu is False:
        return DroitDAchat("a_discretion", EtatDuDroit.OUVERT, achat.date, manque="achat.exemplaire_recu_le")
    return _inconnu("a_discretion", "exemplaire_recu_le")


def _exception(achat: Achat, au: date) -> DroitDAchat:
    if achat.date is None:
        return _inconnu("exception", "date")
    return _entre("exception", achat.date, droit.annulation_itinerant_exception(achat.date), au)


def _sans_livraison_a_domicile(achat: Achat, au: date) -> DroitDAchat | None:
    """Un cas de l'année qui suit le contrat : elle le ferme, comme la livraison."""
    cle = "sans_livraison_a_domicile"
    if achat.date is None:
        return _inconnu(cle, "date")
    retard = droit.livraison_itinerant(achat.livraison_prevue or achat.date)
    annee = droit.annulation_itinerant_exception(achat.date)
    trouve = _jusqu_a_la_livraison(cle, retard, achat.livre_le, au)
    if trouve is None or retard.lendemain > annee.butoir:
        return None
    if trouve.dernier is not None and trouve.dernier <= annee.butoir:
        return trouve
    return _entre(cle, retard.lendemain, annee, au)


# -- Après la résolution (F14.03, F14.04) --


def _apres(achat: Achat, moment: MomentDAchat) -> Iterator[DroitDAchat]:
    if not (a_distance(achat) or a_domicile(achat)):
        return
    rendu = moment.rendu_le
    if (resolu := moment.resolu_le) is None:
        yield _rembourse(DroitDAchat("remboursement", EtatDuDroit.A_VENIR, manque="envois"), rendu)
        if a_distance(achat) and achat.paiement == "carte_credit" and rendu is None:
            yield DroitDAchat(RETROFACTURATION, EtatDuDroit.A_VENIR, manque="envois")
        return
    rembourser = droit.remboursement(resolu, a_distance=a_distance(achat))
    yield _rembourse(_entre("remboursement", resolu, rembourser, moment.au), rendu)
    if not a_distance(achat):
        return
    if achat.livre_le is not None and a_un_bien(achat):
        rendre = _entre("restitution", resolu, droit.restitution(resolu, achat.livre_le), moment.au)
        yield _rembourse(rendre, achat.restitue_le if achat.restitue_le and achat.restitue_le <= moment.au else None)
    if achat.paiement is None:
        yield _inconnu(RETROFACTURATION, "paiement")
    elif achat.paiement == "carte_credit":
        sien = _entre(RETROFACTURATION, rembourser.lendemain, droit.retrofacturation(resolu), moment.au)
        yield _rembourse(sien._replace(exerce_le=moment.demandee_le), rendu_le(achat, moment.au, a_la_carte=True))


def rendu_le(achat: Achat, au: date, *, a_la_carte: bool = False) -> date | None:
    """Le jour où tout le prix, ou ce que la carte en a payé, est revenu; None avant ce jour, ou d'une partie."""
    tout = achat.rembourse_le is not None
    if achat.rembourse is not None:
        tout = sommes_du_remboursement(achat, a_la_carte=a_la_carte)[1] == 0
    venu = achat.rembourse_le or au
    return venu if tout and venu <= au else None


def _rembourse(d: DroitDAchat, rendu: date | None) -> DroitDAchat:
    """Le remboursement entier, venu, ferme le droit de l'attendre et de le demander ailleurs; le bien rendu, celui
    de le rendre.
    """
    if rendu is None or (d.ferme_depuis and d.ferme_depuis <= rendu and d.cle == RETROFACTURATION):
        return d
    return d._replace(etat=EtatDuDroit.FERME, ferme_depuis=rendu, exerce_le=rendu, manque="")


def _garantie(achat: Achat, au: date) -> Iterator[DroitDAchat]:
    if achat.categorie and achat.date:
        # -- un bien dont on ne sait pas s'il était neuf : elle existe peut-être, et l'on dit quel fait manque --
        limite = droit.garantie_possible(achat.categorie, achat.date, neuf=achat.neuf, livraison=achat.livre_le)
        if limite and achat.neuf is None:
            yield _inconnu(GARANTIE, "neuf")
        elif limite:
            sienne = _entre(GARANTIE, limite.depuis, limite, au)
            # -- finie, elle vaut encore pour le problème apparu pendant qu'elle courait --
            apparu = achat.panne_le is not None and limite.depuis <= achat.panne_le <= limite.fin
            fini = sienne.etat is EtatDuDroit.FERME and apparu
            yield sienne._replace(etat=EtatDuDroit.OUVERT, dernier=None, ferme_depuis=None) if fini else sienne


def _recours(moment: MomentDAchat) -> Iterator[DroitDAchat]:
    recours = moment.recours
    if recours and recours.jour is not None:
        sien = _entre("recours", recours.jour, droit.recours_civil(recours.jour), moment.au)
        yield sien._replace(d_ou=recours.d_ou)
    elif recours and recours.cle != "date":
        yield _inconnu("recours", recours.cle)._replace(d_ou=recours.d_ou)


class SuitesDeLAvis(NamedTuple):
    """Ce qui se compte d'un avis qui partirait ce jour, et les limites que son motif invoque."""

    rembourser: Limite
    rendre: Limite | None
    """D'un bien livré à distance; None si rien n'est à rendre."""
    copie: Limite | None
    """Le temps qu'avait le commerçant pour transmettre l'exemplaire."""
    livraison: Limite | None
    """Le temps qu'il avait pour livrer."""


def suites_de_l_avis(achat: Achat, au: date) -> SuitesDeLAvis:
    """Les limites qu'un avis de ce jour ouvre, ou invoque."""
    loin, promise = a_distance(achat), achat.livraison_prevue or achat.date
    livrer = droit.annulation_sans_livraison if loin else droit.livraison_itinerant
    return SuitesDeLAvis(
        rembourser=droit.remboursement(au, a_distance=loin),
        rendre=droit.restitution(au, achat.livre_le) if loin and achat.livre_le else None,
        copie=droit.copie_du_contrat(achat.date) if achat.date else None,
        livraison=livrer(promise) if promise else None,
    )
