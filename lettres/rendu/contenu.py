"""Contenu d'un paquet : types, relations et parties; ce qu'une lettre ne doit pas porter est refusé ou retiré."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from lettres.rendu import arbre_xml
from lettres.rendu.anomalies import Anomalie, Releve, refus
from lettres.rendu.arbre_xml import Element, XmlIllisible
from lettres.rendu.balises import porte_une_balise
from lettres.rendu.interdits import controler_elements
from lettres.rendu.paquet import TYPES, XML_MAX, Paquet

_CT = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_REL = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_DOCUMENT, _MODELE = f"{_WORD}document.main+xml", f"{_WORD}template.main+xml"
_BUREAU = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_NOEUDS_RELATIONS = "_rels/.rels"
CORE, APP = "docProps/core.xml", "docProps/app.xml"
_TYPE_CORE = "application/vnd.openxmlformats-package.core-properties+xml"
_TYPE_APP = "application/vnd.openxmlformats-officedocument.extended-properties+xml"
_REL_CORE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"

ELEMENTS_MAX = 200_000
PARTIES_RENDUES = {
    _DOCUMENT: "corps",
    f"{_WORD}header+xml": "en-tête",
    f"{_WORD}footer+xml": "pied de page",
    f"{_WORD}footnotes+xml": "notes de bas de page",
    f"{_WORD}endnotes+xml": "notes de fin",
}
_REFUSEES = (
    (
        re.compile(r"macroenabled|vbaproject|vbadata|keymapcustomizations|customui|userinterface", re.I),
        "M105",
        "une macro",
    ),
    (re.compile(r"activex|oleobject|embeddings?/|/package$|/control$|webextension", re.I), "M106", "un objet inséré"),
    (re.compile(r"afchunk|subdocument|altchunk", re.I), "M106", "un document importé"),
    (re.compile(r"attachedtemplate", re.I), "M107", "un modèle attaché"),
    (re.compile(r"mailmerge|recipientdata", re.I), "M107", "un publipostage"),
    (re.compile(r"relationships/frame$", re.I), "M107", "un cadre lié"),
    (re.compile(r"comments|people\+xml|/people$", re.I), "M110", "des commentaires"),
)
_REMEDES = {
    "M105": "Enregistrez-le sous « Document Word (.docx) », sans macros.",
    "M106": "Retirez cet objet, ou remplacez-le par du texte ou une image.",
    "M107": "Retirez ce lien : une lettre ne va rien chercher ailleurs.",
    "M110": "Dans Word, inspectez le document (onglet Fichier, Informations) et supprimez-les.",
}
_RETIREES = re.compile(r"^(?:docprops/|customxml/|_xmlsignatures/)", re.IGNORECASE)
_SCHEMAS = ("https:", "http:", "mailto:", "tel:")


@dataclass(frozen=True, slots=True)
class Contenu:
    """Un paquet lu et jugé sain : ses parties à recopier, et les arbres de celles à rendre."""

    nom: str
    corps: str
    statiques: Mapping[str, bytes]
    arbres: Mapping[str, Element]
    titres: Mapping[str, str]


def examiner(paquet: Paquet, releve: Releve) -> Contenu:
    """Contrôle toutes les parties; rend ce qui entrera dans les lettres."""
    arbres = _lire_arbres(paquet)
    if TYPES not in arbres or _NOEUDS_RELATIONS not in arbres:
        raise refus(paquet.nom, "M101", "Le fichier n’est pas un document Word.", "Choisissez un fichier .docx.")
    corps = _partie_principale(arbres[_NOEUDS_RELATIONS], paquet)
    declares = _Types(arbres[TYPES])
    types = {nom: declares.de(nom) for nom in paquet.parties if nom != TYPES}
    _controler_principale(types[corps], paquet.nom)
    types[corps] = _DOCUMENT
    rendues = {nom: PARTIES_RENDUES[t] for nom, t in types.items() if t in PARTIES_RENDUES and nom in arbres}
    for nom in rendues:
        if sum(1 for _ in arbres[nom].iter()) > ELEMENTS_MAX:
            raise refus(paquet.nom, "M102", f"La partie « {nom} » est démesurée.", "Allégez le texte du modèle.")
    for nom, type_ in types.items():
        _controler_noms(nom, type_, releve)
        if nom in rendues and _RETIREES.match(nom):
            releve.noter(
                Anomalie("M103", f"La partie « {nom} » n’est pas à sa place.", "Enregistrez le modèle dans Word.")
            )
    for nom, arbre in arbres.items():
        if nom.endswith(".rels"):
            _controler_relations(nom, arbre, paquet.parties, releve)
        elif nom != TYPES:
            controler_elements(arbre, rendues.get(nom, nom), releve)
        if nom not in rendues:
            _controler_sans_balise(nom, arbre, releve)
    statiques = _assainir(paquet.parties, arbres, corps)
    titres = {nom: titre if nom == corps else f"{titre} ({nom})" for nom, titre in rendues.items()}
    return Contenu(
        paquet.nom,
        corps,
        {nom: octets for nom, octets in statiques.items() if nom not in rendues},
        {nom: arbres[nom] for nom in sorted(rendues, key=lambda n: (n != corps, n))},
        titres,
    )


def source_des_relations(nom: str) -> str:
    """La partie dont un fichier `.rels` décrit les relations : `word/_rels/document.xml.rels` → `word/document.xml`."""
    dossier, fichier = posixpath.split(nom)
    return posixpath.join(posixpath.dirname(dossier), fichier.removesuffix(".rels"))


def relations_de(nom: str) -> str:
    """Le fichier `.rels` d'une partie."""
    dossier, fichier = posixpath.split(nom)
    return posixpath.join(dossier, "_rels", f"{fichier}.rels")


def _lire_arbres(paquet: Paquet) -> dict[str, Element]:
    """Lit tout ce qui est du XML, par son nom ou par son type."""
    types = _Types(_lire_partie(TYPES, paquet) if TYPES in paquet.parties else None)
    arbres: dict[str, Element] = {}
    for nom in paquet.parties:
        if nom.endswith((".xml", ".rels")) or "xml" in types.de(nom).rpartition("+")[2]:
            arbres[nom] = _lire_partie(nom, paquet)
    return arbres


def _lire_partie(nom: str, paquet: Paquet) -> Element:
    if len(paquet.parties[nom]) > XML_MAX:
        raise refus(paquet.nom, "M102", f"La partie « {nom} » est démesurée.", "Allégez le texte du modèle.")
    try:
        return arbre_xml.lire(paquet.parties[nom])
    except XmlIllisible as erreur:
        raise refus(
            paquet.nom, "M104", f"La partie « {nom} » ne se lit pas : {erreur}.", "Enregistrez le modèle de nouveau."
        ) from erreur


def _partie_principale(relations: Element, paquet: Paquet) -> str:
    for relation in relations:
        type_ = relation.get("Type", "")
        if type_ == f"{_BUREAU}officeDocument":
            nom = _cible(_NOEUDS_RELATIONS, relation.get("Target", ""))
            if nom in paquet.parties and nom.endswith(".xml"):
                return nom
        elif type_.startswith("http://purl.oclc.org/ooxml/"):
            raise refus(
                paquet.nom,
                "M101",
                "Le fichier est un document « Strict Open XML ».",
                "Enregistrez-le sous « Document Word (.docx) », sans « Strict ».",
            )
    raise refus(paquet.nom, "M101", "Le fichier n’est pas un document Word.", "Choisissez un fichier .docx.")


class _Types:
    """Le type de chaque partie, par son nom puis par son extension."""

    def __init__(self, racine: Element | None) -> None:
        self._noms: dict[str, str] = {}
        self._extensions: dict[str, str] = {}
        for entree in racine if racine is not None else ():
            type_ = entree.get("ContentType", "")
            if entree.tag == f"{_CT}Override":
                self._noms.setdefault(entree.get("PartName", "").lstrip("/").lower(), type_)
            elif entree.tag == f"{_CT}Default":
                self._extensions.setdefault(entree.get("Extension", "").lower(), type_)

    def de(self, nom: str) -> str:
        """Le type d'une partie; vide s'il n'est pas déclaré."""
        cherche = nom.lower()
        return self._noms.get(cherche) or self._extensions.get(cherche.rpartition(".")[2], "")


def _controler_principale(type_: str, fichier: str) -> None:
    if type_ in (_DOCUMENT, _MODELE):
        return
    if "macroEnabled" in type_:
        raise refus(fichier, "M105", "Le fichier contient des macros (.docm ou .dotm).", _REMEDES["M105"])
    raise refus(fichier, "M101", "Le fichier n’est pas un document Word.", "Choisissez un fichier .docx.")


def _controler_noms(nom: str, type_: str, releve: Releve) -> None:
    for motif, code, quoi in _REFUSEES:
        if motif.search(nom) or motif.search(type_):
            releve.noter(Anomalie(code, f"Le modèle contient {quoi} (« {nom} »).", _REMEDES[code]))
            return


def _controler_relations(nom: str, relations: Element, parties: Mapping[str, bytes], releve: Releve) -> None:
    connues = {p.lower() for p in parties}
    for relation in relations.iter(f"{_REL}Relationship"):
        type_, cible = relation.get("Type", ""), relation.get("Target", "")
        refusee = next(((code, quoi) for motif, code, quoi in _REFUSEES if motif.search(type_)), None)
        if refusee:
            releve.noter(Anomalie(refusee[0], f"Le modèle contient {refusee[1]}.", _REMEDES[refusee[0]]))
        elif relation.get("TargetMode") == "External":
            if not type_.endswith("/hyperlink"):
                quoi = "une image liée" if type_.endswith("/image") else "un lien vers un autre fichier"
                releve.noter(Anomalie("M107", f"Le modèle contient {quoi}.", _REMEDES["M107"]))
            elif not cible.lower().startswith(_SCHEMAS):
                message = "Un lien du modèle ne mène ni au Web, ni à un courriel, ni à un téléphone."
                releve.noter(Anomalie("M107", message, "Corrigez ou retirez ce lien."))
        elif not cible.startswith("#") and _cible(nom, cible).lower() not in connues:
            releve.noter(
                Anomalie(
                    "M109",
                    f"« {nom} » renvoie à une partie absente (« {cible} »).",
                    "Enregistrez le modèle de nouveau.",
                )
            )


def _controler_sans_balise(nom: str, arbre: Element, releve: Releve) -> None:
    attributs = (str(v) for e in arbre.iter() for v in e.attrib.values())
    if porte_une_balise("".join(arbre.itertext())) or any(porte_une_balise(unquote(v)) for v in attributs):
        releve.noter(
            Anomalie(
                "M111",
                f"Une balise se trouve dans « {nom} », qui n’est jamais rendu.",
                "Déplacez-la dans le corps, un en-tête, un pied de page ou une note.",
            )
        )


def _cible(nom_rels: str, cible: str) -> str:
    if cible.startswith("/"):
        return posixpath.normpath(unquote(cible)).lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(source_des_relations(nom_rels)), unquote(cible)))


# -- Ce qui ne survit pas au modèle : propriétés, miniature, XML personnalisé --


def _assainir(parties: Mapping[str, bytes], arbres: Mapping[str, Element], corps: str) -> dict[str, bytes]:
    gardees = {nom: o for nom, o in parties.items() if not _RETIREES.match(nom) and "thumbnail" not in nom.lower()}
    gardees = {n: o for n, o in gardees.items() if not n.endswith(".rels") or _existe(source_des_relations(n), gardees)}
    for nom in [n for n in gardees if n.endswith(".rels")]:
        relations = arbres[nom]
        for relation in list(relations):
            interne = relation.get("TargetMode") != "External" and not relation.get("Target", "").startswith("#")
            if interne and _cible(nom, relation.get("Target", "")) not in gardees:
                relations.remove(relation)
        if nom == _NOEUDS_RELATIONS:
            _relier(relations, _REL_CORE, CORE)
            _relier(relations, f"{_BUREAU}extended-properties", APP)
        gardees[nom] = arbre_xml.ecrire(relations)
    types = arbres[TYPES]
    for entree in list(types):
        if entree.tag == f"{_CT}Override":
            nom = entree.get("PartName", "").lstrip("/")
            if nom not in gardees:
                types.remove(entree)
            elif nom == corps:
                entree.set("ContentType", _DOCUMENT)
    for nom, type_ in ((CORE, _TYPE_CORE), (APP, _TYPE_APP)):
        ajout = types.makeelement(f"{_CT}Override")
        ajout.set("PartName", f"/{nom}")
        ajout.set("ContentType", type_)
        types.append(ajout)
    gardees[TYPES] = arbre_xml.ecrire(types)
    return gardees


def _existe(nom: str, parties: Mapping[str, bytes]) -> bool:
    return nom == "" or nom in parties


def _relier(relations: Element, type_: str, cible: str) -> None:
    pris = {relation.get("Id") for relation in relations}
    ajout = relations.makeelement(f"{_REL}Relationship")
    ajout.set("Id", next(f"rIdLettres{i}" for i in range(1, len(pris) + 2) if f"rIdLettres{i}" not in pris))
    ajout.set("Type", type_)
    ajout.set("Target", cible)
    relations.append(ajout)


def relations_connues(nom: str, parties: Mapping[str, bytes]) -> frozenset[str]:
    """Les identifiants de relation d'une partie."""
    octets = parties.get(relations_de(nom))
    return frozenset(r.get("Id", "") for r in arbre_xml.lire(octets)) if octets else frozenset()
