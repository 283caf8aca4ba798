"""« suite --courriel » : le message et ses pièces se classent avec l'inscription, ou rien ne change."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import pytest
from conftest import DOSSIER
from jsonschema import Draft202012Validator

import lettres
from lettres import interface
from lettres.sortie.sur_place import Change

AU = ("--au", "2026-11-25")
REFUS = ("suite", "dossier.yaml", "--courriel", "reponse.eml", "--resultat", "refus", *AU)
DE_MARIE = DOSSIER.replace("  qualite: consommateur", "  qualite: consommateur\n  courriel: marie@exemple.test")


def message(**change: str | None) -> EmailMessage:
    fait = EmailMessage()
    entetes = {"From": "Marie <Marie@Exemple.test>", "Date": "Tue, 24 Nov 2026 09:15:00 -0500", "Subject": "Non"}
    for nom, valeur in (entetes | change).items():
        if valeur is not None:
            fait[nom] = valeur
    fait.set_content("Bonjour,\n\nje ne vous dois rien.\n")
    return fait


def joindre(fait: EmailMessage, nom: str, octets: bytes = b"%PDF") -> EmailMessage:
    fait.add_attachment(octets, maintype="application", subtype="octet-stream", filename=nom)
    return fait


@pytest.fixture
def poste(lancer, tmp_path: Path) -> Callable[..., object]:
    """Le dossier de Marie, et le courriel donné; rend la commande."""
    (tmp_path / "dossier.yaml").write_text(DE_MARIE, encoding="utf-8")

    def poser(fait: EmailMessage, *args: str):
        (tmp_path / "reponse.eml").write_bytes(fait.as_bytes())
        return lancer(*(args or REFUS))

    return poser


def pieces(tmp_path: Path, dossier: str = "dossier.yaml") -> dict[str, bytes]:
    """Le fichier de chaque pièce du dossier, dont l'empreinte est la bonne."""
    lu = lettres.lire(tmp_path / dossier)
    trouves = {piece.id: (tmp_path / str(piece.fichier)).read_bytes() for piece in lu.pieces}
    assert [hashlib.sha256(o).hexdigest() for o in trouves.values()] == [piece.empreinte for piece in lu.pieces]
    return trouves


def rien_n_a_change(tmp_path: Path) -> bool:
    intact = (tmp_path / "dossier.yaml").read_text(encoding="utf-8") == DE_MARIE
    return intact and sorted(f.name for f in tmp_path.iterdir()) == ["dossier.yaml", "reponse.eml"]


# -- Ce qui s'inscrit --


def test_le_message_et_ses_pieces_se_classent_et_l_inscription_cite_le_message(poste, tmp_path: Path):
    fait = joindre(joindre(message(), "preuve.pdf"), "dossier.yaml", b"lettres: 1")
    resultat = poste(fait)
    assert resultat.code == 0
    assert pieces(tmp_path) == {"P-1": fait.as_bytes(), "P-2": b"%PDF", "P-3": b"lettres: 1"}
    lu = lettres.lire(tmp_path / "dossier.yaml")
    (suite,) = lu.suites
    assert (suite.date.isoformat(), suite.canal, suite.resultat, suite.piece) == (
        "2026-11-24",
        "courriel",
        "refus",
        "P-1",
    )
    assert (suite.citation, suite.note, suite.montant) == (None, None, None)
    assert [p.titre for p in lu.pieces][:2] == [
        "Courriel du 24 novembre 2026",
        "Pièce jointe au courriel du 24 novembre 2026 : preuve.pdf",
    ]
    assert "Classé : P-3, dossier-pieces/2026-11-24_dossier-yaml.txt." in resultat.sortie


def test_les_deux_reponses_suivent_leur_schema_et_nomment_les_pieces(poste, lancer, tmp_path: Path):
    suivre = Draft202012Validator(interface.schema("suite"))
    reponse = json.loads(poste(joindre(message(), "a.pdf"), *REFUS, "--json").sortie)
    encore = json.loads(lancer(*REFUS, "--json").sortie)
    assert [*suivre.iter_errors(reponse), *suivre.iter_errors(encore)] == []
    assert [(p["id"], p["fichier"]) for p in reponse["pieces"]] == [
        ("P-1", "dossier-pieces/2026-11-24_courriel.eml"),
        ("P-2", "dossier-pieces/2026-11-24_a.pdf"),
    ]
    assert pieces(tmp_path).keys() == {"P-1", "P-2"}


def test_donne_deux_fois_le_meme_message_n_ajoute_rien_et_le_dit(poste, lancer, tmp_path: Path):
    poste(joindre(message(), "a.pdf"))
    avant = {f: f.read_bytes() for f in tmp_path.rglob("*") if f.is_file()}
    assert "Ce courriel est déjà au dossier : P-1." in lancer(*REFUS).sortie
    reponse = json.loads(lancer(*REFUS, "--json").sortie)
    assert (reponse["rang"], reponse["deja"], reponse["lignes"]) == (None, 1, [])
    assert {f: f.read_bytes() for f in tmp_path.rglob("*") if f.is_file()} == avant


@pytest.mark.parametrize("nom", ["dossier.json", "dossier.toml"])
def test_un_dossier_en_json_ou_en_toml_gagne_les_memes_pieces(poste, lancer, tmp_path: Path, nom: str):
    import yaml

    donnees = json.loads(json.dumps(yaml.safe_load(DE_MARIE), default=str))
    if nom.endswith("json"):
        (tmp_path / nom).write_text(json.dumps(donnees, indent=2), encoding="utf-8")
    else:
        (creance,) = donnees.pop("creances")
        lignes = [f"{c} = {json.dumps(v)}" for c, v in donnees.items() if not isinstance(v, dict)]
        for bloc, valeurs in ((b, v) for b, v in donnees.items() if isinstance(v, dict)):
            lignes += [f"[{bloc}]", *(f"{c} = {_toml(v)}" for c, v in valeurs.items())]
        lignes += ["[[creances]]", *(f"{c} = {json.dumps(v, ensure_ascii=False)}" for c, v in creance.items())]
        (tmp_path / nom).write_text("\n".join(lignes) + "\n", encoding="utf-8")
    args = ("suite", nom, *REFUS[2:])
    assert poste(joindre(message(), "a.pdf"), *args).code == 0
    assert list(pieces(tmp_path, nom)) == ["P-1", "P-2"]


def _toml(valeur: object) -> str:
    if isinstance(valeur, dict):
        return "{" + ", ".join(f"{c} = {_toml(v)}" for c, v in valeur.items()) + "}"
    return json.dumps(valeur, ensure_ascii=False)


@pytest.mark.parametrize(
    ("change", "citation", "dit"),
    [
        ({"From": "Paul <paul@ailleurs.test>"}, None, "ATTENTION : l’adresse du destinataire"),
        ({}, "je ne vous dois rien", None),
        ({}, "je vous dois tout", "ne se retrouvent pas tels quels"),
    ],
)
def test_ce_qui_ne_concorde_pas_avec_le_dossier_se_dit_et_s_inscrit_quand_meme(
    poste, tmp_path: Path, change, citation: str | None, dit: str | None
):
    args = REFUS if citation is None else (*REFUS, "--citation", citation)
    resultat = poste(message(**change), *args)
    assert resultat.code == 0
    douteux = [m for m in ("ATTENTION", "tels quels") if m in resultat.sortie]
    assert (dit is None) == (douteux == []) and (dit or "") in resultat.sortie
    (suite,) = lettres.lire(tmp_path / "dossier.yaml").suites
    assert suite.citation == citation


def test_un_message_sans_date_la_demande_et_n_invente_pas_aujourd_hui(poste, lancer, tmp_path: Path):
    resultat = poste(message(Date=None))
    assert (resultat.code, "--date: U021" in resultat.ennuis, rien_n_a_change(tmp_path)) == (2, True, True)
    assert lancer(*REFUS, "--date", "2026-11-23").code == 0
    assert lettres.lire(tmp_path / "dossier.yaml").suites[0].date.isoformat() == "2026-11-23"


def test_un_message_date_d_apres_le_jour_du_calcul_ne_s_inscrit_pas_a_cette_date(poste, lancer, tmp_path: Path):
    a_venir = (
        "Tue, 5 May 2099 09:15:00 -0400",
        "Thu, 26 Nov 2026 00:00:00 -0500",
        "Thu, 26 Nov 2026 05:00:00 +0000",
        "Wed, 25 Nov 2026 23:00:00 -0800",
    )
    for quand in a_venir:
        resultat = poste(message(Date=quand))
        assert (resultat.code, "--date: U021" in resultat.ennuis, rien_n_a_change(tmp_path)) == (2, True, True), quand
        assert "après le jour du calcul (25 novembre 2026)" in resultat.ennuis.replace("\u00a0", " ")
    assert lancer(*REFUS, "--date", "2026-11-24").code == 0
    assert lettres.lire(tmp_path / "dossier.yaml").suites[0].date.isoformat() == "2026-11-24"
    # -- le même jour, au Québec, est encore le jour du calcul --
    for rang, quand in enumerate(("Wed, 25 Nov 2026 23:59:59 -0500", "Thu, 26 Nov 2026 04:59:00 +0000"), start=2):
        assert poste(message(Date=quand)).code == 0
        assert lettres.lire(tmp_path / "dossier.yaml").suites[rang - 1].date.isoformat() == "2026-11-25"


def test_une_piece_que_le_dossier_a_deja_ou_jointe_deux_fois_n_y_revient_pas(poste, lancer, tmp_path: Path):
    poste(joindre(joindre(message(), "a.pdf"), "b.pdf"))
    assert list(pieces(tmp_path)) == ["P-1", "P-2"]
    resultat = poste(joindre(message(Subject="Encore"), "c.pdf"))
    assert list(pieces(tmp_path)) == ["P-1", "P-2", "P-3"]
    assert "« c.pdf » est déjà au dossier : P-2." in resultat.sortie


# -- Le résultat se dit, il ne se conclut pas --


def test_sans_terminal_le_resultat_est_exige_et_rien_ne_change(poste, tmp_path: Path):
    resultat = poste(message(), *(a for a in REFUS if a not in ("--resultat", "refus")))
    assert (resultat.code, "--resultat: U021" in resultat.ennuis, rien_n_a_change(tmp_path)) == (2, True, True)
    assert "« --resultat contestation »" in resultat.ennuis and "sans_reponse" not in resultat.ennuis


def test_au_terminal_le_message_se_montre_et_le_resultat_se_demande(poste, tmp_path: Path, monkeypatch):
    monkeypatch.setattr("lettres.cli.commandes.nouveau.au_terminal", lambda: True)
    reponses = iter(["contestation"])
    monkeypatch.setattr("lettres.cli.terminal.questionnaire.demander", lambda _: next(reponses))
    resultat = poste(message(), *(a for a in REFUS if a not in ("--resultat", "refus")))
    assert resultat.code == 0
    assert "De : Marie <Marie@Exemple.test>" in resultat.ennuis and "| je ne vous dois rien." in resultat.ennuis
    assert lettres.lire(tmp_path / "dossier.yaml").suites[0].resultat == "contestation"


# -- Tout, ou rien --


@pytest.mark.parametrize(
    "args",
    [
        ("--resultat", "zut"),
        ("--resultat", "promesse", "--promis-le", "2026-13-40"),
        ("--resultat", "refus", "--montant", "beaucoup"),
        ("--resultat", "refus", "--corrige", "1"),
    ],
)
def test_une_inscription_refusee_ne_laisse_aucun_fichier(poste, tmp_path: Path, args: tuple[str, ...]):
    resultat = poste(joindre(message(), "a.pdf"), *REFUS[:4], *AU, *args)
    assert (resultat.code in (1, 2), rien_n_a_change(tmp_path)) == (True, True)


@pytest.mark.parametrize("ou", ["lettres.cli.commandes.inscrire.sur_le_fichier.dire", "lettres.socle.disque.remplacer"])
def test_ce_qui_ne_peut_etre_dit_ou_ecrit_n_est_pas_fait(poste, tmp_path: Path, monkeypatch, ou: str):
    def echouer(*_: object) -> None:
        raise OSError(28, "plein")

    monkeypatch.setattr(ou, echouer)
    assert poste(joindre(message(), "a.pdf")).code != 0
    monkeypatch.undo()
    assert (tmp_path / "dossier.yaml").read_text(encoding="utf-8") == DE_MARIE
    assert not (tmp_path / "dossier-pieces").exists()


def test_un_dossier_qui_change_pendant_ce_temps_garde_les_deux(poste, tmp_path: Path, monkeypatch):
    from lettres.sortie import sur_place

    vraie, essais = sur_place._exiger, iter([True])

    def une_fois_changee(lus: bytes, chemin: Path) -> None:
        if next(essais, False):
            raise Change
        vraie(lus, chemin)

    monkeypatch.setattr(sur_place, "_exiger", une_fois_changee)
    assert poste(joindre(message(), "a.pdf")).code == 0
    assert list(pieces(tmp_path)) == ["P-1", "P-2"]
    assert len(list((tmp_path / "dossier-pieces").iterdir())) == 2


def test_un_fichier_laisse_par_une_panne_est_reconnu_et_celui_d_un_autre_garde_son_nom(poste, tmp_path: Path):
    fait = joindre(message(), "a.pdf")
    ici = tmp_path / "dossier-pieces"
    ici.mkdir()
    (ici / "2026-11-24_courriel.eml").write_bytes(fait.as_bytes())
    (ici / "2026-11-24_a.pdf").write_bytes(b"un autre")
    assert poste(fait).code == 0
    assert pieces(tmp_path) == {"P-1": fait.as_bytes(), "P-2": b"%PDF"}
    assert sorted(f.name for f in ici.iterdir()) == [
        "2026-11-24_a-2.pdf",
        "2026-11-24_a.pdf",
        "2026-11-24_courriel.eml",
    ]


@pytest.mark.parametrize(
    ("contenu", "code"),
    [(b"PNG", "U120"), (b"\xd0\xcf\x11\xe0", "U120"), (b"multipart/ " * 300, "U121"), (None, "U026")],
)
def test_ce_qui_n_est_pas_un_courriel_se_dit_en_une_phrase(lancer, dossier: Path, tmp_path: Path, contenu, code: str):
    if contenu is not None:
        (tmp_path / "reponse.eml").write_bytes(contenu)
    resultat = lancer(*REFUS)
    assert (resultat.code, f"--courriel: {code}" in resultat.ennuis) == (2, True)
