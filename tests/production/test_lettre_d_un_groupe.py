"""La lettre d'un groupe : elle ne réclame que les créances de son pas, et l'inscription le dit."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from exemples_rendus import ATELIER
from fabrique_de_dossiers import destinataire, dossier, expediteur, facture, piece
from tables import d_un_trait

import lettres
from lettres import composition
from lettres.affaire import Affaire
from lettres.barriere import controler
from lettres.catalogue import modele_de
from lettres.dossier import Dossier, Envoi
from lettres.langue.typographie import en_lettres
from lettres.production.consigne import consigne
from lettres.production.retouche import examiner

_VIEILLE = facture(facture="F-1", montant="60.00", cause="service", piece="P-1")
_NEUVE = facture(
    facture="F-2",
    montant="90.00",
    date="2026-09-01",
    echeance="2026-10-01",
    cause="service",
    piece="P-1",
    objet="Album",
)
_RAPPEL = {"lettre": "rappel", "date": "2026-09-08", "mode": "courriel"}
_FERME = {"lettre": "rappel", "date": "2026-09-22", "mode": "courriel"}
DEUX_PAS = date(2026, 10, 8)
"""F-1 est à sa mise en demeure, F-2 à son premier rappel."""


def deux_pas(**blocs: Any) -> Dossier:
    d: dict[str, Any] = {
        "expediteur": expediteur(taxes="non_inscrit", signataire="Karine Exemple"),
        "destinataire": destinataire(courriel="marie@exemple.test", qualite="commercant"),
        "creances": [_VIEILLE, _NEUVE],
        "envois": [_RAPPEL, _FERME],
        "accompli": [{"date": "2026-07-15", "texte": "les photos ont été livrées.", "pieces": ["P-1"]}],
        "pieces": [piece(1)],
        "mode_envoi": "recommande",
        "paiement_par": ["virement Interac à karine@exemple.test"],
    }
    return dossier(**d | blocs)


def texte(lettre: lettres.Lettre) -> str:
    import io

    import docx

    lu = docx.Document(io.BytesIO(lettre.octets))
    cellules = [c.text for t in lu.tables for r in t.rows for c in r.cells]
    return "\n".join([p.text for p in lu.paragraphs] + cellules).replace("\xa0", " ")


def test_la_mise_en_demeure_de_l_une_ne_dit_rien_de_l_autre():
    lettre = ATELIER.generer(deux_pas(), au=DEUX_PAS)
    assert (lettre.lettre, lettre.creances) == ("mise_en_demeure", ("F-1",))
    assert "60,00 $" in texte(lettre)
    for de_l_autre in ("F-2", "90,00 $", "150,00 $", "Album"):
        assert de_l_autre not in texte(lettre)


def test_l_etat_annonce_la_somme_que_la_lettre_reclame_non_celle_de_tout_le_dossier():
    from lettres.production.etat import dresser

    annoncee = dresser(deux_pas(), au=DEUX_PAS).a_payer
    assert annoncee is not None
    assert annoncee.capital == Decimal("60.00")
    assert ATELIER.generer(deux_pas(), au=DEUX_PAS).lettre == "mise_en_demeure"


def test_la_lettre_que_l_on_nomme_reclame_tout_ce_qui_est_du():
    lettre = ATELIER.generer(deux_pas(), "rappel", au=DEUX_PAS)
    assert lettre.creances == ()
    assert "150,00 $" in texte(lettre)


_LE_MEME_JOUR = {"lettre": "rappel", "date": DEUX_PAS.isoformat(), "mode": "courriel"}

_DEMEURE = {"lettre": "mise_en_demeure", "date": "2026-10-01", "mode": "courriel", "creances": ["F-1"]}

_PARLE = {"date": "2026-09-05", "texte": "on a parlé des factures F-1 et F-2."}

_APPEL = {"date": "2026-10-05", "canal": "telephone", "resultat": "sans_reponse", "creances": ["F-2"]}


@d_un_trait
@pytest.mark.parametrize(
    ("blocs", "lettre", "seules", "ecrite"),
    [
        # -- sans nom : ce qui est dû d'elles, chacune à son pas; de deux pas, la plus urgente --
        ({}, None, ["F-1"], ("mise_en_demeure", ("F-1",), "60,00 $")),
        ({}, None, ["F-2"], ("rappel", ("F-2",), "90,00 $")),
        ({}, None, ["F-2", "F-1"], ("mise_en_demeure", ("F-1",), "60,00 $")),
        # -- au même pas, l'une sans l'autre; toutes deux, rien ne se nomme --
        ({"envois": []}, None, ["F-2"], ("rappel", ("F-2",), "90,00 $")),
        ({"envois": []}, None, ["F-1", "F-2"], ("rappel", (), "150,00 $")),
        # -- nommée, elle n'attend pas son pas --
        ({}, "rappel", ["F-1"], ("rappel", ("F-1",), "60,00 $")),
        ({"suites": [_APPEL]}, "mise_en_demeure", ["F-2"], ("mise_en_demeure", ("F-2",), "90,00 $")),
        ({}, "rappel", ["F-1", "F-2"], ("rappel", (), "150,00 $")),
        # -- d'un numéro qui se lit dans l'autre, dans une date ou un fait, elle se reconnaît encore --
        (
            {"creances": [_VIEILLE | {"facture": "1"}, _NEUVE], "envois": []},
            None,
            ["F-2"],
            ("rappel", ("F-2",), "90,00 $"),
        ),
        (
            {"creances": [_VIEILLE, _NEUVE | {"facture": "F-1 bis"}]},
            None,
            ["F-1 bis"],
            ("rappel", ("F-1 bis",), "90,00 $"),
        ),
        ({"faits": [_PARLE]}, "rappel", ["F-1"], ("rappel", ("F-1",), "60,00 $")),
        ({}, "dossier_avocat", ["F-2"], ("dossier_avocat", ("F-2",), "90,00 $")),
        # -- ce qui retient l'autre ne la retient pas; ce qui la retient l'arrête --
        (
            {"envois": [_DEMEURE], "suites": [_APPEL]},
            "mise_en_demeure",
            ["F-2"],
            ("mise_en_demeure", ("F-2",), "90,00 $"),
        ),
        # -- les rappels de F-1 n'en sont pas de F-2, qui n'était pas échue --
        ({}, "mise_en_demeure", ["F-2"], "E101"),
        ({"envois": [_DEMEURE]}, "mise_en_demeure", ["F-1"], "J104"),
        ({"envois": [_DEMEURE]}, None, ["F-1"], "E107"),
        ({"paiements": [{"date": "2026-10-01", "montant": "60.00", "facture": "F-1"}]}, "rappel", ["F-1"], "S110"),
        # -- ce qui porte sur toute l'affaire, ou n'est pas du dossier, est une faute d'appel --
        ({}, "reponse", ["F-1"], ValueError),
        ({}, "fin_de_relation", ["F-1"], ValueError),
        ({}, "rappel", ["F-9"], ValueError),
        ({}, "rappel", [""], ValueError),
        ({"creances": [_VIEILLE | {"facture": "1"}, _NEUVE | {"facture": "2"}]}, "rappel", "12", ValueError),
        ({"nature": "entente"}, None, ["F-1"], ValueError),
    ],
)
def test_une_lettre_ne_reclame_que_les_factures_que_l_on_nomme(
    blocs: dict[str, Any], lettre: str | None, seules: list[str] | str, ecrite: Any
):
    if isinstance(ecrite, tuple):
        faite = ATELIER.generer(deux_pas(**blocs), lettre, au=DEUX_PAS, creances=seules)
        assert (faite.lettre, faite.creances) == ecrite[:2]
        sommes = {"60,00 $", "90,00 $", "150,00 $"}
        assert {s for s in sommes if s in texte(faite)} == ({ecrite[2]} if ecrite[1] else sommes)
        jointe = examiner(faite.octets, deux_pas(**blocs))
        assert (jointe.etat, tuple(jointe.dit.get("creances", ()))) == ("conforme", ecrite[1])
        # -- inscrite après une autre du même jour, elle dit encore tout; d'un dossier changé, encore lesquelles --
        partis = blocs.get("envois", [_RAPPEL, _FERME])
        apres = examiner(faite.octets, deux_pas(**blocs | {"envois": [*partis, _LE_MEME_JOUR]}))
        assert (apres.etat, apres.dit) == ("conforme", jointe.dit)
        change = examiner(faite.octets, deux_pas(**blocs | {"delai_jours": 12}))
        assert (change.etat, tuple(change.dit.get("creances", ()))) == ("inchangee", ecrite[1])
        return
    with pytest.raises(lettres.DossierInvalide if isinstance(ecrite, str) else ecrite) as refus:
        ATELIER.generer(deux_pas(**blocs), lettre, au=DEUX_PAS, creances=seules)
    assert not isinstance(ecrite, str) or ecrite in {c.code for c in refus.value.constats}


def test_seules_au_meme_pas_elles_ne_se_nomment_pas():
    lettre = ATELIER.generer(deux_pas(envois=[]), au=DEUX_PAS)
    assert (lettre.lettre, lettre.creances) == ("rappel", ())


def test_la_contestation_de_l_autre_ne_retient_pas_la_mise_en_demeure_et_ne_s_y_raconte_pas():
    conteste = {"date": "2026-10-05", "resultat": "contestation", "creances": ["F-2"], "citation": "Je n’ai rien reçu."}
    lettre = ATELIER.generer(deux_pas(suites=[conteste]), au=DEUX_PAS)
    assert (lettre.lettre, lettre.creances) == ("mise_en_demeure", ("F-1",))
    assert "Je n’ai rien reçu" not in texte(lettre)


_DIT = {"date": "2026-09-15", "canal": "courriel"}
ECHANGES: dict[str, tuple[dict[str, Any], str | None]] = {
    "contestation répondue": (
        {
            "envois": [_RAPPEL, {"lettre": "reponse", "date": "2026-09-18", "mode": "courriel"}],
            "suites": [_DIT | {"resultat": "contestation", "citation": "Trop cher."}],
        },
        "Courriel du 15 septembre 2026 : vous avez écrit « Trop cher. »\n"
        "Réponse du 18 septembre 2026, envoyée par courriel.",
    ),
    "promesse non tenue": (
        {
            "envois": [_RAPPEL],
            "suites": [_DIT | {"resultat": "promesse", "promis_le": "2026-09-20", "note": "Elle dit qu’elle paiera."}],
        },
        "Courriel du 15 septembre 2026 : le paiement a été promis pour le 20 septembre 2026",
    ),
    "chèque sans provision": (
        {
            "envois": [_RAPPEL],
            "paiements": [{"date": "2026-09-10", "montant": "60.00", "facture": "F-1"}],
            "suites": [{"date": "2026-09-15", "resultat": "cheque_sans_provision", "paiement": 1}],
        },
        "Le 15 septembre 2026 : le paiement de 60,00 $ du 10 septembre 2026 a été refusé, faute de provision",
    ),
    "silence": ({"envois": [_RAPPEL], "suites": [{"date": "2026-09-20", "resultat": "sans_reponse"}]}, None),
}


@pytest.mark.parametrize(("blocs", "dit"), ECHANGES.values(), ids=ECHANGES)
def test_le_rappel_suivant_raconte_ce_que_l_autre_a_dit_et_ce_qui_lui_a_repondu(blocs: dict[str, Any], dit: str | None):
    lu = texte(ATELIER.generer(deux_pas(creances=[_VIEILLE], **blocs), "rappel", au=DEUX_PAS))
    assert ("Ce qui s’est dit depuis" in lu) is (dit is not None)
    assert dit is None or dit in lu


def test_une_contestation_a_laquelle_le_rappel_repond_ne_s_y_raconte_pas_deux_fois():
    conteste = _DIT | {"resultat": "contestation", "citation": "Trop cher."}
    lu = texte(
        ATELIER.generer(deux_pas(creances=[_VIEILLE], envois=[_RAPPEL], suites=[conteste]), "rappel", au=DEUX_PAS)
    )
    assert lu.count("Trop cher.") == 1


def test_une_somme_contestee_sans_dire_de_quelle_facture_est_dite_et_rien_n_est_mis_de_cote():
    conteste = {"date": "2026-10-05", "resultat": "contestation", "montant_conteste": "20.00"}
    (decision,) = lettres.evaluer(deux_pas(suites=[conteste]), au=DEUX_PAS).toutes[:1]
    assert decision.raisons[0].phrase.replace("\xa0", " ") == (
        "Le destinataire conteste 20,00 $ depuis le 5 octobre 2026, et rien ne lui a répondu : faute de savoir de "
        "quelle facture, on ne met aucune part de côté."
    )
    entiere = lettres.evaluer(
        deux_pas(suites=[conteste | {"creances": ["F-1"], "montant_conteste": "60.00"}]), au=DEUX_PAS
    )
    assert any("conteste depuis le 5" in r.phrase.replace("\xa0", " ") for d in entiere.toutes for r in d.raisons)


def test_ce_qui_manque_a_l_autre_n_empeche_pas_d_ecrire():
    sans_montant = {cle: valeur for cle, valeur in _NEUVE.items() if cle not in {"montant", "objet"}}
    lettre = ATELIER.generer(deux_pas(creances=[_VIEILLE, sans_montant]), au=DEUX_PAS)
    assert (lettre.lettre, lettre.creances) == ("mise_en_demeure", ("F-1",))


def test_une_creance_abandonnee_ne_se_reclame_plus():
    close = {"date": "2026-09-25", "issue": "abandon", "creances": ["F-2"]}
    lettre = ATELIER.generer(deux_pas(envois=[_RAPPEL], clotures=[close]), au=date(2026, 9, 28))
    assert (lettre.lettre, lettre.creances) == ("rappel", ("F-1",))


@pytest.mark.parametrize(("paye", "solde"), [("20.00", "40,00 $"), ("59.00", None)])
def test_un_paiement_de_l_une_ne_baisse_que_la_sienne(paye: str, solde: str | None):
    verse = {"date": "2026-09-15", "montant": paye, "facture": "F-1"}
    lettre = ATELIER.generer(deux_pas(paiements=[verse]), au=DEUX_PAS)
    if solde is None:
        assert (lettre.lettre, lettre.creances) == ("rappel", ("F-2",))
    else:
        assert lettre.creances == ("F-1",)
        assert solde in texte(lettre)


def test_l_inscription_nomme_les_factures_et_chacune_reste_a_son_pas():
    d = deux_pas()
    lettre = ATELIER.generer(d, au=DEUX_PAS)
    suite = consigne(Affaire(d, DEUX_PAS).visant(lettre.creances), lettre.lettre)
    assert suite.inscription["creances"] == ["F-1"]
    assert suite.inscription["montant"] == "60.00"
    assert 'creances: ["F-1"]' in suite.inscrite("yaml")
    partie = d.model_copy(update={"envois": (*d.envois, Envoi.model_validate(dict(suite.inscription)))})
    decision = lettres.evaluer(partie, au=DEUX_PAS)
    assert (decision.statut, decision.lettre, decision.creances) == ("due", "rappel", ("F-2",))
    autre = ATELIER.generer(partie, au=DEUX_PAS)
    assert (autre.lettre, autre.creances) == ("rappel", ("F-2",))


def test_une_lettre_qui_nommait_ses_factures_ne_contredit_pas_la_somme_du_dossier():
    envois = [_RAPPEL, _FERME | {"creances": ["F-1"], "montant": "60.00"}]
    jumelle = _VIEILLE | {"facture": "F-2", "montant": "90.00"}
    constats = lettres.verifier(deux_pas(creances=[_VIEILLE, jumelle], envois=envois), "rappel", au=DEUX_PAS)
    assert [c.code for c in constats if c.code == "J103"] == []


def test_l_interet_ne_court_que_sur_les_factures_que_nommait_la_mise_en_demeure():
    recue = {"lettre": "mise_en_demeure", "date": "2026-10-06", "mode": "recommande", "recu_le": "2026-10-08"}
    jumelle = _VIEILLE | {"facture": "F-2"}
    d = deux_pas(creances=[_VIEILLE, jumelle], envois=[_RAPPEL, _FERME, recue | {"creances": ["F-1"]}])
    une, autre = Affaire(d, date(2027, 10, 8)).comptes.creances
    assert une.releve is not None and autre.releve is not None
    assert une.releve.interet > Decimal(0)
    assert autre.releve.interet == Decimal(0)


def test_la_lettre_d_une_somme_sans_numero_s_inscrit_par_son_rang_et_se_relit_seule():
    pret = _VIEILLE | {"facture": None, "cause": "pret", "objet": "Un prêt"}
    d = deux_pas(creances=[pret, _NEUVE])
    lettre = ATELIER.generer(d, au=DEUX_PAS)
    assert (lettre.lettre, lettre.creances) == ("mise_en_demeure", ("créance 1",))
    inscrite = consigne(Affaire(d, DEUX_PAS).visant(frozenset(lettre.creances)), lettre.lettre).inscription
    assert inscrite["creances"] == ["créance 1"]
    assert [c for c in controler(lettre.octets, dossier=d) if c.code.startswith("B2")] == []
    partie = Envoi.model_validate(dict(inscrite) | {"mode": "recommande"})
    apres = lettres.evaluer(d.model_copy(update={"envois": (*d.envois, partie)}), au=DEUX_PAS)
    assert {g.creances: g.echelon and g.echelon.code for g in apres.toutes} == {
        ("créance 1",): "petites_creances",
        ("F-2",): "rappel",
    }


# -- Ce qui ne retient qu'une facture ne fait pas attendre les autres --

_PLAN = {
    "lettre": "entente_paiement",
    "date": "2026-10-05",
    "mode": "courriel",
    "creances": ["F-1"],
    "versements": [{"date": "2026-12-15", "montant": "60.00"}],
}
_SIGNE = {"resultat": "reconnaissance", "date": "2026-10-06", "envoi": 3, "piece": "P-1"}
_PROMESSE = {"resultat": "promesse", "date": "2026-11-20", "promis_le": "2026-12-18", "creances": ["F-1"]}
_CONTESTE = {"resultat": "contestation", "date": "2026-11-20", "creances": ["F-1"]}
_ARRET = {"motif": "mediation", "du": "2026-11-01", "creances": ["F-1"]}
_VIENT = {"lettre": "rappel", "date": "2026-11-28", "mode": "courriel", "echeance": "2026-12-10"}
_DEUX = [_RAPPEL, _FERME]
_TOUTES = ["F-1", "F-2"]
_A_PART: list[tuple[dict[str, Any], tuple[str, ...]]] = [
    ({"envois": [*_DEUX, _PLAN], "suites": [_SIGNE]}, ("F-2",)),
    ({"suites": [_PROMESSE]}, ("F-2",)),
    ({"suites": [_CONTESTE]}, ("F-2",)),
    ({"suspensions": [_ARRET]}, ("F-2",)),
    ({"envois": [*_DEUX, _VIENT | {"creances": ["F-1"]}]}, ("F-2",)),
    ({"envois": [*_DEUX, _VIENT | {"creances": ["F-2"]}]}, ("F-1",)),
    # -- rien ne le retient, tout est retenu, l'autre est payée, n'est pas à son pas, ou rien ne s'écrit plus --
    ({}, ()),
    ({"envois": [*_DEUX, _VIENT]}, ()),
    ({"suites": [_PROMESSE | {"creances": _TOUTES}]}, ()),
    ({"suites": [_PROMESSE], "paiements": [{"date": "2026-11-10", "montant": "90.00", "facture": "F-2"}]}, ()),
    ({"suites": [_PROMESSE], "creances": [_VIEILLE, _NEUVE | {"echeance": "2026-11-28"}]}, ()),
    ({"suites": [_PROMESSE, {"resultat": "insolvabilite", "date": "2026-11-21"}]}, ()),
]


def a_part(d: Dossier, constats: list[lettres.Constat]) -> tuple[str, ...]:
    dites = [c for c in constats if c.code == "E113"]
    assert all("sans « --lettre »" in c.remede.lower() for c in dites)
    return tuple(nom for nom in d.noms_des_creances for c in dites if f"retient pas {nom} :" in c.message)


@d_un_trait
@pytest.mark.parametrize(("blocs", "attendues"), _A_PART)
def test_de_la_lettre_qui_attend_pour_une_facture_on_dit_celles_qui_n_ont_pas_a_attendre(
    blocs: dict[str, Any], attendues: tuple[str, ...]
):
    au = date(2026, 12, 1)
    d = deux_pas(**blocs)
    assert a_part(d, lettres.verifier(d, "mise_en_demeure", au=au)) == attendues
    if not attendues:
        return
    with pytest.raises(lettres.DossierInvalide) as refus:
        ATELIER.generer(d, "mise_en_demeure", au=au)
    assert a_part(d, list(refus.value.constats)) == attendues
    # -- le remède suivi --
    assert ATELIER.generer(d, au=au).creances == attendues


# -- L'exposé de l'une ne raconte pas l'autre, et le dit --


def expose(visees: tuple[str, ...], **blocs: Any) -> tuple[Any, str]:
    """L'exposé de ces factures, et tout son texte."""
    suivies = [_RAPPEL | {"creances": ["F-1"]}, _FERME | {"date": "2026-10-20", "creances": ["F-2"], "preuve": "P-2"}]
    d = deux_pas(
        **{
            "envois": suivies,
            "pieces": [piece(1), piece(2), piece(3)],
            "creances": [_VIEILLE, _NEUVE | {"piece": "P-3"}],
        }
        | blocs
    )
    affaire = Affaire(d, date(2026, 12, 1)).visant(visees)
    modele = modele_de("dossier_avocat", "recouvrement")
    assert modele is not None
    gardees = composition.jointes(affaire, modele)
    dit = composition.composer(affaire, "dossier_avocat", gardees).expose
    assert dit is not None
    lignes = [*dit.resume, *dit.voulu, *dit.limites, *(e.texte for e in dit.etapes), *dit.lettres_envoyees, *dit.sommes]
    lignes += [*dit.position, *(p.id for p in dit.pieces)]
    return dit, " / ".join(lignes).replace("\xa0", " ")


_F_2 = {"creances": ["F-2"]}
_DE_F_2: list[tuple[dict[str, Any], str]] = [
    ({}, "Album"),
    ({}, "90,00 $"),
    ({}, "150,00 $"),
    ({}, "20 octobre"),
    ({}, "P-2"),
    ({}, "P-3"),
    ({}, "pour la facture n° F-2 ("),
    ({"suites": [{"resultat": "refus", "date": "2026-10-22", "envoi": 2, "note": "rien"}]}, "22 octobre"),
    ({"suites": [_F_2 | {"resultat": "promesse", "date": "2026-10-23", "promis_le": "2026-11-30"}]}, "promis"),
    ({"suites": [_F_2 | {"resultat": "refus", "date": "2026-10-24", "piece": "P-2"}]}, "P-2"),
    ({"paiements": [{"date": "2026-10-25", "montant": "15.00", "facture": "F-2"}]}, "15,00 $"),
    ({"avoirs": [{"date": "2026-10-26", "montant": "7.00", "facture": "F-2"}]}, "7,00 $"),
]
_DES_DEUX: list[tuple[dict[str, Any], str]] = [
    ({}, "Les photos ont été livrées"),
    ({"suites": [{"resultat": "refus", "date": "2026-10-22", "note": "rien"}]}, "22 octobre"),
    ({"envois": [_RAPPEL | {"date": "2026-10-20"}]}, "20 octobre"),
    # -- ce qui déborde sur celle que l'on vise la touche --
    ({"paiements": [{"date": "2026-10-25", "montant": "95.00", "facture": "F-2"}]}, "95,00 $"),
    ({"paiements": [{"date": "2026-10-25", "montant": "15.00"}]}, "15,00 $"),
]


@d_un_trait
@pytest.mark.parametrize(("blocs", "mots"), _DE_F_2)
def test_l_expose_d_une_facture_ne_raconte_rien_de_l_autre_et_dit_qu_il_y_en_a(blocs: dict[str, Any], mots: str):
    dit, texte_de_l_une = expose(("F-1",), **blocs)
    assert mots not in texte_de_l_une
    (autres,) = [ligne for ligne in dit.resume if "visée" in ligne]
    tues = len(expose((), **blocs)[0].etapes) - len(dit.etapes)
    assert tues > 1
    assert f"{en_lettres(tues)} lignes du dossier ne sont pas racontées" in autres
    assert "F-2" in autres
    assert dit.affaire.endswith(autres)  # -- le dossier des petites créances n'a pas de résumé --
    assert mots in expose((), **blocs)[1]


@d_un_trait
@pytest.mark.parametrize(("blocs", "mots"), _DES_DEUX)
def test_l_expose_d_une_facture_raconte_ce_qui_la_touche(blocs: dict[str, Any], mots: str):
    assert mots in expose(("F-1",), **blocs)[1]
    assert "visée" not in expose((), **blocs)[1]


def test_de_ce_que_n_a_pas_la_facture_visee_l_expose_ne_dit_pas_que_le_dossier_ne_l_a_pas():
    envois = [_RAPPEL | {"lettre": "mise_en_demeure", "creances": ["F-2"], "preuve": "P-2"}]
    suites = [{"resultat": "refus", "date": "2026-10-22", "envoi": 1}]
    blocs: dict[str, Any] = {"envois": envois, "suites": suites, "creances": [_VIEILLE, _NEUVE]}
    une, deux = (expose(visees, **blocs)[0] for visees in (("F-1",), ()))
    rien, aussi = "", " pour la facture n° F-1"
    for dit, de in ((une, aussi), (expose((), **blocs | {"envois": [], "suites": []})[0], rien)):
        lues = [ligne.replace("\xa0", " ") for ligne in (*dit.lettres_envoyees, *dit.demeures, *dit.position)]
        assert lues == [
            f"Aucune {quoi} n’est inscrite au dossier{de}."
            for quoi in ("lettre", "mise en demeure", "réponse de l’autre partie")
        ]
    assert not [ligne for ligne in (*deux.lettres_envoyees, *deux.demeures, *deux.position) if "Aucune" in ligne]
