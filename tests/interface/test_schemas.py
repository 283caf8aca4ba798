"""Les schémas des réponses : valides, exacts, et d'accord avec les listes que d'autres modules tiennent."""

from __future__ import annotations

from typing import Any, get_args

import pytest
from jsonschema import Draft202012Validator
from tables import d_un_trait

from lettres import interface
from lettres.affaire.suite.attentes import Raison
from lettres.affaire.suite.empechements import Obstacle
from lettres.droit.calendrier import Calendrier
from lettres.droit.parametre import Certitude
from lettres.droit.prescription import Matiere, Urgence
from lettres.interface import objets, objets_de_reference
from lettres.interface.notations import ChoixJson
from lettres.interface.schemas import SANS_ECHEC
from lettres.rendu.moteur import moteur
from lettres.socle.champ import Genre
from lettres.socle.constats import Gravite


@pytest.mark.un_sur(3)
@pytest.mark.parametrize("nom", interface.FORMES)
def test_chaque_schema_est_un_json_schema_valide(nom: str):
    Draft202012Validator.check_schema(interface.schema(nom))


@d_un_trait
@pytest.mark.parametrize("nom", interface.FORMES)
def test_chaque_objet_du_schema_se_decrit_et_refuse_toute_autre_cle(nom: str):
    for forme in interface.schema(nom)["$defs"].values():
        assert forme["additionalProperties"] is False
        assert forme["description"]
        assert set(forme["required"]) <= set(forme["properties"])


@d_un_trait
@pytest.mark.parametrize("nom", sorted(set(interface.FORMES) - SANS_ECHEC))
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
    assert Draft202012Validator(interface.schema(nom)).is_valid({"version": 1, "constats": [refus]})


def nom_de(forme: Any) -> str:
    return forme.__name__.removesuffix("Json")


def mots(forme: Any, cle: str) -> set[str]:
    """Les mots que le schéma de cette forme permet à cette clé."""
    (nom,) = [n for n, f in interface.FORMES.items() if nom_de(forme) in interface.schema(n)["$defs"]][:1]
    permis = interface.schema(nom)["$defs"][nom_de(forme)]["properties"][cle]
    return set(permis.get("enum") or permis["anyOf"][0]["enum"])


@d_un_trait
@pytest.mark.parametrize(
    ("forme", "cle", "connus"),
    [
        (objets.ConstatJson, "gravite", set(Gravite)),
        (objets.EtatJson, "urgence", set(Urgence)),
        (objets.AttenteJson, "raison", {raison.name.lower() for raison in Raison}),
        (objets.EmpechementJson, "raison", {obstacle.value for obstacle in Obstacle}),
        (objets.GenereeJson, "chemin", set(get_args(moteur.Voie))),
        (objets_de_reference.DelaiJson, "calendrier", set(Calendrier)),
        (objets_de_reference.PrescriptionJson, "matiere", set(Matiere)),
        (objets_de_reference.PrescriptionJson, "urgence", set(Urgence)),
        (objets_de_reference.ParametreJson, "certitude", {*get_args(Certitude), "inconnu"}),
        (objets_de_reference.ChampJson, "genre", set(get_args(Genre))),
    ],
    ids=lambda valeur: getattr(valeur, "__name__", valeur) if not isinstance(valeur, set) else "",
)
def test_une_liste_de_mots_permis_est_celle_du_module_qui_les_connait(forme: Any, cle: str, connus: set[str]):
    assert mots(forme, cle) == connus


@d_un_trait
@pytest.mark.parametrize(
    ("annotation", "juste", "fautif"),
    [
        (objets.JourJson, "2026-11-22", "22 novembre 2026"),
        (objets.JourJson, "2026-11-22", "2026-11-22T00:00"),
        (objets.SommeJson, "1149.75", "1149,75"),
        (objets.SommeJson, "60.00", "60"),
        (objets.SommeJson, "-0.01", "0.001"),
        (objets.NombreJson, "12", "12 %"),
        (objets.NombreJson, "9.975", "9,975"),
        (objets.EmpreinteJson, "0a" * 32, "0A" * 32),
        (objets.CodeDeConstatJson, "D-02", "D-2"),
        (objets.CodeDeConstatJson, "S101", "s101"),
        (objets.UrgenceJson, "échue", "echue"),
    ],
)
def test_ce_qui_s_ecrit_d_une_seule_facon_est_tenu_des_deux_cotes(annotation: Any, juste: str, fautif: str):
    from lettres.interface.schemas import _noeud

    schema = Draft202012Validator(_noeud(annotation, {}))
    assert (schema.is_valid(juste), schema.is_valid(fautif)) == (True, False)


def test_un_choix_n_est_jamais_vide():
    notes = [note for nom in vars(objets).values() for note in getattr(nom, "__metadata__", ())]
    assert all(note.mots for note in notes if isinstance(note, ChoixJson))
