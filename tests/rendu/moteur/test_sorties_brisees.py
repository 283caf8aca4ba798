"""Ce qui mène docxtpl à une sortie brisée est réparé ou refusé chez nous, et nos règles voient l'octet brisé."""

from __future__ import annotations

import io
import re
import tempfile
import warnings
from pathlib import Path

import pytest
from compilateur import compiler
from docxtpl import DocxTemplate
from openxml_audit import OpenXmlValidator
from paquets import noms, partie
from sorties_brisees import CORPS, SORTIES, Sortie
from tables import d_un_trait

from lettres.rendu.anomalies import Releve
from lettres.rendu.moteur.lecture_stricte import controler_corps, defauts, relations_absentes, relire
from lettres.rendu.paquet import paquet
from lettres.rendu.paquet.relations import relations_connues
from lettres.rendu.xml import arbre_xml
from lettres.socle.erreurs import ErreurInterne, ErreurLettres, ModeleInvalide

par_sortie = pytest.mark.parametrize("sortie", SORTIES.values(), ids=[f"{n:02} {s.titre}" for n, s in SORTIES.items()])


def par_docxtpl(sortie: Sortie) -> bytes:
    """La lettre de docxtpl, brisée."""
    reference = DocxTemplate(io.BytesIO(sortie.modele))
    reference.render(dict(sortie.valeurs), autoescape=sortie.echappe)
    octets = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # -- zipfile prévient de l'entrée double --
        reference.save(octets)
    return octets.getvalue()


@d_un_trait
@par_sortie
def test_docxtpl_ecrit_la_sortie_brisee(sortie: Sortie):
    octets = par_docxtpl(sortie)
    absente = sortie.trace.removeprefix("sans ")
    if sortie.vue == "paquet":
        assert noms(octets).count("docProps/core.xml") == 2
    elif absente != sortie.trace:
        assert re.search(absente, partie(sortie.modele, sortie.partie) + sortie.attendu)
        assert not re.search(absente, partie(octets, sortie.partie))
    else:
        assert re.search(sortie.trace, partie(octets, sortie.partie))


@d_un_trait
@pytest.mark.un_sur(3)
@par_sortie
def test_elle_est_reparee_ou_refusee(sortie: Sortie):
    if sortie.nous != "réparée":
        with pytest.raises(ErreurLettres) as refus:
            compiler(sortie.modele).rendre(sortie.valeurs)  # type: ignore[arg-type]
        assert " ".join(sorted({c.code for c in refus.value.constats})) == sortie.nous
        return
    lettre = compiler(sortie.modele).rendre(sortie.valeurs)  # type: ignore[arg-type]
    arbres = {nom: arbre_xml.lire(partie(lettre, nom).encode()) for nom in noms(lettre) if nom.endswith(".xml")}
    assert defauts(arbres) == frozenset()
    assert len(set(noms(lettre))) == len(noms(lettre))
    assert re.search(r"(<w:sectPr/>|</w:sectPr>)</w:body></w:document>$", partie(lettre))
    assert sortie.attendu in "".join(arbres[CORPS].itertext())
    assert nouvelles_erreurs_de_schema(sortie.modele, lettre) == set()
    encore = compiler(lettre).rendre({})
    assert {nom: partie(encore, nom) for nom in noms(encore)} == {nom: partie(lettre, nom) for nom in noms(lettre)}


@d_un_trait
@par_sortie
def test_l_octet_brise_est_vu(sortie: Sortie):
    octets = par_docxtpl(sortie)
    match sortie.vue:
        case "illisible":
            with pytest.raises(arbre_xml.XmlIllisible):
                arbre_xml.lire(partie(octets, sortie.partie).encode())
        case "texte":
            with pytest.raises(ErreurInterne):
                relire(partie(octets).encode(), "corps", sortie.attendu)
        case "corps":
            releve = Releve("lettre")
            controler_corps(arbre_xml.lire(partie(octets).encode()), 1, releve, finit_par_section=True)
            assert [c.code for c in releve.constats] == ["M904"]
        case "paquet":
            with pytest.raises(ModeleInvalide, match="deux fois"):
                paquet.ouvrir(octets)
        case "relation":
            connues = relations_connues(CORPS, paquet.ouvrir(octets).parties)
            assert list(relations_absentes(arbre_xml.lire(partie(octets).encode()), connues)) == ["rAbsent"]
        case "schéma":
            assert nouvelles_erreurs_de_schema(sortie.modele, octets)
        case "M127":
            assert "M127" in {c.code for c in compiler(octets).soins}
        case code:
            arbres = {nom: arbre_xml.lire(partie(octets, nom).encode()) for nom in noms(octets) if "/_rels/" not in nom}
            assert {d.code for d in defauts(arbres)} == {code}


def test_les_vingt_sept_y_sont_et_chaque_regle_a_les_siennes():
    assert list(SORTIES) == list(range(1, 28))
    assert {s.regle for s in SORTIES.values()} - {""} == {f"R{n}" for n in range(1, 9)}


def nouvelles_erreurs_de_schema(modele: bytes, lettre: bytes) -> set[str]:
    """Ce qu'openxml-audit reproche au schéma de la lettre, et pas à celui du modèle."""
    return _erreurs_de_schema(lettre) - _erreurs_de_schema(modele)


def _erreurs_de_schema(octets: bytes) -> set[str]:
    with tempfile.TemporaryDirectory() as dossier:
        fichier = Path(dossier) / "lettre.docx"
        fichier.write_bytes(octets)
        resultat = OpenXmlValidator().validate(fichier)
    return {e.description for e in resultat.errors if e.error_type.value == "schema"}
