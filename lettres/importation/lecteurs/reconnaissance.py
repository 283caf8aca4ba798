"""Reconnaissance : d'un fichier à la source qui l'a écrit. Reconnue quand c'est évident; sinon, on demande."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from lettres.importation.colonnes import (
    NOM_DES_COLONNES,
    Colonnes,
    colonnes_a_cote,
    combien_de_devinees,
    en_correspondance,
    lire_colonnes,
)
from lettres.importation.correspondance import Correspondance, FormeDeSource, noms_des_sources, source_nommee, sources
from lettres.importation.lecteurs.cellules import FactureBrute
from lettres.importation.lecteurs.pdf_porteur import est_un_pdf, facture_portee
from lettres.importation.pieges import Piege, refuser
from lettres.lecture.codes_lus import CodeLu, illisible
from lettres.socle import disque
from lettres.socle.chemins import CheminDeFichier, en_chemin, nom_montre
from lettres.socle.classes import dataclass, replace
from lettres.socle.places import DansExport

if TYPE_CHECKING:
    from lettres.importation.lecteurs.feuilles_csv import FeuilleCsv
    from lettres.importation.lecteurs.objets_json import DocumentJson

TAILLE_MAX = 64_000_000
EN_MEMOIRE = "export"
"""Le nom d'un export donné en octets ou en objets, sans fichier."""

SourceDonnee = CheminDeFichier | bytes | Mapping[str, object] | Sequence[Mapping[str, object]]
"""Un fichier, ses octets, ou les objets JSON qu'un logiciel hôte a déjà lus."""

_FICHIERS_DE_COLONNES = (".yaml", ".yml", ".json", ".toml")


@dataclass(frozen=True)
class ExportOuvert:
    """Un export reconnu : sa source, son nom, ses colonnes quand il en a, et de quoi lire ses factures une fois."""

    fichier: str
    source: Correspondance
    factures: Callable[[], Iterator[FactureBrute]]
    colonnes: tuple[str, ...] = ()
    selon: str | None = None
    """Le « colonnes.yaml » qui le décrit."""
    suite: DansExport | None = None
    """Où il dit n'être qu'une page des factures, que d'autres suivent."""
    document: DocumentJson | None = None

    def ferme(self) -> ExportOuvert:
        """Le même, une fois lu : rien n'en reste en mémoire, et il passe d'un processus à l'autre."""
        return replace(self, factures=_plus_aucune, document=None)


def _plus_aucune() -> Iterator[FactureBrute]:
    return iter(())


def ouvrir(source: SourceDonnee, de: str | None = None, *, en_memoire: str = EN_MEMOIRE) -> ExportOuvert:
    """Ouvre un export; `en_memoire` nomme celui qui n'a pas de fichier.

    Lève DossierIllisible s'il ne se reconnaît pas; ValueError pour un « de » inconnu.
    """
    source = _donnee(source, de)
    de = source_nommee(de) if isinstance(de, str) else de
    colonnes, selon = _colonnes_dites(source, de)
    nom = None if selon or de == "csv" else de
    if nom is not None and nom not in noms_des_sources():
        permis = ", ".join(noms_des_sources())
        raise ValueError(f"« {nom} » n’est pas une source connue : {permis}, ou le chemin d’un « {NOM_DES_COLONNES} ».")
    if not isinstance(source, str | PathLike | bytes):
        return _en_objets(source, nom)
    octets, fichier = (source, en_memoire) if isinstance(source, bytes) else lire_export(source)
    if est_un_pdf(octets):
        octets = facture_portee(octets, fichier)
    match forme_de(octets):
        case "json":
            return _en_json(octets, fichier, nom)
        case "xml":
            return _en_xml(octets, fichier, nom)
    return _en_csv(octets, fichier, nom, colonnes, selon)


def _donnee(source: object, de: object) -> SourceDonnee:
    """La source, si c'en est une. Lève ValueError, qui dit quoi donner à la place."""
    if de is not None and not isinstance(de, str | PathLike):
        raise ValueError(f"« de » attend le nom d’une source, et reçoit une valeur de type « {type(de).__name__} ».")
    if isinstance(source, bytearray | memoryview):
        return bytes(source)
    if not isinstance(source, str | bytes | PathLike | Mapping | list | tuple):
        quoi = f"une valeur de type « {type(source).__name__} »"
        remede = "D’un fichier ouvert, donnez « fichier.read() », en octets; d’un générateur, « list(…) »."
        raise ValueError(f"« importer » attend un chemin, des octets ou des objets JSON, et reçoit {quoi}. {remede}")
    if isinstance(source, str) and source.lstrip()[:1] in ("{", "[", "<"):
        raise ValueError("« importer » attend un chemin, et reçoit le texte d’un export. Donnez « texte.encode() ».")
    return source


def _colonnes_dites(source: SourceDonnee, de: str | None) -> tuple[Colonnes | None, str | None]:
    """Le « colonnes.yaml » nommé par « de », ou posé à côté du tableau."""
    if de is not None and Path(de).suffix.lower() in _FICHIERS_DE_COLONNES:
        return lire_colonnes(de), nom_montre(de)
    trouve = colonnes_a_cote(source) if isinstance(source, str | PathLike) else None
    if trouve is None:
        return None, None
    colonnes = lire_colonnes(trouve)
    # -- nommer une source, c'est en vouloir les colonnes : celles d'à côté n'y valent que si elles partent d'elle --
    return (colonnes, str(trouve)) if de in (None, "csv", colonnes.de) else (None, None)


def lire_export(chemin: CheminDeFichier) -> tuple[bytes, str]:
    """Les octets d'un export et le nom qui le montre; lève DossierIllisible."""
    voulu, nom = en_chemin(chemin), nom_montre(chemin)
    if voulu is None:
        raise illisible(nom, CodeLu.OUVERTURE, "Ceci n’est pas le chemin d’un fichier.", "Vérifiez son nom.")
    try:
        octets = disque.lire(Path(voulu), TAILLE_MAX + 1, suivre=True)
    except FileNotFoundError:
        raise illisible(nom, CodeLu.ABSENT, "Ce fichier n’existe pas.", "Vérifiez son nom et son répertoire.") from None
    except disque.PasOrdinaire:
        remede = "Nommez le fichier d’export lui-même."
        raise illisible(nom, CodeLu.PAS_UN_FICHIER, "Ce n’est pas un fichier ordinaire.", remede) from None
    except (OSError, ValueError):
        raise illisible(nom, CodeLu.OUVERTURE, "Ce fichier ne s’ouvre pas.", "Vérifiez ses droits.") from None
    if len(octets) > TAILLE_MAX:
        message = f"Cet export dépasse {TAILLE_MAX // 1_000_000} Mo."
        refuser(Piege.DEMESURE, nom, message, "Exportez moins de factures à la fois.")
    if not octets.strip():
        refuser(Piege.SYNTAXE, nom, "Cet export est vide.", "Exportez-le de nouveau.")
    return octets, nom


def forme_de(octets: bytes) -> FormeDeSource:
    """Ce qu'est un export, à son premier signe."""
    tete = octets[:400].replace(b"\x00", b"").strip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return "xml" if tete[:1] == b"<" else "json" if tete[:1] in (b"{", b"[") or _SCALAIRE.fullmatch(tete) else "csv"


_SCALAIRE = re.compile(rb'null|true|false|-?\d+(\.\d+)?|"[^"]*"')
"""Un JSON qui n'est qu'un mot ou un nombre : d'un tableau, il n'aurait pas même une ligne."""


def _candidates(forme: FormeDeSource, nom: str | None) -> list[Correspondance]:
    return [s for s in sources().values() if s.forme == forme and nom in (None, s.source)]


def _la_seule(trouvees: Sequence[Correspondance], fichier: str, quoi: str, *, tableau: bool = False) -> Correspondance:
    """La source reconnue; refuse quand il n'y en a aucune, ou plusieurs."""
    choix = tuple(dict.fromkeys(s.source for s in trouvees))
    if not choix:
        message = f"Ce fichier n’est pas d’une source que l’on reconnaît : {quoi}."
        refuser(Piege.SOURCE, fichier, message, _DECRIRE if tableau else _EXPORTER)
    if len(choix) > 1:
        message = f"Ce fichier pourrait venir de plusieurs sources : {', '.join(choix)}."
        refuser(Piege.SOURCE, fichier, message, "Nommez la sienne : « --de NOM ».")
    return trouvees[0]


_DECRIRE = (
    "Décrivez ses colonnes dans « colonnes.yaml », à côté de lui; « lettres importer FICHIER --apercu » en propose un."
)
_EXPORTER = (
    "Un JSON ou un XML doit venir d’une des sources que dit l’aide (« lettres importer --help »); "
    "d’une autre, exportez un tableau CSV."
)


def _en_json(octets: bytes, fichier: str, nom: str | None) -> ExportOuvert:
    from lettres.importation.lecteurs.objets_json import factures_du_json, lire_document

    return _du_document(lire_document(octets, fichier), nom, factures_du_json)


def _du_document(
    document: DocumentJson, nom: str | None, lire: Callable[[DocumentJson, Correspondance], Iterator[FactureBrute]]
) -> ExportOuvert:
    source = _du_json(document, nom)
    if source.clients is not None:
        return ExportOuvert(document.fichier, source, _plus_aucune, document=document)
    page = document.une_page_seulement(source)
    factures = partial(lire, document, source)
    return ExportOuvert(document.fichier, source, factures, suite=page and page.lieu, document=document)


def _du_json(document: DocumentJson, nom: str | None) -> Correspondance:
    """La source d'un document; vide, il est de la première où il le serait."""
    candidates = _candidates("json", nom)
    trouvees = [s for s in candidates if document.factures(s)]
    vides = [] if trouvees else [s for s in candidates if document.sans_facture(s)]
    if vides:
        seule = len({s.source for s in vides}) == 1
        rien = {"titre": "une liste vide (JSON)", "champs": {}, "sommes": {}}
        return vides[0] if seule else vides[0].model_copy(update=rien)
    a_cote = [] if trouvees else [s for s in candidates if document.complete(s)]
    if a_cote:
        return _la_seule(a_cote, document.fichier, "").model_copy(update={"clients": "jointure", "champs": {}})
    quoi = "ses clés sont autres" if isinstance(document.racine.valeur, dict | list) else "il n’a ni liste ni bloc"
    return _la_seule(trouvees, document.fichier, quoi)


def _en_objets(source: object, nom: str | None) -> ExportOuvert:
    from lettres.importation.lecteurs.objets_json import DocumentJson, en_textes, factures_du_json

    return _du_document(DocumentJson(en_textes(source), EN_MEMOIRE), nom, factures_du_json)


def _en_xml(octets: bytes, fichier: str, nom: str | None) -> ExportOuvert:
    from lettres.importation.lecteurs.elements_xml import DocumentXml

    document = DocumentXml(octets, fichier)
    trouvees = [s for s in _candidates("xml", nom) if document.nom in s.reconnue_a]
    source = _la_seule(trouvees, fichier, f"sa racine est « {document.nom.rpartition('}')[2]} »")
    return ExportOuvert(fichier, source, lambda: document.factures(source))


def _en_csv(octets: bytes, fichier: str, nom: str | None, colonnes: Colonnes | None, selon: str | None) -> ExportOuvert:
    from lettres.importation.lecteurs.feuilles_csv import FeuilleCsv, factures_de

    separateur, codage = (colonnes.separe, colonnes.codage) if colonnes else (None, None)
    feuille = FeuilleCsv(octets, fichier, separateur=separateur, encodage=codage)
    candidates = _candidates("csv", nom)
    decrite = en_correspondance(colonnes) if colonnes is not None else None
    voulues = [(decrite.reconnue_a or decrite.colonnes)] if decrite else []
    lues = set(feuille.chercher_l_entete([*voulues, *(s.reconnue_a for s in candidates)], combien_de_devinees))
    trouvees = [s for s in candidates if set(s.reconnue_a) <= lues]
    carnet = next((s for s in trouvees if s.clients is not None), None)
    if decrite is None or carnet is not None:
        ecrites = ", ".join(f"« {c} »" for c in feuille.colonnes[:6] if c)
        source = carnet or _la_seule(trouvees, fichier, f"ses colonnes sont {ecrites}…", tableau=True)
        return ExportOuvert(fichier, source, lambda: factures_de(feuille, source), feuille.colonnes)
    _exiger(decrite, voulues[0], feuille, fichier, selon)
    return ExportOuvert(fichier, decrite, lambda: factures_de(feuille, decrite), feuille.colonnes, selon)


def _exiger(
    decrite: Correspondance, voulues: Sequence[str], feuille: FeuilleCsv, fichier: str, selon: str | None
) -> None:
    """Refuse des colonnes que le tableau n'a pas, ou a deux fois, ou qui taisent où est le numéro de la facture."""
    absentes = [c for c in voulues if c not in feuille.colonnes]
    doubles = [c for c in voulues if feuille.colonnes.count(c) > 1]
    if not absentes and not doubles and "facture" in decrite.champs:
        return
    message = f"« {selon} » ne dit pas quelle colonne porte le numéro de la facture."
    if doubles:
        message = f"« {selon} » nomme la colonne « {doubles[0]} », que cet export a deux fois."
        refuser(Piege.COLONNE, fichier, message, "Renommez-en une, dans l’export et dans « colonnes.yaml ».")
    if absentes:
        message = f"« {selon} » nomme la colonne « {absentes[0]} », que cet export n’a pas."
    ecrites = ", ".join(f"« {c} »" for c in feuille.colonnes if c)
    refuser(Piege.COLONNE, fichier, message, f"Écrivez le nom d’une de ses colonnes : {ecrites}.")
