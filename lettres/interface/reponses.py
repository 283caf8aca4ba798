"""Réponses : d'une valeur de l'outil (constat, état, consigne, code) à sa forme publique."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from lettres.interface import objets, objets_d_ecriture, objets_de_decision, objets_de_relance
from lettres.interface.notations import VERSION
from lettres.interface.reponses_de_sommes import creance, droits, exacte, somme_ecrite
from lettres.socle.constats import Constat
from lettres.socle.places import DansDossier, DansExport, DansFichier, DansWord, Endroit, chemin_lisible

if TYPE_CHECKING:
    from lettres.affaire import Attente, Empechement
    from lettres.escalade import Contraire, Decision, Pourquoi
    from lettres.interface.objets_de_reference import ExplicationJson, MaisonJson, ModeleDeLettreJson
    from lettres.production.consigne import Consigne
    from lettres.production.etat import Etat
    from lettres.production.generation import Lettre
    from lettres.production.maison import Maison
    from lettres.production.perspective import Perspective
    from lettres.production.preferences import Preferences
    from lettres.production.relances import Debiteur, PasSuivi
    from lettres.production.relances.simulation import Simulation
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
        case DansExport():
            return {
                "type": "export",
                "fichier": lieu.fichier,
                "sorte": lieu.sorte,
                "endroit": lieu.endroit,
                "ligne": lieu.ligne,
                "colonne": lieu.colonne,
            }
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
        "creances": [creance(a, rang) for rang in range(len(a.comptes.creances))],
        "total": {
            "capital": somme_ecrite(t.capital if t else None),
            "capital_restant": somme_ecrite(t.capital_restant if t else None),
            "paye": somme_ecrite(t.paye if t else None),
            "interet": somme_ecrite(t.interet if t else None),
            "solde": somme_ecrite(t.solde if t else None),
            "de_cote": exacte(a.comptes.de_cote),
            "reclame": somme_ecrite(a.comptes.reclame.solde if a.comptes.reclame else None),
        },
        "trop_paye": somme_ecrite(t.trop_paye if t else None),
        "a_payer": _a_payer(e),
        "prescription": prochaine.fin.isoformat() if prochaine else None,
        "urgence": urgence.value if urgence else None,
        "delais": list(e.delais),
        "droits": droits(a),
        "forum": {
            "petites_creances": tribunal.ouvert,
            "motif": tribunal.motif,
            "mediation_obligatoire": tribunal.mediation_obligatoire,
            "fiche": tribunal.fiche,
        },
        "attentes": [_attente(e, a) for a in e.attentes],
        "empechements": [_empechement(empechement, e.pas_libre) for empechement in e.empechements],
        "decision": decision(e.decision),
        "decisions": [decision(d) for d in e.decision.toutes],
        "preferences": _preferences(preferences) if preferences else None,
        "maison": _maison(preferences.maison) if preferences and preferences.maison else None,
        "constats": constats(e.constats),
    }


def _preferences(p: Preferences) -> objets_de_decision.PreferencesJson | None:
    if p.fichier is None:
        return None
    siennes: list[objets_de_decision.PolitiqueJson] = [
        {"code": sienne.code, "nature": sienne.nature, "empreinte": sienne.empreinte} for sienne in p.siennes
    ]
    papier: objets_de_decision.PapierJson | None = (
        {"fichier": p.papier, "empreinte": p.empreinte_du_papier} if p.papier is not None else None
    )
    return {"fichier": p.fichier, "politiques": siennes, "modeles": p.modeles, "papier": papier}


def _maison(m: Maison) -> MaisonJson:
    siens = {modele.fichier for modele in m.lettres}
    return {
        "repertoire": m.repertoire,
        "remplaces": [nom for nom in m.remplaces if nom not in siens],
        "lettres": [
            {"code": x.code, "nature": x.nature, "comme": x.lettre, "titre": x.titre, "fichier": x.fichier}
            for x in m.lettres
        ],
    }


def modele_de_la_lettre(lettre: Lettre) -> ModeleDeLettreJson:
    """Le modèle qui l'a écrite, livré ou de l'usager."""
    return {"fichier": lettre.modele, "livre": lettre.modele_livre, "empreinte": lettre.empreinte_du_modele}


def _a_payer(e: Etat) -> objets.APayerJson | None:
    due = e.a_payer
    if due is None:
        return None
    return {
        "lettre": e.prochaine_lettre,
        "au": due.jour.isoformat(),
        "capital": exacte(due.capital),
        "interet": exacte(due.interet),
        "remis": somme_ecrite(due.remis),
        "estime_depuis": due.estime_depuis.isoformat() if due.estime_depuis else None,
        "total": exacte(due.total),
        "par_jour": exacte(due.par_jour),
    }


def _empechement(empechement: Empechement, sauf: str | None) -> objets.EmpechementJson:
    from lettres.regles import dire

    dit = dire(empechement, sauf)
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
        "raisons": [_raison(r) for r in d.raisons],
        "des_le": d.des_le.isoformat() if d.des_le else None,
        "avant_le": d.avant_le.isoformat() if d.avant_le else None,
        "ce_qui_manque": [_raison(m) for m in d.ce_qui_manque],
        "contraires": [_contraire(c) for c in d.contraires],
        "politique": d.politique,
        "modele": d.modele,
    }


def _raison(r: Pourquoi) -> objets_de_decision.RaisonJson:
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
        "impaye": somme_ecrite(p.impaye),
    }


def debiteur(d: Debiteur) -> objets_de_relance.DebiteurJson:
    """La forme publique d'une rangée de « relance »."""
    return {
        "nom": d.nom,
        "neq": d.neq,
        "references": list(dict.fromkeys(affaire.reference for affaire in d.affaires)),
        "statut": d.statut,
        "retenu": d.retenu,
        "pas": [_pas(p) for p in d.pas],
        "contradictions": [
            {"code": c.code, "phrase": c.phrase, "references": list(c.references)} for c in d.contradictions
        ],
    }


def _pas(p: PasSuivi) -> objets_de_relance.PasSuiviJson:
    return {
        "source": p.source,
        "reference": p.reference,
        "statut": p.statut,
        "echelon": p.echelon,
        "titre": p.titre,
        "lettre": p.lettre,
        "action": p.action,
        "creances": list(p.creances),
        "somme": somme_ecrite(p.somme),
        "raison": _raison(p.raison),
        "des_le": p.des_le.isoformat() if p.des_le else None,
        "avant_le": p.avant_le.isoformat() if p.avant_le else None,
        "ce_qui_manque": [_raison(m) for m in p.manques],
    }


def simulation(s: Simulation) -> objets_de_relance.SimulationJson:
    """La forme publique d'une simulation."""
    return {
        "version": VERSION,
        "simulation": True,
        "reference": s.dossier.reference,
        "au": s.au.isoformat(),
        "jusqu_a": s.jusqu_a.isoformat(),
        "suppositions": [{"jour": x.le.isoformat(), "phrase": x.phrase} for x in s.suppositions],
        "etapes": [
            {
                "jour": e.jour.isoformat(),
                "decisions": [decision(d) for d in e.decisions],
                "survenus": [{"code": x.code, "phrase": x.phrase} for x in e.survenus],
            }
            for e in s.etapes
        ],
        "complete": s.complete,
    }


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
