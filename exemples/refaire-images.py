"""Refait l'image de l'exemple du README : lettre Word → PDF (LibreOffice) → PNG (poppler).

.venv/bin/python exemples/refaire-images.py
"""

import subprocess
import tempfile
from datetime import date
from pathlib import Path

import lettres

EXEMPLE = Path(__file__).parent / "photographe-deplacement"


def main() -> None:
    """Écrit `rappel.png` à côté du dossier de l'exemple."""
    lettre = lettres.generer(lettres.lire(EXEMPLE / "dossier.yaml"), "rappel", au=date(2026, 11, 22))
    with tempfile.TemporaryDirectory() as prive:
        docx = lettre.ecrire(prive)
        profil = f"-env:UserInstallation=file://{prive}/profil"
        convertir = ["soffice", profil, "--headless", "--convert-to", "pdf", "--outdir", prive, str(docx)]
        subprocess.run(convertir, check=True, timeout=120, capture_output=True)
        pdf = docx.with_suffix(".pdf")
        image = EXEMPLE / "rappel"
        subprocess.run(["pdftoppm", "-r", "80", "-png", "-singlefile", str(pdf), str(image)], check=True, timeout=60)


if __name__ == "__main__":
    main()
