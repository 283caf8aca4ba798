"""Valeurs notées : ce que chaque champ imprime dans les exemples livrés, lettre par lettre, noté d'avance.

`python -m lettres.studio.trousse` les refait : chaque exemple se compose comme une vraie lettre, puis ceux qu'on
complète (`plus.json`) de faits que les autres n'ont pas. Un essai dit ce que l'on a oublié de refaire.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from lettres.affaire import Affaire
from lettres.composition import champs_par_chemin
from lettres.dossier.parcours import textes
from lettres.lecture import lire, valider
from lettres.lecture.fichier import lire_arbre
from lettres.socle.classes import NamedTuple
from lettres.socle.donnees import lire_yaml
from lettres.studio.specimens import contexte_entier, feuilles

FICHIER = Path(__file__).with_name("valeurs_notees.json")
_PLUS = Path(__file__).with_name("plus.json")


class ValeurMontree(NamedTuple):
    """Ce qu'un champ imprime; `telle_quelle` : comme elle est écrite au dossier, sans mise en forme."""

    texte: str
    telle_quelle: bool


def recueillir(exemples: Path) -> str:
    """Le contenu de `valeurs_notees.json`, d'après les exemples de ce répertoire."""
    trouvees: dict[str, dict[str, list[Any]]] = {}
    for affaire, lettre in _affaires(exemples):
        siennes = trouvees.setdefault(f"{lettre}-{affaire.dossier.nature}", {})
        ecrits = {texte for _, texte in textes(affaire.dossier)}
        for chemin, valeur in feuilles(contexte_entier(affaire, lettre)):
            ou = chemin if chemin in champs_par_chemin() else chemin.removesuffix("[]")
            # -- ce que le dossier nomme lui-même n'est un champ que pour lui --
            if valeur is not None and ou in champs_par_chemin():
                siennes.setdefault(ou, [_dite(valeur), valeur in ecrits])
    ranges = {lettre: dict(sorted(siennes.items())) for lettre, siennes in sorted(trouvees.items())}
    lignes = (f"{json.dumps(c)}: {json.dumps(v, ensure_ascii=False)}" for c, v in ranges.items())
    return "{\n" + ",\n".join(lignes) + "\n}\n"


def _dite(valeur: object) -> str:
    return {True: "oui", False: "non"}[valeur] if isinstance(valeur, bool) else str(valeur)


def _affaires(exemples: Path) -> Iterator[tuple[Affaire, str]]:
    for entree in lire_yaml(exemples / "exemples.yaml"):
        yield Affaire(lire(exemples / entree["dossier"]), entree["au"]), entree["lettre"]
    for entree in json.loads(_PLUS.read_text(encoding="utf-8")):
        octets = (exemples / entree["dossier"]).read_bytes()
        faits = lire_arbre(octets, fichier=entree["dossier"], format="yaml").donnees
        dossier = valider(_avec(faits, entree["plus"]))
        yield Affaire(dossier, date.fromisoformat(entree["au"])), entree["lettre"]


def _avec(faits: Any, plus: Any) -> Any:
    """Les faits, et ce qu'on y ajoute : un bloc se complète, une liste aussi, élément par élément."""
    if isinstance(faits, Mapping) and isinstance(plus, Mapping):
        return {**faits, **{cle: _avec(faits.get(cle), valeur) for cle, valeur in plus.items()}}
    if isinstance(faits, list) and isinstance(plus, list):
        ensemble = [_avec(un, deux) for un, deux in zip(faits, plus, strict=False)]
        return [*ensemble, *faits[len(plus) :], *plus[len(faits) :]]
    return plus


@cache
def _notees() -> Mapping[str, Mapping[str, ValeurMontree]]:
    lues = json.loads(FICHIER.read_text(encoding="utf-8"))
    return {lettre: {c: ValeurMontree(*v) for c, v in siennes.items()} for lettre, siennes in lues.items()}


def valeurs_montrees(lettre: str | None = None, nature: str | None = None) -> Mapping[str, ValeurMontree]:
    """Par champ, ce qu'il imprime dans le premier exemple de cette lettre qui l'a; de toutes les lettres, sans elle."""
    toutes: dict[str, ValeurMontree] = {}
    for cle, siennes in _notees().items():
        sienne, la_sienne = cle.rsplit("-", 1)
        if lettre in {None, sienne} and nature in {None, la_sienne}:
            toutes = {**siennes, **toutes}
    return toutes
