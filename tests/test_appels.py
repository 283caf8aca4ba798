"""Appels : ce qu'un logiciel hôte donne, dict ou Dossier, et ce qu'on répond à un argument qui n'a pas de sens."""

from __future__ import annotations

import copy
import re
from collections import UserDict
from datetime import UTC, date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from exemples_rendus import ATELIER
from fabrique_de_dossiers import AU, destinataire, expediteur, facture
from tables import d_un_trait

import lettres
from lettres.barriere import controler
from lettres.catalogue import dossier_des_modeles
from lettres.rendu import compiler

DONNEES: dict[str, Any] = {
    "lettres": 1,
    "reference": "2026-014",
    "nature": "recouvrement",
    "expediteur": expediteur(),
    "destinataire": destinataire(),
    "creances": [facture()],
}
DOSSIER = lettres.valider(DONNEES)
SANS_NOM = {**DONNEES, "expediteur": {}}

PORTES = {
    "generer": lambda d: lettres.generer(d, au=AU),
    "Atelier.generer": lambda d: lettres.Atelier().generer(d, au=AU),
    "bilan": lambda d: lettres.bilan(d, au=AU),
    "prochaine_lettre": lettres.prochaine_lettre,
    "valider": lettres.valider,
}
PAS_UN_DOSSIER = [
    None,
    3,
    1.5,
    True,
    "dossier.yaml",
    b"{}",
    Path("d.yaml"),
    [],
    (),
    object(),
    lettres.Dossier,
    [DONNEES],
]


def sans_adresse(valeur: object) -> str:
    """Le nom d'un cas, le même d'un processus à l'autre."""
    return re.sub(r" at 0x\w+", "", ascii(valeur))


def en_francais(faute: BaseException) -> bool:
    """Un message, accentué ou guillemeté, et sans un mot de Python."""
    anglais = re.search(r"\b(expected|arguments|must|not|object|should|invalid|int|NoneType)\b", str(faute))
    return bool(str(faute)) and (anglais is None or f"« {anglais[0]} »" in str(faute))


# -- Un dict est un dossier --


@pytest.mark.parametrize(
    "enrober", [dict, UserDict, MappingProxyType, lambda d: d], ids=["dict", "user", "proxy", "tel"]
)
def test_un_dict_donne_la_meme_chose_que_son_dossier(enrober):
    faits = enrober(copy.deepcopy(DONNEES))
    assert ATELIER.generer(faits, au=AU) == ATELIER.generer(DOSSIER, au=AU)
    assert lettres.verifier(faits, au=AU) == lettres.verifier(DOSSIER, au=AU)
    assert lettres.bilan(faits, au=AU) == lettres.bilan(DOSSIER, au=AU)
    assert lettres.prochaine_lettre(faits) == lettres.prochaine_lettre(DOSSIER) == "rappel"
    assert dict(faits) == DONNEES, "les données de l'hôte ne sont pas touchées"


@pytest.mark.parametrize("porte", PORTES.values(), ids=PORTES)
def test_un_dict_qui_n_est_pas_un_dossier_est_refuse_comme_par_valider(porte):
    with pytest.raises(lettres.DossierInvalide) as attendu:
        lettres.valider(SANS_NOM)
    with pytest.raises(lettres.DossierInvalide) as refus:
        porte(SANS_NOM)
    assert refus.value.constats == attendu.value.constats
    assert lettres.verifier(SANS_NOM, au=AU) == list(attendu.value.constats)


@d_un_trait
@pytest.mark.parametrize("porte", PORTES.values(), ids=PORTES)
@pytest.mark.parametrize("valeur", PAS_UN_DOSSIER, ids=lambda v: type(v).__name__)
def test_ce_qui_n_est_pas_un_dossier_est_un_constat_qui_dit_quoi_donner(porte, valeur: Any):
    with pytest.raises(lettres.DossierInvalide) as refus:
        porte(valeur)
    (constat,) = refus.value.constats
    assert constat.code == ("D107" if valeur is None else "D109")
    assert type(valeur).__name__ in constat.message
    assert "lettres.lire(chemin)" in constat.remede
    assert lettres.verifier(valeur, au=AU) == [constat]


def test_un_dossier_valide_est_rendu_tel_quel():
    assert lettres.valider(DOSSIER) is DOSSIER


# -- « au » --


@d_un_trait
@pytest.mark.parametrize(
    "au",
    [None, 3, 1.5, True, "", "hier", "22-11-2026", "2026-02-30", b"2026-11-22", date.min, date.max, [], object()],
    ids=sans_adresse,
)
@pytest.mark.parametrize(
    "appel",
    [
        lambda au: lettres.generer(DOSSIER, au=au),
        lambda au: lettres.verifier(DOSSIER, au=au),
        lambda au: lettres.bilan(DOSSIER, au=au),
        lambda au: lettres.Atelier().generer_lot([DOSSIER], au=au),
    ],
    ids=["generer", "verifier", "bilan", "generer_lot"],
)
def test_un_au_qui_n_est_pas_une_date_est_nomme_en_francais(appel, au: Any):
    with pytest.raises(ValueError, match=r"^« au » : ") as faute:
        appel(au)
    assert en_francais(faute.value)


@pytest.mark.parametrize("au", [AU, datetime(2026, 11, 22, 23, 59, tzinfo=UTC), "2026-11-22"], ids=repr)
def test_une_date_avec_son_heure_ou_en_texte_vaut_son_jour(au: Any):
    assert ATELIER.generer(DOSSIER, au=au).octets == ATELIER.generer(DOSSIER, au=AU).octets
    assert lettres.bilan(DOSSIER, au=au).au == AU


# -- « lettre » --


@d_un_trait
@pytest.mark.parametrize(
    "lettre", ["n’importe", "", " ", "Rappel", "x" * 10_000, "\ud800", "a\0b", 3, True, b"rappel"], ids=sans_adresse
)
def test_une_lettre_qui_n_existe_pas_est_un_constat(lettre: Any):
    (constat,) = lettres.verifier(DOSSIER, lettre, au=AU)
    assert (constat.code, len(constat.message) < 300) == ("E102", True)
    with pytest.raises(lettres.DossierInvalide) as refus:
        lettres.generer(DOSSIER, lettre, au=AU)
    assert refus.value.erreurs == (constat,)


@pytest.mark.parametrize(
    "lettre", [[], {}, object(), lettres.Lettre, 10**5000], ids=["liste", "dict", "objet", "type", "énorme"]
)
def test_une_lettre_qui_n_est_pas_un_texte_est_un_constat(lettre: Any):
    (constat,) = lettres.verifier(DOSSIER, lettre, au=AU)
    assert (constat.code, type(lettre).__name__ in constat.message) == ("E102", True)


# -- Les modèles, les chemins --

PAS_UN_CHEMIN = [None, 3, 1.5, [], {}, object(), bytearray(b"PK"), "a\0b", "\ud800.docx", Path("a\0b")]


class Piege:
    """Un chemin qui se défend."""

    def __fspath__(self) -> str:
        raise RuntimeError("Zzcanari")


@d_un_trait
@pytest.mark.parametrize("source", [*PAS_UN_CHEMIN, Piege()], ids=sans_adresse)
def test_ce_qui_n_est_ni_un_chemin_ni_des_octets_n_est_pas_un_modele(source: Any):
    for appel in (
        lambda: compiler(source),
        lambda: lettres.Atelier().compiler(source),
        lambda: lettres.generer(DOSSIER, au=AU, modele=source if source is not None else 0),  # type: ignore[arg-type]
        lambda: lettres.Atelier().generer_lot([DOSSIER], au=AU, modele=source if source is not None else 0),  # type: ignore[arg-type]
    ):
        with pytest.raises(lettres.ModeleInvalide) as refus:
            appel()
        assert [c.code for c in refus.value.constats] == ["M101"]
        assert "Zzcanari" not in str(refus.value)


@d_un_trait
@pytest.mark.parametrize("source", [*PAS_UN_CHEMIN, Piege(), b"octets"], ids=sans_adresse)
def test_ce_qui_n_est_pas_un_chemin_ne_se_lit_ni_ne_s_ecrit(source: Any):
    with pytest.raises(lettres.DossierIllisible) as illisible:
        lettres.lire(source)
    assert [c.code for c in illisible.value.constats] == ["L003"]
    lettre = ATELIER.generer(DOSSIER, au=AU)
    (faite,) = ATELIER.generer_lot([DOSSIER], au=AU)
    for ecrire in (lettre.ecrire, faite.ecrire, lambda s: s and lettres.Atelier().generer_lot([], au=AU, sortie=s)):
        if source or ecrire in (lettre.ecrire, faite.ecrire):
            with pytest.raises(lettres.SortieRefusee) as refus:
                ecrire(source)
            assert [c.code for c in refus.value.constats] == ["S005"]


@d_un_trait
@pytest.mark.parametrize("source", [*PAS_UN_CHEMIN, Piege(), b"octets"], ids=sans_adresse)
def test_ce_qui_n_est_pas_une_lettre_ne_se_controle_pas(source: Any):
    with pytest.raises(lettres.ModeleInvalide) as refus:
        controler(source)
    assert [c.code for c in refus.value.constats] == ["M101"]


@pytest.mark.parametrize("modeles", [3, [], object(), b"m", "a\0b", Piege()], ids=sans_adresse)
def test_un_dossier_de_modeles_qui_n_est_pas_un_chemin_est_refuse(modeles: Any):
    with pytest.raises(lettres.ModeleInvalide) as refus:
        lettres.Atelier(modeles)
    assert [c.code for c in refus.value.constats] == ["I101"]


@pytest.mark.parametrize(
    "options", [{"gardes": 0}, {"gardes": "x"}, {"gardes": None}, {"cache": 3}, {"cache": b"c"}], ids=str
)
def test_une_option_d_atelier_qui_n_a_pas_de_sens_est_nommee(options: dict[str, Any]):
    with pytest.raises(ValueError, match=f"^« {next(iter(options))} » : ") as faute:
        lettres.Atelier(**options)
    assert en_francais(faute.value)


@d_un_trait
@pytest.mark.parametrize(
    "contexte", [None, 3, "x", b"x", [], [("a", 1)], object(), {3: 1}, {"a": object()}, {"a": 1.5}], ids=sans_adresse
)
def test_un_contexte_qui_n_est_pas_un_groupe_de_valeurs_est_refuse(contexte: Any):
    modele = ATELIER.compiler(dossier_des_modeles() / "rappel-recouvrement.docx")
    with pytest.raises(lettres.ModeleInvalide) as refus:
        modele.rendre(contexte)
    assert {c.code for c in refus.value.constats} <= {"M601", "M602"}


# -- generer_lot --


@d_un_trait
@pytest.mark.parametrize(
    "dossiers",
    [None, 3, True, "d.yaml", b"{}", bytearray(b"{}"), Path("d.yaml"), DONNEES, UserDict(DONNEES), DOSSIER, object()],
    ids=lambda v: type(v).__name__,
)
def test_dossiers_est_une_suite_et_non_un_seul_dossier(dossiers: Any):
    with pytest.raises(TypeError, match=r"^« dossiers » : ") as faute:
        lettres.Atelier().generer_lot(dossiers, au=AU)
    assert en_francais(faute.value)
    assert type(dossiers).__name__ in str(faute.value)


@pytest.mark.parametrize(
    ("options", "genre"),
    [
        ({"travailleurs": 0}, ValueError),
        ({"travailleurs": -1}, ValueError),
        ({"travailleurs": "2"}, ValueError),
        ({"travailleurs": None}, ValueError),
        ({"executeur": 3}, TypeError),
        ({"arreter": 3}, TypeError),
    ],
    ids=str,
)
def test_une_option_de_lot_qui_n_a_pas_de_sens_est_nommee_des_l_appel(options: dict[str, Any], genre: type[Exception]):
    with pytest.raises(genre, match=f"^« {next(iter(options))} » : ") as faute:
        lettres.Atelier().generer_lot([DOSSIER], au=AU, **options)
    assert en_francais(faute.value)
