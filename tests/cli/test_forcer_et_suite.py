"""« generer --forcer --motif », et ce que « generer » et « etat » disent du moment d'écrire et de la suite."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest

S = "\u00a0"
AU = ("--au", "2026-11-22")
DEMEURE = ("generer", "dossier.yaml", "--lettre", "mise_en_demeure", *AU)
FORCER = ("--forcer", "--motif", "Elle quitte le pays demain.")


@pytest.fixture
def en_delai(dossier: Path) -> Path:
    """Un dossier prêt pour la mise en demeure, dont le rappel donne encore huit jours."""
    with dossier.open("a", encoding="utf-8") as flux:
        flux.write(
            "mode_envoi: recommande\n"
            "pieces: [{id: P-1, titre: Facture F-1023}]\n"
            "envois:\n"
            "  - {lettre: rappel, date: 2026-11-16, mode: courriel, echeance: 2026-11-30}\n"
        )
    texte = dossier.read_text(encoding="utf-8")
    texte = texte.replace('montant: "60,00 $"', 'montant: "60,00 $", cause: autre')
    dossier.write_text(texte.replace("  signataire:", "  taxes: non_inscrit\n  signataire:"), encoding="utf-8")
    return dossier


def ecrites(dossier: Path) -> list[str]:
    return sorted(p.name for p in dossier.parent.rglob("*.docx"))


# -- Attendre --


@pytest.mark.parametrize(
    ("nommee", "faute", "remede"),
    [
        ((), "E107 [erreur] Aucune lettre n’est due. Le délai que donnait une lettre court", "; pour ne pas attendre,"),
        (
            ("--lettre", "mise_en_demeure"),
            f"J104 [erreur] La lettre du 16{S}novembre 2026 donnait",
            "; ou passez outre",
        ),
    ],
    ids=["par défaut", "nommée"],
)
def test_tant_que_le_delai_court_rien_n_est_ecrit_et_l_on_dit_quand_revenir(
    lancer, en_delai: Path, nommee: tuple, faute: str, remede: str
):
    resultat = lancer("generer", "dossier.yaml", *nommee, *AU)
    assert (resultat.code, resultat.sortie) == (1, "")
    assert f"{faute} jusqu’au 30{S}novembre 2026" in resultat.ennuis
    assert f"  Remède : Revenez le 1er{S}décembre 2026{remede}" in resultat.ennuis
    assert ecrites(en_delai) == []


def test_le_jour_dit_le_meme_ordre_ecrit_la_lettre(lancer, en_delai: Path):
    assert lancer("generer", "dossier.yaml", "--au", "2026-11-30").code == 1
    resultat = lancer("generer", "dossier.yaml", "--au", "2026-12-01")
    assert resultat.code == 0
    assert ecrites(en_delai) == ["2026-014_rappel_2026-12-01.docx"]


# -- Forcer --


def test_forcee_la_lettre_s_ecrit_et_son_inscription_garde_le_motif(lancer, en_delai: Path):
    resultat = lancer(*DEMEURE, *FORCER)
    assert resultat.code == 0
    assert "J104 [alerte]" in resultat.ennuis
    assert resultat.sortie.splitlines()[5] == (
        "  - {lettre: mise_en_demeure, date: 2026-11-22, mode: recommande, montant: 60.00, echeance: 2026-12-07, "
        'force: "Elle quitte le pays demain."}'
    )
    # -- la commande qui l'inscrit se tape telle quelle : « envoi » demande le motif --
    tapee = shlex.split(resultat.sortie.splitlines()[6].removeprefix("  ou : lettres "))
    inscrit = lancer(*tapee, "--date", "2026-11-22", "--au", "2026-11-22")
    assert inscrit.code == 0, inscrit.ennuis
    assert 'motif: "Elle quitte le pays demain."' in inscrit.sortie


def test_un_logiciel_recoit_le_motif_et_la_suite(lancer, en_delai: Path):
    reponse = json.loads(lancer(*DEMEURE, *FORCER, "--json").sortie)
    assert reponse["force"] == "Elle quitte le pays demain."
    assert {c["code"]: c["gravite"] for c in reponse["constats"]}["J104"] == "alerte"
    consigne = reponse["consigne"]
    assert list(consigne) == ["envoi", "preuve", "inscription", "a_ajouter", "revenir_le"]
    assert consigne["inscription"] == {
        "lettre": "mise_en_demeure",
        "date": "2026-11-22",
        "mode": "recommande",
        "montant": "60.00",
        "echeance": "2026-12-07",
        "force": "Elle quitte le pays demain.",
    }
    assert consigne["revenir_le"] == "2026-12-08"


def test_la_lettre_relue_dit_les_codes_forces_et_rien_du_motif(lancer, en_delai: Path):
    lancer(*DEMEURE, *FORCER)
    (lettre,) = ecrites(en_delai)
    assert json.loads(lancer("controler", lettre, "--json").sortie)["provenance"]["forces"] == "J104"
    texte = lancer("controler", lettre).sortie
    assert "forcée malgré J104" in texte
    assert "quitte" not in texte


def test_sans_rien_a_forcer_on_le_dit_et_le_motif_ne_s_inscrit_pas(lancer, dossier: Path):
    resultat = lancer("generer", "dossier.yaml", *AU, *FORCER)
    assert resultat.code == 0
    assert "E106 [conseil]" in resultat.ennuis
    assert "force:" not in resultat.sortie
    assert json.loads(lancer("generer", "dossier.yaml", *AU, *FORCER, "--json", "--ecraser").sortie)["force"] is None


@pytest.mark.parametrize(
    "options",
    [
        ("--forcer",),
        ("--motif", "Elle part."),
        ("--forcer", "--motif", ""),
        ("--forcer", "--motif", "   "),
        ("--forcer", "--motif", "…"),
        ("--forcer", "--motif", "mot " * 200),
        ("--motif", ""),
    ],
    ids=["sans motif", "sans forcer", "vide", "blanc", "illisible", "trop long", "vide et sans forcer"],
)
@pytest.mark.parametrize("fichier", ["dossier.yaml", "absent.yaml"])
def test_forcer_et_motif_vont_ensemble_et_le_motif_se_lit(
    lancer, anglais, en_delai: Path, options: tuple[str, ...], fichier: str
):
    texte = lancer("generer", fichier, *AU, *options)
    assert (texte.code, texte.sortie) == (2, "")
    assert re.match(r"--(forcer|motif): U020 \[erreur\] [A-Z«É]", texte.ennuis)
    assert anglais(texte.ennuis) == []
    en_json = lancer("generer", fichier, *AU, *options, "--json")
    assert (en_json.code, en_json.ennuis) == (2, "")
    assert [c["code"] for c in json.loads(en_json.sortie)["constats"]] == ["U020"]
    assert ecrites(en_delai) == []


@pytest.mark.parametrize("commande", [("verifier", "dossier.yaml"), ("lot", "dossier.yaml", "--sortie", "s")])
def test_ni_verifier_ni_lot_ne_forcent(lancer, en_delai: Path, commande: tuple[str, ...]):
    resultat = lancer(*commande, *AU, *FORCER)
    assert resultat.code == 2
    assert "Option inconnue : --forcer" in resultat.ennuis


def test_un_lot_n_ecrit_pas_la_lettre_qui_attend(lancer, en_delai: Path):
    assert lancer("lot", "dossier.yaml", "--sortie", "s", *AU).code == 1
    assert ecrites(en_delai) == []


# -- La suite d'une lettre --


def test_l_inscription_ajoutee_au_fichier_fait_attendre_jusqu_au_jour_dit(lancer, dossier: Path):
    consigne = json.loads(lancer("generer", "dossier.yaml", *AU, "--json").sortie)["consigne"]
    with dossier.open("a", encoding="utf-8") as flux:
        flux.write(f"envois:\n  {consigne['a_ajouter']}\n")
    avant = lancer("verifier", "dossier.yaml", "--lettre", "mise_en_demeure", *AU).sortie
    assert "J104 [erreur]" in avant
    assert (consigne["inscription"]["echeance"], consigne["revenir_le"]) == ("2026-12-07", "2026-12-08")
    for au, attend in (("2026-12-07", True), ("2026-12-08", False)):
        dit = lancer("verifier", "dossier.yaml", "--lettre", "mise_en_demeure", "--au", au).sortie
        assert ("J104" in dit) is attend
        assert not re.search(r"J103|J110|D\d{3} ", dit)


@pytest.mark.parametrize(
    ("mode", "mots"),
    [
        ("courriel", "par courriel"),
        ("poste", "par la poste"),
        ("recommande", "par courrier recommandé"),
        ("huissier", "par huissier"),
        ("main_propre", "en main propre"),
    ],
)
def test_chaque_moyen_se_dit_en_six_lignes(lancer, anglais, dossier: Path, mode: str, mots: str):
    texte = dossier.read_text(encoding="utf-8").replace(
        "civilite: Mme", "civilite: Mme\n  courriel: marie@exemple.test"
    )
    dossier.write_text(f"{texte}mode_envoi: {mode}\n", encoding="utf-8")
    lignes = lancer("generer", "dossier.yaml", *AU).sortie.splitlines()[2:]
    assert len(lignes) == 6
    assert lignes[0].startswith(f"Envoi : {mots}")
    assert f"mode: {mode}," in lignes[3]
    assert anglais("\n".join(lignes[:3] + lignes[4:])) == []


def test_une_ebauche_ne_s_envoie_pas_et_n_a_pas_de_suite(lancer, dossier: Path):
    assert len(lancer("generer", "dossier.yaml", *AU, "--ebauche").sortie.splitlines()) == 2
    assert (
        json.loads(lancer("generer", "dossier.yaml", *AU, "--ebauche", "--ecraser", "--json").sortie)["consigne"]
        is None
    )


def test_un_dossier_en_json_recoit_une_inscription_en_json(lancer, dossier: Path):
    import yaml

    faits = json.dumps(yaml.safe_load(dossier.read_text(encoding="utf-8")), default=str)
    dossier.with_suffix(".json").write_text(faits, encoding="utf-8")
    ligne = lancer("generer", "dossier.json", *AU).sortie.splitlines()[5]
    assert json.loads(ligne)["lettre"] == "rappel"


# -- L'état --


def test_l_etat_dit_ce_que_l_on_attend_et_jusqu_a_quand(lancer, en_delai: Path):
    assert (
        f"À attendre\n  délai en cours, jusqu’au 30{S}novembre 2026 – envoi 1\n"
        in lancer("etat", "dossier.yaml", *AU).sortie
    )
    assert json.loads(lancer("etat", "dossier.yaml", *AU, "--json").sortie)["attentes"] == [
        {
            "raison": "delai",
            "chemin": "envois[0]",
            "depuis": "2026-11-16",
            "jusqu_au": "2026-11-30",
            "calculee": False,
            "revenir_le": "2026-12-01",
            "retient_la_prochaine": True,
        }
    ]


def test_l_etat_dit_qu_une_contestation_attend_et_que_le_rappel_lui_repond(lancer, dossier: Path):
    with dossier.open("a", encoding="utf-8") as flux:
        flux.write(
            "envois: [{lettre: rappel, date: 2026-10-01, mode: courriel}]\n"
            "suites: [{resultat: contestation, date: 2026-10-20}]\n"
        )
    texte = lancer("etat", "dossier.yaml", *AU).sortie
    attente = f"  contestation sans réponse, depuis le 20{S}octobre 2026 – suite 1; ne retient pas « rappel »\n"
    assert attente in texte
    assert "Décision : à trancher : Rappel ferme – F-1023" in texte
    assert "Une fois tranché : lettres verifier dossier.yaml --lettre rappel --au 2026-11-22" in texte
    reponse = json.loads(lancer("etat", "dossier.yaml", *AU, "--json").sortie)
    assert [(a["raison"], a["retient_la_prochaine"]) for a in reponse["attentes"]] == [("contestation", False)]


_F2 = '\n  - {facture: F-2, date: 2026-09-01, echeance: 2026-10-01, objet: Album, montant: "90,00 $"}'
_DEMEURE = "{lettre: mise_en_demeure, date: 2026-10-01, mode: recommande, creances: [F-1023]}"


@pytest.mark.parametrize(
    ("journal", "lettres_dites"),
    [
        # -- à trancher vient après ce qui est dû, et dit quand même sa lettre; en demeure, c'est la réponse --
        ("suites: [{resultat: contestation, date: 2026-10-20, creances: [F-1023]}]\n", ["rappel"]),
        (
            f"envois: [{_DEMEURE}]\nsuites: [{{resultat: contestation, date: 2026-10-20, creances: [F-1023]}}]\n",
            ["reponse"],
        ),
        (
            f"envois: [{_DEMEURE}]\nsuites: [{{resultat: contestation, date: 2026-10-20, creances: [F-1023]}}, "
            "{resultat: facture_non_recue, date: 2026-10-20, creances: [F-2]}]\n",
            ["reponse", "rappel"],
        ),
        (f"envois: [{_DEMEURE}]\n", []),
    ],
)
def test_chaque_groupe_a_trancher_dit_la_lettre_qui_suit(lancer, dossier: Path, journal: str, lettres_dites: list[str]):
    texte = dossier.read_text(encoding="utf-8")
    ligne = next(ligne for ligne in texte.splitlines() if "F-1023, date" in ligne)
    dossier.write_text(texte.replace(ligne, ligne + _F2) + journal, encoding="utf-8")
    dit = lancer("etat", "dossier.yaml", *AU).sortie
    dites = [ligne.split("--lettre ")[1].split()[0] for ligne in dit.splitlines() if "Une fois tranché" in ligne]
    assert sorted(dites) == sorted(lettres_dites)


def test_un_dossier_qui_n_attend_rien_le_tait(lancer, dossier: Path):
    assert "À attendre" not in lancer("etat", "dossier.yaml", *AU).sortie
    assert json.loads(lancer("etat", "dossier.yaml", *AU, "--json").sortie)["attentes"] == []
