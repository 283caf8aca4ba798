"""Comme on l'écrit : mots, dates, sommes, délais, téléphones et réponses se lisent tels que les gens les tapent.

Ce qui se lirait de deux façons est refusé, avec ce que l'on voulait peut-être dire.
"""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from typing import Annotated, Any

import pytest
from pydantic import AfterValidator, BaseModel, TypeAdapter, ValidationError
from tables import d_un_trait

from lettres.dossier import Dossier
from lettres.dossier import types as t
from lettres.dossier.parties import UneCivilite
from lettres.dossier.refus import fautes_de
from lettres.dossier.saisie.lecture_de_mots import Mots, plier
from lettres.dossier.types import Moment
from lettres.lecture.formes import cles

CODE_POSTAL = Annotated[str, AfterValidator(t.lire_code_postal)]


def lire(genre: Any, valeur: object) -> Any:
    return TypeAdapter(genre).validate_python(valeur)


def phrase(genre: Any, valeur: object) -> str:
    """La phrase du refus."""
    with pytest.raises(ValidationError) as exc:
        lire(genre, valeur)
    (erreur,) = fautes_de(exc.value)
    return erreur["msg"]


def de(bloc: type[BaseModel], cle: str, valeur: object) -> object:
    """Ce qu'une clé d'un bloc lit de cette valeur."""
    champ = bloc.model_fields[cle]
    annotation: Any = champ.annotation
    return lire(Annotated[(annotation, *champ.metadata)] if champ.metadata else annotation, valeur)


def bloc(nom: str) -> type[BaseModel]:
    trouves = {m.__name__: m for m in blocs(Dossier)}
    return trouves[nom]


def blocs(modele: type[BaseModel], vus: dict[str, type[BaseModel]] | None = None) -> list[type[BaseModel]]:
    vus = {} if vus is None else vus
    if modele.__name__ not in vus:
        vus[modele.__name__] = modele
        for cle in cles(modele).values():
            for forme in (cle.forme, cle.forme.element):
                if forme is not None and forme.modele is not None:
                    blocs(forme.modele, vus)
    return list(vus.values())


# -- Les mots d'une liste --

MOTS = [
    ("Contrat", "forme", "écrit", "ecrit"),
    ("Contrat", "forme", "Écrit", "ecrit"),
    ("Contrat", "forme", "ÉCRITE", "ecrit"),
    ("Contrat", "forme", "écrits", "ecrit"),
    ("Contrat", "forme", "e\u0301crit", "ecrit"),
    ("Contrat", "forme", "par écrit", "ecrit"),
    ("Contrat", "forme", "verbale", "verbal"),
    ("Contrat", "forme", "échange", "echanges"),
    ("Contrat", "forme", " Échanges ", "echanges"),
    ("Dossier", "nature", "Réputation", "reputation"),
    ("Dossier", "nature", "ENTENTE", "entente"),
    ("Dossier", "mode_envoi", "recommandé", "recommande"),
    ("Dossier", "mode_envoi", "Recommandée", "recommande"),
    ("Dossier", "mode_envoi", "courrier recommandé", "recommande"),
    ("Dossier", "mode_envoi", "poste recommandée", "recommande"),
    ("Dossier", "mode_envoi", "en mains propres", "main_propre"),
    ("Dossier", "mode_envoi", "Main-propre", "main_propre"),
    ("Dossier", "mode_envoi", "par huissier", "huissier"),
    ("Dossier", "mode_envoi", "par la poste", "poste"),
    ("Dossier", "mode_envoi", "e-mail", "courriel"),
    ("Envoi", "lettre", "mise en demeure", "mise_en_demeure"),
    ("Envoi", "lettre", "Mise-en-demeure", "mise_en_demeure"),
    ("Envoi", "lettre", "MISE EN DEMEURE", "mise_en_demeure"),
    ("Envoi", "lettre", "mise\u00a0en\u202fdemeure", "mise_en_demeure"),
    ("Envoi", "lettre", "mise  en demeure", "mise_en_demeure"),
    ("Envoi", "lettre", "mises en demeure", "mise_en_demeure"),
    ("Envoi", "lettre", "Réponse", "reponse"),
    ("Envoi", "lettre", "fin de relation", "fin_de_relation"),
    ("Envoi", "lettre", "l’OPC", "opc"),
    ("Envoi", "lettre", "l'OPC", "opc"),
    ("Destinataire", "qualite", "commerçant", "commercant"),
    ("Destinataire", "qualite", "Commerçante", "commercant"),
    ("Destinataire", "qualite", "consommatrice", "consommateur"),
    ("Destinataire", "qualite", "Consommateurs", "consommateur"),
    ("Destinataire", "qualite", "une entreprise", "entreprise"),
    ("Destinataire", "qualite", "inconnu", "inconnue"),
    ("Expediteur", "taxes", "non inscrit", "non_inscrit"),
    ("Expediteur", "taxes", "Non-inscrite", "non_inscrit"),
    ("Expediteur", "taxes", "inscrite", "inscrit"),
    ("Expediteur", "type", "Entreprise", "entreprise"),
    ("Creance", "cause", "prêt", "pret"),
    ("Creance", "cause", "Services", "service"),
    ("Creance", "cause", "loyer d’un logement", "loyer_logement"),
    ("Creance", "cause", "pension alimentaire", "pension_alimentaire"),
    ("Publication", "situation", "sait faux", "sait_faux"),
    ("Publication", "situation", "Devrait savoir", "devrait_savoir"),
    ("Achat", "mode", "en ligne", "en_ligne"),
    ("Achat", "mode", "porte-à-porte", "porte_a_porte"),
    ("Achat", "mode", "au téléphone", "par_telephone"),
    ("Achat", "paiement", "carte de crédit", "carte_credit"),
    ("Achat", "paiement", "Chèque", "cheque"),
    ("Achat", "obligation", "délais", "delai"),
    ("Achat", "categorie", "lave-vaisselle", "lave_vaisselle"),
    ("Achat", "categorie", "Réfrigérateur", "refrigerateur"),
    ("Demande", "type", "Réparer", "reparer"),
    ("Suite", "canal", "Téléphone", "telephone"),
    ("Suite", "canal", "en personne", "en_personne"),
    ("Suite", "resultat", "paiement annoncé", "paiement_annonce"),
    ("Suite", "resultat", "sans réponse", "sans_reponse"),
    ("Suite", "resultat", "facture non reçue", "facture_non_recue"),
    ("Suspension", "motif", "entente de paiement", "entente_de_paiement"),
    ("Suspension", "motif", "Médiation", "mediation"),
    ("Derogation", "gravite", "Conseil", "conseil"),
    ("LettreRecue", "type", "Mise en demeure", "mise_en_demeure"),
    ("LettreRecue", "type", "une plainte", "plainte"),
    ("LettreRecue", "mode", "par courrier recommandé", "recommande"),
    ("LettreRecue", "mode", "SMS", "texto"),
    ("LettreRecue", "mode", "en ligne", "en_ligne"),
    ("LettreRecue", "position", "Contester", "contester"),
    ("SommeReclamee", "cause", "prêt", "pret"),
    ("SommeReclamee", "cause", "dommages-intérêts", "dommages"),
    ("SommeReclamee", "cause", "Réputation", "reputation"),
    ("PointRecu", "jugement", "Exacte", "exact"),
    ("PointRecu", "jugement", "inexactes", "inexact"),
    ("PointRecu", "jugement", "faux", "inexact"),
    ("PointRecu", "jugement", "vrai", "exact"),
    ("PointRecu", "jugement", "je ne sais pas", "inconnu"),
    ("Menace", "canal", "sms", "texto"),
    ("Concession", "de", "moi", "nous"),
    ("Concession", "de", "l’expéditeur", "nous"),
    ("Concession", "de", "le destinataire", "vous"),
    ("Offre", "accepter_par", "par écrit", "ecrit_signe"),
    ("Offre", "accepter_par", "écrit signé", "ecrit_signe"),
    ("Offre", "accepter_par", "e-mail", "courriel"),
    ("MotifDeRupture", "type", "défaut de paiement", "defaut_de_paiement"),
    ("MotifDeRupture", "type", "ingérence", "ingerence"),
    ("MotifDeRupture", "type", "refus de collaborer", "refus_de_collaborer"),
    ("MotifDeRupture", "type", "manques de respect", "manque_de_respect"),
    ("Travail", "etat", "en cours", "en_cours"),
    ("Travail", "etat", "à faire", "a_faire"),
    ("Travail", "etat", "terminée", "fait"),
]


@d_un_trait
@pytest.mark.parametrize(("nom", "cle", "ecrit", "lu"), MOTS)
def test_un_mot_d_une_liste_se_lit_avec_ses_accents_sa_casse_et_ses_espaces(nom: str, cle: str, ecrit: str, lu: str):
    assert de(bloc(nom), cle, ecrit) == lu


@d_un_trait
@pytest.mark.parametrize(
    ("ecrit", "lu"),
    [
        ("Madame", "Mme"),
        ("MME", "Mme"),
        ("mme.", "Mme"),
        ("Mr", "M."),
        ("m", "M."),
        ("M.", "M."),
        ("Monsieur", "M."),
        ("maitre", "Me"),
        ("Maître", "Me"),
        ("ME", "Me"),
        ("Neutre", "neutre"),
    ],
)
def test_une_civilite_se_lit_en_toutes_lettres_ou_abregee(ecrit: str, lu: str):
    assert lire(UneCivilite, ecrit) == lu


@d_un_trait
@pytest.mark.parametrize(
    ("nom", "cle", "ecrit"),
    [
        ("Contrat", "forme", "écrit et verbal"),
        ("Contrat", "forme", "écrit/verbal"),
        ("Contrat", "forme", "non écrit"),
        ("Contrat", "forme", "écrit ?"),
        ("Contrat", "forme", "par"),
        ("Contrat", "forme", "e c r i t"),
        ("Expediteur", "taxes", "pas inscrit"),
        ("Expediteur", "taxes", "oui"),
        ("Dossier", "mode_envoi", "poste ou courriel"),
        ("Dossier", "mode_envoi", "télécopieur"),
        ("Envoi", "lettre", "demeure"),
        ("Demande", "type", "paiement"),
        ("Destinataire", "civilite", "Docteur"),
        ("Suite", "resultat", "x" * 6000),
        ("Suite", "resultat", "e\u0301" * 6000),
    ],
)
def test_un_mot_qui_en_dit_plus_ou_autre_chose_est_refuse(nom: str, cle: str, ecrit: str):
    with pytest.raises(ValidationError):
        de(bloc(nom), cle, ecrit)


def listes_de_mots() -> list[tuple[str, str, tuple[str, ...]]]:
    return [
        (modele.__name__, cle.nom, cle.forme.choix)
        for modele in blocs(Dossier)
        for cle in cles(modele).values()
        if cle.forme.choix and cle.nom not in {"lettres", "devise"}
    ]


@d_un_trait
@pytest.mark.parametrize(("nom", "cle", "choix"), listes_de_mots())
def test_chaque_mot_de_chaque_liste_se_lit_en_majuscules_avec_des_espaces_ou_des_traits(nom, cle, choix):
    for mot in choix:
        for ecrit in (mot, mot.upper(), mot.replace("_", " "), mot.replace("_", "-").title(), f" {mot}\u00a0"):
            assert de(bloc(nom), cle, ecrit) == mot


def test_une_liste_dont_deux_mots_se_confondraient_est_une_faute_de_notre_part():
    with pytest.raises(ValueError, match="se confondent"):
        Mots().lus(("ecrit", "ecrite"))


def test_plier_ote_les_accents_la_casse_et_les_separateurs():
    assert plier("  L’Été\u00a0d'Œuvre-là ") == "l ete d oeuvre la"


# -- Les dates --

LE_14_MARS = date(2026, 3, 14)


@d_un_trait
@pytest.mark.parametrize(
    ("ecrit", "lu"),
    [
        ("14 mars 2026", LE_14_MARS),
        ("le 14 mars 2026", LE_14_MARS),
        ("Le samedi 14 mars 2026", LE_14_MARS),
        ("samedi, le 14 mars 2026", LE_14_MARS),
        ("samedi le 14 mars 2026", LE_14_MARS),
        ("14 MARS 2026", LE_14_MARS),
        ("14 mars, 2026", LE_14_MARS),
        ("14-mars-2026", LE_14_MARS),
        ("14\u00a0mars\u202f2026", LE_14_MARS),
        ("  14  mars  2026. ", LE_14_MARS),
        ("2026/03/14", LE_14_MARS),
        ("2026.03.14", LE_14_MARS),
        ("2026-3-14", LE_14_MARS),
        ("2026 03 14", LE_14_MARS),
        ("14mars2026", LE_14_MARS),
        ("sam. 14 mars 2026", LE_14_MARS),
        ("2026-03-14.", LE_14_MARS),
        ("7 juill. 2026", date(2026, 7, 7)),
        ("1er septembre 2026", date(2026, 9, 1)),
        ("1 er septembre 2026", date(2026, 9, 1)),
        ("1\u1d49\u02b3 septembre 2026", date(2026, 9, 1)),
        ("1 septembre 2026", date(2026, 9, 1)),
        ("premier septembre 2026", date(2026, 9, 1)),
        ("1 sept. 2026", date(2026, 9, 1)),
        ("3 févr. 2026", date(2026, 2, 3)),
        ("3 fév 2026", date(2026, 2, 3)),
        ("3 fevrier 2026", date(2026, 2, 3)),
        ("31 août 2026", date(2026, 8, 31)),
        ("31 aout 2026", date(2026, 8, 31)),
        ("25 déc. 2026", date(2026, 12, 25)),
        ("02 janv. 2026", date(2026, 1, 2)),
        ("29 février 2028", date(2028, 2, 29)),
    ],
)
def test_une_date_se_lit_en_toutes_lettres(ecrit: str, lu: date):
    assert lire(t.Jour, ecrit) == lu
    assert lire(t.JourEtHeure, ecrit) == Moment(lu)


@d_un_trait
@pytest.mark.parametrize(
    ("ecrit", "voulus"),
    [
        ("14/03/2026", ["2026-03-14"]),
        ("03/14/2026", ["2026-03-14"]),
        ("14-03-2026", ["2026-03-14"]),
        ("14.03.2026", ["2026-03-14"]),
        ("14 / 03 / 2026", ["2026-03-14"]),
        ("02/03/2026", ["2026-03-02", "2026-02-03"]),
        ("2-3-2026", ["2026-03-02", "2026-02-03"]),
        ("03/03/2026", ["2026-03-03"]),
        ("14/03/26", ["2026-03-14"]),
        ("02/03/26", ["2026-03-02", "2026-02-03"]),
        ("14 mars 26", ["2026-03-14"]),
        ("mars 14, 2026", ["2026-03-14"]),
        ("March 14, 2026", ["2026-03-14"]),
        ("14 march 2026", ["2026-03-14"]),
        ("14 mrs 2026", ["2026-03-14"]),
        ("14 setpembre 2026", ["2026-09-14"]),
        ("20260314", ["2026-03-14"]),
        ("14e mars 2026", ["2026-03-14"]),
    ],
)
def test_une_date_ambigue_ou_mal_ecrite_dit_ce_que_l_on_voulait_peut_etre_dire(ecrit: str, voulus: list[str]):
    dit = phrase(t.Jour, ecrit)
    assert "vouliez-vous dire" in dit.lower()
    assert [mot for mot in dit.replace("«", "").replace("»", "").split() if mot.startswith("20")] == voulus
    for voulu in voulus:
        assert lire(t.Jour, voulu)


@d_un_trait
@pytest.mark.parametrize(
    ("ecrit", "mot"),
    [
        ("vendredi 14 mars 2026", "samedi"),
        ("14 mars", "année"),
        ("mars 2026", "jour"),
        ("2026", "illisible"),
        ("vers le 14 mars 2026", "vers"),
        ("31 février 2026", "calendrier"),
        ("0 mars 2026", "calendrier"),
        ("31/02/2026", "calendrier"),
        ("14 mars 1026", "portée"),
        ("14 mars 2026 à 10 h", "sans heure"),
        ("2026-03-14 10:30", "sans heure"),
        ("hier", "illisible"),
        ("14 mars 2026 ou 15 mars 2026", "illisible"),
        ("١٤ mars 2026", "illisible"),
        ("14 mars 2026" + " " * 6000 + "x", "illisible"),
        ("9" * 6000, "illisible"),
    ],
)
def test_une_date_qui_ne_se_lit_pas_dit_pourquoi(ecrit: str, mot: str):
    assert mot in phrase(t.Jour, ecrit)


@d_un_trait
@pytest.mark.parametrize(
    ("ecrit", "heure"),
    [
        ("14 mars 2026 à 14 h 30", time(14, 30)),
        ("14 mars 2026, 14:30", time(14, 30)),
        ("le 14 mars 2026 à 9h", time(9)),
        ("14 mars 2026 14h30", time(14, 30)),
        ("samedi 14 mars 2026, à 14 H 30", time(14, 30)),
        ("2026-03-14 à 14:30", time(14, 30)),
        ("2026-03-14, 14 h 30", time(14, 30)),
        ("2026/03/14 14:30", time(14, 30)),
        ("14 mars 2026 à 14 heures", time(14)),
        ("14 mars 2026 à 14 heures 30", time(14, 30)),
        ("14 mars 2026 a 14 h 30", time(14, 30)),
    ],
)
def test_un_moment_s_ecrit_en_toutes_lettres(ecrit: str, heure: time):
    assert lire(t.JourEtHeure, ecrit) == Moment(LE_14_MARS, heure)


# -- Les sommes --


@d_un_trait
@pytest.mark.parametrize(
    ("ecrit", "lu"),
    [
        ("60 CAD", "60.00"),
        ("60,00 CAD", "60.00"),
        ("60 $ CAD", "60.00"),
        ("60 $ CA", "60.00"),
        ("60 $CA", "60.00"),
        ("60 $ (CAD)", "60.00"),
        ("60 cad", "60.00"),
        ("CAD 60", "60.00"),
        ("CAD 1 149,75", "1149.75"),
        ("$60", "60.00"),
        ("$ 60", "60.00"),
        ("$1149.75", "1149.75"),
        ("CA$60", "60.00"),
        ("C$60", "60.00"),
        ("60$", "60.00"),
        ("60 CDN", "60.00"),
        ("60,00 $ CAN", "60.00"),
        ("CAD$60", "60.00"),
        ("60 dollars CA", "60.00"),
        ("60 dollars", "60.00"),
        ("60 dollars canadiens", "60.00"),
        ("1 dollar", "1.00"),
        ("1 149,75 $", "1149.75"),
        ("1\u00a0149,75\u00a0$\u00a0CA", "1149.75"),
        ("60.00 $", "60.00"),
    ],
)
def test_un_montant_canadien_se_lit_avec_son_signe_devant_ou_derriere(ecrit: str, lu: str):
    assert lire(t.Montant, ecrit) == Decimal(lu)
    assert lire(t.MontantOuZero, ecrit) == Decimal(lu)


@d_un_trait
@pytest.mark.parametrize(
    ("ecrit", "nom"),
    [
        ("60 USD", "dollars américains"),
        ("60 US$", "dollars américains"),
        ("US$60", "dollars américains"),
        ("USD 60", "dollars américains"),
        ("60 $ US", "dollars américains"),
        ("60 dollars américains", "dollars américains"),
        ("60 €", "euros"),
        ("€60", "euros"),
        ("60 EUR", "euros"),
        ("1 149,75 euros", "euros"),
        ("£60", "livres sterling"),
        ("60 GBP", "livres sterling"),
        ("60 CHF", "francs suisses"),
        ("60 AUD", "dollars australiens"),
        ("60 MXN", "pesos mexicains"),
        ("¥60", "yens"),
        ("60 U.S.", "dollars américains"),
        ("EUR 1.149,75", "euros"),
    ],
)
def test_une_autre_devise_est_refusee_par_son_nom(ecrit: str, nom: str):
    dit = phrase(t.Montant, ecrit)
    assert nom in dit
    assert "canadiens" in dit


@pytest.mark.parametrize("ecrit", ["USD", "us$", "Euros", "€", "GBP", "dollars américains"])
def test_la_devise_d_une_creance_est_refusee_par_son_nom(ecrit: str):
    assert "canadiens" in phrase(t.Devise, ecrit)


@d_un_trait
@pytest.mark.parametrize("ecrit", ["CAD", "cad", "$ CA", "$", "dollars canadiens", "Dollar canadien", "C$", "CA$"])
def test_la_devise_d_une_creance_se_lit(ecrit: str):
    assert lire(t.Devise, ecrit) == "CAD"


@d_un_trait
@pytest.mark.parametrize(
    ("ecrit", "voulus"),
    [
        ("1,234.56", ["1 234,56 $"]),
        ("$1,149.75", ["1 149,75 $"]),
        ("1.149,75 $", ["1 149,75 $"]),
        ("1,234", ["1 234,00 $"]),
        ("12,345,678.90", ["12 345 678,90 $"]),
        ("1'149.75", ["1 149,75 $"]),
        ("1  149,75 $", ["1 149,75 $"]),
        ("1 149, 75 $", ["1 149,75 $"]),
    ],
)
def test_un_montant_ambigu_dit_ce_que_l_on_voulait_peut_etre_dire(ecrit: str, voulus: list[str]):
    dit = phrase(t.Montant, ecrit).replace("\u00a0", " ")
    for voulu in voulus:
        assert f"vouliez-vous dire « {voulu} »" in dit
        assert lire(t.Montant, voulu)


@d_un_trait
@pytest.mark.parametrize(
    "ecrit",
    [
        "12 %",
        "12 % annuels",
        "12 %/année",
        "12 % par an",
        "12 % par année",
        "12 %/an",
        "12 % l’an",
        "12 % annuel",
        "12 pour cent",
    ],
)
def test_un_taux_par_annee_se_lit_comme_on_l_ecrit(ecrit: str):
    assert lire(t.Taux, ecrit) == 12


@pytest.mark.parametrize("ecrit", ["2 % par mois", "2 %/mois", "2 % mensuel", "0,1 % par jour"])
def test_un_taux_qui_n_est_pas_par_annee_reste_refuse(ecrit: str):
    assert phrase(t.Taux, ecrit)


# -- Les délais et les nombres --


@d_un_trait
@pytest.mark.parametrize(
    ("genre", "ecrit", "lu"),
    [
        (t.JoursDeDelai, "10 jours", 10),
        (t.JoursDeDelai, "10 JOURS", 10),
        (t.JoursDeDelai, "1 jour", 1),
        (t.JoursDeDelai, "10j", 10),
        (t.JoursDeDelai, "10 j.", 10),
        (t.JoursDeDelai, "10\u00a0jours", 10),
        (t.JoursDeDelai, "10 jours.", 10),
        (t.JoursDeDelai, "10 jours calendrier", 10),
        (t.JoursDeDelai, "dix (10) jours", 10),
        (t.JoursDeDelai, "10 jours civils", 10),
        (t.NumeroDePage, "page 3", 3),
        (t.NumeroDePage, "p. 3", 3),
        (t.NumeroDePage, "P.3", 3),
        (t.Entier, "12 employés", 12),
    ],
)
def test_un_nombre_se_lit_avec_son_unite(genre: Any, ecrit: str, lu: int):
    assert lire(genre, ecrit) == lu


@d_un_trait
@pytest.mark.parametrize(
    ("ecrit", "voulu"),
    [
        ("2 semaines", "14 jours"),
        ("une semaine", "7 jours"),
        ("1 semaine", "7 jours"),
        ("48 heures", "2 jours"),
        ("48 h", "2 jours"),
        ("dix", "10 jours"),
        ("dix jours", "10 jours"),
        ("quinze jours", "15 jours"),
        ("trente jours", "30 jours"),
        ("quinzaine", "15 jours"),
    ],
)
def test_un_delai_en_toutes_lettres_ou_en_semaines_dit_son_nombre_de_jours(ecrit: str, voulu: str):
    dit = phrase(t.JoursDeDelai, ecrit).replace("\u00a0", " ")
    assert f"vouliez-vous dire « {voulu} »" in dit
    assert lire(t.JoursDeDelai, voulu)


@pytest.mark.parametrize(
    ("ecrit", "mot"),
    [
        ("10 jours ouvrables", "ouvrables"),
        ("10 jours ouvrés", "ouvrables"),
        ("vingt et un jours", "chiffres."),
        ("1 mois", "mois"),
        ("dix (12) jours", "entier"),
        ("10 jours francs", "entier"),
    ],
)
def test_un_delai_qui_se_compte_autrement_est_refuse(ecrit: str, mot: str):
    assert mot in phrase(t.JoursDeDelai, ecrit)


# -- Oui ou non --


@d_un_trait
@pytest.mark.parametrize("ecrit", ["oui", "Oui.", "OUI", " oui ", "o", "O", "vrai", "yes", "true", "Y", True])
def test_un_oui_se_lit(ecrit: object):
    assert lire(t.OuiNon, ecrit) is True


@d_un_trait
@pytest.mark.parametrize("ecrit", ["non", "Non.", "NON", "n", "N", "faux", "no", "false", "\u00a0non", False])
def test_un_non_se_lit(ecrit: object):
    assert lire(t.OuiNon, ecrit) is False


@d_un_trait
@pytest.mark.parametrize("ecrit", ["peut-être", "on", "off", "1", "0", "x", "pas encore", "oui ?", 1, None])
def test_ce_qui_n_est_ni_oui_ni_non_est_refuse(ecrit: object):
    assert phrase(t.OuiNon, ecrit)


# -- Le téléphone, le code postal, le NEQ, la pièce --


@d_un_trait
@pytest.mark.parametrize(
    ("genre", "ecrit", "lu"),
    [
        (t.Telephone, "450 555-0123 poste 12", "450 555-0123, poste 12"),
        (t.Telephone, "450 555-0123, Poste 12", "450 555-0123, poste 12"),
        (t.Telephone, "450-555-0123 ext. 12", "450-555-0123, poste 12"),
        (t.Telephone, "450-555-0123 ext 12", "450-555-0123, poste 12"),
        (t.Telephone, "(450) 555-0123 p. 12", "(450) 555-0123, poste 12"),
        (t.Telephone, "450 555-0123 x12", "450 555-0123, poste 12"),
        (t.Telephone, "450 555-0123 #12", "450 555-0123, poste 12"),
        (t.Telephone, "450 555-0123 poste: 12", "450 555-0123, poste 12"),
        (t.Telephone, "450 555-0123, p 12", "450 555-0123, poste 12"),
        (t.Telephone, "450 555-0123 local 12", "450 555-0123, poste 12"),
        (t.Telephone, "450 555-0123 (poste 12)", "450 555-0123, poste 12"),
        (t.Telephone, "450\u00a0555-0123 poste\u00a012", "450\u00a0555-0123, poste 12"),
        (t.Telephone, "450 555 0123", "450 555 0123"),
        (t.Telephone, "4505550123", "450 555-0123"),
        (t.Telephone, "4505550123 poste 12", "450 555-0123, poste 12"),
        (t.Telephone, "450/555-0123", "450/555-0123"),
        (CODE_POSTAL, "J2G-1A1", "J2G 1A1"),
        (CODE_POSTAL, "j2g  1a1", "J2G 1A1"),
        (t.Neq, "1100-000-000", "1100000000"),
        (t.Neq, "11 0000 0000", "1100000000"),
        (t.IdPiece, "p-1", "P-1"),
        (t.IdPiece, "P1", "P-1"),
        (t.IdPiece, "P 12", "P-12"),
        (t.IdPiece, "P\u20111", "P-1"),
        (t.IdPiece, "P–1", "P-1"),
        (t.IdPiece, "P-01", "P-1"),
    ],
)
def test_un_numero_se_lit_comme_on_le_tape(genre: Any, ecrit: str, lu: str):
    assert lire(genre, ecrit) == lu


@pytest.mark.parametrize(
    ("genre", "ecrit", "voulu"),
    [
        (CODE_POSTAL, "JOL 1AO", "J0L 1A0"),
        (CODE_POSTAL, "H2X IA1", "H2X 1A1"),
        (t.IdPiece, "Pièce 1", "P-1"),
        (t.IdPiece, "1", "P-1"),
        (t.IdPiece, "A-1", "P-1"),
    ],
)
def test_un_numero_presque_juste_dit_ce_que_l_on_voulait_peut_etre_dire(genre: Any, ecrit: str, voulu: str):
    assert f"vouliez-vous dire « {voulu} » ?" in phrase(genre, ecrit)


# -- Un texte de plusieurs lignes, là où il n'en faut qu'une --


@d_un_trait
@pytest.mark.parametrize(
    ("nom", "cle"),
    [
        ("Creance", "objet"),
        ("Contrat", "objet"),
        ("Achat", "objet"),
        ("Achat", "probleme"),
        ("Achat", "modele"),
        ("Frais", "texte"),
        ("Piece", "titre"),
        ("Demande", "calcul"),
        ("Clause", "source"),
        ("Dossier", "lieu"),
    ],
)
@pytest.mark.parametrize("ecrit", ["Reportage\nde mariage", "Reportage \n\n  de mariage\n", "Reportage\r\nde mariage"])
def test_une_description_de_plusieurs_lignes_se_replie(nom: str, cle: str, ecrit: str):
    assert de(bloc(nom), cle, ecrit) == "Reportage de mariage"


@pytest.mark.parametrize(("nom", "cle"), [("Adresse", "ligne"), ("Destinataire", "nom"), ("Creance", "facture")])
def test_un_nom_une_voie_ou_un_numero_tient_sur_une_ligne(nom: str, cle: str):
    assert "une seule ligne" in phrase(bloc(nom).model_fields[cle].rebuild_annotation(), "12, rue A\nGranby")
