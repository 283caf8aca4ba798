"""Flux : un lecteur parti, un disque plein, un terminal sans Unicode; le programme tient et dit vrai."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from pepiniere import mener
from tries import tries

import lettres

RACINE = Path(lettres.__file__).parent.parent
PROGRAMME = [sys.executable, "-c", "from lettres.cli import main; main()"]
POSIX = pytest.mark.skipif(os.name != "posix", reason="descripteurs propres à POSIX")


def environnement(**autres: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(RACINE), **autres}


@POSIX
@tries(
    ("args",),
    {" ".join(args): (args,) for args in (["--help"], ["--version"], ["schema"], ["modeles", "champs"])},
    {"--version", "schema"},
)
def test_un_lecteur_parti_ne_fait_pas_de_bruit(args: list[str]):
    lecture, ecriture = os.pipe()
    os.close(lecture)
    fini = subprocess.run(
        [*PROGRAMME, *args], stdout=ecriture, stderr=subprocess.PIPE, timeout=600, env=environnement()
    )
    os.close(ecriture)
    assert (fini.returncode, fini.stderr) == (0, b"")


@POSIX
def test_un_lecteur_parti_ne_change_pas_le_code_de_sortie(tmp_path: Path):
    lecture, ecriture = os.pipe()
    os.close(lecture)
    args = ["verifier", str(tmp_path / "absent.yaml")]
    fini = subprocess.run(
        [*PROGRAMME, *args], stdout=ecriture, stderr=subprocess.PIPE, timeout=600, env=environnement()
    )
    os.close(ecriture)
    assert (fini.returncode, fini.stderr) == (2, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="pas de périphérique plein ici")
@tries(
    ("args",),
    {" ".join(args): (args,) for args in (["--help"], ["schema"], ["modeles", "lister", "--json"])},
    {"--help", "modeles lister --json"},
)
def test_une_sortie_pleine_est_un_refus_de_sortie(args: list[str]):
    with Path("/dev/full").open("w") as plein:
        fini = subprocess.run(
            [*PROGRAMME, *args],
            stdout=plein,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            timeout=600,
            env=environnement(),
        )
    assert fini.returncode == 4
    assert fini.stderr.startswith("sortie standard: S004 [erreur] Il n’y a plus de place")
    assert "Exception" not in fini.stderr


PLEIN = pytest.mark.skipif(not Path("/dev/full").exists(), reason="pas de périphérique plein ici")
AU = ("--au", "2026-11-22")
LETTRE = "2026-014_rappel_2026-11-22.docx"


def sur_un_disque_plein(*args: str, ou: Path) -> tuple[int, str]:
    """Le code et les ennuis de la commande, dont la sortie n'a plus de place."""
    with Path("/dev/full").open("wb") as plein:
        milieu = {**os.environ, "LETTRES_CACHE": ""}
        code, _, ennuis = mener(*args, ou=ou, milieu=milieu, sortie=plein.fileno())
    return code, ennuis.decode()


@PLEIN
@tries(
    ("args",),
    {
        "texte": (("generer", "dossier.yaml", *AU),),
        "json": (("generer", "dossier.yaml", *AU, "--json"),),
        "ébauche": (("generer", "dossier.yaml", *AU, "--ebauche", "--sortie", "neuf/sous"),),
        "json, fichier nommé": (("generer", "dossier.yaml", *AU, "--json", "--sortie", "neuf/lettre.docx"),),
        "écraser": (("generer", "dossier.yaml", *AU, "--ecraser"),),
        "nouveau": (("nouveau", "affaire.yaml", "--nature", "entente"),),
        "nouveau, dossier neuf": (("nouveau", "neuf/affaire.yaml", "--nature", "entente"),),
    },
    {"json, fichier nommé", "nouveau, dossier neuf"},
)
def test_ce_qui_ne_peut_etre_dit_n_est_pas_fait(dossier: Path, tmp_path: Path, args: tuple[str, ...]):
    code, ennuis = sur_un_disque_plein(*args, ou=tmp_path)
    assert code == 4
    assert "sortie standard: S004 [erreur] Il n’y a plus de place" in ennuis
    assert [f.name for f in tmp_path.iterdir()] == ["dossier.yaml"]


@PLEIN
@tries(("json_",), {"texte": ((),), "json": (("--json",),)}, {"json"})
def test_une_lettre_a_ecraser_reste_si_la_reponse_ne_s_ecrit_pas(dossier: Path, tmp_path: Path, json_: tuple[str, ...]):
    (tmp_path / LETTRE).write_bytes(b"ancienne")
    assert sur_un_disque_plein("generer", "dossier.yaml", *AU, "--ecraser", *json_, ou=tmp_path)[0] == 4
    assert (tmp_path / LETTRE).read_bytes() == b"ancienne"
    assert {f.name for f in tmp_path.iterdir()} == {"dossier.yaml", LETTRE}


@PLEIN
@tries(("json_",), {"texte": ((),), "json": (("--json",),)}, {"texte"})
def test_un_lot_sans_reponse_finit_par_4_et_ses_lettres_sont_au_journal(
    lancer, dossier: Path, tmp_path: Path, json_: tuple[str, ...]
):
    code, ennuis = sur_un_disque_plein("lot", "dossier.yaml", "--sortie", "s", *AU, *json_, ou=tmp_path)
    assert code == 4
    assert "sortie standard: S004 [erreur]" in ennuis
    assert "Traceback" not in ennuis
    assert LETTRE.encode() in (tmp_path / "s" / "journal.jsonl").read_bytes()
    reprise = lancer("lot", "dossier.yaml", "--sortie", "s", *AU)
    assert (reprise.code, "déjà faites  1" in reprise.sortie) == (0, True)


@POSIX
@tries(("fermeture",), {f: (f,) for f in (">&-", "2>&-", ">&- 2>&-", "2>/dev/full")}, {">&- 2>&-", "2>/dev/full"})
def test_un_flux_ferme_n_empeche_pas_de_repondre(fermeture: str):
    commande = f'exec "$0" "$@" {fermeture}'
    for args, code in ((["schema"], 0), (["zzz"], 2)):
        fini = subprocess.run(
            ["sh", "-c", commande, *PROGRAMME, *args], capture_output=True, timeout=600, env=environnement()
        )
        assert fini.returncode == code
        assert b"Traceback" not in fini.stderr


@tries(("codage",), {codage: (codage,) for codage in ("ascii", "cp1252", "latin-1")}, {"ascii"})
def test_hors_du_terminal_la_sortie_est_toujours_en_utf8(codage: str):
    fini = subprocess.run(
        [*PROGRAMME, "--help"], capture_output=True, timeout=600, env=environnement(PYTHONIOENCODING=codage)
    )
    assert "D’un dossier validé à la bonne lettre québécoise" in fini.stdout.decode("utf-8")


@POSIX
def test_un_nom_de_fichier_qui_n_est_pas_de_l_unicode_est_refuse_proprement(tmp_path: Path):
    for options in ([], ["--json"]):
        fini = subprocess.run(
            [*PROGRAMME, "generer", os.fsdecode(b"a\xff.yaml"), *options],
            capture_output=True,
            timeout=600,
            cwd=tmp_path,
            env=environnement(),
        )
        assert fini.returncode == 2
        assert "Ce fichier n’existe pas." in (fini.stdout + fini.stderr).decode("utf-8")
        assert b"Traceback" not in fini.stderr
