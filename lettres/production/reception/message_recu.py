"""Message reçu : d'un fichier .eml, le jour, l'auteur, l'objet, le texte et les pièces jointes; rien n'en est conclu.

Un courriel vient d'un inconnu : tout y est borné (taille, parties, profondeur), aucun nom n'y est cru, et rien n'en
sort que du texte et des octets. Ce qu'il veut dire, c'est à qui le lit de le dire.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Iterator
from datetime import date
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32
from email.utils import parseaddr, parsedate_to_datetime
from typing import Any

from lettres.langue.pliage import plier
from lettres.production.reception.corps_de_message import texte_du_corps
from lettres.production.reception.messages_automatiques import remarques_d_un_robot
from lettres.production.reception.noms_de_pieces import nom_dit
from lettres.socle.classes import dataclass, field

TAILLE_MAX = 60_000_000
PARTIES_MAX, PROFONDEUR_MAX, JOINTES_MAX = 200, 12, 60
_ENTETE_MAX = 1_000
_CONTENEUR = re.compile(rb"multipart/|message/rfc822", re.IGNORECASE)
_SIGNATURES = frozenset({"application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"})
_SCELLES = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime", "application/pgp-encrypted"})
_TRANSFERE = "message/rfc822"
_ENVELOPPES_D_OUTLOOK = frozenset({"application/ms-tnef", "application/vnd.ms-tnef"})
_FAUTES = (MessageError, LookupError, ValueError, TypeError, AttributeError)
"""Ce que la bibliothèque lève devant un en-tête mal formé."""


class CourrielIllisible(ValueError):
    """Ce fichier n'est pas un courriel, ou en dépasse les bornes; `demesure` dit lequel des deux."""

    def __init__(self, message: str, *, demesure: bool = False) -> None:
        super().__init__(message)
        self.demesure = demesure


@dataclass(frozen=True, slots=True)
class PieceRecue:
    """Un fichier joint : le nom que le message lui donne, tel qu'il se montre sans risque, et ses octets."""

    nom: str
    octets: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class CourrielRecu:
    """Un courriel lu. `jour` est None si le message ne le dit pas, ou le dit de travers."""

    jour: date | None
    nom: str
    adresse: str
    objet: str
    texte: str = field(repr=False)
    jointes: tuple[PieceRecue, ...] = ()
    remarques: tuple[str, ...] = ()
    """Ce qui n'a pas été tiré du message, et y reste."""

    @property
    def de(self) -> str:
        """Qui l'a écrit, en une ligne."""
        return f"{self.nom} <{self.adresse}>" if self.nom and self.adresse else self.nom or self.adresse or "inconnu"

    def dit(self, citation: str) -> bool:
        """Dit si ces mots se retrouvent dans le texte, aux espaces et aux guillemets près."""
        return _serre(citation) in _serre(self.texte)


def lire_un_courriel(octets: bytes) -> CourrielRecu:
    """Le courriel de ce fichier. Lève CourrielIllisible."""
    if len(octets) > TAILLE_MAX:
        raise CourrielIllisible(f"il dépasse {TAILLE_MAX // 1_000_000} Mo", demesure=True)
    octets = octets.removeprefix(BOM_UTF8)
    if octets.startswith(b"\xd0\xcf\x11\xe0"):
        raise CourrielIllisible("c’est un message d’Outlook (.msg); enregistrez-le en .eml")
    # -- chaque conteneur coûte à l'analyseur une recherche par ligne : on les compte avant de lui donner le message --
    if sum(1 for _ in _CONTENEUR.finditer(octets)) > PARTIES_MAX:
        raise CourrielIllisible("il contient trop de parties", demesure=True)
    try:
        message = BytesParser(policy=compat32).parsebytes(octets)
    except (*_FAUTES, RecursionError):
        raise CourrielIllisible("son contenu ne se lit pas") from None
    if not any(message.get(nom) for nom in ("From", "Date", "Subject", "Message-ID")):
        raise CourrielIllisible("il n’a aucun en-tête de courriel")
    nom, adresse = parseaddr(_entete(message, "From"))
    objet = _montrable(_entete(message, "Subject"))
    lecture = _PartiesRangees()
    lecture.lire(message)
    return CourrielRecu(
        jour_de(_entete(message, "Date")),
        _montrable(nom),
        _montrable(adresse),
        objet,
        texte_du_corps(lecture.textes),
        tuple(lecture.jointes),
        (*remarques_d_un_robot(message, objet), *lecture.remarques()),
    )


class _PartiesRangees:
    """Le parcours d'un message, partie par partie."""

    def __init__(self) -> None:
        self.textes: list[tuple[str, bytes, str]] = []
        """La sorte de chaque texte du corps, ses octets et son codage."""
        self.jointes: list[PieceRecue] = []
        self._parties = 0
        self._images = self._vides = self._signe = self._scelle = self._enveloppe = False

    def lire(self, message: Message, creux: int = 0) -> None:
        """Range chaque partie. Lève CourrielIllisible si le message dépasse les bornes."""
        self._parties += 1
        if creux > PROFONDEUR_MAX or self._parties > PARTIES_MAX:
            raise CourrielIllisible("ses parties sont trop nombreuses, ou trop emboîtées", demesure=True)
        sorte = message.get_content_type()
        if sorte == _TRANSFERE:
            self._joindre(message, "message-transfere.eml", _entier(message))
        elif message.is_multipart():
            for partie in _sous_parties(message):
                self.lire(partie, creux + 1)
        elif sorte in _SIGNATURES:
            self._signe = True
        elif sorte in _SCELLES:
            self._scelle = True
        else:
            self._ranger(message, sorte)

    def _ranger(self, partie: Message, sorte: str) -> None:
        octets = _decodes(partie)
        self._enveloppe |= sorte in _ENVELOPPES_D_OUTLOOK
        nommee, disposition = _nom_donne(partie), _disposition(partie)
        if disposition != "attachment" and sorte.startswith("image/") and partie.get("Content-ID"):
            self._images = True
        elif disposition != "attachment" and nommee is None and sorte in ("text/plain", "text/html"):
            self.textes.append((sorte, octets, partie.get_content_charset("utf-8")))
        elif not octets:
            self._vides = True
        else:
            self._joindre(partie, nom_dit(None, sorte), octets)

    def _joindre(self, partie: Message, sans_nom: str, octets: bytes) -> None:
        if len(self.jointes) == JOINTES_MAX:
            raise CourrielIllisible(f"il a plus de {JOINTES_MAX} pièces jointes", demesure=True)
        nom = _nom_donne(partie)
        self.jointes.append(PieceRecue(sans_nom if nom is None else nom_dit(nom, partie.get_content_type()), octets))

    def remarques(self) -> Iterator[str]:
        """Ce qui reste dans le message."""
        if self._scelle:
            yield "Le message est chiffré ou scellé : son texte et ses pièces ne se lisent pas ici."
        if self._signe:
            yield "Le message porte une signature numérique; elle y reste, et n’a pas été vérifiée."
        if self._images:
            yield "Les images du corps du message y restent."
        if self._enveloppe:
            yield "Outlook a mis ses pièces dans « winmail.dat », qui ne s’ouvre pas ici : demandez-les à part."
        if self._vides:
            yield "Une pièce jointe vide est laissée dans le message."


def jour_de(texte: str) -> date | None:
    """Le jour qu'il était au Québec à l'instant que dit cet en-tête; None s'il ne se lit pas."""
    from dateutil import tz

    try:
        instant = parsedate_to_datetime(texte)
        return (instant if instant.tzinfo is None else instant.astimezone(tz.gettz("America/Toronto"))).date()
    except (*_FAUTES, OverflowError):
        return None


def _sous_parties(message: Message) -> list[Message]:
    dedans = message.get_payload()
    return [p for p in dedans if isinstance(p, Message)] if isinstance(dedans, list) else []


def _entier(message: Message) -> bytes:
    """Le message transféré, tel que la bibliothèque le réécrit; vide s'il ne s'écrit pas."""
    try:
        return b"".join(partie.as_bytes(policy=compat32) for partie in _sous_parties(message))
    except (*_FAUTES, RecursionError):
        return b""


def _decodes(partie: Message) -> bytes:
    try:
        octets: Any = partie.get_payload(decode=True)
    except _FAUTES:
        return b""
    return octets if isinstance(octets, bytes) else b""


def _nom_donne(partie: Message) -> str | None:
    try:
        nom = partie.get_filename()
    except _FAUTES:
        return "piece"
    return None if nom is None else _decode(nom)


def _disposition(partie: Message) -> str | None:
    try:
        return partie.get_content_disposition()
    except _FAUTES:
        return None


def _entete(message: Message, nom: str) -> str:
    valeur = message.get(nom)
    return "" if valeur is None else _decode(str(valeur)[: 8 * _ENTETE_MAX])


def _decode(valeur: str) -> str:
    """Un en-tête, ses mots codés lus; tel quel si leur codage n'existe pas."""
    try:
        return str(make_header(decode_header(valeur)))
    except _FAUTES:
        return valeur


def _montrable(texte: str) -> str:
    """Le texte sur une ligne, borné, sans signe qui ne se voit pas."""
    return " ".join("".join(s if s.isprintable() else " " for s in texte).split())[:_ENTETE_MAX]


def _serre(texte: str) -> str:
    return re.sub(r"[\s«»\"“”>]+", "", plier(texte))
