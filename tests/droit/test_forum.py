"""Le forum : ce que dit la réponse, et ce qu'elle ne dit pas."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from lettres.droit.forum import Exclusion, petites_creances
from lettres.droit.parametre import ParametreInconnu

S = "\u00a0"
AU = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("capital", "motif"),
    [
        ("5000", f"Contestée, la demande passe par la médiation obligatoire (5{S}000{S}$ et moins)."),
        ("5000.01", f"Le capital ne dépasse pas le plafond de 15{S}000{S}$."),
        ("15500", f"Entre 15{S}000{S}$ et 16{S}000{S}$, vérifiez le plafond au greffe ou à la Gazette officielle."),
        ("16000.01", f"Le capital dépasse le plafond de 16{S}000{S}$; on peut le réduire pour s’y tenir."),
    ],
)
def test_le_motif_nomme_le_montant_qui_decide(capital: str, motif: str):
    assert petites_creances(Decimal(capital), AU).motif.endswith(motif)


@pytest.mark.parametrize("exclusion", Exclusion)
def test_une_matiere_exclue_est_nommee(exclusion: Exclusion):
    rendu = petites_creances(Decimal(1), AU, exclusion=exclusion)
    assert rendu.ouvert is False and rendu.motif.endswith(f": {exclusion.value}.")


def test_la_diffamation_se_dit_aussi_d_un_mot():
    assert petites_creances(Decimal(1), AU, diffamation=True) == petites_creances(
        Decimal(1), AU, exclusion=Exclusion.DIFFAMATION
    )


@pytest.mark.parametrize(
    ("employes", "morale", "motif"),
    [
        (None, True, "le dossier n’en dit pas le nombre (« employes »)."),
        (11, None, "le dossier ne dit pas si l’expéditeur en est une."),
        (11, True, "L’entreprise compte plus de 10 employés."),
    ],
)
def test_un_doute_sur_les_employes_dit_ce_qui_manque(employes: int | None, morale: bool | None, motif: str):
    assert petites_creances(Decimal(1), AU, personne_morale=morale, employes=employes).motif.endswith(motif)


@pytest.mark.parametrize(("jour", "connu"), [(date(2014, 12, 31), False), (date(2015, 1, 1), True)])
def test_avant_le_premier_plafond_connu_on_ne_repond_pas(jour: date, connu: bool):
    if connu:
        assert petites_creances(Decimal(15000), jour).ouvert is True
    else:
        with pytest.raises(ParametreInconnu, match="plafond"):
            petites_creances(Decimal(15000), jour)
