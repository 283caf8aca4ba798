"""Choix : quelle lettre s'écrit, pour quelles créances : celle que l'on nomme, ou celle que la décision dit due."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import TYPE_CHECKING

from lettres import escalade
from lettres.affaire import Affaire
from lettres.catalogue import Modele, capacites, lettres_de, modele_de
from lettres.dossier.verbes import ou_tapez
from lettres.langue.ecriture import jour as dit
from lettres.lecture import Donnees, valider
from lettres.production.projet import Projet, examiner, jour, situer
from lettres.socle.calcul import au_juste
from lettres.socle.classes import replace
from lettres.socle.constats import Constat, Gravite, abreger
from lettres.socle.erreurs import DossierInvalide

if TYPE_CHECKING:
    from lettres.dossier import Dossier
    from lettres.escalade import Decision, Echelon, Politiques, Pourquoi


@au_juste
def prochaine_lettre(dossier: Donnees, *, au: date | None = None, politiques: Politiques | None = None) -> str | None:
    """La lettre du pas qui vient, ouvert ou non, au jour `au` (au dernier jour du journal, s'il n'est pas dit).

    Une contestation sans réponse passe d'abord : le rappel, où il y en a un, lui répond. None s'il ne reste rien, si le
    pas qui vient n'est pas une lettre, ou si un avocat ou une insolvabilité au dossier empêche tout ce qui reste. Quand
    l'écrire, et pourquoi, c'est à `evaluer` de le dire.

    Lève DossierInvalide pour un dict qui n'est pas un dossier, et ValueError pour un « au » qui n'est pas une date.
    """
    affaire = Affaire(valider(dossier), date.max if au is None else jour(au))
    if au is None:
        affaire = affaire.le(escalade.derniere_inscription(affaire) or date.min)
    return escalade.situer(affaire, politique=politiques, relire=True).prochaine_lettre


def projeter(
    affaire: Affaire,
    lettre: str | None,
    *,
    ebauche: bool = False,
    motif: str | None = None,
    politiques: Politiques | None = None,
    rang: int = 0,
    creances: Collection[str] = (),
) -> Projet:
    """Le projet d'une lettre nommée, pour tout ce qui est dû; ou, sans nom, de celle que la décision dit due.

    `creances` : les seules que l'on veut réclamer. Lève ValueError si l'une n'est pas au dossier, ou si la lettre
    nommée est de celles qui portent sur toute l'affaire.

    Celle-ci ne réclame que les créances qui en sont à ce pas; si plusieurs lettres sont dues ce jour-là, `rang` dit
    laquelle, comptée de 0, de la plus urgente à la moins. Rien d'autre ne s'écrit de soi-même : lève DossierInvalide
    avec les raisons. Une ébauche, ou une lettre forcée, n'attendent pas que le pas soit ouvert.
    """
    decision, seules = None, _seules(affaire.dossier, creances)
    if lettre is None:
        attend = not ebauche and motif is None
        if refus := inconnues(affaire, politiques):
            raise DossierInvalide(situer(affaire.dossier, refus))
        if attend:
            decision = _celle_qui_est_due(affaire, politiques, rang, seules)
        else:
            decision = _des(seules, escalade.situer(affaire, politique=politiques, relire=True))
        affaire = pour(affaire, decision)
    elif seules:
        affaire = reclamant(affaire, seules)
    choix, impossibles = choisir(affaire, lettre, decision, politiques)
    if choix is None:
        raise DossierInvalide(situer(affaire.dossier, impossibles))
    if seules and not se_restreint(choix.lettre):
        raise ValueError(f"« creances » : « {choix.titre} » porte sur toute l’affaire, et non sur une facture.")
    franchit = decision.echelon if decision and decision.echelon and decision.echelon.lettre == choix.lettre else None
    return Projet(affaire, choix, ebauche, motif, franchit.code if franchit else None, _siennes(affaire, politiques))


def _siennes(affaire: Affaire, politiques: Politiques | None) -> str:
    if politiques is None:
        return ""
    livree = escalade.livree(affaire.dossier.nature).empreinte
    return " ".join(sorted({p.empreinte for p in escalade.suivies(affaire, politiques)} - {livree}))


def se_restreint(lettre: str) -> bool:
    """Dit si cette lettre peut ne réclamer que certaines créances : une réponse, une offre, une fin sont de tout."""
    return capacites(lettre).reclame or capacites(lettre).expose


def qui_se_reclament(dossier: Dossier) -> tuple[str, ...]:
    """Les noms des créances qu'une lettre peut réclamer seules : hors d'un recouvrement, une affaire est entière."""
    return dossier.noms_des_creances if dossier.nature == "recouvrement" else ()


def _seules(dossier: Dossier, creances: Collection[str]) -> frozenset[str]:
    if isinstance(creances, str):
        raise ValueError("« creances » : donnez une liste de noms, et non un texte, même pour une seule.")
    connues = qui_se_reclament(dossier)
    if (inconnue := next((nom for nom in creances if nom not in connues), None)) is not None:
        siennes = ", ".join(connues) or "aucune"
        raise ValueError(f"« creances » : « {inconnue} » n’est pas une créance de ce dossier; les siennes : {siennes}.")
    return frozenset(creances)


def _des(seules: Collection[str], decision: Decision) -> Decision:
    """Ce que la décision dit de ces créances, et d'elles seules; toute la décision, si l'on n'en nomme aucune."""
    if not seules:
        return decision
    siennes = [(d, tuple(nom for nom in d.creances if nom in seules)) for d in decision.toutes]
    toutes = tuple(replace(d, creances=noms) for d, noms in siennes if noms)
    return replace(toutes[0], toutes=toutes)


def pour(affaire: Affaire, decision: Decision) -> Affaire:
    """L'affaire où l'on ne réclame que les créances de cette décision; la même, si ce sont toutes les dues."""
    if decision.tolerance != escalade.livree(affaire.dossier.nature).tolerance:
        affaire = replace(affaire, laisse=decision.tolerance)
    return reclamant(affaire, decision.creances)


def reclamant(affaire: Affaire, noms: Collection[str]) -> Affaire:
    """L'affaire où l'on ne réclame que ces créances; la même, si l'on n'en nomme aucune, ou toutes les dues."""
    visees = frozenset(noms)
    return affaire if visees >= {compte.nom for compte in affaire.comptes.dues} else affaire.visant(visees)


def _celle_qui_est_due(affaire: Affaire, politiques: Politiques | None, rang: int, seules: Collection[str]) -> Decision:
    try:
        decision = _des(seules, escalade.situer(affaire, politique=politiques))
    except ValueError as trop_tot:
        remede = "Donnez un jour qui suit le journal, ou nommez la lettre voulue (« --lettre »)."
        refus = [Constat("E107", Gravite.ERREUR, str(trop_tot), remede)]
        raise DossierInvalide(situer(affaire.dossier, refus)) from None
    if lettres := [d for d in decision.toutes if d.lettre is not None]:
        return lettres[min(rang, len(lettres) - 1)]
    # -- un pas qui n'est pas une lettre est ouvert : ce qui s'y ajoute n'empêche rien --
    raisons = decision.dites[:1] if decision.statut is escalade.Statut.DUE else decision.dites
    # -- ce qui se lève seul ne se clôt pas : un plan qui court n'est pas une affaire finie --
    attend = decision.statut is escalade.Statut.SUSPENDUE
    refus = [
        Constat("E107", Gravite.ERREUR, f"Aucune lettre n’est due. {r.phrase}", remede, r.fondement or "", r.chemin)
        for r in raisons
        for remede in (_remede(decision, r) + ("" if attend else _ou_tapez(affaire, r, decision.creances)),)
    ]
    # -- d'une lettre empêchée, ses propres règles disent mieux pourquoi, et à qui s'adresser --
    if decision.statut is escalade.Statut.BLOQUEE and decision.echelon is not None:
        modele, _ = choisir(affaire, decision.echelon.lettre, politiques=politiques)
        vus = examiner(affaire, modele) if modele is not None else []
        siens = [constat for constat in vus if constat.gravite is Gravite.ERREUR]
        refus = siens if any(r.code in _EMPECHENT for r in raisons) and siens else refus
    raise DossierInvalide(situer(affaire.dossier, refus))


_EMPECHENT = {"avocat", "insolvabilite"}
"""Les raisons qu'une règle dit aussi."""


def _remede(decision: Decision, raison: Pourquoi) -> str:
    nommez = f"nommez la lettre voulue (« --lettre {decision.prochaine_lettre or 'CODE'} »)."
    if decision.revenir_le is not None:
        return f"Revenez le {dit(decision.revenir_le)}; pour ne pas attendre, {nommez}"
    match decision.statut:
        case escalade.Statut.A_REVOIR:
            return f"Tranchez, inscrivez-le au dossier, puis recommencez; ou {nommez}"
        case escalade.Statut.DUE if decision.echelon is not None:
            return f"Ce pas n’est pas une lettre : {decision.echelon.titre}. « lettres etat » dit pourquoi; ou {nommez}"
    if raison.code not in _FINIES:
        return f"Il n’y a rien à écrire; pour écrire quand même, {nommez}"
    return f"{_FINIES[raison.code]}; une lettre qui ne réclame rien se nomme (« --lettre CODE »)."


_FINIES = {"close": "Si l’affaire reprend, rouvrez-la d’abord", "payee": "Il n’y a rien à réclamer"}
"""Les raisons après lesquelles les règles refusent toute lettre qui réclame (J123, S110), et ce qu'on en fait."""


def choisir(
    affaire: Affaire, lettre: str | None, decision: Decision | None = None, politiques: Politiques | None = None
) -> tuple[Modele | None, list[Constat]]:
    """Le modèle de cette lettre, livrée ou de la maison, ou le constat qui dit pourquoi il n'y en a pas."""
    nature, code, raisons = affaire.dossier.nature, lettre, ""
    maison = politiques.maison if politiques else ()
    if lettre is None:
        decision = decision or escalade.situer(affaire, politique=politiques, relire=True)
        if decision.echelon and decision.modele:
            return _de_l_echelon(decision.echelon, nature, maison)
        # -- une lettre empêchée est nommée quand même : ses constats disent par quoi --
        code = decision.prochaine_lettre or (decision.echelon.lettre if decision.echelon else None)
        raisons = " ".join(dict.fromkeys(r.phrase for r in decision.raisons))
    modele = _nomme(code, nature, maison) if isinstance(code, str) else None
    if modele is not None:
        return modele, []
    possibles = ", ".join(dict.fromkeys((*lettres_de(nature), *(m.code for m in maison if m.nature == nature))))
    if code is None:
        message = f"Il n’y a pas de lettre à écrire. {raisons}"
    elif isinstance(code, str):
        message = f"Il n’y a pas de lettre « {abreger(code)} » pour un dossier de nature « {nature} »."
    else:
        message = f"Le code d’une lettre est un texte, et non une valeur de type « {type(code).__name__} »."
    remede = f"Nommez la lettre voulue (« --lettre ») : {possibles}."
    return None, [Constat("E102", Gravite.ERREUR, message, remede, chemin=("nature",))]


def _nomme(code: str, nature: str, maison: Sequence[Modele]) -> Modele | None:
    return modele_de(code, nature) or next((m for m in maison if (m.code, m.nature) == (code, nature)), None)


def _de_l_echelon(echelon: Echelon, nature: str, maison: Sequence[Modele]) -> tuple[Modele | None, list[Constat]]:
    """La lettre de la maison que nomme un échelon; jamais la livrée à sa place."""
    sienne = next((m for m in maison if (m.code, m.nature) == (echelon.modele, nature)), None)
    if sienne is not None and sienne.lettre == echelon.lettre:
        return sienne, []
    quoi = f"L’échelon « {echelon.code} » s’écrit avec « {echelon.modele} »"
    if sienne is None:
        message = f"{quoi}, que « catalogue.yaml » de vos modèles ne déclare pas pour cette nature."
        remede = "Déclarez-la, ou dites où sont vos modèles : « --modeles RÉPERTOIRE », ou « modeles » de lettres.toml."
    else:
        message = f"{quoi}, qui tient lieu de « {sienne.lettre} », et non de « {echelon.lettre} »."
        remede = (
            f"Dans la politique, écrivez « lettre: {sienne.lettre} », ou corrigez « comme » dans « catalogue.yaml »."
        )
    return None, [Constat("E110", Gravite.ERREUR, message, remede)]


def inconnues(affaire: Affaire, politiques: Politiques | None) -> list[Constat]:
    """Les politiques que le dossier nomme et que l'on ne connaît pas : rien ne dit alors quelle lettre vient."""
    remede = "Corrigez-la; si c’est la vôtre, nommez son fichier dans « lettres.toml », à côté du dossier."
    return [
        Constat("E108", Gravite.ERREUR, r.phrase, remede + _ou_tapez(affaire, r, ()), chemin=r.chemin)
        for r in escalade.inconnues(affaire, politiques)
    ]


def _ou_tapez(affaire: Affaire, raison: Pourquoi, creances: Sequence[str]) -> str:
    if raison.code == "close":
        return ou_tapez(escalade.qui_rouvre(affaire.dossier, creances))
    return ou_tapez(*escalade.commandes_qui_levent(affaire.dossier, raison, creances))
