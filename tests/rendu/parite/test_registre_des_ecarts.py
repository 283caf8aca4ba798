"""Le registre des écarts est exact : chaque écart a son modèle, chaque modèle a son écart écrit."""

from __future__ import annotations

import pytest
from compilateur import compiler
from ecarts_permis import DES_DEUX_COTES, REGISTRE, TOUJOURS, VERS_NOUS
from fragments import GENANT, relation
from modeles_attendus import MODELES as ATTENDUS
from modeles_pareils import MODELES
from modeles_refuses import MODELES as REFUSES
from oracle import par_nous
from paquets import docx, noms, p, partie
from tables import d_un_trait
from test_parite_au_hasard import PERMIS

DE_FORME = {*TOUJOURS, *DES_DEUX_COTES, *VERS_NOUS, "PARTIES_DERRIERE"}
MONTRES = {
    *TOUJOURS,
    "SAUTS",  # tout modèle à valeurs, dans le contexte « avec sauts »
    *(code for modele in MODELES.values() for code in modele.ecarts),
    *("PARTIES_DERRIERE" for modele in MODELES.values() if modele.derriere),
    *(attendu.ecart for attendu in ATTENDUS.values()),
    *(refuse.ecart for refuse in REFUSES.values()),
}


def test_chaque_ecart_du_registre_a_un_modele_qui_le_montre_et_aucun_ne_manque():
    assert REGISTRE.keys() == MONTRES
    assert set(REGISTRE) >= DE_FORME >= set(PERMIS)


@d_un_trait
@pytest.mark.parametrize("code", REGISTRE)
def test_un_ecart_dit_l_ecueil_ce_que_fait_chacun_et_pourquoi(code: str):
    assert list(REGISTRE[code]) == ["ecueil", "docxtpl", "nous", "pourquoi"]
    assert all(texte.endswith(".") and len(texte) > 10 for texte in REGISTRE[code].values())


def test_il_y_a_au_moins_quatre_vingts_constructions_comparees_et_les_deux_chemins_y_passent():
    assert len(MODELES) >= 80
    prouves = [compiler(modele.octets).prouve for modele in MODELES.values()]
    assert prouves.count(True) >= 40
    assert prouves.count(False) >= 20


def test_rien_de_l_auteur_du_modele_ne_reste_dans_les_proprietes():
    ancien = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>Ancien auteur</dc:creator></cp:coreProperties>'
    )
    octets = docx(
        p("{{ n }}"),
        parties={"docProps/core.xml": ancien},
        types={"docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml"},
        relations_du_paquet=relation("metadata/core-properties", "docProps/core.xml"),
    )
    lettre = par_nous(compiler(octets), GENANT)
    assert not any("Ancien" in partie(lettre, nom) for nom in noms(lettre))
