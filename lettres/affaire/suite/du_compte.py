"""Du compte : le dossier d'un jour passé, son journal réduit à ce dont dépend une somme.

Refaire le compte d'un jour relit tout le journal; or une promesse, un appel, ce qui ne nomme que des factures que le
dossier n'a pas n'y changent rien. Les lignes gardées restent dans l'ordre, et leurs renvois suivent leurs rangs.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TypeVar

from lettres.dossier import Annulation, Dossier, Envoi, Suite
from lettres.dossier.inscription import LigneDuJournal

_I = TypeVar("_I", bound=LigneDuJournal)

DEFONT = frozenset({"retour_courrier", "cheque_sans_provision"})
"""Ce qui défait une autre ligne : une lettre que personne n'a reçue, un paiement que la banque a refusé."""


def du_compte(dossier: Dossier) -> tuple[Dossier, Mapping[int, int]]:
    """Le dossier, sans les lettres ni les suites dont aucune somme ne dépend; et les rangs des envois gardés.

    Les rangs se comptent de 0, d'avant à maintenant.
    """
    noms = frozenset(dossier.noms_des_creances)
    suites = _gardees(dossier.suites, lambda s: isinstance(s, Suite) and _change_le_compte(s, noms))
    nommes = {s.envoi - 1 for s in map(dossier.suites.__getitem__, suites) if isinstance(s, Suite) and s.envoi}
    envois = _gardees(dossier.envois, lambda e: isinstance(e, Envoi) and _vise(e, noms), nommes)
    rangs = {ancien: nouveau for nouveau, ancien in enumerate(envois)}
    garde = {
        "envois": _renumerotees(dossier.envois, envois),
        "suites": tuple(
            s.model_copy(update={"envoi": rangs[s.envoi - 1] + 1}) if isinstance(s, Suite) and s.envoi else s
            for s in _renumerotees(dossier.suites, suites)
        ),
    }
    return dossier.model_copy(update=garde), rangs


def _change_le_compte(suite: Suite, noms: Collection[str]) -> bool:
    return suite.resultat in DEFONT or (suite.resultat == "contestation" and _vise(suite, noms))


def _vise(ligne: Envoi | Suite, noms: Collection[str]) -> bool:
    return not ligne.creances or any(nom in noms for nom in ligne.creances)


def _gardees(
    liste: Sequence[_I | Annulation], utile: Callable[[_I | Annulation], bool], aussi: Collection[int] = ()
) -> list[int]:
    """Les rangs, comptés de 0, de ce qui est utile, de ce qu'il faut garder aussi, et de ce qui les corrige."""
    souches = list(range(len(liste)))
    for rang, ligne in enumerate(liste):
        # -- une ligne ne corrige que ce qui la précède : la souche de celle-ci est déjà connue --
        if ligne.corrige is not None and ligne.corrige <= rang:
            souches[rang] = souches[ligne.corrige - 1]
    utiles = {souches[rang] for rang, ligne in enumerate(liste) if rang in aussi or utile(ligne)}
    return [rang for rang, souche in enumerate(souches) if souche in utiles]


def _renumerotees(liste: Sequence[_I | Annulation], rangs: Sequence[int]) -> tuple[_I | Annulation, ...]:
    nouveaux = {ancien + 1: nouveau for nouveau, ancien in enumerate(rangs, 1)}
    lignes = (liste[rang] for rang in rangs)
    return tuple(
        ligne if ligne.corrige is None else ligne.model_copy(update={"corrige": nouveaux[ligne.corrige]})
        for ligne in lignes
    )
