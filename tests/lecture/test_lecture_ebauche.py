"""L'ébauche : les textes manquants sont marqués, tout le reste demeure une faute."""

from __future__ import annotations

import pytest

from lettres.dossier import Dossier
from lettres.erreurs import DossierInvalide
from lettres.lecture import lire_texte

DOSSIER = """\
reference:
nature: entente
expediteur:
  nom:
  adresse: {ligne: "", code_postal: J2G 1A1}
destinataire: {}
"""


def lu(texte: str) -> Dossier:
    return lire_texte(texte.encode(), fichier="d.yaml", format="yaml", ebauche=True)


def refus(texte: str) -> list[tuple[str, int | None, int | None]]:
    with pytest.raises(DossierInvalide) as exc:
        lu(texte)
    return [(c.code, c.ligne, c.colonne) for c in exc.value.constats]


def test_un_texte_obligatoire_vide_ou_manquant_est_marque():
    dossier = lu(DOSSIER)
    assert dossier.reference == "[à compléter : référence]"
    assert dossier.expediteur.nom == "[à compléter : nom légal]"
    assert dossier.destinataire.nom == "[à compléter : nom légal]"
    assert dossier.expediteur.adresse is not None
    assert dossier.expediteur.adresse.ligne == "[à compléter : numéro et voie]"
    assert dossier.expediteur.adresse.ville == "[à compléter : ville]"
    assert dossier.expediteur.adresse.code_postal == "J2G 1A1"


def test_une_ebauche_garde_ses_positions():
    origine = lu(DOSSIER).origine
    assert origine is not None
    assert origine.valeurs["expediteur", "nom"] == (4, 7)


def test_un_texte_vide_dans_une_liste_est_marque():
    dossier = lu(DOSSIER + "faits: [{date: 2026-08-01}]\noptions: [Payer, '']\n")
    assert dossier.faits[0].texte == "[à compléter : texte]"
    assert dossier.options == ("Payer", "[à compléter : options]")


def test_une_valeur_facultative_vide_est_ignoree():
    dossier = lu(DOSSIER + "lieu:\ndelai_jours: ''\ncreances:\ncontrat: {date: , forme: }\n")
    assert (dossier.lieu, dossier.delai_jours, dossier.creances) == (None, None, ())
    assert dossier.contrat is not None
    assert dossier.contrat.forme == "ecrit"


@pytest.mark.parametrize(
    ("fautif", "attendus"),
    [
        ("demandes: [{texte: payer}]\n", [("D106", 7, 12)]),
        ("demandes:\n  - type:\n", [("D107", 8, 10)]),
        ("envois: [{date: , lettre: rappel}]\n", [("D107", 7, 17)]),
        ("pieces: [{titre: , id: }]\n", [("D107", 7, 24)]),
        ("faits:\n  -\n", [("D107", 8, 4)]),
        ("delai_jours: dix\n", [("D119", 7, 14)]),
        ("lieux: Granby\n", [("D105", 7, 1)]),
        ("creances: [{date: 2026-02-30}]\n", [("D116", 7, 19)]),
        ("faits: [{texte: , pieces: [P-0]}]\n", [("D124", 7, 28)]),
    ],
)
def test_toute_autre_faute_en_reste_une(fautif: str, attendus):
    assert refus(DOSSIER + fautif) == attendus


def test_une_partie_absente_n_est_pas_un_texte():
    assert refus("nature: entente\n") == [("D106", 1, 1), ("D106", 1, 1)]


def test_sans_ebauche_les_memes_blancs_sont_des_fautes():
    with pytest.raises(DossierInvalide) as exc:
        lire_texte(DOSSIER.encode(), fichier="d.yaml", format="yaml")
    assert [(c.code, c.ligne, c.colonne) for c in exc.value.constats] == [
        ("D107", 1, 11),
        ("D107", 4, 7),
        ("D106", 5, 3),
        ("D107", 5, 20),
        ("D106", 6, 1),
    ]
