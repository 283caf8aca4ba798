"""L'état d'un dossier : son affaire, ses délais, la prochaine lettre et ce qui s'y oppose."""

from __future__ import annotations

from datetime import date

from fabrique_de_dossiers import dossier, facture

import lettres
from lettres.production.etat import Etat, dresser

AU = date(2026, 11, 22)


def etat(**blocs: object) -> Etat:
    return dresser(dossier(**{"creances": [facture(montant="1 000,00 $")], **blocs}), au=AU)


def test_la_prochaine_lettre_et_ses_constats_viennent_du_dossier():
    assert etat().prochaine_lettre == "rappel"
    assert list(etat().constats) == lettres.verifier(dossier(creances=[facture(montant="1 000,00 $")]), "rappel", au=AU)


def test_toutes_les_lettres_envoyees_il_n_y_a_plus_rien_a_verifier():
    envois = [{"lettre": code, "date": "2026-10-01"} for code in ("rappel", "mise_en_demeure")]
    assert (etat(envois=envois).prochaine_lettre, etat(envois=envois).constats) == (None, ())


def test_les_delais_du_consommateur_sont_dits():
    achat = {"date": "2026-07-20", "mode": "en_ligne", "double_recu": "oui", "double_recu_le": "2026-07-20"}
    dits = etat(nature="consommation", creances=[], achat=achat).delais
    assert any("20\u00a0juillet 2029" in ligne for ligne in dits)
    assert not any("27\u00a0juillet 2026" in ligne for ligne in dits), "un délai éteint se tait"


def test_l_etat_garde_son_affaire_et_son_jour():
    affaire = etat().affaire
    assert (affaire.dossier.reference, affaire.au) == ("2026-014", AU)
