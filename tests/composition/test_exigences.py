"""Les exigences : chaque fait exigé, retiré seul d'un dossier complet, donne un seul constat, à sa place."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from fabrique_de_dossiers import complet, destinataire, dossier, expediteur, facture
from tables import d_un_trait

from lettres.affaire import Affaire
from lettres.catalogue import MANQUE, Exigence, Modele, catalogue, modele_de
from lettres.composition import manques
from lettres.dossier import Dossier
from lettres.socle.constats import Chemin, Gravite


def choix_de(exigence: Exigence) -> list[str]:
    return [choix.strip() for choix in exigence.chemin.split("|")]


def sans(valeur: Any, pas: list[str]) -> Any:
    """Une copie où le fait de ce chemin manque (dans le premier élément d'une liste)."""
    nom = pas[0].removesuffix("[]")
    fils = getattr(valeur, nom)
    if len(pas) == 1:
        vide: object = () if isinstance(fils, tuple) else "" if nom == "reference" else None
        return valeur.model_copy(update={nom: vide})
    if pas[0].endswith("[]"):
        reste: object = (sans(fils[0], pas[1:]), *fils[1:])
    elif type(fils).__name__ == "Moment":
        reste = type(fils)(fils.jour)  # -- le moment n'a plus d'heure --
    else:
        reste = sans(fils, pas[1:])
    return valeur.model_copy(update={nom: reste})


def chemin_du(choix: str) -> Chemin:
    """`creances[].montant` devient `("creances", 0, "montant")`."""
    chemin: list[str | int] = []
    for pas in choix.split("."):
        chemin.append(pas.removesuffix("[]"))
        if pas.endswith("[]"):
            chemin.append(0)
    return tuple(chemin)


SANS_DISPENSE = {"mode": "en_magasin"}
"""Ce que le dossier complet dirait d'autre, là où ce qu'il dit dispense d'un fait."""


def exigeant(dossier: Dossier, exigence: Exigence) -> Dossier:
    """Le même dossier, où rien ne dispense du fait exigé."""
    bloc = exigence.chemin.split(".")[0]
    autres = {cle: SANS_DISPENSE[cle] for cle in exigence.sauf if cle in SANS_DISPENSE}
    return dossier.model_copy(update={bloc: getattr(dossier, bloc).model_copy(update=autres)}) if autres else dossier


CAS = [(modele, exigence) for modele in catalogue() for exigence in modele.exige]


def nom_du_cas(valeur: object) -> str:
    return valeur.fichier.removesuffix(".docx") if isinstance(valeur, Modele) else valeur.chemin  # type: ignore[attr-defined]


@d_un_trait
@pytest.mark.parametrize("modele", catalogue(), ids=nom_du_cas)
def test_un_dossier_complet_ne_manque_de_rien(modele: Modele):
    assert manques(complet(modele.nature), modele) == []


@d_un_trait
@pytest.mark.parametrize(("modele", "exigence"), CAS, ids=nom_du_cas)
def test_un_fait_exige_retire_seul_donne_un_seul_constat_a_sa_place(modele: Modele, exigence: Exigence):
    choix = choix_de(exigence)
    incomplet = exigeant(complet(modele.nature), exigence)
    for un in choix:
        incomplet = sans(incomplet, un.split("."))
    # -- quand chacun des choix est aussi exigé pour lui-même, chacun manque; sinon le premier parle pour tous --
    seuls = {e.chemin for e in modele.exige}
    attendus = choix if len(choix) > 1 and set(choix) <= seuls else choix[:1]
    constats = manques(incomplet, modele)
    assert {c.chemin for c in constats} == {chemin_du(un) for un in attendus}
    assert len(constats) == len(attendus)
    assert {(c.code, c.gravite) for c in constats} == {(MANQUE, Gravite.ERREUR)}


@d_un_trait
@pytest.mark.parametrize(
    ("modele", "exigence", "present"),
    [
        (modele, exigence, present)
        for modele, exigence in CAS
        for present in choix_de(exigence)
        if len(choix_de(exigence)) > 1 and set(choix_de(exigence)).isdisjoint(e.chemin for e in modele.exige)
    ],
    ids=lambda v: v if isinstance(v, str) else nom_du_cas(v),
)
def test_l_un_ou_l_autre_suffit(modele: Modele, exigence: Exigence, present: str):
    d = complet(modele.nature)
    for un in choix_de(exigence):
        if un != present:
            d = sans(d, un.split("."))
    assert manques(d, modele) == []


def recouvrement(lettre: str) -> Modele:
    modele = modele_de(lettre, "recouvrement")
    assert modele is not None
    return modele


def chemins(d: Dossier, modele: Modele) -> list[Chemin]:
    return [c.chemin for c in manques(d, modele)]


def test_une_liste_vide_se_signale_une_fois_pas_une_fois_par_cle():
    assert chemins(dossier(creances=[]), recouvrement("rappel")) == [("creances",)]


def test_chaque_element_d_une_liste_est_examine():
    d = dossier(creances=[facture(), facture(facture=None, montant=None), facture(objet=None)])
    assert chemins(d, recouvrement("rappel")) == [
        ("creances", 1, "facture"),
        ("creances", 2, "objet"),
        ("creances", 1, "montant"),
    ]


@d_un_trait
@pytest.mark.parametrize("lettre", ["rappel", "mise_en_demeure"])
@pytest.mark.parametrize(
    ("cause", "exige"),
    [
        (None, True),
        ("service", True),
        ("bien", True),
        ("pret", False),
        ("acompte", False),
        ("remboursement", False),
        ("autre", False),
    ],
)
def test_seul_un_service_ou_un_bien_exige_un_numero_de_facture(lettre: str, cause: str | None, exige: bool):
    d = complet(creances=[facture(facture=None, cause=cause), facture(cause="pret")])
    assert chemins(d, recouvrement(lettre)) == ([("creances", 0, "facture")] if exige else [])


def test_un_bloc_absent_se_signale_une_fois():
    d = dossier(expediteur=expediteur(adresse=None), creances=[facture()])
    assert chemins(d, recouvrement("rappel")) == [("expediteur", "adresse")]


def test_un_oui_non_repondu_non_n_est_pas_un_manque():
    opc = modele_de("opc", "consommation")
    assert opc is not None
    achat = complet("consommation").achat
    assert achat is not None
    d = complet("consommation").model_copy(update={"achat": achat.model_copy(update={"double_recu": False})})
    assert manques(d, opc) == []


def test_le_message_nomme_le_fait_l_element_et_la_cle_a_ajouter():
    d = dossier(creances=[facture(), facture(objet=None)])
    (constat,) = manques(d, recouvrement("rappel"))
    assert constat.message == "Il manque ce dont il s’agit (élément 2 de « creances »)."
    assert constat.remede.startswith("Ajoutez « creances.objet » au dossier")
    assert "Rappel de paiement" in constat.remede


def test_le_remede_propose_l_un_ou_l_autre():
    d = dossier(destinataire=destinataire(adresse=None), creances=[facture()])
    (constat,) = manques(d, recouvrement("rappel"))
    assert "« destinataire.adresse » ou « destinataire.courriel »" in constat.remede


@d_un_trait
@pytest.mark.parametrize(
    ("achat", "avis", "exigee"),
    [
        # -- à distance, livré le 17 août : trente jours, sans l'exemplaire, du 20 juillet au 19 août --
        ({"resolution": {"cas": "sans_exemplaire"}}, "2026-08-19", False),
        ({"resolution": {"cas": "sans_exemplaire"}}, "2026-08-20", True),
        ({"resolution": {"cas": "sans_exemplaire"}}, None, True),
        # -- rien n'y est livré : le cas se prouve de lui-même --
        (
            {"resolution": {"cas": "non_livraison"}, "livre_le": None, "livraison_prevue": "2026-08-01"},
            "2026-09-21",
            False,
        ),
        ({"annule_le": "2026-08-10"}, None, False),
        ({"annule_le": "2026-09-10"}, None, True),
        # -- à domicile : dix jours de l’exemplaire, le samedi remis au lundi; ensuite, dans des cas seulement --
        ({"mode": "porte_a_porte", "double_recu_le": "2026-08-05"}, "2026-08-17", False),
        ({"mode": "porte_a_porte", "double_recu_le": "2026-08-05"}, "2026-08-18", True),
        # -- en magasin, aucune loi ne dit de rembourser --
        ({"mode": "en_magasin", "lieu": "Granby"}, "2026-08-10", True),
        ({"resolution": {"cas": "sans_exemplaire"}, "obligation": "garantie"}, "2026-08-19", False),
    ],
)
def test_d_un_achat_annule_l_obligation_de_rembourser_ne_se_demande_pas(
    achat: dict[str, Any], avis: str | None, exigee: bool
):
    ecrit: dict[str, Any] = {"date": "2026-07-20", "mode": "en_ligne", "livre_le": "2026-08-17", "objet": "Canapé-lit"}
    ecrit |= {"prix": "899,00 $", "double_recu": "non", "paiement": "carte_credit"}
    ecrit |= ({"double_recu": "oui"} if "double_recu_le" in achat else {}) | achat
    envois = [{"lettre": "avis_resolution", "date": avis, "mode": "recommande"}] if avis else []
    affaire = Affaire(dossier(nature="consommation", achat=ecrit, envois=envois), date(2026, 12, 8))
    for lettre in ("mise_en_demeure", "rappel"):
        modele = modele_de(lettre, "consommation")
        assert modele is not None
        vus = [c.chemin for c in manques(affaire.dossier, modele, affaire.consommation)]
        assert (("achat", "obligation") in vus) is exigee
