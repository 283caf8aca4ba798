"""Coup d'œil : dit d'une lettre, ou de textes lus ensemble, qu'aucun mot interdit ne s'y trouve.

De lettre en lettre, un modèle écrit les mêmes paragraphes : ceux où il n'y avait rien se retiennent, et seul ce que le
dossier y met, ou touche, se lit. Ce regard n'excuse que ce que l'examen excuserait aussi : là où il ne voit rien,
l'examen ne verrait rien; au moindre doute il répond non, et la lettre s'examine tout entière.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import reduce
from operator import or_

from lettres.langue.mots.citations import attribue_plus_loin, cite, guillemets_appareilles
from lettres.langue.mots.eveil import Recherche, eveilles_par, recherches
from lettres.langue.mots.examen import (
    ContexteDesMots,
    a_un_numero,
    eveillees,
    excepte,
    lire,
    ou_il_se_trouve,
    vise_la_reputation,
)
from lettres.langue.mots.motifs import Motif, SorteDeChamp
from lettres.langue.mots.normalisation import normaliser
from lettres.langue.mots.numeros import porte_une_cle_juste
from lettres.langue.pliage import COURT, GARDES
from lettres.socle.classes import NamedTuple

UNE_LIGNE_VIDE = "\n\n"
_PRES = 1000
"""Bien plus de signes qu’un numéro n’en regarde autour de lui."""


class _Pur(NamedTuple):
    """Un passage où rien ne se trouve, et ce dont la lettre a besoin pour ce qui passe d'un alinéa à l'autre."""

    lignes: str
    vus: int
    """Les jeux d'indices que ses mots donnent, au moins."""
    cle_juste: bool
    """Il porte peut-être des chiffres qui seraient un numéro privé, selon ce qui les précède."""


_purs: dict[ContexteDesMots, dict[str, _Pur]] = {}


def rien_a_redire(
    paragraphes: Sequence[str], *, lettre: str, nature: str, consommateur: bool, membre_du_barreau: bool
) -> bool:
    """Dit qu'`examiner` ne trouve rien dans ces paragraphes, une ligne vide après chacun; « non » n'affirme rien."""
    contexte = ContexteDesMots(lettre, consommateur, membre_du_barreau, vise_la_reputation(lettre, nature))
    connus = _purs.setdefault(contexte, {})
    passages = list(_qui_se_tiennent(paragraphes))
    purs = {p: connus[p] for p in passages if p in connus}
    if len(purs) < len(passages):
        # -- qui cite se lit seul, avec ce qui l'entoure; le reste, d'une traite --
        neufs = [p for p in dict.fromkeys(passages) if p not in purs]
        sans_citation = [p for p in neufs if not cite(p)]
        for ensemble in filter(None, [sans_citation, *([p] for p in neufs if cite(p))]):
            if (lus := _lire(ensemble, contexte)) is None:
                return False
            purs.update(zip(ensemble, lus, strict=True))
        if len(connus) > GARDES:
            connus.clear()
        connus.update((p, purs[p]) for p in neufs if len(p) <= COURT)
    lus = [purs[p] for p in passages]
    justes = (_autour(passages, rang) for rang, pur in enumerate(lus) if pur.cle_juste)
    if any(a_un_numero(normaliser(passage), contexte) for passage in justes):
        return False
    a_cheval = _a_cheval(lus, contexte)
    return not a_cheval or not _se_lisent(a_cheval, _bout_a_bout([pur.lignes for pur in lus]))


def a_examiner(textes: Sequence[str], champ: SorteDeChamp, contexte: ContexteDesMots) -> Collection[str]:
    """De textes qui ont la même chose à dire, ceux où `examiner`, qui les lit un à un, peut trouver quelque chose.

    D'ordinaire, ceux qui citent seulement : ce qui entoure une citation dit de qui elle est.
    """
    sans_citation = [texte for texte in textes if not cite(texte)]
    lus = _lire(sans_citation, contexte, champ) if len(sans_citation) > 1 else None
    if lus is None:
        return textes
    for lu in lus:
        if lu.cle_juste or _se_lisent(_a_cheval([lu], contexte, champ), lu.lignes):
            return textes
    return [texte for texte in textes if cite(texte)]


def _bout_a_bout(passages: Sequence[str]) -> str:
    return UNE_LIGNE_VIDE.join([*passages, ""])


def _autour(passages: Sequence[str], rang: int) -> str:
    """Ce passage, avec ce qui le précède et le suit d'assez près pour dire de quoi ses chiffres sont le numéro."""
    avant, apres = _bout_a_bout(passages[:rang])[-_PRES:], _bout_a_bout(passages[rang + 1 : rang + 2])[:_PRES]
    return _bout_a_bout([avant, passages[rang], apres])


def _qui_se_tiennent(paragraphes: Sequence[str]) -> Iterator[str]:
    """Chaque paragraphe; ou ceux qui se suivent, quand l'un peut dire de qui est ce que l'autre cite."""
    ensemble: list[str] = []
    avant_cite = avant_attribue = False
    for p in paragraphes:
        p_cite = cite(p)
        if ensemble and not avant_attribue and not (avant_cite and p_cite):
            yield UNE_LIGNE_VIDE.join(ensemble)
            ensemble = []
        ensemble.append(p)
        avant_cite, avant_attribue = p_cite, attribue_plus_loin(p)
    if ensemble:
        yield UNE_LIGNE_VIDE.join(ensemble)


def _lire(passages: Sequence[str], contexte: ContexteDesMots, champ: SorteDeChamp | None = None) -> list[_Pur] | None:
    """Ces passages, si aucun n'a de motif que son propre alinéa n'excuse; d'eux, un seul cite, ou aucun."""
    texte = _bout_a_bout(passages)
    if cite(texte) and not all(map(guillemets_appareilles, texte.split(UNE_LIGNE_VIDE))):
        return None
    entier, lu, lus = lire(texte, champ)
    lignes = lu.lignes()
    for famille, utiles in eveillees(recherches(lus, champ), contexte):
        for recherche in utiles:
            # -- l'amorce d'une famille peut être dans un autre paragraphe : on ne la lui demande pas --
            motif = famille.motif(recherche.rang)
            if not motif.passe_un_alinea and _se_trouve(motif, lignes if motif.lignes else lu.texte, recherche):
                return None
    vus = [alinea.vus for alinea in lus]
    if len(vus) != len(passages):
        vus = [reduce(or_, vus, 0)] * len(passages)
    # -- l'une d'elles en a une : on regarde lesquels --
    une = porte_une_cle_juste(entier.texte)
    justes = [une and porte_une_cle_juste(normaliser(passage).texte) for passage in passages]
    return [_Pur(*lu) for lu in zip(_decouper(lignes, passages), vus, justes, strict=True)]


def _decouper(lignes: str, passages: Sequence[str]) -> Iterator[str]:
    """Ce que chaque passage est devenu, signe pour signe, dans les lignes de tous."""
    place = 0
    for passage in passages:
        yield lignes[place : place + len(passage)]
        place += len(passage) + len(UNE_LIGNE_VIDE)


def _se_trouve(motif: Motif, source: str, recherche: Recherche) -> bool:
    """Dit si le motif se trouve sans que son propre alinéa l'excuse."""
    for debut, fin in ou_il_se_trouve(motif, source, recherche):
        de, a = recherche.debut, recherche.fin
        if motif.lignes:
            de, a = source.rfind(UNE_LIGNE_VIDE, 0, debut) + 1, source.find(UNE_LIGNE_VIDE, fin)
        if not excepte(motif, source[de:a], debut - de, fin - de):
            return True
    return False


def _a_cheval(purs: Sequence[_Pur], contexte: ContexteDesMots, champ: SorteDeChamp | None = None) -> list[Motif]:
    """Les motifs que ces mots éveillent et qui passent un alinéa, ou ne se lisent que dans les derniers."""
    vus = reduce(or_, [pur.vus for pur in purs], 0)
    eveilles = eveillees(eveilles_par(vus, champ), contexte)
    motifs = (famille.motif(rang) for famille, utiles in eveilles for rang in {r.rang for r in utiles})
    return [motif for motif in motifs if motif.passe_un_alinea]


def _se_lisent(motifs: Sequence[Motif], lignes: str) -> bool:
    return any(motif.peut_se_trouver(lignes) and motif.motif.search(lignes) for motif in motifs)
