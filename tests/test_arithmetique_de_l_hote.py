"""L'arithmétique de l'hôte : quel que soit son contexte décimal, les mêmes sommes, les mêmes octets; et il le garde."""

from __future__ import annotations

import decimal
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from cas_d_importation import export
from exemples_rendus import ATELIER
from fabrique_de_dossiers import AU, destinataire, expediteur, facture

import lettres
from lettres.socle.calcul import compte_une_fois

TOUT = [decimal.Inexact, decimal.Rounded, decimal.FloatOperation, decimal.Subnormal, decimal.Clamped]
HOTES = {
    "six chiffres": decimal.Context(prec=6),
    "un chiffre": decimal.Context(prec=1),
    "tout signalé": decimal.Context(traps=TOUT),
    "rien de signalé": decimal.Context(traps=[]),
    "vers le haut": decimal.Context(prec=9, rounding=decimal.ROUND_UP),
    "vers le bas": decimal.Context(rounding=decimal.ROUND_FLOOR),
    "petits exposants": decimal.Context(prec=4, Emin=-2, Emax=3, capitals=0, clamp=1),
}
DONNEES: dict[str, Any] = {
    "reference": "2026-014",
    "nature": "recouvrement",
    "expediteur": expediteur(taxes="non_inscrit"),
    "destinataire": destinataire(qualite="entreprise"),
    "contrat": {"interet": {"taux_annuel": "12,345 %", "piece": "P-1", "demeure_automatique": True}},
    "pieces": [{"id": "P-1", "titre": "Contrat de service"}],
    "creances": [
        facture(cause="service", montant="1 149 751,15 $"),
        facture(cause="service", facture="F-1024", montant="123 456,78 $"),
    ],
    "paiements": [{"date": "2026-09-15", "montant": "33 333,33 $", "facture": "F-1023"}],
}
FAUTIVES = {**DONNEES, "creances": [facture(montant="soixante"), facture(facture="F-2", montant="1,005 $")]}
GRANDE = export(3).replace(b"60.00", b"9876543.21").replace(b",0.00,60,", b",0.00,9876543.21,")


def _refus(appel: Callable[[], object]) -> list[str]:
    with pytest.raises(lettres.DossierInvalide) as refus:
        appel()
    return [str(c) for c in refus.value.constats]


def _fichier(lieu: Path) -> Path:
    ecrit = lieu / "d.yaml"
    ecrit.write_text(
        "nature: recouvrement\nexpediteur: {nom: A}\ndestinataire: {nom: B}\n"
        "creances: [{facture: F, montant: 1234567.89}]\n",
        encoding="utf-8",
    )
    return ecrit


def _sommes(affaire: lettres.Affaire) -> object:
    comptes, lettre = affaire.comptes, "mise_en_demeure"
    deduits = (comptes.total, comptes.impaye, comptes.reclame, comptes.capital_de_toutes, comptes.de_cote)
    demandes = (affaire.a_payer(lettre), affaire.demandee(lettre), affaire.attentes(lettre))
    return repr((comptes, deduits, demandes, affaire.tribunal, affaire.capital_reclame, affaire.abandon))


def portes(lieu: Path) -> dict[str, Callable[[], object]]:
    """Chaque porte de la bibliothèque, et ce que l'on compare de ce qu'elle rend."""
    connu, fichier = lettres.valider(DONNEES), _fichier(lieu)
    return {
        "valider": lambda: lettres.valider(DONNEES).model_dump(),
        "valider, fautif": lambda: _refus(lambda: lettres.valider(FAUTIVES)),
        "lire": lambda: lettres.lire(fichier, ebauche=True).model_dump(),
        "verifier": lambda: lettres.verifier(DONNEES, "mise_en_demeure", au=AU),
        "generer": lambda: lettres.generer(DONNEES, "mise_en_demeure", au=AU, ebauche=True).octets,
        "Atelier.generer": lambda: ATELIER.generer(connu, "mise_en_demeure", au=AU, ebauche=True).octets,
        "generer_lot": lambda: [r.octets for r in ATELIER.generer_lot([DONNEES, connu], au=AU)],
        "relancer": lambda: [(r.decision, r.lettre and r.lettre.octets) for r in ATELIER.relancer([DONNEES], au=AU)],
        "evaluer": lambda: lettres.evaluer(connu, au=AU),
        "bilan": lambda: _sommes(lettres.bilan(connu, au=AU)),
        "prochaine_lettre": lambda: lettres.prochaine_lettre(connu, au=AU),
        "accompagner": lambda: lettres.accompagner(connu, "mise_en_demeure", au=AU),
        "affirmations": lambda: lettres.affirmations(connu, "mise_en_demeure", au=AU),
        "importer": lambda: [(d, list(map(str, m)), list(map(str, r))) for d, m, r in lettres.importer(GRANDE)],
        "importer, écartées": lambda: list(
            map(str, lettres.importer(GRANDE + b"X,,,,,,F-9,,,1e9,x,y,,CAD,,\n").ecartees)
        ),
    }


def test_chaque_porte_rend_la_meme_chose_quelle_que_soit_l_arithmetique_de_l_hote(tmp_path: Path):
    attendus = {nom: porte() for nom, porte in portes(tmp_path).items()}
    assert attendus["generer"] == attendus["Atelier.generer"]
    for hote, contexte in HOTES.items():
        sien = contexte.copy()
        decimal.setcontext(sien)
        try:
            rendus = {nom: porte() for nom, porte in portes(tmp_path).items()}
            garde = decimal.getcontext()
        finally:
            decimal.setcontext(decimal.Context())
        for nom, rendu in rendus.items():
            assert rendu == attendus[nom], (hote, nom)
        assert garde is sien, hote
        assert not any(sien.flags.values()), hote


def test_un_fil_qui_compte_autrement_a_la_meme_lettre():
    attendue = ATELIER.generer(DONNEES, "mise_en_demeure", au=AU, ebauche=True).octets

    def dans_un_fil(contexte: decimal.Context) -> tuple[bytes, int]:
        decimal.setcontext(contexte.copy())
        return ATELIER.generer(DONNEES, "mise_en_demeure", au=AU, ebauche=True).octets, decimal.getcontext().prec

    with ThreadPoolExecutor(3) as fils:
        for contexte, (octets, garde) in zip(HOTES.values(), fils.map(dans_un_fil, HOTES.values()), strict=True):
            assert octets == attendue
            assert garde == contexte.prec


@pytest.mark.parametrize("suite", ["generer_lot", "relancer"])
def test_entre_deux_lettres_et_pour_ses_propres_dossiers_l_hote_compte_a_sa_facon(suite: str):
    vues = []

    def siens() -> Iterator[dict[str, Any]]:
        for _ in range(3):
            vues.append(decimal.getcontext().prec)
            yield DONNEES

    with decimal.localcontext(prec=6) as sien:
        resultats = getattr(ATELIER, suite)(siens(), au=AU)
        for _ in resultats:
            vues.append(decimal.getcontext().prec)
            sien.prec += 1
            if len(vues) == 4:
                break
        resultats.close()
        assert decimal.getcontext() is sien
    assert vues == [6, 6, 7, 7]


def test_le_contexte_par_defaut_du_processus_ne_compte_pas_non_plus():
    attendue = ATELIER.generer(DONNEES, "mise_en_demeure", au=AU, ebauche=True).octets
    garde = decimal.DefaultContext.prec
    decimal.DefaultContext.prec = 5
    try:
        with ThreadPoolExecutor(1) as fils:
            rendue = fils.submit(
                lambda: ATELIER.generer(DONNEES, "mise_en_demeure", au=AU, ebauche=True).octets
            ).result()
    finally:
        decimal.DefaultContext.prec = garde
    assert rendue == attendue


def test_deux_fils_qui_comptent_ensemble_gardent_le_meme():
    ensemble = Barrier(2)

    class Objet:
        @compte_une_fois
        def compte(self) -> object:
            """Ce qui se compte."""
            ensemble.wait(timeout=30)  # -- chacun est entré avant que l'autre ne finisse --
            return object()

    objet = Objet()
    with ThreadPoolExecutor(2) as fils:
        un, autre = (fil.result() for fil in [fils.submit(lambda: objet.compte) for _ in range(2)])
    assert un is autre is objet.compte
    assert Objet.compte.__doc__ == "Ce qui se compte."
