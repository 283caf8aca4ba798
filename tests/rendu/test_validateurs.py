"""Les validateurs des autres ne trouvent rien dans nos lettres qui ne soit déjà dans leur modèle, ni rien d'abord.

openxml-audit passe toujours. Le SDK Open XML de Microsoft passe quand son binaire est là : `LETTRES_OOXML` dit où.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest
from exemples_rendus import EXEMPLES, RACINE, Exemple, rendu
from openxml_audit import OpenXmlValidator
from paquets import docx, p, partie, tbl, tr, zipper
from paquets import noms as noms_des_parties
from tables import d_un_trait
from tries import tries

from lettres.catalogue import catalogue

MODELES = {(m.lettre, m.nature): RACINE / "modeles" / m.fichier for m in catalogue()}
VALIDATEUR = os.environ.get("LETTRES_OOXML") or shutil.which("ooxml-validator")
AUDIT = OpenXmlValidator()
_RANG = re.compile(r"\[\d+\]")

par_exemple = pytest.mark.parametrize("exemple", EXEMPLES, ids=lambda e: e.nom)
FICHIERS = {fichier.stem: fichier for fichier in MODELES.values()}
DE_CHAQUE_MODELE = {(e.nature, e.lettre): e.nom for e in EXEMPLES}.values()
par_modele = pytest.mark.parametrize("modele", FICHIERS.values(), ids=FICHIERS)
# -- le SDK n'ouvre qu'un fichier à la fois, et se met en route chaque fois --
quelques_exemples = tries(("exemple",), {e.nom: (e,) for e in EXEMPLES}, sorted(DE_CHAQUE_MODELE)[::2])
quelques_modeles = tries(("modele",), {nom: (fichier,) for nom, fichier in FICHIERS.items()}, sorted(FICHIERS)[::4])
ooxml = [
    pytest.mark.ooxml,
    pytest.mark.skipif(
        not VALIDATEUR,
        reason="SDK Open XML absent (LETTRES_OOXML) : il n’a validé ni modèles, ni lettres, ni copies",
    ),
]

Erreur = tuple[str, str, str]
"""La partie, le chemin sans ses rangs, la phrase."""


def erreurs_de_l_audit(fichier: Path) -> set[Erreur]:
    """Ce qu'openxml-audit reproche à un fichier."""
    return {(e.part_uri, _RANG.sub("", e.path or ""), e.description) for e in AUDIT.validate(fichier).errors}


def erreurs_du_sdk(fichier: Path) -> list[dict[str, str]]:
    """Ce que le SDK Open XML reproche à un fichier."""
    assert VALIDATEUR is not None
    sortie = subprocess.run([VALIDATEUR, str(fichier)], capture_output=True, text=True, timeout=600, check=False)
    rapport = json.loads(sortie.stdout)
    assert rapport["ok"] == (not rapport["errors"])
    return list(rapport["errors"])


@cache
def erreurs_du_modele(modele: Path) -> frozenset[Erreur]:
    return frozenset(erreurs_de_l_audit(modele))


def ecrire(octets: bytes, dossier: Path) -> Path:
    fichier = dossier / "lettre.docx"
    fichier.write_bytes(octets)
    return fichier


@pytest.mark.un_sur(24)
@par_exemple
def test_openxml_audit_ne_trouve_dans_la_lettre_rien_qui_ne_soit_dans_son_modele(exemple: Exemple, tmp_path: Path):
    lettre = ecrire(rendu(exemple).lettre.octets, tmp_path)
    assert erreurs_de_l_audit(lettre) - erreurs_du_modele(MODELES[exemple.lettre, exemple.nature]) == set()


@d_un_trait
@par_modele
def test_openxml_audit_ne_reproche_aux_modeles_que_l_absence_d_un_theme(modele: Path):
    # -- Le thème est facultatif, et nos styles nomment leur police : le SDK, lui, ne le demande pas --
    theme = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/theme"
    assert [phrase for _, _, phrase in erreurs_du_modele(modele) if theme not in phrase] == []


def briser(octets: bytes) -> bytes:
    """La même lettre, un élément hors de sa place : la barrière doit le voir."""
    brisees = {nom: partie(octets, nom) for nom in noms_des_parties(octets)}
    brisees["word/document.xml"] = brisees["word/document.xml"].replace("</w:body>", "<w:p/></w:body>")
    return zipper(brisees)


def test_openxml_audit_voit_un_element_hors_de_sa_place(tmp_path: Path):
    octets = docx(p("a") + tbl(tr("b")))
    saines = erreurs_de_l_audit(ecrire(octets, tmp_path))
    assert erreurs_de_l_audit(ecrire(briser(octets), tmp_path)) - saines


class TestSdk:
    pytestmark = ooxml

    @quelques_modeles
    def test_le_sdk_open_xml_ne_trouve_rien_dans_le_modele(self, modele: Path):
        assert erreurs_du_sdk(modele) == []

    @quelques_exemples
    def test_le_sdk_open_xml_ne_trouve_rien_dans_la_lettre(self, exemple: Exemple, tmp_path: Path):
        assert erreurs_du_sdk(ecrire(rendu(exemple).lettre.octets, tmp_path)) == []

    def test_le_sdk_open_xml_voit_un_element_hors_de_sa_place(self, tmp_path: Path):
        octets = rendu(EXEMPLES[0]).lettre.octets
        assert erreurs_du_sdk(ecrire(briser(octets), tmp_path)) != []
