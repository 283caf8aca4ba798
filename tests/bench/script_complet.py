"""Le script qu'on écrirait sans nous : typer, pydantic et docxtpl en tête, un dossier YAML, la même mise en demeure.

    python script_complet.py dossier.yaml modele.docx sortie.docx --au 2026-11-20

Il fait les mêmes sommes et la même lettre que `lettres generer` pour le plus petit dossier de recouvrement; il ne
vérifie aucune règle de droit, ne calcule pas l'échéance selon les jours fériés et ne relit pas ce qu'il écrit.
"""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Annotated

import typer
import yaml
from docxtpl import DocxTemplate
from jinja2 import Environment
from num2words import num2words
from pydantic import BaseModel, BeforeValidator, ConfigDict

INSECABLE = "\u00a0"
TRAIT_INSECABLE = "\u2011"
MOIS = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
]
JOURS = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]
DELAI, TAUX = timedelta(days=17), Decimal("0.05")


def somme(texte: object) -> object:
    """« 1 149,75 $ » : un nombre."""
    return texte.replace(" ", "").replace("$", "").replace(",", ".") if isinstance(texte, str) else texte


Montant = Annotated[Decimal, BeforeValidator(somme)]


class Faits(BaseModel):
    """Des faits sans clé de trop."""

    model_config = ConfigDict(extra="forbid")


class Adresse(Faits):
    """Une adresse."""

    ligne: str
    ville: str
    code_postal: str


class Expediteur(Faits):
    """Qui écrit."""

    nom: str
    adresse: Adresse
    courriel: str
    taxes: str
    signataire: str


class Destinataire(Faits):
    """À qui."""

    civilite: str
    nom: str
    adresse: Adresse


class Creance(Faits):
    """Une facture."""

    cause: str
    facture: str
    piece: str
    date: date
    echeance: date
    objet: str
    montant: Montant


class Envoi(Faits):
    """Une lettre déjà envoyée."""

    lettre: str
    date: date
    mode: str


class Piece(Faits):
    """Une pièce jointe."""

    id: str
    titre: str
    date: date


class Dossier(Faits):
    """Le dossier."""

    lettres: int
    reference: str
    nature: str
    expediteur: Expediteur
    destinataire: Destinataire
    creances: list[Creance]
    mode_envoi: str
    envois: list[Envoi]
    pieces: list[Piece]


def insecable(code_postal: str) -> str:
    """« J2G 1A1 », qu'une fin de ligne ne coupe pas."""
    return code_postal.replace(" ", INSECABLE)


def jour(quand: date) -> str:
    """« 1er août 2026 »."""
    return f"{'1er' if quand.day == 1 else quand.day}{INSECABLE}{MOIS[quand.month - 1]} {quand.year}"


def dollars(valeur: Decimal) -> str:
    """« 1 149,75 $ »."""
    return f"{valeur:,.2f}".replace(",", INSECABLE).replace(".", ",") + f"{INSECABLE}$"


def en_lettres(valeur: Decimal) -> str:
    """« soixante dollars »."""
    entier, cents = divmod(int(valeur * 100), 100)
    suite = f" et {num2words(cents, lang='fr')} cents" if cents else ""
    return f"{num2words(entier, lang='fr')} dollars{suite}"


def contexte(dossier: Dossier, au: date) -> dict[str, object]:
    """Ce que le modèle imprime."""
    expediteur, destinataire = dossier.expediteur, dossier.destinataire
    total = sum((creance.montant for creance in dossier.creances), Decimal())
    limite = au + DELAI
    appel = "Madame" if destinataire.civilite == "Mme" else "Monsieur"
    lieu, chez_lui = expediteur.adresse, destinataire.adresse
    adresse = f"{lieu.ligne}, {lieu.ville} (Québec) {insecable(lieu.code_postal)}"
    facture = dossier.creances[0]
    return {
        "lettre": {
            "date": jour(au),
            "lieu_et_date": f"{lieu.ville}, le {jour(au)}",
            "reference": dossier.reference,
            "mode_envoi": {"recommande": "PAR COURRIER RECOMMANDÉ"}[dossier.mode_envoi],
            "echeance": jour(limite),
            "echeance_jour": f"{JOURS[limite.weekday()]} {jour(limite)}",
            "heure_limite": f"17{INSECABLE}h",
        },
        "expediteur": {
            "nom": expediteur.nom,
            "adresse": {"complete": adresse},
            "coordonnees": expediteur.courriel,
            "signataire": expediteur.signataire,
            "organisation": expediteur.nom,
            "ecrire": f"par courriel à {expediteur.courriel}",
        },
        "destinataire": {
            "nom_complet": f"{appel} {destinataire.nom}",
            "appel": f"{appel},",
            "adresse": {
                "ligne": chez_lui.ligne,
                "ville": f"{chez_lui.ville} (Québec)  {insecable(chez_lui.code_postal)}",
            },
            "mise_en_demeure": "Nous vous mettons en demeure",
            "salutation": f"Veuillez recevoir, {appel}, nos salutations distinguées.",
        },
        "rappel": {"rompu": None},
        "voix": {
            "Ma": "Notre",
            "je": "nous",
            "Je": "Nous",
            "me": "nous",
            "m_": "nous ",
            "moi": "nous",
            "mes": "nos",
            "reclamerai": "réclamerons",
            "reserve": "réservons",
            "demeure": "demeurons",
            "disponible": "disponibles",
            "pourrai": "pourrons",
        },
        "creances": [
            {
                "repere": creance.facture,
                "date": jour(creance.date),
                "echeance": jour(creance.echeance),
                "description": f"{creance.objet} (pièce{INSECABLE}{creance.piece.replace('-', TRAIT_INSECABLE)})",
                "montant": dollars(creance.montant),
            }
            for creance in dossier.creances
        ],
        "sommes": {
            "designation": f"facture n°{INSECABLE}{facture.facture}, échue le {jour(facture.echeance)}",
            "les": "la facture",
            "colonne": "Facture",
            "causes": {"service": "La somme due est le prix de services."}[facture.cause],
            "total": dollars(total),
            "paye": dollars(Decimal()),
            "a_payer": dollars(total),
            "a_payer_en_lettres": f"{dollars(total)} ({en_lettres(total)})",
            "sans_taxes": expediteur.taxes == "non_inscrit",
        },
        "interet": {"taux": f"5{INSECABLE}%", "a_courir": True, "rythme": f"{dollars(total * TAUX)} par année"},
        "demarches": [f"Rappel du {jour(envoi.date)}, envoyé par {envoi.mode}." for envoi in dossier.envois],
        "modes_de_paiement": [
            f"chèque à l’ordre de {expediteur.nom}, posté au {adresse};",
            "tout autre mode convenu avec nous.",
        ],
        "modes_de_paiement_plusieurs": True,
        "pieces": [
            {"id": piece.id.replace("-", TRAIT_INSECABLE), "libelle": f"{piece.titre} du {jour(piece.date)}"}
            for piece in dossier.pieces
        ],
    }


def main(fichier: Path, modele: Path, sortie: Path, au: Annotated[str, typer.Option()]) -> None:
    """Écrit la lettre."""
    dossier = Dossier.model_validate(yaml.safe_load(fichier.read_text(encoding="utf-8")))
    document = DocxTemplate(modele)
    document.render(contexte(dossier, date.fromisoformat(au)), Environment(autoescape=True), autoescape=True)
    document.save(sortie)


if __name__ == "__main__":
    typer.run(main)
