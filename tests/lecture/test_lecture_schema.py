"""Le schéma publié : valide, à jour, et jamais plus sévère que le lecteur."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator
from tables import d_un_trait
from tries import tries

import lettres
from lettres.dossier.parties import Civilite
from lettres.lecture import lire, lire_texte, schema
from lettres.socle.erreurs import DossierInvalide

FAUTIFS = Path(__file__).parent / "fautifs"
EXEMPLES = [f for f in sorted((Path(__file__).parents[2] / "exemples").glob("*/*.yaml")) if f.name != "histoire.yaml"]
LIVRE = Path(lettres.__file__).parent / "schema.json"

MINIMAL = {
    "reference": "2026-014",
    "nature": "recouvrement",
    "expediteur": {"nom": "Studio Karine Exemple"},
    "destinataire": {"nom": "Marie Exemple"},
}


class _CommeUnEditeur(yaml.SafeLoader):
    """YAML 1.2 : une date et « oui » sont du texte, comme pour le serveur de langage des éditeurs."""


_CommeUnEditeur.yaml_implicit_resolvers = {
    premier: [
        (etiquette, motif)
        for etiquette, motif in resolutions
        if "timestamp" not in etiquette and "bool" not in etiquette
    ]
    for premier, resolutions in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_CommeUnEditeur.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(true|false)$"), list("tf"))


@cache
def valideur() -> Draft202012Validator:
    """Le schéma, refait du dossier une seule fois : le refaire coûte quarante fois ce que coûte une validation."""
    return Draft202012Validator(schema())


def plaintes(donnees: object) -> list[str]:
    return [e.json_path + " " + e.message for e in valideur().iter_errors(donnees)]


def test_le_schema_est_un_json_schema_valide():
    Draft202012Validator.check_schema(schema())
    assert schema()["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema()["title"] == "Dossier lettres"
    # -- un service qui répond un dossier publie aussi la forme de ce qu'il répond, bloc par bloc --
    rendu = lettres.Dossier.model_json_schema(mode="serialization")
    Draft202012Validator.check_schema(rendu)
    assert rendu["$defs"].keys() == lettres.Dossier.model_json_schema()["$defs"].keys()
    assert {"Contrat", "Rupture", "ImagesDeLExpediteur", "Complement"} <= rendu["$defs"].keys()


def test_le_schema_livre_est_a_jour():
    """Après un changement des modèles : `python -m lettres.lecture.schema`."""
    assert LIVRE.read_text(encoding="utf-8") == json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


def test_la_commande_recrit_le_schema_a_l_identique():
    avant = LIVRE.read_bytes()
    fait = subprocess.run([sys.executable, "-m", "lettres.lecture.schema"], capture_output=True, text=True, check=True)
    assert (fait.stdout, fait.stderr) == ("", "")
    assert LIVRE.read_bytes() == avant


def test_chaque_cle_du_schema_a_un_titre_et_une_description():
    definitions = schema()["$defs"]
    assert isinstance(definitions, dict)
    for nom, bloc in [("Dossier", schema()), *definitions.items()]:
        assert bloc["title"] and bloc["description"], nom
        for cle, valeur in bloc.get("properties", {}).items():
            assert valeur["title"] and valeur["description"], (nom, cle)


@d_un_trait
@pytest.mark.un_sur(5)
@pytest.mark.parametrize("fichier", EXEMPLES, ids=lambda f: f.stem)
def test_le_schema_et_le_lecteur_acceptent_chaque_exemple(fichier: Path):
    assert lire(fichier).origine
    donnees = yaml.load(fichier.read_text(encoding="utf-8"), Loader=_CommeUnEditeur)  # noqa: S506
    assert plaintes(donnees) == []


def _un_sur_trois(valeurs: list[dict[str, object]]) -> set[str]:
    return {f"{n} {p}"[:60] for n, p in enumerate(valeurs) if n % 3 == 0}


ACCEPTES = [
    {"lettres": 1},
    {"lettres": "1"},
    {"$schema": "./dossier.schema.json"},
    {"reference": 2026},
    {"reference": 4.2},
    {"lieu": True},
    {"lieu": None},
    {"lieu": ""},
    {"creances": [{"facture": 1023, "montant": 60.00, "tps": 0, "date": "2026-08-31"}]},
    {"creances": [{"montant": "60,00 $", "date": " 2026-08-31 ", "echeance": None}]},
    {"creances": [{"date": ""}]},
    {"creances": None},
    {"creances": ""},
    {"contrat": {"clauses": [{"numero": 4.2, "page": 3, "texte": "Un passage."}], "interet": {"taux_annuel": 12}}},
    {"contrat": {"clauses": [{"numero": "4.2", "page": "3", "texte": 12}], "interet": {"taux_annuel": "12,5 %"}}},
    {"contrat": {"forme": None, "piece": "P-1", "interet": {"demeure_automatique": "Oui"}}},
    {"contrat": ""},
    {"delai_jours": 10},
    {"delai_jours": "10"},
    {"mode_envoi": ""},
    {"achat": {"double_recu": "oui"}},
    {"achat": {"double_recu": True}},
    {"achat": {"double_recu": "NON"}},
    {"expediteur": {"nom": 514, "neq": 1100000000, "signataire": "Karine Exemple"}},
    {"expediteur": {"nom": "A", "signataire": {"nom": "Karine", "civilite": "madame"}}},
    {"destinataire": {"nom": "A", "qualite": "commerçant", "civilite": "M"}},
    {"destinataire": {"nom": "A", "civilite": "MAÎTRE", "qualite": None}},
    {"pieces": [{"id": "P-999", "titre": 2026}]},
    {"options": ["Payer", 60]},
    {"heure_limite": "17 h 30"},
    {"heure_limite": "17 heures"},
    {"mode_envoi": "recommandé"},
    {"mode_envoi": "en mains propres"},
    {"mode_envoi": "Lettre recommandée"},
    {"envois": [{"lettre": "Mise en demeure", "date": "le 1er septembre 2026", "mode": "par la poste"}]},
    {"envois": [{"lettre": "l’OPC", "date": "samedi 14 mars 2026"}]},
    {"suites": [{"date": "3 févr. 2026", "canal": "Téléphone", "resultat": "sans réponse"}]},
    {"contrat": {"forme": "ÉCRITS", "date": "2026/3/4"}},
    {"contrat": {"forme": "e\u0301crit", "interet": {"taux_annuel": "12 % par année", "demeure_automatique": "yes"}}},
    {"creances": [{"montant": "60 CAD", "avant_taxes": "$60", "tps": "60 $ CA", "devise": "$ CA", "cause": "prêt"}]},
    {"creances": [{"montant": "CAD 60", "avant_taxes": "60 dollars canadiens", "devise": "cad"}]},
    {"achat": {"mode": "porte-à-porte", "paiement": "carte de crédit", "categorie": "lave-vaisselle"}},
    {"delai_jours": "10 jours"},
    {"delai_jours": "dix (10) jours"},
    {"delai_jours": "10 j."},
    {"contrat": {"clauses": [{"page": "p. 3", "texte": "A"}]}},
    {"pieces": [{"id": "p 1", "titre": "A"}]},
    {
        "expediteur": {
            "nom": "A",
            "telephone": "450 555-0123 poste 12",
            "employes": "12 employés",
            "neq": "1100-000-000",
        }
    },
    {"publications": [{"date": "14 mars 2026 à 14 h 30", "capture": "2026-03-14, 14:30", "sollicitee": "Non."}]},
    {"publications": [{"date": "2026-10-12 14:30", "sollicitee": "non"}]},
    {"publications": [{"date": "2026-10-12T9:05", "capture": " 2026-10-12  9 h 05 "}]},
    {"publications": [{"url": " https://exemple.test/a?b=1 "}]},
    {"creances": [{"montant": "1\u00a0149,75\u202f$", "avant_taxes": " 0,01 ", "tps": "0", "tvq": "0,00 $"}]},
    {"creances": [{"montant": 999999999.99, "avant_taxes": "999 999 999,99 $", "tps": 0.0}]},
    {"creances": [{"date": "1900-01-01", "echeance": "2200-12-31"}]},
    {"contrat": {"interet": {"taux_annuel": "0,0001\u00a0%"}}},
    {"contrat": {"interet": {"taux_annuel": "999.9999"}}},
    {"contrat": {"clauses": [{"page": "000001", "texte": "A"}, {"page": 1, "texte": "A"}]}},
    {"delai_jours": 1},
    {"delai_jours": " 365 "},
    {"delai_jours": "000365"},
    {"heure_limite": "0:00"},
    {"heure_limite": "23\u202fh\u202f59"},
    {"lieu": "a" * 500},
    {"lieu": "  " + "a" * 500 + "\n"},
    {"lieu": "e\u0301" * 500},
    {"solution": "😀" * 5000},
    {"lieu": "é" * 500},
    {"solution": "a" * 5000 + "\n"},
    {"solution": "a\n" * 2500},
    {"expediteur": {"nom": "A", "neq": " 11 0000 0000 ", "employes": "0"}},
    {"destinataire": {"nom": "A", "adresse": {"ligne": "A", "ville": "Paris", "pays": "France", "code_postal": 75001}}},
    {"recu": {"type": "Mise en demeure", "date": "3 nov. 2026", "mode": "sms", "reclame": {"montant": 500}}},
    {"recu": {"reclame": {"cause": "dommages-intérêts"}, "points": [{"texte": "A", "jugement": "faux"}]}},
    {"menaces": [{"date": "2026-11-01", "canal": "Texto", "citation": "A", "piece": "p 1"}]},
    {"offre": {"expire_le": "10 décembre 2026", "heure": "17 heures", "accepter_par": "par écrit"}},
    {"offre": {"concessions": [{"de": "Nous", "texte": "A"}], "versements": [{"montant": "$60"}]}},
    {"rupture": {"motifs": [{"type": "défaut de paiement"}], "travaux": [{"texte": "A", "montant": 0}]}},
    {"temoins": ["Paul Exemple", {"nom": "Anne Exemple", "lien": ""}], "questions": ["A", 2]},
    {"district": "Bedford", "reduction": "15 000 $", "faiblesses": [{"texte": "A"}]},
]


@tries(("plus",), {f"{n} {p}"[:60]: (p,) for n, p in enumerate(ACCEPTES)}, _un_sur_trois(ACCEPTES))
def test_le_schema_accepte_ce_que_le_lecteur_accepte(plus: dict[str, object]):
    donnees = {**MINIMAL, **plus}
    assert lire_texte(json.dumps(donnees).encode(), fichier="d", format="json")
    assert plaintes(donnees) == []


def test_le_schema_accepte_un_montant_que_yaml_coupe_a_la_virgule():
    texte = json.dumps(MINIMAL)[:-1] + ", creances: [{montant: 60,00 $}, {montant: 1 149,75 $}]}"
    assert lire_texte(texte.encode(), fichier="d", format="yaml").creances
    assert plaintes(yaml.load(texte, Loader=_CommeUnEditeur)) == []  # noqa: S506


@d_un_trait
@pytest.mark.parametrize(
    "civilite",
    [*(c.value for c in Civilite), "Madame", "monsieur", "M", "m.", "maitre", "ME", "Neutre", "mme.", "Mr"],
)
def test_le_schema_accepte_chaque_civilite_que_le_lecteur_accepte(civilite: str):
    donnees = {**MINIMAL, "destinataire": {"nom": "A", "civilite": civilite}}
    assert lire_texte(json.dumps(donnees).encode(), fichier="d", format="json")
    assert plaintes(donnees) == []


REFUSES = [
    {"reference": None},
    {"reference": ""},
    {"reference": ["2026"]},
    {"nature": "facture"},
    {"nature": ""},
    {"lettres": 2},
    {"echance": 1},
    {"expediteur": {}},
    {"expediteur": "Studio"},
    {"expediteur": {"nom": "A", "role": "x"}},
    {"expediteur": {"nom": "A", "signataire": {"titre": "x"}}},
    {"expediteur": {"nom": "A", "signataire": ["x"]}},
    {"creances": {"montant": 60}},
    {"creances": [{"montant": {}}]},
    {"creances": [{"date": "31/08/2026"}]},
    {"creances": [{"date": 20260831}]},
    {"contrat": {"forme": "écriture"}},
    {"pieces": [{"id": "Pièce 1", "titre": "A"}]},
    {"pieces": [{"id": "P-1"}]},
    {"achat": {"double_recu": "peut-être"}},
    {"destinataire": {"nom": "A", "civilite": "Docteur"}},
    {"options": [[]]},
    {"creances": [{"montant": "soixante"}]},
    {"creances": [{"montant": "0,00 $"}]},
    {"creances": [{"montant": 0}]},
    {"creances": [{"montant": -5}]},
    {"creances": [{"montant": "-5"}]},
    {"creances": [{"montant": "1,234.56"}]},
    {"creances": [{"montant": "12.345"}]},
    {"creances": [{"montant": 1000000000}]},
    {"creances": [{"tps": -1}]},
    {"creances": [{"date": "1899-12-31"}]},
    {"creances": [{"date": "2201-01-01"}]},
    {"creances": [{"date": "2026-13-01"}]},
    {"creances": [{"date": "2026-01-32"}]},
    {"creances": [{"date": "2026-00-10"}]},
    {"contrat": {"interet": {"taux_annuel": "0 %"}}},
    {"contrat": {"interet": {"taux_annuel": 0}}},
    {"contrat": {"interet": {"taux_annuel": 1000}}},
    {"contrat": {"interet": {"taux_annuel": "2 % par mois"}}},
    {"contrat": {"clauses": [{"page": 0, "texte": "A"}]}},
    {"contrat": {"clauses": [{"page": "0", "texte": "A"}]}},
    {"contrat": {"clauses": [{"page": "iii", "texte": "A"}]}},
    {"delai_jours": 0},
    {"delai_jours": 366},
    {"delai_jours": "0"},
    {"delai_jours": "366"},
    {"delai_jours": "dix"},
    {"delai_jours": 1.5},
    {"heure_limite": "24 h"},
    {"heure_limite": "17 h 60"},
    {"heure_limite": "midi"},
    {"publications": [{"date": "2026-10-12 midi"}]},
    {"creances": [{"montant": "60 USD"}]},
    {"creances": [{"devise": "EUR"}]},
    {"mode_envoi": "télécopieur"},
    {"publications": [{"url": "exemple.test"}]},
    {"lieu": "a" * 501},
    {"lieu": "e\u0301" * 501},
    {"reference": "  "},
    {"solution": "a" * 5001},
    {"expediteur": {"nom": "A", "neq": "110000000"}},
    {"expediteur": {"nom": "A", "employes": -1}},
    {"expediteur": {"nom": "A", "employes": "quinze"}},
    {"recu": {"type": "lettre"}},
    {"recu": {"points": [{"jugement": "exact"}]}},
    {"offre": {"heure": "midi"}},
    {"offre": {"accepter_par": "un hochement de tête"}},
    {"offre": {"concessions": [{"de": "nous"}]}},
    {"rupture": {"motifs": [{"type": "incompatibilité de caractère"}]}},
    {"rupture": {"avances": [{"montant": 0}]}},
    {"temoins": [{"lien": "A"}]},
    {"reduction": "0 $"},
]


@tries(("plus",), {f"{n} {p}"[:60]: (p,) for n, p in enumerate(REFUSES)}, _un_sur_trois(REFUSES))
def test_le_schema_refuse_ce_qu_un_editeur_peut_voir(plus: dict[str, object]):
    donnees = {**MINIMAL, **plus}
    with pytest.raises(DossierInvalide):
        lire_texte(json.dumps(donnees).encode(), fichier="d", format="json")
    assert plaintes(donnees)


@pytest.mark.parametrize("cle", MINIMAL)
def test_le_schema_exige_ce_que_le_lecteur_exige(cle: str):
    donnees = {c: v for c, v in MINIMAL.items() if c != cle}
    with pytest.raises(DossierInvalide):
        lire_texte(json.dumps(donnees).encode(), fichier="d", format="json")
    assert plaintes(donnees)


@pytest.mark.parametrize(
    "nom", ["a_remplir", "cles_inconnues", "cles_manquantes", "hors_liste", "mauvaises_formes", "unions", "version"]
)
def test_le_schema_refuse_les_dossiers_fautifs_que_la_forme_seule_trahit(nom: str):
    donnees = yaml.load((FAUTIFS / f"{nom}.yaml").read_text(encoding="utf-8"), Loader=_CommeUnEditeur)  # noqa: S506
    assert plaintes(donnees)
