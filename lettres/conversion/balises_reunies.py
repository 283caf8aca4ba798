"""Balises réunies : la structure de plusieurs PDF balisés, en une seule, chaque lettre à la suite de l'autre.

La table qui va de la page à ses éléments se refait d'après eux : rien ne peut y mener nulle part. Un PDF dont la
structure sort de ce que LibreOffice écrit (contenu d'un formulaire, classes d'attributs) ne se réunit pas.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pikepdf import Array, Dictionary, Name, Object, Page, Pdf, String

_PROFONDEUR_MAX, _MCID_MAX = 60, 100_000
_GARDEES = ("/T", "/Lang", "/Alt", "/ActualText", "/E")
"""Ce qu'un élément dit en toutes lettres."""

_RENVOI = re.compile(rb"\d+ \d+ R\b")
_UA = re.compile(rb"pdfuaid:part(?:>|=[\"'])1\b")


class SansBalises(Exception):
    """Un PDF sans structure, ou dont la structure ne se réunit pas."""


class BalisesReunies:
    """La structure d'un PDF, à laquelle on ajoute celle des PDF dont il est fait."""

    def __init__(self, pdf: Pdf) -> None:
        self._pdf = pdf
        self._document = self.neuf("/Document")
        self._elements: list[Object] = []
        self._parents: list[Object] = []
        """Par rang, ce que la page ou la note de ce rang a pour parents."""
        self._roles: dict[str, str] = {}
        self._attributs: dict[bytes, Object] = {}
        self._noms: dict[str, Object] = {}
        self.accessible = True
        """Tous se disent PDF/UA-1."""

    def ajouter(self, source: Pdf, premiere: int, titre: str) -> None:
        """Ajoute la structure de ce PDF, dont la première page est ici celle de ce rang. Lève SansBalises."""
        racine = source.Root.get(Name.StructTreeRoot)
        if not isinstance(racine, Dictionary) or not source.Root.get(Name.MarkInfo, Dictionary()).get(Name.Marked):
            raise SansBalises
        metadonnees = source.Root.get(Name.Metadata)
        self.accessible &= metadonnees is not None and _UA.search(metadonnees.read_bytes()) is not None
        copie = _Copie(self, source, racine, premiere)
        for element in _enfants(racine):
            fait = copie.element(element, self._document, None, 0)
            # -- le document est maintenant le lot; une lettre, l'une de ses parties --
            if str(fait.S) == "/Document":
                fait.S = Name.Part
            fait.T = String(titre)
            self._elements.append(fait)
        copie.finir()

    def poser(self) -> None:
        """Pose la structure au document."""
        racine = self._pdf.make_indirect(
            Dictionary(
                Type=Name.StructTreeRoot,
                K=self._document,
                ParentTree=Dictionary(Nums=Array([x for paire in enumerate(self._parents) for x in paire])),
                ParentTreeNextKey=len(self._parents),
                RoleMap=Dictionary({nom: Name(role) for nom, role in self._roles.items()}),
            )
        )
        if self._noms:
            noms = sorted((nom.encode(), element) for nom, element in self._noms.items())
            racine.IDTree = Dictionary(
                Names=Array([x for nom, element in noms for x in (String(nom.decode()), element)])
            )
        self._document.P, self._document.K = racine, Array(self._elements)
        self._pdf.Root.StructTreeRoot = racine
        self._pdf.Root.MarkInfo = Dictionary(Marked=True)

    # -- Ce que les copies y inscrivent --

    def inscrire(self, parents: Object) -> int:
        """Inscrit ce qu'une page ou une note a pour parents; rend son rang."""
        self._parents.append(parents)
        return len(self._parents) - 1

    def role(self, nom: str, standard: str) -> str:
        """Le nom qu'un rôle porte ici : le sien, ou un autre si un PDF d'avant l'entendait autrement."""
        voulu, rang = nom, 2
        while self._roles.setdefault(voulu, standard) != standard:
            voulu, rang = f"{nom} {rang}", rang + 1
        return voulu

    def attribut(self, octets: bytes) -> Object:
        """Un attribut, écrit une seule fois pour tous les éléments qui l'ont."""
        if octets not in self._attributs:
            self._attributs[octets] = self._pdf.make_indirect(Object.parse(octets))
        return self._attributs[octets]

    def nommer(self, nom: str, element: Object) -> None:
        """Un élément que d'autres désignent par son nom."""
        self._noms[nom] = element

    def neuf(self, role: str) -> Object:
        """Un élément de plus."""
        return self._pdf.make_indirect(Dictionary(S=Name(role)))

    def page(self, rang: int) -> Page:
        """Une page du document."""
        return self._pdf.pages[rang]


class _Copie:
    """La structure d'un des PDF, que l'on refait dans le document."""

    def __init__(self, reunies: BalisesReunies, source: Pdf, racine: Object, premiere: int) -> None:
        self._reunies, self._premiere = reunies, premiere
        self._roles = racine.get(Name.RoleMap, Dictionary())
        self._pages = {page.obj.objgen: rang for rang, page in enumerate(source.pages)}
        self._source = source
        self._vus: set[tuple[int, int]] = set()
        self._notes: set[tuple[int, int]] = set()
        self._mcids: dict[int, dict[int, Object]] = {}
        """Par page, l'élément de chaque passage marqué."""
        self._prefixe = f"{premiere + 1}-"

    def element(self, element: Object, parent: Object, page: int | None, fond: int) -> Object:
        """L'élément, refait, avec tout ce qu'il contient."""
        if not isinstance(element, Dictionary) or fond > _PROFONDEUR_MAX or Name.C in element:
            raise SansBalises
        if element.is_indirect:
            if element.objgen in self._vus:
                raise SansBalises
            self._vus.add(element.objgen)
        page = self._page(element, page)
        neuf = self._reunies.neuf(self._role(str(element.S)))
        neuf.P = parent
        if page is not None:
            neuf.Pg = self._reunies.page(self._premiere + page).obj
        for cle in _GARDEES:
            if isinstance(dit := element.get(cle), String):
                neuf[cle] = String(str(dit))
        if Name.ID in element:
            nom = self._prefixe + str(element.ID)
            neuf.ID = String(nom)
            self._reunies.nommer(nom, neuf)
        if (attributs := element.get(Name.A)) is not None:
            neuf.A = self._attributs(attributs)
        enfants = [self._enfant(enfant, neuf, page, fond) for enfant in _enfants(element)]
        if enfants:
            neuf.K = enfants[0] if len(enfants) == 1 else Array(enfants)
        return neuf

    def finir(self) -> None:
        """Donne à chaque page la table de ses passages; celle qui n'en a pas, ou une note tue, n'a plus de rang."""
        for rang in self._pages.values():
            page, passages = self._reunies.page(self._premiere + rang).obj, self._mcids.get(rang, {})
            for note in page.get(Name.Annots, Array()):
                if Name.StructParent in note and note.objgen not in self._notes:
                    del note.StructParent
            if passages:
                if max(passages) > _MCID_MAX:
                    raise SansBalises
                table = [passages.get(mcid) for mcid in range(max(passages) + 1)]
                page.StructParents = self._reunies.inscrire(Array(table))
            elif Name.StructParents in page:
                del page.StructParents

    def _enfant(self, enfant: Any, parent: Object, page: int | None, fond: int) -> Any:
        if isinstance(enfant, int):
            return self._passage(enfant, parent, page)
        sorte = enfant.get(Name.Type) if isinstance(enfant, Dictionary) else None
        if sorte == Name.MCR:
            siege = self._page(enfant, page)
            if Name.Stm in enfant or siege is None:
                raise SansBalises
            passage = self._passage(int(enfant.MCID), parent, siege)
            return Dictionary(Type=Name.MCR, Pg=self._reunies.page(self._premiere + siege).obj, MCID=passage)
        if sorte == Name.OBJR:
            return self._note(enfant, parent, page)
        return self.element(enfant, parent, page, fond + 1)

    def _passage(self, mcid: int, parent: Object, page: int | None) -> int:
        siens = self._mcids.setdefault(-1 if page is None else page, {})
        if page is None or mcid < 0 or mcid in siens:
            raise SansBalises
        siens[mcid] = parent
        return mcid

    def _note(self, renvoi: Object, parent: Object, page: int | None) -> Object:
        """Un lien, ou une autre note de la page : la même, à son rang, dans le document."""
        siege = self._page(renvoi, page)
        if siege is None:
            raise SansBalises
        siennes = [note.objgen for note in self._source.pages[siege].obj.get(Name.Annots, Array())]
        ici = self._reunies.page(self._premiere + siege).obj
        if renvoi.Obj.objgen not in siennes or len(siennes) != len(ici.get(Name.Annots, Array())):
            raise SansBalises
        note = ici.Annots[siennes.index(renvoi.Obj.objgen)]
        self._notes.add(note.objgen)
        note.StructParent = self._reunies.inscrire(parent)
        return Dictionary(Type=Name.OBJR, Pg=ici, Obj=note)

    def _page(self, qui: Object, page: int | None) -> int | None:
        """La page que nomme l'élément, ou celle où l'on est."""
        if (nommee := qui.get(Name.Pg)) is None:
            return page
        if nommee.objgen not in self._pages:
            raise SansBalises
        return self._pages[nommee.objgen]

    def _role(self, nom: str) -> str:
        standard, pas = nom, 0
        while standard in self._roles and pas < _PROFONDEUR_MAX and str(self._roles[standard]) != standard:
            standard, pas = str(self._roles[standard]), pas + 1
        return nom if standard == nom else self._reunies.role(nom, standard)

    def _attributs(self, attributs: Object) -> Object:
        if isinstance(attributs, Array):
            return Array([self._attributs(un) for un in attributs])
        if not isinstance(attributs, Dictionary):
            raise SansBalises
        dits = Dictionary({cle: valeur for cle, valeur in attributs.items() if cle != "/Headers"})
        if Name.Headers in attributs:
            dits.Headers = Array([String(self._prefixe + str(nom)) for nom in attributs.Headers])
        octets = dits.unparse()
        if _RENVOI.search(octets):
            raise SansBalises
        return self._reunies.attribut(octets)


def _enfants(element: Object) -> Iterator[Any]:
    siens = element.get(Name.K)
    if isinstance(siens, Array):
        yield from siens
    elif siens is not None:
        yield siens
