"""Le rapport : une seule page, que l'on parcourt au clavier ou à l'oreille, et qui ne va rien chercher ailleurs."""

from __future__ import annotations

import re
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise

from modeles_fautifs import modele
from paquets import p

from lettres.studio import verifier_un_modele
from lettres.studio.pages.rapport_html import rapport

HOSTILE = "Doit &lt;script&gt;alert(1)&lt;/script&gt; ____."


class Lecteur(HTMLParser):
    """Ce qu'un lecteur d'écran retient : les titres, les ancres, les liens, les repères; et l'ordre des balises."""

    def __init__(self) -> None:
        super().__init__()
        self.ouvertes: list[str] = []
        self.balises: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.balises.append((tag, dict(attrs)))
        if tag not in ("meta", "link", "br"):
            self.ouvertes.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.ouvertes.pop() == tag


@cache
def page() -> str:
    fautif = modele(p(HOSTILE) + p('{# lettres: taire M702 "voulu" #}Le ____.'))
    return rapport([verifier_un_modele(fautif), verifier_un_modele(modele(p("Bonjour.")))])


@cache
def lue() -> Lecteur:
    lecteur = Lecteur()
    lecteur.feed(page())
    return lecteur


def test_la_page_est_bien_formee_en_francais_et_ne_va_rien_chercher_ailleurs():
    assert lue().ouvertes == []
    assert lue().balises[0] == ("html", {"lang": "fr-CA"})
    assert not {"script", "img", "link", "iframe"} & {tag for tag, _ in lue().balises}
    assert not re.search(r"https?:|url\(|@import|<script", page())


def test_au_clavier_un_lien_mene_aux_constats_puis_a_chaque_modele_et_chaque_lien_a_sa_cible():
    liens = [a["href"] for tag, a in lue().balises if tag == "a"]
    ancres = {a.get("id") for _, a in lue().balises}
    assert liens == ["#constats", "#modele-1", "#modele-2"]
    assert {str(lien).removeprefix("#") for lien in liens} <= ancres
    assert len([a for _, a in lue().balises if a.get("id")]) == len(ancres - {None})


def test_a_l_oreille_les_titres_se_suivent_sans_saut_et_chaque_region_a_un_nom():
    niveaux = [int(tag[1]) for tag, _ in lue().balises if re.fullmatch(r"h\d", tag)]
    assert niveaux[0] == 1
    assert all(suivant - niveau <= 1 for niveau, suivant in pairwise(niveaux))
    nommes = [a for tag, a in lue().balises if tag in ("section", "article")]
    ids = {a.get("id") for _, a in lue().balises}
    assert nommes
    assert all(a["aria-labelledby"] in ids for a in nommes)
    assert [tag for tag, _ in lue().balises if tag in ("header", "nav", "main")] == ["header", "nav", "main"]


def test_un_constat_y_a_sa_gravite_en_mots_ses_mots_marques_son_remede_et_ce_qui_est_tu_son_motif():
    assert "Alerte, M702" in page()
    assert "Doit &lt;script&gt;alert(1)&lt;/script&gt; <mark>____</mark>." in page()
    assert "<dt>Remède</dt><dd>Remplacez-le par une balise, ou effacez-le.</dd>" in page()
    assert "1 alerte, 1 sous silence" in page()
    assert "Motif\u00a0: voulu." in page()
    assert "rien à redire" in page()


def test_les_memes_constats_donnent_la_meme_page():
    verifie = verifier_un_modele(modele(p(HOSTILE)))
    assert rapport([verifie]) == rapport([verifie])
