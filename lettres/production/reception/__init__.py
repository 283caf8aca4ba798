"""Réception : un courriel reçu, lu sans rien en décider, et les fichiers qui deviendront des pièces du dossier."""

from lettres.production.reception.message_recu import CourrielIllisible, CourrielRecu, PieceRecue, lire_un_courriel

__all__ = ["CourrielIllisible", "CourrielRecu", "PieceRecue", "lire_un_courriel"]
