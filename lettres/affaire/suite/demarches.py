"""Démarches : les lettres déjà parties au jour dit, ce qui en est revenu, et le délai que chacune donnait."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import cached_property

from lettres.affaire.comptes import CompteDeCreance, exigible
from lettres.affaire.consommation import Consommation
from lettres.affaire.echeances import delai_par_defaut
from lettres.affaire.suite.inscriptions import AvecRang, Inscriptions
from lettres.affaire.suite.visees import Visees
from lettres.catalogue import Capacites, capacites
from lettres.dossier import Dossier, Envoi, Suite, Suspension
from lettres.droit.calendrier import UN_JOUR
from lettres.droit.delais import delai_en_jours, reception_prevue
from lettres.socle.classes import NamedTuple, dataclass, replace

_CHIFFREES_MAX = 60
"""Une somme d'avant ne se juge qu'en refaisant les comptes à son jour : au-delà, seules les dernières le sont."""


_REMBOURSER = "rembourser"
"""L'obligation que la loi met à un achat annulé, et qu'aucun dossier ne nomme."""

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
        """Un appel, une offre n'ont de délai que celui qu'ils écrivent; une menace, aucun; l'émetteur a le sien."""
        faite = capacites(self.envoi.lettre)
        return faite.avant_publication or faite.a_l_emetteur or (self.calculee and faite.libre)

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
    def en_demeure(self) -> bool:
        """Dit si une mise en demeure est partie, et n'est pas revenue."""
        return any(capacites(d.envoi.lettre).met_en_demeure for d in self.envois)

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

    def encore_dues(self, demander: Callable[[], Sequence[CompteDeCreance]], *, recouvrement: bool) -> Demarches:
        """Celles dont les factures sont encore dues; celle qui n'en nomme aucune les vise toutes."""
        if not (self.envois or self.suites or self.suspensions or self.contestations or self.revenus):
            return self
        dues = demander()
        noms = frozenset(compte.nom for compte in dues)
        encore = self.visant(lambda nommees: not nommees or not dues or not noms.isdisjoint(nommees))
        if not dues or not recouvrement:
            return encore
        # -- ce qui fut dit avant que ces factures n'existent ne les retient pas; un délai donné, lui, se respecte --
        return replace(encore.concernant(*dues), envois=encore.envois)

    def concernant(self, *comptes: CompteDeCreance) -> Demarches:
        """Celles qui concernent l'une de ces créances : qui la nomment ou, sans rien nommer, la trouvaient déjà là.

        Une lettre ne réclamait que ce qui était exigible; une facture faite après n'a rien à voir avec ce qu'elle suit.
        """
        noms = tuple(compte.nom for compte in comptes)
        exigee = min(exigible(compte.creance) or date.min for compte in comptes) + UN_JOUR
        faite = min(compte.creance.date or date.min for compte in comptes)
        cle = noms, exigee, faite
        if cle not in self._concernant:
            envois, suites, suspensions, contestations, revenus = self._visees
            self._concernant[cle] = Demarches(
                envois.de(noms, exigee),
                suites.de(noms, faite),
                suspensions.de(noms, faite),
                contestations.de(noms, faite),
                revenus.de(noms, exigee),
            )
        return self._concernant[cle]

    @cached_property
    def _concernant(self) -> dict[object, Demarches]:
        return {}

    @cached_property
    def _visees(self) -> tuple[Visees[Demarche], Visees[_Suite], Visees[_Suspension], Visees[_Suite], Visees[_Envoi]]:
        return (
            Visees((d.rang, d.envoi.creances, d.envoi.date, d) for d in self.envois),
            Visees((x[0], x[1].creances, x[1].date, x) for x in self.suites),
            Visees((x[0], x[1].creances, x[1].du, x) for x in self.suspensions),
            Visees((x[0], x[1].creances, x[1].date, x) for x in self.contestations),
            Visees((x[0], x[1].creances, x[1].date, x) for x in self.revenus),
        )


def parties(dossier: Dossier, lignes: Inscriptions, au: date) -> tuple[Demarche, ...]:
    """Les lettres d'un dossier parties au jour `au`, et le délai que chacune donnait."""
    return tuple(_demarche(dossier, rang, e) for rang, e in lignes.envois if e.date <= au)


def demarches(
    lignes: Inscriptions, envois: tuple[Demarche, ...], contestations: tuple[AvecRang[Suite], ...], au: date
) -> Demarches:
    """Les démarches au jour `au` : ces lettres parties, et ces contestations, qui attendent une réponse."""
    suites = tuple((rang, s) for rang, s in lignes.suites if s.date <= au)
    suspensions = ((r, s) for r, s in lignes.suspensions if s.du <= au and (s.au is None or au <= s.au))
    revenus = tuple((rang, e) for rang, e in lignes.revenus if e.date <= au)
    return Demarches(envois, suites, tuple(suspensions), contestations, revenus)


def tel_que_raconte(dossier: Dossier, lignes: Inscriptions, droits: Consommation | None = None) -> Dossier:
    """Le dossier que lit une exigence : son journal n'a que ce qui compte, et que la lettre suivante raconte.

    Ce que l'émetteur de la carte répond n'est pas la réponse du commerçant : elle reste à obtenir. D'un achat annulé,
    l'obligation en défaut est de rembourser : le dossier n'a pas à la nommer.
    """
    if dossier.achat is not None and droits is not None and droits.remboursement_du is not None:
        nommee = dossier.achat.obligation or _REMBOURSER
        dossier = dossier.model_copy(update={"achat": dossier.achat.model_copy(update={"obligation": nommee})})
    if not (dossier.envois or dossier.suites):
        return dossier
    envois = tuple(e for _, e in lignes.envois if capacites(e.lettre).racontee)
    siennes = ((s, _nommee(dossier, lignes, rang)) for rang, s in lignes.suites)
    suites = tuple(s for s, fait in siennes if not (fait.offre or fait.a_l_emetteur))
    if (envois, suites) == (dossier.envois, dossier.suites):
        return dossier
    return dossier.model_copy(update={"envois": envois, "suites": suites})


def nomme_une_offre(dossier: Dossier, lignes: Inscriptions, rang: int) -> bool:
    """Dit si cette suite nomme l'offre à laquelle elle répond : aucune lettre ne la raconte (F1.08)."""
    return _nommee(dossier, lignes, rang).offre


def _nommee(dossier: Dossier, lignes: Inscriptions, rang: int) -> Capacites:
    """Ce que fait la lettre que nomme cette suite; rien, si elle n'en nomme pas."""
    nommee = lignes.lettre_nommee(dossier, rang) if rang in lignes.lettres_nommees else None
    return capacites(nommee.lettre if nommee is not None else "")


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
