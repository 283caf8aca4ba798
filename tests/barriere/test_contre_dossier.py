"""Une lettre confrontée à son dossier : un montant, une date, un nom retouchés se voient; la lettre intacte passe."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

import fabrique_de_dossiers
import pytest
from atelier_word import Geste, retoucher
from exemples_rendus import ATELIER, EXEMPLES, rendu
from tables import d_un_trait

from lettres.affaire import Affaire, compte_final
from lettres.barriere import controler
from lettres.barriere.contre_dossier import lire_d_une_traite
from lettres.barriere.lecture import Paragraphe
from lettres.barriere.su import savoir
from lettres.dossier import Dossier
from lettres.langue.pliage import plier
from lettres.langue.sommes_et_dates import (
    dates,
    ecrit_ce_montant,
    ecrit_cette_date,
    jours,
    montants,
    sommes,
    sommes_en_lettres,
)
from lettres.langue.typographie import montant
from lettres.rendu.paragraphes.texte import texte_lisible
from lettres.socle.constats import Gravite

REFUS = next(e for e in EXEMPLES if e.nom.startswith("refus-de-payer/dossier"))
PROPOS = next(e for e in EXEMPLES if e.nom == "photographe-reputation/mise-en-demeure-mise_en_demeure")


def erreurs(exemple, geste: Geste, **options: object) -> dict[str, str]:
    octets, touches = retoucher(rendu(exemple).lettre.octets, geste)
    assert touches
    constats = controler(octets, dossier=rendu(exemple).dossier, **options)
    return {c.code: c.message for c in constats if c.gravite is Gravite.ERREUR}


@d_un_trait
@pytest.mark.parametrize(
    ("titre", "remplace", "code", "extrait"),
    [
        ("un solde gonflé dans la demande", {r"somme de 1 185,28 \$": "somme de 1 285,28 $"}, "B201", "1 285,28"),
        ("la somme en lettres seule", {"mille cent quatre-vingt-cinq": "mille deux cents"}, "B201", "mille deux cents"),
        ("l’intérêt par jour", {r"0,37 \$": "0,73 $"}, "B201", "0,73"),
        ("une date de fait", {"31 juillet 2026": "30 juillet 2026"}, "B202", "30 juillet 2026"),
        ("une date ISO ajoutée", {"Longueuil, le 20 novembre 2026": "Longueuil, le 2026-11-21"}, "B206", "20"),
        ("un jour de semaine faux", {"lundi 7 décembre 2026": "mardi 7 décembre 2026"}, "B205", "lundi"),
        ("un jour qui n’existe pas", {"31 juillet 2026": "31 novembre 2026"}, "B205", "31 novembre 2026"),
        ("le nom du destinataire", {"Luc Exemple": "Marc Exemple"}, "B204", "destinataire"),
    ],
)
def test_une_valeur_retouchee_contredit_le_dossier(titre: str, remplace: dict[str, str], code: str, extrait: str):
    trouvees = erreurs(REFUS, Geste(remplace=tuple(remplace.items())), au=date(2026, 11, 20))
    assert extrait in trouvees[code].replace("\u00a0", " "), titre


_SANS_ADRESSE = Geste(enleve=("150, rue Saint-Charles",))
_DITE_PAR_SA_PLACE = {
    "Par chèque, posté à l’adresse de l’en-tête.": True,
    "Par chèque, posté à notre adresse, en en-tête.": True,
    "L’adresse figurant dans l’en-tête est celle du cabinet.": True,
    "Écrivez à l’adresse en haut de la présente lettre.": True,
    "Écrivez à l’adresse qui est en haut de cette lettre.": True,
    "Envoyez-le à l’adresse ci-dessus.": False,
    "Tout envoi se fait par courrier, envoyé à l’adresse ci-dessus.": True,
    "Le site est publié à l’adresse ci-dessus.": False,
    "J’ai écrit à votre adresse, celle de l’en-tête de vos factures.": False,
    "Posté au 150, rue Saint-Charles Ouest.": False,
    "Vous avez écrit : « Postez-le à l’adresse de l’en-tête. »": False,
}


@d_un_trait
@pytest.mark.parametrize(("phrase", "renvoie"), _DITE_PAR_SA_PLACE.items())
def test_une_adresse_dite_par_sa_place_doit_y_etre(phrase: str, renvoie: bool):
    lettre = rendu(REFUS)
    for geste, dit in ((Geste(), False), (_SANS_ADRESSE, renvoie)):
        octets, _ = retoucher(retoucher(lettre.lettre.octets, geste)[0], Geste(ajoute=phrase))
        trouves = [c for c in controler(octets, dossier=lettre.dossier, au=date(2026, 11, 20)) if c.code == "B209"]
        assert [c.gravite for c in trouves] == [Gravite.ALERTE] * dit, (phrase, geste)
        assert all("au 150, rue Saint-Charles Ouest" in c.remede.replace("\u00a0", " ") for c in trouves), phrase


REDIT = "Je répète : 777,77 $ (neuf mille neuf cents dollars), le 10 décembre 2026."
DITES = {"B201": {"777,77", "neuf mille neuf cents"}, "B202": {"10 décembre"}}


@d_un_trait
@pytest.mark.parametrize(
    ("blocs", "etrangers"),
    [
        ({}, {"777,77", "neuf mille neuf cents", "10 décembre"}),
        ({"faits": [{"texte": REDIT}]}, set()),
        ({"faits": [{"texte": "Il a dit 777,77 $."}]}, {"neuf mille neuf cents", "10 décembre"}),
        ({"faits": [{"texte": "Il a dit (neuf mille neuf cents dollars)."}]}, {"777,77", "10 décembre"}),
        ({"faits": [{"date": "2026-12-10", "texte": "Il a dit."}]}, {"777,77", "neuf mille neuf cents"}),
        ({"publications": [{"capture": "2026-12-10 14:30"}]}, {"777,77", "neuf mille neuf cents"}),
        ({"publications": [{"capture": "2026-12-11 14:30"}]}, {"777,77", "neuf mille neuf cents", "10 décembre"}),
        ({"reduction": "9900,00 $"}, {"777,77", "10 décembre"}),
        (
            {"suites": [], "envois": [{"lettre": "rappel", "date": "2026-10-01", "affirme": [REDIT]}]},
            {"777,77", "neuf mille neuf cents", "10 décembre"},
        ),
    ],
)
def test_ce_que_porte_le_dossier_peut_se_redire_et_ce_qu_une_autre_lettre_affirmait_non(
    blocs: dict[str, Any], etrangers: set[str]
):
    dossier = Dossier.model_validate(rendu(REFUS).dossier.model_dump(exclude_none=True) | blocs)
    octets, _ = retoucher(rendu(REFUS).lettre.octets, Geste(ajoute=REDIT))
    lus = controler(octets, dossier=dossier, au=date(2026, 11, 20))
    assert {
        dite for c in lus for dite in DITES.get(c.code, ()) if dite in c.message.replace("\u00a0", " ")
    } == etrangers


DU_DIFFEREND = {
    "offre": {"expire_le": "2026-12-10", "versements": [{"date": "2026-12-15", "montant": "777,77 $"}]},
    "rupture": {"effet_le": "2026-12-10", "avances": [{"montant": "777,77 $"}]},
    "recu": {"date": "2026-12-10", "reclame": {"montant": "777,77 $"}},
    "menaces": [{"date": "2026-12-10", "citation": "Vous me devrez 777,77 $."}],
    "reduction": "777,77 $",
}


@pytest.mark.parametrize("cle", DU_DIFFEREND)
def test_les_sommes_et_les_dates_du_differend_sont_celles_du_dossier(cle: str):
    dossier = Dossier.model_validate(rendu(REFUS).dossier.model_dump(exclude_none=True) | {cle: DU_DIFFEREND[cle]})
    octets, touches = retoucher(
        rendu(REFUS).lettre.octets,
        Geste(remplace=((r"1 185,28 \$", "777,77 $"), ("31 juillet 2026", "10 décembre 2026"))),
    )
    assert touches

    def etrangers(d: Dossier) -> set[str]:
        codes = {"B201": "777,77", "B202": "10 décembre"}
        lus = controler(octets, dossier=d, au=date(2026, 11, 20))
        return {c.code for c in lus if codes.get(c.code, "?") in c.message.replace("\u00a0", " ")}

    assert etrangers(rendu(REFUS).dossier) == {"B201", "B202"}
    assert etrangers(dossier) == ({"B202"} if cle == "reduction" else set())


FIN = next(e for e in EXEMPLES if e.nom.startswith("minimaux/fin_de_relation-recouvrement"))
D_OU_COURT_L_INTERET = {
    "envois": [{"lettre": "mise_en_demeure", "date": "2026-09-10", "mode": "recommande", "recu_le": "2026-09-11"}],
    "paiements": [{"date": "2026-10-30", "montant": "30,00 $", "facture": "F-1023"}],
}


@pytest.mark.parametrize(
    ("blocs", "solde", "interet"),
    [
        ({}, "60,00 $", "Aucun intérêt n’y est compris."),
        (
            D_OU_COURT_L_INTERET,
            "30,40 $",
            "De ce que vous avez versé, 0,40 $ a payé l’intérêt déjà couru; aucun autre intérêt n’y est compris.",
        ),
        ({"avances": "40,00 $"}, "20,00 $", "Aucun intérêt n’y est compris."),
        ({"avances": "100,00 $"}, "40,00 $", "Aucun intérêt n’y est compris."),
        ({"avances": "60,00 $"}, "0,00 $", "Aucun intérêt n’y est compris."),
    ],
)
def test_le_compte_final_est_celui_de_l_affaire_dans_la_lettre_et_a_la_barriere(
    blocs: dict[str, Any], solde: str, interet: str
):
    donnees = rendu(FIN).dossier.model_dump(exclude_none=True, exclude_defaults=True)
    if "avances" in blocs:
        donnees["rupture"]["avances"] = [{"date": "2026-06-01", "montant": blocs["avances"]}]
    dossier = Dossier.model_validate(donnees | {cle: v for cle, v in blocs.items() if cle != "avances"})
    fin = Affaire(dossier, FIN.au)
    assert fin.rupture
    assert montant(abs(compte_final(fin.rupture, fin.comptes) or Decimal(0))).replace("\u00a0", " ") == solde
    ecrite = ATELIER.generer(dossier, "fin_de_relation", au=FIN.au).octets
    lue = texte_lisible(ecrite).replace("\u00a0", " ")
    assert f" ¦ {solde}" in lue
    assert interet in lue

    def graves(octets: bytes) -> set[str]:
        return {c.code for c in controler(octets, dossier=dossier, au=FIN.au) if c.gravite is Gravite.ERREUR}

    assert graves(ecrite) == set()
    retouche, _ = retoucher(ecrite, Geste(remplace=((rf"\b{re.escape(solde)}", "61,00 $"),)))
    assert graves(retouche) == ({"B201", "B203"} if solde != "0,00 $" else {"B201"})


PROMISE = {
    "date": "2026-10-10",
    "canal": "courriel",
    "resultat": "promesse",
    "promis_le": "2026-10-16",
    "montant": "30 $",
    "citation": "Je verse 45 $ le 12 octobre 2026.",
}


@d_un_trait
@pytest.mark.parametrize(
    ("titre", "remplace", "tu"),
    [
        ("intacte", {"Je verse": "Je verse"}, None),
        ("le jour est celui des mots cités", {"16 octobre": "12 octobre"}, "le jour promis, le 16 octobre 2026"),
        ("la somme est celle des mots cités", {r"30,00 \$": "45 $"}, "la somme, 30,00 $"),
        ("le jour est ôté", {" pour le 16 octobre 2026": ""}, "le jour promis, le 16 octobre 2026"),
        (
            "les mots restent seuls",
            {"; un paiement.*promis.*": "."},
            "le jour promis, le 16 octobre 2026 et la somme, 30,00 $",
        ),
        ("rien de la promesse ne se raconte plus", {".*Courriel.*«.*": "Échange."}, None),
    ],
)
@pytest.mark.parametrize("lettre", ["rappel", "dossier_avocat"])
def test_a_cote_des_mots_d_une_promesse_se_lisent_son_jour_et_sa_somme(
    titre: str, remplace: dict[str, str], tu: str | None, lettre: str
):
    envoye = {"lettre": "rappel", "date": "2026-09-15"}
    promis = fabrique_de_dossiers.dossier(creances=[fabrique_de_dossiers.facture()], envois=[envoye], suites=[PROMISE])
    ecrite = ATELIER.generer(promis, lettre, au=fabrique_de_dossiers.AU)
    octets, touches = retoucher(ecrite.octets, Geste(remplace=tuple(remplace.items())))
    assert touches, titre
    graves = [c for c in controler(octets, dossier=promis, au=fabrique_de_dossiers.AU) if c.gravite is Gravite.ERREUR]
    attendu = f"À côté des mots cités, la ligne du 10 octobre 2026 ne porte pas {tu}."
    assert [c.message.replace("\u00a0", " ") for c in graves if c.code == "B203"] == ([attendu] if tu else [])


def test_une_echeance_repoussee_partout_n_est_plus_celle_du_dossier():
    repoussee = Geste(remplace=((r"(?:lundi )?7 décembre 2026", "14 décembre 2026"),))
    assert {"B202", "B203"} <= set(erreurs(REFUS, repoussee))


def test_la_somme_a_payer_effacee_partout_manque_meme_si_le_capital_se_lit():
    sans = Geste(remplace=((r"1 185,28 \$", "la somme convenue"),))
    attendu = "La lettre ne porte pas la somme à payer selon le dossier, 1 185,28 $."
    assert erreurs(REFUS, sans)["B203"].replace("\u00a0", " ") == attendu


def test_la_reference_oubliee_n_est_qu_une_alerte():
    octets, _ = retoucher(rendu(REFUS).lettre.octets, Geste(enleve=("^Notre référence",)))
    assert controler(octets, dossier=rendu(REFUS).dossier) == []  # -- elle est encore au pied de page --


def test_un_dossier_d_une_autre_nature_est_refuse():
    octets = rendu(PROPOS).lettre.octets
    codes = [c.code for c in controler(octets, type="E", dossier=rendu(REFUS).dossier)]
    assert "B002" in codes


def test_le_dossier_aide_a_reconnaitre_la_lettre():
    sans_objet, _ = retoucher(rendu(PROPOS).lettre.octets, Geste(enleve=("^Objet",)))
    codes = {c.code for c in controler(sans_objet, dossier=rendu(PROPOS).dossier)}
    assert "E-04" in codes
    assert "B001" not in codes


@pytest.mark.parametrize(
    ("texte", "attendus"),
    [
        ("la somme de 1\u00a0149,75\u00a0$", ["1149.75"]),
        ("1,149.75 $ et 60$", ["1149.75", "60.00"]),
        ("$ 500 puis 12 dollars", ["500.00", "12.00"]),
        ("le dossier 2026-014, clause 4.2, 5 %", []),
        ("en 2026, 40 $", ["40.00"]),
    ],
)
def test_un_montant_se_lit_sous_toutes_ses_formes(texte: str, attendus: list[str]):
    assert [somme for somme, _ in montants(plier(texte))] == [Decimal(a) for a in attendus]


@pytest.mark.parametrize(
    ("texte", "attendue"),
    [
        ("le 1er\u00a0août 2026", date(2026, 8, 1)),
        ("2026-11-22", date(2026, 11, 22)),
        ("Lundi, le 7 DÉCEMBRE 2026", date(2026, 12, 7)),
        ("29 février 2027", None),
    ],
)
def test_une_date_se_lit_sous_toutes_ses_formes(texte: str, attendue: date | None):
    ((jour, _, _),) = dates(plier(texte))
    assert jour == attendue


@d_un_trait
@pytest.mark.parametrize(
    ("texte", "lues", "vues"),
    [
        ("60 $, 60,00 $ et 1 149,75 $", {"60.00", "1149.75"}, set()),
        ("le 1er août 2026, 2026-08-01, et le 2 août 2026", set(), {date(2026, 8, 1), date(2026, 8, 2)}),
        ("le 31 novembre 2026 et 2026-13-01, sans le sou", set(), set()),
        # -- ce qui touche un nombre ou une date à gauche l'empêche d'en être un --
        ("v2.60 $, A-60 $, x12 mai 2026, 112 mai 2026", set(), set()),
        ("$60, 60 dollars, 60 cad, 60 dollarsx", {"60.00"}, set()),
        ("2er mai 2026", set(), set()),
        ("12 mai 20261 et 2026-05-123", set(), set()),
        ("1,234.50 $ puis 12 345 678,90 $", {"1234.50", "12345678.90"}, set()),
    ],
)
def test_chaque_somme_et_chaque_date_permises_se_lisent_une_fois(texte: str, lues: set[str], vues: set[date]):
    plie = plier(texte)
    assert sommes(plie) == {somme for somme, _ in montants(plie)} == set(map(Decimal, lues))
    assert jours(plie) == {jour for jour, _, _ in dates(plie) if jour} == vues


def test_ni_somme_ni_date_ne_passe_d_un_paragraphe_a_l_autre():
    lignes = ["annexe 2", "1 185,28 $ au plus tard le 10", "décembre 2026, ou 60", "$"]
    lue = lire_d_une_traite([Paragraphe(ligne, "corps", su=savoir(ligne)) for ligne in lignes])
    assert (lue.montants, lue.dates) == ([(Decimal("1185.28"), "1 185,28 $")], [])


@d_un_trait
@pytest.mark.parametrize(
    ("cherche", "signes", "texte", "trouve"),
    [
        (ecrit_ce_montant, "60,00 $", "solde : 60,00 $, taxes comprises", True),
        (ecrit_ce_montant, "60,00 $", "160,00 $, puis 60,00 $", True),
        (ecrit_ce_montant, "60,00 $", "160,00 $", False),
        (ecrit_ce_montant, "60,00 $", "1 060,00 $", False),
        (ecrit_ce_montant, "60,00 $", "x60,00 $", False),
        (ecrit_ce_montant, "60 $", "60,00 $", False),
        (ecrit_ce_montant, "60,00", "60,00 $", False),
        (ecrit_ce_montant, "$60", "$60.00", False),
        (ecrit_ce_montant, "$60", "$60, au plus tard", True),
        (ecrit_ce_montant, "60 cad", "60 cadres", False),
        (ecrit_cette_date, "7 mars 2026", "le 7 mars 2026, puis", True),
        (ecrit_cette_date, "mercredi, le 4 mars 2026", "le 4 mars 2026", True),
        (ecrit_cette_date, "4 mars 2026", "le mercredi 4 mars 2026", True),
        (ecrit_cette_date, "7 mars 2026", "17 mars 2026", False),
        (ecrit_cette_date, "7 mars 2026", "7 mars 20261, 17 mars 2026, 7 mars 2026", True),
        (ecrit_cette_date, "7 mars 2026", "7 mars 20261", False),
        (ecrit_cette_date, "1er mars 2026", "1 mars 2026", False),
        (ecrit_cette_date, "lundi 2026-03-02", "2026-03-02", True),
        (ecrit_cette_date, "2026-03-02", "2026-03-021, 12026-03-02", False),
    ],
)
def test_un_montant_une_date_se_retrouvent_de_leurs_signes_memes(cherche, signes: str, texte: str, trouve: bool):
    assert cherche(texte, signes) is trouve


def test_un_montant_en_lettres_se_lit_entre_parentheses():
    assert list(sommes_en_lettres(plier("60,00 $ (soixante dollars), au plus tard"))) == ["soixante dollars"]


@d_un_trait
@pytest.mark.parametrize(
    ("texte", "signes"),
    [
        ("mercredi, le 4 mars 2026", ["mercredi, le 4 mars 2026"]),
        ("mercredi le 4 mars 2026", ["mercredi le 4 mars 2026"]),
        ("mercredi 4 mars 2026", ["mercredi 4 mars 2026"]),
        ("mercredi  4 mars 2026", ["4 mars 2026"]),
        ("mercredi, 2026-03-04", ["mercredi, 2026-03-04"]),
        ("1er mars 2026 mercredi 4 mars 2026", ["1er mars 2026", "mercredi 4 mars 2026"]),
        ("12026-03-04, 2026-03-041, a2026-03-04", []),
        ("123 mars 2026", []),
        ("2026-03-04-05", ["2026-03-04"]),
    ],
)
def test_une_date_se_lit_avec_son_jour_et_au_bord_d_un_mot(texte: str, signes: list[str]):
    assert [s for _, _, s in dates(texte)] == signes
