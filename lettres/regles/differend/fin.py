"""Règles de la lettre qui met fin à la relation : un préavis, jamais à contretemps, un avis donné, rien de retenu."""

from __future__ import annotations

from collections.abc import Iterator

from lettres.affaire import Affaire, RuptureAuJour
from lettres.droit.fondements import CODE_CIVIL
from lettres.droit.parametre import jours
from lettres.langue.ecriture import compte_de, jour
from lettres.langue.mots.normalisation import normaliser
from lettres.regles.differend.rupture import motifs
from lettres.regles.regle import ALERTE, ERREUR, Faute, quand, regle
from lettres.socle.expression import Expression

# -- Ce qui n'est pas un motif. Lu sans accents, une espace après chaque apostrophe --
_CARACTERES = Expression(
    r"\b(?:incompatib\w+|personnalites?|caracteres?|atomes crochus|chimie|on ne (?:s' entend|se comprend)"
    r"|nous ne (?:nous entendons|nous comprenons)|facons? de voir|valeurs differentes)\b"
)
# -- Une remise que l'on fait attendre --
_RETENUE = Expression(
    r"\b(?:apres|contre|des|sur|une fois|moyennant|a la reception|jusqu' au|sous reserve)\b[^.;]{0,30}"
    r"\b(?:paiement|reglement|solde|facture|paye\w{0,2}|regle\w{0,2})\b|\bretenu\w*|\bretien\w+|\bbloqu\w+"
)


def _fin(affaire: Affaire) -> Iterator[RuptureAuJour]:
    """La fin que dit la lettre."""
    if affaire.rupture is not None:
        yield affaire.rupture


@quand(lettre="met_fin", donne="rupture")
@regle("W311", "finir-sans-preavis", ERREUR, fondement=CODE_CIVIL, fiches=("F7.04",))
def fin_sans_preavis(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """La fin prend effet avant que l’autre l’apprenne, ou très peu après.

    Pourquoi : l’autre doit avoir le temps de confier la suite à quelqu’un.
    Fautif : « effet_le: 2026-11-27 », pour une lettre recommandée du 22 novembre 2026
    Conforme : « effet_le: 2026-12-31 »
    """
    for fin in _fin(affaire):
        if fin.preavis is None:
            continue
        court = jours("rupture.preavis", affaire.au)
        if fin.preavis <= 0:
            yield Faute(
                ("rupture", "effet_le"),
                f"La fin prendrait effet avant que l’autre l’ait apprise, le {jour(fin.apprise_le)}.",
                "Donnez un jour plus lointain.",
            )
        elif fin.preavis < court:
            yield Faute(
                ("rupture", "effet_le"),
                f"Le préavis serait de {compte_de(fin.preavis, 'jour')}, ce qui est court.",
                f"Laissez au moins {compte_de(court, 'jour')}, sauf si l’entente en dit moins.",
                ALERTE,
            )


@quand(lettre="met_fin", donne="rupture")
@regle("W312", "finir-juste-avant-l-echeance", ERREUR, fondement=CODE_CIVIL, fiches=("F7.04",))
def fin_a_contretemps(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """La fin tombe si près de la prochaine échéance de l’autre qu’il ne peut plus se retourner.

    Pourquoi : le prestataire ne met jamais fin au contrat à contretemps.
    Fautif : « effet_le: 2026-12-31 » et « prochaine_echeance: 2027-01-05 »
    Conforme : « effet_le: 2027-01-05 », l’échéance tenue; ou « effet_le: 2026-12-14 »
    """
    for fin in _fin(affaire):
        reste, marge = fin.avant_l_echeance, jours("rupture.marge", affaire.au)
        if reste is not None and 0 < reste < marge:
            yield Faute(
                ("rupture", "effet_le"),
                f"La fin laisserait {compte_de(reste, 'jour')} à l’autre avant son échéance : c’est à contretemps.",
                f"Tenez cette échéance avant de finir, ou finissez au moins {compte_de(marge, 'jour')} avant elle.",
            )


@quand(lettre="met_fin", donne="rupture")
@regle("W313", "finir-sans-avoir-averti", ERREUR, fondement=CODE_CIVIL, fiches=("F7.04",))
def avis_a_venir(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """L’avertissement n’a pas été donné avant la lettre.

    Pourquoi : la lettre dit qu’un avis a déjà été donné; il doit l’avoir été.
    Fautif : « avis_le: 2026-11-22 », pour une lettre du même jour
    Conforme : « avis_le: 2026-11-02 »
    """
    for fin in _fin(affaire):
        averti = fin.rupture.avis_le
        if averti is not None and averti >= affaire.au:
            yield Faute(
                ("rupture", "avis_le"),
                f"L’avertissement est daté du {jour(averti)} : il doit précéder la lettre.",
                "Avertissez d’abord l’autre, puis laissez-lui le temps de répondre.",
            )


@quand(lettre="met_fin", donne="rupture")
@regle("W314", "invoquer-une-incompatibilite", ERREUR, fondement="resiliation.motif_serieux", fiches=("F14.14",))
def incompatibilite(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Un motif parle des personnes, et non de ce qui est arrivé.

    Pourquoi : l’incompatibilité de caractère n’est pas un motif sérieux, et l’écrire blesse sans servir.
    Fautif : « texte: nos personnalités sont incompatibles. »
    Conforme : « texte: vous avez modifié trois fois la maquette que vous aviez approuvée. »
    """
    for chemin, motif in motifs(affaire):
        if motif.texte and _CARACTERES.search(normaliser(motif.texte).texte):
            yield Faute(
                (*chemin, "texte"),
                "Ce motif parle des personnes : il n’est pas sérieux.",
                "Dites ce qui est arrivé, et quand.",
            )


@quand(lettre="met_fin", donne="rupture")
@regle("W315", "retenir-ce-qui-est-a-remettre", ALERTE, fondement=CODE_CIVIL, fiches=("F7.04",))
def remise_retenue(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Une remise dépend du paiement du compte, ou vient après la fin.

    Pourquoi : ce qui est payé ne se retient pas; le faire attendre laisse l’autre sans moyen de continuer.
    Fautif : « texte: les fichiers, une fois la facture payée », ou « date: 2027-01-31 » pour une fin du 31 décembre
    Conforme : « {texte: les fichiers d’origine, date: 2026-12-31} »
    """
    for fin in _fin(affaire):
        for i, remise in enumerate(fin.rupture.remises):
            if _RETENUE.search(normaliser(remise.texte).texte):
                yield Faute(
                    ("rupture", "remises", i, "texte"),
                    "Cette remise attendrait un paiement : ce qui est payé ne se retient pas.",
                    "Dites ce qui est remis, sans condition; ce qui n’est pas payé se dit à « propriete ».",
                )
            elif remise.date is not None and fin.rupture.effet_le is not None and remise.date > fin.rupture.effet_le:
                yield Faute(
                    ("rupture", "remises", i, "date"),
                    f"Cette remise serait faite le {jour(remise.date)}, après la fin.",
                    "Remettez tout au plus tard le jour de la fin.",
                )


@quand(lettre="met_fin", donne="rupture")
@regle("W316", "laisser-un-compte-sans-chiffre", ERREUR, fiches=("F7.03",))
def compte_inconnu(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Le compte final ne se calcule pas : un travail fait n’a pas de valeur, ou une avance, pas de montant.

    Pourquoi : la lettre donne un compte final, où rien n’est deviné.
    Fautif : « travaux: [{texte: la maquette, etat: fait}] »
    Conforme : « travaux: [{texte: la maquette, etat: fait, montant: 80,00 $}] », ou 0 si elle est facturée
    """
    for fin in _fin(affaire):
        for i, travail in enumerate(fin.rupture.travaux):
            if travail.etat != "a_faire" and travail.montant is None:
                yield Faute(
                    ("rupture", "travaux", i),
                    "Rien ne dit ce que vaut ce travail : le compte final ne se calcule pas.",
                    "Donnez « montant », taxes comprises; 0 si ce travail est déjà facturé.",
                )
        for i, avance in enumerate(fin.rupture.avances):
            if avance.montant is None:
                yield Faute(
                    ("rupture", "avances", i),
                    "Cette avance n’a pas de montant : le compte final ne se calcule pas.",
                    "Donnez « montant » à cette avance.",
                )
