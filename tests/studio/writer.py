"""Writer : LibreOffice, qui ouvre un fichier Word et l'enregistre de nouveau, comme le ferait qui s'en sert."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

_FORMATS = {"docx": "docx:MS Word 2007 XML", "odt": "odt"}
avec_libreoffice = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice absent : rien n’y est passé")


def enregistrer(fichiers: list[Path], forme: str = "docx") -> list[bytes]:
    """Ce que LibreOffice enregistre de chaque fichier, sous cette forme."""
    with tempfile.TemporaryDirectory(prefix="writer-") as prive:
        profil = f"-env:UserInstallation={(Path(prive) / 'profil').as_uri()}"
        commande = ["soffice", profil, "--headless", "--norestore", "--convert-to", _FORMATS[forme], "--outdir", prive]
        subprocess.run([*commande, *map(str, fichiers)], check=True, capture_output=True, timeout=600)
        return [(Path(prive) / f"{fichier.stem}.{forme}").read_bytes() for fichier in fichiers]
