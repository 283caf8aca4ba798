"""De l'export au courriel : qui écrit, l'export, ses dossiers, la relance, les lettres, leurs brouillons."""

from __future__ import annotations

import email
import email.policy
import json
from datetime import date
from pathlib import Path

import pytest
from cas_d_importation import export
from efforts import pointe

import lettres
from lettres.conversion import bureautique
from lettres.importation.rangement.ranger import ranger

AU = ("--au", "2026-11-22")
MOI = (
    *("--nom", "Studio Karine Exemple", "--taxes", "non_inscrit", "--courriel", "karine@exemple.test"),
    *("--adresse", "12, rue des Érables", "--ville", "Granby", "--code-postal", "J2G 1A1"),
)
MEMOIRE_MAX = 4_000_000
"""Ce que retiennent de plus les lettres d'un export, quel qu'en soit le nombre."""


def octets_de(ou: Path) -> dict[str, bytes]:
    return {f.name: f.read_bytes() for f in sorted(ou.iterdir()) if f.suffix == ".yaml"}


@pytest.mark.parametrize(
    ("factures", "clients", "debiteurs"),
    [(30, 3, 3), pytest.param(300, 20, 18, marks=pytest.mark.long)],
    ids=["trente", "trois cents"],
)
def test_un_export_de_xero_devient_des_lettres_et_leurs_courriels(
    lancer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, factures: int, clients: int, debiteurs: int
):
    monkeypatch.setenv("LETTRES_CONFIG", str(tmp_path / "reglages"))
    monkeypatch.setattr(bureautique, "trouver", lambda: None)  # -- sans LibreOffice, la lettre Word est jointe --
    (tmp_path / "factures.csv").write_bytes(export(factures, clients))
    assert lancer("moi", *MOI).code == 0

    # -- l'export : un dossier par débiteur, et ce qu'il ne dit pas, demandé une fois --
    fait = json.loads(lancer("importer", "factures.csv", "--sortie", "dossiers", "--json").sortie)
    assert {d["etat"] for d in fait["dossiers"]} == {"cree"}
    assert len(fait["dossiers"]) == debiteurs
    assert [c["message"] for d in fait["dossiers"] for c in d["manques"]] == []
    questions = tmp_path / "dossiers" / "debiteurs.yaml"
    repondues = questions.read_text(encoding="utf-8").replace('qualite: ""', "qualite: entreprise")
    questions.write_text(repondues.replace('cause: ""', "cause: service"), encoding="utf-8")
    assert lancer("importer", "factures.csv", "--sortie", "dossiers").code == 0
    ecrits = octets_de(tmp_path / "dossiers")
    assert lancer("importer", "factures.csv", "--sortie", "dossiers").code == 0
    assert octets_de(tmp_path / "dossiers") == ecrits

    # -- la relance : les lettres dues, une par débiteur --
    relance = json.loads(lancer("relance", "dossiers", *AU, "--produire", "lettres", "--json").sortie)
    assert {d["statut"] for d in relance["debiteurs"]} == {"due"}
    faites = {f.name: f.read_bytes() for f in (tmp_path / "lettres").glob("*.docx")}
    assert len(faites) == len(relance["debiteurs"]) == debiteurs

    # -- les courriels : la même lettre, en pièce jointe d'un brouillon à son destinataire --
    for chemin in sorted((tmp_path / "dossiers").glob("boutique-*.yaml")):
        resultat = lancer("generer", str(chemin), *AU, "--sortie", "courriels/", "--courriel")
        assert resultat.code == 0, resultat.ennuis
    brouillons = sorted((tmp_path / "courriels").glob("*.eml"))
    assert len(brouillons) == debiteurs
    adresses = {lettres.lire(f).destinataire.courriel for f in (tmp_path / "dossiers").glob("boutique-*.yaml")}
    lus = [email.message_from_bytes(f.read_bytes(), policy=email.policy.default) for f in brouillons]
    assert {m["To"].addresses[0].addr_spec for m in lus} == adresses
    assert {m["X-Unsent"] for m in lus} == {"1"}
    jointes = {p.get_filename(): p.get_payload(decode=True) for m in lus for p in m.iter_attachments()}
    assert jointes == faites


@pytest.mark.long
def test_la_memoire_de_l_import_suit_ses_factures_et_celle_des_lettres_ne_suit_rien(tmp_path: Path):
    moi = {"nom": "Studio Karine Exemple", "taxes": "non_inscrit", "courriel": "karine@exemple.test"}

    def importer(factures: int) -> Path:
        ou = tmp_path / str(factures)
        ranger(lettres.importer(export(factures, factures // 15), expediteur=moi), ou)
        return ou

    def relancer(ou: Path) -> None:
        with lettres.Atelier() as atelier:
            for _ in atelier.relancer(ou.glob("boutique-*.yaml"), au=date(2026, 11, 22)):
                pass

    importer(30)
    assert pointe(lambda: importer(600)) < 10_000 * 600
    importer(150)
    for factures in (150, 600):
        assert pointe(lambda ou=tmp_path / f"{factures}": relancer(ou)) < MEMOIRE_MAX
