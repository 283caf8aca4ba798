"""Les paramètres du droit : leur valeur, leur date, leur source."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from importlib.resources import files
from itertools import pairwise

import pytest
import yaml

from lettres.droit.parametre import ParametreInconnu, Reference, cles, jours, parametre, valeurs

AU = date(2026, 11, 22)

FICHIERS = [f for f in (files("lettres.droit") / "parametres").iterdir() if f.name.endswith(".yaml")]
PARAMETRES = [(cle, bloc) for f in FICHIERS for cle, bloc in yaml.safe_load(f.read_text(encoding="utf-8")).items()]
CLES = sorted(cle for cle, _ in PARAMETRES)
VALEURS = [(cle, valeur) for cle, bloc in PARAMETRES for valeur in bloc["valeurs"]]


@pytest.mark.parametrize(
    ("cle", "valeur"),
    [
        ("interet.taux_legal", "5"),
        ("interet.alerte", "15"),
        ("interet.alerte_forte", "24"),
        ("interet.criminel", "35"),
        ("prescription.generale", "3"),
        ("prescription.reputation", "1"),
        ("prescription.journal", "3"),
        ("prescription.journal_maximum", "1"),
        ("delai.defaut", "10"),
        ("delai.reputation", "5"),
        ("delai.remboursement", "15"),
        ("delai.retrofacturation", "60"),
        ("delai.annulation_distance", "7"),
        ("delai.livraison_distance", "30"),
        ("delai.annulation_itinerant", "10"),
        ("delai.court", "5"),
        ("reception.courriel", "1"),
        ("reception.poste", "5"),
        ("heure.limite", "17"),
        ("delai.copie_distance", "15"),
        ("delai.annulation_livraison", "7"),
        ("delai.annulation_releve", "7"),
        ("delai.accuse_emetteur", "30"),
        ("delai.credit_emetteur", "90"),
        ("delai.annulation_itinerant_exception", "1"),
        ("delai.remboursement_successif", "10"),
        ("successif.penalite_maximum", "50"),
        ("successif.penalite_part", "10"),
        ("petites_creances.plafond", "15000"),
        ("petites_creances.plafond_possible", "16000"),
        ("petites_creances.employes_max", "10"),
        ("petites_creances.seuil_mediation", "5000"),
        ("cour_du_quebec.exclusive", "75000"),
        ("cour_du_quebec.concurrente", "100000"),
        ("preuve.seuil_temoignage", "1500"),
        ("prescription.avis_journal", "3"),
        ("prescription.alerte_1", "180"),
        ("prescription.alerte_2", "90"),
        ("prescription.alerte_3", "30"),
        ("interet.criminel_commercial", "48"),
        ("interet.marge_creances_etat", "3"),
        ("taxes.petit_fournisseur", "30000"),
        ("taxes.tps", "5"),
        ("taxes.tvq", "9.975"),
    ],
)
def test_un_parametre_vaut_ce_que_dit_sa_source(cle: str, valeur: str):
    assert parametre(cle, AU).valeur == Decimal(valeur)


@pytest.mark.parametrize(("cle", "valeur"), VALEURS, ids=lambda v: v if isinstance(v, str) else str(v["depuis"]))
def test_chaque_valeur_porte_un_titre_une_unite_une_reference_une_fiche_et_une_certitude(
    cle: str, valeur: dict[str, object]
):
    for jour in (valeur["depuis"] or date(1900, 1, 1), valeur.get("jusqu_au") or valeur["depuis"] or AU):
        assert isinstance(jour, date)
        p = parametre(cle, jour)
        assert p.valeur == Decimal(str(valeur["valeur"]))
        assert p.titre and p.unite and p.reference.loi
        assert re.fullmatch(r"F\d+\.\d+", p.fiche)
        assert p.certitude in {"sûr", "probable", "à vérifier", "de mémoire", "choix"}
        assert (p.depuis, p.jusqu_au) == (valeur["depuis"], valeur.get("jusqu_au"))
        assert p.verifie_le >= date(2026, 11, 22)


@pytest.mark.parametrize("cle", CLES)
def test_une_valeur_qui_n_est_pas_un_choix_dit_ou_elle_a_ete_lue(cle: str):
    for p in valeurs(cle):
        if p.certitude != "choix":
            assert p.reference.titre and re.match(r"https?://[^\s]+$", p.reference.url)
        assert p.est_sur is (p.certitude == "sûr")
        assert p.exact or p.certitude != "sûr"


@pytest.mark.parametrize("cle", CLES)
def test_les_valeurs_d_un_parametre_se_suivent_sans_se_chevaucher(cle: str):
    suite = valeurs(cle)
    for avant, apres in pairwise(suite):
        assert avant.jusqu_au is not None and apres.depuis is not None
        assert avant.jusqu_au < apres.depuis


def test_toutes_les_cles_sont_nommees_dans_l_ordre():
    assert list(cles()) == CLES
    assert valeurs("interet.taux_inconnu") == ()


@pytest.mark.parametrize(
    ("cle", "au", "a_reverifier"),
    [
        ("interet.taux_legal", date(2026, 11, 22), False),
        ("interet.taux_legal", date(2027, 11, 22), False),
        ("interet.taux_legal", date(2027, 11, 23), True),
        ("heure.limite", date(2026, 11, 22), False),
        ("heure.limite", date(2027, 11, 23), True),
        ("petites_creances.plafond", date(2024, 12, 31), False),
        ("petites_creances.plafond", date(2025, 1, 1), True),
        ("interet.creances_etat", date(2026, 3, 31), True),
        ("interet.creances_etat", date(2021, 3, 31), False),
        ("prescription.signification", date(2026, 11, 22), True),
    ],
)
def test_ce_qui_est_incertain_ou_vieux_de_plus_d_un_an_est_a_reverifier(cle: str, au: date, a_reverifier: bool):
    assert parametre(cle, au).est_a_reverifier(au) is a_reverifier


POINTS_DE_CONTROLE = {
    # -- publiés ou recoupés : ce que disent les sources lues (F3.10 et le tableau des trimestres) --
    "2018": "6 6 6 7",
    "2019": "7 7 7 7",
    "2020": "7 7 6 5",
    "2021": "5 5 5 5",
    "2022": "5 5 6 7",
    "2023": "9 10 10 10",
    "2024": "10 10 10 10",
    "2025": "9 8 8 8",
    "2026": "8 7",
}


@pytest.mark.parametrize("annee", POINTS_DE_CONTROLE)
def test_le_taux_des_creances_de_l_etat_est_celui_de_chaque_trimestre(annee: str):
    for rang, taux in enumerate(POINTS_DE_CONTROLE[annee].split()):
        premier = date(int(annee), 3 * rang + 1, 1)
        dernier = date(int(annee), 3 * rang + 3, 28)
        for jour in (premier, dernier):
            assert parametre("interet.creances_etat", jour).valeur == Decimal(taux)


def test_un_trimestre_absent_du_tableau_est_inconnu_et_non_prolonge():
    assert parametre("interet.creances_etat", date(2026, 6, 30)).valeur == 7
    with pytest.raises(ParametreInconnu, match="2026-07-01"):
        parametre("interet.creances_etat", date(2026, 7, 1))
    with pytest.raises(ParametreInconnu, match="2017-12-31"):
        parametre("interet.creances_etat", date(2017, 12, 31))


def test_aucune_cle_n_est_definie_dans_deux_fichiers():
    assert len(CLES) == len(set(CLES))


@pytest.mark.parametrize("cle", ["interet.taux_inconnu", "", "interet"])
def test_une_cle_inconnue_arrete_le_calcul(cle: str):
    with pytest.raises(ParametreInconnu, match="Aucune valeur connue"):
        parametre(cle, AU)


def test_le_taux_criminel_n_est_pas_connu_avant_son_entree_en_vigueur():
    assert parametre("interet.criminel", date(2025, 1, 1)).valeur == 35
    with pytest.raises(ParametreInconnu, match="2024-12-31"):
        parametre("interet.criminel", date(2024, 12, 31))


def test_un_parametre_sans_date_vaut_en_tout_temps():
    assert parametre("interet.taux_legal", date(1900, 1, 1)).valeur == 5


def test_un_parametre_entier_se_lit_en_jours():
    assert jours("delai.defaut", AU) == 10


@pytest.mark.parametrize(
    ("reference", "lue"),
    [
        (Reference(loi="Loi sur la presse"), "Loi sur la presse"),
        (Reference(loi="Code civil du Québec", article="1595"), "Code civil du Québec, art. 1595"),
        (Reference(loi="Loi", article="2", texte="RLRQ, c. P-19"), "Loi, art. 2; RLRQ, c. P-19"),
        (Reference(loi="Jurisprudence", texte="2013 QCCA 929"), "Jurisprudence; 2013 QCCA 929"),
    ],
)
def test_une_reference_se_lit_loi_puis_article_puis_texte(reference: Reference, lue: str):
    assert str(reference) == lue
