"""Règles des notes de crédit et des totaux déjà payés : chaque dollar reçu ou crédité compte une fois, à sa place."""

from __future__ import annotations

from collections.abc import Iterator

from lettres.affaire import Affaire, somme
from lettres.dossier import Dossier
from lettres.droit.compte import ZERO
from lettres.droit.fondements import ccq, recouvrement
from lettres.langue.ecriture import exact, jour
from lettres.langue.typographie import enumerer
from lettres.regles.regle import ALERTE, ERREUR, Faute, quand, regle


@quand(donne="creances")
@regle("S131", "compter-deux-fois-un-paiement", ERREUR, fondement=recouvrement("2 et 3"), fiches=("F8.09",))
def deja_paye_et_paiements(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Une facture a un total déjà payé, et un paiement ou une note de crédit qui pourrait y être compris.

    Pourquoi : la même somme serait déduite deux fois; un total sans dates remplace la liste, il ne s’y ajoute pas.
    Fautif : « deja_paye: 200,00 $ » à la facture F-1023, et « paiements: [{facture: F-1023, montant: 200,00 $}] »
    Conforme : les paiements datés, sans « deja_paye »; ou « deja_paye » seul.
    """
    dossier = affaire.dossier
    seule = len(dossier.creances) == 1
    for i, (c, nom) in enumerate(zip(dossier.creances, dossier.noms_des_creances, strict=True)):
        if c.deja_paye is None:
            continue
        payees, creditees = [p.facture for _, p in affaire.inscriptions.paiements], [a.facture for a in dossier.avoirs]
        for cle, quoi, visees in (
            ("paiements", "un paiement", payees),
            ("avoirs", "une note de crédit", creditees),
        ):
            if nom in visees or (seule and None in visees):
                gravite = ERREUR
            elif cle == "paiements" and None in visees:
                gravite = ALERTE
            else:
                continue
            peut_etre = "" if gravite is ERREUR else " qui ne nomme pas sa facture"
            yield Faute(
                ("creances", i, "deja_paye"),
                f"Cette somme a un total déjà payé ({exact(c.deja_paye)}) et {quoi}{peut_etre} sous « {cle} » : "
                "l’un pourrait comprendre l’autre.",
                f"Gardez la liste « {cle} », complète et datée, sans « deja_paye »; ou l’inverse.",
                gravite,
            )


@quand(donne="creances")
@regle("S132", "compter-trop-de-deja-paye", ERREUR, fiches=("F8.09",))
def deja_paye_de_trop(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Le total déjà payé dépasse le montant de la facture.

    Pourquoi : l’un des deux nombres est faux, ou le surplus a payé autre chose; le solde ne serait pas le bon.
    Fautif : « montant: 60,00 $ » et « deja_paye: 100,00 $ »
    Conforme : « montant: 60,00 $ » et « deja_paye: 40,00 $ »
    """
    for i, c in enumerate(affaire.dossier.creances):
        if c.deja_paye is not None and c.montant is not None and c.deja_paye > c.montant:
            yield Faute(
                ("creances", i, "deja_paye"),
                f"Le total déjà payé ({exact(c.deja_paye)}) dépasse le montant ({exact(c.montant)}).",
                "Corrigez l’un des deux; un surplus qui a payé une autre facture s’écrit à celle-ci.",
            )


@quand(donne="paiements")
@regle("S140", "verser-sur-une-autre-facture", ALERTE, fondement=ccq("1569 à 1572"), fiches=("F3.11",))
def paiement_qui_deborde(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Un paiement dépasse ce que doit la facture qu’il nomme : le surplus en paie une autre.

    Pourquoi : la facture suivante en est réclamée d’autant moins; le montant ou le numéro peut être faux.
    Fautif : une facture F-1023 de 60,00 $, et un paiement de 80,00 $ qui la nomme, quand la F-2 est due aussi.
    Conforme : deux paiements du même jour, 60,00 $ pour la F-1023 et 20,00 $ pour la F-2.
    """
    connues = {*affaire.dossier.noms_des_creances}
    rangs = {id(p): i for i, p in affaire.inscriptions.paiements if p.facture in connues}
    for recu in affaire.entiere.comptes.recus:
        i, nommee = rangs.get(id(recu.source)), getattr(recu.source, "facture", None)
        ailleurs = [emploi for emploi in recu.emplois if emploi.dette != nommee]
        if i is None or not ailleurs:
            continue
        sienne = sum((emploi.montant for emploi in recu.emplois if emploi.dette == nommee), ZERO)
        de_trop = recu.montant - sum((emploi.montant for emploi in recu.emplois), ZERO)
        devait = f"n’en devait que {exact(sienne)}" if sienne else "ne devait plus rien"
        autres = enumerer([f"{emploi.dette} ({exact(emploi.montant)})" for emploi in ailleurs])
        perdu = f", et {exact(de_trop)} ne paient rien" if de_trop else ""
        payees = enumerer([emploi.dette for emploi in recu.emplois])
        parts = enumerer([f"{exact(emploi.montant)} pour {emploi.dette}" for emploi in recu.emplois])
        yield Faute(
            ("paiements", i, "montant"),
            f"Ce paiement de {exact(recu.montant)} nomme {nommee}, qui {devait} : le surplus va à {autres}{perdu}.",
            "Corrigez la somme ou le numéro de la facture; si le débiteur a bien payé "
            f"{payees}, écrivez un paiement par facture : {parts}.",
        )


@quand(donne="avoirs")
@regle("S133", "crediter-une-facture-absente", ERREUR, fiches=("F8.09",))
def avoir_sans_facture(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Une note de crédit nomme une facture qui n’est pas au dossier, ou n’en nomme aucune parmi plusieurs.

    Pourquoi : la somme créditée serait perdue, et la lettre réclamerait plus que le dû.
    Fautif : « avoirs: [{facture: F-9, montant: 20,00 $}] », quand la seule créance est F-1023.
    Conforme : « avoirs: [{facture: F-1023, montant: 20,00 $}] »
    """
    dossier = affaire.dossier
    factures = {*dossier.noms_des_creances}
    for i, a in enumerate(dossier.avoirs):
        if a.facture is not None and a.facture not in factures:
            yield Faute(
                ("avoirs", i, "facture"),
                f"Cette note de crédit porte sur la facture {a.facture}, qui n’est pas dans « creances ».",
                "Corrigez le numéro, ou ajoutez la facture.",
            )
        elif a.facture is None and len(dossier.creances) != 1:
            yield Faute(
                ("avoirs", i),
                "Cette note de crédit ne nomme pas de facture : rien ne dit de laquelle elle baisse le montant.",
                "Ajoutez « facture »; une note pour plusieurs factures s’écrit en autant de lignes.",
            )


@quand(donne="avoirs")
@regle("S134", "crediter-sans-montant", ERREUR, fiches=("F8.09",), tolere=True)
def avoir_sans_montant(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Une note de crédit n’a pas de montant.

    Pourquoi : le solde et l’intérêt seraient faux.
    Fautif : « avoirs: [{numero: NC-12, date: 2026-09-01}] »
    Conforme : « avoirs: [{numero: NC-12, date: 2026-09-01, montant: 20,00 $}] »
    """
    for i, a in enumerate(affaire.dossier.avoirs):
        if a.montant is None:
            message = "Il manque « montant » à cette note de crédit : le solde serait faux."
            yield Faute(("avoirs", i), message, "Ajoutez « montant ».")


@quand(donne="avoirs")
@regle("S135", "crediter-plus-que-la-facture", ERREUR, fiches=("F8.09",))
def avoirs_de_trop(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Les notes de crédit d’une facture dépassent son montant.

    Pourquoi : l’un des nombres est faux, ou la note vise une autre facture; le solde ne serait pas le bon.
    Fautif : une facture de 60,00 $ et une note de crédit de 80,00 $.
    Conforme : une facture de 60,00 $ et une note de crédit de 20,00 $.
    """
    for i, compte in enumerate(affaire.comptes.creances):
        credite, montant = somme([a.montant for a in compte.avoirs]), compte.creance.montant
        if credite is not None and montant is not None and credite > montant:
            yield Faute(
                _premier_avoir(affaire.dossier, i),
                f"Les notes de crédit ({exact(credite)}) dépassent le montant de la facture ({exact(montant)}).",
                "Vérifiez la facture que vise chaque note, et les montants.",
            )


def _premier_avoir(dossier: Dossier, rang: int) -> tuple[str | int, ...]:
    nom = dossier.noms_des_creances[rang]
    siens = (i for i, a in enumerate(dossier.avoirs) if a.facture in {None, nom})
    return ("avoirs", next(siens), "montant")


@quand(donne="avoirs")
@regle("S136", "crediter-d-avance", ERREUR, fiches=("F8.09",))
def avoir_a_venir(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Une note de crédit est datée d’après le jour de la lettre.

    Pourquoi : le solde d’aujourd’hui ne la compte pas encore; une fausse date fausse le solde.
    Fautif : une note de crédit du 1er décembre dans une lettre du 22 novembre.
    Conforme : une note de crédit du 22 novembre.
    """
    for i, a in enumerate(affaire.dossier.avoirs):
        if a.date and a.date > affaire.au:
            yield Faute(
                ("avoirs", i, "date"),
                f"Cette note de crédit est datée du {jour(a.date)}, après le jour de la lettre ({jour(affaire.au)}).",
                "Corrigez la date, ou attendez ce jour.",
            )


@quand(donne="avoirs")
@regle("S137", "crediter-deux-fois", ERREUR, fiches=("F8.09",))
def avoir_double(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """La même note de crédit figure deux fois pour la même facture.

    Pourquoi : elle serait déduite deux fois.
    Fautif : deux lignes « {numero: NC-12, facture: F-1023} ».
    Conforme : une seule ligne par note et par facture.
    """
    vues: set[tuple[str, str | None]] = set()
    for i, a in enumerate(affaire.dossier.avoirs):
        if a.numero is None:
            continue
        if (a.numero, a.facture) in vues:
            yield Faute(
                ("avoirs", i, "numero"),
                f"La note de crédit {a.numero} figure deux fois pour la même facture.",
                "Gardez-en une seule.",
            )
        vues.add((a.numero, a.facture))
