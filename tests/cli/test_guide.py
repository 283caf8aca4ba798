"""Le README et les pages du dépôt disent vrai : liens, commandes, options, codes de sortie, réponses de l'outil."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from lettres.cli.sommaire import COMMANDES, Groupement
from lettres.cli.terminal.codes_de_sortie import CodeDeSortie

RACINE = Path(__file__).parents[2]
README = (RACINE / "README.md").read_text(encoding="utf-8")
PAGES = [
    RACINE / nom
    for nom in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "lettres/glossaire.md", "lettres/regles/REGISTRE.md")
]
CODE = re.compile(r"`([^`\n]+)`")
ETAGES = {p.parent.name for p in (RACINE / "lettres").glob("*/__init__.py")}
DU_DEPOT = {"lettres", "modeles", "exemples", "tests", ".ci"}


def sans_blocs(texte: str) -> str:
    return re.sub(r"```.*?```", "", texte, flags=re.DOTALL)


def test_le_readme_se_lit_d_une_traite():
    assert len(README.splitlines()) < 250


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_chaque_lien_d_une_page_mene_quelque_part(page: Path):
    liens = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", sans_blocs(page.read_text(encoding="utf-8")))
    assert [lien for lien in liens if not (page.parent / lien).exists()] == []


def test_un_renvoi_dans_le_readme_nomme_un_de_ses_titres():
    titres = {
        re.sub(r"[^\w -]", "", t).lower().replace(" ", "-") for t in re.findall(r"^#+ (.+)$", README, re.MULTILINE)
    }
    assert set(re.findall(r"\]\(#([^)]+)\)", README)) - titres == set()


@pytest.mark.parametrize("page", [p for p in PAGES if p.name != "CHANGELOG.md"], ids=lambda p: p.name)
def test_chaque_fichier_que_nomme_une_page_existe(page: Path):
    """Ce qui a l'air d'un chemin du dépôt, ou d'un étage de `lettres/`, en est un; « CODE » y tient lieu d'un nom."""
    chemins = [
        f"lettres/{c}" if c.split("/")[0] in ETAGES else c
        for c in CODE.findall(sans_blocs(page.read_text(encoding="utf-8")))
        if c.split("/")[0] in {*ETAGES, *DU_DEPOT} and re.fullmatch(r"[\w.-]+/[\w./*-]*", c)
    ]
    assert [c for c in chemins if not list(RACINE.glob(c.replace("CODE", "*")))] == []


# -- Les commandes --

MONTREES = sorted({m[0] for m in re.finditer(r"\blettres (?:" + "|".join(COMMANDES) + r")\b[^`\n]*", README)})


def nom_de(commande: str) -> tuple[str, ...]:
    _, nom, *suite = commande.split()
    trouvee = COMMANDES[nom]
    return (nom, suite[0]) if isinstance(trouvee, Groupement) and suite and suite[0] in trouvee.commandes else (nom,)


def test_le_readme_montre_chaque_commande():
    assert {nom_de(c)[0] for c in MONTREES} == set(COMMANDES)


@pytest.mark.parametrize("commande", MONTREES)
def test_chaque_option_montree_avec_une_commande_est_la_sienne(lancer, commande: str):
    aide = lancer(*nom_de(commande), "--help").sortie
    assert [o for o in re.findall(r"--[a-z-]+", commande) if o not in aide] == []


RANGEES = [r for r in README.splitlines() if r.startswith("| `lettres ")]


@pytest.mark.parametrize("rangee", RANGEES, ids=lambda r: r.split("`")[1])
def test_la_table_ne_donne_a_une_commande_que_ses_options(lancer, rangee: str):
    aides = "".join(lancer(*nom_de(c), "--help").sortie for c in CODE.findall(rangee) if c.startswith("lettres "))
    options = {mot for c in CODE.findall(rangee) for mot in re.findall(r"--[a-z-]+", c)}
    assert {o for o in options if o not in aides} == set()


def test_le_readme_donne_chaque_code_de_sortie_et_aucun_autre():
    assert {int(n) for n in re.findall(r"\*\*(\d+)\*\*", README)} == {c.value for c in CodeDeSortie}


def test_ce_que_le_readme_montre_est_ce_que_l_outil_repond(lancer, tmp_path: Path):
    montre = re.search(r"```console\n\$ lettres (generer dossier\.yaml [^\n]*)\n(.*?)```", README, re.DOTALL)
    assert montre
    shutil.copy(RACINE / "exemples/minimaux/rappel-recouvrement.yaml", tmp_path / "dossier.yaml")
    resultat = lancer(*montre[1].split())
    assert (resultat.code, resultat.ennuis) == (0, "")
    assert resultat.sortie.replace("\u00a0", " ") == montre[2]


def test_l_anglais_donne_les_deux_memes_lignes():
    lignes = re.findall(r"^python3 .*$", README, re.MULTILINE)
    assert len(lignes) == 4
    assert lignes[:2] == lignes[2:]
