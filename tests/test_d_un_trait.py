"""Un tableau mené d'un trait nomme chaque cas qui manque, et n'en laisse aucun derrière lui."""

from __future__ import annotations

import pytest
from tables import d_un_trait
from tries import tries

PARMI = pytest.mark.parametrize("n", [2, 3, 4, 5], ids=["deux", "trois", "quatre", "cinq"])


def tranches(essai: object) -> list[pytest.param]:
    (marque,) = essai.pytestmark  # type: ignore[attr-defined]
    return marque.args[1]


def test_tous_les_cas_passent_et_ceux_qui_manquent_sont_dits_ensemble_par_leur_titre():
    vus = []

    @d_un_trait
    @PARMI
    def essai(n: int) -> None:
        vus.append(n)
        assert n % 2 == 0
        if n == 4:
            pytest.fail("quatre échoue autrement")

    with pytest.raises(BaseExceptionGroup) as dit:
        essai(tranche=0)
    assert vus == [2, 3, 4, 5]
    assert dit.value.message == "3 cas sur 4 :\n  trois\n  quatre\n  cinq\n"
    assert [faute.__notes__ for faute in dit.value.exceptions] == [["Cas : trois"], ["Cas : quatre"], ["Cas : cinq"]]


def test_des_tableaux_croises_et_leurs_tranches_font_tous_les_cas_une_fois():
    vus = []

    @d_un_trait
    @pytest.mark.un_sur(3)
    @PARMI
    @pytest.mark.parametrize(("a", "b"), [("x", 1), pytest.param("y", 2, id="igrec")])
    def essai(n: int, a: str, b: int) -> None:
        vus.append((n, a, b))
        assert a == "x"

    marquees = [tranche.marks for tranche in tranches(essai)]
    assert [bool(marques) for marques in marquees] == [False, True, True]
    for tranche in tranches(essai):
        with pytest.raises(BaseExceptionGroup, match="igrec"):
            essai(tranche=tranche.values[0])
    assert sorted(vus) == [(n, a, b) for n in (2, 3, 4, 5) for a, b in (("x", 1), ("y", 2))]


def test_les_cas_longs_d_un_tableau_trie_se_menent_d_un_autre_trait():
    vus = []

    @d_un_trait
    @tries(("n",), {"deux": (2,), "trois": (3,), "quatre": (4,)}, {"trois"})
    def essai(n: int) -> None:
        vus.append(n)

    assert [bool(tranche.marks) for tranche in tranches(essai)] == [False, True]
    for tranche in tranches(essai):
        essai(tranche=tranche.values[0])
    assert vus == [3, 2, 4]


@d_un_trait
@PARMI
def test_les_preparations_d_un_essai_lui_sont_donnees(n: int, tmp_path_factory: pytest.TempPathFactory):
    assert n and tmp_path_factory.getbasetemp().is_dir()


@pytest.mark.parametrize(
    ("cas", "dit"),
    [
        ([], "ne prouve rien"),
        ([pytest.param(1, marks=pytest.mark.long)], "ne prouve rien"),
        ([1, pytest.param(2, marks=pytest.mark.libreoffice)], "autrement marqué"),
    ],
    ids=["vide", "rien-que-de-long", "marqué"],
)
def test_un_tableau_vide_ou_un_cas_marque_est_une_faute_d_essai(cas: list[object], dit: str):
    def essai(n: int) -> None:
        assert n

    with pytest.raises(AssertionError, match=dit):
        d_un_trait(pytest.mark.parametrize("n", cas)(essai))
