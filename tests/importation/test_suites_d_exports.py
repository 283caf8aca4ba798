"""Suites d'exports : de l'un au suivant, ce que le dossier réclame est le solde de la source, ou l'écart est dit."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from cas_d_importation import MOI
from hypothesis import given, settings
from hypothesis import strategies as st

import lettres
from lettres.importation import importer
from lettres.importation.rangement.ranger import Rangement, ranger
from lettres.lecture.fichier import lire_arbre

ZERO = Decimal(0)


@dataclass
class Vraie:
    """Une facture, telle qu'elle est à la source."""

    total: Decimal
    paiements: list[tuple[str, Decimal]] = field(default_factory=list)
    credite: Decimal = ZERO
    annulee: bool = False

    @property
    def paye(self) -> Decimal:
        return sum((somme for _, somme in self.paiements), ZERO)

    @property
    def solde(self) -> Decimal:
        return self.total - self.paye - self.credite


def en_csv(factures: dict[str, Vraie]) -> bytes:
    """Celui de Xero : ni les jours des paiements, ni les notes de crédit."""
    entete = (
        "ContactName,EmailAddress,InvoiceNumber,InvoiceDate,DueDate,Total,InvoiceAmountPaid,InvoiceAmountDue,Status\n"
    )
    rangees = [
        f"Marie Exemple,m@exemple.test,{n},2026-08-01,2026-08-31,{f.total},{f.paye},{f.solde},"
        f"{'Voided' if f.annulee else 'Paid' if f.solde == 0 else 'Awaiting Payment'}\n"
        for n, f in factures.items()
    ]
    return (f"{entete},Status\n" + "".join(rangees)).encode()


def en_json(factures: dict[str, Vraie]) -> bytes:
    """Celui de Xero : tout y est."""
    contact = {"Name": "Marie Exemple", "EmailAddress": "m@exemple.test"}
    commun = {
        "Type": "ACCREC",
        "Date": "2026-08-01",
        "DueDate": "2026-08-31",
        "CurrencyCode": "CAD",
        "Contact": contact,
    }
    lues = [
        {
            **commun,
            "InvoiceNumber": n,
            "Status": "VOIDED" if f.annulee else "AUTHORISED",
            "Total": str(f.total),
            "AmountPaid": str(f.paye),
            "AmountCredited": str(f.credite),
            "AmountDue": str(f.solde),
            "Payments": [{"Date": jour, "Amount": str(somme)} for jour, somme in f.paiements],
        }
        for n, f in factures.items()
    ]
    return json.dumps({"Invoices": lues}).encode()


def arriver(factures: dict[str, Vraie], quoi: str, rang: int, jour: int, part: int) -> None:
    """Ce qui arrive à la source : une facture neuve, un paiement, une note de crédit, une annulation."""
    if quoi == "facture" or not factures:
        factures[f"F-{len(factures) + 1}"] = Vraie(Decimal("60.75"))
        return
    vraie = list(factures.values())[rang % len(factures)]
    somme = (vraie.solde * part / 4).quantize(Decimal("0.01"))
    if vraie.annulee or somme <= 0:
        return
    if quoi == "paiement":
        vraie.paiements.append((f"2026-09-{jour:02}", somme))
    elif quoi == "credit":
        vraie.credite += somme
    else:
        vraie.annulee = not vraie.paiements


def reclames(repertoire: Path) -> dict[str, Decimal | None]:
    """Ce que les dossiers réclament de chaque facture; None d'un montant en blanc."""
    trouves: dict[str, Decimal | None] = {}
    for chemin in (f for f in repertoire.glob("*.yaml") if f.name != "debiteurs.yaml"):
        faits = lire_arbre(chemin.read_bytes(), fichier=chemin.name, format="yaml").donnees
        for creance in faits["creances"]:
            numero = creance["facture"]
            assert numero not in trouves, "une facture n’est réclamée qu’une fois"
            baisses = [*faits.get("paiements", ()), *faits.get("avoirs", ())]
            siennes = sum((Decimal(b["montant"]) for b in baisses if b["facture"] == numero), ZERO)
            montant, deja = creance.get("montant"), Decimal(creance.get("deja_paye") or 0)
            trouves[numero] = Decimal(montant) - deja - siennes if montant else None
    return trouves


def dites(fait: Rangement) -> list[str]:
    constats = [*fait.constats, *(c for d in fait.dossiers for c in (*d.manques, *d.remarques))]
    return [c.message for c in constats if c.code in ("Z103", "Z106", "Z120")]


EVENEMENT = st.tuples(
    st.sampled_from(["facture", "paiement", "paiement", "credit", "annulation"]),
    st.integers(0, 2), st.integers(1, 3), st.integers(1, 4),
)  # fmt: skip


@pytest.mark.parametrize("ecrire", [en_csv, en_json], ids=["csv", "json"])
@given(st.lists(st.lists(EVENEMENT, max_size=3), min_size=1, max_size=5))
@settings(max_examples=25, deadline=None)
def test_le_dossier_reclame_le_solde_ou_l_ecart_est_dit(ecrire, etapes):
    factures: dict[str, Vraie] = {}
    with TemporaryDirectory() as ici:
        dossiers = Path(ici) / "dossiers"
        for etape in etapes:
            for evenement in etape:
                arriver(factures, *evenement)
            if not factures:
                continue
            fait = ranger(importer(ecrire(factures), expediteur=MOI), dossiers)
            dits, reclame = dites(fait), reclames(dossiers)
            for numero, vraie in factures.items():
                du = ZERO if vraie.annulee else vraie.solde
                dit = any(f"acture {numero} " in message for message in dits)
                # -- un montant en blanc n'est réclamé de personne --
                assert dit or reclame.get(numero, ZERO if not du else -1) in (du, None), (numero, vraie, reclame)
            avant = {f.name: f.read_bytes() for f in dossiers.iterdir()}
            ranger(importer(ecrire(factures), expediteur=MOI), dossiers)
            assert {f.name: f.read_bytes() for f in dossiers.iterdir()} == avant
        for chemin in dossiers.glob("*_F-*.yaml") if dossiers.is_dir() else ():
            try:
                lettres.lire(chemin)
            except lettres.DossierInvalide as refus:
                assert {c.code for c in refus.constats} <= {"D106", "D107"}
