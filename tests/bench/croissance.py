"""Croissance (d) : le coût d'une lettre quand le tableau s'allonge, puis quand le modèle grossit."""

from __future__ import annotations

import sys

from contextes import contextes
from lettre import modele
from mesures import Concurrent, Resultat, alterner, chronometrer, en_ms, ratio
from moteurs import compressions, enchainer, par_docxtpl, par_nous
from regime import nous

from lettres.socle.erreurs import ErreurLettres

RANGEES = {5: (30, 300), 50: (20, 200), 500: (4, 40), 5_000: (1, 6)}
"""Rangées → lettres par ronde, de docxtpl puis de nous."""
TAILLES = {1: (20, 300), 4: (8, 100), 16: (2, 30)}
"""Combien de fois le corps est répété → lettres par ronde, de docxtpl puis de nous."""


def mesurer(rondes: int) -> list[Resultat]:
    """docxtpl ÷ nous à chaque taille, et combien coûtent dix fois plus de rangées."""
    octets = modele("prouvee")
    resultats: list[Resultat] = []
    par_taille: dict[int, dict[str, list[float]]] = {}
    for rangees, combien in RANGEES.items():
        try:
            par_nous(octets)(contextes(rangees, clients=1)[0])
        except ErreurLettres as refus:
            sys.stderr.write(f"  {rangees} rangées : notre moteur refuse la lettre. {refus}\n")
            continue
        par_taille[rangees] = temps = alterner(_concurrents(octets, rangees, combien), rondes)
        resultats += _comparer(f"rangees.{rangees}", f"{rangees} rangées", temps)
    for nom in par_taille.get(5_000, {}):
        etendue = ratio(par_taille[5_000][nom], par_taille[500][nom])
        resultats.append(Resultat(f"rangees.500-5000.{nom}", f"500 → 5000 rangées : {nom}", etendue, "×"))
    for fois, combien in TAILLES.items():
        gros = modele("prouvee", fois=fois)
        temps = alterner(_concurrents(gros, 5, combien), rondes)
        resultats += _comparer(f"taille.{fois}", f"corps × {fois}", temps)
    return resultats


def _concurrents(octets: bytes, rangees: int, combien: tuple[int, int]) -> list[Concurrent]:
    lettres_docxtpl, les_notres = combien
    clients = contextes(rangees, clients=4 if rangees >= 500 else 20)
    docxtpl = chronometrer("docxtpl", lettres_docxtpl, enchainer(par_docxtpl(octets), clients))
    return [docxtpl] + [
        chronometrer(nous(compression), les_notres, enchainer(par_nous(octets, compression), clients))
        for compression in compressions()
    ]


def _comparer(cle: str, libelle: str, temps: dict[str, list[float]]) -> list[Resultat]:
    ratios = [
        Resultat(f"{cle}.docxtpl.{c}", f"{libelle} : docxtpl ÷ {nous(c)}", ratio(temps["docxtpl"], temps[nous(c)]), "×")
        for c in compressions()
    ]
    return en_ms(cle, libelle, temps) + ratios
