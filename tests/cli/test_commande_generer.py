"""Commande « generer » : la lettre écrite, ou la phrase qui dit pourquoi elle ne l'est pas."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import stat
from pathlib import Path

import pytest

AU = ("--au", "2026-11-22")

SANS_LIBREOFFICE = pytest.mark.skipif(
    not shutil.which("soffice"), reason="LibreOffice absent : le PDF n’est pas vérifié"
)

ENVOIS = """\
envois:
  - {lettre: rappel, date: 2026-09-15, mode: courriel}
  - {lettre: mise_en_demeure, date: 2026-10-15, mode: recommande}
"""


def lettres_ecrites(dossier: Path) -> list[str]:
    return sorted(
        str(p.relative_to(dossier)) for p in dossier.rglob("*") if p.suffix.lower() == ".docx" or "tmp" in p.name
    )


def test_la_prochaine_lettre_est_ecrite_dans_le_dossier_courant(lancer, dossier: Path, tmp_path: Path):
    resultat = lancer("generer", "dossier.yaml", *AU)
    assert resultat.code == 0
    assert lettres_ecrites(tmp_path) == ["2026-014_rappel_2026-11-22.docx"]
    premiere, seconde, *suite = resultat.sortie.splitlines()
    assert premiere == "Lettre écrite : 2026-014_rappel_2026-11-22.docx"
    assert len(suite) == 6
    assert re.fullmatch(r"\S.* – dossier 2026-014, au 2026-11-22\.", seconde)


def test_la_lettre_n_est_lisible_que_par_son_proprietaire(lancer, dossier: Path, tmp_path: Path):
    assert lancer("generer", "dossier.yaml", *AU, "--sortie", "a-envoyer").code == 0
    (fichier,) = (tmp_path / "a-envoyer").iterdir()
    if os.name == "posix":
        assert stat.S_IMODE(fichier.stat().st_mode) == 0o600
        assert stat.S_IMODE(fichier.parent.stat().st_mode) == 0o700


def test_la_lettre_nommee_est_ecrite_a_la_place_de_la_prochaine(lancer, dossier: Path, tmp_path: Path):
    assert lancer("generer", "dossier.yaml", "--lettre", "rappel", *AU, "--sortie", "ici/ma lettre.docx").code == 0
    assert lettres_ecrites(tmp_path) == ["ici/ma lettre.docx"]


DEUX = """\
  - {cause: service, facture: F-2, date: 2026-08-01, echeance: 2026-08-31, objet: Album, montant: "90,00 $"}
"""


def test_la_lettre_d_une_facture_se_reconnait_a_l_envoi_et_laisse_l_autre_due(lancer, dossier: Path, tmp_path: Path):
    lignes = dossier.read_text(encoding="utf-8").splitlines(keepends=True)
    rang = next(i for i, ligne in enumerate(lignes) if ligne.startswith("creances:"))
    dossier.write_text("".join([*lignes[: rang + 1], DEUX, *lignes[rang + 1 :]]), encoding="utf-8")
    # -- nommée, la lettre de l'autre ne s'obtient qu'en retirant les deux options --
    nommee = lancer("generer", "dossier.yaml", "--lettre", "rappel", "--facture", "F-2", *AU, "--sortie", "ici")
    assert "(sans « --facture » ni « --lettre »)" in nommee.sortie
    # -- ce que « envoi » ne relit pas d'un autre format se dit à la commande : sinon, elle les réclamerait toutes --
    texte = lancer("generer", "dossier.yaml", "--facture", "F-2", *AU, "--sortie", "ici", "--format", "txt").sortie
    assert "envoi dossier.yaml --lettre rappel --echelon rappel --montant 90.00" in texte
    assert "--facture F-2\n" in texte
    shutil.rmtree(tmp_path / "ici")
    resultat = lancer("generer", "dossier.yaml", "--facture", "f-2", *AU)
    assert (resultat.code, lettres_ecrites(tmp_path)) == (0, ["2026-014_rappel_2026-11-22_F-2.docx"]), resultat.ennuis
    assert 'creances: ["F-2"]' in resultat.sortie and "Ce jour aussi" in resultat.sortie
    envoi = ("--fichier", "2026-014_rappel_2026-11-22_F-2.docx", "--mode", "poste", "--date", "2026-11-22", *AU)
    resultat = lancer("envoi", "dossier.yaml", *envoi)
    assert "La lettre est celle que l’outil donne" in resultat.sortie and "creances: [F-2]" in resultat.sortie
    # -- l'autre est encore due; celle-ci attend, et un numéro qui n'y est pas nomme les proches --
    assert lancer("generer", "dossier.yaml", *AU).code == 0
    deux = lancer("generer", "dossier.yaml", "--facture", "F-1023", "--facture", "F-2", *AU, "--sortie", "ici")
    assert "Pas dans cette lettre : F-2; « lettres etat »" in deux.sortie
    assert "E107" in lancer("generer", "dossier.yaml", "--facture", "F-2", *AU).ennuis
    assert json.loads(lancer("generer", "dossier.yaml", "--facture", "F-2", "--json", *AU).sortie)["lettre"] is None
    inconnue = lancer("generer", "dossier.yaml", "--facture", "F-3", *AU)
    assert (inconnue.code, "U025" in inconnue.ennuis, "F-2" in inconnue.ennuis) == (2, True, True)
    entiere = lancer("generer", "dossier.yaml", "--lettre", "fin_de_relation", "--facture", "F-2", *AU)
    assert (entiere.code, "U016" in entiere.ennuis) == (2, True)


def test_les_constats_d_une_lettre_reussie_vont_au_flux_des_ennuis(lancer, dossier: Path):
    resultat = lancer("generer", "dossier.yaml", *AU)
    assert len(resultat.sortie.splitlines()) == 8
    assert "[erreur]" not in resultat.ennuis
    assert len(json.loads(lancer("generer", "dossier.yaml", *AU, "--json", "--ecraser").sortie)["constats"]) == len(
        re.findall(r" \[(?:alerte|conseil)\] ", resultat.ennuis)
    )


def test_la_reponse_en_json_donne_le_fichier_et_son_empreinte(lancer, dossier: Path, tmp_path: Path):
    resultat = lancer("generer", "dossier.yaml", *AU, "--json")
    assert (resultat.code, resultat.ennuis) == (0, "")
    reponse = json.loads(resultat.sortie)
    assert list(reponse) == [
        *("version", "fichier", "nom", "lettre", "empreinte", "chemin", "au", "ebauche", "force", "consigne", "fiche"),
        *("texte", "format", "courriel", "relecture", "modele", "constats"),
    ]
    assert reponse["chemin"] == "prouvé"
    assert reponse["version"] == 1
    assert reponse["fichier"] == reponse["nom"] == "2026-014_rappel_2026-11-22.docx"
    assert (reponse["lettre"], reponse["au"], reponse["ebauche"]) == ("rappel", "2026-11-22", False)
    assert reponse["empreinte"] == hashlib.sha256((tmp_path / reponse["fichier"]).read_bytes()).hexdigest()


def test_un_fichier_existant_est_refuse_puis_remplace_sur_demande(lancer, dossier: Path, tmp_path: Path):
    lettre = tmp_path / "2026-014_rappel_2026-11-22.docx"
    lettre.write_bytes(b"ancien")
    refus = lancer("generer", "dossier.yaml", *AU)
    assert (refus.code, refus.sortie) == (4, "")
    assert refus.ennuis.startswith(f"{lettre.name}: S001 [erreur] Un fichier de ce nom existe déjà")
    assert "--ecraser" in refus.ennuis
    assert lettre.read_bytes() == b"ancien"
    assert lancer("generer", "dossier.yaml", *AU, "--ecraser").code == 0
    assert lettre.read_bytes() != b"ancien"


def test_un_fichier_a_la_place_du_dossier_de_sortie_est_refuse(lancer, dossier: Path, tmp_path: Path):
    resultat = lancer("generer", "dossier.yaml", *AU, "--sortie", "dossier.yaml")
    assert (resultat.code, resultat.sortie) == (4, "")
    assert resultat.ennuis.startswith("dossier.yaml: S002 [erreur] ")


def test_toutes_les_lettres_envoyees_il_faut_nommer_la_lettre(lancer, dossier: Path, tmp_path: Path):
    dossier.write_text(dossier.read_text(encoding="utf-8") + ENVOIS, encoding="utf-8")
    resultat = lancer("generer", "dossier.yaml", *AU)
    assert (resultat.code, resultat.sortie) == (1, "")
    assert re.match(r"dossier\.yaml:\d+:\d+: E107 \[erreur\] Aucune lettre n’est due. ", resultat.ennuis)
    assert lettres_ecrites(tmp_path) == []


def test_un_pas_qui_n_est_pas_une_lettre_se_dit_une_seule_fois(lancer, dossier: Path):
    journal = """envois:
  - {lettre: mise_en_demeure, date: 2026-10-01, mode: recommande, recu_le: 2026-10-05}
suites:
  - {date: 2026-09-12, resultat: promesse, promis_le: 2026-09-18}
  - {date: 2026-09-26, resultat: cheque_sans_provision, paiement: 1}
paiements:
  - {date: 2026-09-18, montant: "60", facture: F-1023}
"""
    dossier.write_text(dossier.read_text(encoding="utf-8") + journal, encoding="utf-8")
    resultat = lancer("generer", "dossier.yaml", *AU)
    assert resultat.code == 1
    assert resultat.ennuis.count("E107") == 1
    assert "Ce pas n’est pas une lettre : Division des petites créances." in resultat.ennuis


@pytest.mark.parametrize("factures", [1, 3])
def test_d_un_dossier_paye_il_ne_se_dit_qu_une_fois_qu_il_ne_reste_rien(lancer, dossier: Path, factures: int):
    with dossier.open("a", encoding="utf-8") as flux:
        for n in range(1, factures):
            flux.write(f"  - {{facture: F-{n}, date: 2026-08-01, echeance: 2026-08-31, objet: Album, montant: 60}}\n")
        flux.write(f"paiements: [{{date: 2026-09-18, montant: {60 * factures}, facture: F-1023}}]\n")
    resultat = lancer("generer", "dossier.yaml", *AU)
    assert resultat.ennuis.count("E107") == resultat.ennuis.count("Il ne reste rien à payer.") == 1
    assert lancer("etat", "dossier.yaml", *AU).sortie.count("Il ne reste rien à payer.") == 1


def test_la_deuxieme_lettre_suit_la_premiere(lancer, dossier: Path, tmp_path: Path):
    premiers = "\n".join(ENVOIS.splitlines()[:2]) + "\n"
    dossier.write_text(dossier.read_text(encoding="utf-8") + premiers, encoding="utf-8")
    ecrite = json.loads(lancer("generer", "dossier.yaml", *AU, "--json").sortie)
    assert (ecrite["lettre"], ecrite["fichier"] is None) == ("rappel", False)


FAUTES = [
    ("fichier absent", ("absent.yaml",), 2),
    ("dossier au lieu d'un fichier", (".",), 2),
    ("date illisible", ("dossier.yaml", "--au", "demain"), 2),
    ("lettre inconnue", ("dossier.yaml", "--lettre", "relance"), 2),
    ("lettre d'une autre nature", ("dossier.yaml", "--lettre", "retrait"), 1),
    ("modèle absent", ("dossier.yaml", "--modele", "absent.docx"), 3),
    ("modèle qui n'en est pas un", ("dossier.yaml", "--modele", "dossier.yaml"), 3),
    ("sortie impossible", ("dossier.yaml", "--sortie", "dossier.yaml/sous"), 4),
]


@pytest.mark.parametrize(("args", "code"), [f[1:] for f in FAUTES], ids=[f[0] for f in FAUTES])
def test_un_echec_est_dit_au_bon_endroit_avec_son_code(
    lancer, anglais, dossier: Path, tmp_path: Path, args: tuple[str, ...], code: int
):
    au = () if "--au" in args else AU
    texte = lancer("generer", *args, *au)
    assert (texte.code, texte.sortie) == (code, "")
    assert re.match(r"[^\n]+: [A-Z]\d{3} \[erreur\] .+", texte.ennuis)
    assert anglais(texte.ennuis) == []
    en_json = lancer("generer", *args, *au, "--json")
    assert (en_json.code, en_json.ennuis) == (code, "")
    reponse = json.loads(en_json.sortie)
    assert (reponse["version"], reponse["fichier"], reponse["nom"], reponse["empreinte"]) == (1, None, None, None)
    assert reponse["constats"][0]["gravite"] == "erreur"
    assert lettres_ecrites(tmp_path) == []


def test_un_dossier_invalide_dit_toutes_ses_fautes_et_les_compte(lancer, dossier: Path):
    texte = dossier.read_text(encoding="utf-8").replace("J2G 1A1", "H0H").replace("2026-08-31", "2026-02-30")
    dossier.write_text(texte, encoding="utf-8")
    resultat = lancer("generer", "dossier.yaml", *AU)
    assert (resultat.code, resultat.sortie) == (1, "")
    assert re.search(r"^dossier\.yaml:6:\d+: [A-Z]\d{3} \[erreur\] ", resultat.ennuis, re.MULTILINE)
    assert re.search(r"^dossier\.yaml:15:\d+: [A-Z]\d{3} \[erreur\] ", resultat.ennuis, re.MULTILINE)
    assert "  6 |   adresse: {ligne: 12 rue des Érables, ville: Granby, code_postal: H0H}" in resultat.ennuis
    assert resultat.ennuis.endswith("2 erreurs, 0 alerte, 0 conseil.\n")


def test_l_ebauche_tolere_un_blanc_et_le_dit(lancer, dossier: Path, tmp_path: Path):
    dossier.write_text(dossier.read_text(encoding="utf-8").replace("nom: Marie Exemple", "nom:"), encoding="utf-8")
    assert lancer("generer", "dossier.yaml", *AU).code == 1
    resultat = lancer("generer", "dossier.yaml", *AU, "--ebauche")
    assert resultat.code == 0
    assert resultat.sortie.endswith("; ébauche à compléter, ne pas envoyer.\n")
    assert len(lettres_ecrites(tmp_path)) == 1


# -- D'autres formats du même document --


@pytest.mark.parametrize(
    ("format_", "debut"),
    [
        ("html", "<!DOCTYPE html>"),
        ("txt", "Studio Karine Exemple"),
        pytest.param("pdf", "%PDF-1.", marks=[pytest.mark.libreoffice, SANS_LIBREOFFICE]),
    ],
)
def test_la_lettre_s_ecrit_sous_un_autre_format_et_l_envoi_se_nomme_par_sa_lettre(lancer, dossier, format_, debut):
    resultat = lancer("generer", "dossier.yaml", *AU, "--format", format_)
    nom = f"2026-014_rappel_2026-11-22.{format_}"
    assert (resultat.code, resultat.sortie.splitlines()[0]) == (0, f"Lettre écrite : {nom}")
    assert Path(nom).read_bytes().startswith(debut.encode())
    assert "--lettre rappel" in resultat.sortie and "--fichier" not in resultat.sortie
    reponse = json.loads(lancer("generer", "dossier.yaml", *AU, "--format", format_, "--ecraser", "--json").sortie)
    assert (reponse["format"], reponse["nom"]) == (format_, nom)
    assert reponse["empreinte"] == hashlib.sha256(Path(nom).read_bytes()).hexdigest()


@pytest.mark.parametrize(
    ("options", "nom", "code"),
    [
        (("--format", "html", "--sortie", "a.html"), "a.html", 0),
        (("--format", "txt", "--sortie", "ici/"), "ici/2026-014_rappel_2026-11-22.txt", 0),
        (("--format", "html", "--sortie", "a.docx"), None, 4),
        (("--sortie", "a.html"), None, 4),
        (("--format", "odt"), None, 2),
    ],
)
def test_l_extension_et_le_format_s_accordent_ou_rien_n_est_ecrit(lancer, dossier: Path, tmp_path, options, nom, code):
    avant = set(tmp_path.rglob("*"))
    resultat = lancer("generer", "dossier.yaml", *AU, *options)
    assert resultat.code == code
    ecrits = {str(f.relative_to(tmp_path)) for f in set(tmp_path.rglob("*")) - avant if f.is_file()}
    assert ecrits == ({nom} if nom else set())


# -- Le brouillon de courriel --


@pytest.fixture
def sans_pdf(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Ni LibreOffice ni son PDF : la lettre se joint en Word."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("lettres.conversion.bureautique._AILLEURS", ())


@pytest.mark.usefixtures("sans_pdf")
def test_le_brouillon_est_a_cote_de_la_lettre_et_se_retire_avec_elle(lancer, dossier: Path, tmp_path: Path):
    (tmp_path / "2026-014_rappel_2026-11-22.eml").write_bytes(b"le mien")
    refus = lancer("generer", "dossier.yaml", *AU, "--format", "html", "--courriel")
    assert refus.code == 4 and not list(tmp_path.glob("*.html"))
    assert (tmp_path / "2026-014_rappel_2026-11-22.eml").read_bytes() == b"le mien"


@pytest.mark.parametrize(
    ("options", "code"),
    [(("--avec-pieces",), "U016"), (("--lettre", "dossier_avocat", "--courriel", "--ebauche"), "U016")],
)
def test_un_brouillon_impossible_est_une_faute_d_usage_avant_tout_pdf(
    lancer, dossier: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options, code: str
):
    monkeypatch.setattr("lettres.production.courriel.en_piece_jointe", lambda *_: pytest.fail("une pièce est jointe"))
    resultat = lancer("generer", "dossier.yaml", *AU, *options)
    assert (resultat.code, lettres_ecrites(tmp_path)) == (2, [])
    assert f": {code} [erreur]" in resultat.ennuis


def test_un_courriel_qui_n_irait_a_personne_est_refuse_avant_toute_mise_en_pages(lancer, monkeypatch, dossier: Path):
    pages: list[object] = []
    monkeypatch.setattr("lettres.conversion.pdf.en_pdf", pages.append)
    options = ("--lettre", "dossier_avocat", "--courriel", "--ebauche", "--format", "pdf")
    assert lancer("generer", "dossier.yaml", *AU, *options).code == 2
    assert pages == []


def test_une_lettre_son_courriel_et_ses_pieces_ne_se_composent_que_deux_fois(lancer, monkeypatch, dossier: Path):
    """Une fois pour la lettre, une pour tout ce que le message en dit."""
    from lettres import composition

    vrai, composees = composition.composer, []

    def compter(affaire, lettre, *autres, **options):
        composees.append(lettre)
        return vrai(affaire, lettre, *autres, **options)

    monkeypatch.setattr(composition, "composer", compter)
    monkeypatch.setattr("lettres.conversion.bureautique.trouver", lambda: None)
    fait = lancer("generer", "dossier.yaml", *AU, "--lettre", "rappel", "--courriel", "--avec-pieces")
    assert fait.code == 0, fait.tout
    assert composees == ["rappel", "rappel"]


@pytest.mark.parametrize("contre", [("--ebauche",), ("--format", "html"), ("--format", "txt")])
def test_on_ne_signe_que_la_lettre_finie_en_word_ou_en_pdf(lancer, dossier: Path, contre: tuple[str, ...]):
    resultat = lancer("generer", "dossier.yaml", "--lettre", "rappel", *AU, "--signer", *contre)
    assert (resultat.code, contre[-1] in resultat.ennuis) == (2, True)
    assert "Retirez l’un des deux." in resultat.ennuis
