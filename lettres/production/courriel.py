"""Courriel : la lettre en pièce jointe d'un message prêt à relire, qu'un logiciel de courriel ouvre comme un brouillon.

Rien n'est envoyé. Le message ne dit que ce que la lettre dit déjà : qui, de quand, jusqu'à quand; tout le reste est
dans la lettre, où la barrière l'a relu. Mêmes faits, mêmes octets : ni heure, ni numéro de message.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from pathlib import Path

from lettres import composition
from lettres.affaire import Affaire, destinataire_de
from lettres.catalogue import capacites
from lettres.composition import Arbre
from lettres.production.generation import Lettre
from lettres.production.pieces import peut_sortir, trouver
from lettres.production.projet import situer
from lettres.rendu import lire_provenance
from lettres.rendu.paquet.provenance import en_entetes
from lettres.socle import disque
from lettres.socle.classes import NamedTuple
from lettres.socle.constats import Constat, Gravite
from lettres.socle.erreurs import SortieRefusee

_SEPARATION = "lettres-0123456789abcdef"
"""Ce qui sépare les parties du message : toujours le même, pour que les octets le soient."""

TAILLE_MAX = 20_000_000
"""Ce que pèsent au plus les pièces d'un message : au-delà, bien des messageries le refusent."""

_RAPPEL = "Rappel"
_TYPES = {
    "pdf": ("application", "pdf"),
    "docx": ("application", "vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "xlsx": ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "zip": ("application", "zip"),
    "png": ("image", "png"),
    "jpg": ("image", "jpeg"),
    "jpeg": ("image", "jpeg"),
    "gif": ("image", "gif"),
    "heic": ("image", "heic"),
}


class Jointe(NamedTuple):
    """Un fichier joint au message."""

    nom: str
    octets: bytes


class Brouillon(NamedTuple):
    """Un message prêt à relire : ses octets (.eml), et ce qui lui manque."""

    octets: bytes
    constats: tuple[Constat, ...] = ()


def s_envoie(lettre: str) -> bool:
    """Dit si cette lettre s'adresse à quelqu'un; un aide-mémoire, un dossier, ce qui se publie, non."""
    fait = capacites(lettre)
    return not fait.sans_destinataire and not fait.publique


def courriel(affaire: Affaire, lettre: Lettre, jointes: Sequence[Jointe], arbre: Arbre | None = None) -> Brouillon:
    """Le message qui porte cette lettre, qui doit s'envoyer (`s_envoie`).

    `jointes` commence par la lettre elle-même, sous la forme voulue; les pièces suivent. `arbre` est ce que la lettre
    imprime, s'il est déjà composé.
    """
    arbre, dossier = arbre or composition.composer(affaire, lettre.lettre), affaire.dossier
    a_qui = destinataire_de(dossier, lettre.lettre)
    adresses = {}
    if dossier.expediteur.courriel:
        adresses["From"] = _adresse(arbre.expediteur.signataire or dossier.expediteur.nom, dossier.expediteur.courriel)
    if a_qui.courriel:
        adresses["To"] = _adresse(a_qui.nom, a_qui.courriel)
    # -- une adresse accentuée ne s'écrit que telle quelle : les en-têtes sont alors tous en UTF-8 --
    message = EmailMessage(policy=SMTP if all(a.addr_spec.isascii() for a in adresses.values()) else SMTPUTF8)
    message["X-Unsent"] = "1"
    for nom, adresse in adresses.items():
        message[nom] = adresse
    message["Subject"] = f"{_quoi(arbre, lettre)} – {dossier.reference}"
    for nom, valeur in _d_ou_il_vient(lettre).items():
        message[nom] = valeur
    message.set_content("\n\n".join(_paragraphes(arbre, lettre, jointes)) + "\n")
    for jointe in jointes:
        genre, sorte = _TYPES.get(jointe.nom.rpartition(".")[2].lower(), ("application", "octet-stream"))
        message.add_attachment(jointe.octets, maintype=genre, subtype=sorte, filename=jointe.nom)
    message.set_boundary(_SEPARATION)
    return Brouillon(message.as_bytes(), tuple(situer(dossier, list(_manques(affaire)))))


def en_piece_jointe(lettre: Lettre, nom: str, ecrite: bytes) -> tuple[Jointe, list[Constat]]:
    """La lettre à joindre : son PDF, si cette machine en fait; sinon son document Word, et c'est dit.

    `ecrite` est la lettre telle qu'on vient de l'écrire sous ce `nom` : un PDF déjà fait n'est pas refait.
    """
    tige, _, forme = nom.rpartition(".")
    if forme == "pdf":
        return Jointe(nom, ecrite), []
    try:
        fait = lettre.pdf()
    except SortieRefusee as refus:
        (constat,) = refus.constats
        message = f"La lettre est jointe en Word. {constat.message}"
        return Jointe(f"{tige}.docx", lettre.octets), [Constat("S030", Gravite.CONSEIL, message, remede=constat.remede)]
    return Jointe(f"{tige}.pdf", fait.octets), list(fait.constats)


def pieces_de(
    affaire: Affaire, lettre: str, repertoire: Path, arbre: Arbre | None = None
) -> tuple[list[Jointe], list[Constat]]:
    """Les fichiers des pièces que la lettre annonce, et ceux qui n'y sont pas. `repertoire` est celui du dossier.

    `arbre` est ce que la lettre imprime, s'il est déjà composé.
    """
    annoncees = {piece.id for piece in (arbre or composition.composer(affaire, lettre)).pieces}
    jointes: list[Jointe] = []
    constats: list[Constat] = []
    place = TAILLE_MAX
    for rang, piece in enumerate(affaire.dossier.pieces):
        if piece.id not in annoncees:
            continue
        raison = "le dossier ne nomme pas son fichier"
        if piece.fichier is not None:
            chemin = trouver(repertoire, piece.fichier)
            octets, raison = _lire(chemin, place)
            if octets and not peut_sortir(repertoire, chemin, octets):
                raison = f"« {chemin.name} », hors du répertoire du dossier, n’est pas un document"
            elif octets and piece.empreinte and piece.empreinte.lower() != hashlib.sha256(octets).hexdigest():
                raison = f"« {chemin.name} » n’est plus celui que le dossier a noté"
            elif octets:
                place -= len(octets)
                jointes.append(Jointe(f"{piece.id} {chemin.name}", octets))
                continue
        message = f"{piece.id} n’est pas jointe au message : {raison}. La lettre l’annonce."
        remede = "Joignez-la vous-même au brouillon, ou corrigez « fichier »; « lettres pieces » regarde chacune."
        constats.append(Constat("S029", Gravite.ALERTE, message, remede=remede, chemin=("pieces", rang, "fichier")))
    return jointes, situer(affaire.dossier, constats)


def _lire(chemin: Path, place: int) -> tuple[bytes, str]:
    """Les octets d'une pièce, ou pourquoi elle n'en a pas."""
    try:
        with os.fdopen(disque.ouvrir(chemin, suivre=True), "rb") as flux:
            octets = flux.read(place + 1)
    except (OSError, ValueError):
        return b"", f"« {chemin.name} » ne se lit pas"
    if len(octets) > place:
        return b"", f"avec elle, le message dépasserait {TAILLE_MAX // 1_000_000} Mo"
    return octets, f"« {chemin.name} » est vide"


def _paragraphes(arbre: Arbre, lettre: Lettre, jointes: Sequence[Jointe]) -> Iterator[str]:
    voix, fait = arbre.voix, capacites(lettre.lettre)
    yield _simple(arbre.destinataire.appel)
    pieces = len(jointes) - 1
    avec = "" if not pieces else ", avec sa pièce" if pieces == 1 else f", avec ses {pieces} pièces"
    yield _simple(f"Vous trouverez ci-joint {voix['ma']} lettre du {arbre.lettre.date}{avec}.")
    if (fait.relance or fait.met_en_demeure or fait.demande_un_retrait) and arbre.lettre.echeance_jour:
        yield _simple(f"La date limite qu’elle indique est le {arbre.lettre.echeance_jour}.")
    yield _simple(f"Veuillez {voix['m_']}accuser réception de ce message.")
    yield _simple(arbre.destinataire.salutation)
    signature = (arbre.expediteur.signataire, arbre.expediteur.organisation, arbre.expediteur.coordonnees)
    yield _simple("\n".join(ligne for ligne in signature if ligne))


def _d_ou_il_vient(lettre: Lettre) -> dict[str, str]:
    """La provenance de la lettre, en en-têtes. Rien n'y est personnel."""
    trace = lire_provenance(lettre.octets).provenance
    return en_entetes(trace) if trace else {}


def _simple(texte: str) -> str:
    """Le texte aux espaces ordinaires : dans un courriel, une insécable se montre parfois en clair."""
    return texte.replace("\u00a0", " ").replace("\u202f", " ").replace("\u2011", "-")


def _quoi(arbre: Arbre, lettre: Lettre) -> str:
    """Ce qu'est la lettre : son titre; d'un rappel qui n'est plus le premier, son rang; d'une réponse, à quoi."""
    fait = capacites(lettre.lettre)
    if fait.replique and arbre.recu is not None:
        return _simple(f"Réponse à {arbre.recu.objet}")
    est_un_rappel = fait.relance and lettre.titre.startswith(_RAPPEL)
    return arbre.rappel.titre if est_un_rappel and arbre.rappel.titre != _RAPPEL else lettre.titre


def _adresse(nom: str, courriel: str) -> Address:
    """L'adresse, son domaine écrit comme les serveurs le lisent."""
    qui, _, domaine = courriel.rpartition("@")
    with suppress(UnicodeError):
        domaine = domaine if domaine.isascii() else domaine.encode("idna").decode()
    return Address(display_name=_simple(nom), username=qui, domain=domaine)


def _manques(affaire: Affaire) -> Iterator[Constat]:
    dossier = affaire.dossier
    if not dossier.destinataire.courriel:
        message = "Le message n’a pas d’adresse : le dossier ne donne pas le courriel du destinataire."
        remede = "Écrivez-la dans le brouillon, ou à « destinataire.courriel »."
        yield Constat("S027", Gravite.ALERTE, message, remede=remede, chemin=("destinataire", "courriel"))
    if dossier.mode_envoi not in (None, "courriel"):
        message = "La lettre part par un autre moyen : le message n’en est qu’une copie, et n’en prouve pas la remise."
        remede = "Envoyez d’abord la lettre par le moyen qu’elle dit; le message peut suivre."
        yield Constat("S028", Gravite.CONSEIL, message, remede=remede, chemin=("mode_envoi",))
