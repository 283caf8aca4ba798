"""Les réponses : chaque valeur de l'outil sous sa forme publique."""

from __future__ import annotations

from typing import get_args

import pytest
from jsonschema import Draft202012Validator

from lettres import interface
from lettres.socle.constats import Constat, Gravite
from lettres.socle.places import DansDossier, DansExport, DansFichier, DansWord, Endroit

CONSTAT = Draft202012Validator({"$ref": "#/$defs/Constat", "$defs": interface.schema("constats")["$defs"]})
LIEUX = [
    ({"fichier": "d.yaml"}, {"type": "fichier", "fichier": "d.yaml", "ligne": None, "colonne": None}),
    ({"dans": DansDossier(("faits", 0))}, {"type": "dossier", "chemin": "faits[0]"}),
    (
        {"fichier": "l.docx", "dans": DansWord("corps", 3, 5, 12, "Doit {{ x }} dollars", "{{ x }}")},
        {
            "type": "word",
            "partie": "corps",
            "paragraphe": 3,
            "debut": 5,
            "fin": 12,
            "texte": "Doit {{ x }} dollars",
            "passage": "{{ x }}",
        },
    ),
    (
        {"fichier": "f.csv", "dans": DansExport("f.csv", "DueDate", "cellule", 3, 14)},
        {"type": "export", "fichier": "f.csv", "sorte": "cellule", "endroit": "DueDate", "ligne": 3, "colonne": 14},
    ),
    ({"chemin": ("--au",)}, None),
]


@pytest.mark.parametrize(("cles", "lieu"), LIEUX, ids=["fichier", "dossier", "word", "export", "aucun"])
def test_le_lieu_d_un_constat_a_la_forme_de_sa_classe(cles: dict[str, object], lieu: object):
    dit = interface.constat(Constat("X101", Gravite.ERREUR, "Il manque une date.", **cles))  # type: ignore[arg-type]
    assert dit["lieu"] == lieu
    assert CONSTAT.is_valid(dit)


def test_chaque_classe_de_place_a_sa_forme():
    assert {type(c["dans"]) for c, _ in LIEUX if "dans" in c} | {DansFichier} == set(get_args(Endroit))


@pytest.mark.parametrize("cle", ["type", "partie", "paragraphe", "debut", "fin", "texte", "passage"])
def test_une_place_a_qui_il_manque_une_cle_est_refusee(cle: str):
    dit = dict(interface.constat(Constat("X101", Gravite.ERREUR, "m", fichier="l.docx", dans=DansWord("corps", 3))))
    dit["lieu"] = {nom: valeur for nom, valeur in dict(dit["lieu"]).items() if nom != cle}  # type: ignore[call-overload]
    assert not CONSTAT.is_valid(dit)


def test_la_forme_publique_d_un_constat_a_des_cles_stables():
    c = Constat("X101", Gravite.ERREUR, "Il manque une date.", "Ajoutez-la.", "Art. 1", ("faits", 0), "d.yaml", 3, 5)
    assert interface.constat(c) == {
        "code": "X101",
        "gravite": "erreur",
        "fichier": "d.yaml",
        "ligne": 3,
        "colonne": 5,
        "chemin": "faits[0]",
        "lieu": {"type": "fichier", "fichier": "d.yaml", "ligne": 3, "colonne": 5},
        "message": "Il manque une date.",
        "remede": "Ajoutez-la.",
        "fondement": "Art. 1",
    }
