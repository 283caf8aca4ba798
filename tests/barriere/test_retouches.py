"""Une lettre finie, retouchée dans Word : chaque élément ôté et chaque mot banni ajouté donnent leur code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from atelier_word import Geste, eclater, retoucher
from exemples_rendus import EXEMPLES, Exemple, rendu
from tables import d_un_trait
from tries import tries

from lettres import barriere
from lettres.barriere import controler
from lettres.barriere.listes import listes
from lettres.socle.constats import Gravite
from lettres.socle.donnees import lire_yaml

RETOUCHES = lire_yaml(Path(__file__).parent / "retouches.yaml")


def fiches_par_code() -> dict[str, list[str]]:
    return lire_yaml(Path(barriere.__file__).parent / "listes.yaml")["fiches"]


TYPES = {(t.lettre, nature): t.cle for t in listes().types.values() for nature in t.natures}


def type_de(exemple: Exemple) -> str:
    return TYPES[exemple.lettre, exemple.nature]


def exemples_de(type_: str) -> list[Exemple]:
    return [e for e in EXEMPLES if type_de(e) == type_]


def gestes(ecrits: dict[str, object] | list[dict[str, object]]) -> list[dict[str, object]]:
    """Les retouches d'un point : une, ou une par chose qu'il exige."""
    return ecrits if isinstance(ecrits, list) else [ecrits]


DES_POINTS = {
    f"{type_}-{code}-{exemple.nom}{f'-{rang}' if rang > 1 else ''}": (type_, code, geste, exemple)
    for type_, retouches in RETOUCHES.items()
    if type_ != "neuf"
    for code, ecrits in retouches.items()
    for rang, geste in enumerate(gestes(ecrits), 1)
    for exemple in exemples_de(type_)
    if not geste.get("sauf") or geste["sauf"] not in exemple.nom
    if re.search(geste.get("si", ""), exemple.reference.read_text(encoding="utf-8"))
}
DES_ELEMENTS = {
    f"{code}-{exemple.nom}": (code, geste, exemple)
    for code, geste in RETOUCHES["neuf"].items()
    for exemple in EXEMPLES
    if exemple.lettre == "mise_en_demeure"
}
UN_PAR_POINT = {(type_, code, str(geste)): nom for nom, (type_, code, geste, _) in DES_POINTS.items()}
UN_PAR_ELEMENT = {(code, exemple.nature): nom for nom, (code, _, exemple) in DES_ELEMENTS.items()}
UN_PAR_TYPE = {type_de(e): e.nom for e in EXEMPLES}
"""De chaque sorte, une lettre; les essais longs retouchent aussi toutes les autres."""


@d_un_trait
@tries(("type_", "code", "geste", "exemple"), DES_POINTS, UN_PAR_POINT.values())
def test_chaque_point_retouche_donne_son_code_et_lui_seul(
    type_: str, code: str, geste: dict[str, object], exemple: Exemple
):
    octets, touches = retoucher(rendu(exemple).lettre.octets, Geste.lire(geste))
    assert touches, "la retouche ne touche rien"
    constats = controler(octets, type=type_)
    codes = {c.code for c in constats if c.gravite is Gravite.ERREUR}
    points = {p.code: p.force for p in listes().types[type_].points}
    des_mots = {p.code for p in listes().types[type_].points if p.mots}
    codes |= {c.code for c in constats if c.code in des_mots and c.gravite is Gravite.ALERTE}
    obligatoires = {c for c in codes if points.get(c) == "O"}
    bannis = {c for c in codes if points.get(c) == "X"}
    if points[code] == "O":
        assert obligatoires == {code}, [c.message for c in constats]
        assert not bannis
    else:
        assert code in bannis, [c.message for c in constats]
        assert not obligatoires


@d_un_trait
@tries(("code", "geste", "exemple"), DES_ELEMENTS, UN_PAR_ELEMENT.values())
def test_chacun_des_neuf_elements_ote_donne_son_code_et_lui_seul(code: str, geste: dict[str, object], exemple: Exemple):
    octets, touches = retoucher(rendu(exemple).lettre.octets, Geste.lire(geste))
    assert touches, "la retouche ne touche rien"
    constats = controler(octets, type=type_de(exemple))
    elements = {c.code for c in constats if c.code.startswith("B1") and c.gravite is Gravite.ERREUR}
    assert elements == {code}, [c.message for c in constats]


def test_chaque_point_obligatoire_ou_banni_a_sa_retouche():
    attendus = {(t.cle, p.code) for t in listes().types.values() for p in t.points if p.force != "C"}
    assert {(t, code) for t, retouches in RETOUCHES.items() if t != "neuf" for code in retouches} == attendus
    assert list(RETOUCHES["neuf"]) == [p.code for p in listes().neuf_elements]


def test_chaque_fiche_nommee_est_celle_d_un_point():
    points = [*listes().neuf_elements, *(p for t in listes().types.values() for p in t.points)]
    assert all(re.fullmatch(r"F\d{1,2}\.\d\d", f) for p in points for f in p.fiches)
    assert set(fiches_par_code()) <= {p.code for p in points if p.fiches}


@d_un_trait
@pytest.mark.un_sur(4)
@pytest.mark.parametrize("exemple", EXEMPLES, ids=lambda e: e.nom)
def test_une_lettre_finie_est_reconnue_et_passe_sans_erreur_ni_alerte(exemple: Exemple):
    lettre = rendu(exemple)
    constats = [*controler(lettre.lettre.octets), *controler(lettre.lettre.octets, dossier=lettre.dossier)]
    assert [c.message for c in constats if c.gravite is not Gravite.CONSEIL] == []


@pytest.mark.un_sur(10)
@tries(("exemple",), {e.nom: (e,) for e in EXEMPLES}, UN_PAR_TYPE.values())
def test_une_lettre_aux_styles_perdus_et_aux_mots_eclates_se_lit_pareil(exemple: Exemple):
    lettre = rendu(exemple)
    eclatee = eclater(lettre.lettre.octets)
    constats = controler(eclatee, type=type_de(exemple), dossier=lettre.dossier)
    assert [c.message for c in constats if c.gravite is not Gravite.CONSEIL] == []
    assert controler(eclatee)[:1] == [] or controler(eclatee)[0].code != "B001"
