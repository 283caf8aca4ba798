"""Les obligations du commerçant : une phrase simple, et l'article seulement quand il est sûr."""

from __future__ import annotations

from importlib.resources import files
from typing import get_args

import pytest
from tables import d_un_trait

from lettres.dossier import Achat
from lettres.droit.obligations import obligation
from lettres.socle.donnees import lire_yaml


def simple(texte: str) -> str:
    return texte.replace("\u00a0", " ").replace("\u2011", "-")


BLOCS = lire_yaml(files("lettres.droit") / "obligations.yaml")


DEDUITES = {"remboursement_distance", "remboursement_itinerant", "bon_fonctionnement"}
"""Celles que l'annulation ou la catégorie du bien donnent, sans que le dossier les nomme."""


def test_chaque_obligation_qu_un_achat_peut_nommer_a_sa_phrase():
    permises, *_ = get_args(get_args(Achat.model_fields["obligation"].annotation)[0])
    assert set(get_args(permises)) == set(BLOCS) - DEDUITES


@d_un_trait
@pytest.mark.parametrize("cle", BLOCS)
def test_une_obligation_suit_deux_points_sans_ponctuation_et_ne_cite_un_article_que_s_il_est_sur(cle: str):
    phrase = obligation(cle)
    assert phrase[0].islower() and not phrase.endswith(".")
    if "article" in phrase:
        assert BLOCS[cle]["certitude"] == "sûr"


@pytest.mark.parametrize(
    ("cle", "fin"),
    [
        ("garantie", "(articles 37 et 38 de la Loi sur la protection du consommateur, RLRQ, c. P-40.1)"),
        ("conformite", "(article 40 de la Loi sur la protection du consommateur, RLRQ, c. P-40.1)"),
        ("delai", "au moment convenu"),
        ("representation", "sur ce qu’il vend"),
        ("prix", "(article 224 c) de la Loi sur la protection du consommateur, RLRQ, c. P-40.1)"),
    ],
)
def test_une_obligation_finit_par_son_article_au_singulier_ou_au_pluriel(cle: str, fin: str):
    assert simple(obligation(cle)).endswith(fin)


def test_ni_un_article_ni_le_recueil_des_lois_ne_se_coupent_au_bout_d_une_ligne():
    assert obligation("remboursement_distance").endswith(
        "(article\u00a054.13 de la Loi sur la protection du consommateur, RLRQ, c.\u00a0P\u201140.1)"
    )
