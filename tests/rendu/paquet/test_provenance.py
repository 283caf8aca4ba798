"""La provenance : une lettre dit d'où elle vient, et si on l'a retouchée depuis."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from compilateur import compiler
from paquets import docx, noms, p, partie, zipper

from lettres.rendu import Provenance, Trace, lire_provenance
from lettres.socle.erreurs import ModeleInvalide

VENUE = Provenance(
    outil="lettres 0.1.0",
    au=date(2026, 11, 22),
    dossier="a" * 64,
    modele="rappel-recouvrement.docx",
    version_modele="1.0",
    empreinte_modele="b" * 64,
)
MODELE = docx(p("Bonjour {{ nom }}"), entetes={"default": p("Étude Exemple")})


def lettre(nom: str = "Marie Exemple", provenance: Provenance | None = VENUE) -> bytes:
    return compiler(MODELE).rendre({"nom": nom}, provenance=provenance)


def refaire(octets: bytes, changer: Callable[[str, bytes], bytes | None], niveau: int = 9) -> bytes:
    """La même archive, dont `changer` a réécrit ou retiré des parties."""
    tampon = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(octets)) as avant, zipfile.ZipFile(tampon, "w") as apres:
        for nom in avant.namelist():
            if (contenu := changer(nom, avant.read(nom))) is not None:
                apres.writestr(nom, contenu, zipfile.ZIP_DEFLATED, niveau)
    return tampon.getvalue()


def test_une_lettre_intacte_dit_tout_ce_dont_elle_vient():
    assert lire_provenance(lettre()) == Trace("inchangee", VENUE)


def test_les_codes_forces_se_relisent_et_une_lettre_sans_eux_reste_la_meme():
    forcee = replace(VENUE, forces="J104 J111")
    assert lire_provenance(lettre(provenance=forcee)) == Trace("inchangee", forcee)
    assert lettre(provenance=replace(VENUE, forces="")) == lettre()
    assert b"lettres.forces" not in partie(lettre(), "docProps/custom.xml").encode()


@pytest.mark.parametrize("ecrits", ["J104", "J104 J111 J107", ""])
def test_ajouter_changer_ou_retirer_un_code_force_se_voit(ecrits: str):
    octets = lettre(provenance=replace(VENUE, forces="J104 J111"))
    apres = refaire(octets, lambda n, c: c.replace(b"J104 J111", ecrits.encode()) if n.endswith("custom.xml") else c)
    assert lire_provenance(apres).etat == "retouchee"


def test_recomprimer_l_archive_n_est_pas_retoucher_la_lettre():
    assert lire_provenance(refaire(lettre(), lambda _, contenu: contenu, 1)).etat == "inchangee"


RETOUCHES: dict[str, Callable[[str, bytes], bytes | None]] = {
    "un mot du corps": lambda n, c: c.replace(b"Marie", b"Maria") if n == "word/document.xml" else c,
    "une lettre de l’en-tête": lambda n, c: c.replace(b"Exemple", b"Exemples") if n.startswith("word/header") else c,
    "le titre": lambda n, c: (
        re.sub(rb"<dc:title.*?(?=<dc:subject)", b"<dc:title>x</dc:title>", c) if n == "docProps/core.xml" else c
    ),
    "une partie retirée": lambda n, c: None if n == "docProps/app.xml" else c,
    "l’empreinte du dossier": lambda n, c: c.replace(b"a" * 64, b"c" * 64) if n == "docProps/custom.xml" else c,
    "le jour": lambda n, c: c.replace(b"2026-11-22", b"2026-11-21") if n == "docProps/custom.xml" else c,
}


@pytest.mark.parametrize("changer", RETOUCHES.values(), ids=RETOUCHES.keys())
def test_la_moindre_retouche_se_voit(changer: Callable[[str, bytes], bytes | None]):
    avant = lettre()
    apres = refaire(avant, changer)
    assert noms(apres) != noms(avant) or any(partie(apres, n) != partie(avant, n) for n in noms(avant))
    assert lire_provenance(apres).etat == "retouchee"


def test_une_partie_ajoutee_se_voit():
    with zipfile.ZipFile(io.BytesIO(lettre())) as archive:
        parties = {nom: archive.read(nom) for nom in archive.namelist()}
    assert lire_provenance(zipper({**parties, "word/comments.xml": b"<x/>"})).etat == "retouchee"


PERSONNELLES = "docProps/custom.xml"
ETRANGERES: dict[str, Callable[[str, bytes], bytes | None]] = {
    "sans propriétés": lambda n, c: None if n == PERSONNELLES else c,
    "une propriété en moins": lambda n, c: re.sub(rb'name="lettres.au"', b'name="au"', c) if n == PERSONNELLES else c,
    "une empreinte qui n’en est pas une": lambda n, c: c.replace(b"a" * 64, b"a" * 63) if n == PERSONNELLES else c,
    "un jour qui n’existe pas": lambda n, c: c.replace(b"2026-11-22", b"2026-11-32") if n == PERSONNELLES else c,
    "des propriétés abîmées": lambda n, c: c[:-5] if n == PERSONNELLES else c,
    "des propriétés avec une entité": lambda n, c: b"<!DOCTYPE x>" + c if n == PERSONNELLES else c,
}


@pytest.mark.parametrize("changer", ETRANGERES.values(), ids=ETRANGERES.keys())
def test_une_lettre_sans_marque_entiere_n_est_pas_des_notres(changer: Callable[[str, bytes], bytes | None]):
    assert lire_provenance(refaire(lettre(), changer)) == Trace("etrangere")


def test_une_lettre_d_un_autre_n_est_pas_des_notres():
    assert lire_provenance(MODELE) == Trace("etrangere")


def test_un_fichier_illisible_est_refuse():
    with pytest.raises(ModeleInvalide):
        lire_provenance(b"pas un document")


def test_sans_provenance_rien_n_est_ajoute_a_la_lettre():
    octets = lettre(provenance=None)
    assert "docProps/custom.xml" not in noms(octets)
    assert "custom" not in partie(octets, "[Content_Types].xml") + partie(octets, "_rels/.rels")


def test_la_provenance_est_annoncee_par_les_types_et_les_relations():
    octets = lettre()
    assert "custom-properties+xml" in partie(octets, "[Content_Types].xml")
    assert "docProps/custom.xml" in partie(octets, "_rels/.rels")


def test_le_nom_d_un_modele_garde_ses_signes():
    venue = replace(VENUE, modele='R&D <"1">.docx')
    assert lire_provenance(lettre(provenance=venue)) == Trace("inchangee", venue)


def test_la_lettre_d_un_autre_client_a_un_autre_temoin():
    temoins = {
        re.search(r'name="lettres.contenu"><vt:lpwstr>(\w+)', partie(lettre(n), PERSONNELLES))[1] for n in ("A", "B")
    }
    assert len(temoins) == 2


@pytest.mark.long
@pytest.mark.libreoffice
def test_enregistrer_la_lettre_dans_un_traitement_de_texte_la_dit_retouchee(tmp_path: Path):
    if not (soffice := shutil.which("soffice")):
        pytest.skip("LibreOffice absent : une lettre réenregistrée n’a pas été relue.")
    (tmp_path / "avant.docx").write_bytes(lettre())
    subprocess.run(
        [
            *(soffice, f"-env:UserInstallation=file://{tmp_path}/profil", "--headless", "--convert-to", "docx"),
            *("--outdir", str(tmp_path / "apres"), str(tmp_path / "avant.docx")),
        ],
        check=True,
        capture_output=True,
        timeout=600,
    )
    trace = lire_provenance(tmp_path / "apres" / "avant.docx")
    assert trace == Trace("retouchee", VENUE)
