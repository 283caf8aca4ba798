"""Les squelettes du différend : ce qu'ils montrent se lit, ne fait aucune faute, et ne va qu'aux lettres voulues."""

from __future__ import annotations

from datetime import date

import pytest
from tables import d_un_trait

from lettres.affaire import Affaire
from lettres.dossier import Dossier
from lettres.lecture import valider
from lettres.lecture.redaction import rempli
from lettres.regles import verifier_coherence
from lettres.socle.constats import Gravite

AU = date(2026, 11, 20)
DIFFEREND = {
    "recu",
    "menaces",
    "offre",
    "quittance",
    "rupture",
    "faiblesses",
    "temoins",
    "questions",
    "district",
    "reduction",
}

LETTRES = [
    ("recouvrement", "reponse", {"recu"}),
    ("entente", "reponse", {"recu"}),
    ("reputation", "reponse", {"recu"}),
    ("consommation", "reponse", {"recu"}),
    ("reputation", "cesser", {"menaces"}),
    ("recouvrement", "proposition", {"offre"}),
    ("entente", "proposition", {"offre"}),
    ("recouvrement", "entente_paiement", {"offre"}),
    ("recouvrement", "transaction", {"offre", "quittance"}),
    ("entente", "transaction", {"offre", "quittance"}),
    ("entente", "fin_de_relation", {"rupture"}),
    ("recouvrement", "fin_de_relation", {"rupture"}),
    ("recouvrement", "dossier_avocat", {"recu", "menaces", "temoins", "faiblesses", "questions"}),
    ("recouvrement", "dossier_petites_creances", {"recu", "temoins", "district"}),
]


@d_un_trait
@pytest.mark.parametrize(("nature", "lettre", "montres"), LETTRES)
def test_le_dossier_d_exemple_d_une_lettre_se_lit_sans_faute(nature: str, lettre: str, montres: set[str]):
    dossier = valider(rempli(nature, lettre))
    assert {cle for cle in DIFFEREND if getattr(dossier, cle)} == montres
    trouves = verifier_coherence(Affaire(dossier, AU), lettre)
    assert [c for c in trouves if c.gravite is Gravite.ERREUR] == []
    assert [c for c in trouves if c.code.startswith("W")] == []


@pytest.mark.parametrize(
    ("nature", "lettre"), [("recouvrement", "rappel"), ("reputation", "retrait"), ("consommation", "opc")]
)
def test_les_autres_lettres_n_en_montrent_rien(nature: str, lettre: str):
    assert DIFFEREND.isdisjoint(rempli(nature, lettre))


def test_chaque_cle_du_differend_est_montree_quelque_part():
    montrees = {cle for nature, lettre, _ in LETTRES for cle in rempli(nature, lettre)}
    assert DIFFEREND - montrees == {"reduction"}, "elle ne va qu'avec une somme au-delà du plafond : en commentaire"
    assert set(Dossier.model_fields) >= DIFFEREND
