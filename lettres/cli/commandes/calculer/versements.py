"""Commande `calculer versements` : un plan de paiement au cent près, et ce que coûte chaque façon de payer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from lettres.cli.commandes.calculer.explication import examiner
from lettres.cli.options.arguments import OptionAuJour, OptionJson, lire_au, lire_jour, usage_fautif
from lettres.cli.options.mesures import (
    Reponse,
    lire_montant,
    lire_mot,
    lire_nombre,
    lire_suite,
    lire_taux,
    refus,
    repondre,
)
from lettres.cli.terminal.affichage import largeur_du_terminal, signaler
from lettres.cli.terminal.tableau import fiche, tableau
from lettres.interface.notations import VERSION
from lettres.interface.objets_de_reference import VersementsJson

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

    from lettres.droit.etalement import Debut, Etalement

_FACONS = (3, 6, 12)
"""Les nombres de versements que l'on montre à côté de celui qu'on demande; « 1 » est payer maintenant."""


def versements(
    capital: Annotated[str, typer.Option("--capital", metavar="MONTANT", help="La somme due, à étaler.")],
    premier: Annotated[str, typer.Option("--premier", metavar="AAAA-MM-JJ", help="Le jour du premier versement.")],
    nombre: Annotated[str | None, typer.Option("--nombre", metavar="N", help="Combien de versements.")] = None,
    montant: Annotated[
        str | None, typer.Option("--montant", metavar="MONTANT", help="Ce que l’on verse chaque fois.")
    ] = None,
    chaque: Annotated[
        str,
        typer.Option("--chaque", metavar="CADENCE", help="mois, deux-semaines ou semaine.", show_default="mois"),
    ] = "mois",
    taux: Annotated[
        str, typer.Option("--taux", metavar="TAUX", help="Un taux convenu, par année.", show_default="sans intérêt")
    ] = "0",
    interet: Annotated[
        str | None,
        typer.Option(
            "--interet", metavar="MONTANT", help="L’intérêt déjà couru, étalé avec la somme; il n’en porte pas d’autre."
        ),
    ] = None,
    consommateur: Annotated[
        bool, typer.Option("--consommateur", help="Qui paie est un consommateur : sans intérêt seulement.")
    ] = False,
    au: OptionAuJour = None,
    en_json_: OptionJson = False,
) -> int:
    """Étale une somme en versements dont le total est juste au cent, et dit ce que coûte chaque façon de payer.

    Exemple : lettres calculer versements --capital 1149.75 --nombre 6 --premier 2027-01-15
    """

    def calcul() -> Reponse:
        from lettres.droit.compte import ZERO
        from lettres.droit.etalement import REGLE, Cadence, Debut, EtalementImpossible, en_versements, par_montant

        if (nombre is None) == (montant is None):
            message = "Il faut « --nombre » ou « --montant », l’un sans l’autre."
            raise usage_fautif("U016", "--nombre", message, "Donnez l’un des deux.")
        jour, du = lire_au(au), lire_jour(premier, "--premier")
        lire_suite(jour, du, "--premier", "--au")
        annuel = lire_taux(taux, "--taux")
        if annuel and consommateur:
            message = "Un plan offert à un consommateur ne porte pas d’intérêt ici."
            raise refus("Q105", message, "Retirez « --taux » : le plan est alors sans intérêt.")
        examiner(annuel, jour)
        cadence = Cadence(lire_mot(chaque, tuple(Cadence), "--chaque"))
        couru = lire_montant(interet, "--interet") if interet is not None else ZERO
        debut = Debut(lire_montant(capital, "--capital"), annuel, jour, du, cadence, couru)
        try:
            plan = (
                en_versements(debut, _nombre(nombre))
                if nombre is not None
                else par_montant(debut, lire_montant(montant or "", "--montant"))
            )
        except EtalementImpossible as impossible:
            raise refus("Q104", str(impossible), impossible.remede) from None
        facons = _facons(debut, plan)
        autre = _petites_creances(debut.capital, jour)
        return _en_objet(debut, plan, facons, autre, REGLE), _en_texte(debut, plan, facons, autre, REGLE)

    return repondre(calcul, en_json_=en_json_)


def _nombre(texte: str) -> int:
    from lettres.droit.etalement import VERSEMENTS_MAX

    return lire_nombre(texte, "--nombre", maximum=VERSEMENTS_MAX)


def _facons(debut: Debut, plan: Etalement) -> list[Etalement]:
    """La somme payée au jour du calcul, en trois, en six, en douze, et comme on le demande."""
    from lettres.droit.compte import CENT
    from lettres.droit.etalement import Etalement, VersementPrevu, en_versements

    maintenant = Etalement(debut.capital, plan.taux, (VersementPrevu(debut.depuis, None, debut.couru, debut.capital),))
    demande = len(plan.versements)
    nombres = [n for n in _FACONS if n != demande and debut.du >= CENT * n]
    autres = [en_versements(debut, n) for n in nombres]
    return [maintenant, *sorted([*autres, plan], key=lambda e: len(e.versements))]


def _petites_creances(capital: Decimal, jour: date) -> str | None:
    """Ce que le plafond du jour permet; None si l'outil ne le connaît pas."""
    from lettres.droit.forum import petites_creances
    from lettres.droit.parametre import ParametreInconnu

    try:
        return petites_creances(capital, jour).motif
    except ParametreInconnu as inconnu:
        signaler(str(inconnu))
        return None


def _en_objet(
    debut: Debut, plan: Etalement, facons: Sequence[Etalement], autre: str | None, regle: str
) -> VersementsJson:
    return {
        "version": VERSION,
        "au": debut.depuis.isoformat(),
        "somme": str(plan.capital),
        "interet_couru": str(debut.couru),
        "taux": f"{plan.taux.normalize():f}",
        "interet": str(plan.interet),
        "total": str(plan.total),
        "versements": [
            {
                "date": v.jour.isoformat(),
                "reporte_de": v.reporte_de.isoformat() if v.reporte_de else None,
                "montant": str(v.montant),
                "interet": str(v.interet),
                "capital": str(v.capital),
            }
            for v in plan.versements
        ],
        "facons": [
            {
                "nombre": len(f.versements),
                "versement": str(f.versements[0].montant),
                "dernier": str(f.versements[-1].montant),
                "le": f.versements[-1].jour.isoformat(),
                "interet": str(f.interet),
                "total": str(f.total),
            }
            for f in facons
        ],
        "petites_creances": {"motif": autre, "frais": None} if autre else None,
        "regle": regle,
    }


def _en_texte(debut: Debut, plan: Etalement, facons: Sequence[Etalement], autre: str | None, regle: str) -> str:
    from lettres.langue.ecriture import compte_de, exact, pour_cent
    from lettres.langue.ecriture import jour as dire

    couru = f", et {exact(debut.couru)} d’intérêt déjà couru," if debut.couru else ""
    titre = f"{exact(plan.capital)}{couru} en {compte_de(len(plan.versements), 'versement')}, "
    titre += f"à {pour_cent(plan.taux)} par année" if plan.taux else f"sans {'autre ' if couru else ''}intérêt"
    colonnes = ("", "DATE", "MONTANT") + (("INTÉRÊT", "CAPITAL") if plan.interet else ()) + ("REPORTÉ DE",)
    rangees = [colonnes] + [
        (str(rang), v.jour.isoformat(), exact(v.montant))
        + ((exact(v.interet), exact(v.capital)) if plan.interet else ())
        + (v.reporte_de.isoformat() if v.reporte_de else "",)
        for rang, v in enumerate(plan.versements, 1)
    ]
    if not any(v.reporte_de for v in plan.versements):
        rangees = [rangee[:-1] for rangee in rangees]
    prix = [("FAÇON DE PAYER", "CHAQUE FOIS", "DERNIER", "LE", "INTÉRÊT", "TOTAL")] + [
        (
            compte_de(len(f.versements), "versement") if rang else "maintenant",
            exact(f.versements[0].montant),
            exact(f.versements[-1].montant),
            f.versements[-1].jour.isoformat(),
            exact(f.interet),
            exact(f.total),
        )
        for rang, f in enumerate(facons)
    ]
    largeur = largeur_du_terminal()
    dites = [
        ("Total", exact(plan.total)),
        ("Petites créances", f"{autre} Les frais de greffe, inconnus, ne sont pas comptés." if autre else ""),
        ("Règle", regle),
        ("Calcul fait le", dire(debut.depuis)),
    ]
    return "\n\n".join([titre, tableau(rangees, largeur), tableau(prix, largeur), fiche(dites, largeur)])
