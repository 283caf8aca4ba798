"""L'exemple « modele-a-soi » : un modèle Word de l'usager, ses compléments, sa signature; tout se vérifie d'avance."""

from __future__ import annotations

from datetime import date

import pytest
from exemples_rendus import DOSSIER_DES_EXEMPLES
from paquets import parties_de

import lettres
from lettres.rendu.paragraphes.texte import texte_lisible
from lettres.socle.constats import Gravite
from lettres.studio import verifier_un_modele

EXEMPLE = DOSSIER_DES_EXEMPLES / "modele-a-soi"
MODELE = EXEMPLE / "mes-modeles" / "rappel-recouvrement.docx"
AU = date(2026, 11, 22)


def test_son_modele_n_a_que_des_complements_a_fournir():
    constats = verifier_un_modele(MODELE).constats
    assert [(c.code, c.gravite) for c in constats] == [("M709", Gravite.CONSEIL)] * 3


@pytest.mark.parametrize("signer", [False, True])
def test_sa_lettre_imprime_ses_complements_et_ne_se_signe_que_si_on_le_demande(signer: bool):
    with lettres.Atelier(EXEMPLE / "mes-modeles") as atelier:
        lettre = atelier.generer(lettres.lire(EXEMPLE / "dossier.yaml"), au=AU, signer=signer)
    texte = texte_lisible(lettre.octets)
    for complement in ("Grand format, lin", "250,00\u00a0$", "18\u00a0décembre 2026"):
        assert complement in texte
    assert ((EXEMPLE / "signature.png").read_bytes() in parties_de(lettre.octets).values()) is signer
    assert [c for c in lettre.constats if c.gravite is not Gravite.CONSEIL] == []
