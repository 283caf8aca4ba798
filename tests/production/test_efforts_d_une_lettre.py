"""Ce qu'une lettre coûte, compté en étapes : rien ne se parcourt, ne s'ouvre ni ne se cherche deux fois."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from efforts import appels
from exemples_rendus import ATELIER, EXEMPLES, Exemple

import lettres
from lettres.barriere import contre_dossier, sommes_et_dates
from lettres.catalogue import capacites
from lettres.langue.mots import coup_d_oeil, eveil, examen, familles

CHOISIS = [*{e.lettre: e for e in EXEMPLES}.values()]
"""Un exemple de chaque lettre."""
PUBLIQUE = "reponse_publique"
"""Quelques lignes : rien n'y éveille un motif, et son texte à coller se tire du document fini."""
MOTIFS = sum(len(famille.fiches) for famille in familles())


def etapes(exemple: Exemple) -> Counter[str]:
    """Les appels, par fonction du projet, d'une lettre dont le modèle est déjà compilé."""
    dossier = lettres.lire(exemple.chemin)
    ATELIER.generer(dossier, exemple.lettre, au=exemple.au)
    comptes = appels(lambda: ATELIER.generer(dossier, exemple.lettre, au=exemple.au))
    par_nom: Counter[str] = Counter()
    for (fichier, fonction), nombre in comptes.items():
        par_nom[f"{Path(fichier).stem}.{fonction}"] += nombre
    return par_nom


@pytest.mark.parametrize("exemple", CHOISIS, ids=lambda e: e.nom)
def test_une_lettre_ne_parcourt_son_dossier_qu_une_fois_et_ne_relit_son_xml_qu_en_texte(exemple: Exemple):
    faites = etapes(exemple)
    assert faites["affaire.Affaire.valeurs"] == 1, "les valeurs du dossier, une fois"
    assert faites["lecture_directe.lire_directement"] >= 1
    if exemple.lettre != PUBLIQUE:
        assert faites["ooxml.lire_xml"] == 0, "aucun arbre pour relire ce que l'on vient d'écrire"
        assert faites["zipfile.ZipFile.__init__"] == 0, "ni zip à rouvrir"


@pytest.mark.parametrize("exemple", CHOISIS, ids=lambda e: e.nom)
def test_une_lettre_ne_cherche_que_peu_de_motifs(exemple: Exemple, monkeypatch: pytest.MonkeyPatch):
    """Chaque motif, cherché dans chaque alinéa, ferait plus de dix mille recherches."""
    cherches: list[int] = []

    def compter(*arguments):
        trouvees = eveil.recherches(*arguments)
        cherches.append(sum(map(len, trouvees.values())))
        return trouvees

    for lecteur in (examen, coup_d_oeil):
        monkeypatch.setattr(lecteur, "recherches", compter)
    ATELIER.generer(lettres.lire(exemple.chemin), exemple.lettre, au=exemple.au)
    assert sum(cherches) < MOTIFS
    assert sum(cherches) or exemple.lettre == PUBLIQUE


@pytest.mark.parametrize("exemple", CHOISIS, ids=lambda e: e.nom)
def test_une_lettre_juste_ne_reprend_pas_ses_paragraphes_un_a_un(exemple: Exemple, monkeypatch: pytest.MonkeyPatch):
    lues: list[str] = []

    def lire(plie: str):
        lues.append(plie)
        return sommes_et_dates.montants(plie)

    monkeypatch.setattr(contre_dossier, "montants", lire)
    dossier = lettres.lire(exemple.chemin)
    if not capacites(exemple.lettre).met_fin and not any(s.promis_le for s in dossier.suites):
        monkeypatch.setattr(contre_dossier, "sommes", lambda _: pytest.fail("ce que le dossier permet d'autre"))
    ATELIER.generer(dossier, exemple.lettre, au=exemple.au)
    assert len(lues) == 1, "ce que la lettre écrit"
