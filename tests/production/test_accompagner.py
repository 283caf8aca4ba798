"""Accompagner : la page en texte et en Word disent la même chose, et mêmes faits donnent mêmes octets."""

from __future__ import annotations

from datetime import date

import pytest
from exemples_rendus import EXEMPLES, Exemple
from fabrique_de_dossiers import dossier, facture

import lettres
from lettres.production.accompagner import accompagner
from lettres.rendu.paragraphes.texte import texte_lisible

AU = date(2026, 11, 20)


@pytest.mark.un_sur(10)
@pytest.mark.parametrize("exemple", EXEMPLES, ids=lambda e: e.nom)
def test_la_page_en_word_dit_tout_ce_que_dit_le_texte(exemple: Exemple):
    page = accompagner(lettres.lire(exemple.chemin), exemple.lettre, au=exemple.au)
    lu = texte_lisible(page.octets()).replace("\u2011", "-")
    assert [x.phrase for lignes in page.rubriques.values() for x in lignes if x.phrase not in lu] == []
    assert page.octets() == page.octets()


def test_une_lettre_qui_n_existe_pas_dans_la_nature_est_un_constat():
    with pytest.raises(lettres.DossierInvalide) as refus:
        lettres.accompagner(dossier(creances=[facture()]), "retrait", au=AU)
    assert [c.code for c in refus.value.constats] == ["E102"]


def test_un_jour_qui_n_en_est_pas_un_est_une_faute_d_appel():
    with pytest.raises(ValueError, match="« au »"):
        lettres.accompagner(dossier(creances=[facture()]), "rappel", au="demain")  # type: ignore[arg-type]


def test_elle_se_dit_a_ne_pas_envoyer_et_ne_nomme_personne():
    page = lettres.accompagner(dossier(creances=[facture()]), "rappel", au=AU)
    lu = texte_lisible(page.octets())
    assert "elle ne part pas avec la lettre" in lu and "à ne pas envoyer" in lu
    assert "Marie" not in lu and "Karine" not in lu
