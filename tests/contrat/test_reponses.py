"""Les réponses : chaque valeur de l'outil sous sa forme publique."""

from __future__ import annotations

from lettres import contrat
from lettres.socle.constats import Constat, Gravite


def test_la_forme_publique_d_un_constat_a_des_cles_stables():
    c = Constat("X101", Gravite.ERREUR, "Il manque une date.", "Ajoutez-la.", "Art. 1", ("faits", 0), "d.yaml", 3, 5)
    assert contrat.constat(c) == {
        "code": "X101",
        "gravite": "erreur",
        "fichier": "d.yaml",
        "ligne": 3,
        "colonne": 5,
        "chemin": "faits[0]",
        "message": "Il manque une date.",
        "remede": "Ajoutez-la.",
        "fondement": "Art. 1",
    }
