"""Les schémas des réponses : valides, exacts, et d'accord avec les listes que d'autres modules tiennent."""

from __future__ import annotations

from typing import Any, get_args

import pytest
from jsonschema import Draft202012Validator
from lettres.affaire.attentes import Raison

from lettres import contrat
from lettres.contrat import formes, formes_de_reference
from lettres.contrat.formes import Choix
from lettres.droit.calendrier import Calendrier
from lettres.droit.parametre import Certitude
from lettres.droit.prescription import Matiere, Urgence
from lettres.rendu.moteur import moteur
from lettres.socle.champ import Genre
from lettres.socle.constats import Gravite


@pytest.mark.parametrize("nom", contrat.FORMES)
def test_chaque_schema_est_un_json_schema_valide(nom: str):
    Draft202012Validator.check_schema(contrat.schema(nom))


@pytest.mark.parametrize("nom", contrat.FORMES)
def test_chaque_objet_du_schema_se_decrit_et_refuse_toute_autre_cle(nom: str):
    for forme in contrat.schema(nom)["$defs"].values():
        assert forme["additionalProperties"] is False
        assert forme["description"]
        assert set(forme["required"]) <= set(forme["properties"])


@pytest.mark.parametrize("nom", contrat.FORMES)
def test_toute_commande_peut_echouer_sans_rien_savoir_de_plus(nom: str):
    refus = {
        "code": "U001",
        "gravite": "erreur",
        "fichier": None,
        "ligne": None,
        "colonne": None,
        "chemin": "--au",
        "lieu": None,
        "message": "m",
        "remede": "",
        "fondement": "",
    }
    assert Draft202012Validator(contrat.schema(nom)).is_valid({"version": 1, "constats": [refus]})


def mots(forme: Any, cle: str) -> set[str]:
    """Les mots que le schéma de cette forme permet à cette clé."""
    (nom,) = [n for n, f in contrat.FORMES.items() if forme.__name__ in contrat.schema(n)["$defs"]][:1]
    permis = contrat.schema(nom)["$defs"][forme.__name__]["properties"][cle]
    return set(permis.get("enum") or permis["anyOf"][0]["enum"])


@pytest.mark.parametrize(
    ("forme", "cle", "connus"),
    [
        (formes.Constat, "gravite", set(Gravite)),
        (formes.Etat, "urgence", set(Urgence)),
        (formes.Attente, "raison", {raison.name.lower() for raison in Raison}),
        (formes.Generee, "chemin", set(get_args(moteur.Chemin))),
        (formes_de_reference.Delai, "calendrier", set(Calendrier)),
        (formes_de_reference.Prescription, "matiere", set(Matiere)),
        (formes_de_reference.Prescription, "urgence", set(Urgence)),
        (formes_de_reference.Parametre, "certitude", {*get_args(Certitude), "inconnu"}),
        (formes_de_reference.Champ, "genre", set(get_args(Genre))),
    ],
    ids=lambda valeur: getattr(valeur, "__name__", valeur) if not isinstance(valeur, set) else "",
)
def test_une_liste_de_mots_permis_est_celle_du_module_qui_les_connait(forme: Any, cle: str, connus: set[str]):
    assert mots(forme, cle) == connus


@pytest.mark.parametrize(
    ("annotation", "juste", "fautif"),
    [
        (formes.Jour, "2026-11-22", "22 novembre 2026"),
        (formes.Jour, "2026-11-22", "2026-11-22T00:00"),
        (formes.Somme, "1149.75", "1149,75"),
        (formes.Somme, "60.00", "60"),
        (formes.Somme, "-0.01", "0.001"),
        (formes.Nombre, "12", "12 %"),
        (formes.Nombre, "9.975", "9,975"),
        (formes.Empreinte, "0a" * 32, "0A" * 32),
        (formes.CodeDeConstat, "D-02", "D-2"),
        (formes.CodeDeConstat, "S101", "s101"),
        (formes.Urgence, "échue", "echue"),
    ],
)
def test_ce_qui_s_ecrit_d_une_seule_facon_est_tenu_des_deux_cotes(annotation: Any, juste: str, fautif: str):
    from lettres.contrat.schemas import _noeud

    schema = Draft202012Validator(_noeud(annotation, {}))
    assert (schema.is_valid(juste), schema.is_valid(fautif)) == (True, False)


def test_un_choix_n_est_jamais_vide():
    notes = [note for nom in vars(formes).values() for note in getattr(nom, "__metadata__", ())]
    assert all(note.mots for note in notes if isinstance(note, Choix))
