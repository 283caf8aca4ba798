"""Le départ : ce que `lettres generer` charge, pourquoi, et ce qu'il ne charge que s'il en a besoin."""

from __future__ import annotations

import functools
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

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
    "lettres.lecture.redaction": "écrire un dossier à remplir",
    "lettres.amorce": "commencer un dossier",
    "lettres.production.lots": "faire un lot",
    "lettres.rendu.compilation.compilation": "préparer un modèle que le cache n'a pas",
    "lettres.rendu.compilation.preparation": "préparer un modèle que le cache n'a pas",
    "lettres.rendu.fabrique": "fabriquer les modèles livrés",
}

DIRE = (
    "import json, sys\n"
    "from lettres.cli import executer\n"
    "code = executer(sys.argv[1:])\n"
    "d_ailleurs = lambda module: 'site-packages' in (getattr(module, '__file__', None) or '')\n"
    "tiers = {nom.partition('.')[0] for nom, module in sys.modules.items() if d_ailleurs(module)}\n"
    "sys.stderr.write('\\n' + json.dumps([code, sorted(tiers), sorted(sys.modules)]))"
)
Charger = Callable[..., tuple[set[str], set[str]]]


@pytest.fixture(scope="module")
def charger(tmp_path_factory: pytest.TempPathFactory) -> Charger:
    """Fait une lettre, dans un processus neuf; rend les bibliothèques, puis tous les modules qu'il a chargés."""
    cache = tmp_path_factory.mktemp("depart")

    @functools.cache
    def faire(dossier: Path, *, avec_cache: bool = True) -> tuple[set[str], set[str]]:
        sortie = str(cache / "lettre.docx")
        milieu = {"LETTRES_CACHE": str(cache / "modeles") if avec_cache else "", "PATH": ""}
        commande = [sys.executable, "-c", DIRE, GENERER[0], str(dossier), *GENERER[1:], "--sortie", sortie]
        fini = subprocess.run(commande, capture_output=True, text=True, check=True, env=milieu)
        code, tiers, modules = json.loads(fini.stderr.splitlines()[-1])
        assert code == 0, fini.stderr
        return set(tiers), set(modules)

    faire(EXEMPLE)  # -- le modèle entre en cache --
    faire.cache_clear()
    return faire


def test_une_lettre_ne_charge_que_ce_que_la_table_explique(charger: Charger):
    tiers, _ = charger(EXEMPLE)
    assert tiers - PAR_LA_MACHINE == set(BIBLIOTHEQUES)


def test_une_lettre_ne_charge_rien_de_ce_qui_ne_sert_qu_a_d_autres(charger: Charger):
    _, modules = charger(EXEMPLE)
    assert modules & set(SUR_DEMANDE) == set()


def test_un_modele_que_le_cache_n_a_pas_charge_docxtpl(charger: Charger):
    _, modules = charger(EXEMPLE, avec_cache=False)
    assert modules & set(SUR_DEMANDE) == {
        *("docxtpl", "docx", "jinja2"),
        *("lettres.rendu.compilation.compilation", "lettres.rendu.compilation.preparation"),
    }


def test_un_courriel_peu_ordinaire_charge_de_quoi_en_juger(charger: Charger, tmp_path: Path):
    dossier = tmp_path / "d.yaml"
    dossier.write_text(EXEMPLE.read_text(encoding="utf-8").replace("karine@exemple.test", "Karine+k@exemple.test"))
    _, modules = charger(dossier)
    assert modules & set(SUR_DEMANDE) == {"email_validator"}


@pytest.mark.parametrize(("extension", "lecteur"), [("json", "lecteur_json"), ("toml", "lecteur_toml")])
def test_chaque_format_ne_charge_que_son_lecteur(charger: Charger, tmp_path: Path, extension: str, lecteur: str):
    faits = yaml.safe_load(EXEMPLE.read_text(encoding="utf-8"))
    dossier = tmp_path / f"d.{extension}"
    dossier.write_text(en_toml(faits) if extension == "toml" else json.dumps(faits, default=str), encoding="utf-8")
    _, modules = charger(dossier)
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
