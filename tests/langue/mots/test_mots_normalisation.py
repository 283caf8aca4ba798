"""La normalisation : un seul visage pour un mot, et le chemin du retour vers l'original."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tables import d_un_trait

from lettres.langue.mots import examiner
from lettres.langue.mots.normalisation import Passages, _signe_par_signe, normaliser
from lettres.langue.mots.numeros import cle_juste


@d_un_trait
@pytest.mark.parametrize(
    ("texte", "normalise"),
    [
        ("Créance", "creance"),
        ("Cre\u0301ance", "creance"),
        ("l’œuvre", "l' oeuvre"),
        ("l'œuvre", "l' oeuvre"),
        ("à\u00a0la\u202f police", "a la police"),
        ("mise-en-demeure", "mise en demeure"),
        ("por-\n  ter", "porter"),
        ("por\u00adter", "porter"),
        ("arn4que", "arnaque"),
        ("FR4UDE", "fraude"),
        ("J2G 1A1", "j2g 1a1"),
        ("P-3", "p-3"),
        ("un\n\ndeux", "un ¶ deux"),
        ("un\ndeux", "un deux"),
        ("\uff11\uff12", "12"),
    ],
)
def test_un_mot_n_a_qu_un_visage(texte: str, normalise: str):
    assert normaliser(texte).texte == normalise


@given(st.text(max_size=80))
def test_chaque_signe_normalise_sait_d_ou_il_vient(texte: str):
    normalise = normaliser(texte)
    assert len(normalise.texte) == len(normalise.places)
    assert list(normalise.places) == sorted(normalise.places)
    assert all(0 <= place < len(texte) for place in normalise.places)


def test_l_etendue_rend_le_passage_exact_accents_decomposes_compris():
    texte = "Vous e\u0302tes un cre\u0301ancier."
    normalise = normaliser(texte)
    debut = normalise.texte.index("creancier")
    depart, arrivee = normalise.etendue(debut, debut + len("creancier"))
    assert texte[depart:arrivee] == "cre\u0301ancier"


@given(st.text(alphabet="aàÉœz’' «».,;:½¨\u00a0\u202f–", max_size=40))
def test_un_texte_lu_d_un_trait_se_lit_comme_signe_par_signe(texte: str):
    entier, morcele = normaliser(texte), normaliser("\u200b".join(texte))
    assert entier.texte == morcele.texte
    assert [2 * place for place in entier.places] == list(morcele.places)


@given(st.text(alphabet="aZéœz'’-\u2011\u2010 \u00a0\u202f\n\t.,@$–…«»¶¤²½ªßæ\u00ad01", max_size=24))
def test_un_texte_courant_lu_d_un_trait_donne_le_meme_texte_et_les_memes_places(texte: str):
    lu, (attendu, places) = normaliser(texte), _signe_par_signe(texte)
    assert lu.texte == attendu
    assert lu.places == places


@given(st.text(alphabet="aZéz'’-\u2011 \u00a0\n.,;@–«»01", min_size=1, max_size=24), st.data())
def test_un_passage_se_lit_seul_comme_dans_son_texte(texte: str, donnees):
    debut = donnees.draw(st.integers(0, len(texte)))
    fin = donnees.draw(st.integers(debut, len(texte)))
    assert Passages(texte)(debut, fin) == normaliser(texte).entre(debut, fin)


def test_une_espace_finale_a_une_etendue_vide():
    texte = "Vous m’avez traité "
    fin = len(normaliser(texte).texte)
    assert normaliser(texte).etendue(fin - 1, fin) == (len(texte), len(texte))
    assert examiner(texte, lettre="rappel") == []


def test_un_passage_masque_ne_se_lit_plus_et_garde_les_places():
    texte = "a « b » c"
    masque = normaliser(texte).masquer([(2, 7)])
    assert masque.texte == "a ¤¤¤¤¤ c"
    assert masque.lignes() == "a ¤¤¤¤¤ c"


@pytest.mark.parametrize(
    ("chiffres", "juste"), [("4111111111111111", True), ("4111111111111112", False), ("046454286", True), ("1", False)]
)
def test_la_cle_d_un_numero(chiffres: str, juste: bool):
    assert cle_juste(chiffres) is juste
