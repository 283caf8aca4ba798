"""Commande `droit` : les chiffres du droit, datés, avec leur source et leur certitude."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from lettres.cli.options.arguments import OptionAuJour, OptionJson, lire_au, usage_fautif
from lettres.cli.options.mesures import Reponse, refus, repondre
from lettres.cli.terminal.affichage import largeur_du_terminal
from lettres.cli.terminal.tableau import fiche, tableau
from lettres.cli.terminal.traduction import suggestion
from lettres.interface.notations import VERSION
from lettres.interface.objets_de_reference import DroitJson, ParametreJson, ReferenceJson
from lettres.socle.constats import abreger

if TYPE_CHECKING:
    from lettres.droit.parametre import FaitDeDroit, Reference

INCONNU = "inconnu"
"""La certitude d'une valeur qui n'est pas connue au jour dit."""

_UNITES = {"dollars": "$", "pour cent": "%", "pour cent par année": "% par année", "heures": "h", "années": "ans"}

_RELUES = {"Énoncé", "Valeur", "En vigueur depuis", "Source", "Certitude", "Vérifié le", "Note"}
"""Ce qui suffit à relire un paramètre parmi d'autres; sa page dit le reste."""


def droit(
    cle: Annotated[
        str | None,
        typer.Argument(
            metavar="CLÉ", help="Un paramètre, ou le début de son nom : « interet.taux_legal », « interet »."
        ),
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
        contenu: DroitJson = {
            "version": VERSION,
            "au": jour.isoformat(),
            "parametres": [_en_json(c, p, jour) for c, p in lus.items()],
        }
        seul = lus.get(cle) if cle else None
        if seul:
            return contenu, _page(seul, jour)
        return contenu, _detail(lus, jour) if lus and (cle or a_reverifier) else _liste(lus, jour)

    return repondre(reponse, en_json_=en_json_)


def _choisir(cle: str | None) -> list[str]:
    """La clé, ou toutes celles dont elle est le début; toutes, si rien n'est demandé."""
    from lettres.droit.parametre import cles

    toutes = cles()
    if cle is None or cle in toutes:
        return [cle] if cle else list(toutes)
    famille = [c for c in toutes if c.startswith(f"{cle.rstrip('.')}.")]
    if not famille:
        familles = dict.fromkeys(c.split(".")[0] for c in toutes)
        message = f"Paramètre inconnu : « {abreger(cle)} ».{suggestion(cle, (*familles, *toutes))}"
        raise usage_fautif("U017", "CLÉ", message, "« lettres droit » les nomme tous.")
    return famille


def _lire(cle: str, jour: date) -> FaitDeDroit | None:
    from lettres.droit.parametre import ParametreInconnu, fait

    try:
        return fait(cle, jour)
    except ParametreInconnu:
        return None


def _connues(cle: str) -> str:
    """Les bornes de ce qui est connu."""
    from lettres.droit.parametre import valeurs

    premier, dernier = valeurs(cle)[0], valeurs(cle)[-1]
    debut = f"du {premier.debut.isoformat()} " if premier.debut > date.min else ""
    fin = f"au {dernier.jusqu_au.isoformat()}" if dernier.jusqu_au else "à aujourd’hui"
    return f"Les valeurs sont connues {debut}{fin}; rien n’est prolongé."


def _jour(p: FaitDeDroit) -> str | None:
    """Le jour de l'entrée en vigueur, s'il y en a un."""
    return p.depuis.isoformat() if isinstance(p.depuis, date) else None


def _entree(p: FaitDeDroit) -> str:
    """Connue, inconnue ou sans objet."""
    return {INCONNU: "inconnue", "sans objet": "sans objet"}.get(str(p.depuis), "connue")


def _en_json(cle: str, p: FaitDeDroit | None, jour: date) -> ParametreJson:
    from lettres.droit.parametre import Enonce, Parametre, valeurs

    connu = p or valeurs(cle)[-1]
    return {
        "cle": cle,
        "titre": connu.titre,
        "valeur": f"{p.valeur.normalize():f}" if isinstance(p, Parametre) else None,
        "unite": connu.unite if isinstance(connu, Parametre) else None,
        "enonce": p.texte if isinstance(p, Enonce) else None,
        "depuis": _jour(p) if p else None,
        "entree_en_vigueur": _entree(p) if p else "inconnue",
        "jusqu_au": p.jusqu_au.isoformat() if p and p.jusqu_au else None,
        "reference": _reference_en_json(connu.reference),
        "fiche": connu.fiche,
        "certitude": p.certitude if p else INCONNU,
        "verifie_le": connu.verifie_le.isoformat(),
        "exact": p is not None and (isinstance(p, Enonce) or p.exact),
        "note": p.note if p else "",
        "a_reverifier": p is None or p.est_a_reverifier(jour),
    }


def _reference_en_json(r: Reference) -> ReferenceJson:
    """La référence; une adresse inconnue y vaut null, et l'on dit si l'adresse est celle d'une autorité publique."""
    return {
        "loi": r.loi,
        "article": r.article,
        "texte": r.texte,
        "titre": r.titre,
        "url": _adresse(r),
        "officielle": r.est_officielle,
    }


def _adresse(r: Reference) -> str | None:
    return r.url if r.url.startswith("http") else None


def _page(p: FaitDeDroit, jour: date) -> str:
    """Tout ce qu'on sait d'un paramètre."""
    return f"{p.cle}\n{p.titre}\n\n{fiche(_rangees(p, jour), largeur_du_terminal())}"


def _rangees(p: FaitDeDroit, jour: date) -> list[tuple[str, str]]:
    from lettres.droit.parametre import Enonce

    exact = "oui" if isinstance(p, Enonce) or p.exact else "non : recalculé, ou choisi par l’outil"
    return [
        ("Énoncé" if isinstance(p, Enonce) else "Valeur", _valeur(p)),
        ("En vigueur depuis", _depuis(p)),
        ("Jusqu’au", p.jusqu_au.isoformat() if p.jusqu_au else ""),
        ("Auparavant", _auparavant(p)),
        ("Source", str(p.reference)),
        ("Lu dans", p.reference.titre),
        ("Adresse", p.reference.url),
        ("Adresse officielle", p.reference.officielle),
        ("Fiche", p.fiche),
        ("Certitude", p.certitude),
        ("Chiffre exact", "" if isinstance(p, Enonce) else exact),
        ("Vérifié le", p.verifie_le.isoformat() + (" – à revérifier" if p.est_a_reverifier(jour) else "")),
        ("Note", p.note),
    ]


def _depuis(p: FaitDeDroit) -> str:
    from lettres.droit.parametre import SansDate

    sans = {
        SansDate.INCONNU: "une date inconnue" + (f"; connue le {p.connu_le.isoformat()}" if p.connu_le else ""),
        SansDate.SANS_OBJET: "sans objet : un choix de l’outil, l’usage ou la jurisprudence",
    }
    return p.depuis.isoformat() if isinstance(p.depuis, date) else sans[p.depuis]


def _auparavant(p: FaitDeDroit) -> str:
    """La valeur qui précédait, s'il y en a une."""
    from lettres.droit.parametre import valeurs

    avant = [v for v in valeurs(p.cle) if v.debut < p.debut]
    return f"{_valeur(avant[-1])}, jusqu’au {avant[-1].jusqu_au}" if avant else ""


def _liste(lus: dict[str, FaitDeDroit | None], jour: date) -> str:
    """Un paramètre par ligne, par famille : la clé ne se coupe pas, car elle se recopie."""
    if not lus:
        return f"Rien à revérifier au {jour.isoformat()}."
    rangees = [("CLÉ", "VALEUR", "DEPUIS", "CERTITUDE")]
    famille = ""
    for cle, p in lus.items():
        if famille not in {"", cle.split(".")[0]}:
            rangees.append(("", "", "", ""))
        famille = cle.split(".")[0]
        rangees.append((cle, "–", "–", INCONNU) if p is None else (cle, *_resume(p)))
    suite = "Le titre et la source : lettres droit CLÉ; une famille : lettres droit garantie"
    return f"{tableau(rangees, largeur_du_terminal())}\n\n{suite}"


def _resume(p: FaitDeDroit) -> tuple[str, str, str]:
    from lettres.droit.parametre import Enonce, SansDate

    depuis = "–" if p.depuis is SansDate.SANS_OBJET else str(p.depuis)
    return "énoncé" if isinstance(p, Enonce) else _valeur(p), depuis, p.certitude


def _detail(lus: dict[str, FaitDeDroit | None], jour: date) -> str:
    """Les paramètres d'une famille, ou ceux qu'il faut revérifier : de quoi les relire un à un."""
    from lettres.droit.parametre import valeurs

    largeur = largeur_du_terminal()
    blocs = []
    for cle, p in lus.items():
        if p is None:
            rangees = [("  Valeur", f"{INCONNU}e au {jour.isoformat()}"), ("  Note", _connues(cle))]
        else:
            rangees = [(f"  {nom}", texte) for nom, texte in _rangees(p, jour) if nom in _RELUES]
        blocs.append(f"{cle}\n{valeurs(cle)[0].titre}\n{fiche(rangees, largeur)}")
    return "\n\n".join(blocs)


def _valeur(p: FaitDeDroit) -> str:
    from lettres.droit.parametre import Enonce
    from lettres.langue.ecriture import INSECABLE, nombre

    if isinstance(p, Enonce):
        return p.texte
    unite = _UNITES.get(p.unite, p.unite)
    if p.valeur < 2 and unite != "mois":
        unite = " ".join(mot.removesuffix("s") for mot in unite.split())
    return f"{nombre(p.valeur)}{INSECABLE}{unite}"
