"""Compléments : ce qu'un export ajoute à un dossier déjà là. Ce qu'une personne y a écrit ne change pas : on le dit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from lettres.importation.facture_lue import FactureLue, FaitsLus
from lettres.importation.mise_en_dossier import DossierImporte
from lettres.importation.notations_lues import en_texte
from lettres.importation.pieges import Piege, dit
from lettres.importation.rangement.comptes_en_place import CompteEnPlace
from lettres.importation.rangement.deja_la import DossierEnPlace, pareils
from lettres.importation.rangement.dossier_ecrit import A_DIRE
from lettres.langue.ecriture import exact
from lettres.lecture.ajouts import Geste
from lettres.socle.classes import dataclass, field
from lettres.socle.constats import Chemin, Constat, Gravite
from lettres.socle.places import DansExport

_BLANCS = ("date", "echeance", "objet", "montant")
"""Ce qu'un premier export avait pu laisser en blanc, et qu'un autre dit."""

_GARDEZ = "Gardez le bon, et corrigez l’autre."
_POUR_LE_RAMENER = "pour qu’un import l’y remette, ôtez-le aussi de la ligne « # Paiements et crédits déjà importés »"

_COORDONNEES = ("adresse", "courriel", "telephone")


@dataclass
class Complements:
    """Les gestes à faire sur un dossier en place, la place de chaque élément ajouté, et ce qu'il y a à dire."""

    gestes: list[Geste] = field(default_factory=list)
    origines: dict[Chemin, DansExport] = field(default_factory=dict)
    """D'où vient l'élément ajouté, ou le blanc rempli."""
    blancs: dict[Chemin, Mapping[str, str]] = field(default_factory=dict)
    """Ce qu'une facture ajoutée n'a pas, et ce que l'on en dit."""
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
    raisons = {**A_DIRE, "montant": f"à remplir : {facture.incertaine}"} if facture.incertaine else A_DIRE
    ecrites = {*cause, *facture.creance}
    c.blancs["creances", rangs["creances"]] = {cle: dit for cle, dit in raisons.items() if cle not in ecrites}
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
        if cle not in facture.creance or ecrite.get(cle):
            continue
        dite, ici = facture.creance[cle], ("creances", rang, cle)
        # -- un blanc que l'import a laissé dit qu'il est à remplir; une valeur effacée l'est exprès --
        if facture.numero in en_place.importees and ici not in en_place.a_remplir:
            message = (
                f"Facture {facture.numero} : « {cle} », ôté du dossier, n’y revient pas; l’export dit « {dite.texte} »."
            )
            remede = f"Pour le ramener, écrivez « {cle}: {dite.texte} » à cette facture; sinon, rien n’est à faire."
            c.constats.append(dit(Piege.VALEUR_OTEE, Gravite.CONSEIL, message, remede, dite.lieu))
            continue
        c.gestes.append((ici, dite.texte))
        c.origines[ici] = dite.lieu
    dits = len(c.constats)
    for cle, quoi in (("montant", "le montant"), ("echeance", "l’échéance"), ("date", "la date")):
        lue = facture.creance.get(cle)
        if lue is not None and ecrite.get(cle) and not pareils(cle, ecrite[cle], lue.texte):
            _autrement(c, facture, quoi, str(ecrite[cle]), lue.texte, lue.lieu)
    compte = CompteEnPlace.de(en_place, facture.numero, rang)
    if compte is not None:
        _ce_qui_est_paye(c, compte, facture, rang, rangs)
        _ce_qui_est_credite(c, compte, facture, rangs)
        if len(c.constats) == dits:
            _ce_qui_en_reste(c, compte, facture)
    for nom in ("envois", "suites"):
        deja = en_place.elements(nom)
        for element in getattr(facture, nom):
            siens = [ecrit for ecrit in deja if _est_le_meme(ecrit, element)]
            if not siens:
                _inscrire(c, nom, _textes(element), next(iter(element.values())).lieu, rangs)
                continue
            # -- une promesse dont on n'a gardé que la note n'en est plus une --
            ecrit, promis = siens[-1].get("promis_le"), element.get("promis_le")
            if ecrit and promis and not _deja_promis(deja, element, promis.texte):
                _autrement(c, facture, "le jour promis d’un paiement", str(ecrit), promis.texte, promis.lieu)


def _est_le_meme(ecrit: Mapping[str, Any], element: FaitsLus) -> bool:
    """Dit si le journal a déjà cet élément : la même note de l'export, complétée ou non depuis."""
    temoins = ("note",) if "note" in element else ("date", "lettre")
    return all(pareils(cle, ecrit.get(cle), element[cle].texte) for cle in temoins) and _vise(ecrit, element)


def _vise(ecrit: Mapping[str, Any], element: FaitsLus) -> bool:
    vise = ecrit.get("creances")
    return vise is None or element["creances"].texte in (vise if isinstance(vise, list) else [vise])


def _deja_promis(suites: Iterable[Mapping[str, Any]], element: FaitsLus, promis_le: str) -> bool:
    """Dit si le journal a une promesse pour ce jour-là, de l'export ou d'une personne."""
    return any(pareils("promis_le", s.get("promis_le"), promis_le) and _vise(s, element) for s in suites)


def _ce_qui_est_paye(
    c: Complements, compte: CompteEnPlace, facture: FactureLue, rang: int, rangs: dict[str, int]
) -> None:
    """Ce que l'export dit payé depuis; ajouté si le dossier n'en dit rien d'autre, dit sinon."""
    a_la_source = _paye_a_la_source(facture)
    if a_la_source is None or a_la_source == compte.paye:
        return
    dates = Counter((p["date"].texte, Decimal(p["montant"].texte)) for p in facture.paiements)
    if compte.sans_facture:
        message = (
            f"Facture {facture.numero} : {exact(a_la_source)} en sont payés, dit l’export; le dossier a "
            f"{exact(compte.sans_facture)} de paiements qui ne nomment pas leur facture, et qui y sont peut-être."
        )
        remede = "Écrivez « facture » à chacun de ces paiements, puis importez de nouveau."
        c.constats.append(dit(Piege.AUTREMENT_AU_DOSSIER, Gravite.ALERTE, message, remede, facture.lieu))
    elif (
        dates
        and not compte.deja_paye
        and compte.dates <= dates
        and not (dates - compte.dates) & compte.ne_reviennent_pas
    ):
        connus = Counter(compte.dates)
        for paiement in facture.paiements:
            date_et_somme = (paiement["date"].texte, Decimal(paiement["montant"].texte))
            if connus[date_et_somme]:
                connus[date_et_somme] -= 1
            else:
                _inscrire(c, "paiements", _textes(paiement), paiement["date"].lieu, rangs)
    elif not compte.paye and not compte.ne_reviennent_pas:
        c.gestes.append((("creances", rang, "deja_paye"), en_texte(a_la_source)))
    else:
        remede = f"Si l’export a raison, écrivez-y « deja_paye: {en_texte(a_la_source)} », sans autre paiement."
        if compte.otees:
            remede += f" Un paiement importé en fut ôté; {_POUR_LE_RAMENER}."
        # -- sans un jour, rien ne dit si le total du dossier est dans celui de l'export : on ne fait que le dire --
        trop = facture.soldee or a_la_source > compte.paye
        gravite = Gravite.ERREUR if trop else Gravite.ALERTE
        ecrit, lu = exact(compte.paye), exact(a_la_source)
        _autrement(c, facture, "ce qui en est payé", ecrit, lu, facture.lieu, remede, gravite)


def _paye_a_la_source(facture: FactureLue) -> Decimal | None:
    """Ce que l'export dit payé; tout ce qui n'est pas crédité, d'une facture soldée."""
    if facture.paiements:
        return sum((Decimal(p["montant"].texte) for p in facture.paiements), Decimal(0))
    if (paye := facture.creance.get("deja_paye")) is not None:
        return Decimal(paye.texte)
    montant = facture.creance.get("montant")
    if facture.soldee and montant is not None:
        return Decimal(montant.texte) - _credite_a_la_source(facture)
    return None


def _credite_a_la_source(facture: FactureLue) -> Decimal:
    return sum((Decimal(a["montant"].texte) for a in facture.avoirs), Decimal(0))


def _ce_qui_est_credite(c: Complements, compte: CompteEnPlace, facture: FactureLue, rangs: dict[str, int]) -> None:
    """Ce que l'export dit crédité depuis; ajouté si le dossier n'en dit rien, dit s'il en dit autre chose."""
    a_la_source = _credite_a_la_source(facture)
    if not a_la_source or a_la_source == compte.credite:
        return
    if compte.credite or compte.credit_ote:
        lieu = facture.avoirs[0]["montant"].lieu
        remede = f"Une note de crédit importée en fut ôtée; {_POUR_LE_RAMENER}." if compte.credit_ote else _GARDEZ
        _autrement(c, facture, "ce qui en est crédité", exact(compte.credite), exact(a_la_source), lieu, remede)
        return
    for avoir in facture.avoirs:
        _inscrire(c, "avoirs", _textes(avoir), avoir["montant"].lieu, rangs)


def _ce_qui_en_reste(c: Complements, compte: CompteEnPlace, facture: FactureLue) -> None:
    """Le solde de l'export, quand le dossier en réclame un autre : une note de crédit, une radiation, un paiement."""
    # -- un montant resté en blanc jusqu'ici vient d'être repris de l'export --
    lu = facture.creance.get("montant")
    montant = compte.montant if compte.montant is not None or lu is None else Decimal(lu.texte)
    if facture.reste is None or montant is None:
        return
    paye = _paye_a_la_source(facture)
    au_dossier = montant - (compte.paye if paye is None else paye)
    au_dossier -= _credite_a_la_source(facture) or compte.credite
    if not compte.sans_facture and au_dossier != Decimal(facture.reste.texte):
        reste = exact(Decimal(facture.reste.texte))
        remede = "Trouvez-en la cause (note de crédit, radiation, paiement), puis inscrivez-la au dossier."
        trop = facture.soldee or au_dossier > Decimal(facture.reste.texte)
        gravite = Gravite.ERREUR if trop else Gravite.ALERTE
        _autrement(c, facture, "ce qui en reste dû", exact(au_dossier), reste, facture.reste.lieu, remede, gravite)


def _autrement(
    c: Complements,
    facture: FactureLue,
    quoi: str,
    ecrit: str,
    lu: str,
    lieu: DansExport,
    remede: str = _GARDEZ,
    gravite: Gravite = Gravite.ALERTE,
) -> None:
    message = f"Facture {facture.numero} : {quoi} est « {ecrit} » au dossier, et « {lu} » dans l’export."
    remede = f"Le dossier n’a pas été changé. {remede}"
    c.constats.append(dit(Piege.AUTREMENT_AU_DOSSIER, gravite, message, remede, lieu))


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
