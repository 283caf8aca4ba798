"""La décision, en propriétés : ce qui vaut de tout journal, quoi qu'il s'y soit passé."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml
from fabrique_de_dossiers import destinataire, expediteur, facture
from journaux import Blocs, Hasard, ajouter_au_hasard, applique, dossier_au_hasard, echelonnee
from tables import d_un_trait

import lettres
from lettres import escalade
from lettres.affaire import Affaire
from lettres.catalogue import capacites
from lettres.dossier import Dossier
from lettres.escalade import EN_PARTIE, Decision, Politique, Statut, appliquer, contraires, livree
from lettres.escalade.decision import URGENCE
from lettres.socle.constats import Gravite
from lettres.socle.erreurs import DossierInvalide

_UN_JOUR = timedelta(days=1)
_ATTENTES = {"J104", "J106", "J107", "J111", "P102", "J108"}
_ATTENDRE = {Statut.SUSPENDUE, Statut.NON_DUE}
_PAS_ENCORE = {*_ATTENDRE, Statut.BLOQUEE}
_RETENUES = {Statut.SUSPENDUE, Statut.BLOQUEE}
"""Ce qu'un fait déjà inscrit, mais qui ne vaudra que plus tard, fait d'une réponse : une suspension, une agence."""

graines = pytest.mark.parametrize(
    "graines",
    [
        *(pytest.param(range(n, n + 15), id=f"{n}") for n in range(0, 30, 15)),
        pytest.param(range(30, 200), id="30", marks=pytest.mark.long),
        *(pytest.param(range(n, n + 200), id=f"{n}", marks=pytest.mark.long) for n in range(200, 5000, 200)),
    ],
)
"""Trente journaux chaque jour, par tranches; cinq mille avec les longs."""


def lus(graines: range) -> Iterator[tuple[int, Blocs, Dossier, date]]:
    for graine in graines:
        faits, au = dossier_au_hasard(graine)
        yield graine, faits, Dossier.model_validate(faits), au


def de_chacune(d: Decision) -> dict[str, Decision]:
    """La décision de chaque créance; sous « », celle de l'affaire entière."""
    return {nom: groupe for groupe in d.toutes for nom in groupe.creances or ("",)}


def avec(faits: Blocs, **ajouts: Any) -> Dossier:
    """Le dossier relu, ses entrées ajoutées."""
    autre = copy.deepcopy(faits)
    for liste, entrees in ajouts.items():
        autre[liste] = [*autre.get(liste, ()), *entrees]
    return Dossier.model_validate(autre)


def envois_possibles(faits: Blocs, d: Decision, au: date) -> Iterator[Blocs]:
    """La lettre due, inscrite de chaque façon : avec son échelon ou sans, avec ses factures ou sans."""
    envoi = {"lettre": d.lettre, "date": au.isoformat(), "mode": faits["mode_envoi"]}
    nommees = {"creances": list(d.creances)} if d.creances else {}
    for echelon in ({}, {"echelon": d.echelon.code if d.echelon else None}):
        yield envoi | echelon
        if nommees:
            yield envoi | echelon | nommees


@graines
def test_un_meme_dossier_un_meme_jour_une_meme_decision(graines: range):
    for graine, faits, dossier, au in lus(graines):
        assert lettres.evaluer(dossier, au=au) == lettres.evaluer(Dossier.model_validate(faits), au=au), graine


@graines
def test_chaque_creance_a_une_decision_et_une_seule_de_la_plus_urgente_a_la_moins(graines: range):
    for graine, _, dossier, au in lus(graines):
        d = lettres.evaluer(dossier, au=au)
        noms = [nom for groupe in d.toutes for nom in groupe.creances]
        assert sorted(noms) == sorted(c.nom for c in Affaire(dossier, au).comptes.creances), graine
        assert d.toutes, graine
        assert noms or len(d.toutes) == 1, graine
        rangs = [(URGENCE[g.statut], bool(g.action), g.avant_le or date.max, g.des_le or date.max) for g in d.toutes]
        assert rangs == sorted(rangs), graine
        assert d.statut is d.toutes[0].statut, graine


@graines
def test_chaque_raison_se_dit_en_une_phrase_de_francais(graines: range):
    for graine, _, dossier, au in lus(graines):
        for g in lettres.evaluer(dossier, au=au).toutes:
            assert g.raisons, graine
            for dit in [p.phrase for p in (*g.raisons, *g.ce_qui_manque, *g.contraires)]:
                assert re.fullmatch(r"[A-ZÀÉÎ«0-9][^\n]*[^.]\.", dit), (graine, dit)
                assert not re.search(
                    r"None|  |\b(the|of|is|due|payment|not)\b|[a-z]_[a-z]", re.sub("«[^»]*»", "X", dit)
                ), (graine, dit)


@graines
def test_un_pas_n_est_jamais_du_deux_fois_ni_deux_pas_le_meme_jour(graines: range):
    for graine, faits, dossier, au in lus(graines):
        for g in lettres.evaluer(dossier, au=au).toutes:
            if g.lettre is None:
                continue
            for envoi in envois_possibles(faits, g, au):
                ensuite = avec(faits, envois=[envoi])
                for jours in (0, 7, 60):
                    siennes = de_chacune(lettres.evaluer(ensuite, au=au + timedelta(days=jours)))
                    for nom in g.creances or ("",):
                        autre = siennes[nom]
                        assert jours or autre.statut is not Statut.DUE, (graine, envoi)
                        assert autre.statut is not Statut.DUE or autre.echelon != g.echelon, (graine, jours, envoi)


def _insolvabilite_levee(faits: Blocs) -> bool:
    """Ce qu'elle empêchait redevient possible : le pas que l'on avait sauté, faute de mieux, revient."""
    return any(s.get("motif") == "insolvabilite" and "au" in s for s in faits.get("suspensions", ()))


@graines
def test_un_jour_manque_n_est_pas_un_pas_manque(graines: range):
    for graine, faits, dossier, au in lus(graines):
        avant = de_chacune(lettres.evaluer(dossier, au=au))
        for jours in (1, 10, 60):
            for nom, d in de_chacune(lettres.evaluer(dossier, au=au + timedelta(days=jours))).items():
                due = avant[nom]
                if due.statut is Statut.DUE and d.statut not in _RETENUES and not _insolvabilite_levee(faits):
                    # -- ce qu'une date déjà écrite amène : une suspension prévue, la prescription --
                    retenue = d.statut is Statut.A_REVOIR and {r.code for r in d.raisons} <= {
                        *("suspension", "prescrite", "contestation_en_partie")
                    }
                    assert retenue or (d.statut, d.echelon) == (Statut.DUE, due.echelon), (graine, jours, d.raisons)


@graines
def test_regarder_chaque_jour_ne_change_pas_la_reponse_du_dernier(graines: range):
    for graine, faits, dossier, au in lus(graines):
        for jours in range(4):
            dernier = lettres.evaluer(dossier, au=au + timedelta(days=jours))
        assert dernier == lettres.evaluer(Dossier.model_validate(faits), au=au + timedelta(days=3)), graine


@graines
def test_ce_qui_est_fini_le_reste(graines: range):
    for graine, _, dossier, au in lus(graines):
        finies = {n for n, d in de_chacune(lettres.evaluer(dossier, au=au)).items() if d.statut is Statut.TERMINEE}
        for jours in (30, 1200):
            ensuite = de_chacune(lettres.evaluer(dossier, au=au + timedelta(days=jours)))
            rouvertes = {n for n in finies if ensuite[n].statut not in {Statut.TERMINEE, *_RETENUES}}
            assert {n for n in rouvertes if codes(ensuite[n]) != {"suspension"}} == set(), (graine, jours)


@graines
def test_ce_qui_se_leve_seul_se_leve_ce_jour_la_et_pas_la_veille(graines: range):
    for graine, _, dossier, au in lus(graines):
        for nom, d in de_chacune(lettres.evaluer(dossier, au=au)).items():
            if d.statut not in _ATTENDRE or d.des_le is None:
                assert d.statut is not Statut.SUSPENDUE, graine
                continue
            assert d.des_le > au, graine
            veille = de_chacune(lettres.evaluer(dossier, au=d.des_le - _UN_JOUR))[nom]
            jour = de_chacune(lettres.evaluer(dossier, au=d.des_le))[nom]
            assert veille.statut in _PAS_ENCORE or codes(veille) == {"suspension"}, (graine, veille.raisons)
            assert jour.statut is not d.statut, (graine, d.des_le, d.raisons, jour.raisons)


def codes(d: Decision) -> set[str]:
    return {r.code for r in d.raisons}


@graines
def test_chaque_contraire_change_la_reponse_comme_il_le_dit(graines: range):
    for graine, faits, dossier, au in lus(graines):
        affaire = Affaire(dossier, au)
        for g in lettres.evaluer(dossier, au=au).toutes:
            for c in g.contraires:
                assert c.statut is not g.statut, (graine, c)
                relu, venu = applique(faits, c, au)
                assert appliquer(affaire, c.donnees) == Affaire(relu, venu), (graine, c)
                siennes = de_chacune(lettres.evaluer(relu, au=venu))
                for nom in g.creances or ("",):
                    assert siennes[nom].statut is c.statut, (graine, c, siennes[nom])


_SEPAREES: dict[str, tuple[Blocs, date]] = {
    "chacune son jour": echelonnee(12),
    "un paiement sans facture, la veille": echelonnee(6, paiements=[{"date": "2026-07-03", "montant": "150.00"}]),
    "un paiement sans facture, ce jour-là": echelonnee(6, paiements=[{"date": "2026-07-04", "montant": "150.00"}]),
    "un paiement d’une autre facture, ce jour-là": echelonnee(
        6, paiements=[{"date": "2026-07-04", "montant": "150.00", "facture": "F-9"}]
    ),
    "deux du même numéro": echelonnee(
        3, creances=[facture(), facture(echeance="2026-09-15"), facture(facture="F-2", echeance="2026-09-20")]
    ),
    "une sans numéro": echelonnee(3, creances=[facture(), facture(facture=None, echeance="2026-09-15")]),
    "au-delà des petites créances": echelonnee(
        3,
        creances=[
            facture(facture=f"F-{n}", montant=9000, echeance=f"2026-06-0{n}", date="2026-05-01") for n in range(1, 4)
        ],
        envois=[
            {"lettre": "mise_en_demeure", "date": f"2026-06-1{n}", "recu_le": f"2026-06-1{n}", "creances": [f"F-{n}"]}
            for n in range(1, 4)
        ],
    ),
    "un loyer parmi elles": echelonnee(
        3, creances=[facture(facture=f"F-{n}", cause=c) for n, c in enumerate(("loyer_logement", "service"), 1)]
    ),
    "contestées l’une en entier, l’autre en partie": echelonnee(
        6,
        suites=[
            {"date": "2026-07-02", "resultat": "contestation", "creances": ["F-0"]},
            {"date": "2026-07-02", "resultat": "contestation", "creances": ["F-1"], "montant_conteste": "50.00"},
            {"date": "2026-07-02", "resultat": "contestation", "montant_conteste": "10.00", "creances": ["F-4", "F-5"]},
        ],
    ),
    "promises chacune son jour": echelonnee(
        6,
        suites=[
            {"date": "2026-07-02", "resultat": "promesse", "promis_le": f"2026-07-1{n}", "creances": [f"F-{n}"]}
            for n in range(6)
        ],
    ),
}
"""Des créances à plusieurs pas, et ce qui pourrait faire que l'événement de l'une touche l'autre."""


def _une_a_une(dossier: Dossier, au: date) -> Decision:
    """La décision dont chaque contraire s'essaie seul."""
    with pytest.MonkeyPatch.context() as change:
        change.setattr(contraires._Imagines, "_se_fait_ensemble", lambda *_: False)
        return lettres.evaluer(dossier, au=au, relire=True)


@d_un_trait
@pytest.mark.parametrize(("faits", "au"), _SEPAREES.values(), ids=_SEPAREES)
def test_essayes_ensemble_les_evenements_donnent_la_reponse_de_chacun_seul(faits: Blocs, au: date):
    for jours in (0, 25, 60, 120):
        dossier, jour = Dossier.model_validate(faits), au + timedelta(days=jours)
        assert lettres.evaluer(dossier, au=jour, relire=True).toutes == _une_a_une(dossier, jour).toutes


def test_payer_l_une_n_ouvre_pas_a_l_autre_le_tribunal_que_leur_somme_ferme():
    livre = livree("recouvrement").model_dump(mode="json", exclude_none=True)
    livre["echelons"][-1]["tolerance"] = "0.00"
    politique = Politique.model_validate(livre | {"code": "a_moi"})
    vieille = facture(facture="F-1", montant=9000, date="2026-05-01", echeance="2026-06-01")
    neuve = facture(facture="F-2", montant=20000, date="2026-08-01", echeance="2026-08-31")
    demeure = {"lettre": "mise_en_demeure", "date": "2026-06-20", "recu_le": "2026-06-22", "creances": ["F-1"]}
    dossier = Dossier.model_validate(echelonnee(2)[0] | {"creances": [vieille, neuve], "envois": [demeure]})
    d = lettres.evaluer(dossier, au=date(2026, 9, 10), politique=politique)
    siennes = {g.creances: [(c.evenement, c.statut) for c in g.contraires] for g in d.toutes}
    # -- elle en tolère 5 $ tant que le tribunal, qui n'en tolère rien, lui reste fermé --
    assert siennes[("F-1",)] == [("paiement", Statut.TERMINEE)]


@graines
def test_d_un_journal_au_hasard_aussi(graines: range):
    for graine, _, dossier, au in lus(graines):
        assert lettres.evaluer(dossier, au=au).toutes == _une_a_une(dossier, au).toutes, graine


@graines
def test_aucune_regle_d_attente_ne_dement_une_lettre_due(graines: range):
    for graine, _, dossier, au in lus(graines):
        d = lettres.evaluer(dossier, au=au)
        if d.lettre is not None:
            constats = lettres.verifier(dossier, au=au)
            dementent = {c.code for c in constats if c.gravite is Gravite.ERREUR} & _ATTENTES
            assert dementent == set(), (graine, d.creances, [g.statut.value for g in d.toutes])


@graines
def test_on_n_ecrit_que_ce_qui_est_du_et_pour_les_seules_creances_dues(graines: range, atelier: lettres.Atelier):
    for graine, _, dossier, au in lus(graines):
        d = lettres.evaluer(dossier, au=au)
        erreurs = [c for c in lettres.verifier(dossier, au=au) if c.gravite is Gravite.ERREUR]
        if d.lettre is None or d.ce_qui_manque or erreurs:
            with pytest.raises(DossierInvalide):
                atelier.generer(dossier, au=au)
            continue
        lettre = atelier.generer(dossier, au=au)
        dues = {compte.nom for compte in Affaire(dossier, au).comptes.dues}
        assert lettre.lettre == d.lettre, graine
        assert {*(lettre.creances or dues)} == {*d.creances} or not d.creances, graine


def _franchi(rang: int, g: Decision) -> int:
    """Le premier pas encore dû, cette lettre partie : une mise en demeure qui laisse une part la doit encore."""
    laisse = any(r.code == EN_PARTIE for r in g.raisons) and capacites(g.lettre or "").met_en_demeure
    return rang if laisse else rang + 1


@graines
def test_l_echelle_ne_redescend_jamais(graines: range):
    for graine, faits, _, au in lus(graines):
        h = Hasard(Random(graine))  # noqa: S311 -- des essais, non des secrets
        rangs = {e.code: rang for rang, e in enumerate(livree(faits["nature"]).echelons)}
        atteints: dict[str, int] = {}
        for _ in range(12):
            d = lettres.evaluer(Dossier.model_validate(faits), au=au)
            for nom, g in de_chacune(d).items():
                if g.echelon is not None:
                    assert rangs[g.echelon.code] >= atteints.get(nom, 0), (graine, au, nom)
            ecrites = [g for g in d.toutes if g.lettre is not None]
            for g in ecrites:
                if g.lettre is not None:
                    # -- de deux lettres d'un jour, chacune nomme ses créances : c'est ce que la consigne inscrit --
                    possibles = [e for e in envois_possibles(faits, g, au) if len(ecrites) < 2 or "creances" in e]
                    envoi = h.de.choice(possibles)
                    faits.setdefault("envois", []).append(envoi)
                    for nom in g.creances or ("",):
                        atteints[nom] = _franchi(rangs[g.echelon.code], g) if g.echelon else 0
            au = h.jour(au, 20)


@graines
def test_l_echelle_ne_redescend_pas_non_plus_quand_le_journal_avance(graines: range):
    """Ce qui défait une lettre ou l'inscrit autrement (retour, correction) n'est pas d'un journal qui avance."""
    for graine, faits, _, au in lus(graines):
        h = Hasard(Random(graine))  # noqa: S311 -- des essais, non des secrets
        rangs = {e.code: rang for rang, e in enumerate(livree(faits["nature"]).echelons)}
        atteints: dict[str, int] = {}
        for _ in range(8):
            for nom, g in de_chacune(lettres.evaluer(Dossier.model_validate(faits), au=au)).items():
                # -- l'Office s'appelle avant son tour quand une insolvabilité empêche d'écrire : ce n'est pas monter --
                if g.echelon is not None and g.echelon.lettre != "opc":
                    assert rangs[g.echelon.code] >= atteints.get(nom, 0), (graine, au, nom)
                    atteints[nom] = rangs[g.echelon.code]
            essai, le = copy.deepcopy(faits), h.jour(au, 10)
            ajouter_au_hasard(h, essai, le)
            au = h.jour(le, 20, 10)
            defait = any(s.get("resultat") in _DEFONT for s in essai.get("suites", ())[len(faits.get("suites", ())) :])
            if not defait and not any("corrige" in x for liste in _JOURNAL for x in essai.get(liste, ())):
                faits = essai


_DEFONT = {"retour_courrier", "cheque_sans_provision", "procureur_constitue", "insolvabilite"}
_JOURNAL = ("envois", "suites", "suspensions", "clotures")


def _etrange(**blocs: object) -> Blocs:
    return {
        "reference": "É-1",
        "nature": "recouvrement",
        "expediteur": expediteur(),
        "destinataire": destinataire(),
    } | blocs


ETRANGES: dict[str, Blocs] = {
    "sans rien": _etrange(),
    "une créance sans rien": _etrange(creances=[{}]),
    "deux créances sans rien": _etrange(creances=[{}, {}]),
    "deux créances du même numéro": _etrange(creances=[facture(), facture()]),
    "une créance qui porte le nom d’une autre": _etrange(
        creances=[facture(facture="créance 2"), facture(facture=None)]
    ),
    "soixante créances": _etrange(creances=[facture(facture=f"F-{n}", montant=n) for n in range(1, 61)]),
    "un siècle trop tôt": _etrange(creances=[facture(date="1900-01-01", echeance="1900-01-02")]),
    "deux siècles plus tard": _etrange(creances=[facture(date="2199-12-01", echeance="2200-01-01")]),
    "une promesse qui n’en finit pas": _etrange(
        creances=[facture()], suites=[{"date": "2026-09-15", "resultat": "promesse", "promis_le": "2200-12-31"}]
    ),
    "une suspension qui n’en finit pas": _etrange(
        creances=[facture()], suspensions=[{"motif": "autre", "du": "2026-09-15", "au": "2200-12-31"}]
    ),
    "tout payé d’avance": _etrange(creances=[facture(deja_paye="60.00", date=None, echeance=None)]),
    "un cent": _etrange(creances=[facture(montant="0.01")]),
    "un paiement sans rien": _etrange(creances=[facture()], paiements=[{}]),
    "une contestation de tout et de rien": _etrange(suites=[{"date": "2026-09-15", "resultat": "contestation"}]),
    "une lettre à venir": _etrange(creances=[facture()], envois=[{"lettre": "rappel", "date": "2200-12-31"}]),
    "un échelon inconnu": _etrange(
        creances=[facture()], envois=[{"lettre": "rappel", "date": "2026-09-08", "echelon": "huitième"}]
    ),
    "un échelon d’une autre lettre": _etrange(
        creances=[facture()], envois=[{"lettre": "rappel", "date": "2026-09-08", "echelon": "mise_en_demeure"}]
    ),
    **{f"sans rien, {nature}": _etrange(nature=nature) for nature in ("reputation", "consommation", "entente")},
    "des factures dans une affaire de réputation": _etrange(nature="reputation", creances=[facture(), facture()]),
}


@d_un_trait
@pytest.mark.parametrize("au", [date(1900, 1, 1), date(2026, 11, 22), date(2200, 12, 31)], ids=str)
@pytest.mark.parametrize("faits", [pytest.param(f, id=nom) for nom, f in ETRANGES.items()])
def test_un_dossier_valide_si_etrange_qu_il_soit_a_toujours_une_decision(faits: Blocs, au: date):
    d = lettres.evaluer(faits, au=au, relire=True)
    dossier = Dossier.model_validate(faits)
    attendues = len(dossier.creances) if dossier.nature == "recouvrement" else 0
    assert sum(len(g.creances) for g in d.toutes) == attendues
    assert attendues or len(d.toutes) == 1
    for c in (c for g in d.toutes for c in g.contraires):
        appliquer(Affaire(dossier, au), c.donnees)


_ICI = Path(__file__).parent
_RAISON = re.compile(
    r"""Pourquoi\(\s*"(\w+)"|code = "(\w+)" if \w.* else "(\w+)"|^(?:CONTESTEE|EN_PARTIE) = "(\w+)\"""", re.MULTILINE
)


def test_chaque_raison_du_code_est_celle_d_un_cas_des_tables():
    sources = "".join(f.read_text(encoding="utf-8") for f in sorted(Path(escalade.__file__).parent.glob("*.py")))
    donnees = {code for trouve in _RAISON.findall(sources) for code in trouve if code}
    cas = [
        attendu
        for table in sorted((_ICI / "tables").glob("*.yaml"))
        for c in yaml.safe_load(table.read_text(encoding="utf-8"))["cas"]
        for attendu in (c["attendu"], *c.get("toutes", ()))
    ]
    atteintes = {code for attendu in cas for code in attendu.get("raisons", ())}
    # -- aucune politique livrée n'a d'appel ni de mode exigé : « test_politiques.py » les a --
    atteintes |= {"a_dire", "mode_exige"} & {*re.findall(r'"(\w+)"', (_ICI / "test_politiques.py").read_text("utf-8"))}
    assert len(donnees) > 25
    assert donnees - atteintes == set()
