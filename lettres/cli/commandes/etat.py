"""Commande `etat` : le bilan d'un dossier, sans rien écrire."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

import lettres
from lettres import interface
from lettres.cli.commandes.calculer import OptionAuJour, Reponse
from lettres.cli.options.arguments import OptionJson, lire_au
from lettres.cli.options.mesures import repondre
from lettres.cli.terminal.affichage import largeur_du_terminal, propre, resume
from lettres.cli.terminal.tableau import tableau
from lettres.socle.constats import chemin_lisible

if TYPE_CHECKING:
    from lettres.affaire import Affaire, Attente, Comptes
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
        return interface.etat(ou_il_en_est), _en_texte(ou_il_en_est, dossier)

    return repondre(calcul, en_json_=en_json_)


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
