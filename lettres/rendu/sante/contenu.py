"""Contenu d'un paquet : types, relations et parties; ce qu'une lettre ne doit pas porter est refusé ou retiré."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from lettres.rendu.anomalies import Anomalie, Releve, refus
from lettres.rendu.paquet import relations
from lettres.rendu.paquet.paquet import TYPES, XML_MAX, Paquet
from lettres.rendu.paquet.parties import BUREAU, CORPS, SORTES, TYPE_DOCUMENT, TYPE_MODELE
from lettres.rendu.paquet.relations import RACINE, Relation, Types, source_des_relations
from lettres.rendu.sante import assainissement, styles_cites, superflu
from lettres.rendu.sante.interdits import controler_elements, est_un_lien_permis
from lettres.rendu.sante.soins import (
    INSPECTER,
    Carnet,
    retirer_rsids,
    retirer_textes,
    soigner_notes,
    soigner_reglages,
    soigner_texte,
)
from lettres.rendu.sujet import Sujet
from lettres.rendu.xml import arbre_xml, demesure
from lettres.rendu.xml.arbre_xml import Element, XmlIllisible, w
from lettres.socle.constats import Constat
from lettres.socle.places import DansWord

RENDUE_MAX = 1 << 20
"""Octets d'une partie à remplir, et de la table des types, qui se lit avant que rien ne soit compté."""
_TITRES = {type_: sorte.titre for sorte in (CORPS, *SORTES.values()) if sorte.titre for type_ in sorte.types}
_REFUSEES = (
    (
        re.compile(r"macroenabled|vbaproject|vbadata|keymapcustomizations|customui|userinterface", re.I),
        "M105",
        "une macro",
    ),
    (re.compile(r"activex|oleobject|embeddings?/|/package$|/control$|webextension", re.I), "M106", "un objet inséré"),
    (re.compile(r"afchunk|subdocument|altchunk", re.I), "M106", "un document importé"),
    (re.compile(r"mailmerge|recipientdata", re.I), "M107", "un publipostage"),
    (re.compile(r"relationships/frame$", re.I), "M107", "un cadre lié"),
)
_REMEDES = {
    "M105": "Enregistrez-le sous « Document Word (.docx) », sans macros.",
    "M106": "Retirez cet objet, ou remplacez-le par du texte ou une image.",
    "M107": "Retirez ce lien : une lettre ne va rien chercher ailleurs.",
}
_SANS_OBJET = frozenset({f"{BUREAU}numbering", f"{BUREAU}styles"})
"""Une partie absente que Word remplace par rien : ce que le texte en cite est retiré et dit."""
_BALISE = re.compile(r"\{_?[{%#]")
"""Une balise, ou « {_{ » que docxtpl changerait en balise si la lettre devenait un modèle."""
_RETIREES = re.compile(r"^(?:docprops/|customxml/|_xmlsignatures/)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Contenu:
    """Un paquet lu et jugé sain : ses parties à recopier, et les arbres de celles à rendre."""

    nom: str
    corps: str
    statiques: Mapping[str, bytes]
    arbres: Mapping[str, Element]
    titres: Mapping[str, str]
    soins: tuple[Constat, ...] = ()


def examiner(paquet: Paquet, releve: Releve) -> Contenu:
    """Contrôle toutes les parties; rend ce qui entrera dans les lettres."""
    arbres = _lire_arbres(paquet)
    if TYPES not in arbres or RACINE not in arbres:
        raise refus(paquet.nom, "M101", "Le fichier n’est pas un document Word.", "Choisissez un fichier .docx.")
    corps = _partie_principale(arbres[RACINE], paquet)
    declares = Types(arbres[TYPES])
    types = {nom: declares.de(nom) for nom in paquet.parties if nom != TYPES}
    carnet = Carnet(paquet.nom)
    _controler_principale(types[corps], paquet.nom, carnet)
    types[corps] = TYPE_DOCUMENT
    for nom, type_ in types.items():
        _controler_noms(nom, type_, releve)
        if nom.endswith(".rels") and nom in arbres:
            _controler_relations(nom, arbres[nom], paquet.parties, releve, carnet)
    _soigner(arbres, types, corps, carnet)
    gardees = assainissement.suivre(corps, arbres, types, releve)
    assainissement.verifier_racines(gardees, arbres, releve)
    assainissement.verifier_images(gardees, paquet.parties, types, releve)
    titres = {nom: _titre(nom, types[nom], corps) for nom, sorte in gardees.sortes.items() if sorte.titre}
    for nom in types:
        if _RETIREES.match(nom) and (nom in gardees.sortes or types[nom] in _TITRES):
            releve.noter(
                Anomalie("M103", f"La partie « {nom} » n’est pas à sa place.", "Enregistrez le modèle dans Word.")
            )
    for nom in titres:
        if arbres[nom].tag in (w("footnotes"), w("endnotes")):
            soigner_notes(arbres[nom], arbres[corps], nom, titres[nom], carnet)
    lues = {nom: arbres[nom] for nom, sorte in gardees.sortes.items() if sorte.racine}
    styles_cites.retirer_sans_objet(lues, titres, carnet)
    emplois = styles_cites.emplois(lues, titres)
    for nom, arbre in arbres.items():
        if nom not in titres:
            _controler_sans_balise(nom, arbre, releve)
        if nom in gardees.sortes:
            if nom not in titres:
                retirer_textes(arbre)
            retirer_rsids(arbre)
            controler_elements(arbre, DansWord(titres.get(nom, nom)), emplois, releve)
    superflu.signaler(paquet.parties, types, gardees.sortes, carnet)
    superflu.signaler_identite(arbres, types, carnet)
    return Contenu(
        paquet.nom,
        corps,
        assainissement.recopier(gardees, paquet.parties, arbres, types),
        {nom: arbres[nom] for nom in sorted(titres, key=lambda n: (n != corps, n))},
        titres,
        carnet.constats(gardees.sortes),
    )


def _titre(nom: str, type_: str, corps: str) -> str:
    return _TITRES[type_] if nom == corps else f"{_TITRES[type_]} ({nom})"


def _soigner(arbres: Mapping[str, Element], types: Mapping[str, str], corps: str, carnet: Carnet) -> None:
    """Guérit ce qui sera rempli et les réglages, avant de suivre les relations que le texte guéri n'emploie plus."""
    for nom, arbre in arbres.items():
        type_ = types.get(nom, "")
        if type_ in _TITRES:
            soigner_texte(arbre, nom, _titre(nom, type_, corps), carnet)
        elif arbre.tag == w("settings"):
            soigner_reglages(arbre, nom, carnet)


def _lire_arbres(paquet: Paquet) -> dict[str, Element]:
    """Lit tout ce qui est du XML, par son nom ou par son type."""
    table = {TYPES: paquet.parties[TYPES]} if TYPES in paquet.parties else {}
    demesure.borner(Sujet.modele(paquet.nom), table, demesure.MODELE)
    types = Types(_lire_partie(TYPES, paquet, RENDUE_MAX) if table else None)
    lues = {
        nom: RENDUE_MAX if types.de(nom) in _TITRES else XML_MAX
        for nom in paquet.parties
        if nom.endswith((".xml", ".rels")) or types.de(nom).endswith(("+xml", "/xml"))
    }
    demesure.borner(Sujet.modele(paquet.nom), {nom: paquet.parties[nom] for nom in lues}, demesure.MODELE)
    return {nom: _lire_partie(nom, paquet, limite) for nom, limite in lues.items()}


def _lire_partie(nom: str, paquet: Paquet, limite: int) -> Element:
    if len(paquet.parties[nom]) > limite:
        raise refus(paquet.nom, "M102", f"La partie « {nom} » est démesurée.", "Allégez le texte du modèle.")
    try:
        return arbre_xml.lire(paquet.parties[nom])
    except XmlIllisible as erreur:
        raise refus(
            paquet.nom, "M104", f"La partie « {nom} » ne se lit pas : {erreur}.", "Enregistrez le modèle de nouveau."
        ) from erreur


def _partie_principale(racine: Element, paquet: Paquet) -> str:
    for relation in relations.lire(racine):
        if relation.type == f"{BUREAU}officeDocument":
            nom = relation.partie("")
            if nom in paquet.parties and nom.endswith(".xml"):
                return nom
        elif relation.type.startswith("http://purl.oclc.org/ooxml/"):
            raise refus(
                paquet.nom,
                "M101",
                "Le fichier est un document « Strict Open XML ».",
                "Enregistrez-le sous « Document Word (.docx) », sans « Strict ».",
            )
    raise refus(paquet.nom, "M101", "Le fichier n’est pas un document Word.", "Choisissez un fichier .docx.")


def _controler_principale(type_: str, fichier: str, carnet: Carnet) -> None:
    if type_ == TYPE_MODELE:
        message = "Le fichier est un modèle Word (.dotx) : il est lu comme un document."
        carnet.noter("M129", message, "Rien à faire; un « Document Word (.docx) » ne donnera plus ce conseil.")
    if type_ in (TYPE_DOCUMENT, TYPE_MODELE):
        return
    if "macroEnabled" in type_:
        raise refus(fichier, "M105", "Le fichier contient des macros (.docm ou .dotm).", _REMEDES["M105"])
    raise refus(fichier, "M101", "Le fichier n’est pas un document Word.", "Choisissez un fichier .docx.")


def _controler_noms(nom: str, type_: str, releve: Releve) -> None:
    for motif, code, quoi in _REFUSEES:
        if motif.search(nom) or motif.search(type_):
            releve.noter(Anomalie(code, f"Le modèle contient {quoi} (« {nom} »).", _REMEDES[code]))
            return


def _controler_relations(
    nom: str, racine: Element, parties: Mapping[str, bytes], releve: Releve, carnet: Carnet
) -> None:
    connues = {p.lower() for p in parties}
    source = source_des_relations(nom)
    for relation in relations.lire(racine):
        refusee = next(((code, quoi) for motif, code, quoi in _REFUSEES if motif.search(relation.type)), None)
        if refusee:
            releve.noter(Anomalie(refusee[0], f"Le modèle contient {refusee[1]}.", _REMEDES[refusee[0]]))
        elif relation.type.lower().endswith("/attachedtemplate"):
            _controler_modele_attache(relation, releve, carnet)
        elif relation.externe:
            _controler_lien(relation, releve)
        elif relation.interne and relation.partie(source).lower() not in connues:
            if relation.type in _SANS_OBJET:
                continue
            message = f"« {nom} » renvoie à une partie absente (« {relation.cible} »)."
            releve.noter(Anomalie("M109", message, "Enregistrez le modèle de nouveau."))


def _controler_modele_attache(relation: Relation, releve: Releve, carnet: Carnet) -> None:
    """Le chemin d'un modèle du poste est seulement oublié; une adresse, que Word irait chercher, est refusée."""
    if relation.externe and not superflu.est_local(relation.cible):
        releve.noter(Anomalie("M107", "Le modèle contient un modèle attaché.", _REMEDES["M107"]))
    else:
        carnet.noter("M125", "Le chemin du modèle attaché n’entre pas dans la lettre.", INSPECTER)


def _controler_lien(relation: Relation, releve: Releve) -> None:
    if not relation.type.endswith("/hyperlink"):
        quoi = "une image liée" if relation.type.endswith("/image") else "un lien vers un autre fichier"
        releve.noter(Anomalie("M107", f"Le modèle contient {quoi}.", _REMEDES["M107"]))
    elif not est_un_lien_permis(relation.cible):
        message = "Un lien du modèle ne mène ni au Web, ni à un courriel, ni à un téléphone."
        releve.noter(Anomalie("M107", message, "Corrigez ou retirez ce lien."))


def _controler_sans_balise(nom: str, arbre: Element, releve: Releve) -> None:
    attributs = (unquote(str(v)) for e in arbre.iter() for v in e.attrib.values())
    if any(_BALISE.search(texte) for texte in ("".join(arbre.itertext()), *attributs)):
        releve.noter(
            Anomalie(
                "M111",
                f"Une balise se trouve dans « {nom} », qui n’est jamais rendu.",
                "Déplacez-la dans le corps, un en-tête, un pied de page ou une note.",
            )
        )
