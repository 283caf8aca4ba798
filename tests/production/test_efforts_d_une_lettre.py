"""Ce qu'une lettre coûte, compté en étapes : rien ne se parcourt, ne s'ouvre ni ne se cherche deux fois."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from efforts import appels
from exemples_rendus import ATELIER, EXEMPLES, Exemple

import lettres
from lettres.barriere import contre_dossier
from lettres.catalogue import capacites
from lettres.langue import sommes_et_dates
from lettres.langue.mots import coup_d_oeil, examen, familles
from lettres.langue.mots.motifs import Motif

CHOISIS = [*{e.lettre: e for e in EXEMPLES}.values()]
"""Un exemple de chaque lettre."""
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


@pytest.mark.un_sur(3)
@pytest.mark.parametrize("exemple", CHOISIS, ids=lambda e: e.nom)
def test_une_lettre_ne_parcourt_son_dossier_qu_une_fois_et_ne_relit_son_xml_qu_en_texte(exemple: Exemple):
    faites = etapes(exemple)
    assert faites["affaire.Affaire.valeurs"] == 1, "les valeurs du dossier, une fois"
    assert faites["lecture_directe.lire_directement"] >= 1
    assert faites["ooxml.lire_xml"] == 0, "aucun arbre pour se relire"
    assert faites["zipfile.ZipFile.__init__"] == 0, "ni zip à rouvrir"


@pytest.mark.parametrize("exemple", CHOISIS, ids=lambda e: e.nom)
def test_une_lettre_ne_cherche_que_peu_de_motifs(exemple: Exemple, monkeypatch: pytest.MonkeyPatch):
    """Chaque motif, cherché dans chaque alinéa, ferait plus de dix mille recherches."""
    cherches: list[str] = []

    def compter(motif: Motif, source: str):
        cherches.append(motif.fiche.motif)
        return examen.ou_il_est(motif, source)

    monkeypatch.setattr(coup_d_oeil, "ou_il_est", compter)
    monkeypatch.setattr(coup_d_oeil, "_de_lettres", coup_d_oeil.Memoire())
    ATELIER.generer(lettres.lire(exemple.chemin), exemple.lettre, au=exemple.au)
    assert 0 < len(cherches) < MOTIFS


@pytest.mark.parametrize("exemple", CHOISIS, ids=lambda e: e.nom)
def test_une_lettre_juste_ne_reprend_pas_ses_paragraphes_un_a_un(exemple: Exemple, monkeypatch: pytest.MonkeyPatch):
    lues: list[str] = []

    def lire(plie: str):
        lues.append(plie)
        return sommes_et_dates.sommes(plie)

    monkeypatch.setattr(contre_dossier, "sommes", lire)
    ATELIER.generer(lettres.lire(exemple.chemin), exemple.lettre, au=exemple.au)
    lus_entiers = [texte for texte in lues if "\n" in texte]
    permis = {0, 1} if capacites(exemple.lettre).met_fin else {0}
    assert len(lus_entiers) in permis, "rien que, d’une fin, son compte"
    promises = [s for s in lettres.lire(exemple.chemin).suites if s.promis_le]
    assert len(lues) - len(lus_entiers) <= 2 * len(promises), "et, là où une promesse se dit, sa phrase"
