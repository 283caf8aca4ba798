"""Arbre : ce que les trois lecteurs (YAML, JSON, TOML) bâtissent, valeurs en texte et positions de tout."""

from __future__ import annotations

import unicodedata
from typing import NoReturn

from lettres.dossier.saisie.caracteres import caracteres_refuses, est_ordinaire
from lettres.lecture.codes_lus import CodeLu
from lettres.lecture.source import REMEDE_DU_CARACTERE, TEMOIN, UNE_AFFAIRE, Position, Source, phrase_du_caractere
from lettres.socle.classes import dataclass, field
from lettres.socle.constats import Chemin, Constat, Origine, Reperes
from lettres.socle.erreurs import DossierIllisible

PROFONDEUR_MAX = 20
VALEURS_MAX = 50_000
NORMALISABLE_MAX = 10_000

_NOM_DU_TEMOIN = f"U+{ord(TEMOIN):04X}"

Valeur = str | None | list["Valeur"] | dict[str, "Valeur"]
"""Une valeur lue : texte, vide, liste ou bloc. Aucun nombre, aucune date : le dossier seul les comprend."""


@dataclass
class ArbreLu:
    """Les données d'un fichier, la place de chaque valeur et de chaque clé, et les fautes vues en lisant."""

    source: Source
    donnees: dict[str, Valeur] = field(default_factory=dict)
    reperes: Reperes = field(default_factory=Reperes)
    constats: list[Constat] = field(default_factory=list)
    signales: set[Chemin] = field(default_factory=set)
    """Les valeurs dont un caractère est déjà signalé : une seule faute, un seul constat."""

    coupees: set[Chemin] = field(default_factory=set)
    """Les clés sans « : » entre accolades : d'ordinaire, la suite d'une valeur que YAML a coupée à la virgule."""

    sans_vide: bool = False
    """Vrai si l'on a vu qu'aucune valeur n'est vide."""

    _nombre: int = 0

    @property
    def valeurs(self) -> dict[Chemin, Position]:
        """La place de chaque valeur."""
        return self.reperes.valeurs

    @property
    def cles(self) -> dict[Chemin, Position]:
        """La place de chaque clé."""
        return self.reperes.cles

    @property
    def origine(self) -> Origine:
        """Les positions, telles que le dossier les garde."""
        return Origine(self.source, self.reperes)

    def placer(self, chemin: Chemin | None, position: Position, profondeur: int) -> None:
        """Note la place d'une valeur; arrête tout au-delà des limites. Sans chemin, la valeur est sautée."""
        self._nombre += 1
        if self._nombre > VALEURS_MAX:
            self.arreter(
                CodeLu.ABONDANCE,
                position,
                f"Ce fichier compte plus de {VALEURS_MAX // 1000} 000 valeurs.",
                UNE_AFFAIRE,
            )
        if profondeur > PROFONDEUR_MAX:
            self.arreter(
                CodeLu.PROFONDEUR,
                position,
                f"Trop de blocs imbriqués : au plus {PROFONDEUR_MAX}.",
                "Vérifiez les crochets, les accolades et le retrait des lignes.",
            )
        if chemin is None:
            return
        self.valeurs[chemin] = position
        if chemin and isinstance(chemin[-1], int):
            self.cles[chemin] = position

    def cle(self, bloc: Chemin | None, brute: str, position: Position) -> Chemin | None:
        """Note une clé et rend son chemin; rend None si la clé est écrite deux fois, une fois le constat fait."""
        if bloc is None:
            return None
        chemin = (*bloc, self.texte_de_cle(brute, position))
        if chemin in self.cles:
            self.constats.append(
                self.source.faute(
                    CodeLu.CLE_DOUBLEE,
                    position,
                    f"Clé « {chemin[-1]} » écrite deux fois : la première est à la ligne {self.cles[chemin][0]}.",
                    "Gardez la bonne et effacez l’autre.",
                    chemin=chemin,
                )
            )
            return None
        self.cles[chemin] = position
        return chemin

    def texte_de_cle(self, brute: str, position: Position) -> str:
        """Le texte d'une clé; un caractère refusé venu d'un échappement est signalé à sa place."""
        if est_ordinaire(brute):
            return brute.strip()
        self._signaler(brute, position, None)
        return self.propre(brute).strip()

    def texte(self, brut: str, chemin: Chemin | None, position: Position) -> str:
        """Le texte d'une valeur; un caractère refusé venu d'un échappement est signalé à sa place."""
        if est_ordinaire(brut):
            return brut
        self._signaler(brut, position, chemin)
        return self.propre(brut)

    def propre(self, brut: str) -> str:
        """Le texte normalisé (NFC), sans caractère refusé."""
        if est_ordinaire(brut):
            return brut
        refuses = {i for i, _ in caracteres_refuses(brut)}
        texte = "".join(c for i, c in enumerate(brut) if i not in refuses) if refuses else brut
        # -- un texte plus long est refusé de toute façon; normaliser une longue suite de signes prend des minutes --
        return unicodedata.normalize("NFC", texte) if len(texte) <= NORMALISABLE_MAX else texte

    def pas_un_nombre(self, chemin: Chemin | None, position: Position) -> None:
        """Signale `NaN`, `inf`… : aucune valeur d'un dossier n'est infinie ni indéfinie."""
        if chemin is not None:
            self.signales.add(chemin)
        self.constats.append(
            self.source.faute(
                CodeLu.PAS_UN_NOMBRE,
                position,
                "Une valeur du dossier n’est ni infinie ni indéfinie.",
                "Écrivez le nombre, ou effacez la clé.",
                chemin=chemin or (),
            )
        )

    def _signaler(self, brut: str, position: Position, chemin: Chemin | None) -> None:
        for _, nom in caracteres_refuses(brut):
            if chemin is not None:
                self.signales.add(chemin)
            if nom == _NOM_DU_TEMOIN and self.source.caracteres:
                continue  # -- il tient la place d'un caractère déjà signalé, à sa position exacte --
            message = phrase_du_caractere(nom)
            self.constats.append(
                self.source.faute(CodeLu.CARACTERE, position, message, REMEDE_DU_CARACTERE, chemin=chemin or ())
            )

    def arreter(self, code: CodeLu, position: Position, message: str, remede: str = "") -> NoReturn:
        """Renonce à lire : rien de ce qui suit n'aurait de sens."""
        raise self.illisible(self.source.faute(code, position, message, remede))

    def arreter_vide(self, position: Position = (1, 1)) -> NoReturn:
        """Renonce à lire un fichier où il n'y a rien."""
        self.arreter(
            CodeLu.VIDE, position, "Ce fichier est vide.", "La commande « lettres nouveau » en écrit un à remplir."
        )

    def illisible(self, *constats: Constat) -> DossierIllisible:
        """L'erreur qui dit ces constats; un caractère invisible, souvent la cause, est dit avec eux."""
        return DossierIllisible([*constats, *self.source.caracteres])
