"""Cahier : les pièces du dossier réunies en un PDF, sous une couverture, une table, un intercalaire et un tampon.

Ce qu'une pièce montre y est copié, page par page; ce qu'elle ferait (scripts, actions, fichiers joints) n'y entre pas,
et se dit. Il n'a pas de balises : n'en donner qu'à nos pages tairait les pièces à un lecteur d'écran, qui ne lit d'un
PDF balisé que ce qui l'est. Rien n'y passe entier en mémoire : des centaines de pièces n'en prennent pas plus qu'une.
"""

from typing import TYPE_CHECKING

from lettres.socle.paresse import a_la_demande

if TYPE_CHECKING:
    from lettres.cahier.reliure import Cahier, PieceReliee, relier

__all__ = ["Cahier", "PieceReliee", "relier"]

__getattr__ = a_la_demande(__name__, {"reliure": ("Cahier", "PieceReliee", "relier")})
