"""Règles de la réponse : ce que l’on dit de chaque point, et la position que l’on prend."""

from __future__ import annotations

from collections.abc import Iterator

from lettres.affaire import Affaire
from lettres.catalogue import capacites
from lettres.droit.fondements import recouvrement
from lettres.langue.ecriture import jour
from lettres.regles.personnes.expediteur import annonce_un_avocat
from lettres.regles.regle import ALERTE, CONSEIL, ERREUR, Faute, quand, regle


@quand(donne="recu")
@regle("W101", "contredire-sans-dire-en-quoi", ALERTE, fiches=("F1.10", "F1.18"))
def point_contredit_sans_reponse(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Un point reçu est dit inexact, sans rien qui dise en quoi.

    Pourquoi : un démenti nu ne persuade personne, et rien ne le prouve.
    Fautif : « jugement: inexact », sans « reponse » ni « pieces ».
    Conforme : « jugement: inexact, reponse: les photos ont été livrées le 15 juillet. »
    """
    recu = affaire.dossier.recu
    for i, point in enumerate(recu.points if recu else ()):
        if point.jugement == "inexact" and point.reponse is None and not point.pieces:
            yield Faute(
                ("recu", "points", i),
                "Ce point est dit inexact, sans rien qui dise en quoi.",
                "Ajoutez « reponse » ou « pieces »; ou dites-le « inconnu » si vous n’en savez rien.",
            )


@quand(donne="recu")
@regle("W102", "compenser-sans-rien-reclamer", ERREUR, fiches=("F1.10",))
def compensation_sans_creance(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """La réponse oppose une compensation, mais le dossier ne réclame rien.

    Pourquoi : on ne compense qu’avec une somme que l’autre doit, et que le dossier nomme.
    Fautif : « position: compenser », sans « creances ».
    Conforme : « position: compenser », et la facture impayée sous « creances »; ou « position: contester ».
    """
    recu, total = affaire.dossier.recu, affaire.comptes.total
    rien = total.solde <= 0 if total else not affaire.dossier.creances and affaire.capital_reclame is None
    if recu is not None and recu.position == "compenser" and rien:
        yield Faute(
            ("recu", "position"),
            "La position est de compenser, mais rien n’est dû à l’expéditeur.",
            "Nommez sous « creances », ou dans une demande, ce que l’autre vous doit; ou prenez une autre position.",
            # -- un dossier d'avocat n'oppose rien à l'autre --
            ALERTE if capacites(lettre).sans_destinataire else None,
        )


@quand(donne="recu")
@regle("W103", "contester-ce-que-l-on-dit-exact", ALERTE, fiches=("F1.10",))
def contestation_de_points_exacts(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """La position est de contester, mais chaque point reçu est dit exact.

    Pourquoi : une réponse qui admet tout et conteste tout se retourne contre qui l’écrit.
    Fautif : « position: contester », et tous les points « exact ».
    Conforme : la position dit ce que disent les points; ou le point contesté est « inexact ».
    """
    recu = affaire.dossier.recu
    if recu is None or recu.position != "contester" or not recu.points:
        return
    if all(point.jugement == "exact" for point in recu.points):
        yield Faute(
            ("recu", "position"),
            "La position est de contester, mais chaque point est dit exact.",
            "Dites quel point est inexact, ou prenez une autre position.",
        )


@quand(donne="recu")
@regle("W104", "repondre-a-cote-de-l-avocat", ALERTE, fondement=recouvrement("3"), fiches=("F8.06",))
def recu_d_un_avocat(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Ce qui a été reçu vient d’un avocat, mais la lettre irait à son client.

    Pourquoi : à qui est représenté, on n’écrit plus directement; la réponse va à son avocat.
    Fautif : « recu: {de: Me Camille Exemple} », sans « procureur » au destinataire.
    Conforme : « procureur » nomme l’avocat; ou la réponse lui est adressée.
    """
    dossier = affaire.dossier
    ecrit_par = dossier.recu.de if dossier.recu else None
    if ecrit_par is None or dossier.destinataire.procureur is not None or not annonce_un_avocat(ecrit_par):
        return
    attention = dossier.destinataire.attention
    if annonce_un_avocat(dossier.destinataire.nom) or (attention is not None and attention.nom in ecrit_par):
        return
    yield Faute(
        ("recu", "de"),
        "Ce que vous avez reçu semble venir d’un avocat; le destinataire est son client.",
        "Adressez la réponse à l’avocat, ou nommez-le sous « procureur », au destinataire.",
    )


@quand(donne="recu")
@regle("W105", "ignorer-qu-une-somme-n-est-pas-exigible", CONSEIL, fiches=("F2.02",))
def somme_pas_encore_exigible(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """L’autre réclame une somme qui, d’après le dossier, n’est pas encore exigible.

    Pourquoi : une somme à terme ne se réclame pas avant son terme; la réponse gagne à le dire.
    Fautif : « reclame: {exigible_le: 2027-01-31} », dans une réponse du 22 novembre 2026.
    Conforme : la date est juste, et un point de la réponse le dit.
    """
    recu, pretention = affaire.dossier.recu, affaire.pretention
    if recu is None or pretention is None or pretention.est_exigible is not False:
        return
    depuis = pretention.reclamee.exigible_le
    if depuis is not None and not any(point.jugement == "inexact" for point in recu.points):
        yield Faute(
            ("recu", "reclame", "exigible_le"),
            f"Cette somme ne serait exigible que le {jour(depuis)}, et aucun point ne le dit.",
            "Vérifiez cette date; si elle est juste, dites-le à l’un des points.",
        )
