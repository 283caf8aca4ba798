"""La consigne : la lettre écrite, comment l'envoyer, quoi garder, quoi inscrire, et quand revenir."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from exemples_rendus import EXEMPLES, Exemple
from fabrique_de_dossiers import destinataire, dossier, facture
from tables import d_un_trait

import lettres
from lettres.affaire import Affaire
from lettres.catalogue import capacites
from lettres.dossier import Dossier, Envoi
from lettres.production.consigne import Consigne, consigne
from lettres.production.perspective import mettre_en_perspective

AU = date(2026, 11, 28)
MODES = ("courriel", "poste", "recommande", "huissier", "main_propre", None)
par_mode = pytest.mark.parametrize("mode", MODES)
par_exemple = pytest.mark.parametrize("exemple", EXEMPLES, ids=lambda e: e.nom)


def dite(lettre: str = "rappel", force: str | None = None, **blocs: object) -> Consigne:
    return consigne(Affaire(dossier(**{"creances": [facture()], **blocs}), AU), lettre, force)


def relu(texte: str, format: str, dossier_: Path) -> Dossier:
    """Le dossier où l'inscription vient d'être ajoutée, tel que l'usager le ferait."""
    debut = {
        "yaml": "reference: R\nnature: recouvrement\nexpediteur: {nom: Karine Exemple}\n"
        "destinataire: {nom: Marie Exemple}\nenvois:\n  ",
        "json": '{"reference": "R", "nature": "recouvrement", "expediteur": {"nom": "Karine Exemple"}, '
        '"destinataire": {"nom": "Marie Exemple"}, "envois": [',
        "toml": 'reference = "R"\nnature = "recouvrement"\nexpediteur = {nom = "Karine Exemple"}\n'
        'destinataire = {nom = "Marie Exemple"}\nenvois = [',
    }
    fin = {"yaml": "\n", "json": "]}", "toml": "]\n"}
    fichier = dossier_ / f"dossier.{format}"
    fichier.write_text(debut[format] + texte + fin[format], encoding="utf-8")
    return lettres.lire(fichier)


# -- Les cinq lignes --


@d_un_trait
@par_mode
@pytest.mark.parametrize("lettre", ["rappel", "mise_en_demeure", "retrait"])
def test_chaque_moyen_dit_comment_envoyer_et_quelle_preuve_garder(mode: str | None, lettre: str):
    envoi, preuve, annonce, inscription, revenir = dite(lettre, mode_envoi=mode).lignes()
    assert envoi.startswith("Envoi : ") and envoi.endswith(".")
    assert preuve.startswith("Preuve à garder : ") and "« preuve »" in preuve
    assert annonce == "À ajouter à « envois », une fois la lettre partie :"
    assert inscription.startswith(f"  - {{lettre: {lettre}, date: 2026-11-28, ")
    assert revenir.startswith("Revenez le ")


def test_chaque_moyen_a_ses_mots():
    assert len({dite(mode_envoi=mode).envoi for mode in MODES}) == len(MODES)
    assert len({dite(mode_envoi=mode).preuve for mode in MODES}) == len(MODES)


@pytest.mark.parametrize(
    ("mode", "echeance", "revenir"),
    [
        # -- le pas suivant s'ouvre quatorze jours après l'envoi, un samedi : le lundi; jamais avant la fin du délai --
        ("courriel", "2026-12-09", "2026-12-14"),
        ("main_propre", "2026-12-08", "2026-12-14"),
        ("poste", "2026-12-14", "2026-12-15"),
        ("recommande", "2026-12-14", "2026-12-15"),
        ("huissier", "2026-12-14", "2026-12-15"),
        (None, "2026-12-14", "2026-12-15"),
    ],
)
def test_l_inscription_dit_le_mode_la_somme_la_date_limite_et_le_jour_du_pas_suivant(
    mode: str | None, echeance: str, revenir: str
):
    attendue = {"lettre": "rappel", "date": "2026-11-28", "mode": mode, "montant": "60.00", "echeance": echeance}
    assert dite(mode_envoi=mode).inscription == {cle: v for cle, v in attendue.items() if v}
    assert dite(mode_envoi=mode).revenir_le == date.fromisoformat(revenir)


def test_la_date_demandee_est_celle_que_l_on_inscrit_et_apres_laquelle_on_revient():
    demandee = dite(echeance_demandee="2026-12-31")
    assert (demandee.inscription["echeance"], demandee.revenir_le) == ("2026-12-31", date(2027, 1, 1))
    assert demandee.lignes()[-1] == "Revenez le 1er\xa0janvier 2027, si rien n’est réglé."


def test_l_appel_a_l_office_ne_s_envoie_pas_et_ne_donne_aucun_delai():
    appel = dite("opc", nature="consommation", mode_envoi="recommande")
    assert appel.inscription == {"lettre": "opc", "date": "2026-11-28"}
    assert appel.lignes()[2] == "À ajouter à « envois », une fois l’appel fait :"
    assert "appelez l’Office" in appel.envoi
    # -- dix jours après l'appel, la mise en demeure --
    assert appel.revenir_le == date(2026, 12, 8)


@pytest.mark.un_sur(3)
@par_exemple
def test_le_jour_ou_revenir_est_celui_que_l_etat_et_l_inscription_diront(exemple: Exemple):
    faits = lettres.lire(exemple.chemin)
    projetee = consigne(Affaire(faits, exemple.au), exemple.lettre)
    apres = faits.model_copy(update={"envois": (*faits.envois, Envoi.model_validate(dict(projetee.inscription)))})
    dit = mettre_en_perspective(apres, exemple.au).decision.revenir_le
    assert lettres.evaluer(apres, au=exemple.au, relire=True).revenir_le == dit
    assert dit in {None, projetee.revenir_le}


@pytest.mark.parametrize(
    ("lettre", "envoi", "preuve"),
    [
        ("dossier_avocat", "ne s’envoie pas à l’autre partie : remettez-le à votre avocat", "la personne à qui"),
        ("dossier_petites_creances", "ne s’envoie à personne", "le numéro du dossier que le greffe"),
    ],
)
def test_un_dossier_ne_part_pas_vers_l_autre_quel_que_soit_le_mode_d_envoi(lettre: str, envoi: str, preuve: str):
    dit = dite(lettre, mode_envoi="recommande")
    assert envoi in dit.envoi
    assert preuve in dit.preuve
    assert dit.inscription == {"lettre": lettre, "date": "2026-11-28"}
    assert "une fois le dossier remis ou déposé" in "\n".join(dit.lignes())


ECHELLE_MONTEE = [
    {"lettre": lettre, "date": le, "recu_le": le, "mode": "recommande"}
    for lettre, le in (("rappel", "2026-09-20"), ("rappel", "2026-10-10"), ("mise_en_demeure", "2026-10-26"))
]


@d_un_trait
@pytest.mark.parametrize(
    ("lettre", "envois", "fin"),
    [
        # -- aucun pas ne vient : « revenez demain » ne dirait rien; le jour, lui, reste au JSON --
        ("dossier_petites_creances", ECHELLE_MONTEE, ": la demande déposée, dites-le à « clotures » "),
        ("dossier_avocat", ECHELLE_MONTEE, ": l’avocat chargé de l’affaire, dites-le à « clotures » "),
        # -- l'échelle n'est pas montée, ou la lettre donne un délai : un pas vient --
        ("dossier_petites_creances", [], None),
        ("dossier_avocat", ECHELLE_MONTEE[:1], None),
        ("mise_en_demeure", ECHELLE_MONTEE[:2], None),
        ("rappel", [], None),
    ],
)
def test_apres_un_dossier_remis_rien_ne_s_ouvre_et_la_consigne_le_dit(lettre: str, envois: list, fin: str | None):
    dit = dite(lettre, envois=envois)
    apres = dossier(creances=[facture()], envois=[*envois, dict(dit.inscription)])
    decision = lettres.evaluer(apres, au=AU)
    assert dit.ouvre is (fin is None)
    if fin is None:
        assert dit.lignes()[-1].startswith("Revenez le ")
        assert decision.revenir_le == dit.revenir_le
    else:
        assert dit.lignes()[-1] == f"Rien ne s’ouvre de soi-même ensuite {fin}(« issue: confiee »)."
        assert (decision.revenir_le, dit.revenir_le) == (None, AU + timedelta(days=1))
        # -- le remède suivi : dite confiée, l'affaire a fini --
        close = dossier(creances=[facture()], clotures=[{"date": AU.isoformat(), "issue": "confiee"}])
        assert lettres.evaluer(close, au=AU).statut == "terminee"


@pytest.mark.parametrize(
    ("nature", "blocs", "montant"),
    [
        ("recouvrement", {"paiements": [{"date": "2026-10-01", "montant": 20, "facture": "F-1023"}]}, "40.00"),
        ("recouvrement", {"creances": [facture(montant=None)]}, None),
        ("recouvrement", {"paiements": [{"date": "2026-10-01", "montant": 60, "facture": "F-1023"}]}, None),
        ("consommation", {"demandes": [{"type": "rembourser", "montant": "1 609,65 $"}]}, "1609.65"),
        ("consommation", {"demandes": [{"type": "reparer"}]}, None),
        ("entente", {"demandes": [{"type": "executer"}]}, None),
    ],
)
def test_la_somme_inscrite_est_celle_que_la_lettre_demande(nature: str, blocs: dict, montant: str | None):
    assert dite(nature=nature, **blocs).inscription.get("montant") == montant


# -- L'inscription se relit --

MOTIFS = (
    None,
    "Elle quitte le pays demain.",
    'Il a écrit : "payez-vous", puis l’a répété; voir #3, {ici} & [là]',
    r"C:\dossiers\n",
    "- oui: non, null ~ 'rien' % @ `x`",
    "1er décembre",
    "2026-11-28",
    "oui",
)


@pytest.mark.un_sur(4)
@par_mode
@pytest.mark.parametrize("format", ["yaml", "json", "toml"])
@pytest.mark.parametrize("motif", MOTIFS)
def test_l_inscription_ajoutee_se_relit_mot_pour_mot(mode: str | None, format: str, motif: str | None, tmp_path: Path):
    (envoi,) = relu(dite("mise_en_demeure", motif, mode_envoi=mode).inscrite(format), format, tmp_path).envois
    assert (envoi.lettre, envoi.date, envoi.mode) == ("mise_en_demeure", AU, mode)
    assert (envoi.force and envoi.force.motif) == motif
    assert (envoi.montant, envoi.echeance is None) == (Decimal("60.00"), False)


@d_un_trait
@pytest.mark.un_sur(4)
@par_exemple
def test_inscrite_la_lettre_de_chaque_exemple_fait_attendre_jusqu_au_jour_dit(exemple: Exemple):
    faits = lettres.lire(exemple.chemin)
    suite = consigne(Affaire(faits, exemple.au), exemple.lettre)
    apres = faits.model_copy(update={"envois": (*faits.envois, Envoi.model_validate(dict(suite.inscription)))})
    rang = len(faits.envois)

    def dits(au: date) -> set[tuple[str, object]]:
        constats = lettres.verifier(apres, "mise_en_demeure", au=au)
        return {(c.code, c.chemin[1]) for c in constats if c.chemin[:1] == ("envois",) and len(c.chemin) > 1}

    donne = suite.inscription.get("echeance")
    veille = date.fromisoformat(str(donne)) if donne else suite.revenir_le - timedelta(days=1)
    # -- qui menace est prié de répondre à un jour dit, et rien ne l'attend; le délai de l'émetteur n'est qu'à lui --
    faite = capacites(exemple.lettre)
    attend = "echeance" in suite.inscription and not (faite.avant_publication or faite.a_l_emetteur)
    assert (("J104", rang) in dits(veille)) is attend
    # -- l'Office s'appelle sans attendre la fin du délai : on revient alors plus tôt --
    lendemain = max(suite.revenir_le, veille + timedelta(days=1))
    assert ("J104", rang) not in dits(lendemain)
    # -- la somme inscrite est celle que le dossier donne ce jour-là; aucune date ne se contredit --
    assert not {("J103", rang), ("J110", rang)} & (dits(veille) | dits(lendemain))


INTERETS = {
    "aucun": {},
    "convenu": {
        "contrat": {"piece": "P-1", "interet": {"taux_annuel": "12 %", "piece": "P-1"}},
        "pieces": [{"id": "P-1", "titre": "Contrat"}],
    },
    "dès l’échéance": {
        "contrat": {"interet": {"taux_annuel": "12 %", "piece": "P-1", "demeure_automatique": "oui"}},
        "pieces": [{"id": "P-1", "titre": "Contrat"}],
    },
}
PAIEMENTS = {
    "aucun": {},
    "partiel": {"paiements": [{"date": "2026-10-10", "montant": 400, "facture": "F-1023"}]},
    "déjà payé": {"creances": [facture(montant=1000, deja_paye=400)]},
}


@d_un_trait
@pytest.mark.un_sur(5)
@par_mode
@pytest.mark.parametrize("lettre", ["rappel", "mise_en_demeure"])
@pytest.mark.parametrize("remise", [None, "oui", "non"])
@pytest.mark.parametrize("interet", INTERETS.values(), ids=INTERETS)
@pytest.mark.parametrize("paiement", PAIEMENTS.values(), ids=PAIEMENTS)
def test_la_somme_inscrite_ne_contredit_jamais_le_dossier(
    mode: str | None, lettre: str, remise: str | None, interet: dict, paiement: dict
):
    faits = dossier(
        **{"creances": [facture(montant=1000)]} | interet | paiement, interet_remis_si_paye=remise, mode_envoi=mode
    )
    suite = consigne(Affaire(faits, AU), lettre)
    assert Decimal(suite.inscription["montant"]) == Affaire(faits, AU).demandee(lettre)
    envoi = Envoi.model_validate(dict(suite.inscription))
    recu = envoi.model_copy(update={"recu_le": max(AU, suite.revenir_le - timedelta(days=12))})
    for inscrit in (envoi, recu):
        apres = faits.model_copy(update={"envois": (inscrit,)})
        assert "J103" not in {c.code for c in lettres.verifier(apres, "mise_en_demeure", au=suite.revenir_le)}


@d_un_trait
@pytest.mark.parametrize(
    ("blocs", "revenir"),
    [
        # -- dix jours après l'appel, la mise en demeure --
        ({}, "2026-12-02"),
        ({"suspensions": [{"motif": "mediation", "du": "2026-11-01", "au": "2026-12-10"}]}, "2026-12-11"),
        ({"suspensions": [{"motif": "mediation", "du": "2026-11-01", "revoir_le": "2026-12-05"}]}, "2026-12-05"),
        # -- rien ne se lève seul : une personne répond, dit la fin, prouve la réception, ou un avocat agit --
        ({"suspensions": [{"motif": "mediation", "du": "2026-11-01"}]}, None),
        ({"politique": "aucune"}, None),
        ({"suites": [{"date": "2026-11-05", "resultat": "contestation"}]}, None),
        ({"destinataire": destinataire(qualite="commercant", procureur="Me Exemple")}, None),
        ({"clotures": [{"date": "2026-11-20", "issue": "entente"}]}, None),
        ({"envois": [{"lettre": "mise_en_demeure", "date": "2026-10-20", "mode": "poste"}]}, None),
    ],
)
def test_apres_un_appel_a_l_office_que_rien_ne_suit_on_ne_dit_pas_de_revenir_demain(blocs: Any, revenir: str | None):
    achat = {"date": "2026-07-20", "mode": "en_magasin", "lieu": "Granby", "objet": "Canapé-lit", "prix": "899,00 $"}
    d = dossier(nature="consommation", achat=achat, demandes=[{"type": "reparer"}], creances=[], **blocs)
    dit = consigne(Affaire(d, date(2026, 11, 22)), "opc")
    derniere = dit.lignes()[-1].replace("\u00a0", " ")
    assert dit.ouvre is (revenir is not None)
    if revenir is None:
        assert derniere == "Rien ne s’ouvre de soi-même ensuite : « lettres etat » dit ce qui retient le pas suivant."
    else:
        assert dit.revenir_le == date.fromisoformat(revenir) and derniere.startswith("Revenez le ")
