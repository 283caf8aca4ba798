"""Contextes : des faits d'un client, validés par Pydantic et mis en forme, aux chaînes prêtes qu'un modèle imprime."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal, TypeAlias

from affaires import CLIENTS, RANGEES, faits
from pydantic import BaseModel, ConfigDict

from lettres.langue.typographie import INSECABLE, date_longue, montant, taux

Valeur: TypeAlias = "str | bool | list[Valeur] | dict[str, Valeur]"
Contexte: TypeAlias = dict[str, Valeur]

_MODES = {"recommande": "PAR COURRIER RECOMMANDÉ", "huissier": "PAR HUISSIER"}
_CABINET: Contexte = {
    "nom": "Exemple, Modèle & Associés",
    "adresse": "100, rue de l’Exemple, bureau 10",
    "ville": "Montréal (Québec)  H0H 0H0",
    "telephone": f"514{INSECABLE}555-0100",
    "courriel": "cabinet@exemple.test",
    "signataire": "Me Françoise L’Exemple",
}


class _Faits(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Partie(_Faits):
    """Le client ou le débiteur."""

    nom: str
    adresse: str
    ville: str
    femme: bool
    personne: str = ""


class Contrat(_Faits):
    """Le contrat en cause."""

    objet: str
    date: date
    lieu: str
    ecrit: bool
    acompte: Decimal | None


class Facture(_Faits):
    """Une facture impayée."""

    numero: str
    date: date
    objet: str
    montant: Decimal


class Affaire(_Faits):
    """Tout ce que la lettre du banc tient pour vrai."""

    reference: str
    date: date
    echeance: date
    delai_jours: int
    mode: Literal["recommande", "huissier"]
    client: Partie
    debiteur: Partie
    contrat: Contrat
    factures: list[Facture]
    taux: Decimal
    taux_convenu: bool
    demandes: list[str]
    pieces: list[str]
    reponse: str | None


def contextes(rangees: int = RANGEES, clients: int = CLIENTS) -> list[Contexte]:
    """Les contextes du banc; `rangees` est le nombre de factures de chacun."""
    return [composer(Affaire.model_validate(faits(rang, rangees))) for rang in range(clients)]


def composer(affaire: Affaire) -> Contexte:
    """Le contexte d'une affaire : rien que du texte prêt et des oui ou non."""
    total = montant(sum((facture.montant for facture in affaire.factures), Decimal()))
    contrat = affaire.contrat
    return {
        "cabinet": _CABINET,
        "lettre": {
            "date": date_longue(affaire.date),
            "reference": affaire.reference,
            "mode": _MODES[affaire.mode],
            "echeance": date_longue(affaire.echeance),
            "delai": f"{affaire.delai_jours}{INSECABLE}jours",
        },
        "client": _partie(affaire.client),
        "debiteur": _partie(affaire.debiteur),
        "contrat": {
            "objet": contrat.objet,
            "date": date_longue(contrat.date),
            "lieu": contrat.lieu,
            "ecrit": contrat.ecrit,
            "verbal": not contrat.ecrit,
            "acompte": contrat.acompte is not None,
            "montant_acompte": montant(contrat.acompte or Decimal()),
        },
        "factures": [
            {
                "numero": facture.numero,
                "date": date_longue(facture.date),
                "objet": facture.objet,
                "montant": montant(facture.montant),
                "fond": "F2F2F2" if rang % 2 else "FFFFFF",
            }
            for rang, facture in enumerate(affaire.factures)
        ],
        "total": total,
        "interet": {
            "convenu": affaire.taux_convenu,
            "legal": not affaire.taux_convenu,
            "taux": taux(affaire.taux),
        },
        "demandes": [{"texte": texte} for texte in (f"payer la somme de {total}, intérêts en sus", *affaire.demandes)],
        "pieces": [{"cote": f"P-{rang}", "titre": titre} for rang, titre in enumerate(affaire.pieces, 1)],
        "contestee": affaire.reponse is not None,
        "reponse": affaire.reponse or "",
    }


def _partie(partie: Partie) -> Contexte:
    return {
        "nom": partie.nom,
        "adresse": partie.adresse,
        "ville": f"{partie.ville} (Québec)",
        "personne": partie.personne,
        "femme": partie.femme,
        "homme": not partie.femme,
    }
