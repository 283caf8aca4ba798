"""Tables : les cas d'un tableau dans un seul essai, qui nomme ensemble tous ceux qui manquent.

Un cas de pytest coûte, à le recueillir, le préparer et le rapporter, plus que ce que vérifie une ligne de tableau. Ceux
d'un même tableau se partagent les préparations de l'essai : il n'en demande aucune qu'un cas puisse laisser salie.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterator
from typing import Any

import pytest

_CAS = type(pytest.param())


def d_un_trait(tableau: pytest.MarkDecorator) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """L'essai que `tableau`, un « parametrize », aurait multiplié, mené d'un trait : tout cas qui manque y est dit."""
    noms, cas = _lire(tableau)

    def mener(essai: Callable[..., None]) -> Callable[..., None]:
        @functools.wraps(essai)
        def tous(*soi: object, **prepares: object) -> None:
            fautes = []
            for titre, valeurs in cas.items():
                try:
                    essai(*soi, **prepares, **dict(zip(noms, valeurs, strict=True)))
                except (Exception, pytest.fail.Exception) as faute:  # noqa: BLE001 -- chacune est redite avec son titre
                    faute.add_note(f"Cas : {titre}")
                    fautes.append((titre, faute))
            if fautes:
                titres = "\n  ".join(titre for titre, _ in fautes)
                dit = f"{len(fautes)} cas sur {len(cas)} :\n  {titres}\n"
                raise BaseExceptionGroup(dit, [faute for _, faute in fautes])

        signature = inspect.signature(essai)
        gardes = [p for p in signature.parameters.values() if p.name not in noms]
        tous.__signature__ = signature.replace(parameters=gardes)  # type: ignore[attr-defined]
        return tous

    return mener


def _lire(tableau: pytest.MarkDecorator) -> tuple[tuple[str, ...], dict[str, tuple[Any, ...]]]:
    """Les noms d'un tableau, et ses cas par titre; aucun n'est marqué : un cas long n'est pas de tous les jours."""
    ecrits, lignes = tableau.args
    noms = tuple(n.strip() for n in ecrits.split(",")) if isinstance(ecrits, str) else tuple(ecrits)
    seul = isinstance(ecrits, str) and len(noms) == 1
    cas: dict[str, tuple[Any, ...]] = {}
    for titre, valeurs in _titrer([*lignes], tableau.kwargs.get("ids"), seul=seul):
        assert titre not in cas, f"deux cas ont le même titre : {titre}"
        cas[titre] = valeurs
    assert cas, "un tableau vide ne prouve rien"
    return noms, cas


def _titrer(lignes: list[Any], ids: Any, *, seul: bool) -> Iterator[tuple[str, tuple[Any, ...]]]:
    donnes = [] if ids is None or callable(ids) else [*ids]
    for rang, ligne in enumerate(lignes):
        titre = donnes[rang] if donnes else None
        if isinstance(ligne, _CAS):
            assert not ligne.marks, "un cas marqué n'est pas de tous les jours"
            titre, valeurs = ligne.id or titre, tuple(ligne.values)
        else:
            valeurs = (ligne,) if seul else tuple(ligne)
        if titre is None and callable(ids):
            titre = "-".join(str(ids(valeur)) for valeur in valeurs)
        yield (f"{rang} : {', '.join(map(repr, valeurs))[:200]}" if titre is None else str(titre)), valeurs
