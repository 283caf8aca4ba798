"""Composition de la fin d'une relation : motifs, jour, état du travail, remises, et compte final, avances rendues."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lettres.affaire import Affaire, compte_final, interet_paye
from lettres.composition import recit
from lettres.composition.argent import creances
from lettres.composition.imprimable.argent import DeductionImprimable
from lettres.composition.imprimable.differend import LigneDeCompteImprimable, RuptureImprimable
from lettres.dossier import Avance, Creance, MotifDeRupture, Remise, Travail
from lettres.droit.compte import ZERO
from lettres.langue import typographie as t
from lettres.langue.ecriture import compte_de

_MOTIFS = {
    "defaut_de_paiement": "le défaut de paiement",
    "ingerence": "l’ingérence dans l’exécution du travail",
    "modification_unilaterale": "la modification unilatérale de l’entente",
    "refus_de_collaborer": "le refus de collaborer",
    "manque_de_respect": "des manques de respect répétés",
}

_ETATS = {"fait": "fait", "en_cours": "en cours", "a_faire": "à faire"}

_TITRES = {True: "Solde à payer", False: "Somme à vous rendre", None: "Solde"}


def rupture(affaire: Affaire, deductions: Sequence[DeductionImprimable]) -> RuptureImprimable | None:
    """Compose la fin de la relation; None si le dossier n'en a pas. `deductions` s'ôtent des factures encore dues."""
    fin = affaire.rupture
    if fin is None:
        return None
    donnee, solde = fin.rupture, compte_final(fin, affaire.comptes)
    sortes = dict.fromkeys(_MOTIFS[m.type] for m in donnee.motifs)
    avant = fin.avant_l_echeance is not None and fin.avant_l_echeance > 0
    du = None if not solde else solde > ZERO
    return RuptureImprimable(
        effet_le=t.jour_et_date(donnee.effet_le) if donnee.effet_le else None,
        effet=t.date_si_connue(donnee.effet_le),
        motifs_nommes=t.enumerer(list(sortes)) or None,
        plusieurs=len(sortes) > 1,
        motifs=[m for m in map(_motif, donnee.motifs) if m],
        avis_le=t.date_si_connue(donnee.avis_le),
        echeance=t.date_si_connue(donnee.prochaine_echeance),
        avant=avant,
        reste=compte_de(fin.avant_l_echeance, "jour") if avant and fin.avant_l_echeance else None,
        travaux=t.liste([_travail(x) for x in donnee.travaux]),
        remises=[_remise(r) for r in donnee.remises],
        compte=list(_compte(affaire, deductions)),
        solde_titre=_TITRES[du],
        solde=None if solde is None else t.montant(abs(solde)),
        interet_paye=t.montant(paye) if (paye := interet_paye(affaire.comptes)) else None,
        a_payer=du is True,
        a_rendre=du is False,
        propriete=donnee.propriete and t.phrase(donnee.propriete),
        renseignements=donnee.renseignements and t.phrase(donnee.renseignements),
    )


def _motif(m: MotifDeRupture) -> str | None:
    if m.texte is None:
        return None
    quand = f"Le {t.date_longue(m.date)}" if m.date else None
    return recit.en_ligne(quand, t.pieces(m.pieces) if m.pieces else None, m.texte)


def _travail(x: Travail) -> str:
    return f"{_ETATS[x.etat]}{t.INSECABLE}: {x.texte}" if x.etat else x.texte


def _remise(r: Remise) -> str:
    quand = f"Le {t.date_longue(r.date)}" if r.date else None
    return recit.en_ligne(quand, t.pieces(r.pieces) if r.pieces else None, r.texte)


def _compte(affaire: Affaire, deductions: Sequence[DeductionImprimable]) -> Iterator[LigneDeCompteImprimable]:
    """Les factures encore dues et ce qui s'en ôte, le travail fait et pas facturé, puis les avances."""
    donnee = affaire.dossier.rupture
    if donnee is None:
        return
    dues = [compte.creance for compte in affaire.comptes.dues if compte.est_due]
    for c in dues:
        yield LigneDeCompteImprimable(libelle=_facture(c), montant=t.montant(c.montant or ZERO))
    for d in deductions if dues else ():
        yield LigneDeCompteImprimable(libelle=f"Moins{t.INSECABLE}: {d.designation}", montant=d.montant)
    for x in donnee.travaux:
        if x.montant:
            quoi = f"Travail {'fait' if x.etat == 'fait' else 'commencé'}, pas encore facturé"
            yield LigneDeCompteImprimable(libelle=f"{quoi}{t.INSECABLE}: {x.texte}", montant=t.montant(x.montant))
    for avance in donnee.avances:
        yield LigneDeCompteImprimable(libelle=_avance(avance), montant=t.montant(avance.montant or ZERO))
    if not donnee.avances:
        yield LigneDeCompteImprimable(libelle=f"Moins{t.INSECABLE}: avances reçues", montant=t.montant(ZERO))


def _facture(c: Creance) -> str:
    """« Facture n° 201 du 3 août 2026, à échéance du 2 septembre 2026 : Catalogue (pièce P-2) »."""
    quand = f" du {t.date_longue(c.date)}" if c.facture and c.date else ""
    echeance = f", à échéance du {t.date_longue(c.echeance)}" if c.echeance else ""
    quoi = creances.creance(c).description
    return f"{t.majuscule(creances.nom(c))}{quand}{echeance}" + (f"{t.INSECABLE}: {quoi}" if quoi else "")


def _avance(a: Avance) -> str:
    recue = f"Moins{t.INSECABLE}: avance reçue" + (f" le {t.date_longue(a.date)}" if a.date else "")
    return f"{recue} ({t.pieces([a.piece])})" if a.piece else recue
