"""Les phrases à leur place : une menace déguisée est vue, une phrase honnête n'est pas accusée."""

from __future__ import annotations

from pathlib import Path

import pytest
from mesure_des_mots import Phrase, constats_de, lire_phrases
from tables import d_un_trait

from lettres.socle.constats import Gravite
from lettres.socle.donnees import lire_yaml

PHRASES = lire_phrases(Path(__file__).parent / "phrases.yaml")
SCELLEES = lire_yaml(Path(__file__).parent / "phrases_scellees.yaml")["tours"]
GRAVES = {Gravite.ERREUR, Gravite.ALERTE}
MANQUEES = {
    "Vous savez qu’un seul courriel de ma part à votre franchiseur et c’est fini.",
    "Votre licence vient à échéance en juin, et la Régie regarde les plaintes avant de renouveler.",
    "Le curé m’a demandé de vos nouvelles dimanche, je n’ai pas su quoi répondre.",
    "Votre compétiteur m’a offert 2 000 $ pour votre liste de clients que j’ai encore.",
    "À l’usine, tout le monde rit déjà de vous, j’ai pas fini.",
}
"""Ce que seul un lecteur attentif voit : rien, dans leurs mots ni leur tour, ne les sépare d'un fait. Ce qui vient à en
être vu sort de la liste."""


def nom(valeur: object) -> str:
    return valeur.texte[:60] if isinstance(valeur, Phrase) else ""


@d_un_trait
@pytest.mark.parametrize("phrase", [p for p in PHRASES["menaces"] if p.texte not in MANQUEES], ids=nom)
def test_une_menace_deguisee_est_vue(phrase: Phrase):
    assert {c.gravite for c in constats_de(phrase, generer=False)} & GRAVES


@d_un_trait
@pytest.mark.parametrize("phrase", PHRASES["honnetes"], ids=nom)
def test_une_phrase_honnete_n_est_pas_accusee(phrase: Phrase):
    assert [f"{c.code} {c.message}" for c in constats_de(phrase, generer=False) if c.gravite in GRAVES] == []


@d_un_trait
@pytest.mark.parametrize("phrase", PHRASES["honnetes"][::40], ids=nom)
def test_la_barriere_n_accuse_pas_ce_que_les_mots_ont_laisse_passer(phrase: Phrase):
    """La lettre finie se lit comme le dossier : un mot permis à sa place n'y est pas banni."""
    assert [f"{c.code} {c.message}" for c in constats_de(phrase) if c.gravite in GRAVES] == []


@pytest.mark.parametrize("texte", sorted(MANQUEES))
def test_ce_qui_est_dit_manque_l_est_encore(texte: str):
    (phrase,) = [p for p in PHRASES["menaces"] if p.texte == texte]
    assert not {c.gravite for c in constats_de(phrase, generer=False)} & GRAVES


def test_une_insulte_subie_se_raconte_jusque_dans_la_lettre():
    """Le fait même de la victime n'est pas son reproche, ni au dossier, ni à la barrière."""
    texte = "Encore un appel samedi 8 h. Sur le chantier il m’a traitée d’incompétente devant 3 employés"
    assert not {c.gravite for c in constats_de(Phrase(texte, "faits", "mise_en_demeure", "entente", False))} & GRAVES


def test_le_corpus_a_de_quoi_mesurer():
    assert len(PHRASES["menaces"]) >= 120
    assert len(PHRASES["honnetes"]) >= 230


def pris(phrase: dict[str, object]) -> set[Gravite]:
    """Ce qui accuse une phrase; dire qu'elle s'adresse au commerçant (C122) n'accuse pas."""
    constats = constats_de(Phrase(**phrase), generer=False)  # type: ignore[arg-type]
    return {c.gravite for c in constats if c.code != "C122"} & GRAVES


@pytest.mark.parametrize(("tour", "menaces"), [("premier", 32), ("second", 29), ("troisieme", 35)])
def test_des_phrases_ecrites_sans_voir_les_motifs_mesurent_ce_qui_echappe(tour: str, menaces: int):
    """Quarante menaces et quarante phrases honnêtes par tour : aucune erreur, une alerte sur vingt au plus."""
    phrases = SCELLEES[tour]
    assert sum(bool(pris(p)) for p in phrases["menaces"]) >= menaces
    accusees = [pris(p) for p in phrases["honnetes"]]
    assert [g for g in accusees if Gravite.ERREUR in g] == []
    assert len([g for g in accusees if g]) <= 2
