"""Repères : le numéro de chaque paragraphe, les bornes de ce qui ne reste pas vide, les listes qui recommencent.

Les deux premiers ne durent que le temps de compiler; les marques de liste restent dans la partition, et chaque lettre
les lit.
"""

from __future__ import annotations

from lettres.socle.expression import Expression

REPERE = "rsidP"
"""L'attribut qui porte le numéro."""

CELLULE, CONTENANT, TABLEAU = "cellule", "contenant", "tableau"
"""Ce qui ne reste pas vide : une cellule finit par un paragraphe, un contenant a un bloc, un tableau a une rangée."""

BORNES = {CELLULE: ("\ufddc", "\ufddd"), CONTENANT: ("\ufdde", "\ufddf"), TABLEAU: ("\ufde0", "\ufde1")}
"""Les signes qui, dans la source, l'entourent."""

TOUR_DE_BOUCLE, ELEMENT_DE_LISTE = "\ufde7{}\ufde8", "\ufde9{}\ufdea"
"""Au début d'un tour, les rangs des listes qu'il recommence; à la place du numéro d'une liste, le sien."""
NUMERO_DE_LISTE = "\ufdeb"
"""Dans la définition d'une liste, là où s'écrira le numéro qu'elle prend."""
MARQUE_DE_LISTE = Expression("\ufde7(?P<tour>[0-9,]+)\ufde8|\ufde9(?P<element>[0-9]+)\ufdea")

CADRE_D_IMAGE, MOTS_D_IMAGE = "\ufdec{}", "\ufded{}\ufded"
"""Dans la place d'une image : où écrire son cadrage, et les mots qui la disent à qui ne la voit pas."""
MARQUE_D_IMAGE = Expression(' l="\ufdec(?P<cadre>[0-9]+)"|\ufded(?P<mots>[0-9]+)\ufded')

DEBUT_DE_REPERE, FIN_DE_REPERE = "\ufdda", "\ufddb"
REPERE_POSE = Expression(rf'\sw:{REPERE}="{DEBUT_DE_REPERE}(\d+){FIN_DE_REPERE}"')
