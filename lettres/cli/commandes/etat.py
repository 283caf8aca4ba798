"""Commande `etat` : le bilan d'un dossier, sans rien écrire."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

import lettres
from lettres import interface
from lettres.cli.options.arguments import OptionAuJour, OptionJson, lire_au, usage_fautif
from lettres.cli.options.configuration import (
    OptionConfig,
    OptionModeles,
    avec_les_modeles,
    ce_que_changent,
    preferences_de,
)
from lettres.cli.options.mesures import Reponse, repondre
from lettres.cli.terminal.affichage import largeur_du_terminal, propre, resume
from lettres.cli.terminal.journal_en_clair import UN, en_clair, journal, visees
from lettres.cli.terminal.tableau import tableau
from lettres.socle.chemins import cite

if TYPE_CHECKING:
    from lettres.affaire import Affaire, Attente, Comptes
    from lettres.dossier import Dossier
    from lettres.escalade import Decision, Pourquoi
    from lettres.production.etat import Etat
    from lettres.production.preferences import Preferences

A_FAIRE = {
    "due": "à faire aujourd’hui",
    "a_revoir": "à trancher",
    "bloquee": "rien de votre part",
    "suspendue": "attendre",
    "non_due": "pas encore",
    "terminee": "terminé",
}
_DEVIENT = {
    "due": "à faire",
    "a_revoir": "à trancher",
    "bloquee": "rien de votre part",
    "suspendue": "attendre",
    "non_due": "pas encore",
    "terminee": "terminé",
}
_OUVERT = {True: "ouvertes", False: "fermées", None: "indéterminé"}


def etat(
    dossier: Annotated[str, typer.Argument(metavar="DOSSIER", help="Le dossier : un fichier YAML, JSON ou TOML.")],
    au: OptionAuJour = None,
    modeles: OptionModeles = None,
    config: OptionConfig = None,
    relire: Annotated[bool, typer.Option("--relire", help="Permet un jour d’avant la fin du journal.")] = False,
    en_json_: OptionJson = False,
) -> int:
    """Dit où en est un dossier : ce qui est dû, ce qu’il y a à faire, pourquoi, et ce qui le changerait.

    Exemple : lettres etat dossier.yaml --au 2026-11-22
    """

    def calcul() -> Reponse:
        from lettres.escalade import derniere_inscription, journal_plus_loin
        from lettres.production.etat import dresser

        lu, jour = lettres.lire(dossier), lire_au(au)
        if not relire and (derniere := derniere_inscription(lettres.bilan(lu, au=jour))) and jour < derniere:
            raise usage_fautif(
                "U023",
                "--au",
                journal_plus_loin(derniere, jour),
                "Donnez un jour qui suit, ou « --relire » pour revoir ce qu’on aurait décidé ce jour-là.",
            )
        preferences = avec_les_modeles(preferences_de(dossier, config), modeles)
        suivi = cite(propre(dossier))
        suivi += "" if config is None else f" --config {cite(propre(config))}"
        suivi += "" if modeles is None else f" --modeles {cite(propre(modeles))}"
        ou_il_en_est = dresser(lu, au=jour, relire=relire, politiques=preferences.politiques)
        return interface.etat(ou_il_en_est, preferences), _en_texte(ou_il_en_est, suivi, preferences)

    return repondre(calcul, en_json_=en_json_)


def _en_texte(e: Etat, fichier: str, preferences: Preferences) -> str:
    from lettres.cli.terminal.droits_en_clair import droits
    from lettres.langue.ecriture import jour

    a = e.affaire
    titre = "\n".join([f"Dossier {propre(a.dossier.reference)}, au {jour(a.au)}", *ce_que_changent(preferences)])
    sections = [titre, *_sommes(a.comptes), _decisions(e, fichier)]
    sections += [*_empechements(e), *journal(e.affaire)]
    if e.attentes:
        sections.append("\n".join(["À attendre", *(_attente(e, attente) for attente in e.attentes)]))
    sections += droits(a)
    if a.prescriptions.utiles:
        sections.append("\n".join(["Prescription", *_prescriptions(a)]))
    sections.append(f"Petites créances : {_OUVERT[a.tribunal.ouvert]}\n  {a.tribunal.motif}")
    return "\n\n".join([*sections, *_interets(a.comptes)])


def _decisions(e: Etat, fichier: str) -> str:
    """Ce qu'il y a à faire, pourquoi, et ce qui le changerait : un bloc par groupe de créances; puis la commande."""
    blocs = ["\n".join(_decision(d, e.affaire, fichier)) for d in e.decision.toutes]
    return "\n\n".join([*blocs, *_suite(e, fichier)])


def _decision(d: Decision, affaire: Affaire, nom: str) -> Iterator[str]:
    from lettres.langue.ecriture import jour

    lu = affaire.dossier
    quoi = A_FAIRE[d.statut]
    if d.echelon is not None:
        quoi += f" : {d.echelon.titre}"
    yield f"Décision : {quoi}{visees(d.creances)}"
    for r in d.dites:
        yield from _avec_sa_commande(r, lu, d)
    if d.prescription is not None and d.statut.value == "due":
        yield f"  Avant le {jour(d.prescription)}, jour de la prescription; une lettre ne l’arrête pas."
    # -- « Il manque le mode d'envoi. » se dit déjà tout seul --
    for m in d.ce_qui_manque:
        if m not in d.raisons:
            yield from _avec_sa_commande(m, lu, d)
    if d.contraires:
        yield "  Ce qui changerait la réponse :"
        yield from (f"    {c.phrase.removesuffix('.')} → {_DEVIENT[c.statut]}" for c in d.contraires)
    if d.statut.value == "a_revoir" and d.prochaine_lettre is not None:
        yield f"  Une fois tranché : lettres verifier {nom} --lettre {d.prochaine_lettre} --au {affaire.au.isoformat()}"


def _avec_sa_commande(raison: Pourquoi, lu: Dossier, d: Decision) -> Iterator[str]:
    """La raison et, dessous, ce qui se tape pour la lever; rien de ce qui se lève seul."""
    from lettres.escalade import commandes_qui_levent

    yield f"  {propre(raison.phrase)}"
    if d.statut.value == "suspendue":
        return
    for rang, commande in enumerate(commandes_qui_levent(lu, raison, d.creances)):
        yield f"    {'ou : ' if rang else ''}{propre(commande)}"


def _empechements(e: Etat) -> Iterator[str]:
    from lettres.regles import dire

    dits = [dire(empechement, e.pas_libre) for empechement in e.empechements]
    if dits:
        yield "\n".join(["À qui s’adresser", *dict.fromkeys(f"  {d.remede}" for d in dits)])


def _attente(e: Etat, attente: Attente) -> str:
    from lettres.langue.ecriture import jour

    fin = f"jusqu’au {jour(attente.jusqu_au)}" if attente.jusqu_au else f"depuis le {jour(attente.depuis)}"
    comptee = " (date calculée)" if attente.calculee else ""
    libre = (
        "" if e.retient(attente) or not e.prochaine_lettre else f"; ne retient pas « {en_clair(e.prochaine_lettre)} »"
    )
    liste, rang = attente.chemin[:2]
    return f"  {attente.raison}, {fin}{comptee} – {UN[str(liste)]} {int(rang) + 1}{libre}"


def _suite(e: Etat, fichier: str) -> Iterator[str]:
    """La commande qui suit : la lettre due, ou ce qu'il faut y corriger; les autres dues; ou le jour où revenir."""
    from lettres.langue.ecriture import jour

    d, nom, au = e.decision, fichier, e.affaire.au.isoformat()
    if d.lettre is not None:
        arretee = any(c.gravite.value != "conseil" for c in e.constats)
        suite = f"{resume(e.constats)} Ensuite : lettres {'verifier' if arretee else 'generer'} {nom} --au {au}"
        if any(autre.lettre is not None for autre in d.toutes[1:]):
            suite += f"\nToutes les lettres dues, d’un coup : lettres relance {nom} --au {au} --produire RÉPERTOIRE"
        yield suite
    elif d.revenir_le is not None:
        yield f"Revenez le {jour(d.revenir_le)} : lettres etat {nom}"


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
    yield from _de_cote(comptes)
    if t.trop_paye:
        yield f"Payé en trop : {exact(t.trop_paye)}"


def _de_cote(comptes: Comptes) -> Iterator[str]:
    """Ce que les lettres ne réclament pas de chaque créance, et ce qu'elles en réclament."""
    from lettres.langue.ecriture import exact

    lignes = [
        f"  {propre(c.nom)} : part mise de côté, {exact(c.de_cote)}; à réclamer, {exact(c.reclame.solde)}"
        for c in comptes.creances
        if c.de_cote and c.reclame
    ]
    if lignes:
        yield "\n".join(["Contesté en partie", *lignes])


def _interets(comptes: Comptes) -> Iterator[str]:
    from lettres.droit.compte import REGLE
    from lettres.langue.ecriture import exact, jour, pour_cent

    if comptes.total is None:
        return
    lignes = [f"Intérêt à {pour_cent(comptes.taux.taux)} par année – {comptes.taux.motif}"]
    for c in comptes.creances:
        for depart, t in c.par_tranche:
            depuis = f"depuis le {jour(depart.jour)} – " if depart.jour else ""
            reste = ", sans la part contestée" if c.de_cote else ""
            part = f", {exact(t.tranche.capital)}" if len(c.par_tranche) > 1 else ""
            lignes.append(f"  {propre(c.nom)}{part}{reste} : {depuis}{depart.motif}")
            lignes += [f"    {s.phrase}" for s in t.segments]
        lignes += [f"    payé : {i.phrase}" for i in c.reclame.imputations] if c.reclame else []
    yield "\n".join([*lignes, f"  {REGLE}"])


def _prescriptions(a: Affaire) -> Iterator[str]:
    for p in a.prescriptions.utiles:
        yield f"  {p.regle} ({p.reference})"
    if urgence := a.prescriptions.urgence(a.au):
        yield f"  {urgence.phrase} Une lettre n’arrête pas ce délai."
