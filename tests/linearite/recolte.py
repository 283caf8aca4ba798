"""Récolte : toutes les expressions régulières du projet, chacune avec sa place et la façon dont on s'en sert.

Les expressions compilées se lisent dans les modules eux-mêmes; celles qu'un appel à `re` emploie sur-le-champ, dans
leur code; celles des fichiers de données, là où leurs lecteurs les composent.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from math import inf
from types import ModuleType

from sources import noeuds

import lettres
from lettres.barriere.listes import listes
from lettres.barriere.motif_de_liste import MotifDeListe
from lettres.droit.articles import citation
from lettres.langue.mots.examen import AVANT_MAX
from lettres.langue.mots.motifs import citations, compiler, familles
from lettres.lecture.ajouts.plan_yaml import en_commentaire
from lettres.regles.mots_cles import _chacun
from lettres.socle.expression import Expression as ACompiler

_A_UNE_PLACE = frozenset({"match", "fullmatch"})
_FONCTIONS = _A_UNE_PLACE | {"search", "finditer", "findall", "sub", "subn", "split"}
_NEUTRES = frozenset({"pattern", "flags", "groups"})

COMPOSEES = frozenset(
    {
        "lettres.barriere.motif_de_liste:self.source",
        "lettres.deguisement.fictions:_FORMES.get(genre, '.+')",
        "lettres.deguisement.phrases_recrites:'|'.join([*formes, *connus, f'(?P<fichier>{_DE_FICHIER})'])",
        "lettres.deguisement.phrases_recrites:motif",
        "lettres.droit.articles:"
        "f'\\\\b(?:(?P<avant>{lois}), )?(?:articles?|art\\\\.)\\\\s(?P<numeros>{_NUMEROS})"
        "(?:,? (?:du|de la|de l’) ?(?P<apres>même (?:code|loi|charte)|{lois}|{autre}))?|\\\\b(?P<seule>{lois})\\\\b'",
        "lettres.importation.rangement.deja_la:b'(?<![\\\\w-])' + re.escape(facture.encode()) + b'(?![\\\\w-])'",
        "lettres.langue.mots.motifs:_composer(motif, _briques())",
        "lettres.lecture.ajouts.plan_yaml:f'^{devant}# ?{re.escape(nom)}:.*(?:\\\\n{devant}#  .*)*'",
        "lettres.socle.expression:self._ecrite",
        "lettres.regles.mots_cles:motif",
        "lettres.sortie.journal:motif",
        "lettres.studio.noms_proposes:f'(?<![\\\\w.]){re.escape(ecrit)}(?!\\\\w)'",
        "lettres.langue.mots.motifs:f'(?:{_composer(motif, _briques())}) ?$'",
    }
)
"""Les expressions que le code compose au moment de s'en servir : chacune est récoltée à part, ci-dessous."""


@dataclass(frozen=True, slots=True)
class Expression:
    """Une expression, telle que le moteur la reçoit; `cherche` si on la cherche partout."""

    ou: str
    motif: str
    options: int
    cherche: bool = True
    longueur: float = inf


@cache
def expressions() -> tuple[Expression, ...]:
    """Toutes les expressions du projet, sans redite."""
    toutes = (*_compilees(), *_sur_le_champ(), *_des_mots(), *_des_listes(), *_composees_ailleurs())
    return tuple({(e.motif, e.options, e.cherche): e for e in toutes}.values())


@cache
def modules() -> tuple[ModuleType, ...]:
    """Tous les modules de `lettres`."""
    noms = (m.name for m in pkgutil.walk_packages(lettres.__path__, "lettres."))
    return tuple(importlib.import_module(nom) for nom in noms if not nom.endswith("__main__"))


def _noeuds(module: ModuleType) -> tuple[ast.AST, ...]:
    return noeuds(inspect.getsource(module))


# -- les expressions compilées --


def _compilees() -> Iterator[Expression]:
    for module in modules():
        for nom, valeur in vars(module).items():
            for motif in _motifs(valeur):
                ou = f"{module.__name__}.{nom}"
                cherche = not isinstance(valeur, re.Pattern | ACompiler) or _se_cherche(module, nom)
                yield Expression(ou, motif.pattern, motif.flags & ~re.UNICODE, cherche)


def _motifs(valeur: object) -> Iterator[re.Pattern[str]]:
    """Les expressions d'une valeur, et de ce qu'elle contient."""
    if type(valeur) is ACompiler:
        yield re.compile(valeur.pattern, valeur.flags)
    elif isinstance(valeur, re.Pattern) and isinstance(valeur.pattern, str):
        yield valeur
    elif callable(valeur) and isinstance(getattr(valeur, "__self__", None), re.Pattern):
        yield valeur.__self__
    elif isinstance(valeur, Mapping):
        for dedans in valeur.values():
            yield from _motifs(dedans)
    elif isinstance(valeur, list | tuple | frozenset | set):
        for dedans in valeur:
            yield from _motifs(dedans)
    elif is_dataclass(valeur) and not isinstance(valeur, type):
        for champ in fields(valeur):
            yield from _motifs(getattr(valeur, champ.name))


def _se_cherche(module: ModuleType, nom: str) -> bool:
    """Faux si l'expression de ce nom n'est jamais qu'essayée à une place, dans son module ou, publique, partout."""
    lecteurs = (module,) if nom.startswith("_") else modules()
    emplois = set().union(*(_emplois(lecteur).get(nom, set()) for lecteur in lecteurs))
    return not emplois <= _A_UNE_PLACE | _NEUTRES


@cache
def _emplois(module: ModuleType) -> Mapping[str, set[str]]:
    """Ce qu'un module fait de chaque nom : la méthode qu'il en appelle, ou « ? » s'il passe dans d'autres mains."""
    emplois: dict[str, set[str]] = {}
    methodes: set[ast.AST] = set()
    for noeud in _noeuds(module):
        if isinstance(noeud, ast.Attribute) and isinstance(noeud.value, ast.Name):
            methodes.add(noeud.value)
            emplois.setdefault(noeud.value.id, set()).add(noeud.attr)
        elif isinstance(noeud, ast.Name) and isinstance(noeud.ctx, ast.Load) and noeud not in methodes:
            emplois.setdefault(noeud.id, set()).add("?")
    return emplois


# -- les expressions employées sur-le-champ --


def _sur_le_champ() -> Iterator[Expression]:
    for module, appel, fonction in _appels():
        try:
            motif = _valeur(module, appel.args[0])
        except NameError:
            continue
        # -- dans un PDF, on cherche des octets --
        motif = motif.decode("latin-1") if isinstance(motif, bytes) else motif
        rang = {"sub": 4, "subn": 4, "split": 3}.get(fonction, 2)
        ecrites = [mot.value for mot in appel.keywords if mot.arg == "flags"] or appel.args[rang : rang + 1]
        options = _valeur(module, ecrites[0]) if ecrites else 0
        assert isinstance(motif, str) and isinstance(options, int)
        yield Expression(f"{module.__name__}:{appel.lineno}", motif, int(options), fonction not in _A_UNE_PLACE)


def composees_sur_place() -> set[str]:
    """Les expressions que le code compose d'un nom local, et que l'on ne peut pas lire dans le module."""
    trouvees: set[str] = set()
    for module, appel, _ in _appels(_FONCTIONS | {"compile"}):
        try:
            _valeur(module, appel.args[0])
        except NameError:
            trouvees.add(f"{module.__name__}:{ast.unparse(appel.args[0])}")
    return trouvees


def _appels(fonctions: frozenset[str] | set[str] = _FONCTIONS) -> Iterator[tuple[ModuleType, ast.Call, str]]:
    for module in modules():
        for noeud in _noeuds(module):
            if not (isinstance(noeud, ast.Call) and isinstance(noeud.func, ast.Attribute) and noeud.args):
                continue
            de_re = isinstance(noeud.func.value, ast.Name) and noeud.func.value.id == "re"
            if de_re and noeud.func.attr in fonctions:
                yield module, noeud, noeud.func.attr


def _valeur(module: ModuleType, noeud: ast.expr) -> object:
    """La valeur d'une expression Python, lue dans son module; `NameError` si elle emploie un nom local."""
    return eval(compile(ast.Expression(noeud), module.__name__, "eval"), vars(module))  # noqa: S307


# -- les expressions composées des fichiers de données, et des plaintes des analyseurs --


def _des_mots() -> Iterator[Expression]:
    regles = citations()
    for nom, source in regles.sources.items():
        motif = compiler(source)
        yield Expression(f"mots/citations:{nom}", motif.pattern, motif.flags & ~re.UNICODE)
    for famille in familles():
        for motif in _motifs(famille.amorce):
            yield Expression(f"mots/{famille.code}:amorce", motif.pattern, motif.flags & ~re.UNICODE)
        for rang in range(len(famille.fiches)):
            ou, compile_ = f"mots/{famille.code}:{rang}", famille.motif(rang)
            excuses = [compile_.sauf_apres, compile_.sauf_dedans, compile_.a_condition, compile_.certain_si]
            for motif in _motifs([compile_.motif, compile_.sauf_avant, *compile_.sauf_phrase, *excuses]):
                longueur = AVANT_MAX if motif is compile_.sauf_avant else inf
                yield Expression(ou, motif.pattern, motif.flags & ~re.UNICODE, longueur=longueur)


def _des_listes() -> Iterator[Expression]:
    for ou, motif in _motifs_de_liste(listes(), ""):
        yield Expression(f"listes.yaml:{ou}", motif.source, re.MULTILINE)


def _composees_ailleurs() -> Iterator[Expression]:
    yield Expression("droit/articles:citation", citation().pattern, 0)
    yield Expression("ajouts/plan_yaml:en_commentaire", en_commentaire("cle", 2).pattern, re.MULTILINE)
    for tournures in (False, True):
        for signe, motif in _chacun(tournures=tournures):
            yield Expression(f"regles/mots_cles:{signe:b}", motif.pattern, 0)


def _motifs_de_liste(valeur: object, ou: str) -> Iterator[tuple[str, MotifDeListe]]:
    if isinstance(valeur, MotifDeListe):
        yield ou, valeur
    elif isinstance(valeur, Mapping):
        for cle, dedans in valeur.items():
            yield from _motifs_de_liste(dedans, f"{ou} {cle}".strip())
    elif isinstance(valeur, tuple):
        for dedans in valeur:
            yield from _motifs_de_liste(dedans, getattr(dedans, "code", ou))
    elif is_dataclass(valeur) and not isinstance(valeur, type):
        for champ in fields(valeur):
            yield from _motifs_de_liste(getattr(valeur, champ.name), ou)
