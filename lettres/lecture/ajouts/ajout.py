"""Ajout : une inscription insérée dans le texte d'un dossier, et la preuve qu'il n'a fait que la gagner.

Réécrire un fichier d'après ce qu'on en a compris perdrait ses commentaires et changerait jusqu'à ses valeurs. On
insère donc aux places que l'analyseur donne, puis on relit : ce doit être l'ancien dossier, et l'inscription.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping

from lettres.dossier.renvois import LISTES
from lettres.lecture.ajouts import en_json, en_toml, en_yaml
from lettres.lecture.ajouts.en_yaml import Imprevu, Insertion
from lettres.lecture.ajouts.original import Original
from lettres.lecture.ajouts.plume import Bloc, Plume, en_texte
from lettres.lecture.arbre import Valeur
from lettres.lecture.fichier import Format, lire_arbre
from lettres.lecture.validation import valider_arbre
from lettres.socle.constats import Constat, Gravite
from lettres.socle.erreurs import DossierIllisible, DossierInvalide, SortieRefusee

_INSERER: dict[str, Callable[[Original, str, Bloc], list[Insertion]]] = {
    "yaml": en_yaml.inserer,
    "json": en_json.inserer,
    "toml": en_toml.inserer,
}


class AjoutRefuse(SortieRefusee):
    """L'inscription ne s'ajoute pas à ce fichier sans risque; le remède donne le bloc à y coller soi-même."""


def ajouter(
    octets: bytes, entree: Mapping[str, Mapping[str, object]], *, format: Format, fichier: str = "dossier"
) -> bytes:
    """Rend les octets du dossier, chaque inscription d'`entree` (`{"envois": {…}}`) ajoutée à la fin de sa liste.

    Rien d'autre n'y change : ni commentaire, ni ordre, ni guillemets, ni fins de ligne, ni codage. Une valeur est un
    texte, un Decimal, un int, un bool, une date, ou une liste ou un bloc de ceux-là. `fichier` nomme le dossier dans
    les constats.

    Lève DossierIllisible ou DossierInvalide si le dossier, avant ou après, ne se lit pas ou est fautif; AjoutRefuse
    (une SortieRefusee) s'il est écrit d'une façon où l'on n'insère pas; ValueError pour une liste ou une valeur
    impossibles.
    """
    if format not in _INSERER:
        raise ValueError(f"« {format} » n’est pas un format de dossier : yaml, json ou toml.")
    if inconnues := [nom for nom in entree if nom not in LISTES]:
        raise ValueError(f"« {inconnues[0]} » n’est pas une liste du journal : {', '.join(LISTES)}.")
    blocs = {nom: en_texte(inscription) for nom, inscription in entree.items()}
    avant, apres = lire_arbre(octets, fichier=fichier, format=format), None
    valider_arbre(avant, ebauche=False)
    attendues, nouveaux = avant.donnees, octets
    for nom, bloc in blocs.items():
        try:
            original = Original(nouveaux, fichier)
            nouveaux = original.avec(_INSERER[format](original, nom, bloc))
            apres = lire_arbre(nouveaux, fichier=fichier, format=format)
        except Imprevu as exc:
            raise _refus(blocs, fichier, format, str(exc)) from None
        except (DossierIllisible, DossierInvalide, UnicodeError):
            raise _refus(blocs, fichier, format, "l’ajout ne s’y relirait pas") from None
        attendues = _avec(attendues, nom, bloc)
        if apres.donnees != attendues:
            if apres.constats:  # -- un caractère refusé ne se relit pas : c'est l'inscription qui est fautive --
                valider_arbre(apres, ebauche=False)
            raise _refus(blocs, fichier, format, "l’ajout s’y relirait autrement")
    if apres is not None:
        valider_arbre(apres, ebauche=False)
    return nouveaux


def _avec(donnees: dict[str, Valeur], nom: str, bloc: Bloc) -> dict[str, Valeur]:
    liste = donnees.get(nom)
    return {**donnees, nom: [*(liste if isinstance(liste, list) else []), copy.deepcopy(bloc)]}


def _refus(blocs: Mapping[str, Bloc], fichier: str, format: Format, raison: str) -> AjoutRefuse:
    return AjoutRefuse(
        [
            Constat(
                "S019",
                Gravite.ERREUR,
                f"Rien n’a été inscrit dans ce fichier, qui reste tel quel : {raison}.",
                " ".join(f"Collez ceci à la fin de « {nom} » : {a_coller(b, format)}" for nom, b in blocs.items()),
                fichier=fichier,
            )
        ]
    )


def a_coller(bloc: Bloc, format: str) -> str:
    """L'inscription sur une ligne, telle qu'on la colle dans une liste de ce format."""
    plume = Plume("utf-8")
    match format:
        case "json":
            return plume.json(bloc)
        case "toml":
            return plume.toml(bloc)
    return f"- {plume.yaml(bloc)}"
