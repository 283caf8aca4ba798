"""Réponses : d'une valeur de l'outil (constat, état, lettre d'un lot, consigne, code) à sa forme publique."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING

from lettres.interface import objets, objets_d_ecriture, objets_de_decision
from lettres.interface.notations import VERSION
from lettres.socle.constats import Constat, dans_l_ordre_du_fichier
from lettres.socle.places import DansDossier, DansFichier, DansWord, Endroit, chemin_lisible

if TYPE_CHECKING:
    from lettres.affaire import Affaire, Attente, Empechement
    from lettres.escalade import Contraire, Decision, Pourquoi
    from lettres.interface.objets_de_reference import ExplicationJson
    from lettres.production.consigne import Consigne
    from lettres.production.etat import Etat
    from lettres.production.lots import ResultatDeLot
    from lettres.production.perspective import Perspective
    from lettres.production.preferences import Preferences
    from lettres.socle.code import Code


def constat(c: Constat) -> objets.ConstatJson:
    """La forme publique d'un constat."""
    return {
        "code": c.code,
        "gravite": c.gravite,
        "fichier": c.fichier,
        "ligne": c.ligne,
        "colonne": c.colonne,
        "chemin": chemin_lisible(c.chemin),
        "lieu": _lieu(c.lieu),
        "message": c.message,
        "remede": c.remede,
        "fondement": c.fondement,
    }


def _lieu(lieu: Endroit | None) -> objets.LieuJson | None:
    match lieu:
        case None:
            return None
        case DansFichier():
            return {"type": "fichier", "fichier": lieu.fichier, "ligne": lieu.ligne, "colonne": lieu.colonne}
        case DansDossier():
            return {"type": "dossier", "chemin": chemin_lisible(lieu.chemin)}
        case DansWord():
            return {
                "type": "word",
                "partie": lieu.partie,
                "paragraphe": lieu.paragraphe,
                "debut": lieu.debut,
                "fin": lieu.fin,
                "texte": lieu.texte,
                "passage": lieu.passage,
            }


def constats(liste: Iterable[Constat]) -> list[objets.ConstatJson]:
    """Les constats sous leur forme publique, dans leur ordre."""
    return [constat(c) for c in liste]


def etat(e: Etat, preferences: Preferences | None = None) -> objets.EtatJson:
    """L'état d'un dossier : ses sommes, ses délais, sa décision, ses constats, et les préférences suivies."""
    a, t = e.affaire, e.affaire.comptes.total
    prochaine, tribunal = a.prescriptions.prochaine, a.tribunal
    urgence = a.prescriptions.urgence(a.au)
    return {
        "version": VERSION,
        "reference": a.dossier.reference,
        "au": a.au.isoformat(),
        "creances": [_creance(a, rang) for rang in range(len(a.comptes.creances))],
        "total": {
            "capital": somme_dite(t.capital if t else None),
            "capital_restant": somme_dite(t.capital_restant if t else None),
            "paye": somme_dite(t.paye if t else None),
            "interet": somme_dite(t.interet if t else None),
            "solde": somme_dite(t.solde if t else None),
            "de_cote": _exacte(a.comptes.de_cote),
            "reclame": somme_dite(a.comptes.reclame.solde if a.comptes.reclame else None),
        },
        "trop_paye": somme_dite(t.trop_paye if t else None),
        "a_payer": _a_payer(e),
        "prescription": prochaine.fin.isoformat() if prochaine else None,
        "urgence": urgence.value if urgence else None,
        "delais": list(e.delais),
        "forum": {
            "petites_creances": tribunal.ouvert,
            "motif": tribunal.motif,
            "mediation_obligatoire": tribunal.mediation_obligatoire,
            "fiche": tribunal.fiche,
        },
        "attentes": [_attente(e, a) for a in e.attentes],
        "empechements": [_empechement(empechement) for empechement in e.empechements],
        "decision": decision(e.decision),
        "decisions": [decision(d) for d in e.decision.toutes],
        "preferences": _preferences(preferences) if preferences else None,
        "constats": constats(e.constats),
    }


def _preferences(p: Preferences) -> objets.PreferencesJson | None:
    if p.fichier is None:
        return None
    siennes: list[objets.PolitiqueJson] = [
        {"code": sienne.code, "nature": sienne.nature, "empreinte": sienne.empreinte} for sienne in p.siennes
    ]
    return {"fichier": p.fichier, "politiques": siennes, "modeles": p.modeles}


def _a_payer(e: Etat) -> objets.APayerJson | None:
    due = e.a_payer
    if due is None:
        return None
    return {
        "lettre": e.prochaine_lettre,
        "au": due.jour.isoformat(),
        "capital": _exacte(due.capital),
        "interet": _exacte(due.interet),
        "remis": somme_dite(due.remis),
        "estime_depuis": due.estime_depuis.isoformat() if due.estime_depuis else None,
        "total": _exacte(due.total),
        "par_jour": _exacte(due.par_jour),
    }


def _empechement(empechement: Empechement) -> objets.EmpechementJson:
    from lettres.regles import dire

    dit = dire(empechement)
    return {
        "raison": empechement.obstacle.value,
        "chemin": chemin_lisible(empechement.chemin),
        "depuis": empechement.depuis.isoformat() if empechement.depuis else None,
        "message": dit.message,
        "remede": dit.remede,
    }


def decision(d: Decision) -> objets_de_decision.DecisionJson:
    """La forme publique d'une décision."""
    return {
        "statut": d.statut,
        "echelon": d.echelon.code if d.echelon else None,
        "lettre": d.lettre,
        "action": d.action,
        "prochaine_lettre": d.prochaine_lettre,
        "creances": list(d.creances),
        "raisons": [raison(r) for r in d.raisons],
        "des_le": d.des_le.isoformat() if d.des_le else None,
        "avant_le": d.avant_le.isoformat() if d.avant_le else None,
        "ce_qui_manque": [raison(m) for m in d.ce_qui_manque],
        "contraires": [_contraire(c) for c in d.contraires],
        "politique": d.politique,
    }


def raison(r: Pourquoi) -> objets_de_decision.RaisonJson:
    """La forme publique d'une raison."""
    return {"code": r.code, "phrase": r.phrase, "fondement": r.fondement, "chemin": chemin_lisible(r.chemin)}


def _contraire(c: Contraire) -> objets_de_decision.ContraireJson:
    return {"evenement": c.evenement, "donnees": dict(c.donnees), "phrase": c.phrase, "statut": c.statut}


def _attente(e: Etat, attente: Attente) -> objets.AttenteJson:
    return {
        "raison": attente.raison.name.lower(),
        "chemin": chemin_lisible(attente.chemin),
        "depuis": attente.depuis.isoformat(),
        "jusqu_au": attente.jusqu_au.isoformat() if attente.jusqu_au else None,
        "calculee": attente.calculee,
        "revenir_le": attente.reprise.isoformat() if attente.reprise else None,
        "retient_la_prochaine": e.retient(attente),
    }


def _creance(a: Affaire, rang: int) -> objets.CreanceJson:
    from lettres.affaire import somme

    c, taux = a.comptes.creances[rang], a.comptes.taux
    r, prescrite = c.releve, a.prescriptions.creances[rang]
    return {
        "facture": c.creance.facture,
        "nom": c.nom,
        "capital": somme_dite(c.creance.montant),
        "capital_restant": somme_dite(r.capital_restant if r else None),
        "avoirs": somme_dite(somme([avoir.montant for avoir in c.avoirs])),
        "paye": somme_dite(r.paye if r else None),
        "interet": somme_dite(r.interet if r else None),
        "interet_paye": somme_dite(r.interet - r.interet_restant if r else None),
        "solde": somme_dite(r.solde if r else None),
        "de_cote": _exacte(c.de_cote),
        "reclame": somme_dite(c.reclame.solde if c.reclame else None),
        "taux": f"{taux.taux.normalize():f}",
        "base": a.comptes.base,
        "depuis": c.depart.jour.isoformat() if c.depart.jour else None,
        "par_jour": somme_dite(r.par_jour if r else None),
        "prescription": prescrite.actuelle.fin.isoformat() if prescrite else None,
    }


def somme_dite(somme: Decimal | None) -> str | None:
    """La somme, telle qu'une réponse la donne; None si elle n'est pas connue."""
    return None if somme is None else _exacte(somme)


def _exacte(somme: Decimal) -> str:
    return f"{somme:.2f}"


def consigne(suite: Consigne, format_: str) -> objets.ConsigneJson:
    """Ce qu'il reste à faire d'une lettre; `format_` est celui du dossier : yaml, json ou toml."""
    return {
        "envoi": suite.envoi,
        "preuve": suite.preuve,
        "inscription": dict(suite.inscription),
        "a_ajouter": suite.inscrite(format_),
        "revenir_le": suite.revenir_le.isoformat(),
    }


def perspective(p: Perspective) -> objets_d_ecriture.PerspectiveJson:
    """Ce qui attend un dossier, avant ou après une inscription."""
    return {
        "statut": p.decision.statut,
        "prochaine_lettre": p.decision.prochaine_lettre,
        "des_le": p.decision.des_le.isoformat() if p.decision.des_le else None,
        "delai": p.delai.fin.isoformat() if p.delai else None,
        "calculee": p.delai.calculee if p.delai else None,
        "impaye": somme_dite(p.impaye),
    }


def lettre_de_lot(resultat: ResultatDeLot) -> objets.LettreDeLotJson:
    """Ce qu'un dossier du lot est devenu."""
    return {
        "source": resultat.source,
        "etat": resultat.etat,
        "reference": resultat.reference,
        "lettre": resultat.lettre,
        "nom": resultat.nom,
        "fichier": str(resultat.fichier) if resultat.fichier else None,
        "empreinte": resultat.empreinte,
        "chemin": resultat.chemin,
        "constats": constats(dans_l_ordre_du_fichier(resultat.constats)),
    }


def refus_du_lot(source: str, c: Constat) -> objets.ConstatDuLotJson:
    """Le constat d'un dossier refusé, avec ce dossier : le refus d'une sortie, lui, ne nomme que la lettre."""
    return {**constat(c), "source": source}


def explication(code: Code) -> ExplicationJson:
    """La page d'un code."""
    return {
        "version": VERSION,
        "code": code.code,
        "nom": code.nom,
        "gravite": code.gravite,
        "famille": code.famille,
        "tolere": code.tolere,
        "forcable": code.forcable,
        "derogeable": code.derogeable,
        "depuis": code.depuis,
        "retire": code.retire or None,
        "faute": code.page.faute,
        "rubriques": code.page.rubriques(),
    }
