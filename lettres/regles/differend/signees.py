"""Règles de ce que les deux signent : un plan juste au cent, à des jours à venir, d’une somme encore due."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from lettres.affaire import Affaire, EtatDeLOffre, OffreAuJour, Plan, plan, refus_de_l_offre
from lettres.catalogue import capacites
from lettres.dossier import Offre
from lettres.droit.calendrier import est_ouvrable, reporter
from lettres.droit.compte import ZERO
from lettres.droit.fondements import ccq, lpc, recouvrement
from lettres.droit.interet import Avis
from lettres.langue.ecriture import compte_de, exact, jour, pour_cent
from lettres.regles.regle import ALERTE, CONSEIL, ERREUR, Faute, quand, regle


def signee(affaire: Affaire) -> Iterator[OffreAuJour]:
    """L’offre que la lettre met par écrit, pour que les deux la signent."""
    if affaire.offre is not None:
        yield affaire.offre


def _plan(affaire: Affaire) -> Iterator[tuple[Offre, Plan]]:
    """Le plan que la lettre met par écrit; rien s’il ne se calcule pas."""
    for offre in signee(affaire):
        if (etale := plan(offre, affaire.comptes.a_payer(affaire.au), affaire.au)) is not None:
            yield offre.offre, etale


@quand(nature="recouvrement", lettre="se_signe", donne="offre")
@regle("W270", "faire-signer-ce-qui-n-est-plus-du", ERREUR, fondement=recouvrement("3"), fiches=("F8.06",))
def rien_a_payer(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """L’entente ferait payer une somme qui n’est plus due.

    Pourquoi : on ne réclame pas plus que le dû; une somme payée en trop se rend.
    Fautif : une facture de 60,00 $, payée en entier le 1er octobre, et une entente du 20 novembre.
    Conforme : la même facture, dont il reste 20,00 $ à payer.
    """
    if not affaire.dossier.creances:
        return
    for offre in signee(affaire):
        # -- ce qu'une transaction règle était dû le jour où elle fut acceptée; payée depuis, elle s'écrit encore --
        acceptee = capacites(lettre).quitte and offre.etat is EtatDeLOffre.ACCEPTEE
        du_jour = affaire.le(offre.offre.acceptee_le or affaire.au) if acceptee else affaire
        impaye = du_jour.entiere.comptes.impaye
        if impaye is not None and impaye <= ZERO:
            yield Faute(
                ("creances",),
                "Il ne reste rien à payer de ces sommes.",
                "Dites à « clotures » que c’est payé, et rendez ce qui l’a été en trop; ou corrigez « paiements ».",
            )


@quand(lettre="etale", donne="offre")
@regle("W271", "etaler-autre-chose-que-la-somme", ERREUR, fondement=recouvrement("3"), fiches=("F8.06", "F8.09"))
def versements_inexacts(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Les versements du plan ne font pas, au cent près, la somme que le débiteur reconnaît.

    Pourquoi : il signerait pour deux sommes différentes, dont l’une n’est pas due.
    Fautif : deux versements de 30,00 $ et de 30,01 $, pour une facture de 60,00 $.
    Conforme : deux versements de 30,00 $; à un taux convenu, l’intérêt du plan s’y ajoute.
    """
    yield from _tous_venus(affaire)
    for offre, etale in _plan(affaire):
        interdit = offre.taux_annuel is not None and affaire.qualites.consommateur_possible
        if interdit or not etale.reste or not etale.reconnue.total:
            continue
        sens = "de plus" if etale.reste < 0 else "de moins"
        dont = f", et l’intérêt du plan, à {pour_cent(offre.taux_annuel)} par année" if offre.taux_annuel else ""
        due = exact(etale.reconnue.total)
        yield Faute(
            ("offre", "versements"),
            f"Les versements font {exact(abs(etale.reste))} {sens} que la somme due, {due}{dont}.",
            _corriges(etale, offre),
        )


def _corriges(etale: Plan, offre: Offre) -> str:
    """Ce que serait le dernier versement, ou la façon de tous les recompter, si le compte est trop loin."""
    dernier = etale.versements[-1].montant + etale.reste
    couru = f" --interet {etale.reconnue.interet}" if etale.reconnue.interet else ""
    couru += f" --taux {offre.taux_annuel.normalize():f}" if offre.taux_annuel else ""
    recompter = (
        f"recomptez-les : « lettres calculer versements --capital {etale.reconnue.capital}{couru} "
        f"--nombre {len(etale.versements)} --premier {etale.versements[0].jour} »."
    )
    return f"Portez le dernier à {exact(dernier)}, ou {recompter}" if dernier > ZERO else recompter.capitalize()


def _tous_venus(affaire: Affaire) -> Iterator[Faute]:
    """Les versements d’un plan accepté sont tous venus, et il reste dû quelque chose : rien ne l’étale."""
    reconnue = affaire.comptes.a_payer(affaire.au)
    for offre in signee(affaire):
        if offre.offre.versements and not offre.a_venir and reconnue is not None and reconnue.total > ZERO:
            yield Faute(
                ("offre", "versements"),
                f"Ces versements sont tous venus, et {exact(reconnue.total)} restent dus, que rien n’étale.",
                "Remplacez-les par ceux qui paieraient ce reste, et retirez « acceptee_le ».",
            )


@quand(lettre="se_signe", donne="offre")
@regle("W272", "demander-un-interet-a-un-consommateur", ERREUR, fondement=lpc(), fiches=("F4.01",))
def interet_au_consommateur(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """L’entente porterait intérêt, et celui qui paie est un consommateur, ou peut en être un.

    Pourquoi : un intérêt sur des versements pourrait en faire un contrat de crédit, qui a ses propres règles.
    Fautif : « taux_annuel: 5 % », et « qualite: consommateur ».
    Conforme : le même plan, sans « taux_annuel »; ou « qualite: entreprise ».
    """
    for offre in signee(affaire):
        if offre.offre.taux_annuel is not None and affaire.qualites.consommateur_possible:
            yield Faute(
                ("offre", "taux_annuel"),
                "Avec un consommateur, ou quelqu’un qui peut en être un, l’entente est sans intérêt.",
                "Retirez « taux_annuel »; si c’est une entreprise, dites-le à « qualite » du destinataire.",
            )


@quand(lettre="etale", donne="offre")
@regle("W273", "etaler-en-cedant", ERREUR, fondement=ccq("2631"), fiches=("F13.01",))
def plan_et_concessions(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Le plan de paiement porte des concessions, que l’entente tairait.

    Pourquoi : ce que l’un cède règle un différend : c’est une transaction; le plan, lui, étale tout ce qui est dû.
    Fautif : « concessions: [{de: nous, texte: renoncer au reste}] », et « --lettre entente_paiement ».
    Conforme : les mêmes concessions, et « --lettre transaction »; ou un plan sans « concessions ».
    """
    for offre in signee(affaire):
        if offre.offre.concessions:
            yield Faute(
                ("offre", "concessions"),
                "Une entente de paiement ne dit rien de ces concessions.",
                "Écrivez une transaction (« --lettre transaction »), ou retirez-les.",
            )


@quand(lettre="se_signe", donne="offre")
@regle("W274", "fixer-un-versement-un-jour-ferie", ALERTE, fiches=("F10.04",))
def versement_un_jour_ferie(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Un versement tombe un samedi, un dimanche ou un jour férié.

    Pourquoi : une banque ou la poste peut être fermée ce jour-là; qui paierait le lendemain serait en retard.
    Fautif : un versement le 25 décembre 2026.
    Conforme : le même, le 28 décembre 2026.
    """
    for offre in signee(affaire):
        feries = [(i, v.date) for i, v in offre.a_venir if v.date is not None and not est_ouvrable(v.date)]
        for i, ferie in feries[:1]:
            yield Faute(
                ("offre", "versements", i, "date"),
                f"Le {jour(ferie)} n’est pas un jour ouvrable.",
                f"Écrivez le {jour(reporter(ferie))}, le premier jour ouvrable qui suit.",
            )
        # -- un long plan en aurait une page --
        if feries[1:]:
            yield Faute(
                ("offre", "versements"),
                f"En tout, {compte_de(len(feries), 'versement')} tombent un jour qui n’est pas ouvrable.",
                "Recomptez-les : « lettres calculer versements » reporte chacun au premier jour ouvrable qui suit.",
            )


@quand(lettre="etale", donne="offre")
@regle("W275", "etaler-plus-loin-que-la-prescription", ALERTE, fondement=ccq("2898"), fiches=("F2.01", "F2.05"))
def plan_trop_long(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Le plan finit après le jour où la dette, reconnue aujourd’hui, serait prescrite.

    Pourquoi : la reconnaissance fait repartir le délai une fois; un plan plus long que lui en demande une autre.
    Fautif : un dernier versement dans trois ans et un jour.
    Conforme : un dernier versement dans trois ans, jour pour jour.
    """
    for offre, etale in _plan(affaire):
        fin = etale.prescrite_le
        dernier = max((v.date, i) for i, v in enumerate(offre.versements) if v.date is not None)
        if dernier[0] > fin:
            yield Faute(
                ("offre", "versements", dernier[1], "date"),
                f"Reconnue ce jour, la dette serait en règle générale prescrite le {jour(fin)}, avant ce versement.",
                "Raccourcissez le plan; ou faites reconnaître le solde par écrit, en chemin.",
            )


@quand(lettre="se_signe", donne="offre")
@regle("W276", "convenir-d-un-taux-trop-haut", ERREUR, fondement="interet.criminel", fiches=("F3.06", "F3.07"))
def taux_trop_haut(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Le taux de l’entente dépasse le seuil criminel, ou ce que les tribunaux laissent d’ordinaire.

    Pourquoi : un taux criminel ne s’exige pas; un taux élevé se réduit.
    Fautif : « taux_annuel: 36 % », d’une entreprise.
    Conforme : « taux_annuel: 12 % ».
    """
    for offre in signee(affaire):
        examen = offre.examen_du_taux
        if examen is not None and examen.avis is not Avis.ADMIS:
            grave = examen.avis is Avis.CRIMINEL
            yield Faute(
                ("offre", "taux_annuel"), examen.phrase, "Convenez d’un taux plus bas.", None if grave else ALERTE
            )


@quand(lettre="etale", donne="offre")
@regle("W277", "faire-reconnaitre-ce-qui-est-conteste", ALERTE, fondement=ccq("2631"), fiches=("F2.05", "F13.01"))
def somme_contestee(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Le plan ferait reconnaître toute une somme que l’autre conteste, et que rien n’a réglée.

    Pourquoi : une reconnaissance claire et sans équivoque ne va pas avec une contestation.
    Fautif : « suites: [{resultat: contestation, date: 2026-10-01}] », sans réponse, et un plan du tout.
    Conforme : une réponse à la contestation, puis le plan; ou une transaction, si chacun cède quelque chose.
    """
    for _ in _plan(affaire):
        for rang, s in affaire.en_cours.contestations:
            if affaire.contestations.retient(rang):
                yield Faute(
                    ("suites", rang, "resultat"),
                    f"Le destinataire conteste cette somme depuis le {jour(s.date)} : l’entente la fait reconnaître.",
                    "Répondez-lui d’abord; ou réglez le différend par une transaction (« --lettre transaction »).",
                )


@quand(lettre="etale", donne="offre")
@regle("W278", "taire-l-interet-convenu-au-plan", CONSEIL, fiches=("F3.01",))
def interet_convenu_tu(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Le contrat prévoit un intérêt, et le plan, entre entreprises, est sans intérêt.

    Pourquoi : c’est permis, et courant; mais l’intérêt cesse alors de courir tant que le plan est suivi.
    Fautif : 12 % au contrat, et un plan d’un an sans « taux_annuel ».
    Conforme : « taux_annuel: 12 % »; ou un plan sans intérêt que l’on a voulu tel.
    """
    for offre, _ in _plan(affaire):
        convenu = affaire.comptes.base == "contrat" and not affaire.qualites.consommateur_possible
        if convenu and offre.taux_annuel is None:
            yield Faute(
                ("offre",),
                f"Le contrat prévoit {pour_cent(affaire.comptes.taux.taux)} par année; ce plan est sans intérêt.",
                "Pour que l’intérêt coure encore, recomptez les versements avec ce taux; sinon, laissez ainsi.",
            )


@quand(lettre="se_signe", donne="offre")
@regle("W279", "fixer-deux-versements-le-meme-jour", ALERTE, fiches=("F13.01",))
def versements_le_meme_jour(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Deux versements tombent le même jour.

    Pourquoi : c’est d’ordinaire une date mal recopiée; et l’on ne saurait pas lequel est venu.
    Fautif : deux versements le 15 décembre 2026.
    Conforme : l’un le 15 décembre, l’autre le 15 janvier.
    """
    for offre in signee(affaire):
        dates = sorted((v.date, i) for i, v in offre.a_venir if v.date is not None)
        for (avant, _), (suivant, rang) in pairwise(dates):
            if avant == suivant:
                yield Faute(
                    ("offre", "versements", rang, "date"),
                    f"Deux versements tombent le {jour(suivant)}.",
                    "Corrigez cette date, ou faites-en un seul versement.",
                )


@quand(lettre="se_signe", donne="offre")
@regle("W280", "faire-signer-une-affaire-close", ALERTE, fiches=("F13.01",))
def affaire_close(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Ce que les deux signeraient règle une affaire close au dossier.

    Pourquoi : une somme abandonnée, ou déjà réglée, ne se fait pas reconnaître ni payer de nouveau par mégarde.
    Fautif : « clotures: [{issue: abandon, date: 2026-11-01}] », et « --lettre transaction ».
    Conforme : l’affaire est rouverte d’abord; ou la clôture vient après la signature.
    """
    for _ in signee(affaire) if affaire.est_close else ():
        for i, cloture in affaire.inscriptions.clotures:
            yield Faute(
                ("clotures", i),
                f"L’affaire est close depuis le {jour(cloture.date)}.",
                f"Si c’est bien d’elle qu’il s’agit, rouvrez-la : « lettres clore DOSSIER --corrige {i + 1} "
                "--motif … ».",
            )


@quand(lettre="se_signe", donne="offre")
@regle("W281", "mettre-par-ecrit-une-offre-refusee", ALERTE, fondement=ccq("2631"), fiches=("F13.01", "F13.02"))
def offre_refusee(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """L’offre que les deux signeraient est partie, et l’autre y a dit non depuis; ou il s’est dédit de son oui.

    Pourquoi : refusée, une offre tombe; la donner à signer telle quelle est en faire une autre.
    Fautif : une proposition du 10 novembre, un « refus » du 12, et la transaction du 20, sans « acceptee_le ».
    Fautif aussi : « acceptee_le: 2026-11-10 », et un « refus » du 12.
    Conforme : l’offre changée depuis, ou « acceptee_le », si l’autre a fini par dire oui.
    """
    for offre in signee(affaire):
        oui = offre.offre.acceptee_le if offre.etat is EtatDeLOffre.ACCEPTEE else None
        for i, s in affaire.inscriptions.suites:
            if oui is not None and s.resultat == "refus" and s.date > oui:
                yield Faute(
                    ("suites", i, "resultat"),
                    f"Le {jour(s.date)}, l’autre a dit non, après avoir accepté le {jour(oui)}.",
                    "S’il n’avait pas accepté, retirez « acceptee_le »; s’il se dédit, consultez un avocat : une offre "
                    "acceptée peut déjà lier.",
                )
        rang = refus_de_l_offre(affaire.demarches)
        if offre.etat is not EtatDeLOffre.ACCEPTEE and rang is not None:
            yield Faute(
                ("suites", rang, "resultat"),
                "L’autre a dit non à votre dernière offre, et rien ne dit qu’il ait accepté celle-ci.",
                "S’il l’a acceptée, dites-le à « acceptee_le »; sinon, refaites d’abord une offre (« --lettre "
                "proposition »), ou laissez ainsi, si celle-ci est nouvelle.",
            )
