"""La relecture de notre propre lettre : les mêmes paragraphes qu'en la lisant comme celle d'un autre."""

from __future__ import annotations

import io
import zipfile

import pytest
from exemples_rendus import EXEMPLES, Exemple, rendu
from tries import tries

from lettres.barriere.lecture import lire, lire_la_notre
from lettres.socle.erreurs import ModeleInvalide


def regonfler(octets: bytes, espaces: int) -> bytes:
    """La même lettre, son corps allongé d'espaces entre deux balises."""
    sortie = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(octets)) as avant, zipfile.ZipFile(sortie, "w", zipfile.ZIP_DEFLATED) as apres:
        for nom in avant.namelist():
            contenu = avant.read(nom)
            if nom == "word/document.xml":
                contenu = contenu.replace(b"</w:body>", b" " * espaces + b"</w:body>")
            apres.writestr(nom, contenu)
    return sortie.getvalue()


UN_PAR_MODELE = {(e.nature, e.lettre): e.nom for e in EXEMPLES}.values()


@tries(("exemple",), {e.nom: (e,) for e in EXEMPLES}, UN_PAR_MODELE)
def test_notre_lettre_se_lit_comme_celle_d_un_autre(exemple: Exemple):
    octets = rendu(exemple).lettre.octets
    assert lire_la_notre(octets, "lettre.docx") == lire(octets, "lettre.docx") != ()


def test_une_lettre_demesuree_est_refusee_comme_celle_d_un_autre():
    octets = rendu(EXEMPLES[0]).lettre.octets
    for espaces in (1 << 19, 4 << 20):
        assert lire_la_notre(regonfler(octets, espaces), "lettre.docx") == lire(octets, "lettre.docx")
    with pytest.raises(ModeleInvalide) as refus:
        lire_la_notre(regonfler(octets, 51 << 20), "lettre.docx")
    (constat,) = refus.value.constats
    assert (constat.code, constat.fichier) == ("M102", "lettre.docx")
