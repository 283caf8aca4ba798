"""Le pliage : un seul visage pour un mot, que le texte tienne ou non dans une page de codes."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tables import d_un_trait

from lettres.langue.pliage import Retenus, plier, sans_accents, serrer, signes_droits


@d_un_trait
@pytest.mark.parametrize(
    ("texte", "plie"),
    [
        ("Créance ÉCHUE", "creance echue"),
        ("Cre\u0301ance", "creance"),
        ("l’œuvre", "l'oeuvre"),
        ("1\u00a0149,75\u202f$", "1 149,75 $"),
        ("2026–2027", "2026-2027"),
        ("a \t\u00a0 b\nc", "a b\nc"),
        ("por\u00adter", "porter"),
        ("“oui”", '"oui"'),
        ("½ m²", "1\u20442 m2"),
        ("Ex Æquo", "ex aequo"),
        ("PAWŁOWSKI, Straße, Sørensen", "pawlowski, strasse, sorensen"),
        ("l\u201ban, l\u2032an, l\uff07an", "l'an, l'an, l'an"),
        ("vo\u2060le\u200dur", "voleur"),
        ("", ""),
    ],
)
def test_un_texte_se_plie(texte: str, plie: str):
    assert plier(texte) == plie


@pytest.mark.parametrize(
    ("texte", "serre"),
    [
        ("L’Atelier d'Éloïse inc.", "latelierdeloiseinc"),
        ("Times New Roman", "timesnewroman"),
        ("J2G 1A1", "j2g1a1"),
        ("l’œuvre", "loeuvre"),
        ("Ωμέγα", plier("Ωμέγα")),
        ("—", ""),
    ],
)
def test_un_texte_se_serre_pour_se_reconnaitre(texte: str, serre: str):
    assert serrer(texte) == serre


def test_des_signes_droits_gardent_la_casse_les_accents_et_les_espaces():
    assert signes_droits("L’été – “oui”\u00a0: en\u00adtente") == 'L\'été - "oui"\u00a0: entente'


@given(
    st.text(alphabet=st.one_of(st.characters(max_codepoint=0x180), st.sampled_from("’–“”œ\u202f\u200b")), max_size=30)
)
@example("a\x00b")
@example("\u00b4 \u00a8 \u00b5 ß \u00adx")
def test_un_signe_hors_de_la_page_de_codes_ne_change_pas_le_reste(texte: str):
    assert plier(f"{texte}|\u0436") == f"{plier(texte)}|\u0436"


def test_un_motif_plie_garde_ses_majuscules():
    assert sans_accents("É[A-Z]’") == "E[A-Z]'"


def test_ce_que_l_on_lit_d_un_texte_court_se_garde_tant_qu_il_revient():
    lus: list[str] = []
    retenus: Retenus[str, str] = Retenus(lambda texte: lus.append(texte) or texte.upper(), court=3, gardes=2)
    textes = [texte for rang in range(9) for texte in ("ici", f"{rang}", "un texte long")]
    assert [retenus[texte] for texte in textes] == [texte.upper() for texte in textes]
    assert lus.count("ici") == 1, "il revient"
    assert lus.count("un texte long") == 9, "il n’est pas court"
    assert len(retenus) <= 2
    assert len(retenus._anciens) <= 2
    retenus.clear()
    assert [retenus["ici"], lus.count("ici")] == ["ICI", 2], "il s’oublie avec les autres"
