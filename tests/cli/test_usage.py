"""Usage : l'aide et les erreurs de la ligne de commande, toutes en français."""

from __future__ import annotations

import inspect
import re
import subprocess
import sys
from collections.abc import Callable

import pytest
import typer
from tables import d_un_trait
from typer._click import exceptions as fautes_de_typer

import lettres
from lettres.cli.application import _lancer
from lettres.cli.sommaire import COMMANDES as TABLE
from lettres.cli.sommaire import charger
from lettres.cli.terminal.traduction import _PAR_CLASSE, INCOMPRISE, en_francais

COMMANDES = [
    (),
    ("generer",),
    ("verifier",),
    ("nouveau",),
    ("schema",),
    ("modeles",),
    ("modeles", "lister"),
    ("modeles", "champs"),
]

FAUTES = [
    (("zzz",), "Commande inconnue : « zzz »."),
    (("verifie",), "Commande inconnue : « verifie ». Vouliez-vous dire « verifier » ?"),
    (("l'été",), "Commande inconnue : « l'été »."),
    (("\x1b[2J",), "Commande inconnue : « ?[2J »."),
    (("modeles", "liste"), "Commande inconnue : « liste ». Vouliez-vous dire « lister » ?"),
    (("--zut",), "Option inconnue : --zut."),
    (("-z",), "Option inconnue : -z."),
    (("generer",), "Il manque l’argument DOSSIER."),
    (("verifier",), "Il manque l’argument DOSSIER."),
    (("generer", "--letre", "rappel"), "Option inconnue : --letre. Vouliez-vous dire « --lettre » ?"),
    (("generer", "a.yaml", "b.yaml"), "Argument en trop : b.yaml."),
    (("schema", "x"), "Argument en trop : x."),
    (("generer", "a.yaml", "--lettre"), "L’option --lettre attend une valeur."),
    (("generer", "a.yaml", "--json=oui"), "L’option --json ne prend pas de valeur."),
    (("--version=3",), "L’option --version ne prend pas de valeur."),
    (("generer", "a.yaml", "--", "-x", "y"), "Argument en trop : -x y."),
    (("--",), "Il manque la commande."),
    (("modeles", "--"), "Il manque la commande."),
]


@pytest.mark.parametrize("commande", COMMANDES, ids=" ".join)
@pytest.mark.parametrize("option", ["-h", "--help"])
def test_l_aide_est_entierement_en_francais(lancer, anglais, commande: tuple[str, ...], option: str):
    resultat = lancer(*commande, option)
    assert resultat.code == 0
    assert resultat.ennuis == ""
    assert resultat.sortie.startswith(" ".join(("Usage : lettres", *commande, "[OPTIONS]")))
    assert "-h, --help  " in resultat.sortie
    assert "Affiche cette aide." in resultat.sortie
    assert anglais(resultat.sortie) == []


def test_l_aide_dit_ce_qui_est_obligatoire_et_les_valeurs_par_defaut(lancer):
    aide = " ".join(lancer("generer", "--help").sortie.split())
    assert "DOSSIER Le dossier : un fichier YAML, JSON ou TOML. [obligatoire]" in aide
    assert "--au AAAA-MM-JJ La date de la lettre. [défaut : aujourd’hui]" in aide
    assert "Usage : lettres nouveau [OPTIONS] [FICHIER]" in lancer("nouveau", "--help").sortie
    assert "Usage : lettres verifier [OPTIONS] DOSSIER…" in lancer("verifier", "--help").sortie


def test_l_aide_du_programme_nomme_chaque_commande(lancer):
    aide = lancer("--help").sortie
    for commande in ("generer", "verifier", "nouveau", "schema", "modeles"):
        assert re.search(rf"^  {commande} +\S", aide, re.MULTILINE)
    assert "Codes de sortie : 0 fait" in aide


@pytest.mark.parametrize("largeur", [40, 60, 100])
def test_l_aide_se_replie_a_la_largeur_du_terminal(lancer, monkeypatch: pytest.MonkeyPatch, largeur: int):
    monkeypatch.setenv("COLUMNS", str(largeur))
    for commande in COMMANDES:
        usage, *lignes = lancer(*commande, "--help").sortie.splitlines()
        assert usage.startswith("Usage")
        assert [ligne for ligne in lignes if len(ligne) > largeur] == []


@pytest.mark.parametrize("commande", [(), ("modeles",)], ids=["lettres", "modeles"])
def test_sans_commande_l_aide_s_affiche_et_le_code_est_celui_d_un_mauvais_usage(lancer, commande: tuple[str, ...]):
    resultat = lancer(*commande)
    assert resultat.code == 2
    assert resultat.sortie == ""
    assert resultat.ennuis == lancer(*commande, "--help").sortie


@pytest.mark.parametrize(("args", "phrase"), FAUTES, ids=[p for _, p in FAUTES])
def test_une_faute_d_usage_est_dite_en_francais_avec_l_aide_a_demander(
    lancer, anglais, args: tuple[str, ...], phrase: str
):
    resultat = lancer(*args)
    assert resultat.code == 2
    assert resultat.sortie == ""
    premiere, seconde = resultat.ennuis.splitlines()
    assert premiere == f"lettres : {phrase}"
    assert re.fullmatch(r"Essayez : lettres( \w+)* --help", seconde)
    assert anglais(resultat.ennuis) == []


def test_l_aide_a_demander_est_celle_de_la_commande_en_cause(lancer):
    assert lancer("modeles", "lister", "--zut").ennuis.endswith("Essayez : lettres modeles lister --help\n")
    assert lancer("generer", "a", "--lettre").ennuis.endswith("Essayez : lettres generer --help\n")


def _familles(classe: type[Exception]) -> list[type[Exception]]:
    return [classe, *(f for enfant in classe.__subclasses__() for f in _familles(enfant))]


@d_un_trait
@pytest.mark.parametrize("classe", _familles(fautes_de_typer.ClickException), ids=lambda c: c.__name__)
def test_aucune_classe_d_erreur_de_typer_ne_montre_son_texte(classe: type[typer.TyperException]):
    faute = classe.__new__(classe)
    faute.message = "Something went wrong."
    assert "Something" not in en_francais(faute)


@d_un_trait
@pytest.mark.parametrize(("args", "phrase"), FAUTES, ids=[p for _, p in FAUTES])
def test_la_phrase_ne_depend_pas_de_ce_que_typer_en_dit(args: tuple[str, ...], phrase: str):
    with pytest.raises(typer.TyperException) as refus:
        _lancer(list(args), {})
    refus.value.message = "Ni les mots d'hier, ni ceux de demain."
    assert en_francais(refus.value) == phrase


def test_la_table_de_traduction_ne_nomme_que_des_classes_qui_existent():
    connues = {c.__name__ for c in _familles(fautes_de_typer.ClickException)}
    assert set(_PAR_CLASSE) <= connues


def test_une_faute_imprevue_est_dite_incomprise():
    assert en_francais(fautes_de_typer.UsageError("Something went wrong.")) == INCOMPRISE


def test_la_version_est_donnee(lancer):
    resultat = lancer("--version")
    assert (resultat.code, resultat.sortie, resultat.ennuis) == (0, f"lettres {lettres.__version__}\n", "")


LOURDS = ("pydantic", "docxtpl", "docx", "jinja2", "lxml", "yaml", "rich")


@pytest.mark.parametrize("args", [("--help",), ("--version",), ("generer", "--help"), ("verifier", "-h"), ("zzz",)])
def test_demander_l_aide_n_importe_rien_de_lourd(interpreteur: Callable[..., object], args: tuple[str, ...]):
    avant = (
        "import atexit, sys\n"
        f"lourds = lambda: [m for m in {LOURDS!r} if m in sys.modules]\n"
        "atexit.register(lambda: print('lourds :', lourds(), file=sys.stderr))"
    )
    resultat = interpreteur(*args, avant=avant)
    assert resultat.ennuis.splitlines()[-1] == "lourds : []"


@d_un_trait
@pytest.mark.parametrize("nom", [n for n, c in TABLE.items() if isinstance(c, str)])
def test_le_resume_d_une_commande_est_sa_premiere_phrase(nom: str):
    premiere = inspect.cleandoc(charger(nom).__doc__ or "").split("\n\n")[0]
    assert " ".join(premiere.split("\n")) == TABLE[nom]


@pytest.mark.parametrize("nom", [n for n, c in TABLE.items() if not isinstance(c, str)])
def test_les_commandes_d_un_groupe_existent(nom: str):
    groupement = TABLE[nom]
    assert not isinstance(groupement, str)
    assert all(charger(nom, sous).__doc__ for sous in groupement.commandes)


def test_seule_la_commande_demandee_est_chargee():
    code = "import sys; from lettres.cli import executer; executer(['schema']); sys.stderr.write(' '.join(sys.modules))"
    charges = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stderr.split()
    assert "lettres.cli.commandes.schema" in charges
    assert not {f"lettres.cli.{n}" for n in TABLE if n != "schema"} & set(charges)
