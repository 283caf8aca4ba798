"""La barrière de notre propre lettre : ce qu'elle retient d'une lettre à l'autre ne change aucun de ses constats.

Chaque lettre est relue telle qu'elle sort, puis tout entière, sans rien retenir : mêmes constats. Puis on y glisse,
dans le XML même, ce qu'elle bannit : après des lettres honnêtes du même modèle, elle le dit encore.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest
from dossiers_au_hasard import AU, SORTES, tirer
from exemples_rendus import ATELIER, EXEMPLES, Exemple
from tries import tries

import lettres
from lettres.barriere import controler_la_notre, points
from lettres.barriere.listes import listes
from lettres.langue import mots
from lettres.production import generation
from lettres.rendu.paquet.ooxml import DOCUMENT
from lettres.rendu.paragraphes import lecture_directe
from lettres.socle.constats import Constat
from lettres.socle.donnees import lire_yaml

UN_PAR_MODELE = {(e.nature, e.lettre): e.nom for e in EXEMPLES}.values()
RETOUCHES = lire_yaml(Path(__file__).parent / "retouches.yaml")


@pytest.fixture
def relues(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """Ce que la barrière a reçu de chaque lettre qui vient de sortir."""
    recues: list[dict[str, Any]] = []

    def noter(octets: bytes, **reste: Any) -> list[Constat]:
        recues.append({"octets": octets, **reste})
        return controler_la_notre(octets, **reste)

    monkeypatch.setattr(generation, "controler_la_notre", noter)
    return recues


def sans_rien_retenir(monkeypatch: pytest.MonkeyPatch, recue: Mapping[str, Any]) -> list[Constat]:
    """Les constats de la même lettre, lue par son arbre et examinée d'un bloc."""
    with monkeypatch.context() as m:
        m.setattr(mots, "rien_a_redire", lambda *_, **__: False)
        m.setattr(points, "_sans_reproche", lambda _: points._SansReproche())
        m.setattr(lecture_directe, "_deja_lue", lecture_directe._lire)
        return controler_la_notre(**recue)


@pytest.mark.un_sur(8)
@tries(("exemple",), {e.nom: (e,) for e in EXEMPLES}, UN_PAR_MODELE)
def test_une_lettre_d_exemple_a_les_memes_constats_lue_d_un_bloc(exemple: Exemple, relues, monkeypatch):
    ATELIER.generer(lettres.lire(exemple.chemin), exemple.lettre, au=exemple.au)
    (recue,) = relues
    assert controler_la_notre(**recue) == sans_rien_retenir(monkeypatch, recue)


@pytest.mark.parametrize(("lettre", "nature"), SORTES)
@pytest.mark.parametrize("nombre", [1, pytest.param(40, marks=pytest.mark.long)], ids=["une", "quarante"])
def test_une_lettre_tiree_au_hasard_a_les_memes_constats_lue_d_un_bloc(
    lettre: str, nature: str, nombre: int, relues, monkeypatch
):
    for graine in range(20 * nombre):
        with suppress(lettres.DossierInvalide):
            ATELIER.generer(lettres.valider(tirer(lettre, nature, graine)), lettre, au=AU)
        if len(relues) == nombre:
            break
    assert len(relues) == nombre, "trop peu de dossiers tirés permettent cette lettre"
    for recue in relues:
        assert controler_la_notre(**recue) == sans_rien_retenir(monkeypatch, recue)


def glissees(parties: Mapping[str, bytes], phrase: str) -> Iterator[dict[str, bytes]]:
    """Les mêmes parties, où la phrase est un paragraphe de plus, ou la fin d'un paragraphe de texte."""
    xml = parties[DOCUMENT].decode()
    textes = [
        p for p in xml.split("</w:p>") if p.endswith(".</w:t></w:r>") and "<w:tc>" not in p and "Citation" not in p
    ]
    fin = textes[len(textes) // 2].removesuffix("</w:t></w:r>")
    de_plus = f'</w:t></w:r></w:p><w:p><w:r><w:t xml:space="preserve">{escape(phrase)}</w:t>'
    for suite in (de_plus, f" {escape(phrase)}</w:t>"):
        yield {**parties, DOCUMENT: xml.replace(f"{fin}</w:t>", f"{fin}{suite}", 1).encode()}


def ajouts() -> dict[str, tuple[str, str, str]]:
    """Ce que chaque point bannit, à glisser dans une lettre de son type.

    D'une entente, nul exemple n'est à un consommateur : ses seuls points n'y bannissent rien.
    """
    bannis = {
        (t.cle, p.code)
        for t in listes().types.values()
        for p in t.points
        if p.force == "X" and not (p.au_consommateur and "entente" in t.natures)
    }
    return {
        f"{cle}-{code}-{rang}": (cle, code, un["ajoute"])
        for cle, retouches in RETOUCHES.items()
        for code, gestes in retouches.items()
        if (cle, code) in bannis
        for rang, un in enumerate(gestes if isinstance(gestes, list) else [gestes])
        if un.get("ajoute")
    }


AJOUTS = ajouts()


@pytest.mark.un_sur(4)
@pytest.mark.parametrize(("cle", "code", "phrase"), AJOUTS.values(), ids=AJOUTS)
def test_ce_qu_on_glisse_dans_une_lettre_dont_tout_est_retenu_se_dit_encore(
    cle: str, code: str, phrase: str, relues, monkeypatch
):
    """Dans une lettre de ce type où le point le bannit : certaines l'excusent, par ce qu'elles citent ou paient."""
    type_ = listes().types[cle]
    for exemple in (e for e in EXEMPLES if e.lettre == type_.lettre and e.nature in type_.natures):
        ATELIER.generer(lettres.lire(exemple.chemin), exemple.lettre, au=exemple.au)
        dites = []
        for parties in glissees(relues[-1]["parties"], phrase):
            recue = {**relues[-1], "parties": parties}
            constats = controler_la_notre(**recue)
            assert constats == sans_rien_retenir(monkeypatch, recue)
            dites.append({c.code for c in constats})
        if all(code in codes or any(c.startswith("V") for c in codes) for codes in dites):
            return
    raise AssertionError(f"{code} ne se dit dans aucune lettre de type {cle}")
