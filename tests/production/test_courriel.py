"""Le brouillon de courriel : ce qu'il porte, ce qu'il tait, et les mêmes octets deux fois."""

from __future__ import annotations

import hashlib
import shutil
from datetime import date
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest
from exemples_rendus import ATELIER, EXEMPLES, rendu
from tables import d_un_trait

import lettres
from lettres.catalogue import capacites
from lettres.conversion import bureautique
from lettres.production import courriel as module
from lettres.production.courriel import Jointe, courriel, en_piece_jointe, pieces_de, s_envoie
from lettres.rendu import lire_provenance

AU = date(2026, 11, 20)
DOSSIER = {
    "reference": "2026-014",
    "nature": "recouvrement",
    "mode_envoi": "courriel",
    "expediteur": {
        "nom": "Studio Exemple inc.",
        "type": "entreprise",
        "taxes": "non_inscrit",
        "adresse": {"ligne": "1, rue A", "ville": "Granby", "code_postal": "J2G 1A1"},
        "courriel": "studio@exemple.test",
        "signataire": {"nom": "Zoé L’Exemple", "civilite": "Mme"},
    },
    "destinataire": {
        "nom": "Éloïse “Lou” Exemple",
        "civilite": "Mme",
        "type": "personne",
        "qualite": "consommateur",
        "courriel": "eloise@exemple.test",
        "adresse": {"ligne": "2, rue B", "ville": "Granby", "code_postal": "J2G 1A2"},
    },
    "creances": [
        {
            "cause": "service",
            "facture": "F-1",
            "date": "2026-09-01",
            "echeance": "2026-10-01",
            "objet": "Photos de mariage",
            "montant": "600,00 $",
            "piece": "P-1",
        }
    ],
    "paiement_par": ["virement"],
    "pieces": [
        {"id": "P-1", "titre": "Facture F-1", "fichier": "pièces/facture.pdf"},
        {"id": "P-2", "titre": "Échange", "fichier": "pièces/autre.pdf"},
    ],
}


def affaire(**change: object) -> lettres.Affaire:
    return lettres.Affaire(lettres.valider({**DOSSIER, **change}), AU)


def lettre(**change: object) -> lettres.Lettre:
    return ATELIER.generer({**DOSSIER, **change}, "rappel", au=AU)


def ouvrir(octets: bytes) -> EmailMessage:
    message = message_from_bytes(octets, policy=default)
    assert isinstance(message, EmailMessage)
    return message


def brouillon(*jointes: Jointe, **change: object) -> EmailMessage:
    fait = courriel(affaire(**change), lettre(**change), jointes or [Jointe("lettre.docx", b"PK")])
    return ouvrir(fait.octets)


def corps(message: EmailMessage) -> str:
    partie = message.get_body(("plain",))
    assert partie is not None
    return str(partie.get_content()).replace("\r\n", "\n")


def test_le_brouillon_s_adresse_se_nomme_et_n_est_pas_envoye():
    message = brouillon()
    assert message["To"] == "Éloïse “Lou” Exemple <eloise@exemple.test>"
    assert message["From"] == "Zoé L’Exemple <studio@exemple.test>"
    assert message["Subject"] == "Rappel de paiement – 2026-014"
    assert message["X-Unsent"] == "1"
    assert message["Date"] is None and message["Message-ID"] is None


def test_il_dit_de_quels_faits_et_de_quel_modele_vient_sa_lettre():
    dites, trace = brouillon(), lire_provenance(lettre().octets).provenance
    assert trace is not None
    assert {cle: str(dites[f"X-Lettres-{cle}"]).strip() for cle in ("Outil", "Au", "Dossier", "Empreinte-Modele")} == {
        "Outil": trace.outil,
        "Au": "2026-11-20",
        "Dossier": trace.dossier,
        "Empreinte-Modele": trace.empreinte_modele,
    }


def test_il_ne_dit_que_ce_que_la_lettre_dit():
    assert corps(brouillon()).split("\n\n") == [
        "Madame,",
        "Vous trouverez ci-joint notre lettre du 20 novembre 2026.",
        "La date limite qu’elle indique est le mardi 1er décembre 2026.",
        "Veuillez nous accuser réception de ce message.",
        "Veuillez recevoir, Madame, nos salutations distinguées.",
        "Zoé L’Exemple\nStudio Exemple inc.\nstudio@exemple.test\n",
    ]


@pytest.mark.parametrize(
    ("pieces", "dit"),
    [(0, "20 novembre 2026."), (1, "20 novembre 2026, avec sa pièce."), (2, "20 novembre 2026, avec ses 2 pièces.")],
)
def test_il_annonce_les_pieces_qui_y_sont(pieces: int, dit: str):
    jointes = [Jointe("lettre.pdf", b"%PDF"), *(Jointe(f"P-{n} a.png", b"x") for n in range(pieces))]
    message = brouillon(*jointes)
    assert dit in corps(message)
    assert [p.get_filename() for p in message.iter_attachments()] == [j.nom for j in jointes]
    assert [p.get_content() for p in message.iter_attachments()] == [j.octets for j in jointes]


def test_les_memes_faits_donnent_les_memes_octets():
    un, deux = (courriel(affaire(), lettre(), [Jointe("l.docx", lettre().octets)]) for _ in range(2))
    assert un == deux


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        ({}, []),
        ({"destinataire": {**DOSSIER["destinataire"], "courriel": None}, "mode_envoi": "poste"}, ["S027", "S028"]),  # type: ignore[dict-item]
        ({"mode_envoi": "recommande"}, ["S028"]),
    ],
)
def test_ce_qui_manque_au_message_est_dit(change: dict[str, object], codes: list[str]):
    fait = courriel(affaire(**change), lettre(**change), [Jointe("l.docx", b"PK")])
    assert [c.code for c in fait.constats] == codes
    assert (ouvrir(fait.octets)["To"] is None) is ("S027" in codes)


@d_un_trait
@pytest.mark.un_sur(10)
@pytest.mark.parametrize("exemple", EXEMPLES, ids=lambda e: e.nom)
def test_chaque_lettre_d_exemple_a_son_brouillon_ou_ne_s_envoie_a_personne(exemple):
    faite = rendu(exemple)
    muette = capacites(exemple.lettre).sans_destinataire or capacites(exemple.lettre).publique
    assert s_envoie(exemple.lettre) is not muette
    if not muette:
        fait = courriel(lettres.Affaire(faite.dossier, exemple.au), faite.lettre, [Jointe("l.docx", b"PK")])
        texte = corps(ouvrir(fait.octets))
        assert "None" not in texte and "  " not in texte
        assert not set("$%") & set(texte), "aucune somme n’y est"


# -- Les fichiers joints --


def test_les_pieces_que_la_lettre_annonce_sont_jointes_dans_l_ordre_du_dossier(tmp_path: Path):
    (tmp_path / "pièces").mkdir()
    for nom in ("facture.pdf", "autre.pdf"):
        (tmp_path / "pièces" / nom).write_bytes(nom.encode())
    attendues = [Jointe("P-1 facture.pdf", b"facture.pdf"), Jointe("P-2 autre.pdf", b"autre.pdf")]
    assert pieces_de(affaire(), "rappel", tmp_path) == (attendues, [])


def test_d_ailleurs_n_est_joint_qu_un_document_et_jamais_un_fichier_qui_a_change(tmp_path: Path):
    (tmp_path / "dossier").mkdir()
    fichiers = {
        "secret.txt": b"root:x:0",
        "cle": b"-----BEGIN",
        "base.db": b"SQLite\0",
        "a.pdf": b"%PDF-1.7",
        "b.jpg": b"\xff\xd8\xff\xe0",
        "c.heic": b"\0\0\0\x18ftypheic",
        "d.eml": b"From: a",
        "dossier/note.txt": b"Bonjour",
        "dossier/change.pdf": b"%PDF-2",
        "dossier/tel.pdf": b"%PDF-3",
    }
    for nom, contenu in fichiers.items():
        (tmp_path / nom).write_bytes(contenu)
    notees = {"change.pdf": "0" * 64, "tel.pdf": hashlib.sha256(b"%PDF-3").hexdigest().upper()}
    noms = ["../secret.txt", str(tmp_path / "cle"), "../base.db", "../a.pdf", "../b.jpg", "../c.heic", "../d.eml"]
    noms += ["note.txt", "change.pdf", "tel.pdf"]
    pieces = [
        {"id": f"P-{n}", "titre": "Pièce", "fichier": nom, **({"empreinte": notees[nom]} if nom in notees else {})}
        for n, nom in enumerate(noms, start=1)
    ]
    creances = [{**DOSSIER["creances"][0], "facture": f"F-{p['id']}", "piece": p["id"]} for p in pieces]  # type: ignore[index]
    jointes, constats = pieces_de(affaire(pieces=pieces, creances=creances), "rappel", tmp_path / "dossier")
    assert [j.nom for j in jointes] == [
        *("P-4 a.pdf", "P-5 b.jpg", "P-6 c.heic", "P-7 d.eml", "P-8 note.txt", "P-10 tel.pdf"),
    ]
    assert [(c.code, c.chemin[1], "n’est plus celui" in c.message) for c in constats] == [
        *(("S029", rang, False) for rang in range(3)),
        ("S029", 8, True),
    ]


ADRESSES = [
    ("info@exemple.test", b"<info@exemple.test>"),
    ("info@émile.exemple.test", b"<info@xn--mile-9oa.exemple.test>"),
    ("éloïse@exemple.test", "<éloïse@exemple.test>".encode()),
    ("zoé@émile.exemple.test", "<zoé@xn--mile-9oa.exemple.test>".encode()),
    ("o'hara+x@exemple.test", b"<o'hara+x@exemple.test>"),
]


def test_une_adresse_accentuee_reste_une_adresse():
    for adresse, ecrite in ADRESSES:
        change = {"destinataire": {**DOSSIER["destinataire"], "courriel": adresse}}  # type: ignore[dict-item]
        octets = courriel(affaire(**change), lettre(**change), [Jointe("a.pdf", b"%PDF")]).octets
        assert ecrite in octets.replace(b"\r\n ", b" "), adresse


@pytest.mark.parametrize(
    ("envois", "objet"),
    [
        ([], "Rappel de paiement – 2026-014"),
        ([{"lettre": "rappel", "date": "2026-10-10", "mode": "courriel"}], "Deuxième rappel – 2026-014"),
        (
            [{"lettre": "rappel", "date": jour, "mode": "courriel"} for jour in ("2026-10-10", "2026-10-25")],
            "Troisième rappel – 2026-014",
        ),
    ],
)
def test_l_objet_dit_le_rang_du_rappel(envois: list[dict[str, str]], objet: str):
    assert brouillon(envois=envois)["Subject"] == objet


@pytest.mark.parametrize(
    ("contenu", "fichier", "dit"),
    [
        (None, "pièces/facture.pdf", "« facture.pdf » ne se lit pas"),
        (b"", "pièces/facture.pdf", "« facture.pdf » est vide"),
        (b"12345", "pièces/facture.pdf", "dépasserait"),
        (b"1", None, "le dossier ne nomme pas son fichier"),
    ],
)
def test_une_piece_annoncee_qui_n_est_pas_jointe_est_dite(tmp_path: Path, monkeypatch, contenu, fichier, dit):
    monkeypatch.setattr(module, "TAILLE_MAX", 4)
    (tmp_path / "pièces").mkdir()
    if contenu is not None:
        (tmp_path / "pièces" / "facture.pdf").write_bytes(contenu)
    pieces = [{"id": "P-1", "titre": "Facture F-1", **({"fichier": fichier} if fichier else {})}]
    jointes, constats = pieces_de(affaire(pieces=pieces), "rappel", tmp_path)
    assert jointes == []
    assert [(c.code, dit in c.message) for c in constats] == [("S029", True)]


def test_un_pdf_deja_fait_est_joint_tel_quel():
    assert en_piece_jointe(lettre(), "a.pdf", b"%PDF-1.6") == (Jointe("a.pdf", b"%PDF-1.6"), [])


def test_sans_libreoffice_la_lettre_est_jointe_en_word_et_c_est_dit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(bureautique, "_AILLEURS", ())
    faite = lettre()
    jointe, constats = en_piece_jointe(faite, "a.docx", faite.octets)
    assert jointe == Jointe("a.docx", faite.octets)
    assert [c.code for c in constats] == ["S030"]


@pytest.mark.long
@pytest.mark.libreoffice
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice absent : PDF joint non vérifié")
def test_avec_libreoffice_elle_est_jointe_en_pdf():
    faite = lettre()
    jointe, constats = en_piece_jointe(faite, "a.docx", faite.octets)
    assert jointe.nom == "a.pdf" and jointe.octets.startswith(b"%PDF-1.") and constats == []
