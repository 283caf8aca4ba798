"""Ce que `verifier` accepte, `generer` l'écrit; ce qu'il refuse, `generer` le refuse pour les mêmes raisons."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

import pytest
from regles.cas_de_regles import AU, TOUS, Cas
from tries import tries

import lettres
from lettres.constats import Constat, a_une_erreur
from lettres.dossier.faits import TypeDeDemande


@pytest.fixture(scope="module")
def atelier() -> Iterator[lettres.Atelier]:
    with lettres.Atelier() as ouvert:
        yield ouvert


def raisons(constats: Iterator[Constat] | tuple[Constat, ...] | list[Constat]) -> list[tuple[str, str, str]]:
    return [(c.code, c.message, c.remede) for c in constats if c.gravite.value == "erreur"]


def confronter(cas: Cas, atelier: lettres.Atelier) -> None:
    """La lettre s'écrit si `verifier` n'a pas d'erreur; sinon, elle se refuse pour les mêmes raisons."""
    constats = lettres.verifier(cas.dossier, cas.lettre, au=cas.au)
    if not a_une_erreur(constats):
        assert atelier.generer(cas.dossier, cas.lettre, au=cas.au).octets[:2] == b"PK"
        return
    with pytest.raises(lettres.DossierInvalide) as refus:
        atelier.generer(cas.dossier, cas.lettre, au=cas.au)
    assert raisons(refus.value.constats) == raisons(constats)


PREMIERS = {(c.code, bool(c.chemins)): c.nom for c in reversed(TOUS)}
"""Le premier cas fautif et le premier conforme de chaque règle."""


@tries(("cas",), {c.nom: (c,) for c in TOUS}, set(PREMIERS.values()))
def test_la_lettre_s_ecrit_si_et_seulement_si_verifier_n_a_pas_d_erreur(cas: Cas, atelier: lettres.Atelier) -> None:
    confronter(cas, atelier)


LETTRES = {
    "entente": ("rappel", "mise_en_demeure"),
    "reputation": ("retrait", "mise_en_demeure"),
    "consommation": ("rappel", "mise_en_demeure", "opc"),
    "recouvrement": ("rappel", "mise_en_demeure"),
}


@pytest.mark.parametrize("texte", [pytest.param(None, marks=pytest.mark.long), "faire ce qui est dit ci-dessus"])
@pytest.mark.parametrize("type_", get_args(TypeDeDemande))
@pytest.mark.parametrize(("base", "lettre"), [(n, code) for n, codes in LETTRES.items() for code in codes])
def test_une_demande_de_tout_type_s_ecrit_ou_se_refuse_a_la_verification(
    base: str, lettre: str, type_: str, texte: str | None, atelier: lettres.Atelier
) -> None:
    demande = {"type": type_} | ({"texte": texte} if texte else {})
    confronter(Cas("", 0, base, lettre, AU, {"demandes": [demande]}, (), None), atelier)
