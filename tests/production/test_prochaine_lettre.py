"""La prochaine lettre : jamais une mise en demeure à qui conteste sans avoir eu de réponse."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from fabrique_de_dossiers import dossier, facture
from tables import d_un_trait

import lettres
from lettres.catalogue import lettres_de
from lettres.langue.pliage import plier
from lettres.langue.sommes_et_dates import jours

AU = date(2026, 11, 28)
CONTESTEE = {"resultat": "contestation", "date": "2026-11-10"}
RAPPEL = {"lettre": "rappel", "date": "2026-11-02", "mode": "courriel"}


def prochaine(nature: str = "recouvrement", au: date | None = AU, **blocs: object) -> str | None:
    return lettres.prochaine_lettre(dossier(nature=nature, creances=[facture()], **blocs), au=au)


@d_un_trait
@pytest.mark.parametrize(
    ("nature", "envoyees", "attendue"),
    [
        ("recouvrement", [], "rappel"),
        ("recouvrement", ["rappel"], "rappel"),
        ("recouvrement", ["rappel", "rappel"], "mise_en_demeure"),
        ("recouvrement", ["rappel", "mise_en_demeure"], None),
        ("entente", ["rappel"], "mise_en_demeure"),
        ("reputation", [], "retrait"),
        ("reputation", ["retrait"], "mise_en_demeure"),
        ("consommation", [], "rappel"),
        ("consommation", ["rappel"], "opc"),
        ("consommation", ["rappel", "opc"], "mise_en_demeure"),
        # -- l'appel à l'Office, sauté, se fait encore : rien n'en va au commerçant --
        ("consommation", ["rappel", "mise_en_demeure"], "opc"),
        ("consommation", ["rappel", "opc", "mise_en_demeure"], None),
    ],
)
def test_chaque_nature_a_son_ordre(nature: str, envoyees: list[str], attendue: str | None):
    assert (
        prochaine(nature, envois=[{"lettre": c, "date": f"2026-{9 + n:02}-15"} for n, c in enumerate(envoyees)])
        == attendue
    )


def test_le_consommateur_appelle_l_office_avant_de_mettre_en_demeure():
    assert lettres_de("consommation")[:4] == ("rappel", "garantie", "opc", "mise_en_demeure")


@pytest.mark.parametrize(
    ("envois", "suites", "attendue"),
    [
        ([], [CONTESTEE], "rappel"),
        ([], [CONTESTEE, CONTESTEE | {"date": "2026-11-20"}], "rappel"),
        ([RAPPEL | {"date": "2026-11-12"}], [CONTESTEE], "mise_en_demeure"),
        ([RAPPEL | {"lettre": "reponse", "date": "2026-11-12"}], [CONTESTEE], "mise_en_demeure"),
        ([RAPPEL | {"date": "2026-11-12"}], [CONTESTEE, CONTESTEE | {"date": "2026-11-20"}], "rappel"),
        ([], [CONTESTEE | {"date": "2026-11-29"}], "mise_en_demeure"),
        ([], [CONTESTEE | {"resultat": "refus"}], "mise_en_demeure"),
    ],
)
def test_une_contestation_appelle_le_rappel_qui_lui_repond(envois: list[dict], suites: list[dict], attendue: str):
    deux = [RAPPEL | {"date": "2026-10-02"}, RAPPEL]
    assert prochaine(envois=[*deux, *envois], suites=suites) == attendue


def test_un_fait_ne_tient_pas_lieu_de_reponse():
    faits = [{"date": "2026-11-12", "texte": "Nous avons corrigé trois coquilles le jour même."}]
    assert prochaine(envois=[RAPPEL], suites=[CONTESTEE], faits=faits) == "rappel"


def test_une_contestation_sur_une_facture_payee_n_appelle_plus_de_reponse():
    deux = [facture(), facture(facture="F-2")]
    faits = {
        "creances": deux,
        "envois": [RAPPEL | {"date": "2026-10-02"}, RAPPEL],
        "suites": [CONTESTEE | {"creances": ["F-1023"]}],
    }
    payee = dossier(**faits, paiements=[{"date": "2026-11-20", "montant": 60, "facture": "F-1023"}])
    contestees = [d.creances for d in lettres.evaluer(dossier(**faits), au=AU).toutes if d.prochaine_lettre == "rappel"]
    assert contestees == [("F-1023",)]
    assert [d.statut for d in lettres.evaluer(payee, au=AU).toutes] == ["due", "terminee"]


def test_une_contestation_n_empeche_pas_l_appel_a_l_office():
    assert prochaine("consommation", envois=[RAPPEL], suites=[CONTESTEE]) == "opc"


def test_sans_rappel_dans_sa_nature_une_reponse_est_proposee_et_la_mise_en_demeure_attend():
    blocs = {"envois": [{"lettre": "retrait", "date": "2026-10-20", "mode": "courriel"}], "suites": [CONTESTEE]}
    assert prochaine("reputation", **blocs) == "reponse"
    constats = lettres.verifier(dossier(nature="reputation", **blocs), "mise_en_demeure", au=AU)
    assert {"J106": "erreur"}.items() <= {c.code: str(c.gravite) for c in constats}.items()


@pytest.mark.parametrize(
    ("blocs", "code", "reprise"),
    [
        ({"envois": [RAPPEL | {"echeance": "2026-12-01"}]}, "J104", "2\xa0décembre 2026"),
        ({"envois": [RAPPEL | {"date": "2026-11-28"}]}, "J104", "10\xa0décembre 2026"),
        (
            {"envois": [RAPPEL], "suites": [{"resultat": "promesse", "date": "2026-11-20", "promis_le": "2026-12-04"}]},
            "J111",
            "5\xa0décembre 2026",
        ),
        (
            {"envois": [RAPPEL], "suites": [{"resultat": "promesse", "date": "2026-11-20"}]},
            "J111",
            "1er\xa0décembre 2026",
        ),
        (
            {"envois": [RAPPEL], "suspensions": [{"motif": "mediation", "du": "2026-11-01", "au": "2026-12-31"}]},
            "J107",
            "1er\xa0janvier 2027",
        ),
    ],
    ids=["délai écrit", "délai calculé", "promesse datée", "promesse sans date", "suspension"],
)
def test_sans_lettre_nommee_on_dit_d_attendre_et_quand_revenir(blocs: dict, code: str, reprise: str):
    (constat,) = [c for c in lettres.verifier(dossier(creances=[facture()], **blocs), au=AU) if c.code == code]
    assert str(constat.gravite) == "erreur"
    assert constat.remede.startswith(f"Revenez le {reprise}; ")
    assert constat.remede.endswith('« generer --forcer --motif "…" ».')


def test_une_promesse_sans_date_la_demande():
    blocs = {"envois": [RAPPEL], "suites": [{"resultat": "promesse", "date": "2026-11-20"}]}
    (constat,) = [c for c in lettres.verifier(dossier(creances=[facture()], **blocs), au=AU) if c.code == "J111"]
    assert "« promis_le »" in constat.remede and "(date calculée)" in constat.message
    # -- la décision aussi, d'un paiement annoncé comme d'une promesse; d'un jour dit, elle ne demande rien. Le dernier
    # -- jour qu'elle dit est la veille de celui où elle reprend : la grâce y est --
    for resultat, promis, demande in (
        ("promesse", None, True),
        ("paiement_annonce", None, True),
        ("en_approbation", None, True),
        ("promesse", "2026-12-01", False),
        ("paiement_annonce", "2026-12-01", False),
        ("promesse", "2026-11-29", False),
        ("promesse", "2027-01-04", False),
    ):
        suite = {"resultat": resultat, "date": "2026-11-20", "promis_le": promis}
        d = lettres.valider(dossier(creances=[facture()], envois=[RAPPEL], suites=[suite]))
        decision = lettres.evaluer(d, au=AU)
        (phrase,) = [r.phrase for r in decision.raisons if r.code == "promesse"]
        assert ("sans jour dit" in phrase and "« promis_le »" in phrase) is demande, suite
        assert max(jours(plier(phrase))) + timedelta(days=1) == decision.des_le, (suite, phrase)


def test_sans_jour_tout_le_journal_compte():
    assert prochaine(au=None, envois=[RAPPEL], suites=[CONTESTEE | {"date": "2026-11-29"}]) == "rappel"
    assert prochaine(au=None, envois=[RAPPEL, RAPPEL | {"date": "2026-12-01"}]) == "mise_en_demeure"


def test_une_lettre_datee_d_apres_n_est_pas_encore_partie():
    assert prochaine(envois=[RAPPEL | {"date": "2026-11-29"}]) == "rappel"


def test_un_jour_illisible_est_une_faute_d_appel():
    with pytest.raises(ValueError, match="« au »"):
        lettres.prochaine_lettre(dossier(), au="demain")  # type: ignore[arg-type]
