"""Annotation : une copie du fichier, où chaque constat est un commentaire de Word sur les mots en cause.

Les nôtres se reconnaissent à leur auteur; ceux de qui écrit le modèle restent. Mêmes constats, mêmes octets.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher

from lettres.barriere.annotees import AUTEUR
from lettres.rendu.paquet import paquet
from lettres.rendu.paquet.ooxml import ecrire_paquet
from lettres.rendu.paquet.paquet import TYPES
from lettres.rendu.paquet.parties import BUREAU
from lettres.rendu.paquet.relations import RACINE, Relation, lire
from lettres.rendu.xml import arbre_xml
from lettres.rendu.xml.arbre_xml import ESPACES, Element, P, R, T, nom_court, texte_du_paragraphe, w
from lettres.socle.classes import NamedTuple
from lettres.socle.places import DansWord
from lettres.studio.copies.ancrage import entourer, entourer_un_run, hors_des_zones, retirer

_INITIALES, _DATE = "L", "2026-01-01T00:00:00Z"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_RELATION = f"{BUREAU}comments"
_NUMERO_DE_RELATION = "rIdLettres"
_ENTRE_PARENTHESES = re.compile(r"\((word/[^()]+\.xml)\)$")
_NOTES = re.compile(r"(?:^|/)(?:footnotes|endnotes)\.xml$")
_ANNEXES = re.compile(r"comments(?:Extended|Ids|Extensible)|people", re.IGNORECASE)
_CT, _REL = ESPACES["ct"], ESPACES["rel"]


class Remarque(NamedTuple):
    """Un commentaire à écrire : où, et ses lignes; sans place, c'est tout le document qui est en cause."""

    dans: DansWord | None
    lignes: tuple[str, ...]


def annoter(octets: bytes, remarques: Sequence[Remarque], lus: Mapping[str, Sequence[str]] | None = None) -> bytes:
    """La copie annotée d'un document Word, sans nos commentaires d'avant.

    `lus` donne, par titre de partie, le texte des paragraphes que les places comptent, quand ce ne sont pas tout à fait
    ceux du fichier. Lève ModeleInvalide si le fichier ne s'ouvre pas.
    """
    classeur = _Classeur(sans_nos_commentaires(octets))
    for remarque in remarques:
        classeur.ajouter(remarque, lus or {})
    return classeur.ecrire()


def porte_nos_commentaires(octets: bytes) -> bool:
    """Dit si un document porte de nos commentaires : ce n'est pas une lettre, ni un modèle, mais sa copie annotée."""
    return bool(_Classeur(octets).les_notres())


def sans_nos_commentaires(octets: bytes, nom: str = "document") -> bytes:
    """Le document sans aucun de nos commentaires; le même, octet pour octet, s'il n'en a pas. Un refus le nomme."""
    classeur = _Classeur(octets, nom)
    notres = classeur.les_notres()
    if not notres:
        return octets
    classeur.oublier(notres)
    return classeur.ecrire()


class _Classeur:
    """Les parties d'un document, dont celles qu'on retouche sont en arbres."""

    def __init__(self, octets: bytes, nom: str = "document") -> None:
        self._parties: dict[str, bytes] = dict(paquet.decompresser(nom, octets, une_lettre=True).parties)
        self._arbres: dict[str, Element] = {}
        self._corps = self._cible(RACINE, f"{BUREAU}officeDocument", "") or "word/document.xml"
        self._relations = posixpath.join(
            posixpath.dirname(self._corps), "_rels", f"{posixpath.basename(self._corps)}.rels"
        )
        self._commentaires = self._cible(self._relations, _RELATION, self._corps)

    def _cible(self, relations: str, type_: str, source: str) -> str:
        if relations not in self._parties:
            return ""
        trouvees: Iterable[Relation] = lire(self._arbre(relations))
        return next((r.partie(source) for r in trouvees if r.type == type_ and r.interne), "")

    def _arbre(self, nom: str) -> Element:
        if nom not in self._arbres:
            self._arbres[nom] = arbre_xml.lire(self._parties[nom])
        return self._arbres[nom]

    def ecrire(self) -> bytes:
        """Le paquet; une partie qu'on n'a pas changée garde ses octets."""
        for nom, arbre in self._arbres.items():
            avant = self._parties[nom]
            if not avant or arbre_xml.en_chaine(arbre) != arbre_xml.en_chaine(arbre_xml.lire(avant)):
                self._parties[nom] = arbre_xml.ecrire(arbre)
        return ecrire_paquet(self._parties)

    # -- Les nôtres --

    def les_notres(self) -> frozenset[str]:
        """Les numéros de nos commentaires."""
        if self._commentaires not in self._parties:
            return frozenset()
        siens = self._arbre(self._commentaires).iter(w("comment"))
        return frozenset(c.get(w("id"), "") for c in siens if c.get(w("author")) == AUTEUR)

    def oublier(self, numeros: frozenset[str]) -> None:
        """Retire nos commentaires, leurs ancres, et ce que Word en a noté ailleurs."""
        racine = self._arbre(self._commentaires)
        alineas: set[str] = set()
        for commentaire in [c for c in racine.iter(w("comment")) if c.get(w("id")) in numeros]:
            alineas |= {v for p in commentaire.iter(P) for n, v in p.attrib.items() if n.endswith("}paraId")}
            racine.remove(commentaire)
        for nom in [n for n in self._parties if n == self._corps or _NOTES.search(n)]:
            retirer(self._arbre(nom), numeros)
        for nom in [n for n in self._parties if _ANNEXES.search(n) and n.endswith(".xml")]:
            for element in list(self._arbre(nom)):
                if any(
                    (n.endswith("}paraId") and v in alineas) or (n.endswith("}author") and v == AUTEUR)
                    for n, v in element.attrib.items()
                ):
                    self._arbre(nom).remove(element)
        if not len(racine):
            self._defaire_la_partie()

    def _defaire_la_partie(self) -> None:
        nom = self._commentaires
        del self._parties[nom], self._arbres[nom]
        for relation in list(self._arbre(self._relations)):
            if relation.get("Type") == _RELATION:
                self._arbre(self._relations).remove(relation)
        for type_ in list(self._arbre(TYPES)):
            if type_.get("PartName") == f"/{nom}":
                self._arbre(TYPES).remove(type_)
        self._commentaires = ""

    # -- Un de plus --

    def ajouter(self, remarque: Remarque, lus: Mapping[str, Sequence[str]]) -> None:
        """Écrit un commentaire et l'ancre sur ses mots; ailleurs qu'au corps, sur ce qui y mène."""
        racine = self._la_partie()
        numero = str(max((int(c.get(w("id"), "0")) for c in racine.iter(w("comment"))), default=-1) + 1)
        racine.append(_commentaire(racine, numero, remarque.lignes))
        dans = remarque.dans
        nom = self._partie_de(dans)
        if dans is None or dans.paragraphe is None or nom is None:
            self._ancrer_en_tete(numero)
            return
        paragraphes = list(self._arbre(nom).iter(P))
        rang = _rang(dans, [texte_du_paragraphe(p) for p in paragraphes], lus.get(dans.partie))
        paragraphe = paragraphes[rang]
        if nom != self._corps:
            self._ancrer_a_l_appel(paragraphe, numero)
            return
        ancre = hors_des_zones(paragraphe)
        debut, fin = (None, None) if ancre is not paragraphe else _bornes(dans, texte_du_paragraphe(paragraphe), lus)
        entourer(ancre, numero, debut, fin)

    def _ancrer_en_tete(self, numero: str) -> None:
        entourer(hors_des_zones(next(self._arbre(self._corps).iter(P))), numero, None, None)

    def _ancrer_a_l_appel(self, paragraphe: Element, numero: str) -> None:
        """D'une note, sur son appel dans le corps : LibreOffice n'ouvre pas un fichier commenté dans une note."""
        note = next(paragraphe.iterancestors(w("footnote"), w("endnote")), None)
        appels = self._arbre(self._corps).iter(w("footnoteReference"), w("endnoteReference"))
        sien = ("", None) if note is None else (f"{nom_court(note)}Reference", note.get(w("id")))
        for appel in appels:
            if (nom_court(appel), appel.get(w("id"))) == sien and appel.getparent().tag == R:
                entourer_un_run(appel.getparent(), numero)
                return
        self._ancrer_en_tete(numero)

    def _partie_de(self, dans: DansWord | None) -> str | None:
        """La partie que la place nomme : le corps ou des notes; None pour un bandeau, qu'on ne commente pas."""
        if dans is None:
            return None
        trouve = _ENTRE_PARENTHESES.search(dans.partie)
        if trouve is None:
            return self._corps
        return trouve[1] if _NOTES.search(trouve[1]) and trouve[1] in self._parties else None

    def _la_partie(self) -> Element:
        if self._commentaires:
            return self._arbre(self._commentaires)
        dossier = posixpath.dirname(self._corps)
        self._commentaires = posixpath.join(dossier, "comments.xml")
        racine = self._arbre(self._corps).makeelement(w("comments"), nsmap={"w": ESPACES["w"]})
        self._parties[self._commentaires], self._arbres[self._commentaires] = b"", racine
        types = self._arbre(TYPES)
        attributs = {"PartName": f"/{self._commentaires}", "ContentType": _TYPE}
        types.append(types.makeelement(f"{{{_CT}}}Override", attributs))
        if self._relations not in self._parties:
            self._parties[self._relations] = f'<Relationships xmlns="{_REL}"/>'.encode()
        relations = self._arbre(self._relations)
        attributs = {"Id": _NUMERO_DE_RELATION, "Type": _RELATION, "Target": "comments.xml"}
        relations.append(relations.makeelement(f"{{{_REL}}}Relationship", attributs))
        return racine


def _commentaire(racine: Element, numero: str, lignes: Sequence[str]) -> Element:
    attributs = {"id": numero, "author": AUTEUR, "date": _DATE, "initials": _INITIALES}
    commentaire = racine.makeelement(w("comment"), {w(nom): valeur for nom, valeur in attributs.items()})
    for rang, ligne in enumerate(lignes):
        paragraphe = commentaire.makeelement(P)
        if rang == 0:
            marque = paragraphe.makeelement(R)
            marque.append(marque.makeelement(w("annotationRef")))
            paragraphe.append(marque)
        run = paragraphe.makeelement(R)
        texte = run.makeelement(T, {arbre_xml.PRESERVER: "preserve"})
        texte.text = ligne
        run.append(texte)
        paragraphe.append(run)
        commentaire.append(paragraphe)
    return commentaire


def _rang(dans: DansWord, textes: Sequence[str], lus: Sequence[str] | None) -> int:
    """Le rang, dans le fichier, du paragraphe que la place compte, à partir de 0."""
    numero = (dans.paragraphe or 1) - 1
    if lus is not None and list(lus) != list(textes):
        for la, ici, longueur in SequenceMatcher(None, lus, textes, autojunk=False).get_matching_blocks():
            if la <= numero < la + longueur:
                return ici + numero - la
    return min(numero, len(textes) - 1)


def _bornes(dans: DansWord, texte: str, lus: Mapping[str, Sequence[str]]) -> tuple[int | None, int | None]:
    """Les signes du passage, dans le paragraphe tel qu'il est au fichier; aucun, si le passage n'y est pas."""
    siens = lus.get(dans.partie)
    if dans.debut is None or dans.fin is None:
        return None, None
    lu = siens[(dans.paragraphe or 1) - 1] if siens is not None else texte
    if lu == texte:
        return dans.debut, dans.fin
    debut = texte.find(lu[dans.debut : dans.fin])
    return (debut, debut + dans.fin - dans.debut) if debut >= 0 else (None, None)
