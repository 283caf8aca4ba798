"""Une lettre livrée ne compose que les groupes que son modèle lit; elle en sort telle que si tout l'était."""

from __future__ import annotations

import re
import zipfile
from typing import get_type_hints

import pytest
from exemples_rendus import ATELIER, EXEMPLES, Exemple
from tables import d_un_trait

import lettres
from lettres.affaire import Affaire
from lettres.catalogue import catalogue, dossier_des_modeles
from lettres.composition import Arbre, composer
from lettres.composition.composer import Composition, groupes_lus
from lettres.composition.portees import champs_livres
from lettres.production import generation

CHOISIS = [*{e.lettre: e for e in EXEMPLES}.values()]
"""Un exemple de chaque lettre."""
_BALISE = re.compile(r"\{[{%](.*?)[%}]\}")
_XML = re.compile(r"<[^>]+>")
_NOM = re.compile(r"(?<![\w.])[a-z_]+")


def test_chaque_groupe_de_l_arbre_a_la_methode_de_son_nom_et_de_son_genre():
    genres = get_type_hints(Arbre)
    for groupe in Arbre.feuilles:
        assert get_type_hints(getattr(Composition, groupe))["return"] == genres[groupe], groupe


@d_un_trait
@pytest.mark.parametrize("modele", catalogue(), ids=lambda m: m.fichier)
def test_un_modele_livre_ne_nomme_aucun_groupe_hors_de_ceux_qu_on_compose_pour_lui(modele):
    with zipfile.ZipFile(dossier_des_modeles() / modele.fichier) as ouvert:
        xml = "".join(ouvert.read(nom).decode() for nom in ouvert.namelist() if nom.endswith(".xml"))
    balises = " ".join(_BALISE.findall(_XML.sub("", xml)))
    nommes = {*_NOM.findall(balises)} & Arbre.feuilles.keys()
    assert nommes
    assert nommes <= {*groupes_lus(champs_livres(modele.livre).lus)}


@pytest.mark.parametrize("exemple", CHOISIS, ids=lambda e: e.nom)
def test_la_lettre_et_ses_constats_sont_ceux_de_l_arbre_entier(exemple: Exemple, monkeypatch: pytest.MonkeyPatch):
    dossier = lettres.lire(exemple.chemin)
    en_partie = ATELIER.generer(dossier, exemple.lettre, au=exemple.au)
    monkeypatch.setattr(generation, "_champs", lambda *_: None)
    entiere = ATELIER.generer(dossier, exemple.lettre, au=exemple.au)
    assert (en_partie.octets, en_partie.constats) == (entiere.octets, entiere.constats)


@d_un_trait
@pytest.mark.parametrize("exemple", CHOISIS, ids=lambda e: e.nom)
def test_un_groupe_compose_seul_est_celui_de_l_arbre_entier(exemple: Exemple):
    affaire = Affaire(lettres.lire(exemple.chemin), exemple.au)
    entier = composer(affaire, exemple.lettre)
    seul = composer(affaire, exemple.lettre, champs=frozenset({"sommes.solde", "voix.Je"}))
    assert seul.sommes == entier.sommes
    assert seul.pieces == entier.pieces, "la mise en page en lit les numéros"
    assert seul.rappel is None
    assert seul.voix == {"Je": entier.voix["Je"]}
