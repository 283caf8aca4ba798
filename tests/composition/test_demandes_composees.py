"""Les demandes d'une entente et d'une réputation : aucune ne se perd, et la suite annoncée dépend de chacune."""

from __future__ import annotations

import pytest
from fabrique_de_dossiers import AU, complet
from tables import d_un_trait

from lettres.affaire import Affaire
from lettres.composition import composer
from lettres.composition.imprimable.demandes import ExecutionImprimable, ReputationImprimable

S = "\u00a0"
CESSER = {"type": "cesser", "texte": "ne plus m’appeler la fin de semaine"}
LIVRER = {"type": "livrer", "texte": "livrer les photos"}
RENDRE = {"type": "livrer", "texte": "retourner le disque dur prêté"}
PAYER = {"type": "payer", "texte": "me verser 5000 $", "montant": "5000"}
RETIRER = {"type": "retirer", "texte": "retirer les images de votre site"}
ANNULER = {"type": "annuler", "texte": "annuler l’abonnement"}
REPONDRE = {"type": "repondre"}

RUPTURE = "la résolution ou la résiliation du contrat"


def execution(*demandes: dict[str, str]) -> ExecutionImprimable:
    return composer(Affaire(complet("entente", demandes=list(demandes)), AU), "mise_en_demeure").execution


def reputation(*demandes: dict[str, str], **blocs: object) -> ReputationImprimable:
    d = complet("reputation", demandes=list(demandes), **blocs)
    return composer(Affaire(d, AU), "mise_en_demeure").reputation


@d_un_trait
@pytest.mark.parametrize(
    ("demandes", "titre", "par_un_tiers", "remedes"),
    [
        ([LIVRER], "d’exécuter", True, f"l’exécution de cette obligation, {RUPTURE} et des dommages-intérêts"),
        ([CESSER], "de cesser", False, f"une ordonnance de cesser, {RUPTURE} et des dommages-intérêts"),
        ([RENDRE], "de remettre", False, "la remise de ce bien ou de sa valeur et des dommages-intérêts"),
        ([PAYER], "d’exécuter", False, "le paiement de cette somme, avec l’intérêt au taux légal"),
        ([RETIRER], "d’exécuter", False, f"l’exécution de cette obligation, {RUPTURE} et des dommages-intérêts"),
        ([ANNULER], "d’exécuter", False, f"{RUPTURE} et des dommages-intérêts"),
        ([REPONDRE], "d’exécuter", False, "des dommages-intérêts"),
        ([], "d’exécuter", False, None),
        (
            [CESSER, LIVRER, RENDRE, PAYER],
            "d’exécuter",
            True,
            "l’exécution de ces obligations, une ordonnance de cesser, la remise de ce bien ou de sa valeur, le "
            f"paiement de cette somme, avec l’intérêt au taux légal, {RUPTURE} et des dommages-intérêts",
        ),
    ],
    ids=["livrer", "cesser", "rendre", "payer", "retirer", "annuler", "répondre", "aucune", "toutes"],
)
def test_cesser_executer_remettre_et_payer_n_ont_pas_la_meme_suite(
    demandes: list[dict[str, str]], titre: str, par_un_tiers: bool, remedes: str | None
):
    e = execution(*demandes)
    assert (e.titre, e.par_un_tiers, e.remedes) == (titre, par_un_tiers, remedes)


FINIE = {"date": "2026-01-10", "fin": "2026-10-01"}


@d_un_trait
@pytest.mark.parametrize(
    ("demandes", "remedes"),
    [
        ([LIVRER], "l’exécution de cette obligation et des dommages-intérêts"),
        ([CESSER], "une ordonnance de cesser et des dommages-intérêts"),
        ([RETIRER], "l’exécution de cette obligation et des dommages-intérêts"),
        ([ANNULER], "des dommages-intérêts"),
        ([RENDRE], "la remise de ce bien ou de sa valeur et des dommages-intérêts"),
        ([PAYER], "le paiement de cette somme, avec l’intérêt au taux légal"),
        ([CESSER, RETIRER], "l’exécution de ces obligations, une ordonnance de cesser et des dommages-intérêts"),
        ([], None),
    ],
    ids=["livrer", "cesser", "retirer", "annuler", "rendre", "payer", "deux", "aucune"],
)
def test_une_entente_finie_ne_se_resout_plus(demandes: list[dict[str, str]], remedes: str | None):
    d = complet("entente", demandes=demandes, contrat=FINIE)
    assert composer(Affaire(d, AU), "mise_en_demeure").execution.remedes == remedes


def test_une_seule_demande_fait_une_phrase():
    e = execution(LIVRER)
    assert (e.seule, e.de_action, e.lignes) == (True, "de livrer les photos.", ["de livrer les photos."])


def test_ce_qui_cesse_n_attend_pas_la_date_limite_et_rien_ne_se_perd():
    e = execution(
        CESSER, LIVRER, {"type": "cesser", "texte": "cesser les insultes"}, {"type": "payer", "montant": "60"}
    )
    assert not e.seule
    assert e.de_action is None
    assert e.sans_attendre == ["de ne plus m’appeler la fin de semaine;", "de cesser les insultes;"]
    assert e.a_terme == ["de livrer les photos;", f"de payer la somme de 60,00{S}$;"]
    assert {x[:-1] for x in e.lignes} == {x[:-1] for x in e.sans_attendre + e.a_terme}


@pytest.mark.parametrize(
    ("demande", "ligne"),
    [
        ({"texte": "payer les frais", "montant": "60"}, f"de payer les frais (60,00{S}$);"),
        ({"texte": "payer 60 $", "montant": "60"}, "de payer 60 $;"),
        ({"texte": "payer 60,00 $.", "montant": "60"}, "de payer 60,00 $."),
        ({"texte": "payer 1 200 dollars", "montant": "1200"}, "de payer 1 200 dollars;"),
        ({"texte": "payer 160 $", "montant": "60"}, f"de payer 160 $ (60,00{S}$);"),
        (
            {"texte": "payer la location", "montant": "60", "calcul": "trois jours à 20 $"},
            f"de payer la location (60,00{S}$, trois jours à 20 $);",
        ),
    ],
)
def test_une_somme_que_les_mots_taisent_s_ecrit_avec_son_calcul(demande: dict[str, str], ligne: str):
    assert execution(CESSER, {"type": "payer", **demande}).a_terme == [ligne]


def test_l_auteur_d_un_propos_recoit_chaque_demande_du_dossier():
    r = reputation(
        {"type": "retirer"},
        {"type": "retirer", "texte": "retirer les deux publications"},
        {"type": "cesser", "texte": "cesser de répéter ces propos"},
        PAYER,
        {"type": "repondre", "texte": "me dire où ces propos ont été repris"},
    )
    assert r.precisions == ["retirer les deux publications;", "cesser de répéter ces propos."]
    assert r.autres == ["me verser 5000 $;", "me dire où ces propos ont été repris;"]
    assert r.demandes[-1] == "me dire où ces propos ont été repris."
    assert len(r.demandes) == 4
    assert r.somme


def test_sans_somme_demandee_rien_n_est_reclame():
    assert not reputation({"type": "retirer"}).somme


@pytest.mark.parametrize(("correction", "demandee"), [(None, True), ("Je rectifie.", False)])
def test_une_retractation_sans_texte_propose_se_demande_quand_meme(correction: str | None, demandee: bool):
    publication = {"citation": "Elle ment.", "correction": correction}
    assert reputation({"type": "retracter"}, publications=[publication]).retractation is demandee


@pytest.mark.parametrize(
    ("type_", "situation", "vie_privee"),
    [
        ("personne", "sans_motif", True),
        ("personne", "sait_faux", False),
        ("entreprise", "sans_motif", False),
    ],
)
def test_un_propos_vrai_sur_une_personne_touche_sa_vie_privee(type_: str, situation: str, vie_privee: bool):
    expediteur = complet().expediteur.model_dump() | {"type": type_}
    r = reputation(expediteur=expediteur, publications=[{"citation": "Elle a fait faillite.", "situation": situation}])
    assert r.vie_privee is vie_privee


@pytest.mark.parametrize(
    ("dates", "objet"),
    [
        (["2026-10-20 21:14"], f"propos publié le 20{S}octobre 2026"),
        ([None], "propos publié"),
        (["2026-10-20", "2026-11-05"], f"propos publiés le 20{S}octobre et le 5{S}novembre 2026"),
        (["2026-10-20", "2026-10-20"], f"propos publiés le 20{S}octobre 2026"),
        (["2026-10-20", "2026-10-21", "2026-10-22"], "propos publiés"),
    ],
)
def test_l_objet_date_les_propos_tant_qu_il_reste_court(dates: list[str | None], objet: str):
    assert reputation(publications=[{"citation": "Faux.", "date": d} for d in dates]).objet == objet
