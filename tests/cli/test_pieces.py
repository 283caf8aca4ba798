"""Pièces : ce que sont devenus leurs fichiers, ce que le dossier en cite; l'empreinte notée, une pièce de plus."""

from __future__ import annotations

import hashlib
import json
import os
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from conftest import DOSSIER

import lettres

CONTRAT = b"Contrat de service.\n"
EMPREINTE = hashlib.sha256(CONTRAT).hexdigest()


@pytest.fixture
def avec(tmp_path: Path):
    """Écrit un dossier aux pièces dites, chacune « clé: valeur, … », et quelques fichiers."""

    def ecrire(*pieces: str, suite: str = "", **fichiers: bytes) -> Path:
        lignes = "".join(f"  - {{{piece}}}\n" for piece in pieces)
        dossier = tmp_path / "dossier.yaml"
        dossier.write_text(DOSSIER + ("pieces:\n" + lignes if pieces else "") + suite, encoding="utf-8")
        (tmp_path / "pieces").mkdir(exist_ok=True)
        for nom, octets in fichiers.items():
            (tmp_path / "pieces" / f"{nom}.pdf").write_bytes(octets)
        return dossier

    return ecrire


def vues(lancer, *args: str) -> tuple[int, dict[str, Any]]:
    resultat = lancer("pieces", "dossier.yaml", *args, "--json")
    return resultat.code, json.loads(resultat.sortie)


def codes(reponse: dict[str, Any]) -> list[str]:
    return [c["code"] for c in reponse["constats"]]


# -- Ce qu'est devenu un fichier --


def contrat(ou: Path) -> None:
    (ou / "pieces" / "contrat.pdf").write_bytes(CONTRAT)


def repertoire(ou: Path) -> None:
    (ou / "pieces" / "contrat.pdf").mkdir()


def tube(ou: Path) -> None:
    os.mkfifo(ou / "pieces" / "contrat.pdf")


def lien_casse(ou: Path) -> None:
    (ou / "pieces" / "contrat.pdf").symlink_to("nulle-part.pdf")


def enorme(ou: Path) -> None:
    with (ou / "pieces" / "contrat.pdf").open("wb") as flux:
        flux.truncate(1_000_000_001)


def decompose(ou: Path) -> None:
    (ou / "pieces" / unicodedata.normalize("NFD", "contrât.pdf")).write_bytes(CONTRAT)


@pytest.mark.parametrize(
    ("piece", "geste", "etat", "code", "constats"),
    [
        ("fichier: pieces/contrat.pdf", lambda ou: None, "absente", 1, ["P301"]),
        ("fichier: pieces/contrat.pdf", lien_casse, "absente", 1, ["P301", "P305"]),
        ("fichier: pieces/contrat.pdf/x", lambda ou: (ou / "pieces/contrat.pdf").touch(), "absente", 1, ["P301"]),
        ("fichier: pieces/contrat.pdf", repertoire, "illisible", 1, ["P303"]),
        ("fichier: pieces/contrat.pdf", tube, "illisible", 1, ["P303"]),
        ("fichier: pieces/contrat.pdf", enorme, "illisible", 1, ["P303"]),
        ("fichier: pieces/contrat.pdf", lambda ou: (ou / "pieces/contrat.pdf").touch(), "vide", 1, ["P304"]),
        ("date: 2026-08-01", lambda ou: None, "sans_fichier", 0, ["P307"]),
        ("fichier: pieces/contrât.pdf", decompose, "a_noter", 0, ["P308"]),
        (r"fichier: pieces\contrat.pdf", contrat, "a_noter", 0, ["P308"]),
        (
            f"fichier: pieces/contrat.pdf, empreinte: {EMPREINTE}",
            contrat,
            "conforme",
            0,
            [],
        ),
        (
            f"fichier: pieces/contrat.pdf, empreinte: {EMPREINTE.upper()}",
            contrat,
            "conforme",
            0,
            [],
        ),
        (
            f"fichier: pieces/contrat.pdf, empreinte: {EMPREINTE}",
            lambda ou: (ou / "pieces/contrat.pdf").write_bytes(CONTRAT + b"\n"),
            "changee",
            1,
            ["P302"],
        ),
        (
            "fichier: ../dehors.pdf",
            lambda ou: (ou.parent / "dehors.pdf").write_bytes(CONTRAT),
            "a_noter",
            0,
            ["P305", "P308"],
        ),
        (
            "fichier: pieces/lien.pdf",
            lambda ou: ((ou / "pieces/a.pdf").write_bytes(CONTRAT), (ou / "pieces/lien.pdf").symlink_to("a.pdf")),
            "a_noter",
            0,
            ["P305", "P308"],
        ),
    ],
)  # fmt: skip
def test_chaque_sorte_de_fichier_a_sa_reponse(
    lancer, avec, tmp_path: Path, piece: str, geste, etat: str, code: int, constats: list[str]
):
    avec(f"id: P-1, titre: Contrat, {piece}", suite="faits: [{date: 2026-08-02, texte: Un fait, pieces: [P-1]}]\n")
    geste(tmp_path)
    rendu, reponse = vues(lancer)
    assert (rendu, [p["etat"] for p in reponse["pieces"]]) == (code, [etat])
    assert sorted(codes(reponse)) == constats


def test_une_piece_illisible_dit_pourquoi(lancer, avec, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    avec("id: P-1, titre: Contrat, fichier: pieces/a.pdf", a=CONTRAT)

    def refuser(*_: object, **__: object) -> int:
        raise PermissionError

    monkeypatch.setattr("lettres.socle.disque.ouvrir", refuser)
    monkeypatch.setattr("lettres.lecture.fichier._octets", lambda *_: (tmp_path / "dossier.yaml").read_bytes())
    assert "ne se lit pas : vous n’avez pas le droit de le lire." in vues(lancer)[1]["constats"][-1]["message"]


def test_un_nom_voisin_se_propose(lancer, avec):
    avec("id: P-1, titre: Contrat, fichier: pieces/Contrat signé.PDF", **{"contrat signe": CONTRAT})
    remede = vues(lancer)[1]["constats"][-1]["remede"]
    assert "Un fichier de nom voisin est là : « contrat signe.pdf »." in remede


def test_les_pieces_restent_dans_l_ordre_du_dossier_et_leurs_constats_ont_leur_ligne(lancer, avec):
    avec("id: P-3, titre: C, fichier: pieces/c.pdf", "id: P-1, titre: A, fichier: pieces/a.pdf", a=CONTRAT)
    reponse = vues(lancer)[1]
    assert [p["id"] for p in reponse["pieces"]] == ["P-3", "P-1"]
    absente = next(c for c in reponse["constats"] if c["code"] == "P301")
    assert (absente["chemin"], absente["ligne"]) == ("pieces[0].fichier", DOSSIER.count("\n") + 2)


def test_deux_pieces_du_meme_contenu_se_disent(lancer, avec):
    avec("id: P-1, titre: A, fichier: pieces/a.pdf", "id: P-2, titre: B, fichier: pieces/b.pdf", a=CONTRAT, b=CONTRAT)
    _, reponse = vues(lancer)
    assert [p["meme_que"] for p in reponse["pieces"]] == [None, "P-1"]
    assert "P306" in codes(reponse)


def test_jamais_citee_citee_sans_etre_jointe_et_numero_double(lancer, avec):
    fait = "faits: [{date: 2026-08-02, texte: Un fait, pieces: [P-1, P-9]}]\n"
    avec("id: P-1, titre: A", "id: P-2, titre: B", "id: P-2, titre: C", suite=fait)
    code, reponse = vues(lancer)
    assert code == 1
    assert [p["citee"] for p in reponse["pieces"]] == [True, False, False]
    assert reponse["non_listees"] == [{"id": "P-9", "chemins": ["faits[0].pieces[1]"]}]
    assert {"P201", "P202", "P203"} <= set(codes(reponse))


def test_sans_piece_la_commande_qui_en_ajoute_se_dit(lancer, avec):
    avec()
    assert 'lettres pieces dossier.yaml --ajouter FICHIER --titre "…"' in lancer("pieces", "dossier.yaml").sortie


# -- Noter --


def test_sans_noter_rien_ne_s_ecrit_et_l_empreinte_se_donne_a_coller(lancer, avec):
    dossier = avec("id: P-1, titre: A, fichier: pieces/a.pdf", "id: P-2, titre: B", a=CONTRAT)
    avant = dossier.read_bytes()
    dit = lancer("pieces", "dossier.yaml").sortie
    assert f"P-1 : empreinte: {EMPREINTE}" in dit.replace('"', "")
    assert "  ou : lettres pieces dossier.yaml --noter\n" in dit
    assert dossier.read_bytes() == avant


def test_noter_ecrit_l_empreinte_a_sa_piece_et_rien_d_autre(lancer, avec):
    autre = f"id: P-3, titre: C, fichier: pieces/c.pdf, empreinte: {'0' * 64}"
    dossier = avec("id: P-1, titre: A, fichier: pieces/a.pdf", "id: P-2, titre: B", autre, a=CONTRAT, c=b"c")
    avant = dossier.read_text(encoding="utf-8")
    code, reponse = vues(lancer, "--noter")
    assert (code, reponse["notees"]) == (0, ["P-1"])
    apres = dossier.read_text(encoding="utf-8").replace('"', "")
    assert apres == avant.replace('"', "").replace("a.pdf}", f"a.pdf, empreinte: {EMPREINTE}}}")
    assert "P302" in codes(reponse), "ce qui a changé ne se renote pas de soi-même"
    assert lancer("pieces", "dossier.yaml", "--noter").sortie.startswith("Rien à noter dans dossier.yaml.\n")


def test_renoter_remplace_l_empreinte_d_un_fichier_change_et_montre_l_ancienne_ligne(lancer, avec):
    dossier = avec(f"id: P-1, titre: A, fichier: pieces/a.pdf, empreinte: {'0' * 64}", a=CONTRAT)
    dit = lancer("pieces", "dossier.yaml", "--renoter", "P-1").sortie
    ligne = DOSSIER.count("\n") + 2
    assert f"  {ligne:>4} -   - {{id: P-1, titre: A, fichier: pieces/a.pdf, empreinte: {'0' * 64}}}\n" in dit
    assert lettres.lire(dossier).pieces[0].empreinte == EMPREINTE


@pytest.mark.parametrize("numero", ["P-2", "P-9", "zut"])
def test_renoter_une_piece_inconnue_ou_sans_fichier_est_une_faute_d_usage(lancer, avec, numero: str):
    dossier = avec("id: P-1, titre: A, fichier: pieces/a.pdf", "id: P-2, titre: B", a=CONTRAT)
    avant = dossier.read_bytes()
    resultat = lancer("pieces", "dossier.yaml", "--renoter", numero)
    assert (resultat.code, "U025" in resultat.ennuis, dossier.read_bytes()) == (2, True, avant)


# -- Le remède dit la commande, et la commande guérit --


def test_suivre_le_remede_de_chaque_constat_le_fait_disparaitre(lancer, avec):
    change = f"id: P-2, titre: B, fichier: pieces/b.pdf, empreinte: {'0' * 64}"
    fait = "faits: [{date: 2026-08-02, texte: Un fait, pieces: [P-1, P-2, P-9]}]\n"
    avec("id: P-1, titre: A, fichier: pieces/a.pdf", change, suite=fait, a=CONTRAT, b=b"b", neuf=b"neuf")
    for code in ("P308", "P302", "P201"):
        remede = next(c["remede"] for c in vues(lancer)[1]["constats"] if c["code"] == code)
        commande = remede.partition("lettres ")[2].rstrip(" ».")
        commande = commande.replace("FICHIER", "pieces/neuf.pdf").replace('"…"', "Neuf")
        assert lancer(*commande.split()).code == 0, commande
        assert code not in codes(vues(lancer)[1]) or code == "P308"
    assert [p["etat"] for p in vues(lancer)[1]["pieces"]] == ["conforme", "conforme", "a_noter"]


# -- Ajouter --


@pytest.mark.parametrize(
    ("pieces", "ligne"),
    [
        ((), '  - {id: P-1, titre: "Le contrat", fichier: pieces/a.pdf}\n'),
        (("id: P-1, titre: A", "id: P-7, titre: B"), '  - {id: P-8, titre: "Le contrat", fichier: pieces/a.pdf}\n'),
        (("id: P-9, titre: A", "id: P-2, titre: B"), '  - {id: P-10, titre: "Le contrat", fichier: pieces/a.pdf}\n'),
        (("id: p01, titre: A",), '  - {id: p02, titre: "Le contrat", fichier: pieces/a.pdf}\n'),
        (("id: P-1, titre: A, date: 2026-08-01",), '  - {id: P-2, titre: "Le contrat", fichier: pieces/a.pdf}\n'),
        (("id: p 3, titre: A",), '  - {id: "p 4", titre: "Le contrat", fichier: pieces/a.pdf}\n'),
    ],
)
def test_une_piece_s_ajoute_sous_le_numero_suivant_ecrit_comme_les_autres(
    lancer, avec, pieces: tuple[str, ...], ligne: str
):
    dossier = avec(*pieces, a=CONTRAT)
    avant = dossier.read_text(encoding="utf-8")
    resultat = lancer("pieces", "dossier.yaml", "--ajouter", "pieces/a.pdf", "--titre", "Le contrat")
    assert resultat.code == 0, resultat.tout
    assert dossier.read_text(encoding="utf-8") == avant + ("" if pieces else "pieces:\n") + ligne


def test_un_numero_cite_sans_etre_liste_attend_sa_piece(lancer, avec):
    dossier = avec(suite="faits: [{date: 2026-08-02, texte: Un fait, pieces: [P-1, P-4]}]\n", a=CONTRAT)
    args = ("--ajouter", "pieces/a.pdf", "--titre", "A")
    assert [vues(lancer, *args, *plus)[1]["ajoutee"] for plus in ((), ("--id", "P-1"))] == ["P-5", "P-1"]
    assert [p.id for p in lettres.lire(dossier).pieces] == ["P-5", "P-1"]


def test_le_chemin_se_compte_du_dossier_et_non_d_ou_l_on_est(lancer, avec, tmp_path: Path, monkeypatch):
    dossier = avec(a=CONTRAT)
    monkeypatch.chdir(tmp_path / "pieces")
    assert lancer("pieces", "../dossier.yaml", "--ajouter", "a.pdf", "--titre", "A", "--noter").code == 0
    (piece,) = lettres.lire(dossier).pieces
    assert (piece.fichier, piece.empreinte) == ("pieces/a.pdf", EMPREINTE)


def test_une_piece_d_ailleurs_s_ajoute_et_se_dit(lancer, avec, tmp_path_factory: pytest.TempPathFactory):
    dossier = avec()
    ailleurs = tmp_path_factory.mktemp("ailleurs") / "a.pdf"
    ailleurs.write_bytes(CONTRAT)
    code, reponse = vues(lancer, "--ajouter", str(ailleurs), "--titre", "A")
    assert (code, "P305" in codes(reponse)) == (0, True)
    assert (dossier.parent / (lettres.lire(dossier).pieces[0].fichier or "")).read_bytes() == CONTRAT


def test_la_piece_d_une_facture_y_est_citee_et_celle_d_un_contrat_aussi(lancer, avec):
    dossier = avec(suite="contrat: {forme: ecrit, date: 2026-06-01}\n", a=CONTRAT, b=b"b")
    facture = ("--ajouter", "pieces/a.pdf", "--titre", "Facture", "--facture", "F-1023", "--date", "1er août 2026")
    assert vues(lancer, *facture)[0] == 0
    assert vues(lancer, "--ajouter", "pieces/b.pdf", "--titre", "Contrat", "--contrat", "--id", "P-9")[0] == 0
    lu = lettres.lire(dossier)
    assert (lu.creances[0].piece, lu.contrat and lu.contrat.piece) == ("P-1", "P-9")
    assert [str(p.date) for p in lu.pieces] == ["2026-08-01", "None"]
    assert not {"P201", "P203"} & set(codes(vues(lancer)[1]))


def test_une_piece_deja_la_se_fait_citer(lancer, avec):
    dossier = avec("id: P-1, titre: A", "id: P-2, titre: B", suite="contrat: {forme: ecrit, date: 2026-06-01}\n")
    remede = next(c["remede"] for c in vues(lancer)[1]["constats"] if c["code"] == "P203")
    commande = remede.partition("« ")[2].partition(" »")[0].replace("F-N", "F-1023")
    assert commande == "lettres pieces dossier.yaml --citer P-1 --facture F-1023"
    assert lancer(*commande.split()[1:]).code == 0
    dit = lancer("pieces", "dossier.yaml", "--citer", "p2", "--contrat").sortie
    assert dit.startswith("Écrit dans dossier.yaml : la pièce y est citée.\n")
    lu = lettres.lire(dossier)
    assert (lu.creances[0].piece, lu.contrat and lu.contrat.piece) == ("P-1", "P-2")
    assert "P203" not in codes(vues(lancer)[1])


def test_au_terminal_le_titre_se_demande_une_fois(lancer, avec, monkeypatch: pytest.MonkeyPatch):
    dossier = avec(a=CONTRAT)
    posees: list[str] = []

    def demander(question: str) -> str:
        posees.append(question)
        if len(posees) == 1:  # -- un autre y écrit pendant que l'on répond --
            dossier.write_text(dossier.read_text("utf-8") + "lieu: Granby\n", "utf-8")
        return "Le contrat"

    monkeypatch.setattr("lettres.cli.commandes.nouveau.au_terminal", lambda: True)
    monkeypatch.setattr("lettres.cli.terminal.questionnaire.demander", demander)
    assert lancer("pieces", "dossier.yaml", "--ajouter", "pieces/a.pdf").code == 0
    lu = lettres.lire(dossier)
    assert (posees, lu.lieu, lu.pieces[0].titre) == (["Titre (« Contrat de service »)"], "Granby", "Le contrat")


@pytest.mark.parametrize("format", ["json", "toml"])
def test_les_autres_formats_se_changent_de_meme(lancer, tmp_path: Path, format: str):
    donnees = {"reference": "1", "nature": "recouvrement", "expediteur": {"nom": "A"}, "destinataire": {"nom": "B"}}
    texte = json.dumps(donnees)
    if format == "toml":
        texte = 'reference = "1"\nnature = "recouvrement"\n[expediteur]\nnom = "A"\n[destinataire]\nnom = "B"\n'
    dossier = tmp_path / f"d.{format}"
    dossier.write_text(texte, encoding="utf-8")
    (tmp_path / "a.pdf").write_bytes(CONTRAT)
    args = ("--ajouter", "a.pdf", "--titre", "Le « contrat »", "--date", "2026-06-01")
    assert lancer("pieces", dossier.name, *args).code == 0
    assert lancer("pieces", dossier.name, "--noter").code == 0
    assert (
        lancer("preciser", dossier.name, "--mode-envoi", "poste", "--agit-deja", "Me C", "--taxes", "inscrit").code == 0
    )
    assert lancer("clore", dossier.name, "--issue", "abandon", "--date", "2026-11-20").code == 0
    lu = lettres.lire(dossier)
    assert (lu.pieces[0].titre, lu.pieces[0].empreinte) == ("Le « contrat »", EMPREINTE)
    assert (lu.mode_envoi, lu.agit_deja and lu.agit_deja.qui, lu.expediteur.taxes) == ("poste", "Me C", "inscrit")
    assert len(lu.clotures) == 1


@pytest.mark.parametrize("args", [("--noter",), ("--ajouter", "pieces/a.pdf", "--titre", "A")])
def test_on_n_ecrit_pas_a_travers_un_lien(lancer, avec, tmp_path: Path, args: tuple[str, ...]):
    dossier = avec("id: P-1, titre: A, fichier: pieces/a.pdf", a=CONTRAT)
    avant = dossier.read_bytes()
    (tmp_path / "lien.yaml").symlink_to(dossier)
    resultat = lancer("pieces", "lien.yaml", *args)
    assert (resultat.code, "S016" in resultat.ennuis, dossier.read_bytes()) == (4, True, avant)


@pytest.mark.parametrize(
    ("args", "code", "constat"),
    [
        (("--citer", "P-1"), 2, "U021"),
        (("--citer", "P-9", "--facture", "F-1023"), 2, "U025"),
        (("--citer", "P-1", "--facture", "F-1023", "--titre", "A"), 2, "U021"),
        (("--citer", "P-1", "--facture", "F-1023", "--ajouter", "pieces/a.pdf"), 2, "U021"),
        (("--ajouter", "absent.pdf", "--titre", "A"), 2, "U026"),
        (("--ajouter", "pieces", "--titre", "A"), 2, "U026"),
        (("--ajouter", "pieces/a.pdf"), 2, "U021"),
        (("--titre", "A"), 2, "U021"),
        (("--contrat",), 2, "U021"),
        (("--ajouter", "pieces/a.pdf", "--titre", "A", "--id", "p1"), 2, "U025"),
        (("--ajouter", "pieces/a.pdf", "--titre", "A", "--facture", "F-9"), 2, "U025"),
        (("--ajouter", "pieces/a.pdf", "--titre", "A", "--contrat"), 2, "U025"),
        (("--ajouter", "pieces/a.pdf", "--titre", "A", "--date", "hier"), 2, "U001"),
        (("--ajouter", "pieces/a.pdf", "--titre", "A", "--id", "annexe"), 1, "D"),
    ],
)
def test_une_piece_qui_ne_s_ajoute_pas_ne_touche_a_rien(lancer, avec, args: tuple[str, ...], code: int, constat: str):
    dossier = avec("id: P-1, titre: A", a=CONTRAT)
    avant = dossier.read_bytes()
    resultat = lancer("pieces", "dossier.yaml", *args)
    assert (resultat.code, resultat.sortie) == (code, ""), resultat.tout
    assert constat in resultat.ennuis
    assert dossier.read_bytes() == avant


def test_une_facture_qui_cite_deja_une_piece_la_garde(lancer, avec):
    dossier = avec("id: P-1, titre: A", a=CONTRAT)
    dossier.write_text(dossier.read_text("utf-8").replace('60,00 $"}', '60,00 $", piece: P-1}'), "utf-8")
    args = ("--ajouter", "pieces/a.pdf", "--titre", "A", "--facture", "F-1023")
    resultat = lancer("pieces", "dossier.yaml", *args)
    assert (resultat.code, "« creances[0].piece » cite déjà P-1." in resultat.ennuis) == (2, True)


@pytest.mark.parametrize(
    ("nom", "contenu"),
    [
        ("d.yaml", DOSSIER + "lieu: &ici Granby\n"),
        ("d.yaml", DOSSIER + "pieces: null\n"),
        (
            "d.toml",
            'pieces = []\nreference = "1"\nnature = "entente"\nexpediteur = {nom = "A"}\ndestinataire = {nom = "B"}\n',
        ),
    ],
)
def test_un_fichier_ou_l_on_n_insere_pas_est_refuse_avec_la_piece_a_coller(
    lancer, tmp_path: Path, nom: str, contenu: str
):
    (tmp_path / nom).write_text(contenu, encoding="utf-8")
    (tmp_path / "a.pdf").write_bytes(CONTRAT)
    resultat = lancer("pieces", nom, "--ajouter", "a.pdf", "--titre", "A")
    assert (resultat.code, "Collez à la fin de « pieces »" in resultat.ennuis) == (4, True), resultat.tout
    assert (tmp_path / nom).read_text(encoding="utf-8") == contenu
