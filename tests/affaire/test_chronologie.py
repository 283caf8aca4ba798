"""La chronologie : tout ce qui est arrivé, dans l'ordre des jours, chaque ligne avec ses pièces; rien d'à venir."""

from __future__ import annotations

from datetime import date

import pytest
from fabrique_de_dossiers import AU, complet, dossier, facture

from lettres.affaire import Affaire, Jalon, SorteDeJalon
from lettres.dossier.parcours import valeurs
from lettres.socle.constats import chemin_lisible


def jalons(au: date = AU, **blocs: object) -> tuple[Jalon, ...]:
    return Affaire(dossier(**blocs), au).chronologie


def lus(au: date = AU, **blocs: object) -> list[str]:
    """Chaque ligne : son jour, ce qu'elle est, ses pièces."""
    return [" ".join(filter(None, (str(j.le or "?"), j.sorte, *j.pieces))) for j in jalons(au, **blocs)]


def test_une_histoire_se_lit_dans_l_ordre_chaque_ligne_avec_ses_pieces():
    assert lus(
        contrat={"date": "2026-06-01", "piece": "P-1", "clauses": [{"texte": "Oui.", "date": "2026-06-02"}]},
        accompli=[{"date": "2026-07-25", "texte": "Livré.", "pieces": ["P-2", "P-3", "P-2"]}],
        creances=[facture(date="2026-08-01", piece="P-4")],
        faits=[{"vers": "2026-09-05", "texte": "Un appel."}],
        paiements=[{"date": "2026-09-10", "montant": "20"}],
        avoirs=[{"date": "2026-09-11", "montant": "5", "piece": "P-9"}],
        envois=[{"lettre": "rappel", "date": "2026-09-15", "recu_le": "2026-09-18", "preuve": "P-5"}],
        suites=[{"date": "2026-09-20", "resultat": "contestation", "piece": "P-6"}],
        recu={"date": "2026-10-01", "piece": "P-7"},
        publications=[{"date": "2026-10-12 14:30", "piece": "P-8", "pieces": ["P-2"]}],
        menaces=[{"date": "2026-10-10", "piece": "P-8"}],
        rupture={
            "motifs": [{"type": "ingerence", "date": "2026-10-15", "pieces": ["P-3"]}],
            "avances": [{"date": "2026-06-15", "montant": "10", "piece": "P-9"}],
            "remises": [{"texte": "Le logo", "date": "2026-11-20", "pieces": ["P-2"]}],
            "avis_le": "2026-11-01",
            "effet_le": "2026-11-22",
        },
    ) == [
        "2026-06-01 entente P-1",
        "2026-06-02 échange",
        "2026-06-15 avance P-9",
        "2026-07-25 accompli P-2 P-3",
        "2026-08-01 facture P-4",
        "2026-09-05 fait",
        "2026-09-10 paiement",
        "2026-09-11 avoir P-9",
        "2026-09-15 envoi P-5",
        "2026-09-18 réception P-5",
        "2026-09-20 suite P-6",
        "2026-10-01 reçu P-7",
        "2026-10-10 menace P-8",
        "2026-10-12 publication P-8 P-2",
        "2026-10-15 motif P-3",
        "2026-11-01 avis",
        "2026-11-20 remise P-2",
        "2026-11-22 fin",
    ]


def test_l_achat_d_un_consommateur_a_chacun_de_ses_jours():
    achat = {"date": "2026-08-01", "livre_le": "2026-08-15", "panne_le": "2026-09-01", "annule_le": "2026-09-10"}
    assert lus(nature="consommation", achat={**achat, "piece": "P-1"}) == [
        "2026-08-01 achat P-1",
        "2026-08-15 livraison",
        "2026-09-01 panne",
        "2026-09-10 annulation",
    ]


@pytest.mark.parametrize(("au", "vus"), [(date(2026, 11, 21), []), (date(2026, 11, 22), ["2026-11-22 fait"])])
def test_rien_d_a_venir_n_y_est(au: date, vus: list[str]):
    assert lus(au, faits=[{"date": "2026-11-22", "texte": "A."}]) == vus


def test_un_fait_sans_date_vient_avant_les_autres_et_un_jour_approximatif_se_dit():
    faits = [
        {"date": "2026-08-15", "texte": "A."},
        {"texte": "B.", "pieces": ["P-1"]},
        {"vers": "2026-08-10", "texte": "C."},
    ]
    assert [(j.chemin, j.le, j.environ) for j in jalons(faits=faits)] == [
        (("faits", 1), None, False),
        (("faits", 2), date(2026, 8, 10), True),
        (("faits", 0), date(2026, 8, 15), False),
    ]


def test_le_meme_jour_ce_qui_part_vient_avant_ce_qui_revient():
    le = "2026-09-15"
    assert lus(
        paiements=[{"date": le, "montant": "5"}],
        suites=[{"date": le, "resultat": "promesse"}],
        envois=[{"lettre": "rappel", "date": le, "recu_le": le}],
        faits=[{"date": le, "texte": "A."}, {"date": le, "texte": "B."}],
        creances=[facture(date=le)],
    ) == [f"{le} {x}" for x in ("facture", "fait", "fait", "envoi", "réception", "suite", "paiement")]


@pytest.mark.parametrize(
    ("lettre", "nomme", "ordre"),
    [
        ("rappel", None, ["envoi", "suite"]),
        ("mise_en_demeure", None, ["envoi", "suite"]),
        ("reponse", None, ["suite", "envoi"]),
        ("reponse", 1, ["envoi", "suite"]),
    ],
)
def test_le_meme_jour_une_reponse_suit_ce_qui_est_venu_sauf_ce_qui_la_nomme(
    lettre: str, nomme: int | None, ordre: list[str]
):
    suite = {"date": "2026-10-01", "resultat": "contestation"} | ({"envoi": nomme} if nomme else {})
    vus = jalons(envois=[{"lettre": lettre, "date": "2026-10-01"}], suites=[suite])
    assert [str(j.sorte) for j in vus] == ordre


@pytest.mark.parametrize(
    ("suite", "redit"),
    [
        ({"date": "2026-10-01", "piece": "P-1"}, False),
        ({"date": "2026-10-02", "piece": "P-1"}, True),
        ({"date": "2026-10-01", "piece": "P-2"}, True),
        ({"date": "2026-10-01"}, True),
    ],
)
def test_ce_que_le_journal_dit_deja_n_est_pas_recu_deux_fois(suite: dict[str, str], redit: bool):
    pieces = [{"id": "P-1", "titre": "Un courriel"}, {"id": "P-2", "titre": "Un texto"}]
    recu = {"date": "2026-10-01", "piece": "P-1"}
    vus = jalons(recu=recu, suites=[{"resultat": "contestation", **suite}], pieces=pieces)
    assert (SorteDeJalon.RECU in [j.sorte for j in vus]) is redit


def test_une_inscription_corrigee_n_y_est_plus_une_lettre_revenue_y_reste():
    assert lus(
        envois=[
            {"lettre": "rappel", "date": "2026-09-01"},
            {"lettre": "rappel", "date": "2026-09-02", "corrige": 1, "motif": "Mal datée."},
        ],
        suites=[{"date": "2026-09-20", "resultat": "retour_courrier", "envoi": 2}],
    ) == ["2026-09-02 envoi", "2026-09-20 suite"]


def test_un_paiement_refuse_ne_se_compte_pas_sa_suite_le_raconte():
    assert lus(
        paiements=[{"date": "2026-09-10", "montant": "20"}],
        suites=[{"date": "2026-09-14", "resultat": "cheque_sans_provision", "paiement": 1}],
    ) == ["2026-09-14 suite"]


def test_une_offre_sa_reponse_et_son_acceptation_sont_des_pourparlers():
    vus = jalons(
        envois=[
            {"lettre": "proposition", "date": "2026-10-01", "recu_le": "2026-10-03"},
            {"lettre": "rappel", "date": "2026-10-02"},
        ],
        suites=[
            {"date": "2026-10-10", "resultat": "refus", "envoi": 1},
            {"date": "2026-10-11", "resultat": "refus", "envoi": 2},
            {"date": "2026-10-12", "resultat": "refus"},
        ],
        offre={"acceptee_le": "2026-10-20"},
    )
    assert [chemin_lisible(j.chemin) for j in vus if j.pourparlers] == [
        "envois[0]",
        "envois[0].recu_le",
        "suites[0]",
        "offre.acceptee_le",
    ]
    assert [chemin_lisible(j.chemin) for j in vus if not j.pourparlers] == ["envois[1]", "suites[1]", "suites[2]"]


def test_chaque_jalon_nomme_sa_place_et_le_bloc_qui_y_est():
    affaire = Affaire(complet(), AU)
    for jalon in affaire.chronologie:
        bloc: object = affaire.dossier
        for pas in jalon.chemin:
            if bloc is jalon.element:
                break
            bloc = bloc[pas] if isinstance(pas, int) else getattr(bloc, pas)
        assert bloc is jalon.element
        cites = {v for _, v in valeurs(jalon.element) if isinstance(v, str)}
        assert set(jalon.pieces) <= cites


def test_un_dossier_complet_a_presque_toutes_les_sortes_de_jalons():
    vus = {j.sorte for j in Affaire(complet(), date(2027, 6, 1)).chronologie}
    absentes = {"échange", "réception", "avoir", "acceptation"}
    assert {str(s) for s in SorteDeJalon} - {str(s) for s in vus} == absentes
