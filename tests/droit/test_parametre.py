"""Les paramètres du droit : leur valeur, leur date, leur source."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from importlib.resources import files

import pytest
import yaml

from lettres.droit.parametre import ParametreInconnu, Reference, jours, parametre

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
