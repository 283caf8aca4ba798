"""Noms proposés : le champ le plus proche d'un nom inconnu, tel qu'il s'écrit dans la balise même."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lettres.socle.champ import JUMEAUX, Champ
from lettres.socle.classes import replace
from lettres.socle.constats import Constat
from lettres.socle.places import DansWord

_NOM = re.compile(r"[^\W\d]\w*(?:\.\w+)*")
_CITE = re.compile(r"« ([^«»]+) »")
_PROPOSE = re.compile(r" Vouliez-vous dire « ([^«»]+) »")
_ORDONNE = re.compile(r"[<>]|[=!]= ?\d")


def proposer(constat: Constat, champs: Mapping[str, Champ], texte: str) -> Constat:
    """Le constat d'un nom inconnu, avec le champ le plus proche, tel qu'il s'écrit dans cette balise.

    `texte` est celui du paragraphe. Tout autre constat est rendu tel quel.
    """
    dans = constat.dans
    if constat.code not in ("M401", "M207") or not isinstance(dans, DansWord) or dans.debut is None:
        return constat
    balise = texte[dans.debut : dans.fin]
    ecrit = _ecrit(constat, balise)
    if constat.code == "M207":
        nom = re.sub(r"\s*\.\s*", ".", re.sub(r"\s+", "_", ecrit.strip()))
        return _remede(constat, balise, ecrit, nom, champs[nom]) if nom in champs else constat
    cite = _CITE.search(constat.message)
    if cite is None or "que dans une boucle" in constat.message:
        return constat
    propose = _PROPOSE.search(constat.message)
    proche: str | None = propose[1] if propose else None
    if proche is not None and proche in champs and champs[proche].genre == "texte" and _ORDONNE.search(balise):
        # -- un texte mis en forme ne se range pas : le proposer mènerait à un autre refus; son jumeau, si --
        proche = next((brut for fin in JUMEAUX.values() if (brut := f"{proche}{fin}") in champs), None)
    if proche is None or proche not in champs:
        return constat
    return _remede(constat, balise, ecrit, _comme_ecrit(ecrit, proche), champs[proche])


def _ecrit(constat: Constat, balise: str) -> str:
    """Ce que la balise écrit à la place du champ."""
    cite = _CITE.search(constat.message)
    if constat.code == "M207" or cite is None:
        return balise.strip("{}%# \u00a0")
    fin = cite[1].rpartition(".")[2].removesuffix("[]")
    noms: list[str] = _NOM.findall(balise)
    return next((n for n in noms if n == cite[1]), next((n for n in noms if n.rpartition(".")[2] == fin), cite[1]))


def _comme_ecrit(ecrit: str, proche: str) -> str:
    """Un champ d'un élément de liste s'écrit par la variable de sa boucle : « c.montant »."""
    if "[]." not in proche:
        return proche
    return f"{ecrit.partition('.')[0]}.{proche.rpartition('[].')[2]}"


def _remede(constat: Constat, balise: str, ecrit: str, nom: str, champ: Champ) -> Constat:
    corrigee = re.sub(rf"(?<![\w.]){re.escape(ecrit)}(?!\w)", nom, balise)
    message = re.sub(r" Vouliez-vous dire.*", "", constat.message)
    return replace(constat, message=message, remede=f"Écrivez {corrigee} : {champ.libelle.rstrip(' .')}.")
