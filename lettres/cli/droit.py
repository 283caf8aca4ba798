"""Commande `droit` : les chiffres du droit, datés, avec leur source et leur certitude."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from lettres.cli.affichage import largeur_du_terminal
from lettres.cli.arguments import OptionJson, lire_au, usage_fautif
from lettres.cli.calculer import OptionAuJour, Reponse
from lettres.cli.mesures import refus, repondre
from lettres.cli.tableau import fiche, tableau
from lettres.cli.traduction import suggestion
from lettres.constats import abreger

if TYPE_CHECKING:
    from lettres.droit.parametre import Parametre

INCONNU = "inconnu"
"""La certitude d'une valeur qui n'est pas connue au jour dit."""


def droit(
    cle: Annotated[
        str | None,
        typer.Argument(metavar="CLÉ", help="Un paramètre, ou le début de son nom : interet.taux_legal, interet."),
    ] = None,
    au: OptionAuJour = None,
    a_reverifier: Annotated[
        bool,
        typer.Option("--a-reverifier", help="Seulement ce qui est incertain, inconnu, ou relu il y a plus d’un an."),
    ] = False,
    en_json_: OptionJson = False,
) -> int:
    """Montre les paramètres du droit : valeur, entrée en vigueur, source, fiche et certitude.

    Exemple : lettres droit interet.taux_legal --au 2026-11-22
    """

    def reponse() -> Reponse:
        jour = lire_au(au)
        choisies = _choisir(cle)
        lus = {c: _lire(c, jour) for c in choisies}
        if a_reverifier:
            lus = {c: p for c, p in lus.items() if p is None or p.est_a_reverifier(jour)}
        elif cle in lus and lus[cle] is None:
            message = f"Aucune valeur connue pour « {cle} » au {jour.isoformat()}."
            raise refus("Q103", message, _connues(cle))
        contenu = {"version": 1, "au": jour.isoformat(), "parametres": [_en_json(c, p, jour) for c, p in lus.items()]}
        seul = lus.get(cle) if cle else None
        return contenu, _page(seul, jour) if seul else _liste(lus, jour)

    return repondre(reponse, en_json_=en_json_)


def _choisir(cle: str | None) -> list[str]:
    """La clé, ou toutes celles dont elle est le début; toutes, si rien n'est demandé."""
    from lettres.droit.parametre import cles

    toutes = cles()
    if cle is None or cle in toutes:
        return [cle] if cle else list(toutes)
    famille = [c for c in toutes if c.startswith(f"{cle.rstrip('.')}.")]
    if not famille:
        message = f"Paramètre inconnu : « {abreger(cle)} ».{suggestion(cle, toutes)}"
        raise usage_fautif("U017", "CLÉ", message, "« lettres droit » les nomme tous.")
    return famille


def _lire(cle: str, jour: date) -> Parametre | None:
    from lettres.droit.parametre import ParametreInconnu, parametre

    try:
        return parametre(cle, jour)
    except ParametreInconnu:
        return None


def _connues(cle: str) -> str:
    """Les bornes de ce qui est connu."""
    from lettres.droit.parametre import valeurs

    connues = valeurs(cle)
    premiere, derniere = connues[0], connues[-1]
    debut = f"du {premiere.depuis.isoformat()} " if premiere.depuis else ""
    fin = f"au {derniere.jusqu_au.isoformat()}" if derniere.jusqu_au else "à aujourd’hui"
    return f"Les valeurs sont connues {debut}{fin}; rien n’est prolongé."


def _en_json(cle: str, p: Parametre | None, jour: date) -> dict[str, object]:
    from lettres.droit.parametre import valeurs

    connu = p or valeurs(cle)[-1]
    return {
        "cle": cle,
        "titre": connu.titre,
        "valeur": f"{p.valeur.normalize():f}" if p else None,
        "unite": connu.unite,
        "depuis": p.depuis.isoformat() if p and p.depuis else None,
        "jusqu_au": p.jusqu_au.isoformat() if p and p.jusqu_au else None,
        "reference": connu.reference.model_dump(),
        "fiche": connu.fiche,
        "certitude": p.certitude if p else INCONNU,
        "verifie_le": connu.verifie_le.isoformat(),
        "exact": p.exact if p else False,
        "note": p.note if p else "",
        "a_reverifier": p is None or p.est_a_reverifier(jour),
    }


def _page(p: Parametre, jour: date) -> str:
    """Tout ce qu'on sait d'un paramètre."""
    rangees = [
        ("Valeur", _valeur(p)),
        ("En vigueur depuis", p.depuis.isoformat() if p.depuis else "date non relevée"),
        ("Jusqu’au", p.jusqu_au.isoformat() if p.jusqu_au else ""),
        ("Source", str(p.reference)),
        ("Lu dans", p.reference.titre),
        ("Adresse", p.reference.url),
        ("Fiche", p.fiche),
        ("Certitude", p.certitude),
        ("Chiffre exact", "oui" if p.exact else "non : recalculé, ou choisi par l’outil"),
        ("Vérifié le", p.verifie_le.isoformat() + (" – à revérifier" if p.est_a_reverifier(jour) else "")),
        ("Note", p.note),
    ]
    return f"{p.cle}\n{p.titre}\n\n{fiche(rangees, largeur_du_terminal())}"


def _liste(lus: dict[str, Parametre | None], jour: date) -> str:
    if not lus:
        return f"Rien à revérifier au {jour.isoformat()}."
    # -- la clé ne se coupe pas : elle se recopie; la source entière est dans « lettres droit CLÉ » --
    rangees = [("CLÉ", "VALEUR", "CERTITUDE")]
    for cle, p in lus.items():
        rangees.append((cle, "–", f"{INCONNU} : {_connues(cle)}") if p is None else (cle, _valeur(p), p.certitude))
    return f"{tableau(rangees, largeur_du_terminal())}\n\nLa source d’une valeur : lettres droit CLÉ"


def _valeur(p: Parametre) -> str:
    from lettres.droit.ecriture import nombre

    unite = p.unite.replace("années", "année") if p.valeur == 1 else p.unite
    return f"{nombre(p.valeur)} {unite}"
