"""La table croisée : de chaque dossier d'argent, la lettre, l'état, les règles et la barrière disent la même chose.

Chaque exemple de recouvrement × rien de payé, une part, tout, trop × aucun intérêt convenu, convenu, convenu depuis
l'échéance × dette reconnue ou non × débiteur consommateur, entreprise, ou on ne sait pas. Tous les jours, une ligne sur
trente et une; la table entière avec les essais longs.
"""

from __future__ import annotations

import copy
from datetime import date, timedelta
from decimal import Decimal
from itertools import product
from typing import Any

import pytest
from exemples_rendus import EXEMPLES, Exemple, donnees_de
from tries import tries

import lettres
from lettres import interface
from lettres.affaire import Affaire
from lettres.barriere import controler
from lettres.catalogue import capacites
from lettres.langue import typographie as t
from lettres.production.etat import dresser
from lettres.rendu.paragraphes.texte import texte_lisible
from lettres.socle.constats import a_une_erreur

PAYE = {"rien": Decimal(0), "une part": Decimal("0.3"), "tout": Decimal(1), "trop": Decimal("1.2")}
INTERET: dict[str, dict[str, Any] | None] = {
    "sans intérêt": None,
    "convenu": {"taux_annuel": "12 %", "piece": "P-1", "demeure_automatique": "non"},
    "depuis l’échéance": {"taux_annuel": "12 %", "piece": "P-1", "demeure_automatique": "oui"},
}
RECONNUE = {"non reconnue": False, "reconnue": True}
QUALITE = {"consommateur": "consommateur", "entreprise": "entreprise", "inconnue": None}
D_ARGENT = [e for e in EXEMPLES if e.nature == "recouvrement" and capacites(e.lettre).reclame]


def dossier_de(exemple: Exemple, paye: Decimal, interet: dict[str, Any] | None, qualite: str | None, aveu: bool) -> Any:
    """L'exemple, sans ce que le croisement décide, puis avec."""
    donnees = copy.deepcopy(donnees_de(exemple.dossier))
    for bloc in ("paiements", "suspensions", "derogations"):
        donnees.pop(bloc, None)
    # -- ce qui nommait un paiement ôté part avec lui --
    if suites := [s for s in donnees.pop("suites", ()) if "paiement" not in s]:
        donnees["suites"] = suites
    for creance in donnees["creances"]:
        creance.pop("deja_paye", None)
    donnees["destinataire"].pop("qualite", None)
    donnees["destinataire"] |= {"qualite": qualite} if qualite else {}
    donnees.setdefault("pieces", [])
    if not any(p["id"] == "P-1" for p in donnees["pieces"]):
        donnees["pieces"].insert(0, {"id": "P-1", "titre": "Contrat"})
    donnees.setdefault("contrat", {"forme": "ecrit", "date": "2026-01-05", "piece": "P-1"})
    donnees["contrat"].pop("interet", None)
    donnees["contrat"] |= {"interet": interet} if interet else {}
    lu = lettres.valider(donnees)
    comptes = Affaire(lu, exemple.au).comptes
    somme = (comptes.impaye or Decimal(0)) * paye
    if somme:
        donnees["paiements"] = [{"date": (exemple.au - timedelta(days=3)).isoformat(), "montant": f"{somme:.2f} $"}]
    if aveu:
        suite = {
            "date": (exemple.au - timedelta(days=2)).isoformat(),
            "canal": "courriel",
            "resultat": "reconnaissance",
        }
        donnees.setdefault("suites", []).append(suite | {"piece": "P-1", "note": "La dette est reconnue par écrit."})
    return lettres.valider(donnees)


CAS = {
    " · ".join((e.nom, *noms)): (e, PAYE[noms[0]], INTERET[noms[1]], RECONNUE[noms[2]], QUALITE[noms[3]])
    for e in D_ARGENT
    for noms in product(PAYE, INTERET, RECONNUE, QUALITE)
}


def simple(texte: str) -> str:
    return texte.replace("\u00a0", " ").replace("\u202f", " ").replace("\u2011", "-")


@tries(("exemple", "paye", "interet", "aveu", "qualite"), CAS, list(CAS)[::93])
def test_la_lettre_l_etat_les_regles_et_la_barriere_disent_la_meme_chose(
    exemple: Exemple,
    paye: Decimal,
    interet: dict[str, Any] | None,
    aveu: bool,
    qualite: str | None,
    atelier: lettres.Atelier,
) -> None:
    dossier = dossier_de(exemple, paye, interet, qualite, aveu)
    affaire = Affaire(dossier, exemple.au)
    constats = lettres.verifier(dossier, exemple.lettre, au=exemple.au)
    codes = {c.code for c in constats}
    etat = interface.etat(dresser(dossier, au=exemple.au))

    # -- l'état : les comptes, la prescription et le tribunal de l'affaire --
    total, comptes = etat["total"], affaire.comptes
    assert comptes.total is not None
    assert isinstance(total, dict)
    assert (total["solde"], total["capital_restant"]) == (
        f"{comptes.total.solde:.2f}",
        f"{comptes.total.capital_restant:.2f}",
    )
    assert sum(Decimal(c["capital_restant"]) for c in etat["creances"]) == Decimal(total["capital_restant"])
    prochaine = affaire.prescriptions.prochaine
    assert etat["prescription"] == (prochaine.fin.isoformat() if prochaine else None)
    assert etat["forum"]["petites_creances"] is affaire.tribunal.ouvert

    # -- les règles : qui est consommateur, et si l'on sait --
    assert ("P116" in codes) <= (affaire.qualites.consommateur is None)
    # -- sans « qualite », le nom ou le type d'une entreprise la dit encore --
    assert qualite is None or affaire.qualites.consommateur is (qualite == "consommateur")

    # -- la lettre s'écrit si et seulement si rien n'est une erreur, et dit la somme qui libère --
    if a_une_erreur(constats):
        with pytest.raises(lettres.DossierInvalide) as refus:
            atelier.generer(dossier, exemple.lettre, au=exemple.au)
        assert {c.code for c in refus.value.constats if c.gravite == "erreur"} == {
            c.code for c in constats if c.gravite == "erreur"
        }
        return
    lettre = atelier.generer(dossier, exemple.lettre, au=exemple.au)
    texte = simple(texte_lisible(lettre.octets))
    due = affaire.a_payer(exemple.lettre)
    assert due is not None
    assert simple(t.montant(due.total)) in texte
    assert affaire.demandee(exemple.lettre) == due.total
    if etat["decision"]["prochaine_lettre"] == exemple.lettre:
        a_payer = etat["a_payer"]
        assert simple(t.montant(Decimal(a_payer["total"]))) in texte
        assert simple(t.date_longue(date.fromisoformat(a_payer["au"]))) in texte
    assert ("Division des petites créances" in texte) <= (affaire.tribunal.ouvert is True)
    assert [c for c in controler(lettre.octets, dossier=dossier, au=exemple.au) if c.gravite == "erreur"] == []


def test_la_table_a_toutes_ses_lignes() -> None:
    assert len(CAS) == len(D_ARGENT) * 72
    assert len(D_ARGENT) >= 10
