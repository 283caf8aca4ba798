"""Aucune expression régulière du projet ne met plus de temps qu'il n'y a de signes à lire."""

from __future__ import annotations

import re
from collections.abc import Callable
from math import inf

import pytest
from tables import d_un_trait

from linearite.ambiguite import FACONS_MAX, juger
from linearite.recolte import COMPOSEES, Expression, composees_sur_place, expressions

PARTOUT, A_UNE_PLACE = True, False

FERMEES = {
    "lettres.rendu.moteur.identifiants._ELEMENTS": "le XML est bien formé : chaque ouvrante a sa fermante",
    "lettres.rendu.sante.interdits._MOT_DE_CHAMP": "ce qui s’ouvre sans se fermer se lit, d’un coup, comme un mot nu",
    "lettres.rendu.fabrique.relecture.MOTIF_BALISE": "on ne relit qu’un modèle compilé, où chaque balise est fermée",
    "lettres.rendu.paragraphes.reunion._BALISE": "la structure, contrôlée d’abord, ferme chaque balise",
    "lettres.rendu.balises.source_jinja._BALISE": "la structure, contrôlée d’abord, ferme chaque balise",
    "lettres.rendu.balises.source_jinja._MORCEAU": "la structure, contrôlée d’abord, ferme chaque balise",
    "lettres.rendu.balises.source_jinja._PROPRIETES": "le XML est bien formé : chaque ouvrante a sa fermante",
    "lettres.rendu.balises.source_jinja._UNE_BALISE": "la structure, contrôlée d’abord, ferme chaque balise",
    "lettres.rendu.compilation.recommencement._BLOC": "la structure, contrôlée d’abord, ferme chaque balise",
    "lettres.studio.trousse.guide._BLOC": "le guide est livré : chacun de ses blocs se ferme",
    "lettres.studio.trousse.guide._COMMENTAIRE": "le guide est livré : chacune de ses notes se ferme",
    "lettres.rendu.moteur.tableaux._ENVELOPPE": "le XML est bien formé : chaque ouvrante a sa fermante",
}
"""Celles qui cherchent ce qui ferme jusqu'au bout du texte, et qui le trouvent toujours."""


@d_un_trait
@pytest.mark.parametrize(
    ("motif", "cherche"),
    [
        # -- une boucle sous une boucle --
        ("(?:a+)+b", A_UNE_PLACE),
        ("(?:a*b?)*c", A_UNE_PLACE),
        ("(?:a|a)*b", A_UNE_PLACE),
        ("(?:a|ab|b)*c", A_UNE_PLACE),
        ("(?:de la |de |la )*fin", A_UNE_PLACE),
        ("(?:[A-Z]{1,25}’?[ ’]{1,3}){2,40}[A-Z]{2,25}!", PARTOUT),
        (r"(?:\w+\s?)*$", A_UNE_PLACE),
        (r"(?:\d+[.,]?)+\$", A_UNE_PLACE),
        ("(?:(?:ab)*(?:ab)*)*c", A_UNE_PLACE),
        # -- deux boucles à côté l'une de l'autre --
        ("a*a*b", A_UNE_PLACE),
        (r"\d+\d+x", A_UNE_PLACE),
        (r"[^\n]*\w*x", A_UNE_PLACE),
        (r"\s*\n?\s*x", A_UNE_PLACE),
        (r"^[^\n¦]*[\w-]*\d[^\n¦]*¦", A_UNE_PLACE),
        (r"[a-z ]*dollars[a-z ]*\)", A_UNE_PLACE),
        (r"x[^\n]*<[^\n]*y", A_UNE_PLACE),
        (r"\w*(?:-\w*)?\w*x", A_UNE_PLACE),
        (r"a[^\n]{0,6000}b[^\n]{0,3000}c", A_UNE_PLACE),
        (r"a[^\n]{0,90}b[^\n]{0,90}c[^\n]{0,90}d", PARTOUT),
        # -- une boucle en tête de ce que l'on cherche partout --
        (r"\s+$", PARTOUT),
        (r"\s*\n", PARTOUT),
        (r"\d+\.", PARTOUT),
        (r"\S+@\S+", PARTOUT),
        (r"a++b", PARTOUT),
        (r"\{\{.*?\}\}", PARTOUT),
        ("«[^»]*»", PARTOUT),
        (r"pourr\w*[^\n.]{0,60}recours", PARTOUT),
        (r"(?m)^\W*le", PARTOUT),
        (r"(?=.*x)y", PARTOUT),
        (r"(?i)vente[^\n]*x", PARTOUT),
        (r"\w+(?<=a)b", PARTOUT),
        ("x[^y]{0,6000}y", PARTOUT),
    ],
)
def test_une_expression_qui_peut_se_lire_de_trop_de_facons_est_refusee(motif: str, cherche: bool):
    assert not juger(motif, cherche=cherche).est_lineaire


@d_un_trait
@pytest.mark.parametrize(
    ("motif", "cherche"),
    [
        ("(?:a+-)+b", A_UNE_PLACE),
        ("(?:ab?)*c", A_UNE_PLACE),
        (r"(?:\w+ )*fin", A_UNE_PLACE),
        ("a+b+c", A_UNE_PLACE),
        ("a++a+b", A_UNE_PLACE),
        ("(?>a+)a+b", A_UNE_PLACE),
        (r"[^\n.]*\.[^\n.]*x", A_UNE_PLACE),
        (r"\s+$", A_UNE_PLACE),
        ("[ ]+", PARTOUT),
        (r"(?<!\d)\d+\.", PARTOUT),
        (r"\b\d+\.", PARTOUT),
        (r"(?m)^[^\n]*x", PARTOUT),
        (r"(?m)^(?!.*x)[^\n]{3,200}$", PARTOUT),
        (r"\{\{[^{}]*\}\}", PARTOUT),
        (r"(?s)\{\{.*?(?:\}\}|\Z)", PARTOUT),
        ("«[^«»]*»", PARTOUT),
        (r"\S@[^\s@]+\.\w", PARTOUT),
        (r"\bje (?:[\w']+ ){0,4}x", PARTOUT),
        (r"pourr\w{0,12}[^\n.]{0,60}recours", PARTOUT),
        (r"(?>a[^\n]{0,90}?b)[^\n]{0,180}c", PARTOUT),
        ("x[^y]{0,80}y", PARTOUT),
        (r"(?:[ \t\n]|#[^\n]*)*", A_UNE_PLACE),
    ],
)
def test_une_expression_qui_ne_se_lit_que_d_une_facon_est_permise(motif: str, cherche: bool):
    assert juger(motif, cherche=cherche).est_lineaire


@pytest.mark.parametrize(("longueur", "lineaire"), [(FACONS_MAX, True), (FACONS_MAX + 1, False)])
def test_une_expression_qui_ne_lit_qu_un_bout_de_texte_n_a_que_ses_facons(longueur: int, lineaire: bool):
    assert juger(r"\w+ $", longueur=longueur).est_lineaire is lineaire


def test_la_recolte_lit_le_code_et_les_fichiers_de_donnees():
    sources = {e.ou.split(":")[0].split("/")[0].split(".")[0] for e in expressions()}
    assert sources >= {"lettres", "mots", "listes"}
    assert len(expressions()) > 600


def test_ce_que_le_code_compose_en_chemin_se_recolte_a_part():
    assert composees_sur_place() == COMPOSEES


def test_une_expression_exceptee_cherche_vraiment_jusqu_au_bout():
    """Sans quoi l'exception n'a plus lieu d'être."""
    exceptees = [e for e in expressions() if e.ou in FERMEES]
    assert {e.ou for e in exceptees} == FERMEES.keys()
    assert all(_juger(e) == inf for e in exceptees)


def _source(e: Expression) -> str:
    """Le module, la liste ou la famille de mots qui l'écrit : « lettres.socle.champ », sans son dernier nom."""
    return re.split(r":|\.[^.]*$", e.ou)[0]


def _trop_lentes(siennes: Callable[[str], bool]) -> dict[str, float]:
    jugees = {e.ou: _juger(e) for e in expressions() if e.ou not in FERMEES and siennes(_source(e))}
    return {ou: facons for ou, facons in jugees.items() if facons > FACONS_MAX}


def test_chaque_expression_du_code_des_listes_et_d_une_famille_de_mots_est_lineaire():
    assert _trop_lentes(lambda source: not source.startswith("mots/") or source == "mots/V101") == {}


@pytest.mark.long
def test_chaque_expression_des_mots_est_lineaire():
    assert _trop_lentes(lambda source: source.startswith("mots/")) == {}


def _juger(e: Expression) -> float:
    return juger(e.motif, e.options, cherche=e.cherche, longueur=e.longueur).facons
