"""Repères : le numéro de chaque paragraphe d'un modèle, écrit dans sa source le temps de la compiler."""

from __future__ import annotations

import re

REPERE = "rsidP"
"""L'attribut qui porte le numéro."""

DEBUT_DE_REPERE, FIN_DE_REPERE = "\ufdda", "\ufddb"
REPERE_POSE = re.compile(rf'\sw:{REPERE}="{DEBUT_DE_REPERE}(\d+){FIN_DE_REPERE}"')
