"""Aperçu : la lettre livrée, rendue sans vérifier le dossier; et ce que la barrière y dirait des mots du dossier.

Une lettre ne se relit d'avance que si un mot peut y être de trop : la plupart des dossiers n'en ont pas.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from lettres.affaire import Affaire
from lettres.barriere import d_avance
from lettres.catalogue import Modele, dossier_des_modeles
from lettres.composition import champs_par_chemin, composer
from lettres.socle.chemins import CheminDeFichier
from lettres.socle.constats import Constat
from lettres.socle.erreurs import ValeursAbsentes

_Contexte = Mapping[str, Any]


def apercu(
    affaire: Affaire,
    modele: Modele,
    *,
    poser: Callable[[_Contexte], _Contexte] = dict,
    cache: CheminDeFichier | None = None,
) -> bytes:
    """La lettre que ce dossier donne, blancs marqués; `poser` change d'abord ce qu'elle imprime."""
    from lettres.rendu import compiler  # -- la plupart des vérifications n'ont rien à rendre --

    contexte = poser(composer(affaire, modele.lettre).contexte())
    compile_ = compiler(dossier_des_modeles() / modele.fichier, champs_par_chemin(), cache=cache)
    try:
        return compile_.remplir(contexte).octets
    except ValeursAbsentes:
        return compile_.remplir(contexte, ebauche=True).octets


def relire(affaire: Affaire, modele: Modele) -> list[Constat]:
    """Les mots du dossier que la lettre livrée ne pourrait pas porter, chacun à sa place au dossier."""
    if not d_avance.a_relire(affaire, modele.lettre):
        return []
    return list(d_avance.reproches(apercu(affaire, modele), affaire, modele.lettre))
