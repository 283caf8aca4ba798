"""Le catalogue livré : un modèle par lettre et nature, dans l'ordre des échelons; un exposé en sert plusieurs."""

from __future__ import annotations

import re
from typing import get_args

import pytest
from tables import d_un_trait

from lettres.catalogue import Modele, capacites, catalogue, dossier_des_modeles, lettres_de, modele_de
from lettres.dossier import CodeLettre, Nature

CATALOGUE = catalogue()


def fichier_de(modele: Modele) -> str:
    return modele.fichier


def test_chaque_entree_est_pour_une_lettre_et_une_nature_et_seul_un_expose_partage_son_modele():
    assert len({(m.lettre, m.nature) for m in CATALOGUE}) == len(CATALOGUE)
    partages = {m.lettre for m in CATALOGUE if sum(n.fichier == m.fichier for n in CATALOGUE) > 1}
    assert partages == {"dossier_avocat", "dossier_petites_creances"}


def test_le_catalogue_nomme_exactement_les_modeles_livres():
    assert {m.fichier for m in CATALOGUE} == {f.name for f in dossier_des_modeles().glob("*.docx")}


@d_un_trait
@pytest.mark.parametrize("modele", CATALOGUE, ids=fichier_de)
def test_chaque_modele_existe_avec_sa_source_et_porte_le_nom_de_sa_lettre(modele: Modele):
    chemin = dossier_des_modeles() / modele.fichier
    assert chemin.is_file()
    assert chemin.with_suffix(".txt").is_file()
    lettre = modele.lettre.replace("_", "-")
    assert modele.fichier == (f"{lettre}.docx" if capacites(modele.lettre).expose else f"{lettre}-{modele.nature}.docx")


@d_un_trait
@pytest.mark.parametrize("modele", CATALOGUE, ids=fichier_de)
def test_chaque_modele_a_une_version_un_titre_une_liste_et_des_exigences_uniques(modele: Modele):
    assert re.fullmatch(r"\d+\.\d+", modele.version)
    assert modele.titre and re.fullmatch(r"[A-Z]", modele.liste)
    chemins = [e.chemin for e in modele.exige]
    assert len(chemins) == len(set(chemins)) > (1 if modele.sans_commun else 4)
    assert all(e.libelle for e in modele.exige)


@d_un_trait
@pytest.mark.parametrize("modele", CATALOGUE, ids=fichier_de)
def test_une_exigence_renvoie_a_la_liste_de_controle_de_son_modele(modele: Modele):
    for exigence in modele.exige:
        assert exigence.liste == "" or re.fullmatch(rf"{modele.liste}-\d\d", exigence.liste)


@pytest.mark.parametrize(
    ("nature", "lettres"),
    [
        (
            "recouvrement",
            (
                *("rappel", "mise_en_demeure", "reponse", "proposition", "entente_paiement", "transaction"),
                "fin_de_relation",
                *("dossier_petites_creances", "dossier_avocat"),
            ),
        ),
        ("reputation", ("retrait", "cesser", "mise_en_demeure", "reponse", "reponse_publique", "dossier_avocat")),
        (
            "consommation",
            (
                *("rappel", "garantie", "opc", "mise_en_demeure", "avis_resolution", "retrofacturation", "reponse"),
                *("dossier_petites_creances", "dossier_avocat"),
            ),
        ),
        (
            "entente",
            (
                *("rappel", "mise_en_demeure", "reponse", "proposition", "transaction", "fin_de_relation"),
                *("dossier_petites_creances", "dossier_avocat"),
            ),
        ),
        ("inconnue", ()),
    ],
)
def test_les_lettres_d_une_nature_vont_de_la_plus_courtoise_a_la_plus_ferme(nature: str, lettres: tuple[str, ...]):
    assert lettres_de(nature) == lettres


def test_chaque_nature_a_au_moins_une_lettre():
    assert all(lettres_de(nature) for nature in get_args(Nature))


@d_un_trait
@pytest.mark.parametrize("lettre", get_args(CodeLettre))
@pytest.mark.parametrize("nature", get_args(Nature))
def test_le_modele_se_trouve_par_sa_lettre_et_sa_nature_ou_pas_du_tout(lettre: str, nature: str):
    modele = modele_de(lettre, nature)
    if lettre in lettres_de(nature):
        assert modele is not None and (modele.lettre, modele.nature) == (lettre, nature)
    else:
        assert modele is None
