"""Rien ne se perd sans un mot : ce que la lettre n'imprime pas du dossier est nommé, avec la lettre qui le ferait."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from exemples_rendus import ATELIER, EXEMPLES, Exemple, donnees_de, rendu
from fabrique_de_dossiers import AU, complet, dossier, facture, piece
from tables import d_un_trait

import lettres
from lettres.affaire import Affaire
from lettres.catalogue import capacites, modele_de
from lettres.composition import ChampsDuModele, composer, silences
from lettres.composition.imprimable.lettre import NUMERO_DE_PIECE
from lettres.composition.jointes import est_tu
from lettres.composition.portees import portees
from lettres.composition.silences import _unites
from lettres.rendu.fabrique.modeles import fabriquer
from lettres.socle.constats import Chemin, Constat, Gravite, chemin_lisible

ALERTE, CONSEIL = Gravite.ALERTE, Gravite.CONSEIL


def champs(*imprimes: str, lus: tuple[str, ...] = ()) -> ChampsDuModele:
    """Les champs d'un modèle : ceux qu'il imprime, et ceux qu'il ne fait que lire."""
    return ChampsDuModele(frozenset(imprimes), frozenset((*imprimes, *lus)))


def dits(
    modele: ChampsDuModele, lettre: str = "mise_en_demeure", nature: str = "entente", **blocs: object
) -> dict[str, Gravite]:
    """Où chaque silence se dit, et sa gravité."""
    return {chemin_lisible(c.chemin): c.gravite for c in constats(modele, lettre, nature, **blocs)}


def constats(modele: ChampsDuModele, lettre: str, nature: str, **blocs: object) -> list[Constat]:
    entree = modele_de(lettre, nature)
    assert entree is not None
    return silences(Affaire(dossier(nature=nature, **blocs), AU), entree, modele)


SOLUTION, CONSEQUENCE = "Retirer quatre photos.", "Le travail attend."
FAITS = [{"date": "2026-08-15", "texte": "Appel à 7 h."}, {"vers": "2026-08-22", "texte": "Second appel."}]
CARTE = {"emetteur": {"nom": "Banque Exemple", "courriel": "cartes@banque.exemple.test"}}
PREJUDICES = [{"texte": "Une commande annulée."}]
DEMANDES = [{"type": "executer", "texte": "livrer"}, {"type": "cesser", "texte": "cesser"}, {"type": "excuser"}]
CONTRAT = {"date": "2026-06-01", "objet": "Menus", "clauses": [{"numero": "4", "texte": "En sus."}]}
PUBLICATION = {"url": "https://exemple.test/1", "citation": "Faux.", "signale_le": "2026-10-14"}
CREANCE = {"facture": "F-1", "montant": "60,00 $", "objet": "Menus", "bon_de_commande": "BC-1"}
SUITE = {"date": "2026-09-20", "resultat": "refus", "note": "Elle refuse."}

TUS: dict[str, tuple[dict[str, Any], tuple[str, ...], dict[str, Gravite]]] = {
    "une solution": ({"solution": SOLUTION}, (), {"solution": ALERTE}),
    "une conséquence": ({"consequence": CONSEQUENCE}, ("solution",), {"consequence": ALERTE}),
    "tous les faits": ({"faits": FAITS}, ("accompli[].ligne",), {"faits[0]": ALERTE}),
    "ce qui fut accompli": ({"accompli": FAITS[:1]}, ("faits[].ligne",), {"accompli[0]": ALERTE}),
    "les torts": ({"prejudices": PREJUDICES}, (), {"prejudices[0]": ALERTE}),
    "les choix": ({"options": ["Payer.", "Rendre."]}, ("solution",), {"options[0]": ALERTE}),
    "le contrat": ({"contrat": CONTRAT}, (), {"contrat": ALERTE}),
    "les factures": ({"creances": [CREANCE]}, (), {"creances[0]": ALERTE}),
    "les propos": ({"publications": [PUBLICATION]}, (), {"publications[0]": ALERTE}),
    "l’achat": ({"achat": {"lieu": "Granby", "neuf": "oui"}}, (), {"achat": ALERTE}),
    "toute demande sauf la première": ({"demandes": DEMANDES}, ("demande.action",), {"demandes[1]": ALERTE}),
    "toute demande": ({"demandes": DEMANDES}, (), {"demandes[0]": ALERTE}),
    "un détail de facture": (
        {"creances": [CREANCE]},
        ("creances[].facture", "creances[].objet", "creances[].montant"),
        {"creances[0].bon_de_commande": CONSEIL},
    ),
    "la date d’un fait": ({"faits": FAITS[:1]}, ("faits[].texte",), {"faits[0].date": CONSEIL}),
    "l’objet du contrat": (
        {"contrat": CONTRAT},
        ("contrat.le", "contrat.clauses[].Designation", "contrat.clauses[].texte"),
        {"contrat.objet": CONSEIL},
    ),
    "une clause": (
        {"contrat": CONTRAT},
        ("contrat.le", "contrat.objet"),
        {"contrat.clauses[0].numero": CONSEIL},
    ),
    "une note du journal": ({"suites": [SUITE]}, (), {"suites[0]": CONSEIL}),
    "ce que l’autre a écrit": ({"recu": {"type": "plainte"}}, (), {"recu": ALERTE}),
    "une menace": ({"menaces": [{"citation": "Vous verrez."}]}, (), {"menaces[0]": ALERTE}),
    "la fin de la relation": ({"rupture": {"effet_le": "2026-12-31"}}, (), {"rupture": ALERTE}),
    "une offre, qui part seule": ({"offre": {"expire_le": "2026-12-10"}}, (), {"offre": CONSEIL}),
    "ce qu’on dit à un avocat": (
        {"faiblesses": [{"texte": "Un retard."}], "questions": ["Et après ?"], "temoins": ["Anne Exemple"]},
        (),
        {"faiblesses[0]": CONSEIL, "questions[0]": CONSEIL, "temoins[0]": CONSEIL},
    ),
    "ce que l’on règle pour un tribunal": (
        {"district": "Bedford", "reduction": "900,00 $"},
        (),
        {"district": CONSEIL, "reduction": CONSEIL},
    ),
    "l’heure limite": ({"heure_limite": "17 h"}, ("lettre.echeance",), {"heure_limite": CONSEIL}),
}


@d_un_trait
@pytest.mark.parametrize("cas", TUS.values(), ids=TUS)
def test_ce_que_le_modele_n_imprime_pas_est_dit_a_sa_place(cas: tuple[dict[str, Any], tuple[str, ...], dict]):
    blocs, imprimes, attendus = cas
    assert dits(champs(*imprimes), **blocs) == attendus


def test_ce_que_les_deux_signent_n_a_pas_a_dire_ce_qui_fut_accompli():
    """Une entente, une transaction disent ce qui est dû ou réglé; une offre, une mise en demeure le racontent."""
    for lettre, gravite in {
        "entente_paiement": CONSEIL,
        "transaction": CONSEIL,
        "proposition": ALERTE,
        "mise_en_demeure": ALERTE,
    }.items():
        assert dits(champs(), lettre, "recouvrement", accompli=FAITS[:1]) == {"accompli[0]": gravite}


IMPRIMES: dict[str, tuple[dict[str, Any], tuple[str, ...]]] = {
    "une solution": ({"solution": SOLUTION}, ("solution",)),
    "une conséquence": ({"consequence": CONSEQUENCE}, ("consequence",)),
    "les faits, en une ligne": ({"faits": FAITS}, ("faits[].ligne",)),
    "les faits, dans la chronologie": ({"faits": FAITS}, ("chronologie",)),
    "ce qui fut accompli": ({"accompli": FAITS[:1]}, ("accompli[].ligne",)),
    "les torts": ({"prejudices": PREJUDICES}, ("prejudices[].texte",)),
    "les choix": ({"options": ["Payer."]}, ("options",)),
    "le contrat": (
        {"contrat": CONTRAT},
        ("contrat.Le", "contrat.objet", "contrat.clauses[].designation", "contrat.clauses[].texte"),
    ),
    "chaque demande": ({"demandes": DEMANDES}, ("demandes[].action",)),
    "la première demande, seule": ({"demandes": DEMANDES[:1]}, ("demande.de_action",)),
    "une note du journal": ({"suites": [SUITE]}, ("demarches",)),
    "une catégorie, qui ne sert qu’au calcul": ({"achat": {"categorie": "tablette"}}, ()),
    "des frais, que d’autres règles disent": ({"frais": [{"texte": "Dossier", "montant": "9,00 $"}]}, ()),
    "les coordonnées des parties": ({}, ()),
    "une lettre envoyée": ({"envois": [{"lettre": "rappel", "date": "2026-09-15", "suivi": "RN 1"}]}, ()),
}


@d_un_trait
@pytest.mark.parametrize("cas", IMPRIMES.values(), ids=IMPRIMES)
def test_ce_qu_il_imprime_ou_qui_n_est_pas_a_imprimer_ne_se_dit_pas(cas: tuple[dict[str, Any], tuple[str, ...]]):
    blocs, imprimes = cas
    assert dits(champs(*imprimes), **blocs) == {}


def test_un_champ_lu_seulement_dans_une_condition_n_imprime_rien():
    assert dits(champs(lus=("solution", "faits")), solution=SOLUTION, faits=FAITS[:1]) == {
        "solution": ALERTE,
        "faits[0]": ALERTE,
    }


def test_un_oui_non_lu_dit_la_demande_dont_il_depend():
    excuses = {"nature": "reputation", "demandes": [{"type": "excuser"}]}
    assert dits(champs(), **excuses) == {"demandes[0]": ALERTE}
    assert dits(champs(lus=("excuses_souhaitees",)), **excuses) == {}


def test_une_demande_que_la_lettre_fait_d_elle_meme_n_est_pas_perdue_et_ses_mots_se_disent():
    retirer, payer = {"type": "retirer"}, {"type": "payer", "montant": "5 000,00 $"}
    assert dits(champs(), nature="reputation", demandes=[retirer, {"type": "cesser"}]) == {}
    assert dits(champs(), nature="reputation", demandes=[retirer, payer]) == {"demandes[1]": ALERTE}
    (mots,) = constats(champs(), "mise_en_demeure", "reputation", demandes=[retirer | {"texte": "retirer tout"}])
    assert (mots.gravite, mots.remede.split(";")[0]) == (CONSEIL, "Le modèle livré de cette lettre l’imprime")
    assert "« demandes[0].texte »" in mots.message
    (mots,) = constats(champs(), "rappel", "recouvrement", demandes=[payer | {"texte": "payer le tout"}])
    assert (mots.gravite, mots.remede) == (CONSEIL, "La lettre le demande déjà, dans ses propres mots.")


@d_un_trait
@pytest.mark.parametrize(
    "type_", ["livrer", "cesser", "repondre", "conserver", "executer", "reparer", "excuser", "retracter"]
)
@pytest.mark.parametrize("lettre", ["rappel", "mise_en_demeure"])
def test_une_lettre_de_recouvrement_dit_quelle_demande_elle_ne_fait_pas(lettre: str, type_: str):
    entree = modele_de(lettre, "recouvrement")
    assert entree is not None
    demandes = [{"type": "payer", "montant": "60,00 $"}, {"type": type_, "texte": "rendre le disque dur prêté"}]
    (perdue,) = silences(Affaire(dossier(demandes=demandes), AU), entree)
    assert (perdue.code, perdue.gravite, perdue.chemin) == ("E104", ALERTE, ("demandes", 1))
    assert "rendre le disque" not in perdue.message, "le message part au journal : il ne cite pas le dossier"
    assert "dans un dossier à part, de nature « entente »" in perdue.remede


# -- Ce qu'on en dit --


def test_un_seul_constat_par_bloc_nomme_les_elements_et_compte_les_autres():
    demandes = [{"type": "executer", "texte": f"faire {n}"} for n in range(1, 8)]
    (perdues,) = constats(champs("demande.action"), "mise_en_demeure", "entente", demandes=demandes)
    assert "« demandes[1] », « demandes[2] », « demandes[3] » ni 3 autres." in perdues.message
    (toutes,) = constats(champs(), "mise_en_demeure", "entente", faits=FAITS)
    assert "n’imprime pas « faits » (2 éléments)." in toutes.message


@pytest.mark.parametrize(
    ("lettre", "nature", "blocs", "remede"),
    [
        ("mise_en_demeure", "recouvrement", {"solution": SOLUTION}, "« Rappel de paiement » (« --lettre rappel »)"),
        ("rappel", "recouvrement", {"prejudices": PREJUDICES}, "dans un dossier à part, de nature « "),
        ("rappel", "recouvrement", {"publications": [PUBLICATION]}, "dans un dossier à part, de nature « reputation »"),
        ("rappel", "recouvrement", {"achat": {"lieu": "Granby"}}, "de nature « consommation »"),
        # -- aucune ne les dit tous : chacune en dit sa part, et l'on ne prétend pas qu'aucune ne les dit --
        (
            "avis_resolution",
            "consommation",
            {"achat": {"lieu": "Granby", "probleme": "Rien.", "carte": CARTE}},
            "« Demande de rétrofacturation » (« --lettre retrofacturation ») et « Demande courtoise au commerçant »",
        ),
    ],
)
def test_le_remede_nomme_la_lettre_qui_le_dirait(lettre: str, nature: str, blocs: dict[str, Any], remede: str):
    entree = modele_de(lettre, nature)
    assert entree is not None
    (perdu,) = silences(Affaire(dossier(nature=nature, **blocs), AU), entree)
    assert remede in perdu.remede


def test_d_un_modele_de_l_usager_qui_oublie_un_champ_on_dit_que_le_livre_l_imprime():
    (perdu,) = constats(champs(), "rappel", "recouvrement", solution=SOLUTION)
    assert perdu.remede.startswith("Le modèle livré de cette lettre l’imprime")


# -- Dans la lettre même --

MODELE = """[corps]
LieuDate | {{ lettre.lieu_et_date }}
Vedette | {{ expediteur.nom }}
Vedette | {{ destinataire.nom_complet }}
Objet | Objet : Rappel – {{ sommes.designation }} – référence {{ lettre.reference }}
Appel | {{ destinataire.appel }}
Corps | Veuillez payer {{ sommes.a_payer }} au plus tard le {{ lettre.echeance }}.
Balise | {%p for fait in faits %}
Element | {{ fait.ligne }}
Balise | {%p endfor %}
Corps | {{ expediteur.joindre }} {{ modes_de_paiement[0] }}
Salutation | {{ destinataire.salutation }}
Signature | {{ expediteur.signataire }}
Balise | {%p for piece in pieces %}
PieceJointe | {{ piece.id }}<tab>{{ piece.libelle }}
Balise | {%p endfor %}
"""


def rappel(**blocs: object) -> lettres.Dossier:
    donnees = donnees_de("minimaux/rappel-recouvrement.yaml")
    return lettres.valider({**donnees, **blocs})


def codes(trouves: list[Constat] | tuple[Constat, ...], *voulus: str) -> set[tuple[str, str]]:
    return {(c.code, chemin_lisible(c.chemin)) for c in trouves if c.code in voulus}


def test_verifier_et_generer_disent_la_meme_chose_du_modele_livre():
    d = rappel(prejudices=PREJUDICES, demandes=[{"type": "livrer", "texte": "rendre le disque"}])
    attendus = {("E104", "prejudices[0]"), ("E104", "demandes[0]")}
    assert codes(lettres.verifier(d, "rappel", au=AU), "E104") == attendus
    assert codes(ATELIER.generer(d, "rappel", au=AU).constats, "E104") == attendus


def test_generer_dit_ce_que_tait_le_modele_de_l_usager_et_non_le_livre():
    d = rappel(solution=SOLUTION, faits=FAITS[:1])
    assert codes(lettres.verifier(d, "rappel", au=AU), "E104") == set()
    lettre = ATELIER.generer(d, "rappel", au=AU, modele=fabriquer(MODELE))
    assert ("E104", "solution") in codes(lettre.constats, "E104")
    assert not {c for c in codes(lettre.constats, "E104") if "faits" in c[1]}


def test_un_dossier_refuse_dit_aussi_ce_que_la_lettre_tairait():
    d = rappel(prejudices=PREJUDICES, creances=[])
    with pytest.raises(lettres.DossierInvalide) as refus:
        ATELIER.generer(d, "rappel", au=AU)
    assert codes(refus.value.constats, "E104", "E101") == {("E101", "creances"), ("E104", "prejudices[0]")}


def test_verifier_ne_compile_aucun_modele():
    """Les champs d'un modèle livré sont notés à côté de lui; le compiler coûterait plus que toute la vérification."""
    exemple = next(e for e in EXEMPLES if e.dossier == "meubles/rappel.yaml")
    code = (
        "import sys, lettres; from datetime import date; "
        f"d = lettres.lire({str(exemple.chemin)!r}); "
        "codes = {c.code for c in lettres.verifier(d, 'rappel', au=date(2026, 11, 22))}; "
        "print('E104' in codes, 'docxtpl' in sys.modules)"
    )
    fini = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert fini.stdout.split() == ["True", "False"]


# -- Les pièces --

RENVOIS: dict[str, dict[str, Any]] = {
    "d’un tort": {"prejudices": [PREJUDICES[0] | {"pieces": ["P-1"]}]},
    "du texte d’un tort": {"prejudices": [{"texte": "Perte, selon la pièce P-1."}]},
    "d’un propos": {"publications": [PUBLICATION | {"piece": "P-1"}]},
    "de ce qui dément un propos": {"publications": [PUBLICATION | {"pieces": ["P-1"]}]},
    "d’un achat": {"achat": {"lieu": "Granby", "piece": "P-1"}},
    "de frais": {"frais": [{"texte": "Dossier", "montant": "9,00 $", "piece": "P-1"}]},
    "d’une conséquence": {"consequence": "Le travail attend, voir P-1."},
    "d’un choix": {"options": ["Payer selon P-1."]},
    "d’une demande": {"demandes": [{"type": "livrer", "texte": "rendre le bien de la pièce P-1"}]},
    "d’une suite": {"suites": [SUITE | {"resultat": "sans_reponse", "piece": "P-1"}]},
}


@d_un_trait
@pytest.mark.parametrize("blocs", RENVOIS.values(), ids=RENVOIS)
def test_une_piece_que_seul_un_fait_tu_cite_n_est_pas_jointe_et_se_dit(blocs: dict[str, Any]):
    d = rappel(
        pieces=[piece(1), piece(2)], faits=[{"date": "2026-08-15", "texte": "Appel.", "pieces": ["P-2"]}], **blocs
    )
    arbre = composer(Affaire(d, AU), "rappel")
    assert [p.id for p in arbre.pieces] == ["P-2"]
    (retiree,) = [c for c in lettres.verifier(d, "rappel", au=AU) if c.code == "E105"]
    assert retiree.chemin == ("pieces", 0, "id")
    assert "P-1" in retiree.message


@pytest.mark.parametrize(
    ("blocs", "remede"),
    [
        # -- une autre lettre la cite : l'ôter du dossier la lui ôterait --
        (
            {"rupture": {"motifs": [{"type": "ingerence", "pieces": ["P-1"]}]}},
            "« Fin de notre relation d’affaires », « Dossier pour les petites créances » et « Dossier sommaire pour un "
            "avocat » la citent",
        ),
        (
            {"faiblesses": [{"texte": "Un retard.", "pieces": ["P-1"]}]},
            "« Dossier sommaire pour un avocat » la cite",
        ),
        (
            {"menaces": [{"date": "2026-10-01", "citation": "Non.", "piece": "P-1"}]},
            "« Dossier pour les petites créances » et « Dossier sommaire pour un avocat » la citent",
        ),
    ],
    ids=["rupture", "faiblesses", "menaces"],
)
def test_une_piece_que_cite_une_autre_lettre_se_garde_au_dossier(blocs: dict[str, Any], remede: str):
    d = rappel(pieces=[piece(1)], **blocs)
    (retiree,) = [c for c in lettres.verifier(d, "rappel", au=AU) if c.code == "E105"]
    ici = "Pour la joindre ici, citez-la là où cette lettre le dit."
    assert retiree.remede == f"Gardez-la au dossier : {remede}. {ici}"


@d_un_trait
@pytest.mark.parametrize("blocs", RENVOIS.values(), ids=RENVOIS)
def test_citee_aussi_par_un_fait_imprime_elle_reste(blocs: dict[str, Any]):
    d = rappel(pieces=[piece(1)], faits=[{"date": "2026-08-15", "texte": "Appel.", "pieces": ["P-1"]}], **blocs)
    assert [p.id for p in composer(Affaire(d, AU), "rappel").pieces] == ["P-1"]
    assert codes(lettres.verifier(d, "rappel", au=AU), "E105") == set()


def test_des_pieces_que_cite_un_meme_fait_tu_se_disent_en_un_seul_constat():
    pieces = [piece(rang) for rang in range(1, 6)]
    d = rappel(pieces=pieces, prejudices=[PREJUDICES[0] | {"pieces": [p["id"] for p in pieces]}])
    (retirees,) = [c for c in lettres.verifier(d, "rappel", au=AU) if c.code == "E105"]
    assert "Les pièces P-1, P-2, P-3 et 2 autres ne sont citées que par « prejudices »" in retirees.message


def test_une_piece_que_rien_ne_cite_reste_jointe_et_une_autre_regle_le_dit():
    d = rappel(pieces=[piece(1)])
    assert [p.id for p in composer(Affaire(d, AU), "rappel").pieces] == ["P-1"]
    assert codes(lettres.verifier(d, "rappel", au=AU), "E105", "P203") == {("P203", "pieces[0].id")}


def test_l_aide_memoire_enumere_toutes_les_pieces():
    d = complet("consommation")
    assert len(composer(Affaire(d, AU), "opc").pieces) == len(d.pieces)
    assert codes(lettres.verifier(d, "opc", au=AU), "E105") == set()


@d_un_trait
@pytest.mark.un_sur(6)
@pytest.mark.parametrize("exemple", EXEMPLES, ids=lambda e: e.nom)
def test_chaque_texte_du_dossier_est_dans_la_lettre_ou_dit_par_un_constat(exemple: Exemple):
    d, texte = rendu(exemple).dossier, rendu(exemple).texte.casefold()
    entree = modele_de(exemple.lettre, exemple.nature)
    assert entree is not None
    dites = portees(entree)
    tus = {c.chemin[0] for c in rendu(exemple).lettre.constats if c.code == "E104"}
    affaire = Affaire(d, exemple.au)
    faits = [fait for unite in _unites(affaire, dites) for fait in unite.faits]
    textes = {fait: valeur_de(d, fait) for fait in faits if fait[-1] not in CODES}
    expose = capacites(exemple.lettre).expose
    comptes = affaire.comptes.creances
    eteintes = {c.creance.facture for c in comptes if not c.est_due and c.creance.facture}
    for fait, valeur in textes.items():
        if fait[0] in {"creances", "paiements"} and valeur_de(d, fait[:2]).facture in eteintes:
            continue  # -- une facture entièrement payée sort de la lettre, et ses paiements avec elle --
        if fait[0] == "paiement_par" and (expose or exemple.lettre == "proposition"):
            continue  # -- rien ne s'y paie, ou rien ne s'y demande --
        if est_tu(affaire, exemple.lettre, fait):
            assert fait[0] in tus
            continue
        if (
            (expose or capacites(exemple.lettre).a_l_emetteur or exemple.lettre == "opc")
            and fait[-1] == "texte"
            and getattr(valeur_de(d, fait[:-1]), "au_tiers", None)
        ):
            valeur = valeur_de(d, (*fait[:-1], "au_tiers"))
        if expose and fait[-1] == "source":
            valeur = valeur.removeprefix("votre ")  # -- « votre texto » se dit « texto de l'autre partie » --
        if not dites.imprime(d, fait):
            # -- une réponse publique tait tout, et ne le dit de rien --
            assert fait[0] in tus or capacites(exemple.lettre).publique
        elif isinstance(valeur, str):
            assert simple(valeur) in texte, fait


CODES = {
    "canal",
    "type",
    "forme",
    "situation",
    "mode",
    "paiement",
    "obligation",
    "mode_envoi",
    "lettre",
    "resultat",
    "au_tiers",
    "de",
    "accepter_par",
    "etat",
    "cas",
    "position",
    "jugement",
}
"""Ce qui s'imprime en d'autres mots que les siens."""


def valeur_de(valeur: Any, chemin: tuple[str | int, ...]) -> Any:
    for pas in chemin:
        valeur = valeur[pas] if isinstance(pas, int) else getattr(valeur, pas)
    return valeur


def simple(valeur: str) -> str:
    return valeur.strip("«» \u00a0").replace("\u00a0", " ").casefold()


def test_une_lettre_qui_exige_des_pieces_et_n_en_garde_aucune_est_refusee_des_la_verification():
    donnees = donnees_de("minimaux/mise_en_demeure-recouvrement.yaml")
    for creance in donnees["creances"]:
        creance.pop("piece", None)
    donnees.pop("contrat", None)
    donnees |= {"pieces": [piece(1)], "prejudices": [PREJUDICES[0] | {"pieces": ["P-1"]}]}
    d = lettres.valider(donnees)
    (retiree,) = [c for c in lettres.verifier(d, "mise_en_demeure", au=AU) if c.code == "E105"]
    assert retiree.gravite is Gravite.ERREUR


@d_un_trait
@pytest.mark.un_sur(4)
@pytest.mark.parametrize("exemple", EXEMPLES, ids=lambda e: e.nom)
def test_chaque_piece_citee_dans_la_lettre_est_dans_sa_liste_et_celle_de_la_liste_est_citee_ou_ne_l_est_nulle_part(
    exemple: Exemple,
):
    corps, separateur, liste = rendu(exemple).texte.rpartition("\np. j.\n")
    if separateur:
        # -- un modèle de meuble peut se nommer comme une pièce --
        du_dossier = {p.id for p in rendu(exemple).dossier.pieces}
        jointes, citees = (set(NUMERO_DE_PIECE.findall(texte)) & du_dossier for texte in (liste, corps))
        jamais_citees = {c.chemin[1] for c in rendu(exemple).lettre.constats if c.code == "P203"}
        ailleurs = {p.id for rang, p in enumerate(rendu(exemple).dossier.pieces) if rang in jamais_citees}
        assert jointes - ailleurs == citees - ailleurs


# -- Les sommes --


@pytest.mark.parametrize("lettre", ["rappel", "mise_en_demeure", "opc"])
def test_une_lettre_de_consommateur_ne_tait_aucune_demande(lettre: str):
    entree = modele_de(lettre, "consommation")
    assert entree is not None
    transport = {"type": "payer", "texte": "payer le transport", "montant": "75,00 $"}
    d = complet("consommation", demandes=[{"type": "rembourser", "montant": "1 149,75 $"}, transport])
    assert "demandes" not in [c.chemin[0] for c in silences(Affaire(d, AU), entree) if c.gravite is ALERTE]


@d_un_trait
@pytest.mark.parametrize("lettre", ["rappel", "mise_en_demeure", "opc"])
@pytest.mark.parametrize("type_", ["rembourser", "payer", "annuler"])
def test_ni_le_calcul_de_la_somme_demandee(lettre: str, type_: str):
    entree = modele_de(lettre, "consommation")
    assert entree is not None
    demande = {"type": type_, "montant": "75,00 $", "calcul": "le transport, aller et retour"}
    affaire = Affaire(complet("consommation", demandes=[demande]), AU)
    assert "transport, aller et retour" in str(composer(affaire, lettre).contexte()["reclamation"])
    assert [c.chemin for c in silences(affaire, entree) if c.chemin[-1] == "calcul"] == []


@pytest.mark.parametrize("type_", ["retirer", "cesser", "conserver", "retracter"])
def test_une_somme_jointe_a_un_retrait_n_est_ni_reclamee_ni_inscrite_et_se_dit(type_: str):
    entree = modele_de("mise_en_demeure", "reputation")
    assert entree is not None
    d = complet("reputation", demandes=[{"type": "retirer"}, {"type": type_, "montant": "500,00 $"}])
    affaire = Affaire(d, AU)
    alertes = [c for c in silences(affaire, entree) if c.gravite is ALERTE]
    assert ("demandes", 1, "montant") in [c.chemin for c in alertes]
    assert affaire.demandee("mise_en_demeure") is None


# -- Les pièces se trient une fois --


@pytest.fixture
def tris(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Compte les tris : chacun parcourt une fois les renvois du dossier."""
    module = sys.modules["lettres.composition.jointes"]
    parcours: list[int] = []
    renvois = module.renvois

    def compter(ecrits: Iterable[tuple[Chemin, str]]) -> Iterator[tuple[Chemin, str]]:
        parcours.append(1)
        return renvois(ecrits)

    monkeypatch.setattr(module, "renvois", compter)
    return parcours


@pytest.mark.parametrize("lettre", ["rappel", "mise_en_demeure"])
def test_une_lettre_trie_ses_pieces_une_seule_fois(tris: list[int], lettre: str):
    produite = ATELIER.generer(complet(), lettre, au=AU)
    assert produite.octets
    assert len(tris) == 1


def test_une_ebauche_ou_il_manque_un_fait_aussi(tris: list[int]):
    assert ATELIER.generer(dossier(creances=[facture(objet=None)], pieces=[piece(1)]), au=AU, ebauche=True).octets
    assert len(tris) == 1


def test_verifier_les_trie_une_fois(tris: list[int]):
    lettres.verifier(complet(), "rappel", au=AU)
    assert len(tris) == 1


def test_une_lettre_qui_ne_joint_rien_ne_trie_rien(tris: list[int]):
    assert lettres.verifier(dossier(nature="consommation", pieces=[piece(1)]), "opc", au=AU)
    assert tris == []


# -- Une demande qui renvoie aux options ne part pas sans elles --

OPTIONS = ["Garder le logo.", "Ajouter une bannière."]


@d_un_trait
@pytest.mark.parametrize(
    ("texte", "gravite"),
    [
        ("me dire par écrit laquelle des options suivantes vous convient", Gravite.ERREUR),
        ("choisir l’une des options ci-dessous", Gravite.ERREUR),
        ("choisir l’option qui vous convient parmi les possibilités ci-après", Gravite.ERREUR),
        ("m’indiquer votre choix parmi les suivants", Gravite.ERREUR),
        ("retenir une des possibilités décrites plus bas", Gravite.ERREUR),
        ("ME DIRE LAQUELLE DES OPTIONS SUIVANTES VOUS CONVIENT", Gravite.ERREUR),
        ("livrer les fichiers", ALERTE),
        ("me dire votre choix de couleur", ALERTE),
        ("livrer la semaine suivante", ALERTE),
        ("retirer le paragraphe ci-dessous", ALERTE),
    ],
)
def test_une_demande_qui_annonce_des_options_absentes_arrete_la_lettre(texte: str, gravite: Gravite):
    modele, demandes = champs("execution.de_action"), [{"type": "executer", "texte": texte}]
    assert dits(modele, demandes=demandes, options=OPTIONS)["options[0]"] is gravite
    avec = champs("execution.de_action", "options")
    assert "options[0]" not in dits(avec, demandes=demandes, options=OPTIONS), "le modèle les imprime"


def test_plusieurs_lettres_qui_le_diraient_s_enumerent():
    blocs = {"creances": [facture()], "paiement_par": ["chèque"]}
    dits_ici = constats(champs(), "reponse", "recouvrement", **blocs)
    (perdu,) = [c for c in dits_ici if chemin_lisible(c.chemin) == "paiement_par[0]"]
    avant, fin = perdu.remede.split(" l’impriment; ")
    assert avant.count(" et ") == 1
    assert (avant.count("», « ") + avant.count("), « "), fin) == (avant.count("--lettre") - 2, "celle-ci part sans.")
