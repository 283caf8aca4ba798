"""La page qui accompagne une lettre : chaque ligne repose sur une fiche, et ne paraît que là où elle est vraie."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from exemples_rendus import EXEMPLES, Exemple
from fabrique_de_dossiers import dossier, facture
from tables import d_un_trait

import lettres
from lettres.affaire import Affaire
from lettres.barriere.listes import listes
from lettres.catalogue import capacites
from lettres.composition.accompagnement import TITRES, accompagnement, conseils, traits
from lettres.socle.donnees import lire_yaml

FICHES = lire_yaml(Path(lettres.__file__).parent / "regles" / "fiches.yaml")
TOUS = [(rubrique, conseil) for rubrique, livres in conseils().items() for conseil in livres]
PARTICULIER = {"civilite": "Mme", "nom": "Marie Exemple"}
SOCIETE = {"type": "entreprise", "nom": "Atelier Exemple inc."}
PROPOS = {
    "publications": [{"url": "https://a.exemple.test/1", "date": "2025-11-20", "connaissance": "2025-11-21"}],
    "nature": "reputation",
}
par_exemple = pytest.mark.parametrize("exemple", EXEMPLES, ids=lambda e: e.nom)


def page(lettre: str = "mise_en_demeure", au: date = date(2026, 11, 20), **blocs: Any) -> dict[str, list[str]]:
    affaire = Affaire(dossier(**{"creances": [facture()], **blocs}), au)
    return {nom: [ligne.texte for ligne in lignes] for nom, lignes in accompagnement(affaire, lettre).items()}


def test_chaque_ligne_cite_une_fiche_connue_et_se_lit_comme_une_phrase():
    assert {fiche for _, conseil in TOUS for fiche in conseil.fiches} <= set(FICHES)
    assert all(conseil.fiches and conseil.texte.endswith(".") for _, conseil in TOUS)
    assert len({conseil.texte for _, conseil in TOUS}) == len(TOUS)


@d_un_trait
@pytest.mark.un_sur(4)
@par_exemple
def test_la_page_d_un_exemple_a_chaque_rubrique_et_chaque_ligne_a_sa_fiche(exemple: Exemple):
    lue = accompagnement(Affaire(lettres.lire(exemple.chemin), exemple.au), exemple.lettre)
    # -- une réponse qui ne donne pas de délai n'a souvent pas de date à surveiller --
    sans_date = {"surveiller"} - lue.keys() if capacites(exemple.lettre).libre else set()
    assert list(lue) == [rubrique for rubrique in TITRES if rubrique not in sans_date]
    assert all(ligne.phrase[0].isupper() and set(ligne.fiches) <= set(FICHES) for x in lue.values() for ligne in x)


def test_tout_trait_nomme_existe_et_toute_ligne_peut_paraitre():
    vus = {trait for e in EXEMPLES for trait in traits(Affaire(lettres.lire(e.chemin), e.au), e.lettre)}
    vus |= {f"mode:{m}" for m in ("courriel", "poste", "recommande", "huissier", "main_propre", "inconnu")}
    nommes = {trait for _, conseil in TOUS for trait in conseil.si | conseil.sauf}
    assert nommes <= vus


@pytest.mark.parametrize("mode", ["courriel", "poste", "recommande", "huissier", "main_propre", None])
def test_un_seul_moyen_est_dit_et_une_seule_preuve_et_viennent_en_premier(mode: str | None):
    moyens = [c for r, c in TOUS if r == "envoyer" and any(t.startswith("mode:") for t in c.si)]
    lue = page(mode_envoi=mode)
    assert [t for t in lue["envoyer"] if t in {c.texte for c in moyens}] == [lue["envoyer"][0]]
    assert "« preuve »" in lue["garder"][0]


def dit(lue: dict[str, list[str]], mot: str) -> bool:
    return any(mot in texte for lignes in lue.values() for texte in lignes)


TABLE: dict[str, tuple[str, bool, dict[str, Any]]] = {
    "la famille et l’employeur, d’une personne qui doit": ("employeur", True, {"destinataire": PARTICULIER}),
    "et non d’une société": ("employeur", False, {"destinataire": SOCIETE}),
    "ni d’une entente à exécuter": ("employeur", False, {"nature": "entente", "destinataire": PARTICULIER}),
    "l’opinion, quand il s’agit d’un propos": ("opinion", True, PROPOS),
    "et non d’une facture": ("opinion", False, {}),
    "la diffamation n’est pas aux petites créances": ("diffamation", True, PROPOS),
    "une facture, si": ("médiation y est gratuite", True, {}),
    "un propos, non": ("médiation y est gratuite", False, PROPOS),
    "l’Office, pour un achat": ("1 888 672-2556", True, {"nature": "consommation"}),
    "et non pour une facture": ("1 888 672-2556", False, {}),
    "les pièces, s’il y en a": ("joignez les pièces", False, {"pieces": []}),
}


@d_un_trait
@pytest.mark.parametrize(("mot", "vrai", "blocs"), TABLE.values(), ids=TABLE)
def test_une_ligne_ne_parait_que_la_ou_elle_vaut(mot: str, vrai: bool, blocs: dict[str, Any]):
    assert dit(page(**blocs), mot) is vrai


@pytest.mark.parametrize(("au", "vrai"), [(date(2026, 11, 21), False), (date(2026, 11, 22), True)])
def test_le_dernier_jour_pour_agir_est_encore_bon_et_le_lendemain_non(au: date, vrai: bool):
    passe = [x for x in page("retrait", au, **PROPOS)["surveiller"] if "21\u00a0novembre 2026" in x]
    assert ["est passé" in x and "consultez un avocat" in x for x in passe] == [vrai]


def test_un_appel_ne_s_envoie_pas_et_ne_donne_pas_de_delai():
    lue = page("opc", nature="consommation", creances=[])
    assert lue["envoyer"][0].startswith("cette feuille ne s’envoie pas")
    assert "surveiller" not in lue
    assert not dit(lue, "preuve »")


# -- Ce qu'un point de liste bannit ou exige et que rien ne lit : chacun a sa ligne sur la page de ses lettres --
A_L_OEIL = {
    "T : une menace inventée, ou hors de sa suite": ("cesser", "rien n’en est inventé"),
    "H bis : une offre qui n’est pas seule": ("proposition", "seule, dans son propre envoi"),
    "H bis : une concession qui n’en est pas une": ("proposition", "n’est pas une concession"),
    "H bis : acceptée par courriel, elle lie": ("proposition", "une offre acceptée lie"),
    "Q : une caution, qui ne signe pas ici": ("entente_paiement", "une caution demande son propre acte"),
    "Q : deux exemplaires signés": ("entente_paiement", "chacun signe les deux"),
    "Q : une part contestée, que l’entente ferait reconnaître": ("entente_paiement", "ne porte que sur le reste"),
    "R : une concession qui n’en est pas une": ("transaction", "cède vraiment quelque chose"),
    "R : un objet plus large que le différend": ("transaction", "ce différend, et lui seul"),
    "H-11 à H-13 : confidentialité, respect, médiation": ("transaction", "d’une confidentialité et de ses exceptions"),
    "I bis : un motif qui n’est pas le vrai": ("fin_de_relation", "ni un prétexte"),
    "I bis : un avis que l’autre n’a pas reçu": ("fin_de_relation", "l’avis déjà donné a été reçu"),
    "I bis : l’échéance d’un autre": ("fin_de_relation", "l’échéance est bien celle de l’autre"),
    "I bis : une remise qui n’est pas faite": ("fin_de_relation", "ce qui est dit remis"),
    "S : un point laissé de côté": ("reponse", "chaque point de ce que vous avez reçu"),
    "S : un « exact » qui admet une faute": ("reponse", "n’admet la faute"),
    "S : l’assureur d’abord": ("reponse", "assureur"),
    "S : ce qui laisse deviner, en public": ("reponse_publique", "deviner qui est l’autre"),
    "J bis : des pourparlers racontés par un fait": ("dossier_avocat", "ne raconte une offre"),
    "U : des pourparlers racontés par un fait": ("dossier_petites_creances", "ne raconte une offre"),
}
LUS_A_L_OEIL: set[str] = set()
"""Les points bannis qu'aucun motif ne cherche; chacun nommerait alors sa ligne, ci-dessus."""


@d_un_trait
@pytest.mark.parametrize(("lettre", "mot"), A_L_OEIL.values(), ids=A_L_OEIL)
def test_ce_qu_aucun_programme_ne_voit_est_sur_la_page(lettre: str, mot: str):
    pages = {
        e.nom: accompagnement(Affaire(lettres.lire(e.chemin), e.au), e.lettre) for e in EXEMPLES if e.lettre == lettre
    }
    sans = [nom for nom, lue in pages.items() if not any(mot in x.texte for lignes in lue.values() for x in lignes)]
    assert pages and sans == []


def test_tout_point_banni_se_cherche_ou_a_sa_ligne():
    bannis = [p for t in listes().types.values() for p in t.points if p.force == "X"]
    assert {p.code for p in bannis if not p.defend and not p.mots} == LUS_A_L_OEIL


def test_le_delai_de_la_page_est_celui_de_la_lettre():
    affaire = Affaire(dossier(creances=[facture()]), date(2026, 11, 20))
    (ligne, *_) = accompagnement(affaire, "rappel")["surveiller"]
    limite = affaire.echeance("rappel")
    assert str(limite.day) in ligne.texte and str(limite.year) in ligne.texte
