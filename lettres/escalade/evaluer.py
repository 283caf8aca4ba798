"""Évaluer : une décision par créance, réunies quand elles sont au même pas; et ce qui changerait chacune."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from lettres.affaire import Affaire
from lettres.escalade.cible import Cible
from lettres.escalade.connues import Politiques, ne_relance_pas
from lettres.escalade.decision import URGENCE, Decision, Pourquoi, Statut
from lettres.escalade.offerte import MANQUE
from lettres.escalade.ordre import decider, manques
from lettres.escalade.politique import AUCUNE, Politique
from lettres.escalade.retenues import EN_PARTIE, politique_inconnue
from lettres.langue.ecriture import jour
from lettres.socle.classes import NamedTuple, replace

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
    groupes = [(_avec_manques(affaire, groupe, politique), groupe.cibles) for groupe in _groupes(affaire, politique)]

    from lettres.escalade.contraires import contraires  # -- choisir une lettre, ou dire quand revenir, s'en passe --

    changent = contraires(affaire, groupes)
    toutes = tuple(replace(d, contraires=siens) for (d, _), siens in zip(groupes, changent, strict=True))
    return replace(toutes[0], toutes=toutes)


def situer(affaire: Affaire, *, politique: Suivies = None, relire: bool = False) -> Decision:
    """La décision la plus urgente, et les autres, sans ce qui les changerait : assez pour choisir une lettre."""
    toutes = tuple(classer(affaire, politique=politique, relire=relire))
    return replace(toutes[0], toutes=toutes)


def classer(affaire: Affaire, *, politique: Suivies = None, relire: bool = False) -> list[Decision]:
    """Une décision par groupe, de la plus urgente à la moins, sans ce qui la changerait; lève comme `evaluer`."""
    _exiger_un_jour_qui_suit(affaire, relire=relire)
    return [_avec_manques(affaire, groupe, politique) for groupe in _groupes(affaire, politique)]


def _exiger_un_jour_qui_suit(affaire: Affaire, *, relire: bool) -> None:
    if not relire and (derniere := derniere_inscription(affaire)) is not None and affaire.au < derniere:
        raise ValueError(journal_plus_loin(derniere, affaire.au))


def journal_plus_loin(derniere: date, au: date) -> str:
    """Ce que l'on répond d'un jour où l'on ne savait pas encore ce qui est inscrit."""
    return f"Le journal va jusqu’au {jour(derniere)} : le {jour(au)}, on n’en savait pas tant."


def derniere_inscription(affaire: Affaire) -> date | None:
    """Le jour de la dernière inscription du journal : lettre, suite, paiement ou clôture; une suspension se prévoit."""
    lignes = affaire.inscriptions
    jours = [
        *(jour for _, e in (*lignes.envois, *lignes.revenus) for jour in (e.date, e.recu_le) if jour is not None),
        *(s.date for _, s in lignes.suites),
        *(p.date for _, p in (*lignes.paiements, *lignes.impayes) if p.date is not None),
        *(c.date for _, c in lignes.clotures),
    ]
    return max(jours, default=None)


class _Groupe(NamedTuple):
    """Des créances de même réponse, et la décision qu'elles partagent."""

    decision: Decision
    cibles: tuple[Cible, ...]


def _connues(politique: Suivies) -> Politiques:
    return politique if isinstance(politique, Politiques) else Politiques(imposee=politique)


def _cibles(affaire: Affaire, politique: Suivies) -> list[Cible]:
    """Chaque créance, ou l'affaire entière."""
    dossier = affaire.dossier
    connues = _connues(politique)
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


def _groupes(affaire: Affaire, politique: Suivies) -> list[_Groupe]:
    """Réunit les créances à relancer au même pas, et celles qui ont même réponse, mêmes raisons et même jour."""
    groupes: defaultdict[object, list[tuple[Cible, Decision]]] = defaultdict(list)
    for cible in _cibles(affaire, politique):
        decision = decider(cible)
        groupes[_cle(decision)].append((cible, decision))
    return sorted((_Groupe(_reunir([d for _, d in g]), tuple(c for c, _ in g)) for g in groupes.values()), key=_urgence)


def _cle(d: Decision) -> object:
    quand = None if d.statut is Statut.DUE else d.des_le
    # -- une part contestée ne sépare pas ce qui attend ensemble : le reste est au même pas --
    separent = d.raisons if d.statut is Statut.A_REVOIR else [r for r in d.raisons if r.code != EN_PARTIE]
    # -- d'un plan manqué, la lettre ne demande que son versement : ce qu'il n'étale pas a la sienne --
    codes = (r.code for r in separent)
    raisons = tuple(code for code in codes if d.statut is not Statut.DUE or code == MANQUE)
    return d.statut, d.echelon and d.echelon.code, d.politique, quand, raisons


def _reunir(decisions: Sequence[Decision]) -> Decision:
    premiere, *autres = decisions
    if not autres:
        return premiere
    return replace(
        premiere,
        creances=tuple(nom for d in decisions for nom in d.creances),
        raisons=tuple(dict.fromkeys(raison for d in decisions for raison in d.raisons)),
        ce_qui_manque=tuple(dict.fromkeys(manque for d in decisions for manque in d.ce_qui_manque)),
        avant_le=min((d.avant_le for d in decisions if d.avant_le is not None), default=None),
        prescription=min((d.prescription for d in decisions if d.prescription is not None), default=None),
        des_le=max((d.des_le for d in decisions if d.des_le is not None), default=None),
    )


def _urgence(groupe: _Groupe) -> tuple[int, bool, date, date]:
    """D'un même statut, une lettre passe devant une action, qui attend qu'une personne la fasse : elle la cacherait."""
    d = groupe.decision
    return URGENCE[d.statut], d.action is not None, d.avant_le or date.max, d.des_le or date.max


def _avec_manques(affaire: Affaire, groupe: _Groupe, politique: Suivies) -> Decision:
    d = groupe.decision
    if d.lettre is None or d.echelon is None:
        return d
    return replace(
        d,
        ce_qui_manque=tuple(manques(affaire, d.echelon, {cible.rang for cible in groupe.cibles}, _connues(politique))),
    )
