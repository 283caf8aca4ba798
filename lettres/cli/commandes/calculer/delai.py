"""Commande `calculer delai` : l’échéance d’un délai, en jours ou en mois."""

from __future__ import annotations

from typing import Annotated

import typer

from lettres.cli.commandes.calculer.explication import explication
from lettres.cli.options.arguments import OptionJson, lire_jour, usage_fautif
from lettres.cli.options.mesures import Reponse, lire_mot, lire_nombre, repondre
from lettres.interface.notations import VERSION
from lettres.interface.objets_de_reference import DelaiJson


def delai(
    depuis: Annotated[str, typer.Option("--depuis", metavar="AAAA-MM-JJ", help="Le jour de départ, non compté.")],
    jours: Annotated[str | None, typer.Option("--jours", metavar="N", help="La durée, en jours.")] = None,
    mois: Annotated[str | None, typer.Option("--mois", metavar="N", help="La durée, en mois de calendrier.")] = None,
    calendrier: Annotated[
        str,
        typer.Option(
            "--calendrier",
            metavar="CALENDRIER",
            help="Les jours fériés : interpretation (sans le samedi), cpc ou lpc.",
            show_default="cpc",
        ),
    ] = "cpc",
    en_json_: OptionJson = False,
) -> int:
    """Calcule l’échéance d’un délai, reportée au premier jour ouvrable.

    Exemple : lettres calculer delai --depuis 2026-12-15 --jours 10
    """

    def calcul() -> Reponse:
        from lettres.droit.calendrier import Calendrier
        from lettres.droit.delais import delai_en_jours, delai_en_mois
        from lettres.langue.ecriture import jour_et_date

        if (jours is None) == (mois is None):
            message = "Il faut « --jours » ou « --mois », l’un sans l’autre."
            raise usage_fautif("U016", "--jours", message, "Donnez l’une des deux durées.")
        du = lire_jour(depuis, "--depuis")
        jouent = Calendrier(lire_mot(calendrier, tuple(Calendrier), "--calendrier"))
        if jours is not None:
            compte = delai_en_jours(du, lire_nombre(jours, "--jours"), jouent)
        else:
            compte = delai_en_mois(du, lire_nombre(mois or "", "--mois", maximum=1200), jouent)
        contenu: DelaiJson = {
            "version": VERSION,
            "echeance": compte.echeance.isoformat(),
            "reporte_de": compte.reporte_de.isoformat() if compte.reporte_de else None,
            "depuis": du.isoformat(),
            "jours": int(jours) if jours is not None else None,
            "mois": int(mois) if mois is not None else None,
            "calendrier": jouent.value,
            "regle": compte.regle,
            "fondement": str(compte.reference),
        }
        texte = f"Échéance : {jour_et_date(compte.echeance)}\n\n{explication(compte.regle, compte.reference)}"
        return contenu, texte

    return repondre(calcul, en_json_=en_json_)
