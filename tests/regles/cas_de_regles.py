"""Cas des règles : un dossier irréprochable par nature, et les retouches que chaque fichier de cas lui apporte."""

from __future__ import annotations

import copy
import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from lettres.affaire import Affaire
from lettres.dossier import Dossier
from lettres.lecture import lire_texte
from lettres.regles import regle_de, verifier_coherence
from lettres.regles.registre import DES_DEROGATIONS
from lettres.socle.constats import Chemin, Constat

ICI = Path(__file__).parent
DOSSIER_DES_CAS = ICI / "cas"
AU = date(2026, 11, 22)
BASES: dict[str, dict[str, Any]] = yaml.load((ICI / "bases.yaml").read_text("utf-8"), yaml.CBaseLoader)  # noqa: S506


@dataclass(frozen=True)
class Cas:
    """Un dossier retouché, la lettre et le jour; les chemins attendus sont vides pour un cas conforme."""

    code: str
    rang: int
    base: str
    lettre: str
    au: date
    retouches: dict[str, Any]
    chemins: tuple[Chemin, ...]
    gravite: str | None

    @property
    def nom(self) -> str:
        return f"{self.code}-{'fautif' if self.chemins else 'conforme'}-{self.rang}"

    @cached_property
    def source(self) -> str:
        """Le dossier tel qu'un usager l'écrirait, en YAML."""
        donnees = copy.deepcopy(BASES[self.base])
        for chemin, valeur in self.retouches.items():
            retoucher(donnees, chemin_de(chemin), valeur)
        return yaml.dump(donnees, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, default_style='"')

    @cached_property
    def dossier(self) -> Dossier:
        return lire_texte(self.source.encode(), fichier="dossier.yaml", format="yaml")

    @cached_property
    def constats(self) -> list[Constat]:
        """Ce que les règles disent du dossier, une fois pour tous les essais."""
        return verifier_coherence(Affaire(self.dossier, self.au), self.lettre)

    @property
    def siens(self) -> list[Constat]:
        """Ce que sa règle en dit. Elle se mène seule; ce qu'une dérogation change, ou fait dire, se lit parmi tous."""
        une = regle_de(self.code)
        if une is None or une in DES_DEROGATIONS or self.dossier.derogations:
            return [constat for constat in self.constats if constat.code == self.code]
        regarde = une.besoin.regarde(self.dossier.nature, self.lettre)
        return [*une(Affaire(self.dossier, self.au), self.lettre)] if regarde else []


def chemin_de(texte: str) -> Chemin:
    """`creances[0].montant` devient `("creances", 0, "montant")`."""
    return tuple(int(pas) if pas.isdigit() else pas for pas in re.findall(r"\w+", texte))


def retoucher(donnees: Any, chemin: Chemin, valeur: Any) -> None:
    """Pose la valeur à sa place; `null` efface la clé; un rang au-delà de la liste l'allonge."""
    *debut, dernier = chemin
    for pas in debut:
        donnees = donnees.setdefault(pas, {}) if isinstance(donnees, dict) else donnees[pas]  # type: ignore[arg-type]
    if valeur == "null":
        donnees.pop(dernier, None)
    elif isinstance(donnees, list) and dernier == len(donnees):
        donnees.append(valeur)
    else:
        donnees[dernier] = valeur


def lire_cas(fichier: Path) -> list[Cas]:
    contenu = yaml.load(fichier.read_text("utf-8"), yaml.CBaseLoader)  # noqa: S506
    assert set(contenu) == {"fautifs", "conformes"}, fichier.name
    cas = []
    for genre in ("fautifs", "conformes"):
        for rang, bloc in enumerate(contenu[genre]):
            chemins = tuple(chemin_de(c) for c in bloc.get("chemins", ()))
            assert bool(chemins) is (genre == "fautifs"), f"{fichier.name} : {genre}"
            assert set(bloc) <= {"base", "lettre", "au", "retouches", "chemins", "gravite"}, fichier.name
            cas.append(
                Cas(
                    fichier.stem,
                    rang,
                    bloc.get("base", "recouvrement"),
                    bloc.get("lettre", "mise_en_demeure"),
                    date.fromisoformat(bloc.get("au", AU.isoformat())),
                    bloc.get("retouches") or {},
                    chemins,
                    bloc.get("gravite"),
                )
            )
    return cas


TOUS = [cas for fichier in sorted(DOSSIER_DES_CAS.glob("*.yaml")) for cas in lire_cas(fichier)]
