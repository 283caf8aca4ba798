"""« --config » et le `lettres.toml` d'à côté : ce que chaque commande en suit, et ce qu'elle en dit."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest
from conftest import DOSSIER

AU = ("--au", "2026-09-03")
COMPLET = DOSSIER.replace("  signataire:", "  taxes: non_inscrit\n  signataire:").replace(
    "{facture", "{cause: service, facture"
)
VIVE = """\
politique: 1
code: vive
titre: Vive
nature: recouvrement
tolerance: 5
intervalle: 7
grace: 3
echelons:
  - {code: vif, titre: Rappel vif, lettre: rappel, depuis: echeance, jours: 1}
"""
"""Trois jours après l'échéance, son rappel est dû; celui de la politique livrée ne l'est pas."""


@pytest.fixture
def ici(tmp_path: Path) -> Path:
    """Un dossier avec son `lettres.toml`, un autre qui n'en a pas, et une configuration ailleurs."""
    for nom in ("avec", "sans", "ailleurs"):
        (tmp_path / nom).mkdir()
    (tmp_path / "avec" / "d.yaml").write_text(COMPLET, encoding="utf-8")
    (tmp_path / "sans" / "d.yaml").write_text(COMPLET.replace("014", "015"), encoding="utf-8")
    for nom in ("avec", "ailleurs"):
        (tmp_path / nom / "vive.yaml").write_text(VIVE, encoding="utf-8")
        (tmp_path / nom / "lettres.toml").write_text('politique = "vive.yaml"\n', encoding="utf-8")
    return tmp_path


COMMANDES = {
    "etat": ("etat",),
    "generer": ("generer", "--sortie", "g"),
    "lot": ("lot", "--sortie", "l"),
    "relance": ("relance",),
    "simuler": ("simuler", "--jusqu-a", "2026-09-04"),
    "verifier": ("verifier",),
}


def echelon(lancer, commande: str, dossier: str, *args: str) -> str | None:
    """L'échelon que suit la commande, ou ce qui en tient lieu : la lettre faite."""
    reponse = json.loads(lancer(*COMMANDES[commande], dossier, *AU, *args, "--json").sortie)
    match commande:
        case "etat":
            return reponse["decision"]["echelon"] if reponse["decision"]["statut"] == "due" else None
        case "relance":
            pas = reponse["debiteurs"][0]["pas"][0]
            return pas["echelon"] if pas["statut"] == "due" else None
        case "simuler":
            d = reponse["etapes"][0]["decisions"][0]
            return d["echelon"] if d["statut"] == "due" else None
        case "generer":
            return "vif" if reponse["fichier"] else None
    return "vif" if reponse["resume"]["faite"] else None


@pytest.mark.parametrize("commande", [c for c in COMMANDES if c != "verifier"])
def test_chaque_commande_suit_celle_d_a_cote_ou_celle_qu_on_nomme(lancer, ici: Path, commande: str):
    assert echelon(lancer, commande, "sans/d.yaml") is None
    assert echelon(lancer, commande, "avec/d.yaml") == "vif"
    assert echelon(lancer, commande, "sans/d.yaml", "--config", "ailleurs/lettres.toml") == "vif"


@pytest.mark.parametrize("commande", [c for c in COMMANDES if c != "verifier"])
def test_ni_le_repertoire_courant_ni_un_parent_ne_comptent(lancer, ici: Path, commande: str):
    (ici / "lettres.toml").write_text('politique = "avec/vive.yaml"\n', encoding="utf-8")
    assert echelon(lancer, commande, "sans/d.yaml") is None


def test_etat_dit_en_une_ligne_ce_qu_elles_changent(lancer, ici: Path):
    ligne = lancer("etat", "avec/d.yaml", *AU).sortie.splitlines()[1]
    assert ligne.startswith("Préférences de avec/lettres.toml : politique « vive » (recouvrement, ")
    reponse = json.loads(lancer("etat", "avec/d.yaml", *AU, "--json").sortie)
    assert reponse["preferences"]["fichier"] == "avec/lettres.toml"
    empreinte = reponse["decision"]["politique"]
    assert reponse["preferences"]["politiques"] == [{"code": "vive", "nature": "recouvrement", "empreinte": empreinte}]
    assert "Préférences" not in lancer("etat", "sans/d.yaml", *AU).sortie
    nommee = lancer("etat", "sans/d.yaml", "--config", "ailleurs/lettres.toml", *AU).sortie
    assert "sans/d.yaml --config ailleurs/lettres.toml --au 2026-09-03" in nommee


def test_la_lettre_garde_l_empreinte_de_la_politique(lancer, ici: Path):
    lancer("generer", "avec/d.yaml", "--sortie", "a.docx", *AU)
    provenance = json.loads(lancer("controler", "a.docx", "--json").sortie)["provenance"]
    etat = json.loads(lancer("etat", "avec/d.yaml", *AU, "--json").sortie)
    assert (provenance["etat"], provenance["politique"]) == ("inchangee", etat["decision"]["politique"])
    assert "selon votre politique" in lancer("controler", "a.docx").sortie


def test_changee_depuis_la_lettre_inscrite_elle_se_revoit_et_la_commande_dite_la_leve(lancer, ici: Path):
    suite = VIVE + "  - {code: avocat, titre: Avocat, action: avocat, depuis: envoi, jours: 5}\n"
    (ici / "avec" / "vive.yaml").write_text(suite, encoding="utf-8")
    ecrite = json.loads(lancer("generer", "avec/d.yaml", *AU, "--json").sortie)["fichier"]
    inscrite = lancer("envoi", "avec/d.yaml", "--fichier", ecrite, "--mode", "courriel", "--date", AU[1], *AU)
    assert "La lettre est celle que l’outil donne de ce dossier." in inscrite.sortie
    plus_tard = ("--au", "2026-10-20")

    def raisons() -> list[str]:
        decision = json.loads(lancer("etat", "avec/d.yaml", *plus_tard, "--json").sortie)["decision"]
        return [r["code"] for r in decision["raisons"]]

    assert raisons()[0] == "delai_passe"
    (ici / "avec" / "vive.yaml").write_text(suite.replace("jours: 5", "jours: 6"), encoding="utf-8")
    assert raisons() == ["politique_changee"]
    dit = lancer("etat", "avec/d.yaml", *plus_tard).sortie
    (commande,) = [ligne.strip() for ligne in dit.splitlines() if "--politique-actuelle" in ligne]
    assert lancer(*shlex.split(commande)[1:]).code == 0
    assert raisons()[0] == "delai_passe"


def test_le_dossier_choisit_entre_la_livree_et_la_sienne(lancer, ici: Path):
    for code, attendu in (("recouvrement", None), ("vive", "vif"), ("Vive", "vif"), ("aucune", None)):
        (ici / "avec" / "d.yaml").write_text(f"{COMPLET}politique: {code}\n", encoding="utf-8")
        assert echelon(lancer, "etat", "avec/d.yaml") == attendu


@pytest.mark.parametrize("commande", ["etat", "generer", "lot", "verifier"])
def test_un_code_inconnu_est_un_constat_a_sa_ligne(lancer, ici: Path, commande: str):
    (ici / "sans" / "d.yaml").write_text(f"{COMPLET}politique: vive\n", encoding="utf-8")
    args = (*COMMANDES[commande], "sans/d.yaml", *AU, "--json")
    constats = json.loads(lancer(*args).sortie)["constats"]
    (inconnue,) = [c for c in constats if c["code"] == "E108"]
    assert (inconnue["fichier"], inconnue["ligne"], inconnue["colonne"]) == ("sans/d.yaml", 17, 12)
    assert "« recouvrement », « aucune »" in inconnue["message"]
    args = (*COMMANDES[commande], "sans/d.yaml", *AU, "--config", "avec/lettres.toml", "--json")
    assert [c for c in json.loads(lancer(*args).sortie)["constats"] if c["code"] == "E108"] == []


def test_celui_d_une_seule_creance_est_un_constat_aussi(lancer, ici: Path):
    texte = COMPLET.replace("{cause: service,", "{cause: service, politique: vive,")
    (ici / "sans" / "d.yaml").write_text(
        texte + texte[texte.index("  - {cause") :].replace("vive", "recouvrement").replace("F-1023", "F-2"),
        encoding="utf-8",
    )
    for commande in ("etat", "generer", "lot", "verifier"):
        constats = json.loads(lancer(*COMMANDES[commande], "sans/d.yaml", "--au", "2026-11-22", "--json").sortie)[
            "constats"
        ]
        assert [c["chemin"] for c in constats if c["code"] == "E108"] == ["creances[0].politique"]


def test_un_lot_suit_pour_chaque_dossier_le_lettres_toml_de_son_repertoire(lancer, ici: Path):
    resultat = lancer("lot", "avec/d.yaml", "sans/d.yaml", "--sortie", "l", *AU, "--json")
    assert resultat.code == 1
    assert [(x["source"], x["etat"]) for x in json.loads(resultat.sortie)["lettres"]] == [
        ("avec/d.yaml", "faite"),
        ("sans/d.yaml", "refusee"),
    ]
    assert lancer("relance", "avec/d.yaml", "sans/d.yaml", "--produire", "l", *AU).code == 0
    assert [f.name for f in (ici / "l").glob("*.docx")] == ["2026-014_rappel_2026-09-03.docx"]


@pytest.mark.parametrize("donnes", [("avec",), ("avec/*.*ml",), ("avec/d.yaml", "avec/vive.yaml", "avec/lettres.toml")])
def test_ranges_parmi_les_dossiers_lettres_toml_et_ses_politiques_n_en_sont_pas(lancer, ici: Path, donnes):
    for commande in ("lot", "relance"):
        reponse = json.loads(lancer(*COMMANDES[commande], *donnes, *AU, "--json").sortie)
        assert reponse["constats"] == []
        assert len(reponse["lettres" if commande == "lot" else "debiteurs"]) == 1
    for commande in ("lot", "relance"):
        resultat = lancer(*COMMANDES[commande], "avec/lettres.toml", *AU)
        assert (resultat.code, "U005" in resultat.ennuis) == (2, True)


def test_une_politique_rangee_ailleurs_parmi_les_dossiers_n_en_est_pas_un(lancer, ici: Path):
    (ici / "avec" / "b").mkdir()
    (ici / "avec" / "vive.yaml").rename(ici / "avec" / "b" / "vive.yaml")
    (ici / "avec" / "lettres.toml").write_text('politique = "../avec/b/vive.yaml"\n', encoding="utf-8")
    reponse = json.loads(lancer("relance", ".", *AU, "--json").sortie)
    assert (len(reponse["debiteurs"]), [c["source"] for c in reponse["constats"]]) == (1, [])
    assert {p["source"] for p in reponse["debiteurs"][0]["pas"]} == {"avec/d.yaml", "sans/d.yaml"}


def test_les_modeles_de_lettres_toml_servent(lancer, ici: Path):
    (ici / "avec" / "lettres.toml").write_text('politique = "vive.yaml"\nmodeles = "miens"\n', encoding="utf-8")
    (ici / "avec" / "miens").mkdir()
    from lettres.catalogue import dossier_des_modeles

    livre = (dossier_des_modeles() / "rappel-recouvrement.docx").read_bytes()
    (ici / "avec" / "miens" / "rappel-recouvrement.docx").write_bytes(livre)
    for commande in (("generer", "--sortie", "a.docx"), ("lot", "--sortie", "l"), ("relance", "--produire", "r")):
        assert lancer(*commande, "avec/d.yaml", *AU).code == 0
    for fichier in ("a.docx", "l/2026-014_rappel_2026-09-03.docx", "r/2026-014_rappel_2026-09-03.docx"):
        assert json.loads(lancer("controler", fichier, "--json").sortie)["provenance"]["modele"] == ""
    (ici / "avec" / "miens" / "rappel-recouvrement.docx").write_bytes(b"x")
    assert lancer("generer", "avec/d.yaml", "--sortie", "b.docx", *AU).code == 3


@pytest.mark.parametrize("commande", COMMANDES)
@pytest.mark.parametrize(
    ("fichier", "texte", "code", "faute", "place"),
    [
        ("lettres.toml", 'zut = "x"\n', 1, "D105", "avec/lettres.toml:1:1"),
        ("lettres.toml", "politique =\n", 2, "L008", "avec/lettres.toml:"),
        ("vive.yaml", VIVE.replace("grace: 3", "grace: x"), 1, "D119", "avec/vive.yaml:7:8"),
    ],
)
def test_des_preferences_fautives_arretent_tout_et_se_disent_a_leur_place(
    lancer, anglais, ici: Path, commande: str, fichier: str, texte: str, code: int, faute: str, place: str
):
    (ici / "avec" / fichier).write_text(texte, encoding="utf-8")
    resultat = lancer(*COMMANDES[commande], "avec/d.yaml", *AU)
    assert resultat.code == code
    assert f"{place}" in resultat.tout and faute in resultat.tout
    assert anglais(resultat.tout) == []
    assert not list(ici.glob("*.docx")) and not (ici / "l").exists()


def test_un_config_absent_est_une_faute(lancer, ici: Path):
    for commande in COMMANDES.values():
        resultat = lancer(*commande, "sans/d.yaml", *AU, "--config", "absent.toml")
        assert (resultat.code, "absent.toml: L001" in resultat.tout) == (2, True)


def test_le_schema_d_une_politique_se_publie(lancer):
    from lettres.escalade import schema_de_politique

    assert json.loads(lancer("schema", "--de", "politique").sortie) == schema_de_politique()


@pytest.mark.parametrize(("texte", "prochaine"), [('politique = "vive.yaml"\n', None), ('zut = "x"\n', "rappel")])
def test_inscrire_dit_le_pas_qui_vient_selon_elles_et_n_en_est_jamais_empeche(lancer, ici: Path, texte, prochaine):
    (ici / "avec" / "lettres.toml").write_text(texte, encoding="utf-8")
    args = ("envoi", "avec/d.yaml", "--lettre", "rappel", "--mode", "courriel", "--date", "2026-09-03", *AU)
    resultat = lancer(*args, "--json")
    assert resultat.code == 0, resultat.tout
    apres = json.loads(resultat.sortie)["apres"]
    assert apres["prochaine_lettre"] == prochaine


@pytest.mark.parametrize(
    ("preferences", "code", "lus"),
    [
        ('politique = "vive.yaml"\n', 0, ["rep/a.yaml"]),
        ('papier = "cabinet.docx"\n', 0, ["rep/a.yaml"]),
        ('politique = "absente.yaml"\n', 2, ["rep/a.yaml", "rep/vive.yaml"]),
        ("politique = \n", 2, ["rep/a.yaml", "rep/vive.yaml"]),
    ],
    ids=["une politique", "un papier", "une politique qui manque", "illisible"],
)
def test_d_un_repertoire_les_preferences_ne_sont_pas_des_dossiers(
    lancer, tmp_path: Path, preferences: str, code: int, lus: list[str]
):
    rep = tmp_path / "rep"
    rep.mkdir()
    (rep / "a.yaml").write_text(COMPLET, encoding="utf-8")
    if "politique" in preferences:
        (rep / "vive.yaml").write_text(VIVE, encoding="utf-8")
    (rep / "lettres.toml").write_text(preferences, encoding="utf-8")
    vu = lancer("verifier", "rep/", "--au", "2026-11-22", "--json")
    assert [d["fichier"] for d in json.loads(vu.sortie)["dossiers"]] == lus
    assert vu.code == code, vu.tout
