"""Exécution : une partition et des valeurs donnent un texte. Ce module dit ce que fait chaque instruction.

Monter une partition en fait des fonctions, une fois; les suivre ne fait que lire des champs, choisir, répéter et
imprimer. Rien d'autre n'existe ici : une partition, d'où qu'elle vienne, ne peut rien faire de plus, et ce qui n'est
pas une instruction connue est refusé au montage. L'échappement n'est pas une option : il est dans « imprimer ».

Deux exécutions d'une même partition. La rapide n'imprime que des textes et des entiers, et renonce au premier imprévu;
la suivie retient tout ce qu'elle imprime, où elle en est, et sait dire le chemin de ce qui manque.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from lettres.rendu.balises.impression import LONGUE, Absente, Compteur, Impression, RenduTropGros, Renoncer, ValeurBrute
from lettres.rendu.balises.reperes import CELLULE, CONTENANT, TABLEAU
from lettres.rendu.moteur.expressions import Lire, Noms, champ_d_un_nom, lecteur
from lettres.rendu.xml.echappement import a_echapper, dans_un_attribut, dans_un_texte
from lettres.socle.classes import NamedTuple

PARTIE_MAX = 40_000_000
"""Caractères d'une partie remplie : un tableau de dix mille rangées y tient largement."""

_PAQUET = 256

Instruction: TypeAlias = "str | Callable[[Noms, Morceaux, Any], None]"
"""Un texte à recopier, ou ce qui écrit au bout d'un texte, d'après les noms visibles et l'état du rendu."""


class Morceaux(list[str]):
    """Un texte qui s'écrit, par morceaux; une boucle ne peut le faire grossir sans fin."""

    __slots__ = ("_mesures", "_taille", "a_mesurer")

    def __init__(self, debut: str) -> None:
        self.append(debut)
        self._taille = self._mesures = 0
        self.a_mesurer = _PAQUET
        """Le nombre de morceaux à partir duquel les mesurer."""

    def mesurer(self) -> None:
        """Compte les signes de ce qui s'est écrit. Lève RenduTropGros."""
        self._taille += sum(map(len, self[self._mesures :]))
        self._mesures = len(self)
        self.a_mesurer = self._mesures + _PAQUET
        if self._taille > PARTIE_MAX:
            raise RenduTropGros


class Execution:
    """Une partition montée. Immuable : plusieurs fils la suivent en même temps.

    Lève ValueError, TypeError ou KeyError si la partition n'en est pas une.
    """

    __slots__ = ("_corps", "_pose")

    def __init__(self, partition: list[Any], *, suivie: bool) -> None:
        self._corps = _corps(partition, suivie=suivie)
        self._pose = _pose_un_nom(partition)

    def suivre(self, valeurs: Noms, etat: Compteur, debut: str = "") -> str:
        """Le texte, après `debut`; seul `etat`, qui ne sert qu'à cet appel, garde quelque chose."""
        texte = Morceaux(debut)
        _ecrire(self._corps, dict(valeurs) if self._pose else valeurs, texte, etat)
        return "".join(texte)


def _ecrire(corps: list[Instruction], noms: Noms, texte: Morceaux, etat: Compteur) -> None:
    for instruction in corps:
        if type(instruction) is str:
            texte.append(instruction)
        else:
            instruction(noms, texte, etat)  # type: ignore[operator]  # ce qui n'est pas un texte est une fonction


def _corps(partition: list[Any], *, suivie: bool) -> list[Instruction]:
    return [_instruction(instruction, suivie=suivie) for instruction in partition]


def _instruction(instruction: Any, *, suivie: bool) -> Instruction:
    match instruction:
        case str():
            return instruction
        case ["imprimer", int(), ["champ", ["nom", str() as nom], str() as cle]] if not suivie:
            return _imprimer_un_champ(nom, cle, dans_un_texte)
        case ["imprimer", int() as ligne, valeur]:
            ecrire = _imprimer_suivi if suivie else _imprimer
            return ecrire(lecteur(valeur), dans_un_texte, ligne)
        case ["attribut", int() as ligne, valeur]:
            ecrire = _imprimer_suivi if suivie else _imprimer
            return ecrire(lecteur(valeur), dans_un_attribut, ligne)
        case ["si", int() as ligne, [*cas], [*sinon]]:
            branches = [(lecteur(test), _corps(corps, suivie=suivie)) for test, corps in cas]
            return _choisir(branches, _corps(sinon, suivie=suivie), ligne if suivie else 0)
        case ["boucle", int() as ligne, str() as cible, liste, bool() as annoncee, [*corps], [*sinon]]:
            boucle = _Boucle(
                cible,
                _parcourir(lecteur(liste), annoncee=annoncee),
                _cite(corps, ["nom", "loop"]),
                _pose_un_nom(corps),
            )
            return _repeter(boucle, _corps(corps, suivie=suivie), _corps(sinon, suivie=suivie), ligne if suivie else 0)
        case ["poser", int() as ligne, str() as nom, valeur]:
            return _poser(nom, lecteur(valeur), ligne if suivie else 0)
        case ["garnir", str() as genre, [*corps]]:
            return _garnir(_GARNITURES[genre], _corps(corps, suivie=suivie))
        case _:
            raise ValueError("Une partition n’a que des textes, des valeurs, des conditions et des boucles.")


def _imprimer(lire: Lire, echapper: Callable[[str], str], _: int) -> Instruction:
    """Imprime un texte ou un entier, échappé pour l'endroit où il est; renonce à tout le reste."""

    def imprimer(noms: Noms, texte: Morceaux, etat: Compteur) -> None:
        valeur = lire(noms)
        if type(valeur) is str:
            if len(valeur) > LONGUE:
                etat.peser(len(valeur))
            texte.append(echapper(valeur) if a_echapper(valeur) else valeur)
        elif type(valeur) is int:
            texte.append(str(valeur))
        else:
            raise Renoncer

    return imprimer


def _imprimer_un_champ(nom: str, cle: str, echapper: Callable[[str], str]) -> Instruction:
    """La même, pour presque tout ce qu'imprime une lettre : le champ d'un groupe."""
    autrement: Any = _imprimer(champ_d_un_nom(nom, cle), echapper, 0)

    def imprimer(noms: Noms, texte: Morceaux, etat: Compteur) -> None:
        try:
            valeur = noms[nom][cle]  # type: ignore[index]  # ce qui n'est pas un groupe lève TypeError
        except (KeyError, TypeError):
            raise Renoncer from None
        if type(valeur) is str and len(valeur) <= LONGUE and not a_echapper(valeur):
            texte.append(valeur)
        else:
            autrement(noms, texte, etat)

    return imprimer


def _imprimer_suivi(lire: Lire, echapper: Callable[[str], str], ligne: int) -> Instruction:
    """Imprime de même, mais note ce qui l'est et ce qui manque."""
    plat = echapper is dans_un_attribut

    def imprimer(noms: Noms, texte: Morceaux, etat: Impression) -> None:
        etat.ligne = ligne
        imprime = etat.imprimer(lire(noms), plat=plat)
        texte.append(echapper(imprime) if a_echapper(imprime) else imprime)

    return imprimer


def _choisir(branches: list[tuple[Lire, list[Instruction]]], sinon: list[Instruction], ligne: int) -> Instruction:
    def choisir(noms: Noms, texte: Morceaux, etat: Any) -> None:
        if ligne:
            etat.ligne = ligne
        for test, corps in branches:
            if test(noms):
                _ecrire(corps, noms, texte, etat)
                return
        _ecrire(sinon, noms, texte, etat)

    return choisir


def _poser(nom: str, lire: Lire, ligne: int) -> Instruction:
    """Donne un nom à une valeur, jusqu'à la fin du tour ou de la partie."""

    def poser(noms: Noms, _: Morceaux, etat: Any) -> None:
        if ligne:
            etat.ligne = ligne
        noms[nom] = lire(noms)  # type: ignore[index]  # une partition qui pose un nom a sa propre copie des noms

    return poser


class _Boucle(NamedTuple):
    """Ce qu'une boucle parcourt, et le nom qu'elle donne à chaque élément."""

    cible: str
    parcourir: Callable[[Noms, Compteur], list[object]]
    compte: bool
    """Son corps lit « loop »."""
    pose: bool
    """Son corps donne un nom à une valeur : ce nom ne passe pas d'un tour à l'autre."""


def _repeter(boucle: _Boucle, corps: list[Instruction], sinon: list[Instruction], ligne: int) -> Instruction:
    cible, parcourir, compte, pose = boucle

    def repeter(noms: Noms, texte: Morceaux, etat: Any) -> None:
        if ligne:
            etat.ligne = ligne
        elements = parcourir(noms, etat)
        if not elements:
            _ecrire(sinon, noms, texte, etat)
            return
        combien = len(elements)
        dedans = dict(noms)
        for rang, valeur in enumerate(elements, start=1):
            if pose:
                dedans = dict(noms)
            dedans[cible] = valeur
            if compte:
                ou = {"index": rang, "index0": rang - 1, "first": rang == 1, "last": rang == combien}
                dedans["loop"] = {**ou, "length": combien}
            _ecrire(corps, dedans, texte, etat)
            if len(texte) > texte.a_mesurer:
                texte.mesurer()

    return repeter


def _garnir(completer: Callable[[Morceaux, int], None], corps: list[Instruction]) -> Instruction:
    def garnir(noms: Noms, texte: Morceaux, etat: Any) -> None:
        debut = len(texte)
        _ecrire(corps, noms, texte, etat)
        completer(texte, debut)

    return garnir


_PARAGRAPHE_VIDE = "<w:p/>"
_RANGEES = ("<w:tr>", "<w:tr ")


def _finir_la_cellule(texte: Morceaux, debut: int) -> None:
    """Une cellule finit par un paragraphe."""
    derniere = _derniere_marque(texte, debut)
    if not derniere.startswith("</w:p>") and not (derniere.startswith("<w:p") and derniere[4:5] in " /"):
        texte.append(_PARAGRAPHE_VIDE)


def _remplir_le_contenant(texte: Morceaux, debut: int) -> None:
    """Un en-tête, une note, un contrôle a un paragraphe ou un tableau."""
    if not _derniere_marque(texte, debut):
        texte.append(_PARAGRAPHE_VIDE)


def _retirer_le_tableau(texte: Morceaux, debut: int) -> None:
    """Un tableau sans rangée n'est pas un tableau."""
    if not any(rangee in morceau for morceau in texte[debut:] for rangee in _RANGEES):
        del texte[debut:]


_GARNITURES = {CELLULE: _finir_la_cellule, CONTENANT: _remplir_le_contenant, TABLEAU: _retirer_le_tableau}


def _derniere_marque(texte: Morceaux, debut: int) -> str:
    """Le dernier élément ouvert ou fermé depuis `debut`; vide s'il n'y en a pas."""
    for rang in range(len(texte) - 1, debut - 1, -1):
        ouvre = texte[rang].rfind("<")
        if ouvre >= 0:
            return texte[rang][ouvre:]
    return ""


def _cite(donnees: Any, expression: list[Any]) -> bool:
    """Dit si une expression se trouve quelque part dans une partition."""
    return isinstance(donnees, list) and (donnees == expression or any(_cite(d, expression) for d in donnees))


def _pose_un_nom(partition: Any) -> bool:
    """Dit si une partition donne un nom à une valeur."""
    return isinstance(partition, list) and (partition[:1] == ["poser"] or any(map(_pose_un_nom, partition)))


def _parcourir(lire: Lire, *, annoncee: bool) -> Callable[[Noms, Compteur], list[object]]:
    """Une liste pour une boucle; `annoncee` : la liste des champs la connaît, absente elle est donc vide."""

    def parcourir(noms: Noms, etat: Compteur) -> list[object]:
        valeur = lire(noms)
        if type(valeur) is list:
            etat.parcourir(len(valeur))
            return valeur
        if isinstance(valeur, Absente):
            if not annoncee:
                etat.manquer_liste(valeur)
            return []
        raise ValeurBrute("Une boucle parcourt une valeur qui n’est pas une liste.")

    return parcourir
