"""Les lettres du consommateur, lues : la somme est dans la demande, le tiers est annoncé, l’urgent vient en tête."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

import pytest
from exemples_rendus import ATELIER, donnees_de
from tables import d_un_trait

import lettres
from lettres.affaire import Affaire
from lettres.catalogue import dossier_des_modeles, modele_de
from lettres.composition import composer
from lettres.rendu import ModeleCompile, compiler
from lettres.rendu.paragraphes.texte import texte_lisible

AU = date(2026, 11, 22)
DEMEURE = donnees_de("meubles/mise-en-demeure.yaml")
JAMAIS_ANNULE = {"annule_le": None, "retour": None}


@cache
def modele(lettre: str) -> ModeleCompile:
    entree = modele_de(lettre, "consommation")
    assert entree is not None
    return compiler(dossier_des_modeles() / entree.fichier)


def lue(lettre: str = "mise_en_demeure", au: date = AU, achat: dict[str, Any] | None = None, **blocs: Any) -> str:
    d = lettres.valider(DEMEURE | blocs | {"achat": DEMEURE["achat"] | (achat or {})})
    octets = modele(lettre).remplir(composer(Affaire(d, au), lettre).contexte(), ebauche=True).octets
    return texte_lisible(octets).split("[corps]")[1].replace("\u00a0", " ").replace("\u2011", "-")


def demander(type_: str, **cles: str) -> dict[str, Any]:
    return {"demandes": [{"type": type_, **cles}]}


def test_la_lettre_se_lit_comme_une_lettre_et_non_comme_un_formulaire():
    texte = lue()
    assert "Le 20 juillet 2026, j’ai acheté auprès de votre entreprise, NEQ 1100000007, en ligne" in texte
    for formulaire in ("Commerçant :", "Bien ou service :", "Prix payé :", "Valeur en cause", "Somme en cause"):
        assert formulaire not in texte


def test_la_demande_porte_la_somme_et_sa_date():
    # -- dimanche 22 novembre, recommandé : reçu le vendredi 27; quinze jours : samedi 12 décembre, reporté au lundi --
    assert (
        "en demeure de me rembourser le prix payé, par un crédit à la carte qui a servi à l’achat, pour la somme de "
        "1 609,65 $ (mille six cent neuf dollars et soixante-cinq cents), soit 1 400,00 $, plus 70,00 $ de TPS et "
        "139,65 $ de TVQ, au plus tard le lundi 14 décembre 2026, à 17 h."
    ) in lue()


def test_apres_l_annulation_la_lettre_invoque_le_remboursement_et_non_la_livraison():
    texte = lue()
    assert (
        "(article 54.13 de la Loi sur la protection du consommateur, RLRQ, c. P-40.1). Ce délai a pris fin le " in texte
    )
    assert "6 octobre 2026" in texte
    assert "doit être fourni au moment convenu" not in texte
    assert "doit être fourni au moment convenu" in lue(achat=JAMAIS_ANNULE, **demander("livrer"))


def test_une_annulation_hors_de_son_temps_ne_fonde_rien():
    texte = lue(achat={"livre_le": "2026-08-17"})
    assert "54.13" not in texte.split("Mise en demeure\n")[0]


@d_un_trait
@pytest.mark.parametrize(
    ("type_", "annonce"),
    [
        ("livrer", "faire livrer un bien semblable par un tiers, à vos frais"),
        ("reparer", "faire réparer le bien par un tiers, à vos frais"),
        ("remplacer", "faire remplacer le bien par un tiers, à vos frais"),
        ("executer", "faire exécuter votre obligation par un tiers, à vos frais"),
        ("rembourser", None),
        ("annuler", None),
        ("cesser", None),
        ("repondre", None),
    ],
)
def test_l_execution_par_un_tiers_s_annonce_quand_elle_se_peut(type_: str, annonce: str | None):
    texte = lue(achat=JAMAIS_ANNULE, **demander(type_, texte="agir"))
    assert ("article 1602" in texte) is (annonce is not None)
    assert annonce is None or annonce in texte
    assert ("la résolution ou la résiliation du contrat" in texte) is (type_ not in {"cesser", "repondre"})


# -- Plusieurs demandes : aucune ne se perd, et la somme est leur total --

RENDRE = {"type": "rembourser"}
TRANSPORT = {"type": "payer", "texte": "me payer le transport", "montant": "75,00 $", "calcul": "trois voyages à 25 $"}
SILENCE = {"type": "cesser", "texte": "ne plus m’appeler"}
REPARER = {"type": "reparer"}
CENT_SOIXANTE = {"type": "payer", "texte": "me payer la location d’un lit", "montant": "160,00 $"}


@pytest.mark.parametrize(
    ("demandes", "titre", "lignes", "total"),
    [
        (
            [RENDRE, TRANSPORT],
            "de rembourser et de payer – Canapé-lit – 1 684,65 $",
            [
                "de me rembourser la somme de 1 609,65 $, soit le prix payé, taxes comprises;",
                "de me payer le transport, pour la somme de 75,00 $, trois voyages à 25 $.",
            ],
            "1 684,65 $ (mille six cent quatre-vingt-quatre dollars et soixante-cinq cents)",
        ),
        (
            [REPARER, CENT_SOIXANTE],
            "de réparer et de payer – Canapé-lit",
            [
                "de réparer sans frais le bien décrit ci-dessus;",
                "de me payer la location d’un lit, pour la somme de 160,00 $.",
            ],
            "160,00 $ (cent soixante dollars)",
        ),
        (
            [RENDRE, SILENCE],
            "de rembourser et de cesser – Canapé-lit – 1 609,65 $",
            [
                "de me rembourser la somme de 1 609,65 $ (mille six cent neuf dollars et soixante-cinq cents), soit le "
                "prix payé, taxes comprises;",
                "de ne plus m’appeler.",
            ],
            None,
        ),
        (
            [{"type": "annuler"}, RENDRE],
            "d’annuler et de rembourser – Canapé-lit – 1 609,65 $",
            [
                "d’annuler le contrat;",
                "de me rembourser la somme de 1 609,65 $, soit le prix payé, taxes comprises.",
            ],
            "1 609,65 $ (mille six cent neuf dollars et soixante-cinq cents)",
        ),
        (
            [REPARER, TRANSPORT, CENT_SOIXANTE, SILENCE],
            "de faire ce qui suit – Canapé-lit",
            [
                "de réparer sans frais le bien décrit ci-dessus;",
                "de me payer le transport, pour la somme de 75,00 $, trois voyages à 25 $;",
                "de me payer la location d’un lit, pour la somme de 160,00 $;",
                "de ne plus m’appeler.",
            ],
            "235,00 $ (deux cent trente-cinq dollars)",
        ),
    ],
    ids=["rembourser et payer", "réparer et payer", "rembourser et cesser", "annuler et rembourser", "quatre"],
)
def test_chaque_demande_s_imprime_et_la_somme_est_leur_total(
    demandes: list[dict[str, str]], titre: str, lignes: list[str], total: str | None
):
    texte = lue(achat=JAMAIS_ANNULE, demandes=demandes)
    assert f"Objet : Mise en demeure {titre}\n" in texte
    numerotees = [f"{rang}. {ligne}" for rang, ligne in enumerate(lignes, 1)]
    assert ", à 17 h :\n" + "\n".join(numerotees) + "\n" in texte
    if total:
        assert f"\nLa somme à payer est de {total}.\n" in texte
    else:
        assert "La somme à payer" not in texte


@pytest.mark.parametrize(
    ("demandes", "sans_objet"),
    [([RENDRE, TRANSPORT], True), ([{"type": "annuler"}, RENDRE], True), ([RENDRE, SILENCE], False)],
)
def test_payer_ne_rend_la_lettre_sans_objet_que_si_tout_est_une_somme(demandes: list[dict[str, str]], sans_objet: bool):
    assert ("la présente sera alors sans objet" in lue(achat=JAMAIS_ANNULE, demandes=demandes)) is sans_objet
    assert ("ne pas tenir compte de la présente" in lue("rappel", achat=JAMAIS_ANNULE, demandes=demandes)) is sans_objet


def test_un_rappel_et_l_aide_memoire_disent_chaque_demande_et_leur_total():
    rappel = lue("rappel", achat=JAMAIS_ANNULE, demandes=[RENDRE, TRANSPORT])
    assert (
        "Je vous demande donc :\n– de me rembourser la somme de 1 609,65 $, soit le prix payé, taxes comprises;\n"
        "– de me payer le transport, pour la somme de 75,00 $, trois voyages à 25 $.\n"
        "La somme demandée est de 1 684,65 $. Je vous saurais gré de le faire au plus tard le"
    ) in rappel
    office = lue("opc", achat=JAMAIS_ANNULE, demandes=[RENDRE, TRANSPORT])
    assert (
        "Demande : me rembourser la somme de 1 609,65 $; me payer le transport (somme demandée : 75,00 $, trois "
        "voyages à 25 $). Total demandé : 1 684,65 $."
    ) in office


@pytest.mark.parametrize("lettre", ["rappel", "mise_en_demeure", "opc"])
def test_une_lettre_a_plusieurs_demandes_passe_la_relecture(lettre: str):
    nom = {
        "rappel": "meubles/rappel.yaml",
        "mise_en_demeure": "meubles/mise-en-demeure.yaml",
        "opc": "meubles/opc.yaml",
    }
    d = lettres.valider(donnees_de(nom[lettre]) | {"demandes": [RENDRE, TRANSPORT, SILENCE]})
    produite = ATELIER.generer(d, lettre, au=date(2026, 11, 22))
    assert "ne plus m’appeler" in texte_lisible(produite.octets)


def test_le_prejudice_est_reclame_ou_reserve_et_un_seul_chiffre_libere():
    torts = [{"texte": "la location d’un lit", "montant": "120,00 $", "pieces": ["P-4"]}, {"texte": "deux jours"}]
    texte = lue(prejudices=torts)
    assert "que je réclame dans le même délai :\n– 120,00 $ (pièce P-4) : la location d’un lit." in texte
    assert "La somme à payer est de 1 729,65 $ (mille sept cent vingt-neuf dollars et soixante-cinq cents)." in texte
    assert "que je me réserve le droit de réclamer :\n– deux jours." in texte
    assert "mille six cent neuf" not in texte


def test_l_interet_legal_est_annonce_d_une_somme_et_d_elle_seule():
    assert "je réclamerai aussi l’intérêt, au taux légal de 5 % par année" in lue()
    assert "intérêt, au taux légal" not in lue(achat=JAMAIS_ANNULE, **demander("reparer"))


@pytest.mark.parametrize(("remis", "dit"), [("oui", True), ("non", False), (None, False)])
def test_qui_renonce_a_l_interet_l_ecrit(remis: str | None, dit: bool):
    phrase = "Si cette somme est payée en entier à cette date au plus tard, je renonce à tout intérêt."
    assert (phrase in lue(interet_remis_si_paye=remis)) is dit
    assert phrase not in lue(achat=JAMAIS_ANNULE, interet_remis_si_paye=remis, **demander("reparer"))


def test_l_office_n_est_ni_une_menace_ni_une_condition():
    texte = lue()
    assert "n’est pas une condition" not in texte and "reçoit les plaintes" not in texte
    assert texte.index("Office de la protection du consommateur") < texte.index("À défaut,")


@pytest.mark.parametrize("lettre", ["rappel", "mise_en_demeure"])
def test_par_courriel_un_accuse_de_reception_se_demande(lettre: str):
    assert "accuser réception de la présente" in lue(lettre, mode_envoi="courriel")
    assert "accuser réception de la présente" not in lue(lettre, mode_envoi="recommande")


@pytest.mark.parametrize("lettre", ["rappel", "mise_en_demeure"])
def test_qui_conteste_ou_a_rembourse_sait_quoi_faire(lettre: str):
    texte = lue(lettre)
    assert "avec vos documents" in texte and "Si vous avez remboursé entre-temps" in texte
    assert "entre-temps" not in lue(lettre, achat=JAMAIS_ANNULE, **demander("livrer"))


def test_le_malentendu_ne_se_dit_qu_au_premier_rappel_et_l_offre_a_un_terme():
    premier = lue("rappel", envois=[], solution="Un échange.")
    assert "Il s’agit peut-être d’un malentendu." in premier
    assert "sans admission, je vous propose aussi ceci, jusqu’au 7 décembre 2026 : Un échange." in premier
    assert "malentendu" not in lue("rappel")


def test_au_fabricant_la_lettre_ne_dit_pas_qu_il_a_vendu():
    texte = lue(destinataire=DEMEURE["destinataire"] | {"qualite": "fabricant"}, **demander("reparer"))
    assert "j’ai acheté, en ligne" in texte and "auprès de" not in texte
    assert "résolution" not in texte


# -- L'aide-mémoire --


def test_l_aide_memoire_n_a_pas_l_air_d_un_document_de_l_office():
    texte = lue("opc")
    assert "\nAide-mémoire pour mon appel à l’Office\n" in texte
    assert "Sommaire" not in texte and "Plainte" not in texte


def test_l_urgent_vient_en_tete_et_ce_qui_est_ferme_dit_depuis_quand():
    titre, _, reste = lue("opc").partition("Délais : le plus pressant d’abord, puis ce qui a pris fin\n")
    assert "Qui et quoi" not in titre
    assert reste.startswith("• D’ici le 5 décembre 2026 : demander par écrit la rétrofacturation")
    assert "Depuis le 7 octobre 2026 : le commerçant est en défaut de rembourser" in reste


def test_la_retrofacturation_fermee_se_dit_avec_le_jour():
    # -- le 5 décembre est un samedi : le délai va au lundi --
    assert "le délai va au 7 décembre 2026" in lue("opc", au=date(2026, 12, 7))
    assert "Fermé depuis le 8 décembre 2026 : demander par écrit la rétro" in lue("opc", au=date(2026, 12, 8))


def test_une_phrase_a_deux_lecteurs_se_dit_ou_se_cite():
    faits = [
        {"date": "2026-10-01", "texte": "vous avez refusé.", "au_tiers": "le gérant a refusé."},
        {"date": "2026-10-02", "texte": "vous avez raccroché."},
    ]
    agent, commercant = lue("opc", faits=faits), lue(faits=faits)
    assert "Le 1er octobre 2026 : le gérant a refusé." in agent
    assert "Le 2 octobre 2026 : en mots adressés au commerçant, « vous avez raccroché. »" in agent
    assert "Le 1er octobre 2026 : vous avez refusé." in commercant
    assert "Le 2 octobre 2026 : vous avez raccroché." in commercant
