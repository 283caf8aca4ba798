"""Préciser, clore : ce que les lettres suivantes demandent, et comment l'affaire finit, sans ouvrir le fichier."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest
from conftest import DOSSIER

import lettres

AU = ("--au", "2026-11-22")
AUJOURD_HUI = date(2026, 11, 29)


@pytest.fixture(autouse=True)
def _un_jour_fixe(monkeypatch: pytest.MonkeyPatch):
    for module in ("options.arguments", "commandes.inscrire.porter", "commandes.inscrire.preciser"):
        monkeypatch.setattr(f"lettres.cli.{module}.aujourd_hui", lambda: AUJOURD_HUI)


# -- Préciser --


@pytest.mark.parametrize(
    ("args", "lignes"),
    [
        (("--mode-envoi", "recommande"), "mode_envoi: recommande\n"),
        (("--rapproche-le", "28 novembre 2026"), "rapproche_le: 2026-11-28\n"),
        (("--politique", "aucune"), "politique: aucune\n"),
        (("--delai-jours", "12"), "delai_jours: 12\n"),
        (("--echeance-demandee", "2026-12-20"), "echeance_demandee: 2026-12-20\n"),
        (("--solution", "nous accepterions deux versements."), 'solution: "nous accepterions deux versements."\n'),
        (
            ("--agit-deja", "Agence Exemple inc.", "--depuis", "2026-11-01"),
            'agit_deja:\n  qui: "Agence Exemple inc."\n  depuis: 2026-11-01\n',
        ),
        (("--agit-deja", "Agence"), "agit_deja:\n  qui: Agence\n  depuis: 2026-11-29\n"),
        (("--mode-envoi", "poste", "--delai-jours", "10"), "delai_jours: 10\nmode_envoi: poste\n"),
    ],
)
def test_une_precision_s_ajoute_et_se_montre(lancer, dossier: Path, args: tuple[str, ...], lignes: str):
    resultat = lancer("preciser", "dossier.yaml", *args, *AU)
    assert (resultat.code, resultat.ennuis) == (0, "")
    assert dossier.read_text(encoding="utf-8") == DOSSIER + lignes
    numero = DOSSIER.count("\n") + 1
    assert resultat.sortie.startswith("Précisé dans dossier.yaml : «")
    assert all(f"  {numero + n:>4} + {ligne}\n" in resultat.sortie for n, ligne in enumerate(lignes.splitlines()))


@pytest.mark.parametrize(
    ("textes", "lignes"),
    [
        (
            ["menaces: {date: 2026-10-08, canal: texto, citation: Je vais tout dire.}"],
            'menaces:\n  - {date: 2026-10-08, canal: texto, citation: "Je vais tout dire."}\n',
        ),
        (["questions: Qui payera?"], 'questions:\n  - "Qui payera?"\n'),
        (
            ["questions: Qui payera?", "questions: Où aller?"],
            'questions:\n  - "Qui payera?"\n  - "Où aller?"\n',
        ),
        (["consequence: le reste attend."], 'consequence: "le reste attend."\n'),
        (
            ["offre: {expire_le: 2026-12-11, concessions: [{de: nous, texte: renoncer}, {de: vous, texte: payer}]}"],
            "offre:\n  expire_le: 2026-12-11\n  concessions:\n    - {de: nous, texte: renoncer}\n"
            "    - {de: vous, texte: payer}\n",
        ),
        (
            [f"faits: {{date: 2026-09-01, texte: {'bla ' * 30}oui, pieces: []}}"],
            f'faits:\n  - date: 2026-09-01\n    texte: "{"bla " * 30}oui"\n',
        ),
        (
            ["demandes: {type: repondre}", "demandes: [{type: payer, montant: 60}]"],
            "demandes:\n  - {type: payer, montant: 60}\n",
        ),
        (["options: []"], ""),
    ],
)
def test_une_cle_s_ecrit_comme_au_fichier_un_element_s_ajoute_une_liste_remplace(
    lancer, dossier: Path, textes: list[str], lignes: str
):
    resultat = lancer("preciser", "dossier.yaml", *(a for texte in textes for a in ("--ecrire", texte)), *AU)
    assert (resultat.code, resultat.ennuis) == (0, "")
    assert dossier.read_text(encoding="utf-8") == DOSSIER + lignes


def test_une_liste_vide_vide_celle_qui_y_est(lancer, dossier: Path):
    dossier.write_text(f"{DOSSIER}options:\n  - un\n  - deux\n", encoding="utf-8")
    assert lancer("preciser", "dossier.yaml", "--ecrire", "options: []", *AU).code == 0
    assert dossier.read_text(encoding="utf-8") == f"{DOSSIER}options: []\n"


def test_un_bloc_qui_y_est_se_complete_cle_par_cle(lancer, dossier: Path):
    textes = ("expediteur: {telephone: 450 555-0112}", "destinataire: {courriel: marie@exemple.test}")
    assert lancer("preciser", "dossier.yaml", *(a for t in textes for a in ("--ecrire", t)), *AU).code == 0
    ecrit = dossier.read_text(encoding="utf-8")
    assert "  signataire: Karine Exemple\n  telephone: " in ecrit
    assert lettres.lire(dossier).destinataire.courriel == "marie@exemple.test"


@pytest.mark.parametrize(
    ("texte", "code", "dit"),
    [
        ("suites: {resultat: refus}", 2, "Servez-vous de « lettres suite DOSSIER »"),
        ("clotures: [{issue: payee}]", 2, "Servez-vous de « lettres clore DOSSIER »"),
        ("solution:", 2, "« solution » ne dit rien"),
        ("offre: {}", 2, "« offre » ne dit rien"),
        ("rien", 2, "« --ecrire » attend une clé et sa valeur, et reçoit « rien »."),
        ("- lieu: Granby", 2, "et reçoit « - lieu: Granby »."),
        ("", 2, "« --ecrire » ne dit rien."),
        ("  ", 2, "« --ecrire » ne dit rien."),
        ("# lieu: Granby", 2, "« --ecrire » ne dit rien."),
        ("{}", 2, "« --ecrire » ne dit rien."),
        ("lieu: Granby\udcff", 2, "n’est d’aucun texte"),
        ("lieu:", 2, "« lieu » ne dit rien."),
        ("menaces: {date: 2026-10-08", 2, "--ecrire:1"),
        ("a: &x 1", 2, "--ecrire:1"),
        ("menace: {date: 2026-10-08}", 1, "menaces"),
        ("menaces: {date: 2026-13-08}", 1, "2026-13-08"),
        ("menaces: {date: 2026-10-08, ton: dur}", 1, "ton"),
        ("contrat: {clauses: {page: 3}}", 1, "Rien n’a été inscrit"),
    ],
)
def test_une_cle_illisible_inconnue_ou_du_journal_ne_change_rien(
    lancer, dossier: Path, texte: str, code: int, dit: str
):
    resultat = lancer("preciser", "dossier.yaml", "--ecrire", texte, *AU)
    assert (resultat.code, dit in resultat.ennuis) == (code, True), resultat.ennuis
    assert dossier.read_text(encoding="utf-8") == DOSSIER


def test_une_autre_valeur_prend_la_place_de_l_ancienne_qui_se_montre(lancer, dossier: Path):
    dossier.write_text(f"mode_envoi: courriel   # à revoir\n{DOSSIER}", encoding="utf-8")
    dit = lancer("preciser", "dossier.yaml", "--mode-envoi", "poste", *AU).sortie
    assert "     1 - mode_envoi: courriel # à revoir\n     1 + mode_envoi: poste # à revoir\n" in dit
    assert dossier.read_text(encoding="utf-8") == f"mode_envoi: poste   # à revoir\n{DOSSIER}"


def test_ce_que_le_dossier_dit_deja_ne_le_change_pas(lancer, dossier: Path):
    lancer("preciser", "dossier.yaml", "--mode-envoi", "poste", *AU)
    avant = dossier.stat()
    dit = lancer("preciser", "dossier.yaml", "--mode-envoi", "poste", *AU).sortie
    assert dit.startswith("dossier.yaml le dit déjà : « mode_envoi ».\n")
    assert dossier.stat().st_ino == avant.st_ino


def test_qui_agit_deja_garde_son_jour_ou_le_change(lancer, dossier: Path):
    dossier.write_text(DOSSIER + "agit_deja: {qui: Agence, depuis: 2026-10-01}\n", encoding="utf-8")
    lancer("preciser", "dossier.yaml", "--agit-deja", "Agence", *AU)
    assert str(lettres.lire(dossier).agit_deja) == "qui='Agence' depuis=datetime.date(2026, 10, 1)"
    lancer("preciser", "dossier.yaml", "--agit-deja", "Huissier", *AU)
    assert dossier.read_text(encoding="utf-8").endswith("agit_deja: {qui: Huissier, depuis: 2026-11-29}\n")


def test_la_reponse_dit_le_pas_qui_vient(lancer, dossier: Path):
    reponse = json.loads(lancer("preciser", "dossier.yaml", "--politique", "aucune", *AU, "--json").sortie)
    assert (reponse["avant"]["statut"], reponse["apres"]["statut"]) == ("due", "non_due")


@pytest.mark.parametrize(
    ("args", "code", "constat"),
    [
        ((), 2, "U021"),
        (("--mode-envoi", ""), 2, "U021"),
        (("--depuis", "2026-11-01"), 2, "U021"),
        (("--rapproche-le", "hier"), 2, "U001"),
        (("--mode-envoi", "pigeon"), 1, "D108"),
        (("--delai-jours", "beaucoup"), 1, "D"),
        (("--politique", "INCONNUE"), 2, "Choisissez l’une de : « recouvrement », « aucune »."),
        (("--ecrire", "politique: INCONNUE"), 2, "Choisissez l’une de : « recouvrement », « aucune »."),
        (("--retirer", "politique"), 2, "Il manque « --motif »."),
        (("--motif", "Elle a rendu le dossier."), 2, "Il manque « --retirer »."),
        (("--retirer", "politique", "--motif", " "), 2, "Il manque « --motif »."),
        (("--retirer", "envois", "--motif", "Erreur."), 2, "« envois » ne se retire pas."),
        (("--retirer", "reference", "--motif", "Erreur."), 2, "« reference » ne se retire pas."),
        (("--retirer", "politique", "--motif", "Erreur.", "--politique", "aucune"), 2, "U016"),
    ],
)
def test_une_precision_refusee_ne_touche_a_rien(lancer, dossier: Path, args: tuple[str, ...], code: int, constat: str):
    resultat = lancer("preciser", "dossier.yaml", *args, *AU)
    assert (resultat.code, resultat.sortie) == (code, ""), resultat.tout
    assert constat in resultat.ennuis
    assert dossier.read_text(encoding="utf-8") == DOSSIER


TOML = """\
mode_envoi = "poste"  # à revoir
delai_jours = 12
reference = "2026-014"
nature = "recouvrement"
expediteur = {nom = "Studio Karine Exemple"}

[agit_deja]  # depuis octobre
qui = "Agence"
depuis = 2026-10-01

[destinataire]
nom = "Marie Exemple"
"""
MENTION = "# Retiré le 2026-11-29 : Elle a rendu le dossier.\n"
RETIRES: dict[str, tuple[str, str, str, str]] = {
    "une valeur, son commentaire": (
        "d.yaml",
        "politique",
        f"politique: aucune  # Karine\n{DOSSIER}",
        f"{MENTION}# politique: aucune  # Karine\n{DOSSIER}",
    ),
    "un bloc, une clé par ligne": (
        "d.yaml",
        "agit_deja",
        f"{DOSSIER}agit_deja:\n  # depuis octobre\n  qui: Agence\n\n  depuis: 2026-10-01\nlieu: Granby\n",
        f"{DOSSIER}{MENTION}# agit_deja:\n#   # depuis octobre\n#   qui: Agence\n#\n#   depuis: 2026-10-01\n"
        "lieu: Granby\n",
    ),
    "un bloc entre accolades, au bout du fichier": (
        "d.yaml",
        "agit_deja",
        f"{DOSSIER}agit_deja: {{qui: Agence,\n  depuis: 2026-10-01}}",
        f"{DOSSIER}{MENTION}# agit_deja: {{qui: Agence,\n#   depuis: 2026-10-01}}",
    ),
    "un texte de plusieurs lignes": (
        "d.yaml",
        "solution",
        f"solution: |\n  deux versements\n  égaux\n\n{DOSSIER}",
        f"{MENTION}# solution: |\n#   deux versements\n#   égaux\n\n{DOSSIER}",
    ),
    "des fins de ligne d’ailleurs": (
        "d.yaml",
        "rapproche_le",
        f"rapproche_le: 2026-11-20\n{DOSSIER}".replace("\n", "\r\n"),
        f"{MENTION}# rapproche_le: 2026-11-20\n{DOSSIER}".replace("\n", "\r\n"),
    ),
    "une valeur, en TOML": (
        "d.toml",
        "mode_envoi",
        TOML,
        TOML.replace("mode_envoi", f"{MENTION}# mode_envoi"),
    ),
    "une table, en TOML": (
        "d.toml",
        "agit_deja",
        TOML,
        TOML.replace("[agit", f"{MENTION}# [agit").replace("qui =", "# qui =").replace("depuis =", "# depuis ="),
    ),
    "en JSON, la clé et sa virgule": (
        "d.json",
        "politique",
        '{"reference": "2026-014",\n "politique": "aucune",\n "nature": "recouvrement",\n'
        ' "expediteur": {"nom": "K"}, "destinataire": {"nom": "M"}}',
        '{"reference": "2026-014",\n "nature": "recouvrement",\n'
        ' "expediteur": {"nom": "K"}, "destinataire": {"nom": "M"}}',
    ),
    "en JSON, la dernière": (
        "d.json",
        "agit_deja",
        '{"reference": "R-1", "nature": "recouvrement", "expediteur": {"nom": "K"}, "destinataire": {"nom": "M"}, '
        '"agit_deja": {"qui": "A", "depuis": "2026-10-01"}}\n',
        '{"reference": "R-1", "nature": "recouvrement", "expediteur": {"nom": "K"}, "destinataire": {"nom": "M"}}\n',
    ),
}


@pytest.mark.parametrize(("nom", "cle", "avant", "apres"), RETIRES.values(), ids=RETIRES)
def test_une_cle_retiree_ne_vaut_plus_et_reste_en_commentaire(
    lancer, tmp_path: Path, nom: str, cle: str, avant: str, apres: str
):
    fichier = tmp_path / nom
    fichier.write_bytes(avant.encode())
    motif = ("--motif", "Elle a rendu  le dossier.")
    reponse = json.loads(lancer("preciser", nom, "--retirer", cle, *motif, *AU, "--json").sortie)
    assert (reponse["retirees"], reponse["precisions"]) == ([cle], {})
    assert fichier.read_bytes().decode() == apres
    assert getattr(lettres.lire(fichier), cle) is None
    # -- ce qui n'y est plus ne se retire pas deux fois --
    dit = lancer("preciser", nom, "--retirer", cle, *motif, *AU).sortie
    assert dit.startswith(f"{nom} n’en disait rien : « {cle} ».\n")
    assert fichier.read_bytes().decode() == apres


def test_ce_que_l_on_retire_rend_le_pas_qu_il_empechait(lancer, dossier: Path):
    dossier.write_text(DOSSIER + "agit_deja: {qui: Agence, depuis: 2026-10-01}\n", encoding="utf-8")
    args = ("--retirer", "agit_deja", "--motif", "Elle a rendu le dossier.", "--mode-envoi", "poste")
    reponse = json.loads(lancer("preciser", "dossier.yaml", *args, *AU, "--json").sortie)
    assert (reponse["avant"]["statut"], reponse["apres"]["statut"]) == ("bloquee", "due")
    assert (reponse["retirees"], reponse["precisions"]) == (["agit_deja"], {"mode_envoi": "poste"})


def test_une_cle_prise_dans_des_accolades_se_dit_a_retirer_soi_meme(lancer, tmp_path: Path):
    contenu = (
        "{reference: 2026-014, nature: recouvrement, politique: aucune, expediteur: {nom: K}, destinataire: {nom: M}}\n"
    )
    (tmp_path / "d.yaml").write_text(contenu, encoding="utf-8")
    resultat = lancer("preciser", "d.yaml", "--retirer", "politique", "--motif", "Erreur.", *AU)
    assert (resultat.code, "Retirez vous-même « politique » du dossier." in resultat.ennuis) == (4, True)
    assert (tmp_path / "d.yaml").read_text(encoding="utf-8") == contenu


# -- D'un fichier d'une seule ligne, on ne montre que ce qui change --


def test_d_un_json_d_une_ligne_on_ne_montre_que_ce_qui_change(lancer, dossier: Path, tmp_path: Path):
    faits = lettres.lire(dossier).model_dump(mode="json", exclude_defaults=True)
    (tmp_path / "d.json").write_text(json.dumps(faits, ensure_ascii=False), encoding="utf-8")

    def dites(*args: str) -> list[str]:
        sortie = lancer(*args, *AU).sortie
        return [ligne.strip() for ligne in sortie.splitlines() if re.match(r" +1 [+-] ", ligne)]

    payer = ("paiement", "d.json", "--date", "2026-11-20", "--montant")
    assert dites(*payer, "20") == ['1 + "paiements": [{"date": "2026-11-20", "montant": "20"}]']
    assert dites(*payer, "5") == ['1 + {"date": "2026-11-20", "montant": "5"}']
    assert dites("preciser", "d.json", "--mode-envoi", "poste") == ['1 + "mode_envoi": "poste"']
    assert dites("preciser", "d.json", "--mode-envoi", "recommande") == [
        '1 - "mode_envoi": "poste"',
        '1 + "mode_envoi": "recommande"',
    ]
    retirer = ("preciser", "d.json", "--retirer", "mode_envoi", "--motif", "Erreur.")
    assert dites(*retirer) == ['1 - "mode_envoi": "recommande"']
    reponse = json.loads(lancer(*payer, "6", *AU, "--json").sortie)
    assert reponse["lignes"] == [{"ligne": 1, "texte": '{"date": "2026-11-20", "montant": "6"}'}]


@pytest.mark.parametrize(
    ("nom", "contenu"),
    [
        ("d.yaml", DOSSIER + "lieu: &ici Granby\n"),
        ("d.yaml", DOSSIER + "mode_envoi: |\n  courriel\n"),
        ("d.jsonl", "{}\n{}\n"),
    ],
)
def test_un_fichier_ou_l_on_n_insere_pas_dit_ce_qu_il_faut_y_ecrire(lancer, tmp_path: Path, nom: str, contenu: str):
    (tmp_path / nom).write_text(contenu, encoding="utf-8")
    resultat = lancer("preciser", nom, "--mode-envoi", "poste", *AU)
    assert (resultat.code, "Écrivez au premier rang du dossier : «" in resultat.ennuis) == (4, True)
    assert (tmp_path / nom).read_text(encoding="utf-8") == contenu


def test_au_terminal_ce_que_la_lettre_exige_se_demande(lancer, dossier: Path, monkeypatch: pytest.MonkeyPatch):
    dossier.write_text(
        DOSSIER
        + "envois:\n  - {lettre: rappel, date: 2026-09-10}\n  - {lettre: rappel, date: 2026-10-01, mode: courriel}\n",
        encoding="utf-8",
    )
    posees: list[str] = []
    reponses = iter(["", "pigeon", "huissier"])

    def demander(question: str) -> str:
        posees.append(question)
        return next(reponses)

    monkeypatch.setattr("lettres.cli.commandes.nouveau.au_terminal", lambda: True)
    monkeypatch.setattr("lettres.cli.terminal.questionnaire.demander", demander)
    resultat = lancer("preciser", "dossier.yaml", *AU)
    assert resultat.code == 0, resultat.tout
    assert posees == ["Mode d’envoi (courriel, poste, recommande, huissier ou main_propre)"] * 3
    assert lettres.lire(dossier).mode_envoi == "huissier"


# -- Clore --


@pytest.mark.parametrize("issue", ["payee", "entente", "abandon", "irrecouvrable", "confiee", "echelle_epuisee"])
def test_clore_termine_l_affaire_et_rouvrir_la_reprend(lancer, dossier: Path, issue: str):
    resultat = lancer("clore", "dossier.yaml", "--issue", issue, "--motif", "C’est dit.", *AU)
    assert (resultat.code, resultat.ennuis) == (0, "")
    ligne = f'- {{date: 2026-11-29, issue: {issue}, motif: "C’est dit."}}'
    assert dossier.read_text(encoding="utf-8") == f"{DOSSIER}clotures:\n  {ligne}\n"
    assert json.loads(lancer("etat", "dossier.yaml", "--json").sortie)["decision"]["statut"] == "terminee"
    lancer("clore", "dossier.yaml", "--issue", "rouverte")
    assert json.loads(lancer("etat", "dossier.yaml", "--json").sortie)["decision"]["statut"] == "due"


def test_clore_une_facture_laisse_les_autres(lancer, dossier: Path):
    autre = '  - {facture: F-2, date: 2026-08-02, echeance: 2026-08-31, objet: Album, montant: "90,00 $"}\n'
    dossier.write_text(DOSSIER + autre, encoding="utf-8")
    lancer("clore", "dossier.yaml", "--issue", "abandon", "--creance", "F-2", "--date", "2026-11-20")
    decisions = json.loads(lancer("etat", "dossier.yaml", "--json").sortie)["decisions"]
    assert [(d["statut"], d["creances"]) for d in decisions] == [("due", ["F-1023"]), ("terminee", ["F-2"])]


def test_une_cloture_se_corrige_s_annule_et_se_demande(lancer, dossier: Path, monkeypatch: pytest.MonkeyPatch):
    lancer("clore", "dossier.yaml", "--issue", "abandon")
    lancer("clore", "dossier.yaml", "--issue", "payee", "--corrige", "1", "--motif", "Le chèque est arrivé.")
    lancer("clore", "dossier.yaml", "--corrige", "2", "--motif", "Le chèque était d’un autre.")
    assert json.loads(lancer("etat", "dossier.yaml", "--json").sortie)["decision"]["statut"] == "due"
    assert "« --issue payee »" in lancer("clore", "dossier.yaml").ennuis
    monkeypatch.setattr("lettres.cli.commandes.nouveau.au_terminal", lambda: True)
    monkeypatch.setattr("lettres.cli.terminal.questionnaire.demander", lambda _: "Confiée")
    lancer("clore", "dossier.yaml")
    assert lettres.lire(dossier).clotures[-1].issue == "confiee"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("args", "attendue"),
    [
        (("--issue", "confiée", "--confiee-a", "avocat"), {"issue": "confiée", "confiee_a": "avocat"}),
        (("--confiee-a", "petites_creances"), {"issue": "confiee", "confiee_a": "petites_creances"}),
    ],
)
def test_une_affaire_confiee_dit_a_qui(lancer, dossier: Path, args: tuple[str, ...], attendue: dict[str, str]):
    reponse = json.loads(lancer("clore", "dossier.yaml", *args, "--date", "2026-11-20", *AU, "--json").sortie)
    assert reponse["inscription"] == {"date": "2026-11-20", **attendue}
    assert f"clôture 1 : confiée, {attendue['confiee_a'].replace('_creances', ' créances')}" in lancer(
        "etat", "dossier.yaml", *AU
    ).sortie.replace("\xa0", " ")


def test_seule_une_affaire_confiee_l_est_a_quelqu_un(lancer, dossier: Path):
    refus = lancer("clore", "dossier.yaml", "--issue", "abandon", "--confiee-a", "avocat", *AU)
    assert (refus.code, "U016" in refus.ennuis) == (2, True)
    assert dossier.read_text(encoding="utf-8") == DOSSIER


def test_clore_une_facture_inconnue_se_dit_avec_de_quoi_l_annuler(lancer, dossier: Path):
    dit = lancer("clore", "dossier.yaml", "--issue", "payee", "--facture", "F-9").sortie
    assert "J115" in dit
    assert 'ceci l’annule : lettres clore dossier.yaml --corrige 1 --motif "…"\n' in dit


def test_issue_hors_liste_ou_fichier_absent(lancer, dossier: Path):
    assert lancer("clore", "dossier.yaml", "--issue", "finie").code == 1
    assert lancer("clore", "absent.yaml", "--issue", "payee").code == 2
    assert dossier.read_text(encoding="utf-8") == DOSSIER


# -- Ce qui est du créancier --


def test_un_fichier_qui_ne_se_recrit_pas_dit_a_quel_bloc_l_ecrire(lancer, dossier: Path):
    dossier.write_text(DOSSIER + "lieu: &ici Granby\n", encoding="utf-8")
    resultat = lancer("preciser", "dossier.yaml", "--employes", "4", *AU)
    assert (resultat.code, "Écrivez à « expediteur » : « employes: 4 »." in resultat.ennuis) == (4, True)


@pytest.mark.parametrize(
    ("expediteur", "attendu"),
    [
        (
            "expediteur:\n  nom: A\n  # taxes:    # inscrit ou non\n  courriel: a@a.test\n",
            "expediteur:\n  nom: A\n  # taxes:    # inscrit ou non\n  taxes: non_inscrit\n  courriel: a@a.test\n"
            "  employes: 4\n",
        ),
        ("expediteur: {nom: A}\n", "expediteur: {nom: A, taxes: non_inscrit, employes: 4}\n"),
        (
            'expediteur:\n  nom: Me A\n  signataire: {nom: Me A, barreau: "123456-1"}\n  mandant:\n    nom: B inc.\n',
            'expediteur:\n  nom: Me A\n  signataire: {nom: Me A, barreau: "123456-1"}\n  mandant:\n    nom: B inc.\n'
            "    taxes: non_inscrit\n    employes: 4\n",
        ),
    ],
)
def test_les_taxes_et_les_employes_sont_du_creancier(lancer, dossier: Path, expediteur: str, attendu: str):
    reste = "reference: a1\nnature: recouvrement\ndestinataire: {nom: C}\n"
    dossier.write_text(expediteur + reste, encoding="utf-8")
    assert lancer("preciser", "dossier.yaml", "--taxes", "non_inscrit", "--employes", "4", *AU).code == 0
    assert dossier.read_text(encoding="utf-8") == attendu + reste


def test_une_cle_d_un_bloc_s_ecrit_par_son_nom_entier_et_l_offre_se_retire_avec_un_motif(lancer, dossier: Path):
    plan = 'offre: {versements: [{date: 2026-12-15, montant: "60,00 $"}]}'
    assert lancer("preciser", "dossier.yaml", "--ecrire", plan, *AU).code == 0
    assert lancer("preciser", "dossier.yaml", "--ecrire", "offre.acceptee_le: 2026-11-20", *AU).code == 0
    offre = lettres.lire(dossier).offre
    assert offre is not None and str(offre.acceptee_le) == "2026-11-20" and len(offre.versements) == 1
    assert lancer("preciser", "dossier.yaml", "--ecrire", "paiements.date: 2026-11-20", *AU).code == 2
    assert lancer("preciser", "dossier.yaml", "--retirer", "offre", "--motif", "Le plan n’a pas tenu.", *AU).code == 0
    assert lettres.lire(dossier).offre is None
    assert "Le plan n’a pas tenu." in dossier.read_text(encoding="utf-8")
