"""Le côté consommateur composé : l'achat, la demande, les délais qui courent, avec leurs dates comptées à la main."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from fabrique_de_dossiers import AU, dossier

from lettres.composition import consommation
from lettres.composition.arbre import AchatImprimable, DemandeImprimable
from lettres.dossier import Achat, Demande

S = "\u00a0"


def compose(**cles: object) -> AchatImprimable:
    imprimable = consommation.achat(Achat.model_validate(cles))
    assert imprimable is not None
    return imprimable


def delais(au: date = date(2026, 9, 5), **cles: object) -> list[str]:
    return consommation.delais(Achat.model_validate(cles), au)


def demander(prix: str | None = "899,00 $", **cles: object) -> DemandeImprimable:
    d = dossier(achat={"prix": prix})
    return consommation.demande(Demande.model_validate(cles), d, "me")


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


@pytest.mark.parametrize(
    ("type_", "sans_retour"),
    [("livrer", True), ("executer", True), ("repondre", False), ("rembourser", False), ("reparer", False)],
)
def test_ce_qui_reste_a_fournir_n_a_rien_a_rendre(type_: str, sans_retour: bool):
    assert demander(type=type_).sans_retour is sans_retour


RECOURS = (
    f"Recours civil{S}: en règle générale trois ans; par prudence, comptés depuis l’achat, ils finissent le "
    f"{{}} (à confirmer). Un appel ou une lettre n’arrête pas ce délai."
)


def test_sans_achat_aucun_delai_ne_court():
    assert consommation.delais(None, AU) == []
    assert delais() == []


@pytest.mark.parametrize(
    ("achete", "fin"),
    [("2026-09-01", f"1er{S}septembre 2029"), ("2024-02-29", f"28{S}février 2027")],
)
def test_en_magasin_seul_le_recours_civil_court_trois_ans(achete: str, fin: str):
    assert delais(mode="en_magasin", date=achete, paiement="carte_credit") == [RECOURS.format(fin)]


def test_a_distance_sept_jours_du_contrat_trente_jours_de_retard_et_soixante_quinze_jours_de_carte():
    # -- double reçu le mercredi 2 septembre : + 7 = mercredi 9; livraison promise le 10 : + 30 = 10 octobre;
    #    annulé le 15 septembre : + 15 = 30 septembre, + 60 = 29 novembre --
    lignes = delais(
        mode="en_ligne",
        paiement="carte_credit",
        date="2026-09-01",
        double_recu_le="2026-09-02",
        livraison_prevue="2026-09-10",
        annule_le="2026-09-15",
    )
    assert lignes == [
        f"Annulation d’un achat à distance, selon le motif{S}: 7{S}jours après la réception de l’exemplaire du "
        f"contrat, soit le 9{S}septembre 2026.",
        f"Achat à distance, si rien n’est livré{S}: annulation possible quand le retard dépasse 30{S}jours, soit "
        f"après le 10{S}octobre 2026.",
        f"Rétrofacturation (achat à distance payé par carte de crédit){S}: demande écrite à l’émetteur dans les "
        f"60{S}jours qui suivent les 15{S}jours donnés au commerçant pour rembourser après l’annulation, soit au plus "
        f"tard le 29{S}novembre 2026.",
        RECOURS.format(f"1er{S}septembre 2029"),
    ]


@pytest.mark.parametrize(
    ("cles", "debuts"),
    [
        ({"mode": "en_ligne"}, []),
        ({"mode": "en_ligne", "livre_le": "2026-09-12", "date": "2026-09-01"}, ["Recours"]),
        ({"mode": "en_ligne", "date": "2026-09-01"}, ["Achat à distance", "Recours"]),
        ({"mode": "par_telephone", "paiement": "carte_credit"}, ["Rétrofacturation"]),
        ({"mode": "en_ligne", "paiement": "carte_debit"}, []),
        ({"mode": "porte_a_porte", "paiement": "carte_credit"}, ["Achat à domicile"]),
        ({"mode": "porte_a_porte", "date": "2026-09-01"}, ["Achat à domicile", "Recours"]),
    ],
)
def test_chaque_delai_ne_parait_que_dans_son_cas(cles: dict[str, str], debuts: list[str]):
    lignes = delais(**cles)
    assert len(lignes) == len(debuts)
    assert all(ligne.startswith(debut) for ligne, debut in zip(lignes, debuts, strict=True))


def test_sans_date_de_livraison_promise_le_retard_se_compte_depuis_l_achat():
    assert f"après le 1er{S}octobre 2026" in delais(mode="en_ligne", date="2026-09-01")[0]


def test_sans_date_d_annulation_la_retrofacturation_reste_une_regle_sans_date():
    (ligne,) = delais(mode="en_ligne", paiement="carte_credit")
    assert ligne.endswith("pour rembourser après l’annulation.")


@pytest.mark.parametrize(
    ("double", "fin"),
    [
        ("2026-09-01", f"11{S}septembre 2026"),
        ("2026-11-10", f"20{S}novembre 2026"),  # -- un mardi : le vendredi de la semaine suivante --
        ("2026-11-11", f"23{S}novembre 2026"),  # -- le 21 est un samedi : reporté au lundi --
        ("2026-12-15", f"28{S}décembre 2026"),  # -- le 25 est férié, le 26 aussi : lundi 28 --
    ],
)
def test_un_achat_a_domicile_s_annule_dans_les_dix_jours_reportes_au_jour_ouvrable(double: str, fin: str):
    (ligne,) = delais(mode="porte_a_porte", double_recu_le=double)
    assert ligne == f"Achat à domicile{S}: annulation sans motif dans les 10{S}jours du double reçu, soit le {fin}."


def test_les_sept_jours_de_l_achat_a_distance_se_reportent_aussi():
    # -- samedi 5 + 7 = samedi 12 septembre : reporté au lundi 14 --
    assert f"soit le 14{S}septembre 2026." in delais(mode="en_ligne", double_recu_le="2026-09-05")[0]


@pytest.mark.parametrize(
    ("cles", "dernier_jour"),
    [
        ({"mode": "en_ligne", "double_recu_le": "2026-09-02"}, date(2026, 9, 9)),
        ({"mode": "en_ligne", "paiement": "carte_credit", "annule_le": "2026-09-15"}, date(2026, 11, 29)),
        ({"mode": "porte_a_porte", "double_recu_le": "2026-09-01"}, date(2026, 9, 11)),
        ({"mode": "en_magasin", "date": "2023-09-05"}, date(2026, 9, 5)),
    ],
)
def test_un_delai_expire_le_dit_des_le_lendemain_du_dernier_jour(cles: dict[str, str], dernier_jour: date):
    (a_temps,) = delais(dernier_jour, **cles)
    (trop_tard,) = delais(dernier_jour + timedelta(days=1), **cles)
    assert "date passée" not in a_temps
    assert "date passée" in trop_tard
