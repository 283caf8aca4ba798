"""Dépôt d'un lot : un seul à la fois, rien de remplacé, les restes d'une panne effacés."""

from __future__ import annotations

import errno
import os
import stat
import time
from pathlib import Path

import pytest

from lettres.socle.erreurs import SortieRefusee
from lettres.sortie import depot
from lettres.sortie.depot import Depot, Parution, deposer, empreinte_du_fichier

POSIX = pytest.mark.skipif(os.name != "posix", reason="droits et liens propres à POSIX")


def code_du_refus(dossier: Path, **options: bool) -> str:
    with pytest.raises(SortieRefusee) as refus, Depot(dossier, **options):
        pass
    (constat,) = refus.value.constats
    return constat.code


def test_un_second_depot_est_refuse_sans_attendre_puis_admis(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    attentes: list[float] = []
    monkeypatch.setattr(time, "sleep", attentes.append)
    with Depot(tmp_path):
        assert code_du_refus(tmp_path) == "S009"
        assert attentes == []
    with Depot(tmp_path):
        pass


@POSIX
def test_le_depot_et_ses_fichiers_ne_sont_qu_au_proprietaire(tmp_path: Path):
    with Depot(tmp_path / "neuf" / "sous") as depot:
        deposer(b"lettre", depot.repertoire, "a.docx")
    assert stat.S_IMODE((tmp_path / "neuf").stat().st_mode) == 0o700
    droits = {f.name: stat.S_IMODE(f.stat().st_mode) for f in depot.repertoire.iterdir()}
    assert droits == {".verrou": 0o600, "journal.jsonl": 0o600, "a.docx": 0o600}


def test_les_restes_d_une_panne_sont_effaces_et_rien_d_autre(tmp_path: Path):
    restes = {".tmp-0123456789abcdef": b"", ".tmp-1123456789abcdef": b"P", ".tmp-2123456789abcdef": b"PK\x03\x04..."}
    gardes = dict.fromkeys((".tmp-notes", ".tmp-0123456789abcde", "tmp-0123456789abcdef", "lettre.docx"), b"PK")
    gardes |= {".tmp-3123456789abcdef": b"mes notes", ".tmp-4123456789abcdef": b"PKZIP"}
    for nom, octets in (restes | gardes).items():
        (tmp_path / nom).write_bytes(octets)
        (tmp_path / nom).chmod(0o600)
    (tmp_path / ".tmp-aaaaaaaaaaaaaaaa").mkdir()
    if os.name == "posix":
        gardes[".tmp-5123456789abcdef"] = b""
        (tmp_path / ".tmp-5123456789abcdef").touch(mode=0o644)
    with Depot(tmp_path):
        pass
    assert {f.name for f in tmp_path.iterdir()} == {".tmp-aaaaaaaaaaaaaaaa", *gardes, ".verrou", "journal.jsonl"}


def test_un_depot_refuse_ne_laisse_ni_verrou_ni_dossier(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def plein(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(depot, "Journal", plein)
    assert code_du_refus(tmp_path / "neuf" / "sous") == "S004"
    assert list(tmp_path.iterdir()) == []


def test_un_verrou_deja_la_reste_apres_un_refus(tmp_path: Path):
    with Depot(tmp_path):
        pass
    (tmp_path / "journal.jsonl").write_bytes(b"mes notes")
    assert code_du_refus(tmp_path) == "S017"
    assert {f.name for f in tmp_path.iterdir()} == {".verrou", "journal.jsonl"}


def test_une_lettre_parait_une_fois_et_n_en_remplace_jamais_une_autre(tmp_path: Path):
    with Depot(tmp_path):
        assert deposer(b"une", tmp_path, "a.docx") is Parution.NEUVE
        assert deposer(b"une", tmp_path, "a.docx") is Parution.PRESENTE
        assert deposer(b"deux", tmp_path, "a.docx") is Parution.AUTRE
    assert (tmp_path / "a.docx").read_bytes() == b"une"


@POSIX
@pytest.mark.parametrize("quoi", ["lien", "répertoire", "tube"])
def test_ce_qui_porte_le_nom_sans_etre_un_fichier_est_un_autre(tmp_path: Path, quoi: str):
    final = tmp_path / "a.docx"
    if quoi == "lien":
        (tmp_path / "cible").write_bytes(b"une")
        final.symlink_to(tmp_path / "cible")
    elif quoi == "répertoire":
        final.mkdir()
    else:
        os.mkfifo(final)
    with Depot(tmp_path):
        assert deposer(b"une", tmp_path, "a.docx") is Parution.AUTRE
    assert empreinte_du_fichier(final) == ""


def test_sans_le_verrou_du_lot_rien_ne_se_depose(tmp_path: Path):
    with pytest.raises(SortieRefusee) as refus:
        deposer(b"une", tmp_path, "a.docx")
    assert refus.value.constats[0].code == "S013"
    assert list(tmp_path.iterdir()) == []


def test_un_fichier_a_la_place_du_dossier_est_refuse(tmp_path: Path):
    (tmp_path / "sortie").write_bytes(b"x")
    assert code_du_refus(tmp_path / "sortie") == "S002"


def test_un_dossier_qui_a_deja_son_lot_est_refuse_a_qui_ne_reprend_pas(tmp_path: Path):
    from test_journal import inscription

    with Depot(tmp_path, reprendre=False) as depot:
        depot.inscrire([inscription(1)])
    assert code_du_refus(tmp_path, reprendre=False) == "S012"
    with Depot(tmp_path):
        pass


def test_l_empreinte_d_un_fichier_absent_n_est_pas_celle_d_un_fichier_vide(tmp_path: Path):
    assert empreinte_du_fichier(tmp_path / "absent") is None
    (tmp_path / "vide").write_bytes(b"")
    assert empreinte_du_fichier(tmp_path / "vide") not in {None, ""}
