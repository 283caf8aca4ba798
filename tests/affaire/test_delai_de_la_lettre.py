"""Le délai d'une lettre : la date qu'elle imprime, sauf si elle a été reçue plus tard que prévu."""

from __future__ import annotations

from datetime import date

import pytest
from fabrique_de_dossiers import dossier, facture
from tables import d_un_trait

from lettres.affaire import Affaire

# -- recommandée le lundi 2 novembre 2026 : reçue, d'ordinaire, le lundi 9; dix jours la mènent au jeudi 19 --
LETTRE = {"lettre": "rappel", "date": "2026-11-02", "mode": "recommande"}


@d_un_trait
@pytest.mark.parametrize(
    ("ajouts", "fin", "calculee"),
    [
        ({"echeance": "2026-11-19"}, date(2026, 11, 19), False),
        ({"echeance": "2026-11-19", "recu_le": "2026-11-03"}, date(2026, 11, 19), False),
        ({"echeance": "2026-11-19", "recu_le": "2026-11-09"}, date(2026, 11, 19), False),
        ({"echeance": "2026-11-19", "recu_le": "2026-11-10"}, date(2026, 11, 20), True),
        ({"echeance": "2026-11-19", "recu_le": "2026-11-20"}, date(2026, 11, 30), True),
        # -- un délai plus court que le nôtre reste le sien --
        ({"echeance": "2026-11-12", "recu_le": "2026-11-13"}, date(2026, 11, 16), True),
        ({"recu_le": "2026-11-10"}, date(2026, 11, 20), True),
        ({}, date(2026, 11, 19), True),
    ],
    ids=["imprimée", "reçue tôt", "à temps", "un jour plus tard", "tard", "délai court", "sans date", "sans rien"],
)
def test_recue_tard_la_lettre_donne_encore_les_jours_qu_elle_donnait(ajouts: dict, fin: date, calculee: bool):
    (demarche,) = Affaire(dossier(creances=[facture()], envois=[LETTRE | ajouts]), date(2026, 12, 15)).demarches.envois
    assert (demarche.fin, demarche.calculee) == (fin, calculee)
