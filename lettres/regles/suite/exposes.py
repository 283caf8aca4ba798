"""Règles des exposés : ce qu’un dossier pour un avocat ou pour un tribunal doit dire, et ce qu’il doit taire."""

from __future__ import annotations

from collections.abc import Iterator

from lettres.affaire import Affaire, en_nature, s_adresse_au_destinataire
from lettres.catalogue import capacites
from lettres.droit.fondements import PETITES_CREANCES, ccq
from lettres.langue.ecriture import exact, jour
from lettres.regles.regle import ALERTE, CONSEIL, ERREUR, Faute, quand, regle
from lettres.socle.constats import Chemin
from lettres.socle.expression import Expression

_OFFRE = Expression(
    r"(?i)\b(?:offr(?:e|es|ais|ait|ons|ir|ant)|offerte?s?|propos(?:e|es|ais|ait|ons|er|itions?|ée?s?)|à l[’']amiable"
    r"|compromis|rabais)\b"
)
_REGLEMENT = Expression(r"(?i)\b(?:offre|proposition) de règlement\b|\bcontre-offre\b|\bsans admission\b")
_CHIFFRE = Expression(r"(?i)\d\s?(?:\$|%|dollars\b)|\bmoitié\b|\btiers\b")
_RACONTES = ("faits", "accompli", "suites", "prejudices", "demandes", "achat", "temoins", "recu", "contrat")


@quand(lettre="au_tribunal")
@regle(
    "O111",
    "preparer-une-demande-qui-sera-refusee",
    ERREUR,
    fondement=PETITES_CREANCES,
    fiches=("F5.03", "F5.05", "F5.06", "F14.08"),
)
def tribunal_ferme(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Le dossier se prépare pour des petites créances qui n’entendront pas cette demande.

    Pourquoi : une somme au-delà du plafond, une matière exclue ou trop d’employés leur ferment la porte.
    Fautif : « montant: 40 000,00 $ », sans « reduction », pour la lettre « dossier_petites_creances ».
    Conforme : « reduction: 15 000,00 $ », qui abandonne le reste; ou la lettre « dossier_avocat ».
    """
    if affaire.tribunal.ouvert is False:
        yield Faute(
            _la_somme(affaire),
            affaire.tribunal.motif,
            "Préparez plutôt le dossier pour un avocat (« --lettre dossier_avocat »); si seule la somme est de trop, "
            "« reduction » la ramène au plafond, et abandonne le reste.",
        )


@quand(lettre="au_tribunal")
@regle(
    "O112", "preparer-une-demande-sans-savoir-ou-elle-va", ALERTE, fondement=PETITES_CREANCES, fiches=("F5.02", "F5.03")
)
def tribunal_incertain(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """On ne sait pas si les petites créances entendront cette demande.

    Pourquoi : mieux vaut le savoir avant de payer des frais et d’attendre une audience.
    Fautif : « nom: Studio Exemple inc. », sans « employes », pour la lettre « dossier_petites_creances ».
    Conforme : « employes: 4 ».
    """
    if affaire.tribunal.ouvert is None and not _sans_somme(affaire):
        yield Faute(_la_somme(affaire), affaire.tribunal.motif, "Complétez le dossier, ou vérifiez au greffe.")


def _la_somme(affaire: Affaire) -> Chemin:
    dossier = affaire.dossier
    return ("creances",) if dossier.creances else ("demandes",) if dossier.demandes else ("nature",)


@quand(lettre="au_tribunal")
@regle("O113", "aller-au-tribunal-sans-mise-en-demeure", ALERTE, fiches=("F1.15", "F1.14"))
def sans_mise_en_demeure(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Aucune mise en demeure n’est prouvée reçue, et le dossier se prépare pour un tribunal.

    Pourquoi : elle n’est pas toujours obligatoire, mais elle est souvent demandée, et l’intérêt court de sa réception.
    Fautif : aucun envoi « mise_en_demeure », ou sans « recu_le », pour la lettre « dossier_petites_creances ».
    Fautif aussi : la seule qui soit partie laissait de côté une part alors contestée.
    Conforme : « {lettre: mise_en_demeure, date: 2026-10-13, recu_le: 2026-10-15, preuve: P-5} ».
    """
    if affaire.litige.en_demeure_depuis is not None:
        yield from _parts_sans_demeure(affaire)
        return
    parties = [d for d in affaire.demarches.envois if capacites(d.envoi.lettre).met_en_demeure]
    if parties:
        yield Faute(
            ("envois", parties[-1].rang),
            f"La réception de la mise en demeure du {jour(parties[-1].envoi.date)} n’est pas prouvée.",
            "Ajoutez « recu_le » et la pièce qui le prouve (« preuve »).",
        )
    else:
        yield Faute(
            ("envois",),
            "Aucune mise en demeure n’est inscrite au dossier.",
            "Envoyez-la d’abord (« --lettre mise_en_demeure »), ou inscrivez-la à « envois ».",
        )


def _parts_sans_demeure(affaire: Affaire) -> Iterator[Faute]:
    """Ce que le tribunal entendrait aussi, et que la mise en demeure laissait de côté."""
    for rang, compte in enumerate(affaire.comptes.creances):
        if compte.est_due and compte.mises_en_demeure and (part := compte.sans_demeure()):
            yield Faute(
                ("creances", rang),
                f"De cette somme, {exact(part)} n’étaient pas de la mise en demeure : contestés, elle les laissait de "
                "côté.",
                "Répondez à la contestation, si ce n’est fait, puis mettez en demeure de payer aussi cette part.",
            )


@quand(lettre="expose")
@regle("O114", "cacher-ses-faiblesses-a-son-avocat", ALERTE, fiches=("F8.03",))
def sans_faiblesse(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Le dossier pour l’avocat n’indique aucune faiblesse.

    Pourquoi : l’outil ne juge pas d’une affaire; l’avocat, lui, doit savoir ce qui la dément avant l’audience.
    Fautif : « faiblesses » est absent, pour la lettre « dossier_avocat ».
    Conforme : « faiblesses: [{texte: La date de livraison n’a été convenue que de vive voix.}] ».
    """
    if not capacites(lettre).au_tribunal and not affaire.dossier.faiblesses:
        yield Faute(
            ("faiblesses",),
            "Aucune faiblesse n’est indiquée : le dossier le dira tel quel.",
            "Ajoutez « faiblesses » : ce que l’autre partie invoquerait, ce qui n’est pas prouvé, ce qui manque.",
        )


@quand(lettre="expose", donne="suites")
@regle("O115", "raconter-une-reponse-a-une-offre", ALERTE, fondement=ccq("2853.1"), fiches=("F1.09",))
def reponse_a_une_offre(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Une suite venue après une offre ne dit pas à quelle lettre elle répond.

    Pourquoi : dans le doute, elle est tenue pour des pourparlers, et l’exposé ne la raconte pas.
    Fautif : « suites: [{date: 2026-10-20, resultat: refus}] », après l’envoi d’une « proposition ».
    Conforme : la même, avec « envoi: 2 », le rang de la mise en demeure à laquelle elle répond.
    """
    for rang, suite in affaire.demarches.suites:
        if ("suites", rang) in affaire.litige.pourparlers and suite.envoi is None:
            yield Faute(
                ("suites", rang),
                f"Ce qui est revenu le {jour(suite.date)} suit une offre : c’est tenu pour des pourparlers, et tu.",
                "Si cela répond à une autre lettre, nommez-la : « envoi », son rang dans « envois ».",
            )


@quand(lettre="au_tribunal")
@regle("O116", "raconter-une-offre-a-un-tribunal", ERREUR, fondement=ccq("2853.1"), fiches=("F1.09",))
def offre_racontee(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Une phrase que le dossier raconte au tribunal semble dire une offre.

    Pourquoi : ce qui s’est dit pour régler est confidentiel; un tribunal n’a pas à le lire.
    Fautif : « faits: [{texte: J’ai proposé un rabais de 200 $.}] », pour la lettre « dossier_petites_creances ».
    Conforme : l’offre est à « offre », ou dans un envoi « proposition ».
    """
    for chemin, texte in affaire.textes:
        if chemin[0] not in _RACONTES or chemin[:2] in affaire.litige.pourparlers:
            continue
        reglement = _REGLEMENT.search(texte) is not None
        if reglement or (_OFFRE.search(texte) and _CHIFFRE.search(texte)):
            yield Faute(
                chemin,
                f"Cette phrase {'raconte' if reglement else 'semble raconter'} une offre ou un règlement.",
                "Retirez cette phrase; une offre se garde à part, et un tribunal n’a pas à la lire.",
                None if reglement else ALERTE,
            )


@quand(lettre="expose", donne=("faits", "accompli"))
@regle("O117", "lire-a-un-tiers-des-mots-dits-a-l-autre", CONSEIL, fiches=("F1.10",))
def mots_a_l_autre(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Une phrase que lira un avocat ou un tribunal s’adresse à l’autre partie.

    Pourquoi : « vous avez signé », lu par un tiers, le vise; l’exposé la cite alors, sans la récrire.
    Fautif : « faits: [{texte: vous avez signé le contrat.}] », pour la lettre « dossier_avocat ».
    Conforme : « texte: vous avez signé le contrat., au_tiers: M. Exemple a signé le contrat. »
    """
    for bloc in ("faits", "accompli"):
        for rang, fait in enumerate(getattr(affaire.dossier, bloc)):
            if s_adresse_au_destinataire(fait.au_tiers or fait.texte):
                yield Faute(
                    (bloc, rang, "au_tiers" if fait.au_tiers else "texte"),
                    "Cette phrase s’adresse à l’autre partie : l’exposé la cite, sans la récrire.",
                    "Ajoutez « au_tiers » : la même chose, dite à qui n’en est pas.",
                )


@quand(lettre="au_tribunal", donne="demandes")
@regle("O118", "demander-a-un-tribunal-sans-somme", ERREUR, fondement=PETITES_CREANCES, fiches=("F5.01",))
def demande_sans_somme(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Le dossier des petites créances ne dit pas la somme demandée.

    Pourquoi : elle décide si ce tribunal entend la demande, et de ce qu’il peut accorder.
    Fautif : « demandes: [{type: executer, texte: livrer les photos}] », pour la lettre « dossier_petites_creances ».
    Conforme : « demandes: [{type: rembourser, montant: 300,00 $}] ».
    """
    demandes = affaire.dossier.demandes
    if not demandes or not _sans_somme(affaire):
        return
    if affaire.dossier.nature == "consommation" and en_nature(demandes[0]):
        yield Faute(
            ("demandes", 0),
            "La demande principale n’est pas une somme, et ce dossier en demande une à un tribunal.",
            "Demandez plutôt une somme : écrivez « type: payer », et ajoutez « montant ».",
        )
    else:
        yield Faute(
            ("demandes", 0),
            "Cette demande, la principale, ne dit pas quelle somme est réclamée.",
            "Ajoutez « montant » : la somme que vous demandez.",
        )


def _sans_somme(affaire: Affaire) -> bool:
    """Dit si aucune somme n'est demandée, ou si l'on ne sait pas ce que vaut la demande principale."""
    if affaire.dossier.nature == "recouvrement" or affaire.tribunal.ouvert is False:
        return False
    return affaire.capital_reclame is None or affaire.demandee("") is None
