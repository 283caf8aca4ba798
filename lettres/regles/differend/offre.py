"""Règles de l’offre : un terme à venir, des concessions des deux côtés, des versements qui ne dépassent pas le dû."""

from __future__ import annotations

from collections.abc import Iterator

from lettres.affaire import Affaire, EtatDeLOffre, acceptee_trop_tard, est_un_plan
from lettres.catalogue import capacites
from lettres.droit.fondements import ccq, recouvrement
from lettres.langue.ecriture import exact, jour
from lettres.langue.pliage import plier
from lettres.langue.sommes_et_dates import jours as jours_ecrits
from lettres.regles.regle import ALERTE, CONSEIL, ERREUR, Faute, quand, regle
from lettres.socle.constats import Chemin
from lettres.socle.expression import Expression

_TERME = Expression(
    r"\b(?:au plus tard|d'ici)(?: (?:le|au))?(?: (?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche))?"
    r" (\d{4}-\d\d-\d\d|\d\d?(?:er)? [a-z]{3,9} \d{4})"
)
"""Dans un texte plié, le jour où un engagement se remplit."""
_RIEN = Expression(r"(?i)^(?:rien|néant|aucune?(?: concession)?|sans objet|[.–—-])\.?$")
"""Une concession qui n'en dit aucune."""
_ADRESSES = {"courriel": "courriel", "poste": "adresse", "recommande": "adresse", "main_propre": "adresse"}


@quand(lettre=("offre", "quitte", "etale"), donne="offre")
@regle("W201", "offrir-jusqu-a-un-jour-passe", ERREUR, fiches=("F13.01",))
def offre_expiree(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """La lettre ferait une offre qui a déjà expiré.

    Pourquoi : personne ne peut accepter une offre dont le terme est passé.
    Fautif : « expire_le: 2026-11-21 », dans une proposition du 22 novembre.
    Conforme : « expire_le: 2026-12-10 ».
    """
    offre = affaire.offre
    if offre is not None and offre.etat is EtatDeLOffre.EXPIREE and offre.offre.expire_le:
        yield Faute(
            ("offre", "expire_le"),
            f"Cette offre a expiré le {jour(offre.offre.expire_le)} : plus personne ne peut l’accepter.",
            "Donnez-lui un nouveau terme, assez loin pour que l’on puisse consulter.",
        )


@quand(donne="offre")
@regle("W202", "donner-une-heure-sans-jour", ERREUR, fiches=("F13.01",))
def heure_sans_jour(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """L’offre a une heure d’expiration, mais pas de jour.

    Pourquoi : « à 17 h » ne dit pas quand l’offre prend fin.
    Fautif : « offre: {heure: 17 h} »
    Conforme : « offre: {expire_le: 2026-12-10, heure: 17 h} »
    """
    offre = affaire.dossier.offre
    if offre is not None and offre.heure is not None and offre.expire_le is None:
        yield Faute(
            ("offre", "heure"),
            "L’offre a une heure d’expiration, mais pas de jour.",
            "Ajoutez « expire_le », ou retirez « heure ».",
        )


@quand(lettre=("offre", "quitte"), donne="offre")
@regle("W203", "ne-faire-ceder-qu-un-cote", ERREUR, fondement=ccq("2631"), fiches=("F13.01",))
def concessions_d_un_seul_cote(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """L’offre ne fait céder qu’un des deux côtés.

    Pourquoi : une transaction se fait de concessions réciproques; sans cela, ce n’est qu’une demande, ou un abandon.
    Fautif : « concessions: [{de: vous, texte: payer la facture}] », et rien « de: nous ».
    Conforme : « concessions: [{de: nous, texte: renoncer à l’intérêt}, {de: vous, texte: payer le capital}] »
    """
    offre = affaire.offre
    if offre is None:
        return
    verse = bool(offre.offre.versements)
    for qui, cede, paie in (("nous", offre.cede, offre.nous_payons), ("vous", offre.demande, not offre.nous_payons)):
        if all(map(_RIEN.search, cede)):
            cote = "de votre côté" if qui == "nous" else "de l’autre"
            yield Faute(
                ("offre", "concessions"),
                f"L’offre ne dit rien de ce qui serait cédé {cote}.",
                f"Nommez sous « concessions » ce que céderait ce côté, avec « de: {qui} ».",
                # -- qui paie cède au moins cela; qui ne fait rien ne règle rien --
                ALERTE if verse and paie else None,
            )


@quand(donne="offre")
@regle("W204", "verser-plus-que-ce-qui-est-du", ERREUR, fondement=recouvrement("3"), fiches=("F8.06", "F8.09"))
def versements_au_dela_du_du(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Les versements de l’offre dépassent ce qui est dû, intérêt compris.

    Pourquoi : on ne réclame jamais plus que le dû, fût-ce par une offre.
    Fautif : deux versements de 40,00 $ pour une facture de 60,00 $.
    Conforme : deux versements de 30,00 $.
    """
    offre = affaire.offre
    if offre is None or offre.etat is EtatDeLOffre.EXPIREE or offre.ecart is None or offre.ecart >= 0:
        return
    # -- un plan se compte au cent par sa propre règle; l'intérêt qu'il porte s'ajoute à ce qui est dû --
    if capacites(lettre).etale or (est_un_plan(offre.offre) and offre.offre.taux_annuel is not None):
        return
    du = "ce que l’autre réclame" if offre.nous_payons else "ce qui est dû, intérêt compris, au jour du dernier"
    yield Faute(
        ("offre", "versements"),
        f"Les versements font {exact(-offre.ecart)} de plus que {du}.",
        "Corrigez les versements, dont la somme ne doit pas le dépasser.",
        ALERTE if offre.nous_payons else None,
    )


@quand(lettre=("offre", "quitte"), donne="offre")
@regle("W205", "abandonner-une-somme-sans-le-dire", CONSEIL, fondement=ccq("2631"), fiches=("F13.01",))
def ecart_sans_concession(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Les versements laissent une somme de côté, et aucune concession ne le dit.

    Pourquoi : ce que l’on abandonne est une concession; le dire évite que l’autre croie encore la devoir.
    Fautif : un versement de 50,00 $ pour une facture de 60,00 $, sans concession « de: nous ».
    Conforme : le même, avec « {de: nous, texte: renoncer à 10,00 $} ».
    """
    offre = affaire.offre
    if offre is None or offre.ecart is None or offre.ecart <= 0:
        return
    if not (offre.demande if offre.nous_payons else offre.cede):
        yield Faute(
            ("offre", "versements"),
            f"Les versements laissent {exact(offre.ecart)} de côté, et aucune concession ne le dit.",
            "Nommez cet abandon sous « concessions », ou corrigez les versements.",
        )


@quand(lettre=("offre", "quitte", "etale"), donne="offre")
@regle("W206", "offrir-un-versement-deja-passe", ERREUR, fiches=("F13.01",))
def versement_passe(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """L’offre prévoit un versement pour un jour déjà passé, et il n’est pas venu.

    Pourquoi : qui accepterait serait aussitôt en défaut; une lettre ne dit pas à venir un jour qui est passé.
    Fautif : « versements: [{date: 2026-11-21, montant: 30,00 $}] », dans une proposition du 22 novembre.
    Conforme : un versement après le terme de l’offre.
    Conforme aussi : le même, d’une offre acceptée le 18, si « paiements » le dit reçu : la lettre ne le redemande pas.
    """
    offre = affaire.offre
    if offre is None:
        return
    for i, versement in offre.a_venir:
        if versement.date is None or versement.date >= affaire.au:
            continue
        prevu = f"Ce versement serait fait le {jour(versement.date)}, un jour déjà passé."
        remede = "Donnez-lui un jour à venir."
        if offre.etat is EtatDeLOffre.ACCEPTEE and versement.montant is not None:
            prevu = f"Du versement prévu le {jour(versement.date)}, {exact(versement.montant)} ne sont pas venus."
            remede = "S’il est venu, inscrivez-le à « paiements »; sinon, convenez d’un jour à venir."
        yield Faute(("offre", "versements", i, "date"), prevu, remede)


@quand(lettre=("offre", "quitte", "etale"), donne="offre")
@regle("W209", "faire-payer-avant-l-accord", ERREUR, fiches=("F13.01",))
def versement_avant_l_accord(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Un versement est prévu avant que la lettre ne soit reçue, ou avant le dernier jour pour accepter ou signer.

    Pourquoi : qui dirait oui ce jour-là serait déjà en défaut.
    Fautif : « expire_le: 2026-12-11 », et un versement le 1er décembre.
    Fautif aussi : une entente du 20 novembre, par la poste, et un versement le 24.
    Conforme : le premier versement après le terme; ou une offre déjà acceptée.
    """
    offre = affaire.offre
    if offre is None or offre.etat is not EtatDeLOffre.OUVERTE:
        return
    terme, recue = offre.offre.expire_le, affaire.reception if affaire.dossier.mode_envoi else affaire.au
    for i, versement in offre.a_venir:
        if versement.date is None or versement.date < affaire.au:
            continue
        place, prevu = ("offre", "versements", i, "date"), f"Ce versement est prévu le {jour(versement.date)}"
        if versement.date < recue:
            yield Faute(
                place,
                f"{prevu}, et la lettre devrait être reçue le {jour(recue)}.",
                "Donnez-lui un jour plus lointain, ou remettez la lettre en main propre.",
            )
        elif terme is not None and versement.date < terme:
            yield Faute(
                place,
                f"{prevu}, et l’on peut encore dire oui le {jour(terme)}.",
                "Donnez-lui un jour après ce terme, ou rapprochez le terme.",
                ALERTE,
            )


@quand(lettre=("offre", "quitte"), donne="offre")
@regle("W210", "s-engager-pour-un-jour-passe", ERREUR, fiches=("F13.01",))
def engagement_passe(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Un engagement de l’offre est pour un jour déjà passé.

    Pourquoi : qui s’y engage est aussitôt en défaut; ce qui est déjà fait est un fait, non un engagement.
    Fautif : « {de: nous, texte: livrer la bannière au plus tard le 15 novembre 2026} », le 20 novembre.
    Conforme : « au plus tard le 15 décembre 2026 »; ou ce qui est fait, raconté à « faits ».
    """
    offre, quittance = affaire.offre, affaire.dossier.quittance
    if offre is None:
        return
    dits: list[tuple[Chemin, str]] = [
        (("offre", "concessions", i, "texte"), c.texte) for i, c in enumerate(offre.offre.concessions)
    ]
    if capacites(lettre).quitte and quittance is not None and quittance.publications is not None:
        dits.append((("quittance", "publications"), quittance.publications))
    for place, texte in dits:
        passes = [j for m in _TERME.finditer(plier(texte)) for j in jours_ecrits(m[1]) if j < affaire.au]
        if passes:
            yield Faute(
                place,
                f"Cet engagement est pour le {jour(max(passes))}, un jour déjà passé.",
                "Donnez-lui un jour à venir; s’il est rempli, dites-le à « faits » plutôt qu’ici.",
                # -- ce qui fut convenu a pu être fait depuis : la lettre met par écrit ce qui fut accepté --
                ALERTE if offre.etat is EtatDeLOffre.ACCEPTEE else None,
            )


@quand(donne="offre")
@regle("W207", "accepter-apres-le-terme", ALERTE, fiches=("F13.02",))
def acceptation_tardive(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """L’offre est dite acceptée après son terme.

    Pourquoi : elle avait expiré; ce qui vient après est une nouvelle offre, qui reste à accepter.
    Fautif : « expire_le: 2026-12-10 » et « acceptee_le: 2026-12-11 ».
    Conforme : « acceptee_le: 2026-12-10 »; ou l’offre est refaite, avec un nouveau terme.
    """
    offre = affaire.dossier.offre
    if offre is not None and acceptee_trop_tard(offre):
        yield Faute(
            ("offre", "acceptee_le"),
            "Ce jour vient après le terme de l’offre : elle n’était plus à accepter.",
            "Corrigez l’une des deux dates; ou refaites l’offre, avec un nouveau terme.",
        )


@quand(donne="offre")
@regle("W208", "faire-accepter-sans-adresse", ERREUR, fiches=("F13.02",))
def acceptation_sans_adresse(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """L’offre s’accepte par un moyen dont l’adresse manque à l’expéditeur.

    Pourquoi : l’autre ne saurait pas où dire oui; et un oui qui s’égare ne lie personne.
    Fautif : « accepter_par: courriel », sans « courriel » à l’expéditeur.
    Conforme : « accepter_par: courriel », et « courriel » à l’expéditeur.
    """
    dossier = affaire.dossier
    cle = _ADRESSES.get(dossier.offre.accepter_par or "") if dossier.offre else None
    if cle is not None and getattr(dossier.expediteur, cle) is None:
        yield Faute(
            ("offre", "accepter_par"),
            f"L’offre s’accepte par ce moyen, mais l’expéditeur n’a pas de « {cle} ».",
            f"Ajoutez « {cle} » à l’expéditeur, ou changez la façon d’accepter.",
        )
