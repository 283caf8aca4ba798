"""Les deux moteurs : docxtpl tel qu'il est installé, et le nôtre par chacun de ses chemins."""

from __future__ import annotations

import io
from collections.abc import Mapping
from types import MappingProxyType

from compilateur import par_la_preuve
from docxtpl import DocxTemplate

from lettres.rendu import ModeleCompile


def par_docxtpl(octets: bytes, contexte: Mapping[str, object]) -> bytes:
    """La lettre de docxtpl, échappement branché."""
    reference = DocxTemplate(io.BytesIO(octets))
    reference.render(dict(contexte), autoescape=True)
    sortie = io.BytesIO()
    reference.save(sortie)
    return sortie.getvalue()


def par_nous(modele: ModeleCompile, contexte: Mapping[str, object]) -> bytes:
    """Notre lettre; tous les chemins du moteur donnent les mêmes octets.

    Contrôlée en entier, remplie comme en production (le chemin court, si le modèle est prouvé), puis suivie valeur par
    valeur, comme le moteur le fait d'un contexte qui n'est pas un simple dictionnaire.
    """
    lettre = modele.rendre(contexte)  # type: ignore[arg-type]  # les refus reçoivent des valeurs interdites
    court = par_la_preuve(modele)
    assert court.rendre(contexte) == lettre, "le chemin court donne d’autres octets"  # type: ignore[arg-type]
    suivi = MappingProxyType(contexte)
    assert modele.rendre(suivi) == lettre, "le chemin détaillé donne d’autres octets"  # type: ignore[arg-type]
    return lettre
