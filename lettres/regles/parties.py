"""Contrôles des parties : qui peut écrire, et à qui."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from lettres.constats import Constat, Gravite
from lettres.dossier import Dossier, est_une_organisation


def mandant_sans_barreau(dossier: Dossier, lettre: str, au: date) -> Iterator[Constat]:
    """Écrire pour autrui est réservé aux membres du Barreau : l'expéditeur écrit pour lui-même (F8.01, F8.02)."""
    e = dossier.expediteur
    if e.mandant is not None and not (e.signataire and e.signataire.barreau):
        yield Constat(
            "P101",
            Gravite.ERREUR,
            "Un mandant est nommé, mais le signataire ne déclare pas être membre du Barreau.",
            "Écrivez en votre propre nom, ou au nom de l’entreprise que vous dirigez; retirez « mandant ».",
            "Loi sur le Barreau, art. 128 et 136",
            ("expediteur", "mandant"),
        )


def procureur_au_dossier(dossier: Dossier, lettre: str, au: date) -> Iterator[Constat]:
    """Le destinataire a un avocat : lui écrire directement peut être interdit (F8.06)."""
    if dossier.destinataire.procureur is not None and lettre != "opc":
        yield Constat(
            "P102",
            Gravite.ERREUR,
            "Le destinataire est représenté par un avocat : la lettre ne peut pas lui être adressée directement.",
            "Adressez la lettre à l’avocat : mettez-le comme destinataire et retirez « procureur ».",
            "Loi sur le recouvrement de certaines créances, art. 3",
            ("destinataire", "procureur"),
        )


def type_incertain(dossier: Dossier, lettre: str, au: date) -> Iterator[Constat]:
    """Rien ne dit si le destinataire est une personne ou une entreprise : l'appel de la lettre en dépend."""
    if est_une_organisation(dossier.destinataire) is None:
        yield Constat(
            "P103",
            Gravite.CONSEIL,
            "Rien ne dit si le destinataire est une personne ou une entreprise.",
            "Ajoutez « civilite » (Mme, M., neutre) pour une personne, ou « type: entreprise ».",
            chemin=("destinataire", "nom"),
        )
