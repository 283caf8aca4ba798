"""Le genre d'une demande : son type, ou ce que ses mots disent sous un type plus large."""

from __future__ import annotations

import pytest
from tables import d_un_trait

from lettres.affaire import ARGENT, genre
from lettres.dossier import Demande


def genre_de(type_: str, texte: str | None = None, montant: str | None = None) -> str:
    return genre(Demande.model_validate({"type": type_, "texte": texte, "montant": montant}))


@pytest.mark.parametrize("type_", ["cesser", "retirer", "executer", "livrer", "payer", "remettre", "repondre"])
def test_sans_mots_le_genre_est_le_type(type_: str):
    assert genre_de(type_) == type_


@d_un_trait
@pytest.mark.parametrize("type_", ["executer", "livrer", "reparer", "remplacer"])
@pytest.mark.parametrize(
    "texte",
    ["retourner le disque dur prêté", "me rendre mes clés", "nous restituer le dépôt", "Rapporter l’échelle"],
)
def test_rendre_ce_que_l_on_detient_est_remettre_sous_tout_type_large(type_: str, texte: str):
    assert genre_de(type_, texte) == "remettre"


@pytest.mark.parametrize(
    "texte",
    [
        "rendre compte des heures faites",
        "livrer les photos",
        "remettre le rapport de mise en service",
        "prendre rendez-vous",
    ],
)
def test_livrer_ou_rendre_compte_n_est_pas_remettre(texte: str):
    assert genre_de("executer", texte) == "executer"


@pytest.mark.parametrize(
    ("texte", "montant"),
    [
        ("payer les frais de 60 $", None),
        ("me verser 1 200,00 $", None),
        ("acquitter le solde", "60"),
        ("nous rembourser 40 dollars", None),
    ],
)
def test_payer_une_somme_est_payer_sous_tout_type_large(texte: str, montant: str | None):
    assert genre_de("executer", texte, montant) in ARGENT


@pytest.mark.parametrize(
    ("type_", "texte"), [("executer", "payer le fournisseur à temps"), ("cesser", "payer 60 $ en retard")]
)
def test_payer_sans_somme_ou_cesser_de_payer_garde_son_type(type_: str, texte: str):
    assert genre_de(type_, texte) == type_
