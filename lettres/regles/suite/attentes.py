"""Règles des attentes : elles rapportent ce que l'affaire dit d'attendre, sans rien vérifier elles-mêmes.

Chacune dit le fait, pourquoi il retient la lettre, le dernier jour à attendre, et ce qui permet d'écrire.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from lettres.affaire import (
    Affaire,
    Attente,
    EtatDeLOffre,
    OffreAcceptee,
    Raison,
    contestation_recue,
    contestees_en_entier,
    faits_autour,
    offre_qui_tient,
    suspension_dite,
)
from lettres.catalogue import capacites
from lettres.dossier.verbes import ou_tapez
from lettres.droit.calendrier import UN_JOUR
from lettres.droit.fondements import ccq
from lettres.escalade import livree
from lettres.langue.ecriture import exact, jour
from lettres.langue.typographie import enumerer
from lettres.regles.regle import ALERTE, ERREUR, FORCEZ, Faute, quand, regle
from lettres.socle.chemins import a_taper


def _attentes(affaire: Affaire, lettre: str, raison: Raison) -> Iterator[Attente]:
    return (a for a in affaire.attentes(lettre) if a.raison is raison)


def _revenez(reprise: date | None) -> str:
    return f"Revenez le {jour(reprise)}" if reprise else "Attendez"


@quand(donne="envois")
@regle("J104", "ecrire-avant-la-fin-du-delai-donne", ERREUR, fondement=ccq("1595"), fiches=("F1.02",), forcable=True)
def delai_en_cours(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Le délai donné par une lettre antérieure court encore; le dernier jour compte.

    Pourquoi : on ne retire pas le temps que l’on a donné.
    Fautif : une échéance du 30 novembre, donnée par le rappel, et une mise en demeure du 22.
    Conforme : la mise en demeure du 1er décembre.
    """
    for a in _attentes(affaire, lettre, Raison.DELAI):
        demarche = next(d for d in affaire.demarches.envois if d.rang == a.rang)
        fin, recue = jour(demarche.fin), demarche.envoi.recu_le
        if a.calculee:
            depuis = f"de sa réception, le {jour(recue)}" if recue else "de sa réception prévue"
            dit = f"ne dit pas sa date limite; compté {depuis}, son délai va jusqu’au {fin} (date calculée)"
            suite = "; si elle donnait une autre date, écrivez-la à « echeance »; "
        else:
            dit, suite = f"donnait jusqu’au {fin}", "; "
        yield Faute(
            (*a.chemin, "echeance"),
            f"La lettre du {jour(a.depuis)} {dit}, et ce délai court encore.",
            f"{_revenez(a.reprise)}{suite}{FORCEZ}",
        )


@quand(donne=("suites", "recu"))
@regle("J106", "ignorer-une-contestation", ERREUR, fondement=ccq("6 et 7"), fiches=("F7.06", "F8.07"), forcable=True)
def contestation(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Le destinataire conteste, et aucune lettre ne lui a répondu depuis; un fait n’est pas une réponse.

    Pourquoi : la bonne foi veut qu’on réponde; et qui conteste par écrit peut exiger la fin des appels.
    Fautif : « suites: [{resultat: contestation, date: 2026-10-01}] », et une mise en demeure pour seule suite.
    Conforme : le rappel, qui répond; ou une réponse déjà partie : « envois: [{lettre: reponse, date: 2026-10-05}] ».
    Conforme aussi : d’une facture de 60 $, « montant_conteste: 20 $ ». La lettre met cette part de côté, et réclame
    les 40 $ qui restent; s’il n’en restait que ce que la politique laisse, il faudrait répondre d’abord.
    Fautif aussi : « recu: {type: contestation, date: 2026-10-01} », sans réponse partie, et toute autre lettre que la
    réponse : le rappel ne cite que ce qui est à « suites ».
    """
    ecrire = _par_quelle_lettre(affaire)
    for a in _attentes(affaire, lettre, Raison.CONTESTATION):
        yield Faute(
            (*a.chemin, "resultat"),
            f"Le destinataire conteste depuis le {jour(a.depuis)}, et aucune lettre n’y a répondu.",
            f"Répondez-lui{ecrire}; si c’est fait, inscrivez à « envois » la lettre qui lui répond, « reponse » ou "
            f"« rappel », à sa date; {_en_partie(affaire, a)}{FORCEZ}",
        )
    fait = capacites(lettre)
    if fait.libre:
        return
    if (recu := contestation_recue(affaire.dossier, affaire.demarches, affaire.au)) is not None:
        quand = f"Le {jour(recu.date)}, le" if recu.date else "Le"
        yield Faute(
            ("recu", "type"),
            f"{quand} destinataire a contesté par écrit (« recu »), et aucune lettre n’y a répondu.",
            f"Répondez-lui (« --lettre reponse »); si c’est fait, inscrivez-la à « envois », à sa date; {FORCEZ}",
        )
    if not fait.repond:
        yield from _reste_que_l_on_laisse(affaire)


@quand(lettre="relance", nature="recouvrement", donne="suites")
@regle("J124", "repondre-sans-rien-repondre", ALERTE, fondement=ccq("6 et 7"), fiches=("F7.06",))
def reponse_sans_fait(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Le rappel répond à une contestation, et rien au dossier ne dit quoi.

    Pourquoi : ce rappel tient lieu de réponse, et la suite peut partir après lui; sans fait venu depuis, il demande
    seulement à l’autre d’écrire ce qu’il conteste, même s’il l’a déjà écrit.
    Fautif : une contestation du 1er octobre, aucun fait depuis, et « --lettre rappel ».
    Conforme : « faits: [{date: 2026-10-05, texte: nous vous avons remis les photos qui manquaient.}] ».
    """
    contestees = contestees_en_entier(affaire.en_cours, affaire.contestations)
    if not contestees or faits_autour(affaire.dossier, contestees)[1]:
        return
    rang, s = contestees[0]
    origine = affaire.dossier.origine
    tapez = a_taper("preciser", origine.fichier, '--ecrire "faits: {date: AAAA-MM-JJ, texte: …}"') if origine else ""
    yield Faute(
        ("suites", rang, "resultat"),
        f"Ce rappel répond à la contestation du {jour(s.date)}, et aucun fait venu depuis ne dit quoi : il demande "
        "seulement d’écrire ce que l’on conteste.",
        f"Dites à « faits » ce que vous y répondez, à une date qui suit la sienne.{ou_tapez(tapez)}",
    )


def _par_quelle_lettre(affaire: Affaire) -> str:
    """Qui a mis en demeure ne redescend pas à un rappel."""
    if affaire.dossier.nature == "reputation":
        return ""
    en_demeure = affaire.en_cours.en_demeure
    return " par une réponse (« --lettre reponse »)" if en_demeure else " par un rappel (« --lettre rappel »)"


def _reste_que_l_on_laisse(affaire: Affaire) -> Iterator[Faute]:
    """D'une créance contestée en partie, quelques sous de reste ne se réclament pas plus que rien."""
    laisse = livree(affaire.dossier.nature).tolerance if affaire.laisse is None else affaire.laisse
    for rang, s in affaire.en_cours.contestations:
        if affaire.contestations.retient(rang) or s.montant_conteste is None:
            continue
        reste = affaire.comptes.creances[affaire.contestations.parts[rang]].reclame
        if reste is not None and reste.solde <= laisse:
            yield Faute(
                ("suites", rang, "resultat"),
                f"Le destinataire conteste {exact(s.montant_conteste)} depuis le {jour(s.date)}, et aucune lettre n’y "
                f"a répondu; le reste, {exact(reste.solde)}, est de ce que la politique laisse.",
                "Répondez-lui par une « reponse » (« --lettre reponse »); si c’est fait, inscrivez-la à « envois », à "
                f"sa date; {FORCEZ}",
            )


def _en_partie(affaire: Affaire, a: Attente) -> str:
    """Ce qui placerait une somme contestée sur une seule facture, dont le reste pourrait se réclamer."""
    s = dict(affaire.inscriptions.suites)[a.rang]
    if affaire.dossier.nature != "recouvrement" or a.rang in affaire.contestations.parts:
        return ""
    if s.montant_conteste is None:
        return "si une part seulement est contestée, écrivez-la à « montant_conteste » : le reste se réclame; "
    return "si la somme est d’une seule facture, nommez-la (« creances ») : le reste se réclame; "


@quand(donne="suspensions")
@regle(
    "J107", "ecrire-pendant-une-suspension", ERREUR, fondement=ccq("6 et 7"), fiches=("F2.07", "F7.06"), forcable=True
)
def suspension_en_cours(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Une suspension court encore; le dernier jour compte, et le jour où y repenser n’y met pas fin.

    Pourquoi : une entente de paiement, une médiation ou une contestation suspend les lettres; la bonne foi le veut.
    Fautif : « suspensions: [{motif: mediation, du: 2026-11-01}] », et une mise en demeure du 22 novembre.
    Conforme : la suspension est fermée : « au: 2026-11-15 ».
    """
    for a in _attentes(affaire, lettre, Raison.SUSPENSION):
        s = dict(affaire.inscriptions.suspensions)[a.rang]
        fermez = "si elle a pris fin plus tôt, corrigez « au »" if s.au else "si elle a pris fin, écrivez « au »"
        # -- commencée ce jour même, elle ne peut avoir fini la veille --
        fermee = f"{fermez}, son dernier jour; " if s.du < affaire.au else ""
        yield Faute(
            a.chemin,
            suspension_dite(s),
            f"{_revenez(a.reprise)}; {fermee}{FORCEZ}",
        )


@quand(donne="suites")
@regle("J111", "presser-qui-promet-de-payer", ERREUR, fondement=ccq("6 et 7"), fiches=("F7.06",), forcable=True)
def promesse_en_cours(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Le destinataire a promis ou annoncé un paiement, et ce jour n’est pas passé.

    Pourquoi : une lettre qui croise un paiement vexe et oblige à s’excuser.
    Fautif : une promesse du 20 novembre, pour le 27, et un rappel du 22.
    Conforme : un rappel du 28.
    """
    for a in _attentes(affaire, lettre, Raison.PROMESSE):
        quoi, fin = _annonce(affaire, a), jour(a.jusqu_au) if a.jusqu_au else ""
        if a.calculee:
            pour = f", sans jour dit : on l’attend jusqu’au {fin} (date calculée)"
            suite = "; si le jour promis est connu, écrivez-le à « promis_le »; "
        else:
            pour, suite = f" pour le {fin}", "; "
        # -- la grâce est de la politique, que suit l'état; une lettre nommée ne l'attend pas --
        grace = "; sans « --lettre », au jour que dit « lettres etat », la grâce passée"
        yield Faute((*a.chemin, "resultat"), f"{quoi}{pour}.", f"{_revenez(a.reprise)}{grace}{suite}{FORCEZ}")


def _annonce(affaire: Affaire, a: Attente) -> str:
    """« Un paiement a été promis le 20 novembre 2026 »; hors du recouvrement, une promesse n'est pas d'argent."""
    annonce = dict(affaire.inscriptions.suites)[a.rang].resultat == "paiement_annonce"
    if not annonce and affaire.dossier.nature != "recouvrement":
        return f"Une promesse a été faite le {jour(a.depuis)}"
    return f"Un paiement a été {'annoncé' if annonce else 'promis'} le {jour(a.depuis)}"


@quand(lettre=("reclame", "met_en_demeure"), donne=("offre", "envois"))
@regle("J120", "reclamer-malgre-son-offre", ERREUR, fondement=ccq("2631"), fiches=("F13.01", "F7.06"), forcable=True)
def contre_son_offre(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """L’offre de l’expéditeur est acceptée, ou partie et sans réponse avant son terme; la lettre réclame autre chose.

    Pourquoi : une offre acceptée lie les deux; une offre ouverte ne se reprend pas le jour d’après.
    Fautif : « offre: {…, acceptee_le: 2026-11-20} », et une mise en demeure du 22 pour le tout.
    Conforme : la mise en demeure du lendemain du terme, sans acceptation; ou après un refus inscrit à « suites ».
    Fautif aussi : un plan signé, un versement manqué, et une mise en demeure pour le tout, sans l’avis qu’il prévoit.
    Conforme aussi : le rappel ferme, quand un versement d’un plan de paiement n’est pas venu, sa grâce passée.
    """
    offre, fait = affaire.dossier.offre, capacites(lettre)
    tient = offre_qui_tient(offre, affaire.demarches, affaire.au) if offre is not None else None
    if affaire.offre_acceptee is not None and tient is not EtatDeLOffre.OUVERTE:
        yield from _contre_l_acceptee(affaire, affaire.offre_acceptee, met_en_demeure=fait.met_en_demeure)
    elif offre is not None and offre.expire_le is not None and tient is EtatDeLOffre.OUVERTE:
        yield Faute(
            ("offre", "expire_le"),
            f"Votre offre tient jusqu’au {jour(offre.expire_le)}, ce jour compris, et nul n’y a dit non.",
            f"{_revenez(offre.expire_le + UN_JOUR)}; si elle est refusée, inscrivez-le à « suites »; {FORCEZ}",
        )


def _contre_l_acceptee(affaire: Affaire, acceptee: OffreAcceptee, *, met_en_demeure: bool) -> Iterator[Faute]:
    """Acceptée, l'offre lie, tant que son plan n'est pas rompu; rompu, il veut d'abord l'avis que dit l'entente."""
    place, au, defaut = acceptee.accepte_a, affaire.au, affaire.defaut_du_plan
    quand = f" le {jour(acceptee.offre.acceptee_le)}" if acceptee.offre.acceptee_le else ""
    laquelle = f"L’entente du {jour(acceptee.signee_le)}" if acceptee.signee_le else "Votre offre"
    lie = f"{laquelle}, acceptée{quand}, lie chacun : cette lettre réclamerait autre chose."
    if defaut is not None and defaut.en_retard is None and defaut.avis is not None:
        yield Faute(
            place,
            f"{lie} Le versement du {jour(defaut.manque.jour)} est venu, mais après le "
            f"{jour(defaut.avis.dernier_jour)}, dernier jour de l’avis : selon l’entente, tout le solde était alors "
            "exigible.",
            "Le choix est le vôtre : laissez le plan se poursuivre, et attendez le prochain versement; "
            'ou tenez tout le solde pour exigible, en disant pourquoi : « generer --forcer --motif "…" ».',
        )
    elif defaut is None or defaut.manque.dernier_jour(livree(affaire.dossier.nature).grace) >= au:
        yield Faute(
            place, lie, f"Attendez ce que l’offre prévoit; si elle n’est pas tenue, consultez un avocat; {FORCEZ}"
        )
    elif met_en_demeure and defaut.attend_l_avis(au):
        veut = "L’entente signée ne rend le solde exigible qu’après un avis écrit du versement manqué, et son délai : "
        if defaut.avis is None:
            manque = "aucun n’est au journal."
            remede = f"Donnez d’abord cet avis (« --lettre rappel »), et attendez sa date limite; {FORCEZ}"
        else:
            dernier = defaut.avis.dernier_jour
            manque = f"celui du {jour(defaut.avis.donne_le)} court jusqu’au {jour(dernier)}, ce jour compris."
            remede = f"{_revenez(dernier + UN_JOUR)}; {FORCEZ}"
        yield Faute(place, veut + manque, remede)
    elif not met_en_demeure and (autres := _non_etalees(affaire, acceptee)):
        yield Faute(
            place,
            f"{laquelle} n’étale pas {enumerer(autres)}, et ce rappel n’en demanderait rien : il ne demande que le "
            "versement manqué.",
            "Écrivez sans « --lettre » : chacune a alors sa lettre, l’une après l’autre.",
            ALERTE,
        )


def _non_etalees(affaire: Affaire, acceptee: OffreAcceptee) -> list[str]:
    """Ce que la lettre réclame aussi, et que l'entente n'étale pas."""
    return [compte.nom for compte in affaire.comptes.dues if not acceptee.vise((compte.nom,))]
