"""Les empêchements : à qui l'on n'écrit plus du tout, d'où on le sait, et à qui s'adresser."""

from __future__ import annotations

from datetime import date
from typing import get_args

import pytest
from exemples_rendus import ATELIER
from fabrique_de_dossiers import destinataire, dossier, facture

import lettres
from lettres.affaire import Affaire, Obstacle
from lettres.catalogue import capacites, lettres_de
from lettres.dossier import CodeLettre
from lettres.production.etat import dresser
from lettres.regles import dire, verifier_coherence

LIBRES = sorted(code for code in get_args(CodeLettre) if capacites(code).libre)

AU = date(2026, 11, 28)
CODES = {Obstacle.AVOCAT: "P102", Obstacle.INSOLVABILITE: "J108"}
A_QUI = {Obstacle.AVOCAT: "transmettez-lui vous-même", Obstacle.INSOLVABILITE: "syndic"}

AVOCAT = {"destinataire": destinataire(procureur="Me Camille Exemple")}
CONSTITUE = {"suites": [{"resultat": "procureur_constitue", "date": "2026-11-10"}]}
ANNONCEE = {"suites": [{"resultat": "insolvabilite", "date": "2026-11-10"}]}
SUSPENDU = {"suspensions": [{"motif": "insolvabilite", "du": "2026-11-10"}]}


def lu(nature: str = "recouvrement", **blocs: object) -> Affaire:
    return Affaire(dossier(**{"nature": nature, "creances": [facture()], **blocs}), AU)


def dits(affaire: Affaire, lettre: str) -> list[tuple[str, tuple]]:
    return [(e.obstacle.name, e.chemin) for e in affaire.empechements(lettre)]


@pytest.mark.parametrize(
    ("blocs", "attendus"),
    [
        ({}, []),
        (AVOCAT, [("AVOCAT", ("destinataire", "procureur"))]),
        (CONSTITUE, [("AVOCAT", ("suites", 0, "resultat"))]),
        (ANNONCEE, [("INSOLVABILITE", ("suites", 0, "resultat"))]),
        (SUSPENDU, [("INSOLVABILITE", ("suspensions", 0, "motif"))]),
        # -- le jour même, la veille de la fin, et après --
        (
            {"suites": [{"resultat": "insolvabilite", "date": "2026-11-28"}]},
            [("INSOLVABILITE", ("suites", 0, "resultat"))],
        ),
        ({"suites": [{"resultat": "insolvabilite", "date": "2026-11-29"}]}, []),
        ({"suites": [{"resultat": "procureur_constitue", "date": "2026-11-29"}]}, []),
        ({"suspensions": [{"motif": "insolvabilite", "du": "2026-11-10", "au": "2026-11-27"}]}, []),
        (
            {"suspensions": [{"motif": "insolvabilite", "du": "2026-11-10", "au": "2026-11-28"}]},
            [("INSOLVABILITE", ("suspensions", 0, "motif"))],
        ),
        ({"suspensions": [{"motif": "mediation", "du": "2026-11-10"}]}, []),
        ({"suites": [{"resultat": "refus", "date": "2026-11-10"}]}, []),
        (
            AVOCAT | ANNONCEE | SUSPENDU,
            [
                ("AVOCAT", ("destinataire", "procureur")),
                ("INSOLVABILITE", ("suspensions", 0, "motif")),
                ("INSOLVABILITE", ("suites", 0, "resultat")),
            ],
        ),
    ],
)
def test_un_avocat_ou_une_insolvabilite_au_dossier_empechent_d_ecrire(blocs: dict, attendus: list):
    assert dits(lu(**blocs), "rappel") == dits(lu(**blocs), "mise_en_demeure") == attendus


def test_une_insolvabilite_ne_se_compte_pas_deux_fois_comme_une_attente():
    assert lu(**SUSPENDU).attentes("mise_en_demeure") == ()


@pytest.mark.un_sur(4)
@pytest.mark.parametrize("nature", ["recouvrement", "entente", "consommation", "reputation"])
@pytest.mark.parametrize("lettre", ["rappel", "retrait", "mise_en_demeure", *LIBRES])
@pytest.mark.parametrize("blocs", [{}, AVOCAT, CONSTITUE, ANNONCEE, SUSPENDU, AVOCAT | ANNONCEE | SUSPENDU])
def test_les_regles_disent_chaque_empechement_et_rien_d_autre(nature: str, lettre: str, blocs: dict):
    affaire = lu(nature, **blocs)
    # -- à un insolvable, on ne réclame pas; et l'on ne transige pas, sous un autre code --
    codes = CODES | ({Obstacle.INSOLVABILITE: "J122"} if capacites(lettre).quitte else {})
    attendus = [(codes[e.obstacle], e.chemin) for e in affaire.empechements(lettre)]
    trouves = [c for c in verifier_coherence(affaire, lettre) if c.code in {*CODES.values(), "J122"}]
    assert sorted((c.code, c.chemin) for c in trouves) == sorted(attendus)


@pytest.mark.parametrize(
    ("nature", "blocs", "attendue"),
    [
        ("recouvrement", {}, "rappel"),
        *(("recouvrement", blocs, None) for blocs in (AVOCAT, CONSTITUE, ANNONCEE, SUSPENDU)),
        *(("reputation", blocs, None) for blocs in (AVOCAT, CONSTITUE, SUSPENDU)),
        *(("entente", blocs, None) for blocs in (AVOCAT, CONSTITUE, SUSPENDU)),
        # -- l'Office s'appelle : rien n'y va au destinataire --
        *(("consommation", blocs, "opc") for blocs in (AVOCAT, CONSTITUE, SUSPENDU)),
        ("consommation", AVOCAT | {"envois": [{"lettre": "opc", "date": "2026-11-01"}]}, None),
    ],
)
def test_la_prochaine_lettre_est_la_premiere_que_rien_n_empeche(nature: str, blocs: dict, attendue: str | None):
    affaire = lu(nature, **blocs)
    assert lettres.prochaine_lettre(affaire.dossier, au=AU) == attendue
    if attendue:
        assert affaire.empechements(attendue) == ()
    assert set(lettres_de(nature)) >= {attendue} - {None}


@pytest.mark.parametrize("blocs", [AVOCAT, CONSTITUE, ANNONCEE, SUSPENDU])
@pytest.mark.parametrize("envois", [[], [{"lettre": "rappel", "date": "2026-10-01"}]], ids=["neuf", "rappelé"])
def test_sans_lettre_nommee_verifier_generer_et_etat_disent_la_meme_raison(blocs: dict, envois: list):
    affaire = lu(**blocs | {"envois": envois})
    (empechement,) = affaire.empechements("rappel")
    code = CODES[empechement.obstacle]
    assert code in {c.code for c in lettres.verifier(affaire.dossier, au=AU) if c.gravite == "erreur"}
    with pytest.raises(lettres.DossierInvalide) as refus:
        ATELIER.generer(affaire.dossier, au=AU)
    assert code in {c.code for c in refus.value.constats if c.gravite == "erreur"}
    etat = dresser(affaire.dossier, au=AU)
    assert (etat.prochaine_lettre, etat.empechements) == (None, (empechement,))
    assert code in {c.code for c in etat.constats}
    assert A_QUI[empechement.obstacle] in dire(empechement).remede


def test_toutes_les_lettres_parties_l_empechement_se_dit_encore():
    envois = [{"lettre": code, "date": "2026-10-01"} for code in ("rappel", "mise_en_demeure")]
    (constat,) = [c for c in lettres.verifier(lu(**AVOCAT | {"envois": envois}).dossier, au=AU) if c.code == "E102"]
    assert "Un avocat représente le destinataire" in constat.message


@pytest.mark.parametrize("blocs", [AVOCAT, CONSTITUE, SUSPENDU])
def test_quand_l_office_reste_l_etat_dit_pourquoi_ce_n_est_pas_le_rappel(blocs: dict):
    etat = dresser(lu("consommation", **blocs).dossier, au=AU)
    assert (etat.prochaine_lettre, len(etat.empechements)) == ("opc", 1)
