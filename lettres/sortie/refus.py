"""Refus d'écrire : chaque échec du système devient une phrase et un remède."""

from __future__ import annotations

import errno
from pathlib import Path

from lettres.socle.constats import Constat, Gravite
from lettres.socle.erreurs import SortieRefusee

_PLEIN = (
    "S004",
    "Il n’y a plus de place pour écrire ce fichier.",
    "Libérez de l’espace, ou choisissez un autre répertoire de sortie.",
)
_DROITS = (
    "S003",
    "Vous n’avez pas le droit d’écrire ici.",
    "Choisissez un répertoire de sortie qui vous appartient.",
)
_PAS_UN_DOSSIER = (
    "S002",
    "Le répertoire de sortie n’est pas un répertoire.",
    "Un fichier porte ce nom : choisissez un autre répertoire de sortie.",
)
_EXISTE = (
    "S001",
    "Un fichier de ce nom existe déjà; il n’a pas été touché.",
    "Choisissez un autre nom ou répertoire. Une lettre se remplace avec --ecraser (en Python, « ecraser=True »).",
)
_NOM = (
    "S005",
    "Ce nom de fichier ne convient pas.",
    "Choisissez un autre nom : des lettres, des chiffres, des tirets entre eux; 200 caractères au plus.",
)
_LECTURE_SEULE = (
    "S006",
    "Ce support est en lecture seule.",
    "Choisissez un répertoire de sortie sur un autre support.",
)

_PAS_ORDINAIRE = (
    "S016",
    "Ce qui porte ce nom n’est pas un fichier ordinaire (un lien, un tube, un périphérique); rien n’y a été écrit.",
    "Choisissez un autre nom ou un autre répertoire, ou retirez vous-même ce qui s’y trouve.",
)
_OCCUPE = (
    "S009",
    "Un autre lot s’écrit en ce moment dans ce répertoire.",
    "Attendez qu’il finisse, ou choisissez un autre répertoire de sortie.",
)
_DEJA_COMMENCE = (
    "S012",
    "Ce répertoire a déjà reçu un lot.",
    "Choisissez un répertoire neuf, ou reprenez ce lot (en Python, « reprendre=True »).",
)
_AILLEURS = (
    "S013",
    "Le travailleur ne trouve pas ici le répertoire de sortie du lot.",
    "Donnez un répertoire que toutes les machines voient sous le même chemin.",
)

_SANS_CESSE = (
    "S020",
    "Ce fichier n’a cessé de changer pendant qu’on y écrivait; rien n’y a été ajouté.",
    "Fermez ce qui l’enregistre sans cesse, puis recommencez.",
)
_PLUSIEURS_NOMS = (
    "S021",
    "Ce fichier ne peut être remplacé sans perdre son propriétaire ou son autre nom; il n’a pas été touché.",
    "Travaillez sur le fichier d’origine, depuis le compte à qui il appartient.",
)

_PAR_ERREUR = {
    errno.EEXIST: _EXISTE,
    errno.ENOTDIR: _PAS_UN_DOSSIER,
    errno.EISDIR: (
        "S002",
        "Un répertoire porte déjà ce nom.",
        "Choisissez un autre nom de fichier.",
    ),
    errno.ELOOP: _PAS_ORDINAIRE,
    errno.ENXIO: _PAS_ORDINAIRE,
    errno.EACCES: _DROITS,
    errno.EPERM: _DROITS,
    errno.ENOSPC: _PLEIN,
    errno.EDQUOT: _PLEIN,
    errno.EFBIG: _PLEIN,
    errno.ENAMETOOLONG: _NOM,
    errno.EINVAL: _NOM,
    errno.EROFS: _LECTURE_SEULE,
}


def refus_systeme(faute: OSError, endroit: str) -> SortieRefusee:
    """Traduit une erreur du système d'exploitation : jamais son texte anglais, toujours un remède."""
    symbole = errno.errorcode.get(faute.errno or 0, "inconnu")
    autre = (
        "S007",
        f"Le système refuse d’écrire ce fichier (code {symbole}).",
        "Vérifiez le disque et le répertoire de sortie, puis recommencez.",
    )
    return _refuser(_PAR_ERREUR.get(faute.errno or 0, autre), endroit)


def repertoire_refuse(endroit: str) -> SortieRefusee:
    """Le chemin donné pour le répertoire de sortie est un fichier, ou un lien qui ne mène nulle part."""
    return _refuser(_PAS_UN_DOSSIER, endroit)


def nom_refuse(endroit: str, defaut: str) -> SortieRefusee:
    """Le nom voulu ne convient pas; `defaut` dit pourquoi."""
    code, _, remede = _NOM
    return _refuser((code, f"Ce nom de fichier ne convient pas : {defaut}.", remede), endroit)


def format_refuse(endroit: str, voulue: str) -> SortieRefusee:
    """Le fichier voulu porterait l'extension d'un autre format que le sien."""
    message = f"Ce nom a l’extension d’un autre format : la lettre s’écrit ici en « {voulue} »."
    remede = f"Donnez un nom qui finit par {voulue}, ou un répertoire; « --format » choisit un autre format."
    return _refuser(("S008", message, remede), endroit)


def sortie_occupee(endroit: str) -> SortieRefusee:
    """Un autre processus tient le répertoire de sortie."""
    return _refuser(_OCCUPE, endroit)


def lot_deja_commence(endroit: str) -> SortieRefusee:
    """Le répertoire de sortie a un journal, et l'on voulait un lot neuf."""
    return _refuser(_DEJA_COMMENCE, endroit)


def sortie_invisible(endroit: str) -> SortieRefusee:
    """Le répertoire de sortie n'est pas celui que tient le lot : autre machine, autre chemin."""
    return _refuser(_AILLEURS, endroit)


def journal_etranger(endroit: str, raison: str) -> SortieRefusee:
    """Ce qui s'appelle journal n'est pas un journal que l'on puisse continuer."""
    message = f"« {Path(endroit).name} » n’est pas le journal d’un lot : {raison}; il n’a pas été touché."
    remede = "Choisissez un autre répertoire de sortie, ou rangez ce fichier ailleurs."
    return _refuser(("S017", message, remede), endroit)


def journal_d_une_autre_version(endroit: str, version: str) -> SortieRefusee:
    """Le journal a une version que cet outil ne connaît pas."""
    message = f"« {Path(endroit).name} » est d’une version inconnue de cet outil ({version}); il n’a pas été touché."
    remede = "Mettez l’outil à jour, ou choisissez un autre répertoire de sortie."
    return _refuser(("S018", message, remede), endroit)


def journal_abime(endroit: str, ligne: int) -> SortieRefusee:
    """Le journal ne se suit plus à cette ligne."""
    message = f"Le journal « {Path(endroit).name} » a été modifié ou abîmé à la ligne {ligne}; rien n’a été écrit."
    remede = "Rétablissez-le d’une copie de sauvegarde, ou choisissez un autre répertoire de sortie."
    return _refuser(("S010", message, remede), endroit)


def fichier_d_autrui(endroit: str) -> SortieRefusee:
    """Le fichier n'est pas de ceux que l'outil a écrits ici, ou a changé depuis."""
    message = "Ce fichier n’est pas de ceux que l’outil avait écrits ici, ou a changé depuis; il n’a pas été touché."
    return _refuser(("S001", message, "Rangez-le ailleurs, ou choisissez un autre répertoire de sortie."), endroit)


def fichier_d_un_autre_lot(endroit: str) -> SortieRefusee:
    """Ce nom est celui d'un fichier qui n'est pas celui que l'on écrirait."""
    message = "Un fichier de ce nom existe déjà, et n’est pas celui de ce lot-ci; il n’a pas été touché."
    return _refuser(("S321", message, "Donnez un autre nom, ou rangez d’abord celui-là ailleurs."), endroit)


def fichier_changeant(endroit: str) -> SortieRefusee:
    """Le fichier change plus vite qu'on ne peut y écrire."""
    return _refuser(_SANS_CESSE, endroit)


def fichier_irremplacable(endroit: str) -> SortieRefusee:
    """Le remplacer changerait à qui il est, ou laisserait son autre nom à l'ancien contenu."""
    return _refuser(_PLUSIEURS_NOMS, endroit)


def _refuser(refus: tuple[str, str, str], endroit: str) -> SortieRefusee:
    code, message, remede = refus
    return SortieRefusee([Constat(code, Gravite.ERREUR, message, remede=remede, fichier=endroit)])
