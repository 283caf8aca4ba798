"""Une lettre habillée que l'on inscrit : son texte répond d'elle, puisque son papier n'est pas au dossier."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest
from exemples_rendus import DOSSIER_DES_EXEMPLES
from papiers import ATELIER, PAPIERS

import lettres
from lettres.production.retouche import examiner

AU = date(2026, 11, 20)
DOSSIER = lettres.lire(DOSSIER_DES_EXEMPLES / "minimaux" / "mise_en_demeure-recouvrement.yaml")


def habillee(nom: str) -> bytes:
    return ATELIER.generer(DOSSIER, "mise_en_demeure", au=AU, papier=PAPIERS[nom].octets).octets


@pytest.mark.parametrize("nom", ["Word, un tableau dans l’en-tête", "Word, un logo en ligne"])
def test_elle_est_conforme_et_dit_ce_qu_elle_reclame(nom: str):
    jointe = examiner(habillee(nom), DOSSIER)
    assert (jointe.etat, jointe.lettre) == ("conforme", "mise_en_demeure")
    assert str(jointe.dit["montant"]) == "60.00"


def test_d_un_autre_dossier_elle_ne_se_refait_pas():
    autre = DOSSIER.model_copy(update={"reference": "2026-015"})
    assert examiner(habillee("Word, un logo en ligne"), autre).etat == "inchangee"


def test_retouchee_elle_l_est_encore():
    sortie = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(habillee("Word, un logo en ligne"))) as avant,
        zipfile.ZipFile(sortie, "w") as apres,
    ):
        for nom in avant.namelist():
            apres.writestr(nom, avant.read(nom).replace(b"60,00", b"90,00"))
    assert examiner(sortie.getvalue(), DOSSIER).etat == "retouchee"


def test_son_modele_est_celui_qui_est_livre():
    lettre = ATELIER.generer(DOSSIER, "mise_en_demeure", au=AU, papier=PAPIERS["Word, un logo en ligne"].octets)
    provenance = lettres.rendu.lire_provenance(lettre.octets).provenance
    assert provenance is not None and lettre.modele_livre
    nue = ATELIER.generer(DOSSIER, "mise_en_demeure", au=AU)
    assert lettre.empreinte_du_modele == provenance.empreinte_modele == nue.empreinte_du_modele
