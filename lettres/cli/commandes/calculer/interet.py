"""Commande `calculer interet` : l’intérêt simple d’une somme, et ce que chaque paiement a payé."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from lettres.cli.commandes.calculer.explication import examiner, explication
from lettres.cli.options.arguments import OptionAuJour, OptionJson, lire_au, lire_jour
from lettres.cli.options.mesures import Reponse, lire_montant, lire_paiement, lire_suite, lire_taux, repondre
from lettres.cli.terminal.affichage import largeur_du_terminal, signaler
from lettres.cli.terminal.tableau import tableau
from lettres.interface.notations import VERSION
from lettres.interface.objets_de_reference import InteretJson

if TYPE_CHECKING:
    from decimal import Decimal

    from lettres.droit.compte import Compte
    from lettres.droit.parametre import Reference


def interet(
    capital: Annotated[str, typer.Option("--capital", metavar="MONTANT", help="La somme due au départ.")],
    taux: Annotated[str, typer.Option("--taux", metavar="TAUX", help="Le taux par année, en pour cent.")],
    depuis: Annotated[
        str, typer.Option("--depuis", metavar="AAAA-MM-JJ", help="Le jour d’où court l’intérêt, non compté.")
    ],
    au: OptionAuJour = None,
    paiement: Annotated[
        list[str] | None,
        typer.Option("--paiement", metavar="DATE:MONTANT", help="Un paiement reçu; l’option se répète."),
    ] = None,
    en_json_: OptionJson = False,
) -> int:
    """Calcule l’intérêt simple d’une somme, segment par segment, et le solde après les paiements.

    Exemple : lettres calculer interet --capital 4311.56 --taux 12 --depuis 2026-08-01 --paiement 2026-09-10:1000
    """

    def calcul() -> Reponse:
        from lettres.droit.compte import REFERENCE, REGLE, etablir
        from lettres.droit.dette import Dette

        du, fin = lire_jour(depuis, "--depuis"), lire_au(au)
        lire_suite(du, fin, "--au", "--depuis")
        annuel = lire_taux(taux, "--taux")
        examiner(annuel, fin)
        dette = Dette("capital", lire_montant(capital, "--capital"), du, du, annuel)
        versements = [lire_paiement(texte) for texte in paiement or ()]
        tardifs = [v for v in versements if v.date > fin]
        if tardifs:
            signaler(f"Un paiement postérieur au {fin.isoformat()} n’est pas compté.")
        compte = etablir([dette], versements, fin)
        releve = compte.releves[0]
        if compte.trop_paye:
            signaler(f"Les paiements dépassent la somme due de {compte.trop_paye} $.")
        contenu: InteretJson = {
            "version": VERSION,
            "capital_initial": str(dette.capital),
            "interet": str(releve.interet),
            "capital_restant": str(releve.capital_restant),
            "interet_restant": str(releve.interet_restant),
            "solde": str(releve.solde),
            "par_jour": str(releve.par_jour),
            "segments": [
                {
                    "du": s.du.isoformat(),
                    "au": s.au.isoformat(),
                    "jours": s.jours,
                    "capital": str(s.capital),
                    "taux": _en_chiffres(s.taux),
                    "interet": str(s.interet),
                }
                for s in releve.segments
            ],
            "regle": REGLE,
        }
        return contenu, _compte_en_texte(compte, REGLE, REFERENCE)

    return repondre(calcul, en_json_=en_json_)


def _compte_en_texte(compte: Compte, regle: str, source: Reference) -> str:
    from lettres.langue.ecriture import exact, jour

    releve = compte.releves[0]
    entete = f"Intérêt du {jour(releve.dette.depuis)} au {jour(compte.au)}" if releve.dette.depuis else ""
    segments = [("DU", "AU", "JOURS", "CALCUL")]
    segments += [(s.du.isoformat(), s.au.isoformat(), str(s.jours), s.phrase) for s in releve.segments]
    sommes = [
        ("Capital au départ", exact(releve.dette.capital)),
        ("Intérêt couru", exact(releve.interet)),
        ("Payé", exact(releve.paye)),
        ("Capital restant", exact(releve.capital_restant)),
        ("Intérêt restant", exact(releve.interet_restant)),
        ("Solde", exact(releve.solde)),
        ("Par jour ensuite", exact(releve.par_jour)),
    ]
    parties = [entete]
    if releve.segments:
        parties.append(tableau(segments, largeur_du_terminal()))
    if releve.imputations:
        parties.append("\n".join(["Paiements :", *(f"  {i.phrase}" for i in releve.imputations)]))
    parties += [tableau(sommes, largeur_du_terminal()), explication(regle, source)]
    return "\n\n".join(parties)


def _en_chiffres(nombre: Decimal) -> str:
    """`12`, `9.975` : un point, sans zéro superflu."""
    return f"{nombre.normalize():f}"
