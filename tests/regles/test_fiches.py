"""La table des fiches : chaque fiche du droit a sa réponse, et tout ce qu'elle nomme existe."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from tables import d_un_trait

import lettres.regles
from lettres.catalogue import catalogue
from lettres.droit.parametre import cles, valeurs
from lettres.langue.mots import familles
from lettres.regles import REGLES
from lettres.socle.donnees import lire_yaml

PAR_CHAPITRE = {1: 19, 2: 10, 3: 11, 4: 26, 5: 11, 6: 17, 7: 12, 8: 14, 9: 4, 10: 7, 11: 8, 12: 4, 13: 2, 14: 14}
TOUTES = [f"F{chapitre}.{rang:02d}" for chapitre, nombre in PAR_CHAPITRE.items() for rang in range(1, nombre + 1)]
TABLE: dict[str, dict[str, Any]] = lire_yaml(Path(lettres.regles.__file__).parent / "fiches.yaml")
REPONSES = {"regles", "parametres", "modeles", "code"}
MODELES = {m.fichier.removesuffix(".docx") for m in catalogue()}


def codes_par_fiche() -> dict[str, set[str]]:
    """Les règles et les familles de mots, par fiche qu'elles citent."""
    citees: dict[str, set[str]] = {}
    for r in REGLES:
        for fiche in r.fiches:
            citees.setdefault(fiche, set()).add(r.code)
    for famille in familles():
        for fiche in famille.fiche.fiche.split(", "):
            citees.setdefault(fiche, set()).add(famille.code)
    return citees


def parametres_par_fiche() -> dict[str, set[str]]:
    citees: dict[str, set[str]] = {}
    for cle in cles():
        for valeur in valeurs(cle):
            citees.setdefault(valeur.fiche, set()).add(cle)
    return citees


def test_la_table_a_les_cent_cinquante_neuf_fiches_dans_l_ordre():
    assert len(TOUTES) == 159
    assert list(TABLE) == TOUTES


@d_un_trait
@pytest.mark.parametrize("fiche", TOUTES)
def test_une_fiche_a_un_titre_et_une_reponse_ou_la_raison_de_son_absence(fiche: str):
    ligne = TABLE[fiche]
    assert 5 < len(ligne["titre"]) < 80
    assert set(ligne) <= REPONSES | {"titre", "ecartee"}
    assert bool(REPONSES & set(ligne)) is ("ecartee" not in ligne)
    assert "ecartee" not in ligne or len(ligne["ecartee"]) > 40
    assert all(ligne[cle] for cle in REPONSES & set(ligne))


@d_un_trait
@pytest.mark.parametrize("fiche", TOUTES)
def test_ce_qu_une_fiche_nomme_existe_et_la_cite_en_retour(fiche: str):
    ligne = TABLE[fiche]
    assert set(ligne.get("regles", ())) == codes_par_fiche().get(fiche, set())
    assert set(ligne.get("parametres", ())) == parametres_par_fiche().get(fiche, set())
    assert set(ligne.get("modeles", ())) <= MODELES
    assert all(find_spec(module) for module in ligne.get("code", ()))


def test_chaque_regle_hors_des_derogations_et_chaque_parametre_cite_une_fiche_existante():
    assert set(codes_par_fiche()) | set(parametres_par_fiche()) <= set(TOUTES)
    assert [r.code for r in REGLES if not r.fiches] == ["G101", "G102", "G103", "G104"]
