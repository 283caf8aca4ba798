"""Verrou : un seul maître, et un fichier qui était là n'y perd rien."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

import lettres
from lettres.socle.disque import PasOrdinaire
from lettres.sortie import verrou

RACINE = Path(lettres.__file__).parent.parent
POSIX = pytest.mark.skipif(os.name != "posix", reason="effacer un fichier ouvert est propre à POSIX")


@pytest.fixture
def chemin(tmp_path: Path) -> Path:
    return tmp_path / ".verrou"


def test_un_seul_le_tient_et_il_se_rend_a_la_fin(chemin: Path):
    with verrou.tenir(chemin), pytest.raises(verrou.Occupe), verrou.tenir(chemin):
        pass
    with verrou.tenir(chemin):
        assert chemin.read_bytes() == b""


def test_il_vaut_d_un_processus_a_l_autre_et_se_rend_quand_le_processus_meurt(chemin: Path):
    programme = (
        "import os, sys; from pathlib import Path; from lettres.sortie import verrou\n"
        "pris = verrou.tenir(Path(sys.argv[1])); pris.__enter__(); print('tenu', flush=True); input(); os._exit(9)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", programme, str(chemin)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(RACINE)},
    ) as autre:
        assert autre.stdout is not None
        assert autre.stdout.readline().strip() == b"tenu"
        with pytest.raises(verrou.Occupe), verrou.tenir(chemin):
            pass
        autre.communicate(b"\n")
    with verrou.tenir(chemin):
        pass


@pytest.mark.parametrize("echec", [False, True], ids=["le bloc finit", "le bloc échoue"])
def test_un_fichier_deja_la_garde_ses_octets_ses_droits_et_sa_date(chemin: Path, echec: bool):
    chemin.write_bytes(b"mes notes")
    chemin.chmod(0o644)
    os.utime(chemin, ns=(10**9, 10**9))
    with suppress(ZeroDivisionError), verrou.tenir(chemin):
        _ = 1 / (not echec)
    vu = chemin.stat()
    assert (chemin.read_bytes(), vu.st_mode & 0o777, vu.st_mtime_ns) == (b"mes notes", 0o644, 10**9)


def test_un_bloc_qui_echoue_ne_laisse_pas_le_fichier_qu_il_a_cree(chemin: Path):
    with pytest.raises(ZeroDivisionError), verrou.tenir(chemin):
        _ = 1 / 0
    assert not chemin.exists()


@POSIX
def test_un_fichier_efface_entre_l_ouverture_et_la_prise_n_est_pas_le_verrou(
    chemin: Path, monkeypatch: pytest.MonkeyPatch
):
    prendre, prises = verrou._prendre, []

    def prendre_un_fichier_efface(descripteur: int) -> bool:
        if not prises:
            chemin.unlink()
        prises.append(descripteur)
        return prendre(descripteur)

    monkeypatch.setattr(verrou, "_prendre", prendre_un_fichier_efface)
    with verrou.tenir(chemin):
        assert chemin.exists()
        assert len(prises) == 2


@POSIX
@pytest.mark.parametrize("quoi", ["lien", "tube", "répertoire"])
def test_ce_qui_n_est_pas_un_fichier_ordinaire_ne_verrouille_rien(chemin: Path, quoi: str):
    if quoi == "lien":
        chemin.symlink_to(chemin.with_name("cible"))
    elif quoi == "tube":
        os.mkfifo(chemin)
    else:
        chemin.mkdir()
    with pytest.raises(PasOrdinaire), verrou.tenir(chemin):
        pass
    assert [f.name for f in chemin.parent.iterdir()] == [".verrou"]
