"""Réserve des modèles : compilés une fois, bornés, repris quand le fichier change, jamais remplacés en silence."""

from __future__ import annotations

import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from lot_d_essai import AU, dossier

import lettres
from lettres.catalogue import dossier_des_modeles, modele_de
from lettres.production.maison import lire_maison
from lettres.production.reserve import Reserve
from lettres.rendu.paquet import paquet

RAPPEL = "rappel-recouvrement.docx"
AUTRE = "rappel-entente.docx"
LIVRES = dossier_des_modeles()


def codes(refus: pytest.ExceptionInfo[lettres.ModeleInvalide]) -> list[str]:
    return [c.code for c in refus.value.constats]


@pytest.fixture
def mes_modeles(tmp_path: Path) -> Path:
    dossier_ = tmp_path / "mes-modeles"
    dossier_.mkdir()
    shutil.copy(LIVRES / RAPPEL, dossier_ / RAPPEL)
    return dossier_


def test_un_modele_est_compile_une_fois_par_ses_octets_comme_par_son_chemin(mes_modeles: Path):
    with lettres.Atelier() as atelier:
        octets = (mes_modeles / RAPPEL).read_bytes()
        par_chemin, par_octets = atelier.compiler(mes_modeles / RAPPEL), atelier.compiler(octets)
        assert atelier.compiler(str(mes_modeles / RAPPEL)) is par_chemin
        assert atelier.compiler(octets) is par_octets
        assert par_chemin.empreinte == par_octets.empreinte


def test_un_fichier_touche_mais_inchange_garde_son_modele(mes_modeles: Path):
    atelier = lettres.Atelier()
    modele = atelier.compiler(mes_modeles / RAPPEL)
    os.utime(mes_modeles / RAPPEL, ns=(1, 1))
    assert atelier.compiler(mes_modeles / RAPPEL) is modele


@pytest.mark.parametrize("maniere", ["récrit", "remplacé"])
def test_un_fichier_change_est_repris_a_la_lettre_suivante(mes_modeles: Path, maniere: str):
    atelier = lettres.Atelier()
    avant = atelier.compiler(mes_modeles / RAPPEL)
    if maniere == "récrit":
        (mes_modeles / RAPPEL).write_bytes((LIVRES / AUTRE).read_bytes())
    else:
        shutil.copy(LIVRES / AUTRE, mes_modeles / "neuf")
        (mes_modeles / "neuf").replace(mes_modeles / RAPPEL)
    apres = atelier.compiler(mes_modeles / RAPPEL)
    assert apres.empreinte != avant.empreinte
    assert atelier.compiler(mes_modeles / RAPPEL) is apres


def test_le_modele_et_ses_textes_viennent_des_memes_octets_meme_si_le_fichier_change_entre_temps(
    mes_modeles: Path, monkeypatch: pytest.MonkeyPatch
):
    choix, avant = modele_de("rappel", "recouvrement"), (mes_modeles / RAPPEL).read_bytes()
    assert choix is not None
    attendu = Reserve().de_l_usager(avant)
    lire, lectures = paquet.lire, []

    def lire_puis_etre_devance(source: bytes | Path, **sujet: Any) -> tuple[str, bytes]:
        lu = lire(source, **sujet)
        if isinstance(source, Path):
            lectures.append(source)
            shutil.copy(LIVRES / AUTRE, source)
        return lu

    monkeypatch.setattr(paquet, "lire", lire_puis_etre_devance)
    pret = Reserve().prendre(choix, mes_modeles / RAPPEL)
    assert (pret.compile.empreinte, pret.fixes) == (attendu.compile.empreinte, attendu.fixes)
    assert lectures == [mes_modeles / RAPPEL]


def test_un_modele_fautif_est_refuse_chaque_fois_puis_accepte_une_fois_corrige(mes_modeles: Path):
    atelier = lettres.Atelier()
    (mes_modeles / RAPPEL).write_bytes(b"PK pas un modele")
    refus = []
    for _ in range(2):
        with pytest.raises(lettres.ModeleInvalide) as leve:
            atelier.compiler(mes_modeles / RAPPEL)
        refus.append(leve.value)
    assert refus[0].constats == refus[1].constats
    assert refus[0] is not refus[1], "une erreur déjà levée ne se lève pas deux fois"
    shutil.copy(LIVRES / RAPPEL, mes_modeles / RAPPEL)
    assert atelier.compiler(mes_modeles / RAPPEL).champs_imprimes


def test_la_reserve_ne_garde_que_les_derniers_modeles_demandes(tmp_path: Path):
    fichiers = [tmp_path / f"{rang}.docx" for rang in range(3)]
    for fichier in fichiers:
        shutil.copy(LIVRES / RAPPEL, fichier)
    reserve = Reserve(gardes=2)
    un, deux = reserve.fichier(fichiers[0]), reserve.fichier(fichiers[1])
    assert reserve.fichier(fichiers[0]) is un
    reserve.fichier(fichiers[2])
    assert reserve.fichier(fichiers[0]) is un, "demandé depuis : gardé"
    assert reserve.fichier(fichiers[1]) is not deux, "le plus ancien : repris"


def test_une_reserve_garde_au_moins_un_modele():
    with pytest.raises(ValueError, match="au moins un"):
        Reserve(gardes=0)


def test_huit_fils_qui_demandent_un_modele_neuf_recoivent_le_meme():
    reserve, depart = Reserve(), Barrier(8)

    def demander(_: int) -> object:
        depart.wait()
        return reserve.fichier(LIVRES / RAPPEL, livre=True)

    with ThreadPoolExecutor(8) as fils:
        assert len(set(fils.map(demander, range(8)))) == 1


def test_le_modele_livre_pris_comme_celui_de_l_usager_est_traite_en_modele_de_l_usager():
    reserve, choix = Reserve(), modele_de("rappel", "recouvrement")
    assert choix is not None
    assert reserve.prendre(choix).fixes is None
    assert reserve.prendre(choix, LIVRES / RAPPEL).fixes


def test_le_dossier_de_l_usager_remplace_les_modeles_qu_il_nomme_et_eux_seuls(tmp_path: Path, mes_modeles: Path):
    shutil.copy(LIVRES / AUTRE, mes_modeles / RAPPEL)
    (mes_modeles / "~$ppel-recouvrement.docx").write_bytes(b"trace de Word")
    (mes_modeles / "notes.txt").write_text("à relire", encoding="utf-8")
    choix, autre = modele_de("rappel", "recouvrement"), modele_de("mise_en_demeure", "recouvrement")
    assert choix is not None
    assert autre is not None
    reserve = Reserve(lire_maison(mes_modeles).remplaces)
    assert reserve.prendre(choix).compile.nom == str(mes_modeles / RAPPEL)
    assert reserve.prendre(autre).fixes is None


def test_un_modele_de_l_usager_efface_en_cours_de_route_est_refuse_et_non_remplace_par_le_livre(mes_modeles: Path):
    with lettres.Atelier(mes_modeles) as atelier:
        assert atelier.generer(dossier(1), au=AU).nom
        (mes_modeles / RAPPEL).unlink()
        with pytest.raises(lettres.ModeleInvalide) as refus:
            atelier.generer(dossier(1), au=AU)
    assert codes(refus) == ["M101"]


def test_un_dossier_de_modeles_absent_est_refuse(tmp_path: Path):
    with pytest.raises(lettres.ModeleInvalide) as refus:
        lettres.Atelier(tmp_path / "absent")
    assert codes(refus) == ["I101"]


@pytest.mark.parametrize(
    ("nom", "propose"), [("rappel_recouvrement.docx", RAPPEL), ("Rappel-Recouvrement.DOCX", RAPPEL), ("x.docx", "")]
)
def test_un_modele_dont_le_nom_ne_servirait_a_rien_est_refuse(mes_modeles: Path, nom: str, propose: str):
    shutil.copy(LIVRES / RAPPEL, mes_modeles / nom)
    with pytest.raises(lettres.ModeleInvalide) as refus:
        lettres.Atelier(mes_modeles)
    assert codes(refus) == ["I102"]
    assert (f"« {propose} »" in refus.value.constats[0].message) is bool(propose)
