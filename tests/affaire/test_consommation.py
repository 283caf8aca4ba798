"""Le consommateur dans l'affaire : ce qui s'applique à son achat, et la somme qu'il réclame."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from fabrique_de_dossiers import AU, dossier
from tables import d_un_trait

from lettres.affaire import Affaire, Consommation, en_nature, sommes_demandees
from lettres.affaire.consommation import reclamation
from lettres.dossier import Demande


def droits(au: date = AU, envois: object = (), **achat: object) -> Consommation:
    rendus = Affaire(dossier(nature="consommation", achat=achat, envois=envois), au).consommation
    assert rendus is not None
    return rendus


def test_sans_achat_il_n_y_a_ni_delai_ni_somme():
    affaire = Affaire(dossier(nature="consommation"), AU)
    assert affaire.consommation is None
    assert affaire.reclamation.total is None


@pytest.mark.parametrize(
    ("mode", "a_distance", "a_domicile"),
    [
        ("en_ligne", True, False),
        ("par_telephone", True, False),
        ("porte_a_porte", False, True),
        ("en_magasin", False, False),
        (None, False, False),
    ],
)
def test_le_mode_dit_si_l_achat_est_a_distance_ou_a_domicile(mode: str | None, a_distance: bool, a_domicile: bool):
    rendus = droits(mode=mode)
    assert (rendus.a_distance, rendus.a_domicile) == (a_distance, a_domicile)


EN_LIGNE = {"mode": "en_ligne", "date": "2026-07-20", "double_recu": "oui", "livre_le": "2026-08-17"}
SANS_EXEMPLAIRE = EN_LIGNE | {"double_recu": "non"}
CAS = {"resolution": {"cas": "non_conforme"}}
PERMIS = {"resolution": {"cas": "permis"}}
A_DOMICILE = {"mode": "porte_a_porte", "date": "2026-07-20", "double_recu_le": "2026-07-20"}
ATTENDU = EN_LIGNE | {"double_recu_le": "2026-07-20", "livre_le": None, "livraison_prevue": "2026-08-17"}


@d_un_trait
@pytest.mark.parametrize(
    ("achat", "annule", "fondee"),
    [
        (EN_LIGNE | {"double_recu_le": "2026-07-20"}, "2026-07-27", True),
        (EN_LIGNE | {"double_recu_le": "2026-07-20"}, "2026-07-28", False),
        (SANS_EXEMPLAIRE, "2026-08-05", True),
        (SANS_EXEMPLAIRE, "2026-08-19", True),
        (SANS_EXEMPLAIRE, "2026-08-20", False),
        (EN_LIGNE | {"double_recu_le": "2026-08-04"}, "2026-08-11", True),
        (EN_LIGNE | {"double_recu_le": "2026-08-05"}, "2026-08-19", True),
        (EN_LIGNE | {"double_recu_le": "2026-08-05"}, "2026-08-20", False),
        (EN_LIGNE | {"double_recu_le": "2026-07-20", "obligation": "conformite"}, "2026-08-24", True),
        (EN_LIGNE | {"double_recu_le": "2026-07-20", "obligation": "conformite"}, "2026-08-25", False),
        (ATTENDU, "2026-09-16", False),
        (ATTENDU, "2026-09-17", True),
        (ATTENDU | {"livre_le": "2026-09-17"}, "2026-09-17", False),
        (ATTENDU | {"livre_le": "2026-09-18"}, "2026-09-17", True),
        (ATTENDU | {"livraison_prevue": None}, "2026-08-20", True),
        (EN_LIGNE | {"double_recu": None}, "2026-09-21", None),
        (EN_LIGNE | {"date": None, "double_recu_le": "2026-07-20"}, "2026-09-21", None),
        (A_DOMICILE, "2026-07-30", True),
        (A_DOMICILE, "2026-07-31", None),
        (A_DOMICILE | {"date": "2025-07-20"}, "2026-07-20", True),
        (A_DOMICILE | {"date": "2025-07-20", "double_recu_le": "2025-07-20"}, "2026-07-20", None),
        (A_DOMICILE | {"date": "2025-07-20", "double_recu_le": "2025-07-20"}, "2026-07-21", False),
        (A_DOMICILE | {"date": None, "double_recu_le": None}, "2026-07-21", None),
        # -- le cas que le dossier nomme en décide --
        (EN_LIGNE | {"double_recu_le": "2026-07-20"} | CAS, "2026-08-24", True),
        (EN_LIGNE | {"double_recu_le": "2026-07-20"} | CAS, "2026-08-25", False),
        (EN_LIGNE | {"double_recu_le": "2026-07-20"} | PERMIS, "2026-07-21", False),
        (A_DOMICILE | PERMIS, "2027-07-20", True),
        (A_DOMICILE | PERMIS, "2027-07-21", False),
        (A_DOMICILE | {"double_recu_le": None} | {"resolution": {"cas": "a_discretion"}}, "2026-07-21", None),
        (EN_LIGNE | {"mode": "en_magasin"}, "2026-07-21", None),
        (EN_LIGNE, None, None),
    ],
)
def test_une_annulation_a_eu_lieu_dans_son_temps_ou_non_ou_l_on_ne_sait_pas(
    achat: dict[str, str | None], annule: str | None, fondee: bool | None
):
    assert droits(**achat | {"annule_le": annule}).annulation_fondee is fondee


SANS_LIVRAISON = ATTENDU | {"resolution": {"cas": "non_livraison"}}
LE_17, LE_21 = "2026-09-17", "2026-09-21"


def _avis(jour: str, *cas: str) -> dict[str, Any]:
    return {"lettre": "avis_resolution", "date": jour, "affirme": [f"achat, cas de résolution : {c}" for c in cas]}


@pytest.mark.parametrize(
    ("achat", "avis", "juge"),
    [
        # -- tardif dans le cas qu'il invoquait : le cas que le dossier nomme depuis n'y change rien --
        (SANS_LIVRAISON, [_avis(LE_17, "54.8b")], (LE_17, False, "54.8b")),
        (SANS_LIVRAISON, [_avis(LE_17, "non_livraison")], (LE_17, True, "non_livraison")),
        (SANS_LIVRAISON, [_avis(LE_17)], (LE_17, True, None)),
        (SANS_LIVRAISON, [_avis(LE_17, "un cas inconnu")], (LE_17, True, None)),
        (SANS_LIVRAISON, [_avis("2026-07-27", "54.8b")], ("2026-07-27", True, "54.8b")),
        (SANS_LIVRAISON, [_avis("2026-07-28", "54.8b")], ("2026-07-28", False, "54.8b")),
        # -- sans cas au dossier, celui de l'avis en décide encore --
        (ATTENDU, [_avis(LE_17, "54.8b")], (LE_17, False, "54.8b")),
        (ATTENDU, [_avis(LE_17)], (LE_17, True, None)),
        # -- un cas d'une autre sorte de contrat ne résout rien --
        (SANS_LIVRAISON, [_avis(LE_17, "permis")], (LE_17, False, "permis")),
        # -- le premier qui a pu résoudre compte --
        (SANS_LIVRAISON, [_avis(LE_17, "54.8b"), _avis(LE_21, "non_livraison")], (LE_21, True, "non_livraison")),
        (SANS_LIVRAISON, [_avis("2026-07-27", "54.8b"), _avis(LE_17, "non_livraison")], ("2026-07-27", True, "54.8b")),
    ],
)  # fmt: skip
def test_un_avis_se_juge_sur_le_cas_qu_il_invoquait(
    achat: dict[str, Any], avis: list[dict[str, Any]], juge: tuple[str, bool, str | None]
):
    rendus = droits(envois=avis, **achat)
    assert (str(rendus.resolu_le), rendus.annulation_fondee, rendus.cas_invoque) == juge


@pytest.mark.parametrize(("jour", "en_vigueur"), [("2026-10-04", False), ("2026-10-05", True), (None, False)], ids=str)
def test_la_garantie_de_bon_fonctionnement_existe_depuis_le_5_octobre_2026(jour: str | None, en_vigueur: bool):
    assert droits(date=jour).garantie_en_vigueur is en_vigueur


# -- La somme --


@pytest.mark.parametrize(
    ("type_", "nature"),
    [("reparer", True), ("remplacer", True), ("livrer", True), ("executer", False), ("rembourser", False)],
)
def test_reparer_remplacer_et_livrer_se_demandent_en_nature(type_: str, nature: bool):
    assert en_nature(Demande.model_validate({"type": type_})) is nature


ANNULER, REMBOURSER = {"type": "annuler"}, {"type": "rembourser"}


@d_un_trait
@pytest.mark.parametrize(
    ("demandes", "prix", "sommes"),
    [
        ([REMBOURSER], "899", ["899"]),
        ([ANNULER], "899", ["899"]),
        ([REMBOURSER | {"montant": "100"}], "899", ["100"]),
        ([REMBOURSER], None, [None]),
        ([{"type": "payer"}], "899", [None]),
        ([{"type": "payer", "montant": "100"}], None, ["100"]),
        ([{"type": "reparer"}], "899", [None]),
        ([], "899", []),
        # -- chacune a la sienne --
        ([REMBOURSER, {"type": "payer", "montant": "60"}], "899", ["899", "60"]),
        ([{"type": "reparer"}, {"type": "payer", "montant": "60"}], "899", [None, "60"]),
        ([{"type": "payer", "montant": "60"}, {"type": "payer", "montant": "60"}], "899", ["60", "60"]),
        ([REMBOURSER, REMBOURSER | {"montant": "40"}], "899", ["899", "40"]),
        ([{"type": "cesser"}, REMBOURSER], "899", [None, "899"]),
        # -- annuler et rembourser ne font qu'un : le prix n'est rendu qu'une fois --
        ([ANNULER, REMBOURSER], "899", [None, "899"]),
        ([REMBOURSER, ANNULER], "899", ["899", None]),
        ([ANNULER, REMBOURSER | {"montant": "899"}], "899", [None, "899"]),
        ([ANNULER | {"montant": "899"}, REMBOURSER], "899", [None, "899"]),
        ([ANNULER | {"montant": "500"}, REMBOURSER | {"montant": "500"}], "899", [None, "500"]),
        ([ANNULER, REMBOURSER | {"montant": "200"}], "899", [None, "200"]),
        ([ANNULER | {"montant": "899"}, REMBOURSER | {"montant": "40"}], "899", ["899", "40"]),
        ([REMBOURSER, REMBOURSER], "899", ["899", None]),
        ([REMBOURSER | {"montant": "899"}, REMBOURSER], "899", ["899", None]),
        ([ANNULER, ANNULER], "899", ["899", None]),
    ],
)
def test_chaque_demande_a_sa_somme_et_le_prix_ne_se_rend_qu_une_fois(
    demandes: list[dict[str, str]], prix: str | None, sommes: list[str | None]
):
    d = dossier(nature="consommation", achat={"prix": prix}, demandes=demandes)
    assert sommes_demandees(d) == tuple(None if s is None else Decimal(s) for s in sommes)


def test_sans_achat_un_remboursement_sans_montant_n_a_pas_de_somme():
    assert sommes_demandees(dossier(nature="consommation", demandes=[REMBOURSER])) == (None,)


HOTEL = {"texte": "une nuit d’hôtel", "montant": "90,00 $", "pieces": ["P-2"]}


@d_un_trait
@pytest.mark.parametrize(
    ("demandes", "torts", "demandee", "total", "additionne"),
    [
        ([REMBOURSER], [], "899", "899", False),
        ([{"type": "reparer"}], [], None, None, False),
        ([{"type": "reparer", "montant": "899"}], [], None, None, False),
        ([REMBOURSER], [HOTEL], "899", "989", True),
        ([{"type": "reparer"}], [HOTEL], None, "90", True),
        ([{"type": "reparer"}, {"type": "payer", "montant": "60"}], [], "60", "60", True),
        ([REMBOURSER, {"type": "payer", "montant": "60"}], [HOTEL], "959", "1049", True),
        ([REMBOURSER, {"type": "cesser"}], [], "899", "899", False),
        ([ANNULER, REMBOURSER], [], "899", "899", True),
    ],
)
def test_le_chiffre_qui_libere_est_la_somme_de_ce_qui_est_demande(
    demandes: list[dict[str, str]],
    torts: list[dict[str, object]],
    demandee: str | None,
    total: str | None,
    additionne: bool,
):
    d = dossier(nature="consommation", achat={"prix": "899"}, demandes=demandes, prejudices=torts)
    r = reclamation(d)
    attendus = tuple(None if s is None else Decimal(s) for s in (demandee, total))
    assert ((r.demandee, r.total), r.additionne) == (attendus, additionne)


# -- L'exception, à domicile --


@pytest.mark.parametrize(
    ("achat", "annule", "seule"),
    [
        (A_DOMICILE, "2026-07-30", False),
        (A_DOMICILE, "2026-07-31", True),
        (A_DOMICILE | {"date": "2025-07-20"}, "2026-07-31", False),
        (A_DOMICILE | {"double_recu_le": None}, "2026-07-31", False),
        (A_DOMICILE | {"mode": "en_magasin"}, "2026-07-31", False),
        (A_DOMICILE, None, False),
    ],
    ids=str,
)
def test_passe_les_dix_jours_un_achat_a_domicile_ne_s_annule_plus_que_par_exception(
    achat: dict[str, str | None], annule: str | None, seule: bool
):
    assert droits(**achat | {"annule_le": annule}).annulation_par_exception_seule is seule


# -- La garantie --

LAVEUSE = {"mode": "en_magasin", "date": "2026-10-05", "categorie": "laveuse", "neuf": "oui"}


@d_un_trait
@pytest.mark.parametrize(
    ("cles", "au", "garanti"),
    [
        ({}, date(2026, 10, 4), False),
        ({}, date(2026, 10, 5), True),
        ({"panne_le": "2026-10-04"}, AU, False),
        ({"panne_le": "2026-10-05"}, AU, True),
        ({"panne_le": "2026-12-01", "livre_le": "2026-12-01"}, AU, True),
        ({"panne_le": "2026-11-30", "livre_le": "2026-12-01"}, AU, False),
        # -- cinq ans pour une laveuse; le problème vécu plus tard est garanti s'il est apparu à temps --
        ({}, date(2031, 10, 5), True),
        ({}, date(2031, 10, 6), False),
        ({"panne_le": "2031-10-05"}, date(2033, 1, 1), True),
        ({"panne_le": "2031-10-06"}, date(2033, 1, 1), False),
        ({"neuf": "non"}, AU, False),
        ({"neuf": None}, AU, False),
        ({"categorie": None}, AU, False),
        ({"date": None}, AU, False),
        ({"obligation": "garantie"}, AU, True),
        ({"obligation": "conformite"}, AU, False),
    ],
    ids=str,
)
def test_un_bien_est_garanti_si_le_probleme_est_apparu_pendant_sa_garantie(
    cles: dict[str, str | None], au: date, garanti: bool
):
    assert droits(au, **LAVEUSE | cles).garanti is garanti


@pytest.mark.parametrize(
    ("cles", "depuis_la_livraison"),
    [
        ({"livre_le": "2026-10-09"}, True),
        ({}, False),
        # -- sans garantie, rien n'est compté --
        ({"livre_le": "2026-10-09", "neuf": "non"}, False),
    ],
    ids=str,
)
def test_la_garantie_dit_si_elle_se_compte_de_la_livraison(cles: dict[str, str], depuis_la_livraison: bool):
    garantie = droits(**LAVEUSE | cles).garantie
    assert garantie is not None and garantie.depuis_la_livraison is depuis_la_livraison


# -- Ce qui ne se vend plus à domicile --

INTERDIT = {"mode": "porte_a_porte", "date": "2024-11-07", "objet": "Thermopompe murale"}


@d_un_trait
@pytest.mark.parametrize(
    ("cles", "interdit"),
    [
        ({}, True),
        ({"date": "2024-11-06"}, False),
        ({"date": None}, False),
        ({"mode": "en_ligne"}, False),
        ({"objet": None}, False),
        ({"objet": "Aspirateur"}, False),
        ({"objet": None, "categorie": "climatiseur"}, True),
        ({"objet": None, "categorie": "thermopompe"}, True),
        ({"objet": None, "categorie": "laveuse"}, False),
        ({"objet": "Climatisation centrale"}, True),
        ({"objet": "Isolation du grenier"}, True),
        ({"objet": "Isolement du chenil"}, False),
    ],
    ids=str,
)
def test_un_contrat_a_domicile_peut_etre_de_ceux_que_la_loi_interdit(cles: dict[str, str | None], interdit: bool):
    assert droits(**INTERDIT | cles).interdit_a_domicile is interdit
