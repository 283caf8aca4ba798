"""Un papier à en-tête vérifié sans dossier, et reconnu quand rien n'y est écrit que l'en-tête ou le pied."""

from __future__ import annotations

import io
import json
import re
from datetime import date
from pathlib import Path

import docx as python_docx
import pytest
from exemples_rendus import donnees_de
from papiers import ADRESSE, DE_WORD, MARGES, PAPIERS, dessin, page, papier, png, style
from paquets import docx, p, tbl, tr
from tables import d_un_trait

import lettres
from lettres.cli import executer
from lettres.socle.erreurs import ModeleInvalide
from lettres.studio import est_un_papier, verifier_un_papier
from lettres.studio.copies.copie import copie_annotee

RAPPEL = donnees_de("minimaux/rappel-recouvrement.yaml")
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


@pytest.mark.un_sur(4)
@pytest.mark.parametrize("nom", [n for n in PAPIERS if n != "python-docx, son gabarit"])
def test_un_papier_honnete_n_a_aucun_constat(nom: str):
    assert verifier_un_papier(PAPIERS[nom].octets).constats == ()


@d_un_trait
@pytest.mark.un_sur(3)
@pytest.mark.parametrize(
    ("ligne", "codes"),
    [
        ("Solde : {{ sommes.solde }} $", ["M701", "M601"]),
        ("Montréal, le {{ lettre.date }} {{ lettre.date }}", []),
        ("À l’attention de Madame {{ destinataire.appel }}", ["M701"]),
        ("Dossier {{ complements.dossier }}", ["M709"]),
        ("{{ lettre.mode_envoi }}", ["M601"]),
        ("{{ expediteur.titre }}", ["M601"]),
        ("{{ expediteur.telephone }}", ["M601"]),
        ("{% if lettre.mode_envoi %}{{ lettre.mode_envoi }}{% endif %}", []),
        ("{% if expediteur.titre %}{{ expediteur.titre }}{% endif %}", []),
        ("Solde : {{ sommes.solde }}", ["M601"]),
        ("{% if sommes.solde %}Solde : {{ sommes.solde }}{% endif %}", []),
        ("{% if sommes %}Solde : {{ sommes.solde }}{% endif %}", ["M601"]),
        ("Contrat : {{ contrat.objet }}", ["M601"]),
        ("Achat du {{ achat.date }}", ["M601"]),
        ("{{ reclamation.dite }}", ["M601"]),
        ("{{ lettre.reference }} · {{ lettre.date }} · {{ destinataire.nom }}", []),
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


def test_un_champ_qu_une_seule_nature_a_nomme_celle_qui_ne_l_a_pas():
    (constat,) = verifier_un_papier(papier(entetes={"default": p("Achat du {{ achat.date }}")})).constats
    assert "nature « recouvrement »" in constat.message
    (constat,) = verifier_un_papier(papier(entetes={"default": p("Solde : {{ sommes.solde }}")})).constats
    assert "nature « reputation »" in constat.message


# -- Ce qui ne se lirait pas, ou ne laisserait pas de place --

BLANC, SOMBRE = '<w:rPr><w:color w:val="{}"/></w:rPr>', '<w:shd w:val="clear" w:color="auto" w:fill="1F2F46"/>'


def en_couleur(couleur: str, texte: str = "Étude Exemple", paragraphe: str = "") -> str:
    return f"<w:p>{paragraphe}<w:r>{BLANC.format(couleur)}<w:t>{texte}</w:t></w:r></w:p>"


def images_de(xml: str) -> dict[str, bytes]:
    """Les images que ces en-têtes nomment."""
    return {"rImg": png()} if "rImg" in xml else {}


SUITE = '<w:pPr><w:spacing w:after="0"/></w:pPr>'
PETITE = '<w:pPr><w:spacing w:after="0"/><w:rPr><w:sz w:val="10"/></w:rPr></w:pPr>'
SERREE = '<w:pPr><w:spacing w:after="0" w:line="120" w:lineRule="exact"/></w:pPr>'
GRANDE = '<w:p><w:r><w:rPr><w:sz w:val="600"/></w:rPr><w:t>É</w:t></w:r></w:p>'
COLONNES = tbl(tr(*[p("Étude Exemple. " * 12)] * 3), colonnes=3)
EN_BLANC = style("EnBlanc", "En blanc", BLANC.format("FFFFFF"), base="Normal") + style("T", "Trame", type_="table")
TRAME = f"<w:pPr>{SOMBRE}</w:pPr>"
CASE = "<w:tbl><w:tblPr>{}</w:tblPr><w:tblGrid/><w:tr><w:tc><w:tcPr>{}</w:tcPr>{}</w:tc></w:tr></w:tbl><w:p/>"
DU_THEME = '<w:rPr><w:color w:val="auto" w:themeColor="background1"/></w:rPr>'


@pytest.mark.un_sur(3)
@pytest.mark.parametrize(
    ("quoi", "en_tete", "dit"),
    [
        ("en blanc", en_couleur("FFFFFF"), True),
        ("presque en blanc", en_couleur("F2F2F2"), True),
        ("en gris pâle", en_couleur("D9D9D9"), False),
        ("en jaune", en_couleur("FFFF00"), False),
        ("en couleur automatique", en_couleur("auto"), False),
        ("du blanc du thème", f"<w:p><w:r>{DU_THEME}<w:t>Étude</w:t></w:r></w:p>", True),
        ("par le style du paragraphe", p("Étude", '<w:pPr><w:pStyle w:val="EnBlanc"/></w:pPr>'), True),
        ("le style de signes", '<w:p><w:r><w:rPr><w:rStyle w:val="EnBlanc"/></w:rPr><w:t>É</w:t></w:r></w:p>', True),
        ("en blanc sur une trame", en_couleur("FFFFFF", paragraphe=TRAME), False),
        ("en blanc dans une case sombre", CASE.format("", SOMBRE, en_couleur("FFFFFF")), False),
        ("en blanc dans une case nue", CASE.format("", "", en_couleur("FFFFFF")), True),
        ("en blanc, le tableau a son style", CASE.format('<w:tblStyle w:val="T"/>', "", en_couleur("FFFFFF")), False),
        ("en blanc devant une image", en_couleur("FFFFFF") + f"<w:p>{dessin(ancre=True)}</w:p>", False),
        ("en blanc sous une image dans le texte", en_couleur("FFFFFF") + f"<w:p>{dessin()}</w:p>", True),
        ("des blancs en blanc", en_couleur("FFFFFF", "  ") + p("Étude"), False),
    ],
)
def test_un_en_tete_en_blanc_sur_le_blanc_de_la_page_se_dit(quoi: str, en_tete: str, dit: bool):
    octets = papier(entetes={"default": en_tete}, images=images_de(en_tete), styles=DE_WORD + EN_BLANC)
    assert [(c.code, c.gravite) for c in verifier_un_papier(octets).constats] == (
        [("M891", "alerte")] if dit else []
    ), quoi


@pytest.mark.parametrize(
    ("quoi", "styles", "refuse"),
    [
        ("Normal en blanc", style("Normal", "Normal", BLANC.format("FFFFFF"), defaut=True), True),
        (
            "Normal en blanc, sur une trame",
            style("Normal", "Normal", TRAME + BLANC.format("FFFFFF"), defaut=True),
            False,
        ),
        ("le défaut du document en blanc", DE_WORD.replace('<w:sz w:val="22"/>', '<w:color w:val="FFFFFF"/>', 1), True),
        ("un style qui ne sert pas", DE_WORD + EN_BLANC, False),
        ("Normal en bleu", style("Normal", "Normal", BLANC.format("1F2F46"), defaut=True), False),
    ],
)
def test_un_papier_dont_les_styles_effaceraient_la_lettre_est_refuse(quoi: str, styles: str, refuse: bool):
    octets = papier(entetes={"default": en_couleur("1F2F46")}, styles=styles)
    vue = verifier_un_papier(octets)
    assert (vue.refuse, [(c.code, c.gravite) for c in vue.constats]) == (refuse, [("M891", "erreur")] * refuse), quoi
    try:
        lettres.generer(RAPPEL, "rappel", au=date(2026, 11, 22), papier=octets)
        assert not refuse, quoi
    except ModeleInvalide as leve:
        assert refuse and [c.code for c in leve.constats] == ["M891"], quoi


@d_un_trait
@pytest.mark.parametrize(
    ("quoi", "bandes", "attendus"),
    [
        ("trois lignes au pied", {"pieds": {"default": p("Exemple") * 3}}, []),
        ("vingt-six lignes au pied", {"pieds": {"default": p("Exemple", SUITE) * 26}}, ["M890"]),
        ("vingt-six petites lignes", {"pieds": {"default": p("x", PETITE) * 26}}, []),
        ("une ligne qui en fait vingt-six", {"pieds": {"default": p("Étude Exemple, avocats. " * 110)}}, ["M890"]),
        ("la même, en colonnes", {"pieds": {"default": COLONNES}}, ["M890"]),
        ("vingt-six lignes serrées", {"pieds": {"default": p("x", SERREE) * 26}}, []),
        ("une très grande police", {"entetes": {"default": GRANDE}}, ["M890"]),
        ("un logo de onze centimètres", {"entetes": {"default": f"<w:p>{dessin(mm=(60, 115))}</w:p>"}}, ["M890"]),
        ("le même, flottant", {"entetes": {"default": f"<w:p>{dessin(mm=(60, 115), ancre=True)}</w:p>" + p("É")}}, []),
        ("la première page seule", {"entetes": {"first": p("Exemple", SUITE) * 26, "default": p("suite")}}, ["M890"]),
    ],
)  # fmt: skip
def test_un_papier_qui_laisse_moins_de_la_moitie_de_la_page_se_dit(
    quoi: str, bandes: dict[str, dict[str, str]], attendus: list[str]
):
    titre = "<w:titlePg/>" if "first" in bandes.get("entetes", {}) else ""
    octets = papier(**bandes, images=images_de(str(bandes)), mise_en_page=MARGES + titre)  # type: ignore[arg-type]
    vue = verifier_un_papier(octets)
    assert [c.code for c in vue.constats if c.code != "M803"] == attendus, quoi
    if attendus:
        (constat,) = vue.constats
        reste = re.search(r"environ (\d+) mm", constat.message)
        assert reste is not None and 60 <= int(reste[1]) < 130
