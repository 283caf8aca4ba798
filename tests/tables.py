"""Tables : les cas d'un tableau dans un seul essai, qui nomme ensemble tous ceux qui manquent.

Un cas de pytest coûte, à le recueillir, le préparer et le rapporter, plus que ce que vérifie une ligne de tableau. Ceux
d'un même tableau se partagent les préparations de l'essai : il n'en demande aucune qu'un cas puisse laisser salie.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

import pytest

Essai = Callable[..., None]
_CAS = type(pytest.param())


def d_un_trait(essai: Essai) -> Essai:
    """L'essai que ses « parametrize » auraient multiplié, mené d'un trait : tout cas qui manque est dit par son titre.

    Sous « un_sur(n) », un cas sur n passe chaque jour; les autres tranches sont longues.
    """
    marques = essai.pytestmark  # type: ignore[attr-defined]
    cas = [_reunir(lignes) for lignes in product(*(_lignes(m) for m in marques if m.name == "parametrize"))]
    un_sur = next((m.args[0] for m in marques if m.name == "un_sur"), 1)
    assert cas and len(cas) >= un_sur, "un tableau vide ne prouve rien"
    noms = {nom for _, valeurs in cas for nom in valeurs}

    @functools.wraps(essai)
    def tous(*soi: object, tranche: int, **prepares: object) -> None:
        menes, fautes = cas[tranche::un_sur], []
        for titre, valeurs in menes:
            try:
                essai(*soi, **prepares, **valeurs)
            except (Exception, pytest.fail.Exception) as faute:  # noqa: BLE001 -- redite ci-dessous, avec son titre
                faute.add_note(f"Cas : {titre}")
                fautes.append((titre, faute))
        if fautes:
            titres = "\n  ".join(titre for titre, _ in fautes)
            dit = f"{len(fautes)} cas sur {len(menes)} :\n  {titres}\n"
            raise BaseExceptionGroup(dit, [faute for _, faute in fautes])

    signature = inspect.signature(essai)
    gardes = [p for p in signature.parameters.values() if p.name not in noms]
    sienne = inspect.Parameter("tranche", inspect.Parameter.KEYWORD_ONLY)
    tous.__signature__ = signature.replace(parameters=[*gardes, sienne])  # type: ignore[attr-defined]
    tous.pytestmark = [m for m in marques if m.name not in ("parametrize", "un_sur")]  # type: ignore[attr-defined]
    tranches = [pytest.param(n, id=f"{n + 1} sur {un_sur}", marks=pytest.mark.long if n else ()) for n in range(un_sur)]
    return pytest.mark.parametrize("tranche", tranches)(tous)


def _reunir(lignes: tuple[tuple[str, dict[str, Any]], ...]) -> tuple[str, dict[str, Any]]:
    return " · ".join(titre for titre, _ in lignes), {nom: v for _, valeurs in lignes for nom, v in valeurs.items()}


def _lignes(tableau: pytest.Mark) -> Iterator[tuple[str, dict[str, Any]]]:
    """Le titre et les valeurs de chaque ligne; aucune n'est marquée, puisqu'elles passent ensemble."""
    ecrits, lignes = tableau.args
    noms = [nom.strip() for nom in ecrits.split(",")] if isinstance(ecrits, str) else [*ecrits]
    ids = tableau.kwargs.get("ids")
    donnes = [*ids] if ids is not None and not callable(ids) else []
    for rang, ligne in enumerate(lignes):
        titre = donnes[rang] if donnes else None
        if isinstance(ligne, _CAS):
            assert not ligne.marks, "un cas marqué ne se mène pas avec les autres"
            titre, valeurs = ligne.id or titre, ligne.values
        else:
            valeurs = (ligne,) if len(noms) == 1 and isinstance(ecrits, str) else ligne
        dits = [(callable(ids) and ids(valeur)) or repr(valeur)[:120] for valeur in valeurs]
        yield str(titre or ", ".join(map(str, dits))), dict(zip(noms, valeurs, strict=True))
