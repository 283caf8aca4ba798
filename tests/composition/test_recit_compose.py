"""Le récit composé : contrat, clauses, faits, démarches, publications, préjudices, pièces."""

from __future__ import annotations

import re
from datetime import date, time

import pytest
from fabrique_de_dossiers import AU, dossier, facture
from tables import d_un_trait

from lettres.affaire import Affaire
from lettres.composition import recit
from lettres.composition.achats import office
from lettres.dossier import Clause, Contrat, Evenement, Moment, Piece, Prejudice, Publication

S = "\u00a0"


@pytest.mark.parametrize(
    ("cles", "le", "du", "au"),
    [
        ({}, "le contrat", "du contrat", "au contrat"),
        (
            {"date": "2026-06-01", "piece": "P-1"},
            f"le contrat du 1er{S}juin 2026 (pièce{S}P-1)",
            f"du contrat du 1er{S}juin 2026 (pièce{S}P-1)",
            f"au contrat du 1er{S}juin 2026 (pièce{S}P-1)",
        ),
        (
            {"forme": "verbal", "date": "2026-06-02"},
            f"l’entente verbale du 2{S}juin 2026",
            f"de l’entente verbale du 2{S}juin 2026",
            f"à l’entente verbale du 2{S}juin 2026",
        ),
        (
            {"forme": "echanges"},
            "l’entente née de nos échanges écrits",
            "de l’entente née de nos échanges écrits",
            "à l’entente née de nos échanges écrits",
        ),
        (
            {"forme": "echanges", "date": "2026-06-02", "piece": "P-1"},
            f"l’entente née de nos échanges écrits, conclue le 2{S}juin 2026 (pièce{S}P-1)",
            f"de l’entente née de nos échanges écrits, conclue le 2{S}juin 2026 (pièce{S}P-1)",
            f"à l’entente née de nos échanges écrits, conclue le 2{S}juin 2026 (pièce{S}P-1)",
        ),
    ],
)
def test_l_entente_se_designe_et_se_contracte_selon_sa_forme(cles: dict[str, str], le: str, du: str, au: str):
    c = recit.contrat(Contrat.model_validate(cles))
    assert c is not None
    assert (c.le, c.du, c.au) == (le, du, au)
    assert c.Le == le[0].upper() + le[1:]
    assert c.ecrit is (cles.get("forme", "ecrit") == "ecrit")
    assert c.par_echanges is (cles.get("forme") == "echanges")


@d_un_trait
@pytest.mark.parametrize(
    ("cles", "designation"),
    [
        ({"numero": "4.2"}, f"la clause{S}4.2"),
        ({"numero": "4.2", "page": 3}, f"la clause{S}4.2, à la page{S}3"),
        ({"numero": "4.2", "page": 3, "piece": "P-1"}, f"la clause{S}4.2, à la page{S}3 (pièce{S}P-1)"),
        ({"page": 3}, f"le passage suivant, à la page{S}3"),
        ({}, "le passage suivant"),
        ({"date": "2026-05-03"}, f"le passage suivant du 3{S}mai 2026"),
        ({"source": "courriel de Mme Exemple"}, "courriel de Mme Exemple"),
        (
            {"source": "courriel de Mme Exemple", "date": "2026-05-03", "piece": "P-2"},
            f"courriel de Mme Exemple du 3{S}mai 2026 (pièce{S}P-2)",
        ),
        ({"source": "devis", "numero": "4.2", "page": 3}, f"devis, clause{S}4.2, page{S}3"),
    ],
)
def test_un_passage_se_designe_par_sa_clause_sa_page_sa_source_sa_date_et_sa_piece(
    cles: dict[str, object], designation: str
):
    c = recit.clause(Clause.model_validate({"texte": "Les frais sont en sus.", **cles}))
    assert c.designation == designation
    assert c.Designation == designation[0].upper() + designation[1:]
    assert c.texte == "Les frais sont en sus."


@pytest.mark.parametrize(
    ("cles", "ligne"),
    [
        ({"date": "2026-08-15"}, f"Le 15{S}août 2026{S}: Refus."),
        ({"date": "2026-08-01"}, f"Le 1er{S}août 2026{S}: Refus."),
        ({"vers": "2026-08-15"}, f"Le ou vers le 15{S}août 2026{S}: Refus."),
        ({"date": "2026-08-15", "pieces": ["P-3"]}, f"Le 15{S}août 2026 (pièce{S}P-3){S}: Refus."),
        (
            {"vers": "2026-08-15", "pieces": ["P-3", "P-4"]},
            f"Le ou vers le 15{S}août 2026 (pièces{S}P-3 et P-4){S}: Refus.",
        ),
        ({"pieces": ["P-3"]}, f"Pièce{S}P-3{S}: Refus."),
        ({}, "Refus."),
    ],
)
def test_un_fait_dit_sa_date_et_ses_pieces_sans_toucher_au_texte(cles: dict[str, object], ligne: str):
    assert recit.evenement(Evenement.model_validate({"texte": "Refus.", **cles})).ligne == ligne


@pytest.mark.parametrize(
    ("envoi", "ligne"),
    [
        ({"lettre": "rappel"}, f"Rappel du 15{S}septembre 2026."),
        ({"lettre": "rappel", "mode": "courriel"}, f"Rappel du 15{S}septembre 2026, envoyé par courriel."),
        (
            {"lettre": "mise_en_demeure", "mode": "recommande", "recu_le": "2026-09-18", "preuve": "P-6"},
            f"Mise en demeure du 15{S}septembre 2026, envoyée par courrier recommandé, "
            f"reçue le 18{S}septembre 2026 (pièce{S}P-6).",
        ),
        (
            {"lettre": "retrait", "mode": "huissier"},
            f"Demande de retrait du 15{S}septembre 2026, signifiée par huissier.",
        ),
        ({"lettre": "reponse", "mode": "poste"}, f"Réponse du 15{S}septembre 2026, envoyée par la poste."),
        (
            {"lettre": "fin_de_relation", "mode": "main_propre"},
            f"Avis de fin de relation du 15{S}septembre 2026, remis en main propre.",
        ),
    ],
)
def test_un_envoi_s_accorde_au_genre_de_la_lettre(envoi: dict[str, str], ligne: str):
    (lue,) = recit.demarches(Affaire(dossier(envois=[{"date": "2026-09-15", **envoi}]), AU))
    assert lue == ligne


@d_un_trait
@pytest.mark.parametrize(
    ("suite", "ligne"),
    [
        (
            {"canal": "telephone", "resultat": "promesse"},
            f"Appel téléphonique du 20{S}septembre 2026{S}: le paiement a été promis.",
        ),
        (
            {"canal": "poste", "resultat": "retour_courrier", "envoi": 1},
            f"Courrier du 20{S}septembre 2026{S}: le rappel du 15{S}septembre 2026 est revenu à l’expéditeur.",
        ),
        ({"resultat": "sans_reponse"}, f"Le 20{S}septembre 2026{S}: aucune réponse reçue."),
        ({"canal": "autre", "resultat": "refus"}, f"Échange du 20{S}septembre 2026{S}: refus exprimé."),
        (
            {"resultat": "refus", "citation": "Non."},
            f"Le 20{S}septembre 2026{S}: vous avez écrit «{S}Non.{S}»",
        ),
        (
            {"canal": "texto", "resultat": "refus", "note": "Elle refuse de payer.", "piece": "P-3"},
            f"Texto du 20{S}septembre 2026, selon mes notes (pièce{S}P-3){S}: Elle refuse de payer.",
        ),
        (
            {"canal": "courriel", "resultat": "contestation", "note": "Le site est rempli de fautes."},
            f"Courriel du 20{S}septembre 2026, selon mes notes{S}: Le site est rempli de fautes.",
        ),
        (
            {"canal": "courriel", "resultat": "contestation", "citation": "« Je paye pas »", "note": "Fâchée."},
            f"Courriel du 20{S}septembre 2026{S}: vous avez écrit «{S}Je paye pas{S}»; selon mes notes{S}: Fâchée.",
        ),
        (
            {"canal": "telephone", "resultat": "refus", "citation": "Je ne paierai pas."},
            f"Appel téléphonique du 20{S}septembre 2026{S}: vous avez dit «{S}Je ne paierai pas.{S}»",
        ),
    ],
)
def test_une_suite_dit_le_canal_la_date_et_le_resultat(suite: dict[str, str], ligne: str):
    envois = [{"lettre": "rappel", "date": "2026-09-15"}]
    _, lue = recit.demarches(Affaire(dossier(envois=envois, suites=[{"date": "2026-09-20", **suite}]), AU))
    assert lue == ligne


@pytest.mark.parametrize(
    ("envois", "suite", "ligne"),
    [
        (["rappel", "rappel"], {"envoi": 2}, "le rappel du 16 septembre 2026 est revenu à l’expéditeur."),
        (["rappel", "rappel"], {"envoi": 1}, "le rappel du 15 septembre 2026 est revenu à l’expéditeur."),
        (["mise_en_demeure"], {"envoi": 1}, "la mise en demeure du 15 septembre 2026 est revenue à l’expéditeur."),
        (
            ["fin_de_relation"],
            {"envoi": 1},
            "l’avis de fin de relation du 15 septembre 2026 est revenu à l’expéditeur.",
        ),
        (
            ["rappel"],
            {"envoi": 1, "note": "Adresse inconnue."},
            "le rappel du 15 septembre 2026 est revenu à l’expéditeur; selon mes notes : Adresse inconnue.",
        ),
    ],
)
def test_une_lettre_revenue_se_nomme_dans_le_recit(envois: list[str], suite: dict[str, object], ligne: str):
    parties = [{"lettre": lettre, "date": f"2026-09-{15 + n}"} for n, lettre in enumerate(envois)]
    suites = [{"date": "2026-09-20", "resultat": "retour_courrier", **suite}]
    *_, lue = recit.demarches(Affaire(dossier(envois=parties, suites=suites), AU))
    assert lue.replace(S, " ") == f"Le 20 septembre 2026 : {ligne}"


@pytest.mark.parametrize(
    ("paiements", "suite", "ligne"),
    [
        ([{"date": "2026-09-10", "montant": "20"}], {}, "le paiement de 20,00 $ du 10 septembre 2026 a été refusé"),
        (
            [{"date": "2026-09-01", "montant": "5"}, {"date": "2026-09-10", "montant": "20"}],
            {},
            "le paiement de 5,00 $ du 1er septembre 2026 a été refusé",
        ),
        (
            [
                {"date": "2026-09-01", "montant": "5"},
                {"date": "2026-09-02", "montant": "6", "corrige": 1, "motif": "Erreur."},
            ],
            {},
            "le paiement de 6,00 $ du 2 septembre 2026 a été refusé",
        ),
    ],
)
def test_un_paiement_refuse_se_distingue_des_autres(
    paiements: list[dict[str, object]], suite: dict[str, object], ligne: str
):
    suites = [{"date": "2026-09-20", "resultat": "cheque_sans_provision", "paiement": 1, **suite}]
    (lue,) = recit.demarches(Affaire(dossier(paiements=paiements, suites=suites), AU))
    assert lue.replace(S, " ") == f"Le 20 septembre 2026 : {ligne}, faute de provision."


@d_un_trait
@pytest.mark.parametrize("nature", ["entente", "consommation", "reputation"])
@pytest.mark.parametrize(
    ("cles", "dit"),
    [
        ({}, "ce qui était demandé a été promis."),
        ({"promis_le": "2026-10-01"}, "ce qui était demandé a été promis pour le 1er octobre 2026."),
        ({"montant": "20"}, "un paiement de 20,00 $ a été promis."),
        ({"montant": "20", "promis_le": "2026-10-01"}, "un paiement de 20,00 $ a été promis pour le 1er octobre 2026."),
    ],
)
def test_hors_d_un_recouvrement_une_promesse_sans_somme_n_est_pas_un_paiement(
    nature: str, cles: dict[str, str], dit: str
):
    suites = [{"date": "2026-09-20", "resultat": "promesse", **cles}]
    (lue,) = recit.demarches(Affaire(dossier(nature=nature, suites=suites), AU))
    assert lue.replace(S, " ") == f"Le 20 septembre 2026 : {dit}"


@pytest.mark.parametrize("lettre", ["proposition", "dossier_avocat", "opc"])
def test_une_offre_un_avocat_ou_l_office_ne_s_enumerent_pas_dans_une_lettre(lettre: str):
    assert recit.demarches(Affaire(dossier(envois=[{"date": "2026-09-15", "lettre": lettre}]), AU)) == []


def test_les_demarches_vont_dans_l_ordre_des_dates_et_s_arretent_au_jour_de_la_lettre():
    d = dossier(
        envois=[
            {"lettre": "mise_en_demeure", "date": "2026-11-23"},  # -- le lendemain de la lettre --
            {"lettre": "rappel", "date": "2026-11-22"},  # -- le jour même --
            {"lettre": "rappel", "date": "2026-09-15"},
        ],
        suites=[
            {"date": "2026-11-23", "resultat": "refus"},  # -- le lendemain de la lettre --
            {"date": "2026-09-14", "resultat": "refus"},
            {"date": "2026-10-01", "resultat": "promesse"},
        ],
    )
    jours = [" ".join(re.findall(r"\w+", ligne.split("\u00a0:")[0])[-3:]) for ligne in recit.demarches(Affaire(d, AU))]
    assert jours == ["14 septembre 2026", "15 septembre 2026", "1er octobre 2026", "22 novembre 2026"]


def test_la_chronologie_mele_faits_et_demarches_les_faits_sans_date_d_abord():
    d = dossier(
        faits=[
            {"date": "2026-10-02", "texte": "C."},
            {"vers": "2026-09-01", "texte": "A."},
            {"pieces": ["P-1"], "texte": "Sans date."},
        ],
        envois=[{"lettre": "rappel", "date": "2026-09-15"}],
    )
    assert office.chronologie(Affaire(d, AU)) == [
        f"Pièce{S}P-1{S}: Sans date.",
        f"Le ou vers le 1er{S}septembre 2026{S}: A.",
        f"Rappel du 15{S}septembre 2026.",
        f"Le 2{S}octobre 2026{S}: C.",
    ]


@pytest.mark.parametrize(
    ("moment", "ecrit"),
    [
        (Moment(date(2026, 10, 12)), f"12{S}octobre 2026"),
        (Moment(date(2026, 10, 12), time(14, 30)), f"12{S}octobre 2026 à 14{S}h{S}30"),
        (Moment(date(2026, 10, 1), time(0)), f"1er{S}octobre 2026 à 0{S}h"),
        (None, None),
    ],
)
def test_un_moment_ne_dit_l_heure_que_si_on_la_connait_minuit_compris(moment: Moment | None, ecrit: str | None):
    assert recit.moment(moment) == ecrit


@pytest.mark.parametrize(
    ("situation", "phrase", "reproche"),
    [
        (
            "sait_faux",
            "Ce propos est faux, et vous le saviez ou deviez le savoir en le publiant.",
            "Ce propos est inexact.",
        ),
        (
            "devrait_savoir",
            "Ce propos est faux, et vous auriez dû le savoir avant de le publier.",
            "Ce propos est inexact.",
        ),
        ("sans_motif", "Ce propos a été publié sans juste motif.", "Ce propos est publié sans juste motif."),
        (None, None, None),
    ],
)
def test_une_publication_dit_sa_situation_en_une_phrase(
    situation: str | None, phrase: str | None, reproche: str | None
):
    p = recit.publication(Publication.model_validate({"situation": situation}), 2)
    assert (p.numero, p.situation, p.reproche) == ("2", phrase, reproche)


@pytest.mark.parametrize(
    ("support", "ecrit"),
    [
        ("facebook", "Facebook"),
        ("GOOGLE", "Google"),
        ("TikTok", "TikTok"),
        ("Le Journal Exemple", "Le Journal Exemple"),
    ],
)
def test_un_support_connu_prend_son_nom_propre(support: str, ecrit: str):
    assert recit.publication(Publication.model_validate({"support": support}), 1).support == ecrit


def test_la_citation_la_correction_et_le_passage_ne_changent_pas_d_une_lettre():
    propos = {"citation": "C'est  «nul» !", "correction": "Je  rectifie.", "passage": "'nul'"}
    p = recit.publication(Publication.model_validate(propos), 1)
    assert {"citation": p.citation, "correction": p.correction, "passage": p.passage} == propos


@pytest.mark.parametrize(
    ("cles", "montant", "ligne"),
    [
        ({}, None, "Une commande annulée."),
        ({"pieces": ["P-5"]}, None, f"Pièce{S}P-5{S}: Une commande annulée."),
        ({"montant": "500"}, None, "Une commande annulée."),  # -- un montant sans pièce ne s'imprime pas --
        (
            {"montant": "500", "pieces": ["P-5"]},
            f"500,00{S}$",
            f"500,00{S}$ (pièce{S}P-5){S}: Une commande annulée.",
        ),
    ],
)
def test_un_tort_n_est_chiffre_que_prouve(cles: dict[str, object], montant: str | None, ligne: str):
    p = recit.prejudice(Prejudice.model_validate({"texte": "Une commande annulée.", **cles}))
    assert (p.montant, p.ligne) == (montant, ligne)


@pytest.mark.parametrize(
    ("jour", "libelle"),
    [(None, "Contrat de service"), ("2026-06-01", f"Contrat de service du 1er{S}juin 2026")],
)
def test_une_piece_jointe_dit_son_titre_et_sa_date(jour: str | None, libelle: str):
    assert (
        recit.piece(Piece.model_validate({"id": "P-1", "titre": "Contrat de service", "date": jour})).libelle == libelle
    )


@d_un_trait
@pytest.mark.parametrize(
    ("titre", "libelle"),
    [
        ("Contrat", f"Contrat du 1er{S}juin 2026"),
        ("Contrat de services de traduction", f"Contrat de services de traduction du 1er{S}juin 2026"),
        ("Courriel de Mme Exemple", f"Courriel de Mme Exemple du 1er{S}juin 2026"),
        ("Facture n° F-1023", f"Facture n° F-1023 du 1er{S}juin 2026"),
        ("Capture d’écran du propos 1", f"Capture d’écran du propos 1, 1er{S}juin 2026"),
        ("Capture d'écran du propos 1", f"Capture d'écran du propos 1, 1er{S}juin 2026"),
        ("Rappel de l’entente", f"Rappel de l’entente, 1er{S}juin 2026"),
        ("Courriel d'une cliente", f"Courriel d'une cliente, 1er{S}juin 2026"),
        ("Liste des corrections", f"Liste des corrections, 1er{S}juin 2026"),
        ("Courriel de la cliente", f"Courriel de la cliente, 1er{S}juin 2026"),
    ],
)
def test_la_date_d_une_piece_ne_date_pas_ce_qu_elle_montre(titre: str, libelle: str):
    assert recit.piece(Piece.model_validate({"id": "P-1", "titre": titre, "date": "2026-06-01"})).libelle == libelle


@pytest.mark.parametrize(
    ("cles", "titre"),
    [
        ({}, "contrat"),
        ({"date": "2026-06-01", "piece": "P-1"}, f"contrat du 1er{S}juin 2026"),
        ({"forme": "verbal", "date": "2026-06-01"}, f"entente verbale du 1er{S}juin 2026"),
        ({"forme": "echanges", "date": "2026-06-01"}, f"entente du 1er{S}juin 2026"),
    ],
)
def test_l_objet_nomme_l_entente_et_sa_date(cles: dict[str, str], titre: str):
    c = recit.contrat(Contrat.model_validate(cles))
    assert c is not None
    assert c.titre == titre


@pytest.mark.parametrize(
    ("envoi", "dite"), [(1, False), (2, True), (None, True)], ids=["à l’offre", "au rappel", "à rien de nommé"]
)
def test_ce_qui_repond_a_une_offre_n_est_dans_aucune_lettre(envoi: int | None, dite: bool):
    parties = [{"lettre": "proposition", "date": "2026-09-15"}, {"lettre": "rappel", "date": "2026-09-16"}]
    suite = {"date": "2026-09-20", "resultat": "refus", "citation": "Votre rabais ne m’intéresse pas."}
    lues = recit.demarches(Affaire(dossier(envois=parties, suites=[suite | ({"envoi": envoi} if envoi else {})]), AU))
    assert ("rabais" in " ".join(lues)) is dite
    assert not any("roposition" in ligne for ligne in lues)


@d_un_trait
@pytest.mark.parametrize(
    ("suite", "dit"),
    [
        (
            {"resultat": "promesse", "promis_le": "2026-10-16", "montant": "30 $"},
            f"un paiement de 30,00{S}$ a été promis pour le 16{S}octobre 2026",
        ),
        ({"resultat": "promesse", "promis_le": "2026-10-16"}, f"le paiement a été promis pour le 16{S}octobre 2026"),
        ({"resultat": "promesse", "montant": "30 $"}, f"un paiement de 30,00{S}$ a été promis"),
        ({"resultat": "reconnaissance", "montant": "40 $"}, f"la somme de 40,00{S}$ a été reconnue"),
        ({"resultat": "paiement_annonce", "montant": "50 $"}, f"un paiement de 50,00{S}$ a été annoncé"),
        (
            {"resultat": "en_approbation", "promis_le": "2026-10-16"},
            f"la facture a été dite en approbation; un paiement a été annoncé pour le 16{S}octobre 2026",
        ),
        ({"resultat": "contestation", "montant_conteste": "20 $"}, f"contestation de la demande, pour 20,00{S}$"),
    ],
)
@pytest.mark.parametrize(
    "mots",
    [
        {"citation": "Je verse 45 $ le 12 octobre 2026."},
        {"note": "elle rappellera"},
        {"citation": "Non.", "note": "Oui."},
    ],
)
def test_au_debiteur_non_plus_ni_une_citation_ni_une_note_ne_taisent_la_somme_et_le_jour(
    suite: dict[str, str], dit: str, mots: dict[str, str]
):
    revenue = {"date": "2026-10-10", "canal": "courriel"} | suite | mots
    (ligne,) = recit.demarches(Affaire(dossier(creances=[facture()], suites=[revenue]), AU))
    assert dit in ligne
    assert all(mot.rstrip(".") in ligne for mot in mots.values())


def test_sans_somme_ni_jour_les_mots_de_l_autre_suffisent():
    revenue = {"date": "2026-10-10", "canal": "courriel", "resultat": "promesse", "citation": "Je paierai."}
    (ligne,) = recit.demarches(Affaire(dossier(suites=[revenue]), AU))
    assert ligne == f"Courriel du 10{S}octobre 2026{S}: vous avez écrit «{S}Je paierai.{S}»"
