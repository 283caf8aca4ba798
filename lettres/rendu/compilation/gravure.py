"""Gravure : d'une partie apprêtée, qui n'est que des données, le gabarit prouvé et prêt à remplir.

Une partition passe ici qu'elle vienne d'un modèle ou du cache : sa preuve est établie, et son montage refuse tout ce
qui n'est pas une instruction du moteur.
"""

from __future__ import annotations

import re

from lettres.rendu.compilation.preuve import prouver
from lettres.rendu.compilation.transcription import Transcription
from lettres.rendu.moteur.gabarit import Apprete, Gabarit

_DESSIN = re.compile(r'<wp:docPr\s[^<>]*?\bid="([^"]*)"')


def graver(apprete: Apprete) -> Gabarit:
    """Prouve et monte une partie. Lève ValueError, TypeError ou KeyError si sa partition n'en est pas une."""
    transcription = Transcription(apprete.partition)
    preuve = prouver(transcription)
    return Gabarit(
        apprete._replace(partition=transcription.partition),
        tuple(f"{apprete.titre} : {raison}" for raison in preuve.raisons),
        transcription.sans_bloc,
        preuve.repete_des_identifiants,
        preuve.par_tableaux,
        frozenset(_DESSIN.findall(transcription.schema)),
        frozenset(transcription.attributs),
    )
