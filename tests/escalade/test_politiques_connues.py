"""Les politiques connues : laquelle suit chaque créance, et ce qu'un code inconnu fait dire."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from fabrique_de_dossiers import dossier, facture
from tables import d_un_trait

import lettres
from lettres.escalade import Decision, Politique, Politiques, livree

AU = date(2026, 9, 10)


def politique(code: str, jours: int, nature: str = "recouvrement") -> Politique:
    """Un rappel, tant de jours après l'échéance (le 31 août)."""
    pas = {"code": f"rappel_{jours}", "titre": "Rappel", "lettre": "rappel", "depuis": "echeance", "jours": jours}
    entete = {
        "politique": 1,
        "code": code,
        "titre": code,
        "nature": nature,
        "tolerance": 5,
        "intervalle": 7,
        "grace": 3,
    }
    return Politique.model_validate(entete | {"echelons": [pas]})


LENTE, VIVE = politique("lente", 60), politique("vive", 1)
CONNUES = Politiques((LENTE, VIVE))


def suivie(d: Decision) -> str | None:
    noms = {p.empreinte: p.code for p in (LENTE, VIVE, livree("recouvrement"))}
    return noms.get(d.politique or "")


@d_un_trait
@pytest.mark.parametrize(
    ("connues", "du_dossier", "de_la_creance", "attendue"),
    [
        (None, None, None, "recouvrement"),
        (Politiques(), None, None, "recouvrement"),
        (CONNUES, None, None, "lente"),
        (CONNUES, "vive", None, "vive"),
        (CONNUES, "vive", "lente", "lente"),
        (CONNUES, None, "vive", "vive"),
        (CONNUES, "recouvrement", None, "recouvrement"),
        (CONNUES, "Vive", None, "vive"),
        (CONNUES, "aucune", None, None),
        (CONNUES, "aucune", "vive", "vive"),
        (CONNUES, "vive", "aucune", None),
        (None, "recouvrement", None, "recouvrement"),
        (VIVE, "lente", None, "vive"),
        (VIVE, "aucune", None, None),
    ],
)
def test_du_plus_general_au_plus_precis(connues, du_dossier, de_la_creance, attendue):
    faits = dossier(creances=[facture(politique=de_la_creance)], politique=du_dossier)
    assert suivie(lettres.evaluer(faits, au=AU, politique=connues)) == attendue


def test_deux_creances_d_un_dossier_suivent_chacune_la_leur():
    deux = [facture(facture="F-1", politique="vive"), facture(facture="F-2", politique="lente")]
    d = lettres.evaluer(dossier(creances=deux), au=AU, politique=CONNUES)
    assert [(x.statut, x.creances, suivie(x)) for x in d.toutes] == [
        ("due", ("F-1",), "vive"),
        ("non_due", ("F-2",), "lente"),
    ]


def test_a_code_egal_celle_de_l_usager_passe_devant_celle_qui_est_livree():
    sienne = politique("recouvrement", 60)
    faits = dossier(creances=[facture()], politique="recouvrement")
    assert lettres.evaluer(faits, au=AU, politique=Politiques((sienne,))).politique == sienne.empreinte


# -- Un code que l'on ne connaît pas --


@pytest.mark.parametrize(
    ("nature", "code", "connus"),
    [
        ("recouvrement", "recouvrment", "« recouvrement », « lente », « vive », « aucune »"),
        ("reputation", "recouvrement", "« reputation », « aucune »"),
        ("consommation", "vive", "« consommation », « aucune »"),
    ],
)
def test_un_code_inconnu_est_a_trancher_et_les_connus_sont_nommes(nature: str, code: str, connus: str):
    d = lettres.evaluer(dossier(nature=nature, politique=code), au=AU, politique=CONNUES)
    (raison,) = d.raisons
    assert (d.statut, d.lettre, d.echelon, d.politique) == ("a_revoir", None, None, None)
    assert (raison.code, raison.chemin) == ("politique_inconnue", ("politique",))
    assert raison.phrase == f"La politique « {code} » n’est pas connue; celles qui le sont : {connus}."


def test_le_code_inconnu_d_une_creance_n_arrete_pas_l_autre():
    deux = [facture(facture="F-1"), facture(facture="F-2", politique="zut")]
    d = lettres.evaluer(dossier(creances=deux), au=AU)
    assert [(x.statut, x.creances) for x in d.toutes] == [("due", ("F-1",)), ("a_revoir", ("F-2",))]
    assert d.toutes[1].raisons[0].chemin == ("creances", 1, "politique")


@pytest.mark.parametrize(
    ("blocs", "statut"),
    [
        ({"paiements": [{"date": "2026-09-05", "montant": "60"}]}, "terminee"),
        ({"clotures": [{"date": "2026-09-05", "issue": "abandon"}]}, "terminee"),
        ({"suspensions": [{"motif": "mediation", "du": "2026-09-05"}]}, "a_revoir"),
        ({"destinataire": {"nom": "Marie Exemple", "procureur": "Me Exemple"}}, "bloquee"),
    ],
)
def test_ce_qui_est_fini_ou_empeche_l_est_meme_sans_politique_connue(blocs: dict[str, Any], statut: str):
    assert lettres.evaluer(dossier(creances=[facture()], politique="zut", **blocs), au=AU).statut == statut


def test_un_code_inconnu_est_un_constat_et_refuse_la_lettre_que_l_on_ne_nomme_pas():
    faits = dossier(creances=[facture()], politique="zut")
    (constat,) = [c for c in lettres.verifier(faits, au=AU) if c.code == "E108"]
    assert "« recouvrement », « aucune »" in constat.message
    with pytest.raises(lettres.DossierInvalide) as refus:
        lettres.generer(faits, au=AU)
    assert [c.code for c in refus.value.constats] == ["E108"]
    assert [c.code for c in lettres.verifier(faits, "rappel", au=AU) if c.code == "E108"] == []


def test_une_politique_connue_n_est_pas_un_constat():
    faits = dossier(creances=[facture()], politique="vive")
    assert [c.code for c in lettres.verifier(faits, au=AU, politiques=CONNUES) if c.code in {"E102", "E108"}] == []


def test_la_lettre_suit_la_politique_de_l_atelier_et_le_dit_par_son_empreinte():
    from pathlib import Path

    from lettres.rendu import lire_provenance

    faits = lettres.lire(Path(__file__).parents[2] / "exemples/minimaux/rappel-recouvrement.yaml")
    with lettres.Atelier() as livre, lettres.Atelier(politiques=CONNUES) as sien:
        assert livre.generer(faits, au=AU).nom.startswith("2026-014_rappel")
        with pytest.raises(lettres.DossierInvalide):
            sien.generer(faits, au=AU)
        lettre = sien.generer(faits, au=date(2026, 11, 22))
        sans = livre.generer(faits, au=date(2026, 11, 22))
    trouvee = lire_provenance(lettre.octets)
    assert trouvee.etat == "inchangee" and trouvee.provenance is not None
    assert trouvee.provenance.politique == LENTE.empreinte
    livree_ = lire_provenance(sans.octets).provenance
    assert livree_ is not None and livree_.politique == ""
