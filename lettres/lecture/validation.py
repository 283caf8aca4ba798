"""Validation : des données au dossier, ou tous leurs constats d'un coup, en français."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Final, TypeAlias

from pydantic import ValidationError

from lettres.dossier import Dossier
from lettres.dossier.refus import fautes_de
from lettres.lecture.arbre import ArbreLu
from lettres.lecture.codes_lus import CodeLu, faute
from lettres.lecture.formes import sans_les_vides, suivre
from lettres.socle.calcul import au_juste
from lettres.socle.champ import a_completer
from lettres.socle.classes import replace
from lettres.socle.constats import CONSTATS_MAX, Chemin, Constat, Origine, dans_un_dossier, ecourter, trier
from lettres.socle.erreurs import DossierInvalide

_VIDES: Final = frozenset({CodeLu.CLE_MANQUANTE.value, CodeLu.A_REMPLIR.value})
_SUR_LA_CLE: Final = frozenset({CodeLu.CLE_INCONNUE.value, CodeLu.CLE_MANQUANTE.value})


Donnees: TypeAlias = Dossier | Mapping[str, object]
"""Les faits d'un dossier, validés ou non : ce que prennent `valider`, `verifier`, `generer` et `bilan`."""


@au_juste
def valider(donnees: Donnees) -> Dossier:
    """Valide les données d'un logiciel hôte; lève `DossierInvalide`, dont chaque constat est situé par son chemin.

    Une clé facultative laissée vide (`None` ou texte vide) compte pour absente, comme dans un fichier. Un `Dossier` est
    rendu tel quel.
    """
    if isinstance(donnees, Dossier):
        return donnees
    # -- d'abord la sorte de presque tous : une sorte abstraite se demande bien plus lentement --
    if not isinstance(donnees, (dict, Mapping)):
        message = f"Un dossier est un dict ou un Dossier; ceci est de type « {type(donnees).__name__} »."
        remede = "Lisez d’abord le fichier : « lettres.lire(chemin) »."
        raise DossierInvalide([faute(CodeLu.A_REMPLIR if donnees is None else CodeLu.BLOC_ATTENDU, message, remede)])
    dossier, constats = _valider(sans_les_vides(donnees))
    if dossier is None:
        raise DossierInvalide(ecourter(trier(map(dans_un_dossier, constats))))
    return dossier


def valider_a_remplir(nettes: object) -> tuple[Dossier | None, list[Constat]]:
    """Le dossier de ces données sans vides, ses textes absents comblés, et tout ce qui y manque ou cloche.

    None si rien ne le comble.
    """
    dossier, constats = _essayer(nettes)
    return dossier or _combler_tout(nettes, constats)[0], constats


def valider_arbre(arbre: ArbreLu, *, ebauche: bool) -> Dossier:
    """Valide un arbre lu d'un fichier; chaque constat a sa ligne et sa colonne."""
    nettes = arbre.donnees if arbre.sans_vide else sans_les_vides(arbre.donnees)
    dossier, constats = _valider(nettes, ebauche=ebauche)
    origine = arbre.origine
    constats = [_expliquer_la_coupure(c) if c.chemin in arbre.coupees else c for c in constats]
    places = [placer(origine, c) for c in constats if c.chemin not in arbre.signales]
    constats = list(dict.fromkeys([*arbre.source.caracteres, *arbre.constats, *places]))
    if dossier is None or constats:
        raise DossierInvalide(ecourter(trier([*constats, *origine.conseils])))
    return dossier.venant_de(origine)


def _expliquer_la_coupure(constat: Constat) -> Constat:
    """« {ligne: 12, rue des Érables} » : YAML coupe la valeur à la virgule, et la suite devient une clé."""
    if constat.code != CodeLu.CLE_INCONNUE:
        return constat
    return replace(constat, remede="Entre accolades, une valeur qui contient une virgule se met entre guillemets.")


def placer(origine: Origine, constat: Constat) -> Constat:
    """Donne au constat sa place : celle de la clé pour une clé inconnue ou manquante, sinon celle de la valeur."""
    return origine.placer(constat, sur_la_cle=constat.code in _SUR_LA_CLE)


def _valider(nettes: object, *, ebauche: bool = False) -> tuple[Dossier | None, list[Constat]]:
    dossier, constats = _essayer(nettes)
    return (dossier, constats) if dossier is not None or not ebauche else _combler_tout(nettes, constats)


def _combler_tout(nettes: object, constats: list[Constat]) -> tuple[Dossier | None, list[Constat]]:
    """Le dossier, ses textes absents devenus des blancs, d'après ce qui l'empêchait de se lire."""
    dossier = None
    # -- un bloc absent devient un bloc vide, dont les textes sont des blancs à leur tour : on comble jusqu'au fond --
    comblees = copy.deepcopy(nettes)
    blancs: dict[Chemin, Constat] = {}
    while nouveaux := [c for c in constats if c.chemin not in blancs and c.code in _VIDES and _combler(comblees, c)]:
        blancs |= {c.chemin: c for c in nouveaux}
        dossier, constats = _essayer(comblees)
    return dossier, [blancs.get(c.chemin, c) for c in constats]


def _essayer(donnees: object) -> tuple[Dossier | None, list[Constat]]:
    try:
        return Dossier.model_validate(donnees), []
    except ValidationError as exc:
        from lettres.lecture.messages import traduire  # -- ce qui se lit sans faute n’en a pas besoin --

        erreurs = fautes_de(exc)
        # -- Chercher le mot le plus proche coûte plus que tout le reste : pas au-delà de ce que l'on dira --
        traduits = (traduire(erreur, donnees, suggerer=i < CONSTATS_MAX) for i, erreur in enumerate(erreurs))
        return None, list({(c.chemin, c.code): c for c in traduits}.values())


def _combler(donnees: object, blanc: Constat) -> bool:
    """Met un bloc vide, ou « [à compléter : …] » dans un champ de texte; rend faux si le blanc attend autre chose."""
    place = suivre(blanc.chemin, donnees)
    conteneur = suivre(blanc.chemin[:-1], donnees).valeur
    if not isinstance(conteneur, dict | list) or not (place.forme.est_texte or place.forme.modele):
        return False
    comble = {} if place.forme.modele else a_completer(place.titre.lower())
    conteneur[blanc.chemin[-1]] = comble  # type: ignore[index]
    return True
