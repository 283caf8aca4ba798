"""Un papier à en-tête vérifié sans dossier, et reconnu quand rien n'y est écrit que l'en-tête ou le pied."""

from __future__ import annotations

import io
import json
from pathlib import Path

import docx as python_docx
import pytest
from papiers import ADRESSE, PAPIERS, page, papier
from paquets import docx, p

from lettres.cli import executer
from lettres.studio import est_un_papier, verifier_un_papier
from lettres.studio.copies.copie import copie_annotee

FAUTIF = papier(entetes={"default": p("Étude Exemple, tél. ____") + p("{{ expediteur.nomm }}")}, corps=p("Madame,"))


def test_tout_ce_qui_cloche_dans_un_papier_est_dit_d_un_coup_a_sa_place():
    vue = verifier_un_papier(FAUTIF)
    assert vue.refuse and vue.papier
    assert [(c.code, c.dans.paragraphe if c.dans else None) for c in vue.constats] == [
        ("M804", None),
        ("M702", 1),
        ("M401", 2),
    ]
    assert "{{ expediteur.nom }}" in vue.constats[2].remede


@pytest.mark.parametrize(
    ("quoi", "octets", "codes"),
    [
        ("ce n’est pas un document Word", b"x", ["M101"]),
        ("trop petit", papier(entetes={"default": p("x")}, mise_en_page=page(4000, 4000)), ["M802", "M803"]),
    ],
)
def test_un_papier_refuse_l_est_comme_a_la_lettre(quoi: str, octets: bytes, codes: list[str]):
    vue = verifier_un_papier(octets)
    assert (vue.refuse, [c.code for c in vue.constats]) == (True, codes), quoi


@pytest.mark.parametrize("nom", [n for n in PAPIERS if n != "python-docx, son gabarit"])
def test_un_papier_honnete_n_a_aucun_constat(nom: str):
    assert verifier_un_papier(PAPIERS[nom].octets).constats == ()


@pytest.mark.parametrize(
    ("ligne", "codes"),
    [
        ("Solde : {{ sommes.solde }} $", ["M701"]),
        ("Montréal, le {{ lettre.date }} {{ lettre.date }}", []),
        ("À l’attention de Madame {{ destinataire.appel }}", ["M701"]),
        ("Dossier {{ complements.dossier }}", ["M709"]),
        ("{{ lettre.mode_envoi }}", ["M601"]),
        ("{{ expediteur.titre }}", ["M601"]),
        ("{{ expediteur.telephone }}", ["M601"]),
        ("{% if lettre.mode_envoi %}{{ lettre.mode_envoi }}{% endif %}", []),
        ("{% if expediteur.titre %}{{ expediteur.titre }}{% endif %}", []),
        ("Solde : {{ sommes.solde }}", []),
        ("{{ expediteur.nom }} · {{ lettre.reference }}", []),
    ],
)
@pytest.mark.parametrize("bandes", ["entetes", "pieds"])
def test_ce_qu_une_balise_du_papier_redit_ou_demande_se_dit_comme_d_un_modele(
    bandes: str, ligne: str, codes: list[str]
):
    vue = verifier_un_papier(papier(**{bandes: {"default": p("Étude Exemple") + p(ligne)}}))
    assert [c.code for c in vue.constats] == codes


@pytest.mark.parametrize(
    ("quoi", "octets", "papier_"),
    [
        ("un papier", papier(entetes={"default": ADRESSE}), True),
        ("un pied seul", papier(pieds={"default": ADRESSE}), True),
        ("un modèle", docx(p("{{ lettre.date }}"), entetes={"default": ADRESSE}), False),
        ("un document vide", docx(p("")), False),
        ("autre chose", b"x", False),
    ],
)
def test_un_papier_se_reconnait_a_son_corps_vide(quoi: str, octets: bytes, papier_: bool):
    assert est_un_papier(octets) == papier_, quoi


def test_la_copie_annotee_est_celle_du_papier_entier_corps_compris():
    copie = python_docx.Document(io.BytesIO(copie_annotee(verifier_un_papier(FAUTIF))))
    assert [par.text for par in copie.paragraphs] == ["Madame,"]
    assert len(list(copie.comments)) == 3


@pytest.mark.parametrize("args", [(), ("--papier",)])
def test_la_commande_reconnait_un_papier_ou_le_croit_sur_parole(
    args: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    cabinet = tmp_path / "cabinet.docx"
    cabinet.write_bytes(papier(entetes={"default": ADRESSE}))
    assert executer(["modeles", "verifier", str(cabinet), *args, "--json"]) == 0
    (vu,) = json.loads(capsys.readouterr().out)["modeles"]
    assert (vu["papier"], vu["refuse"], vu["constats"]) == (True, False, [])
    assert executer(["modeles", "verifier", str(cabinet), *args]) == 0
    assert "Papier à en-tête des lettres livrées." in capsys.readouterr().out
