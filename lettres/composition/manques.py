"""Manques : un constat par fait que la lettre demande et que le dossier n’a pas encore."""

from __future__ import annotations

from lettres.affaire import Consommation, Inscriptions, inscriptions, tel_que_raconte
from lettres.catalogue import MANQUE, Modele, absents
from lettres.dossier import Dossier
from lettres.dossier.verbes import ou_tapez, qui_ecrit
from lettres.socle.constats import Constat, Gravite


def manques(
    dossier: Dossier, modele: Modele, droits: Consommation | None = None, lignes: Inscriptions | None = None
) -> list[Constat]:
    """Un constat par fait exigé et absent, avec la ligne du dossier à compléter.

    `droits` sont ceux de son achat; `lignes`, ce qui compte à son journal, quand on le sait déjà.
    """
    lignes = inscriptions(dossier) if lignes is None else lignes
    return [
        Constat(
            code=MANQUE,
            gravite=Gravite.ERREUR,
            message=manque.phrase,
            remede=f"Ajoutez « {manque.cle} » au dossier; la lettre « {modele.titre} » ne se fait pas sans cela."
            + ou_tapez(*(qui_ecrit(dossier, str(cle)) for cle in manque.chemin if len(manque.chemin) == 1)),
            chemin=manque.chemin,
        )
        for manque in absents(tel_que_raconte(dossier, lignes, droits), modele)
    ]
