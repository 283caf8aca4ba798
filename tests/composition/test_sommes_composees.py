"""Les sommes composées : totaux, solde, taxes, intérêt. Un montant absent ne vaut jamais zéro."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from fabrique_de_dossiers import AU, dossier, expediteur, facture
from hypothesis import given
from hypothesis import strategies as st
from tables import d_un_trait

from lettres.affaire import Affaire
from lettres.composition import composer
from lettres.composition.argent import creances, sommes
from lettres.composition.imprimable.argent import InteretImprimable, Sommes
from lettres.dossier import Creance, Paiement

S = "\u00a0"
MONTANTS = st.decimals(min_value="0.01", max_value="99999.99", places=2)


def totaux(*factures: dict[str, object], paiements: tuple[dict[str, object], ...] = ()) -> Sommes:
    return sommes_de(creances=factures, paiements=paiements)


def sommes_de(lettre: str = "mise_en_demeure", **blocs: object) -> Sommes:
    return composer(Affaire(dossier(**{"creances": [facture()], **blocs}), AU), lettre).sommes


def interet_de(lettre: str = "mise_en_demeure", **blocs: object) -> InteretImprimable:
    return composer(Affaire(dossier(**{"creances": [facture()], **blocs}), AU), lettre).interet


def paye(montant: str | None, **cles: object) -> dict[str, object]:
    return {"date": date(2026, 9, 10), "montant": montant, **cles}


def test_le_solde_est_le_total_moins_les_paiements():
    t = totaux(facture(montant="1 149,75 $"), facture(facture="F-2", montant="60"), paiements=(paye("200,00 $"),))
    assert (t.total, t.paye, t.solde) == (f"1{S}209,75{S}$", f"200,00{S}$", f"1{S}009,75{S}$")
    assert t.solde_en_lettres == f"1{S}009,75{S}$ (mille neuf dollars et soixante-quinze cents)"
    assert t.a_paiements and t.plusieurs


def test_sans_paiement_on_a_paye_zero_et_le_solde_est_le_total():
    t = totaux(facture(montant="60"))
    assert (t.total, t.paye, t.solde) == (f"60,00{S}$", f"0,00{S}$", f"60,00{S}$")
    assert not t.a_paiements and not t.plusieurs


@pytest.mark.parametrize(
    ("factures", "paiements"),
    [
        ((facture(montant=None),), ()),
        ((facture(montant="60"), facture(facture="F-2", montant=None)), ()),
        ((facture(montant="60"),), (paye(None),)),
        ((facture(montant="60"),), (paye("10"), paye(None))),
        ((), ()),
    ],
)
def test_un_montant_absent_laisse_le_solde_absent(
    factures: tuple[dict[str, object], ...], paiements: tuple[dict[str, object], ...]
):
    t = totaux(*factures, paiements=paiements)
    assert (t.solde, t.solde_en_lettres) == (None, None)
    assert Affaire(dossier(creances=factures, paiements=paiements), AU).comptes.impaye is None


def test_un_paiement_sans_montant_laisse_aussi_le_total_paye_absent():
    t = totaux(facture(montant="60"), paiements=(paye(None),))
    assert (t.total, t.paye) == (f"60,00{S}$", None)


@pytest.mark.parametrize(("montant", "solde"), [("60", f"0,00{S}$"), ("70", f"0,00{S}$")])
def test_un_solde_nul_ou_trop_paye_ne_s_ecrit_pas_en_lettres(montant: str, solde: str):
    t = totaux(facture(montant="60"), paiements=(paye(montant),))
    assert (t.solde, t.solde_en_lettres) == (solde, None)


@given(st.lists(MONTANTS, min_size=1, max_size=6), st.lists(MONTANTS, max_size=6))
def test_le_solde_est_exact_au_cent(dus: list[Decimal], payes: list[Decimal]):
    d = dossier(creances=[facture(montant=m) for m in dus], paiements=[{"montant": m} for m in payes])
    assert Affaire(d, AU).comptes.impaye == sum(dus) - sum(payes)


VENTILEE = facture(montant="1149.75", avant_taxes="1000", tps="50", tvq="99.75")


@d_un_trait
@pytest.mark.parametrize(
    ("factures", "ventilees", "avant", "tps", "tvq"),
    [
        ((VENTILEE,), True, f"1{S}000,00{S}$", f"50,00{S}$", f"99,75{S}$"),
        ((VENTILEE, VENTILEE), True, f"2{S}000,00{S}$", f"100,00{S}$", f"199,50{S}$"),
        ((facture(avant_taxes="60", tps="0", tvq="0"),), True, f"60,00{S}$", f"0,00{S}$", f"0,00{S}$"),
        # -- un prêt n'en porte pas : à côté d'une facture ventilée, il compte tout entier avant taxes --
        ((VENTILEE, facture(cause="pret")), True, f"1{S}060,00{S}$", f"50,00{S}$", f"99,75{S}$"),
        ((VENTILEE, facture(cause="acompte"), facture(cause="service")), False, None, None, None),
        ((facture(cause="pret"),), False, None, None, None),
        ((facture(avant_taxes="60", tps="3"),), False, f"60,00{S}$", f"3,00{S}$", None),
        ((VENTILEE, facture()), False, None, None, None),
        ((), False, None, None, None),
    ],
)
def test_les_taxes_ne_sont_ventilees_que_si_chaque_facture_les_donne(
    factures: tuple[dict[str, object], ...], ventilees: bool, avant: str | None, tps: str | None, tvq: str | None
):
    t = totaux(*factures)
    assert (t.taxes_ventilees, t.avant_taxes, t.tps, t.tvq) == (ventilees, avant, tps, tvq)


@d_un_trait
@pytest.mark.parametrize(
    ("factures", "designation"),
    [
        ((facture(),), f"facture n°{S}F-1023, échue le 31{S}août 2026"),
        ((facture(echeance=None),), f"facture n°{S}F-1023"),
        ((facture(echeance="2026-11-22"),), f"facture n°{S}F-1023, payable le 22{S}novembre 2026"),
        ((facture(), facture(facture="F-1024")), "factures F-1023 et F-1024, échues"),
        ((facture(), facture(facture="F-1024", echeance="2026-12-01")), "factures F-1023 et F-1024"),
        ((facture(facture="1"), facture(facture="2"), facture(facture="3")), "factures 1, 2 et 3, échues"),
        (tuple(facture(facture=str(n)) for n in range(6)), "6 factures, échues"),
        ((facture(facture=None),), f"somme du 1er{S}août 2026, échue le 31{S}août 2026"),
        ((facture(facture=None, cause="pret"),), f"prêt du 1er{S}août 2026, échu le 31{S}août 2026"),
        ((facture(facture=None, cause="acompte", echeance=None, date=None),), "acompte"),
        ((facture(), facture(facture=None, cause="pret")), f"facture n°{S}F-1023 et prêt du 1er{S}août 2026"),
        ((), None),
    ],
)
def test_les_factures_se_designent_par_leurs_numeros(factures: tuple[dict[str, object], ...], designation: str | None):
    assert totaux(*factures).designation == designation


@pytest.mark.parametrize(
    ("paiement", "designation"),
    [
        (paye("200"), f"paiement reçu le 10{S}septembre 2026"),
        (paye("200", mode="virement"), f"paiement reçu le 10{S}septembre 2026 (virement)"),
        (paye("200", facture="F-1"), f"paiement reçu le 10{S}septembre 2026 (facture F-1)"),
        (paye("200", mode="chèque", facture="F-1"), f"paiement reçu le 10{S}septembre 2026 (chèque, facture F-1)"),
        ({"montant": "200"}, None),
    ],
)
def test_un_paiement_se_designe_par_sa_date_son_mode_et_sa_facture(
    paiement: dict[str, object], designation: str | None
):
    assert sommes.paiement(Paiement.model_validate(paiement)).designation == designation


def test_une_facture_composee_garde_chaque_fait():
    c = creances.creance(Creance.model_validate({**VENTILEE, "piece": "P-2", "bon_de_commande": "BC-88"}))
    assert c.donnees([]) == {
        "facture": "F-1023",
        "repere": "F-1023",
        "description": f"Reportage de mariage – bon de commande n°{S}BC-88 (pièce{S}P-2)",
        "bon_de_commande": "BC-88",
        "date": f"1er{S}août 2026",
        "echeance": f"31{S}août 2026",
        "objet": "Reportage de mariage",
        "montant": f"1{S}149,75{S}$",
        "avant_taxes": f"1{S}000,00{S}$",
        "tps": f"50,00{S}$",
        "tvq": f"99,75{S}$",
        "piece": f"pièce{S}P-2",
    }


def convenu(**cles: object) -> dict[str, object]:
    return {"piece": cles.pop("contrat", None), "interet": {"taux_annuel": "12 %", **cles}}


@d_un_trait
@pytest.mark.parametrize(
    ("contrat", "taux", "conventionnel", "piece", "depuis_echeance"),
    [
        (None, f"5{S}%", False, None, False),
        ({"piece": "P-1"}, f"5{S}%", False, None, False),
        (convenu(), f"5{S}%", False, None, False),
        (convenu(piece="P-2"), f"12{S}%", True, f"pièce{S}P-2", False),
        (convenu(contrat="P-1"), f"12{S}%", True, f"pièce{S}P-1", False),
        (convenu(contrat="P-1", piece="P-2"), f"12{S}%", True, f"pièce{S}P-2", False),
        (convenu(piece="P-2", demeure_automatique="oui"), f"12{S}%", True, f"pièce{S}P-2", True),
        (convenu(demeure_automatique="oui"), f"5{S}%", False, None, False),
        (convenu(contrat="P-1", taux_annuel=None, taux_mensuel="2 %"), f"5{S}%", False, None, False),
    ],
)
def test_la_lettre_n_affirme_un_taux_ou_un_point_de_depart_convenus_que_prouves(
    contrat: dict[str, object] | None, taux: str, conventionnel: bool, piece: str | None, depuis_echeance: bool
):
    i = interet_de(contrat=contrat)
    assert (i.taux, i.conventionnel, i.piece, i.depuis_echeance) == (taux, conventionnel, piece, depuis_echeance)


@d_un_trait
@pytest.mark.parametrize(
    ("montant", "paiements", "contrat", "par_jour"),
    [
        ("1149.75", (), None, f"0,15{S}$"),
        ("1149.75", (paye("200"),), None, f"0,13{S}$"),
        ("1149.75", (), convenu(piece="P-1"), f"0,37{S}$"),
        ("73", (), None, f"0,01{S}$"),
        ("72.99", (), None, f"moins de 0,01{S}$"),
        ("60", (paye("60"),), None, None),
        ("60", (paye("70"),), None, None),
        (None, (), None, None),
    ],
)
def test_l_interet_par_jour_porte_sur_le_solde(
    montant: str | None,
    paiements: tuple[dict[str, object], ...],
    contrat: dict[str, object] | None,
    par_jour: str | None,
):
    lu = interet_de(creances=[facture(montant=montant)], paiements=paiements, contrat=contrat)
    assert lu.par_jour == par_jour


@d_un_trait
@pytest.mark.parametrize(
    ("montant", "rythme"),
    [
        # -- à 5 % : 730 $ font 0,10 $ par jour; 20 $ font 1,00 $ par année --
        ("1149.75", f"0,15{S}$ par jour"),
        ("730", f"0,10{S}$ par jour"),
        ("729.99", f"36,49{S}$ par année"),
        ("60", f"3,00{S}$ par année"),
        ("20", f"1,00{S}$ par année"),
        ("19.99", "moins d’un dollar par année"),
        ("0.19", "moins d’un dollar par année"),
        ("0.01", "moins d’un dollar par année"),
    ],
)
def test_un_petit_interet_se_dit_par_annee_et_jamais_plus_qu_il_n_est(montant: str, rythme: str | None):
    assert interet_de(creances=[facture(montant=montant)]).rythme == rythme


@pytest.mark.parametrize(
    ("qui", "montant", "sur"),
    [
        ({"type": "personne", "nom": "Camille Exemple"}, "15 000,00 $", True),
        ({"type": "personne", "nom": "Camille Exemple"}, "15 000,01 $", False),  # -- plafond à vérifier : douteux --
        ({"nom": "Studio Exemple inc.", "employes": "10"}, "60,00 $", True),
        ({"nom": "Studio Exemple inc.", "employes": "11"}, "60,00 $", False),
        ({"nom": "Studio Exemple inc."}, "60,00 $", False),  # -- le nombre d'employés manque --
    ],
)
def test_la_lettre_ne_nomme_les_petites_creances_que_si_c_est_sur(qui: dict[str, str], montant: str, sur: bool):
    d = dossier(expediteur=qui, creances=[facture(montant=montant)])
    assert composer(Affaire(d, AU), "mise_en_demeure").sommes.petites_creances is sur


DEMEURE = {"piece": "P-1", "interet": {"taux_annuel": "12 %", "piece": "P-1", "demeure_automatique": "oui"}}


@pytest.mark.parametrize(
    ("blocs", "couru", "calculs"),
    [
        # -- 1 149,75 × 12 % × 83 jours (31 août au 22 novembre) / 365 = 31,374… --
        (
            {"contrat": DEMEURE},
            f"31,37{S}$",
            [f"du 31{S}août 2026 au 22{S}novembre 2026{S}: 1{S}149,75{S}$ × 12{S}% × 83 / 365 = 31,37{S}$."],
        ),
        ({"contrat": None}, None, []),  # -- sans clause, l'intérêt ne court pas avant la réception --
        # -- 10 jours : 3,78 $, que le paiement éteint d'abord; puis 1 143,53 × 12 % × 73 / 365 = 27,44 $ --
        (
            {"contrat": DEMEURE, "paiements": [paye("10")]},
            f"27,44{S}$",
            [
                f"du 31{S}août 2026 au 10{S}septembre 2026{S}: 1{S}149,75{S}$ × 12{S}% × 10 / 365 = 3,78{S}$;",
                f"le 10{S}septembre 2026{S}: paiement de 10,00{S}$, soit 3,78{S}$ à l’intérêt et 6,22{S}$ au capital;",
                f"du 10{S}septembre 2026 au 22{S}novembre 2026{S}: 1{S}143,53{S}$ × 12{S}% × 73 / 365 = 27,44{S}$.",
            ],
        ),
    ],
)
def test_l_interet_deja_couru_s_explique_quand_le_contrat_le_fait_courir_des_l_echeance(
    blocs: dict[str, object], couru: str | None, calculs: list[str]
):
    lu = interet_de(creances=[facture(montant="1 149,75 $")], **blocs)
    assert (lu.couru, lu.calculs) == (couru, calculs)


# -- D'où vient la somme : la cause, et rien de plus --


@d_un_trait
@pytest.mark.parametrize("type_", ["personne", "entreprise"])
@pytest.mark.parametrize(
    ("causes", "phrases"),
    [
        ([None], None),
        (["autre"], None),
        (["service"], "La somme due est le prix de services."),
        (["service", "service"], "Les sommes dues sont le prix de services."),
        (["bien"], "La somme due est le prix de biens."),
        (["pret"], "La somme due vient d’un prêt."),
        (["pret", "pret"], "Les sommes dues viennent de prêts."),
        (["acompte"], "La somme due est un acompte."),
        (["remboursement"], "La somme due est un remboursement qui {m_}est dû."),
        (["remboursement"] * 2, "Les sommes dues sont des remboursements qui {me} sont dus."),
        (
            ["service", None, "bien"],
            "Le montant de la facture n°\u00a0F-1 est le prix de services. "
            "Le montant de la facture n°\u00a0F-3 est le prix de biens.",
        ),
        (
            ["service", "service", "bien"],
            "Les montants des factures F-1 et F-2 sont le prix de services. "
            "Le montant de la facture n°\u00a0F-3 est le prix de biens.",
        ),
    ],
)
def test_chaque_cause_donne_sa_phrase_et_n_affirme_aucune_execution(
    causes: list[str | None], phrases: str | None, type_: str
):
    lues = [facture(facture=f"F-{n}", cause=cause) for n, cause in enumerate(causes, 1)]
    mots = {"m_": "m’", "me": "me"} if type_ == "personne" else {"m_": "nous ", "me": "nous"}
    attendu = phrases and phrases.format(**mots)
    lu = sommes_de(creances=lues, expediteur=expediteur(type=type_)).causes
    assert lu == attendu
    assert not any(mot in (lu or "") for mot in ("fourni", "livré", "rendu", "exécuté"))


@pytest.mark.parametrize(
    ("autre", "phrases"),
    [
        # -- « prêt du 3 mai » dit déjà d'où il vient --
        ({"cause": "pret", "facture": None}, "Le montant de la facture n°\u00a0F-1023 est le prix de services."),
        ({"cause": "acompte", "facture": None}, "Le montant de la facture n°\u00a0F-1023 est le prix de services."),
        (
            {"cause": "pret", "facture": "F-2"},
            "Le montant de la facture n°\u00a0F-1023 est le prix de services. "
            "Le montant de la facture n°\u00a0F-2 vient d’un prêt.",
        ),
    ],
)
def test_a_cote_d_une_autre_une_somme_que_son_nom_explique_n_est_pas_expliquee_deux_fois(
    autre: dict[str, object], phrases: str
):
    assert sommes_de(creances=[facture(cause="service"), facture(**autre)]).causes == phrases


@pytest.mark.parametrize(
    ("factures", "les", "colonne"),
    [
        ((facture(),), "la facture", "Facture"),
        ((facture(), facture(facture="F-2")), "les factures", "Facture"),
        ((facture(), facture(facture=None, cause="pret")), "les sommes", "Facture"),
        ((facture(facture=None, cause="pret"),), "la somme", "Nature"),
        ((facture(facture=None), facture(facture=None)), "les sommes", "Nature"),
    ],
)
def test_sans_numero_de_facture_la_lettre_parle_de_sommes(
    factures: tuple[dict[str, object], ...], les: str, colonne: str
):
    t = totaux(*factures)
    assert (t.les, t.colonne) == (les, colonne)


def test_deux_parentheses_ne_se_suivent_jamais():
    c = creances.creance(Creance.model_validate(facture(objet="Panneau (cuisine)", piece="P-2")))
    assert c.description == f"Panneau (cuisine) – pièce{S}P-2"


# -- Les taxes : d'un silence, rien --


@d_un_trait
@pytest.mark.parametrize(
    ("qui", "cause", "dit"),
    [
        ({"nom": "Studio Exemple inc.", "taxes": "non_inscrit"}, "service", True),
        ({"nom": "Studio Exemple inc.", "taxes": "non_inscrit"}, "bien", True),
        ({"nom": "Camille Exemple", "taxes": "non_inscrit"}, "service", True),
        ({"nom": "Studio Exemple inc."}, "service", False),
        ({"nom": "Studio Exemple inc.", "taxes": "inscrit"}, "service", False),
        ({"nom": "Studio Exemple inc.", "tps": "1 RT"}, "service", False),
        ({"nom": "Camille Exemple", "type": "personne", "taxes": "non_inscrit"}, "service", False),
        ({"nom": "Camille Exemple", "civilite": "Mme", "taxes": "non_inscrit"}, "bien", False),
        *[
            ({"nom": "Studio Exemple inc.", "taxes": "non_inscrit"}, cause, False)
            for cause in ("pret", "acompte", "remboursement", "autre", None)
        ],
    ],
)
def test_la_non_inscription_ne_se_dit_que_si_le_dossier_la_dit(qui: dict[str, object], cause: str | None, dit: bool):
    lu = sommes_de(expediteur=qui, creances=[facture(cause=cause)])
    assert lu.sans_taxes is dit


def test_des_taxes_ventilees_ne_s_impriment_pas_a_qui_se_dit_non_inscrit():
    lu = sommes_de(expediteur={"nom": "Studio inc.", "taxes": "non_inscrit"}, creances=[VENTILEE])
    assert lu.taxes_ventilees is False


# -- Les rangées du tableau, du total à la somme à payer --


def lignes(t: Sommes) -> list[tuple[str, str]]:
    return [(d.designation, d.montant) for d in t.deductions]


NC = {"numero": "NC-12", "date": "2026-09-15", "montant": "149,75 $"}


@pytest.mark.parametrize(
    ("blocs", "attendues", "solde"),
    [
        ({}, [], "1149.75"),
        (
            {"avoirs": [NC]},
            [(f"note de crédit NC-12 du 15{S}septembre 2026", "149.75")],
            "1000.00",
        ),
        ({"avoirs": [{"montant": "149,75"}]}, [("note de crédit", "149.75")], "1000.00"),
        (
            {"creances": [facture(montant="1149.75", deja_paye="300")]},
            [("paiements déjà reçus", "300.00")],
            "849.75",
        ),
        (
            {"avoirs": [NC], "paiements": [paye("200", mode="chèque", facture="F-1023")]},
            [
                (f"note de crédit NC-12 du 15{S}septembre 2026", "149.75"),
                (f"paiement reçu le 10{S}septembre 2026 (chèque)", "200.00"),
            ],
            "800.00",
        ),
        # -- l'intérêt couru d'abord : 3,78 $ des 200 $ n'ont pas baissé le capital --
        (
            {"contrat": DEMEURE, "paiements": [paye("200")]},
            [
                (f"paiement reçu le 10{S}septembre 2026, soit 200,00{S}$, dont 3,78{S}$ à l’intérêt", "196.22"),
            ],
            "953.53",
        ),
    ],
)
def test_le_tableau_montre_chaque_somme_qui_s_ote_et_le_solde_en_est_la_difference(
    blocs: dict[str, object], attendues: list[tuple[str, str]], solde: str
):
    t = sommes_de(**{"creances": [facture(montant="1149.75")], **blocs})
    assert lignes(t) == [(d, ecrit(m)) for d, m in attendues]
    assert t.solde == ecrit(solde)
    assert Decimal("1149.75") - sum(Decimal(m) for _, m in attendues) == Decimal(solde)


def ecrit(montant: str) -> str:
    entier, cents = montant.split(".")
    return f"{entier[:-3]}{S}{entier[-3:]},{cents}{S}$" if len(entier) > 3 else f"{entier},{cents}{S}$"


# -- Une facture entièrement payée sort --


def test_une_facture_payee_sort_du_titre_du_tableau_et_des_pieces_avec_son_paiement():
    arbre = composer(
        Affaire(
            dossier(
                creances=[
                    facture(facture="101", montant="100", piece="P-1"),
                    facture(facture="102", montant="200", piece="P-2"),
                    facture(facture="103", montant="300", piece="P-3"),
                ],
                paiements=[paye("100", facture="101"), paye("250", facture="102"), paye("20", facture="103")],
                faits=[{"date": "2026-09-01", "texte": "Voir aussi la pièce P-2."}],
                pieces=[{"id": f"P-{n}", "titre": f"Facture 10{n}"} for n in (1, 2, 3)],
            ),
            AU,
        ),
        "mise_en_demeure",
    )
    assert [c.facture for c in arbre.creances] == ["103"]
    assert arbre.sommes.designation == f"facture n°{S}103, échue le 31{S}août 2026"
    # -- des 250 $ de la facture 102, 50 $ sont allés à la facture 103 --
    assert lignes(arbre.sommes) == [
        (
            f"paiement reçu le 10{S}septembre 2026, soit 250,00{S}$, dont 200,00{S}$ à une autre somme",
            f"50,00{S}$",
        ),
        (f"paiement reçu le 10{S}septembre 2026", f"20,00{S}$"),
    ]
    assert arbre.sommes.solde == f"230,00{S}$"
    # -- P-1 ne prouvait que la facture payée; un fait parle encore de P-2 --
    assert [p.id for p in arbre.pieces] == ["P-2", "P-3"]


def test_un_avoir_qui_eteint_sa_facture_part_avec_elle():
    arbre = composer(
        Affaire(
            dossier(
                creances=[facture(facture="1", montant="100"), facture(facture="2", montant="200")],
                avoirs=[{"montant": "100", "facture": "1", "piece": "P-9"}],
                pieces=[{"id": "P-9", "titre": "Note de crédit"}],
            ),
            AU,
        ),
        "rappel",
    )
    assert ([c.facture for c in arbre.creances], arbre.sommes.deductions, arbre.pieces) == (["2"], [], [])
