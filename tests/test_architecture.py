"""L'architecture : la direction des imports, les portes uniques, la taille des modules, la propreté des fichiers."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest
from sources import arbre, noeuds
from tables import d_un_trait

import lettres
from lettres.socle import erreurs

PAQUET = Path(lettres.__file__).parent
RACINE = PAQUET.parent
MODULES = sorted(PAQUET.rglob("*.py"))
LIGNES_MAX = 330

BASE = {"socle", "langue"}
AFFAIRE = BASE | {"dossier", "droit", "catalogue", "affaire"}
ETAPES = AFFAIRE | {"escalade", "lecture", "regles", "composition", "rendu", "barriere", "sortie", "codes"}
CONNAIT: dict[str, set[str]] = {
    "socle": set(),
    "langue": {"socle"},
    "dossier": BASE,
    "droit": BASE,
    "catalogue": BASE | {"dossier"},
    "affaire": AFFAIRE - {"affaire"},
    "escalade": AFFAIRE,
    "lecture": BASE | {"dossier", "droit"},
    "regles": AFFAIRE | {"escalade"},
    "composition": AFFAIRE,
    "rendu": {"socle"},
    "barriere": AFFAIRE | {"escalade", "regles", "composition", "rendu", "conversion"},
    "sortie": BASE,
    "conversion": BASE | {"rendu"},
    "codes": BASE | {"regles", "barriere"},
    "production": ETAPES | {"conversion"},
    "amorce": ETAPES | {"production"},
    "importation": ETAPES | {"production"},
    "cahier": ETAPES | {"conversion", "production"},
    "deguisement": ETAPES | {"production"},
    "purge": ETAPES | {"production"},
    "studio": ETAPES | {"conversion", "production", "amorce"},
    "interface": ETAPES | {"production", "amorce", "importation", "studio"},
    "lettres": ETAPES | {"production", "conversion", "importation"},
    "cli": ETAPES
    | {"production", "amorce", "importation", "cahier", "deguisement", "purge"}
    | {"studio", "interface", "lettres"},
    "__main__": {"cli"},
}
"""Ce que chaque paquet a le droit d'importer, lui-même mis à part : toujours vers l'amont."""


def paquet_de(module: Path) -> str:
    """`lettres/droit/taxes.py` est du paquet `droit`; `lettres/__init__.py`, de `lettres`."""
    relatif = module.relative_to(PAQUET)
    return relatif.parts[0] if len(relatif.parts) > 1 else "lettres" if module.stem == "__init__" else module.stem


def imports(source: str) -> Iterator[str]:
    """Le nom entier de chaque module ou membre importé, où que ce soit dans la source."""
    for noeud in noeuds(source):
        if isinstance(noeud, ast.Import):
            yield from (alias.name for alias in noeud.names)
        elif isinstance(noeud, ast.ImportFrom):
            base = "." * noeud.level + (noeud.module or "")
            yield from (f"{base}.{alias.name}" for alias in noeud.names)


def imports_defendus(paquet: str, source: str) -> list[str]:
    """Les imports de `lettres` qui ne vont pas vers l'amont; un import relatif est toujours défendu."""
    fautifs = []
    for nom in imports(source):
        morceaux = nom.split(".")
        if nom.startswith("."):
            fautifs.append(nom)
        elif morceaux[0] == "lettres":
            membre = morceaux[1] if len(morceaux) > 1 else "lettres"
            vise = membre if membre in CONNAIT else "lettres"
            if vise != paquet and vise not in CONNAIT[paquet]:
                fautifs.append(nom)
    return fautifs


def appels_defendus(source: str) -> list[str]:
    """Les impressions et les lectures d'horloge."""
    fautifs = []
    for noeud in noeuds(source):
        if isinstance(noeud, ast.Call) and isinstance(noeud.func, ast.Name) and noeud.func.id == "print":
            fautifs.append("print")
        if isinstance(noeud, ast.Attribute):
            nom = ast.unparse(noeud)
            if noeud.attr in {"today", "now", "utcnow"} or nom.startswith("time."):
                fautifs.append(nom)
    return fautifs


def importe_word(source: str) -> bool:
    return any(nom.split(".")[0] in {"docx", "docxtpl"} for nom in imports(source))


def nom_du_module(module: Path) -> str:
    return str(module.relative_to(RACINE))


def releve(fautes: Callable[[Path, str], object]) -> dict[str, object]:
    """Les modules en faute, et leurs fautes."""
    trouvees = {nom_du_module(m): fautes(m, m.read_text(encoding="utf-8")) for m in MODULES}
    return {nom: trouvee for nom, trouvee in trouvees.items() if trouvee}


# -- La direction des imports --


def test_on_n_importe_que_vers_l_amont():
    assert releve(lambda module, source: imports_defendus(paquet_de(module), source)) == {}


def test_chaque_paquet_a_sa_place_et_aucun_cycle_n_est_permis():
    assert {paquet_de(m) for m in MODULES} <= set(CONNAIT)
    places: list[str] = []
    while len(places) < len(CONNAIT):
        suivants = [p for p, amont in CONNAIT.items() if p not in places and amont <= set(places)]
        assert suivants, "un cycle"
        places += suivants


@d_un_trait
@pytest.mark.parametrize(
    ("paquet", "source"),
    [
        ("droit", "from lettres.dossier import Dossier"),
        ("dossier", "from lettres.droit.parametre import jours"),
        ("dossier", "from lettres import droit"),
        ("dossier", "import lettres.lecture"),
        ("lecture", "from lettres.composition import composer"),
        ("regles", "from lettres.composition.composer import composer"),
        ("composition", "from lettres.rendu import compiler"),
        ("composition", "from lettres.lecture import lire"),
        ("rendu", "def f():\n    from lettres.dossier import Dossier"),
        ("rendu", "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from lettres.lecture import lire"),
        ("sortie", "from lettres.rendu import compiler"),
        ("sortie", "from lettres.dossier.types import Moment"),
        ("production", "from lettres.cli import main"),
        ("production", "from lettres.interface import constat"),
        ("interface", "from lettres.cli.terminal.affichage import dire"),
        ("lettres", "from lettres import cli"),
        ("rendu", "from lettres import verifier"),
        ("regles", "import lettres"),
        ("regles", "from lettres.codes import table"),
        ("barriere", "def f():\n    from lettres.codes import table"),
        ("socle", "from lettres.codes import table"),
        ("regles", "from . import sommes"),
        ("regles", "from ..dossier import Dossier"),
    ],
)
def test_un_import_vers_l_aval_est_vu(paquet: str, source: str):
    assert len(imports_defendus(paquet, source)) == 1


@pytest.mark.parametrize(
    ("paquet", "source"),
    [
        ("regles", "from lettres.dossier import Dossier\nfrom lettres.droit import calendrier"),
        ("composition", "from lettres.composition import typographie as t"),
        ("cli", "import lettres\nfrom lettres import generer"),
        ("rendu", "import docx\nfrom lxml import etree"),
    ],
)
def test_un_import_vers_l_amont_passe(paquet: str, source: str):
    assert imports_defendus(paquet, source) == []


# -- Les portes uniques --


def test_word_n_entre_que_par_le_rendu():
    assert releve(lambda module, source: paquet_de(module) != "rendu" and importe_word(source)) == {}


def test_seule_la_ligne_de_commande_imprime_et_lit_l_horloge():
    assert releve(lambda module, source: paquet_de(module) != "cli" and appels_defendus(source)) == {}


@pytest.mark.parametrize("source", ["import docx", "from docx.shared import Pt", "def f():\n    import docxtpl"])
def test_un_import_de_word_est_vu(source: str):
    assert importe_word(source)


@pytest.mark.parametrize(
    "source",
    [
        "print('x')",
        "from datetime import date\njour = date.today()",
        "import datetime\njour = datetime.date.today",
        "from datetime import datetime, UTC\njour = datetime.now(UTC)",
        "import time\ndebut = time.monotonic()",
    ],
)
def test_une_impression_ou_une_horloge_est_vue(source: str):
    assert appels_defendus(source) != []


@pytest.mark.parametrize(
    "source", ["noms.append('print')", "from datetime import time\nmidi = time(12)", "x.imprimer()"]
)
def test_un_appel_innocent_passe(source: str):
    assert appels_defendus(source) == []


# -- Une seule définition de chaque fait --

CALCULS = {f"lettres.droit.{nom}" for nom in ("compte", "consommation", "prescription", "forum", "interet", "delais")}
SANS_DOSSIER = "lettres/cli/commandes/calculer/"
"""`lettres calculer` n'a pas de dossier : il donne ses nombres au droit, sans affaire."""


def calculs(source: str) -> list[str]:
    """Les fonctions que ce code prend au droit pour déduire ce qui est dû, prescrit, échu ou ouvert."""
    return [
        nom.name
        for noeud in noeuds(source)
        if isinstance(noeud, ast.ImportFrom)
        for nom in noeud.names
        if (noeud.module in CALCULS and nom.name.islower()) or f"{noeud.module}.{nom.name}" in CALCULS
    ]


def test_ce_qui_est_du_prescrit_echu_ou_ouvert_ne_se_deduit_que_dans_l_affaire():
    def rededuit(module: Path, source: str) -> list[str]:
        permis = paquet_de(module) in {"affaire", "droit"} or nom_du_module(module).startswith(SANS_DOSSIER)
        return [] if permis else calculs(source)

    assert releve(rededuit) == {}


@pytest.mark.parametrize(
    ("source", "vus"),
    [
        ("from lettres.droit.compte import etablir", ["etablir"]),
        ("def f():\n    from lettres.droit.delais import reception_prevue", ["reception_prevue"]),
        ("from lettres.droit import prescription", ["prescription"]),
        ("from lettres.droit.compte import CENT, Releve", []),
        ("from lettres.droit.parametre import jours", []),
    ],
)
def test_une_deduction_hors_de_l_affaire_est_vue(source: str, vus: list[str]):
    assert calculs(source) == vus


# -- La tenue des modules --


def test_un_module_est_une_idee_dite_des_sa_premiere_ligne_et_lisible_d_une_traite():
    def sans_idee(_: Path, source: str) -> bool:
        return not source.startswith('"""') or not ast.get_docstring(arbre(source))

    assert releve(sans_idee) == {}
    assert releve(lambda _, source: len(source.splitlines()) > LIGNES_MAX) == {}


def test_les_noms_de_fichiers_et_d_identifiants_sont_en_ascii():
    def accentues(module: Path, source: str) -> list[str]:
        noms = [getattr(n, champ, None) for n in noeuds(source) for champ in ("name", "id", "arg")]
        return [nom for nom in (nom_du_module(module), *noms) if isinstance(nom, str) and not nom.isascii()]

    assert releve(accentues) == {}


DEPENDANTS = {"problem", "context", "msg"}
"""Où PyYAML, tomllib et json mettent ce qu'ils disent en anglais; d'une version à l'autre, les mots changent."""


def test_rien_ne_depend_de_ce_qu_une_bibliotheque_dit_en_anglais():
    def lus(_: Path, source: str) -> set[str]:
        return {n.attr for n in noeuds(source) if isinstance(n, ast.Attribute)} & DEPENDANTS

    assert releve(lus) == {}


# -- Les fichiers du dépôt --

NON_SUIVIS = (".git", ".venv*", "__pycache__", "*.egg-info", ".*_cache", ".hypothesis", "dist", "build")
DEFENDUS = {
    "adresse d'un registre de paquets": re.compile(
        r"(?:py" r"pi|python" r"hosted|ana" r"conda)[.]org|--(?:extra-)?index" r"-url|registry[.]npm" r"js"
    ),
    "chemin absolu d'une machine": re.compile(r"(?<![\w./])/(?:home|Users|root|work|mnt|opt)/\w"),
}


def fichiers_suivis() -> Iterator[Path]:
    for dossier, sous_dossiers, noms in os.walk(RACINE):
        a_la_racine = Path(dossier) == RACINE
        sous_dossiers[:] = sorted(
            d
            for d in sous_dossiers
            if not any(fnmatch(d, motif) for motif in NON_SUIVIS) and not (a_la_racine and d == "sortie")
        )
        # -- dans un arbre de travail annexe, « .git » est un fichier --
        yield from (Path(dossier) / nom for nom in sorted(noms) if nom != ".git")


def textes(fichier: Path) -> Iterator[str]:
    """Le texte d'un fichier; celui de chaque partie d'un modèle Word."""
    if zipfile.is_zipfile(fichier):
        with zipfile.ZipFile(fichier) as paquet:
            yield from (paquet.read(nom).decode("utf-8", "replace") for nom in paquet.namelist())
    else:
        yield fichier.read_bytes().decode("utf-8", "replace")


def test_aucun_fichier_suivi_ne_nomme_un_registre_de_paquets_ni_une_machine():
    fichiers = list(fichiers_suivis())
    assert PAQUET / "__init__.py" in fichiers
    fautifs = [
        f"{fichier.relative_to(RACINE)} : {quoi} ({trouve[0]})"
        for fichier in fichiers
        for texte in textes(fichier)
        for quoi, motif in DEFENDUS.items()
        if (trouve := motif.search(texte))
    ]
    assert fautifs == []


@pytest.mark.parametrize(
    ("texte", "fautif"),
    [
        ("https://pypi" + ".org/simple", True),
        ("pip install --index" + "-url x", True),
        ("lu dans /ho" + "me/karine/dossier.yaml", True),
        ("'/wo" + "rk/main/lettres'", True),
        ("dossiers/home/karine", False),
        ("https://exemple.test/work/a", False),
        ("/sortie/", False),
    ],
)
def test_un_registre_ou_un_chemin_de_machine_est_vu(texte: str, fautif: bool):
    assert any(motif.search(texte) for motif in DEFENDUS.values()) is fautif


# -- L'interface publique --


def test_chaque_nom_public_s_importe():
    for nom in lettres.__all__:
        assert getattr(lettres, nom) is not None
    assert list(lettres.__all__) == sorted(lettres.__all__)
    assert set(lettres.__all__) <= set(dir(lettres))


def test_la_liste_publique_est_celle_que_voient_les_verificateurs_de_types():
    publique = arbre((PAQUET / "__init__.py").read_text(encoding="utf-8"))
    (garde,) = [n for n in publique.body if isinstance(n, ast.If)]
    vus = {alias.asname or alias.name for n in garde.body if isinstance(n, ast.ImportFrom) for alias in n.names}
    assert vus == set(lettres.__all__)


def test_chaque_erreur_attendue_est_publique():
    classes = {
        nom
        for nom, valeur in vars(erreurs).items()
        if isinstance(valeur, type) and valeur.__module__ == erreurs.__name__
    }
    assert classes <= set(lettres.__all__)


def test_un_nom_inconnu_est_une_erreur_ordinaire():
    with pytest.raises(AttributeError, match="inconnu"):
        _ = lettres.inconnu


def test_importer_lettres_ne_charge_ni_word_ni_pydantic():
    code = "import sys, lettres; print(sorted({'pydantic', 'docx', 'docxtpl', 'lxml', 'yaml'} & set(sys.modules)))"
    fini = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=RACINE, check=True)
    assert fini.stdout.strip() == "[]"


def test_les_cles_de_controle_ne_se_chargent_que_devant_un_numero():
    """La bibliothèque met plus de temps à se charger que la plupart des dossiers à se vérifier."""
    code = "import sys, lettres.production.generation, lettres.regles; print('stdnum' in sys.modules)"
    fini = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=RACINE, check=True)
    assert fini.stdout.strip() == "False"
