"""La pile : ce qu'une fonction au large appelle ne redemande jamais de mémoire, d'où qu'on l'appelle."""

from __future__ import annotations

import resource

from lettres.socle.pile import au_large

APPELS, PROFONDEURS = 100, range(0, 200, 10)


@au_large
def boucle() -> int:
    """Les pages que le système a données pendant que l'on appelait, de plus en plus profond, une petite fonction."""
    plus_bas(40)  # -- les pages de son morceau, une fois --
    avant = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for fond in range(40):
        for _ in range(APPELS):
            plus_bas(fond)
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - avant


def plus_bas(combien: int) -> int:
    return plus_bas(combien - 1) if combien else 0


def depuis(profondeur: int) -> int:
    return depuis(profondeur - 1) if profondeur else boucle()


def test_d_aucune_profondeur_une_boucle_ne_redemande_sa_pile_a_chaque_appel():
    assert max(map(depuis, PROFONDEURS)) < APPELS
