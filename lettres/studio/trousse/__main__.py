"""`python -m lettres.studio.trousse` : refait les valeurs d'exemple des champs, tirées des exemples du dépôt."""

from pathlib import Path

from lettres.studio.trousse.valeurs_notees import FICHIER, recueillir

FICHIER.write_text(recueillir(Path("exemples")), encoding="utf-8")
