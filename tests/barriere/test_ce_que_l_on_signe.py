"""Ce que l’on fait signer : ni renonciation, ni pénalité, ni plainte achetée, ni quittance future, même à demi-mot."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from exemples_rendus import ATELIER, donnees_de
from tables import d_un_trait

import lettres
from lettres.barriere.listes import listes
from lettres.barriere.mots_signes import noms_seuls
from lettres.rendu.paragraphes.texte import texte_lisible

AU = date(2026, 11, 25)
PLAN = donnees_de("minimaux/entente_paiement-recouvrement.yaml")
REGLEMENT = donnees_de("minimaux/transaction-recouvrement.yaml")


def codes(donnees: dict[str, Any], lettre: str) -> set[str]:
    try:
        ATELIER.generer(lettres.valider(donnees), lettre, au=AU)
    except lettres.DossierInvalide as refus:
        return {c.code for c in refus.constats if c.gravite is lettres.Gravite.ERREUR}
    return set()


def plan(objet: str) -> set[str]:
    return codes(
        PLAN | {"creances": [PLAN["creances"][0] | {"objet": f"Reportage de mariage; {objet}"}]}, "entente_paiement"
    )


def reglement(etendue: str) -> set[str]:
    return codes(REGLEMENT | {"quittance": REGLEMENT["quittance"] | {"etendue": etendue}}, "transaction")


@d_un_trait
@pytest.mark.parametrize(
    "objet",
    [
        "vous vous engagez à ne jamais soulever l’expiration du délai",
        "vous n’opposerez pas le temps écoulé",
        "sans pouvoir plaider le passage du temps",
        "vous ne vous prévaudrez plus d’aucun délai, ni ne pourrez l’invoquer",
        "vous abandonnez le bénéfice du temps écoulé",
        "vous abandonnez le droit de contester",
        "vous ne vous adresserez pas à l’Office de la protection du consommateur",
        "vous n’entreprendrez rien auprès de l’OPC",
    ],
)
def test_une_renonciation_dite_autrement_ne_se_signe_pas(objet: str):
    assert plan(objet) == {"Q-09"}


@pytest.mark.parametrize(
    "objet",
    [
        "25 $ par versement en retard",
        "25,00 $ pour chaque versement manqué",
        "10 $ pour tout paiement impayé",
        "10 $ de plus à chaque retard",
    ],
)
def test_une_penalite_dite_autrement_ne_se_signe_pas(objet: str):
    assert "Q-08" in plan(objet)


@pytest.mark.parametrize("objet", ["trois albums", "sans retouche", "25 $ par album", "jamais livré en noir et blanc"])
def test_un_objet_honnete_se_signe(objet: str):
    assert plan(objet) == set()


@d_un_trait
@pytest.mark.parametrize(
    "etendue",
    [
        "vous ne ferez aucune démarche auprès de l’OPC",
        "vous n’en direz rien aux autorités",
        "vous n’entreprendrez rien auprès d’un organisme public",
        "vous demandez la fermeture du dossier ouvert au 1 888 672-2556",
        "vous ne signalerez pas le commerçant",
        "vous vous désistez de votre signalement",
        "vous retirez votre dénonciation",
        "vous renoncez à l’Office",
        "vous vous abstiendrez d’écrire à la protection du consommateur",
        "vous vous abstenez de toute démarche auprès d’un organisme de protection",
        "vous renoncez à saisir un organisme public",
        "vous vous abstiendrez de communiquer avec les autorités",
        "toute plainte à l’Office",
        "le reportage; toute plainte à l’Office",
        "toute plainte, faite ou non, auprès d’un organisme public",
        "tout recours à la protection du consommateur",
    ],
)
def test_une_plainte_a_l_office_ne_s_achete_pas_meme_a_demi_mot(etendue: str):
    # -- n'en rien dire est aussi un silence; s'en priver, laisser ce que la loi donne --
    assert reglement(f"toute somme due; {etendue}") - {"R-21", "R-23"} == {"R-17"}


@pytest.mark.parametrize(
    "etendue",
    [
        "tout ce qui pourrait survenir entre les parties",
        "ce qui peut encore arriver",
        "ce qui surviendra",
        "toute somme, à jamais",
        "toute somme, pour l’avenir",
        "toute somme; vous ne nous poursuivrez jamais",
        "toute somme; ne jamais rien réclamer, pour quelque raison que ce soit",
        "toute somme; ne jamais poursuivre notre entreprise, pour quelque motif que ce soit",
        "les malfaçons, connues ou non",
        "tout défaut du reportage, connu ou pas",
        "tout bris qui se manifesterait plus tard",
        "les défauts découverts par la suite",
    ],
)
def test_l_avenir_ne_se_quitte_pas_meme_a_demi_mot(etendue: str):
    assert reglement(etendue) == {"R-20"}


@pytest.mark.parametrize(
    "etendue",
    [
        "toute somme due pour ce reportage; rien n’y empêche une démarche auprès de l’Office",
        "toute somme due, qui n’interdit rien auprès des autorités",
        "toute somme due, sauf toute plainte à l’Office",
        "toute somme due; une plainte à l’Office demeure possible",
        "les défauts découverts le 20 septembre 2026",
        "tout défaut du reportage connu le 20 septembre 2026",
        "le vice apparu en août et les retouches remises plus tard",
        "les frais de déplacement et le reportage",
        "toute somme; vous ne réclamez jamais cette facture de nouveau",
        "le reportage d’un organisme, dont vous abandonnez le reste",
    ],
)
def test_une_quittance_honnete_se_signe(etendue: str):
    assert reglement(etendue) == set()


# -- Ce qui se signe l'est mot pour mot : des guillemets n'en font pas les mots d'un autre --

RENONCE, PLAINTE = "vous renoncez à invoquer la prescription", "vous retirez votre plainte à l’Office"
CITATIONS = (
    "« {} »",
    "selon le contrat « {} »",
    "clause 4 : « {} »",
    "vous avez écrit : « {} »",
    "votre lettre dit “{}”",
    'album intitulé "{}"',
)
CONTRAT: dict[str, Any] = {"forme": "ecrit", "date": "2026-06-01"}
UNE = PLAN["creances"][0]


def paye(**cles: str) -> dict[str, Any]:
    """Le plan, un dollar déjà payé ainsi."""
    deja = {"date": "2026-09-01", "montant": "1,00", "facture": "F-1023"} | cles
    return {"paiements": [deja], "offre": {"versements": [{"date": "2026-12-15", "montant": "59,00"}]}}


def signes_au_plan(dit: str) -> dict[str, dict[str, Any]]:
    """Chaque texte libre que le plan imprime, qui dit cela."""
    return {
        "contrat.objet": {"contrat": CONTRAT | {"objet": dit}},
        "creances.0.objet": {"creances": [UNE | {"objet": f"Reportage; {dit}"}]},
        "paiement_par.0": {"paiement_par": [f"virement; {dit}"]},
        "paiements.0.mode": paye(mode=f"chèque, {dit}"),
        "pieces.0.titre": {"pieces": [{"id": "P-1", "titre": dit}], "creances": [UNE | {"piece": "P-1"}]},
        "expediteur.signataire.titre": {
            "expediteur": PLAN["expediteur"] | {"signataire": {"nom": "Karine Exemple", "titre": dit}}
        },
    }


def signes_au_reglement(dit: str) -> dict[str, dict[str, Any]]:
    concessions = REGLEMENT["offre"]["concessions"]
    return {
        "contrat.objet": {"contrat": CONTRAT | {"objet": dit}},
        "quittance.objet": {"quittance": REGLEMENT["quittance"] | {"objet": f"la facture; {dit}"}},
        "quittance.etendue": {"quittance": REGLEMENT["quittance"] | {"etendue": f"toute somme; {dit}"}},
        "quittance.publications": {"quittance": REGLEMENT["quittance"] | {"publications": f"vous corrigez; {dit}"}},
        "offre.concessions.1.texte": {
            "offre": REGLEMENT["offre"] | {"concessions": [concessions[0], {"de": "vous", "texte": f"payer; {dit}"}]}
        },
    }


def places(donnees: dict[str, Any], lettre: str) -> set[tuple[str, str]]:
    try:
        ATELIER.generer(lettres.valider(donnees), lettre, au=AU)
    except lettres.DossierInvalide as refus:
        erreurs = (c for c in refus.constats if c.gravite is lettres.Gravite.ERREUR)
        return {(c.code, ".".join(map(str, c.chemin or ()))) for c in erreurs}
    return set()


@pytest.mark.parametrize("citation", CITATIONS)
def test_une_renonciation_entre_guillemets_se_signe_comme_une_autre(citation: str):
    for place, blocs in signes_au_plan(citation.format(RENONCE)).items():
        # -- un titre qui parle n'en est plus un : sa règle l'arrête d'abord --
        code = "W282" if place == "expediteur.signataire.titre" else "Q-09"
        assert places(PLAN | blocs, "entente_paiement") == {(code, place)}
    for place, blocs in signes_au_reglement(citation.format(PLAINTE)).items():
        assert places(REGLEMENT | blocs, "transaction") == {("R-17", place)}
    for place, blocs in signes_au_reglement(citation.format("je porterai plainte à la police")).items():
        assert ("V101", place) in places(REGLEMENT | blocs, "transaction")


@pytest.mark.parametrize("citation", ["album {}", *CITATIONS])
def test_un_titre_honnete_entre_guillemets_se_signe(citation: str):
    for dit in ("Noces d’or", "Rien à perdre", "Auberge, phase 2"):
        for blocs in signes_au_plan(citation.format(dit)).values():
            assert places(PLAN | blocs, "entente_paiement") == set()


@pytest.mark.parametrize(
    "fait",
    [
        {"date": "2026-09-20", "texte": f"vous avez écrit : « {PLAINTE}, et {RENONCE} »"},
        {"vers": "2026-09-20", "texte": f"le contrat que vous proposiez disait « {PLAINTE} »"},
        {"pieces": ["P-1"], "texte": f"votre courriel : « {PLAINTE} »"},
        {"date": "2026-09-20", "pieces": ["P-1"], "texte": f"votre courriel : « {PLAINTE} »"},
    ],
)
def test_un_fait_rapporte_les_mots_de_l_autre(fait: dict[str, Any]):
    pieces = [{"id": "P-1", "titre": "Courriel de Marie Exemple"}]
    assert places(REGLEMENT | {"faits": [fait], "pieces": pieces}, "transaction") == set()


@pytest.mark.parametrize(
    "etendue",
    [
        "vous ne direz plus rien de nos services",
        "vous n’écrirez plus de commentaire en ligne",
        "vous ne parlerez plus de nous sur Facebook",
        "vous vous tairez",
        "vous n’en direz rien à personne",
        "vous vous abstenez de tout commentaire public",
        "vous ne laisserez plus d’avis",
        "vous renoncez à publier un avis",
        "ne pas publier d’avis sur nous",
        "vous retirez votre avis et n’en publiez plus",
    ],
)
def test_un_silence_dit_autrement_ne_s_achete_pas_sans_dire_ce_qu_il_vaut(etendue: str):
    assert reglement(f"toute somme due; {etendue}") == {"R-21"}
    assert reglement(f"toute somme due; {etendue}, en échange de 100 $ que nous remettons") == set()


@pytest.mark.parametrize(
    "etendue",
    [
        "vous remplacez votre avis par la pièce P-2",
        "ne pas publier vos photos sur Facebook",
        "nous ne partageons pas vos images en ligne",
        "vous n’avez écrit aucun avis",
        "ne plus écrire à votre adresse de travail",
        "laisser l’avis en ligne",
    ],
)
def test_corriger_un_avis_ou_taire_les_images_de_l_autre_n_est_pas_un_silence_achete(etendue: str):
    assert reglement(f"toute somme due; {etendue}") == set()


# -- Ce que la loi donne au consommateur ne se quitte pas; ce qui est réglé se nomme, et le reste demeure --

DROITS_QUITTES = (
    "tous les droits que la loi donne au consommateur",
    "toute somme due, et tout recours prévu par la loi",
    "tout droit prévu par la Loi sur la protection du consommateur",
    "toute réclamation fondée sur la LPC",
    "toute garantie légale",
    "ce reportage; la garantie de bon fonctionnement",
    "les droits du consommateur",
    "tous vos droits de consommatrice",
    "tout droit d’ordre public",
    "tout ce que les lois accordent à Marie Exemple",
    "toute somme due; vous renoncez à la protection de la loi",
    "toute somme due; le consommateur abandonne ses droits de consommateur",
    "toute somme due, sauf l’intérêt; tout recours de la loi",
    "tous vos droits légaux",
    "tout recours légal",
    "tout droit tiré du Code civil du Québec",
    "tout droit que la législation accorde",
    "tout droit garanti par la Charte",
    "toute somme, et tout recours de l’article 272",
)
DROITS_GARDES = (
    "toute réclamation pour la chaise décollée",
    "la garantie de la chaise, une fois recollée",
    "toute réclamation liée à ce reportage, sauf vos droits selon la Loi sur la protection du consommateur",
    "toute somme due; les droits que la loi vous donne demeurent",
    "toute somme due; la garantie légale de l’album reste entière",
    "toute somme due, sans toucher à la garantie légale de l’album",
    "toute somme due; rien n’y enlève un droit que la loi donne au consommateur",
    "les heures de votre conseiller légal",
    "ce que prévoit l’article 12 du contrat",
    "toute somme due pour la charte graphique",
    "toute somme due pour la traduction de la loi 25, et les articles 88 et 90 livrés",
    "la traduction de la Loi sur la langue officielle",
)


def avec(**quittance: str) -> dict[str, Any]:
    """La transaction, où la quittance dit aussi cela."""
    return REGLEMENT | {"quittance": REGLEMENT["quittance"] | quittance}


def test_l_objet_nomme_un_differend_non_les_droits_du_consommateur():
    refuses = {("R-23", "quittance.objet")}
    assert places(avec(objet="la facture F-1023, et tous vos droits de consommatrice"), "transaction") == refuses
    assert places(avec(objet="votre réclamation sur la garantie légale de l’album"), "transaction") == set()


@d_un_trait
@pytest.mark.parametrize("etendue", DROITS_QUITTES)
def test_ce_que_la_loi_donne_au_consommateur_ne_se_quitte_pas(etendue: str):
    assert places(avec(etendue=etendue), "transaction") == {("R-23", "quittance.etendue")}
    # -- une entreprise n'en est pas un --
    quittance = REGLEMENT["quittance"] | {"etendue": etendue}
    entreprise = {"destinataire": REGLEMENT["destinataire"] | {"qualite": "entreprise"}}
    assert codes(REGLEMENT | entreprise | {"quittance": quittance}, "transaction") == set()


@d_un_trait
@pytest.mark.parametrize("etendue", DROITS_GARDES)
def test_ce_qui_est_regle_se_quitte_et_le_reste_demeure(etendue: str):
    assert reglement(etendue) == set()


@d_un_trait
@pytest.mark.parametrize(
    "objet",
    [
        "sans garantie légale",
        "vente finale, sans aucune garantie",
        "dont la garantie légale est exclue",
        "la loi sur la protection du consommateur ne s’appliquant pas",
        "aucune garantie de qualité",
        "vous nous libérez de la garantie légale",
        "vous nous tenez quitte de tous les droits du consommateur",
        "vous perdez la protection du consommateur",
    ],
)
def test_un_plan_ne_prend_rien_au_consommateur(objet: str):
    assert plan(objet) == {"Q-11"}
    garanti = PLAN["creances"][0] | {"objet": f"Reportage; {objet}"}
    entreprise = {"destinataire": PLAN["destinataire"] | {"qualite": "entreprise"}}
    assert codes(PLAN | entreprise | {"creances": [garanti]}, "entente_paiement") == set()


@d_un_trait
@pytest.mark.parametrize(
    "objet",
    [
        "garantie légale comprise",
        "sans garantie prolongée",
        "réparation sous garantie",
        "cours de droit du consommateur",
    ],
)
def test_une_garantie_nommee_dans_un_plan_reste(objet: str):
    assert plan(objet) == set()


@d_un_trait
@pytest.mark.parametrize(
    "dit",
    [
        "garder l’entente confidentielle, sous peine de 500,00 $",
        "ne plus contester, sous peine d’une pénalité",
        "25,00 $ pour chaque jour de retard",
        "10,00 $ par paiement manqué",
        "10 % de plus à chaque retard",
        "une pénalité de 50 $ en cas de retard",
        "à défaut, 40,00 $ en sus",
    ],
)
def test_une_transaction_ne_penalise_pas_un_consommateur(dit: str):
    concessions = [REGLEMENT["offre"]["concessions"][0], {"de": "vous", "texte": dit}]
    penalise = REGLEMENT | {"offre": REGLEMENT["offre"] | {"concessions": concessions}}
    # -- les mots défendus en arrêtent une part avant la lettre --
    assert codes(penalise, "transaction") & {"R-25", "V110"}
    entreprise = {"destinataire": REGLEMENT["destinataire"] | {"qualite": "entreprise"}}
    assert not codes(penalise | entreprise, "transaction") & {"R-25", "V110"}


@d_un_trait
@pytest.mark.parametrize(
    "dit",
    [
        "renoncer à la pénalité de 25,00 $",
        "annuler les frais de retard de 10,00 $",
        "remettre 30,00 $ pour le retard de livraison",
        "livrer l’album à défaut de photos",
        "10 % de rabais",
    ],
)
def test_remettre_une_penalite_n_en_est_pas_une(dit: str):
    concessions = [{"de": "nous", "texte": dit}, REGLEMENT["offre"]["concessions"][1]]
    assert "R-25" not in codes(REGLEMENT | {"offre": REGLEMENT["offre"] | {"concessions": concessions}}, "transaction")


@d_un_trait
@pytest.mark.parametrize(
    "dit",
    [
        "vous renoncez à invoquer la prescription",
        "vous renoncez à la prescription acquise",
        "vous abandonnez le bénéfice de la prescription",
        "vous vous interdisez de plaider la prescription",
        "vous n’invoquerez pas la prescription",
        "vous n’opposerez pas le temps écoulé",
        "vous ne soulèverez jamais l’expiration du délai",
        "sans pouvoir plaider le passage du temps",
        "chaque partie renonce à la prescription",
        "la prescription ne pourra être invoquée",
    ],
)
def test_une_transaction_ne_fait_pas_renoncer_a_la_prescription(dit: str):
    assert reglement(f"toute somme due; {dit}") == {"R-24"}


@d_un_trait
@pytest.mark.parametrize(
    "dit",
    [
        "les parties suspendent la prescription pendant la médiation",
        "nous renonçons à la facture prescrite",
        "vous renoncez au délai de livraison",
        "vous ne contestez plus le temps passé à la retouche",
        "rien n’y empêche d’invoquer la prescription",
    ],
)
def test_suspendre_ou_nommer_la_prescription_n_est_pas_y_renoncer(dit: str):
    assert reglement(f"toute somme due; {dit}") == set()


@pytest.mark.parametrize(
    "dit", ["vous avez renoncé à la garantie légale.", "vous avez renoncé à invoquer la prescription."]
)
def test_un_fait_qui_raconte_un_renoncement_reste_un_fait(dit: str):
    assert codes(REGLEMENT | {"faits": [{"date": "2026-10-01", "texte": dit}]}, "transaction") == set()


def test_un_fait_qui_nomme_l_office_reste_un_fait():
    faits = [{"date": "2026-10-01", "texte": "vous n’avez pas eu de réponse de l’Office."}]
    assert codes(REGLEMENT | {"faits": faits}, "transaction") == set()


@pytest.mark.parametrize(
    ("noms", "excusent"),
    [
        (["marie exemple, qui renonce a la prescription"], ("marie exemple",)),
        (["studio exemple (sans recours)", "marie exemple"], ("studio exemple", "marie exemple")),
        (["marie exemple renonce a tout"], ()),
        (["recours exemple inc.", "sans reserve exemple ltee"], ("sans reserve exemple ltee", "recours exemple inc.")),
    ],
)
def test_de_ce_qui_se_signe_un_nom_n_excuse_que_ce_qui_nomme(noms: list[str], excusent: tuple[str, ...]):
    for cle in ("Q", "R"):
        assert noms_seuls(noms, listes().types[cle]) == excusent
    assert noms_seuls(noms, listes().types["A"]) == tuple(noms)


# -- Ce qui se signe sort tel qu'il se lit : le terme au passé, ce qui est venu, ce que l'autre réclame --

ACCEPTEE = {"acceptee_le": "2026-11-01", "expire_le": "2026-11-05"}


def texte(lettre: str, blocs: dict[str, Any]) -> str:
    base = PLAN if lettre == "entente_paiement" else REGLEMENT
    lue = texte_lisible(ATELIER.generer(lettres.valider({**base, **blocs}), lettre, au=AU).octets)
    return " ".join(lue.replace("\u00a0", " ").split())


def en_versements(*dits: tuple[str, str]) -> dict[str, Any]:
    return {"versements": [{"date": jour, "montant": montant} for jour, montant in dits]}


def recu_le(jour: str, montant: str) -> dict[str, Any]:
    return {"paiements": [{"date": jour, "montant": montant, "facture": "F-1023"}]}


def test_une_transaction_acceptee_a_temps_et_ecrite_apres_son_terme_le_dit_au_passe():
    lue = texte("transaction", {"offre": REGLEMENT["offre"] | ACCEPTEE})
    assert "qui tenait jusqu’au jeudi 5 novembre 2026, à 17 h, a été acceptée le 1er novembre 2026." in lue
    assert "la signe au plus tard" not in lue


def test_ce_qui_est_venu_d_une_transaction_acceptee_n_y_est_plus_a_payer():
    deux = en_versements(("2026-11-10", "20,00"), ("2026-12-15", "10,00"))
    offre = {"offre": REGLEMENT["offre"] | ACCEPTEE | deux}
    lue = texte("transaction", offre | recu_le("2026-11-10", "20,00"))
    assert "Des 30,00 $ convenus, vous nous avez déjà versé 20,00 $." in lue
    assert "Vous nous verserez 10,00 $, toute taxe applicable comprise, au plus tard le 15 décembre 2026." in lue
    toute = texte("transaction", offre | recu_le("2026-11-10", "30,00"))
    assert "Vous nous avez versé les 30,00 $ convenus, toute taxe applicable comprise." in toute
    assert "Cette somme est encaissée : chaque partie tient l’autre quitte" in toute
    assert "Vous nous verserez" not in toute


def test_un_plan_deja_commence_n_etale_que_le_reste():
    trois = en_versements(("2026-11-10", "20,00"), ("2026-12-15", "20,00"), ("2027-01-15", "20,00"))
    offre = {"offre": trois | {"acceptee_le": "2026-11-01"}}
    lue = texte("entente_paiement", offre | recu_le("2026-11-10", "25,00"))
    assert "la somme de 35,00 $ (trente-cinq dollars)" in lue
    assert "mardi 15 décembre 2026" in lue
    assert "15,00 $" in lue
    assert "10 novembre 2026, 25,00 $;" in lue


def test_un_plan_refait_tient_lieu_de_celui_que_l_autre_avait_signe():
    signe = {"envois": [{"lettre": "entente_paiement", "date": "2026-09-25", "mode": "main_propre"}]}
    dit = "Ces versements tiennent lieu de ceux qui restaient de l’entente de paiement du 25 septembre 2026."
    aveu = {"date": "2026-09-28", "resultat": "reconnaissance", "envoi": 1}
    assert dit in texte("entente_paiement", signe | {"suites": [aveu]})
    # -- parti, mais que rien ne dit signé; ou signé le jour même de celui-ci --
    assert "tiennent lieu" not in texte("entente_paiement", signe)
    du_jour = {"envois": [{"lettre": "entente_paiement", "date": "2026-11-25", "mode": "main_propre"}]}
    aujourd_hui = {"suites": [aveu | {"date": "2026-11-25"}]}
    assert "tiennent lieu" not in texte("entente_paiement", du_jour | aujourd_hui)


def test_qui_paie_a_qui_lui_reclame_signe_sans_facture_a_lui():
    recu = {"type": "mise_en_demeure", "date": "2026-11-10", "reclame": {"montant": "300,00", "cause": "service"}}
    blocs: dict[str, Any] = {"creances": [], "recu": recu | {"position": "proposer"}}
    blocs["quittance"] = REGLEMENT["quittance"] | {"objet": "les frais réclamés le 10 novembre 2026"}
    lue = texte("transaction", blocs)
    assert "Objet : Transaction – somme de 300,00 $ que vous réclamez" in lue
    assert "Vous réclamez 300,00 $ : nommer cette somme n’est pas la reconnaître." in lue
    assert "nous vous verserons 30,00 $" in lue.lower()


# -- Les mots défendus se lisent aussi dans ce que l'avis et la quittance impriment, à leur place du dossier --

AVIS = donnees_de("minimaux/avis_resolution-consommation.yaml")
MENACE = "je porterai plainte à la police."
DU_COMMERCANT = {"cas": "54.8b", "pourquoi": "la commande ne se corrigeait pas."}


def menaces(donnees: dict[str, Any], lettre: str, au: date) -> list[tuple[str | int, ...]]:
    return [c.chemin for c in lettres.verifier(lettres.valider(donnees), lettre, au=au) if c.code == "V101"]


@pytest.mark.parametrize(
    ("resolution", "place"),
    [
        (DU_COMMERCANT | {"pourquoi": MENACE}, ("pourquoi",)),
        (DU_COMMERCANT | {"accessoires": ["la garantie", MENACE]}, ("accessoires", 1)),
    ],
)
def test_une_menace_au_motif_de_l_avis_se_trouve_a_sa_place(resolution: dict[str, Any], place: tuple[str | int, ...]):
    achat = AVIS["achat"] | {"double_recu": None, "exemplaire_recu_le": "2026-10-26", "resolution": resolution}
    trouvees = menaces(AVIS | {"achat": achat}, "avis_resolution", date(2026, 11, 2))
    assert trouvees == [("achat", "resolution", *place)]


@pytest.mark.parametrize("cle", ["objet", "etendue", "publications"])
def test_une_menace_a_la_quittance_se_trouve_a_sa_place(cle: str):
    quittance = REGLEMENT["quittance"] | {cle: f"la facture F-1023; {MENACE}"}
    assert menaces(REGLEMENT | {"quittance": quittance}, "transaction", AU) == [("quittance", cle)]
