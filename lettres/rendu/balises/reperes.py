"""Repères : le numéro de chaque paragraphe, et les bornes de ce qui ne reste pas vide, écrits le temps de compiler."""

from __future__ import annotations

import re

REPERE = "rsidP"
"""L'attribut qui porte le numéro."""

CELLULE, CONTENANT, TABLEAU = "cellule", "contenant", "tableau"
"""Ce qui ne reste pas vide : une cellule finit par un paragraphe, un contenant a un bloc, un tableau a une rangée."""

BORNES = {CELLULE: ("\ufddc", "\ufddd"), CONTENANT: ("\ufdde", "\ufddf"), TABLEAU: ("\ufde0", "\ufde1")}
"""Les signes qui, dans la source, l'entourent."""

DEBUT_DE_REPERE, FIN_DE_REPERE = "\ufdda", "\ufddb"
REPERE_POSE = re.compile(rf'\sw:{REPERE}="{DEBUT_DE_REPERE}(\d+){FIN_DE_REPERE}"')
