"""Commande `calculer taxes` : la TPS et la TVQ d’un prix, ou le prix d’un total."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from lettres.cli.commandes.calculer.explication import explication
from lettres.cli.options.arguments import OptionAuJour, OptionJson, lire_au, usage_fautif
from lettres.cli.options.mesures import Reponse, lire_montant, refus, repondre
from lettres.cli.terminal.affichage import largeur_du_terminal
from lettres.cli.terminal.tableau import tableau
from lettres.interface.notations import VERSION
from lettres.interface.objets_de_reference import TaxesJson

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from lettres.droit.taxes import Taxes


def taxes(
    avant_taxes: Annotated[
        str | None, typer.Option("--avant-taxes", metavar="MONTANT", help="Le prix avant taxes.")
    ] = None,
    total: Annotated[
        str | None, typer.Option("--total", metavar="MONTANT", help="Le prix taxes comprises, à ventiler.")
    ] = None,
    au: OptionAuJour = None,
    en_json_: OptionJson = False,
) -> int:
    """Calcule la TPS et la TVQ d’un prix, ou retrouve le prix avant taxes d’un total.

    Exemple : lettres calculer taxes --avant-taxes 1000
    """

    def calcul() -> Reponse:
        from lettres.droit.parametre import parametre
        from lettres.droit.taxes import REGLE
        from lettres.droit.taxes import taxes as ventiler
        from lettres.langue.ecriture import exact, pour_cent

        if (avant_taxes is None) == (total is None):
            message = "Il faut « --avant-taxes » ou « --total », l’un sans l’autre."
            raise usage_fautif("U016", "--avant-taxes", message, "Donnez l’un des deux montants.")
        jour = lire_au(au)
        if avant_taxes is not None:
            t = ventiler(lire_montant(avant_taxes, "--avant-taxes"), jour)
        else:
            t = _depuis_le_total(lire_montant(total or "", "--total"), jour)
        tps, tvq = parametre("taxes.tps", jour), parametre("taxes.tvq", jour)
        contenu: TaxesJson = {
            "version": VERSION,
            "avant_taxes": str(t.avant_taxes),
            "tps": str(t.tps),
            "tvq": str(t.tvq),
            "total": str(t.total),
            "regle": REGLE,
            "fondement": f"{tps.reference}; {tvq.reference}",
        }
        rangees = [
            ("Avant taxes", exact(t.avant_taxes)),
            (f"TPS, {pour_cent(tps.valeur)}", exact(t.tps)),
            (f"TVQ, {pour_cent(tvq.valeur)}", exact(t.tvq)),
            ("Total", exact(t.total)),
        ]
        return contenu, f"{tableau(rangees, largeur_du_terminal())}\n\n{explication(REGLE, tps.reference)}"

    return repondre(calcul, en_json_=en_json_)


def _depuis_le_total(total: Decimal, jour: date) -> Taxes:
    """Le prix ventilé d'un total; refuse un total qu'aucun prix ne donne, et nomme ses voisins."""
    from lettres.droit.taxes import depuis_le_total, voisins
    from lettres.langue.ecriture import exact

    if trouve := depuis_le_total(total, jour):
        return trouve
    proches = sorted(voisins(total, jour), key=lambda t: abs(t.total - total))[:2]
    suite = "; ".join(f"{exact(t.avant_taxes)} avant taxes donne {exact(t.total)}" for t in proches)
    raise refus("Q102", f"Aucun prix avant taxes ne donne exactement {exact(total)}.", f"Au plus près : {suite}.")
