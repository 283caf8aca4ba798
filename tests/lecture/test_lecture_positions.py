"""Les positions : chaque valeur et chaque clé, à sa ligne et à sa colonne, dans les trois formats."""

from __future__ import annotations

import json
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lettres.lecture import lire_texte
from lettres.lecture.arbre import ArbreLu
from lettres.lecture.formats.lecteur_json import lire_json
from lettres.lecture.formats.lecteur_toml import lire_toml
from lettres.lecture.source import ouvrir_texte
from lettres.socle.constats import Chemin, Origine

YAML = """\
# commentaire
lettres: 1
reference: "2026-014"
nature: recouvrement
expediteur:
    nom: Élise « 😀 » Exemple
    adresse: {ligne: 12 rue A, ville: Granby}
destinataire: {nom: Marie Exemple, "telephone": 450 555-0123}
lieu:
options:
- Un choix
-   'Un autre'
solution: |
  Plusieurs
  lignes
creances:
  - facture: F-1
    montant: 60
  -
    facture: F-2
"""

JSON = """\
{
  "lettres": 1, "reference": "2026-014",
  "nature": "recouvrement",
  "expediteur": {"nom": "\\u00c9lise 😀", "courriel": "a@exemple.test"},
  "destinataire":
    {"nom": "Marie Exemple"},
\t"options" : ["Un choix",
    "Un autre"],
  "creances": [{"montant": 60.10}]
}
"""

TOML = """\
# commentaire
lettres = 1
"reference" = "2026-014" # fin
nature = 'recouvrement'
options = ["Un choix", # un
  "Un autre",
]
expediteur.nom = "Élise 😀"
expediteur . adresse = {ligne = "12 rue A", ville='Granby'}

[destinataire]
nom = \"\"\"Marie \\
  Exemple\"\"\"

[destinataire.adresse]
ligne = "34 avenue du Lac"
ville = "Bromont"

[[creances]]
facture = "F-1"
date = 2026-08-01
[[creances]]
  montant = 60
[contrat.interet]
taux_annuel = "12 %"
[[contrat.clauses]]
texte = "Un passage."
"""

ATTENDUES: dict[str, dict[Chemin, tuple[tuple[int, int] | None, tuple[int, int]]]] = {
    "yaml": {
        (): (None, (2, 1)),
        ("lettres",): ((2, 1), (2, 10)),
        ("reference",): ((3, 1), (3, 12)),
        ("expediteur",): ((5, 1), (6, 5)),
        ("expediteur", "nom"): ((6, 5), (6, 10)),
        ("expediteur", "adresse"): ((7, 5), (7, 14)),
        ("expediteur", "adresse", "ville"): ((7, 32), (7, 39)),
        ("destinataire",): ((8, 1), (8, 15)),
        ("destinataire", "telephone"): ((8, 36), (8, 49)),
        ("lieu",): ((9, 1), (9, 6)),
        ("options",): ((10, 1), (11, 1)),
        ("options", 0): ((11, 3), (11, 3)),
        ("options", 1): ((12, 5), (12, 5)),
        ("solution",): ((13, 1), (13, 11)),
        ("creances", 0): ((17, 5), (17, 5)),
        ("creances", 0, "montant"): ((18, 5), (18, 14)),
        ("creances", 1, "facture"): ((20, 5), (20, 14)),
    },
    "json": {
        (): (None, (1, 1)),
        ("lettres",): ((2, 3), (2, 14)),
        ("reference",): ((2, 17), (2, 30)),
        ("expediteur",): ((4, 3), (4, 17)),
        ("expediteur", "courriel"): ((4, 41), (4, 53)),
        ("destinataire",): ((5, 3), (6, 5)),
        ("destinataire", "nom"): ((6, 6), (6, 13)),
        ("options",): ((7, 2), (7, 14)),
        ("options", 0): ((7, 15), (7, 15)),
        ("options", 1): ((8, 5), (8, 5)),
        ("creances", 0): ((9, 16), (9, 16)),
        ("creances", 0, "montant"): ((9, 17), (9, 28)),
    },
    "toml": {
        (): (None, (2, 1)),
        ("lettres",): ((2, 1), (2, 11)),
        ("reference",): ((3, 1), (3, 15)),
        ("options",): ((5, 1), (5, 11)),
        ("options", 1): ((6, 3), (6, 3)),
        ("expediteur",): ((8, 1), (8, 1)),
        ("expediteur", "nom"): ((8, 12), (8, 18)),
        ("expediteur", "adresse"): ((9, 14), (9, 24)),
        ("expediteur", "adresse", "ville"): ((9, 45), (9, 51)),
        ("destinataire",): ((11, 2), (11, 2)),
        ("destinataire", "nom"): ((12, 1), (12, 7)),
        ("destinataire", "adresse"): ((15, 15), (15, 15)),
        ("destinataire", "adresse", "ville"): ((17, 1), (17, 9)),
        ("creances",): ((19, 3), (19, 3)),
        ("creances", 0): ((19, 3), (19, 3)),
        ("creances", 0, "date"): ((21, 1), (21, 8)),
        ("creances", 1): ((22, 3), (22, 3)),
        ("creances", 1, "montant"): ((23, 3), (23, 13)),
        ("contrat", "interet", "taux_annuel"): ((25, 1), (25, 15)),
        ("contrat", "clauses", 0, "texte"): ((27, 1), (27, 9)),
    },
}


def origine(texte: str, format_) -> Origine:
    dossier = lire_texte(texte.encode(), fichier="d", format=format_)
    assert dossier.origine is not None
    return dossier.origine


@pytest.mark.parametrize(("format_", "texte"), [("yaml", YAML), ("json", JSON), ("toml", TOML)])
def test_chaque_valeur_et_chaque_cle_ont_leur_place(format_: str, texte: str):
    places = origine(texte, format_)
    trouvees = {chemin: (places.cles.get(chemin), places.valeurs.get(chemin)) for chemin in ATTENDUES[format_]}
    assert trouvees == ATTENDUES[format_]


@pytest.mark.parametrize(("format_", "texte"), [("yaml", YAML), ("json", JSON), ("toml", TOML)])
@pytest.mark.parametrize("fin", ["\n", "\r\n"])
def test_les_fins_de_ligne_et_le_bom_ne_deplacent_rien(format_: str, texte: str, fin: str):
    autre = lire_texte(b"\xef\xbb\xbf" + texte.replace("\n", fin).encode(), fichier="d", format=format_).origine
    assert autre == origine(texte, format_)


def chemins(valeur: object, ici: Chemin = ()) -> set[Chemin]:
    trouves = {ici}
    if isinstance(valeur, dict):
        for cle, enfant in valeur.items():
            trouves |= chemins(enfant, (*ici, cle))
    if isinstance(valeur, list):
        for i, enfant in enumerate(valeur):
            trouves |= chemins(enfant, (*ici, i))
    return trouves


CLE = st.text("abé .'\"\\#=[]{}-", min_size=1, max_size=4).map(str.strip).filter(bool)
SCALAIRE = st.one_of(
    st.text("ab'\"\\#=[]{},\n\té", max_size=6).map(json.dumps),
    st.sampled_from(
        ["1", "-0.5", "1_000", "0x1F", "true", "2026-08-31", "2026-08-31 10:00:00", "10:00:00", "''", "'a\"b'"]
    ),
    st.sampled_from(['"""a\n"b""c"""""', "'''x\n''y'''''", '"""\\\n  suite"""']),
)
VALEUR = st.recursive(
    SCALAIRE,
    lambda v: st.one_of(
        st.lists(v, max_size=3).map(lambda vs: "[ " + " ,\n # c ] }\n ".join(vs) + " ]"),
        st.dictionaries(CLE, v, max_size=3).map(
            lambda d: "{ " + " , ".join(f"{json.dumps(c, ensure_ascii=False)} = {x}" for c, x in d.items()) + " }"
        ),
    ),
    max_leaves=6,
)
PAIRES = st.dictionaries(CLE, VALEUR, max_size=4)
TABLES = st.lists(
    st.tuples(st.sampled_from(["[t{}]", "[[l]]", "[l.t{}]", "[[l.m]]", "[ t{} . u ]"]), PAIRES), max_size=5
)


def en_toml(paires: dict[str, str]) -> str:
    return "".join(f"{json.dumps(c, ensure_ascii=False)} = {v} # fin\n" for c, v in paires.items())


@given(PAIRES, TABLES)
def test_le_balayage_voit_les_memes_chemins_que_tomllib(racine, tables):
    texte = "".join(
        [en_toml(racine), *(f"{entete.format(i)}\n{en_toml(paires)}" for i, (entete, paires) in enumerate(tables))]
    )
    try:
        lu = tomllib.loads(texte)
    except tomllib.TOMLDecodeError:
        return
    if not lu:
        return
    arbre = lire_toml(ouvrir_texte(texte.encode(), "d"))
    assert set(arbre.valeurs) == chemins(lu)
    assert set(arbre.cles) == chemins(lu) - {()}
    assert chemins(arbre.donnees) == chemins(lu)
    verifier_les_places(arbre)


@given(
    st.dictionaries(
        CLE,
        st.recursive(
            st.text(max_size=3) | st.integers() | st.none(),
            lambda v: st.lists(v, max_size=3) | st.dictionaries(CLE, v, max_size=3),
            max_leaves=8,
        ),
    )
)
def test_le_lecteur_json_voit_les_memes_chemins_que_json(donnees):
    for texte in (json.dumps(donnees), json.dumps(donnees, indent=1), json.dumps(donnees, separators=(",", ":"))):
        arbre = lire_json(ouvrir_texte(texte.encode(), "d"))
        assert set(arbre.valeurs) == chemins(donnees)
        verifier_les_places(arbre)


def verifier_les_places(arbre: ArbreLu) -> None:
    """Là où l'on place une clé, le texte commence bien par elle."""
    lignes = arbre.source.texte.split("\n")
    for chemin, (ligne, colonne) in arbre.cles.items():
        suite = lignes[ligne - 1][colonne - 1 :]
        if isinstance(chemin[-1], str) and chemin[-1].isalnum() and chemin[-1].isascii():
            assert suite.lstrip("\"'").startswith(chemin[-1])
