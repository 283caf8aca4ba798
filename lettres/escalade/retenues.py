"""Retenues : ce qui, avant tout compte de jours, répond pour une créance. Chacune dit sa raison, ou rien."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from lettres.affaire import INSOLVABLE, Obstacle, exclusion, recu_sans_reponse, suspension_dite
from lettres.affaire.qualites import mandant_sans_barreau, tait_le_mandant
from lettres.catalogue import capacites
from lettres.dossier import Dossier, Suite
from lettres.droit.calendrier import UN_JOUR
from lettres.droit.compte import ZERO
from lettres.droit.fondements import ccq, recouvrement
from lettres.escalade.cible import ATTENDUE, Cible
from lettres.escalade.decision import Pourquoi, Statut
from lettres.escalade.issues import issue_dite, reste_dit, versement_manque
from lettres.escalade.pas import Pas
from lettres.langue.ecriture import exact, jour
from lettres.socle.classes import NamedTuple
from lettres.socle.constats import abreger

_BONNE_FOI = str(ccq("6 et 7"))

POLITIQUE_INCONNUE = "politique_inconnue"
"""La raison d'une créance dont on ne sait pas quelle échelle suivre."""

RECU = "recu_sans_reponse"
"""La raison d'une affaire où l'autre a écrit, et attend."""

CONTESTEE = "contestation"
"""La raison d'une créance contestée en entier, ou pour une somme que l'on ne sait pas."""

EN_PARTIE = "contestation_en_partie"
"""La raison d'une créance dont une part est contestée : elle attend une réponse, et le reste se réclame."""


class ReponseTrouvee(NamedTuple):
    """Un statut, ses raisons, et le jour où il se lève s'il se lève seul."""

    statut: Statut
    raisons: tuple[Pourquoi, ...]
    des_le: date | None = None


def close(cible: Cible) -> ReponseTrouvee | None:
    """L'affaire est close, ou il ne reste rien à payer."""
    if trouvee := cible.affaire.clotures.de(cible.nom):
        rang, c = trouvee
        doit = reste_dit(cible.affaire, rang)  # -- de toutes ses factures, une fois : la clôture est une --
        reste = f"; il en reste pourtant {doit}" if doit else ""
        reste += versement_manque(c, cible.affaire, cible.noms, cible.suivie.grace)
        dit = f"Close le {jour(c.date)} : {issue_dite(c, cible.demarches)}{reste}."
        return ReponseTrouvee(Statut.TERMINEE, (Pourquoi("close", dit, None, ("clotures", rang)),))
    if cible.solde is not None and cible.solde <= ZERO:
        return ReponseTrouvee(Statut.TERMINEE, (Pourquoi("payee", "Il ne reste rien à payer.", None, cible.chemin),))
    return None


def defendue(cible: Cible) -> ReponseTrouvee | None:
    """La somme est d'une matière qui s'adresse ailleurs."""
    matiere = exclusion(cible.compte.creance) if cible.compte else None
    if matiere is None:
        return None
    dit = "Cette somme se réclame ailleurs que par une lettre de cet outil : voyez « lettres verifier »."
    return ReponseTrouvee(Statut.BLOQUEE, (Pourquoi("matiere", dit, None, (*cible.chemin, "cause")),))


def empechee(cible: Cible, pas: Pas | None) -> ReponseTrouvee | None:
    """Un avocat, une insolvabilité, ou quelqu'un d'autre qui agit déjà : ils sont d'une personne, non d'une facture."""
    raisons = [
        _avocat(e.chemin, e.depuis) if e.obstacle is Obstacle.AVOCAT else _insolvable(e.chemin, e.depuis)
        for e in cible.affaire.empechements(_lettre(pas))
    ]
    if pas is not None and pas.echelon.lettre is not None:
        raisons += _mandant(cible.affaire.dossier, pas.echelon.lettre)
    agit = cible.affaire.dossier.agit_deja
    if agit is not None and agit.depuis <= cible.affaire.au:
        dit = (
            f"Quelqu’un agit déjà pour vous ({agit.qui}), depuis le {jour(agit.depuis)} : deux voix se contrediraient."
        )
        raisons.append(Pourquoi("agit_deja", dit, None, ("agit_deja",)))
    return ReponseTrouvee(Statut.BLOQUEE, tuple(raisons)) if raisons else None


def _mandant(dossier: Dossier, lettre: str) -> Iterator[Pourquoi]:
    if mandant_sans_barreau(dossier) or tait_le_mandant(dossier, lettre):
        dit = "Un mandant est nommé : la lettre de ce pas ne s’écrit pas pour lui; « lettres verifier » dit pourquoi."
        yield Pourquoi("mandant", dit, None, ("expediteur", "mandant"))


def _avocat(chemin: tuple[str | int, ...], depuis: date | None) -> Pourquoi:
    quand = f" depuis le {jour(depuis)}" if depuis else ""
    dit = f"Un avocat représente le destinataire{quand} : on écrit à l’avocat, non à lui."
    return Pourquoi("avocat", dit, str(recouvrement("3")), chemin)


def _insolvable(chemin: tuple[str | int, ...], depuis: date | None) -> Pourquoi:
    quand = f" depuis le {jour(depuis)}" if depuis else ""
    dit = f"Le débiteur est dit insolvable{quand} : la créance se déclare au syndic, et ne se relance pas."
    return Pourquoi("insolvabilite", dit, None, chemin)


def suspendue(cible: Cible, pas: Pas | None) -> ReponseTrouvee | None:
    """Une suspension court : elle se lève seule si elle a un jour, sinon une personne la lève.

    Ce que l'on ne relance jamais n'attend pas qu'elle se lève.
    """
    if not cible.relancee:
        return None
    raisons, fins, revoirs = [], [], []
    for rang, s in cible.demarches.suspensions:
        if s.motif == INSOLVABLE:
            continue
        raisons.append(Pourquoi("suspension", suspension_dite(s), _BONNE_FOI, ("suspensions", rang)))
        if s.au is not None:
            fins.append(s.au + UN_JOUR)
        else:
            revoirs.append(s.revoir_le)
    if not raisons:
        return None
    prevus = [revoir for revoir in revoirs if revoir is not None and revoir > cible.affaire.au]
    if len(prevus) < len(revoirs):
        return ReponseTrouvee(Statut.A_REVOIR, tuple(raisons))
    # -- le jour d'y repenser arrive même quand une autre suspension court encore --
    return ReponseTrouvee(Statut.SUSPENDUE, tuple(raisons), min(prevus) if prevus else max(fins))


def toleree(cible: Cible, pas: Pas | None) -> ReponseTrouvee | None:
    """Il reste si peu que la politique ne le réclame pas."""
    if cible.solde is None or cible.reliquat is None:
        return None
    seuil = cible.suivie.tolere(pas.echelon if pas else None)
    if cible.reliquat > seuil:
        return None
    dit = f"Il reste {exact(cible.solde)}; la politique laisse {exact(seuil)} ou moins."
    return ReponseTrouvee(Statut.TERMINEE, (Pourquoi("tolerance", dit, None, cible.chemin),))


def sans_politique(cible: Cible, pas: Pas | None) -> ReponseTrouvee | None:
    """Le dossier, ou la créance, dit de ne jamais relancer."""
    if cible.relancee:
        return None
    dit = "La politique est « aucune » : on ne relance pas."
    chemin = cible.nommee[1]
    return ReponseTrouvee(Statut.NON_DUE, (Pourquoi("politique_aucune", dit, None, chemin),))


def politique_inconnue(cible: Cible, pas: Pas | None) -> ReponseTrouvee | None:
    """Le dossier, ou la créance, nomme une politique que l'on n'a pas."""
    if not cible.connues:
        return None
    code, chemin = cible.nommee
    permis = ", ".join(f"« {connu} »" for connu in cible.connues)
    dit = f"La politique « {abreger(code or '')} » n’est pas connue; celles qui le sont : {permis}."
    return ReponseTrouvee(Statut.A_REVOIR, (Pourquoi(POLITIQUE_INCONNUE, dit, None, chemin),))


def prescrite(cible: Cible, pas: Pas | None) -> ReponseTrouvee | None:
    """La créance est prescrite : aucune lettre ne la réclame plus; les autres ne l'attendent pas."""
    prescription = cible.prescription if cible.rang is not None else None
    if prescription is None or not prescription.echue(cible.affaire.au):
        return None
    dit = (
        f"Cette somme est, en règle générale, prescrite depuis le {jour(prescription.fin)} : aucune lettre ne la "
        "réclame. Consultez un avocat, ou dites à « clotures » comment elle finit."
    )
    raison = Pourquoi("prescrite", dit, str(prescription.reference), cible.chemin)
    return ReponseTrouvee(Statut.A_REVOIR, (raison,))


def argent_a_rapprocher(cible: Cible, pas: Pas | None) -> ReponseTrouvee | None:
    """De l'argent est entré sans dire ce qu'il paie, ou sans date ni montant : on ne relance pas avant de le savoir."""
    raisons = []
    for rang, p in cible.affaire.argent_a_rapprocher if cible.rang is not None else ():
        if p.date is None or p.montant is None:
            dit = "Un paiement n’a pas sa date, ou son montant : ce qui reste dû ne se calcule pas."
            raisons.append(Pourquoi("paiement_incomplet", dit, None, ("paiements", rang)))
        else:
            dit = (
                f"Le paiement du {jour(p.date)}, {exact(p.montant)}, ne nomme aucune facture du dossier : dites ce "
                "qu’il paie (« facture »), ou, si c’est vu, le jour où vous avez rapproché les comptes "
                "(« rapproche_le »)."
            )
            raisons.append(Pourquoi("argent_non_affecte", dit, None, ("paiements", rang)))
    return ReponseTrouvee(Statut.A_REVOIR, tuple(raisons)) if raisons else None


def promise(cible: Cible, pas: Pas | None) -> ReponseTrouvee | None:
    """Un paiement est promis ou annoncé : on attend ce jour, et la grâce."""
    if cible.politique is None or capacites(_lettre(pas)).libre:
        return None
    raisons, reprises = [], []
    for p in cible.promesses(_lettre(pas)):
        dernier = p.fin + timedelta(days=cible.politique.grace)
        if p.tient and cible.affaire.au <= dernier:
            # -- le jour que l'on dit est celui d'où l'on reprend : la grâce s'y dit aussi --
            encore = f", et on l’attend encore jusqu’au {jour(dernier)}" if dernier > p.fin else ""
            pour = f" pour le {jour(p.fin)}{encore}"
            if p.calculee:
                pour = f", sans jour dit : compté pour le {jour(p.fin)} (date calculée){encore}"
                pour += "; s’il est connu, donnez-le (« promis_le »)"
            quoi = "Un paiement" if cible.rang is not None else "Ce qui était demandé"
            dit = f"{quoi} a été promis le {jour(p.faite_le)}{pour}."
            raisons.append(Pourquoi("promesse", dit, _BONNE_FOI, ("suites", p.rang)))
            reprises.append(dernier + UN_JOUR)
    return ReponseTrouvee(Statut.SUSPENDUE, tuple(raisons), max(reprises)) if raisons else None


def a_trancher(cible: Cible, pas: Pas | None) -> ReponseTrouvee | None:
    """Ce qui est revenu attend une réponse : contestation, facture non reçue, lettre revenue."""
    if capacites(_lettre(pas)).libre:
        return None
    contestees = contestees_en_partie(cible, pas)
    recues = (*_recu(cible), *_factures_non_recues(cible), *_revenues(cible))
    raisons = (*_contestations(cible), *contestees, *recues)
    retenue = any(raison.code != EN_PARTIE for raison in raisons) or not _le_reste_se_reclame(cible, pas)
    return ReponseTrouvee(Statut.A_REVOIR, raisons) if raisons and retenue else None


def _contestations(cible: Cible) -> Iterator[Pourquoi]:
    for rang, s in cible.demarches.contestations:
        if not cible.de_cote:
            dit = f"Le destinataire conteste depuis le {jour(s.date)}, et rien ne lui a répondu."
            if s.montant_conteste is not None and _vise_plusieurs(cible, s):
                dit = (
                    f"Le destinataire conteste {exact(s.montant_conteste)} depuis le {jour(s.date)}, et rien ne lui a "
                    "répondu : faute de savoir de quelle facture, on ne met aucune part de côté."
                )
            yield Pourquoi(CONTESTEE, dit, _BONNE_FOI, ("suites", rang))


def _vise_plusieurs(cible: Cible, s: Suite) -> bool:
    faites = {c.nom for c in cible.affaire.comptes.creances if s.creances or (c.creance.date or s.date) <= s.date}
    return len(faites & {*(s.creances or faites)}) > 1


def contestees_en_partie(cible: Cible, pas: Pas | None) -> tuple[Pourquoi, ...]:
    """Les parts contestées que l'on met de côté, et ce que devient le reste."""
    if not cible.de_cote or cible.reclame is None:
        return ()
    if _va_au_tribunal(pas):
        reste = "une créance ne se divise pas au tribunal : répondez-lui d’abord"
    elif _deja_en_demeure(cible, pas):
        reste = f"le reste, {exact(cible.reclame)}, est en demeure; répondez-lui, et cette part aura la sienne"
    elif _le_reste_se_reclame(cible, pas):
        reste = f"les lettres mettent cette part de côté et réclament le reste, {exact(cible.reclame)}; répondez-lui"
    else:
        reste = f"le reste, {exact(cible.reclame)}, est de ce que la politique laisse"
    plusieurs = len(cible.affaire.comptes.creances) > 1
    de = f" de la facture {cible.facture}" if cible.facture else f" de la {cible.nom}" if plusieurs else ""
    return tuple(
        Pourquoi(
            EN_PARTIE,
            f"Le destinataire conteste {exact(s.montant_conteste)}{de} depuis le {jour(s.date)}, et rien ne lui a "
            f"répondu : {reste}.",
            _BONNE_FOI,
            ("suites", rang),
        )
        for rang, s in cible.demarches.contestations
        if s.montant_conteste is not None
    )


def _le_reste_se_reclame(cible: Cible, pas: Pas | None) -> bool:
    """Il dépasse ce que la politique laisse; au tribunal, diviser une créance la ferait rejeter (F5.06)."""
    seuil = cible.suivie.tolere(pas.echelon if pas else None)
    attend = _va_au_tribunal(pas) or _deja_en_demeure(cible, pas)
    return cible.reclame is not None and cible.reclame > seuil and not attend


def _deja_en_demeure(cible: Cible, pas: Pas | None) -> bool:
    """Le reste a eu sa mise en demeure : le pas n'est encore dû que pour la part, qui attend sa réponse."""
    if pas is None or cible.compte is None or not capacites(_lettre(pas)).met_en_demeure:
        return False
    return bool(cible.compte.mises_en_demeure) and cible.compte.sans_demeure() <= cible.suivie.tolere(pas.echelon)


def _va_au_tribunal(pas: Pas | None) -> bool:
    return pas is not None and pas.echelon.action == "petites_creances"


def _recu(cible: Cible) -> Iterator[Pourquoi]:
    affaire, recu = cible.affaire, cible.affaire.dossier.recu
    attend = recu_sans_reponse(recu, affaire.demarches, affaire.au)
    if recu is None or not attend or cible.demarches.contestations:
        return
    # -- la contestation inscrite le même jour est ce qui est reçu : elle dit quelles factures il vise --
    if recu.type == "contestation" and any(s.date == recu.date for _, s in affaire.demarches.contestations):
        return
    quand = f" le {jour(recu.date)}" if recu.date else ""
    yield Pourquoi(RECU, f"Le destinataire vous a écrit{quand}, et rien ne lui a répondu.", _BONNE_FOI, ("recu",))


def _factures_non_recues(cible: Cible) -> Iterator[Pourquoi]:
    derniere = cible.derniere
    for rang, s in cible.demarches.suites:
        if s.resultat == "facture_non_recue" and (derniere is None or derniere.envoi.date <= s.date):
            dit = f"Le destinataire dit, le {jour(s.date)}, n’avoir pas reçu la facture; rien ne lui a été renvoyé."
            yield Pourquoi("facture_non_recue", dit, _BONNE_FOI, ("suites", rang))


def _revenues(cible: Cible) -> Iterator[Pourquoi]:
    derniere, voie = cible.derniere, cible.affaire.dossier.mode_envoi
    for rang, e in cible.demarches.revenus:
        if voie is not None and _voie(voie) != _voie(e.mode):
            continue
        if derniere is None or derniere.envoi.date <= e.date:
            dit = f"La lettre du {jour(e.date)} est revenue : il faut une autre adresse, ou un autre mode d’envoi."
            yield Pourquoi("lettre_revenue", dit, None, ("envois", rang))


def politique_changee(cible: Cible, pas: Pas | None) -> ReponseTrouvee | None:
    """La politique n'est plus celle que suivait la dernière lettre : une personne dit si la nouvelle s'y applique."""
    derniere = cible.derniere
    if cible.politique is None or derniere is None or derniere.envoi.politique in {None, cible.politique.empreinte}:
        return None
    dit = f"La politique a changé depuis la lettre du {jour(derniere.envoi.date)}."
    return ReponseTrouvee(
        Statut.A_REVOIR, (Pourquoi("politique_changee", dit, None, ("envois", derniere.rang, "politique")),)
    )


def _lettre(pas: Pas | None) -> str:
    return (pas.echelon.lettre if pas else None) or ATTENDUE


def _voie(mode: str | None) -> str:
    """Par où passe une lettre : la poste et le recommandé vont à la même porte; sans mode dit, elle est postée."""
    return "poste" if mode is None or mode == "recommande" else mode
