"""Démarches : les lettres déjà parties au jour dit, ce qui en est revenu, et le délai que chacune donnait."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import NamedTuple

from lettres.affaire.comptes import exigible
from lettres.affaire.echeances import delai_par_defaut
from lettres.affaire.suite.inscriptions import AvecRang, Inscriptions
from lettres.affaire.suite.visees import Rang, Visees, derniere, dernieres
from lettres.catalogue import capacites
from lettres.dossier import Creance, Dossier, Envoi, Suite, Suspension
from lettres.droit.delais import delai_en_jours, reception_prevue

_UN_JOUR = timedelta(days=1)

_CHIFFREES_MAX = 60
"""Une somme d'avant ne se juge qu'en refaisant les comptes à son jour : au-delà, seules les dernières le sont."""


_Envoi = tuple[int, Envoi]
_Suite = tuple[int, Suite]
_Suspension = tuple[int, Suspension]


class Demarche(NamedTuple):
    """Une lettre envoyée : son rang dans `envois`, et la fin du délai qu'elle donnait."""

    rang: int
    envoi: Envoi
    fin: date
    calculee: bool
    """Vrai quand la date limite n'est pas celle du dossier : elle se compte de la réception, sûre ou prévue."""

    @property
    def sans_delai(self) -> bool:
        """Un appel, une offre, une réponse n'ont de délai que celui qu'ils écrivent."""
        return self.calculee and capacites(self.envoi.lettre).libre

    def court_encore(self, au: date) -> bool:
        """Dit si son délai court encore; le dernier jour compte."""
        return self.fin >= au


@dataclass(frozen=True)
class Demarches:
    """Les envois et les suites au jour dit; ce qui est daté d'après n'est pas encore arrivé."""

    envois: tuple[Demarche, ...]
    suites: tuple[AvecRang[Suite], ...]
    suspensions: tuple[AvecRang[Suspension], ...]
    """Celles qui courent ce jour-là, le dernier jour compris."""
    contestations: tuple[AvecRang[Suite], ...]
    """Celles auxquelles aucune lettre n'a encore répondu."""
    revenus: tuple[AvecRang[Envoi], ...] = ()
    """Les lettres revenues : on les raconte, elles ne comptent pas."""

    def de(self, lettre: str) -> tuple[Demarche, ...]:
        """Les envois de cette lettre, dans l'ordre du dossier."""
        return tuple(d for d in self.envois if d.envoi.lettre == lettre)

    @property
    def chiffrees(self) -> tuple[Demarche, ...]:
        """Les dernières lettres dont le journal dit la somme."""
        return tuple(d for d in self.envois if d.envoi.montant is not None)[-_CHIFFREES_MAX:]

    def visant(self, vise: Callable[[Sequence[str]], bool]) -> Demarches:
        """Les mêmes, sans les inscriptions dont `vise` refuse les factures; ce qui était répondu le reste."""
        return Demarches(
            tuple(d for d in self.envois if vise(d.envoi.creances)),
            tuple((rang, s) for rang, s in self.suites if vise(s.creances)),
            tuple((rang, s) for rang, s in self.suspensions if vise(s.creances)),
            tuple((rang, s) for rang, s in self.contestations if vise(s.creances)),
            tuple((rang, e) for rang, e in self.revenus if vise(e.creances)),
        )

    def concernant(self, *creances: Creance) -> Demarches:
        """Celles qui concernent l'une de ces créances : qui la nomment ou, sans rien nommer, la trouvaient déjà là.

        Une lettre ne réclamait que ce qui était exigible; une facture faite après n'a rien à voir avec ce qu'elle suit.
        """
        noms = [creance.facture for creance in creances]
        exigee = min(exigible(creance) or date.min for creance in creances) + _UN_JOUR
        faite = min(creance.date or date.min for creance in creances)
        envois, suites, suspensions, contestations, revenus = self._visees
        return Demarches(
            envois.de(noms, exigee),
            suites.de(noms, faite),
            suspensions.de(noms, faite),
            contestations.de(noms, faite),
            revenus.de(noms, exigee),
        )

    @cached_property
    def _visees(self) -> tuple[Visees[Demarche], Visees[_Suite], Visees[_Suspension], Visees[_Suite], Visees[_Envoi]]:
        return (
            Visees((d.rang, d.envoi.creances, d.envoi.date, d) for d in self.envois),
            Visees((x[0], x[1].creances, x[1].date, x) for x in self.suites),
            Visees((x[0], x[1].creances, x[1].du, x) for x in self.suspensions),
            Visees((x[0], x[1].creances, x[1].date, x) for x in self.contestations),
            Visees((x[0], x[1].creances, x[1].date, x) for x in self.revenus),
        )


def _contestations(
    envois: Sequence[Demarche], suites: Sequence[AvecRang[Suite]], nommees: Mapping[int, date]
) -> tuple[AvecRang[Suite], ...]:
    parties = ((d.rang, d.envoi) for d in envois if capacites(d.envoi.lettre).repond)
    reponses = dernieres((e.creances, (e.date, rang)) for rang, e in parties)
    return tuple(
        (r, s) for r, s in suites if s.resultat == "contestation" and not _repondue(s, reponses, nommees.get(r))
    )


def _repondue(contestation: Suite, reponses: Mapping[str | None, Rang], vise: date | None) -> bool:
    """Une lettre partie après la contestation y répond; le même jour, si elle vise une lettre d'avant."""
    reponse = derniere(reponses, contestation.creances)
    if reponse is None:
        return False
    le = reponse[0]
    return le > contestation.date or (le == contestation.date and vise is not None and vise < le)


def demarches(dossier: Dossier, lignes: Inscriptions, au: date) -> Demarches:
    """Les démarches d'un dossier au jour `au`."""
    envois = tuple(_demarche(dossier, rang, e) for rang, e in lignes.envois if e.date <= au)
    suites = tuple((rang, s) for rang, s in lignes.suites if s.date <= au)
    suspensions = ((r, s) for r, s in lignes.suspensions if s.du <= au and (s.au is None or au <= s.au))
    revenus = tuple((rang, e) for rang, e in lignes.revenus if e.date <= au)
    parties = {**{d.rang: d.envoi.date for d in envois}, **{rang: e.date for rang, e in revenus}}
    nommees = {suite: parties[rang] for suite, rang in lignes.lettres_nommees.items() if rang in parties}
    return Demarches(envois, suites, tuple(suspensions), _contestations(envois, suites, nommees), revenus)


def tel_que_raconte(dossier: Dossier, lignes: Inscriptions) -> Dossier:
    """Le dossier que lit une exigence : son journal n'a que ce qui compte, et que la lettre suivante raconte."""
    envois = tuple(e for _, e in lignes.envois if capacites(e.lettre).racontee)
    return dossier.model_copy(update={"envois": envois, "suites": tuple(s for _, s in lignes.suites)})


def _demarche(dossier: Dossier, rang: int, envoi: Envoi) -> Demarche:
    prevue = reception_prevue(envoi.date, envoi.mode)
    recue = envoi.recu_le or prevue
    if envoi.echeance is not None:
        # -- reçue plus tard que prévu, la lettre donne encore les jours qu'elle donnait --
        fin = (
            delai_en_jours(recue, max((envoi.echeance - prevue).days, 0)).echeance if recue > prevue else envoi.echeance
        )
        return Demarche(rang, envoi, max(fin, envoi.echeance), calculee=fin > envoi.echeance)
    nombre = delai_par_defaut(dossier, envoi.lettre, envoi.date)
    return Demarche(rang, envoi, delai_en_jours(recue, nombre).echeance, calculee=True)
