"""Constats d'un lot : ce qui n'arrive qu'à plusieurs lettres."""

from __future__ import annotations

import traceback
from pathlib import Path

from lettres.socle.constats import Constat, Gravite
from lettres.sortie.journal import Inscription

_PAQUET = Path(__file__).parents[2]
_DIFFERENCES = {
    "dossier": "les faits du dossier",
    "lettre": "la lettre",
    "au": "la date",
    "modele": "le modèle Word ou ses images",
    "version": "la version de l’outil",
}


def nom_pris(endroit: str, nouvelle: Inscription, connue: Inscription | None) -> Constat:
    """Le nom est celui d'une autre lettre : on dit ce qui a changé depuis."""
    ancienne = connue or nouvelle
    changes = [mot for champ, mot in _DIFFERENCES.items() if getattr(ancienne, champ) != getattr(nouvelle, champ)]
    suite = f" Depuis, ont changé : {', '.join(changes)}." if changes else ""
    return Constat(
        "S011",
        Gravite.ERREUR,
        f"Un autre fichier porte déjà ce nom; il n’a pas été touché.{suite}",
        "Choisissez un autre répertoire de sortie, ou donnez à chaque dossier sa référence.",
        fichier=endroit,
    )


def modifiee(endroit: str) -> Constat:
    """La lettre est là, mais n'a plus les octets que le journal dit."""
    message = "Cette lettre a été modifiée depuis qu’elle est écrite; elle n’a pas été touchée."
    return Constat("S014", Gravite.ALERTE, message, "Relisez-la avant de l’envoyer.", fichier=endroit)


def forme_d_une_autre(endroit: str) -> Constat:
    """La forme que prendrait la lettre a le nom d'un fichier qui n'en vient pas."""
    message = "Un fichier qui ne vient pas de cette lettre porte déjà ce nom; il n’a pas été touché."
    return Constat("S321", Gravite.ERREUR, message, "Rangez-le ailleurs, puis recommencez.", fichier=endroit)


def refaite(endroit: str) -> Constat:
    """Le fichier manquait; la même lettre, à l'octet près, est revenue."""
    message = "Cette lettre, déjà au journal, avait disparu : elle a été refaite, identique."
    return Constat("S015", Gravite.ALERTE, message, "Vérifiez ce qui efface des fichiers ici.", fichier=endroit)


def perdue(endroit: str) -> Constat:
    """Le fichier manque, et la lettre refaite n'aurait pas les mêmes octets."""
    message = "Cette lettre, déjà au journal, a disparu, et celle d’aujourd’hui ne serait pas identique."
    return Constat("S015", Gravite.ERREUR, message, "Choisissez un autre répertoire de sortie.", fichier=endroit)


def faute_de_l_outil(faute: Exception) -> Constat:
    """Une faute de l'outil : son nom et sa place dans notre code, jamais son texte ni une valeur du dossier."""
    pas = [p for p in traceback.extract_tb(faute.__traceback__) if Path(p.filename).is_relative_to(_PAQUET)]
    ou = f", {Path(pas[-1].filename).relative_to(_PAQUET).as_posix()}:{pas[-1].lineno}" if pas else ""
    message = f"Une faute de l’outil, et non de votre dossier, a arrêté cette lettre ({type(faute).__name__}{ou})."
    return Constat("I201", Gravite.ERREUR, message, "Les autres lettres ne sont pas touchées; signalez cette faute.")


def travailleur_arrete(faute: BaseException) -> Constat:
    """Un travailleur n'a pas rendu son paquet de lettres."""
    message = f"Le travailleur de cette lettre s’est arrêté avant de la rendre ({type(faute).__name__})."
    remede = "Lancez de nouveau la même commande : elle reprend où elle en était."
    return Constat("I202", Gravite.ERREUR, message, remede)
