"""Les balises d'un PDF réuni : chaque passage mène à son élément, et chaque élément à ses passages; relu par pypdf."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String
from pypdf import PdfReader
from relire_les_balises import relire

from lettres.conversion import AReunir, reunis

UA = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    b'<rdf:Description xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part>'
    b"</rdf:Description></rdf:RDF></x:xmpmeta>"
)


def balise(chemin: Path, retoucher: Callable[[Pdf], object] | None = None, *, pages: int = 2, style: str = "P") -> Path:
    """Un PDF balisé : par page, deux passages d'un style à soi, et un lien; une table qui nomme son en-tête."""
    with Pdf.new() as pdf:
        for _ in range(pages):
            pdf.add_blank_page()
        racine = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        document = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=racine))
        elements, nums = [], []
        for rang, page in enumerate(pdf.pages):
            page.obj.Contents = pdf.make_stream(
                b"/P <</MCID 0>> BDC q Q EMC /P <</MCID 1>> BDC q Q EMC /Artifact BMC q Q EMC "
                b"/P <</MCID 2>> BDC q Q EMC"
            )
            page.obj.StructParents = 10 * rang
            note = pdf.make_indirect(
                Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 1, 1], StructParent=10 * rang + 1)
            )
            page.obj.Annots = Array([note])
            neuf = [
                pdf.make_indirect(Dictionary(Type=Name.StructElem, P=document, Pg=page.obj, **cles))
                for cles in (
                    {"S": Name("/Corps"), "K": Array([0, 1]), "A": Dictionary(O=Name.Layout, Placement=Name.Block)},
                    {"S": Name.Link, "K": Dictionary(Type=Name.OBJR, Obj=note), "Alt": String("Le site")},
                    {"S": Name.TH, "K": 2, "ID": String(f"th{rang}")},
                    {"S": Name.TD, "A": Dictionary(O=Name.Table, Headers=Array([String(f"th{rang}")]))},
                )
            ]
            elements += neuf
            nums += [10 * rang, Array([neuf[0], neuf[0], neuf[2]]), 10 * rang + 1, neuf[1]]
        document.K = Array(elements)
        racine.K = document
        racine.ParentTree = Dictionary(Nums=Array(nums))
        racine.RoleMap = Dictionary(Corps=Name(f"/{style}"))
        pdf.Root.StructTreeRoot = racine
        pdf.Root.MarkInfo = Dictionary(Marked=True)
        pdf.Root.Metadata = pdf.make_stream(UA, Type=Name.Metadata, Subtype=Name.XML)
        if retoucher is not None:
            retoucher(pdf)
        pdf.save(chemin)
    return chemin


@pytest.fixture
def reunir(tmp_path: Path) -> Iterator[Callable[..., PdfReader]]:
    def tous(*fichiers: Path, pages: int = 2) -> PdfReader:
        with reunis([AReunir(f, f"{f.stem} – é", pages) for f in fichiers], "Lot d’août & fils") as un:
            (tmp_path / "LOT.pdf").write_bytes(un.read_bytes())
        with reunis([AReunir(f, f"{f.stem} – é", pages) for f in fichiers], "Lot d’août & fils") as autre:
            assert (tmp_path / "LOT.pdf").read_bytes() == autre.read_bytes()
        return PdfReader(tmp_path / "LOT.pdf")

    yield tous


@pytest.mark.parametrize("combien", [1, 2, 41])
def test_chaque_lettre_garde_ses_balises_a_la_suite_des_autres(tmp_path: Path, reunir: Any, combien: int):
    lu = reunir(*(balise(tmp_path / f"{rang}.pdf") for rang in range(combien)))
    vues = relire(lu)
    assert [vu.titre for vu in vues] == [f"{rang} – é" for rang in range(combien)]
    assert all(vu.passages == [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2)] for vu in [v.depuis(0) for v in vues])
    assert [min(page for page, _ in vu.passages) for vu in vues] == [2 * rang for rang in range(combien)]
    assert sum(vu.notes for vu in vues) == 2 * combien
    racine = lu.trailer["/Root"]
    assert racine["/MarkInfo"]["/Marked"] and racine["/Lang"] == "fr-CA"  # type: ignore[index]
    assert racine["/ViewerPreferences"]["/DisplayDocTitle"]  # type: ignore[index]
    xmp = lu.xmp_metadata
    assert xmp is not None and xmp.dc_title == {"x-default": "Lot d’août & fils"}
    assert b"<pdfuaid:part" in racine["/Metadata"].get_object().get_data()  # type: ignore[index]
    # -- l'en-tête qu'une cellule nomme est celui de sa lettre --
    noms = [str(nom) for nom in racine["/StructTreeRoot"]["/IDTree"]["/Names"][::2]]  # type: ignore[index]
    assert noms == sorted(noms) and len(set(noms)) == 2 * combien
    assert sorted(entete for vu in vues for entete in vu.entetes) == noms


def test_un_style_que_deux_modeles_entendent_autrement_garde_chacun_son_sens(tmp_path: Path, reunir: Any):
    styles = ("P", "H1", "P", "H2")
    vues = relire(reunir(*(balise(tmp_path / f"{rang}.pdf", style=s) for rang, s in enumerate(styles))))
    assert [vu.roles["Corps"] for vu in vues] == ["/P", "/H1", "/P", "/H2"]


def _sans(*cles: str) -> Callable[[Pdf], object]:
    return lambda pdf: [pdf.Root.__delitem__(Name(f"/{cle}")) for cle in cles]


def _un(pdf: Pdf) -> Any:
    return pdf.Root.StructTreeRoot.K.K[0]


IRREUNISSABLES: dict[str, Callable[[Pdf], object]] = {
    "sans structure": _sans("StructTreeRoot"),
    "sans marque": _sans("MarkInfo"),
    "des classes d’attributs": lambda pdf: _un(pdf).__setitem__(Name.C, Name("/Gras")),
    "un passage en double": lambda pdf: _un(pdf).__setitem__(Name.K, Array([0, 0])),
    "un passage démesuré": lambda pdf: _un(pdf).__setitem__(Name.K, 10**7),
    "un passage négatif": lambda pdf: _un(pdf).__setitem__(Name.K, -1),
    "un passage de formulaire": lambda pdf: _un(pdf).__setitem__(
        Name.K, Dictionary(Type=Name.MCR, MCID=0, Stm=pdf.make_stream(b""))
    ),
    "une boucle": lambda pdf: _un(pdf).__setitem__(Name.K, pdf.Root.StructTreeRoot.K),
    "un texte pour enfant": lambda pdf: _un(pdf).__setitem__(Name.K, String("rien")),
    "un élément sans nom": lambda pdf: _un(pdf).__delitem__(Name.S),
    "une page d’ailleurs": lambda pdf: _un(pdf).__setitem__(Name.Pg, pdf.make_indirect(Dictionary())),
    "un lien d’ailleurs": lambda pdf: pdf.Root.StructTreeRoot.K.K[1].K.__setitem__(
        Name.Obj, pdf.make_indirect(Dictionary())
    ),
    "un attribut par renvoi": lambda pdf: _un(pdf).A.__setitem__(Name.X, pdf.make_indirect(Dictionary())),
}


@pytest.mark.parametrize("retouche", IRREUNISSABLES.values(), ids=IRREUNISSABLES.keys())
def test_une_structure_qui_ne_se_reunit_pas_n_en_laisse_aucune_et_les_pages_sont_la(
    tmp_path: Path, reunir: Any, retouche: Callable[[Pdf], object]
):
    lu = reunir(balise(tmp_path / "a.pdf"), balise(tmp_path / "b.pdf", retouche))
    assert not {"/StructTreeRoot", "/MarkInfo", "/Metadata"} & set(lu.trailer["/Root"])  # type: ignore[call-overload]
    assert (len(lu.pages), lu.metadata and lu.metadata.title) == (4, "Lot d’août & fils")


REUNISSABLES: dict[str, Callable[[Pdf], object]] = {
    "une page sans passage": lambda pdf: (
        pdf.pages[1].obj.__setitem__(Name.Contents, pdf.make_stream(b"q Q"))
        or pdf.Root.StructTreeRoot.K.__setitem__(Name.K, Array(list(pdf.Root.StructTreeRoot.K.K)[:4]))
    ),
    "un passage nommé par sa page": lambda pdf: _un(pdf).__setitem__(
        Name.K, Array([Dictionary(Type=Name.MCR, MCID=0, Pg=pdf.pages[0].obj), 1])
    ),
    "un style de style": lambda pdf: (
        pdf.Root.StructTreeRoot.RoleMap.__setitem__(Name.Corps, Name("/Texte"))
        or pdf.Root.StructTreeRoot.RoleMap.__setitem__(Name.Texte, Name.P)
    ),
    "un style qui tourne en rond": lambda pdf: pdf.Root.StructTreeRoot.RoleMap.__setitem__(Name.Corps, Name.Corps),
    "des attributs en liste": lambda pdf: _un(pdf).__setitem__(Name.A, Array([_un(pdf).A])),
    "sans table des passages": lambda pdf: pdf.Root.StructTreeRoot.__delitem__(Name.ParentTree),
    "pas PDF/UA": lambda pdf: pdf.Root.__delitem__(Name.Metadata),
}


@pytest.mark.parametrize("cas", REUNISSABLES)
def test_ce_que_d_autres_versions_ecrivent_se_reunit_aussi(tmp_path: Path, reunir: Any, cas: str):
    lu = reunir(balise(tmp_path / "a.pdf"), balise(tmp_path / "b.pdf", REUNISSABLES[cas]))
    vues = relire(lu)
    assert [vu.titre for vu in vues] == ["a – é", "b – é"]
    dit = b"<pdfuaid:part" in lu.trailer["/Root"]["/Metadata"].get_object().get_data()  # type: ignore[index]
    assert dit == (cas != "pas PDF/UA")
