"""Inscrire : ce qui est arrivé s'ajoute au dossier, où rien d'autre ne change; un refus ne touche à rien."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from conftest import DOSSIER
from paquets import docx as docx_de
from paquets import p
from pepiniere import RACINE, Pousse, mener

import lettres
from lettres.dossier import Annulation, Force, Suspension
from lettres.rendu import Proprietes, compiler
from lettres.socle.erreurs import SortieRefusee

AU = ("--au", "2026-11-22")
AUJOURD_HUI = date(2026, 11, 29)
ENVOI = ("envoi", "dossier.yaml", "--lettre", "rappel", "--mode", "courriel")
Lancer = Callable[..., "object"]


@pytest.fixture(autouse=True)
def _un_jour_fixe(monkeypatch: pytest.MonkeyPatch):
    for module in ("options.arguments", "commandes.inscrire.porter", "commandes.inscrire.envoi"):
        monkeypatch.setattr(f"lettres.cli.{module}.aujourd_hui", lambda: AUJOURD_HUI)


def complet(dossier: Path, suite: str = "") -> None:
    """Un dossier dont une lettre se fait."""
    texte = DOSSIER.replace("  signataire:", "  taxes: non_inscrit\n  signataire:")
    dossier.write_text(texte.replace("{facture", "{cause: service, facture") + suite, encoding="utf-8")


# -- Chaque commande, et la ligne qu'elle ajoute --


@pytest.mark.parametrize(
    ("args", "liste", "ligne"),
    [
        (ENVOI, "envois", "- {lettre: rappel, date: 2026-11-29, mode: courriel}"),
        (
            (*ENVOI, "--date", "2026-11-20", "--preuve", "P-9", "--recu-le", "21 novembre 2026"),
            "envois",
            "- {lettre: rappel, date: 2026-11-20, mode: courriel, preuve: P-9, recu_le: 2026-11-21}",
        ),
        (
            ("envoi", "dossier.yaml", "--lettre", "opc", "--facture", "F-1023"),
            "envois",
            "- {lettre: opc, date: 2026-11-29, creances: [F-1023]}",
        ),
        (
            ("suite", "dossier.yaml", "--resultat", "promesse", "--promis-le", "2026-12-05", "--montant", "60,00 $"),
            "suites",
            '- {date: 2026-11-29, resultat: promesse, promis_le: 2026-12-05, montant: "60,00 $"}',
        ),
        (
            ("suite", "dossier.yaml", "--resultat", "refus", "--citation", "Non : jamais.", "--canal", "texto"),
            "suites",
            '- {date: 2026-11-29, canal: texto, resultat: refus, citation: "Non : jamais."}',
        ),
        (
            ("paiement", "dossier.yaml", "--montant", "20", "--mode", "virement"),
            "paiements",
            "- {date: 2026-11-29, montant: 20, mode: virement}",
        ),
        (
            ("suspendre", "dossier.yaml", "--motif", "entente_de_paiement", "--jusqu-a", "2026-12-31"),
            "suspensions",
            "- {motif: entente_de_paiement, du: 2026-11-29, au: 2026-12-31}",
        ),
        (
            ("suspendre", "dossier.yaml", "--motif", "mediation", "--revoir-le", "2026-12-15", "--date", "2026-11-01"),
            "suspensions",
            "- {motif: mediation, du: 2026-11-01, revoir_le: 2026-12-15}",
        ),
    ],
)
def test_une_commande_ajoute_une_ligne_et_la_montre(lancer, dossier: Path, args, liste: str, ligne: str):
    resultat = lancer(*args, *AU)
    assert (resultat.code, resultat.ennuis) == (0, "")
    assert dossier.read_text(encoding="utf-8") == f"{DOSSIER}{liste}:\n  {ligne}\n"
    numero = DOSSIER.count("\n") + 1
    assert f"Inscrit à « {liste} » (1) de dossier.yaml :" in resultat.sortie
    assert f"  {numero:>4} + {liste}:\n  {numero + 1:>4} +   {ligne}\n" in resultat.sortie


@pytest.mark.parametrize(
    ("dite", "inscrite"),
    [("f-1023", "F-1023"), ("2", "créance 2"), ("#2", "créance 2"), ("Creance 2", "créance 2"), ("1", "1"), ("9", "9")],
)
def test_une_facture_se_nomme_comme_au_dossier_meme_ecrite_autrement(lancer, dossier: Path, dite: str, inscrite: str):
    seconde = "  - {cause: pret, date: 2026-08-01, echeance: 2026-08-31, objet: Prêt, montant: 90}\n"
    dossier.write_text(DOSSIER.rstrip("\n") + "\n" + seconde, encoding="utf-8")
    lancer("suite", "dossier.yaml", "--resultat", "promesse", "--promis-le", "2026-12-05", "--facture", dite, *AU)
    lancer("paiement", "dossier.yaml", "--montant", "5", "--facture", dite, *AU)
    lu = lettres.lire(dossier)
    assert lu.suites[0].creances == (inscrite,)
    assert lu.paiements[0].facture == inscrite


def test_au_ne_s_inscrit_pas_et_un_evenement_plus_ancien_s_ajoute_apres(lancer, dossier: Path):
    lancer(*ENVOI, "--date", "2026-11-20", "--au", "2026-12-25")
    lancer(*ENVOI, "--date", "2026-10-01", "--au", "2026-12-25")
    assert [e.date for e in lettres.lire(dossier).envois] == [date(2026, 11, 20), date(2026, 10, 1)]


def test_le_delai_court_de_la_reception_prouvee(lancer, dossier: Path):
    args = ("envoi", "dossier.yaml", "--lettre", "mise_en_demeure", "--mode", "recommande", "--date", "2026-11-20")
    delais = []
    for recu in ((), ("--recu-le", "2026-11-21")):
        dossier.write_text(DOSSIER, encoding="utf-8")
        delais.append(json.loads(lancer(*args, *recu, "--json", *AU).sortie)["apres"])
    prevu, prouve = delais
    assert (prevu["calculee"], prouve["calculee"]) == (True, True)
    assert prouve["delai"] == "2026-12-01"
    assert prevu["delai"] > prouve["delai"]


def test_la_reponse_dit_ce_qui_change(lancer, dossier: Path):
    recu = ("paiement", "dossier.yaml", "--montant", "20", "--date", "2026-11-01")
    reponse = json.loads(lancer(*recu, "--json", *AU).sortie)
    assert (reponse["avant"]["impaye"], reponse["apres"]["impaye"]) == ("60.00", "40.00")
    promise = ("suite", "dossier.yaml", "--resultat", "promesse", "--promis-le", "2026-12-05", "--date", "2026-11-21")
    dit = lancer(*promise, *AU).sortie
    assert "Prochain pas : Rappel courtois, dès le 9\xa0décembre 2026.\n  Un paiement a été promis" in dit
    dit = lancer(*ENVOI, "--date", "2026-11-22", *AU).sortie
    assert "Délai de la dernière lettre : jusqu’au 3\xa0décembre 2026 (date calculée).\n" in dit
    assert "(c’était : Rappel courtois)" in dit


def test_ce_qui_suit_se_dit_de_chaque_facture_et_ce_qu_il_faut_trancher_d_abord_aussi(lancer, dossier: Path):
    f2 = '  - {facture: F-2, date: 2026-09-01, echeance: 2026-12-01, objet: Album, montant: "90,00 $"}\n'
    dossier.write_text(DOSSIER + f2, encoding="utf-8")
    conteste = ("suite", "dossier.yaml", "--resultat", "contestation", "--facture", "F-1023", "--date", "2026-11-21")
    dit = lancer(*conteste, *AU).sortie
    assert "Prochain pas : Rappel courtois, une fois tranché ce qui suit.\n  Le destinataire conteste" in dit
    assert "\n  Et : Rappel courtois, dès le 8\xa0décembre 2026 – F-2.\n" in dit + "\n"


# -- Ce qui cloche dans ce qui vient de s'inscrire se dit tout de suite --


PREMIER_RAPPEL = "envois:\n  - {lettre: rappel, date: 2026-11-02, mode: courriel, echeance: 2026-11-16}\n"


@pytest.mark.parametrize(
    ("args", "code", "commande"),
    [
        (("paiement", "dossier.yaml", "--montant", "20", "--facture", "F-9"), "S108", "paiement"),
        (("paiement", "dossier.yaml", "--montant", "20", "--date", "2026-11-30"), "S109", "paiement"),
        ((*ENVOI, "--facture", "F-9"), "J115", "envoi"),
        ((*ENVOI, "--preuve", "P-99"), "P201", "envoi"),
        ((*ENVOI, "--recu-le", "2026-11-28"), "J110", "envoi"),
        ((*ENVOI, "--date", "2026-11-30"), "T104", "envoi"),
        (("suite", "dossier.yaml", "--resultat", "refus", "--facture", "F-9"), "J115", "suite"),
        (("suite", "dossier.yaml", "--resultat", "refus", "--piece", "P-99"), "P201", "suite"),
        (("suite", "dossier.yaml", "--resultat", "refus", "--date", "2026-11-30"), "T104", "suite"),
        (("suite", "dossier.yaml", "--resultat", "contestation", "--montant-conteste", "9999"), "J116", "suite"),
        (("clore", "dossier.yaml", "--issue", "payee"), "J117", "clore"),
        (("clore", "dossier.yaml", "--issue", "abandon", "--date", "2026-11-30"), "T104", "clore"),
        (("clore", "dossier.yaml", "--issue", "rouverte"), "J119", "clore"),
        (
            ("suspendre", "dossier.yaml", "--motif", "autre", "--date", "2026-11-30", "--jusqu-a", "2026-12-9"),
            "J118",
            "suspendre",
        ),
        (
            ("suspendre", "dossier.yaml", "--motif", "autre", "--jusqu-a", "2026-12-9", "--facture", "F-9"),
            "J115",
            "suspendre",
        ),
    ],
)
def test_une_inscription_inexacte_se_dit_avec_de_quoi_l_annuler(
    lancer, dossier: Path, args: tuple[str, ...], code: str, commande: str
):
    complet(dossier, PREMIER_RAPPEL)
    dit = lancer(*args)
    assert dit.code == 0, dit.erreurs
    assert f" {code} [" in dit.sortie
    rang = "2" if commande == "envoi" else "1"
    assert f'ceci l’annule : lettres {commande} dossier.yaml --corrige {rang} --motif "…"\n' in dit.sortie
    reponse = json.loads(lancer(commande, "dossier.yaml", "--corrige", rang, "--motif", "Erreur.", "--json").sortie)
    assert reponse["constats"] == []


@pytest.mark.parametrize(
    "args",
    [
        ENVOI,
        (*ENVOI, "--date", "2026-11-20", "--facture", "F-1023", "--recu-le", "2026-11-21"),
        ("paiement", "dossier.yaml", "--montant", "20", "--facture", "F-1023"),
        ("suite", "dossier.yaml", "--resultat", "promesse", "--promis-le", "2026-12-05"),
        ("suite", "dossier.yaml", "--resultat", "contestation", "--montant-conteste", "20"),
        ("suspendre", "dossier.yaml", "--motif", "mediation", "--jusqu-a", "2026-12-15"),
        ("clore", "dossier.yaml", "--issue", "abandon"),
    ],
)
def test_une_inscription_exacte_n_attire_aucun_constat(lancer, dossier: Path, args: tuple[str, ...]):
    complet(dossier, PREMIER_RAPPEL)
    assert "annule" not in lancer(*args).sortie


@pytest.mark.parametrize("resultat", ["refus", "promesse", "reconnaissance", "sans_reponse", "appel_fait"])
def test_une_somme_ne_se_conteste_que_par_une_contestation(lancer, dossier: Path, resultat: str):
    avant = dossier.read_bytes()
    suite = ("suite", "dossier.yaml", "--resultat", resultat, "--montant-conteste", "20", *AU)
    refuse = lancer(*suite)
    assert (refuse.code, dossier.read_bytes() == avant) == (1, True)
    assert "D132 [erreur] Une somme ne se conteste que par une contestation" in refuse.ennuis
    assert "Remède : Écrivez « resultat: contestation », ou ôtez « montant_conteste »." in refuse.ennuis


def test_la_meme_commande_donnee_deux_fois_se_dit(lancer, dossier: Path):
    paiement = ("paiement", "dossier.yaml", "--montant", "20", "--facture", "F-1023")
    assert json.loads(lancer(*paiement, "--json").sortie)["deja"] is None
    dit = lancer(*paiement).sortie
    assert "La même inscription y est déjà (1) : les deux comptent.\n" in dit
    assert 'lettres paiement dossier.yaml --corrige 2 --motif "…"' in dit
    lancer("paiement", "dossier.yaml", "--corrige", "1", "--motif", "Erreur.")
    lancer("paiement", "dossier.yaml", "--corrige", "2", "--motif", "Erreur.")
    assert json.loads(lancer(*paiement, "--json").sortie)["deja"] is None, "ce qui est annulé ne compte plus"


def test_un_paiement_en_trop_ne_laisse_pas_un_solde_negatif(lancer, dossier: Path):
    dit = lancer("paiement", "dossier.yaml", "--montant", "75", "--facture", "F-1023").sortie.replace("\xa0", " ")
    assert "Reste à payer, intérêt à part : rien, et 15,00 $ payés en trop (c’était 60,00 $).\n" in dit
    # -- ce que l'intérêt d'une demeure reçue a pris n'est pas payé en trop --
    recue = ("--lettre", "mise_en_demeure", "--mode", "recommande", "--date", "2026-10-01", "--recu-le", "2026-10-05")
    lancer("envoi", "dossier.yaml", *recue)
    dit = lancer("paiement", "dossier.yaml", "--corrige", "1", "--montant", "60,20", "--motif", "Relu.").sortie
    assert "Reste à payer, intérêt à part : rien (" in dit.replace("\xa0", " ")


# -- Corriger --


def test_une_inscription_se_corrige_ou_s_annule_et_rien_ne_s_efface(lancer, dossier: Path):
    lancer(*ENVOI)
    lancer(*ENVOI, "--date", "2026-11-28", "--corrige", "1", "--motif", "Partie la veille.")
    lancer("envoi", "dossier.yaml", "--corrige", "2", "--motif", "Jamais partie.")
    envois = lettres.lire(dossier).envois
    assert len(envois) == 3
    assert envois[2] == Annulation(corrige=2, motif="Jamais partie.")
    assert lettres.prochaine_lettre(lettres.lire(dossier), au=AUJOURD_HUI) == "rappel"


@pytest.mark.parametrize(
    ("premiere", "correction", "ligne"),
    [
        (
            (*ENVOI, "--date", "2026-11-20", "--montant", "60", "--echeance", "2026-12-07", "--facture", "F-1023"),
            ("envoi", "dossier.yaml", "--recu-le", "2026-11-23"),
            {
                "lettre": "rappel",
                "date": date(2026, 11, 20),
                "mode": "courriel",
                "montant": Decimal("60"),
                "echeance": date(2026, 12, 7),
                "creances": ("F-1023",),
                "recu_le": date(2026, 11, 23),
            },
        ),
        (
            (*ENVOI, "--date", "2026-11-20", "--suivi", "RN1"),
            ("envoi", "dossier.yaml", "--mode", "recommande"),
            {"date": date(2026, 11, 20), "mode": "recommande", "suivi": "RN1"},
        ),
        (
            ("paiement", "dossier.yaml", "--montant", "20", "--date", "2026-11-20", "--mode", "virement"),
            ("paiement", "dossier.yaml", "--facture", "F-1023"),
            {"date": date(2026, 11, 20), "montant": Decimal("20"), "mode": "virement", "facture": "F-1023"},
        ),
        (
            ("suite", "dossier.yaml", "--resultat", "promesse", "--promis-le", "2026-12-05", "--date", "2026-11-20"),
            ("suite", "dossier.yaml", "--promis-le", "2026-12-12"),
            {"date": date(2026, 11, 20), "resultat": "promesse", "promis_le": date(2026, 12, 12)},
        ),
    ],
)
def test_corriger_un_fait_garde_le_reste_de_l_inscription(
    lancer, dossier: Path, premiere: tuple[str, ...], correction: tuple[str, ...], ligne: dict[str, object]
):
    assert lancer(*premiere).code == 0
    dit = lancer(*correction, "--corrige", "1", "--motif", "Une précision.")
    assert dit.code == 0, dit.ennuis
    lu = lettres.lire(dossier)
    ((_, derniere),) = ((len(x), x[-1]) for x in (lu.envois, lu.paiements, lu.suites) if x)
    assert {cle: getattr(derniere, cle) for cle in ligne} == ligne
    assert (derniere.corrige, derniere.motif) == (1, "Une précision.")


def test_une_suspension_s_annule_d_une_phrase(lancer, dossier: Path):
    lancer("suspendre", "dossier.yaml", "--motif", "mediation", "--revoir-le", "2026-12-15")
    lancer("suspendre", "dossier.yaml", "--corrige", "1", "--motif", "La médiation n’a pas eu lieu.")
    assert lettres.lire(dossier).suspensions[1] == Annulation(corrige=1, motif="La médiation n’a pas eu lieu.")


@pytest.mark.parametrize(
    ("correction", "attendue"),
    [
        # -- un jour seul : le motif se reprend --
        (("--jusqu-a", "2026-12-20"), ("mediation", date(2026, 12, 20))),
        # -- une autre sorte seule : elle remplace la première, sans l'annuler --
        (("--motif", "entente_de_paiement"), ("entente_de_paiement", None)),
        (("--motif", "Entente de paiement"), ("entente_de_paiement", None)),
        (("--motif", "autre", "--jusqu-a", "2026-12-20"), ("autre", date(2026, 12, 20))),
    ],
)
def test_une_suspension_se_corrige_d_un_jour_ou_d_une_sorte(
    lancer, dossier: Path, correction: tuple[str, ...], attendue: tuple[str, date | None]
):
    lancer("suspendre", "dossier.yaml", "--motif", "mediation", "--revoir-le", "2026-12-15")
    dit = lancer("suspendre", "dossier.yaml", "--corrige", "1", *correction)
    assert dit.code == 0, dit.ennuis
    derniere = lettres.lire(dossier).suspensions[1]
    assert isinstance(derniere, Suspension)
    assert (derniere.motif, derniere.au, derniere.revoir_le) == (*attendue, date(2026, 12, 15))


def test_une_suspension_sans_fin_ni_jour_de_revoir_se_refuse_en_nommant_les_deux(lancer, dossier: Path):
    refus = lancer("suspendre", "dossier.yaml", "--motif", "mediation")
    assert (refus.code, "--jusqu-a" in refus.ennuis, "--revoir-le" in refus.ennuis) == (2, True, True)


def test_un_cheque_sans_provision_rend_la_dette(lancer, dossier: Path):
    lancer("paiement", "dossier.yaml", "--montant", "60")
    args = ("suite", "dossier.yaml", "--resultat", "chèque sans provision", "--paiement", "1")
    reponse = json.loads(lancer(*args, "--json").sortie)
    assert (reponse["avant"]["impaye"], reponse["apres"]["impaye"]) == ("0.00", "60.00")


# -- La lettre jointe --


def faite(lancer, *args: str) -> Path:
    resultat = lancer("generer", "dossier.yaml", *args, *AU, "--json")
    assert resultat.code == 0, resultat.sortie
    return Path(json.loads(resultat.sortie)["fichier"]).resolve()


def test_une_lettre_jointe_donne_son_code_et_son_empreinte(lancer, dossier: Path):
    complet(dossier)
    lettre = faite(lancer, "--sortie", "lettres/")
    resultat = lancer("envoi", "dossier.yaml", "--mode", "poste", "--fichier", str(lettre), *AU)
    assert "La lettre est celle que l’outil donne de ce dossier." in resultat.sortie
    (envoi,) = lettres.lire(dossier).envois
    assert (envoi.lettre, envoi.echelon, envoi.montant) == ("rappel", "rappel", Decimal("60.00"))
    assert envoi.politique is not None
    assert envoi.echeance == date(2026, 12, 7), "la date limite que la lettre imprime"
    assert envoi.fichier == f"lettres/{lettre.name}"
    assert envoi.empreinte == hashlib.sha256(lettre.read_bytes()).hexdigest()


def test_la_meme_lettre_jointe_deux_fois_se_dit_et_s_inscrit(lancer, dossier: Path):
    complet(dossier)
    lettre = faite(lancer)
    joindre = ("envoi", "dossier.yaml", "--fichier", lettre.name, *AU)
    assert "déjà inscrit" not in lancer(*joindre, "--mode", "poste").sortie
    assert "Ce fichier est déjà inscrit (envoi 1, " in lancer(*joindre, "--mode", "recommande").sortie
    # -- corriger le premier n'est pas en inscrire un autre; annulé, il ne compte plus --
    lancer("envoi", "dossier.yaml", "--corrige", "2", "--motif", "Partie une fois.")
    correction = lancer(*joindre, "--corrige", "1", "--preuve", "P-1", "--motif", "La preuve.")
    assert "déjà inscrit" not in correction.tout


@pytest.mark.parametrize(("args", "dite"), [(ENVOI, True), (("envoi", "dossier.yaml", "--lettre", "opc"), False)])
def test_sans_le_fichier_d_une_lettre_envoyee_on_dit_ce_que_le_journal_n_en_garde_pas(
    lancer, dossier: Path, args: tuple[str, ...], *, dite: bool
):
    assert ("ne garde pas ce qu’elle affirmait" in lancer(*args).sortie) is dite


def test_une_lettre_retouchee_se_dit(lancer, dossier: Path):
    import docx

    complet(dossier)
    lettre = faite(lancer)
    document = docx.Document(str(lettre))
    document.add_paragraph("Un mot de plus.")
    document.save(str(lettre))
    resultat = lancer("envoi", "dossier.yaml", "--mode", "poste", "--fichier", lettre.name, *AU)
    assert "RETOUCHÉE" in resultat.sortie
    assert lettres.lire(dossier).envois[0].empreinte == hashlib.sha256(lettre.read_bytes()).hexdigest()


@pytest.mark.parametrize(
    ("nommee", "retouchee", "code"),
    [
        ("rappel", False, 0),
        ("Rappel", False, 0),
        ("mise_en_demeure", False, 2),
        ("mise en demeure", False, 2),
        ("reponse", False, 2),
        ("mise_en_demeure", True, 0),
    ],
)
def test_une_lettre_jointe_ne_s_inscrit_pas_sous_un_autre_code(
    lancer, dossier: Path, nommee: str, retouchee: bool, code: int
):
    complet(dossier)
    lettre = faite(lancer)
    if retouchee:
        import docx

        document = docx.Document(str(lettre))
        document.add_paragraph("Nous vous mettons en demeure de payer.")
        document.save(str(lettre))
    args = ("envoi", "dossier.yaml", "--mode", "poste", "--fichier", lettre.name, *AU)
    resultat = lancer(*args, "--lettre", nommee)
    assert (resultat.code, "U016" in resultat.tout) == (code, code == 2), resultat.tout
    # -- le remède se suit --
    if code:
        assert lettres.lire(dossier).envois == ()
        assert lancer(*args).code == 0
        assert lettres.lire(dossier).envois[0].lettre == "rappel"


@pytest.mark.parametrize(
    ("changements", "d_ailleurs"),
    [
        ({"Marie Exemple": "Paule Exemple", "2026-014": "2026-099"}, True),
        ({"Marie Exemple": "Paule Exemple"}, False),
        ({"2026-014": "2026-099"}, False),
        ({"60,00": "61,00"}, False),
        ({}, False),
    ],
    ids=["ni le nom ni la référence", "un nom corrigé", "une référence changée", "une somme", "la même"],
)
def test_la_lettre_d_un_autre_dossier_se_dit_et_n_affirme_rien_dans_celui_ci(
    lancer, dossier: Path, changements: dict[str, str], d_ailleurs: bool
):
    complet(dossier)
    lettre, texte = faite(lancer), dossier.read_text(encoding="utf-8")
    for avant, apres in changements.items():
        assert avant in texte
        texte = texte.replace(avant, apres)
    dossier.write_text(texte, encoding="utf-8")
    resultat = lancer("envoi", "dossier.yaml", "--mode", "poste", "--fichier", lettre.name, *AU)
    assert ("ne nomme ni" in resultat.sortie) is d_ailleurs, resultat.tout
    assert bool(lettres.lire(dossier).envois[0].affirme) is not d_ailleurs


def test_une_copie_a_relire_ou_un_specimen_ne_s_inscrit_pas_et_le_remede_se_suit(lancer, dossier: Path):
    complet(dossier)
    lettre = faite(lancer, "--relecture")
    avant = dossier.read_bytes()
    relecture = lettre.with_name(f"{lettre.stem}_RELECTURE.docx")
    specimen = lettre.with_name("s_SPECIMEN-01.docx")
    specimen.write_bytes(compiler(docx_de(p("Bonjour."))).rendre({}, proprietes=Proprietes(mots_cles="SPÉCIMEN")))
    for fichier, code in ((relecture, "B305"), (specimen, "B306")):
        refus = lancer("envoi", "dossier.yaml", "--lettre", "rappel", "--mode", "poste", "--fichier", fichier.name, *AU)
        assert (refus.code, code in refus.tout, "Nommez la lettre elle-même" in refus.tout) == (2, True, True)
    assert dossier.read_bytes() == avant
    assert lancer("envoi", "dossier.yaml", "--mode", "poste", "--fichier", lettre.name, *AU).code == 0


def _sans(document, mots: str, par: str | None = None) -> None:
    """Ôte d'une lettre Word le paragraphe qui porte ces mots; ou met d'autres mots à sa place."""
    from docx.text.paragraph import Paragraph

    tous = [Paragraph(element, document) for element in document.element.body.xpath(".//w:p")]
    for paragraphe in [q for q in tous if mots in q.text]:
        if par is None:
            paragraphe._element.getparent().remove(paragraphe._element)
        else:
            paragraphe.text = par


@pytest.mark.parametrize(
    ("retouches", "code"),
    [
        ((), "B303"),
        ((("[à compléter", "Par virement."),), "B303"),
        ((("ÉBAUCHE", None),), "B302"),
        ((("ÉBAUCHE", None), ("[à compléter", "Par virement.")), None),
    ],
    ids=["telle quelle", "remplie, la mention restée", "un blanc resté", "remplie et sans mention"],
)
def test_une_ebauche_ne_s_inscrit_pas_comme_partie_et_le_remede_se_suit(
    lancer, dossier: Path, retouches: tuple[tuple[str, str | None], ...], code: str | None
):
    import docx

    complet(dossier)
    entier = dossier.read_text(encoding="utf-8")
    dossier.write_text(entier.replace(", objet: Reportage de mariage", ""), encoding="utf-8")
    assert "Reportage" not in dossier.read_text(encoding="utf-8")
    ebauche = faite(lancer, "--ebauche")
    if retouches:
        document = docx.Document(str(ebauche))
        for mots, par in retouches:
            _sans(document, mots, par)
        document.save(str(ebauche))
    args = ("envoi", "dossier.yaml", "--lettre", "rappel", "--mode", "poste", *AU, "--fichier")
    avant = dossier.read_bytes()
    inscrite = lancer(*args, ebauche.name)
    assert (inscrite.code, code is None or code in inscrite.tout) == (2 if code else 0, True), inscrite.tout
    if code is None:
        assert "RETOUCHÉE" in inscrite.sortie
        return
    assert dossier.read_bytes() == avant
    assert "retirez « --fichier »" in inscrite.tout
    dossier.write_text(entier, encoding="utf-8")
    assert lancer(*args, faite(lancer).name).code == 0


def test_une_lettre_dont_le_dossier_ecrit_le_mot_ebauche_n_en_est_pas_une(lancer, dossier: Path):
    complet(dossier)
    texte = dossier.read_text(encoding="utf-8")
    dossier.write_text(texte.replace("Marie Exemple", "Studio ÉBAUCHE"), encoding="utf-8")
    lettre = faite(lancer)
    resultat = lancer("envoi", "dossier.yaml", "--mode", "poste", "--fichier", lettre.name, *AU)
    assert resultat.code == 0, resultat.tout


@pytest.mark.parametrize(
    ("au", "date_", "retouche", "refusee"),
    [
        ("2026-11-22", ("--date", "2026-11-21"), None, True),
        ("2026-11-22", ("--date", "21 novembre 2026"), None, True),
        ("2026-11-22", ("--date", "2026-11-21"), "Un mot de plus.", True),
        ("2026-11-30", (), None, True),
        ("2026-11-22", ("--date", "2026-11-22"), None, False),
        ("2026-11-22", ("--date", "2026-11-23"), None, False),
        ("2026-11-29", (), None, False),
    ],
)
def test_une_lettre_ne_part_pas_avant_le_jour_qu_elle_porte_et_le_remede_se_suit(
    lancer, dossier: Path, au: str, date_: tuple[str, ...], retouche: str | None, refusee: bool
):
    import docx

    complet(dossier)
    fait = lancer("generer", "dossier.yaml", "--au", au, "--json")
    lettre = Path(json.loads(fait.sortie)["fichier"])
    if retouche:
        document = docx.Document(str(lettre))
        document.add_paragraph(retouche)
        document.save(str(lettre))
    avant = dossier.read_bytes()
    args = ("envoi", "dossier.yaml", "--lettre", "rappel", "--mode", "poste", "--fichier", lettre.name)
    resultat = lancer(*args, *date_)
    assert (resultat.code, "U016" in resultat.tout) == (2 if refusee else 0, refusee), resultat.tout
    if refusee:
        assert dossier.read_bytes() == avant
        assert f"« --date {au} »" in resultat.tout
        suivie = lancer(*args, "--date", au)
        assert suivie.code == 0, suivie.tout
        assert lettres.lire(dossier).envois[0].date.isoformat() == au


def test_une_lettre_redatee_dans_word_ou_etrangere_n_a_pas_de_jour_a_opposer(lancer, dossier: Path):
    import docx

    complet(dossier)
    lettre = faite(lancer)
    document = docx.Document(str(lettre))
    _sans(document, "22\N{NO-BREAK SPACE}novembre 2026", "Le 20 novembre 2026")
    document.save(str(lettre))
    docx.Document().save("etrangere.docx")
    for fichier in (lettre.name, "etrangere.docx"):
        args = ("envoi", "dossier.yaml", "--lettre", "rappel", "--mode", "poste", "--fichier", fichier)
        resultat = lancer(*args, "--date", "2026-11-20")
        assert resultat.code == 0, resultat.tout


def test_un_envoi_corrige_garde_son_jour_que_la_lettre_jointe_peut_dementir(lancer, dossier: Path):
    complet(dossier)
    lettre = faite(lancer)
    inscrire = ("envoi", "dossier.yaml", "--lettre", "rappel", "--mode", "poste")
    for jour, attendu in (("2026-11-20", 2), ("2026-11-24", 0)):
        assert lancer(*inscrire, "--date", jour).code == 0
        rang = str(len(lettres.lire(dossier).envois))
        joindre = (*inscrire, "--fichier", lettre.name, "--corrige", rang, "--motif", "La lettre manquait.")
        assert lancer(*joindre).code == attendu


def test_une_lettre_d_un_autre_etat_du_dossier_ou_d_ailleurs_se_dit(lancer, dossier: Path):
    import docx

    complet(dossier)
    lettre = faite(lancer)
    lancer("paiement", "dossier.yaml", "--montant", "20", "--date", "2026-11-01")
    resultat = lancer("envoi", "dossier.yaml", "--mode", "poste", "--fichier", lettre.name, *AU)
    assert "inchangée, mais d’un autre état du dossier" in resultat.sortie
    docx.Document().save("etrangere.docx")
    args = ("--lettre", "rappel", "--mode", "poste", "--fichier", "etrangere.docx")
    assert "ne vient pas de l’outil" in lancer("envoi", "dossier.yaml", *args, *AU).sortie


def test_une_lettre_forcee_garde_ses_codes_et_son_motif(lancer, dossier: Path):
    promise = "suites: [{date: 2026-11-20, resultat: promesse, promis_le: 2026-11-28}]\n"
    complet(dossier, promise)
    lettre = faite(lancer, "--forcer", "--motif", "Elle part demain.")
    args = ("envoi", "dossier.yaml", "--mode", "poste", "--fichier", lettre.name, *AU)
    avant = dossier.read_bytes()
    assert lancer(*args).code == 2
    assert dossier.read_bytes() == avant
    resultat = lancer(*args, "--motif", "Elle part demain.")
    assert "celle que l’outil donne" in resultat.sortie
    assert lettres.lire(dossier).envois[0].force == Force(codes=("J111",), motif="Elle part demain.")


def test_une_lettre_rangee_ailleurs_n_inscrit_pas_son_chemin(lancer, dossier: Path, tmp_path_factory):
    complet(dossier)
    lettre = faite(lancer)
    ailleurs = tmp_path_factory.mktemp("ailleurs") / lettre.name
    shutil.move(lettre, ailleurs)
    lancer("envoi", "dossier.yaml", "--mode", "poste", "--fichier", str(ailleurs), *AU)
    (envoi,) = lettres.lire(dossier).envois
    assert envoi.fichier is None
    assert envoi.empreinte is not None


# -- Ce qui ne s'inscrit pas ne touche à rien --


@pytest.mark.parametrize(
    ("args", "code", "constat"),
    [
        (("envoi", "dossier.yaml", "--mode", "courriel"), 2, "U021"),
        (("envoi", "dossier.yaml", "--lettre", "rappel"), 2, "U021"),
        (("suite", "dossier.yaml"), 2, "U021"),
        (("suite", "dossier.yaml", "--resultat", "retour_courrier"), 2, "U021"),
        (("suite", "dossier.yaml", "--resultat", "cheque_sans_provision"), 2, "U021"),
        (("paiement", "dossier.yaml"), 2, "U021"),
        (("suspendre", "dossier.yaml", "--motif", "mediation"), 2, "U021"),
        (("suspendre", "dossier.yaml", "--revoir-le", "2026-12-01"), 2, "U021"),
        ((*ENVOI, "--date", "hier"), 2, "U001"),
        ((*ENVOI, "--corrige", "0", "--motif", "Non."), 2, "U013"),
        ((*ENVOI, "--fichier", "absente.docx"), 2, "U022"),
        ((*ENVOI, "--fichier", "dossier.yaml"), 3, "M"),
        (("envoi", "dossier.yaml", "--lettre", "poulet", "--mode", "courriel"), 1, "D108"),
        ((*ENVOI, "--corrige", "1", "--motif", "Rien à corriger."), 1, "D128"),
        ((*ENVOI, "--corrige", "1"), 2, "--motif: U021"),
        (
            ("envoi", "dossier.yaml", "--corrige", "1", "--recu-le", "2026-11-28"),
            2,
            '« --motif "La date était fausse." »',
        ),
        (("paiement", "dossier.yaml", "--corrige", "1", "--montant", "20"), 2, "--motif: U021"),
        (("suspendre", "dossier.yaml", "--corrige", "1"), 2, "--motif: U021"),
        (("suite", "dossier.yaml", "--resultat", "refus", "--envoi", "1"), 1, "D128"),
        (("paiement", "dossier.yaml", "--montant", "beaucoup"), 1, "D114"),
        (("suspendre", "dossier.yaml", "--motif", "mediation", "--jusqu-a", "2020-01-01"), 1, "D129"),
        (("suite", "dossier.yaml", "--resultat", "promesse", "--promis-le", "2026-11-28"), 1, "D129"),
        (("paiement", "absent.yaml", "--montant", "20"), 2, "L001"),
    ],
)
def test_une_inscription_refusee_ne_touche_a_rien(lancer, dossier: Path, args, code: int, constat: str):
    resultat = lancer(*args)
    assert resultat.code == code, resultat.tout
    assert resultat.sortie == ""
    assert constat in resultat.ennuis
    assert dossier.read_text(encoding="utf-8") == DOSSIER


@pytest.mark.parametrize(
    ("nom", "contenu"),
    [
        ("dossier.toml", 'envois = []\nreference = "1"\nnature = "entente"\n'
         'expediteur = {nom = "A"}\ndestinataire = {nom = "B"}\n'),
        ("dossier.yaml", DOSSIER + "lieu: &ici Granby\n"),
        ("dossier.yaml", DOSSIER + "lieu: !!str Granby\n"),
        ("dossier.yaml", DOSSIER + "envois: null\n"),
        ("dossiers.jsonl", "{}\n{}\n"),
    ],
)  # fmt: skip
def test_un_fichier_ou_l_on_n_insere_pas_est_refuse_avec_le_bloc(lancer, tmp_path: Path, nom: str, contenu: str):
    (tmp_path / nom).write_text(contenu, encoding="utf-8")
    # -- le bloc dit son jour, aujourd'hui, comme l'aurait fait la commande --
    resultat = lancer("envoi", nom, "--lettre", "rappel", "--mode", "courriel")
    assert resultat.code == 4
    assert "S019" in resultat.ennuis
    collez = resultat.ennuis.partition("Collez à la fin de « envois »")[2]
    assert AUJOURD_HUI.isoformat() in collez
    assert (tmp_path / nom).read_text(encoding="utf-8") == contenu


def test_on_n_ecrit_pas_a_travers_un_lien(lancer, dossier: Path, tmp_path: Path):
    (tmp_path / "lien.yaml").symlink_to(dossier)
    resultat = lancer("paiement", "lien.yaml", "--montant", "20")
    assert (resultat.code, "S016" in resultat.ennuis) == (4, True)
    assert dossier.read_text(encoding="utf-8") == DOSSIER
    assert (tmp_path / "lien.yaml").is_symlink()


def test_ce_qui_ne_peut_etre_dit_n_est_pas_fait(lancer, dossier: Path, monkeypatch: pytest.MonkeyPatch):
    def plein(_texte: str) -> None:
        raise SortieRefusee([])

    monkeypatch.setattr("lettres.cli.commandes.inscrire.sur_le_fichier.dire", plein)
    assert lancer("paiement", "dossier.yaml", "--montant", "20").code == 4
    assert dossier.read_text(encoding="utf-8") == DOSSIER


def test_un_fichier_qui_change_sans_cesse_est_laisse(lancer, dossier: Path, monkeypatch: pytest.MonkeyPatch):
    vrai, fois = lettres.lire, []

    def changer(*args: object, **options: object) -> object:
        fois.append(1)
        dossier.write_text(DOSSIER + f"# {len(fois)}\n", encoding="utf-8")
        return mise_en_perspective(*args, **options)

    from lettres.production.perspective import mettre_en_perspective as mise_en_perspective

    monkeypatch.setattr("lettres.production.perspective.mettre_en_perspective", changer)
    resultat = lancer("paiement", "dossier.yaml", "--montant", "20")
    assert (resultat.code, "S020" in resultat.ennuis) == (4, True)
    assert vrai(dossier).paiements == ()


# -- Plusieurs à la fois --


def test_plusieurs_commandes_a_la_fois_ne_perdent_pas_une_inscription(dossier: Path):
    args = ("suite", dossier.name, "--resultat", "appel_fait", "--canal", "telephone", *AU, "--note")
    with Path(os.devnull).open("r+b") as rien:
        flux = [rien.fileno()] * 3
        lances = [Pousse(*args, f"Appel {rang}", flux=flux, ou=dossier.parent, milieu=os.environ) for rang in range(6)]
    assert [lance.wait() for lance in lances] == [0] * 6
    notes = [getattr(s, "note", None) for s in lettres.lire(dossier).suites]
    assert sorted(map(str, notes)) == [f"Appel {rang}" for rang in range(6)]
    assert [p.name for p in dossier.parent.iterdir()] == [dossier.name]


# -- Au terminal, on ne demande que ce qui manque --


@pytest.mark.parametrize(
    ("args", "frappe", "demandes", "ligne"),
    [
        (
            ("envoi",),
            "rappel\ncourriel\n",
            ["Lettre (", "Mode ("],
            "{lettre: rappel, date: 2026-11-20, mode: courriel}",
        ),
        (
            ("envoi", "--lettre", "rappel"),
            "pigeon\nposte\n",
            ["Mode (", "Valeur hors liste", "Mode ("],
            "{lettre: rappel, date: 2026-11-20, mode: poste}",
        ),
        (
            ("suspendre",),
            "\nmediation\n2026-12-20\n",
            ["Motif (", "à remplir", "Motif (", "Au ("],
            "{motif: mediation, du: 2026-11-20, au: 2026-12-20}",
        ),
        (("paiement", "--montant", "20"), "", [], "{date: 2026-11-20, montant: 20}"),
    ],
)
def test_au_terminal_on_ne_demande_que_ce_qui_manque(dossier: Path, args, frappe: str, demandes: list[str], ligne: str):
    code, ennuis = au_terminal(dossier, args, frappe)
    assert code == 0, ennuis
    places = [ennuis.find(demande) for demande in demandes]
    assert all(place >= 0 for place in places), ennuis
    assert ennuis.count(" : ") >= len(demandes)
    assert f"- {ligne}\n" in dossier.read_text(encoding="utf-8")


@pytest.mark.parametrize("frappe", ["\x04", "rappel\n\x04"], ids=["avant toute réponse", "au milieu"])
def test_qui_s_arrete_de_repondre_n_inscrit_rien(dossier: Path, frappe: str):
    code, ennuis = au_terminal(dossier, ("envoi",), frappe)
    assert (code, "Interrompu." in ennuis) == (130, True)
    assert dossier.read_text(encoding="utf-8") == DOSSIER


def au_terminal(dossier: Path, args: tuple[str, ...], frappe: str) -> tuple[int, str]:
    """Le code de sortie et ce qui se demande, au clavier d'un vrai terminal."""
    pty = pytest.importorskip("pty", reason="pas de pseudo-terminal ici")
    clavier, esclave = pty.openpty()
    nom, *options = args
    os.write(clavier, frappe.encode())
    commande = (nom, dossier.name, *options, "--date", "2026-11-20", *AU)
    code, _, ennuis = mener(*commande, ou=dossier.parent, milieu=os.environ, entree=esclave)
    os.close(esclave)
    os.close(clavier)
    return code, ennuis.decode()


def test_la_reponse_publique_qui_ne_nomme_personne_reste_celle_de_son_dossier(lancer, tmp_path: Path):
    source = RACINE / "exemples/avis-d-une-cliente/reponse-publique.yaml"
    (tmp_path / "dossier.yaml").write_bytes(source.read_bytes())
    lettre = faite(lancer, "--lettre", "reponse_publique")
    with (tmp_path / "dossier.yaml").open("a", encoding="utf-8") as fichier:
        fichier.write("questions:\n  - Qui a écrit cet avis ?\n")
    resultat = lancer("envoi", "dossier.yaml", "--fichier", lettre.name, *AU)
    assert "d’un autre état du dossier" in resultat.sortie, resultat.tout
