"""Preuve : ce que la structure d'un modèle garantit de toutes ses lettres, établi une fois, à la compilation.

Un modèle prouvé n'a besoin, par lettre, que d'un contrôle de ses valeurs. Chaque fonction ci-dessous donne les raisons
pour lesquelles une garantie ne tient pas; sans aucune raison, elle tient pour toute lettre.

| Garantie | Ce qui la donne |
|---|---|
| le XML est bien formé | le schéma l'est, et toute valeur y est du texte échappé |
| R1, R2 : cellules, tableaux et contenants ne se vident pas | ce qu'il leur faut est garni, ou hors de tout bloc |
| R3 : aucun texte hors d'un « run » | chaque valeur est dans un `w:t` |
| R4 : la lettre garde sa mise en page | le dernier `sectPr` finit le corps, aucun n'est dans un bloc |
| R5 : aucun identifiant double | rien de ce qui en porte un n'est répété |
| R6 : signets et champs vont par paires | chaque bloc ouvre et ferme les siens |
| R7 : relations, styles et listes existent | aucune valeur n'en nomme un |
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, Literal

from lxml import etree

from lettres.rendu.balises.reperes import CELLULE, CONTENANT, MARQUE_DE_LISTE, TABLEAU
from lettres.rendu.compilation.transcription import BOUCLE, CAS, ESPACE_BLOCS, GARNIES, SI, SINON, SORTIE, Transcription
from lettres.rendu.moteur.gabarit import Gabarit
from lettres.rendu.moteur.lecture_stricte import APPELS, champs_entiers
from lettres.rendu.moteur.retouches import BLOCS, CONTENU, DOCPR, ENVELOPPES, RECIPIENTS, REPLI, lieu_du_controle
from lettres.rendu.xml import arbre_xml
from lettres.rendu.xml.arbre_xml import ATTRIBUTS_DE_TEXTE, TBL, TC, TR, Element, P, T, XmlIllisible, w
from lettres.socle.classes import NamedTuple
from lettres.socle.constats import abreger
from lettres.socle.expression import Expression

_BLOCS_JINJA = f"{{{ESPACE_BLOCS}}}"
_CELLULE, _CONTENANT, _TABLEAU = (GARNIES[genre] for genre in (CELLULE, CONTENANT, TABLEAU))
"""Ce que le rendu garnit : une cellule y finit par un paragraphe, un contenant a un bloc, un tableau a une rangée."""
_DECIDENT = frozenset({SI, CAS, SINON, BOUCLE})
APPEL_CONDITIONNEL = "un appel de note dépend d’un bloc"
_IDENTIFIES = (DOCPR, w("bookmarkStart"), w("sdtPr"))


class _Raison(NamedTuple):
    """Une garantie qui ne tient pas, et ce qu'il faudra relire de chaque lettre pour y pourvoir."""

    phrase: str
    a_relire: Literal["partie", "tableau", "identifiants"] = "partie"


class Preuve(NamedTuple):
    """Ce qui est établi d'une partie. Sans raison, elle est prouvée."""

    raisons: tuple[str, ...] = ()
    repete_des_identifiants: bool = False
    par_tableaux: bool = False
    """Tout est prouvé hors des tableaux : on ne relit qu'eux."""


def prouver(transcription: Transcription) -> Preuve:
    """Établit ce que la structure d'une partie garantit, et dit pourquoi le reste ne l'est pas."""
    try:
        schema = arbre_xml.lire(transcription.schema.encode())
    except XmlIllisible:
        return Preuve(("un bloc s’ouvre et se ferme dans deux contenants différents",), repete_des_identifiants=True)
    raisons = [
        raison
        for garantie in (_textes, _cellules, _contenants, _mise_en_page, _identifiants, _paires)
        for raison in garantie(schema)
    ]
    if transcription.attributs.difference(ATTRIBUTS_DE_TEXTE):
        raisons.append(_Raison("une valeur règle la forme d’une cellule", "tableau"))
    return Preuve(
        tuple(dict.fromkeys(raison.phrase for raison in raisons)),
        any(raison.a_relire == "identifiants" for raison in raisons),
        bool(raisons) and all(r.a_relire != "partie" for r in raisons) and _tableaux_entiers(schema),
    )


def _textes(schema: Element) -> Iterator[_Raison]:
    for sortie in schema.iter(SORTIE):
        if _hors_blocs(sortie).tag != T:
            yield _Raison("une valeur s’imprime hors d’un texte")


_EMBOITES = (
    (TR, TC, "une rangée peut rester sans cellule"),
    (TBL, TR, "un tableau peut rester sans rangée"),
)


def _cellules(schema: Element) -> Iterator[_Raison]:
    for cellule in schema.iter(TC):
        derniers, vide = _derniers(cellule)
        if vide or derniers != {P}:
            yield _Raison(f"une cellule peut rester sans paragraphe final{_ou(cellule)}", "tableau")
        if any(a.tag.startswith(_BLOCS_JINJA) for a in _jusqu_a(cellule, TR)):
            yield _Raison(f"le nombre de colonnes d’un tableau varie{_ou(cellule)}", "tableau")
    for contenant, contenu, sans in _EMBOITES:
        for element in schema.iter(contenant):
            if element.getparent().tag != _TABLEAU and not _minimum(element, frozenset({contenu})):
                yield _Raison(f"{sans}{_ou(element)}", _a_relire(element))


def _contenants(schema: Element) -> Iterator[_Raison]:
    for contenu in schema.iter(CONTENU):
        if not _minimum(contenu, None) and lieu_du_controle(contenu) != P:
            yield _Raison(f"un contrôle de contenu peut rester vide{_ou(contenu)}")
    for recipient in schema.iter(*RECIPIENTS):
        if not _minimum(recipient, BLOCS):
            yield _Raison("un en-tête, un pied de page, une note ou une zone de texte peut rester vide")
    for corps in schema.iter(w("body")):
        if not _minimum(corps, frozenset({P})):
            yield _Raison("le corps peut rester sans paragraphe")


def _mise_en_page(schema: Element) -> Iterator[_Raison]:
    for section in schema.iter(w("sectPr")):
        if any(a.tag in _DECIDENT for a in section.iterancestors()):
            yield _Raison("une section dépend d’un bloc")
    for fusion in schema.iter(w("gridSpan"), w("vMerge"), w("hMerge")):
        if fusion.getparent().tag.startswith(_BLOCS_JINJA):
            yield _Raison("la fusion d’une cellule dépend d’un bloc", "tableau")


def _identifiants(schema: Element) -> Iterator[_Raison]:
    for boucle in schema.iter(BOUCLE):
        for element in boucle.iter(*_IDENTIFIES):
            if element.tag != w("sdtPr") or element.find(w("id")) is not None:
                yield _Raison(f"un dessin, un signet ou un contrôle est répété{_ou(element)}", "identifiants")
    for appel in schema.iter(*APPELS):
        if any(a.tag in _DECIDENT for a in appel.iterancestors()):
            yield _Raison(APPEL_CONDITIONNEL)


def _paires(schema: Element) -> Iterator[_Raison]:
    for region in schema.iter(CAS, SINON, BOUCLE):
        signets = Counter(e.get(w("id")) for e in region.iter(w("bookmarkStart")))
        if signets != Counter(e.get(w("id")) for e in region.iter(w("bookmarkEnd"))):
            yield _Raison(f"un signet est à cheval sur un bloc{_ou(region)}")
        if not champs_entiers(region.iter(w("fldChar"))):
            yield _Raison(f"un champ Word est à cheval sur un bloc{_ou(region)}")


def _tableaux_entiers(schema: Element) -> bool:
    """Dit si chaque tableau se comprend seul : signets et champs entiers, hors d'une zone de texte et de son double."""
    for tableau in schema.iter(TBL):
        ancetres = {a.tag for a in tableau.iterancestors()}
        if TBL in ancetres:
            continue
        bornes = [sorted(e.get(w("id"), "") for e in tableau.iter(w(n))) for n in ("bookmarkStart", "bookmarkEnd")]
        champs = [e.get(w("fldCharType")) for e in tableau.iter(w("fldChar"))]
        if (
            ancetres & {w("txbxContent"), REPLI}
            or bornes[0] != bornes[1]
            or champs.count("begin") != champs.count("end")
        ):
            return False
    return True


def _jusqu_a(element: Element, nom: str) -> Iterator[Element]:
    """Les contenants d'un élément, jusqu'au premier de ce nom."""
    for ancetre in element.iterancestors():
        if ancetre.tag == nom:
            return
        yield ancetre


def _hors_blocs(element: Element) -> Element:
    """Le contenant Word d'un élément du schéma."""
    return next(a for a in element.iterancestors() if not a.tag.startswith(_BLOCS_JINJA))


def _minimum(element: Element, tags: frozenset[str] | None) -> int:
    """Combien d'enfants de ces noms (ou de tout nom) resteront, quelles que soient les valeurs."""
    total = 0
    for enfant in element:
        if enfant.tag in tags if tags is not None else not enfant.tag.startswith(_BLOCS_JINJA):
            total += 1
        elif enfant.tag in ENVELOPPES or enfant.tag in (CAS, SINON):
            total += _minimum(enfant, tags)
        elif enfant.tag in (_CELLULE, _CONTENANT):
            total += max(_minimum(enfant, tags), tags is None or P in tags)
        elif enfant.tag == SI and enfant[-1].tag == SINON:
            total += min(_minimum(branche, tags) for branche in enfant)
    return total


def _derniers(element: Element) -> tuple[set[str], bool]:
    """Les blocs qui peuvent finir un contenant, et s'il peut n'en avoir aucun."""
    possibles: set[str] = set()
    for enfant in reversed(element):
        if enfant.tag == SI:
            branches = [_derniers(branche) for branche in enfant]
            possibles.update(*(finales for finales, _ in branches))
            vide = enfant[-1].tag != SINON or any(vide for _, vide in branches)
        elif enfant.tag in (BOUCLE, _TABLEAU):
            possibles |= _derniers(enfant)[0]
            vide = True
        elif enfant.tag == _CELLULE:
            return {P}, False
        elif enfant.tag == _CONTENANT:
            return possibles | _derniers(enfant)[0] | {P}, False
        elif enfant.tag in BLOCS:
            possibles.add(enfant.tag)
            vide = False
        elif enfant.tag in ENVELOPPES:
            dedans, vide = _derniers(enfant)
            possibles |= dedans
        else:
            vide = True
        if not vide:
            return possibles, False
    return possibles, True


def _a_relire(element: Element) -> Literal["partie", "tableau"]:
    """Un tableau retiré d'un en-tête, d'une note, d'un contrôle… peut le vider : on relit alors tout."""
    return "partie" if next(element.iterancestors(*RECIPIENTS, CONTENU), None) is not None else "tableau"


def _ou(element: Element) -> str:
    """Le début du texte où lire la raison : « (près de « Facture F-1023 ») »."""
    texte = abreger(MARQUE_DE_LISTE.sub("", str(etree.XPath("string()")(element))))
    return f" (près de « {texte[:40]} »)" if texte.strip() else ""


# -- Un modèle entier : la note qu'une condition appelle s'en va avec son appel --

_APPEL = Expression(r'<w:(foot|end)noteReference\s[^<>]*?w:id="([^"]*)"')
_NOTE = Expression(r'<w:(foot|end)note\s[^<>]*?w:id="([^"]*)"')


def raisons_du_modele(gabarits: Iterable[Gabarit]) -> tuple[str, ...]:
    """Pourquoi la structure d'un modèle entier ne garantit pas ses lettres; les notes suivies n'en sont pas."""
    tous = list(gabarits)
    raisons = [raison for gabarit in tous for raison in gabarit.raisons]
    if any(raison.endswith(APPEL_CONDITIONNEL) for raison in raisons) and _suivies(tous):
        raisons = [raison for raison in raisons if not raison.endswith(APPEL_CONDITIONNEL)]
    return tuple(raisons)


def _suivies(gabarits: list[Gabarit]) -> bool:
    appels = [a for g in gabarits if not g.est_de_notes for a in _citees(g.apprete.partition, _APPEL, None)]
    notes = {cle: tests for g in gabarits if g.est_de_notes for cle, tests in _citees(g.apprete.partition, _NOTE, None)}
    cles = [cle for cle, _ in appels]
    return (
        len(set(cles)) == len(cles)
        and all(tests == "boucle" or notes.get(cle, "absente") == tests for cle, tests in appels)
        and not any(tests == "boucle" for _, tests in appels)
    )


def _citees(partition: list[Any], motif: re.Pattern[str], tests: Any) -> Iterator[tuple[tuple[str, str], Any]]:
    """Chaque appel, ou chaque note, et la suite des tests dont il dépend; « boucle » s'il peut se répéter."""
    for instruction in partition:
        match instruction:
            case str():
                for trouve in motif.finditer(instruction):
                    yield (trouve[1], trouve[2]), tests
            case ["si", _, cas, sinon]:
                refuses: Any = None
                for test, corps in cas:
                    yield from _citees(corps, motif, _et(tests, _et(refuses, test)))
                    refuses = _et(refuses, ["non", test])
                yield from _citees(sinon, motif, _et(tests, refuses))
            case ["boucle", _, _, _, _, corps, sinon]:
                yield from ((cle, "boucle") for cle, _ in _citees([*corps, *sinon], motif, tests))
            case ["garnir", _, corps]:
                yield from _citees(corps, motif, tests)


def _et(gauche: Any, droite: Any) -> Any:
    if gauche is None or droite is None:
        return droite if gauche is None else gauche
    return ["et", gauche, droite]
