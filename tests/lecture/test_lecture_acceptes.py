"""Ce que le lecteur doit accepter : un lecteur trop zélé empêcherait d'écrire des lettres honnêtes."""

from __future__ import annotations

import json
import unicodedata
from decimal import Decimal

import pytest
from tables import d_un_trait

from lettres.dossier import Dossier
from lettres.lecture import lire_texte

DOSSIER = """\
lettres: 1
reference: 2026-014
nature: recouvrement
expediteur:
  nom: Studio Karine Exemple
destinataire:
  nom: Marie Exemple
"""

# -- le plus petit dossier : un rappel de paiement ne demande rien de plus --
PLUS_PETIT = """\
lettres: 1
reference: 2026-014
nature: recouvrement
expediteur:
  nom: Studio Karine Exemple
  adresse: {ligne: 12 rue des Érables, ville: Granby, code_postal: J2G 1A1}
  courriel: karine@exemple.test
  signataire: Karine Exemple
destinataire:
  civilite: Mme
  nom: Marie Exemple
  qualite: consommateur
  adresse: {ligne: 34 avenue du Lac, ville: Bromont, code_postal: J2L 2B2}
creances:
  - {facture: F-1023, date: 2026-08-01, echeance: 2026-08-31, objet: Reportage de mariage, montant: 60,00 $}
"""


def lu(texte: str, format_="yaml") -> Dossier:
    return lire_texte(texte.encode(), fichier="d", format=format_)


def test_le_plus_petit_dossier_se_lit_avec_son_montant_entre_accolades():
    dossier = lu(PLUS_PETIT)
    assert dossier.creances[0].montant == Decimal("60.00")
    assert dossier.expediteur.signataire is not None
    assert dossier.expediteur.signataire.nom == "Karine Exemple"


@d_un_trait
@pytest.mark.parametrize(
    "texte",
    [
        "R&D <2>",
        "Tremblay & Fils",
        'Le mot "payé"',
        "]]>",
        "l'été, l’hiver",
        "sœur, œuvre, ÆÇÉ",
        "Bravo 🎉",
        "Famille 👨\u200d👩\u200d👧",
        "❤\ufe0f",
        "Écosse \U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
        "60,00\u00a0$ et 12\u202fh",
        "{{ 7*7 }}",
        "{% raw %}",
        "{_{ nom }_}",
        "# dièse",
        "NO",
        "on",
        "0123456789",
        "12:30",
        "1e5",
        "- tiret",
        "C:\\dossier",
        "語",
        "مرحبا",
    ],
)
def test_un_texte_honnete_est_accepte_et_rendu_tel_quel(texte: str):
    dossier = DOSSIER + f"solution: {json.dumps(texte, ensure_ascii=False)}\n"
    assert lu(dossier).solution == texte
    en_json = {"reference": "1", "nature": "entente", "expediteur": {"nom": "A"}, "destinataire": {"nom": "B"}}
    assert lu(json.dumps({**en_json, "solution": texte}), "json").solution == texte
    assert lu(json.dumps({**en_json, "solution": texte}, ensure_ascii=False), "json").solution == texte


@pytest.mark.parametrize(
    ("ecrit", "lu_"),
    [
        ("2026", "2026"),
        ("4.20", "4.20"),
        ("0123", "0123"),
        ("1100000000", "1100000000"),
        ("yes", "yes"),
        ("2026-08-31", "2026-08-31"),
    ],
)
def test_un_texte_sans_guillemets_garde_ses_chiffres(ecrit: str, lu_: str):
    assert lu(DOSSIER + f"lieu: {ecrit}\n").lieu == lu_


def test_les_accents_decomposes_sont_recomposes():
    decompose = unicodedata.normalize("NFD", "Réparé à l’été")
    assert lu(DOSSIER + f"solution: {decompose}\n").solution == "Réparé à l’été"


def test_les_fins_de_ligne_de_windows_et_le_bom_sont_acceptes():
    assert lire_texte(b"\xef\xbb\xbf" + PLUS_PETIT.replace("\n", "\r\n").encode(), fichier="d", format="yaml").creances
    assert lu(DOSSIER.replace("\n", "\r") + "lieu: Granby\r").lieu == "Granby"


@d_un_trait
@pytest.mark.parametrize(
    ("ecrit", "valeur"),
    [
        ("60,00 $", "60.00"),
        ("60.00", "60.00"),
        ("60", "60.00"),
        ("1 234,56", "1234.56"),
        ("1 234.56", "1234.56"),
        ("1\u00a0234,56\u00a0$", "1234.56"),
        ("1\u202f234,5", "1234.50"),
        ("0,01 $", "0.01"),
        ("60,00 CAD", "60.00"),
        ("1 149,75 $ CA", "1149.75"),
        ("$1149,75", "1149.75"),
        ("60,5 dollars", "60.50"),
        ("999 999 999,99 $", "999999999.99"),
    ],
)
def test_un_montant_s_ecrit_de_plusieurs_facons_meme_entre_accolades(ecrit: str, valeur: str):
    for texte in (
        f"  - montant: {ecrit}\n",
        f"  - {{montant: {ecrit}}}\n",
        f"  - {{montant: {ecrit}, objet: Permis}}\n",
    ):
        assert lu(f"{DOSSIER}creances:\n{texte}").creances[0].montant == Decimal(valeur)


def test_un_taux_a_virgule_se_lit_entre_accolades():
    dossier = lu(DOSSIER + "contrat: {interet: {taux_annuel: 12,5 %, demeure_automatique: oui}}\n")
    assert dossier.contrat is not None
    assert dossier.contrat.interet is not None
    assert dossier.contrat.interet.taux_annuel == Decimal("12.5")
    assert dossier.contrat.interet.demeure_automatique is True


@pytest.mark.parametrize(
    ("ecrit", "valeur"), [("oui", True), ("non", False), ("Oui", True), ("true", True), ("FALSE", False)]
)
def test_oui_et_non_se_lisent(ecrit: str, valeur: bool):
    achat = lu(DOSSIER + f"achat: {{double_recu: {ecrit}}}\n").achat
    assert achat is not None
    assert achat.double_recu is valeur


@pytest.mark.parametrize("vide", ["", "~", "null", '""', "'  '"])
def test_une_cle_facultative_vide_compte_pour_absente(vide: str):
    blancs = "".join(
        f"{cle}: {vide}\n" for cle in ("lieu", "delai_jours", "mode_envoi", "creances", "contrat", "heure_limite")
    )
    dossier = lu(DOSSIER + blancs)
    assert (dossier.lieu, dossier.delai_jours, dossier.mode_envoi, dossier.creances) == (None, None, None, ())


def test_la_cle_du_schema_est_acceptee_et_ne_change_rien():
    en_json = {
        "$schema": "./dossier.schema.json",
        "lettres": 1,
        "reference": "1",
        "nature": "entente",
        "expediteur": {"nom": "A"},
        "destinataire": {"nom": "B"},
    }
    assert lu(json.dumps(en_json), "json").nature == "entente"


def test_les_espaces_insecables_autour_d_une_cle_ne_nuisent_pas():
    assert lu(DOSSIER + "lieu\u00a0: Granby\n").lieu == "Granby"


@pytest.mark.parametrize("suite", ["pays: France, code_postal: '75001'", "code_postal: 75001, pays: France"])
def test_une_adresse_hors_du_canada_garde_son_code_postal(suite: str):
    adresse = lu(DOSSIER + f"  adresse: {{ligne: 1 rue A, ville: Paris, {suite}}}\n").destinataire.adresse
    assert adresse is not None
    assert (adresse.code_postal, adresse.pays) == ("75001", "France")


def test_mille_factures_se_lisent():
    factures = "".join(f"  - {{facture: F-{i}, montant: {i},50 $}}\n" for i in range(1, 1001))
    assert len(lu(f"{DOSSIER}creances:\n{factures}").creances) == 1000


@pytest.mark.parametrize(
    ("sans", "lettres"),
    [('"lettres": 1, ', "1"), ('"lettres": "1", ', "1"), ("", "1")],
)
def test_la_version_s_ecrit_en_nombre_ou_en_texte_ou_pas_du_tout(sans: str, lettres: str):
    texte = (
        f'{{{sans}"reference": 12, "nature": "entente", "expediteur": {{"nom": "A"}}, "destinataire": {{"nom": "B"}}}}'
    )
    assert lu(texte, "json").lettres == lettres


def test_un_json_garde_ses_nombres_chiffre_pour_chiffre():
    texte = (
        '{"reference": 0.10, "nature": "recouvrement", "expediteur": {"nom": "\\/A\\u00e9\\ud83d\\ude00"},'
        ' "destinataire": {"nom": "B"},\n\t"creances": [{"facture": 1023, "montant": 1234.10}], "delai_jours": 10}'
    )
    dossier = lu(texte, "json")
    assert (dossier.reference, dossier.expediteur.nom, dossier.delai_jours) == ("0.10", "/Aé😀", 10)
    assert (dossier.creances[0].facture, dossier.creances[0].montant) == ("1023", Decimal("1234.10"))


def test_un_toml_lit_ses_dates_ses_nombres_et_ses_booleens():
    dossier = lu(
        """
        lettres = 1
        reference = 2026.10
        nature = "reputation"
        echeance_demandee = 2026-08-31
        heure_limite = 17:30:00
        delai_jours = 1_0
        expediteur.nom = 'Studio'
        expediteur.signataire.nom = "Karine Exemple"
        [destinataire]
        nom = '''Marie
        Exemple'''
        [[creances]]
        montant = 1_149.75
        [[publications]]
        date = 2026-10-12 14:30:00
        sollicitee = false
        """.replace("Marie\n        Exemple", "Marie Exemple"),
        "toml",
    )
    assert (dossier.reference, dossier.delai_jours) == ("2026.10", 10)
    assert str(dossier.echeance_demandee) == "2026-08-31"
    assert str(dossier.heure_limite) == "17:30:00"
    assert dossier.creances[0].montant == Decimal("1149.75")
    publication = dossier.publications[0]
    assert publication.date is not None
    assert str(publication.date.heure) == "14:30:00"
    assert publication.sollicitee is False
