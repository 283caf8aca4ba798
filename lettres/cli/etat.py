"""Commande `etat` : le bilan d'un dossier, sans rien écrire."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

import lettres
from lettres.cli.affichage import constats_en_json, largeur_du_terminal, propre, resume
from lettres.cli.arguments import OptionJson, lire_au
from lettres.cli.calculer import OptionAuJour, Reponse
from lettres.cli.mesures import repondre
from lettres.cli.tableau import tableau

if TYPE_CHECKING:
    from decimal import Decimal

    from lettres.etat import Etat, EtatDeCreance

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
        jour = lire_au(au)
        bilan = lettres.bilan(lettres.lire(dossier), au=jour)
        return _en_json(bilan), _en_texte(bilan, dossier)

    return repondre(calcul, en_json_=en_json_)


def _somme(somme: Decimal | None) -> str | None:
    return None if somme is None else f"{somme:.2f}"


def _en_json(e: Etat) -> dict[str, object]:
    t = e.total
    return {
        "version": 1,
        "reference": e.reference,
        "au": e.au.isoformat(),
        "creances": [_creance_en_json(c) for c in e.creances],
        "total": {
            "capital": _somme(t.capital if t else None),
            "paye": _somme(t.paye if t else None),
            "interet": _somme(t.interet if t else None),
            "solde": _somme(t.solde if t else None),
        },
        "trop_paye": _somme(t.trop_paye if t else None),
        "prescription": e.prescription.fin.isoformat() if e.prescription else None,
        "urgence": e.urgence.value if e.urgence else None,
        "delais": list(e.delais),
        "forum": {
            "petites_creances": e.forum.ouvert,
            "motif": e.forum.motif,
            "mediation_obligatoire": e.forum.mediation_obligatoire,
            "fiche": e.forum.fiche,
        },
        "decision": {"statut": "non_evaluee", "prochaine_lettre": e.prochaine_lettre},
        "constats": constats_en_json(e.constats),
    }


def _creance_en_json(c: EtatDeCreance) -> dict[str, object]:
    r = c.releve
    return {
        "facture": c.facture,
        "capital": _somme(c.capital),
        "paye": _somme(r.paye if r else None),
        "interet": _somme(r.interet if r else None),
        "solde": _somme(r.solde if r else None),
        "taux": f"{c.taux.taux.normalize():f}",
        "base": c.base,
        "depuis": c.depart.jour.isoformat() if c.depart.jour else None,
        "par_jour": _somme(r.par_jour if r else None),
        "prescription": c.prescription.fin.isoformat() if c.prescription else None,
    }


def _en_texte(e: Etat, fichier: str) -> str:
    from lettres.droit.ecriture import jour

    sections = [f"Dossier {propre(e.reference)}, au {jour(e.au)}", *_sommes(e), *_interets(e)]
    if e.delais:
        sections.append("\n".join(["Délais", *(f"  {ligne}" for ligne in e.delais)]))
    if e.prescriptions:
        sections.append("\n".join(["Prescription", *_prescriptions(e)]))
    sections.append(f"Petites créances : {_OUVERT[e.forum.ouvert]}\n  {e.forum.motif}")
    if e.prochaine_lettre:
        sections.append(f"Prochaine lettre : {e.prochaine_lettre}\n  {resume(e.constats)} {_suite(e, fichier)}")
    else:
        sections.append("Prochaine lettre : aucune; toutes figurent dans « envois ».")
    return "\n\n".join(sections)


def _suite(e: Etat, fichier: str) -> str:
    commande = "verifier" if e.constats else "generer"
    return f"Ensuite : lettres {commande} {propre(fichier)} --au {e.au.isoformat()}"


def _sommes(e: Etat) -> Iterator[str]:
    from lettres.droit.ecriture import exact

    if not e.creances:
        return
    if e.total is None:
        yield "Solde : inconnu, car un montant ou la date d’un paiement manque."
        return
    rangees: list[tuple[str, ...]] = [("FACTURE", "CAPITAL", "INTÉRÊT", "PAYÉ", "SOLDE", "PAR JOUR")]
    for c in e.creances:
        if r := c.releve:
            sommes = (r.dette.capital, r.interet, r.paye, r.solde, r.par_jour)
            rangees.append((propre(r.dette.nom), *map(exact, sommes)))
    t = e.total
    rangees.append(("Total", exact(t.capital), exact(t.interet), exact(t.paye), exact(t.solde), ""))
    yield tableau(rangees, largeur_du_terminal())
    if t.trop_paye:
        yield f"Payé en trop : {exact(t.trop_paye)}"


def _interets(e: Etat) -> Iterator[str]:
    from lettres.droit.compte import REGLE
    from lettres.droit.ecriture import jour, pour_cent

    if not e.creances or e.total is None:
        return
    taux = e.creances[0].taux
    lignes = [f"Intérêt à {pour_cent(taux.taux)} par année – {taux.motif}"]
    for c in e.creances:
        if r := c.releve:
            depuis = f"depuis le {jour(c.depart.jour)} – " if c.depart.jour else ""
            lignes.append(f"  {propre(r.dette.nom)} : {depuis}{c.depart.motif}")
            lignes += [f"    {s.phrase}" for s in r.segments]
            lignes += [f"    payé : {i.phrase}" for i in r.imputations]
    yield "\n".join([*lignes, f"  {REGLE}"])


def _prescriptions(e: Etat) -> Iterator[str]:
    for p in e.prescriptions:
        yield f"  {p.regle} ({p.reference})"
    if e.urgence is not None:
        yield f"  {e.urgence.phrase} Une lettre n’arrête pas ce délai."
