"""L'échéance et le chapeau de la lettre : date limite, heure, lieu, mode d'envoi, modes de paiement."""

from __future__ import annotations

from datetime import date

import pytest
from fabrique_de_dossiers import AU, dossier, expediteur
from tables import d_un_trait

from lettres.affaire import Affaire
from lettres.composition import composer

S = "\u00a0"
REMBOURSER = [{"type": "rembourser", "montant": "60"}]
ANNULER = [{"type": "annuler"}, {"type": "reparer"}]
REPARER = [{"type": "reparer"}, {"type": "rembourser", "montant": "60"}]


@d_un_trait
@pytest.mark.parametrize(
    ("nature", "lettre", "demandes", "limite"),
    [
        # -- un dimanche 22 novembre, par courriel : reçue le lundi 23 --
        ("recouvrement", "rappel", [], date(2026, 12, 3)),  # -- 10 jours --
        ("recouvrement", "mise_en_demeure", [], date(2026, 12, 3)),
        ("entente", "mise_en_demeure", REMBOURSER, date(2026, 12, 3)),
        ("consommation", "rappel", REMBOURSER, date(2026, 12, 3)),
        ("consommation", "mise_en_demeure", REPARER, date(2026, 12, 3)),
        ("consommation", "mise_en_demeure", [], date(2026, 12, 3)),
        ("consommation", "mise_en_demeure", REMBOURSER, date(2026, 12, 8)),  # -- 15 jours --
        ("consommation", "mise_en_demeure", ANNULER, date(2026, 12, 8)),
        ("reputation", "retrait", [], date(2026, 11, 30)),  # -- 5 jours : un samedi, reporté au lundi --
        ("reputation", "mise_en_demeure", [], date(2026, 11, 30)),
    ],
)
def test_le_delai_par_defaut_depend_de_la_nature_et_de_la_demande_principale(
    nature: str, lettre: str, demandes: list[dict[str, str]], limite: date
):
    d = dossier(nature=nature, demandes=demandes, mode_envoi="courriel")
    assert Affaire(d, AU).echeance(lettre) == limite


@d_un_trait
@pytest.mark.parametrize(
    ("cles", "limite"),
    [
        ({"mode_envoi": "main_propre"}, date(2026, 12, 2)),
        ({"mode_envoi": "courriel"}, date(2026, 12, 3)),
        ({"mode_envoi": "recommande"}, date(2026, 12, 7)),  # -- 5 jours ouvrables : vendredi 27, plus dix --
        ({}, date(2026, 12, 7)),
        ({"mode_envoi": "courriel", "delai_jours": 1}, date(2026, 11, 24)),
        ({"mode_envoi": "courriel", "delai_jours": 30}, date(2026, 12, 23)),
        ({"echeance_demandee": "2026-12-05"}, date(2026, 12, 5)),  # -- la date demandée l'emporte, même un samedi --
        ({"echeance_demandee": "2026-12-01", "delai_jours": 30}, date(2026, 12, 1)),
    ],
)
def test_la_date_demandee_l_emporte_sur_le_delai_et_le_delai_sur_le_defaut(cles: dict[str, object], limite: date):
    assert Affaire(dossier(**cles), AU).echeance("rappel") == limite


@pytest.mark.parametrize("nature", ["reputation", "consommation"])
def test_le_delai_du_dossier_l_emporte_sur_celui_de_la_nature(nature: str):
    d = dossier(nature=nature, demandes=REMBOURSER, delai_jours=20, mode_envoi="main_propre")
    assert Affaire(d, AU).echeance("mise_en_demeure") == date(2026, 12, 14)  # -- le 12 est un samedi --


def test_l_echeance_s_ecrit_avec_et_sans_le_jour_de_la_semaine():
    lettre = composer(Affaire(dossier(echeance_demandee="2026-12-07"), AU), "rappel").lettre
    assert (lettre.echeance, lettre.echeance_jour) == (f"7{S}décembre 2026", f"lundi 7{S}décembre 2026")


@pytest.mark.parametrize(("heure", "ecrite"), [(None, f"17{S}h"), ("16 h 30", f"16{S}h{S}30"), ("0 h", f"0{S}h")])
def test_l_heure_limite_est_dix_sept_heures_a_defaut(heure: str | None, ecrite: str):
    assert composer(Affaire(dossier(heure_limite=heure), AU), "rappel").lettre.heure_limite == ecrite


@pytest.mark.parametrize(
    ("cles", "lieu_et_date"),
    [
        ({}, f"Granby, le 22{S}novembre 2026"),
        ({"lieu": "Montréal"}, f"Montréal, le 22{S}novembre 2026"),
        ({"expediteur": expediteur(adresse=None)}, None),
        ({"expediteur": expediteur(adresse=None), "lieu": "Montréal"}, f"Montréal, le 22{S}novembre 2026"),
    ],
)
def test_le_lieu_est_celui_du_dossier_sinon_la_ville_de_l_expediteur(cles: dict[str, object], lieu_et_date: str | None):
    assert composer(Affaire(dossier(**cles), AU), "rappel").lettre.lieu_et_date == lieu_et_date


@pytest.mark.parametrize(
    ("mode", "mention"),
    [
        ("courriel", "PAR COURRIEL"),
        ("poste", "PAR LA POSTE"),
        ("recommande", "PAR COURRIER RECOMMANDÉ"),
        ("huissier", "PAR HUISSIER"),
        ("main_propre", "REMIS EN MAIN PROPRE"),
        (None, None),
    ],
)
def test_le_mode_d_envoi_s_ecrit_en_majuscules_accentuees(mode: str | None, mention: str | None):
    assert composer(Affaire(dossier(mode_envoi=mode), AU), "rappel").lettre.mode_envoi == mention


@pytest.mark.parametrize(
    ("cles", "modes"),
    [
        ({"paiement_par": ["virement Interac", "chèque"]}, ["virement Interac;", "chèque."]),
        ({"paiement_par": ["virement Interac"]}, ["virement Interac."]),
        ({"paiement_par": ["virement Interac à a@b.test.", "chèque"]}, ["virement Interac à a@b.test.", "chèque."]),
        ({"paiement_par": ["virement", "chèque;", "comptant"]}, ["virement;", "chèque;", "comptant."]),
        (
            {"expediteur": expediteur(nom="Anne Exemple")},
            [
                "chèque à l’ordre d’Anne Exemple, posté au 12, rue des Érables, Granby (Québec) J2G 1A1;",
                "tout autre mode convenu avec moi.",
            ],
        ),
        (
            {"expediteur": expediteur(nom="Le Studio inc.")},
            [
                "chèque à l’ordre de Le Studio inc., posté au 12, rue des Érables, Granby (Québec) J2G 1A1;",
                "tout autre mode convenu avec nous.",
            ],
        ),
        ({"expediteur": {"nom": "Karine Exemple"}}, ["un mode de paiement à convenir avec moi."]),
    ],
)
def test_les_modes_de_paiement_sont_ceux_du_dossier_sinon_le_cheque(cles: dict[str, object], modes: list[str]):
    arbre = composer(Affaire(dossier(**cles), AU), "rappel")
    assert arbre.modes_de_paiement == modes
    assert arbre.modes_de_paiement_plusieurs is (len(modes) > 1)


@pytest.mark.parametrize(("types", "souhaitees"), [([], False), (["retirer"], False), (["retirer", "excuser"], True)])
def test_des_excuses_ne_sont_souhaitees_que_si_le_dossier_les_demande(types: list[str], souhaitees: bool):
    d = dossier(nature="reputation", demandes=[{"type": t} for t in types])
    assert composer(Affaire(d, AU), "mise_en_demeure").excuses_souhaitees is souhaitees


@pytest.mark.parametrize(("combien", "plusieurs"), [(0, False), (1, False), (2, True)])
def test_plusieurs_propos_se_comptent_a_partir_de_deux(combien: int, plusieurs: bool):
    arbre = composer(Affaire(dossier(publications=[{"auteur": "M."}] * combien), AU), "retrait")
    assert arbre.publications_plusieurs is plusieurs
    assert [p.numero for p in arbre.publications] == [str(n) for n in range(1, combien + 1)]


def test_la_premiere_demande_est_la_principale():
    d = dossier(nature="entente", demandes=[{"type": "executer", "texte": "livrer"}, {"type": "repondre"}])
    arbre = composer(Affaire(d, AU), "mise_en_demeure")
    assert arbre.demande is not None and arbre.demande.action == "livrer"
    assert len(arbre.demandes) == 2
