"""La somme à payer : chaque état de l'intérêt a sa somme et ses mots; la lettre dit toujours celle de l'affaire."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal
from functools import cache

import pytest
from fabrique_de_dossiers import complet, dossier, expediteur, facture
from hypothesis import given, settings
from hypothesis import strategies as st
from tables import d_un_trait

from lettres.affaire import Affaire
from lettres.catalogue import dossier_des_modeles, modele_de
from lettres.composition import composer
from lettres.dossier import Dossier
from lettres.langue.pliage import plier
from lettres.langue.sommes_et_dates import montants
from lettres.rendu import ModeleCompile, compiler
from lettres.rendu.paragraphes.texte import texte_lisible

AU = date(2026, 11, 23)
LIMITE = date(2026, 12, 3)
S = "\u00a0"

AUTOMATIQUE = {"piece": "P-1", "interet": {"taux_annuel": "12 %", "piece": "P-1", "demeure_automatique": "oui"}}
CONVENU = {"piece": "P-1", "interet": {"taux_annuel": "12 %", "piece": "P-1"}}
RECUE = [{"lettre": "mise_en_demeure", "date": "2026-10-01", "recu_le": "2026-10-04"}]


def affaire(**blocs: object) -> Affaire:
    base = {
        "creances": [facture(montant="1 149,75 $", cause="service")],
        "echeance_demandee": LIMITE,
        "mode_envoi": "main_propre",  # -- reçue le jour même --
        "pieces": [{"id": "P-1", "titre": "Contrat"}],
    }
    return Affaire(dossier(**base | blocs), AU)


@cache
def modele(lettre: str) -> ModeleCompile:
    entree = modele_de(lettre, "recouvrement")
    assert entree is not None
    return compiler(dossier_des_modeles() / entree.fichier)


def lettre(a: Affaire, code: str = "mise_en_demeure") -> str:
    octets = modele(code).remplir(composer(a, code).contexte(), ebauche=True).octets
    return texte_lisible(octets).split("[corps]")[1].replace(S, " ").replace("\u2011", "-")


# -- Chaque état × ce qu'il compte --

ETATS = {
    # -- nom : (faits, capital, intérêt compris, remis, court, à courir, estimé depuis) --
    "légal, rien ne court": ({}, "1149.75", "0", None, False, True, None),
    "convenu, rien ne court": ({"contrat": CONVENU}, "1149.75", "0", None, False, True, None),
    # -- 1 149,75 × 12 % × 94 jours (31 août au 3 décembre) / 365 = 35,53 --
    "convenu, dès l’échéance": ({"contrat": AUTOMATIQUE}, "1149.75", "35.53", None, True, False, None),
    # -- 1 149,75 × 12 % × 60 jours (4 octobre au 3 décembre) / 365 = 22,68 --
    "convenu, demeure reçue": ({"contrat": CONVENU, "envois": RECUE}, "1149.75", "22.68", None, True, False, None),
    # -- 1 149,75 × 5 % × 60 / 365 = 9,45 --
    "légal, demeure reçue": ({"envois": RECUE}, "1149.75", "9.45", None, True, False, None),
    "remis, rien ne court": ({"interet_remis_si_paye": "oui"}, "1149.75", "0", "0", False, True, None),
    "remis, dès l’échéance": (
        {"contrat": AUTOMATIQUE, "interet_remis_si_paye": "oui"},
        "1149.75",
        "0",
        "35.53",
        True,
        False,
        None,
    ),
    # -- 1 149,75 × 5 % × 10 jours (23 novembre au 3 décembre) / 365 = 1,58 --
    "réclamé d’avance, légal": ({"interet_remis_si_paye": "non"}, "1149.75", "1.58", None, False, True, AU),
    "réclamé d’avance, déjà en cours": (
        {"contrat": AUTOMATIQUE, "interet_remis_si_paye": "non"},
        "1149.75",
        "35.53",
        None,
        True,
        False,
        None,
    ),
    # -- 36 % est un taux criminel : aucun intérêt --
    "taux criminel": (
        {"contrat": {"piece": "P-1", "interet": {"taux_annuel": "36 %", "piece": "P-1", "demeure_automatique": "oui"}}},
        "1149.75",
        "0",
        None,
        False,
        False,
        None,
    ),
}


@d_un_trait
@pytest.mark.parametrize("etat", ETATS)
def test_chaque_etat_de_l_interet_a_sa_somme(etat: str):
    faits, capital, interet, remis, court, a_courir, estime = ETATS[etat]
    due = affaire(**faits).a_payer("mise_en_demeure")
    assert due is not None
    assert (due.jour, due.capital, due.interet) == (LIMITE, Decimal(capital), Decimal(interet))
    assert due.remis == (None if remis is None else Decimal(remis))
    assert (due.court, due.a_courir, due.estime_depuis) == (court, a_courir, estime)
    assert due.total == Decimal(capital) + Decimal(interet)


PHRASES = {
    "compte": "soit 1 149,75 $ de capital et {interet} d’intérêt jusqu’à cette date.",
    "estime": "soit 1 149,75 $ de capital et {interet} d’intérêt estimé jusqu’à cette date.",
    "court": "Le capital porte intérêt au taux {taux} par année",
    "remis": "Si cette somme est payée en entier à cette date au plus tard, je renonce à {quoi}.",
    "a_courir": "Si cette date passe sans paiement complet, je réclamerai aussi l’intérêt, au taux {taux}",
    "ensuite": "Après le 3 décembre 2026, il s’y ajoute {rythme}, jusqu’au paiement complet.",
    "ensuite_remis": "Après le 3 décembre 2026, l’intérêt est dû en entier, et il s’y ajoute {rythme}",
    "quand_meme": "Je réclame cet intérêt même si vous payez à temps; son montant suppose que",
    "table": "Somme à payer ¦",
    "calcul": "Calcul de l’intérêt",
}

MOTS = {
    "légal, rien ne court": ({"a_courir"}, "légal de 5 %", "", "0,15 $ par jour"),
    "convenu, rien ne court": ({"a_courir"}, "convenu de 12 %", "", "0,37 $ par jour"),
    "convenu, dès l’échéance": (
        {"compte", "court", "ensuite", "table", "calcul"},
        "convenu de 12 %",
        "35,53 $",
        "0,37 $",
    ),
    "convenu, demeure reçue": (
        {"compte", "court", "ensuite", "table", "calcul"},
        "convenu de 12 %",
        "22,68 $",
        "0,37 $",
    ),
    "légal, demeure reçue": ({"compte", "court", "ensuite", "table", "calcul"}, "légal de 5 %", "9,45 $", "0,15 $"),
    "remis, rien ne court": ({"remis", "a_courir"}, "légal de 5 %", "tout intérêt", "0,15 $"),
    "remis, dès l’échéance": (
        {"remis", "court", "ensuite_remis", "calcul"},
        "convenu de 12 %",
        "l’intérêt couru jusque-là, soit 35,53 $",
        "0,37 $",
    ),
    "réclamé d’avance, légal": (
        {"estime", "court", "ensuite", "quand_meme", "table", "calcul"},
        "légal de 5 %",
        "1,58 $",
        "0,15 $",
    ),
    "réclamé d’avance, déjà en cours": (
        {"compte", "court", "ensuite", "table", "calcul"},
        "convenu de 12 %",
        "35,53 $",
        "0,37 $",
    ),
    "taux criminel": (set(), "36 %", "", ""),
}


@d_un_trait
@pytest.mark.parametrize("etat", ETATS)
def test_chaque_etat_de_l_interet_a_ses_mots_et_aucun_autre(etat: str):
    attendues, taux, quoi, rythme = MOTS[etat]
    texte = lettre(affaire(**ETATS[etat][0]))
    mots = {
        "taux": taux,
        "interet": quoi,
        "quoi": quoi,
        "rythme": rythme if "par jour" in rythme else f"{rythme} par jour",
    }
    debuts = {nom: phrase.split("{")[0] for nom, phrase in PHRASES.items()}
    for nom, phrase in PHRASES.items():
        if nom in attendues:
            assert phrase.format(**mots) in texte, nom
        elif not any(debuts[a] == debuts[nom] for a in attendues):
            assert debuts[nom] not in texte, nom
    assert ("intérêt" in texte.replace("L’indemnité", "")) is bool(attendues)


@d_un_trait
@pytest.mark.parametrize("etat", [e for e in ETATS if "criminel" not in e])
def test_un_rappel_ne_fait_courir_ni_ne_menace_aucun_interet(etat: str):
    a = affaire(**ETATS[etat][0])
    texte = lettre(a, "rappel")
    due, ferme = a.a_payer("rappel"), a.a_payer("mise_en_demeure")
    assert due is not None and ferme is not None
    assert (due.estime_depuis, due.remis) == (None, ferme.remis)
    assert due.interet == (Decimal(0) if due.a_courir else ferme.interet)
    assert not re.search(r"réclam|recours|tribunal|en demeure|réserv|crédit\b|frais", texte)
    # -- l'intérêt qui ne court pas encore ne se nomme pas --
    assert ("intérêt" in texte) is due.court


# -- Deux factures dont une seule porte intérêt --


def test_quand_une_seule_facture_porte_interet_chacune_dit_d_ou_il_court():
    a = affaire(
        envois=RECUE,
        creances=[facture(montant="1000"), facture(facture="F-2", montant="500", echeance="2026-11-01")],
    )
    due = a.a_payer("mise_en_demeure")
    # -- 1 000 × 5 % × 60 / 365 = 8,22; la seconde n'était pas échue quand la première lettre est venue --
    assert due is not None and (due.total, due.court, due.a_courir) == (Decimal("1508.22"), True, True)
    attendu = (
        "depuis le 4 octobre 2026, jour où vous avez reçu ma lettre (facture n° F-1023) "
        "et la réception de la présente (facture n° F-2)"
    )
    assert attendu in lettre(a)


RAPPEL = {"lettre": "rappel", "date": "2026-09-20", "mode": "courriel"}
APPEL = {"lettre": "dossier_avocat", "date": "2026-11-01"}
SECONDE = {"lettre": "mise_en_demeure", "date": "2026-11-02", "recu_le": "2026-11-05"}


@pytest.mark.parametrize(
    ("autres", "laquelle"),
    [
        ([], ""),
        ([RAPPEL], " du 1er octobre 2026"),
        ([RAPPEL | {"lettre": "reponse"}], " du 1er octobre 2026"),
        # -- un dossier remis à un avocat n'est pas une lettre que l'autre a reçue --
        ([APPEL], ""),
        ([SECONDE], " du 1er octobre 2026"),
    ],
)
def test_de_plusieurs_lettres_parties_on_dit_laquelle_fut_recue_ce_jour_la(autres: list[dict[str, str]], laquelle: str):
    dit = lettre(affaire(envois=[*RECUE, *autres], creances=[facture(montant="1000")]))
    assert re.search(rf"jour où vous avez reçu ma lettre{laquelle}[,.]", dit), dit


# -- Le tableau s'additionne sous les yeux du lecteur --


def somme(ligne: str) -> Decimal:
    return next(s for s, _ in montants(plier(ligne.rsplit("¦", 1)[1])))


def rangees(texte: str) -> dict[str, list[Decimal]]:
    lues: dict[str, list[Decimal]] = {}
    for ligne in texte.split("\n"):
        for debut in ("Total", "Moins", "Paiements reçus", "Solde", "Intérêt", "Somme à payer"):
            if ligne.startswith(debut) and "¦" in ligne:
                lues.setdefault(debut, []).append(somme(ligne))
    return lues


CENTS = st.integers(min_value=100, max_value=5_000_000).map(lambda c: Decimal(c) / 100)
JOURS = st.integers(min_value=0, max_value=300)


@st.composite
def affaires(draw: st.DrawFn) -> Affaire:
    """Des dossiers tirés au hasard : factures, avoirs, paiements datés ou non, taux, remise, lettres reçues."""
    factures, avoirs = [], []
    for rang in range(draw(st.integers(min_value=1, max_value=4))):
        montant = draw(CENTS)
        echeance = AU - timedelta(days=draw(st.integers(min_value=1, max_value=300)))
        deja = draw(st.none() | st.just(montant / 4).map(lambda m: m.quantize(Decimal("0.01"))))
        factures.append(
            facture(facture=f"F-{rang}", montant=montant, date=echeance, echeance=echeance, deja_paye=deja or None)
        )
        if draw(st.booleans()):
            avoirs.append({"numero": "NC", "facture": f"F-{rang}", "montant": (montant / 3).quantize(Decimal("0.01"))})
    paiements = [
        {
            "date": AU - timedelta(days=draw(JOURS)),
            "montant": draw(CENTS),
            "facture": draw(st.sampled_from([None, "F-0"])),
        }
        for _ in range(draw(st.integers(min_value=0, max_value=3)))
    ]
    return affaire(
        creances=factures,
        avoirs=avoirs,
        paiements=paiements,
        contrat=draw(st.sampled_from([None, CONVENU, AUTOMATIQUE])),
        envois=draw(st.sampled_from([[], RECUE])),
        interet_remis_si_paye=draw(st.sampled_from([None, "oui", "non"])),
        echeance_demandee=AU + timedelta(days=draw(st.integers(min_value=1, max_value=60))),
    )


@settings(deadline=None, max_examples=120)
@given(affaires(), st.sampled_from(["mise_en_demeure", "rappel"]))
def test_la_somme_de_la_lettre_est_celle_de_l_affaire_et_le_tableau_s_additionne(a: Affaire, code: str):
    due = a.a_payer(code)
    assert due is not None
    if due.total == 0:
        return  # -- tout est payé : aucune lettre --
    texte = lettre(a, code)
    objet = next(ligne for ligne in texte.split("\n") if ligne.startswith("Objet"))
    assert [s for s, _ in montants(plier(objet))][-1] == due.total
    lues = rangees(texte)
    solde = lues["Total"][0] - sum(lues.get("Moins", []), Decimal(0))
    assert solde == due.capital
    if due.interet:
        assert (lues["Solde"], lues["Intérêt"], lues["Somme à payer"]) == ([solde], [due.interet], [due.total])
    else:
        assert (lues["Solde"], "Somme à payer" in lues) == ([due.total], False)
    if code == "mise_en_demeure":
        demande = next(ligne for ligne in texte.split("\n") if "en demeure de payer" in ligne)
        assert next(s for s, _ in montants(plier(demande))) == due.total


@settings(deadline=None, max_examples=60)
@given(affaires())
def test_l_interet_compte_se_refait_ligne_par_ligne(a: Affaire):
    """Les étapes imprimées suffisent : chaque période donne son intérêt, moins ce que les paiements en ont éteint."""
    arbre = composer(a, "mise_en_demeure")
    couru = eteint = Decimal(0)
    for etape in arbre.interet.etapes:
        lus = [s for s, _ in montants(plier(etape))]
        if "paiement de" in etape:
            assert lus[0] == lus[1] + lus[2]
            eteint += lus[1]
        else:
            couru += lus[-1]
    due = a.a_payer("mise_en_demeure")
    assert due is not None
    # -- une facture éteinte n'a pas ses étapes : ce qu'elle a porté d'intérêt a été payé --
    assert couru - eteint == (due.interet if due.remis is None else due.remis)


# -- Qui signe « je », qui signe « nous » --


@pytest.mark.parametrize(("type_", "attendu"), [("personne", "je renonce à"), ("entreprise", "nous renonçons à")])
def test_la_remise_se_dit_a_la_voix_de_qui_ecrit(type_: str, attendu: str):
    assert attendu in lettre(affaire(interet_remis_si_paye="oui", expediteur=expediteur(type=type_)))


def test_une_lettre_par_courriel_demande_l_accuse_de_reception():
    accuse = "accuser réception de la présente, par retour de courriel"
    for code in ("rappel", "mise_en_demeure"):
        assert accuse in lettre(affaire(mode_envoi="courriel"), code)
        assert accuse not in lettre(affaire(mode_envoi="poste"), code)


# -- Les variantes du rappel --

CONTESTE = {"date": "2026-10-20", "canal": "courriel", "resultat": "contestation"}
RAPPELE = {"lettre": "rappel", "date": "2026-10-05", "mode": "courriel"}
REPONDU = {"lettre": "reponse", "date": "2026-10-25", "mode": "courriel"}
PREMIER, FERME, REPONSE = "simple oubli", "compte maintenant sur le paiement complet", "Votre position"


@d_un_trait
@pytest.mark.parametrize(
    ("blocs", "titre", "dites"),
    [
        ({}, "Rappel –", {PREMIER}),
        ({"envois": [RAPPELE]}, "Deuxième rappel –", {FERME}),
        ({"envois": [RAPPELE, RAPPELE | {"date": "2026-11-01"}]}, "Troisième rappel –", {FERME}),
        ({"envois": [RAPPELE] * 3}, "Nouveau rappel –", {FERME}),
        ({"envois": RECUE}, "Rappel –", {FERME}),
        ({"envois": [RAPPELE | {"date": "2026-11-24"}]}, "Rappel –", {PREMIER}),  # -- pas encore parti --
        ({"suites": [CONTESTE | {"citation": "Non."}]}, "Rappel et réponse –", {REPONSE}),
        ({"envois": [RAPPELE], "suites": [CONTESTE]}, "Deuxième rappel et réponse –", {REPONSE}),
        # -- une contestation à laquelle un rappel a déjà répondu --
        ({"envois": [RAPPELE], "suites": [CONTESTE | {"date": "2026-09-20"}]}, "Deuxième rappel –", {FERME}),
        ({"suites": [CONTESTE | {"date": "2026-11-24"}]}, "Rappel –", {PREMIER}),
        ({"suites": [CONTESTE | {"creances": ["F-9"]}]}, "Rappel –", {PREMIER}),  # -- une autre facture --
        ({"suites": [CONTESTE | {"creances": ["F-1023"]}]}, "Rappel et réponse –", {REPONSE}),
        ({"suites": [{"date": "2026-10-20", "resultat": "promesse"}]}, "Rappel –", {PREMIER}),
        # -- qui a dit non, et à qui l'on a répondu, n'a pas oublié --
        ({"suites": [CONTESTE | {"resultat": "refus"}]}, "Rappel –", set()),
        ({"suites": [CONTESTE], "envois": [REPONDU]}, "Rappel –", set()),
        ({"suites": [CONTESTE | {"montant_conteste": "20 $"}], "envois": [REPONDU]}, "Rappel –", set()),
        ({"recu": {"type": "contestation", "date": "2026-10-20"}, "envois": [REPONDU]}, "Rappel –", set()),
        ({"envois": [REPONDU | {"date": "2026-11-24"}]}, "Rappel –", {PREMIER}),
    ],
)
def test_un_rappel_est_premier_ferme_ou_repond_a_une_contestation(
    blocs: dict[str, object], titre: str, dites: set[str]
):
    texte = lettre(affaire(**blocs), "rappel")
    assert f"Objet : {titre}" in texte
    assert {p for p in (PREMIER, FERME, REPONSE) if p in texte} == dites


@pytest.mark.parametrize(
    ("suite", "lus"),
    [
        (
            {"citation": "Le site est plein de fautes.", "piece": "P-1"},
            "Le 20 octobre 2026, par courriel (pièce P-1), vous avez écrit :\n« Le site est plein de fautes. »",
        ),
        ({"citation": "« Non »", "canal": "telephone"}, "par téléphone, vous avez dit :\n« Non »"),
        ({"canal": None}, "Le 20 octobre 2026, vous avez contesté ce compte.\n"),
        ({"note": "Le site est rempli de fautes"}, "noté de cet échange : Le site est rempli de fautes.\n"),
    ],
)
def test_la_position_de_l_autre_est_citee_une_note_est_racontee(suite: dict[str, object], lus: str):
    texte = lettre(affaire(suites=[CONTESTE | suite]), "rappel")
    assert lus in texte
    if "citation" not in suite:
        assert "«" not in texte


DE_TROIS = {"creances": [facture(facture=f"F-{n}", montant="50 $", cause="service") for n in (1, 2, 3)]}


@d_un_trait
@pytest.mark.parametrize(
    ("nommees", "quoi"),
    [
        ([["F-2"]], ["la facture n° F-2"]),
        ([["F-3", "F-1"]], ["les factures F-1 et F-3"]),
        ([["F-1", "F-2", "F-3"]], ["ce compte"]),
        ([[]], ["ce compte"]),
        # -- chacune dit la sienne; l'ouverture, le tout --
        ([["F-2"], ["F-3"]], ["la facture n° F-2", "la facture n° F-3"]),
        ([["F-2"], []], ["la facture n° F-2", "ce compte"]),
        ([["F-1"], ["F-2"], ["F-3"]], ["la facture n° F-1", "la facture n° F-2", "la facture n° F-3"]),
        ([["F-2", "F-9"]], ["la facture n° F-2"]),
    ],
)
def test_de_plusieurs_factures_le_rappel_dit_celles_que_l_on_conteste(nommees: list[list[str]], quoi: list[str]):
    texte = lettre(affaire(**DE_TROIS, suites=[CONTESTE | {"creances": noms} for noms in nommees]), "rappel")
    assert re.findall(r"vous avez contesté (.+)\.\n", texte) == quoi
    toutes = sorted({nom for noms in nommees for nom in noms} & {"F-1", "F-2", "F-3"})
    ouverture = {1: f"la facture n° {toutes[0]}", 2: f"les factures {' et '.join(toutes)}"} if all(nommees) else {}
    assert f"Vous contestez {ouverture.get(len(toutes), 'ce compte')} : votre position" in texte


def test_notre_reponse_est_ce_qui_est_venu_depuis_la_contestation():
    a = affaire(
        suites=[CONTESTE],
        faits=[
            {"date": "2026-10-01", "texte": "Vous avez approuvé le site."},
            {"date": "2026-10-22", "texte": "J’ai corrigé trois coquilles.", "pieces": ["P-1"]},
        ],
        accompli=[{"date": "2026-09-15", "texte": "J’ai livré le site."}],
    )
    texte = lettre(a, "rappel")
    avant, reponse = texte.split("Avant votre contestation")[1].split("Votre position")
    assert [ligne for ligne in avant.split("\n") if ligne.startswith("–")] == [
        "– Le 15 septembre 2026 : J’ai livré le site.",
        "– Le 1er octobre 2026 : Vous avez approuvé le site.",
    ]
    assert "Ma réponse\n– Le 22 octobre 2026 (pièce P-1) : J’ai corrigé trois coquilles." in reponse
    assert "point par point" not in texte


def test_sans_reponse_au_dossier_la_lettre_demande_en_quoi_l_on_conteste():
    assert "écrire, point par point, ce que vous contestez" in lettre(affaire(suites=[CONTESTE]), "rappel")


@pytest.mark.parametrize("blocs", [{}, {"envois": [RAPPELE]}, {"suites": [CONTESTE]}])
def test_une_offre_est_sans_admission_a_terme_et_dit_comment_l_accepter(blocs: dict[str, object]):
    texte = lettre(affaire(solution="Payer en deux fois", **blocs), "rappel")
    assert "sans admission, je vous propose aussi ceci, jusqu’au 3 décembre 2026 : Payer en deux fois." in texte
    assert "Pour accepter cette proposition, écrivez-le-moi au plus tard le 3 décembre 2026, par courriel à" in texte


def test_le_deuxieme_rappel_dit_la_date_le_mode_et_la_piece_du_precedent():
    envois = [RAPPELE | {"preuve": "P-1"}, {"lettre": "rappel", "date": "2026-11-01", "mode": "poste"}]
    seul = lettre(affaire(envois=envois[:1]), "rappel")
    assert "Mon rappel du 5 octobre 2026 (par courriel, pièce P-1) n’a pas été suivi du paiement complet." in seul
    deux = (
        "Mes rappels du 5 octobre 2026 (par courriel, pièce P-1) et du 1er novembre 2026 (par la poste) n’ont pas été"
    )
    assert deux in lettre(affaire(envois=envois), "rappel")


def test_le_dossier_complet_compose_les_deux_lettres_sans_blanc():
    d: Dossier = complet()
    for code in ("rappel", "mise_en_demeure"):
        assert "[à compléter" not in lettre(Affaire(d, AU), code)
