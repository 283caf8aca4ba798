"""Un dossier tapé comme on parle vaut le même, tapé à la lettre; en YAML, en JSON et en TOML également."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tables import d_un_trait

from lettres.lecture import lire_texte, valider
from lettres.socle.erreurs import DossierInvalide

A_LA_LETTRE: dict[str, Any] = {
    "lettres": "1",
    "reference": "2026-07",
    "nature": "entente",
    "expediteur": {"nom": "Karine Exemple", "telephone": "450 555-0123, poste 12", "taxes": "non_inscrit"},
    "destinataire": {"civilite": "Mme", "nom": "Marie Exemple", "qualite": "consommateur"},
    "contrat": {
        "forme": "ecrit",
        "date": "2026-03-14",
        "objet": "Photos de mariage",
        "piece": "P-1",
        "clauses": [{"page": "3", "texte": "Des frais de 60 $."}],
        "interet": {"taux_annuel": "12", "demeure_automatique": "oui"},
    },
    "creances": [{"cause": "pret", "montant": "60.00", "devise": "CAD", "date": "2026-09-01"}],
    "delai_jours": "10",
    "mode_envoi": "recommande",
    "envois": [{"lettre": "mise_en_demeure", "date": "2026-09-01", "mode": "main_propre"}],
    "suites": [{"date": "2026-09-02", "canal": "telephone", "resultat": "sans_reponse"}],
}
COMME_ON_PARLE: dict[str, Any] = {
    "lettres": 1,
    "reference": " 2026-07 ",
    "nature": "Entente",
    "expediteur": {"nom": "Karine Exemple", "telephone": "450 555-0123 ext. 12", "taxes": "Non inscrite"},
    "destinataire": {"civilite": "madame", "nom": "Marie Exemple", "qualite": "consommatrice"},
    "contrat": {
        "forme": "Écrit",
        "date": "le samedi 14 mars 2026",
        "objet": "Photos\nde mariage\n",
        "piece": "p1",
        "clauses": [{"page": "p. 3", "texte": "Des frais de 60 $."}],
        "interet": {"taux_annuel": "12 % par année", "demeure_automatique": "Oui"},
    },
    "creances": [{"cause": "Prêt", "montant": "60 CAD", "devise": "$ CA", "date": "1er septembre 2026"}],
    "delai_jours": "10 jours",
    "mode_envoi": "recommandé",
    "envois": [{"lettre": "Mise en demeure", "date": "1er sept. 2026", "mode": "en mains propres"}],
    "suites": [{"date": "2 septembre 2026", "canal": "Téléphone", "resultat": "sans réponse"}],
}


def en_toml(donnees: dict[str, Any]) -> str:
    def valeur(v: Any) -> str:
        if isinstance(v, dict):
            return "{" + ", ".join(f"{cle} = {valeur(x)}" for cle, x in v.items()) + "}"
        if isinstance(v, list):
            return "[" + ", ".join(map(valeur, v)) + "]"
        return json.dumps(v, ensure_ascii=False)

    return "".join(f"{cle} = {valeur(v)}\n" for cle, v in donnees.items())


def en_json(donnees: dict[str, Any]) -> str:
    return json.dumps(donnees, ensure_ascii=False)


@d_un_trait
@pytest.mark.parametrize("codage", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize(("format_", "ecrire"), [("yaml", en_json), ("json", en_json), ("toml", en_toml)])
def test_les_trois_formats_lisent_le_meme_dossier(format_, ecrire, codage: str):
    lu = lire_texte(ecrire(COMME_ON_PARLE).encode(codage), fichier="d", format=format_)
    assert lu.model_dump() == valider(A_LA_LETTRE).model_dump()


def test_un_logiciel_hote_peut_aussi_ecrire_comme_on_parle():
    assert valider(COMME_ON_PARLE).model_dump() == valider(A_LA_LETTRE).model_dump()


AMBIGUS = {
    "creances": [{"montant": "60 USD", "date": "02/09/2026"}],
    "contrat": {"forme": "par textos", "date": "14 mars 26"},
    "delai_jours": "2 semaines",
    "mode_envoi": "recomandé",
}


@pytest.mark.parametrize(("format_", "ecrire"), [("yaml", en_json), ("json", en_json), ("toml", en_toml)])
def test_les_trois_formats_refusent_les_memes_valeurs_avec_les_memes_phrases(format_, ecrire):
    base = {cle: A_LA_LETTRE[cle] for cle in ("reference", "nature", "expediteur", "destinataire")}
    with pytest.raises(DossierInvalide) as refus:
        lire_texte(ecrire({**base, **AMBIGUS}).encode(), fichier="d", format=format_)
    dits = {c.chemin: f"{c.message} {c.remede}" for c in refus.value.constats}
    assert set(dits) == {
        ("creances", 0, "montant"),
        ("creances", 0, "date"),
        ("contrat", "forme"),
        ("contrat", "date"),
        ("delai_jours",),
        ("mode_envoi",),
    }
    assert "dollars américains" in dits["creances", 0, "montant"]
    assert "« 2026-09-02 » ou « 2026-02-09 »" in dits["creances", 0, "date"]
    assert "« 2026-03-14 »" in dits["contrat", "date"]
    assert "« 14 jours »" in dits["delai_jours",]
    assert "« recommande »" in dits["mode_envoi",]
