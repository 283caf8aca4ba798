"""Disque : on n'ouvre qu'un fichier ordinaire, et l'on n'efface que ce que l'on a créé."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from lettres.socle import disque

pytestmark = pytest.mark.skipif(os.name != "posix", reason="tubes et liens propres à POSIX")


@pytest.mark.parametrize("quoi", ["tube", "lien"])
def test_un_fichier_remplace_entre_le_regard_et_l_ouverture_n_est_ni_attendu_ni_suivi(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quoi: str
):
    (tmp_path / "notes").write_bytes(b"mes notes")
    chemin = tmp_path / "journal"
    chemin.write_bytes(b"avant")
    regarder = os.stat

    def regarder_puis_etre_devance(ou: Path, **options: bool) -> os.stat_result:
        vu = regarder(ou, **options)
        chemin.unlink()
        if quoi == "tube":
            os.mkfifo(chemin)
        else:
            chemin.symlink_to(tmp_path / "notes")
        return vu

    monkeypatch.setattr(os, "stat", regarder_puis_etre_devance)
    with pytest.raises(OSError):
        disque.lire(chemin, 100)


def test_un_lien_ne_se_lit_que_si_l_on_consent_a_le_suivre(tmp_path: Path):
    (tmp_path / "cible").write_bytes(b"0123456789")
    (tmp_path / "lien").symlink_to(tmp_path / "cible")
    with pytest.raises(disque.PasOrdinaire):
        disque.lire(tmp_path / "lien", 100)
    assert disque.lire(tmp_path / "lien", 100, suivre=True) == b"0123456789"
    assert disque.lire(tmp_path / "lien", 4, suivre=True) == b"0123"


def test_un_nom_provisoire_deja_pris_n_est_ni_ecrit_ni_efface(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    pris = tmp_path / f".tmp-{'00' * 8}"
    pris.write_bytes(b"celui d'un autre")
    monkeypatch.setattr(os, "urandom", bytes)
    with pytest.raises(FileExistsError):
        disque.publier(b"lettre", tmp_path / "lettre.docx")
    assert pris.read_bytes() == b"celui d'un autre"
    assert [f.name for f in tmp_path.iterdir()] == [pris.name]


@pytest.mark.parametrize("cle", [b"lettre.docx", "été.docx".encode()], ids=["ascii", "accents"])
def test_le_temoin_d_un_autre_n_est_pas_efface(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cle: bytes):
    import hashlib

    temoin = tmp_path / f".tmp-{hashlib.sha256(cle).hexdigest()[:16]}"
    temoin.write_bytes(b"")

    def sans_liens(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", sans_liens)
    with pytest.raises(FileExistsError):
        disque.publier(b"lettre", tmp_path / cle.decode())
    assert [f.name for f in tmp_path.iterdir()] == [temoin.name]


def test_un_fichier_remplace_par_un_autre_n_est_pas_retire(tmp_path: Path):
    chemin = tmp_path / "a"
    chemin.write_bytes(b"le mien")
    etat = chemin.lstat()
    (tmp_path / "b").write_bytes(b"le sien")
    (tmp_path / "b").replace(chemin)
    disque.retirer(chemin, etat)
    assert chemin.read_bytes() == b"le sien"
    disque.retirer(chemin, chemin.lstat())
    assert not chemin.exists()
    disque.retirer(chemin, etat)
