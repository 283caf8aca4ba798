"""Les mots du dossier : chaque texte libre de l'expéditeur est lu, à son chemin; les mots d'autrui ne le sont pas."""

from __future__ import annotations

from datetime import date

import pytest
from tables import d_un_trait

from lettres import Dossier
from lettres.affaire import Affaire
from lettres.regles.mots_ecrits import constats_du_dossier, textes_libres
from lettres.socle.constats import Chemin, Constat, Gravite, chemin_lisible

AU = date(2026, 11, 22)
FAUTE = "c’est une arnaque."


def dossier(**blocs: object) -> Dossier:
    return Dossier.model_validate(
        {
            "reference": "2026-014",
            "nature": "recouvrement",
            "expediteur": {"nom": "Karine Exemple", "civilite": "Mme"},
            "destinataire": {"nom": "Marie Exemple", "civilite": "Mme", "qualite": "consommateur"},
        }
        | blocs
    )


def constats(lettre: str = "mise_en_demeure", **blocs: object) -> list[Constat]:
    return list(constats_du_dossier(Affaire(dossier(**blocs), AU), lettre))


LIBRES: list[tuple[Chemin, dict[str, object]]] = [
    (("expediteur", "signataire", "titre"), {"expediteur": {"nom": "K", "signataire": {"nom": "K", "titre": FAUTE}}}),
    (("contrat", "objet"), {"contrat": {"objet": FAUTE}}),
    (("creances", 0, "objet"), {"creances": [{"objet": FAUTE}]}),
    (("paiements", 0, "mode"), {"paiements": [{"mode": FAUTE}]}),
    (("faits", 1, "texte"), {"faits": [{"texte": "Rien."}, {"texte": FAUTE}]}),
    (("accompli", 0, "texte"), {"accompli": [{"texte": FAUTE}]}),
    (("publications", 0, "pourquoi"), {"publications": [{"pourquoi": FAUTE}]}),
    (("publications", 0, "correction"), {"publications": [{"correction": FAUTE}]}),
    (("achat", "objet"), {"achat": {"objet": FAUTE}}),
    (("achat", "probleme"), {"achat": {"probleme": FAUTE}}),
    (("achat", "retour"), {"achat": {"retour": FAUTE}}),
    (("achat", "reponse"), {"achat": {"reponse": FAUTE}}),
    (("demandes", 0, "texte"), {"demandes": [{"type": "payer", "texte": FAUTE}]}),
    (("demandes", 0, "calcul"), {"demandes": [{"type": "payer", "calcul": FAUTE}]}),
    (("solution",), {"solution": FAUTE}),
    (("consequence",), {"consequence": FAUTE}),
    (("options", 0), {"options": [FAUTE]}),
    (("paiement_par", 0), {"paiement_par": [FAUTE]}),
    (("prejudices", 0, "texte"), {"prejudices": [{"texte": FAUTE}]}),
    (("recu", "points", 1, "reponse"), {"recu": {"points": [{"texte": "A"}, {"texte": "B", "reponse": FAUTE}]}}),
    (("offre", "concessions", 0, "texte"), {"offre": {"concessions": [{"de": "nous", "texte": FAUTE}]}}),
    (("rupture", "motifs", 0, "texte"), {"rupture": {"motifs": [{"type": "ingerence", "texte": FAUTE}]}}),
    (("rupture", "travaux", 0, "texte"), {"rupture": {"travaux": [{"texte": FAUTE}]}}),
    (("rupture", "remises", 0, "texte"), {"rupture": {"remises": [{"texte": FAUTE}]}}),
    (("rupture", "propriete"), {"rupture": {"propriete": FAUTE}}),
    (("rupture", "renseignements"), {"rupture": {"renseignements": FAUTE}}),
    (("pieces", 0, "titre"), {"pieces": [{"id": "P-1", "titre": FAUTE}]}),
    (("suites", 0, "note"), {"suites": [{"date": "2026-10-01", "resultat": "refus", "note": FAUTE}]}),
    (("suspensions", 0, "note"), {"suspensions": [{"motif": "autre", "du": "2026-10-01", "note": FAUTE}]}),
]


@d_un_trait
@pytest.mark.parametrize(("chemin", "blocs"), LIBRES, ids=lambda v: chemin_lisible(v) if isinstance(v, tuple) else "")
def test_un_texte_libre_est_lu_a_son_chemin(chemin: Chemin, blocs: dict):
    assert [(c.code, c.chemin) for c in constats(**blocs)] == [("V114", chemin)]


def test_la_table_ci_dessus_nomme_tous_les_textes_libres():
    plein: dict = {}
    for _, blocs in LIBRES:
        for cle, valeur in blocs.items():
            if isinstance(valeur, dict) and cle in plein:
                plein[cle] = plein[cle] | valeur
            elif isinstance(valeur, list) and isinstance(valeur[0], dict) and cle in plein:
                plein[cle] = [ancien | nouveau for ancien, nouveau in zip(plein[cle], valeur, strict=False)]
            else:
                plein[cle] = valeur
    lus = {chemin for chemin, _ in textes_libres(dossier(**plein))}
    assert lus >= {chemin for chemin, _ in LIBRES}
    assert {c[-1] if isinstance(c[-1], str) else c[0] for c in lus} == {
        c[-1] if isinstance(c[-1], str) else c[0] for c, _ in LIBRES
    }


@d_un_trait
@pytest.mark.parametrize(
    "blocs",
    [
        {"publications": [{"citation": FAUTE, "passage": FAUTE}]},
        {"contrat": {"clauses": [{"texte": "Des frais de retard de 25 $ s’ajoutent."}]}},
        {"faits": [{"texte": "vous m’avez écrit : « c’est une arnaque »."}]},
        {"suites": [{"date": "2026-10-01", "resultat": "refus", "note": "vous m’avez traitée de voleuse."}]},
        {"achat": {"reponse": "le vendeur m’a répondu qu’il appellerait la police si je revenais."}},
        {"publications": [{"correction": "J’ai écrit ici que ce studio était une arnaque. C’est inexact."}]},
        {"pieces": [{"id": "P-1", "titre": "Publication « Arnaque totale »"}]},
        {"menaces": [{"citation": FAUTE}, {"citation": "Je vais appeler la police si vous ne payez pas."}]},
        {"recu": {"points": [{"texte": FAUTE}, {"texte": "Je porterai plainte à la police si vous ne payez pas."}]}},
    ],
)
def test_les_mots_d_autrui_sont_exempts(blocs: dict):
    assert constats(**blocs) == []


def test_le_constat_porte_le_message_le_remede_et_le_fondement():
    (constat,) = constats(consequence="Je porterai plainte à la police.")
    assert constat.gravite is Gravite.ERREUR
    assert "« porterai plainte à la police »" in constat.message
    assert constat.remede.startswith("Écrivez plutôt : « À défaut")
    assert "346" in constat.fondement


@pytest.mark.parametrize(
    ("destinataire", "codes"),
    [
        ({"nom": "Marie", "qualite": "consommateur"}, ["V110"]),
        ({"nom": "Marie", "civilite": "Mme"}, ["V110"]),
        ({"nom": "Marie"}, ["V110"]),
        ({"nom": "Meubles Exemple inc."}, []),
        ({"nom": "Meubles Exemple", "qualite": "commercant"}, []),
    ],
)
def test_dans_le_doute_le_destinataire_est_un_consommateur(destinataire: dict, codes: list[str]):
    trouves = constats(destinataire=destinataire, faits=[{"texte": "Des frais de retard de 25 $ s’ajoutent."}])
    assert [c.code for c in trouves] == codes


@pytest.mark.parametrize(
    ("resultat", "canal", "codes"),
    [
        ("contestation", "courriel", ["V122"]),
        ("contestation", "poste", ["V122"]),
        ("contestation", "telephone", []),
        ("promesse", "courriel", []),
    ],
)
def test_une_contestation_ecrite_exclut_d_annoncer_un_appel(resultat: str, canal: str, codes: list[str]):
    suites = [{"date": "2026-10-01", "resultat": resultat, "canal": canal}]
    assert [c.code for c in constats(suites=suites, consequence="Je vous téléphonerai lundi.")] == codes


def test_la_nature_du_dossier_decide_des_petites_creances():
    phrase = "j’irai aux petites créances."
    assert constats(consequence=phrase) == []
    assert [c.code for c in constats(consequence=phrase, nature="reputation")] == ["V108"]


def test_le_numero_du_barreau_permet_d_ecrire_pour_un_client():
    phrase = "Je vous écris au nom de mon client."
    signataire = {"nom": "Paule Exemple", "barreau": "000000-0"}
    assert [c.code for c in constats(consequence=phrase)] == ["V106"]
    assert constats(consequence=phrase, expediteur={"nom": "Paule", "signataire": signataire}) == []


@pytest.mark.parametrize(
    "blocs",
    [
        {"questions": ["Puis-je porter plainte à la police ?", "Puis-je réclamer mes frais d’avocat ?"]},
        {"faiblesses": [{"texte": "J’ai écrit au client que c’est une arnaque."}]},
        {"temoins": [{"nom": "Anne Exemple", "lien": "a entendu que c’est une arnaque"}]},
    ],
)
def test_a_un_avocat_on_peut_tout_demander(blocs: dict):
    assert constats(**blocs) == []
