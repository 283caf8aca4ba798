"""Le côté consommateur composé : l'achat, et chaque chose demandée."""

from __future__ import annotations

import pytest
from fabrique_de_dossiers import AU, dossier
from tables import d_un_trait

from lettres.affaire import Affaire
from lettres.affaire.achats.nature_de_l_achat import a_un_bien
from lettres.composition import composer
from lettres.composition.achats import consommation
from lettres.composition.imprimable.lettre import AchatImprimable, DemandeImprimable
from lettres.dossier import Achat

S = "\u00a0"


def compose(**cles: object) -> AchatImprimable:
    imprimable = consommation.achat(Achat.model_validate(cles))
    assert imprimable is not None
    return imprimable


def demander(prix: str | None = "899,00 $", **cles: object) -> DemandeImprimable:
    d = dossier(nature="consommation", achat={"prix": prix}, demandes=[cles])
    (demande,) = composer(Affaire(d, AU), "rappel").demandes
    return demande


@pytest.mark.parametrize(
    ("mode", "ecrit"),
    [
        ("en_magasin", "en magasin"),
        ("en_ligne", "en ligne"),
        ("par_telephone", "par téléphone"),
        ("porte_a_porte", "à domicile (porte-à-porte)"),
        (None, None),
    ],
)
def test_le_mode_d_achat_s_ecrit_en_mots(mode: str | None, ecrit: str | None):
    assert compose(mode=mode).mode == ecrit


@pytest.mark.parametrize(
    ("paiement", "ecrit", "par_carte"),
    [
        ("carte_credit", "carte de crédit", True),
        ("carte_debit", "carte de débit", False),
        ("comptant", "argent comptant", False),
        ("cheque", "chèque", False),
        (None, None, False),
    ],
)
def test_le_paiement_s_ecrit_en_mots(paiement: str | None, ecrit: str | None, par_carte: bool):
    a = compose(paiement=paiement)
    assert (a.paiement, a.par_carte_credit) == (ecrit, par_carte)


LIVRE, RENDU, COMMENCE = "La livraison a été faite", "Le service a été rendu", "Le service a commencé"


@d_un_trait
@pytest.mark.parametrize(
    ("objet", "plusieurs", "service"),
    [
        ("un canapé-lit", False, False),
        ("deux ordinateurs portables", True, False),
        ("Des chaises de jardin", True, False),
        ("4 pneus d’hiver", True, False),
        ("1 pneu d’hiver", False, False),
        ("une laveuse et une sécheuse", True, False),
        ("un sofa et l’ottomane assortie", True, False),
        ("un forfait téléphone et internet", False, True),
        ("un lit simple ou double", False, False),
        # -- sans article, l'accord ou le complément dit le pluriel; ni un nom qui finit ainsi, ni une marque --
        ("Ordinateurs portables", True, False),
        ("Pneus d’hiver", True, False),
        ("Chaises de cuisine", True, False),
        ("Écouteurs sans fil", True, False),
        ("Rideaux", True, False),
        ("Ordinateur portable", False, False),
        ("Matelas gris", False, False),
        ("Matelas de mousse", False, False),
        ("Tapis berbères", False, False),
        ("Souris sans fil", False, False),
        ("Lexus de 2020", False, False),
        ("Cyprès de jardin", False, False),
        ("Vis à bois", False, False),
        ("Thermos de camping", False, False),
        ("un abonnement au gym", False, True),
        ("Cours d’espagnol en ligne", False, True),
        ("deux billets d’avion pour Paris", True, True),
        ("le service à thé de ma grand-mère", False, False),
        ("un service de traiteur", False, True),
        ("une course de côte", False, False),
        ("un voyageur de valises", False, False),
    ],
)
def test_plusieurs_biens_et_un_service_se_reconnaissent_a_l_objet(objet: str, plusieurs: bool, service: bool):
    a = compose(objet=objet, neuf=None)
    assert (a.plusieurs, a.pour_un_service) == (plusieurs, service)
    assert compose(objet=objet, neuf="oui").etat == ("neufs" if plusieurs else "neuf")
    assert not compose(objet=objet, neuf="oui").pour_un_service
    assert compose(objet=objet, service="oui").pour_un_service
    assert not compose(objet=objet, service="non").pour_un_service


@d_un_trait
@pytest.mark.parametrize(
    ("objet", "titre"),
    [
        ("une laveuse et une sécheuse", "Laveuse et sécheuse"),
        ("un sofa et deux fauteuils", "Sofa et deux fauteuils"),
        ("un lit, le matelas et l’oreiller", "Lit, matelas et oreiller"),
        ("deux ordinateurs portables", "Deux ordinateurs portables"),
        ("l’encyclopédie des arts", "Encyclopédie des arts"),
    ],
)
def test_l_objet_d_une_lettre_n_a_d_article_nulle_part(objet: str, titre: str):
    assert compose(objet=objet).titre == titre


@d_un_trait
@pytest.mark.parametrize(
    ("objet", "cles", "a_rendre"),
    [
        ("un sofa", {}, True),
        ("un abonnement au gym", {}, False),
        ("un logiciel à télécharger", {}, False),
        ("un logiciel de dessin", {}, False),
        ("un logiciel de dessin, sur disque", {"service": "non", "neuf": "oui"}, True),
        ("un appareil photo numérique", {}, True),
        ("une application", {}, True),
        ("un sofa", {"service": "oui"}, False),
    ],
)
def test_on_ne_promet_de_rendre_que_ce_qui_se_rend(objet: str, cles: dict[str, str], a_rendre: bool):
    assert a_un_bien(Achat.model_validate({"objet": objet} | cles)) is a_rendre


@d_un_trait
@pytest.mark.parametrize(
    ("objet", "cles", "dits"),
    [
        ("un sofa", {}, ("acheté", "preuve d’achat", LIVRE)),
        ("un sofa", {"loue": "oui"}, ("loué à long terme", "preuve de la location", LIVRE)),
        ("un déménagement", {}, ("commandé", "preuve d’achat", RENDU)),
        ("un nettoyage de tapis", {}, ("commandé", "preuve d’achat", RENDU)),
        ("un sofa", {"service": "oui"}, ("commandé", "preuve d’achat", RENDU)),
        ("un abonnement au gym", {}, ("commandé", "preuve d’achat", COMMENCE)),
        ("Cours d’espagnol en ligne", {}, ("commandé", "preuve d’achat", COMMENCE)),
        ("un forfait téléphone et internet", {}, ("commandé", "preuve d’achat", COMMENCE)),
        ("un abonnement au gym", {"service": "non"}, ("acheté", "preuve d’achat", LIVRE)),
        ("un appareil de coaching", {}, ("acheté", "preuve d’achat", LIVRE)),
    ],
)
def test_un_bien_s_achete_ou_se_loue_et_un_service_se_commande(
    objet: str, cles: dict[str, str], dits: tuple[str, str, str]
):
    a = compose(objet=objet, **cles)
    assert (a.acquis, a.preuve, a.fourni) == dits


@d_un_trait
@pytest.mark.parametrize(
    ("cles", "dit"),
    [
        ({}, "Le prix de 899,00 $, taxes comprises, a été payé"),
        ({"paiement": "cheque"}, "Le prix de 899,00 $, taxes comprises, a été payé par chèque"),
        ({"verse": "899"}, "Le prix de 899,00 $, taxes comprises, a été payé"),
        (
            {"verse": "200", "paiement": "comptant"},
            "Du prix de 899,00 $, taxes comprises, 200,00 $ ont été payés en argent comptant",
        ),
        ({"loue": "oui"}, "Un loyer de 899,00 $, taxes comprises, a été payé"),
        ({"loue": "oui", "verse": "200"}, "Du loyer de 899,00 $, taxes comprises, 200,00 $ ont été payés"),
    ],
)
def test_ce_qui_a_ete_paye_se_dit_tel_qu_il_l_a_ete(cles: dict[str, str], dit: str):
    assert (compose(prix="899", **cles).reglement or "").replace(S, " ") == dit


@pytest.mark.parametrize(
    ("cles", "double"),
    [
        ({}, None),
        ({"double_recu": "non"}, "non reçu"),
        ({"double_recu": "oui"}, "reçu"),
        ({"double_recu": "oui", "double_recu_le": "2026-09-01"}, f"reçu le 1er{S}septembre 2026"),
    ],
)
def test_le_double_du_contrat_est_dit_recu_ou_non_recu(cles: dict[str, str], double: str | None):
    assert compose(**cles).double == double


@d_un_trait
@pytest.mark.parametrize(
    ("cles", "action", "de_action"),
    [
        ({"type": "rembourser"}, f"me rembourser la somme de 899,00{S}$", f"de me rembourser la somme de 899,00{S}$."),
        (
            {"type": "rembourser", "montant": "100"},
            f"me rembourser la somme de 100,00{S}$",
            f"de me rembourser la somme de 100,00{S}$.",
        ),
        (
            {"type": "annuler"},
            f"annuler le contrat, avec remboursement de la somme de 899,00{S}$",
            f"d’annuler le contrat, avec remboursement de la somme de 899,00{S}$.",
        ),
        (
            {"type": "payer", "montant": "100"},
            f"payer la somme de 100,00{S}$",
            f"de payer la somme de 100,00{S}$.",
        ),
        (
            {"type": "reparer"},
            "réparer sans frais le bien décrit ci-dessus",
            "de réparer sans frais le bien décrit ci-dessus.",
        ),
        (
            {"type": "remplacer"},
            "remplacer le bien décrit ci-dessus par un bien conforme",
            "de remplacer le bien décrit ci-dessus par un bien conforme.",
        ),
        ({"type": "livrer"}, "livrer le bien décrit ci-dessus", "de livrer le bien décrit ci-dessus."),
        (
            {"type": "repondre"},
            "répondre par écrit aux points ci-dessus",
            "de répondre par écrit aux points ci-dessus.",
        ),
        ({"type": "executer", "texte": "honorer la garantie"}, "honorer la garantie", "d’honorer la garantie."),
        ({"type": "cesser", "texte": "y mettre fin."}, "y mettre fin.", "d’y mettre fin."),
        ({"type": "executer", "texte": "livrer tout…"}, "livrer tout…", "de livrer tout…"),
        ({"type": "payer"}, None, None),
        ({"type": "executer"}, None, None),
    ],
)
def test_la_demande_se_dit_a_l_infinitif_dans_les_mots_de_l_usager_d_abord(
    cles: dict[str, str], action: str | None, de_action: str | None
):
    d = demander(**cles)
    assert (d.action, d.de_action) == (action, de_action)


@pytest.mark.parametrize(
    ("prix", "cles", "montant", "calcul"),
    [
        ("899", {"type": "rembourser"}, f"899,00{S}$", "soit le prix payé, taxes comprises"),
        ("899", {"type": "annuler"}, f"899,00{S}$", "soit le prix payé, taxes comprises"),
        ("899", {"type": "rembourser", "montant": "100"}, f"100,00{S}$", None),
        ("899", {"type": "rembourser", "montant": "100", "calcul": "moitié"}, f"100,00{S}$", "moitié"),
        ("899", {"type": "reparer"}, None, None),
        (None, {"type": "rembourser"}, None, None),
        (None, {"type": "rembourser", "calcul": "moitié"}, None, None),
    ],
)
def test_sans_montant_un_remboursement_porte_sur_le_prix_paye(
    prix: str | None, cles: dict[str, str], montant: str | None, calcul: str | None
):
    d = demander(prix, **cles)
    assert (d.montant, d.calcul) == (montant, calcul)


@d_un_trait
@pytest.mark.parametrize(
    ("objet", "modele", "quoi", "titre"),
    [
        ("un canapé-lit", None, "un canapé-lit", "Canapé-lit"),
        ("une laveuse", "Exemple 3", "une laveuse (Exemple 3)", "Laveuse"),
        ("Un canapé-lit", None, "un canapé-lit", "Canapé-lit"),
        ("des chaises", None, "des chaises", "Chaises"),
        ("l’entretien du toit", None, "l’entretien du toit", "Entretien du toit"),
        ("deux chaises", None, "deux chaises", "Deux chaises"),
        ("mon forfait de yoga", None, "mon forfait de yoga", "Mon forfait de yoga"),
        ("Canapé-lit", None, f"ce qui suit{S}: Canapé-lit", "Canapé-lit"),
        ("iPhone 17", "bleu", f"ce qui suit{S}: iPhone 17 (bleu)", "iPhone 17"),
        ("Uniforme", None, f"ce qui suit{S}: Uniforme", "Uniforme"),
        ("lampe", None, f"ce qui suit{S}: lampe", "Lampe"),
        (None, "bleu", None, None),
    ],
)
def test_ce_qui_a_ete_achete_suit_j_ai_achete_et_perd_son_article_dans_un_titre(
    objet: str | None, modele: str | None, quoi: str | None, titre: str | None
):
    a = compose(objet=objet, modele=modele)
    assert (a.quoi, a.titre) == (quoi, titre)


@pytest.mark.parametrize(
    ("cles", "ou"),
    [
        ({"mode": "en_ligne", "lieu": "site exemple.test"}, "en ligne (site exemple.test)"),
        ({"mode": "en_magasin"}, "en magasin"),
        ({"mode": "porte_a_porte", "lieu": "Granby"}, "à domicile (Granby)"),
        ({"lieu": "Granby"}, None),
    ],
)
def test_ou_l_achat_s_est_fait_se_dit_sans_deux_parentheses_de_suite(cles: dict[str, str], ou: str | None):
    assert compose(**cles).ou == ou


@pytest.mark.parametrize(
    ("paiement", "paye"),
    [
        ("carte_credit", "par carte de crédit"),
        ("cheque", "par chèque"),
        ("comptant", "en argent comptant"),
        ("financement", "au moyen d’un financement"),
        (None, None),
    ],
)
def test_le_prix_a_ete_paye_d_une_facon_qui_se_dit(paiement: str | None, paye: str | None):
    assert compose(paiement=paiement).paye == paye
