"""Entrées : n'importe quelle valeur est une lettre ou un refus, à son rang; les autres se font."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest
import yaml
from lot_d_essai import AU, POSIX, donnees, dossier, ligne, nom, verifier_sortie

import lettres
from lettres import interface
from lettres.production.lots import conduite


class Farouche:
    def __getattr__(self, nom: str) -> object:
        raise RuntimeError(f"Zzcanari {nom}")

    def __repr__(self) -> str:
        raise RuntimeError("Zzcanari")


class BlocFarouche(dict[str, object]):
    def items(self) -> Any:
        raise RuntimeError("Zzcanari")


class CheminFarouche:
    def __fspath__(self) -> str:
        raise RuntimeError("Zzcanari")


def suite() -> Iterator[lettres.Dossier]:
    yield dossier(1)


HOSTILES: dict[str, Any] = {
    "rien": None,
    "entier": 3,
    "énorme": 10**5000,
    "indéfini": float("nan"),
    "liste": [dossier(1)],
    "liste vide": [],
    "suite": suite,
    "fonction": len,
    "classe": lettres.Dossier,
    "objet": object(),
    "farouche": Farouche(),
    "bloc farouche": BlocFarouche(a=1),
    "chemin farouche": CheminFarouche(),
    "dict vide": {},
    "dict incomplet": donnees(1, expediteur=None),
    "dict d'objets": donnees(1, expediteur=Farouche()),
    "dict de fonctions": donnees(1, lieu=len),
    "octets": b"pas du JSON",
    "octets nuls": b"\0\xff\xfe",
    "octets vides": b"",
    "nombre JSON": b"3",
    "octets modifiables": bytearray(b"{}"),
    "vue": memoryview(b"{}"),
    "texte": "pas un fichier",
    "texte vide": "",
    "texte énorme": "x" * 100_000,
    "octet nul": "a\0b.yaml",
    "demi-codet": "\ud800.yaml",
    "octet étranger": "\udcff.yaml",
    "chemin": Path("absent.yaml"),
    "chemin nul": Path("a\0b"),
    "ligne": lettres.Ligne(b"{", 7, "f.jsonl"),
    "ligne de texte": lettres.Ligne("{}", 1),  # type: ignore[arg-type]
    "exception": KeyError("Zzcanari"),
}


@pytest.fixture(scope="module")
def atelier() -> lettres.Atelier:
    return lettres.Atelier()


@pytest.fixture(scope="module")
def processus() -> Iterator[Executor]:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as executeur:
        yield executeur


def controler(resultats: list[lettres.ResultatDeLot]) -> None:
    """Chaque valeur hostile a son refus, à sa place, entre deux lettres faites."""
    assert len(resultats) == 2 * len(HOSTILES) + 1
    assert {r.etat for r in resultats[::2]} == {"faite"}
    for cle, resultat in zip(HOSTILES, resultats[1::2], strict=True):
        assert resultat.etat == "refusee", cle
        assert resultat.refus is not None
        assert resultat.refus.erreurs, cle
        assert "Zzcanari" not in repr(resultat) + str(resultat.refus)
        json.dumps(interface.constats(resultat.constats))


def sources() -> Iterator[Any]:
    for rang, hostile in enumerate(HOSTILES.values()):
        yield dossier(rang) if rang % 2 else donnees(rang)
        yield hostile() if hostile is suite else hostile
    yield ligne(len(HOSTILES))


def test_une_valeur_hostile_est_un_refus_et_les_autres_se_font(atelier: lettres.Atelier):
    controler(list(atelier.generer_lot(sources(), au=AU)))


def test_de_meme_avec_une_sortie(atelier: lettres.Atelier, tmp_path: Path):
    controler(list(atelier.generer_lot(sources(), au=AU, sortie=tmp_path / "s")))
    faites = [nom(rang) for rang in range(len(HOSTILES) + 1)]
    assert sorted(f.name for f in (tmp_path / "s").glob("*.docx")) == sorted(faites)


@pytest.mark.long
def test_de_meme_confie_a_d_autres_processus(atelier: lettres.Atelier, processus: Executor, tmp_path: Path):
    options: dict[str, Any] = {"au": AU, "executeur": processus, "travailleurs": 2}
    controler(list(atelier.generer_lot(sources(), **options)))
    controler(list(atelier.generer_lot(sources(), **options, sortie=tmp_path / "s")))


@pytest.mark.long
def test_de_meme_avec_nos_propres_processus(atelier: lettres.Atelier, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(conduite, "SEUIL", 10)
    controler(list(atelier.generer_lot(sources(), au=AU, travailleurs=2)))


def test_un_dict_est_un_dossier_comme_un_autre(atelier: lettres.Atelier):
    (du_dict, du_dossier) = atelier.generer_lot([donnees(1), dossier(1)], au=AU)
    assert du_dict.octets == du_dossier.octets != b""
    (refuse,) = atelier.generer_lot([donnees(1, expediteur={})], au=AU)
    with pytest.raises(lettres.DossierInvalide) as attendu:
        lettres.valider(donnees(1, expediteur={}))
    assert (type(refuse.refus), refuse.constats) == (lettres.DossierInvalide, attendu.value.constats)


def en_yaml(faits: dict[str, Any]) -> bytes:
    return yaml.safe_dump(faits, allow_unicode=True, sort_keys=False).encode()


def en_json(faits: dict[str, Any]) -> bytes:
    return json.dumps(faits, ensure_ascii=False, indent=2).encode()


@pytest.mark.parametrize(("format_", "ecrire"), [("json", en_json), ("yaml", en_yaml)])
def test_dict_dossier_chemin_et_octets_se_melent_dans_un_seul_appel(
    atelier: lettres.Atelier, tmp_path: Path, format_: Any, ecrire: Any
):
    (tmp_path / "d.yaml").write_bytes(en_yaml(donnees(1)))
    meles: list[Any] = [donnees(1), dossier(1), tmp_path / "d.yaml", str(tmp_path / "d.yaml"), ecrire(donnees(1))]
    fautif = donnees(1, expediteur={})
    meles = [fautif, *meles, ecrire(fautif), lettres.Ligne(ligne(1), 7)]
    faits = list(atelier.generer_lot(meles, au=AU, format=format_))
    assert [f.etat for f in faits] == ["refusee", *["faite"] * 5, "refusee", "faite"]
    assert len({f.octets for f in faits if f.refus is None}) == 1
    noms = ["dossier 1", "dossier 2", "dossier 3", *[str(tmp_path / "d.yaml")] * 2, "dossier 6", "dossier 7"]
    assert [f.source for f in faits] == [*noms, "<entrée>:7"]
    relances = list(atelier.relancer(meles, au=AU, format=format_))
    assert [r.source for r in relances] == [*noms, "<entrée>:7"]
    assert [r.refus is None for r in relances] == [f.refus is None for f in faits]


@pytest.mark.parametrize(("format_", "ecrire"), [("json", en_json), ("yaml", en_yaml)])
def test_la_faute_d_octets_de_plusieurs_lignes_est_a_la_sienne(atelier: lettres.Atelier, format_: Any, ecrire: Any):
    avant, apres = ecrire(donnees(1)).split(b"101,00 $")
    octets = avant + b"-1" + apres
    _, fautif, _ = atelier.generer_lot([dossier(1), octets, dossier(2)], au=AU, format=format_)
    (faute,) = fautif.constats
    assert (faute.fichier, faute.ligne) == ("dossier 2", avant.count(b"\n") + 1)


@pytest.mark.parametrize("mene", ["generer_lot", "relancer"])
def test_un_format_inconnu_est_refuse_a_l_appel(atelier: lettres.Atelier, mene: str):
    with pytest.raises(ValueError, match="yaml, json, toml"):
        getattr(atelier, mene)([dossier(1)], au=AU, format="xml")


def test_un_dossier_qui_ne_change_pas_de_processus_est_seul_refuse(atelier: lettres.Atelier, processus: Executor):
    class Locale(lettres.Dossier):
        """Une classe qu'un autre processus ne saurait retrouver."""

    sources = [dossier(1), Locale.model_validate(donnees(2)), dossier(3)]
    assert [r.etat for r in atelier.generer_lot(sources, au=AU)] == ["faite"] * 3
    avant, locale, apres = atelier.generer_lot(sources, au=AU, executeur=processus, travailleurs=1)
    assert (avant.etat, locale.etat, apres.etat) == ("faite", "refusee", "faite")
    assert [c.code for c in locale.constats] == ["D199"]


# -- Une suite qui lève --


class Panne(Exception):
    """Une faute du logiciel hôte."""


def puis(leve: BaseException, combien: int = 3) -> Iterator[lettres.Dossier]:
    for rang in range(combien):
        yield dossier(rang)
    raise leve


def recueillir(
    resultats: Iterator[lettres.ResultatDeLot], genre: type[BaseException]
) -> tuple[list[str], BaseException]:
    faits: list[str] = []
    with pytest.raises(genre) as levee:
        for resultat in resultats:
            faits.append(resultat.etat)
    return faits, levee.value


@pytest.mark.parametrize("combien", [0, 1, 3])
@pytest.mark.parametrize("leve", [Panne("x"), ValueError("x"), lettres.DossierInvalide([]), OSError(5, "x")], ids=repr)
def test_ce_que_la_suite_leve_est_rendu_tel_quel_une_fois_fait_ce_qui_precede(
    atelier: lettres.Atelier, tmp_path: Path, leve: Exception, combien: int
):
    faits, levee = recueillir(atelier.generer_lot(puis(leve, combien), au=AU, sortie=tmp_path / "s"), type(leve))
    assert (faits, levee) == (["faite"] * combien, leve)
    # -- la sortie est rendue, entière, et le même appel continue --
    reprise = [r.etat for r in atelier.generer_lot([dossier(rang) for rang in range(4)], au=AU, sortie=tmp_path / "s")]
    assert reprise == ["deja_faite"] * combien + ["faite"] * (4 - combien)


@pytest.mark.parametrize("fabrique", [ThreadPoolExecutor], ids=["fils"])
def test_de_meme_quand_un_executeur_mene_le_lot(atelier: lettres.Atelier, fabrique: type[Executor], tmp_path: Path):
    panne = Panne("x")
    with fabrique(2) as executeur:
        resultats = atelier.generer_lot(
            puis(panne, 30), au=AU, executeur=executeur, travailleurs=2, sortie=tmp_path / "s"
        )
        faits, levee = recueillir(resultats, Panne)
    assert (faits, levee) == (["faite"] * 30, panne)
    attendues = {r.nom: r.empreinte for r in atelier.generer_lot([dossier(rang) for rang in range(30)], au=AU)}
    verifier_sortie(tmp_path / "s", attendues, finie=True)  # type: ignore[arg-type]


def test_une_interruption_n_attend_pas(atelier: lettres.Atelier):
    faits, _ = recueillir(atelier.generer_lot(puis(KeyboardInterrupt(), 2), au=AU), KeyboardInterrupt)
    assert faits == ["faite", "faite"]


@pytest.mark.skipif(not POSIX, reason="un dossier courant ne s'efface que sous POSIX")
def test_un_dossier_courant_efface_n_empeche_pas_le_lot(
    atelier: lettres.Atelier, processus: Executor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    list(processus.map(int, "1234"))  # -- des processus déjà là : Python n'en ouvre pas d'un répertoire effacé --
    (tmp_path / "ici").mkdir()
    monkeypatch.chdir(tmp_path / "ici")
    (tmp_path / "ici").rmdir()
    for options in ({}, {"executeur": processus}):
        relatif, faite = atelier.generer_lot(["d.yaml", donnees(1)], au=AU, **options)  # type: ignore[arg-type]
        assert (relatif.etat, faite.etat) == ("refusee", "faite")
        assert [c.code for c in relatif.constats] == ["L001"]
