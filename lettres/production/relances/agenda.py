"""Agenda : les jours à ne pas manquer, en un fichier de calendrier (.ics) que l'on importe ou auquel on s'abonne.

Un calendrier se partage : aucun rendez-vous ne nomme l'autre partie. Chacun garde son identifiant d'une fois à l'autre;
si son jour change, son rang de révision monte, et s'il n'a plus lieu, il est annulé : l'agenda se met donc à jour au
lieu de se répéter. Le même suivi donne les mêmes octets.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from lettres.escalade import Statut
from lettres.langue.pliage import plier
from lettres.production.relances.debiteurs import AffaireSuivie, Debiteur, PasSuivi
from lettres.socle.classes import NamedTuple
from lettres.socle.constats import Constat, Gravite
from lettres.socle.erreurs import SortieRefusee

if TYPE_CHECKING:
    from icalendar import Component, Event

_AUTEUR = "-//lettres//agenda//FR"
_LE_MATIN = timedelta(hours=9)
_UN_MOIS_AVANT = timedelta(days=-30)
_UNE_SEMAINE_AVANT = timedelta(days=-7)
_MOT, _MOT_MIN = re.compile(r"[a-z]+"), 3
_A_ECRIRE = re.compile(r"[^0-9A-Za-z._]+")


class RendezVous(NamedTuple):
    """Un jour à ne pas manquer; `alarme` est le temps du rappel, compté du début de ce jour."""

    identifiant: str
    jour: date
    titre: str
    alarme: timedelta


def rendez_vous(debiteurs: Iterable[Debiteur]) -> Iterator[RendezVous]:
    """Ce qui s'ouvre, se reprend, se ferme et se prescrit; rien de ce qui est terminé, ni sans date."""
    for debiteur in debiteurs:
        discretion = _Discretion(nom for affaire in debiteur.affaires for nom in affaire.noms)
        for affaire in debiteur.affaires:
            for pas in affaire.pas:
                yield from _du_pas(affaire, pas, discretion)


class _Discretion:
    """Ce qui se dit d'une affaire sans nommer l'autre partie, dont le nom est parfois dans une référence."""

    def __init__(self, noms: Iterable[str]) -> None:
        self._mots = {mot for nom in noms for mot in _MOT.findall(plier(nom)) if len(mot) >= _MOT_MIN}

    def dire(self, pas: PasSuivi) -> str:
        """La référence et les factures, ou ce qu'il en reste."""
        reference, *creances = (texte if self._permet(texte) else "" for texte in (pas.reference, *pas.creances))
        visees = ", ".join(filter(None, creances))
        return f"{reference or 'Un dossier'} ({visees})" if visees else reference or "Un dossier"

    def jeton(self, texte: str) -> str:
        """Ce qu'un identifiant porte d'un texte : son empreinte, s'il nomme l'autre partie."""
        return _en_jeton(texte if self._permet(texte) else hashlib.sha256(texte.encode()).hexdigest()[:16])

    def _permet(self, texte: str) -> bool:
        return self._mots.isdisjoint(_MOT.findall(plier(texte)))


def _du_pas(affaire: AffaireSuivie, pas: PasSuivi, discretion: _Discretion) -> Iterator[RendezVous]:
    if pas.statut is Statut.TERMINEE:
        return
    sujet = discretion.dire(pas)

    def identifiant(quoi: str) -> str:
        reference, *creances = map(discretion.jeton, (pas.reference, *pas.creances))
        return "-".join([reference, _en_jeton(affaire.nature), *creances, _en_jeton(quoi)]) + "@lettres"

    if pas.des_le is not None:
        quoi = pas.titre or "À revoir"
        if pas.statut is Statut.SUSPENDUE:
            quoi = f"Reprise : {quoi}"
        yield RendezVous(identifiant(pas.echelon or "suite"), pas.des_le, f"{sujet} – {quoi}", _LE_MATIN)
    if pas.prescription is not None:
        titre = f"{sujet} – Jour de la prescription"
        yield RendezVous(identifiant("prescription"), pas.prescription, titre, _UN_MOIS_AVANT)
    if pas.avant_le is not None and pas.avant_le != pas.prescription:
        # -- le pas l'exerce, ou le laisserait se fermer : l'état dit lequel --
        titre = f"{sujet} – Dernier jour d’un droit, au pas « {pas.titre} »"
        yield RendezVous(identifiant(f"droit-{pas.echelon}"), pas.avant_le, titre, _UNE_SEMAINE_AVANT)


def _en_jeton(texte: str) -> str:
    """Ce qu'un identifiant porte d'un texte; les agendas déjà écrits le gardent, il ne change jamais."""
    plie = unicodedata.normalize("NFKD", texte).encode("ascii", "ignore").decode()
    return _A_ECRIRE.sub(".", plie).strip(".") or "x"


def en_ics(rendez_vous_du_jour: Iterable[RendezVous], au: date, precedent: bytes | None = None) -> bytes:
    """Le fichier de calendrier; `precedent` est celui de la dernière fois, dont les identifiants continuent.

    Lève SortieRefusee si icalendar est absent, ou si `precedent` n'est pas l'un de nos agendas.
    """
    try:
        import icalendar
    except ImportError:
        message, remede = "Il manque de quoi écrire un calendrier.", "Installez-le : pip install 'lettres[calendrier]'"
        raise _refus("S031", message, remede) from None
    connus = _connus(precedent)
    agenda = icalendar.Calendar()
    agenda.add("prodid", _AUTEUR)
    agenda.add("version", "2.0")
    agenda.add("x-wr-calname", "Relances")
    gardes: set[str] = set()
    for voulu in sorted(set(rendez_vous_du_jour), key=lambda r: (r.jour, r.identifiant)):
        if voulu.identifiant not in gardes:
            gardes.add(voulu.identifiant)
            agenda.add_component(_evenement(voulu, au, connus.get(voulu.identifiant)))
    for identifiant, ancien in sorted(connus.items()):
        # -- un jour passé ne s'annule pas : il a eu lieu, ou non --
        if identifiant not in gardes and ancien.decoded("dtstart") >= au:
            agenda.add_component(_annule(ancien, au))
    octets: bytes = agenda.to_ical()
    return octets


def _evenement(voulu: RendezVous, au: date, ancien: Event | None) -> Event:
    import icalendar

    if voulu.jour < au:
        # -- un pas déjà ouvert : le premier jour où on l'a dit, pour que l'alarme sonne, et toujours le même ensuite --
        voulu = voulu._replace(jour=au if ancien is None else ancien.decoded("dtstart"))
    evenement = icalendar.Event()
    evenement.add("uid", voulu.identifiant)
    dit = None if ancien is None else (ancien.decoded("dtstart"), str(ancien.get("status", "")))
    change = dit is not None and dit != (voulu.jour, "CONFIRMED")
    evenement.add("sequence", 0 if ancien is None else int(ancien.get("sequence", 0)) + change)
    evenement.add("dtstamp", _minuit(au) if ancien is None or change else ancien.decoded("dtstamp"))
    evenement.add("dtstart", voulu.jour)
    evenement.add("summary", voulu.titre)
    evenement.add("status", "CONFIRMED")
    evenement.add("transp", "TRANSPARENT")
    alarme = icalendar.Alarm()
    alarme.add("action", "DISPLAY")
    alarme.add("description", voulu.titre)
    alarme.add("trigger", voulu.alarme)
    evenement.add_component(alarme)
    return evenement


def _annule(ancien: Event, au: date) -> Event:
    import icalendar

    if str(ancien.get("status", "")) == "CANCELLED":
        return ancien
    annule = icalendar.Event()
    for cle in ("uid", "dtstart", "summary"):
        annule[cle] = ancien[cle]
    annule.add("sequence", int(ancien.get("sequence", 0)) + 1)
    annule.add("dtstamp", _minuit(au))
    annule.add("status", "CANCELLED")
    annule.add("transp", "TRANSPARENT")
    return annule


def _connus(precedent: bytes | None) -> Mapping[str, Event]:
    if precedent is None:
        return {}
    import icalendar

    try:
        lu: Component = icalendar.Calendar.from_ical(precedent)
    except ValueError:
        lu = icalendar.Calendar()
    if str(lu.get("prodid", "")) != _AUTEUR:
        message = "Ce fichier n’est pas un agenda écrit par l’outil; il n’a pas été touché."
        raise _refus("S032", message, "Donnez un autre nom à « --calendrier ».")
    return {str(e["uid"]): e for e in lu.walk("VEVENT") if isinstance(e, icalendar.Event)}


def _minuit(jour: date) -> datetime:
    return datetime(jour.year, jour.month, jour.day, tzinfo=UTC)


def _refus(code: str, message: str, remede: str) -> SortieRefusee:
    return SortieRefusee([Constat(code, Gravite.ERREUR, message, remede=remede)])
