"""Évaluer : une décision par créance, réunies quand elles sont au même pas; et ce qui changerait chacune."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from lettres.affaire import Affaire
from lettres.escalade.cible import Cible
from lettres.escalade.connues import Politiques, ne_relance_pas
from lettres.escalade.contraires import appliquer, contraires
from lettres.escalade.decision import URGENCE, Decision, Pourquoi, Statut
from lettres.escalade.ordre import decider
from lettres.escalade.politique import AUCUNE, Politique
from lettres.escalade.retenues import politique_inconnue

__all__ = ["appliquer", "classer", "derniere_inscription", "evaluer", "inconnues", "situer", "suivies"]

Suivies = Politique | Politiques | None
"""Une politique pour tout; ou celles que l'on connaît, entre lesquelles le dossier et chaque créance choisissent."""


def evaluer(affaire: Affaire, *, politique: Suivies = None, relire: bool = False) -> Decision:
    """La décision la plus urgente; `.toutes` en a une par groupe de créances au même pas.

    `politique` remplace celle qui est livrée pour la nature; des `Politiques` en font connaître plusieurs, dont le
    dossier et chaque créance nomment la leur. Eux seuls disent n'en vouloir aucune.
    Ne lève jamais pour un dossier valide, sauf ValueError quand le jour demandé précède la dernière inscription du
    journal : la réponse ignorerait ce qu'on sait. `relire` le permet.
    """
    _exiger_un_jour_qui_suit(affaire, relire=relire)
    groupes = [_avec_contraires(affaire, groupe, politique) for groupe in _groupes(affaire, politique)]
    toutes = tuple(sorted(groupes, key=_urgence))
    return replace(toutes[0], toutes=toutes)


def situer(affaire: Affaire, *, politique: Suivies = None, relire: bool = False) -> Decision:
    """La décision la plus urgente, sans les autres ni ce qui la changerait : assez pour choisir une lettre."""
    return classer(affaire, politique=politique, relire=relire)[0]


def classer(affaire: Affaire, *, politique: Suivies = None, relire: bool = False) -> list[Decision]:
    """Une décision par groupe, de la plus urgente à la moins, sans ce qui la changerait; lève comme `evaluer`."""
    _exiger_un_jour_qui_suit(affaire, relire=relire)
    return sorted(_groupes(affaire, politique), key=_urgence)


def _exiger_un_jour_qui_suit(affaire: Affaire, *, relire: bool) -> None:
    if not relire and (derniere := derniere_inscription(affaire)) is not None and affaire.au < derniere:
        raise ValueError(
            f"Le journal va jusqu’au {derniere.isoformat()} : le {affaire.au.isoformat()}, on n’en savait pas tant."
        )


def derniere_inscription(affaire: Affaire) -> date | None:
    """Le jour de la dernière inscription du journal : lettre, suite, paiement ou clôture; une suspension se prévoit."""
    lignes = affaire.inscriptions
    jours = [
        *(e.date for _, e in (*lignes.envois, *lignes.revenus)),
        *(s.date for _, s in lignes.suites),
        *(p.date for _, p in (*lignes.paiements, *lignes.impayes) if p.date is not None),
        *(c.date for _, c in lignes.clotures),
    ]
    return max(jours, default=None)


def _cibles(affaire: Affaire, politique: Suivies) -> list[Cible]:
    dossier = affaire.dossier
    connues = politique if isinstance(politique, Politiques) else Politiques(imposee=politique)
    if dossier.nature != "recouvrement" or not dossier.creances:
        return [_cible(affaire, None, connues, dossier.politique)]
    return [
        _cible(affaire, rang, connues, creance.politique or dossier.politique)
        for rang, creance in enumerate(dossier.creances)
    ]


def _cible(affaire: Affaire, rang: int | None, connues: Politiques, code: str | None) -> Cible:
    nature = affaire.dossier.nature
    if ne_relance_pas(code):
        return Cible(affaire, rang, connues.de(nature), relancee=False)
    if (choisie := connues.choisir(nature, code)) is not None:
        return Cible(affaire, rang, choisie, relancee=True)
    return Cible(affaire, rang, connues.de(nature), relancee=True, connues=(*connues.nommees(nature), AUCUNE))


def suivies(affaire: Affaire, politique: Suivies = None) -> list[Politique]:
    """Les politiques que suivent les créances visées par l'affaire, chacune une fois."""
    visees = affaire.visees
    cibles = [c for c in _cibles(affaire, politique) if not visees or not c.noms or c.noms[0] in visees]
    return list({c.politique.empreinte: c.politique for c in cibles if c.politique is not None}.values())


def inconnues(affaire: Affaire, politique: Suivies = None) -> list[Pourquoi]:
    """Les politiques que le dossier, ou une créance, nomme et que l'on ne connaît pas."""
    reponses = [politique_inconnue(cible, None) for cible in _cibles(affaire, politique)]
    return list(dict.fromkeys(r for reponse in reponses if reponse is not None for r in reponse.raisons))


def _groupes(affaire: Affaire, politique: Suivies) -> list[Decision]:
    """Réunit les créances à relancer au même pas, et celles qui ont même réponse, mêmes raisons et même jour."""
    groupes: dict[object, Decision] = {}
    for cible in _cibles(affaire, politique):
        decision = decider(cible)
        cle = _cle(decision)
        groupes[cle] = _reunir(groupes[cle], decision) if cle in groupes else decision
    return list(groupes.values())


def _cle(d: Decision) -> object:
    quand = None if d.statut is Statut.DUE else d.des_le
    raisons = () if d.statut is Statut.DUE else tuple(r.code for r in d.raisons)
    return d.statut, d.echelon and d.echelon.code, d.politique, quand, raisons


def _reunir(a: Decision, b: Decision) -> Decision:
    jours = [jour for jour in (a.avant_le, b.avant_le) if jour is not None]
    ouverts = [jour for jour in (a.des_le, b.des_le) if jour is not None]
    return replace(
        a,
        creances=(*a.creances, *b.creances),
        raisons=_uniques((*a.raisons, *b.raisons)),
        ce_qui_manque=_uniques((*a.ce_qui_manque, *b.ce_qui_manque)),
        avant_le=min(jours, default=None),
        des_le=max(ouverts, default=None),
    )


def _uniques(dits: Iterable[Pourquoi]) -> tuple[Pourquoi, ...]:
    return tuple(dict.fromkeys(dits))


def _urgence(d: Decision) -> tuple[int, date, date]:
    return URGENCE[d.statut], d.avant_le or date.max, d.des_le or date.max


def _avec_contraires(affaire: Affaire, groupe: Decision, politique: Suivies) -> Decision:
    def rejouer(autre: Affaire) -> Sequence[Statut]:
        siennes = [c for c in _cibles(autre, politique) if c.noms == () or c.noms[0] in groupe.creances]
        return [decider(cible).statut for cible in siennes]

    return replace(groupe, contraires=tuple(contraires(affaire, groupe, rejouer)))
