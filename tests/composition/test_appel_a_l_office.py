"""L'aide-mémoire de l'appel à l'Office : le délai le plus proche d'abord, et des phrases dites à un tiers."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from fabrique_de_dossiers import AU, dossier
from tables import d_un_trait

from lettres.affaire import Affaire
from lettres.composition import composer
from lettres.composition.achats import office

S = "\u00a0"


def affaire(au: date = date(2026, 9, 5), faits: object = (), suites: object = (), **achat: object) -> Affaire:
    blocs = {"nature": "consommation", "achat": achat, "faits": faits, "suites": suites}
    return Affaire(dossier(**blocs, demandes=[{"type": "rembourser"}]), au)


def delais(au: date = date(2026, 9, 5), **achat: object) -> list[str]:
    return office.delais(affaire(au, **achat))


RECOURS = (
    f"D’ici le {{}}{S}: exercer un recours civil (en règle générale trois ans, comptés par prudence depuis l’achat; "
    "à confirmer). Un appel ou une lettre n’arrête pas ce délai."
)


def test_sans_achat_aucun_delai_ne_court():
    assert office.delais(Affaire(dossier(nature="consommation"), AU)) == []
    assert office.questions(Affaire(dossier(nature="consommation"), AU)) == []
    assert delais() == []


@pytest.mark.parametrize(
    ("achete", "fin"),
    [("2026-09-01", f"1er{S}septembre 2029"), ("2024-02-29", f"28{S}février 2027")],
)
def test_en_magasin_seul_le_recours_civil_court_trois_ans(achete: str, fin: str):
    assert delais(mode="en_magasin", date=achete, paiement="carte_credit") == [RECOURS.format(fin)]


def test_un_achat_a_distance_annule_donne_d_abord_sa_retrofacturation():
    # -- annulé le 15 septembre : + 15 = 30 septembre, + 60 = 29 novembre, un dimanche --
    achat = {"mode": "en_ligne", "paiement": "carte_credit", "date": "2026-09-01", "annule_le": "2026-09-15"}
    assert delais(date(2026, 10, 1), **achat) == [
        f"D’ici le 29{S}novembre 2026{S}: demander par écrit la rétrofacturation à l’émetteur de la carte de crédit "
        f"(60{S}jours depuis le défaut de rembourser; ce jour n’est pas ouvrable{S}: le délai va au "
        f"30{S}novembre 2026).",
        RECOURS.format(f"1er{S}septembre 2029"),
        f"Depuis le 1er{S}octobre 2026{S}: le commerçant est en défaut de rembourser (15{S}jours depuis la "
        f"résolution).",
    ]


@pytest.mark.parametrize(
    ("au", "debut"),
    [
        (date(2026, 9, 30), f"Du 1er{S}octobre 2026 au 29{S}novembre 2026{S}: demander par écrit la rétrofacturation"),
        (date(2026, 10, 1), f"D’ici le 29{S}novembre 2026{S}: demander par écrit la rétrofacturation"),
        (date(2026, 11, 30), f"D’ici le 29{S}novembre 2026{S}: demander par écrit la rétrofacturation"),
        (date(2026, 12, 1), f"Fermé depuis le 1er{S}décembre 2026{S}: demander par écrit la rétrofacturation"),
    ],
)
def test_la_retrofacturation_s_ouvre_court_puis_se_dit_fermee(au: date, debut: str):
    lignes = delais(au, mode="en_ligne", paiement="carte_credit", annule_le="2026-09-15")
    assert any(ligne.startswith(debut) for ligne in lignes)


def test_sans_avis_la_retrofacturation_reste_une_regle_sans_date():
    (ligne,) = (d for d in delais(mode="en_ligne", paiement="carte_credit") if "rétrofacturation" in d)
    assert ligne.startswith("À venir (s’ouvre par l’avis de résolution, puis le défaut de rembourser)")


@d_un_trait
@pytest.mark.parametrize(
    ("cles", "debuts"),
    [
        ({"mode": "en_ligne"}, ["À préciser (la", "À préciser (la", "À préciser (la"]),
        ({"mode": "en_ligne", "livre_le": "2026-09-12", "date": "2026-09-01", "double_recu": "non"},
         ["D’ici le 1er", "Du 12", "Du 17"]),
        ({"mode": "en_ligne", "date": "2026-08-01", "livre_le": "2026-08-02", "double_recu_le": "2026-08-03"},
         ["D’ici le 1er", "Fermé depuis le 11", "Fermé depuis le 11"]),
        ({"mode": "en_ligne", "date": "2026-09-01", "double_recu": "oui", "double_recu_le": "2026-09-02"},
         ["D’ici le 9", "D’ici le 1er", "À compter du 2"]),
        ({"mode": "en_ligne", "paiement": "carte_debit", "annule_le": "2026-09-01"}, ["D’ici le 16"]),
        ({"mode": "en_ligne", "paiement": "carte_debit", "livre_le": "2026-09-03", "annule_le": "2026-09-01"},
         ["D’ici le 16", "D’ici le 18"]),
        ({"mode": "en_magasin", "annule_le": "2026-09-01", "paiement": "carte_credit"}, []),
        ({"mode": "porte_a_porte", "annule_le": "2026-09-01"}, ["D’ici le 16"]),
        ({"mode": "porte_a_porte", "date": "2026-09-01"}, ["D’ici le 1er", "D’ici le 1er", "Du 2", "À préciser (la"]),
    ],
)  # fmt: skip
def test_chaque_limite_ne_parait_que_dans_son_cas_et_la_plus_pressante_d_abord(cles: dict[str, str], debuts: list[str]):
    lignes = delais(**cles)
    assert [ligne[: len(debut)] for ligne, debut in zip(lignes, debuts, strict=True)] == debuts


@pytest.mark.parametrize(
    ("double", "fin"),
    [
        ("2026-09-01", f"11{S}septembre 2026"),
        ("2026-11-11", f"23{S}novembre 2026"),  # -- le 21 est un samedi : reporté au lundi --
    ],
)
def test_un_achat_a_domicile_s_annule_dans_les_dix_jours_reportes_au_jour_ouvrable(double: str, fin: str):
    recu = date.fromisoformat(double)
    assert delais(recu, mode="porte_a_porte", date=double, double_recu_le=double)[0] == (
        f"D’ici le {fin}{S}: résoudre sans motif le contrat conclu à domicile (10{S}jours depuis la réception du "
        f"double)."
    )


@pytest.mark.parametrize(
    ("cles", "dernier_jour", "ferme"),
    [
        ({"mode": "porte_a_porte", "double_recu_le": "2026-09-01"}, date(2026, 9, 11), "Fermé depuis le 12"),
        ({"mode": "porte_a_porte", "annule_le": "2026-09-15"}, date(2026, 9, 30), "Depuis le 1er"),
    ],
)
def test_un_delai_eteint_dit_depuis_quand_des_le_lendemain(cles: dict[str, str], dernier_jour: date, ferme: str):
    assert not [d for d in delais(dernier_jour, **cles) if d.startswith(ferme)]
    assert [d for d in delais(dernier_jour + timedelta(days=1), **cles) if d.startswith(ferme)]


def test_un_recours_dont_les_trois_ans_ont_passe_se_dit_a_confirmer():
    (a_temps,) = delais(date(2026, 9, 5), mode="en_magasin", date="2023-09-05")
    (trop_tard,) = delais(date(2026, 9, 6), mode="en_magasin", date="2023-09-05")
    assert a_temps.startswith("D’ici le") and "a pris fin" in trop_tard


NEUVE = {"mode": "en_magasin", "objet": "une laveuse", "categorie": "laveuse", "neuf": "oui"}


@pytest.mark.parametrize(
    ("cles", "nombre"),
    [
        ({"date": "2026-10-05", "livre_le": "2026-10-08"}, 2),
        ({"date": "2026-10-04", "livre_le": "2026-10-08"}, 1),  # -- avant son entrée en vigueur --
        ({"date": "2026-10-05", "neuf": "non"}, 1),
        ({"date": "2026-10-05", "neuf": None}, 2),  # -- « à préciser » --
        ({"date": "2026-10-04", "neuf": None}, 1),
    ],
)
def test_la_garantie_de_bon_fonctionnement_ne_court_que_pour_un_bien_neuf_d_apres(cles: dict[str, str], nombre: int):
    assert len(delais(AU, **NEUVE | cles)) == nombre


# -- Questions à l'agent --


@pytest.mark.parametrize(
    ("cles", "questions"),
    [
        ({"mode": "porte_a_porte", "date": "2026-09-01", "objet": "une thermopompe"}, 2),
        ({"mode": "porte_a_porte", "date": "2026-09-01", "objet": "l’isolation du grenier"}, 2),
        ({"mode": "porte_a_porte", "date": "2026-09-01", "objet": "un appareil", "categorie": "climatiseur"}, 2),
        ({"mode": "porte_a_porte", "date": "2024-11-07", "objet": "une thermopompe"}, 1),
        ({"mode": "porte_a_porte", "date": "2024-11-06", "objet": "une thermopompe"}, 0),
        ({"mode": "porte_a_porte", "date": "2026-09-01", "objet": "un aspirateur"}, 1),
        ({"mode": "en_magasin", "date": "2026-09-01", "objet": "une thermopompe"}, 0),
    ],
)
def test_un_contrat_a_domicile_fait_demander_s_il_est_interdit_ou_annulable(cles: dict[str, str], questions: int):
    assert len(office.questions(affaire(AU, **cles))) == questions


# -- Dit à un tiers --


@pytest.mark.parametrize(
    ("fait", "ligne"),
    [
        ({"texte": "vous avez refusé.", "au_tiers": "il a refusé."}, f"Le 1er{S}octobre 2026{S}: il a refusé."),
        ({"texte": "Le magasin a refusé."}, f"Le 1er{S}octobre 2026{S}: Le magasin a refusé."),
        (
            {"texte": "vous avez refusé."},
            f"Le 1er{S}octobre 2026{S}: en mots adressés au commerçant, «{S}vous avez refusé.{S}»",
        ),
        ({"texte": "nous avions rendez-vous."}, f"Le 1er{S}octobre 2026{S}: nous avions rendez-vous."),
        ({"texte": "il a dit « vous rêvez »."}, f"Le 1er{S}octobre 2026{S}: il a dit « vous rêvez »."),
    ],
)
def test_un_fait_se_dit_a_un_tiers_dans_ses_mots_ou_se_cite(fait: dict[str, str], ligne: str):
    arbre = composer(affaire(AU, faits=[{"date": "2026-10-01"} | fait]), "opc")
    assert arbre.chronologie == [ligne]
    assert fait["texte"] in arbre.faits[0].ligne, "la lettre au commerçant garde les mots de l’usager"


@pytest.mark.parametrize(
    ("suite", "fin"),
    [
        ({"canal": "courriel", "citation": "Non."}, f"le commerçant a écrit ces mots{S}: «{S}Non.{S}»"),
        ({"canal": "telephone", "citation": "Non."}, f"le commerçant a tenu ces propos{S}: «{S}Non.{S}»"),
        ({"note": "vous refusez."}, f"en mots adressés au commerçant, «{S}vous refusez.{S}»"),
        ({"note": "refus du gérant."}, "refus du gérant."),
    ],
)
def test_ce_qui_est_revenu_se_dit_a_un_tiers(suite: dict[str, str], fin: str):
    arbre = composer(affaire(AU, suites=[{"date": "2026-10-01", "resultat": "refus"} | suite]), "opc")
    (ligne,) = arbre.chronologie
    assert ligne.endswith(fin)


def test_le_probleme_et_la_reponse_qui_parlent_au_commercant_se_citent_a_l_agent():
    arbre = composer(affaire(AU, probleme="votre sofa est brisé", reponse="vous avez refusé"), "opc")
    assert arbre.achat is not None
    assert arbre.achat.probleme_dit == f"En mots adressés au commerçant, «{S}votre sofa est brisé{S}»."
    assert arbre.achat.reponse_dite == f"en mots adressés au commerçant, «{S}vous avez refusé{S}»."
    assert arbre.achat.probleme == "votre sofa est brisé."
