"""Tableau : les buts chiffrés du moteur, ce que le banc a mesuré, et si chacun est atteint."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from mesures import Etendue, Resultat


@dataclass(frozen=True, slots=True)
class But:
    """Un but : la clé du chiffre qui en décide, son seuil, et de quel côté il faut être."""

    numero: str
    quoi: str
    cle: str
    sens: Literal["≥", "≤"]
    seuil: float
    ambition: float | None = None

    def atteint(self, etendue: Etendue) -> bool:
        """La médiane tient le seuil."""
        return etendue.mediane >= self.seuil if self.sens == "≥" else etendue.mediane <= self.seuil


BUTS = (
    But("1", "lettres dont le texte diffère de celui de docxtpl", "parite.ecarts", "≤", 0),
    But("2a", "lettre prouvée, bibliothèque standard : docxtpl ÷ nous", "regime.prouvee.docxtpl.zlib", "≥", 50, 100),
    But("2b", "lettre contrôlée, bibliothèque standard : docxtpl ÷ nous", "regime.controlee.docxtpl.zlib", "≥", 30),
    But("3", "lettre prouvée, isal : docxtpl ÷ nous", "regime.prouvee.docxtpl.isal", "≥", 100, 150),
    But("4a", "rust-docxtpl ÷ nous, bibliothèque standard", "pairs.rust-docxtpl.zlib", "≥", 15),
    But("4b", "rust-docxtpl ÷ nous, isal", "pairs.rust-docxtpl.isal", "≥", 30),
    But("4c", "easy-template-x ÷ nous, bibliothèque standard", "pairs.easy-template-x.zlib", "≥", 15),
    But("4d", "easy-template-x ÷ nous, isal", "pairs.easy-template-x.isal", "≥", 30),
    But("4e", "python-docx à la main ÷ nous, bibliothèque standard", "regime.prouvee.python-docx.zlib", "≥", 10),
    But("5a", "500 rangées : docxtpl ÷ nous, bibliothèque standard", "rangees.500.docxtpl.zlib", "≥", 12),
    But("5b", "5 000 rangées : docxtpl ÷ nous, bibliothèque standard", "rangees.5000.docxtpl.zlib", "≥", 10),
    But("5c", "de 500 à 5 000 rangées, bibliothèque standard", "rangees.500-5000.nous (zlib)", "≤", 11),
    But("6a", "ligne JSON → fichier ÷ rendu nu, bibliothèque standard", "chaine.zlib.nu", "≤", 2),
    But("6b", "ligne JSON → fichier ÷ rendu nu, isal", "chaine.isal.nu", "≤", 2),
    But("6c", "ligne JSON → fichier, bibliothèque standard : docxtpl ÷ nous", "chaine.zlib.docxtpl", "≥", 40),
    But("6d", "ligne JSON → fichier, isal : docxtpl ÷ nous", "chaine.isal.docxtpl", "≥", 75),
    But("7a", "mémoire prise après les 1 000 premières lettres (Mo)", "memoire.croissance", "≤", 2),
    But("7b", "mémoire à son plus haut, nous ÷ docxtpl", "memoire.part", "≤", 1),
    But("8", "un processus ÷ deux", "processus.acceleration", "≥", 1.5),
    But("9", "compiler ÷ une lettre docxtpl", "compilation.docxtpl", "≤", 2),
    But("10a", "lettres --help ÷ python nu", "demarrage.aide.python", "≤", 8),
    But("10b", "lettres --help ÷ script docxtpl nu", "demarrage.aide.docxtpl", "≤", 0.55),
    But("10c", "modules interdits que --help importe", "demarrage.aide.interdits", "≤", 0),
    But("11a", "lettres generer ÷ script docxtpl nu", "demarrage.generer.docxtpl", "≤", 1.4),
    But("11b", "lettres generer ÷ script typer + pydantic + docxtpl", "demarrage.generer.complet", "≤", 0.8),
    But("12a", "lettre entière, règles et barrière comprises : docxtpl nu ÷ nous", "entiere.docxtpl", "≥", 7, 10),
    But("12b", "lire un dossier YAML ÷ yaml.compose", "entiere.lecture", "≤", 2),
    But("13", "évaluer un dossier, contraires compris ÷ le lire", "decision.lecture", "≤", 2),
    But("14", "importer 300 factures de 300 clients ÷ relire leurs dossiers", "exports.300.disque.relire", "≤", 2),
)
"""Les buts 1 à 14, dans leur ordre; la médiane des rondes en décide."""


def en_donnees(resultats: Sequence[Resultat]) -> list[dict[str, object]]:
    """Les buts mesurés, pour le JSON."""
    return [
        {
            "but": but.numero,
            "quoi": but.quoi,
            "voulu": f"{but.sens} {but.seuil:g}",
            "ambition": but.ambition,
            "mediane": resultat.etendue.mediane if resultat else None,
            "mini": resultat.etendue.mini if resultat else None,
            "maxi": resultat.etendue.maxi if resultat else None,
            "atteint": but.atteint(resultat.etendue) if resultat else None,
        }
        for but, resultat in _paires(resultats)
    ]


def ecrire(resultats: Sequence[Resultat]) -> str:
    """Tous les chiffres, puis une ligne par but."""
    lignes = ["", "Mesures (médiane, étendue des rondes)"]
    large = max((len(r.libelle) for r in resultats), default=0)
    derniere = ""
    for r in resultats:
        lignes.append(f"  {r.libelle:<{large}}{_chiffre(r):>12}  {_etendue(r)}".rstrip())
        # -- Une note ne se redit pas d'une ligne à la suivante --
        lignes += [f"      {r.note}"] if r.note not in ("", derniere) else []
        derniere = r.note
    lignes += ["", f"{'But':<5}{'':<66}{'voulu':>8}{'mesuré':>10}  {'étendue':<18}atteint"]
    for but, resultat in _paires(resultats):
        tete = f"{but.numero:<5}{but.quoi:<66}{but.sens + ' ' + format(but.seuil, 'g'):>8}"
        if resultat is None:
            lignes.append(f"{tete}{'–':>10}  {'':<18}non mesuré")
            continue
        atteint = "oui" if but.atteint(resultat.etendue) else "NON"
        if but.ambition is not None and resultat.etendue.mediane >= but.ambition:
            atteint = f"oui, et l’ambition de {but.ambition:g}"
        lignes.append(f"{tete}{_nombre(resultat.etendue.mediane):>10}  {_etendue(resultat):<18}{atteint}")
    return "\n".join(lignes) + "\n"


def _paires(resultats: Sequence[Resultat]) -> list[tuple[But, Resultat | None]]:
    par_cle = {resultat.cle: resultat for resultat in resultats}
    return [(but, par_cle.get(but.cle)) for but in BUTS]


def _chiffre(resultat: Resultat) -> str:
    return f"{_nombre(resultat.etendue.mediane)} {resultat.unite}".rstrip()


def _etendue(resultat: Resultat) -> str:
    etendue = resultat.etendue
    return "" if etendue.mini == etendue.maxi else f"({_nombre(etendue.mini)}–{_nombre(etendue.maxi)})"


def _nombre(valeur: float) -> str:
    return f"{valeur:.3g}" if abs(valeur) < 1_000 else f"{valeur:,.0f}".replace(",", " ")
