"""Compilation (i) et profil (j) : le prix d'un modèle compilé, et où passe le temps d'une lettre."""

from __future__ import annotations

import cProfile
import pstats
from pathlib import Path

from contextes import contextes
from lettre import Variante, modele
from mesures import Etendue, Resultat, alterner, chronometrer, en_ms, ratio
from moteurs import enchainer, par_docxtpl, par_nous

from lettres.rendu import compiler

_COMPILATIONS, _LETTRES_DOCXTPL = 5, 20
_PROFILEES = 400
_ETAPES = 12


def mesurer(rondes: int) -> list[Resultat]:
    """Compiler le modèle ÷ écrire une lettre avec docxtpl."""
    octets = modele("prouvee")

    def compilations(combien: int) -> None:
        for _ in range(combien):
            compiler(octets)

    docxtpl = enchainer(par_docxtpl(octets), contextes())
    temps = alterner(
        [chronometrer("compiler", _COMPILATIONS, compilations), chronometrer("docxtpl", _LETTRES_DOCXTPL, docxtpl)],
        rondes,
    )
    etendue = ratio(temps["compiler"], temps["docxtpl"])
    resultat = Resultat("compilation.docxtpl", "compiler ÷ une lettre docxtpl", etendue, "×")
    return [*en_ms("compilation", "compilation", temps), resultat]


def profiler() -> list[Resultat]:
    """Les fonctions où passe une lettre, prouvée puis contrôlée; le profileur gonfle les petites."""
    resultats: list[Resultat] = []
    variantes: tuple[Variante, ...] = ("prouvee", "controlee")
    for variante in variantes:
        tour = enchainer(par_nous(modele(variante)), contextes())
        tour(_PROFILEES // 10)
        profil = cProfile.Profile()
        profil.runcall(tour, _PROFILEES)
        etats = pstats.Stats(profil).stats  # type: ignore[attr-defined]  # table publique de fait
        total = sum(propre for _, _, propre, _, _ in etats.values())
        rangs = sorted(etats.items(), key=lambda paire: -paire[1][2])[:_ETAPES]
        for rang, ((fichier, ligne, fonction), (_, appels, propre, _, _)) in enumerate(rangs, 1):
            lieu = f"{Path(fichier).parent.name}/{Path(fichier).name}:{ligne} {fonction}" if ligne else fonction
            part = Etendue.de([100 * propre / total])
            libelle = f"profil {variante} : {lieu}, {appels / _PROFILEES:.0f} appels par lettre"
            resultats.append(Resultat(f"profil.{variante}.{rang}", libelle, part, "%"))
    return resultats
