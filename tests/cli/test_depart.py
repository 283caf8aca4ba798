"""Le départ : ce que `lettres generer` charge, pourquoi, et ce qu'il ne charge que s'il en a besoin."""

from __future__ import annotations

import functools
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

RACINE = Path(__file__).parents[2]
EXEMPLE = RACINE / "exemples" / "minimaux" / "mise_en_demeure-recouvrement.yaml"
GENERER = ("generer", "--lettre", "mise_en_demeure", "--au", "2026-11-20", "--ecraser")

# -- Chaque bibliothèque que charge une lettre de recouvrement dont le modèle est déjà en cache, et pourquoi --
BIBLIOTHEQUES = {
    "typer": "lit la ligne de commande",
    "annotated_doc": "par typer",
    "shellingham": "par typer",
    "pydantic": "valide le dossier et les données livrées",
    "pydantic_core": "par pydantic",
    "annotated_types": "par pydantic",
    "typing_inspection": "par pydantic",
    "typing_extensions": "par pydantic",
    "yaml": "lit le dossier et les données livrées",
    "dateutil": "compte les mois et Pâques",
    "six": "par dateutil",
    "lxml": "prouve le modèle et relit la lettre",
    "num2words": "écrit la somme à payer en lettres",
}
PAR_LA_MACHINE = {"isal", "_distutils_hack", "_virtualenv", "coverage"}
"""Ce que l'installation, et non la lettre, fait charger : un compresseur plus rapide, ou de quoi mesurer les essais."""

# -- Ce qui est long à charger, et qui ne l'est que devant ce qui l'exige --
SUR_DEMANDE = {
    "docxtpl": "préparer un modèle que le cache n'a pas",
    "docx": "par docxtpl, et fabriquer les modèles",
    "jinja2": "lire les balises d'un modèle que le cache n'a pas",
    "email_validator": "juger d'une adresse de courriel qui n'est pas ordinaire",
    "stdnum": "les clés de contrôle d'un numéro",
    "tomllib": "lire un dossier en TOML",
    "lettres.lecture.formats.lecteur_toml": "lire un dossier en TOML",
    "lettres.lecture.formats.lecteur_json": "lire un dossier en JSON",
    "lettres.lecture.messages": "dire ce qu'un dossier a de fautif",
    "lettres.lecture.redaction": "écrire un dossier à remplir",
    "lettres.amorce": "commencer un dossier",
    "lettres.interface.reponses": "répondre à un logiciel",
    "lettres.interface.schemas": "publier le schéma d'une réponse",
    "lettres.production.accompagner": "écrire la fiche d'une lettre",
    "lettres.rendu.moteur.tableaux": "relire les tableaux d'une lettre que son modèle ne prouve pas",
    "lettres.rendu.sante": "soigner un modèle que le cache n'a pas",
    "lettres.rendu.balises.environnement": "lire les balises d'un modèle que le cache n'a pas",
    "lettres.production.lots": "faire un lot",
    "lettres.rendu.compilation.compilation": "préparer un modèle que le cache n'a pas",
    "lettres.rendu.compilation.preparation": "préparer un modèle que le cache n'a pas",
    "lettres.rendu.fabrique": "fabriquer les modèles livrés",
}

MODULES_MAX = 319
EXPRESSIONS_MAX = 149
BLOCS_MAX = 8
"""Ce qu'une lettre de recouvrement charge de nos modules, compile de nos expressions, et monte des blocs d'un dossier,
qui en a soixante : moins, c'est mieux.

« Revenez le » est la décision du dossier où elle est inscrite : l'escalade y sert toujours.
"""

DIRE = (
    "import json, re._compiler, sys\n"
    "compiler, compiles = re._compiler.compile, []\n"
    "def noter(motif, options=0):\n"
    "    cadre = sys._getframe(1)\n"
    "    while '/re/' in cadre.f_code.co_filename: cadre = cadre.f_back\n"
    "    compiles.append(cadre.f_globals.get('__name__', '').startswith('lettres'))\n"
    "    return compiler(motif, options)\n"
    "re._compiler.compile = noter\n"
    "from lettres.cli import executer\n"
    "code = executer(sys.argv[1:])\n"
    "d_ailleurs = lambda module: 'site-packages' in (getattr(module, '__file__', None) or '')\n"
    "tiers = {nom.partition('.')[0] for nom, module in sys.modules.items() if d_ailleurs(module)}\n"
    "from lettres.dossier.fait import Fait\n"
    "tous = lambda bloc: [bloc, *(b for sien in bloc.__subclasses__() for b in tous(sien))]\n"
    "montes = sorted({b.__name__ for b in tous(Fait) if b.__pydantic_complete__})\n"
    "sys.stderr.write('\\n' + json.dumps([code, sorted(tiers), sorted(sys.modules), sum(compiles), montes]))"
)


class Charges(NamedTuple):
    """Ce qu'une lettre a chargé, combien de nos expressions elle a compilées, et quels blocs d'un dossier, montés."""

    tiers: set[str]
    modules: set[str]
    expressions: int
    blocs: list[str]


Charger = Callable[..., Charges]


@pytest.fixture(scope="module")
def charger(tmp_path_factory: pytest.TempPathFactory) -> Charger:
    """Fait une lettre, dans un processus neuf; rend les bibliothèques et tous les modules qu'il a chargés."""
    cache = tmp_path_factory.mktemp("depart")

    @functools.cache
    def faire(dossier: Path, *, avec_cache: bool = True) -> Charges:
        sortie = str(cache / "lettre.docx")
        milieu = {"LETTRES_CACHE": str(cache / "modeles") if avec_cache else "", "PATH": ""}
        commande = [sys.executable, "-c", DIRE, GENERER[0], str(dossier), *GENERER[1:], "--sortie", sortie]
        fini = subprocess.run(commande, capture_output=True, text=True, check=True, env=milieu)
        code, tiers, modules, expressions, blocs = json.loads(fini.stderr.splitlines()[-1])
        assert code == 0, fini.stderr
        return Charges(set(tiers), set(modules), expressions, blocs)

    faire(EXEMPLE)  # -- le modèle entre en cache --
    faire.cache_clear()
    return faire


def test_une_lettre_ne_charge_que_ce_que_la_table_explique(charger: Charger):
    tiers = charger(EXEMPLE).tiers
    assert tiers - PAR_LA_MACHINE == set(BIBLIOTHEQUES)


def test_une_lettre_ne_charge_rien_de_ce_qui_ne_sert_qu_a_d_autres(charger: Charger):
    modules = charger(EXEMPLE).modules
    assert modules & set(SUR_DEMANDE) == set()


def test_une_lettre_charge_peu_de_modules_et_ne_compile_que_les_expressions_qu_elle_cherche(charger: Charger):
    charges = charger(EXEMPLE)
    assert len([nom for nom in charges.modules if nom.partition(".")[0] == "lettres"]) <= MODULES_MAX
    assert charges.expressions <= EXPRESSIONS_MAX
    assert len(charges.blocs) <= BLOCS_MAX, charges.blocs


def test_un_modele_que_le_cache_n_a_pas_charge_docxtpl(charger: Charger):
    modules = charger(EXEMPLE, avec_cache=False).modules
    assert modules & set(SUR_DEMANDE) == {
        *("docxtpl", "docx", "jinja2"),
        *("lettres.rendu.compilation.compilation", "lettres.rendu.compilation.preparation"),
        *("lettres.rendu.sante", "lettres.rendu.balises.environnement"),
    }


def test_un_courriel_peu_ordinaire_charge_de_quoi_en_juger(charger: Charger, tmp_path: Path):
    dossier = tmp_path / "d.yaml"
    dossier.write_text(EXEMPLE.read_text(encoding="utf-8").replace("karine@exemple.test", "Karine+k@exemple.test"))
    modules = charger(dossier).modules
    assert modules & set(SUR_DEMANDE) == {"email_validator"}


@pytest.mark.parametrize(("extension", "lecteur"), [("json", "lecteur_json"), ("toml", "lecteur_toml")])
def test_chaque_format_ne_charge_que_son_lecteur(charger: Charger, tmp_path: Path, extension: str, lecteur: str):
    faits = yaml.safe_load(EXEMPLE.read_text(encoding="utf-8"))
    dossier = tmp_path / f"d.{extension}"
    dossier.write_text(en_toml(faits) if extension == "toml" else json.dumps(faits, default=str), encoding="utf-8")
    modules = charger(dossier).modules
    formats = {m for m in modules if m.startswith("lettres.lecture.formats.lecteur_")}
    assert formats == {f"lettres.lecture.formats.{lecteur}"}


def en_toml(valeur: object) -> str:
    """Les faits en TOML, chaque bloc en ligne."""
    assert isinstance(valeur, dict)
    return "\n".join(f"{cle} = {_en_ligne(fait)}" for cle, fait in valeur.items())


def _en_ligne(valeur: object) -> str:
    if isinstance(valeur, dict):
        return "{" + ", ".join(f"{cle} = {_en_ligne(fait)}" for cle, fait in valeur.items()) + "}"
    if isinstance(valeur, list):
        return "[" + ", ".join(map(_en_ligne, valeur)) + "]"
    return str(valeur) if isinstance(valeur, int) else json.dumps(str(valeur), ensure_ascii=False)
