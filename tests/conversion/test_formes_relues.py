"""Une lettre relue de son PDF ou de sa page Web : les mêmes mots, les mêmes constats, et d'où elle vient."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Callable

import pytest
from exemples_rendus import EXEMPLES, Exemple, rendu
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject

from lettres.barriere import controler
from lettres.conversion import en_html, en_pdf
from lettres.conversion.formes_relues import relire
from lettres.rendu import lire_provenance
from lettres.socle.erreurs import ModeleInvalide, SortieRefusee

UN_PAR_LETTRE = {e.lettre: e for e in EXEMPLES}
QUOTIDIENS = [UN_PAR_LETTRE[lettre] for lettre in ("mise_en_demeure", "rappel", "dossier_avocat")]


def constats(octets: bytes) -> list[tuple[str, str]]:
    return [(c.code, c.message) for c in controler(octets)]


def page(exemple: Exemple) -> bytes:
    lettre = rendu(exemple).lettre
    return en_html(lettre.octets, lettre.titre).encode()


def trace(octets: bytes):
    relue = relire(octets, "lettre")
    assert relue is not None
    return relue.trace


@pytest.fixture(scope="module")
def pdfs() -> list[bytes]:
    """Le PDF de chaque exemple quotidien, en un seul appel."""
    return [fait.octets for fait in en_pdf([rendu(exemple).lettre.octets for exemple in QUOTIDIENS])]


# -- Les mêmes constats --


@pytest.mark.parametrize(
    "exemple", [pytest.param(e, id=e.nom, marks=() if e in QUOTIDIENS else pytest.mark.long) for e in EXEMPLES]
)
def test_la_page_web_se_controle_comme_la_lettre_dont_elle_vient(exemple: Exemple):
    assert constats(page(exemple)) == constats(rendu(exemple).lettre.octets)


def meme_controle(exemple: Exemple, pdf: bytes) -> None:
    assert constats(pdf) == constats(rendu(exemple).lettre.octets)
    assert trace(pdf).etat == "inchangee"


@pytest.mark.libreoffice
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice absent : aucun PDF n’est relu")
def test_le_pdf_se_controle_comme_la_lettre_dont_il_vient(pdfs: list[bytes]):
    for exemple, pdf in zip(QUOTIDIENS, pdfs, strict=True):
        meme_controle(exemple, pdf)


@pytest.mark.long
@pytest.mark.libreoffice
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice absent : aucun PDF n’est relu")
def test_de_meme_de_chaque_exemple():
    for exemple, fait in zip(EXEMPLES, en_pdf([rendu(e).lettre.octets for e in EXEMPLES]), strict=True):
        meme_controle(exemple, fait.octets)


def test_une_somme_changee_dans_la_page_est_vue_contre_le_dossier():
    exemple = next(e for e in EXEMPLES if e.nom == "meubles/mise-en-demeure-mise_en_demeure")
    lettre, somme = rendu(exemple), "609,65\u00a0$"
    honnete = page(exemple)
    fautive = honnete.decode().replace(somme, "709,65\u00a0$", 1).encode()
    assert fautive != honnete
    assert controler(honnete, dossier=lettre.dossier, au=exemple.au) == controler(
        lettre.lettre.octets, dossier=lettre.dossier, au=exemple.au
    )
    assert len(controler(fautive, dossier=lettre.dossier, au=exemple.au)) > 0


# -- D'où elle vient --


def test_la_page_dit_d_ou_elle_vient_comme_la_lettre_en_word():
    lue = trace(page(QUOTIDIENS[0]))
    assert lue.etat == "inchangee"
    assert lue.provenance == lire_provenance(rendu(QUOTIDIENS[0]).lettre.octets).provenance


@pytest.mark.parametrize(
    "retoucher",
    [
        lambda o: o.replace(b"demeure", b"meudere", 1),
        lambda o: o.replace(b"lang=", b"LANG=", 1),
        lambda o: o + b" ",
        lambda o: o.replace(b'lettres.au" content="2026', b'lettres.au" content="2025', 1),
        lambda o: re.sub(rb'(contenu" content=")[0-9a-f]{64}', rb"\g<1>" + b"f" * 64, o),
    ],
    ids=["un mot", "une majuscule", "une espace", "sa date", "son sceau"],
)
def test_un_signe_change_et_la_page_est_dite_retouchee(retoucher: Callable[[bytes], bytes]):
    honnete = page(QUOTIDIENS[0])
    assert retoucher(honnete) != honnete
    assert trace(retoucher(honnete)).etat == "retouchee"


@pytest.mark.parametrize("balise", ["lettres.dossier", "lettres.au", "lettres.outil"])
def test_une_page_qui_ne_dit_plus_d_ou_elle_vient_est_etrangere(balise: str):
    assert trace(page(QUOTIDIENS[0]).replace(balise.encode(), b"autre", 1)).etat == "etrangere"


@pytest.mark.libreoffice
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice absent : aucun PDF n’est relu")
def test_le_pdf_dit_d_ou_il_vient_et_si_l_on_y_a_touche(pdfs: list[bytes]):
    pdf = pdfs[0]
    assert trace(pdf).provenance == lire_provenance(rendu(QUOTIDIENS[0]).lettre.octets).provenance
    ecrit = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf)))
    ecrit.pages[0].rotate(90)
    tampon = io.BytesIO()
    ecrit.write(tampon)
    assert trace(tampon.getvalue()).etat == trace(pdf + b"\n%note\n").etat == "retouchee"


# -- Ce qui ne se relit pas --


def ecrire(changer: Callable[[PdfWriter], object]) -> bytes:
    ecrit = PdfWriter()
    ecrit.add_blank_page(612, 792)
    changer(ecrit)
    tampon = io.BytesIO()
    ecrit.write(tampon)
    return tampon.getvalue()


def en_boucle(ecrit: PdfWriter) -> None:
    element = DictionaryObject({NameObject("/S"): NameObject("/Div")})
    lien = ecrit._add_object(element)
    element[NameObject("/K")] = ArrayObject([lien, lien])
    ecrit.root_object[NameObject("/StructTreeRoot")] = DictionaryObject({NameObject("/K"): lien})


HOSTILES = {
    "rien": b"%PDF-1.6\n",
    "des octets quelconques": b"%PDF-1.4 " + bytes(range(256)) * 20,
    "coupé": ecrire(lambda _: None)[:200],
    "sans texte": ecrire(lambda _: None),
    "une structure sans fin": ecrire(en_boucle),
    "chiffré": ecrire(lambda ecrit: ecrit.encrypt("secret", algorithm="RC4-40")),
    "une structure qui n’en est pas une": ecrire(
        lambda e: e.root_object.update({NameObject("/StructTreeRoot"): NameObject("/Rien")})
    ),
}


@pytest.mark.parametrize("octets", HOSTILES.values(), ids=HOSTILES)
def test_un_pdf_abime_ou_sans_texte_est_refuse_en_une_phrase(octets: bytes):
    with pytest.raises(ModeleInvalide) as refus:
        relire(octets, "lettre.pdf")
    assert [c.code for c in refus.value.constats] == ["S320"]


def test_sans_la_bibliotheque_qui_lit_un_pdf_la_commande_qui_l_installe_est_dite(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(__import__("sys").modules, "pypdf", None)
    with pytest.raises(SortieRefusee) as refus:
        relire(HOSTILES["sans texte"], "lettre.pdf")
    assert refus.value.constats[0].remede == "Installez-le : pip install 'lettres[pdf]'"


@pytest.mark.parametrize("octets", [b"", b"PK\x03\x04", b"Bonjour,\n\nsauf erreur", b"\0\1\2"])
def test_ce_qui_n_est_ni_un_pdf_ni_une_page_revient_au_lecteur_de_word(octets: bytes):
    assert relire(octets, "lettre") is None
    with pytest.raises(ModeleInvalide):
        controler(octets)
