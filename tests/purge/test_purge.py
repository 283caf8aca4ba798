"""La purge : ce qui peut partir, quand, et pourquoi; rien ne part sans qu'on le demande, ni rien qui ne soit à nous."""

from __future__ import annotations

import io
import json
import os
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tables import d_un_trait

import lettres
from lettres.affaire import Affaire
from lettres.affaire.suite.fins import Fin, fin_de, principe
from lettres.cli import executer
from lettres.lecture.fichier import lire_texte
from lettres.purge import effacer, inventorier

AU = date(2030, 6, 1)
TETE = """\
lettres: 1
reference: {reference}
nature: recouvrement
expediteur: {{nom: Karine Exemple, type: personne}}
destinataire: {{nom: Marie Exemple, civilite: Mme}}
creances:
  - {{cause: service, facture: F-1, date: 2026-01-05, echeance: 2026-02-05, objet: Travaux, montant: 100.00}}
"""
PAYEE = "clotures:\n  - {date: 2026-05-10, issue: payee}\n"
EN_COURS = "paiements:\n  - {date: 2026-03-01, montant: 10.00}\n"


def dossier(suite: str = "", reference: str = "D-1") -> str:
    return TETE.format(reference=reference) + suite


def fin(suite: str, au: date = date(2026, 12, 1)) -> Fin | None:
    return fin_de(Affaire(lire_texte(dossier(suite).encode(), fichier="", format="yaml"), au))


# -- Quand une affaire a fini --


@d_un_trait
@pytest.mark.parametrize(
    ("suite", "au", "attendue"),
    [
        ("", "2026-12-01", None),
        (EN_COURS, "2026-12-01", None),
        ("", "2029-02-05", None),
        ("", "2029-02-06", ("2029-02-05", "prescrite")),
        (PAYEE, "2026-12-01", ("2026-05-10", "payee")),
        (PAYEE, "2026-05-09", None),
        (PAYEE + "  - {date: 2026-06-01, issue: rouverte}\n", "2026-12-01", None),
        ("clotures:\n  - {date: 2026-05-10, issue: confiee, confiee_a: avocat}\n", "2026-12-01", None),
        ("clotures:\n  - {date: 2026-05-10, issue: echelle_epuisee}\n", "2026-12-01", None),
        ("clotures:\n  - {date: 2026-05-10, issue: abandon}\n", "2026-12-01", ("2026-05-10", "abandon")),
        ("clotures:\n  - {date: 2026-05-10, issue: payee, creances: [F-1]}\n", "2026-12-01", ("2026-05-10", "payee")),
        ("paiements:\n  - {date: 2026-02-01, montant: 100.00}\n", "2026-12-01", ("2026-02-05", "reglee")),
        (PAYEE + "suites:\n  - {date: 2026-07-01, resultat: refus}\n", "2026-12-01", ("2026-07-01", "payee")),
    ],
)
def test_une_affaire_a_fini_quand_elle_est_close_payee_ou_prescrite(suite: str, au: str, attendue):
    trouvee = fin(suite, date.fromisoformat(au))
    assert trouvee == (attendue and Fin(date.fromisoformat(attendue[0]), attendue[1]))


@pytest.mark.parametrize(
    ("comment", "jour", "depart"),
    [
        ("payee", "2026-05-10", "2029-05-11"),
        ("reglee", "2026-05-10", "2029-05-11"),
        ("prescrite", "2029-02-05", "2029-02-06"),
    ],
)
def test_rien_ne_part_avant_que_l_autre_ne_puisse_plus_rien_reclamer(comment: str, jour: str, depart: str):
    assert Fin(date.fromisoformat(jour), comment).peut_partir_le == date.fromisoformat(depart)


def test_ce_que_le_droit_en_dit_n_est_pas_affirme():
    connu = principe(AU)
    assert (connu.fiche, connu.certitude, connu.est_sur) == ("F12.04", "de mémoire", False)


# -- L'inventaire --


@pytest.fixture
def depot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Deux dossiers, l'un fini, l'autre non; une pièce à chacun, une aux deux; et ce qui n'est pas à nous."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "d" / "pieces").mkdir(parents=True)
    commune = "  - {{id: P-2, titre: B, fichier: pieces/commune.pdf}}\n"
    pieces = "pieces:\n  - {{id: P-1, titre: A, fichier: pieces/{0}.pdf}}\n" + commune
    (tmp_path / "d" / "fini.yaml").write_text(dossier(PAYEE + pieces.format("finie"), "D-1"), "utf-8")
    court = dossier("", "D-2").replace("2026-01-05", "2029-01-05").replace("2026-02-05", "2029-02-05")
    (tmp_path / "d" / "court.yaml").write_text(court + pieces.format("courante"), "utf-8")
    for nom in ("finie", "commune", "courante", "etrangere"):
        (tmp_path / "d" / "pieces" / f"{nom}.pdf").write_bytes(nom.encode())
    (tmp_path / "d" / "notes.txt").write_text("à moi", "utf-8")
    (tmp_path / "d" / "moi.yaml").write_text("nom: Karine Exemple\n", "utf-8")
    return tmp_path / "d"


def etats(depot: Path, au: date = AU) -> dict[str, str | None]:
    return {
        str(f.chemin.relative_to(depot)): f.peut_partir_le and f.peut_partir_le.isoformat()
        for f in inventorier(depot, au).fichiers
    }


def test_seul_part_ce_que_seul_un_dossier_fini_nomme(depot: Path):
    assert etats(depot) == {
        "court.yaml": None,
        "fini.yaml": "2029-05-11",
        "pieces/commune.pdf": None,
        "pieces/courante.pdf": None,
        "pieces/finie.pdf": "2029-05-11",
    }


def test_le_dossier_part_apres_ce_qu_il_nomme(depot: Path):
    partants = inventorier(depot, AU).a_effacer(AU)
    assert [f.chemin.name for f in partants] == ["finie.pdf", "fini.yaml"]
    assert inventorier(depot, date(2029, 5, 10)).a_effacer(date(2029, 5, 10)) == ()
    assert len(inventorier(depot, date(2029, 5, 11)).a_effacer(date(2029, 5, 11))) == 2


def test_un_cahier_part_avec_son_dossier_sous_quelque_nom_et_reste_avec_l_autre(depot: Path):
    for nom, cahier in (("fini.yaml", "cahier.pdf"), ("court.yaml", "pour-le-greffe.PDF")):
        assert executer(["pieces", str(depot / nom), "--cahier", str(depot / "cahiers" / cahier)]) == 0
    a_lui = (depot / "cahiers" / "cahier.pdf").read_bytes()
    # -- celui d'un dossier qui n'est pas là, une marque rognée, une autre extension, un lien : rien n'en est dit --
    marque = re.compile(rb"(/lettres\.cahier \()[0-9a-f]{64}")
    (depot / "cahiers" / "ailleurs.pdf").write_bytes(marque.sub(rb"\g<1>" + b"0" * 64, a_lui))
    (depot / "cahiers" / "rogne.pdf").write_bytes(marque.sub(rb"\g<1>" + b"0" * 63, a_lui))
    (depot / "cahiers" / "copie.bak").write_bytes(a_lui)
    (depot / "cahiers" / "lien.pdf").symlink_to("cahier.pdf")
    dits = {nom: quand for nom, quand in etats(depot).items() if nom.startswith("cahiers/")}
    assert dits == {"cahiers/cahier.pdf": "2029-05-11", "cahiers/pour-le-greffe.PDF": None}
    # -- deux dossiers de même référence, dont l'un court : il reste --
    (depot / "bis.yaml").write_text((depot / "court.yaml").read_text("utf-8").replace("D-2", "D-1"), "utf-8")
    assert etats(depot)["cahiers/cahier.pdf"] is None


def test_une_lettre_a_nous_part_avec_son_dossier_sous_toutes_ses_formes_et_celle_d_un_autre_reste(depot: Path):
    minimal = Path(lettres.__file__).parents[1] / "exemples" / "minimaux" / "rappel-recouvrement.yaml"
    lettre = lettres.generer(lettres.lire(minimal), "rappel", au=date(2026, 11, 22))
    (depot / "D-1_rappel_2026-03-01.docx").write_bytes(lettre.octets)
    (depot / "D-1_mise-en-demeure_2026-03-01.docx").write_bytes(b"PK d'un autre")
    (depot / "D-9_rappel_2026-03-01.docx").write_bytes(lettre.octets)
    # -- ses autres formes portent la même provenance; un message ou une page d'un autre n'en portent aucune --
    executer(["generer", str(minimal), "--lettre", "rappel", "--au", "2026-11-22", "--format", "html", "--courriel"])
    for nom in [f.name for f in Path.cwd().iterdir() if f.suffix in {".html", ".eml"}]:
        Path(nom).rename(depot / f"D-1_rappel_2026-03-01{Path(nom).suffix}")
    (depot / "D-1_reponse.eml").write_bytes(b"From: a@exemple.test\n\nbonjour\n")
    (depot / "D-1_page.html").write_bytes(b"<!doctype html><html><p>bonjour</p></html>")
    (depot / "D-1_releve.pdf").write_bytes(b"%PDF-1.7 d'un autre")
    # -- son texte seul et sa fiche n'en portent pas, mais sont à côté d'elle, sous son nom --
    for nom in ("D-1_rappel_2026-03-01.txt", "D-1_rappel_2026-03-01_FICHE.docx", "D-1_mise-en-demeure_2026-03-01.txt"):
        (depot / nom).write_text("bonjour", encoding="utf-8")
    (depot / "pieces" / "D-1_rappel_2026-03-01.txt").write_text("ailleurs", encoding="utf-8")
    # -- un document Word d'un autre ne part pas pour se nommer comme un texte à nous --
    executer(["generer", str(minimal), "--lettre", "rappel", "--au", "2026-11-22", "--format", "html", "--sortie", "h"])
    next(Path("h").iterdir()).rename(depot / "D-1_second_2026-03-01.html")
    (depot / "D-1_second_2026-03-01.docx").write_bytes(b"PK d'un autre")
    siennes = {f"D-1_rappel_2026-03-01.{forme}" for forme in ("docx", "html", "eml", "txt")}
    siennes |= {"D-1_rappel_2026-03-01_FICHE.docx", "D-1_second_2026-03-01.html"}
    trouves = {nom: jour for nom, jour in etats(depot).items() if "_" in nom}
    assert trouves == dict.fromkeys(siennes, "2029-05-11")


def test_un_journal_de_lot_se_dit_et_reste(depot: Path):
    (depot / "journal.jsonl").write_text("", "utf-8")
    assert etats(depot)["journal.jsonl"] is None


def test_un_dossier_qui_ne_se_lit_pas_reste_et_se_dit(depot: Path):
    (depot / "fautif.yaml").write_text(
        "lettres: 1\nreference: X\npieces:\n  - {id: P-1, fichier: pieces/finie.pdf}\n", "utf-8"
    )
    inventaire = inventorier(depot, AU)
    assert [(c.code, Path(c.fichier or "").name) for c in inventaire.constats] == [("S038", "fautif.yaml")]
    assert "fautif.yaml" not in etats(depot)
    # -- ce qu'il nomme peut-être reste avec lui --
    assert etats(depot)["pieces/finie.pdf"] is None and etats(depot)["fini.yaml"] == "2029-05-11"


def lien_de_piece(depot: Path) -> str:
    (depot.parent / "dehors.pdf").write_bytes(b"dehors")
    (depot / "pieces" / "finie.pdf").unlink()
    (depot / "pieces" / "finie.pdf").symlink_to(depot.parent / "dehors.pdf")
    return "../dehors.pdf"


def repertoire_lie(depot: Path) -> str:
    (depot / "pieces").rename(depot.parent / "ailleurs")
    (depot / "pieces").symlink_to(depot.parent / "ailleurs")
    return "../ailleurs/finie.pdf"


def piece_d_ailleurs(depot: Path) -> str:
    (depot.parent / "dehors.pdf").write_bytes(b"dehors")
    fini = depot / "fini.yaml"
    fini.write_text(fini.read_text("utf-8").replace("pieces/finie.pdf", "../dehors.pdf"), "utf-8")
    return "../dehors.pdf"


def dossier_lie(depot: Path) -> str:
    (depot / "fini.yaml").rename(depot.parent / "fini.yaml")
    (depot / "fini.yaml").symlink_to(depot.parent / "fini.yaml")
    return "../fini.yaml"


@pytest.mark.parametrize("geste", [lien_de_piece, repertoire_lie, piece_d_ailleurs, dossier_lie])
def test_rien_de_ce_a_quoi_mene_un_lien_ni_rien_d_ailleurs_ne_part(depot: Path, geste):
    garde = depot / geste(depot)
    executer(["purger", str(depot), "--au", "2026-01-01"])
    list(effacer(inventorier(depot, AU).a_effacer(AU)))
    assert garde.exists()


def test_un_fichier_change_depuis_qu_on_l_a_regarde_reste(depot: Path):
    partants = inventorier(depot, AU).a_effacer(AU)
    (depot / "pieces" / "finie.pdf").write_bytes(b"autre chose")
    suites = [(f.chemin.name, c and c.code) for f, c in effacer(partants)]
    assert suites == [("finie.pdf", "S037"), ("fini.yaml", None)]
    assert (depot / "pieces" / "finie.pdf").read_bytes() == b"autre chose" and not (depot / "fini.yaml").exists()


def test_un_fichier_remplace_par_un_lien_reste(depot: Path):
    partants = inventorier(depot, AU).a_effacer(AU)
    (depot / "pieces" / "finie.pdf").unlink()
    (depot / "pieces" / "finie.pdf").symlink_to(depot / "notes.txt")
    assert [c and c.code for _, c in effacer(partants)] == ["S037", None]
    assert (depot / "notes.txt").exists() and os.path.lexists(depot / "pieces" / "finie.pdf")


# -- La commande --


@pytest.fixture
def aujourd_hui(monkeypatch: pytest.MonkeyPatch) -> None:
    """Le jour d'où l'on purge, pour la commande."""
    for module in ("lettres.cli.options.arguments", "lettres.cli.commandes.menage.purger"):
        monkeypatch.setattr(f"{module}.aujourd_hui", lambda: AU)


def repondre(capsys: pytest.CaptureFixture[str], *args: str) -> tuple[int, dict[str, Any]]:
    code = executer(["purger", "d", *args, "--json"])
    return code, json.loads(capsys.readouterr().out)


def fichiers(depot: Path) -> list[str]:
    return sorted(str(p.relative_to(depot)) for p in depot.rglob("*") if p.is_file())


@pytest.mark.usefixtures("aujourd_hui")
def test_a_sec_rien_ne_part_et_tout_est_dit(depot: Path, capsys):
    avant = fichiers(depot)
    code, reponse = repondre(capsys)
    assert code == 0 and reponse["supprimes"] == [] and fichiers(depot) == avant
    assert reponse["principe"]["certitude"] == "de mémoire" and reponse["principe"]["fiche"] == "F12.04"
    executer(["purger", "d"])
    dite = capsys.readouterr().out
    assert "de mémoire (à vérifier avant de s’y fier)" in dite and "rien n’est effacé" in dite


@pytest.mark.usefixtures("aujourd_hui")
def test_sur_demande_part_ce_qui_peut_partir_et_chaque_effacement_est_dit(depot: Path, capsys):
    avant = fichiers(depot)
    code, reponse = repondre(capsys, "--supprimer", "--oui")
    assert code == 0
    assert [Path(p).name for p in reponse["supprimes"]] == ["finie.pdf", "fini.yaml"]
    assert set(avant) - set(fichiers(depot)) == {"fini.yaml", "pieces/finie.pdf"}
    assert {f["fichier"] for f in reponse["fichiers"] if f["supprime"]} == set(reponse["supprimes"])
    code, reponse = repondre(capsys, "--supprimer", "--oui")
    assert code == 0 and reponse["supprimes"] == []


@pytest.mark.usefixtures("aujourd_hui")
@pytest.mark.parametrize(("dit", "code"), [("supprimer\n", 0), ("Supprimer\n", 0), ("oui\n", 2), ("\n", 2), ("", 2)])
def test_au_terminal_il_faut_le_taper(depot: Path, capsys, monkeypatch, dit: str, code: int):
    entree = io.StringIO(dit)
    monkeypatch.setattr(entree, "isatty", lambda: True)
    monkeypatch.setattr("sys.stdin", entree)
    avant = fichiers(depot)
    assert executer(["purger", "d", "--supprimer"]) == code
    assert (fichiers(depot) == avant) is (code == 2)
    assert ("Effacé : " in capsys.readouterr().out) is (code == 0)


@pytest.mark.usefixtures("aujourd_hui")
@pytest.mark.parametrize(
    ("args", "constat"),
    [
        (["purger", "d", "--supprimer"], "U037"),
        (["purger", "d", "--supprimer", "--oui", "--au", "2031-01-01"], "U038"),
        (["purger", "d/fini.yaml"], "U039"),
        (["purger", "absent"], "U039"),
    ],
)
def test_une_demande_qui_ne_va_pas_n_efface_rien(depot: Path, capsys, args: list[str], constat: str):
    avant = fichiers(depot)
    assert executer([*args, "--json"]) == 2
    assert [c["code"] for c in json.loads(capsys.readouterr().out)["constats"]] == [constat]
    assert fichiers(depot) == avant
