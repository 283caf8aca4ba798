"""La lettre en texte et en page Web : les mêmes mots, dans le même ordre, sans rien d'extérieur."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from html import escape
from html.parser import HTMLParser

import pytest
from exemples_rendus import ATELIER, EXEMPLES, Exemple, donnees_de, rendu
from paquets import docx

import lettres
from lettres.conversion import en_html, en_texte
from lettres.rendu.paquet.ooxml import DOCUMENT
from lettres.rendu.paragraphes.texte import texte_par_partie

_MOT = re.compile(r"\w+")


class Page(HTMLParser):
    """Ce qu'une page Web dit, et avec quoi."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.mots: list[str] = []
        self.balises: list[str] = []
        self.ouvertes: list[str] = []
        self.exterieures: list[str] = []
        self.feed(source)

    def handle_starttag(self, balise: str, attributs: list[tuple[str, str | None]]) -> None:
        self.balises.append(balise)
        self.exterieures += [str(v) for nom, v in attributs if nom in {"src", "href", "action", "style"}]
        if balise not in {"br", "meta"}:
            self.ouvertes.append(balise)

    def handle_endtag(self, balise: str) -> None:
        assert self.ouvertes.pop() == balise

    def handle_data(self, texte: str) -> None:
        if "main" in self.ouvertes:
            self.mots += _MOT.findall(texte)


@pytest.mark.un_sur(12)
@pytest.mark.parametrize("exemple", EXEMPLES, ids=lambda e: e.nom)
def test_chaque_mot_de_la_lettre_est_dans_le_texte_et_dans_la_page_dans_l_ordre(exemple: Exemple):
    lettre = rendu(exemple).lettre
    attendus = _MOT.findall(texte_par_partie(lettre.octets)[DOCUMENT])
    page = Page(en_html(lettre.octets, lettre.titre))
    assert page.ouvertes == [] and page.exterieures == []
    # -- dans le texte, les titres d'un tableau se répètent à chaque ligne : il a des mots de plus, jamais de moins --
    assert Counter(attendus) - Counter(_MOT.findall(en_texte(lettre.octets))) == Counter()


def d_un_exemple(nom: str) -> bytes:
    return rendu(next(e for e in EXEMPLES if e.nom == nom)).lettre.octets


def test_une_ligne_de_facture_nomme_chaque_colonne_et_le_total_reste_sous_elles():
    texte = en_texte(d_un_exemple("factures-multiples/dossier-rappel")).replace("\u00a0", " ")
    debut = "– Facture : F-301; Date : 31 juillet 2026; Échéance : 30 août 2026; Description : "
    assert f"\n{debut}" in texte
    assert "\nTotal : 1 552,17 $\nMoins : paiement reçu le 18 septembre 2026" in texte


def test_une_adresse_reste_d_un_bloc_et_un_paragraphe_a_sa_ligne_vide():
    texte = en_texte(d_un_exemple("factures-multiples/dossier-rappel")).replace("\u00a0", " ")
    assert "\n\nImmeubles Exemple inc.\n900, boulevard des Seigneurs\nTerrebonne (Québec)  J6W 1T8\n\n" in texte
    assert "\n\nMesdames, Messieurs,\n\nSauf erreur" in texte


def test_la_page_dit_sa_langue_ses_titres_ses_listes_et_l_en_tete_de_ses_tableaux():
    page = en_html(d_un_exemple("factures-multiples/dossier-rappel"), "Rappel <de> paiement")
    assert page.startswith('<!DOCTYPE html>\n<html lang="fr-CA">')
    assert "<title>Rappel &lt;de&gt; paiement</title>" in page
    for attendu in ('<th scope="col">Facture</th>', '<td colspan="4">Total</td>', "<ul>\n<li>virement"):
        assert attendu in page
    assert '<meta name="lettres.au" content="2026-11-20">' in page


def test_la_page_d_une_mise_en_demeure_a_ses_intertitres():
    page = en_html(d_un_exemple("meubles/mise-en-demeure-mise_en_demeure"), "Mise en demeure")
    assert "<h2>Mise en demeure</h2>" in page and "<ol>" not in page


@pytest.mark.parametrize("texte", ["<script>alert(1)</script>", "a & b", "« > »"])
def test_un_texte_hostile_reste_du_texte(texte: str):
    page = en_html(docx(f"<w:p><w:r><w:t>{escape(texte)}</w:t></w:r></w:p>"), "Lettre")
    assert f"<p>{escape(texte)}</p>" in page and "<script>" not in page
    assert en_texte(docx(f"<w:p><w:r><w:t>{escape(texte)}</w:t></w:r></w:p>")) == f"{texte}\n"


DEUX_A_SIGNER = f"""
Ébénisterie Odile Exemple inc.          Rémi Exemple
Signature : Odile Exemple, présidente   Signature


{"_" * 37}   {"_" * 30}
Lieu et date                            Lieu et date


{"_" * 37}   {"_" * 30}

p. j.
"""


def test_ce_qui_se_signe_a_ses_versements_en_colonnes_et_de_quoi_signer_cote_a_cote():
    lettre = d_un_exemple("dette-en-versements/entente-entente_paiement")
    texte = en_texte(lettre).replace("\u00a0", " ")
    assert "\nAu plus tard le             Versement\njeudi 15 octobre 2026        191,62 $\n" in texte
    assert "\nlundi 15 mars 2027           191,65 $\nTotal                      1 149,75 $\n\n" in texte
    assert DEUX_A_SIGNER in texte
    page = en_html(lettre, "Entente")
    assert '<tr><th scope="col">Ébénisterie Odile Exemple inc.</th><th scope="col">Rémi Exemple</th></tr>' in page
    assert '<tr class="a-remplir"><td>Lieu et date</td><td>Lieu et date</td></tr>' in page


def test_deux_noms_trop_longs_pour_tenir_cote_a_cote_signent_l_un_sous_l_autre():
    nom = "Coopérative de solidarité des ébénistes, menuisiers et tapissiers de la Montérégie Exemple"
    donnees = donnees_de("minimaux/entente_paiement-recouvrement.yaml")
    donnees["destinataire"] |= {"nom": nom, "type": "entreprise", "civilite": None}
    octets = ATELIER.generer(lettres.valider(donnees), "entente_paiement", au=date(2026, 11, 25)).octets
    texte = en_texte(octets).replace("\u00a0", " ")
    trait = f"\n\n\n{'_' * 30}\n"
    signe = f"Signature, nom et titre{trait}Lieu et date{trait}"
    assert f"\nStudio Karine Exemple\nSignature : Karine Exemple{trait}Lieu et date{trait}\n{nom}\n{signe}" in texte
