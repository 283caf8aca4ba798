"""Le fichier de l'usager se remplace d'un seul geste, sans changer de mains ni de droits; rien ne s'y perd."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import lettres
from lettres.socle import disque
from lettres.socle.erreurs import SortieRefusee
from lettres.sortie.sur_place import Change, remplace

RACINE = Path(lettres.__file__).parent.parent
POSIX = pytest.mark.skipif(os.name != "posix", reason="liens, droits et propriétaires à la façon de POSIX")
AVANT, APRES = b"avant\n", b"avant\net apres\n"


@pytest.fixture
def fichier(tmp_path: Path) -> Path:
    chemin = tmp_path / "dossier.yaml"
    chemin.write_bytes(AVANT)
    return chemin


def remplacer(chemin: Path) -> None:
    with remplace(chemin, AVANT, APRES):
        pass


def restes(chemin: Path) -> list[str]:
    return sorted(p.name for p in chemin.parent.iterdir() if p != chemin)


def test_le_fichier_a_son_nouveau_contenu_et_rien_ne_traine(fichier: Path):
    with remplace(fichier, AVANT, APRES):
        assert fichier.read_bytes() == APRES
    assert (fichier.read_bytes(), restes(fichier)) == (APRES, [])


@pytest.mark.parametrize("echec", [ZeroDivisionError, KeyboardInterrupt])
def test_si_le_bloc_echoue_l_ancien_contenu_revient(fichier: Path, echec: type[BaseException]):
    with pytest.raises(echec), remplace(fichier, AVANT, APRES):
        raise echec
    assert (fichier.read_bytes(), restes(fichier)) == (AVANT, [])


def test_si_le_bloc_echoue_ce_qu_un_autre_vient_d_y_mettre_lui_reste(fichier: Path):
    with pytest.raises(ZeroDivisionError), remplace(fichier, AVANT, APRES):
        fichier.write_bytes(b"un editeur")
        _ = 1 / 0
    assert (fichier.read_bytes(), restes(fichier)) == (b"un editeur", [])


@POSIX
@pytest.mark.parametrize("droits", [0o600, 0o640, 0o644, 0o664, 0o755])
def test_les_droits_restent(fichier: Path, droits: int):
    fichier.chmod(droits)
    remplacer(fichier)
    assert stat.S_IMODE(fichier.stat().st_mode) == droits


@POSIX
@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="seul l'administrateur donne un fichier")
def test_le_proprietaire_et_le_groupe_restent(fichier: Path):
    os.chown(fichier, 4321, 4322)
    remplacer(fichier)
    assert (fichier.stat().st_uid, fichier.stat().st_gid) == (4321, 4322)


@POSIX
def test_qui_ne_peut_rendre_le_fichier_a_son_proprietaire_n_y_touche_pas(
    fichier: Path, monkeypatch: pytest.MonkeyPatch
):
    vrai = os.fstat

    def a_un_autre(descripteur: int) -> os.stat_result:
        etat = list(vrai(descripteur))
        etat[stat.ST_UID] += 1
        return os.stat_result(etat)

    def refuser(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr("lettres.sortie.sur_place.os.fstat", a_un_autre)
    monkeypatch.setattr("lettres.sortie.sur_place.os.chown", refuser)
    with pytest.raises(SortieRefusee, match="propriétaire"):
        remplacer(fichier)
    assert (fichier.read_bytes(), restes(fichier)) == (AVANT, [])


@POSIX
@pytest.mark.parametrize(
    ("nommer", "code"),
    [
        (lambda autre, vrai: autre.symlink_to(vrai), "S016"),
        (lambda autre, vrai: autre.hardlink_to(vrai), "S021"),
        (lambda autre, _: autre.mkdir(), "S002"),
        (lambda autre, _: os.mkfifo(autre), "S016"),
    ],
    ids=["lien", "lien dur", "répertoire", "tube"],
)
def test_on_n_ecrit_jamais_a_travers_un_lien(fichier: Path, nommer: Callable[[Path, Path], object], code: str):
    autre = fichier.with_name("autre.yaml")
    nommer(autre, fichier)
    with pytest.raises(SortieRefusee) as refus:
        remplacer(autre)
    assert [c.code for c in refus.value.constats] == [code]
    assert fichier.read_bytes() == AVANT


def test_un_fichier_change_depuis_n_est_pas_ecrase(fichier: Path):
    with pytest.raises(Change), remplace(fichier, b"autre chose", APRES):
        pass
    assert (fichier.read_bytes(), restes(fichier)) == (AVANT, [])


def test_un_fichier_change_pendant_qu_on_ecrit_le_sien_n_est_pas_ecrase(fichier: Path, monkeypatch: pytest.MonkeyPatch):
    vrai = disque.ecrire_tout

    def un_editeur_enregistre(descripteur: int, octets: bytes) -> None:
        vrai(descripteur, octets)
        fichier.write_bytes(b"un editeur")

    monkeypatch.setattr(disque, "ecrire_tout", un_editeur_enregistre)
    with pytest.raises(Change), remplace(fichier, AVANT, APRES):
        pass
    assert (fichier.read_bytes(), restes(fichier)) == (b"un editeur", [])


def test_un_disque_plein_ne_laisse_rien(fichier: Path, monkeypatch: pytest.MonkeyPatch):
    def plein(*_: object) -> None:
        raise OSError(28, "plein")

    monkeypatch.setattr(disque, "ecrire_tout", plein)
    with pytest.raises(SortieRefusee) as refus:
        remplacer(fichier)
    assert [c.code for c in refus.value.constats] == ["S004"]
    assert (fichier.read_bytes(), restes(fichier)) == (AVANT, [])


# -- Plusieurs processus --

AJOUTER = """
import sys
from pathlib import Path
from lettres.sortie.sur_place import Change, remplace
chemin, nom, nombre = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
for rang in range(nombre):
    while True:
        lus = chemin.read_bytes()
        try:
            with remplace(chemin, lus, lus + f"{nom} {rang}\\n".encode()):
                pass
        except Change:
            continue
        break
"""


def lancer(programme: str, *args: object) -> subprocess.Popen[bytes]:
    environnement = {**os.environ, "PYTHONPATH": str(RACINE)}
    return subprocess.Popen([sys.executable, "-c", programme, *map(str, args)], env=environnement)


def test_plusieurs_processus_a_la_fois_ne_perdent_pas_une_ligne(fichier: Path):
    processus = [lancer(AJOUTER, fichier, nom, 15) for nom in "abcd"]
    assert [p.wait() for p in processus] == [0] * 4
    lignes = fichier.read_text().splitlines()
    assert sorted(lignes) == sorted(["avant", *(f"{nom} {rang}" for nom in "abcd" for rang in range(15))])
    assert restes(fichier) == []


SANS_FIN = "print(flush=True)" + AJOUTER.replace("range(nombre)", "range(10**9)")


@POSIX
@pytest.mark.parametrize("fois", [5, pytest.param(200, marks=pytest.mark.long)])
def test_tue_a_n_importe_quel_moment_le_fichier_est_l_ancien_ou_le_nouveau(tmp_path: Path, fois: int):
    """Chaque ligne vient après la précédente : un fichier coupé, vide ou mêlé se verrait."""
    fichier = tmp_path / "dossier.yaml"
    for tour in range(fois):
        fichier.write_bytes(b"")
        with subprocess.Popen(
            [sys.executable, "-c", SANS_FIN, str(fichier), "x" * 2000, "0"],
            env={**os.environ, "PYTHONPATH": str(RACINE)},
            stdout=subprocess.PIPE,
        ) as ecrivain:
            assert ecrivain.stdout is not None
            ecrivain.stdout.readline()
            # -- ni horloge ni hasard : on attend qu'il en soit à une écriture de plus qu'au tour d'avant --
            while len(fichier.read_bytes().splitlines()) < tour % 7:
                assert ecrivain.poll() is None
            for _ in range(tour * 37 % 1000):
                pass
            ecrivain.send_signal(signal.SIGKILL)
        lignes = fichier.read_text().splitlines()
        assert lignes == [f"{'x' * 2000} {rang}" for rang in range(len(lignes))]
        assert len(restes(fichier)) <= 1, "ce qu'une mort laisse, le remplacement suivant l'efface"
    fichier.write_bytes(AVANT)
    remplacer(fichier)
    assert (fichier.read_bytes(), restes(fichier)) == (APRES, [])
