"""« --modeles », `lettres.toml`, `LETTRES_MODELES` : lequel l'emporte, ce qu'on en dit, et ce qui est refusé."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import DOSSIER

from lettres.catalogue import dossier_des_modeles

AU = ("--au", "2026-11-22")
RAPPEL = (dossier_des_modeles() / "rappel-recouvrement.docx").read_bytes()
COMPLET = DOSSIER.replace("  signataire:", "  taxes: non_inscrit\n  signataire:").replace(
    "{facture", "{cause: service, facture"
)
SIENNE = (
    "catalogue: 1\nlettres:\n  - {code: dernier_avis, nature: recouvrement, comme: rappel, titre: Dernier avis, "
    "fichier: dernier-avis.docx, exige: [creances]}\n"
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
  - {code: avis, titre: Dernier avis, lettre: rappel, modele: dernier_avis, depuis: echeance, jours: 1}
"""


@pytest.fixture
def ici(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Un dossier, et trois répertoires de modèles."""
    monkeypatch.delenv("LETTRES_MODELES", raising=False)
    (tmp_path / "d.yaml").write_text(COMPLET, encoding="utf-8")
    for nom in ("a", "b", "c"):
        (tmp_path / nom).mkdir()
        (tmp_path / nom / "rappel-recouvrement.docx").write_bytes(RAPPEL)
    (tmp_path / "a" / "dernier-avis.docx").write_bytes(RAPPEL)
    (tmp_path / "a" / "catalogue.yaml").write_text(SIENNE, encoding="utf-8")
    return tmp_path


def modele(lancer, *args: str) -> str:
    return json.loads(lancer("generer", "d.yaml", *AU, "--ecraser", *args, "--json").sortie)["modele"]["fichier"]


def test_le_plus_pres_l_emporte_la_ligne_puis_lettres_toml_puis_l_environnement_puis_les_livres(
    lancer, ici: Path, monkeypatch: pytest.MonkeyPatch
):
    assert modele(lancer) == "rappel-recouvrement.docx"
    monkeypatch.setenv("LETTRES_MODELES", "c")
    assert modele(lancer) == "c/rappel-recouvrement.docx"
    (ici / "lettres.toml").write_text('modeles = "b"\n', encoding="utf-8")
    assert modele(lancer) == "b/rappel-recouvrement.docx"
    assert modele(lancer, "--modeles", "a") == "a/rappel-recouvrement.docx"
    # -- vide, la variable ne dit rien --
    (ici / "lettres.toml").unlink()
    monkeypatch.setenv("LETTRES_MODELES", " ")
    assert modele(lancer) == "rappel-recouvrement.docx"


def test_generer_et_etat_disent_quel_modele_sert(lancer, ici: Path):
    dit = lancer("generer", "d.yaml", *AU, "--modeles", "a").sortie
    assert "Votre modèle : a/rappel-recouvrement.docx (" in dit
    assert "Votre modèle" not in lancer("generer", "d.yaml", *AU, "--ecraser").sortie
    ligne = "Vos modèles, de a : rappel-recouvrement.docx, « dernier_avis » (dernier-avis.docx, comme rappel)"
    assert ligne in lancer("etat", "d.yaml", *AU, "--modeles", "a").sortie
    maison = json.loads(lancer("etat", "d.yaml", *AU, "--modeles", "a", "--json").sortie)["maison"]
    assert (maison["repertoire"], maison["remplaces"]) == ("a", ["rappel-recouvrement.docx"])
    assert [x["code"] for x in maison["lettres"]] == ["dernier_avis"]
    assert json.loads(lancer("etat", "d.yaml", *AU, "--json").sortie)["maison"] is None


@pytest.mark.parametrize(
    "commande",
    [
        ("generer",),
        ("verifier",),
        ("etat",),
        ("simuler", "--jusqu-a", "2026-12-31"),
        ("relance",),
        ("lot", "--sortie", "s"),
    ],
)
def test_chaque_commande_refuse_un_repertoire_fautif_avec_le_code_3(lancer, ici: Path, commande: tuple[str, ...]):
    (ici / "a" / "rapel-recouvrement.docx").write_bytes(RAPPEL)
    resultat = lancer(*commande, "d.yaml", *AU, "--modeles", "a")
    assert resultat.code == 3
    assert "I102" in resultat.tout
    assert "Vouliez-vous dire « rappel-recouvrement.docx » ?" in resultat.tout
    assert lancer(*commande, "d.yaml", *AU, "--modeles", "").code == 3


@pytest.mark.parametrize("commande", [("generer",), ("verifier",), ("lot", "--sortie", "s")])
def test_une_lettre_a_soi_se_demande_par_son_code(lancer, ici: Path, commande: tuple[str, ...]):
    args = (*commande, "d.yaml", *AU, "--lettre", "dernier_avis")
    assert lancer(*args, "--modeles", "a").code == 0
    refus = lancer(*args, "--modeles", "b")
    assert (refus.code, "U002" in refus.tout) == (2, True)
    proche = lancer(*commande, "d.yaml", *AU, "--lettre", "denier_avant", "--modeles", "a")
    assert "Vouliez-vous dire « dernier_avis » ?" in proche.tout


def test_l_echelon_d_une_politique_ecrit_la_lettre_de_l_usager_partout_ou_elle_est_due(lancer, ici: Path):
    (ici / "vive.yaml").write_text(VIVE, encoding="utf-8")
    (ici / "lettres.toml").write_text('politique = "vive.yaml"\nmodeles = "a"\n', encoding="utf-8")
    assert "Dernier avis" in lancer("etat", "d.yaml", *AU).sortie
    assert (
        "Lettre écrite : s/2026-014_dernier-avis_2026-11-22.docx"
        in lancer("generer", "d.yaml", *AU, "--sortie", "s").sortie
    )
    assert lancer("relance", "d.yaml", *AU, "--produire", "r").code == 0
    assert (ici / "r" / "2026-014_dernier-avis_2026-11-22.docx").exists()
    # -- sans ses modèles, l'échelon n'écrit pas la lettre livrée à sa place --
    (ici / "lettres.toml").write_text('politique = "vive.yaml"\n', encoding="utf-8")
    assert "E110" in lancer("generer", "d.yaml", *AU, "--sortie", "t").tout
    # -- et une commande qui inscrit n'a pas besoin des modèles --
    assert lancer("suite", "d.yaml", "--date", "2026-11-22", "--resultat", "sans_reponse").code == 0
