"""Commandes `calculer` : l'arithmétique du droit, seule et expliquée."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

import typer

from lettres.cli.options.arguments import OptionJson, lire_au, lire_jour, usage_fautif
from lettres.cli.options.mesures import (
    lire_montant,
    lire_mot,
    lire_nombre,
    lire_paiement,
    lire_suite,
    lire_taux,
    refus,
    repondre,
)
from lettres.cli.terminal.affichage import largeur_du_terminal, signaler
from lettres.cli.terminal.tableau import fiche, tableau
from lettres.interface.notations import VERSION
from lettres.interface.objets_de_reference import DelaiJson, InteretJson, PrescriptionJson, TaxesJson

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from lettres.droit.compte import Compte
    from lettres.droit.parametre import Reference
    from lettres.droit.taxes import Taxes

OptionAuJour = Annotated[
    str | None,
    typer.Option("--au", metavar="AAAA-MM-JJ", help="Le jour du calcul.", show_default="aujourd’hui"),
]
Reponse = tuple[Mapping[str, object], str]


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
        from lettres.droit.compte import REFERENCE, REGLE, Dette, etablir

        du, fin = lire_jour(depuis, "--depuis"), lire_au(au)
        lire_suite(du, fin, "--au", "--depuis")
        annuel = lire_taux(taux, "--taux")
        _examiner(annuel, fin)
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


def _examiner(taux: Decimal, au: date) -> None:
    """Refuse un taux criminel; signale un taux que les tribunaux discutent."""
    from lettres.droit.interet import Avis, examiner_taux

    examen = examiner_taux(taux, au)
    if examen.avis is Avis.CRIMINEL and examen.seuil is not None:
        raise refus("Q101", examen.phrase, "N’exigez pas ce taux; consultez un avocat.", str(examen.seuil.reference))
    if examen.seuil is not None:
        signaler(f"Attention : {examen.phrase} ({examen.seuil.reference})")


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
    parties += [tableau(sommes, largeur_du_terminal()), _explication(regle, source)]
    return "\n\n".join(parties)


def _explication(regle: str, source: Reference) -> str:
    rangees = [("Règle", regle), ("Source", str(source)), ("Lu dans", source.titre), ("Adresse", source.url)]
    return fiche(rangees, largeur_du_terminal())


def _en_chiffres(nombre: Decimal) -> str:
    """`12`, `9.975` : un point, sans zéro superflu."""
    return f"{nombre.normalize():f}"


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
        texte = f"Échéance : {_jour_et_date(compte.echeance)}\n\n{_explication(compte.regle, compte.reference)}"
        return contenu, texte

    return repondre(calcul, en_json_=en_json_)


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
        lignes = [f"Prescription : {_jour_et_date(p.fin)}", urgence.phrase, _AVERTISSEMENT]
        if choisie is Matiere.JOURNAL:
            lignes.append("Contre un journal, un avis préalable est aussi exigé; consultez un avocat sans attendre.")
        return contenu, "\n".join([*lignes, "", _explication(p.regle, p.reference)])

    return repondre(calcul, en_json_=en_json_)


_AVERTISSEMENT = "En règle générale seulement : une lettre n’arrête pas ce délai; agissez au moins trente jours avant."


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
        return contenu, f"{tableau(rangees, largeur_du_terminal())}\n\n{_explication(REGLE, tps.reference)}"

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


def _jour_et_date(quand: date) -> str:
    from lettres.langue.ecriture import jour_et_date

    return jour_et_date(quand)
