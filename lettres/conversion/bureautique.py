"""Bureautique : LibreOffice, mené à part, qui fait un PDF de chaque document.

Un profil neuf et privé par appel (deux appels ne se gênent jamais), un environnement réduit, sans réseau là où le
système le permet, liens et macros fermés. Tout ce qu'il a lancé est arrêté avec lui : un LibreOffice laissé derrière
écrirait encore. Son code de sortie ne dit rien (il vaut 0 quand un fichier ne se lit pas) : seul le fichier fait foi.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path

from lettres.socle.classes import NamedTuple
from lettres.socle.constats import Constat, Gravite
from lettres.socle.erreurs import SortieRefusee

PAR_APPEL = 60
"""Les documents d'un appel : lancer LibreOffice coûte bien plus que convertir."""

_ATTENTE, _PAR_DOCUMENT = 90.0, 5.0
"""Les secondes données à un appel, et de plus par document; au-delà, il est arrêté et rien n'est rendu."""

_EXPORT = (
    'pdf:writer_pdf_Export:{"SelectPdfVersion":{"type":"long","value":"2"},'
    '"PDFUACompliance":{"type":"boolean","value":"true"},"ExportNotes":{"type":"boolean","value":"false"}}'
)
"""PDF/A-2b, balisé pour les lecteurs d'écran."""

_EXPORT_NU = (
    'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"false"},'
    '"EmbedStandardFonts":{"type":"boolean","value":"true"},'
    '"ExportNotes":{"type":"boolean","value":"false"}}'
)
"""Les mêmes pages, sans rien de ce que leur copie n'aurait plus : vingt fois moins d'octets, d'une table."""

_APPELS_VIDES = 3
_FIN = b"%%EOF"
"""Ce qui finit un PDF entier."""

_REGLAGES = {
    "/org.openoffice.Office.Common/Security/Scripting": {
        "BlockUntrustedRefererLinks": "true",
        "DisableMacrosExecution": "true",
        "DisableActiveContent": "true",
        "MacroSecurityLevel": "3",
    },
    "/org.openoffice.Office.Writer/Content/Update": {"Link": "0"},
    "/org.openoffice.Setup/L10N": {"ooSetupSystemLocale": "fr-CA"},
}
"""Rien ne s'exécute, rien ne s'appelle; et un texte sans mise en page sort au format lettre, celui d'ici."""

_AILLEURS = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
)
_INSTALLER = {
    "linux": "sudo apt install libreoffice-writer",
    "darwin": "brew install --cask libreoffice",
    "win32": "winget install TheDocumentFoundation.LibreOffice",
}
_GARDEES = ("PATH", "SYSTEMROOT", "TEMP", "TMP")


class Ecrit(NamedTuple):
    """Un document de traitement de texte, et l'extension qui dit son format."""

    octets: bytes
    extension: str = ".docx"


def trouver() -> str | None:
    """Le programme LibreOffice de cette machine; None s'il n'y est pas."""
    connus = (shutil.which("soffice"), shutil.which("libreoffice"), *_AILLEURS)
    return next((nom for nom in connus if nom and Path(nom).exists()), None)


def exiger() -> str:
    """Le programme LibreOffice de cette machine. Lève SortieRefusee, avec la commande qui l'installe, s'il y manque."""
    programme = trouver()
    if programme is None:
        raise refus("S022", "LibreOffice n’est pas installé : c’est lui qui fait le PDF.", comment_l_installer())
    return programme


def comment_l_installer() -> str:
    """Le remède de son absence, sur ce système."""
    return f"Installez-le : {_INSTALLER.get(sys.platform, _INSTALLER['linux'])}"


def convertir(documents: Sequence[bytes | Ecrit], *, nu: bool = False) -> list[bytes | SortieRefusee]:
    """Le PDF de chaque document, dans l'ordre, tel que LibreOffice l'écrit; ou pourquoi il ne s'est pas fait.

    `nu` : sans balises ni marques, pour qui n'en garde que les pages.
    Un document où LibreOffice bute n'emporte jamais les autres. Lève SortieRefusee si LibreOffice est absent.
    """
    programme = exiger()
    groupes = (documents[debut : debut + PAR_APPEL] for debut in range(0, len(documents), PAR_APPEL))
    return [pdf for groupe in groupes for pdf in _un_groupe(programme, groupe, _EXPORT_NU if nu else _EXPORT)]


def _un_groupe(programme: str, documents: Sequence[bytes | Ecrit], export: str) -> list[bytes | SortieRefusee]:
    """Un appel pour tous; puis un autre pour ceux qui suivaient le document où il a buté, tant qu'il en sort un PDF."""
    rendus: dict[int, bytes | SortieRefusee] = {}
    restants, vides = list(range(len(documents))), 0
    while restants:
        faits, faute = _un_appel(programme, [documents[rang] for rang in restants], export)
        rendus |= {restants[place]: pdf for place, pdf in faits.items()}
        vides = 0 if faits else vides + 1
        # -- le premier qui manque est celui où il a buté; trois appels d'où rien ne sort, et c'est lui qui ne va pas --
        manquent = [rang for place, rang in enumerate(restants) if place not in faits]
        butes = manquent if vides >= _APPELS_VIDES else manquent[:1]
        rendus |= dict.fromkeys(butes, faute)
        restants = manquent[len(butes) :]
    return [rendus[rang] for rang in range(len(documents))]


def _un_appel(
    programme: str, documents: Sequence[bytes | Ecrit], export: str
) -> tuple[dict[int, bytes], SortieRefusee]:
    """Les PDF faits, chacun au rang de son document, et ce qu'il faut dire de ceux qui manquent."""
    with tempfile.TemporaryDirectory(prefix="lettres-", ignore_cleanup_errors=True) as prive:
        ici = Path(prive)
        entree, sortie = ici / "docx", ici / "pdf"
        for repertoire in (entree, sortie):
            repertoire.mkdir()
        noms = [f"{rang:04}" for rang in range(len(documents))]
        fichiers = []
        for nom, document in zip(noms, documents, strict=True):
            ecrit = document if isinstance(document, Ecrit) else Ecrit(document)
            fichiers.append(str(entree / f"{nom}{ecrit.extension}"))
            Path(fichiers[-1]).write_bytes(ecrit.octets)
        _regler(ici / "profil")
        commande = [
            *_sans_reseau(),
            programme,
            f"-env:UserInstallation={(ici / 'profil').as_uri()}",
            *("--headless", "--norestore", "--nologo", "--nolockcheck"),
            *("--convert-to", export, "--outdir", str(sortie), *fichiers),
        ]
        a_temps = _mener(commande, ici, _ATTENTE + _PAR_DOCUMENT * len(documents))
        trouves = {rang: (sortie / f"{nom}.pdf") for rang, nom in enumerate(noms)}
        faits = {rang: fait.read_bytes() for rang, fait in trouves.items() if fait.is_file()}
    if a_temps:
        message = "LibreOffice n’a pas fait le PDF de cette lettre, sans dire pourquoi."
        return faits, refus("S023", message, "Ouvrez la lettre en Word dans LibreOffice : s’il la refuse, il le dira.")
    # -- arrêté en plein travail, il a pu n'écrire que le début d'un PDF --
    faits = {rang: pdf for rang, pdf in faits.items() if pdf.rstrip().endswith(_FIN)}
    message = "LibreOffice n’a pas fini à temps; il a été arrêté."
    return faits, refus("S024", message, "Recommencez; si cela dure, faites moins de lettres à la fois.")


def _regler(profil: Path) -> None:
    """Le profil neuf : ni macro, ni contenu actif, ni lien suivi."""
    espace = 'xmlns:oor="http://openoffice.org/2001/registry"'
    reglages = "".join(
        f'<item oor:path="{chemin}"><prop oor:name="{nom}" oor:op="fuse"><value>{valeur}</value></prop></item>'
        for chemin, proprietes in _REGLAGES.items()
        for nom, valeur in proprietes.items()
    )
    (profil / "user").mkdir(parents=True)
    texte = f'<?xml version="1.0" encoding="UTF-8"?>\n<oor:items {espace}>{reglages}</oor:items>\n'
    (profil / "user" / "registrymodifications.xcu").write_text(texte, encoding="utf-8")


@cache
def _sans_reseau() -> tuple[str, ...]:
    """Ce qui prive un programme de réseau sur ce système; rien s'il ne le sait pas."""
    unshare = shutil.which("unshare") if sys.platform == "linux" else None
    if unshare is None:
        return ()
    essai = subprocess.run([unshare, "-rn", "true"], capture_output=True, check=False)  # noqa: S603 -- trouvé à l'instant
    return (unshare, "-rn") if essai.returncode == 0 else ()


def _mener(commande: list[str], prive: Path, secondes: float) -> bool:
    """Mène l'appel, et arrête tout ce qu'il a lancé, quoi qu'il arrive; dit s'il a fini à temps."""
    milieu = {nom: os.environ[nom] for nom in _GARDEES if nom in os.environ}
    milieu |= {"HOME": str(prive), "LANG": "C.UTF-8", "TMPDIR": str(prive)}
    processus = subprocess.Popen(  # noqa: S603 -- le programme trouvé, et nos seuls fichiers
        commande,
        env=milieu,
        cwd=prive,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        processus.wait(secondes)
    except subprocess.TimeoutExpired:
        return False
    finally:
        _arreter(processus)
    return True


def _arreter(processus: subprocess.Popen[bytes]) -> None:
    with suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(processus.pid, signal.SIGKILL)
        else:
            processus.kill()
    with suppress(subprocess.TimeoutExpired):
        processus.wait(10)


def refus(code: str, message: str, remede: str) -> SortieRefusee:
    """Un PDF qui ne se fait pas; la lettre en Word, elle, reste possible."""
    return SortieRefusee([Constat(code, Gravite.ERREUR, message, remede=remede)])
