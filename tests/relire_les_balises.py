"""Relire les balises d'un PDF avec pypdf, qui n'a pas servi à les écrire, et exiger qu'elles tiennent ensemble."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, ContentStream, DictionaryObject

MONTRENT = {b"Tj", b"TJ", b"'", b'"', b"Do"}
"""Ce qui montre un texte ou une image; un filet, LibreOffice ne le marque pas toujours."""


@dataclass
class Vue:
    """Ce qu'un élément de la racine contient."""

    titre: str
    passages: list[tuple[int, int]] = field(default_factory=list)
    notes: int = 0
    roles: dict[str, str] = field(default_factory=dict)
    entetes: list[str] = field(default_factory=list)

    def depuis(self, page: int) -> Vue:
        """La même, ses pages comptées de celle-ci."""
        premiere = min(p for p, _ in self.passages)
        return Vue(self.titre, [(p - premiere + page, mcid) for p, mcid in self.passages], self.notes)


def relire(lu: PdfReader) -> list[Vue]:
    """Un résumé par lettre. Échoue si un passage n'a pas d'élément, si un élément en nomme un qui n'est pas là."""
    racine = lu.trailer["/Root"]["/StructTreeRoot"]  # type: ignore[index]
    pages = {page.indirect_reference.idnum: rang for rang, page in enumerate(lu.pages)}  # type: ignore[union-attr]
    parents = _table(racine["/ParentTree"]["/Nums"])
    assert max(parents, default=-1) < racine["/ParentTreeNextKey"]
    assert (racine["/K"]["/S"], racine["/K"].raw_get("/P").idnum) == (
        "/Document", lu.trailer["/Root"].raw_get("/StructTreeRoot").idnum
    )  # type: ignore[union-attr]  # fmt: skip
    vues, pris = [], {}
    for element in racine["/K"]["/K"]:
        vue = Vue(str(element.get_object().get("/T", "")))
        assert (element.get_object()["/S"], element.get_object().raw_get("/P").idnum) == (
            "/Part", racine.raw_get("/K").idnum
        )  # fmt: skip
        for siege, mcid, qui in _parcourir(element, None, vue, racine, pages, parents):
            assert (siege, mcid) not in pris
            pris[siege, mcid] = qui
            vue.passages.append((siege, mcid))
        vues.append(vue)
    vus = {(rang, mcid) for rang, page in enumerate(lu.pages) for mcid in _marques(page, lu)}
    assert vus == set(pris), "chaque passage marqué a un élément, et un seul"
    for rang, page in enumerate(lu.pages):
        siens = {mcid: qui for (p, mcid), qui in pris.items() if p == rang}
        if not siens:
            assert "/StructParents" not in page
            continue
        table = parents[page["/StructParents"]]
        assert {m: e.idnum for m, e in enumerate(table) if hasattr(e, "idnum")} == siens
    return vues


def _table(nums: Any) -> dict[int, Any]:
    cles = [int(cle) for cle in nums[::2]]
    assert cles == sorted(set(cles))
    return {cle: nums[2 * rang + 1] for rang, cle in enumerate(cles)}


def _parcourir(
    ref: Any, siege: int | None, vue: Vue, racine: Any, pages: dict[int, int], parents: dict[int, Any]
) -> Iterator[tuple[int, int, int]]:
    element: Any = ref.get_object()
    if "/Pg" in element:
        siege = pages[element.raw_get("/Pg").idnum]
    style, roles = str(element["/S"]), racine.get("/RoleMap", {})
    vue.roles[style.removeprefix("/").partition(" ")[0]] = str(roles.get(style, style))
    attributs = element.get("/A", ArrayObject()).get_object()
    for attribut in [attributs] if isinstance(attributs, DictionaryObject) else attributs:
        vue.entetes += [str(nom) for nom in attribut.get_object().get("/Headers", ())]
    enfants = element.get("/K", [])
    for rang, enfant in enumerate(enfants if isinstance(enfants, list) else [enfants]):
        lu: Any = enfant.get_object()
        if isinstance(lu, int):
            assert siege is not None
            yield siege, int(lu), ref.idnum
        elif lu.get("/Type") == "/MCR":
            yield pages[lu.raw_get("/Pg").idnum], int(lu["/MCID"]), ref.idnum
        elif lu.get("/Type") == "/OBJR":
            note = lu["/Obj"]
            assert parents[note["/StructParent"]].idnum == ref.idnum
            vue.notes += 1
        else:
            sien = element.raw_get("/K")
            suivant = sien if not isinstance(sien.get_object(), list) else sien.get_object()[rang]
            assert lu.raw_get("/P").idnum == ref.idnum
            yield from _parcourir(suivant, siege, vue, racine, pages, parents)


def _marques(page: Any, lu: PdfReader) -> Iterator[int]:
    """Les passages marqués d'une page; échoue si quelque chose s'y montre hors de tout passage."""
    pile: list[bool] = []
    for operandes, operation in ContentStream(page["/Contents"].get_object(), lu).operations:
        if operation in (b"BDC", b"BMC"):
            pile.append(True)
            if operation == b"BDC" and isinstance(operandes[1], dict) and "/MCID" in operandes[1]:
                yield int(operandes[1]["/MCID"])
        elif operation == b"EMC":
            pile.pop()
        else:
            assert pile or operation not in MONTRENT, f"{operation!r} hors de tout passage"
