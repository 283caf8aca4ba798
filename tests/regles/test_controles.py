"""Les contrôles : chacun, un dossier fautif et un dossier conforme, aux deux côtés de chaque limite."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from fabrique_de_dossiers import AU, complet, destinataire, dossier, expediteur, facture, piece
from hypothesis import given, settings
from hypothesis import strategies as st
from tables import d_un_trait

from lettres.affaire import Affaire
from lettres.langue.ecriture import jour
from lettres.regles import verifier_coherence
from lettres.socle.constats import Chemin, Constat, Gravite

HIER, DEMAIN = AU - timedelta(days=1), AU + timedelta(days=1)
RAPPEL, DEMEURE = "rappel", "mise_en_demeure"
TAXES = {"tps": "000000000 RT0001", "tvq": "0000000000 TQ0001"}


def constats(code: str, lettre: str = RAPPEL, au: date = AU, **blocs: object) -> list[Constat]:
    return [c for c in verifier_coherence(Affaire(dossier(**blocs), au), lettre) if c.code == code]


def chemins(code: str, lettre: str = RAPPEL, au: date = AU, **blocs: object) -> list[Chemin]:
    return [c.chemin for c in constats(code, lettre, au, **blocs)]


@d_un_trait
@pytest.mark.parametrize("lettre", [RAPPEL, "retrait", DEMEURE, "opc"])
@pytest.mark.parametrize("nature", ["recouvrement", "reputation", "consommation", "entente"])
def test_un_constat_a_une_phrase_un_remede_et_une_typographie_soignee(nature: str, lettre: str):
    fautes = {
        "creances": [facture(date="2027-01-01", tps="1", avant_taxes="50"), facture()],
        "paiements": [{"facture": "F-9", "date": "2027-01-01", "montant": "9999"}],
        "expediteur": expediteur(mandant={"nom": "Paul"}, neq="1100000000"),
        "destinataire": {"nom": "Inconnu", "procureur": "Me Exemple"},
        "faits": [{"texte": "Un fait."}, {"date": "2027-01-01", "vers": "2027-01-01", "texte": "À venir."}],
        "prejudices": [{"texte": "Un tort.", "montant": "5"}],
        "pieces": [piece(1), piece(1)],
        "delai_jours": 1,
        "contrat": {"piece": "P-9", "interet": {"taux_annuel": "99 %"}},
        "publications": [{"connaissance": "2025-01-01", "support": "journal"}],
        "demandes": [{"type": "executer"}],
    }
    trouves = verifier_coherence(Affaire(dossier(nature=nature, **fautes), AU), lettre)
    assert len(trouves) > 10
    for c in trouves:
        assert re.fullmatch(r"[A-ZÉÀ].*\.", c.message), c
        assert re.fullmatch(r"[A-ZÉÀ].*\.", c.remede), c
        assert "'" not in c.message + c.remede and '"' not in c.message + c.remede
        assert not re.search(r"\bF\d+\.\d+", c.fondement), c  # -- un fondement que l'usager peut lire --
        assert c.chemin


@pytest.mark.parametrize(
    ("nature", "lettre"), [("recouvrement", RAPPEL), ("recouvrement", DEMEURE), ("entente", DEMEURE)]
)
def test_un_dossier_complet_n_a_ni_erreur_ni_alerte(nature: str, lettre: str):
    demandes = {"demandes": [{"type": "livrer", "texte": "livrer les photos"}]} if nature == "entente" else {}
    trouves = verifier_coherence(Affaire(complet(nature, **demandes), AU), lettre)
    assert [c for c in trouves if c.gravite is not Gravite.CONSEIL] == []


@settings(deadline=None)
@given(st.dates(date(1900, 1, 1), date(2200, 12, 31)), st.sampled_from(["recouvrement", "reputation", "consommation"]))
def test_quel_que_soit_le_jour_on_rend_des_constats_sans_jamais_lever(au: date, nature: str):
    assert all(c.message for c in verifier_coherence(Affaire(complet(nature), au), DEMEURE))


# -- Parties --


@pytest.mark.parametrize(
    ("cles", "fautif"),
    [
        ({}, False),
        ({"mandant": {"nom": "Paul"}}, True),
        ({"mandant": {"nom": "Paul"}, "signataire": "Karine"}, True),
        ({"mandant": {"nom": "Paul"}, "signataire": {"nom": "Karine", "barreau": "000000-0"}}, False),
    ],
)
def test_un_mandant_exige_un_membre_du_barreau(cles: dict[str, object], fautif: bool):
    trouves = chemins("P101", expediteur=expediteur(**cles))
    assert trouves == ([("expediteur", "mandant")] if fautif else [])


@pytest.mark.parametrize(
    ("procureur", "lettre", "fautif"),
    [(None, DEMEURE, False), ("Me Exemple", DEMEURE, True), ("Me Exemple", RAPPEL, True), ("Me Exemple", "opc", False)],
)
def test_un_destinataire_represente_ne_recoit_pas_la_lettre_directement(
    procureur: str | None, lettre: str, fautif: bool
):
    trouves = chemins("P102", lettre, destinataire=destinataire(procureur=procureur))
    assert trouves == ([("destinataire", "procureur")] if fautif else [])


@d_un_trait
@pytest.mark.parametrize(
    ("cles", "incertain"),
    [
        ({}, True),
        ({"qualite": "inconnue"}, True),
        ({"civilite": "neutre"}, False),
        ({"type": "entreprise"}, False),
        ({"attention": "Paul Exemple"}, False),
        ({"qualite": "consommateur"}, False),
        ({"neq": "1100000000"}, False),
        ({"nom": "Immeubles Exemple inc."}, False),
        ({"nom_commercial": "Boutique"}, False),
    ],
)
def test_un_destinataire_dont_rien_ne_dit_le_type_vaut_un_conseil(cles: dict[str, str], incertain: bool):
    trouves = constats("P103", destinataire={"nom": "Exemple", **cles})
    assert [(c.chemin, c.gravite) for c in trouves] == (
        [(("destinataire", "nom"), Gravite.CONSEIL)] if incertain else []
    )


BLANCS = [
    "[à compléter : nom légal]",
    "[À COMPLÉTER]",
    "[nom du client]",
    "[Nom]",
    "À compléter",
    "a completer",
    "à préciser",
    "à remplir",
    "à venir",
    "XXX",
    "xxxxxx",
]


@d_un_trait
@pytest.mark.parametrize("nom", BLANCS)
def test_deux_noms_encore_a_remplir_ne_font_pas_une_lettre_a_soi_meme(nom: str):
    assert constats("P113", expediteur=expediteur(nom=nom), destinataire={"nom": nom}) == []


@pytest.mark.parametrize(
    ("un", "autre"),
    [
        ("Studio Exemple inc.", "Studio Exemple inc."),
        ("Studio Exemple inc.", "STUDIO EXEMPLE INC."),
        ("Ève Exemple", "ève exemple"),
        ("Les Fleurs à venir inc.", "Les Fleurs à venir inc."),
        ("Xavier Exemple", "Xavier Exemple"),
        ("Studio [Exemple]", "Studio [Exemple]"),
        ("9000-0001", "9000-0001"),
    ],
)
def test_un_vrai_nom_repete_se_signale(un: str, autre: str):
    assert chemins("P113", expediteur=expediteur(nom=un), destinataire={"nom": autre}) == [("destinataire", "nom")]


# -- Pièces --


@d_un_trait
@pytest.mark.parametrize(
    ("bloc", "chemin"),
    [
        ({"contrat": {"piece": "P-9"}}, ("contrat", "piece")),
        ({"contrat": {"interet": {"piece": "P-9"}}}, ("contrat", "interet", "piece")),
        ({"contrat": {"clauses": [{"texte": "A", "piece": "P-9"}]}}, ("contrat", "clauses", 0, "piece")),
        ({"creances": [facture(piece="P-9")]}, ("creances", 0, "piece")),
        ({"faits": [{"texte": "A", "pieces": ["P-1", "P-9"]}]}, ("faits", 0, "pieces", 1)),
        ({"accompli": [{"texte": "A", "pieces": ["P-9"]}]}, ("accompli", 0, "pieces", 0)),
        ({"publications": [{"piece": "P-9"}]}, ("publications", 0, "piece")),
        ({"publications": [{"pieces": ["P-9"]}]}, ("publications", 0, "pieces", 0)),
        ({"achat": {"piece": "P-9"}}, ("achat", "piece")),
        ({"prejudices": [{"texte": "A", "pieces": ["P-9"]}]}, ("prejudices", 0, "pieces", 0)),
        ({"envois": [{"lettre": "rappel", "date": "2026-09-01", "preuve": "P-9"}]}, ("envois", 0, "preuve")),
        ({"suites": [{"date": "2026-09-01", "resultat": "refus", "piece": "P-9"}]}, ("suites", 0, "piece")),
    ],
)
def test_une_piece_citee_ou_que_ce_soit_doit_etre_jointe(bloc: dict[str, object], chemin: Chemin):
    assert chemins("P201", pieces=[piece(1)], **bloc) == [chemin]
    assert chemins("P201", pieces=[piece(1), piece(9)], **bloc) == []


def test_un_texte_qui_ressemble_a_une_piece_n_est_pas_un_renvoi():
    assert chemins("P201", faits=[{"date": "2026-09-01", "texte": "P-9"}], pieces=[piece(1, titre="P-8")]) == []


def test_deux_pieces_du_meme_numero_se_signalent_a_la_seconde():
    assert chemins("P202", pieces=[piece(1), piece(2), piece(1), piece(1)]) == [
        ("pieces", 2, "id"),
        ("pieces", 3, "id"),
    ]
    assert chemins("P202", pieces=[piece(1), piece(2)]) == []


# -- Factures et taxes --


def test_une_facture_ne_compte_qu_une_fois():
    assert chemins("S101", creances=[facture(), facture(facture="F-2"), facture()]) == [("creances", 2, "facture")]
    assert chemins("S101", creances=[facture(), facture(facture="F-2")]) == []
    assert chemins("S101", creances=[facture(facture=None), facture(facture=None)]) == []


@pytest.mark.parametrize(
    ("echeance", "fautif"), [("2026-07-31", True), ("2026-08-01", False), ("2026-08-02", False), (None, False)]
)
def test_l_echeance_ne_precede_pas_la_facture(echeance: str | None, fautif: bool):
    trouves = chemins("S102", creances=[facture(date="2026-08-01", echeance=echeance)])
    assert trouves == ([("creances", 0, "echeance")] if fautif else [])


@pytest.mark.parametrize(
    ("echeance", "nature", "lettre", "fautif"),
    [
        (HIER, "recouvrement", RAPPEL, False),
        (AU, "recouvrement", RAPPEL, True),  # -- le débiteur a tout le jour de l'échéance --
        (DEMAIN, "recouvrement", RAPPEL, True),
        (AU, "recouvrement", DEMEURE, True),
        (AU, "entente", RAPPEL, False),
        (AU, "consommation", DEMEURE, False),
    ],
)
def test_une_facture_ne_se_reclame_que_le_lendemain_de_son_echeance(
    echeance: date, nature: str, lettre: str, fautif: bool
):
    trouves = chemins("S103", lettre, nature=nature, creances=[facture(echeance=echeance)])
    assert trouves == ([("creances", 0, "echeance")] if fautif else [])


@pytest.mark.parametrize(
    ("cles", "fautif"),
    [
        ({"montant": "1149.75", "avant_taxes": "1000", "tps": "50", "tvq": "99.75"}, False),
        ({"montant": "1149.74", "avant_taxes": "1000", "tps": "50", "tvq": "99.75"}, True),
        ({"montant": "1149.76", "avant_taxes": "1000", "tps": "50", "tvq": "99.75"}, True),
        ({"montant": "1050", "avant_taxes": "1000", "tps": "50"}, False),
        ({"montant": "1000", "avant_taxes": "1000"}, False),
        ({"montant": None, "avant_taxes": "1000"}, False),
        ({"montant": "1149.75", "tps": "50", "tvq": "99.75"}, False),
    ],
)
def test_le_total_est_au_cent_la_somme_du_prix_et_des_taxes(cles: dict[str, str], fautif: bool):
    assert chemins("S104", creances=[facture(**cles)]) == ([("creances", 0, "montant")] if fautif else [])


@pytest.mark.parametrize(
    ("numeros", "cles", "fautives"),
    [
        ({}, {"tps": "50", "tvq": "99.75"}, ["tps", "tvq"]),
        ({"tps": TAXES["tps"]}, {"tps": "50", "tvq": "99.75"}, ["tvq"]),
        (TAXES, {"tps": "50", "tvq": "99.75"}, []),
        ({}, {"tps": "0", "tvq": "0"}, []),
        ({}, {}, []),
    ],
)
def test_une_taxe_exige_son_numero(numeros: dict[str, str], cles: dict[str, str], fautives: list[str]):
    trouves = chemins("S105", expediteur=expediteur(**numeros), creances=[facture(**cles)])
    assert trouves == [("creances", 0, cle) for cle in fautives]


@pytest.mark.parametrize(
    ("numeros", "cles", "nature", "fautif"),
    [
        (TAXES, {}, "recouvrement", True),
        (TAXES, {"avant_taxes": "60", "tps": "0"}, "recouvrement", True),
        (TAXES, {"avant_taxes": "60", "tps": "0", "tvq": "0"}, "recouvrement", False),
        ({"tvq": TAXES["tvq"]}, {}, "recouvrement", True),
        ({}, {}, "recouvrement", False),
        (TAXES, {}, "entente", False),
    ],
)
def test_un_inscrit_aux_taxes_ventile_ses_factures(
    numeros: dict[str, str], cles: dict[str, str], nature: str, fautif: bool
):
    trouves = chemins("S106", nature=nature, expediteur=expediteur(**numeros), creances=[facture(**cles)])
    assert trouves == ([("creances", 0)] if fautif else [])


# -- Paiements --


@pytest.mark.parametrize(
    ("paiement", "combien"),
    [({"date": HIER, "montant": "1"}, 0), ({"date": HIER}, 1), ({"montant": "1"}, 1), ({}, 2)],
)
def test_un_paiement_a_une_date_et_un_montant(paiement: dict[str, object], combien: int):
    assert chemins("S107", creances=[facture()], paiements=[paiement]) == [("paiements", 0)] * combien


@pytest.mark.parametrize(("numero", "fautif"), [(None, False), ("F-1023", False), ("F-1024", True), ("f-1023", True)])
def test_un_paiement_nomme_une_facture_du_dossier(numero: str | None, fautif: bool):
    paiement = {"date": HIER, "montant": "1", "facture": numero}
    trouves = chemins("S108", creances=[facture()], paiements=[paiement])
    assert trouves == ([("paiements", 0, "facture")] if fautif else [])


@pytest.mark.parametrize(("jour", "fautif"), [(HIER, False), (AU, False), (DEMAIN, True)])
def test_un_paiement_n_est_pas_a_venir(jour: date, fautif: bool):
    trouves = chemins("S109", creances=[facture()], paiements=[{"date": jour, "montant": "1"}])
    assert trouves == ([("paiements", 0, "date")] if fautif else [])


@pytest.mark.parametrize(
    ("paye", "nature", "lettre", "fautif"),
    [
        ("59.99", "recouvrement", DEMEURE, False),
        ("60.00", "recouvrement", DEMEURE, True),
        ("60.01", "recouvrement", RAPPEL, True),
        ("60.00", "entente", RAPPEL, False),
    ],
)
def test_ce_qui_est_paye_ne_se_reclame_plus(paye: str, nature: str, lettre: str, fautif: bool):
    paiement = {"date": HIER, "montant": paye}
    trouves = chemins("S110", lettre, nature=nature, creances=[facture(montant="60")], paiements=[paiement])
    assert trouves == ([("paiements",)] if fautif else [])


def test_sans_facture_ou_sans_montant_on_ne_conclut_pas_que_tout_est_paye():
    paiements = [{"date": HIER, "montant": "60"}]
    assert chemins("S110", paiements=paiements) == []
    assert chemins("S110", creances=[facture(montant=None)], paiements=paiements) == []
    assert chemins("S110", creances=[facture()], paiements=[*paiements, {"date": HIER}]) == []


# -- Intérêt --


def convenu(taux: str | None, au: date = AU, **cles: object) -> list[str]:
    contrat = {"interet": {"taux_annuel": taux, "piece": "P-1", **cles}}
    trouves = verifier_coherence(Affaire(dossier(contrat=contrat, pieces=[piece(1)]), au), DEMEURE)
    return [c.code for c in trouves if c.code in {"S111", "S112", "S113", "S114", "S115"}]


@d_un_trait
@pytest.mark.parametrize(
    ("taux", "codes"),
    [
        ("0,01 %", []),
        ("5 %", []),
        ("15 %", []),
        ("15,01 %", ["S114"]),
        ("23,99 %", ["S114"]),
        ("24 %", ["S113"]),
        ("35 %", ["S113"]),
        ("35,01 %", ["S112"]),
        ("60 %", ["S112"]),
    ],
)
def test_un_taux_est_libre_plaide_reduit_ou_criminel_selon_sa_hauteur(taux: str, codes: list[str]):
    assert convenu(taux) == codes


@pytest.mark.parametrize(
    ("code", "taux", "gravite"),
    [("S112", "36 %", Gravite.ERREUR), ("S113", "24 %", Gravite.ALERTE), ("S114", "16 %", Gravite.ALERTE)],
)
def test_seul_un_taux_criminel_arrete_la_lettre(code: str, taux: str, gravite: Gravite):
    (c,) = constats(code, contrat={"piece": "P-1", "interet": {"taux_annuel": taux}})
    assert (c.gravite, c.chemin) == (gravite, ("contrat", "interet", "taux_annuel"))
    assert c.fondement


@pytest.mark.parametrize(
    ("au", "codes"),
    [(date(2025, 1, 1), ["S112"]), (date(2024, 12, 31), ["S113"])],
)
def test_le_seuil_criminel_est_celui_du_jour_de_la_lettre(au: date, codes: list[str]):
    assert convenu("60 %", au) == codes


def test_un_taux_seulement_mensuel_laisse_le_taux_legal():
    assert convenu(None, taux_mensuel="2 %") == ["S111"]
    assert convenu("24 %", taux_mensuel="2 %") == ["S113"]


@pytest.mark.parametrize(
    ("contrat", "fautif"),
    [
        (None, False),
        ({"piece": "P-1"}, False),
        ({"interet": {"taux_annuel": "12 %"}}, True),
        ({"piece": "P-1", "interet": {"taux_annuel": "12 %"}}, False),
        ({"interet": {"taux_annuel": "12 %", "piece": "P-1"}}, False),
    ],
)
def test_un_taux_sans_piece_n_est_pas_prouve(contrat: dict[str, object] | None, fautif: bool):
    assert chemins("S115", contrat=contrat) == ([("contrat", "interet")] if fautif else [])


@pytest.mark.parametrize(
    ("cles", "fautif"),
    [({}, False), ({"pieces": ["P-1"]}, False), ({"montant": "5"}, True), ({"montant": "5", "pieces": ["P-1"]}, False)],
)
def test_un_tort_chiffre_exige_une_piece(cles: dict[str, object], fautif: bool):
    trouves = chemins("S116", prejudices=[{"texte": "Un tort.", **cles}])
    assert trouves == ([("prejudices", 0, "montant")] if fautif else [])


# -- Demandes et faits --


@d_un_trait
@pytest.mark.parametrize(
    ("nature", "demandes", "fautif"),
    [
        ("entente", [], False),
        ("entente", [{"type": "executer"}], True),
        ("entente", [{"type": "payer"}], True),
        ("entente", [{"type": "payer", "montant": "60"}], False),
        ("entente", [{"type": "cesser"}], True),
        ("entente", [{"type": "remettre"}], True),
        ("entente", [{"type": "livrer"}], True),
        ("entente", [{"type": "executer", "texte": "livrer les photos"}], False),
        ("entente", [{"type": "repondre"}], False),
        ("consommation", [{"type": "executer"}], True),
        ("consommation", [{"type": "cesser"}], True),
        ("consommation", [{"type": "payer"}], True),
        ("consommation", [{"type": "payer", "montant": "60"}], False),
        ("consommation", [{"type": "executer", "texte": "livrer"}], False),
        *[
            ("consommation", [{"type": t}], False)
            for t in ("rembourser", "annuler", "reparer", "remplacer", "livrer", "repondre")
        ],
        ("recouvrement", [{"type": "executer"}], False),
        ("reputation", [{"type": "excuser"}], False),
        ("reputation", [{"type": "payer", "montant": "60"}], False),
        ("reputation", [{"type": "payer"}], True),
        ("reputation", [{"type": "repondre"}], True),
    ],
)
def test_la_demande_principale_dit_ce_qui_doit_etre_fait(nature: str, demandes: list[dict[str, str]], fautif: bool):
    assert chemins("T101", nature=nature, demandes=demandes) == ([("demandes", 0)] if fautif else [])


@pytest.mark.parametrize(
    ("nature", "muettes"), [("entente", [1, 2]), ("reputation", [1, 2]), ("consommation", [1]), ("recouvrement", [])]
)
def test_chaque_demande_imprimee_dit_ce_qui_doit_etre_fait(nature: str, muettes: list[int]):
    demandes = [{"type": "repondre", "texte": "répondre"}, {"type": "executer"}, {"type": "livrer"}]
    assert chemins("T101", nature=nature, demandes=demandes) == [("demandes", rang) for rang in muettes]


@d_un_trait
@pytest.mark.parametrize("bloc", ["faits", "accompli"])
@pytest.mark.parametrize(
    ("cles", "code"),
    [
        ({}, "T102"),
        ({"date": HIER}, None),
        ({"vers": HIER}, None),
        ({"pieces": ["P-1"]}, None),
        ({"date": HIER, "vers": HIER}, "T103"),
    ],
)
def test_un_fait_a_une_date_ou_une_piece_et_une_seule_date(bloc: str, cles: dict[str, object], code: str | None):
    faits = {bloc: [{"date": HIER, "texte": "Daté."}, {"texte": "Un fait.", **cles}]}
    assert chemins("T102", **faits) == ([(bloc, 1)] if code == "T102" else [])
    assert chemins("T103", **faits) == ([(bloc, 1, "vers")] if code == "T103" else [])


@d_un_trait
@pytest.mark.parametrize(
    ("bloc", "cle", "reste"),
    [
        ("faits", "date", {"texte": "A."}),
        ("faits", "vers", {"texte": "A."}),
        ("accompli", "date", {"texte": "A."}),
        ("publications", "date", {}),
        ("publications", "capture", {}),
        ("publications", "connaissance", {}),
        ("publications", "signale_le", {}),
        ("envois", "date", {"lettre": "rappel"}),
        ("envois", "recu_le", {"lettre": "rappel", "date": HIER}),
        ("suites", "date", {"resultat": "refus"}),
    ],
)
def test_ce_qui_est_arrive_n_est_pas_date_d_apres_la_lettre(bloc: str, cle: str, reste: dict[str, object]):
    assert chemins("T104", **{bloc: [{**reste, cle: AU}]}) == []
    assert chemins("T104", **{bloc: [{**reste, cle: DEMAIN}]}) == [(bloc, 0, cle)]


@pytest.mark.parametrize(
    ("bloc", "cle"),
    [
        ("contrat", "date"),
        ("achat", "date"),
        ("achat", "double_recu_le"),
        ("achat", "livre_le"),
        ("achat", "annule_le"),
    ],
)
def test_un_contrat_ou_un_achat_ne_suit_pas_la_lettre(bloc: str, cle: str):
    assert chemins("T104", **{bloc: {cle: AU}}) == []
    assert chemins("T104", **{bloc: {cle: DEMAIN}}) == [(bloc, cle)]


def test_ce_qui_est_promis_ou_convenu_peut_etre_a_venir():
    suspension = {"motif": "autre", "du": HIER, "au": DEMAIN}
    envoi = {"lettre": "rappel", "date": HIER, "echeance": DEMAIN}
    futur = {"achat": {"livraison_prevue": DEMAIN}, "suspensions": [suspension], "envois": [envoi]}
    assert chemins("T104", **futur) == []


# -- Délai --


@d_un_trait
@pytest.mark.parametrize(
    ("mode", "limite", "codes"),
    [
        ("main_propre", HIER, ["T105"]),
        ("main_propre", AU, ["T105"]),
        ("main_propre", DEMAIN, ["T106"]),
        ("main_propre", AU + timedelta(days=4), ["T106"]),
        ("main_propre", AU + timedelta(days=5), []),
        ("courriel", DEMAIN, ["T111"]),  # -- reçue le 23 --
        ("courriel", date(2026, 11, 27), ["T106"]),
        ("courriel", date(2026, 11, 28), []),
        ("poste", date(2026, 11, 27), ["T111"]),  # -- reçue le vendredi 27 --
        ("poste", date(2026, 11, 28), ["T106"]),
        ("poste", date(2026, 12, 1), ["T106"]),
        ("poste", date(2026, 12, 2), []),
        (None, date(2026, 11, 27), ["T111"]),
    ],
)
def test_une_date_limite_laisse_du_temps_apres_la_reception(mode: str | None, limite: date, codes: list[str]):
    trouves = verifier_coherence(Affaire(dossier(echeance_demandee=limite, mode_envoi=mode), AU), DEMEURE)
    sur_le_delai = [(c.code, c.chemin) for c in trouves if c.code in {"T105", "T106", "T111"}]
    assert sur_le_delai == [(code, ("echeance_demandee",)) for code in codes]


@pytest.mark.parametrize(
    ("jours", "nature", "fautif"),
    [
        (1, "recouvrement", True),
        (4, "recouvrement", True),
        (5, "recouvrement", False),
        (4, "entente", True),
        (4, "reputation", False),
    ],
)
def test_un_delai_de_moins_de_cinq_jours_est_court_sauf_pour_un_propos(jours: int, nature: str, fautif: bool):
    trouves = constats("T106", DEMEURE, nature=nature, delai_jours=jours)
    assert [c.chemin for c in trouves] == ([("delai_jours",)] if fautif else [])
    assert all(c.gravite is Gravite.ALERTE for c in trouves)


def test_la_date_demandee_l_emporte_sur_le_delai_pour_juger_du_temps_donne():
    assert chemins("T106", delai_jours=1, echeance_demandee=AU + timedelta(days=20)) == []


@pytest.mark.parametrize(("nombre", "dit"), [(1, "1\u00a0jour"), (2, "2\u00a0jours"), (4, "4\u00a0jours")])
def test_un_delai_court_n_est_pas_nul_l_usage_est_de_dix_jours_et_le_destinataire_garde_un_delai_raisonnable(
    nombre: int, dit: str
):
    (constat,) = constats("T106", delai_jours=nombre)
    assert constat.message == f"Le délai de {dit} est court; l’usage est de 10\u00a0jours."
    assert "donnez 10\u00a0jours" in constat.remede
    assert constat.remede.endswith("le destinataire a droit à un délai raisonnable.")


# -- Office de la protection du consommateur --


@pytest.mark.parametrize(
    ("cles", "lettre", "fautif"),
    [
        ({}, "opc", False),
        ({"type": "personne"}, "opc", False),
        ({"type": "entreprise"}, "opc", True),
        ({"type": "organisme"}, "opc", True),
        ({"neq": "1100000000"}, "opc", True),
        ({"type": "entreprise"}, DEMEURE, False),
    ],
)
def test_une_entreprise_ne_se_plaint_pas_a_l_office(cles: dict[str, str], lettre: str, fautif: bool):
    trouves = chemins("T107", lettre, nature="consommation", expediteur=expediteur(**cles))
    assert trouves == ([("expediteur", "nom")] if fautif else [])


@pytest.mark.parametrize(
    ("cles", "lettre", "fautif"),
    [
        ({"qualite": "commercant"}, "opc", False),
        ({"qualite": "consommateur"}, "opc", True),
        ({"type": "personne"}, "opc", True),
        ({"type": "personne", "qualite": "commercant"}, "opc", False),  # -- un artisan, un travailleur autonome --
        ({"type": "entreprise"}, "opc", False),
        ({"qualite": "consommateur"}, DEMEURE, False),
    ],
)
def test_l_office_ne_traite_pas_un_litige_entre_consommateurs(cles: dict[str, str], lettre: str, fautif: bool):
    trouves = chemins("T108", lettre, nature="consommation", destinataire=destinataire(**cles))
    assert trouves == ([("destinataire", "nom")] if fautif else [])


@pytest.mark.parametrize(
    ("faits", "envois", "suites", "lettre", "fautif"),
    [
        (10, 0, 0, "opc", False),
        (11, 0, 0, "opc", True),
        (8, 1, 1, "opc", False),
        (8, 2, 1, "opc", True),
        (11, 0, 0, DEMEURE, False),
    ],
)
def test_la_chronologie_de_l_office_tient_en_dix_lignes(
    faits: int, envois: int, suites: int, lettre: str, fautif: bool
):
    blocs = {
        "faits": [{"date": HIER, "texte": "A."}] * faits,
        "envois": [{"lettre": "rappel", "date": HIER}] * envois,
        "suites": [{"date": HIER, "resultat": "refus"}] * suites,
    }
    assert chemins("T109", lettre, nature="consommation", **blocs) == ([("faits",)] if fautif else [])


# -- Prescription de la réputation --


@d_un_trait
@pytest.mark.parametrize(
    ("publication", "au", "fin", "echue"),
    [
        ({"connaissance": "2026-10-13"}, AU, "2027-10-13", False),
        ({"connaissance": "2026-02-21"}, AU, "2027-02-21", False),  # -- dans 91 jours --
        ({"connaissance": "2026-02-20"}, AU, "2027-02-20", False),  # -- dans 90 jours --
        ({"connaissance": "2025-11-22"}, AU, "2026-11-22", False),  # -- le dernier jour --
        ({"connaissance": "2025-11-21"}, AU, "2026-11-21", True),
        ({"connaissance": "2024-02-29"}, AU, "2025-02-28", True),
        ({"connaissance": "2026-10-13", "support": "journal"}, AU, "2027-01-13", False),
        ({"connaissance": "2026-11-30", "support": "Journal"}, date(2026, 12, 1), "2027-02-28", False),
        # -- contre un journal, au plus un an de la publication --
        ({"connaissance": "2026-10-13", "support": "journal", "date": "2025-12-01"}, AU, "2026-12-01", False),
        ({"connaissance": "2026-10-13", "support": "journal", "date": "2025-11-21"}, AU, "2026-11-21", True),
        ({"connaissance": "2026-10-13", "support": "journal", "date": "2026-10-12"}, AU, "2027-01-13", False),
        ({"connaissance": "2026-10-13", "support": "facebook", "date": "2025-11-21"}, AU, "2027-10-13", False),
    ],
)
def test_la_prescription_se_compte_depuis_la_connaissance(publication: dict[str, str], au: date, fin: str, echue: bool):
    (c,) = constats("T110", DEMEURE, au, nature="reputation", publications=[publication])
    reste, journal = (date.fromisoformat(fin) - au).days, publication.get("support", "").lower() == "journal"
    assert jour(date.fromisoformat(fin)) in c.message
    assert ("échue depuis" in c.message) is echue
    assert ("aujourd’hui" in c.message) is (reste == 0)
    assert (f"dans {reste}\u00a0jours" in c.message) is (1 < reste <= 90)
    assert ("avis préalable" in c.message) is journal
    attendue = Gravite.CONSEIL if reste > 90 and not journal else Gravite.ALERTE
    assert (c.gravite, c.chemin) == (attendue, ("publications", 0, "connaissance"))


def test_sans_date_de_connaissance_ou_hors_de_la_reputation_la_prescription_ne_se_dit_pas():
    assert chemins("T110", nature="reputation", publications=[{"auteur": "M."}]) == []
    assert chemins("T110", nature="entente", publications=[{"connaissance": "2026-10-13"}]) == []
