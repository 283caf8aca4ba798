"""Compléments : ce qu'un export ajoute à un dossier déjà là. Ce qu'une personne y a écrit ne change pas : on le dit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from pydantic_core import PydanticCustomError

from lettres.dossier.types import lire_montant
from lettres.importation.facture_lue import FactureLue, FaitsLus
from lettres.importation.mise_en_dossier import DossierImporte
from lettres.importation.notations_lues import en_texte
from lettres.importation.pieges import Piege, dit
from lettres.importation.rangement.deja_la import DossierEnPlace
from lettres.langue.ecriture import exact
from lettres.lecture.ajouts import Geste
from lettres.socle.constats import Constat, Gravite
from lettres.socle.places import DansExport

_BLANCS = ("date", "echeance", "objet", "montant")
"""Ce qu'un premier export avait pu laisser en blanc, et qu'un autre dit."""

_COORDONNEES = ("adresse", "courriel", "telephone")


@dataclass
class Complements:
    """Les gestes à faire sur un dossier en place, la place de chaque élément ajouté, et ce qu'il y a à dire."""

    gestes: list[Geste] = field(default_factory=list)
    origines: dict[tuple[str, int], DansExport] = field(default_factory=dict)
    """Par liste et par rang, d'où vient l'élément ajouté."""
    constats: list[Constat] = field(default_factory=list)


def completer_un_dossier(
    en_place: DossierEnPlace,
    factures: Iterable[FactureLue],
    importe: DossierImporte | None,
    reponses: Mapping[str, str],
) -> Complements:
    """Ce que ces factures ajoutent à ce dossier : celles qu'il n'a pas, leurs suites, ce qui en est payé depuis."""
    complements = Complements()
    rangs = {nom: len(en_place.elements(nom)) for nom in ("creances", "paiements", "avoirs", "envois", "suites")}
    for facture in factures:
        rang = en_place.rang(facture.numero)
        if rang is not None:
            _la_meme(complements, en_place, facture, rang, rangs)
        else:
            _ajouter(complements, facture, reponses, rangs)
    if importe is not None:
        _les_blancs_des_parties(complements, en_place, importe, reponses)
    return complements


def _ajouter(c: Complements, facture: FactureLue, reponses: Mapping[str, str], rangs: dict[str, int]) -> None:
    cause = {"cause": reponses["cause"]} if "cause" in reponses else {}
    _inscrire(c, "creances", {**cause, **_textes(facture.creance)}, facture.lieu, rangs)
    for nom in ("paiements", "avoirs", "envois", "suites"):
        for element in getattr(facture, nom):
            _inscrire(c, nom, _textes(element), next(iter(element.values())).lieu, rangs)


def _inscrire(c: Complements, nom: str, element: Mapping[str, Any], lieu: DansExport, rangs: dict[str, int]) -> None:
    c.gestes.append(((nom,), element))
    c.origines[nom, rangs[nom]] = lieu
    rangs[nom] += 1


def _textes(element: FaitsLus) -> dict[str, Any]:
    return {cle: [v.texte] if cle == "creances" else v.texte for cle, v in element.items()}


# -- Une facture que le dossier a déjà --


def _la_meme(c: Complements, en_place: DossierEnPlace, facture: FactureLue, rang: int, rangs: dict[str, int]) -> None:
    ecrite = en_place.donnees["creances"][rang]
    for cle in _BLANCS:
        if cle in facture.creance and not ecrite.get(cle):
            c.gestes.append((("creances", rang, cle), facture.creance[cle].texte))
    for cle, quoi in (("montant", "le montant"), ("echeance", "l’échéance"), ("date", "la date")):
        lue = facture.creance.get(cle)
        if lue is not None and ecrite.get(cle) and not _pareils(cle, ecrite[cle], lue.texte):
            _autrement(c, facture, quoi, str(ecrite[cle]), lue.texte, lue.lieu)
    _ce_qui_est_paye(c, en_place, facture, rang, rangs)
    for nom in ("envois", "suites"):
        deja = en_place.elements(nom)
        for element in getattr(facture, nom):
            if not any(_deja_inscrit(ecrit, element) for ecrit in deja):
                _inscrire(c, nom, _textes(element), next(iter(element.values())).lieu, rangs)


def _deja_inscrit(ecrit: Mapping[str, Any], element: FaitsLus) -> bool:
    """Dit si le journal a déjà cet élément : la même note de l'export, complétée ou non depuis."""
    temoins = ("note",) if "note" in element else ("date", "lettre")
    vise = ecrit.get("creances")
    nommees = vise if isinstance(vise, list) else [vise]
    memes = all(ecrit.get(cle) == element[cle].texte for cle in temoins)
    return memes and (vise is None or element["creances"].texte in nommees)


def _pareils(cle: str, ecrit: object, lu: str) -> bool:
    if cle == "montant":
        return _somme(ecrit) == Decimal(lu)
    return ecrit == lu


def _somme(ecrit: object) -> Decimal | None:
    try:
        return lire_montant(ecrit)
    except PydanticCustomError:
        return None


def _ce_qui_est_paye(
    c: Complements, en_place: DossierEnPlace, facture: FactureLue, rang: int, rangs: dict[str, int]
) -> None:
    """Ce que l'export dit payé depuis; ajouté si le dossier n'en dit rien d'autre, dit sinon."""
    ecrits = list(_paiements_ecrits(en_place, facture.numero))
    deja = _somme(en_place.donnees["creances"][rang].get("deja_paye") or "0")
    sommes = [_somme(p.get("montant")) for p in ecrits]
    if deja is None or None in sommes:
        return
    au_dossier = deja + sum((s for s in sommes if s is not None), Decimal(0))
    a_la_source = _paye_a_la_source(facture)
    if a_la_source is None or a_la_source == au_dossier:
        return
    connus = [(p.get("date"), s) for p, s in zip(ecrits, sommes, strict=True)]
    dates = [(p["date"].texte, Decimal(p["montant"].texte)) for p in facture.paiements]
    if facture.paiements and not deja and all(connu in dates for connu in connus):
        for paiement, date_et_somme in zip(facture.paiements, dates, strict=True):
            if date_et_somme not in connus:
                _inscrire(c, "paiements", _textes(paiement), paiement["date"].lieu, rangs)
    elif not au_dossier:
        c.gestes.append((("creances", rang, "deja_paye"), en_texte(a_la_source)))
    else:
        _autrement(c, facture, "ce qui en est payé", exact(au_dossier), exact(a_la_source), facture.lieu)


def _paye_a_la_source(facture: FactureLue) -> Decimal | None:
    """Ce que l'export dit payé; tout ce qui n'est pas crédité, d'une facture soldée."""
    if facture.paiements:
        return sum((Decimal(p["montant"].texte) for p in facture.paiements), Decimal(0))
    if (paye := facture.creance.get("deja_paye")) is not None:
        return Decimal(paye.texte)
    montant = facture.creance.get("montant")
    if facture.soldee and montant is not None:
        return Decimal(montant.texte) - sum((Decimal(a["montant"].texte) for a in facture.avoirs), Decimal(0))
    return None


def _paiements_ecrits(en_place: DossierEnPlace, facture: str) -> Iterator[Mapping[str, Any]]:
    """Les paiements de cette facture, au dossier, sans ceux qu'une autre ligne remplace ou annule."""
    lignes = en_place.elements("paiements")
    corriges = {str(ligne.get("corrige")) for ligne in lignes if ligne.get("corrige")}
    seule = len(en_place.elements("creances")) == 1
    for rang, ligne in enumerate(lignes, 1):
        vise = ligne.get("facture") == facture or (seule and not ligne.get("facture"))
        if vise and str(rang) not in corriges and ligne.get("montant"):
            yield ligne


def _autrement(c: Complements, facture: FactureLue, quoi: str, ecrit: str, lu: str, lieu: DansExport) -> None:
    message = f"Facture {facture.numero} : {quoi} est « {ecrit} » au dossier, et « {lu} » dans l’export."
    remede = "Le dossier n’a pas été changé : gardez le bon, et corrigez l’autre."
    c.constats.append(dit(Piege.AUTREMENT_AU_DOSSIER, Gravite.ALERTE, message, remede, lieu))


# -- Ce qu'on sait enfin des parties --


def _les_blancs_des_parties(
    c: Complements, en_place: DossierEnPlace, importe: DossierImporte, reponses: Mapping[str, str]
) -> None:
    ecrit = en_place.donnees.get("destinataire")
    if isinstance(ecrit, Mapping):
        # -- une coordonnée ôtée l'est peut-être exprès : l'export n'en redonne qu'à qui n'en a plus aucune --
        rendues = () if any(ecrit.get(cle) for cle in _COORDONNEES) else _COORDONNEES
        sues = {cle: v for cle, v in importe.dossier["destinataire"].items() if cle in reponses or cle in rendues}
        c.gestes += [(("destinataire", cle), v) for cle, v in sues.items() if not ecrit.get(cle)]
    if "cause" in reponses:
        for rang, creance in enumerate(en_place.elements("creances")):
            if not creance.get("cause"):
                c.gestes.append((("creances", rang, "cause"), reponses["cause"]))
    expediteur = en_place.donnees.get("expediteur")
    if "expediteur" in importe.dossier and not (isinstance(expediteur, Mapping) and expediteur.get("nom")):
        c.gestes.append((("expediteur",), importe.dossier["expediteur"]))
