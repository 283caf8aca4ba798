"""Établissement : les comptes d'un dossier au jour dit : ses dettes, ses notes de crédit, ses versements, son taux."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import zip_longest
from operator import itemgetter

from lettres.affaire.comptes import Base, CompteDeCreance, Comptes, MiseEnDemeure, Recu, exigible, somme, totaux
from lettres.affaire.differend.plan import plans_signes
from lettres.affaire.suite.inscriptions import Inscriptions
from lettres.catalogue import capacites
from lettres.dossier import Avoir, Creance, Dossier, Offre, Paiement, Suite
from lettres.droit.compte import ZERO, Compte, Versement, etablir
from lettres.droit.dette import Dette, Palier, Tranche
from lettres.droit.interet import Avis, Depart, TauxApplicable, depart, examiner_taux, taux_applicable
from lettres.socle.classes import NamedTuple

_Rangees = defaultdict[str | None, list[tuple[date, int]]]
"""Des jours et des rangs, par facture nommée; sous None, ceux qui n'en nomment aucune."""
_JOUR = itemgetter(0)

Laissees = Mapping[int, Mapping[int, Decimal]]
"""Ce que chaque mise en demeure, sous son rang, laissait de côté de chaque créance, sous le sien."""


class Facturees(NamedTuple):
    """Ce qui est dû avant qu'on en paie rien : chaque créance, ses dettes, et d'où elles portent intérêt."""

    taux: TauxApplicable
    base: Base
    credite: Decimal | None
    creances: tuple[CompteDeCreance, ...]
    """Sans relevé."""
    dettes: tuple[Dette, ...] | None


def facturees(
    dossier: Dossier,
    lignes: Inscriptions,
    au: date,
    visees: Collection[str] | None = None,
    laissees: Laissees | None = None,
) -> Facturees:
    """Ce qui est dû au jour `au`; ce qui manque aux créances que l'on ne vise pas n'arrête rien.

    `laissees` : les parts contestées que les mises en demeure n'ont pas réclamées, et qui n'en portent pas l'intérêt.
    """
    taux, base = _taux(dossier, au)
    demeures = _Demeures(lignes, laissees or {}, au)
    avoirs = [a for a in dossier.avoirs if a.date is None or a.date <= au]
    nommees = enumerate(zip(dossier.creances, dossier.noms_des_creances, strict=True))
    dues = tuple(_Due(rang, nom, creance, _avoirs(dossier, creance, nom, avoirs)) for rang, (creance, nom) in nommees)
    departs = tuple(tuple(_departs(dossier, due, demeures, base)) for due in dues)
    return Facturees(
        taux,
        base,
        somme([a.montant for a in avoirs]),
        tuple(
            CompteDeCreance(
                due.creance, due.nom, due.avoirs, tuple(d for _, d in siens), None, None, demeures.parties(due)
            )
            for due, siens in zip(dues, departs, strict=True)
        ),
        _sous_le_plan(_dettes(dues, departs, taux.taux, visees), dossier.offre, lignes, au),
    )


def facturees_entieres(
    dossier: Dossier, lignes: Inscriptions, au: date, visees: Collection[str] | None = None
) -> Facturees:
    """Ce qui est dû au jour `au`, rien mis de côté : chaque part y court de la demeure qui la réclamait."""
    if not any(isinstance(s, Suite) and s.montant_conteste is not None for s in dossier.suites):
        return facturees(dossier, lignes, au, visees)
    # -- ce qui ne sert qu'à une créance contestée en partie ne se charge que pour elle --
    from lettres.affaire.suite.laissees import laissees

    return facturees(dossier, lignes, au, visees, laissees(dossier, lignes, au, visees))


def comptes(dossier: Dossier, lignes: Inscriptions, au: date, dues: Facturees) -> Comptes:
    """Établit les comptes d'un dossier au jour `au` : ce qui est dû, et ce qui en est payé."""
    dettes, versements = dues.dettes, _versements(dossier, lignes, au)
    compte = None if dettes is None or versements is None else etablir(dettes, [v for _, v in versements], au)
    return Comptes(
        au=au,
        taux=dues.taux,
        base=dues.base,
        facture=somme([c.montant for c in dossier.creances]) if dossier.creances else None,
        credite=dues.credite,
        recu=_recu(dossier, lignes, au),
        creances=tuple(c._replace(releve=r, reclame=r) for c, r in zip(dues.creances, compte.releves, strict=True))
        if compte
        else dues.creances,
        total=totaux(compte.releves, compte.trop_paye) if compte else None,
        recus=_recus(versements, compte) if versements and compte else (),
        remise=dossier.interet_remis_si_paye,
        _dettes=dettes if compte else None,
        _versements=tuple(v for _, v in versements or ()),
    )


class _Due(NamedTuple):
    """Une créance, sous son rang et son nom, et ses notes de crédit."""

    rang: int
    nom: str
    creance: Creance
    avoirs: tuple[Avoir, ...]

    def net(self, le: date = date.max) -> Decimal | None:
        """Son capital, une fois ôtées les notes de crédit de ce jour-là; None s'il manque un montant."""
        credite = somme([a.montant for a in self.avoirs if a.date is None or a.date <= le])
        montant = self.creance.montant
        return None if montant is None or credite is None else max(montant - credite, ZERO)


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
    """Les mises en demeure. Celle qui nomme ses factures ne met en demeure de payer que celles-là.

    Elle ne met en demeure que de payer ce qu'elle réclame : de la part contestée qu'elle laissait de côté, la première
    qui la réclame le fait. On ne sait pas si deux parts contestées l'une après l'autre n'en font qu'une : le capital en
    demeure est donc le plus que l'une d'elles ait réclamé (F1.14; C.c.Q., art. 1594).
    """

    def __init__(self, lignes: Inscriptions, laissees: Laissees, au: date) -> None:
        self._parties: _Rangees = defaultdict(list)
        self._recues: _Rangees = defaultdict(list)
        self._parties_le = dict[int, date]()
        for rang, e in lignes.envois:
            if not capacites(e.lettre).met_en_demeure:
                continue
            self._parties_le[rang] = e.date
            for facture in e.creances or (None,):
                if e.date <= au:
                    insort(self._parties[facture], (e.date, rang))
                if e.recu_le is not None and e.recu_le <= au:
                    insort(self._recues[facture], (e.recu_le, rang))
        self._laissees = laissees
        self._en_partie = {creance for parts in laissees.values() for creance in parts}

    def parties(self, due: _Due) -> tuple[MiseEnDemeure, ...]:
        """Celles qui sont parties après l'exigibilité, et qui en réclamaient plus que toute autre d'avant."""
        retenues: list[MiseEnDemeure] = []
        for jour, rang, capital in self._de(due, self._parties):
            if not retenues or capital > retenues[-1].capital:
                retenues.append(MiseEnDemeure((jour, rang), capital))
        return tuple(retenues)

    def tranches(self, due: _Due, capital: Decimal) -> Iterator[Tranche]:
        """Le capital, découpé selon le jour de réception de la première qui en réclamait autant."""
        couvert = ZERO
        for jour, _, reclame in self._de(due, self._recues):
            de_plus = min(reclame, capital) - couvert
            if de_plus > ZERO:
                yield Tranche(de_plus, jour)
                couvert += de_plus
        if couvert < capital:
            yield Tranche(capital - couvert, None)

    def premiere(self, due: _Due) -> date | None:
        """Le jour où la première a été reçue."""
        return next((jour for jour, _, _ in self._de(due, self._recues)), None)

    def _de(self, due: _Due, lignes: _Rangees) -> Iterator[tuple[date, int, Decimal]]:
        """Celles d'après l'exigibilité : leur jour, leur rang, le capital qu'elles réclamaient.

        De ce qui n'a jamais été contesté en partie, la première suffit : elle réclamait tout.
        """
        apres = exigible(due.creance) or date.min
        siennes = [lignes[facture] for facture in dict.fromkeys((None, due.nom)) if facture in lignes]
        suivent = (rangee[bisect_right(rangee, apres, key=_JOUR) :][: self._utiles(due)] for rangee in siennes)
        for jour, rang in sorted(ligne for rangee in suivent for ligne in rangee):
            net = due.net(self._parties_le[rang]) or ZERO
            yield jour, rang, net - self._laissees.get(rang, {}).get(due.rang, ZERO)

    def _utiles(self, due: _Due) -> int | None:
        return None if due.rang in self._en_partie else 1


def _departs(dossier: Dossier, due: _Due, demeures: _Demeures, base: Base) -> Iterator[tuple[Tranche, Depart]]:
    """Chaque tranche du capital, et d'où elle porte intérêt; une seule, s'il court depuis l'échéance."""
    capital, echeance = due.net() or ZERO, exigible(due.creance)
    if base == "refuse":
        motif = "Aucun intérêt n’est calculé à un taux au-delà du seuil criminel."
        yield Tranche(capital, None), Depart(None, motif, "F3.07")
        return
    if dossier.contrat is not None and dossier.contrat.met_en_demeure and echeance is not None:
        seul = depart(echeance, (), demeure_automatique=True)
        yield Tranche(capital, seul.jour), seul
        return
    tranches = tuple(demeures.tranches(due, capital)) or (Tranche(ZERO, demeures.premiere(due)),)
    for rang, tranche in enumerate(tranches):
        recues = () if tranche.depuis is None else (tranche.depuis,)
        yield tranche, depart(echeance, recues, demeure_automatique=False, en_partie=rang > 0)


def _avoirs(dossier: Dossier, creance: Creance, nom: str, avoirs: Sequence[Avoir]) -> tuple[Avoir, ...]:
    """Les notes de crédit d'une créance; celle qui ne nomme rien vise la seule créance."""
    seule = len(dossier.creances) == 1
    return tuple(a for a in avoirs if a.facture in {creance.facture, nom} or (a.facture is None and seule))


def _recu(dossier: Dossier, lignes: Inscriptions, au: date) -> Decimal | None:
    paiements = somme([p.montant for _, p in lignes.paiements if p.date is None or p.date <= au])
    dits = sum((c.deja_paye for c in dossier.creances if c.deja_paye is not None), ZERO)
    return None if paiements is None else paiements + dits


def _dettes(
    dues: Sequence[_Due],
    departs: Iterable[Sequence[tuple[Tranche, Depart]]],
    taux: Decimal,
    visees: Collection[str] | None,
) -> tuple[Dette, ...] | None:
    """Les dettes; None s'il n'y en a pas, ou s'il manque un montant à l'une de celles que l'on vise."""
    dettes = []
    for due, siens in zip(dues, departs, strict=True):
        if due.net() is None and (visees is None or due.nom in visees):
            return None
        dette = Dette(due.nom, ZERO, exigible(due.creance), None, taux)
        dettes.append(dette.en_tranches([tranche for tranche, _ in siens]))
    return tuple(dettes) or None


def _sous_le_plan(
    dettes: tuple[Dette, ...] | None, offre: Offre | None, lignes: Inscriptions, au: date
) -> tuple[Dette, ...] | None:
    """Les dettes que chaque plan signé étale, au taux qu'il dit, ou sans intérêt, du jour où il les fait reconnaître.

    Rien n'en court à un autre taux avant un autre plan signé, ou la réception d'une mise en demeure partie après lui.
    """
    signes = plans_signes(offre, lignes, au)
    if dettes is None or not signes:
        return dettes
    demeures = [e for _, e in lignes.envois if e.date <= au and capacites(e.lettre).met_en_demeure]
    recues = [e for e in demeures if e.recu_le is not None and e.recu_le <= au]

    def paliers(dette: Dette) -> Iterator[Palier]:
        siens = [s for s in signes if not s.envoi.creances or dette.nom in s.envoi.creances]
        for signe, suivant in zip_longest(siens, siens[1:]):
            du = signe.envoi.date
            fins = [e.recu_le for e in recues if e.date > du and (not e.creances or dette.nom in e.creances)]
            fins += [suivant.envoi.date] if suivant else []
            if signe.taux is not None:
                yield Palier(du, min(filter(None, fins), default=None), signe.taux)

    return tuple(dette._replace(plans=tuple(paliers(dette))) for dette in dettes)


def _versements(dossier: Dossier, lignes: Inscriptions, au: date) -> list[tuple[Paiement | Creance, Versement]] | None:
    """Les paiements reçus et leur source; None si un montant ou une date manque.

    Un total déjà payé, sans dates, compte au jour de l'échéance; au jour `au` si elle n'est pas encore venue.
    """
    versements: list[tuple[Paiement | Creance, Versement]] = []
    for creance, nom in zip(dossier.creances, dossier.noms_des_creances, strict=True):
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
