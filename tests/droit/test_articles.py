"""Les articles qu'une lettre nomme : tous connus, tous sûrs, lus comme on les écrit."""

from __future__ import annotations

import pytest
from exemples_rendus import EXEMPLES, RACINE
from tables import d_un_trait

from lettres.catalogue import dossier_des_modeles
from lettres.droit.articles import articles_cites, connus
from lettres.socle.donnees import lire_yaml

FICHES = lire_yaml(RACINE / "lettres" / "regles" / "fiches.yaml")
MODELES = sorted(dossier_des_modeles().rglob("*.txt"))

TABLE = {
    "un seul": ("(article 1 du Code de procédure civile)", ["Code de procédure civile, art. 1"]),
    "deux du même": ("Les articles 3 et 35 du Code civil du Québec", ["Code civil du Québec, art. 3 | 35"]),
    "deux lois": (
        "article 3 de la Loi sur l’intérêt et article 1617 du Code civil du Québec",
        ["Loi sur l’intérêt, art. 3", "Code civil du Québec, art. 1617"],
    ),
    "du même code, une charte entre les deux": (
        "article 3 du Code civil du Québec; article 4 de la Charte des droits et libertés de la personne; "
        "articles 35 et 36 du même code; article 5 de la même charte",
        [
            "Code civil du Québec, art. 3",
            "Charte des droits et libertés de la personne, art. 4",
            "Code civil du Québec, art. 35 | 36",
            "Charte des droits et libertés de la personne, art. 5",
        ],
    ),
    "la loi d’abord": (
        "Loi sur la protection du consommateur, art. 54.13",
        ["Loi sur la protection du consommateur, art. 54.13"],
    ),
    "une loi inconnue": ("l’article 9 de la Loi inventée", ["Loi inventée, art. 9"]),
    "sans sa loi": ("comme le dit l’article 12.", ["article 12"]),
    "rien": ("un article de sport, trois articles de presse", []),
}


@d_un_trait
@pytest.mark.parametrize(("texte", "attendus"), TABLE.values(), ids=TABLE)
def test_un_article_se_lit_avec_sa_loi(texte: str, attendus: list[str]):
    lus = [str(a) for a in articles_cites(texte)]
    assert lus == [
        f"{tete.rsplit(' ', 1)[0]} {numero}" if rang else tete
        for a in attendus
        for tete, *_ in [a.split(" | ")]
        for rang, numero in enumerate(a.split(" | "))
    ]


def test_chaque_article_connu_est_sur_et_cite_une_fiche_du_droit():
    assert {(a.certitude, a.fiche in FICHES) for a in connus().values()} == {("sûr", True)}


@d_un_trait
@pytest.mark.parametrize("modele", MODELES, ids=lambda m: m.stem)
def test_un_modele_ne_nomme_que_des_articles_connus(modele):
    assert [str(a) for a in articles_cites(modele.read_text(encoding="utf-8")) if not a.certitude] == []


def test_une_lettre_d_exemple_ne_nomme_que_des_articles_connus():
    textes = [e.reference.read_text(encoding="utf-8") for e in EXEMPLES]
    assert {str(a) for texte in textes for a in articles_cites(texte) if not a.certitude} == set()
