"""Le calendrier d'un achat : la veille, le jour, le lendemain de chaque limite; et tous la disent pareille."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from fabrique_de_dossiers import dossier
from tables import d_un_trait

from lettres import interface
from lettres.affaire import Affaire, sommes_du_remboursement
from lettres.affaire.achats.droits_de_l_achat import DroitDAchat, EtatDuDroit
from lettres.cli.terminal.droits_en_clair import droits as a_l_ecran
from lettres.composition import composer
from lettres.composition.achats import droits_dits, office
from lettres.droit.droits_d_achat import cas_de, cas_dit, droit_dit
from lettres.escalade import Statut
from lettres.langue.typographie import date_longue
from lettres.production.etat import dresser, evaluer
from lettres.regles import verifier_coherence

OUVERT, A_VENIR, FERME, INCONNU = EtatDuDroit.OUVERT, EtatDuDroit.A_VENIR, EtatDuDroit.FERME, EtatDuDroit.INCONNU
UN_JOUR = timedelta(days=1)

EN_LIGNE = {"mode": "en_ligne", "date": "2026-07-20", "paiement": "carte_credit", "prix": "899", "objet": "un sofa"}
RECU = EN_LIGNE | {"exemplaire_recu_le": "2026-07-20"}
SANS = EN_LIGNE | {"double_recu": "non"}
A_LA_BANQUE = {"lettre": "retrofacturation", "date": "2026-10-21"}
LOCATION = {"type": "payer", "montant": "80", "calcul": "la location"}
A_DOMICILE = {"mode": "porte_a_porte", "date": "2026-07-20", "prix": "899", "objet": "un aspirateur"}
REFRIGERATEUR = {
    "mode": "en_magasin", "date": "2026-10-05", "categorie": "refrigerateur", "neuf": "oui", "livre_le": "2026-10-10",
}  # fmt: skip
NON_CONFORME = RECU | {"livre_le": "2026-09-15", "obligation": "conformite"}
"""Livré, et annulé à temps le 21 septembre 2026."""
AVIS = [{"lettre": "avis_resolution", "date": "2026-09-21", "mode": "recommande"}]


def affaire(au: date, envois: object = (), **achat: object) -> Affaire:
    blocs = {"nature": "consommation", "achat": achat, "envois": envois, "demandes": [{"type": "rembourser"}]}
    return Affaire(dossier(**blocs), au)


def droit(cle: str, au: date, achat: dict[str, object], envois: object = ()) -> DroitDAchat | None:
    droits = affaire(au, envois, **achat).consommation
    assert droits is not None
    return droits.droit(cle)


# Le droit, l'achat, son premier jour, le dernier jour utile, et ce qu'on en retient. 2026 : le 1er juillet est un
# mercredi, la fête du Travail le 7 septembre, l'Action de grâce le 12 octobre, Noël un vendredi.
LIMITES = [
    # -- sept jours depuis l'exemplaire --
    ("exemplaire", RECU, "2026-07-20", "2026-07-27", ()),
    ("exemplaire", RECU | {"exemplaire_recu_le": "2026-07-25"}, "2026-07-25", "2026-08-03", ()),  # un samedi
    ("exemplaire", RECU | {"date": "2026-06-20", "exemplaire_recu_le": "2026-06-24"}, "2026-06-24", "2026-07-02", ()),
    ("exemplaire", RECU | {"date": "2026-08-30", "exemplaire_recu_le": "2026-08-31"}, "2026-08-31", "2026-09-08", ()),
    ("exemplaire", RECU | {"date": "2026-12-15", "exemplaire_recu_le": "2026-12-18"}, "2026-12-18", "2026-12-28", ()),
    ("exemplaire", RECU | {"exemplaire_recu_le": "2026-08-04"}, "2026-08-04", "2026-08-11", ()),  # le quinzième jour
    ("exemplaire", RECU | {"mode": "par_telephone"}, "2026-07-20", "2026-07-27", ()),
    # -- trente jours depuis la conclusion, quand il manque : depuis le lendemain des quinze jours --
    ("sans_exemplaire", SANS, "2026-08-05", "2026-08-19", ()),
    ("sans_exemplaire", RECU | {"exemplaire_recu_le": "2026-08-05"}, "2026-08-05", "2026-08-19", ()),  # en retard
    ("sans_exemplaire", SANS | {"date": "2026-07-18"}, "2026-08-04", "2026-08-17", ()),  # le quinzième, un dimanche
    ("sans_exemplaire", SANS | {"date": "2026-08-08"}, "2026-08-25", "2026-09-08", ()),  # le trentième, férié
    # -- sept jours depuis la livraison, si elle n'est pas conforme --
    ("non_conforme", RECU | {"livre_le": "2026-08-17"}, "2026-08-17", "2026-08-24", ()),
    ("non_conforme", RECU | {"livre_le": "2026-08-31"}, "2026-08-31", "2026-09-08", ()),
    # -- sept jours depuis le relevé, venu plus tard --
    ("releve", RECU | {"releve_recu_le": "2026-09-14"}, "2026-09-14", "2026-09-21", ()),
    ("releve", RECU | {"releve_recu_le": "2026-10-05"}, "2026-10-05", "2026-10-13", ()),
    # -- à domicile : dix jours depuis le double, un an depuis le contrat --
    ("a_discretion", A_DOMICILE | {"double_recu_le": "2026-07-21"}, "2026-07-21", "2026-07-31", ()),
    ("a_discretion", A_DOMICILE | {"exemplaire_recu_le": "2026-12-15"}, "2026-12-15", "2026-12-28", ()),
    ("a_discretion", A_DOMICILE | {"exemplaire_recu_le": "2026-11-10"}, "2026-11-10", "2026-11-20", ()),  # F10.06
    ("exception", A_DOMICILE, "2026-07-20", "2027-07-20", ()),
    ("exception", A_DOMICILE | {"date": "2025-08-29"}, "2025-08-29", "2026-08-31", ()),  # le 29 est un samedi
    ("sans_livraison_a_domicile", A_DOMICILE, "2026-08-20", "2027-07-20", ()),
    ("sans_livraison_a_domicile", A_DOMICILE | {"livraison_prevue": "2026-08-17"}, "2026-09-17", "2027-07-20", ()),
    # -- après l'avis : quinze jours, puis soixante --
    ("remboursement", RECU, "2026-09-21", "2026-10-06", AVIS),
    ("remboursement", RECU | {"annule_le": "2026-09-26"}, "2026-09-26", "2026-10-13", ()),  # le 11, puis un férié
    ("remboursement", A_DOMICILE | {"annule_le": "2026-09-21"}, "2026-09-21", "2026-10-06", ()),
    ("restitution", NON_CONFORME, "2026-09-21", "2026-10-06", AVIS),
    ("retrofacturation", RECU, "2026-10-07", "2026-12-07", AVIS),  # le 5 décembre est un samedi
    ("retrofacturation", RECU | {"annule_le": "2026-09-17"}, "2026-10-03", "2026-12-01", ()),
    # -- le quinzième jour reporté, les soixante se comptent de ce report : le commerçant n'est pas en défaut avant --
    ("retrofacturation", RECU | {"annule_le": "2026-09-18"}, "2026-10-06", "2026-12-04", ()),  # le 3, un samedi
    ("retrofacturation", RECU | {"annule_le": "2026-09-26"}, "2026-10-14", "2026-12-14", ()),  # le 11, puis un férié
    ("retrofacturation", RECU | {"annule_le": "2026-12-10"}, "2026-12-29", "2027-02-26", ()),  # Noël, un vendredi
    ("retrofacturation", RECU | {"annule_le": "2026-10-12"}, "2026-10-28", "2026-12-28", ()),  # le 26, comme férié
    # -- la garantie, le recours : sans report --
    ("garantie", RECU | {"date": "2026-10-05", "categorie": "laveuse", "neuf": "oui", "livre_le": "2026-10-10"},
     "2026-10-10", "2031-10-10", ()),
    ("garantie", RECU | {"date": "2026-10-05", "categorie": "televiseur", "neuf": "oui", "livre_le": "2027-02-01"},
     "2027-02-01", "2031-02-01", ()),
    ("garantie", RECU | {"date": "2028-02-29", "categorie": "tablette", "neuf": "oui", "livre_le": "2028-02-29"},
     "2028-02-29", "2031-02-28", ()),
    # -- le recours : de l'achat, par prudence; ce jour passé, d'où le droit est né, s'il est né plus tard --
    ("recours", RECU, "2026-07-20", "2029-07-20", ()),
    ("recours", RECU | {"annule_le": "2030-01-10"}, "2030-01-10", "2033-01-10", ()),  # -- jamais livré --
    ("recours", RECU | {"livre_le": "2026-08-01", "annule_le": "2026-11-02"}, "2026-07-20", "2029-07-20", ()),
    ("recours", REFRIGERATEUR | {"panne_le": "2031-06-02"}, "2031-06-02", "2034-06-02", ()),
    ("recours", REFRIGERATEUR | {"panne_le": "2031-06-02", "obligation": "delai"}, "2026-10-05", "2029-10-05", ()),
    ("recours", REFRIGERATEUR | {"neuf": "non", "panne_le": "2030-06-02"}, "2026-10-05", "2029-10-05", ()),
    ("recours", REFRIGERATEUR | {"neuf": "non", "panne_le": "2030-06-02", "obligation": "garantie"}, "2030-06-02",
     "2033-06-02", ()),
]  # fmt: skip


@d_un_trait
@pytest.mark.parametrize(("cle", "achat", "premier", "dernier", "envois"), LIMITES)
def test_la_veille_le_jour_et_le_lendemain_de_chaque_limite(
    cle: str, achat: dict[str, object], premier: str, dernier: str, envois: object
):
    du, au = date.fromisoformat(premier), date.fromisoformat(dernier)
    jours = [(du, OUVERT), (au - UN_JOUR, OUVERT), (au, OUVERT), (au + UN_JOUR, FERME)]
    if cle in {"sans_exemplaire", "retrofacturation", "sans_livraison_a_domicile"}:
        jours.append((du - UN_JOUR, A_VENIR))
    for jour, etat in jours:
        trouve = droit(cle, jour, achat, envois)
        assert trouve is not None
        assert (trouve.etat, trouve.premier, trouve.dernier) == (etat, du, au), jour
        assert trouve.ferme_depuis == (au + UN_JOUR if etat is FERME else None)


@pytest.mark.parametrize(
    ("cle", "depart", "limite"),
    [
        ("sans_livraison", RECU | {"livraison_prevue": "2026-08-17"}, date(2026, 9, 16)),
        ("sans_livraison", RECU, date(2026, 8, 19)),
        ("sans_livraison", RECU | {"livraison_prevue": "2026-08-08"}, date(2026, 9, 8)),  # -- le 7 est férié --
    ],
)
def test_faute_de_livraison_le_droit_s_ouvre_le_lendemain_et_se_ferme_a_la_livraison(
    cle: str, depart: dict[str, object], limite: date
):
    ouvre = limite + UN_JOUR
    for jour, etat in [(limite, A_VENIR), (ouvre, OUVERT), (ouvre + timedelta(days=400), OUVERT)]:
        trouve = droit(cle, jour, depart)
        assert trouve is not None and (trouve.etat, trouve.premier, trouve.dernier) == (etat, ouvre, None)
    # -- livré en retard : ouvert jusqu'à la veille, fermé depuis la livraison --
    livre = ouvre + timedelta(days=3)
    tard = depart | {"livre_le": livre.isoformat()}
    for jour, etat in [(livre - UN_JOUR, OUVERT), (livre, FERME), (livre + UN_JOUR, FERME)]:
        trouve = droit(cle, jour, tard)
        assert trouve is not None and (trouve.etat, trouve.dernier) == (etat, livre - UN_JOUR)
    # -- livré à temps : il n'a jamais existé --
    assert droit(cle, livre, depart | {"livre_le": limite.isoformat()}) is None


@d_un_trait
@pytest.mark.parametrize(
    ("achat", "presents"),
    [
        ({}, set()),
        ({"mode": "en_magasin", "date": "2026-09-01"}, {"recours"}),
        ({"mode": "en_magasin", "annule_le": "2026-09-02", "paiement": "carte_credit"}, set()),
        ({"mode": "en_ligne", "date": "2026-09-01"},
         {"recours", "exemplaire", "sans_exemplaire", "sans_livraison", "non_conforme", "remboursement"}),
        (RECU,
         {"recours", "exemplaire", "sans_livraison", "non_conforme", "releve", "remboursement", "retrofacturation"}),
        (SANS | {"livre_le": "2026-08-01", "paiement": "carte_debit"},
         {"recours", "sans_exemplaire", "non_conforme", "remboursement"}),
        (RECU | {"annule_le": "2026-09-03"}, {"recours", "remboursement", "retrofacturation"}),
        (NON_CONFORME | {"annule_le": "2026-09-21"},
         {"recours", "remboursement", "restitution", "retrofacturation"}),
        # -- annulé trop tard, rien n'est résolu : ce que le contrat ouvrait demeure --
        (NON_CONFORME | {"annule_le": "2026-09-23"},
         {"recours", "exemplaire", "sans_livraison", "non_conforme", "releve", "remboursement", "retrofacturation"}),
        (RECU | {"annule_le": "2026-09-03", "paiement": "virement"}, {"recours", "remboursement"}),
        (A_DOMICILE, {"recours", "a_discretion", "exception", "sans_livraison_a_domicile", "remboursement"}),
        (A_DOMICILE | {"annule_le": "2026-09-03", "livre_le": "2026-09-01", "paiement": "carte_credit"},
         {"recours", "remboursement"}),
        ({"date": "2026-10-05", "categorie": "laveuse", "neuf": "oui"}, {"recours", "garantie"}),
        # -- on ne sait pas s'il était neuf : la garantie nomme le fait qui manque --
        ({"date": "2026-10-05", "categorie": "laveuse"}, {"recours", "garantie"}),
        ({"date": "2026-10-04", "categorie": "laveuse"}, {"recours"}),
        ({"date": "2026-10-05", "categorie": "laveuse", "neuf": "non"}, {"recours"}),
        ({"date": "2026-10-05", "categorie": "autre", "neuf": "oui"}, {"recours"}),
    ],
)  # fmt: skip
def test_chaque_droit_n_existe_que_dans_son_cas(achat: dict[str, object], presents: set[str]):
    droits = affaire(date(2026, 11, 22), **achat).consommation
    assert droits is not None and {d.cle for d in droits.calendrier} == presents


@d_un_trait
@pytest.mark.parametrize(
    ("cle", "achat", "manque"),
    [
        ("exemplaire", EN_LIGNE, "achat.exemplaire_recu_le"),
        ("sans_exemplaire", EN_LIGNE, "achat.exemplaire_recu_le"),
        ("sans_exemplaire", SANS | {"date": None}, "achat.date"),
        ("sans_livraison", RECU | {"date": None}, "achat.livraison_prevue"),
        ("a_discretion", A_DOMICILE, "achat.exemplaire_recu_le"),
        ("exception", A_DOMICILE | {"date": None}, "achat.date"),
        ("sans_livraison_a_domicile", A_DOMICILE | {"date": None}, "achat.date"),
        ("retrofacturation", RECU | {"paiement": None, "annule_le": "2026-09-21"}, "achat.paiement"),
        ("garantie", {"date": "2026-10-05", "categorie": "laveuse", "livre_le": "2026-10-10"}, "achat.neuf"),
    ],
)
def test_un_fait_qui_manque_rend_le_droit_inconnu_et_se_nomme(cle: str, achat: dict[str, object], manque: str):
    trouve = droit(cle, date(2026, 11, 22), achat)
    assert trouve is not None and (trouve.etat, trouve.manque) == (INCONNU, manque)


@pytest.mark.parametrize(
    ("panne", "etat"), [("2032-10-10", OUVERT), ("2032-10-11", FERME), ("2026-10-09", FERME), (None, FERME)]
)
def test_la_garantie_finie_vaut_encore_pour_un_probleme_apparu_pendant_qu_elle_courait(
    panne: str | None, etat: EtatDuDroit
):
    trouve = droit("garantie", date(2032, 10, 11), REFRIGERATEUR | {"panne_le": panne})
    assert trouve is not None and trouve.etat is etat
    assert droits_dits.ligne(trouve).startswith("Encore, le problème" if etat is OUVERT else "Fermé depuis")


@pytest.mark.parametrize(("avis", "etat"), [("2026-09-22", OUVERT), ("2026-09-23", A_VENIR)])
def test_d_un_avis_donne_trop_tard_rien_ne_se_compte(avis: str, etat: EtatDuDroit):
    trouve = droit("retrofacturation", date(2026, 10, 20), NON_CONFORME, [AVIS[0] | {"date": avis}])
    assert trouve is not None and trouve.etat is etat


def test_sans_double_les_dix_jours_ne_courent_pas():
    trouve = droit("a_discretion", date(2026, 11, 22), A_DOMICILE | {"double_recu": "non"})
    assert trouve is not None and (trouve.etat, trouve.dernier) == (OUVERT, None)


def test_l_avis_inscrit_au_journal_fait_courir_les_delais_et_l_emporte_sur_annule_le():
    achat, au = RECU | {"annule_le": "2026-09-01"}, date(2026, 10, 7)
    for envois, resolu in [((), date(2026, 9, 1)), (AVIS, date(2026, 9, 21))]:
        droits = affaire(au, envois, **achat).consommation
        assert droits is not None and droits.resolu_le == resolu


@pytest.mark.parametrize(
    ("envois", "suites"),
    [
        ([AVIS[0] | {"date": "2026-10-08"}], []),
        ([*AVIS, {"corrige": 1, "motif": "Jamais partie."}], []),
        (AVIS, [{"date": "2026-09-30", "resultat": "retour_courrier", "envoi": 1}]),
    ],
    ids=["plus tard", "annulé", "revenu"],
)
def test_un_avis_qui_n_est_pas_parti_ne_resout_rien(envois: object, suites: object):
    blocs = {"nature": "consommation", "achat": RECU, "envois": envois, "suites": suites}
    droits = Affaire(dossier(**blocs), date(2026, 10, 7)).consommation
    assert droits is not None and droits.resolu_le is None


# -- Le remboursement --


@pytest.mark.parametrize(
    ("cles", "sommes", "ferme"),
    [
        ({}, ("899", "899"), False),
        ({"debite": "300"}, ("300", "300"), False),
        ({"rembourse": "100", "rembourse_le": "2026-10-01"}, ("899", "799"), False),
        ({"rembourse": "899", "rembourse_le": "2026-10-20"}, ("899", "0"), True),
        ({"rembourse_le": "2026-10-20"}, ("899", "0"), True),
        ({"rembourse_le": "2026-11-23"}, ("899", "0"), False),
    ],
    ids=str,
)
def test_le_remboursement_entier_ferme_la_retrofacturation(cles: dict[str, str], sommes: tuple[str, str], ferme: bool):
    a = affaire(date(2026, 11, 22), AVIS, **RECU | cles)
    assert a.dossier.achat is not None and a.consommation is not None
    assert sommes_du_remboursement(a.dossier.achat) == tuple(map(Decimal, sommes))
    for cle in ("remboursement", "retrofacturation"):
        trouve = a.consommation.droit(cle)
        assert trouve is not None and (trouve.exerce_le is not None) is ferme
    assert (a.consommation.droit("retrofacturation") or trouve).etat is (FERME if ferme else OUVERT)


@pytest.mark.parametrize(
    ("cles", "reste", "demandee", "finie"),
    [
        ({}, {}, "899", False),
        ({"rembourse": "100", "rembourse_le": "2026-10-10"}, {}, "799", False),
        ({"rembourse": "898.99", "rembourse_le": "2026-10-10"}, {}, "0.01", False),
        ({"rembourse": "899", "rembourse_le": "2026-10-10"}, {}, None, True),
        ({"rembourse": "999", "rembourse_le": "2026-10-10"}, {}, None, True),  # -- trop, et C126 le dit --
        ({"rembourse_le": "2026-10-10"}, {}, None, True),
        ({"rembourse_le": "2026-11-22"}, {}, None, True),  # -- le jour même --
        ({"rembourse_le": "2026-11-23"}, {}, None, False),  # -- demain --
        ({"rembourse_le": "2026-08-10"}, {"envois": ()}, None, True),  # -- avant tout avis --
        ({"rembourse_le": "2026-11-20"}, {"envois": [*AVIS, A_LA_BANQUE]}, None, True),
        # -- la carte a tout rendu de ce qu'elle a payé, non le commerçant le reste --
        ({"debite": "300", "rembourse": "300", "rembourse_le": "2026-10-10"}, {}, "599", False),
        # -- un tort prouvé, ou une autre demande, fait durer l'affaire, et seul s'y demande --
        ({"rembourse_le": "2026-10-10"}, {"prejudices": [{"texte": "La location.", "montant": "80", "pieces": ["P-1"]}],
          "pieces": [{"id": "P-1", "titre": "Reçu"}]}, "80", False),
        ({"rembourse_le": "2026-10-10"}, {"prejudices": [{"texte": "Les pas perdus.", "montant": "80"}]}, None, True),
        ({"rembourse_le": "2026-10-10"}, {"demandes": [LOCATION]}, "80", False),
    ],
    ids=str,
)  # fmt: skip
def test_un_achat_tout_rembourse_a_fini_et_une_partie_revenue_ne_se_redemande_pas(
    cles: dict[str, str], reste: dict[str, object], demandee: str | None, finie: bool
):
    blocs = {
        "nature": "consommation",
        "achat": RECU | cles,
        "envois": AVIS,
        "demandes": [{"type": "rembourser"}],
        **reste,
    }
    a = Affaire(dossier(**blocs), date(2026, 11, 22))
    assert (evaluer(a.dossier, au=a.au).statut is Statut.TERMINEE) is finie is a.achat_regle
    assert a.demandee("mise_en_demeure") == (Decimal(demandee) if demandee else None)
    redemandee = any(c.code == "C125" for c in verifier_coherence(a, "mise_en_demeure"))
    assert redemandee is (
        a.consommation is not None and a.consommation.rendu_le is not None and "demandes" not in reste
    )


def test_un_bien_rendu_n_est_plus_a_rendre():
    for restitue, etat in [(None, OUVERT), ("2026-09-30", OUVERT), ("2026-09-29", FERME), ("2026-09-20", FERME)]:
        trouve = droit("restitution", date(2026, 9, 29), NON_CONFORME | {"restitue_le": restitue}, AVIS)
        assert trouve is not None and trouve.etat is etat
        assert trouve.exerce_le == (date.fromisoformat(restitue) if restitue and etat is FERME else None)


@pytest.mark.parametrize("categorie", ["cuisiniere", "thermopompe", "lave_vaisselle", "televiseur", "tablette"])
def test_un_bien_encore_garanti_n_est_pas_prescrit_depuis_l_achat(categorie: str):
    achat = REFRIGERATEUR | {"categorie": categorie, "livre_le": "2026-10-20", "obligation": "garantie"}
    au = date(2029, 10, 6)  # -- trois ans et un jour après l'achat; la garantie, de trois à six ans, court encore --
    sans_panne, en_panne = affaire(au, **achat), affaire(au, **achat | {"panne_le": "2029-09-20"})
    for a, etat, depuis in ((sans_panne, INCONNU, None), (en_panne, OUVERT, date(2029, 9, 20))):
        droits = a.consommation
        assert droits is not None and (garantie := droits.droit("garantie")) and garantie.ouvert
        recours = droits.droit("recours")
        assert recours is not None and recours.etat is etat and recours.premier == depuis
        assert (a.prescriptions.achat and a.prescriptions.achat.depuis) == depuis
        assert not any(c.code == "A105" for c in verifier_coherence(a, "garantie"))
    # -- tant qu'il court, le délai compté de l'achat est celui que l'on dit --
    assert (a.le(date(2029, 10, 5)).prescriptions.achat or recours).depuis == date(2026, 10, 5)
    # -- le même problème, trois ans plus tard, est prescrit; et, la garantie finie sans panne, on compte de l'achat --
    for a in (en_panne.le(date(2032, 9, 21)), sans_panne.le(date(2032, 10, 21))):
        assert any(c.code == "A105" for c in verifier_coherence(a, "garantie"))


def test_le_jour_prudent_se_dit_et_le_dernier_jour_ferme():
    """Le quinzième jour est un dimanche suivi d'un férié : par prudence, ni lui ni le soixantième ne se reportent."""
    trouve = droit("retrofacturation", date(2026, 12, 11), RECU | {"annule_le": "2026-09-26"})
    assert trouve is not None and trouve.ouvert
    assert (trouve.d_ici, trouve.dernier) == (date(2026, 12, 10), date(2026, 12, 14))
    assert "compté sans aucun report, par prudence\u00a0: le délai va au 14\u00a0décembre 2026" in droits_dits.ligne(
        trouve
    )
    ferie = droit("retrofacturation", date(2026, 12, 1), RECU, AVIS)
    assert ferie is not None and "ce jour n’est pas ouvrable" in droits_dits.ligne(ferie)


# -- L'ordre, et l'accord de tous --


def test_le_plus_pressant_vient_d_abord_et_ce_qui_est_ferme_a_la_fin():
    droits = affaire(
        date(2026, 8, 10), **SANS | {"releve_recu_le": "2026-08-07", "livre_le": "2026-07-21"}
    ).consommation
    assert droits is not None
    assert [d.cle for d in droits.calendrier if d.premier] == ["releve", "sans_exemplaire", "recours", "non_conforme"]
    rangs = [list(EtatDuDroit).index(d.etat) for d in droits.calendrier if d.etat is not INCONNU]
    assert all(avant <= apres or {avant, apres} <= {1, 2} for avant, apres in pairwise(rangs))


@d_un_trait
@pytest.mark.un_sur(3)
@pytest.mark.parametrize(("cle", "achat", "premier", "dernier", "envois"), LIMITES)
def test_l_aide_memoire_et_l_etat_disent_la_meme_limite_que_le_calendrier(
    cle: str, achat: dict[str, object], premier: str, dernier: str, envois: object
):
    fin = date.fromisoformat(dernier)
    for jour in (date.fromisoformat(premier), fin, fin + UN_JOUR):
        a = affaire(jour, envois, **achat)
        assert a.consommation is not None
        trouve = a.consommation.droit(cle)
        assert trouve is not None
        dite = droits_dits.ligne(trouve)
        # -- la source ne se lit pas au téléphone --
        assert droits_dits.ligne(trouve, precis=False) in office.delais(a)
        assert dite in office.delais(a, precis=True)
        assert dite in "\n".join(a_l_ecran(a))
        (en_json,) = (d for d in interface.etat(dresser(a.dossier, au=jour, relire=True))["droits"] if d["cle"] == cle)
        assert (en_json["etat"], en_json["dernier_jour"], en_json["ligne"]) == (trouve.etat, dernier, dite)
        assert any(dit in dite for dit in ("Fermé depuis", "en défaut", "a pris fin")) is (jour > fin)


DES_CAS = {
    "exemplaire": "54.8b",
    "sans_exemplaire": "sans_exemplaire",
    "sans_livraison": "non_livraison",
    "non_conforme": "non_conforme",
    "releve": "releve",
    "a_discretion": "a_discretion",
    "exception": "permis",
    "sans_livraison_a_domicile": "non_livraison",
}
"""Un cas qui exerce chaque droit de résoudre."""
HORS_TEMPS = {"avis_resolution": "C140", "retrofacturation": "C146"}


@d_un_trait
@pytest.mark.parametrize(
    ("cle", "achat", "premier", "dernier", "envois"),
    [limite for limite in LIMITES if limite[0] in DES_CAS or limite[0] == "retrofacturation"],
)
def test_la_regle_et_la_lettre_s_ouvrent_et_se_ferment_avec_le_droit(
    cle: str, achat: dict[str, object], premier: str, dernier: str, envois: object
):
    lettre = "retrofacturation" if cle == "retrofacturation" else "avis_resolution"
    cas = {"resolution": {"cas": DES_CAS[cle], "pourquoi": "c’est ainsi."}} if cle in DES_CAS else {}
    du, au = date.fromisoformat(premier), date.fromisoformat(dernier)
    for jour in (du - UN_JOUR, du, au - UN_JOUR, au, au + UN_JOUR):
        a = affaire(jour, envois, **achat | cas)
        droits = a.consommation
        assert droits is not None
        sien = droits.vise if cle in DES_CAS else droits.droit(cle)
        assert sien is not None
        refusee = any(c.code == HORS_TEMPS[lettre] for c in verifier_coherence(a, lettre))
        assert refusee is not sien.ouvert, (jour, sien)
        if cle in DES_CAS:
            imprimee = composer(a, lettre).resolution
            assert imprimee is not None and imprimee.dernier == date_longue(au)
            assert (droits.a_exercer is not None and droits.a_exercer.cle == sien.cle) is sien.ouvert


def test_la_lettre_imprime_la_date_que_dit_l_etat():
    a = affaire(date(2026, 10, 21), AVIS, **RECU | {"carte": {"emetteur": "Banque Exemple"}})
    demande = composer(a, "retrofacturation").retrofacturation
    sien = a.consommation and a.consommation.droit("retrofacturation")
    du = a.consommation and a.consommation.droit("remboursement")
    assert demande is not None and sien and du and sien.dernier and du.dernier
    assert (demande.limite, demande.rembourser_le) == (date_longue(sien.dernier), date_longue(du.dernier))
    # -- l'avis du jour donne le délai que le calendrier comptera, une fois inscrit --
    for jour in (date(2026, 9, 21), date(2026, 9, 26), date(2026, 10, 10)):
        promis = affaire(jour, **RECU).echeance("avis_resolution")
        compte = droit("remboursement", jour, RECU, [AVIS[0] | {"date": jour.isoformat()}])
        assert compte is not None and compte.dernier == promis


def test_chaque_droit_a_ses_mots_et_chaque_cas_son_droit():
    cles = {cle for cle, *_ in LIMITES} | {"sans_livraison"}
    assert all(droit_dit(cle).titre for cle in cles)
    assert {cas for cle in cles for cas in cas_de(cle)} == {
        "54.8a", "54.8b", "54.8c", "54.8d", "sans_exemplaire", "non_livraison", "non_conforme", "releve",
        "a_discretion", "permis", "cautionnement", "contrat", "formulaire",
    }  # fmt: skip
    assert cas_dit("permis").droit(a_distance=True) == ""
