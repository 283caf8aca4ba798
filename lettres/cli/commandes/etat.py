"""Commande `etat` : le bilan d'un dossier, sans rien écrire."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

import lettres
from lettres.cli.commandes.calculer import OptionAuJour, Reponse
from lettres.cli.options.arguments import OptionJson, lire_au
from lettres.cli.options.mesures import repondre
from lettres.cli.terminal.affichage import constats_en_json, largeur_du_terminal, propre, resume
from lettres.cli.terminal.tableau import tableau
from lettres.socle.constats import chemin_lisible

if TYPE_CHECKING:
    from decimal import Decimal

    from lettres.affaire import Affaire, Attente, Comptes, Empechement
    from lettres.production.etat import Etat

_OUVERT = {True: "ouvertes", False: "fermées", None: "indéterminé"}


def etat(
    dossier: Annotated[str, typer.Argument(metavar="DOSSIER", help="Le dossier : un fichier YAML, JSON ou TOML.")],
    au: OptionAuJour = None,
    en_json_: OptionJson = False,
) -> int:
    """Dit où en est un dossier : solde, intérêt, délais, prescription, forum et prochaine lettre.

    Exemple : lettres etat dossier.yaml --au 2026-11-22
    """

    def calcul() -> Reponse:
        from lettres.production.etat import dresser

        ou_il_en_est = dresser(lettres.lire(dossier), au=lire_au(au))
        return _en_json(ou_il_en_est), _en_texte(ou_il_en_est, dossier)

    return repondre(calcul, en_json_=en_json_)


def _somme(somme: Decimal | None) -> str | None:
    return None if somme is None else f"{somme:.2f}"


def _en_json(e: Etat) -> dict[str, object]:
    a, t = e.affaire, e.affaire.comptes.total
    prochaine, tribunal = a.prescriptions.prochaine, a.tribunal
    urgence = a.prescriptions.urgence(a.au)
    return {
        "version": 1,
        "reference": a.dossier.reference,
        "au": a.au.isoformat(),
        "creances": [_creance_en_json(a, rang) for rang in range(len(a.comptes.creances))],
        "total": {
            "capital": _somme(t.capital if t else None),
            "capital_restant": _somme(t.capital_restant if t else None),
            "paye": _somme(t.paye if t else None),
            "interet": _somme(t.interet if t else None),
            "solde": _somme(t.solde if t else None),
        },
        "trop_paye": _somme(t.trop_paye if t else None),
        "a_payer": _a_payer_en_json(e),
        "prescription": prochaine.fin.isoformat() if prochaine else None,
        "urgence": urgence.value if urgence else None,
        "delais": list(e.delais),
        "forum": {
            "petites_creances": tribunal.ouvert,
            "motif": tribunal.motif,
            "mediation_obligatoire": tribunal.mediation_obligatoire,
            "fiche": tribunal.fiche,
        },
        "attentes": [_attente_en_json(e, a) for a in e.attentes],
        "empechements": [_empechement_en_json(empechement) for empechement in e.empechements],
        "decision": {"statut": "non_evaluee", "prochaine_lettre": e.prochaine_lettre},
        "constats": constats_en_json(e.constats),
    }


def _a_payer_en_json(e: Etat) -> dict[str, str | None] | None:
    """La somme que la prochaine lettre imprimera, à sa date limite; « au » est cette date."""
    due = e.a_payer
    if due is None:
        return None
    return {
        "lettre": e.prochaine_lettre,
        "au": due.jour.isoformat(),
        "capital": _somme(due.capital),
        "interet": _somme(due.interet),
        "remis": _somme(due.remis),
        "estime_depuis": due.estime_depuis.isoformat() if due.estime_depuis else None,
        "total": _somme(due.total),
        "par_jour": _somme(due.par_jour),
    }


def _attente_en_json(e: Etat, attente: Attente) -> dict[str, object]:
    return {
        "raison": attente.raison.name.lower(),
        "chemin": chemin_lisible(attente.chemin),
        "depuis": attente.depuis.isoformat(),
        "jusqu_au": attente.jusqu_au.isoformat() if attente.jusqu_au else None,
        "calculee": attente.calculee,
        "revenir_le": attente.reprise.isoformat() if attente.reprise else None,
        "retient_la_prochaine": e.retient(attente),
    }


def _empechement_en_json(empechement: Empechement) -> dict[str, object]:
    from lettres.regles import dire

    dit = dire(empechement)
    return {
        "raison": empechement.obstacle.value,
        "chemin": chemin_lisible(empechement.chemin),
        "depuis": empechement.depuis.isoformat() if empechement.depuis else None,
        "message": dit.message,
        "remede": dit.remede,
    }


def _creance_en_json(a: Affaire, rang: int) -> dict[str, object]:
    from lettres.affaire import somme

    c, taux = a.comptes.creances[rang], a.comptes.taux
    r, prescrite = c.releve, a.prescriptions.creances[rang]
    return {
        "facture": c.creance.facture,
        "capital": _somme(c.creance.montant),
        "capital_restant": _somme(r.capital_restant if r else None),
        "avoirs": _somme(somme([avoir.montant for avoir in c.avoirs])),
        "paye": _somme(r.paye if r else None),
        "interet": _somme(r.interet if r else None),
        "interet_paye": _somme(r.interet - r.interet_restant if r else None),
        "solde": _somme(r.solde if r else None),
        "taux": f"{taux.taux.normalize():f}",
        "base": a.comptes.base,
        "depuis": c.depart.jour.isoformat() if c.depart.jour else None,
        "par_jour": _somme(r.par_jour if r else None),
        "prescription": prescrite.actuelle.fin.isoformat() if prescrite else None,
    }


def _en_texte(e: Etat, fichier: str) -> str:
    from lettres.langue.ecriture import jour

    a = e.affaire
    sections = [f"Dossier {propre(a.dossier.reference)}, au {jour(a.au)}", *_sommes(a.comptes), *_interets(a.comptes)]
    if e.delais:
        sections.append("\n".join(["Délais", *(f"  {ligne}" for ligne in e.delais)]))
    if a.prescriptions.utiles:
        sections.append("\n".join(["Prescription", *_prescriptions(a)]))
    sections.append(f"Petites créances : {_OUVERT[a.tribunal.ouvert]}\n  {a.tribunal.motif}")
    if e.attentes:
        sections.append("\n".join(["À attendre", *(_attente(e, attente) for attente in e.attentes)]))
    return "\n\n".join([*sections, _prochaine(e, fichier)])


def _prochaine(e: Etat, fichier: str) -> str:
    from lettres.regles import dire

    dites = [dire(empechement) for empechement in e.empechements]
    if e.prochaine_lettre:
        # -- celle-ci ne va pas au destinataire : ce qui empêche les autres ne l'empêche pas --
        tete = [f"Prochaine lettre : {e.prochaine_lettre}", *(f"  {d.message}" for d in dites)]
        return "\n".join([*tete, f"  {resume(e.constats)} {_suite(e, fichier)}"])
    if not dites:
        return "Prochaine lettre : aucune; toutes figurent dans « envois »."
    lignes = dict.fromkeys([*(f"  {d.message}" for d in dites[1:]), *(f"  {d.remede}" for d in dites)])
    return "\n".join([f"Prochaine lettre : aucune. {dites[0].message}", *lignes])


def _attente(e: Etat, attente: Attente) -> str:
    from lettres.langue.ecriture import jour

    fin = f"jusqu’au {jour(attente.jusqu_au)}" if attente.jusqu_au else f"depuis le {jour(attente.depuis)}"
    comptee = " (date calculée)" if attente.calculee else ""
    libre = "" if e.retient(attente) or not e.prochaine_lettre else f"; ne retient pas « {e.prochaine_lettre} »"
    return f"  {attente.raison}, {fin}{comptee} – {chemin_lisible(attente.chemin)}{libre}"


def _suite(e: Etat, fichier: str) -> str:
    commande = "verifier" if e.constats else "generer"
    return f"Ensuite : lettres {commande} {propre(fichier)} --au {e.affaire.au.isoformat()}"


def _sommes(comptes: Comptes) -> Iterator[str]:
    from lettres.langue.ecriture import exact

    if not comptes.creances:
        return
    if comptes.total is None:
        yield "Solde : inconnu, car un montant ou la date d’un paiement manque."
        return
    rangees: list[tuple[str, ...]] = [("FACTURE", "CAPITAL", "INTÉRÊT", "PAYÉ", "SOLDE", "PAR JOUR")]
    for c in comptes.creances:
        if r := c.releve:
            sommes = (r.dette.capital, r.interet, r.paye, r.solde, r.par_jour)
            rangees.append((propre(c.nom), *map(exact, sommes)))
    t = comptes.total
    rangees.append(("Total", exact(t.capital), exact(t.interet), exact(t.paye), exact(t.solde), ""))
    yield tableau(rangees, largeur_du_terminal())
    if t.trop_paye:
        yield f"Payé en trop : {exact(t.trop_paye)}"


def _interets(comptes: Comptes) -> Iterator[str]:
    from lettres.droit.compte import REGLE
    from lettres.langue.ecriture import jour, pour_cent

    if comptes.total is None:
        return
    lignes = [f"Intérêt à {pour_cent(comptes.taux.taux)} par année – {comptes.taux.motif}"]
    for c in comptes.creances:
        if r := c.releve:
            depuis = f"depuis le {jour(c.depart.jour)} – " if c.depart.jour else ""
            lignes.append(f"  {propre(c.nom)} : {depuis}{c.depart.motif}")
            lignes += [f"    {s.phrase}" for s in r.segments]
            lignes += [f"    payé : {i.phrase}" for i in r.imputations]
    yield "\n".join([*lignes, f"  {REGLE}"])


def _prescriptions(a: Affaire) -> Iterator[str]:
    for p in a.prescriptions.utiles:
        yield f"  {p.regle} ({p.reference})"
    if urgence := a.prescriptions.urgence(a.au):
        yield f"  {urgence.phrase} Une lettre n’arrête pas ce délai."
