"""Commande `lot` : ce qu'elle lit, ce qu'elle dit, ses codes, et comment on l'interrompt."""

from __future__ import annotations

import io
import json
import os
import shutil
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import A_L_ECOUTE, DOSSIER, PROGRAMME, RACINE
from images import dessin, modele_a_images, png
from paquets import p, parties_de

from lettres.catalogue import dossier_des_modeles

AU = ("--au", "2026-11-22")
POSIX = pytest.mark.skipif(os.name != "posix", reason="signaux et pseudo-terminaux propres à POSIX")


COMPLET = DOSSIER.replace("  signataire:", "  taxes: non_inscrit\n  signataire:").replace(
    "{facture", "{cause: service, facture"
)
"""Le dossier d'essai, dont aucune lettre n'a plus rien à demander."""


def dossier_yaml(reference: str) -> str:
    return COMPLET.replace("2026-014", reference)


def ligne(reference: str) -> bytes:
    return json.dumps(yaml.safe_load(dossier_yaml(reference)), default=str).encode() + b"\n"


@pytest.fixture
def dossiers(tmp_path: Path) -> Path:
    """Trois bons dossiers dans une arborescence, et ce qui n'en est pas."""
    racine = tmp_path / "dossiers"
    (racine / "b" / ".cache").mkdir(parents=True)
    (racine / "a.yaml").write_text(dossier_yaml("2026-001"), encoding="utf-8")
    (racine / "b" / "c.yml").write_text(dossier_yaml("2026-002"), encoding="utf-8")
    (racine / "b" / "d.json").write_bytes(ligne("2026-003"))
    (racine / "b" / ".cache" / "e.yaml").write_text("caché", encoding="utf-8")
    (racine / "notes.txt").write_text("pas un dossier", encoding="utf-8")
    return racine


def noms(sortie: Path) -> list[str]:
    return sorted(f.name.split("_")[0] for f in sortie.glob("*.docx"))


# -- Ce qu'elle lit --


def test_un_repertoire_donne_tous_ses_dossiers_et_un_tableau(lancer, dossiers: Path, tmp_path: Path):
    resultat = lancer("lot", "dossiers", "--sortie", "s", *AU)
    assert (resultat.code, resultat.ennuis) == (0, "")
    assert resultat.sortie.splitlines() == [
        "LETTRES      NOMBRE",
        "faites       3",
        "déjà faites  0",
        "refusées     0",
        "Répertoire de sortie : s",
    ]
    assert noms(tmp_path / "s") == ["2026-001", "2026-002", "2026-003"]


@pytest.mark.parametrize(
    ("arguments", "attendus"),
    [
        (["dossiers/*.yaml"], ["2026-001"]),
        (["dossiers/**/*.y*ml"], ["2026-001", "2026-002"]),
        (["dossiers/b/d.json", "dossiers/a.yaml"], ["2026-001", "2026-003"]),
        (["dossiers/b"], ["2026-002", "2026-003"]),
    ],
)
def test_les_motifs_que_l_interpreteur_n_a_pas_developpes_le_sont(
    lancer, dossiers: Path, tmp_path: Path, arguments: list[str], attendus: list[str]
):
    assert lancer("lot", *arguments, "--sortie", "s", *AU).code == 0
    assert noms(tmp_path / "s") == attendus


def test_un_fichier_dont_le_nom_a_l_air_d_un_motif_est_pris_pour_lui_meme(lancer, tmp_path: Path):
    (tmp_path / "d[1].yaml").write_text(dossier_yaml("2026-001"), encoding="utf-8")
    assert lancer("lot", "d[1].yaml", "--sortie", "s", *AU).code == 0


def test_l_entree_standard_donne_un_dossier_par_ligne(lancer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    entree = ligne("2026-001") + b"\n" + b'{"lettres": 1, "refrence": 2}\n' + ligne("2026-004")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(entree)))
    resultat = lancer("lot", "-", "--sortie", "s", *AU)
    assert resultat.code == 1
    assert "<entrée>:3:16: D105 [erreur]" in resultat.ennuis
    assert noms(tmp_path / "s") == ["2026-001", "2026-004"]


def test_un_fichier_de_lignes_vaut_l_entree_standard(lancer, tmp_path: Path):
    (tmp_path / "lot.jsonl").write_bytes(ligne("2026-001") + b"{}\n")
    resultat = lancer("lot", "lot.jsonl", "absent.jsonl", "--sortie", "s", *AU)
    assert resultat.code == 1
    assert "lot.jsonl:2:1: D106 [erreur]" in resultat.ennuis
    assert "absent.jsonl: L001 [erreur] Ce fichier n’existe pas." in resultat.ennuis


# -- Ce qu'elle répond --


def test_refaite_la_commande_ne_refait_rien(lancer, dossiers: Path, tmp_path: Path):
    lancer("lot", "dossiers", "--sortie", "s", *AU)
    avant = {f.name: f.read_bytes() for f in (tmp_path / "s").iterdir()}
    resultat = lancer("lot", "dossiers", "--sortie", "s", *AU)
    assert (resultat.code, "déjà faites  3" in resultat.sortie) == (0, True)
    assert {f.name: f.read_bytes() for f in (tmp_path / "s").iterdir()} == avant


def test_le_json_est_un_seul_objet_sans_montant(lancer, dossiers: Path, tmp_path: Path):
    (dossiers / "faux.yaml").write_text("lettres: 1\nzut: 3\n", encoding="utf-8")
    resultat = lancer("lot", "dossiers", "--sortie", "s", *AU, "--json")
    assert (resultat.code, resultat.ennuis) == (1, "")
    reponse = json.loads(resultat.sortie)
    assert set(reponse) == {"version", "au", "sortie", "lettres", "reuni", "recommandes", "resume", "constats"}
    assert (reponse["version"], reponse["au"], reponse["sortie"]) == (1, "2026-11-22", "s")
    assert reponse["resume"] == {"faite": 3, "deja_faite": 0, "refusee": 1}
    premiere, refusee, *_ = reponse["lettres"]
    assert {c: premiere[c] for c in ("source", "etat", "reference", "lettre", "nom")} == {
        "source": "dossiers/a.yaml",
        "etat": "faite",
        "reference": "2026-001",
        "lettre": "rappel",
        "nom": "2026-001_rappel_2026-11-22.docx",
    }
    assert premiere["fichier"] == f"s/{premiere['nom']}"
    assert premiere["chemin"] in {"prouvé", "contrôlé"}
    assert (refusee["etat"], refusee["fichier"]) == ("refusee", None)
    assert reponse["constats"] == [{**c, "source": "dossiers/faux.yaml"} for c in refusee["constats"]]
    assert {(c["fichier"], c["ligne"]) for c in refusee["constats"]} == {
        ("dossiers/faux.yaml", 1),
        ("dossiers/faux.yaml", 2),
    }
    assert "60,00" not in resultat.sortie


def test_les_alertes_des_lettres_faites_sont_dites_une_fois_avec_leur_nombre(lancer, tmp_path: Path):
    for rang in range(3):
        texte = dossier_yaml(f"2026-00{rang}").replace("  qualite: consommateur\n", "")
        (tmp_path / f"{rang}.yaml").write_text(texte, encoding="utf-8")
    resultat = lancer("lot", "*.yaml", "--sortie", "s", *AU)
    assert resultat.code == 0
    assert resultat.ennuis.count("P116") == 1
    assert resultat.ennuis.startswith("0.yaml:12:8: P116 [conseil] Indéterminé")
    assert resultat.ennuis.rstrip().endswith("(et 2 autres lettres)")


@pytest.mark.parametrize(
    ("arguments", "code", "dit"),
    [
        (["*.nada", "--sortie", "s"], 2, "U005"),
        (["vide", "--sortie", "s"], 2, "U005"),
        (["-", "-", "--sortie", "s"], 2, "U005"),
        (["d.yaml"], 2, "Il manque l’option --sortie"),
        (["--sortie", "s"], 2, "Il manque l’argument DOSSIER"),
        (["d.yaml", "--sortie", "lettre.docx"], 2, "U006"),
        (["d.yaml", "--sortie", "s", "--au", "hier"], 2, "U001"),
        (["d.yaml", "--sortie", "s", "--lettre", "rapel"], 2, "U002"),
        (["d.yaml", "--sortie", "s", "--travailleurs", "0"], 2, "U009"),
        (["d.yaml", "--sortie", "s", "--travailleurs", "65"], 2, "U009"),
        (["d.yaml", "--sortie", "s", "--travailleurs", "²"], 2, "U009"),
        (["absent.yaml", "--sortie", "s"], 1, "L001"),
        (["d.yaml", "--sortie", "s", "--modele", "d.yaml"], 3, "M101"),
        (["d.yaml", "--sortie", "s", "--modeles", "absent"], 3, "I101"),
        (["d.yaml", "--sortie", "d.yaml"], 4, "S002"),
    ],
)
@pytest.mark.parametrize("en_json", [False, True], ids=["texte", "json"])
def test_chaque_refus_a_son_code_et_sa_phrase(
    lancer, tmp_path: Path, anglais, arguments: list[str], code: int, dit: str, en_json: bool
):
    (tmp_path / "d.yaml").write_text(dossier_yaml("2026-001"), encoding="utf-8")
    (tmp_path / "vide").mkdir()
    resultat = lancer("lot", *arguments, *([] if "--au" in arguments else AU), *(["--json"] if en_json else []))
    assert resultat.code == code
    assert dit in resultat.tout
    assert "Traceback" not in resultat.tout
    if en_json and resultat.sortie:
        assert json.loads(resultat.sortie)["constats"]
    if not en_json:
        assert anglais(resultat.tout) == []
    assert not list(tmp_path.glob("s/*.docx"))


@pytest.mark.parametrize(
    ("nombre", "permis"), [("1", True), ("64", True), ("00", False), ("-1", False), ("1.0", False), ("10000000", False)]
)
def test_le_nombre_de_processus_va_de_un_a_soixante_quatre(lancer, dossier: Path, nombre: str, permis: bool):
    resultat = lancer("lot", str(dossier), "--sortie", "s", *AU, f"--travailleurs={nombre}")
    assert resultat.code == (0 if permis else 2)


def test_un_meme_nom_pour_deux_dossiers_finit_par_4_sans_rien_remplacer(lancer, tmp_path: Path):
    (tmp_path / "a.yaml").write_text(dossier_yaml("2026-001"), encoding="utf-8")
    (tmp_path / "b.yaml").write_text(dossier_yaml("2026-001").replace("F-1023", "F-1024"), encoding="utf-8")
    resultat = lancer("lot", "a.yaml", "b.yaml", "--sortie", "s", *AU)
    assert resultat.code == 4
    assert "S011" in resultat.ennuis
    assert "\n  Dossier : b.yaml" in resultat.ennuis
    assert "les faits du dossier" in resultat.ennuis
    assert "faites       1" in resultat.sortie


def test_un_logiciel_recoit_le_dossier_refuse_a_cote_du_constat_et_non_dans_sa_phrase(lancer, tmp_path: Path):
    (tmp_path / "a.yaml").write_text(dossier_yaml("2026-001"), encoding="utf-8")
    (tmp_path / "b.yaml").write_text(dossier_yaml("2026-001").replace("F-1023", "F-1024"), encoding="utf-8")
    (tmp_path / "c.yaml").write_text("zut", encoding="utf-8")
    reponse = json.loads(lancer("lot", "a.yaml", "b.yaml", "c.yaml", "--sortie", "s", *AU, "--json").sortie)
    pris, illisible = reponse["constats"]
    assert (pris["code"], pris["source"], Path(pris["fichier"]).parent) == ("S011", "b.yaml", Path("s"))
    assert (illisible["source"], illisible["fichier"]) == ("c.yaml", "c.yaml")
    assert "b.yaml" not in pris["message"]


def test_le_repertoire_de_l_usager_remplace_les_modeles_livres(lancer, dossier: Path, tmp_path: Path):
    (tmp_path / "m").mkdir()
    shutil.copy(dossier_des_modeles() / "rappel-recouvrement.docx", tmp_path / "m" / "rappel-recouvrement.docx")
    assert lancer("lot", str(dossier), "--sortie", "s", *AU, "--modeles", "m").code == 0
    (tmp_path / "m" / "rapel-recouvrement.docx").write_bytes(b"x")
    resultat = lancer("lot", str(dossier), "--sortie", "s", *AU, "--modeles", "m")
    assert (resultat.code, "« rappel-recouvrement.docx »" in resultat.ennuis) == (3, True)


def test_un_planificateur_dask_qui_ne_repond_pas_ou_n_est_pas_installe_est_un_refus_d_usage(processus, tmp_path: Path):
    (tmp_path / "d.yaml").write_text(dossier_yaml("2026-001"), encoding="utf-8")
    sans = "import sys; sys.modules['distributed'] = None"
    resultat = processus("lot", "d.yaml", "--sortie", "s", *AU, "--dask", "tcp://127.0.0.1:1", avant=sans)
    assert resultat.code == 2
    assert "U007" in resultat.ennuis
    assert 'pip install "lettres[dask]"' in resultat.ennuis
    assert not (tmp_path / "s").exists()


@POSIX
def test_un_disque_plein_finit_par_4_dit_ce_qui_est_fait_et_ne_laisse_rien(lancer, processus, tmp_path: Path):
    for rang in range(3):
        (tmp_path / f"{rang}.yaml").write_text(dossier_yaml(f"2026-00{rang}"), encoding="utf-8")
    assert lancer("lot", "0.yaml", "--sortie", "s", *AU).code == 0
    plein = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))"
    resultat = processus("lot", "0.yaml", "1.yaml", "2.yaml", "--sortie", "s", *AU, avant=plein)
    assert resultat.code == 4
    assert "S004" in resultat.ennuis
    assert "déjà faites  1" in resultat.sortie
    assert noms(tmp_path / "s") == ["2026-000"]
    assert not list((tmp_path / "s").glob(".tmp-*"))


# -- Deux commandes à la fois, et l'interruption --


class EnMarche:
    """La commande, lancée pour vrai, dont on tient l'entrée."""

    def __init__(self, ou: Path, *options: str) -> None:
        self.processus = subprocess.Popen(
            [sys.executable, "-c", f"{A_L_ECOUTE}\n{PROGRAMME}", "lot", "-", "--sortie", "s", *AU, "--json", *options],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            bufsize=0,  # -- `communicate` ne verrait pas ce qu'une lecture à l'avance aurait retenu --
            cwd=ou,
            env={**os.environ, "PYTHONPATH": str(RACINE)},
        )
        self.lu = b""

    def donner(self, octets: bytes) -> None:
        assert self.processus.stdin is not None
        self.processus.stdin.write(octets)
        self.processus.stdin.flush()

    def attendre_les_lettres(self, nombre: int) -> None:
        assert self.processus.stdout is not None
        while self.lu.count(b'"source"') < nombre:
            self.lu += self.processus.stdout.readline()

    def finir(self) -> tuple[int, dict[str, Any], str]:
        fin, ennuis = self.processus.communicate(timeout=600)
        return self.processus.returncode, json.loads(self.lu + fin), ennuis.decode()


@POSIX
@pytest.mark.parametrize(("signe", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)], ids=["SIGINT", "SIGTERM"])
def test_un_signal_finit_la_lettre_en_main_et_la_meme_commande_finit_le_lot(
    lancer, tmp_path: Path, signe: signal.Signals, code: int
):
    lot = b"".join(ligne(f"2026-{rang:03d}") for rang in range(12))
    commande = EnMarche(tmp_path)
    commande.donner(lot)
    commande.attendre_les_lettres(2)
    refus = lancer("lot", "-", "--sortie", "s", *AU)
    assert (refus.code, "S009" in refus.ennuis) == (4, True)
    commande.processus.send_signal(signe)
    rendu, reponse, ennuis = commande.finir()
    assert rendu == code
    assert "Lot interrompu" in ennuis
    assert "Traceback" not in ennuis
    faites = [lettre["nom"] for lettre in reponse["lettres"]]
    assert 2 <= len(faites) <= 12
    assert sorted(faites) == sorted(f.name for f in (tmp_path / "s").glob("*.docx"))
    assert len((tmp_path / "s" / "journal.jsonl").read_bytes().splitlines()) == len(faites)
    assert {f.name for f in (tmp_path / "s").iterdir()} == {*faites, "journal.jsonl", ".verrou"}
    (tmp_path / "lot.jsonl").write_bytes(lot)
    reprise = lancer("lot", "lot.jsonl", "--sortie", "s", *AU)
    assert reprise.code == 0
    assert f"déjà faites  {len(faites)}" in reprise.sortie


@POSIX
def test_un_lot_qui_attend_sa_prochaine_ligne_s_interrompt_aussitot(tmp_path: Path):
    commande = EnMarche(tmp_path)
    commande.donner(ligne("2026-001"))
    commande.attendre_les_lettres(1)
    commande.processus.send_signal(signal.SIGINT)
    code, reponse, _ = commande.finir()
    assert (code, reponse["resume"]["faite"]) == (130, 1)


# -- La barre --


def tout_lire(descripteur: int) -> bytes:
    """Ce qu'un terminal a montré, jusqu'à ce que plus personne n'y écrive."""
    lu = b""
    try:
        while morceau := os.read(descripteur, 65536):
            lu += morceau
    except OSError:  # -- ainsi finit un terminal que l'on ferme --
        pass
    return lu


@POSIX
def test_la_barre_ne_parait_qu_au_terminal_sur_le_flux_des_ennuis(tmp_path: Path, dossiers: Path):
    maitre, esclave = os.openpty()
    with ThreadPoolExecutor(1) as fil:
        # -- lu à mesure : un lot lent peint plus de barres que le terminal n'en retient --
        montre = fil.submit(tout_lire, maitre)
        try:
            fini = subprocess.run(
                [sys.executable, "-c", PROGRAMME, "lot", "dossiers", "--sortie", "s", *AU],
                stdout=subprocess.PIPE,
                stderr=esclave,
                cwd=tmp_path,
                timeout=600,
                env={**os.environ, "PYTHONPATH": str(RACINE), "TERM": "xterm", "COLUMNS": "80"},
            )
        finally:
            os.close(esclave)
    os.close(maitre)
    assert fini.returncode == 0
    assert "3/3" in montre.result().decode()
    assert fini.stdout.decode().startswith("LETTRES")
    assert b"\x1b" not in fini.stdout


@pytest.mark.parametrize("arguments", [["--help"], ["lot", "--help"], ["--version"]])
def test_l_aide_n_importe_ni_word_ni_pydantic_ni_ce_dont_seul_un_lot_a_besoin(interpreteur, arguments: list[str]):
    interdits = "docx docxtpl lxml pydantic jinja2 yaml rich distributed multiprocessing concurrent.futures"
    avant = (
        "import atexit, sys\n"
        f"atexit.register(lambda: sys.stderr.write(repr(sorted(set({interdits.split()!r}) & set(sys.modules)))))"
    )
    assert interpreteur(*arguments, avant=avant).ennuis == "[]"


# -- À côté du lot --


def test_chaque_lettre_s_ecrit_aussi_en_page_et_la_liste_va_au_comptoir(lancer, tmp_path: Path):
    recommande = yaml.safe_load(dossier_yaml("2026-001")) | {"mode_envoi": "recommande"}
    (tmp_path / "d.jsonl").write_bytes(json.dumps(recommande, default=str).encode() + b"\n" + ligne("2026-002"))
    commande = ("lot", "d.jsonl", "--sortie", "s", *AU, "--format", "html", "--recommandes", "poste.csv")
    for _ in range(2):
        resultat = lancer(*commande)
        assert resultat.code == 0
        assert "À poster en recommandé ou à confier à un huissier : poste.csv (1)." in resultat.sortie
    assert sorted(f.suffix for f in (tmp_path / "s").glob("2026*")) == [".docx", ".docx", ".html", ".html"]
    objet = json.loads(lancer(*commande, "--json").sortie)
    assert (objet["recommandes"], objet["reuni"]) == ("poste.csv", None)
    assert objet["lettres"][0]["forme"].endswith("rappel_2026-11-22.html")


def test_un_lot_ne_se_signe_que_sur_demande_et_qui_n_a_pas_de_signature_est_refuse_seul(lancer, tmp_path: Path):
    places = (
        *("{{ destinataire.nom }}", "{{ sommes.designation }}, {{ sommes.solde }}", "d’ici le {{ lettre.echeance }}"),
        "Si vous avez déjà payé, ne tenez pas compte de ce rappel.",
    )
    corps = "".join(p(texte) for texte in places)
    (tmp_path / "m.docx").write_bytes(modele_a_images(corps + dessin("{{ image.signature }}")))
    (tmp_path / "signature.png").write_bytes(png(40, 10))
    signe = dossier_yaml("2026-001").replace("expediteur:\n", "expediteur:\n  images: {signature: signature.png}\n")
    (tmp_path / "a.yaml").write_text(signe, encoding="utf-8")
    (tmp_path / "b.yaml").write_text(dossier_yaml("2026-002"), encoding="utf-8")
    commande = ("lot", "a.yaml", "b.yaml", *AU, "--lettre", "rappel", "--modele", "m.docx")
    for options, code, faites in (((), 0, [False, False]), (("--signer",), 1, [True]), (("--signer",), 1, [True])):
        sortie = f"s{len(options)}"
        resultat = lancer(*commande, "--sortie", sortie, *options)
        assert (resultat.code, "E111" in resultat.tout) == (code, bool(options)), resultat.tout
        ecrites = sorted((tmp_path / sortie).glob("*.docx"))
        assert [any(n.endswith("lettres-signature.png") for n in parties_de(f.read_bytes())) for f in ecrites] == faites
    # -- au même endroit, signée ou non, ce n'est plus la même lettre : elle n'est pas remplacée --
    assert lancer(*commande, "--sortie", "s0", "--signer").code == 4


@pytest.mark.parametrize(
    ("options", "code", "constat"),
    [
        ("--format odt", 2, "U015"),
        ("--reunir lot.pdf", 2, "U016"),
        ("--format html --reunir lot.pdf", 2, "U016"),
        ("--format pdf --reunir lot.docx", 2, "U016"),
        ("--recommandes poste.xlsx", 2, "U016"),
        ("--format pdf", 4, "S022"),
        ("--format html --signer", 2, "U016"),
        ("--format txt --signer", 2, "U016"),
    ],
)
def test_une_option_d_a_cote_qui_ne_va_pas_se_dit_avant_toute_lettre(
    lancer, dossier: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: str, code: int, constat: str
):
    monkeypatch.setattr("lettres.conversion.bureautique.trouver", lambda: None)
    resultat = lancer("lot", str(dossier), "--sortie", "s", *options.split())
    assert (resultat.code, constat in resultat.ennuis) == (code, True)
    assert not (tmp_path / "s").exists()
