"""Environnement : sans HOME, sans dossier courant, sans flux, interrompu n'importe quand, le programme répond."""

from __future__ import annotations

import json
import os
import pty
import re
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from conftest import A_L_ECOUTE
from tries import tries

import lettres
from lettres.cli.options import modeles_gardes

RACINE = Path(lettres.__file__).parent.parent
PROGRAMME = "from lettres.cli import main; main()"
AU = ("--au", "2026-11-22")

pytestmark = pytest.mark.skipif(os.name != "posix", reason="descripteurs et environnement propres à POSIX")

SANS_USAGER = """
import os, pwd
def personne(*_a): raise KeyError("getpwuid(): uid not found: 12345")
pwd.getpwuid = pwd.getpwnam = personne
"""

COMMANDES = {
    "generer": ("generer", "{}/dossier.yaml", *AU, "--sortie", "{}/g", "--ecraser"),
    "verifier": ("verifier", "{}/dossier.yaml", *AU),
    "etat": ("etat", "{}/dossier.yaml", *AU),
    "lot": ("lot", "{}/dossier.yaml", *AU, "--sortie", "{}/l"),
    "nouveau": ("nouveau",),
    "schema": ("schema",),
    "regles": ("regles",),
    "droit": ("droit", "interet.taux_legal"),
    "delai": ("calculer", "delai", "--depuis", "2026-12-15", "--jours", "10"),
    "aide": ("--help",),
}


def lancer(
    ou: Path,
    *args: str,
    avant: str = "",
    variables: dict[str, str] | None = None,
    flux: str = "",
    cwd: str = "",
    entree: bytes = b"",
) -> subprocess.CompletedProcess[bytes]:
    """Le programme, dans un environnement qui n'a que ce qu'on lui donne; `flux` est du shell, `avant`, du Python."""
    commande = f'{f"cd {cwd} && rmdir {cwd} && " if cwd else ""}exec "$0" "$@" {flux}'
    base = {"PATH": os.environ["PATH"], "PYTHONPATH": str(RACINE), "PYTHONDONTWRITEBYTECODE": "1"}
    if variables is None:
        variables = {"LETTRES_CACHE": os.environ["LETTRES_CACHE"]}
    return subprocess.run(
        [
            "sh",
            "-c",
            commande,
            sys.executable,
            "-c",
            f"{avant}\n{PROGRAMME}",
            *(a.replace("{}", str(ou)) for a in args),
        ],
        capture_output=True,
        input=entree,
        cwd=ou,
        timeout=600,
        env=base | variables,
    )


def fait(fini: subprocess.CompletedProcess[bytes], *codes: int) -> None:
    ennuis = fini.stderr.decode("utf-8", "replace")
    assert fini.returncode in (codes or (0,)), ennuis
    assert "Traceback" not in ennuis
    assert not re.search(r"\b\w*(Error|Exception)\b", ennuis), ennuis


@pytest.fixture
def ici(dossier: Path) -> Path:
    return dossier.parent


# -- HOME, cache, répertoire temporaire --

MAISONS = {
    "sans HOME ni usager": ({}, SANS_USAGER),
    "HOME vide, sans usager": ({"HOME": ""}, SANS_USAGER),
    "HOME en ~inconnu": ({"HOME": "~inconnu"}, SANS_USAGER),
    "HOME absent du disque": ({"HOME": "/nulle/part"}, ""),
    "HOME relatif": ({"HOME": "ailleurs"}, ""),
    "HOME est un fichier": ({"HOME": "{}/dossier.yaml"}, ""),
    "cache relatif": ({"XDG_CACHE_HOME": "ailleurs", "HOME": "/nulle/part"}, ""),
    "cache en ~inconnu": ({"XDG_CACHE_HOME": "~inconnu/x"}, SANS_USAGER),
    "cache est un fichier": ({"XDG_CACHE_HOME": "{}/dossier.yaml"}, ""),
    "LETTRES_CACHE est un fichier": ({"LETTRES_CACHE": "{}/dossier.yaml"}, ""),
    "LETTRES_CACHE démesuré": ({"LETTRES_CACHE": "/tmp/" + "x" * 5000}, ""),  # noqa: S108
    "LETTRES_CACHE d'espaces": ({"LETTRES_CACHE": "  "}, ""),
    "TMPDIR absent": ({"TMPDIR": "/nulle/part", "HOME": "/nulle/part"}, ""),
    "TZ fautif": ({"TZ": "UTC-99:99", "HOME": "/nulle/part"}, ""),
}


@tries(
    ("commande", "variables", "avant"),
    {f"{commande}, {nom}": (commande, *cas) for commande in ("generer", "lot") for nom, cas in MAISONS.items()},
    {"generer, sans HOME ni usager", "lot, cache est un fichier"},
)
def test_sans_dossier_personnel_la_commande_se_passe_de_cache(ici: Path, commande: str, variables, avant: str):
    avant_cela = {f.name for f in ici.iterdir()}
    fini = lancer(
        ici, *COMMANDES[commande], avant=avant, variables={c: v.replace("{}", str(ici)) for c, v in variables.items()}
    )
    fait(fini)
    assert {f.name for f in ici.iterdir()} - avant_cela == {
        COMMANDES[commande][-2 if commande == "generer" else -1][3:]
    }


@tries(("commande",), {c: (c,) for c in ("verifier", "etat", "nouveau", "droit")}, {"etat"})
def test_un_fuseau_fautif_n_empeche_pas_de_savoir_le_jour(ici: Path, commande: str):
    args = [a for a in COMMANDES[commande] if a not in AU]
    fait(lancer(ici, *args, variables={"TZ": "UTC-99:99"}))


@pytest.mark.parametrize("leve", [RuntimeError, KeyError, OSError])
def test_sans_cache_possible_il_n_y_a_pas_de_cache(monkeypatch: pytest.MonkeyPatch, leve: type[Exception]):
    def perdu(*_args: object, **_options: object) -> Path:
        raise leve

    monkeypatch.delenv("LETTRES_CACHE")
    monkeypatch.setattr("platformdirs.user_cache_path", perdu)
    assert modeles_gardes.dossier_de_cache() is None


def test_le_cache_de_l_usager_est_un_chemin_absolu(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.delenv("LETTRES_CACHE")
    monkeypatch.setattr("platformdirs.user_cache_path", lambda *_a, **_o: Path("relatif"))
    assert modeles_gardes.dossier_de_cache() is None
    monkeypatch.setattr("platformdirs.user_cache_path", lambda *_a, **_o: tmp_path)
    assert modeles_gardes.dossier_de_cache() == tmp_path


# -- Dossier courant --


@tries(("commande",), {c: (c,) for c in COMMANDES}, {"generer", "nouveau"})
def test_un_dossier_courant_efface_n_empeche_rien_qui_ait_un_chemin_absolu(ici: Path, commande: str):
    (ici / "perdu").mkdir()
    fait(lancer(ici, *COMMANDES[commande], cwd=f"{ici}/perdu"))


RELATIFS = {
    "generer dossier.yaml": 2,
    "generer {}/dossier.yaml --modele m.docx": 3,
    "generer {}/dossier.yaml": 4,
    "verifier dossier.yaml": 2,
    "etat dossier.yaml": 2,
    "controler l.docx": 3,
    "nouveau n.yaml": 4,
    "lot dossier.yaml --sortie {}/l2": 1,
    "lot {}/dossier.yaml --sortie l": 4,
    "lot . --sortie {}/l3": 2,
}


@tries(
    ("args", "code", "option"),
    {f"{args} {o}".strip(): (args.split(), code, o.split()) for args, code in RELATIFS.items() for o in ("", "--json")},
    {
        "generer {}/dossier.yaml --modele m.docx --json",
        "verifier dossier.yaml --json",
    },
)
def test_un_chemin_relatif_a_un_dossier_courant_efface_est_un_refus(ici: Path, args, code: int, option):
    if args[0] == "nouveau" and option:
        code = 2
    (ici / "perdu").mkdir()
    fini = lancer(ici, *args, *option, cwd=f"{ici}/perdu")
    fait(fini, code)
    if option:
        assert json.loads(fini.stdout)["constats"]


# -- Flux --

FLUX = {
    "entrée fermée": "<&-",
    "sortie fermée": ">&-",
    "ennuis fermés": "2>&-",
    "entrée et sortie fermées": "<&- >&-",
    "tout fermé": "<&- >&- 2>&-",
    "entrée en écriture": "0>entree",
    "ennuis en lecture": "2</dev/null",
}


@tries(
    ("commande", "flux"),
    {f"{c}, {n}": (c, f) for c in ("generer", "lot", "verifier", "nouveau", "aide") for n, f in FLUX.items()},
    {"generer, tout fermé", "lot, ennuis fermés", "nouveau, entrée fermée"},
)
def test_un_flux_ferme_n_empeche_pas_la_commande(ici: Path, commande: str, flux: str):
    fait(lancer(ici, *COMMANDES[commande], flux=flux))
    lettre = ici / "g" / "2026-014_rappel_2026-11-22.docx"
    if commande == "generer":
        # -- rien de ce qui s'écrit aux flux n'est entré dans la lettre --
        assert lettre.read_bytes() == lettres.generer(lettres.lire(ici / "dossier.yaml"), au=date(2026, 11, 22)).octets


def test_une_entree_fermee_ne_prete_pas_son_numero_a_un_fichier(ici: Path):
    espion = "import atexit, os; atexit.register(lambda: print([os.readlink(f'/dev/fd/{n}') for n in range(3)]))"
    if not Path("/dev/fd/0").exists():
        pytest.skip("pas de /dev/fd ici")
    fini = lancer(ici, "regles", avant=espion, flux="<&- 2>&-")
    numeros = eval(fini.stdout.decode().splitlines()[-1])  # noqa: S307 -- une liste que cet essai vient d'écrire
    assert numeros[0] == numeros[2] == os.devnull


@tries(
    ("entree", "flux", "code", "dit"),
    {
        "vide": (b"", "", 0, ""),
        "fermée": (b"", "<&-", 2, "L003"),
        "en écriture": (b"", "0>entree", 2, "L003"),
        "binaire": (b"\x00\xff\xfe" * 1000 + b"\n\n\x80\n", "", 1, "L00"),
        "profonde": (b"[" * 100_000, "", 1, "L012"),
        "autre chose": (b'{"lettres": 1}\n3\nnull\n"x"\n', "", 1, "L016"),
    },
    {"binaire"},
)
def test_l_entree_d_un_lot_peut_etre_n_importe_quoi(ici: Path, entree: bytes, flux: str, code: int, dit: str):
    for option in ((), ("--json",)):
        fini = lancer(ici, "lot", "-", "{}/dossier.yaml", "--sortie", "{}/s", *AU, *option, entree=entree, flux=flux)
        fait(fini, code)
        assert dit in (fini.stdout + fini.stderr).decode()
        if option:
            assert json.loads(fini.stdout)["resume"]["deja_faite"] == 1, "le dossier qui suit l'entrée est fait"


def test_un_lecteur_parti_au_milieu_d_un_lot_en_json_ne_fait_pas_de_bruit(ici: Path):
    fini = lancer(ici, *COMMANDES["lot"], "--json", flux="| head -c 0")
    assert fini.stderr == b""


# -- Codages et terminaux --


def au_terminal(ici: Path, *args: str, **variables: str) -> tuple[int, bytes]:
    """Le programme, ses sorties sur un vrai terminal."""
    maitre, esclave = pty.openpty()
    enfant = subprocess.Popen(
        [sys.executable, "-c", PROGRAMME, *(a.replace("{}", str(ici)) for a in args)],
        stdin=subprocess.DEVNULL,
        stdout=esclave,
        stderr=esclave,
        cwd=ici,
        env={
            **{nom: os.environ[nom] for nom in ("PATH", "LETTRES_CACHE")},
            "PYTHONPATH": str(RACINE),
            **variables,
        },
    )
    os.close(esclave)
    lu = b""
    try:
        while morceau := os.read(maitre, 65536):
            lu += morceau
    except OSError:  # -- l'enfant a fini : le terminal se ferme --
        pass
    finally:
        os.close(maitre)
    return enfant.wait(timeout=600), lu


@tries(
    ("commande", "codage"),
    {
        f"{c}, {codage}": (c, codage)
        for codage in ("ascii:strict", "latin-1", "utf-8")
        for c in ("regles", "etat", "aide")
    },
    {"etat, ascii:strict"},
)
def test_sur_un_terminal_sans_accents_le_texte_reste_du_texte_et_le_json_reste_exact(
    ici: Path, commande: str, codage: str
):
    code, texte = au_terminal(ici, *COMMANDES[commande], PYTHONIOENCODING=codage)
    assert code == 0
    assert b"Traceback" not in texte
    if commande != "aide":
        code, en_json = au_terminal(ici, *COMMANDES[commande], "--json", PYTHONIOENCODING=codage)
        attendu = lancer(ici, *COMMANDES[commande], "--json")
        assert code == attendu.returncode
        assert json.loads(en_json.decode(codage.split(":")[0])) == json.loads(attendu.stdout)


TERMINAUX = {
    **{
        f"{c[:8]!a} colonnes": {"COLUMNS": c, "LINES": c}
        for c in ("0", "1", "-5", "large", "9" * 5000, "", "99999999", "٣")
    },
    "TERM=dumb": {"TERM": "dumb"},
    "TERM vide": {"TERM": ""},
    "C": {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "NO_COLOR et FORCE_COLOR": {"NO_COLOR": "1", "FORCE_COLOR": "3"},
}


@tries(
    ("commande", "variables"),
    {f"{c}, {nom}": (c, v) for c in ("lot", "aide") for nom, v in TERMINAUX.items()},
    {"lot, '0' colonnes", "aide, C"},
)
def test_un_terminal_quelconque_suffit(ici: Path, commande: str, variables: dict[str, str]):
    code, texte = au_terminal(ici, *COMMANDES[commande], **variables)
    assert (code, b"Traceback" in texte) == (0, False)


# -- Interruption --

AU_N_IEME_IMPORT = """
import sys
reste = [{}]
def compter(evenement, _arguments):
    if evenement == "import":
        reste[0] -= 1
        if reste[0] == 0:
            signal.raise_signal(signal.SIGINT)
from lettres.cli import main
sys.addaudithook(compter)
"""


@tries(
    ("rang", "option"),
    {f"{rang} {o}".strip(): (rang, o.split()) for rang in (1, 2, 5, 20, 60, 150, 300) for o in ("", "--json")},
    {"1 --json", "60", "300 --json"},
)
def test_une_interruption_n_importe_quand_finit_par_130_sans_trace(ici: Path, rang: int, option: list[str]):
    fini = lancer(ici, *COMMANDES["generer"], *option, avant=A_L_ECOUTE + AU_N_IEME_IMPORT.format(rang))
    assert (fini.returncode, fini.stderr.decode()) == (130, "Interrompu.\n")
    if option:
        assert [c["code"] for c in json.loads(fini.stdout)["constats"]] == ["I302"]
    assert not list(ici.glob("g/*")), "rien à moitié"


def test_une_interruption_apres_la_reponse_ne_change_rien(ici: Path):
    fini = lancer(
        ici,
        "--version",
        avant=f"{A_L_ECOUTE}; import atexit, os; atexit.register(os.kill, os.getpid(), {signal.SIGINT:d})",
    )
    assert (fini.returncode, fini.stderr) == (0, b"")


# -- python -m lettres --


def test_python_m_lettres_est_la_meme_commande(ici: Path):
    fini = subprocess.run(
        [sys.executable, "-m", "lettres", "lot", "dossier.yaml", "--sortie", "s", *AU, "--travailleurs", "2", "--json"],
        capture_output=True,
        cwd=ici,
        timeout=600,
        env={**os.environ, "PYTHONPATH": str(RACINE)},
    )
    fait(fini)
    assert json.loads(fini.stdout)["resume"]["faite"] == 1
