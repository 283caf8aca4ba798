"""La liste des champs : chacun avec ce qu'il imprime dans un exemple livré; et la page Word où on la garde ouverte."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

import pytest
from exemples_rendus import EXEMPLES, rendu
from jinja2 import Environment
from paquets import parties_de
from tables import d_un_trait

from lettres.catalogue import catalogue
from lettres.composition import champs_imprimables, champs_par_chemin
from lettres.composition.portees import champs_livres
from lettres.studio.trousse.champs_montres import champs_montres
from lettres.studio.trousse.page_des_champs import page_des_champs
from lettres.studio.trousse.valeurs_notees import FICHIER, recueillir, valeurs_montrees

RACINE = Path(__file__).parents[2]
SANS_EXEMPLE = {"groupe", "liste", "image", "groupe_ouvert"}
"""Ce qui n'a pas de valeur à soi : un groupe, une liste de blocs, une image, ce que le dossier nomme lui-même."""
LETTRES = sorted({(m.lettre, m.nature) for m in catalogue()})


@cache
def page() -> str:
    return parties_de(page_des_champs(champs_montres("rappel", "recouvrement")))["word/document.xml"].decode()


def test_les_exemples_se_refont_des_exemples_du_depot():
    assert FICHIER.read_text("utf-8") == recueillir(RACINE / "exemples"), "python -m lettres.studio.trousse"


def test_chaque_champ_est_dans_la_liste_et_chaque_champ_qui_s_imprime_a_son_exemple():
    montres = champs_montres()
    assert [m.champ for m in montres] == list(champs_imprimables())
    assert [m.champ.chemin for m in montres if not m.exemple and m.champ.genre not in SANS_EXEMPLE] == []
    assert set(valeurs_montrees()) <= set(champs_par_chemin())


@d_un_trait
@pytest.mark.parametrize(("lettre", "nature"), LETTRES)
def test_d_une_lettre_la_liste_a_tout_ce_que_son_modele_imprime(lettre: str, nature: str):
    fichier = next(m.fichier for m in catalogue() if (m.lettre, m.nature) == (lettre, nature))
    montres = {m.champ.chemin for m in champs_montres(lettre, nature)}
    # -- ce que ses exemples impriment y est; le reste attend un fait qu'aucun exemple de cette lettre n'a --
    assert montres & champs_livres(fichier).imprimes
    assert montres <= {champ.chemin for champ in champs_imprimables()}
    assert len(montres) < len(champs_imprimables())


@pytest.mark.parametrize("nom", ["refus-de-payer/dossier-mise_en_demeure", "photographe-deplacement/dossier-rappel"])
def test_une_vraie_lettre_n_imprime_que_des_champs_de_sa_liste(nom: str):
    """Chaque champ que le modèle imprime et que l'exemple remplit est dans la liste de la lettre."""
    exemple = next(e for e in EXEMPLES if e.nom == nom)
    montres = {m.champ.chemin: m.exemple for m in champs_montres(exemple.lettre, exemple.nature)}
    fichier = next(m.fichier for m in catalogue() if (m.lettre, m.nature) == (exemple.lettre, exemple.nature))
    lue = rendu(exemple).exact
    imprimes = [c for c in champs_livres(fichier).imprimes if (v := valeurs_montrees().get(c)) and v.texte in lue]
    assert imprimes
    assert [c for c in imprimes if c not in montres and not c.startswith("voix.")] == []


@d_un_trait
@pytest.mark.parametrize(
    ("chemin", "exemple", "sorte"),
    [
        ("sommes.a_payer", r"[\d\u00a0]+,\d\d\u00a0\$", "mis en forme"),
        ("destinataire.appel", r"Madame,|Monsieur,|.+,", "mis en forme"),
        ("expediteur.nom", r"\w.*", "tel qu’au dossier"),
        ("lettre.echeance_jour", r"\w+ \d+(er)?\u00a0\w+ 2026", "mis en forme"),
        ("lettre.par_courriel", r"oui|non", "se teste"),
        ("modes_de_paiement", r".+", "se répète"),
        ("sommes.solde_nombre", r"[\d.]+", "se compare"),
        ("lettre.date_iso", r"2026-\d\d-\d\d", "se compare"),
    ],
)
def test_l_exemple_montre_le_signe_de_dollar_et_la_civilite_deja_la(chemin: str, exemple: str, sorte: str):
    (montre,) = [m for m in champs_montres("rappel", "recouvrement") if m.champ.chemin == chemin]
    assert montre.exemple is not None
    assert re.fullmatch(exemple, montre.exemple.texte)
    assert montre.sorte == sorte


def test_chaque_balise_de_la_liste_se_lit_telle_qu_elle_est_ecrite():
    """« {%p » est de docxtpl : le reste est de Jinja."""
    fautives = []
    for montre in champs_montres():
        try:
            Environment(autoescape=True).parse(montre.balise.replace("{%p ", "{% "))
        except Exception as faute:  # noqa: BLE001 -- on les veut toutes
            fautives.append((montre.champ.chemin, str(faute)))
    assert fautives == []


# -- La page Word --


def test_la_page_a_un_tableau_par_groupe_avec_sa_rangee_d_en_tete_qui_se_repete():
    assert page().count("<w:tbl>") == page().count("<w:tblHeader/>") > 5
    assert "{{ sommes.a_payer }}" in page()
    assert 'w:val="FicheTitre"' in page()
    assert 'w:val="FicheIntertitre"' in page()


def test_la_page_est_en_francais_du_canada_avec_son_titre_et_les_memes_octets_deux_fois():
    octets = page_des_champs(champs_montres("rappel", "recouvrement"), "Rappel")
    assert octets == page_des_champs(champs_montres("rappel", "recouvrement"), "Rappel")
    parties = parties_de(octets)
    assert b'w:val="fr-CA"' in parties["word/styles.xml"]
    assert "Ce qu’un modèle peut imprimer : Rappel</dc:title>" in parties["docProps/core.xml"].decode()


# -- La commande --


def test_la_commande_les_dit_en_json_et_les_ecrit_en_word(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    from lettres.cli import executer

    commande = ["modeles", "champs", "--lettre", "rappel", "--nature", "recouvrement"]
    ou = str(tmp_path / "champs.docx")
    assert executer([*commande, "--docx", ou, "--json"]) == 0
    reponse = json.loads(capsys.readouterr().out)
    dits = {c["chemin"]: c for c in reponse["champs"]}
    assert reponse["fichier"] == ou
    assert (dits["sommes.a_payer"]["balise"], dits["sommes.a_payer"]["forme"]) == (
        "{{ sommes.a_payer }}",
        "mis en forme",
    )
    assert dits["creances[].montant"]["balise"] == "{{ creance.montant }}"
    assert Path(ou).read_bytes() == page_des_champs(champs_montres("rappel", "recouvrement"), "Rappel de paiement")
    assert executer([*commande, "--docx", ou]) == 4
    assert executer([*commande, "--docx", ou, "--ecraser"]) == 0


@pytest.mark.parametrize("args", [("--lettre", "zut"), ("--nature", "zut"), ("--lettre", "opc", "--nature", "entente")])
def test_une_lettre_qui_n_existe_pas_est_un_usage_fautif(args: tuple[str, ...]):
    from lettres.cli import executer

    assert executer(["modeles", "champs", *args]) == 2
