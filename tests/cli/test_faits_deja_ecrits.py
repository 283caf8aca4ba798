"""Une lettre inscrite garde ce qu'elle affirmait; la suivante qui dirait autrement s'arrête, et le remède se suit."""

from __future__ import annotations

import json
import shlex
from datetime import date
from pathlib import Path

import pytest
from conftest import DOSSIER

import lettres

COMPLET = DOSSIER.replace("{facture", "{cause: service, facture").replace(
    "  signataire:", "  taxes: non_inscrit\n  signataire:"
)
MODE = "mode_envoi: poste\n"
GENERER = ("generer", "dossier.yaml", "--lettre", "entente_paiement")


@pytest.fixture(autouse=True)
def _un_jour_fixe(monkeypatch: pytest.MonkeyPatch):
    for module in ("options.arguments", "commandes.inscrire.porter"):
        monkeypatch.setattr(f"lettres.cli.{module}.aujourd_hui", lambda: date(2026, 11, 22))


@pytest.fixture
def envoyer(lancer):
    """Écrit le rappel de ce jour, et l'inscrit."""

    def faire(au: str) -> None:
        ecrite = lancer("generer", "dossier.yaml", "--lettre", "rappel", "--au", au, "--json")
        assert ecrite.code == 0, ecrite.tout
        fichier = json.loads(ecrite.sortie)["fichier"]
        inscrite = lancer("envoi", "dossier.yaml", "--fichier", fichier, "--mode", "poste", "--date", au)
        assert inscrite.code == 0, inscrite.tout

    return faire


@pytest.fixture
def contredits(lancer):
    def lire() -> list[dict[str, str]]:
        lue = lancer("verifier", "dossier.yaml", "--lettre", "rappel", "--au", "2026-11-22", "--json")
        return [c for c in json.loads(lue.sortie)["constats"] if c["code"] == "E109"]

    return lire


def changer(avant: str, apres: str) -> None:
    dossier = Path("dossier.yaml")
    texte = dossier.read_text(encoding="utf-8")
    assert avant in texte
    dossier.write_text(texte.replace(avant, apres, 1), encoding="utf-8")


def test_l_envoi_inscrit_ce_que_la_lettre_affirme_en_lignes_qu_un_avocat_lit(lancer, dossier: Path, envoyer):
    dossier.write_text(COMPLET + MODE, encoding="utf-8")
    envoyer("2026-09-10")
    (envoi,) = lettres.lire(dossier).envois
    assert envoi.affirme == (
        "facture F-1023, montant : 60,00 $",
        "facture F-1023, date : 2026-08-01",
        "facture F-1023, échéance : 2026-08-31",
    )
    assert '      - "facture F-1023, montant : 60,00 $"\n' in dossier.read_text(encoding="utf-8")


def test_d_un_autre_etat_du_dossier_seul_s_inscrit_ce_que_la_lettre_porte(lancer, dossier: Path, envoyer):
    dossier.write_text(COMPLET + MODE, encoding="utf-8")
    fichier = json.loads(lancer("generer", "dossier.yaml", "--au", "2026-09-10", "--json").sortie)["fichier"]
    changer("60,00", "61,00")
    inscrite = lancer("envoi", "dossier.yaml", "--fichier", fichier, "--mode", "poste", "--date", "2026-09-10")
    assert inscrite.code == 0
    assert lettres.lire(dossier).envois[0].affirme == (
        "facture F-1023, date : 2026-08-01",
        "facture F-1023, échéance : 2026-08-31",
    )


def test_le_remede_se_suit_de_deux_facons(lancer, dossier: Path, envoyer, contredits):
    dossier.write_text(COMPLET + MODE, encoding="utf-8")
    envoyer("2026-09-10")
    assert contredits() == []
    changer('montant: "60,00 $"', 'montant: "50,00 $"')
    (vu,) = contredits()
    assert (vu["chemin"], vu["gravite"], vu["ligne"]) == ("creances[0].montant", "erreur", 16)
    assert vu["message"].replace("\u00a0", " ") == (
        "Le rappel du 10 septembre 2026 disait « facture F-1023, montant : 60,00 $ »; le dossier, et cette lettre avec "
        "lui, dit « 50,00 $ »."
    )
    # -- la valeur reprise --
    changer('montant: "50,00 $"', 'montant: "60,00 $"')
    assert contredits() == []
    # -- ou l'écart dit : la lettre l'explique et, inscrite, elle fait foi --
    changer('montant: "60,00 $"', 'montant: "50,00 $"')
    refusee = lancer("generer", "dossier.yaml", "--lettre", "rappel", "--au", "2026-10-10")
    assert (refusee.code, "E109" in refusee.tout) == (1, True)
    explique = 'faits:\n  - {date: 2026-10-01, texte: "la facture disait 60,00 $, il fallait lire 50,00 $."}\n'
    changer("envois:\n", f"{explique}envois:\n")
    assert contredits() == []
    envoyer("2026-10-10")
    changer(explique, "")
    assert contredits() == []


def test_ce_qui_est_inscrit_depuis_explique_l_ecart(lancer, dossier: Path, envoyer, contredits):
    dossier.write_text(COMPLET + MODE, encoding="utf-8")
    envoyer("2026-09-10")
    changer('montant: "60,00 $"', 'montant: "50,00 $"')
    contester = ("suite", "dossier.yaml", "--resultat", "contestation", "--date", "2026-09-20")
    assert lancer(*contester).code == 0
    (vu,) = contredits()
    assert (vu["gravite"], "Depuis : contestation du 20" in vu["message"]) == ("alerte", True)
    chiffree = (*contester, "--corrige", "1", "--montant-conteste", "10 $", "--motif", "La part est connue.")
    assert lancer(*chiffree).code == 0
    assert contredits() == []


def test_une_lettre_annulee_n_a_rien_dit(lancer, dossier: Path, envoyer, contredits):
    dossier.write_text(COMPLET + MODE, encoding="utf-8")
    envoyer("2026-09-10")
    changer("echeance: 2026-08-31", "echeance: 2026-08-30")
    assert [c["chemin"] for c in contredits()] == ["creances[0].echeance"]
    assert lancer("envoi", "dossier.yaml", "--corrige", "1", "--motif", "Elle n’est jamais partie.").code == 0
    assert contredits() == []


@pytest.mark.parametrize(
    ("ligne", "contredite"),
    [
        ("facture F-1023, montant : 60 $", False),
        ("facture F-1023, montant : 60.00", False),
        ("facture F-1023, montant: 60,00 $", False),
        ("facture F-1023, montant : 60,01 $", True),
        ("facture F-1023, échéance : 31 août 2026", False),
        ("facture F-1023, échéance : le 31 août 2026", False),
        ("Facture F-1023, Échéance : 2026-08-31", False),
        ("facture F-1023, échéance : 30 août 2026", True),
        ("facture F-1023, échéance : la fin du mois", True),
    ],
)
def test_la_meme_valeur_ecrite_autrement_au_journal_ne_contredit_rien(
    lancer, dossier: Path, contredits, ligne: str, contredite: bool
):
    envoi = f'envois:\n  - {{lettre: rappel, date: 2026-09-10, mode: poste, affirme: ["{ligne}"]}}\n'
    dossier.write_text(COMPLET + MODE + envoi, encoding="utf-8")
    assert bool(contredits()) is contredite


PRET = COMPLET.replace("cause: service, facture: F-1023", "cause: pret").replace("Reportage de mariage", "Prêt de mai")


@pytest.mark.parametrize(
    ("apres", "contredites"),
    [
        (("{cause: pret, date: 2026-09-01, echeance: 2026-09-30, objet: Prêt de juin, montant: 20}", ""), []),
        (("", "{cause: pret, date: 2026-09-01, echeance: 2026-09-30, objet: Prêt de juin, montant: 20}"), []),
        (("", "{cause: pret, date: 2026-09-01, echeance: 2026-09-30, objet: Prêt de mai, montant: 20}"), []),
        (("{cause: pret, date: 2026-09-01, echeance: 2026-09-30, objet: Prêt de mai, montant: 20}", ""), []),
        (None, ["creances[0].montant"]),
    ],
    ids=["un prêt de plus, avant", "après", "du même objet", "du même objet, avant", "la somme changée"],
)
def test_une_somme_sans_numero_se_reconnait_a_son_objet_non_a_son_rang(
    lancer, dossier: Path, envoyer, contredits, apres: tuple[str, str] | None, contredites: list[str]
):
    dossier.write_text(PRET + MODE, encoding="utf-8")
    envoyer("2026-09-10")
    if apres is None:
        changer('montant: "60,00 $"', 'montant: "50,00 $"')
    else:
        avant, ensuite = (f"  - {creance}\n" if creance else "" for creance in apres)
        changer("creances:\n", f"creances:\n{avant}")
        changer(MODE, f"{ensuite}{MODE}")
    assert [c["chemin"] for c in contredits()] == contredites


@pytest.mark.parametrize(
    ("somme", "gravites"),
    [("90,00 $", ["erreur"]), ("60,01 $", ["erreur"]), ("55,00 $", ["alerte"]), ("50,00 $", [])],
)
def test_un_paiement_n_explique_pas_une_hausse(
    lancer, dossier: Path, envoyer, contredits, somme: str, gravites: list[str]
):
    dossier.write_text(COMPLET + MODE, encoding="utf-8")
    envoyer("2026-09-10")
    assert lancer("paiement", "dossier.yaml", "--montant", "10", "--date", "2026-09-20").code == 0
    changer('montant: "60,00 $"', f'montant: "{somme}"')
    assert [c["gravite"] for c in contredits()] == gravites


@pytest.mark.un_sur(3)
@pytest.mark.parametrize(
    ("texte", "somme", "explique"),
    [
        ("le rappel disait 60,00 $; il fallait lire 1 500,00 $.", "1 500,00 $", True),
        ("le rappel disait 60 $; il fallait lire 1 500 $.", "1 500,00 $", True),
        ("le rappel disait 60 $; il fallait lire 1500 $.", "1 500,00 $", True),
        ("le rappel disait 60 $; il fallait lire 1500,00 $.", "1 500,00 $", True),
        ("le rappel disait 60 $; il fallait lire 61,50 $.", "61,50 $", True),
        ("le rappel disait 60 $; il fallait lire 61 $.", "61,50 $", False),
        ("le rappel disait 1 060,00 $; il fallait lire 50,00 $.", "50,00 $", False),
        ("le rappel disait 60,50 $; il fallait lire 50 $.", "50,00 $", False),
        ("il fallait lire 50 $.", "50,00 $", False),
    ],
)
def test_un_fait_qui_dit_les_deux_sommes_explique_l_ecart_de_quelque_facon_qu_il_les_ecrive(
    lancer, dossier: Path, envoyer, contredits, texte: str, somme: str, explique: bool
):
    dossier.write_text(COMPLET + MODE, encoding="utf-8")
    envoyer("2026-09-10")
    changer('montant: "60,00 $"', f'montant: "{somme}"')
    changer("envois:\n", f'faits:\n  - {{date: 2026-10-01, texte: "{texte}"}}\nenvois:\n')
    assert (contredits() == []) is explique


@pytest.mark.parametrize("ebauche", [False, True])
def test_sans_nommer_la_lettre_rien_ne_s_affirme_et_celle_qui_est_a_portee_se_joint_d_une_commande(
    lancer, dossier: Path, ebauche: bool
):
    dossier.write_text(COMPLET + MODE, encoding="utf-8")
    autre = ("--ebauche",) if ebauche else ()
    # -- celle du 12 n'est pas ce qui est parti le 10 --
    for jour in ("2026-09-10", "2026-09-12"):
        assert lancer("generer", "dossier.yaml", "--lettre", "rappel", "--au", jour, *autre).code == 0
    dit = lancer("envoi", "dossier.yaml", "--lettre", "rappel", "--mode", "poste", "--date", "2026-09-10").sortie
    assert lettres.lire(dossier).envois[0].affirme == ()
    commandes = [ligne.split("lettres envoi ")[1] for ligne in dit.splitlines() if "ceci l’y joint" in ligne]
    assert len(commandes) == (not ebauche)
    for commande in commandes:
        assert lancer("envoi", *shlex.split(commande)).code == 0
        assert lettres.lire(dossier).envois[1].affirme


ENTENTE = ("envoi", "dossier.yaml", "--lettre", "entente_paiement", "--mode", "main_propre", "--date", "2026-11-22")
PLAN = 'offre: {versements: [{date: 2026-12-15, montant: "30,00 $"}, {date: 2027-01-15, montant: "30,00 $"}]}\n'


@pytest.mark.parametrize(
    ("avant", "apres", "gardes"),
    [
        ("", "", ["30.00", "30.00"]),
        ("Reportage", "Album", ["30.00", "30.00"]),
        # -- un seul qu'elle ne porte pas, et ce plan n'est pas le sien --
        ("2027-01-15", "2027-01-18", []),
        ('2027-01-15, montant: "30,00 $"', '2027-01-15, montant: "29,00 $"', []),
        ('2027-01-15, montant: "30,00 $"', "2027-01-15", []),
    ],
    ids=["la même", "un autre état du dossier", "un autre jour", "une autre somme", "une somme ôtée"],
)
def test_une_entente_inscrite_garde_ses_versements_s_ils_sont_les_siens(
    lancer, dossier: Path, avant: str, apres: str, gardes: list[str]
):
    dossier.write_text(COMPLET + MODE + PLAN, encoding="utf-8")
    fichier = json.loads(lancer(*GENERER, "--au", "2026-11-22", "--json").sortie)["fichier"]
    changer(avant, apres)
    assert lancer(*ENTENTE, "--fichier", fichier).code == 0
    (envoi,) = lettres.lire(dossier).envois
    assert [f"{v.montant:.2f}" for v in envoi.versements] == gardes


@pytest.mark.parametrize(
    ("lettre", "dit"),
    [
        ("rappel", "ce qu’elle affirmait"),
        ("entente_paiement", "ni les versements de cette entente"),
        ("avis_resolution", "le cas que cet avis invoque"),
        ("retrofacturation", "ce qu’elle affirmait"),
    ],
)
def test_sans_la_lettre_on_dit_ce_que_le_journal_ne_gardera_pas(lancer, dossier: Path, lettre: str, dit: str):
    dossier.write_text(COMPLET + MODE + PLAN, encoding="utf-8")
    inscrite = lancer("envoi", "dossier.yaml", "--lettre", lettre, "--mode", "poste", "--date", "2026-11-22")
    assert inscrite.code == 0 and dit in inscrite.sortie, inscrite.tout
