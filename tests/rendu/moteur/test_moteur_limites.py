"""Les limites du moteur : ce qui est démesuré est refusé aussitôt, d'un code, et ce qui l'est à peine moins passe.

« Aussitôt » se compte en appels : un refus n'en fait pas plus que ce qui passe, quelle que soit la démesure.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from compilateur import compiler
from efforts import CROISSANCE_MAX, appels, assert_lineaire
from paquets import docx, p, partie, tbl, texte, tr
from tables import d_un_trait
from test_moteur_adverse import VENUE, descriptions, issue, lettre, maux, photo, refus_du_modele
from tries import tries

from lettres.rendu import lire_provenance
from lettres.rendu.compilation.preparation import BALISES_MAX, CARACTERES_MAX
from lettres.socle.champ import Champ
from lettres.socle.erreurs import ErreurLettres

APPELS_DU_REFUS = 750_000
"""Le plus gros modèle permis en demande le double; le plus coûteux des refus compte d'abord chaque élément."""


def travail(action: Callable[[], object]) -> int:
    """Le nombre d'appels de l'action, réussie ou refusée."""

    def faire() -> None:
        with suppress(ErreurLettres):
            action()

    return appels(faire).total()


# -- Le nombre de colonnes --

ETENDUE = compiler(docx(p("a") + tbl(tr("{% colspan n %}x"))))


@pytest.mark.parametrize("n", [1, "1", 62, 63, "63"])
def test_une_cellule_s_etend_sur_soixante_trois_colonnes_au_plus(n: int | str):
    octets = lettre(ETENDUE, {"n": n})
    assert f'<w:gridSpan w:val="{n}"/>' in partie(octets)
    assert partie(octets).count("<w:gridCol ") == int(n)


@d_un_trait
@pytest.mark.parametrize(
    "n",
    [64, "64", 10**5, 10**15, -(10**15), 0, -1, "0", "", "9" * 5_000, "٣", "6 3"],
    ids=lambda n: str(n)[:8],
)
def test_une_etendue_impossible_est_refusee_aussitot(n: int | str):
    assert issue(ETENDUE, {"n": n}) == ["M902"]
    assert travail(lambda: ETENDUE.rendre({"n": n})) <= 2 * travail(lambda: ETENDUE.rendre({"n": 1}))


# -- Le nombre et la taille des valeurs --

UN_TEXTE = compiler(docx(p("{{ a }}")))


def partagees(cote: int) -> dict[str, Any]:
    """Une liste qui porte tant de fois la même liste de tant de textes."""
    return {"a": "b", "l": [["x"] * cote] * cote}


def test_des_listes_partagees_demesurees_sont_refusees_sans_etre_parcourues():
    """Cent soixante milliards de valeurs : qui les parcourrait n'en reviendrait pas."""
    assert set(issue(UN_TEXTE, partagees(400_000))) == {"M602"}


@pytest.mark.long
def test_la_demesure_d_un_contexte_n_allonge_pas_son_refus():
    enorme, gros = (partagees(cote) for cote in (400_000, 3_000))
    assert travail(lambda: UN_TEXTE.rendre(enorme)) <= 1.1 * travail(lambda: UN_TEXTE.rendre(gros))


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


@d_un_trait
@pytest.mark.parametrize(("fautes", "dites"), [(99, 99), (100, 100), (101, 100), (5_000, 100)])
@pytest.mark.parametrize(("valeur", "code"), [(1j, "M602"), ("\x01", "M603"), (10**19, "M602")])
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


@pytest.mark.un_sur(2)
@pytest.mark.parametrize("octets", GEANTS.values(), ids=GEANTS.keys())
def test_un_modele_geant_est_refuse_aussitot(octets: bytes):
    assert refus_du_modele(octets, CHAMPS) & {"M102", "M307"}
    assert travail(lambda: compiler(octets, CHAMPS)) <= APPELS_DU_REFUS


def runs(n: int) -> bytes:
    return docx(mots(*["{{ a }}"] * n, *["b"] * (9 * n)))


def mot_avant_une_image(n: int) -> bytes:
    return docx(p("a" * n) + photo("{{ nom }}"))


def espaces_de_noms(n: int) -> bytes:
    noms = " ".join(f'xmlns:a{i}="u{i}"' for i in range(n))
    return docx(p("{{ a }}") + f"<w:sdt {noms}><w:sdtContent>{'<w:p/>' * n}</w:sdtContent></w:sdt>")


def signets_a_cent_etages(n: int) -> bytes:
    dedans = p("x") + "<w:bookmarkStart/>" * n
    return docx(p("{{ a }}") + "<w:sdt><w:sdtContent>" * 100 + dedans + "</w:sdtContent></w:sdt>" * 100)


def champs_inconnus(n: int) -> bytes:
    return docx("".join(p(f"{{{{ dossier_montant_reclame_{i} }}}}") for i in range(n)))


def huit_entetes(n: int) -> bytes:
    return docx(p("a"), entetes={f"t{i}": p("{{ a }}" * n) for i in range(8)})


def longues_etendues(n: int) -> bytes:
    return docx(p("a") + tbl(*[ETENDUE_LONGUE] * n))


def longues_balises(n: int) -> bytes:
    return docx(p(LONGUE * n))


# -- Une petite taille, et le quart de la plus grande permise --
LOURDS: dict[Callable[[int], bytes], tuple[int, int]] = {
    runs: (20, 500),
    mot_avant_une_image: (1_000, 100_000),
    espaces_de_noms: (100, 5_000),
    signets_a_cent_etages: (200, 7_500),
    champs_inconnus: (3, 250),
    huit_entetes: (5, 60),
    longues_etendues: (3, 12),
    longues_balises: (3, 14),
}


@pytest.mark.un_sur(2)
@pytest.mark.parametrize(("modele", "n"), [(m, petit) for m, (petit, _) in LOURDS.items()])
def test_un_modele_quatre_fois_plus_lourd_ne_fait_pas_six_fois_plus_d_appels(modele: Callable[[int], bytes], n: int):
    mince, lourd = modele(n), modele(4 * n)
    assert travail(lambda: compiler(lourd, CHAMPS)) <= CROISSANCE_MAX * travail(lambda: compiler(mince, CHAMPS))


@pytest.mark.long
@pytest.mark.parametrize(("modele", "n"), [(m, grand) for m, (_, grand) in LOURDS.items()])
def test_ni_ne_prend_six_fois_plus_de_temps(modele: Callable[[int], bytes], n: int):
    octets = {taille: modele(taille) for taille in (n, 4 * n)}

    def juger(taille: int) -> None:
        with suppress(ErreurLettres):
            compiler(octets[taille], CHAMPS)

    assert_lineaire(juger, n)


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


DEMESURES = [
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
]


@tries(
    ("signe", "longueur", "fois"),
    {f"{signe!a}-{longueur}-{fois}": (signe, longueur, fois) for signe, longueur, fois in DEMESURES},
    {"'x'-1000-9900", r"'\u20ac'-900000-5"},
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


@pytest.mark.parametrize("rangees", [10, 6_000, pytest.param(40_000, marks=pytest.mark.long)])
def test_une_lettre_de_milliers_de_rangees_se_relit(rangees: int):
    corps = p("a") + tbl(tr("Titre"), tr("{%tr for x in l %}"), tr("{{ x }}"), tr("{%tr endfor %}"))
    octets = issue(compiler(docx(corps)), {"l": ["Honoraires professionnels"] * rangees}, provenance=VENUE)
    assert isinstance(octets, bytes)
    assert lire_provenance(octets).etat == "inchangee"
