"""Valider les données d'un logiciel hôte : les mêmes constats, en français, sans fichier."""

from __future__ import annotations

from collections import OrderedDict
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType

import pytest
from tables import d_un_trait

from lettres.dossier import Creance, Dossier
from lettres.lecture import valider
from lettres.socle.constats import Gravite, chemin_lisible
from lettres.socle.erreurs import DossierInvalide

DOSSIER = {
    "reference": "2026-014",
    "nature": "recouvrement",
    "expediteur": {"nom": "Studio Karine Exemple"},
    "destinataire": {"nom": "Marie Exemple"},
}


def refus(donnees) -> list[tuple[str, str]]:
    with pytest.raises(DossierInvalide) as exc:
        valider(donnees)
    assert all(c.fichier is None and c.ligne is None and c.gravite is Gravite.ERREUR for c in exc.value.constats)
    return [(chemin_lisible(c.chemin), c.code) for c in exc.value.constats]


def test_des_valeurs_python_font_un_dossier():
    dossier = valider(
        {
            **DOSSIER,
            "creances": [{"montant": Decimal("60.00"), "date": date(2026, 8, 1)}, {"montant": 60}],
            "achat": {"double_recu": True},
            "lieu": None,
            "solution": "",
            "contrat": {"forme": None, "clauses": ()},
        }
    )
    assert isinstance(dossier, Dossier)
    assert dossier.origine is None
    assert [c.montant for c in dossier.creances] == [Decimal("60.00"), Decimal("60.00")]


@pytest.mark.parametrize("genre", [dict, OrderedDict, MappingProxyType])
def test_toute_sorte_de_dictionnaire_convient(genre):
    assert valider(genre({**DOSSIER, "expediteur": genre(DOSSIER["expediteur"])})).reference == "2026-014"


def test_des_donnees_qui_se_contiennent_sont_refusees_la_ou_leur_forme_s_arrete():
    donnees: dict[str, object] = {**DOSSIER}
    donnees["expediteur"] = donnees
    options: list[object] = []
    options.append(options)
    assert ("expediteur.expediteur", "D105") in refus(donnees)
    assert ("options[0]", "D111") in refus({**DOSSIER, "options": options})


def test_un_bloc_deja_valide_convient():
    creance = Creance(montant=Decimal("60.00"))
    assert valider({**DOSSIER, "creances": (creance,)}).creances == (creance,)


@d_un_trait
@pytest.mark.parametrize(
    ("donnees", "attendus"),
    [
        ({**DOSSIER, "echance": 1}, [("echance", "D105")]),
        ({**DOSSIER, "expediteur": {}}, [("expediteur.nom", "D106")]),
        ({**DOSSIER, "expediteur": {"nom": None}}, [("expediteur.nom", "D107")]),
        ({**DOSSIER, "expediteur": None}, [("expediteur", "D107")]),
        ({**DOSSIER, "expediteur": "Studio"}, [("expediteur", "D109")]),
        ({**DOSSIER, "nature": "facture"}, [("nature", "D108")]),
        ({**DOSSIER, "nature": 1}, [("nature", "D108")]),
        ({**DOSSIER, "nature": ["entente"]}, [("nature", "D111")]),
        ({**DOSSIER, "reference": 2026}, [("reference", "D111")]),
        ({**DOSSIER, "reference": "x" * 501}, [("reference", "D112")]),
        ({**DOSSIER, "reference": "a\nb"}, [("reference", "D113")]),
        ({**DOSSIER, "reference": "a\u202eb"}, [("reference", "D103")]),
        ({**DOSSIER, "reference": "\ud800"}, [("reference", "D111")]),
        ({**DOSSIER, "solution": "x" * 5001}, [("solution", "D112")]),
        ({**DOSSIER, "creances": "F-1"}, [("creances", "D110")]),
        ({**DOSSIER, "creances": [None]}, [("creances[0]", "D107")]),
        ({**DOSSIER, "creances": [{"montant": 60.0}]}, [("creances[0].montant", "D114")]),
        ({**DOSSIER, "creances": [{"montant": True}]}, [("creances[0].montant", "D114")]),
        ({**DOSSIER, "creances": [{"date": datetime(2026, 8, 1, 10)}]}, [("creances[0].date", "D116")]),  # noqa: DTZ001
        ({**DOSSIER, "delai_jours": 366}, [("delai_jours", "D119")]),
        ({**DOSSIER, "delai_jours": 0}, [("delai_jours", "D119")]),
        ({**DOSSIER, "lettres": 2}, [("lettres", "D108")]),
        ({**DOSSIER, 1: "un"}, [("1", "D102")]),
        ({**DOSSIER, "expediteur": {"nom": "A", "signataire": {"role": "x"}}},
         [("expediteur.signataire.role", "D105"), ("expediteur.signataire.nom", "D106")]),
        ({**DOSSIER, "expediteur": {"nom": "A", "signataire": "x" * 501}}, [("expediteur.signataire", "D112")]),
        ({**DOSSIER, "expediteur": {"nom": "A", "signataire": 5}}, [("expediteur.signataire", "D109")]),
        ([], [("", "D109")]),
        (None, [("", "D107")]),
    ],
)  # fmt: skip
def test_chaque_faute_a_son_code_et_son_chemin(donnees, attendus):
    assert sorted(refus(donnees)) == sorted(attendus)


def test_tous_les_constats_viennent_d_un_coup():
    constats = refus({"expediteur": {"nom": ""}, "creances": [{"montant": "x"}, {"tps": "-1"}], "xyz": 1})
    assert len(constats) == 7


def test_les_limites_de_longueur_sont_permises():
    dossier = valider({**DOSSIER, "reference": "x" * 500, "solution": "x" * 5000, "delai_jours": 365})
    assert len(dossier.reference) == 500
