"""Liens : ce à quoi mène un paquet, d'une partie à l'autre et au-dehors; ce qu'une lettre n'a pas à porter ni à suivre.

Un refus nomme la place de ce qui l'emploie : Word ne montre ni une relation, ni le nom d'une partie.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from urllib.parse import unquote

from lettres.rendu.anomalies import Anomalie, Releve
from lettres.rendu.paquet import relations
from lettres.rendu.paquet.parties import BUREAU
from lettres.rendu.paquet.relations import Relation
from lettres.rendu.paragraphes.voisinage import Voisinage
from lettres.rendu.sante import superflu
from lettres.rendu.sante.interdits import est_un_lien_permis
from lettres.rendu.sante.soins import INSPECTER, Carnet
from lettres.rendu.xml.arbre_xml import ESPACE_R, Element
from lettres.socle.classes import dataclass, field
from lettres.socle.constats import abreger
from lettres.socle.places import DansWord

_REFUSEES = (
    (
        re.compile(r"macroenabled|vbaproject|vbadata|keymapcustomizations|customui|userinterface", re.I),
        "M105",
        "une macro",
    ),
    (re.compile(r"activex|/control$", re.I), "M106", "un contrôle ActiveX"),
    (re.compile(r"oleobject|embeddings?/|/package$", re.I), "M106", "un objet inséré"),
    (re.compile(r"afchunk|subdocument|altchunk", re.I), "M106", "un document importé"),
    (re.compile(r"mailmerge|recipientdata", re.I), "M107", "un publipostage"),
    (re.compile(r"relationships/frame$", re.I), "M107", "un cadre lié"),
)
REMEDES = {
    "M105": "Enregistrez-le sous « Document Word (.docx) », sans macros.",
    "M106": "Retirez cet objet, ou remplacez-le par du texte ou une image.",
    "M107": "Retirez ce lien : une lettre ne va rien chercher ailleurs.",
}
_SANS_OBJET = frozenset({f"{BUREAU}numbering", f"{BUREAU}styles"})
"""Une partie absente que Word remplace par rien : ce que le texte en cite est retiré et dit."""
_BALISE = re.compile(r"\{_?[{%#]")
"""Une balise, ou « {_{ » que docxtpl changerait en balise si la lettre devenait un modèle."""


@dataclass(slots=True)
class Liens:
    """Contrôle un paquet, partie par partie; ce qu'une place a déjà dit ne se redit pas sans place."""

    arbres: Mapping[str, Element]
    parties: Collection[str]
    titres: Mapping[str, str]
    releve: Releve
    carnet: Carnet
    _situees: set[str] = field(default_factory=set)

    def controler_relations(self, source: str, suivies: Iterable[Relation]) -> None:
        """Refuse ce qu'une partie gardée, ou le paquet, va chercher et qu'une lettre n'emporte pas."""
        lues = list(relations.lire(self.arbres.get(relations.relations_de(source))))
        permises = {*_SANS_OBJET, *(p.lower() for p in self.parties)}
        for relation in lues:
            refusee = _refusee(relation.type)
            if refusee:
                self._refuser(source, relation, *refusee)
            elif relation.type.lower().endswith("/attachedtemplate"):
                self._controler_modele_attache(relation)
            elif relation.externe:
                self._controler_lien(source, relation)
            elif relation.interne and not {relation.partie(source).lower(), relation.type} & permises:
                message = f"« {source or 'le paquet'} » renvoie à une partie absente (« {relation.cible} »)."
                self.releve.noter(Anomalie("M109", message, "Enregistrez le modèle de nouveau."))
        for relation in suivies:
            if _BALISE.search(unquote(relation.cible)):
                cible = abreger(unquote(relation.cible))
                place, voisin = self._situer(source, relation)
                message = f"L’adresse d’un lien porte une balise (« {cible} »){voisin} : elle n’est jamais remplie."
                remede = "Donnez au lien une adresse fixe, ou imprimez l’adresse dans le texte."
                self.releve.noter(Anomalie("M111", message, remede), place)

    def controler_noms(self, types: Mapping[str, str]) -> None:
        """Refuse une partie qu'une lettre ne porte pas, d'après son nom et son type, si aucune place ne l'a dite."""
        for nom, type_ in types.items():
            refusee = _refusee(nom) or _refusee(type_)
            if refusee and nom not in self._situees and not self._suit_une_situee(nom):
                code, quoi = refusee
                self.releve.noter(Anomalie(code, f"Le modèle contient {quoi} (« {nom} »).", REMEDES[code]))

    def controler_balises(self, nom: str, *, gardee: bool) -> None:
        """Une balise hors du texte : refusée dans une partie que la lettre porte, dite dans une qu'elle laisse."""
        arbre = self.arbres[nom]
        attributs = (unquote(str(v)) for e in arbre.iter() for v in e.attrib.values())
        if not any(_BALISE.search(texte) for texte in ("".join(arbre.itertext()), *attributs)):
            return
        if gardee:
            message = f"Une balise se trouve dans « {nom} », qui n’est jamais rendu."
            remede = "Déplacez-la dans le corps, un en-tête, un pied de page ou une note."
            self.releve.noter(Anomalie("M111", message, remede))
        else:
            message = f"Une balise se trouve dans « {nom} », qui n’entre pas dans la lettre."
            self.carnet.noter("M133", message, "Rien à faire; si elle devait s’imprimer, écrivez-la dans le texte.")

    def _suit_une_situee(self, nom: str) -> bool:
        """Une partie de relations, ou le binaire d'un contrôle : ce qui suit un objet déjà situé."""
        source = relations.source_des_relations(nom) if nom.endswith(".rels") else nom
        return source in self._situees or any(
            r.interne and r.partie(s) == source
            for s in self._situees
            for r in relations.lire(self.arbres.get(relations.relations_de(s)))
        )

    def _refuser(self, source: str, relation: Relation, code: str, quoi: str) -> None:
        place, voisin = self._situer(source, relation)
        if place is not None and relation.interne:
            self._situees.add(relation.partie(source))
        self.releve.noter(Anomalie(code, f"Le modèle contient {quoi}{voisin}.", REMEDES[code]), place)

    def _situer(self, source: str, relation: Relation) -> tuple[DansWord | None, str]:
        """La place de ce qui emploie cette relation, dans une partie qui a du texte."""
        arbre = self.arbres.get(source)
        if arbre is None or source not in self.titres:
            return None, ""
        for element in arbre.iter():
            if any(n.startswith(f"{{{ESPACE_R}}}") and v == relation.id for n, v in element.attrib.items()):
                return Voisinage(arbre, self.titres[source]).situer(element)
        return None, ""

    def _controler_modele_attache(self, relation: Relation) -> None:
        """Le chemin d'un modèle du poste est seulement oublié; une adresse, que Word irait chercher, est refusée."""
        if relation.externe and not superflu.est_local(relation.cible):
            self.releve.noter(Anomalie("M107", "Le modèle contient un modèle attaché.", REMEDES["M107"]))
        else:
            self.carnet.noter("M125", "Le chemin du modèle attaché n’entre pas dans la lettre.", INSPECTER)

    def _controler_lien(self, source: str, relation: Relation) -> None:
        if not relation.type.endswith("/hyperlink"):
            place, voisin = self._situer(source, relation)
            quoi = "une image liée" if relation.type.endswith("/image") else "un lien vers un autre fichier"
            self.releve.noter(Anomalie("M107", f"Le modèle contient {quoi}{voisin}.", REMEDES["M107"]), place)
        elif not est_un_lien_permis(relation.cible):
            place, voisin = self._situer(source, relation)
            message = f"Un lien du modèle ne mène ni au Web, ni à un courriel, ni à un téléphone{voisin}."
            self.releve.noter(Anomalie("M107", message, "Corrigez ou retirez ce lien."), place)


def est_refusee(relation: Relation) -> bool:
    """Dit si une relation mène à ce qu'aucune lettre ne porte : une macro, un objet, un publipostage…"""
    return _refusee(relation.type) is not None


def _refusee(texte: str) -> tuple[str, str] | None:
    return next(((code, quoi) for motif, code, quoi in _REFUSEES if motif.search(texte)), None)
