"""« modeles copier » : de quoi commencer, dans un répertoire à soi; rien n'y est écrasé, et tout y sert aussitôt."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from paquets import parties_de

from lettres.catalogue import catalogue, dossier_des_modeles
from lettres.production.maison import CATALOGUE, GUIDE, lire_maison
from lettres.rendu.paragraphes.texte import texte_lisible
from lettres.sortie import retirable
from lettres.sortie.refus import nom_refuse
from lettres.studio.trousse import copie_des_modeles
from lettres.studio.trousse.guide import guide_en_word

RAPPEL = ("modeles", "copier", "m", "--lettre", "rappel", "--nature", "recouvrement")
AUTOUR = {CATALOGUE, "LISEZMOI.md", GUIDE}


def noms(ou: Path) -> set[str]:
    return {f.name for f in ou.iterdir()}


def test_ce_qui_est_copie_est_le_livre_avec_le_catalogue_et_le_guide(lancer, tmp_path: Path):
    dit = lancer(*RAPPEL).sortie
    assert noms(tmp_path / "m") == AUTOUR | {"rappel-recouvrement.docx"}
    livre = dossier_des_modeles() / "rappel-recouvrement.docx"
    assert (tmp_path / "m" / "rappel-recouvrement.docx").read_bytes() == livre.read_bytes()
    assert "Écrits dans m : rappel-recouvrement.docx, catalogue.yaml, LISEZMOI.md, LISEZMOI.docx" in dit
    assert "Pour vous en servir : lettres generer DOSSIER --modeles m" in dit


@pytest.mark.parametrize(
    ("options", "fichiers"),
    [
        ((), {m.fichier for m in catalogue()}),
        (("--lettre", "rappel"), {m.fichier for m in catalogue() if m.lettre == "rappel"}),
        (("--nature", "reputation"), {m.fichier for m in catalogue() if m.nature == "reputation"}),
    ],
)
def test_on_copie_tout_ou_une_lettre_ou_une_nature(lancer, tmp_path: Path, options: tuple[str, ...], fichiers):
    assert lancer("modeles", "copier", "m", *options).code == 0
    assert noms(tmp_path / "m") - AUTOUR == fichiers
    # -- et le répertoire se lit aussitôt : le guide n'y est pas pris pour un modèle --
    assert set(lire_maison(tmp_path / "m").remplaces) == fichiers


def test_une_lettre_faite_de_la_copie_est_celle_du_modele_livre(lancer, dossier: Path, tmp_path: Path):
    lancer(*RAPPEL)
    assert lancer("generer", str(dossier), "--au", "2026-11-22", "--ebauche", "--sortie", "l.docx").code == 0
    assert (
        lancer("generer", str(dossier), "--au", "2026-11-22", "--ebauche", "--sortie", "s.docx", "--modeles", "m").code
        == 0
    )
    livree, sienne = (texte_lisible((tmp_path / nom).read_bytes()) for nom in ("l.docx", "s.docx"))
    assert livree == sienne


def test_rien_de_ce_qui_est_la_n_est_ecrase_et_on_le_dit(lancer, tmp_path: Path):
    (tmp_path / "m").mkdir()
    (tmp_path / "m" / "rappel-recouvrement.docx").write_bytes(b"le mien")
    (tmp_path / "m" / CATALOGUE).symlink_to("ailleurs.yaml")
    reponse = json.loads(lancer(*RAPPEL, "--json").sortie)
    assert reponse == {
        "version": 1,
        "repertoire": "m",
        "ecrits": ["LISEZMOI.md", GUIDE],
        "gardes": ["rappel-recouvrement.docx", CATALOGUE],
    }
    assert (tmp_path / "m" / "rappel-recouvrement.docx").read_bytes() == b"le mien"
    assert not (tmp_path / "ailleurs.yaml").exists()
    assert "Gardés, déjà là : rappel-recouvrement.docx, catalogue.yaml, LISEZMOI.md, LISEZMOI.docx" in (
        lancer(*RAPPEL).sortie
    )


def test_un_refus_ne_laisse_rien(lancer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def refuser(octets: bytes, ou: Path, nom: str):
        if nom == "LISEZMOI.md":
            raise nom_refuse(nom, "le disque est plein")
        return retirable(octets, ou, nom)

    monkeypatch.setattr(copie_des_modeles, "retirable", refuser)
    assert lancer(*RAPPEL).code == 4
    assert not (tmp_path / "m").exists()


def test_un_fichier_n_est_pas_un_repertoire(lancer, tmp_path: Path):
    (tmp_path / "m").write_text("à moi", "utf-8")
    resultat = lancer(*RAPPEL)
    assert (resultat.code, "S002" in resultat.tout) == (4, True)
    assert (tmp_path / "m").read_text("utf-8") == "à moi"


@pytest.mark.parametrize("args", [("--lettre", "zut"), ("--nature", "zut"), ("--lettre", "opc", "--nature", "entente")])
def test_une_lettre_qui_n_existe_pas_est_un_usage_fautif(lancer, tmp_path: Path, args: tuple[str, ...]):
    assert lancer("modeles", "copier", "m", *args).code == 2
    assert not (tmp_path / "m").exists()


def test_le_catalogue_copie_dit_vrai_une_fois_ses_dieses_retires(lancer, tmp_path: Path):
    lancer(*RAPPEL)
    lignes = (tmp_path / "m" / CATALOGUE).read_text("utf-8").splitlines()
    debut = lignes.index("# lettres:")
    exemple = [ligne[2:] for ligne in lignes[debut : debut + 9]]
    (tmp_path / "m" / CATALOGUE).write_text("\n".join([*exemple, "catalogue: 1", ""]), "utf-8")
    (tmp_path / "m" / "dernier-avis.docx").write_bytes((tmp_path / "m" / "rappel-recouvrement.docx").read_bytes())
    (lettre,) = lire_maison(tmp_path / "m").lettres
    assert (lettre.code, lettre.mentions) == ("dernier_avis", ("dernier avis",))


def test_le_guide_en_word_a_les_memes_mots_et_les_memes_octets():
    guide = (dossier_des_modeles() / "LISEZMOI.md").read_text("utf-8")
    octets = guide_en_word(guide)
    assert octets == guide_en_word(guide)
    lu = " ".join(texte_lisible(octets).split())
    for ligne in guide.splitlines():
        if not ligne.startswith(("<!--", "```")):
            assert (
                " ".join(ligne.removeprefix("## ").removeprefix("# ").replace("**", "").replace("`", "").split()) in lu
            )


def test_ce_que_le_guide_fait_taper_y_est_un_paragraphe_par_ligne():
    """Copiées du guide et collées dans un modèle, trois balises restent trois paragraphes."""
    xml = parties_de(guide_en_word("# Guide\n\n```text\n{%p if a %}\nOui.\n{%p endif %}\n```\n\nFin.\n"))
    corps = xml["word/document.xml"].decode()
    assert [t for t in re.findall(r"<w:t[^>]*>([^<]*)</w:t>", corps) if t != "Guide"] == [
        "{%p if a %}",
        "Oui.",
        "{%p endif %}",
        "Fin.",
    ]
    assert "<w:br/>" not in corps
    assert corps.count('w:val="Citation"') == 3
