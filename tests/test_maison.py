"""La maison : des pièces que l'on nomme d'un regard, un sens par nom, et les étages du moteur de Word."""

from __future__ import annotations

import ast
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from sources import arbre, noeuds
from tables import d_un_trait

import lettres

PAQUET = Path(lettres.__file__).parent
ESSAIS = Path(__file__).parent
MODULES = sorted(PAQUET.rglob("*.py"))
PAQUETS = sorted({m.parent for m in MODULES if m.parent != PAQUET})
MODULES_MAX = 16

SUJETS = {
    *(
        "achats",
        "affirmations",
        "argent",
        "attentes",
        "champs",
        "chronologie",
        "consommation",
        "contrat",
        "delais",
        "demandes",
        "demarches",
        "derogations",
        "empechements",
    ),
    *(
        "droit",
        "empechements",
        "etat",
        "expose",
        "faits",
        "forum",
        "garantie",
        "interet",
        "lecture",
        "modeles",
        "parties",
        "pieces",
        "prescription",
        "recit",
        "refus",
    ),
    *("differend", "menaces", "offre", "regles", "rupture", "schema", "sommes", "suite", "taxes"),
}
"""Les sujets : le même mot, à plusieurs étages, y nomme la même chose. Le glossaire les a tous."""


def relatif(chemin: Path) -> str:
    return chemin.relative_to(PAQUET).as_posix()


# -- Les pièces --


@d_un_trait
@pytest.mark.parametrize("paquet", PAQUETS, ids=relatif)
def test_un_paquet_se_tient_d_un_regard_et_dit_ce_qui_y_vit(paquet: Path):
    assert len(list(paquet.glob("*.py"))) <= MODULES_MAX
    assert re.match(r'"""[A-ZÉÀL]', (paquet / "__init__.py").read_text(encoding="utf-8"))


def test_a_la_racine_il_n_y_a_que_la_porte():
    assert {m.name for m in PAQUET.glob("*.py")} == {"__init__.py", "__main__.py"}


def test_les_essais_sont_ranges_comme_le_code():
    etages = {p.name for p in PAQUETS if p.parent == PAQUET}
    ailleurs = {"bench", "exemples", "linearite"}
    assert {d.name for d in ESSAIS.iterdir() if d.is_dir() and any(d.glob("*.py"))} - ailleurs <= etages
    # -- sous Word aussi --
    pieces = {p.name for p in PAQUETS if p.parent == PAQUET / "rendu"}
    assert {d.name for d in (ESSAIS / "rendu").iterdir() if any(d.glob("*.py"))} - {"parite"} <= pieces


# -- Les étages de Word --

REZ_DE_CHAUSSEE = {"anomalies", "sujet"}
CONNAIT: dict[str, set[str]] = {
    "anomalies": set(),
    "sujet": {"anomalies"},
    "diagnostic": set(),
    "champs_proches": set(),
    "xml": REZ_DE_CHAUSSEE,
    "paquet": REZ_DE_CHAUSSEE | {"xml"},
    "paragraphes": REZ_DE_CHAUSSEE | {"xml", "paquet"},
    "balises": REZ_DE_CHAUSSEE | {"xml", "paquet", "paragraphes", "champs_proches"},
    "sante": REZ_DE_CHAUSSEE | {"xml", "paquet", "paragraphes", "balises"},
    "papier": REZ_DE_CHAUSSEE | {"xml", "paquet", "paragraphes", "sante"},
    "moteur": REZ_DE_CHAUSSEE | {"xml", "paquet", "paragraphes", "balises", "sante"},
    "compilation": REZ_DE_CHAUSSEE | {"xml", "paquet", "paragraphes", "balises", "sante", "moteur", "diagnostic"},
    "porte": REZ_DE_CHAUSSEE
    | {"xml", "paquet", "paragraphes", "balises", "sante", "moteur", "diagnostic", "compilation"},
    "__init__": {"paquet", "balises", "moteur", "diagnostic", "porte"},
    "fabrique": REZ_DE_CHAUSSEE | {"xml", "paquet", "paragraphes", "porte"},
}
"""Ce que chaque pièce du moteur de Word a le droit d'importer, elle-même mise à part; rien n'importe la fabrique."""


def pieces_importees(module: Path) -> Iterator[str]:
    for noeud in noeuds(module.read_text(encoding="utf-8")):
        if isinstance(noeud, ast.ImportFrom) and (noeud.module or "").startswith("lettres.rendu"):
            _, _, *reste = (noeud.module or "").split(".")
            yield from [reste[0]] if reste else (alias.name for alias in noeud.names)


def test_dans_le_moteur_de_word_on_n_importe_que_vers_le_bas():
    fautifs = defaultdict(set)
    for module in (PAQUET / "rendu").rglob("*.py"):
        piece = module.relative_to(PAQUET / "rendu").parts[0].removesuffix(".py")
        fautifs[relatif(module)] |= set(pieces_importees(module)) - CONNAIT[piece] - {piece}
    assert {nom: vus for nom, vus in fautifs.items() if vus} == {}


# -- Chaque nom n'a qu'un sens --


def definitions(module: Path) -> Iterator[str]:
    """Les classes et les noms de types qu'un module définit."""
    for noeud in arbre(module.read_text(encoding="utf-8")).body:
        if isinstance(noeud, ast.ClassDef):
            yield noeud.name
        elif isinstance(noeud, ast.Assign) and isinstance(noeud.targets[0], ast.Name):
            nom = noeud.targets[0].id
            if re.fullmatch(r"[A-Z][a-z]\w*", nom):
                yield nom


def test_aucune_classe_ni_aucun_type_ne_porte_le_nom_d_un_autre():
    comptes = Counter(nom for module in MODULES for nom in definitions(module))
    assert [nom for nom, nombre in comptes.items() if nombre > 1] == []


def test_deux_modules_de_meme_nom_parlent_du_meme_sujet():
    # -- le module qui porte le nom de son paquet en est la porte --
    noms = Counter(m.stem for m in MODULES if not m.stem.startswith("__") and m.stem != m.parent.name)
    noms += Counter(p.name for p in PAQUETS)
    assert {nom for nom, nombre in noms.items() if nombre > 1} <= SUJETS


def test_chaque_sujet_est_au_glossaire():
    glossaire = (PAQUET / "glossaire.md").read_text(encoding="utf-8")
    sujets = re.search(r"^Sujets[^:]*: (.*?)\n\n", glossaire, re.MULTILINE | re.DOTALL)
    assert sujets is not None
    assert set(re.findall(r"`(\w+)`", sujets[1])) == SUJETS


def test_un_repertoire_ne_s_appelle_jamais_dossier():
    """Le dossier, ce sont les faits : le glossaire n'a pas deux sens pour un mot."""
    fautifs = [
        f"{relatif(module)}:{argument.lineno}"
        for module in MODULES
        for noeud in noeuds(module.read_text(encoding="utf-8"))
        if isinstance(noeud, ast.arguments)
        for argument in (*noeud.posonlyargs, *noeud.args, *noeud.kwonlyargs)
        if argument.arg == "dossier" and argument.annotation is not None
        if re.search(r"Path|CheminDeFichier", ast.unparse(argument.annotation))
    ]
    assert fautifs == []


def test_ce_qui_controle_n_ecrit_pas():
    """Une fonction nommée « controler… » regarde et dit; elle ne change rien de ce qu'on lui donne."""
    fautives = [
        f"{relatif(module)}:{noeud.name}"
        for module in MODULES
        for noeud in noeuds(module.read_text(encoding="utf-8"))
        if isinstance(noeud, ast.FunctionDef) and noeud.name.lstrip("_").startswith("controler")
        for dedans in ast.walk(noeud)
        if isinstance(dedans, ast.Attribute) and isinstance(dedans.ctx, ast.Store | ast.Del)
    ]
    assert fautives == []
