"""Contenu d'un paquet : types, relations et parties; ce qu'une lettre ne doit pas porter est refusé ou retiré."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lettres.rendu.anomalies import Anomalie, Releve, refus
from lettres.rendu.paquet import relations
from lettres.rendu.paquet.images import TYPES_D_IMAGE
from lettres.rendu.paquet.paquet import TYPES, XML_MAX, Paquet
from lettres.rendu.paquet.parties import BUREAU, TITRES, TYPE_DOCUMENT, TYPE_MODELE, titrer
from lettres.rendu.paquet.relations import RACINE, Types
from lettres.rendu.sante import assainissement, styles_cites, superflu
from lettres.rendu.sante.debris import renvois, retirer_debris
from lettres.rendu.sante.interdits import controler_elements
from lettres.rendu.sante.liens import REMEDES, Liens
from lettres.rendu.sante.polices_incorporees import soigner_polices
from lettres.rendu.sante.soins import (
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
from lettres.socle.classes import dataclass, field
from lettres.socle.constats import Constat

RENDUE_MAX = 1 << 20
"""Octets d'une partie à remplir, et de la table des types, qui se lit avant que rien ne soit compté."""
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
    images: tuple[str, ...] = ()
    proprietes: Mapping[str, str] = field(default_factory=dict)
    """Les propriétés du document qui portent une balise."""


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
    tous_titres = titrer(corps, arbres, types)
    _soigner(arbres, types, tous_titres, carnet)
    dites: set[str] = set()
    for nom in [n for n, arbre in arbres.items() if arbre.tag == w("fonts")]:
        dites |= soigner_polices(nom, arbres, paquet.parties, carnet)
    gardees = assainissement.suivre(corps, arbres, types, tous_titres, releve)
    assainissement.verifier_racines(gardees, arbres, releve)
    assainissement.verifier_images(gardees, paquet.parties, types, releve)
    liens = Liens(arbres, paquet.parties, tous_titres, releve, carnet)
    for source in ("", *gardees.sortes):
        liens.controler_relations(source, gardees.relations.get(source, ()))
    liens.controler_noms(types)
    titres = {nom: tous_titres[nom] for nom, sorte in gardees.sortes.items() if sorte.titre}
    for nom in types:
        if _RETIREES.match(nom) and (nom in gardees.sortes or types[nom] in TITRES):
            releve.noter(
                Anomalie("M103", f"La partie « {nom} » n’est pas à sa place.", "Enregistrez le modèle dans Word.")
            )
    for nom in titres:
        if arbres[nom].tag in (w("footnotes"), w("endnotes")):
            soigner_notes(arbres[nom], arbres[corps], nom, titres[nom], carnet)
    lues = {nom: arbres[nom] for nom, sorte in gardees.sortes.items() if sorte.racine}
    styles_cites.retirer_sans_objet(lues, titres, carnet)
    emplois = styles_cites.emplois(lues, titres)
    proprietes = superflu.retirer_a_remplir(arbres, types)
    for nom, arbre in arbres.items():
        if nom not in titres and not nom.endswith(".rels"):
            liens.controler_balises(nom, gardee=nom in gardees.sortes)
        if nom in gardees.sortes:
            if nom not in titres:
                retirer_textes(arbre)
            retirer_rsids(arbre)
            controler_elements(arbre, titres.get(nom, nom), emplois, releve)
    superflu.signaler(paquet.parties, types, {*gardees.sortes, *dites}, carnet)
    superflu.signaler_identite(arbres, types, carnet)
    return Contenu(
        paquet.nom,
        corps,
        assainissement.recopier(gardees, paquet.parties, arbres, types),
        {nom: arbres[nom] for nom in sorted(titres, key=lambda n: (n != corps, n))},
        titres,
        carnet.constats(gardees.sortes),
        tuple(nom for nom in sorted(gardees.sortes) if types[nom] in TYPES_D_IMAGE),
        proprietes,
    )


def _soigner(
    arbres: Mapping[str, Element], types: Mapping[str, str], titres: Mapping[str, str], carnet: Carnet
) -> None:
    """Guérit ce qui sera rempli et les réglages, avant de suivre les relations que le texte guéri n'emploie plus."""
    cites = renvois(arbre for nom, arbre in arbres.items() if types.get(nom, "") in TITRES or nom.endswith(".rels"))
    for nom, arbre in arbres.items():
        type_ = types.get(nom, "")
        if type_ in TITRES:
            soigner_texte(arbre, nom, titres[nom], carnet)
            retirer_debris(arbre, cites, carnet)
        elif arbre.tag == w("settings"):
            soigner_reglages(arbre, nom, carnet)


def _lire_arbres(paquet: Paquet) -> dict[str, Element]:
    """Lit tout ce qui est du XML, par son nom ou par son type."""
    table = {TYPES: paquet.parties[TYPES]} if TYPES in paquet.parties else {}
    demesure.borner(Sujet.modele(paquet.nom), table, demesure.MODELE)
    types = Types(_lire_partie(TYPES, paquet, RENDUE_MAX) if table else None)
    lues = {
        nom: RENDUE_MAX if types.de(nom) in TITRES else XML_MAX
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
        raise refus(fichier, "M105", "Le fichier contient des macros (.docm ou .dotm).", REMEDES["M105"])
    raise refus(fichier, "M101", "Le fichier n’est pas un document Word.", "Choisissez un fichier .docx.")
