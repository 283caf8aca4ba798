"""La réclamation composée : la somme dans la demande, la règle qui la porte, et ce qui suivra à défaut."""

from __future__ import annotations

from datetime import date

import pytest
from fabrique_de_dossiers import AU, destinataire, dossier
from tables import d_un_trait

from lettres.affaire import Affaire
from lettres.composition import composer
from lettres.composition.imprimable.consommation import ReclamationImprimable

S = "\u00a0"
NEUF_CENTS = f"899,00{S}$ (huit cent quatre-vingt-dix-neuf dollars)"
PRIX = "soit le prix payé, taxes comprises"


def reclamer(
    demande: dict[str, str] | None = None, *, lettre: str = "mise_en_demeure", au: date = AU, **blocs: object
) -> ReclamationImprimable:
    achat = {"prix": "899,00 $"} | blocs.pop("achat", {})  # type: ignore[operator]
    demandes = [demande or {"type": "rembourser"}]
    d = dossier(nature="consommation", achat=achat, demandes=demandes, **blocs)
    rendue = composer(Affaire(d, au), lettre).reclamation
    assert rendue is not None
    return rendue


@d_un_trait
@pytest.mark.parametrize(
    ("demande", "exige"),
    [
        ({"type": "rembourser"}, f"de me rembourser la somme de {NEUF_CENTS}, {PRIX}"),
        (
            {"type": "annuler"},
            f"d’annuler le contrat, avec remboursement de la somme de {NEUF_CENTS}, {PRIX}",
        ),
        (
            {"type": "rembourser", "texte": "me rembourser le prix par virement."},
            f"de me rembourser le prix par virement, pour la somme de {NEUF_CENTS}, {PRIX}",
        ),
        (
            {"type": "rembourser", "montant": "100", "calcul": "soit le dixième du prix."},
            f"de me rembourser la somme de 100,00{S}$ (cent dollars), soit le dixième du prix",
        ),
        (
            {"type": "payer", "texte": f"payer 100,00{S}$ à mon plombier", "montant": "100"},
            f"de payer 100,00{S}$ à mon plombier",
        ),
        (
            {"type": "payer", "texte": "payer 1 100,00 $ à mon plombier", "montant": "1100"},
            "de payer 1 100,00 $ à mon plombier",
        ),
        (
            {"type": "payer", "texte": "payer ce dépannage (sur 1 100,00 $)", "montant": "100"},
            f"de payer ce dépannage (sur 1 100,00 $), pour la somme de 100,00{S}$ (cent dollars)",
        ),
        ({"type": "payer", "texte": "payer 1100,00$ au garage", "montant": "1100"}, "de payer 1100,00$ au garage"),
        ({"type": "payer", "montant": "100"}, f"de payer la somme de 100,00{S}$ (cent dollars)"),
        ({"type": "reparer"}, "de réparer sans frais le bien décrit ci-dessus"),
        ({"type": "reparer", "montant": "899"}, "de réparer sans frais le bien décrit ci-dessus"),
        ({"type": "executer", "texte": "honorer la garantie."}, "d’honorer la garantie"),
        ({"type": "executer", "texte": "livrer tout…"}, "de livrer tout…"),
    ],
)
def test_la_somme_est_dans_la_demande_en_chiffres_et_en_lettres(demande: dict[str, str], exige: str):
    assert reclamer(demande).exige == exige


def test_un_rappel_ecrit_la_somme_en_chiffres_seulement():
    assert reclamer(lettre="rappel").exige == f"de me rembourser la somme de 899,00{S}$, {PRIX}"


def test_sans_demande_ou_hors_de_la_consommation_rien_n_est_reclame():
    assert composer(Affaire(dossier(nature="consommation"), AU), "opc").reclamation is None
    autre = dossier(nature="entente", demandes=[{"type": "repondre"}])
    assert composer(Affaire(autre, AU), "rappel").reclamation is None


@pytest.mark.parametrize(
    ("demande", "dite"),
    [
        ({"type": "rembourser"}, f"me rembourser la somme de 899,00{S}$."),
        (
            {"type": "rembourser", "texte": "me rendre le prix."},
            f"me rendre le prix (somme demandée{S}: 899,00{S}$).",
        ),
        ({"type": "livrer", "texte": "livrer le lit"}, "livrer le lit."),
        (
            {"type": "livrer", "texte": "tenir vos promesses"},
            f"en mots adressés au commerçant, «{S}tenir vos promesses{S}».",
        ),
    ],
)
def test_la_demande_se_dit_a_l_agent_avec_sa_somme(demande: dict[str, str], dite: str):
    assert reclamer(demande, lettre="opc").dite == dite


# -- Les torts : réclamés avec une pièce, réservés sans elle; un seul chiffre libère --

HOTEL = {"texte": "une nuit d’hôtel", "montant": "101,00 $", "pieces": ["P-2"]}
SANS_PIECE = {"texte": "une nuit d’hôtel", "montant": "101,00 $"}
ENNUIS = {"texte": "dix heures au téléphone"}


@pytest.mark.parametrize(
    ("type_", "torts", "somme", "total", "reserves"),
    [
        ("rembourser", [], f"899,00{S}$", NEUF_CENTS, 0),
        ("rembourser", [HOTEL], f"1{S}000,00{S}$", f"1{S}000,00{S}$ (mille dollars)", 0),
        ("rembourser", [SANS_PIECE], f"899,00{S}$", NEUF_CENTS, 1),
        ("rembourser", [HOTEL, ENNUIS], f"1{S}000,00{S}$", f"1{S}000,00{S}$ (mille dollars)", 1),
        ("reparer", [HOTEL], f"101,00{S}$", f"101,00{S}$ (cent un dollars)", 0),
        ("reparer", [ENNUIS], None, None, 1),
        ("reparer", [], None, None, 0),
    ],
)
def test_un_tort_prouve_s_ajoute_a_la_somme_et_un_autre_se_reserve(
    type_: str, torts: list[dict[str, object]], somme: str | None, total: str | None, reserves: int
):
    r = reclamer({"type": type_}, prejudices=torts)
    assert (r.somme, r.total, len(r.torts_reserves)) == (somme, total, reserves)
    assert len(r.torts) == len(torts) - reserves


@pytest.mark.parametrize(
    ("type_", "torts", "argent", "rembourse"),
    [
        ("rembourser", [], True, True),
        ("annuler", [], True, True),
        ("rembourser", [HOTEL], True, False),
        ("reparer", [HOTEL], False, False),
    ],
)
def test_qui_a_paye_entre_temps_ne_se_dit_que_d_une_demande_d_argent(
    type_: str, torts: list[dict[str, object]], argent: bool, rembourse: bool
):
    r = reclamer({"type": type_}, prejudices=torts)
    assert (r.argent, r.rembourse) == (argent, rembourse)


def test_la_somme_ne_s_ecrit_en_lettres_qu_une_fois_dans_le_total_s_il_y_a_des_torts():
    assert reclamer(prejudices=[HOTEL]).exige == f"de me rembourser la somme de 899,00{S}$, {PRIX}"


# -- La règle qui porte la demande --


@pytest.mark.parametrize(
    ("achat", "regle", "terme"),
    [
        ({"mode": "en_ligne", "annule_le": "2026-11-01"}, "après l’annulation d’un contrat conclu à distance", "16"),
        (
            {"mode": "par_telephone", "annule_le": "2026-11-01"},
            "après l’annulation d’un contrat conclu à distance",
            "16",
        ),
        (
            {"mode": "porte_a_porte", "annule_le": "2026-11-01"},
            "après l’annulation d’un contrat conclu à domicile",
            "16",
        ),
        ({"mode": "en_magasin", "annule_le": "2026-11-01"}, "le bien ou le service doit être fourni", None),
        ({"mode": "en_ligne"}, "le bien ou le service doit être fourni", None),
    ],
)
def test_apres_une_annulation_l_obligation_en_defaut_est_de_rembourser(
    achat: dict[str, str], regle: str, terme: str | None
):
    r = reclamer(achat={"obligation": "delai"} | achat)
    assert r.regle is not None and r.regle.startswith(regle)
    assert r.terme == (f"{terme}{S}novembre 2026" if terme else None)


@pytest.mark.parametrize(("au", "passe"), [(date(2026, 11, 16), False), (date(2026, 11, 17), True)])
def test_les_quinze_jours_prennent_fin_ou_ont_pris_fin(au: date, passe: bool):
    assert reclamer(au=au, achat={"mode": "en_ligne", "annule_le": "2026-11-01"}).terme_passe is passe


NEUVE = {
    "categorie": "laveuse",
    "neuf": "oui",
    "date": "2026-10-10",
    "livre_le": "2026-10-12",
    "obligation": "garantie",
}


@d_un_trait
@pytest.mark.parametrize(
    ("demande", "achat", "dite"),
    [
        ("reparer", {}, f"depuis sa livraison, soit jusqu’au 12{S}octobre 2031;"),
        ("reparer", {"livre_le": None}, "depuis sa livraison;"),
        ("reparer", {"date": "2026-10-04"}, None),
        ("reparer", {"date": "2026-10-05"}, "depuis sa livraison"),
        ("reparer", {"neuf": "non"}, None),
        ("reparer", {"neuf": None}, None),
        ("reparer", {"categorie": None}, None),
        (
            "reparer",
            {"categorie": "televiseur"},
            f"de quatre ans depuis sa livraison, soit jusqu’au 12{S}octobre 2030",
        ),
        ("reparer", {"obligation": "conformite"}, None),
        ("reparer", {"panne_le": "2026-11-01"}, "depuis sa livraison"),
        ("reparer", {"panne_le": "2026-10-12"}, "depuis sa livraison"),  # -- le jour même de la livraison --
        ("reparer", {"panne_le": "2026-10-11"}, None),
        ("reparer", {"obligation": None}, "depuis sa livraison"),
        ("rembourser", {}, None),
        ("remplacer", {}, None),
    ],
)
def test_la_garantie_de_bon_fonctionnement_ne_se_dit_que_dans_son_temps_et_pour_reparer(
    demande: str, achat: dict[str, str | None], dite: str | None
):
    garantie = reclamer({"type": demande}, achat=NEUVE | achat).garantie
    assert garantie is None if dite is None else garantie is not None and dite in garantie


@pytest.mark.parametrize(
    ("au", "dite"), [(date(2031, 10, 12), True), (date(2031, 10, 13), False)], ids=["dernier jour", "lendemain"]
)
def test_la_garantie_finit_cinq_ans_apres_la_livraison_si_la_panne_n_est_pas_datee(au: date, dite: bool):
    assert bool(reclamer({"type": "reparer"}, au=au, achat=NEUVE).garantie) is dite
    assert reclamer({"type": "reparer"}, au=au, achat=NEUVE | {"panne_le": "2031-10-12"}).garantie


def test_au_fabricant_la_garantie_de_bon_fonctionnement_est_la_seule_regle():
    fabricant = destinataire(nom="Électro Exemple inc.", civilite=None, qualite="fabricant")
    r = reclamer({"type": "reparer"}, achat=NEUVE, destinataire=fabricant)
    assert r.au_fabricant and r.garantie is None
    assert r.au_juge == "l’exécution de ce qui est demandé", "aucun contrat ne se résout avec le fabricant"
    assert r.regle is not None and f"(article{S}38.1 de la Loi sur la protection du consommateur" in r.regle


# -- Ce qui suivra à défaut --


@pytest.mark.parametrize(
    ("type_", "par_un_tiers", "au_juge"),
    [
        ("reparer", "réparer le bien", "la réduction du prix, ou la résolution ou la résiliation du contrat"),
        ("remplacer", "remplacer le bien", "la réduction du prix, ou la résolution ou la résiliation du contrat"),
        ("livrer", "livrer un bien semblable", "la réduction du prix, ou la résolution ou la résiliation du contrat"),
        ("rembourser", None, "la résolution ou la résiliation du contrat, le remboursement de cette somme"),
        ("annuler", None, "la résolution ou la résiliation du contrat, le remboursement de cette somme"),
        ("cesser", None, "l’exécution de ce qui est demandé"),
        ("repondre", None, None),
    ],
)
def test_la_consequence_est_celle_de_la_demande(type_: str, par_un_tiers: str | None, au_juge: str | None):
    r = reclamer({"type": type_, "texte": "agir"})
    assert (r.par_un_tiers, r.au_juge) == (par_un_tiers, au_juge)


@pytest.mark.parametrize(
    ("montant", "annule"), [("898,99 $", None), ("899,00 $", "2026-11-01")], ids=["une partie du prix", "déjà annulé"]
)
def test_rembourser_une_partie_ou_apres_une_annulation_ne_demande_pas_la_fin_du_contrat(
    montant: str, annule: str | None
):
    r = reclamer({"type": "rembourser", "montant": montant}, achat={"annule_le": annule})
    assert r.au_juge == "le remboursement de cette somme"


@d_un_trait
@pytest.mark.parametrize(
    ("type_", "achat", "sans_retour"),
    [
        ("livrer", {}, True),
        ("executer", {"obligation": "delai"}, True),
        ("executer", {"obligation": "garantie"}, False),  # -- honorer la garantie d'un bien déjà fourni --
        ("executer", {}, False),
        ("livrer", {"livre_le": "2026-10-01"}, False),
        ("repondre", {}, False),
        ("rembourser", {}, False),
        ("reparer", {}, False),
    ],
)
def test_ce_qui_reste_a_fournir_n_a_rien_a_rendre(type_: str, achat: dict[str, str], sans_retour: bool):
    r = reclamer({"type": type_, "texte": "agir"}, achat=achat)
    assert r.sans_retour is sans_retour
    assert r.a_reparer is (type_ == "reparer")


@pytest.mark.parametrize(
    ("achat", "paye"),
    [
        ({"mode": "en_ligne", "annule_le": "2026-10-10", "livre_le": "2026-10-01"}, True),
        ({"mode": "en_ligne", "annule_le": "2026-10-10"}, False),
        ({"mode": "en_ligne", "livre_le": "2026-10-01"}, False),
        ({"mode": "en_magasin", "annule_le": "2026-10-10", "livre_le": "2026-10-01"}, False),
    ],
)
def test_les_frais_de_restitution_ne_sont_au_commercant_qu_a_distance_et_apres_une_annulation(
    achat: dict[str, str], paye: bool
):
    assert reclamer(achat=achat).retour_paye is paye
