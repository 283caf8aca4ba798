"""LibreOffice mené à part : ce qui arrive quand il manque, se tait, traîne, ou laisse quelqu'un derrière lui."""

from __future__ import annotations

import io
import os
import shutil
import socket
import stat
import sys
import time
from pathlib import Path

import pytest
from paquets import docx
from pypdf import PdfReader

from lettres.conversion import bureautique
from lettres.conversion.bureautique import PAR_APPEL, convertir
from lettres.socle.erreurs import SortieRefusee

pytestmark = pytest.mark.skipif(os.name != "posix", reason="un programme d’essai en sh ne se lance pas ici")

REND = """for f in "$@"; do case "$f" in *.docx)
  cp "$f" "$(dirname "$(dirname "$f")")/pdf/$(basename "$f" .docx).pdf";;
esac; done"""


@pytest.fixture
def a_la_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Met un programme à la place de LibreOffice; chaque appel laisse une ligne dans `appels`."""

    def mettre(corps: str) -> Path:
        programme, appels = tmp_path / "soffice", tmp_path / "appels"
        programme.write_text(f'#!/bin/sh\necho "$*" >> {appels}\nenv >> {tmp_path}/milieu\n{corps}\n', encoding="utf-8")
        programme.chmod(programme.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
        monkeypatch.setattr(bureautique, "_AILLEURS", ())
        return appels

    return mettre


BUTE = """for f in "$@"; do case "$f" in *.docx)
  case "$(cat "$f")" in *mort*) exit 0;; *sourd*) continue;; *sans-fin*) sleep 30;; esac
  cp "$f" "$(dirname "$(dirname "$f")")/pdf/$(basename "$f" .docx).pdf";;
esac; done"""
"""Un LibreOffice qui meurt sur un document, en saute un autre, et ne finit pas un troisième."""


def codes(refus: pytest.ExceptionInfo[SortieRefusee]) -> list[str]:
    return [c.code for c in refus.value.constats]


def dits(rendus: list[bytes | SortieRefusee]) -> list[str]:
    """Les octets de chaque PDF, ou le code de son refus."""
    return [r.decode().split("%")[0] if isinstance(r, bytes) else r.constats[0].code for r in rendus]


def test_sans_libreoffice_la_commande_qui_l_installe_est_dite(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(bureautique, "_AILLEURS", ())
    with pytest.raises(SortieRefusee) as refus:
        convertir([b"une lettre"])
    assert codes(refus) == ["S022"]
    assert refus.value.constats[0].remede.startswith("Installez-le : ")


def test_chaque_document_revient_a_sa_place(a_la_place):
    a_la_place(REND)
    documents = [f"lettre {rang}".encode() for rang in range(5)]
    assert convertir(documents) == documents


@pytest.mark.parametrize(("nombre", "appels"), [(0, 0), (1, 1), (PAR_APPEL, 1), (PAR_APPEL + 1, 2)])
def test_un_appel_en_convertit_beaucoup(a_la_place, nombre: int, appels: int):
    journal = a_la_place(REND)
    convertir([b"x"] * nombre)
    assert (journal.read_text(encoding="utf-8").count("\n") if journal.exists() else 0) == appels


def test_un_code_de_sortie_nul_ne_dit_rien_seul_le_fichier_fait_foi(a_la_place):
    a_la_place("exit 0")
    assert dits(convertir([b"x"])) == ["S023"]


@pytest.mark.parametrize(
    ("documents", "rendus", "appels"),
    [
        ("a sourd b", "a S023 b", 1),
        ("sourd sourd a", "S023 S023 a", 2),
        ("a mort b c", "a S023 b c", 2),
        ("mort a b", "S023 a b", 2),
        ("a b mort", "a b S023", 1),
        ("a mort b mort c", "a S023 b S023 c", 3),
        ("mort mort a b", "S023 S023 a b", 3),
        ("mort mort mort a b", "S023 S023 S023 S023 S023", 3),
    ],
)
def test_un_document_ou_il_bute_n_emporte_pas_les_autres(a_la_place, documents: str, rendus: str, appels: int):
    journal = a_la_place(BUTE)
    assert dits(convertir([mot.encode() for mot in documents.split()])) == rendus.split()
    assert journal.read_text(encoding="utf-8").count("\n") == appels


def test_arrete_en_plein_travail_il_rend_ce_qui_est_fini_et_reprend_ce_qui_suivait(a_la_place, monkeypatch):
    a_la_place(BUTE)
    monkeypatch.setattr(bureautique, "_ATTENTE", 0.5)
    monkeypatch.setattr(bureautique, "_PAR_DOCUMENT", 0.0)
    assert dits(convertir([b"a%%EOF", b"sans-fin", b"b%%EOF"])) == ["a", "S024", "b"]


def test_celui_qui_ne_finit_pas_est_arrete_avec_tout_ce_qu_il_a_lance(
    a_la_place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    a_la_place(f"( sleep 0.6; touch {tmp_path}/encore_la ) &\nsleep 30")
    monkeypatch.setattr(bureautique, "_ATTENTE", 0.2)
    monkeypatch.setattr(bureautique, "_PAR_DOCUMENT", 0.0)
    assert dits(convertir([b"x"])) == ["S024"]
    time.sleep(0.7)
    assert not (tmp_path / "encore_la").exists()


def test_le_profil_est_prive_neuf_ferme_et_ne_reste_pas(a_la_place, tmp_path: Path):
    profil = 'p=$(echo "$*" | sed "s#.*UserInstallation=file://##;s# .*##")'
    a_la_place(
        f"{profil}\ncp $p/user/registrymodifications.xcu {tmp_path}/reglages\necho $p >> {tmp_path}/profils\n{REND}"
    )
    convertir([b"x"])
    convertir([b"x"])
    reglages = (tmp_path / "reglages").read_text(encoding="utf-8")
    for ferme in ("DisableMacrosExecution", "DisableActiveContent", "BlockUntrustedRefererLinks"):
        assert f'"{ferme}" oor:op="fuse"><value>true' in reglages
    profils = (tmp_path / "profils").read_text(encoding="utf-8").split()
    assert len(set(profils)) == 2 and not any(Path(nom).exists() for nom in profils)


def test_rien_de_l_usager_ne_passe_dans_son_milieu(a_la_place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("CLE_SECRETE", "un-secret-Exemple")
    a_la_place(REND)
    convertir([b"x"])
    milieu = (tmp_path / "milieu").read_text(encoding="utf-8")
    assert "un-secret-Exemple" not in milieu and f"HOME={Path.home()}\n" not in milieu


@pytest.mark.skipif(sys.platform != "linux", reason="seul Linux ôte ici le réseau à un programme")
def test_sur_linux_il_n_a_pas_de_reseau(a_la_place, tmp_path: Path):
    if not bureautique._sans_reseau():
        pytest.skip("cette machine ne permet pas d’ôter le réseau à un programme : non vérifié")
    a_la_place(f"cat /proc/net/dev | tail -n +3 | cut -d: -f1 > {tmp_path}/interfaces\n{REND}")
    convertir([b"x"])
    assert (tmp_path / "interfaces").read_text(encoding="utf-8").split() == ["lo"]


# -- Le vrai LibreOffice --

IMAGE_LIEE = """<w:p><w:r><w:t>Bonjour.</w:t></w:r><w:r><w:drawing>
<wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">
<wp:extent cx="900000" cy="900000"/><wp:docPr id="1" name="i"/>
<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">
<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">
<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture">
<pic:nvPicPr><pic:cNvPr id="1" name="i"/><pic:cNvPicPr/></pic:nvPicPr>
<pic:blipFill><a:blip xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:link="rIdI"/>
<a:stretch><a:fillRect/></a:stretch></pic:blipFill>
<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="900000" cy="900000"/></a:xfrm>
<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline>
</w:drawing></w:r></w:p>"""
_IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"


@pytest.mark.long
@pytest.mark.libreoffice
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice absent : rien n’est converti")
@pytest.mark.parametrize("unshare", [True, False], ids=["privé de réseau", "par ses seuls réglages"])
def test_un_document_qui_appelle_ailleurs_ne_l_obtient_pas(tmp_path: Path, monkeypatch, unshare: bool):
    if not unshare:
        monkeypatch.setattr(bureautique, "_sans_reseau", tuple)
    image = Path(__file__).parents[2] / "exemples" / "photographe-deplacement" / "rappel.png"
    with socket.create_server(("127.0.0.1", 0)) as ecoute:
        ecoute.setblocking(False)
        port = ecoute.getsockname()[1]
        appels = [f"http://127.0.0.1:{port}/i.png", image.as_uri()]
        liees = [f'<Relationship Id="rIdI" Type="{_IMAGE}" Target="{ou}" TargetMode="External"/>' for ou in appels]
        rendus = convertir([docx(IMAGE_LIEE, relations=liee) for liee in liees])
        with pytest.raises(BlockingIOError):
            ecoute.accept()
    for rendu in rendus:
        assert isinstance(rendu, bytes)
        (page,) = PdfReader(io.BytesIO(rendu)).pages
        assert "Bonjour." in page.extract_text() and list(page.images) == []
