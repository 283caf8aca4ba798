"""Les remèdes que l'on tape : là où manque un fait qu'une commande écrit, elle est nommée, et la suivre le donne."""

from __future__ import annotations

import json
import re
import shlex
from datetime import date
from pathlib import Path

import pytest
from conftest import DOSSIER

import lettres
from lettres.cli.sommaire import COMMANDES
from lettres.dossier import verbes

COMPLET = DOSSIER.replace("  signataire:", "  taxes: non_inscrit\n  signataire:").replace(
    "{facture", "{cause: service, facture"
)
SEULE = COMPLET.replace("  signataire:", "  employes: 0\n  signataire:")
DEUX_RAPPELS = """\
envois:
  - {lettre: rappel, date: 2026-09-10, mode: courriel}
  - {lettre: rappel, date: 2026-10-01, mode: courriel}
"""
TROIS = DEUX_RAPPELS + "  - {lettre: mise_en_demeure, date: 2026-10-20, mode: recommande}\n"
RECU = TROIS.replace("recommande}", "recommande, recu_le: 2026-10-21}")
UNE_AUTRE = '  - {facture: F-2, date: 2026-08-02, echeance: 2026-08-31, objet: Album, montant: "90,00 $"}\n'
SANS_NOM = 'paiements:\n  - {date: 2026-11-02, montant: "20,00 $"}\n'
PAUSE = "suspensions:\n  - {motif: mediation, du: 2026-11-01}\n"
REVENUE = (
    "mode_envoi: poste\nenvois:\n  - {lettre: rappel, date: 2026-10-01, mode: poste}\n"
    "suites:\n  - {date: 2026-10-12, canal: poste, resultat: retour_courrier, envoi: 1}\n"
)
ACCEPTEE = (
    'offre: {versements: [{montant: "40,00 $", date: 2026-11-10}], acceptee_le: 2026-11-01, expire_le: 2026-11-15,\n'
    "  concessions: [{de: nous, texte: remettre vingt dollars}, {de: vous, texte: payer le reste}]}\n"
)
EXEMPLES = Path(__file__).parents[2] / "exemples" / "minimaux"
A_REMPLACER = {
    "AAAA-MM-JJ": "2026-11-20",
    "FICHIER": "a.pdf",
    "CODE": "rappel",
    "MODE": "courriel",
    "F-N": "F-1023",
    "ISSUE": "abandon",
    "SOMME": "20",
    "--mode-envoi MODE": "--mode-envoi huissier",
    "…": "Une phrase.",
}


def a_taper(texte: str) -> list[str]:
    """Les commandes d'un texte, ce qui y était à remplacer étant remplacé."""
    commandes = re.findall(r"(?:« |    |ou : )(lettres \w+ dossier\.yaml .*?)(?: »|\n)", texte)
    return [re.sub("|".join(A_REMPLACER), lambda mot: A_REMPLACER[mot[0]], c) for c in commandes]


@pytest.fixture(autouse=True)
def _un_jour_fixe(monkeypatch: pytest.MonkeyPatch):
    for module in ("options.arguments", "commandes.inscrire.porter"):
        monkeypatch.setattr(f"lettres.cli.{module}.aujourd_hui", lambda: date(2026, 11, 22))


@pytest.fixture
def suivre(lancer, tmp_path: Path):
    """Tape une commande du remède."""
    (tmp_path / "a.pdf").write_bytes(b"a")

    def taper(commande: str) -> None:
        resultat = lancer(*shlex.split(commande)[1:])
        assert resultat.code == 0, (commande, resultat.tout)

    return taper


@pytest.mark.parametrize(
    ("corps", "lettre", "verbes_nommes"),
    [
        (COMPLET, "mise_en_demeure", ["envoi", "pieces", "preciser"]),
        (COMPLET + DEUX_RAPPELS, "mise_en_demeure", ["pieces", "preciser"]),
        (COMPLET, "reponse", ["preciser"]),
    ],
)
def test_chaque_fait_qu_une_lettre_exige_nomme_sa_commande(
    lancer, suivre, dossier: Path, corps: str, lettre: str, verbes_nommes: list[str]
):
    dossier.write_text(corps, encoding="utf-8")

    def manques() -> list[str]:
        dit = lancer("verifier", "dossier.yaml", "--lettre", lettre, "--au", "2026-11-22", "--json").sortie
        return [c["remede"] for c in json.loads(dit)["constats"] if c["code"] == "E101"]

    commandes = [commande for remede in manques() for commande in a_taper(remede)]
    assert sorted(c.split()[1] for c in commandes) == verbes_nommes
    for commande in commandes:
        suivre(commande)
    assert manques() == []


@pytest.mark.parametrize(
    ("corps", "au", "raison"),
    [
        (COMPLET + TROIS, "2026-12-01", "reception_non_prouvee"),
        (COMPLET + UNE_AUTRE + SANS_NOM, "2026-11-22", "argent_non_affecte"),
        (COMPLET + "politique: rapide\n", "2026-11-22", "politique_inconnue"),
        (COMPLET.replace("2026-08", "2022-08"), "2026-11-22", "prescrite"),
        (SEULE + RECU, "2026-12-01", "petites_creances"),
        (COMPLET.replace("60,00", "60 000,00") + RECU, "2026-12-01", "echelle_epuisee"),
        (COMPLET + PAUSE, "2026-11-22", "suspension"),
        (COMPLET + DEUX_RAPPELS.replace("10-01,", f"10-01, politique: {'b' * 64},"), "2026-11-22", "politique_changee"),
        (COMPLET + 'paiements:\n  - {montant: "20,00 $"}\n', "2026-11-22", "paiement_incomplet"),
        (COMPLET + "paiements:\n  - {date: 2026-11-02}\n", "2026-11-22", "paiement_incomplet"),
        (COMPLET + REVENUE, "2026-11-22", "lettre_revenue"),
        (COMPLET + "agit_deja: {qui: agence, depuis: 2026-10-01}\n", "2026-11-22", "agit_deja"),
        (COMPLET + ACCEPTEE, "2026-11-22", "offre_acceptee"),
    ],
)
def test_chaque_raison_que_leve_une_commande_la_nomme(lancer, suivre, dossier: Path, corps: str, au: str, raison: str):
    dossier.write_text(corps, encoding="utf-8")

    def raisons() -> list[str]:
        etat = json.loads(lancer("etat", "dossier.yaml", "--au", au, "--json").sortie)
        return [r["code"] for r in etat["decision"]["raisons"]]

    assert raison in raisons()
    offertes = a_taper(lancer("etat", "dossier.yaml", "--au", au).sortie)
    assert offertes
    refus = lancer("generer", "dossier.yaml", "--au", au)
    # -- ce qui n'est pas une lettre, mais un pas à faire, se refuse sans qu'il y ait rien à lever --
    assert (refus.code, a_taper(refus.ennuis)) == (1, [] if raison == "petites_creances" else offertes)
    avant = dossier.read_bytes()
    for commande in offertes:
        suivre(commande)
        assert raison not in raisons(), commande
        dossier.write_bytes(avant)


def test_de_ce_qui_est_clos_on_tape_ce_qui_le_rouvre(lancer, suivre, dossier: Path):
    au = ("--au", "2026-11-22")
    une, deux = "", UNE_AUTRE
    for issue in ("abandon", "entente", "irrecouvrable", "confiee", "echelle_epuisee", "payee"):
        for autre, visees in (
            (une, ""),
            (une, ", creances: [F-1023]"),
            (deux, ""),
            (deux, ", creances: [F-1023, F-2]"),
        ):
            clos = f"clotures:\n  - {{date: 2026-11-20, issue: {issue}{visees}}}\n"
            dossier.write_text(COMPLET + autre + clos, encoding="utf-8")
            refus = lancer("generer", "dossier.yaml", *au)
            # -- nommer un rappel ne mènerait qu'à J123 --
            assert refus.code == 1 and "pour écrire quand même" not in refus.ennuis, (issue, visees)
            (commande,) = {*a_taper(refus.ennuis)}
            suivre(commande)
            assert lancer("generer", "dossier.yaml", *au, "--ecraser").code == 0, (issue, visees)


@pytest.mark.parametrize(
    ("nom", "employes", "commandes"),
    [
        # -- une société, ou peut-être une : leur nombre décide --
        ("Studio Exemple inc.", None, ["preciser"]),
        ("Studio Karine Exemple", None, ["preciser"]),
        ("Studio Exemple inc.", 10, ["clore"]),
        ("Studio Karine Exemple", 10, ["clore"]),
        # -- plus de dix, et l'on ne sait pas si c'est une société : aucune commande ne le dit --
        ("Studio Karine Exemple", 11, []),
    ],
)
def test_sans_le_nombre_des_employes_on_le_demande_avant_de_confier_aux_petites_creances(
    lancer, suivre, dossier: Path, nom: str, employes: int | None, commandes: list[str]
):
    dit = "" if employes is None else f"  employes: {employes}\n"
    corps = (COMPLET + RECU).replace("Studio Karine Exemple", nom).replace("  signataire:", f"{dit}  signataire:")
    dossier.write_text(corps, encoding="utf-8")

    def offertes() -> list[str]:
        return a_taper(lancer("etat", "dossier.yaml", "--au", "2026-12-01").sortie)

    assert [c.split()[1] for c in offertes()] == commandes
    if commandes == ["preciser"]:
        assert offertes()[0].endswith("--employes N")
        suivre(offertes()[0].replace("--employes N", "--employes 4"))
        assert [c.split()[1] for c in offertes()] == ["clore"]


def test_chaque_verbe_est_une_commande_et_ses_options_sont_les_siennes(lancer):
    for verbe, options in verbes._PAR_CLE.values():
        assert verbe in COMMANDES
        aide = lancer(verbe, "--help").sortie
        assert all(option in aide for option in re.findall(r"--[a-z-]+", options))


def test_un_dossier_sans_fichier_a_lui_n_offre_rien_a_taper(lancer, tmp_path: Path):
    donnees = {"reference": "1", "nature": "recouvrement", "expediteur": {"nom": "A"}, "destinataire": {"nom": "B"}}
    remedes = [c.remede for c in lettres.verifier(donnees, "mise_en_demeure", au=date(2026, 11, 22))]
    assert any("mode_envoi" in remede for remede in remedes)
    assert not any("Ou tapez" in remede for remede in remedes)


@pytest.mark.parametrize(
    ("visees", "attendue"),
    [("", ""), (", creances: [F-1023]", ' --creance "F-1023"'), (", creances: [F-2]", ' --creance "F-2"')],
)
def test_ce_qui_clot_ne_clot_que_les_factures_de_la_decision(lancer, tmp_path: Path, visees: str, attendue: str):
    demeure = f"  - {{lettre: mise_en_demeure, date: 2026-10-20, mode: recommande, recu_le: 2026-10-21{visees}}}\n"
    (tmp_path / "dossier.yaml").write_text(SEULE + UNE_AUTRE + DEUX_RAPPELS + demeure, encoding="utf-8")
    resultat = lancer("etat", "dossier.yaml", "--au", "2026-12-20")
    assert f"lettres clore dossier.yaml --issue confiee --confiee-a petites_creances{attendue}\n" in resultat.sortie


def test_la_preuve_qui_manque_a_un_envoi_inscrit_se_tape(lancer, dossier: Path):
    source = (EXEMPLES / "retrofacturation-consommation.yaml").read_text(encoding="utf-8")
    dossier.write_text(source.replace(", preuve: P-1}", "}"), encoding="utf-8")
    sortie = lancer("etat", "dossier.yaml", "--au", "2026-11-20").sortie
    (commande,) = [c for c in a_taper(sortie.replace("P-N", "P-1")) if "--preuve" in c]
    assert commande.startswith("lettres envoi dossier.yaml --corrige 1 --preuve P-1 ")
    assert lancer(*shlex.split(commande)[1:], "--au", "2026-11-20").code == 0
    assert "--preuve" not in lancer("etat", "dossier.yaml", "--au", "2026-11-20").sortie


PLAN = """\
offre:
  acceptee_le: 2026-11-01
  versements: [{montant: "30,00 $", date: 2026-12-10}, {montant: "30,00 $", date: 2027-01-10}]
"""
PROMIS = "suites:\n  - {date: 2026-11-20, resultat: promesse, promis_le: 2026-12-10}\n"


@pytest.mark.parametrize(
    "corps",
    [PLAN, PROMIS, "suspensions:\n  - {motif: mediation, du: 2026-11-01, au: 2026-12-31}\n"],
    ids=["un plan qui court", "une promesse", "une suspension qui finit"],
)
def test_ce_qui_se_leve_seul_ne_donne_rien_a_taper_qui_le_clorait(lancer, dossier: Path, corps: str):
    dossier.write_text(COMPLET + corps, encoding="utf-8")
    etat, refus = (lancer(c, "dossier.yaml", "--au", "2026-11-22") for c in ("etat", "generer"))
    assert "attendre" in etat.sortie and refus.code == 1
    assert not [c for c in a_taper(etat.sortie + refus.ennuis) if "--issue" in c or "--corrige" in c]
