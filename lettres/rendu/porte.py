"""Porte du moteur : d'un fichier Word à son modèle compilé, repris du cache s'il y est."""

from __future__ import annotations

from collections.abc import Mapping
from os import PathLike
from pathlib import Path

from lettres.rendu.compilation.cache import cle, garder, reprendre
from lettres.rendu.diagnostic import Diagnostic
from lettres.rendu.moteur.moteur import ModeleCompile
from lettres.rendu.paquet import paquet
from lettres.rendu.paquet.archive import Compresseur, Compression, compresseur
from lettres.rendu.paquet.provenance import lire as lire_provenance
from lettres.socle.champ import Champ
from lettres.socle.chemins import nom_montre
from lettres.socle.classes import replace
from lettres.socle.constats import Constat, Gravite
from lettres.socle.erreurs import ModeleInvalide


def compiler(
    source: bytes | str | PathLike[str],
    champs: Mapping[str, Champ] | None = None,
    *,
    compression: Compression | None = None,
    cache: str | PathLike[str] | None = None,
    tout_controler: bool = False,
) -> ModeleCompile:
    """Lit, contrôle et compile un modèle; `champs`, s'il est donné, est tout ce que le modèle a le droit de lire.

    `compression` : « isal » ou « zlib »; par défaut, `isal` s'il est installé. Le contenu des lettres n'en dépend pas.
    `cache` : un dossier privé où retrouver, d'un processus à l'autre, ce qui est déjà compilé.
    `tout_controler` : relire et contrôler aussi les lettres que la structure du modèle garantit; les octets sont les
    mêmes, plus lentement.
    Lève `ModeleInvalide` avec toutes les anomalies trouvées. Rien du modèle n'est évalué avant d'être permis.
    """
    nom, octets = paquet.lire(source)
    return compiler_lu(nom, octets, champs, compression=compression, cache=cache, tout_controler=tout_controler)


def examiner(source: bytes | str | PathLike[str], champs: Mapping[str, Champ] | None = None) -> Diagnostic:
    """Tout ce qui ferait refuser un modèle, tout ce qui s'y guérit et les champs qu'il lit, sans le compiler.

    Ne lève rien pour un modèle fautif, ni pour un fichier qui n'en est pas un : le diagnostic le dit.
    """
    from lettres.rendu.compilation.inspection import examiner as examiner_lu

    try:
        nom, octets = paquet.lire(source)
    except ModeleInvalide as refus:
        return Diagnostic(nom_montre(source), refus.constats)
    return examiner_lu(nom, octets, champs).diagnostic


def compiler_lu(
    nom: str,
    octets: bytes,
    champs: Mapping[str, Champ] | None = None,
    *,
    compression: Compression | None = None,
    cache: str | PathLike[str] | None = None,
    tout_controler: bool = False,
) -> ModeleCompile:
    """`compiler`, pour qui a déjà lu le fichier (`paquet.lire`) et veut en examiner les mêmes octets."""
    avec = compresseur(compression)
    modele = _prendre(nom, octets, champs, avec, cache)
    return replace(modele, _tout_controler=True) if tout_controler else modele


def deja_faite(compile_: ModeleCompile, octets: bytes, nom: str) -> list[Constat]:
    """Ce qu'il y a à dire d'une lettre que nous avons faite, donnée pour modèle sans qu'une seule balise y fût mise."""
    if compile_.champs_lus or lire_provenance(octets).provenance is None:
        return []
    message = "Ce fichier est une lettre déjà faite, sans aucune balise : ce qu’elle dit d’une autre affaire y reste."
    remede = "Donnez un modèle; ou, de cette lettre, remplacez les noms, les dates et les sommes par des balises."
    return [Constat("M137", Gravite.ERREUR, message, remede, fichier=nom)]


def _prendre(
    nom: str,
    octets: bytes,
    champs: Mapping[str, Champ] | None,
    avec: Compresseur,
    cache: str | PathLike[str] | None,
) -> ModeleCompile:
    if not cache:
        return _compiler(nom, octets, champs, avec)
    cle_ = cle(octets, champs)
    garde = reprendre(Path(cache), cle_, nom, champs, avec)
    if garde is None:
        garde = _compiler(nom, octets, champs, avec)
        garder(Path(cache), cle_, garde)
    return garde


def _compiler(nom: str, octets: bytes, champs: Mapping[str, Champ] | None, avec: Compresseur) -> ModeleCompile:
    # -- De quoi compiler est long à charger, et inutile à qui reprend un modèle du cache --
    from lettres.rendu.compilation.compilation import compiler_octets

    return compiler_octets(nom, octets, champs, avec)
