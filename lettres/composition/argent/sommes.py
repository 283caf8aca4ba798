"""Composition des sommes : ce qui reste dû, ce qui s'en déduit, la somme à payer.

Un montant absent ne vaut jamais zéro. Une créance entièrement payée sort de la lettre : du titre, du tableau, et ses
paiements avec elle.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from lettres.affaire import Affaire, APayer, Recu, peut_porter_des_taxes, somme
from lettres.composition.argent import creances as c
from lettres.composition.imprimable.argent import (
    DeductionImprimable,
    PaiementImprimable,
    PartContesteeImprimable,
    Sommes,
)
from lettres.composition.rappel import contestation
from lettres.dossier import Avoir, Creance, Paiement, Suite
from lettres.droit.compte import ZERO
from lettres.langue.typographie import (
    date_longue,
    date_si_connue,
    dollars,
    enumerer,
    montant,
    montant_en_chiffres_et_en_lettres,
    pieces,
)
from lettres.socle.classes import NamedTuple


def _somme(valeurs: Sequence[Decimal | None]) -> Decimal | None:
    """La somme, ou None s'il n'y a rien à sommer ou qu'une valeur manque."""
    return somme(valeurs) if valeurs else None


# -- Ce qui s'imprime --


def avoirs(affaire: Affaire) -> list[Avoir]:
    """Les notes de crédit des créances dues."""
    return [a for compte in affaire.comptes.dues for a in compte.avoirs]


class _Part(NamedTuple):
    """Ce qu'un paiement a payé des créances dues."""

    recu: Recu
    capital: Decimal
    interet: Decimal

    @property
    def ailleurs(self) -> Decimal:
        """Ce qu'il a payé d'autre : une créance éteinte."""
        return self.recu.montant - self.capital - self.interet


def _parts(affaire: Affaire) -> list[_Part]:
    """Les paiements qui ont payé quelque chose des créances dues; tous, quand rien ne se calcule."""
    comptes = affaire.comptes
    if comptes.total is None:
        payes = [p for _, p in affaire.inscriptions.paiements if p.montant is not None]
        return [_Part(Recu(p, p.montant or ZERO, ()), p.montant or ZERO, ZERO) for p in payes]
    leurs = {id(i) for compte in affaire.comptes.dues if compte.reclame for i in compte.reclame.imputations}
    parts = []
    for recu in comptes.recus:
        siens = [i for i in recu.emplois if id(i) in leurs]
        if siens:
            capital = sum((i.capital for i in siens), ZERO)
            parts.append(_Part(recu, capital, sum((i.interet for i in siens), ZERO)))
    return parts


# -- Ce qui se déduit --


def paiement(p: Paiement, *, nommer: bool = True) -> PaiementImprimable:
    """Compose un paiement reçu; `nommer` la facture qu'il paie, s'il y en a plusieurs."""
    details = ", ".join(m for m in (p.mode, f"facture {p.facture}" if nommer and p.facture else None) if m)
    recu = f"paiement reçu le {date_longue(p.date)}" if p.date else None
    return PaiementImprimable(
        date=date_si_connue(p.date),
        montant=dollars(p.montant),
        facture=p.facture,
        mode=p.mode,
        designation=f"{recu} ({details})" if recu and details else recu,
    )


def paiements(affaire: Affaire) -> list[PaiementImprimable]:
    """Les paiements imprimés, un à un; un total déjà payé n'en est pas un."""
    return [paiement(p.recu.source) for p in _parts(affaire) if isinstance(p.recu.source, Paiement)]


def _note_de_credit(a: Avoir, *, nommer: bool) -> str:
    nommee = " ".join(m for m in ("note de crédit", a.numero, a.date and f"du {date_longue(a.date)}") if m)
    details = ", ".join(
        m for m in (nommer and a.facture and f"facture {a.facture}", a.piece and pieces([a.piece])) if m
    )
    return nommee + (f" ({details})" if details else "")


def _deductions(affaire: Affaire, parts: Sequence[_Part]) -> Iterator[DeductionImprimable]:
    """Notes de crédit, totaux déjà payés, paiements, parts mises de côté : ce que chacun ôte au capital réclamé."""
    nommer = len(affaire.comptes.dues) > 1
    for a in avoirs(affaire):
        if a.montant is not None:
            yield DeductionImprimable(designation=_note_de_credit(a, nommer=nommer), montant=montant(a.montant))
    for part in sorted(parts, key=lambda p: isinstance(p.recu.source, Paiement)):
        yield DeductionImprimable(
            designation=_recu(part.recu, nommer=nommer) + _detail(part), montant=montant(part.capital)
        )
    for s, contestee, creance in _contestees(affaire):
        de = f" ({c.nom(creance)})" if nommer else ""
        dite = f"part contestée le {date_longue(s.date)}, mise de côté{de}"
        yield DeductionImprimable(designation=dite, montant=montant(contestee))


def _contestees(affaire: Affaire) -> Iterator[tuple[Suite, Decimal, Creance]]:
    """Les contestations dont la part est mise de côté, cette part, et sa créance."""
    if not (ouvertes := affaire.en_cours.contestations):
        return
    dues = {id(compte.creance) for compte in affaire.comptes.dues}
    for rang, s in ouvertes:
        if s.montant_conteste is not None and not affaire.contestations.retient(rang):
            creance = affaire.dossier.creances[affaire.contestations.parts[rang]]
            if id(creance) in dues:
                yield s, s.montant_conteste, creance


def _recu(recu: Recu, *, nommer: bool) -> str:
    if isinstance(recu.source, Creance):
        return "paiements déjà reçus" + (f" ({c.nom(recu.source)})" if nommer else "")
    return paiement(recu.source, nommer=nommer).designation or "paiement reçu"


def _detail(part: _Part) -> str:
    """Quand tout le paiement n'est pas allé au capital réclamé : la somme reçue, et où est allé le reste."""
    details = [f"{montant(part.interet)} à l’intérêt"] if part.interet else []
    if part.ailleurs:
        details.append(f"{montant(part.ailleurs)} à une autre somme")
    return f", soit {montant(part.recu.montant)}, dont {enumerer(details)}" if details else ""


# -- Les totaux --


def _ventilee(x: Creance) -> bool:
    return x.avant_taxes is not None and x.tps is not None and x.tvq is not None


def _ventilation(creances: Sequence[Creance]) -> list[Creance]:
    """Les créances; à côté d'une facture ventilée, un prêt ou un acompte compte tout entier avant taxes."""
    if not any(_ventilee(x) for x in creances):
        return list(creances)
    nu = {"tps": ZERO, "tvq": ZERO}
    return [
        x if peut_porter_des_taxes(x) or _ventilee(x) else x.model_copy(update={"avant_taxes": x.montant} | nu)
        for x in creances
    ]


def _sans_taxes(affaire: Affaire, creances: Sequence[Creance]) -> bool:
    """Dit si la lettre explique l'absence de taxes : jamais d'un silence, d'un particulier, d'un prêt."""
    q = affaire.qualites
    taxables = bool(creances) and all(x.cause in {"service", "bien"} for x in creances)
    return taxables and q.inscrit_aux_taxes is False and q.organisation is not False


def sommes(affaire: Affaire, due: APayer | None, mots: dict[str, str]) -> Sommes:
    """Compose les totaux, et `due`, la somme à payer à la date limite de la lettre."""
    comptes = affaire.comptes
    creances = [compte.creance for compte in affaire.comptes.dues]
    total = _somme([x.montant for x in creances])
    solde = due.capital if due else comptes.impaye
    a_payer = due.total if due else comptes.impaye
    parts = _parts(affaire)
    paye = sum((part.capital for part in parts), ZERO) if comptes.recu is not None else None
    inscrit = affaire.qualites.inscrit_aux_taxes is not False
    ventilees = _ventilation(creances)
    return Sommes(
        designation=c.designation(creances, affaire.au),
        les=c.les(creances),
        colonne=c.colonne(creances),
        causes=c.causes(creances, mots),
        plusieurs=len(creances) > 1,
        total=dollars(total),
        deductions=list(_deductions(affaire, parts)),
        contestees=[
            PartContesteeImprimable(**contestation(s), montant=montant(part), de=c.du_nom(creance))
            for s, part, creance in _contestees(affaire)
        ],
        paye=dollars(paye),
        solde=dollars(solde),
        solde_en_lettres=montant_en_chiffres_et_en_lettres(solde),
        a_payer=dollars(a_payer),
        a_payer_en_lettres=montant_en_chiffres_et_en_lettres(a_payer),
        a_paiements=bool(parts),
        avant_taxes=dollars(_somme([x.avant_taxes for x in ventilees])),
        tps=dollars(_somme([x.tps for x in ventilees])),
        tvq=dollars(_somme([x.tvq for x in ventilees])),
        taxes_ventilees=inscrit and bool(ventilees) and all(_ventilee(x) for x in ventilees),
        sans_taxes=_sans_taxes(affaire, creances),
        petites_creances=solde is not None and solde > 0 and affaire.tribunal.ouvert is True,
    )
