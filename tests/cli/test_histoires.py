"""Les histoires : un dossier sans journal, mené par la ligne de commande jusqu'au bout de son échelle.

Rien n'y est écrit à la main : chaque lettre part et s'inscrit par une commande, et l'état dit le pas suivant. À chaque
pas, la lettre, le journal et l'état disent la même somme, la même date et le même échelon.
"""

from __future__ import annotations

import json
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from exemples_rendus import EXEMPLES, Exemple, donnees_de

import lettres
from lettres.langue import typographie as t
from lettres.rendu.paragraphes.texte import texte_lisible

JOURNAL = ("envois", "suites", "suspensions", "paiements")
ECHELLES = {
    "recouvrement": ["rappel", "rappel_ferme", "mise_en_demeure"],
    "consommation": ["rappel", "opc", "mise_en_demeure"],
    "entente": ["rappel", "mise_en_demeure"],
    "reputation": ["retrait", "mise_en_demeure"],
    # -- une panne au temps de sa garantie : la demande de réparation tient lieu de rappel --
    "refrigerateur": ["garantie", "opc", "mise_en_demeure"],
}
FINS = {"petites_creances", "avocat"}
GESTES_MAX = 20

# -- Chaque nature, par l'exemple dont les faits suffisent à toutes ses lettres --
MENES = {e.nom: e for e in EXEMPLES if e.lettre == "mise_en_demeure"}
QUOTIDIENS = {
    "refus-de-payer/dossier-mise_en_demeure",
    "photographe-reputation/mise-en-demeure-mise_en_demeure",
    "meubles/mise-en-demeure-mise_en_demeure",
    "entreprises-execution/dossier-mise_en_demeure",
}


def _completer(faits: dict[str, Any]) -> None:
    """Les faits qu'une autre lettre de la nature exige, et que l'exemple n'a pas."""
    if faits["nature"] == "consommation":
        faits["expediteur"] = {"telephone": "450-555-0199"} | faits["expediteur"]
        faits["achat"] = {"reponse": "Le commerçant dit ne pas connaître la date."} | faits["achat"]
        if not faits.get("faits"):
            faits["faits"] = [{"date": "2026-08-20", "texte": "j’ai demandé où en est la livraison."}]
    if faits["nature"] == "entente" and not faits.get("options"):
        faits.setdefault("solution", "Je propose d’en fixer ensemble la date cette semaine.")


class Histoire:
    """Un dossier, et les commandes qui le mènent."""

    def __init__(self, lancer: Any, exemple: Exemple, ou: Path) -> None:
        self._lancer = lancer
        faits = dict(donnees_de(exemple.chemin))
        for liste in JOURNAL:
            faits.pop(liste, None)
        for cle in ("echeance_demandee", "delai_jours", "rapproche_le", "recu", "offre"):
            faits.pop(cle, None)
        _completer(faits)
        self.dossier = ou / "dossier.json"
        self.dossier.write_text(json.dumps(faits, default=str, ensure_ascii=False), encoding="utf-8")
        self.mode = str(faits.get("mode_envoi", "recommande"))

    def etat(self, au: date) -> dict[str, Any]:
        resultat = self._lancer("etat", "dossier.json", "--au", au.isoformat(), "--json")
        assert resultat.code == 0, resultat.tout
        etat: dict[str, Any] = json.loads(resultat.sortie)
        return etat

    def ecrire(self, au: date) -> dict[str, Any]:
        """La lettre due, écrite puis inscrite; rend son inscription."""
        ecrite = self._lancer("generer", "dossier.json", "--au", au.isoformat(), "--json")
        assert ecrite.code == 0, ecrite.tout
        lettre = json.loads(ecrite.sortie)
        moyen = () if lettre["lettre"] == "opc" else ("--mode", self.mode)
        jour = ("--date", au.isoformat(), "--au", au.isoformat())
        inscrite = self._lancer("envoi", "dossier.json", "--fichier", lettre["fichier"], *moyen, *jour, "--json")
        assert inscrite.code == 0, inscrite.tout
        return lettre | {"inscription": json.loads(inscrite.sortie)["inscription"]}

    def prouver(self, au: date) -> None:
        """La réception de la dernière lettre, prouvée : elle se corrige, et rien ne s'efface."""
        lu = lettres.lire(self.dossier)
        rang, derniere = len(lu.envois), lu.envois[-1]
        args = ["--lettre", derniere.lettre, "--date", derniere.date.isoformat(), "--mode", self.mode]
        args += ["--echelon", derniere.echelon or "", "--recu-le", au.isoformat()]
        args += ["--echeance", derniere.echeance.isoformat()] if derniere.echeance else []
        args += ["--montant", str(derniere.montant)] if derniere.montant else []
        args += ["--corrige", str(rang), "--motif", "Avis de livraison reçu.", "--au", au.isoformat()]
        resultat = self._lancer("envoi", "dossier.json", *args)
        assert resultat.code == 0, resultat.tout


@pytest.mark.parametrize(
    "exemple",
    [pytest.param(e, id=nom, marks=() if nom in QUOTIDIENS else pytest.mark.long) for nom, e in MENES.items()],
)
def test_du_journal_vide_a_la_fin_chaque_pas_se_fait_par_une_commande(lancer, exemple: Exemple, tmp_path: Path):
    histoire = Histoire(lancer, exemple, tmp_path)
    au, pas = exemple.au, []
    for _ in range(GESTES_MAX):
        decision = histoire.etat(au)["decision"]
        if decision["statut"] in {"non_due", "suspendue"}:
            assert decision["des_le"] > au.isoformat()
            au = date.fromisoformat(decision["des_le"])
            continue
        if decision["statut"] == "a_revoir":
            # -- la seule question qui reste : la lettre a-t-elle été reçue --
            assert [r["code"] for r in decision["raisons"]] == ["reception_non_prouvee"], decision
            histoire.prouver(au)
            continue
        assert decision["statut"] == "due", decision
        if decision["action"]:
            break
        if decision["ce_qui_manque"]:
            manque = decision["ce_qui_manque"][0]["phrase"]
            pytest.skip(f"l’exemple n’a pas les faits de « {decision['lettre']} » : {manque}")
        avant = histoire.etat(au)
        lettre = histoire.ecrire(au)
        pas.append(lettre["inscription"]["echelon"])
        _verifier_l_accord(tmp_path, avant, lettre)
        au += timedelta(days=1)
    assert pas == ECHELLES.get(exemple.nom.partition("/")[0]) or ECHELLES[exemple.nature]
    assert decision["action"] in FINS
    assert [c["code"] for c in histoire.etat(au)["constats"] if c["gravite"] == "erreur"] == []


def _verifier_l_accord(ou: Path, avant: dict[str, Any], lettre: dict[str, Any]) -> None:
    """Ce que l'état annonçait, ce que la lettre imprime et ce que le journal garde."""
    texte = texte_lisible((ou / lettre["fichier"]).read_bytes())
    inscription = lettre["inscription"]
    assert avant["decision"]["lettre"] == lettre["lettre"] == inscription["lettre"]
    assert avant["decision"]["echelon"] == inscription["echelon"]
    if avant["a_payer"] is not None:
        assert avant["a_payer"]["total"] == inscription["montant"]
        assert avant["a_payer"]["au"] == inscription["echeance"]
        assert t.montant(Decimal(inscription["montant"])) in texte
    if "echeance" in inscription:
        assert t.date_longue(date.fromisoformat(inscription["echeance"])) in texte


def test_l_histoire_d_une_promesse_rompue_d_un_paiement_et_d_une_contestation(lancer, tmp_path: Path):
    exemple = next(e for e in EXEMPLES if e.nom == "minimaux/rappel-recouvrement-rappel")
    histoire = Histoire(lancer, exemple, tmp_path)

    def dire(*args: str, le: str) -> str:
        resultat = lancer(args[0], "dossier.json", *args[1:], "--date", le, "--au", le)
        assert resultat.code == 0, resultat.tout
        return str(resultat.sortie)

    def statut(le: str) -> tuple[str, str | None, list[str]]:
        d = histoire.etat(date.fromisoformat(le))["decision"]
        return d["statut"], d["echelon"], [r["code"] for r in d["raisons"]]

    histoire.mode = "courriel"
    histoire.ecrire(date(2026, 9, 8))
    assert statut("2026-09-21") == ("non_due", "rappel_ferme", ["delai_de_la_lettre"])
    dire("suite", "--resultat", "promesse", "--promis-le", "2026-09-30", "--canal", "telephone", le="2026-09-21")
    assert statut("2026-10-03") == ("suspendue", "rappel_ferme", ["promesse"])
    assert statut("2026-10-04") == ("due", "rappel_ferme", ["delai_passe", "promesse_rompue"])
    assert "40,00" in dire("paiement", "--montant", "20", le="2026-10-04")
    histoire.ecrire(date(2026, 10, 5))
    dire("suite", "--resultat", "contestation", "--citation", "Il manque des photos.", le="2026-10-10")
    assert statut("2026-11-20") == ("a_revoir", "mise_en_demeure", ["contestation"])
    assert lancer("generer", "dossier.json", "--au", "2026-11-20").code == 1
    dire("envoi", "--lettre", "reponse", "--mode", "courriel", le="2026-10-12")
    assert statut("2026-11-20") == ("due", "mise_en_demeure", ["delai_passe", "promesse_rompue"])
    dire("suspendre", "--motif", "mediation", "--jusqu-a", "2026-12-15", le="2026-11-20")
    assert statut("2026-12-15")[0] == "suspendue"
    dire("paiement", "--montant", "36", le="2026-12-16")
    assert statut("2026-12-16") == ("terminee", None, ["tolerance"])
    dire("suite", "--resultat", "cheque_sans_provision", "--paiement", "2", le="2026-12-20")
    assert statut("2026-12-20")[:2] == ("due", "mise_en_demeure")
    lu = lettres.lire(histoire.dossier)
    assert [e.lettre for e in lu.envois] == ["rappel", "rappel", "reponse"]  # type: ignore[union-attr]
    assert len(lu.suites) == 3
