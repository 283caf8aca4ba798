"""Les sosies : le constat nomme le mot, la lettre, son code et son nom Unicode; il n'est qu'une alerte."""

from __future__ import annotations

import pytest
from fabrique_de_dossiers import AU, COMPLET, destinataire, dossier
from tables import d_un_trait

from lettres.affaire import Affaire
from lettres.regles import verifier_coherence
from lettres.socle.constats import Gravite

LATINES_DEGUISEES = "\uff2d\U0001d40c"


def alertes(nom: str) -> list[str]:
    trouves = verifier_coherence(Affaire(dossier(destinataire=destinataire(nom=nom)), AU), "rappel")
    assert all(c.gravite is Gravite.ALERTE for c in trouves if c.code == "H101")
    return [c.message for c in trouves if c.code == "H101"]


@pytest.mark.parametrize(
    ("nom", "attendu"),
    [
        (
            "\u041carie Exemple",
            "Dans « \u041carie », « \u041c » est une lettre cyrillique (U+041C).",
        ),
        (
            "Mar\u03b9e Exemple",
            "Dans « Mar\u03b9e », « \u03b9 » est une lettre grecque (U+03B9).",
        ),
        (
            "\uff2darie",
            "Dans « \uff2darie », « \uff2d » est une lettre latine de pleine chasse (U+FF2D).",
        ),
    ],
    ids=ascii,
)
def test_le_constat_nomme_le_mot_la_lettre_et_son_code(nom: str, attendu: str):
    assert alertes(nom) == [attendu]


def test_un_mot_repete_n_est_dit_qu_une_fois():
    assert len(alertes("\u041carie \u041carie \u041carie")) == 1


@d_un_trait
@pytest.mark.parametrize("point", [0x41C, 0x391, 0x531, 0x10D0, 0x13A0, 0xA4D0, 0x2C80, 0x10400], ids=hex)
def test_chaque_alphabet_ressemblant_est_dit_au_milieu_d_un_mot_latin_et_permis_seul(point: int):
    assert alertes(f"M{chr(point)}rie") != []
    assert alertes(f"{chr(point) * 4} Exemple") == []


@pytest.mark.parametrize("signe", LATINES_DEGUISEES, ids=ascii)
def test_une_latine_deguisee_est_dite_meme_seule_de_son_espece(signe: str):
    assert alertes(f"{signe * 4} Exemple") != []


def test_un_dossier_complet_n_a_pas_de_sosie():
    trouves = verifier_coherence(Affaire(dossier(**COMPLET), AU), "rappel")
    assert [c for c in trouves if c.code == "H101"] == []
