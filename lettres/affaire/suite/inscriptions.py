"""Inscriptions : ce qui, au journal, compte encore. Toute l'affaire lit le journal d'ici, chaque ligne avec son rang.

Une inscription corrigée ne compte plus, quel que soit le jour : elle était fausse. Une lettre revenue et un paiement
sans provision ne comptent plus dès le jour où on l'apprend.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import TypeVar, cast

from lettres.dossier import Annulation, Cloture, Dossier, Envoi, Paiement, Suite, Suspension
from lettres.dossier.inscription import LigneDuJournal
from lettres.dossier.renvois import LISTES
from lettres.socle.classes import NamedTuple
from lettres.socle.constats import Chemin

_DE_LA_PERSONNE = frozenset({"procureur_constitue", "insolvabilite"})
"""Ce qui est vrai du débiteur, quelle que soit la lettre qui l'a fait apprendre."""

_I = TypeVar("_I", bound=LigneDuJournal)
_V = TypeVar("_V")

AvecRang = tuple[int, _I]
"""Une inscription, et son rang au dossier, compté de 0."""


class Inscriptions(NamedTuple):
    """Les inscriptions qui comptent, chacune avec son rang au dossier; celles à venir y sont aussi."""

    envois: tuple[AvecRang[Envoi], ...]
    revenus: tuple[AvecRang[Envoi], ...]
    """Les lettres parties qui sont revenues : personne ne les a reçues."""
    suites: tuple[AvecRang[Suite], ...]
    """Chacune sous les factures qu'elle nomme, ou celles de la lettre à laquelle elle répond; sinon, toutes."""
    paiements: tuple[AvecRang[Paiement], ...]
    impayes: tuple[AvecRang[Paiement], ...]
    """Les paiements que la banque a refusés, faute de provision."""
    suspensions: tuple[AvecRang[Suspension], ...]
    clotures: tuple[AvecRang[Cloture], ...]
    lettres_nommees: Mapping[int, int]
    """Le rang de l'envoi que chaque suite nomme, de rang en rang; celui qui l'a remplacé, s'il est corrigé."""
    rangs: Mapping[str, frozenset[int]]
    """Ceux qui comptent, des seules listes dont une ligne ne compte plus."""

    def lettre_nommee(self, dossier: Dossier, rang: int) -> Envoi | None:
        """L'envoi, tel que corrigé, que nomme la suite de ce rang; None si elle n'en nomme pas, ou s'il est annulé."""
        nomme = dossier.envois[self.lettres_nommees[rang]] if rang in self.lettres_nommees else None
        return None if isinstance(nomme, Annulation) else nomme

    def paiement_nomme(self, dossier: Dossier, suite: Suite) -> Paiement | None:
        """Le paiement, tel que corrigé, que nomme cette suite; None si elle n'en nomme pas, ou s'il est annulé."""
        nomme = dossier.paiements[actuel(dossier.paiements, suite.paiement)] if suite.paiement is not None else None
        return None if isinstance(nomme, Annulation) else nomme

    def suivies_de(self, liste: str, depuis: int, nouvelles: Sequence[LigneDuJournal]) -> Inscriptions:
        """Celles-ci, et ces suites ou ces paiements, qui n'en touchent aucune autre; `depuis` : le rang du premier."""
        lignes = tuple(enumerate(nouvelles, depuis))
        rangs = {**self.rangs, liste: self.rangs[liste] | {r for r, _ in lignes}} if liste in self.rangs else self.rangs
        return self._replace(**{liste: getattr(self, liste) + lignes}, rangs=rangs)

    def a_terme(self, dossier: Dossier, au: date) -> Inscriptions:
        """Celles-ci, du jour `au`, quand tout ce que dit le journal sera arrivé; les mêmes, si rien n’y est à venir."""
        return self if all(s.date <= au for _, s in self.suites) else inscriptions(dossier)

    def compte(self, chemin: Chemin) -> bool:
        """Dit si ce qui est à ce chemin du dossier compte encore : tout, sauf une ligne corrigée ou une annulation.

        Une lettre revenue et un paiement refusé sont arrivés : on peut encore en parler.
        """
        return len(chemin) < 2 or chemin[0] not in self.rangs or chemin[1] in self.rangs[str(chemin[0])]

    def garder(self, valeurs: Sequence[tuple[Chemin, _V]]) -> Sequence[tuple[Chemin, _V]]:
        """Ces valeurs du dossier, sauf celles qui ne comptent plus."""
        if not self.rangs:
            return valeurs
        touchees = self.rangs.keys()
        return [valeur for valeur in valeurs if valeur[0][0] not in touchees or self.compte(valeur[0])]


_AUCUNE = Inscriptions((), (), (), (), (), (), (), {}, {})
"""Celles d'un journal vide."""


def inscriptions(dossier: Dossier, au: date = date.max) -> Inscriptions:
    """Ce qui compte au journal, d'après ce qu'on en sait au jour `au`."""
    if not (dossier.paiements or dossier.envois or dossier.suites or dossier.suspensions or dossier.clotures):
        return _AUCUNE
    comptent = {nom: _qui_comptent(getattr(dossier, nom)) for nom in LISTES}
    suites: tuple[AvecRang[Suite], ...] = comptent["suites"]
    lettres = {rang: actuel(dossier.envois, s.envoi) for rang, s in suites if s.envoi is not None}
    revenus = {lettres[r] for r, s in suites if s.resultat == "retour_courrier" and r in lettres and s.date <= au}
    refuses = {
        actuel(dossier.paiements, s.paiement)
        for _, s in suites
        if s.resultat == "cheque_sans_provision" and s.paiement is not None and s.date <= au
    }
    envois = tuple((rang, _visant(dossier, e)) for rang, e in comptent["envois"])
    suites = _sous_leurs_lettres(suites, lettres, {rang: e.creances for rang, e in envois}) if lettres else suites
    envois, siennes = _separer(envois, revenus)
    paiements, impayes = _separer(comptent["paiements"], refuses)
    return Inscriptions(
        envois=envois,
        revenus=siennes,
        suites=suites,
        paiements=paiements,
        impayes=impayes,
        suspensions=comptent["suspensions"],
        clotures=comptent["clotures"],
        lettres_nommees=lettres,
        rangs={
            nom: frozenset(rang for rang, _ in lignes)
            for nom, lignes in comptent.items()
            if len(lignes) < len(getattr(dossier, nom))
        },
    )


def _separer(
    lignes: tuple[AvecRang[_I], ...], defaites: Collection[int]
) -> tuple[tuple[AvecRang[_I], ...], tuple[AvecRang[_I], ...]]:
    """Les lignes qui comptent encore, et celles de ces rangs, qu'une autre a défaites."""
    if not defaites:
        return lignes, ()
    return tuple(x for x in lignes if x[0] not in defaites), tuple(x for x in lignes if x[0] in defaites)


def _visant(dossier: Dossier, envoi: Envoi) -> Envoi:
    """La lettre, sous les factures qu'elle affirmait, si elle n'en nomme pas et en tait une d'alors.

    Une facture échue avant elle, et inscrite après, n'y est pas : la lettre ne la réclamait pas. Il faut un numéro à
    chacune : une somme qui n'en a pas ne se reconnaît pas à coup sûr.
    """
    if envoi.creances or not envoi.affirme or not all(c.facture for c in dossier.creances):
        return envoi
    dites = tuple(c.facture for c in dossier.creances if c.facture and envoi.affirmait(c.facture))
    tue = any(c.echeance and c.echeance < envoi.date and c.facture not in dites for c in dossier.creances)
    return envoi.model_copy(update={"creances": dites}) if dites and tue else envoi


def _sous_leurs_lettres(
    suites: tuple[AvecRang[Suite], ...], lettres: Mapping[int, int], visees: Mapping[int, tuple[str, ...]]
) -> tuple[AvecRang[Suite], ...]:
    """Les suites; celle qui ne nomme pas de facture vise celles que nomme la lettre à laquelle elle répond."""

    def sienne(rang: int, s: Suite) -> Suite:
        factures = visees.get(lettres.get(rang, -1), ())
        if not factures or s.creances or s.resultat in _DE_LA_PERSONNE:
            return s
        return s.model_copy(update={"creances": factures})

    return tuple((rang, sienne(rang, s)) for rang, s in suites)


def comme_si_non_partie(dossier: Dossier, rang: int) -> Dossier:
    """Le même dossier, cet envoi annulé : les rangs des autres n'en changent pas."""
    annulation = Annulation(corrige=rang + 1, motif="Comme si elle n’était pas partie.")
    return dossier.model_copy(update={"envois": (*dossier.envois, annulation)})


def actuel(liste: Sequence[LigneDuJournal | Annulation], nomme: int) -> int:
    """Le rang, compté de 0, de l'inscription nommée, ou de la dernière qui la remplace."""
    remplacants = {ligne.corrige: rang for rang, ligne in enumerate(liste, 1) if ligne.corrige is not None}
    while (suivant := remplacants.get(nomme, 0)) > nomme:
        nomme = suivant
    return nomme - 1


def _qui_comptent(liste: Sequence[_I | Annulation]) -> tuple[AvecRang[_I], ...]:
    if not liste:
        return ()
    corrigees = {ligne.corrige - 1 for ligne in liste if ligne.corrige is not None}
    if not corrigees:
        # -- ni annulation : elle corrige toujours --
        return tuple(enumerate(cast("Sequence[_I]", liste)))
    return tuple(
        (rang, ligne) for rang, ligne in enumerate(liste) if rang not in corrigees and not isinstance(ligne, Annulation)
    )
