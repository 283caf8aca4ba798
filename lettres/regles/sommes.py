"""Contrôles des sommes : factures, taxes, paiements, intérêt."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from lettres.constats import Constat, Gravite
from lettres.dossier import Dossier
from lettres.droit.parametre import Parametre, ParametreInconnu, parametre


def _reclame_un_paiement(dossier: Dossier, lettre: str) -> bool:
    return dossier.nature == "recouvrement" and lettre in {"rappel", "mise_en_demeure"}


def facture_doublee(dossier: Dossier, lettre: str, au: date) -> Iterator[Constat]:
    """La même facture compte deux fois : le total réclamé dépasserait le dû (F8.09)."""
    vues: set[str] = set()
    for i, c in enumerate(dossier.creances):
        if c.facture and c.facture in vues:
            yield Constat(
                "S101",
                Gravite.ERREUR,
                f"La facture {c.facture} figure deux fois.",
                "Gardez-en une seule.",
                "Loi sur le recouvrement de certaines créances, art. 2 et 3",
                ("creances", i, "facture"),
            )
        vues.add(c.facture or "")


def echeance_avant_la_facture(dossier: Dossier, lettre: str, au: date) -> Iterator[Constat]:
    """L'échéance tombe avant la date de la facture."""
    for i, c in enumerate(dossier.creances):
        if c.date and c.echeance and c.echeance < c.date:
            yield Constat(
                "S102",
                Gravite.ERREUR,
                f"L’échéance ({c.echeance}) précède la date de la facture ({c.date}).",
                "Corrigez l’une des deux dates.",
                chemin=("creances", i, "echeance"),
            )


def creance_non_echue(dossier: Dossier, lettre: str, au: date) -> Iterator[Constat]:
    """La facture n'est pas encore échue : le débiteur a jusqu'au jour de l'échéance pour payer."""
    if not _reclame_un_paiement(dossier, lettre):
        return
    for i, c in enumerate(dossier.creances):
        if c.echeance and c.echeance >= au:
            yield Constat(
                "S103",
                Gravite.ERREUR,
                f"La facture n’est pas encore échue au {au} (échéance : {c.echeance}).",
                "Attendez le lendemain de l’échéance, ou retirez cette facture.",
                chemin=("creances", i, "echeance"),
            )


def taxes_qui_ne_s_additionnent_pas(dossier: Dossier, lettre: str, au: date) -> Iterator[Constat]:
    """Le total n'est pas la somme du prix et des taxes (F11.01)."""
    for i, c in enumerate(dossier.creances):
        if c.montant is None or c.avant_taxes is None:
            continue
        somme = c.avant_taxes + (c.tps or Decimal(0)) + (c.tvq or Decimal(0))
        if somme != c.montant:
            yield Constat(
                "S104",
                Gravite.ERREUR,
                f"Le total ({c.montant} $) n’est pas la somme du prix et des taxes ({somme} $).",
                "Recopiez les montants de la facture : avant_taxes + tps + tvq = montant.",
                chemin=("creances", i, "montant"),
            )


def taxes_sans_numero(dossier: Dossier, lettre: str, au: date) -> Iterator[Constat]:
    """Une taxe est réclamée sans numéro d'inscription (F11.02)."""
    for i, c in enumerate(dossier.creances):
        for cle, valeur, numero in (("tps", c.tps, dossier.expediteur.tps), ("tvq", c.tvq, dossier.expediteur.tvq)):
            if valeur and not numero:
                yield Constat(
                    "S105",
                    Gravite.ERREUR,
                    f"Une {cle.upper()} est réclamée, mais l’expéditeur n’a pas de numéro de {cle.upper()}.",
                    f"Ajoutez « {cle} » à l’expéditeur; sans inscription, il n’y a pas de taxe à percevoir.",
                    chemin=("creances", i, cle),
                )


def taxes_non_ventilees(dossier: Dossier, lettre: str, au: date) -> Iterator[Constat]:
    """L'expéditeur est inscrit aux taxes, mais la facture ne les montre pas (A-07)."""
    if not _reclame_un_paiement(dossier, lettre) or not (dossier.expediteur.tps or dossier.expediteur.tvq):
        return
    for i, c in enumerate(dossier.creances):
        if c.avant_taxes is None or c.tps is None or c.tvq is None:
            yield Constat(
                "S106",
                Gravite.ERREUR,
                "L’expéditeur a un numéro de taxes, mais la facture ne ventile pas les siennes.",
                "Ajoutez « avant_taxes », « tps » et « tvq » (« 0 » si la facture n’en porte pas).",
                chemin=("creances", i),
            )


def paiement_sans_facture(dossier: Dossier, lettre: str, au: date) -> Iterator[Constat]:
    """Un paiement est incomplet, nomme une facture absente du dossier, ou est daté d'après le jour de la lettre."""
    factures = {c.facture for c in dossier.creances}
    for i, p in enumerate(dossier.paiements):
        for cle in ("date", "montant"):
            if getattr(p, cle) is None:
                yield Constat(
                    "S107",
                    Gravite.ERREUR,
                    f"Il manque « {cle} » à ce paiement : le solde serait faux.",
                    f"Ajoutez « {cle} ».",
                    chemin=("paiements", i),
                )
        if p.facture and p.facture not in factures:
            yield Constat(
                "S108",
                Gravite.ERREUR,
                f"Ce paiement porte sur la facture {p.facture}, qui n’est pas dans « creances ».",
                "Corrigez le numéro, ou ajoutez la facture.",
                chemin=("paiements", i, "facture"),
            )
        if p.date and p.date > au:
            yield Constat(
                "S109",
                Gravite.ERREUR,
                f"Ce paiement est daté du {p.date}, après le jour de la lettre ({au}).",
                "Corrigez la date, ou retirez le paiement annoncé.",
                chemin=("paiements", i, "date"),
            )


def rien_a_payer(dossier: Dossier, lettre: str, au: date) -> Iterator[Constat]:
    """Les paiements couvrent les factures : réclamer plus que le dû est interdit (F8.06)."""
    if not _reclame_un_paiement(dossier, lettre) or not dossier.creances:
        return
    montants = [c.montant for c in dossier.creances] + [p.montant for p in dossier.paiements]
    if any(m is None for m in montants):
        return
    total = sum((c.montant or Decimal(0) for c in dossier.creances), Decimal(0))
    paye = sum((p.montant or Decimal(0) for p in dossier.paiements), Decimal(0))
    if paye >= total:
        yield Constat(
            "S110",
            Gravite.ERREUR,
            f"Rien n’est dû : les paiements ({paye} $) couvrent les factures ({total} $).",
            "Vérifiez les montants; s’ils sont justes, il n’y a pas de lettre à écrire.",
            "Loi sur le recouvrement de certaines créances, art. 3",
            ("paiements",),
        )


def _seuil_criminel(au: date) -> Parametre | None:
    try:
        return parametre("interet.criminel", au)
    except ParametreInconnu:
        return None


def taux_d_interet(dossier: Dossier, lettre: str, au: date) -> Iterator[Constat]:
    """Le taux convenu est criminel, souvent réduit, sans preuve ou seulement mensuel (F3.04 à F3.07)."""
    convenu = dossier.contrat.interet if dossier.contrat else None
    if dossier.contrat is None or convenu is None:
        return
    chemin = ("contrat", "interet")
    if convenu.taux_annuel is None:
        yield Constat(
            "S111",
            Gravite.ALERTE,
            "Aucun taux annuel n’est écrit au contrat : la lettre emploie le taux légal.",
            "Un taux par mois ne se convertit pas; ajoutez « taux_annuel » seulement si le contrat l’écrit.",
            "Loi sur l’intérêt, art. 4",
            chemin,
        )
        return
    chemin_du_taux = (*chemin, "taux_annuel")
    taux = convenu.taux_annuel
    seuil = _seuil_criminel(au)
    if seuil is None:
        yield Constat(
            "S117",
            Gravite.ALERTE,
            f"Le seuil du taux criminel n’est pas connu au {au} : le taux n’est pas comparé à ce seuil.",
            "Vérifiez le seuil qui s’appliquait ce jour-là, ou donnez le bon jour avec « --au ».",
            "Code criminel, art. 347",
            chemin_du_taux,
        )
    if seuil is not None and taux > seuil.valeur:
        yield Constat(
            "S112",
            Gravite.ERREUR,
            f"Un taux de {taux} % dépasse le seuil criminel de {seuil.valeur} %.",
            "N’exigez pas ce taux; consultez un avocat.",
            str(seuil.reference),
            chemin_du_taux,
        )
    elif taux >= (fort := parametre("interet.alerte_forte", au)).valeur:
        yield Constat(
            "S113",
            Gravite.ALERTE,
            f"Les tribunaux réduisent souvent un taux de {taux} %.",
            "Vérifiez que le contrat a été accepté et que ce taux se justifie.",
            str(fort.reference),
            chemin_du_taux,
        )
    elif taux > (alerte := parametre("interet.alerte", au)).valeur:
        yield Constat(
            "S114",
            Gravite.ALERTE,
            f"L’abus est parfois plaidé contre un taux de {taux} %.",
            "Vérifiez que ce taux se justifie.",
            str(alerte.reference),
            chemin_du_taux,
        )
    if not (convenu.piece or dossier.contrat.piece):
        yield Constat(
            "S115",
            Gravite.ALERTE,
            "Aucune pièce ne prouve que le taux a été accepté : la lettre emploie le taux légal, dès sa réception.",
            "Ajoutez « piece » : un taux inscrit sur la seule facture ne lie pas le client.",
            str(parametre("interet.taux_legal", au).reference),
            chemin,
        )


def prejudice_sans_piece(dossier: Dossier, lettre: str, au: date) -> Iterator[Constat]:
    """Un montant de préjudice sans pièce ne s'imprime pas (E-17)."""
    for i, p in enumerate(dossier.prejudices):
        if p.montant is not None and not p.pieces:
            yield Constat(
                "S116",
                Gravite.ALERTE,
                "Ce montant n’est pas prouvé par une pièce : la lettre ne l’imprime pas.",
                "Ajoutez « pieces », ou retirez « montant ».",
                chemin=("prejudices", i, "montant"),
            )
