"""Le cahier : chaque pièce à sa page, tamponnée et annoncée; ce qui n'y entre pas est dit, et rien n'y agit."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from memoire_du_cahier import TAILLE, en_dossier
from pieces_fabriquees import FABRIQUES, MESSAGE, TETE, dossier, image
from pypdf import PdfReader

from lettres.cahier.courriels_lus import en_texte_seul
from lettres.cahier.sortes_de_pieces import SorteDePiece as Sorte
from lettres.cahier.sortes_de_pieces import reconnaitre
from lettres.cli import executer
from lettres.conversion import bureautique

ICI = Path(__file__).parent


@pytest.fixture
def a_la_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Un répertoire à soi, sur une machine sans LibreOffice."""
    monkeypatch.setattr(bureautique, "trouver", lambda: None)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def relier(capsys: pytest.CaptureFixture[str], *options: str) -> tuple[int, dict[str, Any]]:
    code = executer(["pieces", "dossier.yaml", "--cahier", "c.pdf", *options, "--json"])
    return code, json.loads(capsys.readouterr().out)


def codes(reponse: dict[str, Any]) -> list[str]:
    return sorted(c["code"] for c in reponse["constats"] if c["code"].startswith("P33"))


def textes(fichier: Path | bytes) -> list[str]:
    flux = io.BytesIO(fichier if isinstance(fichier, bytes) else fichier.read_bytes())
    return [page.extract_text() for page in PdfReader(flux).pages]


# -- Ce qui y est --


def test_chaque_piece_est_a_la_page_que_dit_la_table_et_les_signets_y_menent(a_la_machine, capsys):
    dossier(a_la_machine, "contrat.pdf", "photo.jpg", "tourne.pdf")
    code, reponse = relier(capsys)
    assert code == 0
    pages = textes(Path("c.pdf"))
    assert [(p["page"], p["pages"]) for p in reponse["cahier"]["pieces"]] == [(3, 3), (7, 1), (9, 4)]
    assert len(pages) == reponse["cahier"]["pages"] == 13
    table = re.sub(r"\s+", " ", pages[1])
    for rang, page in enumerate((3, 7, 9), 1):
        assert re.search(
            rf"P-{rang}; Titre : Pièce signée à l’été {rang} [0-9a-f ]+; Date : 10 août 2026; Page : {page}\b", table
        )
        assert f"Pièce signée à l’été {rang}" in pages[page - 1]
    with pikepdf.open("c.pdf") as relie, relie.open_outline() as signets:
        pages_du_pdf = [p.obj.objgen for p in relie.pages]
        assert [(s.title, pages_du_pdf.index(s.destination[0].objgen) + 1) for s in signets.root] == [
            ("Couverture", 1),
            ("Table des pièces", 2),
            ("P-1 – Pièce signée à l’été 1", 3),
            ("P-2 – Pièce signée à l’été 2", 7),
            ("P-3 – Pièce signée à l’été 3", 9),
        ]


def test_chaque_page_porte_son_tampon_et_son_rang(a_la_machine, capsys):
    dossier(a_la_machine, "contrat.pdf")
    relier(capsys)
    pages = textes(Path("c.pdf"))
    assert [f"{n} de 6" in page for n, page in enumerate(pages, 1)] == [True] * 6
    assert ["page" in page and f"P-1, page {n} de 3" in page for n, page in enumerate(pages[3:], 1)] == [True] * 3
    assert [f"page {n}" in page for n, page in enumerate(pages[3:], 1)] == [True] * 3


@pytest.mark.parametrize("rang", range(4))
def test_une_page_tournee_est_tamponnee_en_haut_a_droite_de_ce_que_l_on_voit(a_la_machine, capsys, rang: int):
    dossier(a_la_machine, "tourne.pdf")
    relier(capsys)
    page = PdfReader("c.pdf").pages[3 + rang]
    places: list[tuple[float, float]] = []
    page.extract_text(
        visitor_text=lambda t, cm, tm, *_: (
            places.append((tm[4] * cm[0] + tm[5] * cm[2] + cm[4], tm[4] * cm[1] + tm[5] * cm[3] + cm[5]))
            if f"P-1, page {rang + 1}" in t
            else None
        )
    )
    x, y = places[0]
    vue = [(x, y), (y, 612 - x), (612 - x, 792 - y), (792 - y, x)][rang]
    largeur, hauteur = (612, 792) if rang % 2 == 0 else (792, 612)
    assert vue[0] > largeur - 130 and vue[1] > hauteur - 40


def test_une_page_recadree_est_tamponnee_dans_ce_qui_s_en_voit(a_la_machine, capsys):
    dossier(a_la_machine, "recadre.pdf")
    relier(capsys)
    with pikepdf.open("c.pdf") as relie:
        assert [float(c) for c in relie.pages[3].cropbox] == [50, 300, 400, 700]
        dessin = relie.pages[3].obj.Contents[-1].read_bytes().decode()
    assert "1 0 0 1 50.0 300.0 cm" in dessin
    assert all(0 <= float(x) <= 350 and 0 <= float(y) <= 400 for x, y in re.findall(r"([\d.]+) ([\d.]+) Td", dessin))


def _cadres(page: Any) -> list[tuple[float, float, float, float]]:
    """Ce que les tampons couvrent de la page, dans ses coordonnées à elle."""
    dessin = page.obj.Contents[-1].read_bytes().decode() if isinstance(page.obj.Contents, pikepdf.Array) else ""
    matrice = [float(n) for n in re.findall(r"q ([-\d. ]+) cm", dessin)[-1].split()]
    cadres = []
    for x, y, long, haut in (map(float, r) for r in re.findall(r"([\d.]+) ([\d.]+) ([\d.]+) ([\d.]+) re", dessin)):
        coins = [(x, y), (x + long, y + haut)]
        a, b, c, d, e, f = matrice
        vus = [(a * u + c * v + e, b * u + d * v + f) for u, v in coins]
        (x0, x1), (y0, y1) = (sorted(cote) for cote in zip(*vus, strict=True))
        cadres.append((x0, y0, x1, y1))
    return cadres


@pytest.mark.parametrize(
    "nom", ["contrat.pdf", "tourne.pdf", "recadre.pdf", "sans-taille.pdf", "partages.pdf", "ticket.pdf", "plan.pdf"]
)
def test_aucun_tampon_ne_couvre_rien_de_la_piece(a_la_machine, capsys, nom: str):
    dossier(a_la_machine, nom)
    _, reponse = relier(capsys)
    (piece,) = reponse["cahier"]["pieces"]
    with pikepdf.open("c.pdf") as relie:
        for page in relie.pages[piece["page"] : piece["page"] + piece["pages"]]:
            (montre,) = page.obj.Resources.XObject.values()
            reduite = re.search(rb"([\d.]+) 0 0 [\d.]+ ([-\d.]+) ([-\d.]+) cm /PageDeLaPiece Do", _contenu(page))
            assert reduite is not None and montre.Subtype == "/Form"
            part, dx, dy = map(float, reduite.groups())
            x0, y0, x1, y1 = (float(cote) for cote in montre.BBox)
            vue = (part * x0 + dx, part * y0 + dy, part * x1 + dx, part * y1 + dy)
            # -- la feuille, elle, garde sa taille --
            assert [float(c) for c in page.cropbox][2:] == [x1, y1]
            for c in (cadres := _cadres(page)):
                assert c[2] <= vue[0] or c[0] >= vue[2] or c[3] <= vue[1] or c[1] >= vue[3], (c, vue)
            assert len(cadres) == 2


def _contenu(page: Any) -> bytes:
    return b"".join(partie.read_bytes() for partie in page.obj.Contents)


def test_une_piece_qui_laisse_ouvert_ce_qu_elle_change_ne_deplace_pas_le_tampon(a_la_machine, capsys):
    dossier(a_la_machine, "ouvert.pdf")
    relier(capsys)
    with pikepdf.open("c.pdf") as relie:
        contenu = _contenu(relie.pages[3])
    assert b"0.1 0 0 0.1" not in contenu and contenu.count(b"q") == contenu.count(b"Q")


def test_une_photo_en_miroir_est_dite(a_la_machine, capsys):
    dossier(a_la_machine, "miroir.jpg", "photo.jpg")
    _, reponse = relier(capsys)
    assert [["miroir" in dite for dite in p["dites"]] for p in reponse["cahier"]["pieces"]] == [[True], []]


def test_une_photo_y_est_octet_pour_octet(a_la_machine, capsys):
    dossier(a_la_machine, "photo.jpg")
    relier(capsys)
    with pikepdf.open("c.pdf") as relie:
        (pose,) = relie.pages[3].get_images().values()
        assert pose.read_raw_bytes() == image("JPEG")


def test_un_formulaire_rempli_montre_ce_qu_on_y_a_ecrit_et_ne_se_remplit_plus(a_la_machine, capsys):
    dossier(a_la_machine, "rempli.pdf")
    _, reponse = relier(capsys)
    assert "REMPLI-42" in textes(Path("c.pdf"))[3]
    with pikepdf.open("c.pdf") as relie:
        assert "/AcroForm" not in relie.Root
    assert codes(reponse) == ["P331", "P332"]


def test_rien_de_ce_qui_agirait_n_entre_au_cahier_et_cela_se_dit(a_la_machine, capsys):
    dossier(a_la_machine, "actif.pdf")
    _, reponse = relier(capsys)
    (piece,) = reponse["cahier"]["pieces"]
    assert piece["dites"] == ["ses fichiers joints ne sont pas copiés", "ses scripts et ses actions ne sont pas copiés"]
    with pikepdf.open("c.pdf") as relie:
        assert not {"/Names", "/OpenAction", "/AA", "/AF"} & set(relie.Root.keys())
        assert not any({"/Annots", "/AA"} & set(page.obj.keys()) for page in relie.pages)
        assert len(relie.attachments) == 0
        tout = b"".join(o.read_bytes() if isinstance(o, pikepdf.Stream) else o.unparse() for o in relie.objects)
    assert not re.search(rb"app\.alert|calc\.exe|joint en secret|JavaScript|Launch", tout)


# -- Ce qui n'y est pas --


@pytest.mark.parametrize(
    ("nom", "raison"),
    [
        ("chiffre.pdf", "mot de passe"),
        ("sans-page.pdf", "aucune page"),
        ("coupe.pdf", "abîmé"),
        ("bruit.pdf", "abîmé"),
        *((f"dessin-{sorte}.pdf", "perdu ce qu’elle montrait") for sorte in ("illisible", "en-partie", "inconnu")),
        ("coupee.png", "abîmée"),
        ("enorme.png", "abîmée|mégapixels"),
        ("classeur.xlsx", "enregistrez-la en PDF"),
        ("inconnu.bin", "enregistrez-la en PDF"),
        ("vide.pdf", "vide"),
        ("note.txt", "LibreOffice"),
        ("message.eml", "LibreOffice"),
    ],
)
def test_une_piece_qui_ne_se_met_pas_en_pages_laisse_une_page_qui_dit_pourquoi(
    a_la_machine, capsys, nom: str, raison: str
):
    dossier(a_la_machine, nom, "contrat.pdf")
    _, reponse = relier(capsys)
    ecartee, gardee = reponse["cahier"]["pieces"]
    assert re.search(raison, ecartee["raison"]) and ecartee["pages"] == 0 and gardee["raison"] is None
    pages = [re.sub(r"\s+", " ", page) for page in textes(Path("c.pdf"))]
    assert "Cette pièce n’est pas au cahier" in pages[2] and re.search(raison, pages[2])
    assert "Laissée de côté" in pages[1]
    assert codes(reponse)[0] == "P330"


def test_d_ailleurs_n_entre_qu_un_document_fut_ce_par_un_lien(a_la_machine, capsys, monkeypatch):
    ici = a_la_machine / "dossier"
    (ici / "pieces").mkdir(parents=True)
    for nom in ("contrat.pdf", "photo.jpg"):
        (a_la_machine / nom).write_bytes(FABRIQUES[nom]())
    for nom in ("passwd", "notes.txt", "clients.csv"):
        (a_la_machine / nom).write_text("Au voisin", encoding="utf-8")
    (ici / "pieces" / "lien.txt").symlink_to(a_la_machine / "passwd")
    ailleurs = ["../passwd", "../notes.txt", str(a_la_machine / "clients.csv"), "pieces/lien.txt"]
    fichiers = [*ailleurs, "../contrat.pdf", "../photo.jpg"]
    lignes = [f"  - {{id: P-{n}, titre: A, fichier: {f}}}\n" for n, f in enumerate(fichiers, 1)]
    (ici / "dossier.yaml").write_text(TETE + "".join(lignes), encoding="utf-8")
    monkeypatch.chdir(ici)
    _, reponse = relier(capsys)
    raisons = [p["raison"] for p in reponse["cahier"]["pieces"]]
    assert [bool(r) and "hors du répertoire" in r for r in raisons] == [True] * 4 + [False] * 2
    assert "voisin" not in "".join(textes(Path("c.pdf")))


@pytest.mark.parametrize(
    ("nom", "pages"),
    [
        *(("protege.pdf", 1), ("sans-taille.pdf", 1), ("coupee.jpg", 1), ("capture.png", 1), ("scan.tiff", 1)),
        *(("photo-nommee.pdf", 1), ("contrat-nomme.jpg", 2)),
        *((f"dessin-{sorte}.pdf", 1) for sorte in ("en-deux", "vide", "absent", "en-lettres", "demesure")),
    ],
)
def test_ce_qui_se_lit_malgre_tout_y_est(a_la_machine, capsys, nom: str, pages: int):
    dossier(a_la_machine, nom)
    _, reponse = relier(capsys)
    (piece,) = reponse["cahier"]["pieces"]
    assert (piece["pages"], piece["raison"]) == (pages, None)


def test_un_octet_change_est_nomme_et_la_piece_n_est_pas_reliee(a_la_machine, capsys):
    dossier(a_la_machine, "contrat.pdf", "photo.jpg")
    photo = a_la_machine / "pieces" / "photo.jpg"
    octets = bytearray(photo.read_bytes())
    octets[-10] ^= 1
    photo.write_bytes(octets)
    code, reponse = relier(capsys)
    assert code == 1
    assert [c["chemin"] for c in reponse["constats"] if c["code"] == "P302"] == ["pieces[1].empreinte"]
    assert "noté" in reponse["cahier"]["pieces"][1]["raison"]


@pytest.mark.long
def test_une_page_blanche_ne_passe_jamais_pour_ce_qu_un_fichier_coupe_montrait(a_la_machine, capsys):
    dossier(a_la_machine, "contrat.pdf")
    entier = FABRIQUES["contrat.pdf"]()
    for fin in range(100, len(entier), 97):
        (a_la_machine / "pieces" / "contrat.pdf").write_bytes(entier[:fin])
        fichier = a_la_machine / "dossier.yaml"
        fichier.write_text(re.sub(r", empreinte: \w+", "", fichier.read_text("utf-8")), "utf-8")
        _, reponse = relier(capsys, "--ecraser")
        (piece,) = reponse["cahier"]["pieces"]
        montrees = textes(Path("c.pdf"))[3:]
        assert all(f"page {n}\n" in f"{t}\n" for n, t in enumerate(montrees, 1)), fin
        assert piece["raison"] or piece["pages"] == len(montrees)


# -- Le fichier --


def test_les_memes_pieces_donnent_les_memes_octets(a_la_machine, capsys):
    dossier(a_la_machine, "contrat.pdf", "photo.jpg", "actif.pdf", "chiffre.pdf", "capture.png")
    relier(capsys)
    premier = Path("c.pdf").read_bytes()
    relier(capsys, "--ecraser")
    assert Path("c.pdf").read_bytes() == premier


def test_un_fichier_n_est_remplace_que_sur_demande(a_la_machine, capsys):
    dossier(a_la_machine, "contrat.pdf")
    Path("c.pdf").write_bytes(b"autre chose")
    code, reponse = relier(capsys)
    assert code == 4 and [c["code"] for c in reponse["constats"]] == ["S001"]
    assert Path("c.pdf").read_bytes() == b"autre chose"
    code, _ = relier(capsys, "--ecraser")
    assert code == 0 and Path("c.pdf").read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("options", "code", "constat"),
    [
        (["--cahier", "c.docx"], 4, "S008"),
        (["--cahier", "c.pdf", "--noter"], 2, "U035"),
        (["--cahier", "c.pdf", "--renoter", "P-1"], 2, "U035"),
    ],
)
def test_une_demande_qui_ne_va_pas_est_refusee_sans_rien_ecrire(a_la_machine, capsys, options, code, constat):
    dossier(a_la_machine, "contrat.pdf")
    assert executer(["pieces", "dossier.yaml", *options, "--json"]) == code
    assert [c["code"] for c in json.loads(capsys.readouterr().out)["constats"]] == [constat]
    assert sorted(p.name for p in a_la_machine.iterdir()) == ["dossier.yaml", "pieces"]


def test_un_dossier_sans_piece_n_a_pas_de_cahier(a_la_machine, capsys):
    fichier = dossier(a_la_machine)
    fichier.write_text(fichier.read_text("utf-8").replace("pieces:\n", ""), "utf-8")
    code, reponse = relier(capsys)
    assert code == 4 and [c["code"] for c in reponse["constats"]] == ["S034"] and not Path("c.pdf").exists()


def test_sans_de_quoi_relier_la_commande_qui_l_installe_est_dite(a_la_machine, capsys, monkeypatch):
    dossier(a_la_machine, "contrat.pdf")
    monkeypatch.setattr("importlib.util.find_spec", lambda nom: None)
    code, reponse = relier(capsys)
    assert code == 4
    assert [(c["code"], c["remede"]) for c in reponse["constats"]] == [
        ("S033", "Installez-le : pip install 'lettres[cahier]'")
    ]


def test_sans_cahier_rien_de_ce_qui_relie_ne_se_charge(a_la_machine, capsys, monkeypatch):
    dossier(a_la_machine, "contrat.pdf")
    for nom in [m for m in sys.modules if m.split(".")[0] in {"pikepdf", "img2pdf"} or m.startswith("lettres.cahier")]:
        monkeypatch.delitem(sys.modules, nom)
    executer(["pieces", "dossier.yaml"])
    capsys.readouterr()
    assert not [m for m in sys.modules if m.startswith(("img2pdf", "lettres.cahier"))]


# -- Les sortes --


@pytest.mark.parametrize(
    ("nom", "sorte"),
    [
        *(
            ("contrat-nomme.jpg", Sorte.PDF),
            ("photo-nommee.pdf", Sorte.IMAGE),
            ("scan.tiff", Sorte.IMAGE),
        ),
        *(
            ("note.txt", Sorte.TEXTE),
            ("message.eml", Sorte.COURRIEL),
            ("classeur.xlsx", Sorte.AUTRE),
        ),
        ("inconnu.bin", Sorte.AUTRE),
    ],
)
def test_un_fichier_se_reconnait_a_ce_qu_il_contient(tmp_path: Path, nom: str, sorte: Sorte):
    (tmp_path / nom).write_bytes(FABRIQUES[nom]())
    assert reconnaitre(tmp_path / nom, nom).sorte is sorte


def test_un_courriel_se_lit_sans_ses_balises():
    texte = en_texte_seul(MESSAGE)
    assert texte.split("\n")[:4] == [
        "De : Marie Exemple <marie@exemple.test>",
        "À : karine@exemple.test",
        "Date : Mon, 10 Aug 2026 10:00:00 -0400",
        "Objet : Reçu",
    ]
    assert "Bonjour, bien reçu." in texte and "x()" not in texte and "color" not in texte


@pytest.mark.parametrize("octets", [b"", b"\n\n", b"Subject: rien\n\n", b"\xff\xfe\n"])
def test_un_message_sans_rien_a_lire_est_refuse(octets: bytes):
    with pytest.raises(ValueError, match=r"^$"):
        en_texte_seul(octets)


# -- La mémoire --


def de_plus(ou: Path, nombre: int) -> int:
    """La mémoire qu'il faut pour relier tant de photos de cinq mégaoctets, en Kio, au-delà des bibliothèques."""
    ou.mkdir()
    fini = subprocess.run(
        [sys.executable, str(ICI / "memoire_du_cahier.py"), str(en_dossier(ou, nombre)), str(ou / "c.pdf")],
        capture_output=True,
        text=True,
        check=True,
    )
    return int(json.loads(fini.stderr.splitlines()[-1])["plus"])


@pytest.mark.long
@pytest.mark.skipif(sys.platform != "linux", reason="la mémoire d’un processus s’y compte autrement")
def test_de_vingt_pieces_a_deux_cents_chacune_ne_prend_pas_le_centieme_de_ce_qu_elle_pese(tmp_path: Path):
    vingt, deux_cents = de_plus(tmp_path / "20", 20), de_plus(tmp_path / "200", 200)
    assert max(vingt, deux_cents) <= 60 * 1024
    # -- une pièce de plus n'est que ses objets dans le PDF réuni, qu'on tient tous pour l'écrire : pas son image --
    assert abs(deux_cents - vingt) * 1024 <= 180 * TAILLE / 100


# -- Par LibreOffice --


@pytest.mark.long
@pytest.mark.libreoffice
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice absent : aucun cahier n’est mis en pages par lui")
def test_par_libreoffice_la_table_dit_vrai_et_les_ecrits_y_sont(tmp_path: Path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    dossier(tmp_path, "contrat.pdf", "note.txt", "message.eml", "chiffre.pdf")
    _, reponse = relier(capsys)
    pages = [page.replace("\u00a0", " ") for page in textes(Path("c.pdf"))]
    assert codes(reponse) == ["P330"]
    places = [p["page"] for p in reponse["cahier"]["pieces"]]
    assert places == [3, 7, 9, 11] and len(pages) == 11
    assert [int(page) for page in re.findall(r"10.août.2026 (\d+)", pages[1])] == places
    assert "œuvre" in pages[7] and "Bonjour, bien reçu." in pages[9] and "mot de passe" in pages[10]
    # -- un texte, qui n'a pas de feuille à lui, est sur celle d'ici --
    assert {tuple(map(float, page.mediabox[2:])) for page in PdfReader("c.pdf").pages} == {(612, 792)}
