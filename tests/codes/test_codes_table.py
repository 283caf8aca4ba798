"""La table des codes : chacun y est une fois, avec sa page; aucun ne s'imprime sans elle, aucune n'attend en vain."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from sources import noeuds
from tables import d_un_trait

import lettres
from lettres.affaire import Affaire
from lettres.barriere.listes import listes
from lettres.codes import adoucir_pour_une_ebauche, table
from lettres.codes.assemblage import declares
from lettres.dossier import Dossier
from lettres.langue.mots import familles
from lettres.regles import REGLES, verifier_coherence
from lettres.regles.familles import DE_FOND
from lettres.socle.code import Code
from lettres.socle.constats import Constat, Gravite
from lettres.socle.donnees import lire_yaml
from lettres.socle.erreurs import ErreurInterne

PAQUET = Path(lettres.__file__).parent
AU = date(2026, 11, 22)
PUBLIES = Path(__file__).parent / "publies.yaml"
UN_CODE = re.compile(r"[A-Z](?:\d{3}|-\d{2})")
DES_FICHIERS = {c.code: c for c in declares()}
par_famille = pytest.mark.parametrize("famille", sorted({c.famille for c in table().values()}))


def codes_ecrits(source: str) -> Iterator[str]:
    """Les codes qu'une source écrit, mot pour mot; une docstring n'en est pas un."""
    for noeud in noeuds(source):
        if isinstance(noeud, ast.Constant) and isinstance(noeud.value, str) and UN_CODE.fullmatch(noeud.value):
            yield noeud.value


@cache
def ecrits() -> frozenset[str]:
    """Les codes que le paquet écrit."""
    return frozenset(code for f in PAQUET.rglob("*.py") for code in codes_ecrits(f.read_text("utf-8")))


# -- Chaque code, une page --


def test_aucun_code_ne_s_imprime_sans_sa_page():
    assert ecrits() - set(table()) == set()


def test_aucune_page_n_attend_un_code_que_rien_ne_donne():
    assert {code for code, c in DES_FICHIERS.items() if not c.retire} - ecrits() == set()


def test_un_code_retire_garde_sa_page_et_plus_rien_ne_le_donne():
    assert {code for code, c in DES_FICHIERS.items() if c.retire} & ecrits() == set()


def test_la_table_reunit_les_regles_les_mots_les_points_et_les_fichiers():
    points = {p.code for t in listes().types.values() for p in t.points} | {p.code for p in listes().neuf_elements}
    regles, mots = {r.code for r in REGLES}, {f.code for f in familles()}
    assert set(table()) == regles | mots | points | set(DES_FICHIERS)
    assert len(table()) == len(regles) + len(mots) + len(points) + len(DES_FICHIERS)


@pytest.mark.parametrize(
    ("source", "codes"),
    [
        ('Constat("S999", Gravite.ERREUR, "Un message.")', ["S999"]),
        ('_X = ("U042", "Un message.")\nX = "D-99"', ["U042", "D-99"]),
        ('"""Voir S999."""\nmessage = "Voir « S999 »."', []),
        ('piece = "P-1"; nombre = "1999"; mot = "S1000"', []),
    ],
)
def test_un_code_ecrit_dans_la_source_est_vu(source: str, codes: list[str]):
    assert sorted(codes_ecrits(source)) == sorted(codes)


def test_un_code_declare_deux_fois_est_une_faute_de_l_outil(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("lettres.codes.assemblage.declares", lambda: iter([table()["S101"]]))
    with pytest.raises(ErreurInterne, match="S101"):
        table.__wrapped__()


def test_un_fichier_ne_declare_pas_deux_fois_le_meme_code():
    """Le lecteur de YAML garderait la seconde fiche sans rien dire."""
    ecrits = [
        code
        for fichier in (PAQUET / "codes").glob("*.yaml")
        for code in re.findall(r"^([A-Z][0-9-]+):", fichier.read_text("utf-8"), re.MULTILINE)
    ]
    assert Counter(ecrits) == Counter(dict.fromkeys(DES_FICHIERS, 1))


# -- Un code est pour toujours --


def test_un_code_publie_garde_son_sens_et_aucun_ne_manque_a_l_appel(request: pytest.FixtureRequest):
    """« --maj-references » inscrit les nouveaux; un code inscrit ne change plus de nom et ne disparaît plus."""
    publies: dict[str, str] = lire_yaml(PUBLIES) or {}
    noms = {code: c.nom for code, c in table().items()}
    assert {code: noms.get(code, "absent de la table") for code in publies} == publies
    if request.config.getoption("--maj-references"):
        tete = PUBLIES.read_text("utf-8").split("\n\n")[0]
        lignes = [f"{code}: {noms[code]}" for code in sorted(noms)]
        PUBLIES.write_text("\n".join([tete, "", *lignes, ""]), "utf-8")
        publies = noms
    assert set(noms) - set(publies) == set(), "pytest tests/codes --maj-references"


# -- Une convention, pour tous --


def de_la_famille(famille: str) -> list[Code]:
    return [c for c in table().values() if c.famille == famille]


UN_INFINITIF = re.compile(r"(?:ne-pas-|ne-rien-|ne-|n-|s-|se-|mal-)?\w+(?:er|ir|re)\b")


@d_un_trait
@par_famille
def test_un_nom_dit_la_faute_et_se_lit_apres_permettre_de(famille: str):
    noms = {c.code: c.nom for c in de_la_famille(famille)}
    assert {c: n for c, n in noms.items() if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", n)} == {}
    assert {c: n for c, n in noms.items() if not UN_INFINITIF.match(n)} == {}


def test_deux_codes_n_ont_pas_le_meme_nom_sauf_le_meme_point_de_deux_listes():
    doubles = {nom for nom, n in Counter(c.nom for c in table().values()).items() if n > 1}
    assert {c.famille for c in table().values() if c.nom in doubles} <= {"listes"}


UNE_PHRASE = re.compile(r"[A-ZÉÀ«].*\.")


@d_un_trait
@par_famille
def test_une_page_dit_la_faute_et_ce_qu_il_faut_pour_la_comprendre(famille: str):
    pages = {c.code: c.page for c in de_la_famille(famille)}
    assert {code: p.faute for code, p in pages.items() if not UNE_PHRASE.fullmatch(p.faute)} == {}
    if famille != "listes":
        assert [code for code, p in pages.items() if not p.pourquoi] == []
        assert {code: p.fautif for code, p in pages.items() if len(p.fautif) <= 4 or p.fautif == p.conforme} == {}
        assert [code for code, p in pages.items() if not (p.remede or p.conforme)] == []


def test_la_page_d_un_fichier_a_un_pourquoi_et_un_remede_d_une_phrase_et_une_faute_courte():
    pages = {code: c.page for code, c in DES_FICHIERS.items()}
    assert {code: p.pourquoi for code, p in pages.items() if not UNE_PHRASE.fullmatch(p.pourquoi)} == {}
    assert {code: p.remede for code, p in pages.items() if not UNE_PHRASE.fullmatch(p.remede)} == {}
    assert {code: p.faute for code, p in pages.items() if len(p.faute) >= 160} == {}


# -- Ce qu'on a le droit de faire d'un code --

JAMAIS_FORCES = {
    "le destinataire a un avocat": "P102",
    "il est insolvable": "J108",
    "le délai donné est raccourci": "J105",
    "aucun délai n'est donné": "T105",
    "la créance est prescrite": "A102",
    "un taux est criminel": "S112",
    "un tiers écrit pour autrui": "P101",
}


@pytest.mark.parametrize("code", JAMAIS_FORCES.values(), ids=JAMAIS_FORCES)
def test_certaines_fautes_ne_se_forcent_jamais(code: str):
    assert table()[code].gravite is Gravite.ERREUR
    assert not table()[code].forcable


def test_seul_le_moment_d_ecrire_se_force():
    assert {c.code for c in table().values() if c.forcable} == {"J104", "J106", "J107", "J111", "J120", "J123"}
    assert {(c.famille, c.gravite) for c in table().values() if c.forcable} == {("regles", Gravite.ERREUR)}


@d_un_trait
@pytest.mark.parametrize("famille", ["mots", "lecture", "sortie", "modeles", "outil", "usage", "calculs", "barriere"])
def test_ni_un_mot_defendu_ni_un_refus_ne_se_forcent(famille: str):
    siens = [c for c in table().values() if c.famille == famille]
    assert siens
    assert not [c.code for c in siens if c.forcable]


def test_un_point_banni_ne_se_tolere_ni_ne_se_force():
    bannis = {p.code for t in listes().types.values() for p in t.points if p.force == "X"}
    assert len(bannis) > 15
    assert not [code for code in bannis if table()[code].tolere or table()[code].forcable]


def test_une_ebauche_tolere_ce_qui_manque_et_rien_d_autre():
    toleres = {c.code for c in table().values() if c.tolere}
    manques = {p.code for t in listes().types.values() for p in t.points if p.force == "O"}
    manques |= {p.code for p in listes().neuf_elements}
    assert toleres - manques == {
        *("E101", "E105", "T101", "T102", "S106", "S107", "S128", "S129", "S134"),
        *("B201", "B202", "B203", "B204", "B205", "B206", "B207", "B301", "B302", "B303", "B304"),
    }
    assert manques <= toleres
    assert not [c.code for c in table().values() if c.tolere and c.famille == "mots"]


@d_un_trait
@pytest.mark.parametrize(
    ("code", "gravite", "devient"),
    [
        ("E101", Gravite.ERREUR, Gravite.ALERTE),
        ("T102", Gravite.ERREUR, Gravite.ALERTE),
        ("T102", Gravite.CONSEIL, Gravite.CONSEIL),
        ("D-02", Gravite.ERREUR, Gravite.ALERTE),
        ("D-18", Gravite.ERREUR, Gravite.ERREUR),
        ("V101", Gravite.ERREUR, Gravite.ERREUR),
        ("S101", Gravite.ERREUR, Gravite.ERREUR),
        ("T106", Gravite.ALERTE, Gravite.ALERTE),
        ("Z999", Gravite.ERREUR, Gravite.ERREUR),
    ],
)
def test_une_ebauche_adoucit_ce_qu_elle_tolere_et_n_alourdit_rien(code: str, gravite: Gravite, devient: Gravite):
    (constat,) = adoucir_pour_une_ebauche([Constat(code, gravite, "Un message.")])
    assert constat == Constat(code, devient, "Un message.")


def la_plus_legere(code: str) -> Gravite:
    """La gravité qu'une dérogation vise : d'une famille de mots, le plus léger de ses motifs."""
    return next((f.la_plus_legere for f in familles() if f.code == code), table()[code].gravite)


def test_une_derogation_n_atteint_que_les_alertes_et_les_conseils_des_regles_et_des_mots():
    permis = {c.code for c in table().values() if c.derogeable}
    de_fond = {r.code for r in DE_FOND} | {f.code for f in familles()}
    assert permis == {code for code in de_fond if la_plus_legere(code) is not Gravite.ERREUR}


@pytest.mark.parametrize("famille", ["regles", "mots"])
@pytest.mark.parametrize("gravite", ["conseil", "tu"])
def test_ce_que_la_table_dit_derogeable_est_ce_que_les_derogations_acceptent(famille: str, gravite: str):
    """G101 refuse une erreur, G104 de taire une alerte, G102 ce qui n'est pas une règle de fond."""
    refuses = {c.code for c in de_la_famille(famille) if derogation_refusee(c, gravite)}
    taire_une_alerte = {c.code for c in de_la_famille(famille) if la_plus_legere(c.code) is Gravite.ALERTE}
    fermes = {c.code for c in de_la_famille(famille) if not c.derogeable}
    assert refuses == (fermes | taire_une_alerte if gravite == "tu" else fermes)


def derogation_refusee(code: Code, gravite: str) -> bool:
    demande = {"code": code.code, "motif": "La vente a lieu vendredi.", "gravite": gravite}
    partie = {"nom": "Karine Exemple"}
    dossier = Dossier.model_validate(
        {
            "reference": "2026-1",
            "nature": "entente",
            "expediteur": partie,
            "destinataire": partie,
            "derogations": [demande],
        }
    )
    return bool({c.code for c in verifier_coherence(Affaire(dossier, AU), "rappel")} & {"G101", "G102", "G104"})


# -- Importer la table ne charge pas l'outil --


def test_demander_la_notion_de_code_ne_charge_ni_les_regles_ni_la_barriere():
    programme = "import sys, lettres.codes; print(sorted(m for m in sys.modules if m.startswith('lettres.')))"
    fini = subprocess.run([sys.executable, "-c", programme], capture_output=True, text=True, check=True)
    charges = set(ast.literal_eval(fini.stdout))
    assert "lettres.codes.assemblage" in charges
    assert not {m for m in charges if m.split(".")[1] in {"regles", "controle", "dossier", "droit", "composition"}}
