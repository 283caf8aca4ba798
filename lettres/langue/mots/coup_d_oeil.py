"""Coup d'œil : dit d'une lettre, ou des textes d'un dossier, qu'aucun mot interdit ne s'y trouve.

De lettre en lettre, un modèle écrit les mêmes paragraphes, et d'un dossier à l'autre reviennent les mêmes titres : ce
qu'on y a trouvé, d'ordinaire rien, se retient, et seul ce que le dossier y met, ou touche, se lit, d'une traite. Ce
regard n'excuse que ce que l'examen excuserait aussi : là où il ne voit rien, l'examen ne verrait rien; au moindre doute
il le dit, et la lettre, ou le texte, s'examine tout entier.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache, reduce
from itertools import repeat
from operator import or_

from lettres.langue.mots.citations import (
    PORTEE_DU_DEUX_POINTS,
    attribue_plus_loin,
    cite,
    guillemets_appareilles,
)
from lettres.langue.mots.eveil import RAPPORTES, ChampDeTexte, Nom, qui_lisent_les_lignes
from lettres.langue.mots.examen import ContexteDesMots, a_un_numero, excepte, lire, ou_il_est, vise_la_reputation
from lettres.langue.mots.motifs import Motif, SorteDeChamp, famille_de, motif_de
from lettres.langue.mots.normalisation import ALINEA, PASSAGE, normaliser
from lettres.langue.mots.numeros import porte_une_cle_juste
from lettres.langue.pliage import Memoire

UNE_LIGNE_VIDE = "\n\n"
_ENTRE = f"{UNE_LIGNE_VIDE}{PASSAGE}{UNE_LIGNE_VIDE}"
"""Entre deux passages lus ensemble : ni phrase, ni motif ne va de l’un à l’autre."""
_BORNES = f" {ALINEA}{PASSAGE}"
_PRES = 1000
"""Bien plus de signes qu’un numéro n’en regarde autour de lui."""
_Lu = tuple[Sequence[Nom], str, int, bool]
"""D'un passage, les motifs qui s'y trouvent sans que ses propres mots les excusent; puis, pour ce qui passe d'un alinéa
à l'autre, ses lignes, les jeux d'indices que ses mots donnent, et s'il porte peut-être un numéro privé, selon ce qui en
précède les chiffres."""
_Dit = tuple[str, SorteDeChamp]
"""Le texte d'un dossier, et ce qu'il a à dire."""

_de_lettres: Memoire[str, _Lu] = Memoire()


@cache
def _de_dossiers(_champ: SorteDeChamp) -> Memoire[str, Sequence[Nom]]:
    """Des textes d'un même champ, les motifs qui s'y trouvent."""
    return Memoire()


def rien_a_redire(
    paragraphes: Sequence[str], *, lettre: str, nature: str, consommateur: bool, membre_du_barreau: bool
) -> bool:
    """Dit qu'`examiner` ne trouve rien dans ces paragraphes, une ligne vide après chacun; « non » n'affirme rien."""
    contexte = ContexteDesMots(lettre, consommateur, membre_du_barreau, vise_la_reputation(lettre, nature))
    passages = _qui_se_tiennent(paragraphes)
    lus = {p: _de_lettres[p] for p in passages}
    if neufs := [p for p, lu in lus.items() if lu is None]:
        for p, lu in zip(neufs, _lire(neufs, repeat(None)), strict=False):
            lus[p] = lu
            _de_lettres.noter(p, lu)
    vus = 0
    for rang, p in enumerate(passages):
        lu = lus[p]
        if lu is None:
            return False
        noms, _, siens, juste = lu
        if noms and _concernent(noms, contexte):
            return False
        if juste and a_un_numero(normaliser(_autour(passages, rang)), contexte):
            return False
        vus |= siens
    a_cheval = [motif_de(*nom) for nom in _des_lignes(vus)[1] if contexte.concerne(famille_de(nom[0]))]
    lignes = _bout_a_bout([lus[p][1] for p in passages]) if a_cheval else ""
    return not any(_se_lit(motif, lignes) for motif in a_cheval)


def a_examiner(textes: Iterable[_Dit], contexte: ContexteDesMots) -> set[_Dit]:
    """De textes, chacun avec ce qu'il a à dire, ceux où `examiner`, qui les lit un à un, peut trouver quelque chose."""
    trouves = {dit: _de_dossiers(dit[1])[dit[0]] for dit in textes}
    if neufs := [dit for dit, noms in trouves.items() if noms is None]:
        lus = _lire([texte for texte, _ in neufs], [champ for _, champ in neufs])
        for dit, (noms, lignes, vus, juste) in zip(neufs, lus, strict=False):
            if not juste:
                texte, champ = dit
                trouves[dit] = noms = (*noms, *[nom for nom in _des_lignes(vus)[1] if _se_lit(motif_de(*nom), lignes)])
                _de_dossiers(champ).noter(texte, noms)
    return {dit for dit, noms in trouves.items() if noms is None or (noms and _concernent(noms, contexte))}


def _bout_a_bout(passages: Sequence[str]) -> str:
    return UNE_LIGNE_VIDE.join([*passages, ""])


def _autour(passages: Sequence[str], rang: int) -> str:
    """Ce passage, avec ce qui le précède et le suit d'assez près pour dire de quoi ses chiffres sont le numéro."""
    avant, apres = _bout_a_bout(passages[:rang])[-_PRES:], _bout_a_bout(passages[rang + 1 : rang + 2])[:_PRES]
    return _bout_a_bout([avant, passages[rang], apres])


def _qui_se_tiennent(paragraphes: Sequence[str]) -> Sequence[str]:
    """Chaque paragraphe; ou ceux qui se suivent, quand l'un cite et qu'un autre peut dire de qui."""
    if not cite(UNE_LIGNE_VIDE.join(paragraphes)):
        return paragraphes
    citent = [*map(cite, paragraphes)]
    passages: list[str] = []
    debut, dernier = 0, len(paragraphes)
    for rang, p in enumerate(paragraphes, 1):
        attribue = ":" in p[-PORTEE_DU_DEUX_POINTS:] and attribue_plus_loin(p)
        if rang < dernier and (attribue or (citent[rang - 1] and citent[rang])):
            continue
        suite = paragraphes[debut:rang]
        passages += [UNE_LIGNE_VIDE.join(suite)] if True in citent[debut:rang] else suite
        debut = rang
    return passages


def _lire(passages: Sequence[str], champs: Iterable[ChampDeTexte]) -> list[_Lu]:
    """Ce que l'on retient de chaque passage; rien d'aucun, s'ils ne se lisent pas ensemble."""
    texte = _ENTRE.join(passages)
    if cite(texte) and not all(map(_referme_ses_guillemets, passages)):
        return []
    entier, lu, lus = lire(texte, champs, PASSAGE)
    if len(lus) != len(passages):
        return []
    trouves: defaultdict[int, list[Nom]] = defaultdict(list)
    for rang, (debut, fin, _, noms) in enumerate(lus):
        # -- rien de ce qui le borne : un texte lu seul n'en a pas, et une phrase se juge aussi à sa longueur --
        passage = lu.texte[debut:fin].strip(_BORNES)
        for nom in noms:
            # -- l'amorce d'une famille peut être dans un autre paragraphe : on ne la lui demande pas --
            if nom != RAPPORTES and _se_trouve(motif_de(*nom), passage):
                trouves[rang].append(nom)
    vus = [siens for _, _, siens, _ in lus]
    toutes = lu.lignes()
    lignes = toutes.split(_ENTRE)
    for nom in _des_lignes(reduce(or_, vus))[0]:
        motif = motif_de(*nom)
        if ou_il_est(motif, toutes):
            for rang, siennes in enumerate(lignes):
                if _se_trouve(motif, siennes):
                    trouves[rang].append(nom)
    # -- l'un d'eux en a une : on regarde lesquels --
    entiers = entier.texte.split(PASSAGE) if porte_une_cle_juste(entier.texte) else ()
    justes = map(porte_une_cle_juste, entiers) if entiers else repeat(False)
    siens = [trouves.get(rang, ()) for rang in range(len(lus))] if trouves else repeat(())
    return [*zip(siens, lignes, vus, justes, strict=False)]


def _referme_ses_guillemets(passage: str) -> bool:
    return not cite(passage) or all(map(guillemets_appareilles, passage.split(UNE_LIGNE_VIDE)))


def _se_trouve(motif: Motif, passage: str) -> bool:
    """Dit si le motif se trouve dans un passage qui ne l'excuse pas."""
    trouves = ou_il_est(motif, passage)
    return bool(trouves) and not all(excepte(motif, passage, debut, fin) for debut, fin in trouves)


def _concernent(noms: Iterable[Nom], contexte: ContexteDesMots) -> bool:
    """Dit si l'un de ces motifs s'applique à cette lettre."""
    return any(contexte.concerne(famille_de(code)) for code, _ in noms)


@lru_cache(maxsize=256)
def _des_lignes(vus: int) -> tuple[list[Nom], list[Nom]]:
    """Les motifs qui lisent les lignes et que ces mots éveillent : ceux d'un alinéa, ceux qui en passent plusieurs."""
    noms = sorted(qui_lisent_les_lignes(vus, "tous"))
    a_cheval = [nom for nom in noms if motif_de(*nom).passe_un_alinea]
    return [nom for nom in noms if nom not in a_cheval], a_cheval


def _se_lit(motif: Motif, lignes: str) -> bool:
    return motif.peut_se_trouver(lignes) and motif.motif.search(lignes) is not None
