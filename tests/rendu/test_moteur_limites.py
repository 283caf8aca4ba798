"""Les limites du moteur : ce qui est démesuré est refusé aussitôt, d'un code, et ce qui l'est à peine moins passe.

Le temps est celui du processeur, le plus court de trois essais : large, pour n'accuser que ce qui croît sans mesure.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from compilateur import compiler
from paquets import docx, p, partie, tbl, texte, tr
from test_moteur_adverse import VENUE, descriptions, issue, lettre, maux, photo, refus_du_modele

from lettres.champ import Champ
from lettres.erreurs import ErreurLettres
from lettres.rendu import lire_provenance
from lettres.rendu.preparation import BALISES_MAX, CARACTERES_MAX

LONGS = os.environ.get("LETTRES_ESSAIS_LONGS") == "1"
AUSSITOT = 0.25
"""Le temps de processeur d'un refus, en secondes."""
SANS_TARDER = 2
"""Celui d'un modèle lourd, mais permis; un modèle de Word en prend cinq centièmes."""


def duree(action: Callable[[], object], assez: float = AUSSITOT) -> float:
    """Le temps de processeur de l'action, réussie ou refusée : le plus court de trois, ou le premier qui suffit."""
    plus_courte = float("inf")
    for _ in range(3):
        depart = time.process_time()
        with suppress(ErreurLettres):
            action()
        plus_courte = min(plus_courte, time.process_time() - depart)
        if plus_courte <= assez:
            break
    return plus_courte


# -- Le nombre de colonnes --

ETENDUE = compiler(docx(p("a") + tbl(tr("{% colspan n %}x"))))


@pytest.mark.parametrize("n", [1, "1", 62, 63, "63"])
def test_une_cellule_s_etend_sur_soixante_trois_colonnes_au_plus(n: int | str):
    octets = lettre(ETENDUE, {"n": n})
    assert f'<w:gridSpan w:val="{n}"/>' in partie(octets)
    assert partie(octets).count("<w:gridCol ") == int(n)


@pytest.mark.parametrize(
    "n",
    [64, "64", 10**5, 10**15, -(10**15), 0, -1, "0", "", "9" * 5_000, "٣", "6 3"],
    ids=lambda n: str(n)[:8],
)
def test_une_etendue_impossible_est_refusee_aussitot(n: int | str):
    assert issue(ETENDUE, {"n": n}) == ["M902"]
    assert duree(lambda: ETENDUE.rendre({"n": n})) <= AUSSITOT


# -- Le nombre et la taille des valeurs --

UN_TEXTE = compiler(docx(p("{{ a }}")))


def partagees(cote: int) -> dict[str, Any]:
    """Une liste qui porte tant de fois la même liste de tant de textes."""
    return {"a": "b", "l": [["x"] * cote] * cote}


@pytest.mark.parametrize("cote", [3_000, 400_000])
def test_des_listes_partagees_demesurees_sont_refusees_aussitot(cote: int):
    contexte = partagees(cote)
    assert set(issue(UN_TEXTE, contexte)) == {"M602"}
    assert duree(lambda: UN_TEXTE.rendre(contexte)) <= AUSSITOT


@pytest.mark.parametrize(("cote", "passe"), [(700, True), (710, False)])
def test_un_contexte_porte_un_demi_million_de_valeurs(cote: int, passe: bool):
    assert isinstance(issue(UN_TEXTE, partagees(cote)), bytes) is passe


@pytest.mark.parametrize("signe", ["x", "é", "&"], ids=ascii)
def test_un_texte_a_un_million_de_caracteres_au_plus(signe: str):
    assert isinstance(issue(UN_TEXTE, {"a": signe * 1_000_000}), bytes)
    assert issue(UN_TEXTE, {"a": signe * 1_000_001}) == ["M602"]


def test_un_texte_trop_long_est_refuse_meme_si_rien_ne_l_imprime():
    assert issue(UN_TEXTE, {"a": "x", "b": [{"c": "x" * 1_000_001}]}) == ["M602"]


@pytest.mark.parametrize("corps", ["{% for x in l %}{% endfor %}", "{% for x in l %}{{ x }}{% endfor %}"])
def test_une_lettre_compte_deux_cent_mille_tours_au_plus(corps: str):
    modele = compiler(docx(p("a" + corps)))
    assert isinstance(issue(modele, {"l": [1] * 200_000}), bytes)
    assert issue(modele, {"l": [1] * 200_001}) == ["M909"]


def test_des_boucles_imbriquees_se_comptent_ensemble():
    muet = "{% if g|upper == g|lower %}{% endif %}"
    modele = compiler(docx(p("{% for a in l %}{% for b in l %}" + muet + "{% endfor %}{% endfor %}b")))
    assert isinstance(issue(modele, {"l": [1] * 20, "g": "abc"}), bytes)
    assert issue(modele, {"l": [1] * 990, "g": "abc"}) == ["M909"]


# -- Le nombre des constats --


@pytest.mark.parametrize(("fautes", "dites"), [(99, 99), (100, 100), (101, 100), (5_000, 100)])
@pytest.mark.parametrize(("valeur", "code"), [(None, "M602"), ("\x01", "M603"), (10**19, "M602")])
def test_cent_valeurs_fautives_au_plus_sont_dites(valeur: object, code: str, fautes: int, dites: int):
    assert issue(UN_TEXTE, {"a": "x", "l": [valeur] * fautes}) == [code] * dites


@pytest.mark.parametrize(("manquantes", "dites"), [(99, 99), (100, 100), (101, 100), (5_000, 100)])
def test_cent_valeurs_absentes_au_plus_sont_dites(manquantes: int, dites: int):
    modele = compiler(docx(p("{% for x in l %}{{ x.nom }}{% endfor %}")))
    assert issue(modele, {"l": [{}] * manquantes}) == ["M601"] * dites


# -- Les modèles géants --


def mots(*textes: str) -> str:
    """Un paragraphe, un « run » par texte."""
    return "<w:p>" + "".join(f"<w:r><w:t>{texte}</w:t></w:r>" for texte in textes) + "</w:p>"


def espaces_de_noms(nombre: int) -> str:
    noms = " ".join(f'xmlns:a{i}="u{i}"' for i in range(nombre))
    return p("{{ a }}") + f"<w:sdt {noms}><w:sdtContent>{'<w:p/>' * nombre}</w:sdtContent></w:sdt>"


def emboites(profondeur: int) -> str:
    dedans = p("x") + "<w:bookmarkStart/>" * 30_000
    return p("{{ a }}") + "<w:sdt><w:sdtContent>" * profondeur + dedans + "</w:sdtContent></w:sdt>" * profondeur


LONGUE = "{{ " + " or ".join(f"a{i}" for i in range(130)) + " }}"
ETENDUE_LONGUE = tr('{% colspan x|default("' + " " * 950 + '%5") %}')
CHAMPS = {f"dossier_montant_{i}": Champ(f"dossier_montant_{i}", "texte", "Montant") for i in range(200)}
GEANTS: dict[str, bytes] = {
    "un paragraphe de 2 100 balises et 21 000 « runs »": docx(mots(*["{{ a }}"] * 2_100, *["b"] * 18_900)),
    "un en-tête de 900 longues balises": docx(p("a"), entetes={"default": p(LONGUE * 900)}),
    "huit en-têtes de 900 longues balises": docx(p("a"), entetes={f"t{i}": p(LONGUE * 900) for i in range(8)}),
    "huit en-têtes de 300 balises": docx(p("a"), entetes={f"t{i}": p("{{ a }}" * 300) for i in range(8)}),
    "200 longues étendues": docx(p("a") + tbl(*[ETENDUE_LONGUE] * 200)),
    "1 900 champs inconnus au long nom": docx(
        "".join(p(f"{{{{ dossier_montant_reclame_{i} }}}}") for i in range(1_900))
    ),
}
LOURDS: dict[str, bytes] = {
    "un paragraphe de 2 000 balises et 20 000 « runs »": docx(mots(*["{{ a }}"] * 2_000, *["b"] * 18_000)),
    "un paragraphe de 800 balises et 8 000 « runs »": docx(mots(*["{{ a }}"] * 800, *["b"] * 7_200)),
    "un mot de 400 000 lettres avant un texte de remplacement": docx(p("a" * 400_000) + photo("{{ nom }}")),
    "20 000 espaces de noms": docx(espaces_de_noms(20_000)),
    "30 000 signets à cent étages": docx(emboites(100)),
    "1 000 champs inconnus": docx("".join(p(f"{{{{ dossier_montant_reclame_{i} }}}}") for i in range(1_000))),
    "huit en-têtes de 250 balises": docx(p("a"), entetes={f"t{i}": p("{{ a }}" * 250) for i in range(8)}),
}


@pytest.mark.parametrize("octets", GEANTS.values(), ids=GEANTS.keys())
def test_un_modele_geant_est_refuse_aussitot(octets: bytes):
    assert "M307" in refus_du_modele(octets, CHAMPS)
    assert duree(lambda: compiler(octets, CHAMPS)) <= AUSSITOT


@pytest.mark.parametrize("octets", LOURDS.values(), ids=LOURDS.keys())
def test_un_modele_lourd_mais_permis_est_juge_sans_tarder(octets: bytes):
    assert duree(lambda: compiler(octets, CHAMPS), SANS_TARDER) <= SANS_TARDER


@pytest.mark.parametrize(("en_trop", "passe"), [(0, True), (1, False)])
def test_les_balises_de_toutes_les_parties_se_comptent_ensemble(en_trop: int, passe: bool):
    moitie = BALISES_MAX // 2
    octets = docx(p("{{ a }}" * moitie), entetes={"default": p("{{ a }}" * (BALISES_MAX - moitie + en_trop))})
    if passe:
        assert lettre(compiler(octets), {"a": "x"})
    else:
        assert refus_du_modele(octets) == {"M307"}


@pytest.mark.parametrize(("en_trop", "passe"), [(0, True), (1, False)])
def test_les_signes_de_toutes_les_balises_se_comptent_ensemble(en_trop: int, passe: bool):
    vide = len('{{ a|default("") }}')
    balises = ['{{ a|default("' + "x" * (500 - vide) + '") }}'] * (CARACTERES_MAX // 500)
    octets = docx("".join(map(p, balises)), entetes={"default": p("{{a}}")} if en_trop else None)
    if passe:
        assert lettre(compiler(octets), {"a": "x"})
    else:
        assert refus_du_modele(octets) == {"M307"}


# -- La taille des lettres --

REPETE = compiler(docx(p("{% for x in l %}{{ a }}{% endfor %}")))


@pytest.mark.parametrize(
    ("signe", "longueur", "fois"),
    [
        ("x", 900_000, 2),
        ("x", 900_000, 12),
        ("x", 1_000, 9_900),
        ("x", 1_000, 10_100),
        ("x", 999, 10_100),
        ("\u20ac", 900_000, 4),
        ("\u20ac", 900_000, 5),
        ("\U0001f4f7", 60, 40_000),
        ("\U0001f4f7", 60, 42_000),
        ("&", 900_000, 3),
    ],
    ids=ascii,
)
def test_une_lettre_n_a_jamais_de_texte_trop_long_pour_etre_relue(signe: str, longueur: int, fois: int):
    """Le lecteur strict refuse un texte de plus de dix millions d'octets."""
    rendu = issue(REPETE, {"a": signe * longueur, "l": [1] * fois})
    assert rendu in (["M901"], ["M909"]) or (isinstance(rendu, bytes) and maux(rendu) == [])


@pytest.mark.parametrize("fois", [2, 12])
def test_ni_de_texte_de_remplacement_trop_long(fois: int):
    rendu = issue(compiler(docx(p("a") + photo("{{ a }}" * fois))), {"a": "x" * 900_000})
    assert rendu in (["M901"], ["M909"]) or (isinstance(rendu, bytes) and maux(rendu) == [])


def test_ni_de_prose_repetee_trop_longue():
    rendu = issue(compiler(docx(p("{% for x in l %}" + "mot " * 25_000 + "{% endfor %}"))), {"l": [1] * 120})
    assert rendu in (["M901"], ["M909"])


def test_une_longue_lettre_passe():
    assert len(descriptions(lettre(compiler(docx(p("a") + photo("{{ a }}"))), {"a": "x" * 900_000}))[0]) == 900_000
    assert len(texte(lettre(REPETE, {"a": "x" * 900_000, "l": [1, 2]}))) == 1_800_000


@pytest.mark.parametrize("rangees", [10, 6_000, *([40_000] if LONGS else [])])
def test_une_lettre_de_milliers_de_rangees_se_relit(rangees: int):
    corps = p("a") + tbl(tr("Titre"), tr("{%tr for x in l %}"), tr("{{ x }}"), tr("{%tr endfor %}"))
    octets = issue(compiler(docx(corps)), {"l": ["Honoraires professionnels"] * rangees}, provenance=VENUE)
    assert isinstance(octets, bytes)
    assert lire_provenance(octets).etat == "inchangee"
