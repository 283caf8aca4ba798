"""Règles des sommes : factures, paiements, et rien de plus que le dû."""

from __future__ import annotations

from collections.abc import Iterator

from lettres.affaire import Affaire
from lettres.catalogue import capacites
from lettres.droit.compte import ZERO
from lettres.droit.fondements import ccq, lpc, recouvrement
from lettres.droit.parametre import parametre
from lettres.langue.ecriture import dollars, exact, jour
from lettres.regles.faits import demeure, reclamees
from lettres.regles.regle import ALERTE, CONSEIL, ERREUR, Faute, quand, regle
from lettres.socle.expression import Expression

_PUNITIFS = Expression(r"(?i)\bpunitifs?\b|\bdommages exemplaires\b")

# -- L'écrit qui montre une somme, selon ce dont elle vient --
_FACTURE = "Cette facture n’est pas jointe"
_ECRIT = "L’écrit qui montre cette somme n’est pas joint"
_PREUVES = {
    "service": _FACTURE,
    "bien": _FACTURE,
    "pret": "L’écrit ou le virement qui montre ce prêt n’est pas joint",
    "acompte": "L’écrit ou le reçu qui montre cet acompte n’est pas joint",
    "remboursement": "L’écrit ou le reçu qui montre la somme à rembourser n’est pas joint",
}


@quand(donne="creances")
@regle("S101", "compter-deux-fois-une-facture", ERREUR, fondement=recouvrement("2 et 3"), fiches=("F8.06", "F8.09"))
def facture_doublee(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """La même facture figure deux fois.

    Pourquoi : le total réclamé dépasserait le dû.
    Fautif : deux créances « facture: F-1023 ».
    Conforme : une seule ligne par facture.
    """
    vues: set[str] = set()
    for i, c in enumerate(affaire.dossier.creances):
        if c.facture and c.facture in vues:
            yield Faute(("creances", i, "facture"), f"La facture {c.facture} figure deux fois.", "Gardez-en une seule.")
        vues.add(c.facture or "")


@quand(donne="creances")
@regle("S102", "exiger-avant-de-facturer", ERREUR, fiches=("F2.02",))
def echeance_avant_la_facture(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """L’échéance tombe avant la date de la facture.

    Pourquoi : une des deux dates est fausse; l’intérêt et la prescription en dépendent.
    Fautif : facture du 1er août, échéance du 31 juillet.
    Conforme : facture du 1er août, échéance du 31 août.
    """
    for i, c in enumerate(affaire.dossier.creances):
        if c.date and c.echeance and c.echeance < c.date:
            yield Faute(
                ("creances", i, "echeance"),
                f"L’échéance ({jour(c.echeance)}) précède la date de la facture ({jour(c.date)}).",
                "Corrigez l’une des deux dates.",
            )


@quand(nature="recouvrement", lettre="reclame")
@regle("S103", "reclamer-avant-l-echeance", ERREUR, fondement=recouvrement("3"), fiches=("F8.06",))
def creance_non_echue(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """La facture n’est pas encore échue.

    Pourquoi : le débiteur a tout le jour de l’échéance pour payer.
    Fautif : une lettre du 31 août pour une échéance du 31 août.
    Conforme : la lettre du 1er septembre.
    """
    au = affaire.au
    for i, c in reclamees(affaire):
        if c.echeance and c.echeance >= au:
            yield Faute(
                ("creances", i, "echeance"),
                f"Cette somme n’est pas encore échue au {jour(au)} (échéance : {jour(c.echeance)}).",
                "Attendez le lendemain de l’échéance, ou retirez cette somme.",
            )


@quand(donne="paiements")
@regle("S107", "compter-un-paiement-incomplet", ERREUR, fiches=("F8.09",), tolere=True)
def paiement_incomplet(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Un paiement n’a pas de date ou de montant.

    Pourquoi : le solde et l’intérêt seraient faux.
    Fautif : « paiements: [{montant: 200,00 $}] »
    Conforme : « paiements: [{date: 2026-09-10, montant: 200,00 $}] »
    """
    for i, p in affaire.inscriptions.paiements:
        for cle in ("date", "montant"):
            if getattr(p, cle) is None:
                message = f"Il manque « {cle} » à ce paiement : le solde serait faux."
                yield Faute(("paiements", i), message, f"Ajoutez « {cle} ».")


@quand(donne="paiements")
@regle("S108", "payer-une-facture-absente", ERREUR, fiches=("F8.09",))
def paiement_sans_facture(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Un paiement nomme une facture qui n’est pas au dossier.

    Pourquoi : le paiement serait perdu, ou déduit d’une autre facture.
    Fautif : un paiement de « facture: F-9 », quand la seule créance est F-1023.
    Conforme : « facture: F-1023 ».
    """
    dossier = affaire.dossier
    factures = {*dossier.noms_des_creances}
    for i, p in affaire.inscriptions.paiements:
        if p.facture and p.facture not in factures:
            yield Faute(
                ("paiements", i, "facture"),
                f"Ce paiement porte sur la facture {p.facture}, qui n’est pas dans « creances ».",
                "Corrigez le numéro, ou ajoutez la facture.",
            )


@quand(donne="paiements")
@regle("S109", "compter-un-paiement-a-venir", ERREUR, fiches=("F8.09",))
def paiement_a_venir(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Un paiement est daté d’après le jour de la lettre.

    Pourquoi : un paiement annoncé n’est pas reçu; une fausse date fausse le solde.
    Fautif : un paiement du 1er décembre dans une lettre du 22 novembre.
    Conforme : un paiement du 22 novembre.
    """
    au = affaire.au
    for i, p in affaire.inscriptions.paiements:
        if p.date and p.date > au:
            yield Faute(
                ("paiements", i, "date"),
                f"Ce paiement est daté du {jour(p.date)}, après le jour de la lettre ({jour(au)}).",
                "Corrigez la date, ou retirez le paiement annoncé.",
            )


@quand(nature="recouvrement", lettre=("reclame", "expose"))
@regle("S110", "reclamer-ce-qui-est-paye", ERREUR, fondement=recouvrement("3"), fiches=("F8.06",))
def rien_a_payer(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Les paiements couvrent les factures.

    Pourquoi : réclamer plus que le dû est défendu.
    Fautif : une facture de 60,00 $ et un paiement de 60,00 $.
    Conforme : une facture de 60,00 $ et un paiement de 40,00 $.
    """
    expose = capacites(lettre).expose
    comptes = affaire.entiere.comptes if expose else affaire.comptes
    total, reste = comptes.facture, comptes.impaye
    if total is None or reste is None or reste > 0:
        return
    # -- un paiement va d'abord à l'intérêt : ce qui vaut tout le capital peut en laisser --
    if comptes.total is None or comptes.total.solde <= 0:
        yield Faute(
            ("paiements",),
            f"Rien n’est dû : ce qui est payé ou crédité ({exact(total - reste)}) couvre les sommes ({exact(total)}).",
            "Vérifiez les montants; s’ils sont justes, il n’y a rien à réclamer.",
        )


@quand(donne="prejudices")
@regle("S116", "chiffrer-un-tort-sans-piece", ALERTE, fondement=ccq("1611"), fiches=("F7.07", "F6.10"))
def prejudice_sans_piece(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Un tort est chiffré sans pièce.

    Pourquoi : un montant que rien ne prouve ne s’imprime pas.
    Fautif : « montant: 450,00 $ », sans « pieces ».
    Conforme : « montant: 450,00 $ » et « pieces: [P-6] ».
    """
    for i, p in enumerate(affaire.dossier.prejudices):
        if p.montant is not None and not p.pieces:
            yield Faute(
                ("prejudices", i, "montant"),
                "Ce montant n’est pas prouvé par une pièce : la lettre ne l’imprime pas.",
                "Ajoutez « pieces », ou retirez « montant ».",
            )


@quand(donne="prejudices")
@regle("S119", "demander-une-somme-hors-de-mesure", ALERTE, fondement="dommages.alerte", fiches=("F6.10", "F6.06"))
def dommages_eleves(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Les dommages sans pièce dépassent l’ordre de grandeur des jugements.

    Pourquoi : une somme hors de mesure affaiblit la lettre et peut être reprochée à son auteur.
    Fautif : 38 000,00 $ de torts, sans une pièce.
    Conforme : les mêmes torts, chacun chiffré par une pièce; ou aucun montant.
    """
    dossier, au = affaire.dossier, affaire.au
    sans_piece = [i for i, p in enumerate(dossier.prejudices) if p.montant is not None and not p.pieces]
    total = sum((dossier.prejudices[i].montant or ZERO for i in sans_piece), ZERO)
    seuil = parametre("dommages.alerte", au).valeur
    if total > seuil:
        yield Faute(
            ("prejudices", sans_piece[0], "montant"),
            f"Les torts chiffrés sans pièce atteignent {exact(total)}, au-delà de {dollars(seuil)}.",
            "Joignez une pièce chiffrée à chaque tort, ou ne demandez aucune somme.",
        )


@quand(nature="consommation", donne="achat")
@regle("S127", "demander-bien-plus-que-le-prix", ALERTE, fondement=lpc("272"), fiches=("F6.06", "F7.07"))
def somme_hors_de_mesure(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """La somme demandée dépasse le double du prix, sans pièce qui chiffre le reste.

    Pourquoi : une somme hors de mesure affaiblit la lettre et peut être reprochée à son auteur.
    Fautif : 50 000,00 $ demandés pour un bien de 1 149,75 $.
    Conforme : le prix; ou des torts chiffrés, chacun par sa pièce, sous « prejudices ».
    """
    dossier = affaire.dossier
    a = dossier.achat
    if a is None or a.prix is None:
        return
    prouve = sum((p.montant for p in dossier.prejudices if p.montant is not None and p.pieces), ZERO)
    for i, d in enumerate(dossier.demandes):
        if d.montant is not None and d.montant > 2 * a.prix + prouve:
            yield Faute(
                ("demandes", i, "montant"),
                f"La somme demandée ({exact(d.montant)}) dépasse le double du prix ({exact(a.prix)}).",
                "Demandez le prix; chiffrez chaque autre tort sous « prejudices », avec sa pièce.",
            )


@quand(donne="paiements")
@regle("S120", "imputer-un-paiement-au-hasard", CONSEIL, fondement=ccq("1569 à 1572"), fiches=("F3.11",))
def paiement_a_imputer(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Il y a plusieurs factures, et un paiement ne dit pas laquelle il paie.

    Pourquoi : le débiteur peut désigner la dette qu’il paie; sinon la loi la désigne.
    Fautif : deux factures et un paiement sans « facture ».
    Conforme : le paiement nomme sa facture.
    """
    dossier = affaire.dossier
    if len(dossier.creances) < 2:
        return
    for i, p in affaire.inscriptions.paiements:
        if p.facture is None:
            yield Faute(
                ("paiements", i),
                "Ce paiement ne nomme pas de facture : il va à la plus ancienne somme échue, à l’intérêt d’abord.",
                "Ajoutez « facture » si le débiteur en a désigné une.",
            )


@quand(nature="recouvrement", lettre="met_en_demeure")
@regle("S121", "reclamer-sans-joindre-la-facture", CONSEIL, fiches=("F1.10",))
def creance_sans_piece(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Une mise en demeure de payer réclame une somme sans joindre l’écrit qui la montre.

    Pourquoi : le débiteur paie plus volontiers ce qu’il peut vérifier.
    Fautif : une créance sans « piece ».
    Conforme : « piece: P-2 », la facture; pour un prêt, l’écrit ou le virement.
    """
    for i, c in reclamees(affaire):
        if c.piece is None:
            preuve = _FACTURE if c.facture else _PREUVES.get(c.cause or "", _ECRIT)
            yield Faute(("creances", i), f"{preuve} à la lettre.", "Ajoutez « piece ».")


@quand(nature="recouvrement", lettre="reclame")
@regle("S128", "taire-d-ou-vient-la-somme", ERREUR, fiches=("F1.10",), tolere=True)
def cause_inconnue(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Rien ne dit d’où vient une somme : d’un service, d’un bien, d’un prêt.

    Pourquoi : une mise en demeure dit la cause de ce qu’elle réclame; l’outil ne la devine pas.
    Fautif : une créance sans « cause ».
    Conforme : « cause: service »
    """
    for i, c in reclamees(affaire):
        if c.cause is None:
            yield Faute(
                ("creances", i),
                "Rien ne dit d’où vient cette somme : la lettre ne l’affirme pas.",
                "Ajoutez « cause » : service, bien, pret, acompte, remboursement ou autre.",
                ERREUR if demeure(lettre) else ALERTE,
            )


@quand(nature="recouvrement", lettre="reclame", donne="demandes")
@regle(
    "S122",
    "demander-autre-chose-que-le-solde",
    ERREUR,
    fondement=recouvrement("2 et 3"),
    fiches=("F8.06", "F8.09"),
)
def demande_autre_que_le_solde(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """La somme demandée n’est pas le solde des factures.

    Pourquoi : la somme est celle des lignes, paiements déduits; l’intérêt se réclame à part.
    Fautif : « type: payer, montant: 100,00 $ », pour une facture de 60,00 $.
    Conforme : « type: payer », sans montant : la lettre calcule le solde.
    """
    dossier = affaire.dossier
    impaye = affaire.comptes.impaye
    if impaye is None:
        return
    # -- une part contestée, mise de côté, ne se demande pas --
    du = impaye - affaire.comptes.de_cote
    for i, d in enumerate(dossier.demandes):
        if d.type == "payer" and d.montant is not None and d.montant != du:
            yield Faute(
                ("demandes", i, "montant"),
                f"La somme demandée ({exact(d.montant)}) n’est pas le solde dû ({exact(du)}).",
                "Retirez « montant » : la lettre calcule le solde.",
            )


@quand(donne=("prejudices", "demandes"))
@regle("C112", "chiffrer-des-dommages-punitifs", ALERTE, fondement=lpc("272"), fiches=("F4.09",))
def punitifs_chiffres(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Des dommages punitifs sont chiffrés.

    Pourquoi : le tribunal seul les fixe; la lettre les réserve sans les chiffrer.
    Fautif : « prejudices: [{texte: dommages punitifs, montant: 2 000,00 $}] »
    Conforme : aucun montant : la mise en demeure réserve ces dommages.
    """
    for cle in ("prejudices", "demandes"):
        for i, bloc in enumerate(getattr(affaire.dossier, cle)):
            if bloc.montant is not None and bloc.texte and _PUNITIFS.search(bloc.texte):
                yield Faute(
                    (cle, i, "montant"),
                    "Des dommages punitifs ne se chiffrent pas dans une lettre.",
                    "Retirez la somme; la mise en demeure les réserve.",
                )
