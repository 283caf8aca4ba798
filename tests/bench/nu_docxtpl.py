"""Script docxtpl nu : un modèle, des contextes JSON, n lettres; rien d'autre n'y est importé."""

import json
import sys

from docxtpl import DocxTemplate
from jinja2 import Environment


def main() -> None:
    """Écrit la dernière de n lettres : `nu_docxtpl.py modele.docx contextes.json n sortie.docx`."""
    modele, contextes, combien, sortie = sys.argv[1:]
    with open(contextes, encoding="utf-8") as flux:  # noqa: PTH123 -- pathlib coûte un import
        clients = json.load(flux)
    environnement = Environment(autoescape=True)
    for rang in range(int(combien)):
        document = DocxTemplate(modele)
        document.render(clients[rang % len(clients)], environnement, autoescape=True)
        document.save(sortie)


if __name__ == "__main__":
    main()
