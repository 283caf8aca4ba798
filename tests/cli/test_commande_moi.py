"""Commande « moi » : qui écrit, gardé une fois; les dossiers neufs le reprennent, et le disent."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path

import pytest
from test_valeurs_hostiles import HOSTILES

import lettres
from lettres.cli.commandes import nouveau
from lettres.cli.options.expediteur_garde import expediteur_voulu, repertoire_des_reglages
from lettres.cli.terminal import questionnaire
from lettres.lecture.annexes import lire_l_expediteur

EXPORTS = Path(__file__).parents[1] / "importation" / "exports"
TOUT = {
    "nom": "Studio Karine Exemple inc.",
    "type": "entreprise",
    "neq": "1100000007",
    "taxes": "inscrit",
    "tps": "100000009 RT0001",
    "tvq": "1000000004 TQ0001",
    "adresse": "12, rue des Érables",
    "ville": "Granby",
    "code_postal": "J2G 1A1",
    "courriel": "karine@exemple.test",
    "telephone": "450 555-0123",
    "signataire": "Karine Exemple",
}
OPTIONS = [mot for cle, valeur in TOUT.items() for mot in (f"--{cle.replace('_', '-')}", valeur)]


@pytest.fixture
def garde(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Où l'expéditeur est gardé; le répertoire n'existe pas encore."""
    monkeypatch.setenv("LETTRES_CONFIG", str(tmp_path / "reglages"))
    return tmp_path / "reglages" / "expediteur.yaml"


# -- Le garder --


def test_les_options_gardent_qui_ecrit_en_entier_et_pour_soi_seul(lancer, garde: Path):
    resultat = lancer("moi", *OPTIONS)
    assert (resultat.code, resultat.ennuis) == (0, "")
    assert f"Expéditeur gardé : {garde}" in resultat.sortie
    ecrit = lire_l_expediteur(garde)
    assert ecrit.pop("adresse") == {"ligne": TOUT["adresse"], "ville": TOUT["ville"], "code_postal": "J2G 1A1"}
    assert ecrit.pop("signataire") == {"nom": TOUT["signataire"]}
    assert ecrit == {cle: v for cle, v in TOUT.items() if cle in ecrit}
    if os.name == "posix":
        assert stat.S_IMODE(garde.stat().st_mode) == 0o600
        assert stat.S_IMODE(garde.parent.stat().st_mode) == 0o700
    assert [f.name for f in garde.parent.iterdir()] == [garde.name]


@pytest.mark.parametrize(
    ("options", "place", "code"),
    [
        (["--nom", "Karine Exemple", "--courriel", "zut"], "--courriel", "D120"),
        (["--nom", "Karine Exemple", "--telephone", "zut"], "--telephone", "D121"),
        (["--nom", "Karine Exemple", "--taxes", "peut-être"], "--taxes", "D108"),
        (["--nom", "Karine Exemple", "--type", "robot"], "--type", "D108"),
        (["--nom", "Karine Exemple", "--ville", "Granby"], "--adresse", "D107"),
        (["--nom", "Karine Exemple", "--adresse", "12, rue du Lac"], "--ville", "D107"),
        (["--courriel", "karine@exemple.test"], "--nom", "U110"),
        (["--nom", " "], "--nom", "D107"),
        ([], "--nom", "U110"),
    ],
)
def test_une_option_fautive_se_dit_et_rien_n_est_garde(lancer, garde: Path, options: list[str], place: str, code: str):
    resultat = lancer("moi", *options)
    assert (resultat.code, resultat.sortie) == (2 if code == "U110" else 1, "")
    assert f"{place}: {code} [erreur]" in resultat.ennuis
    assert not garde.parent.exists()


@pytest.mark.parametrize("options", [OPTIONS[:2], OPTIONS[:4], [*OPTIONS[:2], *OPTIONS[18:20]]])
def test_un_nom_suffit_le_reste_se_dira_a_chaque_dossier(lancer, garde: Path, options: list[str]):
    assert lancer("moi", *options).code == 0
    ecrites = {cle.removeprefix("--"): v for cle, v in zip(options[::2], options[1::2], strict=True)}
    assert lire_l_expediteur(garde) == ecrites


def test_toutes_les_fautes_viennent_d_un_coup(lancer, garde: Path):
    resultat = lancer("moi", "--nom", "A", "--courriel", "zut", "--telephone", "zut", "--ville", "Granby")
    assert all(f"{option}: " in resultat.ennuis for option in ("--courriel", "--telephone", "--adresse"))


def test_celui_qui_est_garde_ne_se_remplace_que_si_on_le_demande(lancer, garde: Path):
    lancer("moi", *OPTIONS)
    avant = garde.read_bytes()
    refuse = lancer("moi", "--nom", "Un autre")
    assert (refuse.code, garde.read_bytes()) == (4, avant)
    assert "S001" in refuse.ennuis
    assert "--ecraser" in refuse.ennuis
    assert lancer("moi", "--telephone", "450 555-0199", "--ecraser").code == 0
    # -- ce que l'option ne dit pas demeure --
    assert lire_l_expediteur(garde) == {**lire(avant, garde), "telephone": "450 555-0199"}


def lire(octets: bytes, garde: Path) -> dict[str, object]:
    copie = garde.with_name("copie.yaml")
    copie.write_bytes(octets)
    try:
        return lire_l_expediteur(copie)
    finally:
        copie.unlink()


def test_un_fichier_qui_a_deja_ces_cles_est_repris_en_entier(lancer, garde: Path, tmp_path: Path):
    moi = tmp_path / "moi.json"
    siennes = {
        "nom": "Me Ève Exemple",
        "site": "eve.exemple.test",
        "adresse": {"ligne": "1, rue du Palais", "complement": "Bureau 2", "ville": "Granby", "code_postal": "J2G 1A1"},
        "signataire": {"nom": "Me Ève Exemple", "barreau": "123456-1", "titre": "avocate"},
        "mandant": {"nom": "Atelier Exemple inc.", "neq": "1100000007"},
        "employes": 3,
    }
    moi.write_text(json.dumps(siennes), encoding="utf-8")
    assert lancer("moi", "--depuis", str(moi), "--telephone", "450 555-0123").code == 0
    assert lire_l_expediteur(garde) == {**siennes, "employes": "3", "telephone": "450 555-0123"}


def test_un_fichier_fautif_se_dit_a_sa_ligne(lancer, garde: Path, tmp_path: Path):
    (tmp_path / "moi.yaml").write_text("nom: A\ncourriel: zut\nzut: 1\n", encoding="utf-8")
    resultat = lancer("moi", "--depuis", "moi.yaml")
    assert resultat.code == 1
    assert "moi.yaml:2:11: D120" in resultat.ennuis
    assert "moi.yaml:3:1: D105" in resultat.ennuis
    assert not garde.exists()


@pytest.mark.un_sur(20)
@pytest.mark.parametrize("option", [*OPTIONS[::2], "--depuis"])
@pytest.mark.parametrize("nom", HOSTILES)
def test_toute_valeur_est_prise_ou_refusee_en_francais(lancer, anglais, garde: Path, option: str, nom: str):
    resultat = lancer("moi", "--nom", "Karine Exemple", option, HOSTILES[nom])
    assert resultat.code in range(5), resultat.ennuis
    assert anglais(resultat.ennuis.replace(HOSTILES[nom], "").replace(" --help", "")) == []
    assert garde.exists() is (resultat.code == 0)
    if resultat.code == 0:
        assert lire_l_expediteur(garde)["nom"]


def test_ce_qui_est_garde_n_est_ni_un_lien_ni_un_repertoire(lancer, garde: Path, tmp_path: Path):
    garde.parent.mkdir()
    garde.symlink_to(tmp_path / "ailleurs.yaml")
    for options in (OPTIONS[:2], [*OPTIONS[:2], "--ecraser"], ["--voir"]):
        assert lancer("moi", *options).code in (2, 4)
    assert not (tmp_path / "ailleurs.yaml").exists()
    garde.unlink()
    garde.mkdir()
    for options in (OPTIONS[:2], [*OPTIONS[:2], "--ecraser"], ["--voir"]):
        assert lancer("moi", *options).code in (2, 4)


# -- Le voir --


def test_on_voit_qui_est_garde_et_ou(lancer, garde: Path):
    absent = lancer("moi", "--voir")
    assert (absent.code, absent.sortie) == (2, "")
    assert "U111" in absent.ennuis
    lancer("moi", *OPTIONS)
    resultat = lancer("moi", "--voir")
    assert (resultat.code, resultat.ennuis) == (0, "")
    assert resultat.sortie.splitlines()[0] == f"# {garde}"
    assert "nom: Studio Karine Exemple inc." in resultat.sortie


def test_sans_repertoire_de_reglages_rien_ne_se_garde(lancer, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("LETTRES_CONFIG", "")
    for options in (["--voir"], OPTIONS):
        resultat = lancer("moi", *options)
        assert (resultat.code, resultat.sortie) == (2, "")
        assert "U112" in resultat.ennuis


def test_les_reglages_sont_ou_le_systeme_les_met_sauf_avis_contraire(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("LETTRES_CONFIG")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "xdg"))
    if os.name == "posix":
        assert repertoire_des_reglages() == tmp_path / "xdg" / "lettres"
    monkeypatch.setenv("LETTRES_CONFIG", str(tmp_path / "a-moi"))
    assert repertoire_des_reglages() == tmp_path / "a-moi"
    assert expediteur_voulu("moi.yaml") == "moi.yaml"
    assert expediteur_voulu(None) is None


# -- S'en servir --


def test_un_dossier_neuf_le_reprend_et_le_dit(lancer, garde: Path, tmp_path: Path):
    lancer("moi", *OPTIONS)
    resultat = lancer("nouveau", "d.yaml", "--nature", "recouvrement", "--vide")
    assert (resultat.code, resultat.ennuis) == (0, f"Expéditeur repris de {garde}\n")
    texte = (tmp_path / "d.yaml").read_text(encoding="utf-8")
    for cle, valeur in {"reference": "2026-014", "facture": "F-1", "montant": "60,00 $", "objet": "Séance"}.items():
        texte = texte.replace(f"{cle}: ", f"{cle}: {valeur} ", 1)
    dossier = lettres.lecture.lire_texte(texte.encode(), fichier="d.yaml", format="yaml", ebauche=True)
    assert (dossier.expediteur.nom, dossier.expediteur.tps) == (TOUT["nom"], TOUT["tps"])
    assert dossier.expediteur.signataire is not None
    assert dossier.expediteur.signataire.nom == "Karine Exemple"


def test_on_peut_en_nommer_un_autre(lancer, garde: Path, tmp_path: Path):
    lancer("moi", *OPTIONS)
    (tmp_path / "autre.yaml").write_text("nom: Paul Exemple\n", encoding="utf-8")
    resultat = lancer("nouveau", "--nature", "entente", "--expediteur", "autre.yaml")
    assert resultat.ennuis == "Expéditeur repris de autre.yaml\n"
    assert "  nom: Paul Exemple\n" in resultat.sortie
    assert "Studio Karine" not in resultat.sortie.partition("destinataire:")[0].replace(
        "# nom_commercial", "#"
    ).replace("Studio Karine\n", "")


def test_une_importation_le_reprend_et_le_dit(lancer, garde: Path, tmp_path: Path):
    lancer("moi", *OPTIONS)
    export = str(EXPORTS / "xero.propre.csv")
    resultat = lancer("importer", export, "--sortie", "dossiers")
    assert resultat.code == 0
    assert f"Expéditeur repris de {garde}" in resultat.sortie
    (chemin,) = (tmp_path / "dossiers").glob("marie-*.yaml")
    assert lettres.lire(chemin).expediteur.nom == TOUT["nom"]
    reponse = json.loads(lancer("importer", export, "--sortie", "dossiers", "--json").sortie)
    assert reponse["expediteur"] == str(garde)
    sans = json.loads(lancer("importer", export, "--apercu", "--json").sortie)
    assert sans["expediteur"] is None


@pytest.mark.parametrize(
    "commande",
    [
        ("nouveau", "d.yaml", "--nature", "entente", "--vide"),
        ("importer", str(EXPORTS / "xero.propre.csv"), "--sortie", "dossiers"),
        ("moi", "--voir"),
        ("moi", "--telephone", "450 555-0123", "--ecraser"),
    ],
    ids=lambda c: c[0],
)
def test_un_expediteur_garde_qu_on_a_abime_se_dit_a_sa_ligne(
    lancer, garde: Path, tmp_path: Path, commande: tuple[str, ...]
):
    garde.parent.mkdir()
    garde.write_text("nom: Karine Exemple\ncourriel: zut\n", encoding="utf-8")
    resultat = lancer(*commande)
    assert resultat.code == 1
    assert f"{garde}:2:11: D120" in resultat.ennuis
    assert not (tmp_path / "d.yaml").exists()
    assert not list(tmp_path.glob("dossiers/*.yaml"))
    assert garde.read_text(encoding="utf-8") == "nom: Karine Exemple\ncourriel: zut\n"


def test_aucune_lettre_ne_le_lit(lancer, garde: Path, tmp_path: Path):
    lancer("moi", *OPTIONS)
    sans = "reference: A\nnature: recouvrement\ndestinataire: {nom: Marie Exemple}\n"
    (tmp_path / "d.yaml").write_text(sans, encoding="utf-8")
    for commande in (("generer", "d.yaml"), ("verifier", "d.yaml")):
        resultat = lancer(*commande)
        assert resultat.code == 1
        assert "« expediteur »" in resultat.sortie + resultat.ennuis


# -- Les questions --

REPONSES = {
    "type": "personne",
    "nom": "Karine Exemple",
    "adresse.ligne": "12, rue des Érables",
    "adresse.ville": "Granby",
    "adresse.code_postal": "J2G 1A1",
    "courriel": "karine@exemple.test",
}


@pytest.fixture
def clavier(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Ce que l'on tape; à la fin, Ctrl-D."""
    frappes: list[str] = []

    def demander(texte: str) -> str:
        if not frappes:
            raise EOFError
        return frappes.pop(0)

    monkeypatch.setattr(questionnaire, "demander", demander)
    monkeypatch.setattr(nouveau, "au_terminal", lambda: True)
    return frappes


def test_devant_un_terminal_les_questions_se_posent(lancer, garde: Path, clavier: list[str]):
    clavier += ["personne", "Karine Exemple", "12, rue des Érables", "Granby", "zut", "J2G 1A1"]
    clavier += ["karine@exemple.test", "", ""]
    resultat = lancer("moi")
    assert resultat.code == 0, resultat.ennuis
    assert (clavier, lire_l_expediteur(garde)["adresse"]["code_postal"]) == ([], "J2G 1A1")
    assert "Code postal" in resultat.ennuis
    # -- à un particulier, on ne demande pas ses taxes --
    assert "taxes" not in lire_l_expediteur(garde)


@pytest.mark.parametrize(("tapees", "garde_quelque_chose"), [(["", "Karine Exemple"], True), ([""], False)])
def test_interrompu_ce_qui_suffit_est_garde(
    lancer, garde: Path, clavier: list[str], tapees: list[str], garde_quelque_chose: bool
):
    clavier += tapees
    resultat = lancer("moi")
    assert resultat.code == 130
    assert "Interrompu" in resultat.ennuis
    assert garde.exists() is garde_quelque_chose


def test_ce_que_l_on_sait_de_qui_ecrit_ne_se_demande_plus(lancer, garde: Path, clavier: list[str], tmp_path: Path):
    lancer("moi", *OPTIONS)
    clavier += ["2026-014"]
    resultat = lancer("nouveau", "d.yaml", "--nature", "recouvrement", "--lettre", "mise_en_demeure")
    assert "Interrompu" in resultat.ennuis
    assert "--- Qui écrit" not in resultat.ennuis
    texte = (tmp_path / "d.yaml").read_text(encoding="utf-8")
    assert "reference: 2026-014" in texte
    assert f"nom: {TOUT['nom']}" in texte
