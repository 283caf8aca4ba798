"""YAML courant : un fichier lu d'un trait se lit comme à la loupe; au moindre doute, c'est la loupe qui lit."""

from __future__ import annotations

import copy
import pickle
from pathlib import Path

import pytest

from lettres.lecture.formats.lecteur_yaml import lire_de_pres
from lettres.lecture.formats.yaml_courant import lire_le_courant
from lettres.lecture.source import ouvrir_texte
from lettres.socle.donnees import CHARGEUR
from lettres.socle.erreurs import DossierIllisible

RACINE = Path(__file__).parents[2]
EXEMPLES = sorted((RACINE / "exemples").rglob("*.yaml"))
FAUTIFS = sorted((RACINE / "tests" / "lecture" / "fautifs").glob("*.yaml"))


def d_un_trait(texte: str):
    return lire_le_courant(ouvrir_texte(texte.encode(), "d.yaml"), CHARGEUR)


def memes(texte: bytes) -> bool:
    """Dit si le fichier se lit d'un trait, une fois vérifié que tout y est comme à la loupe."""
    source = ouvrir_texte(texte, "d.yaml")
    lu = lire_le_courant(source, CHARGEUR)
    if lu is None:
        return False
    attendu = lire_de_pres(source)
    assert (lu.donnees, lu.valeurs, lu.cles) == (attendu.donnees, attendu.valeurs, attendu.cles)
    assert [*lu.valeurs] == [*attendu.valeurs]
    assert not (attendu.constats or attendu.coupees or attendu.signales)
    return True


def test_les_exemples_se_lisent_d_un_trait_comme_a_la_loupe():
    lus = [memes(fichier.read_bytes()) for fichier in EXEMPLES]
    assert sum(lus) > len(lus) * 0.9


@pytest.mark.un_sur(4)
@pytest.mark.parametrize("fichier", FAUTIFS, ids=lambda f: f.stem)
def test_un_fichier_fautif_se_lit_de_meme_ou_pas_du_tout(fichier: Path):
    try:
        memes(fichier.read_bytes())
    except DossierIllisible as refus:  # -- un octet qui n'est pas du texte : aucun lecteur ne le voit --
        assert refus.constats


COURANTS = {
    "des textes": "a: un\nb: deux mots\n",
    "des guillemets": "a: \"un : deux\"\nb: 'l''été'\n",
    "un bloc de texte": "a: |\n  une ligne\n  une autre\nb: >-\n  repliée\n  ici\n",
    "un texte replié": "a: un texte\n  qui se poursuit\nb: x\n",
    "une liste et des blocs": "a:\n  - b: 1\n    c: [x, y]\n  - d: {e: f, g: h}\n",
    "des listes imbriquées": "a:\n- - x\n  - y\n- [[z]]\n",
    "une clé vide": "a:\nb: ~\nc: null\nd: x\n",
    "un commentaire": "# en tête\na: x  # au bout\n\n# à la fin\n",
    "un début de document": "---\na: x\n...\n",
    "une virgule entre accolades": "a: {montant: 60,00 $}\n",
}
DOUTEUX = {
    "une ancre": "a: &x un\nb: deux\n",
    "un alias": "a: &x un\nb: *x\n",
    "une étiquette": "a: !!str 12\n",
    "une étiquette de bloc": "a: !!map {b: c}\n",
    "une fusion": "a: {b: c}\n<<: d\n",
    "une clé écrite deux fois": "a: un\nb: x\na: deux\n",
    "une clé entre guillemets": '"a": un\n',
    "une clé qui n’est pas un mot": "Clé: un\n",
    "une clé composée": "? [a, b]\n: x\n",
    "un caractère échappé qui ne s’imprime pas": 'a: "\\u0007"\n',
    "un accent décomposé": "a: e\u0301te\u0301\n",
    "une valeur coupée entre accolades": "a: {b: 12, rue des Érables}\n",
    "un texte vide": 'a: ""\n',
    "des espaces": 'a: "  "\n',
    "deux documents": "a: x\n---\nb: y\n",
    "rien": "",
    "un commentaire seul": "# rien\n",
    "une liste": "- a\n",
    "un texte": "a\n",
    "un crochet ouvert": "a: [x\n",
    "un retrait fautif": "a:\n  b: x\n c: y\n",
    "trop de blocs": "".join(f"{'  ' * n}a:\n" for n in range(21)) + "  " * 21 + "b: x\n",
}


@pytest.mark.parametrize("texte", COURANTS.values(), ids=COURANTS)
def test_ce_qui_est_courant_se_lit_d_un_trait(texte: str):
    assert memes(texte.encode()) or "60,00" in texte


@pytest.mark.parametrize("texte", DOUTEUX.values(), ids=DOUTEUX)
def test_au_moindre_doute_on_regarde_de_pres(texte: str):
    assert d_un_trait(texte) is None


@pytest.mark.parametrize(("texte", "vide"), [("a: x\n", False), ("a: x\nb:\n", True), ("a: [x, ~]\n", True)])
def test_une_valeur_vide_se_remarque(texte: str, vide: bool):
    lu = d_un_trait(texte)
    assert lu is not None
    assert lu.sans_vide is not vide


@pytest.mark.parametrize("transporter", [copy.deepcopy, lambda o: pickle.loads(pickle.dumps(o))])  # noqa: S301
def test_l_origine_d_un_fichier_lu_d_un_trait_se_transporte(transporter):
    lu = d_un_trait("a: x\nb: [y, {c: z}]\n")
    assert lu is not None
    assert transporter(lu.origine) == lu.origine
    assert lu.origine.reperes.valeurs["b", 1, "c"] == (2, 12)
