"""Composition d'une réclamation : ce que le consommateur exige, la règle, la somme, et ce qui suivra à défaut."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal

from lettres.affaire import Affaire, est_prouve, rend_l_argent, verse
from lettres.affaire import Consommation as Droits
from lettres.catalogue import capacites
from lettres.composition import recit, tiers
from lettres.composition.achats.consommation import action, calcul, du_prix, plusieurs
from lettres.composition.imprimable.consommation import ReclamationImprimable
from lettres.dossier import Achat, Demande
from lettres.droit.obligations import obligation
from lettres.droit.parametre import parametre
from lettres.langue import typographie as t

_TITRES = {
    "rembourser": "de rembourser",
    "annuler": "d’annuler et de rembourser",
    "payer": "de payer",
    "reparer": "de réparer",
    "remplacer": "de remplacer",
    "livrer": "de livrer",
    "executer": "d’exécuter",
    "cesser": "de cesser",
    "repondre": "de répondre",
}

# -- Ce qu'un tiers peut faire aux frais du commerçant (F14.06), et ce que l'on demandera au juge (F4.09) --
_PAR_UN_TIERS = {
    "reparer": "réparer le bien",
    "remplacer": "remplacer le bien",
    "livrer": "livrer un bien semblable",
    "executer": "exécuter votre obligation",
}
_AUTRE_TITRE = "de faire ce qui suit"
_SORTES_AU_TITRE = 2

Chacune = Sequence[tuple[Demande, Decimal | None]]
"""Les demandes, et la somme de chacune."""

_FIN_DU_CONTRAT = "la résolution ou la résiliation du contrat"
_EXECUTION = "l’exécution de ce qui est demandé"


def reclamation(affaire: Affaire, lettre: str, mots: dict[str, str]) -> ReclamationImprimable | None:
    """Compose les demandes d'un dossier de consommation, la principale d'abord; None s'il ne demande rien."""
    dossier, droits, voulu = affaire.dossier, affaire.consommation, affaire.reclamation
    demandes = dossier.demandes
    if not demandes or dossier.nature != "consommation":
        return None
    au_fabricant = dossier.destinataire.qualite == "fabricant"
    # -- la somme s'écrit en lettres une seule fois : dans la demande, ou dans le total s'il y en a plusieurs --
    en_lettres = capacites(lettre).met_en_demeure and not voulu.additionne
    ecrire = t.montant_en_chiffres_et_en_lettres if en_lettres else t.dollars
    chacune = list(zip(demandes, voulu.sommes, strict=True))
    exigees = [exigee for d, somme in chacune if (exigee := _exige(d, somme, ecrire, mots["me"], dossier.achat))]
    types = [d.type for d in demandes]
    garantie = _bon_fonctionnement(droits) if droits and "reparer" in types else None
    regle, terme = _regle(dossier.achat, droits, "garantie" if capacites(lettre).garantit else None)
    return ReclamationImprimable(
        titre=f"Mise en demeure {_titre(types)}",
        plusieurs=len(demandes) > 1,
        lignes=t.liste(exigees),
        exige=_exige(*chacune[0], ecrire, mots["me"], dossier.achat),
        dite=_dites(chacune, voulu.demandee, mots["me"], dossier.achat),
        somme=t.dollars(voulu.total),
        total=t.montant_en_chiffres_et_en_lettres(voulu.total),
        additionne=voulu.additionne,
        demandee=t.dollars(voulu.demandee) if any(s is not None for s in voulu.sommes[1:]) else None,
        argent=voulu.sommes[0] is not None or (voulu.demandee is not None and all(map(_d_argent, demandes))),
        seulement_argent=voulu.demandee is not None and all(map(_d_argent, demandes)),
        rembourse=all(map(rend_l_argent, demandes)) and voulu.torts is None,
        torts=[recit.prejudice(p).ligne for p in dossier.prejudices if est_prouve(p)],
        torts_reserves=[recit.prejudice(p).ligne for p in dossier.prejudices if not est_prouve(p)],
        interet_remis=dossier.interet_remis_si_paye is True,
        taux_legal=t.taux(parametre("interet.taux_legal", affaire.au).valeur),
        # -- 37 et 38 se disent du commerçant; au fabricant, la garantie de bon fonctionnement suffit --
        regle=garantie if au_fabricant and garantie else regle,
        terme=t.date_longue(terme) if terme else None,
        terme_passe=terme is not None and affaire.au > terme,
        garantie=None if au_fabricant else garantie,
        couvert=garantie is not None,
        sans_retour=any(_reste_a_fournir(d, dossier.achat) for d in demandes),
        a_reparer="reparer" in types,
        retour_paye=droits is not None and droits.droit("restitution") is not None,
        par_un_tiers=_par_un_tiers(types, dossier.achat),
        au_juge=_au_juge(affaire, chacune, f"la réduction du {du_prix(dossier.achat)}, ou {_FIN_DU_CONTRAT}"),
        au_fabricant=au_fabricant,
    )


def _par_un_tiers(types: Sequence[str], a: Achat | None) -> str | None:
    """« réparer les biens » : ce qu'un tiers ferait à la place du commerçant."""
    dits = t.enumerer([_PAR_UN_TIERS[type_] for type_ in dict.fromkeys(types) if type_ in _PAR_UN_TIERS])
    if a and a.objet and plusieurs(a.objet):
        dits = dits.replace("le bien", "les biens").replace("un bien semblable", "des biens semblables")
    return dits or None


def _d_argent(d: Demande) -> bool:
    return d.type == "payer" or rend_l_argent(d)


def _titre(types: Sequence[str]) -> str:
    """« de rembourser », « de réparer et de payer »; au-delà de deux sortes de demande, la lettre les énumère."""
    titres = [_TITRES.get(type_, _AUTRE_TITRE) for type_ in dict.fromkeys(types)]
    if _TITRES["annuler"] in titres:
        titres = [titre for titre in titres if titre != _TITRES["rembourser"]]
    return t.enumerer(titres) if len(titres) <= _SORTES_AU_TITRE and _AUTRE_TITRE not in titres[1:] else _AUTRE_TITRE


def _exige(
    d: Demande, somme: Decimal | None, ecrire: Callable[[Decimal | None], str | None], me: str, a: Achat | None
) -> str | None:
    """« de me rembourser le prix payé, pour la somme de 899,00 $ (…), soit … » : d'une seule haleine, sans point."""
    ecrite = ecrire(somme)
    faire = action(d, ecrite, me, a)
    if faire is None:
        return None
    texte = t.sans_point(t.de_nom(faire))
    if ecrite and somme is not None and not t.somme_dite(somme, texte):
        texte += f", pour la somme de {ecrite}"
    detail = calcul(d, a) if ecrite else None
    return f"{texte}, {t.sans_point(detail)}" if detail else texte


def _dites(chacune: Chacune, total: Decimal | None, me: str, a: Achat | None) -> str | None:
    """Les demandes en une phrase, et leur total quand plusieurs ont une somme."""
    dites = [dite for d, somme in chacune if (dite := _dite(d, somme, me, a))]
    if len(dites) < 2:
        return "".join(dites) or None
    texte = t.phrase("; ".join(t.sans_point(dite) for dite in dites))
    plusieurs = sum(somme is not None for _, somme in chacune) > 1
    return f"{texte} Total demandé{t.INSECABLE}: {t.dollars(total)}." if plusieurs else texte


def _dite(d: Demande, somme: Decimal | None, me: str, a: Achat | None) -> str | None:
    """La demande, telle qu'on la dit à un tiers, avec sa somme."""
    ecrite = t.dollars(somme)
    faire = action(d, ecrite, me, a)
    if faire is None:
        return None
    demandee = None if somme is None or t.somme_dite(somme, faire) else f"somme demandée{t.INSECABLE}: {ecrite}"
    details = ", ".join(filter(None, (demandee, d.calcul and t.sans_point(d.calcul))))
    dite = tiers.a_un_tiers(t.sans_point(faire) if details else faire)
    return t.phrase(f"{dite} ({details})" if details else dite)


def _regle(a: Achat | None, droits: Droits | None, voulue: str | None) -> tuple[str | None, date | None]:
    """L'obligation en défaut : celle que la lettre veut; d'un achat annulé à temps, rembourser, et son terme; sinon,
    celle du dossier.
    """
    if voulue:
        return obligation(voulue), None
    du = droits.remboursement_du if droits else None
    if droits and du and (rembourser := du.limite):
        cle = "remboursement_distance" if droits.a_distance else "remboursement_itinerant"
        return obligation(cle).format(duree=t.en_lettres(rembourser.duree)), du.dernier
    return (obligation(a.obligation) if a and a.obligation else None), None


def _bon_fonctionnement(droits: Droits) -> str | None:
    """La garantie de bon fonctionnement (LPC, 38.1), si elle couvrait le bien le jour du problème."""
    if not droits.garanti or droits.garantie is None or droits.garantie.limite is None:
        return None
    limite = droits.garantie.limite
    fin = f", soit jusqu’au {t.date_longue(limite.fin)}" if droits.garantie.depuis_la_livraison else ""
    return obligation("bon_fonctionnement").format(
        categorie=droits.garantie.bien,
        debut=t.date_si_connue(droits.garantie.en_vigueur),
        duree=t.en_lettres(limite.duree),
        fin=fin,
    )


def _reste_a_fournir(d: Demande, a: Achat | None) -> bool:
    """Demander la livraison, ou l'exécution promise pour un jour passé, dit que rien n'est encore fourni."""
    attendu = d.type == "livrer" or (d.type == "executer" and a is not None and a.obligation == "delai")
    return attendu and a is not None and a.livre_le is None


def recours(affaire: Affaire) -> str | None:
    """Ce qui serait demandé au juge, tel qu'on le dit à un avocat : ce que le dossier demande, sans autre remède."""
    chacune = list(zip(affaire.dossier.demandes, affaire.reclamation.sommes, strict=True))
    return _au_juge(affaire, chacune, _EXECUTION, "la somme demandée")


def _au_juge(affaire: Affaire, chacune: Chacune, a_defaut: str, la_somme: str = "cette somme") -> str | None:
    """Ce que l'on demandera au juge; `a_defaut`, de qui ne fait pas. Au fabricant, aucun contrat n'est à défaire."""
    a, droits = affaire.dossier.achat, affaire.consommation
    if affaire.dossier.destinataire.qualite == "fabricant":
        return _EXECUTION
    remedes = []
    a_faire = any(d.type in _PAR_UN_TIERS for d, _ in chacune)
    if a_faire:
        remedes.append(a_defaut)
    if any(d.type == "cesser" for d, _ in chacune):
        remedes.append(_EXECUTION)
    argent = [(d, somme) for d, somme in chacune if somme is not None and _d_argent(d)]
    rendus = [somme for d, somme in argent if rend_l_argent(d)]
    paye = verse(a) if a is not None else None
    entier = paye is not None and sum(rendus) >= paye
    # -- rendre tout le prix suppose la fin du contrat : un achat annulé l'a déjà --
    if rendus and entier and not a_faire and not (droits and droits.annule):
        remedes.append(_FIN_DU_CONTRAT)
    if argent:
        remedes.append(f"le {'remboursement' if len(rendus) == len(argent) else 'paiement'} de {la_somme}")
    return ", ".join(dict.fromkeys(remedes)) or None
