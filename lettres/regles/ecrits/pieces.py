"""Règles des pièces : chaque pièce citée est jointe, une seule fois, et sert à quelque chose."""

from __future__ import annotations

from collections.abc import Iterator

from lettres.affaire import Affaire
from lettres.catalogue import capacites
from lettres.dossier.verbes import ou_tapez, qui_ecrit
from lettres.droit.fondements import ccq
from lettres.regles.faits import accueille_les_propos, demeure, pieces_citees
from lettres.regles.regle import ALERTE, CONSEIL, ERREUR, Faute, quand, regle
from lettres.socle.expression import Expression

_ECRIT_TECHNOLOGIQUE = Expression(r"(?i)\bcourriel|\btexto|\bmessage|\béchange")
_IMAGE = (".png", ".jpg", ".jpeg", ".heic", ".webp")


@regle("P201", "citer-une-piece-absente", ERREUR, fiches=("F1.10",))
def piece_citee_mais_absente(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Une pièce citée n’est pas dans « pieces ».

    Pourquoi : la lettre annoncerait une preuve qu’elle ne joint pas.
    Fautif : « pieces: [P-3] » à un fait, quand la liste s’arrête à P-2.
    Conforme : chaque pièce citée a sa ligne dans « pieces ».
    """
    dossier = affaire.dossier
    jointes = {p.id for p in dossier.pieces}
    for chemin, identifiant in pieces_citees(affaire):
        if identifiant not in jointes:
            taper = qui_ecrit(dossier, "pieces", f'--ajouter FICHIER --titre "…" --id {identifiant}')
            yield Faute(
                chemin,
                f"La pièce {identifiant} est citée, mais elle n’est pas dans « pieces ».",
                f"Ajoutez à « pieces » : « {{id: {identifiant}, titre: …}} », ou corrigez le renvoi.{ou_tapez(taper)}",
            )


@quand(donne="pieces")
@regle("P202", "numeroter-deux-pieces-de-la-meme-facon", ERREUR, fiches=("F1.10",))
def piece_doublee(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Deux pièces portent le même numéro.

    Pourquoi : le lecteur ne saurait pas laquelle prouve le fait.
    Fautif : deux lignes « id: P-1 ».
    Conforme : P-1, puis P-2.
    """
    vues: set[str] = set()
    for i, p in enumerate(affaire.dossier.pieces):
        if p.id in vues:
            yield Faute(("pieces", i, "id"), f"Deux pièces se nomment {p.id}.", "Donnez à chaque pièce son numéro.")
        vues.add(p.id)


@quand(donne="pieces")
@regle("P203", "joindre-une-piece-sans-la-citer", CONSEIL, fiches=("F1.10", "F12.02"))
def piece_jamais_citee(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Une pièce est jointe, mais rien ne la cite.

    Pourquoi : une pièce que rien n’annonce embrouille, et peut révéler plus que nécessaire.
    Fautif : P-4 figure dans « pieces » et nulle part ailleurs.
    Conforme : un fait, une facture ou le contrat cite P-4; ou la pièce est retirée.
    """
    dossier = affaire.dossier
    if capacites(lettre).sans_destinataire:
        return
    citees = {identifiant for _, identifiant in pieces_citees(affaire)}
    ou = "--facture F-N" if dossier.creances else "--contrat" if dossier.contrat else None
    for i, p in enumerate(dossier.pieces):
        if p.id not in citees:
            yield Faute(
                ("pieces", i, "id"),
                f"La pièce {p.id} est jointe, mais rien ne la cite.",
                "Citez-la là où elle prouve quelque chose, ou retirez-la."
                + (ou_tapez(qui_ecrit(dossier, "pieces", f"--citer {p.id} {ou}")) if ou else ""),
            )


@quand(donne="pieces")
@regle("P204", "ne-garder-qu-une-image-d-un-message", CONSEIL, fondement=ccq("2860"), fiches=("F7.11",))
def image_d_un_message(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Un courriel ou un texto n’est gardé que par une image.

    Pourquoi : c’est l’intégrité du document qui remplace l’original; une image se conteste plus facilement.
    Fautif : « titre: Courriel de Mme Exemple », « fichier: pieces/courriel.png »
    Conforme : « fichier: pieces/courriel.eml », ou l’exportation de la conversation.
    """
    for i, p in enumerate(affaire.dossier.pieces):
        if p.fichier and p.fichier.lower().endswith(_IMAGE) and _ECRIT_TECHNOLOGIQUE.search(p.titre):
            yield Faute(
                ("pieces", i, "fichier"),
                f"La pièce {p.id} est un message gardé sous forme d’image.",
                "Gardez aussi le fichier d’origine (.eml, exportation de la conversation).",
            )


@quand(nature="reputation", donne="publications")
@regle("P205", "viser-un-propos-sans-capture", ALERTE, fiches=("F6.14",))
def publication_sans_piece(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Une publication est visée sans la pièce qui la montre.

    Pourquoi : un propos peut disparaître; sans copie, il ne se prouve plus.
    Fautif : une publication sans « piece ».
    Conforme : « piece: P-1 », la capture d’écran datée.
    """
    dossier = affaire.dossier
    if accueille_les_propos(lettre):
        return
    for i, p in enumerate(dossier.publications):
        if p.piece is None:
            yield Faute(
                ("publications", i),
                "Aucune pièce ne montre ce propos.",
                "Faites une capture datée, avec l’adresse et l’auteur affichés, puis ajoutez « piece ».",
                None if demeure(lettre) else CONSEIL,
            )


@quand(donne="menaces")
@regle("P206", "citer-une-menace-sans-piece", ALERTE, fiches=("F7.11", "F6.14"))
def menace_sans_piece(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Une menace est citée sans la pièce qui la montre.

    Pourquoi : un message s’efface; sans copie, la menace ne se prouve plus.
    Fautif : « menaces: [{date: 2026-11-10, citation: Vous allez voir.}] »
    Conforme : la même, avec « piece: P-1 », le message gardé tel quel.
    """
    for i, menace in enumerate(affaire.dossier.menaces):
        if menace.piece is None:
            yield Faute(
                ("menaces", i),
                "Aucune pièce ne montre cette menace.",
                "Gardez le message tel quel, puis ajoutez « piece ».",
            )


@quand(donne="recu")
@regle("P207", "repondre-sans-garder-ce-que-l-on-a-recu", CONSEIL, fiches=("F1.10",))
def recu_sans_piece(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Ce qui a été reçu par écrit n’est pas parmi les pièces.

    Pourquoi : ce à quoi l’on répond doit pouvoir se relire, mot à mot.
    Fautif : « recu: {type: mise_en_demeure, date: 2026-11-03} », sans « piece ».
    Conforme : la même, avec « piece: P-1 ».
    """
    recu = affaire.dossier.recu
    if recu is not None and recu.piece is None and recu.mode != "telephone":
        yield Faute(
            ("recu",),
            "Ce que vous avez reçu n’est pas parmi les pièces.",
            "Gardez-en une copie, puis ajoutez « piece ».",
        )
