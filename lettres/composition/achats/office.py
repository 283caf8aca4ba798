"""Composition de l'appel à l'Office : les délais qui courent, le récit en dix lignes, et les questions de l'achat."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from lettres.affaire import Affaire
from lettres.affaire import Consommation as Droits
from lettres.composition import recit, tiers
from lettres.dossier import Achat, Evenement
from lettres.droit.consommation import Limite
from lettres.droit.parametre import enonce, jours
from lettres.langue import typographie as t

_SANS_DATE = date.max
DelaiDit = tuple[date, str]
"""Le jour qui range la ligne, et ce qu'elle dit."""


def chronologie(affaire: Affaire) -> list[str]:
    """Faits et démarches, dits à un tiers, dans l'ordre de la chronologie de l'affaire."""
    lignes = (
        _au_tiers(jalon.element)
        if isinstance(jalon.element, Evenement) and jalon.chemin[0] == "faits"
        else recit.du_journal(affaire, jalon, tiers.COMMERCANT)
        for jalon in affaire.chronologie
    )
    return [ligne for ligne in lignes if ligne]


def _au_tiers(e: Evenement) -> str:
    return recit.evenement(e.model_copy(update={"texte": tiers.dit_a_un_tiers(e, tiers.COMMERCANT)})).ligne


def delais(affaire: Affaire) -> list[str]:
    """Les délais qui courent; un délai éteint se tait, sauf la rétrofacturation : on dit depuis quand (F14.04).

    Fondement : F4.10 à F4.14, F14.01 à F14.05; F2.01 et F2.10 (à confirmer).
    """
    droits, a = affaire.consommation, affaire.dossier.achat
    if droits is None or a is None:
        return []
    lignes = [
        *_annulation(droits, a, affaire.au),
        *_apres_annulation(droits, affaire.au),
        *_retrofacturation(droits, a, affaire.au),
        *_garantie(droits, affaire.au),
        *_recours(droits, affaire.au),
    ]
    return [texte for _, texte in sorted(lignes, key=lambda ligne: ligne[0])]


def _d_ici(limite: Limite, quoi: str) -> DelaiDit:
    return limite.fin, f"D’ici le {t.date_longue(limite.fin)}{t.INSECABLE}: {quoi}."


def _jours(nombre: int) -> str:
    return f"{nombre}{t.INSECABLE}jours"


def _annulation(droits: Droits, a: Achat, au: date) -> Iterator[DelaiDit]:
    limite = droits.annulation
    if limite and limite.fin >= au:
        duree = _jours(limite.duree)
        if droits.a_domicile:
            yield _d_ici(limite, f"annuler sans motif l’achat fait à domicile ({duree} depuis la réception du double)")
        elif droits.sans_exemplaire:
            motif = f"faute d’un exemplaire du contrat remis à temps ({duree} depuis la conclusion)"
            yield _d_ici(limite, f"annuler l’achat à distance, {motif}")
        else:
            motif = f"selon le motif ({duree} depuis la réception de l’exemplaire du contrat)"
            yield _d_ici(limite, f"annuler l’achat à distance, {motif}")
    elif droits.a_domicile and not droits.annule and a.double_recu_le is None:
        duree = _jours(jours("delai.annulation_itinerant", au))
        regle = f"annulation sans motif dans les {duree} de la réception du double du contrat"
        yield _SANS_DATE, f"Achat à domicile{t.INSECABLE}: {regle}."
    exception = droits.annulation_par_exception
    if exception and exception.fin >= au:
        cas = "permis, cautionnement, contrat ou formulaire non conformes, rien livré en 30 jours"
        yield _d_ici(exception, f"annuler l’achat fait à domicile, dans certains cas seulement ({cas})")
    if retard := droits.sans_livraison:
        quand = retard.fermee_depuis(au)
        debut = f"Depuis le {t.date_longue(quand)}" if quand else f"Après le {t.date_longue(retard.fin)}"
        regle = f"si rien n’est livré, l’achat à distance peut être annulé (retard de plus de {_jours(retard.duree)})"
        yield quand or retard.fin, f"{debut}{t.INSECABLE}: {regle}."


def _apres_annulation(droits: Droits, au: date) -> Iterator[DelaiDit]:
    if (rembourser := droits.remboursement) and rembourser.fin >= au:
        yield _d_ici(rembourser, f"le commerçant doit rembourser l’achat annulé ({_jours(rembourser.duree)})")
    if (rendre := droits.restitution) and rendre.fin >= au:
        yield _d_ici(rendre, "rendre le bien de l’achat annulé; les frais raisonnables en sont au commerçant")


def _retrofacturation(droits: Droits, a: Achat, au: date) -> Iterator[DelaiDit]:
    limite = droits.retrofacturation
    if limite is None:
        if droits.a_distance and a.paiement == "carte_credit" and not droits.annule:
            rembourser, demander = jours("delai.remboursement_distance", au), jours("delai.retrofacturation", au)
            yield (
                _SANS_DATE,
                f"Rétrofacturation (achat à distance payé par carte de crédit){t.INSECABLE}: après une annulation, si "
                f"le commerçant ne rembourse pas dans les {_jours(rembourser)}, elle se demande par écrit à l’émetteur "
                f"dans les {_jours(demander)} qui suivent.",
            )
        return
    quoi = "demander par écrit la rétrofacturation à l’émetteur de la carte de crédit"
    if fermee := limite.fermee_depuis(au):
        yield _SANS_DATE, f"La rétrofacturation est fermée depuis le {t.date_longue(fermee)}."
    elif au <= limite.depuis:
        du, fin = t.date_longue(limite.depuis), t.date_longue(limite.fin)
        yield limite.fin, f"Après le {du}, et d’ici le {fin}{t.INSECABLE}: {quoi}, si rien n’est remboursé."
    else:
        yield _d_ici(limite, f"{quoi} ({_jours(limite.duree)} depuis le défaut de rembourser)")


def _garantie(droits: Droits, au: date) -> Iterator[DelaiDit]:
    limite = droits.garantie.limite if droits.garantie else None
    if limite and limite.fin >= au:
        duree = f"{t.en_lettres(limite.duree)} ans"
        yield _d_ici(limite, f"garantie légale de bon fonctionnement du bien, acheté neuf ({duree})")


def _recours(droits: Droits, au: date) -> Iterator[DelaiDit]:
    if (limite := droits.recours) is None:
        return
    regle = f"en règle générale {t.en_lettres(limite.duree)} ans, comptés par prudence depuis l’achat"
    if limite.fin < au:
        texte = f"Recours civil{t.INSECABLE}: {regle}, qui ont pris fin le {t.date_longue(limite.fin)} (à confirmer)."
        yield _SANS_DATE, texte
        return
    jour, texte = _d_ici(limite, f"exercer un recours civil ({regle}; à confirmer)")
    yield jour, f"{texte} Un appel ou une lettre n’arrête pas ce délai."


def questions(affaire: Affaire) -> list[str]:
    """Ce que cet achat fait demander à l'agent, en plus des questions de tous."""
    droits = affaire.consommation
    if droits is None:
        return []
    lignes = []
    if droits.interdit_a_domicile:
        interdits = enonce("itinerant.contrats_interdits", affaire.au)
        depuis = t.date_longue(interdits.debut)
        lignes.append(
            f"Ce contrat conclu à domicile est-il de ceux qui sont interdits depuis le {depuis}? La règle vise ceci"
            f"{t.INSECABLE}: {interdits.texte}."
        )
    exception = droits.annulation_par_exception
    if exception and exception.fin >= affaire.au:
        lignes.append("Ce contrat conclu à domicile peut-il encore être annulé, dans l’année de sa conclusion?")
    return lignes
