"""Les lettres d'une histoire ne se contredisent pas : noms, sommes, dates, délais, et ce qu'une lettre a déjà dit."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

import pytest
from exemples_rendus import donnees_de
from histoires import HISTOIRES, Histoire
from tables import d_un_trait

import lettres
from lettres.composition.envois import LETTRES
from lettres.dossier.renvois import LISTES
from lettres.langue import typographie as t

par_histoire = pytest.mark.parametrize("histoire", HISTOIRES, ids=lambda h: h.nom)

NE_FONT_QUE_GRANDIR = (*LISTES, "pieces", "creances", "publications", "menaces", "accompli", "faits", "prejudices")
CONSTANTS = ("reference", "contrat", "destinataire", "expediteur")
DATE = r"(?:1er|\d{1,2})\s\w+\s\d{4}"
SE_NOMMENT = re.compile(rf"^– ({'|'.join(sorted(set(LETTRES.values()), key=len, reverse=True))}) du ({DATE}),", re.M)


def moments(histoire: Histoire) -> list[dict[str, Any]]:
    """Le dossier à chaque lettre, puis à la fin."""
    return [donnees_de(e.dossier) for e in histoire.lettres] + [donnees_de(f"{histoire.nom}/fin.yaml")]


def simple(texte: str) -> str:
    return texte.replace("\u00a0", " ").replace("\u2011", "-")


def contient(apres: Any, avant: Any) -> bool:
    """Dit si ce qui était écrit l'est encore, mot pour mot; ce qui s'ajoute ne contredit rien."""
    if isinstance(avant, dict):
        return isinstance(apres, dict) and all(cle in apres and contient(apres[cle], v) for cle, v in avant.items())
    return bool(apres == avant)


@d_un_trait
@par_histoire
def test_d_une_lettre_a_l_autre_rien_de_ce_qui_est_dit_ne_change(histoire: Histoire):
    suivis = moments(histoire)
    for avant, apres in pairwise(suivis):
        for cle in CONSTANTS:
            assert cle not in avant or contient(apres[cle], avant[cle]), cle
        for liste in NE_FONT_QUE_GRANDIR:
            dits = avant.get(liste, [])
            assert apres.get(liste, [])[: len(dits)] == dits, liste


@d_un_trait
@par_histoire
def test_la_somme_et_la_date_inscrites_au_journal_sont_celles_que_la_lettre_ecrit(histoire: Histoire):
    fin = lettres.lire(histoire.ou / "fin.yaml")
    par_jour = {(e.lettre, e.au): simple(e.reference.read_text(encoding="utf-8")) for e in histoire.lettres}
    parties = [e for e in fin.envois if (e.lettre, e.date) in par_jour]
    assert {(e.lettre, e.date) for e in parties} == {cle for cle in par_jour if not cle[0].startswith("dossier_")}
    for envoi in parties:
        texte = par_jour[envoi.lettre, envoi.date]
        if envoi.echeance is not None:
            assert simple(t.date_longue(envoi.echeance)) in texte, envoi
        if envoi.montant is not None:
            assert simple(t.montant(envoi.montant)) in texte, envoi


@d_un_trait
@par_histoire
def test_une_lettre_qui_en_nomme_une_autre_la_nomme_telle_qu_elle_est_partie(histoire: Histoire):
    for exemple in histoire.lettres:
        parties = {
            (LETTRES[envoi.lettre], simple(t.date_longue(envoi.date))) for envoi in lettres.lire(exemple.chemin).envois
        }
        nommees = set(SE_NOMMENT.findall(simple(exemple.reference.read_text(encoding="utf-8"))))
        assert nommees <= parties, exemple.nom


@d_un_trait
@par_histoire
def test_une_histoire_a_dix_lignes_ses_lettres_leurs_fiches_et_une_fin(histoire: Histoire):
    recit = (histoire.ou / "histoire.md").read_text(encoding="utf-8")
    assert re.findall(r"^(\d+)\. ", recit, re.M) == [str(rang) for rang in range(1, 11)]
    assert all(fichier.exists() for fichier in histoire.fichiers)
    assert [str(e.au) for e in histoire.lettres] == [g.au for g in histoire.gestes if g.garde]
    assert lettres.lire(histoire.ou / "fin.yaml").clotures
