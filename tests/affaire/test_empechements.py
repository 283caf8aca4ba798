"""Les empêchements : à qui l'on n'écrit plus du tout, d'où on le sait, et à qui s'adresser."""

from __future__ import annotations

from datetime import date
from typing import get_args

import pytest
from exemples_rendus import ATELIER
from fabrique_de_dossiers import destinataire, dossier, facture
from tables import d_un_trait

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


@d_un_trait
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


@d_un_trait
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


@d_un_trait
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


@d_un_trait
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


ACHAT = {"mode": "en_ligne", "date": "2026-11-02", "paiement": "carte_credit", "exemplaire_recu_le": "2026-11-20"}
LE_5_OCTOBRE = {"date": "2026-10-05", "exemplaire_recu_le": "2026-10-05"}
SANS_EXEMPLAIRE = ACHAT | {"exemplaire_recu_le": None, "double_recu": "non"}
A_LA_PORTE = ACHAT | {"mode": "porte_a_porte"}
JAMAIS_LIVRE = ACHAT | {"livraison_prevue": "2026-10-01", "resolution": {"cas": "non_livraison"}}
RESOLU = {"envois": [{"lettre": "avis_resolution", "date": "2026-10-12", "mode": "recommande"}]}


@pytest.mark.parametrize(
    ("lettre", "achat", "blocs", "dit"),
    [
        # -- l'avis part, et dit jusqu'à quand; le dernier jour, et non après : hors de son temps, C140 l'arrête --
        ("avis_resolution", SANS_EXEMPLAIRE | {"resolution": {"cas": "sans_exemplaire"}}, AVOCAT, "2 décembre 2026"),
        ("avis_resolution", SANS_EXEMPLAIRE | {"resolution": {"cas": "sans_exemplaire"}}, CONSTITUE, "2 décembre 2026"),
        ("avis_resolution", A_LA_PORTE | {"resolution": {"cas": "a_discretion"}}, AVOCAT, "30 novembre"),
        ("avis_resolution", JAMAIS_LIVRE, AVOCAT, ""),
        # -- une autre lettre est refusée, et nomme celle qui peut partir, avec son jour --
        ("rappel", SANS_EXEMPLAIRE, AVOCAT, "d’ici le 2 décembre 2026, « --lettre avis_resolution »"),
        ("mise_en_demeure", SANS_EXEMPLAIRE, CONSTITUE, "d’ici le 2 décembre 2026, « --lettre avis_resolution »"),
        ("garantie", A_LA_PORTE, AVOCAT, "d’ici le 30 novembre 2026, « --lettre avis_resolution »"),
        ("mise_en_demeure", ACHAT | LE_5_OCTOBRE, AVOCAT | RESOLU, "d’ici le 26 décembre 2026, « --l"),
        # -- sans droit qui se ferme, le remède ne promet rien --
        ("rappel", {"mode": "en_magasin", "date": "2026-11-02"}, AVOCAT, None),
    ],
)  # fmt: skip
def test_un_avocat_ne_laisse_pas_se_fermer_un_droit_en_silence(lettre: str, achat: dict, blocs: dict, dit: str | None):
    affaire = Affaire(dossier(nature="consommation", achat=achat, demandes=[{"type": "rembourser"}], **blocs), AU)
    siens = [c for c in verifier_coherence(affaire, lettre) if c.code in {"P102", "C150"}]
    assert [c.code for c in siens] == ["C150" if capacites(lettre).resout else "P102"]
    (constat,) = siens
    texte = f"{constat.message} {constat.remede}".replace("\u00a0", " ")
    assert (dit or "") in texte and (dit is not None or "--lettre" not in texte)
    assert (affaire.empechements(lettre) == ()) is capacites(lettre).resout
