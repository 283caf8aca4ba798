"""La lettre de garantie, lue : 38.1 en son temps et pour ses biens, 37 et 38 sinon; des dossiers de toute sorte."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from exemples_rendus import ATELIER, donnees_de

import lettres
from lettres.rendu.paragraphes.texte import texte_lisible
from lettres.socle.constats import Gravite

AU = date(2026, 11, 20)
BASE = donnees_de("minimaux/garantie-consommation.yaml")
RECENT = {
    "date": "2026-10-10",
    "livre_le": "2026-10-17",
    "objet": "un réfrigérateur",
    "categorie": "refrigerateur",
    "neuf": "oui",
    "probleme": "le réfrigérateur ne refroidit plus.",
}
FABRICANT = {"nom": "Froid Exemple inc.", "qualite": "fabricant", "courriel": "aide@froid.exemple.test"}


def dossier(achat: dict[str, Any], **blocs: Any) -> dict[str, Any]:
    return BASE | blocs | {"achat": BASE["achat"] | RECENT | achat}


def lue(achat: dict[str, Any], au: date = AU, **blocs: Any) -> str:
    lettre = ATELIER.generer(lettres.valider(dossier(achat, **blocs)), "garantie", au=au, ebauche=True)
    return texte_lisible(lettre.octets).split("[corps]")[1].replace("\u00a0", " ").replace("\u2011", "-")


def trouves(achat: dict[str, Any], au: date = AU, **blocs: Any) -> set[str]:
    """Les codes des erreurs et des alertes du dossier."""
    constats = lettres.verifier(dossier(achat, **blocs), "garantie", au=au)
    return {c.code for c in constats if c.gravite is not Gravite.CONSEIL}


HOSTILES: dict[str, tuple[dict[str, Any], dict[str, Any], bool | None, set[str]]] = {
    # -- nom : (achat, autres blocs, 38.1 dans la lettre ou None si elle se refuse, erreurs et alertes) --
    "neuf et récent": ({}, {}, True, set()),
    "acheté le 4 octobre 2026": ({"date": "2026-10-04"}, {}, False, set()),
    "acheté le 5 octobre 2026": ({"date": "2026-10-05"}, {}, True, set()),
    "acheté le 4, livré le 17": ({"date": "2026-10-04", "livre_le": "2026-10-17"}, {}, False, set()),
    "loué à long terme le 5": ({"date": "2026-10-05", "loue": "oui"}, {}, True, set()),
    "usagé": ({"neuf": "non"}, {}, False, set()),
    "reçu en cadeau": ({"usage": "je l’ai reçu en cadeau de ma tante; il sert à la maison."}, {}, True, {"C166"}),
    "au fabricant": ({}, {"destinataire": FABRICANT}, True, set()),
    "au fabricant d’un bien usagé": ({"neuf": "non"}, {"destinataire": FABRICANT}, False, {"C120"}),
    "catégorie « autre »": ({"categorie": "autre", "objet": "un canapé-lit"}, {}, False, set()),
    "« autre », et pourtant un réfrigérateur": ({"categorie": "autre"}, {}, False, {"C169"}),
    "deux biens": ({"objet": "un réfrigérateur et une laveuse"}, {}, True, {"C169"}),
    "en panne avant d’être livré": ({"panne_le": "2026-10-16"}, {}, None, {"C161"}),
    "un abus avoué": ({"usage": "je l’ai échappé dans l’escalier en déménageant."}, {}, True, {"C164"}),
    "à mon restaurant": ({"usage": "il sert chaque jour à mon restaurant."}, {}, True, {"C165"}),
    "une automobile": ({"categorie": "vehicule", "objet": "une automobile"}, {}, False, {"C162"}),
    "l’abus nié sans fait": ({"usage": "je n’en ai jamais fait un usage abusif."}, {}, None, {"P-13"}),
    "deux remèdes": ({}, {"demandes": [{"type": "reparer"}, {"type": "rembourser"}]}, None, {"C103", "C160"}),
    "un remboursement d’abord": ({}, {"demandes": [{"type": "rembourser"}]}, None, {"C160"}),
    "38.1 invoqué trop tôt": (
        {"date": "2026-10-04"},
        {"demandes": [{"type": "reparer", "texte": "réparer le réfrigérateur, selon l’article 38.1"}]},
        None,
        {"C162"},
    ),
}


@pytest.mark.parametrize(("achat", "blocs", "cite", "codes"), HOSTILES.values(), ids=HOSTILES)
def test_chaque_sorte_de_dossier_a_sa_lettre_et_ses_constats(
    achat: dict[str, Any], blocs: dict[str, Any], cite: bool | None, codes: set[str]
):
    assert trouves(achat, **blocs) == codes
    if cite is None:
        with pytest.raises((lettres.DossierInvalide, lettres.SortieRefusee)):
            lue(achat, **blocs)
    else:
        assert ("38.1" in lue(achat, **blocs)) is cite


def test_livre_trois_ans_plus_tard_le_temps_court_de_la_livraison():
    achat = {"livre_le": "2029-10-10", "panne_le": "2035-10-10"}
    assert "jusqu’au 10 octobre 2035" in lue(achat, date(2035, 10, 15))
    assert "38.1" not in lue(achat | {"panne_le": "2035-10-11"}, date(2035, 10, 15))


def test_un_fabricant_a_l_etranger_se_joint_mais_le_commercant_aussi():
    adresse = {"ligne": "1 Example St", "ville": "Albany", "pays": "États-Unis", "province": "New York"}
    loin = FABRICANT | {"adresse": adresse}
    constats = lettres.verifier(dossier({}, destinataire=loin), "garantie", au=AU)
    assert [c.code for c in constats if c.code == "C163"] == ["C163"]
    assert "38.1" in lue({}, destinataire=loin)
