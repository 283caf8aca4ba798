"""Les paramètres du droit : leur valeur, leur date, leur source."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import pytest
from tables import d_un_trait

from lettres.droit.parametre import (
    Enonce,
    Parametre,
    ParametreInconnu,
    Reference,
    SansDate,
    cles,
    enonce,
    fait,
    jours,
    parametre,
    valeurs,
)
from lettres.socle.donnees import lire_yaml

AU = date(2026, 11, 22)

FICHIERS = [f for f in (files("lettres.droit") / "parametres").iterdir() if f.name.endswith(".yaml")]
PARAMETRES = [(cle, bloc) for f in FICHIERS for cle, bloc in lire_yaml(f).items()]
CLES = sorted(cle for cle, _ in PARAMETRES)
VALEURS = [(cle, valeur) for cle, bloc in PARAMETRES for valeur in bloc["valeurs"]]
MANQUES = lire_yaml(Path(__file__).parent / "manques.yaml")
TOUS = [f for cle in CLES for f in valeurs(cle)]


@d_un_trait
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
        ("rupture.preavis", "10"),
        ("rupture.marge", "15"),
        ("delai.copie_distance", "15"),
        ("delai.annulation_livraison", "7"),
        ("delai.annulation_releve", "7"),
        ("delai.accuse_emetteur", "30"),
        ("delai.credit_emetteur", "90"),
        ("delai.annulation_itinerant_exception", "1"),
        ("delai.livraison_itinerant", "30"),
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
        ("delai.annulation_sans_copie", "30"),
        ("delai.remboursement_distance", "15"),
        ("delai.restitution_distance", "15"),
        ("garantie.cuisiniere", "6"),
        ("garantie.refrigerateur", "6"),
        ("garantie.congelateur", "6"),
        ("garantie.climatiseur", "6"),
        ("garantie.thermopompe", "6"),
        ("garantie.lave_vaisselle", "5"),
        ("garantie.laveuse", "5"),
        ("garantie.secheuse", "5"),
        ("garantie.televiseur", "4"),
        ("garantie.ordinateur_de_bureau", "3"),
        ("garantie.ordinateur_portable", "3"),
        ("garantie.tablette", "3"),
        ("garantie.telephone_cellulaire", "3"),
        ("garantie.console_de_jeu", "3"),
        ("construction.inscription_hypotheque", "30"),
        ("construction.action_hypotheque", "6"),
    ],
)
def test_un_parametre_vaut_ce_que_dit_sa_source(cle: str, valeur: str):
    assert parametre(cle, AU).valeur == Decimal(valeur)


@d_un_trait
@pytest.mark.parametrize(("cle", "valeur"), VALEURS, ids=lambda v: v if isinstance(v, str) else str(v["depuis"]))
def test_chaque_valeur_porte_un_titre_une_unite_une_reference_une_fiche_et_une_certitude(
    cle: str, valeur: dict[str, object]
):
    debut = valeur["depuis"] if isinstance(valeur["depuis"], date) else valeur.get("connu_le", date(1900, 1, 1))
    for jour in (debut, valeur.get("jusqu_au") or max(debut, AU)):
        p = fait(cle, jour)
        if isinstance(p, Parametre):
            assert p.valeur == Decimal(valeur["valeur"]) and p.unite
            assert p.exact is valeur.get("exact", True)
        else:
            assert isinstance(p, Enonce) and p.texte == valeur["texte"]
        assert p in valeurs(cle) and p.cle == cle
        assert p.titre and p.reference.loi
        assert re.fullmatch(r"F\d+\.\d+", p.fiche)
        assert p.certitude in {"sûr", "probable", "à vérifier", "de mémoire", "choix"}
        assert (p.depuis, p.jusqu_au) == (valeur["depuis"], valeur.get("jusqu_au"))
        assert p.verifie_le >= date(2026, 11, 22)


@d_un_trait
@pytest.mark.parametrize("p", TOUS, ids=lambda p: f"{p.cle}-{p.depuis}")
def test_un_fait_qui_n_est_pas_un_choix_dit_ou_il_a_ete_lu(p: Parametre | Enonce):
    if p.certitude != "choix":
        assert p.reference.titre and re.fullmatch(r"inconnue|https?://\S+", p.reference.url)
    assert p.est_sur is (p.certitude == "sûr")
    assert isinstance(p, Enonce) or p.exact or p.certitude != "sûr"


AUTRES_DONNEES = [
    Reference.model_validate(bloc["reference"])
    for fichier, cle in (("obligations", None), ("calendriers", "calendriers"))
    for contenu in [lire_yaml(files("lettres.droit") / f"{fichier}.yaml")]
    for bloc in (contenu[cle] if cle else contenu).values()
    if bloc["reference"]
]


def test_une_adresse_est_officielle_ou_dit_qu_elle_ne_l_est_pas():
    lues = dict.fromkeys([*(f.reference for f in TOUS), *AUTRES_DONNEES])
    ailleurs = [lue for lue in lues if lue.url not in {"", "inconnue"} and not lue.est_officielle]
    assert [str(lue) for lue in lues if lue.officielle == "inconnue"] == [str(lue) for lue in ailleurs]


def test_seul_un_choix_un_usage_ou_la_jurisprudence_n_a_pas_d_entree_en_vigueur():
    def sans_texte(p: Parametre | Enonce) -> bool:
        return p.certitude == "choix" or p.reference.loi in {"Usage", "Jurisprudence"}

    assert [p.cle for p in TOUS if p.depuis is SansDate.SANS_OBJET and not sans_texte(p)] == []
    assert [p.cle for p in TOUS if p.depuis is SansDate.INCONNU and sans_texte(p)] == []


def test_les_dates_inconnues_sont_toutes_nommees_et_ne_font_que_diminuer():
    assert sorted({p.cle for p in TOUS if p.depuis is SansDate.INCONNU}) == MANQUES["sans_date_connue"]


def test_les_faits_sans_adresse_officielle_sont_tous_nommes_et_ne_font_que_diminuer():
    manquent = {p.cle for p in TOUS if p.certitude != "choix" and not p.reference.est_officielle}
    assert sorted(manquent) == MANQUES["sans_adresse_officielle"]


@d_un_trait
@pytest.mark.parametrize(
    ("url", "officielle"),
    [
        ("https://legisquebec.gouv.qc.ca/fr/document/lc/P-19", True),
        ("http://www.opc.gouv.qc.ca/consommateur/", True),
        ("https://gouv.qc.ca/", True),
        ("https://www.revenuquebec.ca/en/", True),
        ("https://www.justice-quebec.ca/petites-creances", False),
        ("https://faux-gouv.qc.ca/", False),
        ("https://exemple.test/legisquebec.gouv.qc.ca", False),
        ("inconnue", False),
        ("", False),
    ],
)
def test_une_adresse_est_officielle_par_son_hote(url: str, officielle: bool):
    assert Reference(loi="Loi", url=url).est_officielle is officielle


@d_un_trait
@pytest.mark.parametrize("cle", CLES)
def test_les_valeurs_d_un_parametre_se_suivent_sans_se_chevaucher(cle: str):
    suite = valeurs(cle)
    for avant, apres in pairwise(suite):
        assert avant.jusqu_au is not None and isinstance(apres.depuis, date)
        assert avant.jusqu_au < apres.depuis


def test_toutes_les_cles_sont_nommees_dans_l_ordre():
    assert list(cles()) == CLES
    assert valeurs("interet.taux_inconnu") == ()


@d_un_trait
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
        ("garantie.tablette", date(2027, 11, 28), False),
        ("garantie.tablette", date(2027, 11, 29), True),
        ("itinerant.contrats_interdits", date(2026, 11, 28), False),
        ("construction.licence", date(2026, 11, 28), True),
    ],
)
def test_ce_qui_est_incertain_ou_vieux_de_plus_d_un_an_est_a_reverifier(cle: str, au: date, a_reverifier: bool):
    assert fait(cle, au).est_a_reverifier(au) is a_reverifier


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


@d_un_trait
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


@pytest.mark.parametrize(
    ("cle", "avant", "depuis"),
    [
        ("garantie.refrigerateur", None, date(2026, 10, 5)),
        ("cour_du_quebec.exclusive", None, date(2023, 6, 30)),
        ("cour_du_quebec.concurrente", None, date(2023, 6, 30)),
        ("interet.criminel", Decimal(60), date(2025, 1, 1)),
        ("petites_creances.seuil_mediation", Decimal(0), date(2026, 3, 11)),
    ],
)
def test_une_valeur_vaut_depuis_son_entree_en_vigueur_et_non_la_veille(cle: str, avant: Decimal | None, depuis: date):
    veille = depuis - timedelta(days=1)
    assert parametre(cle, depuis).depuis == depuis
    if avant is not None:
        assert parametre(cle, veille).valeur == avant
    else:
        with pytest.raises(ParametreInconnu, match=veille.isoformat()):
            parametre(cle, veille)


@pytest.mark.parametrize(
    ("cle", "depuis"),
    [("itinerant.contrats_interdits", date(2024, 11, 7)), ("orientation.image_intime", date(2025, 6, 4))],
)
def test_un_enonce_vaut_depuis_son_entree_en_vigueur_et_non_la_veille(cle: str, depuis: date):
    assert enonce(cle, depuis).depuis == depuis
    with pytest.raises(ParametreInconnu, match="Aucune valeur connue"):
        enonce(cle, depuis - timedelta(days=1))


def test_un_enonce_n_est_pas_un_nombre_ni_un_nombre_un_enonce():
    with pytest.raises(ParametreInconnu, match=r"« execution\.par_un_tiers » est un énoncé"):
        parametre("execution.par_un_tiers", AU)
    with pytest.raises(ParametreInconnu, match=r"« interet\.taux_legal » est une valeur"):
        enonce("interet.taux_legal", AU)


def test_un_parametre_sans_date_vaut_en_tout_temps():
    legal = parametre("interet.taux_legal", date(1900, 1, 1))
    assert (legal.valeur, legal.depuis, legal.debut) == (5, SansDate.INCONNU, date.min)


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
