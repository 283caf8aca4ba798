"""Clauses : un modèle en paragraphes et en rangées, chacun avec ses mots, ses champs, et ce qui le fait s'imprimer.

Deux clauses sont les mêmes quand on y lit la même chose : ni le découpage de Word, ni les guillemets, ni les traits ou
les espaces insécables n'y changent rien.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby, takewhile

from jinja2 import TemplateSyntaxError

from lettres.langue.pliage import signes_droits
from lettres.rendu.balises.environnement import JINJA
from lettres.rendu.balises.source_jinja import redresser
from lettres.rendu.paragraphes.lecture import genre
from lettres.rendu.paragraphes.texte import SEPARATEUR
from lettres.rendu.xml.arbre_xml import Element
from lettres.socle.classes import NamedTuple, dataclass
from lettres.socle.places import DansWord
from lettres.studio.comparaison.numeros_de_page import numeros
from lettres.studio.deroulement import (
    BrancheDeTest,
    Fragment,
    Imprimee,
    Repetition,
    TexteFixe,
    Visibles,
    derouler,
    sans_rang,
)
from lettres.studio.modele_lu import ModeleLu, PartieLue

_GUILLEMETS = str.maketrans({"«": '"', "»": '"', "\u2039": '"', "\u203a": '"'})
_BLANCS_DE_SIGNE = re.compile(r" (?=[:;!?%$)\]])|(?<=[(\[]) | ?\" ?")
Conditions = tuple[str, ...]


class MotsDeModele(NamedTuple):
    """Des mots ou une balise, et tout ce qui les fait s'imprimer."""

    texte: str
    conditions: Conditions
    place: DansWord


@dataclass(frozen=True, slots=True)
class ClauseDeModele:
    """Un paragraphe, ou une rangée de tableau, qui imprime quelque chose.

    `conditions` valent pour toute la clause; celles qui ne valent que pour quelques mots sont dans `texte`, entre
    crochets : « [si contrat : selon le contrat] ».
    """

    texte: str
    conditions: Conditions
    genre: str
    """La sorte de partie où elle est : corps, en-tête, pied, notes."""
    place: DansWord
    style: str

    @property
    def cle(self) -> str:
        """Ce que l'on y lit, au-delà de la typographie."""
        return plier_la_typographie(self.texte)

    @property
    def sans_conditions(self) -> str:
        """Ses mots seuls, sans les conditions qu'il y a au milieu."""
        return plier_la_typographie(_ENTRE_CROCHETS.sub(_sans_condition, self.texte))


_ENTRE_CROCHETS = re.compile("\u2045([^\u2045\u2046]*)\u2046")
"""Une condition au milieu d'une clause : entre deux signes qu'une lettre n'emploie pas, montrés comme des crochets."""


def _sans_condition(crochets: re.Match[str]) -> str:
    _, dite, mots = crochets[1].partition(" : ")
    return mots if dite else crochets[0]


def montrer(texte: str) -> str:
    """Le texte d'une clause, tel qu'on le montre."""
    return texte.replace("\u2045", "[").replace("\u2046", "]")


def plier_la_typographie(texte: str) -> str:
    """Le texte où l'on compare : guillemets, apostrophes, traits et espaces unis; la casse et les accents restent."""
    uni = " ".join(signes_droits(texte.translate(_GUILLEMETS)).split())
    return _BLANCS_DE_SIGNE.sub(lambda blanc: '"' if '"' in blanc[0] else "", uni)


def clauses_du_modele(modele: ModeleLu) -> list[ClauseDeModele]:
    """Les clauses de toutes les parties, dans l'ordre; une partie dont les blocs ne s'emboîtent pas n'en a pas."""
    return [clause for partie in modele.parties for clause in _d_une_partie(partie)]


def _d_une_partie(partie: PartieLue) -> Iterator[ClauseDeModele]:
    arbre = derouler(partie)
    unites: dict[tuple[int, ...], list[MotsDeModele]] = {}
    for morceau in _morceaux(arbre or [], ()):
        rang = (morceau.place.paragraphe or 1) - 1
        lu = partie.paragraphes[rang]
        unite = (rang,) if lu.place.case is None else (-1, *lu.place.case[:2])
        unites.setdefault(unite, []).append(_sans_numeros(morceau, lu.element))
    for morceaux in unites.values():
        premier = partie.paragraphes[(morceaux[0].place.paragraphe or 1) - 1]
        communes = _communes([m.conditions for m in morceaux if m.texte.strip()])
        texte = " ".join(_reunir(morceaux, len(communes)).split())
        if texte.strip(f" {SEPARATEUR.strip()}"):
            yield ClauseDeModele(texte, communes, genre(partie.nom), premier.place, premier.style)


def _sans_numeros(mots: MotsDeModele, paragraphe: Element) -> MotsDeModele:
    """Les mots, où un numéro de page n'est pas celui d'hier."""
    debut, texte = mots.place.debut, mots.texte
    if debut is None or texte.startswith("{{"):
        return mots
    for un, autre in reversed(numeros(paragraphe)):
        if debut <= un and autre <= debut + len(mots.texte):
            texte = f"{texte[: un - debut]}#{texte[autre - debut :]}"
    return mots._replace(texte=texte)


def _communes(toutes: Sequence[Conditions]) -> Conditions:
    """Les conditions par lesquelles toutes commencent."""
    pas = zip(*toutes, strict=False)
    return tuple(suite[0] for suite in takewhile(lambda suite: len(set(suite)) == 1, pas))


def _reunir(morceaux: Iterable[MotsDeModele], communes: int) -> str:
    """Le texte d'une clause; ce qui n'y tient qu'à une condition est entre crochets."""
    ecrits: list[str] = []
    for _, du_paragraphe in groupby(morceaux, lambda m: m.place.paragraphe):
        suites = groupby(du_paragraphe, lambda m: m.conditions[communes:])
        ecrits.append("".join(_entre_crochets(siennes, "".join(m.texte for m in suite)) for siennes, suite in suites))
    return SEPARATEUR.join(ecrits)


def _entre_crochets(conditions: Conditions, texte: str) -> str:
    dit = texte.strip()
    return texte.replace(dit, f"\u2045{', '.join(conditions)} : {dit}\u2046") if conditions and dit else texte


def _morceaux(arbre: Iterable[Fragment], conditions: Conditions) -> Iterator[MotsDeModele]:
    for fragment in arbre:
        if isinstance(fragment, TexteFixe):
            yield MotsDeModele(fragment.texte, conditions, fragment.place)
        elif isinstance(fragment, Imprimee):
            dite = f"{{{{ {dire(fragment.balise.contenu, fragment.portee)} }}}}"
            yield MotsDeModele(dite, conditions, fragment.balise.place)
        elif isinstance(fragment, Repetition):
            liste = sans_rang(fragment.liste) or "…"
            yield from _morceaux(fragment.contenu, (*conditions, f"pour chaque {liste}"))
            yield from _morceaux(fragment.sinon, (*conditions, f"s’il n’y a pas de {liste}"))
        else:
            avant = conditions
            for branche in fragment.branches:
                dite = condition(branche, fragment.portee)
                yield from _morceaux(branche.contenu, (*avant, f"si {dite}") if dite else avant)
                avant = (*avant, f"sauf si {dite}")


def condition(branche: BrancheDeTest, portee: Visibles) -> str:
    """La condition d'une branche, telle qu'on la dit; vide, d'un « else »."""
    return "" if branche.balise.mot == "else" else dire(branche.balise.contenu.partition(" ")[2], portee)


def dire(source: str, portee: Visibles) -> str:
    """L'expression d'une balise, toujours écrite de même; une variable de boucle y est l'élément de sa liste."""
    return _dire(source, tuple(sorted((nom, sans_rang(chemin)) for nom, chemin in portee.items())))


@lru_cache(maxsize=4096)
def _dire(source: str, portee: tuple[tuple[str, str], ...]) -> str:
    connus: Mapping[str, str] = dict(portee)
    try:
        lus = [(genre_, mot) for _, genre_, mot in JINJA.lex(f"{{{{ {redresser(source)} }}}}")][1:-1]
    except (TemplateSyntaxError, ValueError):
        return " ".join(source.split())
    ecrits: list[str] = []
    for genre_, mot in lus:
        if genre_ == "whitespace":
            continue
        if genre_ == "name" and not (ecrits and ecrits[-1] == "."):
            ecrits.append(connus.get(mot) or mot)
        else:
            ecrits.append(f'"{mot[1:-1]}"' if genre_ == "string" else mot)
    return _SERRES.sub(r"\1", " ".join(ecrits))


_SERRES = re.compile(r" ?([.()\[\]|,]) ?")
