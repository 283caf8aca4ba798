"""Erreurs : chacune porte ses constats, les erreurs d'abord, où qu'elle soit levée et d'où qu'elle revienne."""

from __future__ import annotations

import copy
import pickle
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from multiprocessing import get_context
from pathlib import Path

import pytest
from tables import d_un_trait

import lettres
from lettres.socle import erreurs
from lettres.socle.constats import Constat, Gravite

AU = date(2026, 11, 22)
FAMILLES = sorted(
    (c for c in vars(erreurs).values() if isinstance(c, type) and issubclass(c, lettres.ErreurLettres)),
    key=lambda c: c.__name__,
)


def constat(code: str, gravite: Gravite, ligne: int) -> Constat:
    return Constat(code, gravite, f"Constat {code}.", fichier="d.yaml", ligne=ligne, colonne=1)


MELES = [
    constat("C1", Gravite.CONSEIL, 1),
    constat("E1", Gravite.ERREUR, 2),
    constat("A1", Gravite.ALERTE, 3),
    constat("E2", Gravite.ERREUR, 4),
    constat("C2", Gravite.CONSEIL, 5),
    constat("A2", Gravite.ALERTE, 6),
]


@pytest.mark.parametrize("famille", FAMILLES)
def test_les_erreurs_viennent_d_abord_puis_les_alertes_puis_les_conseils_dans_l_ordre_du_fichier(
    famille: type[lettres.ErreurLettres],
):
    refus = famille(MELES)
    assert [c.code for c in refus.constats] == ["E1", "E2", "A1", "A2", "C1", "C2"]
    assert [c.code for c in refus.erreurs] == ["E1", "E2"]
    assert str(refus).splitlines() == [str(c) for c in refus.constats]


@pytest.mark.parametrize("nombre", [0, 1, 3])
def test_erreurs_n_a_que_des_erreurs_meme_s_il_n_y_en_a_pas(nombre: int):
    refus = lettres.DossierInvalide(MELES[:1] + [MELES[1]] * nombre)
    assert [c.code for c in refus.erreurs] == ["E1"] * nombre


@d_un_trait
@pytest.mark.parametrize("famille", FAMILLES)
@pytest.mark.parametrize("copier", [copy.copy, copy.deepcopy, lambda e: pickle.loads(pickle.dumps(e))])  # noqa: S301
def test_une_copie_garde_les_constats(famille: type[lettres.ErreurLettres], copier):
    copie = copier(famille(MELES))
    assert type(copie) is famille
    assert (copie.constats, str(copie)) == (famille(MELES).constats, str(famille(MELES)))


def test_une_erreur_revient_entiere_d_un_autre_processus(tmp_path: Path):
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as executeur:
        refus = executeur.submit(lettres.lire, tmp_path / "absent.yaml").exception()
    assert isinstance(refus, lettres.DossierIllisible)
    assert [c.code for c in refus.constats] == ["L001"]


def test_un_dossier_refuse_dit_d_abord_ce_qu_il_faut_corriger(tmp_path: Path):
    chemin = tmp_path / "d.yaml"
    chemin.write_text(
        "lettres: 1\nreference: '1'\nnature: recouvrement\n"
        "destinataire: {nom: Marie Exemple}\nexpediteur: {nom: Studio Exemple}\n",
        encoding="utf-8",
    )
    with pytest.raises(lettres.DossierInvalide) as refus:
        lettres.generer(lettres.lire(chemin), "mise_en_demeure", au=AU)
    gravites = [c.gravite for c in refus.value.constats]
    assert gravites == sorted(gravites, key=list(Gravite).index)
    assert {Gravite.ERREUR, Gravite.CONSEIL} <= set(gravites)
    places = [(c.ligne, c.colonne) for c in refus.value.erreurs]
    assert places == sorted(places)  # type: ignore[type-var]
    # -- verifier, lui, suit le fichier --
    lus = [(c.ligne, c.colonne) for c in lettres.verifier(lettres.lire(chemin), "mise_en_demeure", au=AU)]
    assert lus == sorted(lus)  # type: ignore[type-var]
