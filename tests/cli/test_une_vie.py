"""Une vie : un dossier, de « nouveau » à sa remise au tribunal, par des commandes seules, sans ouvrir son fichier.

Ce qu'il est à la fin se lit dans `une_vie/dossier.yaml` : un avocat le tiendrait ainsi.
"""

from __future__ import annotations

import json
import re
import shlex
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

import lettres

GARDE = Path(__file__).parent / "une_vie" / "dossier.yaml"
"""Le dossier, à la fin. « --maj-references » le refait : relisez-le comme qui le recevrait."""

EMPREINTE = re.compile('"?[0-9a-f]{64}"?')

REPONSES = {
    "Référence": "2026-014",
    "Type": "personne",
    "Nom légal (exemple : Studio": "Karine Exemple",
    "Numéro et voie (exemple : 12": "12, rue des Érables",
    "Ville – municipalité (exemple : Granby": "Granby",
    "Code postal (exemple : J2G": "J2G 1A1",
    "Courriel (exemple : karine": "karine@exemple.test",
    "Nom – qui signe": "Karine Exemple",
    "Civilité": "Mme",
    "Nom légal (exemple : Marie": "Marie Exemple",
    "Qualité": "consommateur",
    "Numéro et voie (exemple : 34": "34, avenue du Lac",
    "Ville – municipalité (exemple : Bromont": "Bromont",
    "Code postal (exemple : J2L": "J2L 2B2",
    "Courriel (exemple : marie": "marie@exemple.test",
    "Cause": "service",
    "Numéro de facture": "F-1023",
    "Date – date de la facture": "2026-08-01",
    "Échéance": "2026-08-31",
    "Objet": "Reportage de mariage",
    "Montant": "1 200,00 $",
    "Mode d’envoi": "courriel",
}
"""Ce que l'on répond à chaque question, d'après son début; aux autres, la touche Entrée."""


class Vie:
    """Un dossier mené au terminal; `dit` garde tout ce qu'on y tape et ce qui s'y répond."""

    def __init__(self, lancer: Any) -> None:
        self._lancer = lancer
        self.au = date(2026, 9, 8)
        self.dit: list[str] = []

    def taper(self, commande: str, *, code: int = 0) -> str:
        resultat = self._lancer(*shlex.split(commande)[1:])
        self.dit += [f"$ {commande}", resultat.tout.rstrip(), ""]
        assert resultat.code == code, resultat.tout
        return str(resultat.tout)

    def inscrire(self, commande: str) -> str:
        """Une commande qui écrit au dossier ce qui arrive ce jour-là."""
        verbe, _, suite = commande.removeprefix("lettres ").partition(" ")
        return self.taper(f"lettres {verbe} dossier.yaml {suite} --date {self.au} --au {self.au}")

    def decision(self) -> dict[str, Any]:
        decision: dict[str, Any] = json.loads(
            self._lancer("etat", "dossier.yaml", "--au", str(self.au), "--json").sortie
        )["decision"]
        return decision

    def attendre(self) -> None:
        """Revient le jour que dit l'état."""
        dit = self.taper(f"lettres etat dossier.yaml --au {self.au}")
        decision = self.decision()
        assert decision["statut"] in {"non_due", "suspendue"}, decision
        assert "\nRevenez le " in dit
        self.au = date.fromisoformat(decision["des_le"])

    def ecrire_la_lettre(self, mode: str) -> dict[str, Any]:
        """La lettre due, écrite, puis dite partie par la commande que « generer » donne."""
        dit = self.taper(f"lettres generer dossier.yaml --au {self.au}")
        commande = re.search(r"ou : lettres (envoi dossier\.yaml --fichier \S+)", dit)
        assert commande, dit
        self.taper(f"lettres {commande[1]} {mode} --date {self.au} --au {self.au}")
        return self.decision()

    def suivre(self, verbe: str, **remplace: str) -> None:
        """Tape la commande que l'état nomme sous ce qui manque, ou sous sa raison."""
        dit = self.taper(f"lettres etat dossier.yaml --au {self.au}")
        trouvee = re.search(rf"^    (?:ou : )?(lettres {verbe} .*)$", dit, re.MULTILINE)
        assert trouvee, dit
        commande = trouvee[1]
        for mot, par in remplace.items():
            commande = commande.replace({"phrase": "…", "jour": "AAAA-MM-JJ", "fichier": "FICHIER"}[mot], par)
        suite = f" --date {self.au}" if verbe == "clore" else ""
        self.taper(f"{commande}{suite}{'' if verbe == 'pieces' else f' --au {self.au}'}")


@pytest.fixture
def vie(lancer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Vie:
    """Le dossier d'une facture, créé de ses questions."""

    def repondre(question: str) -> str:
        return next((reponse for debut, reponse in REPONSES.items() if question.startswith(debut)), "")

    with monkeypatch.context() as terminal:
        terminal.setattr("lettres.cli.commandes.nouveau.au_terminal", lambda: True)
        terminal.setattr("lettres.cli.terminal.questionnaire.demander", repondre)
        menee = Vie(lancer)
        menee.taper("lettres nouveau dossier.yaml --lettre rappel --nature recouvrement")
    (tmp_path / "pieces").mkdir()
    (tmp_path / "pieces" / "facture.pdf").write_bytes(b"Facture F-1023\n")
    return menee


def test_de_nouveau_a_la_remise_sans_ouvrir_le_dossier(vie: Vie, tmp_path: Path, request: pytest.FixtureRequest):
    # -- Le rappel; elle promet, et ne paie qu'une part --
    assert vie.ecrire_la_lettre("--mode courriel")["echelon"] == "rappel_ferme"
    vie.au = date(2026, 9, 14)
    promesse = "--resultat promesse --promis-le 2026-09-25 --canal telephone --note 'Elle paiera à la fin du mois.'"
    vie.inscrire(f"lettres suite {promesse}")
    vie.au = date(2026, 9, 25)
    vie.inscrire("lettres paiement --montant '200,00 $' --mode virement --facture F-1023")
    vie.attendre()
    # -- Le rappel ferme, resté sans réponse --
    assert vie.ecrire_la_lettre("--mode courriel")["echelon"] == "mise_en_demeure"
    vie.attendre()
    # -- La mise en demeure veut une pièce, et un autre mode d'envoi --
    assert vie.decision()["statut"] == "due"
    vie.taper(f"lettres preciser dossier.yaml --taxes non_inscrit --au {vie.au}")
    vie.suivre("pieces", fichier="pieces/facture.pdf --facture F-1023 --noter", phrase="Facture F-1023")
    vie.taper("lettres pieces dossier.yaml")
    vie.taper(f"lettres preciser dossier.yaml --mode-envoi recommande --au {vie.au}")
    assert vie.ecrire_la_lettre("--mode recommande --suivi RN123456789CA")["echelon"] == "petites_creances"
    vie.attendre()
    # -- La réception se prouve, et l'affaire se remet au tribunal --
    vie.au += timedelta(days=3)
    vie.suivre("envoi", jour=str(vie.au - timedelta(days=10)), phrase="Avis de livraison reçu.")
    while vie.decision()["statut"] != "due":
        vie.attendre()
    assert vie.decision()["action"] == "petites_creances"
    vie.suivre("clore")
    dit = vie.taper(f"lettres etat dossier.yaml --au {vie.au}")
    assert "Décision : terminé – F-1023\n" in dit
    assert "confiée" in dit
    # -- Le fichier, tel qu'il reste --
    fini = EMPREINTE.sub("EMPREINTE", (tmp_path / "dossier.yaml").read_text(encoding="utf-8"))
    if request.config.getoption("--maj-references"):
        GARDE.write_text(fini, encoding="utf-8")
    assert fini == GARDE.read_text(encoding="utf-8"), "pytest tests/cli/test_une_vie.py --maj-references"
    lu = lettres.lire(tmp_path / "dossier.yaml")
    # -- close, elle ne se réclame plus; rien d'autre n'y cloche --
    assert [c.code for c in lettres.verifier(lu, "mise_en_demeure", au=vie.au) if c.gravite == "erreur"] == ["J123"]
