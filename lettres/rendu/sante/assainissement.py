"""Assainissement : du paquet d'un modèle, ne garde que ce que la lettre emploie, et récrit tout ce qui y mène."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lettres.rendu.anomalies import Anomalie, Releve
from lettres.rendu.paquet import parties, relations
from lettres.rendu.paquet.images import TYPES_D_IMAGE, est_l_image_annoncee, ne_fait_que_s_afficher
from lettres.rendu.paquet.paquet import TYPES
from lettres.rendu.paquet.parties import BUREAU, SORTES, Sorte
from lettres.rendu.paquet.proprietes import APP, CORE
from lettres.rendu.paquet.relations import RACINE, Relation, relations_de
from lettres.rendu.paragraphes.voisinage import Voisinage
from lettres.rendu.sante.liens import est_refusee
from lettres.rendu.sante.polices_incorporees import INCORPOREES
from lettres.rendu.xml import arbre_xml
from lettres.rendu.xml.arbre_xml import ESPACE_R, ESPACE_W, Element, nom_court
from lettres.socle.classes import dataclass, field

_TYPE_CORE = "application/vnd.openxmlformats-package.core-properties+xml"
_TYPE_APP = "application/vnd.openxmlformats-officedocument.extended-properties+xml"
_REL_CORE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_SANS_REGRET = frozenset({"printerSettings", *INCORPOREES})
"""Ce qui s'efface avec la partie où il mène : l'imprimante d'un autre poste, une police incorporée."""
_OBJETS = {"chart": "un graphique", "diagram": "un graphique SmartArt", "ink": "une écriture à l’encre"}


@dataclass(slots=True)
class Gardees:
    """Les parties qui entreront dans la lettre, et les relations qui mènent de l'une à l'autre."""

    corps: str
    sortes: dict[str, Sorte] = field(default_factory=dict)
    relations: dict[str, list[Relation]] = field(default_factory=dict)


def suivre(
    corps: str, arbres: Mapping[str, Element], types: Mapping[str, str], titres: Mapping[str, str], releve: Releve
) -> Gardees:
    """Part du corps et suit chaque relation permise; ce qu'aucune n'atteint reste derrière."""
    gardees = Gardees(corps, {corps: parties.CORPS})
    noms = {nom.lower(): nom for nom in types}
    a_suivre = [corps]
    while a_suivre:
        source = a_suivre.pop()
        arbre = arbres.get(source)
        employees = set(identifiants_employes(arbre)) if arbre is not None else set()
        suivies = gardees.relations.setdefault(source, [])
        perdues: dict[str, Relation] = {}
        for relation in relations.lire(arbres.get(relations_de(source))):
            if not relation.interne:
                if relation.id in employees and (relation.externe or relation.type == f"{BUREAU}hyperlink"):
                    suivies.append(relation)
                continue
            cible = noms.get(relation.partie(source).lower())
            sorte = SORTES.get(relation.type)
            if cible is None or (sorte is not None and not sorte.implicite and relation.id not in employees):
                continue
            if est_refusee(relation):
                suivies.append(relation)  # -- ce qui l'emploie a déjà son refus --
                continue
            if sorte is None or (not sorte.implicite and types[cible] not in sorte.types):
                perdues[relation.id] = relation
            elif types[cible] not in sorte.types:
                releve.noter(_pas_ce_qu_elle_annonce(cible))
            else:
                suivies.append(relation)
                if cible not in gardees.sortes:
                    gardees.sortes[cible] = sorte
                    a_suivre.append(cible)
        if arbre is not None and perdues:
            suivies += _oublier(Voisinage(arbre, titres.get(source, source)), arbre, perdues, releve)
    return gardees


def verifier_racines(gardees: Gardees, arbres: Mapping[str, Element], releve: Releve) -> None:
    """Refuse sur-le-champ une partie dont le XML n'est pas celui de sa sorte : on n'y cherche rien de plus."""
    fautives = [n for n, s in gardees.sortes.items() if s.racine and (n not in arbres or arbres[n].tag != s.racine)]
    for nom in fautives:
        releve.noter(_pas_ce_qu_elle_annonce(nom))
    if fautives:
        releve.refuser()


def verifier_images(gardees: Gardees, octets: Mapping[str, bytes], types: Mapping[str, str], releve: Releve) -> None:
    """Refuse une image dont le contenu n'est pas du type annoncé, ou qui ferait autre chose que s'afficher."""
    for nom in gardees.sortes:
        if types[nom] not in TYPES_D_IMAGE:
            continue
        if not est_l_image_annoncee(octets[nom], types[nom]):
            message = f"L’image « {nom} » n’est pas celle que son type annonce ({types[nom]})."
            releve.noter(Anomalie("M112", message, "Insérez de nouveau l’image, en PNG ou en JPEG."))
        elif not ne_fait_que_s_afficher(octets[nom], types[nom]):
            message = f"L’image « {nom} » est un dessin trop gros, incomplet, ou qui s’adresse à l’imprimante."
            releve.noter(Anomalie("M112", message, "Copiez-la, puis collez-la comme image PNG (collage spécial)."))


def recopier(
    gardees: Gardees, octets: Mapping[str, bytes], arbres: Mapping[str, Element], types: Mapping[str, str]
) -> dict[str, bytes]:
    """Les parties à recopier telles quelles dans chaque lettre : styles, images, relations, types."""
    recopiees: dict[str, bytes] = {}
    for nom, sorte in gardees.sortes.items():
        if not sorte.titre:
            recopiees[nom] = arbre_xml.ecrire(arbres[nom]) if sorte.racine else octets[nom]
        if suivies := gardees.relations[nom]:
            recopiees[relations_de(nom)] = relations.ecrire(suivies)
    recopiees[RACINE] = relations.ecrire(
        (
            Relation("rId1", f"{BUREAU}officeDocument", gardees.corps),
            Relation("rId2", _REL_CORE, CORE),
            Relation("rId3", f"{BUREAU}extended-properties", APP),
        )
    )
    ecrits = {nom: types[nom] for nom in gardees.sortes}
    recopiees[TYPES] = relations.ecrire_types({**ecrits, CORE: _TYPE_CORE, APP: _TYPE_APP})
    return recopiees


def identifiants_employes(element: Element) -> Iterator[str]:
    """Les relations que le XML d'une partie emploie."""
    for e in element.iter():
        for nom, valeur in e.attrib.items():
            if nom.startswith(f"{{{ESPACE_R}}}"):
                yield valeur


def _oublier(
    voisinage: Voisinage, arbre: Element, perdues: Mapping[str, Relation], releve: Releve
) -> Iterator[Relation]:
    """Retire du XML ce qui menait à une partie laissée derrière; rend les relations qu'on ne peut que refuser."""
    for element in list(arbre.iter()):
        employees = [v for n, v in element.attrib.items() if n.startswith(f"{{{ESPACE_R}}}") and v in perdues]
        if not employees:
            continue
        parent = element.getparent()
        if parent is not None and element.tag.startswith(f"{{{ESPACE_W}}}") and nom_court(element) in _SANS_REGRET:
            parent.remove(element)
            continue
        place, voisin = voisinage.situer(element)
        message = f"Le modèle contient un objet qu’une lettre ne porte pas ({_sorte(perdues[employees[0]])}){voisin}."
        releve.noter(Anomalie("M106", message, "Remplacez-le par du texte, ou par une image PNG ou JPEG."), place)
        yield from (perdues[id_] for id_ in employees)


def _sorte(relation: Relation) -> str:
    """Ce qu'est un objet, dans les mots de Word si on les connaît; à défaut, le nom de sa partie."""
    cle = relation.type.rpartition("/")[2].lower()
    connu = next((mots for motif, mots in _OBJETS.items() if cle.startswith(motif)), "")
    return connu or f"« {relation.cible.rpartition('/')[2]} »"


def _pas_ce_qu_elle_annonce(nom: str) -> Anomalie:
    return Anomalie("M104", f"La partie « {nom} » n’est pas ce qu’elle annonce.", "Enregistrez le modèle dans Word.")
