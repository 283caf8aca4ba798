"""Contre le dossier : chaque montant et chaque date d'une lettre vient du dossier, ou s'en calcule.

Ce qui s'en calcule (total, solde, somme à payer, taxes, intérêt, échéance) est ce que la composition imprime : on y lit
les mêmes valeurs. Une date écrite sans son année, ou une somme sans signe de dollar, n'est pas jugée.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pydantic import BaseModel

from lettres.affaire import Affaire
from lettres.barriere.lecture import Paragraphe
from lettres.barriere.listes import TypeDeLettre
from lettres.barriere.sommes_et_dates import dates, jour_de_semaine, montants, sommes_en_lettres
from lettres.barriere.zones import Zones
from lettres.composition import Arbre, composer
from lettres.dossier import Dossier, Moment
from lettres.langue.pliage import plier
from lettres.langue.typographie import date_longue, jour_et_date, montant, montant_en_lettres
from lettres.regles.faits import noms_des_champs
from lettres.socle.constats import Constat, Gravite

_UN_CHIFFRE = re.compile(r"\d")
ATTENDUS = frozenset({"B203", "B204", "B206", "B207"})
"""Ce que le dossier attend dans la lettre; un modèle de l'usager peut s'en passer."""

_RELIRE = "Reprenez la valeur du dossier, ou corrigez le dossier et produisez la lettre de nouveau."


@dataclass(frozen=True, slots=True)
class _Permis:
    """Ce que la lettre a le droit d'écrire : montants, dates, et tous les textes du dossier."""

    montants: frozenset[Decimal]
    dates: frozenset[date]


def date_de_la_lettre(zones: Zones) -> date | None:
    """La première date du haut de la lettre."""
    return next((jour for jour, _, _ in dates(zones["haut"]) if jour), None)


def calendrier(paragraphes: Sequence[Paragraphe], nom: str) -> Iterator[Constat]:
    """Sans dossier, déjà : une date qui n'existe pas, ou un jour de semaine qui n'est pas le sien."""
    for p in paragraphes:
        for jour, semaine, signes in dates(p.plie):
            if jour is None:
                message = f"{p.partie}, « {p.debut} »\u00a0: « {signes} » n’existe pas au calendrier."
                yield Constat("B205", Gravite.ERREUR, message, "Corrigez cette date.", fichier=nom)
            elif semaine is not None and semaine != jour.weekday():
                juste = f"le {date_longue(jour)} est un {jour_de_semaine(jour.weekday())}"
                message = f"{p.partie}, « {p.debut} »\u00a0: le jour de la semaine est faux; {juste}."
                yield Constat("B205", Gravite.ERREUR, message, f"Écrivez « {jour_et_date(jour)} ».", fichier=nom)


def comparer(
    zones: Zones,
    type_: TypeDeLettre,
    affaire: Affaire,
    nom: str,
    modele: Sequence[str] = (),
    arbre: Arbre | None = None,
) -> Iterator[Constat]:
    """Les montants et les dates étrangers au dossier, puis ce que le dossier attend et qui ne se lit pas.

    `modele` : les textes fixes d'un modèle; une somme ou une date que son auteur y a écrite n'est pas étrangère.
    """
    arbre = arbre or composer(affaire, type_.lettre)
    permis = _permis(affaire.dossier, arbre.donnees(), affaire.au, modele)
    ecrits: set[str] | None = None
    for p in zones.paragraphes:
        plie = p.plie
        for somme, _ in montants(plie):
            if somme not in permis.montants:
                message = (
                    f"{p.partie}, « {p.debut} »\u00a0: {montant(somme)} contredit le dossier, "
                    "qui ne porte pas ce montant."
                )
                yield Constat("B201", Gravite.ERREUR, message, _RELIRE, fichier=nom)
        for mots in sommes_en_lettres(plie):
            ecrits = ecrits or {plier(montant_en_lettres(somme)) for somme in permis.montants}
            if mots not in ecrits:
                message = f"{p.partie}, « {p.debut} »\u00a0: « {mots} » n’est pas un montant du dossier."
                yield Constat("B201", Gravite.ERREUR, message, _RELIRE, fichier=nom)
        for jour, _, _ in dates(plie):
            if jour is not None and jour not in permis.dates:
                message = (
                    f"{p.partie}, « {p.debut} »\u00a0: le {date_longue(jour)} contredit le dossier, "
                    "qui ne porte pas cette date."
                )
                yield Constat("B202", Gravite.ERREUR, message, _RELIRE, fichier=nom)
    yield from _attendus(zones, type_, affaire, arbre.lettre.echeance, nom)


def _attendus(zones: Zones, type_: TypeDeLettre, affaire: Affaire, echeance: str, nom: str) -> Iterator[Constat]:
    """La somme à payer, les noms, la référence et l'échéance, là où le type les demande."""
    dossier, au = affaire.dossier, affaire.au
    lettre = "\n".join(plier(p.texte) if "\n" in p.texte else p.plie for p in zones.paragraphes)
    lus = {somme for somme, _ in montants(lettre)}
    due = affaire.a_payer(type_.lettre) if type_.nature == "recouvrement" else None
    if due is not None and due.total > 0 and due.total not in lus:
        yield _absent("B203", f"la somme à payer selon le dossier, {montant(due.total)}", nom)
    fixes = {jour for jour, _, _ in dates(zones["corps"])}
    limite = next((jour for jour, _, _ in dates(plier(echeance))), None)
    if type_.cle != "G" and limite not in fixes:
        yield _absent("B203", f"la date limite du dossier, le {echeance}", nom)
    for quoi, valeur in (
        ("le nom de l’expéditeur", dossier.expediteur.nom),
        ("le nom du destinataire", dossier.destinataire.nom),
    ):
        if plier(valeur) not in lettre:
            yield _absent("B204", f"{quoi}, « {valeur} »", nom)
    if type_.cle != "G" and au not in {jour for jour, _, _ in dates(zones["haut"])}:
        yield _absent("B206", f"la date de la lettre, le {date_longue(au)}", nom)
    if plier(dossier.reference) not in lettre:
        yield _absent("B207", f"la référence du dossier, « {dossier.reference} »", nom, Gravite.ALERTE)


def _absent(code: str, quoi: str, nom: str, gravite: Gravite = Gravite.ERREUR) -> Constat:
    return Constat(code, gravite, f"La lettre ne porte pas {quoi}.", _RELIRE, fichier=nom)


def _permis(dossier: Dossier, arbre: dict[str, object], au: date, modele: Sequence[str]) -> _Permis:
    sommes: set[Decimal] = {Decimal("0.00")}
    jours = {au}
    for valeur in (*_feuilles(dossier), *_feuilles(arbre), *modele):
        if isinstance(valeur, Decimal):
            sommes.add(valeur)
        elif isinstance(valeur, Moment):
            jours.add(valeur.jour)
        elif isinstance(valeur, date):
            jours.add(valeur)
        elif isinstance(valeur, str) and _UN_CHIFFRE.search(valeur):
            plie = plier(valeur).replace("\n", " ")
            sommes.update(somme for somme, _ in montants(plie))
            jours.update(jour for jour, _, _ in dates(plie) if jour)
    return _Permis(frozenset(sommes), frozenset(jours))


def _feuilles(valeur: object) -> Iterator[object]:
    """Toutes les valeurs simples d'un bloc, de ses listes et de ses sous-blocs, dans l'ordre."""
    a_lire = [valeur]
    while a_lire:
        lue = a_lire.pop()
        if isinstance(lue, BaseModel):
            a_lire += [getattr(lue, champ) for champ in reversed(noms_des_champs(type(lue)))]
        elif isinstance(lue, dict):
            a_lire += reversed(lue.values())
        elif isinstance(lue, list | tuple):
            a_lire += reversed(lue)
        elif lue is not None:
            yield lue


def textes_du_dossier(dossier: Dossier) -> str:
    """Tous les textes du dossier, l'un sous l'autre : ce que la lettre peut répéter tel quel."""
    return "\n".join(v for v in _feuilles(dossier) if isinstance(v, str))
