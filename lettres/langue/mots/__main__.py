"""Récrit les indices livrés avec le catalogue : `python -m lettres.langue.mots`."""

from __future__ import annotations

from lettres.langue.mots.indices_livres import FICHIER, en_texte


def main() -> None:
    """Écrit `donnees/indices.json`."""
    FICHIER.write_text(en_texte(), encoding="utf-8")


if __name__ == "__main__":
    main()
