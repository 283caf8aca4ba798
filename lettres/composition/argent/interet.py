"""Composition de l'intérêt : le taux, d'où il court, ce qui en est compté ou remis, et de quoi refaire le calcul."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal

from lettres.affaire import Affaire, APayer, CompteDeCreance, exigible
from lettres.catalogue import capacites
from lettres.composition.argent import creances
from lettres.composition.imprimable.argent import InteretImprimable
from lettres.droit.compte import CENT, Imputation, ReleveDeDette, Segment
from lettres.droit.interet import Depart
from lettres.langue.typographie import (
    INSECABLE,
    date_longue,
    date_si_connue,
    dollars,
    enumerer,
    liste,
    montant,
    pieces,
    taux,
)

SEUIL_PAR_JOUR = Decimal("0.10")
_SEUIL_PAR_ANNEE = Decimal("1.00")

PRESENTE = "la réception de la présente"


def interet(affaire: Affaire, due: APayer | None, mots: dict[str, str]) -> InteretImprimable:
    """Compose l'intérêt : taux convenu et prouvé, sinon taux légal; ce qu'en fait `due`, la somme à payer."""
    contrat, comptes = affaire.dossier.contrat, affaire.comptes
    preuve = contrat.preuve_de_l_interet if contrat else None
    reste = comptes.reclame.interet_restant if comptes.reclame else None
    dues = affaire.comptes.dues
    return InteretImprimable(
        taux=taux(comptes.taux.taux),
        conventionnel=comptes.taux.conventionnel,
        piece=pieces([preuve]) if comptes.taux.conventionnel and preuve else None,
        depuis_echeance=contrat is not None and contrat.met_en_demeure,
        depuis=_depuis(affaire, dues, mots) if due else None,
        court=bool(due and due.court),
        a_courir=bool(due and due.a_courir),
        compris=dollars(due.interet) if due and due.interet else None,
        estime_depuis=date_si_connue(due.estime_depuis) if due else None,
        remis=bool(due and due.remis is not None),
        remise=dollars(due.remis) if due and due.remis else None,
        rythme=rythme(due) if due else None,
        par_jour=_par_jour(due) if due and due.capital else None,
        etapes=_etapes(dues, _releves(due, dues)) if due else [],
        couru=dollars(reste) if reste else None,
        calculs=_etapes(dues, [compte.reclame for compte in dues if compte.reclame]) if reste else [],
    )


def _releves(due: APayer, dues: Iterable[CompteDeCreance]) -> list[ReleveDeDette]:
    """Les relevés, à la date limite, des créances qui restent dues."""
    noms = {compte.nom for compte in dues}
    return [releve for releve in due.releves if releve.dette.nom in noms]


def rythme(due: APayer) -> str | None:
    """« 0,37 $ par jour »; par année quand un jour compte trop peu; « moins d'un dollar » plutôt qu'un faux chiffre."""
    if due.par_jour >= SEUIL_PAR_JOUR:
        return f"{montant(due.par_jour)} par jour"
    if due.par_annee >= _SEUIL_PAR_ANNEE:
        return f"{montant(due.par_annee)} par année"
    return "moins d’un dollar par année" if due.capital else None


def _par_jour(due: APayer) -> str:
    """« 0,15 $ »; « moins de 0,01 $ » plutôt que rien pour un petit solde."""
    return montant(due.par_jour) if due.par_jour else f"moins de {montant(CENT)}"


# -- D'où il court --


def par_depart(dues: Iterable[CompteDeCreance], dire: Callable[[CompteDeCreance, Depart], str]) -> dict[str, list[str]]:
    """Chaque point de départ, et ce qui en part : une somme sous son nom ou, s'il y en a plusieurs, ce qui en reste."""
    groupes: dict[str, list[str]] = {}
    for compte in dues:
        parts = [(depart, r.capital_restant) for depart, r in compte.par_tranche if r.capital_restant]
        for depart, reste in parts if len(parts) > 1 else [(parts[0][0] if parts else compte.depart, None)]:
            nom = creances.nom(compte.creance)
            dite = nom if reste is None else f"{montant(reste)} {creances.du_nom(compte.creance)}"
            groupes.setdefault(dire(compte, depart), []).append(dite)
    return groupes


def _depuis(affaire: Affaire, dues: Sequence[CompteDeCreance], mots: dict[str, str]) -> str:
    """Les points de départ; chacun nomme ses sommes quand il y en a plus d'un."""
    groupes = par_depart(dues, lambda compte, depart: _depart(affaire, compte, depart, mots))
    if len(groupes) == 1:
        (depart,) = groupes
        return f"{depart} de {_des(dues)}" if depart == "l’échéance" else depart
    return enumerer([f"{depart} ({enumerer(sommes)})" for depart, sommes in groupes.items()])


def _des(dues: Sequence[CompteDeCreance]) -> str:
    factures = all(compte.creance.facture for compte in dues)
    return f"{'chaque' if len(dues) > 1 else 'la'} {'facture' if factures else 'somme'}"


def _depart(affaire: Affaire, compte: CompteDeCreance, depart: Depart, mots: dict[str, str]) -> str:
    jour, contrat = depart.jour, affaire.dossier.contrat
    if jour is None:
        return PRESENTE
    if contrat is not None and contrat.met_en_demeure and jour == exigible(compte.creance):
        return "l’échéance"
    return f"le {date_longue(jour)}, jour où vous avez reçu {mots['ma']} lettre{_laquelle(affaire, jour)}"


def _laquelle(affaire: Affaire, recue_le: date) -> str:
    """De plusieurs lettres parties, celle qui fut reçue ce jour-là et mit en demeure : « du 1er octobre 2026 »."""
    parties = [d.envoi for d in affaire.demarches.envois if not capacites(d.envoi.lettre).sans_destinataire]
    demeure = (e for e in parties if e.recu_le == recue_le and capacites(e.lettre).met_en_demeure)
    recue = next(demeure, None) if len(parties) > 1 else None
    return "" if recue is None else f" du {date_longue(recue.date)}"


# -- De quoi le refaire --


def _etapes(dues: Iterable[CompteDeCreance], releves: Iterable[ReleveDeDette]) -> list[str]:
    """Chaque période et chaque paiement des dettes qui portent intérêt, tels qu'on les refait à la main."""
    portent = [(compte, r) for compte, r in zip(dues, releves, strict=False) if r.segments]
    lignes = []
    for compte, releve in portent:
        nom = f"{creances.nom(compte.creance)}, " if len(portent) > 1 else ""
        lignes += [nom + etape for *_, etape in sorted([*_periodes(releve), *_paiements(releve)])]
    return liste(lignes)


def _periodes(releve: ReleveDeDette) -> list[tuple[date, int, date, str]]:
    return [(s.au, 0, s.du, f"{_periode(s)}{INSECABLE}: {s.phrase}") for s in releve.segments]


def _periode(segment: Segment) -> str:
    return f"du {date_longue(segment.du)} au {date_longue(segment.au)}"


def _paiements(releve: ReleveDeDette) -> list[tuple[date, int, date, str]]:
    return [(i.date, 1, i.date, _paiement(i)) for i in releve.imputations]


def _paiement(i: Imputation) -> str:
    parts = f"{montant(i.interet)} à l’intérêt et {montant(i.capital)} au capital"
    return f"le {date_longue(i.date)}{INSECABLE}: paiement de {montant(i.montant)}, soit {parts}"
