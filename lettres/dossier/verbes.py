"""Verbes : la commande qui écrit une clé du dossier, à la place de qui l'ouvrirait.

Ce qui est en capitales, ou « … », est à remplacer; le reste se tape tel quel.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from lettres.socle.chemins import a_taper

if TYPE_CHECKING:
    from lettres.dossier.dossier import Dossier

_PAR_CLE: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "mode_envoi": ("preciser", "--mode-envoi recommande"),
        "recu": (
            "preciser",
            "--ecrire 'recu: {type: contestation, date: AAAA-MM-JJ, position: contester, "
            'points: [{texte: "…", jugement: inexact, reponse: "…"}]}\'',
        ),
        "solution": ("preciser", '--solution "…"'),
        "rapproche_le": ("preciser", "--rapproche-le AAAA-MM-JJ"),
        "politique": ("preciser", "--politique CODE"),
        "taxes": ("preciser", "--taxes MOT"),
        "employes": ("preciser", "--employes N"),
        "pieces": ("pieces", '--ajouter FICHIER --titre "…"'),
        "paiements": ("paiement", "--montant SOMME"),
        "envois": ("envoi", "--lettre CODE --mode MODE --date AAAA-MM-JJ"),
        "clotures": ("clore", "--issue ISSUE"),
        "suspensions": ("suspendre", "--motif MOT --jusqu-a AAAA-MM-JJ"),
        "agit_deja": ("preciser", "--agit-deja QUI"),
    }
)


def qui_ecrit(dossier: Dossier, cle: str, suite: str | None = None) -> str:
    """La commande qui écrit cette clé, de premier rang ou du créancier; `suite` remplace ses options.

    Rien, si aucune ne l'écrit, ou si le dossier ne vient pas d'un fichier à lui.
    """
    if cle not in _PAR_CLE or dossier.origine is None:
        return ""
    verbe, options = _PAR_CLE[cle]
    return a_taper(verbe, dossier.origine.fichier, options if suite is None else suite)


def ou_tapez(*commandes: str) -> str:
    """La fin d'un remède : « Ou tapez : « lettres … ». », s'il y a quelque chose à taper."""
    dites = [f"« {commande} »" for commande in commandes if commande]
    return f" Ou tapez : {' ou '.join(dites)}." if dites else ""
