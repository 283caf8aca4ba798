"""Pas : jusqu'où une créance est montée, l'échelon qui vient, et le premier jour où il est ouvert."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from enum import Enum, auto
from typing import TYPE_CHECKING

from lettres.affaire import Demarche, avant_publication, demande_la_garantie
from lettres.catalogue import Capacites, capacites
from lettres.dossier import Suite
from lettres.droit.calendrier import UN_JOUR
from lettres.escalade.cible import ATTENDUE, Cible
from lettres.escalade.politique import Echelon, Politique
from lettres.socle.classes import NamedTuple

if TYPE_CHECKING:
    from lettres.affaire.achats.droits_de_l_achat import DroitDAchat


class Retient(Enum):
    """Ce qui, de tout ce qui se compte, ouvre le pas le plus tard."""

    ECHELON = auto()
    """Les jours de l'échelon, depuis son origine."""
    DELAI = auto()
    """Le délai que donnait la dernière lettre."""
    INTERVALLE = auto()
    """L'intervalle entre deux lettres."""
    ECHEANCE = auto()
    """L'échéance : son jour appartient encore au débiteur, même quand une lettre est partie trop tôt."""


class Pas(NamedTuple):
    """Le pas qui vient."""

    echelon: Echelon
    origine: date | None
    """Le jour d'où ses jours se comptent; None quand rien ne le dit."""
    des_le: date | None
    retient: Retient
    derniere: Demarche | None
    """La dernière lettre de l'échelle qui soit partie."""
    sans_preuve: Demarche | None
    """La lettre dont la réception, d'où ce pas se compte, n'est pas prouvée."""


def montees(cible: Cible, politique: Politique) -> list[tuple[int, Demarche]]:
    """Chaque lettre de l'échelle partie pour cette créance, et le rang du pas qu'elle a franchi.

    Une lettre qui ne dit pas son échelon, ou en dit un d'une autre lettre, a franchi le premier des siens qui ne
    l'était pas. La même lettre, partie deux fois le même jour, n'en franchit qu'un; partie avant que la somme ne soit
    échue, aucun : elle réclamait ce qui n'était pas dû; ni un avis hors de son temps, qui n'a rien résolu. Une mise en
    demeure ne franchit pas le sien tant que l'on réclame une part qu'elle laissait de côté : il est encore dû pour
    cette part.
    """
    echelons = politique.pas
    montees: list[tuple[int, Demarche]] = []
    pris: set[int] = set()
    parties: set[tuple[str, date]] = set()
    for demarche in sorted(cible.demarches.envois, key=lambda d: (d.envoi.date, d.rang)):
        envoi = demarche.envoi
        if cible.exigible_le is not None and envoi.date <= cible.exigible_le:
            continue
        droits = cible.affaire.consommation
        if droits is not None and capacites(envoi.lettre).resout and droits.sans_effet(envoi.date):
            continue
        if envoi.echelon is None and (envoi.lettre, envoi.date) in parties:
            continue
        parties.add((envoi.lettre, envoi.date))
        siens = politique.rangs.get(envoi.lettre, ())
        if envoi.echelon is not None:
            dits = (r for r, e in enumerate(echelons) if e.code == envoi.echelon and e.lettre in {None, envoi.lettre})
            siens = tuple(dits) or siens
        if siens and _laissait_une_part(cible, demarche, echelons[siens[0] :]):
            montees.append((siens[0] - 1, demarche))
        elif siens:
            rang = next((r for r in siens if r not in pris), siens[-1])
            pris.add(rang)
            montees.append((rang, demarche))
    return montees


def _laissait_une_part(cible: Cible, demarche: Demarche, echelons: Sequence[Echelon]) -> bool:
    """Aucune mise en demeure, jusqu'à celle-ci, n'a réclamé une part qui compte de ce que l'on réclame.

    Devant le tribunal, où une créance ne se divise pas, ce que l'on met de côté compte aussi.
    """
    if cible.compte is None or not capacites(demarche.envoi.lettre).met_en_demeure:
        return False
    sien, *suivants = echelons
    au_tribunal = any(echelon.action == "petites_creances" for echelon in suivants[:1])
    part = cible.compte.sans_demeure((demarche.envoi.date, demarche.rang), entiere=au_tribunal)
    return part > cible.suivie.tolere(sien)


def pas_suivant(cible: Cible) -> Pas | None:
    """Le premier pas au-dessus du plus haut franchi, et qui se présente; None au bout de l'échelle, ou sans échelle."""
    politique = cible.politique
    if politique is None:
        return None
    faites = montees(cible, politique)
    plus_haut = max((rang for rang, _ in faites), default=-1)
    derniere = faites[-1][1] if faites else None
    # -- ni un rappel d'après une mise en demeure, ni un appel, ni un dossier : leur réception ne fait rien courir --
    recevables = [(rang, d) for rang, d in faites if not capacites(d.envoi.lettre).sans_destinataire]
    plus_ferme = max(recevables, key=lambda ligne: ligne[0], default=(None, None))[1]
    empeche = None
    for echelon in politique.pas[plus_haut + 1 :]:
        if not _se_presente(cible, politique, echelon, derniere):
            continue
        # -- ce que rien n'empêche passe devant : l'Office s'appelle quand un avocat empêche d'écrire --
        if not cible.affaire.empechements(echelon.lettre or ATTENDUE):
            return _pas(cible, politique, echelon, derniere, plus_ferme)
        empeche = empeche or echelon
    return None if empeche is None else _pas(cible, politique, empeche, derniere, plus_ferme)


def _se_presente(cible: Cible, politique: Politique, echelon: Echelon, derniere: Demarche | None) -> bool:
    """Un appel déjà fait, un tribunal fermé, une promesse tenue, rien de publié : le pas n'a pas lieu d'être."""
    if not _finit_un_achat(cible, capacites(echelon.lettre or "")):
        return False
    if capacites(echelon.lettre or "").avant_publication is not avant_publication(cible.affaire.dossier):
        return False
    if not _du_meme_rang(cible, politique, echelon):
        return False
    if capacites(echelon.lettre or "").s_appelle and cible.demarches.de(echelon.lettre or ""):
        return False
    match echelon.action:
        case "appeler" if any(_appel_fait(s, derniere) for _, s in cible.demarches.suites):
            return False
        case "petites_creances" if cible.affaire.tribunal.ouvert is False:
            return False
    return echelon.depuis not in {"promesse", "suite"} or _origine(cible, echelon, derniere) is not None


def _du_meme_rang(cible: Cible, politique: Politique, echelon: Echelon) -> bool:
    """La lettre de garantie tient lieu de rappel : l'une ou l'autre vient, selon ce que le dossier demande."""
    fait = capacites(echelon.lettre or "")
    if fait.garantit:
        return demande_la_garantie(cible.affaire.dossier)
    if not fait.relance or not politique.garanties:
        return True
    return not demande_la_garantie(cible.affaire.dossier) and not any(map(cible.demarches.de, politique.garanties))


def restants(cible: Cible) -> Sequence[Echelon]:
    """Les échelons au-dessus du plus haut franchi, qu'ils se présentent ou non."""
    if cible.politique is None:
        return ()
    plus_haut = max((rang for rang, _ in montees(cible, cible.politique)), default=-1)
    return tuple(dict.fromkeys(cible.politique.pas[plus_haut + 1 :]))


def droit_exerce(cible: Cible, echelon: Echelon) -> DroitDAchat | None:
    """Le droit de l'achat qu'exerce la lettre de cet échelon; None si elle n'en exerce pas, ou si c'est déjà fait."""
    fait, droits = capacites(echelon.lettre or ""), cible.affaire.consommation
    if droits is None or not (fait.resout or fait.a_l_emetteur):
        return None
    if fait.resout:
        return None if droits.annule else droits.a_exercer or droits.vise
    rembourse = droits.droit("remboursement")
    return None if rembourse and rembourse.exerce_le else droits.retrofacturation


def _finit_un_achat(cible: Cible, fait: Capacites) -> bool:
    """L'avis se donne quand un cas est nommé, et son temps ouvert : on ne demande alors rien d'autre d'abord.

    L'émetteur de la carte vient ensuite, tant que son temps n'est pas passé.
    """
    droits = cible.affaire.consommation
    if fait.resout or fait.relance:
        return fait.resout is (droits is not None and droits.a_exercer is not None)
    return not fait.a_l_emetteur or _chez_l_emetteur(cible) is not None


def _chez_l_emetteur(cible: Cible) -> date | None:
    """Le premier jour de la demande à l'émetteur; None si rien ne la permet, ou si elle est faite."""
    droits = cible.affaire.consommation
    d = droits.retrofacturation if droits else None
    return d.premier if d and d.ferme_depuis is None and d.exerce_le is None else None


def _appel_fait(suite: Suite, derniere: Demarche | None) -> bool:
    depuis = derniere.envoi.date if derniere else date.min
    return suite.date >= depuis and (suite.resultat == "appel_fait" or suite.canal == "telephone")


def _pas(
    cible: Cible, politique: Politique, echelon: Echelon, derniere: Demarche | None, plus_ferme: Demarche | None
) -> Pas:
    origine = _origine(cible, echelon, plus_ferme if echelon.depuis == "reception" else derniere)
    sans_preuve = plus_ferme if echelon.depuis == "reception" and origine is None else None
    if origine is None and cible.rang is None and derniere is None:
        # -- une affaire sans somme n'a pas d'échéance : son premier pas est ouvert d'emblée --
        origine = ouvert = date.min
    elif origine is None:
        return Pas(echelon, None, None, Retient.ECHELON, derniere, sans_preuve)
    else:
        ouvert = echelon.ouverture(origine)
    jours = [(ouvert, Retient.ECHELON), *_delais(cible, politique, echelon)]
    des_le, retient = max(jours, key=lambda ligne: ligne[0])
    return Pas(echelon, origine, des_le, retient, derniere, sans_preuve)


def _delais(cible: Cible, politique: Politique, echelon: Echelon) -> Iterator[tuple[date, Retient]]:
    fait = capacites(echelon.lettre or "")
    libre = fait.libre
    if fait.a_l_emetteur and (premier := _chez_l_emetteur(cible)):
        yield premier, Retient.DELAI
    exerce = droit_exerce(cible, echelon) if fait.resout else None
    if exerce is not None and exerce.premier is not None:
        yield exerce.premier, Retient.DELAI
    # -- ni l'Office ni une mise en demeure n'ont d'objet tant que le commerçant peut encore rembourser (F14.03) --
    droits = cible.affaire.consommation
    du = droits.droit("remboursement") if droits and (fait.s_appelle or fait.met_en_demeure) else None
    if du is not None and du.exerce_le is None and du.dernier is not None:
        yield du.dernier + UN_JOUR, Retient.DELAI
    if cible.exigible_le is not None:
        yield cible.exigible_le + UN_JOUR, Retient.ECHEANCE
    # -- un droit de résoudre est court, et n'attend pas : seul le reproche d'un retard attend le jour promis --
    if cible.livraison_promise is not None and (fait.relance or fait.met_en_demeure):
        yield cible.livraison_promise + UN_JOUR, Retient.ECHEANCE
    for d in cible.demarches.envois:
        # -- le délai donné par une lettre se respecte; l'Office n'attend que celui d'un achat résolu --
        attendu = not libre or (fait.s_appelle and capacites(d.envoi.lettre).resout)
        if attendu and not d.sans_delai:
            yield d.fin + UN_JOUR, Retient.DELAI
        # -- une action n'est pas une lettre de plus; mais deux pas ne s'ouvrent pas le même jour --
        # -- et qui publie ce qu'il menaçait de publier n'a pas de répit --
        partie = capacites(d.envoi.lettre)
        if partie.expose and echelon.lettre is None:
            continue  # -- le dossier que l'on prépare pour ce pas n'est pas une lettre : le pas reste ouvert --
        presse = echelon.lettre is None or fait.resout or partie.avant_publication
        ecart = 1 if presse else politique.ecart(echelon)
        yield d.envoi.date + timedelta(days=ecart), Retient.INTERVALLE


def _origine(cible: Cible, echelon: Echelon, derniere: Demarche | None) -> date | None:
    match echelon.depuis:
        case "echeance":
            return cible.exigible_le
        case "promesse":
            rompues = [p.fin for p in cible.promesses(echelon.lettre) if p.rompue(cible.affaire.au)]
            return max(rompues, default=None)
        case "suite":
            return max((s.date for _, s in cible.demarches.suites), default=None)
        case "reception":
            recue = derniere.envoi.recu_le if derniere else None
            return recue if recue is not None and recue <= cible.affaire.au else None
    return derniere.envoi.date if derniere else cible.exigible_le
