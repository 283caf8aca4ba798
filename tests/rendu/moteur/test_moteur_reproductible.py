"""Mêmes entrées, mêmes octets; un modèle compilé se partage entre fils sans jamais mêler deux lettres."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from compilateur import compiler
from paquets import appel, docx, note, p, tbl, texte, tr

from lettres.composition.champs import Champ
from lettres.rendu import ModeleCompile, Proprietes, Valeur
from lettres.socle.erreurs import ModeleInvalide

OCTETS = docx(
    p("{{ nom }} {% if oui %}{{ nom }}{% endif %}")
    + tbl(tr("{%tr for x in lignes %}"), tr("{{ x.t }} de {{ nom }}"), tr("{%tr endfor %}"))
    + appel(1),
    entetes={"default": p("{{ nom }}")},
    notes=note(1, p("Note de {{ nom }}")),
)
SCRIPT = """
import hashlib, sys
from datetime import date
from lettres.rendu import Proprietes, compiler
octets = open(sys.argv[1], "rb").read()
contexte = {"oui": True, "lignes": [{"t": "a"}, {"t": "b"}], "nom": "L\\u2019\\u00c9t\\u00e9"}
proprietes = Proprietes("T", date=date(2026, 11, 22))
print(hashlib.sha256(compiler(octets).rendre(contexte, proprietes=proprietes)).hexdigest())
"""


def contexte(nom: str) -> dict[str, Valeur]:
    return {"nom": nom, "oui": True, "lignes": [{"t": "a"}, {"t": "b"}]}


def test_memes_octets_dans_tout_processus(tmp_path: Path):
    modele, script = tmp_path / "m.docx", tmp_path / "s.py"
    modele.write_bytes(OCTETS)
    script.write_text(SCRIPT, encoding="utf-8")
    proprietes = Proprietes("T", date=date(2026, 11, 22))
    attendu = hashlib.sha256(compiler(OCTETS).rendre(contexte("L’Été"), proprietes=proprietes)).hexdigest()
    racine = str(Path(__file__).parents[3])
    milieux = [
        {"PYTHONHASHSEED": "0", "TZ": "America/Montreal", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "42", "TZ": "Asia/Tokyo", "LC_ALL": "C.UTF-8"},
    ]
    empreintes = {
        subprocess.run(
            [sys.executable, str(script), str(modele)],
            env={**os.environ, "PYTHONPATH": racine, **milieu},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for milieu in milieux
    }
    assert empreintes == {attendu}


def test_l_ordre_des_cles_du_contexte_ne_change_rien():
    modele = compiler(OCTETS)
    assert modele.rendre(contexte("x")) == modele.rendre(dict(reversed(contexte("x").items())))


def test_une_valeur_de_plus_qui_n_est_pas_imprimee_ne_change_rien():
    modele = compiler(OCTETS)
    assert modele.rendre(contexte("x")) == modele.rendre({**contexte("x"), "secret": "y"})


def test_l_empreinte_est_celle_des_octets_du_modele():
    assert compiler(OCTETS).empreinte == hashlib.sha256(OCTETS).hexdigest()


def test_huit_fils_et_trente_lettres_chacun_ne_se_melent_jamais():
    modele = compiler(OCTETS)
    depart = threading.Barrier(8)

    def trente_lettres(fil: int) -> list[tuple[str, bytes]]:
        depart.wait()
        noms = [f"Client {fil}-{i} {{{{ nom }}}}" for i in range(30)]
        return [(nom, modele.rendre(contexte(nom))) for nom in noms]

    with ThreadPoolExecutor(8) as fils:
        lettres = [lettre for lot in fils.map(trente_lettres, range(8)) for lettre in lot]
    assert len(lettres) == 240
    for nom, octets in lettres:
        assert texte(octets) == f"{nom} {nom}a de {nom}b de {nom}"
        assert texte(octets, "word/header1.xml") == nom
        assert texte(octets, "word/footnotes.xml") == f"Note de {nom}"


def test_un_rendu_refuse_ne_laisse_rien_au_suivant():
    modele = compiler(OCTETS)
    avant = modele.rendre(contexte("Cliente B"))
    for fautif in (
        {"nom": "Client A"},
        {**contexte("Client A"), "lignes": [{}]},
        {**contexte("Client A"), "nom": None},
    ):
        with pytest.raises(ModeleInvalide):
            modele.rendre(fautif)  # type: ignore[arg-type]
    assert modele.rendre(contexte("Cliente B")) == avant
    assert "Client A" not in texte(avant)


def test_un_modele_compile_ne_se_modifie_pas():
    modele = compiler(OCTETS)
    assert isinstance(modele, ModeleCompile)
    with pytest.raises(AttributeError):
        modele.empreinte = "x"  # type: ignore[misc]


def test_changer_la_liste_des_champs_apres_coup_ne_change_pas_le_modele():
    champs = {"nom": Champ("nom", "texte", "Nom.")}
    modele = compiler(docx(p("{{ nom }}")), champs)
    champs.clear()
    assert "[à compléter : nom]" in texte(modele.rendre({}, ebauche=True))


def test_la_lettre_est_independante_du_nom_du_fichier(tmp_path: Path):
    fichier = tmp_path / "x.docx"
    fichier.write_bytes(OCTETS)
    assert compiler(fichier).rendre(contexte("x")) == compiler(OCTETS).rendre(contexte("x"))
