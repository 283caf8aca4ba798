"""Affaires : les faits bruts de soixante clients fictifs, en données JSON, avec les signes qui piègent un moteur."""

from __future__ import annotations

CLIENTS = 60
RANGEES = 5

_PRENOMS = (
    "Anaïs",
    "Benoît",
    "Chloé",
    "D’Arcy",
    "Éloïse",
    "François",
    "Gaël",
    "Hélène",
    "Loïc",
    "Noémie",
    "Zoé",
    "Çelik",
)
_NOMS = ("Exemple", "L’Exemple", "Exemple & Fils", "Exemple-Côté", 'Exemple dit "Bébé"', "Exemple <Cie>", "O'Exemple")
_VILLES = ("Granby", "L’Épiphanie", "Saint-Jérôme", "Trois-Rivières", "Baie-D’Urfé", "Québec")
_OBJETS = (
    "Reportage & retouches",
    "Frais d’étude « A »",
    "Plans, élévations",
    "Déplacement à L’Assomption",
    "Révision n° 2",
)


def faits(rang: int, rangees: int = RANGEES) -> dict[str, object]:
    """Les faits d'un client; dates et sommes y sont encore des données, à valider et à mettre en forme."""
    nom = f"{_PRENOMS[rang % len(_PRENOMS)]} {_NOMS[rang % len(_NOMS)]}"
    factures = [
        {
            "numero": f"F-{1000 + rang}-{facture + 1}",
            "date": f"2026-08-{facture % 28 + 1:02d}",
            "objet": _OBJETS[(rang + facture) % len(_OBJETS)],
            "montant": f"{123 + 19 * rang + 7 * facture}.{(45 + 31 * facture) % 100:02d}",
        }
        for facture in range(rangees)
    ]
    return {
        "reference": f"2026-{rang + 1:04d}",
        "date": f"2026-11-{rang % 28 + 1:02d}",
        "echeance": f"2026-12-{rang % 10 + 10}",
        "delai_jours": rang % 3 + 8,
        "mode": "recommande" if rang % 3 else "huissier",
        "client": {
            "nom": nom,
            # -- Une adresse sur douze tient sur deux lignes : un saut de ligne au milieu d'une valeur --
            "adresse": f"{rang + 1}, rue de l’Église" + ("\nbureau 200" if rang % 12 == 0 else ""),
            "ville": _VILLES[rang % len(_VILLES)],
            "femme": rang % 2 == 0,
        },
        "debiteur": {
            "nom": f"Les Entreprises {_NOMS[(rang + 3) % len(_NOMS)]} inc.",
            "adresse": f"{rang * 7 + 3}, boulevard des Érables",
            "ville": _VILLES[(rang + 2) % len(_VILLES)],
            "personne": f"{_PRENOMS[(rang + 5) % len(_PRENOMS)]} Exemple",
            "femme": rang % 3 == 0,
        },
        "contrat": {
            "objet": f"services de graphisme & d’édition, lot {rang + 1}",
            "date": f"2026-05-{rang % 27 + 1:02d}",
            "lieu": _VILLES[rang % len(_VILLES)],
            "ecrit": rang % 4 != 0,
            "acompte": "50.00" if rang % 5 == 0 else None,
        },
        "factures": factures,
        "taux": f"{rang % 5 + 5}.5",
        "taux_convenu": rang % 2 == 1,
        "demandes": [
            f"remettre à {nom} les originaux & copies d’épreuves",
            "confirmer par écrit l’acceptation de ces conditions",
        ],
        "pieces": ["Contrat de services", "Factures & relevés", "Échange de courriels"],
        "reponse": f"« Je n’accepte pas l’addition & j’attends des preuves », a écrit {nom}" if rang % 3 == 1 else None,
    }
