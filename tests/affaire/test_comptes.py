"""Les comptes : avoirs, paiements sans date, somme qui libère, capital qui reste."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from fabrique_de_dossiers import dossier, expediteur, facture

from lettres.affaire import Affaire

AU = date(2026, 11, 28)
PIECES = [{"id": "P-1", "titre": "Contrat"}]
DES_L_ECHEANCE = {"piece": "P-1", "interet": {"taux_annuel": "12 %", "piece": "P-1", "demeure_automatique": "oui"}}
SANS_DEPART = {"piece": "P-1", "interet": {"taux_annuel": "12 %", "piece": "P-1"}}


def affaire(au: date = AU, **blocs: object) -> Affaire:
    return Affaire(dossier(**{"creances": [facture(montant="1 149,75 $")], "pieces": PIECES, **blocs}), au)


def dollars(texte: str) -> Decimal:
    return Decimal(texte)


# -- Les notes de crédit --


@pytest.mark.parametrize(
    ("avoirs", "credite", "impaye"),
    [
        ([], "0", "1149.75"),
        ([{"montant": "149,75 $", "facture": "F-1023", "date": "2026-09-15"}], "149.75", "1000"),
        ([{"montant": "149,75 $"}], "149.75", "1000"),
        ([{"montant": "100"}, {"montant": "49,75", "facture": "F-1023"}], "149.75", "1000"),
        ([{"montant": "149,75 $", "date": "2026-11-28"}], "149.75", "1000"),
        ([{"montant": "149,75 $", "date": "2026-11-29"}], "0", "1149.75"),
        ([{"montant": None}], None, None),
    ],
)
def test_une_note_de_credit_baisse_ce_qui_est_du(
    avoirs: list[dict[str, object]], credite: str | None, impaye: str | None
):
    comptes = affaire(avoirs=avoirs).comptes
    assert (comptes.credite, comptes.impaye) == tuple(None if s is None else dollars(s) for s in (credite, impaye))


def test_la_note_de_credit_baisse_le_capital_des_la_facture_et_l_interet_avec_lui():
    blocs = {"contrat": DES_L_ECHEANCE, "creances": [facture(montant="1 000,00 $")]}
    avec = affaire(**blocs, avoirs=[{"montant": "500", "facture": "F-1023", "date": "2026-11-01"}]).comptes.total
    moitie = affaire(contrat=DES_L_ECHEANCE, creances=[facture(montant="500,00 $")]).comptes.total
    assert avec is not None and moitie is not None
    assert (avec.capital, avec.interet) == (moitie.capital, moitie.interet)


def test_un_avoir_plus_grand_que_sa_facture_ne_rend_pas_le_capital_negatif():
    comptes = affaire(avoirs=[{"montant": "2 000,00 $"}]).comptes
    assert comptes.total is not None and comptes.total.capital == 0
    assert comptes.impaye == dollars("-850.25")


@pytest.mark.parametrize(
    ("factures", "visee", "siens"),
    [
        (["F-1", "F-2"], "F-2", [[], [50]]),
        (["F-1", "F-2"], None, [[], []]),
        (["F-1", None], None, [[], [50]]),
        (["F-1"], None, [[50]]),
        (["F-1"], "F-9", [[]]),
        ([None], "F-9", [[]]),
    ],
)
def test_un_avoir_vise_la_facture_qu_il_nomme_sinon_la_seule(
    factures: list[str | None], visee: str | None, siens: list[list[int]]
):
    creances = [facture(facture=numero, montant="100") for numero in factures]
    comptes = affaire(creances=creances, avoirs=[{"montant": "50", "facture": visee}]).comptes
    assert [[a.montant for a in c.avoirs] for c in comptes.creances] == siens


# -- Ce qui reste dû --


@pytest.mark.parametrize(("paye", "due"), [("1 149,74 $", True), ("1 149,75 $", False), ("1 149,76 $", False)])
def test_une_creance_est_due_jusqu_au_dernier_cent(paye: str, due: bool):
    (compte,) = affaire(paiements=[{"date": "2026-11-01", "montant": paye}]).comptes.creances
    assert compte.est_due is due


def test_une_creance_sans_numero_se_nomme_par_son_rang():
    creances = [facture(), facture(facture=None), facture(facture=None)]
    assert [c.nom for c in affaire(creances=creances).comptes.creances] == ["F-1023", "créance 2", "créance 3"]


def test_sans_echeance_une_creance_se_paie_et_porte_interet_depuis_sa_date():
    creances = [
        facture(facture="F-1", echeance="2026-09-30", montant="100"),
        facture(facture="F-2", date="2026-08-01", echeance=None, montant="100"),
    ]
    comptes = affaire(creances=creances, contrat=DES_L_ECHEANCE, paiements=[{"date": "2026-08-01", "montant": 60}])
    assert [c.depart.jour for c in comptes.comptes.creances] == [date(2026, 9, 30), date(2026, 8, 1)]
    assert [c.releve.capital_restant for c in comptes.comptes.creances if c.releve] == [100, 40]


# -- Ce qui est reçu --


@pytest.mark.parametrize(
    ("paiement", "recu"),
    [
        ({"date": "2026-11-27", "montant": 60}, 60),
        ({"date": "2026-11-28", "montant": 60}, 60),
        ({"date": "2026-11-29", "montant": 60}, 0),
        # -- sans date, il est reçu, et rien d'autre ne se calcule --
        ({"montant": 60}, 60),
        ({"date": "2026-11-27"}, None),
        ({"date": "2026-11-29"}, 0),
    ],
    ids=str,
)
def test_un_paiement_est_recu_au_jour_dit_ou_sans_jour(paiement: dict[str, object], recu: int | None):
    comptes = affaire(paiements=[paiement]).comptes
    assert comptes.recu == recu
    assert comptes.impaye == (None if recu is None else dollars("1149.75") - recu)


def test_un_paiement_du_lendemain_n_entre_ni_dans_les_recus_ni_dans_ce_qui_libere():
    recu, futur = {"date": "2026-11-28", "montant": 100}, {"date": "2026-11-29", "montant": 60}
    comptes = affaire(paiements=[recu, futur]).comptes
    due = comptes.a_payer(date(2026, 12, 8))
    assert [r.montant for r in comptes.recus] == [100]
    assert due is not None and due.capital == dollars("1049.75")


def test_les_recus_se_suivent_par_date_et_nomment_leur_source():
    creances = [facture(montant="100", deja_paye="10")]
    paiements = [{"date": "2026-10-02", "montant": 30}, {"date": "2026-08-15", "montant": 20}]
    a = affaire(creances=creances, paiements=paiements)
    seconde, premiere = a.dossier.paiements
    assert [(r.source, r.montant) for r in a.comptes.recus] == [
        (premiere, 20),
        (a.dossier.creances[0], 10),
        (seconde, 30),
    ]
    assert [[i.capital for i in r.emplois] for r in a.comptes.recus] == [[20], [10], [30]]


SANS_COMPTE = {
    "un montant": {"creances": [facture(montant=None)], "paiements": [{"date": "2026-11-01", "montant": 60}]},
    "le montant d'un avoir": {"avoirs": [{"montant": None}], "paiements": [{"date": "2026-11-01", "montant": 60}]},
    "le montant d'un paiement": {"paiements": [{"date": "2026-11-01"}]},
    "la date d'un paiement": {"paiements": [{"montant": 60}]},
    "le jour d'un total déjà payé": {"creances": [facture(date=None, echeance=None, deja_paye="10")]},
    "toute créance": {"creances": [], "paiements": [{"date": "2026-11-01", "montant": 60}]},
}


@pytest.mark.parametrize("manque", SANS_COMPTE)
def test_ce_qui_manque_laisse_sans_compte_sans_recus_et_sans_somme_a_payer(manque: str):
    comptes = affaire(contrat=SANS_DEPART, **SANS_COMPTE[manque]).comptes
    assert (comptes.total, comptes.recus, comptes.a_payer(AU), comptes.interet_abandonne) == (None, (), None, None)


def test_sans_creance_rien_n_est_facture():
    comptes = affaire(creances=[]).comptes
    assert (comptes.facture, comptes.impaye, comptes.dues) == (None, None, ())


# -- Ce qui est dit déjà payé --


@pytest.mark.parametrize(
    ("jours", "quand"),
    [
        ({"date": "2026-08-01", "echeance": "2026-08-31"}, date(2026, 8, 31)),
        ({"date": "2026-08-01", "echeance": None}, date(2026, 8, 1)),
        ({"date": "2026-11-20", "echeance": "2026-11-28"}, AU),
        ({"date": "2026-11-20", "echeance": "2026-12-20"}, AU),
    ],
    ids=str,
)
def test_un_total_deja_paye_compte_a_l_echeance_a_defaut_a_la_date_jamais_apres_aujourd_hui(
    jours: dict[str, object], quand: date
):
    (recu,) = affaire(creances=[facture(montant="100", deja_paye="40", **jours)]).comptes.recus
    assert [i.date for i in recu.emplois] == [quand]


def test_un_total_deja_paye_compte_au_jour_de_l_echeance():
    comptes = affaire(contrat=DES_L_ECHEANCE, creances=[facture(montant="1 000,00 $", deja_paye="400")]).comptes
    date_connue = affaire(
        contrat=DES_L_ECHEANCE,
        creances=[facture(montant="1 000,00 $")],
        paiements=[{"date": "2026-08-31", "montant": "400"}],
    ).comptes
    assert comptes.total == date_connue.total
    assert (comptes.recu, comptes.impaye) == (400, 600)


def test_deja_paye_va_a_sa_propre_facture():
    creances = [facture(montant="100"), facture(facture="F-2", montant="200", deja_paye="150")]
    assert [c.releve.capital_restant for c in affaire(creances=creances).comptes.creances if c.releve] == [100, 50]


# -- La somme qui libère --


def test_l_interet_convenu_qui_court_est_compte_jusqu_a_la_date_limite():
    a = affaire(au=date(2026, 11, 23), contrat=DES_L_ECHEANCE)
    # -- du 31 août au 3 décembre : 94 jours; 1 149,75 $ × 12 % × 94 / 365 = 35,53 $ --
    due = a.comptes.a_payer(date(2026, 12, 3))
    assert due is not None
    assert (due.capital, due.interet, due.total) == tuple(map(dollars, ("1149.75", "35.53", "1185.28")))


def test_au_taux_legal_qui_ne_court_pas_encore_la_somme_est_le_capital():
    due = affaire().comptes.a_payer(date(2026, 12, 8))
    assert due is not None and (due.capital, due.interet) == (dollars("1149.75"), 0)


def test_apres_un_paiement_la_somme_est_le_capital_qui_reste_et_l_interet():
    paiements = [{"date": "2026-09-30", "montant": "500,00 $"}]
    a = affaire(contrat=DES_L_ECHEANCE, paiements=paiements)
    due = a.comptes.a_payer(AU)
    assert due is not None and a.comptes.total is not None
    assert (due.capital, due.total) == (a.comptes.total.capital_restant, a.comptes.total.solde)


def test_sans_montant_aucune_somme_ne_libere():
    assert affaire(creances=[facture(montant=None)]).comptes.a_payer(AU) is None


# -- Le capital qui se compare au plafond --


@pytest.mark.parametrize(
    ("paye_le", "paye", "ouvert"),
    [
        # -- payé le jour de l'échéance, tout va au capital : 15 000,00 $ --
        ("2026-08-31", "500,00 $", True),
        # -- payé en retard, l'intérêt passe d'abord : le capital reste au-dessus --
        ("2026-09-30", "500,00 $", None),
        ("2026-09-30", "700,00 $", True),
    ],
)
def test_le_plafond_se_compare_au_capital_qui_reste_une_fois_l_interet_paye(
    paye_le: str, paye: str, ouvert: bool | None
):
    a = affaire(
        expediteur=expediteur(civilite="Mme"),
        contrat=DES_L_ECHEANCE,
        creances=[facture(montant="15 500,00 $")],
        paiements=[{"date": paye_le, "montant": paye}],
    )
    assert a.tribunal.ouvert is ouvert


# -- L'intérêt convenu que rien ne fait courir --


@pytest.mark.parametrize(
    ("contrat", "envois", "attendu"),
    [
        # -- 1 149,75 $ × 12 % × 89 / 365, du 31 août au 28 novembre --
        (SANS_DEPART, [], "33.64"),
        (SANS_DEPART, [{"lettre": "mise_en_demeure", "date": "2026-10-01"}], "33.64"),
        (SANS_DEPART, [{"lettre": "mise_en_demeure", "date": "2026-10-01", "recu_le": "2026-10-02"}], None),
        (DES_L_ECHEANCE, [], None),
        ({"interet": {"taux_annuel": "12 %"}}, [], None),
        ({"piece": "P-1", "interet": {"taux_annuel": "60 %"}}, [], None),
        (None, [], None),
    ],
)
def test_l_interet_abandonne_est_celui_que_donnerait_chaque_echeance(
    contrat: dict[str, object] | None, envois: list[dict[str, object]], attendu: str | None
):
    assert affaire(contrat=contrat, envois=envois).comptes.interet_abandonne == (attendu and dollars(attendu))


def test_l_interet_abandonne_compte_les_paiements_et_se_tait_quand_il_est_nul():
    paye = [{"date": "2026-08-31", "montant": "1 149,75 $"}]
    assert affaire(contrat=SANS_DEPART, paiements=paye).comptes.interet_abandonne is None
    moitie = [{"date": "2026-08-31", "montant": "574,75 $"}]
    assert affaire(contrat=SANS_DEPART, paiements=moitie).comptes.interet_abandonne == dollars("16.82")


# -- Une demeure reçue entre deux échéances : l'intérêt de la première facture court, celui de la seconde, pas encore --

DEUX = [
    facture(facture="F-1", date="2026-08-01", echeance="2026-08-31", montant="100"),
    facture(facture="F-2", date="2026-10-01", echeance="2026-10-31", montant="100"),
]
RECUE = {"lettre": "mise_en_demeure", "date": "2026-09-28", "recu_le": "2026-10-01"}


@pytest.mark.parametrize(
    ("payee", "montant", "court", "a_courir", "interet"),
    [
        # -- 100 $ × 5 % × 68 jours (1er octobre au 8 décembre) / 365 = 0,93 $; 10 jours depuis la réception : 0,14 $ --
        (None, "0", True, True, "1.07"),
        ("F-1", "100", False, True, "0.14"),
        ("F-1", "99,50", True, True, "0.14"),
        ("F-2", "100", True, False, "0.93"),
        ("F-2", "99,50", True, True, "0.93"),
    ],
)
def test_l_interet_ne_court_que_sur_les_factures_dont_il_reste_du_capital(
    payee: str | None, montant: str, court: bool, a_courir: bool, interet: str
):
    paiements = [{"date": "2026-10-01", "montant": montant, "facture": payee}] if payee else []
    a = affaire(creances=DEUX, envois=[RECUE], paiements=paiements, interet_remis_si_paye="non")
    due = a.comptes.a_payer(date(2026, 12, 8), reception=AU)
    assert due is not None
    assert (due.court, due.a_courir, due.estime_depuis) == (court, a_courir, AU if a_courir else None)
    assert due.interet == dollars(interet)


def test_un_interet_qui_court_sur_une_seule_facture_n_est_pas_abandonne():
    assert affaire(creances=DEUX, contrat=SANS_DEPART, envois=[RECUE]).comptes.interet_abandonne is None
    assert affaire(creances=DEUX, contrat=SANS_DEPART).comptes.interet_abandonne is not None


@pytest.mark.parametrize(
    ("jours", "interet"),
    [
        # -- 3 650 $ × 5 % / 365 = 0,50 $ par jour, jusqu'au 8 décembre --
        ({"echeance": "2026-11-27"}, "5.00"),
        ({"echeance": "2026-11-28"}, "5.00"),
        ({"echeance": "2026-11-29"}, "4.50"),
        ({"echeance": "2026-12-08"}, "0.00"),
        ({"echeance": None, "date": "2026-11-29"}, "4.50"),
        ({"echeance": None, "date": None}, "5.00"),
    ],
    ids=str,
)
def test_l_interet_estime_court_de_la_reception_jamais_avant_l_echeance(jours: dict[str, object], interet: str):
    a = affaire(creances=[facture(montant="3 650,00 $", **jours)], interet_remis_si_paye="non")
    due = a.comptes.a_payer(date(2026, 12, 8), reception=AU)
    assert due is not None and due.interet == dollars(interet)
