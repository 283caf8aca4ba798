"""Journal d'un lot : une ligne par lettre écrite, que l'on ajoute et ne change jamais, chacune liée à la précédente.

Aucun nom de personne, aucun montant : le nom du fichier (référence, lettre, date) et des empreintes. La chaîne des
empreintes montre une retouche; elle n'est pas une signature.
"""

from __future__ import annotations

import hashlib
import json
import os
from array import array
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from lettres.sortie.ecriture import ecrire_tout
from lettres.sortie.refus import journal_abime

NOM_DU_JOURNAL = "journal.jsonl"
VERSION_DU_JOURNAL = 1
_ORIGINE = "0" * 64


@dataclass(frozen=True, slots=True)
class Inscription:
    """Une lettre écrite : son fichier, son empreinte, et tout ce dont elle dépend."""

    fichier: str
    empreinte: str
    dossier: str
    lettre: str
    au: str
    modele: str
    version: str

    @property
    def cle(self) -> str:
        """SHA-256 de tout ce dont la lettre dépend : deux lettres de même clé ont les mêmes octets."""
        return hashlib.sha256(
            "\n".join((self.dossier, self.lettre, self.au, self.modele, self.version)).encode()
        ).hexdigest()


_CHAMPS = tuple(champ.name for champ in fields(Inscription))


@dataclass(frozen=True, slots=True)
class Etendue:
    """Jusqu'où un journal est bon : ses octets, ses lignes, et l'empreinte de la dernière."""

    octets: int = 0
    lignes: int = 0
    derniere: str = _ORIGINE

    def suivie_de(self, ligne: bytes) -> Etendue:
        """L'étendue, une ligne de plus."""
        return Etendue(self.octets + len(ligne), self.lignes + 1, hashlib.sha256(ligne).hexdigest())


class Registre:
    """Ce qu'un journal contient, retrouvé par nom de fichier; en mémoire, un repère et une place par lettre.

    Une ligne finale déchirée (panne au milieu d'une écriture) ne compte pas; toute autre anomalie lève SortieRefusee.
    """

    def __init__(self, chemin: Path, *, longueur: int | None = None) -> None:
        self.chemin = chemin
        self.etendue = Etendue()
        self._places: dict[int, int] = {}
        self._lire(longueur)

    def trouver(self, fichier: str) -> Inscription | None:
        """L'inscription d'une lettre, d'après son nom de fichier, telle qu'elle était à l'ouverture."""
        return self._relire(self._places.get(_repere(fichier)), fichier)

    def _relire(self, place: int | None, fichier: str) -> Inscription | None:
        if place is None:
            return None
        with self.chemin.open("rb") as flux:
            flux.seek(place)
            inscription = _comprendre(flux.readline())[0]
        return inscription if inscription.fichier == fichier else None

    def _lire(self, longueur: int | None) -> None:
        if not self.chemin.exists():
            return
        with self.chemin.open("rb") as flux:
            while longueur is None or self.etendue.octets < longueur:
                ligne = flux.readline()
                if not ligne:
                    return
                try:
                    inscription, precedente = _comprendre(ligne)
                except ValueError:
                    if any(_se_comprend(suivante) for suivante in flux):
                        raise journal_abime(os.fspath(self.chemin), self.etendue.lignes + 1) from None
                    return
                if precedente != self.etendue.derniere:
                    raise journal_abime(os.fspath(self.chemin), self.etendue.lignes + 1)
                self._places[_repere(inscription.fichier)] = self.etendue.octets
                self.etendue = self.etendue.suivie_de(ligne)


class Journal(Registre):
    """Un registre que l'on continue. Un seul processus le tient à la fois."""

    def __init__(self, chemin: Path) -> None:
        super().__init__(chemin)
        # -- ce qu'on ajoute tient en seize octets par lettre : le chercher, rare, peut prendre une milliseconde --
        self._reperes_ajoutes = array("Q")
        self._places_ajoutees = array("Q")
        options = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
        self._descripteur = os.open(chemin, options, 0o600)
        try:
            if os.fstat(self._descripteur).st_size != self.etendue.octets:
                os.ftruncate(self._descripteur, self.etendue.octets)
                os.fsync(self._descripteur)
        except OSError:
            self.fermer()
            raise

    def inscrire(self, inscriptions: Sequence[Inscription]) -> None:
        """Ajoute des lignes et les mène jusqu'au disque. Lève OSError; une ligne déchirée sera coupée à la reprise."""
        lignes: list[bytes] = []
        etendues = [self.etendue]
        for inscription in inscriptions:
            lignes.append(_ecrire(inscription, etendues[-1].derniere))
            etendues.append(etendues[-1].suivie_de(lignes[-1]))
        ecrire_tout(self._descripteur, b"".join(lignes))
        os.fsync(self._descripteur)
        self._reperes_ajoutes.extend(_repere(inscription.fichier) for inscription in inscriptions)
        self._places_ajoutees.extend(etendue.octets for etendue in etendues[:-1])
        self.etendue = etendues[-1]

    def trouver_ajoutee(self, fichier: str) -> Inscription | None:
        """L'inscription d'une lettre ajoutée depuis l'ouverture."""
        try:
            rang = self._reperes_ajoutes.index(_repere(fichier))
        except ValueError:
            return None
        return self._relire(self._places_ajoutees[rang], fichier)

    def fermer(self) -> None:
        """Ferme le fichier."""
        os.close(self._descripteur)


def _repere(fichier: str) -> int:
    """Huit octets qui tiennent lieu d'un nom; `trouver` vérifie le nom entier."""
    return int.from_bytes(hashlib.sha256(fichier.encode()).digest()[:8])


def _ecrire(inscription: Inscription, precedente: str) -> bytes:
    contenu = {"version_du_journal": VERSION_DU_JOURNAL, **asdict(inscription), "precedente": precedente}
    return (json.dumps(contenu, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def _comprendre(ligne: bytes) -> tuple[Inscription, str]:
    """L'inscription d'une ligne et l'empreinte de la précédente. Lève ValueError."""
    if not ligne.endswith(b"\n"):
        raise ValueError("ligne déchirée")
    contenu = json.loads(ligne)
    if not isinstance(contenu, dict) or contenu.get("version_du_journal") != VERSION_DU_JOURNAL:
        raise ValueError("autre version")
    valeurs = [valeur for nom in (*_CHAMPS, "precedente") if isinstance(valeur := contenu.get(nom), str)]
    if len(valeurs) != len(_CHAMPS) + 1:
        raise ValueError("ligne incomplète")
    *champs, precedente = valeurs
    return Inscription(*champs), precedente


def _se_comprend(ligne: bytes) -> bool:
    try:
        _comprendre(ligne)
    except ValueError:
        return False
    return True
