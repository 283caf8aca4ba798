"""Arbre imprimable des demandes : ce qu'une mise en demeure d'exécuter, ou visant un propos, demande et annonce."""

from typing import get_args

from lettres.affaire import SANS_SOMME
from lettres.composition.imprimable.base import Imprimable
from lettres.composition.imprimable.base import champ as _champ
from lettres.composition.imprimable.base import sur as _sur
from lettres.dossier.faits import TypeDeDemande

DITES_PAR_LA_LETTRE = SANS_SOMME - {"excuser"}
"""Ce que les lettres de réputation demandent en leurs mots; des excuses se souhaitent, et se disent à part."""

_MOTS = tuple(f"demandes[type={type_}].{cle}" for type_ in sorted(DITES_PAR_LA_LETTRE) for cle in ("texte", "type"))
_AUTRES = tuple(f"demandes[type={type_}]" for type_ in get_args(TypeDeDemande) if type_ not in SANS_SOMME)
"""À l'auteur d'un propos : les demandes que la lettre fait dans ses mots, et celles qu'elle imprime entières."""


class ExecutionImprimable(Imprimable):
    """Ce qui est demandé à qui n'a pas tenu une entente, et ce qui suivra un défaut."""

    titre: str = _sur("Pour l’objet : « d’exécuter », « de cesser », « de remettre »")
    seule: bool = _sur("Oui s’il n’y a pas plusieurs demandes")
    de_action: str | None = _champ("La seule demande, avec sa somme : « de livrer les photos. »", "demandes[].texte")
    lignes: list[str] = _sur("Toutes les demandes, dans l’ordre du dossier : « de livrer les photos. »", "demandes")
    sans_attendre: list[str] = _sur("Ce qui se fait dès réception : « de cesser les appels; »", "demandes")
    a_terme: list[str] = _sur("Ce qui se fait à la date limite : « de livrer les photos; »", "demandes")
    par_un_tiers: bool = _sur("Oui si un tiers peut exécuter à la place du débiteur (C.c.Q. 1602)")
    remedes: str | None = _champ("Ce qu’un tribunal pourra se voir demander, selon les demandes", "demandes")


class ReputationImprimable(Imprimable):
    """Ce qui est demandé à l'auteur d'un propos, en plus de le retirer et de ne pas le répéter."""

    objet: str = _sur("Les propos visés : « propos publié le 20 octobre 2026 »")
    precisions: list[str] = _sur("Vos mots sur le retrait, la cessation, la rétractation, la conservation", "", *_MOTS)
    autres: list[str] = _sur("Les autres demandes : « me verser 450,00 $; »", "", *_AUTRES)
    demandes: list[str] = _sur("Les unes et les autres, à la suite", "", *_MOTS, *_AUTRES)
    somme: bool = _sur("Oui si une somme est demandée")
    retractation: bool = _sur("Oui si une rétractation est demandée sans qu’un texte en soit proposé")
    excuses_precisees: str | None = _champ("Vos mots sur les excuses souhaitées", "demandes[type=excuser].texte")
    vie_privee: bool = _sur("Oui si un propos vrai, sans juste motif, touche une personne : sa vie privée est en cause")
