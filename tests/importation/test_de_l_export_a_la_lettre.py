"""De l'export à la lettre : trois cents factures, leurs dossiers, la relance, les lettres."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from cas_d_importation import MOI, export
from efforts import appels

import lettres
from lettres.importation import importer
from lettres.importation.rangement.ranger import ranger
from lettres.production.relances import AffaireSuivie, par_debiteur, suivre

AU = date(2026, 11, 22)


@pytest.fixture
def ou(tmp_path: Path) -> Path:
    (tmp_path / "factures.csv").write_bytes(export(300))
    return tmp_path


def test_trois_cents_factures_donnent_leurs_lettres(ou: Path):
    fait = ranger(importer(ou / "factures.csv", expediteur=MOI), ou / "dossiers")
    assert Counter(d.etat for d in fait.dossiers) == {"cree": 18}
    assert Counter(c.code for c in fait.constats) == {"Z106": 20, "Z119": 1}
    reclamees = sum(len(d.factures) for d in fait.dossiers)
    # -- trois cents, moins les trente payées, dont dix n'étaient que des brouillons, et les vingt brouillons --
    assert reclamees == 300 - 30 - 20 + 10

    repondues = (ou / "dossiers" / "debiteurs.yaml").read_text(encoding="utf-8")
    reponses = repondues.replace('qualite: ""', "qualite: entreprise").replace('cause: ""', "cause: service")
    (ou / "dossiers" / "debiteurs.yaml").write_text(reponses, encoding="utf-8")
    encore = ranger(importer(ou / "factures.csv", expediteur=MOI), ou / "dossiers")
    assert Counter(d.etat for d in encore.dossiers) == {"complete": 18}
    assert not [d for d in encore.dossiers if d.manques]

    dossiers = sorted((ou / "dossiers").glob("boutique-*.yaml"))
    suivies = [s for _, s in suivre(dossiers, au=AU)]
    rangees = par_debiteur([s for s in suivies if isinstance(s, AffaireSuivie)])
    assert len(rangees) == 18
    assert {r.statut for r in rangees} == {"due"}
    with lettres.Atelier() as atelier:
        lot = list(atelier.generer_lot(dossiers[:3], au=AU, sortie=ou / "lettres"))
    assert [type(r) for r in lot] == [lettres.Faite] * 3
    assert len(list((ou / "lettres").glob("*.docx"))) == 3


def test_chaque_valeur_d_un_dossier_a_la_place_d_ou_elle_vient(ou: Path):
    importation = importer(ou / "factures.csv", expediteur=MOI)
    texte = (ou / "factures.csv").read_text(encoding="utf-8").splitlines()
    for importe in importation.dossiers():
        for rang, creance in enumerate(importe.dossier["creances"]):
            lieu = importe.origines["creances", rang, "facture"]
            assert lieu.ligne is not None
            assert f",{creance['facture']}," in texte[lieu.ligne - 1]
            assert texte[lieu.ligne - 1].split(",")[(lieu.colonne or 0) - 1] == creance["facture"]


def test_un_constat_du_dossier_ecrit_se_montre_a_la_cellule_de_l_export(ou: Path):
    importation = importer(ou / "factures.csv", expediteur=MOI)
    importe = next(importation.dossiers())
    constats = [importe.placer(c) for c in lettres.verifier(importe.dossier, "rappel", au=date(2026, 8, 1))]
    (avant,) = [c for c in constats if c.code == "S103"][:1]
    assert "DueDate" in avant.place or "InvoiceNumber" in avant.place
    assert avant.fichier == str(ou / "factures.csv")


@pytest.mark.long
def test_l_effort_suit_le_nombre_de_factures():
    def effort(lignes: int) -> int:
        octets = export(lignes)
        return sum(appels(lambda: list(importer(octets, expediteur=MOI))).values())

    un = effort(75)
    assert effort(300) < 5 * un
