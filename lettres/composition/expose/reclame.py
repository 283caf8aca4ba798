"""Composition de ce qui est réclamé : l'affaire en bref, les demandes, l'intérêt à part, les torts."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from lettres.affaire import Affaire, CompteDeCreance, exigible
from lettres.composition import envois, recit, tiers
from lettres.composition.achats import consommation, reclamation
from lettres.composition.argent import creances, interet
from lettres.composition.expose import chronologie, limites
from lettres.dossier import Demande, Envoi, Suite
from lettres.droit.compte import ZERO
from lettres.droit.interet import Depart
from lettres.droit.parametre import parametre
from lettres.langue import typographie as t

_A_L_AUTEUR = {
    "retirer": "retirer les propos visés",
    "cesser": "ne plus les diffuser",
    "retracter": "publier une rectification",
    "excuser": "présenter des excuses",
    "conserver": "conserver la publication et les échanges",
}
_A_FAIRE = {"executer": "exécuter l’entente", "remettre": "remettre ce qui est détenu", "cesser": "cesser"}


# -- En bref --


def resume(affaire: Affaire) -> list[str]:
    """Qui, quoi, combien, depuis quand; puis l'entente, la dernière lettre, la dernière réponse, le délai."""
    lignes = [*de_quoi(affaire), *_de_l_entente(affaire), *_des_lettres(affaire)]
    prochaine = limites.prochaine(affaire)
    return [*lignes, *([prochaine] if prochaine else [])]


def de_quoi(affaire: Affaire) -> list[str]:
    """L'affaire en une phrase; d'une facture parmi d'autres, une seconde dit celles qui n'y sont pas."""
    return [_affaire_dite(affaire), *_des_autres(affaire)]


def _affaire_dite(affaire: Affaire) -> str:
    """Qui, à qui, quoi, combien, en une phrase."""
    dossier = affaire.dossier
    qui, a_qui = affaire.qualites.creancier.nom, dossier.destinataire.nom
    match dossier.nature:
        case "recouvrement":
            capital = _reclame(affaire)
            combien = f"{t.montant(capital)} de capital" if capital is not None else "une somme qui reste à établir"
            dues = [compte.creance for compte in affaire.comptes.dues]
            quoi = creances.designation(dues, affaire.au)
            return f"{qui} réclame {combien} à {a_qui}{t.INSECABLE}: {quoi}."
        case "consommation":
            return _achat(affaire)
        case "reputation":
            nombre = len(dossier.publications)
            dates = [p.date.jour for p in dossier.publications if p.date]
            depuis = f", depuis le {t.date_longue(min(dates))}" if dates else ""
            combien = "un propos publié" if nombre == 1 else f"{t.en_lettres(nombre)} propos publiés"
            return f"{qui} se plaint {t.de_nom(a_qui)}{t.INSECABLE}: {combien}{depuis}."
    objet = dossier.contrat.objet if dossier.contrat else None
    dit = f", dont l’objet est {tiers.citer(objet)}" if objet else ""
    return f"{qui} demande à {a_qui} de respecter leur entente{dit}."


def _achat(affaire: Affaire) -> str:
    qui, a_qui, a = affaire.qualites.creancier.nom, affaire.dossier.destinataire.nom, affaire.dossier.achat
    if a is None:
        return f"{qui} réclame à {a_qui}."
    le = f", le {t.date_longue(a.date)}" if a.date else ""
    prix = f", au {consommation.du_prix(a)} de {t.montant(a.prix)}" if a.prix is not None else ""
    probleme = f" Problème{t.INSECABLE}: {_minuscule(tiers.a_un_tiers(a.probleme))}" if a.probleme else ""
    objet = _minuscule(a.objet or "bien ou service")
    acte = f"Location à long terme par {qui}, de" if a.loue else f"Achat {t.de_nom(qui)} chez"
    return t.phrase(f"{acte} {a_qui}{le}{t.INSECABLE}: {objet}{prix}.{probleme}")


def _des_autres(affaire: Affaire) -> Iterator[str]:
    """De quelques créances que l'on vise : celles que l'on ne vise pas, et combien de lignes ne sont pas racontées."""
    autres = [compte.creance for compte in affaire.comptes.creances if not affaire.comptes.vise(compte.nom)]
    if autres:
        tues = len(chronologie.racontes(Affaire(affaire.dossier, affaire.au))) - len(chronologie.racontes(affaire))
        dites = t.majuscule(creances.avec_article(autres))
        visees = "ne sont pas visées" if len(autres) > 1 else "n’est pas visée"
        lignes = f"{t.en_lettres(tues)} lignes du dossier ne sont pas racontées"
        comptees = {0: "", 1: f"{t.INSECABLE}: une ligne du dossier n’est pas racontée"}
        yield f"{dites} {visees} ici{comptees.get(tues, f'{t.INSECABLE}: {lignes}')}."


def _de_l_entente(affaire: Affaire) -> Iterator[str]:
    contrat = recit.contrat(affaire.dossier.contrat)
    if contrat is not None:
        piece = f" ({contrat.piece})" if contrat.piece else ""
        yield t.phrase(f"Entente{t.INSECABLE}: {contrat.titre}{piece}")


def _des_lettres(affaire: Affaire) -> Iterator[str]:
    dits = chronologie.racontes(affaire)
    envoyees = [j.element for j in dits if isinstance(j.element, Envoi)]
    if envoyees:
        yield f"Dernière lettre{t.INSECABLE}: {_minuscule(envois.raconter(affaire, envoyees[-1]))}"
    revenues = [(int(j.chemin[1]), j.element) for j in dits if isinstance(j.element, Suite)]
    if revenues:
        dite = recit.suite(affaire, *revenues[-1], chronologie.autre(affaire))
        yield f"Dernière réponse{t.INSECABLE}: {_minuscule(dite)}"


def _minuscule(texte: str) -> str:
    return texte[:1].lower() + texte[1:]


# -- Ce qui est demandé --


def voulu(affaire: Affaire, mots: dict[str, str]) -> list[str]:
    """Une ligne par demande; puis ce qu'une réduction abandonne."""
    return [*_demandes(affaire, mots), *_reduction(affaire)]


def _demandes(affaire: Affaire, mots: dict[str, str]) -> Iterator[str]:
    dossier = affaire.dossier
    if dossier.nature == "recouvrement":
        if affaire.capital_reclame is not None:
            yield "De payer ce qui reste dû."
    elif dossier.nature == "consommation":
        composee = reclamation.reclamation(affaire, "", mots)
        if composee is not None and composee.dite:
            yield t.majuscule(composee.dite)
    dites = {"recouvrement": ("payer",), "consommation": tuple(d.type for d in dossier.demandes)}.get(
        dossier.nature, ()
    )
    for d in dossier.demandes:
        if d.type in dites:
            continue
        faire = _demande(d, dossier.nature, mots)
        dite = tiers.a_un_tiers(faire, chronologie.AUTRE)
        yield t.phrase(t.majuscule(t.de_nom(faire) if dite == faire else dite))
    if not dossier.demandes and dossier.nature != "recouvrement":
        yield f"Aucune demande n’est inscrite au dossier{t.INSECABLE}: à préciser."
    if (capital := _reclame(affaire)) is not None:
        yield f"En tout{t.INSECABLE}: {t.montant(capital)} de capital; l’intérêt est à part."


def _reclame(affaire: Affaire) -> Decimal | None:
    """Le capital réclamé : celui des créances, sinon la somme des demandes; None s'il n'y en a pas."""
    if affaire.dossier.nature == "recouvrement":
        return affaire.capital_reclame
    return affaire.demandee("") or None


def les_sommes(affaire: Affaire) -> list[str]:
    """Les sommes en bref, quand aucun tableau ne les donne."""
    a, lignes = affaire.dossier.achat, []
    if a is not None and a.prix is not None:
        quoi = t.majuscule(consommation.du_prix(a)) + (" payé" if a.verse is None else "")
        lignes.append(f"{quoi}{t.INSECABLE}: {t.montant(a.prix)}, taxes comprises.")
        lignes += [f"Payé à ce jour{t.INSECABLE}: {t.montant(a.verse)}."] if a.verse is not None else []
    capital = _reclame(affaire)
    if capital is not None:
        lignes.append(f"Somme réclamée{t.INSECABLE}: {t.montant(capital)} de capital.")
    if affaire.reclamation.torts is not None:
        lignes.append(f"Torts chiffrés par une pièce{t.INSECABLE}: {t.montant(affaire.reclamation.torts)}.")
    return lignes or ["Aucune somme n’est chiffrée au dossier."]


def _demande(d: Demande, nature: str, mots: dict[str, str]) -> str:
    somme = t.dollars(d.montant)
    fixes = _A_L_AUTEUR if nature == "reputation" else _A_FAIRE
    faire = consommation.action(d, somme, mots["me"]) or fixes.get(d.type, d.type)
    dite = d.montant is not None and t.somme_dite(d.montant, faire)
    details = "; ".join(filter(None, (None if dite else somme, d.calcul)))
    return f"{t.sans_point(faire)} ({details})" if details else faire


def _reduction(affaire: Affaire) -> Iterator[str]:
    if affaire.abandon is not None and affaire.dossier.reduction is not None:
        yield (
            f"Aux petites créances, la réclamation est réduite à {t.montant(affaire.dossier.reduction)}{t.INSECABLE}: "
            f"{t.montant(affaire.abandon)} de capital sont abandonnés."
        )


# -- L'intérêt, à part --


def l_interet(affaire: Affaire) -> list[str]:
    """Taux, base, point de départ, ce qui a couru et ce que chaque jour ajoute."""
    lignes = list(_des_comptes(affaire) if affaire.dossier.nature == "recouvrement" else _de_la_demande(affaire))
    if affaire.abandon is not None:
        lignes.append(
            "Cet intérêt porte sur tout le capital; réduite, la réclamation n’en porte que sur la somme réduite."
        )
    return lignes


def _des_comptes(affaire: Affaire) -> Iterator[str]:
    comptes, au = affaire.comptes, t.date_longue(affaire.au)
    if comptes.base == "refuse":
        yield f"Aucun intérêt n’est calculé{t.INSECABLE}: le taux du contrat dépasse le seuil criminel."
        return
    contrat = affaire.dossier.contrat
    preuve = contrat.preuve_de_l_interet if contrat else None
    convenu = f"convenu ({t.pieces([preuve])})" if preuve else "convenu"
    base = convenu if comptes.taux.conventionnel else "taux légal, faute d’un taux convenu et prouvé"
    yield f"Taux{t.INSECABLE}: {t.taux(comptes.taux.taux)} par année, {base}."
    yield from _departs(affaire)
    if comptes.total is None:
        yield f"L’intérêt ne se calcule pas{t.INSECABLE}: une somme ou une date manque."
        return
    if comptes.total.interet_restant:
        yield f"Couru et impayé au {au}{t.INSECABLE}: {t.montant(comptes.total.interet_restant)}."
        yield from (f"Calcul, {etape.rstrip(';.')}." for etape in interet.interet(affaire, None, {}).calculs)
    due = comptes.a_payer(affaire.au)
    if due and due.court and due.a_courir:
        yield f"Ensuite, {t.montant(comptes.total.par_jour)} par jour, sur ce qui porte déjà intérêt."
    elif due and (rythme := interet.rythme(due)):
        yield f"{'Ensuite' if due.court else 'Une fois qu’il courra'}, {rythme}."


def _departs(affaire: Affaire) -> Iterator[str]:
    groupes = interet.par_depart(affaire.comptes.dues, _depart)
    for depart, sommes in groupes.items():
        de = f" ({t.enumerer(sommes)})" if len(groupes) > 1 else ""
        yield f"Point de départ{de}{t.INSECABLE}: {depart}."


def _depart(compte: CompteDeCreance, depart: Depart) -> str:
    if depart.jour is None:
        return "aucun encore, faute d’une mise en demeure dont la réception est prouvée"
    if depart.jour == exigible(compte.creance):
        return f"le {t.date_longue(depart.jour)}, jour de l’échéance, selon le contrat"
    return f"le {t.date_longue(depart.jour)}, jour où la mise en demeure a été reçue"


def _de_la_demande(affaire: Affaire) -> Iterator[str]:
    releve = affaire.litige.interet
    if releve is None:
        recue = affaire.litige.en_demeure_depuis is not None
        sans_somme = affaire.dossier.nature == "reputation" or not affaire.demandee("")
        motif = "aucune somme due ne le porte" if recue or sans_somme else "aucune mise en demeure n’est prouvée reçue"
        yield f"Aucun intérêt n’est calculé{t.INSECABLE}: {motif}."
        return
    legal = t.taux(parametre("interet.taux_legal", affaire.au).valeur)
    yield f"Taux{t.INSECABLE}: {legal} par année, taux légal."
    porte = [tranche for tranche in releve.dette.tranches if tranche.depuis is not None]
    for tranche in porte:
        de = f" ({t.montant(tranche.capital)})" if len(releve.dette.tranches) > 1 else ""
        jour = t.date_longue(tranche.depuis or affaire.au)
        yield f"Point de départ{de}{t.INSECABLE}: le {jour}, jour où la mise en demeure a été reçue."
    capital = sum((tranche.capital for tranche in porte), ZERO)
    # -- quelques cents par jour s'arrondiraient mal : on les tait --
    ensuite = f"; ensuite, {t.montant(releve.par_jour)} par jour" if releve.par_jour >= interet.SEUIL_PAR_JOUR else ""
    yield (
        f"Couru au {t.date_longue(affaire.au)} sur {t.montant(capital)}{t.INSECABLE}: "
        f"{t.montant(releve.interet)}{ensuite}."
    )
    if reste := releve.dette.capital - capital:
        motif = "aucune mise en demeure reçue ne réclame encore cette somme"
        yield f"Aucun intérêt sur {t.montant(reste)}{t.INSECABLE}: {motif}."


def torts(affaire: Affaire) -> list[str]:
    """Les torts, leur somme quand une pièce la chiffre."""
    return [recit.prejudice(p).ligne for p in affaire.dossier.prejudices]
