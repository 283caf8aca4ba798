"""La lettre entière (h) : chaque exemple, du dossier aux octets, règles et barrière comprises, contre docxtpl nu.

Le dossier part des faits bruts : il est validé, vérifié par toutes les règles, composé, rendu dans son modèle livré,
puis relu par la barrière. Aucun ne revient : chaque tour a ses noms, ses numéros, ses récits, et ses sommes là où elles
peuvent changer (`variantes`). docxtpl, lui, ne fait que remplir la lettre de deux pages du banc, de chaînes déjà
prêtes. L'un et l'autre en régime établi : chaque exemple a été fait une fois hors de la mesure; ce que coûte la
première lettre se mesure à part (`demarrage`). Et la lecture d'un dossier YAML, contre `yaml.compose` (chargeur en C,
s'il est là) du même fichier.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import yaml
from affaires import CLIENTS
from contextes import contextes
from lettre import modele
from mesures import Resultat, alterner, chronometrer, en_ms, ratio
from moteurs import enchainer, par_docxtpl
from variantes import varier

import lettres
from lettres.lecture.formats.lecteur_yaml import lire_yaml
from lettres.lecture.source import ouvrir_texte
from lettres.production.atelier import Atelier
from lettres.socle.donnees import CHARGEUR

_EXEMPLES = Path(__file__).parents[2] / "exemples"
_TOURS = 2
"""Nos lettres, par ronde : chaque exemple autant de fois."""


def mesurer(rondes: int) -> list[Resultat]:
    """docxtpl ÷ une lettre entière, en moyenne des exemples; lire un dossier ÷ `yaml.compose`."""
    connus = exemples()
    fichiers = sorted({chemin for chemin, _, _ in connus})
    atelier = Atelier()
    varies = [(varier(atelier, faits(chemin), lettre, au), lettre, au) for chemin, lettre, au in connus]
    # -- faites d'avance : une variante ne sert qu'une fois, et n'est pas de ce qu'on mesure --
    donnes = iter(
        [(variante(t), lettre, au) for t in range((_TOURS + 1) * (rondes + 2)) for variante, lettre, au in varies]
    )

    def lettre_entiere(_: int) -> None:
        donnees, lettre, au = next(donnes)
        atelier.generer(lettres.valider(donnees), lettre, au=au)

    for rang in range(len(connus)):
        lettre_entiere(rang)

    def lire(rang: int) -> None:
        lettres.lire(fichiers[rang % len(fichiers)])

    def par_yaml(rang: int) -> None:
        yaml.compose(fichiers[rang % len(fichiers)].read_text(encoding="utf-8"), Loader=CHARGEUR)

    temps = alterner(
        [
            chronometrer("docxtpl nu", CLIENTS, enchainer(par_docxtpl(modele("prouvee")), contextes())),
            chronometrer("lettre entière", _TOURS * len(connus), _repeter(lettre_entiere)),
            chronometrer("lire", 4 * len(fichiers), _repeter(lire)),
            chronometrer("yaml.compose", 10 * len(fichiers), _repeter(par_yaml)),
        ],
        rondes,
    )
    libelle = f"{len(connus)} exemples"
    entiere = ratio(temps["docxtpl nu"], temps["lettre entière"])
    lecture = ratio(temps["lire"], temps["yaml.compose"])
    return [
        *en_ms("entiere", libelle, temps),
        Resultat("entiere.docxtpl", f"{libelle} : docxtpl nu ÷ lettre entière", entiere, "×"),
        Resultat("entiere.lecture", f"{libelle} : lire ÷ yaml.compose", lecture, "×"),
    ]


def exemples() -> list[tuple[Path, str, date]]:
    """Le dossier de chaque exemple, sa lettre, son jour."""
    inscrits = yaml.safe_load((_EXEMPLES / "exemples.yaml").read_text(encoding="utf-8"))
    return [(_EXEMPLES / e["dossier"], e["lettre"], e["au"]) for e in inscrits]


def faits(chemin: Path) -> dict[str, object]:
    """Les faits d'un exemple, tels qu'un programme les donnerait : chaque valeur en texte."""
    return dict(lire_yaml(ouvrir_texte(chemin.read_bytes(), chemin.name)).donnees)


def _repeter(etape: Callable[[int], object]) -> Callable[[int], None]:
    def tour(combien: int) -> None:
        for rang in range(combien):
            etape(rang)

    return tour
