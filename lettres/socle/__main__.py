"""Transcrit les données livrées, prêtes à lire : `python -m lettres.socle`."""

from __future__ import annotations

from lettres.socle.donnees import LIVREES, transcrire


def main() -> None:
    """Récrit `lettres/donnees.txt`."""
    LIVREES.write_text(transcrire(), encoding="utf-8")


if __name__ == "__main__":
    main()
