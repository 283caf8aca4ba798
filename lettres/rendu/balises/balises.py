"""Balises : les trouve dans les paragraphes d'une partie, même coupées par Word en plusieurs « runs »."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from itertools import accumulate

from lettres.rendu.anomalies import Anomalie
from lettres.rendu.xml.arbre_xml import Element, P, runs_du_paragraphe, texte_du_paragraphe
from lettres.socle.classes import NamedTuple
from lettres.socle.constats import abreger
from lettres.socle.expression import Expression
from lettres.socle.places import DansWord

_FERMETURES = {"{{": "}}", "{%": "%}", "{#": "#}"}
_OUVRANTE = Expression(r"\{[{%#]")
ECHAPPEE = Expression(r"\{_\{|\}_\}|\{_%|%_\}")
"""Une accolade de la prose, écrite comme docxtpl le veut : « {_{ x }_} » imprime deux accolades."""
_ORPHELINE = Expression(r"[}%#]\}")
_SIMPLE = Expression(r"\{[^\W\d]\w*(?:\.\w+)*\}|\{\s*[^\W\d]\w*(?:\.\w+)+\s*\}")
# -- « 5 { et } » est de la prose : avec des espaces, il faut un point pour y reconnaître un champ --
_DEDANS = Expression(
    r"\{[{%#](?P<tiret>[-+]?)(?P<portee>(?:tr|tc|p|r)(?=[\s]))?(?P<contenu>.*?)(?P<fin>[-+]?)[}%#]\}", re.DOTALL
)

Noter = Callable[[Anomalie, DansWord], None]


class Balise(NamedTuple):
    """Une balise et l'endroit du modèle où elle se trouve."""

    texte: str
    genre: str
    portee: str
    contenu: str
    paragraphe: Element
    runs: tuple[Element, ...]
    place: DansWord

    @property
    def mot(self) -> str:
        """Le premier mot d'une instruction : `if`, `for`, `endif`…"""
        mots = self.contenu.split(None, 1)
        return mots[0] if self.genre == "{%" and mots else ""


def porte_une_balise(texte: str) -> bool:
    """Dit si un texte contient une accolade de balise, ouvrante ou fermante."""
    return bool(_OUVRANTE.search(texte))


def compter_ouvrantes(racine: Element) -> int:
    """Combien de balises une partie pourrait ouvrir, au plus."""
    return sum(1 for _ in _OUVRANTE.finditer("".join(racine.itertext())))


def balises_de_la_partie(racine: Element, partie: str, noter: Noter) -> list[Balise]:
    """Toutes les balises d'une partie, dans l'ordre; note celles qui sont mal ouvertes ou mal fermées."""
    trouvees: list[Balise] = []
    for numero, paragraphe in enumerate(racine.iter(P), start=1):
        texte = texte_du_paragraphe(paragraphe)
        if "{" not in texte and "}" not in texte:
            continue
        place = DansWord(partie, numero, texte=abreger(texte))
        trouvees.extend(_balises_du_paragraphe(paragraphe, texte, place, noter))
    return trouvees


def lire_balise(texte: str, paragraphe: Element, runs: tuple[Element, ...], ou: DansWord, debut: int) -> Balise:
    """Décompose `{%tr for x in y %}`, qui commence au signe `debut` de son paragraphe : genre, portée, contenu."""
    trouve = _DEDANS.fullmatch(texte)
    portee, contenu = (trouve["portee"] or "", trouve["contenu"].strip()) if trouve else ("", "")
    place = ou.au_passage(debut, debut + len(texte), abreger(texte))
    return Balise(texte, texte[:2], portee, contenu, paragraphe, runs, place)


def _balises_du_paragraphe(paragraphe: Element, texte: str, place: DansWord, noter: Noter) -> Iterator[Balise]:
    morceaux, fins = _bornes(paragraphe)
    prose = ECHAPPEE.sub("   ", texte)
    position = 0
    while True:
        ouvrante = _OUVRANTE.search(texte, position)
        _verifier_prose(prose, position, ouvrante.start() if ouvrante else len(texte), place, noter)
        if ouvrante is None:
            return
        debut, ouverture = ouvrante.start(), ouvrante.group()
        fermeture = _FERMETURES[ouverture]
        fin = texte.find(fermeture, debut + 2)
        # -- Une note du modèle peut citer une balise : rien n'y compte avant « #} » --
        suivante = _OUVRANTE.search(texte, debut + 2) if ouverture != "{#" or fin < 0 else None
        if fin < 0 or (suivante and suivante.start() < fin):
            arret = suivante.start() if suivante else len(texte)
            fautif = abreger(texte[debut:arret])
            noter(
                Anomalie(
                    "M201",
                    f"La balise « {fautif} » n’est jamais fermée.",
                    f"Ajoutez « {fermeture} » à la fin de la balise, dans le même paragraphe.",
                ),
                place.au_passage(debut, arret),
            )
            if suivante is None:
                return
            position = suivante.start()
            continue
        fin += len(fermeture)
        couverts = morceaux[bisect_right(fins, debut) : bisect_left(fins, fin) + 1]
        yield lire_balise(texte[debut:fin], paragraphe, tuple(couverts), place, debut)
        position = fin


def _verifier_prose(texte: str, debut: int, fin: int, place: DansWord, noter: Noter) -> None:
    """Note la première accolade fautive entre deux balises."""
    if orpheline := _ORPHELINE.search(texte, debut, fin):
        message = f"« {orpheline.group()} » ferme une balise qui n’a pas été ouverte."
        remede = "Ouvrez la balise avec « {{ » ou « {% », ou retirez ces accolades."
        noter(Anomalie("M202", message, remede), place.au_passage(*orpheline.span()))
    elif simple := _SIMPLE.search(texte, debut, fin):
        message = f"« {simple.group()} » n’a qu’une accolade de chaque côté."
        noter(Anomalie("M203", message, f"Écrivez {{{simple.group()}}}."), place.au_passage(*simple.span()))


def _bornes(paragraphe: Element) -> tuple[list[Element], list[int]]:
    """Les `w:t` d'un paragraphe et la position où chacun finit."""
    morceaux = [t for t in runs_du_paragraphe(paragraphe) if t.text]
    return morceaux, list(accumulate(len(t.text) for t in morceaux))
