"""Ce que `verifier` accepte, `generer` l'écrit; ce qu'il refuse, `generer` le refuse pour les mêmes raisons."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

import pytest
from cas_de_regles import AU, TOUS, Cas
from tables import d_un_trait
from tries import tries

import lettres
from lettres.dossier.faits import TypeDeDemande
from lettres.socle.constats import Constat, a_une_erreur


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


@pytest.mark.un_sur(14)
@tries(("cas",), {c.nom: (c,) for c in TOUS}, set(PREMIERS.values()))
def test_la_lettre_s_ecrit_si_et_seulement_si_verifier_n_a_pas_d_erreur(cas: Cas, atelier: lettres.Atelier) -> None:
    confronter(cas, atelier)


LETTRES = {
    "entente": ("rappel", "mise_en_demeure"),
    "reputation": ("retrait", "mise_en_demeure"),
    "consommation": ("rappel", "mise_en_demeure", "opc"),
    "recouvrement": ("rappel", "mise_en_demeure"),
}


@pytest.mark.un_sur(4)
@pytest.mark.parametrize("texte", [pytest.param(None, marks=pytest.mark.long), "faire ce qui est dit ci-dessus"])
@pytest.mark.parametrize("type_", get_args(TypeDeDemande))
@pytest.mark.parametrize(("base", "lettre"), [(n, code) for n, codes in LETTRES.items() for code in codes])
def test_une_demande_de_tout_type_s_ecrit_ou_se_refuse_a_la_verification(
    base: str, lettre: str, type_: str, texte: str | None, atelier: lettres.Atelier
) -> None:
    demande = {"type": type_} | ({"texte": texte} if texte else {})
    confronter(Cas("", 0, base, lettre, AU, {"demandes": [demande]}, (), None), atelier)


@d_un_trait
@pytest.mark.parametrize("type_", get_args(TypeDeDemande))
@pytest.mark.parametrize(("base", "lettre"), [("entente", "mise_en_demeure"), ("consommation", "mise_en_demeure")])
def test_une_seconde_demande_de_tout_type_aussi(base: str, lettre: str, type_: str, atelier: lettres.Atelier) -> None:
    premiere = {
        "type": {"entente": "executer", "consommation": "rembourser"}[base],
        "texte": "faire ce qui est convenu",
    }
    demandes = [premiere, {"type": type_, "texte": "faire aussi cela"}]
    confronter(Cas("", 0, base, lettre, AU, {"demandes": demandes}, (), None), atelier)


RETOUCHES = {
    "une facture sans chiffre": ("recouvrement", "rappel", {"creances[0].facture": "FACTURE"}),
    "un commerçant sans code postal": ("consommation", "opc", {"destinataire.adresse.code_postal": "null"}),
    "un appel pour seule démarche": (
        "consommation",
        "mise_en_demeure",
        {"envois": [{"lettre": "opc", "date": "2026-10-07"}], "suites": "null"},
    ),
    "une offre pour seule démarche": (
        "consommation",
        "mise_en_demeure",
        {"envois": [{"lettre": "proposition", "date": "2026-10-07"}], "suites": "null"},
    ),
    "un second appel à l'Office": (
        "consommation",
        "opc",
        {"envois": [{"lettre": "opc", "date": "2026-10-07"}], "suites": "null"},
    ),
    "un problème d'un mot": ("consommation", "opc", {"achat.probleme": "non"}),
    "une demande d'un mot": ("consommation", "opc", {"demandes[0].texte": "l’argent"}),
}


@pytest.mark.parametrize(("base", "lettre", "retouches"), RETOUCHES.values(), ids=RETOUCHES)
def test_ce_que_la_barriere_relit_la_verification_le_demande(
    base: str, lettre: str, retouches: dict[str, object], atelier: lettres.Atelier
) -> None:
    confronter(Cas("", 0, base, lettre, AU, retouches, (), None), atelier)
