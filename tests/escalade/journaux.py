"""Journaux au hasard : une graine, un dossier valide et plausible, et un jour qui suit tout ce qu'on y lit.

Le dossier est en données, comme un programme le donnerait : on y ajoute des inscriptions avant de le valider encore.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from fabrique_de_dossiers import destinataire, expediteur, facture, piece

import lettres
from lettres.dossier import Dossier
from lettres.escalade import Contraire

Blocs = dict[str, Any]

DEBUT = date(2026, 1, 5)
_LETTRES: Mapping[str, tuple[str, ...]] = {
    "recouvrement": ("rappel", "rappel", "mise_en_demeure", "reponse", "proposition"),
    "reputation": ("retrait", "mise_en_demeure", "reponse"),
    "consommation": ("rappel", "opc", "mise_en_demeure", "reponse"),
    "entente": ("rappel", "mise_en_demeure", "reponse"),
}
_ECHELONS: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("recouvrement", "rappel"): ("rappel", "rappel_ferme"),
    ("recouvrement", "mise_en_demeure"): ("mise_en_demeure",),
    ("reputation", "retrait"): ("retrait",),
}
_MODES = ("courriel", "courriel", "poste", "recommande", "huissier", "main_propre")
_RESULTATS = (
    *("sans_reponse", "injoignable", "appel_fait", "refus", "refus", "reconnaissance", "facture_non_recue"),
    *("promesse", "promesse", "promesse", "paiement_annonce", "en_approbation"),
    *("contestation", "contestation", "insolvabilite", "procureur_constitue", "retour_courrier", "retour_courrier"),
    *("cheque_sans_provision", "cheque_sans_provision"),
)
_RARES = {"insolvabilite", "procureur_constitue"}
_ISSUES = ("payee", "entente", "abandon", "irrecouvrable", "confiee", "echelle_epuisee")


@dataclass
class Hasard:
    """Un tirage qui se refait : la graine décide de tout."""

    de: Random

    def fois(self, sur_cent: int) -> bool:
        """Vrai tant de fois sur cent."""
        return self.de.random() * 100 < sur_cent

    def jour(self, depuis: date, jusqu_a: int, des: int = 0) -> date:
        """Un jour, de `des` à `jusqu_a` jours après un autre."""
        return depuis + timedelta(days=self.de.randint(des, jusqu_a))

    def somme(self, maximum: int = 400) -> str:
        """Une somme, d'un cent à tant de dollars."""
        return f"{self.de.randint(1, maximum * 100) / 100:.2f}"


def dossier_au_hasard(graine: int) -> tuple[Blocs, date]:
    """Un dossier, et un jour qui suit son journal."""
    h = Hasard(Random(graine))  # noqa: S311 -- des essais, non des secrets
    nature = h.de.choice(("recouvrement",) * 7 + ("reputation", "consommation", "entente"))
    d: Blocs = {
        "reference": f"2026-{graine:04d}",
        "nature": nature,
        "expediteur": expediteur(),
        "destinataire": destinataire(courriel="marie@exemple.test"),
        "pieces": [piece(1)],
        "mode_envoi": h.de.choice(_MODES),
    }
    if nature == "recouvrement":
        d["creances"] = [_creance(h, rang) for rang in range(1, h.de.choice((1, 1, 2, 2, 3, 4)) + 1)]
    _de_l_affaire(h, d)
    fin = _raconter(h, d)
    return d, h.jour(fin, 40 if h.fois(85) else 1500)


def _creance(h: Hasard, rang: int) -> Blocs:
    faite = h.jour(DEBUT, 90, -60)
    creance: Blocs = {"cause": "service", "date": faite.isoformat(), "objet": "Reportage", "montant": h.somme()}
    if not h.fois(6):
        creance["facture"] = f"F-{rang}"
    if not h.fois(12):
        creance["echeance"] = h.jour(faite, 60).isoformat()
    for cle, sur_cent in (("montant", 3), ("date", 5)):
        if h.fois(sur_cent):
            del creance[cle]
    if h.fois(5):
        creance["politique"] = "aucune"
    if h.fois(2):
        creance["cause"] = "loyer_logement"
    return creance


def _de_l_affaire(h: Hasard, d: Blocs) -> None:
    """Ce qui n'est pas du journal : un intérêt convenu, un avocat, quelqu'un qui agit déjà, un rapprochement."""
    if h.fois(25):
        d["contrat"] = {"forme": "ecrit", "piece": "P-1", "interet": {"taux_annuel": "12 %", "piece": "P-1"}}
    if h.fois(3):
        d["politique"] = "aucune"
    if h.fois(3):
        d["destinataire"] |= {"procureur": {"nom": "Me Exemple"}}
    if h.fois(4):
        d["agit_deja"] = {"qui": "Agence Exemple", "depuis": h.jour(DEBUT, 500).isoformat()}
    if h.fois(25):
        d["rapproche_le"] = h.jour(DEBUT, 400).isoformat()
    if h.fois(8) and d.get("creances"):
        d["avoirs"] = [{"date": h.jour(DEBUT, 0, -60).isoformat(), "montant": h.somme(80)} | _nommer(h, d, "facture")]


def _raconter(h: Hasard, d: Blocs) -> date:
    """Le journal, jour après jour; rend son dernier jour."""
    le = h.jour(DEBUT, 120)
    for _ in range(h.de.choice((0, 1, 2, 3, 4, 5, 6, 8, 10))):
        le = h.jour(le, 30)
        ajouter_au_hasard(h, d, le)
    return max([le, *(date.fromisoformat(e["recu_le"]) for e in d.get("envois", ()) if "recu_le" in e)])


def ajouter_au_hasard(h: Hasard, d: Blocs, le: date) -> None:
    """Une inscription de plus, ce jour-là."""
    h.de.choice((_envoi,) * 8 + (_suite,) * 8 + (_paiement,) * 4 + (_suspension, _cloture, _correction))(h, d, le)


def _nommer(h: Hasard, d: Blocs, cle: str, sur_cent: int = 40) -> Blocs:
    """Une facture nommée, ou quelques-unes, ou aucune."""
    factures = [c["facture"] for c in d.get("creances", ()) if "facture" in c]
    if not factures or not h.fois(sur_cent):
        return {}
    return {cle: h.de.choice(factures) if cle == "facture" else h.de.sample(factures, h.de.randint(1, len(factures)))}


def _envoi(h: Hasard, d: Blocs, le: date) -> None:
    lettre = h.de.choice(_LETTRES[d["nature"]])
    e: Blocs = {"lettre": lettre, "date": le.isoformat(), "mode": h.de.choice(_MODES)} | _nommer(h, d, "creances")
    if h.fois(40):
        e["recu_le"] = h.jour(le, 9).isoformat()
    if h.fois(40):
        e["echeance"] = h.jour(le, 25, 5).isoformat()
    if h.fois(30):
        e["echelon"] = h.de.choice(_ECHELONS.get((d["nature"], lettre), (lettre,)))
    if h.fois(10):
        e["force"] = {"codes": ["J104"], "motif": "Entente verbale."}
    if h.fois(20) and d["nature"] == "recouvrement":
        e["montant"] = h.somme()
    d.setdefault("envois", []).append(e)


def _suite(h: Hasard, d: Blocs, le: date) -> None:
    resultat = h.de.choice(_RESULTATS)
    if resultat in _RARES and not h.fois(25):
        resultat = "sans_reponse"
    s: Blocs = {"date": le.isoformat(), "resultat": resultat} | _nommer(h, d, "creances")
    if resultat in {"promesse", "paiement_annonce"}:
        if h.fois(80):
            s["promis_le"] = h.jour(le, 40).isoformat()
        if h.fois(50):
            s["montant"] = h.somme(200)
    if resultat == "reconnaissance" and h.fois(60):
        s["piece"] = "P-1"
    if resultat == "contestation" and h.fois(40):
        s["montant_conteste"] = h.somme(200)
    a_nommer = {"retour_courrier": ("envoi", "envois"), "cheque_sans_provision": ("paiement", "paiements")}
    if resultat in a_nommer:
        cle, liste = a_nommer[resultat]
        rangs = [r for r, x in enumerate(d.get(liste, ()), 1) if x.get("date", "9") <= s["date"]]
        if not rangs:
            return
        s[cle] = h.de.choice(rangs)
    d.setdefault("suites", []).append(s)


def _paiement(h: Hasard, d: Blocs, le: date) -> None:
    montants = [c["montant"] for c in d.get("creances", ()) if "montant" in c]
    p: Blocs = {"date": le.isoformat(), "montant": h.de.choice((h.somme(150), *montants))}
    p |= _nommer(h, d, "facture", 70)
    if h.fois(3):
        del p[h.de.choice(("date", "montant"))]
    d.setdefault("paiements", []).append(p)


def _suspension(h: Hasard, d: Blocs, le: date) -> None:
    motif = h.de.choice(("entente_de_paiement", "contestation", "mediation", "autre", "insolvabilite"))
    s: Blocs = {"motif": motif, "du": le.isoformat()} | _nommer(h, d, "creances")
    if h.fois(75):
        s["au"] = h.jour(le, 60).isoformat()
    if h.fois(30):
        s["revoir_le"] = h.jour(le, 40).isoformat()
    d.setdefault("suspensions", []).append(s)


def _cloture(h: Hasard, d: Blocs, le: date) -> None:
    issue = "rouverte" if "clotures" in d and h.fois(60) else h.de.choice(_ISSUES)
    d.setdefault("clotures", []).append({"date": le.isoformat(), "issue": issue} | _nommer(h, d, "creances"))


def _correction(h: Hasard, d: Blocs, le: date) -> None:
    """Une inscription corrigée ou annulée : celle d'une suite, d'une suspension ou d'une clôture, que rien ne nomme."""
    liste = h.de.choice([nom for nom in ("suites", "suspensions", "clotures") if d.get(nom)] or [""])
    if not liste:
        return
    deja = {x.get("corrige") for x in d[liste]}
    rangs = [r for r, x in enumerate(d[liste], 1) if r not in deja and set(x) != {"corrige", "motif"}]
    if not rangs:
        return
    rang = h.de.choice(rangs)
    if h.fois(50):
        d[liste].append({"corrige": rang, "motif": "Inscrite par erreur."})
        return
    remplace = {**d[liste][rang - 1], "corrige": rang}
    d[liste].append(remplace if liste == "suspensions" else {**remplace, "motif": "Mal inscrite."})


def echelonnee(creances: int, /, **blocs: Any) -> tuple[Blocs, date]:
    """Tant de créances, chacune échue son jour : un groupe pour chacune, ou presque."""
    d: Blocs = {
        "reference": "2026-0000",
        "nature": "recouvrement",
        "expediteur": expediteur(),
        "destinataire": destinataire(),
        "creances": [
            facture(
                facture=f"F-{rang}",
                date=(date(2026, 6, 1) + timedelta(days=rang)).isoformat(),
                echeance=(date(2026, 7, 1) + timedelta(days=rang)).isoformat(),
                montant=f"{100 + rang}.00",
            )
            for rang in range(creances)
        ],
    }
    return d | blocs, date(2026, 7, 1) + timedelta(days=creances // 2)


def grosse_affaire(creances: int, inscriptions: int) -> tuple[Blocs, date]:
    """Tant de créances échues le même jour, et tant d'inscriptions, chacune d'une créance à son tour, ou de toutes."""
    d: Blocs = {
        "reference": "2026-0000",
        "nature": "recouvrement",
        "expediteur": expediteur(),
        "destinataire": destinataire(),
        "creances": [facture(facture=f"F-{rang}", montant=f"{100 + rang}.00") for rang in range(creances)],
    }
    le = date(2026, 9, 8)
    for rang in range(inscriptions):
        le += timedelta(days=rang % 2)
        nommee, jour = f"F-{rang % creances}", le.isoformat()
        liste, entree = (
            ("envois", {"lettre": "reponse", "mode": "courriel", "creances": [nommee]}),
            ("suites", {"resultat": "promesse", "promis_le": jour, "creances": [nommee]}),
            ("suites", {"resultat": "sans_reponse"}),
            ("paiements", {"montant": "1.00", "facture": nommee}),
        )[rang % 4]
        d.setdefault(liste, []).append({"date": jour, **entree})
    return d, le + timedelta(days=40)


def applique(faits: Blocs, c: Contraire, au: date) -> tuple[Dossier, date]:
    """Le dossier d'un programme, où `lettres.ajouter` a mis le contraire; et le jour où reposer la question.

    Une date n'ajoute rien : c'est ce jour. Ce qui est daté du lendemain vaut dès ce jour.
    """
    if c.evenement == "date":
        assert [*c.donnees] == ["au"], c
        return Dossier.model_validate(faits), date.fromisoformat(str(c.donnees["au"]))
    octets = lettres.ajouter(json.dumps(faits).encode(), c.donnees, format="json")
    entrees = [e for v in c.donnees.values() for e in (v if isinstance(v, list) else [v]) if isinstance(e, dict)]
    relu = json.loads(octets)
    for liste, valeur in c.donnees.items():
        attendues = valeur if isinstance(valeur, list) else [valeur]
        assert len(relu[liste]) == len(faits.get(liste, ())) + len(attendues), c
    return Dossier.model_validate(relu), max([au, *(date.fromisoformat(str(e["date"])) for e in entrees)])
