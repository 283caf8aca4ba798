"""Règles de l’intérêt : un taux annuel, convenu, prouvé et raisonnable."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lettres.affaire import Affaire
from lettres.dossier import Dossier, InteretConvenu
from lettres.droit.fondements import CODE_CIVIL, LOI_SUR_L_INTERET_4, ccq
from lettres.droit.interet import Avis
from lettres.langue.ecriture import exact
from lettres.regles.faits import demeure
from lettres.regles.mots_cles import MotsCles
from lettres.regles.regle import ALERTE, ERREUR, Faute, quand, regle
from lettres.socle.constats import Chemin
from lettres.socle.expression import Expression

_CHEMIN: Chemin = ("contrat", "interet")
_TAUX: Chemin = (*_CHEMIN, "taux_annuel")
_COMPOSE = Expression(r"(?i)\bintérêts? composés?|\bcapitalis|\bintérêts? sur (?:les |l’|l')intérêts?")
_MOTS_DU_COMPOSE = MotsCles(r"\bcompose|\bcapitalis|\binteret")
_INDEMNITE = re.compile(r"(?i)\bindemnité additionnelle")
_MOTS_DE_L_INDEMNITE = MotsCles("additionnelle")


def _convenu(dossier: Dossier) -> InteretConvenu | None:
    return dossier.contrat.interet if dossier.contrat else None


def _examine(affaire: Affaire, avis: Avis, remede: str) -> Iterator[Faute]:
    """La faute d'un taux qui mérite cet avis."""
    examen = affaire.examen_du_taux
    if examen is not None and examen.avis is avis:
        yield Faute(_TAUX, examen.phrase, remede)


@quand(donne="contrat.interet")
@regle("S111", "n-ecrire-qu-un-taux-mensuel", ALERTE, fondement=LOI_SUR_L_INTERET_4, fiches=("F3.04", "F3.02"))
def taux_sans_annee(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Le contrat n’énonce pas de taux par année.

    Pourquoi : un taux par mois sans son équivalent annuel donne le taux légal, et ne se convertit pas.
    Fautif : « interet: {taux_mensuel: 2 %} »
    Conforme : « interet: {taux_annuel: 12 %, piece: P-1} », si le contrat l’écrit.
    """
    convenu = _convenu(affaire.dossier)
    if convenu is not None and convenu.taux_annuel is None:
        yield Faute(
            _CHEMIN,
            "Aucun taux annuel n’est écrit au contrat : la lettre emploie le taux légal.",
            "Un taux par mois ne se convertit pas; ajoutez « taux_annuel » seulement si le contrat l’écrit.",
        )


@quand(donne="contrat.interet")
@regle("S112", "exiger-un-taux-criminel", ERREUR, fondement="interet.criminel", fiches=("F3.07",))
def taux_criminel(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Le taux dépasse le seuil criminel.

    Pourquoi : exiger un tel taux est une infraction, même si le contrat le prévoit.
    Fautif : « taux_annuel: 36 % »
    Conforme : « taux_annuel: 12 % »
    """
    yield from _examine(affaire, Avis.CRIMINEL, "N’exigez pas ce taux; consultez un avocat.")


@quand(donne="contrat.interet")
@regle("S113", "exiger-un-taux-souvent-reduit", ALERTE, fondement="interet.alerte_forte", fiches=("F3.06",))
def taux_souvent_reduit(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Les tribunaux réduisent souvent un taux de cette hauteur.

    Pourquoi : la somme réclamée serait plus haute que celle que l’on obtiendra.
    Fautif : « taux_annuel: 24 % »
    Conforme : « taux_annuel: 12 % »
    """
    yield from _examine(affaire, Avis.REDUIT, "Vérifiez que le contrat a été accepté et que ce taux se justifie.")


@quand(donne="contrat.interet")
@regle("S114", "exiger-un-taux-parfois-abusif", ALERTE, fondement="interet.alerte", fiches=("F3.06",))
def taux_parfois_plaide(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """L’abus est parfois plaidé contre un taux de cette hauteur.

    Pourquoi : un taux discuté détourne l’attention de ce qui est dû.
    Fautif : « taux_annuel: 18 % »
    Conforme : « taux_annuel: 15 % »
    """
    yield from _examine(affaire, Avis.DISCUTE, "Vérifiez que ce taux se justifie.")


@quand(donne="contrat.interet")
@regle("S115", "invoquer-un-taux-sans-preuve", ALERTE, fondement="interet.taux_legal", fiches=("F3.01", "F3.05"))
def taux_sans_piece(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Aucune pièce ne prouve que le taux a été accepté.

    Pourquoi : un taux que le client n’a pas accepté d’avance ne le lie pas; la lettre emploie le taux légal.
    Fautif : « interet: {taux_annuel: 12 %} », sans pièce, dans un contrat sans pièce.
    Conforme : « interet: {taux_annuel: 12 %, piece: P-1} »
    """
    dossier = affaire.dossier
    convenu = _convenu(dossier)
    if convenu is None or convenu.taux_annuel is None or dossier.contrat is None:
        return
    if dossier.contrat.preuve_de_l_interet is None:
        yield Faute(
            _CHEMIN,
            "Aucune pièce ne prouve que le taux a été accepté : la lettre emploie le taux légal, dès sa réception.",
            "Ajoutez « piece » : un taux inscrit sur la seule facture ne lie pas le client.",
        )


@quand(donne="contrat.interet")
@regle("S123", "tirer-le-taux-de-sa-facture", ALERTE, fondement=ccq("1617"), fiches=("F3.05",))
def taux_de_la_facture(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """La pièce qui prouverait le taux est la facture elle-même.

    Pourquoi : une mention ajoutée à la facture ne lie pas le client, qui doit avoir accepté le taux d’avance.
    Fautif : « interet: {taux_annuel: 12 %, piece: P-2} », quand P-2 est la facture.
    Conforme : « piece: P-1 », le contrat signé.
    """
    dossier = affaire.dossier
    convenu = _convenu(dossier)
    if convenu is not None and convenu.piece and convenu.piece in {c.piece for c in dossier.creances if c.facture}:
        yield Faute(
            (*_CHEMIN, "piece"),
            f"La pièce {convenu.piece} est une facture : un taux inscrit sur la seule facture ne lie pas le client.",
            "Donnez la pièce où le client a accepté le taux, ou retirez « interet ».",
        )


@quand(donne=("contrat", "demandes"), mots=(_MOTS_DU_COMPOSE,))
@regle("S124", "compter-l-interet-sur-l-interet", ALERTE, fondement=CODE_CIVIL, fiches=("F3.03",))
def interet_compose(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Il est question d’intérêt composé.

    Pourquoi : l’intérêt ne porte pas lui-même intérêt, sauf convention ou loi; la lettre compte l’intérêt simple.
    Fautif : « Toute somme impayée porte intérêt composé mensuellement. »
    Conforme : « Toute somme impayée porte intérêt à 12 % par année. »
    """
    for chemin, texte in _MOTS_DU_COMPOSE.textes(affaire):
        if chemin[0] in {"contrat", "demandes"} and (trouve := _COMPOSE.search(texte)):
            yield Faute(
                chemin,
                f"« {trouve[0]} » : la lettre ne compte que l’intérêt simple.",
                "Pour réclamer davantage, consultez un avocat.",
            )


@quand(donne=("demandes", "prejudices", "creances"), mots=(_MOTS_DE_L_INDEMNITE,))
@regle("S125", "reclamer-l-indemnite-additionnelle", ALERTE, fondement=ccq("1619"), fiches=("F3.08",))
def indemnite_reclamee(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Le dossier réclame l’indemnité additionnelle.

    Pourquoi : le tribunal peut l’ajouter; elle n’est pas due avant qu’il ne l’accorde.
    Fautif : « type: payer, texte: payer 60,00 $ et l’indemnité additionnelle »
    Conforme : « type: payer » : la lettre réserve l’indemnité au tribunal.
    """
    for chemin, texte in _MOTS_DE_L_INDEMNITE.textes(affaire):
        if chemin[0] in {"demandes", "prejudices", "creances"} and _INDEMNITE.search(texte):
            yield Faute(
                chemin,
                "L’indemnité additionnelle n’est pas due : le tribunal peut l’ajouter.",
                "Retirez-la; la mise en demeure la réserve déjà.",
            )


@quand(donne="contrat.interet")
@regle("S126", "presumer-la-demeure", ALERTE, fondement=ccq("1594"), fiches=("F1.05", "F1.14"))
def demeure_sans_clause(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """L’intérêt court de plein droit, mais aucune clause n’est citée.

    Pourquoi : sans texte qui le dit, l’intérêt ne court que depuis la réception de la mise en demeure.
    Fautif : « demeure_automatique: oui », sans « clauses ».
    Conforme : la clause est citée : « le client est en demeure par le seul écoulement du temps ».
    """
    dossier = affaire.dossier
    convenu = _convenu(dossier)
    if convenu is not None and convenu.demeure_automatique and dossier.contrat and not dossier.contrat.clauses:
        yield Faute(
            (*_CHEMIN, "demeure_automatique"),
            "La demeure est dite automatique, mais aucune clause du contrat n’est citée.",
            "Citez la clause sous « contrat: clauses », ou répondez « non ».",
        )


@quand(nature="recouvrement", lettre="reclame", donne="contrat.interet")
@regle("S138", "abandonner-l-interet-sans-le-savoir", ALERTE, fondement=ccq("1617"), fiches=("F3.01", "F1.05"))
def interet_sans_depart(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Un taux est convenu et prouvé, et rien ne dit depuis quand l’intérêt court.

    Pourquoi : il court depuis l’échéance si le contrat le dit, sinon depuis la réception de la mise en demeure.
    Fautif : « interet: {taux_annuel: 12 %, piece: P-1} », sans « demeure_automatique ».
    Conforme : « demeure_automatique: oui », si une clause le dit; sinon « demeure_automatique: non ».
    """
    convenu = _convenu(affaire.dossier)
    tu = affaire.comptes.interet_abandonne
    if convenu is None or tu is None:
        return
    if "demeure_automatique" not in convenu.model_fields_set:
        yield Faute(
            _CHEMIN,
            f"Depuis quand l’intérêt convenu court-il? Rien ne le dit : {exact(tu)}, comptés depuis les échéances, ne "
            "sont pas réclamés.",
            "Ajoutez « demeure_automatique » : oui, si une clause du contrat met le débiteur en demeure par le seul "
            "écoulement du temps; non, si l’intérêt ne court que depuis la réception d’une mise en demeure.",
        )


@quand(donne="interet_remis_si_paye")
@regle("S139", "taire-ce-qu-on-veut-de-l-interet", ALERTE, fondement=ccq("1617"), fiches=("F3.01",))
def remise_sans_effet(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """La lettre ne fait pas de l’intérêt ce que le dossier demande.

    Pourquoi : hors d’un recouvrement, l’intérêt ne se compte pas; un consommateur peut seulement y renoncer.
    Fautif : « nature: consommation » et « interet_remis_si_paye: non »
    Conforme : « interet_remis_si_paye: oui », que la mise en demeure d’un consommateur écrit; ou rien.
    """
    dossier, chemin = affaire.dossier, ("interet_remis_si_paye",)
    if dossier.interet_remis_si_paye is None or dossier.nature == "recouvrement":
        return
    if dossier.nature != "consommation":
        message = "Cette lettre ne réclame pas d’intérêt : elle n’en remet ni n’en garde."
        yield Faute(chemin, message, "Retirez « interet_remis_si_paye ».")
    elif not dossier.interet_remis_si_paye and demeure(lettre) and affaire.reclamation.total is not None:
        yield Faute(
            chemin,
            "Cette lettre ne réclame l’intérêt que si la date limite passe sans paiement.",
            "Écrivez « interet_remis_si_paye: oui », ou retirez la clé.",
        )
