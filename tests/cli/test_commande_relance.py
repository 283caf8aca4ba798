"""Commande `relance` : une rangée par débiteur, ce qui est dû et pourquoi; à sec, ou avec les lettres, comme un lot."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest
import yaml
from conftest import DOSSIER

AU = ("--au", "2026-11-22")
COMPLET = DOSSIER.replace("  signataire:", "  taxes: non_inscrit\n  signataire:").replace(
    "{facture", "{cause: service, facture"
)
S = "\u00a0"


def texte(reference: str, nom: str = "Marie", suite: str = "") -> str:
    return COMPLET.replace("2026-014", reference).replace("Marie", nom) + suite


@pytest.fixture
def dossiers(tmp_path: Path) -> Path:
    """Six dossiers, quatre débiteurs, et un fichier qui ne se lit pas."""
    ou = tmp_path / "dossiers"
    ou.mkdir()
    contenus = {
        "a": texte("2026-001"),
        "b": texte("2026-002").replace("2026-08-31", "2026-11-30").replace("F-1023", "F-2"),
        "c": texte("2026-003", "Paul", "suites: [{date: 2026-11-10, resultat: procureur_constitue}]\n"),
        "d": texte("2026-004", "Paul"),
        "e": texte("2026-005", "Luc", 'paiements: [{date: 2026-09-10, montant: "60,00 $"}]\n'),
        "f": texte("2026-006", "Zoé", "envois: [{lettre: mise_en_demeure, date: 2026-10-01, recu_le: 2026-10-05}]\n"),
        "g": "a: [",
    }
    for nom, contenu in contenus.items():
        (ou / f"{nom}.yaml").write_text(contenu, encoding="utf-8")
    return ou


def json_de(resultat) -> dict:
    return json.loads(resultat.sortie)


def test_chaque_debiteur_a_sa_rangee_et_ce_qu_il_y_a_a_faire(lancer, dossiers: Path):
    resultat = lancer("relance", "dossiers", *AU)
    assert resultat.code == 1
    assert "dossiers/g.yaml:2:1: L008 [erreur]" in resultat.ennuis
    assert resultat.sortie.splitlines()[:7] == [
        f"Relance au 22{S}novembre 2026 : 4 débiteurs, 6 dossiers",
        "",
        "À faire aujourd’hui",
        "  Marie Exemple – 2026-001, 2026-002",
        f"    2026-001 : Rappel courtois – F-1023, 60,00{S}$, depuis le 8{S}septembre 2026, "
        f"avant le 31{S}août 2029 (prescription)",
        f"      60,00{S}$ à payer (F-1023), exigible depuis le 31{S}août 2026 : le pas « Rappel courtois » est "
        f"ouvert depuis le 8{S}septembre 2026.",
        f"    2026-002 : pas encore : Rappel courtois – F-2, 60,00{S}$, dès le 7{S}décembre 2026",
    ]
    for dit in (
        "Paul Exemple – 2026-003, 2026-004",
        "2026-003 : un avocat représente ce débiteur; 2026-004 lui écrirait.",
        "2026-004 : n’écrivez pas encore : Rappel courtois",
        "Division des petites créances – F-1023",
        "Luc Exemple – 2026-005",
        "1 lettre à écrire : la même commande, avec « --produire RÉPERTOIRE ».",
    ):
        assert dit in resultat.sortie


def test_le_json_a_les_memes_rangees_dans_le_meme_ordre(lancer, dossiers: Path):
    resultat = lancer("relance", "dossiers", *AU, "--json")
    assert (resultat.code, resultat.ennuis) == (1, "")
    reponse = json_de(resultat)
    assert (reponse["au"], reponse["sortie"], reponse["lettres"]) == ("2026-11-22", None, [])
    assert [(d["nom"], d["statut"], d["references"], d["retenu"]) for d in reponse["debiteurs"]] == [
        ("Marie Exemple", "due", ["2026-001", "2026-002"], False),
        ("Zoé Exemple", "due", ["2026-006"], False),
        ("Paul Exemple", "a_revoir", ["2026-003", "2026-004"], True),
        ("Luc Exemple", "terminee", ["2026-005"], False),
    ]
    pas = reponse["debiteurs"][0]["pas"][0]
    assert {cle: pas[cle] for cle in ("source", "statut", "echelon", "lettre", "creances", "somme", "des_le")} == {
        "source": "dossiers/a.yaml",
        "statut": "due",
        "echelon": "rappel",
        "lettre": "rappel",
        "creances": ["F-1023"],
        "somme": "60.00",
        "des_le": "2026-09-08",
    }
    assert [(c["code"], c["source"]) for c in reponse["constats"]] == [("L008", "dossiers/g.yaml")]


def test_une_lettre_due_a_qui_il_manque_quelque_chose_ne_se_dit_pas_a_ecrire(lancer, dossiers: Path):
    (dossiers / "a.yaml").write_text(
        (dossiers / "a.yaml").read_text(encoding="utf-8").replace("facture: F-1023, ", ""), encoding="utf-8"
    )
    dit = lancer("relance", "dossiers", *AU).sortie
    assert "      Il manque le numéro de la facture (élément 1 de « creances »)." in dit.splitlines()
    assert "à écrire : la même commande" not in dit
    assert "1 lettre à compléter : « lettres etat » dit comment" in dit
    (pas,) = (
        p
        for d in json_de(lancer("relance", "dossiers", *AU, "--json"))["debiteurs"]
        for p in d["pas"]
        if p["ce_qui_manque"]
    )
    assert [m["chemin"] for m in pas["ce_qui_manque"]] == ["creances[0].facture"]


def test_a_sec_rien_ne_s_ecrit(lancer, dossiers: Path, tmp_path: Path):
    avant = {f: f.read_bytes() for f in tmp_path.rglob("*") if f.is_file()}
    lancer("relance", "dossiers", *AU)
    lancer("relance", "dossiers", *AU, "--json")
    assert {f: f.read_bytes() for f in tmp_path.rglob("*") if f.is_file()} == avant


def test_tout_lu_sans_faute_le_code_est_zero(lancer, dossiers: Path):
    (dossiers / "g.yaml").unlink()
    assert lancer("relance", "dossiers", *AU).code == 0


def test_un_dossier_dont_le_journal_va_plus_loin_est_dit_et_les_autres_se_font(lancer, dossiers: Path):
    reponse = json_de(lancer("relance", "dossiers/a.yaml", "dossiers/c.yaml", "--au", "2026-11-01", "--json"))
    assert [d["nom"] for d in reponse["debiteurs"]] == ["Marie Exemple"]
    assert [(c["code"], c["source"]) for c in reponse["constats"]] == [("U023", "dossiers/c.yaml")]


# -- Produire --


def test_produire_ecrit_les_lettres_dues_comme_le_lot_des_memes_dossiers(lancer, dossiers: Path, tmp_path: Path):
    assert lancer("relance", "dossiers", *AU, "--produire", "r").code == 1
    assert lancer("lot", "dossiers/a.yaml", *AU, "--sortie", "l").code == 0
    assert {f.name: f.read_bytes() for f in (tmp_path / "r").iterdir()} == {
        f.name: f.read_bytes() for f in (tmp_path / "l").iterdir()
    }


@pytest.mark.parametrize("incomplete", [False, True], ids=["entières", "à l’une, il manque un fait"])
def test_deux_factures_a_deux_pas_du_jour_font_deux_lettres(lancer, tmp_path: Path, incomplete: bool):
    """Une créance n'a qu'un pas dû un même jour; deux peuvent en être à deux pas, et chacune a sa lettre."""
    f2 = "\n  - {cause: service, facture: F-2, date: 2026-09-01, echeance: 2026-10-01, objet: Album, montant: 90}"
    demeure = "envois: [{lettre: rappel, date: 2026-09-10, creances: [F-1023]}, "
    demeure += "{lettre: rappel, date: 2026-09-24, creances: [F-1023]}]\n"
    deux = texte("2026-007", suite=demeure)
    ligne = next(ligne for ligne in deux.splitlines() if "F-1023, date" in ligne)
    pieces = "mode_envoi: recommande\n" + ("" if incomplete else "pieces: [{id: P-1, titre: Facture}]\n")
    Path("deux.yaml").write_text(deux.replace(ligne, ligne + f2) + pieces, encoding="utf-8")
    a_sec = lancer("relance", "deux.yaml", *AU).sortie
    assert ("1 lettre à compléter" in a_sec) is incomplete
    assert ("2 lettres à écrire" in a_sec) is not incomplete
    for etat in ("faite", "deja_faite"):
        reponse = json_de(lancer("relance", "deux.yaml", *AU, "--produire", "out", "--json"))
        (rangee,) = reponse["debiteurs"]
        assert [pas["lettre"] for pas in rangee["pas"]] == ["mise_en_demeure", "rappel"]
        dites = [(lettre["lettre"], lettre["etat"]) for lettre in reponse["lettres"]]
        assert dites == [("mise_en_demeure", "refusee" if incomplete else etat), ("rappel", etat)]
    ecrites = ["2026-007_mise-en-demeure_2026-11-22_F-1023.docx", "2026-007_rappel_2026-11-22_F-2.docx"]
    assert sorted(f.name for f in (tmp_path / "out").glob("*.docx")) == ecrites[incomplete:]


def test_refaite_la_commande_ne_refait_rien(lancer, dossiers: Path, tmp_path: Path):
    (dossiers / "g.yaml").unlink()
    assert lancer("relance", "dossiers", *AU, "--produire", "r").code == 0
    avant = {f.name: f.read_bytes() for f in (tmp_path / "r").iterdir()}
    reponse = json_de(lancer("relance", "dossiers", *AU, "--produire", "r", "--json"))
    assert reponse["resume"] == {"faite": 0, "deja_faite": 1, "refusee": 0}
    assert {f.name: f.read_bytes() for f in (tmp_path / "r").iterdir()} == avant


def test_le_json_de_produire_est_un_seul_objet_avec_ses_lettres(lancer, dossiers: Path):
    resultat = lancer("relance", "dossiers", *AU, "--produire", "r", "--json")
    assert (resultat.code, resultat.ennuis) == (1, "")
    reponse = json_de(resultat)
    assert [(x["source"], x["etat"]) for x in reponse["lettres"]] == [("dossiers/a.yaml", "faite")]
    assert [c["source"] for c in reponse["constats"]] == ["dossiers/g.yaml"]
    assert len(reponse["debiteurs"]) == 4


def test_une_lettre_due_a_qui_il_manque_un_fait_est_refusee_comme_dans_un_lot(lancer, dossiers: Path, tmp_path: Path):
    (dossiers / "a.yaml").write_text(texte("2026-001").replace(", objet: Reportage de mariage", ""), encoding="utf-8")
    resultat = lancer("relance", "dossiers/a.yaml", *AU, "--produire", "r")
    assert resultat.code == 1
    assert "E101" in resultat.ennuis and "refusées     1" in resultat.sortie
    assert not list((tmp_path / "r").glob("*.docx"))


def test_rien_de_du_ne_fait_aucune_lettre(lancer, dossiers: Path, tmp_path: Path):
    resultat = lancer("relance", "dossiers/e.yaml", "dossiers/f.yaml", *AU, "--produire", "r")
    assert (resultat.code, "faites       0" in resultat.sortie) == (0, True)
    assert not list((tmp_path / "r").glob("*.docx"))


@pytest.mark.parametrize("entree", ["-", "d.jsonl"])
def test_des_lignes_de_json_se_relancent_et_s_ecrivent(lancer, tmp_path: Path, monkeypatch, entree: str):
    octets = b"".join(
        json.dumps(yaml.safe_load(texte(f"2026-00{i}", nom)), default=str).encode() + b"\n"
        for i, nom in enumerate(["Marie", "Paul"])
    )
    octets += b"{}\n"
    (tmp_path / "d.jsonl").write_bytes(octets)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(octets)))
    resultat = lancer("relance", entree, *AU, "--produire", "r")
    assert resultat.code == 1
    assert len(list((tmp_path / "r").glob("*.docx"))) == 2
    assert ":3:1: D106 [erreur]" in resultat.ennuis


@pytest.mark.parametrize(
    ("args", "code", "faute"),
    [
        (("dossiers", "--au", "hier"), 2, "U001"),
        (("rien/*.yaml",), 2, "U005"),
        (("-", "-"), 2, "U005"),
        (("dossiers", "--produire", "a.docx"), 2, "U006"),
        ((), 2, "U019"),
        (("dossiers/a.yaml", "--produire", "dossiers/a.yaml", *AU), 4, "S002"),
        (("absent.yaml",), 1, "L001"),
    ],
)
def test_une_faute_se_dit_des_deux_facons(lancer, dossiers: Path, args: tuple[str, ...], code: int, faute: str):
    assert lancer("relance", *args).code == code
    resultat = lancer("relance", *args, "--json")
    assert (resultat.code, resultat.ennuis) == (code, "")
    assert json_de(resultat)["constats"][0]["code"] == faute


def test_la_relance_n_a_pas_un_mot_d_anglais(lancer, anglais, dossiers: Path):
    assert anglais(lancer("relance", "dossiers", *AU).tout) == []
    assert anglais(lancer("relance", "--help").sortie) == []


# -- L'agenda --


def test_l_agenda_s_ecrit_se_met_a_jour_et_se_nomme_dans_la_reponse(lancer, dossier: Path, tmp_path: Path):
    resultat = lancer("relance", "dossier.yaml", *AU, "--calendrier", "mes/relances.ics")
    assert resultat.code == 0 and resultat.sortie.rstrip().count("Agenda écrit : ") == 1
    premier = (tmp_path / "mes" / "relances.ics").read_bytes()
    assert premier.startswith(b"BEGIN:VCALENDAR")
    reponse = json.loads(lancer("relance", "dossier.yaml", *AU, "--calendrier", "mes/relances.ics", "--json").sortie)
    assert reponse["calendrier"] == str(Path("mes/relances.ics"))
    assert (tmp_path / "mes" / "relances.ics").read_bytes() == premier


@pytest.mark.parametrize(
    ("nom", "contenu", "code", "dit"),
    [("agenda.txt", None, 2, "U016"), ("a.ics", b"BEGIN:VCALENDAR\r\nPRODID:x\r\nEND:VCALENDAR\r\n", 4, "S032")],
)
def test_un_agenda_qui_n_est_pas_le_notre_n_est_pas_touche(lancer, dossier: Path, tmp_path, nom, contenu, code, dit):
    if contenu is not None:
        (tmp_path / nom).write_bytes(contenu)
    resultat = lancer("relance", "dossier.yaml", *AU, "--calendrier", nom)
    assert (resultat.code, dit in resultat.ennuis) == (code, True)
    assert ((tmp_path / nom).read_bytes() if (tmp_path / nom).exists() else None) == contenu


@pytest.mark.parametrize(
    "commande", [("relance",), ("relance", "--produire", "lettres"), ("lot", "--sortie", "lettres")]
)
def test_le_schema_pose_par_nouveau_n_est_pas_un_dossier_du_repertoire(
    lancer, tmp_path: Path, commande: tuple[str, ...]
):
    ou = tmp_path / "miens" / "sous"
    ou.mkdir(parents=True)
    assert lancer("nouveau", "miens/sous/d.yaml", "--vide", "--lettre", "rappel", "--nature", "recouvrement").code == 0
    (ou / "d.yaml").write_text(texte("2026-001"), encoding="utf-8")
    assert (ou / "lettres.schema.json").exists()
    resultat = lancer(*commande, "miens", *AU)
    assert "schema" not in resultat.sortie + resultat.ennuis
    assert resultat.code == 0


@pytest.mark.parametrize("options", [("--format", "pdf"), ("--recommandes", "a.csv"), ("--reunir", "a.pdf")])
def test_ce_qui_s_ecrit_a_cote_des_lettres_ne_va_pas_sans_elles(lancer, dossier: Path, options: tuple[str, str]):
    resultat = lancer("relance", "dossier.yaml", *options)
    assert (resultat.code, "U016" in resultat.ennuis, "« --produire RÉPERTOIRE »" in resultat.ennuis) == (2, True, True)


def test_les_lettres_dues_s_ecrivent_aussi_en_texte_et_la_liste_du_comptoir_avec_elles(lancer, tmp_path: Path):
    (tmp_path / "d.yaml").write_text(texte("2026-001", suite="mode_envoi: recommande\n"), encoding="utf-8")
    commande = ("relance", "d.yaml", *AU, "--produire", "s", "--format", "txt", "--recommandes", "p.csv")
    assert "huissier : p.csv (1)." in lancer(*commande).sortie
    reponse = json_de(lancer(*commande, "--json"))
    assert (reponse["recommandes"], reponse["reuni"]) == ("p.csv", None)
    assert Path(reponse["lettres"][0]["forme"]).suffix == ".txt"
