"""Journal d'un lot : on y ajoute, on n'y change rien, et l'on sait si quelqu'un l'a fait."""

from __future__ import annotations

import hashlib
import json
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import get_args

import pytest

from lettres.dossier import CodeLettre
from lettres.socle.erreurs import SortieRefusee
from lettres.socle.version import VERSION
from lettres.sortie.journal import Inscription, Journal, Registre


def inscription(rang: int, **champs: str) -> Inscription:
    faits = {
        "fichier": f"lettre-{rang}.docx",
        "empreinte": f"{rang:064x}",
        "dossier": "d" * 64,
        "lettre": "rappel",
        "au": "2026-11-22",
        "modele": "e" * 64,
        "version": "1.0",
    }
    return Inscription(**faits | champs)


def ecrire(chemin: Path, *rangs: int) -> None:
    journal = Journal(chemin)
    for rang in rangs:
        journal.inscrire([inscription(rang)])
    journal.fermer()


@pytest.fixture
def chemin(tmp_path: Path) -> Path:
    return tmp_path / "journal.jsonl"


def test_ce_qui_est_inscrit_se_retrouve_par_son_fichier(chemin: Path):
    journal = Journal(chemin)
    journal.inscrire([inscription(1), inscription(2)])
    journal.inscrire([inscription(3)])
    assert journal.trouver("lettre-2.docx") is None, "« trouver » dit l'état à l'ouverture"
    assert journal.trouver_ajoutee("lettre-2.docx") == inscription(2)
    assert journal.trouver_ajoutee("lettre-9.docx") is None
    journal.fermer()
    relu = Registre(chemin)
    assert [relu.trouver(f"lettre-{rang}.docx") for rang in (1, 2, 3)] == [inscription(rang) for rang in (1, 2, 3)]
    assert relu.trouver("lettre-9.docx") is None
    assert relu.etendue == journal.etendue
    assert relu.etendue.lignes == 3


def test_chaque_ligne_porte_l_empreinte_de_la_precedente(chemin: Path):
    ecrire(chemin, 1, 2, 3)
    lignes = chemin.read_bytes().splitlines(keepends=True)
    liens = [json.loads(ligne)["precedente"] for ligne in lignes]
    assert liens == ["0" * 64, *(hashlib.sha256(ligne).hexdigest() for ligne in lignes[:-1])]


def test_rouvrir_le_journal_y_ajoute_sans_toucher_aux_lignes_ecrites(chemin: Path):
    ecrire(chemin, 1, 2)
    avant = chemin.read_bytes()
    ecrire(chemin, 3)
    assert chemin.read_bytes().startswith(avant)
    assert Registre(chemin).etendue.lignes == 3


@pytest.mark.skipif(os.name != "posix", reason="droits propres à POSIX")
def test_le_journal_n_est_lisible_que_par_son_proprietaire(chemin: Path):
    ecrire(chemin, 1)
    assert stat.S_IMODE(chemin.stat().st_mode) == 0o600


def test_un_registre_lu_jusqu_a_une_longueur_ignore_la_suite(chemin: Path):
    ecrire(chemin, 1)
    longueur = chemin.stat().st_size
    ecrire(chemin, 2)
    registre = Registre(chemin, longueur=longueur)
    assert registre.etendue.octets == longueur
    assert registre.trouver("lettre-2.docx") is None


def test_un_journal_absent_ne_se_lit_pas_et_n_est_pas_cree_par_la_lecture(chemin: Path):
    with pytest.raises(FileNotFoundError):
        Registre(chemin)
    assert not chemin.exists()


@pytest.mark.parametrize(
    "reste", [1, 40, -2, -1], ids=["un octet", "le début", "sans son point", "sans sa fin de ligne"]
)
def test_une_ligne_finale_dechiree_est_coupee(chemin: Path, reste: int):
    ecrire(chemin, 1, 2)
    deux = chemin.stat().st_size
    ecrire(chemin, 3)
    troisieme = chemin.read_bytes()[deux:]
    chemin.write_bytes(chemin.read_bytes()[:deux] + troisieme[:reste])
    assert Registre(chemin).etendue.lignes == 2
    ecrire(chemin, 3)
    assert chemin.read_bytes()[deux:] == troisieme


@pytest.mark.parametrize("nuls", [b"\0", b"\0" * 500, b"\0" * 500 + b"\n" + b"\0" * 20], ids=len)
def test_des_octets_nuls_laisses_par_une_panne_sont_refuses_sans_etre_coupes(chemin: Path, nuls: bytes):
    ecrire(chemin, 1)
    abime = chemin.read_bytes() + nuls
    chemin.write_bytes(abime)
    with pytest.raises(SortieRefusee) as refus:
        Journal(chemin)
    assert [c.code for c in refus.value.constats] == ["S010"]
    assert chemin.read_bytes() == abime


@pytest.mark.parametrize("lettre", get_args(CodeLettre))
def test_toute_ligne_que_l_outil_peut_ecrire_se_relit(chemin: Path, lettre: str):
    ecrite = inscription(1, fichier="X" + "y" * 199 + ".docx", lettre=lettre, version=VERSION)
    journal = Journal(chemin)
    journal.inscrire([ecrite])
    journal.fermer()
    registre = Registre(chemin)
    assert registre.trouver(ecrite.fichier) == ecrite
    registre.fermer()


@pytest.mark.parametrize(
    ("debut", "a_nous"),
    [
        (b"{", True),
        (b'{"version_du_journal":1,"fichier":"2026-014_rappel', True),
        (b'{"version_du_journal":1,"fichier":"a.docx","empreinte":"00ff', True),
        (b"[", False),
        (b"notes", False),
        (b" {", False),
        (b'{"version_du_journal":2', False),
        (b'{"version_du_journal":1,"note":"', False),
        (b'{"version_du_journal":1,"fichier":"\xc3\xa9', False),
        (b'{"version_du_journal":1,"fichier":"a.txt","empreinte":"', False),
        (b'{"version_du_journal":1,"fichier":"a.docx","empreinte":"00ff","', False),
        (b'{"version_du_journal":1,"fichier":"a.docx"}', False),
    ],
)
def test_seul_le_debut_d_une_ligne_a_nous_est_coupe(chemin: Path, debut: bytes, a_nous: bool):
    chemin.write_bytes(debut)
    if a_nous:
        Journal(chemin).fermer()
        assert chemin.read_bytes() == b""
    else:
        with pytest.raises(SortieRefusee):
            Journal(chemin)
        assert chemin.read_bytes() == debut


def test_une_ligne_dechiree_que_quelqu_un_continue_n_est_pas_coupee(chemin: Path, monkeypatch: pytest.MonkeyPatch):
    chemin.write_bytes(b'{"version')
    lire = Registre._lire

    def lire_puis_etre_devance(registre: Registre, longueur: int | None) -> None:
        lire(registre, longueur)
        chemin.write_bytes(b'{"version": "mes notes"}')

    monkeypatch.setattr(Registre, "_lire", lire_puis_etre_devance)
    with pytest.raises(SortieRefusee):
        Journal(chemin)
    assert chemin.read_bytes() == b'{"version": "mes notes"}'


def retirer_la_premiere(lignes: list[bytes]) -> list[bytes]:
    return lignes[1:]


def changer_la_deuxieme(lignes: list[bytes]) -> list[bytes]:
    return [lignes[0], lignes[1].replace(b"2026-11-22", b"2026-11-21"), lignes[2]]


def abimer_la_deuxieme(lignes: list[bytes]) -> list[bytes]:
    return [lignes[0], b"\0" * 30 + b"\n", lignes[2]]


def doubler_la_derniere(lignes: list[bytes]) -> list[bytes]:
    return [*lignes, lignes[2]]


def vider_la_deuxieme(lignes: list[bytes]) -> list[bytes]:
    return [lignes[0], b"{}\n", lignes[2]]


@pytest.mark.parametrize(
    ("retouche", "ligne"),
    [
        (retirer_la_premiere, 1),
        (abimer_la_deuxieme, 2),
        (vider_la_deuxieme, 2),
        (changer_la_deuxieme, 3),
        (doubler_la_derniere, 4),
    ],
)
def test_un_journal_retouche_est_refuse_a_la_ligne(
    chemin: Path, retouche: Callable[[list[bytes]], list[bytes]], ligne: int
):
    ecrire(chemin, 1, 2, 3)
    retouche_ = b"".join(retouche(chemin.read_bytes().splitlines(keepends=True)))
    chemin.write_bytes(retouche_)
    with pytest.raises(SortieRefusee) as refus:
        Journal(chemin)
    (constat,) = refus.value.constats
    assert constat.code == "S010"
    assert f"ligne {ligne};" in constat.message
    assert chemin.read_bytes() == retouche_, "rien n'est touché"


@pytest.mark.parametrize("champ", ["dossier", "lettre", "au", "modele", "version"])
def test_la_cle_change_avec_tout_ce_dont_la_lettre_depend(champ: str):
    assert inscription(1, **{champ: "autre"}).cle != inscription(1).cle


@pytest.mark.parametrize("champ", ["fichier", "empreinte"])
def test_la_cle_ne_depend_pas_de_ce_que_la_lettre_est_devenue(champ: str):
    assert inscription(1, **{champ: "autre"}).cle == inscription(1).cle
