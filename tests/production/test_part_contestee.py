"""Une part contestée : la lettre, l'état, la règle, la barrière et le journal disent la même somme."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from exemples_rendus import ATELIER
from fabrique_de_dossiers import destinataire, dossier, expediteur, facture, piece

import lettres
from lettres import interface
from lettres.affaire import Affaire
from lettres.barriere import controler
from lettres.dossier import Dossier
from lettres.langue.typographie import montant
from lettres.production.consigne import consigne
from lettres.production.etat import dresser
from lettres.rendu.paragraphes.texte import texte_lisible
from lettres.socle.constats import Gravite

_RAPPEL = {"lettre": "rappel", "date": "2026-09-08", "mode": "courriel", "montant": "1000.00"}
_POUR_DEUX = _RAPPEL | {"montant": "1300.00"}
_FERME = {"lettre": "rappel", "date": "2026-09-25", "mode": "courriel"}
_CONTESTE = {"date": "2026-09-15", "canal": "courriel", "resultat": "contestation", "montant_conteste": "200.00"}
_CONTRAT = {
    "forme": "ecrit",
    "piece": "P-1",
    "clauses": [{"numero": "5", "texte": "En demeure par le seul écoulement du temps.", "piece": "P-1"}],
    "interet": {"taux_annuel": "12 %", "piece": "P-1", "demeure_automatique": "oui"},
}
_DEUX = [
    facture(facture="F-1", montant="1000.00", cause="service", piece="P-1"),
    facture(facture="F-2", montant="300.00", cause="service", piece="P-1"),
]
FERME, DEMEURE = date(2026, 9, 25), date(2026, 11, 20)


def contestee(**blocs: Any) -> Dossier:
    d: dict[str, Any] = {
        "expediteur": expediteur(taxes="non_inscrit", signataire="Karine Exemple"),
        "destinataire": destinataire(courriel="marie@exemple.test", qualite="commercant"),
        "creances": [facture(montant="1000.00", cause="service", piece="P-1")],
        "envois": [_RAPPEL],
        "suites": [_CONTESTE],
        "accompli": [{"date": "2026-07-15", "texte": "les photos ont été livrées.", "pieces": ["P-1"]}],
        "pieces": [piece(1)],
        "mode_envoi": "recommande",
        "paiement_par": ["virement Interac à karine@exemple.test"],
    }
    return dossier(**d | blocs)


PAYE = {"paiements": [{"date": "2026-09-18", "montant": "100.00", "facture": "F-1023"}]}
CAS: dict[str, tuple[Dossier, date]] = {
    "premier rappel": (contestee(envois=[]), date(2026, 9, 15)),
    "rappel ferme": (contestee(), FERME),
    "rappel ferme, intérêt convenu": (contestee(contrat=_CONTRAT, **PAYE), FERME),
    "mise en demeure": (contestee(envois=[_RAPPEL, _FERME]), DEMEURE),
    "mise en demeure, intérêt convenu": (contestee(contrat=_CONTRAT, envois=[_RAPPEL, _FERME], **PAYE), DEMEURE),
    "mise en demeure, intérêt remis": (
        contestee(contrat=_CONTRAT, envois=[_RAPPEL, _FERME], interet_remis_si_paye="oui"),
        DEMEURE,
    ),
    "mise en demeure, intérêt estimé": (
        contestee(envois=[_RAPPEL, _FERME], interet_remis_si_paye="non", **PAYE),
        DEMEURE,
    ),
    "deux parts": (contestee(suites=[_CONTESTE, _CONTESTE | {"date": "2026-09-17", "montant_conteste": "50"}]), FERME),
    "une part d’une facture sur deux": (
        contestee(creances=_DEUX, envois=[_POUR_DEUX], suites=[_CONTESTE | {"creances": ["F-1"]}]),
        FERME,
    ),
    "une part, et une facture contestée en entier": (
        contestee(
            creances=_DEUX,
            envois=[_POUR_DEUX],
            suites=[
                _CONTESTE | {"creances": ["F-1"]},
                {"date": "2026-09-16", "resultat": "contestation", "creances": ["F-2"]},
            ],
        ),
        FERME,
    ),
}
cas = pytest.mark.parametrize(("d", "au"), CAS.values(), ids=CAS.keys())


def inscription(d: Dossier, au: date, lettre: lettres.Lettre) -> Any:
    """Ce que l'on inscrirait d'elle au journal."""
    return consigne(Affaire(d, au).visant(lettre.creances), lettre.lettre, echelon=lettre.echelon).inscription


def de_cote(d: Dossier) -> Decimal:
    return sum((s.montant_conteste or Decimal(0) for s in d.suites if hasattr(s, "montant_conteste")), Decimal(0))


@pytest.mark.un_sur(2)
@cas
def test_la_lettre_l_etat_la_regle_la_barriere_et_le_journal_disent_la_meme_somme(d: Dossier, au: date):
    lettre = ATELIER.generer(d, au=au)
    json = interface.etat(dresser(d, au=au))
    texte = texte_lisible(lettre.octets)
    if lettre.creances:
        # -- l'état dit ce qui libère de tout; la lettre d'un groupe, de lui seul --
        assert set(lettre.creances) < {c["facture"] for c in json["creances"]}
    else:
        assert json["a_payer"] is not None
        assert inscription(d, au, lettre)["montant"] == json["a_payer"]["total"]
    reclamee = Decimal(str(inscription(d, au, lettre)["montant"]))
    # -- la lettre --
    assert f"– {montant(reclamee)}\n" in texte, "l’objet"
    assert f"somme de {montant(reclamee)}" in texte
    assert "contesté" in texte and "mise de côté" in texte and "pas pour autant" in texte
    # -- la barrière --
    relue = controler(lettre.octets, dossier=d, au=au)
    assert [c for c in relue if c.gravite is Gravite.ERREUR] == []
    # -- les règles --
    demandee = d.model_copy(update={"demandes": Dossier.model_validate(_avec_demande(d, json)).demandes})
    codes = {c.code for c in lettres.verifier(demandee, lettre.lettre, au=au)}
    assert "S122" not in codes
    if not lettre.creances:
        assert "J106" not in codes
    # -- le solde de l'état est entier, et ce qui est de côté s'y lit --
    assert Decimal(json["total"]["de_cote"]) == de_cote(d)
    assert json["total"]["solde"] is not None and json["total"]["reclame"] is not None
    assert Decimal(json["total"]["solde"]) - Decimal(json["total"]["reclame"]) >= de_cote(d)


def _avec_demande(d: Dossier, json: Any) -> dict[str, Any]:
    """Le même dossier, qui demande lui-même le capital que la lettre réclame."""
    impaye = sum(Decimal(c["capital"]) for c in json["creances"]) - Decimal(json["total"]["paye"])
    demande = {"type": "payer", "montant": f"{impaye - de_cote(d):.2f}"}
    return d.model_dump(mode="json", exclude_none=True) | {"demandes": [demande]}


@pytest.mark.un_sur(2)
@cas
def test_inscrite_elle_n_est_contredite_ni_par_le_dossier_ni_par_la_lettre_d_apres(d: Dossier, au: date):
    lettre = ATELIER.generer(d, au=au)
    inscrite = {**d.model_dump(mode="json", exclude_none=True)}
    inscrite["envois"] = [*inscrite.get("envois", ()), dict(inscription(d, au, lettre))]
    ensuite = Dossier.model_validate(inscrite)
    for jours in (1, 30, 90):
        codes = {c.code for c in lettres.verifier(ensuite, "mise_en_demeure", au=au + timedelta(days=jours))}
        assert not codes & {"J103", "J105"}
    # -- la contestation attend toujours : la lettre ne lui a pas répondu --
    bilan = lettres.bilan(ensuite, au=au + timedelta(days=30))
    assert bilan.comptes.de_cote == de_cote(d)
    # -- répondue, la lettre suivante réclame tout, et celle d'avant reste ce qu'elle était --
    reponse = {"lettre": "reponse", "date": (au + timedelta(days=31)).isoformat(), "mode": "courriel"}
    repondue = Dossier.model_validate({**inscrite, "envois": [*inscrite["envois"], reponse]})
    apres = au + timedelta(days=60)
    assert lettres.bilan(repondue, au=apres).comptes.de_cote == 0
    codes = {c.code for c in lettres.verifier(repondue, "mise_en_demeure", au=apres)}
    assert not codes & {"J103", "J106"}


@pytest.mark.parametrize(
    ("envois", "dite", "tue"),
    [
        ([], "gré de verser la somme", "simple oubli"),
        ([_RAPPEL], "le paiement complet de ce qui n’est pas contesté", "gré de verser"),
    ],
)
def test_le_rappel_d_une_part_contestee_est_courtois_puis_ferme_et_ne_parle_pas_d_oubli(
    envois: list[dict[str, str]], dite: str, tue: str
):
    texte = texte_lisible(ATELIER.generer(contestee(envois=envois), "rappel", au=FERME).octets).replace("\xa0", " ")
    assert dite in texte
    assert tue not in texte
    assert "Le 15 septembre 2026, par courriel, vous avez contesté 200,00 $ de la facture n° F-1023." in texte


def test_nommee_pour_tout_ce_qui_est_du_elle_repond_a_l_une_et_met_de_cote_la_part_de_l_autre():
    d, au = CAS["une part, et une facture contestée en entier"]
    texte = texte_lisible(ATELIER.generer(d, "rappel", au=au).octets).replace("\xa0", " ")
    assert "Objet : Deuxième rappel et réponse – factures F-1 et F-2, échues – 1 100,00 $" in texte
    assert "vous avez contesté 200,00 $ de la facture n° F-1.\nCette somme est mise de côté" in texte
    assert "Votre position\nLe 16 septembre 2026, vous avez contesté la facture n° F-2." in texte
    assert "Moins : part contestée le 15 septembre 2026, mise de côté (facture n° F-1) ¦ 200,00 $" in texte


def test_ce_qui_ferait_changer_la_reponse_se_compte_du_reste():
    d = lettres.evaluer(contestee(), au=FERME)
    assert [(c.phrase.replace("\xa0", " "), c.statut.value) for c in d.contraires] == [
        ("Un paiement de 795,00 $.", "a_revoir"),
        ("Une promesse de payer, pour le 2 octobre 2026.", "suspendue"),
        ("Une contestation.", "a_revoir"),
        ("Une réponse à la contestation, envoyée.", "non_due"),
    ]
