"""Fiche : de la page qui accompagne une lettre à sa forme publique."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lettres.interface.objets_de_fiche import AccompagnementJson, LigneDeFicheJson

if TYPE_CHECKING:
    from lettres.production.accompagner import Accompagnement


def accompagnement(page: Accompagnement, fichier: str) -> AccompagnementJson:
    """La page qui accompagne une lettre, et où elle est écrite."""

    def lignes(rubrique: str) -> list[LigneDeFicheJson]:
        return [{"texte": x.phrase, "fiches": list(x.fiches)} for x in page.rubriques.get(rubrique, ())]

    return {
        "fichier": fichier,
        "relire": lignes("relire"),
        "envoyer": lignes("envoyer"),
        "garder": lignes("garder"),
        "surveiller": lignes("surveiller"),
        "eviter": lignes("eviter"),
        "aide": lignes("aide"),
    }
