"""Ce que `verifier` accepte, `generer` l'écrit; ce qu'il refuse, `generer` le refuse pour les mêmes raisons."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from regles.cas_de_regles import TOUS, Cas

import lettres
from lettres.constats import Constat, a_une_erreur


@pytest.fixture(scope="module")
def atelier() -> Iterator[lettres.Atelier]:
    with lettres.Atelier() as ouvert:
        yield ouvert


def raisons(constats: Iterator[Constat] | tuple[Constat, ...] | list[Constat]) -> list[tuple[str, str, str]]:
    return [(c.code, c.message, c.remede) for c in constats if c.gravite.value == "erreur"]


# -- Les cas conformes à chaque fois; les fautifs, plus nombreux, avec « -m long » --
CAS = [pytest.param(c, id=c.nom, marks=[pytest.mark.long] if c.chemins else []) for c in TOUS]


@pytest.mark.parametrize("cas", CAS)
def test_la_lettre_s_ecrit_si_et_seulement_si_verifier_n_a_pas_d_erreur(cas: Cas, atelier: lettres.Atelier) -> None:
    constats = lettres.verifier(cas.dossier, cas.lettre, au=cas.au)
    if a_une_erreur(constats):
        with pytest.raises(lettres.DossierInvalide) as refus:
            atelier.generer(cas.dossier, cas.lettre, au=cas.au)
        assert raisons(refus.value.constats) == raisons(constats)
    else:
        assert atelier.generer(cas.dossier, cas.lettre, au=cas.au).octets[:2] == b"PK"
