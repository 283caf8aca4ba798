"""Règles des délais : assez de temps, une date fixe, un jour ouvrable, un envoi que l’on prouve."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from lettres.affaire import (
    Affaire,
    ReponseSansNom,
    entente_sans_suite,
    est_le_plan_accepte,
    reponse_sans_nom,
    sans_le_jour_accepte,
)
from lettres.catalogue import capacites
from lettres.dossier import Envoi
from lettres.dossier.demarches import SANS_INTERET, TAUX_DU_PLAN
from lettres.dossier.verbes import ou_tapez
from lettres.droit.calendrier import est_ouvrable, reporter
from lettres.droit.fondements import ccq
from lettres.droit.parametre import jours
from lettres.langue.ecriture import compte_de, jour
from lettres.regles.regle import ALERTE, CONSEIL, ERREUR, Faute, indetermine, quand, regle
from lettres.socle.chemins import a_taper

_LIMITE = ("echeance_demandee",)


@quand(donne="echeance_demandee")
@regle("T105", "ne-donner-aucun-delai", ERREUR, fondement="delai.court", fiches=("F1.02",))
def aucun_delai(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """La date limite n’est pas après le jour de la lettre.

    Pourquoi : le destinataire a droit à un délai raisonnable, quoi qu’en dise la lettre.
    Fautif : une lettre du 22 novembre, « echeance_demandee: 2026-11-22 ».
    Conforme : « echeance_demandee: 2026-12-07 ».
    """
    dossier, au = affaire.dossier, affaire.au
    limite = dossier.echeance_demandee
    if limite is not None and limite <= au:
        yield Faute(
            _LIMITE,
            f"La date limite ({jour(limite)}) n’est pas après le jour de la lettre ({jour(au)}) : "
            "aucun délai n’est donné.",
            "Donnez une date plus lointaine, ou retirez « echeance_demandee ».",
        )


@quand(donne="echeance_demandee")
@regle("T111", "exiger-avant-la-reception", ALERTE, fondement="delai.court", fiches=("F1.02", "F10.05"))
def limite_avant_la_reception(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """La date limite ne suit pas la réception prévue de la lettre.

    Pourquoi : un délai qui expire avant que la lettre soit lue n’en est pas un.
    Fautif : une lettre postée le 22 novembre, avec une date limite du 27 novembre.
    Conforme : la même lettre, avec une date limite du 7 décembre.
    """
    dossier, au = affaire.dossier, affaire.au
    limite, recue = dossier.echeance_demandee, affaire.reception
    if limite is not None and au < limite <= recue:
        yield Faute(
            _LIMITE,
            f"La date limite ({jour(limite)}) ne suit pas la réception prévue de la lettre ({jour(recue)}).",
            "Donnez une date plus lointaine, ou un « mode_envoi » plus rapide.",
        )


@quand(nature=("recouvrement", "consommation", "entente"), donne=("echeance_demandee", "delai_jours"))
@regle("T106", "presser-le-destinataire", ALERTE, fondement="delai.court", fiches=("F1.02", "F1.03", "F6.17"))
def delai_trop_court(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Le délai donné pourrait ne pas suffire au destinataire.

    Pourquoi : à qui l’on donne trop peu de temps, la loi accorde quand même un délai raisonnable : agir dès la date
    limite serait alors agir trop tôt. Aucun texte n’en fixe les jours; l’usage est de dix.
    Fautif : « delai_jours: 2 », sans urgence.
    Conforme : « delai_jours: 10 ».
    """
    dossier, au = affaire.dossier, affaire.au
    limite, recue = dossier.echeance_demandee, affaire.reception
    if limite is not None and limite <= recue:
        return
    donnes = (limite - recue).days if limite is not None else dossier.delai_jours
    if donnes is not None and donnes < jours("delai.court", au):
        usage = compte_de(jours("delai.defaut", au), "jour")
        yield Faute(
            _LIMITE if limite is not None else ("delai_jours",),
            f"Le délai de {compte_de(donnes, 'jour')} est court; l’usage est de {usage}.",
            f"À moins d’une urgence, donnez {usage} : même devant un délai trop court, "
            "le destinataire a droit à un délai raisonnable.",
        )


@quand(lettre="reclame", donne="envois")
@regle("W283", "abreger-l-avis-du-plan", ALERTE, fondement=ccq("1594"), fiches=("F1.02", "F13.01"))
def avis_abrege(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Le rappel d’un versement manqué donne moins de jours que l’avis prévu à l’entente.

    Pourquoi : l’entente ne rend le solde exigible que ces jours passés depuis la réception; plus court, l’avis n’y
    suffit pas, et une demande de tout le solde viendrait trop tôt.
    Fautif : l’entente dit « dix jours », et le rappel n’en laisse que six.
    Conforme : le même rappel, dont la date limite vient au moins dix jours après sa réception prévue.
    """
    defaut = None if capacites(lettre).met_en_demeure else affaire.defaut_du_plan
    if defaut is None or defaut.en_retard is None or defaut.plan.entente is None:
        return
    ecrits = defaut.plan.entente.jours_de_l_avis
    promis = ecrits or max(affaire.delai("entente_paiement"), jours("delai.defaut", affaire.au))
    laisses = (affaire.echeance(lettre) - affaire.reception).days
    if 0 <= laisses < promis:
        yield Faute(
            _LIMITE if affaire.dossier.echeance_demandee is not None else ("delai_jours",),
            f"Cet avis ne laisse que {compte_de(laisses, 'jour')} depuis sa réception prévue, et l’entente en donne "
            f"{'' if ecrits else 'd’ordinaire '}{promis}.",
            f"Donnez {compte_de(promis, 'jour')}, comme l’entente le dit."
            if ecrits
            else f"Relisez l’entente signée; donnez {compte_de(promis, 'jour')}, si elle n’en dit pas moins.",
        )


@quand(lettre=("reclame", "offre", "etale", "quitte", "expose"), donne="envois")
@regle("W284", "oublier-le-taux-du-plan-signe", ALERTE, fiches=("F13.01", "F7.06"))
def taux_du_plan_inconnu(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Une entente signée fut remplacée au dossier par une autre offre, et l’on n’en sait plus le taux, ni si elle lie.

    Pourquoi : du jour de l’entente, l’intérêt est celui qu’elle dit, et ses versements s’attendent; sans eux, tout se
    compte comme si rien n’avait été signé, et le solde n’est plus le bon.
    Fautif : une entente partie, la reconnaissance qui y répond, puis une transaction à « offre », sans « affirme ».
    Conforme : les mêmes, et « plan, taux annuel : 5 % » à « affirme » de cet envoi, que « lettres envoi » y écrit seul.
    Fautif aussi : la reconnaissance qui suit l’entente ne dit pas à quelle lettre elle répond (« envoi »); rien ne
    dit ce qu’il en fut, quand « offre » n’est plus la sienne; ou « offre » est la sienne, sans « acceptee_le ».
    """
    offre = affaire.dossier.offre
    for signe in (s for s in affaire.plans_signes if s.taux is None):
        encore = sans_le_jour_accepte(offre, signe.envoi)
        if encore:
            compte = "l’intérêt se compte comme si ce plan n’était pas signé"
            yield _il_manque_le_jour(affaire, signe.envoi, signe.accepte_le, compte)
            continue
        yield Faute(
            ("envois", signe.rang, "affirme"),
            f"L’entente du {jour(signe.envoi.date)} est signée, et « offre » n’est plus la sienne"
            f"{_ou_pas_datee(encore)} : le taux qu’elle portait n’est écrit nulle part; l’intérêt se compte comme si "
            "elle n’existait pas.",
            f"{_si_c_est_elle(affaire, encore, signe.accepte_le)}"
            f"{'Ajoutez' if encore is False else 'Sinon, ajoutez'} à « affirme » de cet envoi "
            f"« {TAUX_DU_PLAN} : 5 % », au taux de l’entente signée, ou "
            f"« {TAUX_DU_PLAN} : {SANS_INTERET} »; et ses versements, à « versements ».",
        )
    muette = reponse_sans_nom(affaire.inscriptions, affaire.au)
    if muette is not None and not (offre is not None and est_le_plan_accepte(offre, affaire.au)):
        yield _sans_nom(affaire, muette)
    partie = entente_sans_suite(offre, affaire.inscriptions, affaire.au, affaire.visees or ())
    if partie is not None:
        rang, envoi = partie
        yield indetermine(
            ("envois", rang, "lettre"),
            f"l’entente du {jour(envoi.date)} est partie, « offre » n’est plus la sienne, et rien ne dit si elle fut "
            "acceptée : tout se compte comme si elle ne l’avait pas été.",
            f"Inscrivez à « suites » ce qui y répond, avec « envoi: {rang + 1} » : « resultat: reconnaissance », au "
            "jour où elle fut acceptée; sinon, « resultat: refus » ou « sans_reponse ».",
        )


def _sans_nom(affaire: Affaire, muette: ReponseSansNom) -> Faute:
    """La reconnaissance qui suit une entente sans la nommer : ce qui en ferait l'entente signée."""
    rang, entente = muette.entente
    encore = sans_le_jour_accepte(affaire.dossier.offre, entente)
    if encore:
        compte = "tout se compte comme si rien n’était signé"
        return _il_manque_le_jour(affaire, entente, muette.suite.date, compte)
    return Faute(
        ("suites", muette.rang, "resultat"),
        f"Cette reconnaissance du {jour(muette.suite.date)} suit l’entente du {jour(entente.date)} sans dire à quelle "
        f"lettre elle répond, et « offre » n’est pas ce plan{_ou_pas_datee(encore)} : tout se compte comme si rien "
        "n’était signé.",
        f"{_si_c_est_elle(affaire, encore, muette.suite.date)}Si c’est l’entente signée, ajoutez à cette "
        f"reconnaissance « envoi: {rang + 1} »; sinon, le rang de la lettre dont il s’agit.",
    )


def _il_manque_le_jour(affaire: Affaire, entente: Envoi, reconnue_le: date, compte: str) -> Faute:
    return Faute(
        ("offre",),
        f"« offre » est le plan de l’entente du {jour(entente.date)}, la dette est reconnue le {jour(reconnue_le)}, et "
        f"il ne manque que le jour où ce plan fut accepté : {compte}.",
        _dater(affaire, reconnue_le),
    )


def _ou_pas_datee(encore: bool | None) -> str:
    return ", ou ne dit pas quand elle fut acceptée" if encore is None else ""


def _si_c_est_elle(affaire: Affaire, encore: bool | None, reconnue_le: date) -> str:
    dater = _dater(affaire, reconnue_le)
    return f"Si « offre » est encore la sienne, {dater[:1].lower()}{dater[1:]} " if encore is None else ""


def _dater(affaire: Affaire, reconnue_le: date) -> str:
    """L'ordre de dater l'acceptation de l'offre, et de quoi le taper."""
    origine, cle = affaire.dossier.origine, f"acceptee_le: {reconnue_le.isoformat()}"
    tapez = a_taper("preciser", origine.fichier, f'--ecrire "offre.{cle}"') if origine is not None else ""
    return f"Datez-en l’acceptation, à « offre » : « {cle} ».{ou_tapez(tapez)}"


@quand(donne="echeance_demandee")
@regle("T112", "fixer-la-limite-un-jour-ferie", CONSEIL, fiches=("F10.01", "F10.03", "F10.04", "F10.05"))
def limite_non_ouvrable(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """La date limite tombe un samedi, un dimanche ou un jour férié.

    Pourquoi : rien ne se paie ni ne se reçoit ce jour-là; le destinataire comptera jusqu’au lendemain.
    Fautif : « echeance_demandee: 2026-12-25 ».
    Conforme : « echeance_demandee: 2026-12-28 ».
    """
    dossier, au = affaire.dossier, affaire.au
    limite = dossier.echeance_demandee
    if limite is not None and limite > au and not est_ouvrable(limite):
        suivant = reporter(limite)
        yield Faute(
            _LIMITE,
            f"Le {jour(limite)} n’est pas un jour ouvrable.",
            f"Prenez le premier jour ouvrable qui suit : {suivant.isoformat()}, le {jour(suivant)}.",
        )


@quand(donne="echeance_demandee")
@regle("T114", "donner-deux-delais", CONSEIL, fiches=("F1.03",))
def deux_delais(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Le dossier donne à la fois un nombre de jours et une date limite.

    Pourquoi : la date limite l’emporte; le nombre de jours ne sert alors à rien et peut la contredire.
    Fautif : « delai_jours: 10 » et « echeance_demandee: 2026-12-07 ».
    Conforme : l’un des deux.
    """
    dossier = affaire.dossier
    if dossier.delai_jours is not None and dossier.echeance_demandee is not None:
        yield Faute(
            ("delai_jours",), "Un délai et une date limite sont donnés; la date l’emporte.", "Gardez l’un des deux."
        )


@quand(lettre="met_en_demeure")
@regle("T115", "mettre-en-demeure-par-simple-poste", CONSEIL, fiches=("F1.16",))
def envoi_sans_preuve_de_remise(affaire: Affaire, lettre: str) -> Iterator[Faute]:
    """Une mise en demeure part par la poste ordinaire.

    Pourquoi : le créancier choisit son moyen, mais doit pouvoir prouver la remise; l’intérêt court de la réception.
    Fautif : « mode_envoi: poste », pour une mise en demeure.
    Conforme : « mode_envoi: recommande », et le numéro de suivi gardé.
    """
    if affaire.dossier.mode_envoi == "poste":
        yield Faute(
            ("mode_envoi",),
            "La poste ordinaire ne laisse pas de preuve de remise.",
            "Préférez « recommande », « huissier », ou la main propre avec un accusé de réception.",
        )
