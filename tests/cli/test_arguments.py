"""Arguments : la date, la lettre, la nature; et ce que l'on dit quand ils sont fautifs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import get_args

import pytest
from tables import d_un_trait

from lettres.cli.options.arguments import aujourd_hui, lire_au, lire_lettre, lire_nature
from lettres.cli.terminal.codes_de_sortie import CodeDeSortie, UsageFautif, code_de
from lettres.dossier import CodeLettre, Nature
from lettres.socle.erreurs import (
    DossierIllisible,
    DossierInvalide,
    ErreurLettres,
    ModeleInvalide,
    SortieRefusee,
    ValeursAbsentes,
)


@pytest.mark.parametrize(
    ("texte", "jour"),
    [
        ("2026-11-22", date(2026, 11, 22)),
        ("2028-02-29", date(2028, 2, 29)),
        ("1900-01-01", date(1900, 1, 1)),
        ("2200-12-31", date(2200, 12, 31)),
        ("22 novembre 2026", date(2026, 11, 22)),
        (" le 1er septembre 2026", date(2026, 9, 1)),
    ],
)
def test_une_date_s_ecrit_annee_mois_jour_ou_comme_dans_un_dossier(texte: str, jour: date):
    assert lire_au(texte) == jour


@d_un_trait
@pytest.mark.parametrize(
    "texte",
    [
        "",
        "22 novembre",
        "20261122",
        "2026-W47-7",
        "22-11-2026",
        "2026-11-31",
        "2027-02-29",
        "demain",
        "1899-12-31",
        "2201-01-01",
        "9999-12-31",
        "٢٠٢٦-11-22",
    ],
)
def test_une_date_qui_ne_se_lit_pas_est_une_faute_d_usage(texte: str):
    with pytest.raises(UsageFautif) as faute:
        lire_au(texte)
    (constat,) = faute.value.constats
    assert (constat.code, constat.place) == ("U001", "--au")
    assert "--au 2026-11-22" in constat.remede


def test_sans_date_c_est_aujourd_hui():
    hier_et_demain = datetime.now(UTC).date()
    assert abs(lire_au(None) - hier_et_demain) <= timedelta(days=1)
    assert lire_au(None) == aujourd_hui()


@d_un_trait
@pytest.mark.parametrize("lettre", get_args(CodeLettre))
def test_chaque_lettre_est_comprise(lettre: str):
    assert lire_lettre(lettre) == lettre


@pytest.mark.parametrize("ecrit", ["mise-en-demeure", "Mise en demeure", "MISE_EN_DEMEURE", "mise  en demeure"])
def test_une_lettre_se_nomme_comme_dans_un_dossier(ecrit: str):
    assert lire_lettre(ecrit) == "mise_en_demeure"


@pytest.mark.parametrize("ecrit", ["Réputation", "réputation", "REPUTATION"])
def test_une_nature_se_nomme_comme_dans_un_dossier(ecrit: str):
    assert lire_nature(ecrit) == "reputation"


@pytest.mark.parametrize("nature", get_args(Nature))
def test_chaque_nature_est_comprise(nature: str):
    assert lire_nature(nature) == nature


@pytest.mark.parametrize(
    ("lecture", "texte", "code", "suggestion"),
    [
        (lire_lettre, "mise_en_demere", "U002", "Vouliez-vous dire « mise_en_demeure » ?"),
        (lire_lettre, "zzz", "U002", ""),
        (lire_lettre, "", "U002", ""),
        (lire_nature, "reputtion", "U003", "Vouliez-vous dire « reputation » ?"),
        (lire_nature, "recouvremant", "U003", "Vouliez-vous dire « recouvrement » ?"),
    ],
)
def test_un_mot_inconnu_est_refuse_avec_une_suggestion(
    lecture: Callable[[str], str], texte: str, code: str, suggestion: str
):
    with pytest.raises(UsageFautif) as faute:
        lecture(texte)
    (constat,) = faute.value.constats
    assert constat.code == code
    assert constat.message.endswith(suggestion)
    assert ("Vouliez" in constat.message) is bool(suggestion)


@pytest.mark.parametrize(
    ("famille", "code"),
    [
        (UsageFautif, 2),
        (DossierIllisible, 2),
        (DossierInvalide, 1),
        (ModeleInvalide, 3),
        (ValeursAbsentes, 3),
        (SortieRefusee, 4),
        (ErreurLettres, 1),
    ],
)
def test_chaque_famille_d_erreurs_a_son_code_de_sortie(famille: type[ErreurLettres], code: int):
    assert code_de(famille([])) == code
    assert isinstance(code_de(famille([])), CodeDeSortie)
