"""La fournée : beaucoup de fichiers neufs, tous ou aucun; le disque s'attend une fois."""

from __future__ import annotations

import errno
import os
import stat
import sys
from contextlib import nullcontext
from pathlib import Path

import pytest

import lettres
from lettres.socle import disque
from lettres.sortie.fournee import PEU, cuire

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


@pytest.mark.parametrize("combien", [1, PEU, PEU + 1, 3 * PEU])
@pytest.mark.parametrize("volume", [True, False])
def test_aucun_n_a_son_nom_avant_d_etre_sur_le_disque_et_le_repertoire_vient_en_dernier(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, combien: int, volume: bool
):
    gestes: list[str] = []
    fsync, nommer = os.fsync, disque.nommer

    def mener(descripteur: int) -> None:
        gestes.append("fichier" if stat.S_ISREG(os.fstat(descripteur).st_mode) else "repertoire")
        fsync(descripteur)

    monkeypatch.setattr(os, "fsync", mener)
    monkeypatch.setattr(disque, "nommer", lambda t, f: (gestes.append("nom"), nommer(t, f)))
    monkeypatch.setattr(disque, "_syncfs", lambda: (lambda _: gestes.append("volume") or 0) if volume else None)
    faire(tmp_path, [f"f-{rang}.yaml" for rang in range(combien)])
    menes = ["volume"] if volume and combien > PEU else ["fichier"] * combien
    assert gestes == [*menes, *["nom"] * combien, "repertoire"]


@pytest.mark.parametrize(
    ("numero", "refuse"), [(errno.EIO, True), (errno.ENOSPC, True), (errno.ENOSYS, False), (errno.EPERM, False)]
)
def test_un_volume_qui_refuse_de_tout_mener_le_dit_ou_mene_chaque_fichier(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, numero: int, refuse: bool
):
    monkeypatch.setattr(disque, "_syncfs", lambda: lambda _: numero)
    with pytest.raises(lettres.SortieRefusee, match=str(tmp_path)) if refuse else nullcontext():
        faire(tmp_path)
    assert set(presents(tmp_path)) == (set() if refuse else set(NOMS))


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="l’appel est de Linux")
def test_le_volume_se_mene_jusqu_au_disque_d_un_seul_appel(tmp_path: Path):
    assert disque.synchroniser_le_volume(tmp_path)
    with pytest.raises(FileNotFoundError):
        disque.synchroniser_le_volume(tmp_path / "absent")
    appel = disque._syncfs()
    assert appel is not None and appel(-1) == errno.EBADF


DESCRIPTEURS = Path("/proc/self/fd")


@pytest.mark.skipif(not DESCRIPTEURS.is_dir(), reason="les fichiers ouverts s’y comptent")
def test_des_milliers_de_fichiers_n_en_tiennent_aucun_ouvert(tmp_path: Path):
    deja = len(list(DESCRIPTEURS.iterdir()))
    with cuire(tmp_path) as une:
        for rang in range(400):
            une.ajouter(b"a", f"{rang}.yaml")
            assert len(list(DESCRIPTEURS.iterdir())) <= deja
    assert len(presents(tmp_path)) == 400
