"""L'affaire après une inscription de plus : ce qu'elle reprend de l'autre est ce qu'elle aurait calculé."""

from __future__ import annotations

import copy
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from fabrique_de_dossiers import dossier, facture, piece
from journaux import Blocs, Hasard, ajouter_au_hasard, dossier_au_hasard

from lettres.affaire import Affaire
from lettres.affaire.aveux import Reparties
from lettres.affaire.suite.recus import Recus
from lettres.affaire.suivante import _LIT, suivante
from lettres.dossier import Annulation, Dossier

AU = date(2026, 11, 22)

Ajouts = dict[str, Any]


def faits_de(affaire: Affaire) -> dict[str, object]:
    """Chaque fait qui peut se reprendre; ce qui ne sait pas s'égaler se compare par ce qu'il garde."""
    faits = {nom: getattr(affaire, nom) for nom in ("inscriptions", "comptes", *_LIT)}
    return {nom: vars(fait) if isinstance(fait, Recus | Reparties) else fait for nom, fait in faits.items()}


def suivie(affaire: Affaire, relu: Dossier, ajouts: Ajouts) -> Affaire:
    """L'affaire suivante, dont chaque fait est celui du dossier relu."""
    faits_de(affaire)
    suite = suivante(affaire, ajouts)
    assert suite.dossier == relu
    neuve = faits_de(Affaire(relu, suite.au))
    assert {nom for nom, fait in faits_de(suite).items() if fait != neuve[nom]} == set(), (relu.reference, ajouts)
    return suite


@pytest.mark.parametrize(
    "graines",
    [
        range(30),
        *(pytest.param(range(n, n + 200), marks=pytest.mark.long) for n in range(30, 1200, 200)),
    ],
    ids=lambda graines: str(graines.start),
)
def test_de_ligne_en_ligne_chaque_fait_repris_est_celui_que_l_on_aurait_calcule(graines: range):
    for graine in graines:
        faits, au = dossier_au_hasard(graine)
        h, lu = Hasard(Random(graine)), Dossier.model_validate(faits)  # noqa: S311 -- des essais, non des secrets
        affaire = Affaire(lu, au)
        for _ in range(4):
            apres = copy.deepcopy(faits)
            ajouter_au_hasard(h, apres, au + timedelta(days=h.de.choice((0, 0, 0, 1))))
            relu = Dossier.model_validate(apres)
            nouvelles = {
                liste: getattr(relu, liste)[len(getattr(lu, liste)) :] for liste in ("envois", "suites", "paiements")
            }
            ajouts = {liste: lignes for liste, lignes in nouvelles.items() if lignes}
            if ajouts and not any(isinstance(ligne, Annulation) for lignes in ajouts.values() for ligne in lignes):
                # -- et de suivante en suivante, comme la simulation --
                affaire, faits, lu = suivie(affaire, relu, ajouts), apres, relu


@pytest.mark.parametrize(
    ("fait", "faits", "liste", "entree"),
    [
        (
            "consommation",
            {"nature": "consommation", "achat": {"date": "2026-10-01", "prix": 90, "mode": "en_ligne"}},
            "envois",
            {"lettre": "avis_resolution", "date": "2026-11-22"},
        ),
        (
            # -- un aveu du jour même, d'une part : ce qui est payé ce jour-là fait qu'il avoue tout le reste --
            "prescrites",
            {
                "creances": [facture()],
                "pieces": [piece(1)],
                "suites": [{"date": "2026-11-22", "resultat": "reconnaissance", "montant": "55.00", "piece": "P-1"}],
            },
            "paiements",
            {"date": "2026-11-22", "montant": "10.00", "facture": "F-1023"},
        ),
    ],
    ids=["un avis résout l’achat", "un paiement rend un aveu entier"],
)
def test_ce_que_change_une_ligne_rare_ne_se_reprend_pas(fait: str, faits: Blocs, liste: str, entree: Blocs):
    affaire, relu = Affaire(dossier(**faits), AU), dossier(**faits, **{liste: [entree]})
    suite = suivie(affaire, relu, {liste: getattr(relu, liste)})
    assert getattr(suite, fait) != getattr(affaire, fait)
