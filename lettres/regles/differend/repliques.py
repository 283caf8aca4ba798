"""Règles des réponses : aviser l'assureur d'abord, ne rien reconnaître sans le vouloir, ne rien livrer en public."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lettres.affaire import ARGENT, Affaire
from lettres.droit.fondements import ccq
from lettres.langue.pliage import plier
from lettres.regles.regle import ALERTE, CONSEIL, ERREUR, Faute, quand, regle
from lettres.socle.constats import Chemin
from lettres.socle.expression import Expression

_PAYER = "payer"
_SUR_UNE_SOMME = {_PAYER, "compenser"}
_BENINS = {"contestation", "avis"}

_RECONNAIT = Expression(
    r"\b(?:je|nous) (?:vous )?reconnai(?:s|ssons) (?:bien )?(?:vous )?(?:devoir\b|(?:cette|la|ma|notre|une) dette)"
    r"|\b(?:je|nous) vous (?:dois|devons) (?:bien |encore |toujours )*(?:cette somme|la somme|le solde|ce montant"
    r"|cet argent|\d)"
    r"|\b(?:ma|notre) dette\b|\b(?:cette|la) somme (?:vous )?est (?:bien |encore |toujours )*due\b"
)
"""Ce que l'expéditeur dirait de sa propre dette."""

_SE_BLAME = Expression(
    r"\b(?:je |nous |j')(?:reconnai(?:s|ssons)|admet(?:s|tons)|avou(?:e|ons)|assum(?:e|ons)) (?:bien |toute? )*"
    r"(?:ma|notre|mes|nos) (?:faute|responsabilite|tort)s?\b|\bc'est (?:bien )?(?:de )?(?:ma|notre) faute\b"
)
"""Ce que l'expéditeur dirait de sa propre faute; payer n'y change rien."""

_DETTE_DITE = Expression(
    r"\b(?:vous|tu) (?:me|nous) (?:devez|deviez|dois)\b|\bvous devez\b[^.]{0,40}\d"
    r"|\bvous n.avez (?:pas|jamais) (?:encore )?(?:paye|rembourse|verse|regle)"
    r"|\b(?:facture|somme|solde|montant|compte|acompte|depot)s?\b[^.]{0,40}\b(?:impaye|dues?\b|en souffrance|exigible)"
)
"""Ce que l'autre dit de cette dette : le tenir pour exact, c'est la reconnaître."""


@quand(lettre="replique", donne="recu")
@regle("Y101", "repondre-sans-aviser-son-assureur", ALERTE, fiches=("F1.08",))
def assureur_pas_avise(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """On répond avant d’avoir avisé son assureur responsabilité.

    Pourquoi : ce que l’on écrit peut servir d’aveu, et l’assureur doit en général être avisé d’abord.
    Fautif : une mise en demeure reçue, et « assureur_avise » vide.
    Conforme : « assureur_avise: oui », une fois l’assureur avisé, ou si l’on n’en a pas.
    """
    recu = affaire.dossier.recu
    if recu is None or recu.assureur_avise:
        return
    benin = recu.type in _BENINS and recu.reclame is None
    yield Faute(
        ("recu",),
        "Avant tout : avisez votre assureur responsabilité de ce que vous avez reçu.",
        "Avisez-le, puis écrivez « assureur_avise: oui »; de même, si vous n’en avez pas.",
        CONSEIL if benin else None,
    )


@quand(lettre="replique", donne="recu")
@regle("Y102", "prendre-position-sur-une-somme-tue", ERREUR, fiches=("F1.10",))
def position_sans_somme(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """La position est de payer ou de compenser, mais le dossier ne dit pas quelle somme l’autre réclame.

    Pourquoi : on ne paie ni ne compense qu’une somme nommée.
    Fautif : « position: payer », sans « reclame ».
    Conforme : « position: payer », et « reclame: {montant: 120,00 $} ».
    """
    recu = affaire.dossier.recu
    if recu is None or recu.position not in _SUR_UNE_SOMME:
        return
    if recu.reclame is None or recu.reclame.montant is None:
        yield Faute(
            ("recu", "position"),
            "La position porte sur une somme que le dossier ne dit pas.",
            "Ajoutez « reclame: {montant: … } », la somme que l’autre réclame.",
        )


@quand(lettre="replique", donne="recu")
@regle("Y103", "reconnaitre-une-dette-sans-le-vouloir", ERREUR, fondement=ccq("2898"), fiches=("F2.05",))
def aveu_involontaire(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Une réponse avoue une faute, ou reconnaît une dette que la position ne dit pas vouloir payer.

    Pourquoi : une reconnaissance claire fait repartir la prescription, et se retourne contre qui l’écrit.
    Fautif : « position: contester », et « reponse: Je vous dois cette somme. »
    Conforme : « reponse: Je n’ai reçu aucune facture pour cette somme. »
    """
    recu = affaire.dossier.recu
    if recu is None:
        return
    paye = recu.position == _PAYER
    for chemin, texte in affaire.textes:
        a_son_compte, reconnait = _a_son_compte(chemin), _ce_qui_reconnait(chemin, affaire)
        plie = plier(texte) if reconnait else ""
        if a_son_compte and _SE_BLAME.search(plie):
            yield Faute(
                chemin,
                "Ces mots avoueraient une faute.",
                "Racontez ce qui s’est passé, sans le juger; au besoin, consultez un avocat.",
            )
        elif not paye and reconnait and reconnait.search(plie):
            yield Faute(
                chemin,
                "Ces mots reconnaîtraient une dette que vous ne dites pas vouloir payer.",
                "Dites-le autrement, ou ne tenez pas ce point pour exact; au besoin, consultez un avocat.",
            )


def _ce_qui_reconnait(chemin: Chemin, affaire: Affaire) -> re.Pattern[str] | None:
    """Ce qui, dans ce texte, reconnaîtrait une dette : dit par l'autre et tenu pour exact, ou dit à son compte."""
    recu = affaire.dossier.recu
    match chemin:
        case ("recu", "points", int(i), "texte"):
            return _DETTE_DITE if recu is not None and recu.points[i].jugement == "exact" else None
    return _RECONNAIT if _a_son_compte(chemin) else None


_A_SON_COMPTE = {
    *(("faits", "texte"), ("accompli", "texte"), ("achat", "probleme"), ("recu", "reponse")),
    *(("demandes", "texte"), ("demandes", "calcul")),
}


def _a_son_compte(chemin: Chemin) -> bool:
    """Dit si la réponse imprime ce texte sans guillemets, comme le dire de l'expéditeur."""
    return (chemin[0], chemin[-1]) in _A_SON_COMPTE


@quand(lettre="publique")
@regle("Y104", "repondre-en-public-d-une-somme", ERREUR, fondement=ccq("35 et 36"), fiches=("F8.13",))
def somme_en_public(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """On répondrait en public pendant qu’une somme est réclamée.

    Pourquoi : l’un doit, ou l’autre le croit; en public, tout ce qu’on dit peut atteindre la vie privée de l’autre.
    Fautif : une réponse publique, et une facture sous « creances ».
    Conforme : une réponse privée (« --lettre reponse »); la publique, une fois la somme réglée ou retirée.
    """
    chemin = next(_reclames(affaire), None)
    if chemin is not None:
        yield Faute(
            chemin,
            "Une somme est réclamée : on n’en répond pas en public.",
            "Répondez en privé (« --lettre reponse »), ou attendez que la somme soit réglée.",
        )


def _reclames(affaire: Affaire) -> Iterator[Chemin]:
    """Ce qui, de l'un ou de l'autre, réclame une somme."""
    dossier = affaire.dossier
    yield from (("creances", i) for i, _ in enumerate(dossier.creances))
    for i, demande in enumerate(dossier.demandes):
        if demande.type in ARGENT or demande.montant is not None:
            yield ("demandes", i)
    if affaire.pretention is not None:
        yield ("recu", "reclame")
    yield from (("envois", d.rang, "montant") for d in affaire.demarches.envois if d.envoi.montant is not None)


@quand(lettre="publique", donne="expediteur.mandant")
@regle("Y105", "repondre-en-public-pour-un-autre", ERREUR, fiches=("F8.13", "F8.01"))
def mandant_en_public(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Un avocat répondrait en public pour la partie qu’il représente.

    Pourquoi : ce serait dire à tous qu’elle consulte un avocat, et pourquoi.
    Fautif : une réponse publique, et un « mandant » à l’expéditeur.
    Conforme : la partie répond elle-même, ou l’avocat écrit en privé.
    """
    if affaire.dossier.expediteur.mandant is not None:
        yield Faute(
            ("expediteur", "mandant"),
            "On ne répond pas en public pour un mandant.",
            "Laissez le mandant répondre lui-même, ou écrivez en privé (« --lettre reponse »).",
        )
