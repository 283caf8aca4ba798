"""La décision (d) : évaluer un dossier déjà lu, et ce qui la changerait, contre le valider, et contre lire son fichier.

Chaque exemple livré, à son jour; puis une affaire de vingt créances et de soixante inscriptions.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TypeVar

import entiere
from mesures import Resultat, alterner, chronometrer, en_ms, ratio

import lettres
from lettres.dossier import Dossier

_ESSAIS = Path(__file__).parents[1]
sys.path += [str(_ESSAIS), str(_ESSAIS / "escalade")]
from journaux import grosse_affaire  # noqa: E402 -- l'affaire des essais, dans leur dossier

_TOURS = 20

C = TypeVar("C")
Cas = tuple[dict[str, object], Dossier, date]


def mesurer(rondes: int) -> list[Resultat]:
    """Évaluer ÷ valider, évaluer ÷ lire, en moyenne des exemples; évaluer ÷ valider, pour la grosse affaire."""
    exemples = entiere.exemples()
    petits = [_cas(entiere.faits(chemin), au) for chemin, _, au in exemples]
    gros = [_cas(*grosse_affaire(20, 60))]
    fichiers = [chemin for chemin, _, _ in exemples]
    temps = alterner(
        [
            chronometrer("évaluer", _TOURS * len(petits), _repeter(_evaluer, petits)),
            chronometrer("valider", _TOURS * len(petits), _repeter(_valider, petits)),
            chronometrer("lire", len(petits), _repeter(lettres.lire, fichiers)),
            chronometrer("évaluer, 20 créances", _TOURS, _repeter(_evaluer, gros)),
            chronometrer("valider, 20 créances", _TOURS, _repeter(_valider, gros)),
        ],
        rondes,
    )
    libelle = f"{len(petits)} exemples"
    par_validation = ratio(temps["évaluer"], temps["valider"])
    par_lecture = ratio(temps["évaluer"], temps["lire"])
    grosse = ratio(temps["évaluer, 20 créances"], temps["valider, 20 créances"])
    return [
        *en_ms("decision", libelle, temps),
        Resultat("decision.validation", f"{libelle} : évaluer ÷ valider", par_validation, "×"),
        Resultat("decision.lecture", f"{libelle} : évaluer ÷ lire", par_lecture, "×"),
        Resultat("decision.grosse", "20 créances, 60 inscriptions : évaluer ÷ valider", grosse, "×"),
    ]


def _cas(faits: dict[str, object], au: date) -> Cas:
    return faits, Dossier.model_validate(faits), au


def _evaluer(cas: Cas) -> object:
    _, dossier, au = cas
    return lettres.evaluer(dossier, au=au, relire=True)


def _valider(cas: Cas) -> object:
    return Dossier.model_validate(cas[0])


def _repeter(etape: Callable[[C], object], cas: Sequence[C]) -> Callable[[int], None]:
    def tour(combien: int) -> None:
        for rang in range(combien):
            etape(cas[rang % len(cas)])

    return tour
