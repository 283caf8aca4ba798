"""Habillage : les lettres, sur le papier à en-tête de l'usager. Rien n'en est chargé s'il n'en a pas."""

from lettres.production.habillage.papiers import (
    Papiers,
    Pose,
    Tenue,
    examiner_le_papier,
    non_pose_sur_la_page,
    non_pose_sur_le_votre,
)
from lettres.production.habillage.tenus import tenus

__all__ = ["Papiers", "Pose", "Tenue", "examiner_le_papier", "non_pose_sur_la_page", "non_pose_sur_le_votre", "tenus"]
