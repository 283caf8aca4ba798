"""Une affaire close dit comment elle a fini et, confiée, à qui."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from fabrique_de_dossiers import dossier, facture
from tables import d_un_trait

import lettres

LE = "2026-11-20"
AU_TRIBUNAL = {"lettre": "dossier_petites_creances", "date": "2026-11-15"}
A_L_AVOCAT = {"lettre": "dossier_avocat", "date": "2026-11-10"}


@d_un_trait
@pytest.mark.parametrize(
    ("cloture", "envois", "dit"),
    [
        ({"issue": "confiee", "confiee_a": "petites_creances"}, [], "portée à la Division des petites créances"),
        ({"issue": "confiee", "confiee_a": "Division des petites créances"}, [], "portée à la Division des petites"),
        ({"issue": "confiee", "confiee_a": "tribunal"}, [], "portée devant un tribunal"),
        ({"issue": "confiee", "confiee_a": "avocate"}, [], "confiée à un avocat"),
        ({"issue": "confiee", "confiee_a": "médiation"}, [], "confiée à un médiateur"),
        ({"issue": "confiee", "confiee_a": "huissier"}, [], "confiée à un huissier"),
        ({"issue": "confiee", "confiee_a": "agence"}, [], "confiée à une agence de recouvrement"),
        ({"issue": "confiee"}, [], "confiée à d’autres"),
        # -- ce que le journal ne dit pas, le dossier remis le dit --
        ({"issue": "confiee"}, [A_L_AVOCAT], "confiée à un avocat"),
        ({"issue": "confiee"}, [A_L_AVOCAT, AU_TRIBUNAL], "portée à la Division des petites créances"),
        ({"issue": "confiee"}, [AU_TRIBUNAL | {"date": "2026-11-21"}], "confiée à d’autres"),
        ({"issue": "confiee", "confiee_a": "mediation"}, [AU_TRIBUNAL], "confiée à un médiateur"),
        ({"issue": "abandon"}, [AU_TRIBUNAL], "abandonnée."),
        ({"issue": "payee"}, [], "payée; il en reste pourtant 60,00 $ à payer."),
    ],
)
def test_une_affaire_close_dit_comment_elle_a_fini_et_a_qui_elle_est_confiee(
    cloture: dict[str, Any], envois: list[Any], dit: str
):
    faits = dossier(creances=[facture()], envois=envois, clotures=[{"date": LE} | cloture])
    (raison,) = lettres.evaluer(faits, au=date(2026, 11, 22)).raisons
    assert raison.phrase.replace("\xa0", " ").startswith(f"Close le 20 novembre 2026 : {dit}")


def test_payee_et_sans_reste_elle_ne_dit_rien_de_plus():
    paye = {"date": "2026-11-19", "montant": "60.00", "facture": "F-1023"}
    faits = dossier(creances=[facture()], paiements=[paye], clotures=[{"date": LE, "issue": "payee"}])
    (raison,) = lettres.evaluer(faits, au=date(2026, 11, 22)).raisons
    assert raison.phrase.replace("\xa0", " ") == "Close le 20 novembre 2026 : payée."


PAYEE = {"date": LE, "issue": "payee"}
F_1, F_2 = {"date": "2026-11-19", "montant": "60.00"}, {"date": "2026-11-19", "montant": "90.00"}


@d_un_trait
@pytest.mark.parametrize(
    ("clotures", "payes", "restes"),
    [
        ([PAYEE], {}, ["150,00 $ à payer (F-1, F-2)"]),
        ([PAYEE], {"F-1": F_1}, ["90,00 $ à payer (F-2)"]),
        ([PAYEE], {"F-2": F_2 | {"montant": "89.99"}}, ["60,01 $ à payer (F-1, F-2)"]),
        ([PAYEE], {"F-1": F_1, "F-2": F_2}, [""]),
        ([PAYEE | {"creances": ["F-1", "F-2"]}], {}, ["150,00 $ à payer (F-1, F-2)"]),
        # -- deux clôtures sont deux faits, le même jour comme à deux jours --
        (
            [PAYEE | {"creances": ["F-1"]}, PAYEE | {"creances": ["F-2"]}],
            {},
            ["60,00 $ à payer (F-1)", "90,00 $ à payer (F-2)"],
        ),
        ([PAYEE | {"creances": ["F-1"]}, PAYEE | {"creances": ["F-2"]}], {"F-1": F_1}, ["", "90,00 $ à payer (F-2)"]),
        # -- la seconde qui vise tout l'emporte; ce qui est abandonné n'est pas dit payé --
        ([PAYEE | {"creances": ["F-1"]}, PAYEE | {"date": "2026-11-21"}], {}, ["150,00 $ à payer (F-1, F-2)"]),
        ([PAYEE, {"date": "2026-11-21", "issue": "abandon", "creances": ["F-2"]}], {}, ["60,00 $ à payer (F-1)", ""]),
    ],
)
def test_une_cloture_de_plusieurs_factures_ne_se_dit_qu_une_fois(
    clotures: list[Any], payes: dict[str, Any], restes: list[str]
):
    creances = [facture(facture="F-1"), facture(facture="F-2", montant="90.00")]
    paiements = [p | {"facture": nom} for nom, p in payes.items()]
    d = lettres.valider(dossier(creances=creances, clotures=clotures, paiements=paiements))
    with pytest.raises(lettres.DossierInvalide) as refus:
        lettres.generer(d, au=date(2026, 11, 22))
    dits = [c.message.replace("\xa0", " ") for c in refus.value.constats if c.code == "E107"]
    attendus = [f"; il en reste pourtant {reste}." if reste else "" for reste in restes]
    assert len(dits) == len(restes)
    assert all(
        dit.endswith(attendu or ("payée.", "abandonnée.")) for dit, attendu in zip(dits, attendus, strict=True)
    ), dits


PLAN = {
    "acceptee_le": "2026-10-05",
    "versements": [{"date": "2026-11-10", "montant": "30.00"}, {"date": "2026-12-15", "montant": "30.00"}],
}


@d_un_trait
@pytest.mark.parametrize(
    ("issue", "au", "paye", "manque"),
    [
        ("entente", date(2026, 11, 13), None, False),
        ("entente", date(2026, 11, 14), None, True),
        ("entente", date(2026, 11, 14), "29.99", True),
        ("entente", date(2026, 11, 14), "30.00", False),
        ("abandon", date(2026, 11, 14), None, False),
    ],
)
def test_close_par_une_entente_elle_dit_le_versement_qui_manque_sa_grace_passee(
    issue: str, au: date, paye: str | None, manque: bool
):
    paiements = [{"date": "2026-11-09", "montant": paye, "facture": "F-1023"}] if paye else []
    close = [{"date": "2026-10-06", "issue": issue}]
    faits = dossier(creances=[facture()], offre=PLAN, paiements=paiements, clotures=close)
    (raison,) = lettres.evaluer(faits, au=au).raisons
    assert ("; du versement prévu le 10 novembre 2026, " in raison.phrase.replace("\xa0", " ")) is manque
