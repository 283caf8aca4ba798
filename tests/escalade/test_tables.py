"""La décision, en tables : un titre dit la loi du cas, le journal se lit, et la réponse aussi."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from fabrique_de_dossiers import dossier
from tables import d_un_trait

import lettres
from lettres.escalade import Decision

TABLES = sorted((Path(__file__).parent / "tables").glob("*.yaml"))
_CHARGEUR = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def cas() -> list[Any]:
    lus = [(t.stem, c) for t in TABLES for c in yaml.load(t.read_text(encoding="utf-8"), _CHARGEUR)["cas"]]  # noqa: S506
    return [pytest.param(c, id=f"{nom} – {c['titre']}") for nom, c in lus]


def dite(d: Decision) -> dict[str, object]:
    """La décision, sous les noms des tables."""
    return {
        "statut": d.statut.value,
        "echelon": d.echelon.code if d.echelon else None,
        "lettre": d.lettre,
        "action": d.action,
        "prochaine_lettre": d.prochaine_lettre,
        "creances": list(d.creances),
        "raisons": [*dict.fromkeys(r.code for r in d.raisons)],
        "places": [".".join(map(str, r.chemin)) for r in d.dites],
        "des_le": d.des_le,
        "avant_le": d.avant_le,
        "ce_qui_manque": [m.chemin for m in d.ce_qui_manque],
    }


def _au(valeur: date | str) -> date:
    return valeur if isinstance(valeur, date) else date.fromisoformat(valeur)


def _reduite(d: Decision, attendu: dict[str, object]) -> dict[str, object]:
    toute = dite(d)
    return {cle: toute[cle] for cle in attendu}


def _sans_doublon(attendu: dict[str, Any]) -> dict[str, Any]:
    return attendu | ({"raisons": [*dict.fromkeys(attendu["raisons"])]} if "raisons" in attendu else {})


@d_un_trait
@pytest.mark.parametrize("cas", cas())
def test_la_decision_est_celle_de_la_table(cas: dict[str, Any]):
    decision = lettres.evaluer(dossier(**cas["dossier"]), au=_au(cas["au"]))
    assert _reduite(decision, cas["attendu"]) == _sans_doublon(cas["attendu"]), [r.phrase for r in decision.raisons]
    if "toutes" in cas:
        assert len(decision.toutes) == len(cas["toutes"])
        assert [_reduite(d, a) for d, a in zip(decision.toutes, cas["toutes"], strict=True)] == [
            _sans_doublon(a) for a in cas["toutes"]
        ]
