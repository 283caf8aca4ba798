"""Achats au hasard : à distance, à domicile ou en magasin, dans leurs délais ou à un jour près, et mal nommés exprès.

Chaque sorte d'achat est celle d'une lettre : l'avis de résolution et son cas, la rétrofacturation et sa carte, la
garantie et sa panne. Les jours se comptent de celui de la lettre; un sur cinq est déplacé, pour en sortir.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any

BIENS = [
    "un matelas",
    "un canapé-lit « Recours »",
    "un ordinateur de 1 299,00 $",
    "une table « Dernier avis », et six chaises",
    "un abonnement « Mise en demeure Magazine »",
    "l’aspirateur « Police 3000 »",
]
POURQUOI = [
    "le prix total n’était pas affiché avant la commande.",
    "la commande ne se corrigeait pas.",
    "le contrat ne nommait pas « Gaston Exemple », qui l’a signé pour vous.",
    "le contrat du 3 mai 2026 parlait de 999,99 $ et d’un tribunal de Toronto.",
    "le vendeur a dit : « signez, sinon je vous poursuis ».",
]
ACCESSOIRES = ["la garantie prolongée", "le service d’installation à 89,00 $", "l’assurance « Silence »"]
RETOURS = ["je l’apporterai au magasin.", "le transporteur que vous nommerez pourra le prendre chez moi.", None]
PANNES = [
    "il ne vidange plus.",
    "la porte s’est décollée; le technicien a dit « c’est du vol ».",
    "l’écran est noir depuis l’appel du 450 555-0199.",
    "le moteur a coûté 250,00 $ en pièces.",
]
USAGES = ["il a servi une fois par jour, à la maison.", "je ne m’en sers que la fin de semaine."]
REPONSES = ["« Prenez un avocat », m’a-t-on dit.", "vous avez répondu que la garantie de 89,00 $ était échue.", None]
BANQUES = ["Banque Exemple", "Caisse Poursuite Exemple", "La Banque du Silence Exemple"]
ADRESSE = {"ligne": "100, rue du Marché", "ville": "Montréal", "code_postal": "H2Y 1A1"}

A_DISTANCE = ("en_ligne", "par_telephone")
DE_L_EXEMPLAIRE = ("54.8a", "54.8b", "54.8c", "54.8d")
DE_L_ANNEE = ("permis", "cautionnement", "contrat", "formulaire")
CATEGORIES = ["lave_vaisselle", "refrigerateur", "laveuse", "televiseur", "ordinateur_portable", "autre"]


class Achats:
    """Ce qu'un consommateur a acheté, tiré d'un même sort."""

    def __init__(self, hasard: Random, au: date, pieces: list[str]) -> None:
        self._hasard, self._au, self._pieces = hasard, au, pieces

    def resolu(self, achat: dict[str, Any]) -> None:
        """L'achat d'un avis de résolution : un cas, et les jours qui l'ouvrent."""
        tous: dict[str, Callable[[dict[str, Any]], None]] = {
            "sans_exemplaire": self._sans_exemplaire,
            "non_livraison": self._non_livre,
            "non_conforme": self._non_conforme,
            "releve": self._releve,
            "a_discretion": self._au_porte_a_porte,
            **dict.fromkeys(DE_L_EXEMPLAIRE, self._l_exemplaire),
            **dict.fromkeys(DE_L_ANNEE, self._l_annee),
        }
        for cle in ("date", "mode", "double_recu"):
            achat.pop(cle, None)
        cas = self._hasard.choice(sorted(tous))
        achat["resolution"] = {"cas": cas}
        if cas not in {"sans_exemplaire", "non_livraison", "releve", "a_discretion"} or self._parfois(0.2):
            achat["resolution"]["pourquoi"] = self._hasard.choice(POURQUOI)
        if self._parfois(0.4):
            achat["resolution"]["accessoires"] = self._hasard.sample(ACCESSOIRES, self._hasard.randint(1, 3))
        tous[cas](achat)
        self._de_tout_achat(achat)
        if self._parfois(0.2):
            achat["rembourse"] = "12,34 $"

    def debite(self, achat: dict[str, Any], envois: list[dict[str, Any]]) -> None:
        """L'achat d'une rétrofacturation : l'avis est parti, et les quinze jours ont passé, ou presque."""
        parti = -self._hasard.randint(16, 70)
        achat |= {"mode": self._hasard.choice(A_DISTANCE), "date": self._jour(parti - 29, parti - 16)}
        achat["carte"] = {
            "emetteur": {"nom": self._hasard.choice(BANQUES), "adresse": ADRESSE},
            "quatre_derniers": self._hasard.choice([None, "4821"]),
            "titulaire": self._hasard.choice([None, "Sophie Exemple-Tremblay"]),
        }
        envois[0] |= {"date": self._jour(parti, parti), "mode": self._hasard.choice(["courriel", "recommande"])}
        if self._parfois(0.3):
            achat["debite"] = "345,67 $"
        if self._parfois(0.2):
            achat |= {"rembourse": "100,00 $", "rembourse_le": self._jour(-15, -1)}
        self._de_tout_achat(achat)

    def en_panne(self, achat: dict[str, Any]) -> None:
        """L'achat d'une garantie : neuf ou usagé, d'avant ou d'après la garantie de bon fonctionnement."""
        achete = self._hasard.choice([-self._hasard.randint(1, 46), -self._hasard.randint(47, 2500)])
        livre = self._jour(achete, 0)
        achat |= {
            "date": self._jour(achete, achete),
            "livre_le": livre,
            "panne_le": self._hasard.choice([livre, self._au.isoformat()]),
            "categorie": self._hasard.choice(CATEGORIES),
            "neuf": self._hasard.choice(["oui", "oui", "non"]),
            "probleme": self._hasard.choice(PANNES),
            "usage": self._hasard.choice(USAGES),
            "evaluation": self._hasard.choice([None, *self._pieces[:1]]),
            "photos": self._pieces[: self._hasard.randint(0, 2)],
            "modele": self._hasard.choice([None, "Exemple X-9000, série 1234"]),
            "reponse": self._hasard.choice(REPONSES),
        }
        if self._parfois(0.2):
            achat.pop(self._hasard.choice(["livre_le", "usage", "categorie", "neuf"]))
        self._de_tout_achat(achat)

    def _de_tout_achat(self, achat: dict[str, Any]) -> None:
        achat["objet"] = self._hasard.choice(BIENS)
        achat["prix"] = f"{self._hasard.randint(400, 4000)},{self._hasard.randint(0, 99):02} $"
        achat["numero"] = self._hasard.choice([None, "88-1790", "88-1791", "500 $", "C-2026/3", "Avis 7"])
        if self._parfois(0.4):
            achat["retour"] = self._hasard.choice(RETOURS)

    # -- Les jours de chaque cas --

    def _sans_exemplaire(self, achat: dict[str, Any]) -> None:
        achat |= {"mode": self._hasard.choice(A_DISTANCE), "date": self._jour(-29, -17), "double_recu": "non"}

    def _l_exemplaire(self, achat: dict[str, Any]) -> None:
        recu = self._hasard.randint(-6, 0)
        achat |= {"mode": self._hasard.choice(A_DISTANCE), "exemplaire_recu_le": self._jour(recu, recu)}
        achat["date"] = self._jour(recu - 14, recu)

    def _non_livre(self, achat: dict[str, Any]) -> None:
        mode = self._hasard.choice([*A_DISTANCE, "porte_a_porte"])
        achat |= {"mode": mode, "date": self._jour(-200, -150), "livraison_prevue": self._jour(-140, -33)}
        achat["exemplaire_recu_le"] = self._jour(-149, -141)

    def _non_conforme(self, achat: dict[str, Any]) -> None:
        achat |= {"mode": self._hasard.choice(A_DISTANCE), "date": self._jour(-60, -20)}
        achat |= {"exemplaire_recu_le": self._jour(-19, -15), "livre_le": self._jour(-6, 0)}

    def _releve(self, achat: dict[str, Any]) -> None:
        self._non_conforme(achat)
        achat |= {"paiement": "carte_credit", "releve_recu_le": achat.pop("livre_le")}

    def _au_porte_a_porte(self, achat: dict[str, Any]) -> None:
        recu = self._hasard.randint(-9, 0)
        achat |= {"mode": "porte_a_porte", "date": self._jour(recu - 3, recu)}
        achat |= self._hasard.choice([{"exemplaire_recu_le": self._jour(recu, recu)}, {"double_recu": "non"}])

    def _l_annee(self, achat: dict[str, Any]) -> None:
        achat |= {"mode": "porte_a_porte", "date": self._jour(-360, -20), "exemplaire_recu_le": self._jour(-19, -1)}

    # -- Le sort --

    def _parfois(self, chance: float) -> bool:
        return self._hasard.random() < chance

    def _jour(self, debut: int, fin: int) -> str:
        """Un jour, de `debut` à `fin` jours de celui de la lettre; un sur vingt, le jour d'à côté."""
        jour = self._au + timedelta(days=self._hasard.randint(debut, fin))
        return (jour - timedelta(days=self._hasard.choice([0] * 19 + [8]))).isoformat()
