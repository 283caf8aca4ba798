"""Commande « etat » : le bilan d'un dossier, en texte et en JSON, sans rien écrire."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import get_args

import pytest
import yaml
from exemples_rendus import donnees_de

from lettres.cli.terminal.journal_en_clair import en_clair
from lettres.dossier import demarches
from lettres.langue import typographie as t
from lettres.rendu.paragraphes.texte import texte_lisible

AU = ("--au", "2026-11-22")
S = "\u00a0"


@pytest.fixture
def en_demeure(dossier: Path) -> Path:
    """Le même dossier, après une mise en demeure reçue et un paiement partiel."""
    suite = """\
contrat: {piece: P-1, interet: {taux_annuel: 12 %, piece: P-1}}
pieces: [{id: P-1, titre: Contrat}]
paiements: [{date: 2026-10-25, montant: "200,00 $", facture: F-1023}]
envois: [{lettre: rappel, date: 2026-09-10}, {lettre: mise_en_demeure, date: 2026-10-01, recu_le: 2026-10-05}]
"""
    texte = dossier.read_text(encoding="utf-8").replace("60,00 $", "1 000,00 $")
    dossier.write_text(texte + suite, encoding="utf-8")
    return dossier


def test_l_etat_a_la_forme_promise_en_json(lancer, en_demeure: Path):
    resultat = lancer("etat", "dossier.yaml", *AU, "--json")
    assert (resultat.code, resultat.ennuis) == (0, "")
    reponse = json.loads(resultat.sortie)
    # -- 1 000 $ × 12 % × 20 / 365 = 6,58 $; 806,58 $ × 12 % × 28 / 365 = 7,42 $ --
    assert reponse["creances"] == [
        {
            "facture": "F-1023",
            "nom": "F-1023",
            "capital": "1000.00",
            "capital_restant": "806.58",
            "avoirs": "0.00",
            "paye": "200.00",
            "interet": "14.00",
            "interet_paye": "6.58",
            "solde": "814.00",
            "de_cote": "0.00",
            "reclame": "814.00",
            "taux": "12",
            "base": "contrat",
            "depuis": "2026-10-05",
            "par_jour": "0.26",
            "tranches": [
                {
                    "capital": "1000.00",
                    "capital_restant": "806.58",
                    "interet": "14.00",
                    "depuis": "2026-10-05",
                    "motif": "La réception de la mise en demeure.",
                }
            ],
            "prescription": "2029-08-31",
        }
    ]
    total = {"capital": "1000.00", "capital_restant": "806.58", "paye": "200.00", "interet": "14.00", "solde": "814.00"}
    total |= {"de_cote": "0.00", "reclame": "814.00"}
    assert reponse["total"] == total
    assert (reponse["version"], reponse["reference"], reponse["au"]) == (1, "2026-014", "2026-11-22")
    assert (reponse["prescription"], reponse["urgence"]) == ("2029-08-31", "lointaine")
    decision = reponse["decision"]
    assert (decision["statut"], decision["action"], decision["lettre"]) == ("due", "petites_creances", None)
    assert (decision["creances"], decision["prochaine_lettre"], decision["des_le"]) == (["F-1023"], None, "2026-10-16")
    assert reponse["decisions"] == [decision]
    assert (reponse["constats"], reponse["trop_paye"]) == ([], "0.00")
    assert set(reponse["forum"]) == {"petites_creances", "motif", "mediation_obligatoire", "fiche"}


def test_un_dossier_neuf_dit_sa_prochaine_lettre(lancer, dossier: Path):
    avant = sorted(dossier.parent.iterdir())
    reponse = json.loads(lancer("etat", "dossier.yaml", *AU, "--json").sortie)
    decision = reponse["decision"]
    assert [decision[cle] for cle in ("statut", "echelon", "lettre", "action")] == ["due", "rappel", "rappel", None]
    assert [c["statut"] for c in decision["contraires"]] == ["terminee", "suspendue", "a_revoir"]
    assert (reponse["creances"][0]["depuis"], reponse["creances"][0]["interet"]) == (None, "0.00")
    assert sorted(dossier.parent.iterdir()) == avant


def test_le_texte_montre_les_sommes_le_calcul_la_prescription_et_le_forum(lancer, en_demeure: Path):
    resultat = lancer("etat", "dossier.yaml", *AU)
    assert (resultat.code, resultat.ennuis) == (0, "")
    for attendu in (
        f"Dossier 2026-014, au 22{S}novembre 2026",
        f"F-1023   1{S}000,00{S}$  14,00{S}$  200,00{S}$  814,00{S}$  0,26{S}$",
        f"Intérêt à 12{S}% par année",
        f"depuis le 5{S}octobre 2026",
        f"1{S}000,00{S}$ × 12{S}% × 20 / 365 = 6,58{S}$",
        f"payé : 200,00{S}$ le 25{S}octobre 2026",
        f"3{S}ans depuis le 31{S}août 2026 : le 31{S}août 2029, sans report.",
        "Une lettre n’arrête pas ce délai.",
        "Petites créances : indéterminé",
        "Décision : à faire aujourd’hui : Division des petites créances – F-1023",
        "Un paiement de 809,00",
        "mise en demeure",
    ):
        assert attendu in resultat.sortie


def test_le_texte_nomme_la_commande_qui_suit(lancer, dossier: Path):
    assert "Ensuite : lettres " in lancer("etat", "dossier.yaml", *AU).sortie


def test_un_montant_qui_manque_laisse_le_solde_inconnu(lancer, dossier: Path):
    texte = dossier.read_text(encoding="utf-8").replace(', montant: "60,00 $"', "")
    dossier.write_text(texte, encoding="utf-8")
    resultat = lancer("etat", "dossier.yaml", *AU)
    assert resultat.code == 0 and "Solde : inconnu" in resultat.sortie
    reponse = json.loads(lancer("etat", "dossier.yaml", *AU, "--json").sortie)
    inconnues = dict.fromkeys(("capital", "capital_restant", "paye", "interet", "solde", "reclame"))
    assert reponse["total"] == inconnues | {"de_cote": "0.00"}
    assert reponse["creances"][0]["solde"] is None
    assert any(c["gravite"] == "erreur" for c in reponse["constats"])


def test_une_part_contestee_se_dit_avec_ce_qui_en_est_reclame(lancer, dossier: Path):
    with dossier.open("a", encoding="utf-8") as flux:
        flux.write("suites: [{date: 2026-10-25, resultat: contestation, montant_conteste: 20}]\n")
    resultat = lancer("etat", "dossier.yaml", *AU)
    for attendu in (
        f"Contesté en partie\n  F-1023 : part mise de côté, 20,00{S}$; à réclamer, 40,00{S}$\n",
        f"2026-10-25  suite 1 : contestation, 20,00{S}$\n",
        "  F-1023, sans la part contestée : ",
        f"À attendre\n  contestation sans réponse, depuis le 25{S}octobre 2026 – suite 1; ne retient pas « rappel »\n",
    ):
        assert attendu in resultat.sortie
    reponse = json.loads(lancer("etat", "dossier.yaml", *AU, "--json").sortie)
    creance = reponse["creances"][0]
    assert (creance["solde"], creance["de_cote"], creance["reclame"]) == ("60.00", "20.00", "40.00")
    assert reponse["a_payer"]["total"] == "40.00"
    assert [(a["chemin"], a["retient_la_prochaine"]) for a in reponse["attentes"]] == [("suites[0]", False)]
    assert "contestation_en_partie" in [r["code"] for r in reponse["decision"]["raisons"]]


@pytest.mark.parametrize(("paye", "retient"), [("34.99", False), ("35.00", True), ("39.23", True), ("40.00", True)])
def test_d_une_part_contestee_dont_le_reste_est_paye_l_etat_attend_la_reponse(
    lancer, dossier: Path, paye: str, retient: bool
):
    with dossier.open("a", encoding="utf-8") as flux:
        flux.write("suites: [{date: 2026-10-25, resultat: contestation, montant_conteste: 20}]\n")
        flux.write(f"paiements: [{{date: 2026-10-30, montant: {paye}}}]\n")
    reponse = json.loads(lancer("etat", "dossier.yaml", *AU, "--json").sortie)
    assert [a["chemin"] for a in reponse["attentes"]] == ["suites[0]"]
    assert (reponse["decision"]["statut"] == "a_revoir") == retient
    constats = json.loads(lancer("verifier", "dossier.yaml", *AU, "--lettre", "mise_en_demeure", "--json").sortie)
    assert ("J106" in [c["code"] for c in constats["constats"]]) == retient


def test_un_paiement_de_trop_se_dit(lancer, dossier: Path):
    with dossier.open("a", encoding="utf-8") as flux:
        flux.write("paiements: [{date: 2026-10-25, montant: 75}]\n")
    assert f"Payé en trop : 15,00{S}$" in lancer("etat", "dossier.yaml", *AU).sortie


@pytest.mark.parametrize(
    ("args", "code", "faute"),
    [(("absent.yaml",), 2, "L"), (("dossier.yaml", "--au", "hier"), 2, "U001"), (("invalide.yaml",), 1, "D")],
)
def test_un_dossier_illisible_ou_un_jour_fautif_se_dit_des_deux_facons(
    lancer, dossier: Path, args: tuple[str, ...], code: int, faute: str
):
    bon = dossier.read_text(encoding="utf-8")
    (dossier.parent / "invalide.yaml").write_text(bon.replace("J2G 1A1", "H0H"), encoding="utf-8")
    assert (lancer("etat", *args).code, lancer("etat", *args).sortie) == (code, "")
    resultat = lancer("etat", *args, "--json")
    assert (resultat.code, resultat.ennuis) == (code, "")
    assert json.loads(resultat.sortie)["constats"][0]["code"].startswith(faute)


def test_l_etat_n_a_pas_un_mot_d_anglais(lancer, anglais, en_demeure: Path):
    assert anglais(lancer("etat", "dossier.yaml", *AU).sortie) == []
    assert anglais(lancer("etat", "--help").sortie) == []


SOMMES = {
    # -- dix jours de la réception prévue du courriel; rien ne court, et rien n'est remis --
    "sans intérêt": (
        "",
        {"lettre": "rappel", "au": "2026-12-03", "capital": "60.00", "interet": "0.00", "total": "60.00"},
    ),
    # -- 60 $ × 12 % × 94 / 365 = 1,85 $ --
    "convenu": (
        "contrat: {piece: P-1, interet: {taux_annuel: 12 %, piece: P-1, demeure_automatique: oui}}\n",
        {"lettre": "rappel", "au": "2026-12-03", "capital": "60.00", "interet": "1.85", "total": "61.85"},
    ),
    "remis": (
        "contrat: {piece: P-1, interet: {taux_annuel: 12 %, piece: P-1, demeure_automatique: oui}}\n"
        "interet_remis_si_paye: oui\n",
        {"capital": "60.00", "interet": "0.00", "remis": "1.85", "total": "60.00"},
    ),
    "date demandée": (
        "contrat: {piece: P-1, interet: {taux_annuel: 12 %, piece: P-1, demeure_automatique: oui}}\n"
        "echeance_demandee: 2026-12-31\n",
        {"au": "2026-12-31", "capital": "60.00", "interet": "2.41", "total": "62.41"},
    ),
    "payé en partie": (
        "paiements: [{date: 2026-10-25, montant: 20, facture: F-1023}]\n",
        {"capital": "40.00", "interet": "0.00", "total": "40.00"},
    ),
    # -- l'intérêt légal à venir : estimé de la réception prévue, si le créancier ne le remet pas --
    "mise en demeure": (
        "interet_remis_si_paye: non\n"
        "envois: [{lettre: rappel, date: 2026-09-10}, {lettre: rappel, date: 2026-10-01}]\n",
        {"lettre": "mise_en_demeure", "capital": "60.00", "estime_depuis": "2026-11-23"},
    ),
}


@pytest.mark.parametrize(("ajouts", "attendu"), SOMMES.values(), ids=SOMMES)
def test_la_somme_a_payer_est_celle_que_la_prochaine_lettre_imprime(
    lancer, dossier: Path, ajouts: str, attendu: dict[str, str]
):
    with dossier.open("a", encoding="utf-8") as flux:
        flux.write(f"mode_envoi: courriel\npieces: [{{id: P-1, titre: Contrat}}]\n{ajouts}")
    texte = dossier.read_text(encoding="utf-8")
    for ancre, ecrit in {
        "  qualite:": "  courriel: marie@exemple.test\n  qualite:",
        "  nom: Studio": "  type: personne\n  nom: Studio",
        "montant:": "cause: autre, piece: P-1, montant:",
    }.items():
        texte = texte.replace(ancre, ecrit, 1)
    dossier.write_text(texte, encoding="utf-8")
    a_payer = json.loads(lancer("etat", "dossier.yaml", *AU, "--json").sortie)["a_payer"]
    assert {cle: a_payer[cle] for cle in attendu} == attendu
    assert Decimal(a_payer["capital"]) + Decimal(a_payer["interet"]) == Decimal(a_payer["total"])
    assert lancer("generer", "dossier.yaml", "--sortie", "a.docx", *AU).code == 0
    lettre = texte_lisible((dossier.parent / "a.docx").read_bytes())
    assert t.montant(Decimal(a_payer["total"])) in lettre
    assert t.date_longue(date.fromisoformat(a_payer["au"])) in lettre


@pytest.mark.parametrize(
    "ecrit",
    [
        "envois: [{lettre: rappel, date: 2026-09-10}, {lettre: mise_en_demeure, date: 2026-10-01}]\n",
        "suites: [{date: 2026-11-10, resultat: insolvabilite}]\n",
    ],
    ids=["tout est parti", "tout est empêché"],
)
def test_sans_prochaine_lettre_il_n_y_a_pas_de_somme_a_payer(lancer, dossier: Path, ecrit: str):
    with dossier.open("a", encoding="utf-8") as flux:
        flux.write(ecrit)
    assert json.loads(lancer("etat", "dossier.yaml", *AU, "--json").sortie)["a_payer"] is None


def test_un_montant_qui_manque_ou_une_lettre_qui_n_est_pas_d_argent_n_ont_pas_de_somme_a_payer(lancer, dossier: Path):
    texte = dossier.read_text(encoding="utf-8")
    for autre in (texte.replace(', montant: "60,00 $"', ""), texte.replace("recouvrement", "entente")):
        dossier.write_text(autre, encoding="utf-8")
        assert json.loads(lancer("etat", "dossier.yaml", *AU, "--json").sortie)["a_payer"] is None


EMPECHEMENTS = {
    "avocat au dossier": (
        "  qualite: consommateur\n",
        "  qualite: consommateur\n  procureur: Me Camille Exemple\n",
        ("avocat", "destinataire.procureur", None),
        "Cet outil n’écrit pas à un avocat",
    ),
    "avocat constitué": (
        "creances:",
        "suites: [{date: 2026-11-10, resultat: procureur_constitue}]\ncreances:",
        ("avocat", "suites[0].resultat", "2026-11-10"),
        "Cet outil n’écrit pas à un avocat",
    ),
    "insolvabilité annoncée": (
        "creances:",
        "suites: [{date: 2026-11-10, resultat: insolvabilite}]\ncreances:",
        ("insolvabilite", "suites[0].resultat", "2026-11-10"),
        "Cherchez s’il y a un syndic",
    ),
    "dossier suspendu": (
        "creances:",
        "suspensions: [{motif: insolvabilite, du: 2026-11-10}]\ncreances:",
        ("insolvabilite", "suspensions[0].motif", "2026-11-10"),
        "Cherchez s’il y a un syndic",
    ),
}


@pytest.mark.parametrize(("ancre", "ecrit", "attendu", "remede"), EMPECHEMENTS.values(), ids=EMPECHEMENTS)
def test_un_empechement_dit_qu_il_n_y_a_pas_de_lettre_pourquoi_et_a_qui_ecrire(
    lancer, dossier: Path, ancre: str, ecrit: str, attendu: tuple, remede: str
):
    dossier.write_text(dossier.read_text(encoding="utf-8").replace(ancre, ecrit), encoding="utf-8")
    reponse = json.loads(lancer("etat", "dossier.yaml", *AU, "--json").sortie)
    (seul,) = reponse["empechements"]
    assert (seul["raison"], seul["chemin"], seul["depuis"]) == attendu
    assert remede in seul["remede"]
    assert reponse["decision"]["prochaine_lettre"] is None
    assert reponse["attentes"] == []
    texte = lancer("etat", "dossier.yaml", *AU).sortie
    assert "Décision : rien de votre part" in texte
    assert f"À qui s’adresser\n  {seul['remede']}" in texte
    verifie = lancer("verifier", "dossier.yaml", *AU)
    assert verifie.code == lancer("generer", "dossier.yaml", *AU).code == 1
    assert seul["message"] in verifie.sortie


@pytest.mark.parametrize(
    ("au", "pas"), [("2026-11-20", "Avis de résolution"), ("2026-12-05", "Appel à l’Office"), ("2026-11-13", None)]
)
def test_a_qui_s_adresser_ne_dement_pas_le_pas_qui_vient(lancer, tmp_path: Path, au: str, pas: str | None):
    donnees = donnees_de("aspirateur-a-la-porte/dossier.yaml")
    donnees["destinataire"]["procureur"] = "Me Camille Exemple"
    if pas is None:
        donnees["achat"]["resolution"] = None
        donnees["envois"] = [{"lettre": "opc", "date": "2026-11-12"}]
    elif pas.startswith("Appel"):
        donnees["envois"] = [
            {"lettre": "avis_resolution", "date": "2026-11-20", "mode": "recommande", "echeance": "2026-12-07"}
        ]
    chemin = tmp_path / "dossier.yaml"
    chemin.write_text(yaml.safe_dump(donnees, allow_unicode=True), encoding="utf-8")
    reponse = json.loads(lancer("etat", str(chemin), "--au", au, "--json").sortie)
    (seul,) = reponse["empechements"]
    prochaine, texte = reponse["decision"]["prochaine_lettre"], lancer("etat", str(chemin), "--au", au).sortie
    assert (f"« {pas} » n’en est pas empêché" in seul["remede"]) is (pas is not None) is (prochaine is not None)
    assert f"À qui s’adresser\n  {seul['remede']}" in texte.replace("\u00a0", " ") or pas is None


def test_sans_empechement_la_liste_est_vide(lancer, dossier: Path):
    assert json.loads(lancer("etat", "dossier.yaml", *AU, "--json").sortie)["empechements"] == []


# -- Le journal se lit, et se nomme comme les commandes le demandent --

LE_JOURNAL = """
envois:
  - {lettre: rappel, date: 2026-09-10, mode: courriel}
  - {lettre: rappel, date: 2026-09-20, mode: poste, creances: [F-1023]}
  - {lettre: mise_en_demeure, date: 2026-10-05, mode: recommande, recu_le: 2026-10-08}
suites:
  - {date: 2026-09-12, resultat: promesse, promis_le: 2026-09-18}
  - {date: 2026-09-25, resultat: retour_courrier, envoi: 2}
  - {date: 2026-09-26, resultat: cheque_sans_provision, paiement: 1}
  - {date: 2026-10-20, resultat: sans_reponse}
  - {date: 2026-10-21, resultat: refus, corrige: 4, motif: Elle a répondu.}
paiements:
  - {date: 2026-09-22, montant: "20", facture: F-1023}
  - {date: 2026-10-01, montant: "5"}
suspensions:
  - {motif: entente_de_paiement, du: 2026-09-13, au: 2026-09-18}
clotures:
  - {date: 2026-11-01, issue: confiee}
"""


def test_le_journal_dit_chaque_inscription_avec_le_rang_que_demandent_les_commandes(lancer, dossier: Path):
    with dossier.open("a", encoding="utf-8") as flux:
        flux.write(LE_JOURNAL)
    texte = lancer("etat", "dossier.yaml", "--au", "2026-11-22").sortie.replace("\xa0", " ")
    assert texte[texte.index("Journal\n") :].split("\n\n")[0].splitlines()[1:] == [
        "  2026-09-10  envoi 1 : rappel, courriel",
        "  2026-09-12  suite 1 : promesse pour le 2026-09-18",
        "  2026-09-13  suspension 1 : entente de paiement jusqu’au 2026-09-18",
        "  2026-09-20  envoi 2 : rappel, poste, revenue – F-1023",
        "  2026-09-22  paiement 1 : 20,00 $, sans provision – F-1023",
        "  2026-09-25  suite 2 : courrier retourné – F-1023",
        "  2026-09-26  suite 3 : chèque sans provision",
        "  2026-10-01  paiement 2 : 5,00 $",
        "  2026-10-05  envoi 3 : mise en demeure, recommandé, reçue le 2026-10-08",
        "  2026-10-21  suite 5 : refus",
        "  2026-11-01  clôture 1 : confiée",
    ]


@pytest.mark.parametrize(
    ("mots", "dits"),
    [
        (demarches.ModeEnvoi, "courriel, poste, recommandé, huissier, main propre"),
        (
            demarches.Resultat,
            "sans réponse, refus, contestation, reconnaissance, promesse, paiement annoncé, facture non reçue, "
            "injoignable, courrier retourné, avocat constitué, insolvabilité, en approbation, appel fait, "
            "chèque sans provision",
        ),
        (demarches.Issue, "payée, entente, abandon, irrecouvrable, confiée, échelle épuisée, rouverte"),
        (
            demarches.CodeLettre,
            "rappel, retrait, mise en demeure, appel à l’Office, proposition, fin de relation, "
            "dossier remis à un avocat, dossier pour les petites créances, réponse, réponse publique, "
            "demande de cesser, demande de réparation sous garantie, avis de résolution, demande de rétrofacturation, "
            "entente de paiement, transaction",
        ),
    ],
)
def test_chaque_mot_du_journal_s_ecrit_en_francais(mots: object, dits: str):
    assert ", ".join(sorted(map(en_clair, get_args(mots)))) == ", ".join(sorted(dits.split(", ")))


def test_ce_qui_manque_a_la_lettre_due_ne_se_dit_pas_deux_fois(lancer, dossier: Path):
    with dossier.open("a", encoding="utf-8") as flux:
        flux.write("envois:\n  - {lettre: rappel, date: 2026-09-10}\n  - {lettre: rappel, date: 2026-10-01}\n")
    texte = lancer("etat", "dossier.yaml", "--au", "2026-11-22").sortie
    assert "\n  Il manque le mode d’envoi.\n" in texte
    assert "Il manque : " not in texte


def test_une_reception_qui_n_est_pas_prouvee_se_prouve_d_une_commande(lancer, dossier: Path):
    with dossier.open("a", encoding="utf-8") as flux:
        flux.write("envois:\n  - {lettre: rappel, date: 2026-09-10}\n")
        flux.write("  - {lettre: mise_en_demeure, date: 2026-10-01, mode: recommande, echeance: 2026-10-19}\n")
    commande = "lettres envoi dossier.yaml --corrige 2 --recu-le "
    assert f'sa preuve.\n    {commande}AAAA-MM-JJ --motif "…"\n' in lancer("etat", "dossier.yaml", *AU).sortie
    assert lancer(*commande.split()[1:], "2026-10-05", "--motif", "Avis de livraison.").code == 0
    texte = lancer("etat", "dossier.yaml", *AU).sortie
    assert "Décision : à faire aujourd’hui : Division des petites créances" in texte
