"""L'ébauche : les textes manquants sont marqués, tout le reste demeure une faute."""

from __future__ import annotations

from datetime import date

import pytest
from tables import d_un_trait

from lettres import generer, verifier
from lettres.dossier import Dossier
from lettres.lecture import lire_texte
from lettres.socle.erreurs import DossierInvalide

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


@d_un_trait
@pytest.mark.parametrize(
    ("fautif", "attendus"),
    [
        ("demandes: [{texte: payer}]\n", [("D106", 7, 12)]),
        ("demandes:\n  - type:\n", [("D107", 8, 10)]),
        ("envois: [{date: , lettre: rappel}]\n", [("D107", 7, 17)]),
        ("pieces: [{titre: , id: }]\n", [("D107", 7, 24)]),
        ("demandes:\n  -\n", [("D106", 8, 4)]),
        ("expediteurs:\n", [("D105", 7, 1)]),
        ("delai_jours: dix\n", [("D119", 7, 14)]),
        ("lieux: Granby\n", [("D105", 7, 1)]),
        ("creances: [{date: 2026-02-30}]\n", [("D116", 7, 19)]),
        ("faits: [{texte: , pieces: [P-0]}]\n", [("D124", 7, 28)]),
    ],
)
def test_toute_autre_faute_en_reste_une(fautif: str, attendus):
    assert refus(DOSSIER + fautif) == attendus


@pytest.mark.parametrize("parties", ["", "expediteur:\ndestinataire:\n", "expediteur: {}\ndestinataire: ''\n"])
def test_une_partie_absente_ou_vide_est_comblee_par_ses_textes(parties: str):
    dossier = lu("nature: entente\n" + parties)
    assert dossier.reference == "[à compléter : référence]"
    assert dossier.expediteur.nom == "[à compléter : nom légal]"
    assert dossier.destinataire.nom == "[à compléter : nom légal]"


def test_un_bloc_vide_dans_une_liste_est_comble_par_ses_textes():
    assert lu(DOSSIER + "faits:\n  -\n").faits[0].texte == "[à compléter : texte]"


def test_une_adresse_vide_reste_absente_et_une_adresse_ouverte_est_comblee():
    dossier = lu("nature: entente\nexpediteur: {adresse: }\ndestinataire: {adresse: {}}\n")
    assert dossier.expediteur.adresse is None
    assert dossier.destinataire.adresse is not None
    assert dossier.destinataire.adresse.ligne == "[à compléter : numéro et voie]"


def test_une_partie_ecrite_d_un_texte_n_est_pas_un_blanc():
    assert refus("nature: entente\nexpediteur: Studio\n") == [("D109", 2, 13)]


def test_la_nature_absente_n_est_pas_un_texte():
    assert refus("reference: 1\n") == [("D106", 1, 1)]


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


@pytest.mark.parametrize("lettre", ["rappel", "mise_en_demeure"])
def test_une_ebauche_toute_blanche_ne_se_croit_pas_ecrite_a_soi_meme(lettre: str):
    vierge = lu("reference:\nnature: entente\nexpediteur: {}\ndestinataire: {}\n")
    assert vierge.expediteur.nom == vierge.destinataire.nom
    assert "P113" not in {c.code for c in verifier(vierge, lettre, au=date(2026, 11, 22))}
    ebauche = generer(vierge, lettre, au=date(2026, 11, 22), ebauche=True)
    assert "P113" not in {c.code for c in ebauche.constats}
