"""Journal d'un lot : une ligne par lettre écrite, que l'on ajoute et ne change jamais, chacune liée à la précédente.

Aucun nom de personne, aucun montant : le nom du fichier (référence, lettre, date) et des empreintes. La chaîne des
empreintes montre une retouche; elle n'est pas une signature.

Une ligne n'est à nous que si elle a, à l'octet près, la forme que l'outil écrit : un motif la reconnaît, et le JSON
d'un autre n'est jamais analysé. Tout le reste est refusé sans que rien y touche; n'est coupé que le début d'une ligne à
nous, laissé à la toute fin par une panne.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from array import array
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from threading import Lock
from weakref import finalize

from lettres.socle import disque
from lettres.socle.classes import dataclass
from lettres.socle.erreurs import SortieRefusee
from lettres.sortie.refus import journal_abime, journal_d_une_autre_version, journal_etranger

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


_EMPREINTE = rb"[0-9a-f]{64}"
_VALEURS = {
    "fichier": rb"[A-Za-z0-9][A-Za-z0-9_-]{0,199}\.docx",
    "empreinte": _EMPREINTE,
    "dossier": _EMPREINTE,
    "lettre": rb"[a-z][a-z0-9_]{0,39}",
    "au": rb"[0-9]{4}-[0-9]{2}-[0-9]{2}",
    "modele": _EMPREINTE,
    "version": rb"[0-9A-Za-z.+-]{1,40}",
}
"""Ce que vaut chaque champ d'une inscription, dans l'ordre d'une ligne."""

_TETE = b'{"version_du_journal":%d,"' % VERSION_DU_JOURNAL
_MORCEAUX = [
    ((b'","' if rang else _TETE) + b'%s":"' % nom.encode(), motif) for rang, (nom, motif) in enumerate(_VALEURS.items())
]
"""Une ligne, en morceaux : ce qui précède chaque valeur, toujours pareil, et ce que la valeur peut être."""

_FIN = b'","precedente":"%s"}\n'
_LIGNE = re.compile(
    b"".join(re.escape(avant) + b"(" + motif + b")" for avant, motif in _MORCEAUX)
    + _FIN.replace(b"}", rb"\}") % (b"(" + _EMPREINTE + b")")
)
_LIGNE_MAX = 1_000
"""Plus que la plus longue ligne permise : au-delà, inutile de lire la suite."""

_VALEUR_ENTAMEE = re.compile(rb"[0-9A-Za-z_.+-]*")
_VERSION_DITE = re.compile(rb'\{"version_du_journal":([0-9]{1,9})[,}]')


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

    Le fichier n'est ouvert qu'une fois : ce qui est vérifié est ce qui sera relu. Une ligne finale déchirée (panne au
    milieu d'une écriture) ne compte pas; toute autre anomalie lève SortieRefusee. Lève OSError si rien ne s'ouvre.
    """

    _ACCES = os.O_RDONLY

    def __init__(self, chemin: Path, *, longueur: int | None = None) -> None:
        self.chemin = chemin
        self.etendue = Etendue()
        self._dechiree = 0
        self._places: dict[int, int] = {}
        self._un_a_la_fois = Lock()
        self._descripteur = self._ouvrir()
        self.fermer = finalize(self, os.close, self._descripteur)
        try:
            self._lire(longueur)
        except BaseException:
            self.fermer()
            raise

    def trouver(self, fichier: str) -> Inscription | None:
        """L'inscription d'une lettre, d'après son nom de fichier, telle qu'elle était à l'ouverture."""
        return self._relire(self._places.get(_repere(fichier)), fichier)

    def _ouvrir(self) -> int:
        try:
            descripteur = disque.ouvrir(self.chemin, self._ACCES)
        except disque.PasOrdinaire:
            raise self._etranger("ce n’est pas un fichier ordinaire") from None
        if os.fstat(descripteur).st_nlink > 1:
            os.close(descripteur)
            raise self._etranger("ce fichier porte un second nom, et le continuer changerait l’autre")
        return descripteur

    def _relire(self, place: int | None, fichier: str) -> Inscription | None:
        if place is None:
            return None
        with self._un_a_la_fois:
            os.lseek(self._descripteur, place, os.SEEK_SET)
            lu = os.read(self._descripteur, _LIGNE_MAX)
        comprise = _comprendre(b"".join(lu.partition(b"\n")[:2]))
        if comprise is None:
            raise self._etranger("il a changé pendant le lot")
        return comprise[0] if comprise[0].fichier == fichier else None

    def _lire(self, longueur: int | None) -> None:
        with os.fdopen(self._descripteur, "rb", closefd=False) as flux:
            while (longueur is None or self.etendue.octets < longueur) and (ligne := flux.readline(_LIGNE_MAX)):
                comprise = _comprendre(ligne)
                if comprise is None and _est_dechiree(ligne, self.etendue.derniere):
                    self._dechiree = len(ligne)
                    return
                if comprise is None or comprise[1] != self.etendue.derniere:
                    raise self._refus(ligne)
                self._places[_repere(comprise[0].fichier)] = self.etendue.octets
                self.etendue = self.etendue.suivie_de(ligne)

    def _refus(self, ligne: bytes) -> SortieRefusee:
        dite = _VERSION_DITE.match(ligne)
        if dite and int(dite[1]) != VERSION_DU_JOURNAL:
            return journal_d_une_autre_version(os.fspath(self.chemin), dite[1].decode())
        if not self.etendue.lignes and not ligne.startswith(_TETE):
            return self._etranger("il ne commence pas comme un journal")
        return journal_abime(os.fspath(self.chemin), self.etendue.lignes + 1)

    def _etranger(self, raison: str) -> SortieRefusee:
        return journal_etranger(os.fspath(self.chemin), raison)


class Journal(Registre):
    """Un registre que l'on continue, créé s'il n'existe pas. Un seul processus le tient à la fois."""

    _ACCES = os.O_RDWR | os.O_APPEND

    def __init__(self, chemin: Path) -> None:
        super().__init__(chemin)
        # -- ce qu'on ajoute tient en seize octets par lettre : le chercher, rare, peut prendre une milliseconde --
        self._reperes_ajoutes = array("Q")
        self._places_ajoutees = array("Q")
        try:
            self._couper()
        except BaseException:
            self.fermer()
            raise

    def _ouvrir(self) -> int:
        try:
            return super()._ouvrir()
        except FileNotFoundError:
            return disque.creer(self.chemin, self._ACCES)

    def _couper(self) -> None:
        """Retire la ligne déchirée, et elle seule : si autre chose suit maintenant, rien n'est touché."""
        if not self._dechiree:
            return
        if os.fstat(self._descripteur).st_size != self.etendue.octets + self._dechiree:
            raise journal_abime(os.fspath(self.chemin), self.etendue.lignes + 1)
        os.ftruncate(self._descripteur, self.etendue.octets)
        os.fsync(self._descripteur)

    def inscrire(self, inscriptions: Sequence[Inscription]) -> None:
        """Ajoute des lignes et les mène jusqu'au disque. Lève OSError; une ligne déchirée sera coupée à la reprise."""
        lignes: list[bytes] = []
        etendues = [self.etendue]
        for inscription in inscriptions:
            lignes.append(_ecrire(inscription, etendues[-1].derniere))
            etendues.append(etendues[-1].suivie_de(lignes[-1]))
        disque.ecrire_tout(self._descripteur, b"".join(lignes))
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


def _repere(fichier: str) -> int:
    """Huit octets qui tiennent lieu d'un nom; `trouver` vérifie le nom entier."""
    return int.from_bytes(hashlib.sha256(fichier.encode()).digest()[:8])


def _ecrire(inscription: Inscription, precedente: str) -> bytes:
    contenu = {"version_du_journal": VERSION_DU_JOURNAL, **asdict(inscription), "precedente": precedente}
    return (json.dumps(contenu, separators=(",", ":")) + "\n").encode()


def _comprendre(ligne: bytes) -> tuple[Inscription, str] | None:
    """L'inscription d'une ligne à nous, et l'empreinte de la précédente; None si la ligne n'est pas à nous."""
    trouvee = _LIGNE.fullmatch(ligne)
    if trouvee is None:
        return None
    *champs, precedente = (valeur.decode() for valeur in trouvee.groups())
    return Inscription(*champs), precedente


def _est_dechiree(ligne: bytes, precedente: str) -> bool:
    """Vrai pour le début, et seulement le début, d'une ligne que l'outil aurait pu écrire ici."""
    if ligne.endswith(b"\n") or len(ligne) == _LIGNE_MAX:
        return False
    for avant, motif in (*_MORCEAUX, (_FIN % precedente.encode(), b"")):
        if len(ligne) <= len(avant):
            return avant.startswith(ligne)
        if not ligne.startswith(avant):
            return False
        ligne = ligne[len(avant) :]
        entamee = _VALEUR_ENTAMEE.match(ligne)
        valeur = entamee[0] if entamee else b""
        ligne = ligne[len(valeur) :]
        if not ligne:
            return True
        if not re.fullmatch(motif, valeur):
            return False
    return False
