"""La commande `importer` : ce qu'elle écrit, ce qu'elle dit, ses codes de sortie; l'aperçu n'écrit rien."""

from __future__ import annotations

from pathlib import Path

import pytest

MOI = "nom: Studio Karine Exemple\ntaxes: non_inscrit\ncourriel: karine@exemple.test\nsignataire: Karine Exemple\n"
MOI += "adresse: {ligne: '12, rue des Érables', ville: Granby, code_postal: J2G 1A1}\n"
ENTETE = "ContactName,EmailAddress,InvoiceNumber,InvoiceDate,DueDate,Total,InvoiceAmountPaid,InvoiceAmountDue,Status,"
ENTETE += "Description\n"
UNE = "Marie Exemple,m@exemple.test,F-1,2026-08-01,2026-08-31,60,0,60,Awaiting Payment,Reportage\n"


@pytest.fixture
def export(tmp_path: Path) -> Path:
    (tmp_path / "moi.yaml").write_text(MOI, encoding="utf-8")
    (tmp_path / "f.csv").write_text(ENTETE + UNE, encoding="utf-8")
    return tmp_path / "f.csv"


def test_un_export_sans_manque_finit_a_zero_et_deux_fois_n_ajoute_rien(lancer, export: Path):
    premiere = lancer("importer", "f.csv", "--expediteur", "moi.yaml", "--sortie", "d")
    assert (premiere.code, premiere.ennuis) == (0, "")
    assert "créé : marie-exemple_F-1.yaml – Marie Exemple – F-1" in premiere.sortie
    avant = {f.name: f.read_bytes() for f in (export.parent / "d").iterdir()}
    seconde = lancer("importer", "f.csv", "--expediteur", "moi.yaml", "--sortie", "d")
    assert seconde.code == 0
    assert "1 inchangé" in seconde.sortie
    assert {f.name: f.read_bytes() for f in (export.parent / "d").iterdir()} == avant


def test_ce_qui_est_a_cote_des_dossiers_n_est_pas_relance(lancer, export: Path):
    lancer("importer", "f.csv", "--expediteur", "moi.yaml", "--sortie", "d")
    relance = lancer("relance", "d", "--au", "2026-11-22")
    assert (relance.code, relance.ennuis) == (0, "")
    assert "Marie Exemple" in relance.sortie


def test_un_dossier_qui_a_un_blanc_est_ecrit_et_finit_a_un(lancer, export: Path):
    export.write_text(ENTETE + UNE.replace("2026-08-31", ""), encoding="utf-8")
    fini = lancer("importer", "f.csv", "--expediteur", "moi.yaml", "--sortie", "d")
    assert fini.code == 1
    assert "Z101" in fini.sortie
    assert "E101" in fini.sortie
    assert (export.parent / "d" / "marie-exemple_F-1.yaml").is_file()


@pytest.mark.parametrize(
    ("args", "code", "dit"),
    [
        (("importer", "f.csv"), 2, "U019"),
        (("importer", "f.csv", "--de", "sage", "--sortie", "d"), 2, "U015"),
        (("importer", "f.csv", "--de", "zoho", "--sortie", "d"), 2, "Z001"),
        (("importer", "f.csv", "--de", "ZOHO", "--sortie", "d"), 2, "Z001"),
        (("importer", "absent.csv", "--sortie", "d"), 2, "L001"),
        (("importer", "f.csv", "--expediteur", "absent.yaml", "--sortie", "d"), 2, "L001"),
        (("importer", "f.csv", "--expediteur", "f.csv", "--sortie", "d"), 2, "L007"),
        (("importer", "f.csv", "--sortie", "moi.yaml"), 4, "S002"),
        (("importer",), 2, "FICHIER"),
    ],
)
def test_une_faute_a_son_code_et_n_ecrit_rien(lancer, export: Path, args: tuple[str, ...], code: int, dit: str):
    avant = sorted(f.name for f in export.parent.iterdir())
    fini = lancer(*args)
    assert (fini.code, dit in fini.ennuis) == (code, True), fini.tout
    assert sorted(f.name for f in export.parent.iterdir()) == avant


def test_un_expediteur_fautif_est_refuse_a_sa_ligne(lancer, export: Path):
    (export.parent / "moi.yaml").write_text(MOI + "zut: 1\n", encoding="utf-8")
    fini = lancer("importer", "f.csv", "--expediteur", "moi.yaml", "--sortie", "d")
    assert fini.code == 1
    assert "moi.yaml:6:1: D105" in fini.ennuis


def test_l_apercu_montre_ce_qui_serait_lu_et_n_ecrit_rien(lancer, export: Path):
    avant = sorted(f.name for f in export.parent.iterdir())
    fini = lancer("importer", "f.csv", "--apercu")
    assert fini.code == 0
    assert "f.csv – Xero (CSV)" in fini.sortie
    assert "montant : Total  →  60" in fini.sortie
    assert "Ne s’y lit pas : ligne, ville, code_postal." in fini.sortie
    assert sorted(f.name for f in export.parent.iterdir()) == avant


def test_l_apercu_d_un_tableau_inconnu_propose_des_colonnes_qui_servent_telles_quelles(lancer, export: Path):
    (export.parent / "a").mkdir()
    tableau = export.parent / "a" / "liste.csv"
    tableau.write_text(
        "No de facture;Date;Échéance;Client;Courriel;Total;Description\n"
        'F-9;2026-08-01;31 août 2026;Marie Exemple;m@exemple.test;"1 020,00 $";Reportage\n',
        encoding="utf-8",
    )
    apercu = lancer("importer", "a/liste.csv", "--apercu")
    propose = apercu.sortie.split("à côté de l’export :\n")[1].split("Rien n’a été écrit.")[0]
    (tableau.parent / "colonnes.yaml").write_text(
        "\n".join(ligne.strip() for ligne in propose.splitlines()), encoding="utf-8"
    )
    fini = lancer("importer", "a/liste.csv", "--expediteur", "moi.yaml", "--sortie", "d")
    assert fini.code == 0, fini.tout
    assert "montant: 1020.00" in (export.parent / "d" / "marie-exemple_F-9.yaml").read_text(encoding="utf-8")


def test_un_tableau_inconnu_sans_colonnes_est_refuse_avec_l_apercu_pour_remede(lancer, export: Path):
    export.write_text("No;Client\n1;Marie\n", encoding="utf-8")
    fini = lancer("importer", "f.csv", "--sortie", "d")
    assert fini.code == 2
    assert "--apercu" in fini.ennuis


def test_le_schema_des_colonnes_est_publie(lancer):
    import json

    from jsonschema import Draft202012Validator

    schema = Draft202012Validator(json.loads(lancer("schema", "--de", "colonnes").sortie))
    assert schema.is_valid({"facture": "No", "date": {"colonne": "Date", "format": "AAAA-MM-JJ"}})
    assert not schema.is_valid({"facture": "No", "zut": 1})
    assert not schema.is_valid({"date": {"colonne": "Date", "format": "AAAA"}})
