"""« --modeles », `lettres.toml`, `LETTRES_MODELES` : lequel l'emporte, ce qu'on en dit, et ce qui est refusé."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from pathlib import Path

import docx
import pytest
from conftest import DOSSIER

import lettres
from lettres.catalogue import dossier_des_modeles

EXEMPLES = Path(__file__).parents[2] / "exemples"
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
    sienne = docx.Document(str(dossier_des_modeles() / "rappel-recouvrement.docx"))
    sienne.add_paragraph("Sans autre avis de notre part.")
    sienne.save(str(tmp_path / "a" / "dernier-avis.docx"))
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


def test_l_envoi_que_generer_propose_se_tape_tel_quel(lancer, ici: Path):
    """D'un modèle à soi, « envoi » ne sait pas quelle lettre c'est : la commande le dit, et tout ce qu'elle réclame."""
    dit = lancer("generer", "d.yaml", *AU, "--lettre", "dernier_avis", "--modeles", "a", "--sortie", "s").sortie
    (commande,) = re.findall(r"ou : lettres (envoi .*)", dit)
    assert commande == (
        "envoi d.yaml --fichier s/2026-014_dernier-avis_2026-11-22.docx --lettre rappel --montant 60.00 "
        "--echeance 2026-12-07"
    )
    assert lancer(*shlex.split(commande), "--date", "2026-11-22", "--mode", "courriel").code == 0
    (envoi,) = lettres.lire(ici / "d.yaml").envois
    assert (envoi.lettre, str(envoi.montant), str(envoi.echeance)) == ("rappel", "60.00", "2026-12-07")


def test_ce_qu_etat_propose_de_taper_garde_les_modeles(lancer, ici: Path):
    dit = lancer("etat", "d.yaml", *AU, "--modeles", "a").sortie
    assert "Ensuite : lettres generer d.yaml --modeles a --au 2026-11-22" in dit


def test_verifier_reconnait_la_lettre_que_declare_le_catalogue_d_a_cote(lancer, ici: Path):
    (ici / "a" / "catalogue.yaml").write_text(SIENNE.replace("[creances]", "[creances], mentions: [dernier avis]"))
    dit = lancer("modeles", "verifier", "a/dernier-avis.docx", "--annoter", "copie.docx")
    assert (dit.code, "B208 [erreur] La lettre ne porte pas la mention « dernier avis »" in dit.sortie) == (1, True)
    assert "rappel (recouvrement) : essayé sur" in dit.sortie
    (ici / "a" / "catalogue.yaml").write_text(SIENNE.replace("[creances]", "[creances], mentions: [sauf erreur]"))
    assert lancer("modeles", "verifier", "a/dernier-avis.docx").code == 0


def test_lister_montre_aussi_les_lettres_de_l_usager(lancer, ici: Path):
    assert "dernier_avis" not in lancer("modeles", "lister").sortie
    listes = json.loads(lancer("modeles", "lister", "--modeles", "a", "--json").sortie)["modeles"]
    assert listes[-1]["lettre"] == "dernier_avis"
    assert listes[-1]["exige"] == [{"chemin": "creances", "libelle": "« Créances »"}]
    assert lancer("modeles", "lister", "--modeles", "absent").code == 3


def test_l_apercu_d_un_repertoire_montre_aussi_ses_lettres(lancer, ici: Path):
    (ici / "a" / "rappel-recouvrement.docx").unlink()
    dit = lancer("modeles", "apercu", "--modeles", "a", "--sans-pdf", "--sortie", "vues")
    assert (dit.code, "dernier-avis.docx, rappel (recouvrement) : " in dit.sortie) == (0, True)


# -- Une lettre à soi, pour qui commence un dossier, écrit un modèle, ou relit une lettre --


@pytest.fixture
def avis(lancer, ici: Path) -> str:
    """Une lettre faite du modèle de l'usager, et le catalogue qui la déclare."""
    lancer("generer", "d.yaml", *AU, "--lettre", "dernier_avis", "--modeles", "a", "--sortie", "s")
    return "s/2026-014_dernier-avis_2026-11-22.docx"


def test_nouveau_commence_le_dossier_d_une_lettre_a_soi_et_marque_ce_qu_elle_exige(lancer, ici: Path):
    exige = SIENNE.replace("exige: [creances]", "exige: ['creances[].piece', contrat.objet, complements.police]")
    (ici / "a" / "catalogue.yaml").write_text(exige, encoding="utf-8")
    cree = lancer("nouveau", "n.yaml", "--lettre", "dernier_avis", "--modeles", "a")
    assert (cree.code, cree.ennuis) == (0, "")
    assert cree.sortie.splitlines()[-1] == "  lettres generer n.yaml --lettre dernier_avis --modeles a"
    texte = (ici / "n.yaml").read_text(encoding="utf-8")
    assert "# Dernier avis : ce que cette lettre exige" in texte
    assert "# Elle exige aussi, à ajouter à la fin : complements.police." in texte
    assert re.search(r"^    piece: +# obligatoire", texte, re.MULTILINE)
    assert re.search(r"^  objet: +# obligatoire", texte, re.MULTILINE)
    manque = lancer("generer", "d.yaml", *AU, "--lettre", "dernier_avis", "--modeles", "a")
    assert "« complements.police »" in manque.tout


@pytest.mark.parametrize("ou", ["ligne", "toml", "environnement"])
def test_nouveau_trouve_la_maison_comme_les_autres_commandes(
    lancer, ici: Path, monkeypatch: pytest.MonkeyPatch, ou: str
):
    if ou == "toml":
        (ici / "lettres.toml").write_text('modeles = "a"\n', encoding="utf-8")
    if ou == "environnement":
        monkeypatch.setenv("LETTRES_MODELES", "a")
    nomme = ("--modeles", "a") if ou == "ligne" else ()
    assert "Dernier avis" in lancer("nouveau", "--lettre", "dernier avis", *nomme).sortie
    refus = lancer("nouveau", "--lettre", "denier_avis", *nomme)
    assert (refus.code, "Vouliez-vous dire « dernier_avis » ?" in refus.tout) == (2, True)
    ailleurs = lancer("nouveau", "--lettre", "dernier_avis", "--nature", "entente", *nomme)
    assert (ailleurs.code, "pour un dossier de nature « entente »" in ailleurs.tout) == (2, True)


def test_champs_montre_ceux_de_la_lettre_dont_la_sienne_tient_lieu(lancer, ici: Path):
    livres = json.loads(lancer("modeles", "champs", "--lettre", "rappel", "--nature", "recouvrement", "--json").sortie)
    siens = json.loads(lancer("modeles", "champs", "--lettre", "dernier_avis", "--modeles", "a", "--json").sortie)
    assert siens == livres
    assert lancer("modeles", "champs", "--lettre", "dernier_avis").code == 2
    hors = lancer("modeles", "champs", "--lettre", "dernier_avis", "--nature", "entente", "--modeles", "a")
    assert (hors.code, "U002" in hors.tout) == (2, True)
    assert lancer("modeles", "champs", "--lettre", "dernier_avis", "--modeles", "a", "--docx", "c.docx").code == 0


def test_apercu_montre_une_lettre_a_soi_par_son_code(lancer, ici: Path):
    vu = lancer("modeles", "apercu", "--modeles", "a", "--lettre", "dernier_avis", "--sans-pdf")
    assert vu.code == 0
    assert "dernier-avis.docx, rappel (recouvrement)" in vu.sortie
    assert "rappel-recouvrement.docx" not in vu.sortie


def test_controler_reconnait_la_lettre_a_l_empreinte_de_son_modele_et_exige_ses_mentions(lancer, ici: Path, avis: str):
    relue = lancer("controler", avis, "--dossier", "d.yaml", "--modeles", "a")
    assert (relue.code, "votre modèle : Dernier avis, dernier-avis.docx" in relue.sortie) == (0, True)
    (ici / "a" / "catalogue.yaml").write_text(
        SIENNE.replace("exige: [creances]", "mentions: [avis final]"), encoding="utf-8"
    )
    sans = lancer("controler", avis, "--dossier", "d.yaml", "--modeles", "a")
    assert (sans.code, "B208 [erreur]" in sans.sortie) == (1, True)
    (ici / "lettres.toml").write_text('modeles = "a"\n', encoding="utf-8")
    assert "B208 [erreur]" in lancer("controler", avis, "--dossier", "d.yaml").sortie
    # -- sans la maison, c'est une lettre comme une autre --
    (ici / "lettres.toml").unlink()
    assert lancer("controler", avis, "--dossier", "d.yaml").code == 0


def test_controler_prend_le_code_d_une_lettre_a_soi_pour_type_meme_si_son_modele_a_change(lancer, ici: Path, avis: str):
    (ici / "a" / "dernier-avis.docx").write_bytes((dossier_des_modeles() / "rappel-entente.docx").read_bytes())
    (ici / "a" / "catalogue.yaml").write_text(
        SIENNE.replace("exige: [creances]", "mentions: [avis final]"), encoding="utf-8"
    )
    assert "B208" not in lancer("controler", avis, "--modeles", "a").sortie
    assert "B208 [erreur]" in lancer("controler", avis, "--type", "dernier_avis", "--modeles", "a").sortie
    inconnu = lancer("controler", avis, "--type", "dernier", "--modeles", "a")
    assert (inconnu.code, "dernier_avis" in inconnu.tout) == (2, True)


def test_controler_et_generer_jugent_de_meme_ce_qu_omet_un_modele_a_soi(lancer, ici: Path):
    omise = docx.Document(str(dossier_des_modeles() / "mise-en-demeure-recouvrement.docx"))
    for p in omise.paragraphs:
        if "SOUS TOUTES RÉSERVES" in p.text:
            p.runs[0].text, *_ = ("", *[r.clear() for r in p.runs[1:]])
    omise.save(str(ici / "a" / "mise-en-demeure-recouvrement.docx"))
    dossier = ("refus.yaml", "--lettre", "mise_en_demeure", "--au", "2026-11-20")
    shutil.copy(EXEMPLES / "refus-de-payer" / "dossier.yaml", "refus.yaml")
    faite = lancer("generer", *dossier, "--modeles", "a", "--sortie", "s", "--json")
    assert faite.code == 0, faite.tout
    lettre = json.loads(faite.sortie)["fichier"]
    relue = json.loads(lancer("controler", lettre, "--dossier", "refus.yaml", "--modeles", "a", "--json").sortie)
    gravites = {c["code"]: c["gravite"] for c in relue["constats"]}
    assert gravites.get("D-02") == "alerte"
    assert "erreur" not in gravites.values()
