"""Récrit ce qui se déduit du catalogue et se livre avec lui : `python -m lettres.langue.mots`."""

from __future__ import annotations

from lettres.langue.mots import donnees_livrees, indices_livres


def main() -> None:
    """Écrit `donnees/catalogue.json`, puis `donnees/indices.json`, qui s'en lit."""
    donnees_livrees.FICHIER.write_text(donnees_livrees.en_texte(), encoding="utf-8")
    indices_livres.FICHIER.write_text(indices_livres.en_texte(), encoding="utf-8")


if __name__ == "__main__":
    main()
