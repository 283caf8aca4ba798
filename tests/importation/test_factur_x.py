"""Factur-X et ZUGFeRD : la facture que porte un PDF se lit comme si elle était seule; un autre PDF se refuse."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pikepdf
import pytest
from tables import d_un_trait

from lettres.importation import importer
from lettres.socle.erreurs import DossierIllisible

EXPORTS = Path(__file__).parent / "exports"
PROPRE = (EXPORTS / "cii.propre.xml").read_bytes()


def porteur(jointes: dict[str, bytes], *, mot_de_passe: str | None = None, comprimer: bool = True) -> bytes:
    """Un PDF d'une page blanche, et ce qui y est joint."""
    tampon = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        for nom, octets in jointes.items():
            pdf.attachments[nom] = pikepdf.AttachedFileSpec(pdf, octets, filename=nom)
        chiffre = pikepdf.Encryption(owner=mot_de_passe, user=mot_de_passe) if mot_de_passe else False
        pdf.save(tampon, compress_streams=comprimer, encryption=chiffre)
    return tampon.getvalue()


PORTEUR = porteur({"factur-x.xml": PROPRE})


def lus(octets: bytes) -> list[tuple[object, list[str], list[str]]]:
    return [(d, [c.code for c in manques], [c.code for c in dits]) for d, manques, dits in importer(octets)]


@d_un_trait
@pytest.mark.parametrize(
    "nom", ["factur-x.xml", "zugferd-invoice.xml", "ZUGFeRD-invoice.xml", "xrechnung.xml", "a.xml"]
)
@pytest.mark.parametrize("export", ["cii.propre.xml", "cii.sale.xml", "ubl.propre.xml"])
def test_la_facture_que_porte_un_pdf_se_lit_comme_seule(nom: str, export: str):
    seule = (EXPORTS / export).read_bytes()
    assert lus(porteur({nom: seule})) == lus(seule)


@pytest.mark.parametrize("comprimer", [True, False])
def test_elle_se_trouve_parmi_d_autres_comprimee_ou_non(comprimer: bool):
    jointes = {"a.xml": b"<autre/>", "conditions.pdf": b"%PDF-", "factur-x.xml": PROPRE, "z.xml": b"<autre/>"}
    assert lus(porteur(jointes, comprimer=comprimer)) == lus(PROPRE)


def test_chaque_valeur_garde_son_xpath_dans_le_pdf(tmp_path: Path):
    (tmp_path / "facture.pdf").write_bytes(porteur({"factur-x.xml": PROPRE}))
    ((_, _, remarques),) = importer(tmp_path / "facture.pdf")
    places = {c.place for c in remarques}
    assert any("facture.pdf" in place and "/rsm:CrossIndustryInvoice/" in place for place in places)


@d_un_trait
@pytest.mark.parametrize(
    ("octets", "code"),
    [
        (porteur({}), "Z023"),
        (porteur({"conditions.pdf": b"%PDF-"}), "Z023"),
        (porteur({"a.xml": PROPRE, "b.xml": PROPRE}), "Z023"),
        (porteur({"factur-x.xml": b""}), "Z003"),
        (porteur({"factur-x.xml": b"<autre/>"}), "Z001"),
        (porteur({"factur-x.xml": b"<rompu"}), "Z003"),
        (porteur({"factur-x.xml": b"<!DOCTYPE a><a/>"}), "Z004"),
        (porteur({"factur-x.xml": PROPRE}, mot_de_passe="secret"), "Z003"),
        (porteur({"factur-x.xml": b" " * 16_000_001}), "Z002"),
        (porteur({"factur-x.xml": PROPRE})[:400], "Z003"),
        (b"%PDF-1.7\n", "Z003"),
    ],
    ids=["rien", "pas de XML", "deux XML", "vide", "autre XML", "rompu", "DTD", "chiffré", "démesuré", "coupé", "tête"],
)
def test_un_pdf_sans_facture_lisible_est_refuse_a_son_code(octets: bytes, code: str):
    with pytest.raises(DossierIllisible) as refus:
        lus(octets)
    assert [c.code for c in refus.value.constats] == [code]


def test_sans_pikepdf_la_commande_qui_l_installe_est_dite(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "pikepdf", None)
    with pytest.raises(DossierIllisible) as refus:
        lus(PORTEUR)
    assert [(c.code, c.remede) for c in refus.value.constats] == [
        ("Z022", "Installez-le : pip install 'lettres[cahier]'")
    ]
    assert lus(PROPRE)
