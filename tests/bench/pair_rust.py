"""Pair : rust-docxtpl, dans son propre environnement; lit un nombre de lettres par ligne, répond son temps processeur.

pair_rust.py modele.docx contextes.json sortie.docx
"""

import gc
import io
import json
import sys
import time

from docxtpl import DocxTemplate
from jinja2 import Environment


def main() -> None:
    """Écrit une lettre à comparer, puis autant de lettres qu'on en demande."""
    modele, contextes, sortie = sys.argv[1:]
    with open(contextes, encoding="utf-8") as flux:  # noqa: PTH123
        clients = json.load(flux)
    with open(modele, "rb") as fichier:  # noqa: PTH123
        octets = fichier.read()
    environnement = Environment(autoescape=True)

    def rendre(rang: int) -> bytes:
        document = DocxTemplate(io.BytesIO(octets))
        document.render(clients[rang % len(clients)], environnement, autoescape=True)
        tampon = io.BytesIO()
        document.save(tampon)
        return tampon.getvalue()

    with open(sortie, "wb") as temoin:  # noqa: PTH123
        temoin.write(rendre(0))
    for ligne in sys.stdin:
        gc.collect()
        debut = time.process_time()
        for rang in range(int(ligne)):
            rendre(rang)
        sys.stdout.write(f"{time.process_time() - debut}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
