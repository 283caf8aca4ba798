"""Sourdine : `{# lettres: taire M702 "motif" #}` tait un constat, celui qui la suit de plus près; il reste compté."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from lettres.socle.classes import NamedTuple
from lettres.socle.code import Code
from lettres.socle.constats import Constat, Gravite
from lettres.socle.places import DansWord
from lettres.studio.modele_lu import ModeleLu

_SOURDINE = re.compile(r"\{#\w*\s*lettres\s*:\s*taire\b([^#]*)#\}", re.IGNORECASE)
_GUILLEMETS = "\"'“”«»‘’"
_MODELE = "Écrivez dans la note : taire M702 « le motif, en quelques mots »."


class Tu(NamedTuple):
    """Un constat tu, et pourquoi."""

    constat: Constat
    motif: str


def appliquer(
    constats: Sequence[Constat], modele: ModeleLu, codes: Mapping[str, Code], refuses: frozenset[str]
) -> tuple[list[Constat], list[Tu]]:
    """Les constats qui restent, et ceux que le modèle tait. Ce que le moteur refuse (`refuses`) ne se tait pas."""
    restants, tus = list(constats), []
    for place, suite in _ecrites(modele):
        code, motif = _lire(suite)
        faute = _faute(code, motif, codes, refuses)
        if not faute:
            vise = _vise(restants, code, place)
            if vise is not None:
                restants.remove(vise)
                tus.append(Tu(vise, motif))
                continue
            faute = f"Cette note tait « {code} », qui n’est pas trouvé ici."
        restants.append(Constat("M708", Gravite.ALERTE, faute, _remede(faute), dans=place))
    return restants, tus


def _ecrites(modele: ModeleLu) -> Iterator[tuple[DansWord, str]]:
    for lu in modele.paragraphes:
        for trouve in _SOURDINE.finditer(lu.texte):
            yield lu.place.au_passage(*trouve.span(), trouve[0]), trouve[1]


def _lire(suite: str) -> tuple[str, str]:
    """Le code et le motif d'une note; l'un ou l'autre est vide s'il ne se lit pas."""
    code, _, reste = suite.strip().partition(" ")
    reste = reste.strip()
    entre = len(reste) > 1 and reste[0] in _GUILLEMETS and reste[-1] in _GUILLEMETS
    if reste and not entre:
        return "", ""
    return code, reste[1:-1].strip()


def _faute(code: str, motif: str, codes: Mapping[str, Code], refuses: frozenset[str]) -> str:
    if not code:
        return "Cette note ne nomme pas un seul code, suivi de son motif entre guillemets."
    if code not in codes:
        return f"Le code « {code} » n’existe pas."
    if not motif:
        return f"Cette note ne dit pas pourquoi « {code} » se tait."
    if code in refuses:
        return f"« {code} » fait refuser le modèle : il ne se tait pas."
    return ""


def _remede(faute: str) -> str:
    if "n’est pas trouvé" in faute:
        return "Effacez cette note, ou placez-la dans le paragraphe en cause, avant lui ou devant les mots."
    return "Corrigez ce qu’il signale, et effacez cette note." if "refuser" in faute else _MODELE


def _vise(constats: Sequence[Constat], code: str, place: DansWord) -> Constat | None:
    """Celui du même paragraphe, sinon le premier qui suit dans la partie, sinon celui qui n'a pas de place."""
    siens = [c for c in constats if c.code == code]
    ici = [(c, c.dans) for c in siens if isinstance(c.dans, DansWord) and c.dans.partie == place.partie]
    numero = place.paragraphe or 0
    suivants = [(d.paragraphe or 0, d.debut or 0, c) for c, d in ici if (d.paragraphe or 0) >= numero]
    if suivants:
        return min(suivants, key=lambda s: s[:2])[2]
    return next((c for c in siens if c.dans is None), None)
