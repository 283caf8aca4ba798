"""Commande `calculer prescription` : le dernier jour d’un droit."""

from __future__ import annotations

from typing import Annotated

import typer

from lettres.cli.commandes.calculer.explication import explication
from lettres.cli.options.arguments import OptionAuJour, OptionJson, lire_au, lire_jour, usage_fautif
from lettres.cli.options.mesures import Reponse, lire_mot, lire_suite, repondre
from lettres.interface.notations import VERSION
from lettres.interface.objets_de_reference import PrescriptionJson


def prescription(
    matiere: Annotated[
        str, typer.Option("--matiere", metavar="MATIERE", help="Ce que l’on réclame : generale, reputation ou journal.")
    ],
    depuis: Annotated[
        str,
        typer.Option("--depuis", metavar="AAAA-MM-JJ", help="Le jour où le droit est né, ou le propos connu."),
    ],
    publication: Annotated[
        str | None,
        typer.Option("--publication", metavar="AAAA-MM-JJ", help="Contre un journal, le jour de la publication."),
    ] = None,
    au: OptionAuJour = None,
    en_json_: OptionJson = False,
) -> int:
    """Calcule la date de prescription d’un droit, sans report, et l’urgence au jour dit.

    Exemple : lettres calculer prescription --matiere reputation --depuis 2026-10-13
    """

    def calcul() -> Reponse:
        from lettres.droit.prescription import Matiere
        from lettres.droit.prescription import prescription as prescrire
        from lettres.langue.ecriture import jour_et_date

        choisie = Matiere(lire_mot(matiere, tuple(Matiere), "--matiere"))
        du, jour_du_calcul = lire_jour(depuis, "--depuis"), lire_au(au)
        publie = lire_jour(publication, "--publication") if publication else None
        if publie is not None and choisie is not Matiere.JOURNAL:
            message = "« --publication » ne compte que contre un journal."
            raise usage_fautif("U016", "--publication", message, "Retirez-la, ou donnez « --matiere journal ».")
        if publie is not None:
            lire_suite(publie, du, "--depuis", "--publication")
        p = prescrire(choisie, du, publication=publie)
        urgence = p.urgence(jour_du_calcul)
        contenu: PrescriptionJson = {
            "version": VERSION,
            "date": p.fin.isoformat(),
            "fondement": str(p.reference),
            "depuis": du.isoformat(),
            "matiere": choisie.value,
            "urgence": urgence.value,
            "regle": p.regle,
        }
        lignes = [f"Prescription : {jour_et_date(p.fin)}", urgence.phrase, _AVERTISSEMENT]
        if choisie is Matiere.JOURNAL:
            lignes.append("Contre un journal, un avis préalable est aussi exigé; consultez un avocat sans attendre.")
        return contenu, "\n".join([*lignes, "", explication(p.regle, p.reference)])

    return repondre(calcul, en_json_=en_json_)


_AVERTISSEMENT = "En règle générale seulement : une lettre n’arrête pas ce délai; agissez au moins trente jours avant."
