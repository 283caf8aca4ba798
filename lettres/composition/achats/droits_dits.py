"""Chaque droit d'un achat, dit en une ligne : le même à l'aide-mémoire, dans l'état et dans un dossier d'avocat."""

from __future__ import annotations

from datetime import date

from lettres.affaire.achats.droits_de_l_achat import GARANTIE, DroitDAchat, EtatDuDroit
from lettres.droit.calendrier import Calendrier, reporter
from lettres.droit.consommation import Limite
from lettres.droit.droits_d_achat import droit_dit
from lettres.langue import typographie as t

_FAITS = {
    "achat.date": "la date de l’achat",
    "achat.exemplaire_recu_le": "la date où l’exemplaire du contrat a été reçu, ou qu’il ne l’a pas été",
    "achat.livraison_prevue": "la date promise de la livraison",
    "achat.neuf": "si le bien était neuf",
    "achat.paiement": "le mode de paiement",
    "achat.panne_le": "le jour où le problème est apparu",
}
_LPC = "Loi sur la protection du consommateur"
_SANS_ARRET = "Un appel ou une lettre n’arrête pas ce délai."


def _le(jour: date | None) -> str:
    """Un jour que l'état du droit garantit."""
    return t.date_si_connue(jour) or ""


def duree(limite: Limite) -> str:
    """« 7 jours », « trois ans » : la durée du délai."""
    if limite.unite == "jours":
        return f"{limite.duree}{t.INSECABLE}jours"
    return t.compte_en_lettres(limite.duree, "an")


def compte(d: DroitDAchat, *, precis: bool = True) -> str:
    """« 7 jours depuis la réception de l’exemplaire; article 54.8 de la Loi… » : d'où vient la limite; sinon, rien."""
    if d.limite is None:
        return ""
    source = f"; article{t.INSECABLE}{d.limite.article} de la {_LPC}" if precis and d.limite.article else ""
    return droit_dit(d.cle).compte.format(duree=duree(d.limite), d_ou=d.d_ou) + source


def ouvre(d: DroitDAchat) -> str:
    """Ce qui ouvre ce droit, en mots."""
    return droit_dit(d.cle).ouvre.format(duree=duree(d.limite) if d.limite else "le délai de la loi", d_ou=d.d_ou)


def ligne(d: DroitDAchat, *, precis: bool = True) -> str:
    """« D’ici le 5 décembre 2026 : demander la rétrofacturation… » : le droit, ses jours, d'où ils se comptent.

    Sans être `precis`, la source se tait : au téléphone, elle ne se lit pas.
    """
    dit = droit_dit(d.cle)
    precise = f" ({sien})" if (sien := "; ".join(filter(None, (compte(d, precis=precis), _report(d))))) else ""
    suite = f" {_SANS_ARRET}" if d.cle == "recours" and d.ouvert else ""
    if d.cle == "recours" and d.limite is not None and not d.ouvert:
        return f"Recours civil{precise}{t.INSECABLE}: ce temps a pris fin le {_le(d.dernier)}."
    if d.cle == "remboursement" and (d.limite is not None or d.exerce_le is not None):
        return f"{_remboursement(d)}{precise}."
    if d.exerce_le is not None and d.etat is not EtatDuDroit.FERME:
        precise += f"; demande déjà envoyée le {_le(d.exerce_le)}"
    return f"{_quand(d)}{t.INSECABLE}: {dit.titre}{precise}.{suite}"


def _quand(d: DroitDAchat) -> str:
    """Le début de la ligne : ses jours, ou ce qui manque pour les dire."""
    match d.etat:
        case EtatDuDroit.FERME:
            return f"Fermé depuis le {_le(d.ferme_depuis)}"
        case EtatDuDroit.INCONNU:
            return f"À préciser ({_FAITS.get(d.manque, d.manque)})"
        case EtatDuDroit.A_VENIR if d.premier is None:
            return f"À venir (s’ouvre par {ouvre(d)})"
        case EtatDuDroit.A_VENIR if d.dernier is None:
            return f"À compter du {_le(d.premier)}, si rien n’est livré"
        case EtatDuDroit.A_VENIR:
            return f"Du {_le(d.premier)} au {_le(d.d_ici)}"
    if d.dernier is not None:
        return f"D’ici le {_le(d.d_ici)}"
    if d.manque:
        return f"Dès maintenant, le délai ne courant que depuis {ouvre(d)}"
    if d.cle == GARANTIE:
        return "Encore, le problème étant apparu pendant cette garantie"
    return f"Depuis le {_le(d.premier)}, tant que rien n’est livré"


def _report(d: DroitDAchat) -> str:
    """Le jour d'ici lequel agir est férié : le délai va au premier jour qui ne l'est pas (F4.19)."""
    if d.d_ici == d.dernier or d.etat is EtatDuDroit.FERME or d.exerce_le is not None:
        return ""
    # -- de deux délais qui se suivent, le premier a pu être reporté, et le second commencer plus tard --
    ouvrable = d.d_ici is not None and d.d_ici == reporter(d.d_ici, Calendrier.LPC)
    pourquoi = "ce jour est compté sans aucun report, par prudence" if ouvrable else "ce jour n’est pas ouvrable"
    return f"{pourquoi}{t.INSECABLE}: le délai va au {_le(d.dernier)}"


def _remboursement(d: DroitDAchat) -> str:
    if d.exerce_le is not None:
        return f"Remboursé le {_le(d.exerce_le)}"
    if d.ferme_depuis is not None:
        return f"Depuis le {_le(d.ferme_depuis)}{t.INSECABLE}: le commerçant est en défaut de rembourser"
    return f"D’ici le {_le(d.d_ici)}{t.INSECABLE}: le commerçant doit rembourser ce qui a été payé"
