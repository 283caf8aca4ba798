"""Tables : les cas d'un tableau dans un seul essai, qui nomme ensemble tous ceux qui manquent.

Un cas de pytest coûte, à le recueillir, le préparer et le rapporter, plus que ce que vérifie une ligne de tableau. Ceux
d'un même tableau se partagent les préparations de l'essai : il n'en demande aucune qu'un cas puisse laisser salie.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterator
from itertools import product
from typing import Any, NamedTuple

import pytest

Essai = Callable[..., None]
_CAS = type(pytest.param())


def d_un_trait(essai: Essai) -> Essai:
    """L'essai que ses « parametrize » auraient multiplié, mené d'un trait : tout cas qui manque est dit par son titre.

    Les cas marqués « long » (`tries`) se mènent d'un autre trait, long. Sous « un_sur(n) », un cas sur n passe chaque
    jour; les autres tranches sont longues.
    """
    marques = essai.pytestmark  # type: ignore[attr-defined]
    cas = [_reunir(lignes) for lignes in product(*(_lignes(m) for m in marques if m.name == "parametrize"))]
    un_sur = next((m.args[0] for m in marques if m.name == "un_sur"), 1)
    longs = [c for c in cas if c.long]
    assert not (longs and un_sur > 1), "d’un tableau trié, rien d’autre ne s’écarte"
    traits = [[c for c in cas if not c.long], longs] if longs else [cas[n::un_sur] for n in range(un_sur)]
    assert all(traits), "un tableau vide ne prouve rien"
    noms = {nom for c in cas for nom in c.valeurs}

    @functools.wraps(essai)
    def tous(*soi: object, tranche: int, **prepares: object) -> None:
        menes, fautes = traits[tranche], []
        for titre, valeurs, _ in menes:
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
    dites = [(n, f"{n + 1} sur {len(traits)}") for n in range(len(traits))]
    tranches = [pytest.param(n, id=dite, marks=pytest.mark.long if n else ()) for n, dite in dites]
    return pytest.mark.parametrize("tranche", tranches)(tous)


class Ligne(NamedTuple):
    """Le titre d'un cas, ses valeurs, et s'il attend les longs."""

    titre: str
    valeurs: dict[str, Any]
    long: bool


def _reunir(lignes: tuple[Ligne, ...]) -> Ligne:
    valeurs = {nom: v for ligne in lignes for nom, v in ligne.valeurs.items()}
    return Ligne(" · ".join(ligne.titre for ligne in lignes), valeurs, any(ligne.long for ligne in lignes))


def _lignes(tableau: pytest.Mark) -> Iterator[Ligne]:
    """Chaque ligne d'un tableau; elles passent ensemble, et n'ont donc d'autre marque que « long »."""
    ecrits, lignes = tableau.args
    noms = [nom.strip() for nom in ecrits.split(",")] if isinstance(ecrits, str) else [*ecrits]
    ids = tableau.kwargs.get("ids")
    donnes = [*ids] if ids is not None and not callable(ids) else []
    for rang, ligne in enumerate(lignes):
        titre, long = donnes[rang] if donnes else None, False
        if isinstance(ligne, _CAS):
            long = {marque.name for marque in ligne.marks} == {"long"}
            assert long or not ligne.marks, "un cas autrement marqué ne se mène pas avec les autres"
            titre, valeurs = ligne.id or titre, ligne.values
        else:
            valeurs = (ligne,) if len(noms) == 1 and isinstance(ecrits, str) else ligne
        dits = [(callable(ids) and ids(valeur)) or repr(valeur)[:120] for valeur in valeurs]
        yield Ligne(str(titre or ", ".join(map(str, dits))), dict(zip(noms, valeurs, strict=True)), long)
