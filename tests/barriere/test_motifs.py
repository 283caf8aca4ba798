"""Les expressions des listes de contrôle se compilent toutes, même celles qu'aucune lettre n'a encore cherchées."""

from __future__ import annotations

from lettres.barriere.listes import MotifDeListe, listes


def motifs() -> list[MotifDeListe]:
    toutes = listes()
    points = [*toutes.neuf_elements, *(p for t in toutes.types.values() for p in t.points)]
    trouves = [toutes.date_limite_fixe, *(s.motif for s in toutes.signes_de_mise_en_demeure)]
    trouves += [s.motif for t in toutes.types.values() for s in t.signes]
    for point in points:
        trouves += [m for zones in point.exige.values() for m in zones.values()]
        trouves += [*point.defend, *(m for m in (point.sauf, point.sauf_cite) if m)]
    return trouves


def test_toute_expression_se_compile():
    assert len(motifs()) > 300
    assert all(motif.search("") is None or motif.source for motif in motifs())
