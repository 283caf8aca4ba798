"""La fournée : beaucoup de fichiers neufs, tous ou aucun; le disque s'attend une fois."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

import lettres
from lettres.socle import disque
from lettres.sortie.fournee import FILS, OUVERTS_MAX, PAR_FIL, cuire

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


@pytest.mark.parametrize("nombre", [1, FILS + 1, PAR_FIL, PAR_FIL + FILS])
def test_le_disque_mene_chaque_fichier_et_le_repertoire_une_seule_fois(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, nombre: int
):
    menes: list[int] = []
    gestes: list[str] = []
    synchroniser, nommer = os.fsync, disque.nommer
    monkeypatch.setattr(os, "fsync", lambda d: (menes.append(stat.S_IFMT(os.fstat(d).st_mode)), synchroniser(d)))
    monkeypatch.setattr(disque, "nommer", lambda t, f: (gestes.append(f"{len(menes)}"), nommer(t, f)))
    faire(tmp_path, [f"{rang}.yaml" for rang in range(nombre)])
    assert (menes.count(stat.S_IFREG), menes.count(stat.S_IFDIR), len(gestes)) == (nombre, 1, nombre)
    # -- aucun n'a son nom avant d'être sur le disque; le répertoire vient en dernier --
    assert all(int(menes_alors) >= rang + 1 for rang, menes_alors in enumerate(gestes))
    assert menes[-1] == stat.S_IFDIR


DESCRIPTEURS = Path("/proc/self/fd")


@pytest.mark.skipif(not DESCRIPTEURS.is_dir(), reason="les fichiers ouverts s’y comptent")
def test_des_milliers_de_fichiers_n_en_tiennent_que_quelques_uns_ouverts(tmp_path: Path):
    deja, ouverts = len(list(DESCRIPTEURS.iterdir())), 0
    with cuire(tmp_path) as une:
        for rang in range(3 * OUVERTS_MAX):
            une.ajouter(b"a", f"{rang}.yaml")
            ouverts = max(ouverts, len(list(DESCRIPTEURS.iterdir())) - deja)
    assert ouverts <= OUVERTS_MAX + PAR_FIL
    assert len(presents(tmp_path)) == 3 * OUVERTS_MAX
    assert len(list(DESCRIPTEURS.iterdir())) <= deja
