"""Papiers : les papiers à en-tête, lus une fois, repris si leur fichier change, et ce que chacun fait d'un modèle."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from threading import Lock

from lettres.composition import champs_par_chemin
from lettres.dossier import Expediteur
from lettres.production.habillage.tenus import tenus
from lettres.rendu import examiner, papier
from lettres.rendu.papier import Papier
from lettres.rendu.papier.entetes import n_a_que_les_notres
from lettres.socle.chemins import CheminDeFichier, chemin_absolu, en_chemin
from lettres.socle.classes import dataclass, field, replace
from lettres.socle.constats import Constat, Gravite
from lettres.socle.erreurs import ModeleInvalide

_GARDES = 8


@dataclass(frozen=True, slots=True, eq=False)
class Pose:
    """Ce qu'une lettre habillée sait de son papier; `textes` est ce qu'il écrit à demeure."""

    papier: str
    empreinte: str
    empreinte_du_modele: str
    entetes: Mapping[str, bytes] = field(repr=False)
    textes: tuple[str, ...] = field(repr=False)
    constats: tuple[Constat, ...] = ()


@dataclass(frozen=True, slots=True)
class Tenue:
    """Un papier, pour un expéditeur : de quoi habiller tout modèle livré."""

    papier: Papier
    tenus: frozenset[str]

    @property
    def cle(self) -> tuple[str, frozenset[str]]:
        """Deux tenues de même clé habillent de même."""
        return self.papier.empreinte, self.tenus

    def habiller(self, modele: bytes) -> tuple[bytes, Pose]:
        """Le modèle habillé, et ce que ses lettres sauront de leur papier. Lève ModeleInvalide s'il ne se lit pas."""
        p, habit = self.papier, papier.poser(modele, self.papier, self.tenus)
        if habit.en_blanc:
            raise ModeleInvalide([ecrit_en_blanc(p.nom, habit.en_blanc)])
        empreinte = hashlib.sha256(modele).hexdigest()
        return habit.octets, Pose(p.nom, p.empreinte, empreinte, habit.entetes, p.textes, p.constats)

    def habiller_le_sien(self, modele: bytes, livre: bytes) -> tuple[bytes, Pose | None]:
        """Le modèle de l'usager habillé, si son en-tête et son pied sont restés ceux du livré; tel quel, sinon."""
        return self.habiller(modele) if n_a_que_les_notres(modele, livre) else (modele, None)

    def accuser(self, refus: ModeleInvalide) -> ModeleInvalide:
        """Le refus d'un modèle habillé : ce qui est au papier se dit d'abord."""
        sien = examiner_le_papier(self.papier)
        return ModeleInvalide(sien) if sien else refus


class Papiers:
    """Les papiers lus; plusieurs fils peuvent s'en servir à la fois."""

    def __init__(self) -> None:
        self._lus: dict[str | bytes, tuple[tuple[int, ...], Papier | ModeleInvalide]] = {}
        self._verrou = Lock()

    def pour(self, source: bytes | CheminDeFichier, marque: tuple[int, ...], expediteur: Expediteur) -> Tenue:
        """Le papier qu'est ce fichier, à cette marque, pour cet expéditeur. Lève ModeleInvalide."""
        lu = self.prendre(source, marque)
        return Tenue(lu, tenus(lu.texte_de_la_premiere_page, expediteur))

    def prendre(self, source: bytes | CheminDeFichier, marque: tuple[int, ...]) -> Papier:
        """Le papier, lu s'il ne l'est pas déjà; un refus aussi se garde."""
        cle = hashlib.sha256(source).digest() if isinstance(source, bytes) else chemin_absolu(en_chemin(source) or "")
        with self._verrou:
            connu = self._lus.get(cle)
            if connu is None or connu[0] != marque:
                if len(self._lus) >= _GARDES:
                    del self._lus[next(iter(self._lus))]
                connu = self._lus[cle] = marque, _lire(source)
        if isinstance(connu[1], ModeleInvalide):
            raise ModeleInvalide(connu[1].constats)
        return connu[1]


def _lire(source: bytes | CheminDeFichier) -> Papier | ModeleInvalide:
    try:
        return papier.lire(source)
    except ModeleInvalide as refus:
        return refus


def examiner_le_papier(lu: Papier) -> tuple[Constat, ...]:
    """Les fautes de ses balises, à leur place dans le papier."""
    trouves = examiner(lu.octets, champs_par_chemin()).anomalies
    return tuple(replace(constat, fichier=lu.nom) for constat in trouves)


def ecrit_en_blanc(nom: str, styles: Sequence[str]) -> Constat:
    """Les styles du papier effaceraient la lettre."""
    nommes = ", ".join(f"« {style} »" for style in styles)
    message = f"Le papier écrit en blanc ce qui porte le style {nommes} : la lettre ne s’y lirait pas."
    remede = "Dans Word : Styles, Modifier ce style, et choisissez pour sa police une autre couleur."
    return Constat("M891", Gravite.ERREUR, message, remede, fichier=nom)


def non_pose_sur_la_page() -> Constat:
    """Le papier est donné, et cette page-ci n'en prend jamais."""
    message = "Votre papier à en-tête n’est pas posé sur cette page, qui ne s’envoie pas comme une lettre."
    return Constat("M805", Gravite.CONSEIL, message, "Rien à faire; la page se fait comme sans papier.")


def non_pose_sur_le_votre() -> Constat:
    """Le papier est donné, et le modèle de l'usager a son propre en-tête."""
    message = "Votre papier à en-tête n’est pas posé sur votre modèle : son en-tête ou son pied n’est plus le livré."
    remede = (
        "Rien à faire s’il est déjà à votre goût; pour le papier, remettez-lui l’en-tête et le pied du modèle livré "
        "(« lettres modeles copier »)."
    )
    return Constat("M805", Gravite.CONSEIL, message, remede)
