"""Confidentialité : une valeur du dossier ne sort que dans l'extrait de sa ligne, sur le terminal de l'usager."""

from __future__ import annotations

import json
import os
import re
import stat
from pathlib import Path

import pytest

CANARI = "NAS-CANARI-9f3"

DOSSIER = f"""\
lettres: 1
reference: 2026-014
nature: recouvrement
lieu: {CANARI}
expediteur:
  nom: Studio {CANARI}
  nom_commercial: {CANARI}
  adresse: {{ligne: 12 rue {CANARI}, ville: {CANARI}, code_postal: J2G 1A1}}
  courriel: karine@exemple.test
  signataire: {CANARI}
destinataire:
  civilite: Mme
  nom: Marie {CANARI}
  qualite: consommateur
  adresse: {{ligne: 34 avenue {CANARI}, ville: {CANARI}, code_postal: J2L 2B2}}
contrat:
  forme: ecrit
  date: 2026-06-01
  objet: Reportage {CANARI}
  piece: P-1
  clauses:
    - {{numero: "4.2", page: 3, texte: Les frais {CANARI} sont en sus.}}
creances:
  - {{facture: F-1023, date: 2026-08-01, echeance: 2026-08-31, objet: Reportage {CANARI}, montant: "60,00 $"}}
faits:
  - {{date: 2026-08-15, texte: Un appel {CANARI}.}}
solution: Retirer quatre photos {CANARI}.
options:
  - Option {CANARI}
paiement_par:
  - virement à {CANARI}
prejudices:
  - {{texte: Une perte {CANARI}}}
pieces:
  - {{id: P-1, titre: Contrat {CANARI}}}
suites:
  - {{date: 2026-09-20, canal: telephone, resultat: promesse, note: {CANARI}}}
"""

FAUTES = {
    "rien à redire": ("", ""),
    "montant": ("60,00 $", CANARI),
    "date": ("2026-08-31", CANARI),
    "code postal": ("J2G 1A1", CANARI),
    "courriel": ("karine@exemple.test", CANARI),
    "civilité": ("civilite: Mme", f"civilite: {CANARI}"),
    "qualité": ("qualite: consommateur", f"qualite: {CANARI}"),
    "forme": ("forme: ecrit", f"forme: {CANARI}"),
    "page": ("page: 3", f"page: {CANARI}"),
    "pièce inconnue": ("piece: P-1", f"piece: {CANARI}"),
    "nature": ("nature: recouvrement", f"nature: {CANARI}"),
    "version": ("lettres: 1", f"lettres: {CANARI}"),
    "clé inconnue": ("lieu: ", "liieu: "),
    "bloc au lieu d'un texte": (f"lieu: {CANARI}", f"lieu: {{a: {CANARI}}}"),
    "texte au lieu d'un bloc": ("expediteur:\n", f"creance: {CANARI}\nexpediteur:\n"),
    "texte au lieu d'une liste": ("creances:\n", f"publications: {CANARI}\ncreances:\n"),
    "guillemet ouvert": (f"lieu: {CANARI}", f'lieu: "{CANARI}'),
    "crochet ouvert": (f"lieu: {CANARI}", f"lieu: [{CANARI}"),
    "ancre": (f"lieu: {CANARI}", f"lieu: &{CANARI} x"),
    "étiquette": (f"lieu: {CANARI}", f"lieu: !{CANARI} x"),
    "caractère refusé": (f"lieu: {CANARI}", f'lieu: "{CANARI}\\u202e"'),
    "clé doublée": (f"lieu: {CANARI}\n", f"lieu: {CANARI}\nlieu: {CANARI}\n"),
}

COMMANDES = [
    ("generer", "--sortie", "occupe"),
    ("generer", "--modele", "dossier.yaml"),
    ("generer", "--modele", "absent.docx"),
    ("generer", "--lettre", "retrait"),
    ("generer", "--ebauche", "--sortie", "occupe"),
    ("verifier",),
    ("verifier", "--lettre", "mise_en_demeure"),
]

EXTRAIT = re.compile(r"^  \d+ \| .*\n", re.MULTILINE)


@pytest.mark.un_sur(7)
@pytest.mark.parametrize("faute", FAUTES)
def test_le_canari_ne_sort_que_dans_l_extrait(lancer, anglais, tmp_path: Path, faute: str):
    avant, apres = FAUTES[faute]
    assert avant in DOSSIER
    (tmp_path / "dossier.yaml").write_text(DOSSIER.replace(avant, apres, 1), encoding="utf-8")
    (tmp_path / "occupe").write_text("", encoding="utf-8")
    for commande, *options in COMMANDES:
        args = (commande, "dossier.yaml", *options, "--au", "2026-11-22")
        texte, en_json = lancer(*args), lancer(*args, "--json")
        assert texte.code == en_json.code <= 4
        assert CANARI not in EXTRAIT.sub("", texte.tout)
        assert CANARI not in en_json.tout
        assert anglais(EXTRAIT.sub("", texte.tout)) == []
    assert sorted(p.name for p in tmp_path.iterdir()) == ["dossier.yaml", "occupe"]


PANNE = f"""
import sys
def panne(evenement, arguments):
    if evenement == "os.link":
        raise RuntimeError("{CANARI}") from KeyError("{CANARI}")
sys.addaudithook(panne)
"""


@pytest.mark.skipif(os.name != "posix", reason="liens durs et droits propres à POSIX")
@pytest.mark.parametrize("options", [(), ("--json",)], ids=["texte", "json"])
def test_une_faute_de_l_outil_donne_un_rapport_sans_aucune_donnee(processus, tmp_path: Path, options: tuple[str, ...]):
    (tmp_path / "dossier.yaml").write_text(DOSSIER, encoding="utf-8")
    resultat = processus("generer", "dossier.yaml", "--au", "2026-11-22", *options, avant=PANNE)
    assert resultat.code == 70
    if options:
        (constat,) = json.loads(resultat.sortie)["constats"]
        assert (constat["code"], constat["gravite"]) == ("I301", "erreur")
        assert constat["remede"].endswith(".txt")
    else:
        assert resultat.sortie == ""
    assert CANARI not in resultat.tout
    assert "Traceback" not in resultat.ennuis
    (rapport,) = tmp_path.glob("lettres-rapport-*.txt")
    assert str(rapport) in resultat.ennuis
    assert stat.S_IMODE(rapport.stat().st_mode) == 0o600
    texte = rapport.read_text(encoding="utf-8")
    assert "Commande : lettres generer" in texte
    assert "builtins.RuntimeError" in texte
    assert "builtins.KeyError" in texte
    assert "lettres/sortie/fichiers.py:" in texte
    assert CANARI not in texte
    assert "dossier.yaml" not in texte
    assert str(tmp_path) not in texte
    assert sorted(p.name for p in tmp_path.iterdir()) == ["dossier.yaml", rapport.name]
