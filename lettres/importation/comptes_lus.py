"""Comptes lus : le total, ce qui en est payé ou crédité, ses taxes; une somme qui ne s'accorde pas reste un blanc."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from types import MappingProxyType

from lettres.importation.facture_lue import FaitsLus, LectureDeFacture
from lettres.importation.lecteurs.cellules import ValeurLue
from lettres.importation.notations_lues import Illisible, en_texte, lire_jour, lire_somme
from lettres.importation.pieges import AVOIR_A_ECRIRE, Piege
from lettres.langue.ecriture import exact
from lettres.socle.constats import Gravite, abreger
from lettres.socle.places import DansExport

ZERO, CENT = Decimal(0), Decimal("0.01")
_TAXES: Mapping[str, str] = MappingProxyType({"tps": "tps", "gst": "tps", "tvq": "tvq", "qst": "tvq"})
_TAUX = re.compile(r"[0-9]{1,2}(?:\.[0-9]{1,4})?")
_DU_MONTANT = ("montant", "avant_taxes", "tps", "tvq")


def lire_les_comptes(lecture: LectureDeFacture) -> None:
    """Pose le montant, les taxes, les paiements et les avoirs de la facture, ou dit pourquoi ils restent des blancs."""
    lue = lecture.lue
    montant, solde, radie = lecture.somme("montant"), lecture.somme("solde"), lecture.somme("radie")
    paye, avoir = lecture.somme("paye"), lecture.somme("avoir")
    paiements = _paiements(lecture)
    if montant is None:
        return
    total, ou = montant
    if total <= 0:
        raison = f"son total, {exact(total)}, n’est pas une somme due"
        remede = AVOIR_A_ECRIRE if total else "Rien n’est à faire, si elle est annulée."
        lue.ecartee = lecture.laisser(Piege.PAS_UNE_VENTE, raison, remede, ou)
        return
    if radie is not None and radie[0] >= total:
        raison = f"elle est radiée ({exact(radie[0])})"
        lue.ecartee = lecture.laisser(Piege.SANS_EFFET, raison, "Rien n’est à faire, si vous y avez renoncé.", radie[1])
        return
    credite = avoir[0] if avoir else ZERO
    dates = sum((Decimal(p["montant"].texte) for p in paiements), ZERO)
    recu = paye[0] if paye else dates
    lue.creance["montant"] = ou.devenue(en_texte(total))
    _taxes(lecture, total)
    if paiements and dates == recu:
        lue.paiements = tuple(paiements)
    elif paye is not None and 0 < recu <= total:
        lue.creance["deja_paye"] = paye[1].devenue(en_texte(recu))
    if credite > 0 and avoir is not None:
        lue.avoirs = ({"montant": avoir[1].devenue(en_texte(credite)), "facture": lue.creance["facture"]},)
    if recu + credite >= total or (solde is not None and solde[0] == 0):
        lue.soldee = True
        lue.reste = ValeurLue(en_texte(ZERO), (solde or montant)[1].lieu)
    else:
        _accorder(lecture, total, recu + credite, solde)


def _accorder(
    lecture: LectureDeFacture, total: Decimal, recu: Decimal, solde: tuple[Decimal, ValeurLue] | None
) -> None:
    """Des frais de retard dans le total, un solde qui n'est pas ce qui en reste : le montant est à trancher."""
    lue = lecture.lue
    if lue.incertaine:
        remede = "Écrivez au dossier « montant », et dans « paiements » ce que vous en avez reçu."
        lecture.dire(Piege.SOLDE, Gravite.ERREUR, f"{lue.incertaine}.", remede)
    statut = lecture.brute.premier("statut")
    if statut is not None and not lecture.source.connait(statut.texte):
        lue.incertaine = f"son état, « {abreger(statut.texte)} », n’est pas de ceux que l’on connaît à cette source"
        ecrit = json.dumps(statut.texte, ensure_ascii=False)
        remede = (
            "Voyez-le dans votre logiciel : si elle est due, écrivez « montant » au dossier; si toutes celles de cet "
            f"état le sont, « etats_dus: [{ecrit}] » dans « debiteurs.yaml »; sinon, ne l’exportez pas."
        )
        lecture.dire(Piege.ETAT_INCONNU, Gravite.ERREUR, f"{lue.incertaine}.", remede, statut.lieu)
    if (retard := _frais_de_retard(lecture)) is not None:
        somme, lieu = retard
        lue.incertaine = f"son total contient {exact(somme)} de frais de retard"
        remede = "Écrivez au dossier le montant de la facture sans ces frais : une lettre ne les y mêle pas."
        lecture.dire(Piege.FRAIS_DE_RETARD, Gravite.ERREUR, f"{lue.incertaine}.", remede, lieu)
    if solde is not None:
        lue.reste = ValeurLue(en_texte(solde[0] - (retard[0] if retard else ZERO)), solde[1].lieu)
    if solde is not None and solde[0] != total - recu:
        ecart = exact(abs(total - recu - solde[0]))
        lue.incertaine = lue.incertaine or f"il y a {ecart} d’écart entre son solde et ce qui en reste"
        message = (
            f"le solde, {exact(solde[0])}, n’est pas le total, {exact(total)}, moins ce qui en est payé ou crédité, "
            f"{exact(recu)} : il y a {ecart} d’écart."
        )
        remede = "Trouvez-en la cause (note de crédit, radiation, paiement), puis écrivez « montant » au dossier."
        lecture.dire(Piege.SOLDE, Gravite.ERREUR, message, remede, solde[1].lieu)
    if lue.incertaine:
        for cle in _DU_MONTANT:
            lue.creance.pop(cle, None)


def _frais_de_retard(lecture: LectureDeFacture) -> tuple[Decimal, DansExport] | None:
    """Ceux que la source compte à part, ou qu'elle a ajoutés aux articles."""
    frais = lecture.somme("frais_de_retard")
    if frais is not None and frais[0] > 0:
        return frais[0], frais[1].lieu
    somme, lieu = ZERO, None
    for article in lecture.brute.listes.get("articles", ()):
        sorte, prix, nombre = (article.get(cle) for cle in ("sorte", "prix", "nombre"))
        if sorte is None or sorte.texte != lecture.source.article_de_retard or prix is None:
            continue
        try:
            fois = Decimal(1) if nombre is None else lire_somme(nombre.texte, "point")
            somme += (lire_somme(prix.texte, "point") * fois).quantize(CENT, ROUND_HALF_UP)
        except Illisible as faute:
            lecture.illisible(prix, faute)
        lieu = lieu or sorte.lieu
    return None if lieu is None else (somme, lieu)


def _paiements(lecture: LectureDeFacture) -> list[FaitsLus]:
    """Les paiements datés, chacun avec son montant; qu'un seul soit douteux, et aucun ne sert."""
    surs: list[FaitsLus] = []
    source = lecture.source
    for brut in lecture.brute.listes.get("paiements", ()):
        libre = brut.get("libre")
        try:
            jour = lire_jour(brut["date"].texte, source.dates)
            somme = lire_somme(brut["montant"].texte, source.decimales, mineure=source.en_cents)
        except (KeyError, Illisible):
            return []
        # -- un paiement qui n'est pas tout entier à cette facture ne dit pas combien en va à elle --
        if somme <= 0 or (libre is not None and libre.texte.strip("0.")):
            return []
        montant = brut["montant"].devenue(en_texte(somme))
        facture = lecture.lue.creance["facture"]
        surs.append({"date": brut["date"].devenue(jour.isoformat()), "montant": montant, "facture": facture})
    return surs


def _taxes(lecture: LectureDeFacture, total: Decimal) -> None:
    """La TPS et la TVQ ne se disent que si la source les nomme; un total de taxes reste un total."""
    avant, taxes = lecture.somme("avant_taxes"), lecture.somme("total_taxes")
    nommees = {cle: somme for cle in ("tps", "tvq") if (somme := lecture.somme(cle)) is not None}
    anonymes = [taxes[1]] if taxes is not None and taxes[0] else []
    for nom, additionnee in lecture.brute.sommes.items():
        if nom.startswith("taxe ") and not additionnee.illisibles:
            cle = _TAXES.get(nom.removeprefix("taxe ").casefold())
            if cle is not None:
                nommees[cle] = (additionnee.total, additionnee.premiere)
            elif additionnee.total:
                anonymes.append(additionnee.premiere)
    if taxes is not None and avant is None and (par_taux := _par_taux(lecture, total - taxes[0], taxes[0])):
        avant, nommees = (total - taxes[0], taxes[1]), par_taux
    creance = lecture.lue.creance
    detail = [t for nom, t in lecture.brute.sommes.items() if nom.startswith("taxe ") and not t.illisibles]
    if detail and avant is not None and avant[0] + sum(t.total for t in detail) != total:
        lecture.lue.incertaine = "le sous-total et les taxes de ses articles n’en font pas le total"
    if nommees and avant is not None and avant[0] + sum(somme for somme, _ in nommees.values()) == total:
        creance["avant_taxes"] = avant[1].devenue(en_texte(avant[0]))
        creance |= {cle: lu.devenue(en_texte(somme)) for cle, (somme, lu) in nommees.items()}
    elif anonymes or nommees:
        ou = [*anonymes, *(lu for _, lu in nommees.values())][0]
        message = "l’export ne dit pas ce qui, de ses taxes, est la TPS et ce qui est la TVQ."
        remede = "Si vous êtes inscrit aux taxes, écrivez au dossier « avant_taxes », « tps » et « tvq »."
        lecture.dire(Piege.TAXES, Gravite.CONSEIL, message, remede, ou.lieu)


def _par_taux(lecture: LectureDeFacture, avant: Decimal, taxes: Decimal) -> dict[str, tuple[Decimal, ValeurLue]]:
    """La TPS et la TVQ que la source nomme par leur seul taux; rien, si elles ne font pas ses taxes au cent près."""
    dites: dict[str, tuple[Decimal, ValeurLue]] = {}
    for brut in lecture.brute.listes.get("taux", ()):
        nom, taux = brut.get("nom"), brut.get("taux")
        if nom is None or taux is None or not taux.texte.strip("0."):
            continue
        cle = _TAXES.get(nom.texte.casefold())
        if cle is None or cle in dites or not _TAUX.fullmatch(taux.texte):
            return {}
        dites[cle] = ((avant * Decimal(taux.texte) / 100).quantize(CENT, ROUND_HALF_UP), nom)
    return dites if sum(somme for somme, _ in dites.values()) == taxes else {}
