"""Avant d’écrire : tout ce qu'il y a à dire d'un dossier pour une lettre, sans l'écrire.

Une lettre ne se rend à blanc, pour être relue d'avance, que si un mot du dossier peut y être de trop : la plupart des
dossiers n'en ont pas.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from lettres import composition, escalade
from lettres.affaire import Affaire
from lettres.barriere import d_avance
from lettres.catalogue import Modele, dossier_des_modeles
from lettres.lecture import Donnees, valider
from lettres.production.choix import choisir, inconnues, pour
from lettres.production.projet import due_a_part, examiner, jour, situer
from lettres.socle.calcul import au_juste
from lettres.socle.champ import lit_un_jumeau
from lettres.socle.chemins import CheminDeFichier
from lettres.socle.constats import Constat, a_une_erreur
from lettres.socle.erreurs import DossierInvalide, ValeursAbsentes

if TYPE_CHECKING:
    from lettres.escalade import Decision, Politiques

_Contexte = dict[str, Any]


@au_juste
def verifier(
    dossier: Donnees, lettre: str | None = None, *, au: date, politiques: Politiques | None = None
) -> list[Constat]:
    """Tous les constats d'un dossier pour une lettre (par défaut la prochaine), dans l'ordre du fichier.

    Ne lève jamais pour des données : une lettre impossible est elle-même un constat, et un dict qui n'est pas un
    dossier a ceux que `valider` lui trouve. `politiques` : celles que l'on connaît, sinon celles qui sont livrées. Lève
    ValueError pour un « au » qui n'est pas une date.
    """
    au = jour(au)
    try:
        dossier = valider(dossier)
    except DossierInvalide as refus:
        return list(refus.constats)
    return constats_de(Affaire(dossier, au), lettre, politiques)


def constats_de(
    affaire: Affaire, lettre: str | None, politiques: Politiques | None, decision: Decision | None = None
) -> list[Constat]:
    """Ce que dit `verifier` d'une affaire; `decision`, quand on l'a déjà, n'est pas refaite."""
    de_trop: list[Constat] = []
    if lettre is None:
        de_trop = inconnues(affaire, politiques)
        decision = decision or escalade.situer(affaire, politique=politiques, relire=True)
        affaire = pour(affaire, decision)
    modele, constats = choisir(affaire, lettre, decision, politiques)
    if modele is not None:
        constats = examiner(affaire, modele)
        # -- une lettre que les règles refusent ne se fait pas : il n'y a rien à y relire --
        constats += due_a_part(affaire, constats, politiques) if a_une_erreur(constats) else relire(affaire, modele)
        constats += composition.silences(affaire, modele)
    # -- rien ne se réclame plus, ou le pas est un geste : qu'aucune lettre ne vienne n'est pas une faute --
    elif de_trop or (lettre is None and decision and decision.statut in {"terminee", "due"}):
        constats = []
    return situer(affaire.dossier, [*de_trop, *constats])


def apercu(
    affaire: Affaire,
    modele: Modele,
    *,
    poser: Callable[[_Contexte], _Contexte] = dict,
    cache: CheminDeFichier | None = None,
) -> bytes:
    """La lettre que ce dossier donne, blancs marqués; `poser` change d'abord ce qu'elle imprime."""
    from lettres.rendu import compiler  # -- la plupart des vérifications n'ont rien à rendre --

    arbre = composition.composer(affaire, modele.lettre)
    contexte = poser(arbre.contexte())
    compile_ = compiler(dossier_des_modeles() / modele.livre, composition.champs_par_chemin(), cache=cache)
    if lit_un_jumeau(compile_.champs_lus):
        from lettres.composition.imprimable.jumeaux import poser_les_jumeaux  # -- peu de modèles en lisent --

        poser_les_jumeaux(arbre, contexte, affaire.dossier)
    try:
        return compile_.remplir(contexte).octets
    except ValeursAbsentes:
        return compile_.remplir(contexte, ebauche=True).octets


def relire(affaire: Affaire, modele: Modele) -> list[Constat]:
    """Les mots du dossier que la lettre livrée ne pourrait pas porter, chacun à sa place au dossier."""
    if not d_avance.a_relire(affaire, modele.lettre):
        return []
    return list(d_avance.reproches(apercu(affaire, modele), affaire, modele.lettre))
