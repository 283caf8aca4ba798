"""Fichier : du chemin au dossier. L'ouverture est prudente; le contenu se lit selon son format."""

from __future__ import annotations

from os import PathLike
from pathlib import Path
from typing import Literal

from lettres.dossier import Dossier
from lettres.lecture.arbre import ArbreLu
from lettres.lecture.codes_lus import CodeLu, illisible
from lettres.lecture.source import TAILLE_MAX, Source, ouvrir_texte
from lettres.lecture.validation import valider_arbre
from lettres.socle import disque
from lettres.socle.calcul import au_juste
from lettres.socle.chemins import CheminDeFichier, en_chemin, nom_montre
from lettres.socle.constats import ecourter, trier
from lettres.socle.erreurs import DossierIllisible, DossierInvalide

Format = Literal["yaml", "json", "toml"]

FORMAT_DE: dict[str, Format] = {".yaml": "yaml", ".yml": "yaml", ".json": "json", ".toml": "toml"}
"""Le format d'un dossier, par l'extension de son fichier."""
_NE_S_OUVRE_PAS = ("Ce fichier ne s’ouvre pas.", "Vérifiez son nom et le disque.")


@au_juste
def lire(chemin: CheminDeFichier, *, ebauche: bool = False) -> Dossier:
    """Lit un dossier en YAML, en JSON ou en TOML.

    Lève `DossierIllisible` si le fichier ne se lit pas, `DossierInvalide` si des faits sont fautifs; chaque fois avec
    tous les constats, à leur ligne et à leur colonne. Une `ebauche` tolère les textes manquants et les marque
    « [à compléter : …] ».
    """
    octets, nom, format_ = lire_octets(chemin)
    return lire_texte(octets, fichier=nom, format=format_, ebauche=ebauche)


def lire_octets(chemin: CheminDeFichier) -> tuple[bytes, str, Format]:
    """Les octets d'un dossier, le nom qui le montre et son format; lève `DossierIllisible`."""
    voulu, nom = en_chemin(chemin), nom_montre(chemin)
    if voulu is None and isinstance(chemin, str | PathLike):
        # -- octet nul ou demi-codet : aucun fichier ne porte ce nom --
        raise illisible(nom, CodeLu.OUVERTURE, *_NE_S_OUVRE_PAS)
    if voulu is None:
        remede = "Donnez son chemin, en texte ou Path; un dict se valide par « lettres.valider »."
        raise illisible(nom, CodeLu.OUVERTURE, "Ceci n’est pas le chemin d’un fichier.", remede)
    octets = _octets(Path(voulu), nom)
    format_ = FORMAT_DE.get(Path(voulu).suffix.lower())
    if format_ is None:
        raise illisible(
            nom,
            CodeLu.FORMAT,
            "Ce format n’est pas reconnu à l’extension du fichier.",
            "Nommez-le en .yaml, .json ou .toml.",
        )
    return octets, nom, format_


@au_juste
def lire_texte(texte: bytes, *, fichier: str, format: Format, ebauche: bool = False) -> Dossier:
    """Lit un dossier déjà en mémoire; `fichier` nomme sa provenance dans les constats."""
    return valider_arbre(lire_arbre(texte, fichier=fichier, format=format), ebauche=ebauche)


def lire_arbre(texte: bytes, *, fichier: str, format: Format) -> ArbreLu:
    """Ce que contient un dossier en mémoire, avant qu'on le valide; lève comme `lire_texte`."""
    try:
        return _arbre(ouvrir_texte(texte, fichier), format)
    except (DossierIllisible, DossierInvalide) as exc:
        raise type(exc)(ecourter(trier(exc.constats))) from None


def _arbre(source: Source, format_: Format) -> ArbreLu:
    """Ce qu'un texte contient, par le lecteur de son format : lui seul est chargé."""
    match format_:
        case "yaml":
            from lettres.lecture.formats.lecteur_yaml import lire_yaml

            return lire_yaml(source)
        case "json":
            from lettres.lecture.formats.lecteur_json import lire_json

            return lire_json(source)
        case "toml":
            from lettres.lecture.formats.lecteur_toml import lire_toml

            return lire_toml(source)


def _octets(chemin: Path, nom: str) -> bytes:
    try:
        return disque.lire(chemin, TAILLE_MAX + 1, suivre=True)
    except disque.PasOrdinaire as pas:
        message, remede = (
            (
                "C’est un répertoire, non un fichier.",
                "Nommez l’un de ses fichiers. « lettres verifier », « relance » et « lot » lisent tout un répertoire.",
            )
            if pas.repertoire
            else ("Ce n’est pas un fichier ordinaire.", "Enregistrez le dossier sur le disque.")
        )
        raise illisible(nom, CodeLu.PAS_UN_FICHIER, message, remede) from None
    except (FileNotFoundError, NotADirectoryError):
        raise illisible(nom, CodeLu.ABSENT, "Ce fichier n’existe pas.", "Vérifiez son nom et son répertoire.") from None
    except PermissionError:
        raise illisible(
            nom, CodeLu.OUVERTURE, "Vous n’avez pas le droit de lire ce fichier.", "Vérifiez ses droits."
        ) from None
    except (OSError, ValueError):
        # -- nom trop long, disque retiré --
        raise illisible(nom, CodeLu.OUVERTURE, *_NE_S_OUVRE_PAS) from None
