"""Répertoire : les modèles Word d'un usager, lettre par lettre, et les lettres que son catalogue y ajoute."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path

from lettres.catalogue import Modele, catalogue
from lettres.escalade import Politiques
from lettres.socle.chemins import CheminDeFichier, en_chemin, nom_montre
from lettres.socle.classes import dataclass, field, replace
from lettres.socle.constats import Constat, Gravite
from lettres.socle.erreurs import DossierIllisible, ErreurLettres, ModeleInvalide

Placer = Callable[[Constat], Constat]

_AUTRES_FORMATS = {".doc", ".dot", ".dotx", ".docm", ".dotm", ".odt", ".ott", ".rtf"}
_NOTES = {".yml", ".yaml", ".json", ".toml", ".txt"}

CATALOGUE = "catalogue.yaml"
"""Le fichier où l'usager déclare ses propres lettres; il peut n'y en avoir aucun."""
GUIDE = "LISEZMOI.docx"
"""Le guide que « modeles copier » y met : un document Word qui n'est pas un modèle."""
_COPIES = ("_ANNOTE.docx", "_NETTOYE.docx")
"""Ce que « modeles verifier » et « modeles nettoyer » écrivent à côté d'un modèle."""


@dataclass(frozen=True)
class Maison:
    """Ce qu'un répertoire change : des modèles livrés remplacés, et des lettres de plus. Lue une fois."""

    repertoire: str
    remplaces: Mapping[str, Path] = field(default_factory=dict)
    """Les fichiers de l'usager, par nom : celui d'un modèle livré, ou d'une de ses lettres."""
    lettres: tuple[Modele, ...] = ()

    def avec(self, politiques: Politiques | None) -> Politiques | None:
        """Les mêmes politiques, dont les échelons peuvent nommer les lettres d'ici."""
        return replace(politiques or Politiques(), maison=self.lettres) if self.lettres else politiques


def lire_maison(repertoire: CheminDeFichier) -> Maison:
    """Ce que dit ce répertoire. Un .docx qui ne servirait à rien y est refusé, comme une lettre sans son modèle.

    Lève ModeleInvalide avec tous les constats, ceux du catalogue à leur ligne.
    """
    presents, constats = _presents(repertoire), list[Constat]()
    fichiers = {f.name: f for f in presents if f.suffix.lower() == ".docx"}
    try:
        declarees, placer = _declarees(Path(os.fspath(en_chemin(repertoire) or "")) / CATALOGUE)
    except ErreurLettres as refus:
        raise ModeleInvalide(refus.constats) from None
    livres = list(dict.fromkeys(m.fichier for m in catalogue()))
    siens = list(dict.fromkeys(m.fichier for m in declarees))
    de_trop = {nom: f for nom, f in fichiers.items() if nom not in {*livres, *siens}}
    for rang, modele in enumerate(declarees):
        if modele.fichier not in fichiers:
            # -- le fichier mal nommé se dit une fois, là où on l'attend --
            proche = next(iter(get_close_matches(modele.fichier, de_trop, n=1)), None)
            constats.append(placer(_sans_modele(modele, rang, proche)))
            de_trop.pop(proche or "", None)
    constats += [_nom_inconnu(f, [*livres, *siens]) for f in de_trop.values()]
    constats += _pris_pour_un_autre(presents, [*livres, *siens])
    if constats:
        raise ModeleInvalide(constats)
    return Maison(nom_montre(repertoire), fichiers, declarees)


def declaree(fichier: Path) -> Modele | None:
    """La lettre que déclare, de ce modèle Word, le catalogue d'à côté; None s'il n'y en a pas, ou qu'il est fautif."""
    try:
        declarees, _ = _declarees(fichier.parent / CATALOGUE)
    except ErreurLettres:
        return None
    return next((modele for modele in declarees if modele.fichier == fichier.name), None)


def modele_de_l_empreinte(maison: Maison, empreinte: str) -> tuple[list[Modele], bytes] | None:
    """Les octets du modèle de la maison qui a cette empreinte, et chaque lettre qu'ils écrivent; None sans lui."""
    from lettres.rendu.paquet import paquet  # -- inutile à qui ne relit rien --

    lus = {nom: paquet.lire(fichier)[1] for nom, fichier in maison.remplaces.items()}
    siens = {nom: octets for nom, octets in lus.items() if hashlib.sha256(octets).hexdigest() == empreinte}
    octets = next(iter(siens.values()), None)
    return None if octets is None else ([m for m in (*catalogue(), *maison.lettres) if m.fichier in siens], octets)


def _presents(repertoire: CheminDeFichier) -> list[Path]:
    try:
        if not (chemin := en_chemin(repertoire)):  # -- un nom vide n'est pas le répertoire courant --
            raise NotADirectoryError
        # -- « ~$… » est la trace d'un document ouvert dans Word --
        lus = (f for f in Path(chemin).iterdir() if f.name[:1] not in {"~", "."} and f.name != GUIDE)
        return sorted(f for f in lus if not f.name.endswith(_COPIES))
    except (OSError, ValueError):  # -- un octet nul : ce répertoire n'existe pas non plus --
        message = "Le répertoire des modèles n’existe pas, ou ne se lit pas."
        remede = "Vérifiez son nom et ses droits; sans lui, les modèles livrés servent."
        raise ModeleInvalide(
            [Constat("I101", Gravite.ERREUR, message, remede, fichier=nom_montre(repertoire))]
        ) from None


def _declarees(fichier: Path) -> tuple[tuple[Modele, ...], Placer]:
    """Les lettres du catalogue, et de quoi placer un constat à leur ligne; sans catalogue, aucune."""
    if not os.path.lexists(fichier):
        return (), lambda constat: constat
    # -- la plupart des répertoires n'ont que des modèles qui en remplacent d'autres --
    from lettres.lecture.annexes import lire_annexe
    from lettres.lecture.codes_lus import CodeLu
    from lettres.production.maison.declarees import CatalogueDeMaison

    try:
        lu = lire_annexe(fichier, CatalogueDeMaison, nom="catalogue", dans="dans le catalogue")
    except DossierIllisible as refus:
        if any(c.code != CodeLu.VIDE for c in refus.constats):
            raise
        return (), lambda constat: constat  # -- rien que des commentaires : aucune lettre --
    return tuple(lettre.modele() for lettre in lu.contenu.lettres), lu.origine.placer


def _sans_modele(modele: Modele, rang: int, proche: str | None) -> Constat:
    vouliez = f" Vouliez-vous dire « {proche} » ?" if proche else ""
    message = f"La lettre « {modele.code} » n’a pas son modèle : « {modele.fichier} » n’est pas dans ce répertoire."
    remede = "Mettez-y le fichier, ou corrigez son nom."
    return Constat("I103", Gravite.ERREUR, f"{message}{vouliez}", remede, chemin=("lettres", rang, "fichier"))


def _pris_pour_un_autre(presents: Iterable[Path], connus: list[str]) -> Iterator[Constat]:
    """Ce qui ne servirait pas, et qu'on croirait servi : un modèle d'un autre format, un catalogue d'un autre nom."""
    for fichier in presents:
        if fichier.suffix.lower() in _AUTRES_FORMATS and (proches := _proches(f"{fichier.stem}.docx", connus)):
            dit = f"Un modèle est un « .docx » : « {fichier.name} » ne servirait pas à la place de « {proches[0]} »."
            remede = "Dans Word : Enregistrer sous, « Document Word (.docx) », sous ce nom; puis sortez celui-ci d’ici."
            yield Constat("I102", Gravite.ERREUR, dit, remede, fichier=os.fspath(fichier))
        elif fichier.suffix.lower() in _NOTES and fichier.name != CATALOGUE and _proches(fichier.stem, ["catalogue"]):
            dit = f"Vos lettres se déclarent dans « {CATALOGUE} » : ce fichier ne serait pas lu."
            remede = f"Renommez-le « {CATALOGUE} », ou sortez-le de ce répertoire."
            yield Constat("I102", Gravite.ERREUR, dit, remede, fichier=os.fspath(fichier))


def _proches(nom: str, connus: list[str]) -> list[str]:
    return get_close_matches(nom.lower(), connus, n=1, cutoff=0.85)


def _nom_inconnu(fichier: Path, connus: list[str]) -> Constat:
    proches = get_close_matches(fichier.name.lower(), connus, n=1)
    vouliez = f" Vouliez-vous dire « {proches[0]} » ?" if proches else ""
    return Constat(
        "I102",
        Gravite.ERREUR,
        f"Ce nom n’est celui d’aucun modèle livré : le fichier ne servirait pas.{vouliez}",
        f"Renommez-le, déclarez sa lettre dans « {CATALOGUE} », ou sortez-le de ce répertoire. "
        f"Les noms qui servent : {', '.join(connus)}.",
        fichier=os.fspath(fichier),
    )
