"""Commande `simuler` : le calendrier de toute l'échelle d'un dossier, si l'on supposait ce qui arrive."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated

import typer

import lettres
from lettres import interface
from lettres.cli.commandes.etat import A_FAIRE
from lettres.cli.options.arguments import OptionAuJour, OptionJson, lire_au, lire_jour, usage_fautif
from lettres.cli.options.configuration import OptionConfig, OptionModeles, avec_les_modeles, preferences_de
from lettres.cli.options.mesures import Reponse, lire_montant, lire_suite, repondre
from lettres.cli.terminal.affichage import propre
from lettres.socle.constats import abreger

if TYPE_CHECKING:
    from lettres.dossier import Dossier
    from lettres.escalade import Decision
    from lettres.production.relances.simulation import JourSimule, Simulation, Supposition

_FORMES = "silence, paiement:F-1:200, contestation, contestation:F-1:300 ou promesse:2026-12-15:60"


def simuler(
    dossier: Annotated[str, typer.Argument(metavar="DOSSIER", help="Le dossier : un fichier YAML, JSON ou TOML.")],
    jusqu_a: Annotated[str, typer.Option("--jusqu-a", metavar="AAAA-MM-JJ", help="Le dernier jour du calendrier.")],
    si: Annotated[
        list[str] | None,
        typer.Option(
            "--si",
            metavar="ÉVÉNEMENT",
            help=f"Ce que l’on suppose : {_FORMES}; « @2026-12-10 » à la fin lui donne un jour. À répéter au besoin.",
            show_default="silence",
        ),
    ] = None,
    au: OptionAuJour = None,
    modeles: OptionModeles = None,
    config: OptionConfig = None,
    en_json_: OptionJson = False,
) -> int:
    """Montre le calendrier de toute l’échelle d’un dossier, si l’on supposait ce qui arrive; n’écrit rien.

    C’est une simulation : une lettre due est supposée partir ce jour-là, par le mode d’envoi du dossier, et arriver le
    jour prévu; personne ne répond, sauf ce que dit « --si ».

    « contestation:F-1:300 » ne conteste que 300 $ de la facture F-1 : le reste se réclame; « contestation », le tout.

    Exemple : lettres simuler dossier.yaml --jusqu-a 2027-06-30 --si promesse:2026-12-15:60
    """

    def calcul() -> Reponse:
        from lettres.escalade import derniere_inscription, journal_plus_loin
        from lettres.production.relances.simulation import simuler as derouler

        lu, jour, fin = lettres.lire(dossier), lire_au(au), lire_jour(jusqu_a, "--jusqu-a")
        lire_suite(jour, fin, "--jusqu-a", "--au")
        if (derniere := derniere_inscription(lettres.bilan(lu, au=jour))) and jour < derniere:
            raise usage_fautif(
                "U023",
                "--au",
                journal_plus_loin(derniere, jour),
                "Donnez un jour qui suit.",
            )
        supposees = [s for texte in si or () for s in _lire_supposition(texte, lu, jour, fin)]
        politiques = avec_les_modeles(preferences_de(dossier, config), modeles).politiques
        simulation = derouler(lu, au=jour, jusqu_a=fin, si=supposees, politiques=politiques)
        return interface.simulation(simulation), "\n".join(_en_texte(simulation))

    return repondre(calcul, en_json_=en_json_)


# -- Ce que l'on suppose --


def _lire_supposition(texte: str, dossier: Dossier, au: date, fin: date) -> Iterator[Supposition]:
    """« paiement:F-1:200@2026-12-10 »; le silence ne suppose rien."""
    from lettres.dossier.saisie.lecture_de_mots import plier
    from lettres.langue.ecriture import exact, jour
    from lettres.production.relances.simulation import Supposition

    forme, separe, quand = texte.partition("@")
    le = lire_jour(quand, "--si") if separe else au
    if not au <= le <= fin:
        message = f"« {abreger(texte)} » : ce jour n’est pas entre « --au » et « --jusqu-a »."
        raise usage_fautif("U024", "--si", message, f"Choisissez un jour du {au.isoformat()} au {fin.isoformat()}.")
    genre, *reste = forme.split(":")
    jour_dit = {"date": le.isoformat()}
    match plier(genre), reste:
        case "silence", []:
            return
        case "paiement", [*nom, montant]:
            somme, facture = lire_montant(montant, "--si"), _facture(":".join(nom), dossier, texte)
            paye = jour_dit | {"montant": f"{somme:.2f}"} | ({"facture": facture} if facture else {})
            pour = f" ({facture})" if facture else ""
            yield Supposition(f"un paiement de {exact(somme)}{pour}.", {"paiements": [paye]}, le)
        case "contestation", nom:
            facture, contestee = _part(nom, dossier, texte)
            part = {"montant_conteste": f"{contestee:.2f}"} if contestee else {}
            conteste = jour_dit | {"resultat": "contestation"} | part | _visee(facture)
            combien = f" de {exact(contestee)}" if contestee else ""
            yield Supposition(f"une contestation{combien}{_de(facture)}.", {"suites": [conteste]}, le)
        case "promesse", [promis, *montants] if len(montants) <= 1:
            promis_le = lire_jour(promis, "--si")
            lire_suite(le, promis_le, "--si", "la promesse")
            promet = jour_dit | {"resultat": "promesse", "promis_le": promis_le.isoformat()}
            combien = ""
            if montants:
                somme = lire_montant(montants[0], "--si")
                promet, combien = promet | {"montant": f"{somme:.2f}"}, f" {exact(somme)}"
            yield Supposition(f"une promesse de payer{combien} le {jour(promis_le)}.", {"suites": [promet]}, le)
        case _:
            message = f"« {abreger(texte)} » n’est pas un événement lisible."
            raise usage_fautif("U024", "--si", message, f"Écrivez, par exemple : {_FORMES}.")


def _facture(nom: str, dossier: Dossier, texte: str) -> str | None:
    """La facture nommée, telle que le dossier l'écrit; aucune si l'on n'en nomme pas."""
    factures = dossier.noms_des_creances
    if not nom:
        return None
    if nom not in factures:
        message = f"« {abreger(texte)} » : le dossier n’a pas de facture « {abreger(nom)} »."
        remede = f"Nommez l’une de celles-ci : {abreger(', '.join(factures))}." if factures else "N’en nommez aucune."
        raise usage_fautif("U024", "--si", message, remede)
    return nom


def _part(nom: Sequence[str], dossier: Dossier, texte: str) -> tuple[str | None, Decimal | None]:
    """« F-1:300 », « F-1 » ou « 300 » : la facture contestée, et la somme qui l'est si ce n'est pas tout."""
    if (entier := ":".join(nom)) in dossier.noms_des_creances or not entier:
        return _facture(entier, dossier, texte), None
    *facture, montant = nom
    if not facture and not montant.strip()[:1].isdigit():
        return _facture(entier, dossier, texte), None
    return _facture(":".join(facture), dossier, texte), lire_montant(montant, "--si")


def _visee(facture: str | None) -> dict[str, list[str]]:
    return {"creances": [facture]} if facture else {}


def _de(facture: str | None) -> str:
    return f" de {facture}" if facture else ""


# -- À l'écran --


def _en_texte(s: Simulation) -> Iterator[str]:
    from lettres.langue.ecriture import jour

    yield f"SIMULATION – dossier {propre(s.dossier.reference)}, du {jour(s.au)} au {jour(s.jusqu_a)}"
    yield "Rien n’est envoyé, écrit ni inscrit. Une lettre due est supposée partir ce jour-là et arriver le jour prévu;"
    yield "personne ne répond, sauf ce que « --si » suppose."
    for etape in s.etapes:
        yield ""
        yield jour(etape.jour)
        yield from (f"  {ligne}" for ligne in _etape(etape))
    yield ""
    yield (
        f"Rien d’autre jusqu’au {jour(s.jusqu_a)}."
        if s.complete
        else "La simulation s’arrête ici : l’échelle ne finit pas dans les dates que l’on compte."
    )


def _etape(etape: JourSimule) -> Iterator[str]:
    yield from (propre(x.phrase) for x in etape.survenus if x.code in {"suppose", "prescription"})
    for d in etape.decisions:
        yield from _decision(d)
    yield from (propre(x.phrase) for x in etape.survenus if x.code not in {"suppose", "prescription"})


def _decision(d: Decision) -> Sequence[str]:
    titre = f" : {propre(d.echelon.titre)}" if d.echelon else ""
    visees = f" – {', '.join(map(propre, d.creances))}" if d.creances else ""
    quoi = A_FAIRE[d.statut].removesuffix(" aujourd’hui")
    return [
        f"{quoi[:1].upper()}{quoi[1:]}{titre}{visees}",
        *(f"  {propre(r.phrase)}" for r in d.raisons),
        *(f"  {propre(m.phrase)}" for m in d.ce_qui_manque if m not in d.raisons),
    ]
