"""La fournée : beaucoup de fichiers neufs, tous ou aucun; le disque s'attend une fois."""

from __future__ import annotations

import ctypes
import errno
import os
import stat
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

import lettres
from lettres.socle import disque
from lettres.sortie import volume
from lettres.sortie.fournee import PAR_LOT, PEU, cuire

NOMS = [f"f-{rang:02}.yaml" for rang in range(20)]


def faire(ou: Path, noms: list[str] = NOMS) -> None:
    with cuire(ou) as une:
        for nom in noms:
            une.ajouter(nom.encode(), nom)


def presents(ou: Path) -> dict[str, bytes]:
    return {f.name: f.read_bytes() for f in sorted(ou.iterdir())}


def test_tous_paraissent_entiers_et_pour_leur_seul_proprietaire(tmp_path: Path):
    faire(tmp_path)
    assert presents(tmp_path) == {nom: nom.encode() for nom in NOMS}
    if os.name == "posix":
        assert {stat.S_IMODE(f.stat().st_mode) for f in tmp_path.iterdir()} == {0o600}


def test_une_fournee_vide_ne_fait_rien(tmp_path: Path):
    faire(tmp_path, [])
    assert presents(tmp_path) == {}


@pytest.mark.parametrize("pris", [NOMS[0], NOMS[7], NOMS[-1]])
def test_un_nom_deja_pris_ne_se_remplace_pas_et_aucun_ne_parait(tmp_path: Path, pris: str):
    (tmp_path / pris).write_bytes(b"precieux")
    with pytest.raises(lettres.SortieRefusee) as refus:
        faire(tmp_path)
    assert [(c.code, c.fichier) for c in refus.value.constats] == [("S001", str(tmp_path / pris))]
    assert presents(tmp_path) == {pris: b"precieux"}


def test_un_nom_qui_n_en_est_pas_un_est_refuse_et_aucun_ne_parait(tmp_path: Path):
    with pytest.raises(lettres.SortieRefusee) as refus:
        faire(tmp_path, [*NOMS, "a/b.yaml"])
    assert [c.code for c in refus.value.constats] == ["S005"]
    assert presents(tmp_path) == {}


@pytest.mark.parametrize("au_bout_de", [0, 3, 19])
def test_un_disque_qui_se_remplit_ne_laisse_rien(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, au_bout_de: int):
    ecrire_tout = disque.ecrire_tout

    def ecrire(descripteur: int, octets: bytes) -> None:
        if octets == NOMS[au_bout_de].encode():
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        ecrire_tout(descripteur, octets)

    monkeypatch.setattr(disque, "ecrire_tout", ecrire)
    with pytest.raises(lettres.SortieRefusee) as refus:
        faire(tmp_path)
    assert [c.code for c in refus.value.constats] == ["S004"]
    assert presents(tmp_path) == {}


@pytest.mark.parametrize("leve", [ValueError, KeyboardInterrupt])
def test_un_bloc_qui_echoue_ne_laisse_rien(tmp_path: Path, leve: type[BaseException]):
    with pytest.raises(leve), cuire(tmp_path) as une:
        une.ajouter(b"a", "a.yaml")
        raise leve
    assert presents(tmp_path) == {}


@pytest.mark.parametrize("d_un_appel", [False, True])
def test_aucun_n_a_son_nom_avant_d_etre_sur_le_disque(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, d_un_appel: bool
):
    """Chaque fichier est mené seul, ou avec tout son lot, une fois; le répertoire, en dernier."""
    synchroniser, nommer = os.fsync, disque.nommer
    for nombre in (1, PEU - 1, PEU, PAR_LOT, PAR_LOT + PEU):
        ou = tmp_path / f"{nombre}"
        ou.mkdir()
        menes: list[int] = []

        def seul(d: int, menes: list[int] = menes) -> None:
            menes.append(os.fstat(d).st_ino)
            synchroniser(d)

        def ensemble(_: int, menes: list[int] = menes, ou: Path = ou) -> None:
            menes += [f.stat().st_ino for f in ou.iterdir() if f.stat().st_ino not in menes]

        def donner_son_nom(temporaire: Path, final: Path, menes: list[int] = menes) -> None:
            assert temporaire.stat().st_ino in menes
            nommer(temporaire, final)

        monkeypatch.setattr(os, "fsync", seul)
        monkeypatch.setattr(volume, "se_mene_d_un_appel", lambda _: d_un_appel)
        monkeypatch.setattr(volume, "mener", ensemble)
        monkeypatch.setattr(disque, "nommer", donner_son_nom)
        faire(ou, [f"{rang}.yaml" for rang in range(nombre)])
        assert sorted(menes[:-1]) == sorted(f.stat().st_ino for f in ou.iterdir())
        assert menes[-1] == ou.stat().st_ino


def test_un_volume_qui_ne_s_ecrit_pas_ne_laisse_rien(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def fautif(descripteur: int) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(volume, "se_mene_d_un_appel", lambda _: True)
    monkeypatch.setattr(volume, "mener", fautif)
    with pytest.raises(lettres.SortieRefusee):
        faire(tmp_path)
    assert presents(tmp_path) == {}


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="l’appel est de Linux")
def test_un_volume_ne_se_mene_d_un_appel_que_la_ou_cela_vaut_autant(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    memoire = tmp_path / "memoire"
    peu, trop = (f"Dirty: {n} kB\nWriteback: 1 kB\n" for n in (volume.EN_ATTENTE_MAX - 1, volume.EN_ATTENTE_MAX))
    with (tmp_path / "f").open("wb") as f:
        dit = (ctypes.c_long * 64)()
        assert ctypes.CDLL(None).fstatfs(f.fileno(), dit) == 0
        noyau = SimpleNamespace(release="6.1.0-13-amd64")
        for quoi, sortes, texte, release, voulu in (
            ("tout va", {dit[0]}, peu, "5.8.0", True),
            ("d’autres écrivent beaucoup", {dit[0]}, trop, "6.1.0", False),
            ("d’autres écrivent beaucoup, et l’on écrit en mémoire", set(), trop, "6.1.0", True),
            ("en mémoire, d’un noyau qui tait ses échecs", set(), peu, "5.7.19", False),
            ("rien ne dit ce qu’ils écrivent", {dit[0]}, "", "6.1.0", False),
            ("un volume que l’on ne connaît pas", {dit[0] + 1}, peu, "6.1.0", False),
            ("un noyau qui tait ses échecs", {dit[0]}, peu, "5.7.19", False),
            ("un noyau sans numéro", {dit[0]}, peu, "exemple", False),
        ):
            memoire.write_text(texte, encoding="ascii")
            noyau.release = release
            monkeypatch.setattr(os, "uname", lambda: noyau)
            monkeypatch.setattr(volume, "_MEMOIRE", memoire)
            monkeypatch.setattr(volume, "_ORDINAIRES", frozenset(sortes))
            monkeypatch.setattr(volume, "_EN_MEMOIRE", 0 if sortes else dit[0])
            volume._libc.cache_clear()
            assert volume.se_mene_d_un_appel(f.fileno()) is voulu, quoi
        monkeypatch.undo()
        volume._libc.cache_clear()
        if volume._libc() is not None:
            volume.mener(f.fileno())
    with pytest.raises(OSError):
        volume.mener(-1)


DESCRIPTEURS = Path("/proc/self/fd")


@pytest.mark.skipif(not DESCRIPTEURS.is_dir(), reason="les fichiers ouverts s’y comptent")
def test_des_milliers_de_fichiers_n_en_tiennent_que_quelques_uns_ouverts(tmp_path: Path):
    deja, ouverts = len(list(DESCRIPTEURS.iterdir())), 0
    with cuire(tmp_path) as une:
        for rang in range(4 * PAR_LOT):
            une.ajouter(b"a", f"{rang}.yaml")
            ouverts = max(ouverts, len(list(DESCRIPTEURS.iterdir())) - deja)
    assert ouverts <= 2 * PAR_LOT
    assert len(presents(tmp_path)) == 4 * PAR_LOT
    assert len(list(DESCRIPTEURS.iterdir())) <= deja
