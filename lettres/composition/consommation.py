"""Composition du côté consommateur : l'achat, les délais qui courent, et ce qui est demandé."""

from __future__ import annotations

from datetime import date

from lettres.composition import typographie as t
from lettres.composition.arbre import AchatImprimable, DemandeImprimable
from lettres.dossier import Achat, Demande, Dossier
from lettres.droit import consommation as droit
from lettres.droit.obligations import obligation
from lettres.droit.parametre import jours

_MODES = {
    "en_magasin": "en magasin",
    "en_ligne": "en ligne",
    "par_telephone": "par téléphone",
    "porte_a_porte": "à domicile (porte-à-porte)",
}
_PAIEMENTS = {
    "carte_credit": "carte de crédit",
    "carte_debit": "carte de débit",
    "comptant": "argent comptant",
    "virement": "virement",
    "cheque": "chèque",
    "financement": "financement",
}


def _double(a: Achat) -> str | None:
    if a.double_recu is None:
        return None
    if not a.double_recu:
        return "non reçu"
    return f"reçu le {t.date_longue(a.double_recu_le)}" if a.double_recu_le else "reçu"


def achat(a: Achat | None) -> AchatImprimable | None:
    """Compose l'achat."""
    if a is None:
        return None
    return AchatImprimable(
        date=t.date_si_connue(a.date),
        lieu=a.lieu,
        mode=_MODES[a.mode] if a.mode else None,
        objet=a.objet,
        modele=a.modele,
        prix=t.montant(a.prix) if a.prix is not None else None,
        paiement=_PAIEMENTS[a.paiement] if a.paiement else None,
        par_carte_credit=a.paiement == "carte_credit",
        double=_double(a),
        livraison_prevue=t.date_si_connue(a.livraison_prevue),
        livre_le=t.date_si_connue(a.livre_le),
        annule_le=t.date_si_connue(a.annule_le),
        probleme=a.probleme and t.phrase(a.probleme),
        obligation=obligation(a.obligation) if a.obligation else None,
        reponse=a.reponse and t.phrase(a.reponse),
        retour=a.retour and t.phrase(a.retour),
        piece=t.pieces([a.piece]) if a.piece else None,
    )


def _action(d: Demande, somme: str | None, me: str) -> str | None:
    """Ce qui est demandé, à l'infinitif : les mots de l'usager, sinon la formule du type de demande."""
    if d.texte:
        return d.texte
    formules = {
        "payer": somme and f"payer la somme de {somme}",
        "rembourser": somme and f"{me} rembourser la somme de {somme}",
        "annuler": somme and f"annuler le contrat, avec remboursement de la somme de {somme}",
        "reparer": "réparer sans frais le bien décrit ci-dessus",
        "remplacer": "remplacer le bien décrit ci-dessus par un bien conforme",
        "livrer": "livrer le bien décrit ci-dessus",
        "repondre": "répondre par écrit aux points ci-dessus",
    }
    return formules.get(d.type)


def demande(d: Demande, dossier: Dossier, me: str) -> DemandeImprimable:
    """Compose une demande; sans montant, un remboursement porte sur le prix payé."""
    rend_l_argent = d.type in {"rembourser", "annuler"}
    prix = dossier.achat.prix if dossier.achat and rend_l_argent else None
    somme = d.montant if d.montant is not None else prix
    ecrite = t.montant(somme) if somme is not None else None
    calcul = d.calcul or ("soit le prix payé, taxes comprises" if rend_l_argent and d.montant is None else None)
    action = _action(d, ecrite, me)
    return DemandeImprimable(
        action=action,
        de_action=action and t.phrase(t.de_nom(action)),
        montant=ecrite,
        calcul=calcul if ecrite else None,
        montant_dit=bool(somme is not None and action and t.somme_dite(somme, action)),
        sur_calendrier=d.type in {"executer", "livrer"},
        a_reparer=d.type == "reparer",
        sans_retour=d.type in {"livrer", "executer"} and dossier.achat is not None and dossier.achat.livre_le is None,
    )


def _limite(fin: date, au: date) -> str:
    return f"{t.date_longue(fin)}{' (date passée)' if fin < au else ''}"


def _delais_a_distance(a: Achat, au: date) -> list[str]:
    lignes = []
    if a.double_recu_le:
        limite = droit.annulation_apres_copie(a.double_recu_le)
        lignes.append(
            f"Annulation d’un achat à distance, selon le motif{t.INSECABLE}: {limite.duree}{t.INSECABLE}jours après la "
            f"réception de l’exemplaire du contrat, soit le {_limite(limite.fin, au)}."
        )
    if a.livre_le is None and (promise := a.livraison_prevue or a.date):
        limite = droit.annulation_sans_livraison(promise)
        lignes.append(
            f"Achat à distance, si rien n’est livré{t.INSECABLE}: annulation possible quand le retard dépasse "
            f"{limite.duree}{t.INSECABLE}jours, soit après le {t.date_longue(limite.fin)}."
        )
    return lignes


def _retrofacturation(a: Achat, au: date) -> str:
    rembourser, demander = jours("delai.remboursement", au), jours("delai.retrofacturation", au)
    regle = (
        f"Rétrofacturation (achat à distance payé par carte de crédit){t.INSECABLE}: demande écrite à l’émetteur dans "
        f"les {demander}{t.INSECABLE}jours qui suivent les {rembourser}{t.INSECABLE}jours donnés au commerçant pour "
        "rembourser après l’annulation"
    )
    if a.annule_le is None:
        return f"{regle}."
    return f"{regle}, soit au plus tard le {_limite(droit.retrofacturation(a.annule_le).fin, au)}."


def _itinerant(a: Achat, au: date) -> str:
    delai = jours("delai.annulation_itinerant", au)
    regle = f"Achat à domicile{t.INSECABLE}: annulation sans motif dans les {delai}{t.INSECABLE}jours du double reçu"
    if a.double_recu_le is None:
        return f"{regle}."
    return f"{regle}, soit le {_limite(droit.annulation_itinerant(a.double_recu_le).fin, au)}."


def _recours_civil(achete_le: date, au: date) -> str:
    limite = droit.recours_civil(achete_le)
    reserve = "date passée, à confirmer" if limite.fin < au else "à confirmer"
    return (
        f"Recours civil{t.INSECABLE}: en règle générale {t.en_lettres(limite.duree)} ans; par prudence, comptés depuis "
        f"l’achat, ils finissent le {t.date_longue(limite.fin)} ({reserve}). "
        "Un appel ou une lettre n’arrête pas ce délai."
    )


def delais(a: Achat | None, au: date) -> list[str]:
    """Les délais qui courent pour le consommateur. Fondement : F4.10 à F4.14; F2.01 et F2.10 (à confirmer)."""
    if a is None:
        return []
    lignes = []
    if a.mode in {"en_ligne", "par_telephone"}:
        lignes += _delais_a_distance(a, au)
        if a.paiement == "carte_credit":
            lignes.append(_retrofacturation(a, au))
    if a.mode == "porte_a_porte":
        lignes.append(_itinerant(a, au))
    if a.date:
        lignes.append(_recours_civil(a.date, au))
    return lignes
