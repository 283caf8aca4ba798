"""Les faits qu'une lettre affirme, et celui qu'une lettre déjà partie disait autrement."""

from __future__ import annotations

from typing import Any

import pytest
from exemples_rendus import EXEMPLES, rendu
from fabrique_de_dossiers import AU, dossier, facture
from tables import d_un_trait

from lettres.affaire import Affaire
from lettres.catalogue import capacites, modele_de
from lettres.composition.affirme.contredits import contredits
from lettres.composition.affirme.faits import affirmes, lire
from lettres.dossier.saisie.lecture_de_sommes import lire_montant
from lettres.langue.pliage import plier
from lettres.langue.sommes_et_dates import jours, sommes
from lettres.rendu.paragraphes.texte import texte_lisible
from lettres.socle.constats import Gravite

RAPPEL = {"lettre": "rappel", "date": "2026-09-15"}
DISAIT = ["contrat, date : 2026-06-01", "facture F-1023, montant : 60,00 $", "facture F-1023, échéance : 2026-08-31"]
DISAIT_50 = ["facture F-1023, montant : 50,00 $"]
CONTRAT = {"date": "2026-06-01", "objet": "Reportage"}
ERREUR, ALERTE = Gravite.ERREUR, Gravite.ALERTE


def vus(
    lettre: str = "mise_en_demeure", nature: str = "recouvrement", affirme: Any = None, **blocs: Any
) -> list[tuple]:
    base = {"contrat": CONTRAT, "creances": [facture()], "envois": [RAPPEL | {"affirme": affirme or DISAIT}]}
    affaire = Affaire(dossier(nature=nature, **({} if nature != "recouvrement" else base) | blocs), AU)
    modele = modele_de(lettre, nature)
    assert modele is not None
    return [(".".join(map(str, c.chemin)), c.gravite) for c in contredits(affaire, modele)]


def test_ce_que_dit_une_lettre_se_redit_sans_faute():
    assert vus() == []


@d_un_trait
@pytest.mark.parametrize(
    ("blocs", "trouve"),
    [
        ({"creances": [facture(montant="50,00 $")]}, "creances.0.montant"),
        ({"creances": [facture(montant="60,01 $")]}, "creances.0.montant"),
        ({"creances": [facture(montant="70,00 $")]}, "creances.0.montant"),
        ({"creances": [facture(echeance="2026-08-30")]}, "creances.0.echeance"),
        ({"contrat": CONTRAT | {"date": "2026-06-02"}}, "contrat.date"),
        # -- une facture que la lettre d'avant ne nommait pas, un fait qu'elle ne disait pas --
        ({"creances": [facture(), facture(facture="F-2", montant="9 $")]}, None),
        ({"creances": [facture(date="2026-08-02")]}, None),
        # -- rien de ce qui est payé ne s'imprime plus --
        ({"creances": [facture(montant="50,00 $", deja_paye="50 $"), facture(facture="F-2")]}, None),
        # -- une autre écriture de la même valeur --
        ({"affirme": ["Facture F-1023, montant : 60,00\u00a0$"]}, None),
    ],
    ids=str,
)
def test_un_fait_dit_autrement_se_trouve_a_sa_place(blocs: dict[str, Any], trouve: str | None):
    assert vus(**blocs) == ([(trouve, ERREUR)] if trouve else [])


DE_MOINS = {"creances": [facture(montant="50,00 $")]}


DEUX = {"creances": [facture(), facture(facture="F-2", montant="9 $")]}
SIGNE_LE_2 = {"contrat": CONTRAT | {"date": "2026-06-02"}}


def contestation(**cles: Any) -> dict[str, Any]:
    return {"suites": [{"date": "2026-09-20", "resultat": "contestation", **cles}]}


@d_un_trait
@pytest.mark.parametrize(
    ("blocs", "gravite"),
    [
        (DE_MOINS, ERREUR),
        # -- ce qui est venu depuis, et ôte autant, l'explique --
        (DE_MOINS | contestation(montant_conteste="10 $"), None),
        (DE_MOINS | {"paiements": [{"date": "2026-09-20", "montant": "10 $", "facture": "F-1023"}]}, None),
        (DE_MOINS | {"paiements": [{"date": "2026-09-15", "montant": "10 $"}]}, None),
        (DE_MOINS | {"avoirs": [{"date": "2026-09-20", "montant": "10 $", "facture": "F-1023"}]}, None),
        (DE_MOINS | {"paiements": [{"date": f"2026-09-{jour}", "montant": "5 $"} for jour in (20, 21)]}, None),
        # -- ce qui ôte une autre somme ne fait que le laisser croire --
        (DE_MOINS | contestation(montant_conteste="9,99 $"), ALERTE),
        (DE_MOINS | contestation(), ALERTE),
        (DE_MOINS | {"paiements": [{"date": "2026-09-20", "montant": "10,01 $"}]}, ALERTE),
        # -- un fait redit ce qu'elle disait --
        (DE_MOINS | {"faits": [{"texte": "le rappel disait 60,00 $, mais c’est 50,00 $."}]}, None),
        (DE_MOINS | {"accompli": [{"texte": "le rappel disait 60,00 $, mais c’est 50,00 $."}]}, None),
        (DE_MOINS | {"faits": [{"texte": "le rappel disait 160,00 $, mais c’est 50,00 $."}]}, ERREUR),
        (
            {
                "contrat": CONTRAT | {"date": "2026-06-02"},
                "faits": [{"texte": "signé le 2 juin 2026, et non le 1er juin 2026."}],
            },
            None,
        ),
        (
            SIGNE_LE_2 | {"faits": [{"texte": "signé le 2 juin, et non le 1er juin."}]},
            None,
        ),
        (SIGNE_LE_2 | {"faits": [{"texte": "signé le 1er juin."}]}, ERREUR),
        # -- venu avant cette lettre, d'une autre facture, ou pas encore : elle le savait, ou cela ne l'explique pas --
        (DE_MOINS | {"paiements": [{"date": "2026-09-14", "montant": "10 $"}]}, ERREUR),
        (DE_MOINS | {"paiements": [{"date": "2026-09-20", "montant": "10 $", "facture": "F-2"}]}, ERREUR),
        (DE_MOINS | {"paiements": [{"date": "2026-11-23", "montant": "10 $"}]}, ERREUR),
        (DE_MOINS | contestation(montant_conteste="10 $", creances=["F-2"]), ERREUR),
        # -- contester une facture n'explique ni une autre, ni ce qui n'est d'aucune; les contester toutes, si --
        (SIGNE_LE_2 | contestation(), ALERTE),
        (SIGNE_LE_2 | contestation(creances=["F-1023"]), ALERTE),
        (SIGNE_LE_2 | DEUX | contestation(creances=["F-1023"]), ERREUR),
        (SIGNE_LE_2 | DEUX | contestation(creances=["F-2"]), ERREUR),
        (SIGNE_LE_2 | DEUX | contestation(creances=["F-2", "F-1023"]), ALERTE),
        (SIGNE_LE_2 | DEUX | contestation(), ALERTE),
        # -- une autre échéance : convenue peut-être, ou contestée --
        ({"creances": [facture(echeance="2026-09-30")]}, ERREUR),
        ({"creances": [facture(echeance="2026-09-30")]} | contestation(), ALERTE),
        (
            {
                "creances": [facture(echeance="2026-09-30")],
                "suspensions": [{"motif": "entente_de_paiement", "du": "2026-09-20", "au": "2026-09-30"}],
            },
            ALERTE,
        ),
        (
            {
                "creances": [facture(echeance="2026-09-30")],
                "suspensions": [{"motif": "insolvabilite", "du": "2026-09-20", "au": "2026-09-30"}],
            },
            ERREUR,
        ),
    ],
    ids=str,
)
def test_ce_qui_est_venu_depuis_l_explique_ou_laisse_a_verifier(blocs: dict[str, Any], gravite: Gravite | None):
    assert [g for _, g in vus(**blocs)] == ([gravite] if gravite else [])


@d_un_trait
@pytest.mark.parametrize(
    ("envois", "trouve"),
    [
        ([RAPPEL | {"affirme": DISAIT}], True),
        # -- annulée, remplacée, revenue, pas encore partie : elle ne dit plus rien --
        ([RAPPEL | {"affirme": DISAIT}, {"corrige": 1, "motif": "Jamais partie."}], False),
        ([RAPPEL | {"affirme": DISAIT}, RAPPEL | {"corrige": 1, "motif": "Un autre texte."}], False),
        ([RAPPEL | {"affirme": DISAIT, "date": "2026-11-23"}], False),
        # -- la dernière qui le dit fait foi --
        (
            [RAPPEL | {"affirme": DISAIT}, RAPPEL | {"date": "2026-10-01", "affirme": DISAIT_50}],
            False,
        ),
        (
            [RAPPEL | {"affirme": DISAIT_50}, RAPPEL | {"date": "2026-10-01", "affirme": DISAIT}],
            True,
        ),
        ([RAPPEL], False),
        ([RAPPEL | {"affirme": ["facture F-1023, montant"]}], False),
    ],
    ids=str,
)
def test_seule_compte_la_derniere_lettre_partie_qui_le_disait(envois: list[dict[str, Any]], trouve: bool):
    assert vus(**DE_MOINS, envois=envois) == ([("creances.0.montant", ERREUR)] if trouve else [])


PROPOS = {"url": "https://exemple.test/avis", "support": "google", "date": "2026-10-01", "citation": "Ils volent."}
ACHAT = {"objet": "Canapé", "date": "2026-07-20", "prix": "900 $", "probleme": "Il est brisé.", "piece": "P-1"}


@d_un_trait
@pytest.mark.parametrize(
    ("nature", "lettre", "affirme", "blocs", "trouve"),
    [
        ("reputation", "mise_en_demeure", "propos https://exemple.test/avis, publié le : 2026-10-01", {}, None),
        (
            "reputation",
            "mise_en_demeure",
            "propos https://exemple.test/avis, publié le : 2026-10-02",
            {},
            "publications.0.date",
        ),
        (
            "reputation",
            "mise_en_demeure",
            "propos https://exemple.test/avis, lieu : facebook",
            {},
            "publications.0.support",
        ),
        ("reputation", "mise_en_demeure", "propos https://exemple.test/autre, lieu : facebook", {}, None),
        ("consommation", "mise_en_demeure", "achat, prix : 899,00 $", {}, "achat.prix"),
        ("consommation", "mise_en_demeure", "achat, date : 2026-07-21", {}, "achat.date"),
        ("consommation", "mise_en_demeure", "achat, date : 2026-07-20", {}, None),
        ("entente", "mise_en_demeure", "« j’ai remis le logo », date : 2026-10-07", {}, "accompli.0.date"),
        ("entente", "mise_en_demeure", "« j’ai remis le logo », date : 2026-10-06", {}, None),
        ("entente", "mise_en_demeure", "« j’ai remis la bannière », date : 2026-10-07", {}, None),
        # -- une réponse publique ne dit rien du dossier --
        ("reputation", "reponse_publique", "propos https://exemple.test/avis, lieu : facebook", {}, None),
    ],
)
def test_chaque_nature_a_ses_faits(nature: str, lettre: str, affirme: str, blocs: dict[str, Any], trouve: str | None):
    faits = {
        "publications": [PROPOS] if nature == "reputation" else [],
        "accompli": [{"date": "2026-10-06", "texte": "j’ai remis le logo."}] if nature == "entente" else [],
    }
    achat = {"achat": ACHAT} if nature == "consommation" else {}
    lus = vus(lettre, nature, envois=[RAPPEL | {"lettre": "rappel", "affirme": [affirme]}], **faits | achat | blocs)
    assert lus == ([(trouve, ERREUR)] if trouve else [])


@d_un_trait
@pytest.mark.un_sur(6)
@pytest.mark.parametrize("exemple", [e for e in EXEMPLES if not capacites(e.lettre).publique], ids=lambda e: e.nom)
def test_une_lettre_porte_chaque_fait_que_l_on_dit_qu_elle_affirme(exemple: Any):
    rendue = rendu(exemple)
    affaire = Affaire(rendue.dossier, exemple.au).visant(rendue.lettre.creances)
    modele = modele_de(exemple.lettre, exemple.nature)
    assert modele is not None
    lue = plier(texte_lisible(rendue.lettre.octets))
    for fait in affirmes(affaire, modele):
        nom, valeur = lire(fait.ecrit)
        assert (nom, valeur) == (fait.nom, fait.valeur)
        if valeur.endswith("$"):
            assert lire_montant(valeur) in sommes(lue), fait
        elif valeur[:4].isdigit():
            assert fait.brute in jours(lue), fait
        else:
            assert plier(valeur) in lue, fait


# -- Une facture réclamée ne disparaît pas --


@pytest.mark.parametrize(
    ("creances", "dit", "trouve"),
    [
        ([facture()], "F-1023 a été remplacée.", None),
        ([facture(facture="f 1023")], None, "creances"),
        ([facture(facture="F-1024")], None, "creances"),
        ([facture(facture="F-1024")], "La facture F-1023 porte désormais le numéro F-1024.", None),
        # -- un numéro plus long n'est pas ce numéro --
        ([facture(facture="F-1024")], "La facture F-10230 a été payée.", "creances"),
        ([facture(facture=None)], None, "creances"),
        ([facture(), facture(facture="F-1024")], None, None),
    ],
    ids=str,
)
def test_une_facture_qu_une_lettre_reclamait_ne_quitte_pas_le_dossier_sans_qu_on_le_dise(
    creances: list[dict[str, Any]], dit: str | None, trouve: str | None
):
    faits = [{"date": "2026-10-01", "texte": dit}] if dit else []
    trouves = vus(affirme=["facture F-1023, montant : 60,00 $"], creances=creances, faits=faits)
    assert trouves == ([(trouve, ALERTE)] if trouve else [])


TOUT_DIT = [
    "facture F-1023, montant : 60,00 $",
    "facture F-1023, date : 2026-08-01",
    "facture F-1023, échéance : 2026-08-31",
]
RENOMMEE = "La facture F-1023 porte désormais le numéro F-1024."


@pytest.mark.parametrize(
    ("creances", "dit", "attendus"),
    [
        # -- renommée sans le dire : on la reconnaît à deux de ses trois faits, et l'on nomme l'autre --
        ([facture(facture="F-1024")], None, {"creances": "F-1024"}),
        ([facture(facture="F-1024", montant="50,00 $")], None, {"creances": "F-1024"}),
        ([facture(facture="F-1024", echeance="2026-09-30")], None, {"creances": "F-1024"}),
        ([facture(facture="F-1024", date="2026-08-02")], None, {"creances": "F-1024"}),
        ([facture(facture="F-1024", montant="50,00 $", date="2026-08-02")], None, {"creances": None}),
        ([facture(facture="F-1024"), facture(facture="F-1025")], None, {"creances": None}),
        # -- dite renommée, ce qui en a changé se compare, et ne s'échappe pas --
        ([facture(facture="F-1024")], RENOMMEE, {}),
        ([facture(facture="F-1024", montant="50,00 $")], RENOMMEE, {"creances.0.montant": "60,00 $"}),
        ([facture(facture="F-1024", echeance="2026-09-30")], RENOMMEE, {"creances.0.echeance": "31\u00a0août 2026"}),
        ([facture(facture="F-1024", montant="50,00 $")], RENOMMEE + " Elle disait 60,00 $, et c’est 50,00 $.", {}),
        ([facture(facture="F-2"), facture(facture="F-1024", montant="50,00 $")], RENOMMEE, {"creances.1.montant": ""}),
        # -- un fait qui en nomme deux ne dit pas laquelle --
        (
            [facture(facture="F-1024", montant="50,00 $"), facture(facture="F-1025")],
            "F-1023 est devenue F-1024 et F-1025.",
            {},
        ),
    ],
    ids=str,
)
def test_une_facture_renommee_se_reconnait_et_ce_qui_en_a_change_se_dit(
    creances: list[dict[str, Any]], dit: str | None, attendus: dict[str, str | None]
):
    faits = [{"date": "2026-10-01", "texte": dit}] if dit else []
    affaire = Affaire(
        dossier(creances=creances, faits=faits, contrat=CONTRAT, envois=[RAPPEL | {"affirme": TOUT_DIT}]), AU
    )
    modele = modele_de("mise_en_demeure", "recouvrement")
    assert modele is not None
    trouves = {".".join(map(str, c.chemin)): c for c in contredits(affaire, modele)}
    assert {*trouves} == {*attendus}
    for chemin, nomme in attendus.items():
        assert (nomme or "") in trouves[chemin].message
        assert ("peut-être elle" in trouves[chemin].message) is (chemin == "creances" and nomme is not None)
