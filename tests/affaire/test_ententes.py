"""Une entente a pris fin, ou court encore : son jour de fin le dit; sans lui, un fait le raconte."""

from __future__ import annotations

from datetime import date

import pytest
from fabrique_de_dossiers import complet
from tables import d_un_trait

from lettres.affaire import entente_finie

AU = date(2026, 11, 20)
CONTRAT = {"date": "2025-09-15", "objet": "Licence de six photographies", "piece": "P-1"}


def finie(*faits: str, accompli: tuple[str, ...] = (), **contrat: str) -> bool:
    d = complet(
        "entente",
        contrat=CONTRAT | contrat,
        faits=[{"date": "2026-10-15", "texte": texte} for texte in faits],
        accompli=[{"date": "2026-08-17", "texte": texte} for texte in accompli],
    )
    return entente_finie(d, AU)


@pytest.mark.parametrize(
    ("fin", "attendue"), [("2026-09-15", True), ("2026-11-20", True), ("2026-11-21", False), ("2027-09-15", False)]
)
def test_le_jour_de_fin_decide_des_deux_cotes(fin: str, attendue: bool):
    assert finie("vous affichez encore les images.", fin=fin) is attendue


@pytest.mark.parametrize(("fin", "attendue"), [("2026-09-15", True), ("2027-09-15", False)])
def test_le_jour_de_fin_l_emporte_sur_les_mots(fin: str, attendue: bool):
    assert finie("les images restaient affichées après la fin de la licence.", fin=fin) is attendue


@d_un_trait
@pytest.mark.parametrize(
    "texte",
    [
        "les six images étaient toujours affichées sur votre site, un mois après la fin de la licence.",
        "la licence a pris fin le 15 septembre 2026.",
        "la licence du 15 septembre 2025 est expirée.",
        "le contrat a expiré et vous utilisez encore le logiciel.",
        "le contrat est arrivé à échéance le 1er octobre.",
        "le contrat avait déjà été résilié.",
        "notre entente a été annulée d’un commun accord.",
        "vous avez résilié le contrat par courriel.",
        "vous avez mis fin à l’entente sans rendre le matériel.",
        "j’ai mis fin à notre entente par écrit.",
        "vous avez unilatéralement rompu le contrat.",
        "vous occupez le local depuis la fin du bail.",
        "depuis l'expiration de votre licence, le module tourne encore.",
        "le bail s’étant terminé, le bail est terminé.",
    ],
)
def test_un_fait_raconte_que_l_entente_est_finie(texte: str):
    assert finie(texte)
    assert finie("vous n’avez pas répondu.", accompli=(texte,))


@d_un_trait
@pytest.mark.parametrize(
    "texte",
    [
        "vous n’avez pas livré les photos prévues au contrat.",
        "vous avez menacé de résilier le contrat.",
        "la licence prendra fin le 15 décembre 2026.",
        "nous vous avons écrit que la licence prendrait fin en décembre.",
        "le contrat n’a pas été résilié.",
        "le contrat n’est pas terminé.",
        "avant la fin du contrat, vous devez remettre les clés.",
        "à la fin de la location, le matériel se rend propre.",
        "les travaux prévus à l’entente ne sont pas terminés.",
        "vous avez annulé la séance prévue au contrat.",
        "la clause dit : « le contrat se termine sur avis ».",
        "le délai du contrat est dépassé.",
    ],
)
def test_une_entente_qui_court_encore_n_est_pas_finie(texte: str):
    assert not finie(texte)


def test_sans_contrat_ni_fait_rien_n_est_fini():
    assert not entente_finie(complet("entente", contrat=None, faits=[], accompli=[]), AU)
