"""Les expressions des listes de contrôle se compilent toutes, même celles qu'aucune lettre n'a encore cherchées."""

from __future__ import annotations

from pathlib import Path

import pytest
from exemples_rendus import EXEMPLES, rendu

from lettres.barriere import points
from lettres.barriere.lecture import lire
from lettres.barriere.listes import listes
from lettres.barriere.motif_de_liste import MotifDeListe
from lettres.barriere.zones import Zones, decouper
from lettres.langue.pliage import plier
from lettres.socle.donnees import lire_yaml

RETOUCHES = lire_yaml(Path(__file__).parent / "retouches.yaml")


def motifs() -> list[MotifDeListe]:
    toutes = listes()
    points = [*toutes.neuf_elements, *(p for t in toutes.types.values() for p in t.points)]
    trouves = [toutes.date_limite_fixe, *(s.motif for s in toutes.signes_de_mise_en_demeure)]
    trouves += [s.motif for t in toutes.types.values() for s in t.signes]
    for point in points:
        trouves += [m for zones in point.exige.values() for m in zones.values()]
        trouves += [*point.defend, *point.sauf_cite, *(m for m in (point.sauf, point.sauf_paye) if m)]
    return trouves


def test_toute_expression_se_compile():
    assert len(motifs()) > 300
    assert all(motif.search("") is None or motif.source for motif in motifs())


quelques_uns_ou_tous = pytest.mark.parametrize("pas", [36, pytest.param(1, marks=pytest.mark.long)])


def zones(pas: int) -> list[Zones]:
    return [decouper(lire(rendu(e).lettre.octets, "lettre.docx")) for e in EXEMPLES[::pas]]


@quelques_uns_ou_tous
def test_ce_qu_un_motif_a_trouve_ailleurs_ne_change_jamais_sa_reponse(pas: int):
    """Chaque motif, dans chaque zone de chaque exemple, après toutes les autres : ce qu'il retient ne fait qu'aider."""
    textes = {texte for z in zones(pas) for texte in z.textes.values()}
    for motif in motifs():
        attendues = [motif.search(texte) is not None for texte in textes]
        assert [motif.se_lit(texte) for texte in textes] == attendues, motif.source
        assert [motif.se_lit(texte) for texte in reversed([*textes])] == attendues[::-1], motif.source


def test_une_amorce_qui_n_ouvre_plus_rien_n_est_pas_une_reponse():
    motif = MotifDeListe(r"au plus tard le \d+ mai(?! 2025)", {})
    assert motif.se_lit("payez au plus tard le 7 mai 2026")
    assert not motif.se_lit("payez au plus tard le 7 juin 2026")
    assert not motif.se_lit("payez au plus tard le 7 mai 2025")
    assert motif.se_lit("au plus tard le 7 juin, ou au plus tard le 8 mai 2026")


def test_ce_qui_precede_un_nombre_n_est_qu_une_place_ou_le_chercher_d_abord():
    motif = MotifDeListe(r"\d+,\d\d \$ de capital", {})
    assert motif.se_lit("payez la somme de 12,00 $ de capital")
    assert [amorce for amorce, *_ in motif._amorces] == [" somme de "]
    assert motif.se_lit("payez la somme de 7,50 $ de capital")
    assert motif.se_lit("payez la somme de 7,50 $, ou la somme de 9,00 $ de capital")
    assert motif.se_lit("9,00 $ de capital")
    assert not motif.se_lit("payez la somme de 7,50 $ d'interet")
    assert not motif.se_lit("payez la somme de ")


def test_on_ne_retient_que_peu_de_textes_courts_sans_reproche_et_pour_les_memes_motifs():
    motifs = (MotifDeListe(r"recours", {}),)
    retenus = points._sans_reproche(motifs)
    for texte in ("x" * 5000, *(f"rien, {n}" for n in range(5000))):
        retenus.retenir(texte)
    assert 0 < len(retenus) <= 4096
    assert all(len(texte) <= 1000 for texte in retenus)
    assert points._sans_reproche(motifs) is retenus
    assert points._sans_reproche((MotifDeListe(r"recours", {}),)) == set()


@quelques_uns_ou_tous
def test_ou_un_motif_se_trouve_ses_mots_sont_toujours(pas: int):
    """Ses indices ne se lisent qu'après quelques regards; ceux des retouches sont dans ce qu'elles ajoutent."""
    ajoutes = [dit["ajoute"] for dits in RETOUCHES.values() for dit in dits.values() if "ajoute" in dit]
    textes = {plier(str(ajoute)) for ajoute in ajoutes} | {texte for z in zones(pas) for texte in z.textes.values()}
    assert len(ajoutes) > 50
    manques = set()
    for motif in motifs():
        for _ in range(20):
            motif.peut_se_lire("")
        manques |= {motif.source for texte in textes if motif.search(texte) and not motif.peut_se_lire(texte)}
    assert manques == set()


def test_un_motif_qu_on_a_assez_cherche_ne_se_cherche_plus_sans_ses_mots():
    motif = MotifDeListe(r"tribunal|tribunaux|petites creances", {})
    reponses = [motif.peut_se_lire("une chambre des petites choses") for _ in range(20)]
    assert (reponses[0], reponses[-1]) == (True, False)
    assert motif.peut_se_lire("aux petites\ncreances")
