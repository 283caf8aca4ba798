"""Règles de la fin d’un achat : un avis se donne dans son temps, et l’émetteur de la carte se demande dans le sien."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from lettres.affaire import Affaire, Obstacle, sommes_du_remboursement
from lettres.affaire.achats.droits_de_l_achat import DroitDAchat
from lettres.catalogue import capacites
from lettres.droit.fondements import lpc
from lettres.langue.ecriture import jour
from lettres.regles.regle import ALERTE, ERREUR, Faute, indetermine, quand, regle
from lettres.socle.constats import Chemin

if TYPE_CHECKING:
    from lettres.affaire.achats.droits_de_l_achat import DroitDAchat

_CAS: Chemin = ("achat", "resolution", "cas")


def _vise(affaire: Affaire) -> DroitDAchat | None:
    """Le droit qu'exerce l'avis; None pour un cas que ce contrat n'a pas."""
    return affaire.consommation.vise if affaire.consommation else None


@quand(lettre="resout", donne="achat")
@regle(
    "C140",
    "resoudre-hors-de-son-temps",
    ERREUR,
    fondement=lpc("54.8 et 59"),
    fiches=("F4.10", "F4.14", "F4.19", "F14.02"),
)
def hors_de_son_temps(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """L’avis de résolution vient trop tard, ou trop tôt, pour le cas qu’il invoque.

    Pourquoi : hors de son temps, l’avis ne résout rien, et n’oblige pas le commerçant à rembourser.
    Fautif : « cas: a_discretion », un double reçu le 10 novembre 2026, et un avis du 23.
    Conforme : le même avis, le 20 novembre 2026 au plus tard.
    """
    d = _vise(affaire)
    if d is None:
        return
    if d.ferme_depuis:
        autres = _encore_ouverts(affaire)
        yield Faute(
            _CAS,
            f"Le temps pour résoudre le contrat dans ce cas est fermé depuis le {jour(d.ferme_depuis)}.",
            f"Un autre cas est encore ouvert, s’il est le vôtre : {autres}."
            if autres
            else "Demandez à l’Office (« --lettre opc ») ce qui reste possible; d’autres recours demeurent.",
        )
    elif d.a_venir:
        quand = f"le {jour(d.premier)}" if d.premier else "à la date qui manque encore"
        manque = f" Ajoutez « {d.manque} » si elle est connue." if d.manque else ""
        autres = _encore_ouverts(affaire)
        ouvert = f", s’il en est un : {autres}" if autres else ""
        yield Faute(
            _CAS,
            f"Le droit de résoudre le contrat dans ce cas ne s’ouvre que plus tard : {quand}.",
            f"Attendez ce jour, ou prenez le cas qui est le vôtre aujourd’hui{ouvert}.{manque}",
        )


def _encore_ouverts(affaire: Affaire) -> str:
    """Les cas du dossier dont le temps n'est pas fini : « non_livraison », « non_conforme »…"""
    from lettres.droit.droits_d_achat import cas_de  # -- peu de lettres en ont besoin --

    droits = affaire.consommation
    ouverts = [d.cle for d in droits.calendrier if d.ouvert] if droits else []
    return ", ".join(f"« {cas} »" for cle in ouverts for cas in cas_de(cle))


@quand(lettre="resout", donne="achat")
@regle("C141", "resoudre-sans-savoir-s-il-est-temps", ERREUR, fondement=lpc("54.8 et 59"), fiches=("F4.10", "F14.02"))
def temps_inconnu(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Une date manque, et l’on ne sait pas si l’avis vient à temps.

    Pourquoi : l’avis dit quel jour finit le droit qu’il exerce; sans cette date, il ne peut pas le dire.
    Fautif : « cas: 54.8b » et « double_recu: oui », sans « exemplaire_recu_le ».
    Conforme : « cas: 54.8b » et « exemplaire_recu_le: 2026-11-16 ».
    """
    d = _vise(affaire)
    if d and d.inconnu:
        yield Faute(
            _CAS,
            "On ne sait pas si le temps de résoudre le contrat dans ce cas court encore.",
            f"Ajoutez « {d.manque} ».",
        )


@quand(lettre="resout", donne="achat")
@regle(
    "C142", "resoudre-dans-un-cas-qui-n-est-pas-le-sien", ERREUR, fondement=lpc("54.8 et 59"), fiches=("F4.10", "F4.14")
)
def cas_d_un_autre_contrat(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Le cas invoqué n’existe pas pour ce contrat, ou les dates du dossier le démentent.

    Pourquoi : un motif inventé, ou celui d’une autre sorte de contrat, ne résout rien.
    Fautif : « mode: en_magasin » et « cas: a_discretion »; ou « cas: non_livraison », et un bien livré à temps.
    Conforme : « mode: porte_a_porte » et « cas: a_discretion ».
    """
    a, droits = affaire.dossier.achat, affaire.consommation
    if a is None or droits is None or a.mode is None or a.resolution is None:
        return
    from lettres.droit.droits_d_achat import cas_dit  # -- peu de lettres en ont besoin --

    if not (droits.a_distance or droits.a_domicile):
        yield Faute(
            ("achat", "mode"),
            "Un achat en magasin ne se résout pas par cet avis : il vaut pour un contrat à distance ou à domicile.",
            "Si le bien est défectueux ou n’est pas livré, demandez-le au commerçant (« --lettre rappel »).",
        )
    elif not cas_dit(a.resolution.cas).droit(a_distance=droits.a_distance):
        sorte = "à distance" if droits.a_distance else "à domicile"
        yield Faute(
            _CAS,
            f"Le cas « {a.resolution.cas} » n’est pas d’un contrat conclu {sorte}.",
            "Prenez un cas de cette sorte de contrat; « lettres etat » dit ceux dont le temps est ouvert.",
        )
    elif droits.vise is None:
        autres = _encore_ouverts(affaire)
        yield Faute(
            _CAS,
            f"Les dates du dossier démentent le cas « {a.resolution.cas} ».",
            "Vérifiez « exemplaire_recu_le », « livraison_prevue » et « livre_le »"
            + (f"; ou prenez, s’il est le vôtre, un cas encore ouvert\u00a0: {autres}." if autres else "."),
        )


@quand(lettre=("resout", "a_l_emetteur"))
@regle("C143", "envoyer-un-avis-que-rien-ne-prouvera", ERREUR, fondement=lpc("54.8 et 59"), fiches=("F1.16", "F14.02"))
def envoi_sans_preuve(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """L’avis de résolution, ou la demande à l’émetteur, part d’une façon que rien ne prouve.

    Pourquoi : ces délais sont courts; il faudra montrer quel jour l’avis est parti.
    Fautif : « mode_envoi: poste »
    Conforme : « mode_envoi: recommande »; ou par courriel, avec un accusé de réception.
    """
    if affaire.dossier.mode_envoi == "poste":
        yield Faute(
            ("mode_envoi",),
            "Une lettre simplement postée ne se prouve pas, et ce délai se compte au jour près.",
            "Écrivez « mode_envoi: recommande »; ou envoyez-la par courriel, avec un accusé de réception.",
        )


@quand(lettre="resout", donne="achat")
@regle("C144", "resoudre-deux-fois", ALERTE, fondement=lpc("54.13"), fiches=("F14.03",))
def deja_resolu(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Le contrat est déjà résolu, et un nouvel avis laisserait croire qu’il ne l’était pas.

    Pourquoi : le délai de rembourser court du premier avis; un second ne le fait pas repartir.
    Fautif : « annule_le: 2026-09-21 », et un avis de résolution du 5 octobre 2026.
    Conforme : le commerçant ne rembourse pas : la mise en demeure, ou la demande à l’émetteur de la carte.
    Conforme aussi : le premier est parti par la poste, sans preuve, et le droit court encore : le second se prouvera.
    """
    droits = affaire.consommation
    if droits is None or droits.annulation_fondee is False:
        return  # -- un avis hors de son temps n'a rien résolu --
    if droits.resolu_le and droits.resolu_le < affaire.au and not droits.a_prouver:
        yield Faute(
            ("achat", "annule_le"),
            f"Le contrat est déjà résolu, depuis le {jour(droits.resolu_le)}.",
            "Écrivez plutôt au sujet du remboursement; si ce premier avis n’est jamais parti, retirez-le.",
        )


@quand(lettre="resout")
@regle("C150", "resoudre-a-l-insu-de-l-avocat", ALERTE, fondement=lpc("54.8 et 59"), fiches=("F8.06", "F14.02"))
def avocat_du_commercant(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Le commerçant a un avocat, et l’avis de résolution va au commerçant.

    Pourquoi : l’avis exerce un droit qui se ferme, et peut partir; l’avocat doit le savoir, et le reste passe par lui.
    Fautif : « procureur: Me Alain Exemple », et un avis de résolution au commerçant seul.
    Conforme : le même avis, dont une copie part à l’avocat; ou aucun avocat au dossier.
    """
    d = _vise(affaire)
    fin = f", qui se ferme le {jour(d.dernier)}" if d and d.ouvert and d.dernier else ""
    for e in affaire.empechements(""):
        if e.obstacle is Obstacle.AVOCAT:
            yield Faute(
                e.chemin,
                f"Un avocat représente le commerçant; l’avis lui va quand même, car il exerce un droit{fin}.",
                "Envoyez l’avis au commerçant, et le même jour une copie à son avocat; gardez les deux preuves. Pour "
                "tout le reste, ne passez que par l’avocat.",
            )
            return


# -- La demande à l'émetteur --


def _chez_l_emetteur(affaire: Affaire) -> DroitDAchat | None:
    """Le droit qu'exerce la lettre à l'émetteur de la carte; None sans ce droit."""
    return affaire.consommation.retrofacturation if affaire.consommation else None


@quand(lettre="a_l_emetteur", donne="achat")
@regle("C146", "retrofacturer-hors-de-son-temps", ERREUR, fondement=lpc("54.14"), fiches=("F4.12", "F14.04", "F4.19"))
def retrofacturation_hors_temps(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """La demande à l’émetteur de la carte vient avant le défaut de rembourser, ou après ses soixante jours.

    Pourquoi : l’émetteur ne doit rien tant que le commerçant peut encore rembourser, ni passé ce délai.
    Fautif : un avis du 21 septembre 2026, et une demande du 6 octobre, ou du 8 décembre.
    Conforme : la même demande, du 7 octobre au 7 décembre 2026.
    """
    d = _chez_l_emetteur(affaire)
    if d is None or d.premier is None:
        return
    if d.a_venir:
        yield Faute(
            ("envois",),
            f"Le commerçant a encore le temps de rembourser : la demande ne se fait qu’à compter du {jour(d.premier)}.",
            "Attendez ce jour; s’il refuse déjà, inscrivez sa réponse au journal.",
        )
    elif d.ferme_depuis and d.dernier and affaire.au > d.dernier:
        yield Faute(
            ("envois",),
            f"La rétrofacturation est fermée depuis le {jour(d.ferme_depuis)}.",
            "Mettez plutôt le commerçant en demeure de rembourser (« --lettre mise_en_demeure »).",
        )


@quand(lettre="a_l_emetteur")
@regle("C147", "retrofacturer-un-contrat-non-resolu", ERREUR, fondement=lpc("54.14"), fiches=("F4.13", "F14.04"))
def sans_avis(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Aucun avis de résolution n’est inscrit au journal.

    Pourquoi : l’émetteur demande la date de l’annulation et la façon dont l’avis est parti; il faut les prouver.
    Fautif : « annule_le » seul, et une demande à l’émetteur.
    Conforme : « envois: [{lettre: avis_resolution, date: 2026-09-21, mode: recommande, preuve: P-4}] »
    """
    partis = [e for _, e in affaire.inscriptions.envois if capacites(e.lettre).resout and e.date <= affaire.au]
    if not partis:
        yield Faute(
            ("envois",),
            "Le contrat n’est pas résolu : aucun avis de résolution n’est inscrit au journal.",
            "Envoyez-le (« --lettre avis_resolution »), puis inscrivez-le : « lettres envoi dossier.yaml --lettre "
            "avis_resolution --mode recommande --preuve P-2 ».",
        )


@quand(lettre="a_l_emetteur", donne="achat")
@regle("C159", "retrofacturer-sous-un-autre-cas", ERREUR, fondement=lpc("54.14"), fiches=("F4.13", "F14.04"))
def autre_cas_que_l_avis(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Le dossier nomme un autre cas que celui de l’avis qui a résolu le contrat.

    Pourquoi : l’émetteur compare le motif de la demande à l’avis; un autre motif que le sien serait faux.
    Fautif : un avis donné dans le cas « 54.8b », et « cas: non_livraison » ensuite.
    Conforme : « cas: 54.8b », comme l’avis; ou un nouvel avis, dans le nouveau cas.
    """
    a, droits = affaire.dossier.achat, affaire.consommation
    if a is None or a.resolution is None or droits is None:
        return
    cas = droits.cas_invoque
    if cas is not None and cas != a.resolution.cas and droits.annulation_fondee is not False and droits.resolu_le:
        yield Faute(
            _CAS,
            f"L’avis du {jour(droits.resolu_le)} invoquait le cas « {cas} »; le dossier nomme « {a.resolution.cas} ».",
            f"Reprenez « {cas} », et ce que l’avis en disait à « pourquoi ».",
        )


@quand(lettre="a_l_emetteur", donne="achat")
@regle("C148", "retrofacturer-ce-que-la-loi-ne-vise-pas", ERREUR, fondement=lpc("54.14"), fiches=("F4.12", "F14.04"))
def pas_de_retrofacturation(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """L’achat n’est pas de ceux que l’émetteur doit rembourser.

    Pourquoi : cette demande vaut pour un contrat à distance, payé par carte de crédit, résolu à temps, non remboursé.
    Fautif : « paiement: carte_debit »; « mode: en_magasin »; « rembourse_le: 2026-10-01 ».
    Conforme : « mode: en_ligne, paiement: carte_credit », et rien de remboursé.
    """
    a, droits = affaire.dossier.achat, affaire.consommation
    if a is None or droits is None:
        return
    if a.mode is not None and not droits.a_distance:
        yield Faute(
            ("achat", "mode"),
            "La rétrofacturation de la loi ne vise qu’un contrat conclu à distance.",
            "Demandez le remboursement au commerçant; l’émetteur dira ce que ses propres règles permettent.",
        )
    if a.paiement not in {None, "carte_credit"}:
        yield Faute(
            ("achat", "paiement"),
            "La rétrofacturation ne vise qu’un paiement par carte de crédit.",
            "Par carte de débit, virement ou chèque, demandez le remboursement au commerçant.",
        )
    if sommes_du_remboursement(a)[1] == 0:
        quoi = "Tout" if droits.rendu_le else "Ce que la carte a payé"
        yield Faute(
            ("achat", "rembourse" if a.rembourse else "rembourse_le"),
            f"{quoi} a été remboursé : il n’y a rien à rétrofacturer.",
            "Si une partie seulement est revenue, écrivez-la à « rembourse ».",
        )
    if droits.annulation_fondee is False:
        yield Faute(
            ("achat", "resolution"),
            "Rien au dossier ne montre que le contrat pouvait être résolu le jour de l’avis.",
            "Vérifiez le cas et les dates : « lettres etat » dit le temps de chacun.",
        )
    elif droits.resolu_le and droits.annulation_fondee is None:
        yield indetermine(
            ("achat", "resolution"),
            "une date manque pour dire si le contrat pouvait être résolu le jour de l’avis.",
            "Ajoutez la date où l’exemplaire du contrat a été reçu, ou « double_recu: non ».",
        )


@quand(lettre="a_l_emetteur", donne="achat")
@regle("C149", "redemander-la-retrofacturation", ALERTE, fondement=lpc("54.14"), fiches=("F4.12", "F14.04"))
def deja_demandee(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """La rétrofacturation a déjà été demandée à l’émetteur.

    Pourquoi : deux demandes pour une même somme se croisent; la première a déjà fait courir les délais de l’émetteur.
    Fautif : une demande inscrite le 8 octobre 2026, et une seconde du 1er novembre.
    Conforme : l’émetteur ne répond pas : rappelez-lui la première, par écrit, avec sa preuve.
    """
    d = _chez_l_emetteur(affaire)
    if d and d.exerce_le and d.ouvert and d.exerce_le < affaire.au:
        yield Faute(
            ("envois",),
            f"La rétrofacturation a déjà été demandée, le {jour(d.exerce_le)}.",
            "Attendez la réponse de l’émetteur, ou rappelez-lui cette demande.",
        )
