"""La somme qu'une lettre demande, et celles qu'une lettre déjà partie pouvait demander à son jour."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from fabrique_de_dossiers import dossier, facture
from tables import d_un_trait

from lettres.affaire import Affaire
from lettres.affaire.suite.sommes_d_alors import sommes_d_alors

AU = date(2026, 11, 23)
PAYER = {"type": "payer", "montant": "60,00 $"}


@d_un_trait
@pytest.mark.parametrize(
    ("blocs", "demandee"),
    [
        ({"nature": "recouvrement", "creances": [facture()]}, 60),
        ({"nature": "recouvrement", "creances": []}, None),
        ({"nature": "recouvrement", "creances": [], "demandes": [PAYER]}, None),
        # -- une date manque : rien ne se calcule, et l'impayé reste connu --
        ({"nature": "recouvrement", "creances": [facture()], "paiements": [{"montant": 20}]}, 40),
        ({"nature": "consommation", "demandes": [PAYER]}, 60),
        ({"nature": "consommation", "demandes": [{"type": "reparer", "montant": 60}]}, None),
        ({"nature": "entente", "demandes": [PAYER, PAYER]}, 120),
        ({"nature": "entente", "demandes": [{"type": "payer"}]}, None),
        ({"nature": "entente", "demandes": [PAYER, {"type": "payer"}]}, 60),
        ({"nature": "entente", "demandes": [{"type": "cesser", "montant": 60}]}, 60),
        # -- une somme n'a pas sa place dans ce qu'on demande à l'auteur d'un propos --
        ({"nature": "reputation", "demandes": [PAYER]}, 60),
        *(
            ({"nature": "reputation", "demandes": [{"type": t, "montant": 60}]}, None)
            for t in ("retirer", "cesser", "retracter", "conserver", "excuser")
        ),
    ],
    ids=str,
)
def test_chaque_nature_demande_sa_somme_ou_n_en_demande_pas(blocs: dict[str, object], demandee: int | None):
    assert Affaire(dossier(**blocs), AU).demandee("rappel") == demandee


def test_un_interet_qui_ne_court_pas_ne_se_demande_qu_a_la_mise_en_demeure():
    d = dossier(creances=[facture(montant="3 650,00 $")], interet_remis_si_paye="non", mode_envoi="main_propre")
    demandees = {lettre: Affaire(d, AU).demandee(lettre) for lettre in ("rappel", "mise_en_demeure")}
    # -- 3 650 $ × 5 % × 10 jours / 365 = 5,00 $ --
    assert demandees == {"rappel": Decimal(3650), "mise_en_demeure": Decimal(3655)}


RAPPEL = {"lettre": "rappel", "date": "2026-10-01", "mode": "courriel", "montant": "60,00 $"}


def sommes(**blocs: object) -> set[Decimal]:
    affaire = Affaire(dossier(**{"creances": [facture()], "envois": [RAPPEL], **blocs}), AU)
    return set(dict(sommes_d_alors(affaire))[affaire.demarches.envois[0]])


@d_un_trait
@pytest.mark.parametrize(
    ("blocs", "attendues"),
    [
        ({}, {60}),
        # -- les seules factures échues la veille au plus tard --
        ({"creances": [facture(), facture(facture="F-2", montant=30, echeance="2026-09-30")]}, {90}),
        ({"creances": [facture(), facture(facture="F-2", montant=30, echeance="2026-10-01")]}, {60}),
        ({"creances": [facture(echeance="2026-10-01")]}, set()),
        ({"creances": [facture(), facture(facture="F-2", echeance=None)]}, set()),
        ({"creances": [facture(montant=None)]}, set()),
        # -- les seuls paiements reçus ce jour-là --
        ({"paiements": [{"date": "2026-10-01", "montant": 20}]}, {40}),
        ({"paiements": [{"date": "2026-10-02", "montant": 20}]}, {60}),
    ],
    ids=str,
)
def test_une_lettre_partie_pouvait_demander_l_impaye_de_son_jour(blocs: dict[str, object], attendues: set[int]):
    assert sommes(**blocs) == attendues


QUI_COURT = {
    "contrat": {"piece": "P-1", "interet": {"taux_annuel": "10 %", "piece": "P-1", "demeure_automatique": "oui"}},
    "pieces": [{"id": "P-1", "titre": "Contrat"}],
    "creances": [facture(montant="3 650,00 $")],
}
"""Un dollar par jour, depuis le 31 août."""


@pytest.mark.parametrize(
    ("envoi", "attendues"),
    [
        # -- l'impayé; 35 jours le 5 octobre; 41 jours à la date limite écrite --
        ({"echeance": "2026-10-11"}, {3650, 3685, 3691}),
        # -- sans date limite, dix jours depuis la réception : le 5, ou le lendemain par courriel --
        ({"mode": "main_propre"}, {3650, 3685, 3695}),
        ({}, {3650, 3685, 3696}),
    ],
    ids=str,
)
def test_une_lettre_partie_pouvait_demander_ce_qui_liberait_ce_jour_la_ou_a_sa_date_limite(
    envoi: dict[str, str], attendues: set[int]
):
    assert sommes(**QUI_COURT, envois=[RAPPEL | {"date": "2026-10-05"} | envoi]) == attendues


def test_une_lettre_ne_fait_pas_courir_l_interet_de_sa_propre_somme():
    le_jour_meme = {"date": "2026-10-05", "recu_le": "2026-10-05", "mode": "main_propre"}
    recue = {"lettre": "mise_en_demeure", "montant": "3 650,00 $", **le_jour_meme}
    creances = [facture(montant="3 650,00 $")]
    assert sommes(creances=creances, envois=[recue]) == {3650}
    # -- celle qui est reçue ce jour-là fait courir 0,50 $ par jour, dix jours --
    assert sommes(creances=creances, envois=[recue | {"lettre": "rappel"}, recue]) == {3650, 3655}


@pytest.mark.parametrize(("nombre", "premiere"), [(59, 1), (60, 1), (61, 2)])
def test_seules_les_soixante_dernieres_lettres_chiffrees_se_jugent(nombre: int, premiere: int):
    muette = {"lettre": "rappel", "date": "2026-09-01"}
    demarches = Affaire(dossier(envois=[muette, *[RAPPEL] * nombre, muette]), AU).demarches
    assert [d.rang for d in demarches.chiffrees] == list(range(premiere, nombre + 1))


def test_les_envois_d_une_lettre_gardent_l_ordre_du_dossier():
    envois = [RAPPEL, {"lettre": "reponse", "date": "2026-10-02"}, RAPPEL | {"date": "2026-09-15"}]
    demarches = Affaire(dossier(envois=envois), AU).demarches
    assert [[d.rang for d in demarches.de(lettre)] for lettre in ("rappel", "reponse", "opc")] == [[0, 2], [1], []]


# -- Le journal réduit à ce dont dépend une somme : ce qui n'y change rien s'en va, où qu'il soit --

DEMEURE = {"lettre": "mise_en_demeure", "date": "2026-09-20", "recu_le": "2026-09-22", "mode": "main_propre"}
APPEL = {"date": "2026-09-05", "canal": "telephone", "resultat": "appel_fait"}
CONTESTE = {
    "date": "2026-09-25",
    "canal": "courriel",
    "resultat": "contestation",
    "montant_conteste": "25,00 $",
    "creances": ["F-1023"],
}
D_UNE_AUTRE = CONTESTE | {"creances": ["F-9"]}
JOURNAUX: dict[str, tuple[list[dict[str, object]], list[dict[str, object]]]] = {
    "rien de contesté": ([], []),
    "une part contestée": ([], [CONTESTE]),
    "une part contestée, puis annulée": ([], [CONTESTE, {"corrige": 1, "motif": "Erreur."}]),
    "un appel, récrit en contestation": ([], [APPEL, CONTESTE | {"corrige": 1, "motif": "Récrit."}]),
    "une contestation, récrite en appel": ([], [CONTESTE, APPEL | {"corrige": 1, "motif": "Récrit."}]),
    "une demeure qui court": ([DEMEURE], []),
    "une demeure revenue": (
        [DEMEURE],
        [{"date": "2026-09-30", "canal": "poste", "resultat": "retour_courrier", "envoi": 1}],
    ),
    "une demeure annulée": ([DEMEURE, {"corrige": 1, "motif": "Jamais partie."}], []),
    "une contestation qui nomme la demeure": ([DEMEURE], [CONTESTE | {"envoi": 1}]),
}
MUETTES_PARTIES = {"lettre": "rappel", "date": "2026-09-02", "mode": "courriel", "creances": ["F-9"]}
"""Elle ne nomme qu'une facture que le dossier n'a pas."""


def _plus_loin(lignes: list[dict[str, object]], **de: int) -> list[dict[str, object]]:
    return [ligne | {cle: int(str(ligne[cle])) + n for cle, n in de.items() if cle in ligne} for ligne in lignes]


@d_un_trait
@pytest.mark.parametrize(("envois", "suites"), JOURNAUX.values(), ids=JOURNAUX)
def test_une_ligne_dont_aucune_somme_ne_depend_ne_change_ni_les_sommes_ni_les_rangs(
    envois: list[dict[str, object]], suites: list[dict[str, object]]
):
    def demandables(envois: list[dict[str, object]], suites: list[dict[str, object]]) -> frozenset[Decimal]:
        affaire = Affaire(dossier(creances=[facture(montant="3 650,00 $")], envois=envois, suites=suites), AU)
        return frozenset(next(sommes for d, sommes in sommes_d_alors(affaire) if d.envoi.montant))

    seules = demandables([*envois, RAPPEL], suites)
    bruit = demandables(
        [MUETTES_PARTIES, *_plus_loin(envois, corrige=1), MUETTES_PARTIES, RAPPEL],
        [APPEL, D_UNE_AUTRE, *_plus_loin(suites, corrige=2, envoi=1), APPEL],
    )
    assert bruit == seules
