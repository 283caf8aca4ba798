"""Les places : des valeurs gelées, que le terminal écrit d'une seule façon."""

from __future__ import annotations

import pickle
from dataclasses import FrozenInstanceError, fields

import pytest
from tables import d_un_trait

from lettres.socle.constats import Constat, Gravite, dans_un_dossier, trier
from lettres.socle.places import DansDossier, DansFichier, DansWord, Endroit

PARAGRAPHE = DansWord("corps", 3, texte="Doit {{ x }} dollars")

ECRITES = [
    (DansFichier("d.yaml"), "d.yaml"),
    (DansFichier("d.yaml", 3), "d.yaml:3"),
    (DansFichier("d.yaml", 3, 5), "d.yaml:3:5"),
    (DansDossier(("creances", 0, "montant")), "creances[0].montant"),
    (DansDossier(("nature",)), "nature"),
    (DansWord("corps"), "corps"),
    (DansWord("corps", 3), "corps \u203a paragraphe 3"),
    (PARAGRAPHE, "corps \u203a paragraphe 3 « Doit {{ x }} dollars »"),
    (PARAGRAPHE.au_passage(5, 12), "corps \u203a paragraphe 3 « Doit {{ x }} dollars »"),
    (
        PARAGRAPHE.au_passage(5, 12, "{{ x }}"),
        "corps \u203a paragraphe 3 « Doit {{ x }} dollars » \u203a {{ x }}",
    ),
    (DansWord("corps", texte="Logo"), "corps \u203a texte de remplacement « Logo »"),
]


@d_un_trait
@pytest.mark.parametrize(("lieu", "ecrit"), ECRITES, ids=[ecrit for _, ecrit in ECRITES])
def test_une_place_s_ecrit_du_plus_large_au_plus_precis(lieu: Endroit, ecrit: str):
    assert str(lieu) == ecrit


@d_un_trait
@pytest.mark.parametrize("lieu", [lieu for lieu, _ in ECRITES], ids=[ecrit for _, ecrit in ECRITES])
def test_une_place_est_une_valeur_gelee_qui_passe_d_un_processus_a_l_autre(lieu: Endroit):
    assert pickle.loads(pickle.dumps(lieu)) == lieu  # noqa: S301 -- nos propres octets
    assert len({lieu, lieu}) == 1
    with pytest.raises(FrozenInstanceError):
        setattr(lieu, fields(lieu)[0].name, "ailleurs")


def test_la_place_du_paragraphe_entier_oublie_le_passage():
    assert PARAGRAPHE.au_passage(5, 12, "{{ x }}").entier == PARAGRAPHE


def constat(**cles: object) -> Constat:
    return Constat("X101", Gravite.ERREUR, "Il manque une date.", **cles)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("cles", "lieu", "place"),
    [
        ({}, None, "dossier"),
        ({"chemin": ("--au",)}, None, "--au"),
        ({"fichier": "d.yaml", "ligne": 3, "colonne": 5}, DansFichier("d.yaml", 3, 5), "d.yaml:3:5"),
        ({"fichier": "d.yaml", "ligne": 3, "chemin": ("nature",)}, DansFichier("d.yaml", 3), "d.yaml:3"),
        ({"fichier": "l.docx"}, DansFichier("l.docx"), "l.docx"),
        (
            {"fichier": "l.docx", "dans": PARAGRAPHE},
            PARAGRAPHE,
            "l.docx \u203a corps \u203a paragraphe 3 « Doit {{ x }} dollars »",
        ),
        ({"chemin": ("nature",), "dans": DansDossier(("nature",))}, DansDossier(("nature",)), "nature"),
    ],
    ids=["aucune", "une option", "une ligne", "une ligne, un chemin", "un fichier", "un Word", "en mémoire"],
)
def test_le_lieu_d_un_constat_est_sa_place_la_plus_precise(cles: dict[str, object], lieu: Endroit | None, place: str):
    assert (constat(**cles).lieu, constat(**cles).place) == (lieu, place)
    assert str(constat(**cles)) == f"{place}: Il manque une date."


def test_d_un_dossier_en_memoire_la_place_est_le_chemin_s_il_y_en_a_un():
    assert dans_un_dossier(constat(chemin=("nature",))).lieu == DansDossier(("nature",))
    assert dans_un_dossier(constat()).lieu is None


def test_dans_un_word_les_constats_suivent_les_paragraphes():
    ordre = [DansWord("corps", 2), DansWord("corps", 10, 3, 5), DansWord("corps", 10, 8, 9), DansWord("pied", 1)]
    constats = [constat(fichier="l.docx", dans=lieu) for lieu in reversed(ordre)]
    assert [c.dans for c in trier(constats)] == ordre
