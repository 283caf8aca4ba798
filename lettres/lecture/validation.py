"""Validation : des données au dossier, ou tous leurs constats d'un coup, en français."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Final

from pydantic import ValidationError

from lettres.constats import Chemin, Constat, Origine, trier
from lettres.dossier import Dossier
from lettres.erreurs import DossierInvalide
from lettres.lecture.arbre import Arbre
from lettres.lecture.codes import Code
from lettres.lecture.formes import sans_les_vides, suivre
from lettres.lecture.messages import traduire

_VIDES: Final = frozenset({Code.CLE_MANQUANTE.value, Code.A_REMPLIR.value})
_SUR_LA_CLE: Final = frozenset({Code.CLE_INCONNUE.value, Code.CLE_MANQUANTE.value})


def valider(donnees: Mapping[str, object]) -> Dossier:
    """Valide les données d'un logiciel hôte; lève `DossierInvalide`, dont chaque constat est situé par son chemin.

    Une clé facultative laissée vide (`None` ou texte vide) compte pour absente, comme dans un fichier.
    """
    dossier, constats = _valider(donnees)
    if dossier is None:
        raise DossierInvalide(trier(constats))
    return dossier


def valider_arbre(arbre: Arbre, *, ebauche: bool) -> Dossier:
    """Valide un arbre lu d'un fichier; chaque constat a sa ligne et sa colonne."""
    dossier, constats = _valider(arbre.donnees, ebauche=ebauche)
    origine = arbre.origine
    places = [_placer(origine, c) for c in constats if c.chemin not in arbre.signales]
    constats = list(dict.fromkeys([*arbre.source.caracteres, *arbre.constats, *places]))
    if dossier is None or constats:
        raise DossierInvalide(trier(constats))
    return dossier.venant_de(origine)


def _placer(origine: Origine, constat: Constat) -> Constat:
    return origine.placer(constat, sur_la_cle=constat.code in _SUR_LA_CLE)


def _valider(donnees: object, *, ebauche: bool = False) -> tuple[Dossier | None, list[Constat]]:
    nettes = sans_les_vides(donnees)
    dossier, constats = _essayer(nettes)
    if dossier is not None or not ebauche:
        return dossier, constats
    # -- les blancs de texte sont comblés, puis tout est revalidé; un blanc que le texte ne comble pas reste un blanc --
    comblees = copy.deepcopy(nettes)
    blancs = {c.chemin: c for c in constats if c.code in _VIDES and _combler(comblees, c.chemin)}
    dossier, restants = _essayer(comblees)
    return dossier, [blancs.get(c.chemin, c) for c in restants]


def _essayer(donnees: object) -> tuple[Dossier | None, list[Constat]]:
    try:
        return Dossier.model_validate(donnees), []
    except ValidationError as exc:
        erreurs = exc.errors(include_url=False, include_input=False)
        uniques = {(c.chemin, c.code): c for c in (traduire(erreur, donnees) for erreur in erreurs)}
        return None, list(uniques.values())


def _combler(donnees: object, chemin: Chemin) -> bool:
    """Met « [à compléter : …] » dans un champ de texte; rend faux si le champ n'est pas du texte."""
    place = suivre(chemin, donnees)
    if not place.forme.est_texte:
        return False
    conteneur = suivre(chemin[:-1], donnees).valeur
    if isinstance(conteneur, dict | list):
        conteneur[chemin[-1]] = f"[à compléter : {place.titre.lower()}]"  # type: ignore[index]
    return True
