"""Règles de la prescription : la lettre ne l’arrête pas, et rien ne se promet après elle."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from lettres.affaire import Affaire, Doute, EtatDeLOffre
from lettres.catalogue import capacites
from lettres.droit.fondements import ccq
from lettres.droit.parametre import jours
from lettres.droit.prescription import Matiere, Prescription, Urgence
from lettres.langue.ecriture import compte_de, jour
from lettres.regles.faits import reclame_un_paiement, se_signe
from lettres.regles.regle import ALERTE, CONSEIL, ERREUR, Faute, indetermine, quand, regle


def _remede(p: Prescription, au: date) -> str:
    """Ce qui reste à faire : trente jours d'avance ne se donnent plus à qui ne les a plus."""
    if p.urgence(au) in {Urgence.A_30_JOURS, Urgence.ECHUE}:
        return "Consultez un avocat aujourd’hui même."
    return "Si un recours est envisagé, consultez un avocat au moins trente jours avant."


@quand(nature="reputation", donne="publications")
@regle(
    "T110",
    "oublier-la-prescription-d-un-propos",
    ALERTE,
    fondement="prescription.reputation",
    fiches=("F2.03", "F2.04", "F6.12", "F6.13", "F1.13"),
)
def prescription_de_la_reputation(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """L’action pour atteinte à la réputation se prescrit vite.

    Pourquoi : un an depuis la connaissance, trois mois contre un journal; la lettre n’arrête rien.
    Fautif : une lettre envoyée sans savoir jusqu’à quand on peut agir.
    Conforme : la date est notée; un avocat est consulté bien avant.
    """
    au = affaire.au
    for i, p in enumerate(affaire.prescriptions.publications):
        if p is None:
            continue
        loin = p.urgence(au) in {Urgence.LOINTAINE, Urgence.A_180_JOURS}
        journal = p.matiere is Matiere.JOURNAL
        avis = " Contre un journal, un avis préalable est aussi exigé; consultez un avocat." if journal else ""
        yield Faute(
            ("publications", i, "connaissance"),
            f"Prescription : {_echeance_en_mots(p, au)}. La lettre n’arrête pas ce délai.{avis}",
            _remede(p, au),
            CONSEIL if loin and not journal else None,
        )


def _echeance_en_mots(p: Prescription, au: date) -> str:
    """« en règle générale, le 21 octobre 2027 », avec les jours qui restent quand ils sont comptés."""
    reste = (p.fin - au).days
    if reste < 0:
        return f"échue depuis le {jour(p.fin)}"
    if not reste:
        return f"en règle générale, c’est aujourd’hui le dernier jour ({jour(p.fin)})"
    if p.urgence(au) in {Urgence.LOINTAINE, Urgence.A_180_JOURS}:
        return f"en règle générale, le {jour(p.fin)}"
    return f"en règle générale, le {jour(p.fin)}, dans {compte_de(reste, 'jour')}"


@quand(lettre=("reclame", "etale"), donne="creances")
@regle(
    "A101",
    "laisser-approcher-la-prescription",
    ALERTE,
    fondement="prescription.generale",
    fiches=("F2.01", "F2.02", "F2.08", "F1.13"),
)
def prescription_proche(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Une créance approche de sa prescription.

    Pourquoi : une lettre n’interrompt pas la prescription; une demande en justice, oui.
    Fautif : une facture échue depuis deux ans et demi, et un délai de plus.
    Conforme : une facture échue depuis six mois.
    """
    dossier, au = affaire.dossier, affaire.au
    if not (reclame_un_paiement(dossier, lettre) or capacites(lettre).etale):
        return
    for i, connue in enumerate(affaire.prescriptions.creances):
        if connue is None:
            remede = "Ajoutez « echeance » : la prescription se compte de là, une date par somme."
            yield indetermine(("creances", i), "sans échéance ni date, la prescription ne se calcule pas.", remede)
        elif connue.actuelle.urgence(au) not in {Urgence.LOINTAINE, Urgence.ECHUE}:
            reste = (connue.actuelle.fin - au).days
            yield Faute(
                ("creances", i, "echeance"),
                f"Cette créance se prescrit en règle générale le {jour(connue.actuelle.fin)}, dans "
                f"{compte_de(reste, 'jour')}; la lettre n’arrête pas ce délai.",
                _remede(connue.actuelle, au),
            )


@quand(lettre=("reclame", "se_signe"), donne="creances")
@regle("A102", "reclamer-une-creance-prescrite", ERREUR, fondement="prescription.generale", fiches=("F2.01", "F2.02"))
def creance_prescrite(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Une créance est prescrite, en règle générale.

    Pourquoi : la lettre annoncerait un recours qui n’existe plus; une entente, une transaction la dirait encore due.
    Fautif : une facture échue le 1er août 2023, réclamée le 22 novembre 2026.
    Conforme : la facture est retirée; ou une reconnaissance écrite de toute la somme est au journal, avec sa pièce.
    Conforme aussi : une transaction acceptée avant ce jour, et mise par écrit ensuite.
    """
    dossier, au = affaire.dossier, affaire.au
    if not (reclame_un_paiement(dossier, lettre) or se_signe(lettre)):
        return
    # -- une transaction se forme le jour où l'offre est acceptée; un plan, le jour où la dette se reconnaît --
    acceptee = capacites(lettre).quitte and affaire.offre is not None and affaire.offre.etat is EtatDeLOffre.ACCEPTEE
    if acceptee and dossier.offre is not None and dossier.offre.acceptee_le is not None:
        au = dossier.offre.acceptee_le
    for i, connue in enumerate(affaire.prescriptions.creances):
        if connue is not None and connue.actuelle.urgence(au) is Urgence.ECHUE:
            yield Faute(
                ("creances", i, "echeance" if dossier.creances[i].echeance else "date"),
                f"Cette créance est en règle générale prescrite depuis le {jour(connue.actuelle.fin)}.",
                "Retirez-la, ou consultez un avocat si la dette a été reconnue par écrit ou le recours, exercé.",
            )


@quand(nature="reputation", lettre="met_en_demeure", donne="publications")
@regle(
    "A103", "mettre-en-demeure-apres-la-prescription", ERREUR, fondement="prescription.reputation", fiches=("F2.03",)
)
def propos_prescrit(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Le recours contre un propos est prescrit.

    Pourquoi : la mise en demeure annoncerait un recours qui n’existe plus.
    Fautif : un propos connu le 1er octobre 2025, et une mise en demeure du 22 novembre 2026.
    Conforme : une demande de retrait courtoise, qui n’annonce aucun recours.
    """
    au = affaire.au
    for i, p in enumerate(affaire.prescriptions.publications):
        if p is not None and p.urgence(au) is Urgence.ECHUE:
            yield Faute(
                ("publications", i, "connaissance"),
                f"Le recours contre ce propos est en règle générale prescrit depuis le {jour(p.fin)}.",
                "Retirez ce propos de la mise en demeure, ou demandez courtoisement son retrait; consultez un avocat.",
            )


@quand(nature="recouvrement", lettre="reclame")
@regle("A104", "compter-sur-une-reconnaissance", ALERTE, fondement=ccq("2898"), fiches=("F2.05",))
def reconnaissance_invoquee(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """La prescription d’une créance tient à une reconnaissance de dette.

    Pourquoi : la reconnaissance doit être claire et sans équivoque, et c’est au créancier de la prouver.
    Fautif : une facture échue depuis quatre ans, sauvée par un courriel où le débiteur « va voir ».
    Conforme : un avocat a lu l’écrit et confirmé qu’il reconnaît la dette.
    """
    au = affaire.au
    for i, connue in enumerate(affaire.prescriptions.creances):
        if connue is None or connue.reconnue_le is None:
            continue
        initiale = connue.initiale
        if initiale.urgence(au) is Urgence.ECHUE and connue.actuelle.urgence(au) is not Urgence.ECHUE:
            yield Faute(
                ("creances", i, "echeance"),
                f"Sans reconnaissance de dette, cette créance serait prescrite depuis le {jour(initiale.fin)}.",
                "Faites lire par un avocat l’écrit qui reconnaît la dette.",
            )


@quand(nature="consommation", donne="achat")
@regle("A105", "tarder-apres-un-achat", ALERTE, fondement="prescription.generale", fiches=("F2.10",))
def achat_ancien(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Le recours du consommateur approche de sa prescription, ou l’a passée.

    Pourquoi : aucun délai spécial n’ayant été trouvé, on compte trois ans depuis que le droit a pu naître.
    Fautif : un achat du 1er décembre 2023, et une lettre du 22 novembre 2026.
    Conforme : un achat de l’année; ou un bien encore garanti, tombé en panne cette année.
    """
    au, droits = affaire.au, affaire.consommation
    achat = affaire.prescriptions.achat
    if achat is None or droits is None or affaire.achat_regle:
        return
    fin = achat.fin
    reste = (fin - au).days
    if reste <= jours("prescription.alerte_1", au):
        quand = f"se prescrit le {jour(fin)}" if reste >= 0 else f"est prescrit depuis le {jour(fin)}"
        garantie = droits.droit("garantie")
        # -- ce qui se brise demain n'est pas prescrit aujourd'hui --
        garanti = garantie.dernier if garantie and garantie.ouvert else None
        reste_a = f" Cette garantie, elle, court jusqu’au {jour(garanti)} pour un autre problème." if garanti else ""
        yield Faute(
            ("achat", droits.recours.cle),
            f"En règle générale, et à confirmer, le recours, compté depuis {droits.recours.d_ou}, {quand}.{reste_a}",
            _remede(achat, au),
        )


@quand(nature="recouvrement", lettre="reclame")
@regle("A106", "ne-pas-chercher-a-etre-paye-a-temps", CONSEIL, fondement=ccq("2892"), fiches=("F2.06", "F1.13"))
def prescription_imminente(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """La prescription tombe avant la fin du délai que donne la lettre.

    Pourquoi : attendre la réponse ferait perdre le recours.
    Fautif : une créance qui se prescrit dans cinq jours, et un délai de dix jours.
    Conforme : une demande en justice est déjà confiée à un avocat.
    """
    dossier, au = affaire.dossier, affaire.au
    for i, connue in enumerate(affaire.prescriptions.creances):
        if connue is None:
            continue
        delai = (dossier.echeance_demandee - au).days if dossier.echeance_demandee else affaire.delai(lettre)
        if 0 <= (connue.actuelle.fin - au).days <= delai:
            yield Faute(
                ("creances", i, "echeance"),
                f"La prescription ({jour(connue.actuelle.fin)}) tombe avant la fin du délai que donne cette lettre.",
                "N’attendez pas la réponse : consultez un avocat aujourd’hui.",
            )


@quand(nature="recouvrement", lettre="reclame")
@regle("A107", "inscrire-une-reconnaissance-incertaine", ALERTE, fondement=ccq("2898"), fiches=("F2.05",))
def reconnaissance_incertaine(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Une reconnaissance de dette est au journal, et la prescription se compte pourtant sans elle.

    Pourquoi : seule compte celle qui est claire, sans équivoque et prouvée; elle ne vaut que pour ce qu’elle reconnaît.
    Fautif : « suites: [{resultat: reconnaissance, date: 2026-10-10, montant: 20 $}] », pour une facture de 60 $.
    Conforme : la même, pour 60 $, avec sa pièce; « creances » nomme la facture, quand il y en a plusieurs.
    """
    for aveu in affaire.prescriptions.incertaines:
        if aveu.doute is Doute.SANS_PIECE:
            cle, pourquoi = "resultat", "n’a pas de pièce"
            remede = (
                "Joignez l’écrit qui la prouve et nommez-le : « piece »; un aveu de vive voix se confirme par écrit."
            )
        else:
            cle, pourquoi = "montant", "est d’une somme moindre que ce qui était dû"
            remede = "Nommez à « creances » les factures qu’elle reconnaît en entier; sinon, consultez un avocat."
        yield Faute(
            ("suites", aveu.rang, cle),
            f"La reconnaissance du {jour(aveu.le)} {pourquoi} : la prescription se compte sans elle.",
            remede,
        )


@quand(donne="recu")
@regle("A108", "reconnaitre-une-dette-prescrite", ERREUR, fondement=ccq("2898"), fiches=("F2.05", "F2.01", "F2.03"))
def dette_prescrite_reconnue(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """La réponse aurait l’air de reconnaître une dette qui est, en règle générale, prescrite.

    Pourquoi : payer, compenser ou offrir peut passer pour un aveu; d’une dette prescrite, on ne reconnaît rien.
    Fautif : « position: payer », pour une somme exigible depuis le 1er août 2023, le 22 novembre 2026.
    Conforme : « position: contester », et aucun point qui admette la dette.
    """
    recu, pretention = affaire.dossier.recu, affaire.pretention
    if recu is None or pretention is None:
        return
    reconnait = recu.position in {"payer", "compenser", "proposer"}
    # -- un dossier d'avocat ne reconnaît rien : l'autre ne le lit pas --
    gravite = ALERTE if capacites(lettre).sans_destinataire else None
    if pretention.prescription is None:
        if reconnait:
            message = "sans « exigible_le », on ne sait pas si cette somme est prescrite."
            yield indetermine(("recu", "reclame"), message, "Ajoutez « exigible_le » avant de la reconnaître.")
        return
    if not pretention.est_prescrite:
        return
    depuis = f"en règle générale prescrite depuis le {jour(pretention.prescription.fin)}"
    if reconnait:
        yield Faute(
            ("recu", "position"),
            f"Cette position pourrait passer pour reconnaître une dette {depuis}.",
            "Ne reconnaissez rien : contestez, et consultez un avocat.",
            gravite,
        )
    if affaire.offre is not None and affaire.offre.nous_payons and affaire.offre.offre.versements:
        yield Faute(
            ("offre", "versements"),
            f"Cette offre pourrait passer pour reconnaître une dette {depuis}.",
            "N’offrez rien avant d’avoir consulté un avocat.",
            gravite,
        )
    for i, point in enumerate(recu.points):
        if point.jugement == "exact":
            yield Faute(
                ("recu", "points", i, "jugement"),
                f"Dire « exact » pourrait passer pour reconnaître une dette {depuis}.",
                "Vérifiez que ce point n’admet pas la dette; au besoin, consultez un avocat.",
                ALERTE,
            )
