"""Les données livrées : ce que disent les YAML, jamais autre chose."""

from __future__ import annotations

import json
from datetime import date

import pytest
from fabrique_de_dossiers import complet
from tables import d_un_trait

from lettres.catalogue import dossier_des_modeles
from lettres.socle.donnees import (
    LIVREES,
    PAQUET,
    donnees,
    donnees_de,
    empreinte,
    empreinte_des_faits,
    lire_yaml,
    transcrire,
)

FICHIERS = {f.relative_to(PAQUET).with_suffix("").as_posix(): f for f in sorted(PAQUET.rglob("*.yaml"))}


def test_les_donnees_livrees_sont_transcrites():
    a_jour = LIVREES.read_text(encoding="utf-8") == transcrire()
    assert a_jour, "un fichier .yaml a changé : python -m lettres.socle"


@d_un_trait
@pytest.mark.parametrize("nom", FICHIERS)
def test_une_donnee_livree_est_celle_de_son_fichier(nom: str):
    """Les dates y sont des textes; rien d'autre ne change, et aucune clé n'était autre chose qu'un texte."""
    lu = lire_yaml(FICHIERS[nom])
    assert donnees(nom) == json.loads(json.dumps(lu, default=date.isoformat))
    assert cles_qui_ne_sont_pas_des_textes(lu) == []


def test_le_catalogue_des_modeles_en_est():
    fichiers = {modele["fichier"] for modele in donnees("modeles/catalogue")["modeles"]}
    assert fichiers == {f.name for f in dossier_des_modeles().glob("*.docx")}


def test_un_repertoire_donne_ses_seuls_fichiers():
    assert [nom for nom, _ in donnees_de("escalade/politiques")] == [
        *("consommation", "entente", "recouvrement", "reputation"),
    ]


def test_ce_que_l_on_fait_d_une_donnee_ne_change_pas_la_suivante():
    donnees("catalogue/capacites").clear()
    assert donnees("catalogue/capacites") != {}


@pytest.mark.parametrize("nature", ["recouvrement", "reputation", "consommation", "entente"])
def test_l_empreinte_des_faits_est_celle_du_bloc(nature: str):
    """Tout bloc rempli, et ce que JSON écrit autrement que Python : guillemets, sauts de ligne, signes rares, zéros."""
    rares = {
        "b": {"texte": 'un « mot » "cité"\tet\U0001f600 \\'},
        "a": {"somme": "12,50 $"},
        "c": {"date": "2026-12-01"},
    }
    d = complet(nature, complements=rares, options=["un\ndeux"])
    assert empreinte_des_faits(d) == empreinte(d)
    mince = d.model_copy(update={"complements": {}, "faits": (), "contrat": None})
    assert empreinte(d) != empreinte_des_faits(mince) == empreinte(mince)


def cles_qui_ne_sont_pas_des_textes(valeur: object) -> list[object]:
    if isinstance(valeur, list):
        return [cle for element in valeur for cle in cles_qui_ne_sont_pas_des_textes(element)]
    if isinstance(valeur, dict):
        dedans = [cle for element in valeur.values() for cle in cles_qui_ne_sont_pas_des_textes(element)]
        return [cle for cle in valeur if not isinstance(cle, str)] + dedans
    return []
