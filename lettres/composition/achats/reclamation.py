"""Composition d'une réclamation : ce que le consommateur exige, la règle, la somme, et ce qui suivra à défaut."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from lettres.affaire import Affaire, est_prouve, rend_l_argent
from lettres.affaire import Consommation as Droits
from lettres.composition import recit
from lettres.composition.achats.consommation import action, calcul
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
_FIN_DU_CONTRAT = "la résolution ou la résiliation du contrat"
_EXECUTION = "l’exécution de ce qui est demandé"


def reclamation(affaire: Affaire, lettre: str, mots: dict[str, str]) -> ReclamationImprimable | None:
    """Compose la demande principale d'un dossier de consommation; None s'il ne demande rien."""
    dossier, droits = affaire.dossier, affaire.consommation
    if not dossier.demandes or dossier.nature != "consommation":
        return None
    d, voulu = dossier.demandes[0], affaire.reclamation
    au_fabricant = dossier.destinataire.qualite == "fabricant"
    # -- la somme s'écrit en lettres une seule fois : dans la demande, ou dans le total s'il y a des torts --
    ecrire = t.montant_en_chiffres_et_en_lettres if lettre == "mise_en_demeure" and voulu.torts is None else t.dollars
    garantie = _bon_fonctionnement(droits) if droits and d.type == "reparer" else None
    regle, terme = _regle(dossier.achat, droits)
    return ReclamationImprimable(
        titre=f"Mise en demeure {_TITRES.get(d.type, 'de faire ce qui suit')}",
        exige=_exige(d, voulu.somme, ecrire, mots["me"]),
        dite=_dite(d, voulu.somme, mots["me"]),
        somme=t.dollars(voulu.total),
        total=t.montant_en_chiffres_et_en_lettres(voulu.total),
        argent=voulu.somme is not None,
        rembourse=rend_l_argent(d) and voulu.torts is None,
        torts=[recit.prejudice(p).ligne for p in dossier.prejudices if est_prouve(p)],
        torts_reserves=[recit.prejudice(p).ligne for p in dossier.prejudices if not est_prouve(p)],
        taux_legal=t.taux(parametre("interet.taux_legal", affaire.au).valeur),
        # -- 37 et 38 se disent du commerçant; au fabricant, la garantie de bon fonctionnement suffit --
        regle=garantie if au_fabricant and garantie else regle,
        terme=t.date_longue(terme) if terme else None,
        terme_passe=terme is not None and affaire.au > terme,
        garantie=None if au_fabricant else garantie,
        sans_retour=_reste_a_fournir(d, dossier.achat),
        a_reparer=d.type == "reparer",
        retour_paye=droits is not None and droits.restitution is not None,
        par_un_tiers=_PAR_UN_TIERS.get(d.type),
        # -- au fabricant, aucun contrat ne se résout --
        au_juge=_EXECUTION if au_fabricant else _au_juge(d, dossier.achat, droits, voulu.somme),
        au_fabricant=au_fabricant,
    )


def _exige(d: Demande, somme: Decimal | None, ecrire: Callable[[Decimal | None], str | None], me: str) -> str | None:
    """« de me rembourser le prix payé, pour la somme de 899,00 $ (…), soit … » : d'une seule haleine, sans point."""
    ecrite = ecrire(somme)
    faire = action(d, ecrite, me)
    if faire is None:
        return None
    texte = t.sans_point(t.de_nom(faire))
    if ecrite and somme is not None and not t.somme_dite(somme, texte):
        texte += f", pour la somme de {ecrite}"
    detail = calcul(d) if ecrite else None
    return f"{texte}, {t.sans_point(detail)}" if detail else texte


def _dite(d: Demande, somme: Decimal | None, me: str) -> str | None:
    """La demande, telle qu'on la dit à un tiers, avec sa somme."""
    ecrite = t.dollars(somme)
    faire = action(d, ecrite, me)
    if faire is None:
        return None
    if somme is None or t.somme_dite(somme, faire):
        return t.phrase(recit.a_un_tiers(faire))
    return t.phrase(f"{recit.a_un_tiers(t.sans_point(faire))} (somme demandée{t.INSECABLE}: {ecrite})")


def _regle(a: Achat | None, droits: Droits | None) -> tuple[str | None, date | None]:
    """L'obligation en défaut : d'un achat annulé à temps, rembourser, et son terme; sinon, celle du dossier."""
    douteuse = droits is not None and (droits.annulation_fondee is False or droits.annulation_par_exception_seule)
    if droits and (rembourser := droits.remboursement) and not douteuse:
        cle = "remboursement_distance" if droits.a_distance else "remboursement_itinerant"
        return obligation(cle).format(duree=t.en_lettres(rembourser.duree)), rembourser.fin
    return (obligation(a.obligation) if a and a.obligation else None), None


def _bon_fonctionnement(droits: Droits) -> str | None:
    """La garantie de bon fonctionnement (LPC, 38.1), si elle couvrait le bien le jour du problème."""
    if not droits.garanti or droits.garantie is None or droits.garantie.limite is None:
        return None
    limite = droits.garantie.limite
    fin = f", soit jusqu’au {t.date_longue(limite.fin)}" if droits.garantie.depuis_la_livraison else ""
    return obligation("bon_fonctionnement").format(duree=t.en_lettres(limite.duree), fin=fin)


def _reste_a_fournir(d: Demande, a: Achat | None) -> bool:
    """Demander la livraison, ou l'exécution promise pour un jour passé, dit que rien n'est encore fourni."""
    attendu = d.type == "livrer" or (d.type == "executer" and a is not None and a.obligation == "delai")
    return attendu and a is not None and a.livre_le is None


def _au_juge(d: Demande, a: Achat | None, droits: Droits | None, somme: Decimal | None) -> str | None:
    if d.type in _PAR_UN_TIERS:
        return f"la réduction du prix, ou {_FIN_DU_CONTRAT}"
    if d.type == "cesser":
        return _EXECUTION
    if d.type == "payer" and somme is not None:
        return "le paiement de cette somme"
    if not rend_l_argent(d) or somme is None:
        return None
    entier = a is not None and a.prix is not None and somme >= a.prix
    fini = droits is not None and droits.annule
    remboursement = "le remboursement de cette somme"
    # -- rendre tout le prix suppose la fin du contrat : un achat annulé l'a déjà --
    return remboursement if fini or not entier else f"{_FIN_DU_CONTRAT}, {remboursement}"
