"""L'exposé : ce qu'il raconte à un tiers, ce qu'il en tait, et ce qu'il dit quand un fait manque."""

from __future__ import annotations

from typing import Any

import pytest
from fabrique_de_dossiers import AU, dossier, facture
from tables import d_un_trait

import lettres
from lettres.affaire import Affaire
from lettres.composition import composer
from lettres.composition.imprimable.expose import ExposeImprimable

S = "\u00a0"


def expose(lettre: str = "dossier_avocat", **blocs: Any) -> ExposeImprimable:
    compose = composer(Affaire(dossier(**({"creances": [facture()]} | blocs)), AU), lettre).expose
    assert compose is not None
    return compose


def test_seul_un_expose_se_compose():
    assert composer(Affaire(dossier(creances=[facture()]), AU), "mise_en_demeure").expose is None


def test_la_chronologie_est_numerotee_dans_l_ordre_avec_ses_pieces_et_ce_que_rien_ne_date_vient_d_abord():
    lu = expose(
        faits=[
            {"texte": "elle a signé."},
            {"vers": "2026-07-01", "texte": "elle a appelé.", "pieces": ["P-1", "P-2"]},
        ],
        pieces=[{"id": "P-1", "titre": "Un"}, {"id": "P-2", "titre": "Deux"}],
    )
    assert [(e.numero, e.quand, e.texte, e.pieces) for e in lu.etapes[:2]] == [
        ("1", "sans date", "Elle a signé.", "–"),
        ("2", f"vers le 1er{S}juillet 2026", "Elle a appelé.", "P-1, P-2"),
    ]


def test_ni_l_offre_ni_sa_reponse_ni_leurs_pieces_n_y_sont():
    offerte = {
        "envois": [{"lettre": "proposition", "date": "2026-10-01", "preuve": "P-8"}],
        "suites": [{"date": "2026-10-02", "resultat": "refus", "citation": "Gardez votre rabais.", "piece": "P-9"}],
        "pieces": [{"id": "P-8", "titre": "Offre"}, {"id": "P-9", "titre": "Réponse"}],
    }
    for lettre in ("dossier_avocat", "dossier_petites_creances"):
        lu = expose(lettre, **offerte)
        assert not any("rabais" in texte or "Proposition" in texte for texte in lu.textes())
        assert lu.pieces == []
        assert (lu.sous_pli_separe, lu.pieces_sous_pli) == (True, f"les pièces{S}P-8 et P-9")


def test_un_dossier_deja_remis_ne_se_raconte_pas():
    remis = [{"lettre": "dossier_avocat", "date": "2026-10-01"}, {"lettre": "opc", "date": "2026-10-02"}]
    lu = expose(envois=remis)
    assert lu.lettres_envoyees == ["Aucune lettre n’est inscrite au dossier."]
    assert not any("avocat" in e.texte for e in lu.etapes)


@pytest.mark.parametrize(
    ("envoi", "dit"),
    [
        ({}, "réception non prouvée."),
        ({"preuve": "P-1"}, f"réception non prouvée; envoi{S}: pièce{S}P-1."),
        ({"recu_le": "2026-10-05"}, f"reçue le 5{S}octobre 2026; aucune pièce ne le prouve."),
        ({"recu_le": "2026-10-05", "preuve": "P-1"}, f"reçue le 5{S}octobre 2026; preuve{S}: pièce{S}P-1."),
    ],
)
def test_la_preuve_de_la_mise_en_demeure_se_dit_telle_qu_elle_est(envoi: dict[str, Any], dit: str):
    partie = {"lettre": "mise_en_demeure", "date": "2026-10-01", **envoi}
    (ligne,) = expose(envois=[partie], pieces=[{"id": "P-1", "titre": "Preuve"}]).demeures
    assert ligne == f"Mise en demeure du 1er{S}octobre 2026{S}: {dit}"


@pytest.mark.parametrize(
    ("cle", "dit"),
    [
        ("faiblesses", f"Aucune indiquée{S}: à chercher avec l’avocat."),
        ("position", "Aucune réponse de l’autre partie n’est inscrite au dossier."),
        ("demeures", "Aucune mise en demeure n’est inscrite au dossier."),
        ("questions", "Un avis sur les recours, les preuves qui manquent et les délais."),
    ],
)
def test_ce_qui_manque_se_dit_au_lieu_de_se_taire(cle: str, dit: str):
    assert getattr(expose(), cle) == [dit]


@pytest.mark.parametrize(
    ("texte", "au_tiers", "dit"),
    [
        ("elle a signé.", None, "Elle a signé."),
        ("vous avez signé.", None, f"En mots adressés à l’autre partie, «{S}vous avez signé.{S}»"),
        ("vous avez signé.", "Mme Exemple a signé.", "Mme Exemple a signé."),
    ],
)
def test_les_mots_ecrits_a_l_autre_se_citent_ou_se_redisent(texte: str, au_tiers: str | None, dit: str):
    fait = {"date": "2026-07-01", "texte": texte} | ({"au_tiers": au_tiers} if au_tiers else {})
    assert expose(faits=[fait]).etapes[0].texte == dit


def test_tous_les_noms_du_dossier_y_sont_une_seule_fois():
    lu = expose(
        destinataire={"type": "entreprise", "nom": "Café Exemple inc.", "attention": "Paul Exemple"},
        temoins=["Nadia Exemple", "Paul Exemple"],
        agit_deja={"qui": "Agence Exemple", "depuis": "2026-10-01"},
    )
    noms = [nom.identite.split(",")[0] for nom in lu.autres_noms]
    assert {"Paul Exemple", "Nadia Exemple", "Agence Exemple"} <= {*noms}
    assert len(noms) == len({*noms})


@pytest.mark.parametrize(
    ("reduction", "dit"),
    [
        (None, False),
        ("15 000,00 $", True),
        ("17 000,00 $", False),
    ],
)
def test_une_reduction_dit_ce_qu_elle_abandonne(reduction: str | None, dit: bool):
    lu = expose("dossier_petites_creances", creances=[facture(montant="17 000,00 $")], reduction=reduction)
    assert any(f"2{S}000,00{S}$ de capital sont abandonnés" in ligne for ligne in lu.voulu) is dit


def test_les_frais_de_greffe_sont_inconnus_et_aucune_somme_n_en_est_dite():
    (frais,) = [ligne for ligne in expose().acces if ligne.startswith("Frais de greffe")]
    assert "inconnus" in frais and "$" not in frais


def test_le_tribunal_ne_se_nomme_pas_aux_petites_creances_pour_une_diffamation():
    d = dossier(nature="reputation", creances=[])
    compose = composer(Affaire(d, AU), "dossier_avocat").expose
    assert compose is not None and not any("etites créances" in ligne for ligne in compose.tribunaux)


def test_une_dette_prescrite_le_dit_en_tete():
    lu = expose(creances=[facture(date="2021-01-01", echeance="2021-02-01")])
    assert lu.limites[0].startswith(f"Depuis le 1er{S}février 2024, la date est passée")


def test_un_avocat_au_dossier_n_empeche_pas_de_preparer_le_sien():
    d = dossier(
        creances=[facture()],
        destinataire={"nom": "Marie Exemple", "procureur": {"civilite": "Me", "nom": "Julie Exemple"}},
        faiblesses=[{"texte": "Rien d’écrit."}],
    )
    assert not [c for c in lettres.verifier(d, "dossier_avocat", au=AU) if c.gravite == "erreur"]
    assert [c for c in lettres.verifier(d, "rappel", au=AU) if c.gravite == "erreur"]


@pytest.mark.parametrize(
    ("exigible", "dit"),
    [
        ("2023-11-21", f"en règle générale, prescrit depuis le 21{S}novembre 2026 (3{S}ans depuis"),
        ("2023-11-22", f"en règle générale, elle aurait pour agir jusqu’au 22{S}novembre 2026 (3{S}ans depuis"),
        (None, "ne dit pas depuis quand ce serait exigible"),
    ],
)
def test_la_date_limite_de_ce_que_l_autre_reclame_est_dite_sans_rien_en_reconnaitre(exigible: str | None, dit: str):
    reclame = {"montant": "400,00 $", "exigible_le": exigible, "cause": "acompte"}
    (ligne,) = [x for x in expose(recu={"date": "2026-11-10", "reclame": reclame}).limites if "réclame" in x]
    assert ligne.startswith(f"Ce que l’autre partie réclame (400,00{S}$), sans que rien en soit reconnu{S}: ")
    assert dit in ligne


def test_rien_n_est_dit_d_une_somme_que_l_autre_ne_reclame_pas():
    assert not any("réclame" in x for x in expose(recu={"date": "2026-11-10"}).limites)


def test_l_index_dit_de_qui_est_chaque_piece_quand_le_dossier_le_dit():
    pieces = [{"id": "P-1", "titre": "Un", "auteur": "Anne Exemple"}, {"id": "P-2", "titre": "Deux"}]
    lues = expose(pieces=pieces, faits=[{"texte": "elle a signé.", "pieces": ["P-1", "P-2"]}]).pieces
    assert [p.origine for p in lues] == ["D’Anne Exemple; preuve d’un fait", "Preuve d’un fait"]


@pytest.mark.parametrize(("position", "dite"), [("contester", True), ("payer", True), ("proposer", False)])
def test_proposer_de_regler_n_est_pas_une_position_que_l_on_montre(position: str, dite: bool):
    lu = expose(recu={"date": "2026-11-10", "position": position})
    assert any(x.startswith("Position prise") for x in lu.position) is dite


@d_un_trait
@pytest.mark.parametrize(
    ("suite", "dit"),
    [
        (
            {"resultat": "promesse", "promis_le": "2026-10-16", "montant": "30 $"},
            "un paiement de 30,00 $ a été promis pour le 16 octobre 2026",
        ),
        ({"resultat": "promesse", "promis_le": "2026-10-16"}, "le paiement a été promis pour le 16 octobre 2026"),
        ({"resultat": "reconnaissance", "montant": "40 $"}, "la somme de 40,00 $ a été reconnue"),
        ({"resultat": "paiement_annonce", "montant": "50 $"}, "un paiement de 50,00 $ a été annoncé"),
        ({"resultat": "contestation", "montant_conteste": "20 $"}, "contestation de la demande, pour 20,00 $"),
    ],
)
@pytest.mark.parametrize(
    "mots",
    [{}, {"citation": "Vendredi."}, {"note": "elle rappellera"}, {"citation": "Non.", "note": "elle rappellera"}],
)
@pytest.mark.parametrize("lettre", ["dossier_avocat", "dossier_petites_creances"])
def test_ni_une_citation_ni_une_note_ne_taisent_la_somme_et_le_jour(suite: Any, dit: str, mots: Any, lettre: str):
    lu = expose(lettre, suites=[{"date": "2026-10-10", "canal": "courriel"} | suite | mots])
    (etape,) = [e for e in lu.etapes if e.texte.startswith("Courriel")]
    lisible = etape.texte.replace(S, " ").replace("\u202f", " ")
    assert dit in lisible
    assert all(mot.rstrip(".") in lisible for mot in mots.values())


def test_sans_somme_ni_jour_une_note_suffit():
    lu = expose(suites=[{"date": "2026-10-10", "canal": "courriel", "resultat": "promesse", "note": "elle paiera"}])
    assert [e.texte for e in lu.etapes if "paiera" in e.texte] == [f"Courriel{S}: elle paiera."]


@pytest.mark.parametrize(
    ("paiement", "dit"),
    [
        ("comptant", "payé en argent comptant"),
        ("financement", "payé au moyen d’un financement"),
        ("cheque", "payé par chèque"),
        ("carte_credit", "payé par carte de crédit"),
    ],
)
def test_l_achat_se_dit_paye_comme_dans_la_lettre(paiement: str, dit: str):
    achat = {"date": "2026-10-01", "objet": "un sofa", "paiement": paiement}
    lu = expose(nature="consommation", creances=[], achat=achat)
    assert any(dit in e.texte for e in lu.etapes)


@pytest.mark.parametrize(
    ("demandes", "dit"),
    [
        ([{"type": "reparer", "texte": "réparer"}], "Le dossier ne dit pas la somme réclamée."),
        (
            [
                {"type": "reparer", "texte": "réparer"},
                {"type": "rembourser", "texte": "rembourser", "montant": "80 $", "calcul": "frais de livraison"},
            ],
            "La demande principale n’est pas une somme",
        ),
    ],
)
def test_une_somme_secondaire_n_est_pas_dite_absente(demandes: list[Any], dit: str):
    achat = {"date": "2026-10-01", "objet": "un sofa"}
    lu = expose(nature="consommation", creances=[], achat=achat, demandes=demandes)
    assert any(dit in texte for texte in lu.textes())


ACHAT = {"objet": "Canapé", "date": "2026-07-20", "prix": "900 $", "probleme": "Il ne se déplie plus.", "piece": "P-1"}
FIN_DU_CONTRAT = "la résolution ou la résiliation du contrat"


@d_un_trait
@pytest.mark.parametrize(
    ("nature", "demandes", "recours"),
    [
        ("consommation", ["reparer"], "l’exécution de ce qui est demandé"),
        ("consommation", ["remplacer"], "l’exécution de ce qui est demandé"),
        ("consommation", ["livrer"], "l’exécution de ce qui est demandé"),
        ("consommation", ["executer"], "l’exécution de ce qui est demandé"),
        ("consommation", ["cesser"], "l’exécution de ce qui est demandé"),
        ("consommation", ["reparer", "cesser"], "l’exécution de ce qui est demandé"),
        ("consommation", ["reparer", "payer"], "l’exécution de ce qui est demandé, le paiement de la somme demandée"),
        ("consommation", ["payer"], "le paiement de la somme demandée"),
        ("consommation", ["rembourser"], f"{FIN_DU_CONTRAT}, le remboursement de la somme demandée"),
        ("consommation", ["annuler"], f"{FIN_DU_CONTRAT}, le remboursement de la somme demandée"),
        ("consommation", [], "ceux du consommateur"),
        ("entente", ["executer"], "l’exécution de l’entente"),
        ("entente", ["remettre"], "la remise de ce qui est détenu"),
        ("entente", ["cesser", "payer"], "la fin de ce qui est reproché et le paiement de la somme demandée"),
        ("entente", [], "l’exécution de l’entente, ou la réparation de son défaut"),
        ("reputation", ["retirer"], "le retrait des propos"),
        ("reputation", ["retracter", "excuser"], "une rectification"),
        ("reputation", ["cesser"], "la fin de la diffusion"),
        ("reputation", ["excuser"], "la réparation du préjudice"),
        ("recouvrement", ["payer"], "le paiement de la somme due"),
    ],
)
def test_le_recours_envisage_est_ce_que_le_dossier_demande(nature: str, demandes: list[str], recours: str):
    texte, montant = {"texte": "faire ce qui est convenu"}, {"montant": "40 $"}
    voulues = [{"type": d} | (texte if d in {"executer", "cesser", "remettre"} else {}) for d in demandes]
    voulues = [d | (montant if d["type"] == "payer" else {}) for d in voulues]
    lu = expose(nature=nature, creances=[], demandes=voulues, **({"achat": ACHAT} if nature == "consommation" else {}))
    assert lu.tribunaux[0] == f"Recours envisagé{S}: {recours}."


def test_un_prejudice_inscrit_s_y_ajoute():
    lu = expose(nature="reputation", creances=[], demandes=[{"type": "retirer"}], prejudices=[{"texte": "Annulation."}])
    assert lu.tribunaux[0] == f"Recours envisagé{S}: le retrait des propos et la réparation du préjudice."
