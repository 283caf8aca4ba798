"""Établissement : les comptes d'un dossier au jour dit : ses dettes, ses notes de crédit, ses versements, son taux."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal

from lettres.affaire.comptes import Base, CompteDeCreance, Comptes, Recu, exigible, somme, totaux
from lettres.affaire.suite.inscriptions import Inscriptions
from lettres.catalogue import capacites
from lettres.dossier import Avoir, Creance, Dossier, Paiement
from lettres.droit.compte import ZERO, Compte, Dette, Versement, etablir
from lettres.droit.interet import Avis, Depart, TauxApplicable, depart, examiner_taux, taux_applicable


def comptes(dossier: Dossier, lignes: Inscriptions, au: date, visees: Collection[str] | None = None) -> Comptes:
    """Établit les comptes d'un dossier au jour `au`; ce qui manque aux créances que l'on ne vise pas n'arrête rien."""
    taux, base = _taux(dossier, au)
    demeures = _Demeures(lignes, au)
    noms = dossier.noms_des_creances
    nommees = tuple(zip(dossier.creances, noms, strict=True))
    departs = tuple(_depart(dossier, creance, nom, demeures, base) for creance, nom in nommees)
    avoirs = [a for a in dossier.avoirs if a.date is None or a.date <= au]
    siens = tuple(_avoirs(dossier, creance, nom, avoirs) for creance, nom in nommees)
    dettes = _dettes(dossier, noms, siens, departs, taux.taux, visees)
    versements = _versements(dossier, noms, lignes, au)
    compte = None if dettes is None or versements is None else etablir(dettes, [v for _, v in versements], au)
    releves = compte.releves if compte else (None,) * len(dossier.creances)
    return Comptes(
        au=au,
        taux=taux,
        base=base,
        facture=somme([c.montant for c in dossier.creances]) if dossier.creances else None,
        credite=somme([a.montant for a in avoirs]),
        recu=_recu(dossier, lignes, au),
        creances=tuple(
            CompteDeCreance(creance, noms[i], siens[i], departs[i], releve, releve)
            for i, (creance, releve) in enumerate(zip(dossier.creances, releves, strict=True))
        ),
        total=totaux(compte.releves, compte.trop_paye) if compte else None,
        recus=_recus(versements, compte) if versements and compte else (),
        remise=dossier.interet_remis_si_paye,
        _dettes=dettes if compte else None,
        _versements=tuple(v for _, v in versements or ()),
    )


def _taux(dossier: Dossier, au: date) -> tuple[TauxApplicable, Base]:
    contrat = dossier.contrat
    convenu = contrat.interet if contrat else None
    preuve = contrat.preuve_de_l_interet if contrat else None
    taux = taux_applicable(
        convenu.taux_annuel if convenu else None, preuve, au, taux_mensuel=convenu.taux_mensuel if convenu else None
    )
    if not taux.conventionnel:
        return taux, "legal"
    return taux, "refuse" if examiner_taux(taux.taux, au).avis is Avis.CRIMINEL else "contrat"


class _Demeures:
    """Les mises en demeure reçues. Celle qui nomme ses factures ne met en demeure de payer que celles-là."""

    def __init__(self, lignes: Inscriptions, au: date) -> None:
        self._recues: defaultdict[str | None, list[date]] = defaultdict(list)
        for _, e in lignes.envois:
            if e.recu_le is not None and e.recu_le <= au and capacites(e.lettre).met_en_demeure:
                for facture in e.creances or (None,):
                    insort(self._recues[facture], e.recu_le)

    def recues(self, creance: Creance, nom: str) -> list[date]:
        """La première réception d'après l'exigibilité : d'une lettre qui la nomme, et d'une qui les vise toutes."""
        apres = exigible(creance) or date.min
        siennes = (self._recues[facture] for facture in {None, nom} if facture in self._recues)
        return [jours[rang] for jours in siennes if (rang := bisect_right(jours, apres)) < len(jours)]


def _depart(dossier: Dossier, creance: Creance, nom: str, demeures: _Demeures, base: Base) -> Depart:
    if base == "refuse":
        return Depart(None, "Aucun intérêt n’est calculé à un taux au-delà du seuil criminel.", "F3.07")
    recues = demeures.recues(creance, nom)
    automatique = dossier.contrat is not None and dossier.contrat.met_en_demeure
    return depart(exigible(creance), recues, demeure_automatique=automatique)


def _avoirs(dossier: Dossier, creance: Creance, nom: str, avoirs: Sequence[Avoir]) -> tuple[Avoir, ...]:
    """Les notes de crédit d'une créance; celle qui ne nomme rien vise la seule créance."""
    seule = len(dossier.creances) == 1
    return tuple(a for a in avoirs if a.facture in {creance.facture, nom} or (a.facture is None and seule))


def _recu(dossier: Dossier, lignes: Inscriptions, au: date) -> Decimal | None:
    paiements = somme([p.montant for _, p in lignes.paiements if p.date is None or p.date <= au])
    dits = sum((c.deja_paye for c in dossier.creances if c.deja_paye is not None), ZERO)
    return None if paiements is None else paiements + dits


def _dettes(
    dossier: Dossier,
    noms: tuple[str, ...],
    avoirs: tuple[tuple[Avoir, ...], ...],
    departs: tuple[Depart, ...],
    taux: Decimal,
    visees: Collection[str] | None,
) -> tuple[Dette, ...] | None:
    """Les dettes; None s'il n'y en a pas, ou s'il manque un montant à l'une de celles que l'on vise."""
    dettes = []
    for creance, nom, siens, parti in zip(dossier.creances, noms, avoirs, departs, strict=True):
        credite = somme([a.montant for a in siens])
        if (creance.montant is None or credite is None) and (visees is None or nom in visees):
            return None
        capital = max((creance.montant or ZERO) - (credite or ZERO), ZERO)
        dettes.append(Dette(nom, capital, exigible(creance), parti.jour, taux))
    return tuple(dettes) or None


def _versements(
    dossier: Dossier, noms: tuple[str, ...], lignes: Inscriptions, au: date
) -> list[tuple[Paiement | Creance, Versement]] | None:
    """Les paiements reçus et leur source; None si un montant ou une date manque.

    Un total déjà payé, sans dates, compte au jour de l'échéance; au jour `au` si elle n'est pas encore venue.
    """
    versements: list[tuple[Paiement | Creance, Versement]] = []
    for creance, nom in zip(dossier.creances, noms, strict=True):
        if creance.deja_paye is not None:
            quand = exigible(creance)
            if quand is None:
                return None
            versements.append((creance, Versement(min(quand, au), creance.deja_paye, nom)))
    for _, paiement in lignes.paiements:
        if paiement.montant is None or paiement.date is None:
            return None
        if paiement.date <= au:
            versements.append((paiement, Versement(paiement.date, paiement.montant, paiement.facture)))
    return versements


def _recus(versements: Sequence[tuple[Paiement | Creance, Versement]], compte: Compte) -> tuple[Recu, ...]:
    par_date = sorted(zip(versements, compte.emplois, strict=True), key=lambda ligne: ligne[0][1].date)
    return tuple(Recu(source, v.montant, emplois) for (source, v), emplois in par_date)
