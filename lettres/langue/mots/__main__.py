"""Récrit les indices que l’on tire des motifs du catalogue : `python -m lettres.langue.mots`, après `lettres.socle`."""

from __future__ import annotations

from lettres.langue.mots import indices_livres


def main() -> None:
    """Écrit `donnees/indices.json`."""
    indices_livres.FICHIER.write_text(indices_livres.en_texte(), encoding="utf-8")


if __name__ == "__main__":
    main()
