"""Écrit la copie livrée du schéma : `python -m lettres.lecture.schema`."""

from __future__ import annotations

from lettres.lecture.schema import FICHIER, schema_en_texte


def main() -> None:
    """Écrit `lettres/schema.json`."""
    FICHIER.write_text(schema_en_texte(), encoding="utf-8")


if __name__ == "__main__":
    main()
