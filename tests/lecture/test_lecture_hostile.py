"""Valeurs hostiles : à chaque place du dossier, n'importe quelle valeur est acceptée ou dite fautive, en français."""

from __future__ import annotations

import collections
import enum
import json
import re
import types
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from fabrique_de_dossiers import expediteur, facture
from tries import tries

import lettres
from lettres import interface
from lettres.lecture.fichier import lire_texte
from lettres.lecture.formes import RACINE, Forme, cles
from lettres.socle.constats import Chemin

AU = date(2026, 11, 22)
ENORME = 10**5000
"""Plus de chiffres que Python n'accepte d'en écrire."""


class Farouche:
    """Un objet qui refuse qu'on l'écrive ou qu'on le compare."""

    def __repr__(self) -> str:
        raise RuntimeError("farouche")

    __str__ = __repr__

    def __eq__(self, autre: object) -> bool:
        raise RuntimeError("farouche")

    __hash__ = object.__hash__


class Texte(str):
    __slots__ = ()


class Enumere(enum.Enum):
    NATURE = "recouvrement"


def boucle() -> dict[str, Any]:
    bloc: dict[str, Any] = {}
    bloc["nom"] = bloc
    return bloc


def profond(profondeur: int = 3000) -> list[Any]:
    liste: list[Any] = []
    for _ in range(profondeur):
        liste = [liste]
    return liste


TEXTES = [
    *("", " ", "x", "x" * 100_000, "\ud800", "\udcff", "a\0b", "\ufffe", "\u202eabc", "a\nb", "\r", "\u2028", "²", "ⅷ"),
    *("9" * 5000, "-" + "9" * 5000, "1e999999", "nan", "inf", "-5", "0", "1.5", "1,234.56", "٣", "\uff11\uff12"),
    *("99999-01-01", "0001-01-01", "9999-12-31", "1900-01-01", "2200-12-31", "2026-02-30", "2026-01-01T99:99"),
    *("2026-01-01 24:00", "25:61", "24 h", "99 h 99", "P-" + "9" * 5000, "http://" + "x" * 4000, "a@" + "b" * 400),
    *("🧨", "{{ x }}", "{% if %}", "<script>", "=1+1", "--", "~", "\x1b[2J"),
]
NOMBRES = [
    *(0, -1, 1, ENORME, -ENORME, 2**63, True, False, 1.5, float("nan"), float("inf"), 1e308, 1j, Fraction(1, 3)),
    *(Decimal(n) for n in ("NaN", "sNaN", "Infinity", "1e999999", "-1e-999999", "1E+5", "999999999.99", "1000000000")),
]
JOURS = [
    *(date.min, date.max, datetime(2026, 1, 1, tzinfo=UTC), timedelta.max),
    *(datetime.combine(jour, time()) for jour in (date.min, date.max)),
    *(time(1, 2), time(1, 2, tzinfo=UTC)),
]
BLOCS = [
    *([], [[]], [None], (), {}, {"": ""}, {1: 2}, {None: None}, {ENORME: 1}, {b"x": 1}, {(1, 2): 3}, {"\ud800": 1}),
    *([ENORME], {"nom": ENORME}, {"nom": Farouche()}, set(), frozenset({1}), range(3), iter([]), boucle(), profond()),
    *(collections.UserDict(nom="x"), types.MappingProxyType({"nom": "x"})),
]
OBJETS = [
    *(None, b"", b"\xff", bytearray(b"x"), memoryview(b"x"), Texte("x"), Enumere.NATURE, Enumere, int, types),
    *(Path("x"), object(), Farouche(), NotImplemented, ..., len, re.compile("x"), KeyError("x")),
]
HOSTILES = [*TEXTES, *NOMBRES, *JOURS, *BLOCS, *OBJETS]


def places(forme: Forme, chemin: Chemin = ()) -> Iterator[Chemin]:
    """Toutes les places du dossier, blocs et listes compris."""
    yield chemin
    if forme.modele:
        for cle in cles(forme.modele).values():
            yield from places(cle.forme, (*chemin, cle.nom))
    if forme.element:
        yield from places(forme.element, (*chemin, 0))


def poser(donnees: Any, chemin: Chemin, valeur: object) -> Any:
    """Les données, où la place vaut `valeur`; les blocs et les listes qui y mènent sont créés au besoin."""
    if not chemin:
        return valeur
    pas, suite = chemin[0], chemin[1:]
    if isinstance(pas, int):
        return [poser(donnees[0] if isinstance(donnees, list) and donnees else None, suite, valeur)]
    bloc = dict(donnees) if isinstance(donnees, dict) else {}
    return bloc | {pas: poser(bloc.get(pas), suite, valeur)}


DOSSIER = {
    "lettres": 1,
    "reference": "2026-014",
    "nature": "recouvrement",
    "expediteur": expediteur(),
    "destinataire": {"nom": "Marie Exemple", "qualite": "consommateur"},
    "creances": [facture()],
}
PLACES = list(places(RACINE))
ANGLAIS = re.compile(r"\b(input|should|must|value|invalid|expected|string|exceeds?|the|not)\b", re.IGNORECASE)


@pytest.mark.un_sur(4)
@tries(
    ("chemin",),
    {".".join(map(str, chemin)) or "racine": (chemin,) for chemin in PLACES},
    {".".join(map(str, chemin)) or "racine" for chemin in PLACES[::8]},
)
def test_n_importe_quelle_valeur_est_acceptee_ou_dite_fautive_en_francais(chemin: Chemin):
    for valeur in HOSTILES:
        donnees = poser(DOSSIER, chemin, valeur)
        try:
            dossier = lettres.valider(donnees)
        except lettres.DossierInvalide as refus:
            assert refus.erreurs
            constats = list(refus.constats)
        else:
            constats = lettres.verifier(dossier, au=AU)
            assert lettres.bilan(dossier, au=AU).au == AU
        for constat in constats:
            json.dumps(interface.constat(constat))
            assert not ANGLAIS.search(f"{constat.message} {constat.remede}"), (type(valeur), constat)


def test_les_places_sont_celles_du_dossier_jusqu_aux_feuilles():
    assert len(PLACES) > 200
    assert ("contrat", "clauses", 0, "page") in PLACES
    assert ("creances", 0, "montant") in PLACES


@pytest.mark.parametrize("place", [("expediteur", "employes"), ("contrat", "clauses", 0, "page")])
@pytest.mark.parametrize(
    ("nombre", "permis"),
    [(1, True), (999_999, True), (1_000_000, False), (ENORME, False), (-1, False)],
    ids=["un", "au plus", "de trop", "énorme", "négatif"],
)
def test_un_entier_a_la_meme_borne_en_nombre_et_en_texte(place: Chemin, nombre: int, permis: bool):
    donnees = poser(poser(DOSSIER, ("contrat", "clauses", 0, "texte"), "Le prix est ferme."), place, nombre)
    refuses = [c.chemin for c in lettres.verifier(donnees, au=AU) if c.code == "D119"]
    assert refuses == ([] if permis else [place])
    if nombre != ENORME:
        en_texte = [c.chemin for c in lettres.verifier(poser(donnees, place, str(nombre)), au=AU) if c.code == "D119"]
        assert en_texte == refuses


FICHIERS = {
    "toml": [
        *(f"page = {'9' * 5000}", f"lettres = 0x{'f' * 5000}", "x = 0b" + "1" * 50_000, "x = 1_" + "0_" * 3000 + "0"),
        *("x = " + "[" * 5000, "x = " + "{a=" * 3000, "[a" + ".a" * 5000 + "]", "a" + ".a" * 5000 + " = 1"),
        *("x = 1e999999", "x = nan", "x = 9999-12-31T23:59:59+23:59", "x = 0000-01-01", 'x = "\\ud800"'),
    ],
    "json": [
        *('{"page": ' + "9" * 5000 + "}", "[" * 100_000, '{"a":' * 100_000, '{"x": "\\ud800"}', '{"\\ud800": 1}'),
        *('{"x": 1e999999}', '{"x": "\\u0000"}', '{"x": NaN}', '{"x": -Infinity}', "9" * 5000, '"x"'),
    ],
    "yaml": [
        *("page: " + "9" * 5000, "[" * 100_000, "{a: " * 5000, "- " * 20_000, "? " * 5000, "!!int " + "9" * 5000),
        *("%YAML " + "9" * 5000 + ".1\n---\na: 1", "a: |" + "9" * 5000 + "\n b", "a: |9\n b", '"\\ud800": 1'),
        *('a: "\\UFFFFFFFF"', "--- >\n", "---\n...\n---", "a: !<" + "x" * 5000 + "> 1", "{? a: b}", "@", "*" * 100),
    ],
}


@pytest.mark.parametrize(
    ("format_", "texte"),
    [(format_, texte) for format_, textes in FICHIERS.items() for texte in textes],
    ids=lambda v: v if v in FICHIERS else ascii(v[:20]),
)
def test_un_fichier_hostile_est_refuse_par_des_constats(format_: Any, texte: str):
    with pytest.raises((lettres.DossierIllisible, lettres.DossierInvalide)) as refus:
        lire_texte(texte.encode(), fichier="d", format=format_)
    assert not ANGLAIS.search(" ".join(c.message + c.remede for c in refus.value.constats))
