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

Suite: TypeAlias = "Callable[[Noms, Morceaux, Any], None]"
Instruction: TypeAlias = "str | _ChampEcrit | _Si | Suite"
"""Un texte à recopier, ou ce qui écrit au bout d'un texte, d'après les noms visibles et l'état du rendu.

Un champ d'un groupe et une condition, presque tout ce que suit une lettre, ne coûtent aucun appel au rendu rapide.
"""


class _ChampEcrit(NamedTuple):
    """Imprime le champ d'un groupe; sans clé, un nom. `autrement`, ce qui n'est pas un texte, ou qui est long."""

    nom: str
    cle: str | None
    autrement: Suite


class _Cas(NamedTuple):
    """Un cas d'une condition : ce qu'il teste, et son corps. Un champ d'un groupe se lit par ses noms."""

    nom: str
    cle: str
    test: Lire
    corps: list[Instruction]


class _Si(NamedTuple):
    """Une condition : ses cas, dans l'ordre, et le corps d'aucun."""

    cas: list[_Cas]
    sinon: list[Instruction]


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
        elif type(instruction) is _ChampEcrit:
            nom, cle, autrement = instruction
            groupe = noms.get(nom)
            valeur = groupe.get(cle) if type(groupe) is dict else groupe if cle is None else None
            if type(valeur) is str and len(valeur) <= LONGUE:
                texte.append(dans_un_texte(valeur) if a_echapper(valeur) else valeur)
            else:
                autrement(noms, texte, etat)
        elif type(instruction) is _Si:
            cas, sinon = instruction
            for nom, cle, test, siens in cas:
                groupe = noms.get(nom)
                if groupe.get(cle) if type(groupe) is dict else test(noms):
                    _ecrire(siens, noms, texte, etat)
                    break
            else:
                if sinon:
                    _ecrire(sinon, noms, texte, etat)
        else:
            instruction(noms, texte, etat)  # type: ignore[operator]  # le reste est une fonction


def _corps(partition: list[Any], *, suivie: bool) -> list[Instruction]:
    return [_instruction(instruction, suivie=suivie) for instruction in partition]


def _instruction(instruction: Any, *, suivie: bool) -> Instruction:
    match instruction:
        case str():
            return instruction
        case ["imprimer", int(), ["champ", ["nom", str() as nom], str() as cle]] if not suivie:
            return _ChampEcrit(nom, cle, _imprimer(champ_d_un_nom(nom, cle), dans_un_texte, 0))
        case ["imprimer", int(), ["nom", str() as nom]] if not suivie:
            return _ChampEcrit(nom, None, _imprimer(lecteur(["nom", nom]), dans_un_texte, 0))
        case ["imprimer", int() as ligne, valeur]:
            ecrire = _imprimer_suivi if suivie else _imprimer
            return ecrire(lecteur(valeur), dans_un_texte, ligne)
        case ["attribut", int() as ligne, valeur]:
            ecrire = _imprimer_suivi if suivie else _imprimer
            return ecrire(lecteur(valeur), dans_un_attribut, ligne)
        case ["si", int() as ligne, [*cas], [*sinon]]:
            siens = [_Cas(*_noms(test), lecteur(test), _corps(corps, suivie=suivie)) for test, corps in cas]
            si = _Si(siens, _corps(sinon, suivie=suivie))
            return _suivi(si, ligne) if suivie else si
        case ["boucle", int() as ligne, str() as cible, liste, bool() as annoncee, [*corps], [*sinon]]:
            noms, compte = _noms(liste), _cite(corps, ["nom", "loop"])
            boucle = _Boucle(cible, *noms, lecteur(liste), annoncee, compte, _pose_un_nom(corps))
            return _repeter(boucle, _corps(corps, suivie=suivie), _corps(sinon, suivie=suivie), ligne if suivie else 0)
        case ["poser", int() as ligne, str() as nom, valeur]:
            return _poser(nom, lecteur(valeur), ligne if suivie else 0)
        case ["garnir", str() as genre, [*corps]]:
            return _garnir(_GARNITURES[genre], _corps(corps, suivie=suivie))
        case _:
            raise ValueError("Une partition n’a que des textes, des valeurs, des conditions et des boucles.")


def _imprimer(lire: Lire, echapper: Callable[[str], str], _: int) -> Suite:
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


def _imprimer_suivi(lire: Lire, echapper: Callable[[str], str], ligne: int) -> Instruction:
    """Imprime de même, mais note ce qui l'est et ce qui manque."""
    plat = echapper is dans_un_attribut

    def imprimer(noms: Noms, texte: Morceaux, etat: Impression) -> None:
        etat.ligne = ligne
        imprime = etat.imprimer(lire(noms), plat=plat)
        texte.append(echapper(imprime) if a_echapper(imprime) else imprime)

    return imprimer


def _noms(expression: Any) -> tuple[str, str]:
    """Le nom et la clé d'un champ d'un groupe; vides, de toute autre expression."""
    match expression:
        case ["champ", ["nom", str() as nom], str() as cle]:
            return nom, cle
        case _:
            return "", ""


def _suivi(si: _Si, ligne: int) -> Instruction:
    """La même condition, qui note où l'on en est."""
    seule: list[Instruction] = [si]

    def choisir(noms: Noms, texte: Morceaux, etat: Impression) -> None:
        etat.ligne = ligne
        _ecrire(seule, noms, texte, etat)

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
    nom: str
    cle: str
    lire: Lire
    annoncee: bool
    """La liste des champs la connaît : absente, elle est donc vide."""
    compte: bool
    """Son corps lit « loop »."""
    pose: bool
    """Son corps donne un nom à une valeur : ce nom ne passe pas d'un tour à l'autre."""


def _repeter(boucle: _Boucle, corps: list[Instruction], sinon: list[Instruction], ligne: int) -> Instruction:
    cible, nom, cle, lire, annoncee, compte, pose = boucle

    def repeter(noms: Noms, texte: Morceaux, etat: Any) -> None:
        if ligne:
            etat.ligne = ligne
        groupe = noms.get(nom)
        elements: Any = groupe.get(cle) if type(groupe) is dict else None
        if type(elements) is not list and type(elements := lire(noms)) is not list:
            elements = _aucun(elements, etat, annoncee=annoncee)
        if not elements:
            if sinon:
                _ecrire(sinon, noms, texte, etat)
            return
        combien = len(elements)
        etat.parcourir(combien)
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


def _aucun(valeur: object, etat: Compteur, *, annoncee: bool) -> list[object]:
    """Rien à parcourir, d'une liste absente. Lève ValeurBrute pour toute autre chose."""
    if not isinstance(valeur, Absente):
        raise ValeurBrute("Une boucle parcourt une valeur qui n’est pas une liste.")
    if not annoncee:
        etat.manquer_liste(valeur)
    return []
