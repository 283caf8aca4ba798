"""Commande `etat` : le bilan d'un dossier, sans rien écrire."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

import lettres
from lettres import interface
from lettres.cli.commandes.calculer import OptionAuJour, Reponse
from lettres.cli.options.arguments import OptionJson, lire_au, usage_fautif
from lettres.cli.options.configuration import OptionConfig, ce_que_changent, preferences_de
from lettres.cli.options.mesures import repondre
from lettres.cli.terminal.affichage import largeur_du_terminal, propre, resume
from lettres.cli.terminal.tableau import tableau
from lettres.socle.constats import chemin_lisible

if TYPE_CHECKING:
    from lettres.affaire import Affaire, Attente, Comptes
    from lettres.escalade import Decision
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
    config: OptionConfig = None,
    relire: Annotated[bool, typer.Option("--relire", help="Permet un jour d’avant la fin du journal.")] = False,
    en_json_: OptionJson = False,
) -> int:
    """Dit où en est un dossier : ce qui est dû, ce qui court, ce qu’il y a à faire, pourquoi, et ce qui le changerait.

    Exemple : lettres etat dossier.yaml --au 2026-11-22
    """

    def calcul() -> Reponse:
        from lettres.escalade import derniere_inscription
        from lettres.production.etat import dresser

        lu, jour = lettres.lire(dossier), lire_au(au)
        if not relire and (derniere := derniere_inscription(lettres.bilan(lu, au=jour))) and jour < derniere:
            raise usage_fautif(
                "U023",
                "--au",
                f"Le journal va jusqu’au {derniere.isoformat()} : le {jour.isoformat()}, on n’en savait pas tant.",
                "Donnez un jour qui suit, ou « --relire » pour revoir ce qu’on aurait décidé ce jour-là.",
            )
        preferences = preferences_de(dossier, config)
        suivi = dossier if config is None else f"{dossier} --config {config}"
        ou_il_en_est = dresser(lu, au=jour, relire=relire, politiques=preferences.politiques)
        return interface.etat(ou_il_en_est, preferences), _en_texte(ou_il_en_est, suivi, preferences)

    return repondre(calcul, en_json_=en_json_)


def _en_texte(e: Etat, fichier: str, preferences: Preferences) -> str:
    from lettres.langue.ecriture import jour

    a = e.affaire
    titre = "\n".join([f"Dossier {propre(a.dossier.reference)}, au {jour(a.au)}", *ce_que_changent(preferences)])
    sections = [titre, *_sommes(a.comptes), _decisions(e, fichier)]
    sections += [*_empechements(e), *_journal(e)]
    if e.attentes:
        sections.append("\n".join(["À attendre", *(_attente(e, attente) for attente in e.attentes)]))
    if e.delais:
        sections.append("\n".join(["Délais", *(f"  {ligne}" for ligne in e.delais)]))
    if a.prescriptions.utiles:
        sections.append("\n".join(["Prescription", *_prescriptions(a)]))
    sections.append(f"Petites créances : {_OUVERT[a.tribunal.ouvert]}\n  {a.tribunal.motif}")
    return "\n\n".join([*sections, *_interets(a.comptes)])


def _journal(e: Etat) -> Iterator[str]:
    """Ce qui est parti, revenu et reçu, dans l'ordre des jours; rien de corrigé ni d'annulé."""
    from lettres.langue.ecriture import exact

    lignes = e.affaire.inscriptions
    dits = [
        *((x.date, f"{x.lettre}{_par(x.mode)}{_recu(x.recu_le)}") for _, x in lignes.envois),
        *((x.date, f"{x.lettre}{_par(x.mode)}, revenue") for _, x in lignes.revenus),
        *(
            (x.date, x.resultat + (f" pour le {x.promis_le.isoformat()}" if x.promis_le else ""))
            for _, x in lignes.suites
        ),
        *((x.date, f"paiement de {exact(x.montant)}") for _, x in lignes.paiements if x.date and x.montant),
        *(
            (x.date, f"paiement de {exact(x.montant)}, sans provision")
            for _, x in lignes.impayes
            if x.date and x.montant
        ),
        *((x.du, f"suspension{_jusqu_au(x.au)}") for _, x in lignes.suspensions),
        *((x.date, f"clôture : {x.issue}") for _, x in lignes.clotures),
    ]
    connus = sorted((ligne for ligne in dits if ligne[0] <= e.affaire.au), key=lambda ligne: ligne[0])
    if connus:
        yield "\n".join(["Journal", *(f"  {quand.isoformat()}  {dit.replace('_', ' ')}" for quand, dit in connus)])


def _par(mode: str | None) -> str:
    return f", {mode}" if mode else ""


def _recu(jour: date | None) -> str:
    return f", reçue le {jour.isoformat()}" if jour else ""


def _jusqu_au(jour: date | None) -> str:
    return f" jusqu’au {jour.isoformat()}" if jour else ", sans fin écrite"


def _decisions(e: Etat, fichier: str) -> str:
    """Ce qu'il y a à faire, pourquoi, et ce qui le changerait : un bloc par groupe de créances; puis la commande."""
    return "\n\n".join(["\n".join(_decision(d)) for d in e.decision.toutes] + list(_suite(e, fichier)))


def _decision(d: Decision) -> Iterator[str]:
    from lettres.langue.ecriture import jour

    quoi = A_FAIRE[d.statut]
    if d.echelon is not None:
        quoi += f" : {d.echelon.titre}"
    visees = f" – {', '.join(map(propre, d.creances))}" if d.creances else ""
    yield f"Décision : {quoi}{visees}"
    yield from (f"  {propre(r.phrase)}" for r in d.raisons)
    if d.avant_le is not None and d.statut.value == "due":
        yield f"  Avant le {jour(d.avant_le)}, jour de la prescription; une lettre ne l’arrête pas."
    yield from (f"  Il manque : {propre(m.phrase)}" for m in d.ce_qui_manque if m not in d.raisons)
    if d.contraires:
        yield "  Ce qui changerait la réponse :"
        yield from (f"    {c.phrase.removesuffix('.')} → {_DEVIENT[c.statut]}" for c in d.contraires)


def _empechements(e: Etat) -> Iterator[str]:
    from lettres.regles import dire

    dits = [dire(empechement) for empechement in e.empechements]
    if dits:
        yield "\n".join(["À qui s’adresser", *dict.fromkeys(f"  {d.remede}" for d in dits)])


def _attente(e: Etat, attente: Attente) -> str:
    from lettres.langue.ecriture import jour

    fin = f"jusqu’au {jour(attente.jusqu_au)}" if attente.jusqu_au else f"depuis le {jour(attente.depuis)}"
    comptee = " (date calculée)" if attente.calculee else ""
    libre = "" if e.retient(attente) or not e.prochaine_lettre else f"; ne retient pas « {e.prochaine_lettre} »"
    return f"  {attente.raison}, {fin}{comptee} – {chemin_lisible(attente.chemin)}{libre}"


def _suite(e: Etat, fichier: str) -> Iterator[str]:
    """La commande qui suit : la lettre due, ou ce qu'il faut y corriger; la réponse à une contestation."""
    from lettres.langue.ecriture import jour

    d, nom, au = e.decision, propre(fichier), e.affaire.au.isoformat()
    if d.lettre is not None:
        yield f"{resume(e.constats)} Ensuite : lettres {'verifier' if e.constats else 'generer'} {nom} --au {au}"
    elif d.statut.value == "a_revoir" and d.prochaine_lettre is not None:
        yield f"Une fois tranché : lettres verifier {nom} --lettre {d.prochaine_lettre} --au {au}"
    elif d.des_le is not None and d.des_le > e.affaire.au:
        yield f"Revenez le {jour(d.des_le)} : lettres etat {nom}"


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
