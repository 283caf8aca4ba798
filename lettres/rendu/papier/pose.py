"""Pose : un modèle livré, ou tiré d'un livré, posé sur un papier à en-tête. Son texte reste; le papier l'entoure.

Là où le papier n'a rien, en-tête ou pied, ce que le modèle avait demeure. Deux paquets dont les noms, les relations et
les numéros se croisent n'en font qu'un : les parties du papier y entrent sous des noms neufs.
"""

from __future__ import annotations

import posixpath
from collections.abc import Container, Mapping
from copy import deepcopy
from itertools import count

from lettres.rendu.papier.bandeau import lignes_a_imprimer
from lettres.rendu.papier.dimensions import lire_la_page
from lettres.rendu.papier.encre import styles_en_blanc
from lettres.rendu.papier.entetes import GENRES_D_ENTETE, PLACES, entetes_nommes
from lettres.rendu.papier.hauteurs import lire_la_feuille
from lettres.rendu.papier.largeurs import ajuster_les_tableaux, ajuster_les_tabulations
from lettres.rendu.papier.listes_reunies import renumeroter, reunir_listes
from lettres.rendu.papier.papier_lu import Papier
from lettres.rendu.papier.reglages_reunis import reunir_reglages
from lettres.rendu.papier.styles_reunis import renvoyer, reunir_styles
from lettres.rendu.paquet import paquet, relations
from lettres.rendu.paquet.ooxml import DOCUMENT, ecrire_paquet
from lettres.rendu.paquet.paquet import TYPES
from lettres.rendu.paquet.parties import BUREAU, SORTES
from lettres.rendu.paquet.relations import Relation, Types, relations_de
from lettres.rendu.xml import arbre_xml, elements
from lettres.rendu.xml.arbre_xml import ESPACE_R, ESPACE_W14, PRESERVER, Element, w
from lettres.socle.classes import NamedTuple

_DE_LA_PAGE = ("pgSz", "pgMar", "pgBorders", "pgNumType")
_ORDRE = (
    *("headerReference", "footerReference", "footnotePr", "endnotePr", "type", "pgSz", "pgMar", "paperSrc"),
    *("pgBorders", "lnNumType", "pgNumType", "cols", "formProt", "vAlign", "noEndnote", "titlePg", "textDirection"),
    *("bidi", "rtlGutter", "docGrid"),
)
_IDS_DE_PARAGRAPHE = (f"{{{ESPACE_W14}}}paraId", f"{{{ESPACE_W14}}}textId")


class Habit(NamedTuple):
    """Un modèle habillé, et ses en-têtes et ses pieds tels qu'ils y sont, à lire avec la lettre."""

    octets: bytes
    entetes: Mapping[str, bytes]
    en_blanc: tuple[str, ...]
    """Les styles du papier qui écriraient en blanc ce que la lettre écrit."""


def poser(modele: bytes, papier: Papier, tenus: Container[str] = ()) -> Habit:
    """Le modèle, habillé; `tenus` : les champs du bandeau que le papier porte déjà, et que la lettre n'imprime pas."""
    return _Pose(modele, papier).faire(tenus)


class _Nu:
    """Un modèle livré, ouvert : ses parties, leurs types, et les en-têtes de sa section."""

    def __init__(self, octets: bytes) -> None:
        self.parties = dict(paquet.decompresser("modèle", octets).parties)
        declares = Types(arbre_xml.relire(self.parties[TYPES]))
        self.types = {nom: declares.de(nom) for nom in self.parties if nom != TYPES and not nom.endswith(".rels")}
        self.document = self.arbre(DOCUMENT)
        self.section = next(e for e in reversed(list(self.document.iter(w("sectPr")))))
        self.relations = list(relations.lues(self.parties[relations_de(DOCUMENT)]))
        self.entetes = entetes_nommes(self.section, self.relations, DOCUMENT)

    def arbre(self, nom: str) -> Element:
        """L'arbre d'une de ses parties."""
        return arbre_xml.relire(self.parties[nom])


class _Pose:
    """Une pose en cours : le paquet du modèle, que l'on habille."""

    def __init__(self, modele: bytes, papier: Papier) -> None:
        self._nu, self._papier = _Nu(modele), papier
        self._pris = {nom.lower() for nom in self._nu.parties}
        self._transplantees: dict[str, str] = {}
        self._ids = (f"rIdPapier{n}" for n in count(1))

    def faire(self, tenus: Container[str]) -> Habit:
        nu = self._nu
        bandeau = nu.entetes[("header", "first")]
        arbres = {nom: nu.arbre(nom) for nom in nu.entetes.values()}
        lignes = lignes_a_imprimer(arbres[bandeau], tenus)
        if ("header", "first") in self._papier.entetes:
            nu.document[0][0:0] = lignes
        else:
            arbres[bandeau][:] = lignes or [elements.element("w:p")]
        arbres[DOCUMENT] = nu.document
        en_blanc = self._reunir(arbres)
        avant, page = lire_la_page(nu.section).colonne, self._papier.page.colonne
        ajuster_les_tableaux(nu.document, avant, page)
        entetes = self._choisir(arbres)
        self._numeroter_les_pages(entetes, arbres)
        self._mettre_en_page(entetes)
        for nom, arbre in arbres.items():
            if nom == DOCUMENT or nom in entetes.values():
                nu.parties[nom] = arbre_xml.ecrire(arbre)
            else:
                self._retirer(nom)
        nu.parties[relations_de(DOCUMENT)] = relations.ecrire(nu.relations)
        nu.parties[TYPES] = relations.ecrire_types(nu.types)
        tels_quels = {nom: nu.parties[nom] for nom in sorted(set(entetes.values()))}
        return Habit(ecrire_paquet(nu.parties), tels_quels, tuple(en_blanc))

    def _reunir(self, arbres: Mapping[str, Element]) -> list[str]:
        """Réunit ce qui vaut pour tout le document, et fait nommer à la lettre les styles et les listes réunis.

        Rend les styles qui n'écriraient que du blanc.
        """
        nu, papier = self._nu, self._papier
        styles = reunir_styles(papier.racine("styles"), nu.arbre(self._la_notre("styles")))
        listes = reunir_listes(papier.racine("numbering"), nu.arbre(self._la_notre("numbering")), styles)
        colonne, page = lire_la_page(nu.section).colonne, papier.page.colonne
        for style in styles.racine.iter(w("style")):
            if style.get(w("styleId")) in {styles.noms[id_] for id_ in styles.ajoutes}:
                renumeroter(style, listes.numeros)
                ajuster_les_tabulations(style, colonne, page)
        for arbre in arbres.values():
            renvoyer(arbre, styles.noms)
            renumeroter(arbre, listes.numeros)
        self._ecrire("styles", styles.racine)
        self._ecrire("numbering", listes.racine)
        self._ecrire("settings", reunir_reglages(papier.racine("settings"), nu.arbre(self._la_notre("settings"))))
        if (polices := papier.racine("fontTable")) is not None:
            connues = {e.get(w("name")) for e in polices}
            ajouts = [deepcopy(e) for e in nu.arbre(self._la_notre("fontTable")) if e.get(w("name")) not in connues]
            polices.extend(ajouts)
            self._ecrire("fontTable", polices)
        if (theme := papier.partie("theme")) is not None:
            self._relier("theme", self._transplanter(theme))
        return styles_en_blanc(lire_la_feuille(styles.racine), styles.noms)

    def _la_notre(self, sorte: str) -> str:
        voulus = SORTES[f"{BUREAU}{sorte}"].types
        return next(nom for nom, type_ in self._nu.types.items() if type_ in voulus)

    def _ecrire(self, sorte: str, racine: Element) -> None:
        """Remplace une partie du modèle par la partie réunie, avec ce où mène celle du papier."""
        nom, sienne = self._la_notre(sorte), self._papier.partie(sorte)
        self._nu.parties[nom] = arbre_xml.ecrire(racine)
        if sienne is not None:
            self._transplanter_les_relations(sienne, nom)

    def _choisir(self, arbres: dict[str, Element]) -> dict[tuple[str, str], str]:
        """La partie de chaque sorte de page : celle du papier, sinon celle du modèle."""
        choisies: dict[tuple[str, str], str] = {}
        for genre in GENRES_D_ENTETE:
            for place in PLACES if self._papier.recto_verso else PLACES[:2]:
                sienne = self._papier.entetes.get((genre, place))
                if sienne is not None:
                    choisies[genre, place] = self._transplanter_l_entete(sienne, genre, neuf=f"{genre}{place}")
                    continue
                notre = self._nu.entetes[genre, "default" if place == "even" else place]
                choisies[genre, place] = notre if place != "even" else self._copier(notre, genre, arbres)
        return choisies

    def _numeroter_les_pages(self, entetes: Mapping[tuple[str, str], str], arbres: Mapping[str, Element]) -> None:
        """Numérote, au pied du modèle, les pages qui suivent la première, si l'en-tête du papier ne le fait pas."""
        en_tete = self._papier.entetes.get(("header", "default"))
        if en_tete is None or _numerote(self._papier.contenu.arbres[en_tete]):
            return
        for place in PLACES[1:]:
            if (notre_pied := arbres.get(entetes.get(("footer", place), ""))) is not None:
                numero = elements.element("w:fldSimple", {"w:instr": " PAGE "})
                numero.append(elements.element("w:r", None, elements.element("w:t", None, "1")))
                texte = elements.element("w:t", None, "Page ")
                texte.set(PRESERVER, "preserve")
                notre_pied[-1].extend([elements.element("w:r", None, elements.element("w:tab"), texte), numero])

    def _copier(self, nom: str, genre: str, arbres: dict[str, Element]) -> str:
        """Une copie d'une partie du modèle : deux sortes de pages n'en partagent jamais une."""
        neuf = self._libre(nom)
        arbres[neuf] = deepcopy(arbres[nom])
        self._nu.types[neuf] = self._nu.types[nom]
        self._relier(genre, neuf)
        return neuf

    def _mettre_en_page(self, entetes: Mapping[tuple[str, str], str]) -> None:
        """La page du papier, et les en-têtes de chaque sorte de page; la première est toujours à part."""
        section, siennes = self._nu.section, self._papier.section
        garder = [e for e in section if e.tag not in {w(n) for n in (*_DE_LA_PAGE, "titlePg")} and not _renvoie(e)]
        de_la_page = [deepcopy(e) for nom in _DE_LA_PAGE if (e := siennes.find(w(nom))) is not None]
        de_la_page += [e for nom in ("pgSz", "pgMar") if siennes.find(w(nom)) is None for e in section.iter(w(nom))]
        for numeros in (e for e in de_la_page if e.tag == w("pgNumType")):
            numeros.attrib.pop(w("start"), None)  # -- une lettre commence toujours à sa page 1 --
        for e in (x for p in de_la_page for x in p.iter()):
            for nom in [n for n in e.attrib if n.startswith(f"{{{ESPACE_R}}}")]:
                del e.attrib[nom]
        ids = {r.partie(DOCUMENT): r.id for r in self._nu.relations}
        renvois = [
            elements.element(f"w:{genre}Reference", {"w:type": place, "r:id": ids[nom]})
            for (genre, place), nom in entetes.items()
        ]
        titre = elements.element("w:titlePg")
        rangs = {w(nom): rang for rang, nom in enumerate(_ORDRE)}
        section[:] = sorted([*renvois, *garder, *de_la_page, titre], key=lambda e: rangs.get(e.tag, len(rangs)))

    # -- Les parties du papier, sous des noms neufs --

    def _transplanter_l_entete(self, nom: str, genre: str, neuf: str) -> str:
        """Une copie d'un en-tête du papier, pour une sorte de page."""
        cle = f"{neuf} {nom}"
        if cle not in self._transplantees:
            cible = self._transplantees[cle] = self._libre(f"word/{genre}.xml")
            arbre = deepcopy(self._papier.contenu.arbres[nom])
            for e in arbre.iter():
                for identifiant in _IDS_DE_PARAGRAPHE:
                    e.attrib.pop(identifiant, None)
            self._nu.parties[cible] = arbre_xml.ecrire(arbre)
            self._nu.types[cible] = self._papier.types[nom]
            self._transplanter_les_relations(nom, cible)
            self._relier(genre, cible)
        return self._transplantees[cle]

    def _transplanter(self, nom: str) -> str:
        """Une partie du papier, et tout ce où elle mène."""
        if nom not in self._transplantees:
            cible = self._transplantees[nom] = self._libre(nom)
            self._nu.parties[cible] = self._papier.contenu.statiques[nom]
            self._nu.types[cible] = self._papier.types[nom]
            self._transplanter_les_relations(nom, cible)
        return self._transplantees[nom]

    def _transplanter_les_relations(self, source: str, cible: str) -> None:
        octets = self._papier.contenu.statiques.get(relations_de(source))
        if octets is None:
            return
        suivies = [
            r._replace(cible=f"/{self._transplanter(r.partie(source))}") if r.interne else r
            for r in relations.lues(octets)
        ]
        self._nu.parties[relations_de(cible)] = relations.ecrire(suivies)

    def _libre(self, nom: str) -> str:
        """Un nom de partie que le paquet n'a pas, et qu'il aura; celui-ci, s'il est libre."""
        tige, point, extension = nom.rpartition(".")
        tige = tige.rstrip("0123456789")
        libre = nom
        for rang in count(1):
            if libre.lower() not in self._pris and not _sans_rang(libre):
                break
            libre = f"{tige}{rang}{point}{extension}"
        self._pris.add(libre.lower())
        return libre

    def _relier(self, sorte: str, nom: str) -> None:
        self._nu.relations.append(Relation(next(self._ids), f"{BUREAU}{sorte}", f"/{nom}"))

    def _retirer(self, nom: str) -> None:
        """Retire du modèle un en-tête que celui du papier remplace."""
        self._nu.parties.pop(nom, None)
        self._nu.types.pop(nom, None)
        self._nu.relations = [r for r in self._nu.relations if r.partie(DOCUMENT) != nom]


def _numerote(en_tete: Element) -> bool:
    codes = [e.text or "" for e in en_tete.iter(w("instrText"))] + [
        e.get(w("instr"), "") for e in en_tete.iter(w("fldSimple"))
    ]
    return any(code.split()[:1] == ["PAGE"] for code in codes)


def _renvoie(element: Element) -> bool:
    return element.tag in {w(f"{genre}Reference") for genre in GENRES_D_ENTETE}


def _sans_rang(nom: str) -> bool:
    """Un en-tête porte toujours un rang, comme Word les nomme."""
    return posixpath.basename(nom) in {f"{genre}.xml" for genre in GENRES_D_ENTETE}
