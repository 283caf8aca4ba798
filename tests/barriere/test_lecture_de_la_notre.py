"""La relecture de notre propre lettre : les mêmes paragraphes qu'en la lisant comme celle d'un autre."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

import pytest
from exemples_rendus import ATELIER, EXEMPLES, Exemple, rendu
from tries import tries

import lettres
from lettres.barriere import barriere
from lettres.barriere.lecture import Paragraphe, lire, lire_la_notre
from lettres.catalogue import catalogue, dossier_des_modeles
from lettres.rendu.paragraphes.lecture import genre
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


@pytest.mark.un_sur(4)
@tries(("exemple",), {e.nom: (e,) for e in EXEMPLES}, UN_PAR_MODELE)
def test_notre_lettre_se_lit_comme_celle_d_un_autre(exemple: Exemple):
    octets = rendu(exemple).lettre.octets
    assert lire_la_notre(octets, "lettre.docx") == lire(octets, "lettre.docx") != ()


@tries(("exemple",), {e.nom: (e,) for e in EXEMPLES}, UN_PAR_MODELE)
def test_ce_que_l_on_vient_d_ecrire_se_lit_sans_le_zip_comme_les_octets(exemple: Exemple, monkeypatch):
    """Les parties données à la barrière sont celles que la lettre porte : mêmes paragraphes, mêmes places."""
    lues: list[tuple[Paragraphe, ...]] = []

    def lire_les_deux(octets: bytes, nom: str, parties: Mapping[str, bytes] | None = None) -> tuple[Paragraphe, ...]:
        assert parties is not None, "un modèle livré"
        with zipfile.ZipFile(io.BytesIO(octets)) as archive:
            assert {cle: archive.read(cle) for cle in parties} == parties
            assert {cle for cle in archive.namelist() if genre(cle)} <= parties.keys()
        lues.append(lire(octets, nom))
        assert lire_la_notre(octets, nom, parties) == lues[-1]
        return lues[-1]

    monkeypatch.setattr(barriere, "lire_la_notre", lire_les_deux)
    ATELIER.generer(lettres.lire(exemple.chemin), exemple.lettre, au=exemple.au)
    assert len(lues) == 1


def test_le_modele_d_un_usager_se_relit_du_zip(monkeypatch, tmp_path):
    exemple, donnees = EXEMPLES[0], []
    modele = dossier_des_modeles() / next(
        m.fichier for m in catalogue() if (m.lettre, m.nature) == (exemple.lettre, exemple.nature)
    )
    monkeypatch.setattr(barriere, "lire_la_notre", lambda *recus: donnees.append(recus[2]) or lire_la_notre(*recus[:2]))
    dossier = lettres.lire(exemple.chemin)
    ATELIER.generer(dossier, exemple.lettre, au=exemple.au, modele=modele.read_bytes())
    assert donnees == [None]


def test_une_lettre_demesuree_est_refusee_comme_celle_d_un_autre():
    octets = rendu(EXEMPLES[0]).lettre.octets
    for espaces in (1 << 19, 4 << 20):
        assert lire_la_notre(regonfler(octets, espaces), "lettre.docx") == lire(octets, "lettre.docx")
    with pytest.raises(ModeleInvalide) as refus:
        lire_la_notre(regonfler(octets, 51 << 20), "lettre.docx")
    (constat,) = refus.value.constats
    assert (constat.code, constat.fichier) == ("M102", "lettre.docx")
