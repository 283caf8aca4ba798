"""Gravure : d'une partie apprêtée, qui n'est que du texte, le gabarit contrôlé, prouvé et compilé.

Une source ne devient du code qu'ici, une fois permise nœud par nœud, qu'elle vienne d'un modèle ou du cache.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from jinja2 import TemplateSyntaxError

from lettres.rendu.anomalies import Anomalie
from lettres.rendu.balises.arbre_syntaxe import Analyse
from lettres.rendu.balises.champs_connus import ChampsConnus
from lettres.rendu.balises.environnement import SUIVI
from lettres.rendu.balises.transcription import Transcription
from lettres.rendu.compilation.preuve import prouver
from lettres.rendu.moteur.gabarit import FICHIER, Apprete, Gabarit

_DESSIN = re.compile(r'<wp:docPr\s[^<>]*?\bid="([^"]*)"')


class SourceCoupee(Exception):
    """La structure du XML coupe un bloc : la source ne se lit pas."""


@dataclass(frozen=True, slots=True)
class Gravure:
    """Le gabarit, et ce qu'il lit; ou les anomalies qui l'interdisent."""

    gabarit: Gabarit | None
    anomalies: tuple[Anomalie, ...] = ()
    imprimes: frozenset[str] = frozenset()
    lus: frozenset[str] = frozenset()


def graver(apprete: Apprete, champs: ChampsConnus) -> Gravure:
    """Contrôle, prouve et compile une partie. Lève `SourceCoupee` si elle ne se lit pas."""
    try:
        arbre = SUIVI.parse(apprete.source)
    except (TemplateSyntaxError, RecursionError, ValueError) as erreur:
        raise SourceCoupee from erreur
    analyse = Analyse(champs)
    analyse.analyser(arbre)
    if analyse.anomalies:
        return Gravure(None, tuple(analyse.anomalies))
    transcription = Transcription(arbre, analyse.annoncees)
    preuve = prouver(transcription)
    gabarit = Gabarit(
        apprete,
        SUIVI.compile(arbre, filename=FICHIER),
        tuple(f"{apprete.titre} : {raison}" for raison in preuve.raisons),
        transcription.sans_bloc,
        preuve.repete_des_identifiants,
        preuve.par_tableaux,
        frozenset(_DESSIN.findall(apprete.source)),
        frozenset(transcription.attributs),
    )
    return Gravure(gabarit, (), frozenset(analyse.imprimes), frozenset(analyse.lus | analyse.imprimes))
